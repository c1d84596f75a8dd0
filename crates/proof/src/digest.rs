//! SHA-256 digests and their hexadecimal form.

use sha2::{Digest as _, Sha256};

use crate::{
    jcs::{canonical, canonical_without},
    json::{Json, Object},
};

/// SHA-256 of bytes (FIPS 180-4).
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// SHA-256 of the RFC 8785 form of a value, in lower-case hexadecimal.
pub fn digest(value: &Json) -> String {
    hex(&sha256(canonical(value).as_bytes()))
}

/// The same of an object, without one of its members.
pub(crate) fn digest_without(object: &Object, name: Option<&str>) -> String {
    hex(&sha256(canonical_without(object, name).as_bytes()))
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Object;

    #[test]
    fn a_digest_is_the_one_of_the_standard() {
        // FIPS 180-4, the example for `abc`.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(b"abc")), expected);
    }

    #[test]
    fn the_order_of_members_does_not_change_a_digest() {
        let one = Object::new().with("a", 1_u32).with("b", true);
        let other = Object::new().with("b", true).with("a", 1_u32);
        assert_eq!(digest(&one.into()), digest(&other.into()));
    }
}
