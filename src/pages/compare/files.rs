//! One of many opened files: what it is, whose key signed it, which request it answers, and how it relates
//! to the others.

use candour_app::ComparisonEvent;
use candour_compare::{
    then_and_now::LevelsFrom,
    workbench::{AppliedAs, FileRow, Relation, RequestCoverage, RequestMatch, ResultSummary, RowIndex},
};
use candour_files::{
    check::{QuestionnaireMatch, Verdict},
    intake::{IntakeError, Needs},
};
use candour_proof::date::Day;
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Counted, Key};
use web_sys::SubmitEvent;
use yew::{AttrValue, Html, html};

use super::super::check;
use super::{names::name_of, table::asked};
use crate::{
    components::{
        elements::{
            self, Nodes, button, code, digest, element, facts, help, p, pair, row, space, strong, tag, text,
        },
        fingerprint::fingerprint,
        form::{self, field, form},
        ids, imported, passphrase_forms, records,
        screen::Screen,
        typed_names,
    },
    messages,
};

/// Whether whoever compares should look at this file: it does not count, or something is odd about it.
pub(crate) fn needs_a_look(screen: &Screen<'_>, row: &FileRow) -> bool {
    // Without a key and a list nobody can tell which requests are the reader's own.
    let knows_own = screen.model.key().is_some() || !screen.model.requests.records.requests.is_empty();
    let odd = |sheet: &ResultSummary| {
        sheet.standing.as_str() == "changed"
            || sheet.levels_from == LevelsFrom::File
            || !sheet.findings.is_empty()
            || sheet.words.differ()
            || knows_own && sheet.request == RequestMatch::Other
            || matches!(
                sheet.request,
                RequestMatch::Yours(
                    _,
                    RequestCoverage::OtherWords | RequestCoverage::OtherVersion | RequestCoverage::Not
                )
            )
    };
    let waits = matches!(row.used, Some(AppliedAs::FoundKey(_) | AppliedAs::FoundRecords { .. }));
    // What waits for a key is counted apart, and a request is no answer.
    let apart = row.problem.is_none() && row.lock == Some(Needs::Key) || row.verdict == Verdict::Request;
    waits || !apart && row.used.is_none() && (row.relation != Relation::Only || row.counts().is_none_or(odd))
}

pub(crate) fn card(screen: &Screen<'_>, place: RowIndex) -> Html {
    let Some(file) = screen.model.comparison.workbench.row(place) else { return Html::default() };
    let (headline, meaning) = headline(screen, file);
    let mut children = vec![in_a_line(screen, file, headline)];
    let mut more = vec![p(meaning)];
    if let Some(sheet) = &file.sheet {
        let entry = screen
            .model
            .comparison
            .workbench
            .subject(sheet)
            .and_then(|subject| screen.model.catalog().entry(&subject.id));
        children.extend(said(screen, file, sheet, entry));
        more.extend(details(screen, sheet, entry));
    }
    children.push(related(screen, file));
    let superseded = matches!(file.relation, Relation::SameId { .. } | Relation::Older { .. });
    if superseded && file.sound().is_some() {
        let prefer = screen.on(move |_| ComparisonEvent::FilePreferred(place));
        more.push(row(vec![button("quiet small", "prefer", screen.text(Key::ComparePrefer), prefer)]));
    }
    children.push(file.used.map_or_else(Html::default, |used| found(screen, place, used)));
    let locked = file.lock == Some(Needs::Passphrase);
    children.push(if locked { unlock(screen, place, file) } else { Html::default() });
    let size = screen.words.with(Key::FileSize, &[("size", &file.size.to_string())]);
    more.push(tag("p", "", vec![facts(size)]));
    if file.sha256.is_some() {
        more.push(help(screen.text(Key::FileDigest)));
        more.push(tag("p", "", vec![digest(file.sha256_text())]));
    }
    children.extend(more);
    let mut hooks = vec![
        ("class", AttrValue::from("line-card file-line")),
        ("data-file", AttrValue::from(file.name.to_string())),
        ("data-verdict", file.verdict.as_str().into()),
        ("data-relation", file.relation.as_str().into()),
    ];
    if let Some(sheet) = &file.sheet {
        hooks.push(("data-request", sheet.request.as_str().into()));
        hooks.push(("data-key-trust", sheet.standing.as_str().into()));
    }
    if let Some(problem) = file.problem {
        hooks.push(("data-problem", problem.as_str().into()));
    }
    // What needs a passphrase or a decision is open from the start.
    if locked || matches!(file.used, Some(AppliedAs::FoundKey(_) | AppliedAs::FoundRecords { .. })) {
        hooks.push(("open", AttrValue::default()));
    }
    elements::keyed("details", &hooks, &place.to_string(), children)
}

/// A file in one line: its name, whose it is, and what it is.
fn in_a_line(screen: &Screen<'_>, file: &FileRow, headline: AttrValue) -> Html {
    let mut cells = vec![tag("span", "file-name", vec![code(file.name.to_string())])];
    let sheet = file.sheet.as_deref();
    let who =
        sheet.map_or_else(Html::default, |sheet| text("span", "typed", asked_or_named(screen, file, sheet)));
    cells.extend([space(), tag("span", "who", vec![who]), space(), strong(headline)]);
    if needs_a_look(screen, file) {
        cells.extend([space(), text("span", "tag", screen.text(Key::FileNeedsLook))]);
    }
    tag("summary", "", cells)
}

/// The organisation's name as typed; where there is none, whom the request was made for.
fn asked_or_named(screen: &Screen<'_>, file: &FileRow, sheet: &ResultSummary) -> AttrValue {
    match asked(screen, sheet) {
        "" => name_of(screen, file),
        label if sheet.organisation.is_empty() => label.to_owned().into(),
        _ => name_of(screen, file),
    }
}

/// What a file is, and what that means.
fn headline(screen: &Screen<'_>, file: &FileRow) -> (AttrValue, AttrValue) {
    if let Some(used) = file.used {
        let (what, meaning) = match used {
            AppliedAs::Key => (Key::FileUsedKey, Key::FileUsedKeyMeaning),
            AppliedAs::Records => (Key::FileUsedRecords, Key::FileUsedRecordsMeaning),
            AppliedAs::FoundKey(_) => (Key::FileFoundKey, Key::FileFoundKeyMeaning),
            AppliedAs::FoundRecords { .. } => (Key::FileFoundRecords, Key::FileFoundRecordsMeaning),
        };
        return (screen.text(what), screen.text(meaning));
    }
    messages::file(screen.words, &file.verdict, file.lock, file.problem)
}

/// A key or a list that was found in a file, and the button that puts it to use; nothing if it is in use.
fn found(screen: &Screen<'_>, place: RowIndex, used: AppliedAs) -> Html {
    let (said, key) = match used {
        AppliedAs::Key | AppliedAs::Records => return Html::default(),
        AppliedAs::FoundKey(key) => (vec![fingerprint(key.fingerprint())], Key::UseFoundKey),
        AppliedAs::FoundRecords { requests, keys, key } => {
            let requests = elements::words(screen.words.count(Counted::RecordsRequests, requests));
            let keys = elements::words(screen.words.count(Counted::RecordsKeysCount, keys));
            let own = key.map_or_else(Html::default, |key| fingerprint(key.fingerprint()));
            (vec![requests, space(), keys, space(), own], Key::UseFoundRecords)
        }
    };
    let put_to_use = screen.on(move |_| ComparisonEvent::FoundAccepted(place));
    let button = button("quiet", "use-found", screen.text(key), put_to_use);
    tag("div", "", vec![tag("p", "fingerprint", said), row(vec![button])])
}

/// What a result says of itself, in a few lines.
fn said(screen: &Screen<'_>, file: &FileRow, sheet: &ResultSummary, entry: Option<&CatalogEntry>) -> Nodes {
    let mut lines = Nodes::new();
    let title = screen.model.comparison.workbench.subject(sheet).map_or_else(Html::default, |subject| {
        let values = [("title", subject.title.as_str()), ("version", &subject.version)];
        elements::words(screen.words.with(Key::FactTitle, &values))
    });
    lines.push(tag("p", "", vec![text("strong", "typed", name_of(screen, file)), space(), title]));
    lines.push(typed_names::mixed(screen, &sheet.organisation));
    if let Some(entry) = entry {
        lines.push(imported::mark(screen, entry));
    }
    let subject = screen.model.comparison.workbench.subject(sheet);
    if let Some(subject) =
        subject.filter(|own| own.genuine != QuestionnaireMatch::Yes || sheet.words.differ())
    {
        let own = entry.is_some_and(|entry| entry.own);
        let said = messages::genuine(screen.words, subject.genuine, sheet.words, &subject.language, own);
        let hooks = [("data-wording", AttrValue::from(sheet.words.as_str()))];
        lines.push(element("p", &hooks, vec![elements::words(said)]));
    }
    if let Some(day) = sheet.finished {
        lines.push(p(screen.words.with(Key::CompareFinished, &[("day", &day.text())])));
    }
    lines.push(request(screen, sheet));
    if file.was_encrypted {
        lines.push(p(screen.text(Key::CompareWasEncrypted)));
    }
    if !sheet.withheld.is_empty() && file.verdict == Verdict::Partial {
        let count = u32::try_from(sheet.withheld.len()).unwrap_or(u32::MAX);
        lines.push(p(screen.words.count(Counted::CompareWithheld, count)));
    }
    if let Some(key) = sheet.key {
        lines.push(tag("p", "fingerprint", vec![fingerprint(key.fingerprint())]));
        lines.push(records::note(screen, key, &sheet.organisation));
    }
    lines
}

/// Which request a result answers.
fn request(screen: &Screen<'_>, sheet: &ResultSummary) -> Html {
    let said = match sheet.request {
        RequestMatch::None => screen.text(Key::MatchNone),
        RequestMatch::Other => screen.text(Key::MatchOther),
        RequestMatch::YourKey => screen.text(Key::MatchYourKey),
        RequestMatch::Yours(place, RequestCoverage::Same) if !asked(screen, sheet).is_empty() => {
            let made = screen.model.requests.records.requests.get(place as usize);
            let day = made.and_then(|request| request.created).map(Day::text).unwrap_or_default();
            screen.words.with(Key::MatchYoursTo, &[("day", &day), ("name", asked(screen, sheet))])
        }
        RequestMatch::Yours(place, asked) => {
            let made = screen.model.requests.records.requests.get(place as usize);
            let day = made.and_then(|request| request.created).map(Day::text).unwrap_or_default();
            let key = match asked {
                RequestCoverage::Same => Key::MatchYours,
                RequestCoverage::OtherWords => Key::MatchOtherWords,
                RequestCoverage::OtherVersion => Key::MatchOtherVersion,
                RequestCoverage::Not => Key::MatchNotAsked,
            };
            screen.words.with(key, &[("day", &day)])
        }
    };
    p(said)
}

/// How a file relates to another one.
fn related(screen: &Screen<'_>, file: &FileRow) -> Html {
    let Some(key) = messages::relation(file.relation) else { return Html::default() };
    let other = file.relation.other().and_then(|place| screen.model.comparison.workbench.row(place));
    let name = other.map_or("", |other| &other.name);
    tag("p", "safety", vec![elements::words(screen.words.with(key, &[("name", name)]))])
}

/// What was found about a result, folded away.
fn details(screen: &Screen<'_>, sheet: &ResultSummary, entry: Option<&CatalogEntry>) -> Nodes {
    let mut more = Nodes::new();
    let part = |id: &String| check::part(screen, entry, id);
    if !sheet.changes.is_empty() {
        more.push(p(screen.text(Key::AlteredList)));
        more.push(tag("ul", "gaps", check::change_items(screen, entry, &sheet.changes)));
    }
    if !sheet.findings.is_empty() {
        more.push(p(screen.text(Key::FindingsLead)));
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
        items.extend(ids::and_more(screen, others));
        more.push(tag("ul", "", items));
    }
    if !sheet.id.is_empty() {
        more.push(tag(
            "dl",
            "facts-list",
            vec![pair(screen.words(Key::PartId), vec![code(sheet.id.to_string())])],
        ));
    }
    more
}

/// What was asked in other words than those known here, with both.
fn worded(screen: &Screen<'_>, sheet: &ResultSummary, entry: &CatalogEntry) -> Option<Html> {
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
fn unlock(screen: &Screen<'_>, place: RowIndex, file: &FileRow) -> Html {
    let why = match file.problem {
        Some(IntakeError::Locked(why)) => Some(why.into()),
        _ => None,
    };
    let id = ["row-passphrase-", &place.to_string()].concat();
    let children = passphrase_forms::known(screen, &id, "row-passphrase", why, "quiet", "open-row");
    let submit = screen.on(move |submitted: SubmitEvent| {
        submitted.prevent_default();
        let passphrase = field(form(&submitted).as_ref(), "row-passphrase");
        form::submitted(id.clone(), id.clone(), ComparisonEvent::PassphraseGiven(place, passphrase))
    });
    html! { <form onsubmit={submit}>{ children }</form> }
}
