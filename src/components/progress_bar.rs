//! How many questions are answered.

use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{element, tag, text},
    screen::Screen,
};

/// How far a person is, in words and as a bar.
pub(crate) fn progress(screen: &Screen<'_>, answered: u32, asked: u32) -> Html {
    let values: [(&str, &str); 2] = [("answered", &answered.to_string()), ("asked", &asked.to_string())];
    let far = screen.words.with(Key::Progress, &values);
    // The words beside it say the same.
    let bar = [
        ("aria-hidden", "true".into()),
        ("max", asked.max(1).to_string().into()),
        ("value", answered.to_string().into()),
    ];
    tag("p", "progress", vec![text("span", "", far), element("progress", &bar, Vec::new())])
}
