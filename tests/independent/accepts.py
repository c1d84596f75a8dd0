# SPDX-License-Identifier: Apache-2.0
"""Says of each file whether public Python libraries, used as anybody would, take its signature.

    python accepts.py FILE...

This is not a way to check files: it does what their first examples do and nothing more, so that a test can
say what they take. `../verify/verify.py` is the careful one.
"""

import hashlib
import json
import sys

import base58
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def accepts(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    proof = document.pop("proof")
    signature = base58.b58decode(proof.pop("proofValue")[1:])
    key = base58.b58decode(proof["verificationMethod"].partition("#")[2][1:])
    signed = b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, document))
    Ed25519PublicKey.from_public_bytes(key[2:]).verify(signature, signed)


for path in sys.argv[1:]:
    try:
        accepts(path)
        print("VALID", path)
    except Exception as problem:  # whatever it is, the file was not taken
        print("INVALID", path, type(problem).__name__, sep=" ")
