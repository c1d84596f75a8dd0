//! The report for paper: a page for whoever decides, then everything it rests on.

use std::cmp::Ordering;

use candour_app::{Event, Route, SigningEvent};
use candour_compare::export::Export;
use candour_proof::date::Day;
use candour_questionnaire::{
    catalog::CatalogEntry,
    glossary::{TextPiece, Unexplained},
    plan::Planned,
    questionnaire::{Citation, Question},
    scoring::{Assessment, SectionResult, assess},
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::{decision, result, review};
use crate::components::{
    action, chart,
    elements::{
        self, Nodes, UNSAVED, button, element, facts, h1, h2, help, li, link, p, pair, row, space, strong,
        tag, text,
    },
    fingerprint::fingerprint,
    levels, links, qr_code,
    screen::Screen,
    sources,
};

/// How many gaps and actions the first page names.
const FIRST: usize = 3;
const FIRST_GAPS: usize = 5;

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let assessment = assess(&entry.questionnaire, &screen.model.draft(id).answers);
    let print = button("button", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested));
    let back = link("back", "back", Route::Result(id.to_owned()).fragment(), screen.text(Key::Back));
    let mut children = vec![h1(screen.words.with(Key::ReportHeading, &[("name", &entry.wording.title)]))];
    if !screen.model.draft(id).organisation.is_empty() {
        children.push(text("p", "for", screen.model.draft(id).organisation.clone().into()));
    }
    children.push(text("p", "help unprinted", screen.text(Key::ReportHelp)));
    // They come before the report as its siblings, so that the style sheet alone can act on them.
    for (field, key, on) in [
        ("report-notes", Key::ReportNotes, true),
        ("report-plan", Key::ReportPlan, true),
        ("report-appendix", Key::ReportAppendix, false),
    ] {
        let mut switch = vec![
            ("form", AttrValue::Static(UNSAVED)),
            ("autocomplete", AttrValue::Static("off")),
            ("type", "checkbox".into()),
            ("class", "unprinted".into()),
            ("id", field.into()),
            ("data-field", field.into()),
        ];
        if on {
            switch.push(("checked", AttrValue::default()));
        }
        children.push(element("input", &switch, Vec::new()));
        let label = [("for", field.into()), ("class", "switch unprinted".into())];
        children.push(element("label", &label, vec![screen.words(key)]));
    }
    let own = id.to_owned();
    let save = screen.on(move |_| SigningEvent::ExportRequested(own.clone(), Export::Document));
    let save = button("quiet", "export-document", screen.text(Key::ExportDocument), save);
    children.push(row(vec![print, save, back]));
    let appendix = vec![
        h2(screen.text(Key::ReportAppendixHeading)),
        sources(screen, entry),
        words_used(screen, entry),
        how(screen, &assessment),
        meaning(screen, entry),
    ];
    let paper = vec![
        summary(screen, entry, &assessment),
        result::stops(screen, entry, &assessment),
        sections(screen, entry, &assessment),
        result::not_applicable(screen, entry, &assessment),
        planned(screen, entry, &assessment),
        tag("section", "appendix", appendix),
    ];
    children.push(tag("div", "paper", paper));
    elements::screen("report", id, children)
}

/// What a manager reads: one page.
fn summary(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let questionnaire = &entry.questionnaire;
    let today = screen.model.page.today.map(Day::text).unwrap_or_default();
    let basis = [("version", questionnaire.version()), ("date", questionnaire.date()), ("day", &*today)];
    let mut children = vec![
        text("p", "facts", screen.words.with(Key::ReportBasis, &basis)),
        review::law(screen, entry),
        result::headline(screen, assessment),
        result::decided(screen, entry, assessment),
    ];
    children.push(review::limits(entry, &screen.model.draft(questionnaire.id()).answers));
    children.push(titles(screen, entry, assessment));
    children.push(chart::view(screen, entry, assessment));
    children.push(p(result::counts_of(screen, &assessment.completeness)));
    if !assessment.complete() {
        children.push(tag("p", "", vec![strong(screen.text(Key::ResultSoFar))]));
    }
    let gaps = assessment.answered_gaps();
    let count = u32::try_from(gaps.len()).unwrap_or(u32::MAX);
    if count == 0 {
        children.push(p(screen.text(result::no_gaps(assessment))));
    } else {
        children.push(h2(screen.words.count(Counted::Gaps, count)));
        let first = gaps.iter().take(FIRST_GAPS);
        let first = first.map(|id| li(vec![elements::words(links::numbered(entry, id))]));
        children.push(tag("ul", "", first.collect()));
        if gaps.len() > FIRST_GAPS {
            children.push(p(screen.text(Key::ReportMoreGaps)));
        }
    }
    if let Ok(count @ 1..) = u32::try_from(assessment.critical_open.len()) {
        children.push(p(screen.words.count(Counted::CriticalOpen, count)));
    }
    let first = entry.actions(assessment).take(FIRST);
    let mut first: Nodes = first
        .map(|action| li(vec![elements::words(entry.wording.question(&action.question).action.clone())]))
        .collect();
    match (assessment.completeness.open, u32::try_from(assessment.evidence_missing.len())) {
        (count @ 1.., _) => {
            first.insert(0, li(vec![elements::words(screen.words.count(Counted::ActionAnswerOpen, count))]));
        }
        (0, Ok(count @ 1..)) if first.is_empty() => {
            first.push(li(vec![elements::words(screen.words.count(Counted::ActionProof, count))]));
        }
        _ => {}
    }
    if !first.is_empty() {
        children.extend([h2(screen.text(Key::ActionsHeading)), tag("ol", "", first)]);
    } else if assessment.actions.is_empty() {
        children.extend([h2(screen.text(Key::ActionsHeading)), p(screen.text(Key::ActionsNone))]);
    }
    if !questionnaire.profile().is_empty() {
        children.push(h2(screen.text(Key::ResultAbout)));
        children.push(review::business(screen, entry));
    }
    children.push(file(screen, questionnaire.id()));
    children.push(p(screen.text(Key::ResultLead)));
    tag("section", "summary", children)
}

/// The stop rules by their titles; what they mean comes later.
fn titles(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let set_off = entry.questionnaire.stops().iter().filter(|stop| assessment.stops.contains(&stop.id));
    let set_off: Nodes =
        set_off.map(|stop| li(vec![strong(entry.wording.stop(&stop.id).title.clone().into())])).collect();
    if set_off.is_empty() {
        return Html::default();
    }
    tag("section", "stop", vec![h2(screen.text(Key::StopsHeading)), tag("ul", "", set_off)])
}

fn sections(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let heading = match assessment.decision {
        Some(_) => Key::DecisionPoints,
        None => Key::SectionsHeading,
    };
    let mut children = vec![h2(screen.text(heading))];
    for result in &assessment.sections {
        children.push(one(screen, entry, assessment, result));
    }
    tag("section", "", children)
}

fn one(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment, result: &SectionResult) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let title = entry.wording.section(&result.id).title.clone();
    let mut children = vec![text("h3", "", title.into())];
    if assessment.decision.is_some() {
        children.push(decision::state(screen, assessment, &result.id));
    } else {
        children.push(levels::level(screen, result.level));
        children.extend(result::reasons(screen, entry, result, assessment, result::Named::Number));
    }
    let own = entry.questionnaire.section(&result.id).into_iter().flat_map(|section| &section.questions);
    let mut said = Nodes::new();
    for question in own.filter(|question| question.asked(answers)) {
        let asked = elements::words(links::numbered(entry, &question.id));
        said.push(pair(asked, review::said(screen, entry, question, answers.answer(&question.id))));
    }
    children.push(tag("dl", "answers", said));
    element("article", &[("data-report", result.id.clone().into())], children)
}

/// Every action, most urgent first, with what was decided about it.
fn planned(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let plan = entry.plan(assessment, &screen.model.draft(entry.questionnaire.id()).plan);
    if plan.actions.is_empty() {
        return Html::default();
    }
    let column = |key: Key| element("th", &[("scope", "col".into())], vec![screen.words(key)]);
    let head = [Key::TablePlace, Key::ReportDo, Key::PlanRole, Key::PlanDue, Key::PlanState].map(column);
    let rows = plan.actions.iter().zip(1..).map(|(planned, number)| step(screen, entry, planned, number));
    let table = vec![
        text("caption", "", screen.text(Key::ReportPlanCaption)),
        tag("thead", "", vec![tag("tr", "", head.into())]),
        tag("tbody", "", rows.collect()),
    ];
    let children = vec![
        h2(screen.text(Key::ReportPlanHeading)),
        text("p", "help", screen.text(Key::PlanRoleHelp)),
        tag("table", "to-write", table),
    ];
    tag("section", "with-plan", children)
}

/// A step with its number, and room to write where nothing was decided yet.
fn step(screen: &Screen<'_>, entry: &CatalogEntry, planned: &Planned<'_>, number: usize) -> Html {
    let id = &planned.action.question;
    let words = entry.wording.question(id);
    let what = vec![text("p", "do", words.action.clone().into()), action::first_step(screen, words)];
    let step = planned.step;
    let due = step.due.map(Day::text).unwrap_or_default();
    let state =
        if step.is_empty() { AttrValue::default() } else { screen.text(super::plan::state_key(step.state)) };
    let cells = vec![
        text("td", "", number.to_string().into()),
        tag("td", "", what),
        text("td", "", step.role.clone().into()),
        text("td", "", due.into()),
        text("td", "", state),
    ];
    element("tr", &[("data-todo", id.clone().into())], cells)
}

/// The texts that what was asked comes from, by name, place and address.
fn sources(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let asked = entry.questionnaire.questions().filter(|question| question.asked(answers));
    let cited: Vec<&Citation> =
        asked.flat_map(|question: &Question| entry.shown(&question.citations)).collect();
    let mut items = Nodes::new();
    for source in entry.questionnaire.sources() {
        let mut whole = Citation {
            source: source.id.clone(),
            articles: Vec::new(),
            recitals: Vec::new(),
            principles: Vec::new(),
            verified: true,
        };
        let own = cited.iter().filter(|citation| citation.source == source.id);
        let mut any = false;
        for citation in own {
            any = true;
            merge(&mut whole.articles, &citation.articles);
            merge(&mut whole.recitals, &citation.recitals);
            merge(&mut whole.principles, &citation.principles);
        }
        if any {
            let mut said = vec![elements::words(entry.wording.source(&source.id).to_owned())];
            sources::places(screen, &whole, &mut said);
            said.extend(source.url.iter().flat_map(|url| [space(), facts(url.clone().into())]));
            items.push(li(said));
        }
    }
    if items.is_empty() {
        return Html::default();
    }
    let label = if entry.own { help(screen.text(Key::SourcesLabelOwn)) } else { Html::default() };
    tag("section", "", vec![h2(screen.text(Key::ReportSources)), label, tag("ul", "sources", items)])
}

fn merge(into: &mut Vec<String>, places: &[String]) {
    for place in places {
        if let Err(index) = into.binary_search_by(|own| by_number(own, place)) {
            into.insert(index, place.clone());
        }
    }
}

/// `9` before `10`, and `5(1)(a)` before `5(2)`: runs of digits by their value, everything else by its letters.
fn by_number(one: &str, other: &str) -> Ordering {
    let key = |place: &str| -> Vec<(u32, String)> {
        let parts =
            place.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(|part| (part.parse().unwrap_or(0), part.to_owned())).collect()
    };
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

/// The hard words that stand in the report.
fn words_used(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut texts = vec![&entry.wording.title];
    for question in entry.questionnaire.questions().filter(|question| question.asked(answers)) {
        let words = entry.wording.question(&question.id);
        texts.extend([&words.question, &words.action, &words.first_step, &words.severity]);
    }
    let (mut own_explained, mut explained, mut terms) =
        (Unexplained::default(), Unexplained::default(), Vec::new());
    for said in texts {
        let own = entry.wording.glossary.pieces(said, &mut own_explained);
        for piece in own.into_iter().chain(screen.hard_words.page().glossary().pieces(said, &mut explained)) {
            if let TextPiece::Hard(_, term) = piece {
                terms.push(term);
            }
        }
    }
    let terms: Nodes = terms.into_iter().map(super::about::term).collect();
    if terms.is_empty() {
        return Html::default();
    }
    tag("section", "", vec![h2(screen.text(Key::ReportWords)), tag("dl", "glossary", terms)])
}

fn how(screen: &Screen<'_>, assessment: &Assessment) -> Html {
    let (summary, said) = result::how_said(screen, assessment);
    let mut children = vec![h2(screen.text(summary))];
    children.extend(said);
    tag("section", "", children)
}

fn meaning(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let mut items = Nodes::new();
    for key in [
        Key::ResultIsSelf,
        Key::ResultIsNoRank,
        Key::ResultIsSignature,
        if entry.about_personal_data() { Key::ResultIsBasis } else { Key::ResultIsBasisOwn },
        Key::FooterNotAdvice,
    ] {
        items.push(li(vec![screen.words(key)]));
    }
    let basis = [("version", entry.questionnaire.version()), ("date", entry.questionnaire.date())];
    let basis = p(screen.words.with(result::basis_key(entry), &basis));
    tag("section", "", vec![h2(screen.text(Key::ResultIsHeading)), tag("ul", "", items), basis])
}

/// The signed file that the report belongs to, to be typed or scanned.
fn file(screen: &Screen<'_>, id: &str) -> Html {
    let mut children = vec![h2(screen.text(Key::ReportFile))];
    match screen.model.signed_file(id) {
        None => children.push(p(screen.text(Key::ReportNoFile))),
        Some(signed) => {
            let digest = signed.written.sha256.clone();
            let values = [("sha256", &*digest), ("fingerprint", &signed.fingerprint)];
            let said = screen.words.with(Key::ReportCode, &values);
            children.extend([
                p(screen.text(Key::ReportFileWhat)),
                tag("p", "", vec![elements::code(signed.written.name.clone())]),
                help(screen.text(Key::KeyFingerprint)),
                tag("p", "fingerprint", vec![fingerprint(signed.fingerprint.clone())]),
                help(screen.text(Key::ReportDigest)),
                tag("p", "", vec![elements::digest(digest.clone())]),
                qr_code::view(&said, "qr", screen.text(Key::ReportCodeName)),
            ]);
        }
    }
    tag("section", "file", children)
}
