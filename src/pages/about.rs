//! About, with privacy, this copy's digest and the glossary.

use candour_app::{Event, Route};
use candour_questionnaire::glossary::Term;
use yew::Html;

use crate::components::{
    elements::{
        self, Nodes, button, element, facts, fold, h1, h2, h3, help, lead, li, link, p, row, space, tag, text,
    },
    explain,
    screen::Screen,
};

/// Whose work the page holds, with the texts of the licences; `cargo xtask dependencies` writes it.
const OTHERS: &str = include_str!("../licences.txt");

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let app = &screen.model.app;
    let items = |keys: &[&str]| {
        let mut items = Nodes::new();
        for key in keys {
            items.push(li(vec![screen.words(key)]));
        }
        tag("ul", "", items)
    };
    let mut children = vec![
        h1(screen.text("about-heading")),
        lead(screen.text("about-lead")),
        h2(screen.text("privacy-heading")),
        items(&["privacy-nothing-leaves", "privacy-tab", "privacy-links", "privacy-cannot"]),
        text("p", "safety", screen.text("privacy-warning")),
    ];
    children.extend(explain::never(screen));
    children.push(h2(screen.text("copy-heading")));
    children.push(p(screen.words.with("copy-version", &[("version", &app.version)])));
    if app.sha256.is_empty() {
        children.push(p(screen.text("copy-none")));
    } else {
        let digest = [("class", "digest".into()), ("data-sha256", "".into())];
        children.extend([
            p(screen.text("copy-digest")),
            tag("p", "", vec![element("code", &digest, vec![elements::words(app.sha256.clone())])]),
            p(screen.text("copy-compare")),
            p(screen.text("copy-carried")),
        ]);
        if screen.model.saved_by_browser {
            children.push(p(screen.text("copy-saved-by-browser")));
        }
    }
    children.extend([
        row(vec![button("quiet", "save-copy", screen.text("save-copy"), screen.on(|_| Event::AskedCopy))]),
        help(screen.text("save-copy-what")),
        h2(screen.text("result-is-heading")),
        items(&["result-is-self", "result-is-no-rank", "result-is-signature", "result-is-basis"]),
        h2(screen.text("licence-heading")),
        p(screen.text("licence")),
        fold("", screen.text("licence-others-summary"), vec![p(screen.text("licence-others")), others()]),
        tag("p", "", vec![link("", "", Route::Glossary.fragment(), screen.text("glossary-heading"))]),
    ]);
    elements::screen("about", "about", children)
}

fn others() -> Html {
    let mut children = Nodes::new();
    for paragraph in OTHERS.split_terminator("\n\n") {
        children.push(match paragraph.strip_prefix("# ") {
            Some(name) => h3(name.into()),
            None => p(paragraph.into()),
        });
    }
    element("div", &[("class", "licences".into()), ("lang", "en".into())], children)
}

pub(crate) fn glossary(screen: &Screen<'_>) -> Html {
    let mut terms = Nodes::new();
    for own in &screen.glossary.terms {
        terms.push(term(own));
    }
    elements::screen(
        "about",
        "glossary",
        vec![
            h1(screen.text("glossary-heading")),
            lead(screen.text("glossary-lead")),
            tag("dl", "glossary", terms),
        ],
    )
}

pub(crate) fn term(term: &Term) -> Html {
    let mut said = vec![elements::words(term.explanation.clone())];
    if !term.source.is_empty() {
        said.push(space());
        said.push(facts(term.source.clone().into()));
    }
    let children = vec![text("dt", "", term.term.clone().into()), tag("dd", "", said)];
    element("div", &[("data-term", term.id.clone().into())], children)
}
