//! Text packed for an address or an element of the page: raw deflate (RFC 1951) in base64url.
//!
//! Nothing here tells a changed text from the one that was packed; what is in it has to be signed,
//! or compared by its digest.

use std::{error::Error, fmt};

use base64ct::{Base64UrlUnpadded, Encoding as _};
use miniz_oxide::{
    deflate::{
        compress_to_vec,
        core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params},
    },
    inflate::{
        TINFLStatus,
        core::{DecompressorOxide, decompress, inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF},
    },
};

/// The slowest and best compression that miniz knows.
const BEST: u8 = 10;
/// Room to begin with, and what may come on top of the most that is allowed.
const CHUNK: usize = 1024;

/// Why a packed text was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackedError {
    /// A letter that is not of base64url.
    Letters,
    /// The text stops too early.
    Truncated,
    /// Not deflated, or changed since.
    Broken,
    /// More content than is allowed.
    TooLong,
}

impl fmt::Display for PackedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letters => out.write_str("characters that are not of base64url"),
            Self::Truncated => out.write_str("cut short"),
            Self::Broken => out.write_str("not deflated"),
            Self::TooLong => out.write_str("more content than is allowed"),
        }
    }
}

impl Error for PackedError {}

/// Deflate (RFC 1951) without a header, in base64url without padding (RFC 4648 section 5); the same bytes always give the
/// same text.
pub fn pack(content: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(&compress_to_vec(content, BEST))
}

/// The same, made shorter by what `known` holds (a preset dictionary): it opens only with the same `known`.
pub fn pack_with(known: &[u8], content: &[u8]) -> String {
    let mut state = CompressorOxide::new(create_comp_flags_from_zip_params(BEST.into(), 0, 0));
    // What is known goes through the compressor, which remembers it, and is not written.
    compress_to_output(&mut state, known, TDEFLFlush::Sync, |_| true);
    let mut packed = Vec::new();
    compress_to_output(&mut state, content, TDEFLFlush::Finish, |bytes| {
        packed.extend_from_slice(bytes);
        true
    });
    Base64UrlUnpadded::encode_string(&packed)
}

/// Unpacks what [`pack`] gave, to at most `most` bytes.
///
/// # Errors
/// See [`PackedError`].
pub fn unpack(text: &str, most: usize) -> Result<Vec<u8>, PackedError> {
    unpack_with(&[], text, most)
}

/// Unpacks at most `most` bytes of what [`pack_with`] gave.
///
/// # Errors
/// See [`PackedError`].
pub fn unpack_with(known: &[u8], text: &str, most: usize) -> Result<Vec<u8>, PackedError> {
    if !text.bytes().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_')) {
        return Err(PackedError::Letters);
    }
    // What cannot be deflated takes four letters for three bytes.
    if text.len() / 2 > most.saturating_add(CHUNK) {
        return Err(PackedError::TooLong);
    }
    // With letters that are all known, only a text cut between them is no base64url.
    let packed = Base64UrlUnpadded::decode_vec(text).map_err(|_| PackedError::Truncated)?;
    inflate_with(known, &packed, most)
}

/// Inflates at most `most` bytes of raw deflate that ends where `packed` ends.
pub(crate) fn inflate(packed: &[u8], most: usize) -> Result<Vec<u8>, PackedError> {
    inflate_with(&[], packed, most)
}

fn inflate_with(known: &[u8], packed: &[u8], most: usize) -> Result<Vec<u8>, PackedError> {
    let most = most.saturating_add(known.len());
    // Whether the end follows is seen only with room left.
    let limit = most.saturating_add(1);
    let mut state = Box::<DecompressorOxide>::default();
    // The content is written behind what is known, so that it can refer to it.
    let mut content = known.to_vec();
    let room = packed.len().saturating_mul(2).saturating_add(CHUNK);
    content.resize(known.len().saturating_add(room).min(limit), 0);
    let (mut read, mut written) = (0, known.len());
    loop {
        let rest = packed.get(read..).unwrap_or_default();
        let (status, more_read, more_written) =
            decompress(&mut state, rest, &mut content, written, TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF);
        read += more_read;
        written += more_written;
        match status {
            _ if written > most => return Err(PackedError::TooLong),
            TINFLStatus::Done if read == packed.len() => {
                content.truncate(written);
                return Ok(content.split_off(known.len()));
            }
            TINFLStatus::HasMoreOutput if content.len() < limit => {
                let length = content.len().saturating_mul(2).min(limit);
                content.reserve_exact(length - content.len());
                content.resize(length, 0);
            }
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => {
                return Err(PackedError::Truncated);
            }
            _ => return Err(PackedError::Broken),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        r#"{"format":"candour-request/1","contact":"inbox@example.org","message":"Please answer."}"#;

    /// Bytes that cannot be made shorter, always the same ones.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_is_packed_comes_back_with_just_enough_room() {
        for content in [Vec::new(), b"a".to_vec(), TEXT.into(), vec![b'a'; 100_000], noise(100_000)] {
            let packed = pack(&content);
            assert_eq!(unpack(&packed, content.len()).as_ref(), Ok(&content));
            assert_eq!(unpack(&packed, usize::MAX).as_ref(), Ok(&content));
            if let Some(less) = content.len().checked_sub(1) {
                assert_eq!(unpack(&packed, less), Err(PackedError::TooLong), "{}", content.len());
            }
        }
    }

    #[test]
    fn packing_makes_text_for_addresses_shorter_and_always_the_same() {
        let packed = pack(TEXT.repeat(3).as_bytes());
        assert_eq!(packed, pack(TEXT.repeat(3).as_bytes()));
        assert!(packed.len() < TEXT.len() * 3 / 2, "{}", packed.len());
        assert!(packed.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter)));
    }

    #[test]
    fn what_other_programs_pack_is_unpacked() {
        // Python: base64.urlsafe_b64encode(zlib.compressobj(level, 8, -15) ...), levels 9 and 0.
        for packed in ["80jNyclXKM8vyklRBAA", "AQwA8_9IZWxsbyB3b3JsZCE"] {
            assert_eq!(unpack(packed, 12).as_deref(), Ok(&b"Hello world!"[..]), "{packed}");
        }
    }

    #[test]
    fn the_dictionary_shortens_text_and_is_needed_to_unpack_it() {
        let known = &TEXT.as_bytes()[..60];
        let packed = pack_with(known, TEXT.as_bytes());
        assert!(packed.len() + 30 < pack(TEXT.as_bytes()).len(), "{packed}");
        assert_eq!(unpack_with(known, &packed, TEXT.len()).as_deref(), Ok(TEXT.as_bytes()));
        assert_eq!(unpack_with(known, &packed, TEXT.len() - 1), Err(PackedError::TooLong));
        for other in [&known[..30], &[]] {
            assert_ne!(unpack_with(other, &packed, TEXT.len()).as_deref(), Ok(TEXT.as_bytes()));
        }
        for end in 0..packed.len() {
            assert_eq!(
                unpack_with(known, packed.split_at(end).0, 10_000),
                Err(PackedError::Truncated),
                "{end}"
            );
        }
        for content in [Vec::new(), noise(100_000), TEXT.repeat(1_000).into_bytes()] {
            let packed = pack_with(known, &content);
            assert_eq!(unpack_with(known, &packed, content.len()), Ok(content));
        }
    }

    #[test]
    fn what_other_programs_pack_with_a_dictionary_is_unpacked() {
        // Python: zlib.compressobj(9, zlib.DEFLATED, -15, 9, 0, b"Hello big world").
        let text = unpack_with(b"Hello big world", "8wBzwUxFBSQOAA", 24);
        assert_eq!(text.as_deref(), Ok(&b"Hello world! Hello world"[..]));
        assert_eq!(unpack(&pack_with(b"", TEXT.as_bytes()), 10_000).as_deref(), Ok(TEXT.as_bytes()));
    }

    #[test]
    fn a_text_cut_anywhere_is_named_as_cut() {
        for content in [TEXT.as_bytes(), &noise(300)] {
            let packed = pack(content);
            for end in 0..packed.len() {
                assert_eq!(unpack(packed.split_at(end).0, 10_000), Err(PackedError::Truncated), "{end}");
            }
        }
    }

    #[test]
    fn letters_that_do_not_belong_there_are_named() {
        let packed = pack(TEXT.as_bytes());
        for letter in ["=", "+", "/", " ", "\n", "%", "é", "\u{200b}"] {
            for text in [format!("{packed}{letter}"), format!("{letter}{packed}"), letter.to_owned()] {
                assert_eq!(unpack(&text, 10_000), Err(PackedError::Letters), "{text}");
            }
        }
    }

    #[test]
    fn a_changed_letter_never_gives_more_than_is_allowed() {
        let packed = pack(TEXT.as_bytes());
        let mut refused = 0;
        for place in 0..packed.len() {
            for letter in ["A", "-", "z", "0"] {
                let mut text = packed.clone();
                text.replace_range(place..=place, letter);
                match unpack(&text, TEXT.len()) {
                    Ok(content) => assert!(content.len() <= TEXT.len()),
                    Err(problem) => {
                        assert_ne!(problem, PackedError::Letters);
                        refused += 1;
                    }
                }
            }
        }
        assert!(refused > packed.len(), "{refused} changes of {} were seen", packed.len() * 4);
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = pack(&vec![0; 50_000_000]);
        assert!(bomb.len() < 70_000);
        for most in [0, 1, 1_000, 1_000_000] {
            assert_eq!(unpack(&bomb, most), Err(PackedError::TooLong), "{most}");
        }
        // Stored blocks with nothing in them: much to read for nothing.
        let empty = Base64UrlUnpadded::encode_string(&[0, 0, 0, 0xff, 0xff].repeat(100_000));
        assert_eq!(unpack(&empty, 1_000), Err(PackedError::TooLong));
    }

    #[test]
    fn what_follows_the_end_is_not_overlooked() {
        let packed = compress_to_vec(TEXT.as_bytes(), BEST);
        for end in [&b"\0"[..], b"more", &packed] {
            assert_eq!(inflate(&[&packed, end].concat(), 10_000), Err(PackedError::Broken), "{end:?}");
        }
    }

    #[test]
    fn what_was_never_packed_is_broken_or_cut() {
        // Block type 3, which does not exist; a stored block whose length does not fit its check.
        for bytes in [&[7_u8][..], &[1, 1, 0, 1, 0, 0]] {
            assert_eq!(inflate(bytes, 10), Err(PackedError::Broken), "{bytes:?}");
        }
        assert_eq!(unpack("", 10), Err(PackedError::Truncated));
    }
}
