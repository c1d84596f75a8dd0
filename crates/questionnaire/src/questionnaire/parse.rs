//! The parser of a questionnaire, which lists everything wrong with it at once.

use candour_proof::{
    date::Day,
    digest::{hex, sha256},
    jcs::canonical,
    json::Json,
};

use super::{
    Citation, Condition, DecisionOutcome, DecisionPoint, DecisionRule, DecisionRules, Fact, FactGroup,
    FactList, FileNames, Month, NotePrompt, ProfileQuestion, Question, Questionnaire, Section, Severity,
    Similar, Source, StopRule, Subject, Worksheet,
};
use crate::{
    answers::{Choice, Reason},
    diagnostics::{Author, Node, Problem, one_of, read_file},
    limits,
    questionnaire::names::{self, ANSWERS, APPLIES, CitationStatus, FORMAT, PROFILE, QUESTION},
    reserved,
};

impl Questionnaire {
    /// Reads one `questionnaire.json`, or lists everything an author has to fix.
    ///
    /// # Errors
    /// Every problem found, in the order of the file; problems that span the file come last.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        Self::parse_by(json, Author::Other)
    }

    /// The same by the rules for this author.
    ///
    /// # Errors
    /// As [`Questionnaire::parse`].
    pub fn parse_by(json: &str, author: Author) -> Result<Self, Vec<Problem>> {
        read_file(json, limits::STRUCTURE, author, |file, value| {
            if !json.is_ascii() {
                file.problem("not ASCII; texts belong in the wording files");
            }
            read(file, value)
        })
    }
}

fn read(file: &Node, value: &Json) -> Questionnaire {
    file.members(names::FILE);
    file.format(FORMAT);
    let mut known = Defined {
        sources: read_sources(file),
        profile: read_profile(file),
        note: read_note(file),
        questions: Vec::new(),
    };
    let sections = read_sections(file, &mut known);
    let stops = file.list("stops").iter().map(|stop| read_stop(stop, &known)).collect::<Vec<_>>();
    let decision = file.member("decision").map(|spot| read_decision(&spot, &known, &sections));
    let lists = file.list("lists").iter().map(|list| read_list(list, &known)).collect::<Vec<_>>();
    let worksheets = file.list("worksheets").iter().map(read_worksheet).collect();
    // Ids of retired questions, with those of the questions that ask it now: one if it was renamed, several
    // if it was split, none if nobody is asked any more.
    let retired = file.list("retired").iter().map(|retired| read_retired(retired, &known)).collect();
    check_unique(file);
    check_addresses(file);
    check_similar(file);
    check_sources_used(file, &known.sources, &sections, &stops, decision.as_ref(), &lists);
    let canonical = canonical(value);
    Questionnaire {
        id: file.id("id"),
        version: read_version(file),
        date: read_date(file),
        file_names: file.choice("fileNames", &FileNames::ALL, FileNames::as_str).unwrap_or_default(),
        subject: file.choice("subject", &Subject::ALL, Subject::as_str),
        law: read_law(file),
        retired,
        sources: known.sources,
        profile: known.profile,
        places: (0..)
            .zip(&sections)
            .flat_map(|(place, section)| {
                let questions = (0..).zip(&section.questions);
                questions.map(move |(question, own)| (own.id.clone(), (place, question)))
            })
            .collect(),
        sections,
        stops,
        decision,
        lists,
        worksheets,
        digest: hex(&sha256(canonical.as_bytes())),
        canonical,
    }
}

/// What conditions and citations may refer to.
struct Defined {
    sources: Vec<Source>,
    profile: Vec<ProfileQuestion>,
    /// The note that questions ask for that say nothing of their own.
    note: Option<NotePrompt>,
    /// The questions read so far.
    questions: Vec<Question>,
}

fn read_version(file: &Node) -> String {
    let version = file.text("version");
    let number = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    if let Some(spot) = file.member("version")
        && !version.is_empty()
        && !(version.split('.').count() == 3 && version.split('.').all(number))
    {
        spot.problem(format!(
            "`{version}` is not a version; use three numbers separated by dots, such as 1.0.0"
        ));
    }
    version
}

fn read_date(file: &Node) -> String {
    let date = file.text("date");
    if let Some(spot) = file.member("date")
        && !date.is_empty()
        && Day::parse(&date).is_none()
    {
        spot.problem(format!("`{date}` is not a date; use year, month and day, such as 2026-11-22"));
    }
    date
}

fn read_law(file: &Node) -> Option<Month> {
    let law = file.optional_text("law")?;
    let month = Month::parse(&law);
    if let (None, Some(spot)) = (month, file.member("law")) {
        spot.problem(format!("`{law}` is not a month; use year and month, such as 2026-11"));
    }
    month
}

fn read_mark(spot: &Node) -> Option<CitationStatus> {
    spot.choice("mark", &CitationStatus::ALL, CitationStatus::as_str)
}

fn read_sources(file: &Node) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for spot in file.list("sources") {
        spot.members(names::SOURCE);
        let id = spot.id("id");
        if !id.is_empty() && sources.iter().any(|source| source.id == id) {
            spot.problem(format!("a second source `{id}`; keep one of them"));
        }
        let url = spot.optional_text("url");
        if let (Some(url), Some(place)) = (&url, spot.member("url"))
            && !url.starts_with("https://")
        {
            place.problem(format!("`{url}` is not an address; it must begin with https://"));
        }
        sources.push(Source { id, url, verified: read_mark(&spot) == Some(CitationStatus::Verified) });
    }
    sources
}

fn read_profile(file: &Node) -> Vec<ProfileQuestion> {
    let mut profile = Vec::new();
    for spot in file.list("profile") {
        spot.members(names::PROFILE_QUESTION);
        let options = read_distinct_ids(&spot, "options");
        if options.len() < 2 {
            spot.problem("fewer than two options; add one or remove the question");
        }
        let limits = read_distinct_ids(&spot, "limits");
        for limit in limits.iter().filter(|limit| !options.contains(limit)) {
            spot.problem(format!(
                "there is no option `{limit}`; correct `limits` or use {}",
                one_of(&options)
            ));
        }
        profile.push(ProfileQuestion { id: spot.id("id"), options, limits });
    }
    profile
}

fn read_distinct_ids(spot: &Node, name: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for item in spot.list(name) {
        match item.own_id() {
            Some(id) if ids.contains(&id) => item.problem(format!("`{id}` occurs twice here; keep one")),
            Some(id) => ids.push(id),
            None => {}
        }
    }
    ids
}

fn read_sections(file: &Node, known: &mut Defined) -> Vec<Section> {
    let spots = file.list("sections");
    if spots.is_empty() && file.member("sections").is_some() {
        file.problem("no sections; add at least one");
    }
    let mut sections = Vec::new();
    for spot in spots {
        spot.members(names::SECTION);
        let questions = spot.list("questions");
        if questions.is_empty() {
            spot.problem("no questions in this section; add one or remove the section");
        }
        let mut section =
            Section { id: spot.id("id"), citations: read_citations(&spot, known), questions: Vec::new() };
        for question in &questions {
            let question = read_question(question, known);
            known.questions.push(question.clone());
            section.questions.push(question);
        }
        sections.push(section);
    }
    sections
}

/// Most questions that may stand behind the conditions of one, counted each time.
const MOST_KEPT: usize = 50;

fn read_question(spot: &Node, known: &Defined) -> Question {
    spot.members(names::ASKED);
    let mut question = Question {
        id: spot.id("id"),
        candidate: spot.text("candidate"),
        // A missing or unknown severity has been reported; the questionnaire is refused.
        severity: spot.choice("severity", &Severity::ALL, Severity::as_str).unwrap_or(Severity::Critical),
        partly: spot.truth("partly").unwrap_or(true),
        partly_counts_as: spot.choice("partlyCountsAs", &Severity::ALL, Severity::as_str),
        ask_when: read_conditions(spot, "askWhen", known, &[APPLIES, QUESTION]),
        critical_when: read_conditions(spot, "criticalWhen", known, &[]),
        reasons: read_reasons(spot),
        note: read_note(spot).or_else(|| known.note.clone()),
        similar: spot.list("similar").iter().map(read_similar).collect(),
        citations: read_citations(spot, known),
    };
    // Each is kept in the conditions on it, so conditions on conditions would multiply them.
    if question.ask_when.iter().map(Condition::kept_whole).sum::<usize>() > MOST_KEPT {
        spot.problem(format!("depends on more than {MOST_KEPT} answers, directly and indirectly; use fewer"));
        question.ask_when.clear();
    }
    check_severity(spot, &question);
    check_answers(spot, &question);
    check_conditions(spot, &question);
    check_citations(spot, &question);
    question
}

/// The note that answers ask for, of a question or of the whole file.
fn read_note(spot: &Node) -> Option<NotePrompt> {
    let on = read_choices(spot, "noteWhen", &Choice::ALL);
    let required = spot.truth("noteRequired");
    if spot.member("noteWhen").is_none() {
        if let Some(place) = spot.member("noteRequired") {
            place.problem("no `noteWhen` beside it; list the answers that ask for a note, or omit this");
        }
        return None;
    }
    if spot.list("noteWhen").is_empty() {
        spot.problem("`noteWhen` is an empty list; omit it");
    }
    Some(NotePrompt { on, required: required.unwrap_or_default() })
}

/// A list of answers, each at most once.
fn read_choices(spot: &Node, name: &str, all: &[Choice]) -> Vec<Choice> {
    let mut choices = Vec::new();
    for item in spot.list(name) {
        match item.own_choice("choice", all, Choice::as_str) {
            Some(choice) if choices.contains(&choice) => {
                item.problem(format!("`{}` occurs twice here; keep one", choice.as_str()));
            }
            Some(choice) => choices.push(choice),
            None => {}
        }
    }
    choices
}

/// The gravest the question can be for anyone.
fn gravest(question: &Question) -> Severity {
    if question.critical_when.is_empty() { question.severity } else { Severity::Critical }
}

fn check_severity(spot: &Node, question: &Question) {
    if let (Some(partly), Some(place)) = (question.partly_counts_as, spot.member("partlyCountsAs"))
        && partly >= gravest(question)
    {
        place.problem(format!(
            "`{}` is not lower than the question's own severity; use a lower one or omit it",
            partly.as_str()
        ));
    }
    if let Some(place) = spot.member("criticalWhen")
        && question.severity == Severity::Critical
        && spot.member("severity").is_some()
    {
        place.problem("the question is already critical; omit this or use a lower severity");
    }
}

/// Nothing depends on answers that the question does not have.
fn check_answers(spot: &Node, question: &Question) {
    if let Some(place) = spot.member("partlyCountsAs").filter(|_| !question.partly) {
        place.problem("the question has no answer `partly`; omit this");
    }
    let own = question.note.as_ref().filter(|_| spot.member("noteWhen").is_some());
    for choice in own.iter().flat_map(|note| &note.on).filter(|choice| !question.offers(**choice)) {
        spot.problem(format!("the question has no answer `{}`; correct `noteWhen`", choice.as_str()));
    }
}

fn check_conditions(spot: &Node, question: &Question) {
    let asked: Vec<&Condition> = question.ask_when.iter().collect();
    let critical: Vec<&Condition> = question.ask_when.iter().chain(&question.critical_when).collect();
    if contradict(&asked) {
        spot.problem(
            "this question can never be asked: its conditions contradict each other; change `askWhen`",
        );
    } else if contradict(&critical) {
        spot.problem(
            "this can never be critical: its conditions contradict each other; change `criticalWhen`",
        );
    }
    if question.ask_when.iter().any(|condition| condition.profile().is_none())
        && gravest(question) == Severity::Critical
    {
        spot.problem("a critical question depends on another answer; remove the condition on that answer");
    }
}

/// Whether no answer to some earlier question satisfies all conditions on it.
fn contradict(conditions: &[&Condition]) -> bool {
    let known: Vec<(&str, Vec<&str>)> =
        conditions.iter().filter_map(|condition| satisfying(condition)).collect();
    known.iter().any(|(question, any)| {
        let same: Vec<&Vec<&str>> =
            known.iter().filter(|(other, _)| other == question).map(|(_, any)| any).collect();
        let satisfies_all = |option: &&str| same.iter().all(|other| other.contains(option));
        // A condition that names no option has been reported already.
        same.iter().all(|other| !other.is_empty()) && !any.iter().any(satisfies_all)
    })
}

/// The question that a condition is about, with the answers that satisfy it.
fn satisfying(condition: &Condition) -> Option<(&str, Vec<&str>)> {
    match condition {
        Condition::Profile { question, any, .. } => {
            Some((question, any.iter().map(String::as_str).collect()))
        }
        Condition::Earlier { question, any, .. } => {
            Some((&question.id, any.iter().map(|choice| choice.as_str()).collect()))
        }
        Condition::Applies(_) | Condition::Answered { .. } => None,
    }
}

fn check_citations(spot: &Node, question: &Question) {
    check_cited(spot, &question.citations);
    if !question.citations.is_empty()
        && spot.is_built_in()
        && gravest(question) == Severity::Critical
        && !question.citations.iter().any(|citation| citation.verified)
    {
        spot.problem("a critical question without a verified citation; check one of its sources");
    }
}

/// A list of sources names one. That a built-in question needs the list has been reported with its other members.
fn check_cited(spot: &Node, citations: &[Citation]) {
    if spot.member("citations").is_some() && citations.is_empty() {
        spot.problem("no citation; name the source");
    }
}

/// Conditions on the profile, and those of the other `kinds` that can stand here.
fn read_conditions(spot: &Node, name: &str, known: &Defined, kinds: &[&str]) -> Vec<Condition> {
    if spot.member(name).is_some() && spot.list(name).is_empty() {
        spot.problem(format!("`{name}` is an empty list; omit it"));
    }
    spot.list(name).iter().filter_map(|condition| read_condition(condition, known, kinds)).collect()
}

fn read_condition(spot: &Node, known: &Defined, kinds: &[&str]) -> Option<Condition> {
    let stands = |kind: &str| kinds.contains(&kind) && spot.member(kind).is_some();
    if stands(APPLIES) {
        read_applies(spot, known)
    } else if stands(QUESTION) && kinds.contains(&APPLIES) {
        read_earlier_answer(spot, known)
    } else if stands(QUESTION) {
        read_answered(spot, known)
    } else {
        Some(read_profile_condition(spot, known))
    }
}

fn read_profile_condition(spot: &Node, known: &Defined) -> Condition {
    spot.members(names::ON_PROFILE);
    let (question, any) = (spot.id(PROFILE), read_distinct_ids(spot, "any"));
    let mut unless = Vec::new();
    let place = spot.member(PROFILE).filter(|_| !question.is_empty());
    if let Some(asked) = known.profile.iter().find(|asked| asked.id == question) {
        for option in any.iter().filter(|option| !asked.options.contains(option)) {
            spot.problem(format!("`{}` has no option `{option}`; use {}", asked.id, one_of(&asked.options)));
        }
        unless = asked.options.iter().filter(|option| !any.contains(option)).cloned().collect();
        if any.is_empty() {
            spot.problem("`any` lists no option; add at least one");
        } else if unless.is_empty() {
            spot.problem(format!("`any` lists every option of `{}`; remove the condition", asked.id));
        }
    } else if let Some(place) = place {
        let ids: Vec<&str> = known.profile.iter().map(|asked| asked.id.as_str()).collect();
        place.problem(format!("unknown profile question `{question}`; use {}", one_of(&ids)));
    }
    Condition::Profile { question, any, unless }
}

fn read_applies(spot: &Node, known: &Defined) -> Option<Condition> {
    spot.members(names::ON_APPLIES);
    let question = read_earlier(spot, APPLIES, known)?;
    if question.reasons.is_empty() {
        let id = &question.id;
        spot.problem(format!("`{id}` cannot be answered \"does not apply\"; remove the condition"));
    }
    Some(Condition::Applies(Box::new(question)))
}

/// A condition on an answer for which the question is asked.
fn read_earlier_answer(spot: &Node, known: &Defined) -> Option<Condition> {
    spot.members(names::ON_ANSWER);
    let any = read_choices(spot, "any", &Choice::ALL);
    let question = read_earlier(spot, QUESTION, known)?;
    check_offered(spot, &question, &any);
    let unless = Choice::ALL.into_iter().filter(|choice| question.offers(*choice) && !any.contains(choice));
    let unless: Vec<Choice> = unless.collect();
    if any.is_empty() || unless.is_empty() {
        spot.problem("`any` lists no answer or every answer; list those for which the question is asked");
    }
    Some(Condition::Earlier { question: Box::new(question), any, unless })
}

fn check_offered(spot: &Node, question: &Question, any: &[Choice]) {
    for choice in any.iter().filter(|choice| !question.offers(**choice)) {
        spot.problem(format!("`{}` has no answer `{}`; remove it", question.id, choice.as_str()));
    }
}

fn read_answered(spot: &Node, known: &Defined) -> Option<Condition> {
    spot.members(names::ON_ANSWER);
    let any = read_choices(spot, "any", &ANSWERS);
    if any.is_empty() || any.len() == ANSWERS.len() {
        spot.problem("`any` lists no answer or every answer; list those that matter");
    }
    let question = read_earlier(spot, QUESTION, known)?;
    check_offered(spot, &question, &any);
    Some(Condition::Answered { question: Box::new(question), any })
}

/// The question that a condition names, which must stand before it in the file.
fn read_earlier(spot: &Node, name: &str, known: &Defined) -> Option<Question> {
    let id = spot.id(name);
    let question = known.questions.iter().find(|question| question.id == id);
    if let (None, false, Some(place)) = (question, id.is_empty(), spot.member(name)) {
        place.problem(format!("there is no question `{id}` before this one; use an earlier question"));
    }
    question.cloned()
}

/// The conditions of a rule, at least one of them on an answer.
fn read_rule_conditions(spot: &Node, known: &Defined) -> Vec<Condition> {
    let when = read_conditions(spot, "when", known, &[QUESTION]);
    // What could not be read has been reported.
    let read = when.len() == spot.list("when").len();
    if read && !when.iter().any(|condition| condition.answered().is_some()) && spot.member("when").is_some() {
        spot.problem("no condition on an answer; add the answers that trigger it to `when`");
    }
    when
}

fn read_stop(spot: &Node, known: &Defined) -> StopRule {
    spot.members(names::STOP);
    let stop = StopRule {
        id: spot.id("id"),
        when: read_rule_conditions(spot, known),
        citations: read_citations(spot, known),
    };
    check_cited(spot, &stop.citations);
    if spot.is_built_in() && !stop.citations.iter().any(|citation| citation.verified) {
        spot.problem("a stop rule without a verified citation; check one of its sources");
    }
    stop
}

/// Most rows and columns of a worksheet: it has to fit on a page.
pub(super) const MOST_ROWS: usize = 30;
pub(super) const MOST_COLUMNS: usize = 6;

fn read_worksheet(spot: &Node) -> Worksheet {
    spot.members(names::WORKSHEET);
    let columns = read_distinct_ids(spot, "columns");
    if (columns.is_empty() || columns.len() > MOST_COLUMNS) && spot.member("columns").is_some() {
        spot.problem(format!("{} columns; use 1 to {MOST_COLUMNS}", columns.len()));
    }
    let rows = spot.member("rows");
    let number = rows.as_ref().and_then(Node::own_integer).and_then(|rows| usize::try_from(rows).ok());
    let fits = number.filter(|rows| (1..=MOST_ROWS).contains(rows));
    if let (None, Some(place)) = (fits, rows) {
        place.problem(format!("not a number of rows; use 1 to {MOST_ROWS}"));
    }
    Worksheet { id: spot.id("id"), columns, rows: fits.unwrap_or(1) }
}

fn read_list(spot: &Node, known: &Defined) -> FactList {
    spot.members(names::LIST);
    let answers = read_choices(spot, "answers", &ANSWERS);
    if answers.len() < 2 && spot.member("answers").is_some() {
        spot.problem("fewer than two answers; list those that are offered");
    }
    let follow_up = read_choices(spot, "followUp", &ANSWERS);
    for choice in follow_up.iter().filter(|choice| !answers.contains(choice)) {
        spot.problem(format!(
            "`followUp` has `{}`, which is not among the answers; remove it",
            choice.as_str()
        ));
    }
    let weighed_in = spot.member("weighedIn").and_then(|_| read_earlier(spot, "weighedIn", known));
    if let Some(place) = spot.member("weighedIn").filter(|_| follow_up.is_empty()) {
        place.problem("no answer asks for more; add `followUp` or remove this");
    }
    let groups = spot.list("groups");
    if groups.is_empty() && spot.member("groups").is_some() {
        spot.problem("no groups; add at least one");
    }
    FactList {
        id: spot.id("id"),
        answers,
        follow_up,
        weighed_in: weighed_in.map(|question| question.id),
        groups: groups.iter().map(|group| read_group(group, known)).collect(),
    }
}

fn read_group(spot: &Node, known: &Defined) -> FactGroup {
    spot.members(names::GROUP);
    let items = spot.list("items");
    if items.is_empty() && spot.member("items").is_some() {
        spot.problem("no items; add at least one or remove the group");
    }
    FactGroup { id: spot.id("id"), items: items.iter().map(|item| read_fact(item, known)).collect() }
}

fn read_fact(spot: &Node, known: &Defined) -> Fact {
    spot.members(names::ITEM);
    let citations = read_citations(spot, known);
    check_cited(spot, &citations);
    Fact { id: spot.id("id"), candidate: spot.text("candidate"), citations }
}

fn read_decision(spot: &Node, known: &Defined, sections: &[Section]) -> DecisionRules {
    spot.members(names::DECISION);
    let points: Vec<DecisionPoint> =
        spot.list("points").iter().filter_map(|point| read_point(point, known, sections)).collect();
    let read = points.len() == spot.list("points").len();
    if read && points.len() < 2 && spot.member("points").is_some() {
        spot.problem("fewer than two points; list the sections that the decision is about");
    }
    for (place, point) in points.iter().enumerate() {
        if points.iter().take(place).any(|other| other.section == point.section) {
            spot.problem(format!("`{}` is a point twice; keep one", point.section));
        }
    }
    DecisionRules {
        points,
        approval: spot.member("approval").and_then(|_| read_earlier(spot, "approval", known)),
        rules: spot.list("rules").iter().map(|rule| read_decision_rule(rule, known)).collect(),
    }
}

fn read_point(spot: &Node, known: &Defined, sections: &[Section]) -> Option<DecisionPoint> {
    spot.members(names::POINT);
    let (id, settled) = (spot.id("section"), read_earlier(spot, "settled", known)?);
    let Some(section) = sections.iter().find(|section| section.id == id) else {
        if let Some(place) = spot.member("section").filter(|_| !id.is_empty()) {
            place.problem(format!("there is no section `{id}`; correct the id"));
        }
        return None;
    };
    if !section.questions.iter().any(|question| question.id == settled.id) {
        spot.problem(format!("`{}` is not a question of `{id}`; use one of its questions", settled.id));
    }
    if !settled.ask_when.is_empty() || !settled.reasons.is_empty() {
        spot.problem(format!("`{}` may be left out; remove its `askWhen` and `notApplicable`", settled.id));
    }
    Some(DecisionPoint { section: id, settled })
}

fn read_decision_rule(spot: &Node, known: &Defined) -> DecisionRule {
    spot.members(names::DECISION_RULE);
    let rule = DecisionRule {
        id: spot.id("id"),
        // What is missing or unknown has been reported.
        outcome: spot
            .choice("outcome", &DecisionOutcome::OF_RULES, DecisionOutcome::as_str)
            .unwrap_or(DecisionOutcome::Stop),
        ours: spot.truth("ours").unwrap_or_default(),
        when: read_rule_conditions(spot, known),
        citations: read_citations(spot, known),
    };
    for condition in &rule.when {
        let Condition::Answered { question, any } = condition else { continue };
        let has = |choice: Choice| any.contains(&choice);
        if has(Choice::Yes) {
            spot.problem(format!(
                "\"yes\" to `{}` sets it off, but \"yes\" is the good answer; ask the other way round",
                question.id
            ));
        } else if has(Choice::Partly) && !(has(Choice::No) && has(Choice::Unknown)) {
            spot.problem(format!(
                "\"partly\" to `{}` sets it off, but a worse answer does not; add `no` and `unknown`",
                question.id
            ));
        }
    }
    check_cited(spot, &rule.citations);
    if spot.is_built_in() && !rule.ours && !rule.citations.iter().any(|citation| citation.verified) {
        spot.problem("a rule without a verified citation; check one of its sources or mark it as `ours`");
    }
    rule
}

fn read_retired(spot: &Node, known: &Defined) -> (String, Vec<String>) {
    spot.members(names::RETIRED);
    let became = read_distinct_ids(spot, "became");
    for id in &became {
        let profile = became.len() == 1 && known.profile.iter().any(|asked| asked.id == *id);
        if !profile && !known.questions.iter().any(|question| question.id == *id) {
            spot.problem(format!("there is no question `{id}`; correct `became`"));
        }
    }
    (spot.id("id"), became)
}

fn read_similar(spot: &Node) -> Similar {
    spot.members(names::SIMILAR);
    Similar { questionnaire: spot.id("questionnaire"), question: spot.id("question") }
}

/// A question is similar to questions of other questionnaires; whether those exist is known only
/// where all are read.
fn check_similar(file: &Node) {
    let own = file.member("id").and_then(|id| id.raw_text());
    for question in file.list("sections").iter().flat_map(|section| section.list("questions")) {
        for similar in question.list("similar").iter().filter_map(|similar| similar.member("questionnaire")) {
            if similar.raw_text() == own {
                similar.problem("this is the same questionnaire; name another");
            }
        }
    }
}

fn read_reasons(spot: &Node) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for item in spot.list("notApplicable") {
        match item.own_choice("reason", &Reason::ALL, Reason::as_str) {
            Some(reason) if reasons.contains(&reason) => {
                item.problem(format!("`{}` occurs twice here; keep one", reason.as_str()));
            }
            Some(reason) => reasons.push(reason),
            None => {}
        }
    }
    reasons
}

fn read_citations(spot: &Node, known: &Defined) -> Vec<Citation> {
    spot.list("citations").iter().map(|citation| read_citation(citation, known)).collect()
}

fn read_citation(spot: &Node, known: &Defined) -> Citation {
    spot.members(names::CITATION);
    let texts = |name: &str| spot.list(name).iter().filter_map(Node::own_text).collect();
    let id = spot.id("source");
    let source = known.sources.iter().find(|source| source.id == id);
    if let (None, false, Some(place)) = (source, id.is_empty(), spot.member("source")) {
        let ids: Vec<&str> = known.sources.iter().map(|source| source.id.as_str()).collect();
        place.problem(format!("unknown source `{id}`; use {}", one_of(&ids)));
    }
    Citation {
        source: id,
        articles: texts("articles"),
        recitals: texts("recitals"),
        principles: texts("principles"),
        verified: read_mark(spot) != Some(CitationStatus::ToCheck)
            && source.is_some_and(|source| source.verified),
    }
}

/// Ids once used are never used for anything else: answers in old files are found by them.
fn check_unique<'a>(file: &Node<'a>) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut check = |spot: Option<Node<'a>>, kind: &'static str| {
        let Some(spot) = spot else { return };
        let Some(id) = spot.raw_text() else { return };
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == id) {
            spot.problem(format!("`{id}` is already the id of a {first}; use another"));
        } else {
            seen.push((id, kind));
        }
    };
    for retired in file.list("retired") {
        check(retired.member("id"), "retired question");
    }
    for profile in file.list("profile") {
        check(profile.member("id"), "profile question");
    }
    for section in file.list("sections") {
        check(section.member("id"), "section");
        for question in section.list("questions") {
            check(question.member("id"), "question");
        }
    }
    for stop in file.list("stops") {
        check(stop.member("id"), "stop rule");
    }
    for list in file.list("lists") {
        check(list.member("id"), "list");
        for group in list.list("groups") {
            check(group.member("id"), "group of a list");
            for item in group.list("items") {
                check(item.member("id"), "item of a list");
            }
        }
    }
    for sheet in file.list("worksheets") {
        check(sheet.member("id"), "worksheet");
    }
    for rule in file.member("decision").iter().flat_map(|decision| decision.list("rules")) {
        check(rule.member("id"), "rule of the decision");
    }
}

/// An address names a screen or a section, never both.
fn check_addresses(file: &Node) {
    let check = |spot: Option<Node>, words: &[&str]| {
        let Some(spot) = spot else { return };
        if let Some(id) = spot.raw_text().filter(|id| words.contains(id)) {
            spot.problem(format!("`{id}` is reserved for the address of a screen; use another id"));
        }
    };
    check(file.member("id"), &reserved::SCREENS);
    for part in file.list("sections").into_iter().chain(file.list("lists")) {
        check(part.member("id"), &reserved::PLACES);
    }
}

fn check_sources_used(
    file: &Node,
    sources: &[Source],
    sections: &[Section],
    stops: &[StopRule],
    decision: Option<&DecisionRules>,
    lists: &[FactList],
) {
    let cited = |citations: &[Citation], id: &str| citations.iter().any(|citation| citation.source == id);
    for (source, spot) in sources.iter().zip(file.list("sources")) {
        let mut rules = decision.into_iter().flat_map(|decision| &decision.rules);
        let used = stops.iter().any(|stop| cited(&stop.citations, &source.id))
            || rules.any(|rule| cited(&rule.citations, &source.id))
            || lists.iter().flat_map(FactList::items).any(|item| cited(&item.citations, &source.id))
            || sections.iter().any(|section| {
                cited(&section.citations, &source.id)
                    || section.questions.iter().any(|question| cited(&question.citations, &source.id))
            });
        if !source.id.is_empty() && !used {
            spot.problem(format!("source `{}` is never cited; cite it or remove it", source.id));
        }
    }
}
