//! The focus: it stays in the page when the button that has it goes away, and moves to the field that was refused.

use candour_page_tests::{
    engines::Site,
    journey::{Person, QUESTIONNAIRE},
};
use fantoccini::key::Key;
use serde_json::json;

use crate::{Claim, asking::fill_in, claim, keeping::PASSPHRASE};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(no_button_that_goes_away_takes_the_focus_with_it).on(&[Site::File]),
        claim!(a_refused_passphrase_is_said_at_its_field_and_kept).on(&[Site::File]),
        claim!(a_checked_file_is_announced_with_its_verdict).on(&[Site::File]),
        claim!(escape_says_what_is_left_and_can_be_switched_off).on(&[Site::File]),
    ]
}

/// Whether something of the page has the focus.
const IN_PAGE: &str =
    "return String(document.activeElement !== null && document.activeElement !== document.body)";

/// Presses a button by keyboard, waits until it is gone, and looks where the focus is.
fn press_away(person: &Person, selector: &str) {
    press_until(person, selector, || !person.sees(selector));
}

/// The same for a button in whose place another one of its name may appear.
fn press_until(person: &Person, selector: &str, done: impl Fn() -> bool) {
    person.unfold(selector);
    person.browser.script("document.querySelector(arguments[0]).focus()", vec![json!(selector)]);
    person.keys(&[Key::Enter]);
    person.until(&format!("`{selector}` to go"), || done().then_some(()));
    person.until(&format!("the focus in the page after `{selector}`"), || {
        (person.text_of(IN_PAGE) == "true").then_some(())
    });
}

fn action(action: &str) -> String {
    format!("[data-action='{action}']")
}

fn type_twice(person: &Person, field: &str, first: &str, again: &str) {
    person.write(&format!("[data-field='{field}']"), first);
    person.write(&format!("[data-field='{field}-again']"), again);
}

/// Every button that removes itself, screen after screen.
fn no_button_that_goes_away_takes_the_focus_with_it(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    person.choose_all(&["no"]);
    let question = person.questions().swap_remove(0);
    for button in ["clear-answer", "undo"] {
        press_away(person, &format!("[data-question='{question}'] [data-action='{button}']"));
    }
    person.leave_for(&format!("#/{QUESTIONNAIRE}/plan"));
    let step = "[data-plan] select[data-field='state']";
    person.browser.script(
        "const select = document.querySelector(arguments[0]); select.value = 'doing';
         select.dispatchEvent(new Event('change', {bubbles: true}))",
        vec![json!(step)],
    );
    press_away(person, &action("forget-step"));
    press_away(person, &action("undo"));
    person.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
    let file = person.download(|| person.press("export-signed"));
    type_twice(person, "passphrase", PASSPHRASE, PASSPHRASE);
    let key = person.download(|| person.press("export-key"));
    press_away(person, &action("forget-key"));
    person.leave_for("#/check");
    person.open_file(&file.path);
    person.until_sees("[data-file][data-verdict]");
    press_away(person, &action("clear-files"));
    person.leave_for("#/compare");
    person.open_files_in("input[type=file][data-action='open-files']", &[&key.path]);
    person.until_sees("[data-field='row-passphrase']");
    person.write("[data-field='row-passphrase']", PASSPHRASE);
    press_away(person, &action("open-row"));
    press_away(person, &action("use-found"));
    person.leave_for("#/request");
    fill_in(person, QUESTIONNAIRE);
    person.press("make-request");
    person.until_sees(&action("forget-request"));
    press_away(person, &action("forget-request"));
    person.leave_for("#/settings");
    type_twice(person, "lock-passphrase", PASSPHRASE, PASSPHRASE);
    press_until(person, &action("store-locked"), || person.sees(&action("store-in-tab")));
    press_away(person, &action("store-in-tab"));
    person.leave_for("#/drafts");
    press_away(person, &action("delete-draft"));
    press_away(person, &action("undo"));
}

fn a_refused_passphrase_is_said_at_its_field_and_kept(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    person.choose_some();
    person.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
    let value = |field: &str| {
        person.text_of(&format!("return document.querySelector(\"[data-field='{field}']\").value"))
    };
    for (first, again, at_fault) in [
        ("short", "short", "page-passphrase"),
        (PASSPHRASE, "seven wet umbrellas under one cat", "page-passphrase-again"),
    ] {
        type_twice(person, "page-passphrase", first, again);
        person.press("save-page");
        person.until_sees(&format!("[data-field='{at_fault}'][aria-invalid='true']:focus"));
        let described = format!("[data-field='{at_fault}'][aria-describedby~='{at_fault}-error']");
        assert!(person.sees(&described) && person.sees(&format!("[data-error='{at_fault}']")));
        assert_eq!(
            (value("page-passphrase").as_str(), value("page-passphrase-again").as_str()),
            (first, again)
        );
        assert!(!person.sees("[data-status] p"), "an error at a field is said there alone");
    }
    person.write("[data-field='page-passphrase-again']", PASSPHRASE);
    person.download(|| person.press("save-page"));
    person.until("the passphrase to be gone", || value("page-passphrase").is_empty().then_some(()));
    assert!(!person.sees("[aria-invalid]") && value("page-passphrase-again").is_empty());
}

fn a_checked_file_is_announced_with_its_verdict(person: &Person) {
    person.open("#/check");
    person.check("letter.json", b"{}");
    person.until("the verdict", || {
        let said = person.text_of("return document.querySelector('[data-status]').textContent");
        (said.starts_with("letter.json: ") && said.len() > "letter.json: ".len()).then_some(())
    });
}

fn escape_says_what_is_left_and_can_be_switched_off(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    person.choose_some();
    let said = || person.text_of("return document.querySelector('[data-status]').textContent");
    person.keys(&[Key::Escape; 3]);
    person.until("the number left", || said().contains("2 more times").then_some(()));
    person.keys(&[Key::Tab]);
    person.until("no number any more", || said().is_empty().then_some(()));
    person.unfold("[data-action='explain']");
    person.browser.script("document.querySelector(\"[data-action='explain']\").click()", Vec::new());
    person.until_sees("[data-explanation]:popover-open");
    person.keys(&[Key::Escape; 5]);
    assert_eq!(person.view(), "section", "the first press closed an explanation");
    person.leave_for("#/settings");
    person.click("[data-field='erase-by-escape']");
    person.reload();
    person.keys(&[Key::Escape; 5]);
    person.until_sees("[data-field='erase-by-escape']:not(:checked)");
    assert_eq!(person.view(), "settings");
}
