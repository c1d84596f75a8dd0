//! Pointers to parts of a result, and what the parts are called.

use candour_proof::json::Json;

use crate::text::{LONGEST_NAME, clean_line};

/// Ends the pointer, and the name, of a part that is a note.
pub(super) const NOTE: &str = "/note";

/// The pointer of the answer that a part is the note of.
pub(super) fn answer_of(pointer: &str) -> Option<&str> {
    pointer.strip_suffix(NOTE).filter(|answer| answer.contains("/answers/"))
}

/// The name of the part a pointer leads to: the id of a question or section, that of a question with
/// `/note`, or the member's name.
pub(super) fn named(document: &Json, pointer: &str) -> String {
    if let Some(answer) = answer_of(pointer) {
        return named(document, answer) + NOTE;
    }
    let mut value = Some(document);
    for step in pointer.split('/').skip(1) {
        value = match value {
            Some(Json::Object(object)) => object.get(step),
            Some(Json::List(items)) => step.parse::<usize>().ok().and_then(|place| items.get(place)),
            _ => None,
        };
    }
    let within = pointer.starts_with("/sections/") || pointer.starts_with("/lists/");
    name_of(value.filter(|_| within).unwrap_or(&Json::Null), pointer.trim_start_matches('/'))
}

/// The id of a section or answer; without one, the way to it.
pub(super) fn name_of(part: &Json, otherwise: &str) -> String {
    // An id with a slash could pass for the note of another question.
    let id = part.get("id").and_then(Json::as_text).filter(|id| !id.contains('/'));
    clean_line(id.unwrap_or(otherwise), LONGEST_NAME)
}
