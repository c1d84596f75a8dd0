//! The result: weakest area and serious gaps first, three first actions, every level with its reason.

use candour_assessment::{
    answers::{Answer, Choice},
    journey::{Entry, Event, Route},
    scoring::{Action, Assessment, Gate, GateRule, Level, SectionResult, assess},
};
use yew::{AttrValue, Html, html};

use super::{Screen, home::progress, review, section};
use crate::words::{choice_key, reason_key};

/// How many actions are shown before the rest is asked for.
const FIRST_ACTIONS: usize = 3;

pub(super) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let draft = screen.model.draft(questionnaire);
    let assessment = assess(&entry.questionnaire, &draft.answers);
    html! {
        <div data-view="result">
            <h1 tabindex="-1">{ screen.words.with("result-heading", &[("name", &entry.wording.title)]) }</h1>
            if !draft.organisation.is_empty() {
                <p class="for">{ draft.organisation.clone() }</p>
            }
            <p class="lead">{ screen.text("result-lead") }</p>
            { completeness(screen, entry, &assessment) }
            { weakest(screen, entry, &assessment) }
            { gaps(screen, entry, &assessment) }
            { actions(screen, entry, &assessment) }
            { sections(screen, entry, &assessment) }
            { not_applicable(screen, entry, &assessment) }
            { how(screen) }
            <p class="row">
                <a class="button" data-action="keep" href={Route::Keep(questionnaire.to_owned()).fragment()}>{ screen.text("to-keep") }</a>
                <button type="button" class="quiet" data-action="print" onclick={screen.on(|_| Event::AskedPrint)}>{ screen.text("print") }</button>
                <a class="back" data-action="back" href={Route::Review(questionnaire.to_owned()).fragment()}>{ screen.text("back") }</a>
            </p>
            <p class="facts">{ screen.words.with("result-basis", &[
                ("version", entry.questionnaire.version()), ("date", entry.questionnaire.date()),
            ]) }</p>
        </div>
    }
}

fn completeness(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    let counts = &assessment.completeness;
    html! {
        <div class="completeness">
            { progress(screen, counts.answered, counts.asked) }
            <p>{ counts_of(screen, counts) }</p>
            if !assessment.complete() {
                <p><strong>{ screen.text("result-so-far") }</strong>{ " " }
                    <a href={Route::Review(entry.questionnaire.id().to_owned()).fragment()}>{ screen.text("result-answer-rest") }</a></p>
            }
        </div>
    }
}

fn counts_of(screen: &Screen<'_>, counts: &candour_assessment::scoring::Completeness) -> AttrValue {
    screen.words.with(
        "counts",
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

fn weakest(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    let Some(weakest) = assessment.weakest() else {
        return html! { <p>{ screen.text("result-none") }</p> };
    };
    html! {
        <section class="first-look">
            <h2>{ screen.text("result-weakest") }</h2>
            <p class="weakest">
                <a href={Route::section(entry.questionnaire.id(), &weakest.id).fragment()}>{ entry.wording.section(&weakest.id).title.clone() }</a>
                { level(screen, weakest.level) }
            </p>
        </section>
    }
}

fn gaps(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    let count = u32::try_from(assessment.serious_gaps.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return html! {
            <section><h2>{ screen.text("gaps-heading") }</h2><p>{ screen.text("gaps-none") }</p></section>
        };
    }
    html! {
        <section>
            <h2>{ screen.words.count("gaps", count) }</h2>
            <p>{ screen.text("gaps-meaning") }</p>
            <ul class="gaps">{ for assessment.serious_gaps.iter().filter_map(|id| asked(screen, entry, id)) }</ul>
        </section>
    }
}

/// A question as a link, and how it was answered.
fn asked(screen: &Screen<'_>, entry: &Entry, id: &str) -> Option<Html> {
    let (section, question) = entry.questionnaire.question(id)?;
    let answer = screen.model.draft(entry.questionnaire.id()).answers.answer(id);
    Some(html! {
        <li>{ review::change(entry, section, question) }{ " " }<span class="said">{ short(screen, answer) }</span></li>
    })
}

fn short(screen: &Screen<'_>, answer: &Answer) -> AttrValue {
    match (answer.choice, answer.reason) {
        (None, _) => screen.text("not-answered"),
        (Some(Choice::NotApplicable), Some(reason)) => screen.text(reason_key(reason)),
        (Some(choice), _) => screen.text(choice_key(choice)),
    }
}

fn actions(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    let facts_first = assessment.completeness.unknown * 3 > assessment.completeness.asked;
    let (first, rest) = assessment.actions.split_at(assessment.actions.len().min(FIRST_ACTIONS));
    html! {
        <section>
            <h2>{ screen.text("actions-heading") }</h2>
            if facts_first {
                <p>{ screen.text("actions-facts-first") }</p>
            }
            if first.is_empty() {
                <p>{ screen.text("actions-none") }</p>
            }
            <ol class="actions">{ for first.iter().map(|action| one(screen, entry, action)) }</ol>
            if !rest.is_empty() {
                <details>
                    <summary>{ screen.words.count("actions-more", u32::try_from(rest.len()).unwrap_or(u32::MAX)) }</summary>
                    <ol class="actions" start={(FIRST_ACTIONS + 1).to_string()}>{ for rest.iter().map(|action| one(screen, entry, action)) }</ol>
                </details>
            }
        </section>
    }
}

fn one(screen: &Screen<'_>, entry: &Entry, action: &Action) -> Html {
    let text = entry.wording.question(&action.question);
    let Some((own, question)) = entry.questionnaire.question(&action.question) else {
        return Html::default();
    };
    let answer = screen.model.draft(entry.questionnaire.id()).answers.answer(&action.question);
    html! {
        <li data-do={action.question.clone()}>
            <p class="do">{ text.action.clone() }</p>
            <p><span class="tag">{ screen.text("first-step") }</span>{ " " }{ text.first_step.clone() }</p>
            if answer.choice == Some(Choice::Unknown) {
                <p>{ screen.text("action-find-out") }</p>
            }
            <details>
                <summary>{ screen.text("action-why") }</summary>
                <p>{ review::change(entry, own, question) }{ " " }<span class="said">{ short(screen, answer) }</span></p>
                <p>{ text.severity.clone() }</p>
                { section::citations(screen, entry, &question.citations) }
            </details>
        </li>
    }
}

fn sections(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    html! {
        <section>
            <h2>{ screen.text("sections-heading") }</h2>
            { for assessment.sections.iter().map(|result| section_result(screen, entry, result)) }
        </section>
    }
}

fn section_result(screen: &Screen<'_>, entry: &Entry, result: &SectionResult) -> Html {
    let number = |level: Option<Level>| level.map_or("none".to_owned(), |level| level.number().to_string());
    let questionnaire = entry.questionnaire.id();
    let held = result.level != result.would_be;
    html! {
        <article class="section-result" data-result={result.id.clone()} data-level={number(result.level)} data-would-be={number(result.would_be)}>
            <h3><a href={Route::section(questionnaire, &result.id).fragment()}>{ entry.wording.section(&result.id).title.clone() }</a></h3>
            { level(screen, result.level) }
            if result.level.is_none() {
                <p>{ screen.text("level-none-meaning") }</p>
            }
            if result.completeness.open > 0 && result.level.is_some() {
                <p>{ screen.text("section-so-far") }</p>
            }
            { for result.gates.iter().map(|gate| held_by(screen, entry, gate)) }
            if let (true, Some(would_be)) = (held, result.would_be) {
                <p>{ screen.words.with("would-be", &[("level", &screen.text(level_key(would_be))), ("number", &would_be.number().to_string())]) }</p>
            }
            if result.gates.is_empty() && result.level.is_some() {
                <p>{ screen.text("no-gate") }</p>
            }
            if result.facts_first {
                <p>{ screen.text("section-facts-first") }</p>
            }
            if result.few_apply {
                <p>{ screen.text("section-few-apply") }</p>
            }
            <p class="facts">{ counts_of(screen, &result.completeness) }</p>
            <details>
                <summary>{ screen.text("section-answers") }</summary>
                if result.share.of > 0 {
                    <p>{ screen.words.with("share", &[("points", &result.share.points.to_string()), ("of", &result.share.of.to_string())]) }</p>
                }
                <ul>{ for entry.questionnaire.section(&result.id).into_iter().flat_map(|section| {
                    let answers = &screen.model.draft(questionnaire).answers;
                    section.questions.iter().filter(move |question| question.asked(answers))
                }).filter_map(|question| asked(screen, entry, &question.id)) }</ul>
            </details>
        </article>
    }
}

fn held_by(screen: &Screen<'_>, entry: &Entry, gate: &Gate) -> Html {
    let key = match gate.rule {
        GateRule::CriticalNotShown => "gate-critical-not-shown",
        GateRule::CriticalPartly => "gate-critical-partly",
        GateRule::HighNotShown => "gate-high-not-shown",
        GateRule::EvidenceMissing => "gate-evidence-missing",
    };
    html! {
        <div class="gate">
            <p>{ screen.text(key) }</p>
            <ul>{ for gate.questions.iter().filter_map(|id| asked(screen, entry, id)) }</ul>
        </div>
    }
}

fn not_applicable(screen: &Screen<'_>, entry: &Entry, assessment: &Assessment) -> Html {
    if assessment.critical_not_applicable.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ screen.text("critical-not-heading") }</h2>
            <p>{ screen.text("critical-not-meaning") }</p>
            <ul>{ for assessment.critical_not_applicable.iter().filter_map(|id| asked(screen, entry, id)) }</ul>
        </section>
    }
}

fn how(screen: &Screen<'_>) -> Html {
    html! {
        <details class="how">
            <summary>{ screen.text("how-summary") }</summary>
            <p>{ screen.text("how-share") }</p>
            <ul>
                { for Level::ALL.into_iter().map(|own| html! { <li>{ level(screen, Some(own)) }{ " " }{ screen.text(border_key(own)) }</li> }) }
            </ul>
            <p>{ screen.text("how-gates") }</p>
            <p>{ screen.text("how-borders") }</p>
        </details>
    }
}

fn border_key(level: Level) -> &'static str {
    match level {
        Level::NotStarted => "border-0",
        Level::Starting => "border-1",
        Level::Partly => "border-2",
        Level::Mostly => "border-3",
        Level::InPlace => "border-4",
    }
}

pub(super) fn level_key(level: Level) -> &'static str {
    match level {
        Level::NotStarted => "level-0",
        Level::Starting => "level-1",
        Level::Partly => "level-2",
        Level::Mostly => "level-3",
        Level::InPlace => "level-4",
    }
}

/// A level as marks and words; colour says nothing that these do not.
pub(super) fn level(screen: &Screen<'_>, level: Option<Level>) -> Html {
    let Some(level) = level else {
        return html! { <span class="level">{ screen.text("level-none") }</span> };
    };
    let filled = usize::from(level.number());
    let marks = "\u{25cf}".repeat(filled) + &"\u{25cb}".repeat(4 - filled);
    html! {
        <span class="level">
            <span class="marks" aria-hidden="true">{ marks }</span>{ " " }
            <span class="level-name">{ screen.text(level_key(level)) }</span>{ " " }
            <span class="facts">{ screen.words.with("level-of", &[("number", &level.number().to_string())]) }</span>
        </span>
    }
}
