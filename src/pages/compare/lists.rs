//! The lists of a questionnaire, item by item: what each organisation found. Nothing is counted or ranked.

use candour_compare::workbench::RowIndex;
use candour_questionnaire::{catalog::CatalogEntry, questionnaire::FactList};
use candour_words::Key;
use yew::Html;

use super::names::name_of;
use crate::components::{
    elements::{self, Nodes, element, fold, h3, help, p, pair, tag, text},
    screen::Screen,
};

/// A fold for each list; nothing if the questionnaire has none.
pub(super) fn view(screen: &Screen<'_>, entry: &CatalogEntry, rows: &[RowIndex]) -> Html {
    let mut start = 0;
    let mut folds = Nodes::new();
    for list in entry.questionnaire.lists() {
        folds.push(one(screen, entry, list, start, rows));
        start += list.items().count();
    }
    elements::together(folds)
}

/// A list whose first item has that place among those of all lists.
fn one(screen: &Screen<'_>, entry: &CatalogEntry, list: &FactList, start: usize, rows: &[RowIndex]) -> Html {
    let words = entry.wording.list(&list.id);
    let workbench = &screen.model.comparison.workbench;
    let mut children = vec![p(words.lead.clone().into()), help(screen.text(Key::ListWhat))];
    for (place, item) in (start..).zip(list.items()) {
        let mut said = Nodes::new();
        for row in rows.iter().filter_map(|row| workbench.row(*row)) {
            let Some(sheet) = row.sheet.as_deref() else { continue };
            let answer = match sheet.fact(place) {
                _ if sheet.withholds(&list.id) => vec![screen.words(Key::StandWithheld)],
                (None, _) => continue,
                (Some(choice), "") => vec![elements::words(words.answer(choice).to_owned())],
                (Some(choice), note) => {
                    let label = elements::words(words.answer(choice).to_owned());
                    vec![label, text("span", "note", note.to_owned().into())]
                }
            };
            said.push(pair(elements::words(name_of(screen, row)), answer));
        }
        if !said.is_empty() {
            let title = h3(words.item(&item.id).question.clone().into());
            let hooks = [("data-fact", item.id.clone().into())];
            children.push(element("div", &hooks, vec![title, tag("dl", "answers", said)]));
        }
    }
    fold("", words.title.clone().into(), children)
}
