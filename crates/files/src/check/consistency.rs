//! What a result says, held against the questionnaire it says it answers.

use candour_proof::{
    date::Day,
    json::{Json, Object, is_invisible},
    map::Table,
    sort::sort,
};
use candour_questionnaire::{
    answers::{Answers, Choice},
    catalog::{Catalog, CatalogEntry},
    listed::once,
    plan::{LONGEST_ROLE, State},
    questionnaire::FactList,
};

use super::pointers::name_of;
use crate::{
    answer::{said, said_of_fact},
    check::fields::{
        ANSWER, APP, DECISION, ITEM, LIST, MANIFEST, MEMBERS, MEMBERS_2, Member, NOTE, PROFILE,
        PROFILE_ANSWER, QUESTIONNAIRE, REQUEST, SECTION, SIGNER,
    },
    import::{PlacedDraft, Worded},
    names::mixes_alphabets,
    result,
    same_words::SameWords,
    stated::StatedResult,
    text::{LONGEST_NAME, LONGEST_NOTE, clean_line, note_of},
};

/// One thing that does not fit, and the part it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// What does not fit.
    pub what: Inconsistency,
    /// A question's or section's id, or a member's name.
    pub part: String,
}

/// An enum of plain variants, each with its word for programs.
macro_rules! with_words {
    ($(#[$about:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident => $word:literal,)+ }) => {
        $(#[$about])*
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word for programs.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

with_words! {
    /// Ways in which a signed file can contradict itself or its questionnaire.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Inconsistency {
        /// A question this questionnaire does not have.
        QuestionUnknown => "question-unknown",
        /// The same question twice.
        QuestionTwice => "question-twice",
        /// A question in another section than its own.
        QuestionMisplaced => "question-misplaced",
        /// A question that is asked, given this profile, is left out.
        QuestionMissing => "question-missing",
        /// A question that is not asked, given this profile.
        QuestionNotAsked => "question-not-asked",
        /// The question's words are not the questionnaire's.
        QuestionText => "question-text",
        /// An answer that does not exist, or one that this question does not allow.
        Choice => "choice",
        /// The label says another answer than the choice.
        Label => "label",
        /// A section this questionnaire does not have, or one twice.
        Section => "section",
        /// The section's title is not the questionnaire's.
        SectionTitle => "section-title",
        /// A profile answer that does not exist.
        Profile => "profile",
        /// A member that the format does not know.
        MemberUnknown => "member-unknown",
        /// A member that is of another kind than the format says, or is missing.
        MemberKind => "member-kind",
        /// The notice is not the one this page writes.
        Notice => "notice",
        /// The questionnaire's title or version is not the questionnaire's.
        Title => "title",
        /// The date is not a day of the calendar.
        Date => "date",
        /// The answers were finished on a later day than they were signed.
        DateOrder => "date-order",
        /// A text holds control characters, signs without width, or signs that turn the direction of writing around.
        InvisibleText => "invisible-text",
        /// A word of a name has letters of two alphabets that look alike. Nothing contradicts that, but the name
        /// may pass for another.
        MixedScripts => "mixed-scripts",
        /// The list of parts is missing, by another key, or does not fit the file.
        Manifest => "manifest",
        /// A number, nonce, key, digest or name of the page is not in the form that the format states.
        Form => "form",
        /// Evidence beside an answer that has none, or stated not to be there.
        Evidence => "evidence",
        /// A salt is not 16 bytes in base64url, so the part could be guessed where it is withheld.
        Salt => "salt",
        /// Two parts have the same salt, so one could be guessed with the other.
        SaltTwice => "salt-twice",
        /// The edition of the labels and the notice is not known here, so they were not compared. In another
        /// language they never are ([`super::SameWords`]).
        LabelsNotCompared => "labels-not-compared",
    }
}

/// Sections and answers of a result, whatever else is wrong with it.
fn sections(document: &Json) -> &[Json] {
    document.get("sections").and_then(Json::as_list).unwrap_or_default()
}

fn answers(section: &Json) -> &[Json] {
    section.get("answers").and_then(Json::as_list).unwrap_or_default()
}

fn lists(document: &Json) -> &[Json] {
    document.get("lists").and_then(Json::as_list).unwrap_or_default()
}

fn items(list: &Json) -> &[Json] {
    list.get("items").and_then(Json::as_list).unwrap_or_default()
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn withheld(value: &Json) -> bool {
    value.get("withheld") == Some(&Json::Bool(true))
}

/// The answers of a result, to go on with; what has no place is listed.
pub(super) fn placed(document: &Json, entry: &CatalogEntry) -> PlacedDraft {
    let questionnaire = &entry.questionnaire;
    let mut placed = PlacedDraft::default();
    let version = document.get("questionnaire").map(|named| text(named, "version")).unwrap_or_default();
    placed.other_version = (version != questionnaire.version()).then(|| version.to_owned());
    let name = document.get("signer").map(|signer| text(signer, "name")).unwrap_or_default();
    placed.draft.organisation = clean_line(name, LONGEST_NAME);
    let profile = document.get("profile").and_then(|profile| profile.get("answers"));
    for answer in profile.and_then(Json::as_list).unwrap_or_default() {
        let (id, choice) = (text(answer, "id"), text(answer, "choice"));
        placed.profile(questionnaire, id, choice);
        let here = questionnaire.became(id).first().map_or(id, String::as_str);
        let words = entry.wording.profile(here);
        placed.worded.extend(worded(here, answer, &words.question, Some(words.option(choice))));
    }
    for answer in sections(document).iter().flat_map(answers) {
        let id = text(answer, "id");
        if withheld(answer) {
            placed.note_place(questionnaire, id);
        } else {
            placed.answer(questionnaire, answer);
            let became = questionnaire.became(id).iter().map(String::as_str);
            let note_withheld = answer.get("note").is_some_and(withheld);
            for here in became.chain(questionnaire.question(id).map(|_| id)) {
                if let Some(given) = placed.draft.answers.questions.get_mut(here).filter(|_| note_withheld) {
                    given.note_withheld = true;
                }
                placed.worded.extend(worded(here, answer, &entry.wording.question(here).question, None));
            }
        }
    }
    for item in lists(document).iter().filter(|list| !withheld(list)).flat_map(items) {
        placed.answer(questionnaire, item);
    }
    placed.stated = Some(StatedResult::read(document));
    placed
}

/// The words in which something was asked, where they are other ones than those known here.
fn worded(here: &str, answer: &Json, question: &str, option: Option<&str>) -> Option<Worded> {
    let asked = clean_line(text(answer, "question"), LONGEST_NOTE);
    let label = option.map_or_else(String::new, |_| clean_line(text(answer, "label"), LONGEST_NOTE));
    let differs = asked != question || option.is_some_and(|option| label != option);
    (differs && !asked.is_empty()).then(|| Worded { id: here.to_owned(), question: asked, label })
}

/// The names in a result, each with the part it stands in.
fn names(document: &Json) -> impl Iterator<Item = (&'static str, &str)> {
    let name = |(part, member)| (part, document.get(part).map(|part| text(part, member)).unwrap_or_default());
    [("signer", "name"), ("request", "from")].into_iter().map(name)
}

/// Names that may pass for others, whatever questionnaire was answered.
pub(super) fn mixed_names(document: &Json) -> impl Iterator<Item = Finding> {
    let mixed = names(document).filter(|(_, name)| mixes_alphabets(name));
    mixed.map(|(part, _)| Finding { what: Inconsistency::MixedScripts, part: part.to_owned() })
}

/// Everything that does not fit, in the order of the file.
pub(super) fn findings(
    document: &Json,
    entry: &CatalogEntry,
    catalog: &Catalog,
    given: &Answers,
    words: SameWords,
) -> Vec<Finding> {
    let labels_sha256 = document.get("questionnaire").map(|named| text(named, "labelsSha256"));
    let profile_known = !document.get("profile").is_some_and(withheld);
    let mut found = Findings {
        entry,
        catalog,
        given,
        profile_known,
        words: words == SameWords::Yes,
        labels: words != SameWords::OtherLanguage
            && labels_sha256.is_some_and(|sha256| sha256 == catalog.labels.digest()),
        seen: Table::new(),
        list: Vec::new(),
    };
    let format = text(document, "format");
    found.members("", document, if format == result::FORMAT { MEMBERS } else { MEMBERS_2 });
    if format != result::format_for(&entry.questionnaire) {
        found.add(Inconsistency::Form, "format");
    }
    found.decision(document);
    for (name, members) in [
        ("signer", SIGNER),
        ("questionnaire", QUESTIONNAIRE),
        ("request", REQUEST),
        ("app", APP),
        ("profile", PROFILE),
        ("decision", DECISION),
        ("manifest", MANIFEST),
    ] {
        if let Some(part) = document.get(name).filter(|part| !withheld(part)) {
            found.members(name, part, members);
        }
    }
    found.head(document);
    found.profile(document);
    for section in sections(document) {
        found.section(section);
    }
    for list in lists(document) {
        found.list(list);
    }
    let mut hidden: Vec<&str> = sections(document)
        .iter()
        .flat_map(answers)
        .filter(|answer| withheld(answer))
        .map(|answer| text(answer, "id"))
        .collect();
    sort(&mut hidden);
    for question in entry.questionnaire.questions().filter(|_| profile_known) {
        // Whether it was asked can hang on an answer that is withheld.
        let asked = question.asked(given) && !question.hangs_on(&hidden);
        if asked && !found.seen.contains_key(&question.id) {
            found.add(Inconsistency::QuestionMissing, &question.id);
        }
    }
    once(found.list)
}

struct Findings<'a> {
    entry: &'a CatalogEntry,
    catalog: &'a Catalog,
    given: &'a Answers,
    profile_known: bool,
    /// Whether the file has the words of the questionnaire here.
    words: bool,
    /// Whether it has those of the page. Words can only be compared with words of the same language.
    labels: bool,
    /// Ids of sections and questions of the questionnaire that were met.
    seen: Table<()>,
    list: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, what: Inconsistency, part: &str) {
        // Shown to people, however long what stands in the file.
        let finding = Finding { what, part: clean_line(part, LONGEST_NAME) };
        // Said once, however many members of a part are missing.
        if self.list.last() != Some(&finding) {
            self.list.push(finding);
        }
    }

    fn members(&mut self, part: &str, value: &Json, known: &[Member]) {
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

    /// Whether there is a decision exactly if the questionnaire gives one, and its label is that of its outcome.
    fn decision(&mut self, document: &Json) {
        let own = self.entry.questionnaire.decision().is_some();
        let Some(decision) = document.get("decision") else {
            if own {
                self.add(Inconsistency::MemberKind, "decision");
            }
            return;
        };
        if !own {
            return self.add(Inconsistency::MemberUnknown, "decision");
        }
        let words = self.entry.wording.decision();
        let outcome = text(decision, "outcome").parse().ok();
        let label = outcome.map_or("", |outcome| words.outcome(outcome).title.as_str());
        if self.words && !withheld(decision) && text(decision, "label") != label {
            self.add(Inconsistency::Label, "decision");
        }
    }

    /// What stands before the answers.
    fn head(&mut self, document: &Json) {
        let named = document.get("questionnaire").unwrap_or(&Json::Null);
        if !self.labels && text(named, "language") == self.entry.wording.language {
            self.add(Inconsistency::LabelsNotCompared, "questionnaire");
        }
        if self.labels && text(document, "notice") != self.catalog.labels.notice {
            self.add(Inconsistency::Notice, "notice");
        }
        let title = !self.words || text(named, "title") == self.entry.wording.title;
        if !title || text(named, "version") != self.entry.questionnaire.version() {
            self.add(Inconsistency::Title, "questionnaire");
        }
        if Day::parse(text(document, "finished")).is_none() {
            self.add(Inconsistency::Date, "finished");
        }
        self.invisible(document);
        for (part, name) in names(document) {
            if clean_line(name, usize::MAX) != name {
                self.add(Inconsistency::InvisibleText, part);
            }
            if name.chars().count() > LONGEST_NAME {
                self.add(Inconsistency::MemberKind, part);
            }
        }
        self.list.extend(mixed_names(document));
    }

    /// Signs that cannot be seen, by the part they stand in.
    fn invisible(&mut self, document: &Json) {
        for (name, value) in document.as_object().into_iter().flat_map(Object::iter) {
            match value {
                Json::List(sections) if name == "sections" => {
                    for (place, section) in sections.iter().enumerate() {
                        self.invisible_in_section(place, section);
                    }
                }
                _ if is_invisible(name) || value.has_invisible_text() => {
                    self.add(Inconsistency::InvisibleText, name);
                }
                _ => {}
            }
        }
    }

    fn invisible_in_section(&mut self, place: usize, section: &Json) {
        let own = || name_of(section, &format!("sections/{place}"));
        let Some(members) = section.as_object() else {
            if section.has_invisible_text() {
                self.add(Inconsistency::InvisibleText, "sections");
            }
            return;
        };
        for (name, value) in members.iter() {
            match value {
                Json::List(answers) if name == "answers" => {
                    for (index, answer) in answers.iter().enumerate() {
                        let part = || name_of(answer, &format!("sections/{place}/answers/{index}"));
                        self.invisible_in_answer(answer, &part, &own);
                    }
                }
                _ if is_invisible(name) || value.has_invisible_text() => {
                    self.add(Inconsistency::InvisibleText, &own());
                }
                _ => {}
            }
        }
    }

    fn invisible_in_answer(
        &mut self,
        answer: &Json,
        part: &dyn Fn() -> String,
        section: &dyn Fn() -> String,
    ) {
        let Some(members) = answer.as_object() else {
            if answer.has_invisible_text() {
                self.add(Inconsistency::InvisibleText, &section());
            }
            return;
        };
        for (name, value) in members.iter() {
            if !is_invisible(name) && !value.has_invisible_text() {
                continue;
            }
            match value {
                Json::Object(_) if name == "note" => {
                    self.add(Inconsistency::InvisibleText, &(part() + super::NOTE));
                }
                _ => self.add(Inconsistency::InvisibleText, &part()),
            }
        }
    }

    fn profile(&mut self, document: &Json) {
        let Some(profile) = document.get("profile").filter(|profile| !withheld(profile)) else {
            return;
        };
        for answer in profile.get("answers").and_then(Json::as_list).unwrap_or_default() {
            let (id, choice) = (text(answer, "id"), text(answer, "choice"));
            self.members("profile", answer, PROFILE_ANSWER);
            let known = self.entry.questionnaire.profile().iter().find(|question| question.id == id);
            if !known.is_some_and(|question| question.options.iter().any(|own| own == choice))
                || !self.see(id)
            {
                self.add(Inconsistency::Profile, id);
                continue;
            }
            let words = self.entry.wording.profile(id);
            if self.words
                && (text(answer, "question") != words.question
                    || text(answer, "label") != words.option(choice))
            {
                self.add(Inconsistency::Label, id);
            }
        }
    }

    /// Notes that something of the questionnaire was met; whether that is the first time.
    fn see(&mut self, id: &str) -> bool {
        let first = !self.seen.contains_key(id);
        if first {
            self.seen.insert(id.to_owned(), ());
        }
        first
    }

    fn section(&mut self, section: &Json) {
        let id = text(section, "id");
        let own = self.entry.questionnaire.section(id);
        if withheld(section) {
            let hidden = own.map(|own| own.questions.as_slice()).unwrap_or_default();
            if answers(section).is_empty() {
                for question in hidden {
                    self.see(&question.id);
                }
            }
        } else {
            self.members(id, section, SECTION);
        }
        if own.is_none() || !self.see(id) {
            self.add(Inconsistency::Section, id);
        } else if self.words
            && !withheld(section)
            && text(section, "title") != self.entry.wording.section(id).title
        {
            self.add(Inconsistency::SectionTitle, id);
        }
        for answer in answers(section) {
            self.answer(id, answer);
        }
    }

    /// A list, which has each of its items once.
    fn list(&mut self, list: &Json) {
        let (id, entry) = (text(list, "id"), self.entry);
        let own = entry.questionnaire.list(id).filter(|_| self.see(id));
        let Some(own) = own else { return self.add(Inconsistency::Section, id) };
        if withheld(list) {
            return;
        }
        self.members(id, list, LIST);
        if self.words && text(list, "title") != entry.wording.list(id).title {
            self.add(Inconsistency::SectionTitle, id);
        }
        for item in items(list) {
            self.item(own, item);
        }
        for item in own.items().filter(|item| !self.seen.contains_key(&item.id)).collect::<Vec<_>>() {
            self.add(Inconsistency::QuestionMissing, &item.id);
        }
    }

    /// Reports an answer that was there before.
    fn once(&mut self, id: &str) {
        if !self.see(id) {
            self.add(Inconsistency::QuestionTwice, id);
        }
    }

    fn item(&mut self, list: &FactList, item: &Json) {
        let id = text(item, "id");
        if !list.items().any(|own| own.id == id) {
            return self.add(Inconsistency::QuestionUnknown, id);
        }
        self.once(id);
        self.members(id, item, ITEM);
        let words = self.entry.wording.list(&list.id);
        if self.words && text(item, "question") != words.item(id).question {
            self.add(Inconsistency::QuestionText, id);
        }
        let Ok(choice) = said_of_fact(item, list) else { return self.add(Inconsistency::Choice, id) };
        let label = choice.map_or("", |choice| words.answer(choice));
        if self.words && text(item, "label") != label {
            self.add(Inconsistency::Label, id);
        }
        let asks = choice.is_some_and(|choice| list.follow_up.contains(&choice));
        let length = text(item, "note").chars().count();
        if length > LONGEST_NOTE || length > 0 && !asks {
            self.add(Inconsistency::MemberKind, id);
        }
    }

    /// What was decided about the action of an answer.
    fn step(&mut self, id: &str, answer: &Json) {
        let said = |name: &str| answer.get(name).and_then(Json::as_text);
        if said("todo").is_some_and(|state| state.parse::<State>().is_err()) {
            self.add(Inconsistency::MemberKind, id);
        }
        if said("due").is_some_and(|due| Day::parse(due).is_none()) {
            self.add(Inconsistency::Date, id);
        }
        let Some(role) = said("role") else { return };
        if clean_line(role, usize::MAX) != role {
            self.add(Inconsistency::InvisibleText, id);
        } else if role.is_empty() || role.chars().count() > LONGEST_ROLE {
            self.add(Inconsistency::MemberKind, id);
        }
    }

    fn answer(&mut self, section: &str, answer: &Json) {
        let id = text(answer, "id");
        let entry = self.entry;
        let Some((own, question)) = entry.questionnaire.question(id) else {
            return self.add(Inconsistency::QuestionUnknown, id);
        };
        self.once(id);
        if own.id != section {
            self.add(Inconsistency::QuestionMisplaced, id);
        }
        if self.profile_known && !question.asked(self.given) {
            self.add(Inconsistency::QuestionNotAsked, id);
        }
        if withheld(answer) {
            return;
        }
        self.members(id, answer, ANSWER);
        if let Some(note) = answer.get("note").filter(|note| note.as_object().is_some() && !withheld(note)) {
            self.members(&[id, "/note"].concat(), note, NOTE);
        }
        if note_of(answer).chars().count() > LONGEST_NOTE {
            self.add(Inconsistency::MemberKind, &[id, "/note"].concat());
        }
        self.step(id, answer);
        if self.words && text(answer, "question") != entry.wording.question(id).question {
            self.add(Inconsistency::QuestionText, id);
        }
        let Some((choice, reason)) = said(answer, question) else {
            return self.add(Inconsistency::Choice, id);
        };
        let labels = &self.catalog.labels;
        let own = choice.and_then(|choice| entry.wording.label(id, choice));
        let label = own.unwrap_or_else(|| choice.map_or("", |choice| labels.choice(choice)));
        let reason_label = reason.map_or("", |reason| labels.reason(reason));
        let (said, said_reason) = (text(answer, "label"), text(answer, "reasonLabel"));
        // The label of another answer is a lie in every edition.
        let others = Choice::ALL.into_iter().filter(|other| Some(*other) != choice);
        let another = said != label
            && !said.is_empty()
            && others.map(|other| labels.choice(other)).any(|other| other == said);
        // What "partly" is called can be a matter of the wording, and is then known with it.
        let known = match own {
            Some(_) => self.words,
            None => self.labels && (self.words || choice != Some(Choice::Partly)),
        };
        if another || known && said != label || self.labels && said_reason != reason_label {
            self.add(Inconsistency::Label, id);
        }
    }
}
