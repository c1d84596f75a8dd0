//! Promise: `eddsa-jcs-2022` proofs get the verdicts that the W3C, other programs and our rules state.

use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Object},
    key::{PublicKey, SigningKey},
    proof::{DateWarning, ProofError, Rules, sign, verify, verify_apart, verify_by},
};

use crate::support::{NOW, bytes, cases, names, read, read_general, text, unhex};

/// What came of a file, in the words of `cases.json`.
fn verdict(file: &[u8]) -> (String, &'static str) {
    let document = match read(file) {
        Ok(document) => document,
        Err(problem) => return (format!("{problem:?}"), "refuse"),
    };
    match verify(&document, NOW) {
        Ok(verified) if verified.proofs().iter().any(|proof| proof.warning.is_some()) => {
            (format!("{verified:?}"), "accept-with-warning")
        }
        Ok(verified) if verified.proofs().len() > 1 => (format!("{verified:?}"), "accept-and-list-both"),
        Ok(verified) => (format!("{verified:?}"), "accept"),
        Err(ProofError::NotSigned) => (String::new(), "unsigned"),
        Err(ProofError::CannotCheckOffline(method)) => (method, "cannot-verify-offline"),
        Err(problem) => (format!("{problem:?}"), "refuse"),
    }
}

/// Where the vectors leave a choice, this is ours: kind, what they state, our verdict.
const DECIDED: [(&str, &str, &str); 11] = [
    // Names that are special in JavaScript are names like others here.
    ("ok-proto-members", "accept-or-refuse", "accept"),
    // All that is in a proof has a meaning we know, or the file is refused.
    ("bad-proof-unknown-member", "refuse-or-warn", "refuse"),
    // 24:00 is legal in XML Schema and in no calendar.
    ("bad-created-hour-24", "refuse-or-warn", "refuse"),
    // Whoever sets an end date wants it kept.
    ("bad-expired", "refuse-or-warn", "refuse"),
    // RFC 8259 section 8.1 lets readers choose; in hashes a mark must not be ignored.
    ("bad-bom", "refuse-or-warn", "refuse"),
    // Fractions and exponents have several spellings with one signature.
    ("num-", "refuse (a profile of plain integers) or accept", "refuse"),
    // The limits: 32 levels, 2 MB.
    ("deep-16", "refuse beyond the stated limit", "accept"),
    ("deep-100", "refuse beyond the stated limit", "refuse"),
    ("deep-10000", "refuse, no crash", "refuse"),
    ("long-string", "accept, or refuse beyond the stated limit", "accept"),
    ("many-members", "accept, or refuse beyond the stated limit", "accept"),
];

fn decided<'a>(kind: &str, stated: &'a str) -> &'a str {
    let matching = |(of, choice, _): &&(&str, &str, &str)| kind.starts_with(of) && stated == *choice;
    DECIDED.iter().rev().find(matching).map_or(stated, |(_, _, verdict)| verdict)
}

#[test]
fn every_made_case_gets_its_strict_verdict() {
    let all = cases("eddsa-jcs-2022/made/cases.json");
    assert_eq!(all.len(), 179);
    for case in all {
        let file = case["file"].as_str().unwrap();
        let expected = decided(case["kind"].as_str().unwrap(), case["strict"].as_str().unwrap());
        let (detail, found) = verdict(&bytes(&format!("eddsa-jcs-2022/made/{file}")));
        assert_eq!(found, expected, "{file}: {} {detail}", case["why"]);
    }
}

#[test]
fn each_kind_of_mistake_has_a_reason_of_its_own() {
    use ProofError as P;
    let problem = |kind: &str| {
        let document = read(&bytes(&format!("eddsa-jcs-2022/made/a-{kind}.json"))).unwrap();
        verify(&document, NOW).unwrap_err()
    };
    for (kind, expected) in [
        ("none-proof-missing", P::NotSigned),
        ("bad-top-array", P::NotAnObject),
        ("bad-top-string", P::NotAnObject),
        ("bad-proof-null", P::NotAProof),
        ("many-proofs", P::Count(201)),
        ("bad-two-proofs-same", P::SameProofTwice),
        ("bad-two-proofs-one-bad", P::Mismatch),
        ("bad-proof-no-type", P::Missing("type")),
        ("bad-proof-no-proofValue", P::Missing("proofValue")),
        ("bad-value-number", P::NotText("proofValue")),
        ("bad-proof-unknown-member", P::UnknownMember("note".into())),
        ("bad-previous-proof", P::PreviousProof),
        ("bad-type", P::OtherType),
        ("bad-suite-rdfc", P::OtherSuite),
        ("bad-suite-case", P::OtherSuite),
        ("bad-purpose", P::OtherPurpose),
        ("bad-context-prepended", P::OtherContext),
        ("bad-created-month-13", P::Date("created")),
        ("bad-created-number", P::NotText("created")),
        ("bad-expired", P::Expired),
        ("unknown-did-web", P::CannotCheckOffline("web".into())),
        ("bad-fragment-missing", P::Fragment),
        ("bad-fragment-other", P::Fragment),
        ("bad-did-upper", P::Key(candour_proof::key::KeyError::NotDidKey)),
        ("bad-key-31-bytes", P::Key(candour_proof::key::KeyError::Length)),
        ("bad-small-order-identity", P::Key(candour_proof::key::KeyError::Weak)),
        ("bad-value-base64url", P::SignatureEncoding),
        ("bad-value-short", P::SignatureLength),
        ("bad-value", P::Mismatch),
        ("bad-s-plus-l", P::Mismatch),
    ] {
        assert_eq!(problem(kind), expected, "{kind}");
    }
}

#[test]
fn dates_that_cannot_be_right_are_warned_about() {
    for (kind, expected) in [
        ("ok-plain", None),
        ("ok-no-created", Some(DateWarning::Missing)),
        ("warn-created-1970", Some(DateWarning::TooOld)),
        ("warn-created-future", Some(DateWarning::InTheFuture)),
    ] {
        let document = read(&bytes(&format!("eddsa-jcs-2022/made/a-{kind}.json"))).unwrap();
        assert_eq!(verify(&document, NOW).unwrap().proofs()[0].warning, expected, "{kind}");
    }
}

#[test]
fn a_proof_holds_to_the_very_second_it_expires() {
    let document = read(&bytes("eddsa-jcs-2022/made/a-bad-expired.json")).unwrap();
    let expires = Timestamp::parse("2020-01-01T00:00:00Z").unwrap();
    assert!(verify(&document, expires).is_ok());
    assert_eq!(verify(&document, Timestamp(expires.0 + 1)).err(), Some(ProofError::Expired));
}

#[test]
fn a_date_is_odd_from_the_very_second_on() {
    let key = SigningKey::from_seed([5; 32]);
    let warning = |created: i64| {
        let document = sign(&Object::new().with("a", 1_u32), &key, Timestamp(created));
        verify(&document.into(), NOW).unwrap().proofs()[0].warning
    };
    assert_eq!(warning(NOW.0 + 300), None, "clocks differ by five minutes");
    assert_eq!(warning(NOW.0 + 301), Some(DateWarning::InTheFuture));
    let year_2020 = 1_577_836_800;
    assert_eq!(warning(year_2020), None);
    assert_eq!(warning(year_2020 - 1), Some(DateWarning::TooOld));
}

#[test]
fn the_signed_digest_is_that_of_one_document_only() {
    let key = SigningKey::from_seed([5; 32]);
    let digest = |document: &Object| {
        verify_by(&sign(document, &key, NOW).into(), Some(key.public()), NOW).unwrap().digest
    };
    let document = Object::new().with("a", 1_u32).with("b", "text");
    let turned = Object::new().with("b", "text").with("a", 1_u32);
    assert_eq!(digest(&document), sha256(br#"{"a":1,"b":"text"}"#));
    assert_eq!(digest(&turned), digest(&document));
    assert_ne!(digest(&document.with("a", 2_u32)), digest(&turned));
}

#[test]
fn eight_proofs_are_looked_at_and_nine_are_not() {
    let document = Object::new().with("a", 1_u32);
    let proof =
        |seed: u8| sign(&document, &SigningKey::from_seed([seed; 32]), NOW).get("proof").cloned().unwrap();
    let with =
        |count: u8| Json::Object(document.clone().with("proof", (0..count).map(proof).collect::<Vec<_>>()));
    assert_eq!(verify(&with(8), NOW).unwrap().proofs().len(), 8);
    assert_eq!(verify(&with(9), NOW), Err(ProofError::Count(9)));
    assert_eq!(verify(&with(0), NOW), Err(ProofError::Count(0)));
}

#[test]
fn a_document_has_one_proof_of_six_members_by_its_signer() {
    use ProofError as P;
    let (key, other) = (SigningKey::from_seed([5; 32]), SigningKey::from_seed([6; 32]));
    let document = Object::new().with("a", 1_u32);
    let by = |key: &SigningKey| sign(&document, key, NOW).get("proof").cloned().unwrap();
    let verified = |proof: Json| {
        let document = document.clone().with("proof", proof);
        verify_by(&document.into(), Some(key.public()), NOW).map(|proof| proof.key)
    };
    assert_eq!(verified(by(&key)), Ok(key.public()));
    assert_eq!(verified(by(&other)), Err(P::OtherSigner));
    // However many, in whatever order, and though each of them is good.
    assert_eq!(verified(vec![by(&other), by(&key)].into()), Err(P::Count(2)));
    assert_eq!(verified(vec![by(&key), by(&other)].into()), Err(P::Count(2)));
    assert_eq!(verified(vec![by(&key)].into()), Err(P::Count(1)));
    assert_eq!(verified(Vec::<Json>::new().into()), Err(P::Count(0)));
    assert_eq!(verified("proof".into()), Err(P::NotAProof));
    assert_eq!(verify_by(&document.clone().into(), Some(key.public()), NOW), Err(P::NotSigned));
    assert_eq!(verify_by(&sign(&document, &key, NOW).into(), None, NOW), Err(P::OtherSigner));
    // Another member is signed like the others, so that nobody but the signer can have put it there.
    for (name, value) in
        [("expires", "2199-01-01T00:00:00Z"), ("expires", "2020-01-01T00:00:00Z"), ("x", "y")]
    {
        let Json::Object(proof) = by(&key) else { panic!("an object") };
        let found = verified(proof.with(name, value).into());
        assert_eq!(found, Err(P::UnknownMember(name.into())), "{name} {value}");
    }
    let document = sign(&Object::new().with("@context", "https://example.org/"), &key, NOW).into();
    assert!(verify(&document, NOW).is_ok(), "documents of others may have a context");
    assert_eq!(verify_by(&document, Some(key.public()), NOW), Err(P::UnknownMember("@context".into())));
}

#[test]
fn the_published_labels_are_the_seeds_of_the_signers() {
    let document = read(&bytes("eddsa-jcs-2022/made/a-ok-two-proofs.json")).unwrap();
    let verified = verify(&document, NOW).unwrap();
    for label in ["vectors key A1 - published", "vectors key A2 - published"] {
        assert!(verified.signed_by(&SigningKey::from_seed(sha256(label.as_bytes())).public()), "{label}");
    }
    let other = SigningKey::from_seed(sha256(b"vectors key B1 - published")).public();
    assert!(!verified.signed_by(&other));
}

#[test]
fn the_worked_example_of_the_standard_agrees() {
    let file = |name: &str| text(&format!("eddsa-jcs-2022/w3c/{name}"));
    let json = |name: &str| read_general(file(name).as_bytes()).unwrap();
    let document = json("unsigned.json");
    assert_eq!(canonical(&document), file("canonDocJCS.txt"));
    let document_hash = sha256(canonical(&document).as_bytes());
    assert_eq!(hex(&document_hash), file("docHashJCS.txt"));

    let options = json("proofConfigJCS.json");
    assert_eq!(canonical(&options), file("proofCanonJCS.txt"));
    let options_hash = sha256(canonical(&options).as_bytes());
    assert_eq!(hex(&options_hash), file("proofHashJCS.txt"));

    let combined = [options_hash, document_hash].concat();
    assert_eq!(hex(&combined), file("combinedHashJCS.txt"));

    let key = w3c_key();
    assert_eq!(hex(&key.sign(&combined)), file("sigHexJCS.txt"));
    let signed = json("signedJCS.json");
    let value = signed.get("proof").and_then(|proof| proof.get("proofValue")).and_then(Json::as_text);
    assert_eq!(value, Some(file("sigBTC58JCS.txt").as_str()));

    let created = options.get("created").and_then(Json::as_text).and_then(Timestamp::parse).unwrap();
    let made = Json::Object(sign(document.as_object().unwrap(), &key, created));
    assert_eq!(canonical(&made), canonical(&signed));
    assert!(verify(&signed, NOW).unwrap().signed_by(&key.public()));
}

fn w3c_key() -> SigningKey {
    let pair = read_general(&bytes("eddsa-jcs-2022/w3c/keyPair.json")).unwrap();
    let half = |name: &str| pair.get(name).and_then(Json::as_text).unwrap().to_owned();
    let file = Object::new()
        .with("type", "Multikey")
        .with("publicKeyMultibase", half("publicKeyMultibase"))
        .with("secretKeyMultibase", half("privateKeyMultibase"));
    SigningKey::from_key_file(Json::Object(file).pretty().as_bytes()).unwrap()
}

#[test]
fn signatures_of_other_programs_get_their_verdict() {
    let folder = "eddsa-jcs-2022/did-logs";
    let mut count = 0;
    for name in names(folder).iter().filter(|name| !name.starts_with("LICENSE")) {
        for case in cases(&format!("{folder}/{name}")) {
            let part = |member: &str| read_general(case[member].to_string().as_bytes()).unwrap();
            let (document, proof) = (part("document"), part("proof"));
            // Early logs were signed for authentication, with a challenge.
            let purpose = proof.get("proofPurpose").and_then(Json::as_text).unwrap();
            let rules = match purpose {
                "authentication" => Rules { purpose, further_members: &["challenge"] },
                _ => Rules::FILE,
            };
            let outcome = verify_apart(document.as_object().unwrap(), proof.as_object().unwrap(), rules, NOW);
            assert_eq!(outcome.is_ok(), case["valid"] == true, "{name}: {outcome:?}");
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn a_proof_for_another_purpose_is_refused() {
    let case = &cases("eddsa-jcs-2022/did-logs/swiyu-did_tdw-tdw_js-single_update_key.json")[0];
    let part = |member: &str| read_general(case[member].to_string().as_bytes()).unwrap();
    let (document, proof) = (part("document"), part("proof"));
    let outcome = |rules| verify_apart(document.as_object().unwrap(), proof.as_object().unwrap(), rules, NOW);
    let challenge = &["challenge"][..];
    assert_eq!(outcome(Rules::FILE), Err(ProofError::UnknownMember("challenge".into())));
    assert_eq!(outcome(Rules { further_members: challenge, ..Rules::FILE }), Err(ProofError::OtherPurpose));
    assert!(outcome(Rules { purpose: "authentication", further_members: challenge }).is_ok());
}

#[test]
fn a_signed_document_replaces_its_older_proof() {
    let key = SigningKey::from_seed([1; 32]);
    let other = SigningKey::from_seed([2; 32]);
    let document = Object::new().with("a", 1_u32);
    let once = sign(&document, &other, NOW);
    let twice = sign(&once.with("b", true), &key, NOW);
    assert_eq!(twice.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "b", "proof"]);
    let verified = verify(&Json::Object(twice), NOW).unwrap();
    assert!(verified.signed_by(&key.public()) && !verified.signed_by(&other.public()));
    assert_eq!(verified.proofs()[0].created, Some(NOW));
}

#[test]
fn the_key_of_a_proof_is_the_one_its_did_names() {
    let signed = sign(&Object::new(), &SigningKey::from_seed([1; 32]), NOW);
    let method = signed.get("proof").and_then(|proof| proof.get("verificationMethod")).unwrap();
    let (did, _) = method.as_text().unwrap().split_once('#').unwrap();
    let key = PublicKey::from_did_key(did).unwrap();
    assert_eq!(key.verification_method(), method.as_text().unwrap());
    assert_eq!(unhex(&hex(&key.to_bytes())), key.to_bytes());
}
