//! Results of made-up organisations, for the tests of this crate.

use std::rc::Rc;

use crate::{
    answers::{Answer, Choice},
    check::{Checked, Known, check},
    date::Timestamp,
    format::{
        draft::Draft,
        result::{App, Echo, Ingredients, Labels, random_bytes, write},
        withhold::{Withholding, withhold},
    },
    journey::{Catalog, Entry},
    json::{Json, Object},
    key::{PublicKey, SigningKey},
    questionnaire, wording,
};

/// 2026-11-22.
pub(crate) const NOW: Timestamp = Timestamp(1_795_305_600);

pub(crate) fn catalog() -> Catalog {
    let list = |prefix: &str| (0..5).map(|number| format!("{prefix} {number}")).collect();
    let labels = Labels { notice: "Notice.".to_owned(), choices: list("choice"), reasons: list("reason") };
    Catalog { entries: vec![Rc::new(entry())], labels }
}

pub(crate) fn entry() -> Entry {
    Entry {
        questionnaire: questionnaire::sample::questionnaire(),
        wording: wording::sample::wording(),
        own: false,
    }
}

/// A result to be signed.
#[derive(Clone)]
pub(crate) struct Signed<'a> {
    pub(crate) name: &'a str,
    pub(crate) key: u8,
    /// Days before the day of [`NOW`].
    pub(crate) days_ago: i64,
    /// Tells its number and salts from those of others.
    pub(crate) chance: u8,
    pub(crate) answers: &'a [(&'a str, Choice)],
    pub(crate) notes: &'a [(&'a str, &'a str)],
    pub(crate) echo: Option<Echo>,
}

impl Default for Signed<'_> {
    fn default() -> Self {
        Self {
            name: "Acme",
            key: 1,
            days_ago: 0,
            chance: 1,
            answers: &[("deletion", Choice::Yes), ("limits", Choice::Partly), ("backup", Choice::No)],
            notes: &[],
            echo: None,
        }
    }
}

pub(crate) fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32])
}

pub(crate) fn public(seed: u8) -> PublicKey {
    key(seed).public()
}

impl Signed<'_> {
    pub(crate) fn document(&self, catalog: &Catalog) -> Object {
        let entry = catalog.entries.first().unwrap();
        let mut draft = Draft { organisation: self.name.to_owned(), ..Draft::default() };
        for (id, option) in [("role", "controller"), ("children", "no")] {
            draft.answers.profile.insert(id.to_owned(), option.to_owned());
        }
        for (id, choice) in self.answers {
            let answer = Answer { choice: Some(*choice), ..Answer::default() };
            draft.answers.questions.insert((*id).to_owned(), answer);
        }
        for (id, note) in self.notes {
            let mut answer = draft.answers.answer(id).clone();
            (*note).clone_into(&mut answer.note);
            draft.answers.questions.insert((*id).to_owned(), answer);
        }
        let bytes = random_bytes(&entry.questionnaire, &draft);
        let random: Vec<u8> =
            (0..bytes).map(|place| u8::try_from(place % 251).unwrap() ^ self.chance).collect();
        let ingredients = Ingredients {
            questionnaire: &entry.questionnaire,
            wording: &entry.wording,
            labels: &catalog.labels,
            draft: &draft,
            request: self.echo.as_ref(),
            app: &App::default(),
            now: Timestamp(NOW.0 - self.days_ago * 86_400),
            random: &random,
        };
        write(&ingredients, &key(self.key)).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        Json::from(self.document(&catalog())).pretty()
    }

    pub(crate) fn without(&self, what: &Withholding) -> String {
        Json::from(withhold(&self.document(&catalog()), what)).pretty()
    }
}

pub(crate) fn checked(text: &str, name: &str) -> Checked {
    check(text.as_bytes(), name, &Known { catalog: &catalog(), own: None, now: NOW })
}
