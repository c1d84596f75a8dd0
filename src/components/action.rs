//! An action that answers ask for.

use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    scoring::Action,
    wording::QuestionText,
};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::{
    components::{
        elements::{self, Nodes, fold, p, space, tag, text},
        links,
        screen::Screen,
        sources,
    },
    labels::reason_key,
};

/// An action, its first step, and why it comes up.
pub(crate) fn one(screen: &Screen<'_>, entry: &CatalogEntry, action: &Action) -> Nodes {
    let mut children = more(screen, entry, action);
    children.insert(0, text("h3", "do", entry.wording.question(&action.question).action.clone().into()));
    children
}

/// The first step of an action, and why it comes up.
pub(crate) fn more(screen: &Screen<'_>, entry: &CatalogEntry, action: &Action) -> Nodes {
    let words = entry.wording.question(&action.question);
    let answer = screen.model.draft(entry.questionnaire.id()).answers.answer(&action.question);
    let mut children = vec![first_step(screen, words)];
    if answer.choice == Some(Choice::Unknown) {
        children.push(p(screen.text(Key::ActionFindOut)));
    }
    let mut why = vec![
        tag("p", "", asked(screen, entry, &action.question)),
        elements::stated("p", "", &words.severity),
    ];
    if let Some((_, question)) = entry.questionnaire.question(&action.question) {
        why.push(sources::citations(screen, entry, screen.asker(entry), &question.citations));
    }
    children.push(fold("", screen.text(Key::ActionWhy), why));
    children
}

/// What to do about a question within an hour and at no cost; nothing if its author does not say.
pub(crate) fn first_step(screen: &Screen<'_>, words: &QuestionText) -> Html {
    if words.first_step.is_empty() {
        return Html::default();
    }
    let step = elements::words(words.first_step.clone());
    tag("p", "", vec![text("span", "tag", screen.text(Key::FirstStep)), space(), step])
}

/// A question as a link, and how it was answered.
pub(crate) fn asked(screen: &Screen<'_>, entry: &CatalogEntry, id: &str) -> Nodes {
    let Some((section, question)) = entry.questionnaire.question(id) else {
        return Nodes::new();
    };
    let answer = screen.model.draft(entry.questionnaire.id()).answers.answer(id);
    vec![
        links::change(entry, section, question),
        space(),
        text("span", "said", short(screen, entry, id, answer)),
    ]
}

fn short(screen: &Screen<'_>, entry: &CatalogEntry, id: &str, answer: &Answer) -> AttrValue {
    match (answer.choice, answer.reason) {
        (None, _) => screen.text(Key::NotAnswered),
        (Some(Choice::NotApplicable), Some(reason)) => screen.text(reason_key(reason)),
        (Some(choice), _) => screen.choice(entry, id, choice),
    }
}
