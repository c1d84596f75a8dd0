//! How the files with a request, and with notes that can be withheld, were made: `cargo run --example golden`.
//!
//! It writes only what is not there: a file once frozen is never made again.
#![expect(clippy::expect_used, reason = "whoever makes files sees at once what is wrong")]

mod labels;

use std::{fs, path::Path, rc::Rc};

use candour_app::{DraftEvent, Model};
use candour_files::{
    records::{KnownKey, Records, Verification},
    request::{NewRequest, Request, RequestedQuestionnaire},
    result::{AppInfo, RequestRef, ResultInput, random_bytes, write},
    withhold::{self, WithheldParts},
};
use candour_proof::{
    date::Timestamp,
    digest::sha256,
    json::{Json, Object},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    questionnaire::Questionnaire,
    wording::Wording,
};

/// 2026-11-22T00:00:00Z.
const DAY: Timestamp = Timestamp(1_795_305_600);
const SEED: [u8; 32] = *b"candour golden files: never use!";
const REQUESTER: [u8; 32] = *b"candour golden files, requester!";

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let deal = deal(&catalog(&folder, "deal"));
    let watch = watch(&catalog(&folder, "watch"));
    let catalog = catalog(&folder, "questionnaire");
    let signed = signed(&catalog, &draft(&catalog));
    let (first, second) = ("client-instructions", "papers-and-devices");
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let notes = WithheldParts { notes: ids(&[first, second]), ..WithheldParts::default() };
    let name = WithheldParts { name: true, ..WithheldParts::default() };
    let answers = WithheldParts { answers: ids(&["backups", first]), ..WithheldParts::default() };
    let all = WithheldParts {
        name: true,
        profile: true,
        answers: every_question(&catalog),
        ..WithheldParts::default()
    };
    let without_notes = withhold(&signed, &notes);
    let other = Object::new().with("text", "Nothing is written down.").with("salt", "AAAAAAAAAAAAAAAAAAAAAA");
    let more = Object::new().with("withheld", true).with("text", "Nothing is written down.");
    requests(&folder.join("requests"), &catalog);
    for (file, document) in [
        ("requested", signed.clone()),
        ("weakest-listed", signed.clone()),
        ("note-withheld", without_notes.clone()),
        ("name-withheld", withhold(&signed, &name)),
        ("answers-withheld", withhold(&signed, &answers)),
        ("all-withheld", withhold(&signed, &all)),
        ("note-part-changed", with_note(&signed, first, &other)),
        ("note-put-back", with_note(&without_notes, first, &other)),
        ("note-withheld-and-more", with_note(&without_notes, second, &more)),
        ("request-changed", signed.clone().with("request", echo(&[1; 32]))),
        ("decision", deal.clone()),
        ("decision-changed", with_outcome(&deal, "proceed")),
        (
            "decision-withheld",
            withhold(&deal, &WithheldParts { answers: ids(&["place-facts"]), ..WithheldParts::default() }),
        ),
        ("lists", watch.clone()),
        ("lists-changed", with_item(&watch, "misused", "no", "No, we looked")),
        ("lists-withheld", withhold(&watch, &WithheldParts::default())),
        (
            "list-shown",
            withhold(
                &watch,
                &WithheldParts { shown_lists: ids(&["law-points"]), ..WithheldParts::default() },
            ),
        ),
    ] {
        let file = folder.join("files").join(file).with_extension("json");
        if !file.exists() {
            fs::write(&file, Json::from(document).pretty()).expect("a file to write");
        }
    }
}

fn withhold(document: &Object, what: &WithheldParts) -> Object {
    withhold::withhold(document, what).expect("good salts")
}

/// The questionnaire in a folder, with the labels that all have.
fn catalog(folder: &Path, name: &str) -> Catalog {
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a frozen file");
    let text = |file: &str| read(&[name, "/", file].concat());
    let questionnaire = Questionnaire::parse(&text("questionnaire.json")).expect("a sound questionnaire");
    let wording = Wording::parse(&text("en.json"), &questionnaire).expect("sound wording");
    let labels = labels::labels(&read("questionnaire/words.json"));
    Catalog {
        entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))],
        labels,
        ..Catalog::default()
    }
}

fn every_question(catalog: &Catalog) -> Vec<String> {
    let questions = catalog.entries.iter().flat_map(|entry| entry.questionnaire.questions());
    questions.map(|question| question.id.clone()).collect()
}

fn echo(seed: &[u8; 32]) -> Object {
    let echo = request(seed);
    Object::new().with("id", echo.id).with("from", echo.from).with("nonce", echo.nonce)
}

fn request(seed: &[u8; 32]) -> RequestRef {
    RequestRef {
        id: SigningKey::from_seed(*seed).public().did(),
        from: "Ein Verein, der fragt".to_owned(),
        nonce: "bm9uY2Ugb2YgYSB0ZXN0IQ".to_owned(),
    }
}

/// All questions answered, some with notes, as a page would have them.
fn draft(catalog: &Catalog) -> Draft {
    let entry = catalog.entries.first().expect("a questionnaire");
    let id = entry.questionnaire.id().to_owned();
    let mut model = Model::new(
        Rc::new(Catalog {
            entries: vec![Rc::clone(entry)],
            labels: catalog.labels.clone(),
            ..Catalog::default()
        }),
        AppInfo::default(),
    );
    for (question, option) in
        [("role", "both"), ("sensitive-data", "no"), ("children", "no"), ("staff", "yes")]
    {
        model.update(DraftEvent::ProfileAnswered(id.clone(), question.to_owned(), option.to_owned()));
    }
    for (place, question) in entry.questionnaire.questions().enumerate() {
        let choice = [Choice::Yes, Choice::Yes, Choice::Partly, Choice::No, Choice::Unknown];
        let choice = choice.get(place % 5).copied().expect("one of five");
        model.update(DraftEvent::Answered(id.clone(), question.id.clone(), choice));
    }
    for (question, note) in [
        ("client-instructions", "Écrit et signé.\n\n– 2 contrats\n– 1 à revoir"),
        ("test-data", "စာရင်းကို နှစ်စဉ် စစ်ဆေးသည်။"),
        ("authority-requests", "نراجع القائمة كل عام."),
        ("papers-and-devices", "Später: \"Aktenschrank\" & <Keller> \\ 😀"),
    ] {
        model.update(DraftEvent::NoteEdited(id.clone(), question.to_owned(), note.to_owned()));
    }
    model.update(DraftEvent::OrganisationEdited(id.clone(), "Une organisation d’essai".to_owned()));
    model.draft(&id).clone()
}

/// A decision on a deal with a problem that is solved.
fn deal(catalog: &Catalog) -> Object {
    let entry = catalog.entries.first().expect("a questionnaire");
    let mut draft = Draft { organisation: "Une organisation d’essai".to_owned(), ..Draft::default() };
    draft.answers.profile.insert("abroad".to_owned(), "yes".to_owned());
    for question in entry.questionnaire.questions() {
        let answer = Answer { choice: Some(Choice::Yes), ..Answer::default() };
        draft.answers.questions.insert(question.id.clone(), answer);
    }
    let mut answer = |id: &str, answer: Answer| draft.answers.questions.insert(id.to_owned(), answer);
    let note = "Reports of 2026.".to_owned();
    answer("place-facts", Answer { choice: Some(Choice::No), note, ..Answer::default() });
    answer("place-settled", Answer { choice: Some(Choice::Yes), evidence: true, ..Answer::default() });
    signed(catalog, &draft)
}

/// Answers about a product, with one list answered and another begun.
fn watch(catalog: &Catalog) -> Object {
    let mut draft = Draft { organisation: "Une organisation d’essai".to_owned(), ..Draft::default() };
    for (id, choice, note) in [
        ("signs-weighed", Choice::Yes, ""),
        ("buyer-known", Choice::Partly, "Since 2025."),
        ("misused", Choice::Yes, "နှစ်စဉ် စစ်ဆေးသည်။"),
        ("passed-on", Choice::Unknown, ""),
        ("bad-record", Choice::No, ""),
        ("law-written", Choice::Partly, ""),
    ] {
        let answer = Answer { choice: Some(choice), note: note.to_owned(), ..Answer::default() };
        draft.answers.questions.insert(id.to_owned(), answer);
    }
    signed(catalog, &draft)
}

/// The document with another answer to an item of its first list.
fn with_item(document: &Object, item: &str, choice: &str, label: &str) -> Object {
    let changed = |own: Json| match own {
        Json::Object(own) if own.get("id").and_then(Json::as_text) == Some(item) => {
            Json::from(own.with("choice", choice).with("label", label))
        }
        other => other,
    };
    let mut lists = list_of(document.get("lists"));
    if let Some(Json::Object(list)) = lists.first_mut() {
        let items: Vec<Json> = list_of(list.get("items")).into_iter().map(changed).collect();
        list.set("items", items);
    }
    document.clone().with("lists", lists)
}

fn list_of(value: Option<&Json>) -> Vec<Json> {
    value.and_then(Json::as_list).unwrap_or_default().to_vec()
}

/// The document with another outcome.
fn with_outcome(document: &Object, outcome: &str) -> Object {
    let Some(Json::Object(decision)) = document.get("decision").cloned() else { return document.clone() };
    document.clone().with("decision", decision.with("outcome", outcome))
}

fn signed(catalog: &Catalog, draft: &Draft) -> Object {
    let request = request(&REQUESTER);
    let entry = catalog.entries.first().expect("a questionnaire");
    let many = random_bytes(&entry.questionnaire, draft);
    // Both keys are published, so these salts need not be secret.
    let random: Vec<u8> = (0..many.div_ceil(32)).flat_map(|place| sha256(&place.to_be_bytes())).collect();
    let app = AppInfo { version: "0.1.0".to_owned(), sha256: "0".repeat(64) };
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft,
        request: Some(&request),
        app: &app,
        now: DAY,
        random: &random,
    };
    write(&ingredients, &SigningKey::from_seed(SEED)).expect("enough random bytes")
}

/// The document with another note on a question.
fn with_note(document: &Object, question: &str, note: &Object) -> Object {
    let list =
        |value: &Json, name: &str| value.get(name).and_then(Json::as_list).unwrap_or_default().to_vec();
    let answer = |answer: Json| match answer {
        Json::Object(answer) if answer.get("id").and_then(Json::as_text) == Some(question) => {
            Json::from(answer.with("note", note.clone()))
        }
        other => other,
    };
    let section = |section: Json| {
        let answers: Vec<Json> = list(&section, "answers").into_iter().map(answer).collect();
        match section {
            Json::Object(section) => Json::from(section.with("answers", answers)),
            other => other,
        }
    };
    let sections = list(&document.clone().into(), "sections").into_iter().map(section);
    document.clone().with("sections", sections.collect::<Vec<Json>>())
}

/// The requests and the records of both versions, and the requester file.
fn requests(folder: &Path, catalog: &Catalog) {
    let key = SigningKey::from_seed(REQUESTER);
    let asked = catalog.entries.iter().map(|entry| RequestedQuestionnaire::of(entry)).collect();
    let first = NewRequest {
        from: "Golden Network".to_owned(),
        message: "We ask all shops.\nThank you.".to_owned(),
        language: "en".to_owned(),
        asked,
        encrypted: true,
        ..NewRequest::default()
    };
    let second = NewRequest { purpose: "We count answers.".to_owned(), addressed: true, ..first.clone() };
    let make =
        |wish: &NewRequest, nonce: u8| Request::write(wish, &key, &[nonce; 16], DAY).expect("a request");
    let (first, second) = (make(&first, 1), make(&second, 2));
    let known = KnownKey {
        key: SigningKey::from_seed(SEED).public(),
        name: "Golden Shop".to_owned(),
        how: Verification::Telephone,
        day: DAY.day(),
    };
    let mut records = Records::default();
    records.add_request(first.clone());
    records.add_request(second.clone());
    records.add_label(&second.nonce, "Golden Bakery");
    records.add_key(known);
    let keys = records.write().get("keys").cloned().expect("keys");
    let earlier = Object::new()
        .with("format", "candour-records/1")
        .with("requests", vec![Json::from(first.document().clone())])
        .with("keys", keys);
    let locked = candour_age::encrypt_with_passphrase(
        records.to_file(Some(&key)).as_bytes(),
        "correct horse battery staple",
        2,
        &[7; 48],
    );
    fs::create_dir_all(folder).expect("a folder");
    for (name, text) in [
        ("request-1.json", first.file()),
        ("request-2.json", second.file()),
        ("records-1.json", Json::from(earlier).pretty()),
        ("records-2.json", Json::from(records.write()).pretty()),
        ("requester.age", locked.expect("a locked file")),
    ] {
        let path = folder.join(name);
        if !path.exists() {
            fs::write(path, text).expect("a file written");
        }
    }
}
