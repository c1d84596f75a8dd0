//! What was said to one question, and how often.

use candour_questionnaire::answers::{Choice, Reason};

/// What one file says to one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportedAnswer {
    /// What it says.
    pub said: Response,
    /// Why the question does not apply.
    pub reason: Option<Reason>,
    /// Whether evidence could be shown.
    pub evidence: bool,
    /// Whether there is a note.
    pub note: NotePresence,
}

/// Whether there is a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePresence {
    /// There is none.
    No,
    /// There is one: [`ResultSummary::note`].
    Yes,
    /// There is one, and it is withheld.
    Withheld,
}

/// What a file says to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// No.
    No,
    /// Not known, or not to be said.
    Unknown,
    /// It was asked, and left open.
    Open,
    /// The answer is withheld.
    Withheld,
    /// Partly.
    Partly,
    /// It does not apply.
    NotApplicable,
    /// Yes.
    Yes,
    /// What stands there is no answer to this question: it was given to one that was split since, or
    /// the question does not have it.
    Unclear,
    /// It was not asked.
    NotAsked,
}

impl Response {
    /// All, in the order in which answers are listed: what needs a look comes first.
    pub const ALL: [Self; 9] = [
        Self::No,
        Self::Unknown,
        Self::Open,
        Self::Withheld,
        Self::Partly,
        Self::NotApplicable,
        Self::Yes,
        Self::Unclear,
        Self::NotAsked,
    ];

    /// The name in the page and in tables: that of the choice, or `open`, `withheld`, `unclear` or
    /// `not-asked`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Withheld => "withheld",
            Self::Unclear => "unclear",
            Self::NotAsked => "not-asked",
            _ => self.choice().map_or("", Choice::as_str),
        }
    }

    /// What was chosen, if anything.
    pub fn choice(self) -> Option<Choice> {
        match self {
            Self::Yes => Some(Choice::Yes),
            Self::Partly => Some(Choice::Partly),
            Self::No => Some(Choice::No),
            Self::Unknown => Some(Choice::Unknown),
            Self::NotApplicable => Some(Choice::NotApplicable),
            Self::Open | Self::Withheld | Self::Unclear | Self::NotAsked => None,
        }
    }
}

impl From<Choice> for Response {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Yes => Self::Yes,
            Choice::Partly => Self::Partly,
            Choice::No => Self::No,
            Choice::Unknown => Self::Unknown,
            Choice::NotApplicable => Self::NotApplicable,
        }
    }
}

/// How often each was said: by one organisation over all questions, or by all to one question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResponseCounts([u32; Response::ALL.len()]);

impl ResponseCounts {
    /// How often this was said.
    pub fn of(&self, said: Response) -> u32 {
        self.0.get(said as usize).copied().unwrap_or_default()
    }

    /// How many were asked.
    pub fn asked(&self) -> u32 {
        self.0.iter().sum::<u32>() - self.of(Response::NotAsked)
    }

    pub(super) fn add(&mut self, said: Response) {
        if let Some(count) = self.0.get_mut(said as usize) {
            *count += 1;
        }
    }
}
