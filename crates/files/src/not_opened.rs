//! Why a file was not read or not opened, and what would open it.

use std::{error::Error, fmt};

use candour_age::AgeError;

use crate::zip::ZipError;

/// What opens a file that is still locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// A passphrase: a key file, or answers locked by their owner.
    Passphrase,
    /// A key: answers encrypted to somebody, and not to the key in use here.
    Key,
}

/// Why a file was not read or not opened. If there is such a reason it is what is to be said of the file, and not its
/// verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntakeError {
    /// The browser or the system refused to read it.
    NotRead,
    /// A pipe, a socket or a device: opening one may wait for ever.
    NotAFile,
    /// It stands for a file in a cloud that was not downloaded.
    NotDownloaded,
    /// It has more bytes than any file of ours. What the check says of it is enough.
    TooLarge,
    /// An archive, or a file of one, that cannot be unpacked.
    Archive(ZipError),
    /// An archive without files.
    EmptyArchive,
    /// An archive with more files than are opened where it was given.
    ManyFiles,
    /// An archive within an archive; such are not opened.
    NestedArchive,
    /// An archive that was encrypted as a whole.
    LockedArchive,
    /// A passphrase or key did not open it.
    Locked(AgeError),
    /// The passphrase opens it, and it holds a signing key.
    KeyFile,
    /// Locked, and no longer held: too much of it was opened at once. It has to be opened again.
    NotHeld,
}

impl IntakeError {
    /// The word for programs; the texts for people are named after it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotRead => "not-read",
            Self::NotAFile => "not-a-file",
            Self::NotDownloaded => "not-downloaded",
            Self::TooLarge => "too-long",
            Self::Archive(error) => error.as_str(),
            Self::EmptyArchive => "archive-empty",
            Self::ManyFiles => "archive-many-files",
            Self::NestedArchive => "archive-nested",
            Self::LockedArchive => "archive-locked",
            Self::Locked(error) => error.as_str(),
            Self::KeyFile => "is-key-file",
            Self::NotHeld => "not-held",
        }
    }
}

impl fmt::Display for IntakeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead => out.write_str("could not be read"),
            Self::NotAFile => out.write_str("not a regular file"),
            Self::NotDownloaded => out.write_str("not downloaded from the cloud"),
            Self::TooLarge => out.write_str("too large"),
            Self::Archive(error) => error.fmt(out),
            Self::EmptyArchive => out.write_str("an empty archive"),
            Self::ManyFiles => out.write_str("an archive of many files"),
            Self::NestedArchive => out.write_str("an archive within an archive"),
            Self::LockedArchive => out.write_str("an encrypted archive"),
            Self::Locked(error) => error.fmt(out),
            Self::KeyFile => out.write_str("a key file"),
            Self::NotHeld => out.write_str("no longer held in memory"),
        }
    }
}

impl Error for IntakeError {}

impl From<ZipError> for IntakeError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::TooLong => Self::TooLarge,
            error => Self::Archive(error),
        }
    }
}
