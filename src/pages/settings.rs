//! Where answers are kept, the ways to keep them, and erasing everything.

use candour_app::{Event, Route, StorageEvent, StorageMode};
use candour_words::Key;
use yew::{Html, html};

use crate::components::{
    elements::{self, Nodes, UNSAVED, button, fold, h1, h2, h3, help, p, row, strong, tag, text},
    form::checked_of,
    links,
    passphrase_forms::{self, NewPassphrase},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let mut children = vec![
        h1(screen.text(Key::SettingsHeading)),
        passphrase_forms::waiting(screen),
        h2(screen.text(Key::SettingsWhere)),
        p(screen.text(Key::SettingsChoose)),
        tag("p", "safety", vec![screen.words(Key::SettingsShared)]),
    ];
    children.extend([tab(screen), locked(screen, "h3"), unlocked(screen)]);
    children.extend([
        tag("p", "", vec![links::way(screen)]),
        passphrase_forms::page(screen),
        h2(screen.text(Key::SpellingHeading)),
        p(screen.text(Key::SpellingWhat)),
        spelling(screen),
        h2(screen.text(Key::EraseHeading)),
        p(screen.text(Key::EraseWhat)),
        p(screen.text(Key::EraseNot)),
        p(screen.text(Key::EraseKey)),
        by_escape(screen),
        row(vec![button("button", "erase", screen.text(Key::Erase), screen.on(|_| Event::EraseRequested))]),
        tag(
            "p",
            "",
            vec![elements::link("back", "home", Route::Home.fragment(), screen.text(Key::LostHome))],
        ),
    ]);
    elements::screen("settings", "", children)
}

/// Whether the browser may check the spelling of what is typed.
fn spelling(screen: &Screen<'_>) -> Html {
    let change = screen.on(|event: yew::Event| Event::SpellingChanged(checked_of(&event)));
    let checked = screen.model.page.spelling;
    html! {
        <label class="tick"><input form={UNSAVED} autocomplete="off" type="checkbox" data-field="spelling" checked={checked} onchange={change} />
            <span>{ screen.text(Key::SpellingAllow) }</span></label>
    }
}

/// Whether the keyboard erases everything.
fn by_escape(screen: &Screen<'_>) -> Html {
    let change = screen.on(|event: yew::Event| Event::EraseByEscapeSet(checked_of(&event)));
    let checked = screen.model.page.erases_by_escape;
    html! {
        <label class="tick">
            <input form={UNSAVED} autocomplete="off" type="checkbox" data-field="erase-by-escape" checked={checked} onchange={change} />
            <span>{ screen.text(Key::EraseByEscape) }</span>
        </label>
    }
}

/// One way to keep answers: what it means, and how to choose it unless it is chosen.
fn way(screen: &Screen<'_>, mode: StorageMode, heading: Html, mut children: Nodes, choose: Html) -> Html {
    children.insert(0, heading);
    if screen.model.storage.mode == mode {
        children.push(tag("p", "", vec![strong(screen.text(Key::ModeChosen))]));
    } else {
        children.push(choose);
    }
    tag("section", "card", children)
}

fn tab(screen: &Screen<'_>) -> Html {
    let choose = button(
        "quiet",
        "store-in-tab",
        screen.text(Key::ModeTabChoose),
        screen.on(|_| StorageEvent::ModeChosen(StorageMode::Tab)),
    );
    let said = vec![p(screen.text(Key::ModeTabWhat)), help(screen.text(Key::ModeTabBut))];
    way(screen, StorageMode::Tab, h3(screen.text(Key::ModeTab)), said, row(vec![choose]))
}

/// Keeping answers locked on this device, under a heading of that level.
pub(crate) fn locked(screen: &Screen<'_>, level: &'static str) -> Html {
    let form = NewPassphrase {
        field: "lock-passphrase",
        again: "lock-passphrase-again",
        help: "lock-passphrase-help",
        action: "store-locked",
        button: Key::ModeLockedChoose,
        event: |first, second| StorageEvent::LockRequested(first, second).into(),
    };
    let mut said = vec![p(screen.text(Key::ModeLockedWhat)), help(screen.text(Key::ModeLockedBut))];
    let choose = match refusal(screen) {
        Some(why) => p(screen.text(why)),
        None => form.view(screen),
    };
    if screen.model.storage.mode == StorageMode::Locked && !screen.model.storage.has_locked_copy() {
        said.push(fold("", screen.text(Key::ModeLockedAgain), vec![form.view(screen)]));
    }
    let heading = text(level, "", screen.text(Key::ModeLocked));
    way(screen, StorageMode::Locked, heading, said, choose)
}

fn unlocked(screen: &Screen<'_>) -> Html {
    let said = vec![p(screen.text(Key::ModeUnlockedWhat)), help(screen.text(Key::ModeUnlockedBut))];
    if screen.model.storage.from_file {
        return way(
            screen,
            StorageMode::Unlocked,
            h3(screen.text(Key::ModeUnlocked)),
            Nodes::new(),
            p(screen.text(Key::ModeUnlockedFile)),
        );
    }
    let choose = match refusal(screen) {
        Some(why) => p(screen.text(why)),
        None => row(vec![button(
            "quiet",
            "store-unlocked",
            screen.text(Key::ModeUnlockedChoose),
            screen.on(|_| StorageEvent::ModeChosen(StorageMode::Unlocked)),
        )]),
    };
    way(screen, StorageMode::Unlocked, h3(screen.text(Key::ModeUnlocked)), said, choose)
}

/// Why nothing can be kept on the device now.
fn refusal(screen: &Screen<'_>) -> Option<Key> {
    if screen.model.storage.refused {
        Some(Key::ModeRefused)
    } else {
        screen.model.storage.has_locked_copy().then_some(Key::ModeWaits)
    }
}
