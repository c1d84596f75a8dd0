//! Check a file: one verdict in words per question a reader has, never one tick for all.

use candour_assessment::{
    check::{Agreement, Checked, Finding, Genuine, How, Inconsistency, Report, Verdict},
    journey::{Entry, Event},
    json::{OutsideProfile, Unreadable},
    proof::DateWarning,
};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlInputElement};
use yew::{AttrValue, Callback, Html, html};

use super::Screen;
use crate::effects::files;

pub(super) fn view(screen: &Screen<'_>) -> Html {
    let (chosen, dropped) = (screen.send.clone(), screen.send.clone());
    let change = Callback::from(move |event: yew::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input {
            files::open(files::chosen(&input), chosen.clone());
        }
    });
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    let drop = Callback::from(move |event: DragEvent| {
        event.prevent_default();
        files::open(files::dropped(event.data_transfer()), dropped.clone());
    });
    html! {
        <div data-view="check" ondragover={over} ondrop={drop}>
            <h1 tabindex="-1">{ screen.text("check-heading") }</h1>
            <p class="lead">{ screen.text("check-lead") }</p>
            <div class="open-files">
                <label for="open-files">{ screen.text("check-open") }</label>
                <p class="help" id="open-files-help">{ screen.text("check-help") }</p>
                <input type="file" id="open-files" data-action="open-files" multiple=true aria-describedby="open-files-help" onchange={change} />
            </div>
            if screen.model.checked.is_empty() {
                <p>{ screen.text("check-empty") }</p>
            } else {
                <p><button type="button" class="quiet" data-action="clear-files" onclick={screen.on(|_| Event::ClearedChecked)}>{ screen.text("check-clear") }</button></p>
            }
            { for screen.model.checked.iter().enumerate().map(|(place, file)| card(screen, place, file)) }
            <h2>{ screen.text("check-elsewhere-heading") }</h2>
            <p>{ screen.text("check-elsewhere") }</p>
        </div>
    }
}

fn card(screen: &Screen<'_>, place: usize, file: &Checked) -> Html {
    let (headline, meaning) = headline(screen, file);
    html! {
        <article class="checked" data-file={file.name.clone()} data-verdict={file.verdict.name()} aria-label={file.name.clone()}>
            <p class="file-name"><code>{ file.name.clone() }</code>{ " " }
                <span class="facts">{ screen.words.with("file-size", &[("size", &file.size.to_string())]) }</span></p>
            <h2>{ headline }</h2>
            <p>{ meaning }</p>
            if let Verdict::Unreadable(Unreadable::Syntax { line, column }) = &file.verdict {
                <p>{ screen.words.with("unreadable-place", &[("line", &line.to_string()), ("column", &column.to_string())]) }</p>
            }
            if let Verdict::Unreadable(Unreadable::Profile(OutsideProfile::DuplicateMember(name))) = &file.verdict {
                <p>{ screen.text("unreadable-twice") }{ " " }<code>{ name.clone() }</code></p>
            }
            if let Some(report) = &file.report {
                { result(screen, file, report) }
            }
            { go_on(screen, place, file) }
            if !file.sha256.is_empty() {
                <p class="help">{ screen.text("file-digest") }</p>
                <p><code class="digest">{ file.sha256.clone() }</code></p>
            }
        </article>
    }
}

/// What a file is, in a sentence, and what that means.
fn headline(screen: &Screen<'_>, file: &Checked) -> (AttrValue, AttrValue) {
    let key = match &file.verdict {
        Verdict::Intact => "intact",
        Verdict::Partial => "partial",
        Verdict::Altered => "altered",
        Verdict::Unsigned => "unsigned",
        Verdict::Invalid(_) => "invalid",
        Verdict::Uncheckable => "uncheckable",
        Verdict::Newer(_) => "newer",
        Verdict::Draft => "draft",
        Verdict::SecretKey => "secret-key",
        Verdict::Encrypted => "encrypted",
        Verdict::Page => "page",
        Verdict::OtherSigned(true) => "other-signed",
        Verdict::OtherSigned(false) => "other-broken",
        Verdict::Other => "other",
        Verdict::Unreadable(problem) => match problem {
            Unreadable::Empty => "empty",
            Unreadable::TooLong(_) => "too-long",
            Unreadable::Encoding => "encoding",
            Unreadable::Truncated => "truncated",
            Unreadable::Profile(_) => "profile",
            _ => "syntax",
        },
    };
    (screen.text(&format!("verdict-{key}")), screen.text(&format!("verdict-{key}-meaning")))
}

fn result(screen: &Screen<'_>, file: &Checked, report: &Report) -> Html {
    let entry = file.drafts.first().and_then(|(id, _)| screen.model.catalog.entry(id));
    html! {
        <>
            { changes(screen, file, report, entry) }
            <dl class="facts-list">
                <div><dt>{ screen.text("fact-organisation") }</dt><dd>
                    { if report.organisation.is_empty() { screen.text("fact-no-name") } else { report.organisation.clone().into() } }
                </dd></div>
                <div><dt>{ screen.text("fact-key") }</dt><dd>
                    if let Some(fingerprint) = &report.fingerprint {
                        <code data-fingerprint="">{ fingerprint.clone() }</code>
                        <p>{ screen.text(if report.own_key { "fact-key-own" } else { "fact-key-other" }) }</p>
                    } else {
                        { screen.text("fact-no-key") }
                    }
                </dd></div>
                <div><dt>{ screen.text("fact-questionnaire") }</dt><dd>
                    { screen.words.with("fact-title", &[("title", &report.title), ("version", &report.version)]) }
                    <p>{ screen.text(match report.questionnaire {
                        Genuine::Yes => "genuine-yes",
                        Genuine::OtherVersion => "genuine-other",
                        Genuine::Unknown => "genuine-unknown",
                    }) }</p>
                </dd></div>
                <div><dt>{ screen.text("fact-result") }</dt><dd>{ agreement(screen, report, entry) }</dd></div>
                <div><dt>{ screen.text("fact-date") }</dt><dd>
                    { report.finished.clone() }
                    <p>{ screen.text("fact-date-stated") }</p>
                    if let Some(warning) = &report.date_warning {
                        <p><strong>{ screen.text(match warning {
                            DateWarning::Missing => "date-missing",
                            DateWarning::InTheFuture => "date-future",
                            DateWarning::TooOld => "date-old",
                        }) }</strong></p>
                    }
                </dd></div>
            </dl>
            { findings(screen, report, entry) }
            { answers(screen, file, entry) }
        </>
    }
}

fn changes(screen: &Screen<'_>, file: &Checked, report: &Report, entry: Option<&Entry>) -> Html {
    let altered = file.verdict == Verdict::Altered;
    html! {
        <>
            if altered && report.changes.is_empty() {
                <p>{ screen.text("altered-somewhere") }</p>
            }
            if !report.changes.is_empty() {
                <p>{ screen.text("altered-list") }</p>
                <ul class="gaps">{ for report.changes.iter().map(|change| html! {
                    <li data-altered={change.part.clone()}>
                        { part(screen, entry, &change.part) }{ " " }
                        <span class="said">{ screen.text(match change.how {
                            How::Altered => "change-altered",
                            How::Missing => "change-missing",
                            How::Added => "change-added",
                            How::Moved => "change-moved",
                        }) }</span>
                    </li>
                }) }</ul>
            }
            if !report.withheld.is_empty() {
                <p>{ screen.words.count("withheld", u32::try_from(report.withheld.len()).unwrap_or(u32::MAX)) }</p>
                <ul>{ for report.withheld.iter().map(|id| html! { <li data-withheld={id.clone()}>{ part(screen, entry, id) }</li> }) }</ul>
            }
        </>
    }
}

/// A part by its question or section, where it is one of ours, else by its name in the file.
fn part(screen: &Screen<'_>, entry: Option<&Entry>, id: &str) -> Html {
    if let Some(entry) = entry {
        if entry.questionnaire.question(id).is_some() {
            return html! { { entry.wording.question(id).question.clone() } };
        }
        if entry.questionnaire.section(id).is_some() {
            return html! { { entry.wording.section(id).title.clone() } };
        }
    }
    let known = ["signer", "profile", "questionnaire", "result", "finished", "notice", "app", "id", "format", "request"];
    if known.contains(&id) {
        return html! { { screen.text(&format!("part-{id}")) } };
    }
    html! { <code>{ id.to_owned() }</code> }
}

fn agreement(screen: &Screen<'_>, report: &Report, entry: Option<&Entry>) -> Html {
    match &report.agreement {
        Agreement::Agrees => html! { { screen.text("agreement-yes") } },
        Agreement::NotRecomputable => html! { { screen.text("agreement-unknown") } },
        Agreement::Differs(sections) => html! {
            <>
                <strong>{ screen.text("agreement-no") }</strong>
                <ul>{ for sections.iter().map(|id| html! { <li>{ part(screen, entry, id) }</li> }) }</ul>
            </>
        },
    }
}

fn findings(screen: &Screen<'_>, report: &Report, entry: Option<&Entry>) -> Html {
    if report.findings.is_empty() {
        return Html::default();
    }
    let line = |finding: &Finding| {
        html! { <li data-finding={finding.part.clone()}>{ screen.text(finding_key(finding.what)) }{ " " }{ part(screen, entry, &finding.part) }</li> }
    };
    html! {
        <div class="gate">
            <p>{ screen.text("findings-lead") }</p>
            <ul>{ for report.findings.iter().map(line) }</ul>
        </div>
    }
}

fn finding_key(what: Inconsistency) -> &'static str {
    match what {
        Inconsistency::QuestionUnknown => "finding-question-unknown",
        Inconsistency::QuestionTwice => "finding-question-twice",
        Inconsistency::QuestionMisplaced => "finding-question-misplaced",
        Inconsistency::QuestionMissing => "finding-question-missing",
        Inconsistency::QuestionNotAsked => "finding-question-not-asked",
        Inconsistency::QuestionText => "finding-question-text",
        Inconsistency::Choice => "finding-choice",
        Inconsistency::Label => "finding-label",
        Inconsistency::Section => "finding-section",
        Inconsistency::SectionTitle => "finding-section-title",
        Inconsistency::Profile => "finding-profile",
        Inconsistency::MemberUnknown => "finding-member-unknown",
        Inconsistency::MemberKind => "finding-member-kind",
        Inconsistency::Notice => "finding-notice",
    }
}

fn answers(screen: &Screen<'_>, file: &Checked, entry: Option<&Entry>) -> Html {
    let (Some(entry), Some((_, placed))) = (entry, file.drafts.first()) else {
        return Html::default();
    };
    let given = &placed.draft.answers;
    let asked = entry.questionnaire.questions().filter(|question| question.asked(given));
    html! {
        <details>
            <summary>{ screen.text("file-answers") }</summary>
            <dl class="answers">{ for asked.map(|question| html! {
                <div>
                    <dt>{ entry.wording.question(&question.id).question.clone() }</dt>
                    <dd>{ super::review::said(screen, given.answer(&question.id)) }</dd>
                </div>
            }) }</dl>
        </details>
    }
}

/// Going on with the answers of a draft or of one's own result.
fn go_on(screen: &Screen<'_>, place: usize, file: &Checked) -> Html {
    if file.drafts.is_empty() {
        return Html::default();
    }
    let replaces = file.drafts.iter().any(|(id, _)| !screen.model.draft(id).is_empty());
    let not_placed: Vec<&String> = file.drafts.iter().flat_map(|(_, placed)| &placed.not_placed).collect();
    let answers = file.drafts.iter().map(|(_, placed)| placed.draft.answers.questions.len()).sum::<usize>();
    html! {
        <div class="go-on">
            <p>{ screen.words.count("file-holds", u32::try_from(answers).unwrap_or(u32::MAX)) }</p>
            if !not_placed.is_empty() {
                <p>{ screen.text("notice-not-placed") }</p>
                <ul>{ for not_placed.into_iter().map(|id| html! { <li><code>{ id.clone() }</code></li> }) }</ul>
            }
            if replaces {
                <p><strong>{ screen.text("import-replaces") }</strong></p>
            }
            <p><button type="button" class="quiet" data-action="import" onclick={screen.on(move |_| Event::AskedImport(place))}>{ screen.text("import") }</button></p>
        </div>
    }
}
