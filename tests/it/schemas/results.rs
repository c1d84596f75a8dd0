//! Signed results: every file of ours keeps the schema, and it agrees with the check.

use std::{collections::BTreeSet, fs, rc::Rc};

use candour::catalog;
use candour_files::{
    check::{Checked, CheckerContext, Inconsistency, QuestionnaireMatch, ScoreAgreement, Verdict, check},
    checked::checked as told,
    result::{AppInfo, RequestRef, ResultInput, random_bytes, write},
};
use candour_proof::{
    date::{Day, Timestamp},
    json::{Json, Limits, Object},
    key::SigningKey,
    parts, proof,
};
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    plan::{State, Step},
};
use candour_words::Words;
use serde_json::Value;

use super::{
    change::{Change, changes},
    document, errors, path, schema, validator,
};

/// 2026-11-22T00:00:00Z.
pub(crate) const DAY: Timestamp = Timestamp(1_795_305_600);

pub(crate) fn key() -> SigningKey {
    SigningKey::from_seed([7; 32])
}

/// The questionnaire that has stop rules and questions that hang on others.
pub(crate) fn entry(catalog: &Catalog) -> &Rc<CatalogEntry> {
    let mut entries = catalog.entries.iter();
    entries
        .find(|entry| {
            let own = &entry.questionnaire;
            !own.stops().is_empty() && own.lists().is_empty() && own.decision().is_none()
        })
        .expect("a questionnaire with stop rules")
}

/// A draft with everything that a draft can hold.
pub(crate) fn full_draft(entry: &CatalogEntry) -> Draft {
    let mut draft = Draft {
        organisation: "Une organisation".to_owned(),
        name: "2026".to_owned(),
        changed: Day::parse("2026-11-22"),
        place: entry.questionnaire.sections().first().expect("a section").id.clone(),
        share_plan: true,
        calendar: "00112233445566778899aabbccddeeff".to_owned(),
        ..Draft::default()
    };
    for question in entry.questionnaire.profile() {
        let option = question.options.first().expect("an option");
        draft.answers.profile.insert(question.id.clone(), option.clone());
    }
    for (place, question) in entry.questionnaire.questions().enumerate() {
        let mut answer = Answer { choice: Choice::ALL.get(place % 4).copied(), ..Answer::default() };
        answer.evidence = place % 8 < 2;
        if let (0, Some(reason)) = (place % 3, question.reasons.first()) {
            answer =
                Answer { choice: Some(Choice::NotApplicable), reason: Some(*reason), ..Answer::default() };
        }
        if place % 5 == 0 {
            answer.note.push_str("A note,\non two lines.");
        }
        draft.answers.questions.insert(question.id.clone(), answer);
        if place % 7 == 0 {
            let step = Step { state: State::Doing, role: "Office".to_owned(), due: Day::parse("2026-12-24") };
            draft.plan.insert(question.id.clone(), step);
        }
    }
    draft
}

/// A result with every member there is.
pub(crate) fn full_result(catalog: &Catalog) -> Object {
    let entry = entry(catalog);
    let draft = full_draft(entry);
    let echo = RequestRef {
        id: key().public().did(),
        from: "Who asks".to_owned(),
        nonce: "bm9uY2Ugb2YgYSB0ZXN0IQ".to_owned(),
    };
    let random: Vec<u8> = (0..random_bytes(&entry.questionnaire, &draft))
        .map(|place| u8::try_from(place % 251).unwrap_or_default())
        .collect();
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft: &draft,
        request: Some(&echo),
        app: &AppInfo { version: "0.1.0".to_owned(), sha256: "ab".repeat(32) },
        now: DAY,
        random: &random,
    };
    write(&ingredients, &key()).expect("enough chance")
}

pub(crate) fn value(document: &Object) -> Value {
    serde_json::from_str(&Json::from(document.clone()).pretty()).expect("JSON")
}

pub(crate) fn object(document: &Value) -> Object {
    match Json::read(document.to_string().as_bytes(), Limits::FILE) {
        Ok(Json::Object(object)) => object,
        other => panic!("no object: {other:?}"),
    }
}

/// The content signed again as it stands, list of parts and all; what was done to the list or to the proof stays.
fn signed(changed: &Value, was: &Value) -> Object {
    let mut document = object(changed);
    let same = |pointer: &str| changed.pointer(pointer) == was.pointer(pointer);
    if !same("/proof") {
        return document;
    }
    document.remove("proof");
    if same("/manifest") {
        document.remove("manifest");
        let id = document.get("id").and_then(Json::as_text).unwrap_or_default().to_owned();
        let list = parts::manifest(&document, &id, &key(), DAY);
        document.set("manifest", list);
    } else if same("/manifest/proof")
        && let Some(Json::Object(list)) = document.get("manifest").cloned()
    {
        document.set("manifest", proof::sign(&list, &key(), DAY));
    }
    proof::sign(&document, &key(), DAY)
}

fn checked(document: &Object, catalog: &Catalog) -> Checked {
    let text = Json::from(document.clone()).pretty();
    check(text.as_bytes(), "file.json", &CheckerContext { catalog, own: None, now: DAY })
}

/// What a schema cannot know: what the questionnaire says, and what the answers give.
fn about_content(what: Inconsistency) -> bool {
    matches!(
        what,
        Inconsistency::QuestionUnknown
            | Inconsistency::QuestionTwice
            | Inconsistency::QuestionMisplaced
            | Inconsistency::QuestionMissing
            | Inconsistency::QuestionNotAsked
            | Inconsistency::QuestionText
            | Inconsistency::Section
            | Inconsistency::SectionTitle
            | Inconsistency::Profile
            | Inconsistency::Label
            | Inconsistency::Notice
            | Inconsistency::Title
            | Inconsistency::DateOrder
            | Inconsistency::MixedScripts
            | Inconsistency::SaltTwice
            | Inconsistency::LabelsNotCompared
    )
}

/// What the check finds.
struct Found {
    /// Something that the form alone tells.
    form: bool,
    /// Anything at all.
    any: bool,
}

fn found(checked: &Checked) -> Found {
    let unchanged = matches!(checked.verdict, Verdict::Intact | Verdict::Partial);
    let Some(report) = &checked.report else { return Found { form: true, any: true } };
    let findings = report.findings.iter().any(|finding| !about_content(finding.what));
    let form = !unchanged || findings || report.date_warning.is_some();
    let content = !report.findings.is_empty()
        || report.questionnaire != QuestionnaireMatch::Yes
        || report.words.differ()
        || matches!(report.agreement, ScoreAgreement::Differs(_));
    Found { form, any: form || content }
}

pub(crate) fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_well_formed_golden_result_matches_the_schema() {
    let schema = validator(&schema("result-1"));
    // Two have no list of parts, too. One of today's layout has a member put beside `withheld`.
    let mut expected = names(&["note-withheld-and-more.json"]);
    let mut broken = BTreeSet::new();
    let mut count = 0;
    for entry in fs::read_dir(path("tests/golden/files")).expect("the folder can be read") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let document = document(&format!("tests/golden/files/{name}"));
        if document.get("format").and_then(Value::as_str) != Some("candour-result/1") {
            continue;
        }
        count += 1;
        // The layout that was dropped.
        if document.pointer("/result/salt").or(document.pointer("/result/withheld")).is_none() {
            expected.insert(name.clone());
        }
        if !errors(&schema, &document).is_empty() {
            broken.insert(name);
        }
    }
    assert!(count > 20, "{count} results");
    assert_eq!(broken, expected);
    assert_eq!(broken.len(), 18);
}

#[test]
fn the_schema_refuses_what_the_form_reports() {
    let schema = validator(&schema("result-1"));
    let told_by_form = [
        "member-unknown",
        "member-kind",
        "date",
        "date-missing",
        "invisible-text",
        "form",
        "salt",
        "evidence",
    ];
    let (mut count, mut check_only, mut schema_only) = (0, BTreeSet::new(), BTreeSet::new());
    for case in candour_attacks::cases().iter().filter(|case| ["intact", "partial"].contains(&case.verdict()))
    {
        let told = case.told("warnings");
        let warnings: Vec<&str> = told
            .as_list()
            .expect("a list")
            .iter()
            .filter_map(|told| told.get("warning")?.as_text())
            .collect();
        let form = warnings.iter().any(|warning| told_by_form.contains(warning));
        let refused = !schema.is_valid(&serde_json::from_slice(&case.bytes()).expect("JSON"));
        count += usize::from(form && refused);
        match (form, refused) {
            (true, false) => check_only.insert(case.file().to_owned()),
            (false, true) => schema_only.insert(case.file().to_owned()),
            _ => false,
        };
    }
    assert!(count > 15, "{count} files");
    // Which days there are is beyond an expression.
    assert_eq!(check_only, names(&["083-finished-on-no-day.json", "086-due-not-a-day.json"]));
    // The check says these in words that also stand for what no form tells.
    let told_otherwise = [
        "078-choice-invented.json",
        "082-digest-in-capitals.json",
        "085-hidden-in-result.json",
        "086-level-a-text.json",
    ];
    assert_eq!(schema_only, names(&told_otherwise));
}

#[test]
fn a_result_with_every_member_keeps_the_schema() {
    let words = Words::english();
    let catalog = catalog::catalog(words);
    let full = full_result(&catalog);
    assert!(checked(&full, &catalog).is_intact());
    assert_eq!(errors(&validator(&schema("result-1")), &value(&full)), [""; 0]);
}

#[test]
fn schema_and_check_find_fault_with_the_same_forms() {
    let words = Words::english();
    let catalog = catalog::catalog(words);
    let schema = validator(&schema("result-1"));
    let full = value(&full_result(&catalog));
    let changes: Vec<Change> = changes(&full)
        .into_iter()
        .map(|change| Change { document: value(&signed(&change.document, &full)), ..change })
        .collect();
    assert!(changes.len() > 300, "{} changes", changes.len());
    let judged: Vec<(&str, Found, bool)> = changes
        .iter()
        .map(|change| {
            let found = found(&checked(&object(&change.document), &catalog));
            (change.what.as_str(), found, !schema.is_valid(&change.document))
        })
        .collect();
    let those = |told: &dyn Fn(&Found, bool) -> bool| -> BTreeSet<String> {
        judged
            .iter()
            .filter(|(_, found, refused)| told(found, *refused))
            .map(|(what, ..)| (*what).to_owned())
            .collect()
    };
    // Of the list of parts a schema cannot say of which file it is, and which parts that file has.
    assert_eq!(
        those(&|found, refused| found.form && !refused),
        names(&[
            "control character in /manifest/of",
            "misspelt /manifest/parts//app",
            "misspelt /manifest/parts//finished",
            "too long /manifest/of",
            "without /manifest/parts//app",
            "without /manifest/parts//finished",
        ])
    );
    assert_eq!(those(&|found, refused| refused && !found.any), names(&[]));
}

#[test]
fn what_is_told_of_a_file_keeps_its_schema() {
    let words = Words::english();
    let catalog = catalog::catalog(words);
    let schema = validator(&schema("checked"));
    let mut verdicts = BTreeSet::new();
    let mut list = Vec::new();
    let mut look = |text: &[u8]| {
        let checked = check(text, "file.json", &CheckerContext { catalog: &catalog, own: None, now: DAY });
        let told = serde_json::to_value(told(&checked, &catalog)).expect("JSON");
        assert_eq!(errors(&schema, &told), [""; 0], "{told:#}");
        verdicts.insert(checked.verdict.as_str());
        list.push(told);
    };
    for folder in ["tests/golden/files", "tests/golden/kept", "questionnaires/responsible-exit"] {
        for entry in fs::read_dir(path(folder)).expect("the folder can be read") {
            look(&fs::read(entry.expect("an entry").path()).expect("a file"));
        }
    }
    look(Json::from(full_result(&catalog)).pretty().as_bytes());
    look(key().to_key_file().as_bytes());
    for text in
        ["", "{", "{\"a\": 1.5}", "{\"format\": \"candour-result/2\"}", "{\"format\": \"candour-request/1\"}"]
    {
        look(text.as_bytes());
    }
    assert!(verdicts.len() > 9, "{verdicts:?}");
    assert_eq!(errors(&schema, &Value::Array(list)), [""; 0]);
    assert!(!errors(&schema, &serde_json::json!([{ "file": "file.json" }])).is_empty());
}
