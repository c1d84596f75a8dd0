//! Nothing leaves, nothing stays unasked, and the page hands out itself.

use candour_page_tests::{
    engines::{Engine, Site, setting},
    journey::Person,
};

use crate::{
    Claim, claim,
    keeping::{
        NOTE, PLACE, QUESTION, answer, answer_with_note, held, lock, longer_than_the_pause, sentence, to,
        unlock, until_kept,
    },
};
use fantoccini::key::Key;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_request_to_elsewhere_would_be_recorded).on(&[Site::File]),
        claim!(a_saved_copy_is_the_published_file_byte_for_byte),
        claim!(without_storage_the_page_goes_on_and_warns).on(&[Site::File]),
        claim!(erasing_empties_every_storage),
        claim!(the_header_erases_everything_from_every_screen).on(&[Site::File]),
        claim!(escape_five_times_erases_everything),
        claim!(escape_erases_while_files_are_checked).on(&[Site::File]),
        claim!(another_tab_writes_nothing_back_after_erasing).on(&[Site::Http]),
        claim!(erasing_in_one_tab_erases_the_other_tabs_too).on(&[Site::File, Site::Http]),
    ]
}

/// The control for the claim that nothing leaves: the recorder does see what leaves, encrypted or not.
fn a_request_to_elsewhere_would_be_recorded(person: &Person) {
    let leaky = person.browser.write("leaky.html", include_bytes!("../fixtures/leaky.html"));
    person.browser.recorder.forget();
    person.open_address(&leaky);
    person.until("two requests", || (person.browser.recorder.requests().len() >= 2).then_some(()));
}

fn a_saved_copy_is_the_published_file_byte_for_byte(person: &Person) {
    let published = std::fs::read(setting("CANDOUR_PAGE")).expect("the built page");
    person.open("");
    person.start();
    person.answer_all(&[]);
    person.leave_for("#/about");
    let copy = person.download(|| person.press("save-copy"));
    assert!(copy.bytes == published, "{} bytes saved, {} published", copy.bytes.len(), published.len());
    let digest = hex(&Sha256::digest(&published));
    let words: String = person.words().split_whitespace().collect();
    assert!(words.contains(&digest), "the about screen does not show {digest}");
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
    person.until_sees("[data-storage='tab'][data-saved='forbidden']");
    assert!(person.words().contains(&sentence("keeping-forbidden")));
    person.leave_for("#/settings");
    assert!(person.words().contains(&sentence("mode-refused")));
    assert!(!person.sees("[data-action='store-locked']"), "offers what the browser refuses");
    person.leave_for("#/gdpr-article-5/keep");
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
    // As an earlier visit leaves it, which kept answers on the device.
    person.browser.script("localStorage.setItem('candour-1', 'an earlier copy')", Vec::new());
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

/// What the page and the browser still hold, by name; only what holds something.
const LEFT: &str = "
    const [done] = arguments, left = {};
    const look = async (name, what) => {
        let found = '';
        // What a site may not have at all holds nothing.
        try { found = JSON.stringify(await what()) } catch { return }
        if (!['\"\"', '{}', '[]', 'null'].includes(found)) left[name] = found;
    };
    (async () => {
        await look('memory', () => candour.draft);
        await look('carried', () => candour.carried);
        await look('session', () => ({...sessionStorage}));
        await look('device', () => ({...localStorage}));
        await look('history', () => history.state);
        await look('databases', async () => (await indexedDB.databases()).map(one => one.name));
        await look('caches', async () => await caches.keys());
        await look('workers', async () => (await navigator.serviceWorker.getRegistrations()).map(one => one.scope));
        await look('cookies', () => document.cookie);
        await look('address', () => location.hash.replace('#/', '') + location.search);
        done(left);
    })()";

pub(crate) fn expect_nothing_left(person: &Person) {
    let left = person.browser.run(async |client| client.execute_async(LEFT, Vec::new()).await);
    assert_eq!(left, json!({}));
}

/// After erasing: nothing is left, and the screen does not tell what this is about.
fn expect_erased(person: &Person) {
    person.expect_view("erased");
    expect_nothing_left(person);
    assert!(!person.sees("#screen header") && !person.sees("[data-storage]"), "{}", person.words());
    let shown = person.text_of("return document.title + document.querySelector('#screen').innerText");
    for topic in ["GDPR", "rivacy", "uestion", "udit", "Candour"] {
        assert!(!shown.contains(topic), "`{topic}` in {shown}");
    }
    let whole = person.text_of("return document.documentElement.outerHTML");
    assert!(!whole.contains(NOTE), "the note is still in the page");
    // Going back leads to screens without answers.
    person.browser.run(async |client| client.back().await);
    person.until("a screen without answers", || {
        let empty = !person.sees("[data-question] input:checked")
            && !person.text_of("return document.documentElement.outerHTML").contains(NOTE);
        empty.then_some(())
    });
    expect_nothing_but_an_address(person);
}

fn expect_nothing_but_an_address(person: &Person) {
    let left = person.browser.run(async |client| client.execute_async(LEFT, Vec::new()).await);
    let names: Vec<&String> = left.as_object().expect("names").keys().collect();
    assert!(names.iter().all(|name| *name == "address"), "{left}");
}

fn the_header_erases_everything_from_every_screen(person: &Person) {
    for (screen, keep) in [
        ("#/", None),
        (PLACE, None),
        ("#/gdpr-article-5/result", Some(lock as fn(&Person))),
        ("#/gdpr-article-5/keep", None),
        ("#/drafts", Some(lock)),
    ] {
        person.open(PLACE);
        answer_with_note(person);
        if let Some(keep) = keep {
            keep(person);
        }
        to(person, screen);
        let control = "[data-erase] [data-action='erase']";
        // Whatever can be pressed while the control is folded.
        person.browser.script(
            "document.querySelectorAll('[data-erase] > summary, [data-erase] > summary *').forEach(part => part.click())",
            Vec::new(),
        );
        person.until_sees("[data-erase][open]");
        assert!(!held(person).is_empty(), "{screen}: erased at the first press");
        person.click(control);
        expect_erased(person);
        person.leave();
    }
}

fn escape_five_times_erases_everything(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    lock(person);
    to(person, PLACE);
    person.unfold(&Person::note_of(QUESTION));
    person.click(&Person::note_of(QUESTION));
    person.keys(&[Key::Escape; 4]);
    person.keys(&[Key::Tab]);
    assert_eq!(person.view(), "section", "four times are enough");
    person.keys(&[Key::Escape; 5]);
    expect_erased(person);
    person.open("");
    person.reload();
    assert!(!person.sees("[data-locked]"));
}

/// Forty files that are as long as a file may be, chosen at once: the keys are heard between two of them, and those
/// that were not checked yet are dropped.
fn escape_erases_while_files_are_checked(person: &Person) {
    const FILES: usize = 40;
    person.open(PLACE);
    answer_with_note(person);
    person.leave_for("#/check");
    let content = ["[", &"{\"id\":\"x\"},".repeat(160_000), "0]"].concat();
    let paths: Vec<_> = (0..FILES)
        .map(|number| {
            let name = format!("large-{number}.json");
            person.browser.write(&name, content.as_bytes());
            person.browser.folder().join(name)
        })
        .collect();
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    person.open_files_in("input[type=file][data-action='open-files']", &paths);
    person.keys(&[Key::Escape; 5]);
    expect_erased(person);
    person.leave_for("#/check");
    // What was still being read would arrive before these are.
    for number in [0, FILES - 1] {
        let name = format!("later-{number}.json");
        assert_eq!(person.check(&name, content.as_bytes()), "other");
    }
    assert!(!person.sees("[data-file^='large-']"), "a file came back after erasing");
}

fn another_tab_writes_nothing_back_after_erasing(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    lock(person);
    let first = person.tab();
    let second = person.another_tab();
    person.open("");
    unlock(person);
    to(person, PLACE);
    person.press("save-here");
    until_kept(person, "locked", "saved");
    person.to_tab(&first);
    until_kept(person, "locked", "elsewhere");
    to(person, "#/");
    person.unfold("[data-erase] [data-action='erase']");
    person.press("erase");
    person.expect_view("erased");
    expect_nothing_left(person);
    person.to_tab(&second);
    person.expect_view("erased");
    to(person, "#/");
    answer(person, "no");
    // Longer than the pause that writing waits for.
    longer_than_the_pause(person);
    until_kept(person, "tab", "saved");
    person.leave();
    person.to_tab(&first);
    expect_nothing_left(person);
}

fn erasing_in_one_tab_erases_the_other_tabs_too(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    let first = person.tab();
    let second = person.another_tab();
    person.open(PLACE);
    answer_with_note(person);
    until_kept(person, "tab", "saved");
    person.keys(&[Key::Escape; 5]);
    if (person.browser.engine, person.site) == (Engine::WebKit, Site::File) {
        // WebKitGTK passes no message between tabs that were opened from files. The page cannot know of them, and says so.
        person.until_sees("[data-view='erased']");
        assert!(!person.sees("[data-tabs]"), "{}", person.words());
        assert!(person.words().contains(&sentence("erased-what")), "{}", person.words());
        expect_nothing_left(person);
        person.to_tab(&first);
        person.leave();
        person.to_tab(&second);
        person.leave();
        return;
    }
    person.until_sees("[data-tabs='reached']");
    assert!(!person.sees("[data-tabs='silent']"), "{}", person.words());
    expect_nothing_left(person);
    person.to_tab(&first);
    expect_erased(person);
    person.to_tab(&second);
    person.leave();
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes more text");
        text
    })
}
