//! What can happen to files opened one by one.

use candour_questionnaire::listed::Listed;
use zeroize::Zeroizing;

/// What happened to files opened to be checked, and to questionnaires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxEvent {
    /// A file was chosen to be checked.
    FileOpened {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: usize,
        /// Its content; `None` if it is larger than [`candour_proof::json::Limits::FILE`] allows.
        content: Option<Vec<u8>>,
    },
    /// The browser could not read a file of this name.
    FileNotRead(String),
    /// The checked files are to be removed from the screen.
    ClearRequested,
    /// A passphrase was given for a locked file (by its index in the list).
    PassphraseGiven(usize, Zeroizing<String>),
    /// Files with questionnaires were opened together: name and content of each.
    QuestionnairesOpened(Vec<(String, Vec<u8>)>),
    /// The questions in a checked file are to be used.
    OfferAccepted,
    /// The imported questionnaires are to be saved as one file.
    QuestionnairesRequested,
    /// A questionnaire is to be saved as a table; a built-in one with an id of its own.
    TableRequested(String),
    /// The table with the example, which is the content, is to be saved.
    ExampleRequested(&'static str),
    /// The browser took one of these files.
    QuestionnairesSaved,
}

/// Work on opened files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxTask {
    /// Check a file.
    Check {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: usize,
        /// Its content, unless too large.
        content: Option<Vec<u8>>,
    },
    /// Open a checked file with a passphrase.
    Unlock(usize, Zeroizing<String>),
}

/// What just happened to opened files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxNotice {
    /// A file was checked: the one at this index of the list.
    FileChecked(usize),
    /// So many files of an archive were checked.
    FilesChecked(u32),
    /// Questionnaires were imported.
    QuestionnairesImported {
        /// How many.
        count: u32,
        /// Titles of those that replaced another one with the same id and version and other content.
        replaced: Vec<String>,
        /// Ids of answers to older editions that have no place in them.
        not_placed: Listed<String>,
    },
}
