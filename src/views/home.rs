//! The first screen, and the one for addresses that lead nowhere.

use candour_assessment::{
    journey::{Entry, Event, Route},
    scoring::assess,
    wording::minutes,
};
use yew::{AttrValue, Html, html};

use super::Screen;

pub(super) fn view(screen: &Screen<'_>) -> Html {
    html! {
        <div data-view="home">
            <h1 tabindex="-1">{ screen.text("first-title") }</h1>
            <p class="lead">{ screen.text("first-what") }</p>
            <p>{ screen.text("first-private") }</p>
            <h2>{ screen.text("first-questionnaires") }</h2>
            <ul class="cards">
                { for screen.model.catalog.entries.iter().map(|entry| card(screen, entry)) }
            </ul>
            <h2>{ screen.text("home-how") }</h2>
            <ol class="steps">
                <li>{ screen.text("home-step-answer") }</li>
                <li>{ screen.text("home-step-result") }</li>
                <li>{ screen.text("home-step-file") }</li>
            </ol>
            <h2>{ screen.text("home-other") }</h2>
            <ul class="plain">
                <li><a href="#/check" data-action="check">{ screen.text("home-check") }</a></li>
                <li><a href="#/about">{ screen.text("home-about") }</a></li>
            </ul>
        </div>
    }
}

fn card(screen: &Screen<'_>, entry: &Entry) -> Html {
    let (questionnaire, words) = (&entry.questionnaire, screen.words);
    let id = questionnaire.id().to_owned();
    let draft = screen.model.draft(&id);
    let started = !draft.is_empty();
    let counts = assess(questionnaire, &draft.answers).completeness;
    let size = words.with("first-size", &[
        ("questions", &questionnaire.question_count().to_string()),
        ("minutes", &minutes(questionnaire, &entry.wording).to_string()),
    ]);
    let start = if started { "home-continue" } else { "home-start" };
    html! {
        <li class="card">
            <h3>{ entry.wording.title.clone() }</h3>
            <p>{ entry.wording.summary.clone() }</p>
            <p class="facts">{ size }</p>
            if started {
                { progress(screen, counts.answered, counts.asked) }
            }
            <p class="row">
                <a class="button" data-start={id.clone()} href={screen.model.place(&id).fragment()}>
                    { screen.text(start) }
                    <span class="unseen">{ " " }{ entry.wording.title.clone() }</span>
                </a>
                if started {
                    <button type="button" class="quiet" data-action="start-over"
                        onclick={screen.on(move |_| Event::StartedOver(id.clone()))}>
                        { screen.text("home-start-over") }
                    </button>
                }
            </p>
        </li>
    }
}

/// How far a person is, in words and as a bar.
pub(super) fn progress(screen: &Screen<'_>, answered: u32, asked: u32) -> Html {
    let values: [(&str, &str); 2] = [("answered", &answered.to_string()), ("asked", &asked.to_string())];
    let text: AttrValue = screen.words.with("progress", &values);
    html! {
        <p class="progress">
            <span>{ text.clone() }</span>
            <progress aria-label={text} max={asked.max(1).to_string()} value={answered.to_string()}></progress>
        </p>
    }
}

/// An address that leads nowhere: the answers are untouched, and the ways on are named.
pub(super) fn lost(screen: &Screen<'_>) -> Html {
    html! {
        <div data-view="unknown">
            <h1 tabindex="-1">{ screen.text("lost-heading") }</h1>
            <p>{ screen.text("lost-meaning") }</p>
            <p><a class="button" href={Route::Home.fragment()}>{ screen.text("lost-home") }</a></p>
        </div>
    }
}
