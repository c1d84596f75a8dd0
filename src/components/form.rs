//! What was typed, ticked and chosen: the only code that reads the controls of a form. And what was wrong with it.

use candour_app::{Event, FormFields};
use wasm_bindgen::JsCast;
use web_sys::{
    Event as DomEvent, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, SubmitEvent,
};
use zeroize::Zeroizing;

/// The text of the control that an event is about.
pub(crate) fn value_of(event: &DomEvent) -> String {
    target::<HtmlInputElement>(event).map(|input| input.value()).unwrap_or_default()
}

/// The text of the text area that an event is about.
pub(crate) fn text_of(event: &DomEvent) -> String {
    target::<HtmlTextAreaElement>(event).map(|area| area.value()).unwrap_or_default()
}

/// The value of the choice that an event is about.
pub(crate) fn choice_of(event: &DomEvent) -> String {
    target::<HtmlSelectElement>(event).map(|select| select.value()).unwrap_or_default()
}

/// Whether the control that an event is about is ticked.
pub(crate) fn checked_of(event: &DomEvent) -> bool {
    target::<HtmlInputElement>(event).is_some_and(|input| input.checked())
}

/// The form that is sent.
pub(crate) fn form(event: &SubmitEvent) -> Option<HtmlFormElement> {
    target(event)
}

/// The form of the control that an event is about.
pub(crate) fn form_of(event: &DomEvent) -> Option<HtmlFormElement> {
    target::<HtmlInputElement>(event)?.form()
}

/// A control of a form by its id or name.
pub(crate) fn input(form: Option<&HtmlFormElement>, id: &str) -> Option<HtmlInputElement> {
    form?.elements().named_item(id)?.dyn_into().ok()
}

/// Sends what a form asks for, so that a failure is shown at its fields.
pub(crate) fn submitted(main: impl Into<String>, other: impl Into<String>, event: impl Into<Event>) -> Event {
    Event::FormSubmitted {
        fields: FormFields { main: main.into(), other: other.into() },
        event: Box::new(event.into()),
    }
}

/// The value of a choice of a form.
pub(crate) fn choice(form: Option<&HtmlFormElement>, id: &str) -> Option<String> {
    Some(form?.elements().named_item(id)?.dyn_into::<HtmlSelectElement>().ok()?.value())
}

/// The text of a field for a passphrase. It stays in the field, to be corrected if it is refused.
pub(crate) fn field(form: Option<&HtmlFormElement>, id: &str) -> Zeroizing<String> {
    let text = input(form, id).map(|input| input.value());
    // One form for the accents (NFC), whichever way a keyboard writes them: the same passphrase has to be the same bytes.
    let text = Zeroizing::new(text.unwrap_or_default());
    if text.is_ascii() {
        return text;
    }
    Zeroizing::new(js_sys::JsString::from(text.as_str()).normalize("NFC").into())
}

fn target<T: JsCast>(event: &DomEvent) -> Option<T> {
    event.target()?.dyn_into().ok()
}
