//! What was found about a file, in the sentences of the page.

use candour_compare::workbench::RequestCoverage;
use candour_content::messages;
use candour_files::{
    check::{Checked, Report, ScoreAgreement, Verdict},
    names::mixes_alphabets,
    request::Request,
};
use candour_proof::{
    json::{OutsideProfile, Unreadable},
    key::PublicKey,
};
use candour_questionnaire::catalog::CatalogEntry;

use crate::messages::{Message, Page, PageCounted, unopened_here};
use crate::{
    context::CheckContext,
    lines::{Lines, Style},
    open::OpenedInputs,
};

/// The whole report on a file; `missed` are the expectations that it does not meet, `asked` is the request that it
/// answers, if that is known.
pub(crate) fn render_file(
    context: &CheckContext,
    opened: &OpenedInputs,
    missed: &[Message],
    asked: Option<&Request>,
) -> Lines {
    let checked = &opened.checked;
    let mut text = Lines::default();
    text.add(0, Style::Strong, &checked.name);
    text.add(1, tone(opened), &headline(context, opened));
    text.plain(1, &meaning(context, opened));
    if checked.was_encrypted {
        text.plain(1, &context.texts.text(Page::CompareWasEncrypted));
    }
    for word in missed {
        text.add(1, Style::Bad, &context.texts.text(*word));
    }
    if let Some(why) = detail(context, checked) {
        text.plain(1, &why);
    }
    if !checked.not_placed.is_empty() {
        text.plain(1, &context.texts.text(Page::DraftUnknown));
        checked.not_placed.iter().for_each(|id| text.item(1, id));
        and_more(context, 1, checked.not_placed.more(), &mut text);
    }
    if let Some(report) = &checked.report {
        result(context, checked, report, asked, &mut text);
    }
    match &checked.request {
        Some(Ok(request)) => render_request(context, request, &mut text),
        Some(Err(problem)) => text.add(1, Style::Bad, &context.texts.text(messages::refused(problem))),
        None => {}
    }
    if !checked.sha256.is_empty() && checked.problem.is_none() {
        text.plain(1, &context.texts.with(Message::Sha256, &[("digest", &checked.sha256)]));
    }
    text
}

/// What a file is, in a few words.
pub(crate) fn headline(context: &CheckContext, opened: &OpenedInputs) -> String {
    let checked = &opened.checked;
    // Whether there is a key at hand is known here, so it is no verdict.
    messages::file(context.texts, &checked.verdict, None, checked.problem).0.to_string()
}

/// What that means, and what to do. Where the page says what to do in a browser, the command line says what
/// to do here.
fn meaning(context: &CheckContext, opened: &OpenedInputs) -> String {
    let own = context.texts;
    if let Some(error) = opened.checked.problem {
        let why = opened.refused.as_deref().unwrap_or_default();
        return match unopened_here(error) {
            Some(meaning) => own.with(meaning, &[("why", why)]).to_string(),
            None => own.text(messages::unopened(error).1).to_string(),
        };
    }
    let checked = &opened.checked;
    let here = match checked.verdict {
        Verdict::Encrypted => Message::EncryptedHere,
        Verdict::Page if !checked.locked.is_empty() => Message::PageLockedHere,
        Verdict::Page if checked.request.is_some() => Message::PageRequestHere,
        Verdict::Request => Message::RequestHere,
        Verdict::Records => Message::RecordsHere,
        Verdict::Questionnaire => Message::QuestionnaireHere,
        Verdict::Page => Message::PageHere,
        _ => return messages::verdict(context.texts, &checked.verdict).1.to_string(),
    };
    let digest = checked.page.as_ref().map_or("", |page| &page.sha256);
    own.with(here, &[("digest", digest)]).to_string()
}

fn tone(opened: &OpenedInputs) -> Style {
    match opened.checked.verdict {
        _ if opened.checked.problem.is_some() => Style::Bad,
        Verdict::Intact => Style::Good,
        Verdict::Altered
        | Verdict::Unsigned
        | Verdict::Invalid(_)
        | Verdict::SecretKey
        | Verdict::OtherSigned(Some(false))
        | Verdict::Unreadable(_) => Style::Bad,
        _ => Style::Care,
    }
}

/// Where reading stopped, or which rule a signature breaks.
fn detail(context: &CheckContext, checked: &Checked) -> Option<String> {
    let page = context.texts;
    match &checked.verdict {
        Verdict::Unreadable(Unreadable::Syntax { line, column }) => {
            let values = [("line", &*line.to_string()), ("column", &column.to_string())];
            Some(page.with(Page::UnreadablePlace, &values).to_string())
        }
        Verdict::Unreadable(Unreadable::Profile(OutsideProfile::DuplicateMember(name))) => {
            Some([&*page.text(Page::UnreadableTwice), " ", name].concat())
        }
        Verdict::Unreadable(Unreadable::TooMany { path, most }) => {
            let (place, most) = messages::too_many(path, *most);
            Some(page.with(Page::UnreadableMany, &[("place", &place), ("most", &most)]).to_string())
        }
        Verdict::Invalid(problem) => {
            Some(context.texts.text(crate::messages::proof_key(problem)).to_string())
        }
        _ => None,
    }
}

fn result(
    context: &CheckContext,
    checked: &Checked,
    report: &Report,
    asked: Option<&Request>,
    text: &mut Lines,
) {
    let page = context.texts;
    let entry = checked.drafts.first().and_then(|(id, _)| context.catalog.entry(id));
    changes(context, checked, report, entry, text);
    withheld(context, checked, report, entry, text);
    let name = match report.organisation.as_str() {
        "" if report.withholds("signer") => page.text(Page::Withheld).to_string(),
        "" => page.text(Page::FactNoName).to_string(),
        name => name.to_owned(),
    };
    fact(context, Page::FactOrganisation, &name, text);
    mixed(context, &report.organisation, text);
    match &report.key {
        Some(key) => {
            let whose = if report.own_key { Page::FactKeyOwn } else { Page::FactKeyOther };
            self::key(context, Page::FactKey, key, text);
            text.plain(2, &page.text(whose));
        }
        None => fact(context, Page::FactKey, &page.text(Page::FactNoKey), text),
    }
    let title = page.with(Page::FactTitle, &[("title", &report.title), ("version", &report.version)]);
    fact(context, Page::FactQuestionnaire, &title, text);
    let own = entry.is_some_and(|entry| entry.own);
    if own {
        text.add(2, Style::Care, &page.text(Page::OwnMark));
    }
    let genuine = messages::genuine(page, report.questionnaire, report.words, &report.language, own);
    text.add(2, if report.words.differ() { Style::Care } else { Style::Plain }, &genuine);
    if let Some(request) = asked {
        text.plain(2, &messages::asked_by(page, request, RequestCoverage::of_report(request, report)));
    }
    for worded in checked.drafts.iter().flat_map(|(_, placed)| &placed.worded) {
        let asked = if worded.label.is_empty() { Message::Worded } else { Message::WordedProfile };
        let values = [("id", &*worded.id), ("question", &worded.question), ("label", &worded.label)];
        text.item(2, &context.texts.with(asked, &values));
    }
    fact(context, Page::FactResult, &page.text(messages::agreement(report)), text);
    if let ScoreAgreement::Differs(sections) = &report.agreement {
        for id in &**sections {
            text.item(2, &part(context, entry, id));
        }
        and_more(context, 2, sections.more(), text);
    }
    if let (Some(entry), Some((_, placed))) = (entry, checked.drafts.first()) {
        if messages::limits_withheld(entry, report) {
            fact(context, Page::FactLimits, &page.text(Page::LimitsWithheld), text);
        }
        for limit in messages::limits(entry, &placed.draft.answers) {
            fact(context, Page::FactLimits, limit, text);
        }
    }
    fact(context, Page::FactDate, &report.finished, text);
    text.plain(2, &page.text(Page::FactDateStated));
    if let Some(warning) = report.date_warning {
        text.add(2, Style::Care, &page.text(messages::date(warning)));
    }
    if let Some(request) = &report.request {
        fact(context, Page::FactRequest, &request.from, text);
        mixed(context, &request.from, text);
        text.plain(2, &page.text(Page::FactRequestStated));
    }
    if !report.findings.is_empty() {
        text.add(1, Style::Bad, &page.text(Page::FindingsLead));
        for finding in &report.findings {
            let what = page.text(messages::finding(finding.what));
            text.item(1, &[&*what, " ", &part(context, entry, &finding.part)].concat());
        }
        and_more(context, 1, report.findings.more(), text);
    }
}

fn changes(
    context: &CheckContext,
    checked: &Checked,
    report: &Report,
    entry: Option<&CatalogEntry>,
    text: &mut Lines,
) {
    let page = context.texts;
    if checked.verdict == Verdict::Altered && report.changes.is_empty() {
        text.add(1, Style::Bad, &page.text(Page::AlteredSomewhere));
    }
    if !report.changes.is_empty() {
        text.add(1, Style::Bad, &page.text(Page::AlteredList));
    }
    for change in &report.changes {
        let how = page.text(messages::how(change.how));
        text.item(1, &[&part(context, entry, &change.part), ": ", &*how].concat());
    }
    and_more(context, 1, report.changes.more(), text);
}

/// The end of a list that leaves entries out.
pub(crate) fn and_more(context: &CheckContext, depth: usize, more: u32, text: &mut Lines) {
    if more > 0 {
        text.plain(depth, &context.texts.with(Page::AndMore, &[("count", &more.to_string())]));
    }
}

fn withheld(
    context: &CheckContext,
    checked: &Checked,
    report: &Report,
    entry: Option<&CatalogEntry>,
    text: &mut Lines,
) {
    let page = context.texts;
    if checked.verdict == Verdict::Partial {
        let (shown, withheld) = (report.answers_shown, report.answers_withheld);
        let listed = (shown + withheld).to_string();
        let values =
            [("listed", &*listed), ("shown", &shown.to_string()), ("withheld", &withheld.to_string())];
        text.plain(1, &page.with(Page::PartialAnswers, &values));
    }
    if let Ok(count @ 1..) = u32::try_from(report.withheld.len()) {
        text.add(1, Style::Care, &page.count(PageCounted::WithheldParts, count));
    }
    let (names, more) = report.withheld.shown();
    for id in names {
        match id.as_str() {
            // The key stays.
            "signer" => text.item(1, &page.text(Page::WithheldName)),
            "result" => text.item(1, &page.text(Page::WithheldResult)),
            "decision" => text.item(1, &page.text(Page::WithheldDecision)),
            id => text.item(1, &part(context, entry, id)),
        }
    }
    and_more(context, 1, more, text);
}

/// Who asks, and with which key.
fn render_request(context: &CheckContext, request: &Request, text: &mut Lines) {
    fact(context, Page::RequestedWho, &request.from, text);
    mixed(context, &request.from, text);
    text.plain(2, &context.texts.text(Page::RequestedWhoTyped));
    key(context, Page::RequestedKey, &request.key, text);
}

/// Says of a name that it may pass for another, if it may.
fn mixed(context: &CheckContext, name: &str, text: &mut Lines) {
    if mixes_alphabets(name) {
        text.add(2, Style::Care, &context.texts.text(Page::NameMixed));
    }
}

/// A key: the digits that people compare, and its name.
fn key(context: &CheckContext, label: Page, key: &PublicKey, text: &mut Lines) {
    fact(context, label, &key.fingerprint(), text);
    text.plain(2, &key.did());
}

/// A line with a label.
pub(crate) fn fact(context: &CheckContext, label: Page, value: &str, text: &mut Lines) {
    text.plain(1, &[&*context.texts.text(label), ": ", value].concat());
}

/// A part of a file by its words, with its id for programs and for asking back.
pub(crate) fn part(context: &CheckContext, entry: Option<&CatalogEntry>, id: &str) -> String {
    match messages::part(context.texts, entry, id) {
        Some(words) => [&*words, " (", id, ")"].concat(),
        None => id.to_owned(),
    }
}
