//! What can happen to the page.

use candour_proof::date::Timestamp;

use crate::{
    comparison::event::ComparisonEvent,
    deferred::Deferred,
    drafts::{early::EarlyAnswer, event::DraftEvent},
    erased::OtherTabs,
    form::FormFields,
    inbox::event::InboxEvent,
    message::Failure,
    of_a_part::of_a_part,
    requests::event::RequestEvent,
    signing::event::SigningEvent,
    storage::{event::StorageEvent, place::StorageError, state::BootFacts},
};

/// What happened: to one of the parts, or to the page as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// To drafts.
    Drafts(DraftEvent),
    /// To stored drafts.
    Storage(StorageEvent),
    /// To the key or to signed results.
    Signing(SigningEvent),
    /// To requests and records.
    Requests(RequestEvent),
    /// To files opened one by one.
    Inbox(InboxEvent),
    /// To files opened to be compared.
    Comparison(ComparisonEvent),
    /// The page started.
    Started(BootFacts),
    /// These answers were given in the document, some of them after the page started and before its first screen was drawn.
    AnsweredEarly(Vec<EarlyAnswer>),
    /// The address changed.
    AddressChanged(String),
    /// A form was submitted. What it asks for is done like any other event; a failure is shown at its fields.
    FormSubmitted {
        /// Its fields.
        fields: FormFields,
        /// What it asks for.
        event: Box<Event>,
    },
    /// Whether the next copy of the page selects a questionnaire, given by its id, was chosen.
    SelectionChanged(String, bool),
    /// All questionnaires are to be shown at the start, whatever the file selects.
    AllQuestionnairesRequested,
    /// A copy of the page is to be saved.
    PageCopyRequested,
    /// The browser took the copy.
    PageCopySaved,
    /// Files were dropped on the page; the shell has them.
    FilesDropped,
    /// The text of the field with this `id` is to be copied to the clipboard.
    TextCopyRequested(String),
    /// The browser copied the text.
    TextCopied,
    /// The person has seen a file (by its index) that was passed to the browser.
    FileSeen(usize),
    /// The person did not find that file.
    FileNotFound(usize),
    /// The browser did not do what it was asked to do.
    Failed(Failure),
    /// Whether the browser may check the spelling of what is typed.
    SpellingChanged(bool),
    /// The fold of that id was opened on the screen.
    FoldOpened(String),
    /// The browser is about to print the screen, whoever asked for it.
    PrintBegins,
    /// The screen is to be printed.
    PrintRequested,
    /// The browser opened its print window.
    Printed,
    /// Everything is to be erased.
    EraseRequested,
    /// Escape was pressed several times: so many presses more erase everything. None: it was not pressed again.
    EscapePressed(u32),
    /// Whether pressing Escape five times erases everything was decided.
    EraseByEscapeSet(bool),
    /// Everything was erased in another tab of this page.
    ErasedElsewhere,
    /// The outcome of emptying every storage.
    StorageErased(Result<(), StorageError>),
    /// The answer of the other tabs, after [`crate::Effect::NotifyTabs`].
    TabsAnswered(OtherTabs),
    /// The screen shows that work is under way, which can be done now.
    Resumed {
        /// The work.
        task: Deferred,
        /// Random bytes, as many as asked for; `None` if the browser has none.
        random: Option<Vec<u8>>,
        /// Now.
        now: Timestamp,
    },
    /// The keyboard focus is to skip to the content of the screen.
    SkipRequested,
    /// The message was read and dismissed.
    MessageDismissed,
}

of_a_part!(Event: Drafts(DraftEvent), Storage(StorageEvent), Signing(SigningEvent), Requests(RequestEvent),
    Inbox(InboxEvent), Comparison(ComparisonEvent));
