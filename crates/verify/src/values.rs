//! Values of JavaScript, taken apart with a clear word where one is of the wrong type.

use candour_proof::date::Timestamp;
use js_sys::{Array, ArrayBuffer, Date, Reflect, TypeError, Uint8Array};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// What a caller may say beside the file.
pub(crate) struct Options {
    /// The time to compare dates with.
    pub(crate) now: Timestamp,
    /// Files with questionnaires of the caller's own, each with what it is called in problems.
    pub(crate) questionnaires: Vec<(String, Vec<u8>)>,
}

impl Options {
    /// Reads the last argument of a function.
    pub(crate) fn read(function: &str, options: &JsValue) -> Result<Self, JsValue> {
        let mut read = Self { now: timestamp(Date::now()), questionnaires: Vec::new() };
        if options.is_undefined() || options.is_null() {
            return Ok(read);
        }
        if !options.is_object() {
            return Err(wrong(function, "options", "an object"));
        }
        let now = Reflect::get(options, &"now".into())?;
        if !now.is_undefined() {
            // A `Date` says its milliseconds, too.
            let time = now.dyn_ref::<Date>().map_or_else(|| now.as_f64(), |date| Some(date.get_time()));
            let time = time.filter(|time| time.is_finite());
            read.now = timestamp(time.ok_or_else(|| {
                wrong(function, "options.now", "a number of milliseconds since 1970, or a Date")
            })?);
        }
        let questionnaires = Reflect::get(options, &"questionnaires".into())?;
        if !questionnaires.is_undefined() {
            let list = questionnaires
                .dyn_ref::<Array>()
                .ok_or_else(|| wrong(function, "options.questionnaires", "an array of Uint8Arrays"))?;
            for (place, file) in list.iter().enumerate() {
                let name = format!("options.questionnaires[{place}]");
                let file = bytes(function, &name, &file)?.to_vec();
                read.questionnaires.push((name, file));
            }
        }
        Ok(read)
    }
}

/// The bytes of a file, where JavaScript has them.
pub(crate) fn bytes(function: &str, name: &str, value: &JsValue) -> Result<Uint8Array, JsValue> {
    if let Some(array) = value.dyn_ref::<Uint8Array>() {
        return Ok(array.clone());
    }
    if value.is_instance_of::<ArrayBuffer>() {
        return Ok(Uint8Array::new(value));
    }
    // Of another window or context, and so of another `Uint8Array`.
    if ArrayBuffer::is_view(value) {
        let part = |name: &str| Reflect::get(value, &name.into());
        let number = |value: JsValue| value.as_f64().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "places in a buffer")]
        let (offset, length) = (number(part("byteOffset")?) as u32, number(part("byteLength")?) as u32);
        return Ok(Uint8Array::new_with_byte_offset_and_length(&part("buffer")?, offset, length));
    }
    // A text has lost what the file's own bytes tell, such as a byte order mark.
    Err(wrong(function, name, "the bytes of the file: a Uint8Array (a Buffer is one) or an ArrayBuffer"))
}

/// A text.
pub(crate) fn text(function: &str, name: &str, value: &JsValue) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| wrong(function, name, "a string"))
}

/// A text that may be left out.
pub(crate) fn optional_text(function: &str, name: &str, value: &JsValue) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() { Ok(None) } else { text(function, name, value).map(Some) }
}

/// A plain object with these members.
pub(crate) fn object(told: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(told.serialize(&Serializer::json_compatible())?)
}

fn wrong(function: &str, name: &str, wanted: &str) -> JsValue {
    TypeError::new(&format!("{function}: `{name}` must be {wanted}")).into()
}

/// A time in milliseconds since 1970, as JavaScript has it.
fn timestamp(milliseconds: f64) -> Timestamp {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a time out of range becomes the nearest possible one"
    )]
    Timestamp((milliseconds / 1_000.0).floor() as i64)
}
