//! The words that files carry for their readers.

use candour_proof::{
    digest::digest,
    json::{Json, Object},
};

use crate::answers::{Choice, Reason};

/// Words that a file carries for its readers, in the language used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// What the signature shows and what it does not.
    pub notice: String,
    /// A label for each of [`Choice::ALL`], in that order.
    pub choices: Vec<String>,
    /// A label for each of [`Reason::ALL`], in that order.
    pub reasons: Vec<String>,
}

impl Labels {
    /// SHA-256 of these words in RFC 8785 form, so that a reader with other words does not take
    /// another edition for a contradiction.
    pub fn digest(&self) -> String {
        let object = Object::new()
            .with("notice", self.notice.as_str())
            .with("choices", labels(&self.choices))
            .with("reasons", labels(&self.reasons));
        digest(&object.into())
    }

    /// The label of a choice; empty if the language lacks it.
    pub fn choice(&self, choice: Choice) -> &str {
        let place = Choice::ALL.iter().position(|known| *known == choice);
        place.and_then(|place| self.choices.get(place)).map_or("", String::as_str)
    }

    /// The label of a reason; empty if the language lacks it.
    pub fn reason(&self, reason: Reason) -> &str {
        let place = Reason::ALL.iter().position(|known| *known == reason);
        place.and_then(|place| self.reasons.get(place)).map_or("", String::as_str)
    }
}

fn labels(items: &[String]) -> Json {
    Json::List(items.iter().map(|item| item.as_str().into()).collect())
}
