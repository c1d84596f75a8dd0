//! The browser: each file here does one thing of it and reports how it went. Nothing decides.

pub mod chance;
pub mod document;
pub mod download;
pub mod files;
pub mod storage;

use candour_assessment::journey::{Effect, Event};
use yew::Callback;

/// Runs one effect; what comes of it arrives as an event.
pub fn run(effect: Effect, send: &Callback<Event>) {
    match effect {
        Effect::KeepInTab(text) => {
            document::hold_draft(text.as_deref().unwrap_or_default());
            send.emit(Event::Kept(storage::write(text.as_deref())));
        }
        Effect::Download { name, media, content } => download::text(&name, media, &content),
        Effect::SaveCopy => {
            let copy = document::published();
            if let Some(copy) = &copy {
                download::text("candour.html", "text/html;charset=utf-8", copy);
            }
            send.emit(Event::CopyDone(copy.is_some()));
        }
        Effect::AfterPaint { task, random } => {
            let send = send.clone();
            document::after_paint(move || {
                send.emit(Event::Resumed { task, random: chance::bytes(random), now: chance::now() });
            });
        }
        Effect::AskBeforeClosing(ask) => document::ask_before_closing(ask),
        Effect::Go(route) => document::go(&route.fragment()),
        Effect::ShowFromStart => document::after_paint(document::focus_place),
        Effect::Print => document::print(),
        Effect::EraseStorage => {
            document::hold_draft("");
            storage::erase();
        }
    }
}
