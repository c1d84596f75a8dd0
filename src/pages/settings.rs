//! Where answers are kept, the ways to keep them, and erasing everything.

use candour_app::{Event, Mode, Route};
use yew::Html;

use crate::components::{
    elements::{self, Nodes, button, fold, h1, h2, h3, help, p, row, strong, tag},
    links,
    passphrase_forms::{self, NewPassphrase},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let mut children = vec![
        h1(screen.text("settings-heading")),
        passphrase_forms::waiting(screen),
        h2(screen.text("settings-where")),
        p(screen.text("settings-choose")),
        tag("p", "safety", vec![screen.words("settings-shared")]),
    ];
    children.extend([tab(screen), locked(screen), unlocked(screen)]);
    children.extend([
        tag("p", "", vec![links::way(screen)]),
        passphrase_forms::page(screen),
        h2(screen.text("erase-heading")),
        p(screen.text("erase-what")),
        p(screen.text("erase-not")),
        p(screen.text("erase-key")),
        row(vec![button("button", "erase", screen.text("erase"), screen.on(|_| Event::AskedErase))]),
        tag("p", "", vec![elements::link("back", "home", Route::Home.fragment(), screen.text("lost-home"))]),
    ]);
    elements::screen("settings", "", children)
}

/// One way to keep answers: what it means, and how to choose it unless it is chosen.
fn way(screen: &Screen<'_>, mode: Mode, heading: &str, mut children: Nodes, choose: Html) -> Html {
    children.insert(0, h3(screen.text(heading)));
    if screen.model.keeper.mode == mode {
        children.push(tag("p", "", vec![strong(screen.text("mode-chosen"))]));
    } else {
        children.push(choose);
    }
    tag("section", "card", children)
}

fn tab(screen: &Screen<'_>) -> Html {
    let choose = button(
        "quiet",
        "keep-in-tab",
        screen.text("mode-tab-choose"),
        screen.on(|_| Event::ChoseMode(Mode::Tab)),
    );
    let said = vec![p(screen.text("mode-tab-what")), help(screen.text("mode-tab-but"))];
    way(screen, Mode::Tab, "mode-tab", said, row(vec![choose]))
}

fn locked(screen: &Screen<'_>) -> Html {
    let form = NewPassphrase {
        field: "lock-passphrase",
        again: "lock-passphrase-again",
        help: "lock-passphrase-help",
        action: "keep-locked",
        button: "mode-locked-choose",
        event: Event::AskedLock,
    };
    let mut said = vec![p(screen.text("mode-locked-what")), help(screen.text("mode-locked-but"))];
    let choose = match refusal(screen) {
        Some(why) => p(screen.text(why)),
        None => form.view(screen),
    };
    if screen.model.keeper.mode == Mode::Locked && !screen.model.waits_on_device() {
        said.push(fold("", screen.text("mode-locked-again"), vec![form.view(screen)]));
    }
    way(screen, Mode::Locked, "mode-locked", said, choose)
}

fn unlocked(screen: &Screen<'_>) -> Html {
    let said = vec![p(screen.text("mode-unlocked-what")), help(screen.text("mode-unlocked-but"))];
    if screen.model.keeper.from_file {
        return way(
            screen,
            Mode::Unlocked,
            "mode-unlocked",
            Nodes::new(),
            p(screen.text("mode-unlocked-file")),
        );
    }
    let choose = match refusal(screen) {
        Some(why) => p(screen.text(why)),
        None => row(vec![button(
            "quiet",
            "keep-unlocked",
            screen.text("mode-unlocked-choose"),
            screen.on(|_| Event::ChoseMode(Mode::Unlocked)),
        )]),
    };
    way(screen, Mode::Unlocked, "mode-unlocked", said, choose)
}

/// Why nothing can be kept on the device now.
fn refusal(screen: &Screen<'_>) -> Option<&'static str> {
    if screen.model.keeper.refused {
        Some("mode-refused")
    } else {
        screen.model.waits_on_device().then_some("mode-waits")
    }
}
