//! Passphrases: what one is worth, as far as that can be counted, and new ones made by chance.
//!
//! Nothing here can know whether words were picked by chance or are the first line of a song. So
//! words are counted, the count is said, and no rule about digits and signs is made up.

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
    for word in passphrase.split(|letter: char| !letter.is_alphanumeric()) {
        let word = word.to_lowercase();
        // The same again adds nothing, and neither do single letters.
        if word.chars().count() > 1 && !words.contains(&word) {
            words.push(word);
        }
    }
    let count = words.iter().map(|word| worth(word)).sum();
    let strength = match count {
        _ if passphrase.chars().count() < SHORTEST => Strength::Short,
        0..=3 => Strength::Weak,
        4 => Strength::Fair,
        _ => Strength::Good,
    };
    (count, strength)
}

/// How many words a run of letters and digits counts for: one, and more where digits stand among
/// letters again and again, or in scripts that write no spaces.
fn worth(word: &str) -> usize {
    let spaceless = |letter: char| matches!(letter, '\u{e00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{9fff}');
    let changes = || {
        let digits = word.chars().map(|letter| letter.is_ascii_digit());
        digits.clone().zip(digits.skip(1)).filter(|(one, next)| one != next).count()
    };
    let count = if word.chars().any(spaceless) { word.chars().count() / 5 } else { changes() / 3 };
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
    fn a_passphrase_is_worth_its_different_words() {
        for (passphrase, words, strength) in [
            ("", 0, Strength::Short),
            ("short words", 2, Strength::Short),
            ("password1234", 1, Strength::Weak),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", 1, Strength::Weak),
            ("word word word word word word", 1, Strength::Weak),
            ("correct horse battery", 3, Strength::Weak),
            ("correct horse battery staple", 4, Strength::Fair),
            ("Correct-Horse correct horse battery staple", 4, Strength::Fair),
            ("correct horse battery staple garden", 5, Strength::Good),
            ("a b c d e f g h i j k l m", 0, Strength::Weak),
        ] {
            assert_eq!(weigh(passphrase), (words, strength), "{passphrase}");
        }
    }

    #[test]
    fn letters_mixed_by_chance_count_and_repeated_ones_do_not() {
        assert_eq!(weigh("8fk3q0zt7wm2xv9hd4rj6b").1, Strength::Good);
        assert_eq!(weigh("abc111abc111abc111abc111").1, Strength::Weak);
        for (mixed, words) in
            [("a1b2", 1), ("a1b2c3d4e5", 3), ("a1b2c3d4e5f6g", 4), ("8fk3q0zt7wm2xv9hd4rj6b", 5)]
        {
            assert_eq!(weigh(mixed).0, words, "{mixed}");
        }
    }

    #[test]
    fn scripts_without_spaces_count_by_their_letters() {
        assert_eq!(weigh("မြန်မာနိုင်ငံရန်ကုန်မန္တလေး").1, Strength::Good);
        assert_eq!(weigh("漢漢漢漢漢漢漢漢漢漢漢漢漢漢").1, Strength::Weak);
        assert_eq!(weigh("一二三四五六七八九").0, 1);
        assert_eq!(weigh("一二三四五六七八九十百千万億兆").0, 3);
    }

    #[test]
    fn what_is_suggested_is_good_and_has_the_published_form() {
        // From the proposal: 127.0.0.1 is lusab-babad, 63.84.220.193 is gutih-tugad.
        let bytes = [127, 0, 0, 1, 63, 84, 220, 193, 0, 0];
        assert_eq!(suggest(&bytes), "lusab-babad-gutih-tugad-babab");
        assert_eq!(weigh(&suggest(&bytes)), (5, Strength::Good));
    }
}
