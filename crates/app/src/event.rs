//! What can happen to the page.

use candour_proof::date::Timestamp;

use crate::{
    comparison::event::ComparisonEvent,
    deferred::Deferred,
    drafts::event::DraftEvent,
    erased::OtherTabs,
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
    /// The address changed.
    AddressChanged(String),
    /// A copy of the page is to be saved.
    PageCopyRequested,
    /// The browser took the copy.
    PageCopySaved,
    /// The text of the field with this `id` is to be copied to the clipboard.
    TextCopyRequested(String),
    /// The browser copied the text.
    TextCopied,
    /// The browser did not do what it was asked for.
    Failed(Failure),
    /// Printing is wanted.
    PrintRequested,
    /// The browser opened its print window.
    Printed,
    /// Everything is to be erased.
    EraseRequested,
    /// Everything was erased in another tab of this page.
    ErasedElsewhere,
    /// Emptying the storages went so.
    StorageErased(Result<(), StorageError>),
    /// What became of the other tabs, after [`crate::Effect::TellTabs`].
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
    /// The content of the screen is wanted, past what stands above it.
    SkipRequested,
    /// The message was read and dismissed.
    MessageDismissed,
}

of_a_part!(Event: Drafts(DraftEvent), Storage(StorageEvent), Signing(SigningEvent), Requests(RequestEvent),
    Inbox(InboxEvent), Comparison(ComparisonEvent));
