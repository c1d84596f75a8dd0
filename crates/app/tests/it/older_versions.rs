//! Files made with an older version of a questionnaire open with the newer one: what was renamed or
//! split is carried over as declared, and what has no place any more is listed.

use std::rc::Rc;

use candour_app::{BootFacts, DraftEvent, Event, Model, StorageNotice};
use candour_compare::then_and_now::{Earlier, LevelsFrom, SectionChange, Standing, compare};
use candour_files::{
    check::{CheckerContext, QuestionnaireMatch, ScoreAgreement, Verdict, check},
    import::PlacedDraft,
    result::{AppInfo, ResultInput, random_bytes, write},
};
use candour_proof::{
    date::{Day, Timestamp},
    jcs::canonical,
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    labels::Labels,
    plan::Step,
    questionnaire::Questionnaire,
    scoring::Level,
    wording::Wording,
};

const NOW: Timestamp = Timestamp(1_795_305_600);

/// A made-up questionnaire of one section, with or without staff.
fn entry(version: &str, profile: &str, questions: &[&str], retired: &str) -> CatalogEntry {
    let structures: Vec<String> = questions
        .iter()
        .map(|id| {
            format!(
                r#"{{"id":"{id}","severity":"high","notApplicable":["other"],"citations":[{{"source":"law"}}]}}"#
            )
        })
        .collect();
    let questionnaire = Questionnaire::parse(&format!(
        r#"{{"format":"candour-questionnaire/1","id":"made-up","version":"{version}","date":"2026-11-22",
        "retired":{retired},"sources":[{{"id":"law","mark":"verified"}}],
        "profile":[{{"id":"{profile}","options":["yes","no"]}}],
        "sections":[{{"id":"section","questions":[{}]}}]}}"#,
        structures.join(",")
    ))
    .unwrap();
    let texts: Vec<String> = questions
        .iter()
        .map(|id| {
            format!(
                r#""{id}":{{"question":"Is {id} so?","why":"Why.","yes":"Yes.","partly":"Partly.","no":"No.",
                "severity":"Much.","evidence":"A note.","action":"Do {id}.","firstStep":"Begin {id}."}}"#
            )
        })
        .collect();
    let wording = format!(
        r#"{{"format":"candour-wording/1","questionnaire":"made-up","language":"en","title":"Made up",
        "summary":"Made up.","before":[],"sections":{{"section":{{"title":"Section","lead":"Lead."}}}},
        "profile":{{"{profile}":{{"question":"Is it?","options":{{"yes":"Yes","no":"No"}}}}}},
        "questions":{{{}}},"sources":{{"law":"A law"}}}}"#,
        texts.join(",")
    );
    let wording = Wording::parse(&wording, &questionnaire).unwrap();
    CatalogEntry::new(questionnaire, wording, false)
}

fn older() -> CatalogEntry {
    entry("1.4.0", "employees", &["kept", "old-name", "both", "either", "gone"], "[]")
}

/// `old-name` was renamed, `both` and `either` were split, `gone` is asked no more.
fn newer() -> CatalogEntry {
    let retired = r#"[{"id":"old-name","became":["new-name"]},{"id":"employees","became":["staff"]},
        {"id":"both","became":["first","second"]},{"id":"either","became":["third","fourth"]},{"id":"gone"}]"#;
    entry("2.0.0", "staff", &["kept", "new-name", "first", "second", "third", "fourth", "added"], retired)
}

fn answered(choice: Choice, note: &str) -> Answer {
    let reason = (choice == Choice::NotApplicable).then_some(Reason::Other);
    Answer {
        choice: Some(choice),
        reason,
        note: note.to_owned(),
        evidence: choice == Choice::Yes,
        ..Answer::default()
    }
}

fn draft() -> Draft {
    let questions = [
        ("kept", answered(Choice::Yes, "as it was")),
        ("old-name", answered(Choice::NotApplicable, "")),
        ("both", answered(Choice::No, "about both")),
        ("either", answered(Choice::Partly, "only one of them")),
        ("gone", answered(Choice::Yes, "")),
    ];
    let answers = Answers {
        profile: [("employees".to_owned(), "no".to_owned())].into_iter().collect(),
        questions: questions.into_iter().map(|(id, answer)| (id.to_owned(), answer)).collect(),
    };
    let step = Step { role: "Head of shop".to_owned(), due: Day::parse("2026-12-24"), ..Step::NONE };
    Draft {
        answers,
        organisation: "An organisation".to_owned(),
        name: "Last year".to_owned(),
        changed: Day::parse("2025-11-22"),
        place: "section".to_owned(),
        plan: ["old-name", "both"].into_iter().map(|id| (id.to_owned(), step.clone())).collect(),
        share_plan: true,
        calendar: String::new(),
    }
}

fn catalog(entry: CatalogEntry) -> Catalog {
    let labels = Labels {
        notice: "Notice.".to_owned(),
        choices: vec![String::new(); 5],
        reasons: vec![String::new(); 5],
    };
    Catalog { entries: vec![Rc::new(entry)], labels, ..Catalog::default() }
}

fn draft_file() -> String {
    canonical(&candour_files::draft::write(&draft(), &older().questionnaire).into())
}

/// A result of the older version, signed.
fn result_file() -> String {
    let (older, draft) = (catalog(older()), draft());
    let entry = older.entries.first().unwrap();
    let random: Vec<u8> = (0..=250).cycle().take(random_bytes(&entry.questionnaire, &draft)).collect();
    let ingredients = ResultInput {
        questionnaire: &entry.questionnaire,
        wording: &entry.wording,
        labels: &older.labels,
        draft: &draft,
        request: None,
        app: &AppInfo::default(),
        now: NOW,
        random: &random,
    };
    canonical(&write(&ingredients, &SigningKey::from_seed([7; 32])).unwrap().into())
}

/// What the newer version makes of a file.
fn opened(file: &str) -> PlacedDraft {
    let catalog = catalog(newer());
    let checked =
        check(file.as_bytes(), "file.json", &CheckerContext { catalog: &catalog, own: None, now: NOW });
    checked.drafts.first().unwrap().1.clone()
}

fn carried_over(placed: &PlacedDraft) {
    let answer = |id: &str| placed.draft.answers.answer(id);
    assert_eq!(placed.other_version.as_deref(), Some("1.4.0"));
    assert_eq!(placed.draft.answers.profile.get("staff").map(String::as_str), Some("no"), "renamed");
    assert_eq!(answer("kept"), &answered(Choice::Yes, "as it was"));
    assert_eq!(answer("new-name"), &answered(Choice::NotApplicable, ""), "renamed");
    for part in ["first", "second"] {
        assert_eq!(answer(part), &answered(Choice::No, "about both"), "no to the whole is no to {part}");
    }
    for part in ["third", "fourth"] {
        let note = Answer { note: "only one of them".to_owned(), ..Answer::default() };
        assert_eq!(answer(part), &note, "partly says nothing about {part}");
    }
    assert!(answer("added").is_empty(), "a new question comes as open");
    for id in ["new-name", "first", "second"] {
        assert_eq!(placed.draft.step(id).role, "Head of shop", "the step goes along with {id}");
    }
    assert_eq!(placed.not_placed, ["either", "gone"]);
    assert_eq!(placed.draft.organisation, "An organisation");
}

#[test]
fn an_older_draft_opens_with_what_was_renamed_and_split() {
    carried_over(&opened(&draft_file()));
}

#[test]
fn an_older_result_opens_as_it_was_and_can_be_gone_on_with() {
    let file = result_file();
    let catalog = catalog(newer());
    let checked =
        check(file.as_bytes(), "file.json", &CheckerContext { catalog: &catalog, own: None, now: NOW });
    assert_eq!(checked.verdict, Verdict::Intact, "its signature says nothing about versions");
    let report = checked.report.unwrap();
    assert_eq!((report.questionnaire, report.version.as_str()), (QuestionnaireMatch::OtherVersion, "1.4.0"));
    assert_eq!(
        report.agreement,
        ScoreAgreement::NotRecomputable,
        "the newer rules never judge an older result"
    );
    assert_eq!(report.findings, []);
    carried_over(&checked.drafts.first().unwrap().1);
}

#[test]
fn answers_of_an_older_page_come_back_from_the_tab() {
    let mut old_page = Model::new(Rc::new(catalog(older())), AppInfo::default());
    old_page.update(DraftEvent::ProfileAnswered(
        "made-up".to_owned(),
        "employees".to_owned(),
        "no".to_owned(),
    ));
    old_page.update(DraftEvent::Answered("made-up".to_owned(), "old-name".to_owned(), Choice::Yes));
    let effects =
        old_page.update(DraftEvent::Answered("made-up".to_owned(), "gone".to_owned(), Choice::No)).effects;
    let kept = effects.into_iter().find_map(|effect| match effect {
        candour_app::Effect::SaveToTab(text) => text,
        _ => None,
    });
    let mut page = Model::new(Rc::new(catalog(newer())), AppInfo::default());
    page.update(Event::Started(BootFacts { kept: Ok(kept), ..BootFacts::default() }));
    assert_eq!(page.draft("made-up").answers.answer("new-name").choice, Some(Choice::Yes));
    assert_eq!(
        page.message,
        Some(StorageNotice::Restored { not_placed: vec!["gone".to_owned()].into() }.into())
    );
}

#[test]
fn an_older_page_lists_what_only_a_newer_one_knows() {
    let placed = opened(&draft_file());
    let newer_file = canonical(&candour_files::draft::write(&placed.draft, &newer().questionnaire).into());
    let catalog = catalog(older());
    let checked =
        check(newer_file.as_bytes(), "file.json", &CheckerContext { catalog: &catalog, own: None, now: NOW });
    let (_, back) = checked.drafts.first().unwrap();
    assert_eq!(back.not_placed, ["staff", "first", "fourth", "new-name", "second", "third"]);
    assert_eq!(back.draft.answers.answer("kept"), &answered(Choice::Yes, "as it was"));
}

/// What the newer version makes of a file beside answers of today.
fn compared(file: &str) -> candour_compare::then_and_now::Comparison {
    let catalog = catalog(newer());
    let checked =
        check(file.as_bytes(), "file.json", &CheckerContext { catalog: &catalog, own: None, now: NOW });
    let earlier = Earlier::of(&checked, "made-up").unwrap();
    assert!(Earlier::of(&checked, "other").is_none());
    let mut now = earlier.placed.draft.clone();
    for (id, choice) in
        [("kept", Choice::No), ("first", Choice::Yes), ("third", Choice::Yes), ("added", Choice::No)]
    {
        now.answers.questions.insert(id.to_owned(), answered(choice, ""));
    }
    let questionnaire = &catalog.entries.first().unwrap().questionnaire;
    compare(questionnaire, &earlier, &now)
}

#[test]
fn an_older_result_keeps_its_levels_beside_new_questions() {
    let found = compared(&result_file());
    assert_eq!(found.levels, LevelsFrom::File);
    let (then, now) = (Standing::Level(Level::Partly), Standing::Level(Level::Starting));
    assert_eq!(found.sections, [SectionChange { section: "section".to_owned(), then, now }]);
    assert_eq!(found.new_questions, ["added"]);
    let different: Vec<&str> = found.different.iter().map(|change| change.question.as_str()).collect();
    assert_eq!(different, ["kept", "first"], "nobody knows what `third` was, and `added` is new");
    assert_eq!(found.actions_done, ["first"]);
    assert_eq!(found.not_placed, ["either", "gone"]);
    let carried: Vec<_> =
        found.carried.iter().map(|carried| (carried.from.as_str(), carried.whole)).collect();
    assert_eq!(carried, [("old-name", true), ("both", true), ("either", false)]);
}

#[test]
fn an_older_draft_is_judged_by_the_present_rules() {
    let found = compared(&draft_file());
    assert_eq!(found.levels, LevelsFrom::Carried);
    let then: Vec<Standing> = found.sections.iter().map(|section| section.then).collect();
    assert_eq!(then, [Standing::Level(Level::NotStarted)], "five of its seven questions are open or no");
    assert!(found.new_questions.is_empty(), "a draft does not tell what was asked");
}
