//! The checks of a translation: what is refused, and what its translator should look at again.

use candour_proof::{
    map::Table,
    script::{ends_as_question, ends_sentence, is_burmese, is_zawgyi},
};
use candour_questionnaire::{
    glossary::{Glossary, TextPiece, Unexplained},
    questionnaire::Problem,
};
use candour_words::{PluralForm, Plurals};
use unicode_normalization::is_nfc;
use unicode_script::{Script, UnicodeScript as _};

use crate::{
    english::{English, GLOSSARY, SourceText, WORDS, is_refused, longest_fitting, placeholders},
    pack::{Pack, Review},
};

/// A text may have so many times the letters of the English one, and [`MORE`].
const TIMES: usize = 8;
const MORE: usize = 200;
/// Fewest words of a text that is listed as untranslated if it is the English one.
const FEWEST_WORDS: usize = 4;
/// What every language keeps.
pub const KEPT: [&str; 4] = ["Candour", "SHA-256", "Ed25519", "did:key"];
/// Words of one control or of one scale: none of them may be equal to another one.
const TOLD_APART: [&str; 5] = ["choice-", "reason-", "level-", "verdict-", "state-"];

/// What the checks found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What keeps the pack from being used.
    pub problems: Vec<Problem>,
    /// What somebody should look at; the pack can be used.
    pub remarks: Vec<Problem>,
    /// How far each file is.
    pub files: Vec<FileStatus>,
}

/// How far the translation of a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileStatus {
    /// Words, glossary, or the id of a questionnaire.
    pub name: String,
    /// How many texts are translated.
    pub translated: usize,
    /// How many there are.
    pub of: usize,
    /// Who has looked at it.
    pub review: Review,
    /// Whether the English texts have changed since.
    pub older: bool,
}

impl Pack {
    /// Reads a pack, or lists everything that keeps it from being used.
    ///
    /// Texts for which there is no English text, such as those of a questionnaire that was changed, are kept and not
    /// used; [`check`] lists them.
    ///
    /// # Errors
    /// Every problem of the file, or else every text that is refused, with its place and its fix.
    pub fn parse(json: &str, english: &English) -> Result<Self, Vec<Problem>> {
        let pack = Self::read(json)?;
        let problems = check(&pack, english).problems;
        if problems.is_empty() { Ok(pack) } else { Err(problems) }
    }
}

/// Looks at every text of a pack.
pub fn check(pack: &Pack, english: &English) -> Report {
    let texts = english.texts(pack.language.plurals);
    let mut found =
        Found { report: Report::default(), scripts: scripts(&pack.language.name), tag: &pack.language.tag };
    let translated = |text: &SourceText| pack.text(&text.key).map(str::to_owned);
    for (text, own) in texts.iter().filter_map(|text| Some((text, translated(text)?))) {
        found.text(text, &own, pack.language.plurals);
    }
    for (id, form) in english
        .glossary()
        .terms
        .iter()
        .flat_map(|term| pack.also(&term.id).iter().map(|form| (&term.id, form)))
    {
        found.letters(&format!("{GLOSSARY}/{id}.also"), form, false);
    }
    found.unknown(pack, &texts);
    found.equal(pack, &texts);
    found.terms(pack, english, &texts);
    for file in english.files() {
        let of = texts.iter().filter(|text| text.file() == file);
        let translated = of.clone().filter(|text| pack.text(&text.key).is_some()).count();
        let review = pack.review(file);
        let older = translated > 0 && review.from.as_ref().is_some_and(|from| *from != english.digest(file));
        let of = of.count();
        if translated == of
            && ![WORDS, GLOSSARY].contains(&file)
            && let Some(Err(problems)) = pack.wording(file, english)
        {
            found.report.problems.extend(
                problems
                    .into_iter()
                    .map(|problem| Problem { place: format!("{file}/{}", problem.place), ..problem }),
            );
        }
        found.report.files.push(FileStatus { name: file.to_owned(), translated, of, review, older });
    }
    found.report
}

/// The scripts that a language may use, by its name in itself.
fn scripts(name: &str) -> Vec<Script> {
    let mut scripts = vec![Script::Latin, Script::Common, Script::Inherited];
    scripts.extend(name.chars().map(|letter| letter.script()));
    if scripts.contains(&Script::Han) {
        scripts.extend([Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo]);
    }
    scripts
}

struct Found<'a> {
    report: Report,
    scripts: Vec<Script>,
    tag: &'a str,
}

impl Found<'_> {
    fn refuse(&mut self, place: &str, message: impl Into<String>) {
        self.report.problems.push(Problem { place: place.to_owned(), message: message.into() });
    }

    fn remark(&mut self, place: &str, message: impl Into<String>) {
        self.report.remarks.push(Problem { place: place.to_owned(), message: message.into() });
    }

    fn text(&mut self, source: &SourceText, own: &str, plurals: Plurals) {
        let SourceText { key, english, form } = source;
        self.letters(key, own, english.contains('\n'));
        let most = english.chars().count() * TIMES + MORE;
        if own.chars().count() > most {
            self.refuse(key, format!("longer than {most} characters; shorten it"));
            return;
        }
        self.placeholders(source, own);
        for kept in KEPT.iter().filter(|kept| english.contains(**kept) && !own.contains(**kept)) {
            self.refuse(key, format!("without `{kept}`; keep it as it is"));
        }
        if own.contains("  ") {
            self.remark(key, "two spaces; use one");
        }
        if *own == *english && english.split_whitespace().count() >= FEWEST_WORDS {
            self.remark(key, "the same as in English; translate it");
        }
        if *form != Some(PluralForm::One) {
            self.numbers(source, own);
        }
        let short = source.note().contains("short");
        if short && own.chars().count() > longest_fitting(english) {
            self.remark(
                key,
                format!("longer than {} letters; it may not fit, shorten it", longest_fitting(english)),
            );
        }
        self.punctuation(key, english, own, plurals);
    }

    /// Numbers of laws and of steps are the same in every language, in ASCII digits.
    fn numbers(&mut self, source: &SourceText, own: &str) {
        let numbers = |text: &str| -> Vec<String> {
            let parts = text.split(|letter: char| !letter.is_ascii_digit()).filter(|part| part.len() > 1);
            parts.map(str::to_owned).collect()
        };
        let given = numbers(own);
        if let Some(lost) = numbers(&source.english).into_iter().find(|number| !given.contains(number)) {
            self.remark(&source.key, format!("without the number `{lost}`; compare with the English text"));
        }
    }

    /// The characters of a text, which may have several lines if the English one has.
    fn letters(&mut self, key: &str, own: &str, lines: bool) {
        if own != own.trim() {
            self.refuse(key, "begins or ends with a space; remove it");
        }
        let is_line = |letter: char| lines && letter == '\n';
        if let Some(letter) = own.chars().find(|letter| is_refused(*letter) && !is_line(*letter)) {
            self.refuse(
                key,
                format!(
                    "contains U+{:04X}, which is not shown or turns the writing; remove it",
                    u32::from(letter)
                ),
            );
        }
        if let Some(letter) = own.chars().find(|letter| matches!(letter, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{fb00}'..='\u{fb06}')) {
            self.refuse(key, format!("contains U+{:04X}, a presentation form; type the letter itself", u32::from(letter)));
        } else if !is_nfc(own) {
            self.refuse(key, "accents or marks in another form or order than NFC; save it in that form");
        }
        let is_joiner = |letter: char| matches!(letter, '\u{200c}' | '\u{200d}');
        let joins = |letter: char| matches!(letter, '\u{600}'..='\u{1fff}' | '\u{a800}'..='\u{abff}');
        if own.contains(is_joiner) && !own.contains(joins) {
            self.refuse(key, "contains an invisible joiner, which its script does not use; remove it");
        }
        let script = |letter: &char| letter.script();
        if let Some(letter) =
            own.chars().find(|letter| letter.script() == Script::Unknown && !is_refused(*letter))
        {
            self.refuse(
                key,
                format!("contains U+{:04X}, which is no character; remove it", u32::from(letter)),
            );
        } else if let Some(letter) = own
            .chars()
            .find(|letter| !self.scripts.contains(&script(letter)) && letter.script() != Script::Unknown)
        {
            self.refuse(
                key,
                format!("contains `{letter}` (U+{:04X}), a letter of another script; type it in the script of the language", u32::from(letter)),
            );
        }
        if own.contains(is_burmese) {
            self.burmese(key, own);
        }
        if own.contains('\u{640}') {
            self.refuse(key, "contains U+0640, which lengthens a word; remove it");
        }
        let is_own_digit =
            |letter: char| !letter.is_ascii() && candour_proof::script::digit(letter).is_some();
        if own.contains(is_own_digit) {
            self.remark(key, "digits of another script than those of keys and days; use 0 to 9");
        }
    }

    fn burmese(&mut self, key: &str, own: &str) {
        if is_zawgyi(own) {
            self.refuse(key, "looks like Zawgyi; convert it to Unicode");
            return;
        }
        let pairs = || own.chars().zip(own.chars().skip(1));
        // The pen's order differs from that in which Unicode stores medials and the vowel E.
        let is_medial = |letter: char| matches!(letter, '\u{103b}'..='\u{103e}');
        let misplaced = |(one, next): (char, char)| {
            is_medial(next) && (one == '\u{1031}' || is_medial(one) && one >= next)
        };
        if pairs().any(misplaced) {
            self.refuse(
                key,
                "medials in another order than ya, ra, wa, ha, and the vowel E; type the word again",
            );
        }
        let is_digit_as_letter = |(one, next): (char, char)| {
            matches!(one, '\u{1040}' | '\u{1047}') && matches!(next, '\u{102b}'..='\u{103e}')
        };
        if pairs().any(is_digit_as_letter) {
            self.refuse(key, "the digit zero or seven in place of the letter wa or ra; type the letter");
        }
    }

    fn placeholders(&mut self, source: &SourceText, own: &str) {
        let (wanted, given) = (placeholders(&source.english), placeholders(own));
        for name in given.iter().filter(|name| !wanted.contains(name) && **name != "count") {
            self.refuse(&source.key, format!("unknown placeholder `{{{name}}}`; remove it"));
        }
        let counts = source.form.is_some();
        let needs_count = source.form.is_some_and(|form| !form.is_one_number());
        if given.contains(&"count") && !counts && !wanted.contains(&"count") {
            self.refuse(&source.key, "unknown placeholder `{count}`; remove it");
        }
        for name in wanted.iter().filter(|name| !given.contains(name)) {
            if *name != "count" || !counts || needs_count {
                self.refuse(&source.key, format!("no `{{{name}}}`; put it where the value belongs"));
            }
        }
    }

    fn punctuation(&mut self, key: &str, english: &str, own: &str, plurals: Plurals) {
        let ends = |text: &str| {
            text.trim_end_matches(['"', '\u{201d}', '\u{2019}', '\u{bb}', ')', '\u{a0}', '\u{202f}'])
                .chars()
                .next_back()
        };
        let (last, own_last) = (ends(english), ends(own));
        let is_stop = |letter: char| matches!(letter, '.' | '!' | '\u{2026}') || ends_sentence(letter);
        if last == Some('?') && !ends_as_question(own) {
            self.remark(key, "the English text is a question, and this does not end as one");
        } else if last == Some('.') && !own_last.is_some_and(is_stop) {
            self.remark(key, "the English text ends with a full stop, and this does not");
        }
        if plurals == Plurals::Arabic {
            let after_arabic = own
                .chars()
                .zip(own.chars().skip(1))
                .any(|(one, next)| one.script() == Script::Arabic && matches!(next, ',' | ';' | '?'));
            if after_arabic {
                self.remark(
                    key,
                    "a comma, semicolon or question mark of Latin; use `\u{60c}`, `\u{61b}`, `\u{61f}`",
                );
            }
            if own.contains(['\u{6cc}', '\u{6a9}']) {
                self.refuse(
                    key,
                    "a letter of Persian that looks like an Arabic one; type `\u{64a}` or `\u{643}`",
                );
            }
        }
        match self.tag.split('-').next() {
            Some("fr") => {
                let breaks = |(one, next): (char, char)| {
                    one == ' ' && matches!(next, ':' | ';' | '?' | '!' | '\u{bb}')
                };
                if own.chars().zip(own.chars().skip(1)).any(breaks) {
                    self.remark(key, "a space that may break before a sign; use U+00A0 or U+202F");
                }
            }
            Some("es") if own.matches('?').count() != own.matches('\u{bf}').count() => {
                self.remark(key, "as many `\u{bf}` as `?` belong into it");
            }
            _ => {}
        }
    }

    /// Texts and forms of which there is no English text.
    fn unknown(&mut self, pack: &Pack, texts: &[SourceText]) {
        let known: Table<()> = texts.iter().map(|text| (text.key.clone(), ())).collect();
        for (key, _) in pack.texts().filter(|(key, _)| !known.contains_key(key)) {
            let counted = key
                .split_once('#')
                .is_some_and(|(own, _)| texts.iter().any(|text| text.key.starts_with(&[own, "#"].concat())));
            if counted {
                let forms: Vec<&str> =
                    pack.language.plurals.forms().iter().map(|form| form.as_str()).collect();
                self.refuse(key, format!("a form that the language does not have; use {}", forms.join(", ")));
            } else {
                self.remark(key, "there is no such text in English; it is not used");
            }
        }
        // A text that depends on a number is complete or shown in English.
        let has = |text: &SourceText| pack.text(&text.key).is_some();
        for text in texts.iter().filter(|text| text.form.is_some() && !has(text)) {
            let own = text.key.split('#').next().unwrap_or_default();
            let start = [own, "#"].concat();
            if texts.iter().any(|other| other.key.starts_with(&start) && has(other)) {
                self.remark(&text.key, "this form is missing, so all numbers are shown in English");
            }
        }
    }

    /// Texts that differ in English and are equal here.
    fn equal(&mut self, pack: &Pack, texts: &[SourceText]) {
        let mut first: Table<&SourceText> = Table::new();
        for text in texts.iter().filter(|text| text.file() == WORDS && text.form.is_none()) {
            let Some(own) = pack.text(&text.key) else { continue };
            let Some(other) = first.get(own) else {
                first.insert(own.to_owned(), text);
                continue;
            };
            if other.english == text.english {
                continue;
            }
            let group = |key: &str| {
                TOLD_APART.iter().find(|start| key.starts_with(&[WORDS, "/", start].concat())).copied()
            };
            let message = format!("the same as `{}`, which differs in English", other.key);
            if group(&text.key).is_some() && group(&text.key) == group(&other.key) {
                self.refuse(&text.key, [&message, "; people could not tell them apart"].concat());
            } else {
                self.remark(&text.key, message);
            }
        }
    }

    /// Where English uses an explained word, the translation should use the word that the glossary gives for it.
    fn terms(&mut self, pack: &Pack, english: &English, texts: &[SourceText]) {
        let own = match pack.glossary(english) {
            Ok(own) => own,
            Err(problems) => {
                let placed =
                    |problem: Problem| Problem { place: format!("{GLOSSARY}/{}", problem.place), ..problem };
                self.report.problems.extend(problems.into_iter().map(placed));
                return;
            }
        };
        for text in texts.iter().filter(|text| text.file() != GLOSSARY) {
            let Some(translation) = pack.text(&text.key) else { continue };
            let given = found(&own, translation);
            for id in found(english.glossary(), &text.english) {
                if let Some(term) = own.term(id).filter(|_| !given.contains(&id)) {
                    self.remark(
                        &text.key,
                        format!("without the explained word `{}`; use it or one of its forms", term.term),
                    );
                }
            }
        }
    }
}

/// The ids of the explained words in a text.
fn found<'a>(glossary: &'a Glossary, text: &'a str) -> Vec<&'a str> {
    let pieces = glossary.pieces(text, &mut Unexplained::default()).into_iter();
    let id = |piece| match piece {
        TextPiece::Hard(_, term) => Some(term.id.as_str()),
        TextPiece::Plain(_) => None,
    };
    pieces.filter_map(id).collect()
}
