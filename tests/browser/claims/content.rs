//! The questionnaires in the page: each can be gone through whole, and files hold what was asked.

use candour_page_tests::{
    engines::{Site, setting},
    journey::{PHONE, Person, QUESTIONNAIRES},
};
use candour_questionnaire::{
    questionnaire::Questionnaire,
    wording::{Wording, minutes},
};

use crate::{Claim, access::too_wide, claim, private::hex};
use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(each_questionnaire_can_be_completed_exported_and_checked).on(&[Site::File]),
        claim!(a_file_holds_what_was_asked_and_nothing_hidden).on(&[Site::File]).in_one_engine(),
        claim!(the_home_screen_states_questions_and_minutes_as_they_are).on(&[Site::File]).in_one_engine(),
        claim!(a_stop_rule_stands_above_the_levels).on(&[Site::File]).in_one_engine(),
    ]
}

fn each_questionnaire_can_be_completed_exported_and_checked(person: &Person) {
    person.browser.resize(PHONE.0, PHONE.1);
    for questionnaire in QUESTIONNAIRES {
        person.open("");
        person.start_with(questionnaire);
        person.answer_all_doing(&["yes", "partly", "no", "unknown"], || {
            let wide = too_wide(person);
            assert!(wide.is_empty(), "{questionnaire}: {wide:?}");
        });
        person.go("result");
        let wide = too_wide(person);
        assert!(wide.is_empty(), "{questionnaire}: {wide:?}");
        person.go("keep");
        let file = person.download(|| person.press("export-signed"));
        let result = file.json();
        let counts = &result["result"]["completeness"];
        assert_eq!(result["questionnaire"]["id"], *questionnaire);
        assert_eq!((&counts["open"], &counts["asked"]), (&0.into(), &counts["answered"]), "{questionnaire}");
        person.leave_for("#/check");
        assert_eq!(person.check(&format!("{questionnaire}.json"), &file.bytes), "intact");
    }
}

fn asked_in(file: &Json) -> BTreeSet<String> {
    let sections = file["sections"].as_array().expect("sections").iter();
    let answers = sections.flat_map(|section| section["answers"].as_array().expect("answers"));
    answers.map(|answer| answer["id"].as_str().expect("an id").to_owned()).collect()
}

fn a_file_holds_what_was_asked_and_nothing_hidden(person: &Person) {
    person.open("");
    person.start_with("responsible-exit");
    // Everything first, then as somebody who plans to take on one customer: much is hidden again.
    person.answer_all(&["partly"]);
    person.leave_for("#/responsible-exit");
    for (question, option) in [("stage", "planning"), ("scope", "customer"), ("authorities", "no")] {
        person.choose(question, option);
    }
    let mut asked = BTreeSet::new();
    // With every question answered, the list of all areas leads on to the review.
    person.leave_for("#/responsible-exit/before-entry");
    person.next_until_doing("review", || asked.extend(person.questions()));
    person.go("result");
    person.go("keep");
    let file = person.download(|| person.press("export-signed")).json();
    assert_eq!(asked_in(&file), asked);
    let page = std::fs::read(setting("CANDOUR_PAGE")).expect("the built page");
    assert_eq!(file["app"]["sha256"], hex(&Sha256::digest(page)), "the file names the page that made it");
    assert!(asked.contains("exit-plan") && !asked.contains("demand-rules"), "{asked:?}");
}

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questionnaires").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()))
}

fn the_home_screen_states_questions_and_minutes_as_they_are(person: &Person) {
    person.open("");
    let cards = person.list_of("return [...document.querySelectorAll('.card')].map(card => card.innerText)");
    assert_eq!(cards.len(), QUESTIONNAIRES.len());
    for (card, id) in cards.iter().zip(QUESTIONNAIRES) {
        let questionnaire =
            Questionnaire::parse(&read(&format!("{id}/questionnaire.json"))).expect("a sound questionnaire");
        let wording = Wording::parse(&read(&format!("{id}/en.json")), &questionnaire).expect("sound wording");
        let size = format!(
            "Up to {} questions, about {} minutes",
            questionnaire.question_count(),
            minutes(&questionnaire, &wording)
        );
        assert!(card.contains(&wording.title) && card.contains(&size), "{size}: {card}");
    }
}

fn a_stop_rule_stands_above_the_levels(person: &Person) {
    person.open("");
    person.start_with("responsible-exit");
    person.answer_all(&["no"]);
    person.go("result");
    let order = person.list_of(
        "return [...document.querySelectorAll('[data-stop], [data-result]')].map(part => part.dataset.stop ? 'stop' : 'level')",
    );
    assert_eq!(order.first().map(String::as_str), Some("stop"), "{order:?}");
    assert!(order.windows(2).all(|pair| pair != ["level", "stop"]), "{order:?}");
    person.go("keep");
    let file = person.download(|| person.press("export-signed")).json();
    let stops = file["result"]["stops"].as_array().expect("stop rules in the file");
    assert_eq!(stops.len(), order.iter().filter(|part| *part == "stop").count());
}
