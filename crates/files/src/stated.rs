//! What a result says of itself.

use candour_proof::json::Json;
use candour_questionnaire::{
    questionnaire::DecisionOutcome,
    scoring::{Level, PointState},
};

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
    /// The outcome of a decision.
    pub outcome: Option<DecisionOutcome>,
    /// The state of each of its points by id of the section, in the order of the file.
    pub points: Vec<(String, PointState)>,
}

impl StatedResult {
    /// Reads the members `result` and `decision` of a file; whatever is not there is left out.
    pub fn read(document: &Json) -> Self {
        let id = |text: &str| clean_line(text, LONGEST_NAME);
        let list_of = |part: &str, name: &str| {
            document.get(part).and_then(|part| part.get(name)).and_then(Json::as_list).unwrap_or_default()
        };
        let list = |name: &str| list_of("result", name);
        let state = |point: &Json| {
            Some((id(text_of(point, "section")?), text_of(point, "state")?.parse::<PointState>().ok()?))
        };
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
            outcome: document.get("decision").and_then(|decision| text_of(decision, "outcome")?.parse().ok()),
            points: list_of("decision", "points").iter().filter_map(state).collect(),
            stops: list("stops").iter().filter_map(Json::as_text).map(id).collect(),
        }
    }
}
