//! Published test vectors, other implementations and random input, in one test program.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

mod json_second_opinion;
mod signed_files;
mod support;
mod vectors_json;
mod vectors_keys;
mod vectors_proofs;
mod vectors_results;
