//! Promise: whoever adds a proof to somebody else's result takes it over neither in what is said of the file
//! nor on the workbench.

use candour_compare::workbench::Workbench;
use candour_files::{
    check::Verdict,
    sample::{NOW, SampleResult, catalog, checked, key, public},
    withhold::{WithheldParts, withhold},
};
use candour_proof::{
    digest::sha256,
    jcs::canonical,
    json::{Json, Object},
    proof::{self, sign},
};

/// The proof of a document by a key.
fn proof_by(document: &Object, seed: u8) -> Json {
    sign(document, &key(seed), NOW).get("proof").cloned().expect("a proof")
}

/// What is said of a document by the key 1, which somebody with the key 2 would like to be theirs.
fn taken(document: Object) -> (String, Option<&'static str>) {
    let found = checked(&Json::from(document).pretty(), "file.json");
    let key = found.report.as_ref().expect("a report").key;
    assert!(key.is_none_or(|key| key == public(1)), "{key:?}");
    let problem = match &found.verdict {
        Verdict::Invalid(problem) => Some(problem.as_str()),
        _ => None,
    };
    let verdict = found.verdict.as_str().to_owned();
    let mut workbench = Workbench::default();
    let place = workbench.add(found, &catalog());
    assert!(workbench.row(place).is_some_and(|row| row.sound().is_none()));
    (verdict, problem)
}

#[test]
fn a_second_proof_takes_no_result_over() {
    let document = SampleResult::default().document(&catalog());
    let (own, other) = (proof_by(&document, 1), proof_by(&document, 2));
    for proofs in [vec![other.clone(), own.clone()], vec![own.clone(), other.clone()], vec![own], vec![]] {
        let found = taken(document.clone().with("proof", proofs));
        assert_eq!(found, ("invalid".to_owned(), Some("proof-count")));
    }
    assert_eq!(taken(document.with("proof", other)), ("altered".to_owned(), None));
}

#[test]
fn a_second_proof_of_the_list_takes_no_copy_over() {
    let what = WithheldParts { name: true, ..WithheldParts::default() };
    let whole = SampleResult::default().document(&catalog());
    let copy = withhold(&whole, &what).expect("good salts");
    let list = whole.get("manifest").and_then(Json::as_object).expect("a list").clone();
    let (own, other) = (proof_by(&list, 1), proof_by(&list, 2));
    let with =
        |document: &Object, proof: Json| document.clone().with("manifest", list.clone().with("proof", proof));
    let invalid = ("invalid".to_owned(), Some("proof-count"));
    for proofs in [vec![other.clone(), own.clone()], vec![own.clone(), other.clone()]] {
        assert_eq!(taken(with(&copy, proofs.clone().into())), invalid);
        // Also where the signer made it so, and signed the whole with one proof.
        let mut whole = with(&whole, proofs.into());
        whole.remove("proof");
        assert_eq!(taken(sign(&whole, &key(1), NOW)), invalid);
    }
    assert_eq!(taken(with(&copy, other)), ("unsigned".to_owned(), None));
    // The key that a copy names is that of its list, or nothing is signed.
    let signer = Object::new().with("id", public(2).did()).with("withheld", true);
    assert_eq!(taken(copy.clone().with("signer", signer)), ("unsigned".to_owned(), None));
    assert_eq!(
        taken(copy.with("signer", Object::new().with("withheld", true))),
        ("unsigned".to_owned(), None)
    );
}

#[test]
fn an_outer_proof_left_in_by_another_key_is_not_overlooked() {
    let what = WithheldParts { name: true, ..WithheldParts::default() };
    let document = SampleResult::default().document(&catalog());
    let copy = withhold(&document, &what).expect("good salts");
    let left_in = copy.clone().with("proof", document.get("proof").cloned().expect("a proof"));
    assert_eq!(checked(&Json::from(left_in).pretty(), "file.json").verdict, Verdict::Partial);
    assert_eq!(taken(copy.with("proof", proof_by(&document, 2))), ("altered".to_owned(), None));
}

#[test]
fn a_proof_with_a_seventh_member_is_invalid_at_any_time() {
    let resigned = |document: &Object, name: &str, value: &str| {
        let mut proof = proof_by(document, 1).as_object().expect("a proof").clone();
        proof.remove("proofValue");
        proof.set(name, value);
        let digests = [Json::from(proof.clone()), {
            let mut unsigned = document.clone();
            unsigned.remove("proof");
            unsigned.into()
        }];
        let signed: Vec<u8> = digests.iter().flat_map(|part| sha256(canonical(part).as_bytes())).collect();
        let value = ["z", &bs58::encode(key(1).sign(&signed)).into_string()].concat();
        document.clone().with("proof", proof.with("proofValue", value))
    };
    let document = SampleResult::default().document(&catalog());
    let list = document.get("manifest").and_then(Json::as_object).expect("a list").clone();
    let invalid = ("invalid".to_owned(), Some("proof-member-unknown"));
    for (name, value) in
        [("expires", "2020-01-01T00:00:00Z"), ("expires", "2199-01-01T00:00:00Z"), ("domain", "example.org")]
    {
        let proved = resigned(&document, name, value);
        assert_eq!(proof::verify(&proved.clone().into(), NOW).is_ok(), value.starts_with("2199"), "{name}");
        assert_eq!(taken(proved), invalid, "{name}");
        let mut whole = document.clone().with("manifest", resigned(&list, name, value));
        whole.remove("proof");
        assert_eq!(taken(whole.clone()), invalid, "{name} of the list");
        assert_eq!(taken(sign(&whole, &key(1), NOW)), invalid, "{name} of the list, signed");
    }
}
