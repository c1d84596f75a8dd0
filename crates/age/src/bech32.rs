//! Bech32 (BIP 173), in which age writes keys: letters that are hard to mistake, with a checksum.
//!
//! Without the limit of 90 letters, as age has it. The crate `bech32` would take 5 kB more of the page.

use zeroize::Zeroizing;

use super::error::RecipientError;

const LETTERS: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// Digits of five bits that hold a key of 32 bytes.
const DIGITS: usize = 52;
/// Digits of the checksum.
const CHECK: usize = 6;

/// The key as text in small letters, after `prefix` in small letters and a `1`.
pub(super) fn encode(prefix: &str, key: &[u8; 32]) -> Zeroizing<String> {
    // All room at once: growing would leave copies of the secret behind.
    let mut out = Zeroizing::new(String::with_capacity(prefix.len() + 1 + DIGITS + CHECK));
    out.push_str(prefix);
    out.push('1');
    let digits = key_digits(key).chain([0; CHECK]);
    let check = checksum(prefix, digits) ^ 1;
    let check = (0..CHECK).rev().map(|place| to_digit(check >> (5 * place)));
    for digit in key_digits(key).chain(check) {
        out.push(LETTERS.get(usize::from(digit)).copied().map_or('?', char::from));
    }
    out
}

/// Reads the key behind `prefix`, letter for letter; the rest may be in capital or in small
/// letters, and is in those of the prefix.
pub(super) fn decode(prefix: &str, text: &str) -> Result<Zeroizing<[u8; 32]>, RecipientError> {
    let mixed = text.contains(|letter: char| letter.is_ascii_lowercase())
        && text.contains(|letter: char| letter.is_ascii_uppercase());
    let (found, digits) = text.rsplit_once('1').ok_or(RecipientError::Letters)?;
    let known = digits.bytes().all(|letter| digit_of(letter).is_some());
    if mixed || !known || found.is_empty() || !found.bytes().all(|letter| letter.is_ascii_graphic()) {
        return Err(RecipientError::Letters);
    }
    let values = digits.bytes().filter_map(digit_of);
    if digits.len() < CHECK || checksum(found, values.clone()) != 1 {
        return Err(RecipientError::Checksum);
    }
    if found != prefix {
        let same = found.eq_ignore_ascii_case(prefix);
        return Err(if same { RecipientError::Letters } else { RecipientError::OtherKind });
    }
    if digits.len() != DIGITS + CHECK {
        return Err(RecipientError::Length);
    }
    let mut key = Zeroizing::new([0; 32]);
    let (mut held, mut bits, mut room) = (0_u32, 0, key.iter_mut());
    for value in values.take(DIGITS) {
        held = (held << 5 | u32::from(value)) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            if let Some(byte) = room.next() {
                *byte = to_byte(held >> bits);
            }
        }
    }
    // What is left over is nothing, so that each key has one spelling.
    let left = held & ((1 << bits) - 1);
    if left == 0 { Ok(key) } else { Err(RecipientError::Letters) }
}

/// The remainder of BIP 173, over prefix and digits; 1 if the last six fit.
fn checksum(prefix: &str, digits: impl Iterator<Item = u8>) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let letters = || prefix.bytes().map(|letter| letter.to_ascii_lowercase());
    let prefix = letters().map(|letter| letter >> 5).chain([0]).chain(letters().map(|letter| letter & 31));
    prefix.chain(digits).fold(1, |sum, digit| {
        let next = (sum & 0x1ff_ffff) << 5 ^ u32::from(digit);
        let set = GENERATOR.iter().enumerate().filter(|(bit, _)| sum >> (25 + bit) & 1 == 1);
        set.fold(next, |sum, (_, generator)| sum ^ generator)
    })
}

/// The 256 bits of a key, five by five, and four bits of nothing.
fn key_digits(key: &[u8; 32]) -> impl Iterator<Item = u8> {
    let byte = |place: usize| u32::from(key.get(place).copied().unwrap_or(0));
    (0..DIGITS).map(move |place| {
        let (first, bit) = (5 * place / 8, 5 * place % 8);
        to_digit((byte(first) << 8 | byte(first + 1)) >> (11 - bit))
    })
}

fn digit_of(letter: u8) -> Option<u8> {
    let place = LETTERS.iter().position(|known| *known == letter.to_ascii_lowercase())?;
    u8::try_from(place).ok()
}

fn to_digit(value: u32) -> u8 {
    to_byte(value & 31)
}

fn to_byte(value: u32) -> u8 {
    value.to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    // BIP 173, "Test vectors": valid texts. None holds a key of ours.
    const VALID: [&str; 6] = [
        "A12UEL5L",
        "a12uel5l",
        "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
        "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
        "11qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqc8247j",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
    ];

    #[test]
    fn what_the_standard_calls_valid_has_a_fitting_checksum() {
        for text in VALID {
            let prefix = text.rsplit_once('1').unwrap().0;
            assert_eq!(decode(prefix, text).err(), Some(RecipientError::Length), "{text}");
            assert_eq!(decode("age", text).err(), Some(RecipientError::OtherKind), "{text}");
        }
    }

    #[test]
    fn what_the_standard_calls_invalid_is_refused() {
        use RecipientError::{Checksum, Letters};
        for (text, problem) in [
            ("\u{20}1nwldj5", Letters),
            ("\u{7f}1axkwrx", Letters),
            ("pzry9x0s0muk", Letters),
            ("x1b4n0q5v", Letters),
            ("de1lg7wt\u{ff}", Letters),
            ("A1g7sgd8", Letters),
            ("1pzry9x0s0muk", Letters),
            ("li1dgmt3", Checksum),
            ("A1G7SGD8", Checksum),
            // The newer Bech32m (BIP 350), which age does not use.
            ("A1LQFN3A", Checksum),
            ("a1lqfn3a", Checksum),
            ("", Letters),
            ("1", Letters),
        ] {
            assert_eq!(decode("a", text).err(), Some(problem), "{text}");
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for key in [[0; 32], [0xff; 32], std::array::from_fn(|place| u8::try_from(place * 7 % 256).unwrap())]
        {
            let text = encode("key-", &key);
            assert_eq!(decode("key-", &text).as_deref(), Ok(&key));
            assert_eq!(decode("KEY-", &text.to_uppercase()).as_deref(), Ok(&key));
            assert_eq!(decode("KEY-", &text).err(), Some(RecipientError::Letters));
        }
    }

    #[test]
    fn bits_left_over_are_a_second_spelling_and_refused() {
        let digits = || key_digits(&[0; 32]).take(DIGITS - 1).chain([1]);
        let check = checksum("a", digits().chain([0; CHECK])) ^ 1;
        let check = (0..CHECK).rev().map(|place| to_digit(check >> (5 * place)));
        let letters: String =
            digits().chain(check).map(|digit| char::from(LETTERS[usize::from(digit)])).collect();
        assert_eq!(decode("a", &format!("a1{letters}")).err(), Some(RecipientError::Letters));
    }
}
