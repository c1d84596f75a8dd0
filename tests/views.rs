//! Screens rendered to HTML without a browser: what they say and which hooks they carry.
#![cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::expect_used, reason = "a test may stop at what is missing")
)]
#![cfg(not(target_arch = "wasm32"))]

use std::rc::Rc;

use candour::{
    catalog,
    views::{self, Screen},
    words::{ENGLISH, Words},
};
use candour_assessment::{
    answers::Choice,
    date::Timestamp,
    format::result::App,
    journey::{Effect, Event, Model, Route},
};
use yew::{Callback, Html, LocalServerRenderer, Properties, component};

const QUESTIONNAIRE: &str = "gdpr-article-5";

#[derive(PartialEq, Properties)]
struct Given {
    html: Html,
}

#[component]
fn Shown(given: &Given) -> Html {
    given.html.clone()
}

fn model() -> Model {
    let words = Words::parse(ENGLISH);
    let app = App { version: "0.1.0".to_owned(), sha256: "ab".repeat(32) };
    let mut model = Model::new(Rc::new(catalog::catalog(&words)), app);
    model.update(Event::Started { kept: Ok(None), fragment: String::new() });
    model
}

/// The screen as HTML.
fn rendered(model: &Model) -> String {
    let (words, glossary, send) = (Words::parse(ENGLISH), catalog::glossary(), Callback::noop());
    let html = views::page(&Screen { words: &words, model, glossary: &glossary, send: &send });
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = LocalServerRenderer::<Shown>::with_props(Given { html }).hydratable(false);
    runtime.block_on(tokio::task::LocalSet::new().run_until(renderer.render()))
}

fn at(model: &mut Model, route: &Route) -> String {
    let fragment = if *route == Route::Unknown { "#/nowhere".to_owned() } else { route.fragment() };
    model.update(Event::Arrived(fragment));
    rendered(model)
}

fn chose(model: &mut Model, question: &str, choice: Choice) {
    model.update(Event::Chose(QUESTIONNAIRE.to_owned(), question.to_owned(), choice));
}

fn sections(model: &Model) -> Vec<String> {
    let entry = model.catalog.entry(QUESTIONNAIRE).expect("the questionnaire is in the page");
    entry.questionnaire.sections().iter().map(|section| section.id.clone()).collect()
}

/// Every screen there is.
fn routes(model: &Model) -> Vec<Route> {
    let id = || QUESTIONNAIRE.to_owned();
    let mut routes =
        vec![Route::Home, Route::Check, Route::About, Route::Glossary, Route::Settings, Route::Unknown];
    routes.extend([Route::Profile(id()), Route::Review(id()), Route::Result(id()), Route::Keep(id())]);
    routes.extend(sections(model).iter().map(|section| Route::section(QUESTIONNAIRE, section)));
    routes
}

/// Answers everything with one choice.
fn answered(choice: Choice) -> Model {
    let mut model = model();
    let catalog = Rc::clone(&model.catalog);
    for question in catalog.entries[0].questionnaire.questions() {
        chose(&mut model, &question.id, choice);
    }
    model
}

fn occurrences(html: &str, mark: &str) -> usize {
    html.matches(mark).count()
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_screen_has_one_heading_a_title_of_its_own_and_no_word_without_text() {
    let words = Words::parse(ENGLISH);
    let mut model = model();
    let mut titles = std::collections::BTreeSet::new();
    for route in routes(&model) {
        let html = at(&mut model, &route);
        assert_eq!(occurrences(&html, "<h1"), 1, "{route:?}");
        assert_eq!(occurrences(&html, " data-view="), 1, "{route:?}");
        assert!(titles.insert(views::title(&words, &model).to_string()), "{route:?}");
        for key in words.keys().filter(|key| key.contains('-')) {
            assert!(!html.contains(&format!(">{key}<")), "{route:?} shows the key {key}");
        }
        assert!(!html.contains("{count}") && !html.contains("{name}"), "{route:?}");
    }
}

#[test]
fn ids_are_unique_and_every_field_has_a_label() {
    let mut model = answered(Choice::NotApplicable);
    for route in routes(&model) {
        let html = at(&mut model, &route);
        let ids = values(&html, "id");
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{route:?}: {ids:?}");
        let labels = values(&html, "for");
        for id in ids.iter().filter(|id| !id.starts_with("hint-") && !id.ends_with("-help")) {
            assert!(labels.contains(id), "{route:?}: no label for {id}");
        }
    }
}

#[test]
fn a_question_offers_five_answers_or_four_and_shows_what_each_means() {
    let mut model = model();
    let catalog = Rc::clone(&model.catalog);
    let entry = &catalog.entries[0];
    for section in entry.questionnaire.sections() {
        let html = at(&mut model, &Route::section(QUESTIONNAIRE, &section.id));
        for question in &section.questions {
            let start =
                html.find(&format!("data-question=\"{}\"", question.id)).expect("the question is shown");
            let own = html[start..].split("</fieldset>").next().expect("a fieldset ends");
            let offered = if question.reasons.is_empty() { 4 } else { 5 };
            assert_eq!(occurrences(own, "type=\"radio\""), offered, "{}", question.id);
            assert_eq!(occurrences(own, "class=\"meaning\""), offered, "{}", question.id);
        }
    }
}

#[test]
fn the_result_says_the_level_in_words_marks_and_hooks() {
    let mut model = answered(Choice::No);
    let html = at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
    assert_eq!(values(&html, "data-result"), sections(&model));
    assert!(values(&html, "data-level").iter().all(|level| *level == "0"));
    assert!(html.contains("○○○○") && html.contains("Not started"));
    assert_eq!(occurrences(html.split("<details").next().expect("a beginning"), "data-do="), 1);
}

#[test]
fn does_not_apply_without_a_reason_asks_for_one_and_stays_open() {
    let mut model = model();
    chose(&mut model, "sensitive-data-condition", Choice::NotApplicable);
    let question =
        model.catalog.entries[0].questionnaire.questions().find(|question| !question.reasons.is_empty());
    let id = question.expect("some question allows it").id.clone();
    chose(&mut model, &id, Choice::NotApplicable);
    let section = model.catalog.entries[0].questionnaire.question(&id).expect("it is there").0.id.clone();
    let html = at(&mut model, &Route::section(QUESTIONNAIRE, &section));
    assert!(html.contains("data-field=\"reason\""));
    assert!(html.contains("Without a reason, this question stays open."));
    assert!(html.contains("0 of "));
}

#[test]
fn markup_and_long_words_in_a_name_stay_text() {
    let mut model = model();
    let name = "<img src=x onerror=alert(1)> & \"quoted\"";
    model.update(Event::Named(QUESTIONNAIRE.to_owned(), name.to_owned()));
    let html = at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
    assert!(!html.contains("<img") && html.contains("&lt;img"));
}

#[test]
fn a_checked_file_shows_its_name_verdict_and_the_altered_question() {
    let mut model = answered(Choice::No);
    let effects = model.update(Event::AskedSigned(QUESTIONNAIRE.to_owned()));
    let task = effects.into_iter().find_map(|effect| match effect {
        Effect::AfterPaint { task, random } => Some((task, random)),
        _ => None,
    });
    let (task, random) = task.expect("signing is put off until the screen shows it");
    let now = Timestamp(1_795_305_600);
    let effects = model.update(Event::Resumed { task, random: Some(vec![7; random]), now });
    let file = effects.into_iter().find_map(|effect| match effect {
        Effect::Download { content, .. } => Some(content),
        _ => None,
    });
    let altered = file.expect("a file").replacen("\"choice\": \"no\"", "\"choice\": \"yes\"", 1);
    let content = Some(altered.into_bytes());
    let task = candour_assessment::journey::Task::Check { name: "a<b>.json".to_owned(), size: 9, content };
    model.update(Event::Resumed { task, random: None, now });
    let html = at(&mut model, &Route::Check);
    assert_eq!(values(&html, "data-verdict"), ["altered"]);
    let first = model.catalog.entries[0].questionnaire.questions().next().expect("a question").id.clone();
    assert_eq!(values(&html, "data-altered"), [first]);
    assert!(html.contains("a&lt;b&gt;.json") && html.contains("Changed after it was signed"));
}

#[test]
fn the_tab_that_cannot_keep_answers_says_so_on_every_screen() {
    let mut model = model();
    model.update(Event::Kept(Err(candour_assessment::journey::KeepProblem::Forbidden)));
    for route in routes(&model) {
        assert!(at(&mut model, &route).contains("Save a draft file"), "{route:?}");
    }
}
