//! The passphrase recipient: the file key, wrapped with a key that scrypt (RFC 7914) makes.

use base64ct::{Base64Unpadded, Encoding as _};
use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _, Nonce, Tag};
use zeroize::Zeroizing;

use super::{
    AgeProblem, FileKey, MOST_WORK,
    header::{Stanza, base64},
};

const KIND: &str = "scrypt";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";

pub(super) fn wrap(
    file_key: &FileKey,
    passphrase: &str,
    log_n: u8,
    salt: [u8; 16],
) -> Result<Stanza, AgeProblem> {
    let mut body = file_key.to_vec();
    let tag = cipher(passphrase, log_n, salt)?
        .encrypt_inout_detached(&Nonce::default(), b"", body.as_mut_slice().into())
        .map_err(|_| AgeProblem::Damaged)?;
    body.extend(tag);
    let arguments = vec![Base64Unpadded::encode_string(&salt), log_n.to_string()];
    Ok(Stanza { kind: KIND.to_owned(), arguments, body })
}

pub(super) fn unwrap(stanzas: &[Stanza], passphrase: &str) -> Result<FileKey, AgeProblem> {
    let stanza = match stanzas {
        [stanza] if stanza.kind == KIND => stanza,
        // Beside a passphrase nobody else may read the file, so that knowing the passphrase
        // means who wrote it.
        several if several.iter().any(|stanza| stanza.kind == KIND) => return Err(AgeProblem::Damaged),
        _ => return Err(AgeProblem::UnsupportedRecipient),
    };
    let [salt, log_n] = stanza.arguments.as_slice() else { return Err(AgeProblem::Damaged) };
    let salt = <[u8; 16]>::try_from(base64(salt)?).map_err(|_| AgeProblem::Damaged)?;
    let log_n = work(log_n)?;
    // Another length would let an attacker probe several keys at once, so it is checked first.
    let (wrapped, tag) = match stanza.body.split_first_chunk::<16>() {
        Some((wrapped, rest)) => (wrapped, <[u8; 16]>::try_from(rest).map_err(|_| AgeProblem::Damaged)?),
        None => return Err(AgeProblem::Damaged),
    };
    let mut file_key = Zeroizing::new(*wrapped);
    cipher(passphrase, log_n, salt)?
        .decrypt_inout_detached(&Nonce::default(), b"", file_key.as_mut_slice().into(), &Tag::from(tag))
        .map_err(|_| AgeProblem::WrongPassphrase)?;
    Ok(file_key)
}

/// The work factor: decimal, without sign or leading zero.
fn work(text: &str) -> Result<u8, AgeProblem> {
    if text.starts_with('0') || text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AgeProblem::Damaged);
    }
    text.parse().map_err(|_| AgeProblem::TooExpensive)
}

fn cipher(passphrase: &str, log_n: u8, salt: [u8; 16]) -> Result<ChaCha20Poly1305, AgeProblem> {
    if !(1..=MOST_WORK).contains(&log_n) {
        return Err(AgeProblem::TooExpensive);
    }
    let salt = [LABEL, &salt].concat();
    let mut key = Zeroizing::new([0; 32]);
    scrypt::Params::new(log_n, 8, 1)
        .ok()
        .and_then(|work| scrypt::scrypt(passphrase.as_bytes(), &salt, &work, &mut *key).ok())
        .ok_or(AgeProblem::TooExpensive)?;
    Ok(ChaCha20Poly1305::new((&*key).into()))
}
