//! Check your answers: everything said so far, what is open first, each with the way to change it.

use candour_app::{Event, Route};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice},
    catalog::CatalogEntry,
    questionnaire::{ProfileQuestion, Question, Section},
    scoring::assess,
    wording::ProfileText,
};
use yew::{AttrValue, Html};

use super::{list, section};
use candour_content::messages;
use candour_words::{Counted, Key};

use crate::{
    components::{
        elements::{
            self, Nodes, button, element, facts, h1, h2, li, link, p, pair, row, space, strong, tag, text,
        },
        links,
        progress_bar::progress,
        screen::Screen,
    },
    labels::reason_key,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let counts = assess(&entry.questionnaire, &screen.model.draft(questionnaire).answers).completeness;
    let asked = section::asked(screen, entry);
    let back = match asked.last() {
        Some(last) => Route::section(questionnaire, &last.id),
        None => Route::Profile(questionnaire.to_owned()),
    };
    let mut children: Nodes = vec![
        h1(screen.text(Key::ReviewHeading)),
        progress(screen, counts.answered, counts.asked),
        open(screen, entry, counts.open),
        profile(screen, entry),
    ];
    for section in asked {
        children.push(part(screen, entry, section));
    }
    children.extend(list::said(screen, entry, &screen.model.draft(questionnaire).answers));
    children.push(row(vec![
        link(
            "button",
            "result",
            Route::Result(questionnaire.to_owned()).fragment(),
            screen.text(Key::ToResult),
        ),
        button("quiet", "print", screen.text(Key::PrintAnswers), screen.on(|_| Event::PrintRequested)),
        link("back", "back", back.fragment(), screen.text(Key::Back)),
    ]));
    elements::screen("review", questionnaire, children)
}

fn open(screen: &Screen<'_>, entry: &CatalogEntry, open: u32) -> Html {
    if open == 0 {
        return p(screen.text(Key::ReviewComplete));
    }
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut waiting = Nodes::new();
    for (section, question) in entry.questionnaire.open(answers) {
        waiting.push(li(vec![links::change(entry, section, question)]));
    }
    let first = vec![
        strong(screen.words.count(Counted::ReviewOpen, open)),
        space(),
        screen.words(Key::ReviewOpenMeaning),
    ];
    let on = links::next_open(screen, entry, None, "button", "next-open").unwrap_or_default();
    tag("div", "open", vec![tag("p", "", first), row(vec![on]), tag("ul", "", waiting)])
}

fn profile(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    if entry.questionnaire.profile().is_empty() {
        return Html::default();
    }
    let mut rows = Nodes::new();
    for (question, words, answer) in profile_answers(screen, entry) {
        let route = Route::ProfileQuestion(id.to_owned(), question.id.clone());
        rows.push(answered(screen, words.question.clone().into(), vec![elements::words(answer)], &route));
    }
    tag("section", "", vec![h2(screen.text(Key::ReviewProfile)), tag("dl", "answers changes", rows)])
}

/// A question, its answer, and the link that changes it.
fn answered(screen: &Screen<'_>, question: AttrValue, said: Nodes, route: &Route) -> Html {
    let change = [("href", route.fragment().into()), ("data-action", AttrValue::Static("change"))];
    let of = tag("span", "unseen", vec![space(), elements::words(question.clone())]);
    let change = element("a", &change, vec![screen.words(Key::ReviewChange), of]);
    let row = vec![
        tag("dt", "", vec![elements::words(question)]),
        tag("dd", "", said),
        tag("dd", "change", vec![change]),
    ];
    tag("div", "", row)
}

/// Up to when the authors of the questionnaire followed the law; nothing if it does not say so.
pub(super) fn law(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let hooks = [("class", "facts".into()), ("data-law", AttrValue::default())];
    let law = messages::law(screen.words, &entry.questionnaire);
    law.map_or_else(Html::default, |law| element("p", &hooks, vec![elements::words(law)]))
}

/// What a result leaves out, because the business answers for a part of its work only; nothing if it does not.
pub(super) fn limits(entry: &CatalogEntry, answers: &Answers) -> Html {
    let mut said = Nodes::new();
    for limit in messages::limits(entry, answers) {
        said.push(tag("p", "", vec![strong(limit.to_owned().into())]));
    }
    let hooks = [("class", "gate".into()), ("data-limits", AttrValue::default())];
    if said.is_empty() { Html::default() } else { element("div", &hooks, said) }
}

/// What was said about the business, which decides what is asked.
pub(crate) fn business(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let said = profile_answers(screen, entry).map(|(_, words, answer)| {
        pair(elements::words(words.question.clone()), vec![elements::words(answer)])
    });
    tag("dl", "answers", said.collect())
}

/// Each profile question with its words and what was answered.
fn profile_answers<'a>(
    screen: &'a Screen<'_>,
    entry: &'a CatalogEntry,
) -> impl Iterator<Item = (&'a ProfileQuestion, &'a ProfileText, AttrValue)> {
    let chosen = &screen.model.draft(entry.questionnaire.id()).answers.profile;
    entry.questionnaire.profile().iter().map(move |question| {
        let words = entry.wording.profile(&question.id);
        let answer = match chosen.get(&question.id) {
            Some(option) => words.option(option).to_owned().into(),
            None => screen.text(Key::NotAnswered),
        };
        (question, words, answer)
    })
}

fn part(screen: &Screen<'_>, entry: &CatalogEntry, section: &Section) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut rows = Nodes::new();
    let (mut given, mut asked) = (0, 0);
    for question in section.questions.iter().filter(|question| question.asked(answers)) {
        let answer = answers.answer(&question.id);
        given += u32::from(question.resolve(answer).is_some());
        asked += 1;
        let route = Route::question(entry.questionnaire.id(), &section.id, &question.id);
        rows.push(answered(
            screen,
            links::numbered(entry, &question.id),
            said(screen, entry, question, answer),
            &route,
        ));
    }
    let far: [(&str, &str); 2] = [("answered", &given.to_string()), ("asked", &asked.to_string())];
    let heading = vec![
        elements::words(entry.wording.section(&section.id).title.clone()),
        space(),
        facts(screen.words.with(Key::SectionFar, &far)),
    ];
    tag("section", "", vec![tag("h2", "", heading), tag("dl", "answers changes", rows)])
}

/// An answer in words: choice, reason, evidence, note.
pub(crate) fn said(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question, answer: &Answer) -> Nodes {
    let mut further: Vec<AttrValue> = Vec::new();
    match (answer.choice, answer.reason) {
        (Some(Choice::NotApplicable), Some(reason)) => further.push(screen.text(reason_key(reason))),
        (Some(Choice::NotApplicable), None) => further.push(screen.text(Key::ReasonMissing)),
        (Some(Choice::Yes | Choice::Partly), _) if answer.evidence => {
            further.push(screen.text(Key::EvidenceShort));
        }
        _ => {}
    }
    if question.lacks_note(answer) {
        further.push(screen.text(Key::NoteMissing));
    }
    let choice = match answer.choice {
        Some(choice) => screen.choice(entry, &question.id, choice),
        None => screen.text(Key::NotAnswered),
    };
    let mut children = vec![strong(choice)];
    for more in further {
        children.push(elements::words(" · "));
        children.push(elements::words(more));
    }
    if !answer.note.is_empty() {
        children.push(text("span", "note", answer.note.clone().into()));
    }
    children
}
