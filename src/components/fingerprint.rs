//! Digits that people compare.

use crate::components::elements::{self, element};
use yew::AttrValue;
use yew::Html;

/// The digits that people compare.
pub(crate) fn fingerprint(digits: String) -> Html {
    let hooks = [("data-fingerprint", AttrValue::default()), elements::LEFT_TO_RIGHT];
    element("code", &hooks, vec![elements::words(digits)])
}
