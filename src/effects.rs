//! The browser: each file here does one thing of it and reports how it went. Nothing decides.

pub mod chance;
pub mod document;
pub mod download;
pub mod files;
pub mod later;
pub mod storage;

use candour_app::{Effect, Event, Task, Writing};
use candour_files::embed;
use yew::Callback;

/// The media type of the page.
const HTML: &str = "text/html;charset=utf-8";

/// Runs one effect; what comes of it arrives as an event.
pub fn run(effect: Effect, send: &Callback<Event>) {
    match effect {
        Effect::Hold(text) => document::hold_draft(text.as_deref().unwrap_or_default()),
        Effect::KeepInTab(text) => send.emit(Event::Kept(storage::write(text.as_deref()))),
        Effect::KeepSoon => {
            let resume = |()| Event::Resumed {
                task: Task::Keep,
                random: chance::bytes(Writing::RANDOM),
                now: chance::now(),
            };
            later::soon(send.reform(resume));
        }
        Effect::Store(writing) => send.emit(Event::Stored(storage::store(&writing))),
        Effect::ReadDevice => send.emit(Event::DeviceRead(storage::device())),
        Effect::EraseDevice => storage::erase_device(),
        Effect::EraseCopies(places) => storage::erase_copies(&places),
        Effect::SavePage { name, element, content } => {
            let published = document::published();
            let page = published.and_then(|published| embed::carrying(&published, element, &content));
            if let Some(page) = &page {
                download::text(&name, HTML, page);
            }
            send.emit(Event::PageSaved(element, page.is_some()));
        }
        Effect::Download { name, media, content } => download::text(&name, media, &content),
        Effect::SaveCopy => {
            let copy = document::published();
            if let Some(copy) = &copy {
                download::text("candour.html", HTML, copy);
            }
            send.emit(Event::CopyDone(copy.is_some()));
        }
        Effect::AfterPaint { task, random } => {
            let (send, begun) = (send.clone(), later::Begun::now());
            document::after_paint(move || {
                if begun.goes_on() {
                    send.emit(Event::Resumed { task, random: chance::bytes(random), now: chance::now() });
                }
            });
        }
        Effect::ReadFiles(count) => files::bring(count, send.clone()),
        Effect::ForgetFiles => files::let_go(),
        Effect::AskBeforeClosing(ask) => document::ask_before_closing(ask),
        Effect::Go(route) => document::go(&route.fragment()),
        Effect::Replace(route) => document::replace(&route.fragment()),
        Effect::ShowFromStart => document::after_paint(document::focus_place),
        Effect::Print => document::print(),
        Effect::TellTabs(telling) => document::tell_tabs(telling),
        Effect::EraseStorage => {
            later::forget();
            download::forget();
            document::forget();
            storage::erase();
        }
    }
}
