//! How keys derive from others, and the key of one file.

use hkdf::{HmacImpl, hmac::Hmac};
use sha2::Sha256;
use zeroize::Zeroizing;

/// The random secret of one file, from which all its other keys derive.
pub(super) type FileKey = Zeroizing<[u8; 16]>;

/// HKDF-SHA-256 (RFC 5869): extraction, and the one block of expansion that makes 32 bytes, so
/// that it cannot fail.
pub(super) fn derive(secret: &[u8], salt: &[u8], purpose: &[u8]) -> Zeroizing<[u8; 32]> {
    let key = hmac(salt, secret, &[]);
    hmac(&*key, purpose, &[1])
}

/// HMAC-SHA-256 (RFC 2104).
fn hmac(key: &[u8], text: &[u8], end: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut hmac = <Hmac<Sha256> as HmacImpl>::new_from_slice(key);
    hmac.update(text);
    hmac.update(end);
    Zeroizing::new(hmac.finalize().into())
}
