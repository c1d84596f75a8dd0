//! Write your own questions: an example to change, a place to open the table, and what its columns hold.

use candour_app::{InboxEvent, Route};
use candour_content::example;
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{self, Nodes, button, code, fold, h1, h2, help, lead, li, link, p, pair, row, tag},
    imported,
    screen::Screen,
};

/// The columns, with what each holds.
const COLUMNS: [(&str, Key); 11] = [
    ("type", Key::WriteType),
    ("name", Key::WriteName),
    ("label", Key::WriteLabel),
    ("hint", Key::WriteHint),
    ("importance", Key::WriteImportance),
    ("relevant", Key::WriteRelevant),
    ("choices", Key::WriteChoices),
    ("na", Key::WriteNa),
    ("yes, partly, no", Key::WriteAnswers),
    ("why", Key::WriteWhy),
    ("source", Key::WriteSource),
];

pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let steps = [
        Key::WriteStepExample,
        Key::WriteStepChange,
        Key::WriteStepOpen,
        Key::WriteStepLook,
        Key::WriteStepSave,
        Key::WriteStepAsk,
    ];
    let example = screen.on(|_| InboxEvent::ExampleRequested(example::TABLE));
    let columns = COLUMNS.map(|(name, said)| pair(code(name), vec![screen.words(said)]));
    let children = vec![
        h1(screen.text(Key::WriteHeading)),
        lead(screen.text(Key::WriteLead)),
        tag("ol", "steps", steps.map(|step| li(vec![screen.words(step)])).into()),
        row(vec![button("button", "save-example", screen.text(Key::WriteExample), example)]),
        built_in(screen),
        imported::place(screen, h2(screen.text(Key::WriteOpenHeading))),
        h2(screen.text(Key::WriteColumnsHeading)),
        help(screen.text(Key::WriteColumnsHelp)),
        tag("dl", "", columns.into()),
        h2(screen.text(Key::WriteNeverHeading)),
        p(screen.text(Key::WriteNever)),
        row(vec![link("button", "request", Route::Request.fragment(), screen.text(Key::HomeRequest))]),
    ];
    elements::screen("write", "", children)
}

/// The questionnaires of the page as tables, to begin with one of them.
fn built_in(screen: &Screen<'_>) -> Html {
    let entries = screen.model.catalog().entries.iter().filter(|entry| !entry.own);
    let buttons = entries.map(|entry| li(vec![imported::save_table(screen, entry)])).collect();
    let children: Nodes = vec![p(screen.text(Key::WriteBuiltInHelp)), tag("ul", "plain", buttons)];
    fold("", screen.text(Key::WriteBuiltIn), children)
}
