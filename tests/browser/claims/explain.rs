//! Hard words explained in place, notes looked at while they are written, answers taken over.

use candour_page_tests::{
    engines::{Engine, Site},
    journey::{Person, QUESTIONNAIRE},
};

use crate::{Claim, access::expect_no_violations, claim, flow::tab_to};
use fantoccini::key::Key;
use serde_json::json;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_hard_word_is_explained_by_keyboard_alone).on(&[Site::File]),
        claim!(a_hard_word_is_explained_by_touch_and_one_at_a_time).on(&[Site::File]),
        claim!(an_open_explanation_stays_while_an_answer_is_chosen).on(&[Site::File]),
        claim!(axe_finds_nothing_beside_an_open_explanation)
            .on(&[Site::File])
            .with(&[Engine::Chromium, Engine::Firefox]),
        claim!(an_open_explanation_fits_a_window_of_320_by_256_pixels).on(&[Site::File]),
        claim!(a_note_that_may_identify_a_person_is_named_while_written).on(&[Site::File]),
        claim!(the_answer_to_a_similar_question_can_be_taken_over).on(&[Site::File]).in_one_engine(),
    ]
}

/// Goes to the first section with questions.
fn first_section(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
}

/// The explanations on show, by term.
fn open_ones(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('[data-explanation]')].filter(e => e.checkVisibility()).map(e => e.dataset.explanation)",
    )
}

fn until_open(person: &Person, terms: &[&str]) {
    person.until(&format!("the explanations {terms:?}"), || (open_ones(person) == terms).then_some(()));
}

/// The terms that have a control on show; what is folded away has none.
fn terms(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('[data-action=explain]')].filter(e => e.checkVisibility()).map(e => e.getAttribute('popovertarget').replace('term-', ''))",
    )
}

fn control(term: &str) -> String {
    format!("[popovertarget='term-{term}'][data-action='explain']")
}

fn in_focus(person: &Person, selector: &str) {
    person.until(&format!("the focus on `{selector}`"), || {
        person.sees(&format!("{selector}:focus")).then_some(())
    });
}

fn a_hard_word_is_explained_by_keyboard_alone(person: &Person) {
    first_section(person);
    let term = terms(person).swap_remove(0);
    let (control, sheet) = (control(&term), format!("[data-explanation='{term}']"));
    tab_to(person, &control);
    for key in [Key::Enter, Key::Space] {
        person.keys(&[key]);
        until_open(person, &[&term]);
        in_focus(person, &sheet);
        person.keys(&[Key::Escape]);
        until_open(person, &[]);
        in_focus(person, &control);
    }
    person.keys(&[Key::Enter]);
    in_focus(person, &sheet);
    person.keys(&[Key::Tab]);
    in_focus(person, &format!("{sheet} [data-action='close-explanation']"));
    person.keys(&[Key::Enter]);
    until_open(person, &[]);
    in_focus(person, &control);
}

fn a_hard_word_is_explained_by_touch_and_one_at_a_time(person: &Person) {
    first_section(person);
    let place = person.place();
    let terms = terms(person);
    for term in &terms[..2] {
        person.click(&control(term));
        until_open(person, &[term]);
        // Another term can be pressed only where the sheet does not cover it, so the first one is closed by hand.
        person.click(&format!("[data-explanation='{term}'] [data-action='close-explanation']"));
        until_open(person, &[]);
    }
    // The second closes the first, wherever it was pressed from.
    let open = |term: &str| {
        person.browser.script("document.querySelector(arguments[0]).click()", vec![json!(control(term))]);
    };
    open(&terms[0]);
    until_open(person, &[&terms[0]]);
    open(&terms[1]);
    until_open(person, &[&terms[1]]);
    // Pressing outside closes it.
    person.click("h1");
    until_open(person, &[]);
    assert_eq!(person.place(), place);
    let small = person.list_of(
        "return [...document.querySelectorAll('[data-action=explain]')].filter(e => e.checkVisibility())
            .filter(e => { const box = e.getBoundingClientRect(); return box.width < 24 || box.height < 24 }).map(e => e.outerHTML)",
    );
    assert!(small.is_empty(), "smaller than 24 pixels: {small:?}");
}

/// Choosing draws the screen anew. By keys, because a press outside closes the explanation on purpose.
fn an_open_explanation_stays_while_an_answer_is_chosen(person: &Person) {
    first_section(person);
    let (term, question) = (terms(person).swap_remove(0), person.questions().swap_remove(0));
    person.click(&control(&term));
    until_open(person, &[&term]);
    let top = || {
        person.browser.script(
            "return document.querySelector(arguments[0]).getBoundingClientRect().top",
            vec![json!(format!("[data-explanation='{term}']"))],
        )
    };
    let before = top();
    tab_to(person, &format!("fieldset[data-question='{question}'] input[type=radio]"));
    let offered = person.offered(&question);
    for (key, value) in [Key::Space, Key::Down].into_iter().zip(&offered) {
        person.keys(&[key]);
        person.until(&format!("`{value}` to be chosen"), || person.chosen(&question, value).then_some(()));
        in_focus(person, &format!("fieldset[data-question='{question}'] input[value='{value}']"));
    }
    assert_eq!(open_ones(person), [term.as_str()]);
    assert_eq!(top(), before, "the explanation moved");
}

fn axe_finds_nothing_beside_an_open_explanation(person: &Person) {
    first_section(person);
    let term = terms(person).swap_remove(0);
    person.click(&control(&term));
    until_open(person, &[&term]);
    expect_no_violations(person);
}

/// As much as is left of a window of 1280 by 1024 at four times the size.
fn an_open_explanation_fits_a_window_of_320_by_256_pixels(person: &Person) {
    first_section(person);
    person.browser.resize(320, 256);
    for term in terms(person) {
        person.browser.script("document.querySelector(arguments[0]).click()", vec![json!(control(&term))]);
        until_open(person, &[&term]);
        let outside = person.text_of(&format!(
            "const sheet = document.querySelector(\"[data-explanation='{term}']\"), box = sheet.getBoundingClientRect();
             const fits = box.top >= 0 && box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight + 1
                && sheet.scrollWidth <= sheet.clientWidth;
             return fits ? '' : JSON.stringify([box, innerWidth, innerHeight, sheet.scrollWidth, sheet.clientWidth])"
        ));
        assert_eq!(outside, "", "{term}");
    }
    assert_eq!(
        person.browser.script("return document.documentElement.scrollWidth <= innerWidth", Vec::new()),
        json!(true)
    );
}

fn a_note_that_may_identify_a_person_is_named_while_written(person: &Person) {
    first_section(person);
    let question = person.questions().swap_remove(0);
    let note = Person::note_of(&question);
    let hint = format!("fieldset[data-question='{question}'] [aria-live='polite'] [data-hint='email']");
    person.write(&note, "Ask someone@example");
    assert!(!person.sees(&hint), "a hint before there is an address");
    let field = person.find(&note);
    person.browser.run(async |_| field.send_keys(".org").await);
    person.until_sees(&hint);
    in_focus(person, &note);
    person.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
    let listed = format!("[data-review-note='{question}']");
    person.until_sees(&format!("{listed} [data-hint='email']"));
    person.click(&format!("{listed} a"));
    person.expect_view("section");
    assert!(person.sees(&format!("fieldset[data-question='{question}'][data-here]")));
    person.write(&note, "Ask the office");
    person.until("no hint", || (!person.sees(&hint)).then_some(()));
    person.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
    assert!(!person.sees(&listed));
}

fn the_answer_to_a_similar_question_can_be_taken_over(person: &Person) {
    const OFFER: &str = "fieldset[data-question='least-data'] [data-offer='fields-needed']";
    person.open("#/privacy-by-design/default");
    assert!(!person.sees(OFFER), "an offer before there is an answer");
    person.leave_for("#/gdpr-article-5/data-minimisation");
    person.choose("fields-needed", "partly");
    person.leave_for("#/privacy-by-design/default");
    person.until_sees(OFFER);
    tab_to(person, &format!("{OFFER} [data-action='accept-offer']"));
    person.keys(&[Key::Enter]);
    person.until("the answer taken over", || person.chosen("least-data", "partly").then_some(()));
    assert!(!person.sees(OFFER));
    in_focus(person, "fieldset[data-question='least-data'] input[value='partly']");
}
