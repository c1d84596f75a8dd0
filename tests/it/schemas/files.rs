//! Drafts, requests, records, keys, and questionnaires that somebody brings: what is written keeps the schema,
//! and what a reader refuses the schema refuses too.

use std::{collections::BTreeSet, rc::Rc};

use candour::catalog;
use candour_app::{
    BootFacts, DraftEvent, DraftSource, Effect, Event, ImportMode, InboxEvent, Model, PartToWithhold,
    RequestEvent, SigningEvent, Unconfirmed,
};
use candour_files::{
    check::{CheckerContext, Verdict, check},
    questionnaires,
    records::{KnownKey, Records, Verification},
    request::{NewRequest, RANDOM, Request, RequestedQuestionnaire},
    result::AppInfo,
    stored_copy::StoredCopy,
};
use candour_proof::{
    date::Day,
    json::{Json, Limits, Object},
    key::SigningKey,
    proof,
};
use candour_questionnaire::catalog::Catalog;
use candour_words::Words;
use serde_json::Value;

use super::{
    change::changes,
    document, errors, read,
    results::{DAY, entry, full_draft, key, names, object, value},
    schema, validator,
};

fn english() -> Catalog {
    catalog::catalog(Words::english())
}

/// The schema with every object closed: what it does not describe it refuses.
fn closed(schema: &Value) -> Value {
    let mut schema = schema.clone();
    close(&mut schema);
    schema
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") && members.get("type").is_some_and(|kind| kind == "object")
            {
                members.entry("additionalProperties").or_insert(Value::Bool(false));
            }
            members.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// A request with all that its version of the format has.
fn full_request(second: bool) -> Request {
    let catalog = english();
    let asked =
        |place: usize| RequestedQuestionnaire::of(catalog.entries.get(place).expect("a questionnaire"));
    let wish = NewRequest {
        from: "Ein Verein, der fragt".to_owned(),
        contact: "office@example.org".to_owned(),
        message: "We ask all operators.\nThank you.".to_owned(),
        purpose: if second { "We publish figures.\nNo names.".to_owned() } else { String::new() },
        addressed: second,
        wished: Day::parse("2027-01-31"),
        language: "en".to_owned(),
        asked: vec![asked(0), asked(1)],
        encrypted: true,
    };
    Request::write(&wish, &key(), &[9; RANDOM], DAY).expect("a request")
}

fn full_records() -> Records {
    let mut records = Records::default();
    let request = full_request(true);
    let nonce = request.nonce.clone();
    records.add_request(request);
    records.add_label(&nonce, "Bäckerei Beispiel");
    for (seed, how) in (1..).zip(Verification::ALL) {
        let key = SigningKey::from_seed([seed; 32]).public();
        let day = Day::parse("2026-11-22").expect("a day");
        records.add_key(KnownKey { key, name: "An organisation".to_owned(), how, day });
    }
    records
}

/// The questionnaires of the repository as somebody would bring them.
fn brought() -> Vec<Json> {
    catalog::IDS.iter().map(|id| folder(id)).collect()
}

/// The questionnaire of a folder with its wording.
fn folder(id: &str) -> Json {
    let part = |name: &str| object(&document(&format!("questionnaires/{id}/{name}.json")));
    Object::new().with("questionnaire", part("questionnaire")).with("wording", part("en")).into()
}

#[test]
fn every_draft_matches_its_schema() {
    let schema = closed(&schema("draft-1"));
    let catalog = english();
    let entry = entry(&catalog);
    let full = value(&candour_files::draft::write(&full_draft(entry), &entry.questionnaire));
    for draft in [document("tests/golden/files/draft.json"), full] {
        assert_eq!(errors(&validator(&schema), &draft), [""; 0]);
    }
}

#[test]
fn what_a_tab_keeps_is_described_whole() {
    let schema = validator(&closed(&schema("drafts-1")));
    let unlocked = document("tests/golden/kept/unlocked.json");
    let unlocked = unlocked.get("content").and_then(Value::as_str).expect("drafts").to_owned();
    for text in [read("tests/golden/kept/tab.json"), read("tests/golden/kept/tab-first.json"), unlocked] {
        assert_eq!(errors(&schema, &serde_json::from_str(&text).expect("JSON")), [""; 0]);
    }
    let kept: Value = serde_json::from_str(&kept_by_a_full_model()).expect("JSON");
    assert_eq!(errors(&schema, &kept), [""; 0]);
    let members: BTreeSet<String> = kept.as_object().expect("members").keys().cloned().collect();
    let all = [
        "drafts",
        "format",
        "questionnaires",
        "records",
        "recordsUnsaved",
        "request",
        "unconfirmed",
        "unsaved",
        "waiting",
        "withheld",
    ];
    assert_eq!(members, names(&all), "the model below keeps all there is");
}

/// What a page keeps that has something of everything.
fn kept_by_a_full_model() -> String {
    let mut catalog = english();
    // That one is imported.
    catalog.entries.retain(|entry| entry.questionnaire.id() != "responsible-exit");
    let mut model = Model::new(Rc::new(catalog), AppInfo::default());
    let locked = StoredCopy { locked: true, revision: 1, content: "an age file".to_owned() }.write();
    model.update(Event::Started(BootFacts { kept: Ok(Some(locked)), ..BootFacts::default() }));
    let other = folder("responsible-exit");
    let file = ("own.json".to_owned(), questionnaires::write(&[other]).into_bytes());
    model.update(InboxEvent::QuestionnairesOpened(vec![file]));
    let catalog = Rc::clone(model.catalog());
    let entry = entry(&catalog);
    let (id, draft) = (entry.questionnaire.id().to_owned(), full_draft(entry));
    let question = entry.questionnaire.questions().next().expect("a question").id.clone();
    let file = Json::from(candour_files::draft::write(&draft, &entry.questionnaire)).pretty();
    let known = CheckerContext { catalog: &catalog, own: None, now: DAY };
    model.inbox.checked.push(check(file.as_bytes(), "draft.json", &known));
    model.update(DraftEvent::ImportRequested(0, ImportMode::Replace));
    for part in [PartToWithhold::Name, PartToWithhold::Answer(question.clone())] {
        model.update(SigningEvent::WithholdingChanged(id.clone(), part, true));
    }
    model.requests.opened = Some(Ok(full_request(true)));
    model.update(RequestEvent::Accepted);
    model.storage.unconfirmed.push(Unconfirmed {
        from: DraftSource::Device,
        request: Some(full_request(true)),
        records: full_records(),
        records_unsaved: true,
        withheld: model.workspace.withheld().clone(),
        questionnaires: brought(),
    });
    model.requests.records.edit(|records| *records = full_records());
    let effects = model.update(DraftEvent::NoteEdited(id, question, "Changed.".to_owned())).effects;
    let kept = effects.into_iter().find_map(|effect| match effect {
        Effect::MirrorForCrashScreen(text) => text,
        _ => None,
    });
    kept.expect("something to keep")
}

#[test]
fn whatever_cannot_be_placed_of_a_draft_is_against_its_schema() {
    let schema = validator(&schema("draft-1"));
    let catalog = english();
    let entry = entry(&catalog);
    let full = value(&candour_files::draft::write(&full_draft(entry), &entry.questionnaire));
    let mut reader_only = BTreeSet::new();
    for change in changes(&full) {
        let known = CheckerContext { catalog: &catalog, own: None, now: DAY };
        let checked = check(change.document.to_string().as_bytes(), "draft.json", &known);
        let placed = checked.drafts.first().map(|(_, placed)| &*placed.not_placed);
        let fault = checked.verdict != Verdict::Draft || placed.is_none_or(|list| !list.is_empty());
        if fault && schema.is_valid(&change.document) {
            reader_only.insert(change.what);
        }
    }
    // Which questions and options there are is told by the questionnaire.
    reader_only.retain(|what| !what.contains("/profile/") && !what.starts_with("too long "));
    assert_eq!(reader_only, names(&[]));
}

#[test]
fn schema_and_reader_refuse_the_same_requests() {
    same_requests_refused("request-1", &full_request(false));
    same_requests_refused("request-2", &full_request(true));
}

fn same_requests_refused(name: &str, request: &Request) {
    let schema = validator(&schema(name));
    let full = value(request.document());
    assert_eq!(errors(&schema, &full), [""; 0]);
    let (mut reader_only, mut schema_only) = (BTreeSet::new(), BTreeSet::new());
    for change in changes(&full) {
        let mut document = object(&change.document);
        if change.document.get("proof") == full.get("proof") {
            document = proof::sign(&document, &key(), DAY);
        }
        let refused = Request::read(&document.clone().into(), DAY).is_err();
        match (refused, !schema.is_valid(&value(&document))) {
            (true, false) => reader_only.insert(change.what),
            (false, true) => schema_only.insert(change.what),
            _ => false,
        };
    }
    assert_eq!((reader_only, schema_only), (names(&[]), names(&["without /language"])));
}

#[test]
fn records_match_their_schema() {
    let schema = schema("records-2");
    let full: Value = serde_json::from_str(&full_records().to_file(Some(&key()))).expect("JSON");
    assert_eq!(errors(&validator(&closed(&schema)), &full), [""; 0]);
    let schema = validator(&schema);
    let mut reader_only = BTreeSet::new();
    for change in changes(&full) {
        // Whether the signature of a request still fits is no matter of form.
        if change.what.contains("/requests/*/") {
            continue;
        }
        let read = Records::of_text(change.document.to_string().as_bytes(), DAY);
        if read.is_ok_and(|file| file.left_out > 0) && schema.is_valid(&change.document) {
            reader_only.insert(change.what);
        }
    }
    assert_eq!(reader_only, names(&[]));
}

#[test]
fn every_key_file_keeps_its_schema_and_what_is_none_does_not() {
    let schema = schema("key-file");
    for seed in 0..=255 {
        let file = SigningKey::from_seed([seed; 32]).to_key_file();
        let document = serde_json::from_str(&file).expect("JSON");
        assert_eq!(errors(&validator(&closed(&schema)), &document), [""; 0]);
    }
    let full: Value = serde_json::from_str(&key().to_key_file()).expect("JSON");
    for change in changes(&full) {
        let refused = SigningKey::from_key_file(change.document.to_string().as_bytes()).is_err();
        assert_eq!(refused, !validator(&schema).is_valid(&change.document), "{}", change.what);
    }
}

#[test]
fn questionnaires_that_somebody_brings_keep_their_schema() {
    let schema = schema("questionnaires-1");
    let text = questionnaires::write(&brought());
    assert_eq!(errors(&validator(&closed(&schema)), &serde_json::from_str(&text).expect("JSON")), [""; 0]);
    for change in ["\"severity\": \"critical\"", "\"firstStep\": \""] {
        let broken = text.replacen(change, "\"mistyped\": \"", 1);
        assert_ne!(broken, text);
        let files = [("file.json".to_owned(), broken.clone().into_bytes())];
        assert!(questionnaires::of_files(&files, &Catalog::default()).is_err());
        let document = serde_json::from_str(&broken).unwrap_or(Value::Null);
        assert!(!errors(&validator(&schema), &document).is_empty(), "{change}");
    }
    assert!(Json::read(text.as_bytes(), Limits::FILE).is_ok());
}
