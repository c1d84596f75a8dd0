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
    items.extend(and_more(screen, more));
    tag("ul", "", items)
}

/// The last item of a list that leaves `more` entries out; nothing if it leaves out none, so that an empty list stays
/// empty.
pub(crate) fn and_more(screen: &Screen<'_>, more: u32) -> Option<Html> {
    (more > 0).then(|| {
        let count = more.to_string();
        let text = screen.words.with(Key::AndMore, &[("count", &count)]);
        element("li", &[("data-more", count.into())], vec![elements::words(text)])
    })
}

/// The same below things that stand in no list.
pub(crate) fn and_more_below(screen: &Screen<'_>, more: u32) -> Html {
    if more == 0 { Html::default() } else { tag("ul", "", and_more(screen, more).into_iter().collect()) }
}

/// The first entries of a list, and how many more there are beside those `more` that are none of them.
pub(crate) fn first(screen: &Screen<'_>, mut items: Nodes, more: u32) -> Nodes {
    let more = shown(&items).1.saturating_add(more);
    items.truncate(listed::MOST);
    items.extend(and_more(screen, more));
    items
}
