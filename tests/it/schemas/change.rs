//! Documents with something changed.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::{Map, Value, json};

/// Pointers to all values of a document, outermost first.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(place, item)| pointers(item, &format!("{here}/{place}"), found));
        }
        Value::Object(members) => {
            members.iter().for_each(|(name, item)| pointers(item, &format!("{here}/{name}"), found));
        }
        _ => {}
    }
}

fn pointers_of(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    pointers(document, "", &mut found);
    found
}

/// A pointer with `*` for the places in lists.
pub(crate) fn place(pointer: &str) -> String {
    let steps = pointer.split('/').map(|step| if step.parse::<usize>().is_ok() { "*" } else { step });
    steps.collect::<Vec<_>>().join("/")
}

/// Members that hold one object for each id, as wordings do: these are alike as the items of a list are.
const UNDER_IDS: [&str; 5] = ["profile", "sections", "questions", "stops", "expect"];

/// A pointer with `*` for places in lists and for ids.
fn pattern(pointer: &str) -> String {
    let place = place(pointer);
    let mut before = "";
    let steps = place.split('/').map(|step| {
        let under = UNDER_IDS.contains(&before);
        before = step;
        if under { "*" } else { step }
    });
    steps.collect::<Vec<_>>().join("/")
}

/// The document after a change to the object at `pointer`.
pub(crate) fn changed(document: &Value, pointer: &str, change: impl Fn(&mut Map<String, Value>)) -> Value {
    let mut document = document.clone();
    let object = document.pointer_mut(pointer).and_then(Value::as_object_mut);
    change(object.expect("an object"));
    document
}

/// At most so many objects from each place in the structure, of different members, those with the most first.
pub(crate) fn objects(document: &Value, most: usize) -> Vec<(String, Map<String, Value>)> {
    let mut objects: Vec<(String, Map<String, Value>)> = pointers_of(document)
        .into_iter()
        .filter_map(|pointer| {
            document.pointer(&pointer)?.as_object().cloned().map(|object| (pointer, object))
        })
        .collect();
    objects.sort_by_key(|(_, object)| Reverse(object.len()));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut shapes = BTreeSet::new();
    objects.retain(|(pointer, object)| {
        let place = pattern(pointer);
        let shape = object.keys().cloned().collect::<Vec<_>>();
        let count = seen.entry(place.clone()).or_default();
        *count += 1;
        *count <= most && shapes.insert((place, shape))
    });
    objects
}

/// A document with one thing changed.
pub(crate) struct Change {
    /// What: `without /signer/salt`.
    pub(crate) what: String,
    /// The document after it.
    pub(crate) document: Value,
}

/// The document with each member of a few objects from each place taken out, misspelt, of another kind, too
/// long or with a control character, and with a member more in each of them.
pub(crate) fn changes(document: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    for (pointer, object) in objects(document, 2) {
        let place = place(&pointer);
        let mut add = |what: String, change: &dyn Fn(&mut Map<String, Value>)| {
            changes.push(Change { what, document: changed(document, &pointer, change) });
        };
        add(format!("one more in {place}/"), &|object| {
            object.insert("mistyped".to_owned(), json!("text"));
        });
        // A table is not a form: a few of its entries are as good as all.
        let few = if object.len() > 20 { 2 } else { object.len() };
        // Whether a map is in order or as written depends on what else is built.
        let in_order: BTreeMap<_, _> = object.iter().collect();
        for (name, value) in in_order.into_iter().take(few) {
            let mut with = |what: &str, value: &Value| {
                add(format!("{what} {place}/{name}"), &|object| {
                    object.insert(name.clone(), value.clone());
                });
            };
            let other_kinds = [json!(null), json!(7), json!("text"), json!({}), json!([])];
            for other in other_kinds.iter().filter(|other| kind(other) != kind(value)).take(3) {
                with(&format!("{} for", kind(other)), other);
            }
            if let Some(text) = value.as_str() {
                with("too long", &json!([text, &"x".repeat(2_001)].concat()));
                with("control character in", &json!([text, "\u{7}"].concat()));
            }
            add(format!("without {place}/{name}"), &|object| {
                object.remove(name);
            });
            add(format!("misspelt {place}/{name}"), &|object| {
                if let Some(value) = object.remove(name) {
                    object.insert([name, "x"].concat(), value);
                }
            });
        }
    }
    changes
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "truth",
        Value::Number(_) => "number",
        Value::String(_) => "text",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}
