//! Language packs (`candour-language/1`): all texts of the page, of its questionnaires and of the glossary in another
//! language, as data.
//!
//! English is the source and stays complete; a pack may have gaps. Each text has one key, in the file, in tables (CSV)
//! and in PO alike: `words/KEY`, `QUESTIONNAIRE/PATH` and `glossary/TERM.MEMBER`, with `#FORM` behind it where the text
//! depends on a number. All checks of translations are in [`checks`]: the commands and the tasks of the repository call
//! the same function.
//!
//! ```
//! use candour_content::catalog::{catalog, glossary};
//! use candour_language::{english::English, pack::Pack};
//! use candour_words::Words;
//!
//! let english = English::new(&catalog(Words::english()), &glossary());
//! let json = r#"{"format": "candour-language/1", "language": "fr", "name": "français", "englishName": "French",
//!     "direction": "ltr", "plurals": "zero-one", "files": {"words": {"texts": {"choice-yes": "Oui"}}}}"#;
//! let pack = Pack::parse(json, &english).expect("a sound pack");
//! assert_eq!(pack.text("words/choice-yes"), Some("Oui"));
//! assert_eq!(pack.text("words/choice-no"), None, "shown in English");
//! ```
//!
//! It draws nothing and knows no language; what differs between languages is in their packs, except for rules of
//! punctuation in [`checks`].

pub mod checks;
pub mod english;
pub mod pack;
pub mod po;
pub mod table;
