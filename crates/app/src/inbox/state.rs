//! Files opened one by one.

use candour_files::{check::Checked, questionnaires::Problems};

/// Files opened to be checked, and what was wrong with questionnaires.
#[derive(Debug, Default)]
pub struct Inbox {
    /// Checked files, newest first.
    pub checked: Vec<Checked>,
    /// How many files that systems put beside others were left out.
    pub left_out: u32,
    /// What is wrong with the questionnaires opened last, by file.
    pub problems: Problems,
    /// Files with questions among those checked, with their names, to be used if the person wants to.
    pub offered: Vec<(String, Vec<u8>)>,
    /// Names of files opened with them that were not needed.
    pub passed_over: Vec<String>,
}
