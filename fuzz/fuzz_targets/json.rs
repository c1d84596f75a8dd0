//! The strict reader of JSON: what it takes, it takes as another library does, and takes again.
#![no_main]

use candour_proof::{
    jcs::canonical,
    json::{Json, Limits},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = Json::read(bytes, Limits { ascii_names: false, ..Limits::FILE }) else { return };
    let theirs: serde_json::Value = serde_json::from_slice(bytes).expect("JSON for another library too");
    let canonical = canonical(&value);
    assert_eq!(Ok(&canonical), serde_json_canonicalizer::to_string(&theirs).as_ref().map_err(drop));

    let limits = Limits { bytes: usize::MAX, ascii_names: false, ..Limits::FILE };
    assert_eq!(Json::read(value.pretty().as_bytes(), limits), Ok(value));
    let again = Json::read(canonical.as_bytes(), limits).expect("the canonical form is JSON");
    assert_eq!(candour_proof::jcs::canonical(&again), canonical);
});
