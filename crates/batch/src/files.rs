//! The files that a command is about: those named, what is in folders and archives, and standard input.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    mem,
    path::{Path, PathBuf},
};

use candour_files::{
    intake::{HEAD, IntakeError, IntakeFile, Pieces, most_bytes, pieces},
    names::natural_order,
    zip::is_junk,
};

use crate::{
    waiting::{announced, is_special},
    worker_pool::JobQueue,
};

/// The name for standard input.
const STDIN: &str = "-";
/// The ending of an archive's name.
const ARCHIVE: &str = ".zip";

/// A file that was found.
#[derive(Debug)]
pub enum FoundFile {
    /// A file to be read.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An entry of a folder that is not a file.
    Special(PathBuf),
    /// What could not be looked into.
    Not(PathBuf, io::Error),
    /// So many files of a folder that systems put there and no person did.
    LeftOut(usize),
}

impl FoundFile {
    /// Whether there may be many files in it, as far as its name tells.
    pub fn may_hold_many(&self) -> bool {
        match self {
            Self::File(path) => {
                path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ARCHIVE.trim_start_matches('.')))
            }
            Self::Stdin => true,
            Self::Special(_) | Self::Not(..) | Self::LeftOut(_) => false,
        }
    }
}

/// A file to be looked at.
#[derive(Debug)]
pub struct Job {
    /// The file, with its name: the path as it was given, of a file in an archive followed by its path there.
    pub piece: IntakeFile,
    /// What the system said, if it refused to read the file.
    pub refused: Option<String>,
    /// How many files there are in its place beyond itself: an archive shows that only when it is opened.
    pub more: usize,
    /// How many files before it were left out, because systems put them there and no person did.
    pub left_out: usize,
}

/// The files of these arguments in order; those of a folder by name, numbers in it by their value. What systems put
/// there and no person did is left out and counted.
pub fn find(arguments: &[PathBuf]) -> Vec<FoundFile> {
    let mut found = Vec::new();
    for path in arguments {
        if path.as_os_str() == STDIN {
            found.push(FoundFile::Stdin);
        } else if path.is_dir() {
            folder(path, &mut found);
        } else {
            found.push(FoundFile::File(path.clone()));
        }
    }
    found
}

fn folder(path: &Path, found: &mut Vec<FoundFile>) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(FoundFile::Not(path.to_owned(), error)),
    };
    entries.sort_by(|one, other| {
        let (one, other) = (one.file_name(), other.file_name());
        natural_order(&one.to_string_lossy(), &other.to_string_lossy()).then_with(|| one.cmp(&other))
    });
    let mut left_out = 0;
    for entry in entries {
        let path = entry.path();
        match entry.file_type() {
            _ if is_junk(&entry.file_name().to_string_lossy()) => left_out += 1,
            Ok(kind) if kind.is_dir() => folder(&path, found),
            Ok(kind) if kind.is_file() => found.push(FoundFile::File(path)),
            // A link to a folder could lead back to a folder above it, so it is named and not followed.
            Ok(_) if path.is_dir() || is_special(&path) => found.push(FoundFile::Special(path)),
            Ok(_) => found.push(FoundFile::File(path)),
            Err(error) => found.push(FoundFile::Not(path, error)),
        }
    }
    if left_out > 0 {
        found.push(FoundFile::LeftOut(left_out));
    }
}

/// How many files of folders were left out, because systems put them there and no person did.
pub fn left_out(found: &[FoundFile]) -> usize {
    found.iter().map(|found| if let FoundFile::LeftOut(count) = found { *count } else { 0 }).sum()
}

/// How many files there are, as far as is known before archives are opened.
pub fn count(found: &[FoundFile]) -> usize {
    found.iter().filter(|found| !matches!(found, FoundFile::LeftOut(_))).count()
}

/// Reads these files, takes archives apart, and hands all on. Calls `waits` for a pipe or a device that was named and
/// takes long.
pub fn read_all(found: Vec<FoundFile>, waits: fn(&Path), mut jobs: JobQueue<Job>) {
    for found in found {
        if !read(found, waits, &mut jobs) {
            return;
        }
    }
}

/// Whether more files are wanted.
fn read(found: FoundFile, waits: fn(&Path), jobs: &mut JobQueue<Job>) -> bool {
    let (name, content) = match found {
        FoundFile::LeftOut(_) => return true,
        FoundFile::Not(path, error) => (path.display().to_string(), Err(Unread::Refused(error))),
        FoundFile::Special(path) => (path.display().to_string(), Err(Unread::Not(IntakeError::NotAFile, 0))),
        FoundFile::Stdin => (STDIN.to_owned(), bytes(io::stdin().lock(), 0)),
        FoundFile::File(path) => {
            let content =
                announced(&path, waits, || File::open(&path).map_err(Unread::Refused).and_then(content));
            (path.display().to_string(), content)
        }
    };
    let (pieces, mut refused): (Pieces, _) = match content {
        Ok(content) => (pieces(&name, content), None),
        Err(Unread::Not(error, size)) => (IntakeFile::unread(&name, size, error).into(), None),
        Err(Unread::Refused(error)) => {
            (IntakeFile::unread(&name, 0, IntakeError::NotRead).into(), Some(error.to_string()))
        }
    };
    let (mut more, mut left_out) = (pieces.len().saturating_sub(1), pieces.left_out());
    for piece in pieces {
        let refused = refused.take();
        if !jobs.push(Job { piece, refused, more: mem::take(&mut more), left_out: mem::take(&mut left_out) })
        {
            return false;
        }
    }
    true
}

/// Why there are no bytes.
enum Unread {
    Refused(io::Error),
    Not(IntakeError, usize),
}

/// The bytes of a file.
fn content(file: File) -> Result<Vec<u8>, Unread> {
    let size = file.metadata().map_or(0, |found| found.len());
    bytes(file, usize::try_from(size).unwrap_or_default())
}

/// The bytes that are read, if there are no more of them than a file or an archive may have. Room is made for as many as
/// are expected, so that a file of the usual size is read at once.
fn bytes(mut file: impl io::Read, expected: usize) -> Result<Vec<u8>, Unread> {
    // Reading ends without a look for more room where a little is left.
    let mut content = Vec::with_capacity(expected.min(most_bytes(&[])) + 64);
    let mut read = |content: &mut Vec<u8>, most: usize| {
        let more = most.saturating_add(1).saturating_sub(content.len());
        file.by_ref().take(more as u64).read_to_end(content).map_err(Unread::Refused)
    };
    read(&mut content, HEAD)?;
    let most = most_bytes(&content);
    read(&mut content, most)?;
    let size = content.len();
    if size > most { Err(Unread::Not(IntakeError::TooLarge, size)) } else { Ok(content) }
}
