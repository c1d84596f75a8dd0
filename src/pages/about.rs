//! About, with privacy, this copy's digest and the glossary.

use candour_app::{Event, Route};
use candour_questionnaire::glossary::Term;
use candour_words::Key;
use yew::{Html, html};

use crate::components::{
    elements::{
        self, Nodes, UNSAVED, button, element, facts, fold, h1, h2, h3, help, lead, li, link, p, row, space,
        tag, text,
    },
    explain,
    form::checked_of,
    screen::Screen,
};

/// Whose work the page holds, with the texts of the licences; `cargo xtask dependencies` writes it.
const OTHERS: &str = include_str!("../licences.txt");

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let app = &screen.model.page.app;
    let items = |keys: &[Key]| {
        let mut items = Nodes::new();
        for key in keys {
            items.push(li(vec![screen.words(*key)]));
        }
        tag("ul", "", items)
    };
    let mut children = vec![
        h1(screen.text(Key::AboutHeading)),
        lead(screen.text(Key::AboutLead)),
        h2(screen.text(Key::PrivacyHeading)),
        items(&[Key::PrivacyNothingLeaves, Key::PrivacyTab, Key::PrivacyLinks, Key::PrivacyCannot]),
        text("p", "safety", screen.text(Key::PrivacyWarning)),
    ];
    children.extend(explain::never(screen));
    children.push(h2(screen.text(Key::CopyHeading)));
    children.push(p(screen.words.with(Key::CopyVersion, &[("version", &app.version)])));
    if app.sha256.is_empty() {
        children.push(p(screen.text(Key::CopyNone)));
    } else {
        let digest = [("class", "digest".into()), ("data-sha256", "".into()), elements::LEFT_TO_RIGHT];
        children.extend([
            p(screen.text(Key::CopyDigest)),
            tag("p", "", vec![element("code", &digest, vec![elements::words(app.sha256.clone())])]),
            p(screen.text(Key::CopyCompare)),
            p(screen.text(Key::CopyCarried)),
        ]);
        if screen.model.page.saved_by_browser {
            children.push(p(screen.text(Key::CopySavedByBrowser)));
        }
    }
    children.extend([
        fold("", screen.text(Key::CopySelection), selection(screen)),
        row(vec![button(
            "quiet",
            "save-copy",
            screen.text(Key::SaveCopy),
            screen.on(|_| Event::PageCopyRequested),
        )]),
        help(screen.text(Key::SaveCopyWhat)),
        h2(screen.text(Key::ResultIsHeading)),
        items(&[Key::ResultIsSelf, Key::ResultIsNoRank, Key::ResultIsSignature, Key::ResultIsBasis]),
        h2(screen.text(Key::LicenceHeading)),
        p(screen.text(Key::Licence)),
        fold("", screen.text(Key::LicenceOthersSummary), vec![p(screen.text(Key::LicenceOthers)), others()]),
        tag("p", "", vec![link("", "", Route::Glossary.fragment(), screen.text(Key::GlossaryHeading))]),
        tag(
            "p",
            "",
            vec![link(
                "",
                "accessibility",
                Route::Accessibility.fragment(),
                screen.text(Key::AccessibilityHeading),
            )],
        ),
    ]);
    elements::screen("about", "about", children)
}

/// Which questionnaires the next copy is to show at the start.
fn selection(screen: &Screen<'_>) -> Nodes {
    let mut children = vec![help(screen.text(Key::CopySelectionWhat))];
    for entry in screen.model.catalog().entries.iter().filter(|entry| !entry.own) {
        let id = entry.card.id.clone();
        let (hook, checked) = (id.clone(), screen.model.page.to_select.contains(&id));
        let tick =
            screen.on(move |event: yew::Event| Event::SelectionChanged(id.clone(), checked_of(&event)));
        children.push(html! {
            <label class="tick">
                <input form={UNSAVED} autocomplete="off" type="checkbox" data-select={hook} checked={checked} onchange={tick} />
                <span>{ entry.card.title.clone() }</span>
            </label>
        });
    }
    children
}

/// How accessible the page is: what was tested, how, and what was not.
pub(crate) fn accessibility(screen: &Screen<'_>) -> Html {
    let list = |keys: &[Key]| tag("ul", "", keys.iter().map(|key| li(vec![screen.words(*key)])).collect());
    let children = vec![
        h1(screen.text(Key::AccessibilityHeading)),
        lead(screen.text(Key::AccessibilityLead)),
        h2(screen.text(Key::AccessibilityTestedHeading)),
        list(&[
            Key::AccessibilityAxe,
            Key::AccessibilityKeyboard,
            Key::AccessibilityFocus,
            Key::AccessibilitySizes,
            Key::AccessibilityColours,
        ]),
        h2(screen.text(Key::AccessibilityNotHeading)),
        list(&[
            Key::AccessibilityNoPeople,
            Key::AccessibilityNoReaders,
            Key::AccessibilityNoPhones,
            Key::AccessibilityNoLanguages,
        ]),
        h2(screen.text(Key::AccessibilityKnownHeading)),
        list(&[Key::AccessibilityOldBrowsers, Key::AccessibilityLongNames]),
        tag("p", "", vec![link("back", "back", Route::About.fragment(), screen.text(Key::Back))]),
    ];
    elements::screen("about", "accessibility", children)
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
    let imported = screen.model.workspace.imported().iter();
    let imported = imported.flat_map(|imported| &imported.entry.wording.glossary.terms);
    for own in screen.hard_words.page().glossary().terms.iter().chain(imported) {
        terms.push(term(own));
    }
    elements::screen(
        "about",
        "glossary",
        vec![
            h1(screen.text(Key::GlossaryHeading)),
            lead(screen.text(Key::GlossaryLead)),
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
