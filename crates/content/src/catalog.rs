//! The questionnaires and glossaries the page carries. A new one: its folder, and its lines here.

use std::rc::Rc;

use candour_questionnaire::{
    catalog::{Catalog, Entry},
    glossary::Glossary,
    questionnaire::Questionnaire,
    wording::Wording,
};

use candour_words::Words;

use crate::labels::labels;

/// A questionnaire as its files stand in the repository: structure, then English wording.
pub const QUESTIONNAIRES: &[(&str, &str)] = &[
    (
        include_str!("../../../questionnaires/gdpr-article-5/questionnaire.json"),
        include_str!("../../../questionnaires/gdpr-article-5/en.json"),
    ),
    (
        include_str!("../../../questionnaires/privacy-by-design/questionnaire.json"),
        include_str!("../../../questionnaires/privacy-by-design/en.json"),
    ),
    (
        include_str!("../../../questionnaires/responsible-exit/questionnaire.json"),
        include_str!("../../../questionnaires/responsible-exit/en.json"),
    ),
];

const GLOSSARY: &str = include_str!("../../../questionnaires/glossary/en.json");

/// Every questionnaire of the page. One with a mistake in it is left out and never half shown;
/// the tests read the same files and fail with every mistake listed.
pub fn catalog(words: Words) -> Catalog {
    let entries = QUESTIONNAIRES.iter().filter_map(|(structure, wording)| {
        let questionnaire = Questionnaire::parse(structure).ok()?;
        let wording = Wording::parse(wording, &questionnaire).ok()?;
        Some(Rc::new(Entry { questionnaire, wording, own: false }))
    });
    Catalog { entries: entries.collect(), labels: labels(words) }
}

/// The hard words, explained.
pub fn glossary() -> Glossary {
    Glossary::parse(GLOSSARY).unwrap_or_default()
}
