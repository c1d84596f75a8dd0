//! The questionnaires and glossaries of the page. The build script finds a new questionnaire by its folder.

use std::rc::Rc;

use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry},
    diagnostics::Author,
    glossary::Glossary,
    questionnaire::Questionnaire,
    wording::Wording,
};

use candour_words::Words;

use crate::labels::labels;

include!(concat!(env!("OUT_DIR"), "/questionnaires.rs"));

/// Every questionnaire of the page. One with a mistake in it is left out and never half shown;
/// the tests read the same files and fail with every mistake listed.
pub fn catalog(words: Words) -> Catalog {
    let entries = QUESTIONNAIRES.iter().filter_map(|(structure, wording)| {
        let questionnaire = Questionnaire::parse_by(structure, Author::BuiltIn).ok()?;
        let wording = Wording::parse_by(wording, &questionnaire, Author::BuiltIn).ok()?;
        Some(Rc::new(CatalogEntry { questionnaire, wording, own: false }))
    });
    Catalog { entries: entries.collect(), labels: labels(words) }
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

    use super::{IDS, generate};

    #[test]
    fn a_new_questionnaire_is_a_folder_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("candour-questionnaires-{}", std::process::id()));
        for id in IDS.iter().chain(&["a-new-one", "glossary"]) {
            fs::create_dir_all(folder.join(id)).expect("a temporary folder");
        }
        for id in IDS.iter().chain(&["a-new-one"]) {
            fs::write(folder.join(id).join("questionnaire.json"), "{}").expect("a temporary file");
        }
        for id in IDS.iter().chain(&["a-new-one", "glossary"]) {
            let wording = format!("{{ \"of\": {id:?} }}");
            fs::write(folder.join(id).join("en.json"), wording).expect("a temporary file");
        }
        let ids = generate::ids(&folder).expect("a list of folders");
        let code = generate::code(&folder, &ids).expect("code");
        fs::remove_dir_all(&folder).expect("a temporary folder");
        assert_eq!(ids.len(), IDS.len() + 1);
        assert_eq!(ids.first().map(String::as_str), Some("a-new-one"));
        let wording = format!("{:?}", r#"{"of":"a-new-one"}"#);
        assert!(code.contains("\"a-new-one\"") && code.contains(&wording), "{code}");
    }
}
