//! Requests: made in one page, opened in another.

use candour_age::{self as age, OpenError};
use candour_files::{
    embed::Element,
    questionnaires,
    records::{How, KnownKey, Records},
    request::{Asked, Fit, LONGEST_LINK, Request, RequestProblem, Wish},
};
use candour_proof::json::{Json, Object};
use candour_questionnaire::{catalog::Entry, listed::Listed};

use super::*;
use crate::{Missing, WishPart};

const SECRET: &str = "correct horse battery garden";
const HERE: &str = "https://example.org/candour.html";

fn started(start: Start) -> (Model, Vec<Effect>) {
    let mut model = Model::new(Rc::new(catalog()), App::default());
    let effects = model.update(Event::Started(start));
    let effects = resume_quietly(&mut model, effects);
    (model, effects)
}

/// As [`resume`], for work that the screen does not show.
fn resume_quietly(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut done = Vec::new();
    for effect in effects {
        match effect {
            Effect::AfterPaint { task, .. } => {
                let effects = model.update(Event::Resumed { task, random: Some(Vec::new()), now: NOW });
                done.extend(resume_quietly(model, effects));
            }
            other => done.push(other),
        }
    }
    done
}

fn wish(model: &mut Model, part: WishPart) {
    model.update(Event::Wished(part));
}

fn asked(model: &mut Model) -> Option<Request> {
    let effects = model.update(Event::AskedRequest);
    resume(model, effects, 3);
    model.asking.made.clone().and_then(|nonce| model.records.request(&nonce).cloned())
}

/// Somebody who asks, with a request just made.
fn requester() -> (Model, Request) {
    let (mut model, _) = started(Start { address: HERE.to_owned(), ..Start::default() });
    wish(&mut model, WishPart::From("CSO Example".to_owned()));
    wish(&mut model, WishPart::Asks("shop".to_owned(), true));
    wish(&mut model, WishPart::By("2027-01-31".to_owned()));
    let request = asked(&mut model).unwrap();
    (model, request)
}

/// Somebody who opens a link.
fn opened(link: &str) -> (Model, Vec<Effect>) {
    let fragment = link.split_once('#').map(|(_, fragment)| ["#", fragment].concat()).unwrap_or_default();
    started(Start { fragment, ..Start::default() })
}

fn problem(model: &Model) -> Option<&RequestProblem> {
    model.opened.as_ref().and_then(|opened| opened.as_ref().err())
}

#[test]
fn an_incomplete_request_keeps_what_was_typed() {
    let (mut model, _) = started(Start::default());
    let missing = |model: &mut Model| {
        assert_eq!(asked(model), None);
        model.asking.missing
    };
    assert_eq!(missing(&mut model), Some(Missing::Name));
    wish(&mut model, WishPart::From("CSO".to_owned()));
    assert_eq!(missing(&mut model), Some(Missing::Questionnaire));
    for asks in [true, false] {
        wish(&mut model, WishPart::Asks("shop".to_owned(), asks));
    }
    assert_eq!(missing(&mut model), Some(Missing::Questionnaire), "it was unticked");
    wish(&mut model, WishPart::Asks("shop".to_owned(), true));
    wish(&mut model, WishPart::Address("javascript:alert(1)".to_owned()));
    assert_eq!(missing(&mut model), Some(Missing::Address));
    wish(&mut model, WishPart::Address(["https://example.org/", &"a".repeat(480)].concat()));
    let letter = |n: u32| char::from_u32(0x1000 + (n.wrapping_mul(2_654_435_761) >> 25)).unwrap();
    wish(&mut model, WishPart::Message((0..500).map(letter).collect()));
    assert!(matches!(missing(&mut model), Some(Missing::Shorter(1..))));
    assert!(model.records.is_empty() && model.asking.wish.from == "CSO");
    wish(&mut model, WishPart::Address(HERE.to_owned()));
    wish(&mut model, WishPart::Message(String::new()));
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
    assert_eq!(model.opened, Some(Ok(request)));
    assert_eq!(model.request, None, "nothing is taken up unasked");
    assert!(effects.contains(&Effect::Replace(Route::Requested)), "the request does not stay in the address");
}

#[test]
fn an_accepted_request_survives_a_reload() {
    let (requester, request) = requester();
    let (mut model, _) = opened(&requester.request_link(&request));
    let effects = model.update(Event::AcceptedRequest);
    assert_eq!(model.route, Route::Profile("shop".to_owned()));
    model.update(Event::Kept(Ok(())));
    assert_eq!(model.keeping, Keeping::Kept, "the head says so, too");
    let text = kept(&effects).unwrap();
    let fragment = requester.request_link(&request).split_off(HERE.len());
    let (mut again, _) = started(Start { kept: Ok(Some(text.clone())), ..Start::default() });
    assert_eq!((&again.opened, &again.request), (&None, &None), "other pages can write into the tab, too");
    again.update(Event::LookedAtUnconfirmed(0));
    assert_eq!((&again.route, &again.opened), (&Route::Requested, &Some(Ok(request.clone()))));
    again.update(Event::AcceptedRequest);
    assert_eq!((&again.request, again.unconfirmed.len()), (&Some(request.clone()), 0));
    let (mut link, _) = started(Start { kept: Ok(Some(text)), fragment, ..Start::default() });
    assert_eq!((&link.route, &link.opened), (&Route::Requested, &Some(Ok(request))));
    let effects = link.update(Event::DeclinedRequest);
    assert_eq!((link.unconfirmed.len(), kept(&effects)), (0, None), "it is not asked again");
}

#[test]
fn a_request_declined_leaves_nothing() {
    let (requester, request) = requester();
    let (mut model, _) = opened(&requester.request_link(&request));
    let effects = model.update(Event::DeclinedRequest);
    assert!(effects.contains(&Effect::Go(Route::Home)));
    assert_eq!((model.opened, model.request), (None, None));
}

#[test]
fn a_broken_link_says_so_and_answers_stay() {
    let (requester, request) = requester();
    let link = requester.request_link(&request);
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    for (link, expected) in [
        (&link[..link.len() - 40], RequestProblem::Truncated),
        (&*link.replace(&link[link.len() - 30..link.len() - 28], "!!"), RequestProblem::Broken),
        (&*format!("{HERE}#/request/<b>"), RequestProblem::Broken),
    ] {
        let effects = model.update(Event::Arrived(link.split_at(HERE.len()).1.to_owned()));
        resume_quietly(&mut model, effects);
        assert_eq!(problem(&model), Some(&expected), "{link}");
        assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
        model.update(Event::DeclinedRequest);
    }
}

#[test]
fn a_request_for_a_missing_questionnaire_can_be_declined() {
    let (requester, request) = requester();
    let link = requester.request_link(&request);
    let mut model = Model::new(Rc::default(), App::default());
    let fragment = ["#", link.split_once('#').unwrap().1].concat();
    let effects = model.update(Event::Started(Start { fragment, ..Start::default() }));
    resume_quietly(&mut model, effects);
    assert!(model.opened.as_ref().is_some_and(Result::is_ok));
    model.update(Event::DeclinedRequest);
    assert_eq!(model.route, Route::Home);
}

#[test]
fn a_page_with_a_request_carries_its_own_questionnaires() {
    let (mut requester, _) = started(Start::default());
    let own = catalog_with_other_id();
    requester.update(Event::BroughtFiles(own.clone()));
    assert_eq!(
        requester.notice,
        Some(Notice::Brought { count: 1, replaced: Vec::new(), not_placed: Listed::new() })
    );
    wish(&mut requester, WishPart::From("CSO".to_owned()));
    wish(&mut requester, WishPart::Asks("kiosk".to_owned(), true));
    let request = asked(&mut requester).unwrap();
    let effects = requester.update(Event::AskedRequestPage(request.nonce.clone()));
    assert_eq!((effects, requester.notice.clone()), (Vec::new(), Some(Notice::KeyOfRequest)));
    requester.key.as_mut().unwrap().saved = true;
    let effects = requester.update(Event::AskedRequestPage(request.nonce.clone()));
    let Some(Effect::SavePage { element: Element::Request, content, .. }) = effects.first().cloned() else {
        panic!("a page is handed out: {effects:?}");
    };
    let built_in = Some(content);
    let (mut model, _) = started(Start { built_in: built_in.clone(), ..Start::default() });
    assert_eq!(model.route, Route::Requested);
    assert!(model.catalog.entry("kiosk").unwrap().own);
    let effects = model.update(Event::AcceptedRequest);
    let kept = Ok(kept(&effects));
    let fragment = "#/kiosk/review".to_owned();
    let (again, _) = started(Start { kept, built_in, fragment, ..Start::default() });
    assert_eq!((&again.opened, &again.route), (&None, &Route::Review("kiosk".to_owned())));
    assert!(again.catalog.entry("kiosk").is_some_and(|entry| entry.own));
    assert_eq!(again.brought.len(), 1);
    assert!(questionnaires::of_files(&own, &again.catalog).is_ok(), "an own one may be opened again");
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
    model.update(Event::BroughtFiles(files));
    assert!(model.brought.is_empty() && model.catalog.entries.len() == 1);
    assert!(model.refused_files.iter().all(|(name, _)| name == "en.json" || name == "questionnaire.json"));
    assert!(!model.refused_files.is_empty());
}

#[test]
fn erasing_removes_own_questionnaires_with_their_answers() {
    let mut model = model();
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    let effects = model.update(Event::Chose("kiosk".to_owned(), "limits".to_owned(), Choice::No));
    let (mut again, _) = started(Start { kept: Ok(kept(&effects)), ..Start::default() });
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    again.update(Event::BroughtFiles(catalog_with_other_id()));
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No), "opened once more");
    again.update(Event::AskedErase);
    assert!(again.catalog.entry("kiosk").is_none() && again.is_empty() && again.brought.is_empty());
    assert!(again.catalog.entry("shop").is_some());
}

#[test]
fn the_list_is_locked_read_back_and_joined() {
    let (mut requester, request) = requester();
    assert!(requester.records_unsaved);
    let key = request.key;
    requester.update(Event::NotedKey(key, "Café".to_owned(), How::Telephone, "2026-11-21".to_owned()));
    let effects = requester.update(Event::AskedRecords(passphrase(SECRET), passphrase(SECRET)));
    let (name, file) = download(&resume(&mut requester, effects, 5));
    assert_eq!(name, "candour-records-2026-11-22.age");
    assert_eq!(requester.notice, Some(Notice::RecordsWritten { requests: 1, keys: 1 }));
    assert!(!requester.records_unsaved && !file.contains("Café"));
    let mut model = model();
    let give = |model: &mut Model, file: &str, secret: &str| {
        let effects = model.update(Event::GaveRecords(file.as_bytes().to_vec(), passphrase(secret)));
        resume(model, effects, 0);
        model.notice.clone()
    };
    let wrong = Some(Notice::RecordsRefused(Some(OpenError::WrongPassphrase)));
    assert_eq!(give(&mut model, &file, "another passphrase"), wrong);
    let damaged = Some(Notice::RecordsRefused(Some(OpenError::Damaged)));
    assert_eq!(give(&mut model, &file[..file.len() / 2], SECRET), damaged);
    let other = age::encrypt_with_passphrase(b"{}", SECRET, 2, &[5; 48]).unwrap();
    assert_eq!(give(&mut model, &other, SECRET), Some(Notice::RecordsRefused(None)));
    assert!(model.records.is_empty());
    assert_eq!(give(&mut model, &file, SECRET), Some(Notice::RecordsOpened { left_out: 0 }));
    assert_eq!(model.records, requester.records);
    assert!(!model.records_unsaved, "the file holds all of it");
}

#[test]
fn the_list_survives_a_reload_and_closing_asks() {
    let (mut requester, request) = requester();
    let effects = requester.update(Event::NotedKey(request.key, "CSO".to_owned(), How::Site, String::new()));
    assert!(effects.contains(&Effect::AskBeforeClosing(true)));
    let (mut again, effects) = started(Start { kept: Ok(kept(&effects)), ..Start::default() });
    assert!(again.records.is_empty(), "no key is known unasked");
    again.update(Event::Confirmed(0));
    assert_eq!((&again.records, again.unconfirmed.len()), (&requester.records, 0));
    assert!(again.records_unsaved && effects.contains(&Effect::AskBeforeClosing(true)));
    assert_eq!(again.records.keys[0].day, Day::parse("2026-11-22").unwrap(), "today, as no day was given");
}

#[test]
fn the_age_identity_opens_answers_to_the_request() {
    let (mut requester, request) = requester();
    let effects = requester.update(Event::AskedIdentity(passphrase(SECRET), passphrase(SECRET)));
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
    model.update(Event::AcceptedRequest);
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    assert!(model.signed.is_some());
    model.update(Event::PutAwayRequest);
    assert_eq!((&model.signed, &model.request), (&None, &None));
    assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
}

#[test]
fn a_request_file_opens_from_the_check_screen() {
    let (requester, request) = requester();
    let mut model = model();
    assert_eq!(open(&mut model, "request.json", request.file().as_bytes()), "request");
    model.update(Event::OpenedRequest(0));
    assert_eq!((model.route, model.opened), (Route::Requested, Some(Ok(request.clone()))));
    let mut model = super::model();
    let altered = request.file().replace("CSO Example", "Other");
    assert_eq!(open(&mut model, "request.json", altered.as_bytes()), "request");
    model.update(Event::OpenedRequest(0));
    assert_eq!(problem(&model), Some(&RequestProblem::Altered));
    assert!(requester.key.is_some_and(|key| !key.saved));
}

#[test]
fn a_request_goes_out_only_while_its_saved_key_is_open() {
    let (mut requester, request) = requester();
    let ask = |model: &mut Model| model.update(Event::AskedRequestFile(request.nonce.clone()));
    assert_eq!(ask(&mut requester), Vec::new(), "the key is in no file yet");
    assert!(requester.update(Event::ForgotKey).is_empty() && requester.key.is_some());
    assert_eq!(requester.notice, Some(Notice::SaveKeyFirst));
    let other = age::encrypt_with_passphrase(
        candour_proof::key::SigningKey::from_seed([1; 32]).to_key_file().as_bytes(),
        SECRET,
        2,
        &[5; 48],
    );
    let effects = requester.update(Event::GaveKeyFile(other.unwrap().into_bytes(), passphrase(SECRET)));
    resume(&mut requester, effects, 0);
    assert_eq!(requester.notice, Some(Notice::SaveKeyFirst));
    assert_eq!(requester.key.as_ref().unwrap().signing.public(), request.key);
    requester.key.as_mut().unwrap().saved = true;
    let (name, _) = download(&ask(&mut requester));
    assert_eq!(name, "candour-request-cso-example-2026-11-22.json");
    let page = requester.update(Event::AskedRequestPage(request.nonce.clone()));
    let Some(Effect::SavePage { name, .. }) = page.first() else { panic!("{page:?}") };
    assert_eq!(name, "candour-request-cso-example-2026-11-22.html");
    let effects = requester.keep();
    let (mut again, _) = started(Start { kept: Ok(kept(&effects)), ..Start::default() });
    again.update(Event::Confirmed(0));
    assert_eq!((ask(&mut again), again.notice.clone()), (Vec::new(), Some(Notice::KeyOfRequest)));
}

#[test]
fn what_is_to_be_withheld_is_so_after_a_reload_too() {
    use crate::Part;
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let mut effects = Vec::new();
    for part in [Part::Notes, Part::Name, Part::Answer("limits".to_owned())] {
        effects = model.update(Event::Withheld("shop".to_owned(), part, true));
    }
    let (mut again, _) = started(Start { kept: Ok(kept(&effects)), ..Start::default() });
    assert!(again.withheld.is_empty());
    for event in [Event::AskedPreview("shop".to_owned()), Event::AskedHandOver("shop".to_owned())] {
        assert_eq!(again.update(event), [], "what was to be withheld would go out");
        assert_eq!(again.notice, Some(Notice::ConfirmFirst));
    }
    again.update(Event::Confirmed(0));
    let withheld = again.withholding("shop");
    assert!(withheld.all_notes && withheld.name && withheld.answers == ["limits"]);
    assert_eq!(again.withheld, model.withheld);
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
    model.update(Event::BroughtFiles(files));
    let older: Vec<_> = model.brought.iter().map(|brought| brought.file.clone()).collect();
    model.update(Event::BroughtFiles(newer));
    let effects = model.update(Event::Chose("kiosk".to_owned(), "limits".to_owned(), Choice::No));
    let built_in = Some(questionnaires::pack(None, &older));
    let (again, _) = started(Start { kept: Ok(kept(&effects)), built_in, ..Start::default() });
    assert_eq!(again.catalog.entry("kiosk").unwrap().questionnaire.version(), "1.1.0");
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
}

#[test]
fn a_draft_that_came_before_its_questionnaire_finds_its_place() {
    let mut model = model();
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    let effects = model.update(Event::Chose("kiosk".to_owned(), "limits".to_owned(), Choice::No));
    let text = kept(&effects).unwrap();
    let mut without =
        Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap().as_object().unwrap().clone();
    without.remove("questionnaires");
    let text = candour_proof::jcs::canonical(&without.into());
    let (mut again, _) = started(Start { kept: Ok(Some(text)), ..Start::default() });
    assert_eq!(again.strangers.len(), 1);
    again.update(Event::BroughtFiles(catalog_with_other_id()));
    assert_eq!(again.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    assert!(again.strangers.is_empty());
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
        model.update(Event::BroughtFiles(kiosk(number)));
        assert_eq!(model.refused_files, [], "{number}");
    }
    assert_eq!(model.brought.len(), questionnaires::MOST);
    model.update(Event::BroughtFiles(kiosk(questionnaires::MOST + 1)));
    assert_eq!(model.refused_files, [(String::new(), questionnaires::too_many())]);
    assert_eq!(model.brought.len(), questionnaires::MOST);
}

#[test]
fn a_questionnaire_brought_leaves_the_signature_of_another() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    assert!(model.signed_result("shop").is_some());
}

#[test]
fn a_new_edition_takes_every_draft_along() {
    let mut model = model();
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    for (questionnaire, question) in
        [("kiosk", "limits"), ("kiosk", "copies"), ("shop", "limits"), ("shop", "copies")]
    {
        model.update(Event::Chose(questionnaire.to_owned(), question.to_owned(), Choice::Yes));
    }
    for questionnaire in ["kiosk", "shop"] {
        model.update(Event::NewDraft(questionnaire.to_owned()));
    }
    let newer = catalog_with_other_id().into_iter().map(|(name, bytes)| {
        let text = String::from_utf8(bytes).unwrap();
        (name, text.replace("\"copies\"", "\"stock\"").replace("\"1.0.0\"", "\"2.0.0\"").into_bytes())
    });
    model.update(Event::BroughtFiles(newer.collect()));
    let not_placed = vec!["copies".to_owned()].into();
    assert_eq!(model.notice, Some(Notice::Brought { count: 1, replaced: Vec::new(), not_placed }));
    let answered = |place: usize| model.shelf[place].draft.answers.questions.keys().cloned().collect();
    let both: [Vec<String>; 2] = [answered(0), answered(1)];
    assert_eq!(both, [vec!["limits".to_owned()], vec!["copies".to_owned(), "limits".to_owned()]]);
}

#[test]
fn imported_questionnaires_are_saved_as_one_file() {
    let mut first = model();
    assert_eq!(first.update(Event::AskedQuestionnaires), []);
    for number in [1, 2] {
        first.update(Event::BroughtFiles(kiosk(number)));
    }
    let (name, content) = download(&first.update(Event::AskedQuestionnaires));
    let mut second = model();
    second.update(Event::BroughtFiles(vec![(name, content.into_bytes())]));
    assert_eq!(
        second.notice,
        Some(Notice::Brought { count: 2, replaced: Vec::new(), not_placed: Listed::new() })
    );
    assert_eq!(second.brought.len(), 2);
}

#[test]
fn a_request_forgotten_leaves_the_list_and_the_others_stay() {
    let (mut requester, first) = requester();
    let effects = requester.update(Event::AskedRequest);
    resume(&mut requester, effects, 4);
    let second = requester.asking.made.clone().unwrap();
    let effects = requester.update(Event::ForgotRequest(first.nonce.clone()));
    let left: Vec<&str> = requester.records.requests.iter().map(|request| &*request.nonce).collect();
    assert_eq!(left, [second.as_str()]);
    let text = kept(&effects).unwrap();
    assert!(text.contains(&second) && !text.contains(&first.nonce), "not in the tab either");
    requester.update(Event::ForgotRequest(second));
    assert!(!requester.records_unsaved, "an empty list needs no file");
}

#[test]
fn a_key_may_go_unless_it_alone_opens_what_was_asked_for() {
    for (encrypted, saved, same_key, may_go) in [
        (true, false, true, false),
        (false, false, true, true),
        (true, true, true, true),
        (true, false, false, true),
    ] {
        let (mut requester, _) = started(Start::default());
        wish(&mut requester, WishPart::From("CSO".to_owned()));
        wish(&mut requester, WishPart::Asks("shop".to_owned(), true));
        wish(&mut requester, WishPart::Encrypted(encrypted));
        assert!(asked(&mut requester).is_some());
        let own = requester.key.as_mut().unwrap();
        own.saved = saved;
        if !same_key {
            own.signing = candour_proof::key::SigningKey::from_seed([1; 32]);
        }
        requester.update(Event::ForgotKey);
        assert_eq!(requester.key.is_none(), may_go, "{encrypted} {saved} {same_key}");
    }
}

#[test]
fn a_list_that_would_not_read_back_as_it_is_is_not_handed_out() {
    let (mut requester, request) = requester();
    requester.update(Event::NotedKey(request.key, "Café".to_owned(), How::Seen, "2026-11-21".to_owned()));
    requester.records.keys[0].name = "Café\u{202e}".to_owned();
    let effects = requester.update(Event::AskedRecords(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(resume(&mut requester, effects, 5), []);
    assert_eq!(requester.notice, Some(Notice::NotReadBack));
    assert!(requester.records_unsaved);
}

#[test]
fn a_list_joined_with_another_is_in_no_file_yet() {
    let day = Day::parse("2026-11-21").unwrap();
    let known = |seed: u8| KnownKey {
        key: candour_proof::key::SigningKey::from_seed([seed; 32]).public(),
        name: "Café".to_owned(),
        how: How::Meeting,
        day,
    };
    let text = Json::from(Records { keys: vec![known(1)], ..Records::default() }.write()).pretty();
    let file = age::encrypt_with_passphrase(text.as_bytes(), SECRET, 2, &[5; 48]).unwrap();
    for (own, unsaved) in [(None, false), (Some(known(2)), true)] {
        let mut model = model();
        model.records.keys.extend(own);
        let effects = model.update(Event::GaveRecords(file.clone().into_bytes(), passphrase(SECRET)));
        resume(&mut model, effects, 0);
        assert_eq!(model.notice, Some(Notice::RecordsOpened { left_out: 0 }));
        assert_eq!(model.records_unsaved, unsaved);
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
    let (mut model, _) = started(Start { address: HERE.to_owned(), ..Start::default() });
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    wish(&mut model, WishPart::From("CSO Example".to_owned()));
    wish(&mut model, WishPart::Asks("kiosk".to_owned(), true));
    let request = asked(&mut model).unwrap();
    (model, request)
}

fn replaced() -> Notice {
    let title = catalog().entries[0].wording.title.clone();
    Notice::Brought { count: 1, replaced: vec![title], not_placed: Listed::new() }
}

#[test]
fn a_request_is_answered_only_in_the_words_that_were_asked_for() {
    let (requester, request) = asks_for_kiosk();
    let (mut model, _) = opened(&requester.request_link(&request));
    model.update(Event::BroughtFiles(turned()));
    model.update(Event::AcceptedRequest);
    assert_eq!((model.request.as_ref(), model.opened.is_some()), (None, true));
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    assert_eq!(model.notice, Some(replaced()));
    model.update(Event::AcceptedRequest);
    assert_eq!(model.request, Some(request));
}

#[test]
fn a_page_whose_words_were_changed_cannot_answer_its_request() {
    let (_, request) = asks_for_kiosk();
    let mut model = model();
    model.update(Event::BroughtFiles(turned()));
    let files: Vec<_> = model.brought.iter().map(|brought| brought.file.clone()).collect();
    let built_in = Some(questionnaires::pack(Some(request.document()), &files));
    let (mut model, _) = started(Start { built_in, ..Start::default() });
    assert!(matches!(&model.opened, Some(Ok(request)) if !request.is_answerable(&model.catalog)));
    model.update(Event::AcceptedRequest);
    assert_eq!(model.request, None);
}

#[test]
fn the_page_of_a_request_brings_its_words() {
    let (requester, request) = asks_for_kiosk();
    let files: Vec<_> = requester.brought.iter().map(|brought| brought.file.clone()).collect();
    let built_in = Some(questionnaires::pack(Some(request.document()), &files));
    let mut before = model();
    before.update(Event::BroughtFiles(turned()));
    let effects = before.update(Event::Chose("kiosk".to_owned(), "limits".to_owned(), Choice::No));
    let (mut model, _) = started(Start { kept: Ok(kept(&effects)), built_in, ..Start::default() });
    assert_eq!(model.notice, Some(replaced()));
    assert_eq!(model.draft("kiosk").answers.answer("limits").choice, Some(Choice::No));
    model.update(Event::AcceptedRequest);
    assert_eq!(model.request, Some(request));
}

#[test]
fn answers_name_a_request_only_while_its_words_are_here() {
    let (requester, request) = asks_for_kiosk();
    let (mut model, _) = opened(&requester.request_link(&request));
    model.update(Event::BroughtFiles(catalog_with_other_id()));
    model.update(Event::AcceptedRequest);
    assert_eq!(model.request_for("kiosk"), Some(&request));
    model.update(Event::BroughtFiles(turned()));
    assert_eq!((model.request_for("kiosk"), model.notice.clone()), (None, Some(replaced())));
}

#[test]
fn built_in_questionnaires_of_other_versions_answer_a_request() {
    let entry = Rc::clone(&catalog().entries[0]);
    let (same, here) = (Asked::of(&entry), entry.wording.language.as_str());
    let own = |own| {
        let text = |text: &str| Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap();
        let file = Object::new()
            .with("questionnaire", text(entry.questionnaire.canonical()))
            .with("wording", text(entry.wording.canonical()));
        let entry = questionnaires::read(&file.into(), &Catalog::default()).unwrap().entry;
        Entry { own, ..Rc::into_inner(entry).unwrap() }
    };
    let other = || "0".repeat(64);
    for (asked, language, fit, may) in [
        (same.clone(), here, Fit::Same, [true, true]),
        (Asked { wording_sha256: other(), ..same.clone() }, here, Fit::OtherWords, [false, false]),
        (Asked { wording_sha256: other(), ..same.clone() }, "xx", Fit::OtherLanguage, [true, false]),
        (Asked { sha256: other(), ..same.clone() }, here, Fit::OtherContent, [false, false]),
        (
            Asked { sha256: other(), version: "9.0.0".to_owned(), ..same.clone() },
            here,
            Fit::OtherVersion,
            [true, false],
        ),
    ] {
        for (is_own, may) in [false, true].into_iter().zip(may) {
            let entry = own(is_own);
            assert_eq!(asked.fit(&entry, language), fit);
            let wish = Wish {
                from: "CSO".to_owned(),
                language: language.to_owned(),
                asked: vec![asked.clone()],
                ..Wish::default()
            };
            let key = candour_proof::key::SigningKey::from_seed([1; 32]);
            let request = Request::write(&wish, &key, &[1; 16], NOW).unwrap();
            let catalog = Catalog { entries: vec![Rc::new(entry)], ..Catalog::default() };
            assert_eq!(request.is_answerable(&catalog), may, "{fit:?}, own: {is_own}");
            assert!(!request.is_answerable(&Catalog::default()));
        }
    }
}
