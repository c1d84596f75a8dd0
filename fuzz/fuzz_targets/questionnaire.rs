//! Authors' files: questionnaire, wording, glossary and cases.
#![no_main]

use candour_authoring::cases::Cases;
use candour_fuzz::questionnaire;
use candour_questionnaire::{
    answers::Answers,
    glossary::Glossary,
    questionnaire::Questionnaire,
    scoring::assess,
    wording::{Wording, minutes},
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|json: &str| {
    if let Ok(read) = Questionnaire::parse(json) {
        assert_eq!(Questionnaire::parse(read.canonical()), Ok(read.clone()));
        assert_eq!(assess(&read, &Answers::default()).sections.len(), read.sections().len());
    }
    if let Ok(read) = Wording::parse(json, questionnaire()) {
        assert_eq!(Wording::parse(read.canonical(), questionnaire()), Ok(read.clone()));
        assert!(minutes(questionnaire(), &read) >= 5);
    }
    if let Ok(read) = Glossary::parse(json) {
        assert!(read.terms.iter().all(|term| read.term(&term.id) == Some(term)));
    }
    if let Ok(read) = Cases::parse(json, questionnaire()) {
        read.cases.iter().for_each(|case| drop(case.check(questionnaire())));
    }
});
