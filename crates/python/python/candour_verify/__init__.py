"""Checks signed files of Candour: whether they are as they were signed, by which key, and what they answer."""

from ._native import CandourError, CheckedFiles, __version__, check, check_files, fingerprint, verify_signature

__all__ = [
    "CandourError",
    "CheckedFiles",
    "__version__",
    "check",
    "check_files",
    "fingerprint",
    "verify_signature",
]
