//! The parser of a questionnaire, which lists everything wrong with it at once.

use super::{
    Citation, Condition, ProfileQuestion, Question, Questionnaire, Reason, Section, Severity, Source,
};
use crate::{
    canonical::canonical,
    date::Timestamp,
    digest::{hex, sha256},
    json::Json,
    reading::{Spot, one_of},
};

pub(super) fn read(file: &Spot, value: &Json) -> Questionnaire {
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
