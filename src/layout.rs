//! What stands around every screen: the name, the way about, where the answers are, what just happened.

use candour_age::OpenError;
use candour_app::{
    Event, KeepProblem, Keeping, KeyRefusal, Mode, Notice, Opens, PassphraseProblem, Route, Task,
};
use candour_compare::export::{Collected, Export};
use candour_questionnaire::listed::{Listed, shown};
use web_sys::SubmitEvent;
use yew::{AttrValue, Callback, Html, MouseEvent, html};

use crate::{
    components::{
        elements::{Nodes, UNSAVED, button, element, li, link, p, space, tag, text},
        ids::ids,
        imported,
        screen::Screen,
    },
    pages::requested,
};

pub(crate) fn view(screen: &Screen<'_>, inner: Html) -> Html {
    let skip = screen.on(|event: MouseEvent| {
        // The address belongs to the routes, so the link moves the focus itself.
        event.prevent_default();
        crate::effects::document::focus_place();
        Event::PutAwayNotice
    });
    let ways = vec![
        way(screen, &Route::Check, "check", "nav-check"),
        way(screen, &Route::Glossary, "glossary", "nav-glossary"),
        way(screen, &Route::About, "about", "nav-about"),
    ];
    let header = vec![
        html! { <a class="skip" href="#/" onclick={skip}>{ screen.text("skip") }</a> },
        link("name", "home", Route::Home.fragment(), screen.text("name")),
        element("nav", &[("aria-label", screen.text("nav-label"))], vec![tag("ul", "", ways)]),
        keeping(screen),
        requested::by(screen),
        erase(screen),
    ];
    let said = status(screen);
    let class = if said.is_empty() { "notice-none" } else { "notice" };
    let live = [("role", "status".into()), ("data-status", AttrValue::default()), ("class", class.into())];
    let notice = tag("div", "notice-place", vec![element("div", &live, said), undo(screen)]);
    let unsent = Callback::from(|event: SubmitEvent| event.prevent_default());
    let unsaved = html! { <form id={UNSAVED} autocomplete="off" onsubmit={unsent} /> };
    tag(
        "div",
        "page",
        vec![
            unsaved,
            tag("header", "top", header),
            tag("main", "", vec![notice, saved_by_browser(screen), brought(screen), inner]),
            tag(
                "footer",
                "bottom",
                vec![p(screen.text("footer-promise")), p(screen.text("footer-not-advice"))],
            ),
        ],
    )
}

/// On every screen of a file that a browser saved: what it may hold, and what to do.
fn saved_by_browser(screen: &Screen<'_>) -> Html {
    if !screen.model.saved_by_browser {
        return Html::default();
    }
    let hooks = [("class", "safety unprinted".into()), ("data-saved-by-browser", AttrValue::default())];
    element("p", &hooks, vec![screen.words("saved-by-browser")])
}

/// On every screen of a questionnaire that somebody brought, also on paper.
fn brought(screen: &Screen<'_>) -> Html {
    let id = screen.model.route.questionnaire();
    let entry = id.and_then(|id| screen.model.catalog.entry(id));
    entry.map_or_else(Html::default, |entry| imported::mark(screen, entry))
}

fn way(screen: &Screen<'_>, route: &Route, action: &'static str, key: &str) -> Html {
    let mut attributes = vec![("href", route.fragment().into()), ("data-action", AttrValue::Static(action))];
    if screen.model.route == *route {
        attributes.push(("aria-current", "page".into()));
    }
    li(vec![element("a", &attributes, vec![screen.words(key)])])
}

/// Where answers are kept and how that goes; what is wrong with it is said aloud.
fn keeping(screen: &Screen<'_>) -> Html {
    let mode = screen.model.keeper.mode;
    let (name, key) = match mode {
        Mode::Tab => ("tab", "keeping-tab"),
        Mode::Locked => ("locked", "keeping-locked"),
        Mode::Unlocked => ("unlocked", "keeping-unlocked"),
    };
    let (state, problem) = match screen.model.keeping {
        Keeping::Nothing => ("nothing", None),
        Keeping::Pending => ("pending", None),
        Keeping::Kept => ("kept", None),
        Keeping::Refused(KeepProblem::Forbidden) => ("forbidden", Some("keeping-forbidden")),
        Keeping::Refused(KeepProblem::Full) => ("full", Some("keeping-full")),
        Keeping::Refused(KeepProblem::Elsewhere) => ("elsewhere", Some("keeping-elsewhere")),
        Keeping::Refused(KeepProblem::Gone) => ("gone", Some("keeping-gone")),
    };
    let said = match problem {
        Some(problem) => element("strong", &[("role", "alert".into())], vec![screen.words(problem)]),
        None => text("span", "", screen.text(key)),
    };
    let mut children = vec![said, space()];
    if matches!(state, "elsewhere" | "gone") {
        let here = screen.on(|_| Event::KeepHere);
        children.push(button("quiet small", "keep-here", screen.text("keeping-here"), here));
        children.push(space());
    }
    let waits =
        |found: bool| screen.model.waiting.iter().any(|waiting| (waiting.opens == Opens::Request) == found);
    for (there, key) in [
        (waits(false), "keeping-waits"),
        (waits(true), "keeping-found"),
        (!screen.model.unconfirmed.is_empty(), "keeping-unconfirmed"),
    ] {
        if there {
            children.push(screen.words(key));
            children.push(space());
        }
    }
    children.push(link("", "settings", Route::Settings.fragment(), screen.text("keeping-link")));
    let hooks = [("class", "keeping".into()), ("data-keeping", name.into()), ("data-kept", state.into())];
    element("p", &hooks, children)
}

/// The way to erase everything, two presses away from every screen; the settings have their own.
fn erase(screen: &Screen<'_>) -> Html {
    if screen.model.route == Route::Settings {
        return Html::default();
    }
    let now = button("button", "erase", screen.text("erase"), screen.on(|_| Event::AskedErase));
    let children = vec![
        text("summary", "", screen.text("erase-summary")),
        p(screen.text("erase-short")),
        tag("p", "", vec![now]),
    ];
    element("details", &[("class", "erase".into()), ("data-erase", AttrValue::default())], children)
}

#[expect(clippy::too_many_lines, reason = "a line for each notice")]
fn status(screen: &Screen<'_>) -> Nodes {
    let words = screen.words;
    if let Some(task) = &screen.model.busy {
        return vec![p(words.text(match task {
            Task::Sign(_)
            | Task::Preview(_)
            | Task::HandOver(_)
            | Task::Draft(_)
            | Task::Export(..)
            | Task::Collect(..)
            | Task::Today
            | Task::Keep
            | Task::Suggest(_)
            | Task::MakeRequest => "busy-writing",
            Task::Lock(_) | Task::SavePage(_) | Task::SaveRecords(_) | Task::SaveIdentity(_) => "busy-lock",
            Task::Unlock(..) | Task::OpenLocked(..) | Task::OpenRow(..) | Task::OpenRecords(..) => {
                "busy-unlock"
            }
            Task::SaveKey(_) => "busy-key-save",
            Task::OpenKey(..) => "busy-key-open",
            Task::Check { .. } | Task::OpenRequest(_) => "busy-checking",
        }))];
    }
    let Some(notice) = &screen.model.notice else {
        return Nodes::new();
    };
    let key = match notice {
        Notice::Cleared => "notice-cleared",
        Notice::StartedOver => "notice-started-over",
        Notice::Undone => "notice-undone",
        Notice::SignedWritten => "notice-signed",
        Notice::PreviewMade => "notice-preview",
        Notice::HandedOver(None) => "notice-handed",
        Notice::HandedOver(Some(name)) => {
            return vec![p(words.with("notice-handed-encrypted", &[("name", name)]))];
        }
        Notice::DraftWritten => "notice-draft",
        Notice::KeyWritten => "notice-key-written",
        Notice::CopyWritten => "notice-copy",
        Notice::NoCopy => "notice-no-copy",
        Notice::KeyOpened => "notice-key-opened",
        Notice::KeyRefused(KeyRefusal::NotAKey) => "notice-key-not-a-key",
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::WrongPassphrase)) => "notice-key-wrong",
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::Damaged)) => "notice-key-damaged",
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::Unsupported)) => "notice-key-unsupported",
        Notice::Passphrase(PassphraseProblem::TooShort) => "notice-passphrase-short",
        Notice::Passphrase(PassphraseProblem::Guessable) => "notice-passphrase-guessable",
        Notice::Passphrase(PassphraseProblem::Differs) => "notice-passphrase-differs",
        Notice::NotRestored => "notice-not-restored",
        Notice::Duplicated => "notice-duplicated",
        Notice::TooManyDrafts => "notice-too-many-drafts",
        Notice::Deleted => "notice-deleted",
        Notice::OlderCopy => "notice-older-copy",
        Notice::KeptAs(Mode::Tab) => "notice-mode-tab",
        Notice::KeptAs(Mode::Locked) => "notice-mode-locked",
        Notice::KeptAs(Mode::Unlocked) => "notice-mode-unlocked",
        Notice::NothingToKeep => "notice-nothing-to-keep",
        Notice::Discarded => "notice-discarded",
        Notice::Confirmed => "notice-confirmed",
        Notice::LeftOut => "notice-left-out",
        Notice::ConfirmFirst => "notice-confirm-first",
        Notice::SideBySide(count) => return vec![p(words.count("notice-side-by-side", *count))],
        Notice::PageWritten { drafts, answers, notes } => {
            return vec![
                p(words.text("notice-page")),
                p(words.count("drafts-link", *drafts)),
                p(words.count("written-answers", *answers)),
                p(words.count("written-notes", *notes)),
            ];
        }
        Notice::Unlocked { not_placed } => {
            return placed(screen, words.text("notice-unlocked"), not_placed, None);
        }
        Notice::Merged { taken, kept, not_placed, other_version } => {
            let first = words.count("notice-merged", *taken);
            let mut said = placed(screen, first, not_placed, other_version.as_deref());
            if !kept.is_empty() {
                said.push(p(screen.text("notice-merged-kept")));
                let (kept, more) = shown(kept);
                said.push(ids(screen, kept, more));
            }
            return said;
        }
        Notice::RequestWritten => "notice-request",
        Notice::RequestPageWritten => "notice-request-page",
        Notice::RequestPutAway => "notice-request-put-away",
        Notice::IdentityWritten => "notice-identity",
        Notice::SaveKeyFirst => "notice-save-key-first",
        Notice::KeyOfRequest => "notice-key-of-request",
        Notice::Brought { count, replaced, not_placed } => {
            let mut said = placed(screen, words.count("notice-brought", *count), not_placed, None);
            let replaced = replaced.iter().map(|name| words.with("notice-replaced", &[("name", name)]));
            said.extend(replaced.map(p));
            return said;
        }
        Notice::RecordsWritten { .. } | Notice::RecordsOpened { .. } | Notice::RecordsRefused(_) => {
            return records_said(screen, notice);
        }
        Notice::NoChance => "notice-no-chance",
        Notice::NotReadBack => "notice-not-read-back",
        Notice::StepForgotten => "notice-step-forgotten",
        Notice::NotADay => "notice-not-a-day",
        Notice::CollectedWritten(what) => collected_key(*what),
        Notice::ExportWritten(export) => export_key(*export),
        Notice::FileNotRead(name) => return vec![p(words.with("notice-file-not-read", &[("name", name)]))],
        Notice::Restored { not_placed } => {
            return placed(screen, words.text("notice-restored"), not_placed, None);
        }
        Notice::Imported { answers, not_placed, other_version } => {
            let first = words.count("notice-imported", *answers);
            return placed(screen, first, not_placed, other_version.as_deref());
        }
    };
    vec![p(words.text(key))]
}

fn collected_key(what: Collected) -> &'static str {
    match what {
        Collected::Table => "notice-compared-table",
        Collected::Answers => "notice-compared-answers",
        Collected::FollowUp => "notice-compared-follow-up",
    }
}

fn export_key(export: Export) -> &'static str {
    match export {
        Export::Table => "notice-table",
        Export::Calendar => "notice-calendar",
        Export::Markdown | Export::Plain => "notice-summary",
    }
}

/// What became of the list of requests and known keys.
fn records_said(screen: &Screen<'_>, notice: &Notice) -> Nodes {
    let words = screen.words;
    let key = match notice {
        Notice::RecordsWritten { requests, keys } => {
            return vec![
                p(words.text("notice-records")),
                p(words.count("records-requests", *requests)),
                p(words.count("records-keys", *keys)),
            ];
        }
        Notice::RecordsOpened { left_out: left_out @ 1.. } => {
            return vec![
                p(words.text("notice-records-opened")),
                p(words.count("notice-records-left-out", *left_out)),
            ];
        }
        Notice::RecordsRefused(Some(OpenError::WrongPassphrase)) => "notice-records-wrong",
        Notice::RecordsRefused(Some(OpenError::Damaged)) => "notice-records-damaged",
        Notice::RecordsRefused(Some(OpenError::Unsupported)) => "notice-records-unsupported",
        Notice::RecordsRefused(None) => "notice-records-other",
        _ => "notice-records-opened",
    };
    vec![p(words.text(key))]
}

/// What came in, and each thing that found no place.
fn placed(
    screen: &Screen<'_>,
    first: AttrValue,
    not_placed: &Listed<String>,
    version: Option<&str>,
) -> Nodes {
    let mut children = vec![p(first)];
    if let Some(version) = version {
        children.push(p(screen.words.with("notice-other-version", &[("version", version)])));
    }
    if !not_placed.is_empty() {
        children.push(p(screen.text("notice-not-placed")));
        children.push(ids(screen, not_placed, not_placed.more()));
    }
    children
}

fn undo(screen: &Screen<'_>) -> Html {
    let can = matches!(
        screen.model.notice,
        Some(
            Notice::Cleared
                | Notice::StartedOver
                | Notice::StepForgotten
                | Notice::Deleted
                | Notice::Imported { .. }
                | Notice::Merged { .. }
        )
    );
    if screen.model.undo.is_none() || !can {
        return Html::default();
    }
    button("quiet", "undo", screen.text("undo"), screen.on(|_| Event::AskedUndo))
}
