//! One of many opened files: what it is, whose key signed it, which request it answers, and how it relates
//! to the others.

use candour_app::Event;
use candour_compare::{
    then_and_now::LevelsFrom,
    workbench::{AskedFor, Lock, Match, Place, Problem, Relation, Row, Sheet, Used},
};
use candour_files::{
    check::{Genuine, Verdict},
    zip::ZipProblem,
};
use candour_proof::date::Day;
use candour_questionnaire::catalog::Entry;
use web_sys::SubmitEvent;
use yew::{AttrValue, Html, html};

use super::super::check;
use super::table::name_of;
use crate::{
    components::{
        elements::{
            self, Nodes, button, code, element, facts, fold, help, p, pair, row, space, strong, tag, text,
        },
        fingerprint::fingerprint,
        ids, imported,
        passphrase_forms::{self, field, form, send},
        records,
        screen::Screen,
        typed_names,
    },
    told,
};

/// Whether whoever compares should look at this file: it does not count, or something is odd about it.
pub(crate) fn needs_a_look(row: &Row) -> bool {
    let odd = |sheet: &Sheet| {
        sheet.standing.name() == "changed"
            || sheet.levels_from == LevelsFrom::File
            || !sheet.findings.is_empty()
            || sheet.words.differ()
            || matches!(
                sheet.request,
                Match::Other | Match::Yours(_, AskedFor::OtherWords | AskedFor::OtherVersion | AskedFor::Not)
            )
    };
    let waits = matches!(row.used, Some(Used::FoundKey(_) | Used::FoundRecords { .. }));
    waits || row.used.is_none() && (row.relation != Relation::Only || row.counts().is_none_or(odd))
}

pub(crate) fn card(screen: &Screen<'_>, place: Place) -> Html {
    let Some(file) = screen.model.workbench.row(place) else { return Html::default() };
    let (headline, meaning) = headline(screen, file);
    let mut children =
        vec![tag("p", "file-name", vec![code(file.name.to_string())]), tag("p", "", vec![strong(headline)])];
    let mut more = vec![p(meaning)];
    if let Some(sheet) = &file.sheet {
        let entry =
            screen.model.workbench.subject(sheet).and_then(|subject| screen.model.catalog.entry(&subject.id));
        children.extend(said(screen, file, sheet, entry));
        more.extend(details(screen, sheet, entry));
    }
    children.push(related(screen, file));
    let superseded = matches!(file.relation, Relation::SameId { .. } | Relation::Older { .. });
    if superseded && file.sound().is_some() {
        let prefer = screen.on(move |_| Event::Preferred(place));
        more.push(row(vec![button("quiet small", "prefer", screen.text("compare-prefer"), prefer)]));
    }
    children.push(file.used.map_or_else(Html::default, |used| found(screen, place, used)));
    let locked = file.lock == Some(Lock::Passphrase);
    children.push(if locked { unlock(screen, place, file) } else { Html::default() });
    let size = screen.words.with("file-size", &[("size", &file.size.to_string())]);
    more.push(tag("p", "", vec![facts(size)]));
    if file.sha256.is_some() {
        more.push(help(screen.text("file-digest")));
        more.push(tag("p", "", vec![text("code", "digest", file.sha256_text().into())]));
    }
    children.push(fold("", screen.text("compare-more"), more));
    let mut hooks = vec![
        ("class", AttrValue::from("card")),
        ("data-file", AttrValue::from(file.name.to_string())),
        ("data-verdict", file.verdict.name().into()),
        ("data-relation", file.relation.name().into()),
        ("aria-label", AttrValue::from(file.name.to_string())),
    ];
    if let Some(sheet) = &file.sheet {
        hooks.push(("data-request", sheet.request.name().into()));
        hooks.push(("data-key-standing", sheet.standing.name().into()));
    }
    if let Some(problem) = file.problem {
        hooks.push(("data-problem", problem_said(problem).0.into()));
    }
    elements::keyed("article", &hooks, &place.to_string(), children)
}

/// What a file is, and what that means.
fn headline(screen: &Screen<'_>, file: &Row) -> (AttrValue, AttrValue) {
    if let Some(used) = file.used {
        let (what, meaning) = match used {
            Used::Key => ("file-used-key", "file-used-key-meaning"),
            Used::Records => ("file-used-records", "file-used-records-meaning"),
            Used::FoundKey(_) => ("file-found-key", "file-found-key-meaning"),
            Used::FoundRecords { .. } => ("file-found-records", "file-found-records-meaning"),
        };
        return (screen.text(what), screen.text(meaning));
    }
    if let Some(problem) = file.problem {
        let (_, what, meaning) = problem_said(problem);
        return (screen.text(what), screen.text(meaning));
    }
    match file.lock {
        Some(Lock::Key) => (screen.text("file-for-a-key"), screen.text("file-for-a-key-meaning")),
        _ => told::verdict(screen.words, &file.verdict),
    }
}

/// Why a file was not read or opened: a hook, the key of what happened, and of what to do.
fn problem_said(problem: Problem) -> (&'static str, &'static str, &'static str) {
    match problem {
        Problem::NotRead => ("not-read", "file-not-read", "file-not-read-meaning"),
        Problem::Nested => ("nested", "file-nested", "file-nested-meaning"),
        Problem::EmptyArchive => ("empty-archive", "file-empty-archive", "file-empty-archive-meaning"),
        Problem::Archive(ZipProblem::TooMany | ZipProblem::TooMuch) => {
            ("archive", "file-archive-large", "file-archive-large-meaning")
        }
        Problem::Archive(_) => ("archive", "file-archive", "file-archive-meaning"),
        Problem::Locked(_) => ("locked", "file-locked", "file-locked-meaning"),
        Problem::LetGo => ("let-go", "file-let-go", "file-let-go-meaning"),
    }
}

/// A key or a list that was found in a file, and the button that puts it to use; nothing if it is in use.
fn found(screen: &Screen<'_>, place: Place, used: Used) -> Html {
    let (said, key) = match used {
        Used::Key | Used::Records => return Html::default(),
        Used::FoundKey(key) => (vec![fingerprint(key.fingerprint())], "use-found-key"),
        Used::FoundRecords { requests, keys } => {
            let requests = elements::words(screen.words.count("records-requests", requests));
            (
                vec![requests, space(), elements::words(screen.words.count("records-keys", keys))],
                "use-found-records",
            )
        }
    };
    let put_to_use = screen.on(move |_| Event::UsedFound(place));
    let button = button("quiet", "use-found", screen.text(key), put_to_use);
    tag("div", "", vec![tag("p", "fingerprint", said), row(vec![button])])
}

/// What a result says of itself, in a few lines.
fn said(screen: &Screen<'_>, file: &Row, sheet: &Sheet, entry: Option<&Entry>) -> Nodes {
    let mut lines = Nodes::new();
    let title = screen.model.workbench.subject(sheet).map_or_else(Html::default, |subject| {
        let values = [("title", subject.title.as_str()), ("version", &subject.version)];
        elements::words(screen.words.with("fact-title", &values))
    });
    lines.push(tag("p", "", vec![text("strong", "typed", name_of(screen, file)), space(), title]));
    lines.push(typed_names::mixed(screen, &sheet.organisation));
    if let Some(entry) = entry {
        lines.push(imported::mark(screen, entry));
    }
    let subject = screen.model.workbench.subject(sheet);
    if let Some(subject) = subject.filter(|own| own.genuine != Genuine::Yes || sheet.words.differ()) {
        let own = entry.is_some_and(|entry| entry.own);
        let said = told::genuine(screen.words, subject.genuine, sheet.words, &subject.language, own);
        let hooks = [("data-words", AttrValue::from(sheet.words.name()))];
        lines.push(element("p", &hooks, vec![elements::words(said)]));
    }
    if let Some(day) = sheet.finished {
        lines.push(p(screen.words.with("compare-finished", &[("day", &day.text())])));
    }
    lines.push(request(screen, sheet));
    if file.was_encrypted {
        lines.push(p(screen.text("compare-was-encrypted")));
    }
    if !sheet.withheld.is_empty() && file.verdict == Verdict::Partial {
        let count = u32::try_from(sheet.withheld.len()).unwrap_or(u32::MAX);
        lines.push(p(screen.words.count("compare-withheld", count)));
    }
    if let Some(key) = sheet.key {
        lines.push(tag("p", "fingerprint", vec![fingerprint(key.fingerprint())]));
        lines.push(records::note(screen, key, &sheet.organisation));
    }
    lines
}

/// Which request a result answers.
fn request(screen: &Screen<'_>, sheet: &Sheet) -> Html {
    let said = match sheet.request {
        Match::None => screen.text("match-none"),
        Match::Other => screen.text("match-other"),
        Match::Yours(place, asked) => {
            let made = screen.model.records.requests.get(place as usize);
            let day = made.and_then(|request| request.created).map(Day::text).unwrap_or_default();
            let key = match asked {
                AskedFor::Same => "match-yours",
                AskedFor::OtherWords => "match-other-words",
                AskedFor::OtherVersion => "match-other-version",
                AskedFor::Not => "match-not-asked",
            };
            screen.words.with(key, &[("day", &day)])
        }
    };
    p(said)
}

/// How a file relates to another one.
fn related(screen: &Screen<'_>, file: &Row) -> Html {
    let Some(key) = told::relation(file.relation) else { return Html::default() };
    let other = file.relation.other().and_then(|place| screen.model.workbench.row(place));
    let name = other.map_or("", |other| &other.name);
    tag("p", "safety", vec![elements::words(screen.words.with(key, &[("name", name)]))])
}

/// What was found about a result, folded away.
fn details(screen: &Screen<'_>, sheet: &Sheet, entry: Option<&Entry>) -> Nodes {
    let mut more = Nodes::new();
    let part = |id: &String| check::part(screen, entry, id);
    if !sheet.changes.is_empty() {
        more.push(p(screen.text("altered-list")));
        more.push(tag("ul", "gaps", check::change_items(screen, entry, &sheet.changes)));
    }
    if !sheet.findings.is_empty() {
        more.push(p(screen.text("findings-lead")));
        more.push(tag("ul", "", check::finding_items(screen, entry, &sheet.findings)));
    }
    if let Some(entry) = entry {
        more.extend(worded(screen, sheet, entry));
    }
    if !sheet.withheld.is_empty() {
        let (names, others) = sheet.withheld.shown();
        let item =
            |id: &String| element("li", &[("data-withheld", AttrValue::from(id.clone()))], vec![part(id)]);
        let mut items: Nodes = names.iter().map(item).collect();
        items.push(ids::and_more(screen, others));
        more.push(tag("ul", "", items));
    }
    if !sheet.id.is_empty() {
        more.push(tag(
            "dl",
            "facts-list",
            vec![pair(screen.words("part-id"), vec![code(sheet.id.to_string())])],
        ));
    }
    more
}

/// What was asked in other words than those known here, with both.
fn worded(screen: &Screen<'_>, sheet: &Sheet, entry: &Entry) -> Option<Html> {
    let mut pairs = Nodes::new();
    for (place, asked) in (0..).zip(entry.questionnaire.profile()) {
        if let Some((question, label)) = sheet.worded_profile(place) {
            let known = check::other_words(screen, &entry.wording.profile(&asked.id).question);
            pairs.push(pair(
                elements::words(question.to_owned()),
                vec![elements::words(label.to_owned()), known],
            ));
        }
    }
    for (place, asked) in (0..).zip(entry.questionnaire.questions()) {
        if let Some(question) = sheet.worded(place) {
            let known = check::other_words(screen, &entry.wording.question(&asked.id).question);
            pairs.push(pair(elements::words(question.to_owned()), vec![known]));
        }
    }
    (!pairs.is_empty()).then(|| tag("dl", "answers", pairs))
}

/// The form that opens a file locked with a passphrase.
fn unlock(screen: &Screen<'_>, place: Place, file: &Row) -> Html {
    let submit = screen.on(move |submitted: SubmitEvent| {
        submitted.prevent_default();
        Event::OpenedRow(place, field(form(&submitted).as_ref(), "row-passphrase"))
    });
    let why = match file.problem {
        Some(Problem::Locked(why)) => passphrase_forms::problem(screen, Some(why)),
        _ => Html::default(),
    };
    let id = ["row-passphrase-", &place.to_string()].concat();
    let children = vec![
        element("label", &[("for", id.clone().into())], vec![screen.words("passphrase-label")]),
        html! {
            <input type="password" id={id} name="row-passphrase" data-field="row-passphrase" autocomplete="current-password" required=true />
        },
        why,
        send("quiet", "open-row", screen.text("locked-open")),
    ];
    html! { <form onsubmit={submit}>{ children }</form> }
}
