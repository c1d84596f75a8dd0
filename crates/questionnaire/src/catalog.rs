//! The questionnaires at hand, each with its texts.

use std::rc::Rc;

use candour_proof::map::Table;

use crate::{
    answers::Resolution,
    labels::Labels,
    plan::{Plan, Step, plan},
    questionnaire::{Citation, Question, Questionnaire, Subject},
    scoring::{Action, Assessment},
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
    /// Those citations that are shown: of a built-in questionnaire what was compared with its text, of another one all,
    /// as its author names them.
    pub fn shown<'a>(&self, citations: &'a [Citation]) -> impl Iterator<Item = &'a Citation> + use<'a> {
        let all = self.own;
        citations.iter().filter(move |citation| all || citation.verified)
    }

    /// Whether words about the law on personal data fit.
    pub fn about_personal_data(&self) -> bool {
        !self.own || self.questionnaire.subject() == Some(Subject::PersonalData)
    }

    /// The actions that answers call for and for which there is a text, most urgent first.
    pub fn actions<'a>(&'a self, assessment: &'a Assessment) -> impl Iterator<Item = &'a Action> {
        assessment.actions.iter().filter(|action| !self.wording.question(&action.question).action.is_empty())
    }

    /// The plan for these actions.
    pub fn plan<'a>(&'a self, assessment: &'a Assessment, steps: &'a Table<Step>) -> Plan<'a> {
        plan(&self.questionnaire, self.actions(assessment), steps)
    }

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
        self.shared(id).map(Rc::as_ref)
    }

    /// The same, to be held on to.
    pub fn shared(&self, id: &str) -> Option<&Rc<CatalogEntry>> {
        self.entries.iter().find(|entry| entry.questionnaire.id() == id)
    }
}
