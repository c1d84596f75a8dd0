//! A form that is refused says so at its field, and keeps what was typed.

use super::*;
use crate::FormFields;

fn submitted(event: impl Into<Event>) -> Event {
    let fields = FormFields { main: "passphrase".to_owned(), other: "passphrase-again".to_owned() };
    Event::FormSubmitted { fields, event: Box::new(event.into()) }
}

fn save_key(first: &str, again: &str) -> Event {
    submitted(SigningEvent::KeyFileRequested(passphrase(first), passphrase(again)))
}

#[test]
fn a_failure_is_shown_at_the_field_that_it_is_about() {
    for (first, again, field) in
        [("short", "short", "passphrase"), ("long enough, yes", "long enough, no", "passphrase-again")]
    {
        let mut model = model();
        let effects = model.update(save_key(first, again)).effects;
        assert_eq!(effects, [Effect::FocusField(field.to_owned())]);
        assert!(model.failure_at(field).is_some() && model.is_refused(field));
        assert_eq!(model.message_above(), None, "it is said once");
    }
}

#[test]
fn what_was_typed_is_dropped_after_success_alone() {
    let mut model = model();
    model.update(save_key("short", "short"));
    let effects = model.update(save_key("correct horse battery", "correct horse battery")).effects;
    assert!(!model.is_refused("passphrase"), "work is under way");
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::EmptyForm(_))));
    let effects = resume(&mut model, effects, 7);
    assert!(effects.contains(&Effect::EmptyForm("passphrase".to_owned())), "{effects:?}");
}

#[test]
fn another_screen_forgets_what_was_refused() {
    let mut model = model();
    model.update(save_key("short", "short"));
    model.update(Event::AddressChanged("#/about".to_owned()));
    assert!(!model.is_refused("passphrase") && model.message.is_none());
    model.update(DraftEvent::OpenRequested(99));
    model.update(Event::Failed(Failure::NotPrinted));
    assert!(model.message_above().is_some(), "a failure of no form is shown above");
}

#[test]
fn a_missing_field_of_a_request_gets_the_focus() {
    let mut model = model();
    let effects = model.update(RequestEvent::MakeRequested).effects;
    assert_eq!(effects, [Effect::FocusField("requester".to_owned())]);
}

#[test]
fn presses_of_escape_are_counted_aloud_and_can_be_switched_off() {
    let mut model = model();
    model.update(Event::EscapePressed(2));
    assert_eq!(model.notice(), Some(&Notice::EscapeLeft(2)));
    model.update(Event::EscapePressed(0));
    assert_eq!(model.message, None);
    model.update(Event::EraseByEscapeSet(false));
    model.update(Event::EscapePressed(0));
    assert_eq!(model.notice(), Some(&Notice::EraseByEscape(false)), "another message stays");
    model.update(Event::EraseRequested);
    assert!(model.page.erases_by_escape, "erasing forgets the choice");
}
