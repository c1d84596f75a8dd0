//! Why a file is not opened.

/// Why a file was not opened, or not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeProblem {
    /// Not an age file.
    NotAge,
    /// A version of the format other than 1.
    UnsupportedVersion,
    /// Not locked in the way asked for: for a key in place of a passphrase, the other way round,
    /// or for a kind of key that is not known here.
    UnsupportedRecipient,
    /// More work than [`MOST_WORK`](super::MOST_WORK), or for more keys than [`MOST_STANZAS`](super::MOST_STANZAS).
    TooExpensive,
    /// The passphrase does not fit.
    WrongPassphrase,
    /// Locked for other keys than this one.
    OtherKey,
    /// An age file that was changed, by accident or on purpose.
    Damaged,
    /// The file stops too early. A cut in the middle of a chunk looks like damage.
    Truncated,
}

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

impl From<AgeProblem> for OpenError {
    fn from(problem: AgeProblem) -> Self {
        match problem {
            AgeProblem::WrongPassphrase => Self::WrongPassphrase,
            AgeProblem::UnsupportedVersion
            | AgeProblem::UnsupportedRecipient
            | AgeProblem::TooExpensive
            | AgeProblem::OtherKey => Self::Unsupported,
            AgeProblem::NotAge | AgeProblem::Damaged | AgeProblem::Truncated => Self::Damaged,
        }
    }
}

/// Why a text is no recipient, or no identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipientProblem {
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
