//! Files passed to the browser that nobody has seen since, and the content of one that was not found.

use candour_app::{Event, PassedFile, PassedKind, Route};
use candour_words::Key;
use yew::{Html, html};

use crate::components::{
    elements::{self, Nodes, UNSAVED, button, element, link, p, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let passed = &screen.model.passed;
    let files = passed.files.iter().enumerate();
    let mut children: Nodes = files.map(|(index, file)| question(screen, index, file.kind)).collect();
    children.extend(passed.missing.as_ref().map(|file| not_found(screen, file)));
    elements::together(children)
}

/// Whether the person has seen the file.
fn question(screen: &Screen<'_>, index: usize, kind: PassedKind) -> Html {
    let key = match kind {
        PassedKind::Draft => Key::PassedDraft,
        PassedKind::Signed => Key::PassedSigned,
        PassedKind::Page => Key::PassedPage,
        PassedKind::Records => Key::PassedRecords,
        PassedKind::Key => Key::PassedKey,
    };
    let seen = screen.on(move |_| Event::FileSeen(index));
    let missing = screen.on(move |_| Event::FileNotFound(index));
    let children = vec![
        p(screen.text(key)),
        row(vec![
            button("quiet small", "file-seen", screen.text(Key::PassedSeen), seen),
            button("quiet small", "file-not-found", screen.text(Key::PassedNotFound), missing),
        ]),
    ];
    let hooks = [("class", "notice unprinted".into()), ("data-passed", kind.as_str().into())];
    elements::keyed("div", &hooks, &index.to_string(), children)
}

/// Other ways to save what was in a file.
fn not_found(screen: &Screen<'_>, file: &PassedFile) -> Html {
    let mut children = vec![p(screen.text(Key::PassedMissing))];
    if let Some(text) = &file.text {
        let copy = screen.on(|_| Event::TextCopyRequested("missing-text".to_owned()));
        let area = html! { <textarea dir="auto" form={UNSAVED} autocomplete="off" id="missing-text" data-field="missing-text" rows="6" readonly=true value={text.clone()} /> };
        children.extend([
            element("label", &[("for", "missing-text".into())], vec![screen.words(Key::PassedCopy)]),
            area,
            row(vec![button("quiet small", "copy-text", screen.text(Key::CopyText), copy)]),
        ]);
    }
    children.extend([
        p(screen.text(Key::PassedOtherWays)),
        tag("p", "", vec![link("", "settings", Route::Settings.fragment(), screen.text(Key::KeepingLink))]),
    ]);
    let hooks = [
        ("class", "notice unprinted".into()),
        ("role", "alert".into()),
        ("data-missing-file", file.kind.as_str().into()),
    ];
    elements::keyed("div", &hooks, "missing", children)
}
