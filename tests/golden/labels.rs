//! The labels with which the golden files were made.

use candour_proof::json::{Json, Limits};
use candour_questionnaire::{
    answers::{Choice, Reason},
    labels::Labels,
};

/// The labels in a `words.json` of golden files.
pub(crate) fn labels(words: &str) -> Labels {
    let words = Json::read(words.as_bytes(), Limits::FILE).expect("JSON within the profile");
    let text = |key: String| words.get(&key).and_then(Json::as_text).expect("a text").to_owned();
    Labels {
        notice: text("file-notice".to_owned()),
        choices: Choice::ALL.iter().map(|choice| text(format!("choice-{}", choice.as_str()))).collect(),
        reasons: Reason::ALL.iter().map(|reason| text(format!("reason-{}", reason.as_str()))).collect(),
    }
}
