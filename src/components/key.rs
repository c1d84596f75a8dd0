//! The key that signs: its fingerprint, saving and opening it.

use candour_app::SigningEvent;
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{self, button, fold, h2, p, space, tag, text},
    fingerprint::fingerprint,
    passphrase_forms::{NewPassphrase, OpenFile},
    screen::Screen,
};

pub(crate) fn key(screen: &Screen<'_>) -> Html {
    tag("section", "", vec![h2(screen.text(Key::KeyHeading)), key_parts(screen)])
}

/// The same where a heading stands above it already.
pub(crate) fn key_parts(screen: &Screen<'_>) -> Html {
    elements::together(vec![key_now(screen), save_key(screen), open_key(screen)])
}

/// The key there is, or that there is none.
pub(crate) fn key_now(screen: &Screen<'_>) -> Html {
    let Some(key) = screen.model.key() else {
        return p(screen.text(Key::KeyNone));
    };
    let forget = button(
        "quiet",
        "forget-key",
        screen.text(if key.saved { Key::KeyForget } else { Key::KeyForgetAnyway }),
        screen.on(|_| SigningEvent::ForgetKeyRequested),
    );
    let digits = vec![
        text("span", "", screen.text(Key::KeyFingerprint)),
        space(),
        fingerprint(key.signing.public().fingerprint()),
    ];
    let children = vec![
        p(screen.text(Key::KeyHere)),
        tag("p", "fingerprint", digits),
        p(screen.text(if key.saved { Key::KeySaved } else { Key::KeyNotSaved })),
        // A key that is in no file cannot be recovered, so deleting it takes a second press.
        if key.saved {
            tag("p", "", vec![forget])
        } else {
            let sure = vec![p(screen.text(Key::KeyForgetUnsaved)), tag("p", "", vec![forget])];
            fold("forget", screen.text(Key::KeyForgetSummary), sure)
        },
    ];
    tag("div", "", children)
}

fn save_key(screen: &Screen<'_>) -> Html {
    let form = NewPassphrase {
        field: "passphrase",
        again: "passphrase-again",
        help: "passphrase-help",
        action: "export-key",
        button: Key::KeySave,
        event: |first, second| SigningEvent::KeyFileRequested(first, second).into(),
    };
    fold("", screen.text(Key::KeySaveSummary), vec![p(screen.text(Key::KeySaveWhy)), form.view(screen)])
}

fn open_key(screen: &Screen<'_>) -> Html {
    let form = OpenFile {
        file: "key-file",
        label: Key::KeyFileLabel,
        passphrase: "open-passphrase",
        action: "open-key",
        button: Key::KeyOpen,
        event: |first, second| SigningEvent::KeyFileGiven(first, second).into(),
    };
    fold("", screen.text(Key::KeyOpenSummary), vec![form.view(screen)])
}
