//! The few questions that decide which questions are asked.

use candour_app::{DraftEvent, Route};
use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::{FileNames, ProfileQuestion},
};
use candour_words::Key;
use yew::{AttrValue, Html};

use super::review;
use crate::components::{
    elements::{self, Nodes, element, fold, h1, h2, link, p, row, tag, text},
    explain::{self, Explainer},
    question::{legend, radio},
    screen::Screen,
};

/// How many paragraphs about a questionnaire are in sight.
const FIRST_BEFORE: usize = 4;

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, here: Option<&str>) -> Html {
    let questionnaire = &entry.questionnaire;
    let mut explainer = Explainer::new(screen, entry);
    let mut children: Nodes = vec![h1(entry.wording.title.clone().into())];
    // Where the subject is dangerous, all of it is in sight.
    let all = entry.questionnaire.file_names() == FileNames::Neutral;
    let before = &entry.wording.before;
    let (first, rest) = before.split_at(if all { before.len() } else { before.len().min(FIRST_BEFORE) });
    for paragraph in first {
        explainer.say(&mut children, "p", "", paragraph);
    }
    let mut folded = Nodes::new();
    for paragraph in rest {
        explainer.say(&mut folded, "p", "", paragraph);
    }
    let more = fold("", screen.text(Key::BeforeMore), folded);
    let more = if rest.is_empty() { Html::default() } else { more };
    children.push(tag("div", "further", vec![more, explain::before_writing(screen)]));
    children.push(h2(screen.text(Key::ProfileHeading)));
    children.push(p(screen.text(Key::ProfileLead)));
    for question in questionnaire.profile() {
        let here = here == Some(question.id.as_str());
        children.push(profile_question(screen, &mut explainer, entry, question, here));
    }
    let next = Route::Tasks(questionnaire.id().to_owned());
    children.push(row(vec![
        link("button", "next", next.fragment(), screen.text(Key::NextFirst)),
        link("back", "back", Route::Home.fragment(), screen.text(Key::Back)),
    ]));
    let blank = Route::Blank(questionnaire.id().to_owned()).fragment();
    children.push(tag("p", "", vec![link("", "blank", blank, screen.text(Key::BlankLink))]));
    let version =
        [("version", questionnaire.version()), ("date", questionnaire.date()), ("id", questionnaire.id())];
    children.push(text("p", "facts", screen.words.with(Key::ProfileVersion, &version)));
    children.push(review::law(screen, entry));
    elements::screen("profile", questionnaire.id(), children)
}

fn profile_question(
    screen: &Screen<'_>,
    explainer: &mut Explainer<'_>,
    entry: &CatalogEntry,
    question: &ProfileQuestion,
    here: bool,
) -> Html {
    let words = entry.wording.profile(&question.id);
    let questionnaire = entry.questionnaire.id();
    let chosen = screen.model.draft(questionnaire).answers.profile.get(&question.id);
    let mut children = legend(explainer, "h3", String::new(), &words.question);
    let mut described = None;
    if let Some(more) = &words.help {
        let (said, explanations) = explainer.mark(more);
        let id = ["help-", &question.id].concat();
        children.push(element("p", &[("class", "help".into()), ("id", id.clone().into())], said));
        children.push(explanations);
        described = Some(id);
    }
    for option in &question.options {
        let (own, id, value) = (questionnaire.to_owned(), question.id.clone(), option.clone());
        let choose = screen.on(move |_| DraftEvent::ProfileAnswered(own.clone(), id.clone(), value.clone()));
        let name = words.option(option).to_owned().into();
        let group = format!("profile-{}", question.id);
        children.push(radio(&group, option, chosen == Some(option), choose, name, AttrValue::default()));
    }
    let options: Vec<&str> = question.options.iter().map(|option| words.option(option)).collect();
    children.push(explainer.list(&options));
    let mut hooks = vec![("class", "question".into()), ("data-question", question.id.clone().into())];
    if here {
        hooks.push(("data-here", AttrValue::default()));
        let review = Route::Review(questionnaire.to_owned()).fragment();
        children.push(row(vec![link("back", "to-review", review, screen.text(Key::BackToReview))]));
    }
    hooks.extend(described.map(|id| ("aria-describedby", id.into())));
    element("fieldset", &hooks, children)
}
