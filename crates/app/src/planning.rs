//! The steps that come after the result: planning, and looking at earlier answers.

use candour_compare::then_and_now::Earlier;
use candour_files::text::clean_line;
use candour_proof::date::Day;
use candour_questionnaire::plan::{LONGEST_ROLE, Step};

use super::{Decision, Effect, Model, Notice, Route};

impl Model {
    /// Changes what was decided about the action of a question.
    pub(super) fn plan(&mut self, questionnaire: &str, question: String, decision: Decision) -> Vec<Effect> {
        if self.section_of(questionnaire, &question).is_none() {
            return Vec::new();
        }
        let mut step = self.draft(questionnaire).step(&question).clone();
        let (mut notice, mut undo) = (None, None);
        match decision {
            Decision::State(state) => step.state = state,
            Decision::Role(role) => step.role = clean_line(&role, LONGEST_ROLE),
            Decision::Due(text) => match (Day::parse(&text), text.is_empty()) {
                (None, false) => {
                    self.notice = Some(Notice::NotADay);
                    return Vec::new();
                }
                (due, _) => step.due = due,
            },
            Decision::TakenBack => {
                undo = Some(self.before());
                step = Step::NONE;
                notice = Some(Notice::StepForgotten);
            }
        }
        let effects = self.decided(questionnaire, question, step);
        (self.notice, self.undo) = (notice, undo);
        effects
    }

    /// Puts a step in the place of the old one. A signed file that does not carry the plan stays.
    fn decided(&mut self, questionnaire: &str, question: String, step: Step) -> Vec<Effect> {
        let mut draft = self.draft(questionnaire).clone();
        draft.plan.remove(&question);
        if !step.is_empty() {
            draft.plan.insert(question, step);
        }
        let carried = draft.share_plan && self.signed_result(questionnaire).is_some();
        let signed = self.signed.take().filter(|_| !carried);
        let effects = self.changed(questionnaire, draft);
        self.signed = signed;
        effects
    }

    /// Holds the answers of a checked file beside the present ones.
    pub(super) fn compare_with(&mut self, questionnaire: String, place: usize) -> Vec<Effect> {
        let earlier = self.checked.get(place).and_then(|file| Earlier::of(file, &questionnaire));
        if earlier.is_none() {
            return Vec::new();
        }
        self.earlier = earlier;
        self.go(Route::Progress(questionnaire))
    }
}
