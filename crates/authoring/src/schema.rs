//! JSON Schemas (2020-12) of the files, for editors and for other people's programs.
//!
//! They are put together from the names, words and limits that the readers and writers use, so they change when
//! those do. `cargo xtask schema` writes them to `schema/`; the page does not carry them. A schema says how a
//! file is built. Whether it was changed since it was signed, and whether it is true to its questionnaire, only
//! [`check`](candour_files::check) says.

mod authors;
mod checked;
mod common;
mod files;
mod part;
mod result;

use part::Part;

use candour_proof::json::{Json, Limits, Object};

/// The schemas, each with the name of its file.
pub fn all() -> Vec<(String, Json)> {
    let formats = [
        result::schema(),
        files::draft(),
        files::drafts(),
        files::request(),
        files::records(),
        files::questionnaires(),
        authors::questionnaire(),
        authors::wording(),
        authors::cases(),
        authors::glossary(),
        files::key_file(),
        checked::schema(),
    ];
    formats.into_iter().map(|schema| (schema.file(), schema.json())).collect()
}

/// What stands beside the questionnaires, where their files say that their schemas are. What such a file says
/// is part of its digest and cannot change; so these files lead on.
pub fn beside_questionnaires() -> Vec<(String, Json)> {
    [("questionnaire", authors::questionnaire()), ("wording", authors::wording())]
        .into_iter()
        .map(|(name, schema)| {
            let leads_on = Object::new()
                .with("$schema", DIALECT)
                .with("title", schema.title)
                .with("$ref", ["../schema/", &schema.file()].concat());
            ([name, ENDING].concat(), leads_on.into())
        })
        .collect()
}

/// The language that the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const ENDING: &str = ".schema.json";

/// A whole schema.
struct Schema {
    /// The format it describes, such as `candour-draft/1`.
    format: &'static str,
    title: &'static str,
    file: Part,
    parts: Vec<(&'static str, Part)>,
    /// Schemas of other formats that it refers to.
    others: Vec<Schema>,
}

impl Schema {
    /// `candour-draft-1.schema.json`
    fn file(&self) -> String {
        [&self.format.replace('/', "-"), ENDING].concat()
    }

    fn json(mut self) -> Json {
        let mut others = Vec::new();
        self.take_others(&mut others);
        let mut object = self.object(Object::new().with("$schema", DIALECT));
        let mut parts = match object.remove("$defs") {
            Some(Json::Object(parts)) => parts,
            _ => Object::new(),
        };
        for other in others {
            parts.set(&other.format.replace('/', "-"), other.object(Object::new()));
        }
        if !parts.is_empty() {
            object.set("$defs", parts);
        }
        object.into()
    }

    /// Puts the schemas that this one refers to beside each other, each once.
    fn take_others(&mut self, found: &mut Vec<Self>) {
        for mut other in std::mem::take(&mut self.others) {
            other.take_others(found);
            if !found.iter().any(|known| known.format == other.format) {
                found.push(other);
            }
        }
    }

    /// The schema alone, behind what `object` says already.
    fn object(self, mut object: Object) -> Object {
        object.set("$id", id_of(self.format));
        object.set("title", self.title);
        for (keyword, value) in self.file.keywords().iter() {
            object.set(keyword, value.clone());
        }
        let parts = self.parts.into_iter().fold(Object::new(), |all, (name, part)| all.with(name, part));
        if parts.is_empty() { object } else { object.with("$defs", parts) }
    }
}

/// The name of a format's schema: `urn:candour:schema:draft:1`.
fn id_of(format: &str) -> String {
    let name = format.strip_prefix("candour-").unwrap_or(format);
    ["urn:candour:schema:", &name.replace('/', ":")].concat()
}

/// What no schema can say of a file.
fn limits() -> String {
    let Limits { bytes, depth, .. } = Limits::FILE;
    format!(
        "A schema cannot say that it is UTF-8 without byte order mark, at most {bytes} bytes and {depth} levels deep, \
         holds no member twice, and writes numbers without fraction or exponent."
    )
}
