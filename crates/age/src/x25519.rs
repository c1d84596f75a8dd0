//! The key recipient: the file key, wrapped for whoever holds an X25519 key (RFC 7748).

use base64ct::{Base64Unpadded, Encoding as _};
use curve25519_dalek::MontgomeryPoint;
use zeroize::Zeroizing;

use super::{
    bech32,
    error::{AgeError, RecipientError},
    kdf::{FileKey, derive},
    stanza::{Stanza, base64},
    wrapped,
};

/// Most keys a file may be locked for if we are to look for ours among them. Each takes about half
/// a millisecond in a phone's browser, and a file of 2 MB has room for 20,000.
pub const MOST_STANZAS: usize = 100;

pub(super) const KIND: &str = "X25519";
const LABEL: &[u8] = b"age-encryption.org/v1/X25519";
const PUBLIC: &str = "age";
const SECRET: &str = "age-secret-key-";
/// 2^255 - 19, the first number that stands for a smaller one, little-endian.
const PRIME: [u8; 32] = {
    let mut prime = [0xff; 32];
    (prime[0], prime[31]) = (0xed, 0x7f);
    prime
};

/// A public key that files can be locked for: `age1…`
// INVARIANT: not of small order, and in the one spelling that the holder of its secret key makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Recipient([u8; 32]);

/// The secret key that opens such files. Its bytes are overwritten when it is dropped.
#[derive(Clone)]
pub struct Identity {
    secret: Zeroizing<[u8; 32]>,
    // Making it takes as long as opening a file.
    recipient: Recipient,
}

impl Recipient {
    /// Reads `age1…`, in small letters.
    ///
    /// # Errors
    /// See [`RecipientError`].
    pub fn parse(text: &str) -> Result<Self, RecipientError> {
        let key = *bech32::decode(PUBLIC, text)?;
        // Another spelling of a point would lock files that its holder's tools cannot open, for
        // the spelling goes into the key. A point of small order gives zero with every secret.
        let smallest_spelling = key.iter().rev().lt(PRIME.iter().rev());
        if smallest_spelling && shared(&[0; 32], key).is_some() {
            Ok(Self(key))
        } else {
            Err(RecipientError::Weak)
        }
    }

    /// `age1…`: 62 letters.
    pub fn text(&self) -> String {
        bech32::encode(PUBLIC, &self.0).to_string()
    }
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.text())
    }
}

impl Identity {
    /// The key of 32 random or derived bytes.
    pub fn from_bytes(secret: Zeroizing<[u8; 32]>) -> Self {
        let recipient = Recipient(MontgomeryPoint::mul_base_clamped(*secret).0);
        Self { secret, recipient }
    }

    /// The key that derives from another secret for one purpose, by HKDF-SHA-256 (RFC 5869) without salt.
    pub fn derived(secret: &[u8], purpose: &[u8]) -> Self {
        Self::from_bytes(derive(secret, b"", purpose))
    }

    /// Reads `AGE-SECRET-KEY-1…`, in capital letters.
    ///
    /// # Errors
    /// See [`RecipientError`].
    pub fn parse(text: &str) -> Result<Self, RecipientError> {
        bech32::decode(&SECRET.to_ascii_uppercase(), text).map(Self::from_bytes)
    }

    /// `AGE-SECRET-KEY-1…`: 74 letters, for age tools.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = bech32::encode(SECRET, &self.secret);
        text.make_ascii_uppercase();
        text
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        self.recipient
    }
}

// A derived `Debug` could print the secret into a log.
impl std::fmt::Debug for Identity {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Identity({:?})", self.recipient)
    }
}

/// `ephemeral` must be fresh each time.
pub(super) fn wrap(
    file_key: &FileKey,
    recipient: &Recipient,
    ephemeral: &[u8; 32],
) -> Result<Stanza, AgeError> {
    let share = MontgomeryPoint::mul_base_clamped(*ephemeral).0;
    let shared = shared(ephemeral, recipient.0).ok_or(AgeError::Damaged)?;
    let body = wrapped::wrap(&key(&shared, &share, recipient), file_key)?;
    Ok(Stanza { kind: KIND.to_owned(), arguments: vec![Base64Unpadded::encode_string(&share)], body })
}

/// Tries each stanza of this kind; those of other kinds are for others.
pub(super) fn unwrap(stanzas: &[Stanza], identity: &Identity) -> Result<FileKey, AgeError> {
    let ours = || stanzas.iter().filter(|stanza| stanza.kind == KIND);
    match ours().count() {
        0 => return Err(AgeError::UnsupportedRecipient),
        1..=MOST_STANZAS => {}
        _ => return Err(AgeError::TooManyRecipients),
    }
    for stanza in ours() {
        let [share] = stanza.arguments.as_slice() else { return Err(AgeError::Damaged) };
        let share = <[u8; 32]>::try_from(base64(share)?).map_err(|_| AgeError::Damaged)?;
        let body = wrapped::body(stanza)?;
        let shared = shared(&identity.secret, share).ok_or(AgeError::Damaged)?;
        if let Some(file_key) = wrapped::unwrap(&key(&shared, &share, &identity.recipient), &body) {
            return Ok(file_key);
        }
    }
    Err(AgeError::OtherKey)
}

/// What both sides know; `None` if anybody would know it (RFC 7748 section 6.1).
fn shared(secret: &[u8; 32], public: [u8; 32]) -> Option<Zeroizing<[u8; 32]>> {
    let shared = MontgomeryPoint(public).mul_clamped(*secret);
    (shared != MontgomeryPoint([0; 32])).then(|| Zeroizing::new(shared.0))
}

fn key(shared: &[u8; 32], share: &[u8; 32], recipient: &Recipient) -> Zeroizing<[u8; 32]> {
    derive(shared, &[*share, recipient.0].concat(), LABEL)
}

#[cfg(test)]
mod tests {
    use super::{super::*, *};

    fn identity() -> Identity {
        Identity::parse(include_str!("../../../tests/vectors/age/made/identity-one.txt").trim()).unwrap()
    }

    fn random() -> [u8; 64] {
        std::array::from_fn(|index| u8::try_from(index * 3).unwrap())
    }

    fn lock(plain: &[u8]) -> (String, LockSession) {
        encrypt_to(plain, &identity().recipient(), &random()).unwrap()
    }

    #[test]
    fn what_is_locked_for_a_key_opens_with_it_whatever_its_length() {
        for length in [0, 1, 47, 48, 65_535, 65_536, 65_537, 131_072, 200_000] {
            let plain: Vec<u8> = (0..length).map(|index| u8::try_from(index % 251).unwrap()).collect();
            let (file, lock) = lock(&plain);
            assert!(file.ends_with("-----END AGE ENCRYPTED FILE-----\n"));
            assert_eq!(locked_by(file.as_bytes()), Ok(Locked::Key));
            for read in [decrypt_with(file.as_bytes(), &identity()), lock.open(file.as_bytes())] {
                assert!(read.is_ok_and(|read| *read == plain), "{length}");
            }
        }
    }

    #[test]
    fn another_key_and_a_passphrase_are_told_from_damage() {
        let (file, _) = lock(b"text");
        let other = Identity::from_bytes(Zeroizing::new([7; 32]));
        assert_eq!(decrypt_with(file.as_bytes(), &other), Err(AgeError::OtherKey));
        assert_eq!(decrypt_with_passphrase(file.as_bytes(), ""), Err(AgeError::UnsupportedRecipient));
        let by_passphrase = encrypt_with_passphrase(b"text", "", 1, &[7; 48]).unwrap();
        assert_eq!(locked_by(by_passphrase.as_bytes()), Ok(Locked::Passphrase));
        assert_eq!(decrypt_with(by_passphrase.as_bytes(), &identity()), Err(AgeError::UnsupportedRecipient));
    }

    #[test]
    fn a_change_of_any_byte_is_noticed() {
        let file = armor::unarmor(lock(b"text").0.as_bytes()).unwrap();
        for index in 0..file.len() {
            let mut changed = file.clone();
            changed[index] ^= 1;
            assert!(decrypt_with(&changed, &identity()).is_err(), "{index}");
        }
    }

    #[test]
    fn a_file_cut_anywhere_is_not_opened() {
        let (text, _) = lock(b"text");
        for end in 0..text.trim_end().len() {
            let problem = decrypt_with(&text.as_bytes()[..end], &identity()).err();
            assert!(matches!(problem, Some(AgeError::Truncated | AgeError::NotAge)), "{end} {problem:?}");
        }
        let file = armor::unarmor(text.as_bytes()).unwrap();
        for end in 0..file.len() {
            assert!(decrypt_with(&file[..end], &identity()).is_err(), "{end}");
        }
    }

    /// A header with these first lines of stanzas, each with a body of 32 bytes.
    fn header(stanzas: &[&str]) -> Vec<u8> {
        let body = "A".repeat(43);
        let stanzas: Vec<_> = stanzas.iter().map(|stanza| format!("-> {stanza}\n{body}\n")).collect();
        format!("age-encryption.org/v1\n{}--- {body}\n", stanzas.concat()).into_bytes()
    }

    #[test]
    fn a_share_with_which_anybody_could_open_the_file_is_refused() {
        for point in weak() {
            let stanza = format!("X25519 {}", Base64Unpadded::encode_string(&point));
            let problem = decrypt_with(&header(&[&stanza]), &identity()).err();
            assert_eq!(problem, Some(AgeError::Damaged), "{point:?}");
        }
    }

    #[test]
    fn a_header_for_hundreds_of_keys_is_not_worked_through() {
        let share = format!("X25519 {}", Base64Unpadded::encode_string(&identity().recipient().0));
        for (stanzas, problem) in
            [(1, AgeError::OtherKey), (MOST_STANZAS, AgeError::OtherKey), (101, AgeError::TooManyRecipients)]
        {
            let file = header(&vec![share.as_str(); stanzas]);
            assert_eq!(decrypt_with(&file, &identity()).err(), Some(problem), "{stanzas}");
        }
        let others = [vec!["other"; 200], vec![share.as_str()]].concat();
        assert_eq!(decrypt_with(&header(&others), &identity()).err(), Some(AgeError::OtherKey));
    }

    #[test]
    fn nobody_may_open_a_file_beside_a_passphrase() {
        let share = format!("X25519 {}", Base64Unpadded::encode_string(&identity().recipient().0));
        let file = header(&[&share, "scrypt AAAAAAAAAAAAAAAAAAAAAA 1"]);
        assert_eq!(decrypt_with(&file, &identity()).err(), Some(AgeError::Damaged));
        assert_eq!(decrypt_with_passphrase(&file, "").err(), Some(AgeError::Damaged));
        assert_eq!(locked_by(&file), Err(AgeError::Damaged));
    }

    /// All spellings of points of small order (RFC 7748 section 6.1 refers to
    /// <https://cr.yp.to/ecdh.html#validate>, which lists them).
    fn weak() -> [[u8; 32]; 7] {
        let number = |first: u8, others: u8, last: u8| {
            let mut bytes = [others; 32];
            (bytes[0], bytes[31]) = (first, last);
            bytes
        };
        let eight: [u8; 32] =
            *b"\xe0\xeb\x7a\x7c\x3b\x41\xb8\xae\x16\x56\xe3\xfa\xf1\x9f\xc4\x6a\xda\x09\x8d\xeb\x9c\x32\xb1\xfd\x86\x62\x05\x16\x5f\x49\xb8\x00";
        let other: [u8; 32] =
            *b"\x5f\x9c\x95\xbc\xa3\x50\x8c\x24\xb1\xd0\xb1\x55\x9c\x83\xef\x5b\x04\x44\x5c\xc4\x58\x1c\x8e\x86\xd8\x22\x4e\xdd\xd0\x9f\x11\x57";
        [
            number(0, 0, 0),
            number(1, 0, 0),
            eight,
            other,
            number(0xec, 0xff, 0x7f),
            number(0xed, 0xff, 0x7f),
            number(0xee, 0xff, 0x7f),
        ]
    }

    #[test]
    fn points_that_nobody_can_hold_the_key_of_are_no_recipients() {
        let mut twice = identity().recipient().0;
        twice[31] |= 0x80;
        // The field's 19 highest bit patterns are the second spellings of 0 to 18.
        let nine = {
            let mut bytes = PRIME;
            bytes[0] += 9;
            bytes
        };
        for point in weak().into_iter().chain([twice, nine, [0xff; 32]]) {
            let text = bech32::encode(PUBLIC, &point);
            assert_eq!(Recipient::parse(&text), Err(RecipientError::Weak), "{point:?}");
        }
    }

    #[test]
    fn keys_have_one_spelling() {
        let (public, secret) = (identity().recipient().text(), identity().text());
        assert_eq!(Recipient::parse(&public), Ok(identity().recipient()));
        assert_eq!(Identity::parse(&secret).map(|key| key.recipient().text()), Ok(public.clone()));
        let changed = |text: &str| text.replacen('5', "6", 1);
        for (text, problem) in [
            (String::new(), RecipientError::Letters),
            (format!("{public} "), RecipientError::Letters),
            (format!(" {public}"), RecipientError::Letters),
            (public.to_uppercase(), RecipientError::Letters),
            (public.replacen('a', "A", 1), RecipientError::Letters),
            (public.replacen('q', "\u{430}", 1), RecipientError::Letters),
            ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA".to_owned(), RecipientError::Letters),
            (changed(&public), RecipientError::Checksum),
            (public.split_at(40).0.to_owned(), RecipientError::Checksum),
            (format!("{public}q"), RecipientError::Checksum),
            (secret.to_string(), RecipientError::OtherKind),
            ("age1".to_owned() + bech32::encode("", &[7; 32]).split_at(1).1, RecipientError::Checksum),
            (bech32::encode("age1pq", &[7; 32]).to_string(), RecipientError::OtherKind),
        ] {
            assert_eq!(Recipient::parse(&text), Err(problem), "{text}");
        }
        for (text, problem) in [
            (secret.to_lowercase(), RecipientError::Letters),
            (changed(&secret), RecipientError::Checksum),
            (public, RecipientError::OtherKind),
            (bech32::encode("AGE-SECRET-KEY-PQ-", &[7; 32]).to_uppercase(), RecipientError::OtherKind),
        ] {
            assert_eq!(Identity::parse(&text).err(), Some(problem), "{text}");
        }
    }

    #[test]
    fn the_secret_is_not_printed() {
        let printed = format!("{:?} {:?}", identity(), lock(b"text").1);
        assert!(printed.contains(&identity().recipient().text()));
        assert!(!printed.to_uppercase().contains(identity().text().split_at("AGE-SECRET-KEY-1".len()).1));
    }
}
