//! One section of a questionnaire: its questions, each with five answers.

use candour_assessment::{
    answers::{Answer, Choice},
    format::LONGEST_NOTE,
    journey::{Entry, Event, Route},
    questionnaire::{Citation, Question, Reason, Section},
    scoring::{SectionResult, assess},
    wording::QuestionText,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent};
use yew::{AttrValue, Html, html};

use super::{Screen, home::progress};
use crate::words::{choice_key, reason_key};

/// The sections in which something is asked of this business.
pub(super) fn asked<'a>(screen: &Screen<'_>, entry: &'a Entry) -> Vec<&'a Section> {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let any = |section: &&Section| section.questions.iter().any(|question| question.asked(answers));
    entry.questionnaire.sections().iter().filter(any).collect()
}

/// Where "next" leads from a section, or from the profile.
pub(super) fn next(screen: &Screen<'_>, entry: &Entry, section: Option<&str>) -> Route {
    let asked = asked(screen, entry);
    let place = section.and_then(|id| asked.iter().position(|own| own.id == id)).map_or(0, |place| place + 1);
    match asked.get(place) {
        Some(next) => Route::section(entry.questionnaire.id(), &next.id),
        None => Route::Review(entry.questionnaire.id().to_owned()),
    }
}

fn previous(screen: &Screen<'_>, entry: &Entry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).unwrap_or(0);
    match place.checked_sub(1).and_then(|place| asked.get(place)) {
        Some(before) => Route::section(entry.questionnaire.id(), &before.id),
        None => Route::Profile(entry.questionnaire.id().to_owned()),
    }
}

pub(super) fn view(screen: &Screen<'_>, entry: &Entry, id: &str, here: Option<&str>) -> Html {
    let Some(section) = entry.questionnaire.section(id) else {
        return super::home::lost(screen);
    };
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let text = entry.wording.section(id);
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == id).map_or(1, |place| place + 1);
    let overall = assess(&entry.questionnaire, answers);
    let next = next(screen, entry, Some(id));
    let forward = if matches!(next, Route::Review(_)) { "next-review" } else { "next" };
    let questions: Vec<&Question> = section.questions.iter().filter(|question| question.asked(answers)).collect();
    html! {
        <div data-view="section" data-section={id.to_owned()}>
            <div class="along">
                <p class="where">{ screen.words.with("section-place", &[
                    ("place", &place.to_string()), ("of", &asked.len().to_string()),
                    ("name", &entry.wording.title),
                ]) }</p>
                { progress(screen, overall.completeness.answered, overall.completeness.asked) }
            </div>
            <h1 tabindex="-1">{ text.title.clone() }</h1>
            <p class="lead">{ text.lead.clone() }</p>
            { list(screen, entry, id, &overall.sections) }
            if questions.is_empty() {
                <p>{ screen.text("section-empty") }</p>
            }
            { for questions.iter().map(|asked| question(screen, entry, asked, here == Some(asked.id.as_str()))) }
            <p class="row">
                <a class="button" data-action="next" href={next.fragment()}>{ screen.text(forward) }</a>
                <a class="back" data-action="back" href={previous(screen, entry, id).fragment()}>{ screen.text("back") }</a>
                <a class="back" data-action="review" href={Route::Review(questionnaire.to_owned()).fragment()}>{ screen.text("to-review") }</a>
            </p>
        </div>
    }
}

/// All sections with how far each is, folded away.
fn list(screen: &Screen<'_>, entry: &Entry, here: &str, results: &[SectionResult]) -> Html {
    let questionnaire = entry.questionnaire.id();
    let item = |section: &Section| {
        let counts = results.iter().find(|result| result.id == section.id).map(|result| &result.completeness)?;
        let title = entry.wording.section(&section.id).title.clone();
        if counts.asked == 0 {
            return Some(html! { <li>{ title }{ " " }<span class="facts">{ screen.text("section-not-asked") }</span></li> });
        }
        let far = [("answered", counts.answered.to_string()), ("asked", counts.asked.to_string())];
        let far = far.each_ref().map(|(name, value)| (*name, value.as_str()));
        let current = (section.id == here).then_some("true");
        Some(html! {
            <li>
                <a href={Route::section(questionnaire, &section.id).fragment()} aria-current={current}>{ title }</a>{ " " }
                <span class="facts">{ screen.words.with("section-far", &far) }</span>
            </li>
        })
    };
    html! {
        <details class="all">
            <summary>{ screen.text("section-all") }</summary>
            <ol>{ for entry.questionnaire.sections().iter().filter_map(item) }</ol>
        </details>
    }
}

fn question(screen: &Screen<'_>, entry: &Entry, question: &Question, here: bool) -> Html {
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let (text, answer) = (entry.wording.question(&question.id), answers.answer(&question.id));
    let severity = question.severity_for(answers);
    let critical = severity == candour_assessment::questionnaire::Severity::Critical;
    html! {
        <fieldset class="question" data-question={question.id.clone()} data-here={here.then_some("")} key={question.id.clone()}>
            <legend tabindex="-1"><span class="ask">{ text.question.clone() }</span></legend>
            if critical {
                <p class="critical">{ screen.text("critical-mark") }</p>
            }
            if let Some(help) = &text.help {
                <p class="help">{ help.clone() }</p>
            }
            if let Some(safety) = &text.safety {
                <p class="safety">{ safety.clone() }</p>
            }
            { for Choice::ALL.iter().map(|choice| choice_row(screen, entry, question, *choice)) }
            { more(screen, questionnaire, question, answer, text) }
            <details>
                <summary>{ screen.text("why-summary") }</summary>
                <p>{ text.why.clone() }</p>
                <p>{ text.severity.clone() }</p>
                { citations(screen, entry, &question.citations) }
            </details>
            { note(screen, questionnaire, question, answer) }
            { take_back(screen, questionnaire, question, answer) }
        </fieldset>
    }
}

fn choice_row(screen: &Screen<'_>, entry: &Entry, question: &Question, choice: Choice) -> Html {
    if choice == Choice::NotApplicable && question.reasons.is_empty() {
        return Html::default();
    }
    let questionnaire = entry.questionnaire.id();
    let text = entry.wording.question(&question.id);
    let meaning: AttrValue = match choice {
        Choice::Yes => text.yes.clone().into(),
        Choice::Partly => text.partly.clone().into(),
        Choice::No => text.no.clone().into(),
        Choice::Unknown => screen.text("meaning-unknown"),
        Choice::NotApplicable => screen.text("meaning-not-applicable"),
    };
    let chosen = screen.model.draft(questionnaire).answers.answer(&question.id).choice;
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    html! {
        <label class="answer">
            <input type="radio" name={format!("question-{}", question.id)} value={choice.name()} checked={chosen == Some(choice)}
                onchange={screen.on(move |_| Event::Chose(own.clone(), id.clone(), choice))} />
            <span>
                <span class="label">{ screen.text(choice_key(choice)) }</span>{ " " }
                <span class="meaning">{ meaning }</span>
            </span>
        </label>
    }
}

/// What an answer calls for: a reason, or whether it could be shown.
fn more(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer, text: &QuestionText) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    match answer.choice {
        Some(Choice::NotApplicable) => {
            let field = format!("reason-{}", question.id);
            let change = screen.on(move |event: yew::Event| {
                let chosen = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                let reason = chosen.and_then(|select| Reason::from_name(&select.value()));
                Event::ChoseReason(own.clone(), id.clone(), reason)
            });
            html! {
                <div class="more">
                    <label for={field.clone()}>{ screen.text("reason-label") }</label>
                    <select id={field} data-field="reason" onchange={change}>
                        <option value="" selected={answer.reason.is_none()}>{ screen.text("reason-choose") }</option>
                        { for question.reasons.iter().map(|reason| html! {
                            <option value={reason.name()} selected={answer.reason == Some(*reason)}>{ screen.text(reason_key(*reason)) }</option>
                        }) }
                    </select>
                    if answer.reason.is_none() {
                        <p class="help">{ screen.text("reason-missing") }</p>
                    }
                </div>
            }
        }
        Some(Choice::Yes | Choice::Partly) => {
            let change = screen.on(move |event: yew::Event| {
                let ticked = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
                Event::Evidence(own.clone(), id.clone(), ticked.is_some_and(|input| input.checked()))
            });
            html! {
                <div class="more">
                    <label class="tick">
                        <input type="checkbox" data-field="evidence" checked={answer.evidence} onchange={change} />
                        <span>
                            <span class="label">{ screen.text("evidence-label") }</span>{ " " }
                            <span class="meaning">{ text.evidence.clone() }</span>
                        </span>
                    </label>
                </div>
            }
        }
        Some(Choice::Unknown) => html! { <p class="more help">{ screen.text("unknown-help") }</p> },
        _ => Html::default(),
    }
}

fn note(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    let (field, hint) = (format!("note-{}", question.id), format!("hint-{}", question.id));
    let input = screen.on(move |event: InputEvent| {
        let area = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        Event::Noted(own.clone(), id.clone(), area.map(|area| area.value()).unwrap_or_default())
    });
    let summary = if answer.note.is_empty() { "note-add" } else { "note-written" };
    html! {
        <details>
            <summary>{ screen.text(summary) }</summary>
            <label for={field.clone()}>{ screen.text("note-label") }</label>
            <p class="help" id={hint.clone()}>{ screen.text("note-hint") }</p>
            <textarea id={field} data-field="note" rows="4" maxlength={LONGEST_NOTE.to_string()} aria-describedby={hint}
                value={answer.note.clone()} oninput={input} />
        </details>
    }
}

fn take_back(screen: &Screen<'_>, questionnaire: &str, question: &Question, answer: &Answer) -> Html {
    if answer.choice.is_none() {
        return Html::default();
    }
    let (own, id) = (questionnaire.to_owned(), question.id.clone());
    html! {
        <button type="button" class="quiet small" data-action="clear-answer"
            onclick={screen.on(move |_| Event::TookBack(own.clone(), id.clone()))}>
            { screen.text("clear-answer") }
        </button>
    }
}

/// Where a question comes from; only what was checked against its text is shown.
pub(super) fn citations(screen: &Screen<'_>, entry: &Entry, citations: &[Citation]) -> Html {
    let item = |citation: &Citation| {
        let source = entry.questionnaire.source(&citation.source).filter(|source| source.verified && citation.verified)?;
        let name = entry.wording.source(&citation.source).to_owned();
        let name = match &source.url {
            Some(url) => html! { <a href={url.clone()} rel="noreferrer noopener" target="_blank">{ name }</a> },
            None => html! { { name } },
        };
        let places = [("articles", &citation.articles), ("recitals", &citation.recitals)];
        Some(html! {
            <li>
                { name }
                { for places.into_iter().filter(|(_, list)| !list.is_empty()).map(|(kind, list)| {
                    let form = if list.len() == 1 { "one" } else { "other" };
                    let text = screen.words.with(&format!("citation-{kind}-{form}"), &[("list", &list.join(", "))]);
                    html! { <>{ " · " }{ text }</> }
                }) }
            </li>
        })
    };
    html! {
        <>
            <p class="help">{ screen.text("sources-label") }</p>
            <ul class="sources">{ for citations.iter().filter_map(item) }</ul>
        </>
    }
}
