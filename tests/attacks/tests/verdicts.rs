//! Promise: every known attack is named. Each file gets the verdict that `cases.json` states, with
//! the parts that changed and whatever contradicts itself.
#![cfg(test)]

use std::{collections::BTreeSet, fs};

use candour_attacks::{Case, GENUINE, NOW, cases, catalog, folder, request};
use candour_compare::workbench::{FileRow, Workbench};
use candour_files::{
    check::{Checked, CheckerContext, check},
    checked::checked,
    records::Records,
    request::Request,
};
use candour_proof::json::{Json, Limits, Object};
use candour_questionnaire::catalog::Catalog;

fn of(case: &Case, catalog: &Catalog) -> Checked {
    check(&case.bytes(), case.file(), &CheckerContext { catalog, own: None, now: NOW })
}

/// What is told of a file, as far as a case states it. The order of warnings means nothing.
fn told(verdict: &str, problem: Option<&str>, list: impl Fn(&str) -> Json) -> String {
    let mut warnings: Vec<String> =
        list("warnings").as_list().unwrap_or_default().iter().map(Json::pretty).collect();
    warnings.sort();
    let problem = problem.unwrap_or("none");
    let list = |name: &str| list(name).pretty();
    format!(
        "{verdict}, problem: {problem}\naltered: {}withheld: {}warnings: {}",
        list("altered"),
        list("withheld"),
        warnings.concat()
    )
}

/// What programs are told, read back.
fn report(found: &Checked, catalog: &Catalog) -> Json {
    let text = serde_json::to_string(&checked(found, catalog)).expect("JSON");
    Json::read(text.as_bytes(), Limits::FILE).expect("JSON within the profile")
}

#[test]
fn every_attack_gets_its_verdict_and_its_place() {
    let catalog = catalog();
    let mut differ = Vec::new();
    for case in cases() {
        let found = report(&of(&case, &catalog), &catalog);
        let text = |name: &str| found.get(name).and_then(Json::as_text);
        let list = |name: &str| found.get(name).cloned().unwrap_or(Json::Null);
        let found = told(text("verdict").unwrap_or_default(), text("problem"), list);
        let expected = told(case.verdict(), case.problem(), |name| case.told(name));
        if found != expected {
            differ.push(format!("{}: {}\nexpected {expected}found {found}", case.file(), case.what()));
        }
    }
    assert!(differ.is_empty(), "{} files:\n\n{}", differ.len(), differ.join("\n"));
}

#[test]
fn every_number_has_a_file_and_every_file_its_case() {
    let cases = cases();
    let numbers: BTreeSet<i64> = cases.iter().map(Case::number).collect();
    assert_eq!((1..=125).filter(|number| !numbers.contains(number)).collect::<Vec<_>>(), [0; 0]);
    for case in &cases {
        assert!(case.file().starts_with(&format!("{:03}-", case.number())), "{}", case.file());
        assert!(case.what().ends_with('.'), "{}", case.file());
    }
    let named: BTreeSet<String> =
        cases.iter().filter(|case| !case.is_padded()).map(|case| case.file().to_owned()).collect();
    let there = fs::read_dir(folder().join("files"))
        .expect("the folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a plain name"));
    assert_eq!(there.collect::<BTreeSet<_>>(), named);
    let padded = cases.iter().filter(|case| case.is_padded()).count();
    assert_eq!(named.len() + padded, cases.len(), "a file has two cases");
}

#[test]
fn a_file_of_just_two_million_bytes_is_read() {
    let genuine = cases().into_iter().find(|case| case.file() == GENUINE).expect("the genuine file");
    let mut bytes = genuine.bytes();
    bytes.resize(Limits::FILE.bytes, b' ');
    let known = CheckerContext { catalog: &catalog(), own: None, now: NOW };
    assert!(check(&bytes, GENUINE, &known).is_intact());
}

#[test]
fn what_only_shows_beside_the_genuine_file_shows_there() {
    let all = cases();
    let genuine = all.iter().find(|case| case.file() == GENUINE).expect("the genuine file");
    let records =
        Records { requests: vec![Request::read(&request(), NOW).expect("a request")], ..Records::default() };
    let catalog = catalog();
    let mut seen = 0;
    for case in &all {
        let (relation, answers) = (case.compared("relation"), case.compared("request"));
        if relation.is_none() && answers.is_none() {
            continue;
        }
        let mut workbench = Workbench::default();
        let places = [genuine, case].map(|case| workbench.add(of(case, &catalog), &catalog));
        workbench.relate(&records, None);
        let [first, second] = places.map(|place| workbench.row(place).expect("a row"));
        let request = |row: &FileRow| row.sheet.as_ref().map_or("none", |sheet| sheet.request.as_str());
        assert_eq!(request(first), "yours");
        if let Some(relation) = relation {
            assert_eq!(second.relation.as_str(), relation, "{}", case.file());
        }
        if let Some(answers) = answers {
            assert_eq!(request(second), answers, "{}", case.file());
        }
        seen += 1;
    }
    assert_eq!(seen, 3);
}

#[test]
fn no_attack_passes_without_a_word() {
    // Nothing is wrong with the first. The others are told apart by the names, keys and numbers that people
    // compare, or hold text that is only dangerous elsewhere.
    let silent = [
        "000-genuine.json",
        "087-nonce-of-another-request.json",
        "090-signed-by-another-key.json",
        "091-same-number-other-content.json",
        "093-name-with-markup.json",
        "093-name-like-a-formula.json",
    ];
    let catalog = catalog();
    let passed = cases().into_iter().filter(|case| {
        let found = of(case, &catalog);
        found.verdict.as_str() == "intact"
            && report(&found, &catalog).get("warnings") == Some(&Json::List(Vec::new()))
    });
    assert_eq!(passed.map(|case| case.file().to_owned()).collect::<Vec<_>>(), silent);
}

#[test]
fn the_cases_hold_nothing_else() {
    let known = [
        "number", "file", "from", "padded", "what", "verdict", "problem", "altered", "withheld", "warnings",
        "compared",
    ];
    let text = fs::read(folder().join("cases.json")).expect("the cases");
    let list = Json::read(&text, Limits::FILE).expect("plain JSON");
    for case in list.as_list().expect("a list") {
        let members = case.as_object().into_iter().flat_map(Object::iter).map(|(name, _)| name);
        assert_eq!(members.filter(|name| !known.contains(name)).collect::<Vec<_>>(), [""; 0], "{case:?}");
    }
}
