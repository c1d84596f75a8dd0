//! Requests: made in one page, opened in another.

use candour_age::{self as age, OpenError};
use candour_files::{
    embed::Element,
    questionnaires,
    records::{KnownKey, Records, Verification},
    request::{Fit, LONGEST_LINK, NewRequest, Request, RequestError, RequestedQuestionnaire},
};
use candour_proof::json::{Json, Object};
use candour_questionnaire::{catalog::CatalogEntry, listed::Listed};

use super::*;
use crate::{IncomingFile, MissingField, OpenAs, OwnKey, RequestField};

const SECRET: &str = "correct horse battery garden";
const HERE: &str = "https://example.org/candour.html";

fn started(start: BootFacts) -> (Model, Vec<Effect>) {
    let mut model = Model::new(Rc::new(catalog()), AppInfo::default());
    let effects = model.update(Event::Started(start)).effects;
    let effects = resume_quietly(&mut model, effects);
    (model, effects)
}

/// As [`resume`], for work that the screen does not show.
fn resume_quietly(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut done = Vec::new();
    for effect in effects {
        match effect {
            Effect::RunAfterPaint { task, .. } => {
                let effects =
                    model.update(Event::Resumed { task, random: Some(Vec::new()), now: NOW }).effects;
                done.extend(resume_quietly(model, effects));
            }
            other => done.push(other),
        }
    }
    done
}

fn wish(model: &mut Model, part: RequestField) {
    model.update(RequestEvent::FieldEdited(part));
}

fn asked(model: &mut Model) -> Option<Request> {
    let effects = model.update(RequestEvent::MakeRequested).effects;
    resume(model, effects, 3);
    let made = model.requests.form.made.first();
    made.and_then(|nonce| model.requests.records.request(nonce)).cloned()
}

/// Somebody who asks, with a request just made.
fn requester() -> (Model, Request) {
    let (mut model, _) = started(BootFacts { address: HERE.to_owned(), ..BootFacts::default() });
    wish(&mut model, RequestField::From("CSO Example".to_owned()));
    wish(&mut model, RequestField::Asks("shop".to_owned(), true));
    wish(&mut model, RequestField::By("2027-01-31".to_owned()));
    let request = asked(&mut model).unwrap();
    (model, request)
}

/// Somebody who opens a link.
fn opened(link: &str) -> (Model, Vec<Effect>) {
    let fragment = link.split_once('#').map(|(_, fragment)| ["#", fragment].concat()).unwrap_or_default();
    started(BootFacts { fragment, ..BootFacts::default() })
}

fn problem(model: &Model) -> Option<&RequestError> {
    model.requests.opened.as_ref().and_then(|opened| opened.as_ref().err())
}

/// The key in memory is in a file that the person has seen.
fn mark_key_saved(model: &mut Model) {
    let key = model.key().unwrap().signing.public();
    model.workspace.mark_key_saved(key);
}

#[test]
fn an_incomplete_request_keeps_what_was_typed() {
    let (mut model, _) = started(BootFacts::default());
    let missing = |model: &mut Model| {
        assert_eq!(asked(model), None);
        model.requests.form.missing
    };
    assert_eq!(missing(&mut model), Some(MissingField::Name));
    wish(&mut model, RequestField::From("CSO".to_owned()));
    assert_eq!(missing(&mut model), Some(MissingField::Questionnaire));
    for asks in [true, false] {
        wish(&mut model, RequestField::Asks("shop".to_owned(), asks));
    }
    assert_eq!(missing(&mut model), Some(MissingField::Questionnaire), "it was unticked");
    wish(&mut model, RequestField::Asks("shop".to_owned(), true));
    wish(&mut model, RequestField::Address("javascript:alert(1)".to_owned()));
    assert_eq!(missing(&mut model), Some(MissingField::Address));
    wish(&mut model, RequestField::Address(["https://example.org/", &"a".repeat(480)].concat()));
    let letter = |n: u32| char::from_u32(0x1000 + (n.wrapping_mul(2_654_435_761) >> 25)).unwrap();
    wish(&mut model, RequestField::Message((0..500).map(letter).collect()));
    assert!(matches!(missing(&mut model), Some(MissingField::Shorter(1..))));
    assert!(model.requests.records.is_empty() && model.requests.form.wish.from == "CSO");
    wish(&mut model, RequestField::Address(HERE.to_owned()));
    wish(&mut model, RequestField::Message(String::new()));
    assert!(asked(&mut model).is_some());
}

#[test]
fn a_link_is_short_and_shows_who_asks_before_anything_else() {
    let (requester, request) = requester();
    let link = requester.request_link(&request);
    assert!(link.starts_with(HERE) && link.len() <= LONGEST_LINK, "{link}");
    let wording = &catalog().entries[0].wording;
    assert_eq!(request.language, wording.language, "that of what is asked for");
    let (model, effects) = opened(&link);
    assert_eq!(model.route, Route::Requested);
    assert_eq!(model.requests.opened, Some(Ok(request)));
    assert_eq!(model.workspace.request(), None, "nothing is taken up unasked");
    assert!(
        effects.contains(&Effect::ReplaceRoute(Route::Requested)),
        "the request does not stay in the address"
    );
}

#[test]
fn an_accepted_request_survives_a_reload() {
    let (requester, request) = requester();
    let (mut model, _) = opened(&requester.request_link(&request));
    let effects = model.update(RequestEvent::Accepted).effects;
    assert_eq!(model.route, Route::Profile("shop".to_owned()));
    model.update(StorageEvent::SavedToTab(Ok(())));
    assert_eq!(model.storage.state, SaveState::Saved, "the head says so, too");
    let text = kept(&effects).unwrap();
    let fragment = requester.request_link(&request).split_off(HERE.len());
    let (mut again, _) = started(BootFacts { kept: Ok(Some(text.clone())), ..BootFacts::default() });
    assert_eq!(
        (&again.requests.opened, &again.workspace.request()),
        (&None, &None),
        "other pages can write into the tab, too"
    );
    again.update(StorageEvent::FoundRequestOpened(0));
    assert_eq!((&again.route, &again.requests.opened), (&Route::Requested, &Some(Ok(request.clone()))));
    again.update(RequestEvent::Accepted);
    assert_eq!((again.workspace.request(), again.storage.unconfirmed.len()), (Some(&request), 0));
    let (mut link, _) = started(BootFacts { kept: Ok(Some(text)), fragment, ..BootFacts::default() });
    assert_eq!((&link.route, &link.requests.opened), (&Route::Requested, &Some(Ok(request))));
    let effects = link.update(RequestEvent::Declined).effects;
    assert_eq!((link.storage.unconfirmed.len(), kept(&effects)), (0, None), "it is not asked again");
}

#[test]
fn a_request_declined_leaves_nothing() {
    let (requester, request) = requester();
    let (mut model, _) = opened(&requester.request_link(&request));
    let effects = model.update(RequestEvent::Declined).effects;
    assert!(effects.contains(&Effect::PushRoute(Route::Home)));
    assert_eq!((model.requests.opened, model.workspace.request()), (None, None));
}

#[test]
fn a_broken_link_says_so_and_answers_stay() {
    let (requester, request) = requester();
    let link = requester.request_link(&request);
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    for (link, expected) in [
        (link.split_at(link.len() - 40).0, RequestError::Truncated),
        (&*link.replace(link.get(link.len() - 30..link.len() - 28).unwrap(), "!!"), RequestError::Broken),
        (&*format!("{HERE}#/request/<b>"), RequestError::Broken),
    ] {
        let effects = model.update(Event::AddressChanged(link.split_at(HERE.len()).1.to_owned())).effects;
        resume_quietly(&mut model, effects);
        assert_eq!(problem(&model), Some(&expected), "{link}");
        assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
        model.update(RequestEvent::Declined);
    }
}

#[test]
fn a_request_for_a_missing_questionnaire_can_be_declined() {
    let (requester, request) = requester();
    let link = requester.request_link(&request);
    let mut model = Model::new(Rc::default(), AppInfo::default());
    let fragment = ["#", link.split_once('#').unwrap().1].concat();
    let effects = model.update(Event::Started(BootFacts { fragment, ..BootFacts::default() })).effects;
    resume_quietly(&mut model, effects);
    assert!(model.requests.opened.as_ref().is_some_and(Result::is_ok));
    model.update(RequestEvent::Declined);
    assert_eq!(model.route, Route::Home);
}

#[test]
fn a_page_with_a_request_carries_its_own_questionnaires() {
    let (mut requester, _) = started(BootFacts::default());
    let own = catalog_with_other_id();
    requester.update(InboxEvent::QuestionnairesOpened(own.clone()));
    assert_eq!(
        requester.message,
        Some(
            InboxNotice::QuestionnairesImported { count: 1, replaced: Vec::new(), not_placed: Listed::new() }
                .into()
        )
    );
    wish(&mut requester, RequestField::From("CSO".to_owned()));
    wish(&mut requester, RequestField::Asks("kiosk".to_owned(), true));
    let request = asked(&mut requester).unwrap();
    let effects = requester.update(RequestEvent::PageRequested(request.nonce.clone())).effects;
    assert_eq!((effects, requester.message.clone()), (Vec::new(), Some(Failure::KeyOfRequest.into())));
    mark_key_saved(&mut requester);
    let effects = requester.update(RequestEvent::PageRequested(request.nonce.clone())).effects;
    let Some(Effect::DownloadPageWith { element: Element::Request, content, .. }) = effects.first().cloned()
    else {
        panic!("a page is handed out: {effects:?}");
    };
    let built_in = Some(content);
    let (mut model, _) = started(BootFacts { built_in: built_in.clone(), ..BootFacts::default() });
    assert_eq!(model.route, Route::Requested);
    assert!(model.catalog().entry("kiosk").unwrap().own);
    let effects = model.update(RequestEvent::Accepted).effects;
    let kept = Ok(kept(&effects));
    let fragment = "#/kiosk/review".to_owned();
    let (again, _) = started(BootFacts { kept, built_in, fragment, ..BootFacts::default() });
    assert_eq!((&again.requests.opened, &again.route), (&None, &Route::Review("kiosk".to_owned())));
    assert!(again.catalog().entry("kiosk").is_some_and(|entry| entry.own));
    assert_eq!(again.workspace.imported().len(), 1);
    assert!(questionnaires::of_files(&own, again.catalog()).is_ok(), "an own one may be opened again");
}

/// The made-up shop under another id, as its two files.
fn catalog_with_other_id() -> Vec<(String, Vec<u8>)> {
    let kiosk = |text: &str| text.replace("\"shop\"", "\"kiosk\"").into_bytes();
    vec![("questionnaire.json".to_owned(), kiosk(STRUCTURE)), ("en.json".to_owned(), kiosk(WORDING))]
}

#[test]
fn a_questionnaire_with_a_mistake_says_where() {
    let mut model = model();
    let mut files = catalog_with_other_id();
    files[1].1.truncate(100);
    model.update(InboxEvent::QuestionnairesOpened(files));
    assert!(model.workspace.imported().is_empty() && model.catalog().entries.len() == 1);
    assert!(model.inbox.problems.iter().all(|(name, _)| name == "en.json" || name == "questionnaire.json"));
    assert!(!model.inbox.problems.is_empty());
}

#[test]
fn erasing_removes_own_questionnaires_with_their_answers() {
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    let effects =
        model.update(DraftEvent::Answered("kiosk".to_owned(), "limits".to_owned(), Choice::No)).effects;
    let (mut again, _) = started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() });
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    again.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No), "opened once more");
    again.update(Event::EraseRequested);
    assert!(
        again.catalog().entry("kiosk").is_none()
            && again.workspace.is_empty()
            && again.workspace.imported().is_empty()
    );
    assert!(again.catalog().entry("shop").is_some());
}

#[test]
fn the_list_is_locked_read_back_and_joined() {
    let (mut requester, request) = requester();
    assert!(requester.requests.records_unsaved);
    let key = request.key;
    requester.update(RequestEvent::KeyNoted(
        key,
        "Café".to_owned(),
        Verification::Telephone,
        "2026-11-21".to_owned(),
    ));
    let effects =
        requester.update(RequestEvent::RecordsRequested(passphrase(SECRET), passphrase(SECRET))).effects;
    let (name, file) = download(&resume(&mut requester, effects, 5));
    assert_eq!(name, "candour-requester-2026-11-22.age");
    assert_eq!(requester.message, Some(RequestNotice::RecordsSaved { requests: 1, keys: 1 }.into()));
    see_files(&mut requester);
    assert!(requester.can_send(&request), "the key is in the same file");
    assert!(!requester.requests.records_unsaved && !file.contains("Café"));
    let mut model = model();
    let give = |model: &mut Model, file: &str, secret: &str| {
        let effects =
            model.update(RequestEvent::RecordsGiven(file.as_bytes().to_vec(), passphrase(secret))).effects;
        resume(model, effects, 0);
        model.message.clone()
    };
    let wrong = Some(Failure::RecordsRefused(Some(OpenError::WrongPassphrase)).into());
    assert_eq!(give(&mut model, &file, "another passphrase"), wrong);
    let damaged = Some(Failure::RecordsRefused(Some(OpenError::Damaged)).into());
    assert_eq!(give(&mut model, file.split_at(file.len() / 2).0, SECRET), damaged);
    let other = age::encrypt_with_passphrase(b"{}", SECRET, 2, &[5; 48]).unwrap();
    assert_eq!(give(&mut model, &other, SECRET), Some(Failure::RecordsRefused(None).into()));
    assert!(model.requests.records.is_empty());
    assert_eq!(give(&mut model, &file, SECRET), Some(RequestNotice::RecordsOpened { left_out: 0 }.into()));
    assert_eq!(model.requests.records, requester.requests.records);
    assert!(!model.requests.records_unsaved, "the file holds all of it");
}

#[test]
fn the_list_survives_a_reload_and_closing_asks() {
    let (mut requester, request) = requester();
    let effects = requester
        .update(RequestEvent::KeyNoted(request.key, "CSO".to_owned(), Verification::Site, String::new()))
        .effects;
    assert!(effects.contains(&Effect::AskBeforeClosing(true)));
    let (mut again, effects) = started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() });
    assert!(again.requests.records.is_empty(), "no key is known unasked");
    again.update(StorageEvent::Confirmed(0));
    assert_eq!((&again.requests.records, again.storage.unconfirmed.len()), (&requester.requests.records, 0));
    assert!(again.requests.records_unsaved && effects.contains(&Effect::AskBeforeClosing(true)));
    assert_eq!(
        again.requests.records.keys[0].day,
        Day::parse("2026-11-22").unwrap(),
        "today, as no day was given"
    );
}

#[test]
fn the_age_identity_opens_answers_to_the_request() {
    let (mut requester, request) = requester();
    let effects =
        requester.update(RequestEvent::IdentityRequested(passphrase(SECRET), passphrase(SECRET))).effects;
    let (_, file) = download(&resume(&mut requester, effects, 5));
    let text = age::decrypt_with_passphrase(file.as_bytes(), SECRET).unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    let line = text.lines().find(|line| !line.starts_with('#')).unwrap();
    let identity = age::Identity::parse(line).unwrap();
    assert_eq!(Some(identity.recipient()), request.recipient);
}

#[test]
fn putting_a_request_away_drops_the_signature_that_names_it() {
    let (requester, request) = requester();
    let (mut model, _) = opened(&requester.request_link(&request));
    model.update(RequestEvent::Accepted);
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    assert!(model.signed_result("shop").is_some());
    model.update(RequestEvent::Closed);
    assert!(model.signed_result("shop").is_none() && model.request().is_none());
    assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
}

#[test]
fn a_request_file_opens_from_the_check_screen() {
    let (requester, request) = requester();
    let mut model = model();
    assert_eq!(open(&mut model, "request.json", request.file().as_bytes()), "request");
    model.update(RequestEvent::OpenRequested(0));
    assert_eq!((model.route, model.requests.opened), (Route::Requested, Some(Ok(request.clone()))));
    let mut model = super::model();
    let altered = request.file().replace("CSO Example", "Other");
    assert_eq!(open(&mut model, "request.json", altered.as_bytes()), "request");
    model.update(RequestEvent::OpenRequested(0));
    assert_eq!(problem(&model), Some(&RequestError::Altered));
    assert!(requester.key().is_some_and(|key| !key.saved));
}

#[test]
fn a_request_goes_out_only_while_its_saved_key_is_open() {
    let (mut requester, request) = requester();
    let ask = |model: &mut Model| model.update(RequestEvent::FileRequested(request.nonce.clone())).effects;
    assert_eq!(ask(&mut requester), Vec::new(), "the key is in no file yet");
    assert!(
        requester.update(SigningEvent::ForgetKeyRequested).effects.is_empty() && requester.key().is_some()
    );
    assert_eq!(requester.message, Some(Failure::SaveKeyFirst.into()));
    let other = age::encrypt_with_passphrase(
        candour_proof::key::SigningKey::from_seed([1; 32]).to_key_file().as_bytes(),
        SECRET,
        2,
        &[5; 48],
    );
    let effects =
        requester.update(SigningEvent::KeyFileGiven(other.unwrap().into_bytes(), passphrase(SECRET))).effects;
    resume(&mut requester, effects, 0);
    assert_eq!(requester.message, Some(Failure::SaveKeyFirst.into()));
    assert_eq!(requester.key().unwrap().signing.public(), request.key);
    mark_key_saved(&mut requester);
    let (name, _) = download(&ask(&mut requester));
    assert_eq!(name, "candour-request-cso-example-2026-11-22.json");
    let page = requester.update(RequestEvent::PageRequested(request.nonce.clone())).effects;
    let Some(Effect::DownloadPageWith { name, .. }) = page.first() else { panic!("{page:?}") };
    assert_eq!(name, "candour-request-cso-example-2026-11-22.html");
    let effects = requester.storage.save(&mut requester.workspace, &mut requester.requests);
    let (mut again, _) = started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() });
    again.update(StorageEvent::Confirmed(0));
    assert_eq!((ask(&mut again), again.message.clone()), (Vec::new(), Some(Failure::KeyOfRequest.into())));
}

#[test]
fn what_is_to_be_withheld_is_so_after_a_reload_too() {
    use crate::PartToWithhold;
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let mut effects = Vec::new();
    for part in [PartToWithhold::Notes, PartToWithhold::Name, PartToWithhold::Answer("limits".to_owned())] {
        effects = model.update(SigningEvent::WithholdingChanged("shop".to_owned(), part, true)).effects;
    }
    let (mut again, _) = started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() });
    assert!(again.workspace.withheld().is_empty());
    for event in [
        SigningEvent::PreviewRequested("shop".to_owned()),
        SigningEvent::HandOverRequested("shop".to_owned()),
    ] {
        assert_eq!(again.update(event).effects, [], "what was to be withheld would go out");
        assert_eq!(again.message, Some(Failure::ConfirmFirst.into()));
    }
    again.update(StorageEvent::Confirmed(0));
    let withheld = again.withholding("shop");
    assert!(withheld.all_notes && withheld.name && withheld.answers == ["limits"]);
    assert_eq!(again.workspace.withheld(), model.workspace.withheld());
}

#[test]
fn an_older_edition_does_not_replace_a_newer_stored_one() {
    let files = catalog_with_other_id();
    let newer: Vec<_> = files
        .iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes.clone()).unwrap();
            (name.clone(), text.replace("\"1.0.0\"", "\"1.1.0\"").into_bytes())
        })
        .collect();
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(files));
    let older: Vec<_> = model.workspace.imported().iter().map(|brought| brought.file.clone()).collect();
    model.update(InboxEvent::QuestionnairesOpened(newer));
    let effects =
        model.update(DraftEvent::Answered("kiosk".to_owned(), "limits".to_owned(), Choice::No)).effects;
    let built_in = Some(questionnaires::pack(None, &older));
    let (again, _) = started(BootFacts { kept: Ok(kept(&effects)), built_in, ..BootFacts::default() });
    assert_eq!(again.catalog().entry("kiosk").unwrap().questionnaire.version(), "1.1.0");
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
}

#[test]
fn a_draft_that_came_before_its_questionnaire_finds_its_place() {
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    let effects =
        model.update(DraftEvent::Answered("kiosk".to_owned(), "limits".to_owned(), Choice::No)).effects;
    let text = kept(&effects).unwrap();
    let mut without =
        Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap().as_object().unwrap().clone();
    without.remove("questionnaires");
    let text = candour_proof::jcs::canonical(&without.into());
    let (mut again, _) = started(BootFacts { kept: Ok(Some(text)), ..BootFacts::default() });
    assert_eq!(again.workspace.unplaced().len(), 1);
    again.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    assert!(again.workspace.unplaced().is_empty());
}

/// The made-up shop under an id of its own.
fn kiosk(number: usize) -> Vec<(String, Vec<u8>)> {
    let kiosk = |text: &str| text.replace("\"shop\"", &format!("\"kiosk-{number}\"")).into_bytes();
    vec![("questionnaire.json".to_owned(), kiosk(STRUCTURE)), ("en.json".to_owned(), kiosk(WORDING))]
}

#[test]
fn no_more_questionnaires_are_brought_than_a_page_can_carry() {
    let mut model = model();
    // The last one is there already.
    for number in (1..=questionnaires::MOST).chain([1]) {
        model.update(InboxEvent::QuestionnairesOpened(kiosk(number)));
        assert_eq!(model.inbox.problems, [], "{number}");
    }
    assert_eq!(model.workspace.imported().len(), questionnaires::MOST);
    model.update(InboxEvent::QuestionnairesOpened(kiosk(questionnaires::MOST + 1)));
    assert_eq!(model.inbox.problems, [(String::new(), questionnaires::too_many())]);
    assert_eq!(model.workspace.imported().len(), questionnaires::MOST);
}

#[test]
fn a_questionnaire_brought_leaves_the_signature_of_another() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    assert!(model.signed_result("shop").is_some());
}

#[test]
fn a_new_edition_takes_every_draft_along() {
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    for (questionnaire, question) in
        [("kiosk", "limits"), ("kiosk", "copies"), ("shop", "limits"), ("shop", "copies")]
    {
        model.update(DraftEvent::Answered(questionnaire.to_owned(), question.to_owned(), Choice::Yes));
    }
    for questionnaire in ["kiosk", "shop"] {
        model.update(DraftEvent::NewRequested(questionnaire.to_owned()));
    }
    let newer = catalog_with_other_id().into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        (name, text.replace("\"copies\"", "\"stock\"").replace("\"1.0.0\"", "\"2.0.0\"").into_bytes())
    });
    model.update(InboxEvent::QuestionnairesOpened(newer.collect()));
    let not_placed = vec!["copies".to_owned()].into();
    assert_eq!(
        model.message,
        Some(InboxNotice::QuestionnairesImported { count: 1, replaced: Vec::new(), not_placed }.into())
    );
    let answered = |place: usize| {
        model.workspace.drafts().others()[place].draft.answers.questions.keys().cloned().collect()
    };
    let both: [Vec<String>; 2] = [answered(0), answered(1)];
    assert_eq!(both, [vec!["limits".to_owned()], vec!["copies".to_owned(), "limits".to_owned()]]);
}

#[test]
fn imported_questionnaires_are_saved_as_one_file() {
    let mut first = model();
    assert_eq!(first.update(InboxEvent::QuestionnairesRequested).effects, []);
    for number in [1, 2] {
        first.update(InboxEvent::QuestionnairesOpened(kiosk(number)));
    }
    let (name, content) = download(&first.update(InboxEvent::QuestionnairesRequested).effects);
    let mut second = model();
    second.update(InboxEvent::QuestionnairesOpened(vec![(name, content.into_bytes())]));
    assert_eq!(
        second.message,
        Some(
            InboxNotice::QuestionnairesImported { count: 2, replaced: Vec::new(), not_placed: Listed::new() }
                .into()
        )
    );
    assert_eq!(second.workspace.imported().len(), 2);
}

#[test]
fn a_request_forgotten_leaves_the_list_and_the_others_stay() {
    let (mut requester, first) = requester();
    let effects = requester.update(RequestEvent::MakeRequested).effects;
    assert!(effects.is_empty() && requester.requests.form.asks_to_replace, "it is asked first");
    let effects = requester.update(RequestEvent::MakeConfirmed { replace: false }).effects;
    resume(&mut requester, effects, 4);
    let second = requester.requests.form.made[0].clone();
    let effects = requester.update(RequestEvent::ForgetRequested(first.nonce.clone())).effects;
    let left: Vec<&str> = requester.requests.records.requests.iter().map(|request| &*request.nonce).collect();
    assert_eq!(left, [second.as_str()]);
    let text = kept(&effects).unwrap();
    assert!(text.contains(&second) && !text.contains(&first.nonce), "not in the tab either");
    requester.update(RequestEvent::ForgetRequested(second));
    assert!(!requester.requests.records_unsaved, "an empty list needs no file");
}

#[test]
fn a_corrected_request_takes_the_place_of_the_first() {
    let (mut requester, first) = requester();
    wish(&mut requester, RequestField::Contact("office@example.org".to_owned()));
    requester.update(RequestEvent::MakeRequested);
    let effects = requester.update(RequestEvent::MakeConfirmed { replace: true }).effects;
    resume(&mut requester, effects, 4);
    let nonces: Vec<&str> = requester.requests.records.requests.iter().map(|one| &*one.nonce).collect();
    assert_eq!(nonces, [requester.requests.form.made[0].as_str()]);
    assert!(!nonces.contains(&first.nonce.as_str()));
}

/// Somebody who asks two organisations by name.
fn asks_two() -> (Model, Vec<Request>) {
    let (mut model, _) = started(BootFacts { address: HERE.to_owned(), ..BootFacts::default() });
    wish(&mut model, RequestField::From("CSO Example".to_owned()));
    wish(&mut model, RequestField::Asks("shop".to_owned(), true));
    wish(&mut model, RequestField::Organisations("Bakery Example\n Farm \n\nFarm\n".to_owned()));
    assert!(asked(&mut model).is_some());
    let requests = model.requests.records.requests.clone();
    (model, requests)
}

#[test]
fn each_organisation_gets_a_link_that_does_not_name_it() {
    let (model, requests) = asks_two();
    let labels = requests.iter().map(|request| model.requests.records.label(&request.nonce));
    assert_eq!(labels.collect::<Vec<_>>(), ["Bakery Example", "Farm"]);
    assert_ne!(requests[0].nonce, requests[1].nonce);
    for request in &requests {
        assert!(request.addressed && !request.file().contains("Bakery") && !request.file().contains("Farm"));
        let (opened, _) = opened(&model.request_link(request));
        assert_eq!(opened.requests.opened.as_ref(), Some(&Ok(request.clone())));
    }
}

#[test]
fn one_file_with_one_passphrase_brings_back_all_a_requester_needs() {
    let (mut requester, requests) = asks_two();
    assert!(!requester.can_send(&requests[0]), "its key is in no file yet");
    let effects =
        requester.update(RequestEvent::RecordsRequested(passphrase(SECRET), passphrase(SECRET))).effects;
    let (_, file) = download(&resume(&mut requester, effects, 5));
    assert!(!requester.can_send(&requests[0]), "nobody has seen the file");
    see_files(&mut requester);
    assert!(requester.can_send(&requests[0]));
    for given in [
        Event::from(RequestEvent::RecordsGiven(file.clone().into_bytes(), passphrase(SECRET))),
        Event::from(SigningEvent::KeyFileGiven(file.clone().into_bytes(), passphrase(SECRET))),
    ] {
        let mut again = model();
        let effects = again.update(given).effects;
        resume(&mut again, effects, 0);
        assert_eq!(again.key().map(|key| key.signing.public()), Some(requests[0].key));
        assert_eq!(again.requests.records, requester.requests.records);
    }
}

#[test]
fn a_table_holds_a_link_and_a_letter_for_each_organisation() {
    let (mut model, requests) = asks_two();
    let nonces: Vec<String> = requests.iter().map(|request| request.nonce.clone()).collect();
    model.update(RequestEvent::LettersRequested(nonces.clone()));
    assert_eq!(model.message, Some(Failure::KeyOfRequest.into()), "nobody could open the answers yet");
    model.workspace.mark_key_saved(requests[0].key);
    let effects = model.update(RequestEvent::LettersRequested(nonces)).effects;
    let (name, table) = download(&effects);
    assert_eq!(name, "candour-links-2026-11-22.csv");
    for request in &requests {
        assert!(table.contains(&model.request_link(request)) && table.contains("Bakery Example"));
    }
}

#[test]
fn a_list_beyond_the_room_for_requests_makes_none() {
    let (mut model, _) = started(BootFacts::default());
    wish(&mut model, RequestField::From("CSO Example".to_owned()));
    wish(&mut model, RequestField::Asks("shop".to_owned(), true));
    let names: Vec<String> =
        (0..candour_files::records::MOST_REQUESTS + 3).map(|number| number.to_string()).collect();
    wish(&mut model, RequestField::Organisations(names.join("\n")));
    assert_eq!(asked(&mut model), None);
    assert_eq!(model.requests.form.missing, Some(MissingField::Fewer(3)));
    assert!(model.requests.records.is_empty());
}

#[test]
fn a_key_may_go_unless_it_alone_opens_what_was_asked_for() {
    for (encrypted, saved, same_key, may_go) in [
        (true, false, true, false),
        (false, false, true, true),
        (true, true, true, true),
        (true, false, false, true),
    ] {
        let (mut requester, _) = started(BootFacts::default());
        wish(&mut requester, RequestField::From("CSO".to_owned()));
        wish(&mut requester, RequestField::Asks("shop".to_owned(), true));
        wish(&mut requester, RequestField::Encrypted(encrypted));
        assert!(asked(&mut requester).is_some());
        if saved {
            mark_key_saved(&mut requester);
        }
        if !same_key {
            let signing = candour_proof::key::SigningKey::from_seed([1; 32]);
            requester.workspace.set_own_key(Some(OwnKey { signing, saved }));
        }
        requester.update(SigningEvent::ForgetKeyRequested);
        assert_eq!(requester.key().is_none(), may_go, "{encrypted} {saved} {same_key}");
    }
}

#[test]
fn a_list_that_would_not_read_back_as_it_is_is_not_handed_out() {
    let (mut requester, request) = requester();
    requester.update(RequestEvent::KeyNoted(
        request.key,
        "Café".to_owned(),
        Verification::Seen,
        "2026-11-21".to_owned(),
    ));
    requester.requests.records.edit(|records| records.keys[0].name = "Café\u{202e}".to_owned());
    let effects =
        requester.update(RequestEvent::RecordsRequested(passphrase(SECRET), passphrase(SECRET))).effects;
    assert_eq!(resume(&mut requester, effects, 5), []);
    assert_eq!(requester.message, Some(Failure::NotReadBack.into()));
    assert!(requester.requests.records_unsaved);
}

#[test]
fn a_list_joined_with_another_is_in_no_file_yet() {
    let day = Day::parse("2026-11-21").unwrap();
    let known = |seed: u8| KnownKey {
        key: candour_proof::key::SigningKey::from_seed([seed; 32]).public(),
        name: "Café".to_owned(),
        how: Verification::Meeting,
        day,
    };
    let text = Json::from(Records { keys: vec![known(1)], ..Records::default() }.write()).pretty();
    let file = age::encrypt_with_passphrase(text.as_bytes(), SECRET, 2, &[5; 48]).unwrap();
    for (own, unsaved) in [(None, false), (Some(known(2)), true)] {
        let mut model = model();
        model.requests.records.edit(|records| records.keys.extend(own));
        let effects =
            model.update(RequestEvent::RecordsGiven(file.clone().into_bytes(), passphrase(SECRET))).effects;
        resume(&mut model, effects, 0);
        assert_eq!(model.message, Some(RequestNotice::RecordsOpened { left_out: 0 }.into()));
        assert_eq!(model.requests.records_unsaved, unsaved);
    }
}

/// The made-up kiosk with one of its questions turned round: the same structure in other words.
fn turned() -> Vec<(String, Vec<u8>)> {
    let turn = |(name, bytes): (String, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        (name, text.replace("\"question\": \"", "\"question\": \"Do you refuse this: ").into_bytes())
    };
    catalog_with_other_id().into_iter().map(turn).collect()
}

/// Somebody who asks for the kiosk in its own words.
fn asks_for_kiosk() -> (Model, Request) {
    let (mut model, _) = started(BootFacts { address: HERE.to_owned(), ..BootFacts::default() });
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    wish(&mut model, RequestField::From("CSO Example".to_owned()));
    wish(&mut model, RequestField::Asks("kiosk".to_owned(), true));
    let request = asked(&mut model).unwrap();
    (model, request)
}

fn replaced() -> Message {
    let title = catalog().entries[0].wording.title.clone();
    InboxNotice::QuestionnairesImported { count: 1, replaced: vec![title], not_placed: Listed::new() }.into()
}

#[test]
fn a_request_is_answered_only_in_the_words_that_were_asked_for() {
    let (requester, request) = asks_for_kiosk();
    let (mut model, _) = opened(&requester.request_link(&request));
    model.update(InboxEvent::QuestionnairesOpened(turned()));
    model.update(RequestEvent::Accepted);
    assert_eq!((model.workspace.request(), model.requests.opened.is_some()), (None, true));
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    assert_eq!(model.message, Some(replaced()));
    model.update(RequestEvent::Accepted);
    assert_eq!(model.workspace.request(), Some(&request));
}

#[test]
fn a_page_whose_words_were_changed_cannot_answer_its_request() {
    let (_, request) = asks_for_kiosk();
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(turned()));
    let files: Vec<_> = model.workspace.imported().iter().map(|brought| brought.file.clone()).collect();
    let built_in = Some(questionnaires::pack(Some(request.document()), &files));
    let (mut model, _) = started(BootFacts { built_in, ..BootFacts::default() });
    assert!(matches!(&model.requests.opened, Some(Ok(request)) if !request.is_answerable(model.catalog())));
    model.update(RequestEvent::Accepted);
    assert_eq!(model.workspace.request(), None);
}

#[test]
fn the_page_of_a_request_brings_its_words() {
    let (requester, request) = asks_for_kiosk();
    let files: Vec<_> = requester.workspace.imported().iter().map(|brought| brought.file.clone()).collect();
    let built_in = Some(questionnaires::pack(Some(request.document()), &files));
    let mut before = model();
    before.update(InboxEvent::QuestionnairesOpened(turned()));
    let effects =
        before.update(DraftEvent::Answered("kiosk".to_owned(), "limits".to_owned(), Choice::No)).effects;
    let (mut model, _) = started(BootFacts { kept: Ok(kept(&effects)), built_in, ..BootFacts::default() });
    assert_eq!(model.message, Some(replaced()));
    assert_eq!(model.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    model.update(RequestEvent::Accepted);
    assert_eq!(model.workspace.request(), Some(&request));
}

#[test]
fn answers_name_a_request_only_while_its_words_are_here() {
    let (requester, request) = asks_for_kiosk();
    let (mut model, _) = opened(&requester.request_link(&request));
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    model.update(RequestEvent::Accepted);
    assert_eq!(model.request_for("kiosk"), Some(&request));
    model.update(InboxEvent::QuestionnairesOpened(turned()));
    assert_eq!((model.request_for("kiosk"), model.message.clone()), (None, Some(replaced())));
}

#[test]
fn built_in_questionnaires_of_other_versions_answer_a_request() {
    let entry = Rc::clone(&catalog().entries[0]);
    let (same, here) = (RequestedQuestionnaire::of(&entry), entry.wording.language.as_str());
    let own = |own| {
        let text = |text: &str| Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap();
        let file = Object::new()
            .with("questionnaire", text(entry.questionnaire.canonical()))
            .with("wording", text(entry.wording.canonical()));
        let entry = questionnaires::read(&file.into(), &Catalog::default()).unwrap().entry;
        CatalogEntry { own, ..Rc::into_inner(entry).unwrap() }
    };
    let other = || "0".repeat(64);
    for (asked, language, fit, may) in [
        (same.clone(), here, Fit::Same, [true, true]),
        (
            RequestedQuestionnaire { wording_sha256: other(), ..same.clone() },
            here,
            Fit::OtherWords,
            [false, false],
        ),
        (
            RequestedQuestionnaire { wording_sha256: other(), ..same.clone() },
            "xx",
            Fit::OtherLanguage,
            [true, false],
        ),
        (RequestedQuestionnaire { sha256: other(), ..same.clone() }, here, Fit::OtherContent, [false, false]),
        (
            RequestedQuestionnaire { sha256: other(), version: "9.0.0".to_owned(), ..same.clone() },
            here,
            Fit::OtherVersion,
            [true, false],
        ),
    ] {
        for (is_own, may) in [false, true].into_iter().zip(may) {
            let entry = own(is_own);
            assert_eq!(asked.fit(&entry, language), fit);
            let wish = NewRequest {
                from: "CSO".to_owned(),
                language: language.to_owned(),
                asked: vec![asked.clone()],
                ..NewRequest::default()
            };
            let key = candour_proof::key::SigningKey::from_seed([1; 32]);
            let request = Request::write(&wish, &key, &[1; 16], NOW).unwrap();
            let catalog = Catalog { entries: vec![Rc::new(entry)], ..Catalog::default() };
            assert_eq!(request.is_answerable(&catalog), may, "{fit:?}, own: {is_own}");
            assert!(!request.is_answerable(&Catalog::default()));
        }
    }
}

/// The kiosk questionnaire as a table.
fn kiosk_table() -> (String, Vec<u8>) {
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(catalog_with_other_id()));
    let effects = model.update(InboxEvent::TableRequested("kiosk".to_owned())).effects;
    let saved = effects.into_iter().find_map(|effect| match effect {
        Effect::Download { name, content, .. } => Some((name, content.into_bytes())),
        _ => None,
    });
    saved.unwrap()
}

#[test]
fn a_questionnaire_saved_as_a_table_opens_as_the_same_one() {
    let (name, table) = kiosk_table();
    assert_eq!(name, "candour-questions-kiosk.csv");
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(vec![(name, table)]));
    let ids: Vec<_> =
        model.workspace.imported().iter().map(|own| own.entry.questionnaire.id().to_owned()).collect();
    assert_eq!(ids, ["kiosk"]);
}

#[test]
fn questions_in_a_checked_file_are_offered_and_then_used() {
    let (name, table) = kiosk_table();
    let mut model = model();
    let file = InboxEvent::FileOpened { name, size: table.len(), content: Some(table) };
    model.update(file);
    assert!(model.workspace.imported().is_empty(), "checking a file uses nothing");
    model.update(InboxEvent::OfferAccepted);
    assert_eq!((model.workspace.imported().len(), &model.route), (1, &Route::Write));
    assert!(model.inbox.offered.is_empty());
}

#[test]
fn both_halves_of_a_questionnaire_are_offered_together() {
    let mut model = model();
    for (name, content) in catalog_with_other_id() {
        let file = InboxEvent::FileOpened { name, size: content.len(), content: Some(content) };
        model.update(file);
    }
    model.update(InboxEvent::OfferAccepted);
    assert_eq!(model.workspace.imported().len(), 1);
}

#[test]
fn questions_among_compared_files_are_offered() {
    let (name, table) = kiosk_table();
    let mut model = model();
    let file = IncomingFile { name, size: table.len(), content: Ok(table) };
    model.update(ComparisonEvent::FilesChosen(1));
    model.update(ComparisonEvent::FilesRead { files: vec![file], took: 0, now: NOW });
    assert!(model.workspace.imported().is_empty(), "comparing files uses nothing");
    let offered = model.comparison.offered.clone();
    model.update(InboxEvent::QuestionnairesOpened(offered));
    assert_eq!((model.workspace.imported().len(), model.comparison.offered.len()), (1, 0));
}

#[test]
fn dropped_files_are_opened_where_they_belong() {
    for (from, to, open_as) in [
        (Route::Home, Route::Check, OpenAs::Checked),
        (Route::Check, Route::Check, OpenAs::Checked),
        (Route::Request, Route::Check, OpenAs::Checked),
        (Route::Write, Route::Write, OpenAs::Questionnaires),
        (Route::Compare, Route::Compare, OpenAs::Compared),
        (Route::FollowUp("kiosk".to_owned()), Route::Compare, OpenAs::Compared),
    ] {
        let mut model = model();
        model.route = from;
        let effects = model.update(Event::FilesDropped).effects;
        assert!(effects.contains(&Effect::OpenDropped(open_as)), "{effects:?}");
        assert_eq!(model.route, to);
    }
}

#[test]
fn what_was_opened_beside_a_questionnaire_is_named() {
    let mut model = model();
    let mut files = catalog_with_other_id();
    files.push(("cases.json".to_owned(), b"{\"cases\": []}".to_vec()));
    model.update(InboxEvent::QuestionnairesOpened(files));
    assert_eq!(model.inbox.passed_over, ["cases.json"]);
    assert_eq!(model.workspace.imported().len(), 1);
}
