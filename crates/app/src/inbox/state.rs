//! Files opened one by one.

use candour_files::{check::Checked, questionnaires::Problems};

/// Files opened to be checked, and what was wrong with questionnaires.
#[derive(Debug, Default)]
pub struct Inbox {
    /// Checked files, newest first.
    pub checked: Vec<Checked>,
    /// What is wrong with the questionnaires opened last, by file.
    pub problems: Problems,
}
