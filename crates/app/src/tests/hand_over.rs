//! Handing over: what is kept back stays back, what is shown is what is handed out.

use candour_age as age;
use candour_files::{
    keys::identity,
    request::{NewRequest, Request, RequestedQuestionnaire},
};
use candour_proof::{
    digest::{hex, sha256},
    json::{Json, Limits},
    key::SigningKey,
};

use super::*;
use crate::PartToWithhold;

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
    model.update(DraftEvent::OrganisationEdited(shop(), "Café 1".to_owned()));
    model
}

fn noted(model: &mut Model, question: &str, note: &str) {
    model.update(DraftEvent::NoteEdited(shop(), question.to_owned(), note.to_owned()));
}

/// A request of a CSO for one questionnaire, with or without encryption.
fn request(questionnaire: &str, encrypted: bool) -> Request {
    let catalog = catalog();
    let asked = RequestedQuestionnaire {
        id: questionnaire.to_owned(),
        ..RequestedQuestionnaire::of(&catalog.entries[0])
    };
    let wish = NewRequest {
        from: "CSO Example".to_owned(),
        language: catalog.entries[0].wording.language.clone(),
        asked: vec![asked],
        encrypted,
        ..NewRequest::default()
    };
    Request::write(&wish, &SigningKey::from_seed(REQUESTER), &[5; 16], NOW).unwrap()
}

fn accept(model: &mut Model, request: Request) {
    model.requests.opened = Some(Ok(request));
    model.update(RequestEvent::Accepted);
}

fn keep_back(model: &mut Model, part: PartToWithhold) {
    model.update(SigningEvent::WithholdingChanged(shop(), part, true));
}

fn preview(model: &mut Model) -> Checked {
    let effects = model.update(SigningEvent::PreviewRequested(shop())).effects;
    assert_eq!(resume(model, effects, 7), []);
    model.signed_result("shop").cloned().unwrap().preview.unwrap().checked
}

fn hand_over(model: &mut Model) -> (String, String) {
    let effects = model.update(SigningEvent::HandOverRequested(shop())).effects;
    download(&resume(model, effects, 7))
}

/// What a stranger makes of a file.
fn seen(text: &str) -> Checked {
    let known = candour_files::check::CheckerContext { catalog: &catalog(), own: None, now: NOW };
    candour_files::check::check(text.as_bytes(), "", &known)
}

fn member(text: &str, name: &str) -> Json {
    Json::read(text.as_bytes(), Limits::FILE).unwrap().get(name).unwrap().clone()
}

#[test]
fn without_random_numbers_nothing_is_handed_out() {
    for random in [None, Some(Vec::new()), Some(vec![1; 63]), Some(vec![1; 64]), Some(vec![1; 140])] {
        for task in [
            Deferred::Signing(SigningTask::HandOver(shop())),
            Deferred::Signing(SigningTask::Preview(shop())),
        ] {
            let mut model = answered();
            accept(&mut model, request("shop", true));
            let effects = model.update(Event::Resumed { task, random: random.clone(), now: NOW }).effects;
            assert_eq!(effects, []);
            assert_eq!(model.message, Some(Failure::NoRandom.into()));
            assert!(model.signed_result("shop").is_none());
        }
    }
}

#[test]
fn a_questionnaire_that_is_not_there_is_not_handed_over() {
    let mut model = answered();
    for event in [
        SigningEvent::HandOverRequested("nowhere".to_owned()),
        SigningEvent::PreviewRequested("nowhere".to_owned()),
    ] {
        assert_eq!(model.update(event).effects, []);
    }
    for task in [
        Deferred::Signing(SigningTask::HandOver("nowhere".to_owned())),
        Deferred::Signing(SigningTask::Preview("nowhere".to_owned())),
    ] {
        assert_eq!(model.update(Event::Resumed { task, random: Some(vec![1; 999]), now: NOW }).effects, []);
    }
    assert!(model.signed_result("shop").is_none());
}

#[test]
fn a_copy_that_contradicts_itself_is_not_saved() {
    let mut model = answered();
    let (_, complete) = sign(&mut model);
    let signed = model.workspace.signed_mut().unwrap();
    signed.document.set("finished", "2026-11-23");
    keep_back(&mut model, PartToWithhold::Name);
    for event in [SigningEvent::PreviewRequested(shop()), SigningEvent::HandOverRequested(shop())] {
        let effects = model.update(event).effects;
        assert_eq!(resume(&mut model, effects, 7), []);
        assert_eq!(model.message, Some(Failure::NotReadBack.into()));
    }
    let signed = model.signed_result("shop").unwrap();
    assert!(signed.preview.is_none() && signed.handed_over.is_none());
    // The complete file is always the bytes that were read back.
    assert_eq!(sign(&mut model).1, complete);
}

#[test]
fn a_complete_copy_is_seen_as_a_stranger_sees_its_bytes() {
    let mut model = answered();
    let mut shown = preview(&mut model);
    assert_eq!(shown.verdict, Verdict::Intact);
    shown.name.clear();
    assert_eq!(shown, seen(&model.signed_result("shop").unwrap().text));
}

#[test]
fn what_was_shown_is_what_is_saved() {
    for part in [None, Some(PartToWithhold::Name)] {
        let mut model = answered();
        if let Some(part) = part {
            keep_back(&mut model, part);
        }
        let mut shown = preview(&mut model);
        let (name, text) = hand_over(&mut model);
        assert_eq!(shown.name, name);
        shown.name.clear();
        assert_eq!(shown, seen(&text));
    }
}

#[test]
fn a_changed_answer_keeps_what_is_withheld() {
    let mut model = answered();
    keep_back(&mut model, PartToWithhold::Note("limits".to_owned()));
    preview(&mut model);
    chose(&mut model, "copies", Choice::No);
    assert!(model.signed_result("shop").is_none());
    assert_eq!(model.withholding("shop").notes, ["limits"]);
    assert!(model.withholding("other").is_empty());
}

#[test]
fn what_was_shown_goes_when_something_else_is_kept_back() {
    let mut model = answered();
    keep_back(&mut model, PartToWithhold::Name);
    preview(&mut model);
    hand_over(&mut model);
    let before = model.signed_result("shop").cloned().unwrap();
    assert!(before.preview.is_some() && before.handed_over.is_some());
    model.update(SigningEvent::WithholdingChanged(shop(), PartToWithhold::Name, false));
    let after = model.signed_result("shop").cloned().unwrap();
    assert!(after.preview.is_none() && after.handed_over.is_none());
    assert_eq!(after.document, before.document, "the result is the same");
}

#[test]
fn a_request_taken_up_or_put_away_asks_for_another_signature() {
    let mut model = answered();
    let (_, before) = sign(&mut model);
    assert!(seen(&before).report.unwrap().request.is_none());
    accept(&mut model, request("shop", false));
    assert!(model.signed_result("shop").is_none());
    let (_, asked) = sign(&mut model);
    let echo = seen(&asked).report.unwrap().request.unwrap();
    let request = request("shop", false);
    assert_eq!((echo.id, echo.from, echo.nonce), (request.key.did(), request.from, request.nonce));
    model.update(RequestEvent::Closed);
    assert!(model.signed_result("shop").is_none());
    let (_, after) = sign(&mut model);
    assert!(seen(&after).report.unwrap().request.is_none());
}

#[test]
fn a_request_for_something_else_gets_no_answer() {
    let mut model = answered();
    accept(&mut model, request("other", true));
    assert_eq!(model.workspace.request(), None, "nothing of it can be answered");
    // Even where it was taken up beside another questionnaire.
    model.workspace.set_request(Some(request("other", true)));
    keep_back(&mut model, PartToWithhold::Name);
    let (name, content) = hand_over(&mut model);
    assert_eq!(without_digest(&name), "shop-2026-11-22-part.json");
    assert_eq!(seen(&content).report.unwrap().request, None);
}

#[test]
fn the_complete_file_and_every_copy_are_one_result() {
    let mut model = answered();
    let (_, first) = sign(&mut model);
    keep_back(&mut model, PartToWithhold::Note("limits".to_owned()));
    let (_, copy) = hand_over(&mut model);
    let effects = model.update(SigningEvent::SignRequested(shop())).effects;
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::RunAfterPaint { random: 1.., .. })));
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
        vec![PartToWithhold::Name],
        vec![PartToWithhold::Profile],
        vec![PartToWithhold::Notes],
        vec![PartToWithhold::Answer("limits".to_owned())],
        vec![PartToWithhold::Note("copies".to_owned()), PartToWithhold::Name],
        vec![PartToWithhold::Answer("nowhere".to_owned()), PartToWithhold::Note("training".to_owned())],
    ] {
        let mut model = answered();
        for part in &parts {
            keep_back(&mut model, part.clone());
        }
        let shown = preview(&mut model);
        assert_eq!(model.message, Some(SigningNotice::PreviewMade.into()));
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
    for part in [PartToWithhold::Name, PartToWithhold::Profile, PartToWithhold::Notes] {
        keep_back(&mut model, part);
    }
    assert_eq!(preview(&mut model).verdict, Verdict::Intact);
}

#[test]
fn what_is_kept_back_stands_nowhere_in_the_copy() {
    let mut model = answered();
    for part in [
        PartToWithhold::Name,
        PartToWithhold::Note("limits".to_owned()),
        PartToWithhold::Answer("copies".to_owned()),
    ] {
        keep_back(&mut model, part);
    }
    let (name, content) = hand_over(&mut model);
    assert_eq!(without_digest(&name), "shop-2026-11-22-part.json");
    for gone in ["Caf", "About limits", "About copies", "\"choice\": \"yes\"", "seriousGaps"] {
        assert!(!content.contains(gone), "{gone}");
    }
    let checked = seen(&content);
    assert_eq!(checked.verdict, Verdict::Partial);
    assert_eq!(checked.report.unwrap().withheld, ["signer", "result", "limits/note", "copies"]);
    let handed = model.signed_result("shop").cloned().unwrap().handed_over.unwrap();
    assert_eq!((handed.withheld, handed.encrypted_for), (4, None));
    assert_eq!((handed.written.answers, handed.written.notes), (1, 0));
    assert_eq!(model.message, Some(SigningNotice::CopySaved(None).into()));
}

#[test]
fn notes_written_after_all_were_kept_back_are_kept_back_too() {
    let mut model = answered();
    keep_back(&mut model, PartToWithhold::Notes);
    chose(&mut model, "training", Choice::Partly);
    noted(&mut model, "training", "About training");
    let (_, content) = hand_over(&mut model);
    assert!(!content.contains("About"));
    model.update(SigningEvent::WithholdingChanged(shop(), PartToWithhold::Notes, false));
    let (_, content) = hand_over(&mut model);
    assert_eq!(content.matches("About").count(), 3);
}

#[test]
fn a_copy_is_no_reason_to_let_go_of_the_answers() {
    let mut model = answered();
    keep_back(&mut model, PartToWithhold::Name);
    hand_over(&mut model);
    see_files(&mut model);
    assert_eq!(model.workspace.drafts().unsaved(), ["shop"], "the copy does not hold everything");
    assert!(model.signed_file("shop").is_none(), "nobody has the complete file yet");
    let mut model = answered();
    accept(&mut model, request("shop", true));
    hand_over(&mut model);
    see_files(&mut model);
    assert_eq!(model.workspace.drafts().unsaved(), ["shop"], "only the requester can open it");
    let mut model = answered();
    let (_, content) = hand_over(&mut model);
    assert_eq!(model.message, Some(SigningNotice::SignedSaved.into()));
    see_files(&mut model);
    assert!(model.workspace.drafts().unsaved().is_empty(), "with nothing kept back it is the complete file");
    assert_eq!(seen(&content).verdict, Verdict::Intact);
    assert!(model.signed_file("shop").is_some());
}

#[test]
fn a_copy_for_a_requester_opens_with_their_key_alone() {
    for parts in [vec![], vec![PartToWithhold::Name]] {
        let mut model = answered();
        accept(&mut model, request("shop", true));
        for part in parts {
            keep_back(&mut model, part);
        }
        let shown = preview(&mut model);
        let (name, sealed) = hand_over(&mut model);
        assert_eq!(without_digest(&name), "shop-2026-11-22.json.age", "it tells no organisation");
        assert_ne!(without_digest(&name), name, "files of several organisations have different names");
        assert_eq!(model.message, Some(SigningNotice::CopySaved(Some("CSO Example".to_owned())).into()));
        let handed = model.signed_result("shop").cloned().unwrap().handed_over.unwrap();
        assert_eq!(handed.encrypted_for.as_deref(), Some("CSO Example"));
        assert_eq!(handed.written.sha256, hex(&sha256(sealed.as_bytes())), "of the file as it is handed out");
        let opened =
            age::decrypt_with(sealed.as_bytes(), &identity(&SigningKey::from_seed(REQUESTER))).unwrap();
        assert_eq!(hex(&sha256(&opened)), shown.sha256);
        assert_eq!(seen(std::str::from_utf8(&opened).unwrap()).report, shown.report);
        let own = identity(&model.key().unwrap().signing);
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
    let effects = model.update(SigningEvent::HandOverRequested(shop())).effects;
    let (_, second) = download(&resume(&mut model, effects, 8));
    let header = |file: &str| file.lines().nth(2).map(str::to_owned);
    assert_ne!(header(&first), header(&second));
}

#[test]
fn erasing_forgets_what_was_kept_back() {
    let mut model = answered();
    keep_back(&mut model, PartToWithhold::Profile);
    preview(&mut model);
    model.update(Event::EraseRequested);
    assert!(model.workspace.withheld().is_empty() && model.signed_result("shop").is_none());
}

#[test]
fn each_part_is_kept_back_and_shown_again_by_itself() {
    let parts = [
        (PartToWithhold::Name, "signer"),
        (PartToWithhold::Profile, "profile"),
        (PartToWithhold::Note("limits".to_owned()), "limits/note"),
        (PartToWithhold::Answer("copies".to_owned()), "copies"),
        (PartToWithhold::Answer("training".to_owned()), "training"),
    ];
    let mut model = answered();
    model.update(DraftEvent::ProfileAnswered(shop(), "staff".to_owned(), "yes".to_owned()));
    chose(&mut model, "training", Choice::No);
    for (part, _) in &parts {
        keep_back(&mut model, part.clone());
    }
    for (part, gone) in parts {
        model.update(SigningEvent::WithholdingChanged(shop(), part.clone(), false));
        let withheld = preview(&mut model).report.unwrap().withheld;
        assert!(!withheld.contains(gone), "{gone}");
        keep_back(&mut model, part);
        let withheld = preview(&mut model).report.unwrap().withheld;
        assert_eq!(withheld, ["signer", "profile", "result", "limits/note", "copies", "training"]);
    }
}
