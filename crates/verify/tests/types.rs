//! The types for TypeScript are those of the JSON Schema, which is made from what is written.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use serde_json::Value;

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// What stands between `start` and `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no `{start}`"));
    rest.split_once(end).expect("an end").0
}

/// Members of an interface, and whether each must be there.
fn members(types: &str, interface: &str) -> BTreeMap<String, bool> {
    let body = between(types, &format!("export interface {interface} {{\n"), "\n}");
    let lines = body.lines().filter(|line| !line.trim_start().starts_with(['/', '*']));
    lines
        .map(|line| {
            let (name, _) = line.split_once(':').expect("a member");
            let name = name.trim();
            (name.trim_end_matches('?').to_owned(), !name.ends_with('?'))
        })
        .collect()
}

fn texts(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(|text| text.as_str().map(str::to_owned)).collect()
}

/// The texts in quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn each_type_has_the_members_and_words_of_the_schema() {
    let types = read("npm/index.d.ts");
    let schema: Value =
        serde_json::from_str(&read("../../schema/candour-checked.schema.json")).expect("JSON");
    let parts = schema["$defs"].as_object().expect("parts");
    let objects: Vec<&String> =
        parts.iter().filter(|(_, part)| part["type"] == "object").map(|(name, _)| name).collect();
    assert_eq!(objects.len(), 10, "{objects:?}");
    for name in objects {
        let part = &parts[name];
        let interface = [&name.split_at(1).0.to_uppercase(), name.split_at(1).1].concat();
        let required = texts(&part["required"]);
        let described: BTreeMap<String, bool> = part["properties"]
            .as_object()
            .expect("members")
            .keys()
            .map(|member| (member.clone(), required.contains(member)))
            .collect();
        assert_eq!(members(&types, &interface), described, "{interface}");
    }
    for (place, start) in [
        ("/$defs/checked/properties/verdict/enum", "export type Verdict ="),
        ("/$defs/change/properties/how/enum", "  how:"),
        ("/$defs/questionnaire/properties/known/enum", "  known:"),
        ("/$defs/questionnaire/properties/words/enum", "  words:"),
        ("/$defs/result/properties/agreement/enum", "  agreement:"),
    ] {
        let words = texts(schema.pointer(place).unwrap_or(&Value::Null));
        assert_eq!(quoted(between(&types, start, ";")), words, "{place}");
    }
}
