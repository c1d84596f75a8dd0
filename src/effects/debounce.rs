//! Saving once the typing pauses, and at the latest when the page is hidden.

use std::cell::{Cell, RefCell};

use gloo::{events::EventListener, timers::callback::Timeout};
use web_sys::window;
use yew::Callback;

use super::storage;

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 400;
/// How many changes may delay it: at a letter each 100 milliseconds, two seconds.
const MOST: u32 = 20;

struct Pending {
    _timeout: Timeout,
    work: Callback<()>,
    changes: u32,
}

/// How long a pause is before what is typed is commented on, in milliseconds.
const COMMENT: u32 = 1000;

thread_local! {
    /// What is to be said of each field.
    static TYPED: RefCell<Vec<(&'static str, Timeout)>> = const { RefCell::new(Vec::new()) };
    static PENDING: RefCell<Option<Pending>> = const { RefCell::new(None) };
    /// What is to be done as soon as the screen is drawn.
    static SOON: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
    /// How often everything was erased.
    static ERASED: Cell<u32> = const { Cell::new(0) };
}

/// Work that was begun, and must not continue once everything was erased.
#[derive(Clone, Copy)]
pub struct Begun(u32);

impl Begun {
    /// Begun now.
    pub fn now() -> Self {
        Self(ERASED.get())
    }

    /// Whether nothing was erased since.
    pub fn goes_on(self) -> bool {
        self.0 == ERASED.get()
    }
}

/// Does the work after a pause, in place of what was scheduled before.
pub fn schedule(work: Callback<()>) {
    PENDING.with_borrow_mut(|pending| {
        let changes = pending.as_ref().map_or(0, |before| before.changes) + 1;
        if let Some(before) = pending.as_mut().filter(|_| changes > MOST) {
            before.work = work;
            return;
        }
        *pending = Some(Pending { _timeout: Timeout::new(PAUSE, flush), work, changes });
    });
}

/// Comments on what is typed in a field once the typing pauses, in place of the comment before on that field. Typing in
/// the next field does not drop it.
pub fn typed(field: &'static str, comment: Callback<()>) {
    TYPED.with_borrow_mut(|typed| {
        typed.retain(|(own, _)| *own != field);
        typed.push((field, Timeout::new(COMMENT, move || comment.emit(()))));
    });
}

/// What was typed is out of date, so nothing is said of it any more.
pub fn drop_typed() {
    TYPED.take();
}

/// Puts work off until the screen is drawn, in place of what waits for that; whether [`catch_up`] has to be called then.
/// A page that is not seen is not drawn, so there it is done at once.
pub fn soon(work: Callback<()>) -> bool {
    if window_is_hidden() {
        SOON.take();
        work.emit(());
        return false;
    }
    SOON.replace(Some(work)).is_none()
}

/// Does what was put off until now.
pub fn catch_up() {
    if let Some(work) = SOON.take() {
        work.emit(());
    }
}

/// Does at once what is scheduled.
fn flush() {
    catch_up();
    let pending = PENDING.with_borrow_mut(Option::take);
    if let Some(Pending { work, .. }) = pending {
        work.emit(());
    }
}

/// Cancels what is scheduled, and whatever was begun.
pub fn cancel() {
    ERASED.set(ERASED.get().wrapping_add(1));
    PENDING.with_borrow_mut(|pending| *pending = None);
    SOON.take();
    drop_typed();
}

/// Does what is scheduled when the page is hidden or closed.
pub fn listen() -> Vec<EventListener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let hidden = window.document().map(|document| {
        EventListener::new(&document, "visibilitychange", |_| {
            if window_is_hidden() {
                flush();
            }
        })
    });
    let gone = EventListener::new(&window, "pagehide", |_| {
        flush();
        storage::release();
    });
    let back = EventListener::new(&window, "pageshow", |_| storage::resume());
    hidden.into_iter().chain([gone, back]).collect()
}

fn window_is_hidden() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}
