//! The result: stop rules, weakest area and serious gaps first, three first actions, every level with its reason
//! and with what would change it.

use candour_app::{Event, Route};
use candour_questionnaire::{
    answers::Resolution,
    catalog::CatalogEntry,
    questionnaire::{Condition, Question, Severity},
    scoring::{
        Action, Assessment, Completeness, Gate, GateRule, Improvement, Level, SectionResult, assess, lift,
    },
};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::{decision, list, plan as steps, review};
use crate::components::{
    action::{asked, one},
    chart,
    elements::{
        self, Nodes, button, element, facts, fold, h1, h2, li, link, p, row, space, strong, tag, text,
    },
    levels::{gaps_in, level, level_key, level_words},
    progress_bar::progress,
    screen::Screen,
    sources, summary,
};

/// How many actions are shown before the rest is asked for.
const FIRST_ACTIONS: usize = 3;

/// How many serious gaps are shown before the rest is asked for.
const FIRST_GAPS: usize = 3;

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = &entry.questionnaire;
    let draft = screen.model.draft(questionnaire.id());
    let assessment = assess(questionnaire, &draft.answers);
    let mut children: Nodes =
        vec![h1(screen.words.with(Key::ResultHeading, &[("name", &entry.wording.title)]))];
    if !draft.organisation.is_empty() {
        children.push(text("p", "for", draft.organisation.clone().into()));
    }
    let basis = [("version", questionnaire.version()), ("date", questionnaire.date())];
    children.extend([
        headline(screen, &assessment),
        decided(screen, entry, &assessment),
        review::limits(entry, &draft.answers),
        completeness(screen, &assessment),
        ways(screen, entry, &assessment),
        stops(screen, entry, &assessment),
        actions(screen, entry, &assessment),
        weakest(screen, entry, &assessment),
        sections(screen, entry, &assessment),
        gaps(screen, entry, &assessment),
        not_applicable(screen, entry, &assessment),
        elements::together(list::folded(screen, entry, &draft.answers)),
        about(screen, entry),
        how(screen, &assessment),
        summary::view(screen, entry),
        row(vec![
            link(
                "button",
                "",
                Route::Keep(questionnaire.id().to_owned()).fragment(),
                screen.text(Key::ToKeep),
            ),
            link(
                "back",
                "progress",
                Route::Progress(questionnaire.id().to_owned()).fragment(),
                screen.text(Key::ToProgress),
            ),
            link(
                "back",
                "back",
                Route::Review(questionnaire.id().to_owned()).fragment(),
                screen.text(Key::Back),
            ),
        ]),
        text("p", "facts", screen.text(Key::ResultLead)),
        text("p", "facts", screen.words.with(basis_key(entry), &basis)),
        review::law(screen, entry),
    ]);
    elements::screen("result", questionnaire.id(), children)
}

/// What a result is based on, with whom to ask where the questionnaire is about personal data.
pub(crate) fn basis_key(entry: &CatalogEntry) -> Key {
    if entry.about_personal_data() { Key::ResultBasis } else { Key::ResultBasisOwn }
}

/// The decision, if the questionnaire gives one.
pub(crate) fn decided(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    assessment.decision.as_ref().map(|own| decision::view(screen, entry, own)).unwrap_or_default()
}

/// Where the business is, in one sentence.
pub(crate) fn headline(screen: &Screen<'_>, assessment: &Assessment) -> Html {
    let levels: Vec<Level> = assessment.sections.iter().filter_map(|section| section.level).collect();
    if levels.is_empty() {
        return Html::default();
    }
    let low = levels.iter().filter(|level| **level <= Level::Starting).count();
    let values: [(&str, &str); 2] = [("low", &low.to_string()), ("areas", &levels.len().to_string())];
    let said = match u32::try_from(assessment.answered_gaps().len()) {
        Ok(gaps @ 1..) => screen.words.count_with(Counted::Headline, gaps, &values),
        _ if assessment.complete() => screen.words.with(Key::HeadlineNoGap, &values),
        _ => screen.words.with(Key::HeadlineSoFar, &values),
    };
    text("p", "lead headline", said)
}

/// What can be done with a result.
fn ways(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let id = || entry.questionnaire.id().to_owned();
    let planned = !screen.model.draft(entry.questionnaire.id()).plan.is_empty();
    let plan = if planned || entry.actions(assessment).next().is_some() {
        link("quiet", "plan", Route::Plan(id()).fragment(), screen.text(Key::ToPlan))
    } else {
        Html::default()
    };
    row(vec![
        link("button", "keep", Route::Keep(id()).fragment(), screen.text(Key::ToKeep)),
        plan,
        link("quiet", "report", Route::Report(id()).fragment(), screen.text(Key::ToReport)),
        button("plain-button", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
    ])
}

fn completeness(screen: &Screen<'_>, assessment: &Assessment) -> Html {
    let counts = &assessment.completeness;
    let mut children = vec![progress(screen, counts.answered, counts.asked), p(counts_of(screen, counts))];
    if !assessment.complete() {
        children.push(tag("p", "", vec![strong(screen.text(Key::ResultSoFar))]));
    }
    tag("div", "completeness", children)
}

/// The rules that stand above the levels, where answers set one off.
pub(crate) fn stops(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let mut children = vec![h2(screen.text(Key::StopsHeading)), p(screen.text(Key::StopsMeaning))];
    let set_off = entry.questionnaire.stops().iter().filter(|stop| assessment.stops.contains(&stop.id));
    for stop in set_off {
        let words = entry.wording.stop(&stop.id);
        let mut behind = Nodes::new();
        for condition in &stop.when {
            if let Condition::Answered { question, .. } = condition {
                behind.push(li(asked(screen, entry, &question.id)));
            }
        }
        let said = vec![
            text("h3", "", words.title.clone().into()),
            p(words.text.clone().into()),
            fold(
                "",
                screen.text(Key::StopsBecause),
                vec![
                    tag("ul", "", behind),
                    sources::citations(screen, entry, screen.asker(entry), &stop.citations),
                ],
            ),
        ];
        children.push(element("div", &[("data-stop", stop.id.clone().into())], said));
    }
    if assessment.stops.is_empty() { Html::default() } else { tag("section", "stop", children) }
}

fn about(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    if entry.questionnaire.profile().is_empty() {
        return Html::default();
    }
    let children = vec![p(screen.text(Key::ResultAboutMeaning)), review::business(screen, entry)];
    fold("", screen.text(Key::ResultAbout), children)
}

pub(crate) fn counts_of(screen: &Screen<'_>, counts: &Completeness) -> AttrValue {
    screen.words.with(
        Key::Counts,
        &[
            ("yes", &counts.yes.to_string()),
            ("partly", &counts.partly.to_string()),
            ("no", &counts.no.to_string()),
            ("unknown", &counts.unknown.to_string()),
            ("not", &counts.not_applicable.to_string()),
            ("open", &counts.open.to_string()),
        ],
    )
}

fn section_link(entry: &CatalogEntry, id: &str) -> Html {
    let title = entry.wording.section(id).title.clone();
    link("", "", Route::section(entry.questionnaire.id(), id).fragment(), title.into())
}

/// All areas with the lowest level; one sentence if that is every area.
fn weakest(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    if assessment.decision.is_some() {
        return Html::default();
    }
    let weakest = assessment.weakest();
    let Some(first) = weakest.first() else {
        return p(screen.text(Key::ResultNone));
    };
    let with_level = assessment.sections.iter().filter(|section| section.level.is_some()).count();
    let lowest = tag("p", "weakest", vec![level(screen, first.level)]);
    let children = if weakest.len() > 1 && weakest.len() == with_level {
        vec![h2(screen.text(Key::ResultAllSame)), lowest]
    } else {
        let count = u32::try_from(weakest.len()).unwrap_or(u32::MAX);
        let areas: Nodes = weakest.iter().map(|section| li(vec![section_link(entry, &section.id)])).collect();
        vec![h2(screen.words.count(Counted::ResultWeakest, count)), lowest, tag("ul", "names", areas)]
    };
    tag("section", "first-look", children)
}

/// The serious gaps that were answered and, apart from them, the critical questions still open.
fn gaps(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let answered = assessment.answered_gaps();
    let mut children = match u32::try_from(answered.len()) {
        Ok(count @ 1..) => vec![
            h2(screen.words.count(Counted::Gaps, count)),
            p(screen.text(if entry.about_personal_data() { Key::GapsMeaning } else { Key::GapsMeaningOwn })),
            some(screen, entry, "gaps", &answered, Counted::GapsMore),
        ],
        _ => vec![h2(screen.text(Key::GapsHeading)), p(screen.text(no_gaps(assessment)))],
    };
    let open = &assessment.critical_open;
    if let Ok(count @ 1..) = u32::try_from(open.len()) {
        children.extend([
            text("h3", "", screen.words.count(Counted::CriticalOpen, count)),
            if assessment.decision.is_some() {
                Html::default()
            } else {
                p(screen.text(Key::CriticalOpenMeaning))
            },
            some(screen, entry, "critical-open", open, Counted::CriticalOpenMore),
        ]);
    }
    tag("section", "", children)
}

/// The first questions of a list; the rest is folded away.
fn some(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    class: &'static str,
    ids: &[String],
    more: Counted,
) -> Html {
    let (first, rest) = ids.split_at(ids.len().min(FIRST_GAPS));
    let mut children = vec![questions(screen, entry, class, first)];
    if let Ok(count @ 1..) = u32::try_from(rest.len()) {
        let summary = elements::words(screen.words.count(more, count));
        let rest = || vec![questions(screen, entry, class, rest)];
        children.push(screen.fold(class.to_owned(), "rest", false, vec![summary], &rest));
    }
    elements::together(children)
}

/// That no answer is a serious gap: of all answers, or of those so far.
pub(crate) fn no_gaps(assessment: &Assessment) -> Key {
    if assessment.critical_open.is_empty() { Key::GapsNone } else { Key::GapsNoneSoFar }
}

/// Questions as links, each with how it was answered.
fn questions(screen: &Screen<'_>, entry: &CatalogEntry, class: &'static str, ids: &[String]) -> Html {
    let mut items = Nodes::new();
    for id in ids {
        items.push(li(asked(screen, entry, id)));
    }
    tag("ul", class, items)
}

fn actions(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    let stated: Vec<&Action> = entry.actions(assessment).collect();
    let mut children = vec![h2(screen.text(Key::ActionsHeading))];
    if assessment.completeness.unknown * 3 > assessment.completeness.asked {
        children.push(p(screen.text(Key::ActionsFactsFirst)));
    }
    let (first, rest) = stated.split_at(stated.len().min(FIRST_ACTIONS));
    let mut items = action_items(screen, entry, first);
    let open = u32::from(!assessment.complete());
    if let count @ 1.. = assessment.completeness.open {
        let review = Route::Review(entry.questionnaire.id().to_owned()).fragment();
        let rest = link("do", "answer-rest", review, screen.words.count(Counted::ActionAnswerOpen, count));
        items.insert(0, li(vec![rest, p(screen.text(Key::ActionAnswerOpenWhy))]));
    }
    if let Some(proof) = proof(screen, entry, assessment).filter(|_| first.is_empty()) {
        items.push(proof);
    }
    if items.is_empty() && !assessment.actions.is_empty() {
        return Html::default();
    }
    children.push(if items.is_empty() {
        p(screen.text(Key::ActionsNone))
    } else {
        tag("ol", "actions", items)
    });
    if let Ok(count @ 1..) = u32::try_from(rest.len()) {
        let next = u32::try_from(FIRST_ACTIONS + 1).unwrap_or(u32::MAX) + open;
        let start = [("class", "actions".into()), ("start", next.to_string().into())];
        let more = || vec![element("ol", &start, action_items(screen, entry, rest))];
        let summary = elements::words(screen.words.count(Counted::ActionsMore, count));
        children.push(screen.fold("actions".to_owned(), "rest", false, vec![summary], &more));
    }
    let draft = screen.model.draft(entry.questionnaire.id());
    if !draft.plan.is_empty() {
        children.push(steps::far(screen, &entry.plan(assessment, &draft.plan)));
    }
    tag("section", "", children)
}

/// The step to level 4 where all is in place and nothing is shown: the critical answers without proof.
fn proof(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Option<Html> {
    let Ok(count @ 1..) = u32::try_from(assessment.evidence_missing.len()) else {
        return None;
    };
    let said = text("p", "do", screen.words.count(Counted::ActionProof, count));
    let hooks = [("data-proof", AttrValue::default())];
    Some(element("li", &hooks, vec![said, questions(screen, entry, "", &assessment.evidence_missing)]))
}

fn action_items(screen: &Screen<'_>, entry: &CatalogEntry, actions: &[&Action]) -> Nodes {
    let mut items = Nodes::new();
    for action in actions {
        let children = one(screen, entry, action);
        items.push(element("li", &[("data-todo", action.question.clone().into())], children));
    }
    items
}

fn sections(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    if assessment.decision.is_some() {
        return decision::sections(screen, entry, assessment);
    }
    let mut children = vec![h2(screen.text(Key::ChartHeading))];
    for result in &assessment.sections {
        children.push(section_result(screen, entry, result, assessment));
    }
    children.push(chart::as_table(screen, entry, assessment));
    tag("section", "", children)
}

fn section_result(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    result: &SectionResult,
    assessment: &Assessment,
) -> Html {
    let content = || {
        let mut children = vec![tag("p", "", vec![section_link(entry, &result.id)])];
        children.extend(reasons(screen, entry, result, assessment, Named::Link));
        children.push(text("p", "facts", counts_of(screen, &result.completeness)));
        children.push(change(screen, entry, &result.id));
        children.push(behind(screen, entry, result));
        children
    };
    let number = |level: Option<Level>| -> AttrValue {
        level.map_or(AttrValue::Static("none"), |level| level.number().to_string().into())
    };
    let hooks = [
        ("class", "section-result".into()),
        ("data-result", result.id.clone().into()),
        ("data-level", number(result.level)),
        ("data-would-be", number(result.would_be)),
    ];
    let title = elements::words(entry.wording.section(&result.id).title.clone());
    let [bar, said] = chart::bar(screen, entry, assessment, result);
    let summary = vec![tag("h3", "area", vec![title]), bar, said];
    let id = ["section-", &result.id].concat();
    element("article", &hooks, vec![screen.fold(id, "", false, summary, &content)])
}

/// How a reason names its questions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// As links, each with its answer.
    Link,
    /// By their numbers, where the questions are printed below anyway.
    Number,
}

/// Why a section has its level, in sentences.
pub(crate) fn reasons(
    screen: &Screen<'_>,
    entry: &CatalogEntry,
    result: &SectionResult,
    assessment: &Assessment,
    named: Named,
) -> Nodes {
    let here = gaps_in(entry, &assessment.serious_gaps, &result.id);
    let mut children = Nodes::new();
    match result.level {
        None => children.push(p(screen.text(Key::LevelNoneMeaning))),
        Some(_) if result.completeness.open > 0 => children.push(p(screen.text(Key::SectionSoFar))),
        Some(_) => {}
    }
    for gate in &result.gates {
        let key = gate_key(gate, assessment);
        children.push(limited(screen, entry, key, &gate.questions, named));
    }
    // A gap that lowers nothing today holds the level down tomorrow, so it is named all the same.
    if result.gates.is_empty() && !here.is_empty() {
        let key = if all_open(&here, assessment) { Key::GapHereOpen } else { Key::GapHere };
        children.push(limited(screen, entry, key, &here, named));
    }
    match result.would_be {
        Some(would_be) if result.level != result.would_be => {
            let values =
                [("level", &*screen.text(level_key(would_be))), ("number", &would_be.number().to_string())];
            children.push(p(screen.words.with(Key::WouldBe, &values)));
        }
        Some(_) if result.gates.is_empty() && here.is_empty() => children.push(p(screen.text(Key::NoGate))),
        _ => {}
    }
    if result.facts_first {
        children.push(p(screen.text(Key::SectionFactsFirst)));
    }
    if result.few_apply && result.level.is_some() {
        children.push(p(screen.text(Key::SectionFewApply)));
    }
    children
}

/// The smallest set of answers that lifts a section; nothing if none can.
fn change(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let Some(lift) = lift(&entry.questionnaire, answers, section) else {
        return Html::default();
    };
    let mut items = Nodes::new();
    for change in &lift.changes {
        let key = match change.need {
            Improvement::Evidence => Key::NeedEvidence,
            Improvement::Partly => Key::NeedPartly,
            Improvement::PartlyShown => Key::NeedPartlyShown,
            Improvement::Yes => Key::NeedYes,
            Improvement::YesShown => Key::NeedYesShown,
        };
        let mut said = asked(screen, entry, &change.question);
        said.extend([space(), screen.words(key)]);
        items.push(element("li", &[("data-change", change.question.clone().into())], said));
    }
    let to = [("level", &*level_words(screen, Some(lift.to)))];
    let children = vec![p(screen.words.with(Key::ChangeTo, &to)), tag("ul", "", items)];
    fold("", screen.text(Key::ChangeSummary), children)
}

/// The answers and the share behind a level.
fn behind(screen: &Screen<'_>, entry: &CatalogEntry, result: &SectionResult) -> Html {
    let mut children = Nodes::new();
    if result.share.of > 0 {
        let values = [("points", &*result.share.points.to_string()), ("of", &result.share.of.to_string())];
        children.push(p(screen.words.with(Key::Share, &values)));
    }
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let mut items = Nodes::new();
    for question in entry.questionnaire.section(&result.id).into_iter().flat_map(|section| &section.questions)
    {
        if question.asked(answers) {
            let mut said = asked(screen, entry, &question.id);
            said.extend([space(), facts(points(screen, entry, question))]);
            items.push(li(said));
        }
    }
    children.push(tag("ul", "", items));
    fold("", screen.text(Key::SectionAnswers), children)
}

/// What an answer brings of the most that it could bring.
fn points(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question) -> AttrValue {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let severity = question.severity_for(answers);
    let weight = severity.weight();
    let points = match question.resolve(answers.answer(&question.id)) {
        Some(Resolution::NotApplicable(_)) => return screen.text(Key::PointsNone),
        Some(Resolution::Yes) => 2 * weight,
        Some(Resolution::Partly) => weight,
        Some(Resolution::No | Resolution::Unknown) | None => 0,
    };
    let severity = screen.text(match severity {
        Severity::Critical => Key::SeverityCritical,
        Severity::High => Key::SeverityHigh,
        Severity::Medium => Key::SeverityMedium,
        Severity::Low => Key::SeverityLow,
    });
    let values: [(&str, &str); 4] = [
        ("severity", &severity),
        ("weight", &weight.to_string()),
        ("points", &points.to_string()),
        ("of", &(2 * weight).to_string()),
    ];
    screen.words.with(Key::Points, &values)
}

/// Whether nobody answered any of these critical questions.
fn all_open(ids: &[String], assessment: &Assessment) -> bool {
    ids.iter().all(|id| assessment.critical_open.contains(id))
}

fn gate_key(gate: &Gate, assessment: &Assessment) -> Key {
    match gate.rule {
        GateRule::CriticalNotShown if all_open(&gate.questions, assessment) => Key::GateCriticalOpen,
        GateRule::CriticalNotShown => Key::GateCriticalNotShown,
        GateRule::CriticalPartly => Key::GateCriticalPartly,
        GateRule::HighNotShown => Key::GateHighNotShown,
        GateRule::EvidenceMissing => Key::GateEvidenceMissing,
    }
}

/// What limits a level, with the questions behind it.
fn limited(screen: &Screen<'_>, entry: &CatalogEntry, key: Key, ids: &[String], named: Named) -> Html {
    let reason = screen.text(key);
    if named == Named::Link {
        return tag("div", "gate", vec![p(reason), questions(screen, entry, "", ids)]);
    }
    let numbers: Vec<String> =
        ids.iter().filter_map(|id| entry.questionnaire.number(id)).map(|number| number.to_string()).collect();
    let values = [("reason", &*reason), ("questions", &*screen.words.list(Key::ListOfTwo, &numbers))];
    tag("div", "gate", vec![p(screen.words.with(Key::ReasonQuestions, &values))])
}

pub(crate) fn not_applicable(screen: &Screen<'_>, entry: &CatalogEntry, assessment: &Assessment) -> Html {
    if assessment.critical_not_applicable.is_empty() {
        return Html::default();
    }
    tag(
        "section",
        "",
        vec![
            h2(screen.text(Key::CriticalNotHeading)),
            p(screen.text(Key::CriticalNotMeaning)),
            questions(screen, entry, "", &assessment.critical_not_applicable),
        ],
    )
}

fn how(screen: &Screen<'_>, assessment: &Assessment) -> Html {
    let (summary, said) = how_said(screen, assessment);
    fold("how", screen.text(summary), said)
}

/// How a level or an outcome is made: the heading and what is said.
pub(crate) fn how_said(screen: &Screen<'_>, assessment: &Assessment) -> (Key, Nodes) {
    if assessment.decision.is_some() {
        return (Key::HowDecisionSummary, decision::how_said(screen));
    }
    let mut borders = Nodes::new();
    for own in Level::ALL {
        borders.push(li(vec![level(screen, Some(own)), space(), screen.words(border_key(own))]));
    }
    let said = vec![
        p(screen.text(Key::HowShare)),
        tag("ul", "", borders),
        p(screen.text(Key::HowGates)),
        p(screen.text(Key::HowBorders)),
    ];
    (Key::HowSummary, said)
}

fn border_key(level: Level) -> Key {
    match level {
        Level::NotStarted => Key::Border0,
        Level::Starting => Key::Border1,
        Level::Partly => Key::Border2,
        Level::Mostly => Key::Border3,
        Level::InPlace => Key::Border4,
    }
}
