//! The screen after erasing: it tells nothing about what was here.

use candour_app::Route;
use yew::Html;

use super::{
    Screen,
    parts::{self, h1, link, p, row, tag},
};

pub(super) fn view(screen: &Screen<'_>) -> Html {
    let children = vec![
        h1(screen.text("erased-heading")),
        p(screen.text("erased-what")),
        row(vec![link("", "home", Route::Home.fragment(), screen.text("erased-again"))]),
    ];
    tag("div", "page", vec![tag("main", "", vec![parts::screen("erased", "", children)])])
}
