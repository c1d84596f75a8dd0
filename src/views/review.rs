//! Check your answers: everything said so far, what is open first, each with the way to change it.

use candour_assessment::{
    answers::{Answer, Choice},
    journey::{Entry, Route},
    questionnaire::{Question, Section},
    scoring::assess,
};
use yew::{AttrValue, Html, html};

use super::{Screen, home::progress, section};
use crate::words::{choice_key, reason_key};

pub(super) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let counts = assess(&entry.questionnaire, &screen.model.draft(questionnaire).answers).completeness;
    let back = section::asked(screen, entry).last().map_or(Route::Profile(questionnaire.to_owned()), |last| {
        Route::section(questionnaire, &last.id)
    });
    html! {
        <div data-view="review">
            <h1 tabindex="-1">{ screen.text("review-heading") }</h1>
            { progress(screen, counts.answered, counts.asked) }
            { open(screen, entry, counts.open) }
            { profile(screen, entry) }
            { for section::asked(screen, entry).into_iter().map(|section| part(screen, entry, section)) }
            <p class="row">
                <a class="button" data-action="result" href={Route::Result(questionnaire.to_owned()).fragment()}>{ screen.text("to-result") }</a>
                <a class="back" data-action="back" href={back.fragment()}>{ screen.text("back") }</a>
            </p>
        </div>
    }
}

fn open(screen: &Screen<'_>, entry: &Entry, open: u32) -> Html {
    if open == 0 {
        return html! { <p>{ screen.text("review-complete") }</p> };
    }
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let questions = entry.questionnaire.sections().iter().flat_map(|section| {
        section.questions.iter().map(move |question| (section, question))
    });
    let waiting = questions.filter(|(_, question)| {
        question.asked(answers) && answers.answer(&question.id).given(question).is_none()
    });
    html! {
        <div class="open">
            <p><strong>{ screen.words.count("review-open", open) }</strong>{ " " }{ screen.text("review-open-meaning") }</p>
            <details>
                <summary>{ screen.text("review-open-list") }</summary>
                <ul>{ for waiting.map(|(section, question)| html! { <li>{ change(entry, section, question) }</li> }) }</ul>
            </details>
        </div>
    }
}

/// A link to a question that says the question.
pub(super) fn change(entry: &Entry, section: &Section, question: &Question) -> Html {
    let route = Route::question(entry.questionnaire.id(), &section.id, &question.id);
    html! { <a href={route.fragment()}>{ entry.wording.question(&question.id).question.clone() }</a> }
}

fn profile(screen: &Screen<'_>, entry: &Entry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let chosen = &screen.model.draft(questionnaire).answers.profile;
    html! {
        <section>
            <h2>{ screen.text("profile-heading") }</h2>
            <dl class="answers">
                { for entry.questionnaire.profile().iter().map(|question| {
                    let text = entry.wording.profile(&question.id);
                    let said: AttrValue = chosen.get(&question.id)
                        .map_or_else(|| screen.text("not-answered"), |option| text.option(option).to_owned().into());
                    html! { <div><dt>{ text.question.clone() }</dt><dd>{ said }</dd></div> }
                }) }
            </dl>
            <p><a href={Route::Profile(questionnaire.to_owned()).fragment()}>{ screen.text("review-change-profile") }</a></p>
        </section>
    }
}

fn part(screen: &Screen<'_>, entry: &Entry, section: &Section) -> Html {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let asked = section.questions.iter().filter(|question| question.asked(answers));
    html! {
        <section>
            <h2>{ entry.wording.section(&section.id).title.clone() }</h2>
            <dl class="answers">
                { for asked.map(|question| html! {
                    <div>
                        <dt>{ change(entry, section, question) }</dt>
                        <dd>{ said(screen, answers.answer(&question.id)) }</dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}

/// An answer in words: choice, reason, evidence, note.
pub(super) fn said(screen: &Screen<'_>, answer: &Answer) -> Html {
    let choice = answer.choice.map_or_else(|| screen.text("not-answered"), |choice| screen.text(choice_key(choice)));
    let applies = answer.choice != Some(Choice::NotApplicable);
    html! {
        <>
            <strong>{ choice }</strong>
            if let (false, Some(reason)) = (applies, answer.reason) {
                { " · " }{ screen.text(reason_key(reason)) }
            }
            if !applies && answer.reason.is_none() {
                { " · " }{ screen.text("reason-missing") }
            }
            if answer.evidence && matches!(answer.choice, Some(Choice::Yes | Choice::Partly)) {
                { " · " }{ screen.text("evidence-short") }
            }
            if !answer.note.is_empty() {
                <span class="note">{ answer.note.clone() }</span>
            }
        </>
    }
}
