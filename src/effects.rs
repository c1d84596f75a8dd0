//! The browser: each file here does one thing of it and reports how it went. Nothing decides.

pub mod clock;
pub mod debounce;
pub mod dom;
pub mod download;
pub mod files;
pub mod random;
pub mod storage;

use candour_app::{Deferred, Effect, Event, Failure, PendingWrite, StorageEvent, StorageTask};
use candour_files::embed;
use yew::Callback;

/// The media type of the page.
const HTML: &str = "text/html;charset=utf-8";

/// Runs one effect; what comes of it arrives as an event.
pub fn run(effect: Effect, send: &Callback<Event>) {
    match effect {
        Effect::MirrorForCrashScreen(text) => {
            let mirrored = dom::mirror_draft(text.as_deref().unwrap_or_default());
            send.emit(StorageEvent::Mirrored(mirrored).into());
        }
        Effect::SaveToTab(text) => {
            // Once the screen is drawn: the longer the text, the longer the browser takes to store it.
            let store =
                send.reform(move |()| StorageEvent::SavedToTab(storage::write(text.as_deref())).into());
            if debounce::soon(store) {
                dom::after_paint(debounce::catch_up);
            }
        }
        Effect::ScheduleSave => {
            let resume = |()| Event::Resumed {
                task: Deferred::Storage(StorageTask::Save),
                random: random::bytes(PendingWrite::RANDOM),
                now: clock::now(),
            };
            debounce::schedule(send.reform(resume));
        }
        Effect::SaveToDevice(writing) => {
            send.emit(StorageEvent::SavedToDevice(storage::store(&writing)).into());
        }
        Effect::ReadDevice => send.emit(StorageEvent::DeviceRead(storage::device()).into()),
        Effect::EraseDevice => send.emit(StorageEvent::RemovedFromDevice(storage::erase_device()).into()),
        Effect::EraseCopies(places) => {
            send.emit(StorageEvent::RemovedFromDevice(storage::erase_copies(&places)).into());
        }
        Effect::DownloadPageWith { name, element, content, saved } => {
            let published = dom::published();
            let page = published.and_then(|published| embed::carrying(&published, element, &content));
            send.emit(download(&name, HTML, page.as_deref(), *saved));
        }
        Effect::Download { name, media, content, saved } => {
            send.emit(download(&name, media, Some(&content), *saved));
        }
        Effect::DownloadPage => {
            let copy = dom::published();
            send.emit(download("candour.html", HTML, copy.as_deref(), Event::PageCopySaved));
        }
        Effect::RunAfterPaint { task, random } => {
            let (send, begun) = (send.clone(), debounce::Begun::now());
            let is_quick = task.is_quick();
            let go_on = move || {
                if begun.goes_on() {
                    send.emit(Event::Resumed { task, random: random::bytes(random), now: clock::now() });
                }
            };
            if is_quick {
                go_on();
            } else {
                dom::after_paint(go_on);
            }
        }
        Effect::OpenDropped(open_as) => files::open_dropped(open_as, send),
        Effect::ReadFiles(count) => files::read_next(count, send.clone()),
        Effect::DropPendingFiles => files::clear_pending(),
        Effect::AskBeforeClosing(ask) => dom::ask_before_closing(ask),
        Effect::PushRoute(route) => dom::push(&route.fragment()),
        Effect::ReplaceRoute(route) => dom::replace(&route.fragment()),
        Effect::ScrollToTop => dom::after_paint(dom::focus_screen),
        Effect::CopyText(field) => {
            let copied = dom::copy_text(&field);
            send.emit(if copied { Event::TextCopied } else { Event::Failed(Failure::NotCopied) });
        }
        Effect::Focus(target) => dom::focus(&target),
        Effect::FocusField(id) => dom::after_paint(move || dom::focus_field(&id)),
        Effect::EmptyForm(id) => dom::empty_form(&id),
        Effect::Print => {
            let send = send.clone();
            // What is folded away has to be drawn before.
            dom::after_paint(move || {
                dom::print(move |printed| {
                    send.emit(if printed { Event::Printed } else { Event::Failed(Failure::NotPrinted) });
                });
            });
        }
        Effect::EraseByEscape(erases) => {
            dom::erase_by_escape(erases);
            storage::remember_escape(erases);
        }
        Effect::NotifyTabs(telling) => dom::notify_tabs(telling),
        Effect::EraseStorage => {
            debounce::cancel();
            download::forget();
            dom::forget();
            send.emit(Event::StorageErased(storage::erase()));
        }
    }
}

/// Saves a text as a file; what happened then. Browsers tell only that they took it, not where it went.
fn download(name: &str, media: &str, content: Option<&str>, saved: Event) -> Event {
    match content {
        None => Event::Failed(Failure::NoCopy),
        Some(content) if download::text(name, media, content) => saved,
        Some(_) => Event::Failed(Failure::NotSaved),
    }
}
