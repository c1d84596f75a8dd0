//! Key files and names of keys: each key has one name, and a key read is the key that was written.
#![no_main]

use candour_proof::key::{PublicKey, SigningKey};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(key) = SigningKey::from_key_file(bytes) {
        let again = SigningKey::from_key_file(key.to_key_file().as_bytes()).expect("our own key file");
        assert_eq!(again.public(), key.public());
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(key) = PublicKey::from_multikey(text) {
        assert_eq!(key.multikey(), text);
    }
    if let Ok(key) = PublicKey::from_did_key(text) {
        assert_eq!(key.did(), text);
        assert_eq!(PublicKey::from_bytes(key.to_bytes()), Ok(key));
        assert_eq!(key.fingerprint().len(), 8 * 5 + 7);
    }
});
