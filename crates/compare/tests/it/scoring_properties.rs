//! Promises of the scoring, tried on random questionnaires and random answers.

use std::rc::Rc;

use candour_compare::then_and_now::{Earlier, compare};
use candour_files::{
    check::{CheckerContext, Finding, ScoreAgreement, Verdict, check},
    import::PlacedDraft,
    result::{AppInfo, ResultInput, random_bytes, write},
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Limits},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Reason, Resolution},
    catalog::{Catalog, CatalogEntry},
    draft::Draft,
    labels::Labels,
    questionnaire::{Question, Questionnaire, Section, Severity},
    scoring::{Improvement, Level, assess, lift},
    wording::Wording,
};
use proptest::{prelude::*, sample::Index};

const OPTIONS: [&str; 3] = ["yes", "no", "not-sure"];

/// A questionnaire with two profile questions, and answers to it, complete or not.
#[derive(Clone, Debug)]
struct World {
    questionnaire: Questionnaire,
    answers: Answers,
}

impl World {
    fn question(&self, index: Index) -> Question {
        (*index.get(&self.questionnaire.questions().collect::<Vec<_>>())).clone()
    }

    fn with(&self, question: &Question, answer: Answer) -> Self {
        let mut world = self.clone();
        world.answers.questions.insert(question.id.clone(), answer);
        world
    }

    fn choosing(&self, question: &Question, choice: Choice) -> Self {
        let answer = self.answers.answer(&question.id).clone();
        self.with(question, Answer { choice: Some(choice), ..answer })
    }

    fn needing(&self, question: &Question, need: Improvement) -> Self {
        let mut answer = self.answers.answer(&question.id).clone();
        need.apply(&mut answer);
        self.with(question, answer)
    }

    /// The same, with answers that a page lets a person give: reasons only where something does not apply, and only
    /// those that the question has.
    fn into_what_a_page_takes(mut self) -> Self {
        let questions: Vec<Question> = self.questionnaire.questions().cloned().collect();
        for question in questions {
            let Some(answer) = self.answers.questions.get_mut(&question.id) else { continue };
            answer.reason = answer.reason.filter(|reason| {
                answer.choice == Some(Choice::NotApplicable) && question.reasons.contains(reason)
            });
            answer.choice = answer
                .choice
                .filter(|choice| *choice != Choice::NotApplicable || !question.reasons.is_empty());
        }
        self
    }

    /// The level of the section that holds the question.
    fn level(&self, question: &Question) -> Option<Level> {
        let (section, _) = self.questionnaire.question(&question.id).unwrap();
        assess(&self.questionnaire, &self.answers).section(&section.id).unwrap().level
    }

    fn all_yes(&self) -> Self {
        let mut world = self.clone();
        let ids = self.questionnaire.questions().map(|question| question.id.clone());
        let yes = Answer { choice: Some(Choice::Yes), evidence: true, ..Answer::default() };
        world.answers.questions = ids.map(|id| (id, yes.clone())).collect();
        world
    }

    fn critical(&self, question: &Question) -> bool {
        question.asked(&self.answers) && question.severity_for(&self.answers) == Severity::Critical
    }
}

/// Some words for whatever it asks.
fn wording(questionnaire: &Questionnaire) -> Wording {
    let sections = questionnaire
        .sections()
        .iter()
        .map(|section| format!(r#""{}":{{"title":"Title","lead":"Lead."}}"#, section.id));
    let questions = questionnaire.questions().map(|question| {
        format!(
            r#""{}":{{"question":"Is it so?","why":"Why.","yes":"Yes.","partly":"Partly.","no":"No.","severity":"Much.",
            "evidence":"A note.","action":"Do it.","firstStep":"Begin it."}}"#,
            question.id
        )
    });
    let profile = questionnaire.profile().iter().map(|question| {
        let options = question.options.iter().map(|option| format!(r#""{option}":"{option}""#));
        let options = options.collect::<Vec<_>>().join(",");
        format!(r#""{}":{{"question":"Which?","options":{{{options}}}}}"#, question.id)
    });
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(",");
    let json = format!(
        r#"{{"format":"candour-wording/1","questionnaire":"made-up","language":"en","title":"Made up","summary":"Made up.",
        "before":[],"sections":{{{}}},"profile":{{{}}},"questions":{{{}}},"sources":{{"law":"A law"}}}}"#,
        list(&mut { sections }),
        list(&mut { profile }),
        list(&mut { questions }),
    );
    Wording::parse(&json, questionnaire).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn condition(name: &'static str) -> impl Strategy<Value = String> {
    let one = (0..2usize, proptest::sample::subsequence(OPTIONS.to_vec(), 1..=2));
    proptest::option::weighted(0.3, one).prop_map(move |condition| {
        condition.map_or_else(String::new, |(profile, any)| {
            format!(r#","{name}":[{{"profile":"profile-{profile}","any":{any:?}}}]"#)
        })
    })
}

/// The members of a question beside its id. Conditions that contradict each other are for the
/// parser's tests, so a question has either kind.
fn question() -> impl Strategy<Value = String> {
    let severity = prop_oneof![Just("critical"), Just("high"), Just("medium"), Just("low")];
    let conditions = prop_oneof![condition("askWhen"), condition("criticalWhen")];
    (severity, conditions, any::<bool>(), any::<bool>()).prop_map(|(severity, condition, lower, reasons)| {
        let condition =
            if severity == "critical" && condition.contains("critical") { "" } else { &condition };
        let lower = if lower && severity == "critical" { r#","partlyCountsAs":"high""# } else { "" };
        let reasons = if reasons { r#","notApplicable":["no-such-activity","other"]"# } else { "" };
        format!(r#""severity":"{severity}","citations":[{{"source":"law"}}]{condition}{lower}{reasons}"#)
    })
}

fn questionnaire() -> impl Strategy<Value = Questionnaire> {
    let sections = prop::collection::vec(prop::collection::vec(question(), 1..9), 1..3);
    sections.prop_map(|sections| {
        let sections = sections.iter().enumerate().map(|(place, questions)| {
            let questions = questions.iter().enumerate();
            let questions: Vec<String> = questions
                .map(|(number, rest)| format!(r#"{{"id":"question-{place}-{number}",{rest}}}"#))
                .collect();
            format!(r#"{{"id":"section-{place}","questions":[{}]}}"#, questions.join(","))
        });
        let json = format!(
            r#"{{"format":"candour-questionnaire/1","id":"made-up","version":"1.0.0","date":"2026-11-22",
            "sources":[{{"id":"law","mark":"verified"}}],
            "profile":[{{"id":"profile-0","options":{OPTIONS:?}}},{{"id":"profile-1","options":{OPTIONS:?}}}],
            "sections":[{}]}}"#,
            sections.collect::<Vec<_>>().join(",")
        );
        Questionnaire::parse(&json).unwrap_or_else(|problems| panic!("{problems:?}"))
    })
}

fn answer() -> impl Strategy<Value = Answer> {
    let choice = proptest::option::weighted(0.9, proptest::sample::select(Choice::ALL.to_vec()));
    let reason = proptest::option::weighted(0.8, proptest::sample::select(Reason::ALL.to_vec()));
    (choice, reason, any::<bool>()).prop_map(|(choice, reason, evidence)| Answer {
        choice,
        reason,
        evidence,
        ..Answer::default()
    })
}

fn world() -> impl Strategy<Value = World> {
    questionnaire().prop_flat_map(|questionnaire| {
        let count = questionnaire.question_count();
        let option = || proptest::option::of(proptest::sample::select(OPTIONS.to_vec()));
        (Just(questionnaire), option(), option(), prop::collection::vec(answer(), count)).prop_map(
            |(questionnaire, first, second, given)| {
                let ids = questionnaire.questions().map(|question| question.id.clone());
                let profile = [("profile-0", first), ("profile-1", second)].into_iter();
                let answers = Answers {
                    profile: profile.filter_map(|(id, option)| Some((id.into(), option?.into()))).collect(),
                    questions: ids.zip(given).collect(),
                };
                World { questionnaire, answers }
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_critical_question_without_evidence_keeps_level_1(world in world()) {
        let world = world.all_yes();
        for question in world.questionnaire.questions().filter(|question| world.critical(question)) {
            for choice in [Some(Choice::No), Some(Choice::Unknown), Some(Choice::NotApplicable), None] {
                let world = world.with(question, Answer { choice, ..Answer::default() });
                prop_assert!(world.level(question) <= Some(Level::Starting), "{}", question.id);
                let gaps = assess(&world.questionnaire, &world.answers).serious_gaps;
                prop_assert_eq!(&gaps, std::slice::from_ref(&question.id));
            }
        }
    }

    #[test]
    fn going_from_no_to_partly_to_yes_never_lowers_a_level(world in world(), index: Index) {
        let question = world.question(index);
        let levels: Vec<_> = [Choice::No, Choice::Partly, Choice::Yes]
            .map(|choice| world.choosing(&question, choice).level(&question))
            .into();
        prop_assert!(levels.is_sorted(), "{levels:?}");
    }

    #[test]
    fn going_from_yes_to_unknown_never_raises_a_level(world in world(), index: Index) {
        let question = world.question(index);
        let yes = world.choosing(&question, Choice::Yes).level(&question);
        prop_assert!(world.choosing(&question, Choice::Unknown).level(&question) <= yes);
    }

    #[test]
    fn naming_evidence_never_lowers_a_level(world in world(), index: Index) {
        let question = world.question(index);
        let answer = world.answers.answer(&question.id).clone();
        let without = world.with(&question, Answer { evidence: false, ..answer.clone() });
        let with = world.with(&question, Answer { evidence: true, ..answer });
        prop_assert!(without.level(&question) <= with.level(&question));
    }

    #[test]
    fn does_not_apply_never_outweighs_a_failed_critical_question(
        world in world(),
        index: Index,
    ) {
        let critical: Vec<&Question> =
            world.questionnaire.questions().filter(|question| world.critical(question)).collect();
        prop_assume!(!critical.is_empty());
        let failed = (*index.get(&critical)).clone();
        let mut world = world.choosing(&failed, Choice::No);
        let others: Vec<Question> =
            world.questionnaire.questions().filter(|other| other.id != failed.id).cloned().collect();
        for other in others {
            let answer = Answer {
                choice: Some(Choice::NotApplicable),
                reason: Some(Reason::Other),
                ..Answer::default()
            };
            world = world.with(&other, answer);
            prop_assert!(world.level(&failed) <= Some(Level::Starting));
        }
    }

    #[test]
    fn a_section_where_nothing_applies_has_no_level(world in world()) {
        let not_applicable =
            Answer { choice: Some(Choice::NotApplicable), reason: Some(Reason::Other), ..Answer::default() };
        let mut world = world;
        for question in world.questionnaire.questions() {
            world.answers.questions.insert(question.id.clone(), not_applicable.clone());
        }
        let found = assess(&world.questionnaire, &world.answers);
        for (section, result) in world.questionnaire.sections().iter().zip(&found.sections) {
            let nothing_counts = section
                .questions
                .iter()
                .filter(|question| question.asked(&world.answers))
                .all(|question| question.reasons.contains(&Reason::Other));
            prop_assert_eq!(result.level.is_none(), nothing_counts);
            prop_assert_eq!(result.would_be.is_none(), nothing_counts);
        }
    }

    #[test]
    fn nothing_answered_is_not_started(questionnaire in questionnaire()) {
        let found = assess(&questionnaire, &Answers::default());
        prop_assert!(found.sections.iter().all(|section| section.level == Some(Level::NotStarted)));
        prop_assert_eq!(found.completeness.answered, 0);
        prop_assert_eq!(found.completeness.asked as usize, questionnaire.question_count());
        prop_assert!(found.actions.is_empty() && !found.complete());
    }

    #[test]
    fn skipping_a_question_is_never_better_than_no(world in world(), index: Index) {
        let question = world.question(index);
        let no = world.choosing(&question, Choice::No);
        let open = world.with(&question, Answer::default());
        let no_reason = world.with(
            &question,
            Answer { choice: Some(Choice::NotApplicable), ..Answer::default() },
        );
        prop_assert!(open.level(&question) <= no.level(&question));
        prop_assert_eq!(open.level(&question), no_reason.level(&question));
        let gaps = |world: &World| assess(&world.questionnaire, &world.answers).serious_gaps;
        prop_assert_eq!(gaps(&open), gaps(&no));
    }

    #[test]
    fn a_hidden_question_never_counts(world in world(), other in answer()) {
        let mut changed = world.clone();
        for question in world.questionnaire.questions().filter(|question| !question.asked(&world.answers)) {
            changed = changed.with(question, other.clone());
        }
        prop_assert_eq!(
            assess(&world.questionnaire, &world.answers),
            assess(&changed.questionnaire, &changed.answers)
        );
    }

    #[test]
    fn leaving_a_profile_question_out_hides_no_serious_gap(world in world()) {
        let mut silent = world.clone();
        silent.answers.profile.remove("profile-0");
        let known = assess(&world.questionnaire, &world.answers).serious_gaps;
        let found = assess(&silent.questionnaire, &silent.answers).serious_gaps;
        prop_assert!(known.iter().all(|gap| found.contains(gap)));
    }

    #[test]
    fn an_option_that_does_not_exist_counts_like_no_option(world in world()) {
        let (mut silent, mut forged) = (world.clone(), world);
        silent.answers.profile.remove("profile-0");
        forged.answers.profile.insert("profile-0".into(), "exempt".into());
        prop_assert_eq!(
            assess(&silent.questionnaire, &silent.answers),
            assess(&forged.questionnaire, &forged.answers)
        );
    }

    #[test]
    fn gates_only_lower_and_say_by_how_much(world in world()) {
        for result in assess(&world.questionnaire, &world.answers).sections {
            let lowest = result.gates.iter().map(|gate| Some(gate.at_most)).min();
            prop_assert_eq!(result.level, lowest.unwrap_or(result.would_be));
            prop_assert!(result.level <= result.would_be);
            prop_assert!(result.gates.iter().all(|gate| !gate.questions.is_empty()));
            prop_assert_eq!(result.share.level(), result.would_be);
        }
    }

    #[test]
    fn every_question_asked_is_counted_once(world in world()) {
        let found = assess(&world.questionnaire, &world.answers);
        let asked = world.questionnaire.questions().filter(|question| question.asked(&world.answers)).count();
        let all = found.completeness;
        prop_assert_eq!(all.asked as usize, asked);
        prop_assert_eq!(all.asked, all.answered + all.open);
        prop_assert_eq!(all.answered, all.yes + all.partly + all.no + all.unknown + all.not_applicable);
        let actions = found.actions.len();
        prop_assert_eq!(actions, (all.partly + all.no + all.unknown) as usize);
        prop_assert!(found.actions.is_sorted_by_key(|action| action.rank));
    }

    #[test]
    fn the_canonical_file_gives_the_same_result(world in world()) {
        let again = Questionnaire::parse(world.questionnaire.canonical()).unwrap();
        prop_assert_eq!(assess(&again, &world.answers), assess(&world.questionnaire, &world.answers));
        prop_assert_eq!(again.digest(), world.questionnaire.digest());
    }
}

/// The smallest set of questions that lifts a section if all goes well with them, the gravest
/// first; found by trying out every set.
fn smallest_set_tried_out(world: &World, section: &Section) -> Option<Vec<String>> {
    let level = |answers: &Answers| assess(&world.questionnaire, answers).section(&section.id)?.level;
    let from = level(&world.answers)?;
    let mut asked: Vec<&Question> =
        section.questions.iter().filter(|one| one.asked(&world.answers)).collect();
    asked.retain(|one| !matches!(one.given(&world.answers), Some(Resolution::NotApplicable(_))));
    asked.sort_by_key(|one| std::cmp::Reverse(one.severity_for(&world.answers)));
    let sets = (1..1_u32 << asked.len()).filter_map(|set| {
        let places: Vec<usize> = (0..asked.len()).filter(|place| set >> place & 1 == 1).collect();
        let mut answers = world.answers.clone();
        for place in &places {
            Improvement::YesShown.apply(answers.questions.get_mut(&asked[*place].id).unwrap());
        }
        (level(&answers) > Some(from)).then_some(places)
    });
    let first = sets.min_by_key(|places| (places.len(), places.clone()))?;
    Some(first.into_iter().map(|place| asked[place].id.clone()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_named_change_and_no_smaller_one_lifts_a_level(world in world()) {
        for section in world.questionnaire.sections() {
            let level = |world: &World| {
                assess(&world.questionnaire, &world.answers).section(&section.id).unwrap().level
            };
            let found = lift(&world.questionnaire, &world.answers, &section.id);
            let ids = found.as_ref().map(|lift| lift.changes.iter().map(|change| change.question.clone()));
            prop_assert_eq!(ids.map(Iterator::collect), smallest_set_tried_out(&world, section));
            let Some(found) = found else {
                let level = level(&world);
                prop_assert!(level.is_none() || level == Some(Level::InPlace));
                continue;
            };
            prop_assert_eq!(level(&world), Some(found.from));
            prop_assert!(found.to > found.from);
            let with = |milder: Option<(usize, Improvement)>| {
                found.changes.iter().enumerate().fold(world.clone(), |world, (place, change)| {
                    let question = world.questionnaire.question(&change.question).unwrap().1.clone();
                    let milder = milder.filter(|(own, _)| *own == place).map(|(_, need)| need);
                    world.needing(&question, milder.unwrap_or(change.need))
                })
            };
            prop_assert_eq!(level(&with(None)), Some(found.to));
            for (place, change) in found.changes.iter().enumerate() {
                for need in Improvement::ALL.into_iter().filter(|need| *need < change.need) {
                    let question = world.questionnaire.question(&change.question).unwrap().1;
                    // "Partly" asks no less of what is in place already, and stays so.
                    let already = matches!(question.given(&world.answers), Some(Resolution::Yes | Resolution::Partly));
                    if !already {
                        prop_assert_eq!(level(&with(Some((place, need)))), Some(found.from));
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_serious_gap_is_named_once_beside_earlier_answers(world in world(), other in prop::collection::vec(answer(), 16)) {
        let draft = |answers: &Answers| Draft { answers: answers.clone(), ..Draft::default() };
        let mut then = world.answers.clone();
        for (question, answer) in world.questionnaire.questions().zip(other) {
            then.questions.insert(question.id.clone(), answer);
        }
        let earlier = |answers: &Answers| Earlier {
            questionnaire: "made-up".to_owned(),
            name: String::new(),
            sha256: String::new(),
            verdict: Verdict::Draft,
            report: None,
            placed: PlacedDraft { draft: draft(answers), ..PlacedDraft::default() },
        };
        let found = compare(&world.questionnaire, &earlier(&then), &draft(&world.answers));
        let gaps = |answers: &Answers| assess(&world.questionnaire, answers).serious_gaps;
        let mut told = [found.gaps_closed, found.gaps_gone, found.gaps_still.clone()].concat();
        let mut gaps_then = gaps(&then);
        told.sort();
        gaps_then.sort();
        prop_assert_eq!(told, gaps_then.clone());
        let now = assess(&world.questionnaire, &world.answers);
        let mut told = [found.gaps_opened, found.gaps_still].concat();
        let mut gaps_now = now.serious_gaps.clone();
        // A question left open opens no gap.
        gaps_now.retain(|id| gaps_then.contains(id) || !now.critical_open.contains(id));
        told.sort();
        gaps_now.sort();
        prop_assert_eq!(told, gaps_now);
        let same = compare(&world.questionnaire, &earlier(&then), &draft(&then));
        prop_assert!(same.different.is_empty() && same.gaps_closed.is_empty() && same.gaps_opened.is_empty());
        prop_assert!(same.sections.iter().all(|section| section.then == section.now));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_signed_file_and_a_draft_give_back_their_result(world in world()) {
        const NOW: Timestamp = Timestamp(1_795_305_600);
        let world = world.into_what_a_page_takes();
        let expected = assess(&world.questionnaire, &world.answers);
        let draft = Draft { answers: world.answers.clone(), ..Draft::default() };
        let file = Json::from(candour_files::draft::write(&draft, &world.questionnaire)).pretty();
        let read = candour_files::draft::read(&Json::read(file.as_bytes(), Limits::FILE).unwrap(), &world.questionnaire);
        prop_assert_eq!(read.not_placed, Vec::<String>::new());
        prop_assert_eq!(&assess(&world.questionnaire, &read.draft.answers), &expected);

        let list = |name: &str| (0..5).map(|number| format!("{name} {number}")).collect();
        let labels = Labels { notice: "Notice.".to_owned(), choices: list("choice"), reasons: list("reason") };
        let entry = CatalogEntry::new(world.questionnaire.clone(), wording(&world.questionnaire), false);
        let draft = read.draft;
        let random: Vec<u8> = (0..=250).cycle().take(random_bytes(&world.questionnaire, &draft)).collect();
        let ingredients = ResultInput {
            questionnaire: &entry.questionnaire,
            wording: &entry.wording,
            labels: &labels,
            draft: &draft,
            request: None,
            app: &AppInfo::default(),
            now: NOW,
            random: &random,
        };
        let signed = Json::from(write(&ingredients, &SigningKey::from_seed([7; 32])).unwrap());
        let catalog = Catalog { entries: vec![Rc::new(entry)], labels, ..Catalog::default() };
        let known = CheckerContext { catalog: &catalog, own: None, now: NOW };
        let checked = check(signed.pretty().as_bytes(), "file.json", &known);
        let report = checked.report.clone().unwrap();
        prop_assert_eq!(report.findings, Vec::<Finding>::new());
        prop_assert_eq!(report.agreement, ScoreAgreement::Agrees);
        prop_assert!(checked.is_intact());
        prop_assert_eq!(&assess(&world.questionnaire, &checked.drafts[0].1.draft.answers), &expected);
    }
}
