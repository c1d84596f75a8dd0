//! The blank form for paper: every question with its number, and where to go on if some are not for this business.

use candour_app::{Event, Route};
use candour_proof::sort::sort_by_key;
use candour_questionnaire::{
    answers::Choice,
    catalog::CatalogEntry,
    questionnaire::{Condition, FactList, Question, Questionnaire, Severity, Worksheet},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::review;
use crate::{
    components::{
        elements::{
            self, Nodes, button, element, h1, h2, help, lead, li, link, p, row, space, strong, tag, text,
        },
        explain,
        screen::Screen,
    },
    labels::{choice_key, reason_key},
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = &entry.questionnaire;
    let id = questionnaire.id();
    let version = [("version", questionnaire.version()), ("date", questionnaire.date()), ("id", id)];
    let mut children = vec![
        h1(screen.words.with(Key::BlankHeading, &[("name", &entry.wording.title)])),
        lead(screen.text(Key::BlankLead)),
        row(vec![
            button("button", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
            link("back", "back", Route::Profile(id.to_owned()).fragment(), screen.text(Key::Back)),
        ]),
        text("p", "facts", screen.words.with(Key::ProfileVersion, &version)),
        review::law(screen, entry),
        tag(
            "div",
            "blank-lines",
            vec![lines(screen, Key::OrganisationLabel, 1), lines(screen, Key::BlankDay, 1)],
        ),
    ];
    let mut never = vec![text("p", "safety", screen.text(Key::PrivacyWarning))];
    never.extend(explain::never(screen));
    let before = entry.wording.before.iter().map(|paragraph| p(paragraph.clone().into())).collect();
    children.push(tag("div", "blank-before", vec![tag("div", "", never), tag("div", "", before)]));
    children.push(stops(screen, entry));
    children.push(h2(screen.text(Key::ProfileHeading)));
    for (question, letter) in questionnaire.profile().iter().zip('A'..) {
        let words = entry.wording.profile(&question.id);
        let mut asked = vec![numbered(screen, &letter.to_string(), &words.question)];
        asked.extend(words.help.iter().map(|more| help(more.clone().into())));
        let options = question.options.iter().zip(1..).map(|(option, place)| {
            let values = [("number", &*format!("{letter}{place}")), ("question", words.option(option))];
            tick(screen.words.with(Key::NumberedQuestion, &values), None)
        });
        let options = tag("ul", "ticks", options.collect());
        children.push(block(&question.id, [asked, vec![options], Nodes::new()]));
    }
    let skips = skips(questionnaire);
    for section in questionnaire.sections() {
        let words = entry.wording.section(&section.id);
        children.push(h2(words.title.clone().into()));
        children.push(elements::stated("p", "", &words.lead));
        for asked in &section.questions {
            children.push(question(screen, entry, asked, &skips));
        }
    }
    children.extend(questionnaire.lists().iter().map(|list| facts(entry, list)));
    children.extend(questionnaire.worksheets().iter().map(|sheet| worksheet(entry, sheet)));
    elements::screen("blank", id, children)
}

/// A list with a box for each answer.
fn facts(entry: &CatalogEntry, list: &FactList) -> Html {
    let words = entry.wording.list(&list.id);
    let mut children = vec![h2(words.title.clone().into()), p(words.lead.clone().into())];
    for item in list.items() {
        let said = words.item(&item.id);
        let mut asked = vec![text("h3", "", said.question.clone().into())];
        asked.extend(said.help.iter().map(|more| help(more.clone().into())));
        let boxes = list.answers.iter().map(|choice| tick(words.answer(*choice).to_owned().into(), None));
        children.push(block(&item.id, [asked, vec![tag("ul", "ticks", boxes.collect())], Nodes::new()]));
    }
    tag("section", "", children)
}

/// An empty table on a page of its own.
fn worksheet(entry: &CatalogEntry, sheet: &Worksheet) -> Html {
    let words = entry.wording.worksheet(&sheet.id);
    let head = sheet.columns.iter().map(|column| {
        let said = vec![elements::words(words.column(column).to_owned())];
        element("th", &[("scope", "col".into())], said)
    });
    let cells = || sheet.columns.iter().map(|_| tag("td", "", Nodes::new())).collect();
    let rows = (0..sheet.rows).map(|_| tag("tr", "", cells()));
    let table = vec![
        text("caption", "", words.title.clone().into()),
        tag("thead", "", vec![tag("tr", "", head.collect())]),
        tag("tbody", "", rows.collect()),
    ];
    let children =
        vec![h2(words.title.clone().into()), p(words.lead.clone().into()), tag("table", "", table)];
    let hooks = [("class", "worksheet".into()), ("data-worksheet", sheet.id.clone().into())];
    element("section", &hooks, children)
}

/// Questions behind one another that a condition can take away.
struct Skip<'a> {
    condition: &'a Condition,
    /// The first of them.
    first: &'a str,
    /// How many they are.
    length: usize,
    /// The question behind the last of them; `None` at the end.
    next: Option<&'a str>,
}

/// All skips in the order of the form; of those that begin at one question, the longest first.
fn skips(questionnaire: &Questionnaire) -> Vec<Skip<'_>> {
    let questions: Vec<&Question> = questionnaire.questions().collect();
    let needs: Vec<Vec<&Condition>> = questions.iter().map(|question| needed(question)).collect();
    let mut skips = Vec::new();
    let mut before: &[&Condition] = &[];
    for (place, (question, own)) in questions.iter().zip(&needs).enumerate() {
        let mut here = Vec::new();
        for condition in own.iter().filter(|condition| !before.contains(condition)) {
            let rest = needs.iter().skip(place);
            let length = rest.take_while(|needed| needed.contains(condition)).count();
            let next = questions.get(place + length).map(|next| next.id.as_str());
            here.push(Skip { condition, first: &question.id, length, next });
        }
        sort_by_key(&mut here, |skip| std::cmp::Reverse(skip.length));
        skips.extend(here);
        before = own;
    }
    skips
}

/// All that must hold for a question to be asked. A question that hangs on another one for its subject hangs on whatever
/// that one hangs on in the same way.
fn needed(question: &Question) -> Vec<&Condition> {
    let mut all: Vec<&Condition> = Vec::new();
    let mut waiting: Vec<&Condition> = question.ask_when.iter().collect();
    while let Some(condition) = waiting.pop() {
        if let Condition::Applies(other) | Condition::Earlier { question: other, .. } = condition {
            waiting.extend(other.ask_when.iter().filter(|nested| nested.profile().is_none()));
        }
        if !all.contains(&condition) {
            all.push(condition);
        }
    }
    all
}

/// A question with its number.
fn numbered(screen: &Screen<'_>, number: &str, question: &str) -> Html {
    text("h3", "", screen.words.with(Key::NumberedQuestion, &[("number", number), ("question", question)]))
}

/// What is asked, the answers to it, and room for a note; on paper the answers are beside the rest.
fn block(id: &str, parts: [Nodes; 3]) -> Html {
    let hooks = [("class", "on-paper".into()), ("data-blank", id.to_owned().into())];
    element("article", &hooks, parts.map(|part| tag("div", "", part)).into())
}

fn question(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question, skips: &[Skip<'_>]) -> Html {
    let words = entry.wording.question(&question.id);
    let number = number(entry, &question.id);
    let mut asked = Nodes::new();
    for skip in skips.iter().filter(|skip| skip.first == question.id) {
        let next = skip.next.map_or_else(|| screen.text(Key::BlankEnd), |next| number_of(entry, next));
        let hooks = [("class", "skip-to".into()), ("data-skip", next.clone())];
        let said = elements::words(skipped(screen, entry, skip.condition, &next));
        asked.push(element("p", &hooks, vec![said]));
    }
    asked.push(numbered(screen, &number, &words.question));
    if question.severity == Severity::Critical {
        asked.push(text("p", "critical", screen.text(Key::CriticalMark)));
    } else {
        conditions(screen, entry, Counted::BlankCritical, &question.critical_when, &mut asked);
    }
    asked.extend(words.help.iter().map(|more| help(more.clone().into())));
    let mut ticks = Nodes::new();
    for (choice, meaning) in
        [(Choice::Yes, &words.yes), (Choice::Partly, &words.partly), (Choice::No, &words.no)]
    {
        if question.offers(choice) {
            let label = screen.choice(entry, &question.id, choice);
            ticks.push(tick(label, Some(meaning.clone().into())));
        }
    }
    let mut others = vec![tick(screen.text(choice_key(Choice::Unknown)), None)];
    others.extend(question.reasons.iter().map(|reason| tick(screen.text(reason_key(*reason)), None)));
    let evidence = tick(screen.text(Key::EvidenceLabel), Some(words.evidence.clone().into()));
    let answers = vec![
        tag("ul", "ticks", ticks),
        tag("ul", "ticks in-line", others),
        tag("ul", "ticks", vec![evidence]),
    ];
    let mut note = Nodes::new();
    if let Some(asked) = &question.note {
        let values = [("answers", &*quoted(screen, entry, question, &asked.on)), ("note", &words.note)];
        let required = if asked.required { Key::BlankNoteRequired } else { Key::BlankNote };
        note.push(help(screen.words.with(required, &values)));
    }
    note.extend(words.safety.iter().map(|safety| help(safety.clone().into())));
    note.push(lines(screen, Key::NoteLabel, 1));
    block(&question.id, [asked, answers, note])
}

fn number(entry: &CatalogEntry, question: &str) -> String {
    entry.questionnaire.number(question).map(|number| number.to_string()).unwrap_or_default()
}

fn number_of(entry: &CatalogEntry, question: &str) -> AttrValue {
    number(entry, question).into()
}

/// The letter of a profile question and the numbers of some of its options, such as `A3`, joined by "or".
fn options(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    question: &str,
    named: &[String],
) -> (String, AttrValue) {
    let mut all = entry.questionnaire.profile().iter().zip('A'..);
    let Some((question, letter)) = all.find(|(own, _)| own.id == question) else {
        return (String::new(), AttrValue::default());
    };
    let places = question.options.iter().zip(1..).filter(|(option, _)| named.contains(option));
    let numbers = places.map(|(_, place)| AttrValue::from(format!("{letter}{place}")));
    (letter.to_string(), either(screen, numbers.collect()))
}

/// Answers in quotation marks, joined by "or".
fn quoted(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question, choices: &[Choice]) -> AttrValue {
    let quote = |choice: &Choice| {
        let label = screen.choice(entry, &question.id, *choice);
        screen.words.with(Key::WhenQuote, &[("answer", &label)])
    };
    let choices = choices.iter().filter(|choice| question.offers(**choice));
    either(screen, choices.map(quote).collect())
}

fn either(screen: &Screen<'_>, answers: Vec<AttrValue>) -> AttrValue {
    let both = |before: AttrValue, answer: AttrValue| {
        screen.words.with(Key::WhenOr, &[("before", &before), ("answer", &answer)])
    };
    answers.into_iter().reduce(both).unwrap_or_default()
}

/// Where to go on if a condition does not hold.
fn skipped(screen: &Screen<'_>, entry: &CatalogEntry, condition: &Condition, next: &str) -> AttrValue {
    match condition {
        Condition::Profile { question, unless, .. } => {
            let (_, answers) = options(screen, entry, question, unless);
            screen.words.with(Key::BlankSkipProfile, &[("answers", &answers), ("next", next)])
        }
        Condition::Applies(question) => {
            let number = number(entry, &question.id);
            screen.words.with(Key::BlankSkipApplies, &[("number", &number), ("next", next)])
        }
        Condition::Earlier { question, unless: out, .. } | Condition::Answered { question, any: out } => {
            let (number, answers) = (number(entry, &question.id), quoted(screen, entry, question, out));
            let values = [("answers", &*answers), ("number", &number), ("next", next)];
            screen.words.with(Key::BlankSkipAnswered, &values)
        }
    }
}

/// A box to tick.
fn tick(label: AttrValue, meaning: Option<AttrValue>) -> Html {
    let mut said = vec![strong(label)];
    if let Some(meaning) = meaning.filter(|meaning| !meaning.is_empty()) {
        said.extend([space(), elements::words(meaning)]);
    }
    li(vec![text("span", "box", AttrValue::default()), tag("span", "", said)])
}

/// Room to write.
fn lines(screen: &Screen<'_>, key: Key, count: usize) -> Html {
    let mut children = vec![screen.words(key)];
    children.resize_with(count + 1, || text("div", "line", AttrValue::default()));
    tag("div", "lines", children)
}

/// Conditions that must all hold, each a sentence of its own; nothing if there are none.
fn conditions(screen: &Screen<'_>, entry: &CatalogEntry, key: Counted, when: &[Condition], into: &mut Nodes) {
    if let Ok(count @ 1..) = u32::try_from(when.len()) {
        let when = when.iter().map(|condition| li(vec![elements::words(spelt(screen, entry, condition))]));
        let list = tag("ul", "in-line", when.collect());
        into.push(tag("div", "when", vec![strong(screen.words.count(key, count)), space(), list]));
    }
}

fn spelt(screen: &Screen<'_>, entry: &CatalogEntry, condition: &Condition) -> AttrValue {
    match condition {
        Condition::Profile { question, any, .. } => {
            let (letter, answers) = options(screen, entry, question, any);
            screen.words.with(Key::WhenProfile, &[("answers", &answers), ("letter", &letter)])
        }
        Condition::Applies(question) => {
            screen.words.with(Key::WhenApplies, &[("number", &number(entry, &question.id))])
        }
        Condition::Earlier { question, any, .. } | Condition::Answered { question, any } => {
            let (number, answers) = (number(entry, &question.id), quoted(screen, entry, question, any));
            screen.words.with(Key::WhenAnswered, &[("answers", &answers), ("number", &number)])
        }
    }
}

/// The rules that stand above the levels; on paper whoever answers must watch for them.
fn stops(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let mut children = vec![h2(screen.text(Key::StopsHeading)), p(screen.text(Key::BlankStops))];
    for stop in entry.questionnaire.stops() {
        let words = entry.wording.stop(&stop.id);
        let mut own = vec![text("h3", "", words.title.clone().into()), p(words.text.clone().into())];
        conditions(screen, entry, Counted::BlankStop, &stop.when, &mut own);
        children.push(element("div", &[("data-stop", stop.id.clone().into())], own));
    }
    if entry.questionnaire.stops().is_empty() { Html::default() } else { tag("section", "stop", children) }
}
