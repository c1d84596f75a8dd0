//! Drafts: whatever file one comes from, it is written so that it reads as the same draft.
#![no_main]

use candour_files::draft;
use candour_fuzz::questionnaire;
use candour_proof::json::{Json, Limits};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(file) = Json::read(bytes, Limits::FILE) else { return };
    let draft = draft::read(&file, questionnaire()).draft;
    let written = Json::from(draft::write(&draft, questionnaire())).pretty();
    let file = Json::read(written.as_bytes(), Limits::FILE).expect("a draft is JSON within the profile");
    let again = draft::read(&file, questionnaire());
    assert_eq!(again.draft, draft);
    assert_eq!((again.other_version, &*again.not_placed, again.carried), (None, &[][..], vec![]));
});
