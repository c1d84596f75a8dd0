//! The only code that touches the browser's storage: the open tab's own, and the device's if that was chosen.

use std::cell::Cell;

use candour_app::{Event, PendingWrite, StorageError, StorageEvent as DeviceEvent};
use candour_files::stored_copy::Device;
use candour_proof::digest::hex;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent, window};
use yew::Callback;

use super::random;

/// The prefix of every entry's name, and the whole name of the tab's entry.
const PREFIX: &str = "candour";
/// The two copies on the device.
const COPIES: [&str; 2] = ["candour-1", "candour-2"];
/// In the tab: that pressing Escape erases nothing.
const NO_ESCAPE: &str = "candour-no-escape";
/// Names the tab that saves them.
const OPEN: &str = "candour-open";

thread_local! {
    /// A number of this tab's own.
    static TAB: String = hex(&random::bytes(8).unwrap_or_default());
    /// The page is going: what is still written then must not name this tab again.
    static GOING: Cell<bool> = const { Cell::new(false) };
}

fn tab() -> Result<Storage, StorageError> {
    let storage = window().and_then(|window| window.session_storage().ok()).flatten();
    storage.ok_or(StorageError::Forbidden)
}

fn on_device() -> Result<Storage, StorageError> {
    let storage = window().and_then(|window| window.local_storage().ok()).flatten();
    storage.ok_or(StorageError::Forbidden)
}

/// What this tab stored.
///
/// # Errors
/// [`StorageError::Forbidden`] where the browser gives no storage.
pub fn read() -> Result<Option<String>, StorageError> {
    tab()?.get_item(PREFIX).map_err(|_| StorageError::Forbidden)
}

/// Stores a text in this tab, or removes what is there.
///
/// # Errors
/// [`StorageError`]: forbidden or full.
pub fn write(text: Option<&str>) -> Result<(), StorageError> {
    let tab = tab()?;
    match text {
        Some(text) => tab.set_item(PREFIX, text).map_err(|_| StorageError::Full),
        None => tab.remove_item(PREFIX).map_err(|_| StorageError::Forbidden),
    }
}

/// Whether pressing Escape five times erases everything in this tab. It does where that cannot be known.
pub fn erases_by_escape() -> bool {
    !tab().is_ok_and(|tab| tab.get_item(NO_ESCAPE).is_ok_and(|choice| choice.is_some()))
}

/// Remembers that choice until the tab is closed. Where that is refused it holds until a reload.
pub fn remember_escape(erases: bool) {
    if let Ok(tab) = tab() {
        if erases {
            tab.remove_item(NO_ESCAPE).ok();
        } else {
            tab.set_item(NO_ESCAPE, "yes").ok();
        }
    }
}

/// What the device holds.
///
/// # Errors
/// [`StorageError::Forbidden`] where the browser gives no storage.
pub fn device() -> Result<Device, StorageError> {
    let storage = on_device()?;
    let entry = |name| storage.get_item(name).map_err(|_| StorageError::Forbidden);
    let [first, second] = COPIES.map(entry);
    Ok(Device { copies: [first?, second?], tab: entry(OPEN)? })
}

/// Writes a copy on the device and reads it back; gives its revision and place.
///
/// # Errors
/// [`StorageError`]: forbidden, full, or not as this tab last knew it.
pub fn store(writing: &PendingWrite) -> Result<(u32, usize), StorageError> {
    let storage = on_device()?;
    TAB.with(|tab| {
        writing.can_overwrite(&device()?, tab)?;
        if GOING.get() { Ok(()) } else { storage.set_item(OPEN, tab).map_err(|_| StorageError::Full) }
    })?;
    let (name, other) = match COPIES {
        [first, second] if writing.place == 0 => (first, second),
        [first, second] => (second, first),
    };
    storage.set_item(name, &writing.text).map_err(|_| StorageError::Full)?;
    let whole = matches!(storage.get_item(name), Ok(Some(text)) if text == writing.text);
    if !whole {
        return Err(StorageError::Full);
    }
    if writing.mode.only {
        storage.remove_item(other).map_err(|_| StorageError::Forbidden)?;
    }
    Ok((writing.revision, writing.place))
}

/// The page is shown again, and may save answers.
pub fn resume() {
    GOING.set(false);
}

/// The page goes: another tab may save the answers from now on.
pub fn release() {
    GOING.set(true);
    if let Ok(storage) = on_device() {
        let own = storage.get_item(OPEN).ok().flatten();
        if own.is_some_and(|own| TAB.with(|tab| *tab == own)) {
            // A storage that refuses keeps the name; the next tab then asks before it takes over.
            storage.remove_item(OPEN).ok();
        }
    }
}

/// Reports what the device holds whenever another tab changed it.
pub fn listen(send: &Callback<Event>) -> Option<EventListener> {
    let send = send.clone();
    Some(EventListener::new(&window()?.into(), "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        // No key: all of it was emptied.
        if key.is_none_or(|key| key.starts_with(PREFIX))
            && let Ok(device) = device()
        {
            send.emit(DeviceEvent::DeviceChanged(device).into());
        }
    }))
}

/// Removes what the device holds.
///
/// # Errors
/// [`StorageError::Forbidden`] where the browser does not let it.
pub fn erase_device() -> Result<(), StorageError> {
    remove_own(&on_device()?)
}

/// Removes the copies at these indexes from the device, and what stands beside them if there is no other.
///
/// # Errors
/// [`StorageError::Forbidden`] where the browser does not let it.
pub fn erase_copies(places: &[usize]) -> Result<(), StorageError> {
    let storage = on_device()?;
    for (place, name) in COPIES.iter().enumerate() {
        if places.contains(&place) {
            storage.remove_item(name).map_err(|_| StorageError::Forbidden)?;
        }
    }
    if device()?.is_empty() { erase_device() } else { Ok(()) }
}

/// Removes what this page stored, wherever a version of it may have stored something.
///
/// # Errors
/// [`StorageError::Forbidden`] where there is something that the browser does not remove.
pub fn erase() -> Result<(), StorageError> {
    // A storage that cannot be reached holds nothing of this page.
    let all = [tab(), on_device()];
    let removed = all.iter().flatten().map(remove_own);
    // Each is tried, whatever became of the other.
    removed.fold(Ok(()), Result::and)
}

fn remove_own(storage: &Storage) -> Result<(), StorageError> {
    let names: Vec<String> = (0..storage.length().unwrap_or_default())
        .filter_map(|place| storage.key(place).ok().flatten())
        .collect();
    let own = names.iter().filter(|name| name.starts_with(PREFIX));
    let removed = own.map(|name| storage.remove_item(name).map_err(|_| StorageError::Forbidden));
    removed.fold(Ok(()), Result::and)
}
