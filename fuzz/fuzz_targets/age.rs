//! Files locked by a passphrase.
#![no_main]

use std::ops::RangeInclusive;

use base64ct::{Base64, Encoding as _};
use candour_age::{AgeError, LockSession, MOST_WORK, decrypt_with_passphrase, is_age};
use libfuzzer_sys::fuzz_target;

const PASSPHRASE: &str = "password";

/// What the files in the corpus hold; nobody can lock anything else without knowing the passphrase.
const LOCKED: [&[u8]; 3] = [b"", b"age", b"Nothing leaves this page."];

/// Work, log2 of scrypt's N, that would only slow the fuzzer down. More than that is refused at once.
const SLOW: RangeInclusive<u8> = 7..=MOST_WORK;

fuzz_target!(|file: &[u8]| {
    if SLOW.contains(&work(file)) {
        return;
    }
    match LockSession::of(file, PASSPHRASE) {
        Ok((lock, plain)) => {
            assert!(is_age(file));
            assert!(LOCKED.contains(&plain.as_slice()), "nobody else knows the passphrase: {plain:?}");
            opens_again(&lock, &plain);
        }
        Err(problem) => assert!(is_age(file) || problem == AgeError::NotAge),
    }
    opens_again(&LockSession::new(PASSPHRASE, 1, &[7; LockSession::RANDOM]).expect("little work"), file);
});

/// What is locked opens, with the lock and with the passphrase, whatever it is.
fn opens_again(lock: &LockSession, plain: &[u8]) {
    let file = lock.seal(plain, [7; 16]).expect("locked");
    assert_eq!(lock.open(file.as_bytes()).as_deref().map(Vec::as_slice), Ok(plain));
    assert_eq!(decrypt_with_passphrase(file.as_bytes(), PASSPHRASE).as_deref().map(Vec::as_slice), Ok(plain));
}

/// The work a file asks for, read without care: 0 if it names none.
fn work(file: &[u8]) -> u8 {
    let text = String::from_utf8_lossy(file);
    let digits: String = text.lines().map(str::trim).filter(|line| !line.starts_with('-')).collect();
    let unpacked = Base64::decode_vec(&digits).unwrap_or_default();
    let stated = |text: &str| {
        let stanza = text.split_once("-> scrypt ")?.1;
        stanza.lines().next()?.split(' ').nth(1)?.parse().ok()
    };
    stated(&text).or_else(|| stated(&String::from_utf8_lossy(&unpacked))).unwrap_or(0)
}
