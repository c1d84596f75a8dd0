//! The few questions that decide which questions are asked.

use candour_assessment::{
    journey::{Entry, Event},
    questionnaire::ProfileQuestion,
};
use yew::{Html, html};

use super::{Screen, section};

pub(super) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id();
    let next = section::next(screen, entry, None);
    html! {
        <div data-view="profile">
            <h1 tabindex="-1">{ entry.wording.title.clone() }</h1>
            { for entry.wording.before.iter().map(|text| html! { <p>{ text.clone() }</p> }) }
            <h2>{ screen.text("profile-heading") }</h2>
            <p>{ screen.text("profile-lead") }</p>
            { for entry.questionnaire.profile().iter().map(|question| profile_question(screen, entry, question)) }
            <p class="row">
                <a class="button" data-action="next" href={next.fragment()}>{ screen.text("next-first") }</a>
                <a class="back" data-action="back" href="#/">{ screen.text("back") }</a>
            </p>
            <p class="facts">{ screen.words.with("profile-version", &[
                ("version", entry.questionnaire.version()), ("date", entry.questionnaire.date()), ("id", id),
            ]) }</p>
        </div>
    }
}

fn profile_question(screen: &Screen<'_>, entry: &Entry, question: &ProfileQuestion) -> Html {
    let text = entry.wording.profile(&question.id);
    let questionnaire = entry.questionnaire.id();
    let chosen = screen.model.draft(questionnaire).answers.profile.get(&question.id);
    html! {
        <fieldset class="question" data-question={question.id.clone()}>
            <legend tabindex="-1"><span class="ask">{ text.question.clone() }</span></legend>
            if let Some(help) = &text.help {
                <p class="help">{ help.clone() }</p>
            }
            { for question.options.iter().map(|option| {
                let (own, id, value) = (questionnaire.to_owned(), question.id.clone(), option.clone());
                html! {
                    <label class="answer">
                        <input type="radio" name={format!("profile-{}", question.id)} value={option.clone()}
                            checked={chosen == Some(option)}
                            onchange={screen.on(move |_| Event::ChoseProfile(own.clone(), id.clone(), value.clone()))} />
                        <span><span class="label">{ text.option(option).to_owned() }</span></span>
                    </label>
                }
            }) }
        </fieldset>
    }
}
