//! Results of made-up organisations, for tests.

#![allow(missing_docs, clippy::unwrap_used, clippy::missing_panics_doc, reason = "made up for tests")]

use std::rc::Rc;

use candour_proof::{
    date::Timestamp,
    json::{Json, Limits, Object},
    key::{PublicKey, SigningKey},
    parts::manifest,
    proof,
};
use candour_questionnaire::{
    answers::{Answer, Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    labels::Labels,
    questionnaire::{self, Questionnaire},
    wording::{self, Wording},
};

use crate::{
    check::{Checked, CheckerContext, check},
    result::{AppInfo, RequestRef, ResultInput, random_bytes, write},
    withhold::{WithheldParts, withhold},
};

/// 2026-11-22.
pub const NOW: Timestamp = Timestamp(1_795_305_600);

pub fn catalog() -> Catalog {
    let list = |prefix: &str| (0..5).map(|number| format!("{prefix} {number}")).collect();
    let labels = Labels { notice: "Notice.".to_owned(), choices: list("choice"), reasons: list("reason") };
    Catalog { entries: vec![Rc::new(entry())], labels, ..Catalog::default() }
}

/// The same with changes to the structure and to the wording.
pub fn catalog_with(structure: &[(&str, &str)], words: &[(&str, &str)]) -> Catalog {
    let changed = |text: &str, changes: &[(&str, &str)]| {
        changes.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from} stands nowhere");
            text.replacen(from, to, 1)
        })
    };
    let questionnaire = Questionnaire::parse(&changed(questionnaire::sample::JSON, structure)).unwrap();
    let wording = Wording::parse(&changed(&wording::sample::json(), words), &questionnaire).unwrap();
    let entry = CatalogEntry::new(questionnaire, wording, true);
    Catalog { entries: vec![Rc::new(entry)], ..catalog() }
}

/// The same labels with a questionnaire that gives a decision.
pub fn deal_catalog() -> Catalog {
    let entry =
        CatalogEntry::new(questionnaire::sample::decision(), wording::sample::decision_wording(), false);
    Catalog { entries: vec![Rc::new(entry)], ..catalog() }
}

/// The same labels with the first questionnaire, which has two lists now.
pub fn listed_catalog() -> Catalog {
    let entry = CatalogEntry::new(questionnaire::sample::listed(), wording::sample::listed_wording(), false);
    Catalog { entries: vec![Rc::new(entry)], ..catalog() }
}

/// Answers with two signs, one with what is done about it.
pub fn listed() -> SampleResult<'static> {
    SampleResult {
        answers: &[
            ("deletion", Choice::Yes),
            ("limits", Choice::Partly),
            ("backup", Choice::No),
            ("misused", Choice::Yes),
            ("bad-record", Choice::No),
        ],
        notes: &[("misused", "We took it out."), ("bad-record", "Not written.")],
        ..SampleResult::default()
    }
}

/// A deal that nothing stands against.
pub fn deal() -> SampleResult<'static> {
    SampleResult { profile: &[("abroad", "yes")], answers: DEAL, ..SampleResult::default() }
}

const DEAL: &[(&str, Choice)] = &[
    ("purpose-facts", Choice::Yes),
    ("purpose-settled", Choice::Yes),
    ("place-facts", Choice::Yes),
    ("place-settled", Choice::Yes),
    ("product-facts", Choice::Yes),
    ("law-checked", Choice::Yes),
    ("product-settled", Choice::Yes),
    ("abuse-excluded", Choice::Yes),
    ("purchaser-settled", Choice::Yes),
    ("top-decides", Choice::Yes),
];

pub fn entry() -> CatalogEntry {
    CatalogEntry::new(questionnaire::sample::questionnaire(), wording::sample::wording(), false)
}

/// A result to be signed.
#[derive(Clone)]
pub struct SampleResult<'a> {
    pub name: &'a str,
    pub key: u8,
    /// Days before the day of [`NOW`].
    pub days_ago: i64,
    /// Tells its number and salts from those of others.
    pub chance: u8,
    pub profile: &'a [(&'a str, &'a str)],
    pub answers: &'a [(&'a str, Choice)],
    /// Questions that do not apply, and why.
    pub reasons: &'a [(&'a str, Reason)],
    /// Questions for whose answers evidence could be shown.
    pub evidence: &'a [&'a str],
    pub notes: &'a [(&'a str, &'a str)],
    pub echo: Option<RequestRef>,
}

impl Default for SampleResult<'_> {
    fn default() -> Self {
        Self {
            name: "Acme",
            key: 1,
            days_ago: 0,
            chance: 1,
            profile: &[("role", "controller"), ("children", "no")],
            answers: &[("deletion", Choice::Yes), ("limits", Choice::Partly), ("backup", Choice::No)],
            reasons: &[],
            evidence: &[],
            notes: &[],
            echo: None,
        }
    }
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed([seed; 32])
}

pub fn public(seed: u8) -> PublicKey {
    key(seed).public()
}

impl SampleResult<'_> {
    fn day(&self) -> Timestamp {
        Timestamp(NOW.0 - self.days_ago * 86_400)
    }

    pub fn document(&self, catalog: &Catalog) -> Object {
        let entry = catalog.entries.first().unwrap();
        let mut draft = Draft { organisation: self.name.to_owned(), ..Draft::default() };
        for (id, option) in self.profile {
            draft.answers.profile.insert((*id).to_owned(), (*option).to_owned());
        }
        for (id, choice) in self.answers {
            let answer = Answer { choice: Some(*choice), ..Answer::default() };
            draft.answers.questions.insert((*id).to_owned(), answer);
        }
        let mut change = |id: &str, change: &dyn Fn(&mut Answer)| {
            let mut answer = draft.answers.answer(id).clone();
            change(&mut answer);
            draft.answers.questions.insert(id.to_owned(), answer);
        };
        for (id, reason) in self.reasons {
            change(id, &|answer| {
                (answer.choice, answer.reason) = (Some(Choice::NotApplicable), Some(*reason));
            });
        }
        for id in self.evidence {
            change(id, &|answer| answer.evidence = true);
        }
        for (id, note) in self.notes {
            change(id, &|answer| (*note).clone_into(&mut answer.note));
        }
        let bytes = random_bytes(&entry.questionnaire, &draft);
        let random: Vec<u8> =
            (0..bytes).map(|place| u8::try_from(place % 251).unwrap() ^ self.chance).collect();
        let ingredients = ResultInput {
            questionnaire: &entry.questionnaire,
            wording: &entry.wording,
            labels: &catalog.labels,
            draft: &draft,
            request: self.echo.as_ref(),
            app: &AppInfo::default(),
            now: self.day(),
            random: &random,
        };
        write(&ingredients, &key(self.key)).unwrap()
    }

    pub fn text(&self) -> String {
        Json::from(self.document(&catalog())).pretty()
    }

    /// The same with other words in it, signed as if the page had written them.
    pub fn with(&self, changes: &[(&str, &str)]) -> String {
        self.with_in(&catalog(), changes)
    }

    /// The same for the first questionnaire of a catalogue.
    pub fn with_in(&self, catalog: &Catalog, changes: &[(&str, &str)]) -> String {
        let mut document = self.document(catalog);
        document.remove("manifest");
        document.remove("proof");
        let mut text = Json::from(document).pretty();
        for (from, to) in changes {
            assert!(text.contains(from), "{from} stands nowhere in {text}");
            text = text.replacen(from, to, 1);
        }
        let document = Json::read(text.as_bytes(), Limits::FILE).unwrap();
        let document = document.as_object().unwrap().clone();
        let id = document.get("id").and_then(Json::as_text).unwrap_or_default().to_owned();
        let list = manifest(&document, &id, &key(self.key), self.day());
        Json::from(proof::sign(&document.with("manifest", list), &key(self.key), self.day())).pretty()
    }

    pub fn without(&self, what: &WithheldParts) -> String {
        Json::from(withhold(&self.document(&catalog()), what).unwrap()).pretty()
    }
}

pub fn checked(text: &str, name: &str) -> Checked {
    check(text.as_bytes(), name, &CheckerContext { catalog: &catalog(), own: None, now: NOW })
}
