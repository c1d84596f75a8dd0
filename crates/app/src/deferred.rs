//! Work that takes noticeable time, or needs randomness or the clock.

use crate::{
    comparison::event::ComparisonTask, drafts::event::DraftTask, inbox::event::InboxTask,
    of_a_part::of_a_part, requests::event::RequestTask, signing::event::SigningTask,
    storage::event::StorageTask,
};

/// Work that is done once the screen shows that it is under way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deferred {
    /// On drafts.
    Drafts(DraftTask),
    /// On stored drafts.
    Storage(StorageTask),
    /// On the key or a signed result.
    Signing(SigningTask),
    /// On requests and records.
    Requests(RequestTask),
    /// On files opened one by one.
    Inbox(InboxTask),
    /// On files opened to be compared.
    Comparison(ComparisonTask),
    /// Read the clock, for the day; too short to be shown as work.
    ReadClock,
}

of_a_part!(Deferred: Drafts(DraftTask), Storage(StorageTask), Signing(SigningTask), Requests(RequestTask),
    Inbox(InboxTask), Comparison(ComparisonTask));

impl Deferred {
    /// Whether it takes less time than it would take to draw a screen that shows it as work.
    pub fn is_quick(&self) -> bool {
        matches!(self, Self::Drafts(DraftTask::WriteFile(_)))
    }

    /// Whether the screen shows it as work.
    pub(crate) fn is_shown(&self) -> bool {
        !matches!(self, Self::ReadClock | Self::Storage(StorageTask::Save | StorageTask::Suggest(_)))
    }
}
