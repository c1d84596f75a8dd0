//! What authors of questionnaires need: named cases, readability in English, JSON Schemas, a folder's check.
//!
//! The page carries none of it.
//!
//! ```
//! use candour_authoring::readability::Reading;
//!
//! let reading = Reading::of(["Do you keep old customer cards?"]);
//! assert!(reading.words > 0);
//! ```

#![cfg_attr(
    not(test),
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

pub mod cases;
pub mod folder;
pub mod readability;
pub mod schema;
