//! The page without a browser, for tests of what its screens say: a model, and a screen as HTML.

use std::rc::Rc;

use candour::{
    catalog,
    components::{HardWords, Screen, Ui},
    pages,
};
use candour_app::{BootFacts, Effect, Event, Model};
use candour_files::result::AppInfo;
use candour_proof::date::Timestamp;
use candour_words::Words;
use yew::{Callback, Html, LocalServerRenderer, Properties, component};

#[derive(PartialEq, Properties)]
struct Given {
    html: Html,
}

#[component]
fn Shown(given: &Given) -> Html {
    given.html.clone()
}

/// A page just opened.
pub(crate) fn model() -> Model {
    let words = Words::english();
    let app = AppInfo { version: "0.1.0".to_owned(), sha256: "ab".repeat(32) };
    let mut model = Model::new(Rc::new(catalog::catalog(words)), app);
    model.update(Event::Started(BootFacts::default()));
    model
}

/// The screen as HTML.
pub(crate) fn rendered(model: &Model) -> String {
    rendered_by(pages::page, model)
}

/// What a page draws as HTML.
pub(crate) fn rendered_by(draw: fn(&Screen<'_>) -> Html, model: &Model) -> String {
    let ui = Ui { words: Words::english(), send: Callback::noop() };
    let hard_words = Rc::new(HardWords::new(catalog::glossary()));
    let html = draw(&Screen { ui: &ui, model, hard_words: &hard_words });
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let renderer = LocalServerRenderer::<Shown>::with_props(Given { html }).hydratable(false);
    runtime.block_on(tokio::task::LocalSet::new().run_until(renderer.render()))
}

/// The file that an event leads to.
pub(crate) fn downloaded(model: &mut Model, event: impl Into<Event>, now: Timestamp) -> String {
    let mut effects = model.update(event).effects;
    while let Some(effect) = effects.pop() {
        match effect {
            Effect::RunAfterPaint { task, random } => {
                let random = Some((0..=250).cycle().take(random).collect());
                effects.extend(model.update(Event::Resumed { task, random, now }).effects);
            }
            Effect::Download { content, .. } => {
                let bytes: Vec<u8> = content.into();
                return String::from_utf8(bytes).expect("text");
            }
            _ => {}
        }
    }
    panic!("no file was downloaded");
}
