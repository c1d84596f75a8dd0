//! What several files show in the same words.

use candour_proof::date::Day;
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::CatalogEntry,
    questionnaire::Citation,
    scoring::Level,
};
use candour_words::{Counted, Key, Words};
use implicit_clone::unsync::IString;

/// A level in words.
pub fn level_words(words: Words, level: Option<Level>) -> IString {
    let (key, number) = match level {
        None => return words.text(Key::LevelNone),
        Some(level) => (level_key(level), level.number().to_string()),
    };
    words.with(Key::LevelWords, &[("level", &words.text(key)), ("number", &number)])
}

/// The name of a level.
pub fn level_key(level: Level) -> Key {
    match level {
        Level::NotStarted => Key::Level0,
        Level::Starting => Key::Level1,
        Level::Partly => Key::Level2,
        Level::Mostly => Key::Level3,
        Level::InPlace => Key::Level4,
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

/// What an answer to a question is called: by the author of the questionnaire, or as everywhere.
pub fn choice_words(words: Words, entry: &CatalogEntry, question: &str, choice: Choice) -> IString {
    let own = entry.wording.label(question, choice);
    own.map_or_else(|| words.text(choice_key(choice)), |own| own.to_owned().into())
}

/// A source with the places in it, on one line.
pub fn cited(entry: &CatalogEntry, citation: &Citation, words: Words) -> String {
    let mut line = entry.wording.source(&citation.source).to_owned();
    for (list, key) in [
        (&citation.articles, Counted::CitationArticles),
        (&citation.recitals, Counted::CitationRecitals),
        (&citation.principles, Counted::CitationPrinciples),
    ] {
        if !list.is_empty() {
            let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
            line.push_str(" · ");
            let list = words.list(Key::ListOfTwo, list);
            line.push_str(&words.count_with(key, count, &[("list", &list)]));
        }
    }
    line
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

/// A day as a cell shows it; empty if there is none.
pub(super) fn day_text(day: Option<Day>) -> String {
    day.map(Day::text).unwrap_or_default()
}
