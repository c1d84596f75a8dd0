//! All parts of a questionnaire: how far each is, how long the rest takes, and the next open question.

use candour_app::Route;
use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::{FactList, Question, Section},
    scoring::{SectionResult, assess},
    wording::minutes_left,
};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::{
    components::{
        elements::{self, Nodes, element, facts, h1, h2, link, p, row, space, strong, tag, text},
        links,
        progress_bar::progress,
        screen::Screen,
    },
    pages::{later, review},
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = &entry.questionnaire;
    let (id, draft) = (questionnaire.id(), screen.model.draft(questionnaire.id()));
    let assessment = assess(questionnaire, &draft.answers);
    let counts = &assessment.completeness;
    let minutes = minutes_left(questionnaire, &entry.wording, &draft.answers).to_string();
    let left = match counts.open {
        0 => p(screen.text(Key::ReviewComplete)),
        _ => p(screen.words.with(Key::TasksMinutes, &[("minutes", &minutes)])),
    };
    let mut items = vec![profile(screen, entry)];
    for (section, result) in questionnaire.sections().iter().zip(&assessment.sections) {
        items.push(part(screen, entry, section, result));
    }
    items.extend(questionnaire.lists().iter().map(|list| list_part(screen, entry, list)));
    let children = vec![
        h1(entry.wording.title.clone().into()),
        progress(screen, counts.answered, counts.asked),
        left,
        row(vec![
            go_on(screen, entry),
            link("quiet", "later", Route::Later(id.to_owned()).fragment(), screen.text(Key::ToLater)),
        ]),
        later::warning(screen),
        h2(screen.text(Key::TasksParts)),
        tag("ol", "tasks", items),
        row(vec![
            link("back", "review", Route::Review(id.to_owned()).fragment(), screen.text(Key::NextReview)),
            link("back", "result", Route::Result(id.to_owned()).fragment(), screen.text(Key::ToResult)),
            link("back", "home", Route::Home.fragment(), screen.text(Key::LostHome)),
        ]),
        review::law(screen, entry),
    ];
    elements::screen("tasks", id, children)
}

/// The way to the next open question, or to check the answers if none is open.
fn go_on(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = &entry.questionnaire;
    let draft = screen.model.draft(questionnaire.id());
    // From where somebody stopped, that is after the last answered question of the section left last.
    let answered = |question: &&Question| question.given(&draft.answers).is_some();
    let last = questionnaire.section(&draft.place);
    let last = last
        .and_then(|section| section.questions.iter().rfind(answered))
        .map(|question| question.id.as_str());
    links::next_open(screen, entry, last, "button", "next").unwrap_or_else(|| {
        let review = Route::Review(questionnaire.id().to_owned()).fragment();
        link("button", "next", review, screen.text(Key::NextReview))
    })
}

fn profile(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = &entry.questionnaire;
    let chosen = &screen.model.draft(questionnaire.id()).answers.profile;
    let answered =
        questionnaire.profile().iter().filter(|question| chosen.contains_key(&question.id)).count();
    let route = Route::Profile(questionnaire.id().to_owned());
    let title = screen.text(Key::ReviewProfile);
    task(
        screen,
        "profile",
        String::new(),
        link("", "", route.fragment(), title),
        answered,
        questionnaire.profile().len(),
    )
}

fn part(screen: &Screen<'_>, entry: &CatalogEntry, section: &Section, result: &SectionResult) -> Html {
    let title: AttrValue = entry.wording.section(&section.id).title.clone().into();
    let number = section.questions.first().and_then(|question| entry.questionnaire.number(&question.id));
    let number = number.map_or_else(String::new, |number| number.section.to_string());
    let counts = &result.completeness;
    let name = if counts.asked == 0 {
        elements::words(title)
    } else {
        link("", "", Route::section(entry.questionnaire.id(), &section.id).fragment(), title)
    };
    task(screen, &section.id, number, name, counts.answered as usize, counts.asked as usize)
}

/// A list, of which nothing is counted.
fn list_part(screen: &Screen<'_>, entry: &CatalogEntry, list: &FactList) -> Html {
    let id = entry.questionnaire.id();
    let begun = list.is_begun(&screen.model.draft(id).answers);
    let (state, key) = if begun { ("begun", Key::ListBegun) } else { ("not-started", Key::TaskNotStarted) };
    let title = entry.wording.list(&list.id).title.clone();
    let way = link("", "", Route::section(id, &list.id).fragment(), title.into());
    let hooks = [("data-task", list.id.clone().into()), ("data-state", AttrValue::Static(state))];
    element("li", &hooks, vec![way, space(), facts(screen.text(key))])
}

/// A part with its number, its name and how far it is.
fn task(screen: &Screen<'_>, id: &str, number: String, name: Html, answered: usize, asked: usize) -> Html {
    let values: [(&str, &str); 2] = [("answered", &answered.to_string()), ("asked", &asked.to_string())];
    let (state, said) = match answered {
        _ if asked == 0 => ("not-asked", facts(screen.text(Key::SectionNotAsked))),
        0 => ("not-started", facts(screen.text(Key::TaskNotStarted))),
        _ if answered == asked => ("done", strong(screen.text(Key::TaskDone))),
        _ => ("begun", facts(screen.words.with(Key::SectionFar, &values))),
    };
    let mut children = Nodes::new();
    if !number.is_empty() {
        children.extend([text("span", "number", number.into()), space()]);
    }
    children.extend([name, space(), said]);
    let hooks = [("data-task", id.to_owned().into()), ("data-state", AttrValue::Static(state))];
    element("li", &hooks, children)
}
