"""Types of the part of the package that is written in Rust."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from os import PathLike
from typing import Generic, Literal, TypeVar, Union, final, overload

from .types import Checked, CheckedWithAnswers, Signature

_Path = Union[str, PathLike[str]]
_Bytes = Union[bytes, bytearray, memoryview]
_Time = Union[datetime, float, int]
_Result = TypeVar("_Result", Checked, CheckedWithAnswers, covariant=True)

__all__ = [
    "CandourError",
    "__version__",
    "CheckedFiles",
    "check",
    "check_files",
    "verify_signature",
    "fingerprint",
]

__version__: str

class CandourError(Exception):
    """What was asked for could not be done. What is wrong with a file is no exception: see its verdict."""

@final
class CheckedFiles(Iterator[_Result], Generic[_Result]):
    """What was found about each file, in the order of the files."""

    @property
    def left_out(self) -> int:
        """How many files so far were left out, because systems put them there and no person did, such as Thumbs.db.

        Those of an archive are counted when its first file is returned.
        """
    def __iter__(self) -> CheckedFiles[_Result]: ...
    def __next__(self) -> _Result: ...

@overload
def check(
    source: Union[_Bytes, _Path],
    name: str | None = None,
    *,
    now: _Time | None = None,
    questionnaires: Iterable[Union[_Bytes, _Path]] | None = None,
    answers: Literal[False] = False,
) -> Checked:
    """Checks one file, given by its bytes or its path.

    Nothing in the file raises an exception. CandourError: the file cannot be read, or a questionnaire has a mistake.
    """

@overload
def check(
    source: Union[_Bytes, _Path],
    name: str | None = None,
    *,
    now: _Time | None = None,
    questionnaires: Iterable[Union[_Bytes, _Path]] | None = None,
    answers: Literal[True],
) -> CheckedWithAnswers: ...
@overload
def check_files(
    paths: Union[_Path, Iterable[_Path]],
    *,
    now: _Time | None = None,
    questionnaires: Iterable[Union[_Bytes, _Path]] | None = None,
    workers: int | None = None,
    answers: Literal[False] = False,
) -> CheckedFiles[Checked]:
    """Checks the files of folders and archives with several threads; the results come in the order of the files.

    CandourError: there is no file, or a questionnaire has a mistake.
    """

@overload
def check_files(
    paths: Union[_Path, Iterable[_Path]],
    *,
    now: _Time | None = None,
    questionnaires: Iterable[Union[_Bytes, _Path]] | None = None,
    workers: int | None = None,
    answers: Literal[True],
) -> CheckedFiles[CheckedWithAnswers]: ...
def verify_signature(source: Union[_Bytes, _Path], *, now: _Time | None = None) -> Signature:
    """Verifies the proof of any document that is signed with eddsa-jcs-2022, of Candour or not."""

def fingerprint(did: str) -> str | None:
    """The digits of a key, did:key:z6Mk...; None if it is not a key that can be trusted."""
