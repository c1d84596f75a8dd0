//! Promises about files: each one ever exported still gives its verdict, and no change of it passes.
//!
//! The files in `golden/` were made once and are never made again (see the README there). They are
//! held against a frozen copy of their questionnaire, so that the content may change.

#[path = "../golden/labels.rs"]
mod labels;

use std::rc::Rc;

use std::{fs, path::Path};

use candour_app::{BootFacts, Deferred, Event, Model, StorageTask};
use candour_files::{
    check::{
        ChangeKind, Checked, CheckerContext, Inconsistency, PartChange, QuestionnaireMatch, Report,
        ScoreAgreement, check,
    },
    records::Records,
    result::AppInfo,
    stored_copy::Device,
};
use candour_proof::{
    date::Timestamp,
    jcs::canonical,
    json::{Json, Limits},
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    questionnaire::{DecisionOutcome, Questionnaire},
    wording::Wording,
};

/// 2026-11-23T00:00:00Z, the day after the files were signed.
const NOW: Timestamp = Timestamp(1_795_392_000);
const FINGERPRINT: &str = "77501 01448 82278 92581 03185 86157 92048 16572";

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    fs::read_to_string(&file).expect("a file in tests/golden")
}

fn file(name: &str) -> String {
    read(&format!("files/{name}.json"))
}

fn catalog_of(structure: &str) -> Catalog {
    let questionnaire = Questionnaire::parse(structure).expect("a sound questionnaire");
    let wording = Wording::parse(&read("questionnaire/en.json"), &questionnaire).expect("sound wording");
    let labels = labels::labels(&read("questionnaire/words.json"));
    Catalog {
        entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))],
        labels,
        ..Catalog::default()
    }
}

fn catalog() -> Catalog {
    catalog_of(&read("questionnaire/questionnaire.json"))
}

fn checked(bytes: &[u8], catalog: &Catalog) -> Checked {
    check(bytes, "file.json", &CheckerContext { catalog, own: None, now: NOW })
}

/// The frozen questionnaire in a folder of its own.
fn frozen(folder: &str) -> Catalog {
    let text = |file: &str| read(&[folder, "/", file].concat());
    let questionnaire = Questionnaire::parse(&text("questionnaire.json")).expect("a sound questionnaire");
    let wording = Wording::parse(&text("en.json"), &questionnaire).expect("sound wording");
    Catalog { entries: vec![Rc::new(CatalogEntry::new(questionnaire, wording, false))], ..catalog() }
}

fn golden(name: &str) -> (Checked, Report) {
    let checked = checked(file(name).as_bytes(), &catalog());
    let report = checked.report.clone().expect("a report");
    (checked, report)
}

/// What is found beside that a note is a text and the result has no salt. The first files were made so; the
/// format has dropped it, for such parts can be guessed where they are withheld.
fn others(report: &Report) -> Vec<Inconsistency> {
    let found = report.findings.iter().map(|finding| finding.what);
    found.filter(|what| *what != Inconsistency::MemberKind).collect()
}

#[test]
fn notes_and_results_without_salt_are_pointed_out() {
    let (_, report) = golden("complete");
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.what, finding.part.as_str())).collect();
    let kind = Inconsistency::MemberKind;
    assert_eq!(found, [(kind, "deletion-happens"), (kind, "result")]);
}

#[test]
fn every_file_ever_exported_is_still_intact() {
    for (name, organisation, answers) in [
        ("complete", "Une organisation d’essai", 35),
        ("partial", "", 5),
        ("not-applicable", "စမ်းသပ် အဖွဲ့အစည်း", 37),
        ("requested", "Une organisation d’essai", 36),
        ("weakest-listed", "Une organisation d’essai", 36),
    ] {
        let (checked, report) = golden(name);
        assert_eq!(checked.verdict.as_str(), "intact", "{name}");
        assert_eq!(report.agreement, ScoreAgreement::Agrees, "{name}");
        let is_latest = ["requested", "weakest-listed"].contains(&name);
        assert_eq!(checked.is_intact(), is_latest, "{name}: {report:?}");
        assert_eq!(others(&report), [], "{name}");
        assert_eq!(report.changes, [], "{name}");
        assert_eq!(report.organisation, organisation, "{name}");
        assert_eq!(report.fingerprint.as_deref(), Some(FINGERPRINT), "{name}");
        assert_eq!((report.finished.as_str(), report.date_warning), ("2026-11-22", None), "{name}");
        let (_, placed) = checked.drafts.first().expect("answers");
        assert_eq!(placed.not_placed, [""; 0], "{name}");
        let chosen = placed.draft.answers.questions.values().filter(|answer| answer.choice.is_some());
        assert_eq!(chosen.count(), answers, "{name}");
    }
}

#[test]
fn every_decision_ever_exported_keeps_its_verdict() {
    let deal = |name: &str| checked(file(name).as_bytes(), &frozen("deal"));
    let stated = |checked: &Checked| {
        let (_, placed) = checked.drafts.first().expect("answers");
        placed.stated.as_ref().and_then(|stated| stated.outcome).map(DecisionOutcome::as_str)
    };
    let whole = deal("decision");
    assert!(whole.is_intact(), "{:?}", whole.report);
    assert_eq!(stated(&whole), Some("conditions"));
    let altered = deal("decision-changed");
    let changes = &altered.report.as_ref().expect("a report").changes;
    assert_eq!(altered.verdict.as_str(), "altered");
    assert_eq!(*changes, [PartChange { part: "decision".to_owned(), how: ChangeKind::Altered }]);
    let withheld = deal("decision-withheld");
    let report = withheld.report.as_ref().expect("a report");
    assert_eq!((withheld.verdict.as_str(), stated(&withheld)), ("partial", None));
    assert!(report.withholds("decision") && report.withholds("result") && report.withholds("place-facts"));
    assert_eq!(report.findings, [], "nothing else is wrong with it");
    // Where the questionnaire is not known, the file is checked all the same.
    let elsewhere = checked(file("decision").as_bytes(), &catalog());
    assert_eq!((elsewhere.verdict.as_str(), elsewhere.drafts.len()), ("intact", 0));
}

#[test]
fn every_list_ever_exported_keeps_its_verdict() {
    let watch = |name: &str| checked(file(name).as_bytes(), &frozen("watch"));
    let chosen = |checked: &Checked, item: &str| {
        let (_, placed) = checked.drafts.first().expect("answers");
        let answer = placed.draft.answers.answer(item);
        (answer.choice, answer.note.clone())
    };
    let whole = watch("lists");
    assert!(whole.is_intact(), "{:?}", whole.report);
    assert_eq!(chosen(&whole, "misused"), (Some(Choice::Yes), "နှစ်စဉ် စစ်ဆေးသည်။".to_owned()));
    assert_eq!(chosen(&whole, "law-written"), (Some(Choice::Partly), String::new()));
    let altered = watch("lists-changed");
    let changes = &altered.report.as_ref().expect("a report").changes;
    assert_eq!(altered.verdict.as_str(), "altered");
    assert_eq!(*changes, [PartChange { part: "signs".to_owned(), how: ChangeKind::Altered }]);
    for (name, shown) in [("lists-withheld", None), ("list-shown", Some(Choice::Partly))] {
        let withheld = watch(name);
        let report = withheld.report.as_ref().expect("a report");
        assert_eq!(withheld.verdict.as_str(), "partial", "{name}");
        assert!(report.withholds("signs"), "{name}");
        assert_eq!(report.withholds("law-points"), shown.is_none(), "{name}");
        assert_eq!(report.findings, [], "{name}");
        assert_eq!(chosen(&withheld, "misused").0, None, "{name}");
        assert_eq!(chosen(&withheld, "law-written").0, shown, "{name}");
    }
}

#[test]
fn notes_in_any_script_come_back_unchanged() {
    for name in ["partial", "requested"] {
        let (checked, _) = golden(name);
        let (_, placed) = checked.drafts.first().expect("answers");
        let note = |id: &str| placed.draft.answers.answer(id).note.as_str();
        assert_eq!(note("client-instructions"), "Écrit et signé.\n\n– 2 contrats\n– 1 à revoir", "{name}");
        assert_eq!(note("test-data"), "စာရင်းကို နှစ်စဉ် စစ်ဆေးသည်။", "{name}");
        assert_eq!(note("authority-requests"), "نراجع القائمة كل عام.", "{name}");
        assert_eq!(note("papers-and-devices"), "Später: \"Aktenschrank\" & <Keller> \\ 😀", "{name}");
    }
}

#[test]
fn a_result_says_whose_request_it_answers() {
    let request = golden("requested").1.request.expect("a request");
    assert_eq!(
        (request.from.as_str(), request.nonce.as_str()),
        ("Ein Verein, der fragt", "bm9uY2Ugb2YgYSB0ZXN0IQ")
    );
    assert_eq!(request.id, "did:key:z6Mkmf1wLu4n4iAMzRCP9Ute93WXCjhzg5XBbRa5wBr76A4k");
    assert_eq!(golden("complete").1.request, None);
}

#[test]
fn reasons_and_evidence_come_back() {
    let (checked, _) = golden("not-applicable");
    let (_, placed) = checked.drafts.first().expect("answers");
    let passwords = placed.draft.answers.answer("stored-passwords");
    assert_eq!(passwords.choice, Some(Choice::NotApplicable));
    assert_eq!(passwords.reason, Some(Reason::DoneBySupplier));
    assert!(placed.draft.answers.answer("updates").evidence);
    assert!(!placed.draft.answers.answer("own-logins").evidence);
}

#[test]
fn each_changed_copy_is_refused_and_names_what_changed() {
    let altered = ChangeKind::Altered;
    let cases: [(&str, &[(&str, ChangeKind)]); 12] = [
        ("answer-changed", &[("deletion-happens", altered)]),
        (
            "answer-removed",
            &[
                ("deletion-happens", ChangeKind::Missing),
                ("papers-and-devices", ChangeKind::Moved),
                ("suppliers-delete", ChangeKind::Moved),
            ],
        ),
        ("note-changed", &[("deletion-happens", altered)]),
        ("name-changed", &[("signer", altered)]),
        ("result-changed", &[("result", altered)]),
        ("withheld-and-changed", &[("purposes-named", altered)]),
        ("note-part-changed", &[("client-instructions/note", altered)]),
        ("note-put-back", &[("client-instructions/note", altered)]),
        ("note-withheld-and-more", &[("papers-and-devices/note", altered)]),
        ("request-changed", &[("request", altered)]),
        // Without the list nobody can tell the place; with another's proof the list still fits.
        ("manifest-removed", &[]),
        ("proof-of-another-key", &[]),
    ];
    for (name, expected) in cases {
        let (checked, report) = golden(name);
        assert_eq!(checked.verdict.as_str(), "altered", "{name}");
        let changes: Vec<_> =
            report.changes.iter().map(|change| (change.part.as_str(), change.how)).collect();
        assert_eq!(changes, expected, "{name}");
    }
}

#[test]
fn a_file_without_signature_says_so_and_shows_no_key() {
    let (checked, report) = golden("unsigned");
    assert_eq!(checked.verdict.as_str(), "unsigned");
    assert_eq!(report.fingerprint, None);
    assert_eq!(report.agreement, ScoreAgreement::Agrees);
}

#[test]
fn a_copy_with_parts_withheld_verifies_and_names_them() {
    let (checked, report) = golden("withheld");
    assert_eq!(checked.verdict.as_str(), "partial");
    assert_eq!(report.withheld, ["signer", "deletion-happens", "backups"]);
    assert_eq!((report.organisation.as_str(), report.fingerprint.as_deref()), ("", Some(FINGERPRINT)));
    assert_eq!(report.changes, []);
    assert_eq!(others(&report), []);
    assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
}

#[test]
fn a_result_with_a_withheld_note_can_be_computed_again() {
    for (name, withheld) in [
        ("note-withheld", &["client-instructions/note", "papers-and-devices/note"][..]),
        ("name-withheld", &["signer"]),
    ] {
        let (checked, report) = golden(name);
        assert_eq!(checked.verdict.as_str(), "partial", "{name}");
        assert_eq!(*report.withheld, *withheld, "{name}");
        assert!(report.changes.is_empty() && report.findings.is_empty(), "{name}");
        assert_eq!((report.agreement, report.answers_shown), (ScoreAgreement::Agrees, 36), "{name}");
        assert_eq!(report.organisation.is_empty(), name == "name-withheld");
        assert_eq!(report.fingerprint.as_deref(), Some(FINGERPRINT), "{name}");
        let (_, placed) = checked.drafts.first().expect("answers");
        let notes = placed.draft.answers.questions.values().filter(|answer| !answer.note.is_empty());
        assert_eq!(notes.count(), if name == "name-withheld" { 4 } else { 2 });
    }
}

#[test]
fn a_withheld_answer_takes_its_note_and_the_result_along() {
    let (checked, report) = golden("answers-withheld");
    assert_eq!(checked.verdict.as_str(), "partial");
    assert_eq!(report.withheld, ["result", "client-instructions", "backups"]);
    assert_eq!((report.answers_shown, report.answers_withheld), (34, 2));
    assert!(report.changes.is_empty() && report.findings.is_empty());
    assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
    let (_, placed) = checked.drafts.first().expect("answers");
    let given = |id: &str| placed.draft.answers.answer(id);
    assert!(given("client-instructions").is_empty() && given("backups").is_empty());
    let (checked, report) = golden("all-withheld");
    assert_eq!(checked.verdict.as_str(), "partial");
    assert_eq!((report.answers_shown, report.answers_withheld, report.withheld.len()), (0, 36, 39));
    assert_eq!(report.findings, []);
    assert!(checked.drafts.first().is_some_and(|(_, placed)| placed.draft.is_empty()));
}

#[test]
fn a_result_better_than_its_answers_is_found_out() {
    let (checked, report) = golden("overstated");
    assert_eq!(checked.verdict.as_str(), "intact", "the signer wrote it so");
    assert_eq!(report.agreement, ScoreAgreement::Differs(vec!["storage-limitation".to_owned()].into()));
    assert!(!checked.is_intact());
    let (_, report) = golden("result-changed");
    assert_eq!(report.agreement, ScoreAgreement::Differs(vec!["storage-limitation".to_owned()].into()));
}

#[test]
fn a_draft_is_read_back_whole() {
    let catalog = catalog();
    let checked = checked(file("draft").as_bytes(), &catalog);
    assert_eq!(checked.verdict.as_str(), "draft");
    let (id, placed) = checked.drafts.first().expect("answers");
    assert_eq!(placed.not_placed, [""; 0]);
    assert_eq!((placed.other_version.as_deref(), placed.draft.place.as_str()), (None, "storage-limitation"));
    let entry = catalog.entry(id).expect("the questionnaire");
    assert_eq!(
        Json::from(candour_files::draft::write(&placed.draft, &entry.questionnaire)).pretty(),
        file("draft")
    );
}

#[test]
fn a_file_outlives_the_version_of_its_questionnaire() {
    let structure = read("questionnaire/questionnaire.json");
    let version = Questionnaire::parse(&structure).expect("a sound questionnaire").version().to_owned();
    let later = structure.replacen(&format!("\"version\": \"{version}\""), "\"version\": \"99.0.0\"", 1);
    assert_ne!(later, structure);
    let checked = checked(file("requested").as_bytes(), &catalog_of(&later));
    assert_eq!(checked.verdict.as_str(), "intact");
    let report = checked.report.expect("a report");
    assert_eq!(report.questionnaire, QuestionnaireMatch::OtherVersion);
    assert!(report.findings.is_empty());
    assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
}

#[test]
fn white_space_and_the_order_of_members_are_not_signed() {
    let short = canonical(&Json::read(file("requested").as_bytes(), Limits::FILE).expect("JSON"));
    let checked = checked(short.as_bytes(), &catalog());
    assert!(checked.is_intact());
    assert_eq!(checked.report.expect("a report").changes, []);
}

#[test]
fn no_changed_byte_is_reported_as_intact() {
    for (name, step) in [("partial", 13), ("requested", 53)] {
        // Without white space every byte means something. A prime step tries all kinds of places.
        let meaning = canonical(&Json::read(file(name).as_bytes(), Limits::FILE).expect("JSON"));
        no_changed_byte(&meaning, step);
    }
    // A copy with all kinds of parts withheld is bound by its list alone.
    for name in ["all-withheld", "answers-withheld", "note-withheld", "name-withheld"] {
        let meaning = canonical(&Json::read(file(name).as_bytes(), Limits::FILE).expect("JSON"));
        no_changed_byte(&meaning, 211);
    }
}

/// Holds the file with each of some bytes changed against what it says. An id beside `withheld` is a
/// claim: another one is a contradiction.
fn no_changed_byte(meaning: &str, step: usize) {
    let catalog = catalog();
    let sound = |report: &Report| report.findings.is_empty();
    for place in (0..meaning.len()).step_by(step) {
        for flip in [0x01, 0x20] {
            let mut changed = meaning.to_owned().into_bytes();
            let Some(byte) = changed.get_mut(place) else { continue };
            *byte ^= flip;
            let checked = checked(&changed, &catalog);
            let (verdict, sound) = (checked.verdict.as_str(), checked.report.as_ref().is_some_and(sound));
            assert!(verdict != "intact" && (verdict != "partial" || !sound), "byte {place} ^ {flip:02x}");
        }
    }
}

#[test]
fn a_file_cut_short_is_never_intact() {
    let whole = file("complete");
    let catalog = catalog();
    for end in (0..whole.trim_end().len()).step_by(997) {
        let verdict = checked(whole.as_bytes().get(..end).expect("a beginning"), &catalog).verdict;
        assert_eq!(verdict.as_str(), "unreadable", "{end}");
    }
}

#[test]
fn a_signed_lie_about_questionnaire_or_list_is_found() {
    for (name, what) in
        [("title-invented", Inconsistency::Title), ("list-of-another-key", Inconsistency::Manifest)]
    {
        let (checked, report) = golden(name);
        assert_eq!(checked.verdict.as_str(), "intact", "{name}");
        assert!(!checked.is_intact(), "{name}");
        assert_eq!(others(&report), [what], "{name}");
    }
}

#[test]
fn a_withheld_profile_is_no_contradiction() {
    let (checked, report) = golden("profile-withheld");
    assert_eq!(checked.verdict.as_str(), "partial");
    assert_eq!(report.withheld, ["profile"]);
    assert_eq!(others(&report), []);
    assert_eq!(report.agreement, ScoreAgreement::NotRecomputable);
}

#[test]
fn other_words_of_the_page_are_pointed_out_as_not_compared() {
    let mut catalog = catalog();
    catalog.labels.notice.push_str(" More.");
    for label in &mut catalog.labels.choices {
        label.push('!');
    }
    let checked = checked(file("requested").as_bytes(), &catalog);
    assert_eq!(others(&checked.report.expect("a report")), [Inconsistency::LabelsNotCompared]);
}

#[test]
fn signs_that_cannot_be_seen_do_not_reach_the_screen() {
    let hidden = file("unsigned").replace("Une organisation", "Une\u{202e} organisation");
    let report = checked(hidden.as_bytes(), &catalog()).report.expect("a report");
    assert_eq!(report.organisation, "Une organisation d\u{2019}essai");
    assert!(report.findings.iter().any(|finding| finding.what == Inconsistency::InvisibleText));
}

/// What a page makes of what an earlier one kept: the notes of all its drafts.
fn notes_after(start: BootFacts) -> Vec<String> {
    let mut model = Model::new(std::rc::Rc::new(catalog()), AppInfo::default());
    model.update(Event::Started(start));
    if !model.storage.pending.is_empty() {
        let task =
            Deferred::Storage(StorageTask::Unlock(0, "correct horse battery staple".to_owned().into()));
        model.update(Event::Resumed { task, random: None, now: NOW });
    }
    assert!(model.storage.pending.is_empty());
    let drafts = model.workspace.drafts().iter();
    let answers = drafts.flat_map(|draft| draft.answers.questions.values());
    answers.map(|answer| answer.note.clone()).filter(|note| !note.is_empty()).collect()
}

#[test]
fn whatever_was_ever_kept_comes_back() {
    let kept = |name: &str| read(&format!("kept/{name}"));
    let device = |name: &str| {
        let copies = [None, Some(kept(name))];
        BootFacts { device: Ok(Device { copies, tab: None }), ..BootFacts::default() }
    };
    let page = kept("page.html");
    let carried =
        candour_files::embed::carried(&page, candour_files::embed::Element::Draft).map(str::to_owned);
    for (name, start) in [
        ("tab-first", BootFacts { kept: Ok(Some(kept("tab-first.json"))), ..BootFacts::default() }),
        ("tab", BootFacts { kept: Ok(Some(kept("tab.json"))), ..BootFacts::default() }),
        ("unlocked", device("unlocked.json")),
        ("locked", device("locked.json")),
        ("page", BootFacts { carried, ..BootFacts::default() }),
    ] {
        assert_eq!(notes_after(start), ["Une note, စာ\n\"deux\" lignes"], "{name}");
    }
}

#[test]
fn thousands_of_answers_are_refused_before_they_are_read() {
    let answer = r#"{"id":"a"}"#;
    let answers = vec![answer; 5_001].join(",");
    let file = format!(r#"{{"format":"candour-result/1","sections":[{{"answers":[{answers}]}}]}}"#);
    assert_eq!(checked(file.as_bytes(), &catalog()).verdict.as_str(), "unreadable");
    let fewer = file.replacen(&format!("{answer},"), "", 1);
    assert_eq!(checked(fewer.as_bytes(), &catalog()).verdict.as_str(), "unsigned");
}

/// What programs are told of a golden file.
fn told(name: &str) -> Json {
    let catalog = catalog();
    report(&checked(file(name).as_bytes(), &catalog), &catalog)
}

/// What programs are told of a file, read back.
fn report(checked: &Checked, catalog: &Catalog) -> Json {
    let text = serde_json::to_string(&candour_files::checked::checked(checked, catalog)).expect("JSON");
    Json::read(text.as_bytes(), Limits::FILE).expect("JSON within the profile")
}

fn text_at<'a>(told: &'a Json, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(told, |part, name| part.get(name))?.as_text()
}

fn texts_at<'a>(told: &'a Json, name: &str) -> Vec<&'a str> {
    told.get(name).and_then(Json::as_list).expect("a list").iter().filter_map(Json::as_text).collect()
}

#[test]
fn programs_are_told_which_parts_changed_and_how() {
    let told = told("answer-removed");
    assert_eq!(text_at(&told, &["verdict"]), Some("altered"));
    assert_eq!(texts_at(&told, "altered"), ["deletion-happens", "papers-and-devices", "suppliers-delete"]);
    let changes = told.get("changes").and_then(Json::as_list).expect("a list");
    let hows: Vec<_> = changes.iter().filter_map(|change| text_at(change, &["how"])).collect();
    assert_eq!(hows, ["missing", "moved", "moved"]);
}

#[test]
fn programs_are_told_the_levels_stated_and_the_levels_computed() {
    let told = told("overstated");
    assert_eq!(text_at(&told, &["verdict"]), Some("intact"));
    assert_eq!(text_at(&told, &["result", "agreement"]), Some("differs"));
    let warnings = told.get("warnings").and_then(Json::as_list).expect("a list");
    assert!(warnings.iter().any(|warning| text_at(warning, &["warning"]) == Some("result-differs")
        && text_at(warning, &["part"]) == Some("storage-limitation")));
    let sections = told.get("result").and_then(|result| result.get("sections")).and_then(Json::as_list);
    let section = sections
        .expect("a list")
        .iter()
        .find(|section| text_at(section, &["id"]) == Some("storage-limitation"))
        .expect("the section");
    assert!(
        section.get("stated").and_then(Json::as_integer) > section.get("computed").and_then(Json::as_integer)
    );
}

#[test]
fn programs_are_told_of_no_key_where_no_signature_holds() {
    let told = told("unsigned");
    assert_eq!(told.get("fingerprint"), Some(&Json::Null));
    assert_eq!(told.get("signer").and_then(|signer| signer.get("id")), Some(&Json::Null));
    let signed = self::told("withheld");
    assert_eq!(text_at(&signed, &["fingerprint"]), Some(FINGERPRINT));
    assert_eq!(texts_at(&signed, "withheld"), ["signer", "deletion-happens", "backups"]);
    assert_eq!(text_at(&signed, &["result", "agreement"]), Some("not-recomputable"));
}

#[test]
fn programs_are_told_the_same_members_of_every_file() {
    let members = |told: &Json| {
        let names = told.as_object().expect("an object").iter().map(|(name, _)| name.to_owned());
        names.filter(|name| name != "problem").collect::<Vec<_>>()
    };
    let catalog = catalog();
    let expected = members(&told("complete"));
    for bytes in [&b""[..], b"{}", b"{\"proof\":{}}", b"age-encryption.org/v1", file("draft").as_bytes()] {
        let checked = checked(bytes, &catalog);
        assert_eq!(members(&report(&checked, &catalog)), expected);
    }
    let broken = checked(b"{\"a\":1,\"a\":2}", &catalog);
    let told = report(&broken, &catalog);
    assert_eq!(text_at(&told, &["problem"]), Some("duplicate-member"));
}

#[test]
fn a_page_of_somebody_else_makes_no_key_known() {
    let page = read("kept/page-of-somebody-else.txt") + "<div id=\"screen\">";
    let carried =
        candour_files::embed::carried(&page, candour_files::embed::Element::Draft).map(str::to_owned);
    assert!(carried.is_some());
    let mut model = Model::new(std::rc::Rc::new(catalog()), AppInfo::default());
    model.update(Event::Started(BootFacts { carried, ..BootFacts::default() }));
    let task = Deferred::Storage(StorageTask::Unlock(0, "colleague pass phrase ok".to_owned().into()));
    model.update(Event::Resumed { task, random: None, now: NOW });
    assert!(
        model.storage.pending.is_empty() && !model.workspace.is_empty(),
        "the passphrase opens its draft"
    );
    assert!(model.requests.records.is_empty() && model.workspace.request().is_none());
    let found = model.storage.unconfirmed.first().expect("the keys are listed");
    assert!(!found.records.keys.is_empty());
}

#[test]
fn requests_and_records_of_every_version_still_open() {
    let request = |name: &str| {
        let file = read(&format!("requests/{name}.json"));
        candour_files::request::Request::of_file(file.as_bytes(), NOW).expect("a request")
    };
    let (first, second) = (request("request-1"), request("request-2"));
    assert!(!first.addressed && first.purpose.is_empty());
    assert!(second.addressed && second.purpose == "We count answers.");
    let records = |bytes: &[u8]| Records::of_text(bytes, NOW).expect("records");
    let earlier = records(read("requests/records-1.json").as_bytes());
    assert_eq!((earlier.records.requests, earlier.left_out), (vec![first.clone()], 0));
    let locked = read("requests/requester.age");
    let opened = candour_age::decrypt_with_passphrase(locked.as_bytes(), "correct horse battery staple");
    let file = records(&opened.expect("it opens"));
    assert_eq!(file.key.map(|key| key.public()), Some(first.key));
    assert_eq!(file.records.requests, [first, second.clone()]);
    assert_eq!(
        (file.records.label(&second.nonce), file.records.keys.len(), file.left_out),
        ("Golden Bakery", 1, 0)
    );
    assert_eq!(file.records, records(read("requests/records-2.json").as_bytes()).records);
}
