//! A question of a section with its answers, and what it shares with other groups of answers.

use candour_app::DraftEvent;
use candour_files::text::LONGEST_NOTE;
use candour_proof::script::is_zawgyi;
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    personal_data::{self, Hint},
    questionnaire::{FileNames, Question},
    wording::QuestionText,
};
use candour_words::Key;
use web_sys::InputEvent;
use yew::{AttrValue, Callback, Html, html};

use crate::{
    components::{
        elements::{self, Nodes, UNSAVED, button, element, fold, help, p, space, strong, tag, text},
        explain::{Explained, Explainer},
        form::{checked_of, choice_of, text_of},
        hard_words::HardWords,
        part::{Part, Shared},
        sources,
        ui::Ui,
    },
    labels::reason_key,
};

/// A question of a section: all that it shows and that can change.
#[derive(PartialEq)]
pub(crate) struct QuestionPart {
    pub(crate) ui: Ui,
    pub(crate) hard_words: Shared<HardWords>,
    pub(crate) entry: Shared<CatalogEntry>,
    /// Its id.
    pub(crate) question: String,
    pub(crate) answer: Answer,
    /// Depends on the profile.
    pub(crate) critical: Critical,
    /// The hard words that are explained in what is always in sight.
    pub(crate) shown: Explained,
    /// Those that are explained in what can be folded away.
    pub(crate) folded: Explained,
    pub(crate) offer: Option<Offered>,
    /// Who asks for the questionnaire.
    pub(crate) asker: Option<String>,
    /// The answer was just cleared, and can be restored.
    pub(crate) was_cleared: bool,
    /// The address names this question: where it goes on from here.
    pub(crate) onward: Option<Html>,
    /// How often a note was not taken as it was typed: its field is then filled anew.
    pub(crate) notes_cleaned: u32,
}

/// Whether a question is critical for this business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Critical {
    No,
    Yes,
    /// The first one on the screen, where it is said what that means.
    First,
}

/// The answer to a similar question of another questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Offered {
    /// The other question.
    pub(crate) question: String,
    /// What was answered there, in a sentence.
    pub(crate) said: AttrValue,
}

/// The texts of a question that are always in sight and can have hard words.
pub(crate) fn shown_texts(words: &QuestionText) -> [&String; 4] {
    [&words.question, &words.yes, &words.partly, &words.no]
}

/// The same of those that can be folded away.
pub(crate) fn folded_texts(words: &QuestionText) -> impl Iterator<Item = &String> {
    words.help.iter().chain([&words.why, &words.severity]).chain(&words.safety)
}

impl Part for QuestionPart {
    fn draw(&self) -> Html {
        let Self { ui, answer, .. } = self;
        let entry = &*self.entry.0;
        let Some((_, question)) = entry.questionnaire.question(&self.question) else {
            return Html::default();
        };
        let (questionnaire, words) = (entry.questionnaire.id(), entry.wording.question(&question.id));
        let explains = |words| Explainer::only(ui, &self.hard_words.0, entry, words);
        let (mut shown, mut explainer) = (explains(&self.shown), explains(&self.folded));
        let number = entry.questionnaire.number(&question.id).map(|number| number.to_string());
        let mut children = legend(&mut shown, "h2", number.unwrap_or_default(), &words.question);
        let words_used = shown.list(&[&words.yes, &words.partly, &words.no]);
        let mut why = Nodes::new();
        let mut described = Vec::new();
        let mut describe = |children: &mut Nodes, class: &'static str, said: (Nodes, Html)| {
            let id = [class, "-", &question.id].concat();
            children.extend([
                element("p", &[("class", class.into()), ("id", id.clone().into())], said.0),
                said.1,
            ]);
            described.push(id);
        };
        if self.critical != Critical::No {
            let mut mark = vec![ui.words(Key::CriticalMark)];
            if self.critical == Critical::First {
                mark.extend([space(), tag("span", "critical-meaning", vec![ui.words(Key::CriticalMeaning)])]);
            }
            describe(&mut children, "critical", (mark, Html::default()));
        }
        if let Some(more) = &words.help {
            describe(&mut why, "help", explainer.mark(more));
        }
        explainer.say(&mut why, "p", "", &words.why);
        explainer.say(&mut why, "p", "", &words.severity);
        why.push(sources::citations(ui, entry, self.asker.as_deref(), &question.citations));
        why.push(words_used);
        // Where the subject is dangerous, some of it concerns more than notes, so it is always in sight.
        let dangerous = entry.questionnaire.file_names() == FileNames::Neutral;
        if let Some(safety) = words.safety.as_ref().filter(|_| dangerous) {
            describe(&mut children, "safety", explainer.mark(safety));
        }
        children.push(offer(ui, questionnaire, &question.id, self.offer.as_ref()));
        let row = |choice: Choice| choice_row(ui, entry, question, answer, words, choice);
        let offered = [Choice::Yes, Choice::Partly, Choice::No].into_iter();
        children.extend(offered.filter(|own| question.offers(*own)).map(row));
        let mut others = vec![row(Choice::Unknown)];
        if !question.reasons.is_empty() {
            others.push(row(Choice::NotApplicable));
        }
        children.push(tag("div", "others", others));
        children.push(more(ui, questionnaire, question, answer, words));
        // An author may give no reason at all.
        let why = if why.iter().all(|node| *node == Html::default()) {
            Html::default()
        } else {
            fold("", ui.text(Key::WhySummary), why)
        };
        // Below the answers, where all of it takes one line.
        let further = vec![
            why,
            note(ui, &mut explainer, entry, question, answer, words.safety.as_ref().filter(|_| !dangerous)),
            take_back(ui, questionnaire, &question.id, answer, self.was_cleared),
        ];
        children.push(tag("div", "further", further));
        let mut hooks = vec![("class", "question".into()), ("data-question", question.id.clone().into())];
        if !described.is_empty() {
            hooks.push(("aria-describedby", described.join(" ").into()));
        }
        if let Some(onward) = &self.onward {
            hooks.push(("data-here", AttrValue::default()));
            children.push(onward.clone());
        }
        elements::keyed("fieldset", &hooks, &question.id, children)
    }
}

/// The answer to a similar question, to take over; nothing if there is none.
fn offer(ui: &Ui, questionnaire: &str, question: &str, offered: Option<&Offered>) -> Html {
    let Some(offered) = offered else {
        return Html::default();
    };
    let (own, id) = (questionnaire.to_owned(), question.to_owned());
    let take_over = ui.on(move |_| DraftEvent::OfferAccepted(own.clone(), id.clone()));
    let children = vec![
        p(offered.said.clone()),
        p(ui.text(Key::OfferDiffers)),
        tag("p", "", vec![button("quiet small", "accept-offer", ui.text(Key::OfferTakeOver), take_over)]),
    ];
    let hooks = [("class", "offer".into()), ("data-offer", offered.question.clone().into())];
    element("div", &hooks, children)
}

/// The button that clears an answer, or restores it if it was just cleared.
pub(crate) fn take_back(
    ui: &Ui,
    questionnaire: &str,
    question: &str,
    answer: &Answer,
    was_cleared: bool,
) -> Html {
    // One button in one place: the focus stays on it.
    if was_cleared {
        let undo = ui.on(|_| DraftEvent::UndoRequested);
        return button("plain-button", "undo", ui.text(Key::UndoClear), undo);
    }
    if answer.choice.is_none() {
        return Html::default();
    }
    let (own, id) = (questionnaire.to_owned(), question.to_owned());
    let take_back = ui.on(move |_| DraftEvent::AnswerCleared(own.clone(), id.clone()));
    button("plain-button", "clear-answer", ui.text(Key::ClearAnswer), take_back)
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

fn choice_row(
    ui: &Ui,
    entry: &CatalogEntry,
    question: &Question,
    answer: &Answer,
    words: &QuestionText,
    choice: Choice,
) -> Html {
    let meaning: AttrValue = match choice {
        Choice::Yes => words.yes.clone().into(),
        Choice::Partly => words.partly.clone().into(),
        Choice::No => words.no.clone().into(),
        // What these mean is the same at every question, so it is said when one of them is chosen.
        Choice::Unknown | Choice::NotApplicable => AttrValue::default(),
    };
    let chosen = answer.choice == Some(choice);
    let (own, id) = (entry.questionnaire.id().to_owned(), question.id.clone());
    let choose = ui.on(move |_| DraftEvent::Answered(own.clone(), id.clone(), choice));
    let name = match question.only_reason() {
        Some(only) if choice == Choice::NotApplicable => ui.text(reason_key(only)),
        _ => ui.choice(entry, &question.id, choice),
    };
    radio(&format!("question-{}", question.id), choice.as_str(), chosen, choose, name, meaning)
}

/// What an answer calls for: a reason, or whether it could be shown; and what it means for the question.
fn more(ui: &Ui, questionnaire: &str, question: &Question, answer: &Answer, words: &QuestionText) -> Html {
    let control = match answer.choice {
        Some(Choice::NotApplicable) if question.only_reason().is_none() || answer.reason.is_none() => {
            reason(ui, questionnaire, question, answer)
        }
        Some(Choice::Yes | Choice::Partly) => evidence(ui, questionnaire, question, answer, words),
        _ => Html::default(),
    };
    let said = match (answer.choice, answer.reason) {
        (Some(Choice::NotApplicable), None) => help(ui.text(Key::ReasonMissing)),
        _ if question.lacks_note(answer) => help(ui.text(Key::NoteMissing)),
        (Some(Choice::NotApplicable), Some(_)) => help(ui.text(Key::MeaningNotApplicable)),
        (Some(Choice::Unknown), _) => help(ui.text(Key::UnknownHelp)),
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

fn reason(ui: &Ui, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let change = ui.on(move |event: yew::Event| {
        let reason = choice_of(&event).parse().ok();
        DraftEvent::ReasonChosen(own.clone(), id.clone(), reason)
    });
    let option = |value: &'static str, label: AttrValue, selected: bool| {
        html! { <option value={value} selected={selected}>{ label }</option> }
    };
    let mut options = vec![option("", ui.text(Key::ReasonChoose), answer.reason.is_none())];
    for reason in &question.reasons {
        options.push(option(reason.as_str(), ui.text(reason_key(*reason)), answer.reason == Some(*reason)));
    }
    let field = format!("reason-{}", question.id);
    let label = element("label", &[("for", field.clone().into())], vec![ui.words(Key::ReasonLabel)]);
    let select = html! {
        <select form={UNSAVED} autocomplete="off" id={field} data-field="reason" aria-describedby={reason_help(question)} onchange={change}>{ options }</select>
    };
    tag("div", "", vec![label, select])
}

fn evidence(
    ui: &Ui,
    questionnaire: &str,
    question: &Question,
    answer: &Answer,
    words: &QuestionText,
) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let change = ui
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
    let mut label = vec![part("label", name, ui.text(Key::EvidenceLabel))];
    if !words.evidence.is_empty() {
        label.extend([space(), part("meaning", meaning, words.evidence.clone().into())]);
    }
    let label = tag("span", "", label);
    tag("label", "tick", vec![input, label])
}

/// The field for a note, which is described by what has these ids, and what the note seems to hold.
pub(crate) fn note_area(
    ui: &Ui,
    questionnaire: &str,
    question: &str,
    written: &str,
    hints: String,
    required: bool,
) -> [Html; 2] {
    let (own, id) = (questionnaire.to_owned(), question.to_owned());
    let field = ["note-", question].concat();
    let input =
        ui.on(move |event: InputEvent| DraftEvent::NoteEdited(own.clone(), id.clone(), text_of(&event)));
    let required = required.then_some("true");
    let longest = LONGEST_NOTE.to_string();
    let area = html! {
        <textarea dir="auto" form={UNSAVED} autocomplete="off" id={field} data-field="note" rows="4" maxlength={longest} aria-describedby={hints} aria-required={required} value={written.to_owned()} oninput={input} />
    };
    // It is there before it says something, or screen readers would miss that.
    [area, element("div", &[("aria-live", "polite".into())], noticed(ui, written))]
}

/// The field for a note, folded away unless the answer asks for one, with what never to write there.
fn note(
    ui: &Ui,
    explainer: &mut Explainer<'_>,
    entry: &CatalogEntry,
    question: &Question,
    answer: &Answer,
    never: Option<&String>,
) -> Html {
    let (field, mut hint) = (format!("note-{}", question.id), format!("hint-{}", question.id));
    let summary = ui.text(if answer.note.is_empty() { Key::NoteAdd } else { Key::NoteWritten });
    let label = element("label", &[("for", field.into())], vec![ui.words(Key::NoteLabel)]);
    let warning =
        element("p", &[("class", "help".into()), ("id", hint.clone().into())], vec![ui.words(Key::NoteHint)]);
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
    let [area, noticed] = note_area(ui, entry.questionnaire.id(), &question.id, &answer.note, hint, required);
    let mut safety = Nodes::new();
    if let Some(never) = never {
        explainer.say(&mut safety, "p", "safety", never);
    }
    let summary = text("summary", "", summary);
    let open = [("open", AttrValue::Static(""))];
    let children = vec![summary, label, prompt, elements::together(safety), warning, area, noticed];
    element("details", if asked.is_some() { &open } else { &[] }, children)
}

/// What a note seems to hold that could lead to a person, in words, and whether others cannot read it; nothing if it holds
/// nothing of the kind.
pub(crate) fn noticed(ui: &Ui, note: &str) -> Nodes {
    let mut said = Nodes::new();
    for hint in personal_data::personal(note) {
        let (name, key) = match hint {
            Hint::Email => ("email", Key::NoticedEmail),
            Hint::Telephone => ("telephone", Key::NoticedTelephone),
            Hint::Number => ("number", Key::NoticedNumber),
        };
        let hooks = [("class", "noticed".into()), ("data-hint", name.into())];
        said.push(element("p", &hooks, vec![ui.words(key)]));
    }
    if !said.is_empty() {
        said.push(help(ui.text(Key::NoticedWhy)));
    }
    if is_zawgyi(note) {
        let hooks = [("class", "noticed".into()), ("data-hint", "zawgyi".into())];
        said.push(element("p", &hooks, vec![ui.words(Key::NoticedZawgyi)]));
    }
    said
}
