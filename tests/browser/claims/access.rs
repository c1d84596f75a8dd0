//! The page can be used with small screens, assistive technology and both themes.

use candour_page_tests::{
    engines::{Engine, Site, setting},
    journey::{Person, QUESTIONNAIRES},
};

use crate::{Claim, claim};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(axe_finds_nothing_on_any_screen_light_or_dark)
            .on(&[Site::File])
            .with(&[Engine::Chromium, Engine::Firefox]),
        claim!(every_screen_fits_320_pixels_with_one_heading_and_title).on(&[Site::File]),
    ]
}

/// Folds everything open, so that what is hidden at first is looked at too.
fn unfold_all(person: &Person) {
    person
        .browser
        .script("document.querySelectorAll('details').forEach(part => part.open = true)", Vec::new());
}

/// Every kind of screen light and dark in both engines. Screens of one kind are drawn by one view and differ in words only, so
/// the further sections, reviews and results are looked at in one theme of one engine.
fn axe_finds_nothing_on_any_screen_light_or_dark(person: &Person) {
    let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
    let (mut found, mut kinds) = (Vec::new(), BTreeSet::new());
    person.walk(|_, screen| {
        let part_of_many = QUESTIONNAIRES.iter().any(|id| screen.starts_with(&format!("{id}, ")));
        let new = kinds.insert(if part_of_many { person.view() } else { screen.to_owned() });
        if !new && !person.uses(&[Engine::Chromium]) {
            return;
        }
        unfold_all(person);
        let mut look = |options: &Json| {
            let problems = violations(person, &axe, options).into_iter();
            found.extend(problems.map(|problem| format!("{screen}: {problem}")));
        };
        look(&json!({}));
        if new {
            person.browser.dark(true);
            // Only colours differ between the themes.
            look(&json!({ "runOnly": ["color-contrast"] }));
            person.browser.dark(false);
        }
    });
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What axe finds on the screen as it stands. Axe is brought into the document once; it is half a megabyte.
pub(crate) fn violations(person: &Person, axe: &str, options: &Json) -> Vec<String> {
    if person.browser.script("return typeof axe", Vec::new()) == json!("undefined") {
        person.browser.script(axe, Vec::new());
    }
    let script = "const [options, done] = arguments;
        axe.run(document, {...options, resultTypes: ['violations']}).then(
            ({violations}) => done(violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.html.slice(0, 200)).join(', '))),
            problem => done([String(problem)]))";
    let found = person.browser.run(async |client| client.execute_async(script, vec![options.clone()]).await);
    serde_json::from_value(found).expect("a list of texts")
}

fn every_screen_fits_320_pixels_with_one_heading_and_title(person: &Person) {
    let mut titles: BTreeMap<String, [String; 3]> = BTreeMap::new();
    let mut wide = Vec::new();
    person.browser.resize(320, 640);
    person.walk(|_, screen| {
        unfold_all(person);
        assert_eq!(person.headings().len(), 1, "{screen}: {:?}", person.headings());
        wide.extend(too_wide(person).into_iter().map(|part| format!("{screen}: {part}")));
        let mut place = person.place();
        // One address, and so one title, whatever became of the request.
        if place[0] == "requested" {
            place[2].clear();
        }
        person.until(&format!("a title of its own for {screen}"), || {
            let title = person.title();
            let known = titles.entry(title.clone()).or_insert_with(|| place.clone());
            (!title.is_empty() && *known == place).then_some(())
        });
    });
    assert!(wide.is_empty(), "wider than 320 pixels:\n{}", wide.join("\n"));
}

/// What reaches over the right edge; nothing if the screen as a whole does not scroll sideways.
pub(crate) fn too_wide(person: &Person) -> Vec<String> {
    person.list_of(TOO_WIDE)
}

const TOO_WIDE: &str = "
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
        .filter(part => part.getBoundingClientRect().right > width + 1)
        .map(part => part.outerHTML.slice(0, 120))";
