//! Names that pass for others: letters of two alphabets that look alike, within one word.

/// Alphabets whose letters are taken for each other (Unicode TR 36, section 2.4).
#[derive(Clone, Copy, PartialEq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
}

/// Whether a word of the text has letters of two of them. A word wholly in another alphabet cannot be told
/// from a word of that language.
pub(super) fn mixed(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && !is_joined(letter)).any(|word| {
        let mut alphabets = word.chars().filter_map(alphabet);
        alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
    })
}

/// Signs that do not end a word to the eye: accents that are put on a letter, and joiners.
fn is_joined(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{ad}')
}

fn alphabet(letter: char) -> Option<Alphabet> {
    match letter {
        'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Alphabet::Greek),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Some(Alphabet::Cyrillic),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_alphabets_is_found_and_words_of_one_are_not() {
        for name in ["Bäckеrei", "Αlpha", "Мicrо", "a\u{301}ο", "x\u{200b}а", "Good Cоmpany"] {
            assert!(mixed(name), "{name}");
        }
        for name in [
            "",
            "Bäckerei Übung",
            "Пекарня Bäckerei",
            "Αρτοποιείο-Bakery",
            "မုန့်ဆိုင် Ltd",
            "مخبز 24h",
            "東京Bakery",
            "Łódź × Đà Nẵng",
        ] {
            assert!(!mixed(name), "{name}");
        }
    }
}
