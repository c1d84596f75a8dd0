//! Then and now: earlier answers of one's own beside the present ones, never as a single number.

use candour_files::{
    check::{Checked, QuestionnaireMatch, Report, ScoreAgreement, Verdict},
    import::{CarriedAnswer, PlacedDraft},
};
use candour_questionnaire::{
    answers::{Answers, Resolution},
    draft::Draft,
    listed::Listed,
    plan::State,
    questionnaire::{DecisionOutcome, Question, Questionnaire},
    scoring::{Assessment, Level, assess},
};

/// Answers from a file, to be held beside the present ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The questionnaire's id.
    pub questionnaire: String,
    /// The file's name.
    pub name: String,
    /// SHA-256 of the file in hexadecimal.
    pub sha256: String,
    /// What the file is and whether it holds.
    pub verdict: Verdict,
    /// What a result says, and what was found about it; `None` of a draft.
    pub report: Option<Report>,
    /// The answers, placed in the questionnaire of this page.
    pub placed: PlacedDraft,
}

impl Earlier {
    /// The answers to a questionnaire in a file that was checked; `None` if there are none in it.
    pub fn of(file: &Checked, questionnaire: &str) -> Option<Self> {
        let (_, placed) = file.drafts.iter().find(|(id, _)| id == questionnaire)?;
        Some(Self {
            questionnaire: questionnaire.to_owned(),
            name: file.name.clone(),
            sha256: file.sha256.clone(),
            verdict: file.verdict.clone(),
            report: file.report.clone(),
            placed: placed.clone(),
        })
    }

    /// Whether the file is about another version, or about one that only calls itself the same.
    fn other_version(&self) -> bool {
        self.placed.other_version.is_some()
            || self.report.as_ref().is_some_and(|report| report.questionnaire != QuestionnaireMatch::Yes)
    }

    fn withholds(&self, part: &str) -> bool {
        self.report.as_ref().is_some_and(|report| report.withholds(part))
    }

    fn levels(&self) -> LevelsFrom {
        let unknown = |report: &Report| report.agreement == ScoreAgreement::NotRecomputable;
        // With some answers withheld the result may be there, or withheld too.
        let as_written = self.report.as_ref().is_some_and(unknown) && !self.withholds("result");
        match (&self.placed.stated, self.other_version()) {
            (Some(_), other) if other || as_written => LevelsFrom::File,
            (_, true) => LevelsFrom::Carried,
            _ => LevelsFrom::Answers,
        }
    }
}

/// What changed between two sets of answers to one questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Where levels and gaps "then" come from.
    pub levels: LevelsFrom,
    /// The level of each section then and now, in the order of the questionnaire; sections that only
    /// the earlier file has come last.
    pub sections: Vec<SectionChange>,
    /// The outcome of the decision then and now; `None` if the questionnaire gives none.
    pub decision: Option<DecisionChange>,
    /// Serious gaps then of questions that are now answered yes or partly.
    pub gaps_closed: Vec<String>,
    /// Serious gaps now, of questions that are answered, and none then.
    pub gaps_opened: Vec<String>,
    /// Serious gaps then and now.
    pub gaps_still: Vec<String>,
    /// Serious gaps then, neither closed nor open now: the question is not asked any more, does not
    /// apply, or is less grave for such a business.
    pub gaps_gone: Vec<String>,
    /// Questions that asked for an action then and are answered yes now, or whose step is done since.
    pub actions_done: Vec<String>,
    /// Questions answered differently.
    pub different: Vec<AnswerChange>,
    /// Questions asked now that the earlier file has no place for.
    pub new_questions: Vec<String>,
    /// Questions that were renamed or split since.
    pub carried: Vec<CarriedAnswer>,
    /// Ids in the earlier file that have no place any more.
    pub not_placed: Listed<String>,
}

/// Where levels and gaps "then" come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LevelsFrom {
    /// From the answers in the file, which are to the same version.
    Answers,
    /// From the answers in a draft of another version, judged by the rules of this one.
    Carried,
    /// As written in the file: a result of another version, or one with answers withheld, is never
    /// judged anew.
    File,
}

/// The outcome of a decision then and now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecisionChange {
    /// The outcome then; `None` if the file has none or withholds what it depends on.
    pub then: Option<DecisionOutcome>,
    /// The outcome now.
    pub now: DecisionOutcome,
}

/// A section then and now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// The section's id.
    pub section: String,
    /// How it stood.
    pub then: Standing,
    /// How it stands.
    pub now: Standing,
}

/// How a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// At this level.
    Level(Level),
    /// Without level, because no question counts, or because the file withholds it.
    NoLevel,
    /// There is no such section.
    Absent,
}

impl Standing {
    fn of(level: Option<Level>) -> Self {
        level.map_or(Self::NoLevel, Self::Level)
    }
}

/// A question answered differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question's id.
    pub question: String,
    /// What was answered then; `None` if it was open or not asked.
    pub then: Option<Resolution>,
    /// What is answered now; `None` if it is open or not asked.
    pub now: Option<Resolution>,
}

/// Holds earlier answers beside the present ones.
pub fn compare(questionnaire: &Questionnaire, earlier: &Earlier, now: &Draft) -> Comparison {
    let sides = Sides {
        questionnaire,
        earlier,
        levels: earlier.levels(),
        now,
        then_judged: assess(questionnaire, &earlier.placed.draft.answers),
        now_judged: assess(questionnaire, &now.answers),
    };
    let gaps_then = sides.gaps_then();
    let gaps_now = &sides.now_judged.serious_gaps;
    // Of what is withheld nobody knows whether it was a gap.
    // Left open is no answer, so it opens no gap.
    let opened = |id: &&String| {
        !gaps_then.contains(id) && !earlier.withholds(id) && !sides.now_judged.critical_open.contains(id)
    };
    let (still, past): (Vec<String>, Vec<String>) =
        gaps_then.iter().cloned().partition(|id| gaps_now.contains(id));
    let (closed, gone) = past.into_iter().partition(|id| sides.met(id));
    Comparison {
        levels: sides.levels,
        sections: sides.sections(),
        decision: sides.decision(),
        gaps_closed: closed,
        gaps_opened: gaps_now.iter().filter(opened).cloned().collect(),
        gaps_still: still,
        gaps_gone: gone,
        actions_done: sides.named(|question| sides.done(question)),
        different: questionnaire.questions().filter_map(|question| sides.different(question)).collect(),
        new_questions: sides.named(|question| sides.unasked_then(question)),
        carried: earlier.placed.carried.clone(),
        not_placed: earlier.placed.not_placed.clone(),
    }
}

/// Both sets of answers, judged.
struct Sides<'a> {
    questionnaire: &'a Questionnaire,
    earlier: &'a Earlier,
    levels: LevelsFrom,
    now: &'a Draft,
    then_judged: Assessment,
    now_judged: Assessment,
}

impl Sides<'_> {
    fn then(&self) -> &Answers {
        &self.earlier.placed.draft.answers
    }

    /// Ids of the questions of which something holds, in the order of the questionnaire.
    fn named(&self, holds: impl Fn(&Question) -> bool) -> Vec<String> {
        let questions = self.questionnaire.questions().filter(|question| holds(question));
        questions.map(|question| question.id.clone()).collect()
    }

    /// Whether the question of that id is now answered yes or partly.
    fn met(&self, id: &str) -> bool {
        let question = self.questionnaire.question(id);
        let given = question.and_then(|(_, question)| question.given(&self.now.answers));
        matches!(given, Some(Resolution::Yes | Resolution::Partly))
    }

    fn sections(&self) -> Vec<SectionChange> {
        let stated = self.earlier.placed.stated.as_ref().filter(|_| self.levels == LevelsFrom::File);
        let stated = stated.map(|stated| &stated.levels);
        let mut sections = Vec::new();
        for now in &self.now_judged.sections {
            let then = match stated {
                Some(levels) => levels.iter().find(|(id, _)| *id == now.id).map(|(_, level)| *level),
                None => self.then_judged.section(&now.id).map(|then| then.level),
            };
            let then = if self.withheld_then(&now.id) { Some(None) } else { then };
            sections.push(SectionChange {
                section: now.id.clone(),
                then: then.map_or(Standing::Absent, Standing::of),
                now: Standing::of(now.level),
            });
        }
        for (id, level) in stated.into_iter().flatten() {
            if self.questionnaire.section(id).is_none() {
                let then = Standing::of(*level);
                sections.push(SectionChange { section: id.clone(), then, now: Standing::Absent });
            }
        }
        sections
    }

    fn decision(&self) -> Option<DecisionChange> {
        let now = self.now_judged.decision.as_ref()?.outcome;
        let stated = self.earlier.placed.stated.as_ref().filter(|_| self.levels == LevelsFrom::File);
        let then = match stated {
            Some(stated) => stated.outcome,
            None => self.then_judged.decision.as_ref().map(|then| then.outcome),
        };
        Some(DecisionChange { then: then.filter(|_| !self.earlier.withholds("decision")), now })
    }

    /// Whether the file withholds the level of a section, and answers it could be computed from.
    fn withheld_then(&self, section: &str) -> bool {
        let (earlier, section) = (self.earlier, self.questionnaire.section(section));
        let of_it = |report: &Report| section.is_some_and(|section| report.withholds_of(section));
        earlier.withholds("result")
            && (self.levels == LevelsFrom::File || earlier.report.as_ref().is_some_and(of_it))
    }

    /// The serious gaps then, by the ids that their questions have now.
    fn gaps_then(&self) -> Vec<String> {
        let stated = self.earlier.placed.stated.as_ref().filter(|_| self.levels == LevelsFrom::File);
        let Some(stated) = stated else {
            let mut gaps = self.then_judged.serious_gaps.clone();
            gaps.retain(|id| !self.earlier.withholds(id));
            return gaps;
        };
        let mut gaps: Vec<String> = Vec::new();
        for id in &stated.serious_gaps {
            let became = match self.questionnaire.became(id) {
                [] => std::slice::from_ref(id),
                parts => parts,
            };
            for id in became {
                if !gaps.contains(id) {
                    gaps.push(id.clone());
                }
            }
        }
        gaps
    }

    fn done(&self, question: &Question) -> bool {
        let needed = self.then_judged.actions.iter().any(|action| action.question == question.id);
        let met = needed
            && !self.earlier.withholds(&question.id)
            && question.given(&self.now.answers) == Some(Resolution::Yes);
        let state = |draft: &Draft| draft.step(&question.id).state;
        met || state(self.now) == State::Done && state(&self.earlier.placed.draft) != State::Done
    }

    fn different(&self, question: &Question) -> Option<AnswerChange> {
        let (then, now) = (question.given(self.then()), question.given(&self.now.answers));
        let known = then.is_some() || !self.unclear(&question.id);
        let differs = known && then != now && !self.unasked_then(question);
        differs.then(|| AnswerChange { question: question.id.clone(), then, now })
    }

    /// Whether the file does not tell what was answered: it was withheld, or given to a question
    /// that was split since and said nothing about its parts.
    fn unclear(&self, id: &String) -> bool {
        let mut carried = self.earlier.placed.carried.iter();
        self.earlier.withholds(id) || carried.any(|carried| !carried.whole && carried.to.contains(id))
    }

    /// Whether a question is asked now that the file has no place for. A draft holds only what was
    /// entered, so there the profile decides; what a draft of another version asked is not known.
    fn unasked_then(&self, question: &Question) -> bool {
        let absent = match (&self.earlier.placed.stated, self.levels) {
            (Some(_), _) => !self.earlier.placed.present.contains_key(&question.id),
            (None, LevelsFrom::Answers) => !question.asked(self.then()),
            (None, _) => false,
        };
        absent && question.asked(&self.now.answers)
    }
}

#[cfg(test)]
mod tests {
    use candour_files::stated::StatedResult;
    use candour_questionnaire::{
        answers::{Answer, Choice},
        plan::Step,
        questionnaire::sample,
    };

    use super::*;

    fn draft(given: &[(&str, Choice)]) -> Draft {
        let mut draft = Draft::default();
        for (id, choice) in given {
            let answer = Answer { choice: Some(*choice), ..Answer::default() };
            draft.answers.questions.insert((*id).to_owned(), answer);
        }
        draft
    }

    fn earlier(draft: Draft) -> Earlier {
        Earlier {
            questionnaire: "made-up".to_owned(),
            name: "file.json".to_owned(),
            sha256: String::new(),
            verdict: Verdict::Draft,
            report: None,
            placed: PlacedDraft { draft, ..PlacedDraft::default() },
        }
    }

    fn with(mut draft: Draft, profile: &str, option: &str) -> Draft {
        draft.answers.profile.insert(profile.to_owned(), option.to_owned());
        draft
    }

    fn compared(then: Draft, now: &Draft) -> Comparison {
        compare(&sample::questionnaire(), &earlier(then), now)
    }

    #[test]
    fn nothing_changed_is_nothing_listed() {
        let draft = draft(&[("deletion", Choice::No), ("backup", Choice::Yes)]);
        let found = compared(draft.clone(), &draft);
        assert_eq!(found.levels, LevelsFrom::Answers);
        assert!(found.sections.iter().all(|section| section.then == section.now));
        assert_eq!(found.gaps_still, ["deletion", "limits"], "an open critical question is a gap");
        for list in [&found.gaps_closed, &found.gaps_opened, &found.gaps_gone, &found.actions_done] {
            assert!(list.is_empty());
        }
        assert!(found.different.is_empty() && found.new_questions.is_empty());
    }

    #[test]
    fn gaps_close_open_stay_or_are_not_asked_about_any_more() {
        let then = with(
            draft(&[("deletion", Choice::No), ("limits", Choice::Yes), ("backup", Choice::No)]),
            "children",
            "yes",
        );
        let now = draft(&[("deletion", Choice::Yes), ("limits", Choice::No), ("backup", Choice::Unknown)]);
        let now = with(now, "children", "yes");
        let found = compared(then, &now);
        assert_eq!(found.gaps_closed, ["deletion"]);
        assert_eq!(found.gaps_opened, ["limits"]);
        assert_eq!(found.gaps_still, ["backup"]);
        assert_eq!(found.actions_done, ["deletion"]);
        let changes: Vec<&str> = found.different.iter().map(|change| change.question.as_str()).collect();
        assert_eq!(changes, ["deletion", "limits", "backup"]);
    }

    #[test]
    fn a_gap_is_not_closed_by_asking_no_more_or_by_not_applying() {
        let then = with(draft(&[("deletion", Choice::No), ("limits", Choice::No)]), "children", "yes");
        let mut now = with(draft(&[("limits", Choice::No)]), "children", "no");
        let answer = Answer {
            choice: Some(Choice::NotApplicable),
            reason: Some(candour_questionnaire::answers::Reason::Other),
            ..Answer::default()
        };
        now.answers.questions.insert("deletion".to_owned(), answer);
        let found = compared(then, &now);
        assert_eq!(found.gaps_gone, ["deletion", "limits"]);
        assert!(found.gaps_closed.is_empty());
    }

    #[test]
    fn a_step_done_since_counts_as_done_though_the_answer_stays() {
        let then = draft(&[("backup", Choice::No)]);
        let mut now = then.clone();
        now.plan.insert("backup".to_owned(), Step { state: State::Done, ..Step::NONE });
        assert_eq!(compared(then, &now).actions_done, ["backup"]);
        assert_eq!(compared(now.clone(), &now).actions_done, [""; 0]);
    }

    #[test]
    fn a_new_answer_is_a_change_unless_its_question_was_split() {
        let mut earlier = earlier(draft(&[]));
        let carried = |from: &str, to: &[&str], whole| CarriedAnswer {
            from: from.to_owned(),
            to: to.iter().copied().map(str::to_owned).collect(),
            whole,
        };
        earlier.placed.carried =
            vec![carried("order", &["contract", "limits"], false), carried("erasure", &["deletion"], true)];
        let now = draft(&[("deletion", Choice::Yes), ("limits", Choice::Yes), ("backup", Choice::No)]);
        let change = |question: &str, now| AnswerChange { question: question.to_owned(), then: None, now };
        assert_eq!(
            compare(&sample::questionnaire(), &earlier, &now).different,
            [change("deletion", Some(Resolution::Yes)), change("backup", Some(Resolution::No))]
        );
    }

    #[test]
    fn a_new_question_is_not_a_changed_answer() {
        let then = with(draft(&[]), "role", "controller");
        let now = with(draft(&[("contract", Choice::Yes)]), "role", "processor");
        let found = compared(then, &now);
        assert_eq!(found.new_questions, ["contract"]);
        assert_eq!(found.different, []);
    }

    #[test]
    fn levels_of_another_version_are_those_in_the_file() {
        let mut earlier = earlier(draft(&[]));
        earlier.placed.other_version = Some("0.9.0".to_owned());
        earlier.placed.stated = Some(StatedResult {
            levels: vec![("gone".to_owned(), None), ("storage".to_owned(), Some(Level::Mostly))],
            serious_gaps: ["erasure", "backup", "old-question"].map(str::to_owned).into(),
            ..StatedResult::default()
        });
        let now = draft(&[("deletion", Choice::Yes), ("limits", Choice::Yes), ("backup", Choice::No)]);
        let found = compare(&sample::questionnaire(), &earlier, &now);
        assert_eq!(found.levels, LevelsFrom::File);
        let standing = |id: &str| {
            let found = found.sections.iter().find(|section| section.section == id).unwrap();
            (found.then, found.now)
        };
        assert_eq!(standing("storage").0, Standing::Level(Level::Mostly));
        assert_eq!(standing("security").0, Standing::Absent);
        assert_eq!(standing("gone"), (Standing::NoLevel, Standing::Absent));
        assert_eq!(found.gaps_closed, ["deletion"], "by the id it has now");
        assert_eq!(found.gaps_still, ["backup"]);
        assert_eq!(found.gaps_gone, ["old-question"], "retired and asked no more");
    }
}
