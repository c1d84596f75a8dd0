//! A list of ids.

use yew::Html;

use crate::components::{
    elements::{self, Nodes, code, element, li, tag},
    screen::Screen,
};
use candour_questionnaire::listed::{self, shown};
use candour_words::Key;

/// A list of ids, and how many more there are.
pub(crate) fn ids(screen: &Screen<'_>, ids: &[String], more: u32) -> Html {
    let mut items = Nodes::new();
    for id in ids {
        items.push(li(vec![code(id.clone())]));
    }
    items.push(and_more(screen, more));
    tag("ul", "", items)
}

/// The end of a list that leaves entries out.
pub(crate) fn and_more(screen: &Screen<'_>, more: u32) -> Html {
    if more == 0 {
        return Html::default();
    }
    let count = more.to_string();
    let said = screen.words.with(Key::AndMore, &[("count", &count)]);
    element("li", &[("data-more", count.into())], vec![elements::words(said)])
}

/// The same below things that stand in no list.
pub(crate) fn and_more_below(screen: &Screen<'_>, more: u32) -> Html {
    if more == 0 { Html::default() } else { tag("ul", "", vec![and_more(screen, more)]) }
}

/// The first entries of a list, and how many more there are beside those `more` that are none of them.
pub(crate) fn first(screen: &Screen<'_>, mut items: Nodes, more: u32) -> Nodes {
    let more = shown(&items).1.saturating_add(more);
    items.truncate(listed::MOST);
    items.push(and_more(screen, more));
    items
}
