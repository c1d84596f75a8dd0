//! Promises about `responsible-exit`: who is asked what, and that files of 1.0.0 open in the version of today.
//!
//! The files in `older/responsible-exit-1.0.0` were made once and are never made again (see `older/exit.rs`).

use std::{fs, path::Path};

use candour::catalog;
use candour_compare::then_and_now::{Comparison, Earlier, LevelsFrom, compare};
use candour_files::{
    check::{Checked, CheckerContext, QuestionnaireMatch, ScoreAgreement, Verdict, check},
    import::PlacedDraft,
};
use candour_proof::date::Timestamp;
use candour_questionnaire::{
    answers::{Answer, Answers, Choice},
    catalog::Catalog,
};
use candour_words::Words;

const EXIT: &str = "responsible-exit";
/// 2026-12-01T00:00:00Z.
const NOW: Timestamp = Timestamp(1_796_083_200);
/// What 1.0.0 asked and nobody is asked any more; and an option that meant something else.
const NO_PLACE: [&str; 2] = ["harm", "access-ended"];

fn today() -> Catalog {
    catalog::catalog(Words::english())
}

fn opened(name: &str) -> Checked {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older/responsible-exit-1.0.0").join(name);
    let bytes = fs::read(path).expect("a frozen file");
    check(&bytes, name, &CheckerContext { catalog: &today(), own: None, now: NOW })
}

fn placed(name: &str) -> PlacedDraft {
    let checked = opened(name);
    let (id, placed) = checked.drafts.first().expect("answers");
    assert_eq!(id, EXIT);
    placed.clone()
}

fn compared(name: &str) -> Comparison {
    let catalog = today();
    let questionnaire = &catalog.entry(EXIT).expect("the questionnaire").questionnaire;
    let earlier = Earlier::of(&opened(name), EXIT).expect("earlier answers");
    let mut now = earlier.placed.draft.clone();
    for (id, choice) in [("users-choose", Choice::Yes), ("systems-removed", Choice::No)] {
        let answer = Answer { choice: Some(choice), evidence: true, ..Answer::default() };
        now.answers.questions.insert(id.to_owned(), answer);
    }
    compare(questionnaire, &earlier, &now)
}

/// Ids of the questions asked of someone with these first answers, and not sure about the others.
fn asked(profile: &[(&str, &str)]) -> Vec<String> {
    let catalog = today();
    let questionnaire = &catalog.entry(EXIT).expect("the questionnaire").questionnaire;
    let mut answers = Answers::default();
    for question in questionnaire.profile() {
        answers.profile.insert(question.id.clone(), "not-sure".to_owned());
    }
    for (question, option) in profile {
        assert!(answers.profile.get(question).is_some(), "there is no first question `{question}`");
        answers.profile.insert((*question).to_owned(), (*option).to_owned());
    }
    let questions = questionnaire.questions().filter(|question| question.asked(&answers));
    questions.map(|question| question.id.clone()).collect()
}

fn expect_asked(profile: &[(&str, &str)], wanted: &[&str]) {
    let asked = asked(profile);
    for id in wanted {
        assert!(asked.iter().any(|own| own == id), "`{id}` is not asked of {profile:?}");
    }
}

#[test]
fn having_left_hides_nothing_about_how_one_left() {
    expect_asked(
        &[("stage", "gone")],
        &[
            "ways-compared",
            "real-owner-known",
            "new-owner-record",
            "contract-protects",
            "both-sides-weighed",
            "own-part-known",
            "influence-used",
            "speed-fits",
            "conflict-after-exit",
            "people-heard",
            "data-known",
            "collect-less",
            "dangerous-data-deleted",
            "kept-data-reduced",
            "systems-removed",
            "access-closed",
            "users-choose",
            "demands-during-exit",
            "safety-plan",
            "nobody-forced",
            "pay-and-notice",
            "others-covered",
            "safe-warning",
            "handover-looked-back",
        ],
    );
}

#[test]
fn one_customer_hides_no_other_finding() {
    expect_asked(
        &[("scope", "customer"), ("stage", "leaving"), ("data-held", "no")],
        &[
            "conflict-known",
            "own-effect-known",
            "top-acts",
            "no-built-in-surveillance",
            "use-can-be-ended",
            "users-choose",
            "staff-data-protected",
            "demands-during-exit",
            "safe-warning",
            "follow-up",
        ],
    );
}

#[test]
fn influence_is_asked_about_before_a_business_enters() {
    expect_asked(&[("stage", "planning")], &["influence-used", "conditions-at-start", "storage-duty-known"]);
}

#[test]
fn an_older_draft_opens_with_each_answer_that_still_fits() {
    let placed = placed("draft.json");
    assert_eq!(placed.other_version.as_deref(), Some("1.0.0"));
    let choice = |id: &str| placed.draft.answers.answer(id).choice;
    assert_eq!(choice("exit-plan"), Some(Choice::Yes));
    assert_eq!(choice("real-owner-known"), Some(Choice::Partly));
    assert_eq!(placed.draft.answers.profile.get("stage").map(String::as_str), Some("leaving"));
    assert_eq!(placed.not_placed, NO_PLACE);
}

#[test]
fn a_split_question_answers_both_of_its_parts() {
    for file in ["draft.json", "result.json"] {
        let placed = placed(file);
        for part in ["conflict-known", "own-effect-known"] {
            let answer = placed.draft.answers.answer(part);
            assert_eq!(answer.choice, Some(Choice::No), "{file}: {part}");
            assert_eq!(answer.note, "The board knows of it.", "{file}: {part}");
        }
    }
}

#[test]
fn a_plan_to_remove_systems_never_becomes_systems_removed() {
    for file in ["draft.json", "result.json"] {
        let placed = placed(file);
        for part in ["removal-ready", "systems-removed", "access-closed"] {
            assert!(
                placed.draft.answers.answer(part).is_empty(),
                "{file}: `access-ended` was yes for {part}"
            );
        }
    }
}

#[test]
fn harm_that_nobody_else_looked_for_is_asked_about_again() {
    for file in ["draft.json", "result.json"] {
        let placed = placed(file);
        assert_eq!(placed.draft.answers.profile.get("harm"), None, "{file}");
        assert!(placed.not_placed.contains(&"harm".to_owned()), "{file}");
    }
}

#[test]
fn an_older_result_stays_as_it_was_signed() {
    let checked = opened("result.json");
    assert_eq!(checked.verdict, Verdict::Intact);
    let report = checked.report.expect("a report");
    assert_eq!((report.questionnaire, report.version.as_str()), (QuestionnaireMatch::OtherVersion, "1.0.0"));
    assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
    assert_eq!(report.findings, []);
}

#[test]
fn then_and_now_name_what_is_new_and_what_changed() {
    let found = compared("result.json");
    assert_eq!(found.levels, LevelsFrom::File);
    for new in ["imposed-owner", "systems-removed", "storage-duty-known", "war-law-advice"] {
        assert!(found.new_questions.iter().any(|id| id == new), "{new}");
    }
    assert!(!found.new_questions.iter().any(|id| id == "handover-looked-back"), "not at the stage `leaving`");
    let different: Vec<&str> = found.different.iter().map(|change| change.question.as_str()).collect();
    assert_eq!(different, ["users-choose"], "a new question has no answer of then");
    assert!(found.gaps_closed.contains(&"users-choose".to_owned()), "{:?}", found.gaps_closed);
    for gap in ["conflict-known", "own-effect-known"] {
        assert!(found.gaps_gone.iter().any(|id| id == gap), "{gap} was critical: {:?}", found.gaps_gone);
    }
}

#[test]
fn then_and_now_carry_a_draft_over_as_a_result() {
    for file in ["draft.json", "result.json"] {
        let found = compared(file);
        assert_eq!(found.not_placed, NO_PLACE, "{file}");
        let carried: Vec<&str> = found.carried.iter().map(|carried| carried.from.as_str()).collect();
        assert_eq!(carried, ["conflict-understood"], "{file}");
    }
    assert_eq!(compared("draft.json").levels, LevelsFrom::Carried);
}
