//! What many files are to each other.

use std::rc::Rc;

use candour_files::{
    check::{CheckerContext, QuestionnaireMatch, SameWords, check},
    records::{KeyTrust, KnownKey, Records, Verification},
    request::{NewRequest, Request, RequestedQuestionnaire},
    result::RequestRef,
    sample::{NOW, SampleResult, catalog, checked, entry, key, public},
    withhold::{WithheldParts, withhold},
};
use candour_proof::{
    date::Day,
    jcs::canonical,
    json::{Json, Limits},
    key::PublicKey,
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::CatalogEntry,
    questionnaire::{self, Questionnaire},
    scoring::Level,
};

use super::*;
use crate::then_and_now::LevelsFrom;

/// The files on a workbench, related to each other.
fn opened(files: &[String]) -> Workbench {
    related(files, &Records::default())
}

fn related(files: &[String], records: &Records) -> Workbench {
    let (mut workbench, catalog) = (Workbench::default(), catalog());
    for (place, text) in files.iter().enumerate() {
        workbench.add(checked(text, &format!("file-{place}.json")), &catalog);
    }
    workbench.relate(records, None);
    workbench
}

fn relations(files: &[String]) -> Vec<Relation> {
    opened(files).rows().iter().map(|row| row.relation).collect()
}

fn known(seed: u8, name: &str, how: Verification) -> KnownKey {
    KnownKey { key: public(seed), name: name.to_owned(), how, day: NOW.day() }
}

fn sheet(workbench: &Workbench, place: RowIndex) -> &ResultSummary {
    workbench.row(place).unwrap().sheet.as_ref().unwrap()
}

#[test]
fn the_same_file_is_a_duplicate_also_in_other_white_space() {
    let text = SampleResult::default().text();
    let document = Json::read(text.as_bytes(), Limits::FILE).unwrap();
    let files = [text.clone(), text, canonical(&document)];
    let duplicate = |exact| Relation::Duplicate { of: 0, exact };
    assert_eq!(relations(&files), [Relation::Only, duplicate(true), duplicate(false)]);
}

#[test]
fn files_are_counted_by_verdict() {
    let text = SampleResult::default().text();
    let mut workbench = opened(&[text.clone(), "{}".to_owned(), text, "{}".to_owned(), "{}".to_owned()]);
    assert_eq!(workbench.verdicts(), [("intact", 2), ("other", 3)]);
    assert_eq!(workbench.subjects().len(), 1);
    assert!(!workbench.is_empty());
    workbench.clear();
    assert!(workbench.is_empty() && workbench.verdicts().is_empty());
}

#[test]
fn of_two_copies_with_parts_withheld_the_fuller_one_counts() {
    let signed = SampleResult { notes: &[("backup", "Soon.")], ..SampleResult::default() };
    let notes = WithheldParts { notes: vec!["backup".to_owned()], ..WithheldParts::default() };
    let answers =
        WithheldParts { answers: vec!["backup".to_owned()], name: true, ..WithheldParts::default() };
    let twin = Relation::SameId { of: 1, how: Conflict::MoreWithheld };
    let files = [signed.without(&answers), signed.without(&notes)];
    assert_eq!(relations(&files), [twin, Relation::Only]);
    let files = [signed.without(&answers), signed.text(), signed.without(&notes)];
    assert_eq!(relations(&files), [twin, Relation::Only, twin]);
    let again = Relation::Duplicate { of: 0, exact: false };
    let compact = canonical(&Json::read(signed.without(&notes).as_bytes(), Limits::FILE).unwrap());
    assert_eq!(relations(&[signed.without(&notes), compact]), [Relation::Only, again]);
}

#[test]
fn an_altered_copy_is_named_and_never_counts() {
    let text = SampleResult::default().text();
    let altered = text.replace("\"choice\": \"no\"", "\"choice\": \"yes\"");
    assert_ne!(text, altered);
    let workbench = opened(&[altered, text]);
    let rows = workbench.rows();
    assert_eq!(rows[0].verdict.as_str(), "altered");
    assert_eq!(rows[0].relation, Relation::SameId { of: 1, how: Conflict::OtherContent });
    assert!(rows[0].counts().is_none() && rows[1].counts().is_some());
    assert!(rows[0].sheet.as_ref().unwrap().answers.is_empty());
    let left_out = LeftOut { not_sound: 1, ..LeftOut::default() };
    assert_eq!(
        (workbench.counted(&entry().questionnaire), workbench.left_out(&entry().questionnaire)),
        (vec![1], left_out)
    );
}

#[test]
fn the_newest_result_of_a_key_counts_and_one_day_twice_is_said() {
    let dated = |days_ago, chance| SampleResult { days_ago, chance, ..SampleResult::default() }.text();
    let older = |same_day| Relation::Older { than: 1, same_day };
    let files = [dated(9, 1), dated(0, 2), dated(0, 3), dated(1, 4)];
    assert_eq!(relations(&files), [older(false), Relation::Only, older(true), older(false)]);
    let mut workbench = opened(&files);
    workbench.prefer(2);
    workbench.relate(&Records::default(), None);
    assert_eq!(workbench.rows()[1].relation, Relation::Older { than: 2, same_day: true });
    assert_eq!(workbench.rows()[2].relation, Relation::Only);
    workbench.prefer(0);
    workbench.relate(&Records::default(), None);
    assert_eq!(
        workbench.rows()[0].relation,
        Relation::Only,
        "a date may be wrong, so what was chosen counts"
    );
    assert_eq!(workbench.rows()[1].relation, Relation::Older { than: 0, same_day: false });
}

#[test]
fn one_number_with_other_content_by_the_same_key_is_said() {
    let answers = [("deletion", Choice::No)];
    let files = [
        SampleResult::default().text(),
        SampleResult { answers: &answers, ..SampleResult::default() }.text(),
    ];
    let twin = Relation::SameId { of: 0, how: Conflict::OtherContent };
    assert_eq!(relations(&files), [Relation::Only, twin]);
}

#[test]
fn results_about_several_questionnaires_do_not_conflict() {
    let about = |id: &str, days_ago, chance| {
        let signed = SampleResult { days_ago, chance, ..SampleResult::default() };
        signed.with(&[("\"made-up\"", &format!("\"{id}\""))])
    };
    let older = |than| Relation::Older { than, same_day: false };
    let files =
        [about("made-up", 1, 1), about("made-up", 0, 2), about("another", 1, 3), about("another", 0, 4)];
    let mut workbench = opened(&files);
    let relations = |workbench: &Workbench| -> Vec<Relation> {
        workbench.rows().iter().map(|row| row.relation).collect()
    };
    assert_eq!(relations(&workbench), [older(1), Relation::Only, older(3), Relation::Only]);
    workbench.prefer(0);
    workbench.prefer(2);
    workbench.relate(&Records::default(), None);
    assert_eq!(relations(&workbench), [Relation::Only, older(0), Relation::Only, older(2)]);
}

#[test]
fn the_last_choice_counts_among_conflicting_files() {
    let by = |key, chance, days_ago| {
        SampleResult { name: "", key, chance, days_ago, ..SampleResult::default() }.text()
    };
    let mut workbench = opened(&[by(1, 1, 0), by(2, 1, 0), by(3, 3, 1), by(3, 4, 0)]);
    for (chosen, counted) in [(2, &[2][..]), (0, &[0, 2]), (1, &[1, 2]), (3, &[1, 3])] {
        workbench.prefer(chosen);
        workbench.relate(&Records::default(), None);
        assert_eq!(workbench.counted(&entry().questionnaire), counted, "{chosen}");
    }
}

#[test]
fn a_file_opened_anew_stays_the_one_that_was_chosen() {
    let dated = |days_ago, chance| SampleResult { days_ago, chance, ..SampleResult::default() }.text();
    let files = [dated(1, 1), dated(0, 2)];
    let mut workbench = opened(&files);
    workbench.prefer(0);
    workbench.replace(0, checked(&files[0], "again.json"), &catalog());
    workbench.relate(&Records::default(), None);
    assert_eq!(
        (&*workbench.rows()[0].name, workbench.counted(&entry().questionnaire)),
        ("again.json", vec![0])
    );
}

#[test]
fn omitted_files_are_counted_by_reason() {
    let (newer, older) =
        (SampleResult::default(), SampleResult { days_ago: 1, chance: 2, ..SampleResult::default() });
    let twin = SampleResult { answers: &[("deletion", Choice::No)], ..SampleResult::default() };
    let altered = newer.text().replace("\"choice\": \"no\"", "\"choice\": \"yes\"");
    let workbench = opened(&[older.text(), newer.text(), newer.text(), twin.text(), altered]);
    let own = entry().questionnaire;
    assert_eq!(workbench.counted(&own), [1]);
    let left_out = LeftOut { not_sound: 1, duplicate: 1, same_id: 1, older: 1, other_edition: 0 };
    assert_eq!(workbench.left_out(&own), left_out);
    let others: Vec<Option<RowIndex>> = workbench.rows().iter().map(|row| row.relation.other()).collect();
    assert_eq!(others, [Some(1), None, Some(1), Some(1), Some(1)]);
    let named = |name, key| SampleResult { name, key, chance: key, ..SampleResult::default() }.text();
    let others = |files: &[String]| relations(files).into_iter().map(Relation::other).collect::<Vec<_>>();
    assert_eq!(others(&[named("A", 1), named("A", 2)]), [Some(1), Some(0)], "one name, two keys");
    assert_eq!(
        others(&[named("A", 1), SampleResult { name: "B", chance: 2, ..newer }.text()]),
        [Some(1), Some(0)]
    );
}

#[test]
fn one_key_may_sign_for_several_names_and_each_counts() {
    let named =
        |name, days_ago, chance| SampleResult { name, days_ago, chance, ..SampleResult::default() }.text();
    let files = [named("Acme", 1, 1), named("Beta", 0, 2), named("ACME", 0, 3), named("", 0, 4)];
    assert_eq!(
        relations(&files),
        [
            Relation::Older { than: 2, same_day: false },
            Relation::OtherName(3),
            Relation::OtherName(3),
            Relation::OtherName(2)
        ]
    );
    let files = [named("Acme", 1, 1), named("", 0, 2)];
    assert_eq!(relations(&files), [Relation::Older { than: 1, same_day: false }, Relation::Only]);
}

#[test]
fn one_name_with_two_keys_is_pointed_out_however_it_is_written() {
    let named = |name, key| SampleResult { name, key, chance: key, ..SampleResult::default() }.text();
    let files = [
        named("Café  Acme", 1),
        named("CAFÉ\u{a0}ＡＣＭＥ", 2),
        named("Other", 3),
        named("", 4),
        named("", 5),
    ];
    let workbench = opened(&files);
    let found: Vec<Relation> = workbench.rows().iter().map(|row| row.relation).collect();
    assert_eq!(
        found,
        [Relation::OtherKey(1), Relation::OtherKey(0), Relation::Only, Relation::Only, Relation::Only]
    );
    assert_eq!(workbench.counted(&entry().questionnaire).len(), 5);
}

#[test]
fn a_number_claimed_by_two_keys_counts_for_a_checked_one() {
    let by = |key| SampleResult { key, ..SampleResult::default() }.text();
    let files = [by(1), by(2)];
    let twin = |of| Relation::SameId { of, how: Conflict::OtherKey };
    assert_eq!(relations(&files), [twin(1), twin(0)]);
    let records = |how| Records { keys: vec![known(2, "Acme", how)], ..Records::default() };
    let found =
        |how| related(&files, &records(how)).rows().iter().map(|row| row.relation).collect::<Vec<_>>();
    assert_eq!(found(Verification::Telephone), [twin(1), Relation::Only]);
    assert_eq!(found(Verification::Seen), [twin(1), twin(0)]);
}

#[test]
fn standing_is_that_of_the_records() {
    let named = |name, key| SampleResult { name, key, chance: key, ..SampleResult::default() }.text();
    let files = [
        named("Own", 1),
        named("Checked", 2),
        named("Seen", 3),
        named("Changed", 4),
        named("New", 5),
        named("", 6),
    ];
    let records = Records {
        keys: vec![
            known(9, "", Verification::Meeting),
            known(3, "Seen", Verification::Seen),
            known(8, "changed!", Verification::Seen),
            known(7, "CHANGED", Verification::Meeting),
            known(2, "Another name", Verification::Site),
        ],
        ..Records::default()
    };
    let mut workbench = opened(&files);
    workbench.relate(&records, Some(public(1)));
    let standing: Vec<KeyTrust<RowIndex>> = (0..6).map(|place| sheet(&workbench, place).standing).collect();
    assert_eq!(
        standing,
        [
            KeyTrust::Own,
            KeyTrust::Checked(4),
            KeyTrust::Seen(1),
            KeyTrust::Changed(3),
            KeyTrust::New,
            KeyTrust::New
        ]
    );
    for (place, standing) in (0..).zip(standing) {
        let sheet = sheet(&workbench, place);
        let of_records = records.standing(&sheet.key.unwrap(), &sheet.organisation, Some(public(1)));
        assert_eq!(standing.as_str(), of_records.as_str(), "{}", sheet.organisation);
    }
}

#[test]
fn levels_answers_and_gaps_follow_the_questionnaire() {
    use Response::{No, NotAsked, Open, Partly, Yes};
    let workbench = opened(&[SampleResult {
        notes: &[("backup", "Soon."), ("limits", "Some.")],
        ..SampleResult::default()
    }
    .text()]);
    let sheet = sheet(&workbench, 0);
    let said: Vec<Response> = sheet.answers.iter().map(|answer| answer.said).collect();
    assert_eq!(said, [Yes, Partly, NotAsked, Open, No]);
    assert_eq!((sheet.note(1), sheet.note(4), sheet.note(0)), ("Some.", "Soon.", ""));
    assert_eq!(sheet.levels_from, LevelsFrom::Answers);
    assert_eq!(*sheet.levels, [SectionLevel::Level(Level::Partly), SectionLevel::Level(Level::NotStarted)]);
    assert_eq!((&*sheet.gaps, &*sheet.profile), (&[4][..], &[Some(0), Some(1)][..]));
    assert_eq!((sheet.counts.of(Open), sheet.counts.asked()), (1, 4));
}

/// What a file says to each question once it names an older version of its questionnaire.
fn of_older_version(signed: &SampleResult<'_>, changes: &[(&str, &str)]) -> Workbench {
    let own = entry().questionnaire;
    let older = [("\"1.0.0\"", "\"0.9.0\""), (own.digest(), &"0".repeat(64))];
    opened(&[signed.with(&[&older, changes].concat())])
}

fn said(workbench: &Workbench) -> Vec<Response> {
    sheet(workbench, 0).answers.iter().map(|answer| answer.said).collect()
}

#[test]
fn answers_of_an_older_version_are_placed_in_this_one() {
    use Response::{No, NotAsked, Open, Partly, Unclear, Yes};
    let signed = SampleResult::default();
    let renamed = |from: &str, to: &str| {
        said(&of_older_version(&signed, &[(&format!("\"id\": \"{from}\""), &format!("\"id\": \"{to}\""))]))
    };
    assert_eq!(renamed("deletion", "erasure"), [Yes, Partly, NotAsked, Open, No]);
    assert_eq!(renamed("limits", "order"), [Yes, Unclear, Unclear, Open, No], "partly, and split since");
    assert_eq!(renamed("backup", "old-question"), [Yes, Partly, NotAsked, Open, NotAsked]);
    // Of this version it is known whom it asks what.
    let contract = [("\"id\": \"tidiness\"", "\"id\": \"contract\", \"choice\": \"yes\"")];
    assert_eq!(said(&of_older_version(&signed, &contract)), [Yes, Partly, Yes, NotAsked, No]);
    assert_eq!(said(&opened(&[signed.with(&contract)])), [Yes, Partly, NotAsked, NotAsked, No]);
}

#[test]
fn why_a_question_does_not_apply_is_kept() {
    let signed = SampleResult { reasons: &[("deletion", Reason::NoSuchActivity)], ..SampleResult::default() };
    let answer = sheet(&opened(&[signed.text()]), 0).answer(0);
    assert_eq!((answer.said, answer.reason), (Response::NotApplicable, Some(Reason::NoSuchActivity)));
}

#[test]
fn every_answer_has_a_name_of_its_own() {
    assert_eq!(
        Response::ALL.map(Response::as_str),
        ["no", "unknown", "open", "withheld", "partly", "not-applicable", "yes", "unclear", "not-asked"]
    );
}

#[test]
fn withholding_removes_only_the_levels_that_depend_on_it() {
    let signed = SampleResult { notes: &[("deletion", "A note.")], ..SampleResult::default() };
    let what = WithheldParts {
        answers: vec!["backup".to_owned()],
        notes: vec!["deletion".to_owned()],
        ..WithheldParts::default()
    };
    let workbench = opened(&[signed.without(&what)]);
    let found = sheet(&workbench, 0);
    assert_eq!(workbench.rows()[0].verdict.as_str(), "partial");
    assert_eq!(*found.levels, [SectionLevel::Level(Level::Partly), SectionLevel::Withheld]);
    assert_eq!((found.answer(4).said, found.answer(0).note), (Response::Withheld, NotePresence::Withheld));
    assert!(found.gaps.is_empty() && found.stops.is_empty());

    let profile = WithheldParts { profile: true, ..WithheldParts::default() };
    let workbench = opened(&[signed.without(&profile)]);
    let found = sheet(&workbench, 0);
    assert_eq!(found.answer(1).said, Response::Partly);
    assert_eq!(
        *found.levels,
        [SectionLevel::Withheld, SectionLevel::Level(Level::NotStarted)],
        "the profile decides what is asked"
    );
    assert_eq!((&*found.gaps, found.stops.len()), (&[4][..], 0));
}

#[test]
fn a_stop_rule_is_told_as_long_as_the_first_answers_are() {
    let signed =
        SampleResult { profile: &[("role", "controller"), ("children", "yes")], ..SampleResult::default() };
    let answers = WithheldParts { answers: vec!["tidiness".to_owned()], ..WithheldParts::default() };
    let profile = WithheldParts { profile: true, ..WithheldParts::default() };
    for (text, stops) in
        [(signed.text(), &[0][..]), (signed.without(&answers), &[0]), (signed.without(&profile), &[])]
    {
        assert_eq!(&*sheet(&opened(&[text]), 0).stops, stops);
    }
}

#[test]
fn a_level_without_first_answers_is_stated() {
    let when = |name: &str, profile: &str, any: &str| {
        format!(",\n                \"{name}\": [{{\"profile\": \"{profile}\", \"any\": [{any}]}}]")
    };
    let asked = when("askWhen", "role", "\"processor\", \"not-sure\"");
    let critical = when("criticalWhen", "children", "\"yes\", \"not-sure\"");
    let profile = WithheldParts { profile: true, ..WithheldParts::default() };
    for (taken_out, storage) in [
        (&[][..], SectionLevel::Withheld),
        (&[&asked], SectionLevel::Withheld),
        (&[&critical], SectionLevel::Withheld),
        (&[&asked, &critical], SectionLevel::Level(Level::Partly)),
    ] {
        let mut json = questionnaire::sample::JSON.to_owned();
        for part in taken_out {
            assert!(json.contains(part.as_str()));
            json = json.replace(part.as_str(), "");
        }
        let questionnaire = Questionnaire::parse(&json).unwrap();
        let catalog = Catalog {
            entries: vec![Rc::new(CatalogEntry { questionnaire: questionnaire.into(), ..entry() })],
            ..catalog()
        };
        let text =
            Json::from(withhold(&SampleResult::default().document(&catalog), &profile).unwrap()).pretty();
        let known = CheckerContext { catalog: &catalog, own: None, now: NOW };
        let mut workbench = Workbench::default();
        workbench.add(check(text.as_bytes(), "file.json", &known), &catalog);
        assert_eq!(
            *sheet(&workbench, 0).levels,
            [storage, SectionLevel::Level(Level::NotStarted)],
            "{taken_out:?}"
        );
    }
}

#[test]
fn a_result_of_another_version_keeps_its_levels() {
    let (mut workbench, catalog) = (Workbench::default(), catalog());
    let mut file = checked(&SampleResult::default().text(), "older.json");
    let report = file.report.as_mut().unwrap();
    (report.version, report.questionnaire) = ("0.9.0".to_owned(), QuestionnaireMatch::OtherVersion);
    report.agreement = candour_files::check::ScoreAgreement::NotRecomputable;
    let stated = file.drafts[0].1.stated.as_mut().unwrap();
    stated.levels = vec![("security".to_owned(), Some(Level::InPlace)), ("gone".to_owned(), None)];
    stated.serious_gaps = ["erasure", "old-question", "backup"].map(str::to_owned).to_vec();
    stated.stops = ["old-stop", "lost-data", "older-stop"].map(str::to_owned).to_vec();
    workbench.add(file, &catalog);
    workbench.relate(&Records::default(), None);
    let own = entry().questionnaire;
    let found = sheet(&workbench, 0);
    assert_eq!(found.levels_from, LevelsFrom::File);
    assert_eq!(*found.levels, [SectionLevel::Absent, SectionLevel::Level(Level::InPlace)]);
    assert_eq!((&*found.gaps, &*found.stops, found.stated_elsewhere), (&[0, 4][..], &[0][..], 3));
    assert_eq!(workbench.versions(&workbench.counted(&own)), ["0.9.0"]);
}

#[test]
fn a_result_of_an_unknown_questionnaire_is_only_listed() {
    let mut workbench = Workbench::default();
    let text = SampleResult::default().text();
    let known = candour_files::check::CheckerContext { catalog: &Catalog::default(), own: None, now: NOW };
    let file = candour_files::check::check(text.as_bytes(), "file.json", &known);
    workbench.add(file, &Catalog::default());
    workbench.relate(&Records::default(), None);
    let subject = workbench.subject(sheet(&workbench, 0)).unwrap();
    assert_eq!((subject.genuine, subject.id.as_str()), (QuestionnaireMatch::Unknown, "made-up"));
    let own = entry().questionnaire;
    assert!(workbench.counted(&own).is_empty());
    assert_eq!(workbench.left_out(&own).other_edition, 1);
}

#[test]
fn what_is_no_result_is_a_row_too() {
    let files =
        ["{", "{\"a\":1}", "age-encryption.org/v1\n", "<!doctype html>", "{\"a\":1}"].map(str::to_owned);
    let workbench = opened(&files);
    let verdicts: Vec<&str> = workbench.rows().iter().map(|row| row.verdict.as_str()).collect();
    assert_eq!(verdicts, ["unreadable", "other", "encrypted", "page", "other"]);
    assert_eq!(workbench.rows()[4].relation, Relation::Duplicate { of: 1, exact: true });
    assert_eq!(
        workbench.rows()[0].sha256_text(),
        candour_proof::digest::hex(&candour_proof::digest::sha256(b"{"))
    );
}

#[test]
fn a_result_is_matched_with_the_request_it_answers() {
    let (requester, nonce) = (public(9), "AAAAAAAAAAAAAAAAAAAAAA");
    let echo = |key: &candour_proof::key::PublicKey, nonce: &str| {
        Some(RequestRef { id: key.did(), from: "Asker".to_owned(), nonce: nonce.to_owned() })
    };
    let answering =
        |chance, echo| SampleResult { key: chance, chance, echo, ..SampleResult::default() }.text();
    let files = [
        answering(1, echo(&requester, nonce)),
        answering(2, None),
        answering(3, echo(&requester, "BBBBBBBBBBBBBBBBBBBBBB")),
        answering(4, echo(&public(8), nonce)),
    ];
    let same = RequestedQuestionnaire::of(&entry());
    let other = || "0".repeat(64);
    for (asked, expected) in [
        (same.clone(), RequestCoverage::Same),
        (RequestedQuestionnaire { wording_sha256: other(), ..same.clone() }, RequestCoverage::OtherWords),
        (RequestedQuestionnaire { sha256: other(), ..same.clone() }, RequestCoverage::OtherVersion),
        (RequestedQuestionnaire { id: "another".to_owned(), ..same }, RequestCoverage::Not),
    ] {
        let wish = NewRequest {
            from: "Asker".to_owned(),
            language: "en".to_owned(),
            asked: vec![asked],
            ..NewRequest::default()
        };
        let request = Request::write(&wish, &key(9), &[0; 16], NOW).unwrap();
        let records = Records { requests: vec![request], ..Records::default() };
        let workbench = related(&files, &records);
        let found: Vec<RequestMatch> = (0..4).map(|place| sheet(&workbench, place).request).collect();
        assert_eq!(
            found,
            [RequestMatch::Yours(0, expected), RequestMatch::None, RequestMatch::Other, RequestMatch::Other]
        );
    }
}

#[test]
fn the_key_alone_recognises_answers_to_requests_made_with_it() {
    let echo = |id: &PublicKey| {
        Some(RequestRef {
            id: id.did(),
            from: "Asker".to_owned(),
            nonce: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        })
    };
    let to = |seed: u8| SampleResult {
        key: seed,
        chance: seed,
        echo: echo(&public(seed + 7)),
        ..SampleResult::default()
    };
    let mut workbench = opened(&[to(1).text(), to(2).text()]);
    workbench.relate(&Records::default(), Some(public(8)));
    let found: Vec<RequestMatch> = (0..2).map(|place| sheet(&workbench, place).request).collect();
    assert_eq!(found, [RequestMatch::YourKey, RequestMatch::Other]);
}

#[test]
fn who_was_asked_and_whose_answers_are_missing_is_told_by_the_request() {
    let request = |nonce: u8, wished: &str| {
        let wish = NewRequest {
            from: "Asker".to_owned(),
            language: "en".to_owned(),
            asked: vec![RequestedQuestionnaire::of(&entry())],
            wished: Day::parse(wished),
            addressed: true,
            ..NewRequest::default()
        };
        Request::write(&wish, &key(9), &[nonce; 16], NOW).unwrap()
    };
    let mut records = Records::default();
    for (nonce, label, wished) in [
        (1, "Bakery", "2027-01-31"),
        (2, "Farm", "2027-01-31"),
        (3, "Kiosk", "2027-02-28"),
        (4, "", "2027-01-31"),
    ] {
        let request = request(nonce, wished);
        records.add_label(&request.nonce, label);
        records.add_request(request);
    }
    let answer = |nonce: usize| {
        let nonce = records.requests[nonce].nonce.clone();
        let echo = Some(RequestRef { id: public(9).did(), from: "Asker".to_owned(), nonce });
        SampleResult { name: "", echo, ..SampleResult::default() }.text()
    };
    let altered = answer(2).replace("\"choice\": \"no\"", "\"choice\": \"yes\"");
    let workbench = related(&[answer(1), altered], &records);
    let rounds = workbench.rounds(&records);
    let told = rounds.iter().map(|round| (round.addressees.len(), round.answered()));
    assert_eq!(told.collect::<Vec<_>>(), [(2, 1), (1, 0)], "an altered file is no answer");
    let farm = rounds[0].addressees[1];
    assert_eq!((farm.request, farm.is_done()), (1, true));
}

/// The table of some organisations: names, and what each of them answered to `deletion` and `backup`.
fn table(given: &[(&str, Choice, Choice)]) -> Workbench {
    let files: Vec<String> = (1..)
        .zip(given)
        .map(|(chance, (name, deletion, backup))| {
            let answers = [("deletion", *deletion), ("backup", *backup)];
            let days_ago = i64::from(chance);
            SampleResult { name, key: chance, chance, days_ago, answers: &answers, ..SampleResult::default() }
                .text()
        })
        .collect();
    opened(&files)
}

fn names<'a>(workbench: &'a Workbench, places: &[RowIndex]) -> Vec<&'a str> {
    places.iter().map(|place| &*sheet(workbench, *place).organisation).collect()
}

#[test]
fn the_table_is_sorted_by_a_column_and_then_by_name() {
    use Choice::{No, Partly, Unknown, Yes};
    let workbench = table(&[
        ("delta", Yes, No),
        ("Alpha", Partly, Yes),
        ("", No, No),
        ("beta", Yes, Unknown),
        ("Chi", No, No),
    ]);
    let own = entry().questionnaire;
    let sorted = |by, descending| {
        let places = workbench.table(&own, &Filter::default(), Sort { by, descending });
        names(&workbench, &places)
    };
    assert_eq!(sorted(Column::Name, false), ["Alpha", "beta", "Chi", "delta", ""]);
    assert_eq!(sorted(Column::Name, true), ["delta", "Chi", "beta", "Alpha", ""]);
    assert_eq!(sorted(Column::Finished, true), ["delta", "Alpha", "", "beta", "Chi"]);
    assert_eq!(sorted(Column::Level(1), false), ["beta", "Chi", "delta", "", "Alpha"]);
    assert_eq!(sorted(Column::Gaps, true), ["Chi", "", "beta", "delta", "Alpha"]);
    assert_eq!(sorted(Column::Unknown, true), ["beta", "Alpha", "Chi", "delta", ""]);
    assert_eq!(sorted(Column::Withheld, true), ["Alpha", "beta", "Chi", "delta", ""]);
}

#[test]
fn the_table_sorts_numbers_in_names_by_their_value() {
    let names_given: Vec<String> = (1..=12).rev().map(|number| format!("Company {number}")).collect();
    let organisations: Vec<_> = names_given.iter().map(|name| (&**name, Choice::Yes, Choice::Yes)).collect();
    let workbench = table(&organisations);
    let places = workbench.table(&entry().questionnaire, &Filter::default(), Sort::default());
    let expected: Vec<&str> = names_given.iter().rev().map(String::as_str).collect();
    assert_eq!(names(&workbench, &places), expected);
}

#[test]
fn the_table_shows_those_for_which_all_filters_hold() {
    use Choice::{No, Unknown, Yes};
    let workbench =
        table(&[("Alpha", Yes, Yes), ("Beta", No, Yes), ("Gamma", Yes, No), ("Delta", Yes, Unknown)]);
    let own = entry().questionnaire;
    let shown = |filter: Filter| {
        let places = workbench.table(&own, &filter, Sort::default());
        names(&workbench, &places)
    };
    let gap = |gap| Filter { gap: Some(gap), ..Filter::default() };
    assert_eq!(shown(gap(Scope::Anywhere)), ["Beta", "Delta", "Gamma"]);
    assert_eq!(shown(gap(Scope::Section(0))), ["Beta"]);
    assert_eq!(shown(gap(Scope::Section(1))), ["Delta", "Gamma"]);
    assert_eq!(shown(gap(Scope::Section(2))), [""; 0]);
    let level = |level| Filter { level: Some((1, level)), ..Filter::default() };
    assert_eq!(shown(level(Level::NotStarted)), ["Delta", "Gamma"]);
    assert_eq!(shown(level(Level::InPlace)), ["Alpha", "Beta", "Delta", "Gamma"]);
    assert_eq!(shown(Filter { unknown: true, ..Filter::default() }), ["Delta"]);
    assert_eq!(shown(Filter { withheld: true, ..Filter::default() }), [""; 0]);
    let name = |name: &str| Filter { name: name.to_owned(), ..Filter::default() };
    assert_eq!(shown(name("no such name")), [""; 0]);
    assert_eq!(shown(name("ＴＡ")), ["Beta", "Delta"]);
    let version = |version: &str| Filter { version: Some(version.to_owned()), ..Filter::default() };
    assert_eq!(shown(version("1.0.0")).len(), 4);
    assert_eq!(shown(version("2.0.0")), [""; 0]);
    assert_eq!(shown(Filter { unknown: true, ..gap(Scope::Section(0)) }), [""; 0]);
}

#[test]
fn a_question_shows_first_who_needs_a_look() {
    use Choice::{No, Partly, Unknown, Yes};
    let workbench = table(&[("A", Yes, No), ("B", Partly, Yes), ("C", No, No), ("D", Unknown, Yes)]);
    let all = workbench.table(&entry().questionnaire, &Filter::default(), Sort::default());
    let look = workbench.look(&all, 0);
    assert_eq!(names(&workbench, &look.who), ["C", "D", "B", "A"]);
    assert_eq!(
        [Response::No, Response::Unknown, Response::Partly, Response::Yes, Response::Open]
            .map(|said| look.tally.of(said)),
        [1, 1, 1, 1, 0]
    );
    let none = workbench.look(&all, 2);
    assert_eq!(
        (none.tally.of(Response::NotAsked), none.tally.asked(), none.tally.stands_out()),
        (4, 0, None)
    );
}

#[test]
fn outliers_are_rare_unanimous_and_unknown_answers() {
    use Response::{No, NotAsked, Open, Partly, Unknown, Withheld, Yes};
    let tally = |counts: &[(Response, u32)]| {
        let mut tally = ResponseCounts::default();
        for (said, count) in counts {
            (0..*count).for_each(|_| tally.add(*said));
        }
        tally.stands_out()
    };
    assert_eq!(tally(&[]), None);
    assert_eq!(tally(&[(No, 1), (Yes, 5)]), Some(Outlier::FewSayNo));
    assert_eq!(tally(&[(No, 2), (Yes, 5), (NotAsked, 50)]), Some(Outlier::FewSayNo));
    assert_eq!(tally(&[(No, 1), (Yes, 4)]), None);
    assert_eq!(tally(&[(No, 3), (Yes, 50)]), None);
    assert_eq!(tally(&[(No, 2), (Yes, 5), (Partly, 1)]), None, "five of eight are fewer than two thirds");
    assert_eq!(tally(&[(Unknown, 3), (Yes, 6)]), Some(Outlier::ManyUnknown));
    assert_eq!(tally(&[(Unknown, 3), (Yes, 7)]), None);
    assert_eq!(tally(&[(Unknown, 2), (Yes, 2)]), None);
    for said in [Yes, No, Unknown, Open, Withheld] {
        assert_eq!(tally(&[(said, 3), (NotAsked, 2)]), Some(Outlier::AllSay(said)));
        assert_eq!(tally(&[(said, 2)]), None);
    }
}

#[test]
fn what_to_ask_next_names_each_question_once_and_gaps_first() {
    let follow_up = |text: &str| -> Vec<(u32, FollowUpReason, bool)> {
        let workbench = opened(&[text.to_owned()]);
        let list = sheet(&workbench, 0).follow_up();
        list.into_iter().map(|one| (one.question, one.why, one.serious)).collect()
    };
    let signed = SampleResult { notes: &[], ..SampleResult::default() };
    assert_eq!(
        follow_up(&signed.text()),
        [(4, FollowUpReason::NoUnexplained, true), (3, FollowUpReason::Open, false)]
    );
    let noted = SampleResult { notes: &[("backup", "Next year.")], ..SampleResult::default() };
    assert_eq!(follow_up(&noted.text()), [(4, FollowUpReason::No, true), (3, FollowUpReason::Open, false)]);
    let note = WithheldParts { notes: vec!["backup".to_owned()], ..WithheldParts::default() };
    assert_eq!(
        follow_up(&noted.without(&note)),
        [(4, FollowUpReason::NoUnexplained, true), (3, FollowUpReason::Open, false)]
    );
    let answer = WithheldParts { answers: vec!["backup".to_owned()], ..WithheldParts::default() };
    assert_eq!(
        follow_up(&noted.without(&answer)),
        [(3, FollowUpReason::Open, false), (4, FollowUpReason::Withheld, false)]
    );
    let unknown = [
        ("deletion", Choice::Unknown),
        ("limits", Choice::Yes),
        ("tidiness", Choice::No),
        ("backup", Choice::Yes),
    ];
    let signed = SampleResult { answers: &unknown, ..SampleResult::default() };
    assert_eq!(follow_up(&signed.text()), [(0, FollowUpReason::Unknown, true)]);
    let reasons = [("deletion", Reason::Other), ("limits", Reason::Other)];
    let apart =
        SampleResult { reasons: &reasons, answers: &[("tidiness", Choice::Yes)], ..SampleResult::default() };
    assert_eq!(
        follow_up(&apart.text()),
        [(4, FollowUpReason::Open, true), (0, FollowUpReason::NotApplicable, false)]
    );
    let unclear =
        SampleResult { answers: &[("tidiness", Choice::Unknown), ("backup", Choice::Yes)], ..apart };
    let unclear = unclear.with(&[("\"unknown\"", "\"never\"")]);
    assert_eq!(
        follow_up(&unclear),
        [(0, FollowUpReason::NotApplicable, false), (3, FollowUpReason::Unclear, false)]
    );
}

#[test]
fn a_gap_that_only_an_older_file_states_is_asked_about() {
    let gap = ("\"seriousGaps\": [\n      \"backup\"", "\"seriousGaps\": [\n      \"deletion\"");
    let workbench = of_older_version(&SampleResult::default(), &[gap]);
    let list = sheet(&workbench, 0).follow_up();
    let list: Vec<(u32, FollowUpReason, bool)> =
        list.into_iter().map(|one| (one.question, one.why, one.serious)).collect();
    assert_eq!(list, [(0, FollowUpReason::Unclear, true), (3, FollowUpReason::Open, false)]);
}

/// A result to the same questionnaire in other words: one question and one first answer are turned round.
fn in_other_words(chance: u8) -> String {
    let digest = entry().wording.digest().to_owned();
    SampleResult { key: chance, chance, ..SampleResult::default() }.with(&[
        (&digest, &"0".repeat(64)),
        ("Do you look after backup?", "Do you do without backup?"),
        ("Do children use it?", "Is it kept from children?"),
    ])
}

#[test]
fn answers_to_other_words_are_not_counted_with_the_rest() {
    let files =
        [1, 2, 3].map(|chance| SampleResult { key: chance, chance, ..SampleResult::default() }.text());
    let workbench = opened(&[&files[..], &[in_other_words(4)]].concat());
    let own = entry().questionnaire;
    let rows = workbench.counted(&own);
    assert_eq!(rows.len(), 4);
    let places: Vec<RowIndex> = (0..).zip(own.questions()).map(|(place, _)| place).collect();
    let named = |id: &str| {
        let place = own.questions().position(|question| question.id == id).unwrap();
        places[place]
    };
    let backup = workbench.look(&rows, named("backup"));
    assert_eq!((backup.tally.of(Response::No), backup.other_words, backup.who.len()), (3, 1, 4));
    assert_eq!(backup.tally.stands_out(), Some(Outlier::AllSay(Response::No)));
    let deletion = workbench.look(&rows, named("deletion"));
    assert_eq!((deletion.tally.of(Response::Yes), deletion.other_words), (4, 0));
    let other = sheet(&workbench, 3);
    assert_eq!(other.words, SameWords::Other);
    assert_eq!(other.worded(named("backup")), Some("Do you do without backup?"));
    assert_eq!(other.worded(named("deletion")), None);
    let children = own.profile().iter().position(|asked| asked.id == "children").unwrap();
    let children = RowIndex::try_from(children).unwrap();
    assert_eq!(other.worded_profile(children), Some(("Is it kept from children?", "No")));
    assert_eq!(sheet(&workbench, 0).words, SameWords::Yes);
}

#[test]
fn a_result_in_other_words_is_named_and_shows_them() {
    let digest = entry().wording.digest().to_owned();
    let other = "0".repeat(64);
    let signed = SampleResult::default();
    for (changes, words, warning) in [
        (&[][..], SameWords::Yes, None),
        (&[(&*digest, &*other)], SameWords::Other, Some("words-other")),
        // Whoever names a language that nobody knows here can write any words.
        (
            &[("\"language\": \"en\"", "\"language\": \"xx\"")],
            SameWords::OtherLanguage,
            Some("words-other-language"),
        ),
    ] {
        let file = checked(&signed.with(changes), "file.json");
        let report = file.report.as_ref().unwrap();
        assert_eq!((report.words, file.is_intact()), (words, words == SameWords::Yes));
        let told = serde_json::to_value(candour_files::checked::checked(&file, &catalog())).unwrap();
        let warnings = told["warnings"].as_array().unwrap();
        let found: Vec<_> = warnings.iter().map(|warning| warning["warning"].as_str()).collect();
        assert_eq!(found, warning.map(Some).into_iter().collect::<Vec<_>>());
    }
    let placed = &checked(&in_other_words(1), "file.json").drafts[0].1;
    let worded = placed.worded("backup").map(|worded| worded.question.as_str());
    assert_eq!((worded, placed.worded("limits")), (Some("Do you do without backup?"), None));
}

#[test]
fn a_result_under_a_name_decomposed_since_is_the_newer_one() {
    let named =
        |name, days_ago, chance| SampleResult { name, days_ago, chance, ..SampleResult::default() }.text();
    let files = [named("Caf\u{e9} Gr\u{f6}\u{df}e", 50, 1), named("Cafe\u{301} Gro\u{308}\u{df}e", 0, 2)];
    assert_eq!(relations(&files), [Relation::Older { than: 1, same_day: false }, Relation::Only]);
}

#[test]
fn names_that_look_alike_through_a_third_are_pointed_out() {
    let named = |name, key| SampleResult { name, key, chance: key, ..SampleResult::default() }.text();
    // In Cyrillic capitals it looks like the Latin name; in small letters it is the same Cyrillic name.
    let files = [named("сатех", 1), named("CATEX", 2), named("САТЕХ", 3), named("CATEK", 4)];
    let workbench = opened(&files);
    let alike: Vec<Option<RowIndex>> = (0..4).map(|place| sheet(&workbench, place).alike).collect();
    assert_eq!(alike, [Some(0), Some(0), Some(0), Some(3)]);
    let found: Vec<&str> = workbench.rows().iter().map(|row| row.relation.as_str()).collect();
    assert_eq!(found, ["other-key", "other-key", "other-key", "only"]);
}

#[test]
fn a_strangers_key_under_a_similar_name_counts_as_changed() {
    let keys =
        vec![known(9, "Caf\u{e9} Bank", Verification::Telephone), known(8, "САТЕХ", Verification::Seen)];
    let records = Records { keys, ..Records::default() };
    let names = ["Cafe\u{301} Bank", "Caf\u{e9} \u{412}ank", "Catex", "CATEX", "Cafe Bank", "..."];
    let files: Vec<String> = (1..)
        .zip(names)
        .map(|(key, name)| SampleResult { name, key, chance: key, ..SampleResult::default() }.text())
        .collect();
    let workbench = related(&files, &records);
    let standing = |place| sheet(&workbench, place).standing;
    let found: Vec<&str> = (0..6).map(|place| standing(place).as_str()).collect();
    assert_eq!(found, ["changed", "changed", "changed", "changed", "new", "new"]);
    for (place, name) in (0..).zip(names) {
        let key = sheet(&workbench, place).key.unwrap();
        assert_eq!(records.standing(&key, name, None).as_str(), standing(place).as_str(), "{name}");
    }
}
