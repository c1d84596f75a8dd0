//! The words of choices and reasons, which go into signed files.

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

/// The label of a choice.
pub fn choice_key(choice: Choice) -> Key {
    match choice {
        Choice::Yes => Key::ChoiceYes,
        Choice::Partly => Key::ChoicePartly,
        Choice::No => Key::ChoiceNo,
        Choice::Unknown => Key::ChoiceUnknown,
        Choice::NotApplicable => Key::ChoiceNotApplicable,
    }
}

/// The label of a reason.
pub fn reason_key(reason: Reason) -> Key {
    match reason {
        Reason::NoSuchActivity => Key::ReasonNoSuchActivity,
        Reason::DoneBySupplier => Key::ReasonDoneBySupplier,
        Reason::LawForbids => Key::ReasonLawForbids,
        Reason::OtherStage => Key::ReasonOtherStage,
        Reason::Other => Key::ReasonOther,
    }
}
