//! Promise: signed results are told intact from changed, and the changed parts are named.
//!
//! The files are in an early layout. Their signatures and lists of parts work as today's; the
//! `problems` in `cases.json` about scores and points belong to that layout and are not looked at.

use candour_proof::{
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Object},
    key::SigningKey,
    parts::{ManifestError, ManifestVerdict, Moved, PartsComparison, Withheld, check, manifest},
    proof::{ProofError, sign, signer_of, verify, verify_by},
};

use crate::support::{NOW, bytes, cases, read};

fn file(name: &str) -> Json {
    read(&bytes(&format!("result-layout/{name}"))).unwrap()
}

/// The changed parts a reader is told of.
fn altered(document: &Json) -> Vec<String> {
    match check(document, NOW) {
        ManifestVerdict::Missing => Vec::new(),
        ManifestVerdict::Untrusted(_) => vec!["/manifest".into()],
        ManifestVerdict::Compared(parts) => [parts.altered, parts.missing, parts.added].concat(),
    }
}

#[test]
fn every_result_gets_its_verdict_and_changed_parts() {
    let all = cases("result-layout/cases.json");
    assert_eq!(all.len(), 84);
    for case in all {
        let name = case["file"].as_str().unwrap();
        let document = file(name);
        let outcome = verify(&document, NOW);
        if case["signature"] == "valid" {
            assert!(outcome.is_ok(), "{name}: {outcome:?}");
        } else {
            assert_eq!(outcome, Err(ProofError::Mismatch), "{name}");
            let expected: Vec<_> =
                case["altered"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
            assert_eq!(altered(&document), expected, "{name}");
        }
    }
}

#[test]
fn a_result_names_the_digest_of_the_canonical_questionnaire() {
    for (structure, form, result) in [
        ("a-questionnaire.json", "a-questionnaire.jcs.json", "a-ok-full.json"),
        ("b-questionnaire.json", "b-questionnaire.jcs.json", "b-ok-full.json"),
    ] {
        let written = bytes(&format!("result-layout/{form}"));
        assert_eq!(canonical(&file(structure)).into_bytes(), written);
        let named = file(result).get("questionnaire").cloned().unwrap();
        assert_eq!(named.get("sha256").and_then(Json::as_text), Some(&*hex(&sha256(&written))));
    }
}

#[test]
fn an_intact_result_is_the_same_as_its_list() {
    for case in cases("result-layout/cases.json").iter().filter(|case| {
        let kind = case["kind"].as_str().unwrap();
        ["ok-", "con-", "text-", "type-"].iter().any(|group| kind.starts_with(group))
    }) {
        let name = case["file"].as_str().unwrap();
        match check(&file(name), NOW) {
            ManifestVerdict::Compared(parts) => assert!(parts.same(), "{name}: {parts:?}"),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn a_list_that_does_not_belong_to_its_file_is_found_out() {
    assert_eq!(
        check(&file("a-man-other-key.json"), NOW),
        ManifestVerdict::Untrusted(ManifestError::OtherKey)
    );
    for name in ["a-man-missing-part.json", "a-man-extra-part.json", "a-man-wrong-digest.json"] {
        assert!(!comparison(&file(name)).same(), "{name}");
    }
    assert_eq!(
        check(&file("a-alt-manifest.json"), NOW),
        ManifestVerdict::Untrusted(ManifestError::Proof(ProofError::Mismatch))
    );
    assert_eq!(check(&file("a-alt-manifest-removed.json"), NOW), ManifestVerdict::Missing);
}

#[test]
fn a_list_sent_in_place_of_a_result_has_no_list_of_its_own() {
    let alone = file("a-who-manifest-alone.json");
    assert!(verify(&alone, NOW).is_ok());
    assert_eq!(check(&alone, NOW), ManifestVerdict::Missing);
}

#[test]
fn a_proof_by_another_key_than_the_named_signer_shows() {
    for name in ["a-who-proof-replaced.json", "b-who-proof-replaced.json"] {
        let document = file(name);
        let signer = signer_of(document.as_object().unwrap());
        assert!(signer.is_some() && verify(&document, NOW).is_ok(), "{name}");
        assert_eq!(verify_by(&document, signer, NOW), Err(ProofError::OtherSigner), "{name}");
    }
}

#[test]
fn control_characters_in_a_signed_name_are_found() {
    assert!(file("a-text-nul.json").has_invisible_text());
    assert!(!file("a-ok-full.json").has_invisible_text());
}

#[test]
fn our_list_is_the_one_in_the_published_example() {
    let document = file("a-ok-full.json");
    let published = document.get("manifest").unwrap();
    let created = published.get("proof").and_then(|proof| proof.get("created")).and_then(Json::as_text);
    let created = candour_proof::date::Timestamp::parse(created.unwrap()).unwrap();
    let key = SigningKey::from_key_file(&bytes("age/made/keyfile-one.json")).unwrap();
    let id = document.get("id").and_then(Json::as_text).unwrap();
    let made = manifest(document.as_object().unwrap(), id, &key, created);
    // Byte for byte, and so in the same order.
    assert_eq!(Json::Object(made).pretty(), published.pretty());
}

fn key() -> SigningKey {
    SigningKey::from_seed([3; 32])
}

fn answer(id: &str, choice: &str) -> Json {
    Object::new().with("id", id).with("choice", choice).with("salt", "AAAAAAAAAAAAAAAAAAAAAA").into()
}

fn section(id: &str, answers: Vec<Json>) -> Json {
    Object::new().with("id", id).with("title", "Title").with("answers", answers).into()
}

fn two_sections(first: Vec<Json>, second: Vec<Json>) -> Vec<Json> {
    vec![section("one", first), section("two", second)]
}

fn first_answers() -> Vec<Json> {
    vec![answer("a", "yes"), answer("b", "no"), answer("c", "partly")]
}

fn second_answers() -> Vec<Json> {
    vec![answer("d", "unknown")]
}

/// A result with two sections, signed.
fn result() -> Object {
    let document = Object::new()
        .with("format", "candour-result/1")
        .with("id", "urn:uuid:0")
        .with("signer", Object::new().with("id", key().public().did()).with("salt", "BBBB"))
        .with("profile", Object::new().with("role", "both").with("salt", "CCCC"))
        .with("sections", two_sections(first_answers(), second_answers()));
    let list = manifest(&document, "urn:uuid:0", &key(), NOW);
    sign(&document.with("manifest", list), &key(), NOW)
}

fn with_sections(sections: Vec<Json>) -> Json {
    result().with("sections", sections).into()
}

fn comparison(document: &Json) -> PartsComparison {
    match check(document, NOW) {
        ManifestVerdict::Compared(parts) => parts,
        other => panic!("{other:?}"),
    }
}

fn withheld(id: &str) -> Json {
    Object::new().with("id", id).with("withheld", true).into()
}

#[test]
fn a_result_just_signed_is_intact() {
    let document = result().into();
    assert!(verify(&document, NOW).is_ok());
    let parts = comparison(&document);
    assert!(parts.same());
    assert_eq!(parts.unchanged.len(), 10);
    assert_eq!(parts.signature.key, key().public());
}

#[test]
fn a_partial_copy_without_outer_proof_shows_what_was_signed() {
    let mut first = first_answers();
    first[1] = withheld("b");
    let mut copy = result().with("sections", two_sections(first, second_answers()));
    copy.set("profile", Object::new().with("withheld", true));
    copy.remove("proof");
    let copy = Json::Object(copy);
    assert_eq!(verify(&copy, NOW), Err(ProofError::NotSigned));
    let parts = comparison(&copy);
    assert!(parts.same_but_withheld() && !parts.same());
    assert_eq!(parts.unchanged.len(), 8);
    assert_eq!(
        parts.withheld,
        [
            Withheld { part: "/profile".into(), id: None },
            Withheld { part: "/sections/0/answers/1".into(), id: Some("b".into()) },
        ]
    );
}

#[test]
fn a_withheld_section_may_still_show_its_answers() {
    let bare = Object::new().with("id", "one").with("withheld", true).with("answers", first_answers());
    let parts = comparison(&with_sections(vec![bare.into(), section("two", second_answers())]));
    assert!(parts.same_but_withheld());
    assert_eq!(parts.withheld, [Withheld { part: "/sections/0".into(), id: Some("one".into()) }]);
}

#[test]
fn an_answer_beside_the_word_withheld_is_an_altered_answer() {
    let mut first = first_answers();
    first[1] = Object::new().with("id", "b").with("withheld", true).with("choice", "yes").into();
    let parts = comparison(&with_sections(two_sections(first, second_answers())));
    assert_eq!(parts.altered, ["/sections/0/answers/1"]);
    assert!(parts.withheld.is_empty());
}

#[test]
fn a_withheld_answer_that_was_never_signed_is_an_added_one() {
    let mut second = second_answers();
    second.push(withheld("e"));
    let parts = comparison(&with_sections(two_sections(first_answers(), second)));
    assert_eq!(parts.added, ["/sections/1/answers/1"]);
    assert!(parts.withheld.is_empty());
}

#[test]
fn only_the_answer_taken_out_is_missing_though_others_move_up() {
    let mut first = first_answers();
    first.remove(0);
    let parts = comparison(&with_sections(two_sections(first, second_answers())));
    let moved = |from: &str, to: &str| Moved { from: from.into(), to: to.into() };
    assert_eq!(
        parts.moved,
        [
            moved("/sections/0/answers/1", "/sections/0/answers/0"),
            moved("/sections/0/answers/2", "/sections/0/answers/1"),
        ]
    );
    // Its place when it was signed.
    assert_eq!(parts.missing, ["/sections/0/answers/0"]);
    assert!(parts.altered.is_empty() && parts.added.is_empty());
}

#[test]
fn what_is_missing_stands_in_the_order_of_the_document() {
    let many = |count: usize| (0..count).map(|place| answer(&format!("a{place}"), "yes")).collect::<Vec<_>>();
    let document = Object::new()
        .with("format", "candour-result/1")
        .with("id", "urn:uuid:0")
        .with("signer", Object::new().with("id", key().public().did()))
        .with("sections", two_sections(many(12), second_answers()));
    let list = manifest(&document, "urn:uuid:0", &key(), NOW);
    let document = sign(&document.with("manifest", list), &key(), NOW);
    let parts = comparison(&document.with("sections", two_sections(Vec::new(), second_answers())).into());
    let expected: Vec<String> = (0..12).map(|place| format!("/sections/0/answers/{place}")).collect();
    assert_eq!(parts.missing, expected);
}

#[test]
fn an_equal_part_elsewhere_is_not_a_moved_answer() {
    // The words of an answer, put in as a member of their own: no answer stands elsewhere.
    let mut first = first_answers();
    let taken = first.remove(0);
    let parts = comparison(
        &with_sections(two_sections(first, second_answers()))
            .as_object()
            .cloned()
            .unwrap()
            .with("extra", taken)
            .into(),
    );
    assert_eq!(parts.added, ["/extra"]);
    assert_eq!(parts.missing, ["/sections/0/answers/0"]);
}

#[test]
fn a_list_under_another_name_is_a_part_like_any_other() {
    let document = Object::new().with("id", "x").with("others", vec![Json::from("a")]);
    let list = manifest(&document, "x", &key(), NOW);
    let parts = list.get("parts").and_then(Json::as_object).unwrap();
    assert_eq!(parts.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["/id", "/others"]);
}

#[test]
fn answers_that_changed_places_are_moved_and_not_altered() {
    let mut first = first_answers();
    first.swap(0, 2);
    let parts = comparison(&with_sections(two_sections(first, second_answers())));
    assert_eq!(parts.moved.len(), 2);
    assert!(parts.altered.is_empty() && parts.missing.is_empty() && parts.added.is_empty());
    assert!(!parts.same() && !parts.same_but_withheld());
}

#[test]
fn sections_of_another_shape_are_reported_and_do_not_crash() {
    for sections in [
        Json::Null,
        Json::from("text"),
        Json::List(vec![Json::Null, Json::from("text")]),
        Json::List(vec![Object::new().with("answers", "text").into()]),
        Json::Object(Object::new().with("0", section("one", first_answers()))),
        Json::List(vec![Json::List(Vec::new())]),
    ] {
        let parts = comparison(&result().with("sections", sections).into());
        assert!(!parts.same_but_withheld(), "{parts:?}");
    }
}

#[test]
fn a_list_of_another_file_or_by_another_key_is_not_believed() {
    let untrusted = |document: Object| match check(&document.into(), NOW) {
        ManifestVerdict::Untrusted(problem) => problem,
        other => panic!("{other:?}"),
    };
    assert_eq!(untrusted(result().with("id", "urn:uuid:1")), ManifestError::OtherDocument);
    let other = SigningKey::from_seed([4; 32]);
    let list = manifest(&result(), "urn:uuid:0", &other, NOW);
    assert_eq!(untrusted(result().with("manifest", list)), ManifestError::OtherKey);
    assert_eq!(untrusted(result().with("signer", "nobody")), ManifestError::OtherKey);
    assert_eq!(untrusted(result().with("manifest", "text")), ManifestError::Malformed);
    let list = manifest(&result(), "urn:uuid:0", &key(), NOW);
    let of = |key: &SigningKey| sign(&list, key, NOW).get("proof").cloned().unwrap();
    for (proofs, count) in [(vec![of(&key())], 1), (vec![of(&key()), of(&other)], 2), (Vec::new(), 0)] {
        let found = untrusted(result().with("manifest", list.clone().with("proof", proofs)));
        assert_eq!(found, ManifestError::Proof(ProofError::Count(count)));
    }
    let mut list = list;
    list.set("format", "parts-sha256-jcs/2");
    assert_eq!(untrusted(result().with("manifest", list)), ManifestError::OtherFormat);
}

#[test]
fn names_with_slashes_and_tildes_are_pointers_too() {
    let document = Object::new().with("a/b~c", 1_u32);
    let list = manifest(&document, "x", &key(), NOW);
    let parts = list.get("parts").and_then(Json::as_object).unwrap();
    assert_eq!(parts.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["/a~1b~0c"]);
}
