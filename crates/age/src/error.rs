//! Why a file is not opened.

use std::{error::Error, fmt};

/// Why a file was not opened, or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeError {
    /// Not an age file.
    NotAge,
    /// A version of the format other than 1.
    UnsupportedVersion,
    /// Not locked in the way asked for: for a key in place of a passphrase, the other way round,
    /// or for a kind of key that is not known here.
    UnsupportedRecipient,
    /// The passphrase asks for more work than [`MOST_WORK`](super::MOST_WORK).
    TooExpensive,
    /// For more keys than [`MOST_STANZAS`](super::MOST_STANZAS).
    TooManyRecipients,
    /// The passphrase does not fit.
    WrongPassphrase,
    /// Locked for other keys than this one.
    OtherKey,
    /// A binary file that a program changed as if it were text: its line ends, or its encoding.
    ChangedAsText,
    /// An age file that was changed, by accident or on purpose.
    Damaged,
    /// The file stops too early. A cut in the middle of a chunk looks like damage.
    Truncated,
}

impl AgeError {
    /// The word for programs; the texts for people are named after it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAge | Self::Damaged | Self::Truncated => "locked-damaged",
            Self::UnsupportedVersion => "locked-in-a-newer-way",
            Self::UnsupportedRecipient => "locked-in-another-way",
            Self::TooExpensive => "locked-too-expensive",
            Self::TooManyRecipients => "locked-for-too-many-keys",
            Self::WrongPassphrase => "locked-wrong-passphrase",
            Self::OtherKey => "locked-for-another-key",
            Self::ChangedAsText => "locked-changed-as-text",
        }
    }
}

impl fmt::Display for AgeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotAge => "not an age file",
            Self::UnsupportedVersion => "unsupported version of the age format",
            Self::UnsupportedRecipient => "locked for another kind of recipient",
            Self::TooExpensive => "asks for more work than is allowed",
            Self::TooManyRecipients => "locked for too many keys",
            Self::WrongPassphrase => "wrong passphrase",
            Self::OtherKey => "locked for another key",
            Self::ChangedAsText => "a binary file that was changed as if it were text",
            Self::Damaged => "damaged",
            Self::Truncated => "cut short",
        })
    }
}

impl Error for AgeError {}

/// What a person is told of why locked answers were not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The passphrase is another one.
    WrongPassphrase,
    /// Damaged or cut short.
    Damaged,
    /// Made by other software in a way this page does not open.
    Unsupported,
}

impl fmt::Display for OpenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::WrongPassphrase => "wrong passphrase",
            Self::Damaged => "damaged",
            Self::Unsupported => "locked in an unsupported way",
        })
    }
}

impl Error for OpenError {}

impl From<AgeError> for OpenError {
    fn from(error: AgeError) -> Self {
        match error {
            AgeError::WrongPassphrase => Self::WrongPassphrase,
            AgeError::UnsupportedVersion
            | AgeError::UnsupportedRecipient
            | AgeError::TooExpensive
            | AgeError::TooManyRecipients
            | AgeError::OtherKey => Self::Unsupported,
            AgeError::NotAge | AgeError::ChangedAsText | AgeError::Damaged | AgeError::Truncated => {
                Self::Damaged
            }
        }
    }
}

/// Why a text is no recipient, or no identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientError {
    /// Letters that do not belong there, or capital and small ones mixed or confused.
    Letters,
    /// The checksum does not fit: a letter is wrong, or some are missing.
    Checksum,
    /// Well formed, but another kind of key; a secret key in place of a public one, say.
    OtherKind,
    /// A fitting checksum over more or less than 32 bytes.
    Length,
    /// Nobody can hold its secret key, or everybody could open what is locked for it.
    Weak,
}

impl fmt::Display for RecipientError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Letters => "has characters that do not belong in a key",
            Self::Checksum => "its checksum does not fit",
            Self::OtherKind => "another kind of key",
            Self::Length => "not 32 bytes long",
            Self::Weak => "a key that keeps nothing secret",
        })
    }
}

impl Error for RecipientError {}
