//! What people type: nothing is lost where hard words are explained, and what was cleaned stays as it is.
#![no_main]

use candour_age::passphrase::{Strength, weigh};
use candour_files::text::{clean, clean_line, file_name};
use candour_fuzz::GLOSSARY;
use candour_questionnaire::{
    glossary::{TextPiece, Unexplained},
    personal_data::personal,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pieces = GLOSSARY.pieces(text, &mut Unexplained::default());
    let together: String = pieces
        .into_iter()
        .map(|piece| match piece {
            TextPiece::Plain(words) | TextPiece::Hard(words, _) => words,
        })
        .collect();
    assert_eq!(together, text);

    let note = clean(text, 100);
    assert_eq!(clean(&note, 100), note);
    let name = clean_line(text, 100);
    assert_eq!(clean_line(&name, 100), name);
    assert!(!name.contains(char::is_control));
    let file = file_name("made-up", text, "2026-11-23", ".json");
    let unfit =
        |letter: char| letter.is_control() || letter.is_whitespace() || "/\\:*?\"<>|".contains(letter);
    assert!(file.len() <= 255 && !file.contains(unfit), "{file}");

    let (words, strength) = weigh(text);
    assert!(words <= text.len() && (words > 3 || strength <= Strength::Weak), "{words} words: {strength:?}");
    let hints = personal(text);
    assert!(hints.len() <= 3, "each hint at most once: {hints:?}");
});
