//! The questionnaires that files are compared with: those of the page, and the caller's own.

use candour_content::extended;
use candour_questionnaire::catalog::Catalog;
use js_sys::Error;
use wasm_bindgen::JsValue;

/// Does something with the catalogue that has these questionnaires beside those of the page.
///
/// # Errors
/// An `Error` with everything that is wrong with them.
pub(crate) fn with<T>(own: &[(String, Vec<u8>)], work: impl FnOnce(&Catalog) -> T) -> Result<T, JsValue> {
    extended::with(own, work).map_err(|problems| Error::new(&problems.join("\n")).into())
}
