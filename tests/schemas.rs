//! The schemas that help authors in their editors agree with the readers that decide.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, reason = "a test may stop at a file that cannot be read")]

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use candour_assessment::{
    cases::Cases,
    questionnaire::{Problem, Questionnaire},
    wording::Wording,
};
use jsonschema::{Validator, error::ValidationErrorKind};
use serde_json::{Map, Value, json};

type Reader = Box<dyn Fn(&str) -> Vec<Problem>>;

/// A kind of file: its schema, and its reader.
struct Kind {
    schema: Validator,
    problems: Reader,
}

/// Questionnaires whose files together have every member there is.
const FOLDERS: [&str; 2] = ["gdpr-article-5", "responsible-exit"];

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn document(name: &str) -> Value {
    serde_json::from_str(&read(name)).expect("JSON")
}

fn questionnaire(folder: &str) -> Questionnaire {
    Questionnaire::parse(&read(&format!("{folder}/questionnaire.json"))).expect("a sound questionnaire")
}

fn kind(schema: &str, problems: impl Fn(&str) -> Vec<Problem> + 'static) -> Kind {
    Kind {
        schema: jsonschema::validator_for(&document(schema)).expect("a sound schema"),
        problems: Box::new(problems),
    }
}

/// The kinds of file, each with the name of one file of it.
fn kinds() -> Vec<(String, Kind)> {
    FOLDERS.into_iter().flat_map(kinds_in).collect()
}

fn kinds_in(folder: &str) -> [(String, Kind); 3] {
    let (of_wording, of_cases) = (questionnaire(folder), questionnaire(folder));
    [
        (
            format!("{folder}/questionnaire.json"),
            kind("questionnaire.schema.json", |json| Questionnaire::parse(json).err().unwrap_or_default()),
        ),
        (
            format!("{folder}/en.json"),
            kind("wording.schema.json", move |json| {
                Wording::parse(json, &of_wording).err().unwrap_or_default()
            }),
        ),
        (
            format!("{folder}/cases.json"),
            kind("cases.schema.json", move |json| Cases::parse(json, &of_cases).err().unwrap_or_default()),
        ),
    ]
}

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

/// The document after a change to the object at `pointer`.
fn changed(document: &Value, pointer: &str, change: impl Fn(&mut Map<String, Value>)) -> Value {
    let mut document = document.clone();
    let object = document.pointer_mut(pointer).and_then(Value::as_object_mut);
    change(object.expect("an object"));
    document
}

/// A few objects from each place in the structure, those with the most members first.
fn objects(document: &Value) -> Vec<(String, Map<String, Value>)> {
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
        let steps = pointer.split('/').filter(|step| step.parse::<usize>().is_err());
        let place = seen.entry(steps.collect::<Vec<_>>().join("/")).or_default();
        *place += 1;
        *place <= 4 && shapes.insert(object.keys().cloned().collect::<Vec<_>>())
    });
    objects
}

/// Pointers to the texts that are members of an object, or come first in a list that is.
fn texts(pointer: &str, object: &Map<String, Value>) -> Vec<String> {
    let text = |(name, value): (&String, &Value)| match value {
        Value::String(_) => Some(format!("{pointer}/{name}")),
        Value::Array(items) if items.first().is_some_and(Value::is_string) => {
            Some(format!("{pointer}/{name}/0"))
        }
        _ => None,
    };
    object.iter().filter_map(text).collect()
}

impl Kind {
    fn schema_says(&self, document: &Value, kind: impl Fn(&ValidationErrorKind) -> bool) -> bool {
        self.schema.iter_errors(document).any(|error| kind(error.kind()))
    }

    fn reader_says(&self, document: &Value, message: &str) -> bool {
        (self.problems)(&document.to_string()).iter().any(|problem| problem.message.contains(message))
    }
}

#[test]
fn every_file_names_its_schema_and_keeps_it() {
    for (name, kind) in kinds() {
        let document = document(&name);
        let errors: Vec<String> = kind
            .schema
            .iter_errors(&document)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let schema = document.get("$schema").and_then(Value::as_str).expect("a schema named in the file");
        let (folder, _) = name.split_once('/').expect("a file in a folder");
        assert!(!read(&format!("{folder}/{schema}")).is_empty());
    }
}

#[test]
fn schema_and_reader_know_the_same_members() {
    for (name, kind) in kinds() {
        let document = document(&name);
        for (pointer, _) in objects(&document) {
            let changed = changed(&document, &pointer, |object| {
                object.insert("mistyped".to_owned(), json!("text"));
            });
            let schema = kind.schema_says(&changed, |error| {
                matches!(error, ValidationErrorKind::AdditionalProperties { .. })
            });
            let reader = kind.reader_says(&changed, "unknown member `mistyped`");
            // Gates are members for the schema and values for the reader.
            let reader = reader || kind.reader_says(&changed, "unknown gate `mistyped`");
            assert_eq!(schema, reader, "{name}{pointer}: is a member that nobody knows refused?");
        }
    }
}

#[test]
fn schema_and_reader_ask_for_the_same_members() {
    for (name, kind) in kinds() {
        let document = document(&name);
        for (pointer, object) in objects(&document) {
            for member in object.keys() {
                let changed = changed(&document, &pointer, |object| {
                    object.remove(member);
                });
                let schema =
                    kind.schema_says(&changed, |error| matches!(error, ValidationErrorKind::Required { .. }));
                // One kind of condition less its telling member is another kind.
                let problems = (kind.problems)(&changed.to_string());
                let reader = problems.iter().any(|problem| {
                    problem.message.starts_with("no `") && problem.message.ends_with("`; add it")
                });
                assert_eq!(schema, reader, "{name}{pointer}: is `{member}` asked for?");
            }
        }
    }
}

#[test]
fn schema_and_reader_know_the_same_words() {
    let words = ["format", "mark", "severity", "partlyCountsAs", "reason", "level", "choice"];
    for (name, kind) in kinds() {
        let document = document(&name);
        for pointer in objects(&document).iter().flat_map(|(pointer, object)| texts(pointer, object)) {
            let mut changed = document.clone();
            *changed.pointer_mut(&pointer).expect("the same place") = json!("mistyped");
            let schema = kind.schema_says(&changed, |error| {
                matches!(error, ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. })
            });
            let problems = (kind.problems)(&changed.to_string());
            let reader = problems.iter().any(|problem| {
                words.iter().any(|word| problem.message.starts_with(&format!("unknown {word} `mistyped`")))
            });
            assert_eq!(schema, reader, "{name}{pointer}: is a word that nobody knows refused?");
        }
    }
}
