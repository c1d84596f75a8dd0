//! Promise: Ed25519 signatures are accepted only where every correct library accepts them.

use candour_proof::key::{KeyError, PublicKey};

use crate::support::{bytes, cases, unhex};

/// Whether the product accepts this signature.
fn accepts(key: &str, message: &[u8], signature: &str) -> bool {
    let key = <[u8; 32]>::try_from(unhex(key)).ok().and_then(|key| PublicKey::from_bytes(key).ok());
    let signature = <[u8; 64]>::try_from(unhex(signature)).ok();
    key.zip(signature).is_some_and(|(key, signature)| key.verifies(message, &signature))
}

#[test]
fn wycheproof_agrees() {
    let suite: serde_json::Value = serde_json::from_slice(&bytes("ed25519/wycheproof-ed25519.json")).unwrap();
    let mut count = 0;
    for group in suite["testGroups"].as_array().unwrap() {
        for test in group["tests"].as_array().unwrap() {
            let message = unhex(test["msg"].as_str().unwrap());
            let accepted =
                accepts(group["publicKey"]["pk"].as_str().unwrap(), &message, test["sig"].as_str().unwrap());
            assert_eq!(accepted, test["result"] == "valid", "{test}");
            count += 1;
        }
    }
    assert_eq!(count, 101);
}

#[test]
fn of_the_disputed_signatures_only_the_undisputed_is_accepted() {
    for case in cases("ed25519/speccheck.json") {
        let message = unhex(case["message"].as_str().unwrap());
        let accepted =
            accepts(case["pub_key"].as_str().unwrap(), &message, case["signature"].as_str().unwrap());
        assert_eq!(accepted, case["rfc8032_and_no_small_order"] == true, "{case}");
    }
}

#[test]
fn points_of_low_order_and_second_spellings_are_refused() {
    const REFUSED: [&str; 5] =
        ["low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue"];
    let mut accepted = 0;
    for case in cases("ed25519/cctv-ed25519vectors.json") {
        let message = case["msg"].as_str().unwrap().as_bytes();
        if accepts(case["key"].as_str().unwrap(), message, case["sig"].as_str().unwrap()) {
            let flags = case["flags"].as_array().into_iter().flatten().filter_map(|flag| flag.as_str());
            assert_eq!(flags.filter(|flag| REFUSED.contains(flag)).count(), 0, "{case}");
            accepted += 1;
        }
    }
    assert_eq!(accepted, 26);
    // Such keys are refused before any signature is looked at: in requests, lists and files of keys, too.
    let bytes = |start: u8, rest: u8, end: u8| {
        let mut bytes = [rest; 32];
        (bytes[0], bytes[31]) = (start, end);
        bytes
    };
    for weak in [bytes(0, 0, 0), bytes(1, 0, 0), bytes(0xec, 0xff, 0x7f)] {
        assert_eq!(PublicKey::from_bytes(weak), Err(KeyError::Weak), "{weak:?}");
    }
    // 3, written as 3 more than the prime.
    assert!(PublicKey::from_bytes(bytes(3, 0, 0)).is_ok());
    assert_eq!(PublicKey::from_bytes(bytes(0xf0, 0xff, 0x7f)), Err(KeyError::NotAPoint));
}
