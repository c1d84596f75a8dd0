//! Promise: the strict reader takes what any JSON reader takes, with the same meaning, or names a
//! rule of the profile. The second opinion is `serde_json`'s.

use candour_proof::json::{Json, LARGEST_INTEGER, Limits, Object, OutsideProfile, Unreadable};
use proptest::prelude::*;
use serde_json::Value;

/// Values within the profile, and some beyond it.
fn document() -> impl Strategy<Value = Value> {
    let simple = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-LARGEST_INTEGER..=LARGEST_INTEGER).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~]{0,8}".prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
    ];
    simple.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("[a-c]{0,2}|\\PC", inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Pieces that matter in JSON, to put where they do not belong.
const PIECES: &[&str] = &[
    "\"", "\\", "\\u", "\\ud83d", "\\udc00", "\\u0041", "\\n", "\\x", "{", "}", "[", "]", ",", ":", "-", "0",
    "1", ".", "e", "E+", "null", "tru", "\t", "\n", " ", "\u{0}", "\u{1f}", "\u{7f}", "\u{a0}", "é",
    "\"a\":1,",
];

/// A document with a few bytes taken out and a few pieces put in.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0..3_usize, prop::sample::select(PIECES));
    (document(), any::<bool>(), prop::collection::vec(change, 0..4)).prop_map(|(value, pretty, changes)| {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let mut letters: Vec<char> = text.unwrap().chars().collect();
        for (place, out, piece) in changes {
            let place = place.index(letters.len() + 1);
            let end = letters.len().min(place + out);
            letters.splice(place..end, piece.chars());
        }
        letters.into_iter().collect()
    })
}

fn as_theirs(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::from(*value),
        Json::Integer(number) => Value::from(*number),
        Json::Text(text) => Value::from(text.as_str()),
        Json::List(items) => items.iter().map(as_theirs).collect(),
        Json::Object(object) => members(object),
    }
}

fn members(object: &Object) -> Value {
    object.iter().map(|(name, value)| (name.to_owned(), as_theirs(value))).collect()
}

/// Whether a number stands in it that the profile refuses.
fn holds_refused_number(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            !number.as_i64().is_some_and(|number| (-LARGEST_INTEGER..=LARGEST_INTEGER).contains(&number))
        }
        Value::Array(items) => items.iter().any(holds_refused_number),
        Value::Object(members) => members.values().any(holds_refused_number),
        _ => false,
    }
}

fn check(text: &str) {
    let limits = Limits { ascii_names: false, ..Limits::FILE };
    let theirs = serde_json::from_str::<Value>(text);
    match (Json::read(text.as_bytes(), limits), theirs) {
        (Ok(ours), Ok(theirs)) => assert_eq!(as_theirs(&ours), theirs, "{text:?}"),
        (Ok(_), Err(problem)) => panic!("{text:?} was taken, yet: {problem}"),
        (Err(Unreadable::Profile(OutsideProfile::DuplicateMember(name))), Ok(_)) => {
            // As it is shown: without signs that cannot be seen, and cut.
            let is_there = name.chars().all(|letter| text.contains(letter));
            assert!(is_there || text.contains('\\'), "{text:?} has no {name:?} twice");
        }
        (Err(Unreadable::Profile(OutsideProfile::Number)), Ok(theirs)) => {
            // Of two members with one name theirs keeps the last, so the number may be gone.
            assert!(holds_refused_number(&theirs) || text.matches(':').count() > 1, "{text:?}");
        }
        (Err(problem), Ok(_)) => panic!("{text:?} is JSON, yet: {problem:?}"),
        (Err(_), Err(_)) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn whatever_is_json_is_read_with_the_same_meaning(value in document()) {
        let text = value.to_string();
        check(&text);
        let limits = Limits { ascii_names: false, ..Limits::FILE };
        prop_assert!(holds_refused_number(&value) || Json::read(text.as_bytes(), limits).is_ok());
    }

    #[test]
    fn what_is_no_json_is_refused_by_both(text in mutated()) {
        check(&text);
    }
}
