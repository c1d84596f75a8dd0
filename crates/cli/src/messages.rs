//! The words of the page, which say what was found, and those that only the command line needs.

use candour_age::AgeError;
use candour_files::intake::IntakeError;
use candour_proof::{key::KeyError, proof::ProofError};
pub(crate) use candour_words::{Counted as PageCounted, Key as Page, Words};

mod keys {
    #![expect(clippy::indexing_slicing, reason = "each table has an entry for each variant")]
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub(crate) use keys::{Counted as CountedMessage, Key as Message};

/// What to do about a file that was not read or opened, where that is something else here than on the page.
pub(crate) fn unopened_here(error: IntakeError) -> Option<Message> {
    match error {
        IntakeError::NotRead => Some(Message::NotReadHere),
        IntakeError::NotAFile => Some(Message::NotAFileHere),
        IntakeError::KeyFile => Some(Message::IsKeyFileHere),
        IntakeError::Locked(AgeError::OtherKey) => Some(Message::LockedForAnotherKeyHere),
        IntakeError::Locked(AgeError::UnsupportedRecipient) => Some(Message::LockedInAnotherWayHere),
        _ => None,
    }
}

/// The rule that a proof breaks.
pub(crate) fn proof_key(problem: &ProofError) -> Message {
    match problem {
        ProofError::NotAnObject => Message::ProofNotAnObject,
        ProofError::NotSigned => Message::ProofNotSigned,
        ProofError::NotAProof => Message::ProofProofKind,
        ProofError::Count(_) => Message::ProofProofCount,
        ProofError::SameProofTwice => Message::ProofSameProofTwice,
        ProofError::Missing(_) => Message::ProofProofMemberMissing,
        ProofError::NotText(_) => Message::ProofProofMemberKind,
        ProofError::UnknownMember(_) => Message::ProofProofMemberUnknown,
        ProofError::PreviousProof => Message::ProofPreviousProof,
        ProofError::OtherType => Message::ProofProofType,
        ProofError::OtherSuite => Message::ProofCryptosuite,
        ProofError::OtherPurpose => Message::ProofProofPurpose,
        ProofError::OtherContext => Message::ProofContext,
        ProofError::Date(_) => Message::ProofProofDate,
        ProofError::Expired => Message::ProofExpired,
        ProofError::CannotCheckOffline(_) => Message::ProofKeyNotInFile,
        ProofError::Fragment => Message::ProofKeyFragment,
        ProofError::Key(problem) => match problem {
            KeyError::NotDidKey => Message::ProofKeyName,
            KeyError::OtherMethod(_) => Message::ProofKeyNotInFile,
            KeyError::Encoding => Message::ProofKeyEncoding,
            KeyError::OtherKind => Message::ProofKeyKind,
            KeyError::Length => Message::ProofKeyLength,
            KeyError::NotAPoint => Message::ProofKeyNotAPoint,
            KeyError::Weak => Message::ProofKeyWeak,
        },
        ProofError::SignatureEncoding => Message::ProofSignatureEncoding,
        ProofError::SignatureLength => Message::ProofSignatureLength,
        ProofError::OtherSigner => Message::ProofOtherSigner,
        ProofError::Mismatch => Message::ProofSignatureMismatch,
    }
}
