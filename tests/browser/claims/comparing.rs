//! What comes back: many files opened at once, each named for what it is, and the organisations side by side.

use candour_age as age;
use candour_files::{records::Records, request::Request, withhold::WithheldParts};
use candour_fixtures::{Company, QUESTIONNAIRE, Requester};
use candour_page_tests::{
    engines::{Engine, Site, setting},
    journey::{Download, PHONE, Person},
    paper::{PAPERS, printed},
};
use candour_proof::json::Json as Strict;

use crate::{
    Claim,
    access::{too_wide, violations},
    asking::{HOSTILE, expect_harmless, fill_in, fragment, link, paste, save_its_key},
    carried::opened_by_age,
    claim,
    keeping::{PASSPHRASE, sentence},
    paper::bare,
    plan::rows,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(every_file_that_comes_back_is_named_for_what_it_is).on(&[Site::File]).in_one_engine(),
        claim!(harmful_names_do_no_harm_on_screen_paper_or_table).on(&[Site::File]),
        claim!(a_click_stops_reading_and_what_was_read_stays).on(&[Site::File]),
        claim!(who_was_asked_and_who_has_not_answered_is_on_the_screen).on(&[Site::File]).in_one_engine(),
        claim!(many_organisations_fit_their_screens).on(&[Site::File]),
    ]
}

/// Who answers in the page, and what is not for the eyes of whoever asked.
const WHO: &str = "Harbour Works";
const NOTE: &str = "The cellar key hangs behind the door";

/// A file that comes back, and what is to be said of it: verdict, relation, request.
struct Returned {
    name: &'static str,
    content: Vec<u8>,
    is: [&'static str; 3],
}

const GOOD: [&str; 3] = ["intact", "only", "yours"];

/// The version of the questionnaire that one company answers.
const EARLIER: &str = "0.9.0";

/// Files of companies that are as they should be: some encrypted, some not, and one of an earlier version.
fn good(requester: &Requester) -> Vec<Returned> {
    const NAMES: [&str; 14] = [
        "a1.age", "a2.age", "a3.age", "a4.age", "a5.age", "a6.age", "a7.age", "a8.age", "b09.json",
        "b10.json", "b11.json", "b12.json", "b13.json", "b14.json",
    ];
    let earlier = Requester { request: requester.request.clone(), ..Requester::new(1).in_version(EARLIER) };
    let content = |name: &str, number| {
        let company = Company::new(number);
        match name {
            "b12.json" => earlier.file(&company),
            _ if name.starts_with('a') => requester.encrypted(&company),
            _ => requester.file(&company),
        }
    };
    let files = NAMES.into_iter().zip(1..);
    files
        .map(|(name, number)| Returned { name, content: content(name, number).into_bytes(), is: GOOD })
        .collect()
}

/// One of each kind that needs a look, and what is no answer at all.
fn odd(requester: &Requester, picture: Vec<u8>) -> Vec<Returned> {
    let stranger = Requester::new(99);
    let company = Company::new;
    let impostor = Company { key: 7_000, answers: 7_000, ..company(13) };
    let older = Company { answers: 7_001, day: -30, ..company(14) };
    let mut unsigned = requester.document(&company(17), true);
    unsigned.remove("proof");
    unsigned.remove("manifest");
    let withheld = WithheldParts { answers: vec![question(requester).1], ..WithheldParts::default() };
    let text = |text: String| text.into_bytes();
    let file = |name, content, is| Returned { name, content, is };
    vec![
        file(
            "altered.json",
            text(requester.altered(&company(15), "handbook", "drawer")),
            ["altered", "only", "yours"],
        ),
        file("again.json", text(requester.file(&company(13))), ["intact", "duplicate", "yours"]),
        file("other key.json", text(requester.file(&impostor)), ["intact", "other-key", "yours"]),
        file("other request.json", text(stranger.file(&company(16))), ["intact", "only", "other"]),
        file(
            "no request.json",
            text(Strict::from(requester.document(&company(18), false)).pretty()),
            ["intact", "only", "none"],
        ),
        file("older.json", text(requester.file(&older)), ["intact", "older", "yours"]),
        file("partial.json", text(requester.partial(&company(19), &withheld)), ["partial", "only", "yours"]),
        file("unsigned.json", text(Strict::from(unsigned).pretty()), ["unsigned", "only", "yours"]),
        file("for others.age", text(stranger.encrypted(&company(20))), ["encrypted", "only", ""]),
        file("page.html", b"<!DOCTYPE html><title>Hello</title>".to_vec(), ["page", "only", ""]),
        file("picture.png", picture, ["unreadable", "only", ""]),
        file("empty.json", Vec::new(), ["unreadable", "only", ""]),
        file("huge.json", vec![b' '; 4 << 20], ["unreadable", "only", ""]),
        file("other tool.json", br#"{"version": 3}"#.to_vec(), ["other", "only", ""]),
    ]
}

/// A section, and a question in it that everybody is asked.
fn question(requester: &Requester) -> (String, String) {
    let questionnaire = &requester.entry().questionnaire;
    let all = questionnaire
        .sections()
        .iter()
        .flat_map(|section| section.questions.iter().map(move |one| (section, one)));
    let nobody = candour_questionnaire::answers::Answers::default();
    let (section, question) = { all }.find(|(_, one)| one.asked(&nobody)).expect("a question for everybody");
    (section.id.clone(), question.id.clone())
}

/// Packs files into an archive, each as often as asked for.
fn zip(path: &Path, files: &[PathBuf], times: usize) {
    const PACK: &str = "import sys, zipfile
times = int(sys.argv[2])
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    for number, path in enumerate(sys.argv[3:] * times):
        archive.write(path, f'in {number}.json')";
    let mut python = Command::new(setting("CANDOUR_PYTHON"));
    let output = python.arg("-c").arg(PACK).arg(path).arg(times.to_string()).args(files).output();
    let output = output.expect("Python");
    assert!(output.status.success(), "{output:?}");
}

/// Every file on show: its name, and what is said of it.
fn shown(person: &Person) -> BTreeMap<String, [String; 3]> {
    let files = person.browser.script(
        "return [...document.querySelectorAll('[data-file]')].map(({dataset: file}) =>
            [file.file, [file.verdict, file.relation, file.request ?? '']])",
        Vec::new(),
    );
    let files: Vec<(String, [String; 3])> =
        serde_json::from_value(files).expect("files with three words each");
    files.into_iter().collect()
}

/// Until no file is being read.
fn until_read(person: &Person, count: usize) {
    person.until(&format!("{count} files"), || {
        (!person.sees("[data-progress]") && shown(person).len() == count).then_some(())
    });
}

fn open_files(person: &Person, files: &[PathBuf]) {
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    person.open_files_in("input[data-action='open-files']", &files);
}

fn number_of(person: &Person, selector: &str, name: &str) -> usize {
    person.until_sees(selector);
    let number = person.text_of(&format!("return document.querySelector(\"{selector}\").dataset.{name}"));
    number.parse().unwrap_or_else(|_| panic!("`{number}` is no number"))
}

/// What stands in a column of the table, from the first row to the last.
fn column(person: &Person, name: &str) -> Vec<String> {
    person.list_of(&format!(
        "return [...document.querySelectorAll('tr[data-organisation] td')]
             .filter(cell => cell.querySelector('.column').textContent === '{name}')
             .map(cell => cell.textContent.slice('{name}'.length))"
    ))
}

fn organisations(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('tr[data-organisation]')].map(r => r.dataset.organisation)",
    )
}

/// Opens the link as the one who is asked, answers, keeps a note back, and hands the encrypted file over.
fn answered(person: &Person, fragment: &str, (section, question): &(String, String)) -> Download {
    person.start_anew();
    person.open(fragment);
    person.until_sees("[data-requester]");
    person.go("accept-request");
    person.answer_all(&[]);
    person.leave_for(&format!("#/{QUESTIONNAIRE}/{section}"));
    paste(person, &Person::note_of(question), NOTE);
    person.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
    paste(person, "[data-field='organisation']", WHO);
    let withhold = format!("[data-withhold='{question}/note']");
    person.unfold(&withhold);
    person.click(&withhold);
    person.press("preview");
    person.until_sees(&format!("[data-preview] [data-withheld='{question}/note']"));
    let seen = person.text_of("return document.querySelector('[data-preview]').textContent");
    assert!(seen.contains(WHO) && !seen.contains(NOTE), "{seen}");
    let file = person.download(|| person.press("export-encrypted"));
    assert!(file.text().starts_with("-----BEGIN AGE ENCRYPTED FILE-----"), "{}", file.text());
    file
}

fn every_file_that_comes_back_is_named_for_what_it_is(person: &Person) {
    // Whoever asks makes a link.
    person.open("#/request");
    fill_in(person, QUESTIONNAIRE);
    paste(person, "[data-field='page-address']", "https://example.org/candour.html");
    person.press("make-request");
    person.until_sees("[data-field='request-passphrase']");
    let key = save_its_key(person);
    let fragment = fragment(&link(person));
    let opened = opened_by_age(&key.text(), PASSPHRASE).expect("the requester file");
    let opened = Records::of_text(opened.as_bytes(), crate::asking::clock()).expect("records");
    assert_eq!(opened.records.requests.len(), 1, "the request is in the same file");
    let signing = opened.key.expect("a key");
    let packed = fragment.strip_prefix("#/request/").expect("the place of a request");
    let request = Request::of_packed(packed, crate::asking::clock()).expect("a request");
    let requester = Requester { key: signing, request, ..Requester::new(1) };
    let place = question(&requester);

    // Whoever is asked answers.
    let answer = answered(person, &fragment, &place);
    let plain = age::decrypt_with(&answer.bytes, &candour_files::keys::identity(&requester.key))
        .expect("answers for this key");
    let plain = String::from_utf8_lossy(&plain).into_owned();
    assert!(
        plain.contains(WHO) && plain.contains(&requester.request.nonce) && !plain.contains(NOTE),
        "{plain}"
    );

    // All that came back is opened together.
    let mut files = good(&requester);
    files.extend(odd(&requester, person.picture()));
    let mut paths = vec![answer.path.clone(), key.path];
    for Returned { name, content, .. } in &files {
        person.browser.write(name, content);
        paths.push(person.browser.folder().join(name));
    }
    let packed: Vec<PathBuf> = [21, 22, 23]
        .map(|number| {
            person.browser.write(&format!("{number}.json"), requester.file(&Company::new(number)).as_bytes());
            person.browser.folder().join(format!("{number}.json"))
        })
        .into();
    let archive = person.browser.folder().join("three.zip");
    zip(&archive, &packed, 1);
    paths.push(archive);
    assert_eq!(paths.len() - 1, 30, "thirty files, beside the requester file");
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    let (answer, key) = (name(&paths[0]), name(&paths[1]));

    person.start_anew();
    person.open("#/compare");
    open_files(person, &paths);
    until_read(person, 33);
    assert_eq!(shown(person)[&answer][0], "encrypted");
    for (locked, passphrase) in [(&key, "seven wet umbrellas under no hat"), (&key, PASSPHRASE)] {
        let field = format!("[data-file='{locked}'] [data-field='row-passphrase']");
        paste(person, &field, passphrase);
        person.click(&format!("[data-file='{locked}'] [data-action='open-row']"));
        if passphrase == PASSPHRASE {
            person.until("the file to be open", || (!person.sees(&field)).then_some(()));
            // Whose key or list it is, only the person knows.
            let found = format!("[data-file='{locked}'] [data-action='use-found']");
            person.click(&found);
            person.until("what was found to be in use", || (!person.sees(&found)).then_some(()));
        } else {
            person.until_sees(&format!("[data-file='{locked}'][data-problem='locked-wrong-passphrase']"));
        }
    }
    person.until("the encrypted answer to be open", || {
        (shown(person)[&answer] == ["partial", "only", "yours"]).then_some(())
    });
    until_read(person, 33);
    let mut said = shown(person);
    said.retain(|name, _| *name != key);
    let mut expected: BTreeMap<String, [String; 3]> =
        files.iter().map(|file| (file.name.to_owned(), file.is.map(str::to_owned))).collect();
    expected.insert(answer.clone(), ["partial", "only", "yours"].map(str::to_owned));
    expected.insert("b13.json".to_owned(), ["intact", "other-key", "yours"].map(str::to_owned));
    for number in 0..3 {
        expected.insert(format!("three.zip/in {number}.json"), GOOD.map(str::to_owned));
    }
    assert_eq!(said, expected);

    // A key that is checked is told from one that is not, and from another one in the same name.
    let card = |name: &str| format!("[data-file='{name}']");
    assert!(person.sees(&format!("{}[data-key-trust='new']", card("b13.json"))));
    paste(person, &format!("{} [data-field='how']", card("b13.json")), "telephone");
    person.click(&format!("{} [data-action='note-key']", card("b13.json")));
    for (name, standing) in
        [("b13.json", "checked"), ("again.json", "checked"), ("other key.json", "changed")]
    {
        person.until_sees(&format!("{}[data-key-trust='{standing}']", card(name)));
    }
    side_by_side(person, &place.1);
}

/// The table, its order and filters, the answers to one question, and what to ask next.
fn side_by_side(person: &Person, question: &str) {
    person.leave_for(&format!("#/compare/{QUESTIONNAIRE}"));
    let all = 1 + 14 + 4 + 3;
    assert_eq!(number_of(person, "[data-shown]", "shown"), all);
    assert_eq!(organisations(person).len(), all);
    paste(person, "[data-field='order']", "unknown");
    let counts = || column(person, &sentence("column-unknown"));
    let in_order = |counts: &[String]| {
        let counts: Vec<u32> = counts.iter().map(|count| count.parse().expect("a number")).collect();
        counts.is_sorted() || counts.iter().rev().is_sorted()
    };
    person.until("the table in the order of what is unknown", || in_order(&counts()).then_some(()));
    assert!(counts().iter().collect::<BTreeSet<_>>().len() > 1, "all the same: {:?}", counts());
    let withheld = "[data-filter='withheld']";
    person.unfold(withheld);
    person.click(withheld);
    person.until("two organisations", || (number_of(person, "[data-shown]", "shown") == 2).then_some(()));
    assert!(organisations(person).contains(&WHO.to_owned()));
    person.click("[data-action='clear-filters']");
    paste(person, "[data-filter='name']", "company 2");
    person.until("the names that were sought", || {
        let names = organisations(person);
        (!names.is_empty() && names.iter().all(|name| name.starts_with("Company 2"))).then_some(())
    });
    person.click("[data-action='clear-filters']");
    paste(person, "[data-filter='version']", EARLIER);
    person.until("who answered the earlier version", || {
        (organisations(person) == ["Company 12"]).then_some(())
    });
    person.click("[data-action='clear-filters']");
    person.until("all organisations", || (organisations(person).len() == all).then_some(()));
    as_a_table(person);

    person.leave_for(&format!("#/compare/{QUESTIONNAIRE}/{question}"));
    let counted: usize = person
        .list_of("return [...document.querySelectorAll('[data-count]')].map(c => c.dataset.number)")
        .iter()
        .map(|number| number.parse::<usize>().expect("a number"))
        .sum();
    assert_eq!(counted, all);
    let who = format!("[data-organisation='{WHO}']");
    person.until_sees(&who);
    let said = person.text_of(&format!("return document.querySelector(\"{who}\").textContent"));
    assert!(said.contains(&sentence("said-note-withheld")), "{said}");
    assert!(person.words().contains("Written down in our handbook."), "the notes of the others");

    person.leave_for(&format!("#/follow-up/{QUESTIONNAIRE}"));
    person.until_sees(&format!("[data-follow-up='{WHO}'] [data-reason='unknown']"));
    assert!(person.sees("[data-follow-up='Company 19'] [data-reason='withheld']"));
}

/// The same where there is room for a table, with its head.
fn as_a_table(person: &Person) {
    person.browser.resize(1280, 800);
    for (column, order) in [("gaps", "ascending"), ("gaps", "descending"), ("name", "ascending")] {
        person.click(&format!("[data-sort='{column}']"));
        person.until_sees(&format!("th[aria-sort='{order}'] [data-sort='{column}']"));
    }
    assert_eq!(too_wide(person), Vec::<String>::new());
    if person.uses(&[Engine::Chromium]) {
        let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
        assert_eq!(violations(person, &axe, &json!({})), Vec::<String>::new());
    }
    person.browser.resize(PHONE.0, PHONE.1);
}

fn harmful_names_do_no_harm_on_screen_paper_or_table(person: &Person) {
    const FORMULA: &str = "=HYPERLINK(\"https://example.org/\",\"Click\")";
    let [markup, linked, script, turned] = HOSTILE;
    let long = "Long Name ".repeat(500);
    let word = "Donaudampfschiff".repeat(313);
    let names = [markup, linked, script, turned, FORMULA, "+1+cmd|' /C calc'!A0", "@SUM(1)", &long, &word];
    let requester = Requester::new(1);
    let mut paths = Vec::new();
    for (name, number) in names.iter().zip(1..) {
        let company =
            Company { name: (*name).to_owned(), note: format!("{name} {markup}"), ..Company::new(number) };
        // A name of a file may do harm as well.
        let file = match number {
            1 => "<img src=x onerror=\"window.harmed=1\">.json".to_owned(),
            2 => "safe\u{202e}nosj.json".to_owned(),
            _ => format!("name {number}.json"),
        };
        person.browser.write(&file, requester.file(&company).as_bytes());
        paths.push(person.browser.folder().join(file));
    }
    person.open("#/compare");
    person.browser.recorder.forget();
    person.browser.resize(320, 640);
    open_files(person, &paths);
    until_read(person, names.len());
    let (_, question) = question(&requester);
    for screen in ["", "table", "question", "follow-up"] {
        match screen {
            "table" => person.leave_for(&format!("#/compare/{QUESTIONNAIRE}")),
            "question" => person.leave_for(&format!("#/compare/{QUESTIONNAIRE}/{question}")),
            "follow-up" => person.leave_for(&format!("#/follow-up/{QUESTIONNAIRE}")),
            _ => (),
        }
        for name in [markup, linked, FORMULA] {
            assert!(person.words().contains(name), "{name} is not shown as it is: {}", person.words());
        }
        expect_harmless(person, screen);
        assert!(too_wide(person).is_empty(), "{screen} is too wide: {:?}", too_wide(person));
        if person.uses(&[Engine::Chromium]) && !screen.is_empty() {
            let paper = printed_cells(person);
            for name in [markup, linked, FORMULA, "Donaudampfschiff"] {
                assert!(paper.contains(&bare(name)), "{name} is not on the paper of {screen}");
            }
        }
    }
    person.leave_for(&format!("#/compare/{QUESTIONNAIRE}"));
    let table = person.download(|| person.press("save-table")).text();
    let cells = rows(&table);
    assert_eq!(cells.len(), names.len() + 1);
    assert!(cells.iter().all(|row| row.len() == cells[0].len()), "{table}");
    for cell in cells.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell}");
    }
    for name in [markup, linked, &format!("'{FORMULA}")] {
        assert!(cells.iter().any(|row| row[0] == name), "{name} is not in the table");
    }
    let answers = person.download(|| person.press("save-answers")).text();
    let lines: Vec<Json> =
        answers.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let all = requester.entry().questionnaire.question_count();
    assert!(lines.len() > names.len() * all / 2, "{} lines", lines.len());
    for name in [markup, linked, FORMULA] {
        assert!(lines.iter().any(|line| line["organisation"] == name), "{name} is not in the lines");
    }
    assert_eq!(person.browser.recorder.requests(), Vec::<String>::new());
}

/// What is printed, each cell of a table as a whole.
fn printed_cells(person: &Person) -> String {
    printed(person, PAPERS[0]);
    let pdf = person.browser.folder().join(format!("{}.pdf", PAPERS[0].0));
    let text = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(pdf).arg("-").output();
    bare(&String::from_utf8_lossy(&text.expect("pdftotext, of the package poppler-utils").stdout))
}

/// Files of so many organisations that answer one request, in the browser's folder.
fn answers(person: &Person, requester: &Requester, count: usize) -> Vec<PathBuf> {
    let file = |number| {
        let name = format!("{number}.json");
        person.browser.write(&name, requester.file(&Company::new(number)).as_bytes());
        person.browser.folder().join(name)
    };
    (1..).map(file).take(count).collect()
}

fn a_click_stops_reading_and_what_was_read_stays(person: &Person) {
    let requester = Requester::new(1);
    let files = answers(person, &requester, 20);
    let archive = person.browser.folder().join("many.zip");
    zip(&archive, &files, 200);
    person.open("#/compare");
    // The longest time in which the page answered nothing, as the page itself can tell.
    person.browser.script(
        "let last = performance.now(); window.longest = 0;
         window.beat = setInterval(() => {
             const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now;
         }, 10)",
        Vec::new(),
    );
    open_files(person, &[archive]);
    person.until_sees("[data-progress][data-done]");
    person.until("some files to be read", || {
        (number_of(person, "[data-progress]", "done") >= 50).then_some(())
    });
    // Another control is answered meanwhile.
    person.click("[data-action='only-attention']");
    person.press("stop");
    person.until("the end of reading", || (!person.sees("[data-progress]")).then_some(()));
    let unread = number_of(person, "[data-not-read]", "notRead");
    assert!(unread > 0 && unread < 4_000, "{unread} files were not read");
    let longest =
        person.browser.script("clearInterval(window.beat); return Math.round(window.longest)", Vec::new());
    assert!(
        longest.as_u64().is_some_and(|longest| longest < 2_000),
        "{longest} milliseconds without an answer"
    );
    person.leave_for(&format!("#/compare/{QUESTIONNAIRE}"));
    assert_eq!(number_of(person, "[data-shown]", "shown"), 20, "each of the twenty once");
    // What comes now is read as ever.
    person.leave_for("#/compare");
    person.click("[data-action='only-attention']");
    person.press("clear-files");
    open_files(person, &files[..2]);
    until_read(person, 2);
    assert!(!person.sees("[data-not-read]"));
}

/// A number that a script gives.
fn measured(person: &Person, script: &str) -> u64 {
    let number = person.browser.script(&format!("return Math.round((() => {{ {script} }})())"), Vec::new());
    number.as_u64().unwrap_or_else(|| panic!("no number: {number}"))
}

fn who_was_asked_and_who_has_not_answered_is_on_the_screen(person: &Person) {
    person.open("#/request");
    fill_in(person, QUESTIONNAIRE);
    paste(person, "[data-field='organisations']", "Bakery Example\nFarm Example\nBakery Example");
    person.until_sees("[data-addressees='2']");
    paste(person, "[data-field='page-address']", "https://example.org/candour.html");
    person.press("make-request");
    person.until_sees("[data-field='request-passphrase']");
    let kept = save_its_key(person);
    person.until_sees("[data-addressee='Farm Example']");
    let links = person
        .list_of("return [...document.querySelectorAll('[data-addressee] [data-field=request-link]')].map(l => l.value)");
    assert_eq!(links.len(), 2, "{links:?}");
    let table = person.download(|| person.press("save-letters")).text();
    assert!(links.iter().all(|link| table.contains(link)) && table.contains("Farm Example"), "{table}");

    // The bakery answers without a name.
    let opened = opened_by_age(&kept.text(), PASSPHRASE).expect("the requester file");
    let opened = Records::of_text(opened.as_bytes(), crate::asking::clock()).expect("records");
    let request = opened.records.requests.first().expect("a request").clone();
    assert!(!links.iter().any(|link| link.contains("Bakery")));
    let requester = Requester { key: opened.key.expect("a key"), request, ..Requester::new(1) };
    let nameless = Company { name: String::new(), ..Company::new(1) };
    person.browser.write("answer.age", requester.encrypted(&nameless).as_bytes());

    person.start_anew();
    person.open("#/compare");
    open_files(person, &[person.browser.folder().join("answer.age")]);
    until_read(person, 1);
    person.until_sees("[data-kind='summary-encrypted'][data-number='1']");
    // The key field is right there, and one step is enough.
    person.open_file_in("[data-field='records-file']", &kept.path);
    paste(person, "[data-field='records-open-passphrase']", PASSPHRASE);
    person.press("open-records");
    person.until("the answer to be open", || {
        (shown(person)["answer.age"] == ["intact", "only", "yours"]).then_some(())
    });
    assert_eq!(number_of(person, "[data-attention]", "attention"), 0, "nothing needs a look");
    person.until_sees("[data-round][data-asked='2'][data-answered='1']");
    assert_eq!(
        person.list_of(
            "return [...document.querySelectorAll('[data-missing-answer]')].map(m => m.dataset.missingAnswer)"
        ),
        ["Farm Example"]
    );
    // The requester file does not hold where the page is; the links of reminders need it.
    paste(person, "[data-field='page-address']", "https://example.org/candour.html");
    let reminder = || person.text_of("return document.querySelector('[data-field=reminder]').value");
    person.until("the address in the link", || reminder().contains("https://example.org").then_some(()));
    let reminder = reminder();
    assert!(links.iter().any(|link| reminder.contains(link)), "{reminder}");
    let line = person.text_of("return document.querySelector('[data-file] summary').textContent");
    assert!(line.contains("Bakery Example"), "whom the link was made for: {line}");
    if person.uses(&[Engine::Chromium]) {
        let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
        assert_eq!(violations(person, &axe, &json!({})), Vec::<String>::new());
    }
}

fn many_organisations_fit_their_screens(person: &Person) {
    const COUNT: usize = 28;
    let requester = Requester::new(1);
    let paths = answers(person, &requester, COUNT);
    person.open("#/compare");
    open_files(person, &paths);
    until_read(person, COUNT);
    person.leave_for(&format!("#/compare/{QUESTIONNAIRE}"));
    assert_eq!(number_of(person, "[data-shown]", "shown"), COUNT);
    let height = "return document.querySelector('.side-by-side').getBoundingClientRect().height";
    person.browser.resize(1280, 800);
    let wide = measured(person, height);
    assert!(wide <= 1_200, "{wide} px for {COUNT} organisations at 1280 px");
    // Dates stay in one piece, and the head stays in sight.
    let tallest = measured(
        person,
        "return Math.max(...[...document.querySelectorAll('.side-by-side td')].map(cell => cell.getBoundingClientRect().height))",
    );
    assert!(tallest < 60, "{tallest} px for a cell");
    let head = measured(
        person,
        "const table = document.querySelector('.side-by-side').getBoundingClientRect();
         window.scrollBy(0, table.top + table.height / 2);
         return document.querySelector('.side-by-side thead th').getBoundingClientRect().top",
    );
    assert_eq!(head, 0, "the head of the table");
    person.browser.resize(PHONE.0, PHONE.1);
    let narrow = measured(person, height);
    assert!(narrow <= 60 * 28, "{narrow} px for {COUNT} organisations on a phone");
    person.click("tr[data-organisation='Company 3'] [data-action='row-details']");
    person.until_sees("tr[data-organisation='Company 3'] [aria-expanded='true']");
    assert!(measured(person, height) > narrow, "the levels are shown");
    if person.uses(&[Engine::Chromium]) {
        let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
        assert_eq!(violations(person, &axe, &json!({})), Vec::<String>::new());
    }
}
