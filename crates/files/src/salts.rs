//! The salts of a result: without one of its own, a part that is withheld could be guessed from its digest.

use candour_proof::{
    json::{Json, Object},
    parts::PartPlace,
    sort::sort,
};

use crate::text::is_random;

/// What is wrong with the salt of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaltProblem {
    /// There is none.
    Missing,
    /// It is not 16 bytes in base64url.
    Form,
    /// Another part has the same.
    Twice,
}

/// The parts that are shown and can be withheld whose salts do not hide them, by their pointers: first those
/// without a salt of the right form, then those that share one, each in the order of the document.
pub fn problems(document: &Object) -> Vec<(String, SaltProblem)> {
    let (mut found, mut salts) = (Vec::new(), Vec::new());
    for (place, part) in parts(document).into_iter().filter(|(_, part)| part.get("withheld").is_none()) {
        match part.get("salt") {
            None => found.push((place.pointer(), SaltProblem::Missing)),
            Some(Json::Text(salt)) if is_random(salt) => salts.push((salt, place)),
            Some(_) => found.push((place.pointer(), SaltProblem::Form)),
        }
    }
    let mut sorted: Vec<&String> = salts.iter().map(|(salt, _)| *salt).collect();
    sort(&mut sorted);
    if sorted.is_sorted_by(|one, other| one < other) {
        return found;
    }
    let shared = |salt: &String| {
        let start = sorted.partition_point(|other| *other < salt);
        sorted.get(start.saturating_add(1)) == Some(&salt)
    };
    found.extend(
        salts.iter().filter(|(salt, _)| shared(salt)).map(|(_, place)| (place.pointer(), SaltProblem::Twice)),
    );
    found
}

/// The parts that can be withheld, with their places.
fn parts(document: &Object) -> Vec<(PartPlace<'static>, &Json)> {
    let mut parts = Vec::new();
    for name in ["signer", "profile", "result", "decision"] {
        parts.extend(document.get(name).map(|part| (PartPlace::Member(name), part)));
    }
    let lists = document.get("lists").and_then(Json::as_list).unwrap_or_default();
    parts.extend(lists.iter().enumerate().map(|(number, list)| (PartPlace::List(number), list)));
    let sections = document.get("sections").and_then(Json::as_list).unwrap_or_default();
    for (section, content) in sections.iter().enumerate() {
        let answers = content.get("answers").and_then(Json::as_list).unwrap_or_default();
        for (number, answer) in answers.iter().enumerate() {
            parts.extend(answer.get("note").map(|note| (PartPlace::Note(section, number), note)));
            parts.push((PartPlace::Answer(section, number), answer));
        }
    }
    parts
}
