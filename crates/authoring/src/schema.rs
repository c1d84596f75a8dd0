//! JSON Schemas (2020-12) of the files, for editors and for other people's programs.
//!
//! They are put together from the names, words and limits that the readers and writers use, so they change when
//! those do. `cargo xtask schema` writes them to `schema/`; the page does not carry them. A schema says how a
//! file is built. Whether it was changed since it was signed, and whether it is true to its questionnaire, only
//! [`check`](candour_files::check) says.

mod authors;
mod checked;
mod common;
mod document;
mod files;
mod language;
mod part;
mod result;

use candour_proof::json::{Json, Object};

use document::{DIALECT, ENDING};

/// The schemas, each with the name of its file.
pub fn all() -> Vec<(String, Json)> {
    let formats = [
        result::schema(),
        result::schema_2(),
        files::draft(),
        files::drafts(),
        files::request(),
        files::request_2(),
        files::records(),
        files::records_1(),
        files::questionnaires(),
        authors::questionnaire(),
        authors::wording(),
        authors::cases(),
        authors::glossary(),
        language::pack(),
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
