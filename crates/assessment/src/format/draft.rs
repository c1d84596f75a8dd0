//! `candour-draft/1`: answers on their way, unsigned, to be opened again and continued.

use super::{LONGEST_NAME, LONGEST_NOTE, clean, clean_line, text_of, with_text};
use crate::{
    answers::{Answer, Answers, Choice},
    json::{Json, Object},
    questionnaire::{Question, Questionnaire, Reason},
};

/// The format's name and version.
pub const FORMAT: &str = "candour-draft/1";

/// Several drafts in one file, as the open tab keeps them and as a crash hands them out.
pub const SEVERAL: &str = "candour-drafts/1";

/// One person's answers to one questionnaire, as kept and continued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Profile and answers.
    pub answers: Answers,
    /// Name of the organisation, one line; may be empty.
    pub organisation: String,
    /// Where the person was last: a section id, or empty.
    pub place: String,
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
}

impl Draft {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.organisation.is_empty()
    }

    /// The file's content in reading order.
    pub fn write(&self, questionnaire: &Questionnaire) -> Object {
        let profile = self
            .answers
            .profile
            .iter()
            .fold(Object::new(), |object, (id, option)| object.with(id, option.as_str()));
        let answers: Vec<Json> =
            self.answers.questions.iter().map(|(id, answer)| write_answer(id, answer).into()).collect();
        let head = Object::new().with("format", FORMAT).with(
            "questionnaire",
            Object::new()
                .with("id", questionnaire.id())
                .with("version", questionnaire.version())
                .with("sha256", questionnaire.digest()),
        );
        let head = with_text(head, "organisation", &self.organisation);
        with_text(head, "place", &self.place).with("profile", profile).with("answers", answers)
    }

    /// Reads what [`Draft::write`] wrote; whatever has no place is listed, never dropped silently.
    pub fn read(file: &Json, questionnaire: &Questionnaire) -> Placed {
        let mut placed = Placed::default();
        let written = file.get("questionnaire").and_then(|part| text_of(part, "version"));
        placed.other_version =
            written.filter(|version| *version != questionnaire.version()).map(str::to_owned);
        placed.draft.organisation =
            clean_line(text_of(file, "organisation").unwrap_or_default(), LONGEST_NAME);
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
        let note = clean(text_of(answer, "note").unwrap_or_default(), LONGEST_NOTE);
        let evidence = answer.get("evidence").and_then(Json::as_bool).unwrap_or(false);
        let answer = if with_choice {
            Answer { choice, reason, note, evidence }
        } else {
            Answer { note, ..Answer::default() }
        };
        if answer != Answer::default() {
            self.draft.answers.questions.insert(id.to_owned(), answer);
        }
        true
    }
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
