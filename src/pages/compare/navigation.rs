//! The ways between the screens of a comparison, and from page to page of a list.

use candour_app::{ComparisonEvent, PAGE, Route, SelectedView};
use candour_words::{Counted, Key};

use crate::components::{
    elements::{self, Nodes, button, element, li, link, tag},
    screen::Screen,
};
use yew::Html;

/// The ways between the files and what is in them: a table and a list of questions for each questionnaire.
pub(super) fn ways(screen: &Screen<'_>, here: Option<&str>) -> Html {
    let mut items = Nodes::new();
    if here.is_some() {
        items.push(li(vec![link("", "compare", Route::Compare.fragment(), screen.text(Key::WayFiles))]));
    }
    for entry in &screen.model.catalog().entries {
        let id = entry.questionnaire.id();
        let count = screen.model.comparison.workbench.counted(&entry.questionnaire).len();
        if count == 0 || here.is_some_and(|here| here != id) {
            continue;
        }
        let count = screen.words.count(Counted::Organisations, u32::try_from(count).unwrap_or(u32::MAX));
        let values: [(&str, &str); 2] = [("name", &entry.wording.title), ("count", &count)];
        let to_table = Route::Organisations(id.to_owned()).fragment();
        let to_next = Route::FollowUp(id.to_owned()).fragment();
        items.push(li(vec![link("", "to-table", to_table, screen.words.with(Key::WayTable, &values))]));
        items.push(li(vec![link("", "to-follow-up", to_next, screen.words.with(Key::WayFollowUp, &values))]));
    }
    if items.is_empty() {
        return Html::default();
    }
    element(
        "nav",
        &[("aria-label", screen.text(Key::WaysLabel)), ("class", "ways".into())],
        vec![tag("ul", "", items)],
    )
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
