//! The structure of a questionnaire, and the parser that lists everything wrong with one at once.

pub use crate::reading::Problem;
use crate::{
    answers::Answers,
    canonical::canonical,
    date::Timestamp,
    digest::{hex, sha256},
    json::Json,
    reading::{Spot, one_of, read_file},
};

/// A questionnaire that has passed every check of [`Questionnaire::parse`].
// INVARIANT: ids of sections, questions, profile questions and retired questions are unique together;
// INVARIANT: every condition names a profile question and options that exist, every citation a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    id: String,
    version: String,
    date: String,
    retired: Vec<String>,
    sources: Vec<Source>,
    profile: Vec<ProfileQuestion>,
    sections: Vec<Section>,
    canonical: String,
    digest: String,
}

/// A question about the business that decides what is asked and what is critical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileQuestion {
    /// Its id.
    pub id: String,
    /// Ids of the options, in the order shown; at least two.
    pub options: Vec<String>,
}

/// A group of questions that gets one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Where the section as a whole comes from.
    pub citations: Vec<Citation>,
    /// Its questions in order; at least one.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its number in the research notes, for authors; empty if it has none.
    pub candidate: String,
    /// How much hangs on it, unless [`Question::critical_when`] holds.
    pub severity: Severity,
    /// The severity that "partly" counts as, if that is less than a "no" does.
    pub partly_counts_as: Option<Severity>,
    /// The question is asked when all of these hold.
    pub ask_when: Vec<Condition>,
    /// The question is critical when all of these hold and there is at least one.
    pub critical_when: Vec<Condition>,
    /// Reasons for which it may not apply; none means it always applies.
    pub reasons: Vec<Reason>,
    /// Where it comes from.
    pub citations: Vec<Citation>,
}

impl Question {
    /// Whether the question is asked of someone with this profile.
    pub fn asked(&self, answers: &Answers) -> bool {
        self.ask_when.iter().all(|condition| condition.holds(answers))
    }

    /// How much hangs on the question for someone with this profile.
    pub fn severity_for(&self, answers: &Answers) -> Severity {
        let raised = !self.critical_when.is_empty()
            && self.critical_when.iter().all(|condition| condition.holds(answers));
        if raised { Severity::Critical } else { self.severity }
    }
}

/// How much hangs on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to have.
    Low,
    /// Matters.
    Medium,
    /// Matters much.
    High,
    /// Failing it alone makes the practice unlawful at its core, or can hurt a person beyond repair.
    Critical,
}

impl Severity {
    /// From the gravest down.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// Weight in the share of a section: 1 to 3. Critical questions work through gates, not through
    /// more weight.
    pub fn weight(self) -> u32 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High | Self::Critical => 3,
        }
    }

    /// The name in files: `critical`, `high`, `medium` or `low`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// Why a question does not apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The business does nothing of the kind.
    NoSuchActivity,
    /// A supplier does it.
    DoneBySupplier,
    /// A law forbids it.
    LawForbids,
    /// It belongs to another stage.
    OtherStage,
    /// Something else.
    Other,
}

impl Reason {
    /// All, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::NoSuchActivity, Self::DoneBySupplier, Self::LawForbids, Self::OtherStage, Self::Other];

    /// The name in files and in the page, such as `no-such-activity`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSuchActivity => "no-such-activity",
            Self::DoneBySupplier => "done-by-supplier",
            Self::LawForbids => "law-forbids",
            Self::OtherStage => "other-stage",
            Self::Other => "other",
        }
    }

    /// The reason of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// Something that must be true of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The profile question.
    pub profile: String,
    /// It holds with each of these options.
    pub any: Vec<String>,
    /// It does not hold with any of these: the other options.
    pub unless: Vec<String>,
}

impl Condition {
    /// Whether it holds. It does unless one of the other options was chosen, so neither leaving a
    /// profile question out nor a file with an option that does not exist takes a question away.
    pub fn holds(&self, answers: &Answers) -> bool {
        answers.profile.get(&self.profile).is_none_or(|option| !self.unless.contains(option))
    }
}

/// A text that questions come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where the official text is found.
    pub url: Option<String>,
    /// Whether it has been checked; only then it is shown.
    pub verified: bool,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source.
    pub source: String,
    /// Articles as written in the source: `5(1)(e)`.
    pub articles: Vec<String>,
    /// Numbers of recitals.
    pub recitals: Vec<String>,
    /// Whether both this citation and its source have been checked; only then it is shown.
    pub verified: bool,
}

impl Questionnaire {
    /// Reads one `questionnaire.json`, or lists everything an author has to mend.
    ///
    /// # Errors
    /// Every problem found, in the order of the file; problems that span the file come last.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        read_file(json, |file, value| {
            if !json.is_ascii() {
                file.problem("letters beyond ASCII; texts belong into the wording files");
            }
            read(file, value)
        })
    }

    /// The id, which is also the name of its folder.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// The version: three numbers with dots.
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The day of this version, `2026-11-22`.
    pub fn date(&self) -> &str {
        &self.date
    }
    /// SHA-256 of [`Questionnaire::canonical`] in lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }
    /// The whole file in RFC 8785 form, `$schema` included.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
    /// The questions about the business, asked first.
    pub fn profile(&self) -> &[ProfileQuestion] {
        &self.profile
    }
    /// The sections in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }
    /// The sources, checked or not.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
    /// Ids of questions that older versions had.
    pub fn retired(&self) -> &[String] {
        &self.retired
    }
    /// The section of that id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
    /// The question of that id with its section.
    pub fn question(&self, id: &str) -> Option<(&Section, &Question)> {
        self.sections
            .iter()
            .find_map(|section| Some((section, section.questions.iter().find(|question| question.id == id)?)))
    }
    /// All questions in order, hidden ones included.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }
    /// The source of that id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
    /// How many questions there are, hidden ones included.
    pub fn question_count(&self) -> usize {
        self.questions().count()
    }
}

fn read(file: &Spot, value: &Json) -> Questionnaire {
    file.members(
        &["format", "id", "version", "date", "sources", "sections"],
        &["$schema", "retired", "profile"],
    );
    file.format("candour-questionnaire/1");
    let known = Known { sources: read_sources(file), profile: read_profile(file) };
    let sections = read_sections(file, &known);
    let retired = file.list("retired").iter().filter_map(Spot::own_id).collect();
    check_unique(file);
    check_sources_used(file, &known.sources, &sections);
    let canonical = canonical(value);
    Questionnaire {
        id: file.id("id"),
        version: read_version(file),
        date: read_date(file),
        retired,
        sources: known.sources,
        profile: known.profile,
        sections,
        digest: hex(&sha256(canonical.as_bytes())),
        canonical,
    }
}

/// What conditions and citations may refer to.
struct Known {
    sources: Vec<Source>,
    profile: Vec<ProfileQuestion>,
}

fn read_version(file: &Spot) -> String {
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
        spot.problem(format!("`{version}` is no version; use three numbers with dots, such as 1.0.0"));
    }
    version
}

fn read_date(file: &Spot) -> String {
    let date = file.text("date");
    if let Some(spot) = file.member("date")
        && !date.is_empty()
        && (date.len() != 10 || Timestamp::parse(&format!("{date}T00:00:00Z")).is_none())
    {
        spot.problem(format!("`{date}` is no day; use year, month and day, such as 2026-11-22"));
    }
    date
}

/// Whether something has been checked; authors write it down as `mark`.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Verified,
    ToCheck,
}

fn mark_name(mark: Mark) -> &'static str {
    match mark {
        Mark::Verified => "verified",
        Mark::ToCheck => "to-check",
    }
}

fn read_mark(spot: &Spot) -> Option<Mark> {
    spot.choice("mark", &[Mark::Verified, Mark::ToCheck], mark_name)
}

fn read_sources(file: &Spot) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for spot in file.list("sources") {
        spot.members(&["id", "mark"], &["url"]);
        let id = spot.id("id");
        if !id.is_empty() && sources.iter().any(|source| source.id == id) {
            spot.problem(format!("a second source `{id}`; keep one of them"));
        }
        let url = spot.optional_text("url");
        if let (Some(url), Some(place)) = (&url, spot.member("url"))
            && !url.starts_with("https://")
        {
            place.problem(format!("`{url}` is no address; begin it with https://"));
        }
        sources.push(Source { id, url, verified: read_mark(&spot) == Some(Mark::Verified) });
    }
    sources
}

fn read_profile(file: &Spot) -> Vec<ProfileQuestion> {
    let mut profile = Vec::new();
    for spot in file.list("profile") {
        spot.members(&["id", "options"], &[]);
        let options = read_distinct_ids(&spot, "options");
        if options.len() < 2 {
            spot.problem("fewer than two options; add one or take the question out");
        }
        profile.push(ProfileQuestion { id: spot.id("id"), options });
    }
    profile
}

fn read_distinct_ids(spot: &Spot, name: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for item in spot.list(name) {
        match item.own_id() {
            Some(id) if ids.contains(&id) => item.problem(format!("`{id}` stands here twice; keep one")),
            Some(id) => ids.push(id),
            None => {}
        }
    }
    ids
}

fn read_sections(file: &Spot, known: &Known) -> Vec<Section> {
    let spots = file.list("sections");
    if spots.is_empty() && file.member("sections").is_some() {
        file.problem("no sections; add at least one");
    }
    let mut sections = Vec::new();
    for spot in spots {
        spot.members(&["id", "questions"], &["citations"]);
        let questions = spot.list("questions");
        if questions.is_empty() {
            spot.problem("no questions in this section; add one or take the section out");
        }
        sections.push(Section {
            id: spot.id("id"),
            citations: read_citations(&spot, known),
            questions: questions.iter().map(|question| read_question(question, known)).collect(),
        });
    }
    sections
}

fn read_question(spot: &Spot, known: &Known) -> Question {
    spot.members(
        &["id", "severity", "citations"],
        &["candidate", "partlyCountsAs", "askWhen", "criticalWhen", "notApplicable"],
    );
    let question = Question {
        id: spot.id("id"),
        candidate: spot.text("candidate"),
        // A missing or unknown severity has been reported; the questionnaire is refused.
        severity: spot.choice("severity", &Severity::ALL, Severity::name).unwrap_or(Severity::Critical),
        partly_counts_as: spot.choice("partlyCountsAs", &Severity::ALL, Severity::name),
        ask_when: read_conditions(spot, "askWhen", known),
        critical_when: read_conditions(spot, "criticalWhen", known),
        reasons: read_reasons(spot),
        citations: read_citations(spot, known),
    };
    check_severity(spot, &question);
    check_conditions(spot, &question);
    check_citations(spot, &question);
    question
}

/// The gravest the question can be for anyone.
fn gravest(question: &Question) -> Severity {
    if question.critical_when.is_empty() { question.severity } else { Severity::Critical }
}

fn check_severity(spot: &Spot, question: &Question) {
    if let (Some(partly), Some(place)) = (question.partly_counts_as, spot.member("partlyCountsAs"))
        && partly >= gravest(question)
    {
        place.problem(format!(
            "`{}` is not lower than the question's own severity; use a lower one or leave it out",
            partly.name()
        ));
    }
    if let Some(place) = spot.member("criticalWhen")
        && question.severity == Severity::Critical
        && spot.member("severity").is_some()
    {
        place.problem("the question is critical already; leave this out or use a lower severity");
    }
}

fn check_conditions(spot: &Spot, question: &Question) {
    let asked: Vec<&Condition> = question.ask_when.iter().collect();
    let critical: Vec<&Condition> = question.ask_when.iter().chain(&question.critical_when).collect();
    if contradict(&asked) {
        spot.problem(
            "nobody can ever see this question: its conditions contradict each other; change `askWhen`",
        );
    } else if contradict(&critical) {
        spot.problem(
            "this can never be critical: its conditions contradict each other; change `criticalWhen`",
        );
    }
}

/// Whether no option of some profile question satisfies all conditions on it.
fn contradict(conditions: &[&Condition]) -> bool {
    conditions.iter().any(|one| {
        let same: Vec<&&Condition> = conditions.iter().filter(|other| other.profile == one.profile).collect();
        let satisfies_all = |option: &String| same.iter().all(|other| other.any.contains(option));
        // A condition that names no option has been reported already.
        same.iter().all(|other| !other.any.is_empty()) && !one.any.iter().any(satisfies_all)
    })
}

fn check_citations(spot: &Spot, question: &Question) {
    if question.citations.is_empty() {
        spot.problem("no citation; name the source it comes from");
    } else if gravest(question) == Severity::Critical
        && !question.citations.iter().any(|citation| citation.verified)
    {
        spot.problem("a critical question with no verified citation; check one of its sources");
    }
}

fn read_conditions(spot: &Spot, name: &str, known: &Known) -> Vec<Condition> {
    if spot.member(name).is_some() && spot.list(name).is_empty() {
        spot.problem(format!("`{name}` holds no condition; leave it out"));
    }
    spot.list(name).iter().map(|condition| read_condition(condition, known)).collect()
}

fn read_condition(spot: &Spot, known: &Known) -> Condition {
    spot.members(&["profile", "any"], &[]);
    let mut condition =
        Condition { profile: spot.id("profile"), any: read_distinct_ids(spot, "any"), unless: Vec::new() };
    let Some(place) = spot.member("profile").filter(|_| !condition.profile.is_empty()) else {
        return condition;
    };
    let Some(asked) = known.profile.iter().find(|asked| asked.id == condition.profile) else {
        let ids: Vec<&str> = known.profile.iter().map(|asked| asked.id.as_str()).collect();
        place.problem(format!("unknown profile question `{}`; use {}", condition.profile, one_of(&ids)));
        return condition;
    };
    for option in condition.any.iter().filter(|option| !asked.options.contains(option)) {
        spot.problem(format!("`{}` has no option `{option}`; use {}", asked.id, one_of(&asked.options)));
    }
    condition.unless =
        asked.options.iter().filter(|option| !condition.any.contains(option)).cloned().collect();
    if condition.any.is_empty() {
        spot.problem("`any` names no option; add at least one");
    } else if condition.unless.is_empty() {
        spot.problem(format!("`any` names every option of `{}`; leave the condition out", asked.id));
    }
    condition
}

fn read_reasons(spot: &Spot) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for item in spot.list("notApplicable") {
        match item.own_choice("reason", &Reason::ALL, Reason::name) {
            Some(reason) if reasons.contains(&reason) => {
                item.problem(format!("`{}` stands here twice; keep one", reason.name()));
            }
            Some(reason) => reasons.push(reason),
            None => {}
        }
    }
    reasons
}

fn read_citations(spot: &Spot, known: &Known) -> Vec<Citation> {
    spot.list("citations").iter().map(|citation| read_citation(citation, known)).collect()
}

fn read_citation(spot: &Spot, known: &Known) -> Citation {
    spot.members(&["source"], &["articles", "recitals", "mark"]);
    let texts = |name: &str| spot.list(name).iter().filter_map(Spot::own_text).collect();
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
        verified: read_mark(spot) != Some(Mark::ToCheck) && source.is_some_and(|source| source.verified),
    }
}

/// Ids once used are never used for anything else: answers in old files are found by them.
fn check_unique<'a>(file: &Spot<'a>) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut check = |spot: Option<Spot<'a>>, kind: &'static str| {
        let Some(spot) = spot else { return };
        let Some(id) = spot.raw_text() else { return };
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == id) {
            spot.problem(format!("`{id}` is the id of a {first} already; use another"));
        } else {
            seen.push((id, kind));
        }
    };
    for retired in file.list("retired") {
        check(Some(retired), "retired question");
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
}

fn check_sources_used(file: &Spot, sources: &[Source], sections: &[Section]) {
    let cited = |citations: &[Citation], id: &str| citations.iter().any(|citation| citation.source == id);
    for (source, spot) in sources.iter().zip(file.list("sources")) {
        let used = sections.iter().any(|section| {
            cited(&section.citations, &source.id)
                || section.questions.iter().any(|question| cited(&question.citations, &source.id))
        });
        if !source.id.is_empty() && !used {
            spot.problem(format!("nothing cites `{}`; cite it or take it out", source.id));
        }
    }
}

/// A small made-up questionnaire for the tests of this crate.
#[cfg(test)]
pub(crate) mod sample {
    use super::Questionnaire;

    pub(crate) const JSON: &str = r#"{
        "$schema": "../questionnaire.schema.json",
        "format": "candour-questionnaire/1",
        "id": "made-up",
        "version": "1.0.0",
        "date": "2026-11-22",
        "retired": ["old-question"],
        "sources": [
            {"id": "law", "mark": "verified", "url": "https://example.org/law"},
            {"id": "draft", "mark": "to-check"}
        ],
        "profile": [
            {"id": "role", "options": ["controller", "processor", "not-sure"]},
            {"id": "children", "options": ["yes", "no", "not-sure"]}
        ],
        "sections": [
            {"id": "storage", "citations": [{"source": "law", "articles": ["5(1)(e)"], "recitals": ["39"]}], "questions": [
                {"id": "deletion", "candidate": "G-E2", "severity": "critical", "partlyCountsAs": "high",
                    "notApplicable": ["no-such-activity", "other"], "citations": [{"source": "law"}]},
                {"id": "limits", "severity": "high", "notApplicable": ["other"], "citations": [{"source": "law"}],
                    "criticalWhen": [{"profile": "children", "any": ["yes", "not-sure"]}]},
                {"id": "contract", "severity": "medium", "citations": [{"source": "draft"}],
                    "askWhen": [{"profile": "role", "any": ["processor", "not-sure"]}]},
                {"id": "tidiness", "severity": "low", "citations": [{"source": "law", "mark": "to-check"}]}
            ]},
            {"id": "security", "questions": [
                {"id": "backup", "severity": "critical", "notApplicable": ["other"], "citations": [{"source": "law"}]}
            ]}
        ]
    }"#;

    pub(crate) fn questionnaire() -> Questionnaire {
        Questionnaire::parse(JSON).unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Changes the sample in one place and looks for exactly these problems.
    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(sample::JSON.contains(from), "the sample holds no {from}");
        let problems = Questionnaire::parse(&sample::JSON.replacen(from, to, 1)).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_sound_questionnaire_is_read_whole() {
        let questionnaire = sample::questionnaire();
        assert_eq!(
            (questionnaire.id(), questionnaire.version(), questionnaire.date()),
            ("made-up", "1.0.0", "2026-11-22")
        );
        assert_eq!((questionnaire.sections().len(), questionnaire.question_count()), (2, 5));
        let (section, deletion) = questionnaire.question("deletion").unwrap();
        assert_eq!((section.id.as_str(), deletion.candidate.as_str()), ("storage", "G-E2"));
        assert_eq!(deletion.reasons, [Reason::NoSuchActivity, Reason::Other]);
        assert_eq!(questionnaire.digest().len(), 64);
    }

    #[test]
    fn what_is_to_be_checked_counts_as_not_verified() {
        let questionnaire = sample::questionnaire();
        let verified = |id| questionnaire.question(id).unwrap().1.citations[0].verified;
        assert!(verified("deletion"));
        assert!(!verified("contract"), "its source is to be checked");
        assert!(!verified("tidiness"), "the citation is to be checked");
    }

    #[test]
    fn a_condition_holds_unless_another_option_was_chosen() {
        let questionnaire = sample::questionnaire();
        let (_, contract) = questionnaire.question("contract").unwrap();
        let asked = |option: Option<&str>| {
            let profile = option.map(|option| ("role".to_owned(), option.to_owned()));
            contract.asked(&Answers { profile: profile.into_iter().collect(), ..Answers::default() })
        };
        assert!(asked(Some("processor")) && asked(Some("not-sure")) && asked(None));
        assert!(asked(Some("no-such-option")));
        assert!(!asked(Some("controller")));
    }

    #[test]
    fn a_profile_can_make_a_question_critical() {
        let questionnaire = sample::questionnaire();
        let (_, limits) = questionnaire.question("limits").unwrap();
        let severity = |option: &str| {
            let profile = [("children".to_owned(), option.to_owned())].into_iter().collect();
            limits.severity_for(&Answers { profile, ..Answers::default() })
        };
        assert_eq!(severity("yes"), Severity::Critical);
        assert_eq!(severity("no"), Severity::High);
        assert_eq!(limits.severity_for(&Answers::default()), Severity::Critical);
    }

    #[test]
    fn every_problem_is_listed_at_once() {
        let broken = sample::JSON
            .replacen("\"1.0.0\"", "\"one\"", 1)
            .replacen("\"critical\"", "\"urgent\"", 1)
            .replacen("\"backup\"", "\"Back up\"", 1);
        let problems = Questionnaire::parse(&broken).unwrap_err();
        let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
        assert_eq!(places, ["sections[0].questions[0].severity", "sections[1].questions[0].id", "version"]);
        assert_eq!(problems[0].message, "unknown severity `urgent`; use critical, high, medium or low");
    }

    #[test]
    fn a_file_that_is_no_json_says_where_it_breaks() {
        let message = |json: &str| Questionnaire::parse(json).unwrap_err()[0].to_string();
        assert_eq!(message(""), "file: empty; write the JSON document into it");
        assert_eq!(
            message("{\n  oops"),
            "line 2, column 3: not JSON here; look for a comma, quote or bracket too many or too few"
        );
        assert_eq!(message("{\"a\":1,\"a\":2}"), "file: `a` stands twice in one object; keep one of them");
        assert_eq!(message("[]"), "file: not an object; write it between { and }");
    }

    #[test]
    fn a_mistyped_member_lists_the_allowed_ones() {
        check(
            "\"candidate\"",
            "\"candidat\"",
            &[
                "sections[0].questions[0]: unknown member `candidat`; use id, severity, citations, candidate, \
               partlyCountsAs, askWhen, criticalWhen or notApplicable",
            ],
        );
        check("\"date\": \"2026-11-22\",", "", &["file: no `date`; add it"]);
    }

    #[test]
    fn the_heading_is_checked() {
        check(
            "questionnaire/1",
            "questionnaire/2",
            &["format: unknown format `candour-questionnaire/2`; use candour-questionnaire/1"],
        );
        check(
            "\"made-up\"",
            "\"Made up\"",
            &["id: `Made up` is no id; use small letters, digits and hyphens, a letter first"],
        );
        check("1.0.0", "1.0", &["version: `1.0` is no version; use three numbers with dots, such as 1.0.0"]);
        check(
            "2026-11-22",
            "2026-02-30",
            &["date: `2026-02-30` is no day; use year, month and day, such as 2026-11-22"],
        );
        check(
            "https://example.org",
            "example.org",
            &["sources[0].url: `example.org/law` is no address; begin it with https://"],
        );
        check("G-E2", "G\u{2013}E2", &["file: letters beyond ASCII; texts belong into the wording files"]);
    }

    #[test]
    fn an_id_is_used_once() {
        let taken = |kind: &str, id: &str| format!("`{id}` is the id of a {kind} already; use another");
        let at = |place: &str, kind: &str, id: &str| format!("{place}: {}", taken(kind, id));
        check(
            "\"id\": \"tidiness\"",
            "\"id\": \"deletion\"",
            &[&at("sections[0].questions[3].id", "question", "deletion")],
        );
        check(
            "\"id\": \"backup\"",
            "\"id\": \"storage\"",
            &[&at("sections[1].questions[0].id", "section", "storage")],
        );
        check(
            "\"id\": \"backup\"",
            "\"id\": \"old-question\"",
            &[&at("sections[1].questions[0].id", "retired question", "old-question")],
        );
        check(
            "\"id\": \"security\"",
            "\"id\": \"role\"",
            &[&at("sections[1].id", "profile question", "role")],
        );
        check(
            "\"not-sure\"",
            "\"processor\"",
            &[
                "profile[0].options[2]: `processor` stands here twice; keep one",
                "sections[0].questions[2].askWhen[0]: `role` has no option `not-sure`; use controller or processor",
            ],
        );
    }

    #[test]
    fn conditions_name_what_exists() {
        check(
            "{\"profile\": \"role\", \"any\"",
            "{\"profile\": \"roll\", \"any\"",
            &[
                "sections[0].questions[2].askWhen[0].profile: unknown profile question `roll`; use role or children",
            ],
        );
        check(
            "\"any\": [\"processor\"",
            "\"any\": [\"subcontractor\"",
            &[
                "sections[0].questions[2].askWhen[0]: `role` has no option `subcontractor`; use controller, processor or not-sure",
            ],
        );
        check(
            "\"any\": [\"processor\"",
            "\"any\": [\"controller\", \"processor\"",
            &[
                "sections[0].questions[2].askWhen[0]: `any` names every option of `role`; leave the condition out",
            ],
        );
        check(
            "[\"processor\", \"not-sure\"]}",
            "[]}",
            &["sections[0].questions[2].askWhen[0]: `any` names no option; add at least one"],
        );
    }

    #[test]
    fn a_question_that_nobody_can_see_is_a_problem() {
        check(
            "{\"profile\": \"role\", \"any\": [\"processor\", \"not-sure\"]}",
            "{\"profile\": \"role\", \"any\": [\"processor\"]}, {\"profile\": \"role\", \"any\": [\"controller\"]}",
            &[
                "sections[0].questions[2]: nobody can ever see this question: its conditions contradict each other; change `askWhen`",
            ],
        );
        check(
            "\"criticalWhen\"",
            "\"askWhen\": [{\"profile\": \"children\", \"any\": [\"no\"]}], \"criticalWhen\"",
            &[
                "sections[0].questions[1]: this can never be critical: its conditions contradict each other; change `criticalWhen`",
            ],
        );
    }

    #[test]
    fn sources_exist_and_are_used() {
        check(
            "{\"source\": \"draft\"}",
            "{\"source\": \"daft\"}",
            &[
                "sections[0].questions[2].citations[0].source: unknown source `daft`; use law or draft",
                "sources[1]: nothing cites `draft`; cite it or take it out",
            ],
        );
        check(
            "\"mark\": \"to-check\"}\n",
            "\"mark\": \"K\"}\n",
            &["sources[1].mark: unknown mark `K`; use verified or to-check"],
        );
        check(
            "[{\"source\": \"law\", \"mark\": \"to-check\"}]",
            "[]",
            &["sections[0].questions[3]: no citation; name the source it comes from"],
        );
    }

    #[test]
    fn a_critical_question_needs_a_verified_citation() {
        check(
            "\"other\"], \"citations\": [{\"source\": \"law\"",
            "\"other\"], \"citations\": [{\"source\": \"draft\"",
            &[
                "sections[0].questions[0]: a critical question with no verified citation; check one of its sources",
            ],
        );
    }

    #[test]
    fn partly_counts_as_less_than_the_question() {
        check(
            "\"partlyCountsAs\": \"high\"",
            "\"partlyCountsAs\": \"critical\"",
            &[
                "sections[0].questions[0].partlyCountsAs: `critical` is not lower than the question's own severity; use a lower one or leave it out",
            ],
        );
        check(
            "\"severity\": \"high\"",
            "\"severity\": \"critical\"",
            &[
                "sections[0].questions[1].criticalWhen: the question is critical already; leave this out or use a lower severity",
            ],
        );
    }

    #[test]
    fn reasons_are_known_and_named_once() {
        check(
            "[\"no-such-activity\", \"other\"]",
            "[\"other\", \"other\"]",
            &["sections[0].questions[0].notApplicable[1]: `other` stands here twice; keep one"],
        );
        check(
            "\"no-such-activity\"",
            "\"too-hard\"",
            &[
                "sections[0].questions[0].notApplicable[0]: unknown reason `too-hard`; use no-such-activity, done-by-supplier, law-forbids, other-stage or other",
            ],
        );
    }

    #[test]
    fn a_section_holds_questions() {
        let (_, tail) = sample::JSON.split_once("\"security\", ").unwrap();
        check(
            tail,
            "\"questions\": []}]}",
            &["sections[1]: no questions in this section; add one or take the section out"],
        );
    }
}
