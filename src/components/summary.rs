//! The summary as text, to paste into a mail or to save.

use candour_app::{Event, SigningEvent};
use candour_compare::export::{Export, markdown, plain};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::Key;
use yew::{AttrValue, Html, html};

use crate::components::{
    elements::{self, UNSAVED, button, element, help, row, tag},
    screen::Screen,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let (model, id) = (screen.model, entry.questionnaire.id());
    let (draft, words) = (model.draft(id), model.page.words);
    let children = || {
        vec![
            help(screen.text(Key::CopyWhat)),
            one(screen, id, Export::Plain, "export-plain", plain(entry, draft, words, model.page.today)),
            one(
                screen,
                id,
                Export::Markdown,
                "export-markdown",
                markdown(entry, draft, words, model.page.today),
            ),
        ]
    };
    let summary = vec![screen.words(Key::CopySummary)];
    screen.fold("copy".to_owned(), "copy", false, summary, &children)
}

fn one(
    screen: &Screen<'_>,
    questionnaire: &str,
    export: Export,
    action: &'static str,
    content: String,
) -> Html {
    let label = screen.text(if export == Export::Plain { Key::CopyPlain } else { Key::CopyMarkdown });
    let field = AttrValue::Static(export.as_str());
    let copy = screen.on(move |_| Event::TextCopyRequested(export.as_str().to_owned()));
    let own = questionnaire.to_owned();
    let save = screen.on(move |_| SigningEvent::ExportRequested(own.clone(), export));
    let area = html! { <textarea dir="auto" form={UNSAVED} autocomplete="off" id={field.clone()} data-field={field.clone()} rows="10" readonly=true value={content} /> };
    let children = vec![
        element("label", &[("for", field)], vec![elements::words(label)]),
        area,
        row(vec![
            button("quiet small", "copy-text", screen.text(Key::CopyText), copy),
            button("quiet small", action, screen.text(Key::CopySave), save),
        ]),
    ];
    tag("div", "", children)
}
