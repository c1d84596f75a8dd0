//! What to ask each organisation next.

use candour_app::{Event, SelectedView, page_of};
use candour_compare::{
    export::answers::{self, ComparedOrganisation},
    workbench::RowIndex,
};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::{
    names::name_of,
    navigation::{pages, ways},
    table::filtered,
};
use crate::components::{
    elements::{self, Nodes, button, element, h1, lead, p, row, strong, tag, text},
    request_made::copied,
    screen::Screen,
    typed_names,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let looked = screen.model.table_view(id);
    let shown = screen.model.comparison.workbench.table(&entry.questionnaire, &looked.filter, looked.sort);
    let mut children = vec![
        h1(screen.words.with(Key::FollowUpHeading, &[("name", &entry.wording.title)])),
        lead(screen.text(Key::FollowUpLead)),
        ways(screen, Some(id)),
        filtered(screen, entry, shown.len()),
    ];
    if shown.is_empty() {
        children.push(p(screen.text(Key::CompareNone)));
        return elements::screen("compare", "follow-up", children);
    }
    children.push(row(vec![
        crate::pages::compare::exports::follow_up(screen, id),
        button("quiet", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
    ]));
    let (page, number, count) = page_of(&shown, looked.page);
    for place in page {
        children.push(organisation(screen, entry, *place));
    }
    children.push(pages(screen, id, number, count, SelectedView::Page));
    elements::screen("compare", "follow-up", children)
}

fn organisation(screen: &Screen<'_>, entry: &CatalogEntry, place: RowIndex) -> Html {
    let Some(file) = screen.model.comparison.workbench.row(place) else { return Html::default() };
    let Some(sheet) = file.sheet.as_deref() else { return Html::default() };
    let mut items = Nodes::new();
    let asked: Vec<_> = entry.questionnaire.questions().collect();
    let list = sheet.follow_up();
    for next in &list {
        let Some(question) = asked.get(next.question as usize) else { continue };
        let words = entry.wording.question(&question.id).question.as_str();
        let words = sheet.worded(next.question).unwrap_or(words).to_owned();
        let mut said = vec![elements::words(words), elements::space()];
        if next.serious {
            said.extend([strong(screen.text(Key::FollowUpSerious)), elements::space()]);
        }
        said.push(text("span", "help", screen.text(next.why.key())));
        items.push(element("li", &[("data-reason", next.why.as_str().into())], said));
    }
    let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
    let compared = ComparedOrganisation {
        workbench: &screen.model.comparison.workbench,
        entry,
        labels: &screen.model.catalog().labels,
        rows: &[],
    };
    let mut children = vec![
        tag(
            "summary",
            "",
            vec![
                text("strong", "typed", name_of(screen, file)),
                elements::space(),
                elements::facts(screen.words.count(Counted::FollowUpCount, count)),
            ],
        ),
        typed_names::mixed(screen, &sheet.organisation),
    ];
    match answers::letter(compared, place, screen.words) {
        None => children.push(p(screen.text(Key::FollowUpNone))),
        Some(letter) => {
            let id = ["letter-", &place.to_string()].concat();
            children.push(tag("ul", "", items));
            children.extend(copied(screen, id, "letter", Key::FollowUpLetter, &letter, Key::MadeCopyMessage));
        }
    }
    let hooks = [
        ("class", "line-card follow".into()),
        ("data-follow-up", AttrValue::from(sheet.organisation.to_string())),
    ];
    elements::keyed("details", &hooks, &place.to_string(), children)
}
