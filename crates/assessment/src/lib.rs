//! The pure room: questionnaires, answers, scoring, the signed file and the journey through them.
//!
//! Nothing here touches a browser, a clock, chance, a file or a global. Time, random bytes and
//! passphrases are arguments; everything that can fail says so in its result.

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

pub mod age;
pub mod answers;
pub mod canonical;
pub mod cases;
pub mod catalog;
pub mod check;
pub mod compare;
pub mod date;
pub mod digest;
pub mod draft;
pub mod export;
pub mod format;
pub mod glossary;
pub mod hints;
pub mod intake;
pub mod journey;
pub mod json;
pub mod key;
pub mod keys;
pub mod labels;
pub mod manifest;
pub mod packed;
pub mod page;
pub mod passphrase;
pub mod plain;
pub mod plan;
pub mod proof;
pub mod questionnaire;
mod reading;
pub mod reserved;
pub mod schema;
pub mod scoring;
pub mod table;
pub mod wording;
pub mod workbench;
pub mod zip;
