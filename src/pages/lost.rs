//! An address that leads nowhere.

use candour_app::Route;
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{self, h1, link, p, row},
    screen::Screen,
};

/// An address that leads nowhere: the answers are untouched, and the ways on are named.
pub(crate) fn view(screen: &Screen<'_>) -> Html {
    elements::screen(
        "unknown",
        "",
        vec![
            h1(screen.text(Key::LostHeading)),
            p(screen.text(Key::LostMeaning)),
            row(vec![link("button", "home", Route::Home.fragment(), screen.text(Key::LostHome))]),
        ],
    )
}
