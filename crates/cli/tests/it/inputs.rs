//! Files as other programs leave them: nothing is lost, and each is named for what it is.

use std::path::Path;

use candour_proof::json::{Json, Limits};

use crate::run::{Folder, PASSPHRASE, candour, read, root, text};

const INPUTS: &str = "tests/inputs";

/// Each file that a check tells of, with its verdict and its problem.
fn checked(arguments: &[&str]) -> Vec<(String, String, Option<String>)> {
    let ended = candour(&[&["check", "--json"], arguments].concat());
    let told = |json: &Json, name: &str| text(json, &[name]).map(str::to_owned);
    let list = ended.list();
    let found = list.iter().map(|json| {
        (
            told(json, "file").expect("a name"),
            told(json, "verdict").expect("a verdict"),
            told(json, "problem"),
        )
    });
    found.collect()
}

/// The same of one file: its verdict and its problem.
fn one(name: &str, options: &[&str]) -> (String, Option<String>) {
    let file = format!("{INPUTS}/{name}");
    let mut found = checked(&[options, &[&*file]].concat());
    assert_eq!(found.len(), 1, "{found:?}");
    found.pop().map(|(_, verdict, problem)| (verdict, problem)).expect("one file")
}

/// A file in `INPUTS` with what is found in it, by the table that the packages for npm and Python are tested with too.
struct InputCase {
    input: String,
    found: Vec<Json>,
}

fn cases() -> Vec<InputCase> {
    let table = Json::read(read("tests/inputs/cases.json").as_bytes(), Limits::FILE).expect("a table");
    let rows = table.as_list().expect("a list").iter().map(|row| InputCase {
        input: text(row, &["input"]).expect("a name").to_owned(),
        found: row.get("found").and_then(Json::as_list).expect("a list").to_vec(),
    });
    rows.collect()
}

#[test]
fn every_input_gets_the_verdicts_of_the_table() {
    for InputCase { input, found } in cases() {
        let expected: Vec<_> = found
            .iter()
            .map(|row| {
                let member = |name: &str| text(row, &[name]).map(str::to_owned);
                let file = member("file").map(|file| format!("{INPUTS}/{file}"));
                (file.expect("a name"), member("verdict").expect("a verdict"), member("problem"))
            })
            .collect();
        assert_eq!(checked(&[&format!("{INPUTS}/{input}")]), expected, "{input}");
    }
}

#[test]
fn the_signature_of_an_input_has_the_problem_of_the_table() {
    let is_json =
        |case: &InputCase| Path::new(&case.input).extension().is_some_and(|ending| ending == "json");
    for InputCase { input, found } in cases().into_iter().filter(is_json) {
        let ended = candour(&["check", "--signature-only", "--json", &format!("{INPUTS}/{input}")]);
        let problems: Vec<_> =
            ended.list().iter().map(|json| text(json, &["problem"]).map(str::to_owned)).collect();
        let expected: Vec<_> =
            found.iter().map(|row| text(row, &["signatureProblem"]).map(str::to_owned)).collect();
        assert_eq!(problems, expected, "{input}");
    }
}

#[test]
fn every_input_is_in_the_table() {
    let listed: Vec<String> = cases().into_iter().map(|case| case.input).collect();
    let entries = std::fs::read_dir(root().join(INPUTS)).expect("the inputs");
    let mut files: Vec<String> = entries
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .filter(|name| name != "README.md" && name != "cases.json")
        .collect();
    files.sort();
    assert_eq!(files, listed);
}

#[test]
fn what_systems_add_to_a_folder_is_counted_and_a_placeholder_named() {
    let folder = Folder::new();
    for name in ["Thumbs.db", "desktop.ini", "~$letter.docx", "._a.json", ".DS_Store", ".b.json.icloud"] {
        folder.put(name, "not for anybody");
    }
    folder.put("a.json", read("tests/golden/files/complete.json"));
    let found = checked(&[&folder.own()]);
    let told: Vec<_> = found.iter().map(|(_, verdict, problem)| (&**verdict, problem.as_deref())).collect();
    assert_eq!(told, [("unreadable", Some("not-downloaded")), ("intact", None)]);
    let ended = candour(&["check", "-q", &folder.own()]);
    assert!(ended.err.contains('5') && ended.err.contains("left out"), "{}", ended.err);
}

#[test]
fn an_encrypted_file_that_stays_closed_has_the_true_reason() {
    let folder = Folder::new();
    let key = "tests/vectors/age/made/keyfile-one.age";
    let passphrase = folder.passphrase();
    let with_key = ["--identity", key, "--passphrase-file", &*passphrase];
    let (_, problem) = one("answer-crlf.age", &with_key);
    assert_eq!(problem.as_deref(), Some("locked-changed-as-text"));
    let file = format!("{INPUTS}/scrypt-19.key.age");
    let ended = candour(&["decrypt", "--passphrase-file", &passphrase, &file]);
    assert!(ended.code != 0 && ended.err.contains("more work"), "{}", ended.err);
}

#[test]
fn a_signature_that_cannot_be_checked_is_not_called_invalid() {
    let folder = Folder::new();
    let empty = folder.put("empty.json", "");
    for file in [&*format!("{INPUTS}/decimal-number.json"), &empty, &folder.path("missing.json")] {
        let ended = candour(&["check", "--signature-only", "-q", file]);
        assert!(ended.out.starts_with("unchecked\t") && ended.code != 0, "{file}: {ended:?}");
    }
    let changed = read("tests/golden/files/complete.json").replacen("\"yes\"", "\"no\"", 1);
    let ended = candour(&["check", "--signature-only", "-q", &folder.put("changed.json", changed)]);
    assert!(ended.out.starts_with("fails\t"), "{ended:?}");
}

#[test]
fn files_of_one_name_are_all_decrypted_into_a_folder() {
    let folder = Folder::new();
    let passphrase = folder.new_passphrase();
    let key = folder.path("a/key.age");
    folder.put("a/x", "");
    let made = candour(&["key", "new", "--passphrase-file", &passphrase, "--output", &key]);
    assert_eq!(made.code, 0, "{}", made.err);
    let locked = folder.read("a/key.age");
    folder.put("b/key.age", &locked);
    folder.put("b/KEY.AGE2", &locked);
    let (two, third) = (folder.path("b/key.age"), folder.put("c/CON.age", &locked));
    let out = folder.path("out");
    let ended = candour(&["decrypt", "--passphrase-file", &passphrase, "--output", &out, &key, &two, &third]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for name in ["out/key", "out/key-2", "out/CON_"] {
        assert!(folder.read(name).contains("secretKeyMultibase"), "{name}");
    }
}

#[test]
fn a_passphrase_file_with_a_mark_or_other_accents_opens_the_same_key() {
    let folder = Folder::new();
    let made = folder.put("made.txt", "caf\u{e9} horse battery garden hedge\n");
    let key = folder.path("key.age");
    assert_eq!(candour(&["key", "new", "--passphrase-file", &made, "--output", &key]).code, 0);
    for (name, content) in [
        ("mark.txt", "\u{feff}caf\u{e9} horse battery garden hedge\r\n"),
        ("apart.txt", "cafe\u{301} horse battery garden hedge"),
    ] {
        let ended = candour(&["key", "show", "--passphrase-file", &folder.put(name, content), &key]);
        assert_eq!(ended.code, 0, "{name}: {}", ended.err);
    }
    let spaces = folder.put("spaces.txt", " correct horse battery garden hedge\n");
    let ended = candour(&["key", "new", "--passphrase-file", &spaces, "--output", &folder.path("other.age")]);
    assert!(ended.code != 0 && ended.err.contains("space"), "{}", ended.err);
}

#[test]
fn a_key_file_in_utf_16_opens() {
    let folder = Folder::new();
    let own = root().join("tests/vectors/age/made/keyfile-one.age");
    let text = std::fs::read_to_string(own).expect("a key file");
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let key = folder.put("key.age", wide);
    let passphrase = folder.put("passphrase", PASSPHRASE);
    let ended = candour(&["key", "show", "--passphrase-file", &passphrase, &key]);
    assert_eq!(ended.code, 0, "{}", ended.err);
}
