//! What stands around every screen: the name, the way about, where the answers are, what just happened.

use candour_app::{
    DraftEvent, DraftNotice, Event, Message, Notice, OpenedBy, Route, SaveState, StorageError, StorageEvent,
    StorageMode,
};
use candour_words::Key;
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::{
    components::{
        elements::{self, UNSAVED, button, element, li, link, p, space, tag, text},
        imported, message, passed,
        screen::Screen,
    },
    pages::requested,
};

pub(crate) fn view(screen: &Screen<'_>, inner: Html) -> Html {
    let skip = screen.on(|event: MouseEvent| {
        // The address belongs to the routes, so the link moves the focus itself.
        event.prevent_default();
        Event::SkipRequested
    });
    let ways = vec![
        way(screen, &Route::Check, "check", Key::NavCheck),
        way(screen, &Route::Glossary, "glossary", Key::NavGlossary),
        way(screen, &Route::About, "about", Key::NavAbout),
    ];
    let header = vec![
        html! { <a class="skip" href="#/" onclick={skip}>{ screen.text(Key::Skip) }</a> },
        link("name", "home", Route::Home.fragment(), screen.text(Key::Name)),
        element("nav", &[("aria-label", screen.text(Key::NavLabel))], vec![tag("ul", "", ways)]),
        keeping(screen),
        requested::by(screen),
        erase(screen),
    ];
    let said = message::view(screen);
    let class = match &screen.model.message {
        _ if said.is_empty() => "notice-none",
        Some(Message::Failure(_) | Message::Notice(Notice::EscapeLeft(_))) if screen.model.busy.is_none() => {
            "notice failure"
        }
        _ => "notice",
    };
    let live = [("role", "status".into()), ("data-status", AttrValue::default()), ("class", class.into())];
    // The focus stays here when what undoes goes.
    let around = [("class", "notice-place".into()), ("tabindex", "-1".into())];
    let notice =
        element("div", &around, vec![element("div", &live, said), undo(screen), passed::view(screen)]);
    let unsent = Callback::from(|event: SubmitEvent| event.prevent_default());
    let unsaved = html! { <form id={UNSAVED} autocomplete="off" autocorrect="off" onsubmit={unsent} /> };
    // Spell checkers in the cloud send what is typed to a server. All fields inherit this.
    let spelling = if screen.model.page.spelling { "true" } else { "false" };
    let top = if slim(screen) { "top slim" } else { "top" };
    element(
        "div",
        &[("class", "page".into()), ("spellcheck", spelling.into())],
        vec![
            unsaved,
            tag("header", top, header),
            tag("main", "", vec![notice, saved_by_browser(screen), changed(screen), brought(screen), inner]),
            footer(screen),
        ],
    )
}

/// What the page promises and what it is not. On the screens between the first and the result it would be read over and
/// over.
fn footer(screen: &Screen<'_>) -> Html {
    if matches!(screen.model.route, Route::Tasks(_) | Route::Section { .. } | Route::Review(_)) {
        return Html::default();
    }
    tag("footer", "bottom", vec![p(screen.text(Key::FooterPromise)), p(screen.text(Key::FooterNotAdvice))])
}

/// Whether the header takes two lines: everywhere but on the first screen, which explains where answers are.
fn slim(screen: &Screen<'_>) -> bool {
    screen.model.route != Route::Home
}

/// On every screen of a file that a browser saved: what it may hold, and what to do.
fn saved_by_browser(screen: &Screen<'_>) -> Html {
    if !screen.model.page.saved_by_browser {
        return Html::default();
    }
    let hooks = [("class", "safety unprinted".into()), ("data-saved-by-browser", AttrValue::default())];
    element("p", &hooks, vec![screen.words(Key::SavedByBrowser)])
}

/// On every screen, if the words of questionnaires in the document are not those published: which ones, and what to do.
fn changed(screen: &Screen<'_>) -> Html {
    let changed = &screen.model.catalog().changed;
    if changed.is_empty() {
        return Html::default();
    }
    let titles = changed.iter().map(|card| li(vec![elements::words(card.title.clone())]));
    let children = vec![
        p(screen.text(Key::ChangedWords)),
        tag("ul", "", titles.collect()),
        p(screen.text(Key::ChangedWordsDo)),
    ];
    let hooks = [("class", "safety unprinted".into()), ("data-changed-words", AttrValue::default())];
    element("div", &hooks, children)
}

/// On every screen of a questionnaire that somebody brought, also on paper.
fn brought(screen: &Screen<'_>) -> Html {
    let id = screen.model.route.questionnaire();
    let entry = id.and_then(|id| screen.model.catalog().entry(id));
    entry.map_or_else(Html::default, |entry| {
        elements::together(vec![imported::mark(screen, entry), imported::warning(screen, entry)])
    })
}

fn way(screen: &Screen<'_>, route: &Route, action: &'static str, key: Key) -> Html {
    let mut attributes = vec![("href", route.fragment().into()), ("data-action", AttrValue::Static(action))];
    if screen.model.route == *route {
        attributes.push(("aria-current", "page".into()));
    }
    li(vec![element("a", &attributes, vec![screen.words(key)])])
}

/// Where answers are kept and how that goes; what is wrong with it is said aloud.
fn keeping(screen: &Screen<'_>) -> Html {
    let mode = screen.model.storage.mode;
    let (name, key, short) = match mode {
        StorageMode::Tab => ("tab", Key::KeepingTab, Key::KeepingTabShort),
        StorageMode::Locked => ("locked", Key::KeepingLocked, Key::KeepingLockedShort),
        StorageMode::Unlocked => ("unlocked", Key::KeepingUnlocked, Key::KeepingUnlockedShort),
    };
    let settings = Route::Settings.fragment();
    let (state, problem) = match screen.model.storage.state {
        SaveState::Nothing => ("nothing", None),
        SaveState::Pending => ("pending", None),
        SaveState::Saved => ("saved", None),
        SaveState::Refused(StorageError::Forbidden) => ("forbidden", Some(Key::KeepingForbidden)),
        SaveState::Refused(StorageError::Full) => ("full", Some(Key::KeepingFull)),
        SaveState::Refused(StorageError::Elsewhere) => ("elsewhere", Some(Key::KeepingElsewhere)),
        SaveState::Refused(StorageError::Gone) => ("gone", Some(Key::KeepingGone)),
    };
    let said = match problem {
        Some(problem) => element("strong", &[("role", "alert".into())], vec![screen.words(problem)]),
        // The words are in an element of their own, which is made anew with them: a translator replaces text.
        None if slim(screen) => element(
            "a",
            &[("data-action", "settings".into()), ("href", settings.clone().into())],
            vec![text("span", "", screen.text(short))],
        ),
        None => text("span", "", screen.text(key)),
    };
    let mut children = vec![said, space()];
    if matches!(state, "elsewhere" | "gone") {
        let here = screen.on(|_| StorageEvent::TakeOverRequested);
        children.push(button("quiet small", "save-here", screen.text(Key::KeepingHere), here));
        children.push(space());
    }
    let waits = |found: bool| {
        screen.model.storage.pending.iter().any(|waiting| (waiting.opens == OpenedBy::Request) == found)
    };
    for (there, key) in [
        (waits(false), Key::KeepingWaits),
        (waits(true), Key::KeepingFound),
        (!screen.model.storage.unconfirmed.is_empty(), Key::KeepingUnconfirmed),
    ] {
        if there {
            children.push(screen.words(key));
            children.push(space());
        }
    }
    if problem.is_some() || !slim(screen) {
        children.push(link("", "settings", settings, screen.text(Key::KeepingLink)));
    }
    let hooks = [("class", "keeping".into()), ("data-storage", name.into()), ("data-saved", state.into())];
    element("p", &hooks, children)
}

/// The way to erase everything, two presses away from every screen; the settings have their own.
fn erase(screen: &Screen<'_>) -> Html {
    if screen.model.route == Route::Settings {
        return Html::default();
    }
    let now = button("button", "erase", screen.text(Key::Erase), screen.on(|_| Event::EraseRequested));
    let children = vec![
        text("summary", "", screen.text(Key::EraseSummary)),
        p(screen.text(Key::EraseShort)),
        tag("p", "", vec![now]),
    ];
    element("details", &[("class", "erase".into()), ("data-erase", AttrValue::default())], children)
}

fn undo(screen: &Screen<'_>) -> Html {
    let can = matches!(
        screen.model.notice(),
        Some(Notice::Drafts(
            // For a cleared answer it replaces the button that cleared it.
            DraftNotice::StartedOver
                | DraftNotice::ActionCleared
                | DraftNotice::Deleted
                | DraftNotice::Imported { .. }
                | DraftNotice::Merged { .. }
        ))
    );
    if screen.model.drafts.undo.is_none() || !can {
        return Html::default();
    }
    button("quiet", "undo", screen.text(Key::Undo), screen.on(|_| DraftEvent::UndoRequested))
}
