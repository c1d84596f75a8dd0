//! The command line as a person or a program runs it, in one test program.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test says what is wrong by failing"
)]

mod attacks;
mod check;
mod commands;
mod inputs;
mod run;
