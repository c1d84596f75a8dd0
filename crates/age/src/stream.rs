//! The payload of an age file: chunks of 64 KiB, numbered, the last one marked (STREAM).

use chacha20poly1305::{AeadInOut as _, ChaCha20Poly1305, KeyInit as _, Nonce, Tag};
use zeroize::Zeroizing;

use super::{
    error::AgeError,
    kdf::{FileKey, derive},
};

const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;

/// Appends nonce and encrypted chunks to `file`.
pub(super) fn seal(
    file_key: &FileKey,
    nonce: [u8; 16],
    plain: &[u8],
    file: &mut Vec<u8>,
) -> Result<(), AgeError> {
    file.extend(nonce);
    let cipher = cipher(file_key, &nonce);
    // An empty text is one empty chunk.
    let last = plain.len().div_ceil(CHUNK).saturating_sub(1);
    for (number, chunk) in (0..=last).zip(plain.chunks(CHUNK).chain([&[][..]])) {
        let mut sealed = chunk.to_vec();
        let tag = cipher
            .encrypt_inout_detached(&chunk_nonce(number, number == last), b"", sealed.as_mut_slice().into())
            .map_err(|_| AgeError::Damaged)?;
        file.extend(sealed);
        file.extend(tag);
    }
    Ok(())
}

/// Decrypts all chunks, or nothing.
pub(super) fn open(file_key: &FileKey, payload: &[u8]) -> Result<Zeroizing<Vec<u8>>, AgeError> {
    let (nonce, sealed) = payload.split_first_chunk::<16>().ok_or(AgeError::Truncated)?;
    let cipher = cipher(file_key, nonce);
    // All room at once: growing would leave copies of the secret behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    let mut chunks = sealed.chunks(CHUNK + TAG).enumerate().peekable();
    if chunks.peek().is_none() {
        return Err(AgeError::Truncated);
    }
    while let Some((number, chunk)) = chunks.next() {
        let last = chunks.peek().is_none();
        let (text, tag) = chunk.split_last_chunk::<TAG>().ok_or(AgeError::Truncated)?;
        // Only an empty text may end in an empty chunk, so each text has one form.
        if text.is_empty() && number > 0 {
            return Err(AgeError::Damaged);
        }
        let start = plain.len();
        plain.extend_from_slice(text);
        let room = plain.get_mut(start..).unwrap_or_default();
        let tag = Tag::from(*tag);
        if cipher.decrypt_inout_detached(&chunk_nonce(number, last), b"", room.into(), &tag).is_err() {
            let mut again = Zeroizing::new(text.to_vec());
            let middle = chunk_nonce(number, false);
            let cut = last
                && cipher.decrypt_inout_detached(&middle, b"", again.as_mut_slice().into(), &tag).is_ok();
            return Err(if cut { AgeError::Truncated } else { AgeError::Damaged });
        }
    }
    Ok(plain)
}

fn cipher(file_key: &FileKey, nonce: &[u8; 16]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new((&*derive(&**file_key, nonce, b"payload")).into())
}

/// Eleven bytes of counter, big-endian, and one that marks the last chunk.
fn chunk_nonce(number: usize, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    let counter = (number as u64).to_be_bytes();
    for (place, byte) in nonce.iter_mut().skip(3).zip(counter) {
        *place = byte;
    }
    if let Some(mark) = nonce.last_mut() {
        *mark = u8::from(last);
    }
    Nonce::from(nonce)
}
