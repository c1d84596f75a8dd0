//! `candour language`: from an empty table to a pack, as a translator uses it.

use std::fs;

use crate::run::{Folder, candour, read};

/// An empty table for Burmese with some cells filled in.
fn filled(folder: &Folder, cells: &[(&str, &str)]) -> String {
    let table = folder.path("my.csv");
    let ended = candour(&[
        "language",
        "template",
        "--language",
        "my",
        "--name",
        "မြန်မာ",
        "--english-name",
        "Burmese",
        "--plurals",
        "none",
        "--output",
        &table,
    ]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let mut text = fs::read_to_string(&table).expect("a table");
    for (key, translation) in cells {
        let line = text.lines().find(|line| line.starts_with(&format!("\"{key}\","))).expect("a row");
        let empty = line.strip_suffix("\"\"").expect("an empty cell");
        text = text.replace(line, &format!("{empty}\"{translation}\""));
    }
    fs::write(&table, text).expect("a table");
    table
}

#[test]
fn a_filled_table_becomes_a_pack_and_a_file_for_translators() {
    let folder = Folder::new();
    let table =
        filled(&folder, &[("words/choice-yes", "ဟုတ်ပါတယ်"), ("words/review-open#other", "{count} ခု ကျန်သည်။")]);
    let checked = candour(&["language", "check", &table]);
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    assert!(checked.out.contains("Burmese (my)") && checked.out.contains("words: 2 of "), "{}", checked.out);
    let (pack, po, back) = (folder.path("my.json"), folder.path("my.po"), folder.path("back.json"));
    for (command, from, to) in [("import", &table, &pack), ("export", &pack, &po), ("import", &po, &back)] {
        let ended = candour(&["language", command, from, "--output", to]);
        assert_eq!(ended.code, 0, "{}", ended.err);
    }
    let read = |path: &str| fs::read_to_string(path).expect("a file");
    assert!(read(&pack).contains("\"choice-yes\": \"ဟုတ်ပါတယ်\""), "{}", read(&pack));
    assert_eq!(read(&pack), read(&back));
    assert!(read(&po).contains("Language: my\\n"));
}

#[test]
fn a_table_is_refused_with_its_rows() {
    let folder = Folder::new();
    let table = filled(
        &folder,
        &[
            ("words/choice-yes", "ေမး"),
            ("words/choice-no", "မဟုတ်ပါ\u{202e}"),
            ("words/progress", "{answered}"),
        ],
    );
    let checked = candour(&["language", "check", &table]);
    assert_eq!(checked.code, 1);
    for problem in [
        "3 problems to fix",
        "(words/choice-yes): looks like Zawgyi; convert it to Unicode",
        "(words/choice-no): contains U+202E, which is not shown or turns the writing; remove it",
        "(words/progress): no `{asked}`; put it where the value belongs",
    ] {
        assert!(checked.out.contains(problem), "{problem}: {}", checked.out);
    }
    let row = read(&table).lines().position(|line| line.contains("words/choice-yes")).expect("a row") + 1;
    assert!(checked.out.contains(&format!("row {row} (words/choice-yes)")), "{}", checked.out);
    let pack = folder.path("my.json");
    let imported = candour(&["language", "import", &table, "--output", &pack]);
    assert_eq!(imported.code, 2);
    assert!(imported.err.contains("looks like Zawgyi"), "{}", imported.err);
    assert!(!fs::exists(&pack).expect("a folder"), "nothing is written");
}

#[test]
fn the_incomplete_packs_of_the_repository_are_sound() {
    for language in ["my", "ar", "fr", "es"] {
        let checked = candour(&["language", "check", &format!("tests/languages/{language}.json")]);
        assert_eq!((checked.code, checked.err.as_str()), (0, ""), "{}", checked.out);
        assert!(
            checked.out.contains("words: 2") && checked.out.contains("glossary: 15 of"),
            "{}",
            checked.out
        );
    }
}
