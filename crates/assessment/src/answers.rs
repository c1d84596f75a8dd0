//! What a person has answered, and what an answer amounts to for its question.

use crate::{
    questionnaire::{Question, Reason},
    table::Table,
};

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
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The choice of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

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
}

/// What an answer amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
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

impl Given {
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
    /// What counts; `None` while the question is open. "Does not apply" without a reason that the
    /// question allows is still open, so that it cannot take a question out of the count.
    pub fn given(&self, question: &Question) -> Option<Given> {
        Some(match self.choice? {
            Choice::Yes => Given::Yes,
            Choice::Partly => Given::Partly,
            Choice::No => Given::No,
            Choice::Unknown => Given::Unknown,
            Choice::NotApplicable => {
                Given::NotApplicable(self.reason.filter(|reason| question.reasons.contains(reason))?)
            }
        })
    }

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

static NOTHING: Answer = Answer { choice: None, reason: None, note: String::new(), evidence: false };

impl Answers {
    /// The answer to a question; an empty one if nothing was entered.
    pub fn answer(&self, id: &str) -> &Answer {
        self.questions.get(id).unwrap_or(&NOTHING)
    }

    /// Whether nothing at all was entered.
    pub fn is_empty(&self) -> bool {
        self.profile.is_empty() && self.questions.values().all(Answer::is_empty)
    }
}
