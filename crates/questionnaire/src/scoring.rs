//! From answers to levels: shares in whole numbers, gates that only lower, stop rules, gaps and actions.
//!
//! The borders and gates are this project's own and have no outside authority. Whole numbers only,
//! compared by cross multiplication, so that every device comes to the same result.

mod decision;
mod next_level;

pub use decision::{DecisionResult, PointResult, PointState};
pub use next_level::{Improvement, NeededChange, NextLevel, lift};

use candour_proof::{impl_from_str, sort::sort_by_key};

use crate::{
    answers::{Answers, Resolution},
    questionnaire::{FactList, Question, Questionnaire, Section, Severity, StopRule},
};

/// Judges the answers to one questionnaire. Questions that the profile hides never count.
pub fn assess(questionnaire: &Questionnaire, answers: &Answers) -> Assessment {
    let stops: Vec<&StopRule> = questionnaire.stops().iter().filter(|stop| stop.set_off(answers)).collect();
    let ids = stops.iter().map(|stop| stop.id.clone()).collect();
    let mut assessment = Assessment { stops: ids, ..Assessment::default() };
    for section in questionnaire.sections() {
        let asked = asked(section, answers);
        for one in &asked {
            assessment.note(section, one);
        }
        let result = if questionnaire.decision().is_some() {
            counted(section, &asked)
        } else {
            judge(section, &asked)
        };
        assessment.completeness.add(&result.completeness);
        assessment.sections.push(result);
    }
    assessment.decision = decision::decide(questionnaire, answers);
    if assessment.decision.is_some() {
        assessment.evidence_missing.clear();
    }
    let behind = assessment.decision.as_ref().map_or(&[][..], |decision| &decision.behind);
    let unweighed = unweighed(questionnaire, answers);
    // A stop rule weighs more than any level, so what it rests on is done first; so is what a decision rests on.
    sort_by_key(&mut assessment.actions, |action| {
        let id = &action.question;
        let is_weighing = unweighed.contains(&id.as_str());
        let rests_on = |stop: &&StopRule| stop.rests_on(id);
        (!is_weighing, !stops.iter().any(rests_on) && !behind.contains(id))
    });
    assessment
}

/// The counts of [`Assessment::completeness`] alone.
pub fn completeness(questionnaire: &Questionnaire, answers: &Answers) -> Completeness {
    let mut counts = Completeness::default();
    for section in questionnaire.sections() {
        counts.add(&Completeness::of(&asked(section, answers)));
    }
    counts
}

/// What the answers amount to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assessment {
    /// One result for each section, in the order of the questionnaire.
    pub sections: Vec<SectionResult>,
    /// Counts over all sections.
    pub completeness: Completeness,
    /// Ids of the stop rules that were set off, in order: reasons to take advice before going on,
    /// whatever the levels are.
    pub stops: Vec<String>,
    /// Ids of critical questions answered no or unknown, or left open, in order.
    pub serious_gaps: Vec<String>,
    /// Ids of the serious gaps that are left open, in order: nobody said that anything is missing there.
    pub critical_open: Vec<String>,
    /// Ids of critical questions answered yes or partly without evidence, in order: level 4 needs it.
    pub evidence_missing: Vec<String>,
    /// What to do: first what stop rules rest on, then the rest, each most urgent first. Questions left open get no
    /// action.
    pub actions: Vec<Action>,
    /// Ids of critical questions that do not apply, in order; shown to every reader.
    pub critical_not_applicable: Vec<String>,
    /// The decision, if the questionnaire gives one. Then no section has a level.
    pub decision: Option<DecisionResult>,
}

impl Assessment {
    /// All sections with the lowest level, in order; none if no section has a level.
    pub fn weakest(&self) -> Vec<&SectionResult> {
        let lowest = self.sections.iter().filter_map(|section| section.level).min();
        self.sections.iter().filter(|section| section.level.is_some() && section.level == lowest).collect()
    }

    /// Ids of the serious gaps that somebody answered with no or unknown, in order.
    pub fn answered_gaps(&self) -> Vec<String> {
        self.serious_gaps.iter().filter(|gap| !self.critical_open.contains(gap)).cloned().collect()
    }

    /// Whether every question asked has an answer.
    pub fn complete(&self) -> bool {
        self.completeness.open == 0
    }

    /// The result of the section of that id.
    pub fn section(&self, id: &str) -> Option<&SectionResult> {
        self.sections.iter().find(|section| section.id == id)
    }

    fn note(&mut self, section: &Section, one: &ScoredQuestion) {
        let question = one.question.id.clone();
        if one.severity == Severity::Critical {
            match one.given {
                Some(Resolution::NotApplicable(_)) => self.critical_not_applicable.push(question.clone()),
                _ if one.not_shown() => self.serious_gaps.push(question.clone()),
                _ => {}
            }
            if one.given.is_none() {
                self.critical_open.push(question.clone());
            }
        }
        if GateRule::EvidenceMissing.set_off_by(one) {
            self.evidence_missing.push(question.clone());
        }
        if let Some(rank) = one.rank() {
            // The order of the questionnaire decides within a rank.
            let place = self.actions.partition_point(|action| action.rank <= rank);
            self.actions.insert(place, Action { question, section: section.id.clone(), rank });
        }
    }
}

/// What the answers amount to in one section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionResult {
    /// Id of the section.
    pub id: String,
    /// The level; `None` if no question counts, because none is asked or none applies.
    pub level: Option<Level>,
    /// The level that the share alone would give.
    pub would_be: Option<Level>,
    /// The rules that lower the level, strictest first; only those that stay below `would_be`.
    pub gates: Vec<Gate>,
    /// Counts of this section.
    pub completeness: Completeness,
    /// Points reached out of the points that count.
    pub share: Share,
    /// The level says little: more than a third of the questions asked do not apply, at least half of all its
    /// questions are hidden or do not apply, or fewer than three count.
    pub few_apply: bool,
    /// More than a third of the questions asked are unknown, so finding out comes first.
    pub facts_first: bool,
}

/// How far a section is in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A share below 20 %.
    NotStarted = 0,
    /// From 20 %.
    Starting = 1,
    /// From 50 %.
    Partly = 2,
    /// From 75 %.
    Mostly = 3,
    /// From 95 %, with evidence for each critical question.
    InPlace = 4,
}

impl Level {
    /// From the lowest up.
    pub const ALL: [Self; 5] = [Self::NotStarted, Self::Starting, Self::Partly, Self::Mostly, Self::InPlace];

    /// 0 to 4.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The level of that number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The least share for this level, in percent.
    pub fn percent(self) -> u32 {
        match self {
            Self::NotStarted => 0,
            Self::Starting => 20,
            Self::Partly => 50,
            Self::Mostly => 75,
            Self::InPlace => 95,
        }
    }
}

/// A rule that holds a level down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Which rule.
    pub rule: GateRule,
    /// Ids of the questions that set it off, in order; at least one.
    pub questions: Vec<String>,
    /// The highest level it lets through.
    pub at_most: Level,
}

/// The rules that hold a level down, strictest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GateRule {
    /// A critical question answered no or unknown, or left open: at most 1.
    CriticalNotShown,
    /// A critical question answered partly: at most 2.
    CriticalPartly,
    /// A high question answered no or unknown, or left open: at most 3.
    HighNotShown,
    /// A critical question met without evidence that could be shown: at most 3.
    EvidenceMissing,
}

impl GateRule {
    /// All, strictest first.
    pub const ALL: [Self; 4] =
        [Self::CriticalNotShown, Self::CriticalPartly, Self::HighNotShown, Self::EvidenceMissing];

    /// The highest level it lets through.
    pub fn at_most(self) -> Level {
        match self {
            Self::CriticalNotShown => Level::Starting,
            Self::CriticalPartly => Level::Partly,
            Self::HighNotShown | Self::EvidenceMissing => Level::Mostly,
        }
    }

    /// The name in files, such as `critical-not-shown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CriticalNotShown => "critical-not-shown",
            Self::CriticalPartly => "critical-partly",
            Self::HighNotShown => "high-not-shown",
            Self::EvidenceMissing => "evidence-missing",
        }
    }

    fn set_off_by(self, one: &ScoredQuestion) -> bool {
        match self {
            Self::CriticalNotShown => one.severity == Severity::Critical && one.not_shown(),
            Self::CriticalPartly => {
                one.counts_as() == Severity::Critical && one.given == Some(Resolution::Partly)
            }
            Self::HighNotShown => one.severity == Severity::High && one.not_shown(),
            // "Partly" that counts as less than critical needs evidence as well: otherwise going
            // from partly to yes could lower a level.
            Self::EvidenceMissing => {
                one.severity == Severity::Critical
                    && matches!(one.given, Some(Resolution::Yes | Resolution::Partly))
                    && !one.evidence
            }
        }
    }
}

impl_from_str!(GateRule);

/// How many questions were answered, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// Questions that the profile does not hide.
    pub asked: u32,
    /// Asked and not open; unknown and not applicable are answers.
    pub answered: u32,
    /// Answered yes.
    pub yes: u32,
    /// Answered partly.
    pub partly: u32,
    /// Answered no.
    pub no: u32,
    /// Answered "I do not know" or "I cannot say".
    pub unknown: u32,
    /// Not applicable, with a reason.
    pub not_applicable: u32,
    /// Without an answer.
    pub open: u32,
}

impl Completeness {
    /// The counts with their names in files.
    pub fn named(&self) -> [(&'static str, u32); 8] {
        [
            ("asked", self.asked),
            ("answered", self.answered),
            ("yes", self.yes),
            ("partly", self.partly),
            ("no", self.no),
            ("unknown", self.unknown),
            ("notApplicable", self.not_applicable),
            ("open", self.open),
        ]
    }

    fn of(asked: &[ScoredQuestion]) -> Self {
        let mut counts = Self::default();
        for one in asked {
            counts.asked += 1;
            counts.answered += u32::from(one.given.is_some());
            *match one.given {
                Some(Resolution::Yes) => &mut counts.yes,
                Some(Resolution::Partly) => &mut counts.partly,
                Some(Resolution::No) => &mut counts.no,
                Some(Resolution::Unknown) => &mut counts.unknown,
                Some(Resolution::NotApplicable(_)) => &mut counts.not_applicable,
                None => &mut counts.open,
            } += 1;
        }
        counts
    }

    fn add(&mut self, more: &Self) {
        self.asked += more.asked;
        self.answered += more.answered;
        self.yes += more.yes;
        self.partly += more.partly;
        self.no += more.no;
        self.unknown += more.unknown;
        self.not_applicable += more.not_applicable;
        self.open += more.open;
    }
}

/// Points reached, out of those that count: 2 × weight for each question that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Yes gives 2 × weight, partly 1 × weight, everything else nothing.
    pub points: u32,
    /// What all yes would give; 0 if no question counts.
    pub of: u32,
}

impl Share {
    fn of(asked: &[ScoredQuestion]) -> Self {
        let mut share = Self::default();
        for one in asked {
            let value = match one.given {
                Some(Resolution::NotApplicable(_)) => continue,
                Some(Resolution::Yes) => 2,
                Some(Resolution::Partly) => 1,
                Some(Resolution::No | Resolution::Unknown) | None => 0,
            };
            share.points += value * one.severity.weight();
            share.of += 2 * one.severity.weight();
        }
        share
    }

    /// The level of this share, never rounded up; `None` if nothing counts.
    pub fn level(self) -> Option<Level> {
        let reached =
            |level: &Level| u64::from(self.points) * 100 >= u64::from(self.of) * u64::from(level.percent());
        (self.of > 0).then(|| Level::ALL.into_iter().rfind(reached)).flatten()
    }
}

/// Something to do about one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Id of the question, whose text holds the action.
    pub question: String,
    /// Id of its section.
    pub section: String,
    /// How urgent it is.
    pub rank: ActionRank,
}

/// How urgent an action is, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionRank {
    /// A critical question answered no.
    CriticalNo,
    /// A critical question answered unknown: find out first.
    CriticalUnknown,
    /// A critical question answered partly.
    CriticalPartly,
    /// A high question answered no or unknown.
    HighNotShown,
    /// A high question answered partly.
    HighPartly,
    /// A medium question not answered yes.
    Medium,
    /// A low question not answered yes.
    Low,
}

/// A question that is asked, and what its answer amounts to.
struct ScoredQuestion<'a> {
    question: &'a Question,
    severity: Severity,
    given: Option<Resolution>,
    evidence: bool,
}

impl ScoredQuestion<'_> {
    /// No, unknown or open: skipping a question never helps.
    fn not_shown(&self) -> bool {
        matches!(self.given, Some(Resolution::No | Resolution::Unknown) | None)
    }

    /// The severity for gates and actions; the weight in the share stays the question's own.
    fn counts_as(&self) -> Severity {
        match (self.given, self.question.partly_counts_as) {
            (Some(Resolution::Partly), Some(lower)) => lower.min(self.severity),
            _ => self.severity,
        }
    }

    fn rank(&self) -> Option<ActionRank> {
        use ActionRank::{
            CriticalNo, CriticalPartly, CriticalUnknown, HighNotShown, HighPartly, Low, Medium,
        };
        let given = self.given?;
        Some(match (self.counts_as(), given) {
            (_, Resolution::Yes | Resolution::NotApplicable(_)) => return None,
            (Severity::Critical, Resolution::No) => CriticalNo,
            (Severity::Critical, Resolution::Unknown) => CriticalUnknown,
            (Severity::Critical, Resolution::Partly) => CriticalPartly,
            (Severity::High, Resolution::No | Resolution::Unknown) => HighNotShown,
            (Severity::High, Resolution::Partly) => HighPartly,
            (Severity::Medium, _) => Medium,
            (Severity::Low, _) => Low,
        })
    }
}

fn asked<'a>(section: &'a Section, answers: &Answers) -> Vec<ScoredQuestion<'a>> {
    let asked = section.questions.iter().filter(|question| question.asked(answers));
    asked
        .map(|question| {
            let answer = answers.answer(&question.id);
            ScoredQuestion {
                question,
                severity: question.severity_for(answers),
                given: question.resolve(answer),
                evidence: answer.evidence,
            }
        })
        .collect()
}

/// The questions by which somebody should weigh what was found in a list, and has not. Nothing else depends on lists.
fn unweighed<'a>(questionnaire: &'a Questionnaire, answers: &Answers) -> Vec<&'a str> {
    let weighed = |id: &str| {
        let question = questionnaire.question(id).and_then(|(_, question)| question.given(answers));
        question == Some(Resolution::Yes)
    };
    let found = |list: &&FactList| list.items().any(|item| list.asks_further(answers.answer(&item.id)));
    let lists = questionnaire.lists().iter().filter(found);
    lists.filter_map(|list| list.weighed_in.as_deref()).filter(|id| !weighed(id)).collect()
}

/// The result of a section of a questionnaire without levels.
fn counted(section: &Section, asked: &[ScoredQuestion]) -> SectionResult {
    let completeness = Completeness::of(asked);
    SectionResult {
        id: section.id.clone(),
        level: None,
        would_be: None,
        gates: Vec::new(),
        completeness,
        share: Share::default(),
        few_apply: false,
        facts_first: completeness.unknown * 3 > completeness.asked,
    }
}

fn judge(section: &Section, asked: &[ScoredQuestion]) -> SectionResult {
    let share = Share::of(asked);
    let would_be = share.level();
    let gates = would_be.map_or_else(Vec::new, |would_be| gates(asked, would_be));
    let completeness = Completeness::of(asked);
    SectionResult {
        id: section.id.clone(),
        level: reached(asked),
        would_be,
        gates,
        completeness,
        share,
        few_apply: few_apply(section, &completeness),
        facts_first: completeness.unknown * 3 > completeness.asked,
    }
}

/// Whether so few questions of a section count that its level says little. What is hidden is left out as well as
/// what does not apply: otherwise one answer about the business could leave a single question and a high level.
fn few_apply(section: &Section, completeness: &Completeness) -> bool {
    let all = u32::try_from(section.questions.len()).unwrap_or(u32::MAX);
    let count = completeness.asked - completeness.not_applicable;
    completeness.not_applicable * 3 > completeness.asked || count * 2 <= all || count < all.min(3)
}

/// The level of these questions: that of their share, held down by every gate set off.
fn reached(asked: &[ScoredQuestion]) -> Option<Level> {
    let set_off = GateRule::ALL.into_iter().filter(|rule| asked.iter().any(|one| rule.set_off_by(one)));
    Share::of(asked).level().map(|share| set_off.map(GateRule::at_most).fold(share, Level::min))
}

/// The gates that were set off and let less through than `would_be`.
fn gates(asked: &[ScoredQuestion], would_be: Level) -> Vec<Gate> {
    let gate = |rule: GateRule| {
        let set_off = asked.iter().filter(|one| rule.set_off_by(one));
        let questions: Vec<String> = set_off.map(|one| one.question.id.clone()).collect();
        let lowers = !questions.is_empty() && rule.at_most() < would_be;
        lowers.then(|| Gate { rule, questions, at_most: rule.at_most() })
    };
    GateRule::ALL.into_iter().filter_map(gate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::{Answer, Choice, Reason},
        questionnaire::sample,
    };

    /// A questionnaire of one section, `section`, with questions named after their place.
    fn of_severities(severities: &[&str]) -> Questionnaire {
        let questions = severities.iter().enumerate().map(|(place, severity)| {
            format!(
                r#"{{"id":"question-{place}","severity":"{severity}","notApplicable":["other"],"citations":[{{"source":"law"}}]}}"#
            )
        });
        let json = format!(
            r#"{{"format":"candour-questionnaire/1","id":"made-up","version":"1.0.0","date":"2026-11-22",
            "sources":[{{"id":"law","mark":"verified"}}],"sections":[{{"id":"section","questions":[{}]}}]}}"#,
            questions.collect::<Vec<_>>().join(",")
        );
        Questionnaire::parse(&json).unwrap()
    }

    fn answered(choice: Choice) -> Answer {
        Answer { choice: Some(choice), evidence: true, reason: Some(Reason::Other), ..Answer::default() }
    }

    /// Severities with choices, and the result of their section.
    fn result(given: &[(&str, Choice)]) -> SectionResult {
        let severities: Vec<&str> = given.iter().map(|(severity, _)| *severity).collect();
        let answers = given
            .iter()
            .enumerate()
            .map(|(place, (_, choice))| (format!("question-{place}"), answered(*choice)));
        let answers = Answers { questions: answers.collect(), ..Answers::default() };
        assess(&of_severities(&severities), &answers).sections.remove(0)
    }

    fn of(choices: &[(Choice, usize)]) -> SectionResult {
        let given: Vec<(&str, Choice)> = choices
            .iter()
            .flat_map(|(choice, count)| std::iter::repeat_n(("low", *choice), *count))
            .collect();
        result(&given)
    }

    #[test]
    fn the_borders_are_exact() {
        for (points, level) in [
            (0, Level::NotStarted),
            (19, Level::NotStarted),
            (20, Level::Starting),
            (49, Level::Starting),
            (50, Level::Partly),
            (74, Level::Partly),
            (75, Level::Mostly),
            (94, Level::Mostly),
            (95, Level::InPlace),
            (100, Level::InPlace),
        ] {
            assert_eq!(Share { points, of: 100 }.level(), Some(level), "{points} of 100");
        }
        // 95 % of 38 is 36.1 and 20 % of 42 is 8.4: never rounded up.
        assert_eq!(Share { points: 36, of: 38 }.level(), Some(Level::Mostly));
        assert_eq!(Share { points: 8, of: 42 }.level(), Some(Level::NotStarted));
        assert_eq!(Share { points: 0, of: 0 }.level(), None);
    }

    #[test]
    fn the_borders_are_reached_by_answers() {
        use Choice::{No, Partly, Yes};
        assert_eq!(of(&[(Yes, 19), (No, 1)]).level, Some(Level::InPlace));
        assert_eq!(of(&[(Yes, 18), (Partly, 1), (No, 1)]).level, Some(Level::Mostly));
        assert_eq!(of(&[(Yes, 3), (No, 1)]).level, Some(Level::Mostly));
        assert_eq!(of(&[(Yes, 2), (No, 2)]).level, Some(Level::Partly));
        assert_eq!(of(&[(Yes, 1), (No, 4)]).level, Some(Level::Starting));
        assert_eq!(of(&[(Partly, 1), (No, 4)]).level, Some(Level::NotStarted));
    }

    #[test]
    fn the_example_of_the_rules_comes_out_as_written() {
        use Choice::{No, Unknown, Yes};
        for failed in [No, Unknown] {
            let found = result(&[
                ("high", Yes),
                ("high", Yes),
                ("medium", Yes),
                ("medium", Yes),
                ("medium", Yes),
                ("low", Yes),
                ("critical", failed),
            ]);
            assert_eq!(found.share, Share { points: 26, of: 32 });
            assert_eq!((found.level, found.would_be), (Some(Level::Starting), Some(Level::Mostly)));
            let questions = vec!["question-6".to_owned()];
            assert_eq!(
                found.gates,
                [Gate { rule: GateRule::CriticalNotShown, questions, at_most: Level::Starting }]
            );
        }
    }

    #[test]
    fn each_gate_lets_through_its_level() {
        use Choice::{No, Partly, Yes};
        let with = |severity, choice| {
            let mut given = vec![("medium", Yes); 40];
            given.push((severity, choice));
            result(&given)
        };
        assert_eq!(with("critical", Yes).level, Some(Level::InPlace));
        assert_eq!(with("critical", No).level, Some(Level::Starting));
        assert_eq!(with("critical", Partly).level, Some(Level::Partly));
        assert_eq!(with("high", No).level, Some(Level::Mostly));
        assert_eq!(with("high", Partly).level, Some(Level::InPlace));
        assert_eq!(with("medium", No).level, Some(Level::InPlace));
    }

    #[test]
    fn a_gate_that_lowers_nothing_is_not_listed() {
        let found = result(&[("critical", Choice::No), ("low", Choice::No)]);
        assert_eq!((found.level, found.gates), (Some(Level::NotStarted), Vec::new()));
    }

    /// The sample with all yes and evidence, after a change to one answer.
    fn sample_with(id: &str, change: impl Fn(&mut Answer)) -> Assessment {
        let questionnaire = sample::questionnaire();
        let mut answers = Answers::default();
        for question in questionnaire.questions() {
            answers.questions.insert(question.id.clone(), answered(Choice::Yes));
        }
        change(answers.questions.get_mut(id).unwrap());
        assess(&questionnaire, &answers)
    }

    #[test]
    fn level_4_needs_evidence_for_critical_questions_only() {
        let level = |id: &str| {
            let found = sample_with(id, |answer| answer.evidence = false);
            found.section("storage").unwrap().level
        };
        assert_eq!(level("deletion"), Some(Level::Mostly));
        assert_eq!(level("tidiness"), Some(Level::InPlace));
    }

    #[test]
    fn partly_can_count_as_less_than_critical() {
        let found = sample_with("deletion", |answer| answer.choice = Some(Choice::Partly));
        let storage = found.section("storage").unwrap();
        assert_eq!((storage.level, storage.gates.len()), (Some(Level::Mostly), 0));
        assert_eq!(found.actions[0].rank, ActionRank::HighPartly);
        let found = sample_with("backup", |answer| answer.choice = Some(Choice::Partly));
        assert_eq!(found.actions[0].rank, ActionRank::CriticalPartly);
    }

    #[test]
    fn partly_is_no_better_than_yes_without_evidence() {
        // Enough other answers that "partly" alone leaves 95 %; see `GateRule::EvidenceMissing`.
        let partly = r#""id":"question-0","partlyCountsAs":"high""#;
        let json = of_severities(&["critical"; 12]).canonical().replacen(r#""id":"question-0""#, partly, 1);
        let questionnaire = Questionnaire::parse(&json).unwrap();
        let level = |choice, evidence| {
            let mut answers = Answers::default();
            for question in questionnaire.questions() {
                answers.questions.insert(question.id.clone(), answered(Choice::Yes));
            }
            let answer = Answer { evidence, ..answered(choice) };
            answers.questions.insert("question-0".to_owned(), answer);
            assess(&questionnaire, &answers).sections[0].level
        };
        assert_eq!(level(Choice::Partly, true), Some(Level::InPlace));
        assert_eq!(level(Choice::Partly, false), Some(Level::Mostly));
        assert_eq!(level(Choice::Yes, false), Some(Level::Mostly));
    }

    #[test]
    fn does_not_apply_counts_only_with_an_allowed_reason() {
        let not_applicable = |reason| {
            sample_with("backup", |answer| {
                answer.choice = Some(Choice::NotApplicable);
                answer.reason = reason;
            })
        };
        let found = not_applicable(Some(Reason::Other));
        assert_eq!(found.section("security").unwrap().level, None);
        assert_eq!(found.critical_not_applicable, ["backup"]);
        assert!(found.complete() && found.serious_gaps.is_empty());
        for reason in [None, Some(Reason::LawForbids)] {
            let found = not_applicable(reason);
            assert_eq!(found.section("security").unwrap().level, Some(Level::NotStarted));
            assert_eq!((found.completeness.open, found.serious_gaps), (1, vec!["backup".to_owned()]));
        }
    }

    #[test]
    fn more_than_a_third_is_pointed_out() {
        use Choice::{NotApplicable, Unknown, Yes};
        let third = of(&[(Unknown, 2), (NotApplicable, 2), (Yes, 2)]);
        assert!(!third.facts_first && !third.few_apply);
        assert!(of(&[(Unknown, 2), (Yes, 3)]).facts_first);
        assert!(of(&[(NotApplicable, 2), (Yes, 3)]).few_apply);
        assert!(of(&[(NotApplicable, 1), (Yes, 2)]).few_apply, "two answers say little");
        assert!(!of(&[(Yes, 2)]).few_apply, "unless there are no more questions");
    }

    #[test]
    fn hidden_questions_count_among_the_few_that_apply() {
        let questionnaire = sample::questionnaire();
        let few = |role: &str, tidiness: Option<Choice>| {
            let mut answers = Answers::default();
            answers.profile.insert("role".to_owned(), role.to_owned());
            answers.profile.insert("children".to_owned(), "no".to_owned());
            let not_applicable =
                Answer { choice: tidiness, reason: Some(Reason::Other), ..Answer::default() };
            answers.questions.insert("limits".to_owned(), not_applicable);
            assess(&questionnaire, &answers).section("storage").unwrap().few_apply
        };
        let left_out = Some(Choice::NotApplicable);
        assert!(!few("processor", None) && !few("controller", None), "three of four are enough");
        assert!(!few("processor", left_out), "three of four are asked and apply");
        assert!(few("controller", left_out), "one is hidden and one does not apply");
    }

    #[test]
    fn every_section_with_the_lowest_level_is_weakest() {
        let weakest = |found: &Assessment| -> Vec<String> {
            found.weakest().iter().map(|section| section.id.clone()).collect()
        };
        let found = assess(&sample::questionnaire(), &Answers::default());
        assert_eq!(weakest(&found), ["storage", "security"], "both at level 0");
        let found = sample_with("backup", |answer| answer.choice = Some(Choice::No));
        assert_eq!(weakest(&found), ["security"]);
        let found = sample_with("backup", |answer| answer.choice = Some(Choice::NotApplicable));
        assert_eq!(weakest(&found), ["storage"], "a section without level is not weak");
    }

    #[test]
    fn an_open_critical_question_is_no_gap_that_was_answered() {
        let found = |choice: Option<Choice>| sample_with("backup", |answer| answer.choice = choice);
        let open = found(None);
        assert_eq!(
            (open.critical_open.as_slice(), open.answered_gaps()),
            (&["backup".to_owned()][..], vec![])
        );
        for choice in [Choice::No, Choice::Unknown] {
            let answered = found(Some(choice));
            assert_eq!((answered.critical_open, answered.serious_gaps), (vec![], vec!["backup".to_owned()]));
        }
    }

    #[test]
    fn critical_answers_without_evidence_are_listed() {
        let found = |evidence: bool| sample_with("backup", |answer| answer.evidence = evidence);
        assert_eq!(found(false).evidence_missing, ["backup"]);
        assert!(!found(true).evidence_missing.contains(&"backup".to_owned()));
    }

    #[test]
    fn actions_come_in_order_of_urgency() {
        use Choice::{No, Partly, Unknown, Yes};
        let given = [
            ("low", No),
            ("medium", Partly),
            ("high", Partly),
            ("high", Unknown),
            ("critical", Partly),
            ("high", No),
            ("critical", Unknown),
            ("critical", No),
            ("critical", Yes),
        ];
        let severities: Vec<&str> = given.iter().map(|(severity, _)| *severity).collect();
        let answers = given.iter().enumerate();
        let questions =
            answers.map(|(place, (_, choice))| (format!("question-{place}"), answered(*choice))).collect();
        let found = assess(&of_severities(&severities), &Answers { questions, ..Answers::default() });
        let order: Vec<&str> = found.actions.iter().map(|action| action.question.as_str()).collect();
        assert_eq!(order, [7, 6, 4, 3, 5, 2, 1, 0].map(|place| format!("question-{place}")));
        assert_eq!(found.serious_gaps, ["question-6", "question-7"]);
    }

    #[test]
    fn what_a_stop_rule_rests_on_is_done_first() {
        let order = |children: &str| {
            let mut answers = Answers::default();
            answers.profile.insert("children".to_owned(), children.to_owned());
            for id in ["deletion", "backup"] {
                answers.questions.insert(id.to_owned(), answered(Choice::No));
            }
            let found = assess(&sample::questionnaire(), &answers);
            found.actions.into_iter().map(|action| action.question).collect::<Vec<_>>()
        };
        assert_eq!(order("yes"), ["backup", "deletion"], "the rule is set off");
        assert_eq!(order("no"), ["deletion", "backup"], "it is not");
    }

    #[test]
    fn a_list_only_decides_that_it_is_weighed_first() {
        let questionnaire = sample::listed();
        let found = |sign: Option<Choice>, weighed: Choice| {
            let mut answers = Answers::default();
            for question in questionnaire.questions() {
                answers.questions.insert(question.id.clone(), answered(Choice::No));
            }
            answers.questions.insert("tidiness".to_owned(), answered(weighed));
            answers.questions.insert("misused".to_owned(), Answer { choice: sign, ..Answer::default() });
            assess(&questionnaire, &answers)
        };
        let first = |found: &Assessment| found.actions[0].question.clone();
        let none = found(None, Choice::No);
        assert_ne!(first(&none), "tidiness");
        for sign in [Choice::Yes, Choice::Unknown] {
            let mut one = found(Some(sign), Choice::No);
            assert_eq!(first(&one), "tidiness", "{sign:?}");
            one.actions.clone_from(&none.actions);
            assert_eq!(one, none, "nothing else changes");
        }
        // An answer that the list does not have is none.
        for sign in [Choice::No, Choice::Partly] {
            assert_eq!(found(Some(sign), Choice::No), none, "{sign:?}");
        }
        assert_ne!(first(&found(Some(Choice::Yes), Choice::Yes)), "tidiness", "it was weighed");
    }
}
