//! A list of ids.

use yew::Html;

use crate::components::elements::{Nodes, code, li, tag};

/// A list of ids.
pub(crate) fn ids(ids: &[String]) -> Html {
    let mut items = Nodes::new();
    for id in ids {
        items.push(li(vec![code(id.clone())]));
    }
    tag("ul", "", items)
}
