//! A list of facts that are weighed or compared: each item with its answers, and what is done about it. Nothing is
//! counted here.

use std::rc::Rc;

use candour_app::{DraftEvent, Route};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice},
    catalog::CatalogEntry,
    questionnaire::{Fact, FactList},
};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, Nodes, element, fold, h1, h2, help, link, p, pair, row, strong, tag, text},
    explain::{self, Explained, Explainer},
    hard_words::HardWords,
    links,
    part::{Part, Shared, part},
    question::{legend, note_area, radio, take_back},
    screen::Screen,
    sources,
    ui::Ui,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &Rc<CatalogEntry>, list: &FactList) -> Html {
    let (questionnaire, words) = (entry.questionnaire.id(), entry.wording.list(&list.id));
    let mut children = vec![h1(words.title.clone().into())];
    let mut explainer = Explainer::new(screen, entry);
    explainer.say(&mut children, "p", "", &words.lead);
    if let Some(safety) = &words.safety {
        explainer.say(&mut children, "p", "safety", safety);
    }
    children.push(help(screen.text(Key::ListWhat)));
    let tasks = Route::Tasks(questionnaire.to_owned()).fragment();
    let all = link("", "tasks", tasks.clone(), screen.text(Key::SectionAll));
    children.push(tag("div", "further", vec![all, explain::before_writing(screen)]));
    let answers = &screen.model.draft(questionnaire).answers;
    for (group_place, group) in list.groups.iter().enumerate() {
        children.push(h2(words.group(&group.id).to_owned().into()));
        children.extend(group.items.iter().enumerate().map(|(place, item)| {
            let said = words.item(&item.id);
            let texts = std::iter::once(&said.question).chain(&said.help).chain(&said.measures);
            let values = ItemPart {
                ui: screen.ui.clone(),
                hard_words: Shared(Rc::clone(screen.hard_words)),
                entry: Shared(Rc::clone(entry)),
                list: list.id.clone(),
                place: (group_place, place),
                answer: answers.answer(&item.id).clone(),
                explained: explainer.leave(texts),
                asker: screen.asker(entry).map(str::to_owned),
                was_cleared: screen.was_cleared(&item.id),
                notes_cleaned: screen.model.drafts.notes_cleaned,
            };
            part(&item.id, values)
        }));
    }
    let next = links::after_list(entry, Some(&list.id));
    let forward = if matches!(next, Route::Review(_)) { Key::NextReview } else { Key::Next };
    children.push(row(vec![
        link("button", "next", next.fragment(), screen.text(forward)),
        link("quiet", "later", Route::Later(questionnaire.to_owned()).fragment(), screen.text(Key::ToLater)),
        link("back", "back", tasks, screen.text(Key::Back)),
    ]));
    let hooks = [("data-view", "section".into()), ("data-section", list.id.clone().into())];
    elements::root(&hooks, &list.id, children)
}

/// An item of a list: all that it shows and that can change.
#[derive(PartialEq)]
struct ItemPart {
    ui: Ui,
    hard_words: Shared<HardWords>,
    entry: Shared<CatalogEntry>,
    list: String,
    /// The places of its group in the list, and of the item in the group.
    place: (usize, usize),
    answer: Answer,
    explained: Explained,
    /// Who asks for the questionnaire.
    asker: Option<String>,
    /// The answer was just cleared, and can be restored.
    was_cleared: bool,
    /// How often a note was not taken as it was typed: its field is then filled anew.
    notes_cleaned: u32,
}

impl Part for ItemPart {
    fn draw(&self) -> Html {
        let (ui, entry, answer) = (&self.ui, &*self.entry.0, &self.answer);
        let list = entry.questionnaire.list(&self.list);
        let item = list.and_then(|list| list.groups.get(self.place.0)?.items.get(self.place.1));
        let (Some(list), Some(item)) = (list, item) else {
            return Html::default();
        };
        let mut explainer = Explainer::only(ui, &self.hard_words.0, entry, &self.explained);
        let (questionnaire, words) = (entry.questionnaire.id(), entry.wording.list(&list.id));
        let said = words.item(&item.id);
        let mut children = legend(&mut explainer, "h3", String::new(), &said.question);
        let mut more = Nodes::new();
        for text in said.help.iter().chain(&said.measures) {
            explainer.say(&mut more, "p", "help", text);
        }
        more.push(sources::citations(ui, entry, self.asker.as_deref(), &item.citations));
        children.push(tag("div", "further", vec![fold("", ui.text(Key::WhySummary), more)]));
        for choice in &list.answers {
            let (own, id, choice) = (questionnaire.to_owned(), item.id.clone(), *choice);
            let choose = ui.on(move |_: yew::Event| DraftEvent::Answered(own.clone(), id.clone(), choice));
            let group = ["question-", &item.id].concat();
            let name = words.answer(choice).to_owned().into();
            let chosen = list.resolve(answer) == Some(choice);
            children.push(radio(&group, choice.as_str(), chosen, choose, name, AttrValue::default()));
        }
        if list.asks_further(answer) {
            let (field, hint) = (["note-", &item.id].concat(), ["hint-", &item.id].concat());
            let label = elements::words(words.follow_up.clone().unwrap_or_default());
            let hooks = [("class", "help".into()), ("id", hint.clone().into())];
            let mut said = vec![
                element("label", &[("for", field.into())], vec![label]),
                element("p", &hooks, vec![ui.words(Key::NoteHint)]),
            ];
            said.extend(note_area(ui, questionnaire, &item.id, &answer.note, hint, false));
            children.push(tag("div", "", said));
        }
        let back = take_back(ui, questionnaire, &item.id, answer, self.was_cleared);
        children.push(tag("div", "further", vec![back]));
        let hooks = [("class", "question".into()), ("data-question", item.id.clone().into())];
        element("fieldset", &hooks, children)
    }
}

/// What was answered in the lists that were begun; nothing if none was.
pub(crate) fn said(screen: &Screen<'_>, entry: &CatalogEntry, answers: &Answers) -> Nodes {
    each_begun(screen, entry, answers, &|answers| answers)
}

/// The same with the answers folded away, where they follow a result.
pub(crate) fn folded(screen: &Screen<'_>, entry: &CatalogEntry, answers: &Answers) -> Nodes {
    each_begun(screen, entry, answers, &|answers| fold("rest", screen.text(Key::ListAnswers), vec![answers]))
}

fn each_begun(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    answers: &Answers,
    around: &dyn Fn(Html) -> Html,
) -> Nodes {
    let begun = entry.questionnaire.lists().iter().filter(|list| list.is_begun(answers));
    begun.map(|list| one_said(screen, entry, list, answers, around)).collect()
}

/// A list with its answers: one that asks further by answer, those that ask first; any other in its own order.
fn one_said(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    list: &FactList,
    answers: &Answers,
    around: &dyn Fn(Html) -> Html,
) -> Html {
    let words = entry.wording.list(&list.id);
    let title = words.title.clone();
    let way = Route::section(entry.questionnaire.id(), &list.id).fragment();
    let mut children =
        vec![tag("h2", "", vec![link("", "", way, title.into())]), p(words.lead.clone().into())];
    let item = |item: &Fact, choice: Option<Choice>| {
        let answer = answers.answer(&item.id);
        let label = choice.map_or_else(
            || screen.text(Key::NotAnswered),
            |choice| AttrValue::from(words.answer(choice).to_owned()),
        );
        let mut said = vec![strong(label)];
        if list.asks_further(answer) && !answer.note.is_empty() {
            said.push(text("span", "note", answer.note.clone().into()));
        }
        pair(elements::words(words.item(&item.id).question.clone()), said)
    };
    let given = |item: &Fact| list.resolve(answers.answer(&item.id));
    let mut rows = Nodes::new();
    if list.follow_up.is_empty() {
        rows.extend(list.items().map(|own| item(own, given(own))));
    } else {
        let others = list.answers.iter().filter(|choice| !list.follow_up.contains(choice));
        for choice in list.follow_up.iter().chain(others).map(|choice| Some(*choice)).chain([None]) {
            rows.extend(list.items().filter(|own| given(own) == choice).map(|own| item(own, choice)));
        }
    }
    children.push(around(tag("dl", "answers", rows)));
    element("section", &[("data-list", list.id.clone().into())], children)
}
