//! What can be taken away from the comparison: a table, the answers as lines, paper, and questions to ask.

use candour_assessment::journey::{Entry, Event};
use yew::Html;

use super::super::{
    Screen,
    parts::{button, h2, help, row, tag},
};

pub(super) fn view(screen: &Screen<'_>, _entry: &Entry) -> Html {
    let children = vec![
        h2(screen.text("out-heading")),
        row(vec![button("quiet", "print", screen.text("print"), screen.on(|_| Event::AskedPrint))]),
        help(screen.text("out-help")),
    ];
    tag("section", "", children)
}

pub(super) fn follow_up(_screen: &Screen<'_>, _questionnaire: &str) -> Html {
    Html::default()
}
