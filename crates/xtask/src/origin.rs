//! What a release is made from.

use std::{path::Path, process::Command};

use candour_proof::date::Timestamp;

use crate::process::{Outcome, output};

/// What the files are made from.
pub(crate) struct BuildOrigin {
    /// Of the page.
    pub(crate) version: String,
    /// Of this repository.
    pub(crate) commit: String,
    /// Of the commit: the only time that stands in any file.
    pub(crate) date: String,
    /// The same in seconds since 1970.
    pub(crate) seconds: u64,
}

impl BuildOrigin {
    /// In one line.
    pub(crate) fn described(&self) -> String {
        format!("Candour {}, commit {}", self.version, self.commit)
    }
}

/// Version, commit and date. Without git, as in an archive of the sources, `SOURCE_DATE_EPOCH` gives the date.
pub(crate) fn origin(root: &Path) -> Outcome<BuildOrigin> {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let git = |format: &str| {
        output(Command::new("git").args(["log", "-1", &format!("--format={format}")]).current_dir(root))
    };
    let (commit, seconds) = match (git("%H"), git("%ct")) {
        (Ok(commit), Ok(seconds)) => (commit, seconds),
        _ => ("unknown".to_owned(), std::env::var("SOURCE_DATE_EPOCH").unwrap_or_else(|_| "0".to_owned())),
    };
    let seconds: u64 = seconds.parse().map_err(|_| format!("`{seconds}` is not a number of seconds"))?;
    let date = Timestamp(i64::try_from(seconds).unwrap_or(i64::MAX)).rfc3339();
    Ok(BuildOrigin { version, commit, date, seconds })
}
