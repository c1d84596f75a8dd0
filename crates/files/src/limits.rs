//! How many entries each place of a file may have. A file that has more is refused before anything in it is
//! gone through, so that no file made of one thing alone keeps whoever checks it waiting.
//!
//! Every list, and every object of which a file may hold many or whose members a stranger could add to, is in
//! the table of its format. The numbers are a multiple of what the largest honest file has.

use candour_proof::json::Json;
pub use candour_questionnaire::limits::RepeatLimit;
use candour_questionnaire::limits::{MEMBERS, QUESTIONS, STRUCTURE, WORDING, at, first_beyond};

use super::{draft, questionnaires, records, request, result};

/// Most answers of a result, and of a draft.
pub(crate) const ANSWERS: usize = 5_000;
/// Most drafts of one file, and of the page. Of its own accord the page makes fewer.
pub const DRAFTS: usize = 1_000;
/// The formats that are read, each with its places; outer places stand before those within.
pub const PLACES: &[(&str, &[RepeatLimit])] = &[
    (result::FORMAT, RESULT),
    (result::FORMAT_2, RESULT),
    (draft::FORMAT, DRAFT),
    (draft::SEVERAL, SEVERAL),
    (request::FORMAT, REQUEST),
    (request::FORMAT_2, REQUEST),
    (records::FORMAT_1, RECORDS_1),
    (records::FORMAT, RECORDS),
    (questionnaires::FORMAT, QUESTIONNAIRES),
    (questionnaires::BUILT_IN, QUESTIONNAIRES),
    (questionnaires::STRUCTURE, STRUCTURE),
    (questionnaires::WORDING, WORDING),
];

const RESULT: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("signer", MEMBERS),
    at("questionnaire", MEMBERS),
    at("request", MEMBERS),
    at("app", MEMBERS),
    at("profile", MEMBERS),
    at("profile/answers", 100),
    at("profile/answers/*", 1_000),
    at("sections", 200),
    at("sections/*", 2_000),
    at("sections/*/answers", ANSWERS),
    at("sections/*/answers/*", 20 * ANSWERS),
    at("sections/*/answers/*/note", 4 * ANSWERS),
    at("result", MEMBERS),
    at("result/weakest", 200),
    at("result/stops", 200),
    at("result/seriousGaps", QUESTIONS),
    at("result/criticalNotApplicable", QUESTIONS),
    at("result/completeness", MEMBERS),
    at("result/sections", 200),
    at("result/sections/*", 2_000),
    at("result/sections/*/gates", 1_000),
    at("result/sections/*/gates/*", 5_000),
    at("result/sections/*/gates/*/questions", 5 * QUESTIONS),
    at("result/sections/*/counts", 4_000),
    at("decision", MEMBERS),
    at("decision/points", 200),
    at("decision/points/*", 2_000),
    at("decision/rules", 200),
    at("lists", 50),
    at("lists/*", 500),
    at("lists/*/items", ANSWERS),
    at("lists/*/items/*", 10 * ANSWERS),
    at("manifest", MEMBERS),
    // Sections, answers and notes, and the members of the file.
    at("manifest/parts", 2 * ANSWERS + 500),
    // One proof. A list of proofs is named as such, and none of them is gone through.
    at("manifest/proof", 1_000),
    at("proof", 1_000),
];

const DRAFT: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("questionnaire", MEMBERS),
    at("profile", 100),
    at("answers", ANSWERS),
    at("answers/*", 20 * ANSWERS),
];

const SEVERAL: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("drafts", DRAFTS),
    at("drafts/*", 20 * DRAFTS),
    at("drafts/*/questionnaire", 10 * DRAFTS),
    at("drafts/*/profile", 50 * DRAFTS),
    at("drafts/*/answers", 100 * DRAFTS),
    at("drafts/*/answers/*", 1_000 * DRAFTS),
    at("unsaved", 2 * DRAFTS),
    at("request", MEMBERS),
    at("questionnaires", questionnaires::MOST),
    at("questionnaires/*", 10 * questionnaires::MOST),
    at("withheld", 100),
    at("withheld/*", 1_000),
    at("withheld/*/answers", ANSWERS),
    at("withheld/*/notes", ANSWERS),
    at("withheld/*/shownLists", ANSWERS),
    at("records", MEMBERS),
    at("records/requests", records::MOST_REQUESTS),
    at("records/requests/*", 20 * records::MOST_REQUESTS),
    at("records/requests/*/request", 20 * records::MOST_REQUESTS),
    at("records/keys", records::MOST_KEYS),
    at("records/keys/*", 10 * records::MOST_KEYS),
    at("waiting", 1_000),
    at("waiting/*", 10_000),
    at("unconfirmed", 1_000),
    at("unconfirmed/*", 20_000),
    at("unconfirmed/*/questionnaires", 2_000),
    at("unconfirmed/*/withheld", 2_000),
    at("unconfirmed/*/withheld/*", 20_000),
    at("unconfirmed/*/withheld/*/answers", 4 * ANSWERS),
    at("unconfirmed/*/withheld/*/notes", 4 * ANSWERS),
    at("unconfirmed/*/withheld/*/shownLists", 4 * ANSWERS),
    at("unconfirmed/*/records", 10_000),
    at("unconfirmed/*/records/requests", 2 * records::MOST_REQUESTS),
    at("unconfirmed/*/records/keys", 2 * records::MOST_KEYS),
];

const REQUEST: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("signer", MEMBERS),
    at("questionnaires", request::MOST_ASKED),
    at("questionnaires/*", 10 * request::MOST_ASKED),
    at("proof", MEMBERS),
];

const RECORDS: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("key", MEMBERS),
    at("requests", records::MOST_REQUESTS),
    at("requests/*", 4 * records::MOST_REQUESTS),
    at("requests/*/request", 20 * records::MOST_REQUESTS),
    at("keys", records::MOST_KEYS),
    at("keys/*", 10 * records::MOST_KEYS),
];

const RECORDS_1: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("requests", records::MOST_REQUESTS),
    at("requests/*", 20 * records::MOST_REQUESTS),
    at("keys", records::MOST_KEYS),
    at("keys/*", 10 * records::MOST_KEYS),
];

const QUESTIONNAIRES: &[RepeatLimit] = &[
    at("", MEMBERS),
    at("questionnaires", questionnaires::MOST),
    at("questionnaires/*", 10 * questionnaires::MOST),
];

/// The first place at which a document has more entries than its format allows; `None` also of a format that is
/// not known.
pub fn beyond(document: &Json, format: &str) -> Option<RepeatLimit> {
    let (_, places) = PLACES.iter().find(|(known, _)| *known == format)?;
    first_beyond(document, places)
}

#[cfg(test)]
mod tests {
    use candour_proof::json::{Limits, Object};
    use candour_questionnaire::limits::entries;

    use super::*;

    /// Lists or objects around `count` entries, on the way to a place.
    fn holding(path: &str, count: usize) -> Json {
        if path.is_empty() {
            return Json::List(vec![Json::Null; count]);
        }
        let (step, rest) = path.split_once('/').unwrap_or((path, ""));
        let inner = holding(rest, count);
        if step == "*" { Json::List(vec![inner]) } else { Object::new().with(step, inner).into() }
    }

    #[test]
    fn each_place_may_be_full_and_not_fuller() {
        for (format, places) in PLACES {
            for place in places.iter().filter(|place| !place.path.is_empty()) {
                assert_eq!(beyond(&holding(place.path, place.most), format), None, "{format} {place:?}");
                assert_eq!(beyond(&holding(place.path, place.most + 1), format), Some(*place), "{format}");
            }
        }
    }

    #[test]
    fn entries_of_all_lists_at_a_place_count_together() {
        let text =
            r#"{"sections": [{"answers": [1, 2]}, {"answers": [3]}, {}, 4], "a": {"b": {"x": 1, "y": 2}}}"#;
        let document = Json::read(text.as_bytes(), Limits::FILE).unwrap();
        for (path, expected) in
            [("", 2), ("sections", 4), ("sections/*", 2), ("sections/*/answers", 3), ("a/*", 2)]
        {
            assert_eq!(entries(&document, path), expected, "{path}");
        }
        assert_eq!(beyond(&document, "candour-anything/1"), None);
    }

    #[test]
    fn every_limit_is_told_in_the_description_of_the_formats() {
        let described = include_str!("../../../FORMAT.md");
        for (format, places) in PLACES {
            for RepeatLimit { path, most } in *places {
                let line = format!("| `/{path}` | {most} |");
                assert!(described.contains(&line), "FORMAT.md has no line {line} for {format}");
            }
        }
    }
}
