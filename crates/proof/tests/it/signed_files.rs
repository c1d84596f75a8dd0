//! Promise: whatever the content, a signed file survives being written, and no changed byte passes.

use candour_proof::{
    date::Timestamp,
    jcs::canonical,
    json::{Json, LARGEST_INTEGER, Limits, Object},
    key::SigningKey,
    parts::{ManifestVerdict, check, manifest},
    proof::{sign, verify},
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_795_305_600);
const ANY_NAME: Limits = Limits { ascii_names: false, ..Limits::FILE };

fn key() -> SigningKey {
    SigningKey::from_seed([5; 32])
}

/// Text of every kind: with what must be escaped, what may be, and what some programs stumble over.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~\n\"\\\\éß😀\u{0}\u{7f}]{0,12}",
        "[\u{0}-\u{1f}\u{7f}-\u{9f}]{0,6}",
        "[\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}\u{d7ff}\u{e000}\u{10000}\u{10ffff}/]{0,6}",
        "(é|e\u{301}|\u{200b}|\u{202e}|အ|ع|字|👩\u{200d}🔧){0,5}",
    ]
}

/// Whole numbers, those at the borders among them.
fn integer() -> impl Strategy<Value = i64> {
    prop_oneof![
        -LARGEST_INTEGER..=LARGEST_INTEGER,
        -20..20_i64,
        Just(LARGEST_INTEGER),
        Just(-LARGEST_INTEGER),
        (0..53_u32).prop_map(|bits| 1 << bits),
    ]
}

/// Any JSON value within the profile; names outside ASCII among them.
fn value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        integer().prop_map(Json::Integer),
        text().prop_map(Json::Text),
    ];
    leaf.prop_recursive(8, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
            object(inner).prop_map(Json::Object),
        ]
    })
}

fn object(value: impl Strategy<Value = Json>) -> impl Strategy<Value = Object> {
    let name = prop_oneof![
        "[a-c]{0,2}",
        "(__proto__|constructor|toString|1|10|9|A|a|_)",
        text(),
        "[\u{e000}-\u{ffff}\u{1f600}-\u{1f610}]{1,2}",
    ];
    prop::collection::vec((name, value), 0..6).prop_map(|members| {
        members.into_iter().fold(Object::new(), |object, (name, value)| object.with(&name, value))
    })
}

/// The same value in another spelling: members in reverse, white space, and every letter escaped.
fn spelled(value: &Json, out: &mut String) {
    let text = |text: &str, out: &mut String| {
        out.push('"');
        out.extend(text.encode_utf16().map(|unit| format!("\\u{unit:04X}")));
        out.push('"');
    };
    match value {
        Json::Text(letters) => text(letters, out),
        Json::List(items) => {
            out.push_str("[\t");
            for (place, item) in items.iter().enumerate() {
                out.push_str(if place > 0 { " ,\r\n" } else { "" });
                spelled(item, out);
            }
            out.push(']');
        }
        Json::Object(object) => {
            out.push_str("{ ");
            let members: Vec<_> = object.iter().collect();
            for (place, (name, item)) in members.into_iter().rev().enumerate() {
                out.push_str(if place > 0 { "," } else { "" });
                text(name, out);
                out.push_str(" : ");
                spelled(item, out);
            }
            out.push_str("\n}");
        }
        simple => out.push_str(&canonical(simple)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_canonical_form_is_the_one_another_library_writes(value in value()) {
        let theirs: serde_json::Value = serde_json::from_str(&value.pretty()).unwrap();
        prop_assert_eq!(canonical(&value), serde_json_canonicalizer::to_string(&theirs).unwrap());
    }

    #[test]
    fn the_canonical_form_hangs_on_the_meaning_alone(value in value()) {
        let mut other = String::new();
        spelled(&value, &mut other);
        let read = Json::read(other.as_bytes(), ANY_NAME).unwrap();
        prop_assert_eq!(canonical(&read), canonical(&value));
        let theirs: serde_json::Value = serde_json::from_str(&other).unwrap();
        prop_assert_eq!(canonical(&read), serde_json_canonicalizer::to_string(&theirs).unwrap());
    }
}

proptest! {
    #[test]
    fn a_file_written_for_people_reads_as_the_same_value(value in value()) {
        prop_assert_eq!(Json::read(value.pretty().as_bytes(), ANY_NAME), Ok(value.clone()));
        prop_assert_eq!(
            Json::read(canonical(&value).as_bytes(), ANY_NAME).map(|read| canonical(&read)),
            Ok(canonical(&value))
        );
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(value) = Json::read(&bytes, Limits::FILE) {
            prop_assert!(verify(&value, NOW).is_err());
            prop_assert_eq!(check(&value, NOW), ManifestVerdict::Missing);
        }
    }

    #[test]
    fn whatever_is_signed_verifies_after_being_written(document in object(value())) {
        let document = document
            .with("id", "id")
            .with("signer", Object::new().with("id", key().public().did()));
        let list = manifest(&document, "id", &key(), NOW);
        let signed = Json::Object(sign(&document.with("manifest", list), &key(), NOW));
        let read = Json::read(signed.pretty().as_bytes(), ANY_NAME).unwrap();
        prop_assert!(verify(&read, NOW).unwrap().signed_by(&key().public()));
        match check(&read, NOW) {
            ManifestVerdict::Compared(parts) => prop_assert!(parts.same(), "{:?}", parts),
            other => prop_assert!(false, "{:?}", other),
        }
    }
}

fn signed_file() -> String {
    let answer = Object::new().with("id", "time-limits").with("choice", "no").with("note", "Café\n\"x\"");
    let section = Object::new().with("id", "storage").with("answers", vec![answer.into()]);
    let document = Object::new()
        .with("format", "candour-result/1")
        .with("id", "urn:uuid:0")
        .with("signer", Object::new().with("id", key().public().did()))
        .with("count", 12_u32)
        .with("sections", vec![section.into()]);
    let list = manifest(&document, "urn:uuid:0", &key(), NOW);
    Json::Object(sign(&document.with("manifest", list), &key(), NOW)).pretty()
}

#[test]
fn a_change_of_any_byte_is_refused_unless_it_changes_no_meaning() {
    let file = signed_file();
    let meaning = canonical(&Json::read(file.as_bytes(), Limits::FILE).unwrap());
    for place in 0..file.len() {
        for change in [0x01_u8, 0x20, 0x80] {
            let mut changed = file.clone().into_bytes();
            changed[place] ^= change;
            let Ok(document) = Json::read(&changed, Limits::FILE) else { continue };
            let same = canonical(&document) == meaning;
            assert_eq!(verify(&document, NOW).is_ok(), same, "byte {place} ^ {change:02x}");
        }
    }
}

#[test]
fn an_added_or_removed_byte_is_refused_if_it_matters() {
    let file = signed_file();
    let meaning = canonical(&Json::read(file.as_bytes(), Limits::FILE).unwrap());
    let check = |bytes: &[u8], place: usize| {
        if let Ok(document) = Json::read(bytes, Limits::FILE) {
            assert_eq!(verify(&document, NOW).is_ok(), canonical(&document) == meaning, "byte {place}");
        }
    };
    for place in 0..file.len() {
        let mut shorter = file.clone().into_bytes();
        shorter.remove(place);
        check(&shorter, place);
        for byte in *b" 01z\"" {
            let mut longer = file.clone().into_bytes();
            longer.insert(place, byte);
            check(&longer, place);
        }
    }
}
