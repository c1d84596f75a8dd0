//! One section of a questionnaire: its questions, each with five answers.

use candour_app::{DraftEvent, DraftNotice, Notice, Route};
use candour_files::text::LONGEST_NOTE;
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    personal_data::{self, Hint},
    questionnaire::{FileNames, Question, Section, Severity},
    scoring::assess,
    wording::QuestionText,
};
use candour_words::Key;
use web_sys::InputEvent;
use yew::{AttrValue, Callback, Html, html};

use crate::{
    components::{
        elements::{
            self, Nodes, UNSAVED, button, element, fold, h1, help, link, p, row, space, strong, tag, text,
        },
        explain::{self, Explainer},
        form::{checked_of, choice_of, text_of},
        links,
        progress_bar::progress,
        screen::Screen,
        sources,
    },
    labels::reason_key,
};

/// The sections in which something is asked of this business.
pub(crate) fn asked<'a>(screen: &Screen<'_>, entry: &'a CatalogEntry) -> Vec<&'a Section> {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let any = |section: &&Section| section.questions.iter().any(|question| question.asked(answers));
    entry.questionnaire.sections().iter().filter(any).collect()
}

/// Where "next" leads from a section.
fn next(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).map_or(0, |place| place + 1);
    match asked.get(place) {
        Some(next) => Route::section(entry.questionnaire.id(), &next.id),
        None => links::after_list(entry, None),
    }
}

fn previous(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).unwrap_or(0);
    match place.checked_sub(1).and_then(|place| asked.get(place)) {
        Some(before) => Route::section(entry.questionnaire.id(), &before.id),
        None => Route::Tasks(entry.questionnaire.id().to_owned()),
    }
}

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry, id: &str, here: Option<&str>) -> Html {
    let Some(section) = entry.questionnaire.section(id) else {
        return super::lost::view(screen);
    };
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let words = entry.wording.section(id);
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == id).map_or(1, |place| place + 1);
    let overall = assess(&entry.questionnaire, answers);
    let values: [(&str, &str); 2] = [("place", &place.to_string()), ("of", &asked.len().to_string())];
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
    let mut explainer = Explainer::new(screen, entry);
    explainer.say(&mut children, "p", "", &words.lead);
    let tasks = Route::Tasks(questionnaire.to_owned()).fragment();
    let tasks = link("", "tasks", tasks, screen.text(Key::SectionAll));
    children.push(tag("div", "further", vec![tasks, explain::before_writing(screen)]));
    let mut fieldsets = Nodes::new();
    let is_critical = |question: &Question| question.severity_for(answers) == Severity::Critical;
    let mut before_critical = true;
    let questions: Vec<&Question> =
        section.questions.iter().filter(|question| question.asked(answers)).collect();
    // What is in sight comes first, so that no hard word is explained in a fold alone.
    let shown: Vec<Shown> = questions.iter().map(|own| Shown::new(&mut explainer, entry, own)).collect();
    for (question, shown) in questions.into_iter().zip(shown) {
        let first_critical = is_critical(question) && std::mem::take(&mut before_critical);
        let here = here == Some(question.id.as_str());
        fieldsets.push(one(screen, &mut explainer, entry, question, here, first_critical, shown));
    }
    if fieldsets.is_empty() {
        fieldsets.push(p(screen.text(Key::SectionEmpty)));
    }
    // All keyed, in a list of their own: an answer can add or remove questions while the focus is in one.
    children.push(elements::together(fieldsets));
    let next = next(screen, entry, id);
    let forward = if matches!(next, Route::Review(_)) { Key::NextReview } else { Key::Next };
    children.push(row(vec![
        link("button", "next", next.fragment(), screen.text(forward)),
        link("quiet", "later", Route::Later(questionnaire.to_owned()).fragment(), screen.text(Key::ToLater)),
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

/// What is always in sight of a question and can have hard words.
struct Shown {
    legend: Nodes,
    words: Html,
}

impl Shown {
    fn new(explainer: &mut Explainer<'_>, entry: &CatalogEntry, question: &Question) -> Self {
        let words = entry.wording.question(&question.id);
        let number = entry.questionnaire.number(&question.id).map(|number| number.to_string());
        Self {
            legend: legend(explainer, "h2", number.unwrap_or_default(), &words.question),
            words: explainer.list(&[&words.yes, &words.partly, &words.no]),
        }
    }
}

fn one(
    screen: &Screen<'_>,
    explainer: &mut Explainer<'_>,
    entry: &CatalogEntry,
    question: &Question,
    here: bool,
    first_critical: bool,
    shown: Shown,
) -> Html {
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let (words, answer) = (entry.wording.question(&question.id), answers.answer(&question.id));
    let mut children = shown.legend;
    let mut why = Nodes::new();
    let mut described = Vec::new();
    let mut describe = |children: &mut Nodes, class: &'static str, said: (Nodes, Html)| {
        let id = [class, "-", &question.id].concat();
        children
            .extend([element("p", &[("class", class.into()), ("id", id.clone().into())], said.0), said.1]);
        described.push(id);
    };
    if question.severity_for(answers) == Severity::Critical {
        let mut mark = vec![screen.words(Key::CriticalMark)];
        if first_critical {
            mark.extend([space(), tag("span", "critical-meaning", vec![screen.words(Key::CriticalMeaning)])]);
        }
        describe(&mut children, "critical", (mark, Html::default()));
    }
    if let Some(more) = &words.help {
        describe(&mut why, "help", explainer.mark(more));
    }
    explainer.say(&mut why, "p", "", &words.why);
    explainer.say(&mut why, "p", "", &words.severity);
    why.push(sources::citations(screen, entry, &question.citations));
    why.push(shown.words);
    // Where the subject is dangerous, some of it concerns more than notes, so it is always in sight.
    let dangerous = entry.questionnaire.file_names() == FileNames::Neutral;
    if let Some(safety) = words.safety.as_ref().filter(|_| dangerous) {
        describe(&mut children, "safety", explainer.mark(safety));
    }
    children.push(offer(screen, questionnaire, question));
    for choice in [Choice::Yes, Choice::Partly, Choice::No].into_iter().filter(|own| question.offers(*own)) {
        children.push(choice_row(screen, entry, question, choice));
    }
    let mut others = vec![choice_row(screen, entry, question, Choice::Unknown)];
    if !question.reasons.is_empty() {
        others.push(choice_row(screen, entry, question, Choice::NotApplicable));
    }
    children.push(tag("div", "others", others));
    children.push(more(screen, questionnaire, question, answer, words));
    // An author may give no reason at all.
    let why = if why.iter().all(|node| *node == Html::default()) {
        Html::default()
    } else {
        fold("", screen.text(Key::WhySummary), why)
    };
    // Below the answers, where all of it takes one line.
    let further = vec![
        why,
        note(screen, explainer, entry, question, answer, words.safety.as_ref().filter(|_| !dangerous)),
        take_back(screen, questionnaire, &question.id, answer),
    ];
    children.push(tag("div", "further", further));
    let mut hooks = vec![("class", "question".into()), ("data-question", question.id.clone().into())];
    if !described.is_empty() {
        hooks.push(("aria-describedby", described.join(" ").into()));
    }
    if here {
        hooks.push(("data-here", AttrValue::default()));
        children.push(onward(screen, entry, question));
    }
    elements::keyed("fieldset", &hooks, &question.id, children)
}

/// From a question that was reached by a link: on to the next open one, and back to all answers.
fn onward(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question) -> Html {
    let review = Route::Review(entry.questionnaire.id().to_owned()).fragment();
    let next = links::next_open(screen, entry, Some(&question.id), "quiet small", "next-open");
    row(vec![next.unwrap_or_default(), link("back", "to-review", review, screen.text(Key::BackToReview))])
}

/// The answer to a similar question of another questionnaire, to take over; nothing if there is none.
fn offer(screen: &Screen<'_>, questionnaire: &str, question: &Question) -> Html {
    let Some(offer) = screen.model.offer(questionnaire, question) else {
        return Html::default();
    };
    let wording = &offer.entry.wording;
    let values = [
        ("name", wording.title.as_str()),
        ("answer", &screen.choice(offer.entry, &offer.question.id, offer.given.choice())),
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

/// The button that clears an answer, or takes that back.
pub(crate) fn take_back(screen: &Screen<'_>, questionnaire: &str, question: &str, answer: &Answer) -> Html {
    let was_cleared = matches!(
        screen.model.notice(),
        Some(Notice::Drafts(DraftNotice::Cleared(cleared))) if cleared == question
    );
    // One button in one place: the focus stays on it.
    if was_cleared && screen.model.drafts.undo.is_some() {
        let undo = screen.on(|_| DraftEvent::UndoRequested);
        return button("plain-button", "undo", screen.text(Key::UndoClear), undo);
    }
    if answer.choice.is_none() {
        return Html::default();
    }
    let (own, id) = (questionnaire.to_owned(), question.to_owned());
    let take_back = screen.on(move |_| DraftEvent::AnswerCleared(own.clone(), id.clone()));
    button("plain-button", "clear-answer", screen.text(Key::ClearAnswer), take_back)
}

/// What a group of answers is about, as a heading with its number, and what explains its hard words; the focus can be
/// moved to it.
pub(crate) fn legend(
    explainer: &mut Explainer<'_>,
    heading: &'static str,
    number: String,
    question: &str,
) -> Nodes {
    let (mut words, explanations) = explainer.mark(question);
    if !number.is_empty() {
        words.insert(0, text("span", "number", number.into()));
        words.insert(1, space());
    }
    vec![element("legend", &[("tabindex", "-1".into())], vec![tag(heading, "ask", words)]), explanations]
}

/// One answer of a group, the whole row a label. Its name is short; what it means describes it.
pub(crate) fn radio(
    group: &str,
    value: &str,
    chosen: bool,
    choose: Callback<yew::Event>,
    name: AttrValue,
    meaning: AttrValue,
) -> Html {
    let (name_id, meaning_id) =
        (["name-", group, "-", value].concat(), ["meaning-", group, "-", value].concat());
    let described = (!meaning.is_empty()).then(|| meaning_id.clone());
    let input = html! {
        <input form={UNSAVED} autocomplete="off" type="radio" name={group.to_owned()} value={value.to_owned()} checked={chosen} onchange={choose}
            aria-labelledby={name_id.clone()} aria-describedby={described} />
    };
    let mut label = vec![element(
        "span",
        &[("class", "label".into()), ("id", name_id.into())],
        vec![elements::words(name)],
    )];
    if !meaning.is_empty() {
        let hooks = [("class", "meaning".into()), ("id", meaning_id.into())];
        label.extend([space(), element("span", &hooks, vec![elements::words(meaning)])]);
    }
    tag("label", "answer", vec![input, tag("span", "", label)])
}

fn choice_row(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question, choice: Choice) -> Html {
    let questionnaire = entry.questionnaire.id();
    let words = entry.wording.question(&question.id);
    let meaning: AttrValue = match choice {
        Choice::Yes => words.yes.clone().into(),
        Choice::Partly => words.partly.clone().into(),
        Choice::No => words.no.clone().into(),
        // What these mean is the same at every question, so it is said when one of them is chosen.
        Choice::Unknown | Choice::NotApplicable => AttrValue::default(),
    };
    let chosen = screen.model.draft(questionnaire).answers.answer(&question.id).choice == Some(choice);
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let choose = screen.on(move |_| DraftEvent::Answered(own.clone(), id.clone(), choice));
    let name = match question.only_reason() {
        Some(only) if choice == Choice::NotApplicable => screen.text(reason_key(only)),
        _ => screen.choice(entry, &question.id, choice),
    };
    radio(&format!("question-{}", question.id), choice.as_str(), chosen, choose, name, meaning)
}

/// What an answer calls for: a reason, or whether it could be shown; and what it means for the question.
fn more(
    screen: &Screen<'_>,
    questionnaire: &str,
    question: &Question,
    answer: &Answer,
    words: &QuestionText,
) -> Html {
    let control = match answer.choice {
        Some(Choice::NotApplicable) if question.only_reason().is_none() || answer.reason.is_none() => {
            reason(screen, questionnaire, question, answer)
        }
        Some(Choice::Yes | Choice::Partly) => evidence(screen, questionnaire, question, answer, words),
        _ => Html::default(),
    };
    let said = match (answer.choice, answer.reason) {
        (Some(Choice::NotApplicable), None) => help(screen.text(Key::ReasonMissing)),
        _ if question.lacks_note(answer) => help(screen.text(Key::NoteMissing)),
        (Some(Choice::NotApplicable), Some(_)) => help(screen.text(Key::MeaningNotApplicable)),
        (Some(Choice::Unknown), _) => help(screen.text(Key::UnknownHelp)),
        _ => Html::default(),
    };
    // It is there before it says something, or screen readers would miss that.
    let hooks = [("id", reason_help(question).into()), ("aria-live", "polite".into())];
    tag("div", "more", vec![control, element("div", &hooks, vec![said])])
}

/// The id of the words that say what a missing reason means.
fn reason_help(question: &Question) -> String {
    ["reason-", &question.id, "-help"].concat()
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
    let select = html! {
        <select form={UNSAVED} autocomplete="off" id={field} data-field="reason" aria-describedby={reason_help(question)} onchange={change}>{ options }</select>
    };
    tag("div", "", vec![label, select])
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
    let (name, meaning) =
        (["name-evidence-", &question.id].concat(), ["meaning-evidence-", &question.id].concat());
    let described = (!words.evidence.is_empty()).then(|| meaning.clone());
    let input = html! {
        <input form={UNSAVED} autocomplete="off" type="checkbox" data-field="evidence" checked={answer.evidence} onchange={change}
            aria-labelledby={name.clone()} aria-describedby={described} />
    };
    let part = |class: &'static str, id: String, said: AttrValue| {
        element("span", &[("class", class.into()), ("id", id.into())], vec![elements::words(said)])
    };
    let mut label = vec![part("label", name, screen.text(Key::EvidenceLabel))];
    if !words.evidence.is_empty() {
        label.extend([space(), part("meaning", meaning, words.evidence.clone().into())]);
    }
    let label = tag("span", "", label);
    tag("label", "tick", vec![input, label])
}

/// The field for a note, which is described by what has these ids, and what the note seems to hold.
pub(crate) fn note_area(
    screen: &Screen<'_>,
    questionnaire: &str,
    question: &str,
    written: &str,
    hints: String,
    required: bool,
) -> [Html; 2] {
    let (own, id) = (questionnaire.to_owned(), question.to_owned());
    let field = ["note-", question].concat();
    let input =
        screen.on(move |event: InputEvent| DraftEvent::NoteEdited(own.clone(), id.clone(), text_of(&event)));
    let required = required.then_some("true");
    let longest = LONGEST_NOTE.to_string();
    let area = html! {
        <textarea dir="auto" form={UNSAVED} autocomplete="off" id={field} data-field="note" rows="4" maxlength={longest} aria-describedby={hints} aria-required={required} value={written.to_owned()} oninput={input} />
    };
    // It is there before it says something, or screen readers would miss that.
    [area, element("div", &[("aria-live", "polite".into())], noticed(screen, written))]
}

/// The field for a note, folded away unless the answer asks for one, with what never to write there.
fn note(
    screen: &Screen<'_>,
    explainer: &mut Explainer<'_>,
    entry: &CatalogEntry,
    question: &Question,
    answer: &Answer,
    never: Option<&String>,
) -> Html {
    let (field, mut hint) = (format!("note-{}", question.id), format!("hint-{}", question.id));
    let summary = screen.text(if answer.note.is_empty() { Key::NoteAdd } else { Key::NoteWritten });
    let label = element("label", &[("for", field.into())], vec![screen.words(Key::NoteLabel)]);
    let warning = element(
        "p",
        &[("class", "help".into()), ("id", hint.clone().into())],
        vec![screen.words(Key::NoteHint)],
    );
    let mut prompt = Html::default();
    let asked = question.prompt(answer);
    if asked.is_some() {
        let id = ["prompt-", &question.id].concat();
        let said = strong(entry.wording.question(&question.id).note.clone().into());
        prompt =
            element("p", &[("id", id.clone().into()), ("data-note-asked", AttrValue::default())], vec![said]);
        hint = [&id, " ", &hint].concat();
    }
    let required = asked.is_some_and(|note| note.required);
    let [area, noticed] =
        note_area(screen, entry.questionnaire.id(), &question.id, &answer.note, hint, required);
    let mut safety = Nodes::new();
    if let Some(never) = never {
        explainer.say(&mut safety, "p", "safety", never);
    }
    let summary = text("summary", "", summary);
    let open = [("open", AttrValue::Static(""))];
    let children = vec![summary, label, prompt, elements::together(safety), warning, area, noticed];
    element("details", if asked.is_some() { &open } else { &[] }, children)
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
