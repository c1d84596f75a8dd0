//! The words of the page, which tell what was found, and those that only the command line needs.

use candour_content::words::{ENGLISH, Words};

/// English, the language that is always complete.
const OWN: &str = include_str!("../words/en.json");

/// All words.
#[derive(Clone, Debug)]
pub(crate) struct Say {
    /// Those of the page.
    pub(crate) page: Words,
    /// Those of the command line.
    pub(crate) own: Words,
}

impl Default for Say {
    fn default() -> Self {
        Self { page: Words::parse(ENGLISH), own: Words::parse(OWN) }
    }
}
