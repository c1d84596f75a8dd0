//! The glossary in one language: hard words explained in plain ones.

use crate::{
    questionnaire::Problem,
    reading::{Spot, read_file},
    table::Table,
};

/// Hard words and what they mean.
// INVARIANT: ids are unique, and so are the words, other forms included, without regard to the case
// of ASCII letters: knowing that of all letters would cost the page 5 kB.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
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
    let (mut ids, mut words) = (Table::new(), Table::new());
    for (place, term) in file.list("terms").iter().enumerate() {
        if let Some(id) = term.member("id")
            && let Some(text) = id.raw_text()
        {
            if let Some(first) = ids.get(text) {
                id.problem(format!("`{text}` is the id of terms[{first}] already; use another"));
            }
            ids.insert(text.to_owned(), place);
        }
        for word in term.member("term").into_iter().chain(term.list("also")) {
            let Some(text) = word.raw_text() else { continue };
            let plain = text.to_ascii_lowercase();
            if let Some(first) = words.get(&plain) {
                word.problem(format!("`{text}` stands in terms[{first}] already; keep one"));
            }
            words.insert(plain, place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"format": "candour-glossary/1", "language": "en", "terms": [
        {"id": "controller", "term": "Controller", "explanation": "Who decides.", "source": "GDPR Article 4(7)"},
        {"id": "eea", "term": "EEA", "also": ["European Economic Area"], "explanation": "The EU and 3 more countries.",
            "source": "EEA Agreement"}]}"#;

    fn check(from: &str, to: &str, expected: &[&str]) {
        let problems = Glossary::parse(&JSON.replacen(from, to, 1)).unwrap_err();
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, expected);
    }

    #[test]
    fn terms_are_read_in_order() {
        let glossary = Glossary::parse(JSON).unwrap();
        assert_eq!(glossary.language, "en");
        assert_eq!(glossary.term("eea").unwrap().also, ["European Economic Area"]);
        assert_eq!(glossary.terms[0].term, "Controller");
    }

    #[test]
    fn problems_name_their_place_and_cure() {
        check(
            "\"eea\"",
            "\"controller\"",
            &["terms[1].id: `controller` is the id of terms[0] already; use another"],
        );
        check(
            "European Economic Area",
            "controller",
            &["terms[1].also[0]: `controller` stands in terms[0] already; keep one"],
        );
        check("\"Who decides.\"", "\"\"", &["terms[0].explanation: empty; write the text"]);
        check(
            "\"source\": \"GDPR Article 4(7)\"",
            "\"from\": \"GDPR\"",
            &[
                "terms[0]: unknown member `from`; use id, term, explanation, source or also",
                "terms[0]: no `source`; add it",
            ],
        );
    }
}
