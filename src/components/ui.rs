//! What every piece of a page is drawn with.

use candour_app::Event;
use candour_compare::export::choice_words;
use candour_questionnaire::{answers::Choice, catalog::CatalogEntry};
use candour_words::{Text, Words};
use yew::{AttrValue, Callback, Html};

use crate::components::elements;

/// What stays the same while the page is open: the texts, and where events go.
#[derive(Clone, PartialEq)]
pub struct Ui {
    /// The texts.
    pub words: Words,
    /// Where events go.
    pub send: Callback<Event>,
}

impl Ui {
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
