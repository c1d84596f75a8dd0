//! Choosing files by a field.

use candour_app::OpenAs;
use candour_words::Key;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::{Callback, html};

use crate::{
    components::{
        elements::Nodes,
        passphrase_forms::{hint, label},
        screen::Screen,
    },
    effects::files,
};

/// A field where files are chosen, or a folder.
pub(crate) fn fields(
    screen: &Screen<'_>,
    id: &'static str,
    help_id: &'static str,
    words: [Key; 2],
    open_as: OpenAs,
    folder: bool,
) -> Nodes {
    let send = screen.send.clone();
    let change = Callback::from(move |event: yew::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            files::open(files::chosen(&input), open_as, &send);
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
