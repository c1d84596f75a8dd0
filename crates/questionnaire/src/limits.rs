//! How many entries each place of an author's file may have, and how that is counted in any file.
//!
//! Every list, and every object of which a file may hold many or whose members a stranger could add to, is in
//! the table of its format. The numbers are a multiple of what the largest honest file has.

use candour_proof::json::{Json, Object};

/// A place of a format where something repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepeatLimit {
    /// The way to it: names of members, `*` for each entry of a list or object; empty for the file itself.
    pub path: &'static str,
    /// Most entries of all lists, or members of all objects, that stand there in one file.
    pub most: usize,
}

/// Most questions of a questionnaire. `cargo xtask bench` measures the page with so many.
pub const QUESTIONS: usize = 2_000;
/// Most members of an object that there is once; none has more than 13 of its own.
pub const MEMBERS: usize = 50;

/// Such a place.
pub const fn at(path: &'static str, most: usize) -> RepeatLimit {
    RepeatLimit { path, most }
}

/// Places of a `questionnaire.json`.
pub const STRUCTURE: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("noteWhen", 50),
    at("retired", QUESTIONS),
    at("retired/*", 10 * QUESTIONS),
    at("retired/*/became", 2 * QUESTIONS),
    at("sources", 200),
    at("sources/*", 2_000),
    at("profile", 50),
    at("profile/*", 500),
    at("profile/*/options", 200),
    at("sections", 100),
    at("sections/*", 1_000),
    at("sections/*/citations", QUESTIONS),
    at("sections/*/questions", QUESTIONS),
    at("sections/*/questions/*", 20 * QUESTIONS),
    at("sections/*/questions/*/askWhen", 2 * QUESTIONS),
    at("sections/*/questions/*/askWhen/*/any", 5 * QUESTIONS),
    at("sections/*/questions/*/criticalWhen", 2 * QUESTIONS),
    at("sections/*/questions/*/criticalWhen/*/any", 5 * QUESTIONS),
    at("sections/*/questions/*/notApplicable", 5 * QUESTIONS),
    at("sections/*/questions/*/noteWhen", 5 * QUESTIONS),
    at("sections/*/questions/*/similar", 5 * QUESTIONS),
    at("sections/*/questions/*/citations", 5 * QUESTIONS),
    at("sections/*/questions/*/citations/*/articles", 20 * QUESTIONS),
    at("sections/*/questions/*/citations/*/recitals", 20 * QUESTIONS),
    at("sections/*/questions/*/citations/*/principles", 20 * QUESTIONS),
    at("stops", 100),
    at("stops/*", 1_000),
    at("stops/*/when", 500),
    at("stops/*/when/*/any", 2_000),
    at("stops/*/citations", 500),
    at("decision", MEMBERS),
    at("decision/points", 50),
    at("decision/points/*", 500),
    at("decision/rules", 100),
    at("decision/rules/*", 1_000),
    at("decision/rules/*/when", 500),
    at("decision/rules/*/when/*/any", 2_000),
    at("decision/rules/*/citations", 500),
    at("lists", 20),
    at("lists/*", 200),
    at("lists/*/answers", 100),
    at("lists/*/followUp", 100),
    at("lists/*/groups", 200),
    at("lists/*/groups/*", 1_000),
    at("lists/*/groups/*/items", QUESTIONS),
    at("lists/*/groups/*/items/*", 10 * QUESTIONS),
    at("lists/*/groups/*/items/*/citations", 5 * QUESTIONS),
    at("lists/*/groups/*/items/*/citations/*/articles", 20 * QUESTIONS),
    at("lists/*/groups/*/items/*/citations/*/recitals", 20 * QUESTIONS),
    at("lists/*/groups/*/items/*/citations/*/principles", 20 * QUESTIONS),
    at("worksheets", 20),
    at("worksheets/*", 200),
    at("worksheets/*/columns", 200),
];

/// Places of a file of texts.
pub const WORDING: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("before", 100),
    at("profile", 50),
    at("profile/*", 500),
    at("profile/*/options", 200),
    at("sections", 100),
    at("sections/*", 500),
    at("questions", QUESTIONS),
    at("questions/*", 20 * QUESTIONS),
    at("stops", 100),
    at("stops/*", 500),
    at("decision", MEMBERS),
    at("decision/outcomes", MEMBERS),
    at("decision/outcomes/*", 500),
    at("decision/allUnsolved", MEMBERS),
    at("decision/rules", 100),
    at("decision/rules/*", 500),
    at("lists", 20),
    at("lists/*", 200),
    at("lists/*/answers", 100),
    at("lists/*/groups", 200),
    at("lists/*/items", QUESTIONS),
    at("lists/*/items/*", 10 * QUESTIONS),
    at("worksheets", 20),
    at("worksheets/*", 200),
    at("worksheets/*/columns", 200),
    at("sources", 200),
    at("terms", 500),
    at("terms/*", 5_000),
    at("terms/*/also", 2_000),
];

/// The first of these places at which a document has more entries than may stand there; `None` if it keeps all limits.
pub fn first_beyond(document: &Json, places: &[RepeatLimit]) -> Option<RepeatLimit> {
    places.iter().find(|place| entries(document, place.path) > place.most).copied()
}

/// How many entries there are at the end of a way.
pub fn entries(value: &Json, path: &str) -> usize {
    if path.is_empty() {
        return value.as_list().map_or(0, <[Json]>::len) + value.as_object().map_or(0, Object::len);
    }
    let (step, rest) = path.split_once('/').unwrap_or((path, ""));
    match value {
        Json::List(items) if step == "*" => items.iter().map(|item| entries(item, rest)).sum(),
        Json::Object(object) if step == "*" => object.iter().map(|(_, item)| entries(item, rest)).sum(),
        _ => value.get(step).map_or(0, |value| entries(value, rest)),
    }
}
