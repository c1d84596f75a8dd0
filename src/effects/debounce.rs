//! Keeping once the typing pauses, and at the latest when the page goes out of sight.

use std::cell::{Cell, RefCell};

use gloo::{events::EventListener, timers::callback::Timeout};
use web_sys::window;
use yew::Callback;

use super::storage;

/// How long a pause in typing is, in milliseconds.
const PAUSE: u32 = 400;
/// How many changes may put it off: at a letter each 100 milliseconds, two seconds.
const MOST: u32 = 20;

struct Pending {
    _timeout: Timeout,
    work: Callback<()>,
    changes: u32,
}

thread_local! {
    static PENDING: RefCell<Option<Pending>> = const { RefCell::new(None) };
    /// How often everything was erased.
    static ERASED: Cell<u32> = const { Cell::new(0) };
}

/// Work that was begun, and is not to be gone on with once everything was erased.
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

/// Does the work after a pause; what was to be done before is done with it.
pub fn soon(work: Callback<()>) {
    PENDING.with_borrow_mut(|pending| {
        let changes = pending.as_ref().map_or(0, |before| before.changes) + 1;
        if let Some(before) = pending.as_mut().filter(|_| changes > MOST) {
            before.work = work;
            return;
        }
        *pending = Some(Pending { _timeout: Timeout::new(PAUSE, now), work, changes });
    });
}

/// Does at once what is still to be done.
fn now() {
    let pending = PENDING.with_borrow_mut(Option::take);
    if let Some(Pending { work, .. }) = pending {
        work.emit(());
    }
}

/// Nothing is to be done any more, nor is anything that was begun.
pub fn forget() {
    ERASED.set(ERASED.get().wrapping_add(1));
    PENDING.with_borrow_mut(|pending| *pending = None);
}

/// Sees to it that nothing is left undone when the page is hidden or goes.
pub fn listen() -> Vec<EventListener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let hidden = window.document().map(|document| {
        EventListener::new(&document, "visibilitychange", |_| {
            if window_is_hidden() {
                now();
            }
        })
    });
    let gone = EventListener::new(&window, "pagehide", |_| {
        now();
        storage::release();
    });
    let back = EventListener::new(&window, "pageshow", |_| storage::come_back());
    hidden.into_iter().chain([gone, back]).collect()
}

fn window_is_hidden() -> bool {
    window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}
