//! The files that a command is about: those named, what is in folders and archives, and standard input.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use candour_files::{
    intake::most_bytes,
    zip::{self, Archive, ZipProblem},
};

use crate::{
    waiting::{announced, is_special},
    worker_pool::JobQueue,
};

/// The name for standard input.
const STDIN: &str = "-";
/// Where an archive may be given, this is the most it may have.
const ARCHIVE: &str = ".zip";

/// A file that was found.
#[derive(Debug)]
pub enum Found {
    /// A file to be read.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// An entry of a folder that is not a file.
    Special(PathBuf),
    /// What could not be looked into.
    Not(PathBuf, io::Error),
}

impl Found {
    /// Whether there may be many files in it, as far as its name tells.
    pub fn may_hold_many(&self) -> bool {
        match self {
            Self::File(path) => {
                path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ARCHIVE.trim_start_matches('.')))
            }
            Self::Stdin => true,
            Self::Special(_) | Self::Not(..) => false,
        }
    }
}

/// A file to be looked at.
pub struct Job {
    /// Its name: the path as it was given, of a file in an archive followed by its name there.
    pub name: String,
    /// What is in it.
    pub content: Result<Content, Trouble>,
    /// How many files there are in its place beyond itself: an archive shows that only when it is opened.
    pub more: usize,
}

/// What is in a file.
pub enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// A file of an archive.
    Packed(Arc<Archive>, usize),
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Trouble {
    /// The system refused, with its error.
    NotRead(io::Error),
    /// A pipe, a socket or a device: opening one may wait for ever.
    NotAFile,
    /// It has more bytes than any file of ours.
    TooLarge(usize),
    /// An archive, or a file of one, that cannot be unpacked.
    Archive(ZipProblem),
    /// An archive within an archive.
    Nested,
    /// An archive without files.
    EmptyArchive,
}

/// The files of these arguments in order; those of a folder by name, and hidden ones left out.
pub fn find(arguments: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in arguments {
        if path.as_os_str() == STDIN {
            found.push(Found::Stdin);
        } else if path.is_dir() {
            folder(path, &mut found);
        } else {
            found.push(Found::File(path.clone()));
        }
    }
    found
}

fn folder(path: &Path, found: &mut Vec<Found>) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(Found::Not(path.to_owned(), error)),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".") || name == "__MACOSX";
        let path = entry.path();
        match entry.file_type() {
            _ if hidden => {}
            // A link to a folder could lead back to a folder above it.
            Ok(kind) if kind.is_dir() => folder(&path, found),
            Ok(_) if path.is_dir() => {}
            Ok(_) if is_special(&path) => found.push(Found::Special(path)),
            Ok(_) => found.push(Found::File(path)),
            Err(error) => found.push(Found::Not(path, error)),
        }
    }
}

/// Reads these files, unpacks archives as far as needed, and queues all of them. Calls `waits` for a pipe or a device that
/// was named and takes long.
pub fn read_all(found: Vec<Found>, waits: fn(&Path), mut jobs: JobQueue<Job>) {
    for found in found {
        if !read(found, waits, &mut jobs) {
            return;
        }
    }
}

/// Whether more files are wanted.
fn read(found: Found, waits: fn(&Path), jobs: &mut JobQueue<Job>) -> bool {
    let (name, content) = match found {
        Found::Not(path, error) => (path.display().to_string(), Err(Trouble::NotRead(error))),
        Found::Special(path) => (path.display().to_string(), Err(Trouble::NotAFile)),
        Found::Stdin => (STDIN.to_owned(), bytes(io::stdin().lock())),
        Found::File(path) => {
            let content =
                announced(&path, waits, || File::open(&path).map_err(Trouble::NotRead).and_then(bytes));
            (path.display().to_string(), content)
        }
    };
    let mut give = |name: String, content, more| jobs.push(Job { name, content, more });
    match content {
        Ok(content) if zip::is_zip(&content) => match Archive::parse(content) {
            Ok(archive) if archive.is_empty() => give(name, Err(Trouble::EmptyArchive), 0),
            Ok(archive) => {
                let archive = Arc::new(archive);
                (0..archive.len()).all(|place| {
                    let more = if place == 0 { archive.len() - 1 } else { 0 };
                    let name = [&name, "/", archive.name(place)].concat();
                    give(name, Ok(Content::Packed(Arc::clone(&archive), place)), more)
                })
            }
            Err(problem) => give(name, Err(Trouble::Archive(problem)), 0),
        },
        content => give(name, content.map(Content::Bytes), 0),
    }
}

/// The bytes of a file, if there are no more of them than a file or an archive may have.
fn bytes(mut file: impl io::Read) -> Result<Vec<u8>, Trouble> {
    let mut content = Vec::new();
    // Its first bytes tell an archive, whatever its name.
    let mut read = |content: &mut Vec<u8>, most: usize| {
        let more = most.saturating_add(1).saturating_sub(content.len());
        file.by_ref().take(more as u64).read_to_end(content).map_err(Trouble::NotRead)
    };
    read(&mut content, 3)?;
    let most = most_bytes(if zip::is_zip(&content) { ARCHIVE } else { "" });
    read(&mut content, most)?;
    if content.len() > most { Err(Trouble::TooLarge(content.len())) } else { Ok(content) }
}

impl Job {
    /// The bytes of the file.
    ///
    /// # Errors
    /// If it was not read, is too large, or cannot be unpacked.
    pub fn bytes(self) -> Result<Vec<u8>, Trouble> {
        match self.content? {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Packed(archive, place) => match archive.read(place, most_bytes("")) {
                Ok(bytes) if zip::is_zip(&bytes) => Err(Trouble::Nested),
                Ok(bytes) => Ok(bytes),
                Err(ZipProblem::TooLong) => Err(Trouble::TooLarge(most_bytes("").saturating_add(1))),
                Err(problem) => Err(Trouble::Archive(problem)),
            },
        }
    }
}

impl Trouble {
    /// The word for it in JSON, which is also the end of the keys of its sentences. `None` of a file that is
    /// too large: the check itself has a word for that.
    pub fn name(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotRead(_) => "not-read",
            Self::NotAFile => "not-a-file",
            Self::TooLarge(_) => return None,
            Self::Archive(problem) => match problem {
                ZipProblem::NotZip | ZipProblem::Damaged | ZipProblem::TooLong => "archive-damaged",
                ZipProblem::Truncated => "archive-truncated",
                ZipProblem::TooMany => "archive-too-many",
                ZipProblem::TooMuch => "archive-too-much",
                ZipProblem::Overlapping => "archive-overlapping",
                ZipProblem::Encrypted => "archive-encrypted",
                ZipProblem::UnknownMethod => "archive-method",
            },
            Self::Nested => "archive-nested",
            Self::EmptyArchive => "archive-empty",
        })
    }
}
