//! What several organisations answered to one question, with their notes side by side.

use candour_app::{Route, SelectedView, page_of};
use candour_compare::workbench::{NotePresence, Response, ResponseCounts, RowIndex};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::navigation::{pages, ways};
use super::{
    names::name_of,
    table::{filtered, said_key, stands_out},
};
use crate::{
    components::{
        elements::{self, Nodes, element, facts, h1, h2, link, p, row, space, strong, tag, text},
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
        elements::stated("p", "lead", &words.why),
        ways(screen, Some(id)),
        filtered(screen, entry, shown.len()),
    ];
    if shown.is_empty() {
        children.push(p(screen.text(Key::CompareNone)));
    }
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
    for said in Response::ALL {
        let who =
            page.iter().copied().filter(|who| given(screen, *who, place) == Some(said)).collect::<Vec<_>>();
        let label = match said.choice() {
            Some(choice) => screen.choice(entry, question, choice),
            None => screen.text(said_key(said)),
        };
        children.push(group(screen, (said, &label), &who, place, &look.tally));
    }
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

fn given(screen: &Screen<'_>, who: RowIndex, question: RowIndex) -> Option<Response> {
    let sheet = screen.model.comparison.workbench.row(who)?.sheet.as_deref()?;
    Some(sheet.answer(question).said)
}

/// Those who gave one answer: how many they are, who they are, and what they noted.
fn group(
    screen: &Screen<'_>,
    (said, label): (Response, &str),
    who: &[RowIndex],
    question: RowIndex,
    tally: &ResponseCounts,
) -> Html {
    if who.is_empty() {
        return Html::default();
    }
    let count = tally.of(said).to_string();
    let values: [(&str, &str); 2] = [("said", label), ("count", &count)];
    let bar = [
        ("max", AttrValue::from((tally.asked() + tally.of(Response::NotAsked)).to_string())),
        ("value", count.clone().into()),
        ("aria-hidden", "true".into()),
    ];
    let hooks = [("data-count", AttrValue::from(said.as_str())), ("data-number", count.clone().into())];
    let mut silent = Nodes::new();
    let mut noted = Nodes::new();
    for who in who {
        let (item, has_more) = answer(screen, *who, question);
        if has_more { noted.push(item) } else { silent.push(item) }
    }
    let children = vec![
        tag(
            "div",
            "progress",
            vec![
                text("h3", "", screen.words.with(Key::CompareGroup, &values)),
                element("progress", &bar, Vec::new()),
            ],
        ),
        if silent.is_empty() { Html::default() } else { tag("ul", "names", silent) },
        if noted.is_empty() { Html::default() } else { tag("ul", "noted", noted) },
    ];
    element("section", &hooks, children)
}

/// One of them, and whether more is said than the name.
fn answer(screen: &Screen<'_>, who: RowIndex, question: RowIndex) -> (Html, bool) {
    let Some(file) = screen.model.comparison.workbench.row(who) else { return (Html::default(), false) };
    let Some(sheet) = file.sheet.as_deref() else { return (Html::default(), false) };
    let given = sheet.answer(question);
    let mut children =
        vec![text("span", "typed", name_of(screen, file)), typed_names::mixed(screen, &sheet.organisation)];
    let short = children.len();
    if let Some(reason) = given.reason {
        children.extend([space(), facts(screen.text(reason_key(reason)))]);
    }
    if given.evidence {
        children.extend([space(), facts(screen.text(Key::SaidEvidence))]);
    }
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
    let has_more = children.len() > short;
    let hooks = [
        ("data-organisation", AttrValue::from(sheet.organisation.to_string())),
        ("data-answer", given.said.as_str().into()),
    ];
    (element("li", &hooks, children), has_more)
}
