//! Checks signed files of Candour for programs in JavaScript and TypeScript. What the functions take and give
//! is described in `npm/index.d.ts`; what they do is the work of `candour_files`. It opens no archives of several files
//! and no encrypted files: it says that they are such.
//!
//! The example is in `npm/README.md`, and `tests/verify/package.test.mjs` runs it. Here is none, because these functions
//! take and give values of JavaScript, of which a test program of Cargo has none.

mod known;
mod values;

use candour_files::{
    check::{Checked, CheckerContext},
    checked,
    intake::{Context, HEAD, IntakeError, most_bytes, open_one},
};
use candour_proof::{json::Limits, key::PublicKey};
use wasm_bindgen::prelude::*;

use values::Options;

/// Checks one file. Nothing in the file makes it throw; what is wrong is in what it gives.
///
/// # Errors
/// A `TypeError` for an argument of the wrong type, an `Error` for a questionnaire that has a mistake.
#[wasm_bindgen(skip_typescript)]
pub fn check(bytes: &JsValue, name: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let bytes = values::bytes("check", "bytes", bytes)?;
    let name = values::optional_text("check", "name", name)?.unwrap_or_default();
    let options = Options::read("check", options)?;
    known::with(&options.questionnaires, |catalog| {
        let size = usize::try_from(bytes.length()).unwrap_or(usize::MAX);
        let head = u32::try_from(HEAD).unwrap_or_default();
        let file = if size > most_bytes(&bytes.subarray(0, bytes.length().min(head)).to_vec()) {
            Checked::unread(&name, size, IntakeError::TooLarge)
        } else {
            let known = CheckerContext { catalog, own: None, now: options.now };
            open_one(&name, bytes.to_vec(), &Context { known, identity: None })
        };
        values::object(&checked::checked(&file, catalog))
    })?
}

/// Verifies the proof of any document that is signed with `eddsa-jcs-2022`.
///
/// # Errors
/// A `TypeError` for an argument of the wrong type.
#[wasm_bindgen(js_name = verifySignature, skip_typescript)]
pub fn verify_signature(bytes: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
    let bytes = values::bytes("verifySignature", "bytes", bytes)?;
    let options = Options::read("verifySignature", options)?;
    // One byte beyond the limit tells as much as all.
    let most = u32::try_from(Limits::FILE.bytes).unwrap_or(u32::MAX).saturating_add(1);
    let bytes = bytes.subarray(0, bytes.length().min(most));
    values::object(&checked::signature(&bytes.to_vec(), options.now))
}

/// The digits of a key that people compare by telephone; `null` if it is no key that can be trusted.
///
/// # Errors
/// A `TypeError` if it is no text.
#[wasm_bindgen(skip_typescript)]
pub fn fingerprint(did: &JsValue) -> Result<JsValue, JsValue> {
    let did = values::text("fingerprint", "did", did)?;
    let key = PublicKey::from_did_key(&did);
    Ok(key.map_or(JsValue::NULL, |key| key.fingerprint().into()))
}

/// The version of the package.
#[wasm_bindgen(skip_typescript)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
