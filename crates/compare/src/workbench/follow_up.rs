//! What to ask an organisation next.

use candour_words::Key;

use super::{NotePresence, Response, ResultSummary, RowIndex};

/// A question to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The question.
    pub question: RowIndex,
    /// Why.
    pub why: FollowUpReason,
    /// Whether it is a serious gap: much hangs on it, and it is not shown to be in place.
    pub serious: bool,
}

/// Why to come back to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUpReason {
    /// A serious gap: it is not in place, and a note says something about it.
    No,
    /// A serious gap: it is not in place, and no note can be read.
    NoUnexplained,
    /// Not known.
    Unknown,
    /// Left open.
    Open,
    /// The answer is withheld.
    Withheld,
    /// What stands there is no answer to this question.
    Unclear,
    /// Much hangs on it, and it is said not to apply.
    NotApplicable,
}

impl FollowUpReason {
    /// All.
    pub const ALL: [Self; 7] = [
        Self::No,
        Self::NoUnexplained,
        Self::Unknown,
        Self::Open,
        Self::Withheld,
        Self::Unclear,
        Self::NotApplicable,
    ];

    /// The reason in words.
    pub fn key(self) -> Key {
        match self {
            Self::No => Key::WhyNo,
            Self::NoUnexplained => Key::WhyNoUnexplained,
            Self::Unknown => Key::WhyUnknown,
            Self::Open => Key::WhyOpen,
            Self::Withheld => Key::WhyWithheld,
            Self::Unclear => Key::WhyUnclear,
            Self::NotApplicable => Key::WhyNotApplicable,
        }
    }

    /// The name in the page.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::NoUnexplained => "no-unexplained",
            Self::Unknown => "unknown",
            Self::Open => "open",
            Self::Withheld => "withheld",
            Self::Unclear => "unclear",
            Self::NotApplicable => "not-applicable",
        }
    }
}

impl ResultSummary {
    /// What to ask this organisation next: serious gaps first, each in the order of the questionnaire.
    pub fn follow_up(&self) -> Vec<FollowUp> {
        let (mut serious, mut others) = (Vec::new(), Vec::new());
        for (question, answer) in (0..).zip(&self.answers) {
            let gap = self.gaps.binary_search(&question).is_ok();
            let apart = self.critical_not_applicable.binary_search(&question).is_ok();
            let why = match answer.said {
                Response::No if gap && answer.note == NotePresence::Yes => FollowUpReason::No,
                Response::No if gap => FollowUpReason::NoUnexplained,
                Response::Unknown => FollowUpReason::Unknown,
                Response::Open => FollowUpReason::Open,
                Response::Withheld => FollowUpReason::Withheld,
                Response::Unclear => FollowUpReason::Unclear,
                Response::NotApplicable if apart => FollowUpReason::NotApplicable,
                // The file states a gap that its answers, carried over, do not show.
                _ if gap => FollowUpReason::Unclear,
                _ => continue,
            };
            let list = if gap { &mut serious } else { &mut others };
            list.push(FollowUp { question, why, serious: gap });
        }
        serious.append(&mut others);
        serious
    }
}
