//! The key that signs: its fingerprint, saving and opening it.

use candour_app::Event;
use yew::Html;

use crate::components::{
    elements::{self, button, fold, h2, p, space, tag, text},
    fingerprint::fingerprint,
    passphrase_forms::{NewPassphrase, OpenFile},
    screen::Screen,
};

pub(crate) fn key(screen: &Screen<'_>) -> Html {
    tag("section", "", vec![h2(screen.text("key-heading")), key_parts(screen)])
}

/// The same where a heading stands above it already.
pub(crate) fn key_parts(screen: &Screen<'_>) -> Html {
    elements::together(vec![key_now(screen), save_key(screen), open_key(screen)])
}

/// The key there is, or that there is none.
fn key_now(screen: &Screen<'_>) -> Html {
    let Some(key) = &screen.model.key else {
        return p(screen.text("key-none"));
    };
    let forget = button("quiet", "forget-key", screen.text("key-forget"), screen.on(|_| Event::ForgotKey));
    let digits = vec![
        text("span", "", screen.text("key-fingerprint")),
        space(),
        fingerprint(key.signing.public().fingerprint()),
    ];
    let children = vec![
        p(screen.text("key-here")),
        tag("p", "fingerprint", digits),
        p(screen.text(if key.saved { "key-saved" } else { "key-not-saved" })),
        tag("p", "", vec![forget]),
    ];
    tag("div", "", children)
}

fn save_key(screen: &Screen<'_>) -> Html {
    let form = NewPassphrase {
        field: "passphrase",
        again: "passphrase-again",
        help: "passphrase-help",
        action: "export-key",
        button: "key-save",
        event: Event::AskedKeyFile,
    };
    fold("", screen.text("key-save-summary"), vec![p(screen.text("key-save-why")), form.view(screen)])
}

fn open_key(screen: &Screen<'_>) -> Html {
    let form = OpenFile {
        file: "key-file",
        label: "key-file-label",
        passphrase: "open-passphrase",
        action: "open-key",
        button: "key-open",
        event: Event::GaveKeyFile,
    };
    fold("", screen.text("key-open-summary"), vec![form.view(screen)])
}
