//! The files that people keep and hand over, as `FORMAT.md` promises them: writing, reading, checking.
//!
//! This is the one checking code; page, command line and npm package call [`check::check`]. It cannot see
//! the application, and it knows no browser, clock, randomness, file or global.
//!
//! ```
//! use candour_files::check::{Known, Verdict, check};
//! use candour_proof::date::Timestamp;
//! use candour_questionnaire::catalog::Catalog;
//!
//! let now = Timestamp::parse("2026-11-30T12:00:00Z").expect("a time");
//! let known = Known { catalog: &Catalog::default(), own: None, now };
//! let checked = check(b"not a file of ours", "notes.txt", &known);
//! assert!(matches!(checked.verdict, Verdict::Unreadable(_)));
//! ```

#![cfg_attr(
    not(any(test, feature = "samples")),
    forbid(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod answer;
pub mod check;
pub mod checked;
pub mod deflate;
pub mod draft;
pub mod embed;
pub mod import;
pub mod intake;
pub mod keys;
pub mod limits;
pub mod names;
pub mod questionnaires;
pub mod records;
pub mod request;
pub mod result;
pub mod salts;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
pub mod stated;
pub mod stored_copy;
pub mod text;
pub mod withhold;
pub mod zip;
