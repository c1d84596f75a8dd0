//! The ways between the screens of a comparison, and from page to page of a list.

use candour_app::{ComparisonEvent, PAGE, Route, SelectedView};
use candour_words::{Counted, Key};

use crate::components::{
    elements::{self, Nodes, button, element, li, tag},
    screen::Screen,
};
use yew::{AttrValue, Html};

/// The ways between the files and what is in them: a table and a list of questions for each questionnaire.
pub(super) fn ways(screen: &Screen<'_>, here: Option<&str>) -> Html {
    let mut items = Nodes::new();
    items.push(way(screen, &Route::Compare, "compare", screen.text(Key::WayFiles)));
    for entry in &screen.model.catalog().entries {
        let id = entry.questionnaire.id();
        let count = screen.model.comparison.workbench.counted(&entry.questionnaire).len();
        if count == 0 || here.is_some_and(|here| here != id) {
            continue;
        }
        let count = screen.words.count(Counted::Organisations, u32::try_from(count).unwrap_or(u32::MAX));
        let values: [(&str, &str); 2] = [("name", &entry.wording.title), ("count", &count)];
        let (to_table, to_next) = (Route::Organisations(id.to_owned()), Route::FollowUp(id.to_owned()));
        items.push(way(screen, &to_table, "to-table", screen.words.with(Key::WayTable, &values)));
        items.push(way(screen, &to_next, "to-follow-up", screen.words.with(Key::WayFollowUp, &values)));
    }
    if items.len() < 2 {
        return Html::default();
    }
    element(
        "nav",
        &[("aria-label", screen.text(Key::WaysLabel)), ("class", "ways".into())],
        vec![tag("ul", "", items)],
    )
}

/// A tab, marked if it is the present one.
fn way(screen: &Screen<'_>, route: &Route, action: &'static str, name: AttrValue) -> Html {
    let mut attributes = vec![("href", route.fragment().into()), ("data-action", AttrValue::Static(action))];
    if screen.model.route == *route {
        attributes.push(("aria-current", "page".into()));
    }
    li(vec![element("a", &attributes, vec![elements::words(name)])])
}

/// The way to other pages of a long list; nothing if there is one only.
pub(super) fn pages(
    screen: &Screen<'_>,
    questionnaire: &str,
    at: usize,
    count: usize,
    turn: fn(usize) -> SelectedView,
) -> Html {
    if count < 2 {
        return Html::default();
    }
    let to = |page: Option<usize>, action: &'static str, key: Key| match page.filter(|page| *page < count) {
        None => Html::default(),
        Some(page) => {
            let id = questionnaire.to_owned();
            let press =
                screen.on(move |_: yew::MouseEvent| ComparisonEvent::ViewSelected(id.clone(), turn(page)));
            button("quiet small", action, screen.text(key), press)
        }
    };
    let values: [(&str, &str); 3] =
        [("page", &(at + 1).to_string()), ("pages", &count.to_string()), ("size", &PAGE.to_string())];
    let children = vec![
        to(at.checked_sub(1), "previous-page", Key::PagePrevious),
        elements::words(screen.words.with(Key::PageOf, &values)),
        to(Some(at + 1), "next-page", Key::PageNext),
    ];
    element("nav", &[("class", "row".into()), ("aria-label", screen.text(Key::PagesLabel))], children)
}
