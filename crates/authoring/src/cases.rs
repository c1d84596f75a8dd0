//! Named cases: answers with the outcome a lawyer expects of them, read and compared.

use std::collections::{BTreeMap, BTreeSet};

use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Reason},
    diagnostics::{Author, MemberNames, Node, one_of, read_file},
    questionnaire::{DecisionOutcome, Problem, Questionnaire},
    scoring::{Assessment, DecisionResult, Gate, GateRule, Level, PointState, SectionResult, assess},
};

/// The format's name and version.
pub(crate) const FORMAT: &str = "candour-cases/1";

/// Members of the file.
pub(crate) const FILE: MemberNames = MemberNames::new(&["format", "questionnaire", "cases"], &["$schema"]);
/// Members of a case.
pub(crate) const CASE: MemberNames = MemberNames::new(
    &["name", "answers"],
    &["expect", "profile", "others", "seriousGaps", "stops", "decision"],
);
/// Members of what is expected of a section.
pub(crate) const OUTCOME: MemberNames = MemberNames::new(&["level"], &["wouldBe", "gates"]);

/// Members of the decision that is expected.
pub(crate) const DECISION: MemberNames = MemberNames::new(&["outcome"], &["points", "rules"]);

/// The states that a case names; a point that it does not name is clear.
pub(crate) const NOT_CLEAR: [PointState; 3] = [PointState::Solved, PointState::Open, PointState::Unsolved];

/// What stands for no answer.
pub(crate) const OPEN: &str = "open";
/// What takes the evidence off an answer.
pub(crate) const WITHOUT_EVIDENCE: &str = "without evidence";
/// What stands for no level.
pub(crate) const NO_LEVEL: &str = "none";

/// The cases of one questionnaire.
// INVARIANT: names are unique, and every id in a case exists in the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cases {
    /// The cases in the order of the file.
    pub cases: Vec<Case>,
}

/// Answers, and what is expected to come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// A sentence that says what the case shows.
    pub name: String,
    /// The answers, those of `others` included.
    pub answers: Answers,
    expect: Vec<Expectation>,
    serious_gaps: Option<BTreeSet<String>>,
    stops: Option<BTreeSet<String>>,
    decision: Option<ExpectedDecision>,
}

/// The decision that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ExpectedDecision {
    outcome: DecisionOutcome,
    /// The points that are not clear.
    points: Option<BTreeMap<String, PointState>>,
    rules: Option<BTreeSet<String>>,
}

/// What is expected of one section.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expectation {
    section: String,
    level: LevelOrNone,
    would_be: Option<LevelOrNone>,
    gates: Option<BTreeMap<GateRule, BTreeSet<String>>>,
}

/// A level, or the expectation that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct LevelOrNone(Option<Level>);

impl Cases {
    /// Reads the `cases.json` of `questionnaire`, or lists everything an author has to fix.
    ///
    /// # Errors
    /// Every problem, with its place and its cure.
    pub fn parse(json: &str, questionnaire: &Questionnaire) -> Result<Self, Vec<Problem>> {
        read_file(json, &[], Author::BuiltIn, |file, _| {
            file.members(FILE);
            file.format(FORMAT);
            file.questionnaire(questionnaire.id());
            let cases: Vec<Case> =
                file.list("cases").iter().map(|case| read_case(case, questionnaire)).collect();
            check_names(file, &cases);
            Self { cases }
        })
    }
}

impl Case {
    /// Judges the answers and says, in words, each way in which the outcome is not the expected one.
    pub fn check(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let found = assess(questionnaire, &self.answers);
        let mut differences: Vec<String> =
            self.expect.iter().flat_map(|expected| expected.differences(&found)).collect();
        let gaps: BTreeSet<String> = found.serious_gaps.iter().cloned().collect();
        if let Some(expected) = self.serious_gaps.as_ref().filter(|expected| **expected != gaps) {
            differences.push(format!("serious gaps: {} expected, {} found", listed(expected), listed(&gaps)));
        }
        let stops: BTreeSet<String> = found.stops.iter().cloned().collect();
        if let Some(expected) = self.stops.as_ref().filter(|expected| **expected != stops) {
            differences.push(format!("stop rules: {} expected, {} found", listed(expected), listed(&stops)));
        }
        if let (Some(expected), Some(found)) = (&self.decision, &found.decision) {
            differences.extend(expected.differences(found));
        }
        differences
    }
}

impl ExpectedDecision {
    fn differences(&self, found: &DecisionResult) -> Vec<String> {
        let mut differences = Vec::new();
        if found.outcome != self.outcome {
            differences.push(format!(
                "outcome `{}` expected, `{}` found (behind it: {})",
                self.outcome.as_str(),
                found.outcome.as_str(),
                found.behind.join(", ")
            ));
        }
        let points: BTreeSet<String> = found
            .points
            .iter()
            .filter(|point| point.state != PointState::Clear)
            .map(|point| [&point.section, " ", point.state.as_str()].concat())
            .collect();
        let expected = self.points.as_ref().map(|expected| -> BTreeSet<String> {
            expected.iter().map(|(id, state)| [id, " ", state.as_str()].concat()).collect()
        });
        if let Some(expected) = expected.filter(|expected| *expected != points) {
            differences.push(format!("points: {} expected, {} found", listed(&expected), listed(&points)));
        }
        let rules: BTreeSet<String> = found.rules.iter().cloned().collect();
        if let Some(expected) = self.rules.as_ref().filter(|expected| **expected != rules) {
            differences.push(format!("rules: {} expected, {} found", listed(expected), listed(&rules)));
        }
        differences
    }
}

impl Expectation {
    fn differences(&self, found: &Assessment) -> Vec<String> {
        let Some(result) = found.section(&self.section) else {
            return vec![format!("{}: there is no such section", self.section)];
        };
        let mut differences = Vec::new();
        if LevelOrNone(result.level) != self.level {
            differences.push(format!(
                "{}: level {} expected, {} found ({})",
                self.section,
                number(self.level.0),
                number(result.level),
                reasons(result)
            ));
        }
        if let Some(would_be) = self.would_be.filter(|would_be| *would_be != LevelOrNone(result.would_be)) {
            differences.push(format!(
                "{}: `wouldBe` {} expected, {} found ({} of {} points)",
                self.section,
                number(would_be.0),
                number(result.would_be),
                result.share.points,
                result.share.of
            ));
        }
        let gates: BTreeMap<GateRule, BTreeSet<String>> = result.gates.iter().map(by_rule).collect();
        if let Some(expected) = self.gates.as_ref().filter(|expected| **expected != gates) {
            let rules: BTreeSet<GateRule> = expected.keys().chain(gates.keys()).copied().collect();
            for rule in rules.into_iter().filter(|rule| expected.get(rule) != gates.get(rule)) {
                differences.push(format!(
                    "{}: gate {}: {} expected, {} found",
                    self.section,
                    rule.as_str(),
                    expected.get(&rule).map_or_else(|| "none".to_owned(), listed),
                    gates.get(&rule).map_or_else(|| "none".to_owned(), listed)
                ));
            }
        }
        differences
    }
}

fn by_rule(gate: &Gate) -> (GateRule, BTreeSet<String>) {
    (gate.rule, gate.questions.iter().cloned().collect())
}

fn number(level: Option<Level>) -> String {
    level.map_or_else(|| "none".to_owned(), |level| level.number().to_string())
}

fn listed(ids: &BTreeSet<String>) -> String {
    if ids.is_empty() { "none".to_owned() } else { ids.iter().cloned().collect::<Vec<_>>().join(" and ") }
}

fn reasons(result: &SectionResult) -> String {
    let gates =
        result.gates.iter().map(|gate| format!("; {}: {}", gate.rule.as_str(), gate.questions.join(", ")));
    format!("{} of {} points{}", result.share.points, result.share.of, gates.collect::<String>())
}

fn check_names(file: &Node, cases: &[Case]) {
    if cases.is_empty() {
        file.problem("no cases; add at least one");
    }
    let mut seen = BTreeSet::new();
    for (case, spot) in cases.iter().zip(file.list("cases")) {
        if !case.name.is_empty() && !seen.insert(&case.name) {
            spot.problem(format!("a second case named `{}`; use a different name", case.name));
        }
    }
}

fn read_case(spot: &Node, questionnaire: &Questionnaire) -> Case {
    spot.members(CASE);
    let expect: Vec<Expectation> = spot
        .entries("expect")
        .iter()
        .filter_map(|(id, one)| read_expectation(id, one, questionnaire))
        .collect();
    let decides = questionnaire.decision().is_some();
    let problem = match (spot.member("expect"), spot.member("decision")) {
        (Some(_), _) if decides => "no section has a level here; use `decision` instead of `expect`",
        (_, Some(_)) if !decides => "the questionnaire gives no decision; use `expect`",
        (None, None) if decides => "no `decision`; add it",
        (None, _) if !decides => "no `expect`; add it",
        (Some(_), _) if expect.is_empty() => "no expectation; name at least one section in `expect`",
        _ => "",
    };
    if !problem.is_empty() {
        spot.problem(problem);
    }
    let gaps = spot.member("seriousGaps").map(|_| read_question_ids(spot, "seriousGaps", questionnaire));
    let stop = |id: &str| questionnaire.stops().iter().any(|stop| stop.id == id);
    let stops = spot.member("stops").map(|_| read_rules(spot, "stops", "stop rule", stop));
    let decision = spot.member("decision").and_then(|one| read_decision(&one, questionnaire));
    let answers = read_answers(spot, questionnaire);
    Case { name: spot.text("name"), answers, expect, serious_gaps: gaps, stops, decision }
}

fn read_decision(spot: &Node, questionnaire: &Questionnaire) -> Option<ExpectedDecision> {
    spot.members(DECISION);
    let rules = questionnaire.decision()?;
    let mut points = BTreeMap::new();
    for (id, state) in spot.entries("points") {
        if !rules.points.iter().any(|point| point.section == id) {
            state.problem(format!("there is no point `{id}`; correct or remove the id"));
        }
        if let Some(state) = state.own_choice("state", &NOT_CLEAR, PointState::as_str) {
            points.insert(id.to_owned(), state);
        }
    }
    let known = |id: &str| rules.rules.iter().any(|rule| rule.id == id);
    Some(ExpectedDecision {
        outcome: spot.choice("outcome", &DecisionOutcome::ALL, DecisionOutcome::as_str)?,
        points: spot.member("points").map(|_| points),
        rules: spot.member("rules").map(|_| read_rules(spot, "rules", "rule", known)),
    })
}

fn read_answers(spot: &Node, questionnaire: &Questionnaire) -> Answers {
    let mut answers = Answers::default();
    for (id, option) in spot.entries("profile") {
        if let Some(option) = read_option(id, &option, questionnaire) {
            answers.profile.insert(id.to_owned(), option);
        }
    }
    let others = spot.member("others").map_or_else(Answer::default, |others| read_others(&others));
    let mut named = Vec::new();
    for (id, answer) in spot.entries("answers") {
        if let Some(list) = questionnaire.list_of(id) {
            if let Some(choice) = answer.own_choice("answer", &list.answers, Choice::as_str) {
                let choice = Some(choice);
                answers.questions.insert(id.to_owned(), Answer { choice, ..Answer::default() });
            }
            continue;
        }
        let Some((_, question)) = questionnaire.question(id) else {
            answer.problem(format!("there is no question `{id}`; correct or remove the id"));
            continue;
        };
        if let Some(read) = read_answer(&answer, &question.reasons) {
            answers.questions.insert(id.to_owned(), read);
        }
        named.push((question, answer));
    }
    for question in questionnaire.questions() {
        if question.asked(&answers) && !answers.questions.contains_key(&question.id) {
            answers.questions.insert(question.id.clone(), others.clone());
        }
    }
    for (question, answer) in named.iter().filter(|(question, _)| !question.asked(&answers)) {
        let id = &question.id;
        answer.problem(format!(
            "`{id}` is not asked with this profile and these answers; remove it or change them"
        ));
    }
    answers
}

fn read_option(id: &str, spot: &Node, questionnaire: &Questionnaire) -> Option<String> {
    let Some(asked) = questionnaire.profile().iter().find(|asked| asked.id == id) else {
        spot.problem(format!("there is no profile question `{id}`; correct or remove the id"));
        return None;
    };
    let option = spot.own_text()?;
    if asked.options.contains(&option) {
        return Some(option);
    }
    spot.problem(format!("unknown option `{option}`; use {}", one_of(&asked.options)));
    None
}

fn read_others(spot: &Node) -> Answer {
    let answer = read_answer(spot, &[]).unwrap_or_default();
    if answer.choice == Some(Choice::NotApplicable) {
        spot.problem("not every question allows `not-applicable`; list those that do in `answers`");
    }
    answer
}

/// `yes`, `partly`, `yes without evidence`, `no`, `unknown`, `open` or `not-applicable <reason>`.
fn read_answer(spot: &Node, reasons: &[Reason]) -> Option<Answer> {
    let text = spot.own_text()?;
    let (name, rest) = text.split_once(' ').map_or((text.as_str(), None), |(name, rest)| (name, Some(rest)));
    let of = |choice, evidence| Answer { choice: Some(choice), evidence, ..Answer::default() };
    let answer = match (name.parse::<Choice>().ok(), rest) {
        (Some(choice @ (Choice::Yes | Choice::Partly)), None) => of(choice, true),
        (Some(choice @ (Choice::Yes | Choice::Partly)), Some(WITHOUT_EVIDENCE))
        | (Some(choice @ (Choice::No | Choice::Unknown)), None) => of(choice, false),
        (None, None) if name == OPEN => Answer::default(),
        (Some(Choice::NotApplicable), reason) => {
            return read_not_applicable(spot, reason.unwrap_or_default(), reasons);
        }
        _ => {
            spot.problem(format!(
                "unknown answer `{text}`; use yes, partly, no, unknown, open, not-applicable with a reason, \
                 or yes or partly with ` without evidence`"
            ));
            return None;
        }
    };
    Some(answer)
}

fn read_not_applicable(spot: &Node, name: &str, reasons: &[Reason]) -> Option<Answer> {
    let reason = name.parse::<Reason>().ok().filter(|reason| reasons.contains(reason));
    if reason.is_none() {
        let names: Vec<&str> = reasons.iter().map(|reason| reason.as_str()).collect();
        spot.problem(format!("`{name}` is not a reason that this question allows; use {}", one_of(&names)));
        return None;
    }
    Some(Answer { choice: Some(Choice::NotApplicable), reason, ..Answer::default() })
}

fn read_expectation(id: &str, spot: &Node, questionnaire: &Questionnaire) -> Option<Expectation> {
    spot.members(OUTCOME);
    if questionnaire.section(id).is_none() {
        spot.problem(format!("there is no section `{id}`; correct or remove the id"));
    }
    Some(Expectation {
        section: id.to_owned(),
        level: read_level(&spot.member("level")?)?,
        would_be: spot.member("wouldBe").and_then(|would_be| read_level(&would_be)),
        gates: spot.member("gates").map(|_| read_gates(spot, questionnaire)),
    })
}

/// 0 to 4, or "none"; `None` when it was reported.
fn read_level(spot: &Node) -> Option<LevelOrNone> {
    if spot.raw_text() == Some(NO_LEVEL) {
        return Some(LevelOrNone(None));
    }
    let number = spot.own_integer().and_then(|number| u8::try_from(number).ok());
    let level = number.and_then(Level::from_number);
    if level.is_none() {
        let found = number.map(|number| number.to_string());
        let found = found.as_deref().or(spot.raw_text()).unwrap_or_default();
        spot.problem(format!("unknown level `{found}`; use 0, 1, 2, 3, 4 or \"none\""));
    }
    level.map(|level| LevelOrNone(Some(level)))
}

fn read_gates(spot: &Node, questionnaire: &Questionnaire) -> BTreeMap<GateRule, BTreeSet<String>> {
    let mut gates = BTreeMap::new();
    for (name, gate) in spot.entries("gates") {
        let Ok(rule) = name.parse::<GateRule>() else {
            let names: Vec<&str> = GateRule::ALL.iter().map(|rule| rule.as_str()).collect();
            gate.problem(format!("unknown gate `{name}`; use {}", one_of(&names)));
            continue;
        };
        if let Some(inside) = spot.member("gates") {
            gates.insert(rule, read_question_ids(&inside, name, questionnaire));
        }
    }
    gates
}

fn read_question_ids(spot: &Node, name: &str, questionnaire: &Questionnaire) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for item in spot.list(name) {
        let Some(id) = item.own_id() else { continue };
        if questionnaire.question(&id).is_none() {
            item.problem(format!("there is no question `{id}`; correct or remove the id"));
        }
        ids.insert(id);
    }
    ids
}

fn read_rules(spot: &Node, name: &str, kind: &str, known: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for item in spot.list(name) {
        let Some(id) = item.own_id() else { continue };
        if !known(&id) {
            item.problem(format!("there is no {kind} `{id}`; correct or remove the id"));
        }
        ids.insert(id);
    }
    ids
}

#[cfg(test)]
mod tests {
    use candour_questionnaire::questionnaire::sample::{decision, questionnaire};

    use super::*;

    const JSON: &str = r#"{"format": "candour-cases/1", "questionnaire": "made-up", "cases": [
        {"name": "A shop that deletes nothing has a serious gap in storage",
         "profile": {"role": "controller", "children": "no"}, "others": "yes",
         "answers": {"deletion": "no", "backup": "not-applicable other"},
         "expect": {"storage": {"level": 1, "wouldBe": 2, "gates": {"critical-not-shown": ["deletion"]}},
                    "security": {"level": "none"}},
         "seriousGaps": ["deletion"], "stops": []}]}"#;

    fn differences(from: &str, to: &str) -> Vec<String> {
        assert!(JSON.contains(from), "the sample holds no {from}");
        let cases = Cases::parse(&JSON.replacen(from, to, 1), &questionnaire()).unwrap();
        cases.cases[0].check(&questionnaire())
    }

    fn check(from: &str, to: &str, expected: &[&str]) {
        assert!(JSON.contains(from), "the sample holds no {from}");
        let problems = Cases::parse(&JSON.replacen(from, to, 1), &questionnaire()).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn a_case_that_holds_has_no_differences() {
        assert_eq!(differences("A shop", "A firm"), Vec::<String>::new());
    }

    #[test]
    fn a_case_that_does_not_hold_says_why() {
        assert_eq!(
            differences("\"level\": 1", "\"level\": 4"),
            ["storage: level 4 expected, 1 found (8 of 14 points; critical-not-shown: deletion)"]
        );
        assert_eq!(
            differences("\"wouldBe\": 2", "\"wouldBe\": 3"),
            ["storage: `wouldBe` 3 expected, 2 found (8 of 14 points)"]
        );
        assert_eq!(
            differences("\"critical-not-shown\"", "\"critical-partly\""),
            [
                "storage: gate critical-not-shown: none expected, deletion found",
                "storage: gate critical-partly: deletion expected, none found"
            ]
        );
        assert_eq!(
            differences("\"level\": \"none\"", "\"level\": 0"),
            ["security: level 0 expected, none found (0 of 0 points)"]
        );
        assert_eq!(
            differences("\"seriousGaps\": [\"deletion\"]", "\"seriousGaps\": []"),
            ["serious gaps: none expected, deletion found"]
        );
        assert_eq!(
            differences("\"stops\": []", "\"stops\": [\"lost-data\"]"),
            ["stop rules: lost-data expected, none found"]
        );
    }

    #[test]
    fn others_speak_for_what_is_not_named() {
        let open = differences("\"others\": \"yes\",", "");
        assert_eq!(open[0], "storage: level 1 expected, 0 found (0 of 14 points)");
        assert_eq!(
            differences("\"others\": \"yes\"", "\"others\": \"yes without evidence\""),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_word_for_an_answer_gives_that_answer() {
        for (word, expected) in [
            ("yes", Some((Choice::Yes, true))),
            ("yes without evidence", Some((Choice::Yes, false))),
            ("partly", Some((Choice::Partly, true))),
            ("partly without evidence", Some((Choice::Partly, false))),
            ("no", Some((Choice::No, false))),
            ("unknown", Some((Choice::Unknown, false))),
            ("open", None),
        ] {
            let json = JSON.replacen("\"deletion\": \"no\"", &format!("\"deletion\": \"{word}\""), 1);
            let cases = Cases::parse(&json, &questionnaire()).unwrap();
            let answer = cases.cases[0].answers.answer("deletion");
            assert_eq!(answer.choice, expected.map(|(choice, _)| choice), "{word}");
            assert_eq!(answer.evidence, expected.is_some_and(|(_, evidence)| evidence), "{word}");
            assert_eq!(answer.reason, None, "{word}");
        }
        let cases = Cases::parse(JSON, &questionnaire()).unwrap();
        assert_eq!(cases.cases[0].answers.answer("backup").reason, Some(Reason::Other));
    }

    #[test]
    fn problems_name_their_place_and_cure() {
        let case = JSON.split_once('[').and_then(|(_, cases)| cases.strip_suffix("]}")).unwrap();
        check(case, "", &["file: no cases; add at least one"]);
        check(
            case,
            &format!("{case}, {case}"),
            &[
                "cases[1]: a second case named `A shop that deletes nothing has a serious gap in storage`; use a different name",
            ],
        );
        check(
            "\"deletion\": \"no\"",
            "\"delation\": \"no\"",
            &["cases[0].answers.delation: there is no question `delation`; correct or remove the id"],
        );
        check(
            "\"deletion\": \"no\"",
            "\"contract\": \"no\"",
            &[
                "cases[0].answers.contract: `contract` is not asked with this profile and these answers; remove it or change them",
            ],
        );
        check(
            "\"deletion\": \"no\"",
            "\"deletion\": \"nope\"",
            &[
                "cases[0].answers.deletion: unknown answer `nope`; use yes, partly, no, unknown, open, not-applicable with a \
             reason, or yes or partly with ` without evidence`",
            ],
        );
        check(
            "not-applicable other",
            "not-applicable law-forbids",
            &["cases[0].answers.backup: `law-forbids` is not a reason that this question allows; use other"],
        );
        check(
            "\"role\": \"controller\"",
            "\"role\": \"owner\"",
            &["cases[0].profile.role: unknown option `owner`; use controller, processor or not-sure"],
        );
        check(
            "\"level\": 1",
            "\"level\": 5",
            &["cases[0].expect.storage.level: unknown level `5`; use 0, 1, 2, 3, 4 or \"none\""],
        );
        check(
            "critical-not-shown",
            "critical",
            &[
                "cases[0].expect.storage.gates.critical: unknown gate `critical`; use critical-not-shown, critical-partly, \
             high-not-shown or evidence-missing",
            ],
        );
        check(
            "\"security\": {\"level\"",
            "\"safety\": {\"level\"",
            &["cases[0].expect.safety: there is no section `safety`; correct or remove the id"],
        );
        check(
            "\"stops\": []",
            "\"stops\": [\"lost\"]",
            &["cases[0].stops[0]: there is no stop rule `lost`; correct or remove the id"],
        );
    }

    const DEAL: &str = r#"{"format": "candour-cases/1", "questionnaire": "deal", "cases": [
        {"name": "A seller that does not know whether a deal serves abuse asks the owner", "others": "yes without evidence",
         "answers": {"place-facts": "no", "place-settled": "yes", "abuse-excluded": "unknown"},
         "decision": {"outcome": "escalate", "points": {"place": "solved", "purchaser": "open"}, "rules": ["abuse-unknown"]}}]}"#;

    #[test]
    fn a_decision_is_compared_with_its_points_and_rules() {
        let differences = |from: &str, to: &str| {
            assert!(DEAL.contains(from), "the sample holds no {from}");
            let cases = Cases::parse(&DEAL.replacen(from, to, 1), &decision()).unwrap();
            cases.cases[0].check(&decision())
        };
        assert_eq!(differences("escalate", "escalate"), [""; 0]);
        assert_eq!(
            differences("escalate", "stop"),
            ["outcome `stop` expected, `escalate` found (behind it: abuse-excluded, purchaser-settled)"]
        );
        assert_eq!(
            differences("\"place\": \"solved\"", "\"place\": \"unsolved\""),
            ["points: place unsolved and purchaser open expected, place solved and purchaser open found"]
        );
        assert_eq!(
            differences("[\"abuse-unknown\"]", "[\"abuse\"]"),
            ["rules: abuse expected, abuse-unknown found"]
        );
    }

    #[test]
    fn a_case_of_a_decision_names_what_exists() {
        let problems = |from: &str, to: &str| -> Vec<String> {
            assert!(DEAL.contains(from), "the sample holds no {from}");
            let problems = Cases::parse(&DEAL.replacen(from, to, 1), &decision()).unwrap_err();
            problems.iter().map(Problem::to_string).collect()
        };
        assert_eq!(
            problems("\"decision\": {", "\"expect\": {}, \"decision\": {"),
            ["cases[0]: no section has a level here; use `decision` instead of `expect`"]
        );
        assert_eq!(
            problems("\"purchaser\": \"open\"", "\"price\": \"clear\""),
            [
                "cases[0].decision.points.price: there is no point `price`; correct or remove the id",
                "cases[0].decision.points.price: unknown state `clear`; use solved, open or unsolved"
            ]
        );
        assert_eq!(
            problems("[\"abuse-unknown\"]", "[\"luck\"]"),
            ["cases[0].decision.rules[0]: there is no rule `luck`; correct or remove the id"]
        );
        check(
            "\"expect\": {",
            "\"decision\": {\"outcome\": \"stop\"}, \"expect\": {",
            &["cases[0]: the questionnaire gives no decision; use `expect`"],
        );
    }
}
