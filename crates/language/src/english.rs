//! What there is to translate: every English text with its key, and hints for translators.

use std::rc::Rc;

use candour_proof::{
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Limits, Object},
    map::Table,
};
use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry},
    diagnostics::Author,
    glossary::Glossary,
    questionnaire::Problem,
    texts::{file, texts},
    wording::Wording,
};
use candour_words::{Counted, CountedText as _, Key, PluralForm, Plurals, Text as _};

/// The file of the page's own words.
pub const WORDS: &str = "words";
/// The file of the explained words.
pub const GLOSSARY: &str = "glossary";
/// Most letters of a text that is taken for a button or the head of a column.
const SHORT: usize = 40;

/// One text to translate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// `words/choice-yes`, `gdpr-article-5/questions.lawful-basis.why`, `words/review-open#other`.
    pub key: String,
    /// In English.
    pub english: String,
    /// Of a text that depends on a number: the form.
    pub form: Option<PluralForm>,
}

impl SourceText {
    /// The file it belongs to: [`WORDS`], [`GLOSSARY`] or the id of a questionnaire.
    pub fn file(&self) -> &str {
        file_of(&self.key)
    }

    /// What a translator has to know, in English.
    pub fn note(&self) -> String {
        let mut parts = Vec::new();
        let names = placeholders(&self.english);
        if !names.is_empty() {
            let shown: Vec<String> = names.iter().map(|name| ["{", name, "}"].concat()).collect();
            parts.push(format!("keep {} as they are", shown.join(" ")));
        }
        if names.len() > 1 && self.form.is_none() {
            parts.push("write \"name: value\" if the words around a value would depend on it".to_owned());
        }
        if let Some(form) = self.form {
            parts.push(format!("for numbers of the form \"{}\"", form.as_str()));
        }
        if self.file() == WORDS && names.is_empty() && self.english.chars().count() <= SHORT {
            parts.push(format!("short: at most {} letters", longest_fitting(&self.english)));
        }
        parts.join("; ")
    }
}

/// The file that a key belongs to.
pub fn file_of(key: &str) -> &str {
    key.split('/').next().unwrap_or_default()
}

/// Most letters of a translation that fits where the English text does: 98 % of 4,500 texts of Android and Firefox in
/// French, Spanish and Burmese are no longer.
pub fn longest_fitting(english: &str) -> usize {
    let length = english.chars().count();
    match length {
        0..=10 => length * 3,
        11..=20 => length * 5 / 2,
        21..=40 => length * 2,
        _ => length * 8 / 5,
    }
}

/// Whether a character is refused wherever it stands: controls, marks of order and of direction, and what is not shown.
/// The page isolates what it puts into sentences itself.
pub fn is_refused(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The placeholders of a text, in the order of their names, each once.
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in text.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    names
}

/// Every English text, by file.
#[derive(Clone, Debug)]
pub struct English {
    entries: Vec<Rc<CatalogEntry>>,
    glossary: Glossary,
    /// The texts of the wordings with their paths, by questionnaire.
    wordings: Table<Vec<(String, String)>>,
    /// Texts that depend on no number, in the order of their files.
    plain: Vec<(String, String)>,
}

impl English {
    /// The texts of the page with these questionnaires and explained words.
    pub fn new(catalog: &Catalog, glossary: &Glossary) -> Self {
        let mut plain: Vec<(String, String)> = Key::ALL
            .iter()
            .map(|key| ([WORDS, "/", key.as_str()].concat(), key.english().to_owned()))
            .collect();
        let mut wordings = Table::new();
        for entry in &catalog.entries {
            let id = entry.questionnaire.id();
            let json = Json::read(entry.wording.canonical().as_bytes(), Limits::FILE).unwrap_or(Json::Null);
            let own: Vec<(String, String)> =
                texts(&json).into_iter().map(|(path, text)| (path, text.to_owned())).collect();
            let translated = own.iter().filter(|(path, _)| is_translated(path));
            plain.extend(translated.map(|(path, text)| ([id, "/", path].concat(), text.clone())));
            wordings.insert(id.to_owned(), own);
        }
        for term in &glossary.terms {
            for (member, text) in
                [("term", &term.term), ("explanation", &term.explanation), ("source", &term.source)]
            {
                plain.push((format!("{GLOSSARY}/{}.{member}", term.id), text.clone()));
            }
        }
        Self { entries: catalog.entries.clone(), glossary: glossary.clone(), wordings, plain }
    }

    /// Every text of a language with these plural forms, in the order in which it is translated.
    pub fn texts(&self, plurals: Plurals) -> Vec<SourceText> {
        let plain = |(key, english): &(String, String)| SourceText {
            key: key.clone(),
            english: english.clone(),
            form: None,
        };
        let (words, others): (Vec<_>, Vec<_>) =
            self.plain.iter().map(plain).partition(|text| text.file() == WORDS);
        let counted = Counted::ALL.iter().flat_map(|key| {
            let [one, other] = key.english();
            plurals.forms().iter().map(move |form| SourceText {
                key: format!("{WORDS}/{}#{}", key.as_str(), form.as_str()),
                english: if *form == PluralForm::One { one } else { other }.to_owned(),
                form: Some(*form),
            })
        });
        words.into_iter().chain(counted).chain(others).collect()
    }

    /// The names of the files: words, questionnaires, glossary.
    pub fn files(&self) -> Vec<&str> {
        let ids = self.entries.iter().map(|entry| entry.questionnaire.id());
        [WORDS].into_iter().chain(ids).chain([GLOSSARY]).collect()
    }

    /// SHA-256 of the English texts of a file, as an object of key and text in its RFC 8785 form.
    pub fn digest(&self, file: &str) -> String {
        let texts = self.texts(Plurals::One).into_iter().filter(|text| text.file() == file);
        let texts: Table<String> = texts.map(|text| (text.key, text.english)).collect();
        let object = texts.iter().fold(Object::new(), |object, (key, text)| object.with(key, text.as_str()));
        hex(&sha256(canonical(&object.into()).as_bytes()))
    }

    /// The explained words.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// The questionnaire of that id with its English texts.
    pub fn entry(&self, id: &str) -> Option<&CatalogEntry> {
        self.entries.iter().map(Rc::as_ref).find(|entry| entry.questionnaire.id() == id)
    }

    /// The wording of a questionnaire in a language, made of the English one by replacing each text. `None` if there is
    /// no such questionnaire, or a text is missing.
    pub fn wording(
        &self,
        id: &str,
        language: &str,
        text: impl Fn(&str) -> Option<String>,
    ) -> Option<Result<Wording, Vec<Problem>>> {
        let own = |(path, english): &(String, String)| {
            let own = if is_translated(path) { text(&[id, "/", path].concat())? } else { english.clone() };
            Some((path.clone(), own))
        };
        let translated: Vec<(String, String)> =
            self.wordings.get(id)?.iter().map(own).collect::<Option<_>>()?;
        let json = file(id, language, translated.iter().map(|(path, text)| (path.as_str(), text.as_str())))?;
        Some(Wording::parse_by(&json.pretty(), &self.entry(id)?.questionnaire, Author::BuiltIn))
    }
}

/// Whether a text of a wording is translated; addresses of schemas, names of authors and ids of explained words are not.
fn is_translated(path: &str) -> bool {
    let is_id = path.starts_with("terms.") && path.rsplit('.').next() == Some("id");
    !is_id && !matches!(path, "$schema" | "author")
}

#[cfg(test)]
pub(crate) mod sample {
    use candour_content::catalog::{catalog, glossary};
    use candour_words::Words;

    use super::English;

    /// The English texts of the page.
    pub(crate) fn english() -> English {
        English::new(&catalog(Words::english()), &glossary())
    }
}

#[cfg(test)]
mod tests {
    use super::{sample::english, *};

    #[test]
    fn every_text_has_one_key() {
        let english = english();
        for plurals in Plurals::ALL {
            let texts = english.texts(plurals);
            let keys: Table<()> = texts.iter().map(|text| (text.key.clone(), ())).collect();
            assert_eq!(keys.len(), texts.len());
            let forms = texts.iter().filter(|text| text.form.is_some()).count();
            assert_eq!(forms, Counted::ALL.len() * plurals.forms().len());
            assert!(texts.iter().all(|text| english.files().contains(&text.file())));
        }
    }

    #[test]
    fn a_wording_is_put_together_from_its_texts() {
        let english = english();
        for id in english.files().into_iter().filter(|file| ![WORDS, GLOSSARY].contains(file)) {
            let texts: Table<String> = english.plain.iter().cloned().collect();
            let own = &english.entry(id).unwrap().wording;
            let again = english.wording(id, &own.language, |key| texts.get(key).cloned());
            assert_eq!(again.unwrap().unwrap().digest(), own.digest(), "{id}");
            let gap = |key: &str| texts.get(key).filter(|_| !key.ends_with("/title")).cloned();
            assert!(english.wording(id, "fr", gap).is_none(), "{id} has no title");
        }
    }

    #[test]
    fn notes_name_placeholders_forms_and_lengths() {
        let texts = english().texts(Plurals::Arabic);
        let note = |key: &str| texts.iter().find(|text| text.key == key).unwrap().note();
        assert_eq!(note("words/choice-yes"), "short: at most 9 letters");
        assert_eq!(
            note("words/review-open#few"),
            "keep {count} as they are; for numbers of the form \"few\""
        );
        assert_eq!(
            note("words/progress"),
            "keep {answered} {asked} as they are; write \"name: value\" if the words around a value would depend on it"
        );
    }

    #[test]
    fn placeholders_are_names_in_braces() {
        for (text, names) in [
            ("", &[][..]),
            ("{b} {a} {b}", &["a", "b"]),
            ("{} { a } {a b} {a", &[]),
            ("{mean-time}}", &["mean-time"]),
        ] {
            assert_eq!(placeholders(text), names, "{text}");
        }
    }
}
