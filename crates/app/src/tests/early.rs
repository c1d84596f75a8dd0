//! Answers given in the document before the program ran.

use std::rc::Rc;

use candour_files::draft;
use candour_questionnaire::{
    answers::Choice,
    catalog::{Catalog, CatalogEntry},
    questionnaire::Questionnaire,
    wording::Wording,
};

use super::{NOW, STRUCTURE, WORDING, catalog, chose, model};
use crate::{BootFacts, EarlyAnswer, Effect, Event, Message, Model, Notice, Route, StorageNotice};

/// Starts a page with what the tab stored, and with these answers: name and value of their controls.
fn started(kept: Option<String>, early: &[(&str, &str)]) -> (Model, Vec<Effect>) {
    started_with(catalog(), kept, early)
}

fn started_with(catalog: Catalog, kept: Option<String>, early: &[(&str, &str)]) -> (Model, Vec<Effect>) {
    let early = early.iter().filter_map(|(name, value)| EarlyAnswer::read(name, value)).collect();
    let (kept, today) = (Ok(kept), Some(NOW.day()));
    let mut model = Model::new(Rc::new(catalog), model().page.app);
    let facts =
        BootFacts { kept, early, today, fragment: "#/shop/profile".to_owned(), ..BootFacts::default() };
    let effects = model.update(Event::Started(facts)).effects;
    (model, effects)
}

fn stored(effects: &[Effect]) -> Option<String> {
    let saved = effects.iter().rev().find_map(|effect| match effect {
        Effect::SaveToTab(text) => Some(text.clone()),
        _ => None,
    });
    saved.flatten()
}

fn choice(model: &Model, question: &str) -> Option<Choice> {
    model.draft("shop").answers.answer(question).choice
}

#[test]
fn early_answers_are_in_the_draft_and_stored_at_once() {
    let (model, effects) = started(None, &[("shop/profile/staff", "yes"), ("shop/limits", "partly")]);
    let draft = model.draft("shop");
    assert_eq!(draft.answers.profile.get("staff").map(String::as_str), Some("yes"));
    assert_eq!((choice(&model, "limits"), draft.changed), (Some(Choice::Partly), Some(NOW.day())));
    assert!(stored(&effects).is_some_and(|text| text.contains("limits") && text.contains("partly")));
    assert_eq!(model.route, Route::Profile("shop".to_owned()));
}

#[test]
fn an_early_answer_is_newer_than_a_stored_one() {
    let mut before = model();
    chose(&mut before, "limits", Choice::Yes);
    let kept = stored(&chose(&mut before, "copies", Choice::No));
    let (model, _) = started(kept, &[("shop/limits", "unknown")]);
    assert_eq!(choice(&model, "limits"), Some(Choice::Unknown));
    assert_eq!(choice(&model, "copies"), Some(Choice::No), "what was not answered early stays");
    let restored = model.message.as_ref().is_some_and(|message| {
        matches!(message, Message::Notice(Notice::Storage(StorageNotice::Restored { .. })))
    });
    assert!(restored, "that answers were found is still said: {:?}", model.message);
}

#[test]
fn what_no_questionnaire_asks_or_offers_is_not_adopted() {
    let strange = [
        ("shop", "yes"),
        ("shop/staff", "yes"),
        ("shop/profile/staff", "perhaps"),
        ("shop/profile/limits", "yes"),
        ("shop/a/limits", "yes"),
        ("shop/limits", "not-applicable"),
        ("shop/limits", "perhaps"),
        ("shop/unknown", "yes"),
    ];
    let (model, effects) = started(None, &strange);
    assert!(!model.has_answers("shop"));
    assert_eq!(stored(&effects), None);
    let (model, _) = started(None, &[("shop/copies", "not-applicable")]);
    assert_eq!(choice(&model, "copies"), Some(Choice::NotApplicable), "this question may not apply");
}

#[test]
fn partly_is_adopted_only_where_it_can_be_answered() {
    let structure = STRUCTURE.replacen("\"T-1\"", "\"T-1\", \"partly\": false", 1);
    let questionnaire = Questionnaire::parse(&structure).unwrap();
    let wording =
        Wording::parse(&WORDING.replacen(" \"partly\": \"Partly.\",", "", 1), &questionnaire).unwrap();
    let entries = vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))];
    let catalog = Catalog { entries, ..catalog() };
    let (model, _) = started_with(catalog, None, &[("shop/limits", "partly"), ("shop/copies", "partly")]);
    assert_eq!((choice(&model, "limits"), choice(&model, "copies")), (None, Some(Choice::Partly)));
}

#[test]
fn early_answers_wait_for_a_questionnaire_that_is_not_known() {
    let early = [("bakery/profile/staff", "yes"), ("bakery/ovens", "no"), ("shop/limits", "yes")];
    let (model, effects) = started(None, &early);
    assert_eq!(choice(&model, "limits"), Some(Choice::Yes));
    let [waiting] = model.workspace.unplaced() else { panic!("one draft waits") };
    assert_eq!(draft::questionnaire_of(waiting), Some("bakery"));
    let text = stored(&effects).expect("drafts in the tab");
    for part in [r#""staff":"yes""#, r#""choice":"no""#, r#""id":"ovens""#] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(started(Some(text), &[]).0.workspace.unplaced().len(), 1, "it waits after a reload too");
}

#[test]
fn answers_given_before_the_first_screen_are_adopted_too() {
    let (mut model, _) = started(None, &[("shop/limits", "yes")]);
    let later: Vec<EarlyAnswer> = [("shop/limits", "no"), ("shop/profile/staff", "no")]
        .iter()
        .filter_map(|(name, value)| EarlyAnswer::read(name, value))
        .collect();
    let effects = model.update(Event::AnsweredEarly(later)).effects;
    assert_eq!(choice(&model, "limits"), Some(Choice::No));
    assert!(stored(&effects).is_some_and(|text| text.contains("staff")));
}
