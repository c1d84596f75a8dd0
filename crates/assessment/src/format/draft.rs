//! `candour-draft/1`: answers on their way, unsigned, to be opened again and continued.

use super::{LONGEST_NAME, LONGEST_NOTE, clean, clean_line, note_of, text_of, with_text};
use crate::{
    answers::{Answer, Answers, Choice, Reason},
    date::Day,
    format::result::Stated,
    json::{Json, Object},
    plan::{LONGEST_ROLE, State, Step},
    questionnaire::{Question, Questionnaire},
    table::Table,
};

/// The format's name and version.
pub const FORMAT: &str = "candour-draft/1";

/// Several drafts in one file, as the open tab keeps them and as a crash hands them out.
pub const SEVERAL: &str = "candour-drafts/1";

/// The id of the questionnaire that a draft or a result names.
pub(crate) fn questionnaire_of(file: &Json) -> Option<&str> {
    text_of(file.get("questionnaire")?, "id")
}

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
}

/// What an opened file gave, and what of it could not be placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The draft read.
    pub draft: Draft,
    /// The questionnaire version the file was made with, if it is another one than ours.
    pub other_version: Option<String>,
    /// Ids of questions, profile questions or answers that this questionnaire does not know.
    pub not_placed: Vec<String>,
    /// Questions that were renamed or split, as far as they could be placed.
    pub carried: Vec<Carried>,
    /// Ids of this questionnaire's questions that the file has a place for.
    pub present: Vec<String>,
    /// What a result says of itself; `None` of a draft.
    pub stated: Option<Stated>,
}

/// A question of an older version, and what became of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its id then.
    pub from: String,
    /// Ids of the questions that ask it now.
    pub to: Vec<String>,
    /// Whether the answer went along; otherwise only its note and its step did.
    pub whole: bool,
}

impl Draft {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
            && self.organisation.is_empty()
            && self.name.is_empty()
            && self.plan.is_empty()
    }

    /// What was decided about the action of a question; an empty step if nothing was.
    pub fn step(&self, question: &str) -> &Step {
        static NONE: Step = Step::NONE;
        self.plan.get(question).unwrap_or(&NONE)
    }

    /// The file's content in reading order.
    pub fn write(&self, questionnaire: &Questionnaire) -> Object {
        let profile = self
            .answers
            .profile
            .iter()
            .fold(Object::new(), |object, (id, option)| object.with(id, option.as_str()));
        let mut ids: Vec<&String> = self.answers.questions.keys().collect();
        for id in self.plan.keys() {
            if let Err(place) = ids.binary_search(&id) {
                ids.insert(place, id);
            }
        }
        let answers = ids.into_iter().map(|id| {
            let object = write_answer(id, self.answers.answer(id));
            Json::from(with_step(object, self.plan.get(id)))
        });
        let head = Object::new().with("format", FORMAT).with(
            "questionnaire",
            Object::new()
                .with("id", questionnaire.id())
                .with("version", questionnaire.version())
                .with("sha256", questionnaire.digest()),
        );
        let head = with_text(head, "organisation", &self.organisation);
        let head = with_text(head, "name", &self.name);
        let head = with_text(head, "changed", &self.changed.map(Day::text).unwrap_or_default());
        let mut head = with_text(head, "place", &self.place);
        if self.share_plan {
            head.set("sharePlan", true);
        }
        head.with("profile", profile).with("answers", answers.collect::<Vec<Json>>())
    }

    /// Reads what [`Draft::write`] wrote; whatever has no place is listed, never dropped silently.
    pub fn read(file: &Json, questionnaire: &Questionnaire) -> Placed {
        let mut placed = Placed::default();
        let written = file.get("questionnaire").and_then(|part| text_of(part, "version"));
        placed.other_version =
            written.filter(|version| *version != questionnaire.version()).map(str::to_owned);
        placed.draft.organisation =
            clean_line(text_of(file, "organisation").unwrap_or_default(), LONGEST_NAME);
        placed.draft.name = clean_line(text_of(file, "name").unwrap_or_default(), LONGEST_NAME);
        placed.draft.changed = text_of(file, "changed").and_then(Day::parse);
        placed.draft.share_plan = file.get("sharePlan").and_then(Json::as_bool).unwrap_or(false);
        let place = text_of(file, "place").unwrap_or_default();
        if questionnaire.section(place).is_some() {
            place.clone_into(&mut placed.draft.place);
        }
        for (id, option) in file.get("profile").and_then(Json::as_object).into_iter().flat_map(Object::iter) {
            placed.profile(questionnaire, id, option.as_text().unwrap_or_default());
        }
        for answer in file.get("answers").and_then(Json::as_list).unwrap_or_default() {
            placed.answer(questionnaire, answer);
        }
        placed
    }
}

impl Placed {
    /// Places one profile answer, or lists it.
    pub(crate) fn profile(&mut self, questionnaire: &Questionnaire, id: &str, option: &str) {
        let known = |id: &str| {
            let mut own = questionnaire.profile().iter();
            own.any(|question| question.id == id && question.options.iter().any(|own| own == option))
        };
        let renamed = questionnaire.became(id).first().filter(|new| known(new));
        match renamed.map(String::as_str).or(known(id).then_some(id)) {
            Some(id) => {
                self.draft.answers.profile.insert(id.to_owned(), option.to_owned());
            }
            None => self.not_placed.push(id.to_owned()),
        }
    }

    /// Places one answer, or lists it: under its own id, under the new one if the question was
    /// renamed, and under each of its parts if it was split. "Partly" says nothing about any one
    /// part, so of such an answer only the note is kept, and the answer is listed.
    pub(crate) fn answer(&mut self, questionnaire: &Questionnaire, answer: &Json) {
        let id = text_of(answer, "id").unwrap_or("?");
        let parts = questionnaire.became(id);
        self.note_place(questionnaire, id);
        if parts.is_empty() {
            if !self.place(questionnaire, id, answer, true) {
                self.not_placed.push(id.to_owned());
            }
            return;
        }
        let said = parts.len() == 1 || text_of(answer, "choice") != Some(Choice::Partly.name());
        let placed = parts.iter().filter(|part| self.place(questionnaire, part, answer, said)).count();
        if placed < parts.len() || !said {
            self.not_placed.push(id.to_owned());
        }
        if placed > 0 {
            self.carried.push(Carried { from: id.to_owned(), to: parts.to_vec(), whole: said });
        }
    }

    /// Notes that the file has a place for a question, whatever stands there.
    pub(crate) fn note_place(&mut self, questionnaire: &Questionnaire, id: &str) {
        self.present.extend_from_slice(questionnaire.became(id));
        if questionnaire.question(id).is_some() {
            self.present.push(id.to_owned());
        }
    }

    /// Puts an answer under a question's id, with or without what was said; whether it fits there.
    fn place(&mut self, questionnaire: &Questionnaire, id: &str, answer: &Json, with_choice: bool) -> bool {
        let question = questionnaire.question(id).map(|(_, question)| question);
        let Some((choice, reason)) = question.and_then(|question| said(answer, question)) else {
            return false;
        };
        if self.draft.answers.questions.contains_key(id) {
            return false;
        }
        let note = clean(note_of(answer), LONGEST_NOTE);
        let evidence = answer.get("evidence").and_then(Json::as_bool).unwrap_or(false);
        let step = step_of(answer);
        let answer = if with_choice {
            Answer { choice, reason, note, evidence }
        } else {
            Answer { note, ..Answer::default() }
        };
        if answer != Answer::default() {
            self.draft.answers.questions.insert(id.to_owned(), answer);
        }
        match step {
            Some(step) if step.is_empty() || self.draft.plan.contains_key(id) => {}
            Some(step) => self.draft.plan.insert(id.to_owned(), step),
            None => self.not_placed.push(id.to_owned()),
        }
        true
    }
}

/// What was decided about the action of an answer in a file; an empty step if nothing was. `None`
/// if a state, role or day in it is none.
fn step_of(answer: &Json) -> Option<Step> {
    let mut step = Step::NONE;
    if let Some(state) = answer.get("todo") {
        step.state = State::from_name(state.as_text()?)?;
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
    let answer = with_text(answer.with("todo", step.state.name()), "role", &step.role);
    with_text(answer, "due", &due)
}

/// The choice and reason of an answer in a file, either of which may be missing. `None` if the
/// question does not have them: "does not apply" and its reason only where it lists them.
pub(crate) fn said(answer: &Json, question: &Question) -> Option<(Option<Choice>, Option<Reason>)> {
    let choice = match answer.get("choice") {
        Some(choice) => Some(Choice::from_name(choice.as_text()?)?),
        None => None,
    };
    let reason = match answer.get("reason") {
        Some(reason) => Some(Reason::from_name(reason.as_text()?)?),
        None => None,
    };
    let allowed = match (choice, reason) {
        (Some(Choice::NotApplicable), None) => !question.reasons.is_empty(),
        (Some(Choice::NotApplicable), Some(reason)) => question.reasons.contains(&reason),
        (_, reason) => reason.is_none(),
    };
    allowed.then_some((choice, reason))
}

fn write_answer(id: &str, answer: &Answer) -> Object {
    let mut object = Object::new().with("id", id);
    if let Some(choice) = answer.choice {
        object.set("choice", choice.name());
    }
    if let Some(reason) = answer.reason {
        object.set("reason", reason.name());
    }
    if answer.evidence {
        object.set("evidence", true);
    }
    with_text(object, "note", &answer.note)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{date::Timestamp, questionnaire::sample::questionnaire};

    fn read(members: &str) -> Placed {
        let text =
            [r#"{"format":"candour-draft/1","questionnaire":{"version":"1.0.0"},"#, members, "}"].concat();
        let file = Json::read(text.as_bytes(), crate::json::Limits::FILE).unwrap();
        Draft::read(&file, &questionnaire())
    }

    #[test]
    fn a_step_that_makes_no_sense_is_listed_and_the_answer_stays() {
        for step in [
            r#""todo":"later""#,
            r#""todo":1"#,
            r#""role":[]"#,
            r#""due":"2026-02-30""#,
            r#""due":"soon""#,
            r#""todo":"done","due":null"#,
        ] {
            let placed = read(&[r#""answers":[{"id":"backup","choice":"no","#, step, "}]"].concat());
            assert_eq!(placed.not_placed, ["backup"], "{step}");
            assert!(placed.draft.plan.is_empty());
            assert_eq!(placed.draft.answers.answer("backup").choice, Some(Choice::No));
        }
    }

    #[test]
    fn a_step_of_a_question_that_is_no_more_is_listed() {
        let placed = read(r#""answers":[{"id":"old-question","todo":"doing"}]"#);
        assert_eq!((placed.not_placed, placed.draft.plan.len()), (vec!["old-question".to_owned()], 0));
    }

    #[test]
    fn a_role_is_one_clean_line_of_80_letters() {
        let long = r"é\n\u202e".repeat(60);
        let placed = read(&[r#""answers":[{"id":"backup","role":""#, &long, r#""}]"#].concat());
        let role = &placed.draft.step("backup").role;
        assert_eq!(role.chars().count(), LONGEST_ROLE);
        assert!(!role.contains(['\n', '\u{202e}']));
    }

    #[test]
    fn a_draft_without_plan_is_written_as_before() {
        let mut draft = Draft::default();
        draft
            .answers
            .questions
            .insert("backup".to_owned(), Answer { choice: Some(Choice::Yes), ..Answer::default() });
        let text = Json::from(draft.write(&questionnaire())).pretty();
        assert!(text.contains("\"id\": \"backup\",\n      \"choice\": \"yes\"\n    }\n  ]\n}"), "{text}");
        assert!(!text.contains("todo") && !text.contains("sharePlan"));
    }

    #[test]
    fn a_first_answer_that_the_questionnaire_does_not_offer_is_listed() {
        let placed = read(r#""profile":{"role":"controller","children":"perhaps","size":"yes"}"#);
        assert_eq!(placed.not_placed, ["children", "size"]);
        let profile: Vec<_> = placed.draft.answers.profile.iter().collect();
        assert_eq!(profile, [(&"role".to_owned(), &"controller".to_owned())]);
    }

    #[test]
    fn an_answer_to_a_question_that_was_split_goes_to_each_part_that_has_it() {
        let (all, some, none) = (&["contract", "limits"][..], &["limits"][..], &[][..]);
        for (said, fits, listed, carried) in [
            (r#""choice":"yes""#, all, false, Some(true)),
            (r#""choice":"partly","note":"Half.""#, none, true, Some(false)),
            (r#""choice":"not-applicable","reason":"other""#, some, true, Some(true)),
            (r#""choice":"not-applicable","reason":"no-such-activity""#, none, true, None),
        ] {
            let placed = read(&[r#""answers":[{"id":"order","#, said, "}]"].concat());
            let answered = ["contract", "limits"].into_iter();
            let answered = answered.filter(|id| placed.draft.answers.answer(id).choice.is_some());
            assert_eq!(answered.collect::<Vec<_>>(), fits, "{said}");
            assert_eq!(placed.not_placed, if listed { &["order"][..] } else { &[] }, "{said}");
            let whole: Vec<bool> = placed.carried.iter().map(|carried| carried.whole).collect();
            assert_eq!(whole, carried.into_iter().collect::<Vec<_>>(), "{said}");
        }
    }

    fn step() -> impl Strategy<Value = Step> {
        let day = proptest::option::of(-700_000_i64..2_900_000);
        (prop::sample::select(State::ALL.to_vec()), "[a-z éစ]{0,30}", day).prop_map(|(state, role, day)| {
            Step { state, role, due: day.map(|day| Timestamp(day * 86_400).day()) }
        })
    }

    proptest! {
        #[test]
        fn a_plan_comes_back_as_it_was(steps in prop::collection::vec(step(), 5), share_plan: bool) {
            let mut draft = Draft { share_plan, ..Draft::default() };
            for (question, step) in questionnaire().questions().zip(steps) {
                if !step.is_empty() {
                    draft.plan.insert(question.id.clone(), step);
                }
            }
            let file = Json::from(draft.write(&questionnaire()));
            let placed = Draft::read(&file, &questionnaire());
            prop_assert_eq!(placed.draft, draft);
            prop_assert!(placed.not_placed.is_empty());
        }
    }
}
