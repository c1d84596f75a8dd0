//! All the page can do, as one pure function: an [`Event`] goes in, the [`Model`] takes one step,
//! and what should happen outside comes back as [`Effect`]s.
//!
//! It draws nothing and touches no browser: those are `src/pages/` and `src/effects/`. Time and random bytes arrive
//! with events.
//!
//! ```
//! use std::rc::Rc;
//!
//! use candour_app::{BootFacts, Effect, Event, Failure, Model};
//! use candour_files::result::AppInfo;
//! use candour_questionnaire::catalog::Catalog;
//!
//! let mut model = Model::new(Rc::new(Catalog::default()), AppInfo::default());
//! model.update(Event::Started(BootFacts::default()));
//!
//! let update = model.update(Event::PrintRequested);
//! assert_eq!(update.effects, [Effect::Print]);
//! // The browser answers.
//! model.update(Event::Failed(Failure::NotPrinted));
//! assert_eq!(model.message, Some(Failure::NotPrinted.into()));
//! ```

mod cached;
mod command;
mod comparison;
mod deferred;
mod drafts;
mod effect;
mod erased;
mod event;
mod form;
mod inbox;
mod locked_file;
mod message;
mod model;
mod of_a_part;
mod page;
mod passed;
mod read_back;
mod requests;
pub mod route;
mod signing;
mod storage;
#[cfg(test)]
mod tests;
mod update;
mod workspace;

pub use cached::Cached;
pub use comparison::{
    event::{ComparisonEvent, ComparisonNotice, ComparisonTask},
    state::{BatchReader, ComparedFiles, IncomingFile},
    table_view::{PAGE, SelectedView, TableView, page_of},
};
pub use deferred::Deferred;
pub use drafts::{
    Drafts,
    early::EarlyAnswer,
    event::{Decision, DraftEvent, DraftNotice, DraftTask, ImportMode},
    set::{DraftRef, DraftSet, OtherDraft},
};
pub use effect::{Effect, FocusTarget, OpenAs};
pub use erased::{Erased, OtherTabs, TabMessage};
pub use event::Event;
pub use form::FormFields;
pub use inbox::{
    event::{InboxEvent, InboxNotice, InboxTask},
    state::Inbox,
};
pub use message::{Failure, KeyRefusal, Message, Notice, PassphraseError};
pub use model::Model;
pub use page::{Folds, PageInfo, WrongClock};
pub use passed::{PassedFile, PassedFiles, content::PassedKind};
pub use requests::{
    event::{RequestEvent, RequestNotice, RequestTask},
    state::{MissingField, RequestField, RequestForm, RequestSource, Requests},
};
pub use route::Route;
pub use signing::{
    event::{SigningEvent, SigningNotice, SigningTask},
    state::{HandedOver, OwnKey, PartToWithhold, SignedFile, SignedResult, Written},
};
pub use storage::{
    event::{Repetition, StorageEvent, StorageNotice, StorageTask},
    place::{DraftSource, StorageError, StorageMode},
    state::{BootFacts, OpenedBy, PendingDrafts, PendingWrite, SaveState, Storage, WriteMode},
    unconfirmed::Unconfirmed,
};
pub use update::Update;
pub use workspace::Workspace;
