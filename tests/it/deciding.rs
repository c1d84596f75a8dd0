//! A questionnaire that gives a decision: what the screens say of it, and what its file says.

use std::{fs, path::Path, rc::Rc};

use candour::catalog;
use candour_app::{
    BootFacts, ComparisonEvent, DraftEvent, Effect, Event, IncomingFile, Model, Route, SigningEvent,
};
use candour_compare::export;
use candour_files::result::AppInfo;
use candour_proof::date::Timestamp;
use candour_questionnaire::{
    answers::Choice,
    catalog::{Catalog, CatalogEntry},
    questionnaire::Questionnaire,
    wording::Wording,
};
use candour_words::Words;

use crate::rendered::{downloaded, rendered};

const NOW: Timestamp = Timestamp(1_795_305_600);
const DEAL: &str = "deal";

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    fs::read_to_string(&file).expect("a file in tests/golden")
}

/// A page that has the frozen questionnaire, with all questions answered yes, and the one on the place with no.
fn model() -> Model {
    let questionnaire = Questionnaire::parse(&read("deal/questionnaire.json")).expect("a questionnaire");
    let wording = Wording::parse(&read("deal/en.json"), &questionnaire).expect("sound wording");
    let entry = Rc::new(CatalogEntry::new(questionnaire, wording, false));
    let labels = catalog::catalog(Words::english()).labels;
    let catalog = Catalog { entries: vec![Rc::clone(&entry)], labels, ..Catalog::default() };
    let mut model = Model::new(Rc::new(catalog), AppInfo::default());
    model.update(Event::Started(BootFacts::default()));
    for question in entry.questionnaire.questions() {
        chose(&mut model, &question.id, Choice::Yes);
    }
    chose(&mut model, "place-facts", Choice::No);
    model
}

fn chose(model: &mut Model, question: &str, choice: Choice) {
    model.update(DraftEvent::Answered(DEAL.to_owned(), question.to_owned(), choice));
}

fn at(model: &mut Model, route: &Route) -> String {
    model.update(Event::AddressChanged(route.fragment()));
    rendered(model)
}

fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// No number, and no share, rates a decision.
fn without_levels(html: &str) {
    for word in ["level", "points out of", "No result", "weight"] {
        assert!(!html.contains(word), "{word} stands in {html}");
    }
}

/// The complete signed file.
fn signed(model: &mut Model) -> String {
    downloaded(model, SigningEvent::SignRequested(DEAL.to_owned()), NOW)
}

#[test]
fn the_result_of_a_decision_is_its_outcome_and_why() {
    let mut model = model();
    let html = at(&mut model, &Route::Result(DEAL.to_owned()));
    assert_eq!(values(&html, "data-outcome"), ["escalate"]);
    assert!(html.contains("Escalate") && html.contains("The owner decides."), "{html}");
    assert_eq!(values(&html, "data-change"), ["place-settled"], "the measure could not be shown");
    assert!(html.contains("the outcome would be: Proceed with conditions."), "{html}");
    assert_eq!(values(&html, "data-state"), ["clear", "open", "clear", "clear", "none"]);
    without_levels(&html);
    chose(&mut model, "law-checked", Choice::Unknown);
    chose(&mut model, "abuse-excluded", Choice::No);
    let html = at(&mut model, &Route::Result(DEAL.to_owned()));
    assert_eq!(values(&html, "data-outcome"), ["stop"]);
    assert_eq!(values(&html, "data-rule"), ["law-bar", "abuse"]);
    assert_eq!(html.matches("This rule is our own.").count(), 1, "only the one that is");
}

#[test]
fn the_report_of_a_decision_has_its_outcome_and_no_level() {
    let mut model = model();
    let html = at(&mut model, &Route::Report(DEAL.to_owned()));
    assert_eq!(values(&html, "data-outcome"), ["escalate"]);
    assert_eq!(values(&html, "data-state"), ["clear", "open", "clear", "clear", "none"]);
    without_levels(&html);
}

#[test]
fn summaries_and_documents_say_the_outcome_and_no_level() {
    let mut model = model();
    chose(&mut model, "abuse-excluded", Choice::No);
    let catalog = Rc::clone(model.catalog());
    let (entry, draft, words) = (&catalog.entries[0], model.draft(DEAL), Words::english());
    let plain = export::plain(entry, draft, words, None);
    let blocks = format!("{:?}", export::document::report(entry, draft, words, None));
    for text in [plain, blocks] {
        for said in ["Do not proceed", "It would serve abuse", "the outcome would be: Escalate.", "Clear"] {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
        without_levels(&text);
    }
}

#[test]
fn a_file_with_a_decision_is_checked_and_compared_by_its_outcome() {
    let mut model = model();
    let file = signed(&mut model);
    assert!(file.contains("candour-result/2"), "{file}");
    let incoming = |name: &str, content: &str| IncomingFile {
        name: name.to_owned(),
        size: content.len(),
        content: Ok(content.to_owned().into_bytes()),
    };
    let effects = model.update(ComparisonEvent::FilesChosen(1)).effects;
    assert!(matches!(effects.first(), Some(Effect::ReadFiles(_))));
    let files = vec![incoming("deal.json", &file)];
    model.update(ComparisonEvent::FilesRead { files, took: 0, now: NOW });
    let html = at(&mut model, &Route::Organisations(DEAL.to_owned()));
    let row =
        html.split("data-outcome=\"escalate\"").nth(1).unwrap_or_else(|| panic!("no outcome in {html}"));
    assert!(row.contains("Escalate"), "{row}");
    assert!(values(&html, "data-level").contains(&"open"), "{html}");
    assert!(!html.contains("data-filter=\"level\""), "no section has a level to filter by");
}
