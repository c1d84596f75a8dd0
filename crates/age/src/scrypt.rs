//! The passphrase recipient: the file key, wrapped with a key that scrypt (RFC 7914) makes.

use base64ct::{Base64Unpadded, Encoding as _};
use zeroize::Zeroizing;

use super::{
    error::AgeError,
    kdf::FileKey,
    stanza::{Stanza, base64},
    wrapped,
};

/// Most work we do for a file somebody hands us, log2 of scrypt's N: 256 MiB. More could bring
/// a browser down; it is also what age tools write unless told otherwise.
pub const MOST_WORK: u8 = 18;

pub(super) const KIND: &str = "scrypt";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";

pub(super) fn wrap(
    file_key: &FileKey,
    passphrase: &str,
    log_n: u8,
    salt: [u8; 16],
) -> Result<Stanza, AgeError> {
    let body = wrapped::wrap(&*key(passphrase, log_n, salt)?, file_key)?;
    let arguments = vec![Base64Unpadded::encode_string(&salt), log_n.to_string()];
    Ok(Stanza { kind: KIND.to_owned(), arguments, body })
}

pub(super) fn unwrap(stanzas: &[Stanza], passphrase: &str) -> Result<FileKey, AgeError> {
    let [stanza] = stanzas else { return Err(AgeError::UnsupportedRecipient) };
    if stanza.kind != KIND {
        return Err(AgeError::UnsupportedRecipient);
    }
    let [salt, log_n] = stanza.arguments.as_slice() else { return Err(AgeError::Damaged) };
    let salt = <[u8; 16]>::try_from(base64(salt)?).map_err(|_| AgeError::Damaged)?;
    let log_n = work(log_n)?;
    let body = wrapped::body(stanza)?;
    wrapped::unwrap(&*key(passphrase, log_n, salt)?, &body).ok_or(AgeError::WrongPassphrase)
}

/// The work factor: decimal, without sign or leading zero.
fn work(text: &str) -> Result<u8, AgeError> {
    if text.starts_with('0') || text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AgeError::Damaged);
    }
    text.parse().map_err(|_| AgeError::TooExpensive)
}

fn key(passphrase: &str, log_n: u8, salt: [u8; 16]) -> Result<Zeroizing<[u8; 32]>, AgeError> {
    if !(1..=MOST_WORK).contains(&log_n) {
        return Err(AgeError::TooExpensive);
    }
    let salt = [LABEL, &salt].concat();
    let mut key = Zeroizing::new([0; 32]);
    scrypt::Params::new(log_n, 8, 1)
        .ok()
        .and_then(|work| scrypt::scrypt(passphrase.as_bytes(), &salt, &work, &mut *key).ok())
        .ok_or(AgeError::TooExpensive)?;
    Ok(key)
}
