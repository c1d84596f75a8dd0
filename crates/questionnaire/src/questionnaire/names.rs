//! What a `questionnaire.json` is made of: names of members and of values, for its reader and its schema.

use crate::{answers::Choice, diagnostics::Members};

/// The format's name and version.
pub const FORMAT: &str = "candour-questionnaire/1";

/// The file.
pub const FILE: Members = Members::new(
    &["format", "id", "version", "date", "sources", "sections"],
    &["$schema", "fileNames", "law", "retired", "profile", "stops"],
);
/// A source.
pub const SOURCE: Members = Members::new(&["id", "mark"], &["url"]);
/// A profile question.
pub const PROFILE_QUESTION: Members = Members::new(&["id", "options"], &["limits"]);
/// A section.
pub const SECTION: Members = Members::new(&["id", "questions"], &["citations"]);
/// A question.
pub const ASKED: Members = Members::new(
    &["id", "severity", "citations"],
    &["candidate", "partlyCountsAs", "askWhen", "criticalWhen", "notApplicable", "similar"],
);
/// A condition on the profile.
pub const ON_PROFILE: Members = Members::new(&[PROFILE, "any"], &[]);
/// A condition on whether an earlier question applies.
pub const ON_APPLIES: Members = Members::new(&[APPLIES], &[]);
/// A condition on what was answered.
pub(crate) const ON_ANSWER: Members = Members::new(&[QUESTION, "any"], &[]);
/// A stop rule.
pub const STOP: Members = Members::new(&["id", "when", "citations"], &[]);
/// A retired question.
pub const RETIRED: Members = Members::new(&["id"], &["became"]);
/// A similar question.
pub const SIMILAR: Members = Members::new(&["questionnaire", "question"], &[]);
/// A citation.
pub const CITATION: Members = Members::new(&["source"], &["articles", "recitals", "principles", "mark"]);

/// The kinds of conditions, by the member that tells them.
pub const PROFILE: &str = "profile";
/// The same, of a condition on whether a question applies.
pub const APPLIES: &str = "applies";
/// The same, of a condition on an answer.
pub const QUESTION: &str = "question";

/// What a stop rule can hang on. "Does not apply" says nothing about the business.
pub const ANSWERS: [Choice; 4] = [Choice::Yes, Choice::Partly, Choice::No, Choice::Unknown];

/// Whether something has been checked; authors write it down as `mark`.
#[derive(Clone, Copy, PartialEq)]
pub enum Mark {
    /// Somebody compared it with the text.
    Verified,
    /// Not yet.
    ToCheck,
}

impl Mark {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Verified, Self::ToCheck];

    /// The word in files: `verified` or `to-check`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::ToCheck => "to-check",
        }
    }
}
