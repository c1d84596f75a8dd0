//! What files of every kind are told to be, and what is found in signed ones.

use candour_proof::{json::Object, proof::sign};
use candour_questionnaire::{answers::Choice, questionnaire::DecisionOutcome};

use super::*;
use crate::{
    sample::{
        NOW, SampleResult, catalog, catalog_with, checked, deal, deal_catalog, entry, key, listed,
        listed_catalog, public,
    },
    text::base64url,
    withhold::{WithheldParts, withhold},
};

#[test]
fn each_file_is_told_by_its_format() {
    let named = |format: &str| Json::from(Object::new().with("format", format)).pretty();
    for (text, verdict) in [
        (named("candour-result/1"), "unsigned"),
        (named("candour-result/2"), "unsigned"),
        (named("candour-result/3"), "newer"),
        (named("candour-draft/1"), "draft"),
        (named("candour-drafts/1"), "draft"),
        (named("candour-request/1"), "request"),
        (named("candour-request/2"), "request"),
        (named("candour-records/1"), "records"),
        (named("candour-records/2"), "records"),
        (r#"{"format": "candour-records/2", "key": {}}"#.to_owned(), "secret-key"),
        (named("candour-questionnaires/1"), "questionnaire"),
        (named("candour-questionnaire/1"), "questionnaire"),
        (named("candour-wording/1"), "questionnaire"),
        (named("candour-anything/1"), "newer"),
        (named("anything/1"), "other"),
        (r#"{"secretKeyMultibase": "z3u2"}"#.to_owned(), "secret-key"),
        (r#"{"proof": {}}"#.to_owned(), "other-signed"),
        ("{}".to_owned(), "other"),
        ("{".to_owned(), "unreadable"),
    ] {
        assert_eq!(checked(&text, "file.json").verdict.as_str(), verdict, "{text}");
    }
}

#[test]
fn a_locked_file_is_held_to_be_opened_with_a_passphrase() {
    for text in ["age-encryption.org/v1\n-> scrypt", "\n-----BEGIN AGE ENCRYPTED FILE-----\nYWdl"] {
        let found = checked(text, "answers.age");
        assert_eq!((found.verdict, found.locked), (Verdict::Encrypted, text.as_bytes().to_vec()));
    }
    let page = checked("<!doctype html><title>Any page</title>", "page.html");
    assert_eq!((page.verdict, page.locked), (Verdict::Page, Vec::new()));
}

#[test]
fn whatever_a_browser_takes_for_a_page_is_called_one() {
    for text in [
        "<!DOCTYPE html>",
        "\n <!doctype HTML>",
        "\u{feff}<!doctype html>",
        "\u{feff}\n<html>",
        "<!-- saved from url=(0014)about:internet --><html>",
        "<head>",
        "<BODY onload=x>",
        "<script>",
        "<iframe src=x>",
        "<meta http-equiv=refresh>",
    ] {
        let page = checked(text, "page.html");
        assert_eq!(page.verdict, Verdict::Page, "{text:?}");
        assert_eq!(page.page.map(|page| page.sha256), Some(page.sha256), "{text:?}");
    }
    for text in ["{}", "[\"<html>\"]", "<", "< html>", "<feed>"] {
        let other = checked(text, "page.html");
        assert!(other.verdict != Verdict::Page && other.page.is_none(), "{text:?}");
    }
}

/// What is found in a file that was signed with these words in it, each as `<word> <part>`.
fn found(signed: &SampleResult<'_>, changes: &[(&str, &str)]) -> Vec<String> {
    let found = checked(&signed.with(changes), "file.json");
    assert_eq!(found.verdict, Verdict::Intact);
    let findings = found.report.expect("a report").findings;
    findings.iter().map(|finding| [finding.what.as_str(), &finding.part].join(" ")).collect()
}

#[test]
fn an_invisible_character_is_found_once_in_its_part() {
    let signed = SampleResult { notes: &[("backup", "Soon.")], ..SampleResult::default() };
    let name = ("\"Acme\"", "\"Ac\\u00adme\"");
    let title = ("\"Storage\"", "\"Sto\\u0007rage\"");
    for (changes, expected) in [
        (&[][..], &[][..]),
        (&[("\"Notice.\"", "\"Not\\u0007ice.\"")], &["notice notice", "invisible-text notice"]),
        (&[title], &["invisible-text storage", "section-title storage"]),
        (&[("choice 0", "choice\\u0007 0")], &["invisible-text deletion", "label deletion"]),
        (&[("Soon.", "So\\u0007on.")], &["invisible-text backup/note"]),
        (&[("\"Acme\"", "\"Ac\\u0007me\"")], &["invisible-text signer"]),
        (&[name], &["invisible-text signer"]),
        (&[name, title], &["invisible-text storage", "invisible-text signer", "section-title storage"]),
    ] {
        assert_eq!(found(&signed, changes), expected, "{changes:?}");
    }
}

#[test]
fn a_text_may_be_as_long_as_the_page_lets_it_be_and_no_longer() {
    let signed = SampleResult { notes: &[("backup", "Soon.")], ..SampleResult::default() };
    let name = |length: usize| ("\"Acme\"", format!("\"{}\"", "é".repeat(length)));
    let note = |length: usize| ("Soon.", "é".repeat(length));
    let role = |length: usize| {
        ("\"yes\",", format!("\"yes\", \"todo\": \"doing\", \"role\": \"{}\",", "é".repeat(length)))
    };
    for ((from, to), expected) in [
        (name(200), &[][..]),
        (name(201), &["member-kind signer"]),
        (note(2_000), &[]),
        (note(2_001), &["member-kind backup/note"]),
        (note(2_002), &["member-kind backup/note"]),
        (role(80), &[]),
        (role(81), &["member-kind deletion"]),
        (role(0), &["member-kind deletion"]),
    ] {
        assert_eq!(found(&signed, &[(from, &to)]), expected, "{from} of {}", to.len());
    }
}

/// What is found in a file signed for a questionnaire, and whether its result agrees with its answers.
fn found_in(
    catalog: &Catalog,
    signed: &SampleResult<'_>,
    changes: &[(&str, &str)],
) -> (Vec<String>, ScoreAgreement) {
    let text = signed.with_in(catalog, changes);
    let report = report_in(catalog, &text);
    let words = |finding: &Finding| [finding.what.as_str(), &finding.part].join(" ");
    (report.findings.iter().map(words).collect(), report.agreement.clone())
}

fn report_in(catalog: &Catalog, text: &str) -> Report {
    let context = CheckerContext { catalog, own: None, now: NOW };
    check(text.as_bytes(), "file.json", &context).report.expect("a report")
}

#[test]
fn a_signed_answer_that_the_question_does_not_have_is_found() {
    let without = ("\"severity\": \"high\"", "\"severity\": \"high\", \"partly\": false");
    let words = r#""yes": "All of it is done.", "partly": "Some of it is done.","#;
    let limits = format!(
        r#""limits": {{"question": "Do you look after limits?", "why": "People rely on it.",
                    {words}"#
    );
    let catalog =
        catalog_with(&[without], &[(&limits, &limits.replace(r#""partly": "Some of it is done.","#, ""))]);
    let signed = SampleResult {
        answers: &[("deletion", Choice::Yes), ("limits", Choice::No)],
        ..SampleResult::default()
    };
    assert_eq!(found_in(&catalog, &signed, &[]), (Vec::new(), ScoreAgreement::Agrees));
    let forged =
        ("\"no\",\n          \"label\": \"choice 2\"", "\"partly\",\n          \"label\": \"choice 1\"");
    assert_eq!(found_in(&catalog, &signed, &[forged]).0, ["choice limits"]);
}

#[test]
fn an_own_name_of_an_answer_is_signed_and_compared() {
    let catalog = catalog_with(&[], &[("\"title\"", "\"partlyLabel\": \"Needs attention\", \"title\"")]);
    let signed = SampleResult::default();
    assert_eq!(found_in(&catalog, &signed, &[]), (Vec::new(), ScoreAgreement::Agrees));
    let label = "\"Needs attention\"";
    for other in ["\"choice 0\"", "\"choice 1\"", "\"Fine\""] {
        assert_eq!(found_in(&catalog, &signed, &[(label, other)]).0, ["label limits"], "{other}");
    }
    // Of another wording the name is not known, but no answer is called like another one.
    let wording = (catalog.entries[0].wording.digest().to_owned(), "0".repeat(64));
    let wording = (&*wording.0, &*wording.1);
    assert_eq!(found_in(&catalog, &signed, &[(label, "\"Fine\""), wording]).0, [""; 0]);
    assert_eq!(found_in(&catalog, &signed, &[(label, "\"choice 0\""), wording]).0, ["label limits"]);
}

#[test]
fn an_answer_without_the_note_that_it_needs_counts_as_open() {
    let needs = (
        "\"severity\": \"high\"",
        "\"severity\": \"high\", \"noteWhen\": [\"partly\"], \"noteRequired\": true",
    );
    let catalog = catalog_with(&[needs], &[("\"title\"", "\"note\": \"By when?\", \"title\"")]);
    let open = |signed: &SampleResult<'_>| {
        signed
            .document(&catalog)
            .get("result")
            .and_then(|result| result.get("completeness"))
            .and_then(|counts| counts.get("open"))
            .and_then(Json::as_integer)
    };
    let signed = SampleResult { notes: &[("limits", "By May.")], ..SampleResult::default() };
    let silent = SampleResult::default();
    assert_eq!((open(&signed), open(&silent)), (Some(1), Some(2)));
    for signed in [&signed, &silent] {
        assert_eq!(found_in(&catalog, signed, &[]), (Vec::new(), ScoreAgreement::Agrees));
    }
    // Whoever takes the note out and signs anew contradicts the counts.
    let (_, agreement) = found_in(&catalog, &signed, &[("\"text\": \"By May.\"", "\"text\": \" \"")]);
    assert!(matches!(agreement, ScoreAgreement::Differs(_)), "{agreement:?}");
}

#[test]
fn a_withheld_note_was_written() {
    let needs = (
        "\"severity\": \"high\"",
        "\"severity\": \"high\", \"noteWhen\": [\"partly\"], \"noteRequired\": true",
    );
    let catalog = catalog_with(&[needs], &[("\"title\"", "\"note\": \"By when?\", \"title\"")]);
    let signed = SampleResult { notes: &[("limits", "By May.")], ..SampleResult::default() };
    let what = WithheldParts { all_notes: true, ..WithheldParts::default() };
    let copy = Json::from(withhold(&signed.document(&catalog), &what).unwrap()).pretty();
    assert!(!copy.contains("By May."));
    let report = report_in(&catalog, &copy);
    assert_eq!((report.agreement, report.findings.len()), (ScoreAgreement::Agrees, 0));
}

const LABELS: &str = "labels-not-compared questionnaire";

#[test]
fn words_are_held_against_those_of_the_same_edition_only() {
    let other = "0".repeat(64);
    let (wording, labels) = (entry().wording.digest().to_owned(), catalog().labels.digest());
    let (wording, labels) = ((&*wording, &*other), (&*labels, &*other));
    let question = ("Do you look after deletion?", "Is everything deleted?");
    let label = ("choice 0", "ja");
    for (changes, expected) in [
        (&[question][..], &["question-text deletion"][..]),
        (&[question, wording], &[]),
        (&[question, labels], &[LABELS, "question-text deletion"]),
        (&[label], &["label deletion"]),
        (&[label, labels], &[LABELS]),
        (&[label, wording], &["label deletion"]),
        (&[question, label, ("\"en\"", "\"de\"")], &[]),
    ] {
        assert_eq!(found(&SampleResult::default(), changes), expected, "{changes:?}");
    }
}

#[test]
fn a_removed_note_is_named_by_its_question() {
    let signed = SampleResult { notes: &[("deletion", "Weekly.")], ..SampleResult::default() };
    let mut document = signed.document(&catalog());
    let mut sections = document.get("sections").and_then(Json::as_list).expect("sections").to_vec();
    let storage = sections[0].as_object().expect("a section").clone();
    let mut answers = storage.get("answers").and_then(Json::as_list).expect("answers").to_vec();
    let mut deletion = answers[0].as_object().expect("an answer").clone();
    deletion.remove("note");
    answers[0] = deletion.into();
    answers.swap(0, 2);
    sections[0] = storage.with("answers", answers).into();
    document.set("sections", sections);
    let found = checked(&Json::from(document).pretty(), "file.json");
    assert_eq!(found.verdict, Verdict::Altered);
    let changes = found.report.expect("a report").changes;
    let changes: Vec<(&str, ChangeKind)> =
        changes.iter().map(|change| (change.part.as_str(), change.how)).collect();
    assert_eq!(
        changes,
        [
            ("deletion/note", ChangeKind::Missing),
            ("tidiness", ChangeKind::Moved),
            ("deletion", ChangeKind::Moved)
        ]
    );
}

#[test]
fn an_answer_taken_out_is_not_called_another_question() {
    let profile = &[("role", "processor"), ("children", "no")];
    let answers = &[("contract", Choice::Yes), ("backup", Choice::No)];
    let text = SampleResult { profile, answers, ..SampleResult::default() }.text();
    // The contract's answer is gone, the first answers no longer ask for it, and another question seems to be
    // missing instead.
    let document = Json::read(text.replacen("\"processor\"", "\"controller\"", 1).as_bytes(), Limits::FILE);
    let document = document.expect("JSON").as_object().expect("an object").clone();
    let mut sections = document.get("sections").and_then(Json::as_list).expect("sections").to_vec();
    let with = |section: &Json, change: &dyn Fn(&mut Vec<Json>)| -> Json {
        let mut answers = section.get("answers").and_then(Json::as_list).expect("answers").to_vec();
        change(&mut answers);
        section.as_object().expect("a section").clone().with("answers", answers).into()
    };
    let gone = with(&sections[0], &|answers| {
        answers.remove(2);
    });
    let renamed = with(&sections[1], &|answers| {
        answers[0] = answers[0].as_object().expect("an answer").clone().with("id", "no-backup").into();
    });
    (sections[0], sections[1]) = (gone, renamed);
    let found = checked(&Json::from(document.with("sections", sections)).pretty(), "file.json");
    assert_eq!(found.verdict, Verdict::Altered);
    let changes = found.report.expect("a report").changes;
    let changes: Vec<(&str, ChangeKind)> =
        changes.iter().map(|change| (change.part.as_str(), change.how)).collect();
    assert!(changes.contains(&("sections/0/answers/2", ChangeKind::Missing)), "{changes:?}");
    assert!(!changes.iter().any(|(part, _)| *part == "backup"), "{changes:?}");
}

/// What is found in a file of a questionnaire that nobody here knows, signed with these words in it.
fn found_elsewhere(signed: &SampleResult<'_>, changes: &[(&str, &str)]) -> Vec<String> {
    let unknown = ("\"id\": \"made-up\"", "\"id\": \"elsewhere\"");
    found(signed, &[changes, &[unknown]].concat())
}

#[test]
fn forms_are_checked_without_the_questionnaire_too() {
    let echo = RequestRef { id: public(9).did(), from: "Asker".to_owned(), nonce: base64url(&[7; 16]) };
    let notes = &[("backup", "Soon.")];
    let signed = SampleResult { notes, evidence: &["deletion"], echo: Some(echo), ..SampleResult::default() };
    let document = Json::from(signed.document(&catalog()));
    let salt = |part: &str| document.get(part).and_then(|part| part.get("salt")?.as_text()).expect("a salt");
    let number = document.get("id").and_then(Json::as_text).expect("a number");
    let asker = public(9).did();
    for (change, expected) in [
        (("", ""), &[][..]),
        ((number, "not-a-uuid"), &["form id"]),
        ((&*base64url(&[7; 16]), "short"), &["form request"]),
        ((&*asker, "did:key:z6Mk"), &["form request"]),
        (("\"Candour\"", "\"Candour Certified\""), &["form app"]),
        ((salt("profile"), "c2hvcnQ"), &["salt profile"]),
        ((salt("result"), salt("signer")), &["salt-twice signer", "salt-twice result"]),
        (("\"evidence\": true", "\"evidence\": false"), &["evidence deletion"]),
        (("\"choice 2\",", "\"choice 2\", \"evidence\": true,"), &["evidence backup"]),
    ] {
        assert_eq!(found(&signed, &[change]), expected, "{change:?}");
        assert_eq!(found_elsewhere(&signed, &[change]), expected, "{change:?}, elsewhere");
    }
}

#[test]
fn a_wrong_list_is_found_without_the_questionnaire_too() {
    for id in ["made-up", "elsewhere"] {
        let text =
            SampleResult::default().text().replacen("\"id\": \"made-up\"", &format!("\"id\": \"{id}\""), 1);
        let document = Json::read(text.as_bytes(), Limits::FILE).expect("JSON");
        let mut document = document.as_object().expect("an object").clone();
        document.remove("manifest");
        let found = checked(&Json::from(sign(&document, &key(1), NOW)).pretty(), "file.json");
        assert_eq!(found.verdict, Verdict::Intact);
        let findings = found.report.expect("a report").findings;
        assert!(findings.iter().any(|finding| finding.what == Inconsistency::Manifest), "{id}");
    }
}

#[test]
fn findings_beyond_200_are_counted() {
    let signed = SampleResult::default();
    let mut document = signed.document(&catalog());
    let mut sections = document.get("sections").and_then(Json::as_list).expect("sections").to_vec();
    let storage = sections[0].as_object().expect("a section").clone();
    let mut answers = storage.get("answers").and_then(Json::as_list).expect("answers").to_vec();
    // Each unknown question twice: it is said once.
    answers.extend((0..600).map(|number| Object::new().with("id", format!("x{}", number / 2)).into()));
    sections[0] = storage.with("answers", answers).into();
    document.set("sections", sections);
    let found = checked(&Json::from(document).pretty(), "file.json");
    let report = found.report.as_ref().expect("a report");
    assert_eq!((report.findings.len(), report.findings.more()), (200, 100));
    assert_eq!((report.changes.len(), report.changes.more()), (200, 400));
    assert!(!report.is_consistent());
    let told = serde_json::to_value(crate::checked::checked(&found, &catalog())).expect("JSON");
    let count = |name: &str| told["more"][name].as_i64();
    assert_eq!((count("changes"), count("warnings"), count("withheld")), (Some(400), Some(100), Some(0)));
    assert_eq!(told["warnings"].as_array().map(Vec::len), Some(200));
}

/// A file about a deal, checked.
fn checked_deal(text: &str) -> Checked {
    check(text.as_bytes(), "file.json", &CheckerContext { catalog: &deal_catalog(), own: None, now: NOW })
}

fn reported(checked: &Checked) -> (Vec<String>, ScoreAgreement) {
    let report = checked.report.as_ref().expect("a report");
    let findings = report.findings.iter();
    let findings = findings.map(|finding| [finding.what.as_str(), &finding.part].join(" ")).collect();
    (findings, report.agreement.clone())
}

#[test]
fn a_decision_is_signed_as_a_part_of_its_own() {
    let document = deal().document(&deal_catalog());
    assert_eq!(text_of(&document.clone().into(), "format"), Some("candour-result/2"));
    let parts = document.get("manifest").and_then(|list| list.get("parts")).expect("parts");
    assert!(parts.get("/decision").is_some() && parts.get("/result").is_some());
    let found = checked_deal(&Json::from(document).pretty());
    assert!(found.is_intact(), "{:?}", found.report);
    let stated = found.drafts[0].1.stated.as_ref().expect("a result");
    assert_eq!(stated.outcome, Some(DecisionOutcome::Proceed));
    assert_eq!(stated.points.len(), 4);
    let ordinary = SampleResult::default().document(&catalog());
    assert_eq!(text_of(&ordinary.into(), "format"), Some("candour-result/1"), "older pages read it");
}

#[test]
fn a_decision_that_its_answers_do_not_give_is_pointed_out() {
    let bad = SampleResult { answers: &[("law-checked", Choice::No)], ..deal() };
    let stop = "\"outcome\": \"stop\"";
    let label = "\"label\": \"Do not proceed\"";
    let overstated = [(stop, "\"outcome\": \"proceed\""), (label, "\"label\": \"Proceed\"")];
    for (changes, expected) in [
        (&overstated[..], &[][..]),
        (&overstated[..1], &["label decision"]),
        (&[("\"state\": \"unsolved\"", "\"state\": \"clear\"")], &[]),
        (&[("\"law-bar\"", "\"abuse\"")], &[]),
    ] {
        let found = checked_deal(&bad.with_in(&deal_catalog(), changes));
        assert_eq!(found.verdict, Verdict::Intact);
        let (findings, agreement) = reported(&found);
        assert_eq!(findings, expected, "{changes:?}");
        assert_eq!(agreement, ScoreAgreement::Differs(Listed::new()), "{changes:?}");
    }
    let label = checked_deal(&bad.with_in(&deal_catalog(), &[(label, "\"label\": \"Proceed\"")]));
    assert_eq!(reported(&label), (vec!["label decision".to_owned()], ScoreAgreement::Agrees));
}

#[test]
fn a_decision_stands_where_the_format_and_the_questionnaire_have_one() {
    let first = ("candour-result/2", "candour-result/1");
    let found = checked_deal(&deal().with_in(&deal_catalog(), &[first]));
    assert_eq!(reported(&found).0, ["member-unknown decision", "form format"]);
    let second = ("candour-result/1", "candour-result/2");
    assert_eq!(self::found(&SampleResult::default(), &[second]), ["form format"]);
    let salt = "0123456789ABCDEFGHIJKw";
    let own = format!(
        "\"decision\": {{\"outcome\": \"proceed\", \"label\": \"\", \"points\": [], \"salt\": \"{salt}\"}}, \"result\""
    );
    let found = self::found(&SampleResult::default(), &[second, ("\"result\"", &own)]);
    assert_eq!(found, ["form format", "member-unknown decision"]);
    let found = checked_deal(&deal().with_in(&deal_catalog(), &[("\"decision\"", "\"decisions\"")]));
    assert_eq!(reported(&found).0, ["member-unknown decisions", "member-kind decision"]);
    assert_eq!(reported(&found).1, ScoreAgreement::Differs(Listed::new()));
}

#[test]
fn a_decision_is_withheld_with_any_answer_and_never_guessed() {
    let document = deal().document(&deal_catalog());
    for what in [
        WithheldParts { answers: vec!["law-checked".to_owned()], ..WithheldParts::default() },
        WithheldParts { profile: true, ..WithheldParts::default() },
    ] {
        let copy = withhold(&document, &what).expect("good salts");
        let found = checked_deal(&Json::from(copy).pretty());
        let report = found.report.as_ref().expect("a report");
        assert_eq!(found.verdict, Verdict::Partial);
        assert!(report.withholds("decision") && report.withholds("result"));
        assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
        assert_eq!(found.drafts[0].1.stated.as_ref().and_then(|stated| stated.outcome), None);
    }
    let name = WithheldParts { name: true, ..WithheldParts::default() };
    let copy = withhold(&document, &name).expect("good salts");
    let found = checked_deal(&Json::from(copy).pretty());
    assert_eq!(reported(&found), (vec![], ScoreAgreement::Agrees), "the decision stays");
    let salt = document.get("decision").and_then(|decision| text_of(decision, "salt")).expect("a salt");
    let unsalted = deal().with_in(&deal_catalog(), &[(&format!(",\n    \"salt\": \"{salt}\""), "")]);
    let unsalted = Json::read(unsalted.as_bytes(), Limits::FILE).expect("JSON");
    assert!(withhold(unsalted.as_object().expect("a file"), &name).is_err());
    assert_eq!(reported(&checked_deal(&unsalted.pretty())).0, ["member-kind decision"]);
}

#[test]
fn a_changed_decision_is_named() {
    let document = deal().document(&deal_catalog());
    let text = Json::from(document).pretty().replacen("\"outcome\": \"proceed\"", "\"outcome\": \"stop\"", 1);
    let found = checked_deal(&text);
    let changes = &found.report.as_ref().expect("a report").changes;
    assert_eq!(found.verdict, Verdict::Altered);
    assert_eq!(*changes, [PartChange { part: "decision".to_owned(), how: ChangeKind::Altered }]);
}

/// A file with lists, checked.
fn checked_listed(text: &str) -> Checked {
    check(text.as_bytes(), "file.json", &CheckerContext { catalog: &listed_catalog(), own: None, now: NOW })
}

#[test]
fn a_list_is_signed_as_a_part_of_its_own_and_read_back() {
    let document = listed().document(&listed_catalog());
    let parts = document.get("manifest").and_then(|list| list.get("parts")).expect("parts");
    assert!(parts.get("/lists/0").is_some() && parts.get("/lists/1").is_none(), "only what was begun");
    assert_eq!(document.get("format").and_then(Json::as_text), Some("candour-result/2"));
    let found = checked_listed(&Json::from(document).pretty());
    assert!(found.is_intact(), "{:?}", found.report);
    let answers = &found.drafts[0].1.draft.answers;
    let answer = |id: &str| (answers.answer(id).choice, answers.answer(id).note.clone());
    assert_eq!(answer("misused"), (Some(Choice::Yes), "We took it out.".to_owned()));
    assert_eq!(answer("bad-record"), (Some(Choice::No), String::new()), "such an answer has no note");
    let nothing = SampleResult::default().document(&listed_catalog());
    assert!(nothing.get("lists").is_none(), "nothing was begun");
}

#[test]
fn a_list_is_withheld_unless_it_is_chosen() {
    let document = listed().document(&listed_catalog());
    let copy = |what: &WithheldParts| {
        let copy = withhold(&document, what).expect("good salts");
        let text = Json::from(copy).pretty();
        (checked_listed(&text), text)
    };
    let (found, text) = copy(&WithheldParts::default());
    let report = found.report.as_ref().expect("a report");
    assert_eq!((&found.verdict, report.withholds("signs")), (&Verdict::Partial, true));
    assert_eq!(report.agreement, ScoreAgreement::Agrees, "levels do not depend on it");
    assert!(report.is_consistent(), "{report:?}");
    assert!(!text.contains("Was it misused?") && !text.contains("took it out"), "{text}");
    let shown = WithheldParts { shown_lists: vec!["signs".to_owned()], ..WithheldParts::default() };
    assert_eq!(copy(&shown).0.verdict, Verdict::Intact);
    let no_notes = WithheldParts { all_notes: true, ..shown };
    assert!(!copy(&no_notes).1.contains("took it out"), "its notes stand in it");
}

#[test]
fn a_list_that_contradicts_itself_is_pointed_out() {
    let found = |changes: &[(&str, &str)]| {
        let found = checked_listed(&listed().with_in(&listed_catalog(), changes));
        assert_eq!(found.verdict, Verdict::Intact, "{changes:?}");
        reported(&found).0
    };
    let label = "\"label\": \"No, we looked\"";
    let item = "\"id\": \"passed-on\"";
    for (changes, expected) in [
        (&[("\"title\": \"Signs\"", "\"title\": \"Other\"")][..], &["section-title signs"][..]),
        (&[("Was it misused?", "Was it used?")], &["question-text misused"]),
        (&[(label, "\"label\": \"Yes, there is\"")], &["label bad-record"]),
        (
            &[(item, "\"id\": \"misused\"")],
            &["question-twice misused", "question-text misused", "question-missing passed-on"],
        ),
        (
            &[(item, "\"id\": \"law-written\"")],
            &["question-unknown law-written", "question-missing passed-on"],
        ),
        (&[("\"id\": \"signs\"", "\"id\": \"storage\"")], &["section storage"]),
        (
            &[(
                "\"question\": \"Was it passed on?\"",
                "\"question\": \"Was it passed on?\", \"note\": \"So.\"",
            )],
            &["member-kind passed-on"],
        ),
    ] {
        assert_eq!(found(changes), expected, "{changes:?}");
    }
}

#[test]
fn a_changed_list_is_named_and_an_empty_one_is_added() {
    let document = listed().document(&listed_catalog());
    let text = Json::from(document.clone()).pretty().replacen("Was it misused?", "Was it used?", 1);
    let found = checked_listed(&text);
    let changes = &found.report.as_ref().expect("a report").changes;
    assert_eq!(*changes, [PartChange { part: "signs".to_owned(), how: ChangeKind::Altered }]);
    let mut without = document;
    without.remove("proof");
    without.remove("lists");
    let found = checked_listed(&Json::from(without.with("lists", Vec::new())).pretty());
    let changes = &found.report.as_ref().expect("a report").changes;
    let named: Vec<_> = changes.iter().map(|change| (change.part.as_str(), change.how)).collect();
    assert_eq!(named, [("lists/0", ChangeKind::Missing), ("lists", ChangeKind::Added)]);
}
