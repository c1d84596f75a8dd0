//! Promise: the command gives every known attack the verdict that `tests/attacks/cases.json` states, and
//! names what changed and what contradicts itself.

use candour_attacks::cases;
use candour_proof::json::Json;

use crate::run::{Folder, candour, text, texts};

/// The warnings, each as text; their order means nothing.
fn warnings(list: &Json) -> Vec<String> {
    let mut warnings: Vec<String> = list.as_list().unwrap_or_default().iter().map(Json::pretty).collect();
    warnings.sort();
    warnings
}

#[test]
fn every_attack_gets_its_verdict_and_its_place() {
    let folder = Folder::new();
    let cases = cases();
    for case in &cases {
        folder.put(case.file(), case.bytes());
    }
    let own = ["check", "--json", "--questionnaires", "tests/attacks/questionnaire.json"];
    let ended = candour(&[&own[..], &[&folder.own()]].concat());
    assert_eq!(ended.code, 1, "{}", ended.err);
    let list = ended.list();
    assert_eq!(list.len(), cases.len());
    for case in &cases {
        let path = folder.path(case.file());
        let found = list.iter().find(|found| text(found, &["file"]) == Some(&path)).expect("the file");
        let said = format!("{}: {}", case.file(), case.what());
        assert_eq!(text(found, &["verdict"]), Some(case.verdict()), "{said}");
        assert_eq!(text(found, &["problem"]), case.problem(), "{said}");
        for name in ["altered", "withheld"] {
            let expected = case.told(name);
            let expected = expected.as_list().unwrap_or_default().iter().filter_map(Json::as_text);
            assert_eq!(texts(found, name), expected.collect::<Vec<_>>(), "{said}");
        }
        let found = found.get("warnings").expect("warnings");
        assert_eq!(warnings(found), warnings(&case.told("warnings")), "{said}");
    }
}

#[test]
fn nothing_that_was_changed_or_refused_ends_as_if_it_were_fine() {
    let folder = Folder::new();
    for case in cases().iter().filter(|case| case.verdict() != "intact") {
        let path = folder.put(case.file(), case.bytes());
        assert_eq!(candour(&["check", "--quiet", &path]).code, 1, "{}", case.file());
    }
}
