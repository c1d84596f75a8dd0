//! Checking a file somebody hands over.
#![no_main]

use candour_compare::then_and_now::{Earlier, compare};
use candour_files::{
    check::{Verdict, check},
    result,
};
use candour_fuzz::{NOW, key, known, object, questionnaire};
use candour_proof::{
    jcs::canonical,
    json::{Json, Object},
    parts::manifest,
    proof::sign,
};
use candour_questionnaire::draft::Draft;
use libfuzzer_sys::fuzz_target;

/// The one result with a signature that a fuzzer can know.
const SIGNED: &[u8] = include_bytes!("../corpus/check/result.json");

fuzz_target!(|bytes: &[u8]| {
    let checked = check(bytes, "file.json", &known());
    if checked.verdict == Verdict::Intact {
        assert_eq!(meaning(bytes), meaning(SIGNED), "nobody else has the key");
    }
    for (id, _) in &checked.drafts {
        let earlier = Earlier::of(&checked, id).expect("answers to this questionnaire");
        let _ = compare(questionnaire(), &earlier, &Draft::default());
    }
    // Anybody can sign anything: then it is unchanged, whatever else is found in it.
    if let Some(document) = object(bytes) {
        let signed = signed(document).pretty();
        assert_eq!(check(signed.as_bytes(), "file.json", &known()).verdict, Verdict::Intact);
    }
});

fn meaning(file: &[u8]) -> Option<String> {
    object(file).map(|document| canonical(&document.into()))
}

fn signed(document: Object) -> Json {
    let signer = Object::new().with("id", key().public().did());
    let mut document = document.with("format", result::FORMAT).with("id", "id").with("signer", signer);
    document.remove("manifest");
    document.remove("proof");
    let list = manifest(&document, "id", &key(), NOW);
    sign(&document.with("manifest", list), &key(), NOW).into()
}
