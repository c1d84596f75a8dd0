//! Read and compare what came back: open many files at once, see what each of them is, and go on to the
//! organisations side by side.

mod asked;
mod exports;
mod files;
mod follow_up;
mod lists;
mod names;
mod navigation;
mod question;
mod summary;
mod table;

use candour_app::{BatchReader, ComparisonEvent, InboxEvent, OpenAs, PAGE, Route, SelectedView, page_of};
use candour_compare::workbench::RowIndex;
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use yew::{AttrValue, Html};

use crate::components::{
    elements::{self, button, element, fold, h1, h2, lead, link, p, row, tag, text},
    file_input, imported, key, records,
    screen::Screen,
};
use navigation::{pages, ways};

/// Files shown while others are still read.
const WHILE_READING: usize = 10;

/// The organisations side by side.
pub(crate) fn organisations(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    table::view(screen, entry)
}

/// The answers to one question.
pub(crate) fn question(screen: &Screen<'_>, entry: &CatalogEntry, question: &str) -> Html {
    question::view(screen, entry, question)
}

/// What to ask next.
pub(crate) fn follow_up(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    follow_up::view(screen, entry)
}

/// The files.
pub(crate) fn view(screen: &Screen<'_>) -> Html {
    let mut children = vec![
        h1(screen.text(Key::CompareHeading)),
        lead(screen.text(Key::CompareLead)),
        ways(screen, None),
        place(screen, "open-files", "open-files-help", [Key::CompareOpen, Key::CompareOpenHelp], false),
        fold(
            "",
            screen.text(Key::CompareFolderSummary),
            vec![place(
                screen,
                "open-folder",
                "open-folder-help",
                [Key::CompareFolder, Key::CompareFolderHelp],
                true,
            )],
        ),
        announced(screen),
        progress(screen),
        summary::view(screen),
        asked::view(screen),
        questions(screen),
        opened(screen),
    ];
    if !summary::waits_for_key(screen) {
        children.push(fold(
            "",
            screen.text(Key::CompareKeySummary),
            vec![p(screen.text(Key::CompareKeyHelp)), key::key_now(screen), records::open(screen)],
        ));
    }
    children.push(fold("", screen.text(Key::RecordsHeading), vec![records::view(screen, false)]));
    let own = [
        text("summary", "", screen.text(Key::OwnHeading)),
        imported::place(screen, p(screen.text(Key::OwnWhat))),
    ];
    // What is wrong with questions opened above is in it.
    let open = [("open", AttrValue::Static(""))];
    let has_problems = !screen.model.inbox.problems.is_empty();
    children.push(element("details", if has_problems { &open } else { &[] }, own.into()));
    children.push(tag(
        "p",
        "",
        vec![link("", "request", Route::Request.fragment(), screen.text(Key::HomeRequest))],
    ));
    elements::screen("compare", "compare", children)
}

/// The questions among the files, which can be used; nothing if there are none.
fn questions(screen: &Screen<'_>) -> Html {
    let offered = &screen.model.comparison.offered;
    if offered.is_empty() {
        return Html::default();
    }
    let names: Vec<&str> = offered.iter().map(|(name, _)| name.as_str()).collect();
    let said = screen.words.with(Key::CompareOffer, &[("names", &screen.words.list(Key::ListOfTwo, &names))]);
    tag(
        "div",
        "gate",
        vec![p(said), imported::offer(screen, InboxEvent::QuestionnairesOpened(offered.clone()))],
    )
}

/// A field where files are chosen, or a folder.
fn place(
    screen: &Screen<'_>,
    id: &'static str,
    help_id: &'static str,
    words: [Key; 2],
    folder: bool,
) -> Html {
    tag("div", "open-files", file_input::fields(screen, id, help_id, words, OpenAs::Compared, folder))
}

/// What screen readers say of reading, in a place that is always there. It does not change with each file.
fn announced(screen: &Screen<'_>) -> Html {
    let opening = &screen.model.comparison;
    let rows = u32::try_from(screen.model.comparison.workbench.rows().len()).unwrap_or(u32::MAX);
    let said = match (&opening.reader, opening.unread, rows) {
        (Some(_), ..) => screen.text(Key::CompareReading),
        (None, 0, 0) => AttrValue::default(),
        (None, 0, rows) => screen.words.count(Counted::CompareFilesCount, rows),
        (None, unread, _) => screen.words.count(Counted::CompareUnread, unread),
    };
    element("p", &[("class", "unseen".into()), ("role", "status".into())], vec![elements::words(said)])
}

/// How far reading is, with a way to stop it; and what was left unread.
fn progress(screen: &Screen<'_>) -> Html {
    let opening = &screen.model.comparison;
    let left_out = match opening.left_out {
        0 => Html::default(),
        count => {
            let hooks = [("data-system-files", count.to_string().into())];
            element("p", &hooks, vec![elements::words(screen.words.count(Counted::SystemFiles, count))])
        }
    };
    let Some(BatchReader { done, total, .. }) = &opening.reader else {
        let unread = match opening.unread {
            0 => Html::default(),
            count => element(
                "p",
                &[("class", "gate".into()), ("data-not-read", count.to_string().into())],
                vec![elements::words(screen.words.count(Counted::CompareUnread, count))],
            ),
        };
        return [left_out, unread].into_iter().collect();
    };
    let (done, total) = (AttrValue::from(done.to_string()), AttrValue::from(total.to_string()));
    let far = screen.words.with(Key::CompareProgress, &[("done", &done), ("total", &total)]);
    let bar = [("aria-label", far.clone()), ("max", total.clone()), ("value", done.clone())];
    let stop = screen.on(|_: yew::MouseEvent| ComparisonEvent::StopRequested);
    let children = vec![
        tag("p", "progress", vec![elements::words(far), element("progress", &bar, Vec::new())]),
        row(vec![button("quiet", "stop", screen.text(Key::CompareStop), stop)]),
    ];
    let hooks = [("data-progress", AttrValue::default()), ("data-done", done), ("data-total", total)];
    element("div", &hooks, children)
}

/// The files opened so far.
fn opened(screen: &Screen<'_>) -> Html {
    let workbench = &screen.model.comparison.workbench;
    if workbench.is_empty() {
        return p(screen.text(Key::CompareEmpty));
    }
    let looked = screen.model.table_view("");
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let mut shown: Vec<RowIndex> = (0..number(workbench.rows().len())).collect();
    let is_odd = |place: &RowIndex| workbench.row(*place).is_some_and(|row| files::needs_a_look(screen, row));
    let odd = shown.iter().filter(|place| is_odd(place)).count();
    if looked.only_odd {
        shown.retain(is_odd);
    }
    let (page, at, pages_in_all) = page_of(&shown, looked.files);
    let clear = screen.on(|_| ComparisonEvent::ClearRequested);
    let mut children = vec![
        h2(screen.text(Key::CompareFiles)),
        element(
            "p",
            &[("data-files", AttrValue::from(workbench.rows().len().to_string()))],
            vec![elements::words(
                screen.words.count(Counted::CompareFilesCount, number(workbench.rows().len())),
            )],
        ),
        only(screen, looked.only_odd, number(odd)),
    ];
    // While files are still read, each batch draws what is shown anew.
    let most = if screen.model.comparison.reader.is_some() { WHILE_READING } else { PAGE };
    let cards = page.iter().take(most).map(|place| files::card(screen, *place)).collect();
    children.push(tag("div", "lines", cards));
    children.push(pages(screen, "", at, pages_in_all, SelectedView::Files));
    children.push(row(vec![button("quiet", "clear-files", screen.text(Key::CheckClear), clear)]));
    tag("section", "", children)
}

/// All files, or only those that need a look.
fn only(screen: &Screen<'_>, only_odd: bool, odd: u32) -> Html {
    let toggle = screen.on(move |_: yew::MouseEvent| {
        ComparisonEvent::ViewSelected(String::new(), SelectedView::OnlyOdd(!only_odd))
    });
    let key = if only_odd { Key::CompareAllFiles } else { Key::CompareOddFiles };
    let children = vec![
        elements::words(screen.words.count(Counted::CompareOdd, odd)),
        elements::space(),
        button("quiet small", "only-attention", screen.text(key), toggle),
    ];
    element("p", &[("data-attention", AttrValue::from(odd.to_string()))], children)
}
