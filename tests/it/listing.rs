//! Lists of facts and worksheets: what the screens say of them, and what copies leave out.

use candour_app::{DraftEvent, Event, Model, PartToWithhold, Route, SigningEvent};
use candour_proof::date::Timestamp;
use candour_questionnaire::{answers::Choice, scoring::assess};

use crate::rendered::{downloaded, model, rendered};

const NOW: Timestamp = Timestamp(1_795_305_600);
const OWN: &str = "authorities";
const LIST: &str = "law-parts";

fn at(model: &mut Model, route: &Route) -> String {
    model.update(Event::AddressChanged(route.fragment()));
    rendered(model)
}

fn chose(model: &mut Model, question: &str, choice: Choice) {
    model.update(DraftEvent::Answered(OWN.to_owned(), question.to_owned(), choice));
}

/// The copy for others.
fn copy(model: &mut Model) -> String {
    downloaded(model, SigningEvent::HandOverRequested(OWN.to_owned()), NOW)
}

#[test]
fn a_list_has_its_own_screen_and_counts_for_nothing() {
    let mut model = model();
    let list = Route::section(OWN, LIST);
    let html = at(&mut model, &list);
    assert!(
        html.contains("data-question=\"law-written\"") && html.contains("In law and in practice"),
        "{html}"
    );
    assert!(!html.contains("data-field=\"note\""), "a comparison has no notes");
    let tasks = at(&mut model, &Route::Tasks(OWN.to_owned()));
    assert!(tasks.contains("data-task=\"law-parts\" data-state=\"not-started\""), "{tasks}");
    let entry = model.catalog().entry(OWN).expect("the questionnaire").questionnaire.clone();
    let before = assess(&entry, &model.draft(OWN).answers);
    chose(&mut model, "law-written", Choice::Partly);
    chose(&mut model, "law-public", Choice::Unknown);
    assert_eq!(assess(&entry, &model.draft(OWN).answers), before);
    for route in [Route::Review(OWN.to_owned()), Route::Result(OWN.to_owned())] {
        let html = at(&mut model, &route);
        let said =
            html.split("data-list=\"law-parts\"").nth(1).unwrap_or_else(|| panic!("no list on {route:?}"));
        assert!(said.contains("In law only") && said.contains("I do not know"), "{said}");
    }
    let tasks = at(&mut model, &Route::Tasks(OWN.to_owned()));
    assert!(tasks.contains("data-task=\"law-parts\" data-state=\"begun\""), "{tasks}");
}

#[test]
fn copies_leave_lists_out_unless_they_are_chosen() {
    let mut model = model();
    chose(&mut model, "law-written", Choice::No);
    let html = at(&mut model, &Route::Keep(OWN.to_owned()));
    let tag = html.split("<input").find(|tag| tag.contains("data-withhold=\"law-parts\"")).expect("a box");
    assert!(tag.split('>').next().is_some_and(|tag| tag.contains("checked")), "{tag}");
    let left_out = copy(&mut model);
    assert!(!left_out.contains("\"law-written\""), "{left_out}");
    let choice = PartToWithhold::List(LIST.to_owned());
    model.update(SigningEvent::WithholdingChanged(OWN.to_owned(), choice, false));
    let chosen = copy(&mut model);
    assert!(chosen.contains("\"law-written\"") && chosen.contains("candour-result/2"), "{chosen}");
}

#[test]
fn the_blank_form_has_lists_and_worksheets() {
    let mut model = model();
    let html = at(&mut model, &Route::Blank(OWN.to_owned()));
    assert!(html.contains("data-blank=\"law-written\""), "{html}");
    let html = at(&mut model, &Route::Blank("conflict-check".to_owned()));
    for sheet in ["sheet-causes", "sheet-groups", "sheet-effects"] {
        let table = html.split(&format!("data-worksheet=\"{sheet}\"")).nth(1).expect("a worksheet");
        let table = table.split("</table>").next().unwrap_or_default();
        assert_eq!(table.matches("<tr>").count(), 11, "a head and ten rows: {table}");
        assert!(table.contains("outside the place of risk"), "{table}");
    }
}
