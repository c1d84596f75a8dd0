//! Handing over: what is kept back stays back, what is shown is what is handed out.

use candour_age as age;
use candour_files::{
    keys::identity,
    request::{Asked, Request, Wish},
};
use candour_proof::{
    digest::{hex, sha256},
    json::{Json, Limits},
    key::SigningKey,
};

use super::*;
use crate::Part;

const REQUESTER: [u8; 32] = [9; 32];

fn shop() -> String {
    "shop".to_owned()
}

/// Somebody with answers, two notes and a name.
fn answered() -> Model {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    chose(&mut model, "copies", Choice::Yes);
    noted(&mut model, "limits", "About limits");
    noted(&mut model, "copies", "About copies");
    model.update(Event::Named(shop(), "Café 1".to_owned()));
    model
}

fn noted(model: &mut Model, question: &str, note: &str) {
    model.update(Event::Noted(shop(), question.to_owned(), note.to_owned()));
}

/// A request of a CSO for one questionnaire, with or without encryption.
fn request(questionnaire: &str, encrypted: bool) -> Request {
    let catalog = catalog();
    let asked = Asked { id: questionnaire.to_owned(), ..Asked::of(&catalog.entries[0]) };
    let wish = Wish {
        from: "CSO Example".to_owned(),
        language: catalog.entries[0].wording.language.clone(),
        asked: vec![asked],
        encrypted,
        ..Wish::default()
    };
    Request::write(&wish, &SigningKey::from_seed(REQUESTER), &[5; 16], NOW).unwrap()
}

fn accept(model: &mut Model, request: Request) {
    model.opened = Some(Ok(request));
    model.update(Event::AcceptedRequest);
}

fn keep_back(model: &mut Model, part: Part) {
    model.update(Event::Withheld(shop(), part, true));
}

fn preview(model: &mut Model) -> Checked {
    let effects = model.update(Event::AskedPreview(shop()));
    assert_eq!(resume(model, effects, 7), []);
    model.signed.clone().unwrap().preview.unwrap()
}

fn hand_over(model: &mut Model) -> (String, String) {
    let effects = model.update(Event::AskedHandOver(shop()));
    download(&resume(model, effects, 7))
}

/// What a stranger makes of a file.
fn seen(text: &str) -> Checked {
    let known = candour_files::check::Known { catalog: &catalog(), own: None, now: NOW };
    candour_files::check::check(text.as_bytes(), "", &known)
}

fn member(text: &str, name: &str) -> Json {
    Json::read(text.as_bytes(), Limits::FILE).unwrap().get(name).unwrap().clone()
}

#[test]
fn without_random_numbers_nothing_is_handed_out() {
    for random in [None, Some(Vec::new()), Some(vec![1; 63]), Some(vec![1; 64]), Some(vec![1; 140])] {
        for task in [Task::HandOver(shop()), Task::Preview(shop())] {
            let mut model = answered();
            accept(&mut model, request("shop", true));
            let effects = model.update(Event::Resumed { task, random: random.clone(), now: NOW });
            assert_eq!(effects, []);
            assert_eq!(model.notice, Some(Notice::NoChance));
            assert!(model.signed.is_none());
        }
    }
}

#[test]
fn a_questionnaire_that_is_not_there_is_not_handed_over() {
    let mut model = answered();
    for event in [Event::AskedHandOver("nowhere".to_owned()), Event::AskedPreview("nowhere".to_owned())] {
        assert_eq!(model.update(event), []);
    }
    for task in [Task::HandOver("nowhere".to_owned()), Task::Preview("nowhere".to_owned())] {
        assert_eq!(model.update(Event::Resumed { task, random: Some(vec![1; 999]), now: NOW }), []);
    }
    assert!(model.signed.is_none());
}

#[test]
fn a_result_that_contradicts_itself_is_not_saved() {
    let mut model = answered();
    sign(&mut model);
    let signed = model.signed.as_mut().unwrap();
    signed.document.set("finished", "2026-11-23");
    keep_back(&mut model, Part::Name);
    for event in [Event::AskedPreview(shop()), Event::AskedHandOver(shop()), Event::AskedSigned(shop())] {
        let effects = model.update(event);
        assert_eq!(resume(&mut model, effects, 7), []);
        assert_eq!(model.notice, Some(Notice::NotReadBack));
    }
    let signed = model.signed.unwrap();
    assert!(signed.preview.is_none() && signed.handed.is_none());
}

#[test]
fn a_changed_answer_keeps_what_is_withheld() {
    let mut model = answered();
    keep_back(&mut model, Part::Note("limits".to_owned()));
    preview(&mut model);
    chose(&mut model, "copies", Choice::No);
    assert!(model.signed.is_none());
    assert_eq!(model.withholding("shop").notes, ["limits"]);
    assert!(model.withholding("other").is_empty());
}

#[test]
fn what_was_shown_goes_when_something_else_is_kept_back() {
    let mut model = answered();
    keep_back(&mut model, Part::Name);
    preview(&mut model);
    hand_over(&mut model);
    let before = model.signed.clone().unwrap();
    assert!(before.preview.is_some() && before.handed.is_some());
    model.update(Event::Withheld(shop(), Part::Name, false));
    let after = model.signed.clone().unwrap();
    assert!(after.preview.is_none() && after.handed.is_none());
    assert_eq!(after.document, before.document, "the result is the same");
}

#[test]
fn a_request_taken_up_or_put_away_asks_for_another_signature() {
    let mut model = answered();
    let (_, before) = sign(&mut model);
    assert!(seen(&before).report.unwrap().request.is_none());
    accept(&mut model, request("shop", false));
    assert!(model.signed.is_none());
    let (_, asked) = sign(&mut model);
    let echo = seen(&asked).report.unwrap().request.unwrap();
    let request = request("shop", false);
    assert_eq!((echo.id, echo.from, echo.nonce), (request.key.did(), request.from, request.nonce));
    model.update(Event::PutAwayRequest);
    assert!(model.signed.is_none());
    let (_, after) = sign(&mut model);
    assert!(seen(&after).report.unwrap().request.is_none());
}

#[test]
fn a_request_for_something_else_gets_no_answer() {
    let mut model = answered();
    accept(&mut model, request("other", true));
    assert_eq!(model.request, None, "nothing of it can be answered");
    // Even where it was taken up beside another questionnaire.
    model.request = Some(request("other", true));
    keep_back(&mut model, Part::Name);
    let (name, content) = hand_over(&mut model);
    assert_eq!(name, "shop-2026-11-22-part.json");
    assert_eq!(seen(&content).report.unwrap().request, None);
}

#[test]
fn the_complete_file_and_every_copy_are_one_result() {
    let mut model = answered();
    let (_, first) = sign(&mut model);
    keep_back(&mut model, Part::Note("limits".to_owned()));
    let (_, copy) = hand_over(&mut model);
    let effects = model.update(Event::AskedSigned(shop()));
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::AfterPaint { random: 1.., .. })));
    let (_, again) = download(&resume(&mut model, effects, 99));
    assert_eq!(first, again, "byte for byte, salts and number too");
    for name in ["id", "manifest", "signer", "profile", "result"] {
        assert_eq!(member(&copy, name), member(&first, name), "{name}");
    }
}

#[test]
fn what_is_shown_is_what_is_handed_out() {
    for parts in [
        vec![],
        vec![Part::Name],
        vec![Part::Profile],
        vec![Part::Notes],
        vec![Part::Answer("limits".to_owned())],
        vec![Part::Note("copies".to_owned()), Part::Name],
        vec![Part::Answer("nowhere".to_owned()), Part::Note("training".to_owned())],
    ] {
        let mut model = answered();
        for part in &parts {
            keep_back(&mut model, part.clone());
        }
        let shown = preview(&mut model);
        assert_eq!(model.notice, Some(Notice::PreviewMade));
        let (name, content) = hand_over(&mut model);
        assert_eq!(shown.name, name, "{parts:?}");
        assert_eq!(shown.sha256, hex(&sha256(content.as_bytes())), "{parts:?}");
        let report = shown.report.unwrap();
        assert!(!report.own_key, "others do not hold the key");
        let same = seen(&content);
        assert_eq!(same.report, Some(report));
        assert_eq!((same.drafts, same.verdict), (shown.drafts, shown.verdict));
    }
}

#[test]
fn what_is_not_there_is_not_kept_back() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    for part in [Part::Name, Part::Profile, Part::Notes] {
        keep_back(&mut model, part);
    }
    assert_eq!(preview(&mut model).verdict, Verdict::Intact);
}

#[test]
fn what_is_kept_back_stands_nowhere_in_the_copy() {
    let mut model = answered();
    for part in [Part::Name, Part::Note("limits".to_owned()), Part::Answer("copies".to_owned())] {
        keep_back(&mut model, part);
    }
    let (name, content) = hand_over(&mut model);
    assert_eq!(name, "shop-2026-11-22-part.json");
    for gone in ["Caf", "About limits", "About copies", "\"choice\": \"yes\"", "seriousGaps"] {
        assert!(!content.contains(gone), "{gone}");
    }
    let checked = seen(&content);
    assert_eq!(checked.verdict, Verdict::Partial);
    assert_eq!(checked.report.unwrap().withheld, ["signer", "result", "limits/note", "copies"]);
    let handed = model.signed.clone().unwrap().handed.unwrap();
    assert_eq!((handed.withheld, handed.encrypted_for), (4, None));
    assert_eq!((handed.written.answers, handed.written.notes), (1, 0));
    assert_eq!(model.notice, Some(Notice::HandedOver(None)));
}

#[test]
fn notes_written_after_all_were_kept_back_are_kept_back_too() {
    let mut model = answered();
    keep_back(&mut model, Part::Notes);
    chose(&mut model, "training", Choice::Partly);
    noted(&mut model, "training", "About training");
    let (_, content) = hand_over(&mut model);
    assert!(!content.contains("About"));
    model.update(Event::Withheld(shop(), Part::Notes, false));
    let (_, content) = hand_over(&mut model);
    assert_eq!(content.matches("About").count(), 3);
}

#[test]
fn a_copy_is_no_reason_to_let_go_of_the_answers() {
    let mut model = answered();
    keep_back(&mut model, Part::Name);
    hand_over(&mut model);
    assert_eq!(model.unsaved, ["shop"], "the copy does not hold everything");
    assert!(model.signed_file("shop").is_none(), "nobody has the complete file yet");
    let mut model = answered();
    accept(&mut model, request("shop", true));
    hand_over(&mut model);
    assert_eq!(model.unsaved, ["shop"], "only the requester can open it");
    let mut model = answered();
    let (_, content) = hand_over(&mut model);
    assert!(model.unsaved.is_empty(), "with nothing kept back it is the complete file");
    assert_eq!(seen(&content).verdict, Verdict::Intact);
    assert_eq!(model.notice, Some(Notice::SignedWritten));
    assert!(model.signed_file("shop").is_some());
}

#[test]
fn a_copy_for_a_requester_opens_with_their_key_alone() {
    for parts in [vec![], vec![Part::Name]] {
        let mut model = answered();
        accept(&mut model, request("shop", true));
        for part in parts {
            keep_back(&mut model, part);
        }
        let shown = preview(&mut model);
        let (name, sealed) = hand_over(&mut model);
        assert_eq!(name, "shop-2026-11-22.json.age", "it tells no organisation");
        assert_eq!(model.notice, Some(Notice::HandedOver(Some("CSO Example".to_owned()))));
        let handed = model.signed.clone().unwrap().handed.unwrap();
        assert_eq!(handed.encrypted_for.as_deref(), Some("CSO Example"));
        assert_eq!(handed.written.sha256, hex(&sha256(sealed.as_bytes())), "of the file as it is handed out");
        let opened =
            age::decrypt_with(sealed.as_bytes(), &identity(&SigningKey::from_seed(REQUESTER))).unwrap();
        assert_eq!(hex(&sha256(&opened)), shown.sha256);
        assert_eq!(seen(std::str::from_utf8(&opened).unwrap()).report, shown.report);
        let own = identity(&model.key.as_ref().unwrap().signing);
        for other in [own, identity(&SigningKey::from_seed([1; 32]))] {
            assert!(age::decrypt_with(sealed.as_bytes(), &other).is_err());
        }
    }
}

#[test]
fn each_encrypted_copy_is_locked_anew() {
    let mut model = answered();
    accept(&mut model, request("shop", true));
    let (_, first) = hand_over(&mut model);
    let effects = model.update(Event::AskedHandOver(shop()));
    let (_, second) = download(&resume(&mut model, effects, 8));
    let header = |file: &str| file.lines().nth(2).map(str::to_owned);
    assert_ne!(header(&first), header(&second));
}

#[test]
fn erasing_forgets_what_was_kept_back() {
    let mut model = answered();
    keep_back(&mut model, Part::Profile);
    preview(&mut model);
    model.update(Event::AskedErase);
    assert!(model.withheld.is_empty() && model.signed.is_none());
}

#[test]
fn each_part_is_kept_back_and_shown_again_by_itself() {
    let parts = [
        (Part::Name, "signer"),
        (Part::Profile, "profile"),
        (Part::Note("limits".to_owned()), "limits/note"),
        (Part::Answer("copies".to_owned()), "copies"),
        (Part::Answer("training".to_owned()), "training"),
    ];
    let mut model = answered();
    model.update(Event::ChoseProfile(shop(), "staff".to_owned(), "yes".to_owned()));
    chose(&mut model, "training", Choice::No);
    for (part, _) in &parts {
        keep_back(&mut model, part.clone());
    }
    for (part, gone) in parts {
        model.update(Event::Withheld(shop(), part.clone(), false));
        let withheld = preview(&mut model).report.unwrap().withheld;
        assert!(!withheld.contains(gone), "{gone}");
        keep_back(&mut model, part);
        let withheld = preview(&mut model).report.unwrap().withheld;
        assert_eq!(withheld, ["signer", "profile", "result", "limits/note", "copies", "training"]);
    }
}
