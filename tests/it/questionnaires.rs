//! Promises about the content: every questionnaire is sound, complete, plain and judged as its cases say.

use std::{
    collections::BTreeSet,
    fmt::Display,
    fs,
    path::{Path, PathBuf},
};

use candour_authoring::{
    cases::{Case, Cases},
    readability,
};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Resolution},
    diagnostics::Author,
    glossary::Glossary,
    questionnaire::{Condition, DecisionOutcome, DecisionRule, Question, Questionnaire, Severity},
    scoring::{GateRule, Level, assess},
    wording::Wording,
};

/// The folder of the glossary, beside those of the questionnaires.
const GLOSSARY: &str = "glossary";

/// One folder in `questionnaires/`.
struct Folder {
    path: PathBuf,
    questionnaire: Questionnaire,
}

impl Folder {
    fn read(&self, name: &str) -> String {
        read(&self.path.join(name))
    }

    /// Each language file with its text; `en.json` is one of them.
    fn languages(&self) -> Vec<(PathBuf, String)> {
        let files = files_in(&self.path).into_iter();
        let languages: Vec<(PathBuf, String)> = files
            .filter(|file| !["questionnaire.json", "cases.json"].contains(&name(file).as_str()))
            .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
            .map(|file| (file.clone(), read(&file)))
            .collect();
        assert!(
            languages.iter().any(|(file, _)| name(file) == "en.json"),
            "no en.json in {}",
            shown(&self.path)
        );
        languages
    }

    fn wordings(&self) -> Vec<(PathBuf, Wording)> {
        let languages = self.languages().into_iter();
        languages
            .map(|(file, json)| {
                (file.clone(), sound(&file, Wording::parse_by(&json, &self.questionnaire, Author::BuiltIn)))
            })
            .collect()
    }
}

impl Folder {
    fn cases(&self) -> Vec<Case> {
        let file = self.path.join("cases.json");
        sound(&file, Cases::parse(&self.read("cases.json"), &self.questionnaire)).cases
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires")
}

/// Every questionnaire there is; at least one.
fn folders() -> Vec<Folder> {
    let folders: Vec<Folder> = files_in(&root())
        .into_iter()
        .filter(|path| path.is_dir() && name(path) != GLOSSARY)
        .map(|path| {
            let file = path.join("questionnaire.json");
            let questionnaire = sound(&file, Questionnaire::parse_by(&read(&file), Author::BuiltIn));
            Folder { path, questionnaire }
        })
        .collect();
    assert!(!folders.is_empty(), "no questionnaires in {}", shown(&root()));
    folders
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", shown(file)))
}

fn name(file: &Path) -> String {
    file.file_name().expect("a file name").to_string_lossy().into_owned()
}

/// The path as an author sees it: from the repository's root.
fn shown(file: &Path) -> String {
    file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(file).display().to_string()
}

/// The outcome, or all its problems with the file's name before each.
fn sound<T, P: Display>(file: &Path, outcome: Result<T, Vec<P>>) -> T {
    outcome.unwrap_or_else(|problems| panic!("\n{}", listed(file, &problems).join("\n")))
}

fn listed(file: &Path, problems: &[impl Display]) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {problem}", shown(file))).collect()
}

#[test]
fn every_questionnaire_is_sound() {
    for folder in folders() {
        assert_eq!(folder.questionnaire.id(), name(&folder.path), "the folder is named after the id");
        assert_eq!(folder.questionnaire.digest().len(), 64);
    }
}

#[test]
fn every_wording_is_complete() {
    for folder in folders() {
        for (file, wording) in folder.wordings() {
            assert_eq!(
                format!("{}.json", wording.language),
                name(&file),
                "the file is named after its language"
            );
        }
    }
}

#[test]
fn every_wording_keeps_the_limits_of_plain_language() {
    let mut breaches = Vec::new();
    for folder in folders() {
        for (file, wording) in folder.wordings() {
            breaches.extend(listed(&file, &readability::breaches(&folder.questionnaire, &wording)));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn every_case_holds() {
    let mut differences = Vec::new();
    for folder in folders() {
        let file = folder.path.join("cases.json");
        let cases = folder.cases();
        assert!(cases.len() >= 15, "{}: {} cases; 15 at least", shown(&file), cases.len());
        for case in cases {
            let found = case.check(&folder.questionnaire);
            differences.extend(listed(&file, &found).iter().map(|found| format!("{found}: {}", case.name)));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

/// Whether its result is levels, with gates that hang on critical questions, and no decision.
fn has_levels(folder: &Folder) -> bool {
    folder.questionnaire.decision().is_none()
}

/// The rules of its decision; none if it gives no decision.
fn rules_of(questionnaire: &Questionnaire) -> impl Iterator<Item = &DecisionRule> {
    questionnaire.decision().into_iter().flat_map(|decision| &decision.rules)
}

/// Whether some case has that, and some has not, as far as `seen` can tell of a case.
fn both_ways(cases: &[Case], seen: impl Fn(&Case) -> bool) -> (bool, bool) {
    (cases.iter().any(&seen), cases.iter().any(|case| !seen(case)))
}

#[test]
fn every_gate_and_stop_rule_has_a_case_and_a_counterexample() {
    for folder in folders() {
        let (name, questionnaire, cases) = (shown(&folder.path), &folder.questionnaire, folder.cases());
        for rule in GateRule::ALL.into_iter().filter(|_| has_levels(&folder)) {
            let gated = |case: &Case| {
                let assessment = assess(questionnaire, &case.answers);
                assessment.sections.iter().flat_map(|section| &section.gates).any(|gate| gate.rule == rule)
            };
            // One high "no" already brings a share below the border, unless the section is large.
            let large = questionnaire.sections().iter().any(|section| section.questions.len() >= 20);
            let can_lower = rule != GateRule::HighNotShown || large;
            let expected = if can_lower { (true, true) } else { (false, true) };
            assert_eq!(
                both_ways(&cases, gated),
                expected,
                "{name}: cases with and without {}",
                rule.as_str()
            );
        }
        for stop in questionnaire.stops() {
            let stopped = |case: &Case| stop.set_off(&case.answers);
            assert_eq!(
                both_ways(&cases, stopped),
                (true, true),
                "{name}: cases with and without {}",
                stop.id
            );
        }
    }
}

#[test]
fn every_outcome_and_rule_of_a_decision_has_a_case_and_a_counterexample() {
    for folder in folders().into_iter().filter(|folder| !has_levels(folder)) {
        let (name, cases) = (shown(&folder.path), folder.cases());
        let decided =
            |case: &Case| assess(&folder.questionnaire, &case.answers).decision.expect("a decision");
        for outcome in DecisionOutcome::ALL {
            let seen = |case: &Case| decided(case).outcome == outcome;
            assert_eq!(both_ways(&cases, seen), (true, true), "{name}: cases with {}", outcome.as_str());
        }
        for rule in rules_of(&folder.questionnaire) {
            let seen = |case: &Case| decided(case).rules.contains(&rule.id);
            assert_eq!(both_ways(&cases, seen), (true, true), "{name}: cases with and without {}", rule.id);
        }
    }
}

#[test]
fn every_list_has_a_case_with_answers_and_one_without() {
    for folder in folders() {
        let cases = folder.cases();
        for list in folder.questionnaire.lists() {
            let begun = |case: &Case| list.is_begun(&case.answers);
            let name = shown(&folder.path);
            assert_eq!(both_ways(&cases, begun), (true, true), "{name}: cases with and without {}", list.id);
        }
    }
}

#[test]
fn no_answer_in_a_list_changes_a_level_or_an_outcome() {
    for folder in folders() {
        let questionnaire = &folder.questionnaire;
        for case in folder.cases() {
            let plain = assess(questionnaire, &case.answers);
            for (list, choice) in questionnaire
                .lists()
                .iter()
                .flat_map(|list| list.answers.iter().map(move |choice| (list, *choice)))
            {
                let mut answers = case.answers.clone();
                for item in list.items() {
                    let answer = Answer { choice: Some(choice), ..Answer::default() };
                    answers.questions.insert(item.id.clone(), answer);
                }
                let mut found = assess(questionnaire, &answers);
                // Only which action is the first may differ.
                let mut actions = plain.actions.clone();
                actions.sort_by_key(|action| (action.rank, action.question.clone()));
                found.actions.sort_by_key(|action| (action.rank, action.question.clone()));
                assert_eq!(found.actions, actions, "{}: {}", case.name, list.id);
                found.actions.clone_from(&plain.actions);
                assert_eq!(found, plain, "{}: {}", case.name, list.id);
            }
        }
    }
}

#[test]
fn every_condition_holds_in_a_case_and_fails_in_another() {
    for folder in folders() {
        let cases = folder.cases();
        for question in folder.questionnaire.questions() {
            for condition in question.ask_when.iter().chain(&question.critical_when) {
                let holds = |case: &Case| condition.holds(&case.answers);
                let what = match condition {
                    Condition::Profile { question, any, .. } => format!("{question} is {}", any.join(" or ")),
                    Condition::Applies(question) => format!("{} applies", question.id),
                    Condition::Earlier { question, .. } | Condition::Answered { question, .. } => {
                        format!("{} is answered", question.id)
                    }
                };
                let name = shown(&folder.path);
                assert_eq!(
                    both_ways(&cases, holds),
                    (true, true),
                    "{name}: cases for `{}` where {what} and where not",
                    question.id
                );
            }
        }
    }
}

#[test]
fn cases_show_what_is_unknown_and_what_does_not_apply() {
    for folder in folders() {
        let cases = folder.cases();
        let given = |case: &Case, wanted: fn(Resolution) -> bool| {
            folder.questionnaire.questions().any(|question| question.given(&case.answers).is_some_and(wanted))
        };
        let unknown = |case: &Case| given(case, |given| given == Resolution::Unknown);
        let not_applicable = |case: &Case| given(case, |given| matches!(given, Resolution::NotApplicable(_)));
        assert_eq!(both_ways(&cases, unknown), (true, true), "{}: unknown", shown(&folder.path));
        assert_eq!(both_ways(&cases, not_applicable), (true, true), "{}: N/A", shown(&folder.path));
    }
}

#[test]
fn every_profile_option_decides_something() {
    for folder in folders() {
        let questionnaire = &folder.questionnaire;
        for asked in questionnaire.profile() {
            let conditions = questionnaire
                .questions()
                .flat_map(|question| question.ask_when.iter().chain(&question.critical_when))
                .chain(questionnaire.stops().iter().flat_map(|stop| &stop.when))
                .chain(rules_of(questionnaire).flat_map(|rule| &rule.when));
            let decides = conditions.filter_map(Condition::profile).any(|(question, _)| question == asked.id);
            assert!(decides, "{}: `{}` decides nothing", shown(&folder.path), asked.id);
        }
    }
}

#[test]
fn similar_questions_exist_in_the_other_questionnaire() {
    let folders = folders();
    let mut links = 0;
    for folder in &folders {
        for question in folder.questionnaire.questions() {
            for similar in &question.similar {
                let other = folders.iter().find(|other| other.questionnaire.id() == similar.questionnaire);
                let found = other.and_then(|other| other.questionnaire.question(&similar.question));
                let (own, target) = (&question.id, &similar.question);
                assert!(found.is_some(), "{}: `{own}`: no `{target}`", shown(&folder.path));
                links += 1;
            }
        }
    }
    assert!(links > 0, "no two questionnaires have a question in common");
}

#[test]
fn the_list_of_pending_law_names_questions_that_exist() {
    let folders = folders();
    let list = read(&root().join("LAW.md"));
    let mut named = 0;
    for text in list.split('`').skip(1).step_by(2) {
        let Some((folder, question)) = text.split_once('/') else { continue };
        let folder = folders.iter().find(|own| own.questionnaire.id() == folder);
        let known = folder.is_some_and(|folder| folder.questionnaire.question(question).is_some());
        assert!(known, "LAW.md names `{text}`, which does not exist");
        named += 1;
    }
    assert!(named > 10, "{named} questions are named");
}

#[test]
fn every_questionnaire_says_up_to_when_it_follows_the_law() {
    for folder in folders() {
        assert!(folder.questionnaire.law().is_some(), "{}: add `law`", shown(&folder.path));
    }
}

#[test]
fn every_glossary_is_sound() {
    let files = files_in(&root().join(GLOSSARY));
    assert!(files.iter().any(|file| name(file) == "en.json"), "no English glossary");
    for file in files {
        let glossary = sound(&file, Glossary::parse(&read(&file)));
        assert_eq!(
            format!("{}.json", glossary.language),
            name(&file),
            "the file is named after its language"
        );
    }
}

/// The level of the section of `question`, when all is in place but `others` and the question itself.
fn level(
    questionnaire: &Questionnaire,
    question: &Question,
    choice: Choice,
    others: &[&Question],
) -> Option<Level> {
    let mut answers = Answers::default();
    for other in questionnaire.questions() {
        let choice = if other.id == question.id {
            choice
        } else if others.iter().any(|weak| weak.id == other.id) {
            Choice::No
        } else {
            Choice::Yes
        };
        let answer = Answer { choice: Some(choice), evidence: true, ..Answer::default() };
        answers.questions.insert(other.id.clone(), answer);
    }
    let (section, _) = questionnaire.question(&question.id)?;
    assess(questionnaire, &answers).section(&section.id)?.level
}

#[test]
fn every_question_can_change_a_level() {
    for folder in folders().into_iter().filter(has_levels) {
        let questionnaire = &folder.questionnaire;
        for section in questionnaire.sections() {
            for question in &section.questions {
                // Weaker and weaker sections, least grave questions first: somewhere it tips the scale.
                let mut others: Vec<&Question> = section.questions.iter().collect();
                others.sort_by_key(|other| other.severity);
                others.retain(|other| other.id != question.id);
                let tips = (0..=others.len()).any(|weak| {
                    let others = others.get(..weak).unwrap_or_default();
                    level(questionnaire, question, Choice::Yes, others)
                        != level(questionnaire, question, Choice::No, others)
                });
                assert!(tips, "{}: `{}` changes no level", questionnaire.id(), question.id);
            }
        }
    }
}

/// At most so many of 100 questions asked are critical, whoever answers. Where most questions are critical, the
/// gates say nothing any more.
const MOST_CRITICAL: usize = 30;
/// The exceptions.
const MORE_CRITICAL: [(&str, usize); 3] =
    [("responsible-exit", 35), ("conflict-check", 34), ("authorities", 32)];

/// Every combination of first answers, each of them left open too.
fn profiles(questionnaire: &Questionnaire) -> Vec<Answers> {
    questionnaire.profile().iter().fold(vec![Answers::default()], |profiles, asked| {
        let options: Vec<Option<&String>> =
            std::iter::once(None).chain(asked.options.iter().map(Some)).collect();
        let with = |answers: &Answers, option: Option<&String>| {
            let mut answers = answers.clone();
            if let Some(option) = option {
                answers.profile.insert(asked.id.clone(), option.clone());
            }
            answers
        };
        profiles.iter().flat_map(|answers| options.iter().map(move |option| with(answers, *option))).collect()
    })
}

#[test]
fn few_questions_are_critical_for_every_profile() {
    for folder in folders().into_iter().filter(has_levels) {
        let questionnaire = &folder.questionnaire;
        let more = MORE_CRITICAL.iter().find(|(id, _)| *id == questionnaire.id());
        let most = more.map_or(MOST_CRITICAL, |(_, most)| *most);
        let (mut least, mut greatest) = ((1, 1), (0, 1));
        for answers in profiles(questionnaire) {
            let asked = questionnaire.questions().filter(|question| question.asked(&answers));
            let (mut critical, mut all) = (0, 0);
            for question in asked {
                all += 1;
                critical += usize::from(question.severity_for(&answers) == Severity::Critical);
            }
            assert!(
                critical * 100 <= all * most,
                "{}: {critical} of {all} are critical for {:?}",
                questionnaire.id(),
                answers.profile
            );
            if critical * least.1 < least.0 * all {
                least = (critical, all);
            }
            if critical * greatest.1 > greatest.0 * all {
                greatest = (critical, all);
            }
        }
        // `cargo test -- --nocapture` shows the figures.
        println!("{}: {} of {} to {} of {}", questionnaire.id(), least.0, least.1, greatest.0, greatest.1);
    }
}

#[test]
fn critical_questions_are_a_minority() {
    for folder in folders() {
        let (mut critical, mut all) = (0, 0);
        for question in folder.questionnaire.questions() {
            all += 1;
            critical += usize::from(question.severity == Severity::Critical);
        }
        // Half of them would make the gate meaningless; none would make it idle.
        assert!(
            critical > 0 && critical * 2 < all,
            "{}: {critical} of {all} questions are critical",
            folder.questionnaire.id()
        );
    }
}

#[test]
fn no_two_texts_of_a_kind_are_the_same() {
    for folder in folders() {
        for (file, wording) in folder.wordings() {
            let mut seen = BTreeSet::new();
            for question in folder.questionnaire.questions() {
                let text = wording.question(&question.id);
                for part in [&text.question, &text.action, &text.first_step] {
                    assert!(seen.insert(part.clone()), "{}: `{part}` stands there twice", shown(&file));
                }
            }
        }
    }
}
