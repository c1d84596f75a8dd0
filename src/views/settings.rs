//! Where answers are kept, and erasing them.

use candour_assessment::journey::Event;
use yew::Html;

use super::{
    Screen,
    parts::{self, button, h1, h2, p, row},
};

pub(super) fn view(screen: &Screen<'_>) -> Html {
    parts::screen(
        "settings",
        "",
        vec![
            h1(screen.text("settings-heading")),
            h2(screen.text("settings-where")),
            p(screen.text("settings-tab")),
            p(screen.text("settings-reload")),
            p(screen.text("settings-shared")),
            h2(screen.text("erase-heading")),
            p(screen.text("erase-what")),
            p(screen.text("erase-not")),
            row(vec![button("button", "erase", screen.text("erase"), screen.on(|_| Event::AskedErase))]),
        ],
    )
}
