//! What a result says of itself.

use candour_proof::json::Json;
use candour_questionnaire::scoring::Level;

use crate::text::{LONGEST_NAME, clean_line, text_of};

/// What a result says of itself, to be shown where it cannot be computed again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedResult {
    /// Level by id of the section, in the order of the file; `None` if no question counted.
    pub levels: Vec<(String, Option<Level>)>,
    /// Ids of the serious gaps.
    pub serious_gaps: Vec<String>,
    /// Ids of the stop rules that were set off.
    pub stops: Vec<String>,
}

impl StatedResult {
    /// Reads the member `result` of a file; whatever is not there is left out.
    pub fn read(document: &Json) -> Self {
        let list = |name: &str| {
            document
                .get("result")
                .and_then(|result| result.get(name))
                .and_then(Json::as_list)
                .unwrap_or_default()
        };
        let id = |text: &str| clean_line(text, LONGEST_NAME);
        let level = |section: &Json| {
            let number = section.get("level").and_then(Json::as_integer)?;
            Level::from_number(u8::try_from(number).ok()?)
        };
        Self {
            levels: list("sections")
                .iter()
                .filter_map(|section| Some((id(text_of(section, "id")?), level(section))))
                .collect(),
            serious_gaps: list("seriousGaps").iter().filter_map(Json::as_text).map(id).collect(),
            stops: list("stops").iter().filter_map(Json::as_text).map(id).collect(),
        }
    }
}
