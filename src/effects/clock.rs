//! The clock.

use candour_proof::date::Timestamp;

/// Now, in milliseconds since 1970, to measure how long something takes.
pub fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Now, to the second.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit")]
pub fn now() -> Timestamp {
    Timestamp((milliseconds() / 1_000.0) as i64)
}
