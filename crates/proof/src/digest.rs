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

/// SHA-256 of two pieces of a text, one after the other.
pub(crate) fn of_pieces(pieces: [&str; 2]) -> [u8; 32] {
    pieces.iter().fold(Sha256::new(), Sha256::chain_update).finalize().into()
}

/// SHA-256 of the RFC 8785 form of an object without one of its members.
pub(crate) fn digest_without(object: &Object, name: &str) -> [u8; 32] {
    sha256(canonical_without(object, name).as_bytes())
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    let mut text = String::with_capacity(2 * bytes.len());
    text.extend(bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
    text
}

/// 32 bytes of 64 digits of lower-case hexadecimal; `None` of any other text.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut bytes = [0; 32];
    if pairs.len() != bytes.len() || !rest.is_empty() {
        return None;
    }
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
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
        assert_eq!(of_pieces(["a", "bc"]), sha256(b"abc"));
    }

    #[test]
    fn a_digest_is_read_in_its_one_spelling() {
        let digits = hex(&sha256(b"abc"));
        assert_eq!(from_hex(&digits), Some(sha256(b"abc")));
        for other in
            [digits.to_uppercase(), digits.replacen('b', "g", 1), [&digits, "0"].concat(), String::new()]
        {
            assert_eq!(from_hex(&other), None, "{other}");
        }
    }

    #[test]
    fn the_order_of_members_does_not_change_a_digest() {
        let one = Object::new().with("a", 1_u32).with("b", true);
        let other = Object::new().with("b", true).with("a", 1_u32);
        assert_eq!(digest(&one.into()), digest(&other.into()));
    }
}
