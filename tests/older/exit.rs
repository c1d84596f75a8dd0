//! How the files of `responsible-exit-1.0.0` were made: `cargo run --example older-exit`, with the page of that day.
//!
//! It writes only what is not there: a file once frozen is never made again.
#![expect(clippy::expect_used, reason = "whoever makes files sees at once what is wrong")]

use std::{fs, path::Path, rc::Rc};

use candour::words::{ENGLISH, Words};
use candour_app::{Event, Model};
use candour_files::result::{App, Ingredients, random_bytes, write};
use candour_proof::{date::Timestamp, digest::sha256, json::Json, key::SigningKey};
use candour_questionnaire::{
    answers::Choice,
    catalog::{Catalog, Entry},
    draft::Draft,
    questionnaire::Questionnaire,
    wording::Wording,
};

/// 2026-11-22T00:00:00Z.
const DAY: Timestamp = Timestamp(1_795_305_600);
/// The published key of `../golden`.
const SEED: [u8; 32] = *b"candour golden files: never use!";

/// A seller of a telecom business who says of itself that it found no harm.
const PROFILE: [(&str, &str); 7] = [
    ("stage", "leaving"),
    ("scope", "market"),
    ("data-held", "yes"),
    ("authorities", "yes"),
    ("handover", "with-data"),
    ("people-there", "yes"),
    ("harm", "no"),
];
/// What is not answered yes.
const ANSWERS: [(&str, Choice); 7] = [
    ("no-built-in-surveillance", Choice::Partly),
    ("conflict-understood", Choice::No),
    ("real-owner-known", Choice::Partly),
    ("legal-limits-checked", Choice::Partly),
    ("dangerous-data-deleted", Choice::Partly),
    ("users-choose", Choice::Unknown),
    ("public-text", Choice::No),
];

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older/responsible-exit-1.0.0");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a frozen file");
    let questionnaire = Questionnaire::parse(&read("questionnaire.json")).expect("a sound questionnaire");
    let wording = Wording::parse(&read("en.json"), &questionnaire).expect("sound wording");
    let labels = Words::parse(ENGLISH).labels();
    let catalog = Catalog { entries: vec![Rc::new(Entry { questionnaire, wording, own: false })], labels };
    let draft = draft(&catalog);
    let entry = catalog.entries.first().expect("a questionnaire");
    let many = random_bytes(&entry.questionnaire, &draft);
    // The key is published, so these salts need not be secret.
    let random: Vec<u8> = (0..many.div_ceil(32)).flat_map(|place| sha256(&place.to_be_bytes())).collect();
    let ingredients = Ingredients {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft: &draft,
        request: None,
        app: &App { version: "0.1.0".to_owned(), sha256: "0".repeat(64) },
        now: DAY,
        random: &random,
    };
    let result = write(&ingredients, &SigningKey::from_seed(SEED)).expect("enough random bytes");
    for (name, file) in [("draft.json", draft.write(&entry.questionnaire)), ("result.json", result)] {
        let file_name = folder.join(name);
        if !file_name.exists() {
            fs::write(&file_name, Json::from(file).pretty()).expect("a file to write");
        }
    }
}

fn draft(catalog: &Catalog) -> Draft {
    let entry = catalog.entries.first().expect("a questionnaire");
    let id = entry.questionnaire.id().to_owned();
    let mut model = Model::new(
        Rc::new(Catalog { entries: vec![Rc::clone(entry)], labels: catalog.labels.clone() }),
        App::default(),
    );
    for (question, option) in PROFILE {
        model.update(Event::ChoseProfile(id.clone(), question.to_owned(), option.to_owned()));
    }
    for question in entry.questionnaire.questions() {
        let other = ANSWERS.iter().find(|(id, _)| *id == question.id);
        let choice = other.map_or(Choice::Yes, |(_, choice)| *choice);
        model.update(Event::Chose(id.clone(), question.id.clone(), choice));
    }
    for question in ["conflict-understood", "access-ended"] {
        model.update(Event::Noted(id.clone(), question.to_owned(), "The board knows of it.".to_owned()));
    }
    model.update(Event::Named(id.clone(), "An operator that does not exist".to_owned()));
    model.draft(&id).clone()
}
