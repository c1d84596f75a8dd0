//! The answers in a file, in words: those of a result as the signed file states them, in its own words, and
//! those of a draft in the words of the questionnaire.

use candour_content::labels::{choice_key, reason_key};
use candour_files::check::Report;
use candour_proof::{date::Day, json::Json};
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::CatalogEntry,
    draft::Draft,
    plan::{State, Step},
    questionnaire::Question,
};

use crate::messages::{Message, Page};
use crate::{context::CheckContext, document::Document};

/// What a result says to each question.
pub(crate) fn of_result(
    context: &CheckContext,
    report: &Report,
    entry: Option<&CatalogEntry>,
    document: &Json,
    out: &mut Document,
) {
    let page = context.texts;
    let profile = document.get("profile");
    if profile.is_some() {
        out.heading(2, &page.text(Page::ReviewProfile));
    }
    if profile.is_some_and(is_withheld) {
        out.item(&page.text(Page::Withheld));
    }
    for answer in list(profile, "answers") {
        out.item(text(answer, "question"));
        out.below(text(answer, "label"));
    }
    for section in list(Some(document), "sections") {
        out.heading(2, text(section, "title"));
        for answer in list(Some(section), "answers") {
            let id = text(answer, "id");
            if is_withheld(answer) {
                let known = entry.filter(|entry| entry.questionnaire.question(id).is_some());
                out.item(known.map_or(id, |entry| &entry.wording.question(id).question));
                out.below(&page.text(Page::Withheld));
                continue;
            }
            out.item(text(answer, "question"));
            out.below(&stated(context, answer));
            match answer.get("note") {
                Some(note) if is_withheld(note) => out.below(&page.text(Page::NoteWithheld)),
                Some(note) => note_of(context, note.as_text().unwrap_or_else(|| text(note, "text")), out),
                None => {}
            }
            if let Ok(state) = text(answer, "todo").parse::<State>() {
                let role = text(answer, "role").to_owned();
                plan(context, &Step { state, role, due: Day::parse(text(answer, "due")) }, out);
            }
        }
    }
    for facts in list(Some(document), "lists") {
        let id = text(facts, "id");
        let known = entry.filter(|entry| entry.questionnaire.list(id).is_some());
        let title = known.map_or(text(facts, "title"), |entry| &entry.wording.list(id).title);
        out.heading(2, if title.is_empty() { id } else { title });
        if is_withheld(facts) {
            out.item(&page.text(Page::Withheld));
        }
        for item in list(Some(facts), "items") {
            out.item(text(item, "question"));
            out.below(&stated(context, item));
            note_of(context, text(item, "note"), out);
        }
    }
    let shown =
        list(Some(document), "sections").iter().any(|section| !list(Some(section), "answers").is_empty());
    if !shown && report.answers_withheld == 0 {
        out.paragraph(&context.texts.text(Message::NoAnswers));
    }
}

/// An answer in the words of its file.
fn stated(context: &CheckContext, answer: &Json) -> String {
    let page = context.texts;
    let said = match (text(answer, "label"), text(answer, "choice")) {
        ("", "") => return page.text(Page::SaidOpen).to_string(),
        ("", choice) => choice,
        (label, _) => label,
    };
    let evidence = answer.get("evidence").and_then(Json::as_bool) == Some(true);
    match text(answer, "reasonLabel") {
        "" if evidence => page.with(Page::TableEvidence, &[("answer", said)]).to_string(),
        "" => said.to_owned(),
        reason => page.with(Page::TableReason, &[("answer", said), ("reason", reason)]).to_string(),
    }
}

/// What a draft says to each question that is asked.
pub(crate) fn of_draft(context: &CheckContext, entry: &CatalogEntry, draft: &Draft, out: &mut Document) {
    let page = context.texts;
    if !entry.questionnaire.profile().is_empty() {
        out.heading(2, &page.text(Page::ReviewProfile));
    }
    for asked in entry.questionnaire.profile() {
        let words = entry.wording.profile(&asked.id);
        let chosen = draft.answers.profile.get(&asked.id).map(|option| words.option(option).to_owned());
        out.item(&words.question);
        out.below(&chosen.unwrap_or_else(|| page.text(Page::NotAnswered).to_string()));
    }
    for section in entry.questionnaire.sections() {
        let asked = |question: &&Question| question.asked(&draft.answers);
        let questions: Vec<&Question> = section.questions.iter().filter(asked).collect();
        if questions.is_empty() {
            continue;
        }
        out.heading(2, &entry.wording.section(&section.id).title);
        for question in questions {
            let answer = draft.answers.answer(&question.id);
            out.item(&entry.wording.question(&question.id).question);
            out.below(&given(context, entry, question, answer));
            note_of(context, &answer.note, out);
            plan(context, draft.step(&question.id), out);
        }
    }
    lists_of_draft(context, entry, draft, out);
}

/// What a draft says in the lists that were begun.
fn lists_of_draft(context: &CheckContext, entry: &CatalogEntry, draft: &Draft, out: &mut Document) {
    for list in entry.questionnaire.lists().iter().filter(|list| list.is_begun(&draft.answers)) {
        let words = entry.wording.list(&list.id);
        out.heading(2, &words.title);
        for item in list.items() {
            let answer = draft.answers.answer(&item.id);
            out.item(&words.item(&item.id).question);
            let none = || context.texts.text(Page::NotAnswered).to_string();
            out.below(&list.resolve(answer).map_or_else(none, |choice| words.answer(choice).to_owned()));
            note_of(context, &answer.note, out);
        }
    }
}

/// An answer in the words of the page.
fn given(context: &CheckContext, entry: &CatalogEntry, question: &Question, answer: &Answer) -> String {
    let page = context.texts;
    let Some(choice) = answer.choice else { return page.text(Page::NotAnswered).to_string() };
    let own = entry.wording.label(&question.id, choice);
    let said = own.map_or_else(|| page.text(choice_key(choice)).to_string(), str::to_owned);
    if question.lacks_note(answer) {
        let missing = page.text(Page::NoteMissing);
        return page.with(Page::TableReason, &[("answer", &said), ("reason", &missing)]).to_string();
    }
    match (choice, answer.reason) {
        (Choice::NotApplicable, Some(reason)) => {
            let reason = page.text(reason_key(reason));
            page.with(Page::TableReason, &[("answer", &said), ("reason", &reason)]).to_string()
        }
        (Choice::NotApplicable, None) => {
            let reason = page.text(Page::ReasonMissing);
            page.with(Page::TableReason, &[("answer", &said), ("reason", &reason)]).to_string()
        }
        (Choice::Yes | Choice::Partly, _) if answer.evidence => {
            page.with(Page::TableEvidence, &[("answer", &said)]).to_string()
        }
        _ => said,
    }
}

fn note_of(context: &CheckContext, note: &str, out: &mut Document) {
    if !note.is_empty() {
        out.below(&[&*context.texts.text(Page::NoteLabel), ": ", note].concat());
    }
}

/// What was decided about the action of a question.
fn plan(context: &CheckContext, step: &Step, out: &mut Document) {
    if step.is_empty() {
        return;
    }
    let page = context.texts;
    let state = page.text(match step.state {
        State::Open => Page::StateOpen,
        State::Doing => Page::StateDoing,
        State::Done => Page::StateDone,
    });
    let due = step.due.map(Day::text).unwrap_or_default();
    let parts: Vec<&str> = [&*state, &step.role, &due].into_iter().filter(|part| !part.is_empty()).collect();
    out.below(&[&*page.text(Page::PlanStep), " ", &parts.join(" · ")].concat());
}

/// The title of a section: the questionnaire's, else the file's, else its id.
pub(crate) fn section_title(document: &Json, entry: Option<&CatalogEntry>, id: &str) -> String {
    let known = entry.filter(|entry| entry.questionnaire.section(id).is_some());
    let stated = || {
        let own = list(Some(document), "sections").iter().find(|section| text(section, "id") == id);
        own.map_or(id, |section| text(section, "title")).to_owned()
    };
    known.map_or_else(stated, |entry| entry.wording.section(id).title.clone())
}

/// The text of a question in the same way.
pub(crate) fn question_text(document: &Json, entry: Option<&CatalogEntry>, id: &str) -> String {
    let known = entry.filter(|entry| entry.questionnaire.question(id).is_some());
    let stated = || {
        let mut answers =
            list(Some(document), "sections").iter().flat_map(|section| list(Some(section), "answers"));
        let own = answers.find(|answer| text(answer, "id") == id && answer.get("question").is_some());
        own.map_or(id, |answer| text(answer, "question")).to_owned()
    };
    known.map_or_else(stated, |entry| entry.wording.question(id).question.clone())
}

fn is_withheld(part: &Json) -> bool {
    part.get("withheld").and_then(Json::as_bool) == Some(true)
}

fn text<'a>(object: &'a Json, name: &str) -> &'a str {
    object.get(name).and_then(Json::as_text).unwrap_or_default()
}

fn list<'a>(object: Option<&'a Json>, name: &str) -> &'a [Json] {
    object.and_then(|object| object.get(name)).and_then(Json::as_list).unwrap_or_default()
}
