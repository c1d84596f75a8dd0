//! Hard words, and where they stand in the texts that were shown.

use std::{cell::RefCell, rc::Rc};

use candour_proof::map::Table;
use candour_questionnaire::glossary::{Glossary, Occurrence};

/// The words that the page explains. Each text is searched for them once, not with each letter that somebody types.
pub struct HardWords {
    page: Searched,
    /// The words that a questionnaire explains itself: those of the questionnaire shown last.
    own: RefCell<Rc<Searched>>,
}

impl HardWords {
    /// With nothing searched yet.
    pub fn new(glossary: Glossary) -> Self {
        Self { page: Searched::new(glossary), own: RefCell::new(Rc::new(Searched::new(Glossary::default()))) }
    }

    /// The words that the page explains, whatever the questionnaire.
    pub(crate) fn page(&self) -> &Searched {
        &self.page
    }

    /// The words of a questionnaire.
    pub(crate) fn own(&self, glossary: &Glossary) -> Rc<Searched> {
        let mut own = self.own.borrow_mut();
        if own.glossary != *glossary {
            *own = Rc::new(Searched::new(glossary.clone()));
        }
        Rc::clone(&own)
    }
}

/// A glossary, and where its words stand in the texts that were searched.
pub(crate) struct Searched {
    glossary: Glossary,
    found: RefCell<Table<Rc<[Occurrence]>>>,
}

/// Most texts for which is kept what was found in them: those of a few long questionnaires.
const MOST_TEXTS: usize = 10_000;

impl Searched {
    fn new(glossary: Glossary) -> Self {
        Self { glossary, found: RefCell::default() }
    }

    pub(crate) fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// Where its words stand in a text.
    pub(crate) fn occurrences(&self, text: &str) -> Rc<[Occurrence]> {
        if self.glossary.terms.is_empty() {
            return Rc::default();
        }
        if let Some(known) = self.found.borrow().get(text) {
            return Rc::clone(known);
        }
        let occurrences: Rc<[Occurrence]> = self.glossary.occurrences(text).into();
        let mut found = self.found.borrow_mut();
        if found.len() >= MOST_TEXTS {
            *found = Table::new();
        }
        found.insert(text.to_owned(), Rc::clone(&occurrences));
        occurrences
    }
}
