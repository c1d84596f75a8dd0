//! Language packs: the checks of those in the repository, and packs that only tests use.
//!
//! A pseudo-language is made from the English texts, so that tests find what no translation has reached yet: texts outside of
//! packs, too little room, a wrong direction, cut letters.

use std::path::Path;

use candour_content::catalog::{catalog, glossary};
use candour_language::{
    checks,
    english::{English, SourceText, file_of, longest_fitting},
    pack::{Direction, Language, Pack},
};
use candour_words::{PluralForm, Plurals, Words};

use crate::{
    process::Outcome,
    workspace::{entries, make_folder, read, root, write},
};

/// Folders of packs, from the root of the repository: one of them has packs for tests, incomplete and not reviewed.
const FOLDERS: [&str; 2] = ["languages", "tests/languages"];
/// Most letters of the name of an answer in a wording.
const LONGEST_LABEL: usize = 60;

/// The English texts.
fn english() -> English {
    English::new(&catalog(Words::english()), &glossary())
}

/// Checks the packs of the repository: says how far they are, and gives what is refused in them.
pub(crate) fn check(root: &Path) -> Outcome<Vec<String>> {
    let english = english();
    let mut problems = Vec::new();
    for folder in FOLDERS.iter().filter(|folder| root.join(folder).is_dir()) {
        for path in entries(&root.join(folder))? {
            let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            let placed =
                |problem: &candour_questionnaire::questionnaire::Problem| format!("{name}: {problem}");
            let pack = match Pack::read(&read(&path)?) {
                Ok(pack) => pack,
                Err(found) => {
                    problems.extend(found.iter().map(placed));
                    continue;
                }
            };
            let report = checks::check(&pack, &english);
            println!("\n{name}: {}", pack.language.english_name);
            for file in report.files.iter().filter(|file| file.translated > 0) {
                let older = if file.older { ", older than the English texts" } else { "" };
                println!(
                    "{}: {} of {} texts, {}{older}",
                    file.name,
                    file.translated,
                    file.of,
                    file.review.state.as_str()
                );
            }
            report.remarks.iter().for_each(|remark| println!("look at {remark}"));
            problems.extend(report.problems.iter().map(placed));
        }
    }
    Ok(problems)
}

/// Writes the packs for tests.
pub(crate) fn pseudo() -> Outcome<()> {
    let english = english();
    let folder = root()?.join("target/languages");
    make_folder(&folder)?;
    for pack in packs(&english) {
        let path = folder.join(format!("{}.json", pack.language.tag));
        write(&path, pack.write(&english))?;
        println!("{}", path.display());
    }
    Ok(())
}

/// The four of them.
fn packs(english: &English) -> [Pack; 4] {
    let made = |tag: &str,
                name: &str,
                english_name: &str,
                direction,
                plurals,
                text: &dyn Fn(&SourceText) -> Option<String>| {
        let mut pack = Pack::new(Language {
            tag: tag.to_owned(),
            name: name.to_owned(),
            english_name: english_name.to_owned(),
            direction,
            plurals,
        });
        for source in english.texts(plurals) {
            if let Some(text) = text(&source) {
                pack.set(&source.key, &text);
            }
        }
        pack
    };
    let files = english.files();
    let left_out = files.get(1).copied().unwrap_or_default();
    let with_gaps = |source: &SourceText| {
        let sum: usize = source.key.bytes().map(usize::from).sum();
        let is_gap = sum.is_multiple_of(3)
            && !files.iter().skip(1).any(|file| source.key.starts_with(&format!("{file}/")));
        (!is_gap && file_of(&source.key) != left_out).then(|| bracketed(&source.english))
    };
    let (ltr, rtl) = (Direction::LeftToRight, Direction::RightToLeft);
    [
        made(
            "en-XA",
            "\u{27e6}\u{c9}\u{f1}gl\u{ed}\u{161}h\u{27e7}",
            "Lengthened",
            ltr,
            Plurals::One,
            &|source| Some(lengthened(&source.english)),
        ),
        made("ar-XB", "\u{639}\u{631}\u{628}", "Right to left", rtl, Plurals::Arabic, &|source| {
            Some(mirrored(source))
        }),
        made("my-XC", "\u{1019}\u{103c}\u{1014}\u{103a}", "Stacked", ltr, Plurals::None, &|source| {
            Some(stacked(&source.english))
        }),
        made("en-XG", "English with gaps", "With gaps", ltr, Plurals::One, &with_gaps),
    ]
}

/// A text with its letters replaced by `letter`, which gets the letter and whether it begins a word. Placeholders and names that
/// every language keeps stay.
fn changed(text: &str, letter: impl Fn(char, bool, &mut String)) -> String {
    let mut out = String::new();
    let mut rest = text;
    let mut begins = true;
    while let Some(first) = rest.chars().next() {
        let kept = checks::KEPT.iter().find(|kept| rest.starts_with(**kept)).map(|kept| kept.len());
        let placeholder = rest.starts_with('{').then(|| rest.find('}').map(|end| end + 1)).flatten();
        if let Some(length) = kept.or(placeholder) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            begins = false;
            continue;
        }
        letter(first, begins, &mut out);
        begins = !first.is_alphanumeric();
        rest = &rest[first.len_utf8()..];
    }
    out
}

fn bracketed(text: &str) -> String {
    format!("\u{27e6}{text}\u{27e7}")
}

/// Accents on the letters, in brackets, as long as 98 of 100 translations are at most.
fn lengthened(english: &str) -> String {
    let accented = changed(english, |letter, _, out| {
        let place = "aeiouycnszAEIOUYCNSZ".chars().position(|own| own == letter);
        let accented = "\u{e1}\u{e9}\u{ed}\u{f3}\u{fa}\u{fd}\u{e7}\u{f1}\u{161}\u{17e}\u{c1}\u{c9}\u{cd}\u{d3}\u{da}\u{dd}\u{c7}\u{d1}\u{160}\u{17d}";
        out.push(place.and_then(|place| accented.chars().nth(place)).unwrap_or(letter));
    });
    let longest = if english.chars().count() < LONGEST_LABEL { LONGEST_LABEL } else { usize::MAX };
    let mut long = format!("\u{27e6}{accented}");
    for word in ["\u{f3}n\u{e9}", "tw\u{f3}", "thr\u{e9}\u{e9}"].iter().cycle() {
        let length = long.chars().count() + 2 + word.chars().count();
        if length > longest_fitting(english).min(longest) {
            break;
        }
        long.push(' ');
        long.push_str(word);
    }
    long + "\u{27e7}"
}

/// Arabic letters one to one, and the punctuation of Arabic. A text that depends on a number names its form.
fn mirrored(source: &SourceText) -> String {
    const LETTERS: &str = "\u{627}\u{628}\u{62a}\u{62b}\u{62c}\u{62d}\u{62e}\u{62f}\u{630}\u{631}\u{632}\u{633}\u{634}\u{635}\u{636}\u{637}\u{638}\u{639}\u{63a}\u{641}\u{642}\u{643}\u{644}\u{645}\u{646}\u{647}";
    let text = changed(&source.english, |letter, _, out| {
        let place = u32::from(letter.to_ascii_lowercase())
            .checked_sub(u32::from('a'))
            .and_then(|place| usize::try_from(place).ok());
        out.push(match letter {
            ',' => '\u{60c}',
            ';' => '\u{61b}',
            '?' => '\u{61f}',
            _ => place
                .filter(|place| *place < 26)
                .and_then(|place| LETTERS.chars().nth(place))
                .unwrap_or(letter),
        });
    });
    let form = source.form.map(PluralForm::as_str);
    form.map_or(text.clone(), |form| format!("{text} ({form})"))
}

/// Burmese letters one to one with marks above and below, without spaces between words.
fn stacked(english: &str) -> String {
    const LETTERS: &str = "\u{1000}\u{1001}\u{1002}\u{1003}\u{1004}\u{1005}\u{1006}\u{1007}\u{1009}\u{100b}\u{100c}\u{100d}\u{100f}\u{1010}\u{1011}\u{1012}\u{1013}\u{1014}\u{1015}\u{1016}\u{1017}\u{1018}\u{1019}\u{101a}\u{101c}\u{101e}";
    let text = changed(english, |letter, begins, out| {
        let place = u32::from(letter.to_ascii_lowercase())
            .checked_sub(u32::from('a'))
            .and_then(|place| usize::try_from(place).ok());
        let own = place.filter(|place| *place < 26).and_then(|place| LETTERS.chars().nth(place));
        match (letter, own) {
            (_, Some(own)) => {
                if begins && out.is_empty() {
                    // A small letter above the first.
                    out.push_str("\u{1004}\u{103a}\u{1039}");
                }
                out.push(own);
                if begins {
                    out.push_str("\u{103c}\u{102d}\u{102f}\u{1037}");
                }
            }
            (' ', _) if !out.ends_with(['\u{104a}', '\u{104b}']) => {}
            (',' | ';', _) => out.push('\u{104a}'),
            ('.', _) => out.push('\u{104b}'),
            ('?', _) => out.push_str("\u{101c}\u{102c}\u{1038}\u{104b}"),
            _ => out.push(letter),
        }
    });
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pseudo_languages_pass_the_checks_of_languages() {
        let english = english();
        for pack in packs(&english) {
            let tag = &pack.language.tag;
            let report = checks::check(&pack, &english);
            assert_eq!(report.problems, [], "{tag}");
            assert_eq!(
                Pack::read(&pack.write(&english)).as_ref().map(|own| &own.language),
                Ok(&pack.language)
            );
            let complete = report.files.iter().filter(|file| file.translated == file.of).count();
            assert_eq!(complete, report.files.len() - if tag == "en-XG" { 2 } else { 0 }, "{tag}");
        }
    }

    #[test]
    fn pseudo_texts_keep_what_every_language_keeps() {
        for (english, long, burmese) in [
            (
                "No",
                "\u{27e6}\u{d1}\u{f3}\u{27e7}",
                "\u{1004}\u{103a}\u{1039}\u{1010}\u{103c}\u{102d}\u{102f}\u{1037}\u{1011}",
            ),
            (
                "{count} of Candour",
                "\u{27e6}{count} \u{f3}f Candour \u{f3}n\u{e9} tw\u{f3} thr\u{e9}\u{e9} \u{f3}n\u{e9} tw\u{f3}\u{27e7}",
                "{count}\u{1011}\u{103c}\u{102d}\u{102f}\u{1037}\u{1005}Candour",
            ),
        ] {
            assert_eq!(lengthened(english), long);
            assert_eq!(stacked(english), burmese);
        }
        let source = SourceText {
            key: "words/x#few".to_owned(),
            english: "{count} a, b?".to_owned(),
            form: Some(PluralForm::Few),
        };
        assert_eq!(mirrored(&source), "{count} \u{627}\u{60c} \u{628}\u{61f} (few)");
    }

    #[test]
    fn the_packs_of_the_repository_are_sound() {
        assert_eq!(check(&root().expect("the root")), Ok(Vec::new()));
    }
}
