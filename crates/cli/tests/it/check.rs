//! Promises of `candour check`.

use std::{
    io::{BufRead as _, BufReader},
    process::Stdio,
    time::Duration,
};

use candour_content::catalog::catalog;
use candour_files::{
    check::{self, CheckerContext},
    checked::checked,
    request::{NewRequest, Request, RequestedQuestionnaire},
    withhold::WithheldParts,
};
use candour_fixtures::{Company, NOW, Requester};
use candour_proof::{
    date::Timestamp,
    digest::sha256,
    json::{Json, Limits},
    key::SigningKey,
    proof,
};
use candour_words::{Key, Words};

use crate::run::{Folder, NEW_PASSPHRASE, candour, candour_with, command, read, root, text, texts, warnings};

const GOLDEN: &str = "tests/golden/files";
const QUESTIONNAIRE: &str = "tests/golden/questionnaire";
const VECTORS: &str = "tests/vectors";

/// The verdict of every golden file, and its parts that are not as they were signed.
const VERDICTS: [(&str, &str, &[&str]); 35] = [
    ("all-withheld", "partial", &[]),
    ("answer-changed", "altered", &["deletion-happens"]),
    ("answer-removed", "altered", &["deletion-happens", "papers-and-devices", "suppliers-delete"]),
    ("answers-withheld", "partial", &[]),
    ("complete", "intact", &[]),
    ("decision-changed", "altered", &["decision"]),
    ("decision-withheld", "partial", &[]),
    ("decision", "intact", &[]),
    ("draft", "draft", &[]),
    ("list-of-another-key", "intact", &[]),
    ("list-shown", "partial", &[]),
    ("lists-changed", "altered", &["signs"]),
    ("lists-withheld", "partial", &[]),
    ("lists", "intact", &[]),
    ("manifest-removed", "altered", &[]),
    ("name-changed", "altered", &["signer"]),
    ("name-withheld", "partial", &[]),
    ("not-applicable", "intact", &[]),
    ("note-changed", "altered", &["deletion-happens"]),
    ("note-part-changed", "altered", &["client-instructions/note"]),
    ("note-put-back", "altered", &["client-instructions/note"]),
    ("note-withheld-and-more", "altered", &["papers-and-devices/note"]),
    ("note-withheld", "partial", &[]),
    ("overstated", "intact", &[]),
    ("partial", "intact", &[]),
    ("profile-withheld", "partial", &[]),
    ("proof-of-another-key", "altered", &[]),
    ("request-changed", "altered", &["request"]),
    ("requested", "intact", &[]),
    ("result-changed", "altered", &["result"]),
    ("title-invented", "intact", &[]),
    ("unsigned", "unsigned", &[]),
    ("weakest-listed", "intact", &[]),
    ("withheld-and-changed", "altered", &["purposes-named"]),
    ("withheld", "partial", &[]),
];

#[test]
fn every_golden_file_has_its_verdict_and_names_what_changed() {
    let ended = candour(&["check", "--json", "--questionnaires", QUESTIONNAIRE, GOLDEN]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let list = ended.list();
    assert_eq!(list.len(), VERDICTS.len());
    for (found, (name, verdict, altered)) in list.iter().zip(VERDICTS) {
        assert_eq!(text(found, &["file"]), Some(&*format!("{GOLDEN}/{name}.json")));
        assert_eq!(text(found, &["verdict"]), Some(verdict), "{name}");
        assert_eq!(texts(found, "altered"), altered, "{name}");
    }
}

#[test]
fn programs_are_told_what_the_library_tells() {
    let words = Words::english();
    let catalog = catalog(words);
    let list = candour(&["check", "--json", GOLDEN]).list();
    for (found, (name, ..)) in list.iter().zip(VERDICTS) {
        let path = format!("{GOLDEN}/{name}.json");
        let known = CheckerContext { catalog: &catalog, own: None, now: Timestamp(i64::MAX) };
        let own = checked(&check::check(read(&path).as_bytes(), &path, &known), &catalog);
        let own = serde_json::to_string_pretty(&own).expect("JSON");
        assert_eq!(found.pretty(), own + "\n", "{name}");
    }
}

#[test]
fn the_status_tells_intact_from_not_and_both_from_unreadable() {
    let [intact, altered, withheld, overstated] =
        ["requested", "answer-changed", "note-withheld", "overstated"]
            .map(|name| format!("{GOLDEN}/{name}.json"));
    let code = |arguments: &[&str]| {
        let own = ["check", "--quiet", "--questionnaires", QUESTIONNAIRE];
        candour(&[&own[..], arguments].concat()).code
    };
    assert_eq!(code(&[&intact]), 0);
    assert_eq!(code(&[&altered]), 1);
    assert_eq!(code(&[&intact, &altered]), 1);
    assert_eq!(code(&[&withheld]), 1);
    assert_eq!(code(&["--allow-withheld", &withheld]), 0);
    assert_eq!(code(&["--allow-withheld", &altered]), 1);
    assert_eq!(code(&[&overstated]), 0, "a warning alone is no change");
    assert_eq!(code(&["--strict", &overstated]), 1);
    assert_eq!(code(&["--strict", &intact]), 0);
    assert_eq!(code(&["nowhere.json"]), 2);
    assert_eq!(code(&[&altered, "nowhere.json", &intact]), 2);
    assert_eq!(code(&[]), 2);
    assert_eq!(code(&["--no-such-option", &intact]), 2);
    assert_eq!(code(&["--json", &intact]), 2, "not both ways at once");
}

#[test]
fn words_name_the_question_that_changed_and_the_key() {
    let ended =
        candour(&["check", "--questionnaires", QUESTIONNAIRE, &format!("{GOLDEN}/note-part-changed.json")]);
    let words = Words::english();
    for said in [
        &*words.text(Key::VerdictAltered),
        "(client-instructions/note): changed",
        "77501 01448 82278 92581 03185 86157 92048 16572",
        "Une organisation d’essai",
        &*words.text(Key::OwnMark),
    ] {
        assert!(ended.out.contains(said), "{said} is not in {}", ended.out);
    }
    assert!(!ended.out.contains('\u{1b}'), "no colours where nobody sees them");
}

#[test]
fn of_several_files_the_last_lines_count_what_they_are() {
    let ended = candour(&["check", GOLDEN]);
    let words = Words::english();
    let last: Vec<&str> = ended.out.trim_end().rsplit("\n\n").next().expect("lines").lines().collect();
    assert_eq!(last.first(), Some(&"35 files were checked:"));
    assert!(last.contains(&&*format!("- {}: 14", words.text(Key::VerdictAltered))), "{last:?}");
    assert!(last.contains(&&*format!("- {}: 10", words.text(Key::VerdictIntact))), "{last:?}");
}

#[test]
fn folders_are_read_in_order_without_hidden_files() {
    let folder = Folder::new();
    let file = read(&format!("{GOLDEN}/complete.json"));
    for name in ["b.json", "a/z.json", "a/b/c.json", ".hidden", "a/.git/config"] {
        folder.put(name, &file);
    }
    let ended = candour(&["check", "-q", &folder.own()]);
    let names: Vec<String> = ended.out.lines().map(str::to_owned).collect();
    assert_eq!(
        names,
        ["a/b/c.json", "a/z.json", "b.json"].map(|name| format!("intact\t{}", folder.path(name)))
    );
    assert_eq!(ended.code, 0);
    let empty = Folder::new();
    let ended = candour(&["check", &empty.own()]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("No input files."), "{}", ended.err);
}

#[test]
fn archives_are_opened_and_what_cannot_be_is_named() {
    let zip = format!("{VECTORS}/zip");
    let list = candour(&["check", "--json", &zip]).list();
    let found = |name: &str| {
        let path = format!("{zip}/{name}");
        let found = list.iter().find(|found| text(found, &["file"]) == Some(&path));
        found.map(|found| (text(found, &["verdict"]), text(found, &["problem"])))
    };
    let unreadable = Some("unreadable");
    assert_eq!(found("encrypted.zip/one.json"), Some((unreadable, Some("archive-encrypted"))));
    assert_eq!(found("bzip2.zip/one.json"), Some((unreadable, Some("archive-method"))));
    assert_eq!(found("python.zip/answers/empty.json"), Some((unreadable, Some("empty"))));
    let cut = Folder::new();
    let whole = std::fs::read(root().join(format!("{zip}/python.zip"))).expect("an archive");
    let cut = cut.put("cut.zip", &whole[..whole.len() - 9]);
    let ended = candour(&["check", "--json", &cut]);
    assert_eq!(text(&ended.list()[0], &["problem"]), Some("archive-truncated"));
    assert_eq!(ended.code, 1);
    let mut large = whole.clone();
    // In the archive's directory, the size stands 22 bytes before the name.
    let name = large.windows(16).rposition(|bytes| bytes == b"answers/one.json").expect("a directory");
    large[name - 22..name - 18].copy_from_slice(&1_000_000_001_u32.to_le_bytes());
    let ended = candour_with(&["check", "--json", "-"], &large);
    assert_eq!(text(&ended.list()[0], &["problem"]), Some("archive-too-much"));
    let from_input = candour_with(&["check", "--json", "-"], &whole).list();
    assert_eq!(text(&from_input[0], &["file"]), Some("-/answers/one.json"));
}

#[test]
fn standard_input_is_a_file_like_others() {
    let file = read(&format!("{GOLDEN}/complete.json"));
    let ended = candour_with(&["check", "-q", "-"], file.as_bytes());
    assert_eq!((ended.code, ended.out.as_str()), (0, "intact\t-\n"));
    let cut = candour_with(&["check", "--json", "-"], &file.as_bytes()[..900]);
    assert_eq!((cut.code, text(&cut.list()[0], &["problem"])), (1, Some("truncated")));
}

#[test]
fn an_unreadable_file_is_listed_and_the_rest_is_checked() {
    let intact = format!("{GOLDEN}/complete.json");
    let ended = candour(&["check", "--json", "nowhere.json", &intact]);
    let list = ended.list();
    assert_eq!(text(&list[0], &["problem"]), Some("not-read"));
    assert_eq!(text(&list[1], &["verdict"]), Some("intact"));
    assert!(ended.err.contains("nowhere.json could not be read"), "{}", ended.err);
    assert_eq!(ended.code, 2);
}

#[test]
fn a_file_beyond_any_of_ours_is_not_read_to_its_end() {
    let folder = Folder::new();
    let long = folder.put("long.json", vec![b' '; 5_000_000]);
    let ended = candour(&["check", "--json", &long]);
    assert_eq!(text(&ended.list()[0], &["problem"]), Some("too-long"));
    assert_eq!(ended.code, 1);
    // It never ends.
    let endless = candour(&["check", "--json", "/dev/zero"]);
    assert_eq!(text(&endless.list()[0], &["problem"]), Some("too-long"));
}

/// A named pipe that nobody writes to: whoever opens it waits for ever.
#[cfg(unix)]
fn pipe(folder: &Folder, name: &str) -> String {
    let path = folder.path(name);
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    path
}

#[cfg(unix)]
#[test]
fn what_is_no_file_in_a_folder_is_named_and_skipped() {
    let folder = Folder::new();
    folder.put("a.json", read(&format!("{GOLDEN}/complete.json")));
    let pipe = pipe(&folder, "b.json");
    std::os::unix::fs::symlink(&pipe, folder.path("c.json")).expect("a link");
    std::os::unix::fs::symlink("/dev/zero", folder.path("d.json")).expect("a link");
    std::os::unix::fs::symlink("..", folder.path("e")).expect("a link");
    folder.put("f.json", read(&format!("{GOLDEN}/complete.json")));
    let ended = candour(&["check", "--json", &folder.own()]);
    let list = ended.list();
    let found: Vec<_> =
        list.iter().map(|found| (text(found, &["verdict"]), text(found, &["problem"]))).collect();
    let (intact, skipped) = ((Some("intact"), None), (Some("unreadable"), Some("not-a-file")));
    assert_eq!(found, [intact, skipped, skipped, skipped, skipped, intact]);
    assert_eq!(text(&list[1], &["file"]), Some(pipe.as_str()));
    assert_eq!(ended.code, 1);
    assert_eq!(candour(&["show", &folder.own()]).code, 2);
    assert!(candour(&["compare", &folder.own()]).err.contains("b.json"));
    let ended = candour(&["check", &folder.own()]);
    assert!(ended.out.contains("b.json") && ended.out.contains("so it was skipped"), "{}", ended.out);
}

/// Waits until the command says what it waits for; only then is anything written.
#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_and_announced_while_nobody_writes() {
    let folder = Folder::new();
    let file = read(&format!("{GOLDEN}/complete.json"));
    let passphrase = format!("{NEW_PASSPHRASE}\n");
    let (pipe, key) = (pipe(&folder, "a.json"), folder.path("own.key.age"));
    for (arguments, content) in [
        (vec!["check", "--json", pipe.as_str()], &file),
        (vec!["key", "new", "--output", &key, "--passphrase-file", &pipe], &passphrase),
    ] {
        let mut child = command(&arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut err = BufReader::new(child.stderr.take().expect("its errors"));
        let (announced, line) = std::sync::mpsc::channel();
        let reading = std::thread::spawn(move || {
            let mut line = String::new();
            err.read_line(&mut line).expect("a line");
            announced.send(line).expect("somebody waits");
            err
        });
        let Ok(line) = line.recv_timeout(Duration::from_secs(60)) else {
            child.kill().expect("it still waits");
            panic!("{arguments:?}: it waits in silence");
        };
        assert!(line.starts_with(&format!("Waiting for {pipe}")), "{arguments:?}: {line}");
        std::fs::write(&pipe, content).expect("the pipe is open");
        let ended = child.wait_with_output().expect("the command ends");
        drop(reading.join().expect("its errors"));
        assert!(ended.status.success(), "{arguments:?}: {ended:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_among_questionnaires_keeps_no_command_waiting() {
    let folder = Folder::new();
    let own = |name: &str| read(&format!("questionnaires/privacy-by-design/{name}"));
    for name in ["questionnaire.json", "en.json"] {
        folder.put(&format!("privacy-by-design/{name}"), own(name));
    }
    pipe(&folder, "privacy-by-design/de.json");
    let path = folder.path("privacy-by-design");
    assert_eq!(candour(&["questionnaire", "check", &path]).code, 0);
    let intact = format!("{GOLDEN}/complete.json");
    assert_eq!(candour(&["check", "-q", "--questionnaires", &path, &intact]).code, 0);
}

#[test]
fn names_of_files_and_people_cannot_steer_the_terminal() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let company = Company { name: "A\u{1b}]0;owned\u{7}B\u{9b}2J\u{202e}C".to_owned(), ..Company::new(1) };
    let evil = "x\u{1b}[2J\u{202e}nosj.\u{9b}json\u{7}";
    folder.put(evil, requester.file(&company));
    folder.put("broken\u{1b}[31m.json", "{");
    folder.put("\u{1b}c.zip", b"PK\x03\x04");
    folder.put(
        "draft.json",
        "{\"format\":\"candour-draft/1\",\"questionnaire\":{\"id\":\"\u{9b}2J\\u001b[2J\"}}",
    );
    let steers = |text: &str| {
        text.chars().any(|letter| letter != '\n' && letter != '\t' && letter.is_control())
            || text.contains('\u{202e}')
    };
    for arguments in [&[][..], &["--quiet"], &["--json"], &["--signature-only"]] {
        let ended = candour(&[&["check"], arguments, &[&folder.own()]].concat());
        assert!(!steers(&ended.out), "{arguments:?}: {:?}", ended.out);
        assert!(ended.out.contains("nosj"), "{arguments:?}");
    }
    let missing = candour(&["check", "\u{1b}[31mnowhere\u{9b}2J"]);
    assert!(!steers(&missing.err) && !steers(&missing.out), "{:?}", missing.err);
    // What programs read is what the file is called.
    let list = candour(&["check", "--json", &folder.own()]).list();
    assert!(list.iter().any(|found| text(found, &["file"]) == Some(&folder.path(evil))));
}

#[test]
fn names_from_right_to_left_turn_nothing_around_them() {
    let folder = Folder::new();
    let missing = candour(&["check", &folder.path("مخبز.json")]);
    assert!(
        missing.err.contains(&format!("\u{2068}{}\u{2069}", folder.path("مخبز.json"))),
        "{}",
        missing.err
    );
    // A name that ends the isolate, or turns what follows, is shown with its signs written out.
    let turned = candour(&["check", &folder.path("a\u{2069}\u{202e}b.json")]);
    assert!(turned.err.contains("\\u{202e}b.json\u{2069}"), "{}", turned.err);
}

#[test]
fn only_expected_keys_and_answers_to_the_request_are_fine() {
    let folder = Folder::new();
    let (requester, other) = (Requester::new(1), Requester::new(2));
    let company = Company::new(3);
    let answer = folder.put("answer.json", requester.file(&company));
    let unasked = folder.put("unasked.json", Json::from(requester.document(&company, false)).pretty());
    let request = folder.put("request.json", requester.request.file());
    let other_request = folder.put("other.json", other.request.file());
    let key = candour_fixtures::key(company.key).public();
    let with = |arguments: &[&str]| {
        let ended = candour(&[&["check", "--json"], arguments].concat());
        let list = ended.list();
        (ended.code, warnings(&list[0]).iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    };
    let fine = || (0, Vec::new());
    assert_eq!(with(&["--request", &request, &answer]), fine());
    assert_eq!(with(&["--request", &other_request, &answer]), (1, vec!["request-not-expected".to_owned()]));
    assert_eq!(with(&["--request", &request, &unasked]), (1, vec!["request-not-expected".to_owned()]));
    let (did, digits) = (key.did(), key.fingerprint());
    let other_digits = candour_fixtures::key(99).public().fingerprint();
    assert_eq!(with(&["--trusted-key", &did, &answer]), fine());
    assert_eq!(with(&["--trusted-key", &digits, &answer]), fine());
    assert_eq!(with(&["--trusted-key", &other_digits, "--trusted-key", &digits, &answer]), fine());
    assert_eq!(with(&["--trusted-key", &other_digits, &answer]), (1, vec!["key-not-expected".to_owned()]));
    for wrong in ["12345", "did:web:example.org", "did:key:z6Mk"] {
        let ended = candour(&["check", "--trusted-key", wrong, &answer]);
        assert_eq!(ended.code, 2);
        assert!(ended.err.contains(wrong), "{}", ended.err);
    }
    let ended = candour(&["check", "--request", &answer, &answer]);
    assert_eq!(ended.code, 2, "an answer is no request");
}

#[test]
fn an_answer_to_other_questions_is_not_as_expected() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let answer = folder.put("answer.json", requester.file(&Company::new(3)));
    let asked = RequestedQuestionnaire::of(requester.entry());
    let other = || "0".repeat(64);
    for (asked, expected) in [
        (vec![RequestedQuestionnaire { wording_sha256: other(), ..asked.clone() }], vec!["words-not-asked"]),
        (vec![RequestedQuestionnaire { sha256: other(), ..asked.clone() }], vec!["version-not-asked"]),
        (
            vec![RequestedQuestionnaire { id: "another".to_owned(), ..asked.clone() }],
            vec!["questionnaire-not-asked"],
        ),
        (vec![RequestedQuestionnaire { id: "another".to_owned(), ..asked.clone() }, asked], vec![]),
    ] {
        let wish = NewRequest {
            from: "Somebody".to_owned(),
            language: "en".to_owned(),
            asked,
            ..NewRequest::default()
        };
        let nonce = sha256(&1_u64.to_le_bytes());
        let nonce = nonce.first_chunk().expect("32 bytes");
        let request = Request::write(&wish, &requester.key, nonce, NOW).expect("a request");
        assert_eq!(request.nonce, requester.request.nonce);
        let request = folder.put("request.json", request.file());
        let ended = candour(&["check", "--json", "--request", &request, &answer]);
        assert_eq!(warnings(&ended.list()[0]), expected);
        assert_eq!(ended.code, i32::from(!expected.is_empty()));
    }
}

#[test]
fn answers_encrypted_for_a_key_open_with_it_and_with_no_other() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let locked = folder.put("locked.json.age", requester.encrypted(&Company::new(1)));
    let own = folder.put("own.json", &*requester.key.to_key_file());
    let other = folder.put("other.json", &*Requester::new(2).key.to_key_file());
    let identity = folder
        .put("identity.txt", format!("# age\n{}\n", &*candour_files::keys::identity(&requester.key).text()));
    let found = |arguments: &[&str]| {
        let ended = candour(&[&["check", "--json"], arguments, &[&locked]].concat());
        let list = ended.list();
        let word = |name: &str| text(&list[0], &[name]).map(str::to_owned);
        (ended.code, word("verdict"), word("problem"))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found(&[]), (1, some("encrypted"), None));
    assert_eq!(found(&["--identity", &own]), (0, some("intact"), None));
    assert_eq!(found(&["--identity", &identity]), (0, some("intact"), None));
    assert_eq!(found(&["--identity", &other]), (1, some("encrypted"), some("locked-for-another-key")));
    let none = candour(&["check", "--identity", &locked, &locked]);
    assert_eq!(none.code, 2, "a file locked for a key is no key file");
}

#[test]
fn a_key_file_asks_for_its_passphrase_and_takes_it_from_a_file() {
    let folder = Folder::new();
    let key = format!("{VECTORS}/age/made/keyfile-one.age");
    let intact = format!("{GOLDEN}/complete.json");
    let passphrase = folder.passphrase();
    let ended = candour(&["check", "-q", "--identity", &key, "--passphrase-file", &passphrase, &intact]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let wrong = folder.put("wrong", "correct horse\n");
    let ended = candour(&["check", "-q", "--identity", &key, "--passphrase-file", &wrong, &intact]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("does not open"), "{}", ended.err);
}

#[test]
fn copies_with_parts_withheld_name_them() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let what =
        WithheldParts { name: true, answers: vec!["exit-plan".to_owned()], ..WithheldParts::default() };
    let copy = folder.put("copy.json", requester.partial(&Company::new(1), &what));
    let ended = candour(&["check", "--json", "--allow-withheld", "--strict", &copy]);
    assert_eq!(texts(&ended.list()[0], "withheld"), ["signer", "result", "exit-plan"]);
    assert_eq!(ended.code, 0);
    let said = candour(&["check", &copy]);
    assert!(said.out.contains("(exit-plan)"), "{}", said.out);
}

#[test]
fn a_copy_without_the_first_answers_may_be_limited() {
    let folder = Folder::new();
    for (profile, name) in [(true, "copy.json"), (false, "whole.json")] {
        let what = WithheldParts { profile, ..WithheldParts::default() };
        let copy = folder.put(name, Requester::new(1).partial(&Company::new(1), &what));
        let said = candour(&["check", &copy]).out;
        assert_eq!(said.contains("They may limit the file to a part of the work."), profile, "{said}");
    }
}

#[test]
fn any_document_signed_with_the_suite_gets_the_strict_verdict() {
    let made = format!("{VECTORS}/eddsa-jcs-2022/made");
    let ended = candour(&["check", "--signature-only", "--json", &made]);
    let list = ended.list();
    let cases = serde_json::from_str::<Vec<serde_json::Value>>(&read(&format!("{made}/cases.json")));
    let (mut holding, mut failing) = (0, 0);
    for case in cases.expect("cases") {
        let word = |name: &str| case[name].as_str().expect("a text").to_owned();
        let (file, strict) = (word("file"), word("strict"));
        let path = format!("{made}/{file}");
        let found = list.iter().find(|found| text(found, &["file"]) == Some(&path)).expect("the file");
        let holds = found.get("holds").and_then(Json::as_bool);
        match strict.as_str() {
            "accept" | "accept-with-warning" | "accept-and-list-both" => {
                assert_eq!(holds, Some(true), "{file}");
                let warned = found.get("proofs").and_then(Json::as_list).expect("proofs").iter();
                let warned = warned.filter(|proof| proof.get("warning").is_some()).count() > 0;
                assert_eq!(warned, strict == "accept-with-warning", "{file}");
                holding += 1;
            }
            "refuse" | "unsigned" | "cannot-verify-offline" => {
                assert_eq!(holds, Some(false), "{file}");
                assert!(found.get("problem").is_some(), "{file}");
                failing += 1;
            }
            // The vectors leave a choice; the library's tests say which.
            _ => {}
        }
        let bytes = std::fs::read(root().join(&path)).expect("a file");
        let own = Json::read(&bytes, Limits::FILE)
            .ok()
            .and_then(|document| proof::verify(&document, Timestamp(1_795_392_000)).ok());
        assert_eq!(holds, Some(own.is_some()), "{file}");
    }
    assert_eq!((holding, failing), (21, 136));
    assert_eq!(ended.code, 1);
}

#[test]
fn a_result_that_somebody_co_signed_is_not_theirs() {
    let (signer, other) = ("candour cheats, the signer", "candour cheats, another key");
    let did = |label: &str| SigningKey::from_seed(sha256(label.as_bytes())).public().did();
    for name in ["115-co-signed-first", "115-co-signed-last", "116-list-co-signed"] {
        let file = format!("tests/attacks/files/{name}.json");
        for key in [signer, other] {
            let ended = candour(&["check", "--json", "--allow-withheld", "--trusted-key", &did(key), &file]);
            let found = &ended.list()[0];
            assert_eq!((ended.code, text(found, &["verdict"])), (1, Some("invalid")), "{name}");
            assert_eq!(text(found, &["problem"]), Some("proof-count"), "{name}");
            assert_ne!(text(found, &["signer", "id"]), Some(&*did(other)), "{name}");
        }
        let said = candour(&["check", &file]).out;
        assert!(said.contains("exactly one proof") && !said.contains(&did(other)), "{said}");
    }
    // Whoever asks for the proofs alone is told of all.
    let ended = candour(&["check", "--signature-only", "tests/attacks/files/115-co-signed-first.json"]);
    assert_eq!(ended.code, 0, "{}", ended.out);
    assert!([signer, other].iter().all(|key| ended.out.contains(&did(key))), "{}", ended.out);
}

#[test]
fn a_document_that_is_no_result_shows_its_key() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let request = folder.put("request.json", requester.request.file());
    let ended = candour(&["check", "--signature-only", &request]);
    assert_eq!(ended.code, 0, "{}", ended.out);
    assert!(ended.out.contains(&requester.key.public().fingerprint()), "{}", ended.out);
    assert!(ended.out.contains(&requester.key.public().did()), "{}", ended.out);
}

#[test]
fn whoever_stops_reading_is_not_met_with_a_panic() {
    let folder = Folder::new();
    let file = read(&format!("{GOLDEN}/complete.json"));
    for number in 0..400 {
        folder.put(&format!("{number}.json"), &file);
    }
    let mut child = command(&["check", "--json", &folder.own()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("its output"));
    out.read_line(&mut line).expect("a line");
    drop(out);
    let ended = child.wait_with_output().expect("the command ends");
    assert_eq!(line, "[\n");
    assert_eq!(ended.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn thousands_of_files_come_in_their_order() {
    let folder = Folder::new();
    let file = read(&format!("{GOLDEN}/complete.json"));
    for number in 0..700 {
        folder.put(&format!("{number:05}.json"), if number % 7 == 0 { "{" } else { &file });
    }
    let ended = candour(&["check", "-q", &folder.own()]);
    let expected: Vec<String> = (0..700)
        .map(|number| {
            let verdict = if number % 7 == 0 { "unreadable" } else { "intact" };
            format!("{verdict}\t{}", folder.path(&format!("{number:05}.json")))
        })
        .collect();
    assert_eq!(ended.out.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn names_that_may_pass_for_others_are_marked_on_the_terminal() {
    let folder = Folder::new();
    let requester = Requester::new(1);
    let mixed = Company { name: "C\u{43e}mpany 1".to_owned(), ..Company::new(1) };
    let mixed = folder.put("mixed.json", requester.file(&mixed));
    let plain = folder.put("plain.json", requester.file(&Company::new(2)));
    let wish = NewRequest {
        from: "S\u{43e}mebody".to_owned(),
        language: "en".to_owned(),
        asked: vec![RequestedQuestionnaire::of(requester.entry())],
        ..NewRequest::default()
    };
    let request = Request::write(&wish, &requester.key, &[1; 16], NOW).expect("a request");
    let asking = folder.put("request.json", request.file());
    let link = request.link("https://example.org/");
    let marked = |arguments: &[&str]| candour(arguments).out.contains("letters of two alphabets");
    for arguments in [["check", &mixed], ["check", &asking], ["compare", &mixed], ["show", &link]] {
        assert!(marked(&arguments), "{arguments:?}");
    }
    assert!(!marked(&["check", &plain]) && !marked(&["compare", &plain]));
    let told = candour(&["check", "--json", &asking, &mixed]).list();
    assert!(told.iter().all(|told| warnings(told) == ["mixed-scripts"]), "{told:?}");
}

/// The questionnaire of the golden files with one of its questions turned round.
fn turned(folder: &Folder) -> String {
    folder.put("turned/questionnaire.json", read(&format!("{QUESTIONNAIRE}/questionnaire.json")));
    let words = read(&format!("{QUESTIONNAIRE}/en.json"));
    let (before, after) = words.split_once(ASKED).expect("the question");
    folder.put("turned/en.json", [before, "Do you keep all of it for ever?", after].concat());
    folder.path("turned")
}

/// A question of the golden files, as it was answered.
const ASKED: &str = "Where you rely on consent, can people say no as easily as yes?";

#[test]
fn answers_to_other_words_say_so_and_show_what_was_answered() {
    let folder = Folder::new();
    let (turned, intact) = (turned(&folder), format!("{GOLDEN}/requested.json"));
    let known = ["--questionnaires", &turned];
    let list = candour(&[&["check", "--json", &intact], &known[..]].concat()).list();
    assert_eq!(warnings(&list[0]), ["words-other"]);
    assert_eq!(text(&list[0], &["questionnaire", "words"]), Some("other"));
    assert_eq!(candour(&[&["check", "--strict", &intact], &known[..]].concat()).code, 1);
    let said = candour(&[&["check", &intact], &known[..]].concat()).out;
    assert!(said.contains(ASKED) && said.contains("the wording that was answered differs"), "{said}");
    assert!(!said.contains("genuine"), "{said}");
    for (format, expected) in [("table", "another wording"), ("csv", ASKED), ("ndjson", ASKED)] {
        let ended = candour(&[&["compare", "--format", format, &intact], &known[..]].concat());
        assert!(ended.out.contains(expected), "{format}: {}", ended.out);
    }
    let same = candour(&["check", "--json", &intact, "--questionnaires", QUESTIONNAIRE]).list();
    assert_eq!(warnings(&same[0]), [""; 0]);
}

#[test]
fn an_own_questionnaire_is_known_once_it_is_named() {
    let intact = format!("{GOLDEN}/complete.json");
    let known = |arguments: &[&str]| {
        let list = candour(&[&["check", "--json", &intact], arguments].concat()).list();
        text(&list[0], &["questionnaire", "known"]).map(str::to_owned)
    };
    assert_eq!(known(&[]).as_deref(), Some("other-version"));
    assert_eq!(known(&["--questionnaires", QUESTIONNAIRE]).as_deref(), Some("own"));
    let folder = Folder::new();
    let broken = folder.put("broken/questionnaire.json", "{\"format\": \"candour-questionnaire/1\"}");
    let ended = candour(&["check", &intact, "--questionnaires", &folder.path("broken")]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains(&broken), "{}", ended.err);
    let ended = candour(&["check", &intact, "--questionnaires", &folder.own()]);
    assert_eq!(ended.code, 2);
}
