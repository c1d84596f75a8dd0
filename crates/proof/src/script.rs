//! What scripts differ in: words that no space divides, digits, the ends of sentences and questions.
//!
//! Ranges of letters take the place of Unicode's tables, which would cost the page more bytes than they are worth here.

/// Whether a letter is of the script of Burmese, Shan, Mon and Karen.
pub fn is_burmese(letter: char) -> bool {
    matches!(letter, '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}')
}

/// Whether a letter is of a script that writes no spaces between words: those of South-East Asia, Tibetan, Chinese
/// and Japanese.
pub fn is_spaceless(letter: char) -> bool {
    is_chinese_or_japanese(letter)
        || matches!(
            letter,
            '\u{e00}'..='\u{109f}' | '\u{1700}'..='\u{17ff}' | '\u{1950}'..='\u{1aaf}' | '\u{1b00}'..='\u{1bff}'
                | '\u{a980}'..='\u{a9df}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}'
        )
}

fn is_chinese_or_japanese(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a text may be cut before `letter` without cutting a syllable of a script that stacks letters and writes
/// vowels as marks. `before` and `after` are its neighbours, or U+0000.
pub fn may_cut(before: char, letter: char, after: char) -> bool {
    // Vowels, tones and medials of Burmese and Shan; of Thai and Lao; of Khmer with its sign for a letter below.
    let is_mark = matches!(
        letter,
        '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{1059}' | '\u{105e}'..='\u{1060}' | '\u{1062}'..='\u{1064}'
            | '\u{1067}'..='\u{106d}' | '\u{1071}'..='\u{1074}' | '\u{1082}'..='\u{108d}' | '\u{108f}'
            | '\u{109a}'..='\u{109d}' | '\u{aa7b}'..='\u{aa7d}' | '\u{e30}'..='\u{e3a}' | '\u{e45}'..='\u{e4e}'
            | '\u{eb0}'..='\u{ebc}' | '\u{ec8}'..='\u{ecd}' | '\u{17b4}'..='\u{17d3}' | '\u{300}'..='\u{36f}'
    );
    let is_below = matches!(before, VIRAMA | '\u{17d2}');
    // A consonant with an asat closes the syllable before it, and one with a virama bears the next.
    let closes = is_burmese(letter) && matches!(after, ASAT | VIRAMA);
    !(is_mark || is_below || closes)
}

/// Puts the next letter of Burmese below this one.
const VIRAMA: char = '\u{1039}';
/// Takes the vowel off a Burmese letter.
const ASAT: char = '\u{103a}';

/// Syllables of Burmese letters: each begins with a consonant or an independent vowel that is neither stacked below
/// another one nor closes a syllable.
pub fn syllables(text: &str) -> usize {
    let mut before = '\0';
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        let after = letters.peek().copied().unwrap_or_default();
        let begins = matches!(letter, '\u{1000}'..='\u{102a}' | '\u{103f}' | '\u{104e}' | '\u{1050}'..='\u{1081}' | '\u{aa60}'..='\u{aa7f}');
        count += usize::from(begins && may_cut(before, letter, after));
        before = letter;
    }
    count
}

/// How many words stand between two spaces: one, and in scripts without spaces what a reader takes the time of a word
/// for. In Burmese that is two syllables (1.95 in our texts, 2.28 in Android's), in Chinese and Japanese two letters,
/// elsewhere five.
pub fn words_between_spaces(piece: &str) -> usize {
    if piece.is_ascii() {
        return 1;
    }
    let is_letter = |letter: &char| letter.is_alphanumeric() && is_spaceless(*letter);
    let letters = piece.chars().filter(is_letter).count();
    let count = if piece.contains(is_burmese) {
        syllables(piece) / 2
    } else if piece.contains(is_chinese_or_japanese) {
        letters / 2
    } else {
        letters / 5
    };
    count.max(1)
}

/// Whether a sentence ends with this letter wherever it stands. A full stop of Latin ends one before a space only.
pub fn ends_sentence(letter: char) -> bool {
    // Burmese, Arabic, Urdu, Devanagari, Khmer, Ethiopic, Chinese and Japanese.
    matches!(
        letter,
        '\u{104b}'
            | '\u{61f}'
            | '\u{6d4}'
            | '\u{964}'
            | '\u{965}'
            | '\u{17d4}'
            | '\u{1362}'
            | '\u{3002}'
            | '\u{ff01}'
            | '\u{ff1f}'
    )
}

/// Words that end a question in Burmese, which has no question mark.
const BURMESE_QUESTIONS: [&str; 3] = [
    "\u{101c}\u{102c}\u{1038}\u{104b}",
    "\u{1014}\u{100a}\u{103a}\u{1038}\u{104b}",
    "\u{101c}\u{1032}\u{104b}",
];

/// How many questions a text asks, by its question marks, and in Burmese by the words before a full stop. In Thai and
/// Lao nothing but the sense tells a question: each text is one.
pub fn questions(text: &str) -> usize {
    let marks =
        text.chars().filter(|letter| matches!(letter, '?' | '\u{61f}' | '\u{ff1f}' | '\u{37e}')).count();
    let burmese: usize = BURMESE_QUESTIONS.iter().map(|end| text.matches(end).count()).sum();
    match marks + burmese {
        0 if text.ends_with(is_thai_or_lao) => 1,
        count => count,
    }
}

/// Whether a text ends as a question.
pub fn ends_as_question(text: &str) -> bool {
    text.ends_with(['?', '\u{61f}', '\u{ff1f}', '\u{37e}'])
        || BURMESE_QUESTIONS.iter().any(|end| text.ends_with(end))
        || text.ends_with(is_thai_or_lao)
}

fn is_thai_or_lao(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}')
}

/// What a decimal digit of any script in use is worth.
pub fn digit(letter: char) -> Option<u8> {
    /// The zeros of ASCII, Arabic, Persian, Devanagari, Bengali, Tamil, Thai, Lao, Burmese, Shan, Khmer and
    /// full-width digits; the other nine follow each.
    const ZEROS: [u32; 12] =
        [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xbe6, 0xe50, 0xed0, 0x1040, 0x1090, 0x17e0, 0xff10];
    let code = u32::from(letter);
    let worth = |zero: &u32| u8::try_from(code.checked_sub(*zero)?).ok().filter(|worth| *worth < 10);
    ZEROS.iter().find_map(worth)
}

/// A text with its decimal digits as ASCII ones: what people type as a day, a number or the digits of a key.
pub fn with_ascii_digits(text: &str) -> String {
    text.chars().map(|letter| digit(letter).map_or(letter, |digit| char::from(b'0' + digit))).collect()
}

/// Whether a text is Burmese in the encoding Zawgyi, which stores letters in the order of the pen and gives them other
/// codes: a vowel E that follows no consonant, or a virama before something else than a consonant.
pub fn is_zawgyi(text: &str) -> bool {
    let is_consonant = |letter: char| {
        matches!(
            letter,
            '\u{1000}'..='\u{102a}' | '\u{103f}' | '\u{104e}' | '\u{1050}'..='\u{1055}' | '\u{105a}'..='\u{105d}' | '\u{1061}'
                | '\u{1065}' | '\u{1066}' | '\u{106e}'..='\u{1070}' | '\u{1075}'..='\u{1081}' | '\u{108e}'
                | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7a}' | '\u{aa7e}' | '\u{aa7f}'
        )
    };
    let is_medial =
        |letter: char| matches!(letter, '\u{103b}'..='\u{103e}' | '\u{105e}'..='\u{1060}' | '\u{1082}');
    let pairs = std::iter::once('\0').chain(text.chars()).zip(text.chars().chain(['\0']));
    pairs.into_iter().any(|(before, letter)| {
        letter == '\u{1031}' && !is_consonant(before) && !is_medial(before)
            || before == VIRAMA && !is_consonant(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn burmese_syllables_begin_with_a_consonant_of_their_own() {
        for (text, count) in [
            ("", 0),
            ("Yangon", 0),
            // A stacked letter begins none, though it is spoken as one.
            ("မင်္ဂလာပါ", 3),
            ("ကျွန်တော်", 2),
            ("ရန်ကုန်မြို့", 3),
            ("ဥပဒေ", 3),
            ("တက္ကသိုလ်", 2),
        ] {
            assert_eq!(syllables(text), count, "{text}");
        }
    }

    #[test]
    fn words_without_spaces_are_counted_by_their_length() {
        for (text, count) in [
            ("privacy", 1),
            ("–", 1),
            ("données", 1),
            ("البيانات", 1),
            // "I live in the city of Yangon": ten syllables.
            ("ကျွန်တော်ရန်ကုန်မြို့မှာနေတယ်", 4),
            ("ผมอาศัยอยู่ในกรุงเทพ", 3),
            ("我住在仰光市", 3),
        ] {
            assert_eq!(words_between_spaces(text), count, "{text}");
        }
    }

    #[test]
    fn a_syllable_is_not_cut() {
        for (before, letter, after, may) in [
            ('\0', 'က', '\0', true),
            ('က', 'လ', 'ာ', true),
            ('က', 'ာ', 'က', false),
            ('က', 'န', '\u{103a}', false),
            ('\u{1039}', 'က', 'ာ', false),
            ('ก', '\u{e48}', 'ก', false),
            ('\u{17d2}', 'ក', 'ក', false),
            ('我', '住', '在', true),
        ] {
            assert_eq!(may_cut(before, letter, after), may, "{before}{letter}{after}");
        }
    }

    #[test]
    fn questions_end_by_the_rules_of_their_script() {
        for (text, count) in [
            ("Do you?", 1),
            ("Do you? Do they?", 2),
            ("¿Lo hace usted?", 1),
            ("هل تحذفون البيانات؟", 1),
            ("ဖျက်ပါသလား။", 1),
            ("ဘယ်လိုဖျက်သနည်း။", 1),
            ("ဘယ်လိုဖျက်လဲ။ ဖျက်ပါသလား။", 2),
            ("คุณลบข้อมูลหรือไม่", 1),
        ] {
            assert_eq!(questions(text), count, "{text}");
            assert!(ends_as_question(text), "{text}");
        }
        for text in ["You do.", "تحذفون البيانات.", "ဖျက်သည်။", "Do you? Yes."]
        {
            assert!(!ends_as_question(text), "{text}");
        }
    }

    #[test]
    fn digits_of_every_script_become_ascii() {
        for (typed, read) in [
            ("2026-12-01", "2026-12-01"),
            ("၂၀၂၆-၁၂-၀၁", "2026-12-01"),
            ("٢٠٢٦-١٢-٠١", "2026-12-01"),
            ("۲۰۲۶", "2026"),
            ("２０２６", "2026"),
            ("စာ ၅", "စာ 5"),
        ] {
            assert_eq!(with_ascii_digits(typed), read);
        }
        assert_eq!(digit('x'), None);
        assert_eq!(digit('႙'), Some(9), "Shan");
    }

    #[test]
    fn zawgyi_is_told_from_unicode() {
        for zawgyi in ["ေမး", "ျမန္မာေ", "ျမန္\u{1038}မာ"] {
            assert!(is_zawgyi(zawgyi), "{zawgyi}");
        }
        for unicode in ["မေး", "မြန်မာ", "မင်္ဂလာပါ", "ကျွန်တော်ပြေးတယ်", "ၵႂၢမ်းတႆး", "တွေ့ကြောင်း", "Yangon", ""]
        {
            assert!(!is_zawgyi(unicode), "{unicode}");
        }
    }
}
