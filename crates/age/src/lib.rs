//! Files locked by a passphrase or for a key, in the age format, so that any age tool opens them too.
//!
//! The format is <https://c2sp.org/age>, version 1. Two kinds of recipient are known here,
//! passphrase (`scrypt`) and key (`X25519`); each is one file below, turning stanzas into the file key.
//! What is encrypted, and who may read it, is for callers to decide; random bytes are arguments.
//!
//! ```
//! use candour_age::{AgeError, WORK_ON_DEVICE, decrypt_with_passphrase, encrypt_with_passphrase};
//!
//! // Here the same bytes each time; they must be random for each file.
//! let random = [7; 48];
//! let file = encrypt_with_passphrase(b"answers", "correct horse battery staple", WORK_ON_DEVICE, &random)?;
//! assert!(file.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));
//!
//! let plain = decrypt_with_passphrase(file.as_bytes(), "correct horse battery staple")?;
//! assert_eq!(*plain, b"answers");
//! let wrong = decrypt_with_passphrase(file.as_bytes(), "another passphrase");
//! assert_eq!(wrong, Err(AgeError::WrongPassphrase));
//! # Ok::<(), AgeError>(())
//! ```

mod armor;
mod bech32;
mod error;
mod header;
mod kdf;
pub mod passphrase;
mod scrypt;
mod stanza;
mod stream;
#[cfg(test)]
mod vectors;
mod wrapped;
mod x25519;

use std::borrow::Cow;

use zeroize::Zeroizing;

pub use armor::{decoded, restored};
pub use error::{AgeError, OpenError, RecipientError};
use header::Header;
use kdf::FileKey;
pub use scrypt::MOST_WORK;
use stanza::Stanza;
pub use x25519::{Identity, MOST_STANZAS, Recipient};

/// Work for files that are handed out, which whoever has them can try for years: scrypt with N = 2^17.
pub const WORK: u8 = 17;

/// Work for what is kept on a device and opened at each visit, on old phones too: scrypt with N = 2^15.
pub const WORK_ON_DEVICE: u8 = 15;

/// What it takes to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// A passphrase: [`decrypt_with_passphrase`].
    Passphrase,
    /// A key: [`decrypt_with`].
    Key,
}

/// Whether this looks like an age file; [`locked_by`] tells what to ask for.
pub fn is_age(file: &[u8]) -> bool {
    armor::is_armored(file)
        || file.starts_with(b"age-encryption.org/")
        || file.starts_with(&header::AS_UTF_16)
}

/// What to ask for, by the header alone.
///
/// # Errors
/// Why nothing would help; [`AgeError::UnsupportedRecipient`] if it is locked in another way.
pub fn locked_by(file: &[u8]) -> Result<Locked, AgeError> {
    let file = bytes_of(file)?;
    let (header, _) = Header::parse(&file)?;
    let has = |kind| header.stanzas.iter().any(|stanza| stanza.kind == kind);
    if has(scrypt::KIND) {
        Ok(Locked::Passphrase)
    } else if has(x25519::KIND) {
        Ok(Locked::Key)
    } else {
        Err(AgeError::UnsupportedRecipient)
    }
}

/// Encrypts for whoever knows the passphrase: text, in ASCII armour, with a line feed at the end.
///
/// `log_n` (1 to [`MOST_WORK`]) is log2 of scrypt's N; see [`WORK`]. `random` must be
/// fresh from a good source each time: file key, salt and nonce, 16 bytes each.
///
/// # Errors
/// [`AgeError::TooExpensive`] if `log_n` is out of range.
pub fn encrypt_with_passphrase(
    plain: &[u8],
    passphrase: &str,
    log_n: u8,
    random: &[u8; 48],
) -> Result<String, AgeError> {
    let (secrets, nonce) = halves::<{ LockSession::RANDOM }, 16>(random);
    LockSession::new(passphrase, log_n, &secrets)?.seal(plain, nonce)
}

/// Encrypts for whoever holds the recipient's secret key: text, in ASCII armour, with a line feed
/// at the end; and what opens it again, so that what was written can be read back.
///
/// `random` must be fresh from a good source each time: file key, ephemeral key and nonce, of 16,
/// 32 and 16 bytes. It does not show in the file who wrote it.
///
/// # Errors
/// None in practice; see [`AgeError`].
pub fn encrypt_to(
    plain: &[u8],
    recipient: &Recipient,
    random: &[u8; 64],
) -> Result<(String, LockSession), AgeError> {
    let (secrets, nonce) = halves::<48, 16>(random);
    let (file_key, ephemeral) = halves::<16, 32>(&*Zeroizing::new(secrets));
    let (file_key, ephemeral) = (Zeroizing::new(file_key), Zeroizing::new(ephemeral));
    let lock = LockSession::with(&x25519::wrap(&file_key, recipient, &ephemeral)?, file_key)?;
    Ok((lock.seal(plain, nonce)?, lock))
}

/// Decrypts a file, armoured or not. Nothing is handed out unless all of it is genuine.
///
/// # Errors
/// See [`AgeError`].
pub fn decrypt_with(file: &[u8], identity: &Identity) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    open(file, |stanzas| x25519::unwrap(stanzas, identity)).map(|(_, plain)| plain)
}

/// The work of getting at a file's key done once, to write one file again and again.
///
/// The format asks for a key of its own for each file. What is written after every change is one
/// file in ever newer versions: its header and file key stay, and each version has a fresh nonce,
/// from which the key of its content derives.
pub struct LockSession {
    header: Vec<u8>,
    file_key: FileKey,
}

impl LockSession {
    /// Random bytes that [`LockSession::new`] needs: file key and salt.
    pub const RANDOM: usize = 32;

    /// A new file for whoever knows the passphrase; parameters as in [`encrypt_with_passphrase`].
    ///
    /// # Errors
    /// [`AgeError::TooExpensive`] if `log_n` is out of range.
    pub fn new(passphrase: &str, log_n: u8, random: &[u8; Self::RANDOM]) -> Result<Self, AgeError> {
        let (file_key, salt) = halves::<16, 16>(random);
        let file_key = Zeroizing::new(file_key);
        Self::with(&scrypt::wrap(&file_key, passphrase, log_n, salt)?, file_key)
    }

    fn with(stanza: &Stanza, file_key: FileKey) -> Result<Self, AgeError> {
        Ok(Self { header: header::write(stanza, &file_key)?.into_bytes(), file_key })
    }

    /// Opens a file, armoured or not, and keeps what it takes to write newer versions of it.
    ///
    /// # Errors
    /// See [`AgeError`].
    pub fn of(file: &[u8], passphrase: &str) -> Result<(Self, Zeroizing<Vec<u8>>), AgeError> {
        open(file, |stanzas| scrypt::unwrap(stanzas, passphrase))
    }

    /// A version of the file: text, in ASCII armour, with a line feed at the end. `nonce` must be
    /// fresh each time.
    ///
    /// # Errors
    /// None in practice; see [`AgeError`].
    pub fn seal(&self, plain: &[u8], nonce: [u8; 16]) -> Result<String, AgeError> {
        let mut file = self.header.clone();
        stream::seal(&self.file_key, nonce, plain, &mut file)?;
        Ok(armor::armor(&file))
    }

    /// Opens another version of the file.
    ///
    /// # Errors
    /// [`AgeError::WrongPassphrase`] if it is another file; see [`AgeError`].
    pub fn open(&self, file: &[u8]) -> Result<Zeroizing<Vec<u8>>, AgeError> {
        let file = bytes_of(file)?;
        let (_, payload) = Header::parse(&file)?;
        if file.len() - payload.len() != self.header.len() || !file.starts_with(&self.header) {
            return Err(AgeError::WrongPassphrase);
        }
        stream::open(&self.file_key, payload)
    }
}

// A derived `Debug` could print the secret into a log.
impl std::fmt::Debug for LockSession {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Lock")
    }
}

/// Decrypts a file, armoured or not. Nothing is handed out unless all of it is genuine.
///
/// # Errors
/// See [`AgeError`].
pub fn decrypt_with_passphrase(file: &[u8], passphrase: &str) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    LockSession::of(file, passphrase).map(|(_, plain)| plain)
}

/// Opens a file whose file key `unwrap` finds among the stanzas.
fn open(
    file: &[u8],
    unwrap: impl FnOnce(&[Stanza]) -> Result<FileKey, AgeError>,
) -> Result<(LockSession, Zeroizing<Vec<u8>>), AgeError> {
    let file = bytes_of(file)?;
    let (header, payload) = Header::parse(&file)?;
    let file_key = unwrap(&header.stanzas)?;
    header.check(&file_key)?;
    let plain = stream::open(&file_key, payload)?;
    let header = file.get(..file.len() - payload.len()).unwrap_or_default().to_vec();
    Ok((LockSession { header, file_key }, plain))
}

/// A file without its armour.
fn bytes_of(file: &[u8]) -> Result<Cow<'_, [u8]>, AgeError> {
    if armor::is_armored(file) { armor::unarmor(file).map(Cow::Owned) } else { Ok(Cow::Borrowed(file)) }
}

/// Random bytes in two parts.
fn halves<const A: usize, const B: usize>(random: &[u8]) -> ([u8; A], [u8; B]) {
    let (mut first, mut second) = ([0; A], [0; B]);
    for (to, from) in first.iter_mut().chain(&mut second).zip(random) {
        *to = *from;
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::{kdf::derive, *};

    const KEY_FILE: &[u8] = include_bytes!("../../../tests/vectors/age/made/keyfile-one.age");
    const KEY: &[u8] = include_bytes!("../../../tests/vectors/age/made/keyfile-one.json");
    const PASSPHRASE: &str = "correct horse battery staple";

    fn random() -> [u8; 48] {
        std::array::from_fn(|index| u8::try_from(index * 5).unwrap())
    }

    fn made(plain: &[u8]) -> String {
        encrypt_with_passphrase(plain, PASSPHRASE, 2, &random()).unwrap()
    }

    #[test]
    fn keys_derive_as_the_standard_says() {
        // RFC 5869, A.1 and A.3, the first 32 bytes of each.
        let (secret, salt): ([u8; 22], Vec<u8>) = ([0x0b; 22], (0..13).collect());
        for (salt, purpose, expected) in [
            (
                salt.as_slice(),
                &b"\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9"[..],
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
            ),
            (b"", b"", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"),
        ] {
            assert_eq!(candour_proof::digest::hex(&*derive(&secret, salt, purpose)), expected);
        }
    }

    #[test]
    fn the_published_key_file_opens_with_its_passphrase() {
        assert_eq!(decrypt_with_passphrase(KEY_FILE, PASSPHRASE).as_deref().map(Vec::as_slice), Ok(KEY));
    }

    #[test]
    fn a_wrong_passphrase_is_told_from_damage() {
        let file = made(KEY);
        assert_eq!(decrypt_with_passphrase(file.as_bytes(), "correct horse"), Err(AgeError::WrongPassphrase));
        assert_eq!(decrypt_with_passphrase(file.as_bytes(), ""), Err(AgeError::WrongPassphrase));
    }

    #[test]
    fn what_is_made_can_be_read_back_whatever_its_length() {
        for length in [0, 1, 47, 48, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let plain: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
            let file = made(&plain);
            assert!(is_age(file.as_bytes()));
            assert!(file.ends_with("-----END AGE ENCRYPTED FILE-----\n"));
            let read = decrypt_with_passphrase(file.as_bytes(), PASSPHRASE);
            assert!(read.is_ok_and(|read| *read == plain), "{length}");
        }
    }

    #[test]
    fn the_same_random_bytes_give_the_same_file_and_others_another() {
        let other = encrypt_with_passphrase(KEY, PASSPHRASE, 2, &[9; 48]).unwrap();
        assert_eq!(made(KEY), made(KEY));
        assert_ne!(made(KEY), other);
    }

    #[test]
    fn each_version_of_a_locked_file_opens() {
        let lock = LockSession::new(PASSPHRASE, 2, &[7; 32]).unwrap();
        let (first, second) = (lock.seal(b"one", [1; 16]).unwrap(), lock.seal(b"two", [2; 16]).unwrap());
        for (file, plain) in [(&first, b"one"), (&second, b"two")] {
            let (again, opened) = LockSession::of(file.as_bytes(), PASSPHRASE).unwrap();
            assert_eq!(opened.as_slice(), plain);
            assert_eq!(lock.open(file.as_bytes()).unwrap().as_slice(), plain);
            assert_eq!(again.open(first.as_bytes()).unwrap().as_slice(), b"one");
        }
        assert!(!format!("{lock:?}").contains('7'));
    }

    #[test]
    fn the_content_of_two_versions_shares_no_bytes() {
        let lock = LockSession::new(PASSPHRASE, 2, &[7; 32]).unwrap();
        let file = |nonce| armor::unarmor(lock.seal(&[0; 64], nonce).unwrap().as_bytes()).unwrap();
        let (first, second) = (file([1; 16]), file([2; 16]));
        let content = |file: &[u8]| file[lock.header.len() + 16..].to_vec();
        let same =
            content(&first).iter().zip(content(&second)).filter(|(one, other)| **one == *other).count();
        assert!(same < 8, "{same} of 80 bytes are equal: the same key stream was used twice");
    }

    #[test]
    fn a_lock_does_not_open_another_file_nor_a_changed_one() {
        let lock = LockSession::new(PASSPHRASE, 2, &[7; 32]).unwrap();
        let other = LockSession::new(PASSPHRASE, 2, &[8; 32]).unwrap().seal(b"text", [1; 16]).unwrap();
        assert_eq!(lock.open(other.as_bytes()), Err(AgeError::WrongPassphrase));
        assert_eq!(format!("{lock:?}"), "Lock", "nothing secret is printed");
        let file = lock.seal(b"text", [1; 16]).unwrap();
        assert!(lock.open(&file.as_bytes()[..file.len() / 2]).is_err());
        let mut changed = armor::unarmor(file.as_bytes()).unwrap();
        for index in 0..changed.len() {
            changed[index] ^= 1;
            assert!(lock.open(&changed).is_err(), "{index}");
            changed[index] ^= 1;
        }
    }

    #[test]
    fn work_has_a_ceiling_in_both_directions() {
        for log_n in [0, MOST_WORK + 1, 64, 255] {
            let file = encrypt_with_passphrase(KEY, PASSPHRASE, log_n, &random());
            assert_eq!(file, Err(AgeError::TooExpensive), "{log_n}");
        }
        let header = |work: &str| {
            format!(
                "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ {work}\n{0}\n--- {0}\n",
                "A".repeat(43)
            )
        };
        for (work, problem) in [
            ("19", AgeError::TooExpensive),
            ("99", AgeError::TooExpensive),
            ("999999999999999999999", AgeError::TooExpensive),
            ("0", AgeError::Damaged),
            ("1", AgeError::WrongPassphrase),
        ] {
            assert_eq!(decrypt_with_passphrase(header(work).as_bytes(), ""), Err(problem), "{work}");
        }
    }

    #[test]
    fn a_binary_file_changed_as_text_is_named_as_such() {
        let file = armor::unarmor(made(b"text").as_bytes()).unwrap();
        let end = file.iter().position(|byte| *byte == b'\n').unwrap();
        let with = |line_end: &[u8]| [&file[..end], line_end, &file[end + 1..]].concat();
        let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(file.iter().flat_map(|byte| [*byte, 0])).collect();
        for changed in [with(b"\r\n"), with(b"\r"), wide] {
            assert!(is_age(&changed));
            assert_eq!(decrypt_with_passphrase(&changed, PASSPHRASE), Err(AgeError::ChangedAsText));
        }
    }

    #[test]
    fn every_change_of_one_byte_is_noticed() {
        let file = armor::unarmor(made(b"text").as_bytes()).unwrap();
        for index in 0..file.len() {
            let mut changed = file.clone();
            changed[index] ^= 1;
            assert!(decrypt_with_passphrase(&changed, PASSPHRASE).is_err(), "{index}");
        }
    }

    #[test]
    fn a_text_that_was_cut_is_told_from_one_that_was_changed() {
        let file = armor::unarmor(made(&vec![b'a'; 65_537]).as_bytes()).unwrap();
        // The second chunk is one byte and its tag.
        let cut = decrypt_with_passphrase(&file[..file.len() - 17], PASSPHRASE);
        assert_eq!(cut.err(), Some(AgeError::Truncated));
        for place in [file.len() - 1, file.len() - 18] {
            let mut changed = file.clone();
            changed[place] ^= 1;
            let problem = decrypt_with_passphrase(&changed, PASSPHRASE).err();
            assert_eq!(problem, Some(AgeError::Damaged), "{place}");
        }
    }

    #[test]
    fn the_words_of_a_header_can_be_seen_and_stand_one_space_apart() {
        let file = |words: &str| format!("age-encryption.org/v1\n-> {words}\n{0}\n--- {0}\n", "A".repeat(43));
        let problem = |words: &str| decrypt_with_passphrase(file(words).as_bytes(), PASSPHRASE).err();
        assert_eq!(problem("other kind"), Some(AgeError::UnsupportedRecipient));
        for words in
            ["", "other  kind", "other kind ", " other", "other\tkind", "other k\u{ef}nd", "other\u{7f}"]
        {
            assert_eq!(problem(words), Some(AgeError::Damaged), "{words:?}");
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_not_opened() {
        let file = made(b"text");
        for end in 0..file.trim_end().len() {
            let problem = decrypt_with_passphrase(&file.as_bytes()[..end], PASSPHRASE).err();
            assert!(matches!(problem, Some(AgeError::Truncated | AgeError::NotAge)), "{end} {problem:?}");
        }
        let file = armor::unarmor(file.as_bytes()).unwrap();
        for end in 0..file.len() {
            assert!(decrypt_with_passphrase(&file[..end], PASSPHRASE).is_err(), "{end}");
        }
    }

    #[test]
    fn other_files_are_not_taken_for_age_files() {
        for file in [&b""[..], b"{}", b"age", b"\x89PNG\r\n", b"-----BEGIN PGP MESSAGE-----\n"] {
            assert!(!is_age(file));
            assert_eq!(decrypt_with_passphrase(file, ""), Err(AgeError::NotAge));
        }
        let newer = b"age-encryption.org/v2\n";
        assert!(is_age(newer));
        assert_eq!(decrypt_with_passphrase(newer, ""), Err(AgeError::UnsupportedVersion));
    }
}
