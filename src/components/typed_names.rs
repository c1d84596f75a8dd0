//! Names that people typed: what is said beside one that may pass for another.

use candour_files::names::mixes_alphabets;
use candour_words::Key;
use yew::{AttrValue, Html};

use crate::components::{elements::element, screen::Screen};

/// Says that a word of a name has letters of two alphabets that look alike; nothing if none has.
pub(crate) fn mixed(screen: &Screen<'_>, name: &str) -> Html {
    if !mixes_alphabets(name) {
        return Html::default();
    }
    let hooks = [("class", "safety".into()), ("data-mixed-scripts", AttrValue::default())];
    element("p", &hooks, vec![screen.words(Key::NameMixed)])
}
