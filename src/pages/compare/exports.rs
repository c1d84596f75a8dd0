//! What can be taken away from the comparison: a table, the answers as lines, paper, and questions to ask.

use candour_app::{ComparisonEvent, Event};
use candour_compare::export::ComparisonExport;
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{button, h2, help, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let children = vec![
        h2(screen.text(Key::OutHeading)),
        row(vec![
            save(screen, id, ComparisonExport::Table, "save-table", Key::OutTable),
            save(screen, id, ComparisonExport::Answers, "save-answers", Key::OutAnswers),
            button("quiet", "print", screen.text(Key::Print), screen.on(|_| Event::PrintRequested)),
        ]),
        help(screen.text(Key::OutHelp)),
    ];
    tag("section", "", children)
}

pub(crate) fn follow_up(screen: &Screen<'_>, questionnaire: &str) -> Html {
    save(screen, questionnaire, ComparisonExport::FollowUp, "save-follow-up", Key::OutFollowUp)
}

fn save(
    screen: &Screen<'_>,
    questionnaire: &str,
    what: ComparisonExport,
    action: &'static str,
    key: Key,
) -> Html {
    let id = questionnaire.to_owned();
    button(
        "quiet",
        action,
        screen.text(key),
        screen.on(move |_| ComparisonEvent::ExportRequested(id.clone(), what)),
    )
}
