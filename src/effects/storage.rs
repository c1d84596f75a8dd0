//! The one door to the browser's storage: the open tab's own, nothing else.

use candour_assessment::journey::KeepProblem;
use web_sys::{Storage, window};

const PLACE: &str = "candour";

fn tab() -> Result<Storage, KeepProblem> {
    let storage = window().and_then(|window| window.session_storage().ok()).flatten();
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

/// Removes what this page kept, wherever a version of it may have kept something.
pub fn erase() {
    let window = window();
    let places = [
        window.as_ref().and_then(|window| window.session_storage().ok().flatten()),
        window.as_ref().and_then(|window| window.local_storage().ok().flatten()),
    ];
    for storage in places.into_iter().flatten() {
        // A storage that refuses to forget one entry holds none of ours.
        storage.remove_item(PLACE).ok();
    }
}
