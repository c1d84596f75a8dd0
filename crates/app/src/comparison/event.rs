//! What can happen to files opened to be compared.

use candour_compare::{export::ComparisonExport, workbench::RowIndex};
use candour_proof::date::Timestamp;
use zeroize::Zeroizing;

use super::{state::IncomingFile, table_view::SelectedView};

/// What happened to files opened to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonEvent {
    /// Files were chosen; the shell holds so many more than before.
    FilesChosen(u32),
    /// The shell read files, after [`crate::Effect::ReadFiles`].
    FilesRead {
        /// The files; at most as many as asked for, and none if none were asked for.
        files: Vec<IncomingFile>,
        /// How long the batch before took, in milliseconds, from reading its files until the screen
        /// was drawn; means nothing with the first one.
        took: u32,
        /// Now.
        now: Timestamp,
    },
    /// Reading files is to stop.
    StopRequested,
    /// The files are to be removed.
    ClearRequested,
    /// A passphrase was given for a file (by its place).
    PassphraseGiven(RowIndex, Zeroizing<String>),
    /// What several organisations answered to a questionnaire is to be saved as a file.
    ExportRequested(String, ComparisonExport),
    /// The browser took that file.
    ExportSaved(ComparisonExport),
    /// The key or the records found in a file (by its place) are to be used.
    FoundAccepted(RowIndex),
    /// Of files that exclude each other this one (by its place) is to count.
    FilePreferred(RowIndex),
    /// The answers to a questionnaire are to be shown in another way.
    ViewSelected(String, SelectedView),
}

/// Work on files to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonTask {
    /// Write what several organisations answered to a questionnaire.
    Export(String, ComparisonExport),
    /// Open a file with a passphrase.
    Unlock(RowIndex, Zeroizing<String>),
}

/// What just happened to files to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonNotice {
    /// What several organisations answered was saved.
    ExportSaved(ComparisonExport),
    /// So many encrypted files were opened with the key now in use.
    OpenedWithKey(u32),
}
