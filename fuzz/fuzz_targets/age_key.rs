//! Files locked for a key.
#![no_main]

use std::sync::LazyLock;

use candour_age::{
    AgeError, Identity, Locked, decrypt_with, decrypt_with_passphrase, encrypt_to, is_age, locked_by,
};
use libfuzzer_sys::fuzz_target;

/// The published test key that the files in the corpus are for.
static IDENTITY: LazyLock<Identity> = LazyLock::new(|| {
    Identity::parse("AGE-SECRET-KEY-1SUUCL6J5FVF5NR6H84DWHGWF8LP200HGS8QMNUHQ48VAX47YS0PQA3H8QP")
        .expect("a key")
});

/// What they hold; a fuzzer cannot lock anything else.
const LOCKED: [&[u8]; 3] = [b"", b"age", b"Nothing leaves this page."];

fuzz_target!(|file: &[u8]| {
    match decrypt_with(file, &IDENTITY) {
        Ok(plain) => {
            assert!(LOCKED.contains(&plain.as_slice()), "nobody locked this: {plain:?}");
            assert_eq!(locked_by(file), Ok(Locked::Key));
            let problem = decrypt_with_passphrase(file, "").err();
            assert_eq!(problem, Some(AgeError::UnsupportedRecipient));
            let (file, lock) = encrypt_to(&plain, &IDENTITY.recipient(), &[7; 64]).expect("locked");
            assert_eq!(lock.open(file.as_bytes()).as_ref(), Ok(&plain));
            assert_eq!(decrypt_with(file.as_bytes(), &IDENTITY), Ok(plain));
        }
        Err(problem) => {
            assert!(is_age(file) || problem == AgeError::NotAge);
            assert!(locked_by(file) != Ok(Locked::Passphrase) || problem == AgeError::UnsupportedRecipient);
        }
    }
});
