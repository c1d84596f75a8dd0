//! Choosing files, by a field or by dropping them on the page.

use candour_app::Event;
use candour_words::Key;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::{Callback, Html, html};

use crate::{
    components::{
        elements::Nodes,
        passphrase_forms::{hint, label},
        screen::Screen,
    },
    effects::files,
};

/// What is done with the files that are chosen.
#[derive(Clone, Copy)]
pub(crate) enum Chosen {
    /// Each is checked.
    Check,
    /// They are compared.
    Compare,
    /// They hold questionnaires.
    Questionnaires,
}

impl Chosen {
    fn send(self, files: Vec<File>, send: &Callback<Event>) {
        match self {
            Self::Check => files::read_each(files, send.clone()),
            Self::Compare => files::select(files, send),
            Self::Questionnaires => files::read_together(files, send.clone()),
        }
    }
}

/// A field where files are chosen, or a folder.
pub(crate) fn fields(
    screen: &Screen<'_>,
    id: &'static str,
    help_id: &'static str,
    words: [Key; 2],
    chosen: Chosen,
    folder: bool,
) -> Nodes {
    let send = screen.send.clone();
    let change = Callback::from(move |event: yew::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            chosen.send(files::chosen(&input), &send);
        }
    });
    let [name, help] = words;
    vec![
        label(id, screen.text(name)),
        hint(help_id, screen.text(help)),
        html! {
            <input type="file" id={id} data-action={id} multiple=true webkitdirectory={folder}
                aria-describedby={help_id} onchange={change} />
        },
    ]
}

/// A page on which files may be dropped.
pub(crate) fn drop_zone(screen: &Screen<'_>, name: &'static str, chosen: Chosen, children: Nodes) -> Html {
    let send = screen.send.clone();
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let drop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        chosen.send(files::dropped(event.data_transfer()), &send);
    });
    html! { <div data-view={name} key={name} ondragover={over} ondrop={drop}>{ children }</div> }
}
