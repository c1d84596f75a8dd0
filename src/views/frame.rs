//! What stands around every screen: the name, the way about, where the answers are, what just happened.

use candour_assessment::{
    export::Export,
    journey::{Event, KeepProblem, Keeping, KeyRefusal, Notice, PassphraseProblem, Route, Task},
};
use yew::{AttrValue, Html, MouseEvent, html};

use super::{
    Screen,
    parts::{Nodes, button, code, element, li, link, p, space, tag, text},
};

pub(super) fn view(screen: &Screen<'_>, inner: Html) -> Html {
    let skip = screen.on(|event: MouseEvent| {
        // The address belongs to the routes, so the link moves the focus itself.
        event.prevent_default();
        crate::effects::document::focus_place();
        Event::PutAwayNotice
    });
    let ways = vec![
        way(screen, &Route::Check, "check", "nav-check"),
        way(screen, &Route::Glossary, "glossary", "nav-glossary"),
        way(screen, &Route::About, "about", "nav-about"),
    ];
    let kept = vec![
        text("span", "", keeping(screen)),
        space(),
        link("", "settings", Route::Settings.fragment(), screen.text("keeping-link")),
    ];
    let header = vec![
        html! { <a class="skip" href="#/" onclick={skip}>{ screen.text("skip") }</a> },
        link("name", "home", Route::Home.fragment(), screen.text("name")),
        element("nav", &[("aria-label", screen.text("nav-label"))], vec![tag("ul", "", ways)]),
        tag("p", "keeping", kept),
    ];
    let said = status(screen);
    let class = if said.is_empty() { "notice-none" } else { "notice" };
    let live = [("role", "status".into()), ("data-status", AttrValue::default()), ("class", class.into())];
    let notice = tag("div", "notice-place", vec![element("div", &live, said), undo(screen)]);
    tag(
        "div",
        "page",
        vec![
            tag("header", "top", header),
            tag("main", "", vec![notice, inner]),
            tag(
                "footer",
                "bottom",
                vec![p(screen.text("footer-promise")), p(screen.text("footer-not-advice"))],
            ),
        ],
    )
}

fn way(screen: &Screen<'_>, route: &Route, action: &'static str, key: &str) -> Html {
    let mut attributes = vec![("href", route.fragment().into()), ("data-action", AttrValue::Static(action))];
    if screen.model.route == *route {
        attributes.push(("aria-current", "page".into()));
    }
    li(vec![element("a", &attributes, vec![screen.words(key)])])
}

fn keeping(screen: &Screen<'_>) -> AttrValue {
    screen.text(match screen.model.keeping {
        Keeping::Nothing => "keeping-nothing",
        Keeping::Kept => "keeping-tab",
        Keeping::Refused(KeepProblem::Forbidden) => "keeping-forbidden",
        Keeping::Refused(KeepProblem::Full) => "keeping-full",
    })
}

fn status(screen: &Screen<'_>) -> Nodes {
    let words = screen.words;
    if let Some(task) = &screen.model.busy {
        return vec![p(words.text(match task {
            Task::Sign(_) | Task::Draft(_) | Task::Export(..) | Task::Today => "busy-writing",
            Task::SaveKey(_) => "busy-key-save",
            Task::OpenKey(..) => "busy-key-open",
            Task::Check { .. } => "busy-checking",
        }))];
    }
    let Some(notice) = &screen.model.notice else {
        return Nodes::new();
    };
    let key = match notice {
        Notice::Cleared => "notice-cleared",
        Notice::StartedOver => "notice-started-over",
        Notice::Undone => "notice-undone",
        Notice::SignedWritten => "notice-signed",
        Notice::DraftWritten => "notice-draft",
        Notice::KeyWritten => "notice-key-written",
        Notice::CopyWritten => "notice-copy",
        Notice::NoCopy => "notice-no-copy",
        Notice::KeyOpened => "notice-key-opened",
        Notice::KeyRefused(KeyRefusal::NotAKey) => "notice-key-not-a-key",
        Notice::KeyRefused(KeyRefusal::WrongPassphrase) => "notice-key-wrong",
        Notice::KeyRefused(KeyRefusal::Damaged) => "notice-key-damaged",
        Notice::KeyRefused(KeyRefusal::Unsupported) => "notice-key-unsupported",
        Notice::Passphrase(PassphraseProblem::TooShort) => "notice-passphrase-short",
        Notice::Passphrase(PassphraseProblem::Differs) => "notice-passphrase-differs",
        Notice::NotRestored => "notice-not-restored",
        Notice::Erased => "notice-erased",
        Notice::NoChance => "notice-no-chance",
        Notice::NotReadBack => "notice-not-read-back",
        Notice::StepForgotten => "notice-step-forgotten",
        Notice::NotADay => "notice-not-a-day",
        Notice::ExportWritten(Export::Table) => "notice-table",
        Notice::ExportWritten(Export::Calendar) => "notice-calendar",
        Notice::ExportWritten(Export::Markdown | Export::Plain) => "notice-summary",
        Notice::FileNotRead(name) => return vec![p(words.with("notice-file-not-read", &[("name", name)]))],
        Notice::Restored { not_placed } => {
            return placed(screen, words.text("notice-restored"), not_placed, None);
        }
        Notice::Imported { answers, not_placed, other_version } => {
            let first = words.count("notice-imported", *answers);
            return placed(screen, first, not_placed, other_version.as_deref());
        }
    };
    vec![p(words.text(key))]
}

/// What came in, and each thing that found no place.
fn placed(screen: &Screen<'_>, first: AttrValue, not_placed: &[String], version: Option<&str>) -> Nodes {
    let mut children = vec![p(first)];
    if let Some(version) = version {
        children.push(p(screen.words.with("notice-other-version", &[("version", version)])));
    }
    if !not_placed.is_empty() {
        let mut items = Nodes::new();
        for id in not_placed {
            items.push(li(vec![code(id.clone())]));
        }
        children.push(p(screen.text("notice-not-placed")));
        children.push(tag("ul", "", items));
    }
    children
}

fn undo(screen: &Screen<'_>) -> Html {
    let can = matches!(
        screen.model.notice,
        Some(Notice::Cleared | Notice::StartedOver | Notice::StepForgotten | Notice::Imported { .. })
    );
    if screen.model.undo.is_empty() || !can {
        return Html::default();
    }
    button("quiet", "undo", screen.text("undo"), screen.on(|_| Event::AskedUndo))
}
