//! Says what a command waits for.

use std::path::Path;

use candour_batch::waiting;

use crate::messages::{Message, Words};
use crate::{
    lines::{Lines, Style},
    terminal::print_note,
};

/// Reads a file that is named on the command line, and says so if it must be waited for.
pub(crate) fn announced<T>(path: &Path, read: impl FnOnce() -> T) -> T {
    waiting::announced(path, waits, read)
}

/// Says on standard error that this file is waited for.
pub(crate) fn waits(path: &Path) {
    let mut note = Lines::default();
    let name = path.display().to_string();
    note.add(0, Style::Care, &Words::english().with(Message::Waiting, &[("file", &name)]));
    print_note(&note);
}
