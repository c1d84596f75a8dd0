//! Tests of the parser and of what conditions decide.

use super::*;
use crate::{answers::Answer, diagnostics::Author};

/// Changes the sample in one place and looks for exactly these problems.
fn check(from: &str, to: &str, expected: &[&str]) {
    assert!(sample::JSON.contains(from), "the sample holds no {from}");
    let json = sample::JSON.replacen(from, to, 1);
    let problems = Questionnaire::parse_by(&json, Author::BuiltIn).unwrap_err();
    let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(problems, expected);
}

#[test]
fn a_sound_questionnaire_is_read_whole() {
    let questionnaire = sample::questionnaire();
    assert_eq!(
        (questionnaire.id(), questionnaire.version(), questionnaire.date()),
        ("made-up", "1.0.0", "2026-11-22")
    );
    assert_eq!((questionnaire.sections().len(), questionnaire.question_count()), (2, 5));
    let (section, deletion) = questionnaire.question("deletion").unwrap();
    assert_eq!((section.id.as_str(), deletion.candidate.as_str()), ("storage", "G-E2"));
    assert_eq!(deletion.reasons, [Reason::NoSuchActivity, Reason::Other]);
    assert_eq!(questionnaire.digest().len(), 64);
}

#[test]
fn the_month_of_the_law_is_read_and_anything_else_refused() {
    let with = |law: &str| {
        let json = sample::JSON.replacen("\"retired\"", &format!("\"law\": \"{law}\", \"retired\""), 1);
        Questionnaire::parse(&json).map(|questionnaire| questionnaire.law())
    };
    assert_eq!(sample::questionnaire().law(), None);
    assert_eq!(with("2026-11").unwrap(), Some(Month { year: 2026, month: 11 }));
    for law in ["2026-13", "2026-00", "2026-1", "26-11", "2026-11-22", "+026-11", "2026-+1", "November 2026"]
    {
        let problems: Vec<String> = with(law).unwrap_err().iter().map(Problem::to_string).collect();
        assert_eq!(problems, [format!("law: `{law}` is not a month; use year and month, such as 2026-11")]);
    }
}

#[test]
fn an_option_that_limits_the_answers_is_found_and_must_exist() {
    let options = r#""options": ["controller", "processor", "not-sure"]"#;
    let limited = format!(r#"{options}, "limits": ["processor"]"#);
    let questionnaire = Questionnaire::parse(&sample::JSON.replacen(options, &limited, 1)).unwrap();
    let limits = |option: &str| {
        let profile = [("role".to_owned(), option.to_owned())].into_iter().collect();
        let answers = Answers { profile, ..Answers::default() };
        questionnaire.limits(&answers).map(|(asked, option)| format!("{asked} {option}")).collect::<Vec<_>>()
    };
    assert_eq!(limits("processor"), ["role processor"]);
    assert_eq!(limits("controller"), [""; 0]);
    check(
        options,
        &format!(r#"{options}, "limits": ["helper"]"#),
        &[
            "profile[0]: there is no option `helper`; correct `limits` or use controller, processor or not-sure",
        ],
    );
}

#[test]
fn what_is_to_be_checked_counts_as_not_verified() {
    let questionnaire = sample::questionnaire();
    let verified = |id| questionnaire.question(id).unwrap().1.citations[0].verified;
    assert!(verified("deletion"));
    assert!(!verified("contract"), "its source is to be checked");
    assert!(!verified("tidiness"), "the citation is to be checked");
}

#[test]
fn a_condition_holds_unless_another_option_was_chosen() {
    let questionnaire = sample::questionnaire();
    let (_, contract) = questionnaire.question("contract").unwrap();
    let asked = |option: Option<&str>| {
        let profile = option.map(|option| ("role".to_owned(), option.to_owned()));
        contract.asked(&Answers { profile: profile.into_iter().collect(), ..Answers::default() })
    };
    assert!(asked(Some("processor")) && asked(Some("not-sure")) && asked(None));
    assert!(asked(Some("no-such-option")));
    assert!(!asked(Some("controller")));
}

#[test]
fn a_profile_can_make_a_question_critical() {
    let questionnaire = sample::questionnaire();
    let (_, limits) = questionnaire.question("limits").unwrap();
    let severity = |option: &str| {
        let profile = [("children".to_owned(), option.to_owned())].into_iter().collect();
        limits.severity_for(&Answers { profile, ..Answers::default() })
    };
    assert_eq!(severity("yes"), Severity::Critical);
    assert_eq!(severity("no"), Severity::High);
    assert_eq!(limits.severity_for(&Answers::default()), Severity::Critical);
}

#[test]
fn every_problem_is_listed_at_once() {
    let broken = sample::JSON
        .replacen("\"1.0.0\"", "\"one\"", 1)
        .replacen("\"critical\"", "\"urgent\"", 1)
        .replacen("\"backup\"", "\"Back up\"", 1);
    let problems = Questionnaire::parse(&broken).unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "sections[0].questions[0].severity",
            "sections[1].questions[0].id",
            "stops[0].when[1].question",
            "version"
        ]
    );
    assert_eq!(problems[0].message, "unknown severity `urgent`; use critical, high, medium or low");
}

#[test]
fn a_file_that_is_no_json_says_where_it_breaks() {
    let message = |json: &str| Questionnaire::parse(json).unwrap_err()[0].to_string();
    assert_eq!(message(""), "file: empty; write the JSON document into it");
    assert_eq!(
        message("{\n  oops"),
        "line 2, column 3: invalid JSON; look for a missing or extra comma, quote or bracket"
    );
    assert_eq!(message("{\"a\":1,\"a\":2}"), "file: `a` occurs twice in one object; keep one of them");
    assert_eq!(message("[]"), "file: not an object; write it between { and }");
}

#[test]
fn a_mistyped_member_lists_the_allowed_ones() {
    check(
        "\"candidate\"",
        "\"candidat\"",
        &[
            "sections[0].questions[0]: unknown member `candidat`; use id, severity, citations, candidate, partly, \
           partlyCountsAs, askWhen, criticalWhen, notApplicable, noteWhen, noteRequired or similar",
        ],
    );
    check("\"date\": \"2026-11-22\",", "", &["file: no `date`; add it"]);
}

#[test]
fn the_heading_is_checked() {
    check(
        "questionnaire/1",
        "questionnaire/2",
        &["format: unknown format `candour-questionnaire/2`; use candour-questionnaire/1"],
    );
    check(
        "\"retired\"",
        "\"fileNames\": \"secret\", \"retired\"",
        &["fileNames: unknown fileNames `secret`; use speaking or neutral"],
    );
    check(
        "\"made-up\"",
        "\"Made up\"",
        &[
            "id: `Made up` is not a valid id; use lowercase letters, digits and hyphens, starting with a letter",
        ],
    );
    check(
        "\"made-up\"",
        "\"1st\"",
        &["id: `1st` is not a valid id; use lowercase letters, digits and hyphens, starting with a letter"],
    );
    check(
        "\"made-up\"",
        "\"made up\"",
        &[
            "id: `made up` is not a valid id; use lowercase letters, digits and hyphens, starting with a letter",
        ],
    );
    for version in ["1.0", "1.0.0.0", "1..0", "1.x.0", "01.0.0", "1.00.0"] {
        let problem = format!(
            "version: `{version}` is not a version; use three numbers separated by dots, such as 1.0.0"
        );
        check("1.0.0", version, &[&problem]);
    }
    check(
        "2026-11-22",
        "2026-02-30",
        &["date: `2026-02-30` is not a date; use year, month and day, such as 2026-11-22"],
    );
    check(
        "https://example.org",
        "example.org",
        &["sources[0].url: `example.org/law` is not an address; it must begin with https://"],
    );
    check("G-E2", "G\u{2013}E2", &["file: not ASCII; texts belong in the wording files"]);
}

#[test]
fn an_id_is_used_once() {
    let taken = |kind: &str, id: &str| format!("`{id}` is already the id of a {kind}; use another");
    let at = |place: &str, kind: &str, id: &str| format!("{place}: {}", taken(kind, id));
    check(
        "\"id\": \"tidiness\"",
        "\"id\": \"deletion\"",
        &[&at("sections[0].questions[3].id", "question", "deletion")],
    );
    check(
        "\"id\": \"tidiness\"",
        "\"id\": \"storage\"",
        &[&at("sections[0].questions[3].id", "section", "storage")],
    );
    check(
        "\"id\": \"tidiness\"",
        "\"id\": \"old-question\"",
        &[&at("sections[0].questions[3].id", "retired question", "old-question")],
    );
    check("\"id\": \"lost-data\"", "\"id\": \"backup\"", &[&at("stops[0].id", "question", "backup")]);
    check("\"id\": \"security\"", "\"id\": \"role\"", &[&at("sections[1].id", "profile question", "role")]);
    check(
        "\"not-sure\"",
        "\"processor\"",
        &[
            "profile[0].options[2]: `processor` occurs twice here; keep one",
            "sections[0].questions[2].askWhen[0]: `role` has no option `not-sure`; use controller or processor",
        ],
    );
}

#[test]
fn conditions_name_what_exists() {
    check(
        "{\"profile\": \"role\", \"any\"",
        "{\"profile\": \"roll\", \"any\"",
        &[
            "sections[0].questions[2].askWhen[0].profile: unknown profile question `roll`; use role or children",
        ],
    );
    check(
        "\"any\": [\"processor\"",
        "\"any\": [\"subcontractor\"",
        &[
            "sections[0].questions[2].askWhen[0]: `role` has no option `subcontractor`; use controller, processor or not-sure",
        ],
    );
    check(
        "\"any\": [\"processor\"",
        "\"any\": [\"controller\", \"processor\"",
        &["sections[0].questions[2].askWhen[0]: `any` lists every option of `role`; remove the condition"],
    );
    check(
        "[\"processor\", \"not-sure\"]}",
        "[]}",
        &["sections[0].questions[2].askWhen[0]: `any` lists no option; add at least one"],
    );
    check(
        "[\"no\", \"unknown\"]",
        "[\"no\", \"no\"]",
        &["stops[0].when[1].any[1]: `no` occurs twice here; keep one"],
    );
    let pointless = "stops[0].when[1]: `any` lists no answer or every answer; list those that matter";
    check("[\"no\", \"unknown\"]", "[]", &[pointless]);
    check("[\"no\", \"unknown\"]", "[\"yes\", \"partly\", \"no\", \"unknown\"]", &[pointless]);
}

#[test]
fn a_question_that_nobody_can_see_is_a_problem() {
    check(
        "{\"profile\": \"role\", \"any\": [\"processor\", \"not-sure\"]}",
        "{\"profile\": \"role\", \"any\": [\"processor\"]}, {\"profile\": \"role\", \"any\": [\"controller\"]}",
        &[
            "sections[0].questions[2]: this question can never be asked: its conditions contradict each other; change `askWhen`",
        ],
    );
    check(
        "\"criticalWhen\"",
        "\"askWhen\": [{\"profile\": \"children\", \"any\": [\"no\"]}], \"criticalWhen\"",
        &[
            "sections[0].questions[1]: this can never be critical: its conditions contradict each other; change `criticalWhen`",
        ],
    );
}

#[test]
fn sources_exist_and_are_used() {
    check(
        "{\"source\": \"draft\"}",
        "{\"source\": \"daft\"}",
        &[
            "sections[0].questions[2].citations[0].source: unknown source `daft`; use law or draft",
            "sources[1]: source `draft` is never cited; cite it or remove it",
        ],
    );
    check(
        "\"mark\": \"to-check\"}\n",
        "\"mark\": \"K\"}\n",
        &["sources[1].mark: unknown mark `K`; use verified or to-check"],
    );
    check(
        "{\"id\": \"draft\"",
        "{\"id\": \"law\"",
        &[
            "sources[1]: a second source `law`; keep one of them",
            "sections[0].questions[2].citations[0].source: unknown source `draft`; use law or law",
        ],
    );
    check(
        "[{\"source\": \"law\", \"mark\": \"to-check\"}]",
        "[]",
        &["sections[0].questions[3]: no citation; name the source"],
    );
}

#[test]
fn a_critical_question_needs_a_verified_citation() {
    check(
        "\"other\"], \"citations\": [{\"source\": \"law\"",
        "\"other\"], \"citations\": [{\"source\": \"draft\"",
        &[
            "sections[0].questions[0]: a critical question without a verified citation; check one of its sources",
        ],
    );
}

#[test]
fn authors_of_their_own_questions_may_leave_sources_out() {
    let json = r#"{"format": "candour-questionnaire/1", "id": "own", "version": "1.0.0", "date": "2026-11-22",
        "sections": [{"id": "all", "questions": [{"id": "first", "severity": "critical"}]}],
        "stops": [{"id": "stopped", "when": [{"question": "first", "any": ["no"]}]}]}"#;
    let own = Questionnaire::parse(json).unwrap();
    assert!(own.sources().is_empty() && own.question("first").unwrap().1.citations.is_empty());
    let problems = Questionnaire::parse_by(json, Author::BuiltIn).unwrap_err();
    let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(
        problems,
        [
            "file: no `sources`; add it",
            "sections[0].questions[0]: no `citations`; add it",
            "stops[0]: no `citations`; add it",
            "stops[0]: a stop rule without a verified citation; check one of its sources",
        ]
    );
}

#[test]
fn a_source_of_an_own_question_needs_no_mark_and_a_list_names_one() {
    let unmarked = sample::JSON.replacen(", \"mark\": \"to-check\"}\n", "}\n", 1);
    assert!(Questionnaire::parse(&unmarked).is_ok());
    let problems = Questionnaire::parse_by(&unmarked, Author::BuiltIn).unwrap_err();
    assert_eq!(problems[0].to_string(), "sources[1]: no `mark`; add it");
    let empty = sample::JSON.replacen("[{\"source\": \"law\", \"mark\": \"to-check\"}]", "[]", 1);
    let problems = Questionnaire::parse(&empty).unwrap_err();
    assert_eq!(problems[0].to_string(), "sections[0].questions[3]: no citation; name the source");
}

#[test]
fn partly_counts_as_less_than_the_question() {
    check(
        "\"partlyCountsAs\": \"high\"",
        "\"partlyCountsAs\": \"critical\"",
        &[
            "sections[0].questions[0].partlyCountsAs: `critical` is not lower than the question's own severity; use a lower one or omit it",
        ],
    );
    check(
        "\"severity\": \"high\"",
        "\"severity\": \"critical\"",
        &[
            "sections[0].questions[1].criticalWhen: the question is already critical; omit this or use a lower severity",
        ],
    );
}

#[test]
fn reasons_are_known_and_named_once() {
    check(
        "[\"no-such-activity\", \"other\"]",
        "[\"other\", \"other\"]",
        &["sections[0].questions[0].notApplicable[1]: `other` occurs twice here; keep one"],
    );
    check(
        "\"no-such-activity\"",
        "\"too-hard\"",
        &[
            "sections[0].questions[0].notApplicable[0]: unknown reason `too-hard`; use no-such-activity, done-by-supplier, law-forbids, other-stage or other",
        ],
    );
}

#[test]
fn a_source_is_found_by_its_id() {
    let questionnaire = sample::questionnaire();
    for id in ["law", "draft"] {
        assert_eq!(questionnaire.source(id).map(|source| source.id.as_str()), Some(id));
    }
    assert_eq!(questionnaire.source("no-such"), None);
}

#[test]
fn a_section_holds_questions() {
    let (_, tail) = sample::JSON.split_once("\"security\", ").unwrap();
    check(
        tail,
        "\"questions\": []}]}",
        &["sections[1]: no questions in this section; add one or remove the section"],
    );
}

/// The sample with another condition on "contract".
fn with_condition(condition: &str) -> String {
    sample::JSON.replacen(
        r#"[{"profile": "role", "any": ["processor", "not-sure"]}]"#,
        &format!("[{condition}]"),
        1,
    )
}

fn answered(id: &str, choice: Choice, reason: Option<Reason>) -> Answers {
    let answer = Answer { choice: Some(choice), reason, ..Answer::default() };
    Answers { questions: [(id.to_owned(), answer)].into_iter().collect(), ..Answers::default() }
}

#[test]
fn a_question_can_hang_on_whether_an_earlier_one_applies() {
    let questionnaire = Questionnaire::parse(&with_condition(r#"{"applies": "deletion"}"#)).unwrap();
    let (_, contract) = questionnaire.question("contract").unwrap();
    assert!(contract.asked(&Answers::default()), "an open question takes nothing away");
    assert!(contract.asked(&answered("deletion", Choice::No, None)));
    assert!(!contract.asked(&answered("deletion", Choice::NotApplicable, Some(Reason::Other))));
    assert!(
        contract.asked(&answered("deletion", Choice::NotApplicable, Some(Reason::LawForbids))),
        "that reason is none that the question allows"
    );
}

#[test]
fn what_a_hidden_question_hides_stays_hidden() {
    let json = with_condition(r#"{"applies": "limits"}"#)
        .replacen(r#""severity": "high""#, r#""severity": "high", "askWhen": [{"applies": "deletion"}]"#, 1)
        .replacen(
            r#""criticalWhen": [{"profile": "children", "any": ["yes", "not-sure"]}]"#,
            r#""candidate": "G-E3""#,
            1,
        );
    let questionnaire = Questionnaire::parse(&json).unwrap();
    let (_, contract) = questionnaire.question("contract").unwrap();
    let mut answers = answered("deletion", Choice::NotApplicable, Some(Reason::Other));
    assert!(!contract.asked(&answers), "neither of the two before it applies");
    answers.questions.insert("limits".to_owned(), Answer { choice: Some(Choice::Yes), ..Answer::default() });
    assert!(!contract.asked(&answers));
    answers.questions.remove("deletion");
    assert!(contract.asked(&answers));
}

#[test]
fn an_answer_that_no_longer_counts_hides_nothing() {
    let json = with_condition(r#"{"applies": "limits"}"#).replacen(
        r#""severity": "high""#,
        r#""severity": "high", "askWhen": [{"profile": "role", "any": ["controller"]}]"#,
        1,
    );
    let questionnaire = Questionnaire::parse(&json).unwrap();
    let (_, contract) = questionnaire.question("contract").unwrap();
    let mut answers = answered("limits", Choice::NotApplicable, Some(Reason::Other));
    assert!(!contract.asked(&answers));
    answers.profile.insert("role".to_owned(), "processor".to_owned());
    assert!(contract.asked(&answers), "the question it hangs on is not asked of a processor");
}

#[test]
fn a_condition_on_an_answer_is_sound() {
    let place = "sections[0].questions[2]";
    let check = |condition: &str, expected: &str| {
        let problems = Questionnaire::parse(&with_condition(condition)).unwrap_err();
        assert_eq!(problems.iter().map(Problem::to_string).collect::<Vec<_>>(), [expected]);
    };
    check(
        r#"{"applies": "tidiness"}"#,
        &format!(
            "{place}.askWhen[0].applies: there is no question `tidiness` before this one; use an earlier question"
        ),
    );
    let json = with_condition(r#"{"applies": "limits"}"#).replacen(
        r#""severity": "high", "notApplicable": ["other"],"#,
        r#""severity": "high","#,
        1,
    );
    assert_eq!(
        Questionnaire::parse(&json).unwrap_err()[0].to_string(),
        format!("{place}.askWhen[0]: `limits` cannot be answered \"does not apply\"; remove the condition")
    );
}

#[test]
fn a_question_can_depend_on_what_was_answered_before() {
    let json = with_condition(r#"{"question": "deletion", "any": ["no", "unknown"]}"#);
    let questionnaire = Questionnaire::parse(&json).unwrap();
    let (_, contract) = questionnaire.question("contract").unwrap();
    assert!(contract.asked(&Answers::default()), "an open question takes nothing away");
    for (choice, asked) in [
        (Choice::Yes, false),
        (Choice::Partly, false),
        (Choice::No, true),
        (Choice::Unknown, true),
        (Choice::NotApplicable, false),
    ] {
        assert_eq!(contract.asked(&answered("deletion", choice, Some(Reason::Other))), asked, "{choice:?}");
    }
    assert!(contract.hangs_on(&["deletion"]) && !contract.hangs_on(&["limits"]));
}

#[test]
fn what_an_answer_hides_hides_what_depends_on_it() {
    let json = with_condition(r#"{"question": "tidy", "any": ["yes"]}"#).replacen(
        r#"{"id": "contract""#,
        r#"{"id": "tidy", "severity": "low", "askWhen": [{"question": "deletion", "any": ["yes"]}]},
            {"id": "contract""#,
        1,
    );
    let questionnaire = Questionnaire::parse(&json).unwrap();
    let (_, contract) = questionnaire.question("contract").unwrap();
    assert!(contract.asked(&Answers::default()));
    assert!(!contract.asked(&answered("deletion", Choice::No, None)));
}

#[test]
fn a_condition_on_an_earlier_answer_is_sound() {
    let place = "sections[0].questions[2]";
    let any = "`any` lists no answer or every answer; list those for which the question is asked";
    for (condition, expected) in [
        (
            r#"{"question": "tidiness", "any": ["no"]}"#,
            format!(
                "{place}.askWhen[0].question: there is no question `tidiness` before this one; use an earlier question"
            ),
        ),
        (r#"{"question": "deletion", "any": []}"#, format!("{place}.askWhen[0]: {any}")),
        (
            r#"{"question": "deletion", "any": ["yes", "partly", "no", "unknown", "not-applicable"]}"#,
            format!("{place}.askWhen[0]: {any}"),
        ),
        (
            r#"{"question": "deletion", "any": ["maybe"]}, {"question": "deletion", "any": ["no"]}"#,
            format!(
                "{place}.askWhen[0].any[0]: unknown choice `maybe`; use yes, partly, no, unknown or not-applicable"
            ),
        ),
        (
            r#"{"question": "deletion", "any": ["no"]}, {"question": "deletion", "any": ["yes"]}"#,
            format!(
                "{place}: this question can never be asked: its conditions contradict each other; change `askWhen`"
            ),
        ),
    ] {
        let problems = Questionnaire::parse(&with_condition(condition)).unwrap_err();
        assert_eq!(problems[0].to_string(), expected, "{condition}");
    }
    let json = with_condition(r#"{"question": "backed", "any": ["not-applicable"]}"#).replacen(
        r#"{"id": "contract""#,
        r#"{"id": "backed", "severity": "low"}, {"id": "contract""#,
        1,
    );
    assert_eq!(
        Questionnaire::parse(&json).unwrap_err()[0].to_string(),
        "sections[0].questions[3].askWhen[0]: `backed` has no answer `not-applicable`; remove it"
    );
}

#[test]
fn what_was_answered_makes_nothing_critical() {
    let json = sample::JSON.replacen(
        r#""criticalWhen": [{"profile": "children", "any": ["yes", "not-sure"]}]"#,
        r#""criticalWhen": [{"question": "deletion", "any": ["no"]}]"#,
        1,
    );
    let problems = Questionnaire::parse(&json).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "sections[0].questions[1].criticalWhen[0]: unknown member `question`; use profile or any"
    );
}

#[test]
fn no_answer_takes_a_critical_question_away() {
    check(
        "\"criticalWhen\"",
        "\"askWhen\": [{\"applies\": \"deletion\"}], \"criticalWhen\"",
        &[
            "sections[0].questions[1]: a critical question depends on another answer; remove the condition on that answer",
        ],
    );
    check(
        "\"criticalWhen\"",
        "\"askWhen\": [{\"question\": \"deletion\", \"any\": [\"yes\"]}], \"criticalWhen\"",
        &[
            "sections[0].questions[1]: a critical question depends on another answer; remove the condition on that answer",
        ],
    );
}

#[test]
fn a_stop_rule_needs_an_answer_that_was_given() {
    let questionnaire = sample::questionnaire();
    let stop = &questionnaire.stops()[0];
    assert!(!stop.set_off(&Answers::default()), "an open question sets nothing off");
    let mut answers = answered("backup", Choice::No, None);
    assert!(stop.set_off(&answers), "a profile question without an answer takes nothing away");
    answers.profile.insert("children".to_owned(), "no".to_owned());
    assert!(!stop.set_off(&answers));
    assert!(stop.set_off(&answered("backup", Choice::Unknown, None)));
    assert!(!stop.set_off(&answered("backup", Choice::Partly, None)));
}

#[test]
fn stop_rules_are_sound() {
    check(
        "{\"question\": \"backup\", \"any\": [\"no\", \"unknown\"]}",
        "{\"profile\": \"role\", \"any\": [\"controller\"]}",
        &["stops[0]: no condition on an answer; add the answers that trigger it to `when`"],
    );
    check(
        "[\"no\", \"unknown\"]}]",
        "[\"no\", \"not-applicable\"]}]",
        &["stops[0].when[1].any[1]: unknown choice `not-applicable`; use yes, partly, no or unknown"],
    );
    check(
        "\"question\": \"backup\"",
        "\"question\": \"back-up\"",
        &[
            "stops[0].when[1].question: there is no question `back-up` before this one; use an earlier question",
        ],
    );
    check(
        "{\"source\": \"law\", \"principles\"",
        "{\"source\": \"draft\", \"principles\"",
        &["stops[0]: a stop rule without a verified citation; check one of its sources"],
    );
}

/// The sample with more members of "limits", read.
fn with_limits(members: &str) -> Result<Questionnaire, Vec<Problem>> {
    let from = r#""severity": "high","#;
    Questionnaire::parse(&sample::JSON.replacen(from, &format!("{from} {members},"), 1))
}

#[test]
fn an_answer_can_need_a_note_to_count() {
    let questionnaire = with_limits(r#""noteWhen": ["no", "not-applicable"], "noteRequired": true"#).unwrap();
    let (_, limits) = questionnaire.question("limits").unwrap();
    let answer = |choice, note: &str| Answer {
        choice: Some(choice),
        reason: Some(Reason::Other),
        note: note.to_owned(),
        ..Answer::default()
    };
    assert_eq!(limits.resolve(&answer(Choice::No, " \n")), None, "blank space is no note");
    assert_eq!(limits.resolve(&answer(Choice::No, "By May.")), Some(Resolution::No));
    assert_eq!(limits.resolve(&answer(Choice::NotApplicable, "")), None);
    assert_eq!(limits.resolve(&answer(Choice::Yes, "")), Some(Resolution::Yes), "no note is asked for");
    let withheld = Answer { note_withheld: true, ..answer(Choice::No, "") };
    assert_eq!(limits.resolve(&withheld), Some(Resolution::No));
    let asked = with_limits(r#""noteWhen": ["no"]"#).unwrap();
    let (_, limits) = asked.question("limits").unwrap();
    assert!(
        limits.prompt(&answer(Choice::No, "")).is_some() && limits.prompt(&answer(Choice::Yes, "")).is_none()
    );
    assert_eq!(limits.resolve(&answer(Choice::No, "")), Some(Resolution::No), "it is not needed");
}

#[test]
fn a_note_for_all_questions_yields_to_that_of_one() {
    let all = r#""noteWhen": ["no"], "noteRequired": true, "retired""#;
    let json = sample::JSON.replacen("\"retired\"", all, 1).replacen(
        r#""severity": "high","#,
        r#""severity": "high", "noteWhen": ["partly"],"#,
        1,
    );
    let questionnaire = Questionnaire::parse(&json).unwrap();
    let note = |id: &str| questionnaire.question(id).unwrap().1.note.clone();
    assert_eq!(note("backup"), Some(NotePrompt { on: vec![Choice::No], required: true }));
    assert_eq!(note("limits"), Some(NotePrompt { on: vec![Choice::Partly], required: false }));
}

#[test]
fn a_question_can_do_without_partly() {
    let questionnaire = with_limits(r#""partly": false"#).unwrap();
    let (_, limits) = questionnaire.question("limits").unwrap();
    let answer = Answer { choice: Some(Choice::Partly), ..Answer::default() };
    assert_eq!((limits.offers(Choice::Partly), limits.resolve(&answer)), (false, None));
    assert!(
        Choice::ALL
            .into_iter()
            .filter(|choice| *choice != Choice::Partly)
            .all(|choice| limits.offers(choice))
    );
}

#[test]
fn nothing_depends_on_an_answer_that_there_is_not() {
    let place = "sections[0].questions[1]";
    for (members, expected) in [
        (r#""noteWhen": []"#, format!("{place}: `noteWhen` is an empty list; omit it")),
        (r#""noteWhen": ["no", "no"]"#, format!("{place}.noteWhen[1]: `no` occurs twice here; keep one")),
        (
            r#""noteRequired": true"#,
            format!(
                "{place}.noteRequired: no `noteWhen` beside it; list the answers that ask for a note, or omit this"
            ),
        ),
        (
            r#""noteWhen": ["no"], "noteRequired": "yes""#,
            format!("{place}.noteRequired: neither true nor false; write one of them without quotes"),
        ),
        (
            r#""partly": false, "noteWhen": ["partly"]"#,
            format!("{place}: the question has no answer `partly`; correct `noteWhen`"),
        ),
        (
            r#""partly": false, "partlyCountsAs": "low""#,
            format!("{place}.partlyCountsAs: the question has no answer `partly`; omit this"),
        ),
    ] {
        let problems: Vec<String> =
            with_limits(members).unwrap_err().iter().map(Problem::to_string).collect();
        assert_eq!(problems, [expected], "{members}");
    }
    let stop = sample::JSON
        .replacen(r#"{"id": "backup", "severity""#, r#"{"id": "backup", "partly": false, "severity""#, 1)
        .replacen(r#"["no", "unknown"]}]"#, r#"["no", "partly"]}]"#, 1);
    let problems = Questionnaire::parse(&stop).unwrap_err();
    assert_eq!(problems[0].to_string(), "stops[0].when[1]: `backup` has no answer `partly`; remove it");
}

#[test]
fn retired_questions_became_questions_that_exist() {
    let questionnaire = sample::questionnaire();
    assert_eq!(questionnaire.became("erasure"), ["deletion"]);
    assert_eq!(questionnaire.became("order"), ["contract", "limits"]);
    assert!(questionnaire.became("old-question").is_empty() && questionnaire.became("deletion").is_empty());
    check(
        "\"became\": [\"deletion\"]",
        "\"became\": [\"delation\"]",
        &["retired[1]: there is no question `delation`; correct `became`"],
    );
}

#[test]
fn a_similar_question_is_one_of_another_questionnaire() {
    let with = |similar: &str| {
        let json = sample::JSON.replacen(
            "\"candidate\": \"G-E2\",",
            &format!("\"candidate\": \"G-E2\", \"similar\": [{similar}],"),
            1,
        );
        Questionnaire::parse(&json)
    };
    let sound = with(r#"{"questionnaire": "another", "question": "erasure"}"#).unwrap();
    assert_eq!(sound.question("deletion").unwrap().1.similar[0].question, "erasure");
    let problems = with(r#"{"questionnaire": "made-up", "question": "backup"}"#).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "sections[0].questions[0].similar[0].questionnaire: this is the same questionnaire; name another"
    );
}

/// The sample with more questions in its last section.
fn with_questions(questions: &[String]) -> Result<Questionnaire, Vec<Problem>> {
    let last = r#"{"id": "backup", "#;
    let json = sample::JSON.replacen(last, &format!("{}, {last}", questions.join(", ")), 1);
    Questionnaire::parse(&json)
}

#[test]
fn conditions_that_multiply_each_other_are_refused() {
    let question = |number: usize, conditions: &str| {
        format!(
            r#"{{"id": "q{number}", "severity": "low", "notApplicable": ["other"], "citations": [{{"source": "law"}}]{conditions}}}"#
        )
    };
    // Each hangs on the one before twice; kept whole, the fortieth would hold 2^40 questions.
    let chain = |length: usize| {
        let on = |number: usize| {
            format!(r#", "askWhen": [{{"applies": "q{0}"}}, {{"applies": "q{0}"}}]"#, number - 1)
        };
        let mut questions = vec![question(0, "")];
        questions.extend((1..length).map(|number| question(number, &on(number))));
        with_questions(&questions)
    };
    assert!(chain(5).is_ok(), "30 of them are kept");
    let problems = chain(40).unwrap_err();
    assert_eq!(problems[0].place, "sections[1].questions[5]");
    assert!(problems[0].message.starts_with("depends on more than 50 answers"), "{}", problems[0]);
}

#[test]
fn the_list_of_problems_is_limited() {
    let unfinished: Vec<String> = (0..300).map(|number| format!(r#"{{"id": "q{number}"}}"#)).collect();
    let problems = with_questions(&unfinished).unwrap_err();
    assert_eq!(problems.len(), 201);
    assert_eq!(problems[200].message, "there are more problems; fix these first");
}

#[test]
fn a_place_with_too_many_entries_ends_the_reading() {
    let many: Vec<String> = (0..2_000).map(|number| format!(r#"{{"id": "q{number}"}}"#)).collect();
    let problems: Vec<String> = with_questions(&many).unwrap_err().iter().map(Problem::to_string).collect();
    assert_eq!(problems, ["file: more than 2000 entries at `/sections/*/questions`; use fewer"]);
}

#[test]
fn an_id_is_as_long_as_a_request_may_name_it() {
    let named =
        |length: usize| sample::JSON.replacen("\"tidiness\"", &format!("\"{}\"", "t".repeat(length)), 1);
    assert!(Questionnaire::parse(&named(80)).is_ok());
    let problems = Questionnaire::parse(&named(81)).unwrap_err();
    assert!(problems[0].message.ends_with("is longer than 80 characters; shorten the id"), "{}", problems[0]);
}

#[test]
fn a_question_has_its_number_by_its_place_alone() {
    let questionnaire = sample::questionnaire();
    let number = |id: &str| questionnaire.number(id).map(|number| number.to_string());
    let numbers: Vec<_> = questionnaire.questions().filter_map(|question| number(&question.id)).collect();
    assert_eq!(numbers, ["1.1", "1.2", "1.3", "1.4", "2.1"], "hidden questions included");
    assert_eq!(number("no-such"), None);
}

#[test]
fn the_next_open_question_comes_after_and_then_from_the_beginning() {
    let questionnaire = sample::questionnaire();
    let mut answers = Answers::default();
    answers.profile.insert("role".to_owned(), "controller".to_owned());
    let next = |answers: &Answers, after: Option<&str>| {
        questionnaire.next_open(answers, after).map(|(_, question)| question.id.clone())
    };
    assert_eq!(next(&answers, None).as_deref(), Some("deletion"));
    assert_eq!(next(&answers, Some("limits")).as_deref(), Some("tidiness"), "`contract` is not asked");
    assert_eq!(next(&answers, Some("backup")).as_deref(), Some("deletion"));
    for id in ["deletion", "limits", "tidiness"] {
        let yes = Answer { choice: Some(Choice::Yes), ..Answer::default() };
        answers.questions.insert(id.to_owned(), yes);
    }
    assert_eq!(next(&answers, Some("backup")), None, "only the question itself is open");
    assert_eq!(questionnaire.open(&answers).count(), 1);
}

#[test]
fn a_reason_is_the_only_one_where_there_is_no_other() {
    let questionnaire = sample::questionnaire();
    let only = |id: &str| questionnaire.question(id).unwrap().1.only_reason();
    assert_eq!((only("limits"), only("deletion"), only("contract")), (Some(Reason::Other), None, None));
}

/// Changes the sample with a decision in one place and looks for exactly these problems.
fn check_decision(from: &str, to: &str, expected: &[&str]) {
    assert!(sample::DECISION.contains(from), "the sample holds no {from}");
    let json = sample::DECISION.replacen(from, to, 1);
    let problems = Questionnaire::parse_by(&json, Author::BuiltIn).unwrap_err();
    let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(problems, expected);
}

#[test]
fn a_decision_is_read_whole() {
    let questionnaire = sample::decision();
    let decision = questionnaire.decision().unwrap();
    let points: Vec<(&str, &str)> =
        decision.points.iter().map(|point| (point.section.as_str(), point.settled.id.as_str())).collect();
    assert_eq!(points[1], ("place", "place-settled"));
    assert_eq!(decision.approval.as_ref().map(|question| question.id.as_str()), Some("top-decides"));
    let rules: Vec<(&str, DecisionOutcome, bool)> =
        decision.rules.iter().map(|rule| (rule.id.as_str(), rule.outcome, rule.ours)).collect();
    assert_eq!(
        rules,
        [
            ("law-bar", DecisionOutcome::Stop, false),
            ("abuse", DecisionOutcome::Stop, true),
            ("abuse-unknown", DecisionOutcome::Escalate, true)
        ]
    );
}

#[test]
fn points_of_a_decision_are_sections_with_their_questions() {
    let point = r#"{"section": "place", "settled": "place-settled"}"#;
    check_decision(
        point,
        r#"{"section": "places", "settled": "place-settled"}"#,
        &["decision.points[1].section: there is no section `places`; correct the id"],
    );
    check_decision(
        point,
        r#"{"section": "place", "settled": "product-settled"}"#,
        &["decision.points[1]: `product-settled` is not a question of `place`; use one of its questions"],
    );
    check_decision(
        point,
        r#"{"section": "place", "settled": "settled"}"#,
        &[
            "decision.points[1].settled: there is no question `settled` before this one; use an earlier question",
        ],
    );
    check_decision(
        point,
        r#"{"section": "purpose", "settled": "purpose-settled"}"#,
        &["decision: `purpose` is a point twice; keep one"],
    );
    check_decision(
        r#"{"id": "place-settled", "#,
        r#"{"id": "place-settled", "notApplicable": ["other"], "#,
        &["decision.points[1]: `place-settled` may be left out; remove its `askWhen` and `notApplicable`"],
    );
    let all = sample::DECISION.split_once(r#""points": ["#).unwrap().1.split_once(']').unwrap().0;
    check_decision(
        all,
        point,
        &["decision: fewer than two points; list the sections that the decision is about"],
    );
}

#[test]
fn no_rule_of_a_decision_makes_a_better_answer_worse() {
    let rule = r#"{"question": "law-checked", "any": ["no", "unknown"]}"#;
    check_decision(
        rule,
        r#"{"question": "law-checked", "any": ["yes", "unknown"]}"#,
        &[
            "decision.rules[0]: \"yes\" to `law-checked` sets it off, but \"yes\" is the good answer; ask the other way round",
        ],
    );
    check_decision(
        rule,
        r#"{"question": "law-checked", "any": ["partly", "no"]}"#,
        &[
            "decision.rules[0]: \"partly\" to `law-checked` sets it off, but a worse answer does not; add `no` and `unknown`",
        ],
    );
    check_decision(
        rule,
        r#"{"profile": "abroad", "any": ["yes"]}"#,
        &["decision.rules[0]: no condition on an answer; add the answers that trigger it to `when`"],
    );
}

#[test]
fn a_rule_of_a_decision_has_a_source_or_is_ours() {
    check_decision(
        r#""ours": true,"#,
        r#""ours": false,"#,
        &[
            "decision.rules[1]: a rule without a verified citation; check one of its sources or mark it as `ours`",
        ],
    );
    check_decision(
        r#""ours": true,"#,
        r#""ours": "yes","#,
        &[
            "decision.rules[1].ours: neither true nor false; write one of them without quotes",
            "decision.rules[1]: a rule without a verified citation; check one of its sources or mark it as `ours`",
        ],
    );
    check_decision(
        r#""id": "law-bar", "outcome": "stop""#,
        r#""id": "law-bar", "outcome": "proceed""#,
        &["decision.rules[0].outcome: unknown outcome `proceed`; use escalate or stop"],
    );
    check_decision(
        r#""id": "law-bar""#,
        r#""id": "place-facts""#,
        &["decision.rules[0].id: `place-facts` is already the id of a question; use another"],
    );
}

/// Changes the sample with lists in one place and looks for exactly these problems.
fn check_listed(from: &str, to: &str, expected: &[&str]) {
    let json = sample::listed_json();
    assert!(json.contains(from), "the sample holds no {from}");
    let problems = Questionnaire::parse(&json.replacen(from, to, 1)).unwrap_err();
    let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(problems, expected);
}

#[test]
fn lists_are_read_whole() {
    let questionnaire = sample::listed();
    let signs = questionnaire.list("signs").unwrap();
    let items: Vec<&str> = signs.items().map(|item| item.id.as_str()).collect();
    assert_eq!(items, ["misused", "passed-on", "bad-record"]);
    assert_eq!((signs.answers.len(), signs.follow_up.len()), (3, 2));
    assert_eq!(questionnaire.list_of("law-written").map(|list| list.id.as_str()), Some("law-points"));
    assert_eq!(questionnaire.list_of("backup"), None, "a question is no item");
}

#[test]
fn a_list_that_does_not_fit_together_is_refused() {
    let follow_up = r#""followUp": ["yes", "unknown"], "weighedIn": "tidiness","#;
    check_listed(
        follow_up,
        r#""followUp": ["partly"],"#,
        &["lists[0]: `followUp` has `partly`, which is not among the answers; remove it"],
    );
    check_listed(
        follow_up,
        r#""weighedIn": "tidiness","#,
        &["lists[0].weighedIn: no answer asks for more; add `followUp` or remove this"],
    );
    check_listed(
        follow_up,
        r#""followUp": ["yes"], "weighedIn": "order","#,
        &["lists[0].weighedIn: there is no question `order` before this one; use an earlier question"],
    );
    check_listed(
        r#""answers": ["yes", "no", "unknown"], "followUp": ["yes", "unknown"], "weighedIn": "tidiness","#,
        r#""answers": ["not-applicable"],"#,
        &[
            "lists[0].answers[0]: unknown choice `not-applicable`; use yes, partly, no or unknown",
            "lists[0]: fewer than two answers; list those that are offered",
        ],
    );
    check_listed(
        r#"{"id": "bad-record", "citations": [{"source": "law"}]}"#,
        r#"{"id": "backup", "citations": []}"#,
        &[
            "lists[0].groups[1].items[0]: no citation; name the source",
            "lists[0].groups[1].items[0].id: `backup` is already the id of a question; use another",
        ],
    );
    check_listed(
        r#"{"id": "signs", "answers""#,
        r#"{"id": "plan", "answers""#,
        &["lists[0].id: `plan` is reserved for the address of a screen; use another id"],
    );
}
