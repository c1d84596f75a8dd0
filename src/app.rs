//! The root: it owns the model, runs each effect and sends its answer back as an event.

use std::rc::Rc;

use candour_app::{BootFacts, Effect, Event, Model};
use candour_files::result::AppInfo;
use candour_questionnaire::glossary::Glossary;
use candour_words::Words;
use yew::{AttrValue, Callback, Component, Context, Html};

use crate::{
    catalog,
    components::screen,
    effects::{self, dom, storage},
    pages,
};

/// The page's version, as written into files.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The root component.
pub struct App {
    model: Model,
    words: Words,
    glossary: Rc<Glossary>,
    listeners: Option<dom::Listeners>,
    focus: dom::FocusPath,
}

/// What the page knows of itself when it starts.
#[derive(Clone, PartialEq, Eq, yew::Properties)]
pub struct AppProps {
    /// SHA-256 of the published page in hexadecimal; empty while developing.
    pub sha256: AttrValue,
    /// What it found.
    pub found: BootFacts,
}

impl Component for App {
    type Message = Event;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let words = Words::english();
        let start = context.props();
        let page = AppInfo { version: VERSION.to_owned(), sha256: start.sha256.to_string() };
        let mut model = Model::new(Rc::new(catalog::catalog(words)), page);
        let effects = model.update(Event::Started(start.found.clone())).effects;
        let app = Self {
            model,
            words,
            glossary: Rc::new(catalog::glossary()),
            listeners: None,
            focus: dom::FocusPath::default(),
        };
        Self::run(context, effects);
        app
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        self.focus = dom::FocusPath::now();
        let update = self.model.update(event);
        Self::run(context, update.effects);
        update.draw
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let send = context.link().callback(|event| event);
        let screen =
            screen::Screen { words: self.words, model: &self.model, glossary: &self.glossary, send: &send };
        pages::page(&screen)
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        dom::set_title(&pages::title(self.words, &self.model));
        self.focus.keep();
        if first {
            self.listeners = Some(dom::listen(&context.link().callback(|event| event)));
            dom::ready();
        }
    }
}

impl App {
    fn run(context: &Context<Self>, effects: Vec<Effect>) {
        let send: Callback<Event> = context.link().callback(|event| event);
        for effect in effects {
            effects::run(effect, &send);
        }
    }
}

/// Starts the page in `#screen`.
pub fn start() {
    dom::show_crash_on_panic();
    let Some(host) = dom::element("screen") else {
        return;
    };
    let start = AppProps {
        sha256: dom::published_sha256().into(),
        found: BootFacts {
            kept: storage::read(),
            device: storage::device(),
            carried: dom::carried("carried"),
            built_in: dom::carried("request"),
            selection: dom::carried("selection"),
            address: dom::address(),
            from_file: dom::from_file(),
            reloaded: dom::reloaded(),
            saved_by_browser: dom::saved_by_browser(),
            erases_by_escape: storage::erases_by_escape(),
            fragment: dom::fragment(),
        },
    };
    yew::Renderer::<App>::with_root_and_props(host, start).render();
}
