//! Files that the page hands out, and files that it is given.

use candour_page_tests::{
    engines::{Site, setting},
    journey::{Download, Person},
};
use candour_proof::{
    date::Timestamp,
    json::{Json as Strict, Limits, Object},
    key::SigningKey,
    parts, proof,
};
use candour_questionnaire::{questionnaire::Questionnaire, scoring::assess};

use crate::{Claim, claim};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(public_tools_verify_a_signed_file_and_refuse_an_altered_one).on(&[Site::File]),
        claim!(the_levels_on_screen_are_those_that_the_answers_give).on(&[Site::File]).in_one_engine(),
        claim!(a_draft_opened_again_gives_the_same_answers).on(&[Site::File]).in_one_engine(),
        claim!(a_key_file_opens_again_with_the_same_fingerprint).on(&[Site::File]).in_one_engine(),
        claim!(hostile_files_get_their_verdict_and_nothing_is_lost).on(&[Site::File]),
    ]
}

/// Answers everything in a mixture and gives the file of one of the buttons on the last screen.
fn hand_out(person: &Person, action: &str) -> Download {
    person.open("");
    person.start();
    person.answer_all(&[]);
    person.go("result");
    person.go("keep");
    person.download(|| person.press(action))
}

fn public_tools_verify_a_signed_file_and_refuse_an_altered_one(person: &Person) {
    let file = hand_out(person, "export-signed");
    assert_eq!(verdicts(&file.path), ["VALID"; 3]);
    person.leave_for("#/check");
    assert_eq!(person.check("result.json", &file.bytes), "intact");

    let mut altered = file.json();
    let question = alter_an_answer(&mut altered);
    let altered = altered.to_string();
    assert_eq!(person.check("altered.json", altered.as_bytes()), "altered");
    person.until_sees(&format!("[data-file='altered.json'] [data-altered='{question}']"));
    assert_eq!(verdicts(&person.browser.folder().join("altered.json")), ["INVALID"; 3]);
}

/// Turns the first "no" into "yes", as somebody would who wants to look better, and gives its question.
fn alter_an_answer(file: &mut Json) -> String {
    let sections = file["sections"].as_array_mut().expect("sections");
    let mut answers = sections.iter_mut().filter_map(|section| section["answers"].as_array_mut()).flatten();
    let answer = answers.find(|answer| answer["choice"] == "no").expect("an answer `no`");
    answer["choice"] = "yes".into();
    answer["id"].as_str().expect("a question's id").to_owned()
}

/// What the three public ways to verify say of a file: Python, Node, and a shell with jq and openssl.
fn verdicts(file: &Path) -> [&'static str; 3] {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../verify");
    let mut node = Command::new("node");
    node.arg(tools.join("verify.mjs")).arg(file);
    node.env("NODE_PATH", Path::new(&setting("CANDOUR_NODE_TOOLS")).join("node_modules"));
    let mut python = Command::new(setting("CANDOUR_PYTHON"));
    python.arg(tools.join("verify.py")).arg(file);
    let mut shell = Command::new("bash");
    shell.arg(tools.join("verify.sh")).arg(file);
    [python, node, shell].map(|mut tool| {
        let output = tool.output().unwrap_or_else(|problem| panic!("{tool:?} did not start: {problem}"));
        let words = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        match (output.status.success(), words.trim()) {
            (true, "VALID") => "VALID",
            (false, words) if words.contains("INVALID: the content is not what was signed") => "INVALID",
            (_, words) => panic!("{tool:?} neither verified nor refused: {words}"),
        }
    })
}

fn questionnaire() -> Questionnaire {
    let text = include_str!("../../../questionnaires/gdpr-article-5/questionnaire.json");
    Questionnaire::parse(text).expect("a questionnaire without problems")
}

fn the_levels_on_screen_are_those_that_the_answers_give(person: &Person) {
    let draft = hand_out(person, "export-draft");
    person.leave_for("#/gdpr-article-5/result");
    let questionnaire = questionnaire();
    let file = Strict::read(&draft.bytes, Limits::FILE).expect("a draft in strict JSON");
    let placed = candour_files::draft::read(&file, &questionnaire);
    let number = |level: Option<candour_questionnaire::scoring::Level>| {
        level.map_or("none".to_owned(), |level| level.number().to_string())
    };
    let expected: BTreeSet<String> = assess(&questionnaire, &placed.draft.answers)
        .sections
        .iter()
        .map(|section| format!("{} {} {}", section.id, number(section.level), number(section.would_be)))
        .collect();
    assert_eq!(person.levels(), expected);
}

fn a_draft_opened_again_gives_the_same_answers(person: &Person) {
    let first = hand_out(person, "export-draft");
    person.start_anew();
    person.open("#/check");
    assert_eq!(person.check("draft.json", &first.bytes), "draft");
    person.press("import");
    person.until("the answers to be there", || (!person.sees("[data-view='check']")).then_some(()));
    person.leave_for("#/gdpr-article-5/keep");
    let second = person.download(|| person.press("export-draft"));
    assert_eq!(first.json(), second.json());
}

fn hostile_files_get_their_verdict_and_nothing_is_lost(person: &Person) {
    let file = hand_out(person, "export-signed");
    let text = file.text();
    let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let files: [(&str, Vec<u8>, &str); 9] = [
        ("empty.json", Vec::new(), "unreadable"),
        ("large.json", vec![b' '; 50 << 20], "unreadable"),
        ("picture.png", person.picture(), "unreadable"),
        ("truncated.json", file.bytes[..file.bytes.len() / 2].to_vec(), "unreadable"),
        ("other-tool.json", br#"{"version": 3, "answers": [1, 2]}"#.to_vec(), "other"),
        ("utf-16.json", utf16, "unreadable"),
        ("twice.json", text.replacen('{', r#"{"format": "candour-result/1","#, 1).into_bytes(), "unreadable"),
        ("other-key.json", signed_anew(&file, |_| ()), "intact"),
        ("other-questionnaire.json", signed_anew(&file, name_another_questionnaire), "intact"),
    ];
    person.leave_for("#/check");
    let mut messages = BTreeSet::new();
    for (name, content, verdict) in files {
        assert_eq!(person.check(name, &content), verdict, "{name}");
        let message =
            person.text_of(&format!("return document.querySelector(\"[data-file='{name}']\").innerText"));
        let message = message.replace(name, "");
        assert!(message.split_whitespace().count() > 5, "{name} gets no message in words: {message}");
        messages.insert(message);
    }
    assert_eq!(messages.len(), 9, "two different faults get the same message");
    person.leave_for("#/gdpr-article-5/keep");
    let again = person.download(|| person.press("export-signed"));
    assert_eq!(
        file.json()["sections"][0]["answers"][0]["choice"],
        again.json()["sections"][0]["answers"][0]["choice"]
    );
    assert_eq!(file.json()["result"], again.json()["result"]);
}

fn name_another_questionnaire(file: &mut Object) {
    let other = Object::new().with("id", "somebody-elses").with("version", "1.0.0").with("language", "en");
    file.set("questionnaire", other.with("sha256", "00".repeat(32).as_str()));
}

/// The same content signed by another key, after a change.
fn signed_anew(file: &Download, change: impl FnOnce(&mut Object)) -> Vec<u8> {
    let key = SigningKey::from_seed([7; 32]);
    let created = Timestamp::parse("2026-01-02T03:04:05Z").expect("a date");
    let mut document = match Strict::read(&file.bytes, Limits::FILE) {
        Ok(Strict::Object(document)) => document,
        other => panic!("not an object: {other:?}"),
    };
    document.remove("proof");
    document.remove("manifest");
    let signer = document.get("signer").and_then(Strict::as_object).expect("a signer").clone();
    document.set("signer", signer.with("id", key.public().did().as_str()));
    change(&mut document);
    let id = document.get("id").and_then(Strict::as_text).expect("an id").to_owned();
    let manifest = parts::manifest(&document, &id, &key, created);
    document.set("manifest", manifest);
    let result = proof::sign(&document, &key, created);
    Strict::Object(result).pretty().into_bytes()
}

fn a_key_file_opens_again_with_the_same_fingerprint(person: &Person) {
    const PASSPHRASE: &str = "correct horse battery garden";
    person.open("");
    person.start();
    person.next_until("review");
    person.go("result");
    person.go("keep");
    person.download(|| person.press("export-signed"));
    let fingerprint =
        || person.text_of("return document.querySelector('[data-fingerprint]')?.textContent || ''");
    let digits = fingerprint();
    assert_eq!(digits.split(' ').map(str::len).collect::<Vec<_>>(), [5; 8], "{digits}");
    person.write("[data-field='passphrase']", PASSPHRASE);
    person.write("[data-field='passphrase-again']", PASSPHRASE);
    let key = person.download(|| person.press("export-key"));
    assert!(!key.text().contains("secretKeyMultibase"), "the key file is not encrypted");

    person.start_anew();
    person.open("#/gdpr-article-5/keep");
    assert_eq!(fingerprint(), "");
    person.open_file_in("[data-field='key-file']", &key.path);
    person.write("[data-field='open-passphrase']", PASSPHRASE);
    person.press("open-key");
    person.until("the same fingerprint", || (fingerprint() == digits).then_some(()));
}
