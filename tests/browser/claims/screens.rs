//! One walk through every screen, examined for several claims: a walk takes longer than everything done on its way.

use candour_page_tests::{
    engines::{Engine, Site, setting},
    journey::{Person, QUESTIONNAIRES},
};

use crate::{
    Claim,
    access::{too_wide, violations},
    claim,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(axe_finds_nothing_on_any_screen_light_or_dark)
            .on(&[Site::File])
            .with(&[Engine::Chromium, Engine::Firefox]),
        claim!(every_screen_fits_320_pixels_with_one_heading_and_title).on(&[Site::File]),
        claim!(nothing_leaves_in_a_whole_session_of_use),
    ]
}

/// What was wrong on a walk, and what was sent.
#[derive(Default)]
struct Walk {
    layout: Vec<String>,
    axe: Vec<String>,
    requests: Vec<String>,
}

/// The walk through the page opened from a file, once for each engine. If it fails, each of its claims tries anew.
fn walk(person: &Person) -> &'static Walk {
    static WALKS: [OnceLock<Walk>; 3] = [const { OnceLock::new() }; 3];
    WALKS[person.browser.engine as usize].get_or_init(|| {
        let mut walk = Walk::default();
        let mut titles = BTreeMap::new();
        let mut kinds = BTreeSet::new();
        let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
        person.browser.resize(320, 640);
        person.browser.recorder.forget();
        person.walk(|_, screen| {
            unfold_all(person);
            walk.layout.extend(layout_problems(person, screen, &mut titles));
            // Screens of one kind are drawn by one view and differ in words only, so the further sections, reviews and
            // results are examined in one theme of one engine.
            let part_of_many = QUESTIONNAIRES.iter().any(|id| screen.starts_with(&format!("{id}, ")));
            let new = kinds.insert(if part_of_many { person.view() } else { screen.to_owned() });
            if person.uses(&[Engine::Chromium]) || (new && person.uses(&[Engine::Firefox])) {
                let problems = axe_problems(person, &axe, new).into_iter();
                walk.axe.extend(problems.map(|problem| format!("{screen}: {problem}")));
            }
        });
        person.download(|| {
            person.leave_for("#/about");
            person.press("save-copy");
        });
        walk.requests = person.browser.recorder.requests();
        walk
    })
}

/// Folds everything open, so that what is hidden at first is examined too.
fn unfold_all(person: &Person) {
    person
        .browser
        .script("document.querySelectorAll('details').forEach(part => part.open = true)", Vec::new());
}

/// What is wrong with width, heading or title of a screen. Each place has a title of its own in `titles`.
fn layout_problems(person: &Person, screen: &str, titles: &mut BTreeMap<String, [String; 3]>) -> Vec<String> {
    let mut problems = too_wide(person);
    let headings = person.headings();
    if headings.len() != 1 {
        problems.push(format!("headings {headings:?}"));
    }
    let mut place = person.place();
    // One address, and so one title, whatever became of the request.
    if place[0] == "requested" {
        place[2].clear();
    }
    let title = person.in_time(|| {
        let title = person.title();
        let known = titles.entry(title.clone()).or_insert_with(|| place.clone());
        (!title.is_empty() && *known == place).then_some(())
    });
    if title.is_none() {
        problems.push(format!("the title `{}`, which another screen has", person.title()));
    }
    problems.into_iter().map(|problem| format!("{screen}: {problem}")).collect()
}

fn axe_problems(person: &Person, axe: &str, dark_too: bool) -> Vec<String> {
    let mut problems = violations(person, axe, &json!({}));
    if dark_too {
        person.browser.dark(true);
        // Only colours differ between the themes.
        problems.extend(violations(person, axe, &json!({ "runOnly": ["color-contrast"] })));
        person.browser.dark(false);
    }
    problems
}

fn axe_finds_nothing_on_any_screen_light_or_dark(person: &Person) {
    let found = &walk(person).axe;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn every_screen_fits_320_pixels_with_one_heading_and_title(person: &Person) {
    let found = &walk(person).layout;
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn nothing_leaves_in_a_whole_session_of_use(person: &Person) {
    if person.site == Site::File {
        assert_eq!(walk(person).requests, Vec::<String>::new());
        return;
    }
    person.open("");
    person.browser.recorder.forget();
    // From a web server the document itself is asked for, when the walk opens it and when it loads it anew.
    person.walk(|_, screen| {
        if ["home", "settings, with locked answers that wait"].contains(&screen) {
            assert_eq!(
                person.browser.recorder.requests(),
                [format!("GET {}", person.browser.address(person.site))]
            );
            person.browser.recorder.forget();
        }
    });
    person.download(|| {
        person.leave_for("#/about");
        person.press("save-copy");
    });
    assert_eq!(person.browser.recorder.requests(), Vec::<String>::new());
}
