//! Names as they are compared: whether one could pass for another.
//!
//! Two names are alike if they are the same letters but for capitals, white space, punctuation and the ways in which
//! Unicode writes one letter (NFKC and case folding), or if their letters look the same (the skeletons of UTS #39).
//! Names of organisations and of requesters are compared in this one way.
//!
//! The tables are made by `cargo xtask names` and hold what matters in names: decompositions without Chinese
//! compatibility forms, enclosed signs and the presentation forms of Arabic, and the letters that look like Latin,
//! Greek, Cyrillic, Armenian, Hebrew, Arabic or Burmese ones.
//! The crates that they are made from hold all of Unicode, of which names use little.

use std::cmp::Ordering;

use candour_proof::sort::sort;

/// Compatibility decompositions (NFKD) of single letters.
const DECOMPOSED: &[u8] = include_bytes!("names/decomposed.bin");
/// The letters that others look like (UTS #39, `confusables.txt`).
const LOOKS: &[u8] = include_bytes!("names/looks.bin");
/// Ranges of combining marks that take room or change a letter.
const MARKS: &[u8] = include_bytes!("names/marks.bin");

/// A name as it is sorted and searched: decomposed, in small letters, without white space and punctuation. Names that
/// differ only in how they are written are equal.
pub fn plain(name: &str) -> String {
    if name.is_ascii() {
        return name
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
    }
    let mut letters: Vec<char> =
        decomposed(name).flat_map(folded).filter(|letter| is_kept(*letter)).collect();
    in_order(&mut letters);
    letters.into_iter().collect()
}

/// The order of two names: letter by letter, and numbers by their value, so that "Company 2" comes before "Company 10".
/// Only names that are the same are equal.
pub fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let ((first, after_first), (second, after_second)) = (leading_number(left), leading_number(right));
        if first.is_empty() || second.is_empty() {
            let (mut letters, mut others) = (left.chars(), right.chars());
            match (letters.next(), others.next()) {
                (None, None) => return one.cmp(other),
                (letter, other) if letter != other => return letter.cmp(&other),
                _ => (left, right) = (letters.as_str(), others.as_str()),
            }
        } else {
            let (value, other) = (first.trim_start_matches('0'), second.trim_start_matches('0'));
            match value.len().cmp(&other.len()).then_with(|| value.cmp(other)) {
                Ordering::Equal => (left, right) = (after_first, after_second),
                order => return order,
            }
        }
    }
}

/// The digits with which a text begins, and the rest.
fn leading_number(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    (text.strip_suffix(rest).unwrap_or_default(), rest)
}

/// What a name looks like. Names are alike if either of the two is equal; see [`Looks::is_like`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Of the name in small letters.
    pub small: String,
    /// Of the name with the capitals of other alphabets as the Latin ones that they look like: a Cyrillic `В` is a
    /// `B` to the eye, though its small letter is not a `b`.
    pub capital: String,
}

impl Looks {
    /// What a name looks like.
    pub fn of(name: &str) -> Self {
        if name.is_ascii() {
            let small: String = skeleton_of_ascii(name).collect();
            return Self { capital: small.clone(), small };
        }
        let small = skeleton(plain(name).chars());
        let mut letters: Vec<char> = decomposed(name)
            .filter(|letter| is_kept(*letter))
            .flat_map(|letter| if letter.is_ascii() { OneOrMany::Letter(letter) } else { look(letter) })
            .flat_map(folded)
            .collect();
        in_order(&mut letters);
        Self { small, capital: skeleton(letters.into_iter()) }
    }

    /// Whether there is nothing to compare: no letter and no digit.
    pub fn is_empty(&self) -> bool {
        self.small.is_empty() && self.capital.is_empty()
    }

    /// Whether a name could pass for this one, or this one for it. Empty names are like no other.
    pub fn is_like(&self, name: &str) -> bool {
        if name.is_ascii() {
            // Nearly all names are told apart by their first letters.
            let same = |own: &String| !own.is_empty() && own.chars().eq(skeleton_of_ascii(name));
            return same(&self.small) || same(&self.capital);
        }
        let other = Self::of(name);
        let same = |own: &String, other: &String| !own.is_empty() && own == other;
        same(&self.small, &other.small) || same(&self.capital, &other.capital)
    }
}

/// Alphabets whose letters are taken for each other (Unicode TR 36, section 2.4).
#[derive(Clone, Copy, PartialEq)]
enum Alphabet {
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Cherokee,
    Coptic,
    Lisu,
}

/// Whether a word of a name has letters of two alphabets that look alike, or a Burmese digit in the place of the letter
/// that it looks like. A word wholly in another alphabet cannot be told from a word of that language.
pub fn mixes_alphabets(name: &str) -> bool {
    // Marks of Burmese stand on letters, never on digits: WA is a zero to the eye, and RA a seven.
    let is_digit_with_mark = |pair| matches!(pair, ('\u{1040}' | '\u{1047}', '\u{102b}'..='\u{103e}'));
    if name.chars().zip(name.chars().skip(1)).any(is_digit_with_mark) {
        return true;
    }
    name.split(|letter: char| !letter.is_alphanumeric() && !is_joined(letter)).any(|word| {
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
        '\u{530}'..='\u{58f}' => Some(Alphabet::Armenian),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(Alphabet::Cherokee),
        '\u{2c80}'..='\u{2cff}' => Some(Alphabet::Coptic),
        '\u{a4d0}'..='\u{a4f7}' => Some(Alphabet::Lisu),
        _ => None,
    }
}

/// A text with each accent as a letter of its own, as canonical decomposition (NFD) has it. Signs that only look alike
/// stay as they are.
pub fn canonically_decomposed(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    for letter in text.chars() {
        let one = String::from(letter);
        let parts: String = decomposed(&one).collect();
        let accents = || parts.chars().skip(1);
        let is_accented = accents().next().is_some() && accents().all(is_mark);
        let is_korean = matches!(letter, '\u{ac00}'..='\u{d7a3}');
        apart.push_str(if is_accented || is_korean { &parts } else { &one });
    }
    apart
}

/// The letters of a name, decomposed.
fn decomposed(name: &str) -> impl Iterator<Item = char> {
    name.chars().flat_map(|letter| match u32::from(letter) {
        ..0xa0 => OneOrMany::Letter(letter),
        code @ 0xac00..=0xd7a3 => OneOrMany::Text(syllable(code - 0xac00)),
        _ => entry(DECOMPOSED, letter).map_or(OneOrMany::Letter(letter), OneOrMany::Table),
    })
}

/// A Korean syllable as its letters (The Unicode Standard, section 3.12).
fn syllable(number: u32) -> [Option<char>; 3] {
    let (lead, vowel, tail) = (number / 588, number % 588 / 28, number % 28);
    let tail = if tail == 0 { None } else { char::from_u32(0x11a7 + tail) };
    [char::from_u32(0x1100 + lead), char::from_u32(0x1161 + vowel), tail]
}

/// A letter in small: as [`char::to_lowercase`], and where that depends on the word or leaves two spellings, as case
/// folding has it.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let (letter, second) = match letter {
        'ς' => ('σ', None),
        'ß' | 'ẞ' => ('s', Some('s')),
        _ => (letter, None),
    };
    letter.to_lowercase().chain(second)
}

/// What a text of decomposed letters looks like. `i` and `l` are one: a capital `I` is a small `l` to the eye, and in
/// small letters an `i`. So are the digits `1` and `0` and the letters that they look like.
fn skeleton(letters: impl Iterator<Item = char>) -> String {
    let same = |letter: char| match letter {
        'i' | 'I' | '1' => 'l',
        'O' | '0' => 'o',
        _ => letter,
    };
    let mut skeleton: Vec<char> =
        letters.flat_map(look).filter(|letter| is_kept(*letter)).map(same).collect();
    in_order(&mut skeleton);
    skeleton.into_iter().collect()
}

/// The same of a name in ASCII, in one go.
fn skeleton_of_ascii(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_alphanumeric).flat_map(|letter| match letter.to_ascii_lowercase() {
        'm' => OneOrMany::Text([Some('r'), Some('n'), None]),
        'i' | '1' => OneOrMany::Letter('l'),
        '0' => OneOrMany::Letter('o'),
        letter => OneOrMany::Letter(letter),
    })
}

/// The letters that one looks like.
fn look(letter: char) -> OneOrMany {
    match letter {
        // What the table has of ASCII; the rest of it stands in `skeleton`.
        'm' => OneOrMany::Text([Some('r'), Some('n'), None]),
        _ if letter.is_ascii() => OneOrMany::Letter(letter),
        _ => entry(LOOKS, letter).map_or(OneOrMany::Letter(letter), OneOrMany::Table),
    }
}

/// What is left of a name to be compared: letters, digits and their marks.
fn is_kept(letter: char) -> bool {
    // Fillers are letters that nobody sees.
    letter.is_alphanumeric() && !matches!(letter, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
        || is_mark(letter)
}

/// Puts marks on one letter in one order: which of them was written first means nothing.
fn in_order(letters: &mut [char]) {
    for marks in letters.split_mut(|letter| !is_mark(*letter)) {
        let mut sorted = marks.to_vec();
        sort(&mut sorted);
        marks.copy_from_slice(&sorted);
    }
}

/// Whether a letter is a combining mark. The table has the first and the last of each range, as the distance from the
/// one before: seven bits a byte, the lowest first.
pub(crate) fn is_mark(letter: char) -> bool {
    let letter = u32::from(letter);
    let (mut at, mut distance, mut shift, mut starts) = (0, 0, 0, true);
    for byte in MARKS {
        distance |= u32::from(byte & 127) << shift;
        shift += 7;
        if byte & 128 != 0 {
            continue;
        }
        at += distance;
        // Beyond the first of a range that was not reached, or within one that is not over.
        if starts && letter < at {
            return false;
        }
        if !starts && letter <= at {
            return true;
        }
        (distance, shift, starts) = (0, 0, !starts);
    }
    false
}

/// What a table has for a letter. Each block is for 128 letters: its number and length (both of 16 bits, the lower
/// byte first), how many letters it has, their lower seven bits, the lengths of their texts, and the texts in UTF-8.
fn entry(table: &'static [u8], letter: char) -> Option<&'static str> {
    let (number, low) = (u32::from(letter) >> 7, u32::from(letter) & 127);
    let mut rest = table;
    loop {
        let (&[block, block_high, length, length_high], after) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_le_bytes([length, length_high]));
        let (content, next) = after.split_at_checked(length)?;
        match u32::from(u16::from_le_bytes([block, block_high])) {
            block if block > number => return None,
            block if block < number => rest = next,
            _ => return text(content, low),
        }
    }
}

/// The text of a letter in its block.
fn text(block: &'static [u8], low: u32) -> Option<&'static str> {
    let (count, rest) = block.split_first()?;
    let count = usize::from(*count);
    let (letters, rest) = rest.split_at_checked(count)?;
    let (lengths, texts) = rest.split_at_checked(count)?;
    let place = letters.iter().position(|own| u32::from(*own) == low)?;
    let start = lengths.iter().take(place).map(|length| usize::from(*length)).sum::<usize>();
    let length = usize::from(*lengths.get(place)?);
    std::str::from_utf8(texts.get(start..)?.get(..length)?).ok()
}

/// What stands for one letter.
enum OneOrMany {
    Letter(char),
    Text([Option<char>; 3]),
    Table(&'static str),
}

impl IntoIterator for OneOrMany {
    type Item = char;
    type IntoIter =
        std::iter::Chain<std::iter::Flatten<std::array::IntoIter<Option<char>, 3>>, std::str::Chars<'static>>;

    fn into_iter(self) -> Self::IntoIter {
        let (letters, text) = match self {
            Self::Letter(letter) => ([Some(letter), None, None], ""),
            Self::Text(letters) => (letters, ""),
            Self::Table(text) => ([None; 3], text),
        };
        letters.into_iter().flatten().chain(text.chars())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_come_apart_and_look_alikes_stay() {
        for (text, apart) in [
            ("Zurich", "Zurich"),
            ("Café Zürich", "Cafe\u{301} Zu\u{308}rich"),
            ("Cafe\u{301}", "Cafe\u{301}"),
            ("Việt", "Vie\u{323}\u{302}t"),
            ("한", "\u{1112}\u{1161}\u{11ab}"),
            ("ﬁ ² ª", "ﬁ ² ª"),
        ] {
            assert_eq!(canonically_decomposed(text), apart);
        }
    }

    #[test]
    fn numbers_in_names_are_ordered_by_their_value() {
        let sorted = [
            "",
            "1",
            "2",
            "02b",
            "10",
            "99999999999999999999",
            "100000000000000000000",
            "a",
            "a b",
            "company",
            "company01",
            "company1",
            "company2",
            "company2a",
            "company10",
            "company10a2",
            "company10a11",
            "é2",
            "é10",
        ];
        for (place, one) in sorted.iter().enumerate() {
            for (other_place, other) in sorted.iter().enumerate() {
                assert_eq!(natural_order(one, other), place.cmp(&other_place), "{one}, {other}");
            }
        }
    }

    fn alike(one: &str, other: &str) -> bool {
        let alike = Looks::of(one).is_like(other);
        assert_eq!(alike, Looks::of(other).is_like(one), "{one}, {other}");
        alike
    }

    #[test]
    fn names_written_in_other_ways_are_equal() {
        for (one, other) in [
            ("Café GmbH", "CAFE\u{301}  gmbh."),
            ("Bäckerei", "Ba\u{308}ckerei"),
            ("Straße", "STRASSE"),
            ("ΟΔΟΣ", "οδος"),
            ("ΟΔΟΣ", "οδοσ"),
            ("Ｓｈｏｐ", "shop"),
            ("ﬁrst", "First"),
            ("Sh\u{ad}o\u{200b}p", "Shop"),
            ("Ａcme №1", "Acme No 1"),
            ("가게", "\u{1100}\u{1161}\u{1100}\u{1166}"),
            ("각", "\u{1100}\u{1161}\u{11a8}"),
            ("ガラス", "カ\u{3099}ラス"),
            ("Việt", "Vie\u{323}\u{302}t"),
            ("Việt", "Vie\u{302}\u{323}t"),
            ("क़लम", "\u{958}लम"),
            ("كتاب\u{651}\u{64c}", "كتاب\u{64c}\u{651}"),
            ("Ⅳ", "iv"),
            ("Пекарня", "ПЕКАРНЯ"),
        ] {
            assert_eq!(plain(one), plain(other), "{one}, {other}");
            assert!(alike(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_alike() {
        for (one, other) in [
            ("PayPal", "PayPaI"),
            ("paypal", "PAYPAI"),
            ("Bank", "Ваnk"),
            ("BANK", "ВАNК"),
            ("bank", "Ваnk"),
            ("MILL", "Мill"),
            ("mill", "mіll"),
            ("MILL", "mіll"),
            ("CATEX", "САТЕХ"),
            ("сатех", "САТЕХ"),
            ("Alpha", "Αlpha"),
            ("Modern", "Modem"),
            ("Shop 10", "Shop lO"),
            ("Ꭺcme", "Acme"),
            ("ꓐakery", "Bakery"),
            ("Օrange", "Orange"),
            ("rоsа", "ROSA"),
            ("scоut", "ѕсоut"),
            ("ı-shop", "i-shop"),
            ("ဝန်ကြီး", "၀န်ကြီး"),
            ("ရွှေဆိုင်", "၇ွှေဆိုင်"),
            ("ပြဿနာ", "ပြသနာ"),
        ] {
            assert!(alike(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn names_that_differ_are_not_alike() {
        for (one, other) in [
            ("Café", "Cafe"),
            ("Müller", "Muller"),
            ("Nan", "Van"),
            ("Haus", "Naus"),
            ("Bank", "Bunk"),
            ("Веста", "Becta"),
            ("Shop 1", "Shop 2"),
            ("カラス", "ガラス"),
            ("ကန်", "ကန"),
            ("คา", "ค่า"),
            ("", ""),
            ("...", "!"),
            ("\u{3164}", "\u{200b}"),
        ] {
            assert!(!alike(one, other), "{one}, {other}");
        }
    }

    #[test]
    fn a_name_in_ascii_needs_no_table() {
        let name = "The Quick Brown Fox, 12 Long Street";
        assert_eq!(plain(name), "thequickbrownfox12longstreet");
        let looks = Looks::of(name);
        assert_eq!(looks.small, "thequlckbrownfoxl2longstreet");
        assert_eq!(looks.small, looks.capital);
    }

    #[test]
    fn a_word_of_two_alphabets_is_found_and_words_of_one_are_not() {
        for name in [
            "Bäckеrei",
            "Αlpha",
            "Мicrо",
            "a\u{301}ο",
            "x\u{200b}а",
            "Good Cоmpany",
            "Օrange",
            "Ꭺcme",
            "ꓐakery",
            "Ⲁlpha",
            "၀ါဆို",
            "၇ွှေဆိုင်",
        ] {
            assert!(mixes_alphabets(name), "{name}");
        }
        for name in [
            "",
            "Bäckerei Übung",
            "Пекарня Bäckerei",
            "Αρτοποιείο-Bakery",
            "မုန့်ဆိုင် Ltd",
            "مخبز 24h",
            "東京Bakery",
            "ဆိုင် ၇၀",
            "ဝါဆို ၇ရက်",
            "Łódź × Đà Nẵng",
        ] {
            assert!(!mixes_alphabets(name), "{name}");
        }
    }

    #[test]
    fn a_damaged_table_gives_nothing() {
        for table in [&[][..], &[0], &[0, 0, 9, 0], &[1, 0, 2, 0, 9, 9], &[1, 0, 3, 0, 1, 0, 7]] {
            // The tables are part of the program; this is only that reading them cannot stop it.
            assert_eq!(entry(Box::leak(table.to_vec().into_boxed_slice()), '\u{80}'), None, "{table:?}");
        }
    }
}
