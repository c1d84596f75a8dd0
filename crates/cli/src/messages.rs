//! The words of the page, which say what was found, and those that only the command line needs.

use candour_proof::{key::KeyProblem, proof::ProofProblem};
pub(crate) use candour_words::{Counted as PageCounted, Key as Page, Words};
use candour_words::{CountedText, Text};

mod keys {
    #![expect(clippy::indexing_slicing, reason = "each table has an entry for each variant")]
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub(crate) use keys::{Counted as CountedMessage, Key as Message};

impl Text for Message {
    fn english(self) -> &'static str {
        self.english()
    }
}

impl CountedText for CountedMessage {
    fn english(self) -> [&'static str; 2] {
        self.english()
    }
}

/// Why a file was not read or opened: the word for programs, what happened, and what to do.
const TROUBLES: [(&str, Message, Option<Message>); 21] = [
    ("not-read", Message::TroubleNotRead, Some(Message::TroubleNotReadMeaning)),
    ("not-a-file", Message::TroubleNotAFile, Some(Message::TroubleNotAFileMeaning)),
    ("archive-damaged", Message::TroubleArchiveDamaged, Some(Message::TroubleArchiveDamagedMeaning)),
    ("archive-truncated", Message::TroubleArchiveTruncated, Some(Message::TroubleArchiveTruncatedMeaning)),
    ("archive-too-many", Message::TroubleArchiveTooMany, Some(Message::TroubleArchiveTooManyMeaning)),
    ("archive-too-much", Message::TroubleArchiveTooMuch, Some(Message::TroubleArchiveTooMuchMeaning)),
    (
        "archive-overlapping",
        Message::TroubleArchiveOverlapping,
        Some(Message::TroubleArchiveOverlappingMeaning),
    ),
    ("archive-encrypted", Message::TroubleArchiveEncrypted, Some(Message::TroubleArchiveEncryptedMeaning)),
    ("archive-method", Message::TroubleArchiveMethod, Some(Message::TroubleArchiveMethodMeaning)),
    ("archive-nested", Message::TroubleArchiveNested, Some(Message::TroubleArchiveNestedMeaning)),
    ("archive-empty", Message::TroubleArchiveEmpty, Some(Message::TroubleArchiveEmptyMeaning)),
    (
        "locked-for-another-key",
        Message::TroubleLockedForAnotherKey,
        Some(Message::TroubleLockedForAnotherKeyMeaning),
    ),
    (
        "locked-in-another-way",
        Message::TroubleLockedInAnotherWay,
        Some(Message::TroubleLockedInAnotherWayMeaning),
    ),
    (
        "locked-in-a-newer-way",
        Message::TroubleLockedInANewerWay,
        Some(Message::TroubleLockedInANewerWayMeaning),
    ),
    (
        "locked-too-expensive",
        Message::TroubleLockedTooExpensive,
        Some(Message::TroubleLockedTooExpensiveMeaning),
    ),
    (
        "locked-wrong-passphrase",
        Message::TroubleLockedWrongPassphrase,
        Some(Message::TroubleLockedWrongPassphraseMeaning),
    ),
    ("locked-damaged", Message::TroubleLockedDamaged, Some(Message::TroubleLockedDamagedMeaning)),
    ("not-encrypted", Message::TroubleNotEncrypted, None),
    ("needs-key", Message::TroubleNeedsKey, None),
    ("too-large", Message::TroubleTooLarge, None),
    ("is-key-file", Message::TroubleIsKeyFile, Some(Message::TroubleIsKeyFileMeaning)),
];

/// Why a file was not read or opened, and what to do.
pub(crate) fn trouble(word: &str) -> (Message, Option<Message>) {
    let known = TROUBLES.iter().find(|(known, ..)| *known == word);
    known.map_or((Message::TroubleNotRead, None), |(_, what, meaning)| (*what, *meaning))
}

/// The rule that a proof breaks.
pub(crate) fn proof_key(problem: &ProofProblem) -> Message {
    match problem {
        ProofProblem::NotAnObject => Message::ProofNotAnObject,
        ProofProblem::NotSigned => Message::ProofNotSigned,
        ProofProblem::NotAProof => Message::ProofProofKind,
        ProofProblem::Count(_) => Message::ProofProofCount,
        ProofProblem::SameProofTwice => Message::ProofSameProofTwice,
        ProofProblem::Missing(_) => Message::ProofProofMemberMissing,
        ProofProblem::NotText(_) => Message::ProofProofMemberKind,
        ProofProblem::UnknownMember(_) => Message::ProofProofMemberUnknown,
        ProofProblem::PreviousProof => Message::ProofPreviousProof,
        ProofProblem::OtherType => Message::ProofProofType,
        ProofProblem::OtherSuite => Message::ProofCryptosuite,
        ProofProblem::OtherPurpose => Message::ProofProofPurpose,
        ProofProblem::OtherContext => Message::ProofContext,
        ProofProblem::Date(_) => Message::ProofProofDate,
        ProofProblem::Expired => Message::ProofExpired,
        ProofProblem::CannotCheckOffline(_) => Message::ProofKeyNotInFile,
        ProofProblem::Fragment => Message::ProofKeyFragment,
        ProofProblem::Key(problem) => match problem {
            KeyProblem::NotDidKey => Message::ProofKeyName,
            KeyProblem::OtherMethod(_) => Message::ProofKeyNotInFile,
            KeyProblem::Encoding => Message::ProofKeyEncoding,
            KeyProblem::OtherKind => Message::ProofKeyKind,
            KeyProblem::Length => Message::ProofKeyLength,
            KeyProblem::NotAPoint => Message::ProofKeyNotAPoint,
            KeyProblem::Weak => Message::ProofKeyWeak,
        },
        ProofProblem::SignatureEncoding => Message::ProofSignatureEncoding,
        ProofProblem::SignatureLength => Message::ProofSignatureLength,
        ProofProblem::OtherSigner => Message::ProofOtherSigner,
        ProofProblem::Mismatch => Message::ProofSignatureMismatch,
    }
}
