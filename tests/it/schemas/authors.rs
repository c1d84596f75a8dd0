//! The files of authors: the schemas that help in their editors agree with the readers that decide.

use candour_authoring::cases::Cases;
use candour_content::catalog::IDS;
use candour_questionnaire::{
    glossary::Glossary,
    questionnaire::{Problem, Questionnaire},
    wording::Wording,
};
use jsonschema::{Validator, error::ValidationErrorKind};
use serde_json::{Map, Value, json};

use super::{
    change::{changed, objects},
    document, errors, read, schema, validator,
};

type Reader = Box<dyn Fn(&str) -> Vec<Problem>>;

/// A kind of file: its schema, and its reader.
struct Kind {
    schema: Validator,
    problems: Reader,
}

/// Questionnaires whose files together have every member there is.
const FOLDERS: [&str; 2] = ["gdpr-article-5", "responsible-exit"];

fn questionnaire(folder: &str) -> Questionnaire {
    Questionnaire::parse(&read(&format!("questionnaires/{folder}/questionnaire.json")))
        .expect("a sound questionnaire")
}

fn kind(format: &str, problems: impl Fn(&str) -> Vec<Problem> + 'static) -> Kind {
    Kind { schema: validator(&schema(format)), problems: Box::new(problems) }
}

/// The kinds of file, each with the name of one file of it.
fn kinds() -> Vec<(String, Kind)> {
    let glossary = kind("glossary-1", |json| Glossary::parse(json).err().unwrap_or_default());
    let glossary = ("questionnaires/glossary/en.json".to_owned(), glossary);
    FOLDERS.into_iter().flat_map(kinds_in).chain([glossary]).collect()
}

fn kinds_in(folder: &str) -> [(String, Kind); 3] {
    let (of_wording, of_cases) = (questionnaire(folder), questionnaire(folder));
    let name = |file: &str| format!("questionnaires/{folder}/{file}.json");
    [
        (
            name("questionnaire"),
            kind("questionnaire-1", |json| Questionnaire::parse(json).err().unwrap_or_default()),
        ),
        (
            name("en"),
            kind("wording-1", move |json| Wording::parse(json, &of_wording).err().unwrap_or_default()),
        ),
        (name("cases"), kind("cases-1", move |json| Cases::parse(json, &of_cases).err().unwrap_or_default())),
    ]
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
    let kinds = IDS
        .iter()
        .flat_map(|id| kinds_in(id))
        .chain(kinds().into_iter().filter(|(name, _)| name.contains("/glossary/")));
    for (name, kind) in kinds {
        let document = document(&name);
        assert_eq!(errors(&kind.schema, &document), [""; 0], "{name}");
        let schema = document.get("$schema").and_then(Value::as_str).expect("a schema named in the file");
        let (folder, _) = name.rsplit_once('/').expect("a file in a folder");
        assert!(read(&format!("{folder}/{schema}")).contains("https://json-schema.org/"));
    }
}

#[test]
fn questionnaires_of_others_keep_the_schemas() {
    for folder in ["complaints", "compact-self-check", "project-badge", "vendor-security"] {
        for (file, format) in [("questionnaire", "questionnaire-1"), ("en", "wording-1")] {
            let name = format!("tests/own/{folder}/{file}.json");
            assert_eq!(errors(&validator(&schema(format)), &document(&name)), [""; 0], "{name}");
        }
    }
}

#[test]
fn schema_and_reader_know_the_same_members() {
    for (name, kind) in kinds() {
        let document = document(&name);
        for (pointer, _) in objects(&document, 4) {
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
        for (pointer, object) in objects(&document, 4) {
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
    let words = ["format", "fileNames", "mark", "severity", "partlyCountsAs", "reason", "level", "choice"];
    for (name, kind) in kinds() {
        let document = document(&name);
        for pointer in objects(&document, 4).iter().flat_map(|(pointer, object)| texts(pointer, object)) {
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
