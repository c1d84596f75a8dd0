//! What the fuzz targets share: one small questionnaire, one day, one key.

use std::rc::Rc;

use std::sync::LazyLock;

use candour_files::check::CheckerContext;
use candour_proof::{
    date::Timestamp,
    json::{Json, Limits, Object},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    glossary::Glossary,
    labels::Labels,
    questionnaire::Questionnaire,
    wording::Wording,
};

/// 2026-11-23: the day after the files in the corpus were signed.
pub const NOW: Timestamp = Timestamp(1_795_392_000);

thread_local! {
    // Shared entries stay in one thread; there is but one, and it ends with the program.
    static CATALOG: &'static Catalog = Box::leak(Box::new(catalog()));
}

/// [`catalog`], made once.
pub fn shared() -> &'static Catalog {
    CATALOG.with(|catalog| *catalog)
}

/// The catalog of a page with this questionnaire only.
///
/// # Panics
/// If one of its files has a mistake.
pub fn catalog() -> Catalog {
    let questionnaire = Questionnaire::parse(include_str!("../corpus/questionnaire/questionnaire.json"))
        .expect("a sound questionnaire");
    let wording = Wording::parse(include_str!("../corpus/questionnaire/wording.json"), &questionnaire)
        .expect("sound wording");
    let labels = Labels {
        notice: "Self-declared answers.".to_owned(),
        choices: Choice::ALL.map(|choice| choice.as_str().to_owned()).to_vec(),
        reasons: Reason::ALL.map(|reason| reason.as_str().to_owned()).to_vec(),
    };
    Catalog {
        entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))],
        labels,
        ..Catalog::default()
    }
}

/// Hard words, explained.
pub static GLOSSARY: LazyLock<Glossary> = LazyLock::new(|| {
    Glossary::parse(include_str!("../corpus/questionnaire/glossary.json")).expect("a sound glossary")
});

/// The one questionnaire.
///
/// # Panics
/// If the catalog holds none.
pub fn questionnaire() -> &'static Questionnaire {
    &shared().entries.first().expect("one questionnaire").questionnaire
}

/// What the one who checks files knows.
pub fn known() -> CheckerContext<'static> {
    CheckerContext { catalog: shared(), own: None, now: NOW }
}

/// The key that signed the files in the corpus. It is published here, so its signature means nothing elsewhere.
pub fn key() -> SigningKey {
    SigningKey::from_seed(*b"candour fuzzing: never use this!")
}

/// The members of a file, if it is an object within the profile.
pub fn object(bytes: &[u8]) -> Option<Object> {
    match Json::read(bytes, Limits::FILE) {
        Ok(Json::Object(object)) => Some(object),
        _ => None,
    }
}
