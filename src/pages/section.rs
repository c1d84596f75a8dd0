//! One section of a questionnaire: its questions, each with five answers.

use candour_app::{DraftEvent, Route};
use candour_files::text::LONGEST_NOTE;
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    personal_data::{self, Hint},
    questionnaire::{Question, Section, Severity},
    scoring::{SectionResult, assess},
    wording::QuestionText,
};
use candour_words::Key;
use web_sys::InputEvent;
use yew::{AttrValue, Callback, Html, html};

use crate::{
    components::{
        elements::{
            self, Nodes, UNSAVED, button, element, facts, fold, h1, help, li, link, p, row, space, tag, text,
        },
        explain::{self, Explainer},
        form::{checked_of, choice_of, text_of},
        progress_bar::progress,
        screen::Screen,
        sources,
    },
    labels::{choice_key, reason_key},
};

/// The sections in which something is asked of this business.
pub(crate) fn asked<'a>(screen: &Screen<'_>, entry: &'a CatalogEntry) -> Vec<&'a Section> {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let any = |section: &&Section| section.questions.iter().any(|question| question.asked(answers));
    entry.questionnaire.sections().iter().filter(any).collect()
}

/// Where "next" leads from a section, or from the profile.
pub(crate) fn next(screen: &Screen<'_>, entry: &CatalogEntry, section: Option<&str>) -> Route {
    let asked = asked(screen, entry);
    let place = section.and_then(|id| asked.iter().position(|own| own.id == id)).map_or(0, |place| place + 1);
    match asked.get(place) {
        Some(next) => Route::section(entry.questionnaire.id(), &next.id),
        None => Route::Review(entry.questionnaire.id().to_owned()),
    }
}

fn previous(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).unwrap_or(0);
    match place.checked_sub(1).and_then(|place| asked.get(place)) {
        Some(before) => Route::section(entry.questionnaire.id(), &before.id),
        None => Route::Profile(entry.questionnaire.id().to_owned()),
    }
}

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, id: &str, here: Option<&str>) -> Html {
    let Some(section) = entry.questionnaire.section(id) else {
        return super::home::lost(screen);
    };
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let words = entry.wording.section(id);
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == id).map_or(1, |place| place + 1);
    let overall = assess(&entry.questionnaire, answers);
    let values =
        [("place", &*place.to_string()), ("of", &asked.len().to_string()), ("name", &entry.wording.title)];
    let mut children: Nodes = vec![
        tag(
            "div",
            "along",
            vec![
                text("p", "where", screen.words.with(Key::SectionPlace, &values)),
                progress(screen, overall.completeness.answered, overall.completeness.asked),
            ],
        ),
        h1(words.title.clone().into()),
    ];
    let mut explainer = Explainer::new(screen);
    explainer.say(&mut children, "p", "lead", &words.lead);
    children.push(list(screen, entry, id, &overall.sections));
    children.push(explain::before_writing(screen));
    let before = children.len();
    for question in section.questions.iter().filter(|question| question.asked(answers)) {
        children.push(one(screen, &mut explainer, entry, question, here == Some(question.id.as_str())));
    }
    if children.len() == before {
        children.push(p(screen.text(Key::SectionEmpty)));
    }
    let next = next(screen, entry, Some(id));
    let forward = if matches!(next, Route::Review(_)) { Key::NextReview } else { Key::Next };
    children.push(row(vec![
        link("button", "next", next.fragment(), screen.text(forward)),
        link("back", "back", previous(screen, entry, id).fragment(), screen.text(Key::Back)),
        link(
            "back",
            "review",
            Route::Review(questionnaire.to_owned()).fragment(),
            screen.text(Key::ToReview),
        ),
    ]));
    elements::root(&[("data-view", "section".into()), ("data-section", id.to_owned().into())], id, children)
}

/// All sections with how far each is, folded away.
fn list(screen: &Screen<'_>, entry: &CatalogEntry, here: &str, results: &[SectionResult]) -> Html {
    let mut items = Nodes::new();
    for section in entry.questionnaire.sections() {
        let title: AttrValue = entry.wording.section(&section.id).title.clone().into();
        let Some(result) = results.iter().find(|result| result.id == section.id) else {
            continue;
        };
        let counts = &result.completeness;
        if counts.asked == 0 {
            items.push(li(vec![elements::words(title), space(), facts(screen.text(Key::SectionNotAsked))]));
            continue;
        }
        let far: [(&str, &str); 2] =
            [("answered", &counts.answered.to_string()), ("asked", &counts.asked.to_string())];
        let mut attributes =
            vec![("href", Route::section(entry.questionnaire.id(), &section.id).fragment().into())];
        if section.id == here {
            attributes.push(("aria-current", "true".into()));
        }
        let way = element("a", &attributes, vec![elements::words(title)]);
        items.push(li(vec![way, space(), facts(screen.words.with(Key::SectionFar, &far))]));
    }
    fold("all", screen.text(Key::SectionAll), vec![tag("ol", "", items)])
}

fn one(
    screen: &Screen<'_>,
    explainer: &mut Explainer<'_>,
    entry: &CatalogEntry,
    question: &Question,
    here: bool,
) -> Html {
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let (words, answer) = (entry.wording.question(&question.id), answers.answer(&question.id));
    let mut children = legend(explainer, &words.question);
    if question.severity_for(answers) == Severity::Critical {
        children.push(text("p", "critical", screen.text(Key::CriticalMark)));
    }
    if let Some(more) = &words.help {
        explainer.say(&mut children, "p", "help", more);
    }
    if let Some(safety) = &words.safety {
        explainer.say(&mut children, "p", "safety", safety);
    }
    children.push(offer(screen, questionnaire, question));
    for choice in Choice::ALL {
        if choice != Choice::NotApplicable || !question.reasons.is_empty() {
            children.push(choice_row(screen, entry, question, choice));
        }
    }
    children.push(explainer.list(&[&words.yes, &words.partly, &words.no]));
    children.push(more(screen, questionnaire, question, answer, words));
    let mut why = Nodes::new();
    explainer.say(&mut why, "p", "", &words.why);
    explainer.say(&mut why, "p", "", &words.severity);
    why.push(sources::citations(screen, entry, &question.citations));
    children.push(fold("", screen.text(Key::WhySummary), why));
    children.push(note(screen, questionnaire, question, answer));
    children.push(take_back(screen, questionnaire, question, answer));
    let mut hooks = vec![("class", "question".into()), ("data-question", question.id.clone().into())];
    if here {
        hooks.push(("data-here", AttrValue::default()));
    }
    element("fieldset", &hooks, children)
}

/// The answer to a similar question of another questionnaire, to take over; nothing if there is none.
fn offer(screen: &Screen<'_>, questionnaire: &str, question: &Question) -> Html {
    let Some(offer) = screen.model.offer(questionnaire, question) else {
        return Html::default();
    };
    let wording = &offer.entry.wording;
    let values = [
        ("name", wording.title.as_str()),
        ("answer", &screen.text(choice_key(offer.given.choice()))),
        ("question", &wording.question(&offer.question.id).question),
    ];
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let take_over = screen.on(move |_| DraftEvent::OfferAccepted(own.clone(), id.clone()));
    let children = vec![
        p(screen.words.with(Key::Offer, &values)),
        p(screen.text(Key::OfferDiffers)),
        tag("p", "", vec![button("quiet small", "accept-offer", screen.text(Key::OfferTakeOver), take_over)]),
    ];
    let hooks = [("class", "offer".into()), ("data-offer", offer.question.id.clone().into())];
    element("div", &hooks, children)
}

fn take_back(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    if answer.choice.is_none() {
        return Html::default();
    }
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let take_back = screen.on(move |_| DraftEvent::AnswerCleared(own.clone(), id.clone()));
    button("quiet small", "clear-answer", screen.text(Key::ClearAnswer), take_back)
}

/// What a group of answers is about, and what explains its hard words; the focus can be moved to it.
pub(crate) fn legend(explainer: &mut Explainer<'_>, question: &str) -> Nodes {
    let (words, explanations) = explainer.mark(question);
    vec![element("legend", &[("tabindex", "-1".into())], vec![tag("span", "ask", words)]), explanations]
}

/// One answer of a group, the whole row a label.
pub(crate) fn radio(
    group: &str,
    value: &str,
    chosen: bool,
    choose: Callback<yew::Event>,
    label: Nodes,
) -> Html {
    let (group, value) = (group.to_owned(), value.to_owned());
    let input = html! { <input form={UNSAVED} autocomplete="off" type="radio" name={group} value={value} checked={chosen} onchange={choose} /> };
    tag("label", "answer", vec![input, tag("span", "", label)])
}

fn choice_row(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question, choice: Choice) -> Html {
    let questionnaire = entry.questionnaire.id();
    let words = entry.wording.question(&question.id);
    let meaning: AttrValue = match choice {
        Choice::Yes => words.yes.clone().into(),
        Choice::Partly => words.partly.clone().into(),
        Choice::No => words.no.clone().into(),
        Choice::Unknown => screen.text(Key::MeaningUnknown),
        Choice::NotApplicable => screen.text(Key::MeaningNotApplicable),
    };
    let chosen = screen.model.draft(questionnaire).answers.answer(&question.id).choice == Some(choice);
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let choose = screen.on(move |_| DraftEvent::Answered(own.clone(), id.clone(), choice));
    let label = vec![
        text("span", "label", screen.text(choice_key(choice))),
        space(),
        text("span", "meaning", meaning),
    ];
    radio(&format!("question-{}", question.id), choice.as_str(), chosen, choose, label)
}

/// What an answer calls for: a reason, or whether it could be shown.
fn more(
    screen: &Screen<'_>,
    questionnaire: &str,
    question: &Question,
    answer: &Answer,
    words: &QuestionText,
) -> Html {
    match answer.choice {
        Some(Choice::NotApplicable) => reason(screen, questionnaire, question, answer),
        Some(Choice::Yes | Choice::Partly) => evidence(screen, questionnaire, question, answer, words),
        Some(Choice::Unknown) => text("p", "more help", screen.text(Key::UnknownHelp)),
        _ => Html::default(),
    }
}

fn reason(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let change = screen.on(move |event: yew::Event| {
        let reason = choice_of(&event).parse().ok();
        DraftEvent::ReasonChosen(own.clone(), id.clone(), reason)
    });
    let option = |value: &'static str, label: AttrValue, selected: bool| {
        html! { <option value={value} selected={selected}>{ label }</option> }
    };
    let mut options = vec![option("", screen.text(Key::ReasonChoose), answer.reason.is_none())];
    for reason in &question.reasons {
        options.push(option(
            reason.as_str(),
            screen.text(reason_key(*reason)),
            answer.reason == Some(*reason),
        ));
    }
    let field = format!("reason-{}", question.id);
    let label = element("label", &[("for", field.clone().into())], vec![screen.words(Key::ReasonLabel)]);
    let select = html! { <select form={UNSAVED} autocomplete="off" id={field} data-field="reason" onchange={change}>{ options }</select> };
    let missing = match answer.reason {
        Some(_) => Html::default(),
        None => help(screen.text(Key::ReasonMissing)),
    };
    tag("div", "more", vec![label, select, missing])
}

fn evidence(
    screen: &Screen<'_>,
    questionnaire: &str,
    question: &Question,
    answer: &Answer,
    words: &QuestionText,
) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let change = screen
        .on(move |event: yew::Event| DraftEvent::EvidenceTicked(own.clone(), id.clone(), checked_of(&event)));
    let input = html! { <input form={UNSAVED} autocomplete="off" type="checkbox" data-field="evidence" checked={answer.evidence} onchange={change} /> };
    let label = tag(
        "span",
        "",
        vec![
            text("span", "label", screen.text(Key::EvidenceLabel)),
            space(),
            text("span", "meaning", words.evidence.clone().into()),
        ],
    );
    tag("div", "more", vec![tag("label", "tick", vec![input, label])])
}

fn note(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let (field, hint) = (format!("note-{}", question.id), format!("hint-{}", question.id));
    let input =
        screen.on(move |event: InputEvent| DraftEvent::NoteEdited(own.clone(), id.clone(), text_of(&event)));
    let summary = screen.text(if answer.note.is_empty() { Key::NoteAdd } else { Key::NoteWritten });
    let label = element("label", &[("for", field.clone().into())], vec![screen.words(Key::NoteLabel)]);
    let warning = element(
        "p",
        &[("class", "help".into()), ("id", hint.clone().into())],
        vec![screen.words(Key::NoteHint)],
    );
    let longest = LONGEST_NOTE.to_string();
    let area = html! {
        <textarea form={UNSAVED} autocomplete="off" id={field} data-field="note" rows="4" maxlength={longest} aria-describedby={hint} value={answer.note.clone()} oninput={input} />
    };
    // It is there before it says something, or screen readers would miss that.
    let noticed = element("div", &[("aria-live", "polite".into())], noticed(screen, &answer.note));
    fold("", summary, vec![label, warning, area, noticed])
}

/// What a note seems to hold that could lead to a person, in words; nothing if it holds nothing of the kind.
pub(crate) fn noticed(screen: &Screen<'_>, note: &str) -> Nodes {
    let mut said = Nodes::new();
    for hint in personal_data::personal(note) {
        let (name, key) = match hint {
            Hint::Email => ("email", Key::NoticedEmail),
            Hint::Telephone => ("telephone", Key::NoticedTelephone),
            Hint::Number => ("number", Key::NoticedNumber),
        };
        let hooks = [("class", "noticed".into()), ("data-hint", name.into())];
        said.push(element("p", &hooks, vec![screen.words(key)]));
    }
    if !said.is_empty() {
        said.push(help(screen.text(Key::NoticedWhy)));
    }
    said
}
