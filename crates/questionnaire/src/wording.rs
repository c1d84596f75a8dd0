//! The texts of a questionnaire in one language, complete or refused.

use candour_proof::{
    digest::{hex, sha256},
    jcs::canonical,
    json::Json,
    map::Table,
    script::words_between_spaces,
};

use crate::{
    answers::{Answers, Choice},
    diagnostics::{Author, MemberNames, Node, read_file},
    glossary::Glossary,
    limits,
    listed::Listed,
    never_asked::{self, Invitation},
    questionnaire::{DecisionOutcome, FactList, Problem, Question, Questionnaire, Section},
};

/// The format's name and version.
pub const FORMAT: &str = "candour-wording/1";

/// Members of the file.
pub const FILE: MemberNames = MemberNames::new(
    &["format", "questionnaire", "language", "title", "sections", "questions"],
    &[
        "$schema",
        "author",
        "note",
        "partlyLabel",
        "situation",
        "profile",
        "stops",
        "decision",
        "lists",
        "worksheets",
        "terms",
    ],
)
.with_built_in(&["summary", "before", "sources"]);
/// Members of the texts of a profile question.
pub const PROFILE: MemberNames = MemberNames::new(&["question", "options"], &["help", "limits"]);
/// Members of the texts of a section.
pub const SECTION: MemberNames = MemberNames::new(&["title"], &[]).with_built_in(&["lead"]);
/// Members of the texts of a question.
pub const QUESTION: MemberNames = MemberNames::new(&["question"], &["help", "partlyLabel", "note", "safety"])
    .with_built_in(&["yes", "no", "why", "partly", "severity", "evidence", "action", "firstStep"]);
/// The same of a question that cannot be answered partly.
const WITHOUT_PARTLY: MemberNames = MemberNames::new(&["question"], &["help", "note", "safety"])
    .with_built_in(&["yes", "no", "why", "severity", "evidence", "action", "firstStep"]);
/// Members of the texts of a stop rule.
pub const STOP: MemberNames = MemberNames::new(&["title", "text"], &[]);

/// Members of the texts of a decision.
pub const DECISION: MemberNames = MemberNames::new(&["outcomes", "allUnsolved"], &["rules"]);

/// Most characters of the name of an author.
pub const LONGEST_AUTHOR: usize = 200;
/// Most characters of the name of an answer.
pub const LONGEST_LABEL: usize = 60;

/// Members of the texts of a list.
pub const LIST: MemberNames =
    MemberNames::new(&["title", "lead", "answers", "groups", "items"], &["safety", "followUp"]);
/// Members of the texts of an item.
pub const ITEM: MemberNames = MemberNames::new(&["question"], &["help", "measures"]);

/// Members of the texts of a worksheet.
pub const WORKSHEET: MemberNames = MemberNames::new(&["title", "lead", "columns"], &[]);

/// The texts of one questionnaire in one language.
// INVARIANT: there is a text for each profile question and option, section, question, stop rule, outcome, rule of a
// decision, list with its answers, groups and items, worksheet and source of the questionnaire it was parsed with, and no other. What its author left out is empty; in a
// built-in one, nothing is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Language tag (BCP 47), such as `en`.
    pub language: String,
    /// What the questionnaire is called.
    pub title: String,
    /// Whose questions they are, as the file states it; `None` if it does not.
    pub author: Option<String>,
    /// One or two sentences for the home screen; may be empty.
    pub summary: String,
    /// For whom it is, in one sentence of the reader, such as "We hold data that an authority could want."
    pub situation: Option<String>,
    /// Paragraphs shown before starting; may be none.
    pub before: Vec<String>,
    /// Sentences that seem to ask for what can put people at risk. Built-in texts are checked before they are built in.
    pub invitations: Listed<Invitation>,
    /// Hard words that it explains itself.
    pub glossary: Glossary,
    profile: Table<ProfileText>,
    sections: Table<SectionText>,
    questions: Table<QuestionText>,
    stops: Table<StopText>,
    decision: DecisionText,
    lists: Table<ListText>,
    worksheets: Table<WorksheetText>,
    sources: Table<String>,
    canonical: String,
    digest: String,
}

/// The texts of a profile question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileText {
    /// The question itself.
    pub question: String,
    /// How to understand it.
    pub help: Option<String>,
    options: Table<String>,
    limits: Table<String>,
}

impl ProfileText {
    /// What a result says where this option limits what the answers cover; empty if it does not.
    pub fn limit(&self, id: &str) -> &str {
        self.limits.get(id).map_or("", String::as_str)
    }

    /// The text of an option; empty for an unknown one.
    pub fn option(&self, id: &str) -> &str {
        self.options.get(id).map_or("", String::as_str)
    }
}

/// The texts of a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionText {
    /// What the section is called.
    pub title: String,
    /// What it is about, in one or two sentences; may be empty.
    pub lead: String,
}

/// The texts of a question. Those that its author left out are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionText {
    /// The question itself.
    pub question: String,
    /// How to understand it.
    pub help: Option<String>,
    /// Why it is asked.
    pub why: String,
    /// What "yes" means here.
    pub yes: String,
    /// What "partly" means here.
    pub partly: String,
    /// What the answer "partly" is called, of this question or of all; empty if it keeps its name.
    pub partly_label: String,
    /// What "no" means here.
    pub no: String,
    /// Why it is as severe as it is.
    pub severity: String,
    /// What could be shown as evidence.
    pub evidence: String,
    /// What to do about a gap.
    pub action: String,
    /// What to do about it within an hour and at no cost.
    pub first_step: String,
    /// What the note should say that some answers ask for, of this question or of all.
    pub note: String,
    /// What to take care of, so that nobody is put at risk.
    pub safety: Option<String>,
}

/// The texts of a stop rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StopText {
    /// What is the matter, in a short sentence.
    pub title: String,
    /// What it means, and whose advice to take.
    pub text: String,
}

/// The texts of a decision; empty if the questionnaire gives none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DecisionText {
    outcomes: Table<StopText>,
    /// What it means that no point is solved.
    pub all_unsolved: StopText,
    rules: Table<StopText>,
}

impl DecisionText {
    /// The texts of an outcome.
    pub fn outcome(&self, outcome: DecisionOutcome) -> &StopText {
        self.outcomes.get(outcome.as_str()).unwrap_or(&NO_STOP)
    }

    /// The texts of a rule; empty ones for an unknown id.
    pub fn rule(&self, id: &str) -> &StopText {
        self.rules.get(id).unwrap_or(&NO_STOP)
    }
}

/// The texts of a list of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListText {
    /// What it is called.
    pub title: String,
    /// What it is about, and how to use it.
    pub lead: String,
    /// What to take care of, so that nobody is put at risk.
    pub safety: Option<String>,
    /// The question after an answer that calls for more.
    pub follow_up: Option<String>,
    answers: Table<String>,
    groups: Table<String>,
    items: Table<FactText>,
}

impl ListText {
    /// The words of an answer; empty for one that the list does not have.
    pub fn answer(&self, choice: Choice) -> &str {
        self.answers.get(choice.as_str()).map_or("", String::as_str)
    }

    /// The title of a group; empty for an unknown id.
    pub fn group(&self, id: &str) -> &str {
        self.groups.get(id).map_or("", String::as_str)
    }

    /// The texts of an item; empty ones for an unknown id.
    pub fn item(&self, id: &str) -> &FactText {
        self.items.get(id).unwrap_or(&NO_FACT)
    }
}

/// The texts of an item of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactText {
    /// The question.
    pub question: String,
    /// How to understand it and where to look.
    pub help: Option<String>,
    /// What can help if it is so.
    pub measures: Option<String>,
}

/// The texts of a worksheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorksheetText {
    /// What it is called.
    pub title: String,
    /// What it is for, and how to fill it in.
    pub lead: String,
    columns: Table<String>,
}

impl WorksheetText {
    /// The head of a column; empty for an unknown id.
    pub fn column(&self, id: &str) -> &str {
        self.columns.get(id).map_or("", String::as_str)
    }
}

static NO_WORKSHEET: WorksheetText =
    WorksheetText { title: String::new(), lead: String::new(), columns: Table::new() };
static NO_FACT: FactText = FactText { question: String::new(), help: None, measures: None };
static NO_LIST: ListText = ListText {
    title: String::new(),
    lead: String::new(),
    safety: None,
    follow_up: None,
    answers: Table::new(),
    groups: Table::new(),
    items: Table::new(),
};
static NO_STOP: StopText = StopText { title: String::new(), text: String::new() };
static NO_PROFILE: ProfileText =
    ProfileText { question: String::new(), help: None, options: Table::new(), limits: Table::new() };
static NO_SECTION: SectionText = SectionText { title: String::new(), lead: String::new() };
static NO_QUESTION: QuestionText = QuestionText {
    question: String::new(),
    help: None,
    why: String::new(),
    yes: String::new(),
    partly: String::new(),
    partly_label: String::new(),
    no: String::new(),
    severity: String::new(),
    evidence: String::new(),
    action: String::new(),
    first_step: String::new(),
    note: String::new(),
    safety: None,
};

impl Wording {
    /// Reads one wording file of `questionnaire`, or lists everything an author has to fix.
    ///
    /// # Errors
    /// Every missing, unknown or empty text, and every other problem, with its place.
    pub fn parse(json: &str, questionnaire: &Questionnaire) -> Result<Self, Vec<Problem>> {
        Self::parse_by(json, questionnaire, Author::Other)
    }

    /// The same by the rules for this author.
    ///
    /// # Errors
    /// As [`Wording::parse`].
    pub fn parse_by(json: &str, questionnaire: &Questionnaire, author: Author) -> Result<Self, Vec<Problem>> {
        read_file(json, limits::WORDING, author, |file, value| read(file, value, questionnaire))
    }

    /// SHA-256 of [`Wording::canonical`] in lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }
    /// The whole file in RFC 8785 form.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
    /// The texts of a section; empty ones for an unknown id.
    pub fn section(&self, id: &str) -> &SectionText {
        self.sections.get(id).unwrap_or(&NO_SECTION)
    }
    /// The texts of a question; empty ones for an unknown id.
    pub fn question(&self, id: &str) -> &QuestionText {
        self.questions.get(id).unwrap_or(&NO_QUESTION)
    }
    /// What the author calls an answer to that question, where it is not called as everywhere.
    pub fn label(&self, question: &str, choice: Choice) -> Option<&str> {
        let label = self.question(question).partly_label.as_str();
        Some(label).filter(|label| choice == Choice::Partly && !label.is_empty())
    }
    /// What a step is called that was planned for a question: its action, or without one the question.
    pub fn step(&self, id: &str) -> &str {
        let text = self.question(id);
        if text.action.is_empty() { &text.question } else { &text.action }
    }
    /// The texts of a profile question; empty ones for an unknown id.
    pub fn profile(&self, id: &str) -> &ProfileText {
        self.profile.get(id).unwrap_or(&NO_PROFILE)
    }
    /// The texts of a stop rule; empty ones for an unknown id.
    pub fn stop(&self, id: &str) -> &StopText {
        self.stops.get(id).unwrap_or(&NO_STOP)
    }
    /// The texts of a list; empty ones for an unknown id.
    pub fn list(&self, id: &str) -> &ListText {
        self.lists.get(id).unwrap_or(&NO_LIST)
    }
    /// The texts of a worksheet; empty ones for an unknown id.
    pub fn worksheet(&self, id: &str) -> &WorksheetText {
        self.worksheets.get(id).unwrap_or(&NO_WORKSHEET)
    }
    /// The texts of the decision.
    pub fn decision(&self) -> &DecisionText {
        &self.decision
    }

    /// The name of a source; empty for an unknown id.
    pub fn source(&self, id: &str) -> &str {
        self.sources.get(id).map_or("", String::as_str)
    }
}

/// How long answering takes, in minutes: what stands open on the screen read at 150 words a minute
/// and 15 seconds to decide on each question, rounded up to the next five minutes.
pub fn minutes(questionnaire: &Questionnaire, wording: &Wording) -> u32 {
    let mut reading = Reading::default();
    wording.before.iter().for_each(|paragraph| reading.read(paragraph));
    for asked in questionnaire.profile() {
        let text = wording.profile(&asked.id);
        reading.read(&text.question);
        reading.read(text.help.as_deref().unwrap_or_default());
        text.options.values().for_each(|option| reading.read(option));
        reading.decisions += 1;
    }
    for section in questionnaire.sections() {
        let text = wording.section(&section.id);
        reading.read(&text.title);
        reading.read(&text.lead);
    }
    questionnaire.questions().for_each(|question| reading.answer(wording.question(&question.id)));
    for list in questionnaire.lists() {
        let text = wording.list(&list.id);
        reading.read(&text.lead);
        for item in list.items() {
            reading.read(&text.item(&item.id).question);
            reading.decisions += 1;
        }
    }
    reading.minutes()
}

/// How long the questions take that are asked and still open, measured like [`minutes`]; 0 if none is open.
pub fn minutes_left(questionnaire: &Questionnaire, wording: &Wording, answers: &Answers) -> u32 {
    let mut reading = Reading::default();
    questionnaire.open(answers).for_each(|(_, question)| reading.answer(wording.question(&question.id)));
    reading.minutes()
}

/// What there is to read and to decide.
#[derive(Default)]
struct Reading {
    words: usize,
    decisions: usize,
}

impl Reading {
    fn read(&mut self, text: &str) {
        self.words += text.split_whitespace().map(words_between_spaces).sum::<usize>();
    }

    fn answer(&mut self, text: &QuestionText) {
        for part in [&text.question, &text.yes, &text.partly, &text.no] {
            self.read(part);
        }
        self.read(text.help.as_deref().unwrap_or_default());
        self.read(text.safety.as_deref().unwrap_or_default());
        self.decisions += 1;
    }

    fn minutes(&self) -> u32 {
        let seconds = self.words * 60 / 150 + self.decisions * 15;
        u32::try_from(seconds.div_ceil(300) * 5).unwrap_or(u32::MAX)
    }
}

fn read(file: &Node, value: &Json, questionnaire: &Questionnaire) -> Wording {
    file.members(FILE);
    file.format(FORMAT);
    file.questionnaire(questionnaire.id());
    let sections: Vec<&str> = questionnaire.sections().iter().map(|section| section.id.as_str()).collect();
    let questions: Vec<&str> = questionnaire.questions().map(|question| question.id.as_str()).collect();
    let stops: Vec<&str> = questionnaire.stops().iter().map(|stop| stop.id.as_str()).collect();
    let sources: Vec<&str> = questionnaire.sources().iter().map(|source| source.id.as_str()).collect();
    let canonical = canonical(value);
    let all = TextsForAll {
        note: file.text("note"),
        partly_label: read_line(file, "partlyLabel", LONGEST_LABEL).unwrap_or_default(),
    };
    let note = &all.note;
    if !note.is_empty() && !questionnaire.questions().any(|question| question.note.is_some()) {
        file.problem("no answer asks for the text `note`; add `noteWhen` to the structure, or omit it");
    }
    Wording {
        language: read_language(file),
        title: file.text("title"),
        author: read_line(file, "author", LONGEST_AUTHOR),
        summary: file.text("summary"),
        situation: file.optional_text("situation"),
        invitations: if file.is_built_in() { Listed::new() } else { never_asked::in_texts(value) },
        glossary: Glossary::of_texts(file),
        before: file.list("before").iter().filter_map(Node::own_text).collect(),
        profile: read_profiles(file, questionnaire),
        sections: texts_for(file, "sections", "section", &sections)
            .iter()
            .map(|(id, spot)| (id.clone(), read_section(spot)))
            .collect(),
        questions: texts_for(file, "questions", "question", &questions)
            .iter()
            .map(|(id, spot)| (id.clone(), read_question(spot, questionnaire.question(id), &all)))
            .collect(),
        stops: read_stops(file, "stops", "stop rule", &stops),
        decision: read_decision(file, questionnaire),
        lists: read_lists(file, questionnaire),
        worksheets: read_worksheets(file, questionnaire),
        sources: read_names(file, "sources", "source", &sources),
        digest: hex(&sha256(canonical.as_bytes())),
        canonical,
    }
}

/// The language tag of a file; one that is none is reported.
pub fn read_language(file: &Node) -> String {
    let language = file.text("language");
    let subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let primary =
        |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let mut parts = language.split('-');
    if let Some(spot) = file.member("language")
        && !language.is_empty()
        && !(parts.next().is_some_and(primary) && parts.all(subtag))
    {
        spot.problem(format!("`{language}` is not a language tag; use one such as en, fr or pt-BR"));
    }
    language
}

/// A short text on one line.
fn read_line(spot: &Node, name: &str, longest: usize) -> Option<String> {
    let line = spot.optional_text(name)?;
    let long = line.chars().count() > longest;
    if (long || line.contains(char::is_control))
        && let Some(place) = spot.member(name)
    {
        place.problem(format!("longer than {longest} characters or one line; shorten it"));
    }
    Some(line)
}

/// The texts for each of `ids` out of the object `name`; reports missing and unknown ones.
fn texts_for<'a>(file: &Node<'a>, name: &str, kind: &str, ids: &[&str]) -> Vec<(String, Node<'a>)> {
    let mut texts = Vec::new();
    let mut missing = ids.to_vec();
    for (id, spot) in file.entries(name) {
        if missing.contains(&id) {
            missing.retain(|other| *other != id);
            texts.push((id.to_owned(), spot));
        } else {
            spot.problem(format!("there is no {kind} `{id}`; correct the id or remove the text"));
        }
    }
    let place = file.member(name);
    for id in missing {
        place.as_ref().unwrap_or(file).problem(format!("no text for the {kind} `{id}`; add it"));
    }
    texts
}

/// Single texts, one for each of `ids`.
fn read_names(file: &Node, name: &str, kind: &str, ids: &[&str]) -> Table<String> {
    let texts = texts_for(file, name, kind, ids);
    texts.into_iter().map(|(id, spot)| (id, spot.own_text().unwrap_or_default())).collect()
}

fn read_profiles(file: &Node, questionnaire: &Questionnaire) -> Table<ProfileText> {
    let ids: Vec<&str> = questionnaire.profile().iter().map(|asked| asked.id.as_str()).collect();
    let mut texts = Table::new();
    for (id, spot) in texts_for(file, "profile", "profile question", &ids) {
        spot.members(PROFILE);
        let asked = questionnaire.profile().iter().find(|asked| asked.id == id);
        let options = asked.map_or(&[][..], |asked| &asked.options);
        let options: Vec<&str> = options.iter().map(String::as_str).collect();
        let limits = asked.map_or(&[][..], |asked| &asked.limits);
        let limits: Vec<&str> = limits.iter().map(String::as_str).collect();
        texts.insert(
            id,
            ProfileText {
                question: spot.text("question"),
                help: spot.optional_text("help"),
                options: read_names(&spot, "options", "option", &options),
                limits: read_names(&spot, "limits", "limit", &limits),
            },
        );
    }
    texts
}

fn read_section(spot: &Node) -> SectionText {
    spot.members(SECTION);
    SectionText { title: spot.text("title"), lead: spot.text("lead") }
}

fn read_lists(file: &Node, questionnaire: &Questionnaire) -> Table<ListText> {
    let ids: Vec<&str> = questionnaire.lists().iter().map(|list| list.id.as_str()).collect();
    let read = |(id, spot): (String, Node)| {
        let list = questionnaire.list(&id);
        let text = list.map_or_else(ListText::default, |list| read_list(&spot, list));
        (id, text)
    };
    texts_for(file, "lists", "list", &ids).into_iter().map(read).collect()
}

fn read_worksheets(file: &Node, questionnaire: &Questionnaire) -> Table<WorksheetText> {
    let sheets = questionnaire.worksheets();
    let ids: Vec<&str> = sheets.iter().map(|sheet| sheet.id.as_str()).collect();
    let read = |(id, spot): (String, Node)| {
        spot.members(WORKSHEET);
        let sheet = sheets.iter().find(|sheet| sheet.id == id);
        let columns: Vec<&str> = sheet.iter().flat_map(|sheet| &sheet.columns).map(String::as_str).collect();
        let columns = read_names(&spot, "columns", "column", &columns);
        (id, WorksheetText { title: spot.text("title"), lead: spot.text("lead"), columns })
    };
    texts_for(file, "worksheets", "worksheet", &ids).into_iter().map(read).collect()
}

fn read_list(spot: &Node, list: &FactList) -> ListText {
    spot.members(LIST);
    let answers: Vec<&str> = list.answers.iter().map(|choice| choice.as_str()).collect();
    let groups: Vec<&str> = list.groups.iter().map(|group| group.id.as_str()).collect();
    let items: Vec<&str> = list.items().map(|item| item.id.as_str()).collect();
    let follow_up = spot.optional_text("followUp");
    match (spot.member("followUp"), list.follow_up.is_empty()) {
        (None, false) => spot.problem("no `followUp`; add the question after an answer that calls for more"),
        (Some(place), true) => place.problem("no answer of the list calls for more; remove the text"),
        _ => {}
    }
    ListText {
        title: spot.text("title"),
        lead: spot.text("lead"),
        safety: spot.optional_text("safety"),
        follow_up,
        answers: read_names(spot, "answers", "answer", &answers),
        groups: read_names(spot, "groups", "group", &groups),
        items: texts_for(spot, "items", "item", &items)
            .into_iter()
            .map(|(id, spot)| (id, read_item(&spot)))
            .collect(),
    }
}

fn read_item(spot: &Node) -> FactText {
    spot.members(ITEM);
    FactText {
        question: spot.text("question"),
        help: spot.optional_text("help"),
        measures: spot.optional_text("measures"),
    }
}

fn read_decision(file: &Node, questionnaire: &Questionnaire) -> DecisionText {
    let Some(rules) = questionnaire.decision() else {
        if let Some(spot) = file.member("decision") {
            spot.problem("the questionnaire gives no decision; remove the texts");
        }
        return DecisionText::default();
    };
    let Some(spot) = file.member("decision") else {
        file.problem("no texts of the decision; add `decision`");
        return DecisionText::default();
    };
    spot.members(DECISION);
    let rules: Vec<&str> = rules.rules.iter().map(|rule| rule.id.as_str()).collect();
    DecisionText {
        outcomes: read_stops(
            &spot,
            "outcomes",
            "outcome",
            &DecisionOutcome::ALL.map(DecisionOutcome::as_str),
        ),
        all_unsolved: spot.member("allUnsolved").map_or_else(StopText::default, |spot| read_stop(&spot)),
        rules: read_stops(&spot, "rules", "rule", &rules),
    }
}

fn read_stops(file: &Node, name: &str, kind: &str, ids: &[&str]) -> Table<StopText> {
    texts_for(file, name, kind, ids).iter().map(|(id, spot)| (id.clone(), read_stop(spot))).collect()
}

fn read_stop(spot: &Node) -> StopText {
    spot.members(STOP);
    StopText { title: spot.text("title"), text: spot.text("text") }
}

/// Texts that hold for all questions that do not say so themselves; empty if there are none.
struct TextsForAll {
    note: String,
    partly_label: String,
}

fn read_question(spot: &Node, asked: Option<(&Section, &Question)>, all: &TextsForAll) -> QuestionText {
    let note = &all.note;
    let partly = asked.is_none_or(|(_, question)| question.partly);
    spot.members(if partly { QUESTION } else { WITHOUT_PARTLY });
    let partly_label =
        read_line(spot, "partlyLabel", LONGEST_LABEL).unwrap_or_else(|| all.partly_label.clone());
    let prompts = asked.is_some_and(|(_, question)| question.note.is_some());
    let own = spot.text("note");
    match spot.member("note") {
        Some(place) if !prompts => {
            place.problem("no answer asks for this note; add `noteWhen` to the question, or omit it");
        }
        None if prompts && note.is_empty() => {
            spot.problem(
                "no `note`, which answers ask for; write what to note, here or once for all questions",
            );
        }
        _ => {}
    }
    QuestionText {
        question: spot.text("question"),
        help: spot.optional_text("help"),
        why: spot.text("why"),
        yes: spot.text("yes"),
        partly: spot.text("partly"),
        partly_label: if partly { partly_label } else { String::new() },
        no: spot.text("no"),
        severity: spot.text("severity"),
        evidence: spot.text("evidence"),
        action: spot.text("action"),
        first_step: spot.text("firstStep"),
        note: if own.is_empty() && prompts { note.clone() } else { own },
        safety: spot.optional_text("safety"),
    }
}

/// Texts for the made-up questionnaire of tests.
#[cfg(any(test, feature = "samples"))]
pub mod sample {
    use super::Wording;
    use crate::questionnaire::sample::{decision, listed, questionnaire};

    /// The file of the texts.
    pub fn json() -> String {
        let questions: Vec<String> = questionnaire()
            .questions()
            .map(|question| {
                let id = &question.id;
                format!(
                    r#""{id}": {{"question": "Do you look after {id}?", "why": "People rely on it.",
                    "yes": "All of it is done.", "partly": "Some of it is done.", "no": "Nothing is done.",
                    "severity": "It can hurt people.", "evidence": "A short note.",
                    "action": "Look after {id}.", "firstStep": "Write down who looks after {id}."}}"#
                )
            })
            .collect();
        format!(
            r#"{{"format": "candour-wording/1", "questionnaire": "made-up", "language": "en",
            "title": "Made up", "summary": "A questionnaire for tests.", "before": ["Take your time."],
            "profile": {{
                "role": {{"question": "Who decides?", "help": "Think of your customers.",
                    "options": {{"controller": "We do", "processor": "Others do", "not-sure": "I am not sure"}}}},
                "children": {{"question": "Do children use it?",
                    "options": {{"yes": "Yes", "no": "No", "not-sure": "I am not sure"}}}}}},
            "sections": {{"storage": {{"title": "Storage", "lead": "Keep data no longer than you need it."}},
                "security": {{"title": "Security", "lead": "Keep data from harm."}}}},
            "questions": {{{}}},
            "stops": {{"lost-data": {{"title": "Data may be lost", "text": "Ask somebody before you go on."}}}},
            "sources": {{"law": "The law", "draft": "A draft"}}}}"#,
            questions.join(",")
        )
    }

    /// It, parsed.
    #[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
    pub fn wording() -> Wording {
        Wording::parse(&json(), &questionnaire()).unwrap()
    }

    /// The texts of the questionnaire with lists.
    pub fn listed_json() -> String {
        let lists = r#""lists": {
            "signs": {"title": "Signs", "lead": "Weigh them together.", "safety": "Write no names.",
                "answers": {"yes": "Yes, there is", "no": "No, we looked", "unknown": "We do not know"},
                "followUp": "What do you do about it?",
                "groups": {"signs-product": "Product", "signs-user": "User"},
                "items": {
                    "misused": {"question": "Was it misused?", "help": "Look at the news.", "measures": "Take it out."},
                    "passed-on": {"question": "Was it passed on?"},
                    "bad-record": {"question": "Is the record bad?"}}},
            "law-points": {"title": "The law", "lead": "It is about the law.",
                "answers": {"yes": "In law and practice", "partly": "In law", "no": "Not", "unknown": "Unknown"},
                "groups": {"points-first": "First part"},
                "items": {"law-written": {"question": "Is it written?"}}}},
            "sources":"#;
        json().replacen("\"sources\":", lists, 1)
    }

    /// It, parsed.
    #[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
    pub fn listed_wording() -> Wording {
        Wording::parse(&listed_json(), &listed()).unwrap()
    }

    /// The texts of the questionnaire with a decision.
    pub fn decision_json() -> String {
        let questionnaire = decision();
        let questions: Vec<String> = questionnaire
            .questions()
            .map(|question| {
                let id = &question.id;
                format!(
                    r#""{id}": {{"question": "Did you look at {id}?", "why": "A deal can hurt people.",
                    "yes": "You did.", "partly": "You did in part.", "no": "You did not.",
                    "severity": "It can hurt people.", "evidence": "A short note.",
                    "action": "Look at {id}.", "firstStep": "Write down who looks at {id}."}}"#
                )
            })
            .collect();
        let sections: Vec<String> = questionnaire
            .sections()
            .iter()
            .map(|section| {
                format!(r#""{0}": {{"title": "About the {0}", "lead": "Look at it."}}"#, section.id)
            })
            .collect();
        format!(
            r#"{{"format": "candour-wording/1", "questionnaire": "deal", "language": "en",
            "title": "A deal", "summary": "A decision for tests.", "before": ["Take your time."],
            "profile": {{"abroad": {{"question": "Is it abroad?", "options": {{"yes": "Yes", "no": "No"}}}}}},
            "sections": {{{}}}, "questions": {{{}}}, "sources": {{"law": "The law"}},
            "decision": {{
                "outcomes": {{
                    "proceed": {{"title": "Proceed", "text": "Nothing stands against it."}},
                    "conditions": {{"title": "Proceed with conditions", "text": "Write them down."}},
                    "escalate": {{"title": "Escalate", "text": "The owner decides."}},
                    "stop": {{"title": "Do not proceed", "text": "Stop here."}}}},
                "allUnsolved": {{"title": "All are unsolved", "text": "The source calls this a no-go."}},
                "rules": {{
                    "law-bar": {{"title": "The law may forbid it", "text": "Ask a lawyer."}},
                    "abuse": {{"title": "It would serve abuse", "text": "Our own rule."}},
                    "abuse-unknown": {{"title": "Nobody knows", "text": "Our own rule."}}}}}}}}"#,
            sections.join(","),
            questions.join(",")
        )
    }

    /// It, parsed.
    #[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
    pub fn decision_wording() -> Wording {
        Wording::parse(&decision_json(), &decision()).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use candour_proof::json::Limits;

    use super::*;
    use crate::{answers::Answer, questionnaire::sample::questionnaire};

    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(sample::json().contains(from), "the sample holds no {from}");
        let json = sample::json().replacen(from, to, 1);
        let problems = Wording::parse_by(&json, &questionnaire(), Author::BuiltIn).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn complete_texts_are_found_by_id() {
        let wording = sample::wording();
        assert_eq!(wording.question("deletion").question, "Do you look after deletion?");
        assert_eq!(wording.profile("role").option("processor"), "Others do");
        assert_eq!(wording.section("storage").title, "Storage");
        assert_eq!(wording.source("law"), "The law");
        assert_eq!(wording.digest().len(), 64);
    }

    #[test]
    fn the_time_left_is_that_of_the_open_questions() {
        let (questionnaire, wording) = (questionnaire(), sample::wording());
        let mut answers = Answers::default();
        let left = minutes_left(&questionnaire, &wording, &answers);
        assert!((1..=minutes(&questionnaire, &wording)).contains(&left), "{left}");
        for question in questionnaire.questions() {
            let yes = Answer { choice: Some(Choice::Yes), ..Answer::default() };
            answers.questions.insert(question.id.clone(), yes);
        }
        assert_eq!(minutes_left(&questionnaire, &wording, &answers), 0);
    }

    #[test]
    fn an_unknown_id_has_empty_texts() {
        let wording = sample::wording();
        assert_eq!(wording.question("no-such"), &QuestionText::default());
        assert_eq!(wording.section("no-such"), &SectionText::default());
        assert_eq!(wording.profile("no-such").option("yes"), "");
        assert_eq!(wording.source("no-such"), "");
    }

    #[test]
    fn missing_unknown_and_empty_texts_are_listed() {
        check(
            "\"deletion\": {",
            "\"delation\": {",
            &[
                "questions.delation: there is no question `delation`; correct the id or remove the text",
                "questions: no text for the question `deletion`; add it",
            ],
        );
        check("\"yes\": \"All of it is done.\",", "", &["questions.deletion: no `yes`; add it"]);
        check("\"All of it is done.\"", "\" \"", &["questions.deletion.yes: empty; write the text"]);
        check("\"The law\"", "\"The law \"", &["sources.law: begins or ends with a space; remove it"]);
        check(
            ", \"not-sure\": \"I am not sure\"",
            "",
            &["profile.role.options: no text for the option `not-sure`; add it"],
        );
        check(
            "\"draft\": \"A draft\"",
            "\"daft\": \"A draft\"",
            &[
                "sources.daft: there is no source `daft`; correct the id or remove the text",
                "sources: no text for the source `draft`; add it",
            ],
        );
        check(
            "\"summary\"",
            "\"sumary\"",
            &[
                "file: unknown member `sumary`; use format, questionnaire, language, title, sections, questions, \
             summary, before, sources, $schema, author, note, partlyLabel, situation, profile, stops, decision, lists, worksheets or terms",
                "file: no `summary`; add it",
            ],
        );
    }

    #[test]
    fn authors_of_their_own_questions_may_leave_most_texts_out() {
        for (name, at) in [
            ("why", "questions.deletion"),
            ("yes", "questions.deletion"),
            ("partly", "questions.deletion"),
            ("no", "questions.deletion"),
            ("severity", "questions.deletion"),
            ("evidence", "questions.deletion"),
            ("action", "questions.deletion"),
            ("firstStep", "questions.deletion"),
            ("lead", "sections.storage"),
            ("summary", "file"),
            ("before", "file"),
        ] {
            let mut json = candour_proof::json::Json::read(sample::json().as_bytes(), Limits::FILE).unwrap();
            let mut object = json.as_object().unwrap().clone();
            match at.split_once('.') {
                None => {
                    object.remove(name);
                }
                Some((list, id)) => {
                    let mut all = object.get(list).and_then(Json::as_object).unwrap().clone();
                    let mut one = all.get(id).and_then(Json::as_object).unwrap().clone();
                    one.remove(name);
                    all.set(id, one);
                    object.set(list, all);
                }
            }
            json = object.into();
            let json = canonical(&json);
            assert!(Wording::parse(&json, &questionnaire()).is_ok(), "{name}");
            let problems = Wording::parse_by(&json, &questionnaire(), Author::BuiltIn).unwrap_err();
            assert_eq!(problems.len(), 1, "{name}");
            assert_eq!(problems[0].to_string(), format!("{at}: no `{name}`; add it"));
        }
    }

    /// The texts of the sample with one change, for its structure with one change.
    fn changed(structure: [&str; 2], words: [&str; 2]) -> Result<Wording, Vec<Problem>> {
        let [from, to] = structure;
        let json = crate::questionnaire::sample::JSON.replacen(from, to, 1);
        let questionnaire = Questionnaire::parse(&json).unwrap();
        let [from, to] = words;
        assert!(sample::json().contains(from), "{from}");
        Wording::parse(&sample::json().replacen(from, to, 1), &questionnaire)
    }

    const LIMITS: &str = "\"severity\": \"high\"";
    const NOTED: &str = "\"severity\": \"high\", \"noteWhen\": [\"no\"]";
    const TITLE: &str = "\"title\": \"Made up\"";

    #[test]
    fn a_note_that_is_asked_for_has_a_text() {
        let for_all =
            changed([LIMITS, NOTED], [TITLE, "\"title\": \"Made up\", \"note\": \"Why?\""]).unwrap();
        assert_eq!(for_all.question("limits").note, "Why?");
        assert_eq!(for_all.question("backup").note, "", "nothing asks for it there");
        let own = "\"question\": \"Do you look after limits?\"";
        let own = [own, "\"question\": \"Do you look after limits?\", \"note\": \"Why not?\""];
        assert_eq!(changed([LIMITS, NOTED], own).unwrap().question("limits").note, "Why not?");
        let message = |found: Result<Wording, Vec<Problem>>| found.unwrap_err()[0].to_string();
        assert_eq!(
            message(changed([LIMITS, NOTED], [TITLE, TITLE])),
            "questions.limits: no `note`, which answers ask for; write what to note, here or once for all questions"
        );
        assert_eq!(
            message(changed([LIMITS, LIMITS], own)),
            "questions.limits.note: no answer asks for this note; add `noteWhen` to the question, or omit it"
        );
        assert_eq!(
            message(changed([LIMITS, LIMITS], [TITLE, "\"title\": \"Made up\", \"note\": \"Why?\""])),
            "file: no answer asks for the text `note`; add `noteWhen` to the structure, or omit it"
        );
    }

    #[test]
    fn the_middle_answer_has_the_name_that_its_author_gives_it() {
        let for_all = [TITLE, "\"title\": \"Made up\", \"partlyLabel\": \"Needs attention\""];
        let wording = changed([LIMITS, LIMITS], for_all).unwrap();
        assert_eq!(wording.label("limits", Choice::Partly), Some("Needs attention"));
        assert_eq!(wording.label("limits", Choice::Yes), None);
        assert_eq!(sample::wording().label("limits", Choice::Partly), None);
        let without = [LIMITS, "\"severity\": \"high\", \"partly\": false"];
        let problems = changed(without, for_all).unwrap_err();
        assert!(
            problems[0].to_string().starts_with("questions.limits: unknown member `partly`"),
            "{}",
            problems[0]
        );
    }

    #[test]
    fn a_questionnaire_explains_its_own_hard_words() {
        let terms = |terms: &str| {
            let with = ["\"title\": \"Made up\", \"terms\": [", terms, "]"].concat();
            changed([LIMITS, LIMITS], [TITLE, &with])
        };
        let one =
            r#"{"id": "gang", "term": "Gang boss", "also": ["gang bosses"], "explanation": "Who hires."}"#;
        let wording = terms(one).unwrap();
        assert_eq!((&*wording.glossary.terms[0].id, &*wording.glossary.terms[0].source), ("own-gang", ""));
        assert!(sample::wording().glossary.terms.is_empty());
        let problems = terms(&[one, ", ", one].concat()).unwrap_err();
        assert_eq!(problems[0].to_string(), "terms[1].id: `gang` is already the id of terms[0]; use another");
        let problems = terms(r#"{"id": "gang", "term": "Gang boss"}"#).unwrap_err();
        assert_eq!(problems[0].to_string(), "terms[0]: no `explanation`; add it");
    }

    #[test]
    fn an_author_is_a_name_on_one_line() {
        let with = |author: &str| {
            let json =
                sample::json().replacen("\"title\"", &format!("\"author\": \"{author}\", \"title\""), 1);
            Wording::parse(&json, &questionnaire())
        };
        assert_eq!(with("Workers").unwrap().author.as_deref(), Some("Workers"));
        assert_eq!(sample::wording().author, None);
        assert!(with(&"é".repeat(LONGEST_AUTHOR)).is_ok());
        for author in ["é".repeat(LONGEST_AUTHOR + 1), "two\\nlines".to_owned()] {
            let problems = with(&author).unwrap_err();
            assert!(
                problems[0].to_string().starts_with("author: longer than 200 characters or one line"),
                "{author}"
            );
        }
    }

    #[test]
    fn a_decision_has_a_text_for_each_outcome_and_rule() {
        let wording = sample::decision_wording();
        assert_eq!(wording.decision().outcome(DecisionOutcome::Stop).title, "Do not proceed");
        assert_eq!(wording.decision().rule("abuse").text, "Our own rule.");
        let problems = |from: &str, to: &str| -> Vec<String> {
            let json = sample::decision_json();
            assert!(json.contains(from), "the sample holds no {from}");
            let decision = crate::questionnaire::sample::decision();
            let problems = Wording::parse(&json.replacen(from, to, 1), &decision).unwrap_err();
            problems.iter().map(Problem::to_string).collect()
        };
        assert_eq!(
            problems("\"stop\": {", "\"halt\": {"),
            [
                "decision.outcomes.halt: there is no outcome `halt`; correct the id or remove the text",
                "decision.outcomes: no text for the outcome `stop`; add it"
            ]
        );
        assert_eq!(
            problems("\"abuse\": {\"title\": \"It would serve abuse\", \"text\": \"Our own rule.\"},", ""),
            ["decision.rules: no text for the rule `abuse`; add it"]
        );
        assert_eq!(
            problems("\"decision\": {", "\"decisions\": {").last().map(String::as_str),
            Some("file: no texts of the decision; add `decision`")
        );
        check(
            "\"stops\": {",
            "\"decision\": {}, \"stops\": {",
            &["decision: the questionnaire gives no decision; remove the texts"],
        );
    }

    #[test]
    fn a_list_has_a_text_for_each_answer_group_and_item() {
        let wording = sample::listed_wording();
        let signs = wording.list("signs");
        assert_eq!((signs.answer(Choice::No), signs.group("signs-user")), ("No, we looked", "User"));
        assert_eq!(signs.item("misused").measures.as_deref(), Some("Take it out."));
        let problems = |from: &str, to: &str| -> Vec<String> {
            let json = sample::listed_json();
            assert!(json.contains(from), "the sample holds no {from}");
            let listed = crate::questionnaire::sample::listed();
            let problems = Wording::parse(&json.replacen(from, to, 1), &listed).unwrap_err();
            problems.iter().map(Problem::to_string).collect()
        };
        assert_eq!(
            problems(r#""no": "No, we looked","#, r#""partly": "In part","#),
            [
                "lists.signs.answers.partly: there is no answer `partly`; correct the id or remove the text",
                "lists.signs.answers: no text for the answer `no`; add it"
            ]
        );
        assert_eq!(
            problems(r#""followUp": "What do you do about it?","#, ""),
            ["lists.signs: no `followUp`; add the question after an answer that calls for more"]
        );
        assert_eq!(
            problems(r#""title": "The law","#, r#""title": "The law", "followUp": "And then?","#),
            ["lists.law-points.followUp: no answer of the list calls for more; remove the text"]
        );
        assert_eq!(
            problems(r#""passed-on": {"question": "Was it passed on?"},"#, ""),
            ["lists.signs.items: no text for the item `passed-on`; add it"]
        );
    }

    #[test]
    fn texts_of_another_questionnaire_are_refused() {
        check("\"made-up\"", "\"other\"", &["questionnaire: `other` is another questionnaire; use made-up"]);
        check(
            "\"en\"",
            "\"English\"",
            &["language: `English` is not a language tag; use one such as en, fr or pt-BR"],
        );
        for tag in ["e", "EN", "en-", "en-x!", "en-abcdefghi", "-en", "e1", "english"] {
            check(
                "\"en\"",
                &format!("\"{tag}\""),
                &[&format!("language: `{tag}` is not a language tag; use one such as en, fr or pt-BR")],
            );
        }
        for tag in ["en", "fra", "pt-BR", "zh-Hant-TW", "de-1996"] {
            let json = sample::json().replacen("\"en\"", &format!("\"{tag}\""), 1);
            assert!(Wording::parse(&json, &questionnaire()).is_ok(), "{tag}");
        }
        check(
            "wording/1",
            "wording/9",
            &["format: unknown format `candour-wording/9`; use candour-wording/1"],
        );
    }

    #[test]
    fn the_digest_covers_the_canonical_form() {
        let wording = sample::wording();
        assert_eq!(Wording::parse(wording.canonical(), &questionnaire()).as_ref(), Ok(&wording));
        assert_eq!(
            candour_proof::digest::hex(&candour_proof::digest::sha256(wording.canonical().as_bytes())),
            wording.digest()
        );
    }

    #[test]
    fn people_read_150_words_a_minute_and_decide_in_15_seconds() {
        let needed = |words: usize| {
            let json = sample::json().replacen("Some of it is done.", &["word"].repeat(words).join(" "), 1);
            minutes(&questionnaire(), &Wording::parse(&json, &questionnaire()).unwrap())
        };
        // Seven decisions take 105 of the first 300 seconds, and 126 other words 50.
        for (words, expected) in [(363, 5), (364, 10), (363 + 750, 10), (364 + 750, 15)] {
            assert_eq!(needed(words), expected, "{words} words");
        }
    }

    #[test]
    fn the_time_needed_is_rounded_up_to_five_minutes() {
        assert_eq!(minutes(&questionnaire(), &sample::wording()), 5);
        let long = sample::json().replace("Some of it is done.", "Word. ".repeat(150).trim());
        let wording = Wording::parse(&long, &questionnaire()).unwrap();
        // 5 minutes of reading, 7 × 15 seconds of deciding, and the rest of the texts.
        assert_eq!(minutes(&questionnaire(), &wording), 10);
        // 9 minutes of reading and less than one for the rest; the time to decide takes it beyond 10.
        let longer = sample::json().replace("Some of it is done.", "Word. ".repeat(270).trim());
        let wording = Wording::parse(&longer, &questionnaire()).unwrap();
        assert_eq!(minutes(&questionnaire(), &wording), 15);
    }
}
