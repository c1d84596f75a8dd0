//! The document before the program runs: it is read and answered, and the program goes on from there.

use candour_page_tests::{
    engines::{Engine, Site},
    journey::{Person, QUESTIONNAIRE, QUESTIONNAIRES},
    paper::{PAPERS, printed},
};
use fantoccini::key::Key;
use serde_json::json;

use crate::{
    Claim,
    access::{expect_no_violations, too_wide},
    carried::{open_elsewhere, published},
    claim,
    hardened::{asks_before_closing, sha256, sha256_shown, with_script},
    keeping::{PLACE, QUESTION, sentence},
    private::expect_nothing_left,
};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(what_is_answered_while_the_page_loads_is_kept).on(&[Site::Http]),
        claim!(the_program_goes_on_where_the_reader_is).on(&[Site::File]),
        claim!(the_program_opens_the_section_that_is_read).on(&[Site::File]),
        claim!(links_back_and_forward_work_before_the_start).on(&[Site::File]),
        claim!(a_request_is_shown_although_links_were_followed).on(&[Site::File]).in_one_engine(),
        claim!(a_selection_is_shown_before_the_start).on(&[Site::File]).in_one_engine(),
        claim!(before_the_start_axe_finds_nothing_and_320_pixels_fit).on(&[Site::File]),
        claim!(without_scripts_all_that_is_there_is_printed).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(a_page_that_cannot_start_keeps_the_answers_for_paper).on(&[Site::File]),
        claim!(a_program_that_stops_at_the_start_leaves_the_answers).on(&[Site::File]),
        claim!(erasing_before_the_start_leaves_nothing).on(&[Site::File]),
        claim!(early_answers_do_not_come_back_with_a_reload).on(&[Site::File]),
        claim!(early_answers_in_a_saved_file_do_not_come_back).on(&[Site::File]),
    ]
}

/// Holds the program back until `goOn` is called.
const HOLD: &str = "const real = WebAssembly.instantiate;
    WebAssembly.instantiate = (...all) => new Promise(done => { window.goOn = done }).then(() => real.apply(WebAssembly, all));";

/// Opens the page at a fragment, with the program held back.
fn open_held(person: &Person, fragment: &str) {
    person.start_anew();
    let address = person.browser.write("held.html", with_script(HOLD).as_bytes()) + fragment;
    person.browser.run(async |client| client.goto(&address).await);
    until_held(person);
}

fn until_held(person: &Person) {
    person.until("the program to be held", || {
        (person.browser.script("return !!window.goOn", Vec::new()) == json!(true)).then_some(())
    });
}

fn go_on(person: &Person) {
    person.browser.script("window.goOn()", Vec::new());
    person.ready();
}

/// The screen of the document on show, by its address.
fn early_screen(person: &Person) -> String {
    person.text_of(
        "return [...document.querySelectorAll('#document > form > *')].filter(one => one.getClientRects().length).map(one => one.id).join()",
    )
}

fn expect_early_screen(person: &Person, screen: &str) {
    person.until(screen, || (early_screen(person) == screen).then_some(()));
}

fn profile() -> String {
    format!("/{QUESTIONNAIRE}/profile")
}

/// Chooses an answer of a profile question in the document, and gives the question's id.
fn choose_early(person: &Person, question: usize, option: usize) -> [String; 2] {
    let radio = person.list_of(&format!(
        "const radio = document.querySelectorAll('[data-shown] fieldset')[{question}].querySelectorAll('input')[{option}];
         return [radio.name, radio.value]",
    ));
    let [name, value]: [String; 2] = radio.try_into().expect("name and value");
    person.click(&format!("#document input[name='{name}'][value='{value}']"));
    let (_, id) = name.rsplit_once('/').expect("questionnaire and question");
    [id.to_owned(), value]
}

/// Which answers are chosen in the document.
fn chosen_early(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('#document input:checked')].map(one => one.name + ' ' + one.value)",
    )
}

/// A reader who chooses some answer every few milliseconds, from the first one that is there until the program is ready, and
/// goes from screen to screen.
const READER: &str = "window.given = {};
    const some = list => list[Math.floor(Math.random() * list.length)];
    const act = () => {
        if (document.documentElement.dataset.app === 'ready') return;
        setTimeout(act, 7);
        const radio = some([...document.querySelectorAll('#document input[type=radio]')]);
        if (!radio) return;
        if (Math.random() < 0.2) location.hash = '#/' + radio.name.split('/')[0] + '/profile';
        radio.click();
        window.given[radio.name] = radio.value;
    };
    act();";

/// The answers in the drafts of the program, named as in the document.
const KEPT: &str = "const kept = {};
    for (const {questionnaire: {id}, profile, answers} of JSON.parse(candour.draft).drafts) {
        for (const [question, value] of Object.entries(profile)) kept[id + '/profile/' + question] = value;
        for (const answer of answers) kept[id + '/' + answer.id] = answer.choice;
    }
    return kept";

fn what_is_answered_while_the_page_loads_is_kept(person: &Person) {
    for _ in 0..2 {
        person.start_anew();
        let address = person.browser.recorder.serve_slowly(with_script(READER).into_bytes());
        person.open_address(&address);
        assert!(
            !person.sees("#document"),
            "the document costs time with each change of the program's screens"
        );
        let given = person.browser.script("return window.given", Vec::new());
        assert!(given.as_object().is_some_and(|given| given.len() > 5), "{given}");
        assert_eq!(person.browser.script(KEPT, Vec::new()), given);
        person.until_sees("[data-storage='tab'][data-saved='saved']");
    }
}

/// Where an element begins, from the upper edge of the window.
fn top_of(person: &Person, selector: &str) -> f64 {
    let script = "return document.querySelector(arguments[0]).getBoundingClientRect().top";
    let top = person.browser.script(script, vec![json!(selector)]);
    top.as_f64().unwrap_or_else(|| panic!("no place of `{selector}`"))
}

fn the_program_goes_on_where_the_reader_is(person: &Person) {
    open_held(person, "");
    person.click(&format!("[data-shown] .card a[href='#{}']", profile()));
    expect_early_screen(person, &profile());
    person.click("[data-shown] summary");
    let [question, value] = choose_early(person, 2, 1);
    let before = top_of(person, "#document input:checked");
    go_on(person);
    assert_eq!(person.view(), "profile");
    assert_eq!(person.text_of("return location.hash"), format!("#{}", profile()));
    let control = format!("#screen [data-question='{question}'] input[value='{value}']");
    let after = top_of(person, &control);
    assert!((before - after).abs() < 2.0, "the control went from {before} to {after}");
    let focused = "return document.activeElement === document.querySelector(arguments[0])";
    assert_eq!(person.browser.script(focused, vec![json!(control)]), json!(true), "the focus is elsewhere");
    assert!(person.sees(&format!("{control}:checked")) && person.sees("#screen main details[open]"));
    assert_eq!(sha256_shown(person), sha256(&published()), "what a reader does changes the copy");

    // Reading on, without the focus anywhere.
    open_held(person, "");
    let card = "li.card:last-child h3";
    person
        .browser
        .script("document.querySelector('#document ' + arguments[0]).scrollIntoView()", vec![json!(card)]);
    let before = top_of(person, &format!("#document {card}"));
    go_on(person);
    let after = top_of(person, &format!("#screen {card}"));
    assert!((before - after).abs() < 2.0, "what is read went from {before} to {after}");

    open_held(person, &format!("#{}", profile()));
    expect_early_screen(person, &profile());
    go_on(person);
    assert_eq!(person.browser.script("return scrollY", Vec::new()), json!(0), "nobody scrolled");
}

fn the_program_opens_the_section_that_is_read(person: &Person) {
    open_held(person, &format!("#/{QUESTIONNAIRE}/tasks"));
    expect_early_screen(person, &format!("/{QUESTIONNAIRE}/tasks"));
    let radio = format!("#document input[name='{QUESTIONNAIRE}/{QUESTION}'][value='partly']");
    person.click(&radio);
    let before = top_of(person, &radio);
    go_on(person);
    assert_eq!(person.text_of("return location.hash"), PLACE);
    let control = format!("#screen [data-question='{QUESTION}'] input[value='partly']:checked");
    let after = top_of(person, &control);
    assert!((before - after).abs() < 2.0, "the control went from {before} to {after}");
}

fn links_back_and_forward_work_before_the_start(person: &Person) {
    open_held(person, "");
    expect_early_screen(person, "/");
    person.click(&format!("[data-shown] .card a[href='#{}']", profile()));
    expect_early_screen(person, &profile());
    assert_eq!(person.headings().len(), 1, "{:?}", person.headings());
    assert_eq!(person.text_of("return document.activeElement.localName"), "h1");
    person.browser.run(async |client| client.back().await);
    expect_early_screen(person, "/");
    person.browser.run(async |client| client.forward().await);
    expect_early_screen(person, &profile());
    person.click("#first header a");
    expect_early_screen(person, "/");
    person.click("[data-shown] a[href='#/check']");
    expect_early_screen(person, "");
    assert!(person.words().contains(&sentence("start-loading")), "{}", person.words());
    go_on(person);
    assert_eq!(person.view(), "check");
    person.browser.run(async |client| client.back().await);
    person.expect_view("home");
}

fn a_request_is_shown_although_links_were_followed(person: &Person) {
    open_held(person, "#/request/AAAA");
    expect_early_screen(person, "/");
    person.click(&format!("[data-shown] .card a[href='#{}']", profile()));
    expect_early_screen(person, &profile());
    let [question, value] = choose_early(person, 0, 0);
    go_on(person);
    person.expect_view("requested");
    person.leave_for(&format!("#{}", profile()));
    assert!(person.sees(&format!("#screen [data-question='{question}'] input[value='{value}']:checked")));
}

fn a_selection_is_shown_before_the_start(person: &Person) {
    let page = with_script(HOLD).replacen(
        "<div id=\"screen\">",
        &format!("<script type=\"text/plain\" id=\"selection\">{QUESTIONNAIRE}</script><div id=\"screen\">"),
        1,
    );
    person.start_anew();
    let address = person.browser.write("selects.html", page.as_bytes());
    person.browser.run(async |client| client.goto(&address).await);
    let shown = person.list_of(
        "return [...document.querySelectorAll('[data-shown] .card')].filter(one => one.getClientRects().length).map(one => one.querySelector('a').hash)",
    );
    assert_eq!(shown, [format!("#{}", profile())]);
}

fn before_the_start_axe_finds_nothing_and_320_pixels_fit(person: &Person) {
    for screen in ["", &format!("#{}", profile())] {
        open_held(person, screen);
        person.browser.resize(320, 640);
        assert_eq!(too_wide(person), Vec::<String>::new(), "{screen}");
        if person.uses(&[Engine::Chromium, Engine::Firefox]) {
            expect_no_violations(person);
        }
    }
}

fn without_scripts_all_that_is_there_is_printed(person: &Person) {
    open_held(person, "");
    let asked = person.list_of(
        "document.querySelectorAll('#document .term-link').forEach(one => one.remove());
         return [...document.querySelectorAll('#document h1, #document legend')].map(one => one.textContent)",
    );
    assert!(asked.len() > 2 * QUESTIONNAIRES.len(), "{asked:?}");
    person.leave();
    person.browser.chromium("Emulation.setScriptExecutionDisabled", &json!({ "value": true }));
    let address = person.browser.address(person.site);
    person.browser.run(async |client| client.goto(&address).await);
    let [paper, _] = PAPERS;
    let pages: String = printed(person, paper).concat().split_whitespace().collect();
    person.browser.chromium("Emulation.setScriptExecutionDisabled", &json!({ "value": false }));
    // At the end of a line a hyphen is left out when the paper is read back.
    let bare = |text: &str| text.replace('-', "").split_whitespace().collect::<String>();
    let pages = bare(&pages);
    for words in asked.into_iter().chain([sentence("start-no-script")]) {
        let words = bare(&words);
        assert!(pages.contains(&words), "the paper lacks `{words}`");
    }
}

/// The answers are on the screen, and asked about before they are lost.
fn expect_answers_for_paper(person: &Person, chosen: &[String]) {
    person.until("the end of starting", || (person.state() == "crashed").then_some(()));
    assert_eq!(chosen_early(person), chosen);
    expect_early_screen(person, &profile());
    assert!(person.words().contains(&sentence("start-unable-meanwhile")), "{}", person.words());
    assert!(asks_before_closing(person));
}

fn a_page_that_cannot_start_keeps_the_answers_for_paper(person: &Person) {
    let page = with_script("delete window.WebAssembly");
    let address = person.browser.write("cannot start.html", page.as_bytes()) + "#" + &profile();
    person.start_anew();
    person.browser.run(async |client| client.goto(&address).await);
    expect_early_screen(person, &profile());
    let [question, value] = choose_early(person, 0, 0);
    expect_answers_for_paper(person, &[format!("{QUESTIONNAIRE}/profile/{question} {value}")]);
    if person.uses(&[Engine::Chromium]) {
        let [paper, _] = PAPERS;
        let pages: String = printed(person, paper).concat().split_whitespace().collect();
        let heading: String = person.heading().split_whitespace().collect();
        assert!(pages.contains(&heading), "{pages}");
    }
    person.press("crash-erase");
    assert_eq!(chosen_early(person), Vec::<String>::new());
    assert_eq!(early_screen(person), "");
}

fn a_program_that_stops_at_the_start_leaves_the_answers(person: &Person) {
    open_held(person, &format!("#{}", profile()));
    let [question, value] = choose_early(person, 0, 0);
    person.browser.script(
        "const refuse = () => { throw new DOMException('refused', 'HierarchyRequestError') };
         Node.prototype.insertBefore = refuse; Node.prototype.appendChild = refuse;
         window.goOn()",
        Vec::new(),
    );
    expect_answers_for_paper(person, &[format!("{QUESTIONNAIRE}/profile/{question} {value}")]);
}

fn erasing_before_the_start_leaves_nothing(person: &Person) {
    open_held(person, &format!("#{}", profile()));
    choose_early(person, 0, 0);
    person.browser.script("sessionStorage.setItem('candour', 'answers')", Vec::new());
    person.keys(&[Key::Escape; 4]);
    assert_eq!(chosen_early(person).len(), 1, "four times are enough");
    person.keys(&[Key::Escape]);
    person.until("the end", || (person.state() == "crashed").then_some(()));
    assert_eq!((chosen_early(person), early_screen(person)), (Vec::new(), String::new()));
    assert!(person.words().contains(&sentence("erased-what")), "{}", person.words());
    assert!(!asks_before_closing(person));
    person.browser.script("window.goOn()", Vec::new());
    crate::keeping::longer_than_the_pause(person);
    assert_eq!(person.state(), "crashed", "the program started all the same");
    expect_nothing_left(person);
}

/// Browsers put back what was in fields, unless these say that they shall not.
fn early_answers_do_not_come_back_with_a_reload(person: &Person) {
    open_held(person, &format!("#{}", profile()));
    choose_early(person, 0, 0);
    person.browser.script("document.querySelector('#document article input').click()", Vec::new());
    assert_eq!(chosen_early(person).len(), 2);
    person.browser.run(async |client| client.refresh().await);
    until_held(person);
    assert_eq!(chosen_early(person), Vec::<String>::new());
}

/// Firefox writes the answers of a page into the file that it saves.
fn early_answers_in_a_saved_file_do_not_come_back(person: &Person) {
    open_held(person, &format!("#{}", profile()));
    choose_early(person, 0, 0);
    let saved = person.text_of(
        "document.querySelectorAll('#document input:checked').forEach(one => one.setAttribute('checked', ''));
         document.querySelectorAll('#document a').forEach(one => one.setAttribute('href', one.href));
         document.querySelector('head > script').remove();
         return '<!DOCTYPE html>' + document.documentElement.outerHTML",
    );
    assert!(saved.contains(" checked=\"\""), "there is nothing to come back");
    open_elsewhere(person, "saved while loading.html", saved.as_bytes());
    person.leave_for(&format!("#{}", profile()));
    assert!(person.sees("[data-saved-by-browser]"), "the file does not say what it may hold");
    assert!(!person.sees("input:checked"), "an answer came back");
    assert_eq!(sha256_shown(person), sha256(&published()), "the copy is another page");
}
