//! Promise: whatever is withheld from a signed result, the copy verifies, shows nothing but what was
//! signed and tells what it keeps back; and nothing withheld can be guessed or replaced.

use std::rc::Rc;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use candour_compare::then_and_now::{Earlier, LevelsFrom, Standing, compare};
use candour_files::{
    check::{ChangeKind, Checked, CheckerContext, Finding, Inconsistency, Report, ScoreAgreement, check},
    import::PlacedDraft,
    result::{AppInfo, NotEnoughRandom, RequestRef, ResultInput, random_bytes, write},
    withhold::{self, WeakSalts, WithheldParts},
};
use candour_proof::{
    date::Timestamp,
    digest::digest,
    jcs::canonical,
    json::{Json, Object},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    labels::Labels,
    questionnaire::Questionnaire,
    wording::Wording,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp(1_795_305_600);
/// The second hangs on the first; the ids of the first two differ in one bit.
const QUESTIONS: [&str; 5] = ["limits-a", "limits-c", "copies", "backup", "training"];
/// Of no part.
const SALT: &str = "AAAAAAAAAAAAAAAAAAAAAA";
const NOTED: [&str; 3] = ["limits-a", "copies", "backup"];

fn entry() -> CatalogEntry {
    let question = |id: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","severity":"high","notApplicable":["other"],"citations":[{{"source":"law"}}]{more}}}"#
        )
    };
    let hangs = r#","askWhen":[{"applies":"limits-a"}]"#;
    let [a, c, copies, backup, training] =
        QUESTIONS.map(|id| question(id, if id == "limits-c" { hangs } else { "" }));
    let questionnaire = Questionnaire::parse(&format!(
        r#"{{"format":"candour-questionnaire/1","id":"made-up","version":"1.0.0","date":"2026-11-22","retired":[],
        "sources":[{{"id":"law","mark":"verified"}}],"profile":[{{"id":"staff","options":["yes","no"]}}],
        "sections":[{{"id":"keeping","questions":[{a},{c},{copies}]}},{{"id":"care","questions":[{backup},{training}]}}]}}"#
    ))
    .unwrap();
    let texts = QUESTIONS.map(|id| {
        format!(
            r#""{id}":{{"question":"Is {id} so?","why":"Why.","yes":"Yes.","partly":"Partly.","no":"No.","severity":"Much.",
            "evidence":"A note.","action":"Do {id}.","firstStep":"Begin {id}."}}"#
        )
    });
    let wording = format!(
        r#"{{"format":"candour-wording/1","questionnaire":"made-up","language":"en","title":"Made up","summary":"Made up.",
        "before":[],"sections":{{"keeping":{{"title":"Keeping","lead":"Lead."}},"care":{{"title":"Care","lead":"Lead."}}}},
        "profile":{{"staff":{{"question":"Is there staff?","options":{{"yes":"Yes","no":"No"}}}}}},
        "questions":{{{}}},"sources":{{"law":"A law"}}}}"#,
        texts.join(",")
    );
    let wording = Wording::parse(&wording, &questionnaire).unwrap();
    CatalogEntry::new(questionnaire, wording, false)
}

fn catalog() -> Catalog {
    let list = |prefix: &str| (0..5).map(|number| format!("{prefix} {number}")).collect();
    let labels = Labels { notice: "Notice.".to_owned(), choices: list("choice"), reasons: list("reason") };
    Catalog { entries: vec![Rc::new(entry())], labels, ..Catalog::default() }
}

fn draft() -> Draft {
    let choices = [Choice::Yes, Choice::No, Choice::Partly, Choice::No, Choice::Unknown];
    let answer = |(id, choice): (&str, Choice)| {
        let note = if NOTED.contains(&id) { format!("Ein Hinweis\nzu {id} စာ") } else { String::new() };
        (id.to_owned(), Answer { choice: Some(choice), note, ..Answer::default() })
    };
    Draft {
        answers: Answers {
            profile: [("staff".to_owned(), "yes".to_owned())].into_iter().collect(),
            questions: QUESTIONS.into_iter().zip(choices).map(answer).collect(),
        },
        organisation: "Une organisation".to_owned(),
        ..Draft::default()
    }
}

fn echo() -> RequestRef {
    let requester = SigningKey::from_seed([8; 32]).public().did();
    RequestRef { id: requester, from: "Ein Verein".to_owned(), nonce: "AAECAwQFBgcICQoLDA0ODw".to_owned() }
}

/// Random enough for a test: no 16 bytes occur twice.
fn chance(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|place| u8::try_from((place * 7 + place / 16) % 256).unwrap()).collect()
}

fn written(draft: &Draft, random: &[u8]) -> Result<Object, NotEnoughRandom> {
    let (catalog, echo) = (catalog(), echo());
    let entry = &catalog.entries[0];
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &catalog.labels,
        draft,
        request: Some(&echo),
        app: &AppInfo::default(),
        now: NOW,
        random,
    };
    write(&ingredients, &SigningKey::from_seed([7; 32]))
}

fn signed_of(draft: &Draft) -> Object {
    written(draft, &chance(random_bytes(&entry().questionnaire, draft))).unwrap()
}

fn signed() -> Object {
    signed_of(&draft())
}

fn withhold(document: &Object, what: &WithheldParts) -> Object {
    withhold::withhold(document, what).unwrap()
}

fn checked(document: &Object) -> Checked {
    checked_text(&canonical(&document.clone().into()))
}

fn checked_text(text: &str) -> Checked {
    check(text.as_bytes(), "file.json", &CheckerContext { catalog: &catalog(), own: None, now: NOW })
}

fn report(checked: &Checked) -> &Report {
    checked.report.as_ref().unwrap()
}

fn ids(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

fn without(answers: &[&str], notes: &[&str]) -> WithheldParts {
    WithheldParts { answers: ids(answers), notes: ids(notes), ..WithheldParts::default() }
}

/// The answer at that place, which `change` makes into another.
fn with_answer(
    document: &Object,
    section: usize,
    place: usize,
    change: impl FnOnce(Object) -> Json,
) -> Object {
    let mut sections = document.get("sections").and_then(Json::as_list).unwrap().to_vec();
    let mut answers = sections[section].get("answers").and_then(Json::as_list).unwrap().to_vec();
    answers[place] = change(answers[place].as_object().unwrap().clone());
    sections[section] = sections[section].as_object().unwrap().clone().with("answers", answers).into();
    document.clone().with("sections", sections)
}

fn changed(checked: &Checked) -> Vec<(&str, ChangeKind)> {
    report(checked).changes.iter().map(|change| (change.part.as_str(), change.how)).collect()
}

#[test]
fn one_salt_too_few_signs_nothing() {
    let draft = draft();
    let enough = random_bytes(&entry().questionnaire, &draft);
    assert_eq!(written(&draft, &chance(enough - 1)), Err(NotEnoughRandom));
    assert!(written(&draft, &chance(enough)).is_ok());
}

#[test]
fn every_part_that_can_be_withheld_has_a_salt_of_its_own() {
    fn salts(value: &Json, found: &mut Vec<String>) {
        match value {
            Json::List(items) => items.iter().for_each(|item| salts(item, found)),
            Json::Object(object) => {
                for (name, value) in object.iter().filter(|(name, _)| *name != "manifest") {
                    match value.as_text().filter(|_| name == "salt") {
                        Some(salt) => found.push(salt.to_owned()),
                        None => salts(value, found),
                    }
                }
            }
            _ => {}
        }
    }
    let (document, mut found) = (signed(), Vec::new());
    salts(&document.into(), &mut found);
    let many = found.len();
    assert_eq!(many, 3 + QUESTIONS.len() + NOTED.len(), "signer, profile and result, answers, notes");
    found.sort();
    found.dedup();
    assert_eq!(found.len(), many);
}

#[test]
fn a_withheld_part_cannot_be_found_by_trying_what_it_could_hold() {
    let document = signed();
    let copy = withhold(&document, &without(&["backup"], &[]));
    let text = canonical(&copy.clone().into());
    let listed = copy.get("manifest").and_then(|list| list.get("parts")).unwrap();
    let answer = |choice: Choice, salt: &str| {
        let place = Choice::ALL.iter().position(|own| *own == choice).unwrap();
        let object = Object::new()
            .with("id", "backup")
            .with("question", "Is backup so?")
            .with("choice", choice.as_str())
            .with("label", format!("choice {place}"));
        digest(&object.with("salt", salt).into())
    };
    // With the salt the answer is found, which shows that the guess is a good one.
    let signed = canonical(&document.into());
    let start = signed.find(r#""question":"Is backup so?","salt":""#).unwrap();
    let salt = signed.get(start + 35..start + 57).unwrap();
    let expected = listed.get("/sections/1/answers/0").and_then(Json::as_text).unwrap();
    assert_eq!(answer(Choice::No, salt), expected);
    assert!(!text.contains(salt));
    // What the answer led to is gone too.
    assert_eq!(copy.get("result"), Some(&Object::new().with("withheld", true).into()));
}

#[test]
fn each_salt_is_sixteen_random_bytes_of_its_own() {
    let draft = draft();
    let random = chance(random_bytes(&entry().questionnaire, &draft));
    let text = canonical(&written(&draft, &random).unwrap().into());
    let written: Vec<&str> =
        text.split(r#""salt":""#).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    // All but the first 16 bytes, which make the number of the file: one salt each, none twice.
    let mut expected: Vec<String> = random.chunks(16).skip(1).map(Base64UrlUnpadded::encode_string).collect();
    let mut found = written.clone();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(found.len(), 3 + QUESTIONS.len() + NOTED.len(), "name, profile, result, answers and notes");
}

#[test]
fn a_withheld_note_put_back_with_other_text_is_altered() {
    let copy = withhold(&signed(), &without(&[], &["copies"]));
    assert_eq!(checked(&copy).verdict.as_str(), "partial");
    for note in [
        Json::from(Object::new().with("text", "Something else").with("salt", "AAAAAAAAAAAAAAAAAAAAAA")),
        Json::from("Something else"),
        Json::from(Object::new().with("withheld", true).with("text", "Something else")),
        Json::from(Object::new().with("withheld", "true")),
        Json::from(Object::new()),
        Json::List(Vec::new()),
        Json::Null,
    ] {
        let shown = canonical(&note);
        let changed_copy = with_answer(&copy, 0, 2, |answer| answer.with("note", note).into());
        let checked = checked(&changed_copy);
        assert_eq!(checked.verdict.as_str(), "altered", "{shown}");
        assert!(changed(&checked).iter().any(|(part, _)| part.starts_with("copies")), "{shown}");
    }
}

#[test]
fn a_note_taken_out_instead_of_withheld_is_missing() {
    let document = with_answer(&signed(), 0, 2, |mut answer| {
        answer.remove("note");
        answer.into()
    });
    let checked = checked(&document);
    assert_eq!(checked.verdict.as_str(), "altered");
    assert_eq!(changed(&checked), [("copies/note", ChangeKind::Missing)]);
}

#[test]
fn a_note_put_beside_an_answer_that_had_none_is_added() {
    let note = Object::new().with("text", "Never said").with("salt", "AAAAAAAAAAAAAAAAAAAAAA");
    let checked = checked(&with_answer(&signed(), 1, 1, |answer| answer.with("note", note).into()));
    assert_eq!(checked.verdict.as_str(), "altered");
    assert_eq!(changed(&checked), [("training/note", ChangeKind::Added)]);
}

#[test]
fn notes_that_changed_places_are_named() {
    let document = signed();
    let note = |section: usize, place: usize| {
        let answers =
            document.get("sections").and_then(Json::as_list).unwrap()[section].get("answers").unwrap();
        answers.as_list().unwrap()[place].get("note").unwrap().clone()
    };
    let swapped = with_answer(&document, 0, 0, |answer| answer.with("note", note(0, 2)).into());
    let swapped = with_answer(&swapped, 0, 2, |answer| answer.with("note", note(0, 0)).into());
    let checked = checked(&swapped);
    assert_eq!(checked.verdict.as_str(), "altered");
    assert_eq!(changed(&checked), [("limits-a/note", ChangeKind::Moved), ("copies/note", ChangeKind::Moved)]);
}

#[test]
fn an_answer_taken_out_takes_its_note_along_and_is_named_once() {
    let mut sections = signed().get("sections").and_then(Json::as_list).unwrap().to_vec();
    let mut answers = sections[0].get("answers").and_then(Json::as_list).unwrap().to_vec();
    answers.remove(0);
    sections[0] = sections[0].as_object().unwrap().clone().with("answers", answers).into();
    let checked = checked(&signed().with("sections", sections));
    assert_eq!(
        changed(&checked),
        [("limits-a", ChangeKind::Missing), ("limits-c", ChangeKind::Moved), ("copies", ChangeKind::Moved)]
    );
}

#[test]
fn a_withheld_answer_holds_nothing_else() {
    let copy = withhold(&signed(), &without(&["copies"], &[]));
    for (name, value) in [
        ("note", Json::from(Object::new().with("withheld", true))),
        ("note", Object::new().with("text", "Ein Hinweis\nzu copies စာ").into()),
        ("note", "Ein Hinweis\nzu copies စာ".into()),
        ("choice", "yes".into()),
    ] {
        let checked = checked(&with_answer(&copy, 0, 2, |answer| answer.with(name, value).into()));
        let whole = [("copies", ChangeKind::Altered), ("copies/note", ChangeKind::Missing)];
        assert_eq!(changed(&checked), whole, "{name}");
        assert_eq!(checked.verdict.as_str(), "altered");
    }
}

#[test]
fn a_signed_note_with_a_wrong_member_is_a_contradiction() {
    use candour_proof::{parts::manifest, proof::sign};
    let key = SigningKey::from_seed([7; 32]);
    for (note, what) in [
        (
            Object::new().with("text", "x").with("salt", SALT).with("more", 1_u32),
            Inconsistency::MemberUnknown,
        ),
        (Object::new().with("text", "x"), Inconsistency::MemberKind),
        (Object::new().with("text", 1_u32).with("salt", SALT), Inconsistency::MemberKind),
        (Object::new().with("text", "x").with("salt", "y"), Inconsistency::Salt),
    ] {
        let mut document = with_answer(&signed(), 0, 2, |answer| answer.with("note", note).into());
        document.remove("manifest");
        document.remove("proof");
        let id = document.get("id").and_then(Json::as_text).unwrap().to_owned();
        let list = manifest(&document, &id, &key, NOW);
        let checked = checked(&sign(&document.with("manifest", list), &key, NOW));
        assert_eq!(checked.verdict.as_str(), "intact");
        assert_eq!(report(&checked).findings, [Finding { what, part: "copies/note".to_owned() }]);
    }
}

#[test]
fn a_strange_request_in_a_file_is_found() {
    use candour_proof::{parts::manifest, proof::sign};
    let signed = signed();
    assert_eq!(report(&checked(&signed)).request, Some(echo()));
    assert!(
        canonical(&signed.clone().into()).contains(r#""request":{"from":"Ein Verein","id":"did:key:z6Mk"#)
    );
    let key = SigningKey::from_seed([7; 32]);
    let strange = |request: Object| {
        let mut document = signed.clone().with("request", request);
        document.remove("manifest");
        document.remove("proof");
        let id = document.get("id").and_then(Json::as_text).unwrap().to_owned();
        let list = manifest(&document, &id, &key, NOW);
        report(&checked(&sign(&document.with("manifest", list), &key, NOW))).clone()
    };
    let full = || Object::new().with("id", echo().id).with("from", "A\u{202e}B").with("nonce", echo().nonce);
    let found = strange(full());
    assert_eq!(found.request.unwrap().from, "AB");
    assert_eq!(found.findings, [Finding { what: Inconsistency::InvisibleText, part: "request".to_owned() }]);
    for (name, other) in [("id", "did:key:z6Mk"), ("id", "did:web:example.org"), ("nonce", "short")] {
        let found = strange(full().with("from", "AB").with(name, other));
        assert_eq!(found.findings, [Finding { what: Inconsistency::Form, part: "request".to_owned() }]);
    }
    let found = strange(full().with("from", 1_u32).with("more", true));
    assert_eq!(found.request, None);
    let kinds: Vec<Inconsistency> = found.findings.iter().map(|finding| finding.what).collect();
    assert_eq!(kinds, [Inconsistency::MemberKind, Inconsistency::MemberUnknown]);
}

#[test]
fn nothing_withheld_leaves_the_file_as_it_is() {
    let document = signed();
    assert_eq!(withhold(&document, &WithheldParts::default()), document);
    assert_eq!(withhold(&document, &without(&["nowhere"], &["training", "nowhere"])), document);
    assert!(checked(&document).is_intact());
}

#[test]
fn salts_that_repeat_or_are_short_or_missing_forbid_withholding() {
    let what = without(&["limits-c"], &[]);
    let refused = |document: &Object| withhold::withhold(document, &what) == Err(WeakSalts);
    let document = signed();
    assert!(!refused(&document));
    let salt = |member: &str| document.get(member).unwrap().get("salt").and_then(Json::as_text).unwrap();
    let answer = |salt: &str| with_answer(&document, 1, 1, |answer| answer.with("salt", salt).into());
    let note = |note: Json| with_answer(&document, 0, 2, |answer| answer.with("note", note).into());
    let mut result = document.get("result").and_then(Json::as_object).unwrap().clone();
    result.remove("salt");
    for weak in [
        answer(salt("signer")),
        answer(salt("result")),
        // Eight bits, 48, and 120.
        answer("AA"),
        answer("AAAAAAAA"),
        answer("AAAAAAAAAAAAAAAAAAAA"),
        answer("AAAAAAAAAAAAAAAAAAAAAB"),
        answer(""),
        note(Object::new().with("text", "A note").with("salt", salt("profile")).into()),
        note(Object::new().with("text", "A note").into()),
        note("A note".into()),
        document.clone().with("result", result),
        document.clone().with("profile", Object::new().with("answers", Json::List(Vec::new()))),
    ] {
        assert!(refused(&weak), "{weak:?}");
        assert_eq!(withhold::withhold(&weak, &WithheldParts::default()), Ok(weak), "nothing to withhold");
    }
}

#[test]
fn two_copies_merged_show_what_either_shows() {
    let document = signed();
    let without_answers = withhold(&document, &without(&["limits-c"], &[]));
    let without_name = withhold(&document, &WithheldParts { name: true, ..without(&[], &["copies"]) });
    let part = |copy: &Object, name: &str| copy.get(name).cloned().unwrap();
    // The sections from one copy, but for the note that it withholds, and the rest from the other.
    let note = |answer: Object| {
        let sections = part(&without_answers, "sections");
        let shown = &sections.as_list().unwrap()[0].get("answers").unwrap().as_list().unwrap()[2];
        answer.with("note", shown.get("note").cloned().unwrap()).into()
    };
    let merged = with_answer(&without_name, 0, 2, note).with("signer", part(&without_answers, "signer"));
    let checked = checked(&merged);
    assert_eq!((checked.verdict.as_str(), report(&checked).withheld.len()), ("partial", 0));
    let mut whole = document;
    whole.remove("proof");
    assert_eq!(merged, whole);
}

#[test]
fn a_question_behind_a_withheld_answer_may_be_missing() {
    let mut draft = draft();
    let does_not_apply =
        Answer { choice: Some(Choice::NotApplicable), reason: Some(Reason::Other), ..Answer::default() };
    draft.answers.questions.insert("limits-a".to_owned(), does_not_apply);
    let document = signed_of(&draft);
    assert!(checked(&document).is_intact());
    let copy = checked(&withhold(&document, &without(&["limits-a"], &[])));
    assert_eq!((copy.verdict.as_str(), &*report(&copy).findings), ("partial", &[][..]));
    // One that hangs on nothing withheld is.
    let other = checked(&withhold(&document, &without(&["backup"], &[])));
    assert_eq!(report(&other).findings, []);
}

#[test]
fn another_answers_id_on_a_withheld_answer_is_found() {
    let copy = withhold(&signed(), &without(&["limits-c"], &[]));
    for (id, what) in [
        // That `limits-c` is gone could follow from a withheld `limits-a`, but there is another one.
        ("limits-a", vec![Inconsistency::QuestionTwice]),
        ("nowhere", vec![Inconsistency::QuestionUnknown, Inconsistency::QuestionMissing]),
        (
            "training",
            vec![
                Inconsistency::QuestionMisplaced,
                Inconsistency::QuestionTwice,
                Inconsistency::QuestionMissing,
            ],
        ),
    ] {
        let checked = checked(&with_answer(&copy, 0, 1, |answer| answer.with("id", id).into()));
        let kinds: Vec<Inconsistency> =
            report(&checked).findings.iter().map(|finding| finding.what).collect();
        assert_eq!(kinds, what, "{id}");
    }
    // Nor can an id pass for another question's note.
    let claimed = checked(&with_answer(&copy, 0, 1, |answer| answer.with("id", "copies/note").into()));
    assert_eq!(report(&claimed).withheld, ["result", "sections/0/answers/1"]);
    assert!(!report(&claimed).withholds_note("copies"));
}

#[test]
fn beside_todays_answers_only_sections_shown_whole_are_judged() {
    let copy = checked(&withhold(&signed(), &without(&["limits-c"], &["backup"])));
    let earlier = Earlier::of(&copy, "made-up").unwrap();
    let mut now = draft();
    now.answers.questions.insert("limits-c".to_owned(), Answer::default());
    let found = compare(&entry().questionnaire, &earlier, &now);
    assert_eq!(found.levels, LevelsFrom::Answers);
    let then: Vec<bool> = found.sections.iter().map(|section| section.then == Standing::NoLevel).collect();
    assert_eq!(then, [true, false]);
    assert!(found.different.is_empty() && found.gaps_opened.is_empty() && found.actions_done.is_empty());
}

/// What a copy says to a reader.
fn said(checked: &Checked) -> (&'static str, Option<Report>, Vec<(String, PlacedDraft)>) {
    (checked.verdict.as_str(), checked.report.clone(), checked.drafts.clone())
}

#[test]
fn no_changed_byte_of_a_copy_says_anything_else_unnoticed() {
    let what = WithheldParts { name: true, ..without(&["limits-c"], &["backup"]) };
    let copy = canonical(&withhold(&signed(), &what).into());
    let expected = said(&checked_text(&copy));
    // Inside the list nearly every byte is a digit of a digest: a few of those will do.
    let list = copy.find(r#""parts":"#).unwrap()..copy.find(r#","profile":"#).unwrap();
    for place in (0..copy.len()).filter(|place| !list.contains(place) || place % 23 == 0) {
        for flip in [0x02, 0x20] {
            let mut changed = copy.clone().into_bytes();
            changed[place] ^= flip;
            let checked =
                check(&changed, "file.json", &CheckerContext { catalog: &catalog(), own: None, now: NOW });
            if matches!(checked.verdict.as_str(), "intact" | "partial")
                && report(&checked).findings.is_empty()
            {
                assert_eq!(said(&checked), expected, "byte {place} ^ {flip:02x}");
            }
        }
    }
}

fn any_withholding() -> impl Strategy<Value = WithheldParts> {
    let some = |of: &[&str]| prop::sample::subsequence(ids(of), 0..=of.len());
    (any::<bool>(), any::<bool>(), prop::bool::weighted(0.2), some(&QUESTIONS), some(&NOTED)).prop_map(
        |(name, profile, all_notes, answers, notes)| WithheldParts {
            name,
            profile,
            all_notes,
            answers,
            notes,
            ..WithheldParts::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_withheld_what_is_shown_is_what_was_signed(what in any_withholding()) {
        let checked = checked(&withhold(&signed(), &what));
        let (report, placed) = (report(&checked), &checked.drafts[0].1);
        prop_assert_eq!(checked.verdict.as_str(), if what.is_empty() { "intact" } else { "partial" });
        prop_assert_eq!(&report.findings, &Vec::new());
        prop_assert_eq!(&report.changes, &Vec::new());
        prop_assert_eq!(&report.organisation, if what.name { "" } else { "Une organisation" });
        prop_assert_eq!(report.key, Some(SigningKey::from_seed([7; 32]).public()));
        let (whole, original) = (u32::try_from(what.answers.len()).unwrap(), draft());
        prop_assert_eq!((report.answers_shown, report.answers_withheld), (5 - whole, whole));
        for id in QUESTIONS {
            let named = |list: &[String]| list.iter().any(|own| own == id);
            let mut expected = original.answers.answer(id).clone();
            let note = named(&what.notes) || what.all_notes && NOTED.contains(&id);
            if note || named(&what.answers) {
                expected.note.clear();
                expected.note_withheld = !original.answers.answer(id).note.is_empty();
            }
            if named(&what.answers) {
                expected = Answer::default();
            }
            prop_assert_eq!(placed.draft.answers.answer(id), &expected);
            prop_assert_eq!(report.withholds(id), named(&what.answers));
            prop_assert_eq!(report.withholds_note(id), note || named(&what.answers));
        }
        prop_assert_eq!(placed.draft.answers.profile.is_empty(), what.profile);
        prop_assert_eq!(report.withholds("profile"), what.profile);
        prop_assert_eq!(report.withholds("signer"), what.name);
        let told = what.profile || !what.answers.is_empty();
        prop_assert_eq!(report.withholds("result"), told);
        prop_assert_eq!(&report.agreement, if told { &ScoreAgreement::NotRecomputable } else { &ScoreAgreement::Agrees });
        prop_assert_eq!(&report.request, &Some(echo()));
    }

    #[test]
    fn withholding_twice_is_withholding_both(first in any_withholding(), second in any_withholding()) {
        let both = |mut one: Vec<String>, other: &[String]| {
            one.extend_from_slice(other);
            one
        };
        let together = WithheldParts {
            name: first.name || second.name,
            profile: first.profile || second.profile,
            all_notes: first.all_notes || second.all_notes,
            answers: both(first.answers.clone(), &second.answers),
            notes: both(first.notes.clone(), &second.notes),
            ..WithheldParts::default()
        };
        let copy = withhold(&withhold(&signed(), &first), &second);
        prop_assert_eq!(copy, withhold(&signed(), &together));
    }
}
