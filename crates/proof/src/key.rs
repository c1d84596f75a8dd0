//! Ed25519 keys: `did:key` names, fingerprints for people, and the text of a key file.

use std::{error::Error, fmt};

use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use sha2::{Digest as _, Sha512};
use zeroize::{Zeroize as _, Zeroizing};

use crate::json::{Json, Limits, Object, Unreadable};

/// Multicodec prefix of an Ed25519 public key (Multikey, Controlled Identifiers 1.0 section 2.2.2).
const PUBLIC_PREFIX: [u8; 2] = [0xed, 0x01];
/// Multicodec prefix of an Ed25519 secret key.
const SECRET_PREFIX: [u8; 2] = [0x80, 0x26];

/// A secret key. Its bytes are overwritten when it is dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// A public key that may verify signatures.
// INVARIANT: the canonical encoding of a point of the curve that is not of small order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

/// Why a text or bytes are not a public key we trust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not of the form `did:key:z…`, letter for letter: no upper case, percent signs or query.
    NotDidKey,
    /// A DID of another method (named here), such as `web`, which cannot be resolved offline.
    OtherMethod(String),
    /// Not base58btc with the multibase letter `z`.
    Encoding,
    /// A multicodec prefix other than Ed25519's.
    OtherKind,
    /// Not exactly 34 bytes with the prefix.
    Length,
    /// Bytes that are no point of the curve, or its second spelling.
    NotAPoint,
    /// A point of small order: one signature would fit every document.
    Weak,
}

impl KeyError {
    /// The word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotDidKey => "key-name",
            Self::OtherMethod(_) => "key-not-in-file",
            Self::Encoding => "key-encoding",
            Self::OtherKind => "key-kind",
            Self::Length => "key-length",
            Self::NotAPoint => "key-not-a-point",
            Self::Weak => "key-weak",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDidKey => out.write_str("not of the form `did:key:z...`"),
            Self::OtherMethod(method) => write!(out, "a DID of the method `{method}`"),
            Self::Encoding => out.write_str("not in base58btc"),
            Self::OtherKind => out.write_str("another kind of key"),
            Self::Length => out.write_str("not 34 bytes long"),
            Self::NotAPoint => out.write_str("not a point of the curve"),
            Self::Weak => out.write_str("a key for which anybody can sign"),
        }
    }
}

impl Error for KeyError {}

/// Why a key file's text is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFileError {
    /// No JSON within the profile.
    Unreadable(Unreadable),
    /// JSON, but not a Multikey with `publicKeyMultibase` and `secretKeyMultibase`.
    NotAKeyFile,
    /// One of the two keys is not well formed.
    Key(KeyError),
    /// The secret key belongs to another public key.
    KeysDiffer,
}

impl fmt::Display for KeyFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(out),
            Self::NotAKeyFile => out.write_str("not a key file"),
            Self::Key(error) => error.fmt(out),
            Self::KeysDiffer => out.write_str("the secret key belongs to another public key"),
        }
    }
}

impl Error for KeyFileError {}

impl SigningKey {
    /// The key of 32 random bytes (RFC 8032 section 5.1.5).
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// Signs bytes (Ed25519, RFC 8032 section 5.1.6): 64 bytes.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The 32 secret bytes that [`SigningKey::from_seed`] took, to derive other keys from.
    pub fn seed(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// What a key file holds: Multikey JSON with the secret key. Encrypt it before it is saved.
    pub fn to_key_file(&self) -> Zeroizing<String> {
        let secret = multibase(SECRET_PREFIX, self.0.as_bytes());
        let public = self.public().multikey();
        Zeroizing::new(format!(
            "{{\n  \"type\": \"Multikey\",\n  \"publicKeyMultibase\": \"{public}\",\n  \
             \"secretKeyMultibase\": \"{}\"\n}}",
            *secret
        ))
    }

    /// Reads what [`SigningKey::to_key_file`] wrote.
    ///
    /// # Errors
    /// See [`KeyFileError`].
    pub fn from_key_file(bytes: &[u8]) -> Result<Self, KeyFileError> {
        match Json::read(bytes, Limits::FILE).map_err(KeyFileError::Unreadable)? {
            Json::Object(document) => Self::from_key_object(document),
            _ => Err(KeyFileError::NotAKeyFile),
        }
    }

    /// Reads the object in a key file, where it is part of another document.
    ///
    /// # Errors
    /// See [`KeyFileError`].
    pub fn from_key_object(mut document: Object) -> Result<Self, KeyFileError> {
        let secret = take_secret(&mut document).ok_or(KeyFileError::NotAKeyFile)?;
        let text = |name| document.get(name).and_then(Json::as_text);
        if text("type") != Some("Multikey") {
            return Err(KeyFileError::NotAKeyFile);
        }
        let public = text("publicKeyMultibase").ok_or(KeyFileError::NotAKeyFile)?;
        let public = PublicKey::from_multikey(public).map_err(KeyFileError::Key)?;
        let mut seed = from_multibase(SECRET_PREFIX, &secret).map_err(KeyFileError::Key)?;
        let key = Self::from_seed(seed);
        seed.zeroize();
        if key.public() == public { Ok(key) } else { Err(KeyFileError::KeysDiffer) }
    }
}

// A derived `Debug` could print the secret into a log.
impl std::fmt::Debug for SigningKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "SigningKey({})", self.public().multikey())
    }
}

impl PublicKey {
    /// The key of 32 bytes (RFC 8032 section 5.1.2).
    ///
    /// # Errors
    /// [`KeyError::NotAPoint`] or [`KeyError::Weak`].
    pub fn from_bytes(bytes: [u8; 32]) -> Result<Self, KeyError> {
        Verifier::from_bytes(bytes).map(|key| key.public())
    }

    /// The 32 bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// Reads `did:key:z6Mk…`, in the one spelling there is.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_did_key(did: &str) -> Result<Self, KeyError> {
        Self::from_bytes(did_key_bytes(did)?)
    }

    /// Reads `z6Mk…`.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_multikey(text: &str) -> Result<Self, KeyError> {
        Self::from_bytes(multikey_bytes(text)?)
    }

    /// `z6Mk…`: multibase base58btc of the prefix `ed01` and the key.
    pub fn multikey(&self) -> String {
        multibase(PUBLIC_PREFIX, &self.0).to_string()
    }

    /// `did:key:z6Mk…`
    pub fn did(&self) -> String {
        format!("did:key:{}", self.multikey())
    }

    /// `did:key:z6Mk…#z6Mk…`: the name of the key within its own DID document.
    pub fn verification_method(&self) -> String {
        let name = self.multikey();
        format!("did:key:{name}#{name}")
    }

    /// Eight groups of five digits to compare by telephone: SHA-512 of the 34 Multikey bytes,
    /// each five bytes as a big-endian number modulo 100 000 (132 bits).
    pub fn fingerprint(&self) -> String {
        let digest = Sha512::new().chain_update(PUBLIC_PREFIX).chain_update(self.0).finalize();
        let group = |bytes: &[u8]| {
            let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
            format!("{:05}", number % 100_000)
        };
        digest.chunks_exact(5).take(8).map(group).collect::<Vec<_>>().join(" ")
    }

    /// Whether the 64 bytes are this key's signature of the message. Small-order points and
    /// S beyond the group order are refused, so every correct library agrees (RFC 8032 section 8.4).
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        Verifier::new(*self).is_ok_and(|key| key.verifies(message, signature))
    }
}

/// A public key as it compares signatures: as a point, which takes as long to work out as a tenth of a comparison.
#[derive(Clone, Copy)]
pub(crate) struct Verifier(VerifyingKey);

impl Verifier {
    pub(crate) fn new(key: PublicKey) -> Result<Self, KeyError> {
        VerifyingKey::from_bytes(&key.0).map(Self).map_err(|_| KeyError::NotAPoint)
    }

    fn from_bytes(bytes: [u8; 32]) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| KeyError::NotAPoint)?;
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        // A few points have a second encoding; then two names would mean one key.
        if is_second_spelling(&bytes) { Err(KeyError::NotAPoint) } else { Ok(Self(key)) }
    }

    /// Reads `did:key:z6Mk…` as [`PublicKey::from_did_key`] does; if that is the key known, it is not worked out again.
    pub(crate) fn from_did_key(did: &str, known: Option<&Self>) -> Result<Self, KeyError> {
        let bytes = did_key_bytes(did)?;
        match known {
            Some(known) if *known.0.as_bytes() == bytes => Ok(*known),
            _ => Self::from_bytes(bytes),
        }
    }

    pub(crate) fn public(&self) -> PublicKey {
        PublicKey(self.0.to_bytes())
    }

    /// See [`PublicKey::verifies`].
    pub(crate) fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// Whether the coordinate in these bytes is p = 2^255 - 19 or more, as it is in the second spelling of a point that is not of
/// small order (RFC 8032 section 5.1.3). The last bit is a sign.
fn is_second_spelling(bytes: &[u8; 32]) -> bool {
    let [first, middle @ .., last] = bytes;
    last & 0x7f == 0x7f && middle.iter().all(|byte| *byte == 0xff) && *first >= 0xed
}

fn did_key_bytes(did: &str) -> Result<[u8; 32], KeyError> {
    let rest = did.strip_prefix("did:").ok_or(KeyError::NotDidKey)?;
    let (method, name) = rest.split_once(':').ok_or(KeyError::NotDidKey)?;
    if method == "key" {
        return multikey_bytes(name);
    }
    // Method names are lower-case letters and digits (DID Core section 3.1).
    let well_formed = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if !method.is_empty() && method.len() <= 32 && method.chars().all(well_formed) {
        Err(KeyError::OtherMethod(method.to_owned()))
    } else {
        Err(KeyError::NotDidKey)
    }
}

fn multikey_bytes(text: &str) -> Result<[u8; 32], KeyError> {
    // What would be cut off or decoded by a lenient reader of DID URLs.
    if text.contains(['%', '?', '#', '/', ';', ':']) {
        return Err(KeyError::NotDidKey);
    }
    from_multibase(PUBLIC_PREFIX, text)
}

impl std::fmt::Debug for PublicKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PublicKey({})", self.multikey())
    }
}

/// Decodes base58btc with the letter `z` into exactly `N` bytes; `None` says how it failed.
///
/// Base58 has one spelling for bytes of a given length, so what decodes is canonical.
pub(crate) fn base58<const N: usize>(text: &str) -> Result<[u8; N], Base58Problem> {
    let digits = text.strip_prefix('z').ok_or(Base58Problem::Encoding)?;
    // Decoding takes quadratic time; no value here is longer than 88 digits.
    if digits.len() > 100 {
        return Err(Base58Problem::Length);
    }
    let mut bytes = Zeroizing::new([0; 100]);
    let length = bs58::decode(digits).onto(&mut *bytes).map_err(|_| Base58Problem::Encoding)?;
    let bytes = bytes.get(..length).unwrap_or_default();
    <[u8; N]>::try_from(bytes).map_err(|_| Base58Problem::Length)
}

/// Why base58 was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base58Problem {
    Encoding,
    Length,
}

fn multibase(prefix: [u8; 2], key: &[u8; 32]) -> Zeroizing<String> {
    let bytes = Zeroizing::new([&prefix[..], key].concat());
    let digits = Zeroizing::new(bs58::encode(&*bytes).into_string());
    Zeroizing::new(format!("z{}", *digits))
}

fn from_multibase(prefix: [u8; 2], text: &str) -> Result<[u8; 32], KeyError> {
    let bytes = base58::<34>(text).map_err(|problem| match problem {
        Base58Problem::Encoding => KeyError::Encoding,
        Base58Problem::Length => KeyError::Length,
    })?;
    let bytes = Zeroizing::new(bytes);
    let key = bytes.strip_prefix(&prefix[..]).ok_or(KeyError::OtherKind)?;
    <[u8; 32]>::try_from(key).map_err(|_| KeyError::Length)
}

fn take_secret(document: &mut Object) -> Option<Zeroizing<String>> {
    match document.remove("secretKeyMultibase")? {
        Json::Text(secret) => Some(Zeroizing::new(secret)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY_FILE: &str = include_str!("../../../tests/vectors/age/made/keyfile-one.json");
    const DID: &str = "did:key:z6MkpoMmo8mkqFCGi3U8SmzqbwzNnupyiJDS3ZEkm8CKYCAv";

    fn key() -> SigningKey {
        SigningKey::from_key_file(KEY_FILE.as_bytes()).unwrap()
    }

    fn secret() -> &'static str {
        KEY_FILE.split('"').find(|text| text.starts_with("z3u2")).unwrap()
    }

    #[test]
    fn the_published_key_has_its_published_names() {
        let public = key().public();
        assert_eq!(public.did(), DID);
        assert_eq!(format!("did:key:{}", public.multikey()), DID);
        assert_eq!(public.verification_method(), format!("{DID}#{}", public.multikey()));
        assert_eq!(public.fingerprint(), "45899 29535 54085 78837 69077 66306 29756 44973");
    }

    #[test]
    fn a_key_file_is_written_byte_for_byte_as_it_was_read() {
        assert_eq!(*key().to_key_file(), KEY_FILE);
    }

    #[test]
    fn a_key_that_is_read_signs_for_its_public_half() {
        let signature = key().sign(b"text");
        assert!(key().public().verifies(b"text", &signature));
        assert!(!key().public().verifies(b"Text", &signature));
    }

    #[test]
    fn the_secret_is_not_printed() {
        let shown = format!("{:?}", key());
        assert!(shown.contains(&key().public().multikey()) && !shown.contains(secret()));
        assert_eq!(format!("{:?}", key().public()), format!("PublicKey({})", key().public().multikey()));
    }

    #[test]
    fn a_key_file_with_a_mistake_says_which() {
        let check = |from: &str, to: &str, problem: KeyFileError| {
            let text = KEY_FILE.replace(from, to);
            assert_ne!(text, KEY_FILE);
            assert_eq!(SigningKey::from_key_file(text.as_bytes()).err(), Some(problem), "{text}");
        };
        let other = SigningKey::from_seed([7; 32]).public().multikey();
        check("Multikey\"", "JsonWebKey\"", KeyFileError::NotAKeyFile);
        check("secretKeyMultibase", "secret", KeyFileError::NotAKeyFile);
        check("publicKeyMultibase", "public", KeyFileError::NotAKeyFile);
        check("z6MkpoMmo8mkqFCGi3U8SmzqbwzNnupyiJDS3ZEkm8CKYCAv", &other, KeyFileError::KeysDiffer);
        check("\"z3u2a", "\"z3u20", KeyFileError::Key(KeyError::Encoding));
        check("\"z3u2atUPK", "\"z3u2", KeyFileError::Key(KeyError::Length));
        check(secret(), &other, KeyFileError::Key(KeyError::OtherKind));
        check("\n}", "", KeyFileError::Unreadable(Unreadable::Truncated));
        assert_eq!(SigningKey::from_key_file(b"[]").err(), Some(KeyFileError::NotAKeyFile));
    }

    #[test]
    fn a_did_has_one_spelling() {
        assert_eq!(PublicKey::from_did_key(DID), Ok(key().public()));
        let name = key().public().multikey();
        let other = |bytes: &[u8]| format!("did:key:z{}", bs58::encode(bytes).into_string());
        let public = key().public().to_bytes();
        for (text, problem) in [
            (String::new(), KeyError::NotDidKey),
            (name.clone(), KeyError::NotDidKey),
            (DID.to_uppercase(), KeyError::NotDidKey),
            (format!("did:Key:{name}"), KeyError::NotDidKey),
            (format!("{DID}?x=1"), KeyError::NotDidKey),
            (format!("{DID}#{name}"), KeyError::NotDidKey),
            (format!("did:key:%7A{}", name.split_at(1).1), KeyError::NotDidKey),
            (format!("did:key:1:{name}"), KeyError::NotDidKey),
            ("did:web:example.com".into(), KeyError::OtherMethod("web".into())),
            (format!("did:{}:x", "m".repeat(32)), KeyError::OtherMethod("m".repeat(32))),
            (format!("did:{}:x", "m".repeat(33)), KeyError::NotDidKey),
            ("did::x".into(), KeyError::NotDidKey),
            (format!("{DID} "), KeyError::Encoding),
            (format!("did:key:Z{}", name.split_at(1).1), KeyError::Encoding),
            (format!("did:key:u{}", name.split_at(1).1), KeyError::Encoding),
            (format!("did:key:z0{}", name.split_at(1).1), KeyError::Encoding),
            (format!("did:key:z1{}", name.split_at(1).1), KeyError::Length),
            (format!("did:key:z{}", "1".repeat(1_000_000)), KeyError::Length),
            ("did:key:z".into(), KeyError::Length),
            (other(&[&[0xed, 0x01], &public[..31]].concat()), KeyError::Length),
            (other(&[&[0xed, 0x01], &public[..], &[0]].concat()), KeyError::Length),
            (other(&[&[0xec, 0x01], &public[..]].concat()), KeyError::OtherKind),
            (other(&[&[0xed, 0x01], &[0; 32][..]].concat()), KeyError::Weak),
            (other(&[&[0xed, 0x01, 2], &[0; 31][..]].concat()), KeyError::NotAPoint),
        ] {
            assert_eq!(PublicKey::from_did_key(&text), Err(problem), "{text:.80}");
        }
    }

    #[test]
    fn the_second_spelling_of_a_point_is_refused() {
        // y = p + 3: the same point as y = 3, which is not of small order.
        let mut bytes = [0xff; 32];
        (bytes[0], bytes[31]) = (0xf0, 0x7f);
        let mut canonical = [0; 32];
        canonical[0] = 3;
        assert!(PublicKey::from_bytes(canonical).is_ok());
        assert_eq!(PublicKey::from_bytes(bytes), Err(KeyError::NotAPoint));
    }

    #[test]
    fn no_point_has_two_spellings_that_are_read() {
        // All coordinates from p - 20 on, with both signs.
        for (first, sign) in (0xd9..=0xff_u8).flat_map(|first| [(first, 0x7f), (first, 0xff)]) {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = (first, sign);
            if let Ok(key) = VerifyingKey::from_bytes(&bytes) {
                let second = key.to_edwards().compress().to_bytes() != bytes;
                assert_eq!(
                    PublicKey::from_bytes(bytes).is_err(),
                    second || key.is_weak(),
                    "{first:x} {sign:x}"
                );
            }
        }
    }
}
