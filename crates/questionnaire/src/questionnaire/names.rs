//! What a `questionnaire.json` is made of: names of members and of values, for its reader and its schema.

use crate::{answers::Choice, diagnostics::MemberNames};

/// The format's name and version.
pub const FORMAT: &str = "candour-questionnaire/1";

/// The file.
pub const FILE: MemberNames = MemberNames::new(
    &["format", "id", "version", "date", "sections"],
    &[
        "$schema",
        "fileNames",
        "subject",
        "law",
        "noteWhen",
        "noteRequired",
        "retired",
        "profile",
        "stops",
        "decision",
        "lists",
        "worksheets",
    ],
)
.with_built_in(&["sources"]);
/// A source.
pub const SOURCE: MemberNames = MemberNames::new(&["id"], &["url"]).with_built_in(&["mark"]);
/// A profile question.
pub const PROFILE_QUESTION: MemberNames = MemberNames::new(&["id", "options"], &["limits"]);
/// A section.
pub const SECTION: MemberNames = MemberNames::new(&["id", "questions"], &["citations"]);
/// A question.
pub const ASKED: MemberNames = MemberNames::new(
    &["id", "severity"],
    &[
        "candidate",
        "partly",
        "partlyCountsAs",
        "askWhen",
        "criticalWhen",
        "notApplicable",
        "noteWhen",
        "noteRequired",
        "similar",
    ],
)
.with_built_in(&["citations"]);
/// A condition on the profile.
pub const ON_PROFILE: MemberNames = MemberNames::new(&[PROFILE, "any"], &[]);
/// A condition on whether an earlier question applies.
pub const ON_APPLIES: MemberNames = MemberNames::new(&[APPLIES], &[]);
/// A condition on what was answered.
pub const ON_ANSWER: MemberNames = MemberNames::new(&[QUESTION, "any"], &[]);
/// A stop rule.
pub const STOP: MemberNames = MemberNames::new(&["id", "when"], &[]).with_built_in(&["citations"]);
/// A list of facts.
pub const LIST: MemberNames = MemberNames::new(&["id", "answers", "groups"], &["followUp", "weighedIn"]);
/// A group of its items.
pub const GROUP: MemberNames = MemberNames::new(&["id", "items"], &[]);
/// An item.
pub const ITEM: MemberNames = MemberNames::new(&["id"], &["candidate"]).with_built_in(&["citations"]);
/// A worksheet.
pub const WORKSHEET: MemberNames = MemberNames::new(&["id", "columns", "rows"], &[]);
/// A decision.
pub const DECISION: MemberNames = MemberNames::new(&["points"], &["approval", "rules"]);
/// A point of a decision.
pub const POINT: MemberNames = MemberNames::new(&["section", "settled"], &[]);
/// A rule of a decision.
pub const DECISION_RULE: MemberNames = MemberNames::new(&["id", "outcome", "when"], &["ours", "citations"]);
/// A retired question.
pub const RETIRED: MemberNames = MemberNames::new(&["id"], &["became"]);
/// A similar question.
pub const SIMILAR: MemberNames = MemberNames::new(&["questionnaire", "question"], &[]);
/// A citation.
pub const CITATION: MemberNames =
    MemberNames::new(&["source"], &["articles", "recitals", "principles", "mark"]);

/// The kinds of conditions, by the member that tells them.
pub const PROFILE: &str = "profile";
/// The same, of a condition on whether a question applies.
pub const APPLIES: &str = "applies";
/// The same, of a condition on an answer.
pub const QUESTION: &str = "question";

/// What a stop rule can depend on. "Does not apply" says nothing about the business.
pub const ANSWERS: [Choice; 4] = [Choice::Yes, Choice::Partly, Choice::No, Choice::Unknown];

/// Whether something has been checked; authors write it down as `mark`.
#[derive(Clone, Copy, PartialEq)]
pub enum CitationStatus {
    /// Somebody compared it with the text.
    Verified,
    /// Not yet.
    ToCheck,
}

impl CitationStatus {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Verified, Self::ToCheck];

    /// The word in files: `verified` or `to-check`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::ToCheck => "to-check",
        }
    }
}
