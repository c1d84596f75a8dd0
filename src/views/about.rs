//! About, with privacy, this copy's digest and the glossary.

use candour_assessment::{glossary::Term, journey::Event};
use yew::{Html, html};

use super::Screen;

pub(super) fn view(screen: &Screen<'_>) -> Html {
    let app = &screen.model.app;
    html! {
        <div data-view="about">
            <h1 tabindex="-1">{ screen.text("about-heading") }</h1>
            <p class="lead">{ screen.text("about-lead") }</p>
            <h2>{ screen.text("privacy-heading") }</h2>
            <ul>
                <li>{ screen.text("privacy-nothing-leaves") }</li>
                <li>{ screen.text("privacy-tab") }</li>
                <li>{ screen.text("privacy-links") }</li>
                <li>{ screen.text("privacy-cannot") }</li>
            </ul>
            <p class="safety">{ screen.text("privacy-warning") }</p>
            <h2>{ screen.text("copy-heading") }</h2>
            <p>{ screen.words.with("copy-version", &[("version", &app.version)]) }</p>
            if app.sha256.is_empty() {
                <p>{ screen.text("copy-none") }</p>
            } else {
                <p>{ screen.text("copy-digest") }</p>
                <p><code class="digest" data-sha256="">{ app.sha256.clone() }</code></p>
                <p>{ screen.text("copy-compare") }</p>
            }
            <p><button type="button" class="quiet" data-action="save-copy" onclick={screen.on(|_| Event::AskedCopy)}>{ screen.text("save-copy") }</button></p>
            <p class="help">{ screen.text("save-copy-what") }</p>
            <h2>{ screen.text("result-is-heading") }</h2>
            <ul>
                <li>{ screen.text("result-is-self") }</li>
                <li>{ screen.text("result-is-no-rank") }</li>
                <li>{ screen.text("result-is-signature") }</li>
                <li>{ screen.text("result-is-basis") }</li>
            </ul>
            <h2>{ screen.text("licence-heading") }</h2>
            <p>{ screen.text("licence") }</p>
            <p><a href="#/glossary">{ screen.text("glossary-heading") }</a></p>
        </div>
    }
}

pub(super) fn glossary(screen: &Screen<'_>) -> Html {
    html! {
        <div data-view="about">
            <h1 tabindex="-1">{ screen.text("glossary-heading") }</h1>
            <p class="lead">{ screen.text("glossary-lead") }</p>
            <dl class="glossary">{ for screen.glossary.terms.iter().map(term) }</dl>
        </div>
    }
}

fn term(term: &Term) -> Html {
    html! {
        <div data-term={term.id.clone()}>
            <dt>{ term.term.clone() }</dt>
            <dd>
                { term.explanation.clone() }
                if !term.source.is_empty() {
                    <span class="facts">{ " " }{ term.source.clone() }</span>
                }
            </dd>
        </div>
    }
}
