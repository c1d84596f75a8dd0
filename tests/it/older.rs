//! Files made with older versions of the questionnaires open with those of today, and the two can be compared.
//!
//! The files in `older/` were made once by the page of that day and are never made again.

use std::{fs, path::Path};

use candour::catalog;
use candour_compare::then_and_now::{Earlier, LevelsFrom, Standing, compare};
use candour_files::{
    check::{Checked, CheckerContext, QuestionnaireMatch, ScoreAgreement, Verdict, check},
    import::PlacedDraft,
};
use candour_proof::date::Timestamp;
use candour_questionnaire::{
    answers::{Answer, Choice},
    catalog::Catalog,
    scoring::assess,
};
use candour_words::Words;

/// 2026-12-01T00:00:00Z.
const NOW: Timestamp = Timestamp(1_796_083_200);

/// What has become of a version: what is renamed, and what has no place any more.
struct Older {
    folder: &'static str,
    id: &'static str,
    version: &'static str,
    /// Answers that stand under another id now.
    renamed: &'static [(&'static str, &'static str)],
    /// Questions, profile questions and options that are gone.
    not_placed: &'static [&'static str],
}

const OLDER: [Older; 2] = [
    Older {
        folder: "gdpr-article-5-1.1.0",
        id: "gdpr-article-5",
        version: "1.1.0",
        renamed: &[("test-data", "test-copies")],
        not_placed: &["children", "corrections-reach-everyone", "outside-eea", "risk-check"],
    },
    Older {
        folder: "privacy-by-design-1.0.0",
        id: "privacy-by-design",
        version: "1.0.0",
        renamed: &[],
        not_placed: &["holds", "risk-assessment"],
    },
];

fn read(older: &Older, name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older").join(older.folder);
    fs::read_to_string(folder.join(name)).expect("a file in tests/older")
}

fn today() -> Catalog {
    catalog::catalog(Words::english())
}

fn checked(text: &str, catalog: &Catalog) -> Checked {
    check(text.as_bytes(), "file.json", &CheckerContext { catalog, own: None, now: NOW })
}

fn placed(checked: &Checked) -> &PlacedDraft {
    &checked.drafts.first().expect("answers").1
}

/// Everything that stood in the older file is carried over or listed.
fn opens(older: &Older, checked: &Checked) {
    let placed = placed(checked);
    let mut not_placed = placed.not_placed.to_vec();
    not_placed.sort();
    assert_eq!(not_placed, older.not_placed, "{}", older.folder);
    assert_eq!(placed.other_version.as_deref(), Some(older.version), "{}", older.folder);
    assert_eq!(placed.draft.organisation, "An organisation for tests");
    let before = read(older, "draft.json");
    for (from, to) in older.renamed {
        assert!(before.contains(&format!("\"id\": \"{from}\"")), "{from} was answered");
        assert!(placed.draft.answers.answer(to).choice.is_some(), "{from} became {to}");
    }
}

#[test]
fn a_draft_of_an_older_version_opens_with_that_of_today() {
    let catalog = today();
    for older in &OLDER {
        let checked = checked(&read(older, "draft.json"), &catalog);
        assert_eq!(checked.verdict, Verdict::Draft, "{}", older.folder);
        opens(older, &checked);
    }
}

#[test]
fn a_result_of_an_older_version_stays_intact_and_opens() {
    let catalog = today();
    for older in &OLDER {
        let checked = checked(&read(older, "result.json"), &catalog);
        assert_eq!(checked.verdict, Verdict::Intact, "{}", older.folder);
        let report = checked.report.as_ref().expect("a report");
        assert_eq!(
            (report.questionnaire, report.version.as_str()),
            (QuestionnaireMatch::OtherVersion, older.version)
        );
        assert_eq!(
            report.agreement,
            ScoreAgreement::NotRecomputable,
            "today's rules never judge an older result"
        );
        opens(older, &checked);
    }
}

#[test]
fn answers_of_today_are_compared_with_an_older_result() {
    let catalog = today();
    for older in &OLDER {
        let checked = checked(&read(older, "result.json"), &catalog);
        let earlier = Earlier::of(&checked, older.id).expect("answers to compare with");
        let questionnaire = &catalog.entry(older.id).expect("the questionnaire of today").questionnaire;
        let mut now = earlier.placed.draft.clone();
        let first =
            questionnaire.sections().first().and_then(|section| section.questions.first()).expect("one");
        let no = Answer { choice: Some(Choice::No), ..Answer::default() };
        now.answers.questions.insert(first.id.clone(), no);
        let found = compare(questionnaire, &earlier, &now);
        assert_eq!(found.levels, LevelsFrom::File, "levels stand as the older file states them");
        assert_eq!(found.sections.len(), questionnaire.sections().len(), "{}", older.folder);
        let levels = found.sections.iter().filter(|section| matches!(section.then, Standing::Level(_)));
        assert!(levels.count() > 0, "{}: the older file has levels", older.folder);
        assert!(found.different.iter().any(|change| change.question == first.id), "{}", older.folder);
        let carried: Vec<&str> = found.carried.iter().map(|carried| carried.from.as_str()).collect();
        for (from, _) in older.renamed {
            assert!(carried.contains(from), "{}: {from} is said to be carried over", older.folder);
        }
    }
}

#[test]
fn a_processor_of_1_1_is_asked_again_whose_data_it_is() {
    let catalog = today();
    let older = &OLDER[0];
    let draft = read(older, "draft.json").replace("\"role\": \"both\"", "\"role\": \"processor\"");
    let checked = checked(&draft, &catalog);
    let placed = placed(&checked);
    assert!(placed.not_placed.contains(&"role".to_owned()), "the old answer is listed");
    assert_eq!(placed.draft.answers.profile.get("scope"), None);
    let questionnaire = &catalog.entry(older.id).expect("the questionnaire of today").questionnaire;
    let asked = questionnaire.question("legal-basis").expect("a question").1.asked(&placed.draft.answers);
    assert!(asked, "what binds its own data is asked as long as the scope is open");
    assert!(assess(questionnaire, &placed.draft.answers).completeness.asked > 40);
}
