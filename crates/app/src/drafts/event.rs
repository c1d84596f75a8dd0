//! What can happen to drafts.

use candour_questionnaire::{
    answers::{Choice, Reason},
    listed::Listed,
    plan::State,
};

use super::set::DraftRef;
use crate::signing::state::Written;

/// What happened to a draft. The first text is the questionnaire's id, the second the question's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftEvent {
    /// A profile question was answered: questionnaire, question, option.
    ProfileAnswered(String, String, String),
    /// A question was answered.
    Answered(String, String, Choice),
    /// The answer offered from another questionnaire was accepted.
    OfferAccepted(String, String),
    /// A reason for "does not apply" was chosen, or removed.
    ReasonChosen(String, String, Option<Reason>),
    /// Evidence was ticked or unticked.
    EvidenceTicked(String, String, bool),
    /// A note was edited.
    NoteEdited(String, String, String),
    /// An answer was cleared: choice, reason and evidence go, the note stays.
    AnswerCleared(String, String),
    /// All answers of a questionnaire are to go.
    StartOverRequested(String),
    /// The last step is to be undone.
    UndoRequested,
    /// The organisation's name was edited.
    OrganisationEdited(String, String),
    /// Something was decided about the action of a question.
    ActionPlanned(String, String, Decision),
    /// What was decided about an action that is not asked for any more was cleared, so that it left the screen.
    SettledActionCleared(String, String),
    /// Whether the signed file carries the plan was decided.
    PlanSharingChanged(String, bool),
    /// A new draft of a questionnaire is to be begun.
    NewRequested(String),
    /// One of the other drafts, by its index, is to be opened.
    OpenRequested(usize),
    /// A draft was given a name.
    Renamed(DraftRef, String),
    /// A draft is to be copied.
    CopyRequested(DraftRef),
    /// A draft is to be deleted.
    DeleteRequested(DraftRef),
    /// A draft file is to be saved.
    FileRequested(String),
    /// The browser took the draft file.
    FileSaved(Written),
    /// The answers of a checked file (by its index in the list) are to be imported.
    ImportRequested(usize, ImportMode),
    /// The answers to a questionnaire in a checked file (by its index) are to be shown beside the present ones.
    EarlierChosen(String, usize),
    /// The earlier answers were closed.
    EarlierClosed,
}

/// What was decided about an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// How far it is.
    State(State),
    /// Who does it, by role.
    Role(String),
    /// By when: a day as `2026-11-22`, or nothing to take it away.
    Due(String),
    /// Nothing any more: the whole step goes.
    Cleared,
}

/// What to do with the answers of a file when there are answers here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// They replace those here.
    Replace,
    /// They fill what is open here; where both have something, what is here stays.
    Merge,
    /// They become a draft of their own.
    Beside,
}

/// Work on drafts that needs the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftTask {
    /// Write the draft of a questionnaire.
    WriteFile(String),
}

/// What just happened to drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftNotice {
    /// The answer to the question of this id was cleared; can be undone.
    Cleared(String),
    /// All answers of a questionnaire were cleared; can be undone.
    StartedOver,
    /// The last step was undone.
    Undone,
    /// A draft file was saved.
    FileSaved,
    /// What was decided about an action was cleared; can be undone.
    ActionCleared,
    /// A draft was copied.
    Copied,
    /// A draft was deleted; can be undone.
    Deleted,
    /// Answers were merged with those of a file; can be undone.
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
    /// Answers were imported from a file; can be undone.
    Imported {
        /// Answers placed.
        answers: u32,
        /// Ids that could not be placed.
        not_placed: Listed<String>,
        /// The other version the file was made with.
        other_version: Option<String>,
    },
}
