//! No file keeps whoever opens it waiting: four times the bytes take about four times the time, whatever is
//! repeated.
//!
//! Times of two sizes are compared, never a time with a number of seconds. They are those of the thread on the
//! processor, so that a loaded machine does not matter, and each comparison has several tries: noise passes in
//! one of them, and quadratic time (16 times for four times the bytes) in none.

use std::{fmt::Write as _, rc::Rc, time::Instant};

use candour_app::{BootFacts, Event, Model};
use candour_files::{
    check::{Checked, CheckerContext, check},
    limits::{PLACES, RepeatLimit},
    questionnaires,
    records::Records,
    result::AppInfo,
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Limits, Object},
    key::SigningKey,
    parts::manifest,
    proof,
};
use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry},
    questionnaire::Questionnaire,
    wording::Wording,
};

const NOW: Timestamp = Timestamp(1_795_305_600);
/// Bytes of the smaller and of the larger file.
const SIZES: [usize; 2] = [495_000, 1_980_000];
/// The same where entries are so short that the smaller file holds thousands: less is enough to tell.
const SIZES_OF_SHORT_ENTRIES: [usize; 2] = [123_750, 495_000];
/// Four times the bytes must take less than this many times the time.
const MOST: f64 = 8.0;
const TRIES: usize = 6;

fn catalog() -> Catalog {
    let questionnaire =
        Questionnaire::parse(include_str!("../../../../questionnaires/gdpr-article-5/questionnaire.json"))
            .unwrap();
    let wording =
        Wording::parse(include_str!("../../../../questionnaires/gdpr-article-5/en.json"), &questionnaire)
            .unwrap();
    let entry = CatalogEntry::new(questionnaire, wording, false);
    Catalog { entries: vec![Rc::new(entry)], ..Catalog::default() }
}

/// Nanoseconds that this thread was on a processor; by the clock where the system does not tell.
fn spent(work: &dyn Fn()) -> f64 {
    let on_processor = || {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    };
    let (before, clock) = (on_processor(), Instant::now());
    work();
    match (before, on_processor()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => clock.elapsed().as_secs_f64() * 1e9,
    }
}

/// Sees to it that work on two files of [`SIZES`] takes time in proportion.
fn holds(what: &str, file: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) {
    holds_of(SIZES, what, file, work);
}

fn holds_of(sizes: [usize; 2], what: &str, file: &dyn Fn(usize) -> String, work: &dyn Fn(&str)) {
    let [small, large] = sizes.map(|size| {
        let file = file(size);
        assert!(file.len() <= size && file.len() * 10 >= size * 9, "{what}: {} of {size} bytes", file.len());
        file
    });
    let (mut least, mut most) = (f64::MAX, f64::MAX);
    for _ in 0..TRIES {
        least = least.min(spent(&|| work(&small)));
        most = most.min(spent(&|| work(&large)));
        if most < least * MOST {
            return;
        }
    }
    panic!("{what}: {least} ns for a quarter of the bytes, {most} ns for all");
}

fn checked(text: &str, catalog: &Catalog) -> Checked {
    check(text.as_bytes(), "file.json", &CheckerContext { catalog, own: None, now: NOW })
}

/// A file filled up to a size with different entries: `begin`, entries with commas between them, `end`.
fn filled(size: usize, begin: &str, entry: &dyn Fn(usize, &mut String), end: &str) -> String {
    let mut text = begin.to_owned();
    let mut next = String::new();
    for number in 0.. {
        next.clear();
        entry(number, &mut next);
        if text.len() + next.len() + end.len() + 1 > size {
            break;
        }
        if number > 0 {
            text.push(',');
        }
        text.push_str(&next);
    }
    text + end
}

/// The beginning of a result to a known questionnaire, signed by nobody.
fn head(catalog: &Catalog) -> String {
    let questionnaire = &catalog.entries.first().unwrap().questionnaire;
    format!(
        r#"{{"format":"candour-result/1","id":"urn:uuid:1","questionnaire":{{"id":"{}","version":"{}","sha256":"{}"}}"#,
        questionnaire.id(),
        questionnaire.version(),
        questionnaire.digest()
    )
}

/// Whether an object stands at a place, and not a list.
fn is_object(format: &str, path: &str) -> bool {
    let (way, last) = path.rsplit_once('/').unwrap_or(("", path));
    let objects = [
        "",
        "*",
        "signer",
        "questionnaire",
        "request",
        "app",
        "note",
        "result",
        "completeness",
        "counts",
        "manifest",
        "parts",
        "proof",
        "withheld",
        "records",
        "key",
    ];
    let of_wording = format == questionnaires::WORDING && last != "before";
    let profile = last == "profile" && format != questionnaires::STRUCTURE;
    objects.contains(&last) || of_wording || profile && way != "result"
}

/// A file of a format that holds nothing but entries at one place.
fn holding(format: &str, path: &str, catalog: &Catalog, size: usize) -> String {
    let mut begin = match format {
        "candour-result/1" => head(catalog),
        format => format!(r#"{{"format":"{format}""#),
    };
    let mut end = String::from("}");
    let mut at = String::new();
    // The way there; objects and lists within lists are the only entry.
    for step in path.split('/').filter(|step| !step.is_empty()) {
        let parent_is_list = step == "*" && !is_object(format, &at);
        if step == "*" {
            if !parent_is_list {
                begin.push_str(r#""x":"#);
            }
        } else {
            let comma = if begin.ends_with('{') { "" } else { "," };
            write!(begin, r#"{comma}"{step}":"#).unwrap();
        }
        at = if at.is_empty() { step.to_owned() } else { [&at, "/", step].concat() };
        let (open, close) = if is_object(format, &at) { ('{', '}') } else { ('[', ']') };
        begin.push(open);
        end.insert(0, close);
    }
    let entry = |number: usize, entry: &mut String| {
        let object = is_object(format, &at);
        match (object, at.as_str()) {
            (true, "manifest/parts") => write!(entry, r#""/x{number}":"{number:064}""#),
            (true, _) => write!(entry, r#""x{number}":"y""#),
            (false, _) => write!(entry, r#"{{"id":"x{number}"}}"#),
        }
        .unwrap();
    };
    if at.is_empty() {
        begin.push(',');
    }
    filled(size, &begin, &entry, &end)
}

/// Holds it for every place of the formats for which something holds.
fn hold_at_every_place(of: &dyn Fn(&str) -> bool) {
    let catalog = catalog();
    for (format, places) in PLACES.iter().filter(|(format, _)| of(format)) {
        for RepeatLimit { path, .. } in *places {
            let what = format!("{format} /{path}");
            let file = |size| holding(format, path, &catalog, size);
            holds_of(SIZES_OF_SHORT_ENTRIES, &what, &file, &|file| match *format {
                "candour-drafts/1" => {
                    let mut model = Model::new(Rc::new(catalog.clone()), AppInfo::default());
                    let kept = Ok(Some(file.to_owned()));
                    model.update(Event::Started(BootFacts { kept, ..BootFacts::default() }));
                }
                "candour-records/1" | "candour-records/2" => drop(Records::of_text(file.as_bytes(), NOW)),
                questionnaires::FORMAT | questionnaires::STRUCTURE | questionnaires::WORDING => {
                    let files = [("file.json".to_owned(), file.as_bytes().to_vec())];
                    drop(questionnaires::of_files(&files, &catalog));
                }
                _ => drop(checked(file, &catalog)),
            });
        }
    }
}

#[test]
fn time_grows_with_the_bytes_at_every_place_of_results() {
    hold_at_every_place(&|format| format == "candour-result/1");
}

#[test]
fn time_grows_with_the_bytes_of_drafts_and_records() {
    hold_at_every_place(&|format| ["draft/", "drafts/", "records/"].iter().any(|part| format.contains(part)));
}

#[test]
fn time_grows_with_the_bytes_of_requests_and_questionnaires() {
    hold_at_every_place(&|format| {
        !["result/", "draft/", "drafts/", "records/"].iter().any(|part| format.contains(part))
    });
}

#[test]
fn time_grows_with_the_bytes_of_answers_within_the_limits() {
    let catalog = catalog();
    let questions: Vec<String> = catalog
        .entries
        .first()
        .unwrap()
        .questionnaire
        .questions()
        .map(|question| question.id.clone())
        .collect();
    let known = |number: usize| questions.get(number % questions.len()).unwrap().clone();
    let unknown = |number: usize| format!("x{number}");
    for (what, id) in [("unknown", &unknown as &dyn Fn(usize) -> String), ("again and again", &known)] {
        let answers = |size| {
            let entry = |number: usize, entry: &mut String| {
                let (id, fill) = (id(number), "é".repeat(180));
                write!(
                    entry,
                    r#"{{"id":"{id}","withheld":true,"more\u0001":"{fill}","note":{{"text":"a\u0001"}}}}"#
                )
                .unwrap();
            };
            let begin = head(&catalog) + r#","sections":[{"id":"x","answers":["#;
            filled(size, &begin, &entry, "]}]}")
        };
        holds(&["answers ", what].concat(), &answers, &|file| {
            assert_ne!(checked(file, &catalog).verdict.as_str(), "unreadable");
        });
    }
}

#[test]
fn time_grows_with_the_bytes_of_texts_that_cannot_be_seen() {
    let catalog = catalog();
    let under_a_long_name = |size: usize| {
        let name = "n".repeat(size / 2);
        let begin = format!(r#"{},"app":{{"{name}":["#, head(&catalog));
        filled(size, &begin, &|_, entry| entry.push_str(r#""\u0001""#), "]}}")
    };
    let in_all_sections = |size: usize| {
        let begin = head(&catalog) + r#","sections":["#;
        let entry = |number: usize, entry: &mut String| {
            let fill = r"\u0001".repeat(1_900);
            write!(entry, r#"{{"id":"x{number}","title":"{fill}"}}"#).unwrap();
        };
        filled(size, &begin, &entry, "]}")
    };
    for (what, file) in
        [("a long name", &under_a_long_name as &dyn Fn(usize) -> String), ("sections", &in_all_sections)]
    {
        holds(what, file, &|file| assert_eq!(checked(file, &catalog).verdict.as_str(), "unsigned"));
    }
}

#[test]
fn time_grows_with_the_bytes_of_reordered_parts() {
    let (catalog, key) = (catalog(), SigningKey::from_seed([7; 32]));
    // Signed by some key, as anybody can: every answer stands elsewhere than the list says.
    let file = |size: usize| {
        let begin = format!(
            r#"{},"signer":{{"id":"{}"}},"sections":[{{"id":"x","answers":["#,
            head(&catalog),
            key.public().did()
        );
        let answer = |number: usize, entry: &mut String| {
            write!(entry, r#"{{"id":"x{number}","note":{{"text":"{number:0130}"}}}}"#).unwrap();
        };
        // Each answer has two lines of about 100 bytes in the list beside its own.
        let text = filled(size * 2 / 5, &begin, &answer, "]}]}");
        let Json::Object(document) = Json::read(text.as_bytes(), Limits::FILE).unwrap() else { panic!() };
        let list = manifest(&document, "urn:uuid:1", &key, NOW);
        let Json::Object(mut turned) = document.into() else { panic!() };
        let sections = turned.get("sections").and_then(Json::as_list).unwrap();
        let mut answers = sections.first().unwrap().get("answers").and_then(Json::as_list).unwrap().to_vec();
        answers.reverse();
        turned.set("sections", vec![Object::new().with("id", "x").with("answers", answers).into()]);
        let text = candour_proof::jcs::canonical(&turned.with("manifest", list).into());
        [&text, &*" ".repeat(size - text.len())].concat()
    };
    holds("a list of parts", &file, &|file| {
        let checked = checked(file, &catalog);
        assert_eq!(checked.verdict.as_str(), "altered");
        assert!(checked.report.unwrap().changes.more() > 0);
    });
}

#[test]
fn time_grows_with_the_bytes_of_other_documents_and_pages() {
    let catalog = catalog();
    let key = SigningKey::from_seed([7; 32]);
    let list = |begin: &'static str, entry: &'static str, end: &'static str| {
        move |size: usize| filled(size, begin, &|_, out| out.push_str(entry), end)
    };
    let members =
        |size: usize| filled(size, "{", &|number, out| write!(out, r#""x{number}":1"#).unwrap(), "}");
    let alike = |size: usize| {
        let name = "n".repeat(1_000);
        filled(size, "{", &|number, out| write!(out, r#""{name}{number}":1"#).unwrap(), "}")
    };
    let signed = |size: usize| {
        let Json::Object(document) = Json::read(members(size * 9 / 10).as_bytes(), Limits::FILE).unwrap()
        else {
            panic!()
        };
        let text = candour_proof::jcs::canonical(&proof::sign(&document, &key, NOW).into());
        [&text, &*" ".repeat(size - text.len())].concat()
    };
    let files: [(&str, &dyn Fn(usize) -> String); 8] = [
        ("members", &members),
        ("members that are alike", &alike),
        ("a signed document", &signed),
        ("many proofs", &list(r#"{"proof":["#, "{}", "]}")),
        ("deep lists", &list("[", "[[[[[[[[[[[[]]]]]]]]]]]]", "]")),
        (
            "a page that begins to carry drafts",
            &list("<!doctype html>", r#"<script type="text/plain" id="draft">"#, ""),
        ),
        (
            "a page that ends elements",
            &list(r#"<html><script type="text/plain" id="draft">"#, "</script>", r#"<div id="screen">"#),
        ),
        ("an age file of many keys", &list("age-encryption.org/v1\n", "\n-> X25519 a\n", "---")),
    ];
    for (what, file) in files {
        holds(what, file, &|file| drop(checked(file, &catalog)));
    }
}
