//! Save for later: what closing the tab means, and three ways to keep the answers.

use candour_app::{Route, StorageMode};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::Key;
use yew::Html;

use super::{keep, settings};
use crate::components::{
    elements::{self, element, h1, lead, link, p, row},
    passphrase_forms,
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let (said, more) = match screen.model.storage.mode {
        StorageMode::Tab => (Key::LaterTab, Key::LaterChoose),
        StorageMode::Locked => (Key::LaterLocked, Key::LaterMore),
        StorageMode::Unlocked => (Key::LaterUnlocked, Key::LaterMore),
    };
    let children = vec![
        h1(screen.text(Key::ToLater)),
        lead(screen.text(said)),
        p(screen.text(more)),
        settings::locked(screen, "h2"),
        passphrase_forms::page(screen),
        keep::draft(screen, entry),
        row(vec![link("back", "back", Route::Tasks(id.to_owned()).fragment(), screen.text(Key::Back))]),
    ];
    elements::screen("later", id, children)
}

/// What closing the tab means, where answers are in this tab alone; nothing otherwise.
pub(crate) fn warning(screen: &Screen<'_>) -> Html {
    if screen.model.storage.mode != StorageMode::Tab {
        return Html::default();
    }
    element(
        "p",
        &[("class", "facts".into()), ("data-closing", "lost".into())],
        vec![screen.words(Key::ClosingLoses)],
    )
}
