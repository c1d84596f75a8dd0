//! Packed text: within bounds whatever it holds, and what is packed comes back.
#![no_main]

use base64ct::{Base64UrlUnpadded, Encoding as _};
use candour_files::deflate::{PackedError, pack, unpack};
use libfuzzer_sys::fuzz_target;

const MOST: usize = 4_096;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        unpacks(text);
    }
    unpacks(&Base64UrlUnpadded::encode_string(bytes));
});

/// What is unpacked can be packed again, and is missed if the end is.
fn unpacks(text: &str) {
    let Ok(content) = unpack(text, MOST) else { return };
    assert!(content.len() <= MOST);
    let mut packed = pack(&content);
    assert_eq!(unpack(&packed, content.len()).as_ref(), Ok(&content));
    packed.pop();
    assert_eq!(unpack(&packed, MOST), Err(PackedError::Truncated));
}
