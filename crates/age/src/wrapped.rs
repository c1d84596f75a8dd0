//! The file key in the body of a stanza, sealed with a key that only the right reader can make.

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _, Nonce, Tag};
use zeroize::Zeroizing;

use super::{error::AgeError, kdf::FileKey, stanza::Stanza};

/// The file key and the tag that tells whether it was opened with the right key.
pub(super) type Body = ([u8; 16], [u8; 16]);

pub(super) fn wrap(key: &[u8; 32], file_key: &FileKey) -> Result<Vec<u8>, AgeError> {
    let mut body = file_key.to_vec();
    // The key is for this one use, so the nonce may be zero.
    let tag = ChaCha20Poly1305::new(key.into())
        .encrypt_inout_detached(&Nonce::default(), b"", body.as_mut_slice().into())
        .map_err(|_| AgeError::Damaged)?;
    body.extend(tag);
    Ok(body)
}

/// The body of a stanza. Another length would let an attacker probe several keys at once, so it is
/// checked before any of them is tried.
pub(super) fn body(stanza: &Stanza) -> Result<Body, AgeError> {
    let (file_key, tag) = stanza.body.split_first_chunk::<16>().ok_or(AgeError::Damaged)?;
    Ok((*file_key, <[u8; 16]>::try_from(tag).map_err(|_| AgeError::Damaged)?))
}

/// The file key; `None` if it was sealed with another key.
pub(super) fn unwrap(key: &[u8; 32], (sealed, tag): &Body) -> Option<FileKey> {
    let mut file_key = Zeroizing::new(*sealed);
    ChaCha20Poly1305::new(key.into())
        .decrypt_inout_detached(&Nonce::default(), b"", file_key.as_mut_slice().into(), &Tag::from(*tag))
        .ok()?;
    Some(file_key)
}
