//! What just happened, for a person.

use candour_age::OpenError;
use candour_compare::export::{Collected, Export};
use candour_questionnaire::listed::Listed;

use crate::storage::Mode;

/// What just happened, for the live region and the bar; the words are the view's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An answer was taken back.
    Cleared,
    /// All answers of a questionnaire were cleared; can be taken back.
    StartedOver,
    /// The last step was taken back.
    Undone,
    /// A signed file was written.
    SignedWritten,
    /// What others will see of a copy is shown.
    PreviewMade,
    /// A copy to hand over was written; encrypted for somebody of that name.
    HandedOver(Option<String>),
    /// A draft file was written.
    DraftWritten,
    /// What was decided about an action was taken back; can be undone.
    StepForgotten,
    /// What was entered is no day of the calendar; the day before it stays.
    NotADay,
    /// A file beside the signed one was written.
    ExportWritten(Export),
    /// What several organisations answered was written.
    CollectedWritten(Collected),
    /// A key file was written.
    KeyWritten,
    /// The page's copy was handed out.
    CopyWritten,
    /// The page cannot hand out itself (while developing).
    NoCopy,
    /// A key file was opened.
    KeyOpened,
    /// A key file could not be opened.
    KeyRefused(KeyRefusal),
    /// A passphrase is too short or its repetition differs.
    Passphrase(PassphraseProblem),
    /// A draft was copied.
    Duplicated,
    /// There are as many drafts as the page holds, so none was added.
    TooManyDrafts,
    /// A draft was deleted; can be taken back.
    Deleted,
    /// Answers were joined with those of a file; can be taken back.
    Merged {
        /// Questions and first answers taken from the file.
        taken: u32,
        /// Ids of those where both had something else: the present answer stayed.
        kept: Vec<String>,
        /// Ids that could not be placed.
        not_placed: Listed<String>,
        /// The other version the file was made with.
        other_version: Option<String>,
    },
    /// Locked answers were opened, with ids that could not be placed.
    Unlocked {
        /// Ids that could not be placed.
        not_placed: Listed<String>,
    },
    /// The newest copy on this device was not whole, so an older one was taken.
    OlderCopy,
    /// From now on answers are kept so.
    KeptAs(Mode),
    /// Another tab had changed drafts: so many stand beside those here.
    SideBySide(u32),
    /// The page was written with the drafts in it, and they were read back.
    PageWritten {
        /// Drafts in it.
        drafts: u32,
        /// Answers in them.
        answers: u32,
        /// Notes in them.
        notes: u32,
    },
    /// There are no answers yet that could be put into the page.
    NothingToKeep,
    /// Locked answers were put away or removed unopened.
    Discarded,
    /// What was found beside answers is in use from now on.
    Confirmed,
    /// What was found beside answers was forgotten.
    LeftOut,
    /// What was found must be decided on before a copy is handed over.
    ConfirmFirst,
    /// Answers were taken from a file; can be taken back.
    Imported {
        /// Answers placed.
        answers: u32,
        /// Ids that could not be placed.
        not_placed: Listed<String>,
        /// The other version the file was made with.
        other_version: Option<String>,
    },
    /// Answers from before a reload were found again, with ids that could not be placed.
    Restored {
        /// Ids that could not be placed.
        not_placed: Listed<String>,
    },
    /// The key in use must be saved first: answers asked for open only with it.
    SaveKeyFirst,
    /// A request's key must be open and saved before the request is handed out.
    KeyOfRequest,
    /// A request file was written.
    RequestWritten,
    /// The page with a request in it was written.
    RequestPageWritten,
    /// The request was put away; answers no longer name it.
    RequestPutAway,
    /// Questionnaires were taken in.
    Brought {
        /// How many.
        count: u32,
        /// Titles of those that took the place of another one with the same id and version and other content.
        replaced: Vec<String>,
        /// Ids of answers to older editions that have no place in them.
        not_placed: Listed<String>,
    },
    /// The list of requests and known keys was written.
    RecordsWritten {
        /// Requests in it.
        requests: u32,
        /// Keys in it.
        keys: u32,
    },
    /// Such a list was opened; so many entries of it could not be read.
    RecordsOpened {
        /// Entries left out.
        left_out: u32,
    },
    /// Such a list was not opened: why the file stayed locked, or that it holds something else.
    RecordsRefused(Option<OpenError>),
    /// The identity for age tools was written.
    IdentityWritten,
    /// What was kept in this tab could not be read; nothing was overwritten with guesses.
    NotRestored,
    /// Signing could not be done: the browser gave no random numbers.
    NoChance,
    /// The file written did not read back as written; it was not handed out.
    NotReadBack,
    /// The browser refused to read a file.
    FileNotRead(String),
}

/// Why a key file did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// Not a key file.
    NotAKey,
    /// It could not be decrypted.
    NotOpened(OpenError),
}

/// What is wrong with a new passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseProblem {
    /// Fewer than [`candour_age::passphrase::SHORTEST`] characters.
    TooShort,
    /// A run of keys, a repetition, or one of the commonest.
    Guessable,
    /// Typed differently the second time.
    Differs,
}
