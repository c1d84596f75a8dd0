//! Names that people typed: what is said beside one that may pass for another.

use candour_assessment::names::mixes_alphabets;
use yew::{AttrValue, Html};

use super::{Screen, parts::element};

/// Says that a word of a name has letters of two alphabets that look alike; nothing if none has.
pub(super) fn mixed(screen: &Screen<'_>, name: &str) -> Html {
    if !mixes_alphabets(name) {
        return Html::default();
    }
    let hooks = [("class", "safety".into()), ("data-mixed-scripts", AttrValue::default())];
    element("p", &hooks, vec![screen.words("name-mixed")])
}
