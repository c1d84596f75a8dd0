//! What is told of a checked file, in words: the same on the page and on the command line.

use candour_compare::workbench::{AskedFor, Relation, Twin};
use candour_files::{
    check::{Agreement, Genuine, How, Inconsistency, Report, SameWords, Verdict},
    embed::{Compared, Element, Opened},
    request::{Request, RequestProblem},
};
use candour_proof::{date::Day, json::Unreadable, proof::DateWarning};
use candour_questionnaire::{answers::Answers, catalog::Entry, questionnaire::Questionnaire};
use implicit_clone::unsync::IString;

use crate::words::Words;

/// What a web page is, in a sentence, and what that means; `published` is the SHA-256 of the published page, empty
/// if that is not known.
pub fn page(words: &Words, page: &Opened, published: &str) -> (IString, IString) {
    let key = match (page.compared_with(published), page.carries) {
        (Compared::Same, None) => "same",
        (Compared::Same, Some(Element::Draft)) => "same-draft",
        (Compared::Same, Some(Element::Request)) => "same-request",
        (Compared::Other, None) => "other",
        (Compared::Other, Some(Element::Draft)) => "other-draft",
        (Compared::Other, Some(Element::Request)) => "other-request",
        (Compared::Not, _) => return verdict(words, &Verdict::Page),
    };
    (words.text(&format!("page-{key}")), words.text(&format!("page-{key}-meaning")))
}

/// What a file is, in a sentence, and what that means.
pub fn verdict(words: &Words, verdict: &Verdict) -> (IString, IString) {
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
            Unreadable::TooMany { .. } => "too-many",
            Unreadable::Syntax { .. } => "syntax",
        },
    };
    (words.text(&format!("verdict-{key}")), words.text(&format!("verdict-{key}-meaning")))
}

/// The place at which a file has too many entries, and how many it may have.
pub fn too_many(path: &str, most: usize) -> (String, String) {
    (["/", path].concat(), most.to_string())
}

/// Up to when its authors followed the law, if the questionnaire says so.
pub fn law(words: &Words, questionnaire: &Questionnaire) -> Option<IString> {
    let law = questionnaire.law()?;
    let month = match law.month {
        1 => "month-1",
        2 => "month-2",
        3 => "month-3",
        4 => "month-4",
        5 => "month-5",
        6 => "month-6",
        7 => "month-7",
        8 => "month-8",
        9 => "month-9",
        10 => "month-10",
        11 => "month-11",
        _ => "month-12",
    };
    Some(words.with("law-as-of", &[("month", &words.text(month)), ("year", &law.year.to_string())]))
}

/// Whether the first answers are withheld and could say that the answers cover a part of the work only.
pub fn limits_withheld(entry: &Entry, report: &Report) -> bool {
    report.withholds("profile") && entry.questionnaire.profile().iter().any(|asked| !asked.limits.is_empty())
}

/// What the answers leave out, because the business chose to answer for a part of its work only.
pub fn limits<'a>(entry: &'a Entry, answers: &'a Answers) -> impl Iterator<Item = &'a str> {
    let limits = entry.questionnaire.limits(answers);
    limits.map(|(asked, option)| entry.wording.profile(asked).limit(option))
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

/// Whether a questionnaire is a known one and was answered in the words known here. `own`: whether it is known because
/// somebody brought it; only of the others Candour can say that they are genuine.
pub fn genuine(words: &Words, genuine: Genuine, same: SameWords, language: &str, own: bool) -> IString {
    let key = match (genuine, same, own) {
        (Genuine::Unknown, ..) => "genuine-unknown",
        (Genuine::OtherVersion, _, false) => "genuine-other",
        (Genuine::OtherVersion, _, true) => "genuine-other-own",
        (Genuine::Yes, SameWords::Other, false) => "genuine-words",
        (Genuine::Yes, SameWords::Other, true) => "genuine-words-own",
        (Genuine::Yes, SameWords::OtherLanguage, _) => "genuine-language",
        (Genuine::Yes, _, false) => "genuine-yes",
        (Genuine::Yes, _, true) => "genuine-own",
    };
    words.with(key, &[("language", language)])
}

/// The key of what a reader of a table must know of an answer in other words than the table's.
pub fn other_words(words: SameWords) -> Option<&'static str> {
    match words {
        SameWords::Other => Some("remark-words"),
        SameWords::OtherLanguage => Some("remark-language"),
        SameWords::Yes | SameWords::Unknown => None,
    }
}

/// What a request that somebody made asked for, and whether that is what was answered.
pub fn asked_by(words: &Words, request: &Request, asked: AskedFor) -> IString {
    let key = match asked {
        AskedFor::Same => "asked-by",
        AskedFor::OtherWords => "asked-by-other-words",
        AskedFor::OtherVersion => "asked-by-other-version",
        AskedFor::Not => "asked-by-not",
    };
    let day = request.created.map(Day::text).unwrap_or_default();
    words.with(key, &[("name", &request.from), ("day", &day)])
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
        Inconsistency::Form => "finding-form",
        Inconsistency::Evidence => "finding-evidence",
        Inconsistency::Salt => "finding-salt",
        Inconsistency::SaltTwice => "finding-salt-twice",
        Inconsistency::LabelsNotCompared => "finding-labels-not-compared",
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
