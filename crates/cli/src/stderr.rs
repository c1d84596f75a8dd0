//! Standard error.

use std::io::{StderrLock, Write as _};

/// Where nobody reads standard error, there is nobody left to tell.
pub(crate) fn write_all(to: &mut StderrLock<'_>, text: &str) {
    drop(to.write_all(text.as_bytes()).and_then(|()| to.flush()));
}
