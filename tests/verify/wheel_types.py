"""Uses the types of the Python package as a program would; checked by mypy and never run."""

from datetime import datetime
from pathlib import Path

from candour_verify import CandourError, check, check_files, fingerprint, verify_signature
from candour_verify.types import Answer, Checked, Verdict


def name(found: Checked) -> str:
    return (found["signer"] or {"id": None, "name": None})["name"] or found["file"]


def use(folder: Path) -> list[Answer]:
    verdict: Verdict = check(b"{}", "a.json", now=datetime.now())["verdict"]
    print(verdict, name(check(folder / "a.json")), fingerprint("did:key:z6Mk"))
    answers: list[Answer] = []
    try:
        for found in check_files([folder, "answers.zip"], answers=True, workers=2):
            answers.extend(found["answers"])
            request = found["request"]
            print(request["from"] if request else None, found.get("problem", ""))
    except CandourError as problem:
        print(problem)
    for one in check_files(folder):
        one["answers"]  # type: ignore[typeddict-item]
    check(7)  # type: ignore[call-overload]
    print(verify_signature(b"")["holds"])
    return answers
