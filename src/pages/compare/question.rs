//! What several organisations answered to one question, with their notes side by side.

use candour_app::{Route, SelectedView, page_of};
use candour_compare::workbench::{NotePresence, Response, RowIndex};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::navigation::{pages, ways};
use super::table::{filtered, name_of, said_key, stands_out};
use crate::{
    components::{
        elements::{self, Nodes, element, facts, h1, h2, lead, link, p, row, space, strong, tag, text},
        links,
        screen::Screen,
        typed_names,
    },
    labels::reason_key,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, question: &str) -> Html {
    let id = entry.questionnaire.id();
    let words = entry.wording.question(question);
    let ids: Vec<&str> = entry.questionnaire.questions().map(|question| question.id.as_str()).collect();
    let here = ids.iter().position(|own| *own == question).unwrap_or_default();
    let place = u32::try_from(here).unwrap_or(u32::MAX);
    let section =
        entry.questionnaire.question(question).map(|(section, _)| section.id.as_str()).unwrap_or_default();
    let looked = screen.model.table_view(id);
    let workbench = &screen.model.comparison.workbench;
    let shown = workbench.table(&entry.questionnaire, &looked.filter, looked.sort);
    let look = workbench.look(&shown, place);
    let mut children = vec![
        tag("p", "where", vec![elements::words(entry.wording.section(section).title.clone())]),
        h1(links::numbered(entry, question)),
        lead(words.why.clone().into()),
        ways(screen, Some(id)),
        filtered(screen, entry, shown.len()),
    ];
    if shown.is_empty() {
        children.push(p(screen.text(Key::CompareNone)));
    }
    let mut counts = Nodes::new();
    for said in Response::ALL {
        let count = look.tally.of(said);
        if count > 0 {
            let values: [(&str, &str); 2] =
                [("said", &screen.text(said_key(said))), ("count", &count.to_string())];
            let hooks =
                [("data-count", said.as_str().into()), ("data-number", AttrValue::from(count.to_string()))];
            counts.push(element(
                "li",
                &hooks,
                vec![elements::words(screen.words.with(Key::CompareCount, &values))],
            ));
        }
    }
    children.extend([h2(screen.text(Key::CompareCounts)), tag("ul", "", counts)]);
    if look.other_words > 0 {
        let hooks = [("data-other-wording-count", AttrValue::from(look.other_words.to_string()))];
        let said = screen.words.count(Counted::CompareOtherWords, look.other_words);
        children.push(element("p", &hooks, vec![strong(said)]));
    }
    if let Some(what) = look.tally.stands_out() {
        children.push(tag("p", "", vec![stands_out(screen, what)]));
    }
    children.push(h2(screen.text(Key::CompareWho)));
    let (page, number, count) = page_of(&look.who, looked.page);
    let answers: Nodes = page.iter().map(|who| answer(screen, *who, place)).collect();
    children.push(tag("div", "who", answers));
    children.push(pages(screen, id, number, count, SelectedView::Page));
    let other = |place: Option<usize>, action: &'static str, key: Key| {
        let question = place.and_then(|place| ids.get(place));
        question.map_or_else(Html::default, |question| {
            let route = Route::Question(id.to_owned(), (*question).to_owned());
            link("quiet", action, route.fragment(), screen.text(key))
        })
    };
    children.push(row(vec![
        other(here.checked_sub(1), "previous-question", Key::ComparePrevious),
        other(Some(here + 1), "next-question", Key::CompareNext),
    ]));
    elements::screen("compare", question, children)
}

fn answer(screen: &Screen<'_>, who: RowIndex, question: RowIndex) -> Html {
    let Some(file) = screen.model.comparison.workbench.row(who) else { return Html::default() };
    let Some(sheet) = file.sheet.as_deref() else { return Html::default() };
    let given = sheet.answer(question);
    let mut said = vec![strong(screen.text(said_key(given.said)))];
    if let Some(reason) = given.reason {
        said.extend([space(), facts(screen.text(reason_key(reason)))]);
    }
    if given.evidence {
        said.extend([space(), facts(screen.text(Key::SaidEvidence))]);
    }
    let mut children = vec![
        text("h3", "typed", name_of(screen, file)),
        typed_names::mixed(screen, &sheet.organisation),
        tag("p", "", said),
    ];
    if let Some(words) = sheet.worded(question) {
        let said = screen.words.with(Key::CompareWorded, &[("question", words)]);
        let hooks = [("class", "safety".into()), ("data-other-wording", AttrValue::default())];
        children.push(element("p", &hooks, vec![strong(said)]));
    }
    match given.note {
        NotePresence::No => {}
        NotePresence::Yes => children.push(text("p", "note typed", sheet.note(question).to_owned().into())),
        NotePresence::Withheld => children.push(text("p", "help", screen.text(Key::SaidNoteWithheld))),
    }
    let hooks = [
        ("class", "card".into()),
        ("data-organisation", AttrValue::from(sheet.organisation.to_string())),
        ("data-answer", given.said.as_str().into()),
    ];
    element("article", &hooks, children)
}
