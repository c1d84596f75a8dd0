//! Nothing leaves, nothing stays unasked, and the page hands out itself.

use crate::{Claim, claim};
use candour_page_tests::engines::{Site, setting};
use candour_page_tests::journey::Person;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_request_to_elsewhere_would_be_recorded).on(&[Site::File]),
        claim!(nothing_leaves_in_a_whole_session_of_use),
        claim!(a_saved_copy_is_the_published_file_byte_for_byte),
        claim!(the_page_as_a_browser_saves_it_starts_clean).on(&[Site::File]),
        claim!(without_storage_the_page_goes_on_and_warns).on(&[Site::File]),
        claim!(erasing_empties_every_storage),
    ]
}

/// The control for the claim below: the recorder does see what leaves, encrypted or not.
fn a_request_to_elsewhere_would_be_recorded(person: &Person) {
    let leaky = person.browser.write("leaky.html", include_bytes!("../fixtures/leaky.html"));
    person.browser.recorder.forget();
    person.open_address(&leaky);
    person.until("two requests", || (person.browser.recorder.requests().len() >= 2).then_some(()));
}

fn nothing_leaves_in_a_whole_session_of_use(person: &Person) {
    person.open("");
    person.browser.recorder.forget();
    if person.site == Site::File {
        person.walk(|_, _| ());
    } else {
        // From a web server the document itself is asked for, once, when the walk opens it.
        person.walk(|_, screen| {
            if screen == "home" {
                assert_eq!(
                    person.browser.recorder.requests(),
                    [format!("GET {}", person.browser.address(person.site))]
                );
                person.browser.recorder.forget();
            }
        });
    }
    person.download(|| {
        person.leave_for("#/about");
        person.press("save-copy");
    });
    assert_eq!(person.browser.recorder.requests(), Vec::<String>::new());
}

fn a_saved_copy_is_the_published_file_byte_for_byte(person: &Person) {
    let published = std::fs::read(setting("CANDOUR_PAGE")).expect("the built page");
    person.open("");
    person.start();
    person.next_until_doing("review", || person.choose_some());
    person.leave_for("#/about");
    let copy = person.download(|| person.press("save-copy"));
    assert!(copy.bytes == published, "{} bytes saved, {} published", copy.bytes.len(), published.len());
    let digest = hex(&Sha256::digest(&published));
    let words: String = person.words().split_whitespace().collect();
    assert!(words.contains(&digest), "the about screen does not show {digest}");
}

/// "Save page as" writes the document as it stands. Drivers cannot open that menu, so the claim takes the same text.
fn the_page_as_a_browser_saves_it_starts_clean(person: &Person) {
    const NOTE: &str = "The cellar key hangs behind the door";
    person.open("");
    person.start();
    person.go("next");
    let question = person.questions().swap_remove(0);
    person.choose(&question, "no");
    let note = Person::note_of(&question);
    person.write(&note, NOTE);
    let saved = person.text_of("return '<!DOCTYPE html>' + document.documentElement.outerHTML");
    let saved = person.browser.write("saved page.html", saved.as_bytes());
    person.start_anew();
    person.open_address(&saved);
    person.expect_view("home");
    let opened = person.text_of("return document.documentElement.outerHTML");
    assert!(!opened.contains(NOTE), "the note is in the page that was saved");
    person.start();
    person.go("next");
    assert!(!person.sees("input:checked"), "an answer is in the page that was saved");
    person.leave_for("#/about");
    let copy = person.download(|| person.press("save-copy"));
    assert!(
        copy.bytes == std::fs::read(setting("CANDOUR_PAGE")).expect("the built page"),
        "its copy is not the published page"
    );
}

/// The copy that is opened here has a script before everything else, so that its policy does not yet hold for it.
fn without_storage_the_page_goes_on_and_warns(person: &Person) {
    const FORBID: &str = "<head><script>for (const name of ['sessionStorage', 'localStorage', 'indexedDB']) \
        Object.defineProperty(window, name, {get() { throw new DOMException('forbidden', 'SecurityError') }})</script>";
    let page = std::fs::read_to_string(setting("CANDOUR_PAGE")).expect("the built page");
    let page = person.browser.write("without storage.html", page.replacen("<head>", FORBID, 1).as_bytes());
    let answer_one = || {
        person.start();
        person.go("next");
        person.choose(&person.questions()[0], "yes");
        person.words().lines().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    person.open("");
    let ordinary = answer_one();
    person.start_anew();
    person.open_address(&page);
    let without = answer_one();
    assert!(
        without.difference(&ordinary).next().is_some(),
        "nothing warns that no answer is kept: {without:?}"
    );
    person.next_until("review");
    person.go("result");
    person.go("keep");
    person.download(|| person.press("export-draft"));
}

fn erasing_empties_every_storage(person: &Person) {
    let stored =
        || person.text_of("return JSON.stringify([{...sessionStorage}, {...localStorage}, history.state])");
    person.open("");
    person.start();
    person.go("next");
    let question = person.questions().swap_remove(0);
    person.choose(&question, "yes");
    person.until("the answer to be kept in the tab", || stored().contains(&question).then_some(()));
    person.leave_for("#/settings");
    person.press("erase");
    person.until("empty storage", || stored().starts_with("[{},{}").then_some(()));
    assert!(!stored().contains(&question));
    person.open("");
    person.reload();
    person.start();
    person.go("next");
    assert!(!person.sees("input:checked"), "an answer is still there");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes more text");
        text
    })
}
