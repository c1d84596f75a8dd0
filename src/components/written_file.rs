//! A file that was written, described.

use candour_app::Written;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, code, digest, element, help, li, strong, tag},
    screen::Screen,
};

/// A file that was written: its name, what is in it, and its digest.
pub(crate) fn described(screen: &Screen<'_>, file: &Written, done: AttrValue, more: Vec<AttrValue>) -> Html {
    let line = |content: AttrValue| li(vec![elements::words(content)]);
    let mut lines = vec![
        li(vec![code(file.name.clone())]),
        line(screen.words.count(Counted::WrittenAnswers, file.answers)),
        line(screen.words.count(Counted::WrittenNotes, file.notes)),
    ];
    lines.extend(more.into_iter().map(line));
    let children = vec![
        tag("p", "", vec![strong(done)]),
        tag("ul", "", lines),
        help(screen.text(Key::WrittenDigest)),
        tag("p", "", vec![digest(file.sha256.clone())]),
    ];
    element("div", &[("class", "written".into()), ("data-written", file.name.clone().into())], children)
}
