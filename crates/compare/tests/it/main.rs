//! Promises about results that are compared or withheld in part, in one test program.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

mod scoring_properties;
mod second_proofs;
mod withheld_copies;
