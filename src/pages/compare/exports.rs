//! What can be taken away from the comparison: a table, the answers as lines, paper, and questions to ask.

use candour_app::Event;
use candour_compare::export::Collected;
use candour_questionnaire::catalog::Entry;
use yew::Html;

use crate::components::{
    elements::{button, h2, help, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let id = entry.questionnaire.id();
    let children = vec![
        h2(screen.text("out-heading")),
        row(vec![
            save(screen, id, Collected::Table, "save-table", "out-table"),
            save(screen, id, Collected::Answers, "save-answers", "out-answers"),
            button("quiet", "print", screen.text("print"), screen.on(|_| Event::AskedPrint)),
        ]),
        help(screen.text("out-help")),
    ];
    tag("section", "", children)
}

pub(crate) fn follow_up(screen: &Screen<'_>, questionnaire: &str) -> Html {
    save(screen, questionnaire, Collected::FollowUp, "save-follow-up", "out-follow-up")
}

fn save(screen: &Screen<'_>, questionnaire: &str, what: Collected, action: &'static str, key: &str) -> Html {
    let id = questionnaire.to_owned();
    button("quiet", action, screen.text(key), screen.on(move |_| Event::AskedCollected(id.clone(), what)))
}
