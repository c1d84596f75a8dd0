//! What shows whether a screen can be used with small windows and assistive technology.

use candour_page_tests::{engines::setting, journey::Person};
use serde_json::{Value as Json, json};

/// What axe finds on the screen as it stands. Axe is brought into the document once; it is half a megabyte.
pub(crate) fn violations(person: &Person, axe: &str, options: &Json) -> Vec<String> {
    if person.browser.script("return typeof axe", Vec::new()) == json!("undefined") {
        person.browser.script(axe, Vec::new());
    }
    let script = "const [options, done] = arguments;
        axe.run(document, {...options, resultTypes: ['violations']}).then(
            ({violations}) => done(violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.html.slice(0, 200)).join(', '))),
            problem => done([String(problem)]))";
    let found = person.browser.run(async |client| client.execute_async(script, vec![options.clone()]).await);
    serde_json::from_value(found).expect("a list of texts")
}

/// Axe finds nothing on the screen as it stands, neither light nor dark.
pub(crate) fn expect_no_violations(person: &Person) {
    let axe = std::fs::read_to_string(setting("CANDOUR_AXE")).expect("axe.min.js");
    for dark in [false, true] {
        person.browser.dark(dark);
        let found = violations(person, &axe, &json!({}));
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
    person.browser.dark(false);
}

/// What reaches over the right edge; nothing if the screen as a whole does not scroll sideways.
pub(crate) fn too_wide(person: &Person) -> Vec<String> {
    person.list_of(TOO_WIDE)
}

const TOO_WIDE: &str = "
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
        .filter(part => part.getBoundingClientRect().right > width + 1)
        .map(part => part.outerHTML.slice(0, 120))";
