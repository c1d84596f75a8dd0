//! Random bytes and the clock.

use candour_proof::date::Timestamp;

/// Unpredictable bytes from the browser; `None` if it has none.
pub fn bytes(count: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; count];
    let crypto = web_sys::window()?.crypto().ok()?;
    // The browser gives at most 65,536 bytes a call (Web Cryptography, getRandomValues).
    for part in bytes.chunks_mut(65_536) {
        crypto.get_random_values_with_u8_array(part).ok()?;
    }
    Some(bytes)
}

/// Now, in milliseconds, to tell how long something takes.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Now, to the second.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit")]
pub fn now() -> Timestamp {
    Timestamp((milliseconds() / 1_000.0) as i64)
}
