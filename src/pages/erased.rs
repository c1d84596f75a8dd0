//! The screen after erasing: it tells nothing about what was here.

use candour_app::Route;
use yew::Html;

use crate::components::{
    elements::{self, element, h1, link, p, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let tabs = screen.model.other_tabs;
    let said = |name: &'static str, key: &str, count: u32| {
        if count == 0 {
            return Html::default();
        }
        let hooks = [("data-tabs", name.into()), ("role", "status".into())];
        element("p", &hooks, vec![elements::words(screen.words.count(key, count))])
    };
    let children = vec![
        h1(screen.text("erased-heading")),
        p(screen.text("erased-what")),
        said("reached", "erased-reached", tabs.reached),
        said("silent", "erased-silent", tabs.silent),
        row(vec![link("", "home", Route::Home.fragment(), screen.text("erased-again"))]),
    ];
    tag("div", "page", vec![tag("main", "", vec![elements::screen("erased", "", children)])])
}
