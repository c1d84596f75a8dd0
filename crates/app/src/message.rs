//! What just happened, for a person.

use candour_age::OpenError;

use crate::{
    comparison::event::ComparisonNotice, drafts::event::DraftNotice, inbox::event::InboxNotice,
    of_a_part::of_a_part, requests::event::RequestNotice, signing::event::SigningNotice,
    storage::event::StorageNotice,
};

/// What just happened, for the live region; the words are the page's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Something was done.
    Notice(Notice),
    /// Something was not done.
    Failure(Failure),
}

/// What was done. Of what happens outside it is known only that the browser took it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// To drafts.
    Drafts(DraftNotice),
    /// To stored drafts.
    Storage(StorageNotice),
    /// To the key or to a signed result.
    Signing(SigningNotice),
    /// To requests and records.
    Requests(RequestNotice),
    /// To files opened one by one.
    Inbox(InboxNotice),
    /// To files opened to be compared.
    Comparison(ComparisonNotice),
    /// A copy of the page was saved.
    PageCopySaved,
    /// The text of a field was copied to the clipboard.
    TextCopied,
    /// The person has seen a file that was passed to the browser.
    FileSeen,
    /// Escape was pressed several times: so many presses more erase everything.
    EscapeLeft(u32),
    /// Whether pressing Escape five times erases everything was decided.
    EraseByEscape(bool),
}

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What was entered is not a day of the calendar; the day before it stays.
    NotADay,
    /// There are as many drafts as the page holds, so none was added.
    TooManyDrafts,
    /// A new passphrase cannot be used.
    Passphrase(PassphraseError),
    /// The newest copy on this device was not whole, so an older one was taken.
    OlderCopy,
    /// What was stored in this tab could not be read; nothing was overwritten with guesses.
    NotRestored,
    /// There are no answers yet that could be put into the page.
    NothingToSave,
    /// What was found must be decided on before a copy is handed over.
    ConfirmFirst,
    /// The key in use must be saved first: answers asked for open only with it.
    SaveKeyFirst,
    /// A request's key must be open and saved before the request is handed out.
    KeyOfRequest,
    /// A key file could not be opened.
    KeyRefused(KeyRefusal),
    /// A list of requests and known keys was not opened: why the file stayed locked, or that it holds something
    /// else.
    RecordsRefused(Option<OpenError>),
    /// The browser gave no random numbers.
    NoRandom,
    /// The file written did not read back as written, so it was not saved.
    NotReadBack,
    /// The browser could not read a file of this name.
    FileNotRead(String),
    /// The page cannot save itself (while developing).
    NoCopy,
    /// The browser did not take a file that was to be saved.
    NotSaved,
    /// The browser did not remove what it stores on this device.
    NotRemoved,
    /// The browser did not copy a text to the clipboard; it is still selected.
    NotCopied,
    /// The browser cannot print.
    NotPrinted,
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
pub enum PassphraseError {
    /// Fewer than [`candour_age::passphrase::SHORTEST`] characters.
    TooShort,
    /// A run of keys, a repetition, or one of the commonest.
    Guessable,
    /// Typed differently the second time.
    Differs,
}

of_a_part!(Notice: Drafts(DraftNotice), Storage(StorageNotice), Signing(SigningNotice), Requests(RequestNotice),
    Inbox(InboxNotice), Comparison(ComparisonNotice));

impl<N: Into<Notice>> From<N> for Message {
    fn from(notice: N) -> Self {
        Self::Notice(notice.into())
    }
}

impl From<Failure> for Message {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}
