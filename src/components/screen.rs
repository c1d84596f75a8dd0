//! What a page is drawn from.

use candour_app::{Event, Model};
use candour_compare::export::choice_words;
use candour_questionnaire::{answers::Choice, catalog::CatalogEntry, glossary::Glossary};
use candour_words::{Text, Words};
use yew::{AttrValue, Callback, Html};

use crate::components::elements;

/// All that a screen is drawn from.
pub struct Screen<'a> {
    /// The texts.
    pub words: Words,
    /// What the page knows.
    pub model: &'a Model,
    /// Hard words, explained.
    pub glossary: &'a Glossary,
    /// Where events go.
    pub send: &'a Callback<Event>,
}

impl Screen<'_> {
    /// A callback that sends the event made by `make`.
    pub(crate) fn on<E, T: Into<Event>>(&self, make: impl Fn(E) -> T + 'static) -> Callback<E> {
        let send = self.send.clone();
        Callback::from(move |input| send.emit(make(input).into()))
    }

    pub(crate) fn text(&self, key: impl Text) -> AttrValue {
        self.words.text(key)
    }

    /// What an answer to a question is called.
    pub(crate) fn choice(&self, entry: &CatalogEntry, question: &str, choice: Choice) -> AttrValue {
        choice_words(self.words, entry, question, choice)
    }

    /// The text of a key, to stand among other things on a line.
    pub(crate) fn words(&self, key: impl Text) -> Html {
        elements::words(self.words.text(key))
    }
}
