//! Promises of the whole core, in one test program.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

mod linear_time;
mod older_versions;
