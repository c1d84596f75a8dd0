//! What a person has answered, and what an answer amounts to for its question.

use candour_proof::{impl_from_str, map::Table};

/// What was chosen among the five answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choice {
    /// All of it is in place.
    Yes,
    /// Some of it is in place.
    Partly,
    /// It is not in place.
    No,
    /// "I do not know" or "I cannot say"; the two are one value on purpose.
    Unknown,
    /// The question does not apply.
    NotApplicable,
}

impl Choice {
    /// All five, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Yes, Self::Partly, Self::No, Self::Unknown, Self::NotApplicable];

    /// The name in files and in the page: `yes`, `partly`, `no`, `unknown` or `not-applicable`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl_from_str!(Choice);

/// Why a question does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The business does nothing of the kind.
    NoSuchActivity,
    /// A supplier does it.
    DoneBySupplier,
    /// A law forbids it.
    LawForbids,
    /// It belongs to another stage.
    OtherStage,
    /// Something else.
    Other,
}

impl Reason {
    /// All, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::NoSuchActivity, Self::DoneBySupplier, Self::LawForbids, Self::OtherStage, Self::Other];

    /// The name in files and in the page, such as `no-such-activity`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoSuchActivity => "no-such-activity",
            Self::DoneBySupplier => "done-by-supplier",
            Self::LawForbids => "law-forbids",
            Self::OtherStage => "other-stage",
            Self::Other => "other",
        }
    }
}

impl_from_str!(Reason);

/// All that was entered for one question, finished or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// What was chosen, if anything.
    pub choice: Option<Choice>,
    /// Why the question does not apply. It goes when something else is chosen.
    pub reason: Option<Reason>,
    /// Free text for the reader of the result.
    pub note: String,
    /// Whether evidence could be shown.
    pub evidence: bool,
    /// Whether a note was written that is not in this copy of a result; never in a draft.
    pub note_withheld: bool,
}

/// What an answer amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// All of it is in place.
    Yes,
    /// Some of it is in place.
    Partly,
    /// It is not in place.
    No,
    /// Not known, or not to be said.
    Unknown,
    /// Does not apply, for a reason that the question allows.
    NotApplicable(Reason),
}

impl Resolution {
    /// The choice behind it.
    pub fn choice(self) -> Choice {
        match self {
            Self::Yes => Choice::Yes,
            Self::Partly => Choice::Partly,
            Self::No => Choice::No,
            Self::Unknown => Choice::Unknown,
            Self::NotApplicable(_) => Choice::NotApplicable,
        }
    }
}

impl Answer {
    /// Whether nothing at all was entered.
    pub fn is_empty(&self) -> bool {
        *self == NOTHING
    }
}

/// The answers to one questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Chosen option by profile question.
    pub profile: Table<String>,
    /// Answer by question.
    pub questions: Table<Answer>,
}

static NOTHING: Answer =
    Answer { choice: None, reason: None, note: String::new(), evidence: false, note_withheld: false };

impl Answers {
    /// The answer to a question; an empty one if nothing was entered.
    pub fn answer(&self, id: &str) -> &Answer {
        self.questions.get(id).unwrap_or(&NOTHING)
    }

    /// Drops that notes were withheld: whoever goes on with these answers does not have them.
    pub fn forget_withheld_notes(&mut self) {
        for answer in self.questions.values_mut() {
            answer.note_withheld = false;
        }
    }

    /// Whether nothing at all was entered.
    pub fn is_empty(&self) -> bool {
        self.profile.is_empty() && self.questions.values().all(Answer::is_empty)
    }
}
