//! The texts of the page, each by a key that the compiler knows.
//!
//! `words/en.json` is turned into [`Key`] and [`Counted`] when this crate is built. A text is looked up as a whole
//! and never built from parts; the parts of it that change are placeholders such as `{name}`.
//!
//! ```
//! use candour_words::{Key, Words};
//!
//! let words = Words::english();
//! assert_eq!(words.text(Key::ChoiceYes), "Yes");
//! let law = words.with(Key::LawAsOf, &[("month", "May"), ("year", "2026")]);
//! assert!(law.starts_with("Law as of May 2026."));
//! ```
//!
//! What this crate does not know: the wording of questionnaires, and what is drawn where.

use implicit_clone::unsync::IString;

mod keys {
    #![expect(clippy::indexing_slicing, reason = "each table has an entry for each variant")]
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub use keys::{Counted, Key};

/// A text of a language file that has keys of its own.
pub trait Text: Copy {
    /// The English text.
    fn english(self) -> &'static str;
}

/// A text that depends on a number, of a language file that has keys of its own.
pub trait CountedText: Copy {
    /// The English texts for one and for any other number.
    fn english(self) -> [&'static str; 2];
}

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(());

impl Words {
    /// English, the language that is always complete.
    pub const fn english() -> Self {
        Self(())
    }

    /// The text of a key.
    pub fn text(self, key: impl Text) -> IString {
        IString::Static(key.english())
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn with(self, key: impl Text, values: &[(&str, &str)]) -> IString {
        IString::from(fill(key.english(), values))
    }

    /// The text for a number, with `{count}` replaced.
    pub fn count(self, key: impl CountedText, count: u32) -> IString {
        self.count_with(key, count, &[])
    }

    /// The text for a number, with `{count}` and each `{name}` replaced.
    pub fn count_with(self, key: impl CountedText, count: u32, values: &[(&str, &str)]) -> IString {
        let [one, other] = key.english();
        let text = if count == 1 { one } else { other };
        let number = count.to_string();
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("count", &*number)]).collect();
        IString::from(fill(text, &values))
    }
}

/// A text with each `{name}` replaced by its value, in one pass: braces within a value stay as they are.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
        });
        if let Some((value, after)) = found {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::{Counted, CountedText as _, Key, Text as _, Words, fill};

    #[test]
    fn placeholders_are_filled_in_one_pass() {
        let cases = [
            ("{a} and {b}", "{b} and 2"),
            ("{a}{a}", "{b}{b}"),
            ("{unknown} {a", "{unknown} {a"),
            ("{{a}", "{{b}"),
            ("no placeholder", "no placeholder"),
            ("", ""),
        ];
        for (text, filled) in cases {
            assert_eq!(fill(text, &[("a", "{b}"), ("b", "2")]), filled);
        }
    }

    #[test]
    fn one_and_other_numbers_have_forms_of_their_own() {
        for key in Counted::ALL {
            let [one, other] = key.english();
            assert_eq!(Words::english().count(key, 1), fill(one, &[("count", "1")]).as_str());
            for number in [0, 2, 21] {
                assert_eq!(
                    Words::english().count(key, number),
                    fill(other, &[("count", &number.to_string())]).as_str()
                );
            }
        }
    }

    #[test]
    fn no_text_is_empty_or_has_space_around_it() {
        let counted = Counted::ALL.iter().flat_map(|key| key.english());
        for text in Key::ALL.iter().map(|key| key.english()).chain(counted) {
            assert!(!text.is_empty());
            assert_eq!(text.trim(), text);
        }
    }
}
