//! Signatures: what holds was signed by the holder of the key, and what is signed holds.
#![no_main]

use candour_fuzz::{NOW, key, object};
use candour_proof::{
    jcs::canonical,
    json::{Json, Object},
    parts::{self, ManifestVerdict, manifest},
    proof::{sign, verify},
};
use libfuzzer_sys::fuzz_target;

/// The one document with a signature of our key that a fuzzer can know.
const SIGNED: &[u8] = include_bytes!("../corpus/proof/signed.json");

fuzz_target!(|bytes: &[u8]| {
    let Some(document) = object(bytes) else { return };
    let file = Json::Object(document.clone());
    if verify(&file, NOW).is_ok_and(|proofs| proofs.signed_by(&key().public())) {
        assert_eq!(
            canonical(&file),
            object(SIGNED).map(|signed| canonical(&signed.into())).unwrap_or_default()
        );
    }
    let _ = parts::check(&file, NOW);

    let signer = Object::new().with("id", key().public().did());
    let mut document = document.with("id", "id").with("signer", signer);
    document.remove("manifest");
    let list = manifest(&document, "id", &key(), NOW);
    let signed = Json::Object(sign(&document.with("manifest", list), &key(), NOW));
    assert!(verify(&signed, NOW).is_ok_and(|proofs| proofs.signed_by(&key().public())));
    let compared = parts::check(&signed, NOW);
    assert!(
        matches!(&compared, ManifestVerdict::Compared(parts) if parts.same_but_withheld()),
        "{compared:?}"
    );
});
