//! How the files of older versions were made: `cargo run --example older`, with the page of that day.
//!
//! It writes only what is not there: a file once frozen is never made again.
#![expect(clippy::expect_used, reason = "whoever makes files sees at once what is wrong")]

mod exit;

use std::{fs, path::Path, rc::Rc};

use candour_app::{DraftEvent, Model};
use candour_files::result::{AppInfo, ResultInput, random_bytes, write};
use candour_proof::{date::Timestamp, digest::sha256, json::Json, key::SigningKey};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    questionnaire::Questionnaire,
    wording::Wording,
};
use candour_words::Words;

/// 2026-11-22T00:00:00Z.
const DAY: Timestamp = Timestamp(1_795_305_600);
/// The published key of `../golden`.
const SEED: [u8; 32] = *b"candour golden files: never use!";

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older");
    for entry in fs::read_dir(&folder).expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            make(&path);
        }
    }
}

fn make(folder: &Path) {
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a frozen file");
    let questionnaire = Questionnaire::parse(&read("questionnaire.json")).expect("a sound questionnaire");
    let wording = Wording::parse(&read("en.json"), &questionnaire).expect("sound wording");
    let labels = candour::labels::labels(Words::english());
    let catalog = Catalog {
        entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))],
        labels,
        ..Catalog::default()
    };
    let draft =
        if folder.ends_with("responsible-exit-1.0.0") { exit::draft(&catalog) } else { draft(&catalog) };
    let entry = catalog.entries.first().expect("a questionnaire");
    let many = random_bytes(&entry.questionnaire, &draft);
    // The key is published, so these salts need not be secret.
    let random: Vec<u8> = (0..many.div_ceil(32)).flat_map(|place| sha256(&place.to_be_bytes())).collect();
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft: &draft,
        request: None,
        app: &AppInfo { version: "0.1.0".to_owned(), sha256: "0".repeat(64) },
        now: DAY,
        random: &random,
    };
    let result = write(&ingredients, &SigningKey::from_seed(SEED)).expect("enough random bytes");
    let draft = candour_files::draft::write(&draft, &entry.questionnaire);
    for (name, file) in [("draft.json", draft), ("result.json", result)] {
        let file_name = folder.join(name);
        if !file_name.exists() {
            fs::write(&file_name, Json::from(file).pretty()).expect("a file to write");
        }
    }
}

/// Every question answered, the first option of each profile question but where another asks more.
fn draft(catalog: &Catalog) -> Draft {
    let entry = catalog.entries.first().expect("a questionnaire");
    let (questionnaire, id) = (&entry.questionnaire, entry.questionnaire.id().to_owned());
    let mut model = Model::new(
        Rc::new(Catalog {
            entries: vec![Rc::clone(entry)],
            labels: catalog.labels.clone(),
            ..Catalog::default()
        }),
        AppInfo::default(),
    );
    for asked in questionnaire.profile() {
        let option = ["both", "yes"].into_iter().find(|wanted| asked.options.iter().any(|own| own == wanted));
        let option = option.or(asked.options.first().map(String::as_str)).expect("an option");
        model.update(DraftEvent::ProfileAnswered(id.clone(), asked.id.clone(), option.to_owned()));
    }
    for (place, question) in questionnaire.questions().enumerate() {
        let choice = [Choice::Yes, Choice::Partly, Choice::No, Choice::Yes, Choice::Unknown];
        let choice = choice.get(place % 5).copied().expect("one of five");
        match question.reasons.first() {
            Some(reason) if place % 4 == 3 => not_applicable(&mut model, &id, &question.id, *reason),
            _ => {
                model.update(DraftEvent::Answered(id.clone(), question.id.clone(), choice));
            }
        }
        if place % 6 == 0 {
            model.update(DraftEvent::NoteEdited(id.clone(), question.id.clone(), format!("Note {place}")));
        }
    }
    model.update(DraftEvent::OrganisationEdited(id.clone(), "An organisation for tests".to_owned()));
    model.draft(&id).clone()
}

fn not_applicable(model: &mut Model, id: &str, question: &str, reason: Reason) {
    model.update(DraftEvent::Answered(id.to_owned(), question.to_owned(), Choice::NotApplicable));
    model.update(DraftEvent::ReasonChosen(id.to_owned(), question.to_owned(), Some(reason)));
}
