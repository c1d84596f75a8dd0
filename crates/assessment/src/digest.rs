//! SHA-256 digests and their hexadecimal form.

use sha2::{Digest as _, Sha256};

use crate::{canonical::canonical, json::Json};

/// SHA-256 of bytes (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of the RFC 8785 form of a value, in lower-case hexadecimal.
pub fn digest(value: &Json) -> String {
    hex(&sha256(canonical(value).as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
