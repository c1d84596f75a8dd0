"""Checks bills of materials against the official schema of CycloneDX 1.6, and each against the file that it lists.

    python check_sbom.py FILE.cdx.json...
"""

import hashlib
import json
import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

bills = [pathlib.Path(name) for name in sys.argv[1:]]
if not bills:
    sys.exit("there is no bill of materials")
for bill in bills:
    text = bill.read_text("utf-8")
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        sys.exit(f"{bill}: {problem}")
    component = json.loads(text)["metadata"]["component"]
    digest = hashlib.sha256(bill.with_name(component["name"]).read_bytes()).hexdigest()
    if component["hashes"] != [{"alg": "SHA-256", "content": digest}]:
        sys.exit(f"{bill}: `{component['name']}` has another digest")
