//! The summary as text, to paste into a mail or to save.

use candour_app::Event;
use candour_compare::export::{Export, markdown, plain};
use candour_questionnaire::catalog::Entry;
use yew::{AttrValue, Html, MouseEvent, html};

use crate::{
    components::{
        elements::{self, UNSAVED, button, element, fold, help, row, tag},
        screen::Screen,
    },
    effects::document,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &Entry) -> Html {
    let (model, id) = (screen.model, entry.questionnaire.id());
    let (draft, texts) = (model.draft(id), &model.texts);
    let children = vec![
        help(screen.text("copy-what")),
        one(screen, id, Export::Plain, "export-plain", plain(entry, draft, texts, model.today)),
        one(screen, id, Export::Markdown, "export-markdown", markdown(entry, draft, texts, model.today)),
    ];
    fold("copy", screen.text("copy-summary"), children)
}

fn one(
    screen: &Screen<'_>,
    questionnaire: &str,
    export: Export,
    action: &'static str,
    content: String,
) -> Html {
    let label = screen.text(if export == Export::Plain { "copy-plain" } else { "copy-markdown" });
    let field = AttrValue::Static(export.name());
    let copy = screen.on(|press: MouseEvent| {
        document::copy_beside(&press);
        Event::PutAwayNotice
    });
    let own = questionnaire.to_owned();
    let save = screen.on(move |_| Event::AskedExport(own.clone(), export));
    let area = html! { <textarea form={UNSAVED} autocomplete="off" id={field.clone()} data-field={field.clone()} rows="10" readonly=true value={content} /> };
    let children = vec![
        element("label", &[("for", field)], vec![elements::words(label)]),
        area,
        row(vec![
            button("quiet small", "copy-text", screen.text("copy-text"), copy),
            button("quiet small", action, screen.text("copy-save"), save),
        ]),
    ];
    tag("div", "", children)
}
