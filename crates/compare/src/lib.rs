//! Answers beside other answers: of several organisations on the workbench, of two times, and their export.
//!
//! It ranks nobody: answers are shown side by side, never as one number. Files are checked by
//! `candour-files`; this only arranges what was found.
//!
//! ```
//! use candour_compare::workbench::Workbench;
//!
//! assert!(Workbench::default().rows().is_empty());
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

pub mod export;
pub mod then_and_now;
pub mod workbench;
