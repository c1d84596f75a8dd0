//! The one door to the browser's storage: the open tab's own, and the device's if that was chosen.

use std::cell::Cell;

use candour_app::{Event, KeepProblem, Writing};
use candour_files::stored_copy::Device;
use candour_proof::digest::hex;
use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent, window};
use yew::Callback;

use super::chance;

/// What every entry's name begins with; the tab's entry has no other name.
const PLACE: &str = "candour";
/// The two copies on the device.
const COPIES: [&str; 2] = ["candour-1", "candour-2"];
/// Names the tab that keeps them.
const OPEN: &str = "candour-open";

thread_local! {
    /// A number of this tab's own.
    static TAB: String = hex(&chance::bytes(8).unwrap_or_default());
    /// The page is going: what is still written then must not name this tab again.
    static GOING: Cell<bool> = const { Cell::new(false) };
}

fn tab() -> Result<Storage, KeepProblem> {
    let storage = window().and_then(|window| window.session_storage().ok()).flatten();
    storage.ok_or(KeepProblem::Forbidden)
}

fn on_device() -> Result<Storage, KeepProblem> {
    let storage = window().and_then(|window| window.local_storage().ok()).flatten();
    storage.ok_or(KeepProblem::Forbidden)
}

/// What this tab kept.
///
/// # Errors
/// [`KeepProblem::Forbidden`] where the browser gives no storage.
pub fn read() -> Result<Option<String>, KeepProblem> {
    tab()?.get_item(PLACE).map_err(|_| KeepProblem::Forbidden)
}

/// Keeps a text in this tab, or nothing.
///
/// # Errors
/// [`KeepProblem`]: forbidden or full.
pub fn write(text: Option<&str>) -> Result<(), KeepProblem> {
    let tab = tab()?;
    match text {
        Some(text) => tab.set_item(PLACE, text).map_err(|_| KeepProblem::Full),
        None => tab.remove_item(PLACE).map_err(|_| KeepProblem::Forbidden),
    }
}

/// What the device holds.
///
/// # Errors
/// [`KeepProblem::Forbidden`] where the browser gives no storage.
pub fn device() -> Result<Device, KeepProblem> {
    let storage = on_device()?;
    let entry = |name| storage.get_item(name).map_err(|_| KeepProblem::Forbidden);
    let [first, second] = COPIES.map(entry);
    Ok(Device { copies: [first?, second?], tab: entry(OPEN)? })
}

/// Writes a copy on the device and reads it back; gives its revision and place.
///
/// # Errors
/// [`KeepProblem`]: forbidden, full, or not as this tab last knew it.
pub fn store(writing: &Writing) -> Result<(u32, usize), KeepProblem> {
    let storage = on_device()?;
    TAB.with(|tab| {
        writing.may(&device()?, tab)?;
        if GOING.get() { Ok(()) } else { storage.set_item(OPEN, tab).map_err(|_| KeepProblem::Full) }
    })?;
    let (name, other) = match COPIES {
        [first, second] if writing.place == 0 => (first, second),
        [first, second] => (second, first),
    };
    storage.set_item(name, &writing.text).map_err(|_| KeepProblem::Full)?;
    let whole = matches!(storage.get_item(name), Ok(Some(text)) if text == writing.text);
    if !whole {
        return Err(KeepProblem::Full);
    }
    if writing.manner.only {
        storage.remove_item(other).map_err(|_| KeepProblem::Forbidden)?;
    }
    Ok((writing.revision, writing.place))
}

/// The page is shown again, and may keep answers.
pub fn come_back() {
    GOING.set(false);
}

/// The page goes: another tab may keep the answers from now on.
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

/// Tells what the device holds whenever another tab changed it.
pub fn listen(send: &Callback<Event>) -> Option<EventListener> {
    let send = send.clone();
    Some(EventListener::new(&window()?.into(), "storage", move |event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        // No key: all of it was emptied.
        if key.is_none_or(|key| key.starts_with(PLACE))
            && let Ok(device) = device()
        {
            send.emit(Event::DeviceChanged(device));
        }
    }))
}

/// Removes what the device holds.
pub fn erase_device() {
    on_device().iter().for_each(remove_own);
}

/// Removes the copies at these places from the device, and what stands beside them if there is no other.
pub fn erase_copies(places: &[usize]) {
    let Ok(storage) = on_device() else { return };
    for (place, name) in COPIES.iter().enumerate() {
        if places.contains(&place) {
            // A storage that refuses to forget one entry holds none of ours.
            storage.remove_item(name).ok();
        }
    }
    if device().is_ok_and(|device| device.is_empty()) {
        erase_device();
    }
}

/// Removes what this page kept, wherever a version of it may have kept something.
pub fn erase() {
    [tab(), on_device()].iter().flatten().for_each(remove_own);
}

fn remove_own(storage: &Storage) {
    let names: Vec<String> = (0..storage.length().unwrap_or_default())
        .filter_map(|place| storage.key(place).ok().flatten())
        .collect();
    for name in names.iter().filter(|name| name.starts_with(PLACE)) {
        // A storage that refuses to forget one entry holds none of ours.
        storage.remove_item(name).ok();
    }
}
