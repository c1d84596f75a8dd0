//! Keys for files that are derived from keys that sign.

use candour_age::Identity;
use candour_proof::key::SigningKey;

/// What the key that opens files is derived for; FORMAT.md promises it.
const IDENTITY: &[u8] = b"candour/age-x25519/1";

/// The key that opens what is locked for the holder of a signing key, so that there is one key to
/// keep. Derived, because one key should not serve two kinds of mathematics.
pub fn identity(key: &SigningKey) -> Identity {
    Identity::derived(key.seed(), IDENTITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY_FILE: &str = include_str!("../../../tests/vectors/age/made/keyfile-one.json");

    fn key() -> SigningKey {
        SigningKey::from_key_file(KEY_FILE.as_bytes()).unwrap()
    }

    #[test]
    fn the_key_that_opens_files_derives_as_promised() {
        // By Python's `hmac` from the seed in the key file, and by pyrage from that.
        let identity = identity(&key());
        assert_eq!(
            *identity.text(),
            "AGE-SECRET-KEY-1K520SM5AY3EQQYVDWWEPNU2ACY8G2L97YK8CWQLRVRY5TFZS47LQTUM093"
        );
        assert_eq!(
            identity.recipient().text(),
            "age128hf8zyvl6ve3ywp6v0wy5p2y393pawrkh8shdhfnh8ul5ch0dms6enw93"
        );
    }
}
