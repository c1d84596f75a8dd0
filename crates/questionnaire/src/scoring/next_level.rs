//! What would change a level: the smallest set of answers that lifts a section by one.
//!
//! Nothing is tried out. A gate goes only when every question that sets it off is met, so these
//! belong to every such set; the share is a sum, so the fewest further questions are those that
//! bring most. That makes the set exact for sections of any length, in steps of its square.

use super::{GateRule, Level, ScoredQuestion, Share, asked, reached};
use crate::{
    answers::{Answer, Answers, Resolution},
    questionnaire::Questionnaire,
};

/// The smallest set of changed answers that lifts a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLevel {
    /// The level now.
    pub from: Level,
    /// The level with these changes; at least one higher.
    pub to: Level,
    /// The changes, at least one: those of the gravest severity first, then in the order of the questionnaire.
    pub changes: Vec<NeededChange>,
}

/// What one answer would have to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededChange {
    /// The question's id.
    pub question: String,
    /// What would have to be true of it.
    pub need: Improvement,
}

/// What would have to be true of a question, the mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Improvement {
    /// The answer stays, and evidence could be shown.
    Evidence,
    /// Partly in place.
    Partly,
    /// Partly in place, and evidence could be shown.
    PartlyShown,
    /// In place.
    Yes,
    /// In place, and evidence could be shown.
    YesShown,
}

impl Improvement {
    /// The mildest first.
    pub const ALL: [Self; 5] = [Self::Evidence, Self::Partly, Self::PartlyShown, Self::Yes, Self::YesShown];

    /// The name in the page, such as `partly-shown`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Evidence => "evidence",
            Self::Partly => "partly",
            Self::PartlyShown => "partly-shown",
            Self::Yes => "yes",
            Self::YesShown => "yes-shown",
        }
    }

    /// Changes an answer so that it is as needed.
    pub fn apply(self, answer: &mut Answer) {
        if let Some(given) = self.given() {
            answer.choice = Some(given.choice());
            answer.reason = None;
        }
        answer.evidence |= self.shown();
    }

    /// What the answer would have to be; `None` if it stays.
    fn given(self) -> Option<Resolution> {
        match self {
            Self::Evidence => None,
            Self::Partly | Self::PartlyShown => Some(Resolution::Partly),
            Self::Yes | Self::YesShown => Some(Resolution::Yes),
        }
    }

    fn shown(self) -> bool {
        matches!(self, Self::Evidence | Self::PartlyShown | Self::YesShown)
    }
}

/// The smallest set of changed answers that lifts a section by at least one level: the fewest
/// questions, of these sets the one with the gravest, then with the first. No need in it could be
/// milder. What does not apply stays so. `None` at the highest level, if no question counts, if such answers would
/// ask further questions that keep the level down, where a decision stands in place of levels, and for an unknown
/// section.
pub fn lift(questionnaire: &Questionnaire, answers: &Answers, section: &str) -> Option<NextLevel> {
    if questionnaire.decision().is_some() {
        return None;
    }
    let section = questionnaire.section(section)?;
    let mut questions: Vec<ScoredQuestion> = Vec::new();
    for one in asked(section, answers) {
        if !matches!(one.given, Some(Resolution::NotApplicable(_))) {
            // Gravest first; the order of the questionnaire decides between equals.
            let place = questions.partition_point(|other| other.severity >= one.severity);
            questions.insert(place, one);
        }
    }
    let from = reached(&questions)?;
    let goal = Level::ALL.into_iter().find(|level| *level > from)?;
    let chosen = fewest(&questions, goal)?;
    let needs = mildest(&mut questions, &chosen, goal);
    let changes = questions
        .iter()
        .zip(needs)
        .filter_map(|(one, need)| Some(NeededChange { question: one.question.id.clone(), need: need? }));
    let changes: Vec<NeededChange> = changes.collect();
    let to = reached(&questions)?;
    (reached(&asked(section, &with(answers, &changes)))? >= goal).then_some(NextLevel { from, to, changes })
}

/// The answers with these changes; notes that they need are written.
fn with(answers: &Answers, changes: &[NeededChange]) -> Answers {
    let mut answers = answers.clone();
    for change in changes {
        let mut answer = Answer { note_withheld: true, ..answers.answer(&change.question).clone() };
        change.need.apply(&mut answer);
        answers.questions.insert(change.question.clone(), answer);
    }
    answers
}

/// Which questions to change, in their order. `None` only if all yes would not do, which cannot be.
fn fewest(questions: &[ScoredQuestion], goal: Level) -> Option<Vec<bool>> {
    let gates = GateRule::ALL.into_iter().filter(|rule| rule.at_most() < goal);
    let gates: Vec<GateRule> = gates.collect();
    let mut chosen: Vec<bool> =
        questions.iter().map(|one| gates.iter().any(|rule| rule.set_off_by(one))).collect();
    let gains: Vec<u32> = questions.iter().map(gain).collect();
    let share = Share::of(questions);
    let taken: u32 = gains.iter().zip(&chosen).filter(|(_, chosen)| **chosen).map(|(gain, _)| gain).sum();
    let mut missing = goal.points(share.of).saturating_sub(share.points + taken);
    let free = gains.iter().zip(&chosen).filter(|(_, chosen)| !**chosen).map(|(gain, _)| *gain);
    let mut count = count_for(free.collect(), missing)?;
    for place in 0..questions.len() {
        let (Some(gain), Some(false)) = (gains.get(place), chosen.get(place)) else { continue };
        let later = gains.iter().zip(&chosen).skip(place + 1).filter(|(_, chosen)| !**chosen);
        let later = later.map(|(gain, _)| *gain).collect();
        // Taken if the rest can still be reached with as few.
        let rest = missing.saturating_sub(*gain);
        if count_for(later, rest).is_some_and(|needed| needed < count) {
            if let Some(own) = chosen.get_mut(place) {
                *own = true;
            }
            missing = rest;
            count -= 1;
        }
    }
    Some(chosen)
}

/// Points that a question would bring if it were answered yes.
fn gain(one: &ScoredQuestion) -> u32 {
    let value = match one.given {
        Some(Resolution::Yes | Resolution::NotApplicable(_)) => 0,
        Some(Resolution::Partly) => 1,
        Some(Resolution::No | Resolution::Unknown) | None => 2,
    };
    value * one.severity.weight()
}

/// How many of these gains reach `missing` points; `None` if all of them do not.
fn count_for(gains: Vec<u32>, missing: u32) -> Option<usize> {
    let mut largest_first = Vec::new();
    for gain in gains {
        largest_first.insert(largest_first.partition_point(|other| *other >= gain), gain);
    }
    let mut sum = 0;
    let needed = largest_first.iter().take_while(|gain| {
        let short = sum < missing;
        sum += **gain * u32::from(short);
        short
    });
    let count = needed.count();
    (sum >= missing).then_some(count)
}

/// Answers the chosen questions so that the goal is reached, and as mildly as it lets: the least
/// grave are let off first. A need that changes nothing is never the one that does it, as none of the
/// fewest can be left out.
fn mildest(questions: &mut [ScoredQuestion], chosen: &[bool], goal: Level) -> Vec<Option<Improvement>> {
    let before: Vec<_> = questions.iter().map(|one| (one.given, one.evidence)).collect();
    for (one, _) in questions.iter_mut().zip(chosen).filter(|(_, chosen)| **chosen) {
        one.given = Some(Resolution::Yes);
        one.evidence = true;
    }
    let mut needs = vec![None; questions.len()];
    for place in (0..questions.len()).rev().filter(|place| chosen.get(*place) == Some(&true)) {
        for need in Improvement::ALL {
            let (Some(one), Some((given, evidence))) = (questions.get_mut(place), before.get(place)) else {
                break;
            };
            if !one.question.partly && need.given() == Some(Resolution::Partly) {
                continue;
            }
            (one.given, one.evidence) = (*given, *evidence);
            one.given = need.given().or(*given);
            one.evidence |= need.shown();
            if let Some(own) = needs.get_mut(place) {
                *own = Some(need);
            }
            if reached(questions) >= Some(goal) {
                break;
            }
        }
    }
    needs
}

impl Level {
    /// The least points for this level, out of so many.
    fn points(self, of: u32) -> u32 {
        (of * self.percent()).div_ceil(100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answers::{
            Choice::{self, No, NotApplicable, Partly, Unknown, Yes},
            Reason,
        },
        questionnaire::sample,
    };

    /// The level now and then, and what each question needs.
    type Found = (u8, u8, Vec<(String, &'static str)>);

    /// What would lift the section `storage` of the sample, whose questions are critical, high,
    /// medium and low; each with what was chosen and whether evidence could be shown.
    fn storage(given: [(Option<Choice>, bool); 4]) -> Option<Found> {
        let ids = ["deletion", "limits", "contract", "tidiness"];
        let answers = ids.iter().zip(given).map(|(id, (choice, evidence))| {
            ((*id).to_owned(), Answer { choice, evidence, reason: Some(Reason::Other), ..Answer::default() })
        });
        let profile = [("children".to_owned(), "no".to_owned())].into_iter().collect();
        let answers = Answers { profile, questions: answers.collect() };
        let found = lift(&sample::questionnaire(), &answers, "storage")?;
        let changes = found.changes.iter().map(|change| (change.question.clone(), change.need.as_str()));
        Some((found.from.number(), found.to.number(), changes.collect()))
    }

    fn check(given: [(Option<Choice>, bool); 4], from: u8, to: u8, expected: &[(&str, &'static str)]) {
        let expected = expected.iter().map(|(id, need)| ((*id).to_owned(), *need)).collect();
        assert_eq!(storage(given), Some((from, to, expected)), "{given:?}");
    }

    const DONE: (Option<Choice>, bool) = (Some(Yes), true);
    const GAP: (Option<Choice>, bool) = (Some(No), false);

    #[test]
    fn nothing_lifts_the_highest_level_or_what_does_not_count() {
        assert_eq!(storage([DONE; 4]), None);
        let mut answers = Answers::default();
        assert_eq!(lift(&sample::questionnaire(), &answers, "no-such"), None);
        let answer = Answer { choice: Some(NotApplicable), reason: Some(Reason::Other), ..Answer::default() };
        answers.questions.insert("backup".to_owned(), answer);
        assert_eq!(lift(&sample::questionnaire(), &answers, "security"), None);
    }

    #[test]
    fn more_points_do_not_lift_a_gate() {
        check([GAP, DONE, DONE, GAP], 1, 2, &[("deletion", "partly")]);
        check([(Some(Unknown), false), DONE, DONE, GAP], 1, 2, &[("deletion", "partly")]);
        check([(None, false), DONE, DONE, GAP], 1, 2, &[("deletion", "partly")]);
    }

    #[test]
    fn no_answer_is_called_for_that_the_question_does_not_have() {
        let with = |members: &str| {
            let json = sample::JSON.replacen("\"partlyCountsAs\": \"high\"", members, 1);
            let questionnaire = Questionnaire::parse(&json).unwrap();
            let answers = ["limits", "contract"]
                .map(|id| (id.to_owned(), Answer { choice: Some(Yes), evidence: true, ..Answer::default() }));
            let profile = [("children".to_owned(), "no".to_owned())].into_iter().collect();
            let answers = Answers { profile, questions: answers.into_iter().collect() };
            lift(&questionnaire, &answers, "storage").unwrap().changes[0].need
        };
        assert_eq!(with("\"partly\": true"), Improvement::Partly);
        assert_eq!(with("\"partly\": false"), Improvement::Yes);
    }

    #[test]
    fn nothing_is_promised_that_further_questions_would_take_back() {
        let json = sample::JSON.replacen(
            r#""severity": "low", "citations""#,
            r#""severity": "low", "askWhen": [{"question": "contract", "any": ["yes"]}], "citations""#,
            1,
        );
        let questionnaire = Questionnaire::parse(&json).unwrap();
        let given = |id: &str, choice| {
            (id.to_owned(), Answer { choice: Some(choice), evidence: true, ..Answer::default() })
        };
        let answers = [given("deletion", Yes), given("limits", Yes), given("contract", No)];
        let profile = [("children".to_owned(), "no".to_owned())].into_iter().collect();
        let mut answers = Answers { profile, questions: answers.into_iter().collect() };
        assert_eq!(lift(&questionnaire, &answers, "storage"), None, "\"tidiness\" would be open");
        let (id, tidy) = given("tidiness", Yes);
        answers.questions.insert(id, tidy);
        assert_eq!(lift(&questionnaire, &answers, "storage").unwrap().to, Level::InPlace);
    }

    #[test]
    fn evidence_alone_can_be_what_is_missing() {
        check([(Some(Yes), false), DONE, DONE, DONE], 3, 4, &[("deletion", "evidence")]);
        check([(Some(Yes), false), DONE, DONE, GAP], 3, 4, &[("deletion", "evidence"), ("tidiness", "yes")]);
        check([(Some(Partly), false), DONE, DONE, DONE], 3, 4, &[("deletion", "yes-shown")]);
    }

    #[test]
    fn the_graver_of_two_sufficient_changes_comes_first() {
        check([GAP; 4], 0, 1, &[("deletion", "yes")]);
        check([(Some(Partly), false), GAP, GAP, GAP], 0, 1, &[("deletion", "yes")]);
        check([DONE, GAP, DONE, GAP], 2, 3, &[("limits", "yes")]);
    }

    #[test]
    fn what_does_not_apply_stays_so() {
        let not = (Some(NotApplicable), false);
        check([not, GAP, DONE, GAP], 1, 2, &[("limits", "partly")]);
    }
}
