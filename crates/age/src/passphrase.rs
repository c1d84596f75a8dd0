//! Passphrases: what one is worth, as far as that can be counted, and new ones made by chance.
//!
//! Nothing here can know whether words were picked by chance or are the first line of a song. So
//! words are counted, the count is said, and no rule about digits and signs is made up. Only what
//! every guesser tries within minutes is refused: runs of keys, repetitions and the commonest.

use candour_proof::script::{is_burmese, is_spaceless, syllables};

/// Fewest characters of a passphrase.
pub const SHORTEST: usize = 12;

/// What a passphrase is worth against somebody who has the locked file and time.
///
/// A guesser tries the commonest 2,000 words first (11 bits each) and a million passphrases a
/// second, which scrypt with N = 2^15 leaves to a room of graphics cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Fewer than [`SHORTEST`] characters; not taken.
    Short,
    /// A run of keys, a repetition, or one of the commonest; not taken.
    Guessable,
    /// Up to three different words: hours.
    Weak,
    /// Four: months.
    Fair,
    /// Five or more: centuries.
    Good,
}

/// A passphrase as far as it can be counted: how many different words, and what they are worth.
pub fn weigh(passphrase: &str) -> (usize, Strength) {
    let mut words: Vec<String> = Vec::new();
    for word in passphrase.split(|letter: char| !is_in_word(letter)) {
        let word = word.to_lowercase();
        // The same again adds nothing, and neither do single letters.
        if word.chars().count() > 1 && !words.contains(&word) {
            words.push(word);
        }
    }
    let mut count = words.iter().map(|word| worth(word)).sum();
    if words.len() < MOST && words.iter().any(|word| word.chars().any(is_spaceless)) {
        // Where words are not parted, nothing tells a sentence that everybody says from words picked by chance.
        count = MOST.saturating_sub(1).min(count);
    }
    let strength = match count {
        _ if passphrase.chars().count() < SHORTEST => Strength::Short,
        _ if is_guessable(passphrase) => Strength::Guessable,
        0..=3 => Strength::Weak,
        4 => Strength::Fair,
        _ => Strength::Good,
    };
    (count, strength)
}

/// Words of a passphrase that is [`Strength::Good`].
const MOST: usize = 5;

/// Whether a letter belongs to a word: letters and digits, and in scripts that write vowels and stacked letters as
/// marks all that is not punctuation.
fn is_in_word(letter: char) -> bool {
    let is_punctuation = matches!(
        letter,
        '\u{964}' | '\u{965}' | '\u{e2f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}' | '\u{104a}'..='\u{104f}'
            | '\u{17d4}'..='\u{17da}' | '\u{f08}' | '\u{f0d}'..='\u{f14}' | '\u{df4}'
    );
    let is_mark = matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' | '\u{900}'..='\u{109f}'
            | '\u{1700}'..='\u{17ff}' | '\u{1900}'..='\u{1aff}' | '\u{1b00}'..='\u{1cff}'
            | '\u{200b}'..='\u{200d}' | '\u{3099}' | '\u{309a}' | '\u{a800}'..='\u{aaff}' | '\u{fe00}'..='\u{fe0f}'
    );
    letter.is_alphanumeric() || is_mark && !is_punctuation
}

/// How many words a run of letters and digits counts for: one, and more where digits stand among
/// letters again and again, or in scripts that write no spaces.
fn worth(word: &str) -> usize {
    let changes = || {
        let digits = word.chars().map(|letter| letter.is_ascii_digit());
        digits.clone().zip(digits.skip(1)).filter(|(one, next)| one != next).count()
    };
    let count = if word.chars().any(is_burmese) {
        syllables(word) / 2
    } else if word.chars().any(is_spaceless) {
        word.chars().filter(|letter| letter.is_alphanumeric()).count() / 5
    } else {
        changes() / 3
    };
    count.max(1).min(different(word).div_ceil(3))
}

/// How many different letters.
fn different(word: &str) -> usize {
    let mut seen = Vec::new();
    for letter in word.chars() {
        if !seen.contains(&letter) {
            seen.push(letter);
        }
    }
    seen.len()
}

/// Keys that lie side by side, and the ways in which fingers run over them.
const ROWS: [&str; 20] = [
    "1234567890",
    "!@#$%^&*()",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1qaz",
    "2wsx",
    "3edc",
    "4rfv",
    "5tgb",
    "6yhn",
    "7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1b2c3d4e5f6g7h8i9j0",
];

/// What the commonest passphrases are made of. Lists of leaked ones begin with hardly anything else.
const COMMON: [&str; 48] = [
    "correcthorsebatterystaple",
    "password",
    "passwort",
    "passphrase",
    "kennwort",
    "motdepasse",
    "contrasena",
    "administrator",
    "admin",
    "letmein",
    "iloveyou",
    "ilove",
    "welcome",
    "willkommen",
    "bienvenue",
    "football",
    "baseball",
    "basketball",
    "sunshine",
    "princess",
    "superman",
    "spiderman",
    "batman",
    "starwars",
    "pokemon",
    "monkey",
    "dragon",
    "master",
    "shadow",
    "hunter",
    "freedom",
    "whatever",
    "trustno",
    "changeme",
    "default",
    "secret",
    "computer",
    "internet",
    "summer",
    "winter",
    "spring",
    "autumn",
    "michael",
    "hello",
    "login",
    "guest",
    "candour",
    "test",
];

/// Fewest parts that a guesser cannot foresee: with a hundred kinds of them, four take a program minutes.
const FEWEST_PARTS: usize = 5;

/// Whether it is among what every guesser tries first.
fn is_guessable(passphrase: &str) -> bool {
    let separates = |letter: &char| letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | ',');
    let letters: Vec<char> =
        passphrase.chars().flat_map(char::to_lowercase).filter(|letter| !separates(letter)).collect();
    period(&letters) < SHORTEST && period(&letters) < letters.len() || parts(&letters) < FEWEST_PARTS
}

/// The length of the shortest text whose repetition gives this one.
fn period(letters: &[char]) -> usize {
    let repeats =
        |length: &usize| letters.iter().zip(letters.iter().skip(*length)).all(|(one, next)| one == next);
    (1..=letters.len() / 2).find(repeats).unwrap_or(letters.len())
}

/// How many parts cannot be foreseen: common words, years, and the beginnings of runs count once each, and
/// letters that came before do not count again.
fn parts(letters: &[char]) -> usize {
    let (mut count, mut rest, mut before) = (0, letters, None);
    let mut seen = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let word = COMMON.iter().filter(|word| begins_with(rest, word)).map(|word| word.len()).max();
        let length = word.or_else(|| is_year(rest).then_some(4));
        if let Some(length) = length {
            count += 1;
            before = None;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if !before.is_some_and(|before| follows(before, *first)) && !seen.contains(first) {
            count += 1;
        }
        seen.push(*first);
        before = Some(*first);
        rest = after;
    }
    count
}

/// Whether the letters begin with a word, some of its letters perhaps written as signs that look like them.
fn begins_with(letters: &[char], word: &str) -> bool {
    let alike = |letter: char, meant: char| {
        letter == meant
            || match letter {
                '@' | '4' => meant == 'a',
                '3' => meant == 'e',
                '1' | '!' => meant == 'i' || meant == 'l',
                '0' => meant == 'o',
                '5' | '$' => meant == 's',
                '7' => meant == 't',
                _ => false,
            }
    };
    let mut letters = letters.iter();
    word.chars().all(|meant| letters.next().is_some_and(|letter| alike(*letter, meant)))
}

/// Whether the letters begin with a year of the last century or this one.
fn is_year(letters: &[char]) -> bool {
    matches!(letters, [one, two, three, four, ..]
        if matches!((one, two), ('1', '9') | ('2', '0')) && three.is_ascii_digit() && four.is_ascii_digit())
}

/// Whether a letter goes on with a run: the same again, the next of the alphabet, or the next key.
fn follows(before: char, letter: char) -> bool {
    let beside = |row: &&str| {
        row.chars().zip(row.chars().skip(1)).any(|pair| pair == (before, letter) || pair == (letter, before))
    };
    u32::from(before).abs_diff(u32::from(letter)) <= 1 || ROWS.iter().any(beside)
}

/// Random bytes that [`suggest`] needs.
pub const RANDOM: usize = 10;

/// A passphrase of five groups that can be spoken in any language, 16 bits each: proquints
/// (D. S. Wilkerson, "A Proposal for Proquints", 2009).
pub fn suggest(random: &[u8; RANDOM]) -> String {
    const CONSONANTS: [char; 16] =
        ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z'];
    const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
    let mut out = String::new();
    for pair in random.chunks(2) {
        let number = pair.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        if !out.is_empty() {
            out.push('-');
        }
        let consonant = |shift: usize| CONSONANTS.get(number >> shift & 15);
        let vowel = |shift: usize| VOWELS.get(number >> shift & 3);
        out.extend([consonant(12), vowel(10), consonant(6), vowel(4), consonant(0)].into_iter().flatten());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_in_a_script_without_spaces_is_at_most_fair() {
        for passphrase in [
            // "Hello teacher, it is me", and "I live in Yangon".
            "မင်္ဂလာပါဆရာမ ကျွန်တော်ပါ",
            "ကျွန်တော်ရန်ကုန်မြို့မှာနေတယ်",
            // "Hello, my name is", "I live in Bangkok", "I love you very much" in Thai, Lao and Khmer.
            "สวัสดีครับผมชื่อสมชายยินดีที่ได้รู้จัก",
            "ຂ້ອຍຢູ່ນະຄອນຫຼວງວຽງຈັນຍິນດີທີ່ໄດ້ຮູ້ຈັກ",
            "ខ្ញុំស្រឡាញ់អ្នកខ្លាំងណាស់ហើយខ្ញុំរស់នៅភ្នំពេញ",
            "私の名前は田中です東京に住んでいますよろしくお願いします",
        ] {
            let (_, strength) = weigh(passphrase);
            assert!(strength <= Strength::Fair, "{passphrase}: {strength:?}");
        }
    }

    #[test]
    fn marks_on_letters_do_not_part_words() {
        for (passphrase, words) in [
            // Devanagari with virama, Arabic with vowel signs, and a decomposed accent.
            ("नमस्ते विद्यालय", 2),
            ("مَدْرَسَة مُحَمَّد", 2),
            ("cafe\u{301}s re\u{301}publique", 2),
        ] {
            assert_eq!(weigh(passphrase).0, words, "{passphrase}");
        }
    }

    #[test]
    fn words_picked_and_parted_are_good_in_every_script() {
        for passphrase in ["ဆရာ မိုး စာအုပ် ငါး ရေခဲ တောင်", "ไก่ ภูเขา ดินสอ ทะเล กระดาษ ฝน"]
        {
            assert_eq!(weigh(passphrase).1, Strength::Good, "{passphrase}");
        }
    }

    #[test]
    fn a_passphrase_is_worth_its_different_words() {
        for (passphrase, words, strength) in [
            ("", 0, Strength::Short),
            ("short words", 2, Strength::Short),
            ("password1234", 1, Strength::Guessable),
            ("gardenhedges", 1, Strength::Weak),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", 1, Strength::Guessable),
            ("word word word word word word", 1, Strength::Guessable),
            ("correct horse battery", 3, Strength::Weak),
            ("correct horse battery staple", 4, Strength::Guessable),
            ("correct horse battery garden", 4, Strength::Fair),
            ("Correct-Horse correct horse battery staple", 4, Strength::Fair),
            ("correct horse battery staple garden", 5, Strength::Good),
            ("a b c d e f g h i j k l m", 0, Strength::Guessable),
            ("a z b y c x d w e v f u g", 0, Strength::Weak),
        ] {
            assert_eq!(weigh(passphrase), (words, strength), "{passphrase}");
        }
    }

    #[test]
    fn letters_mixed_by_chance_count_and_repeated_ones_do_not() {
        assert_eq!(weigh("8fk3q0zt7wm2xv9hd4rj6b").1, Strength::Good);
        assert_eq!(weigh("abc111abc111abc111abc111").1, Strength::Guessable);
        for (mixed, words) in
            [("a1b2", 1), ("a1b2c3d4e5", 3), ("a1b2c3d4e5f6g", 4), ("8fk3q0zt7wm2xv9hd4rj6b", 5)]
        {
            assert_eq!(weigh(mixed).0, words, "{mixed}");
        }
    }

    #[test]
    fn scripts_without_spaces_count_by_their_letters() {
        assert_eq!(weigh("မြန်မာနိုင်ငံရန်ကုန်မန္တလေး").1, Strength::Fair);
        assert_eq!(weigh("漢漢漢漢漢漢漢漢漢漢漢漢漢漢").1, Strength::Guessable);
        assert_eq!(weigh("一二三四五六七八九").0, 1);
        assert_eq!(weigh("一二三四五六七八九十百千万億兆").0, 3);
    }

    #[test]
    fn runs_repetitions_and_the_commonest_are_guessable() {
        for passphrase in [
            // Runs.
            "123456789012",
            "098765432109",
            "abcdefghijkl",
            "ABCDEFGHIJKL",
            "zyxwvutsrqpo",
            "qwertyuiopas",
            "qwertzuiopasdfg",
            "azertyuiopqsd",
            "asdfghjkl123",
            "1q2w3e4r5t6y",
            "q1w2e3r4t5y6",
            "1qaz2wsx3edc",
            "zaq12wsxcde3",
            "qazwsxedcrfv",
            "a1b2c3d4e5f6",
            "!@#$%^&*()!@",
            "qwerty123456",
            "1234 5678 9012",
            "абвгдежзийкл",
            // Repetitions.
            "111111111111",
            "            ",
            "abababababab",
            "aabbaabbabab",
            "abc123abc123",
            "fjord fjord fjord",
            "Fjord-fjord-fjord-fj",
            "123123456456",
            // The commonest, also as they are made longer.
            "password1234",
            "Password123!",
            "P@ssw0rd1234",
            "pa55word2024",
            "mypassword12",
            "passwordpassword",
            "Welcome12345",
            "Welcome2025!!",
            "letmein letmein",
            "iloveyou1234",
            "monkey123456",
            "administrator1",
            "Trustno1Trustno1!",
            "Summer2024Winter2025",
            "correct horse battery staple",
            "CorrectHorseBatteryStaple1",
        ] {
            assert_eq!(weigh(passphrase).1, Strength::Guessable, "{passphrase}");
        }
    }

    #[test]
    fn words_and_letters_picked_by_chance_are_not_guessable() {
        for passphrase in [
            "seven wet umbrellas under one hat",
            "long enough, yes",
            "correct horse battery",
            "Donaudampfschifffahrt",
            "kahvilassa istuimme",
            "kqjwmxvbtzrp",
            "x7#K!q2^&mPz",
            "739164825307",
            "password of the blue fjord",
            "my summer in the garden",
            "horse battery horse garden horse battery",
        ] {
            assert!(!matches!(weigh(passphrase).1, Strength::Short | Strength::Guessable), "{passphrase}");
        }
        let mut state = 7_u32;
        for _ in 0..1_000 {
            let random = std::array::from_fn(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state.to_be_bytes()[0]
            });
            assert!(weigh(&suggest(&random)).1 > Strength::Weak, "{}", suggest(&random));
        }
    }

    #[test]
    fn what_is_suggested_is_good_and_has_the_published_form() {
        // From the proposal: 127.0.0.1 is lusab-babad, 63.84.220.193 is gutih-tugad.
        let bytes = [127, 0, 0, 1, 63, 84, 220, 193, 0, 0];
        assert_eq!(suggest(&bytes), "lusab-babad-gutih-tugad-babab");
        assert_eq!(weigh(&suggest(&bytes)), (5, Strength::Good));
    }
}
