//! Journeys without a browser: send an event, look at the effects, answer one, look at the model.

mod early;
mod forms;
mod hand_over;
mod inbox;
mod planted;
mod requests;
mod storage;
mod workspace;

use std::rc::Rc;

use candour_age::OpenError;
use candour_compare::{export::Export, then_and_now::LevelsFrom};
use candour_files::{
    check::{Checked, Verdict},
    result::AppInfo,
};
use candour_proof::date::{Day, Timestamp};
use candour_questionnaire::{
    answers::{Answers, Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    labels::Labels,
    listed::Listed,
    plan::State,
    questionnaire::Questionnaire,
    wording::Wording,
};
use zeroize::Zeroizing;

use super::{
    BootFacts, Cached, ComparisonEvent, ComparisonNotice, Decision, Deferred, DraftEvent, DraftNotice,
    DraftRef, Effect, Event, Failure, FocusTarget, ImportMode, InboxEvent, InboxNotice, KeyRefusal, Message,
    Model, Notice, PassphraseError, RequestEvent, RequestField, RequestNotice, Route, SaveState,
    SigningEvent, SigningNotice, SigningTask, StorageError, StorageEvent, StorageNotice, StorageTask,
    WrongClock,
};

const STRUCTURE: &str = r#"{
  "format": "candour-questionnaire/1", "id": "shop", "version": "1.0.0", "date": "2026-11-22", "retired": [],
  "sources": [ { "id": "law", "mark": "verified", "url": "https://example.org/law" } ],
  "profile": [ { "id": "staff", "options": ["yes", "no"] } ],
  "sections": [
    { "id": "keeping", "citations": [ { "source": "law" } ], "questions": [
      { "id": "limits", "candidate": "T-1", "severity": "critical", "citations": [ { "source": "law", "articles": ["1"] } ] },
      { "id": "copies", "candidate": "T-2", "severity": "medium", "notApplicable": ["no-such-activity"], "citations": [ { "source": "law" } ] } ] },
    { "id": "people", "citations": [ { "source": "law" } ], "questions": [
      { "id": "training", "candidate": "T-3", "severity": "high", "askWhen": [ { "profile": "staff", "any": ["yes"] } ],
        "citations": [ { "source": "law" } ] } ] } ] }"#;

const WORDING: &str = r#"{
  "format": "candour-wording/1", "questionnaire": "shop", "language": "en", "title": "Shop", "summary": "A summary.", "before": ["Before."],
  "profile": { "staff": { "question": "Do you have staff?", "options": { "yes": "Yes", "no": "No" } } },
  "sections": { "keeping": { "title": "Keeping", "lead": "Lead." }, "people": { "title": "People", "lead": "Lead." } },
  "questions": {
    "limits": { "question": "Do you set limits?", "why": "Why.", "yes": "Yes.", "partly": "Partly.", "no": "No.", "severity": "Grave.", "evidence": "A list.", "action": "Set limits.", "firstStep": "Write one." },
    "copies": { "question": "Do you know your copies?", "why": "Why.", "yes": "Yes.", "partly": "Partly.", "no": "No.", "severity": "Less.", "evidence": "A list.", "action": "List copies.", "firstStep": "Look for one." },
    "training": { "question": "Do you train staff?", "why": "Why.", "yes": "Yes.", "partly": "Partly.", "no": "No.", "severity": "Much.", "evidence": "Dates.", "action": "Train staff.", "firstStep": "Talk once." } },
  "sources": { "law": "A law" } }"#;

const NOW: Timestamp = Timestamp(1_795_305_600);

fn catalog() -> Catalog {
    let questionnaire = Questionnaire::parse(STRUCTURE).unwrap();
    let wording = Wording::parse(WORDING, &questionnaire).unwrap();
    let list = |prefix: &str| (0..5).map(|number| format!("{prefix} {number}")).collect();
    let labels = Labels { notice: "Notice.".to_owned(), choices: list("choice"), reasons: list("reason") };
    Catalog {
        entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))],
        labels,
        ..Catalog::default()
    }
}

fn model() -> Model {
    let mut model =
        Model::new(Rc::new(catalog()), AppInfo { version: "0.1.0".to_owned(), sha256: String::new() });
    model.update(Event::Started(BootFacts { kept: Ok(None), ..BootFacts::default() }));
    model
}

fn chose(model: &mut Model, question: &str, choice: Choice) -> Vec<Effect> {
    model.update(DraftEvent::Answered("shop".to_owned(), question.to_owned(), choice)).effects
}

/// Answers the first put-off task among the effects, as the browser would, and the ones after it.
fn resume(model: &mut Model, effects: Vec<Effect>, seed: u8) -> Vec<Effect> {
    let mut done = Vec::new();
    for effect in effects {
        match effect {
            Effect::RunAfterPaint { task, random } => {
                assert!(
                    matches!(task, Deferred::ReadClock | Deferred::Storage(StorageTask::Suggest(_)))
                        || model.busy.as_ref() == Some(&task),
                    "the screen says that work is under way"
                );
                let random = (0..random).map(|place| u8::try_from(place % 251).unwrap() ^ seed).collect();
                let effects = model.update(Event::Resumed { task, random: Some(random), now: NOW }).effects;
                done.extend(saved(model, effects));
            }
            other => done.extend(saved(model, vec![other])),
        }
    }
    assert_eq!(model.busy, None);
    done
}

/// Takes the files that are to be saved, as the browser would.
fn saved(model: &mut Model, effects: Vec<Effect>) -> Vec<Effect> {
    let mut done = Vec::new();
    for effect in effects {
        let event = match &effect {
            Effect::Download { saved, .. } | Effect::DownloadPageWith { saved, .. } => Some(saved.clone()),
            _ => None,
        };
        done.push(effect);
        done.extend(event.into_iter().flat_map(|event| model.update(*event).effects));
    }
    done
}

/// The name of a file without the digits that tell it from others without an organisation.
fn without_digest(name: &str) -> String {
    let is_digest = |part: &&str| part.len() == 5 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.split('-').filter(|part| !is_digest(part)).collect::<Vec<_>>().join("-")
}

/// The person has seen every file that was passed to the browser.
fn see_files(model: &mut Model) {
    while !model.passed.files.is_empty() {
        model.update(Event::FileSeen(0));
    }
}

fn download(effects: &[Effect]) -> (String, String) {
    let file = effects.iter().find_map(|effect| match effect {
        Effect::Download { name, content, .. } => Some((name.clone(), content.clone())),
        _ => None,
    });
    file.expect("a file is handed out")
}

fn kept(effects: &[Effect]) -> Option<String> {
    let kept = effects.iter().find_map(|effect| match effect {
        Effect::SaveToTab(text) => Some(text.clone()),
        _ => None,
    });
    kept.expect("something is kept")
}

/// The text that brings the drafts back.
fn stored(model: &mut Model) -> Option<String> {
    kept(&model.storage.save(&mut model.workspace, &mut model.requests))
}

fn sign(model: &mut Model) -> (String, String) {
    let effects = model.update(SigningEvent::SignRequested("shop".to_owned())).effects;
    download(&resume(model, effects, 7))
}

fn open(model: &mut Model, name: &str, content: &[u8]) -> &'static str {
    let event = InboxEvent::FileOpened {
        name: name.to_owned(),
        size: content.len(),
        content: Some(content.to_vec()),
    };
    let effects = model.update(event).effects;
    resume(model, effects, 0);
    model.inbox.checked[0].verdict.as_str()
}

fn passphrase(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

#[test]
fn a_signed_file_is_read_back_described_and_unchanged() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::NoteEdited("shop".to_owned(), "limits".to_owned(), "စာရင်း\tand é".to_owned()));
    model.update(DraftEvent::OrganisationEdited("shop".to_owned(), "Café 1".to_owned()));
    let (name, content) = sign(&mut model);
    assert_eq!(name, "shop-café-1-2026-11-22.json");
    assert_eq!(model.message, Some(SigningNotice::SignedSaved.into()));
    let written = model.signed_file("shop").unwrap().written.clone();
    assert_eq!((written.answers, written.notes, written.size), (1, 1, content.len()));
    let signed = model.signed_result("shop").unwrap();
    assert_eq!((&signed.text, &signed.checked.sha256), (&content, &written.sha256));
    assert_eq!(open(&mut model, &name, content.as_bytes()), "intact");
    assert!(model.inbox.checked[0].is_intact());
    assert!(model.inbox.checked[0].report.as_ref().unwrap().own_key);
}

#[test]
fn files_of_a_questionnaire_with_neutral_names_tell_no_subject() {
    let structure = STRUCTURE.replace(r#""retired""#, r#""fileNames": "neutral", "retired""#);
    let questionnaire = Questionnaire::parse(&structure).unwrap();
    let wording = Wording::parse(WORDING, &questionnaire).unwrap();
    let entries = vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))];
    let mut model = Model::new(Rc::new(Catalog { entries, ..catalog() }), AppInfo::default());
    model.update(Event::Started(BootFacts { kept: Ok(None), ..BootFacts::default() }));
    chose(&mut model, "limits", Choice::No);
    model.update(DraftEvent::OrganisationEdited("shop".to_owned(), "Café 1".to_owned()));
    assert_eq!(without_digest(&sign(&mut model).0), "answers-2026-11-22.json");
    for (asked, name) in [
        (Event::from(SigningEvent::HandOverRequested("shop".to_owned())), "answers-2026-11-22.json"),
        (DraftEvent::FileRequested("shop".to_owned()).into(), "answers-draft-2026-11-22.json"),
        (
            SigningEvent::ExportRequested("shop".to_owned(), Export::Table).into(),
            "answers-plan-2026-11-22.csv",
        ),
    ] {
        let effects = model.update(asked).effects;
        let effects = resume(&mut model, effects, 0);
        assert_eq!(without_digest(&download(&effects).0), name);
    }
}

#[test]
fn a_changed_answer_drops_the_signature() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    see_files(&mut model);
    assert!(model.signed_result("shop").is_some() && model.workspace.drafts().unsaved().is_empty());
    chose(&mut model, "limits", Choice::No);
    assert!(model.signed_result("shop").is_none() && !model.workspace.drafts().unsaved().is_empty());
}

#[test]
fn an_altered_file_names_the_changed_answer() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    chose(&mut model, "copies", Choice::Yes);
    let (_, content) = sign(&mut model);
    let changed = content.replacen("\"choice\": \"no\"", "\"choice\": \"yes\"", 1);
    assert_ne!(changed, content);
    assert_eq!(open(&mut model, "changed.json", changed.as_bytes()), "altered");
    let report = model.inbox.checked[0].report.clone().unwrap();
    let parts: Vec<&str> = report.changes.iter().map(|change| change.part.as_str()).collect();
    assert_eq!(parts, ["limits"]);
}

#[test]
fn a_removed_answer_is_named_and_the_others_are_not_blamed() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let (_, content) = sign(&mut model);
    let start = content.find("        {\n          \"id\": \"limits\"").unwrap();
    let (before, rest) = content.split_at(start);
    let (_, after) = rest.split_once("        },\n").unwrap();
    let shorter = [before, after].concat();
    assert_eq!(open(&mut model, "shorter.json", shorter.as_bytes()), "altered");
    let changes = model.inbox.checked[0].report.clone().unwrap().changes;
    let missing: Vec<&str> = changes
        .iter()
        .filter(|change| change.how == candour_files::check::ChangeKind::Missing)
        .map(|change| change.part.as_str())
        .collect();
    assert_eq!(missing, ["limits"]);
    assert!(changes.iter().all(|change| change.part != "training"));
}

#[test]
fn answers_survive_a_reload_of_the_tab() {
    let mut before = model();
    before.update(DraftEvent::ProfileAnswered("shop".to_owned(), "staff".to_owned(), "no".to_owned()));
    let effects = chose(&mut before, "copies", Choice::NotApplicable);
    assert!(effects.contains(&Effect::AskBeforeClosing(true)));
    let effects = before
        .update(DraftEvent::ReasonChosen(
            "shop".to_owned(),
            "copies".to_owned(),
            Some(Reason::NoSuchActivity),
        ))
        .effects;
    let mut after = model();
    let effects = after
        .update(Event::Started(BootFacts {
            kept: Ok(kept(&effects)),
            fragment: "#/shop/review".to_owned(),
            ..BootFacts::default()
        }))
        .effects;
    assert_eq!(after.workspace.drafts().open(), before.workspace.drafts().open());
    assert_eq!(after.route, Route::Review("shop".to_owned()));
    assert_eq!(after.message, Some(StorageNotice::Restored { not_placed: Listed::new() }.into()));
    assert_eq!(effects[0], Effect::AskBeforeClosing(true));
}

#[test]
fn what_the_tab_kept_and_no_longer_fits_is_listed() {
    let mut first = model();
    let text = kept(&chose(&mut first, "limits", Choice::Yes)).unwrap();
    let old = text.replace("\"limits\"", "\"gone\"");
    let mut second = model();
    second.update(Event::Started(BootFacts { kept: Ok(Some(old)), ..BootFacts::default() }));
    assert_eq!(
        second.message,
        Some(StorageNotice::Restored { not_placed: vec!["gone".to_owned()].into() }.into())
    );
    assert_eq!(second.storage.state, SaveState::Saved, "it stays in the tab until the next answer is given");
}

#[test]
fn damaged_text_in_the_tab_is_said_and_starts_empty() {
    for text in ["", "{", "[]", "{\"format\":\"other\"}", "\u{0}"] {
        let mut model = model();
        model.update(Event::Started(BootFacts { kept: Ok(Some(text.to_owned())), ..BootFacts::default() }));
        assert_eq!(model.message, Some(Failure::NotRestored.into()), "{text:?}");
        assert!(model.workspace.drafts().open().is_empty());
    }
}

#[test]
fn a_refusing_browser_is_said_and_the_answers_stay() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(StorageEvent::SavedToTab(Err(StorageError::Full)));
    assert_eq!(model.storage.state, SaveState::Refused(StorageError::Full));
    assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
    model.update(StorageEvent::SavedToTab(Ok(())));
    assert_eq!(model.storage.state, SaveState::Saved);
}

#[test]
fn what_is_kept_of_nothing_is_nothing() {
    let mut model = model();
    model.update(StorageEvent::SavedToTab(Ok(())));
    assert_eq!(model.storage.state, SaveState::Nothing);
}

#[test]
fn exactly_as_many_random_bytes_are_asked_for_as_are_used() {
    let secret = || passphrase("correct horse battery");
    let shop = || "shop".to_owned();
    for event in [
        Event::from(SigningEvent::SignRequested(shop())),
        RequestEvent::MakeRequested.into(),
        SigningEvent::KeyFileRequested(secret(), secret()).into(),
    ] {
        for (missing, refused) in [(0, false), (1, true)] {
            let mut model = model();
            chose(&mut model, "limits", Choice::Yes);
            model.update(RequestEvent::FieldEdited(RequestField::From("CSO".to_owned())));
            model.update(RequestEvent::FieldEdited(RequestField::Asks(shop(), true)));
            let effects = model.update(event.clone()).effects;
            let [Effect::RunAfterPaint { task, random }] = effects.as_slice() else { panic!("{effects:?}") };
            let random = Some((0..=250).cycle().take(random - missing).collect());
            model.update(Event::Resumed { task: task.clone(), random, now: NOW });
            assert_eq!(model.message == Some(Failure::NoRandom.into()), refused, "{event:?}");
            assert_ne!(model.message, Some(Failure::NotReadBack.into()), "{event:?}");
        }
    }
}

#[test]
fn no_chance_means_no_signature_and_no_key() {
    for random in [None, Some(Vec::new()), Some(vec![1; 40])] {
        let mut model = model();
        chose(&mut model, "limits", Choice::Yes);
        let effects = model
            .update(Event::Resumed {
                task: Deferred::Signing(SigningTask::Sign("shop".to_owned())),
                random,
                now: NOW,
            })
            .effects;
        assert_eq!(effects, []);
        assert_eq!(model.message, Some(Failure::NoRandom.into()));
        assert!(model.signed_result("shop").is_none());
    }
}

#[test]
fn a_draft_file_gives_the_same_answers_back_and_can_be_undone() {
    let mut first = model();
    chose(&mut first, "limits", Choice::Partly);
    first.update(DraftEvent::EvidenceTicked("shop".to_owned(), "limits".to_owned(), true));
    first.update(DraftEvent::NoteEdited(
        "shop".to_owned(),
        "copies".to_owned(),
        "A note\nof two lines".to_owned(),
    ));
    let effects = first.update(DraftEvent::FileRequested("shop".to_owned())).effects;
    let (name, content) = download(&resume(&mut first, effects, 0));
    let mut second = model();
    chose(&mut second, "limits", Choice::No);
    let before = second.workspace.drafts().open().clone();
    assert_eq!(open(&mut second, &name, content.as_bytes()), "draft");
    second.update(DraftEvent::ImportRequested(0, ImportMode::Replace));
    assert_eq!(second.draft("shop").answers, first.draft("shop").answers);
    assert_eq!(second.route, Route::Review("shop".to_owned()));
    second.update(DraftEvent::UndoRequested);
    assert_eq!(*second.workspace.drafts().open(), before);
}

#[test]
fn a_draft_file_is_of_its_own_questionnaire_alone() {
    let mut model = two_questionnaires();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::Answered("office".to_owned(), "limits".to_owned(), Choice::No));
    let effects = model.update(DraftEvent::FileRequested("shop".to_owned())).effects;
    download(&resume(&mut model, effects, 0));
    see_files(&mut model);
    assert_eq!(model.workspace.drafts().unsaved(), ["office"]);
}

#[test]
fn what_the_tab_keeps_can_be_opened_as_a_file_after_a_crash() {
    let mut first = model();
    let text = kept(&chose(&mut first, "limits", Choice::Yes)).unwrap();
    let mut second = model();
    assert_eq!(open(&mut second, "saved.json", text.as_bytes()), "draft");
    second.update(DraftEvent::ImportRequested(0, ImportMode::Replace));
    assert_eq!(second.draft("shop").answers, first.draft("shop").answers);
}

#[test]
fn a_key_file_opens_again_with_its_passphrase_only() {
    let mut model = model();
    let effects = model
        .update(SigningEvent::KeyFileRequested(
            passphrase("correct horse battery"),
            passphrase("correct horse battery"),
        ))
        .effects;
    let (name, file) = download(&resume(&mut model, effects, 3));
    assert_eq!(name, "signing-key-2026-11-22.key.age");
    let digits = model.key().unwrap().signing.public().fingerprint();
    assert!(!model.key().unwrap().saved, "nobody has seen the file");
    see_files(&mut model);
    assert!(model.key().unwrap().saved);
    model.update(SigningEvent::ForgetKeyRequested);
    for (file, secret, notice) in [
        (
            file.as_bytes(),
            "another passphrase",
            Failure::KeyRefused(KeyRefusal::NotOpened(OpenError::WrongPassphrase)).into(),
        ),
        (&b"not a key"[..], "correct horse battery", Failure::KeyRefused(KeyRefusal::NotAKey).into()),
    ] {
        let effects = model.update(SigningEvent::KeyFileGiven(file.to_vec(), passphrase(secret))).effects;
        resume(&mut model, effects, 0);
        assert_eq!(model.message, Some(notice));
        assert!(model.key().is_none());
    }
    let effects = model
        .update(SigningEvent::KeyFileGiven(file.into_bytes(), passphrase("correct horse battery")))
        .effects;
    resume(&mut model, effects, 0);
    assert_eq!(model.message, Some(SigningNotice::KeyOpened.into()));
    assert_eq!(model.key().unwrap().signing.public().fingerprint(), digits);
}

#[test]
fn a_short_or_mistyped_passphrase_writes_no_key_file() {
    let mut model = model();
    for (first, again, problem) in [
        ("short", "short", PassphraseError::TooShort),
        ("password1234", "password1234", PassphraseError::Guessable),
        ("long enough, yes", "long enough, no", PassphraseError::Differs),
    ] {
        assert_eq!(
            model.update(SigningEvent::KeyFileRequested(passphrase(first), passphrase(again))).effects,
            []
        );
        assert_eq!(model.message, Some(Failure::Passphrase(problem).into()));
    }
}

#[test]
fn the_same_key_signs_until_it_is_forgotten() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    let first = model.key().unwrap().signing.public();
    sign(&mut model);
    assert_eq!(model.key().unwrap().signing.public(), first);
    model.update(SigningEvent::ForgetKeyRequested);
    let effects = model.update(SigningEvent::SignRequested("shop".to_owned())).effects;
    resume(&mut model, effects, 99);
    assert_ne!(model.key().unwrap().signing.public(), first);
}

#[test]
fn erasing_leaves_nothing_and_shows_nothing() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let (name, content) = sign(&mut model);
    open(&mut model, &name, content.as_bytes());
    let effects = model.update(Event::EraseRequested).effects;
    assert!(
        model.workspace.drafts().open().is_empty()
            && model.key().is_none()
            && model.signed_result("shop").is_none()
            && model.inbox.checked.is_empty()
    );
    assert!(effects.contains(&Effect::EraseStorage) && effects.contains(&Effect::AskBeforeClosing(false)));
    assert!(model.erased.is_some() && model.route == Route::Home && model.drafts.undo.is_none());
    model.update(Event::AddressChanged("#/".to_owned()));
    assert!(model.erased.is_none());
}

#[test]
fn what_was_begun_before_erasing_brings_nothing_back() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let (name, content) = sign(&mut model);
    let (content, passphrase) =
        (content.into_bytes(), zeroize::Zeroizing::new("quiet herons wade at dusk".to_owned()));
    let opened =
        || InboxEvent::FileOpened { name: name.clone(), size: content.len(), content: Some(content.clone()) };
    let asked = [
        Event::from(opened()),
        SigningEvent::SignRequested("shop".to_owned()).into(),
        DraftEvent::FileRequested("shop".to_owned()).into(),
        SigningEvent::KeyFileGiven(content.clone(), passphrase.clone()).into(),
        RequestEvent::RecordsGiven(content.clone(), passphrase.clone()).into(),
        StorageEvent::LockRequested(passphrase.clone(), passphrase.clone()).into(),
    ];
    let mut begun: Vec<Event> = Vec::new();
    for event in asked {
        for effect in model.update(event).effects {
            if let Effect::RunAfterPaint { task, random } = effect {
                begun.push(Event::Resumed { task, random: Some(vec![7; random]), now: NOW });
            }
        }
    }
    assert_eq!(begun.len(), 6, "all of them wait for the screen");
    model.update(ComparisonEvent::FilesChosen(1));
    model.update(Event::EraseRequested);
    let file = crate::IncomingFile { name: name.clone(), size: content.len(), content: Ok(content.clone()) };
    begun.extend([
        opened().into(),
        InboxEvent::FileNotRead(name.clone()).into(),
        ComparisonEvent::FilesRead { files: vec![file], took: 1, now: NOW }.into(),
        InboxEvent::QuestionnairesOpened(vec![(name.clone(), content.clone())]).into(),
        DraftEvent::NoteEdited("shop".to_owned(), "limits".to_owned(), "Late.".to_owned()).into(),
    ]);
    for event in begun {
        assert_eq!(model.update(event.clone()).effects, [], "{event:?}");
    }
    assert!(
        model.inbox.checked.is_empty() && model.comparison.workbench.is_empty() && model.workspace.is_empty()
    );
    assert!(
        model.key().is_none() && model.busy.is_none() && model.message.is_none() && model.erased.is_some()
    );
    assert_eq!(model.update(Event::AddressChanged("#/check".to_owned())).effects, [Effect::ScrollToTop]);
    assert!(!model.update(opened()).effects.is_empty(), "and anew it goes on");
}

#[test]
fn no_more_than_200_drafts_are_made() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let copy = || DraftEvent::CopyRequested(DraftRef::Open("shop".to_owned()));
    for _ in 1..200 {
        model.update(copy());
        assert_eq!(model.message, Some(DraftNotice::Copied.into()));
    }
    let (_, file) = download(&{
        let effects = model.update(DraftEvent::FileRequested("shop".to_owned())).effects;
        resume(&mut model, effects, 1)
    });
    open(&mut model, "draft.json", file.as_bytes());
    for event in [
        copy(),
        DraftEvent::NewRequested("shop".to_owned()),
        DraftEvent::ImportRequested(0, ImportMode::Beside),
    ] {
        assert_eq!(model.update(event.clone()).effects, [], "{event:?}");
        assert_eq!(model.message, Some(Failure::TooManyDrafts.into()), "{event:?}");
        assert_eq!(
            (model.workspace.drafts().open().len(), model.workspace.drafts().others().len()),
            (1, 199)
        );
    }
}

#[test]
fn taking_an_answer_back_keeps_the_note_and_can_be_undone() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::NoteEdited("shop".to_owned(), "limits".to_owned(), "stays".to_owned()));
    model.update(DraftEvent::AnswerCleared("shop".to_owned(), "limits".to_owned()));
    let answer = model.draft("shop").answers.answer("limits").clone();
    assert_eq!((answer.choice, answer.note.as_str()), (None, "stays"));
    model.update(DraftEvent::UndoRequested);
    assert_eq!(model.draft("shop").answers.answer("limits").choice, Some(Choice::Yes));
}

#[test]
fn a_reason_goes_with_the_answer_it_belongs_to() {
    let mut model = model();
    let reason = Some(Reason::NoSuchActivity);
    chose(&mut model, "copies", Choice::NotApplicable);
    model.update(DraftEvent::ReasonChosen("shop".to_owned(), "copies".to_owned(), reason));
    for (choice, left) in [(Choice::NotApplicable, reason), (Choice::Yes, None)] {
        chose(&mut model, "copies", choice);
        assert_eq!(model.draft("shop").answers.answer("copies").reason, left);
    }
}

#[test]
fn starting_over_leaves_the_name_of_the_draft_and_can_be_undone() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::OrganisationEdited("shop".to_owned(), "Café 1".to_owned()));
    model.update(DraftEvent::Renamed(DraftRef::Open("shop".to_owned()), "2026".to_owned()));
    let before = model.workspace.drafts().open().clone();
    let effects = model.update(DraftEvent::StartOverRequested("shop".to_owned())).effects;
    assert!(effects.contains(&Effect::PushRoute(Route::Profile("shop".to_owned()))));
    let draft = model.draft("shop");
    assert_eq!((draft.name.as_str(), draft.organisation.as_str()), ("2026", ""));
    assert_eq!(draft.answers, Answers::default());
    assert_eq!(model.message, Some(DraftNotice::StartedOver.into()));
    model.update(DraftEvent::UndoRequested);
    assert_eq!(*model.workspace.drafts().open(), before);
}

#[test]
fn arriving_at_the_same_screen_changes_nothing() {
    let mut model = model();
    model.update(Event::AddressChanged("#/check".to_owned()));
    model.update(InboxEvent::FileNotRead("film.mov".to_owned()));
    assert_eq!(model.update(Event::AddressChanged("#/check".to_owned())).effects, []);
    assert_eq!(model.message, Some(Failure::FileNotRead("film.mov".to_owned()).into()));
    model.update(Event::EraseRequested);
    assert_eq!(model.update(Event::AddressChanged("#/".to_owned())).effects, [Effect::ScrollToTop]);
    assert_eq!(model.update(Event::AddressChanged("#/".to_owned())).effects, []);
}

#[test]
fn questions_that_are_not_asked_do_not_appear_in_the_file() {
    let mut model = model();
    chose(&mut model, "training", Choice::Yes);
    model.update(DraftEvent::ProfileAnswered("shop".to_owned(), "staff".to_owned(), "no".to_owned()));
    let (_, content) = sign(&mut model);
    assert!(!content.contains("training"));
    model.update(DraftEvent::ProfileAnswered("shop".to_owned(), "staff".to_owned(), "yes".to_owned()));
    assert_eq!(
        model.draft("shop").answers.answer("training").choice,
        Some(Choice::Yes),
        "the answer is not lost"
    );
}

#[test]
fn hostile_files_each_get_their_verdict_and_change_nothing() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let (_, content) = sign(&mut model);
    let before = model.workspace.drafts().open().clone();
    let utf16: Vec<u8> = content.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let half = content.len() / 2;
    let newer = content.replace("candour-result/1", "candour-result/3");
    let twice = content.replacen("{\n", "{\n  \"format\": \"candour-result/1\",\n", 1);
    let cases: [(&[u8], &str); 11] = [
        (b"", "unreadable"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unreadable"),
        (&utf16, "unreadable"),
        (content.get(..half).unwrap().as_bytes(), "unreadable"),
        (twice.as_bytes(), "unreadable"),
        (newer.as_bytes(), "newer"),
        (b"{\"answers\": [1, 2, 3]}", "other"),
        (b"<!DOCTYPE html><html></html>", "page"),
        (b"age-encryption.org/v1\n-> X25519 abc\n", "encrypted"),
        (b"{\"format\": \"candour-result/1\"}", "unsigned"),
        (
            b"{\"format\": \"candour-draft/1\", \"questionnaire\": {\"id\": \"unknown\"}, \"answers\": 5}",
            "draft",
        ),
    ];
    for (content, verdict) in cases {
        assert_eq!(open(&mut model, "file", content), verdict, "{:?}", content.get(..20));
    }
    let effects = model
        .update(InboxEvent::FileOpened { name: "big".to_owned(), size: 50_000_000, content: None })
        .effects;
    resume(&mut model, effects, 0);
    assert!(matches!(
        model.inbox.checked[0].verdict,
        Verdict::Unreadable(candour_proof::json::Unreadable::TooLong(_))
    ));
    assert_eq!(*model.workspace.drafts().open(), before);
}

#[test]
fn addresses_lead_where_they_say_or_to_a_clear_screen() {
    let catalog = catalog();
    for (fragment, route) in [
        ("", Route::Home),
        ("#/", Route::Home),
        ("#/shop", Route::Profile("shop".to_owned())),
        ("#/shop/keeping", Route::section("shop", "keeping")),
        ("#/shop/keeping/limits", Route::question("shop", "keeping", "limits")),
        ("#/shop/people/limits", Route::Unknown),
        ("#/shop/nothing", Route::Unknown),
        ("#/nonsense/%zz", Route::Unknown),
        ("#/check", Route::Check),
        ("#/compare/shop", Route::Organisations("shop".to_owned())),
        ("#/compare/other", Route::Unknown),
        ("#/compare/shop/limits", Route::Question("shop".to_owned(), "limits".to_owned())),
        ("#/compare/shop/other", Route::Unknown),
        ("#/follow-up/shop", Route::FollowUp("shop".to_owned())),
        ("#/follow-up/other", Route::Unknown),
        ("#/../../etc", Route::Unknown),
    ] {
        assert_eq!(Route::parse(fragment, &catalog), route, "{fragment}");
    }
    let shop = || "shop".to_owned();
    for route in [
        Route::Review(shop()),
        Route::Tasks(shop()),
        Route::Later(shop()),
        Route::Keep(shop()),
        Route::Plan(shop()),
        Route::Blank(shop()),
        Route::Report(shop()),
        Route::Progress(shop()),
        Route::Accessibility,
        Route::Glossary,
        Route::Write,
        Route::Settings,
    ] {
        assert_eq!(Route::parse(&route.fragment(), &catalog), route);
        assert!(route.questionnaire().is_none_or(|id| id == "shop"));
    }
}

#[test]
fn events_about_unknown_questions_change_nothing() {
    let mut model = model();
    assert_eq!(
        model.update(DraftEvent::Answered("other".to_owned(), "limits".to_owned(), Choice::Yes)).effects,
        []
    );
    assert_eq!(chose(&mut model, "other", Choice::Yes), []);
    assert_eq!(model.update(SigningEvent::SignRequested("other".to_owned())).effects, []);
    assert_eq!(model.update(DraftEvent::ImportRequested(9, ImportMode::Replace)).effects, []);
    assert!(model.workspace.drafts().open().is_empty());
}

/// Beside the shop, an office that asks nearly the same, declared on the office's side.
fn two_questionnaires() -> Model {
    let structure = STRUCTURE
        .replace(r#""id": "shop""#, r#""id": "office""#)
        .replace(
            r#""severity": "critical","#,
            r#""severity": "critical", "similar": [ { "questionnaire": "shop", "question": "limits" } ],"#,
        )
        .replace(
            r#""severity": "high","#,
            r#""severity": "high", "similar": [ { "questionnaire": "shop", "question": "copies" } ],"#,
        )
        .replace(
            r#""severity": "medium","#,
            r#""severity": "medium", "similar": [ { "questionnaire": "shop", "question": "copies" } ],"#,
        );
    let questionnaire = Questionnaire::parse(&structure).unwrap();
    let wording = WORDING.replace(r#""questionnaire": "shop""#, r#""questionnaire": "office""#);
    let wording = Wording::parse(&wording, &questionnaire).unwrap();
    let mut catalog = catalog();
    catalog.entries.push(Rc::new(CatalogEntry::new(questionnaire, wording, false)));
    Model::new(Rc::new(catalog), AppInfo::default())
}

/// What is offered to a question: the other questionnaire, its question, its answer.
fn offered(model: &Model, questionnaire: &str, question: &str) -> Option<(String, String, Choice)> {
    let entry = model.catalog().entry(questionnaire).unwrap();
    let (_, question) = entry.questionnaire.question(question).unwrap();
    let offer = model.offer(questionnaire, question)?;
    Some((offer.entry.questionnaire.id().to_owned(), offer.question.id.clone(), offer.given.choice()))
}

#[test]
fn a_similar_answer_is_never_carried_over_silently() {
    let mut model = two_questionnaires();
    assert_eq!(offered(&model, "office", "limits"), None);
    chose(&mut model, "limits", Choice::Partly);
    assert_eq!(
        offered(&model, "office", "limits"),
        Some(("shop".to_owned(), "limits".to_owned(), Choice::Partly))
    );
    assert!(model.draft("office").is_empty(), "nothing is answered by being offered");
    model.update(DraftEvent::OfferAccepted("office".to_owned(), "limits".to_owned()));
    assert_eq!(model.draft("office").answers.answer("limits").choice, Some(Choice::Partly));
    assert_eq!(offered(&model, "office", "limits"), None, "an answered question is offered nothing");
}

#[test]
fn an_answer_is_offered_to_similar_questions_alone() {
    let mut model = two_questionnaires();
    chose(&mut model, "copies", Choice::Yes);
    assert_eq!(offered(&model, "office", "limits"), None);
    let mut model = two_questionnaires();
    model.update(DraftEvent::Answered("office".to_owned(), "limits".to_owned(), Choice::Yes));
    assert_eq!(offered(&model, "shop", "copies"), None);
}

#[test]
fn that_something_does_not_apply_is_taken_over_with_its_reason() {
    let mut model = two_questionnaires();
    let reason = Some(Reason::NoSuchActivity);
    chose(&mut model, "copies", Choice::NotApplicable);
    model.update(DraftEvent::ReasonChosen("shop".to_owned(), "copies".to_owned(), reason));
    model.update(DraftEvent::OfferAccepted("office".to_owned(), "copies".to_owned()));
    let answer = model.draft("office").answers.answer("copies");
    assert_eq!((answer.choice, answer.reason), (Some(Choice::NotApplicable), reason));
}

#[test]
fn an_offer_holds_in_both_directions() {
    let mut model = two_questionnaires();
    model.update(DraftEvent::Answered("office".to_owned(), "limits".to_owned(), Choice::No));
    assert_eq!(
        offered(&model, "shop", "limits"),
        Some(("office".to_owned(), "limits".to_owned(), Choice::No))
    );
}

#[test]
fn an_offer_takes_no_note_and_no_evidence_along() {
    let mut model = two_questionnaires();
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::EvidenceTicked("shop".to_owned(), "limits".to_owned(), true));
    model.update(DraftEvent::NoteEdited("shop".to_owned(), "limits".to_owned(), "about the shop".to_owned()));
    model.update(DraftEvent::OfferAccepted("office".to_owned(), "limits".to_owned()));
    let answer = model.draft("office").answers.answer("limits");
    assert_eq!((answer.note.as_str(), answer.evidence), ("", false));
}

#[test]
fn what_does_not_fit_or_is_not_asked_is_not_offered() {
    let mut model = two_questionnaires();
    chose(&mut model, "copies", Choice::NotApplicable);
    assert_eq!(offered(&model, "office", "training"), None, "no reason yet, so it is open");
    let reason = Some(Reason::NoSuchActivity);
    model.update(DraftEvent::ReasonChosen("shop".to_owned(), "copies".to_owned(), reason));
    assert_eq!(offered(&model, "office", "training"), None, "training always applies");
    assert_eq!(
        model.update(DraftEvent::OfferAccepted("office".to_owned(), "training".to_owned())).effects,
        []
    );
    model.update(DraftEvent::Answered("office".to_owned(), "training".to_owned(), Choice::Yes));
    assert!(offered(&model, "shop", "copies").is_none(), "copies has its own answer");
    model.update(DraftEvent::AnswerCleared("shop".to_owned(), "copies".to_owned()));
    assert!(offered(&model, "shop", "copies").is_some());
    model.update(DraftEvent::ProfileAnswered("office".to_owned(), "staff".to_owned(), "no".to_owned()));
    assert_eq!(offered(&model, "shop", "copies"), None, "the office is not asked about training any more");
}

#[test]
fn the_focus_moves_on_from_a_button_that_disappears() {
    let (office, limits) = (|| "office".to_owned(), || "limits".to_owned());
    let mut model = two_questionnaires();
    chose(&mut model, "limits", Choice::Partly);
    let role = Decision::Role("Boss".to_owned());
    let answer = FocusTarget::Answer(limits(), Choice::Partly);
    for (event, focus) in [
        (DraftEvent::OfferAccepted(office(), limits()), Some(answer.clone())),
        (DraftEvent::AnswerCleared(office(), limits()), Some(answer)),
        (DraftEvent::AnswerCleared(office(), limits()), None),
        (DraftEvent::ActionPlanned(office(), limits(), role), None),
        (
            DraftEvent::ActionPlanned(office(), limits(), Decision::Cleared),
            Some(FocusTarget::ActionState(limits())),
        ),
    ] {
        let moved = model.update(event.clone()).effects.into_iter().find_map(|effect| match effect {
            Effect::Focus(target) => Some(target),
            _ => None,
        });
        assert_eq!(moved, focus, "{event:?}");
    }
}

#[test]
fn copying_a_text_is_confirmed_only_by_the_browser() {
    let mut model = model();
    let effects = model.update(Event::TextCopyRequested("plain".to_owned())).effects;
    assert_eq!((effects, &model.message), (vec![Effect::CopyText("plain".to_owned())], &None));
    model.update(Event::TextCopied);
    assert_eq!(model.message, Some(Message::Notice(Notice::TextCopied)));
    model.update(Event::Failed(Failure::NotCopied));
    assert_eq!(model.message, Some(Failure::NotCopied.into()));
}

#[test]
fn every_word_of_an_address_leads_to_a_screen_and_is_no_id() {
    let catalog = catalog();
    for word in candour_questionnaire::reserved::PLACES {
        let route = Route::parse(&format!("#/shop/{word}"), &catalog);
        assert_ne!(route, Route::Unknown, "{word}");
        assert_eq!(route.fragment(), format!("#/shop/{word}"));
        let structure = STRUCTURE.replace(r#""id": "people""#, &format!(r#""id": "{word}""#));
        let problems = Questionnaire::parse(&structure).unwrap_err();
        let expected =
            format!("sections[1].id: `{word}` is reserved for the address of a screen; use another id");
        assert_eq!(problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    }
    for word in candour_questionnaire::reserved::SCREENS {
        assert_ne!(Route::parse(&format!("#/{word}"), &catalog), Route::Unknown, "{word}");
        let structure = STRUCTURE.replace(r#""id": "shop""#, &format!(r#""id": "{word}""#));
        assert!(Questionnaire::parse(&structure).is_err(), "{word}");
    }
}

fn plan(model: &mut Model, question: &str, state: State, role: &str, due: &str) {
    let (shop, question) = ("shop".to_owned(), question.to_owned());
    for decision in [Decision::State(state), Decision::Role(role.to_owned()), Decision::Due(due.to_owned())] {
        model.update(DraftEvent::ActionPlanned(shop.clone(), question.clone(), decision));
    }
}

#[test]
fn what_is_no_day_is_said_and_the_day_before_it_stays() {
    let mut model = model();
    plan(&mut model, "limits", State::Open, "", "2026-12-24");
    let due = |model: &mut Model, text: &str| {
        model.update(DraftEvent::ActionPlanned(
            "shop".to_owned(),
            "limits".to_owned(),
            Decision::Due(text.to_owned()),
        ));
        (model.draft("shop").step("limits").due.map(Day::text), model.message.take())
    };
    for text in ["2026-02-30", "tomorrow", "24.12.2026"] {
        assert_eq!(
            due(&mut model, text),
            (Some("2026-12-24".to_owned()), Some(Failure::NotADay.into())),
            "{text}"
        );
    }
    assert_eq!(due(&mut model, ""), (None, None));
    assert!(model.workspace.drafts().open().is_empty(), "an empty step leaves nothing behind");
}

#[test]
fn a_plan_for_unknown_questions_changes_nothing() {
    let mut model = model();
    plan(&mut model, "other", State::Done, "Somebody", "2026-12-24");
    model.update(DraftEvent::ActionPlanned(
        "other".to_owned(),
        "limits".to_owned(),
        Decision::State(State::Done),
    ));
    model.update(DraftEvent::PlanSharingChanged("other".to_owned(), true));
    assert!(model.workspace.drafts().open().is_empty());
    assert_eq!(model.update(DraftEvent::EarlierChosen("shop".to_owned(), 0)).effects, []);
    assert!(model.drafts.earlier.is_none());
}

#[test]
fn a_plan_survives_a_reload_and_can_be_taken_back() {
    let mut before = model();
    chose(&mut before, "limits", Choice::No);
    plan(&mut before, "limits", State::Doing, "Head\tof\nshop\u{202e}", "2026-12-24");
    let step = before.draft("shop").step("limits").clone();
    assert_eq!((step.role.as_str(), step.state), ("Head of shop", State::Doing));
    let effects = before.update(DraftEvent::PlanSharingChanged("shop".to_owned(), true)).effects;
    let mut after = model();
    after.update(Event::Started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() }));
    assert_eq!(after.workspace.drafts().open(), before.workspace.drafts().open());
    after.update(DraftEvent::ActionPlanned("shop".to_owned(), "limits".to_owned(), Decision::Cleared));
    assert!(after.draft("shop").step("limits").is_empty());
    assert_eq!(after.message, Some(DraftNotice::ActionCleared.into()));
    after.update(DraftEvent::UndoRequested);
    assert_eq!(after.draft("shop").step("limits"), &step);
}

#[test]
fn a_signed_file_carries_the_plan_only_if_the_person_says_so() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    plan(&mut model, "limits", State::Doing, "Head of shop", "2026-12-24");
    let (_, content) = sign(&mut model);
    assert!(
        !content.contains("todo") && !content.contains("Head of shop") && !content.contains("2026-12-24")
    );
    assert!(!model.workspace.drafts().unsaved().is_empty(), "the plan is in no file yet");
    model.update(DraftEvent::ActionPlanned(
        "shop".to_owned(),
        "limits".to_owned(),
        Decision::State(State::Done),
    ));
    assert!(
        model.signed_result("shop").is_some(),
        "the file does not carry the plan, so it still belongs to the answers"
    );
    model.update(DraftEvent::PlanSharingChanged("shop".to_owned(), true));
    assert!(model.signed_result("shop").is_none());
    let (name, content) = sign(&mut model);
    see_files(&mut model);
    assert!(model.workspace.drafts().unsaved().is_empty());
    let written = "\"todo\": \"done\",\n          \"role\": \"Head of shop\",\n          \"due\": \"2026-12-24\",\n          \"salt\"";
    assert!(content.contains(written), "{content}");
    model.update(DraftEvent::ActionPlanned(
        "shop".to_owned(),
        "limits".to_owned(),
        Decision::Role("Office".to_owned()),
    ));
    assert!(model.signed_result("shop").is_none(), "an old signature never stands beside a new plan");
    assert_eq!(open(&mut model, &name, content.as_bytes()), "intact");
    assert!(model.inbox.checked[0].is_intact());
    let placed = &model.inbox.checked[0].drafts[0].1;
    assert_eq!(placed.draft.step("limits").role, "Head of shop");
    assert!(!placed.draft.share_plan, "each file is agreed to anew");
}

#[test]
fn a_step_that_the_format_does_not_know_is_found_in_a_file() {
    use candour_files::check::Inconsistency;
    use candour_proof::{
        json::{Json, Limits, Object},
        parts, proof,
    };
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    plan(&mut model, "limits", State::Doing, "Head of shop", "2026-12-24");
    model.update(DraftEvent::PlanSharingChanged("shop".to_owned(), true));
    let (_, content) = sign(&mut model);
    for (from, to, what) in [
        ("\"doing\"", "\"later\"", Inconsistency::MemberKind),
        ("\"2026-12-24\"", "\"2026-13-24\"", Inconsistency::Date),
        ("\"2026-12-24\"", "7", Inconsistency::MemberKind),
        ("\"Head of shop\"", "\"Head\u{2066}of shop\"", Inconsistency::InvisibleText),
        ("\"Head of shop\"", "\"Head\\nof shop\"", Inconsistency::InvisibleText),
        ("\"Head of shop\"", "\"\"", Inconsistency::MemberKind),
        ("\"Head of shop\"", &format!("\"{}\"", "x".repeat(81)), Inconsistency::MemberKind),
    ] {
        let changed = content.replacen(from, to, 1);
        assert_ne!(changed, content);
        // Signed anew, as another program could have written it.
        let document = Json::read(changed.as_bytes(), Limits::FILE).unwrap();
        let members = document.as_object().unwrap().iter();
        let members = members.filter(|(name, _)| !["manifest", "proof"].contains(name));
        let bare = members.fold(Object::new(), |object, (name, value)| object.with(name, value.clone()));
        let id = document.get("id").and_then(Json::as_text).unwrap().to_owned();
        let key = &model.key().unwrap().signing;
        let list = parts::manifest(&bare, &id, key, NOW);
        let signed = Json::from(proof::sign(&bare.with("manifest", list), key, NOW)).pretty();
        assert_eq!(open(&mut model, "file", signed.as_bytes()), "intact");
        let findings = &model.inbox.checked[0].report.as_ref().unwrap().findings;
        let found: Vec<_> = findings.iter().map(|finding| (finding.what, finding.part.as_str())).collect();
        assert_eq!(found, [(what, "limits")], "{to}");
    }
}

/// The identifiers of the events in a calendar.
fn uids(model: &mut Model) -> Vec<String> {
    let effects = model.update(SigningEvent::ExportRequested("shop".to_owned(), Export::Calendar)).effects;
    let seed = u8::try_from(model.workspace.drafts().others().len()).unwrap();
    let (_, content) = download(&resume(model, effects, seed));
    content.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect()
}

#[test]
fn each_draft_has_entries_of_its_own_in_calendars() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    plan(&mut model, "limits", State::Open, "", "2026-12-24");
    let first = uids(&mut model);
    plan(&mut model, "limits", State::Open, "", "2027-01-31");
    assert_eq!(uids(&mut model), first, "a later export replaces the entries");
    model.update(DraftEvent::CopyRequested(DraftRef::Open("shop".to_owned())));
    model.update(DraftEvent::OpenRequested(0));
    let second = uids(&mut model);
    assert!(first.len() == 1 && second.len() == 1 && first != second, "{first:?} {second:?}");
    model.update(DraftEvent::OpenRequested(0));
    assert_eq!(uids(&mut model), first);
}

#[test]
fn a_clock_before_the_page_or_years_after_it_is_wrong() {
    for (day, wrong) in [
        ("2026-11-22", None),
        ("2026-11-21", None),
        ("2026-11-20", Some(WrongClock::Behind)),
        ("1970-01-01", Some(WrongClock::Behind)),
        ("2031-11-22", None),
        ("2032-11-22", Some(WrongClock::Ahead)),
        ("2106-02-07", Some(WrongClock::Ahead)),
    ] {
        let made = Day::parse("2026-11-22").unwrap();
        assert_eq!(WrongClock::of(Day::parse(day).unwrap(), made), wrong, "{day}");
    }
}

#[test]
fn plan_and_summary_are_saved_with_the_day_in_their_name() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    assert_eq!(
        model.update(SigningEvent::ExportRequested("other".to_owned(), Export::Table)).effects.len(),
        1
    );
    model.busy = None;
    let ask = |model: &mut Model, export| {
        let effects = model.update(SigningEvent::ExportRequested("shop".to_owned(), export)).effects;
        resume(model, effects, 0)
    };
    assert_eq!(ask(&mut model, Export::Calendar), [], "without a day there is no calendar");
    plan(&mut model, "limits", State::Open, "", "2026-12-24");
    for (export, name, begins) in [
        (Export::Table, "shop-plan-2026-11-22.csv", "\u{feff}\""),
        (Export::Calendar, "shop-plan-2026-11-22.ics", "BEGIN:VCALENDAR\r\n"),
        (Export::Markdown, "shop-summary-2026-11-22.md", "# Shop\n"),
        (Export::Plain, "shop-summary-2026-11-22.txt", "Shop\n"),
        (Export::Document, "shop-report-2026-11-22.html", "<!DOCTYPE html>\n"),
    ] {
        let effects = ask(&mut model, export);
        let (own, content) = download(&effects);
        assert_eq!(own, name);
        assert!(content.starts_with(begins), "{content}");
        assert_eq!(model.message, Some(SigningNotice::ExportSaved(export).into()));
    }
    assert!(!model.workspace.drafts().unsaved().is_empty(), "none of these holds the answers");
}

#[test]
fn screens_that_print_the_day_learn_it() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    assert!(model.signed_file("shop").is_none() && model.page.today.is_none());
    let effects = model.update(Event::AddressChanged("#/shop/report".to_owned())).effects;
    assert_eq!(
        effects,
        [Effect::ScrollToTop, Effect::RunAfterPaint { task: Deferred::ReadClock, random: 0 }]
    );
    assert_eq!(resume(&mut model, effects, 0), [Effect::ScrollToTop]);
    assert_eq!(model.page.today, Day::parse("2026-11-22"));
    let (_, content) = sign(&mut model);
    let file = model.signed_file("shop").unwrap();
    assert_eq!(
        file.written.sha256,
        candour_proof::digest::hex(&candour_proof::digest::sha256(content.as_bytes()))
    );
    assert_eq!(file.fingerprint, model.key().unwrap().signing.public().fingerprint());
    assert!(model.signed_file("other").is_none());
    chose(&mut model, "limits", Choice::Yes);
    assert!(model.signed_file("shop").is_none());
}

#[test]
fn an_opened_file_is_compared_until_it_is_closed() {
    let mut model = model();
    chose(&mut model, "limits", Choice::No);
    let (name, content) = sign(&mut model);
    chose(&mut model, "limits", Choice::Yes);
    open(&mut model, &name, content.as_bytes());
    let before = model.workspace.drafts().open().clone();
    let effects = model.update(DraftEvent::EarlierChosen("shop".to_owned(), 0)).effects;
    assert!(effects.contains(&Effect::PushRoute(Route::Progress("shop".to_owned()))));
    assert_eq!(*model.workspace.drafts().open(), before, "comparing takes nothing over");
    let earlier = model.drafts.earlier.as_ref().unwrap();
    assert!(earlier.report.as_ref().unwrap().own_key);
    let entry = model.catalog().entry("shop").unwrap();
    let found = candour_compare::then_and_now::compare(&entry.questionnaire, earlier, model.draft("shop"));
    assert_eq!((found.levels, found.gaps_closed), (LevelsFrom::Answers, vec!["limits".to_owned()]));
    model.update(DraftEvent::EarlierClosed);
    assert!(model.drafts.earlier.is_none());
}
