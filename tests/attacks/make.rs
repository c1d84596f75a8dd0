//! How the files were made: `cargo run -p candour-attacks --example attacks`.
//!
//! It writes only what is not there: a file once frozen is never made again. What must be said of each
//! stands in `cases.json` and is nothing that this program could know.
#![expect(clippy::expect_used, reason = "whoever makes files sees at once what is wrong")]

use std::fs;

use candour_attacks::{app, cases, catalog, entry, folder};
use candour_files::{
    request::{NewRequest, RANDOM, Request, RequestedQuestionnaire},
    result::{RequestRef, ResultInput, random_bytes, write},
    withhold::{WithheldParts, withhold},
};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Limits, Object},
    key::SigningKey,
    parts, proof,
};

/// 2026-01-15T00:00:00Z.
const DAY: Timestamp = Timestamp(1_768_435_200);
const CREATED: &str = "2026-01-15T00:00:00Z";
/// Whose results they are; whose they are not; who asked.
const SIGNER: &str = "candour cheats, the signer";
const OTHER: &str = "candour cheats, another key";
const REQUESTER: &str = "candour cheats, the requester";

const DRAFT: &str = r#"{
    "format": "candour-draft/1",
    "questionnaire": {"id": "paper-files", "version": "1.0.0"},
    "organisation": "Bäckerei Übung",
    "sharePlan": true,
    "profile": {"staff": "yes", "visitors": "no"},
    "answers": [
        {"id": "time-limits", "choice": "no", "note": "Noch keine Frist.\n– Rechnungen\n– Verträge",
            "todo": "doing", "role": "Head of office", "due": "2026-03-31"},
        {"id": "old-papers", "choice": "yes", "evidence": true},
        {"id": "copies", "choice": "partly"},
        {"id": "locked-room", "choice": "yes", "evidence": true},
        {"id": "keys-returned", "choice": "unknown"},
        {"id": "hand-over", "choice": "partly", "note": "We call it the \"folder list\" here."},
        {"id": "labels", "choice": "not-applicable", "reason": "other-stage"}
    ]
}"#;

fn main() {
    let file = folder().join("request.json");
    if !file.exists() {
        fs::write(file, request(1).file()).expect("a file to write");
    }
    fs::create_dir_all(folder().join("files")).expect("a folder");
    for case in cases().iter().filter(|case| !case.is_padded()) {
        let path = folder().join("files").join(case.file());
        if !path.exists() {
            fs::write(&path, file_of(case.file())).expect("a file to write");
        }
    }
}

/// The file of that name.
fn file_of(file: &str) -> Vec<u8> {
    let name = file.strip_suffix(".json").expect("a name of JSON");
    let (_, name) = name.split_once('-').expect("a number and a name");
    bytes_of(name)
        .or_else(|| Some(text_of(name)?.into_bytes()))
        .or_else(|| {
            [proof_of, key_of, changed, signed_wrong, copy_of]
                .iter()
                .find_map(|make| Some(make(name)?.pretty().into_bytes()))
        })
        .unwrap_or_else(|| unknown(file))
}

#[expect(clippy::panic, reason = "a name without a recipe is a slip of whoever adds a file")]
fn unknown(file: &str) -> ! {
    panic!("nothing here says how `{file}` is made")
}

// What all are made from.

fn key(label: &str) -> SigningKey {
    SigningKey::from_seed(sha256(label.as_bytes()))
}

/// One of the requester's requests.
fn request(number: u8) -> Request {
    let wish = NewRequest {
        from: "Ein Verein, der fragt".to_owned(),
        language: "en".to_owned(),
        asked: vec![RequestedQuestionnaire::of(&entry())],
        ..NewRequest::default()
    };
    Request::write(&wish, &key(REQUESTER), &[number; RANDOM], DAY).expect("a request")
}

fn genuine() -> Json {
    document(DRAFT, "first").into()
}

/// Another result by the same key: more answers are yes.
fn another() -> Json {
    document(&DRAFT.replace(r#""choice": "partly""#, r#""choice": "yes""#), "second").into()
}

/// A signed result of these answers.
fn document(draft: &str, chance: &str) -> Object {
    let (entry, catalog, request) = (entry(), catalog(), request(1));
    let draft = Json::read(draft.as_bytes(), Limits::FILE).expect("a draft");
    let draft = candour_files::draft::read(&draft, &entry.questionnaire);
    assert_eq!(draft.not_placed, [""; 0]);
    let draft = draft.draft;
    // The keys are published, so the salts need not be secret.
    let block = |place: usize| sha256(&[chance.as_bytes(), &place.to_be_bytes()].concat());
    let random: Vec<u8> =
        (0..random_bytes(&entry.questionnaire, &draft).div_ceil(32)).flat_map(block).collect();
    let echo = RequestRef { id: request.key.did(), from: request.from, nonce: request.nonce };
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft: &draft,
        request: Some(&echo),
        app: &app(),
        now: DAY,
        random: &random,
    };
    write(&ingredients, &key(SIGNER)).expect("enough random bytes")
}

fn object(value: Json) -> Object {
    match value {
        Json::Object(object) => object,
        _ => Object::new(),
    }
}

fn did(label: &str) -> String {
    key(label).public().did()
}

// Small changes.

/// The document with what stands at a pointer replaced, added, or taken out; `-` is the end of a list.
fn put(document: Json, pointer: &str, value: Option<Json>) -> Json {
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    at(Some(document), &steps, value).expect("the document itself stays")
}

fn at(place: Option<Json>, steps: &[&str], value: Option<Json>) -> Option<Json> {
    let Some((step, rest)) = steps.split_first() else { return value };
    match place? {
        Json::Object(mut object) => {
            match at(object.get(step).cloned().or(Some(Json::Null)), rest, value) {
                Some(new) => object.set(step, new),
                None => {
                    object.remove(step);
                }
            }
            Some(object.into())
        }
        Json::List(mut items) => {
            let place = step.parse().unwrap_or(items.len());
            let old = (place < items.len()).then(|| items.remove(place));
            if let Some(new) = at(old.or(Some(Json::Null)), rest, value) {
                items.insert(place, new);
            }
            Some(items.into())
        }
        _ => None,
    }
}

fn set(document: Json, pointer: &str, value: impl Into<Json>) -> Json {
    put(document, pointer, Some(value.into()))
}

fn take(document: Json, pointer: &str) -> Json {
    put(document, pointer, None)
}

fn find(document: &Json, pointer: &str) -> Json {
    let mut value = document.clone();
    for step in pointer.split('/').skip(1) {
        let inner = match &value {
            Json::Object(object) => object.get(step).cloned(),
            Json::List(items) => step.parse::<usize>().ok().and_then(|place| items.get(place).cloned()),
            _ => None,
        };
        value = inner.unwrap_or(Json::Null);
    }
    value
}

fn text_at(document: &Json, pointer: &str) -> String {
    find(document, pointer).as_text().expect("a text").to_owned()
}

/// What stands at two pointers, each in the place of the other.
fn swap(document: Json, one: &str, other: &str) -> Json {
    let (first, second) = (find(&document, one), find(&document, other));
    set(set(document, one, second), other, first)
}

const TIME_LIMITS: &str = "/sections/0/answers/0";
const OLD_PAPERS: &str = "/sections/0/answers/1";
const COPIES: &str = "/sections/0/answers/2";
const KEYS_RETURNED: &str = "/sections/1/answers/1";
const HAND_OVER: &str = "/sections/2/answers/0";
const LABELS: &str = "/sections/2/answers/1";

fn member(part: &str, name: &str) -> String {
    [part, "/", name].concat()
}

/// Another answer, with the label that belongs to it.
fn answered_yes(document: Json, answer: &str) -> Json {
    set(set(document, &member(answer, "choice"), "yes"), &member(answer, "label"), "Yes")
}

/// An answer to a question of that id, with a salt of its own.
fn answer(id: &str, question: &str) -> Json {
    Object::new()
        .with("id", id)
        .with("question", question)
        .with("choice", "yes")
        .with("label", "Yes")
        .with("salt", "bm8gc2VjcmV0LCBhIHRlcw")
        .into()
}

/// With a question that asks for the opposite.
fn turned_round(document: Json) -> Json {
    set(document, &member(TIME_LIMITS, "question"), "Do you keep each kind of paper for as long as you like?")
}

fn withheld(id: &str) -> Json {
    Object::new().with("id", id).with("withheld", true).into()
}

// Signing.

/// The document with list and proof made anew by a key.
fn signed_by(document: Json, label: &str) -> Json {
    closed(listed(document, label), label)
}

fn signed(document: Json) -> Json {
    signed_by(document, SIGNER)
}

/// The document with its list of parts made anew, and no proof.
fn listed(document: Json, label: &str) -> Json {
    let mut document = object(take(document, "/proof"));
    document.remove("manifest");
    let id = document.get("id").and_then(Json::as_text).expect("an id").to_owned();
    let list = parts::manifest(&document, &id, &key(label), DAY);
    document.with("manifest", list).into()
}

/// The document with its outer proof made anew.
fn closed(document: Json, label: &str) -> Json {
    proof::sign(&object(document), &key(label), DAY).into()
}

/// The list of parts, changed and signed anew by the signer.
fn with_list(document: Json, change: impl FnOnce(Json) -> Json) -> Json {
    let list = change(take(find(&document, "/manifest"), "/proof"));
    closed(set(document, "/manifest", proof::sign(&object(list), &key(SIGNER), DAY)), SIGNER)
}

/// The members that every proof of the signer has.
fn members() -> Object {
    Object::new()
        .with("type", "DataIntegrityProof")
        .with("cryptosuite", "eddsa-jcs-2022")
        .with("created", CREATED)
        .with("verificationMethod", key(SIGNER).public().verification_method())
        .with("proofPurpose", "assertionMethod")
}

fn base58(bytes: &[u8]) -> String {
    ["z", &bs58::encode(bytes).into_string()].concat()
}

fn unbase58(text: &str) -> Vec<u8> {
    bs58::decode(text.trim_start_matches('z')).into_vec().expect("base58btc")
}

/// The two digests that are signed: of the proof's members, then of the document.
fn digests(document: &Json, members: &Object) -> [Vec<u8>; 2] {
    let document = take(document.clone(), "/proof");
    [Json::from(members.clone()), document].map(|part| sha256(canonical(&part).as_bytes()).to_vec())
}

/// The document with a proof of these members, whatever they are, properly signed.
fn proved(document: Json, members: Object) -> Json {
    let value = base58(&key(SIGNER).sign(&digests(&document, &members).concat()));
    set(document, "/proof", members.with("proofValue", value))
}

fn proved_with(name: &str, value: impl Into<Json>) -> Json {
    proved(genuine(), members().with(name, value))
}

/// The genuine file with another value in its proof.
fn value(change: impl FnOnce(String) -> String) -> Json {
    let value = text_at(&genuine(), "/proof/proofValue");
    set(genuine(), "/proof/proofValue", change(value))
}

/// The same, with other bytes.
fn signature(change: impl FnOnce(&mut Vec<u8>)) -> Json {
    value(|text| {
        let mut bytes = unbase58(&text);
        change(&mut bytes);
        base58(&bytes)
    })
}

/// The genuine file signed over something else.
fn signed_over(bytes: impl FnOnce([Vec<u8>; 2], &Json) -> Vec<u8>) -> Json {
    let message = bytes(digests(&genuine(), &members()), &genuine());
    set(genuine(), "/proof", members().with("proofValue", base58(&key(SIGNER).sign(&message))))
}

// 1 to 29: bytes and JSON.

fn bytes_of(name: &str) -> Option<Vec<u8>> {
    let text = genuine().pretty();
    let bytes = text.clone().into_bytes();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    // The first letter of the name is two bytes.
    let with_letter = |letter: &[u8]| {
        let place = text.find('ä').expect("the name");
        let (before, rest) = bytes.split_at(place);
        [before, letter, rest.get(2..).expect("the rest of it")].concat()
    };
    Some(match name {
        "byte-order-mark" => [&[0xef, 0xbb, 0xbf][..], &bytes].concat(),
        "utf-16-with-mark" => utf16(&format!("\u{feff}{text}")),
        "utf-16-without-mark" => utf16(&text),
        "byte-not-utf-8" => with_letter(&[0xff]),
        "overlong-utf-8" => with_letter(&[0xc1, 0xa4]),
        "empty" => Vec::new(),
        "truncated" => bytes.get(..bytes.len() / 2).expect("half of it").to_vec(),
        "nul-after-end" => [&bytes[..], &[0; 8]].concat(),
        _ => return None,
    })
}

fn text_of(name: &str) -> Option<String> {
    let text = genuine().pretty();
    let swap = |from: &str, to: &str| {
        assert!(text.contains(from), "the genuine file has no `{from}`");
        text.replacen(from, to, 1)
    };
    // The first count that is 1, and the first that is 0.
    let one = |to: &str| swap("\"yes\": 1,", &format!("\"yes\": {to},"));
    let zero = |to: &str| swap("\"open\": 0", &format!("\"open\": {to}"));
    let number = |signed: i64, written: &str| {
        let document = signed_by(set(genuine(), "/x-number", Json::Integer(signed)), SIGNER);
        document.pretty().replacen(&format!("\"x-number\": {signed}"), &format!("\"x-number\": {written}"), 1)
    };
    let deep = |levels: usize| {
        let nested = ["[".repeat(levels - 1), "]".repeat(levels - 1)].concat();
        swap("{\n", &format!("{{\n  \"x-deep\": {nested},\n"))
    };
    let choice = "\"choice\": \"no\",";
    let value = text_at(&genuine(), "/proof/proofValue");
    Some(match name {
        "white-space" => " \r\n\t\n".to_owned(),
        "trailing-letter" => text + "x\n",
        "two-documents" => [text.clone(), text].concat(),
        "line-comment" => swap("{\n", "{\n  // Signed on 15 January.\n"),
        "block-comment" => swap(",\n", ", /* Signed. */\n"),
        "trailing-comma" => text.trim_end().strip_suffix("\n}").expect("the end").to_owned() + ",\n}\n",
        "single-quotes" => text.replace('"', "'"),
        "saved-as-web-page" => format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body><pre>{}</pre></body></html>\n",
            text.replace('&', "&amp;").replace('<', "&lt;")
        ),
        "in-an-array" => Json::List(vec![genuine()]).pretty(),
        "as-a-string" => Json::from(text).pretty(),
        "member-twice-first" => swap(choice, &format!("\"choice\": \"yes\",\n          {choice}")),
        "member-twice-last" => swap(choice, &format!("{choice}\n          \"choice\": \"yes\",")),
        "signer-twice" => swap(
            "  \"questionnaire\":",
            &format!("  \"signer\": {{\"id\": \"{}\"}},\n  \"questionnaire\":", did(OTHER)),
        ),
        "member-twice-escaped" => swap(choice, &format!("{choice}\n          \"\\u0063hoice\": \"yes\",")),
        "twice-in-proof" => {
            let place = text.rfind("    \"proofValue\"").expect("the outer proof");
            let (before, rest) = text.split_at(place);
            format!("{before}    \"proofValue\": \"{}\",\n{rest}", value.replace('z', "y"))
        }
        "two-proof-members" => {
            let place = text.rfind("  \"proof\": {").expect("the outer proof");
            let (before, rest) = text.split_at(place);
            format!("{before}  \"proof\": null,\n{rest}")
        }
        "not-a-number" => one("NaN"),
        "infinity" => one("Infinity"),
        "number-too-large" => one("1e400"),
        "fraction" => one("1.0"),
        "exponent" => one("1e0"),
        "rounds-to-one" => one("1.00000000000000000001"),
        "minus-zero" => zero("-0"),
        "two-53-plus-one" => number(9_007_199_254_740_992, "9007199254740993"),
        "two-53" => number(9_007_199_254_740_992, "9007199254740992"),
        "1e21" => number(1, "1e21"),
        "leading-zero" => one("01"),
        "plus-sign" => one("+1"),
        "hexadecimal" => one("0x1"),
        "lone-surrogate-in-text" => swap("Bäckerei", "B\\ud83dckerei"),
        "lone-surrogate-in-member" => swap("{\n", "{\n  \"\\udc00\": true,\n"),
        "raw-tab" => swap("Bäckerei ", "Bäckerei\t"),
        "raw-line-feed" => swap("Bäckerei ", "Bäckerei\n"),
        "depth-33" => deep(33),
        "depth-100" => deep(100),
        "depth-10000" => deep(10_000),
        "depth-100000" => deep(100_000),
        "member-beyond-ascii" => signed(set(genuine(), "/größe", 3_u32)).pretty(),
        _ => return None,
    })
}

// 30 to 44: the proof.

fn proof_of(name: &str) -> Option<Json> {
    let proof = |value: Json| set(genuine(), "/proof", value);
    let good = find(&genuine(), "/proof");
    let by_other = find(&closed(genuine(), OTHER), "/proof");
    // A good proof by another key, of another document.
    let elsewhere = find(&closed(another(), OTHER), "/proof");
    let without = |name: &str| {
        let mut members = members();
        members.remove(name);
        proved(genuine(), members)
    };
    let contexts = |list: &[&str]| {
        Json::List(list.iter().map(|name| format!("https://example.org/{name}").into()).collect())
    };
    let of_context = || {
        let document = listed(set(genuine(), "/@context", contexts(&["first"])), SIGNER);
        closed(document, SIGNER)
    };
    // With the date of the proof, that of the answers.
    let created = |created: &str, finished: &str| {
        proved(listed(set(genuine(), "/finished", finished), SIGNER), members().with("created", created))
    };
    Some(match name {
        "genuine" => genuine(),
        "no-signature" => take(take(genuine(), "/proof"), "/manifest"),
        "no-outer-proof" => take(genuine(), "/proof"),
        "proof-null" => proof(Json::Null),
        "proof-text" => proof(text_at(&genuine(), "/proof/proofValue").into()),
        "proof-number" => proof(1_u32.into()),
        "proof-empty" => proof(Object::new().into()),
        "proof-empty-list" => proof(Json::List(Vec::new())),
        "no-type" => without("type"),
        "no-cryptosuite" => without("cryptosuite"),
        "no-verification-method" => without("verificationMethod"),
        "no-proof-purpose" => without("proofPurpose"),
        "no-proof-value" => take(genuine(), "/proof/proofValue"),
        "other-type" => proved_with("type", "Ed25519Signature2020"),
        "unknown-suite" => proved_with("cryptosuite", "eddsa-jcs-2030"),
        "sibling-suite" => proved_with("cryptosuite", "eddsa-rdfc-2022"),
        "suite-in-capitals" => proved_with("cryptosuite", "EdDSA-JCS-2022"),
        "other-purpose" => proved_with("proofPurpose", "authentication"),
        "member-added-to-proof" => set(genuine(), "/proof/note", "Checked by hand."),
        "member-signed-in-proof" => proved_with("domain", "example.org"),
        "previous-proof" => proved_with("previousProof", "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544"),
        "two-proofs-second-bad" => proof(Json::List(vec![good, elsewhere])),
        "two-proofs-first-bad" => proof(Json::List(vec![elsewhere, good])),
        "same-proof-twice" => proof(Json::List(vec![good.clone(), good])),
        "201-proofs" => {
            let by = |number: u32| {
                let label = if number == 0 { SIGNER.to_owned() } else { format!("{OTHER} {number}") };
                find(&closed(genuine(), &label), "/proof")
            };
            proof(Json::List((0..201).map(by).collect()))
        }
        "context-appended" => set(of_context(), "/@context", contexts(&["first", "second"])),
        "context-prepended" => set(of_context(), "/@context", contexts(&["second", "first"])),
        "context-injected" => set(genuine(), "/@context", contexts(&["first"])),
        "created-not-a-date" => proved_with("created", "yesterday"),
        "created-in-month-13" => proved_with("created", "2026-13-01T00:00:00Z"),
        "created-on-30-february" => proved_with("created", "2026-02-30T00:00:00Z"),
        "created-without-zone" => proved_with("created", "2026-01-15T00:00:00"),
        "created-a-number" => proved_with("created", Json::Integer(DAY.0)),
        "expired" => proved_with("expires", "2026-02-01T00:00:00Z"),
        "created-in-the-future" => created("2199-01-01T00:00:00Z", "2199-01-01"),
        "created-in-1970" => created("1970-01-01T00:00:00Z", "1970-01-01"),
        "created-missing" => without("created"),
        // From 115 on.
        "co-signed-first" => proof(Json::List(vec![by_other, good])),
        "co-signed-last" => proof(Json::List(vec![good, by_other])),
        "proof-in-a-list" => proof(Json::List(vec![good])),
        "expires-later" => proved_with("expires", "2199-01-01T00:00:00Z"),
        "context-signed" => of_context(),
        _ => return None,
    })
}

// 45 to 59: key and signature.

/// The order of the group, in little-endian bytes (RFC 8032 section 5.1).
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

fn key_of(name: &str) -> Option<Json> {
    let public = key(SIGNER).public();
    let (own, did) = (public.multikey(), public.did());
    let bytes = public.to_bytes();
    let method = |method: String| proved_with("verificationMethod", method);
    // A key in another spelling, named as keys are named.
    let spelled = |key: &str| method(format!("did:key:{key}#{key}"));
    let of_bytes = |bytes: &[u8]| spelled(&base58(bytes));
    Some(match name {
        "key-swapped" => {
            set(genuine(), "/proof/verificationMethod", key(OTHER).public().verification_method())
        }
        "fragment-of-another-key" => method(format!("{did}#{}", key(OTHER).public().multikey())),
        "fragment-missing" => method(did),
        "fragment-key-1" => method(format!("{did}#key-1")),
        "did-percent" => method(format!("did:key:%7A{}#{own}", own.trim_start_matches('z'))),
        "did-in-capitals" => method(format!("did:KEY:{own}#{own}")),
        "did-with-query" => method(format!("{did}?version=1#{own}")),
        "x25519-key" => of_bytes(&[&[0xec, 0x01][..], &bytes].concat()),
        "key-of-31-bytes" => of_bytes(&[&[0xed, 0x01][..], bytes.get(..31)?].concat()),
        "key-of-33-bytes" => of_bytes(&[&[0xed, 0x01][..], &bytes, &[0]].concat()),
        "key-with-leading-1" => spelled(&own.replacen('z', "z1", 1)),
        "value-with-leading-1" => value(|value| value.replacen('z', "z1", 1)),
        "key-base64url" => spelled(&["u", &base64url(&[&[0xed, 0x01][..], &bytes].concat())].concat()),
        "key-hexadecimal" => spelled(&format!("fed01{}", hex(&bytes))),
        "key-capital-z" => spelled(&own.replacen('z', "Z", 1)),
        "value-base64url" => value(|value| ["u", &base64url(&unbase58(&value))].concat()),
        "value-hexadecimal" => value(|value| ["f", &hex(&unbase58(&value))].concat()),
        "value-capital-z" => value(|value| value.replacen('z', "Z", 1)),
        "value-with-space" => value(|value| value + " "),
        "value-with-line-break" => value(|value| {
            let (first, second) = value.split_at(40);
            format!("{first}\n{second}")
        }),
        "value-with-look-alikes" => value(|value| value.replace(['1', 'o', 'L'], "0") + "OIl"),
        "signature-of-63-bytes" => signature(|bytes| bytes.truncate(63)),
        "signature-of-65-bytes" => signature(|bytes| bytes.push(1)),
        "s-plus-l" => signature(|bytes| {
            let mut carry = 0;
            for (byte, order) in bytes.iter_mut().skip(32).zip(ORDER) {
                let sum = u16::from(*byte) + u16::from(order) + carry;
                *byte = sum.to_le_bytes()[0];
                carry = sum >> 8;
            }
        }),
        "s-high-bits" => signature(|bytes| bytes.iter_mut().skip(63).for_each(|byte| *byte |= 0xe0)),
        "small-order-key" => of_small_order(&[&[1][..], &[0; 31]].concat()),
        // y = p + 1, a second spelling of y = 1.
        "small-order-key-not-canonical" => of_small_order(&[&[0xee][..], &[0xff; 30], &[0x7f]].concat()),
        "bit-flipped" => signature(|bytes| bytes.iter_mut().take(1).for_each(|byte| *byte ^= 1)),
        "hashes-swapped" => signed_over(|[proof, document], _| [document, proof].concat()),
        "hexadecimal-signed" => {
            signed_over(|[proof, document], _| [hex(&proof), hex(&document)].concat().into_bytes())
        }
        "unhashed" => signed_over(|_, document| {
            let document = canonical(&take(document.clone(), "/proof"));
            [canonical(&members().into()), document].concat().into_bytes()
        }),
        "document-only" => signed_over(|[_, document], _| document),
        "did-web" => {
            let document = set(genuine(), "/signer/id", "did:web:example.org");
            proved(
                listed(document, SIGNER),
                members().with("verificationMethod", "did:web:example.org#key-1"),
            )
        }
        _ => return None,
    })
}

/// The genuine file with a point of small order as key. Whoever only does the arithmetic takes the same
/// signature for every document: R is the neutral point, S is zero.
fn of_small_order(point: &[u8]) -> Json {
    let key = base58(&[&[0xed, 0x01][..], point].concat());
    let value = base58(&[&[1][..], &[0; 63]].concat());
    let forged = |document: Json| {
        let members = members().with("verificationMethod", format!("did:key:{key}#{key}"));
        set(document, "/proof", members.with("proofValue", value.as_str()))
    };
    let document = listed(set(genuine(), "/signer/id", format!("did:key:{key}")), SIGNER);
    let list = forged(find(&document, "/manifest"));
    forged(set(document, "/manifest", list))
}

fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_usize, |number, byte| number << 8 | usize::from(*byte))
            << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let letter = LETTERS.get(number >> (18 - 6 * place) & 63).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
    }
    text
}

// 60 to 74: changed after signing.

fn changed(name: &str) -> Option<Json> {
    let genuine = genuine();
    let note = member(HAND_OVER, "note/text");
    let replaced = |pointer: &str, from: &str, to: &str| {
        let text = text_at(&genuine, pointer);
        assert!(text.contains(from), "there is no `{from}` in `{pointer}`");
        set(genuine.clone(), pointer, text.replace(from, to))
    };
    let keeping = "/result/sections/0";
    Some(match name {
        "choice" => set(genuine, &member(TIME_LIMITS, "choice"), "yes"),
        "choice-and-label" => answered_yes(genuine, TIME_LIMITS),
        "note" => replaced(&note, "folder", "drawer"),
        "note-added" => {
            let note = Object::new().with("text", "All of them.").with("salt", "bm8gc2VjcmV0LCBhIHRlcw");
            set(genuine, &member(COPIES, "note"), note)
        }
        "note-removed" => take(genuine, &member(HAND_OVER, "note")),
        "result" => {
            let raised = set(genuine, &member(keeping, "level"), 4_u32);
            set(raised, &member(keeping, "wouldBe"), 4_u32)
        }
        "name" => replaced("/signer/name", "Bäckerei", "Brauerei"),
        "section-title" => replaced("/sections/0/title", "Keeping", "Losing"),
        "question-text" => replaced(&member(COPIES, "question"), "copies", "drafts"),
        "questionnaire-title" => replaced("/questionnaire/title", "Paper", "Certified paper"),
        "notice" => replaced("/notice", "It does not show who holds the key", "It shows who holds the key"),
        "questionnaire-version" => set(genuine, "/questionnaire/version", "2.0.0"),
        "answer-removed" => take(genuine, HAND_OVER),
        "section-removed" => take(genuine, "/sections/1"),
        "answer-added" => {
            set(genuine, "/sections/2/answers/-", answer("more-rooms", "Are all other rooms locked too?"))
        }
        "answer-not-asked-added" => set(genuine, "/sections/1/answers/-", visitor_book()),
        "two-answers" => answered_yes(answered_yes(genuine, TIME_LIMITS), KEYS_RETURNED),
        "list-changed" => {
            let parts = object(find(&genuine, "/manifest/parts")).with(COPIES, "0".repeat(64));
            set(genuine, "/manifest/parts", parts)
        }
        "answer-and-list-changed" => {
            let changed = answered_yes(genuine, TIME_LIMITS);
            let list = find(&listed(changed.clone(), SIGNER), "/manifest/parts");
            set(changed, "/manifest/parts", list)
        }
        "list-removed" => take(genuine, "/manifest"),
        "list-removed-and-answer-changed" => take(answered_yes(genuine, TIME_LIMITS), "/manifest"),
        "letters-decomposed" => replaced("/signer/name", "ä", "a\u{308}"),
        "smart-quotes" => replaced(&note, "\"folder list\"", "“folder list”"),
        "hard-space" => replaced(&note, "folder list", "folder\u{a0}list"),
        "answers-swapped" => swap(genuine, TIME_LIMITS, OLD_PAPERS),
        "sections-swapped" => swap(genuine, "/sections/0", "/sections/2"),
        "list-in-result-swapped" => swap(genuine, keeping, "/result/sections/1"),
        "number-to-text" => set(genuine, &member(keeping, "counts/asked"), "3"),
        "null-for-absent" => set(genuine, &member(COPIES, "note"), Json::Null),
        "manifest-null" => set(genuine, "/manifest", Json::Null),
        _ => return None,
    })
}

fn visitor_book() -> Json {
    answer("visitor-book", "Do visitors stay out of the room with the papers?")
}

// 75 to 93: signed so.

fn signed_wrong(name: &str) -> Option<Json> {
    result_wrong(name)
        .or_else(|| form_wrong(name))
        .or_else(|| words_wrong(name))
        .or_else(|| questions_wrong(name))
        .or_else(|| kinds_wrong(name))
        .or_else(|| list_wrong(name))
        .or_else(|| named(name))
}

/// The genuine file with something replaced, and signed so.
fn signed_with(pointer: &str, value: impl Into<Json>) -> Json {
    signed(set(genuine(), pointer, value))
}

fn result_wrong(name: &str) -> Option<Json> {
    let keeping = |member: &str| format!("/result/sections/0/{member}");
    let with = |pointer: String, value: u32| signed_with(&pointer, value);
    let without = |pointer: &str| signed(take(genuine(), pointer));
    Some(match name {
        "level-raised" => with(keeping("level"), 4),
        "would-be-raised" => with(keeping("wouldBe"), 4),
        "asked-lowered" => with(keeping("counts/asked"), 2),
        "total-lowered" => with("/result/completeness/asked".to_owned(), 6),
        "gate-removed" => {
            let would_be = find(&genuine(), &keeping("wouldBe"));
            let raised = set(genuine(), &keeping("level"), would_be);
            signed(set(raised, &keeping("gates"), Json::List(Vec::new())))
        }
        "stop-removed" => without("/result/stops"),
        "serious-gap-removed" => signed_with("/result/seriousGaps", Json::List(Vec::new())),
        "weakest-changed" => signed_with("/result/weakest", "leaving"),
        "weakest-list-changed" => signed_with("/result/weakest", Json::List(vec!["leaving".into()])),
        "section-of-result-removed" => without("/result/sections/1"),
        "counts-do-not-fit" => {
            let one_less = set(genuine(), &keeping("counts/no"), 0_u32);
            signed(set(one_less, &keeping("counts/yes"), 2_u32))
        }
        "open-counted-as-answered" => {
            signed(take(take(genuine(), &member(HAND_OVER, "choice")), &member(HAND_OVER, "label")))
        }
        _ => return None,
    })
}

// From 118 on.
fn form_wrong(name: &str) -> Option<Json> {
    let salt = |pointer: &str| text_at(&genuine(), &member(pointer, "salt"));
    let salted = |pointer: &str, salt: &str| signed_with(&member(pointer, "salt"), salt);
    Some(match name {
        "labels-unknown" => {
            let document = set(genuine(), "/notice", "Checked and certified.");
            signed(set(document, "/questionnaire/labelsSha256", hex(&sha256_of("other labels"))))
        }
        "decision-put-in" => {
            let decision = Object::new().with("outcome", "proceed").with("label", "Proceed");
            let decision = decision.with("points", Vec::new()).with("salt", "c2FsdCBvZiBhIGRlY2lzaQ");
            signed_with("/decision", decision)
        }
        "lists-put-in" => {
            let list = Object::new().with("id", "signs").with("title", "No sign").with("items", Vec::new());
            signed_with("/lists", vec![Json::from(list.with("salt", "c2FsdCBvZiBhIGxpc3QuLg"))])
        }
        "number-not-a-uuid" => signed_with("/id", "not-a-uuid"),
        "number-of-another-version" => signed_with("/id", "urn:uuid:3b1f1b5e-5f0a-1d0e-9c57-0c8d1f1e2a77"),
        "nonce-short" => signed_with("/request/nonce", "short"),
        "requester-not-a-key" => signed_with("/request/id", "did:key:z6Mk"),
        "salt-short" => salted(COPIES, "c2hvcnQ"),
        "salt-in-a-second-spelling" => salted(COPIES, "AAAAAAAAAAAAAAAAAAAAAB"),
        "salt-of-the-signer" => salted(COPIES, &salt("/signer")),
        "salt-of-two-notes" => salted(&member(HAND_OVER, "note"), &salt(&member(TIME_LIMITS, "note"))),
        "result-without-salt" => signed(take(genuine(), "/result/salt")),
        "note-a-text" => signed_with(&member(HAND_OVER, "note"), "We call it the folder list."),
        "evidence-beside-no" => signed_with(&member(TIME_LIMITS, "evidence"), true),
        "evidence-false" => signed_with(&member(COPIES, "evidence"), false),
        "app-of-another-name" => signed_with("/app/name", "Candour Certified"),
        "app-digest-in-capitals" => signed_with("/app/sha256", "A".repeat(64)),
        _ => return None,
    })
}

fn words_wrong(name: &str) -> Option<Json> {
    let label = member(TIME_LIMITS, "label");
    Some(match name {
        "label-of-another-answer" => signed_with(&label, "Yes"),
        "label-invented" => signed_with(&label, "Not needed"),
        "reason-label" => signed_with(&member(LABELS, "reasonLabel"), "A law forbids it"),
        "words-not-known" => {
            signed(turned_round(set(genuine(), "/questionnaire/wordingSha256", "0".repeat(64))))
        }
        "language-not-known" => {
            let certified = set(genuine(), "/notice", "Checked and certified.");
            signed(turned_round(set(certified, "/questionnaire/language", "xx")))
        }
        "signed-question-text" => signed_with(
            &member(TIME_LIMITS, "question"),
            "Do you keep each kind of paper for as long as you like?",
        ),
        "signed-section-title" => signed_with("/sections/0/title", "Keeping papers for ever"),
        "signed-questionnaire-title" => signed_with("/questionnaire/title", "Certified paper files"),
        "profile-question" => {
            signed_with("/profile/answers/0/question", "Do other people work hard in your office?")
        }
        "profile-label" => signed_with("/profile/answers/1/label", "Yes"),
        "signed-notice" => signed_with("/notice", "Checked and certified."),
        "choice-invented" => signed_with(&member(COPIES, "choice"), "mostly"),
        "not-applicable-not-allowed" => {
            let document = set(genuine(), &member(TIME_LIMITS, "choice"), "not-applicable");
            let document = set(document, &member(TIME_LIMITS, "label"), "Does not apply");
            let document = set(document, &member(TIME_LIMITS, "reason"), "other");
            signed(set(document, &member(TIME_LIMITS, "reasonLabel"), "Another reason"))
        }
        "reason-not-allowed" => {
            let document = set(genuine(), &member(LABELS, "reason"), "law-forbids");
            signed(set(document, &member(LABELS, "reasonLabel"), "A law forbids it"))
        }
        _ => return None,
    })
}

fn questions_wrong(name: &str) -> Option<Json> {
    let sha256 = text_at(&genuine(), "/questionnaire/sha256");
    Some(match name {
        "question-unknown" => {
            signed_with("/sections/2/answers/-", answer("more-rooms", "Are all other rooms locked too?"))
        }
        "question-missing" => signed(take(genuine(), KEYS_RETURNED)),
        "question-twice" => {
            let again = find(&answered_yes(genuine(), TIME_LIMITS), TIME_LIMITS);
            signed_with("/sections/0/answers/-", take(again, "/note"))
        }
        "question-misplaced" => {
            let copies = find(&genuine(), COPIES);
            signed(set(take(genuine(), COPIES), "/sections/1/answers/-", copies))
        }
        "question-not-asked" => signed_with("/sections/1/answers/-", visitor_book()),
        "profile-invented" => signed_with("/profile/answers/1/choice", "sometimes"),
        "profile-twice" => signed_with("/profile/answers/-", find(&genuine(), "/profile/answers/1")),
        "section-left-out" => signed(take(genuine(), "/sections/1")),
        "section-unknown" => signed_with("/sections/-", section("cellar", "The cellar")),
        "section-twice" => signed_with("/sections/-", section("keeping", "Keeping papers")),
        "questionnaire-unknown" => {
            let document = set(genuine(), "/questionnaire/id", "somebody-elses");
            signed(set(document, "/questionnaire/sha256", hex(&sha256_of("somebody else's"))))
        }
        "questionnaire-other-content" => {
            signed_with("/questionnaire/sha256", hex(&sha256_of("other content")))
        }
        "digest-of-another-version" => {
            let document = set(genuine(), "/questionnaire/version", "0.9.0");
            signed(set(document, "/questionnaire/sha256", hex(&sha256_of("version 0.9.0"))))
        }
        "digest-in-capitals" => signed_with("/questionnaire/sha256", sha256.to_uppercase()),
        "finished-after-signing" => signed_with("/finished", "2026-01-16"),
        "finished-on-no-day" => signed_with("/finished", "2026-02-30"),
        "newer-format" => signed_with("/format", "candour-result/2"),
        "newer-format-3" => signed_with("/format", "candour-result/3"),
        _ => return None,
    })
}

fn sha256_of(text: &str) -> [u8; 32] {
    sha256(text.as_bytes())
}

fn section(id: &str, title: &str) -> Object {
    Object::new().with("id", id).with("title", title).with("answers", Json::List(Vec::new()))
}

fn kinds_wrong(name: &str) -> Option<Json> {
    let hidden = |place: &str| signed_with(&format!("{place}/x-points"), 100_u32);
    let number = |place: &str| signed_with(place, 7_u32);
    Some(match name {
        "hidden-member" => hidden(""),
        "hidden-in-answer" => hidden(TIME_LIMITS),
        "hidden-in-note" => hidden(&member(TIME_LIMITS, "note")),
        "hidden-in-signer" => hidden("/signer"),
        "hidden-in-profile" => hidden("/profile/answers/0"),
        "hidden-in-result" => hidden("/result"),
        "hidden-in-list" => with_list(genuine(), |list| set(list, "/x-points", 100_u32)),
        "name-null" => signed_with("/signer/name", Json::Null),
        "finished-a-number" => number("/finished"),
        "evidence-a-text" => signed_with(&member(OLD_PAPERS, "evidence"), "yes"),
        "note-a-number" => number(&member(COPIES, "note")),
        "choice-a-number" => number(&member(COPIES, "choice")),
        "level-a-text" => signed_with("/result/sections/0/level", "1"),
        "answers-an-object" => signed_with("/sections/0/answers", Object::new()),
        "profile-a-text" => signed_with("/profile/answers", "none"),
        "version-a-number" => number("/questionnaire/version"),
        "due-not-a-day" => signed_with(&member(TIME_LIMITS, "due"), "2026-02-30"),
        "todo-invented" => signed_with(&member(TIME_LIMITS, "todo"), "certified"),
        _ => return None,
    })
}

fn list_wrong(name: &str) -> Option<Json> {
    let parts = |change: &dyn Fn(Object) -> Object| {
        with_list(genuine(), |list| {
            let changed = change(object(find(&list, "/parts")));
            set(list, "/parts", changed)
        })
    };
    let zeros = "0".repeat(64);
    Some(match name {
        "nonce-of-another-request" => signed_with("/request/nonce", request(2).nonce),
        "list-by-another-key" => closed(listed(genuine(), OTHER), SIGNER),
        "list-of-another-file" => {
            with_list(genuine(), |list| set(list, "/of", "urn:uuid:3b1f1b5e-5f0a-4d0e-9c57-0c8d1f1e2a77"))
        }
        "list-lacks-a-part" => parts(&|mut parts| {
            parts.remove(COPIES);
            parts
        }),
        "list-with-an-extra-part" => parts(&|parts| parts.with("/sections/2/answers/2", zeros.as_str())),
        "list-with-a-wrong-digest" => parts(&|parts| parts.with(COPIES, zeros.as_str())),
        "list-left-out" => closed(take(genuine(), "/manifest"), SIGNER),
        "proof-by-another-key" => closed(genuine(), OTHER),
        "proof-by-another-key-over-a-change" => closed(answered_yes(genuine(), TIME_LIMITS), OTHER),
        "signed-by-another-key" => {
            let document = set(another(), "/signer/id", did(OTHER));
            signed_by(document, OTHER)
        }
        "same-number-other-content" => signed(set(another(), "/id", find(&genuine(), "/id"))),
        "list-alone" => find(&genuine(), "/manifest"),
        "list-co-signed-and-signed" => closed(set(genuine(), "/manifest/proof", list_proofs()), SIGNER),
        "list-expires" => {
            let list = take(find(&genuine(), "/manifest"), "/proof");
            closed(
                set(genuine(), "/manifest", proved(list, members().with("expires", "2199-01-01T00:00:00Z"))),
                SIGNER,
            )
        }
        _ => return None,
    })
}

/// The proofs of a list of parts to which somebody else added theirs.
fn list_proofs() -> Json {
    let list = find(&genuine(), "/manifest");
    let by = |label| find(&closed(list.clone(), label), "/proof");
    Json::List(vec![by(OTHER), by(SIGNER)])
}

fn named(name: &str) -> Option<Json> {
    let name_of = |name: &str| signed_with("/signer/name", name);
    Some(match name {
        "name-with-markup" => name_of("<img src=x onerror=alert(1)><b>Bäckerei</b> &amp; Übung"),
        "name-turned-around" => name_of("Bäckerei \u{202e}gnubÜ"),
        "name-with-zero-width" => name_of("Bäcke\u{200b}rei Übung"),
        "name-with-look-alikes" => name_of("Bäckеrei Übung"),
        "name-with-line-breaks" => name_of("Bäckerei\nÜbung\n\nChecked and certified"),
        "name-with-nul" => name_of("Bäckerei\u{0} Übung"),
        "name-too-long" => name_of(&"Ü".repeat(5_000)),
        "name-like-a-formula" => name_of("=HYPERLINK(\"https://example.org/\",\"Bäckerei\")"),
        "requester-with-look-alikes" => signed_with("/request/from", "Ein Vеrein, der fragt"),
        "note-with-nul" => signed_with(&member(HAND_OVER, "note/text"), "We have a list\u{0}."),
        _ => return None,
    })
}

// From 94 on: copies with parts withheld.

fn copy(what: &WithheldParts) -> Json {
    withhold(&object(genuine()), what).expect("good salts").into()
}

fn without_answer(id: &str) -> WithheldParts {
    WithheldParts { answers: vec![id.to_owned()], ..WithheldParts::default() }
}

fn copy_of(name: &str) -> Option<Json> {
    let note = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
    let copies = || copy(&without_answer("copies"));
    let bare = || take(genuine(), "/proof");
    let no_name = WithheldParts { name: true, ..WithheldParts::default() };
    Some(match name {
        "genuine-copy" => copy(&WithheldParts {
            name: true,
            answers: note(&["copies"]),
            notes: note(&["time-limits"]),
            ..WithheldParts::default()
        }),
        "answer-beside-withheld" => {
            set(set(copies(), &member(COPIES, "choice"), "yes"), &member(COPIES, "label"), "Yes")
        }
        "withheld-never-signed" => set(copy(&no_name), "/sections/1/answers/-", withheld("visitor-book")),
        "list-cut" => {
            let mut parts = object(find(&bare(), "/manifest/parts"));
            parts.remove(COPIES);
            set(take(bare(), COPIES), "/manifest/parts", parts)
        }
        "left-out-without-a-word" => take(bare(), COPIES),
        "withheld-under-another-name" => set(copy(&without_answer("labels")), LABELS, withheld("hand-over")),
        "answer-of-another-file" => set(bare(), COPIES, find(&another(), COPIES)),
        "withheld-note-put-back" => {
            let notes = note(&["time-limits", "hand-over"]);
            let other =
                Object::new().with("text", "All is written down.").with("salt", "bm8gc2VjcmV0LCBhIHRlcw");
            set(copy(&WithheldParts { notes, ..WithheldParts::default() }), &member(HAND_OVER, "note"), other)
        }
        "profile-withheld-and-answer-dropped" => {
            take(copy(&WithheldParts { profile: true, ..WithheldParts::default() }), COPIES)
        }
        "name-withheld-and-key-changed" => set(copy(&no_name), "/signer/id", did(OTHER)),
        "section-withheld-as-a-whole" => set(bare(), "/sections/0", withheld("keeping")),
        "withheld-as-text" => set(copies(), &member(COPIES, "withheld"), "true"),
        "outer-proof-left-in" => set(copies(), "/proof", find(&genuine(), "/proof")),
        "copy-closed-by-another-key" => closed(copies(), OTHER),
        "questionnaire-withheld" => set(bare(), "/questionnaire", Object::new().with("withheld", true)),
        "request-withheld" => set(bare(), "/request", Object::new().with("withheld", true)),
        "withheld-and-shown" => {
            let shown = find(&answered_yes(genuine(), LABELS), LABELS);
            let shown = take(take(shown, "/reason"), "/reasonLabel");
            set(copy(&without_answer("labels")), "/sections/2/answers/-", shown)
        }
        "salt-changed" => set(genuine(), &member(COPIES, "salt"), "bm8gc2VjcmV0LCBhIHRlcw"),
        "list-signed-anew" => take(listed(answered_yes(genuine(), TIME_LIMITS), OTHER), "/proof"),
        "list-co-signed" => set(copy(&no_name), "/manifest/proof", list_proofs()),
        "outer-proof-left-in-by-another-key" => {
            set(copies(), "/proof", find(&closed(genuine(), OTHER), "/proof"))
        }
        "withheld-not-true" => set(genuine(), &member(COPIES, "withheld"), false),
        _ => return None,
    })
}
