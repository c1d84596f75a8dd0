//! What an opened file gives, placed among the questions as they are now.

use candour_proof::{json::Json, map::Table};
use candour_questionnaire::{
    answers::{Answer, Choice},
    draft::Draft,
    listed::Listed,
    questionnaire::{FactList, Questionnaire},
};

use super::{
    answer::{said, said_of_fact, step_of},
    stated::StatedResult,
};
use crate::text::{LONGEST_NAME, LONGEST_NOTE, clean, clean_line, note_of, text_of};

/// What an opened file gave, and what of it could not be placed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlacedDraft {
    /// The draft read.
    pub draft: Draft,
    /// The questionnaire version the file was made with, if it is another one than ours.
    pub other_version: Option<String>,
    /// Ids of questions, profile questions or answers that this questionnaire does not know.
    pub not_placed: Listed<String>,
    /// Those of this questionnaire's questions whose answer is not one of theirs.
    pub unclear: Table<()>,
    /// Questions that were renamed or split, as far as they could be placed.
    pub carried: Vec<CarriedAnswer>,
    /// Ids of this questionnaire's questions that the file has a place for.
    pub present: Table<()>,
    /// What a result says of itself; `None` of a draft.
    pub stated: Option<StatedResult>,
    /// What a result was asked in other words than those known here.
    pub worded: Vec<Worded>,
}

/// A question that was answered in other words than those known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// The id that it has here, of a question or of a profile question.
    pub id: String,
    /// Its words in the file.
    pub question: String,
    /// Of a profile question the words of the answer in the file; of others empty.
    pub label: String,
}

impl PlacedDraft {
    /// The words in which a question was asked, if they are other ones than those known here.
    pub fn worded(&self, id: &str) -> Option<&Worded> {
        self.worded.iter().find(|worded| worded.id == id)
    }
}

/// A question of an older version, and what became of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedAnswer {
    /// Its id then.
    pub from: String,
    /// Ids of the questions that ask it now.
    pub to: Vec<String>,
    /// Whether the answer went along; otherwise only its note and its step did.
    pub whole: bool,
}

impl PlacedDraft {
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
            None => self.list(id),
        }
    }

    /// Lists an id that has no place; it is shown to people.
    fn list(&mut self, id: &str) {
        self.not_placed.push_with(|| clean_line(id, LONGEST_NAME));
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
                self.list(id);
                if questionnaire.question(id).is_some() {
                    self.unclear.insert(id.to_owned(), ());
                }
            }
            return;
        }
        let said = parts.len() == 1 || text_of(answer, "choice") != Some(Choice::Partly.as_str());
        let placed = parts.iter().filter(|part| self.place(questionnaire, part, answer, said)).count();
        if placed < parts.len() || !said {
            self.list(id);
        }
        if placed > 0 && !self.carried.iter().any(|known| known.from == id) {
            self.carried.push(CarriedAnswer { from: id.to_owned(), to: parts.to_vec(), whole: said });
        }
    }

    /// Notes that the file has a place for a question, whatever stands there.
    pub(crate) fn note_place(&mut self, questionnaire: &Questionnaire, id: &str) {
        let own = questionnaire.question(id).map(|(_, own)| &own.id);
        for id in questionnaire.became(id).iter().chain(own) {
            if !self.present.contains_key(id) {
                self.present.insert(id.clone(), ());
            }
        }
    }

    /// Puts an answer under the id of an item of a list; whether it fits there.
    fn place_fact(&mut self, list: &FactList, id: &str, answer: &Json) -> bool {
        let Ok(choice) = said_of_fact(answer, list) else { return false };
        if self.draft.answers.questions.contains_key(id) {
            return false;
        }
        let note = clean(note_of(answer), LONGEST_NOTE);
        let answer = Answer { choice, note, ..Answer::default() };
        if !answer.is_empty() {
            self.draft.answers.questions.insert(id.to_owned(), answer);
        }
        true
    }

    /// Puts an answer under a question's id, with or without what was said; whether it fits there.
    fn place(&mut self, questionnaire: &Questionnaire, id: &str, answer: &Json, with_choice: bool) -> bool {
        if let Some(list) = questionnaire.list_of(id) {
            return self.place_fact(list, id, answer);
        }
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
            Answer { choice, reason, note, evidence, note_withheld: false }
        } else {
            Answer { note, ..Answer::default() }
        };
        if answer != Answer::default() {
            self.draft.answers.questions.insert(id.to_owned(), answer);
        }
        match step {
            Some(step) if step.is_empty() || self.draft.plan.contains_key(id) => {}
            Some(step) => self.draft.plan.insert(id.to_owned(), step),
            None => {
                self.list(id);
                self.unclear.insert(id.to_owned(), ());
            }
        }
        true
    }
}
