//! One answer, as drafts and results hold it.

use candour_proof::{
    date::Day,
    json::{Json, Object},
};
use candour_questionnaire::{
    answers::{Answer, Choice, Reason},
    plan::{LONGEST_ROLE, Step},
    questionnaire::{FactList, Question},
};

use crate::text::{clean_line, with_text};

/// What was decided about the action of an answer in a file; an empty step if nothing was. `None`
/// if a state, role or day in it is none.
pub(super) fn step_of(answer: &Json) -> Option<Step> {
    let mut step = Step::NONE;
    if let Some(state) = answer.get("todo") {
        step.state = state.as_text()?.parse().ok()?;
    }
    if let Some(role) = answer.get("role") {
        step.role = clean_line(role.as_text()?, LONGEST_ROLE);
    }
    if let Some(due) = answer.get("due") {
        step.due = Some(Day::parse(due.as_text()?)?);
    }
    Some(step)
}

/// An answer as a file holds it, with what was decided about its action.
pub(super) fn with_step(answer: Object, step: Option<&Step>) -> Object {
    let Some(step) = step else { return answer };
    let due = step.due.map(Day::text).unwrap_or_default();
    let answer = with_text(answer.with("todo", step.state.as_str()), "role", &step.role);
    with_text(answer, "due", &due)
}

/// The choice and reason of an answer in a file, either of which may be missing. `None` if the
/// question does not have them: "does not apply" and its reason only where it lists them, "partly" unless it does
/// without.
pub(crate) fn said(answer: &Json, question: &Question) -> Option<(Option<Choice>, Option<Reason>)> {
    let choice = match answer.get("choice") {
        Some(choice) => Some(choice.as_text()?.parse().ok()?),
        None => None,
    };
    let reason = match answer.get("reason") {
        Some(reason) => Some(reason.as_text()?.parse().ok()?),
        None => None,
    };
    let allowed = match (choice, reason) {
        (Some(Choice::NotApplicable), None) => true,
        (Some(Choice::NotApplicable), Some(reason)) => question.reasons.contains(&reason),
        (_, reason) => reason.is_none(),
    };
    let allowed = allowed && choice.is_none_or(|choice| question.offers(choice));
    allowed.then_some((choice, reason))
}

/// An item of a list has an answer that the list does not offer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotOffered;

/// The choice of an item of a list in a file, which may be missing.
pub(crate) fn said_of_fact(item: &Json, list: &FactList) -> Result<Option<Choice>, NotOffered> {
    let Some(choice) = item.get("choice") else { return Ok(None) };
    let choice = choice.as_text().and_then(|choice| choice.parse::<Choice>().ok());
    choice.filter(|choice| list.answers.contains(choice)).map(Some).ok_or(NotOffered)
}

pub(super) fn write_answer(id: &str, answer: &Answer) -> Object {
    let mut object = Object::new().with("id", id);
    if let Some(choice) = answer.choice {
        object.set("choice", choice.as_str());
    }
    if let Some(reason) = answer.reason {
        object.set("reason", reason.as_str());
    }
    if answer.evidence {
        object.set("evidence", true);
    }
    with_text(object, "note", &answer.note)
}
