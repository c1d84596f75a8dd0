//! Questionnaires that somebody brings: opening them, what is wrong with them, and their mark.

use candour_app::{InboxEvent, OpenAs, Route};
use candour_questionnaire::{catalog::CatalogEntry, never_asked};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, Nodes, button, code, element, fold, li, link, row, space, tag},
    file_input, ids,
    screen::Screen,
};

/// Says that a questionnaire is not one of those the page was built with; nothing if it is.
pub(crate) fn mark(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    if !entry.own {
        return Html::default();
    }
    let hooks =
        [("class", "own".into()), ("data-imported", AttrValue::from(entry.questionnaire.id().to_owned()))];
    let said = match screen.model.asker(entry) {
        Some(request) => screen.words.with(Key::OwnMarkAsked, &[("name", &request.from)]),
        None => screen.text(Key::OwnMark),
    };
    element("p", &hooks, vec![elements::strong(said)])
}

/// Sentences that seem to ask for what can put people at risk, and what to do about them; nothing if there are none.
/// Of questions in a language that cannot be looked through, it says so. Its author sees it when the file is opened, and
/// whoever answers while they do.
pub(crate) fn warning(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let found = &entry.wording.invitations;
    let is_known = !entry.own || never_asked::knows(&entry.wording.language);
    let mut children = Nodes::new();
    if !is_known {
        let hooks = [("data-danger-unchecked", AttrValue::default())];
        let said = elements::strong(screen.text(Key::OwnInvitationsLanguage));
        children.push(element("p", &hooks, vec![said]));
    }
    if found.total() > 0 {
        let said = elements::strong(screen.words.count(Counted::OwnInvitations, found.total()));
        children.push(element("p", &[("data-never-asked", AttrValue::default())], vec![said]));
    }
    if children.is_empty() {
        return Html::default();
    }
    children.push(elements::p(screen.text(Key::OwnInvitationsDo)));
    if found.total() > 0 {
        let items = found.iter().map(|one| {
            let hooks = [("data-invitation", one.place.clone().into())];
            element("li", &hooks, vec![elements::words(one.sentence.clone())])
        });
        let list = tag("ul", "", ids::first(screen, items.collect(), found.more()));
        children.push(fold("", screen.text(Key::OwnInvitationsList), vec![list]));
    }
    tag("div", "gate", children)
}

/// A button that uses the questions found among other files.
pub(crate) fn offer(screen: &Screen<'_>, accepted: InboxEvent) -> Html {
    let accept = screen.on(move |_| accepted.clone());
    row(vec![button("button", "use-questions", screen.text(Key::CheckUseQuestions), accept)])
}

/// The place where they are opened, and a list of those that are here.
/// `head` says what it is for there.
pub(crate) fn place(screen: &Screen<'_>, head: Html) -> Html {
    let words = [Key::OwnOpen, Key::OwnHelp];
    let (id, help_id) = ("open-questionnaire", "open-questionnaire-help");
    let mut children = vec![head];
    children.extend(file_input::fields(screen, id, help_id, words, OpenAs::Questionnaires, false));
    children.push(problems(screen));
    children.push(passed_over(screen));
    if !screen.model.workspace.imported().is_empty() {
        let titles = screen.model.workspace.imported().iter().map(|brought| {
            let entry = &brought.entry;
            let size = screen.words.with(
                Key::FactTitle,
                &[("title", &entry.wording.title), ("version", entry.questionnaire.version())],
            );
            let look = Route::Profile(entry.questionnaire.id().to_owned()).fragment();
            li(vec![
                elements::words(size),
                row(vec![link("quiet", "look", look, screen.text(Key::OwnLook)), save_table(screen, entry)]),
                warning(screen, entry),
            ])
        });
        children.push(tag("ul", "", titles.collect()));
        let save = screen.on(|_| InboxEvent::QuestionnairesRequested);
        children.push(row(vec![button("quiet", "save-questionnaires", screen.text(Key::OwnSave), save)]));
    }
    tag("section", "", children)
}

/// A button that saves a questionnaire as a table.
pub(crate) fn save_table(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id().to_owned();
    let save = screen.on(move |_| InboxEvent::TableRequested(id.clone()));
    let name = screen.words.with(Key::OwnSaveTable, &[("title", &entry.wording.title)]);
    button("quiet", "save-table", name, save)
}

/// Files opened with the last questionnaires that were not needed.
fn passed_over(screen: &Screen<'_>) -> Html {
    let names = &screen.model.inbox.passed_over;
    if names.is_empty() {
        return Html::default();
    }
    let said = screen.words.with(Key::OwnPassedOver, &[("names", &screen.words.list(Key::ListOfTwo, names))]);
    element("p", &[("class", "help".into()), ("data-passed-over", "".into())], vec![elements::words(said)])
}

/// What an author has to fix before the files opened last can be used.
fn problems(screen: &Screen<'_>) -> Html {
    let said: Nodes = screen
        .model
        .inbox
        .problems
        .iter()
        .map(|(file, problem)| {
            let file = if file.is_empty() { screen.words(Key::OwnBuiltIn) } else { code(file.clone()) };
            let place = code(problem.place.clone());
            let what = elements::words(problem.message.clone());
            element(
                "li",
                &[("data-fix", problem.place.clone().into())],
                vec![file, space(), place, space(), what],
            )
        })
        .collect();
    if said.is_empty() {
        return Html::default();
    }
    let count = u32::try_from(said.len()).unwrap_or(u32::MAX);
    let children = vec![
        tag("p", "", vec![elements::strong(screen.words.count(Counted::OwnProblems, count))]),
        tag("ul", "", ids::first(screen, said, 0)),
    ];
    element("div", &[("class", "gate".into()), ("role", "alert".into())], children)
}
