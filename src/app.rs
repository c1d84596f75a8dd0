//! The root: it owns the model, runs each effect and sends its answer back as an event.

use std::rc::Rc;

use candour_app::{BootFacts, Effect, Event, Model};
use candour_files::result::AppInfo;
use candour_questionnaire::catalog::Catalog;
use candour_words::Words;
use yew::{AttrValue, Component, Context, Html};

use crate::{
    catalog,
    components::{HardWords, Screen, Ui},
    effects::{self, clock, dom, storage},
    pages,
};

/// The page's version, as written into files.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The root component.
pub struct App {
    model: Model,
    ui: Ui,
    hard_words: Rc<HardWords>,
    listeners: Option<dom::Listeners>,
    focus: dom::FocusPath,
    /// The focus is about to be moved to the heading of another screen.
    is_moving: bool,
    /// The title that the document has.
    title: AttrValue,
}

/// What the page knows of itself when it starts.
#[derive(Clone, yew::Properties)]
pub struct AppProps {
    /// The questionnaires.
    pub catalog: Rc<Catalog>,
    /// SHA-256 of the published page in hexadecimal; empty while developing.
    pub sha256: AttrValue,
    /// What it found.
    pub found: BootFacts,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.catalog, &other.catalog)
            && (&self.sha256, &self.found) == (&other.sha256, &other.found)
    }
}

impl Component for App {
    type Message = Event;
    type Properties = AppProps;

    fn create(context: &Context<Self>) -> Self {
        let words = Words::english();
        let start = context.props();
        let page = AppInfo { version: VERSION.to_owned(), sha256: start.sha256.to_string() };
        let mut model = Model::new(Rc::clone(&start.catalog), page);
        let effects = model.update(Event::Started(start.found.clone())).effects;
        let app = Self {
            model,
            ui: Ui { words, send: context.link().callback(|event| event) },
            hard_words: Rc::new(HardWords::new(catalog::glossary())),
            listeners: None,
            focus: dom::FocusPath::default(),
            is_moving: false,
            title: AttrValue::default(),
        };
        app.run(effects);
        app
    }

    fn update(&mut self, _: &Context<Self>, event: Event) -> bool {
        let focus = dom::FocusPath::now();
        let update = self.model.update(event);
        self.is_moving |= update.effects.contains(&Effect::ScrollToTop);
        // To move it before that as well would have the browser lay out the screen twice.
        self.focus = if self.is_moving { dom::FocusPath::default() } else { focus };
        self.run(update.effects);
        update.draw
    }

    fn view(&self, _: &Context<Self>) -> Html {
        pages::page(&Screen { ui: &self.ui, model: &self.model, hard_words: &self.hard_words })
    }

    fn rendered(&mut self, context: &Context<Self>, first: bool) {
        let title = pages::title(self.ui.words, &self.model);
        if title != self.title {
            dom::set_title(&title);
            self.title = title;
        }
        self.focus.keep();
        self.is_moving = false;
        if first {
            self.listeners = Some(dom::listen(&self.ui.send));
            // Yew draws a moment after the start, and answers are given meanwhile.
            let early = dom::early_answers();
            if early != context.props().found.early {
                self.ui.send.emit(Event::AnsweredEarly(early));
            }
            dom::ready();
        }
    }
}

impl App {
    fn run(&self, effects: Vec<Effect>) {
        for effect in effects {
            effects::run(effect, &self.ui.send);
        }
    }
}

/// The questionnaires, with the wordings that stand in the document. A development page has neither these nor a start
/// script that would list them.
fn questionnaires() -> Catalog {
    let words = Words::english();
    if cfg!(debug_assertions) {
        return catalog::catalog(words);
    }
    catalog::of_document(words, &dom::wordings())
}

/// Starts the page in `#screen`.
pub fn start() {
    dom::show_crash_on_panic();
    let Some(host) = dom::element("screen").filter(|_| !dom::is_erased()) else {
        return;
    };
    let early = dom::early_answers();
    let start = AppProps {
        catalog: Rc::new(questionnaires()),
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
            draws_folds_later: true,
            fragment: dom::first_fragment(),
            today: (!early.is_empty()).then(|| clock::now().day()),
            early,
        },
    };
    yew::Renderer::<App>::with_root_and_props(host, start).render();
}
