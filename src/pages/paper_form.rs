//! The blank form for paper: every question, with the conditions that the screen judges spelt out.

use candour_app::{Event, Route};
use candour_questionnaire::{
    answers::Choice,
    catalog::CatalogEntry,
    questionnaire::{Condition, Question, Severity},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::review;
use crate::{
    components::{
        elements::{
            self, Nodes, button, code, element, h1, h2, help, lead, li, link, p, row, space, strong, tag,
            text,
        },
        explain, links,
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
        p(screen.words.with(Key::BlankCodes, &[("place", &format!("#/{id}/"))])),
        text("p", "facts", screen.words.with(Key::ProfileVersion, &version)),
        review::law(screen, entry),
        row(vec![
            button("button", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
            link("back", "back", Route::Profile(id.to_owned()).fragment(), screen.text(Key::Back)),
        ]),
        text("p", "safety", screen.text(Key::PrivacyWarning)),
    ];
    children.extend(explain::never(screen));
    for before in &entry.wording.before {
        children.push(p(before.clone().into()));
    }
    children.push(lines(screen, Key::OrganisationLabel, 1));
    children.push(lines(screen, Key::BlankDay, 1));
    children.push(stops(screen, entry));
    children.push(h2(screen.text(Key::ProfileHeading)));
    for question in questionnaire.profile() {
        let words = entry.wording.profile(&question.id);
        let mut own = ask(&question.id, &words.question);
        own.extend(words.help.iter().map(|more| help(more.clone().into())));
        let options =
            question.options.iter().map(|option| tick(words.option(option).to_owned().into(), None));
        own.push(tag("ul", "ticks", options.collect()));
        children.push(block(&question.id, own));
    }
    for section in questionnaire.sections() {
        let words = entry.wording.section(&section.id);
        children.push(h2(words.title.clone().into()));
        children.push(p(words.lead.clone().into()));
        for asked in &section.questions {
            children.push(question(screen, entry, &section.id, asked));
        }
    }
    elements::screen("blank", id, children)
}

fn block(id: &str, children: Nodes) -> Html {
    element("article", &[("class", "on-paper".into()), ("data-blank", id.to_owned().into())], children)
}

/// The question, and the code that leads to it on the page.
fn ask(place: &str, question: &str) -> Nodes {
    vec![text("h3", "", question.to_owned().into()), tag("p", "help", vec![code(place.to_owned())])]
}

fn question(screen: &Screen<'_>, entry: &CatalogEntry, section: &str, question: &Question) -> Html {
    let words = entry.wording.question(&question.id);
    let mut children = ask(&format!("{section}/{}", question.id), &links::numbered(entry, &question.id));
    conditions(screen, entry, Counted::BlankAsk, &question.ask_when, &mut children);
    if question.severity == Severity::Critical {
        children.push(text("p", "critical", screen.text(Key::CriticalMark)));
    } else {
        conditions(screen, entry, Counted::BlankCritical, &question.critical_when, &mut children);
    }
    children.extend(words.help.iter().map(|more| help(more.clone().into())));
    children.extend(words.safety.iter().map(|safety| text("p", "safety", safety.clone().into())));
    let mut ticks = Nodes::new();
    for choice in Choice::ALL {
        let meaning = match choice {
            Choice::Yes => words.yes.clone().into(),
            Choice::Partly => words.partly.clone().into(),
            Choice::No => words.no.clone().into(),
            Choice::Unknown => screen.text(Key::MeaningUnknown),
            Choice::NotApplicable if question.reasons.is_empty() => continue,
            Choice::NotApplicable => screen.text(Key::BlankReasons),
        };
        ticks.push(tick(screen.text(choice_key(choice)), Some(meaning)));
    }
    children.push(tag("ul", "ticks", ticks));
    let reasons = question.reasons.iter().map(|reason| tick(screen.text(reason_key(*reason)), None));
    let reasons: Nodes = reasons.collect();
    if !reasons.is_empty() {
        children.push(tag("ul", "ticks within", reasons));
    }
    let evidence = tick(screen.text(Key::EvidenceLabel), Some(words.evidence.clone().into()));
    children.push(tag("ul", "ticks", vec![evidence]));
    children.push(lines(screen, Key::NoteLabel, 2));
    block(&question.id, children)
}

/// A box to tick.
fn tick(label: AttrValue, meaning: Option<AttrValue>) -> Html {
    let mut said = vec![strong(label)];
    if let Some(meaning) = meaning {
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
        into.extend([
            tag("p", "", vec![strong(screen.words.count(key, count))]),
            tag("ul", "", when.collect()),
        ]);
    }
}

fn spelt(screen: &Screen<'_>, entry: &CatalogEntry, condition: &Condition) -> AttrValue {
    let (key, question, answers): (_, _, Vec<AttrValue>) = match condition {
        Condition::Profile { question, any, unless } => {
            let words = entry.wording.profile(question);
            // Of many options the one that does not count is named; to leave it open counts either way.
            let (key, named) = if unless.len() == 1 && any.len() > 2 {
                (Key::WhenNot, unless)
            } else {
                (Key::WhenProfile, any)
            };
            let named = named.iter().map(|option| words.option(option).to_owned().into());
            (key, &words.question, named.collect())
        }
        Condition::Applies(question) => {
            (Key::WhenApplies, &entry.wording.question(&question.id).question, Vec::new())
        }
        Condition::Answered { question, any } => {
            let named = any.iter().map(|choice| screen.text(choice_key(*choice)));
            (Key::WhenAnswered, &entry.wording.question(&question.id).question, named.collect())
        }
    };
    let mut listed = AttrValue::default();
    for answer in answers {
        let quoted = screen.words.with(Key::WhenQuote, &[("answer", &answer)]);
        listed = match listed.as_str() {
            "" => quoted,
            before => screen.words.with(Key::WhenOr, &[("before", before), ("answer", &quoted)]),
        };
    }
    screen.words.with(key, &[("answers", &listed), ("question", question)])
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
