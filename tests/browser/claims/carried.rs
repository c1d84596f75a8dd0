//! The page that carries its answers, and what a browser's own "Save page as" may not carry.

use candour_page_tests::{
    engines::{Site, setting},
    journey::{Download, Person},
};

use crate::{
    Claim, claim,
    keeping::{NOTE, PASSPHRASE, PLACE, answer, answer_with_note, expect_answer, lock, unlock},
};
use std::process::Command;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(the_page_with_answers_asks_for_the_passphrase_and_goes_on).on(&[Site::File]),
        claim!(the_page_with_answers_has_one_element_more).on(&[Site::File]),
        claim!(a_page_with_answers_is_opened_as_a_file_too).on(&[Site::File]).in_one_engine(),
        claim!(a_page_as_a_browser_saves_it_says_so_and_starts_clean).on(&[Site::File]),
        claim!(what_was_planted_in_a_page_is_in_no_copy_of_it).on(&[Site::File]),
    ]
}

pub(crate) fn published() -> String {
    std::fs::read_to_string(setting("CANDOUR_PAGE")).expect("the built page")
}

fn save_page(person: &Person) -> Download {
    person.leave_for("#/gdpr-article-5/keep");
    for field in ["page-passphrase", "page-passphrase-again"] {
        person.write(&format!("[data-field='{field}']"), PASSPHRASE);
    }
    person.download(|| person.press("save-page"))
}

/// Opens a page under a name of its own, as on another device: nothing is stored there.
pub(crate) fn open_elsewhere(person: &Person, name: &str, page: &[u8]) {
    let address = person.browser.write(name, page);
    person.start_anew();
    person.open_address(&address);
}

fn the_page_with_answers_asks_for_the_passphrase_and_goes_on(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    let first = save_page(person);
    open_elsewhere(person, "on a stick.html", &first.bytes);
    assert!(!person.sees("[data-saved-by-browser]"), "it is the published page and the locked answers");
    person.until_sees("[data-locked='page']");
    assert!(!person.text_of("return document.documentElement.outerHTML").contains("AGE ENCRYPTED"));
    unlock(person);
    expect_answer(person, "partly", NOTE);
    answer(person, "no");
    // A reload of such a page brings back what was answered since, and asks again.
    person.reload();
    person.leave_for("#/");
    unlock(person);
    expect_answer(person, "no", NOTE);
    let second = save_page(person);
    assert_eq!(second.text().matches("id=\"draft\"").count(), 1, "older drafts are carried along");
    open_elsewhere(person, "on a stick again.html", &second.bytes);
    unlock(person);
    expect_answer(person, "no", NOTE);
}

/// The page without the element, and the element's text.
fn apart(page: &str) -> (String, String) {
    const BEGIN: &str = "<script type=\"text/plain\" id=\"draft\">";
    const END: &str = "</script>";
    let (before, rest) = page.split_once(BEGIN).expect("the element that carries the answers");
    let (draft, after) = rest.split_once(END).expect("its end");
    (format!("{before}{after}"), draft.to_owned())
}

fn the_page_with_answers_has_one_element_more(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    let page = save_page(person);
    let (rest, draft) = apart(&page.text());
    assert!(rest == published(), "without its answers it is another page");
    let plain = opened_by_age(&draft, PASSPHRASE).expect("an age file for this passphrase");
    assert!(plain.contains(NOTE) && plain.contains("candour-drafts/1"), "{plain}");
    assert_eq!(opened_by_age(&draft, "seven wet umbrellas under no hat"), None);
    open_elsewhere(person, "carries answers.html", &page.bytes);
    person.leave_for("#/about");
    let copy = person.download(|| person.press("save-copy"));
    assert!(copy.bytes == published().as_bytes(), "its copy is not the published page");
}

/// What a public library for age files, which knows nothing of the page, reads in one.
pub(crate) fn opened_by_age(file: &str, passphrase: &str) -> Option<String> {
    const OPEN: &str = "import sys, pyrage; sys.stdout.buffer.write(pyrage.passphrase.decrypt(sys.argv[1].encode(), sys.argv[2]))";
    let output = Command::new(setting("CANDOUR_PYTHON")).args(["-c", OPEN, file, passphrase]).output();
    let output = output.expect("Python with pyrage");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || said.contains("DecryptError"), "{said}");
    output.status.success().then(|| String::from_utf8(output.stdout).expect("drafts as text"))
}

fn a_page_with_answers_is_opened_as_a_file_too(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    let page = save_page(person);
    person.start_anew();
    person.open("#/check");
    let compared = |name: &str, page: &str| {
        assert_eq!(person.check(name, page.as_bytes()), "page");
        person.text_of(&format!("return document.querySelector(\"[data-file='{name}']\").dataset.page"))
    };
    let changed = page.text().replacen("<h1>", "<h1>! ", 1);
    assert_eq!(compared("published.html", &published()), "same");
    assert_eq!(compared("changed.html", &changed), "other");
    assert_eq!(compared("with answers.html", &page.text()), "same");
    person.press("clear-files");
    // What is in a page that nobody should open is taken out here.
    assert_eq!(compared("with answers.html", &changed), "other");
    person.write("[data-file] [data-field='file-passphrase']", PASSPHRASE);
    person.press("open-locked");
    person.press("import");
    person.until("the answers to be there", || (person.view() != "check").then_some(()));
    expect_answer(person, "partly", NOTE);
}

/// "Save page as" writes the document as it stands. Drivers cannot open that menu, so the claim takes the same text.
fn a_page_as_a_browser_saves_it_says_so_and_starts_clean(person: &Person) {
    const NAMES: [&str; 2] = ["Shop at the bridge", "The year of the flood"];
    let fill_in = || {
        person.leave_for("#/gdpr-article-5/keep");
        person.write("[data-field='organisation']", NAMES[0]);
        person.leave_for("#/drafts");
        person.write("[data-field='draft-name']", NAMES[1]);
    };
    let expect_clean = |name: &str, screen: &str| {
        if !screen.is_empty() {
            person.leave_for(screen);
        }
        let saved = person.text_of("return '<!DOCTYPE html>' + document.documentElement.outerHTML");
        if screen.ends_with("/review") {
            assert!(
                saved.contains(NOTE),
                "what a browser saves holds no answer, so nothing is to be said of it"
            );
        }
        open_elsewhere(person, name, saved.as_bytes());
        person.expect_view("home");
        assert!(person.sees("[data-saved-by-browser]"), "{name} does not say what it may hold");
        assert!(!person.sees("[data-locked]"), "{name} asks for a passphrase");
        let opened = person.text_of("return document.documentElement.outerHTML");
        for secret in [NOTE, NAMES[0], NAMES[1], "AGE ENCRYPTED"] {
            assert!(!opened.contains(secret), "{secret} is in {name}");
        }
        person.leave_for(PLACE);
        assert!(!person.sees("input:checked"), "an answer is in {name}");
        person.leave_for("#/about");
        let copy = person.download(|| person.press("save-copy"));
        assert!(copy.bytes == published().as_bytes(), "the copy that {name} gives is not the published page");
    };
    person.open(PLACE);
    answer_with_note(person);
    fill_in();
    let page = save_page(person);
    expect_clean("saved while answers are in the tab.html", "#/gdpr-article-5/review");

    person.start_anew();
    person.open(PLACE);
    answer_with_note(person);
    fill_in();
    lock(person);
    expect_clean("saved while answers are locked.html", "#/drafts");

    open_elsewhere(person, "carries answers.html", &page.bytes);
    expect_clean("saved before the passphrase.html", "");
    open_elsewhere(person, "carries answers.html", &page.bytes);
    unlock(person);
    expect_clean("saved while a carried page is open.html", PLACE);
}

/// Others may write the file, and the start script as it is published runs in it. Only what the file may hold is in
/// the copies that such a page gives.
fn what_was_planted_in_a_page_is_in_no_copy_of_it(person: &Person) {
    const AWAY: &str = "<meta http-equiv=\"refresh\" content=\"9999; url=https://example.org/\">";
    let copy_of = |name: &str, page: &str| {
        assert_ne!(page, published(), "nothing was planted");
        open_elsewhere(person, name, page.as_bytes());
        assert!(!person.sees("[data-saved-by-browser]"), "{name}: what is there is no screen of the page");
        person.leave_for("#/about");
        person.download(|| person.press("save-copy")).text()
    };
    let first = [
        AWAY,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"img-src *\">",
        "<meta http-equiv=\"x-dns-prefetch-control\" content=\"on\">",
        "<meta http-equiv=\"constructor\" content=\"a\">",
    ];
    let last = "<META CONTENT='a' HTTP-EQUIV='Default-Style'><meta name=\"theme-color\" content=\"red\"><style></style></head>";
    // As an extension does it.
    let beside = "<body><div id=\"an-extension\">a<p>b</p></div><script type=\"text/plain\">a</script>";
    let page = published()
        .replacen("<head>", &format!("<head>{}", first.concat()), 1)
        .replacen("</head>", last, 1)
        .replacen("<body>", beside, 1)
        .replacen("<div id=\"first\">", &format!("<div id=\"first\">{AWAY}"), 1);
    assert!(copy_of("planted.html", &page) == published(), "what was planted is in the copy");
    let page = published().replacen("<noscript>", &format!("<noscript>{AWAY}"), 1);
    let copy = copy_of("planted where scripts do not run.html", &page);
    assert!(!copy.contains("http-equiv=\"refresh\""), "the copy leads away where scripts do not run");
}
