//! Answers on their way, with what was decided about actions.

use candour_proof::{date::Day, map::Table};

use crate::{
    answers::Answers,
    plan::{Step, step},
};

/// One person's answers to one questionnaire, as kept and continued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Profile and answers.
    pub answers: Answers,
    /// Name of the organisation, one line; may be empty.
    pub organisation: String,
    /// Name of the draft, to tell it from others, one line; may be empty.
    pub name: String,
    /// The day it was last changed, by the clock of that device.
    pub changed: Option<Day>,
    /// Where the person was last: a section id, or empty.
    pub place: String,
    /// What was decided about actions, by question; none of these steps is empty.
    pub plan: Table<Step>,
    /// Whether the signed result carries the plan too.
    pub share_plan: bool,
    /// Identifies this draft in calendars: random, and empty until its dates are first exported.
    pub calendar: String,
}

impl Draft {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.organisation.is_empty()
            && self.name.is_empty()
            && self.plan.is_empty()
    }

    /// Whether both hold the same, whenever they were changed last and however calendars identify them.
    pub fn holds_the_same(&self, other: &Self) -> bool {
        let Self { answers, organisation, name, changed: _, place, plan, share_plan, calendar: _ } = self;
        (organisation, name, place, share_plan)
            == (&other.organisation, &other.name, &other.place, &other.share_plan)
            && *plan == other.plan
            && *answers == other.answers
    }

    /// What was decided about the action of a question; an empty step if nothing was.
    pub fn step(&self, question: &str) -> &Step {
        step(&self.plan, question)
    }
}
