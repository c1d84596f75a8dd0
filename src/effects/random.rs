//! Random bytes.

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
