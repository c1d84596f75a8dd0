//! What is told of a checked file, in words: the same on the page and on the command line.

use candour_compare::workbench::{Relation, Twin};
use candour_files::{
    check::{Agreement, Genuine, How, Inconsistency, Report, Verdict},
    request::RequestProblem,
};
use candour_proof::{json::Unreadable, proof::DateWarning};
use candour_questionnaire::catalog::Entry;
use implicit_clone::unsync::IString;

use crate::words::Words;

/// What a file is, in a sentence, and what that means. `locked`: whether something locked is in it.
pub fn verdict(words: &Words, verdict: &Verdict, locked: bool) -> (IString, IString) {
    let key = match verdict {
        Verdict::Intact => "intact",
        Verdict::Partial => "partial",
        Verdict::Altered => "altered",
        Verdict::Unsigned => "unsigned",
        Verdict::Invalid(_) => "invalid",
        Verdict::Uncheckable => "uncheckable",
        Verdict::Newer(_) => "newer",
        Verdict::Draft => "draft",
        Verdict::Request => "request",
        Verdict::Records => "records",
        Verdict::Questionnaire => "questionnaire",
        Verdict::SecretKey => "secret-key",
        Verdict::Encrypted => "encrypted",
        Verdict::Page if locked => "page-locked",
        Verdict::Page => "page",
        Verdict::OtherSigned(true) => "other-signed",
        Verdict::OtherSigned(false) => "other-broken",
        Verdict::Other => "other",
        Verdict::Unreadable(problem) => match problem {
            Unreadable::Empty => "empty",
            Unreadable::TooLong(_) => "too-long",
            Unreadable::Encoding => "encoding",
            Unreadable::NotText => "not-text",
            Unreadable::Truncated => "truncated",
            Unreadable::Profile(_) => "profile",
            Unreadable::Syntax { .. } => "syntax",
        },
    };
    (words.text(&format!("verdict-{key}")), words.text(&format!("verdict-{key}-meaning")))
}

/// A part by its question or section, where it is one of ours, else by its name in the file. `None` of a
/// part that has no name in words.
pub fn part(words: &Words, entry: Option<&Entry>, id: &str) -> Option<IString> {
    if let Some(question) = id.strip_suffix("/note") {
        let known = entry.filter(|entry| entry.questionnaire.question(question).is_some());
        let name = known.map_or(question, |entry| &entry.wording.question(question).question);
        return Some(words.with("part-note", &[("name", name)]));
    }
    if let Some(entry) = entry {
        if entry.questionnaire.question(id).is_some() {
            return Some(entry.wording.question(id).question.clone().into());
        }
        if entry.questionnaire.section(id).is_some() {
            return Some(entry.wording.section(id).title.clone().into());
        }
    }
    let key = match id {
        "signer" => "part-signer",
        "profile" => "part-profile",
        "questionnaire" => "part-questionnaire",
        "result" => "part-result",
        "finished" => "part-finished",
        "notice" => "part-notice",
        "app" => "part-app",
        "id" => "part-id",
        "format" => "part-format",
        "request" => "part-request",
        "manifest" => "part-manifest",
        _ => return None,
    };
    Some(words.text(key))
}

/// The key of what happened to a part.
pub fn how(how: How) -> &'static str {
    match how {
        How::Altered => "change-altered",
        How::Missing => "change-missing",
        How::Added => "change-added",
        How::Moved => "change-moved",
    }
}

/// The key of whether a questionnaire is a known one.
pub fn genuine(genuine: Genuine) -> &'static str {
    match genuine {
        Genuine::Yes => "genuine-yes",
        Genuine::OtherVersion => "genuine-other",
        Genuine::Unknown => "genuine-unknown",
    }
}

/// The key of something odd about a date.
pub fn date(warning: DateWarning) -> &'static str {
    match warning {
        DateWarning::Missing => "date-missing",
        DateWarning::InTheFuture => "date-future",
        DateWarning::TooOld => "date-old",
    }
}

/// The key of whether a result agrees with its answers.
pub fn agreement(report: &Report) -> &'static str {
    match report.agreement {
        Agreement::Agrees => "agreement-yes",
        Agreement::Differs(_) => "agreement-no",
        Agreement::NotRecomputable if report.questionnaire == Genuine::Yes && !report.withheld.is_empty() => {
            "agreement-withheld"
        }
        Agreement::NotRecomputable => "agreement-unknown",
    }
}

/// The key of a contradiction.
pub fn finding(what: Inconsistency) -> &'static str {
    match what {
        Inconsistency::QuestionUnknown => "finding-question-unknown",
        Inconsistency::QuestionTwice => "finding-question-twice",
        Inconsistency::QuestionMisplaced => "finding-question-misplaced",
        Inconsistency::QuestionMissing => "finding-question-missing",
        Inconsistency::QuestionNotAsked => "finding-question-not-asked",
        Inconsistency::QuestionText => "finding-question-text",
        Inconsistency::Choice => "finding-choice",
        Inconsistency::Label => "finding-label",
        Inconsistency::Section => "finding-section",
        Inconsistency::SectionTitle => "finding-section-title",
        Inconsistency::Profile => "finding-profile",
        Inconsistency::MemberUnknown => "finding-member-unknown",
        Inconsistency::MemberKind => "finding-member-kind",
        Inconsistency::Notice => "finding-notice",
        Inconsistency::Title => "finding-title",
        Inconsistency::Date => "finding-date",
        Inconsistency::DateOrder => "finding-date-order",
        Inconsistency::InvisibleText => "finding-invisible-text",
        Inconsistency::MixedScripts => "finding-mixed-scripts",
        Inconsistency::Manifest => "finding-manifest",
    }
}

/// The key of why a request cannot be used.
pub fn refused(problem: &RequestProblem) -> &'static str {
    match problem {
        RequestProblem::TooLong => "request-refused-too-long",
        RequestProblem::Truncated => "request-refused-truncated",
        RequestProblem::Broken => "request-refused-broken",
        RequestProblem::Other => "request-refused-other",
        RequestProblem::Newer(_) => "request-refused-newer",
        RequestProblem::Unsigned => "request-refused-unsigned",
        RequestProblem::Altered => "request-refused-altered",
        RequestProblem::Malformed(_) => "request-refused-malformed",
    }
}

/// The key of how a file relates to another one, whose `{name}` is in it; `None` if there is nothing to say.
pub fn relation(relation: Relation) -> Option<&'static str> {
    Some(match relation {
        Relation::Only => return None,
        Relation::Duplicate { exact: true, .. } => "relation-same-bytes",
        Relation::Duplicate { exact: false, .. } => "relation-same",
        Relation::SameId { how: Twin::MoreWithheld, .. } => "relation-more-withheld",
        Relation::SameId { how: Twin::OtherContent, .. } => "relation-other-content",
        Relation::SameId { how: Twin::OtherKey, .. } => "relation-twin-key",
        Relation::Older { same_day: false, .. } => "relation-older",
        Relation::Older { same_day: true, .. } => "relation-same-day",
        Relation::OtherKey(_) => "relation-other-key",
        Relation::OtherName(_) => "relation-other-name",
    })
}
