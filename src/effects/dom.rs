//! The document around the app: address, focus, title, closing, and what the start script left.

use std::{cell::Cell, rc::Rc};

use candour_app::{EarlyAnswer, Event, FocusTarget, OtherTabs, TabMessage};
use candour_files::{
    published::{self, Found},
    request::Request,
};
use candour_proof::digest;
use gloo::events::EventListener;
use js_sys::{Array, Function, Reflect, Uint8Array, WebAssembly::Module};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlInputElement, HtmlTextAreaElement, window};
use yew::Callback;

use super::{debounce, files, storage};

/// Listeners that live as long as the page.
pub struct Listeners {
    _all: Vec<EventListener>,
}

/// Tells of every change of the address, of what other tabs keep, and of the key that erases.
pub fn listen(send: &Callback<Event>) -> Listeners {
    let mut all = debounce::listen();
    all.extend(storage::listen(send));
    all.extend(files::listen(send));
    if let Some(window) = window() {
        let (arrived, erase) = (send.clone(), send.clone());
        all.push(EventListener::new(&window, "hashchange", move |_| {
            arrived.emit(Event::AddressChanged(fragment()));
        }));
        let (erased_elsewhere, tabs) = (send.clone(), send.clone());
        all.push(EventListener::new(&window, "candour-erased", move |_| {
            erased_elsewhere.emit(Event::ErasedElsewhere);
        }));
        all.push(EventListener::new(&window, "candour-tabs", move |_| {
            tabs.emit(Event::TabsAnswered(other_tabs()));
        }));
        let print = send.clone();
        all.push(EventListener::new(&window, "beforeprint", move |_| print.emit(Event::PrintBegins)));
        // The start script counts the presses, so that the key works after a crash too.
        all.push(EventListener::new(&window, "candour-erase", move |_| erase.emit(Event::EraseRequested)));
        let pressed = send.clone();
        all.push(EventListener::new(&window, "candour-escape", move |event| {
            let left = Reflect::get(event, &"detail".into()).ok().and_then(|left| left.as_f64());
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "the script counts to five"
            )]
            let left = left.unwrap_or_default() as u32;
            pressed.emit(Event::EscapePressed(left));
        }));
    }
    Listeners { _all: all }
}

/// Whether the page was opened from a file: from no web address, so that its storage may be shared with any other page.
pub fn from_file() -> bool {
    let protocol = window().and_then(|window| window.location().protocol().ok());
    !matches!(protocol.as_deref(), Some("https:" | "http:"))
}

/// The fragment of the address, with `#`; percent signs are left as they are, for ids have none.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The fragment that the page was opened with if it is a request, which links in the document replace while the page is
/// loading; else the present one.
pub fn first_fragment() -> String {
    let asked = carried("asked").filter(|asked| Request::packed_in(asked).is_some());
    asked.unwrap_or_else(fragment)
}

/// Goes to a fragment.
pub fn push(fragment: &str) {
    if let Some(window) = window() {
        // Refused only for addresses that are not fragments.
        window.location().set_hash(fragment).ok();
    }
}

/// Puts a fragment in the place of the present one, in the address and in the history of this tab.
pub fn replace(fragment: &str) {
    let history = window().and_then(|window| window.history().ok());
    let replaced = history
        .is_some_and(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(fragment)).is_ok());
    if !replaced {
        // Asked for too often, or the page has no address of its own that a fragment could be resolved against.
        push(fragment);
    }
}

/// The address of the page without fragment; empty if it was opened from a file.
pub fn address() -> String {
    let location = window().map(|window| window.location());
    let address = location.and_then(|location| location.href().ok()).filter(|_| !from_file());
    address.as_deref().and_then(|address| address.split('#').next()).unwrap_or_default().to_owned()
}

/// An element by its id.
pub fn element(id: &str) -> Option<Element> {
    window()?.document()?.get_element_by_id(id)
}

/// Whether everything was erased while the program was still being loaded: then it does not start.
pub fn is_erased() -> bool {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    root.is_some_and(|root| root.get_attribute("data-app").as_deref() == Some("crashed"))
}

/// The title of the screen.
pub fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Runs something after the screen has been drawn.
pub fn after_paint(then: impl FnOnce() + 'static) {
    // The frame comes before drawing; the time-out inside it comes after.
    let frame = gloo::render::request_animation_frame(move |_| {
        gloo::timers::callback::Timeout::new(0, then).forget();
    });
    // Dropping it would cancel it.
    std::mem::forget(frame);
}

/// Moves the focus to the question the address names, else to the heading.
pub fn focus_screen() {
    let Some(document) = window().and_then(|window| window.document()) else {
        return;
    };
    let named = document.query_selector("#screen [data-here] legend").ok().flatten();
    let heading = || document.query_selector("#screen h1").ok().flatten();
    let Some(place) = named.clone().or_else(heading).and_then(|place| place.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    if named.is_none() {
        window().inspect(|window| window.scroll_to_with_x_and_y(0.0, 0.0));
    }
    place.focus().ok();
    if named.is_some() {
        place.scroll_into_view();
    }
}

/// The element with the focus and those around it, from the inside out; nothing if nothing has the focus.
#[derive(Debug, Default)]
pub struct FocusPath(Vec<Element>);

impl FocusPath {
    /// As it is now.
    pub fn now() -> Self {
        let document = window().and_then(|window| window.document());
        let focused = document.and_then(|document| document.active_element());
        Self(std::iter::successors(focused, |near| near.parent_element()).collect())
    }

    /// After drawing: if the element with the focus is gone, moves the focus to what is nearest to its place.
    /// Without this it would move to the body, and people who use the keyboard would start again at the top.
    pub fn keep(&self) {
        let Some((focused, around)) = self.0.split_first().filter(|(focused, _)| !focused.is_connected())
        else {
            return;
        };
        let document = focused.owner_document();
        let active = document.and_then(|document| document.active_element());
        if active.is_some_and(|active| active.tag_name() != "BODY") {
            return;
        }
        let place = around.iter().filter(|near| near.is_connected()).find_map(|near| {
            let itself = near.has_attribute("tabindex").then(|| near.clone());
            itself.or_else(|| near.query_selector("legend, h1, h2, h3, h4, summary").ok().flatten())
        });
        if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
            if place.tab_index() < 0 {
                // Refused for no name of an attribute that is written here.
                place.set_attribute("tabindex", "-1").ok();
            }
            place.focus().ok();
        }
    }
}

/// Moves the focus to the field of that id.
pub fn focus_field(id: &str) {
    if let Some(field) = element(id).and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        field.focus().ok();
    }
}

/// Empties the fields for passphrases and files in the form of the field of that id.
pub fn empty_form(id: &str) {
    let form = element(id).and_then(|field| field.closest("form").ok().flatten());
    let secrets = form.and_then(|form| form.query_selector_all("[type=password], [type=file]").ok());
    for secret in
        secrets.iter().flat_map(|secrets| (0..secrets.length()).filter_map(|index| secrets.get(index)))
    {
        if let Ok(secret) = secret.dyn_into::<HtmlInputElement>() {
            secret.set_value("");
        }
    }
}

/// Moves the focus to a control, if it is on the screen.
pub fn focus(target: &FocusTarget) {
    let selector = match target {
        FocusTarget::Answer(question, choice) => {
            format!("[data-question=\"{question}\"] input[value=\"{}\"]", choice.as_str())
        }
        FocusTarget::ActionState(question) => format!("[data-plan=\"{question}\"] select"),
    };
    let document = window().and_then(|window| window.document());
    let control = document.and_then(|document| document.query_selector(&selector).ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        control.focus().ok();
    }
}

/// Selects the text of a field and copies it to the clipboard; whether the browser copied it.
pub fn copy_text(field: &str) -> bool {
    let Some(field) = element(field).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    field.focus().ok();
    field.select();
    // Works from a file and without asking, where the newer interface is missing or forbidden.
    let document = window().and_then(|window| window.document());
    let document = document.and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    document.is_some_and(|document| document.exec_command("copy").unwrap_or(false))
}

/// Asks before the tab closes, or no longer. The start script does, so that it can be ended after a crash.
pub fn ask_before_closing(ask: bool) {
    let function = start_script().and_then(|script| Reflect::get(&script, &"ask".into()).ok());
    if let Some(function) = function.as_ref().and_then(JsCast::dyn_ref::<Function>) {
        function.call1(&JsValue::NULL, &ask.into()).ok();
    }
}

/// Milliseconds after which a print window that was asked for must be there.
const PRINTING: u32 = 1_000;

/// Opens the browser's print window; `then` learns whether there is one. In a sandbox the browser does nothing and says
/// nothing, but tells the page before it prints.
pub fn print(then: impl FnOnce(bool) + 'static) {
    let Some(window) = window() else { return then(false) };
    let begun = Rc::new(Cell::new(false));
    let begins = Rc::clone(&begun);
    let listener = EventListener::new(&window, "beforeprint", move |_| begins.set(true));
    if window.print().is_err() {
        return then(false);
    }
    let look = move || {
        drop(listener);
        then(begun.get());
    };
    gloo::timers::callback::Timeout::new(PRINTING, look).forget();
}

/// What the start script left; `None` under a development server, which has another one.
fn start_script() -> Option<JsValue> {
    let value = Reflect::get(&window()?.into(), &"candour".into()).ok()?;
    value.is_object().then_some(value)
}

/// The published page, byte for byte, as text; `None` while developing, and if the document no longer holds the texts
/// that it is put together from.
pub fn published() -> Option<String> {
    let module = wasm_bindgen::module().dyn_into::<Module>().ok()?;
    let section = Module::custom_sections(&module, published::SECTION).get(0);
    let frame = String::from_utf8(Uint8Array::new(&section).to_vec()).ok()?;
    let found = Reflect::get(&start_script()?, &"published".into()).ok()?;
    let text = |name: &str| Reflect::get(&found, &name.into()).ok()?.as_string();
    let texts: Array = Reflect::get(&found, &"texts".into()).ok()?.dyn_into().ok()?;
    let found = Found {
        start: text("start")?,
        document: text("document")?,
        packed: text("packed")?,
        packed_sha256: text("sha256")?,
        texts: texts.iter().filter_map(|text| text.as_string()).collect(),
    };
    published::restored(&frame, &found)
}

/// SHA-256 of the published page in hexadecimal; empty while developing.
pub fn published_sha256() -> String {
    published().map(|copy| digest::hex(&digest::sha256(copy.as_bytes()))).unwrap_or_default()
}

/// What the file carries, as the start script found it: under `carried` locked drafts, under `request` a request. It
/// leaves the document once the page is ready.
pub fn carried(name: &str) -> Option<String> {
    let text = Reflect::get(&start_script()?, &name.into()).ok()?.as_string()?;
    (!text.is_empty()).then_some(text)
}

/// The answers given in the document until now.
pub fn early_answers() -> Vec<EarlyAnswer> {
    let given = start_script().and_then(|script| {
        let read: Function = Reflect::get(&script, &"early".into()).ok()?.dyn_into().ok()?;
        read.call0(&script).ok()?.dyn_into::<Array>().ok()
    });
    let texts = texts(given.as_ref());
    let pair = |pair: &[String]| match pair {
        [name, value] => EarlyAnswer::read(name, value),
        _ => None,
    };
    texts.chunks_exact(2).filter_map(pair).collect()
}

/// The articles of the document with the wordings of questionnaires, as the start script lists them.
pub fn wordings() -> Vec<String> {
    let list = start_script().and_then(|script| Reflect::get(&script, &"wordings".into()).ok());
    texts(list.as_ref().and_then(JsCast::dyn_ref))
}

/// The texts in a list of the start script.
fn texts(list: Option<&Array>) -> Vec<String> {
    list.into_iter().flat_map(Array::iter).filter_map(|text| text.as_string()).collect()
}

/// How many other tabs erased everything too, and how many did not answer.
fn other_tabs() -> OtherTabs {
    let number = |name: &str| {
        let value = start_script().and_then(|script| Reflect::get(&script, &name.into()).ok()?.as_f64());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the script counts tabs")]
        let number = value.unwrap_or_default() as u32;
        number
    };
    OtherTabs { reached: number("reached"), silent: number("silent") }
}

/// Whether pressing Escape five times erases everything.
pub fn erase_by_escape(erases: bool) {
    if let Some(script) = start_script() {
        Reflect::set(&script, &"escape".into(), &erases.into()).ok();
    }
}

/// Tells the other open tabs of this page.
pub fn notify_tabs(message: TabMessage) {
    if let Some(script) = start_script() {
        let name = match message {
            TabMessage::Erase => "erase",
            TabMessage::Erased => "notify",
        };
        if let Ok(function) = Reflect::get(&script, &name.into()) {
            function.dyn_ref::<Function>().map(|function| function.call0(&script));
        }
    }
}

/// Whether the tab was reloaded.
pub fn reloaded() -> bool {
    let reloaded = start_script().and_then(|script| Reflect::get(&script, &"reloaded".into()).ok());
    reloaded.is_some_and(|reloaded| reloaded.is_truthy())
}

/// Whether the file holds a screen of the page, as a browser's own "Save page as" writes it.
pub fn saved_by_browser() -> bool {
    let saved = start_script().and_then(|script| Reflect::get(&script, &"saved".into()).ok());
    saved.is_some_and(|saved| saved.is_truthy())
}

/// The addresses of files handed out, where they can be let go of after a crash too; `None` while developing.
pub fn files() -> Option<Array> {
    Reflect::get(&start_script()?, &"files".into()).ok()?.dyn_into().ok()
}

/// Forgets what the start script holds, and where in the page one was.
pub fn forget() {
    mirror_draft("");
    erase_by_escape(true);
    if let Some(script) = start_script() {
        Reflect::set(&script, &"carried".into(), &"".into()).ok();
        Reflect::set(&script, &"request".into(), &"".into()).ok();
        Reflect::set(&script, &"asked".into(), &"".into()).ok();
    }
    replace("#/");
}

/// Holds the last draft where the screen shown after a crash finds it; whether there is such a place.
pub fn mirror_draft(text: &str) -> bool {
    start_script().is_some_and(|script| Reflect::set(&script, &"draft".into(), &text.into()).is_ok())
}

fn call(name: &str) {
    let root = window().and_then(|window| window.document()).and_then(|document| document.document_element());
    match start_script() {
        Some(script) => {
            if let Ok(function) = Reflect::get(&script, &name.into()) {
                function.dyn_ref::<Function>().map(|function| function.call0(&script));
            }
        }
        None => {
            root.map(|root| root.set_attribute("data-app", name));
        }
    }
}

/// Says that the app is ready to be used.
pub fn ready() {
    call("ready");
}

/// After a panic the app is gone; the start script shows a screen that hands out the draft. Yew would
/// put a hook of its own in the place of one that it does not know of.
pub fn show_crash_on_panic() {
    yew::set_custom_panic_hook(Box::new(|_| call("crashed")));
}
