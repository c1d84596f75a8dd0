//! Links to where something is changed.

use candour_app::Route;
use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::{Question, Section},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{elements::link, screen::Screen};

/// The way to all drafts; nothing while there is none.
pub(crate) fn way(screen: &Screen<'_>) -> Html {
    let drafts =
        screen.model.workspace.drafts().open().len() + screen.model.workspace.drafts().others().len();
    let Ok(count @ 1..) = u32::try_from(drafts) else {
        return Html::default();
    };
    link("", "drafts", Route::Drafts.fragment(), screen.words.count(Counted::DraftsLink, count))
}

/// A link to a question that says the question, with its number.
pub(crate) fn change(entry: &CatalogEntry, section: &Section, question: &Question) -> Html {
    let route = Route::question(entry.questionnaire.id(), &section.id, &question.id);
    link("", "", route.fragment(), numbered(entry, &question.id))
}

/// A question with its number before it.
pub(crate) fn numbered(entry: &CatalogEntry, id: &str) -> AttrValue {
    let words = &entry.wording.question(id).question;
    match entry.questionnaire.number(id) {
        Some(number) => [&number.to_string(), " ", words].concat().into(),
        None => words.clone().into(),
    }
}

/// The link to the open question after that one, with its number and how many are left; `None` if none is open.
pub(crate) fn next_open(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    after: Option<&str>,
    class: &'static str,
    action: &'static str,
) -> Option<Html> {
    let questionnaire = &entry.questionnaire;
    let answers = &screen.model.draft(questionnaire.id()).answers;
    let (section, question) = questionnaire.next_open(answers, after)?;
    let first = section.questions.iter().find(|own| own.asked(answers));
    // The first of a section is reached at the section's beginning, with what is said there.
    let route = if first.is_some_and(|first| first.id == question.id) {
        Route::section(questionnaire.id(), &section.id)
    } else {
        Route::question(questionnaire.id(), &section.id, &question.id)
    };
    let number = questionnaire.number(&question.id)?.to_string();
    let count = questionnaire.open(answers).count().to_string();
    let values: [(&str, &str); 2] = [("number", &number), ("count", &count)];
    Some(link(class, action, route.fragment(), screen.words.with(Key::NextOpen, &values)))
}

/// The list behind that one, or the first; behind the last, to check the answers.
pub(crate) fn after_list(entry: &CatalogEntry, list: Option<&str>) -> Route {
    let id = entry.questionnaire.id();
    let mut lists = entry.questionnaire.lists().iter();
    let next = match list {
        None => lists.next(),
        Some(list) => lists.skip_while(|own| own.id != list).nth(1),
    };
    next.map_or_else(|| Route::Review(id.to_owned()), |next| Route::section(id, &next.id))
}
