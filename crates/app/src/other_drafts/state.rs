//! Drafts beside the open ones.

use candour_questionnaire::draft::Draft;

/// A draft that is not the open one of its questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The questionnaire's id.
    pub questionnaire: String,
    /// The draft.
    pub draft: Draft,
    /// Whether it changed since it was last handed out whole as a file.
    pub unsaved: bool,
}

/// One of all drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The open one of a questionnaire.
    Open(String),
    /// One on the shelf, by its place.
    Shelf(usize),
}

/// What to do with the answers of a file when there are answers here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Import {
    /// They take the place of those here.
    Replace,
    /// They fill what is open here; where both say something, what is here stays.
    Merge,
    /// They become a draft of their own.
    Beside,
}
