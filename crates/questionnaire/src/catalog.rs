//! The questionnaires at hand, each with its texts.

use std::{cell::LazyCell, fmt, ops::Deref, rc::Rc};

use candour_proof::map::Table;

use crate::{
    answers::Resolution,
    labels::Labels,
    plan::{Plan, Step, plan},
    questionnaire::{Citation, Question, Questionnaire, Subject},
    scoring::{Action, Assessment},
    wording::{Wording, minutes},
};

/// A questionnaire with its texts in the language in use. Both are parsed when they are first used.
#[derive(Clone, Debug)]
pub struct CatalogEntry {
    /// What is known of it before.
    pub card: Card,
    /// Structure.
    pub questionnaire: OnDemand<Questionnaire>,
    /// Texts.
    pub wording: OnDemand<Wording>,
    /// Whether somebody brought it, so that it is not one of those the page was built with.
    pub own: bool,
}

/// What a list of questionnaires says of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its id.
    pub id: String,
    /// The day of its version, `2026-11-22`.
    pub date: String,
    /// What it is called.
    pub title: String,
    /// One or two sentences; may be empty.
    pub summary: String,
    /// For whom it is, in one sentence of the reader.
    pub situation: Option<String>,
    /// How many questions there are, hidden ones included.
    pub question_count: usize,
    /// How long answering takes, in minutes.
    pub minutes: u32,
}

impl Card {
    /// That of a questionnaire.
    pub fn of(questionnaire: &Questionnaire, wording: &Wording) -> Self {
        Self {
            id: questionnaire.id().to_owned(),
            date: questionnaire.date().to_owned(),
            title: wording.title.clone(),
            summary: wording.summary.clone(),
            situation: wording.situation.clone(),
            question_count: questionnaire.question_count(),
            minutes: minutes(questionnaire, wording),
        }
    }
}

/// A value that is made when it is first used, once for all its copies.
pub struct OnDemand<T>(Rc<LazyCell<T, Make<T>>>);

type Make<T> = Box<dyn FnOnce() -> T>;

impl<T> OnDemand<T> {
    /// What `make` will make.
    pub fn new(make: impl FnOnce() -> T + 'static) -> Self {
        Self(Rc::new(LazyCell::new(Box::new(make))))
    }
}

impl<T: 'static> From<T> for OnDemand<T> {
    fn from(value: T) -> Self {
        Self::new(move || value)
    }
}

impl<T> Deref for OnDemand<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for OnDemand<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

/// Shows that a value is not made yet, and does not make it.
impl<T: fmt::Debug> fmt::Debug for OnDemand<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl CatalogEntry {
    /// A questionnaire that is parsed already.
    pub fn new(questionnaire: Questionnaire, wording: Wording, own: bool) -> Self {
        let card = Card::of(&questionnaire, &wording);
        Self { card, questionnaire: questionnaire.into(), wording: wording.into(), own }
    }

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
    /// Questionnaires of the page that are not used, because their words in the document are not those published.
    pub changed: Vec<Card>,
}

impl Catalog {
    /// The questionnaire of that id.
    pub fn entry(&self, id: &str) -> Option<&CatalogEntry> {
        self.shared(id).map(Rc::as_ref)
    }

    /// The same, to be held on to.
    pub fn shared(&self, id: &str) -> Option<&Rc<CatalogEntry>> {
        self.entries.iter().find(|entry| entry.card.id == id)
    }

    /// Whether it is the id of one of the page's own questionnaires, used or not.
    pub fn is_built_in(&self, id: &str) -> bool {
        self.entry(id).is_some_and(|entry| !entry.own) || self.changed.iter().any(|card| card.id == id)
    }
}
