//! The JSON Schemas in `schema/`: they are those of the types, every file of ours keeps them, and they agree
//! with the readers that decide.

mod authors;
mod change;
mod files;
mod results;

use std::{collections::BTreeMap, fs, path::Path};

use candour_authoring::schema;
use jsonschema::Validator;
use serde_json::Value;

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(name: &str) -> String {
    let file = path(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn document(name: &str) -> Value {
    serde_json::from_str(&read(name)).expect("JSON")
}

/// The schema of a format, such as `result-1`.
fn schema(format: &str) -> Value {
    document(&format!("schema/candour-{format}.schema.json"))
}

fn validator(schema: &Value) -> Validator {
    jsonschema::validator_for(schema).expect("a sound schema")
}

/// What a schema has against a document.
fn errors(schema: &Validator, document: &Value) -> Vec<String> {
    schema.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schemas_in_the_repository_are_those_of_the_types() {
    let current = |folder: &str, schemas: Vec<(String, candour_proof::json::Json)>| {
        for (name, schema) in &schemas {
            let kept = fs::read_to_string(path(folder).join(name)).unwrap_or_default();
            assert!(kept == schema.pretty(), "{folder}/{name} is out of date; run `cargo xtask schema`");
        }
        let names: Vec<String> = schemas.into_iter().map(|(name, _)| name).collect();
        for entry in fs::read_dir(path(folder)).expect("the folder can be read") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            assert!(
                names.contains(&name) || !name.ends_with(".schema.json"),
                "{folder}/{name} is of no format"
            );
        }
    };
    current("schema", schema::all());
    current("questionnaires", schema::beside_questionnaires());
}

#[test]
fn every_schema_is_sound_and_has_a_name_of_its_own() {
    let mut names = BTreeMap::new();
    for (file, _) in schema::all() {
        let schema = document(&format!("schema/{file}"));
        assert_eq!(jsonschema::meta::validate(&schema).err().map(|error| error.to_string()), None, "{file}");
        let text = |name: &str| schema.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        assert_eq!(text("$schema"), "https://json-schema.org/draft/2020-12/schema", "{file}");
        assert!(!text("title").is_empty() && !text("description").is_empty(), "{file}");
        assert!(text("$id").starts_with("urn:candour:schema:"), "{file}");
        assert_eq!(names.insert(text("$id"), file), None);
    }
}

#[test]
fn every_member_is_described() {
    fn undescribed(schema: &Value, whole: &Value, place: &str, found: &mut Vec<String>) {
        let members = match schema {
            Value::Object(members) => members,
            Value::Array(items) => {
                return items.iter().for_each(|item| undescribed(item, whole, place, found));
            }
            _ => return,
        };
        // A schema that is carried along has parts of its own.
        let whole = if members.contains_key("$id") { schema } else { whole };
        let described = |part: &Value| {
            let name = part.get("$ref").and_then(Value::as_str).and_then(|name| name.strip_prefix('#'));
            let named = name.is_some_and(|name| whole.pointer(&format!("{name}/description")).is_some());
            named || part.get("description").is_some()
        };
        // A condition only adds to a member that is described elsewhere.
        let condition = ["/if", "/then", "/dependentSchemas"].iter().any(|keyword| place.contains(keyword));
        let properties = members.get("properties").and_then(Value::as_object).into_iter().flatten();
        let bare = properties.filter(|(_, part)| !condition && !described(part));
        found.extend(bare.map(|(name, _)| format!("{place}/{name}")));
        for (name, part) in members {
            undescribed(part, whole, &format!("{place}/{name}"), found);
        }
    }
    for (file, _) in schema::all() {
        let schema = document(&format!("schema/{file}"));
        let mut found = Vec::new();
        undescribed(&schema, &schema, "", &mut found);
        assert_eq!(found, [""; 0], "{file}");
    }
}

#[test]
fn what_stands_beside_the_questionnaires_leads_to_their_schemas() {
    for (name, _) in schema::beside_questionnaires() {
        let beside = document(&format!("questionnaires/{name}"));
        let leads_to = beside.get("$ref").and_then(Value::as_str).expect("where it leads");
        let target = leads_to.strip_prefix("../").expect("a file of this repository");
        let kind = name.strip_suffix(".schema.json").expect("a schema");
        assert_eq!(target, format!("schema/candour-{kind}-1.schema.json"));
    }
}
