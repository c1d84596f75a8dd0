//! `candour-draft/1`: answers on their way, unsigned, to be opened again and continued.

use candour_proof::{
    date::Day,
    json::{Json, Object},
};
use candour_questionnaire::{draft::Draft, questionnaire::Questionnaire};

use super::{
    answer::{with_step, write_answer},
    import::PlacedDraft,
};
use crate::text::{LONGEST_NAME, clean_line, text_of, with_text};

/// The format's name and version.
pub const FORMAT: &str = "candour-draft/1";

/// Several drafts in one file, as the open tab keeps them and as a crash hands them out.
pub const SEVERAL: &str = "candour-drafts/1";

/// The id of the questionnaire that a draft or a result names, in `questionnaire.id`; `None` if that is no text.
pub fn questionnaire_of(file: &Json) -> Option<&str> {
    text_of(file.get("questionnaire")?, "id")
}

/// The file's content in reading order.
pub fn write(draft: &Draft, questionnaire: &Questionnaire) -> Object {
    let profile = draft
        .answers
        .profile
        .iter()
        .fold(Object::new(), |object, (id, option)| object.with(id, option.as_str()));
    let mut ids: Vec<&String> = draft.answers.questions.keys().collect();
    for id in draft.plan.keys() {
        if let Err(place) = ids.binary_search(&id) {
            ids.insert(place, id);
        }
    }
    let answers = ids.into_iter().map(|id| {
        let object = write_answer(id, draft.answers.answer(id));
        Json::from(with_step(object, draft.plan.get(id)))
    });
    let head = Object::new().with("format", FORMAT).with(
        "questionnaire",
        Object::new()
            .with("id", questionnaire.id())
            .with("version", questionnaire.version())
            .with("sha256", questionnaire.digest()),
    );
    let head = with_text(head, "organisation", &draft.organisation);
    let head = with_text(head, "name", &draft.name);
    let head = with_text(head, "changed", &draft.changed.map(Day::text).unwrap_or_default());
    let mut head = with_text(head, "place", &draft.place);
    if draft.share_plan {
        head.set("sharePlan", true);
    }
    let head = with_text(head, "calendar", &draft.calendar);
    head.with("profile", profile).with("answers", answers.collect::<Vec<Json>>())
}

/// Random bytes of a draft's identifier in calendars, which is written in hexadecimal.
pub const CALENDAR_ID: usize = 16;

fn is_calendar_id(text: &str) -> bool {
    text.len() == 2 * CALENDAR_ID && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Reads what [`write`] wrote; whatever has no place is listed, never dropped silently.
pub fn read(file: &Json, questionnaire: &Questionnaire) -> PlacedDraft {
    let mut placed = PlacedDraft::default();
    let written = file.get("questionnaire").and_then(|part| text_of(part, "version"));
    placed.other_version = written.filter(|version| *version != questionnaire.version()).map(str::to_owned);
    placed.draft.organisation = clean_line(text_of(file, "organisation").unwrap_or_default(), LONGEST_NAME);
    placed.draft.name = clean_line(text_of(file, "name").unwrap_or_default(), LONGEST_NAME);
    placed.draft.changed = text_of(file, "changed").and_then(Day::parse);
    placed.draft.share_plan = file.get("sharePlan").and_then(Json::as_bool).unwrap_or(false);
    let calendar = text_of(file, "calendar").unwrap_or_default();
    if is_calendar_id(calendar) {
        calendar.clone_into(&mut placed.draft.calendar);
    }
    let place = text_of(file, "place").unwrap_or_default();
    if questionnaire.section(place).is_some() || questionnaire.list(place).is_some() {
        place.clone_into(&mut placed.draft.place);
    }
    for (id, option) in file.get("profile").and_then(Json::as_object).into_iter().flat_map(Object::iter) {
        placed.profile(questionnaire, id, option.as_text().unwrap_or_default());
    }
    for answer in file.get("answers").and_then(Json::as_list).unwrap_or_default() {
        placed.answer(questionnaire, answer);
    }
    placed
}

#[cfg(test)]
mod tests {
    use candour_proof::date::Timestamp;
    use candour_questionnaire::{
        answers::{Answer, Choice},
        plan::{LONGEST_ROLE, State, Step},
        questionnaire::sample::questionnaire,
    };
    use proptest::prelude::*;

    use super::*;

    fn read(members: &str) -> PlacedDraft {
        let text =
            [r#"{"format":"candour-draft/1","questionnaire":{"version":"1.0.0"},"#, members, "}"].concat();
        let file = Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap();
        super::read(&file, &questionnaire())
    }

    #[test]
    fn a_step_that_makes_no_sense_is_listed_and_the_answer_stays() {
        for step in [
            r#""todo":"later""#,
            r#""todo":1"#,
            r#""role":[]"#,
            r#""due":"2026-02-30""#,
            r#""due":"soon""#,
            r#""todo":"done","due":null"#,
        ] {
            let placed = read(&[r#""answers":[{"id":"backup","choice":"no","#, step, "}]"].concat());
            assert_eq!(placed.not_placed, ["backup"], "{step}");
            assert!(placed.draft.plan.is_empty());
            assert_eq!(placed.draft.answers.answer("backup").choice, Some(Choice::No));
        }
    }

    #[test]
    fn a_step_of_a_question_that_is_no_more_is_listed() {
        let placed = read(r#""answers":[{"id":"old-question","todo":"doing"}]"#);
        assert_eq!((&*placed.not_placed, placed.draft.plan.len()), (&["old-question".to_owned()][..], 0));
    }

    #[test]
    fn a_role_is_one_clean_line_of_80_letters() {
        let long = r"é\n\u202e".repeat(60);
        let placed = read(&[r#""answers":[{"id":"backup","role":""#, &long, r#""}]"#].concat());
        let role = &placed.draft.step("backup").role;
        assert_eq!(role.chars().count(), LONGEST_ROLE);
        assert!(!role.contains(['\n', '\u{202e}']));
    }

    #[test]
    fn a_draft_without_plan_is_written_as_before() {
        let mut draft = Draft::default();
        draft
            .answers
            .questions
            .insert("backup".to_owned(), Answer { choice: Some(Choice::Yes), ..Answer::default() });
        let text = Json::from(write(&draft, &questionnaire())).pretty();
        assert!(text.contains("\"id\": \"backup\",\n      \"choice\": \"yes\"\n    }\n  ]\n}"), "{text}");
        assert!(!text.contains("todo") && !text.contains("sharePlan"));
    }

    #[test]
    fn a_first_answer_that_is_not_offered_is_listed() {
        let placed = read(r#""profile":{"role":"controller","children":"perhaps","size":"yes"}"#);
        assert_eq!(placed.not_placed, ["children", "size"]);
        let profile: Vec<_> = placed.draft.answers.profile.iter().collect();
        assert_eq!(profile, [(&"role".to_owned(), &"controller".to_owned())]);
    }

    #[test]
    fn an_answer_to_a_split_question_goes_to_each_part() {
        let (all, some, none) = (&["contract", "limits"][..], &["limits"][..], &[][..]);
        for (said, fits, listed, carried) in [
            (r#""choice":"yes""#, all, false, Some(true)),
            (r#""choice":"partly","note":"Half.""#, none, true, Some(false)),
            (r#""choice":"not-applicable","reason":"other""#, some, true, Some(true)),
            (r#""choice":"not-applicable","reason":"no-such-activity""#, none, true, None),
        ] {
            let placed = read(&[r#""answers":[{"id":"order","#, said, "}]"].concat());
            let answered = ["contract", "limits"].into_iter();
            let answered = answered.filter(|id| placed.draft.answers.answer(id).choice.is_some());
            assert_eq!(answered.collect::<Vec<_>>(), fits, "{said}");
            assert_eq!(placed.not_placed, if listed { &["order"][..] } else { &[] }, "{said}");
            let whole: Vec<bool> = placed.carried.iter().map(|carried| carried.whole).collect();
            assert_eq!(whole, carried.into_iter().collect::<Vec<_>>(), "{said}");
        }
    }

    #[test]
    fn an_identifier_of_another_form_is_not_used() {
        let valid = "00112233445566778899aabbccddeeff";
        for (text, used) in
            [(valid, valid), ("", ""), ("0011", ""), (&valid.to_uppercase(), ""), (&"é".repeat(16), "")]
        {
            let placed = read(&["\"answers\":[],\"calendar\":\"", text, "\""].concat());
            assert_eq!(placed.draft.calendar, used, "{text}");
        }
    }

    fn step() -> impl Strategy<Value = Step> {
        let day = proptest::option::of(-700_000_i64..2_900_000);
        (prop::sample::select(State::ALL.to_vec()), "[a-z éစ]{0,30}", day).prop_map(|(state, role, day)| {
            Step { state, role, due: day.map(|day| Timestamp(day * 86_400).day()) }
        })
    }

    proptest! {
        #[test]
        fn a_plan_comes_back_as_it_was(steps in prop::collection::vec(step(), 5), share_plan: bool) {
            let mut draft = Draft { share_plan, ..Draft::default() };
            for (question, step) in questionnaire().questions().zip(steps) {
                if !step.is_empty() {
                    draft.plan.insert(question.id.clone(), step);
                }
            }
            let file = Json::from(write(&draft, &questionnaire()));
            let placed = super::read(&file, &questionnaire());
            prop_assert_eq!(placed.draft, draft);
            prop_assert!(placed.not_placed.is_empty());
        }
    }

    #[test]
    fn answers_in_a_list_come_back_and_others_are_listed() {
        let listed = candour_questionnaire::questionnaire::sample::listed();
        let read = |choice: &str| {
            let text = format!(
                r#"{{"format":"candour-draft/1","questionnaire":{{"version":"1.0.0"}},"place":"signs",
                "answers":[{{"id":"misused","choice":"{choice}","note":"Taken out.","todo":"doing"}}]}}"#
            );
            super::read(&Json::read(text.as_bytes(), candour_proof::json::Limits::FILE).unwrap(), &listed)
        };
        let placed = read("unknown");
        assert_eq!(placed.draft.answers.answer("misused").choice, Some(Choice::Unknown));
        assert_eq!(
            (placed.draft.place.as_str(), placed.draft.plan.len()),
            ("signs", 0),
            "no action, no step"
        );
        let again = super::read(&write(&placed.draft, &listed).into(), &listed);
        assert_eq!(again.draft, placed.draft);
        for other in ["partly", "not-applicable", "maybe"] {
            assert_eq!(read(other).not_placed, ["misused"], "{other}");
        }
    }
}
