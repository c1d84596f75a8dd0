//! A program that stops: the answers can be saved, brought back or erased.

use candour_page_tests::{
    engines::{Engine, Site},
    journey::Person,
};

use crate::{
    Claim,
    access::{expect_no_violations, too_wide},
    claim,
    keeping::{NOTE, PLACE, QUESTION, answer, expect_answer, held, lock, longer_than_the_pause, open_found},
    private::expect_nothing_left,
};
use fantoccini::key::Key;
use serde_json::json;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(after_a_crash_the_last_answer_is_in_the_file_and_opens_again).on(&[Site::File]),
        claim!(after_a_crash_a_reload_brings_the_answers_back),
        claim!(after_a_crash_everything_can_be_erased),
        claim!(erasing_after_a_crash_empties_screen_and_files).on(&[Site::File]),
        claim!(the_crash_screen_fits_320_pixels_and_axe_finds_nothing).on(&[Site::File]),
    ]
}

/// Makes the browser refuse to take in anything new, so that the program cannot draw the answer that is given next: it panics.
fn crash_while_answering(person: &Person, choice: &str) {
    if person.text_of("return location.hash") != PLACE {
        person.leave_for(PLACE);
    }
    person.browser.script(
        "const refuse = () => { throw new DOMException('refused', 'HierarchyRequestError') };
         window.mend = [Node.prototype.insertBefore, Node.prototype.appendChild];
         Node.prototype.insertBefore = refuse;
         Node.prototype.appendChild = refuse;
         document.querySelector(arguments[0]).click()",
        vec![json!(format!("fieldset[data-question='{QUESTION}'] input[value='{choice}']"))],
    );
    person.until("the crash", || (person.state() == "crashed").then_some(()));
    assert_eq!(person.headings().len(), 1, "{:?}", person.headings());
}

fn after_a_crash_the_last_answer_is_in_the_file_and_opens_again(person: &Person) {
    person.open(PLACE);
    crash_while_answering(person, "partly");
    let draft = person.download(|| person.press("crash-draft"));
    person.start_anew();
    person.open("#/check");
    assert_eq!(person.check("candour-draft.json", &draft.bytes), "draft");
    person.press("import");
    person.until("the answers to be there", || (person.view() != "check").then_some(()));
    expect_answer(person, "partly", "");
}

fn after_a_crash_a_reload_brings_the_answers_back(person: &Person) {
    person.open(PLACE);
    crash_while_answering(person, "partly");
    person.press("crash-reload");
    person.until("the page again", || (person.state() == "ready").then_some(()));
    person.ready();
    open_found(person);
    expect_answer(person, "partly", "");
}

fn after_a_crash_everything_can_be_erased(person: &Person) {
    let by_button = || person.press("crash-erase");
    let by_key = || person.keys(&[Key::Escape; 5]);
    for erase in [&by_button as &dyn Fn(), &by_key] {
        person.open(PLACE);
        answer(person, "no");
        lock(person);
        crash_while_answering(person, "partly");
        erase();
        person.until("nothing held in memory", || held(person).is_empty().then_some(()));
        // Longer than the pause after which the program would have written, had it not stopped.
        longer_than_the_pause(person);
        expect_nothing_left(person);
        assert!(
            !person.sees("#screen:not([hidden])") && !person.words().contains("GDPR"),
            "{}",
            person.words()
        );
        person.open("");
        person.reload();
        assert!(!person.sees("[data-locked]"));
        expect_nothing_left(person);
        person.leave_for(PLACE);
        assert!(!person.sees("input:checked"));
        person.start_anew();
    }
}

fn erasing_after_a_crash_empties_screen_and_files(person: &Person) {
    let files = || person.list_of("return [...candour.files]");
    let screen = || person.text_of("return document.querySelector('#screen').innerHTML");
    // What is in the fields of the screen before it is emptied: a browser may go on holding those it took out.
    let fields = || person.text_of("return window.fields.map(field => field.value).join()");
    let asks = || {
        person.text_of(
            "const closing = new Event('beforeunload', {cancelable: true}); dispatchEvent(closing); return String(closing.defaultPrevented)",
        )
    };
    person.open(PLACE);
    answer(person, "no");
    person.write(&Person::note_of(QUESTION), NOTE);
    person.browser.script(
        "window.revoked = [];
         const revoke = URL.revokeObjectURL;
         URL.revokeObjectURL = address => { window.revoked.push(address); revoke.call(URL, address) }",
        Vec::new(),
    );
    person.leave_for("#/gdpr-article-5/keep");
    person.download(|| person.press("export-draft"));
    crash_while_answering(person, "partly");
    person.download(|| person.press("crash-draft"));
    person.browser.script("window.fields = [...document.querySelectorAll('input, textarea')]", Vec::new());
    let handed_out = files();
    assert_eq!(handed_out.len(), 2, "{handed_out:?}");
    assert!(!screen().is_empty() && fields().contains(NOTE) && asks() == "true", "nothing to erase");
    person.press("crash-erase");
    person.until("nothing held in memory", || held(person).is_empty().then_some(()));
    assert_eq!(person.list_of("return window.revoked"), handed_out);
    assert_eq!((files(), screen(), asks()), (Vec::new(), String::new(), "false".to_owned()));
    assert!(!fields().contains(NOTE), "{}", fields());
    let whole = person.text_of("return document.documentElement.outerHTML");
    assert!(!whole.contains(NOTE), "the note is still in the page");
}

fn the_crash_screen_fits_320_pixels_and_axe_finds_nothing(person: &Person) {
    person.open(PLACE);
    crash_while_answering(person, "partly");
    // Axe makes elements of its own.
    person
        .browser
        .script("[Node.prototype.insertBefore, Node.prototype.appendChild] = window.mend", Vec::new());
    person.browser.resize(320, 640);
    assert_eq!(too_wide(person), Vec::<String>::new());
    if person.uses(&[Engine::Chromium, Engine::Firefox]) {
        expect_no_violations(person);
    }
}
