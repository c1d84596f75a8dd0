//! Makes the tables that names are compared with, of the Unicode data in two crates.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_security::confusable_detection::skeleton;

use crate::{
    process::Outcome,
    workspace::{make_folder, root},
};

/// Where they stand, from the root of the repository.
const FOLDER: &str = "crates/files/src/names";

/// Texts by the letters they stand for.
type CharMap = BTreeMap<char, String>;

/// Writes the tables, or only looks whether they are those that would be written.
pub(crate) fn names(check: bool) -> Outcome<()> {
    let folder = root()?.join(FOLDER);
    make_folder(&folder)?;
    for (name, content) in tables() {
        let path = folder.join(name);
        let shown = format!("{FOLDER}/{name}");
        if check {
            let found = std::fs::read(&path).map_err(|error| format!("{shown}: {error}"))?;
            if found != content {
                return Err(format!(
                    "{shown} is out of date; run `cargo xtask names` and check what changed"
                ));
            }
        } else {
            std::fs::write(&path, &content).map_err(|error| format!("{shown}: {error}"))?;
            println!("{shown}: {} bytes", content.len());
        }
    }
    Ok(())
}

fn tables() -> [(&'static str, Vec<u8>); 3] {
    let letters = || ('\u{80}'..=char::MAX).filter(|letter| !('\u{ac00}'..='\u{d7a3}').contains(letter));
    let decomposed: CharMap =
        letters().filter(|letter| !is_left_out(*letter)).filter_map(decomposition).collect();
    let looks: CharMap = letters().filter_map(|letter| look(letter, &decomposed)).collect();
    let marks = letters().filter(|letter| is_combining_mark(*letter) && !is_unseen(*letter));
    [("decomposed.bin", packed(&decomposed)), ("looks.bin", packed(&looks)), ("marks.bin", ranges(marks))]
}

/// Letters that names are not written in, whose decompositions would cost as much as all others: Chinese
/// compatibility forms and radicals, enclosed signs, and the presentation forms of Arabic.
fn is_left_out(letter: char) -> bool {
    matches!(u32::from(letter), 0xf900..=0xfaff | 0x2_f800..=0x2_fa1f | 0x2f00..=0x2fdf | 0x3200..=0x33ff
        | 0xfb50..=0xfdff | 0xfe70..=0xfeff | 0x1_f100..=0x1_f2ff)
}

/// Marks that nobody sees: the joiner of marks, selectors of variants, and vowels that are written no more.
fn is_unseen(letter: char) -> bool {
    matches!(u32::from(letter), 0x34f | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0xfe00..=0xfe0f | 0xe_0100..=0xe_01ef)
}

fn decomposition(letter: char) -> Option<(char, String)> {
    let text: String = letter.nfkd().collect();
    (text != letter.to_string()).then_some((letter, text))
}

/// Burmese letters and digits that look alike, which UTS #39 does not list: the digit seven is a RA, the great SA a SA.
const BURMESE: [(char, &str); 2] = [('\u{1047}', "\u{101b}"), ('\u{103f}', "\u{101e}")];

/// What a letter looks like, where that is a letter of an alphabet that names are commonly written in.
fn look(letter: char, decomposed: &CharMap) -> Option<(char, String)> {
    if decomposed.contains_key(&letter) || is_left_out(letter) || !letter.is_alphanumeric() {
        return None;
    }
    if let Some((_, text)) = BURMESE.iter().find(|(own, _)| *own == letter) {
        return Some((letter, (*text).to_owned()));
    }
    let text: String = skeleton(&letter.to_string()).nfkd().collect();
    let common = text.chars().all(|letter| letter < '\u{700}');
    (common && !text.is_empty() && text != letter.to_string()).then_some((letter, text))
}

/// A table as `names.rs` reads it.
fn packed(table: &CharMap) -> Vec<u8> {
    let mut blocks: BTreeMap<u32, Vec<(u8, &str)>> = BTreeMap::new();
    for (letter, text) in table {
        let low = u8::try_from(u32::from(*letter) & 127).unwrap_or(u8::MAX);
        blocks.entry(u32::from(*letter) >> 7).or_default().push((low, text));
    }
    let mut out = Vec::new();
    for (number, letters) in blocks {
        let mut content = vec![length(letters.len())];
        content.extend(letters.iter().map(|(low, _)| low));
        content.extend(letters.iter().map(|(_, text)| length(text.len())));
        content.extend(letters.iter().flat_map(|(_, text)| text.bytes()));
        let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes();
        out.extend(short(usize::try_from(number).unwrap_or(usize::MAX)));
        out.extend(short(content.len()));
        out.extend(content);
    }
    out
}

fn length(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(u8::MAX)
}

/// The first and the last of each range of letters, as distances.
fn ranges(letters: impl Iterator<Item = char>) -> Vec<u8> {
    let mut found: Vec<(u32, u32)> = Vec::new();
    for letter in letters.map(u32::from) {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == letter => *last = letter,
            _ => found.push((letter, letter)),
        }
    }
    let (mut out, mut at) = (Vec::new(), 0);
    for bound in found.into_iter().flat_map(|(first, last)| [first, last]) {
        let mut distance = bound - at;
        at = bound;
        while distance > 127 {
            out.push(u8::try_from(distance & 127).unwrap_or_default() | 128);
            distance >>= 7;
        }
        out.push(u8::try_from(distance).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_those_of_the_repository() {
        names(true).expect("the tables as they are made");
    }

    #[test]
    fn no_text_and_no_block_is_longer_than_its_length_can_say() {
        for letter in '\u{80}'..=char::MAX {
            assert!(decomposition(letter).is_none_or(|(_, text)| text.len() < 256), "{letter:?}");
        }
    }
}
