//! The way from the home screen to a signed file, and back and forth on it.

use candour_page_tests::{
    engines::Site,
    journey::{Person, QUESTIONNAIRE},
};

use crate::{Claim, claim, keeping::reload};
use fantoccini::key::Key;
use serde_json::json;
use std::collections::BTreeSet;

const EVERYWHERE: &[Site] = &[Site::File, Site::Http, Site::Intranet];

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_new_user_on_a_phone_gets_from_home_to_a_signed_file).on(EVERYWHERE),
        claim!(the_keyboard_alone_gets_from_home_to_a_signed_file).on(&[Site::File]),
        claim!(the_focus_moves_to_each_new_heading).on(&[Site::File]),
        claim!(answers_survive_a_reload),
        claim!(an_answer_is_kept_by_a_page_that_goes_before_it_is_drawn),
        claim!(an_answer_changes_its_question_and_the_counters_alone).on(&[Site::File]),
        claim!(back_and_forward_lead_through_the_screens),
        claim!(closing_with_unsaved_answers_asks_first).on(&[Site::File]),
        claim!(a_broken_address_gives_a_clear_screen).on(&[Site::File]),
    ]
}

fn a_new_user_on_a_phone_gets_from_home_to_a_signed_file(person: &Person) {
    person.open("");
    person.start();
    person.next_until("review");
    person.go("result");
    assert!(!person.levels().is_empty(), "no section has a level");
    person.go("keep");
    let file = person.download(|| person.press("export-signed")).json();
    assert_eq!(file["format"], "candour-result/1");
    assert_eq!(file["proof"]["cryptosuite"], "eddsa-jcs-2022");
}

fn the_keyboard_alone_gets_from_home_to_a_signed_file(person: &Person) {
    person.open("");
    tab_to(person, &format!("[data-start='{QUESTIONNAIRE}']"));
    enter(person);
    answer_by_keys(person);
    press_by_keys(person, "next");
    press_by_keys(person, "next");
    answer_by_keys(person);
    while person.view() == "section" {
        press_by_keys(person, "next");
    }
    press_by_keys(person, "result");
    press_by_keys(person, "keep");
    tab_to(person, "[data-action='export-signed']");
    let file = person.download(|| person.keys(&[Key::Enter])).json();
    assert_eq!(file["format"], "candour-result/1");
}

/// Notes the questions, and other places, in which the document changes from now on.
const WATCH: &str = "window.changed = new Set();
    new MutationObserver(changes => changes.forEach(({target}) => {
        const place = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
        const question = place.closest('[data-question]')?.dataset.question;
        window.changed.add(question ?? (place.closest('.along') ? 'counters' : place.outerHTML.slice(0, 99)));
    })).observe(document, {subtree: true, childList: true, attributes: true, characterData: true})";

fn an_answer_changes_its_question_and_the_counters_alone(person: &Person) {
    person.open("");
    person.start();
    while person.view() != "section" {
        person.go("next");
    }
    let questions = person.questions();
    // The first answer of all also changes what is said of the storage.
    person.choose(&questions[0], "no");
    person.until_sees("[data-saved='saved']");
    let changed =
        || -> BTreeSet<String> { person.list_of("return [...window.changed]").into_iter().collect() };
    for question in &questions[1..3] {
        person.browser.script(WATCH, Vec::new());
        person.choose(question, "partly");
        person.until_sees(&format!("[data-question='{question}'] [data-field='evidence']"));
        assert_eq!(changed(), BTreeSet::from(["counters".to_owned(), question.clone()]));
        person.unfold(&Person::note_of(question));
        person.browser.script("window.changed.clear()", Vec::new());
        person.write(&Person::note_of(question), "A list, call 0123 456789.");
        person.until_sees(&format!("[data-question='{question}'] [data-hint]"));
        assert_eq!(changed(), BTreeSet::from([question.clone()]));
    }
}

/// Answers the first question on screen: Tab to its rows, Space takes the first, an arrow moves to the second.
fn answer_by_keys(person: &Person) {
    let question = person.questions().swap_remove(0);
    let offered = person.offered(&question);
    tab_to(person, &format!("fieldset[data-question='{question}'] input[type=radio]"));
    for (key, value) in [Key::Space, Key::Down].into_iter().zip(&offered) {
        person.keys(&[key]);
        person.until(&format!("`{value}` to be chosen"), || person.chosen(&question, value).then_some(()));
    }
}

fn press_by_keys(person: &Person, action: &str) {
    tab_to(person, &format!("[data-action='{action}']"));
    enter(person);
}

/// Presses Enter and looks where the focus lands: on the heading of the next screen.
fn enter(person: &Person) {
    let before = person.place();
    person.keys(&[Key::Enter]);
    person.until("the next screen", || (person.place() != before).then_some(()));
    person.until("the focus on the heading", || person.sees("h1:focus").then_some(()));
}

/// Presses Tab until something is in focus; at every stop the focus must be visible.
pub(crate) fn tab_to(person: &Person, selector: &str) {
    for _ in 0..400 {
        person.keys(&[Key::Tab]);
        let stop = person.browser.script(FOCUS, vec![json!(format!("{selector}:focus"))]);
        assert_eq!(stop["unseen"], "", "the focus cannot be seen");
        if stop["reached"] == json!(true) {
            return;
        }
    }
    panic!("the Tab key never came to `{selector}`");
}

/// Whether what was looked for is in focus, and what is in focus if nothing shows that it is: no outline and no shadow on it
/// or on the row around it.
const FOCUS: &str = "
    const focused = document.activeElement;
    const rows = [focused, focused.closest('label')].filter(Boolean).map(row => getComputedStyle(row));
    const seen = rows.some(row => (row.outlineStyle !== 'none' && parseFloat(row.outlineWidth) > 0) || row.boxShadow !== 'none');
    return {
        unseen: seen || focused === document.body ? '' : focused.outerHTML,
        reached: document.querySelector(arguments[0]) !== null,
    }";

fn the_focus_moves_to_each_new_heading(person: &Person) {
    let heading_in_focus = |screen: &str| {
        person.until(&format!("the focus on the heading of {screen}"), || {
            person.sees("h1:focus").then_some(())
        });
    };
    person.open("");
    person.start();
    person.next_until_doing("review", || heading_in_focus(&person.heading()));
    heading_in_focus("review");
    for screen in ["result", "keep", "check", "glossary", "about", "settings", "home"] {
        person.go(screen);
        heading_in_focus(screen);
    }
}

fn answers_survive_a_reload(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    let (place, question) = (person.place(), person.questions().swap_remove(0));
    person.choose(&question, "partly");
    let note = Person::note_of(&question);
    person.write(&note, "Kept on paper");
    reload(person);
    assert_eq!(person.place(), place);
    person.until("the answer again", || person.chosen(&question, "partly").then_some(()));
    assert_eq!(person.text_of(&format!("return document.querySelector(\"{note}\").value")), "Kept on paper");
}

fn an_answer_is_kept_by_a_page_that_goes_before_it_is_drawn(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    let question = person.questions().swap_remove(0);
    let radio = format!("fieldset[data-question='{question}'] input[value='no']");
    let answer = "window.requestAnimationFrame = () => 0; document.querySelector(arguments[0]).click()";
    person.browser.script(answer, vec![json!(radio)]);
    reload(person);
    person.until("the answer again", || person.chosen(&question, "no").then_some(()));
}

fn back_and_forward_lead_through_the_screens(person: &Person) {
    person.open("");
    let mut places = vec![person.place()];
    person.start();
    places.push(person.place());
    for _ in 0..3 {
        person.leave_by("[data-action='next']");
        places.push(person.place());
    }
    let last = places.len() - 1;
    for place in places[..last].iter().rev() {
        person.browser.run(async |client| client.back().await);
        person.until(&format!("{place:?} again"), || (person.place() == *place).then_some(()));
    }
    for place in &places[1..] {
        person.browser.run(async |client| client.forward().await);
        person.until(&format!("{place:?} again"), || (person.place() == *place).then_some(()));
    }
}

/// Drivers close tabs without asking, so the claim looks at what makes a browser ask: the event is prevented.
fn closing_with_unsaved_answers_asks_first(person: &Person) {
    let asks = || {
        let script = "const closing = new Event('beforeunload', {cancelable: true}); dispatchEvent(closing); return closing.defaultPrevented";
        person.browser.script(script, Vec::new()) == serde_json::Value::Bool(true)
    };
    person.open("");
    person.start();
    person.go("next");
    assert!(!asks(), "asks though there is nothing to lose");
    person.choose(&person.questions()[0], "no");
    person.until("the page to ask before it closes", || asks().then_some(()));
    person.next_until("review");
    person.go("result");
    person.go("keep");
    person.download(|| person.press("export-draft"));
    person.press("file-seen");
    person.until("the page to ask no longer", || (!asks()).then_some(()));
}

fn a_broken_address_gives_a_clear_screen(person: &Person) {
    for fragment in ["#/nonsense/%zz", "#/gdpr-article-5/nonsense", "#%", "#/../../etc", "#/constructor"] {
        person.start_anew();
        person.open(fragment);
        assert_eq!(person.headings().len(), 1, "{fragment} gives no heading");
        person.go("home");
        person.expect_view("home");
    }
}
