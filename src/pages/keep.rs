//! Keep or hand over: the name, what the file will hold, the key, the files.

use candour_app::{DraftEvent, Route, SigningEvent, Written};
use candour_questionnaire::{catalog::CatalogEntry, scoring::assess};
use candour_words::{Counted, Key};
use yew::Html;

use super::{hand_over, plan, review, section};
use crate::components::{
    clock,
    elements::{self, Nodes, button, fold, h1, h2, lead, link, p, pair, row, space, tag},
    key::key,
    passphrase_forms,
    progress_bar::progress,
    screen::Screen,
    unconfirmed,
    written_file::described,
};

pub(crate) fn view(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let questionnaire = entry.questionnaire.id();
    let counts = assess(&entry.questionnaire, &screen.model.draft(questionnaire).answers).completeness;
    let result = Route::Result(questionnaire.to_owned()).fragment();
    let report = Route::Report(questionnaire.to_owned()).fragment();
    let mut children = vec![
        h1(screen.text(Key::KeepHeading)),
        lead(screen.text(Key::KeepLead)),
        unconfirmed::view(screen),
        clock::view(screen),
        progress(screen, counts.answered, counts.asked),
    ];
    if counts.open > 0 {
        let review = Route::Review(questionnaire.to_owned()).fragment();
        children.push(tag(
            "p",
            "",
            vec![
                elements::words(screen.words.count(Counted::KeepOpen, counts.open)),
                space(),
                link("", "", review, screen.text(Key::ResultAnswerRest)),
            ],
        ));
    }
    children.extend([
        hand_over::look_at(screen, entry),
        signed(screen, entry, hand_over::fields(screen, entry)),
        passphrase_forms::page(screen),
        draft(screen, entry),
        key(screen),
        tag(
            "section",
            "",
            vec![
                h2(screen.text(Key::KeepPaperHeading)),
                p(screen.text(Key::KeepPaper)),
                tag("p", "", vec![link("", "report", report, screen.text(Key::ToReport))]),
            ],
        ),
        row(vec![link("back", "back", result, screen.text(Key::Back))]),
    ]);
    elements::screen("keep", questionnaire, children)
}

fn signed(screen: &Screen<'_>, entry: &CatalogEntry, fields: Nodes) -> Html {
    let id = entry.questionnaire.id();
    let asked = id.to_owned();
    let export = screen.on(move |_| SigningEvent::SignRequested(asked.clone()));
    let complete = screen.model.signed_file(id).map(|file| file.written);
    let (heading, own) = match screen.model.request_for(id) {
        Some(_) => (Key::SignedHeadingOwn, p(screen.text(Key::SignedOwn))),
        None => (Key::SignedHeading, Html::default()),
    };
    let children = vec![
        h2(screen.text(heading)),
        own,
        p(screen.text(Key::SignedWhat)),
        p(screen.text(Key::SignedNot)),
        tag("div", "", fields),
        preview(screen, entry),
        row(vec![button("button", "export-signed", screen.text(Key::ExportSigned), export)]),
        written(screen, id, complete, Key::SignedDone),
        hand_over::to_others(screen, entry),
    ];
    tag("section", "", children)
}

/// Everything that will stand in the file, before it is written.
fn preview(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let draft = screen.model.draft(entry.questionnaire.id());
    let mut said = Nodes::new();
    if !draft.organisation.is_empty() {
        let name = elements::words(draft.organisation.clone());
        said.push(pair(screen.words(Key::OrganisationLabel), vec![name]));
    }
    for question in entry.questionnaire.profile() {
        let words = entry.wording.profile(&question.id);
        if let Some(option) = draft.answers.profile.get(&question.id) {
            let option = elements::words(words.option(option).to_owned());
            said.push(pair(elements::words(words.question.clone()), vec![option]));
        }
    }
    for question in section::asked(screen, entry).into_iter().flat_map(|section| &section.questions) {
        if question.asked(&draft.answers) {
            let words = entry.wording.question(&question.id);
            let mut answer = review::said(screen, entry, question, draft.answers.answer(&question.id));
            if draft.share_plan {
                answer.push(plan::said(screen, draft.step(&question.id)));
            }
            said.push(pair(elements::words(words.question.clone()), answer));
        }
    }
    fold(
        "preview",
        screen.text(Key::PreviewSummary),
        vec![p(screen.text(Key::PreviewLead)), tag("dl", "answers", said), p(screen.text(Key::PreviewRest))],
    )
}

/// A file of this questionnaire, written, read back and described; nothing if there is none.
fn written(screen: &Screen<'_>, questionnaire: &str, file: Option<&Written>, key: Key) -> Html {
    let Some(file) = file.filter(|file| file.questionnaire == questionnaire) else {
        return Html::default();
    };
    described(screen, file, screen.text(key), vec![screen.text(Key::WrittenReadable)])
}

/// Saving a draft file, readable by anyone who has it.
pub(crate) fn draft(screen: &Screen<'_>, entry: &CatalogEntry) -> Html {
    let id = entry.questionnaire.id();
    let own = id.to_owned();
    let export = screen.on(move |_| DraftEvent::FileRequested(own.clone()));
    let children = vec![
        h2(screen.text(Key::DraftHeading)),
        p(screen.text(Key::DraftWhat)),
        tag("p", "", vec![button("quiet", "export-draft", screen.text(Key::ExportDraft), export)]),
        written(screen, id, screen.model.drafts.saved.as_ref(), Key::DraftDone),
    ];
    tag("section", "", children)
}
