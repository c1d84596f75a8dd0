//! The answers in the files of `responsible-exit-1.0.0`.

use std::rc::Rc;

use candour_app::{DraftEvent, Model};
use candour_files::result::AppInfo;
use candour_questionnaire::{answers::Choice, catalog::Catalog, draft::Draft};

/// A seller of a telecom business who says of itself that it found no harm.
const PROFILE: [(&str, &str); 7] = [
    ("stage", "leaving"),
    ("scope", "market"),
    ("data-held", "yes"),
    ("authorities", "yes"),
    ("handover", "with-data"),
    ("people-there", "yes"),
    ("harm", "no"),
];
/// What is not answered yes.
const ANSWERS: [(&str, Choice); 7] = [
    ("no-built-in-surveillance", Choice::Partly),
    ("conflict-understood", Choice::No),
    ("real-owner-known", Choice::Partly),
    ("legal-limits-checked", Choice::Partly),
    ("dangerous-data-deleted", Choice::Partly),
    ("users-choose", Choice::Unknown),
    ("public-text", Choice::No),
];

pub(crate) fn draft(catalog: &Catalog) -> Draft {
    let entry = catalog.entries.first().expect("a questionnaire");
    let id = entry.questionnaire.id().to_owned();
    let mut model = Model::new(
        Rc::new(Catalog {
            entries: vec![Rc::clone(entry)],
            labels: catalog.labels.clone(),
            ..Catalog::default()
        }),
        AppInfo::default(),
    );
    for (question, option) in PROFILE {
        model.update(DraftEvent::ProfileAnswered(id.clone(), question.to_owned(), option.to_owned()));
    }
    for question in entry.questionnaire.questions() {
        let other = ANSWERS.iter().find(|(id, _)| *id == question.id);
        let choice = other.map_or(Choice::Yes, |(_, choice)| *choice);
        model.update(DraftEvent::Answered(id.clone(), question.id.clone(), choice));
    }
    for question in ["conflict-understood", "access-ended"] {
        model.update(DraftEvent::NoteEdited(
            id.clone(),
            question.to_owned(),
            "The board knows of it.".to_owned(),
        ));
    }
    model.update(DraftEvent::OrganisationEdited(id.clone(), "An operator that does not exist".to_owned()));
    model.draft(&id).clone()
}
