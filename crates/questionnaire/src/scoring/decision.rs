//! From answers to one of four outcomes, by the rules that a questionnaire declares.
//!
//! A question left open counts as "I do not know", so that leaving one out never helps. Nothing is added up:
//! three points without a problem never make up for the fourth.

use candour_proof::impl_from_str;

use crate::{
    answers::{Answer, Answers, Choice, Resolution},
    questionnaire::{
        Condition, DecisionOutcome, DecisionPoint, DecisionRule, Question, Questionnaire, Severity,
    },
};

/// What the answers to a questionnaire with a decision amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionResult {
    /// The outcome.
    pub outcome: DecisionOutcome,
    /// The state of each point, in the order declared.
    pub points: Vec<PointResult>,
    /// Ids of the rules that were set off, in order.
    pub rules: Vec<String>,
    /// Ids of the questions whose answers keep the outcome from being better, in the order of the questionnaire.
    pub behind: Vec<String>,
    /// The outcome if all of these were answered yes and could be shown; `None` if it would not be better, also because
    /// these answers bring up questions that are still open.
    pub next: Option<DecisionOutcome>,
    /// More than a third of the questions asked are unknown or open, so finding out comes first.
    pub facts_first: bool,
}

impl DecisionResult {
    /// Whether no point is solved: the built-in rule for "do not proceed".
    pub fn all_unsolved(&self) -> bool {
        self.points.iter().all(|point| point.state == PointState::Unsolved)
    }
}

/// What the answers amount to for one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointResult {
    /// Id of the section.
    pub section: String,
    /// Its state.
    pub state: PointState,
}

/// How far the problems of a point are solved, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointState {
    /// There is no problem: every question is answered yes or does not apply.
    Clear,
    /// There are problems, and measures that could be shown are in place.
    Solved,
    /// Not all measures are in place or could be shown, or a critical answer is unknown.
    Open,
    /// A problem stays, or nobody knows.
    Unsolved,
}

impl PointState {
    /// All, best first.
    pub const ALL: [Self; 4] = [Self::Clear, Self::Solved, Self::Open, Self::Unsolved];

    /// The name in files: `clear`, `solved`, `open` or `unsolved`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Solved => "solved",
            Self::Open => "open",
            Self::Unsolved => "unsolved",
        }
    }
}

impl_from_str!(PointState);

/// The decision that these answers give; `None` if the questionnaire declares none.
pub(super) fn decide(questionnaire: &Questionnaire, answers: &Answers) -> Option<DecisionResult> {
    let judged = Judged::of(questionnaire, answers)?;
    let behind = judged.behind(questionnaire);
    let mut better = answers.clone();
    for id in &behind {
        let answer = Answer { choice: Some(Choice::Yes), evidence: true, ..Answer::default() };
        better.questions.insert(id.clone(), answer);
    }
    let next = Judged::of(questionnaire, &better).map(|judged| judged.outcome());
    let asked = questionnaire.questions().filter(|question| question.asked(answers));
    let (unknown, all) = asked.fold((0_usize, 0_usize), |(unknown, all), question| {
        (unknown + usize::from(given(question, answers) == Resolution::Unknown), all + 1)
    });
    let outcome = judged.outcome();
    Some(DecisionResult {
        outcome,
        next: next.filter(|next| *next < outcome),
        facts_first: unknown * 3 > all,
        rules: judged.set_off.iter().map(|rule| rule.id.clone()).collect(),
        behind,
        points: judged
            .points
            .into_iter()
            .map(|(point, state)| PointResult { section: point.section.clone(), state })
            .collect(),
    })
}

/// What was answered; a question left open is unknown.
fn given(question: &Question, answers: &Answers) -> Resolution {
    question.resolve(answers.answer(&question.id)).unwrap_or(Resolution::Unknown)
}

fn holds(condition: &Condition, answers: &Answers) -> bool {
    match condition {
        Condition::Answered { question, any } => {
            question.asked(answers) && any.contains(&given(question, answers).choice())
        }
        other => other.holds(answers),
    }
}

fn is_met(given: Resolution) -> bool {
    matches!(given, Resolution::Yes | Resolution::NotApplicable(_))
}

/// Points and rules, judged.
struct Judged<'a> {
    answers: &'a Answers,
    points: Vec<(&'a DecisionPoint, PointState)>,
    set_off: Vec<&'a DecisionRule>,
    /// The question that "proceed with conditions" needs a yes to, unless it has one.
    approval: Option<&'a Question>,
}

impl<'a> Judged<'a> {
    fn of(questionnaire: &'a Questionnaire, answers: &'a Answers) -> Option<Self> {
        let rules = questionnaire.decision()?;
        let points = rules.points.iter().map(|point| {
            let others = others(questionnaire, point, answers);
            (point, state(point, &others, answers))
        });
        let set_off = |rule: &&DecisionRule| rule.when.iter().all(|condition| holds(condition, answers));
        let missing =
            |question: &&Question| question.asked(answers) && given(question, answers) != Resolution::Yes;
        Some(Self {
            answers,
            points: points.collect(),
            set_off: rules.rules.iter().filter(set_off).collect(),
            approval: rules.approval.as_ref().filter(missing),
        })
    }

    fn all(&self, is: impl Fn(PointState) -> bool) -> bool {
        self.points.iter().all(|(_, state)| is(*state))
    }

    fn rule_for(&self, outcome: DecisionOutcome) -> bool {
        self.set_off.iter().any(|rule| rule.outcome == outcome)
    }

    /// The first of these that fits.
    fn outcome(&self) -> DecisionOutcome {
        if self.rule_for(DecisionOutcome::Stop) || self.all(|state| state == PointState::Unsolved) {
            DecisionOutcome::Stop
        } else if self.rule_for(DecisionOutcome::Escalate) || !self.all(|state| state <= PointState::Solved) {
            DecisionOutcome::Escalate
        } else if self.all(|state| state == PointState::Clear) {
            DecisionOutcome::Proceed
        } else if self.approval.is_some() {
            DecisionOutcome::Escalate
        } else {
            DecisionOutcome::Conditions
        }
    }

    /// The questions that keep the outcome from being better.
    fn behind(&self, questionnaire: &Questionnaire) -> Vec<String> {
        let mut ids: Vec<&str> = Vec::new();
        let outcome = self.outcome();
        for rule in self.set_off.iter().filter(|rule| rule.outcome == outcome) {
            ids.extend(rule.when.iter().filter_map(Condition::answered));
        }
        let all_unsolved = self.all(|state| state == PointState::Unsolved);
        for (point, state) in &self.points {
            let others = others(questionnaire, point, self.answers);
            match (outcome, state) {
                (DecisionOutcome::Stop, PointState::Unsolved) if all_unsolved => ids.push(&point.settled.id),
                (DecisionOutcome::Escalate, PointState::Open | PointState::Unsolved) => {
                    let unknown = others.iter().filter(|own| is_unknown_and_critical(own, self.answers));
                    ids.extend(unknown.map(|own| own.id.as_str()));
                    let answer = self.answers.answer(&point.settled.id);
                    if given(&point.settled, self.answers) != Resolution::Yes || !answer.evidence {
                        ids.push(&point.settled.id);
                    }
                }
                (DecisionOutcome::Conditions, PointState::Solved) => {
                    let open = others.iter().filter(|own| !is_met(given(own, self.answers)));
                    ids.extend(open.map(|own| own.id.as_str()));
                }
                _ => {}
            }
        }
        if outcome == DecisionOutcome::Escalate && !self.all(|state| state == PointState::Clear) {
            ids.extend(self.approval.map(|own| own.id.as_str()));
        }
        let questions = questionnaire.questions().map(|question| &question.id);
        questions.filter(|id| ids.contains(&id.as_str())).cloned().collect()
    }
}

fn is_unknown_and_critical(question: &Question, answers: &Answers) -> bool {
    given(question, answers) == Resolution::Unknown && question.severity_for(answers) == Severity::Critical
}

/// The questions of a point that are asked, without the one on whether its problems are solved.
fn others<'a>(
    questionnaire: &'a Questionnaire,
    point: &DecisionPoint,
    answers: &Answers,
) -> Vec<&'a Question> {
    let questions = questionnaire.section(&point.section).into_iter().flat_map(|section| &section.questions);
    questions.filter(|own| own.id != point.settled.id && own.asked(answers)).collect()
}

fn state(point: &DecisionPoint, others: &[&Question], answers: &Answers) -> PointState {
    let settled = given(&point.settled, answers);
    let is_clear = || others.iter().all(|own| is_met(given(own, answers)));
    match settled {
        Resolution::No | Resolution::Unknown | Resolution::NotApplicable(_) => PointState::Unsolved,
        Resolution::Yes if is_clear() => PointState::Clear,
        Resolution::Yes if others.iter().any(|own| is_unknown_and_critical(own, answers)) => PointState::Open,
        Resolution::Yes if answers.answer(&point.settled.id).evidence => PointState::Solved,
        Resolution::Yes | Resolution::Partly => PointState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::Reason,
        questionnaire::sample::{DECISION, decision},
        scoring::assess,
    };

    const POINTS: [&str; 4] = ["purpose", "place", "product", "purchaser"];

    fn answer(text: &str) -> Answer {
        let (choice, evidence) = match text {
            "open" => return Answer::default(),
            "shown" => (Choice::Yes, true),
            other => (other.parse().unwrap(), false),
        };
        Answer { choice: Some(choice), evidence, ..Answer::default() }
    }

    /// All yes, then these answers.
    fn answers(questionnaire: &Questionnaire, changes: &[(&str, &str)]) -> Answers {
        let mut answers = Answers::default();
        for question in questionnaire.questions() {
            answers.questions.insert(question.id.clone(), answer("yes"));
        }
        for (id, given) in changes {
            assert!(questionnaire.question(id).is_some(), "{id}");
            answers.questions.insert((*id).to_owned(), answer(given));
        }
        answers
    }

    fn decided(changes: &[(&str, &str)]) -> DecisionResult {
        let questionnaire = decision();
        assess(&questionnaire, &answers(&questionnaire, changes)).decision.unwrap()
    }

    /// The questionnaire with questions that hang on an answer before them: in a point, with a rule, and the approval.
    fn branching() -> Questionnaire {
        let ask_when = |json: &str, id: &str, earlier: &str| {
            let own = format!(r#""id": "{id}", "#);
            assert!(json.contains(&own), "{id}");
            let when =
                format!(r#"{own}"askWhen": [{{"question": "{earlier}", "any": ["yes", "partly"]}}], "#);
            json.replacen(&own, &when, 1)
        };
        let json = ask_when(DECISION, "abuse-excluded", "purpose-facts");
        let json = ask_when(&json, "top-decides", "place-facts");
        let plan = r#"{"id": "place-plan", "severity": "high", "citations": [{"source": "law"}],
            "askWhen": [{"question": "place-facts", "any": ["yes", "partly"]}]}, {"id": "place-settled", "#;
        Questionnaire::parse(&json.replacen(r#"{"id": "place-settled", "#, plan, 1)).unwrap()
    }

    fn outcome(changes: &[(&str, &str)]) -> DecisionOutcome {
        decided(changes).outcome
    }

    #[test]
    fn problems_in_some_points_escalate_and_in_all_four_stop() {
        // All sixteen combinations: which of purpose, place, product and purchaser are unsolved.
        use DecisionOutcome::{Escalate, Proceed, Stop};
        let table = [
            ("----", Proceed),
            ("---x", Escalate),
            ("--x-", Escalate),
            ("--xx", Escalate),
            ("-x--", Escalate),
            ("-x-x", Escalate),
            ("-xx-", Escalate),
            ("-xxx", Escalate),
            ("x---", Escalate),
            ("x--x", Escalate),
            ("x-x-", Escalate),
            ("x-xx", Escalate),
            ("xx--", Escalate),
            ("xx-x", Escalate),
            ("xxx-", Escalate),
            ("xxxx", Stop),
        ];
        for (unsolved, expected) in table {
            for given in ["no", "unknown", "open"] {
                let settled = POINTS.map(|point| format!("{point}-settled"));
                let points = settled.iter().zip(unsolved.chars());
                let changes: Vec<(&str, &str)> =
                    points.filter(|(_, sign)| *sign == 'x').map(|(id, _)| (id.as_str(), given)).collect();
                assert_eq!(outcome(&changes), expected, "{unsolved} {given}");
            }
        }
    }

    #[test]
    fn a_solved_problem_proceeds_with_conditions_if_the_top_decides() {
        let solved = [("place-facts", "no"), ("place-settled", "shown")];
        let found = decided(&solved);
        assert_eq!(found.outcome, DecisionOutcome::Conditions);
        assert_eq!(
            (found.behind.as_slice(), found.next),
            (&["place-facts".to_owned()][..], Some(DecisionOutcome::Proceed))
        );
        for approval in ["no", "partly", "unknown", "open"] {
            let found = decided(&[solved[0], solved[1], ("top-decides", approval)]);
            assert_eq!(found.outcome, DecisionOutcome::Escalate, "{approval}");
            assert_eq!(
                (found.behind.as_slice(), found.next),
                (&["top-decides".to_owned()][..], Some(DecisionOutcome::Conditions))
            );
        }
        assert_eq!(outcome(&[("top-decides", "no")]), DecisionOutcome::Proceed, "nothing has to be decided");
    }

    #[test]
    fn a_measure_that_could_not_be_shown_escalates() {
        let found = decided(&[("place-facts", "no"), ("place-settled", "yes")]);
        assert_eq!(found.outcome, DecisionOutcome::Escalate);
        assert_eq!(found.points[1], PointResult { section: "place".to_owned(), state: PointState::Open });
        assert_eq!(found.behind, ["place-settled"]);
        assert_eq!(outcome(&[("place-settled", "partly")]), DecisionOutcome::Escalate);
    }

    #[test]
    fn a_critical_answer_that_nobody_knows_leaves_its_point_open() {
        for given in ["unknown", "open"] {
            let found = decided(&[("place-facts", given), ("place-settled", "shown")]);
            assert_eq!(
                (found.outcome, found.behind),
                (DecisionOutcome::Escalate, vec!["place-facts".to_owned()])
            );
            assert_eq!(
                outcome(&[("product-facts", given), ("product-settled", "shown")]),
                DecisionOutcome::Conditions
            );
        }
    }

    #[test]
    fn a_legal_bar_stops_whatever_else_was_answered() {
        for given in ["no", "unknown", "open"] {
            let found = decided(&[("law-checked", given)]);
            assert_eq!((found.outcome, found.rules), (DecisionOutcome::Stop, vec!["law-bar".to_owned()]));
            assert_eq!(
                (found.behind.as_slice(), found.next),
                (&["law-checked".to_owned()][..], Some(DecisionOutcome::Proceed))
            );
        }
        let solved = [("law-checked", "partly"), ("product-settled", "shown")];
        assert_eq!(outcome(&solved), DecisionOutcome::Conditions);
    }

    #[test]
    fn a_rule_may_escalate_alone() {
        let found = decided(&[("abuse-excluded", "unknown"), ("purchaser-settled", "shown")]);
        assert_eq!(
            (found.outcome, found.rules),
            (DecisionOutcome::Escalate, vec!["abuse-unknown".to_owned()])
        );
        assert_eq!(found.behind, ["abuse-excluded"]);
    }

    #[test]
    fn finding_out_comes_first_where_little_is_known() {
        let nothing = assess(&decision(), &Answers::default());
        let found = nothing.decision.unwrap();
        assert_eq!(
            (found.outcome, found.facts_first, found.all_unsolved()),
            (DecisionOutcome::Stop, true, true)
        );
        assert!(!decided(&[("place-facts", "unknown")]).facts_first);
    }

    #[test]
    fn a_questionnaire_with_a_decision_has_no_levels() {
        let found = assess(&decision(), &Answers::default());
        assert!(found.sections.iter().all(|section| section.level.is_none() && section.would_be.is_none()));
        assert!(found.sections.iter().all(|section| section.gates.is_empty() && section.share.of == 0));
        assert!(found.weakest().is_empty() && found.evidence_missing.is_empty());
        assert_eq!(crate::scoring::lift(&decision(), &Answers::default(), "place"), None);
        assert!(
            assess(&crate::questionnaire::sample::questionnaire(), &Answers::default()).decision.is_none()
        );
    }

    /// Numbers that look random and are the same each time.
    struct Numbers(u32);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (self.0 >> 16) as usize % limit
        }
    }

    /// Every answer that is better than this one.
    fn better_than(given: &str) -> &'static [&'static str] {
        match given {
            "open" | "unknown" | "no" => &["partly", "yes", "shown"],
            "partly" => &["yes", "shown"],
            "yes" => &["shown"],
            _ => &[],
        }
    }

    #[test]
    fn better_answers_never_make_the_outcome_worse() {
        let mut numbers = Numbers(1);
        let mut brought_up = 0;
        for questionnaire in [decision(), branching()] {
            let ids: Vec<&str> = questionnaire.questions().map(|question| question.id.as_str()).collect();
            for _ in 0..2_000 {
                let given = ["open", "unknown", "no", "partly", "yes", "shown", "shown", "shown"];
                let mut changes: Vec<(&str, &str)> =
                    ids.iter().map(|id| (*id, given[numbers.below(given.len())])).collect();
                let first = answers(&questionnaire, &changes);
                let before = assess(&questionnaire, &first).decision.unwrap();
                if let Some(next) = before.next {
                    assert!(next < before.outcome, "{changes:?}");
                }
                let place = numbers.below(ids.len());
                let (id, from) = changes[place];
                for to in better_than(from) {
                    changes[place] = (id, *to);
                    let mut better = answers(&questionnaire, &changes);
                    // What the better answer brings up is answered as well as it can be.
                    for question in questionnaire.questions() {
                        if question.asked(&better) && !question.asked(&first) {
                            better.questions.insert(question.id.clone(), answer("shown"));
                            brought_up += 1;
                        }
                    }
                    let after = assess(&questionnaire, &better).decision.unwrap().outcome;
                    assert!(after <= before.outcome, "{id} from {from} to {to} in {changes:?}");
                }
            }
        }
        assert!(brought_up > 100, "{brought_up} questions were brought up");
    }

    #[test]
    fn only_the_best_outcome_has_no_better_one() {
        let mut numbers = Numbers(2);
        let questionnaire = decision();
        let given = ["open", "unknown", "no", "partly", "yes", "shown"];
        for _ in 0..2_000 {
            let changes: Vec<(&str, &str)> = questionnaire
                .questions()
                .map(|question| (question.id.as_str(), given[numbers.below(given.len())]))
                .collect();
            let found = decided(&changes);
            assert_eq!(found.next.is_none(), found.outcome == DecisionOutcome::Proceed, "{changes:?}");
        }
    }

    #[test]
    fn a_question_that_comes_up_is_unknown_until_it_is_answered() {
        let questionnaire = branching();
        let found = |point: &str, facts, next: &str, given| {
            let (first, settled) = (format!("{point}-facts"), format!("{point}-settled"));
            let changes =
                [(&*settled, "shown"), ("purchaser-settled", "shown"), (&*first, facts), (next, given)];
            let found = assess(&questionnaire, &answers(&questionnaire, &changes)).decision.unwrap();
            (found.outcome, found.behind)
        };
        let behind = |id: &str| vec![id.to_owned()];
        for (point, next, while_open) in [
            ("place", "place-plan", DecisionOutcome::Conditions),
            ("purpose", "abuse-excluded", DecisionOutcome::Escalate),
        ] {
            let first = behind(&format!("{point}-facts"));
            assert_eq!(found(point, "no", next, "open"), (DecisionOutcome::Conditions, first));
            assert_eq!(found(point, "yes", next, "open"), (while_open, behind(next)));
            assert_eq!(found(point, "yes", next, "yes"), (DecisionOutcome::Proceed, vec![]));
        }
    }

    #[test]
    fn what_does_not_apply_is_no_problem() {
        let questionnaire = decision();
        let mut answers = answers(&questionnaire, &[]);
        let not_applicable = Answer {
            choice: Some(Choice::NotApplicable),
            reason: Some(Reason::NoSuchActivity),
            ..Answer::default()
        };
        answers.questions.insert("product-facts".to_owned(), not_applicable);
        assert_eq!(assess(&questionnaire, &answers).decision.unwrap().outcome, DecisionOutcome::Proceed);
    }

    #[test]
    fn a_hidden_question_sets_off_no_rule() {
        let hidden = DECISION.replace(
            r#""id": "law-checked", "#,
            r#""id": "law-checked", "askWhen": [{"profile": "abroad", "any": ["yes"]}], "#,
        );
        let questionnaire = Questionnaire::parse(&hidden).unwrap();
        let rules = |abroad: &str| {
            let mut answers = Answers::default();
            answers.profile.insert("abroad".to_owned(), abroad.to_owned());
            assess(&questionnaire, &answers).decision.unwrap().rules
        };
        assert!(rules("yes").contains(&"law-bar".to_owned()));
        assert!(!rules("no").contains(&"law-bar".to_owned()));
    }
}
