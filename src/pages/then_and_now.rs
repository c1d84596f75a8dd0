//! Then and now: an earlier file of one's own beside the present answers, area by area.

use candour_app::{DraftEvent, Event, Route};
use candour_compare::then_and_now::{
    Comparison, DecisionChange, Earlier, LevelsFrom, SectionChange, Standing, compare,
};
use candour_files::import::CarriedAnswer;
use candour_proof::date::Day;
use candour_questionnaire::{answers::Resolution, catalog::CatalogEntry, questionnaire::DecisionOutcome};
use candour_words::Key;
use yew::{AttrValue, Html};

use super::check;
use crate::components::{
    elements::{
        self, Nodes, button, code, element, facts, h1, h2, lead, li, link, p, pair, row, space, strong, tag,
        text,
    },
    ids, levels, links,
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let earlier = screen.model.drafts.earlier.as_ref().filter(|earlier| earlier.questionnaire == id);
    let mut children = vec![h1(screen.words.with(Key::ProgressHeading, &[("name", &entry.wording.title)]))];
    let mut ways = vec![link("back", "check", Route::Check.fragment(), screen.text(Key::NavCheck))];
    match earlier {
        None => children.push(p(screen.text(Key::ProgressEmpty))),
        Some(earlier) => {
            compared(screen, entry, earlier, &mut children);
            ways.insert(
                0,
                button("button", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
            );
            let forget = screen.on(|_| DraftEvent::EarlierClosed);
            ways.insert(1, button("quiet", "forget-earlier", screen.text(Key::ProgressForget), forget));
        }
    }
    let result = Route::Result(id.to_owned()).fragment();
    ways.push(link("back", "result", result, screen.text(Key::ProgressResult)));
    children.push(row(ways));
    elements::screen("progress", id, children)
}

fn compared(screen: &Screen<'_>, entry: &CatalogEntry, earlier: &Earlier, children: &mut Nodes) {
    let own = screen.model.draft(entry.questionnaire.id());
    let comparison = compare(&entry.questionnaire, earlier, own);
    if !own.organisation.is_empty() {
        children.push(text("p", "for", own.organisation.clone().into()));
    }
    children.extend([
        lead(screen.text(Key::ProgressLead)),
        both(screen, entry, earlier, comparison.levels),
        match comparison.decision {
            Some(decision) => outcomes(screen, entry, decision),
            None => levels(screen, entry, &comparison.sections),
        },
    ]);
    for (what, heading, none, ids) in [
        ("closed", Key::ChangedClosed, true, &comparison.gaps_closed),
        ("opened", Key::ChangedOpened, true, &comparison.gaps_opened),
        ("still", Key::ChangedStill, true, &comparison.gaps_still),
        ("gone", Key::ChangedGone, false, &comparison.gaps_gone),
        ("done", Key::ChangedDone, true, &comparison.actions_done),
    ] {
        let items = ids.iter().map(|id| li(vec![named(entry, id)])).collect();
        children.push(list(screen, (what, heading), none, items));
    }
    let said = |question: &str, given: Option<Resolution>| match given {
        Some(given) => screen.choice(entry, question, given.choice()),
        None => screen.text(Key::ProgressOpen),
    };
    let different = comparison.different.iter().map(|change| {
        let values: [(&str, &str); 2] =
            [("then", &said(&change.question, change.then)), ("now", &said(&change.question, change.now))];
        li(vec![
            named(entry, &change.question),
            space(),
            facts(screen.words.with(Key::ProgressFromTo, &values)),
        ])
    });
    children.push(list(screen, ("different", Key::ChangedDifferent), true, different.collect()));
    questions(screen, entry, &comparison, children);
}

/// What a newer version of the questionnaire did to the questions.
fn questions(screen: &Screen<'_>, entry: &CatalogEntry, comparison: &Comparison, children: &mut Nodes) {
    let new = comparison.new_questions.iter().map(|id| li(vec![named(entry, id)]));
    children.push(list(screen, ("new", Key::ChangedNew), false, new.collect()));
    let carried = |carried: &CarriedAnswer| {
        let to = carried.to.iter().map(|id| li(vec![named(entry, id)])).collect();
        let how = if carried.whole { Key::ProgressWhole } else { Key::ProgressNote };
        li(vec![code(carried.from.clone()), space(), screen.words(how), tag("ul", "", to)])
    };
    children.push(list(
        screen,
        ("carried", Key::ChangedCarried),
        false,
        comparison.carried.iter().map(carried).collect(),
    ));
    let lost = comparison.not_placed.iter().map(|id| li(vec![code(id.clone())])).collect();
    children.push(list_with(
        screen,
        ("not-placed", Key::ChangedNotPlaced),
        false,
        lost,
        comparison.not_placed.more(),
    ));
}

/// What "then" and "now" are, and how far "then" can be relied on.
fn both(screen: &Screen<'_>, entry: &CatalogEntry, earlier: &Earlier, from: LevelsFrom) -> Html {
    let (headline, meaning) = crate::messages::verdict(screen.words, &earlier.verdict);
    let mut then = vec![code(earlier.name.clone()), tag("p", "", vec![strong(headline)]), p(meaning)];
    if let Some(report) = &earlier.report {
        let values = [("version", &*report.version), ("day", &report.finished)];
        then.push(p(screen.words.with(Key::ProgressThenOf, &values)));
        if report.own_key {
            then.push(p(screen.text(Key::FactKeyOwn)));
        }
    }
    let mut worded = Nodes::new();
    for words in &earlier.placed.worded {
        let known = if words.label.is_empty() {
            &entry.wording.question(&words.id).question
        } else {
            &entry.wording.profile(&words.id).question
        };
        let asked = elements::words(words.question.clone());
        worded.push(li(vec![asked, space(), check::other_words(screen, known)]));
    }
    if !worded.is_empty() {
        then.extend([p(screen.text(Key::ProgressWords)), tag("ul", "", worded)]);
    }
    then.push(p(screen.text(match from {
        LevelsFrom::Answers => Key::ProgressByAnswers,
        LevelsFrom::Carried => Key::ProgressByCarried,
        LevelsFrom::File => Key::ProgressByFile,
    })));
    let today = screen.model.page.today.map(Day::text).unwrap_or_default();
    let now = [("version", entry.questionnaire.version()), ("day", &today)];
    let children = vec![
        pair(screen.words(Key::ProgressThen), then),
        pair(screen.words(Key::ProgressNow), vec![p(screen.words.with(Key::ProgressNowOf, &now))]),
    ];
    tag("dl", "facts-list", children)
}

/// The outcome then and now.
fn outcomes(screen: &Screen<'_>, entry: &CatalogEntry, decision: DecisionChange) -> Html {
    let said = |outcome: Option<DecisionOutcome>| {
        let title = |outcome| entry.wording.decision().outcome(outcome).title.clone().into();
        vec![elements::words(outcome.map_or_else(|| screen.text(Key::StandWithheld), title))]
    };
    let rows = vec![
        pair(screen.words(Key::ProgressThen), said(decision.then)),
        pair(screen.words(Key::ProgressNow), said(Some(decision.now))),
    ];
    let then = decision.then.map_or("none", DecisionOutcome::as_str);
    let hooks = [
        ("data-then", AttrValue::Static(then)),
        ("data-now", AttrValue::Static(decision.now.as_str())),
        ("data-compared", "decision".into()),
    ];
    let children = vec![h2(screen.text(Key::DecisionHeading)), tag("dl", "facts-list", rows)];
    element("section", &hooks, children)
}

fn levels(screen: &Screen<'_>, entry: &CatalogEntry, sections: &[SectionChange]) -> Html {
    let column = |key: Key| element("th", &[("scope", "col".into())], vec![screen.words(key)]);
    let head = [Key::ProgressArea, Key::ProgressThen, Key::ProgressNow].map(column);
    let mut rows = Nodes::new();
    for section in sections {
        let title = match entry.wording.section(&section.section).title.as_str() {
            "" => code(section.section.clone()),
            title => elements::words(title.to_owned()),
        };
        let (key, mark) = direction(section);
        let mark = element("span", &[("aria-hidden", "true".into())], vec![elements::words(mark), space()]);
        let change = tag("p", "facts", vec![mark, screen.words(key)]);
        let cells = vec![
            element("th", &[("scope", "row".into())], vec![title]),
            tag("td", "", vec![standing(screen, section.then)]),
            tag("td", "", vec![standing(screen, section.now), change]),
        ];
        let hooks = [
            ("data-compared", section.section.clone().into()),
            ("data-then", number(section.then)),
            ("data-now", number(section.now)),
        ];
        rows.push(element("tr", &hooks, cells));
    }
    let children = vec![
        text("caption", "", screen.text(Key::SectionsHeading)),
        tag("thead", "", vec![tag("tr", "", head.into())]),
        tag("tbody", "", rows),
    ];
    tag("table", "wide", children)
}

fn standing(screen: &Screen<'_>, standing: Standing) -> Html {
    match standing {
        Standing::Level(level) => levels::level(screen, Some(level)),
        Standing::NoLevel => levels::level(screen, None),
        Standing::Absent => screen.words(Key::ProgressAbsent),
    }
}

fn number(standing: Standing) -> AttrValue {
    match standing {
        Standing::Level(level) => level.number().to_string().into(),
        Standing::NoLevel => AttrValue::Static("none"),
        Standing::Absent => AttrValue::Static("absent"),
    }
}

/// The change in words and as a shape; colour says nothing here.
fn direction(section: &SectionChange) -> (Key, &'static str) {
    match (section.then, section.now) {
        (Standing::Level(then), Standing::Level(now)) if now > then => (Key::ProgressHigher, "\u{25b2}"),
        (Standing::Level(then), Standing::Level(now)) if now < then => (Key::ProgressLower, "\u{25bc}"),
        (Standing::Level(_), Standing::Level(_)) => (Key::ProgressSame, "="),
        _ => (Key::ProgressApart, "–"),
    }
}

/// A heading and what belongs below it. Where it is empty it says so, or is left out.
fn list(screen: &Screen<'_>, (what, heading): (&'static str, Key), none: bool, items: Nodes) -> Html {
    list_with(screen, (what, heading), none, items, 0)
}

/// The same of a list that left entries out.
fn list_with(
    screen: &Screen<'_>,
    (what, heading): (&'static str, Key),
    none: bool,
    items: Nodes,
    more: u32,
) -> Html {
    let said = match items.len() {
        0 if none => p(screen.text(Key::ProgressNone)),
        0 => return Html::default(),
        _ => tag("ul", "", ids::first(screen, items, more)),
    };
    let children = vec![h2(screen.text(heading)), said];
    element("section", &[("data-changed", what.into())], children)
}

/// A question as a link; one that there is no more by its code.
fn named(entry: &CatalogEntry, id: &str) -> Html {
    match entry.questionnaire.question(id) {
        Some((section, question)) => links::change(entry, section, question),
        None => code(id.to_owned()),
    }
}
