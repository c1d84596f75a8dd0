//! Digits that people compare.

use crate::components::elements::{self, element};
use yew::AttrValue;
use yew::Html;

/// The digits that people compare.
pub(crate) fn fingerprint(digits: String) -> Html {
    element("code", &[("data-fingerprint", AttrValue::default())], vec![elements::words(digits)])
}
