//! The plan: what somebody decided about each action, and what of it is still needed.

use candour_proof::{date::Day, impl_from_str, map::Table};

use crate::{questionnaire::Questionnaire, scoring::Action};

/// Most characters of a role.
pub const LONGEST_ROLE: usize = 80;

/// What was decided about the action that goes with a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// How far it is.
    pub state: State,
    /// Who does it: a role on one line and never a person's name; may be empty.
    pub role: String,
    /// By when.
    pub due: Option<Day>,
}

impl Step {
    /// Nothing decided.
    pub const NONE: Self = Self { state: State::Open, role: String::new(), due: None };

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not begun.
    Open,
    /// Begun.
    Doing,
    /// Done; the answer says so only when the person changes it.
    Done,
}

impl State {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Open, Self::Doing, Self::Done];

    /// The name in files and in the page: `open`, `doing` or `done`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
        }
    }
}

impl_from_str!(State);

/// What to do, and what was decided about it.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What the answers ask for, most urgent first.
    pub actions: Vec<Planned<'a>>,
    /// Steps whose question asks for no action any more, in the order of the questionnaire. They
    /// come back if it does again.
    pub settled: Vec<Settled<'a>>,
}

/// An action, and what was decided about it.
#[derive(Debug)]
pub struct Planned<'a> {
    /// The action.
    pub action: &'a Action,
    /// The step; an empty one if nothing was decided.
    pub step: &'a Step,
}

/// A step without an action: done, or no longer needed.
#[derive(Debug)]
pub struct Settled<'a> {
    /// The question's id.
    pub question: &'a str,
    /// The step.
    pub step: &'a Step,
}

/// What was decided about the action of a question; an empty step if nothing was.
pub fn step<'a>(steps: &'a Table<Step>, question: &str) -> &'a Step {
    static NONE: Step = Step::NONE;
    steps.get(question).unwrap_or(&NONE)
}

/// Puts actions, most urgent first, and steps together.
pub fn plan<'a>(
    questionnaire: &'a Questionnaire,
    actions: impl Iterator<Item = &'a Action>,
    steps: &'a Table<Step>,
) -> Plan<'a> {
    let actions: Vec<&Action> = actions.collect();
    let needed = |id: &str| actions.iter().any(|action| action.question == id);
    let settled = questionnaire
        .questions()
        .filter(|question| !needed(&question.id))
        .filter_map(|question| Some(Settled { question: &question.id, step: steps.get(&question.id)? }));
    Plan {
        actions: actions
            .iter()
            .map(|action| Planned { action, step: step(steps, &action.question) })
            .collect(),
        settled: settled.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::{Answer, Choice},
        draft::Draft,
        questionnaire::sample,
        scoring::assess,
    };

    #[test]
    fn a_step_outlives_its_action_and_comes_back_with_it() {
        let questionnaire = sample::questionnaire();
        let mut draft = Draft::default();
        let step = Step { role: "Head of shop".to_owned(), ..Step::NONE };
        draft.plan.insert("backup".to_owned(), step.clone());
        for (choice, open, settled) in [(Choice::No, 1, 0), (Choice::Yes, 0, 1), (Choice::Partly, 1, 0)] {
            let answer = Answer { choice: Some(choice), ..Answer::default() };
            draft.answers.questions.insert("backup".to_owned(), answer);
            let assessment = assess(&questionnaire, &draft.answers);
            let plan = plan(&questionnaire, assessment.actions.iter(), &draft.plan);
            assert_eq!((plan.actions.len(), plan.settled.len()), (open, settled), "{choice:?}");
            assert!(plan.actions.iter().all(|planned| *planned.step == step));
            assert!(plan.settled.iter().all(|settled| *settled.step == step && settled.question == "backup"));
        }
    }

    #[test]
    fn the_plan_follows_the_order_of_the_actions() {
        let questionnaire = sample::questionnaire();
        let mut draft = Draft::default();
        for id in ["tidiness", "limits", "backup"] {
            let answer = Answer { choice: Some(Choice::No), ..Answer::default() };
            draft.answers.questions.insert(id.to_owned(), answer);
        }
        let assessment = assess(&questionnaire, &draft.answers);
        let plan = plan(&questionnaire, assessment.actions.iter(), &draft.plan);
        let order: Vec<&str> = plan.actions.iter().map(|planned| planned.action.question.as_str()).collect();
        // A stop rule depends on `backup`; `limits` is critical, because whether children use it is open.
        assert_eq!(order, ["backup", "limits", "tidiness"]);
        assert!(plan.actions.iter().all(|planned| planned.step.is_empty()));
    }
}
