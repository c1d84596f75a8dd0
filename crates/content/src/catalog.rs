//! The questionnaires and glossaries of the page. The build script finds a new questionnaire by its folder.

use std::rc::Rc;

use candour_proof::{
    digest::{hex, sha256},
    jcs::canonical,
};
use candour_questionnaire::{
    catalog::{Card, Catalog, CatalogEntry, OnDemand},
    diagnostics::Author,
    glossary::Glossary,
    questionnaire::{Problem, Questionnaire},
    texts,
    wording::Wording,
};

use candour_words::Words;

use crate::labels::labels;

/// What the build script writes of a questionnaire.
struct BuiltIn {
    id: &'static str,
    date: &'static str,
    title: &'static str,
    summary: &'static str,
    situation: Option<&'static str>,
    question_count: usize,
    minutes: u32,
    /// `questionnaire.json`.
    structure: &'static str,
    /// SHA-256 of the canonical form of its wording, in hexadecimal.
    wording_sha256: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

impl BuiltIn {
    fn card(&self) -> Card {
        Card {
            id: self.id.to_owned(),
            date: self.date.to_owned(),
            title: self.title.to_owned(),
            summary: self.summary.to_owned(),
            situation: self.situation.map(str::to_owned),
            question_count: self.question_count,
            minutes: self.minutes,
        }
    }

    /// With a wording that the build script parsed.
    fn entry(&'static self, wording: impl AsRef<str> + 'static) -> CatalogEntry {
        let questionnaire =
            OnDemand::new(|| proved(Questionnaire::parse_by(self.structure, Author::BuiltIn)));
        let structure = questionnaire.clone();
        let wording =
            OnDemand::new(move || proved(Wording::parse_by(wording.as_ref(), &structure, Author::BuiltIn)));
        CatalogEntry { card: self.card(), questionnaire, wording, own: false }
    }

    /// The canonical form of its wording, if an article has it word by word. `article`: the questionnaire, the language,
    /// then paths and texts in turn, each with U+0000 before it.
    fn wording_in(&self, article: &str) -> Option<String> {
        let mut parts = article.split('\0');
        let (id, language) = (parts.next()?, parts.next()?);
        if id != self.id {
            return None;
        }
        let texts = std::iter::from_fn(|| Some((parts.next()?, parts.next()?)));
        let wording = canonical(&texts::file(id, language, texts)?);
        (hex(&sha256(wording.as_bytes())) == self.wording_sha256).then_some(wording)
    }
}

/// What was parsed.
#[expect(clippy::expect_used, reason = "the build script parsed the same text, or one of the same digest")]
fn proved<T>(parsed: Result<T, Vec<Problem>>) -> T {
    parsed.expect("a built-in questionnaire")
}

/// Every questionnaire of the page, with wordings that the program holds. One with a mistake in it is left out and never
/// half shown; the tests read the same files and fail with every mistake listed.
pub fn catalog(words: Words) -> Catalog {
    let entries = BUILT_IN.iter().zip(WORDINGS).map(|(built_in, wording)| Rc::new(built_in.entry(wording)));
    Catalog { entries: entries.collect(), labels: labels(words), changed: Vec::new() }
}

/// The same with the wordings of a document, as the start script lists its articles; the program holds none. A
/// questionnaire without an article of exactly its words is named as changed, and not used.
pub fn of_document(words: Words, articles: &[String]) -> Catalog {
    let mut catalog = Catalog { labels: labels(words), ..Catalog::default() };
    for built_in in BUILT_IN {
        match articles.iter().find_map(|article| built_in.wording_in(article)) {
            Some(wording) => catalog.entries.push(Rc::new(built_in.entry(wording))),
            None => catalog.changed.push(built_in.card()),
        }
    }
    catalog
}

/// The hard words, explained.
pub fn glossary() -> Glossary {
    Glossary::parse(GLOSSARY).unwrap_or_default()
}

#[cfg(test)]
#[path = "../generate.rs"]
mod generate;

#[cfg(test)]
mod tests {
    use std::fs;

    use candour_proof::json::{Json, Limits};

    use super::*;

    #[test]
    fn a_new_questionnaire_is_a_folder_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("candour-questionnaires-{}", std::process::id()));
        let here = generate::folder().expect("the folder of questionnaires");
        for id in ["first-steps", "a-new-one", "glossary"] {
            fs::create_dir_all(folder.join(id)).expect("a temporary folder");
        }
        fs::copy(here.join("glossary/en.json"), folder.join("glossary/en.json")).expect("a copy");
        for name in ["questionnaire.json", "en.json"] {
            let text = fs::read_to_string(here.join("first-steps").join(name)).expect("a file");
            fs::write(folder.join("first-steps").join(name), &text).expect("a temporary file");
            let other = text.replace("\"first-steps\"", "\"a-new-one\"");
            fs::write(folder.join("a-new-one").join(name), other).expect("a temporary file");
        }
        let ids = generate::ids(&folder).expect("a list of folders");
        let code = generate::code(&folder, &ids).expect("code");
        fs::remove_dir_all(&folder).expect("a temporary folder");
        assert_eq!(ids, ["a-new-one", "first-steps"]);
        for text in ["id: \"a-new-one\"", r#"\"questionnaire\":\"a-new-one\""#] {
            assert!(code.contains(text), "{text}");
        }
    }

    /// The articles of a document with all questionnaires, as the start script lists them.
    fn articles() -> Vec<String> {
        let list = |wording: &&str| {
            let wording = Json::read(wording.as_bytes(), Limits::FILE).expect("JSON");
            let stated = ["questionnaire", "language"].map(|name| wording.get(name).and_then(Json::as_text));
            let mut parts: Vec<&str> = stated.into_iter().flatten().collect();
            let texts = texts::texts(&wording);
            parts.extend(texts.iter().flat_map(|(path, text)| [path.as_str(), text]));
            parts.join("\0")
        };
        WORDINGS.iter().map(list).collect()
    }

    fn unused(articles: &[String]) -> Vec<String> {
        let catalog = of_document(Words::english(), articles);
        assert_eq!(catalog.entries.len() + catalog.changed.len(), IDS.len());
        catalog.changed.into_iter().map(|card| card.id).collect()
    }

    #[test]
    fn a_document_gives_the_same_questionnaires() {
        let (held, read) = (catalog(Words::english()), of_document(Words::english(), &articles()));
        assert_eq!(held.entries.len(), IDS.len());
        assert!(read.changed.is_empty());
        for (held, read) in held.entries.iter().zip(&read.entries) {
            assert_eq!(held.card, Card::of(&read.questionnaire, &read.wording));
            assert_eq!(*held.wording, *read.wording);
        }
    }

    #[test]
    fn a_changed_word_takes_away_its_questionnaire_alone() {
        let mut articles = articles();
        let first = articles.first_mut().expect("an article");
        let changed = first.replacen(" the ", " teh ", 1);
        assert_ne!(*first, changed);
        *first = changed;
        assert_eq!(unused(&articles), IDS.get(..1).expect("an id"));
    }

    #[test]
    fn a_missing_article_takes_away_its_questionnaire_alone() {
        let articles = articles();
        assert_eq!(unused(&articles[1..]), IDS[..1]);
        assert_eq!(unused(&[]), IDS);
    }

    #[test]
    fn a_second_article_with_other_words_changes_nothing() {
        let mut all = articles();
        let planted = all[0].replacen(" the ", " teh ", 1);
        all.insert(0, planted);
        all.push("what\0is\0this".to_owned());
        all.push(String::new());
        all.extend(articles());
        assert_eq!(unused(&all), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_parsed_before_it_is_used() {
        let catalog = of_document(Words::english(), &articles());
        let parsed = |entry: &CatalogEntry| !format!("{entry:?}").contains("uninit");
        assert!(catalog.entries.iter().all(|entry| !parsed(entry)));
        let entry = catalog.entry(&catalog.entries[0].card.id).expect("an entry");
        assert!(!entry.wording.title.is_empty() && parsed(entry));
    }
}
