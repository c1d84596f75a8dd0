//! Writes new files. An existing file is never overwritten.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use crate::error::{CliOutcome, ErrorMessage};
use crate::messages::Message;

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permissions {
    /// Whoever the system lets.
    Usual,
    /// Only its owner, as far as the system knows owners.
    Owner,
}

/// Writes a file that is not there yet.
///
/// # Errors
/// If it is there, or cannot be written; then nothing of it stays.
pub(crate) fn new_file(path: &Path, content: &[u8], readers: Permissions) -> CliOutcome<()> {
    let mut file = create(path, readers).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => ErrorMessage::new(Message::FileExists).file(path),
        _ => ErrorMessage::new(Message::NotWritten).file(path).why(&error),
    })?;
    file.write_all(content).and_then(|()| file.sync_all()).map_err(|error| {
        drop(fs::remove_file(path));
        ErrorMessage::new(Message::NotWritten).file(path).why(&error).into()
    })
}

fn create(path: &Path, readers: Permissions) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if readers == Permissions::Owner {
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    options.open(path)
}

/// Makes a folder and those above it, as far as they are not there.
///
/// # Errors
/// If it cannot be made.
pub(crate) fn folder(path: &Path) -> CliOutcome<()> {
    fs::create_dir_all(path)
        .map_err(|error| ErrorMessage::new(Message::NotWritten).file(path).why(&error).into())
}
