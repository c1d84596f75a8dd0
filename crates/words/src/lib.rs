//! The texts of the page, each by a key that the compiler knows.
//!
//! `words/en.json` is turned into [`Key`] and [`Counted`] when this crate is built. A text is looked up as a whole
//! and never built from parts; the parts of it that change are placeholders such as `{name}`. What stands for one
//! keeps its own direction of writing: in a text with Arabic, Hebrew or the like anywhere in it, each value is
//! isolated (U+2068 to U+2069), so that no name changes the order of what is around it and no number is turned round.
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

mod plurals;

mod keys {
    #![expect(clippy::indexing_slicing, reason = "each table has an entry for each variant")]
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub use keys::{Counted, Key};
pub use plurals::{PluralForm, Plurals};

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

/// Texts one after another, each found by its number. A list of them would take the page 2 kB more: for each text its
/// address, which does not pack.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// All of them.
    pub texts: &'static str,
    /// Where each group of 32 begins, in bytes.
    pub starts: &'static [u32],
    /// How long each is, in bytes.
    pub lengths: &'static [u16],
}

/// How many texts are in a group of [`Texts`].
const GROUP: usize = 32;

impl Texts {
    /// The text of that number; an empty one if there is none.
    pub fn get(&self, number: usize) -> &'static str {
        let found = || {
            let group = number / GROUP;
            let before = self.lengths.get(group * GROUP..number)?;
            let before: usize = before.iter().map(|length| usize::from(*length)).sum();
            let start = usize::try_from(*self.starts.get(group)?).ok()? + before;
            self.texts.get(start..start + usize::from(*self.lengths.get(number)?))
        };
        found().unwrap_or_default()
    }
}

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    isolate: bool,
}

impl Words {
    /// English, the language that is always complete.
    pub const fn english() -> Self {
        Self { isolate: true }
    }

    /// The same for what programs read, such as tables and calendars: values are put in as they are.
    #[must_use]
    pub const fn for_programs(self) -> Self {
        Self { isolate: false }
    }

    /// The text of a key.
    pub fn text(self, key: impl Text) -> IString {
        IString::Static(key.english())
    }

    /// The text of a key with each `{name}` replaced by its value.
    pub fn with(self, key: impl Text, values: &[(&str, &str)]) -> IString {
        IString::from(self.fill(key.english(), values))
    }

    /// The text for a number, with `{count}` replaced.
    pub fn count(self, key: impl CountedText, count: u32) -> IString {
        self.count_with(key, count, &[])
    }

    /// The text for a number, with `{count}` and each `{name}` replaced.
    pub fn count_with(self, key: impl CountedText, count: u32, values: &[(&str, &str)]) -> IString {
        let [one, other] = key.english();
        let text = if Plurals::One.form(count) == PluralForm::One { one } else { other };
        let number = count.to_string();
        let values: Vec<(&str, &str)> = values.iter().copied().chain([("count", &*number)]).collect();
        IString::from(self.fill(text, &values))
    }

    /// A list, with what the text of the key puts between `{first}` and `{second}`: `, ` in English.
    pub fn list(self, key: impl Text, items: &[impl AsRef<str>]) -> IString {
        let text = key.english();
        let between = text.strip_prefix("{first}").and_then(|rest| rest.strip_suffix("{second}"));
        let isolate = self.isolate && items.iter().any(|item| item.as_ref().chars().any(turns));
        let mut filled = String::new();
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                filled.push_str(between.unwrap_or(text));
            }
            if isolate {
                push_isolated(&mut filled, item.as_ref());
            } else {
                filled.push_str(item.as_ref());
            }
        }
        IString::from(filled)
    }

    /// A text with each `{name}` replaced by its value, in one pass: braces within a value stay as they are.
    fn fill(self, text: &str, values: &[(&str, &str)]) -> String {
        let mut all = values.iter().map(|(_, value)| *value).chain([text]);
        let isolate = self.isolate && all.any(|text| text.chars().any(turns));
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let found = after.split_once('}').and_then(|(name, after)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
            });
            if let Some((value, after)) = found {
                if isolate {
                    push_isolated(&mut filled, value);
                } else {
                    filled.push_str(value);
                }
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled.push_str(rest);
        filled
    }
}

/// Opens a piece of text whose first letter decides on its direction; digits alone run from left to right (UAX #9, X5c).
const ISOLATE: char = '\u{2068}';
/// Ends it, with all that was opened in it.
const END: char = '\u{2069}';

/// Whether a letter is written from right to left or tells a direction: the blocks of Unicode that are kept for
/// such scripts (DerivedBidiClass.txt), and the marks and controls.
fn turns(letter: char) -> bool {
    matches!(
        letter,
        '\u{590}'..='\u{8ff}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// Adds a value that cannot change the order of what is around it: isolates that it opens are ended in it, and an end
/// without a beginning is left out. What else turns writing ends with the isolate (UAX #9, X6a).
fn push_isolated(filled: &mut String, value: &str) {
    filled.push(ISOLATE);
    let mut open = 0_usize;
    for letter in value.chars() {
        match letter {
            '\u{2066}'..=ISOLATE => open += 1,
            END if open == 0 => continue,
            END => open -= 1,
            _ => {}
        }
        filled.push(letter);
    }
    filled.extend(std::iter::repeat_n(END, open.saturating_add(1)));
}

#[cfg(test)]
mod tests {
    use super::{Counted, CountedText as _, Key, Text as _, Words};

    fn fill(text: &str, values: &[(&str, &str)]) -> String {
        Words::english().fill(text, values)
    }

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
    fn values_keep_their_own_direction_of_writing() {
        let cases = [
            // Nothing turns: nothing is put around values.
            ("{name}, day {day}", "Acme", "Acme, day 2026-11-22"),
            ("{name}, day {day}", "\u{e9}က字", "\u{e9}က字, day 2026-11-22"),
            // A name that is written from right to left would take the number after it along.
            (
                "{name}, day {day}",
                "\u{634}\u{631}\u{643}\u{629}",
                "\u{2068}\u{634}\u{631}\u{643}\u{629}\u{2069}, day \u{2068}2026-11-22\u{2069}",
            ),
            // Nor does what stands after it turn round with an override, or by its end.
            ("{name}, day {day}", "a\u{202e}b", "\u{2068}a\u{202e}b\u{2069}, day \u{2068}2026-11-22\u{2069}"),
            (
                "{name}, day {day}",
                "a\u{2069}\u{202e}b\u{2067}c",
                "\u{2068}a\u{202e}b\u{2067}c\u{2069}\u{2069}, day \u{2068}2026-11-22\u{2069}",
            ),
            (
                "{name}, day {day}",
                "\u{2066}a\u{2069}",
                "\u{2068}\u{2066}a\u{2069}\u{2069}, day \u{2068}2026-11-22\u{2069}",
            ),
            // In a text that is written from right to left itself, every value is isolated.
            ("\u{5d0} {day}", "", "\u{5d0} \u{2068}2026-11-22\u{2069}"),
        ];
        for (text, name, filled) in cases {
            assert_eq!(fill(text, &[("name", name), ("day", "2026-11-22")]), filled);
        }
    }

    #[test]
    fn what_programs_read_has_the_values_as_they_are() {
        let name = "\u{634}\u{202e}\u{2069}";
        assert_eq!(
            Words::english().for_programs().fill("a {name}", &[("name", name)]),
            ["a ", name].concat()
        );
    }

    #[test]
    fn lists_have_the_separator_of_the_language() {
        let words = Words::english();
        assert_eq!(words.list(Key::ListOfTwo, &[""; 0]).as_str(), "");
        assert_eq!(words.list(Key::ListOfTwo, &["5"]).as_str(), "5");
        assert_eq!(words.list(Key::ListOfTwo, &["5", "6", "7"]).as_str(), "5, 6, 7");
        assert_eq!(words.list(Key::SentencesOfTwo, &["Level 2", "1 gap"]).as_str(), "Level 2. 1 gap");
        let names = words.list(Key::ListOfTwo, &["a", "\u{634}"]);
        assert_eq!(names.as_str(), "\u{2068}a\u{2069}, \u{2068}\u{634}\u{2069}");
    }

    #[test]
    fn each_key_has_the_text_of_the_language_file() {
        let file = include_str!("../../../words/en.json");
        for key in Key::ALL {
            let text = key.english().replace('"', "\\\"").replace('\n', "\\n");
            let line = format!("\"{}\": \"{text}\"", key.as_str());
            assert!(file.contains(&line), "{line}");
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
