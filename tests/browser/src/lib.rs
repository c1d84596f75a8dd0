//! Drives the built page in real browsers, by the hooks of `ARCHITECTURE.md` and by nothing else.
//!
//! [`engines`] starts browsers, [`recorder`] serves the page and writes down every request that a browser makes,
//! [`journey`] is what a person does at the page, [`paper`] reads back what is printed, [`timing`] measures. The claims themselves stand in `claims/`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a claim that does not hold, or a machine that lacks a browser, ends in a panic that says so"
)]

pub mod engines;
pub mod journey;
pub mod paper;
pub mod recorder;
pub mod timing;
