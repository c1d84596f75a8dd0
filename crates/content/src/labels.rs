//! The words of choices and reasons, which go into signed files.

pub use candour_compare::export::{choice_key, reason_key};
use candour_questionnaire::{
    answers::{Choice, Reason},
    labels::Labels,
};
use candour_words::{Key, Words};

/// The words that go into signed files.
pub fn labels(words: Words) -> Labels {
    Labels {
        notice: words.text(Key::FileNotice).to_string(),
        choices: Choice::ALL.iter().map(|choice| words.text(choice_key(*choice)).to_string()).collect(),
        reasons: Reason::ALL.iter().map(|reason| words.text(reason_key(*reason)).to_string()).collect(),
    }
}
