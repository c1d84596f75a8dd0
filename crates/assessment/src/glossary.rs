//! The glossary in one language: hard words explained in plain ones.

use std::collections::BTreeMap;

use crate::{
    questionnaire::Problem,
    reading::{Spot, read_file},
};

/// Hard words and what they mean.
// INVARIANT: ids are unique, and so are the words, other forms included, without regard to case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glossary {
    /// Language tag (BCP 47), such as `en`.
    pub language: String,
    /// The terms in the order of the file.
    pub terms: Vec<Term>,
}

/// One hard word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The word or words.
    pub term: String,
    /// Other forms of it, such as the plural or an abbreviation.
    pub also: Vec<String>,
    /// What it means.
    pub explanation: String,
    /// Where that comes from.
    pub source: String,
}

impl Glossary {
    /// Reads one glossary file, or lists everything an author has to mend.
    ///
    /// # Errors
    /// Every problem, with its place and its cure.
    pub fn parse(json: &str) -> Result<Self, Vec<Problem>> {
        read_file(json, |file, _| {
            file.members(&["format", "language", "terms"], &["$schema"]);
            file.format("candour-glossary/1");
            check_unique(file);
            Self {
                language: file.text("language"),
                terms: file.list("terms").iter().map(read_term).collect(),
            }
        })
    }

    /// The term of that id.
    pub fn term(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }
}

fn read_term(spot: &Spot) -> Term {
    spot.members(&["id", "term", "explanation", "source"], &["also"]);
    Term {
        id: spot.id("id"),
        term: spot.text("term"),
        also: spot.list("also").iter().filter_map(Spot::own_text).collect(),
        explanation: spot.text("explanation"),
        source: spot.text("source"),
    }
}

fn check_unique(file: &Spot) {
    let mut ids = BTreeMap::new();
    let mut words = BTreeMap::new();
    for (place, term) in file.list("terms").iter().enumerate() {
        if let Some(id) = term.member("id")
            && let Some(text) = id.raw_text()
            && let Some(first) = ids.insert(text.to_owned(), place)
        {
            id.problem(format!("`{text}` is the id of terms[{first}] already; use another"));
        }
        for word in term.member("term").into_iter().chain(term.list("also")) {
            let Some(text) = word.raw_text() else { continue };
            if let Some(first) = words.insert(text.to_lowercase(), place) {
                word.problem(format!("`{text}` stands in terms[{first}] already; keep one"));
            }
        }
    }
}
