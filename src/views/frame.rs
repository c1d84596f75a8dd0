//! What stands around every screen: the name, the way about, where the answers are, what just happened.

use candour_assessment::journey::{Event, KeepProblem, KeyRefusal, Keeping, Notice, PassphraseProblem, Route, Task};
use yew::{AttrValue, Html, html};

use super::Screen;

pub(super) fn view(screen: &Screen<'_>, inner: Html) -> Html {
    let skip = screen.send.reform(|event: web_sys::MouseEvent| {
        // The address belongs to the routes, so the link moves the focus itself.
        event.prevent_default();
        Event::PutAwayNotice
    });
    html! {
        <>
            <a class="skip" href="#/" onclick={move |event: web_sys::MouseEvent| { skip.emit(event); crate::effects::document::focus_place(); }}>{ screen.text("skip") }</a>
            <header class="top">
                <a class="name" href="#/" data-action="home">{ screen.text("name") }</a>
                <nav aria-label={screen.text("nav-label")}>
                    <ul>
                        { link(screen, &Route::Check, "check", "nav-check") }
                        { link(screen, &Route::Glossary, "glossary", "nav-glossary") }
                        { link(screen, &Route::About, "about", "nav-about") }
                    </ul>
                </nav>
                <p class="keeping">
                    <span>{ keeping(screen) }</span>{ " " }
                    <a href="#/settings" data-action="settings">{ screen.text("keeping-link") }</a>
                </p>
            </header>
            <main>
                <div class="notice-place">
                    <div role="status" data-status="" class={if status(screen).is_some() { "notice" } else { "notice-none" }}>
                        { status(screen).unwrap_or_default() }
                    </div>
                    { undo(screen) }
                </div>
                { inner }
            </main>
            <footer class="bottom">
                <p>{ screen.text("footer-promise") }</p>
                <p>{ screen.text("footer-not-advice") }</p>
            </footer>
        </>
    }
}

fn link(screen: &Screen<'_>, route: &Route, action: &'static str, key: &str) -> Html {
    let here = (screen.model.route == *route).then_some("page");
    html! {
        <li><a href={route.fragment()} data-action={action} aria-current={here}>{ screen.text(key) }</a></li>
    }
}

fn keeping(screen: &Screen<'_>) -> AttrValue {
    screen.text(match screen.model.keeping {
        Keeping::Nothing => "keeping-nothing",
        Keeping::Kept => "keeping-tab",
        Keeping::Refused(KeepProblem::Forbidden) => "keeping-forbidden",
        Keeping::Refused(KeepProblem::Full) => "keeping-full",
    })
}

fn status(screen: &Screen<'_>) -> Option<Html> {
    let words = screen.words;
    if let Some(task) = &screen.model.busy {
        return Some(paragraph(words.text(match task {
            Task::Sign(_) | Task::Draft(_) => "busy-writing",
            Task::SaveKey(_) => "busy-key-save",
            Task::OpenKey(..) => "busy-key-open",
            Task::Check { .. } => "busy-checking",
        })));
    }
    let key = match screen.model.notice.as_ref()? {
        Notice::Cleared => "notice-cleared",
        Notice::StartedOver => "notice-started-over",
        Notice::Undone => "notice-undone",
        Notice::SignedWritten => "notice-signed",
        Notice::DraftWritten => "notice-draft",
        Notice::KeyWritten => "notice-key-written",
        Notice::CopyWritten => "notice-copy",
        Notice::NoCopy => "notice-no-copy",
        Notice::KeyOpened => "notice-key-opened",
        Notice::KeyRefused(KeyRefusal::NotAKey) => "notice-key-not-a-key",
        Notice::KeyRefused(KeyRefusal::WrongPassphrase) => "notice-key-wrong",
        Notice::KeyRefused(KeyRefusal::Damaged) => "notice-key-damaged",
        Notice::KeyRefused(KeyRefusal::Unsupported) => "notice-key-unsupported",
        Notice::Passphrase(PassphraseProblem::TooShort) => "notice-passphrase-short",
        Notice::Passphrase(PassphraseProblem::Differs) => "notice-passphrase-differs",
        Notice::NotRestored => "notice-not-restored",
        Notice::Erased => "notice-erased",
        Notice::NoChance => "notice-no-chance",
        Notice::NotReadBack => "notice-not-read-back",
        Notice::FileNotRead(name) => return Some(paragraph(words.with("notice-file-not-read", &[("name", name)]))),
        Notice::Restored { not_placed } => return Some(placed(screen, words.text("notice-restored"), not_placed, None)),
        Notice::Imported { answers, not_placed, other_version } => {
            let first = words.count("notice-imported", *answers);
            return Some(placed(screen, first, not_placed, other_version.as_deref()));
        }
    };
    Some(paragraph(words.text(key)))
}

fn paragraph(text: AttrValue) -> Html {
    html! { <p>{ text }</p> }
}

/// What came in, and each thing that found no place.
fn placed(screen: &Screen<'_>, first: AttrValue, not_placed: &[String], version: Option<&str>) -> Html {
    html! {
        <>
            <p>{ first }</p>
            if let Some(version) = version {
                <p>{ screen.words.with("notice-other-version", &[("version", version)]) }</p>
            }
            if !not_placed.is_empty() {
                <p>{ screen.text("notice-not-placed") }</p>
                <ul>{ for not_placed.iter().map(|id| html! { <li><code>{ id.clone() }</code></li> }) }</ul>
            }
        </>
    }
}

fn undo(screen: &Screen<'_>) -> Html {
    let can = matches!(
        screen.model.notice,
        Some(Notice::Cleared | Notice::StartedOver | Notice::Imported { .. })
    );
    if screen.model.undo.is_empty() || !can {
        return Html::default();
    }
    html! {
        <button type="button" class="quiet" data-action="undo" onclick={screen.on(|_| Event::AskedUndo)}>
            { screen.text("undo") }
        </button>
    }
}
