//! The screen after erasing: it tells nothing about what was here.

use candour_app::Route;
use yew::Html;

use crate::components::{
    elements::{self, h1, link, p, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let children = vec![
        h1(screen.text("erased-heading")),
        p(screen.text("erased-what")),
        row(vec![link("", "home", Route::Home.fragment(), screen.text("erased-again"))]),
    ];
    tag("div", "page", vec![tag("main", "", vec![elements::screen("erased", "", children)])])
}
