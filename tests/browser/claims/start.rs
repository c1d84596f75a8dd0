//! A page that cannot start says why, and its first screen stays.

use candour_page_tests::{
    engines::{Site, setting},
    journey::Person,
};

use crate::{Claim, claim};
use serde_json::json;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_file_with_a_damaged_program_says_so).on(&[Site::File]),
        claim!(a_browser_that_lacks_what_the_page_needs_is_told).on(&[Site::File]),
        claim!(inside_another_page_it_does_not_start).on(&[Site::File]),
        claim!(a_drop_beside_the_file_fields_leaves_the_page_open),
        claim!(a_dropped_file_is_used_or_offered_on_every_screen),
    ]
}

fn a_file_with_a_damaged_program_says_so(person: &Person) {
    let page = published();
    let (_, program) = page.split_once("id=\"wasm\">").expect("a program");
    let (program, _) = program.split_once("</script>").expect("its end");
    let (start, end) = program.split_at(program.len() / 8 * 4);
    let (cut, swapped) = (start.to_owned(), format!("{end}{start}"));
    let other = if end.starts_with('A') { "B" } else { "A" };
    let letter = format!("{start}{other}{}", end.get(1..).expect("a letter of one byte"));
    let stranger = format!("{start}?{end}");
    for damaged in [String::new(), cut, swapped, letter, stranger] {
        fails_to_start(person, &page.replacen(program, &damaged, 1), "file");
    }
}

/// Two of the copies have a script before everything else, so that their policy does not yet hold for it.
fn a_browser_that_lacks_what_the_page_needs_is_told(person: &Person) {
    let page = published();
    let without = |script: &str| page.replacen("<head>", &format!("<head><script>{script}</script>"), 1);
    fails_to_start(person, &without("delete window.WebAssembly"), "webassembly");
    let old = "const Real = WebAssembly.Module;
        WebAssembly.Module = function (program) { if (program.length > 8) throw new Error('unknown type'); return new Real(program) }";
    fails_to_start(person, &without(old), "browser");
    // A policy without this word lets no program run.
    let forbidden = page.replacen("'wasm-unsafe-eval'", "'unknown'", 1);
    fails_to_start(person, &forbidden, "policy");
    // A browser that does not know the word does the same; it has no container queries either.
    let supports = "<head><script>CSS.supports = () => false</script>";
    fails_to_start(person, &forbidden.replacen("<head>", supports, 1), "browser");
    // A script above that failed leaves a name that cannot be read.
    fails_to_start(person, &without("delete window.TextDecoder"), "browser");
    // A script too new for a browser does not run; this one does not because the policy names another.
    fails_to_start(
        person,
        &page.replacen("<script>let wasm_bindgen", "<script>let  wasm_bindgen", 1),
        "browser",
    );
}

/// A frame by its address, one by its text, and one by a blob. From a web server the page's headers forbid it already.
fn inside_another_page_it_does_not_start(person: &Person) {
    const FRAME: &str = "
        const [kind, address, text, done] = arguments, frame = document.createElement('iframe');
        if (kind === 'srcdoc') frame.srcdoc = text;
        else frame.src = kind === 'blob' ? URL.createObjectURL(new Blob([text], {type: 'text/html'})) : address;
        frame.onload = () => done(true);
        document.body.append(frame)";
    let (page, address) = (published(), person.browser.address(person.site));
    for kind in ["src", "srcdoc", "blob"] {
        person.leave();
        let arguments = vec![json!(kind), json!(address), json!(page)];
        person.browser.run(async |client| client.execute_async(FRAME, arguments).await);
        person.browser.run(async |client| client.enter_frame(0).await);
        person.until(kind, || (person.state() == "crashed").then_some(()));
        let shown = person.list_of(
            "return [...document.querySelectorAll('[data-cause]')].filter(one => !one.hidden).map(one => one.dataset.cause)",
        );
        assert_eq!(shown, ["frame"], "{kind}: {}", person.words());
        person.browser.run(async |client| client.enter_parent_frame().await);
    }
}

/// Drivers cannot drag from outside, so the page gets the events that a browser would send. One that nobody prevents
/// lets the browser open what is dropped in the place of the page.
fn a_drop_beside_the_file_fields_leaves_the_page_open(person: &Person) {
    let prevented = |selector: &str, file: Option<&str>| {
        let both = person.browser.script(DROP, vec![json!(selector), json!(file), json!("{}")]);
        assert_eq!(both[0], both[1], "{selector}");
        both[0] == json!(true)
    };
    let file = Some("dropped.json");
    person.open("");
    assert!(prevented("h1", None) && prevented("body", None));
    assert!(prevented("body", file));
    person.expect_view("check");
    let note = "textarea[data-field='note']";
    person.leave_for("#/gdpr-article-5/storage-limitation");
    assert!(!prevented(note, None), "words can be dragged into a note");
    assert!(prevented(note, file), "a file dropped on a note would be opened");
    person.expect_view("check");
    person.leave_for("#/request");
    person.unfold("[data-field='records-file']");
    assert!(!prevented("[data-field='records-file']", file), "a field for files takes them");
}

const DROP: &str = "
    const [selector, name, content] = arguments, data = new DataTransfer();
    if (name) data.items.add(new File([content], name)); else data.setData('text/plain', 'some words');
    const drop = name => {
        const event = new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer: data});
        document.querySelector(selector).dispatchEvent(event);
        return event.defaultPrevented;
    };
    return [drop('dragover'), drop('drop')]";

fn a_dropped_file_is_used_or_offered_on_every_screen(person: &Person) {
    let table = include_str!("../../../docs/own-questions/complaints.csv");
    let drop = |selector: &str, name: &str| {
        person.browser.script(DROP, vec![json!(selector), json!(name), json!(table)]);
    };
    person.open("#/gdpr-article-5/storage-limitation");
    drop("h1", "questions.csv");
    person.expect_view("check");
    person.until_sees("[data-file='questions.csv'] [data-action='use-questions']");
    person.leave_for("#/compare");
    drop("footer", "more.csv");
    person.until_sees("[data-view='compare'] [data-action='use-questions']");
    person.press("use-questions");
    person.until("the offer to go", || (!person.sees("[data-action='use-questions']")).then_some(()));
    assert_eq!(person.view(), "compare");
    person.leave_for("#/complaints-at-work");
    person.expect_view("profile");
    person.start_anew();
    person.open("#/write");
    drop("h1", "questions.csv");
    person.until_sees("[data-view='write'] [data-action='look']");
}

fn published() -> String {
    std::fs::read_to_string(setting("CANDOUR_PAGE")).expect("the built page")
}

fn fails_to_start(person: &Person, page: &str, cause: &str) {
    assert_ne!(page, published(), "the page is as it was");
    let address = person.browser.write("cannot start.html", page.as_bytes());
    person.browser.run(async |client| client.goto(&address).await);
    person.until("the end of starting", || (person.state() == "crashed").then_some(()));
    let shown = person.list_of(
        "return [...document.querySelectorAll('[data-cause]')].filter(one => one.getClientRects().length).map(one => one.dataset.cause)",
    );
    assert_eq!(shown, [cause], "{}", person.words());
    assert_eq!(person.headings().len(), 1, "the first screen is gone");
}
