//! The screen after erasing: it tells nothing about what was here.

use candour_app::Route;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, element, h1, link, p, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let erased = screen.model.erased.unwrap_or_default();
    let tabs = erased.tabs;
    let said = |name: &'static str, key: Counted, count: u32| {
        if count == 0 {
            return Html::default();
        }
        let hooks = [("data-tabs", name.into()), ("role", "status".into())];
        element("p", &hooks, vec![elements::words(screen.words.count(key, count))])
    };
    let refused = if erased.refused {
        let hooks = [("data-not-erased", AttrValue::default()), ("role", "alert".into())];
        element("p", &hooks, vec![elements::strong(screen.text(Key::ErasedRefused))])
    } else {
        Html::default()
    };
    let children = vec![
        h1(screen.text(Key::ErasedHeading)),
        p(screen.text(Key::ErasedWhat)),
        refused,
        said("reached", Counted::ErasedReached, tabs.reached),
        said("silent", Counted::ErasedSilent, tabs.silent),
        row(vec![link("", "home", Route::Home.fragment(), screen.text(Key::ErasedAgain))]),
    ];
    tag("div", "page", vec![tag("main", "", vec![elements::screen("erased", "", children)])])
}
