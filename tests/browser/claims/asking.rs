//! Requests: making one, opening one, and what is remembered of both; questionnaires that somebody brings.

use candour_age as age;
use candour_files::{
    embed::{Element, carrying, without},
    questionnaires,
    records::{KnownKey, Records, Verification},
    request::{LONGEST_LINK, LONGEST_MESSAGE, NewRequest, Request, pack},
};
use candour_fixtures::{NOW, QUESTIONNAIRE, Requester, key};
use candour_page_tests::{
    engines::Site,
    journey::{Download, Person},
};
use candour_proof::{
    date::Timestamp,
    jcs::canonical,
    json::{Json as Strict, Object},
    proof,
};

use crate::{
    Claim,
    access::{expect_no_violations, too_wide},
    carried::{open_elsewhere, published},
    claim,
    keeping::{PASSPHRASE, open_found, reload, sentence, to},
};
use serde_json::json;
use std::collections::BTreeSet;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_request_has_a_short_link_once_its_key_is_saved),
        claim!(a_link_says_who_asks_and_leaves_the_address).on(&[Site::File]),
        claim!(each_link_that_cannot_be_used_says_why_and_lets_one_go_on).on(&[Site::File]),
        claim!(a_request_places_neither_markup_nor_links_on_the_page).on(&[Site::File]),
        claim!(key_digits_keep_their_order_in_writing_from_right_to_left).on(&[Site::File]),
        claim!(the_page_with_a_request_shows_it_and_carries_it_no_further).on(&[Site::File]),
        claim!(an_imported_questionnaire_is_marked_wherever_it_appears).on(&[Site::File]).in_one_engine(),
        claim!(the_guide_leads_from_nothing_to_compared_answers).on(&[Site::File]).in_one_engine(),
        claim!(a_note_that_an_answer_asks_for_is_open_and_in_reach).on(&[Site::File]).in_one_engine(),
        claim!(the_list_of_requests_and_keys_comes_back_from_its_file).on(&[Site::File]).in_one_engine(),
    ]
}

/// Who asks in these claims.
pub(crate) const WHO: &str = "Example Rights Network";

/// Where the page is said to be found by somebody who opened it from a file.
const PLACE: &str = "https://example.org/tools/candour.html";

/// A message of full length, in ordinary words.
fn full_message() -> String {
    let words = "We are writing to every operator in the region before it changes hands. Please tell us by the end of \
        January which data you keep, who can reach it, and what happens to it when you leave; what we learn is \
        published in spring, by area and never as a ranking. Questions are welcome at any time, also from staff \
        or through others. If answering could bring somebody into danger, leave it open and say so. With thanks \
        from all of us, and with regards to everybody who keeps the lights on in these difficult months of work.";
    let message: String = words.chars().take(LONGEST_MESSAGE).collect();
    assert_eq!(message.chars().count(), LONGEST_MESSAGE);
    message
}

/// Puts a text into a field at once, as if pasted.
pub(crate) fn paste(person: &Person, selector: &str, text: &str) {
    person.unfold(selector);
    person.browser.script(
        "const field = document.querySelector(arguments[0]);
         field.value = arguments[1];
         for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}))",
        vec![json!(selector), json!(text)],
    );
    person.until(&format!("`{text}` in `{selector}`"), || (value(person, selector) == text).then_some(()));
}

fn value(person: &Person, selector: &str) -> String {
    person.text_of(&format!("return document.querySelector(\"{selector}\").value"))
}

fn hash(person: &Person) -> String {
    person.text_of("return location.hash")
}

/// On the screen for it: who asks, and for what.
pub(crate) fn fill_in(person: &Person, questionnaire: &str) {
    paste(person, "[data-field='requester']", WHO);
    person.click(&format!("[data-ask='{questionnaire}']"));
}

/// After the request was made: saves the requester file, with the key that answers are encrypted to.
pub(crate) fn save_its_key(person: &Person) -> Download {
    for field in ["request-passphrase", "request-passphrase-again"] {
        paste(person, &format!("[data-field='{field}']"), PASSPHRASE);
    }
    let file = person.download(|| person.press("export-request-key"));
    person.click("[data-passed='records'] [data-action='file-seen']");
    file
}

/// The link on show.
pub(crate) fn link(person: &Person) -> String {
    person.until_sees("[data-field='request-link']");
    value(person, "[data-field='request-link']")
}

/// What stands behind the address of the page in a link.
pub(crate) fn fragment(link: &str) -> String {
    format!("#{}", link.split_once('#').expect("a link with a fragment").1)
}

/// The fragment that opens a request here.
pub(crate) fn opens(request: &Request) -> String {
    fragment(&request.link(""))
}

fn until_in_the_tab(person: &Person) {
    let kept = || person.text_of("return JSON.stringify({...sessionStorage})").contains(WHO);
    person.until("the request to be kept in the tab", || kept().then_some(()));
}

/// A request without encryption, made natively.
fn wish() -> NewRequest {
    let Requester { request, .. } = Requester::new(1);
    NewRequest {
        from: WHO.to_owned(),
        contact: "office@example.org".to_owned(),
        message: "Please answer.".to_owned(),
        purpose: String::new(),
        addressed: false,
        wished: candour_proof::date::Day::parse("2027-01-31"),
        language: "en".to_owned(),
        asked: request.asked,
        encrypted: false,
    }
}

fn written(wish: &NewRequest) -> Request {
    Request::write(wish, &key(1), &[9; 16], NOW).expect("a request")
}

fn a_request_has_a_short_link_once_its_key_is_saved(person: &Person) {
    person.open("#/request");
    person.browser.recorder.forget();
    let address = if person.site == Site::File {
        assert_eq!(value(person, "[data-field='page-address']"), "", "others cannot reach a file");
        paste(person, "[data-field='page-address']", PLACE);
        PLACE.to_owned()
    } else {
        value(person, "[data-field='page-address']")
    };
    if person.site == Site::Http {
        assert_eq!(address, person.browser.address(person.site));
    }
    person.press("make-request");
    person.until_sees("[data-missing='name']");
    fill_in(person, QUESTIONNAIRE);
    paste(person, "[data-field='contact']", "office@example.org, 12 Long Street, Example City");
    paste(person, "[data-field='message']", &full_message());
    paste(person, "[data-field='answer-by']", "2027-01-31");
    person.press("make-request");
    person.until_sees("[data-field='request-passphrase']");
    assert!(!person.sees("[data-field='request-link']"), "a link whose answers nobody could open");
    save_its_key(person);
    let link = link(person);
    assert!(link.starts_with(&format!("{address}#/request/")), "{link}");
    assert!(link.len() <= LONGEST_LINK, "{} characters: {link}", link.len());
    let codes =
        person.list_of("return [...document.querySelectorAll('[data-code]')].map(c => c.dataset.code)");
    assert_eq!(codes, [link.as_str()]);
    let file = person.download(|| person.press("save-request"));
    let saved = Request::of_file(&file.bytes, clock()).expect("a request file");
    assert_eq!(opens(&saved), fragment(&link));
    assert_eq!((saved.from.as_str(), saved.message.as_str()), (WHO, full_message().as_str()));
    assert!(saved.recipient.is_some());
    let page = person.download(|| person.press("save-request-page"));
    assert_eq!(without(&page.text()), published(), "without its request it is another page");
    assert_eq!(person.browser.recorder.requests(), Vec::<String>::new());
}

/// Now, as far as a signature's date is concerned: browsers use the clock of this machine.
pub(crate) fn clock() -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    Timestamp(i64::try_from(now.as_secs()).expect("a date of our time"))
}

fn a_link_says_who_asks_and_leaves_the_address(person: &Person) {
    person.open("#/request");
    paste(person, "[data-field='page-address']", PLACE);
    fill_in(person, QUESTIONNAIRE);
    person.click("[data-field='encrypted']");
    person.press("make-request");
    let fragment = fragment(&link(person));
    let fingerprints = "return [...document.querySelectorAll('[data-fingerprint]')].map(f => f.textContent)";
    let own: BTreeSet<String> = person.list_of(fingerprints).into_iter().collect();
    let nonce = person.text_of("return document.querySelector('[data-request]').dataset.request");
    assert_eq!(own.len(), 1, "{own:?}");

    // A browser keeps only so many entries, and earlier tests may have filled this tab's history.
    person.new_tab();
    person.open("");
    person.start_anew();
    let entries = || person.browser.script("return history.length", Vec::new()).as_u64().expect("a number");
    let before = entries();
    person.open(&fragment);
    person.until_sees("[data-view='requested'] [data-requester]");
    assert_eq!(entries(), before + 1, "the history holds the link beside the screen");
    assert_eq!(person.text_of("return document.querySelector('[data-requester]').textContent"), WHO);
    assert_eq!(person.list_of(fingerprints), own.into_iter().collect::<Vec<_>>());
    person.until_sees("[data-view='requested'] [data-key-trust='new']");
    person.until_sees(&format!("[data-asked='{QUESTIONNAIRE}']"));
    assert!(person.words().contains(&sentence("requested-lead")), "{}", person.words());
    assert_eq!(hash(person), "#/requested");
    assert!(!person.sees("[data-requested-by]"), "nobody has agreed to answer yet");
    person.go("accept-request");
    assert_eq!(person.view(), "profile");
    person.until_sees("[data-requested-by]");
    until_in_the_tab(person);
    // Other pages can write into the tab as well, so the request is shown once more.
    reload(person);
    assert!(!person.sees("[data-requested-by]"), "taken up unasked");
    take_up_again(person);

    person.browser.run(async |client| client.back().await);
    person.expect_view("requested");
    assert_eq!(hash(person), "#/requested");
    person.leave();
    person.browser.run(async |client| client.back().await);
    person.ready();
    assert_eq!(hash(person), "#/requested", "the history brings the request back");
    // Unless the browser kept the page as it was, it was loaded anew.
    if !person.sees("[data-requested-by]") {
        open_found(person);
        take_up_again(person);
    }

    let signed = || {
        person.leave_for(&format!("#/{QUESTIONNAIRE}/keep/own"));
        person.download(|| person.press("export-signed")).json()
    };
    let named = signed();
    assert_eq!(named["request"]["nonce"], nonce.as_str(), "{named}");
    assert_eq!(named["request"]["from"], WHO);
    person.leave_for("#/requested");
    person.press("put-away-request");
    person.until("the line in the head to go", || (!person.sees("[data-requested-by]")).then_some(()));
    assert!(signed().get("request").is_none());
}

fn each_link_that_cannot_be_used_says_why_and_lets_one_go_on(person: &Person) {
    let request = written(&wish());
    let packed = request.packed();
    let repacked = |change: &dyn Fn(&mut Object)| {
        let mut document = request.document().clone();
        change(&mut document);
        pack(canonical(&document.into()).as_bytes())
    };
    let mut letter = packed.clone();
    let end = letter.split_off(packed.len() / 2);
    letter.push(if end.starts_with('A') { 'B' } else { 'A' });
    letter.push_str(end.split_at(1).1);
    let mut strange = wish();
    for asked in &mut strange.asked {
        "somebody-elses".clone_into(&mut asked.id);
    }
    let links = [
        ("truncated", packed.split_at(packed.len() / 2).0.to_owned()),
        ("broken", packed.replacen(packed.get(40..41).expect("forty signs"), "!", 1)),
        ("too-long", "A".repeat(20_001)),
        ("altered", repacked(&|document| document.set("message", "Another message."))),
        ("unsigned", repacked(&|document| drop(document.remove("proof")))),
        ("newer", repacked(&|document| document.set("format", "candour-request/3"))),
        ("other", repacked(&|document| document.set("format", "candour-result/1"))),
        ("unknown-questionnaire", written(&strange).packed()),
    ];
    let mut messages = BTreeSet::new();
    person.open("");
    let open = |packed: &str| {
        person.leave_for(&format!("#/request/{packed}"));
        person.until_sees("[data-view='requested'] [data-problem]");
        person.text_of("return document.querySelector('[data-problem]').dataset.problem")
    };
    let count = links.len();
    for (problem, packed) in links {
        assert_eq!(open(&packed), problem);
        messages.insert(person.text_of("return document.querySelector('[data-problem]').textContent"));
        assert!(!person.sees("[data-action='accept-request']"), "{problem} can be answered");
        assert_eq!(hash(person), "#/requested");
        person.go("decline-request");
        assert_eq!(person.view(), "home");
    }
    assert_eq!(messages.len(), count, "two different faults get the same message: {messages:?}");
    // A letter changed in what is deflated shows in one way or another, and never as a request.
    let shown = open(&letter);
    assert!(["broken", "truncated", "altered", "too-long", "other"].contains(&shown.as_str()), "{shown}");
    assert!(!person.sees("[data-requester]"));
    // The same when the page is opened with it.
    person.start_anew();
    person.open(&format!("#/request/{}", packed.split_at(100).0));
    person.until_sees("[data-problem='truncated']");
    person.go("decline-request");
    person.start_with(QUESTIONNAIRE);
}

/// Texts that would do harm if they were taken for more than text.
pub(crate) const HOSTILE: [&str; 4] = [
    "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>",
    "<a href=\"https://example.org/\">press here</a> https://example.org/",
    "javascript:window.harmed=1",
    "safe\u{202e}elif\u{2066}\u{200b}",
];

/// Nothing of [`HOSTILE`] became more than text.
pub(crate) fn expect_harmless(person: &Person, screen: &str) {
    let found = person.list_of(
        "const found = [...document.querySelectorAll('#screen img, #screen script, #screen iframe, #screen object, #screen [onerror]')]
             .concat([...document.querySelectorAll('#screen a')].filter(a => /example\\.org|javascript:/i.test(a.href)))
             .map(one => one.outerHTML);
         if (window.harmed) found.push('something ran');
         if (/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText + document.title)) found.push('writing is turned around');
         return found",
    );
    assert!(found.is_empty(), "{screen}: {found:?}");
}

fn key_digits_keep_their_order_in_writing_from_right_to_left(person: &Person) {
    let request = written(&wish());
    let digits = request.key.fingerprint();
    person.open(&opens(&request));
    person.until_sees("[data-view='requested'] code[data-fingerprint]");
    // The page as a translation into Arabic or Hebrew would have it, then a sentence with and without isolation.
    let orders = person.browser.script(
        "const seen = node => {
             const places = [...node.data].map((letter, at) => {
                 const range = document.createRange();
                 range.setStart(node, at);
                 range.setEnd(node, at + 1);
                 const {left, top, height} = range.getBoundingClientRect();
                 return {letter, left, top, height};
             }).filter(place => /[0-9]/.test(place.letter));
             places.sort((a, b) => Math.abs(a.top - b.top) > a.height / 2 ? a.top - b.top : a.left - b.left);
             return places.map(place => place.letter).join('');
         };
         document.documentElement.dir = 'rtl';
         const sentence = value => {
             const p = document.createElement('p');
             p.textContent = '\\u05d0 ' + value + ' \\u05d0';
             document.querySelector('#screen').append(p);
             return seen(p.firstChild);
         };
         return [
             seen(document.querySelector('code[data-fingerprint]').firstChild),
             sentence('\\u2068' + arguments[0] + '\\u2069'),
             sentence(arguments[0]),
         ]",
        vec![json!(digits)],
    );
    let digits: String = digits.split(' ').collect();
    let orders: Vec<&str> =
        orders.as_array().expect("a list").iter().filter_map(|order| order.as_str()).collect();
    assert_eq!(orders.get(..2), Some(&[digits.as_str(), digits.as_str()][..]));
    assert_ne!(orders.get(2), Some(&digits.as_str()), "this paragraph would show that a guard is missing");
}

fn a_request_places_neither_markup_nor_links_on_the_page(person: &Person) {
    let [markup, linked, script, turned] = HOSTILE;
    let document = written(&wish()).document().clone();
    let signer = document.get("signer").and_then(Strict::as_object).expect("a signer").clone();
    let hostile = document
        .with("signer", signer.with("name", [markup, turned].concat()))
        .with("contact", [linked, script].concat())
        .with("message", HOSTILE.join("\n"));
    let hostile = proof::sign(&hostile, &key(1), NOW);
    let hostile = Request::read(&hostile.into(), clock()).expect("a signed request");
    person.open("");
    person.browser.recorder.forget();
    person.leave_for(&opens(&hostile));
    person.until_sees("[data-requester]");
    expect_harmless(person, "the request");
    for text in [markup, linked, script] {
        assert!(person.words().contains(text), "{text} is not shown as it is: {}", person.words());
    }
    person.go("accept-request");
    expect_harmless(person, "the questionnaire");
    for screen in ["#/", "#/responsible-exit/keep", "#/requested"] {
        person.leave_for(screen);
        person.until_sees("[data-requested-by]");
        expect_harmless(person, screen);
    }
    assert_eq!(person.browser.recorder.requests(), Vec::<String>::new());
}

/// Takes up the request that the tab kept.
fn take_up_again(person: &Person) {
    to(person, "#/");
    person.go("look-at-found");
    person.until_sees("[data-view='requested'] [data-found-in='tab']");
    person.go("accept-request");
    person.until_sees("[data-requested-by]");
}

fn the_page_with_a_request_shows_it_and_carries_it_no_further(person: &Person) {
    let request = written(&wish());
    let content = questionnaires::pack(Some(request.document()), &[]);
    let page = carrying(&published(), Element::Request, &content).expect("a page with a request");
    open_elsewhere(person, "from a stick.html", page.as_bytes());
    person.until_sees("[data-view='requested'] [data-requester]");
    assert!(!person.sees("#request"), "the element is still in the document");
    assert!(!person.sees("[data-saved-by-browser]"), "it is the published page and the request");
    // What the browser's "Save page as" would write while the request is on the screen.
    let saved = person.text_of("return '<!DOCTYPE html>' + document.documentElement.outerHTML");
    let copied = || {
        person.leave_for("#/about");
        person.download(|| person.press("save-copy")).text()
    };
    person.go("accept-request");
    person.until_sees("[data-requested-by]");
    assert!(copied() == published(), "its copy is not the published page");
    until_in_the_tab(person);
    reload(person);
    take_up_again(person);

    open_elsewhere(person, "saved from the browser.html", saved.as_bytes());
    person.expect_view("home");
    assert!(!person.sees("[data-requested-by]"));
    let opened = person.text_of("return document.documentElement.outerHTML + candour.request");
    for carried in [WHO, content.as_str()] {
        assert!(!opened.contains(carried), "`{carried}` went along");
    }
    assert!(copied() == published(), "the copy of a saved page is not the published page");
}

/// A small questionnaire: structure and wording.
fn harbour() -> [String; 2] {
    let question = json!({ "question": "Is the harbour closed at night?", "why": "People rely on it.",
        "yes": "It is closed each night.", "partly": "It is closed on some nights.", "no": "It is open.",
        "severity": "It can hurt people.", "evidence": "A short note.", "action": "Close it at night.",
        "firstStep": "Write down who holds the key." });
    let structure = json!({ "format": "candour-questionnaire/1", "id": "harbour", "version": "1.0.0",
        "date": "2026-11-22",
        "sources": [{ "id": "rules", "mark": "verified", "url": "https://example.org/rules" }],
        "sections": [{ "id": "gates", "questions": [{ "id": "night", "severity": "critical",
            "citations": [{ "source": "rules" }] }] }] });
    let wording = json!({ "format": "candour-wording/1", "questionnaire": "harbour", "language": "en",
        "title": "The harbour", "summary": "One question.", "before": ["Take your time."],
        "sections": { "gates": { "title": "Gates", "lead": "Who can get in." } },
        "questions": { "night": question }, "sources": { "rules": "The harbour rules" } });
    [structure.to_string(), wording.to_string()]
}

fn an_imported_questionnaire_is_marked_wherever_it_appears(person: &Person) {
    let [structure, wording] = harbour();
    for (name, content) in [("questionnaire.json", &structure), ("en.json", &wording)] {
        person.browser.write(name, content.as_bytes());
    }
    let path = |name: &str| person.browser.folder().join(name);
    person.open("#/request");
    let field = "input[data-action='open-questionnaire']";
    person.open_file_in(field, &path("en.json"));
    person.until_sees("[data-fix]");
    person.open_files_in(field, &[&path("questionnaire.json"), &path("en.json")]);
    person.until_sees("[data-ask='harbour']");
    assert!(!person.sees("[data-fix]"));
    fill_in(person, "harbour");
    person.click("[data-field='encrypted']");
    person.press("make-request");
    let page = person.download(|| person.press("save-request-page"));
    assert!(without(&page.text()) == published());

    open_elsewhere(person, "the harbour.html", &page.bytes);
    person.until_sees("[data-view='requested'] [data-asked='harbour'] [data-imported='harbour']");
    person.go("accept-request");
    let expect_marked = |screen: &str| {
        person.until_sees("[data-imported='harbour']");
        let links = person.list_of(
            "return [...document.querySelectorAll('a')].map(a => a.getAttribute('href') ?? '').filter(a => !a.startsWith('#'))",
        );
        assert!(links.is_empty(), "{screen} has links of the questionnaire's own: {links:?}");
    };
    expect_marked("its beginning");
    person.answer_all_doing(&["no"], || expect_marked("its questions"));
    for screen in ["review", "result", "plan", "report", "blank", "keep", "keep/own"] {
        if screen != "review" {
            person.leave_for(&format!("#/harbour/{screen}"));
        }
        expect_marked(screen);
    }
    let signed = person.download(|| person.press("export-signed"));
    for screen in ["#/", "#/drafts"] {
        person.leave_for(screen);
        expect_marked(screen);
    }
    person.leave_for("#/check");
    person.open_file(&signed.path);
    person.until_sees("[data-file][data-verdict='intact'] [data-imported='harbour']");
    // Without the questionnaire the file is still read, and nothing pretends to know it.
    person.start_anew();
    person.open("#/check");
    assert_eq!(person.check("harbour result.json", &signed.bytes), "intact");
    assert!(!person.sees("[data-imported]"));
}

/// Follows `docs/OWN-QUESTIONS.md`, step by step, in the page alone.
fn the_guide_leads_from_nothing_to_compared_answers(person: &Person) {
    let field = "input[data-action='open-questionnaire']";
    let open = |name: &str, table: &str| {
        person.browser.write(name, table.as_bytes());
        person.open_file_in(field, &person.browser.folder().join(name));
    };
    person.open("#/request");
    person.leave_by("a[href='#/write']");
    let example = person.download(|| person.press("save-example")).text();
    let own = example.replace("Complaints at work", "Night work");
    assert_ne!(own, example);
    open("night.csv", &own.replacen(",critical,", ",grave,", 1));
    person.until_sees("[data-fix^='row '][data-fix$=', column importance']");
    open("night.csv", &own);
    person.until_sees("[data-action='look']");
    assert!(!person.sees("[data-fix]"));
    // Those of the page's own questionnaires are folded away.
    let table = "section:has([data-action='open-questionnaire']) [data-action='save-table']";
    let with_ids = person.download(|| person.click(table)).text();
    assert!(with_ids.contains("night-work"), "{with_ids}");
    person.download(|| person.press("save-questionnaires"));
    person.leave_by("[data-action='look']");
    person.expect_view("profile");
    person.leave_for("#/request");
    fill_in(person, "night-work");
    person.click("[data-field='encrypted']");
    person.press("make-request");
    let page = person.download(|| person.press("save-request-page"));

    open_elsewhere(person, "night work.html", &page.bytes);
    person.until_sees("[data-view='requested'] [data-asked='night-work']");
    person.go("accept-request");
    person.answer_all(&["yes", "no", "partly"]);
    person.leave_for("#/night-work/keep/own");
    let signed = person.download(|| person.press("export-signed"));

    open_elsewhere(person, "night work.html", &page.bytes);
    person.leave_for("#/compare");
    person.open_file(&signed.path);
    person.until_sees("[data-file][data-verdict='intact']");
    person.leave_for("#/compare/night-work");
    person.until_sees("tr[data-organisation]");
}

fn a_note_that_an_answer_asks_for_is_open_and_in_reach(person: &Person) {
    let structure = include_str!("../../own/vendor-security/questionnaire.json");
    let asks = "\"yes\": \"They do.\", \"evidence\": \"Send us a photo of a badge.\"";
    let wording =
        include_str!("../../own/vendor-security/en.json").replacen("\"yes\": \"They do.\"", asks, 1);
    for (name, content) in [("questionnaire.json", structure), ("en.json", &wording)] {
        person.browser.write(name, content.as_bytes());
    }
    let path = |name: &str| person.browser.folder().join(name);
    person.open("#/request");
    let field = "input[data-action='open-questionnaire']";
    person.open_files_in(field, &[&path("questionnaire.json"), &path("en.json")]);
    person.until_sees("[data-ask='vendor-security']");
    assert!(person.sees("[data-never-asked]"), "whoever asks is warned");
    person.leave_for("#/vendor-security/web");
    person.until_sees("[data-never-asked]");
    assert!(!person.sees("[data-note-asked]"));
    person.choose("own-login", "no");
    person.until_sees("[data-question='own-login'] details[open] [data-note-asked]");
    assert!(person.sees("[data-question='second-factor']"), "it is asked while the other answer is open");
    person.write(&Person::note_of("own-login"), "By invitation.");
    person.until("the question to go", || (!person.sees("[data-question='second-factor']")).then_some(()));
    let typed = "return document.activeElement.dataset.field + ': ' + document.activeElement.value";
    assert_eq!(person.text_of(typed), "note: By invitation.", "the focus stays in the note");
    person.browser.resize(320, 640);
    assert_eq!(too_wide(person), Vec::<String>::new());
    expect_no_violations(person);
    // What is answered survives a way to another screen and back.
    person.leave_for("#/vendor-security/review");
    assert!(person.words().contains("By invitation."));
}

fn the_list_of_requests_and_keys_comes_back_from_its_file(person: &Person) {
    const KNOWN: &str = "Harbour Company";
    person.open("#/request");
    fill_in(person, QUESTIONNAIRE);
    person.click("[data-field='encrypted']");
    person.press("make-request");
    person.until_sees("[data-request]");
    let nonce = person.text_of("return document.querySelector('[data-request]').dataset.request");
    person.until_sees("[data-records='unsaved']");
    // A key that was noted elsewhere, in a list that joins this one.
    let known = KnownKey {
        key: key(5).public(),
        name: KNOWN.to_owned(),
        how: Verification::Telephone,
        day: NOW.day(),
    };
    let records = Records { requests: vec![written(&wish())], keys: vec![known], ..Records::default() };
    let list = Strict::from(records.write()).pretty();
    let list =
        age::encrypt_with_passphrase(list.as_bytes(), PASSPHRASE, 10, &[3; 48]).expect("a locked list");
    person.browser.write("list.age", list.as_bytes());
    let open = |path: &std::path::Path, passphrase: &str| {
        person.open_file_in("[data-field='records-file']", path);
        paste(person, "[data-field='records-open-passphrase']", passphrase);
        person.press("open-records");
    };
    let joined = person.browser.folder().join("list.age");
    open(&joined, "seven wet umbrellas under no hat");
    person.until("a refusal", || person.words().contains(&sentence("notice-records-wrong")).then_some(()));
    open(&joined, PASSPHRASE);
    person.until_sees("[data-known-key='checked']");
    for field in ["records-passphrase", "records-passphrase-again"] {
        paste(person, &format!("[data-field='{field}']"), PASSPHRASE);
    }
    let saved = person.download(|| person.press("save-records"));
    person.click("[data-passed='records'] [data-action='file-seen']");
    person.until("the list to count as saved", || (!person.sees("[data-records='unsaved']")).then_some(()));
    assert!(!saved.text().contains(WHO) && !saved.text().contains(KNOWN));

    person.unfold("[data-erase] [data-action='erase']");
    person.press("erase");
    person.expect_view("erased");
    person.open("#/request");
    person.reload();
    assert!(!person.sees("[data-request]") && !person.sees("[data-known-key]"), "{}", person.words());
    open(&saved.path, PASSPHRASE);
    person.until_sees(&format!("[data-request='{nonce}']"));
    let back =
        person.list_of("return [...document.querySelectorAll('[data-request]')].map(r => r.dataset.request)");
    assert_eq!(back.len(), 2, "{back:?}");
    person.until_sees("[data-known-key='checked']");
    let cards = person.text_of("return document.querySelector('[data-known-key]').textContent");
    assert!(cards.contains(KNOWN) && cards.contains(&key(5).public().fingerprint()), "{cards}");
    // Whom the list knows is told from others where a request of theirs is opened.
    let theirs = NewRequest { from: KNOWN.to_owned(), ..wish() };
    let by = |number: u64, random: u8| {
        opens(&Request::write(&theirs, &key(number), &[random; 16], NOW).expect("a request"))
    };
    person.leave_for(&by(5, 1));
    person.until_sees("[data-view='requested'] [data-key-trust='checked']");
    person.go("decline-request");
    person.leave_for(&by(6, 2));
    person.until_sees("[data-view='requested'] [data-key-trust='changed']");
}
