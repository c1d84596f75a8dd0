//! What a `questionnaire.json` is made of: names of members and of values, for its reader and its schema.

use crate::{answers::Choice, reading::Members};

/// The format's name and version.
pub(crate) const FORMAT: &str = "candour-questionnaire/1";

/// The file.
pub(crate) const FILE: Members = Members::new(
    &["format", "id", "version", "date", "sources", "sections"],
    &["$schema", "fileNames", "law", "retired", "profile", "stops"],
);
/// A source.
pub(crate) const SOURCE: Members = Members::new(&["id", "mark"], &["url"]);
/// A profile question.
pub(crate) const PROFILE_QUESTION: Members = Members::new(&["id", "options"], &["limits"]);
/// A section.
pub(crate) const SECTION: Members = Members::new(&["id", "questions"], &["citations"]);
/// A question.
pub(crate) const ASKED: Members = Members::new(
    &["id", "severity", "citations"],
    &["candidate", "partlyCountsAs", "askWhen", "criticalWhen", "notApplicable", "similar"],
);
/// A condition on the profile.
pub(crate) const ON_PROFILE: Members = Members::new(&[PROFILE, "any"], &[]);
/// A condition on whether an earlier question applies.
pub(crate) const ON_APPLIES: Members = Members::new(&[APPLIES], &[]);
/// A condition on what was answered.
pub(crate) const ON_ANSWER: Members = Members::new(&[QUESTION, "any"], &[]);
/// A stop rule.
pub(crate) const STOP: Members = Members::new(&["id", "when", "citations"], &[]);
/// A retired question.
pub(crate) const RETIRED: Members = Members::new(&["id"], &["became"]);
/// A similar question.
pub(crate) const SIMILAR: Members = Members::new(&["questionnaire", "question"], &[]);
/// A citation.
pub(crate) const CITATION: Members =
    Members::new(&["source"], &["articles", "recitals", "principles", "mark"]);

/// The kinds of conditions, by the member that tells them.
pub(crate) const PROFILE: &str = "profile";
pub(crate) const APPLIES: &str = "applies";
pub(crate) const QUESTION: &str = "question";

/// What a stop rule can hang on. "Does not apply" says nothing about the business.
pub(crate) const ANSWERS: [Choice; 4] = [Choice::Yes, Choice::Partly, Choice::No, Choice::Unknown];

/// Whether something has been checked; authors write it down as `mark`.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Mark {
    /// Somebody compared it with the text.
    Verified,
    /// Not yet.
    ToCheck,
}

impl Mark {
    pub(crate) const ALL: [Self; 2] = [Self::Verified, Self::ToCheck];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::ToCheck => "to-check",
        }
    }
}
