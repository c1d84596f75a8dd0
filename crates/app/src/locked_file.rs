//! Files that are locked with a passphrase.

use candour_age::{self as age, LockSession};

use crate::message::Failure;

/// Random bytes of a file locked with a passphrase: file key, salt and nonce.
pub(crate) const LOCKED: usize = LockSession::RANDOM + 16;

/// An age file for a passphrase, opened again before it is used.
pub(crate) fn locked(text: &[u8], passphrase: &str, random: &[u8]) -> Result<String, Failure> {
    let (secrets, nonce) = random.split_at(random.len().min(LockSession::RANDOM));
    let (Some(secrets), Some(nonce)) = (secrets.first_chunk(), nonce.first_chunk()) else {
        return Err(Failure::NoRandom);
    };
    let sealed = LockSession::new(passphrase, age::WORK, secrets).and_then(|lock| {
        let sealed = lock.seal(text, *nonce)?;
        Ok((lock.open(sealed.as_bytes())?, sealed))
    });
    match sealed {
        Ok((opened, sealed)) if opened.as_slice() == text => Ok(sealed),
        _ => Err(Failure::NotReadBack),
    }
}
