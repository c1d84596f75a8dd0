//! The screens that make and open a request, as HTML.

use candour_app::{
    BootFacts, Effect, Event, InboxEvent, Model, RequestEvent, RequestField, Route, SigningEvent,
};
use candour_files::{
    request::{NewRequest, RANDOM, Request, RequestedQuestionnaire},
    table,
};
use candour_proof::{date::Timestamp, key::SigningKey};

use crate::rendered::{model, rendered};

const NOW: Timestamp = Timestamp(1_795_305_600);
const EXIT: &str = "responsible-exit";

/// Answers the work put off, as the browser would.
fn resume(model: &mut Model, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::RunAfterPaint { task, random } = effect {
            let random = Some((0..random).map(|place| u8::try_from(place % 251).unwrap_or(0)).collect());
            let effects = model.update(Event::Resumed { task, random, now: NOW }).effects;
            resume(model, effects);
        }
    }
}

fn request(change: impl FnOnce(&mut NewRequest)) -> Request {
    let model = model();
    let asked = RequestedQuestionnaire::of(model.catalog().entry(EXIT).expect("it is in the page"));
    let mut wish = NewRequest {
        from: "CSO Example".to_owned(),
        contact: "office@example.org".to_owned(),
        language: "en".to_owned(),
        asked: vec![asked],
        encrypted: true,
        ..NewRequest::default()
    };
    change(&mut wish);
    Request::write(&wish, &SigningKey::from_seed([7; 32]), &[9; RANDOM], NOW).expect("a request")
}

/// The page after the link of a request, or of what is left of it, was opened.
fn opened(packed: &str) -> Model {
    let mut model = model();
    let fragment = ["#/request/", packed].concat();
    let effects = model.update(Event::Started(BootFacts { fragment, ..BootFacts::default() })).effects;
    resume(&mut model, effects);
    model
}

#[test]
fn an_opened_request_shows_who_asks_for_what() {
    let html = rendered(&opened(&request(|_| ()).packed()));
    for said in [
        "data-view=\"requested\"",
        "CSO Example",
        "office@example.org",
        "data-key-trust=\"new\"",
        "data-asked=\"responsible-exit\"",
        "Nothing is sent by itself",
        "data-action=\"accept-request\"",
        "data-action=\"decline-request\"",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
}

#[test]
fn markup_and_links_in_a_request_are_plain_text() {
    let html = rendered(&opened(
        &request(|wish| {
            wish.from = "<img src=x onerror=alert(1)> \u{202e}evil".to_owned();
            wish.message = "<a href=\"https://example.org\">press</a>\njavascript:alert(1)".to_owned();
            wish.contact = "https://example.org/\"><script>".to_owned();
        })
        .packed(),
    ));
    assert!(!html.contains("<img") && !html.contains("<script") && !html.contains('\u{202e}'), "{html}");
    assert!(!html.contains("<a href=\"https") && !html.contains("href=\"javascript"), "{html}");
    assert!(html.contains("&lt;a href"), "{html}");
}

#[test]
fn a_name_from_right_to_left_turns_nothing_around_it() {
    let mut model = opened(&request(|wish| wish.from = "مخبز 2026".to_owned()).packed());
    let html = rendered(&model);
    assert!(html.contains("<code data-fingerprint=\"\" dir=\"ltr\">"), "{html}");
    model.update(RequestEvent::Accepted);
    let html = rendered(&model);
    assert!(html.contains("a request from \u{2068}مخبز 2026\u{2069}"), "{html}");
    let signs = |sign: char| html.matches(sign).count();
    assert_eq!(signs('\u{2068}'), signs('\u{2069}'), "{html}");
}

#[test]
fn a_request_that_cannot_be_used_says_why_and_lets_one_go_on() {
    let packed = request(|_| ()).packed();
    let half = packed.get(..packed.len() / 2).expect("ASCII");
    for (packed, problem) in [(half, "truncated"), ("!", "broken"), (&*"A".repeat(30_000), "too-long")] {
        let html = rendered(&opened(packed));
        assert!(html.contains(&format!("data-problem=\"{problem}\"")), "{problem}\n{html}");
        assert!(
            html.contains("data-action=\"decline-request\"") && !html.contains("accept-request"),
            "{html}"
        );
    }
}

#[test]
fn a_questionnaire_that_is_not_here_is_named_with_what_to_do() {
    let html = rendered(&opened(
        &request(|wish| wish.asked.iter_mut().for_each(|asked| asked.id = "other".to_owned())).packed(),
    ));
    assert!(
        html.contains("data-problem=\"unknown-questionnaire\"")
            && html.contains("data-action=\"open-questionnaire\"")
    );
    assert!(!html.contains("accept-request") && html.contains("decline-request"), "{html}");
    let html = rendered(&opened(
        &request(|wish| wish.asked.iter_mut().for_each(|asked| asked.version = "9.9.9".to_owned())).packed(),
    ));
    assert!(html.contains("9.9.9") && html.contains("accept-request"), "{html}");
}

#[test]
fn a_questionnaire_in_other_words_is_not_offered() {
    let other = || "0".repeat(64);
    let html = rendered(&opened(
        &request(|wish| wish.asked.iter_mut().for_each(|asked| asked.wording_sha256 = other())).packed(),
    ));
    for said in ["data-match=\"other-words\"", "data-problem=\"other-questionnaire\"", "decline-request"] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    assert!(!html.contains("accept-request") && !html.contains("open-questionnaire"), "{html}");
    let html = rendered(&opened(
        &request(|wish| {
            wish.language = "fr".to_owned();
            wish.asked.iter_mut().for_each(|asked| asked.wording_sha256 = other());
        })
        .packed(),
    ));
    assert!(html.contains("data-match=\"other-language\"") && html.contains("accept-request"), "{html}");
}

#[test]
fn a_requester_whose_name_mixes_alphabets_is_marked() {
    let mixed = |name: &str| {
        let mut model = opened(&request(|wish| name.clone_into(&mut wish.from)).packed());
        let asked = rendered(&model).contains("data-mixed-scripts");
        model.update(RequestEvent::Accepted);
        model.update(Event::AddressChanged(Route::Home.fragment()));
        [asked, rendered(&model).contains("data-mixed-scripts")]
    };
    assert_eq!(mixed("CSO Ex\u{430}mple"), [true, true], "a Cyrillic letter");
    assert_eq!(mixed("CSO Example, Пример"), [false, false]);
}

#[test]
fn every_screen_says_that_a_request_is_open() {
    let mut model = opened(&request(|_| ()).packed());
    model.update(RequestEvent::Accepted);
    for route in [Route::Home, Route::Profile(EXIT.to_owned()), Route::Settings] {
        model.update(Event::AddressChanged(route.fragment()));
        let html = rendered(&model);
        assert!(html.contains("data-requested-by"), "{route:?}");
        assert_eq!(html.contains("data-asked-for"), route == Route::Home);
    }
    model.update(Event::AddressChanged(Route::Requested.fragment()));
    assert!(rendered(&model).contains("data-action=\"put-away-request\""));
}

#[test]
fn an_encrypted_request_has_no_link_before_its_key_is_saved() {
    let mut model = model();
    model.update(Event::AddressChanged(Route::Request.fragment()));
    assert!(rendered(&model).contains("data-view=\"request\""));
    for part in [
        RequestField::From("CSO".to_owned()),
        RequestField::Asks(EXIT.to_owned(), true),
        RequestField::Address("https://example.org/".to_owned()),
    ] {
        model.update(RequestEvent::FieldEdited(part));
    }
    let effects = model.update(RequestEvent::MakeRequested).effects;
    resume(&mut model, effects);
    let html = rendered(&model);
    assert!(html.contains("data-action=\"export-request-key\""), "{html}");
    let shown = html.split("data-records").next().unwrap_or_default();
    assert!(!shown.contains("data-field=\"request-link\""), "{html}");
    model.update(SigningEvent::KeyFileSaved);
    model.update(Event::FileSeen(0));
    let html = rendered(&model);
    assert!(
        html.contains("data-field=\"request-link\"")
            && html.contains("data-code=\"https://example.org/#/request/")
    );
}

#[test]
fn a_request_that_lacks_something_says_so_beside_the_button() {
    let mut model = model();
    model.update(Event::AddressChanged(Route::Request.fragment()));
    model.update(RequestEvent::MakeRequested);
    let html = rendered(&model);
    assert!(html.contains("data-missing=\"name\""));
    let field = html.split("data-field=\"requester\"").nth(1).and_then(|rest| rest.split('>').next());
    let field = field.expect("a field");
    assert!(field.contains("aria-invalid=\"true\"") && field.contains("missing requester-help"), "{field}");
    assert_eq!(html.matches("aria-invalid").count(), 1, "the field at fault alone");
}

/// The request screen after a request for that questionnaire was made, with one's own questions open.
fn made_for(id: &str) -> String {
    let mut model = model();
    let own = table::to_csv(&table::own_copy(model.catalog().entry(EXIT).expect("it is in the page")));
    let file = ("own.csv".to_owned(), own.expect("a table").into_bytes());
    model.update(InboxEvent::QuestionnairesOpened(vec![file]));
    model.update(Event::AddressChanged(Route::Request.fragment()));
    for part in [
        RequestField::From("CSO".to_owned()),
        RequestField::Asks(id.to_owned(), true),
        RequestField::Encrypted(false),
        RequestField::Address("https://example.org/".to_owned()),
    ] {
        model.update(RequestEvent::FieldEdited(part));
    }
    let effects = model.update(RequestEvent::MakeRequested).effects;
    resume(&mut model, effects);
    rendered(&model)
}

#[test]
fn of_what_asks_own_questions_the_page_with_them_stands_first() {
    let html = made_for("own-responsible-exit");
    let place = |what: &str| html.find(what).unwrap_or_else(|| panic!("{what} in {html}"));
    let page = place("data-action=\"save-request-page\"");
    assert!(place("data-asks-own") < page && page < place("data-field=\"request-link\""));
    assert!(page < place("data-action=\"save-request\""));
}

#[test]
fn of_built_in_questions_no_file_is_said_to_be_needed() {
    let html = made_for(EXIT);
    assert!(html.contains("data-action=\"save-request-page\""), "{html}");
    assert!(!html.contains("data-asks-own"), "{html}");
}

#[test]
fn the_questionnaire_that_is_asked_for_stands_first() {
    let starts = |model: &Model| rendered(model).find(&format!("data-start=\"{EXIT}\""));
    let first = |model: &Model| starts(model) == rendered(model).find("data-start=\"");
    let mut model = opened(&request(|_| ()).packed());
    model.update(Event::AddressChanged(Route::Home.fragment()));
    assert!(!first(&model), "nobody asks yet");
    model.update(RequestEvent::Accepted);
    model.update(Event::AddressChanged(Route::Home.fragment()));
    assert!(first(&model));
}

#[test]
fn mistakes_in_a_table_are_shown_by_row_where_it_is_opened() {
    let mut model = model();
    let table = "type,label,importance\nsetting,Work,\nsection,Complaints,\nquestion,Do you answer?,grave\n";
    model.update(InboxEvent::QuestionnairesOpened(vec![("work.csv".to_owned(), table.into())]));
    model.update(Event::AddressChanged(Route::Write.fragment()));
    let html = rendered(&model);
    for said in
        ["data-view=\"write\"", "data-fix=\"row 4, column importance\"", "data-fix=\"row 2, column name\""]
    {
        assert!(html.contains(said), "{said}\n{html}");
    }
}

#[test]
fn every_questionnaire_can_be_saved_as_a_table() {
    let mut model = model();
    model.update(Event::AddressChanged(Route::Write.fragment()));
    let count = model.catalog().entries.len();
    assert_eq!(rendered(&model).matches("data-action=\"save-table\"").count(), count);
    assert!(rendered(&model).contains("data-action=\"save-example\""));
}
