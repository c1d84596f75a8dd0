"""Types of the results. Each has the members of the JSON Schema ``candour-checked``; a test sees to it."""

from typing import List, Literal, Optional, TypedDict

Verdict = Literal[
    "intact",
    "partial",
    "altered",
    "unsigned",
    "invalid",
    "uncheckable",
    "newer",
    "draft",
    "request",
    "records",
    "questionnaire",
    "secret-key",
    "encrypted",
    "page",
    "other-signed",
    "other",
    "unreadable",
]
"""What a file is and whether it is as it was signed."""

Level = Literal[0, 1, 2, 3, 4]
"""How far a section is: 0 not begun, 4 in place."""


class Change(TypedDict):
    """A part that is not as it was signed."""

    part: str
    how: Literal["altered", "missing", "added", "moved"]


class _WarningPart(TypedDict, total=False):
    part: str
    """The part it is about: the id of a question or section, or the name of a member."""


class Warning(_WarningPart):
    """Something that a reader should know though the signature may be valid."""

    warning: str
    """One word, such as ``questionnaire-unknown``, ``date-future``, ``result-differs`` or ``label``."""


class More(TypedDict):
    """How many entries each list leaves out: each ends at 200."""

    changes: int
    """Of ``changes``, and of ``altered``."""
    withheld: int
    warnings: int
    seriousGaps: int
    """Of ``seriousGaps`` in ``result``."""


class Signer(TypedDict):
    """Who signed."""

    id: Optional[str]
    """The key, as ``did:key``; None if no signature is valid."""
    name: Optional[str]
    """The name as typed; nobody checked whose it is."""


class Questionnaire(TypedDict):
    """A questionnaire, as the file states it."""

    id: Optional[str]
    version: Optional[str]
    title: Optional[str]
    sha256: Optional[str]
    language: Optional[str]
    """The language that was answered; ``wordingSha256`` is the digest of its wording."""
    wordingSha256: Optional[str]
    known: Literal["genuine", "own", "other-version", "unknown"]
    """Whether it is one that Candour comes with (``genuine``), or one of ``questionnaires`` (``own``)."""
    words: Literal["same", "other", "other-language", "unknown"]
    """Whether the words that were answered are those known here."""


# The name `from` is a keyword, which no class can have as a member.
Request = TypedDict("Request", {"id": str, "from": str, "nonce": str})
"""The request that the file says it answers: the key of whoever asked, and their name as the request states it."""


class _SectionLevels(TypedDict, total=False):
    stated: Level
    """The level that the file states."""
    computed: Level
    """The level that its answers give."""


class Section(_SectionLevels):
    """The levels of a section."""

    id: str


Outcome = Literal["proceed", "conditions", "escalate", "stop"]


class Decision(TypedDict):
    """The outcome of a decision."""

    stated: Optional[Outcome]
    """The outcome that the file states."""
    computed: Optional[Outcome]
    """The outcome computed from its answers."""


class Result(TypedDict):
    """What the file says its answers give, and what they do give."""

    agreement: Literal["agrees", "differs", "not-recomputable"]
    sections: List[Section]
    """Sections that have a level."""
    seriousGaps: List[str]
    """Critical questions with a serious gap, as the file states them."""
    stops: List[str]
    """Stop rules that apply, as the file states them."""
    decision: Optional[Decision]
    """The decision, if there is one."""
    answersShown: int
    answersWithheld: int


class _Problem(TypedDict, total=False):
    problem: str
    """Why the file is not to be relied on, if the verdict alone does not say it: one word, such as ``key-weak``."""


class Checked(_Problem):
    """What was found about one file."""

    file: str
    """Its name."""
    size: int
    """Its size in bytes."""
    sha256: Optional[str]
    """SHA-256 of its bytes in hexadecimal; None if it was too long to be read."""
    verdict: Verdict
    altered: List[str]
    """Parts that are not as they were signed: an answer by the id of its question, its note as ``<id>/note``."""
    changes: List[Change]
    """The same parts, and how each differs."""
    withheld: List[str]
    """Parts that whoever passed the file on kept to themselves."""
    warnings: List[Warning]
    more: More
    signer: Optional[Signer]
    fingerprint: Optional[str]
    """Fingerprint of the key that signed it: eight groups of five digits."""
    questionnaire: Optional[Questionnaire]
    """The questionnaire it says it answers."""
    id: Optional[str]
    """The number of the result, ``urn:uuid:...``."""
    finished: Optional[str]
    """The day it was finished, as the signer's device stated it."""
    request: Optional[Request]
    result: Optional[Result]
    pageSha256: Optional[str]
    """Of a web page: SHA-256 in hexadecimal without the drafts or the request it carries."""


class Answer(TypedDict):
    """An answer. Its members are explained in docs/ANALYSIS.md."""

    organisation: Optional[str]
    key: Optional[str]
    keyStanding: str
    verdict: Literal["intact", "partial"]
    request: Literal["other", "none"]
    result: Optional[str]
    sha256: Optional[str]
    questionnaire: str
    builtIn: bool
    version: Optional[str]
    sameVersion: bool
    finished: Optional[str]
    levelsFrom: Literal["answers", "file"]
    outcome: Optional[Outcome]
    section: str
    level: Optional[Level]
    state: Optional[Literal["clear", "solved", "open", "unsolved"]]
    question: str
    text: str
    answer: Optional[str]
    reason: Optional[str]
    evidence: bool
    seriousGap: bool
    note: Optional[str]
    noteWithheld: bool
    words: str
    asked: Optional[str]
    answeredAs: Optional[str]


class CheckedWithAnswers(Checked):
    """What was found about one file, and its answers."""

    answers: List[Answer]
    """An empty list unless the file is ``intact`` or ``partial``."""


class _SignatureProblem(TypedDict, total=False):
    problem: str
    """Why not: one word, such as ``not-signed`` or ``signature-mismatch``."""


class _ProofWarning(TypedDict, total=False):
    warning: str
    """Something odd about its date: ``date-missing``, ``date-future`` or ``date-old``."""


class Proof(_ProofWarning):
    """A valid proof."""

    id: str
    """The key that signed, as ``did:key``."""
    fingerprint: str
    created: Optional[str]
    """When, as the signer's device stated it; nothing proves it."""


class Signature(_SignatureProblem):
    """What was found about the proof of a document."""

    holds: bool
    """Whether every proof is valid for the document."""
    proofs: List[Proof]
    """The proofs, if they are valid."""
