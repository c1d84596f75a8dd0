//! The first screen, and the one for addresses that lead nowhere.

use candour_app::{DraftEvent, Event, Route};
use candour_proof::sort::sort_by_key;
use candour_questionnaire::{catalog::CatalogEntry, scoring::assess};
use candour_words::Key;
use yew::{AttrValue, Html};

use super::{later, requested};
use crate::components::{
    elements::{self, Nodes, button, element, h1, h2, lead, li, link, p, row, space, tag, text, together},
    imported, links, passphrase_forms,
    progress_bar::progress,
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let catalog = screen.model.catalog().entries.iter().map(AsRef::as_ref);
    let mut entries: Vec<&CatalogEntry> =
        catalog.filter(|entry| screen.model.is_shown_at_start(entry)).collect();
    sort_by_key(&mut entries, |entry| screen.model.request_for(&entry.card.id).is_none());
    let cards = entries.iter().map(|entry| card(screen, entry)).collect();
    let situations: Nodes = entries.iter().filter_map(|entry| situation(screen, entry)).collect();
    elements::screen(
        "home",
        "",
        vec![
            h1(screen.text(Key::FirstTitle)),
            passphrase_forms::waiting(screen),
            lead(screen.text(Key::FirstWhat)),
            p(screen.text(Key::FirstPrivate)),
            find(screen, situations),
            h2(screen.text(Key::FirstQuestionnaires)),
            tag("ul", "cards", cards),
            selected(screen),
            tag("p", "", vec![links::way(screen)]),
            h2(screen.text(Key::HomeHow)),
            tag(
                "ol",
                "steps",
                vec![
                    li(vec![screen.words(Key::HomeStepAnswer)]),
                    li(vec![screen.words(Key::HomeStepResult)]),
                    li(vec![screen.words(Key::HomeStepFile)]),
                ],
            ),
            h2(screen.text(Key::HomeOther)),
            tag(
                "ul",
                "plain",
                vec![
                    li(vec![link("", "check", Route::Check.fragment(), screen.text(Key::HomeCheck))]),
                    li(vec![link("", "request", Route::Request.fragment(), screen.text(Key::HomeRequest))]),
                    li(vec![link("", "compare", Route::Compare.fragment(), screen.text(Key::HomeCompare))]),
                    li(vec![link("", "", Route::About.fragment(), screen.text(Key::HomeAbout))]),
                ],
            ),
        ],
    )
}

/// The situations that lead to questionnaires, if there are any.
fn find(screen: &Screen<'_>, situations: Nodes) -> Html {
    if situations.is_empty() {
        return Html::default();
    }
    together(vec![h2(screen.text(Key::HomeFind)), tag("ul", "plain", situations)])
}

/// That the page shows a selection, with a way to all.
fn selected(screen: &Screen<'_>) -> Html {
    if screen.model.page.selection.is_empty() {
        return Html::default();
    }
    let all = screen.on(|_| Event::AllQuestionnairesRequested);
    together(vec![
        p(screen.text(Key::HomeSelection)),
        row(vec![button("quiet", "show-all", screen.text(Key::HomeShowAll), all)]),
    ])
}

/// For whom a questionnaire is, as a way to it. Only the page's own: an imported one must not pose as one of them.
fn situation(screen: &Screen<'_>, entry: &CatalogEntry) -> Option<Html> {
    let words = entry.card.situation.as_ref().filter(|_| !entry.own)?;
    let id = &*entry.card.id;
    let way = element(
        "a",
        &[("data-situation", id.to_owned().into()), ("href", screen.model.continue_at(id).fragment().into())],
        vec![elements::words(words.clone())],
    );
    Some(li(vec![way]))
}

fn card(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let card = &entry.card;
    let id = &*card.id;
    let draft = screen.model.draft(id);
    let started = !draft.is_empty();
    let title = || AttrValue::from(card.title.clone());
    let size = screen.words.with(
        Key::FirstSize,
        &[("questions", &card.question_count.to_string()), ("minutes", &card.minutes.to_string())],
    );
    let start = screen.words(if started { Key::HomeContinue } else { Key::HomeStart });
    let start = element(
        "a",
        &[
            ("class", "button".into()),
            ("data-start", id.to_owned().into()),
            ("href", screen.model.continue_at(id).fragment().into()),
        ],
        vec![start, tag("span", "unseen", vec![space(), elements::words(title())])],
    );
    let mut children: Nodes = vec![
        text("h3", "", title()),
        imported::mark(screen, entry),
        requested::asked_for(screen, id),
        elements::stated("p", "", &card.summary),
    ];
    let mut ways = vec![start];
    if started {
        let counts = assess(&entry.questionnaire, &draft.answers).completeness;
        children.push(progress(screen, counts.answered, counts.asked));
        let own = id.to_owned();
        let clear = screen.on(move |_| DraftEvent::StartOverRequested(own.clone()));
        ways.push(button("quiet", "start-over", screen.text(Key::HomeStartOver), clear));
    }
    ways.push(text("span", "facts", size));
    children.push(row(ways));
    if started {
        let later = Route::Later(id.to_owned()).fragment();
        let way = tag("p", "", vec![link("", "later", later, screen.text(Key::ToLater))]);
        children.extend([later::warning(screen), way]);
    }
    tag("li", "card", children)
}
