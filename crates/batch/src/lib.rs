//! Many files at once, for the command line and the Python package: finds them in folders and archives, reads
//! them within bounds, and works on them with all cores, with results in the order of the files.
//!
//! It knows the file system and threads, and nothing of what is done with a file.

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

pub mod files;
pub mod waiting;
pub mod worker_pool;
