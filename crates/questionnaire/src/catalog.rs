//! The questionnaires at hand, each with its texts.

use std::rc::Rc;

use crate::{
    answers::Resolution,
    labels::Labels,
    questionnaire::{Question, Questionnaire},
    wording::Wording,
};

/// A questionnaire with its texts in the language in use.
#[derive(Debug)]
pub struct CatalogEntry {
    /// Structure.
    pub questionnaire: Questionnaire,
    /// Texts.
    pub wording: Wording,
    /// Whether somebody brought it, so that it is not one of those the page was built with.
    pub own: bool,
}

impl CatalogEntry {
    /// Whether it has the id and version of another one, and other content: in its structure or in its words.
    pub fn passes_for(&self, other: &Self) -> bool {
        let (own, others) = (&self.questionnaire, &other.questionnaire);
        let same_words = self.wording.language != other.wording.language
            || self.wording.digest() == other.wording.digest();
        (own.id(), own.version()) == (others.id(), others.version())
            && !(own.digest() == others.digest() && same_words)
    }
}

/// An answer given elsewhere, to confirm or to change here.
#[derive(Debug)]
pub struct Offer<'a> {
    /// The other questionnaire.
    pub entry: &'a CatalogEntry,
    /// Its question.
    pub question: &'a Question,
    /// What was answered there.
    pub given: Resolution,
}

/// The questionnaires the page carries, in the order they are offered, and the words that go
/// into files.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// The questionnaires.
    pub entries: Vec<Rc<CatalogEntry>>,
    /// The files' own words.
    pub labels: Labels,
}

impl Catalog {
    /// The questionnaire of that id.
    pub fn entry(&self, id: &str) -> Option<&CatalogEntry> {
        self.entries.iter().map(Rc::as_ref).find(|entry| entry.questionnaire.id() == id)
    }
}
