//! What a result says, held against the questionnaire it says it answers.

use crate::{
    answers::{Answers, Choice},
    format::{LONGEST_NAME, clean_line, draft::Placed},
    journey::{Catalog, Entry},
    json::{Json, Object},
    questionnaire::Reason,
};

/// One thing that does not fit, and the part it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What does not fit.
    pub what: Inconsistency,
    /// A question's or section's id, or a member's name.
    pub part: String,
}

/// Ways in which a signed file can contradict itself or its questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inconsistency {
    /// A question this questionnaire does not have.
    QuestionUnknown,
    /// The same question twice.
    QuestionTwice,
    /// A question in another section than its own.
    QuestionMisplaced,
    /// A question that is asked, given this profile, is left out.
    QuestionMissing,
    /// A question that is not asked, given this profile.
    QuestionNotAsked,
    /// The question's words are not the questionnaire's.
    QuestionText,
    /// An answer that does not exist, or one that this question does not allow.
    Choice,
    /// The label says another answer than the choice.
    Label,
    /// A section this questionnaire does not have, or one twice.
    Section,
    /// The section's title is not the questionnaire's.
    SectionTitle,
    /// A profile answer that does not exist.
    Profile,
    /// A member that the format does not know.
    MemberUnknown,
    /// A member that is of another kind than the format says, or is missing.
    MemberKind,
    /// The notice is not the one this page writes.
    Notice,
}

/// Members of a result and whether each must be there.
const MEMBERS: &[(&str, Kind, bool)] = &[
    ("format", Kind::Text, true),
    ("id", Kind::Text, true),
    ("notice", Kind::Text, true),
    ("signer", Kind::Object, true),
    ("questionnaire", Kind::Object, true),
    ("request", Kind::Object, false),
    ("app", Kind::Object, true),
    ("finished", Kind::Text, true),
    ("profile", Kind::Object, true),
    ("sections", Kind::List, true),
    ("result", Kind::Object, true),
    ("manifest", Kind::Object, true),
    ("proof", Kind::Object, false),
];

/// Members of an answer.
const ANSWER: &[(&str, Kind, bool)] = &[
    ("id", Kind::Text, true),
    ("question", Kind::Text, true),
    ("choice", Kind::Text, false),
    ("label", Kind::Text, false),
    ("reason", Kind::Text, false),
    ("reasonLabel", Kind::Text, false),
    ("evidence", Kind::Bool, false),
    ("note", Kind::Text, false),
    ("todo", Kind::Text, false),
    ("role", Kind::Text, false),
    ("due", Kind::Text, false),
    ("salt", Kind::Text, true),
];

/// Members of a section.
const SECTION: &[(&str, Kind, bool)] =
    &[("id", Kind::Text, true), ("title", Kind::Text, true), ("answers", Kind::List, true)];

/// Members of the signer.
const SIGNER: &[(&str, Kind, bool)] =
    &[("id", Kind::Text, true), ("name", Kind::Text, false), ("salt", Kind::Text, true)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Bool,
    List,
    Object,
}

impl Kind {
    fn fits(self, value: &Json) -> bool {
        match self {
            Self::Text => value.as_text().is_some(),
            Self::Bool => value.as_bool().is_some(),
            Self::List => value.as_list().is_some(),
            Self::Object => value.as_object().is_some(),
        }
    }
}

/// Sections and answers of a result, whatever else is wrong with it.
fn sections(document: &Json) -> &[Json] {
    document.get("sections").and_then(Json::as_list).unwrap_or_default()
}

fn answers(section: &Json) -> &[Json] {
    section.get("answers").and_then(Json::as_list).unwrap_or_default()
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn withheld(value: &Json) -> bool {
    value.get("withheld") == Some(&Json::Bool(true))
}

/// The answers of a result, to go on with; what has no place is listed.
pub(super) fn placed(document: &Json, entry: &Entry) -> Placed {
    let questionnaire = &entry.questionnaire;
    let mut placed = Placed::default();
    let version = document.get("questionnaire").map(|named| text(named, "version")).unwrap_or_default();
    placed.other_version = (version != questionnaire.version()).then(|| version.to_owned());
    let name = document.get("signer").map(|signer| text(signer, "name")).unwrap_or_default();
    placed.draft.organisation = clean_line(name, LONGEST_NAME);
    let profile = document.get("profile").and_then(|profile| profile.get("answers"));
    for answer in profile.and_then(Json::as_list).unwrap_or_default() {
        placed.profile(questionnaire, text(answer, "id"), text(answer, "choice"));
    }
    for answer in sections(document).iter().flat_map(answers).filter(|answer| !withheld(answer)) {
        placed.answer(questionnaire, answer);
    }
    placed
}

/// Everything that does not fit, in the order of the file.
pub(super) fn findings(document: &Json, entry: &Entry, catalog: &Catalog, given: &Answers) -> Vec<Finding> {
    let mut found =
        Findings { entry, catalog, given, same_language: same_language(document, entry), list: Vec::new() };
    found.members("", document, MEMBERS);
    if let Some(signer) = document.get("signer").filter(|signer| !withheld(signer)) {
        found.members("signer", signer, SIGNER);
    }
    if found.same_language && text(document, "notice") != catalog.labels.notice {
        found.add(Inconsistency::Notice, "notice");
    }
    found.profile(document);
    let mut seen = Vec::new();
    for section in sections(document) {
        found.section(section, &mut seen);
    }
    let left_out = entry
        .questionnaire
        .questions()
        .filter(|question| question.asked(given) && !seen.contains(&question.id.as_str()));
    for question in left_out {
        found.add(Inconsistency::QuestionMissing, &question.id);
    }
    found.list
}

/// Words can only be compared with words of the same language and edition.
fn same_language(document: &Json, entry: &Entry) -> bool {
    let named = document.get("questionnaire");
    named.is_some_and(|named| {
        text(named, "language") == entry.wording.language
            && text(named, "wordingSha256") == entry.wording.digest()
    })
}

struct Findings<'a> {
    entry: &'a Entry,
    catalog: &'a Catalog,
    given: &'a Answers,
    same_language: bool,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, what: Inconsistency, part: &str) {
        self.list.push(Finding { what, part: part.to_owned() });
    }

    fn members(&mut self, part: &str, value: &Json, known: &[(&str, Kind, bool)]) {
        let name = |member: &str| if part.is_empty() { member.to_owned() } else { part.to_owned() };
        for (member, value) in value.as_object().into_iter().flat_map(Object::iter) {
            match known.iter().find(|(own, ..)| *own == member) {
                None => self.add(Inconsistency::MemberUnknown, &name(member)),
                Some((_, kind, _)) if !kind.fits(value) => self.add(Inconsistency::MemberKind, &name(member)),
                Some(_) => {}
            }
        }
        for (member, ..) in known.iter().filter(|(member, _, needed)| *needed && value.get(member).is_none())
        {
            self.add(Inconsistency::MemberKind, &name(member));
        }
    }

    fn profile(&mut self, document: &Json) {
        let Some(profile) = document.get("profile").filter(|profile| !withheld(profile)) else {
            return;
        };
        let mut seen: Vec<&str> = Vec::new();
        for answer in profile.get("answers").and_then(Json::as_list).unwrap_or_default() {
            let (id, choice) = (text(answer, "id"), text(answer, "choice"));
            let known = self.entry.questionnaire.profile().iter().find(|question| question.id == id);
            if !known.is_some_and(|question| question.options.iter().any(|own| own == choice))
                || seen.contains(&id)
            {
                self.add(Inconsistency::Profile, id);
                continue;
            }
            seen.push(id);
            let words = self.entry.wording.profile(id);
            if self.same_language
                && (text(answer, "question") != words.question
                    || text(answer, "label") != words.option(choice))
            {
                self.add(Inconsistency::Label, id);
            }
        }
    }

    fn section<'a>(&mut self, section: &'a Json, seen: &mut Vec<&'a str>) {
        let id = text(section, "id");
        self.members(id, section, SECTION);
        if self.entry.questionnaire.section(id).is_none() || seen.contains(&id) {
            self.add(Inconsistency::Section, id);
        } else if self.same_language && text(section, "title") != self.entry.wording.section(id).title {
            self.add(Inconsistency::SectionTitle, id);
        }
        seen.push(id);
        for answer in answers(section) {
            self.answer(id, answer, seen);
        }
    }

    fn answer<'a>(&mut self, section: &str, answer: &'a Json, seen: &mut Vec<&'a str>) {
        let id = text(answer, "id");
        let entry = self.entry;
        let Some((own, question)) = entry.questionnaire.question(id) else {
            return self.add(Inconsistency::QuestionUnknown, id);
        };
        if seen.contains(&id) {
            self.add(Inconsistency::QuestionTwice, id);
        }
        seen.push(id);
        if own.id != section {
            self.add(Inconsistency::QuestionMisplaced, id);
        }
        if !question.asked(self.given) {
            self.add(Inconsistency::QuestionNotAsked, id);
        }
        if withheld(answer) {
            return;
        }
        self.members(id, answer, ANSWER);
        if self.same_language && text(answer, "question") != entry.wording.question(id).question {
            self.add(Inconsistency::QuestionText, id);
        }
        let choice = answer.get("choice").map(|choice| choice.as_text().and_then(Choice::from_name));
        let reason = answer.get("reason").map(|reason| reason.as_text().and_then(Reason::from_name));
        let allowed = match (choice, reason) {
            (Some(None), _) | (_, Some(None)) => false,
            (Some(Some(Choice::NotApplicable)), None) => !question.reasons.is_empty(),
            (Some(Some(Choice::NotApplicable)), Some(Some(reason))) => question.reasons.contains(&reason),
            (_, reason) => reason.is_none(),
        };
        if !allowed {
            self.add(Inconsistency::Choice, id);
        }
        let labels = &self.catalog.labels;
        let label = choice.flatten().map_or("", |choice| labels.choice(choice));
        let reason_label = reason.flatten().map_or("", |reason| labels.reason(reason));
        if self.same_language
            && (text(answer, "label") != label || text(answer, "reasonLabel") != reason_label)
        {
            self.add(Inconsistency::Label, id);
        }
    }
}
