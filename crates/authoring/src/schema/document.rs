//! A whole schema.

use candour_proof::json::{Json, Limits, Object};

use super::part::{SchemaPart, id_of};

/// The language that the schemas are written in.
pub(super) const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
pub(super) const ENDING: &str = ".schema.json";

/// A whole schema.
pub(super) struct SchemaDocument {
    /// The format it describes, such as `candour-draft/1`.
    pub(super) format: &'static str,
    pub(super) title: &'static str,
    pub(super) file: SchemaPart,
    pub(super) parts: Vec<(&'static str, SchemaPart)>,
    /// Schemas of other formats that it refers to.
    pub(super) others: Vec<SchemaDocument>,
}

impl SchemaDocument {
    /// `candour-draft-1.schema.json`
    pub(super) fn file(&self) -> String {
        [&self.format.replace('/', "-"), ENDING].concat()
    }

    pub(super) fn json(mut self) -> Json {
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

/// What no schema can say of a file.
pub(super) fn limits() -> String {
    let Limits { bytes, depth, .. } = Limits::FILE;
    format!(
        "A schema cannot express that it is UTF-8 without a byte order mark, has at most {bytes} bytes and \
            {depth} levels, contains no duplicate members, and writes numbers without fraction or exponent."
    )
}
