//! A page that cannot start says why, and its first screen stays.

use candour_page_tests::{
    engines::{Site, setting},
    journey::Person,
};

use crate::{Claim, claim};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_file_with_a_damaged_program_says_so).on(&[Site::File]),
        claim!(a_browser_that_lacks_what_the_page_needs_is_told).on(&[Site::File]),
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
    let old = "WebAssembly.Module = function () { throw new WebAssembly.CompileError('unknown type') }";
    fails_to_start(person, &without(old), "browser");
    // A browser that does not know this word of the policy runs no program.
    fails_to_start(person, &page.replacen("'wasm-unsafe-eval'", "'unknown'", 1), "browser");
    // A script too new for a browser does not run; this one does not because the policy names another.
    fails_to_start(
        person,
        &page.replacen("<script>let wasm_bindgen", "<script>let  wasm_bindgen", 1),
        "browser",
    );
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
