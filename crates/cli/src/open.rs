//! A file opened and checked: read, unlocked if it was encrypted for the key at hand, and then checked.

use candour_age::{self as age, AgeProblem};
use candour_batch::files::{Job, Trouble};
use candour_files::check::{self, Checked, Verdict};

use crate::context::CheckContext;

/// A file that was opened.
pub(crate) struct Opened {
    pub(crate) checked: Checked,
    /// Whether it came encrypted.
    pub(crate) was_encrypted: bool,
    /// Why it was not read or not opened, if so: a word, which ends the keys of its sentences.
    pub(crate) trouble: Option<&'static str>,
    /// What the system said, if it refused to read the file.
    pub(crate) refused: Option<String>,
}

/// Opens a file and checks it.
pub(crate) fn open(job: Job, context: &CheckContext) -> Opened {
    let name = job.name.clone();
    match job.bytes() {
        Ok(bytes) => content(&bytes, &name, context),
        Err(trouble) => unread(&name, &trouble),
    }
}

/// A file that could not be read.
pub(crate) fn unread(name: &str, trouble: &Trouble) -> Opened {
    let size = if let Trouble::TooLarge(size) = trouble { *size } else { 0 };
    let refused = if let Trouble::NotRead(error) = trouble { Some(error.to_string()) } else { None };
    let checked = Checked::too_large(name, size);
    Opened { checked, was_encrypted: false, trouble: trouble.name(), refused }
}

/// Checks what is in a file.
pub(crate) fn content(bytes: &[u8], name: &str, context: &CheckContext) -> Opened {
    let known = context.known();
    let checked = check::check(bytes, name, &known);
    let mut opened = Opened { checked, was_encrypted: false, trouble: None, refused: None };
    let Some(key) = context.key.as_ref().filter(|_| opened.checked.verdict == Verdict::Encrypted) else {
        return opened;
    };
    match age::decrypt_with(bytes, &key.identity()) {
        Ok(plain) => {
            opened.checked = check::check(&plain, name, &known);
            opened.was_encrypted = true;
        }
        Err(problem) => opened.trouble = Some(locked(problem)),
    }
    opened
}

/// The word for why a file stayed locked.
pub(crate) fn locked(problem: AgeProblem) -> &'static str {
    match problem {
        AgeProblem::OtherKey => "locked-for-another-key",
        AgeProblem::UnsupportedRecipient => "locked-in-another-way",
        AgeProblem::UnsupportedVersion => "locked-in-a-newer-way",
        AgeProblem::TooExpensive => "locked-too-expensive",
        AgeProblem::WrongPassphrase => "locked-wrong-passphrase",
        AgeProblem::NotAge | AgeProblem::Damaged | AgeProblem::Truncated => "locked-damaged",
    }
}
