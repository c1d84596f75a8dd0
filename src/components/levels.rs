//! Levels in words.

pub(crate) use candour_compare::export::level_key;
use candour_questionnaire::{catalog::CatalogEntry, scoring::Level};
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, element, facts, space, tag, text},
    screen::Screen,
};

/// The serious gaps of a section.
pub(crate) fn gaps_in(entry: &CatalogEntry, gaps: &[String], section: &str) -> Vec<String> {
    let own = entry.questionnaire.section(section).map(|own| own.questions.as_slice()).unwrap_or_default();
    let mut here = gaps.to_vec();
    here.retain(|gap| own.iter().any(|question| question.id == *gap));
    here
}

/// A level in words alone.
pub(crate) fn level_words(screen: &Screen<'_>, level: Option<Level>) -> AttrValue {
    candour_compare::export::level_words(screen.words, level)
}

/// A level as marks, with its words for those who do not see them.
pub(crate) fn marks(screen: &Screen<'_>, level: Level) -> Html {
    elements::together(vec![
        dots(level),
        text("span", "unseen", screen.text(level_key(level))),
        space(),
        text("span", "unseen", screen.words.with(Key::LevelOf, &[("number", &level.number().to_string())])),
    ])
}

fn dots(level: Level) -> Html {
    let filled = usize::from(level.number());
    let dots = "\u{25cf}".repeat(filled) + &"\u{25cb}".repeat(4 - filled);
    element("span", &[("class", "marks".into()), ("aria-hidden", "true".into())], vec![elements::words(dots)])
}

/// A level as marks and words; colour says nothing that these do not.
pub(crate) fn level(screen: &Screen<'_>, level: Option<Level>) -> Html {
    let Some(level) = level else {
        return text("span", "level", screen.text(Key::LevelNone));
    };
    tag(
        "span",
        "level",
        vec![
            dots(level),
            space(),
            text("span", "level-name", screen.text(level_key(level))),
            space(),
            facts(screen.words.with(Key::LevelOf, &[("number", &level.number().to_string())])),
        ],
    )
}
