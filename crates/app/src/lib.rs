//! All the page can do, as one pure function: an [`Event`] goes in, the [`Model`] takes one step,
//! and what should happen outside comes back as [`Effect`]s.
//!
//! It draws nothing and touches no browser: the page (`src/`) sends events, runs effects and draws the model.
//! Files are written and checked by `candour_files`.
//!
//! ```
//! use std::rc::Rc;
//!
//! use candour_app::{Effect, Event, Model};
//! use candour_files::{result::App, sample::catalog};
//! use candour_questionnaire::answers::Choice;
//!
//! let mut model = Model::new(Rc::new(catalog()), App::default());
//! let effects = model.update(Event::Chose("made-up".to_owned(), "backup".to_owned(), Choice::No));
//!
//! assert_eq!(model.draft("made-up").answers.answer("backup").choice, Some(Choice::No));
//! assert!(effects.iter().any(|effect| matches!(effect, Effect::Hold(Some(_)))), "for a crash");
//! ```

#![cfg_attr(
    not(test),
    forbid(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod effect;
mod event;
mod hand_over;
mod inbox;
mod model;
mod notice;
mod other_drafts;
mod planning;
mod requests;
pub mod route;
mod signing;
mod storage;
mod table_view;
#[cfg(test)]
mod tests;
mod unconfirmed;
mod update;

pub use effect::{Effect, OtherTabs, Task, Telling};
pub use event::{Decision, Event};
pub use inbox::{BroughtFile, Opening, Reading};
pub use model::{Before, Handed, Model, OwnKey, Part, Signed, SignedFile, Written};
pub use notice::{KeyRefusal, Notice, PassphraseProblem};
pub use other_drafts::{Import, Shelved, Which};
pub use requests::{Asking, Missing, RequestSource, WishPart};
pub use route::Route;
pub use storage::{KeepProblem, Keeper, Keeping, Manner, Mode, Opens, Source, Start, Waiting, Writing};
pub use table_view::{Comparing, PAGE, View, page_of};
pub use unconfirmed::Unconfirmed;
