//! What stands around every screen: the name, the way about, where the answers are, what just happened.

use candour_age::OpenError;
use candour_app::{
    Event, KeepProblem, Keeping, KeyRefusal, Mode, Notice, Opens, PassphraseProblem, Route, Task,
};
use candour_compare::export::{Collected, Export};
use candour_questionnaire::listed::{Listed, shown};
use candour_words::{Counted, Key};
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
                vec![p(screen.text(Key::FooterPromise)), p(screen.text(Key::FooterNotAdvice))],
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
    element("p", &hooks, vec![screen.words(Key::SavedByBrowser)])
}

/// On every screen of a questionnaire that somebody brought, also on paper.
fn brought(screen: &Screen<'_>) -> Html {
    let id = screen.model.route.questionnaire();
    let entry = id.and_then(|id| screen.model.catalog.entry(id));
    entry.map_or_else(Html::default, |entry| imported::mark(screen, entry))
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
    let mode = screen.model.keeper.mode;
    let (name, key) = match mode {
        Mode::Tab => ("tab", Key::KeepingTab),
        Mode::Locked => ("locked", Key::KeepingLocked),
        Mode::Unlocked => ("unlocked", Key::KeepingUnlocked),
    };
    let (state, problem) = match screen.model.keeping {
        Keeping::Nothing => ("nothing", None),
        Keeping::Pending => ("pending", None),
        Keeping::Kept => ("kept", None),
        Keeping::Refused(KeepProblem::Forbidden) => ("forbidden", Some(Key::KeepingForbidden)),
        Keeping::Refused(KeepProblem::Full) => ("full", Some(Key::KeepingFull)),
        Keeping::Refused(KeepProblem::Elsewhere) => ("elsewhere", Some(Key::KeepingElsewhere)),
        Keeping::Refused(KeepProblem::Gone) => ("gone", Some(Key::KeepingGone)),
    };
    let said = match problem {
        Some(problem) => element("strong", &[("role", "alert".into())], vec![screen.words(problem)]),
        None => text("span", "", screen.text(key)),
    };
    let mut children = vec![said, space()];
    if matches!(state, "elsewhere" | "gone") {
        let here = screen.on(|_| Event::KeepHere);
        children.push(button("quiet small", "keep-here", screen.text(Key::KeepingHere), here));
        children.push(space());
    }
    let waits =
        |found: bool| screen.model.waiting.iter().any(|waiting| (waiting.opens == Opens::Request) == found);
    for (there, key) in [
        (waits(false), Key::KeepingWaits),
        (waits(true), Key::KeepingFound),
        (!screen.model.unconfirmed.is_empty(), Key::KeepingUnconfirmed),
    ] {
        if there {
            children.push(screen.words(key));
            children.push(space());
        }
    }
    children.push(link("", "settings", Route::Settings.fragment(), screen.text(Key::KeepingLink)));
    let hooks = [("class", "keeping".into()), ("data-keeping", name.into()), ("data-kept", state.into())];
    element("p", &hooks, children)
}

/// The way to erase everything, two presses away from every screen; the settings have their own.
fn erase(screen: &Screen<'_>) -> Html {
    if screen.model.route == Route::Settings {
        return Html::default();
    }
    let now = button("button", "erase", screen.text(Key::Erase), screen.on(|_| Event::AskedErase));
    let children = vec![
        text("summary", "", screen.text(Key::EraseSummary)),
        p(screen.text(Key::EraseShort)),
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
            | Task::MakeRequest => Key::BusyWriting,
            Task::Lock(_) | Task::SavePage(_) | Task::SaveRecords(_) | Task::SaveIdentity(_) => Key::BusyLock,
            Task::Unlock(..) | Task::OpenLocked(..) | Task::OpenRow(..) | Task::OpenRecords(..) => {
                Key::BusyUnlock
            }
            Task::SaveKey(_) => Key::BusyKeySave,
            Task::OpenKey(..) => Key::BusyKeyOpen,
            Task::Check { .. } | Task::OpenRequest(_) => Key::BusyChecking,
        }))];
    }
    let Some(notice) = &screen.model.notice else {
        return Nodes::new();
    };
    let key = match notice {
        Notice::Cleared => Key::NoticeCleared,
        Notice::StartedOver => Key::NoticeStartedOver,
        Notice::Undone => Key::NoticeUndone,
        Notice::SignedWritten => Key::NoticeSigned,
        Notice::PreviewMade => Key::NoticePreview,
        Notice::HandedOver(None) => Key::NoticeHanded,
        Notice::HandedOver(Some(name)) => {
            return vec![p(words.with(Key::NoticeHandedEncrypted, &[("name", name)]))];
        }
        Notice::DraftWritten => Key::NoticeDraft,
        Notice::KeyWritten => Key::NoticeKeyWritten,
        Notice::CopyWritten => Key::NoticeCopy,
        Notice::NoCopy => Key::NoticeNoCopy,
        Notice::KeyOpened => Key::NoticeKeyOpened,
        Notice::KeyRefused(KeyRefusal::NotAKey) => Key::NoticeKeyNotAKey,
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::WrongPassphrase)) => Key::NoticeKeyWrong,
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::Damaged)) => Key::NoticeKeyDamaged,
        Notice::KeyRefused(KeyRefusal::NotOpened(OpenError::Unsupported)) => Key::NoticeKeyUnsupported,
        Notice::Passphrase(PassphraseProblem::TooShort) => Key::NoticePassphraseShort,
        Notice::Passphrase(PassphraseProblem::Guessable) => Key::NoticePassphraseGuessable,
        Notice::Passphrase(PassphraseProblem::Differs) => Key::NoticePassphraseDiffers,
        Notice::NotRestored => Key::NoticeNotRestored,
        Notice::Duplicated => Key::NoticeDuplicated,
        Notice::TooManyDrafts => Key::NoticeTooManyDrafts,
        Notice::Deleted => Key::NoticeDeleted,
        Notice::OlderCopy => Key::NoticeOlderCopy,
        Notice::KeptAs(Mode::Tab) => Key::NoticeModeTab,
        Notice::KeptAs(Mode::Locked) => Key::NoticeModeLocked,
        Notice::KeptAs(Mode::Unlocked) => Key::NoticeModeUnlocked,
        Notice::NothingToKeep => Key::NoticeNothingToKeep,
        Notice::Discarded => Key::NoticeDiscarded,
        Notice::Confirmed => Key::NoticeConfirmed,
        Notice::LeftOut => Key::NoticeLeftOut,
        Notice::ConfirmFirst => Key::NoticeConfirmFirst,
        Notice::SideBySide(count) => return vec![p(words.count(Counted::NoticeSideBySide, *count))],
        Notice::PageWritten { drafts, answers, notes } => {
            return vec![
                p(words.text(Key::NoticePage)),
                p(words.count(Counted::DraftsLink, *drafts)),
                p(words.count(Counted::WrittenAnswers, *answers)),
                p(words.count(Counted::WrittenNotes, *notes)),
            ];
        }
        Notice::Unlocked { not_placed } => {
            return placed(screen, words.text(Key::NoticeUnlocked), not_placed, None);
        }
        Notice::Merged { taken, kept, not_placed, other_version } => {
            let first = words.count(Counted::NoticeMerged, *taken);
            let mut said = placed(screen, first, not_placed, other_version.as_deref());
            if !kept.is_empty() {
                said.push(p(screen.text(Key::NoticeMergedKept)));
                let (kept, more) = shown(kept);
                said.push(ids(screen, kept, more));
            }
            return said;
        }
        Notice::RequestWritten => Key::NoticeRequest,
        Notice::RequestPageWritten => Key::NoticeRequestPage,
        Notice::RequestPutAway => Key::NoticeRequestPutAway,
        Notice::IdentityWritten => Key::NoticeIdentity,
        Notice::SaveKeyFirst => Key::NoticeSaveKeyFirst,
        Notice::KeyOfRequest => Key::NoticeKeyOfRequest,
        Notice::Brought { count, replaced, not_placed } => {
            let mut said = placed(screen, words.count(Counted::NoticeBrought, *count), not_placed, None);
            let replaced = replaced.iter().map(|name| words.with(Key::NoticeReplaced, &[("name", name)]));
            said.extend(replaced.map(p));
            return said;
        }
        Notice::RecordsWritten { .. } | Notice::RecordsOpened { .. } | Notice::RecordsRefused(_) => {
            return records_said(screen, notice);
        }
        Notice::NoChance => Key::NoticeNoChance,
        Notice::NotReadBack => Key::NoticeNotReadBack,
        Notice::StepForgotten => Key::NoticeStepForgotten,
        Notice::NotADay => Key::NoticeNotADay,
        Notice::CollectedWritten(what) => collected_key(*what),
        Notice::ExportWritten(export) => export_key(*export),
        Notice::FileNotRead(name) => return vec![p(words.with(Key::NoticeFileNotRead, &[("name", name)]))],
        Notice::Restored { not_placed } => {
            return placed(screen, words.text(Key::NoticeRestored), not_placed, None);
        }
        Notice::Imported { answers, not_placed, other_version } => {
            let first = words.count(Counted::NoticeImported, *answers);
            return placed(screen, first, not_placed, other_version.as_deref());
        }
    };
    vec![p(words.text(key))]
}

fn collected_key(what: Collected) -> Key {
    match what {
        Collected::Table => Key::NoticeComparedTable,
        Collected::Answers => Key::NoticeComparedAnswers,
        Collected::FollowUp => Key::NoticeComparedFollowUp,
    }
}

fn export_key(export: Export) -> Key {
    match export {
        Export::Table => Key::NoticeTable,
        Export::Calendar => Key::NoticeCalendar,
        Export::Markdown | Export::Plain => Key::NoticeSummary,
    }
}

/// What became of the list of requests and known keys.
fn records_said(screen: &Screen<'_>, notice: &Notice) -> Nodes {
    let words = screen.words;
    let key = match notice {
        Notice::RecordsWritten { requests, keys } => {
            return vec![
                p(words.text(Key::NoticeRecords)),
                p(words.count(Counted::RecordsRequests, *requests)),
                p(words.count(Counted::RecordsKeysCount, *keys)),
            ];
        }
        Notice::RecordsOpened { left_out: left_out @ 1.. } => {
            return vec![
                p(words.text(Key::NoticeRecordsOpened)),
                p(words.count(Counted::NoticeRecordsLeftOut, *left_out)),
            ];
        }
        Notice::RecordsRefused(Some(OpenError::WrongPassphrase)) => Key::NoticeRecordsWrong,
        Notice::RecordsRefused(Some(OpenError::Damaged)) => Key::NoticeRecordsDamaged,
        Notice::RecordsRefused(Some(OpenError::Unsupported)) => Key::NoticeRecordsUnsupported,
        Notice::RecordsRefused(None) => Key::NoticeRecordsOther,
        _ => Key::NoticeRecordsOpened,
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
        children.push(p(screen.words.with(Key::NoticeOtherVersion, &[("version", version)])));
    }
    if !not_placed.is_empty() {
        children.push(p(screen.text(Key::NoticeNotPlaced)));
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
    button("quiet", "undo", screen.text(Key::Undo), screen.on(|_| Event::AskedUndo))
}
