//! Questionnaires as tables, and tables as questionnaires.

use candour_content::catalog::IDS;
use candour_files::{
    embed::{self, Element},
    questionnaires,
};
use candour_proof::{
    jcs::canonical,
    json::{Json, Limits},
};

use crate::run::{Folder, candour, read};

#[test]
fn a_built_in_questionnaire_goes_to_a_table_and_back_unchanged() {
    let folder = Folder::new();
    for id in IDS {
        let (structure, wording) = (
            read(&format!("questionnaires/{id}/questionnaire.json")),
            read(&format!("questionnaires/{id}/en.json")),
        );
        let without_schema = |text: &str| {
            let mut object = Json::read(text.as_bytes(), Limits::FILE)
                .expect("JSON")
                .as_object()
                .expect("an object")
                .clone();
            object.remove("$schema");
            canonical(&object.into())
        };
        for ending in ["csv", "xlsx"] {
            let (table, back) =
                (folder.path(&format!("{id}.{ending}")), folder.path(&format!("{id}-{ending}")));
            let input = format!("questionnaires/{id}");
            let written = candour(&["questionnaire", "convert", &input, "--output", &table]);
            assert_eq!(written.code, 0, "{}", written.err);
            let ended = candour(&["questionnaire", "convert", &table, "--output", &back]);
            assert_eq!(ended.code, 0, "{}", ended.err);
            for (name, original) in [("questionnaire.json", &structure), ("en.json", &wording)] {
                let again = std::fs::read_to_string(format!("{back}/{name}")).expect("a file");
                assert!(without_schema(&again) == without_schema(original), "{back}/{name}");
            }
        }
    }
}

#[test]
fn a_built_in_questionnaire_as_a_table_has_an_id_of_its_own() {
    let folder = Folder::new();
    let table = folder.path("own.csv");
    assert_eq!(candour(&["questionnaire", "convert", "responsible-exit", "--output", &table]).code, 0);
    let shown = candour(&["show", &table]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("own-responsible-exit"), "{}", shown.out);
    let again = candour(&["questionnaire", "convert", "responsible-exit", "--output", &table]);
    assert_eq!(again.code, 2, "an existing file is never overwritten");
    let sound = candour(&["questionnaire", "check", &table]);
    assert_eq!(sound.code, 0, "{}", sound.out);
}

#[test]
fn problems_of_a_table_are_told_by_row_and_column() {
    let folder = Folder::new();
    let table = "type,name,label,importance\nsetting,title,Work\nsetting,date,2026-12-01\nsection,,Complaints\nquestion,,Do you answer?,grave\n";
    folder.put("work.csv", table);
    for command in
        [&["questionnaire", "check"][..], &["questionnaire", "convert", "--output", "x.json"], &["show"]]
    {
        let ended = candour(&[command, &[&*folder.path("work.csv")]].concat());
        let said = [ended.out, ended.err].concat();
        assert_ne!(ended.code, 0, "{said}");
        assert!(said.contains("row 5, column importance: unknown severity `grave`"), "{said}");
    }
    assert!(!std::path::Path::new("x.json").exists());
    folder.put("broken.xlsx", "PK no zip");
    assert_eq!(candour(&["questionnaire", "check", &folder.path("broken.xlsx")]).code, 2);
}

#[test]
fn one_page_holds_the_request_and_the_own_questions() {
    let folder = Folder::new();
    let page = folder.put("candour.html", "<!doctype html><body><div id=\"screen\"></div></body>");
    let (output, passphrase) = (folder.path("request.html"), folder.passphrase());
    let table = "docs/own-questions/complaints.csv";
    let common = [
        "request",
        "--from",
        "CSO",
        "--questionnaires",
        table,
        "--ask",
        "complaints-at-work",
        "--key",
        "tests/vectors/age/made/keyfile-one.age",
        "--passphrase-file",
        &passphrase,
    ];
    let ended = candour(&[&common[..], &["--into", &page, "--output", &output]].concat());
    assert_eq!(ended.code, 0, "{}", ended.err);
    let html = std::fs::read_to_string(&output).expect("a page");
    let packed = embed::carried(&html, Element::Request).expect("it carries a request");
    let (request, files) = questionnaires::unpack(packed).expect("a request with questions");
    assert!(request.is_some());
    assert_eq!(files.len(), 1);
    assert!(!ended.err.contains("--into"), "{}", ended.err);
    let other = folder.put("other.html", "<p>Another page.</p>");
    let refused = candour(&[&common[..], &["--into", &other, "--output", &folder.path("x.html")]].concat());
    assert_eq!(refused.code, 2, "{}", refused.err);
    let alone = candour(&common);
    assert!(alone.err.contains("--into"), "it is said that the questions are needed too: {}", alone.err);
}

#[test]
fn a_request_warns_of_questions_that_put_people_at_risk() {
    let folder = Folder::new();
    let passphrase = folder.passphrase();
    let warned = |more: &str| {
        let table = folder.put(
            &format!("{}.csv", more.len()),
            format!(
                "type,name,label\nsetting,title,Visits\nsetting,date,'2026-12-01\nsetting,id,visits\n{more}"
            ),
        );
        let key = ["--key", "tests/vectors/age/made/keyfile-one.age", "--passphrase-file", &passphrase];
        let asked = ["request", "--from", "CSO", "--questionnaires", &table, "--ask", "visits"];
        let ended = candour(&[&asked[..], &key].concat());
        assert_eq!(ended.code, 0, "it is made all the same: {}", ended.err);
        ended.err
    };
    let risky = warned("question,who,Which worker told you?\nquestion,rule,Is there a rule?\n");
    for said in ["1 sentence of these questions", "- Which worker told you?", "write no names"] {
        assert!(risky.contains(said), "{risky}");
    }
    let french = warned("setting,language,fr\nquestion,rule,Y a-t-il une règle ?\n");
    assert!(french.contains("found in English only") && french.contains("write no names"), "{french}");
    let fine = warned("question,rule,Is there a rule for visits?\n");
    assert!(!fine.contains("write no names"), "{fine}");
}

#[test]
fn the_example_of_the_guide_is_sound_and_as_its_table_says() {
    let folder = Folder::new();
    let table = "docs/own-questions/complaints.csv";
    let checked = candour(&["questionnaire", "check", table]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    let json = folder.path("complaints.json");
    assert_eq!(candour(&["questionnaire", "convert", table, "--output", &json]).code, 0);
    assert_eq!(std::fs::read_to_string(json).expect("a file"), read("docs/own-questions/complaints.json"));
}
