//! What the page and the commands carry: questionnaires, explained words, and all wording.
//!
//! It decides nothing: which text belongs to which finding is chosen here, the finding itself is made below.
//!
//! ```
//! use candour_content::catalog::catalog;
//! use candour_words::Words;
//!
//! let catalog = catalog(Words::english());
//! let gdpr = catalog.entry("gdpr-article-5").expect("a questionnaire of the page");
//! assert_eq!(gdpr.questionnaire.sections().len(), 7, "one section for each principle");
//! ```

pub mod catalog;
pub mod document;
pub mod example;
pub mod extended;
pub mod labels;
pub mod messages;
