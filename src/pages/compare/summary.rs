//! What the opened files are, counted; and the field for the key that encrypted ones wait for.

use candour_compare::workbench::FileRow;
use candour_files::{check::Verdict, intake::Needs};
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use super::files;
use crate::components::{
    elements::{self, Nodes, element, h2, p, tag},
    key, records,
    screen::Screen,
};

/// The kind of a file that decides what to do with it next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SummaryKind {
    Encrypted,
    Intact,
    Partial,
    Unusable,
    Other,
}

/// Whether there are files that only a key opens.
pub(super) fn waits_for_key(screen: &Screen<'_>) -> bool {
    screen.model.comparison.workbench.rows().iter().any(|row| kind(row) == SummaryKind::Encrypted)
}

fn kind(row: &FileRow) -> SummaryKind {
    match row.verdict {
        _ if row.used.is_some() => SummaryKind::Other,
        _ if row.lock == Some(Needs::Key) && row.problem.is_none() => SummaryKind::Encrypted,
        _ if row.problem.is_some() => SummaryKind::Unusable,
        Verdict::Intact => SummaryKind::Intact,
        Verdict::Partial => SummaryKind::Partial,
        Verdict::Request | Verdict::Draft | Verdict::Questionnaire | Verdict::Records => SummaryKind::Other,
        _ => SummaryKind::Unusable,
    }
}

/// A line for each kind of file, and the key field where it is needed.
pub(super) fn view(screen: &Screen<'_>) -> Html {
    let rows = screen.model.comparison.workbench.rows();
    if rows.is_empty() {
        return Html::default();
    }
    let mut items = Nodes::new();
    for (kinds, key) in [
        (SummaryKind::Encrypted, Counted::SummaryEncrypted),
        (SummaryKind::Intact, Counted::SummaryIntact),
        (SummaryKind::Partial, Counted::SummaryPartial),
        (SummaryKind::Unusable, Counted::SummaryUnusable),
        (SummaryKind::Other, Counted::SummaryOther),
    ] {
        let count = rows.iter().filter(|row| kind(row) == kinds).count();
        if let Ok(count @ 1..) = u32::try_from(count) {
            let hooks =
                [("data-kind", key.as_str().into()), ("data-number", AttrValue::from(count.to_string()))];
            items.push(element("li", &hooks, vec![elements::words(screen.words.count(key, count))]));
        }
    }
    let odd = rows.iter().filter(|row| files::needs_a_look(screen, row)).count();
    if odd > 0 {
        let odd = u32::try_from(odd).unwrap_or(u32::MAX);
        items.push(element("li", &[], vec![elements::words(screen.words.count(Counted::CompareOdd, odd))]));
    }
    let mut children = vec![h2(screen.text(Key::SummaryOfFiles)), tag("ul", "", items)];
    if waits_for_key(screen) {
        let field = vec![p(screen.text(Key::CompareKeyHelp)), key::key_now(screen), records::open(screen)];
        children.push(tag("div", "offer", field));
    }
    tag("section", "", children)
}
