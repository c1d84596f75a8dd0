//! Keep or hand over: the name, what the file will hold, the key, the files.

use candour_assessment::{
    format::LONGEST_NAME,
    journey::{Entry, Event, Route, Written},
    scoring::assess,
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement, InputEvent, SubmitEvent};
use yew::{Html, html};
use zeroize::Zeroizing;

use super::{Screen, home::progress, review, section};
use crate::effects::files;

pub(super) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let counts = assess(&entry.questionnaire, &screen.model.draft(questionnaire).answers).completeness;
    html! {
        <div data-view="keep">
            <h1 tabindex="-1">{ screen.text("keep-heading") }</h1>
            <p class="lead">{ screen.text("keep-lead") }</p>
            { progress(screen, counts.answered, counts.asked) }
            if counts.open > 0 {
                <p>{ screen.words.count("keep-open", counts.open) }{ " " }
                    <a href={Route::Review(questionnaire.to_owned()).fragment()}>{ screen.text("result-answer-rest") }</a></p>
            }
            { signed(screen, entry) }
            { key(screen) }
            { draft(screen, entry) }
            <section>
                <h2>{ screen.text("keep-paper-heading") }</h2>
                <p>{ screen.text("keep-paper") }</p>
                <p><a href={Route::Result(questionnaire.to_owned()).fragment()}>{ screen.text("keep-to-result") }</a></p>
            </section>
            <p class="row"><a class="back" data-action="back" href={Route::Result(questionnaire.to_owned()).fragment()}>{ screen.text("back") }</a></p>
        </div>
    }
}

fn signed(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id().to_owned();
    let own = id.clone();
    let name = screen.on(move |event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        Event::Named(own.clone(), input.map(|input| input.value()).unwrap_or_default())
    });
    html! {
        <section>
            <h2>{ screen.text("signed-heading") }</h2>
            <p>{ screen.text("signed-what") }</p>
            <p>{ screen.text("signed-not") }</p>
            <label for="organisation">{ screen.text("organisation-label") }</label>
            <p class="help" id="organisation-help">{ screen.text("organisation-help") }</p>
            <input type="text" id="organisation" data-field="organisation" autocomplete="organization" aria-describedby="organisation-help"
                maxlength={LONGEST_NAME.to_string()} value={screen.model.draft(&id).organisation.clone()} oninput={name} />
            { preview(screen, entry) }
            <p class="row">
                <button type="button" class="button" data-action="export-signed" onclick={screen.on(move |_| Event::AskedSigned(id.clone()))}>
                    { screen.text("export-signed") }
                </button>
            </p>
            { for screen.model.signed.iter().filter(|file| file.questionnaire == entry.questionnaire.id()).map(|file| written(screen, file, "signed-done")) }
        </section>
    }
}

/// Everything that will stand in the file, before it is written.
fn preview(screen: &Screen<'_>, entry: &Entry) -> Html {
    let draft = screen.model.draft(entry.questionnaire.id());
    html! {
        <details class="preview">
            <summary>{ screen.text("preview-summary") }</summary>
            <p>{ screen.text("preview-lead") }</p>
            <dl class="answers">
                if !draft.organisation.is_empty() {
                    <div><dt>{ screen.text("organisation-label") }</dt><dd>{ draft.organisation.clone() }</dd></div>
                }
                { for entry.questionnaire.profile().iter().filter_map(|question| {
                    let text = entry.wording.profile(&question.id);
                    let option = draft.answers.profile.get(&question.id)?;
                    Some(html! { <div><dt>{ text.question.clone() }</dt><dd>{ text.option(option).to_owned() }</dd></div> })
                }) }
                { for section::asked(screen, entry).into_iter().flat_map(|section| &section.questions)
                    .filter(|question| question.asked(&draft.answers)).map(|question| html! {
                    <div>
                        <dt>{ entry.wording.question(&question.id).question.clone() }</dt>
                        <dd>{ review::said(screen, draft.answers.answer(&question.id)) }</dd>
                    </div>
                }) }
            </dl>
            <p>{ screen.text("preview-rest") }</p>
        </details>
    }
}

/// A file written, read back and described.
fn written(screen: &Screen<'_>, file: &Written, key: &str) -> Html {
    html! {
        <div class="written" data-written={file.name.clone()}>
            <p><strong>{ screen.text(key) }</strong></p>
            <ul>
                <li><code>{ file.name.clone() }</code></li>
                <li>{ screen.words.count("written-answers", file.answers) }</li>
                <li>{ screen.words.count("written-notes", file.notes) }</li>
                <li>{ screen.text("written-readable") }</li>
            </ul>
            <p class="help">{ screen.text("written-digest") }</p>
            <p><code class="digest">{ file.sha256.clone() }</code></p>
        </div>
    }
}

fn key(screen: &Screen<'_>) -> Html {
    html! {
        <section>
            <h2>{ screen.text("key-heading") }</h2>
            if let Some(key) = &screen.model.key {
                <p>{ screen.text("key-here") }</p>
                <p class="fingerprint"><span>{ screen.text("key-fingerprint") }</span>{ " " }
                    <code data-fingerprint="">{ key.signing.public().fingerprint() }</code></p>
                <p>{ screen.text(if key.saved { "key-saved" } else { "key-not-saved" }) }</p>
                <p><button type="button" class="quiet" data-action="forget-key" onclick={screen.on(|_| Event::ForgotKey)}>{ screen.text("key-forget") }</button></p>
            } else {
                <p>{ screen.text("key-none") }</p>
            }
            { save_key(screen) }
            { open_key(screen) }
        </section>
    }
}

fn save_key(screen: &Screen<'_>) -> Html {
    let submit = screen.on(|event: SubmitEvent| {
        event.prevent_default();
        let form = form(&event);
        let passphrase = field(form.as_ref(), "passphrase");
        let again = field(form.as_ref(), "passphrase-again");
        Event::AskedKeyFile(passphrase, again)
    });
    html! {
        <details>
            <summary>{ screen.text("key-save-summary") }</summary>
            <form onsubmit={submit}>
                <p>{ screen.text("key-save-why") }</p>
                <label for="passphrase">{ screen.text("passphrase-label") }</label>
                <p class="help" id="passphrase-help">{ screen.text("passphrase-help") }</p>
                <input type="password" id="passphrase" data-field="passphrase" autocomplete="new-password" aria-describedby="passphrase-help" required=true />
                <label for="passphrase-again">{ screen.text("passphrase-again") }</label>
                <input type="password" id="passphrase-again" data-field="passphrase-again" autocomplete="new-password" required=true />
                <p><button type="submit" class="quiet" data-action="export-key">{ screen.text("key-save") }</button></p>
            </form>
        </details>
    }
}

fn open_key(screen: &Screen<'_>) -> Html {
    let send = screen.send.clone();
    let submit = yew::Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let form = form(&event);
        let passphrase = field(form.as_ref(), "open-passphrase");
        let file = input(form.as_ref(), "key-file").and_then(|input| input.files()?.get(0));
        let Some(file) = file else {
            return;
        };
        let (then, failed) = (send.clone(), send.clone());
        files::read(
            file,
            move |content| then.emit(Event::GaveKeyFile(content, passphrase)),
            move |name| failed.emit(Event::NotOpened(name)),
        );
    });
    html! {
        <details>
            <summary>{ screen.text("key-open-summary") }</summary>
            <form onsubmit={submit}>
                <label for="key-file">{ screen.text("key-file-label") }</label>
                <input type="file" id="key-file" data-field="key-file" required=true />
                <label for="open-passphrase">{ screen.text("passphrase-label") }</label>
                <input type="password" id="open-passphrase" data-field="open-passphrase" autocomplete="current-password" required=true />
                <p><button type="submit" class="quiet" data-action="open-key">{ screen.text("key-open") }</button></p>
            </form>
        </details>
    }
}

fn form(event: &SubmitEvent) -> Option<HtmlFormElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn input(form: Option<&HtmlFormElement>, id: &str) -> Option<HtmlInputElement> {
    form?.elements().named_item(id)?.dyn_into().ok()
}

/// The text of a field, taken out of the page.
fn field(form: Option<&HtmlFormElement>, id: &str) -> Zeroizing<String> {
    let text = input(form, id).map(|input| {
        let text = input.value();
        input.set_value("");
        text
    });
    Zeroizing::new(text.unwrap_or_default())
}

fn draft(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id().to_owned();
    html! {
        <section>
            <h2>{ screen.text("draft-heading") }</h2>
            <p>{ screen.text("draft-what") }</p>
            <p>
                <button type="button" class="quiet" data-action="export-draft" onclick={screen.on(move |_| Event::AskedDraft(id.clone()))}>
                    { screen.text("export-draft") }
                </button>
            </p>
            { for screen.model.written.iter().filter(|file| file.questionnaire == entry.questionnaire.id()).map(|file| written(screen, file, "draft-done")) }
        </section>
    }
}
