//! The one way of files from outside: from bytes and a name to what is said of them.
//!
//! [`pieces`] takes an archive apart, [`open`] checks what is in a file and unlocks it with the key at hand, and
//! [`unlock`] opens what is locked with a passphrase. The work comes in steps, so that the page can draw between two of
//! them, and the command line can do several at a time: a [`IntakeFile`] goes to any thread. Nothing is left out uncounted.
//!
//! ```
//! use candour_files::{check::{CheckerContext, Verdict}, intake::{Context, pieces}};
//! use candour_proof::date::Timestamp;
//! use candour_questionnaire::catalog::Catalog;
//!
//! let now = Timestamp::parse("2026-11-30T12:00:00Z").expect("a time");
//! let catalog = Catalog::default();
//! let context = Context { known: CheckerContext { catalog: &catalog, own: None, now }, identity: None };
//! for piece in pieces("notes.txt", b"not a file of ours".to_vec()) {
//!     let checked = piece.open(&context);
//!     assert!(matches!(checked.verdict, Verdict::Unreadable(_)));
//! }
//! ```

use std::{borrow::Cow, sync::Arc};

use candour_age::{self as age, AgeError, Identity, Locked};
use candour_proof::key::SigningKey;
use zeroize::Zeroizing;

pub use crate::not_opened::{IntakeError, Needs};
use crate::{
    check::{Checked, CheckerContext, Verdict, check},
    embed::{self, Element},
    names::canonically_decomposed,
    records::{Records, RecordsFile},
    zip::{Archive, ZipError, is_placeholder, is_zip},
};

/// The most bytes of a file that is no archive; armour makes a file longer by a third.
const MOST: usize = 3_000_000;
/// The most bytes of an archive: it holds many files.
const MOST_OF_ARCHIVE: usize = 300_000_000;

/// How many of its first bytes tell how much of a file is read ([`most_bytes`]).
pub const HEAD: usize = 16;

/// The most bytes of a file that are read at all, by its first [`HEAD`] bytes: they, and not its name, tell an archive.
pub fn most_bytes(head: &[u8]) -> usize {
    if is_zip(head) { MOST_OF_ARCHIVE } else { MOST }
}

/// What the one who opens files has at hand.
pub struct Context<'a> {
    /// What the check compares with.
    pub known: CheckerContext<'a>,
    /// The key that opens what was encrypted for it.
    pub identity: Option<&'a Identity>,
}

/// One file to be opened: by itself, or of an archive. It is unpacked when it is read.
#[derive(Debug)]
pub struct IntakeFile {
    /// Its name; of a file in an archive, that of the archive, a slash, and its path there.
    pub name: String,
    content: FileContent,
}

#[derive(Debug)]
enum FileContent {
    Bytes(Vec<u8>),
    Packed(Arc<Archive>, usize),
    Not(IntakeError, usize),
}

impl IntakeFile {
    /// A file that was not read: its name, its size as far as that is known, and why.
    pub fn unread(name: &str, size: usize, error: IntakeError) -> Self {
        Self { name: name.to_owned(), content: FileContent::Not(error, size) }
    }

    /// Its size in bytes, as far as that is known before it is unpacked.
    pub fn size(&self) -> usize {
        match &self.content {
            FileContent::Bytes(bytes) => bytes.len(),
            FileContent::Not(_, size) => *size,
            FileContent::Packed(..) => 0,
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// Why there are none.
    pub fn read(self) -> Result<Vec<u8>, IntakeError> {
        match self.content {
            FileContent::Bytes(bytes) => Ok(bytes),
            FileContent::Packed(archive, entry) => {
                let bytes = archive.read(entry, MOST)?;
                if !is_zip(&bytes) {
                    return Ok(bytes);
                }
                match Archive::parse(bytes) {
                    Err(ZipError::Document) => Err(ZipError::Document.into()),
                    _ => Err(IntakeError::NestedArchive),
                }
            }
            FileContent::Not(error, _) => Err(error),
        }
    }

    /// What is to be said of it.
    pub fn open(self, context: &Context<'_>) -> Checked {
        let (name, size) = (self.name.clone(), self.size());
        match self.read() {
            Ok(bytes) => open(&name, &bytes, context),
            Err(error) => Checked::unread(&name, size, error),
        }
    }
}

/// The files in a file, one after the other: itself, or those of an archive.
#[derive(Debug)]
pub struct Pieces {
    one: Option<IntakeFile>,
    archive: Option<(String, Arc<Archive>)>,
    next: usize,
    left_out: usize,
}

/// The files in a file: those of a zip archive, in its order, or the file itself. Nothing is checked yet; what cannot be
/// unpacked comes as a file with the reason, and what systems put into archives is only counted.
pub fn pieces(name: &str, bytes: Vec<u8>) -> Pieces {
    let one = |content, left_out| {
        let one = Some(IntakeFile { name: name.to_owned(), content });
        Pieces { one, archive: None, next: 0, left_out }
    };
    let size = bytes.len();
    if is_placeholder(name) {
        return one(FileContent::Not(IntakeError::NotDownloaded, size), 0);
    }
    if !is_zip(&bytes) {
        return one(FileContent::Bytes(bytes), 0);
    }
    match Archive::parse(bytes) {
        Ok(archive) if archive.is_empty() => {
            one(FileContent::Not(IntakeError::EmptyArchive, size), archive.left_out())
        }
        Ok(archive) => {
            let left_out = archive.left_out();
            Pieces { one: None, archive: Some((name.to_owned(), Arc::new(archive))), next: 0, left_out }
        }
        Err(error) => one(FileContent::Not(error.into(), size), 0),
    }
}

impl From<IntakeFile> for Pieces {
    fn from(piece: IntakeFile) -> Self {
        Self { one: Some(piece), archive: None, next: 0, left_out: 0 }
    }
}

impl Pieces {
    /// How many entries of the archive were left out, because systems put them there and no person did.
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

impl Iterator for Pieces {
    type Item = IntakeFile;

    fn next(&mut self) -> Option<IntakeFile> {
        if let Some(one) = self.one.take() {
            return Some(one);
        }
        let (outer, archive) = self.archive.as_ref().filter(|(_, archive)| self.next < archive.len())?;
        let entry = self.next;
        self.next += 1;
        let name = [outer, "/", archive.name(entry)].concat();
        let content = if is_placeholder(&name) {
            FileContent::Not(IntakeError::NotDownloaded, 0)
        } else {
            FileContent::Packed(Arc::clone(archive), entry)
        };
        Some(IntakeFile { name, content })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let packed = self.archive.as_ref().map_or(0, |(_, archive)| archive.len().saturating_sub(self.next));
        let left = packed + usize::from(self.one.is_some());
        (left, Some(left))
    }
}

impl ExactSizeIterator for Pieces {}

/// Opens what is given as one file; of an archive only the one file in it. An archive with more is
/// [`IntakeError::ManyFiles`], and a file with more than [`most_bytes`] is [`IntakeError::TooLarge`].
pub fn open_one(name: &str, bytes: Vec<u8>, context: &Context<'_>) -> Checked {
    let size = bytes.len();
    if size > most_bytes(&bytes) {
        return Checked::unread(name, size, IntakeError::TooLarge);
    }
    let mut pieces = pieces(name, bytes);
    match (pieces.next(), pieces.len()) {
        (Some(piece), 0) => piece.open(context),
        _ => Checked::unread(name, size, IntakeError::ManyFiles),
    }
}

/// Checks a file; what was encrypted for the key at hand is opened, and what is in it is checked.
pub fn open(name: &str, bytes: &[u8], context: &Context<'_>) -> Checked {
    let checked = check(bytes, name, &context.known);
    if checked.verdict != Verdict::Encrypted {
        return checked;
    }
    let plain = context.identity.map(|identity| age::decrypt_with(&checked.locked, identity));
    let (lock, error) = match (age::locked_by(&checked.locked), plain) {
        (Ok(Locked::Passphrase), _) => (Some(Needs::Passphrase), None),
        (_, Some(Ok(plain))) => return inside(name, &plain, bytes, context),
        (Ok(Locked::Key), None) => (Some(Needs::Key), None),
        (Ok(Locked::Key), Some(Err(AgeError::OtherKey))) => (Some(Needs::Key), Some(AgeError::OtherKey)),
        (_, Some(Err(error))) | (Err(error), None) => (None, Some(error)),
    };
    // A passphrase opens nothing else.
    let locked = if lock == Some(Needs::Passphrase) { checked.locked } else { Vec::new() };
    Checked { lock, locked, problem: error.map(IntakeError::Locked), ..checked }
}

/// Checks what was in an encrypted file. A verdict on what was inside is never one on the file: a signing key in it is
/// as well kept as before.
fn inside(name: &str, plain: &[u8], file: &[u8], context: &Context<'_>) -> Checked {
    let problem = if SigningKey::from_key_file(plain).is_ok() {
        Some(IntakeError::KeyFile)
    } else if is_zip(plain) {
        Some(IntakeError::LockedArchive)
    } else {
        None
    };
    let Some(problem) = problem else {
        return Checked { was_encrypted: true, ..check(plain, name, &context.known) };
    };
    Checked { problem: Some(problem), locked: Vec::new(), ..check(file, name, &context.known) }
}

/// What a passphrase opened.
#[derive(Debug)]
pub enum Unlocked {
    /// A signing key.
    Key(SigningKey),
    /// A list of requests and keys, with the key that made the requests if it is there.
    Records(RecordsFile),
    /// Another file, checked, and its bytes.
    File(Box<Checked>, Zeroizing<Vec<u8>>),
}

/// Opens what is locked with a passphrase: a file, or what a page carries.
///
/// # Errors
/// See [`AgeError`].
pub fn unlock(
    name: &str,
    file: &[u8],
    passphrase: &str,
    context: &Context<'_>,
) -> Result<Unlocked, AgeError> {
    let locked = locked_in(file);
    let plain = decrypt(&locked, passphrase)?;
    if let Ok(signing) = SigningKey::from_key_file(&plain) {
        return Ok(Unlocked::Key(signing));
    }
    if let Ok(records) = Records::of_text(&plain, context.known.now) {
        return Ok(Unlocked::Records(records));
    }
    let checked = inside(name, &plain, file, context);
    Ok(Unlocked::File(Box::new(checked), plain))
}

/// What is locked in a file: all of it, or what the page carries.
pub fn locked_in(file: &[u8]) -> Cow<'_, [u8]> {
    let page = std::str::from_utf8(file).ok();
    match page.and_then(|page| embed::carried(page, Element::Draft)) {
        Some(carried) => Cow::Borrowed(carried.as_bytes()),
        None => age::restored(file),
    }
}

/// Decrypts with a passphrase, whichever way its accents were typed: as given, then with each accent as a letter of
/// its own, as some keyboards write it. New passphrases are in the first form (NFC).
///
/// # Errors
/// See [`AgeError`].
pub fn decrypt(file: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    let file = age::restored(file);
    let decrypted = age::decrypt_with_passphrase(&file, passphrase);
    if decrypted != Err(AgeError::WrongPassphrase) || passphrase.is_ascii() {
        return decrypted;
    }
    let apart = Zeroizing::new(canonically_decomposed(passphrase));
    if *apart == passphrase { decrypted } else { age::decrypt_with_passphrase(&file, &apart) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{NOW, SampleResult, catalog, key};
    use candour_age::passphrase;
    use candour_questionnaire::catalog::Catalog;

    const SECRET: &str = "Café au lait, sept fois";

    fn with<T>(identity: Option<&Identity>, run: impl FnOnce(&Context<'_>) -> T) -> T {
        let catalog: Catalog = catalog();
        run(&Context { known: CheckerContext { catalog: &catalog, own: None, now: NOW }, identity })
    }

    fn locked(plain: &[u8], passphrase: &str) -> String {
        age::encrypt_with_passphrase(plain, passphrase, 2, &[7; 48]).unwrap()
    }

    fn to(identity: &Identity, plain: &[u8]) -> String {
        age::encrypt_to(plain, &identity.recipient(), &[7; 64]).unwrap().0
    }

    #[test]
    fn the_first_bytes_and_not_the_name_tell_how_much_is_read() {
        for (head, most) in [
            (&b"PK\x03\x04"[..], MOST_OF_ARCHIVE),
            (b"\r\nPK\x03\x04", MOST_OF_ARCHIVE),
            (b"{\"format\": ", MOST),
            (b"", MOST),
        ] {
            assert_eq!(most_bytes(head), most);
        }
    }

    #[test]
    fn what_is_encrypted_opens_with_the_key_at_hand_and_asks_for_it_otherwise() {
        let (own, other) = (crate::keys::identity(&key(1)), crate::keys::identity(&key(2)));
        let file = to(&own, SampleResult::default().text().as_bytes());
        let open = |identity| with(identity, |context| open("a.age", file.as_bytes(), context));
        let opened = open(Some(&own));
        assert_eq!((opened.verdict, opened.was_encrypted, opened.lock), (Verdict::Intact, true, None));
        let closed = open(Some(&other));
        let problem = Some(IntakeError::Locked(AgeError::OtherKey));
        assert_eq!(
            (closed.verdict, closed.lock, closed.problem),
            (Verdict::Encrypted, Some(Needs::Key), problem)
        );
        let closed = open(None);
        assert_eq!(
            (closed.verdict, closed.lock, closed.problem),
            (Verdict::Encrypted, Some(Needs::Key), None)
        );
        assert!(closed.locked.is_empty(), "no passphrase is asked for");
    }

    #[test]
    fn a_locked_key_is_never_called_one_without_a_lock() {
        let plain = key(1).to_key_file();
        let own = crate::keys::identity(&key(1));
        let checked =
            with(Some(&own), |context| open("key.age", to(&own, plain.as_bytes()).as_bytes(), context));
        assert_eq!((checked.verdict, checked.problem), (Verdict::Encrypted, Some(IntakeError::KeyFile)));
        let file = locked(plain.as_bytes(), SECRET);
        let unlocked = with(None, |context| unlock("key.age", file.as_bytes(), SECRET, context));
        assert!(matches!(unlocked, Ok(Unlocked::Key(own)) if own.public() == key(1).public()));
    }

    #[test]
    fn an_encrypted_archive_is_named_as_such() {
        let checked = with(None, |context| {
            let file = locked(b"PK\x03\x04", SECRET);
            match unlock("all.zip.age", file.as_bytes(), SECRET, context) {
                Ok(Unlocked::File(checked, _)) => *checked,
                other => panic!("{other:?}"),
            }
        });
        assert_eq!(checked.problem, Some(IntakeError::LockedArchive));
    }

    #[test]
    fn a_passphrase_opens_whichever_way_its_accents_are_typed() {
        let apart = "Cafe\u{301} au lait, sept fois";
        for (made, typed) in [(SECRET, SECRET), (apart, SECRET), (apart, apart)] {
            assert!(decrypt(locked(b"text", made).as_bytes(), typed).is_ok(), "{made:?} {typed:?}");
        }
        let wrong = decrypt(locked(b"text", SECRET).as_bytes(), "Cafe au lait, sept fois");
        assert_eq!(wrong.err(), Some(AgeError::WrongPassphrase));
        assert!(passphrase::weigh(SECRET).0 > 3);
    }

    #[test]
    fn a_file_not_downloaded_from_the_cloud_is_named_as_such() {
        let checked =
            with(None, |context| open_one("answers/.nord.json.icloud", b"bplist".to_vec(), context));
        assert_eq!(checked.problem, Some(IntakeError::NotDownloaded));
    }
}
