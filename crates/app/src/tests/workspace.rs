//! An old signature never stands beside new answers; and what one answer costs.

use candour_proof::{
    jcs::canonical,
    json::{Json, Limits},
    key::{PublicKey, SigningKey},
};
use candour_questionnaire::draft::Draft;
use proptest::prelude::*;

use super::*;
use crate::{PartToWithhold, workspace::sign_the_same};

/// What a signed result is made of.
fn ingredients(model: &Model) -> (Draft, Option<PublicKey>, Option<String>) {
    let request = model.request().map(|request| request.nonce.clone());
    (model.draft("shop").clone(), model.key().map(|key| key.signing.public()), request)
}

fn shop() -> String {
    "shop".to_owned()
}

/// Every event that a person or a file can cause, by number.
fn event(number: usize, word: &str, index: usize) -> Event {
    let (word, id) = (word.to_owned(), ["limits", "copies", "training"][index % 3].to_owned());
    let secret = || passphrase("correct horse battery garden");
    let which = || if index == 0 { DraftRef::Open(shop()) } else { DraftRef::Other(index - 1) };
    let choice = [Choice::Yes, Choice::No, Choice::NotApplicable][index % 3];
    let mode = [ImportMode::Replace, ImportMode::Merge, ImportMode::Beside][index % 3];
    let key = SigningKey::from_seed([5; 32]).public();
    match number {
        0 => DraftEvent::ProfileAnswered(shop(), "staff".to_owned(), word).into(),
        1 => DraftEvent::Answered(shop(), id, choice).into(),
        2 => DraftEvent::OfferAccepted(shop(), id).into(),
        3 => DraftEvent::ReasonChosen(shop(), id, Some(Reason::NoSuchActivity)).into(),
        4 => DraftEvent::EvidenceTicked(shop(), id, index == 0).into(),
        5 => DraftEvent::NoteEdited(shop(), id, word).into(),
        6 => DraftEvent::AnswerCleared(shop(), id).into(),
        7 => DraftEvent::StartOverRequested(shop()).into(),
        8 => DraftEvent::UndoRequested.into(),
        9 => DraftEvent::OrganisationEdited(shop(), word).into(),
        10 => DraftEvent::ActionPlanned(shop(), id, Decision::Role(word)).into(),
        11 => DraftEvent::ActionPlanned(shop(), id, Decision::Cleared).into(),
        12 => DraftEvent::PlanSharingChanged(shop(), index == 0).into(),
        13 => DraftEvent::NewRequested(shop()).into(),
        14 => DraftEvent::OpenRequested(index).into(),
        15 => DraftEvent::Renamed(which(), word).into(),
        16 => DraftEvent::CopyRequested(which()).into(),
        17 => DraftEvent::DeleteRequested(which()).into(),
        18 => DraftEvent::ImportRequested(index, mode).into(),
        19 => StorageEvent::OpenRequested(index).into(),
        20 => StorageEvent::PassphraseGiven(index, secret()).into(),
        21 => StorageEvent::DiscardRequested(index).into(),
        22 => StorageEvent::Confirmed(index).into(),
        23 => StorageEvent::TakeOverRequested.into(),
        24 => SigningEvent::ForgetKeyRequested.into(),
        25 => SigningEvent::WithholdingChanged(shop(), PartToWithhold::Answer(id), index == 0).into(),
        26 => SigningEvent::KeyFileSaved.into(),
        27 => RequestEvent::FieldEdited(RequestField::From(word)).into(),
        28 => RequestEvent::MakeRequested.into(),
        29 => RequestEvent::OpenRequested(index).into(),
        30 => RequestEvent::Accepted.into(),
        31 => RequestEvent::Closed.into(),
        32 => RequestEvent::ForgetKeyRequested(key).into(),
        33 => Event::AddressChanged(["#/shop/keeping", "#/shop/people", "#/"][index % 3].to_owned()),
        34 => InboxEvent::ClearRequested.into(),
        35 => Event::EraseRequested,
        _ => SigningEvent::SignRequested(shop()).into(),
    }
}

/// The number of events above.
const EVENTS: usize = 37;

/// A file with two drafts, and a request, both checked.
fn begun() -> Model {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::NewRequested(shop()));
    let text = kept(&chose(&mut model, "limits", Choice::No)).unwrap();
    open(&mut model, "drafts.json", text.as_bytes());
    model.update(RequestEvent::FieldEdited(RequestField::From("CSO".to_owned())));
    model.update(RequestEvent::FieldEdited(RequestField::Asks(shop(), true)));
    let effects = model.update(RequestEvent::MakeRequested).effects;
    resume(&mut model, effects, 3);
    let request = model.requests.records.requests[0].file();
    open(&mut model, "request.json", request.as_bytes());
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_signed_result_survives_a_change_of_what_it_is_made_of(
        steps in prop::collection::vec((0..EVENTS, "[a-z ]{0,4}", 0..3_usize), 1..12)
    ) {
        let mut model = begun();
        let effects = model.update(SigningEvent::SignRequested(shop())).effects;
        resume(&mut model, effects, 7);
        for (number, word, index) in steps {
            let before = (ingredients(&model), model.signed_result("shop").map(|signed| signed.document.clone()));
            let event = event(number, &word, index);
            let said = format!("{event:?}");
            let effects = model.update(event).effects;
            resume(&mut model, effects, 7);
            let ((draft, key, request), Some(signed)) = before else { continue };
            let now = ingredients(&model);
            if model.signed_result("shop").is_some_and(|own| own.document == signed) {
                prop_assert!(sign_the_same(&draft, &now.0), "{said}");
                prop_assert_eq!((key, request), (now.1, now.2), "{}", said);
            }
        }
    }

    #[test]
    fn what_is_stored_is_canonical_and_that_of_all_drafts_written_anew(
        steps in prop::collection::vec((0..EVENTS - 2, "[a-z ]{0,4}", 0..3_usize), 1..12)
    ) {
        let mut model = begun();
        for (number, word, index) in steps {
            let effects = model.update(event(number, &word, index)).effects;
            resume(&mut model, effects, 7);
            let Some(text) = stored(&mut model) else { continue };
            prop_assert_eq!(&canonical(&Json::read(text.as_bytes(), Limits::FILE).unwrap()), &text);
            let open = model.workspace.drafts().open().iter().map(|(id, draft)| (id.as_str(), &**draft));
            let others = model.workspace.drafts().others().iter();
            let all = open.chain(others.map(|other| (other.questionnaire.as_str(), &*other.draft)));
            let all: Vec<Json> =
                all.map(|(own, draft)| candour_files::draft::write(draft, &model.catalog().entry(own).unwrap().questionnaire).into()).collect();
            prop_assert!(text.contains(&canonical(&Json::List(all))));
        }
    }
}

/// The texts of all drafts as they were written last.
fn texts(model: &Model) -> Vec<Option<Rc<str>>> {
    let drafts = model.workspace.drafts();
    let all = drafts.open().values().chain(drafts.others().iter().map(|other| &other.draft));
    all.map(|draft| draft.written().cloned()).collect()
}

#[test]
fn an_answer_writes_the_text_of_its_own_draft_alone() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    for _ in 0..20 {
        model.update(DraftEvent::CopyRequested(DraftRef::Open(shop())));
    }
    let before = texts(&model);
    chose(&mut model, "limits", Choice::No);
    let after = texts(&model);
    let same = |(before, after): &(&Option<Rc<str>>, &Option<Rc<str>>)| match (before, after) {
        (Some(before), Some(after)) => Rc::ptr_eq(before, after),
        _ => false,
    };
    assert_eq!(before.iter().zip(&after).filter(|pair| !same(pair)).count(), 1);
    assert_eq!(after.len(), 21);
}

#[test]
fn an_answer_is_drawn_once_while_saving_goes_as_before() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(StorageEvent::Mirrored(true));
    assert!(model.update(StorageEvent::SavedToTab(Ok(()))).draw, "the first time it says that it is saved");
    let mut draws = 0;
    let mut queue: Vec<Event> = vec![DraftEvent::Answered(shop(), "limits".to_owned(), Choice::No).into()];
    while let Some(event) = queue.pop() {
        let update = model.update(event);
        draws += u32::from(update.draw);
        queue.extend(update.effects.into_iter().filter_map(|effect| match effect {
            Effect::MirrorForCrashScreen(_) => Some(StorageEvent::Mirrored(true).into()),
            Effect::SaveToTab(_) => Some(StorageEvent::SavedToTab(Ok(())).into()),
            _ => None,
        }));
    }
    assert_eq!(draws, 1);
    assert!(model.update(StorageEvent::SavedToTab(Err(StorageError::Full))).draw);
}

#[test]
fn nothing_is_said_to_be_saved_that_the_browser_did_not_take() {
    let secret = || passphrase("correct horse battery garden");
    for event in [
        Event::from(SigningEvent::SignRequested(shop())),
        DraftEvent::FileRequested(shop()).into(),
        SigningEvent::ExportRequested(shop(), Export::Table).into(),
        SigningEvent::KeyFileRequested(secret(), secret()).into(),
        RequestEvent::RecordsRequested(secret(), secret()).into(),
        StorageEvent::PageRequested(secret(), secret()).into(),
    ] {
        let mut model = begun();
        let unsaved = model.workspace.drafts().unsaved().to_vec();
        let effects = model.update(event.clone()).effects;
        let [Effect::RunAfterPaint { task, random }] = effects.as_slice() else { panic!("{effects:?}") };
        let random = (0..=250).cycle().take(*random).collect();
        let resumed = Event::Resumed { task: task.clone(), random: Some(random), now: NOW };
        let effects = model.update(resumed).effects;
        let asked =
            |effect: &Effect| matches!(effect, Effect::Download { .. } | Effect::DownloadPageWith { .. });
        assert!(effects.iter().any(asked), "{event:?}");
        assert_eq!(model.message, None, "{event:?}");
        model.update(Event::Failed(Failure::NotSaved));
        assert_eq!(model.message, Some(Message::Failure(Failure::NotSaved)), "{event:?}");
        assert_eq!(model.workspace.drafts().unsaved(), unsaved, "{event:?}");
        assert!(model.signed_file("shop").is_none() && model.drafts.saved.is_none(), "{event:?}");
        assert!(!model.key().is_some_and(|key| key.saved) && model.requests.records_unsaved, "{event:?}");
    }
}

#[test]
fn answers_are_said_to_be_in_the_tab_only_once_the_device_forgot_them() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(StorageEvent::ModeChosen(crate::StorageMode::Unlocked));
    model.update(StorageEvent::SavedToDevice(Ok((1, 0))));
    model.update(Event::MessageDismissed);
    let effects = model.update(StorageEvent::ModeChosen(crate::StorageMode::Tab)).effects;
    assert!(effects.contains(&Effect::EraseDevice));
    assert_eq!(model.message, None);
    model.update(StorageEvent::RemovedFromDevice(Err(StorageError::Forbidden)));
    assert_eq!(model.message, Some(Failure::NotRemoved.into()));
}

#[test]
fn a_plan_that_is_not_shared_changes_no_signature() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    sign(&mut model);
    let role =
        |role: &str| DraftEvent::ActionPlanned(shop(), "limits".to_owned(), Decision::Role(role.to_owned()));
    model.update(role("owner"));
    assert!(model.signed_result("shop").is_some());
    model.update(DraftEvent::PlanSharingChanged(shop(), true));
    sign(&mut model);
    model.update(role("manager"));
    assert!(model.signed_result("shop").is_none());
}
