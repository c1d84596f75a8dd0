//! The structure of a questionnaire.

pub mod names;
mod parse;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
#[cfg(test)]
mod tests;

use std::fmt;

use candour_proof::{impl_from_str, map::Table};

use crate::answers::{Answer, Answers, Choice, Reason, Resolution};
pub use crate::diagnostics::Problem;

/// A questionnaire that has passed every check of [`Questionnaire::parse`].
// INVARIANT: ids of sections, questions, profile questions, stop rules and retired questions are unique
// together; every condition names a question and answers that exist, every citation a source, every
// retired question only questions that exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    id: String,
    version: String,
    date: String,
    file_names: FileNames,
    subject: Option<Subject>,
    law: Option<Month>,
    retired: Table<Vec<String>>,
    sources: Vec<Source>,
    profile: Vec<ProfileQuestion>,
    sections: Vec<Section>,
    /// For each question its section and its place in it.
    places: Table<(usize, usize)>,
    stops: Vec<StopRule>,
    decision: Option<DecisionRules>,
    lists: Vec<FactList>,
    worksheets: Vec<Worksheet>,
    canonical: String,
    digest: String,
}

/// How the page names the files that it hands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileNames {
    /// With the questionnaire and the organisation.
    #[default]
    Speaking,
    /// With the kind of file and the day only: the subject alone can endanger people.
    Neutral,
}

impl FileNames {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Speaking, Self::Neutral];

    /// The name in files: `speaking` or `neutral`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Speaking => "speaking",
            Self::Neutral => "neutral",
        }
    }
}

/// What a questionnaire is about, where the page has words of its own for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The use of personal data, for which there are authorities and laws of its own.
    PersonalData,
}

impl Subject {
    /// All.
    pub const ALL: [Self; 1] = [Self::PersonalData];

    /// The name in files: `personal-data`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PersonalData => "personal-data",
        }
    }
}

/// A question about the business that decides what is asked and what is critical.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileQuestion {
    /// Its id.
    pub id: String,
    /// Ids of the options, in the order shown; at least two.
    pub options: Vec<String>,
    /// Ids of those options that limit what the answers cover. Every result says so.
    pub limits: Vec<String>,
}

/// A month, as in "law as of November 2026".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// The year, four digits.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// Reads `2026-11`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) =
            text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let (year, month) =
            (year.parse().ok().filter(|_| digits(year))?, month.parse().ok().filter(|_| digits(month))?);
        (1..=12).contains(&month).then_some(Self { year, month })
    }
}

/// The number of a question, such as 3.2: the second question of the third section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuestionNumber {
    /// The number of the section, from 1.
    pub section: u32,
    /// The number of the question in it, from 1.
    pub question: u32,
}

impl fmt::Display for QuestionNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.section, self.question)
    }
}

/// A group of questions that gets one level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Where the section as a whole comes from.
    pub citations: Vec<Citation>,
    /// Its questions in order; at least one.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its number in the research notes, for authors; empty if it has none.
    pub candidate: String,
    /// How much hangs on it, unless [`Question::critical_when`] holds.
    pub severity: Severity,
    /// Whether "partly" is one of its answers.
    pub partly: bool,
    /// The severity that "partly" counts as, if that is less than a "no" does.
    pub partly_counts_as: Option<Severity>,
    /// The question is asked when all of these hold.
    pub ask_when: Vec<Condition>,
    /// The question is critical when all of these hold and there is at least one.
    pub critical_when: Vec<Condition>,
    /// Reasons for which it may not apply; none means it always applies.
    pub reasons: Vec<Reason>,
    /// The note that some answers ask for, if any does.
    pub note: Option<NotePrompt>,
    /// Questions of other questionnaires that ask nearly the same.
    pub similar: Vec<Similar>,
    /// Where it comes from; none if it is only asked by its author.
    pub citations: Vec<Citation>,
}

/// A note that answers ask for, such as a reason or a plan. What it should say is in the wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotePrompt {
    /// The answers that ask for it; at least one.
    pub on: Vec<Choice>,
    /// Whether such an answer is open until the note is written.
    pub required: bool,
}

/// A question of another questionnaire whose answer probably holds here too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// Id of the other questionnaire.
    pub questionnaire: String,
    /// Id of its question.
    pub question: String,
}

impl Question {
    /// Whether the question is asked of someone with this profile and these answers before it.
    pub fn asked(&self, answers: &Answers) -> bool {
        self.ask_when.iter().all(|condition| condition.holds(answers))
    }

    /// Whether no answer before it takes away its subject. What hides it so hides what depends on it too.
    fn has_subject(&self, answers: &Answers) -> bool {
        self.ask_when.iter().all(|condition| condition.profile().is_some() || condition.holds(answers))
    }

    /// Whether the answers to these questions, in order, decide whether this one is asked.
    pub fn hangs_on(&self, questions: &[&str]) -> bool {
        self.ask_when.iter().any(|condition| match condition {
            Condition::Profile { .. } => false,
            Condition::Applies(question)
            | Condition::Earlier { question, .. }
            | Condition::Answered { question, .. } => {
                questions.binary_search(&question.id.as_str()).is_ok() || question.hangs_on(questions)
            }
        })
    }

    /// The reason for which it may not apply, if there is exactly one.
    pub fn only_reason(&self) -> Option<Reason> {
        match self.reasons.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// How much hangs on the question for someone with this profile.
    pub fn severity_for(&self, answers: &Answers) -> Severity {
        let raised = !self.critical_when.is_empty()
            && self.critical_when.iter().all(|condition| condition.holds(answers));
        if raised { Severity::Critical } else { self.severity }
    }

    /// The note that this answer asks for, if it does.
    pub fn prompt(&self, answer: &Answer) -> Option<&NotePrompt> {
        self.note.as_ref().filter(|note| answer.choice.is_some_and(|choice| note.on.contains(&choice)))
    }

    /// Whether an answer is open because the note that it needs is not written.
    pub fn lacks_note(&self, answer: &Answer) -> bool {
        let written = answer.note_withheld || !answer.note.trim().is_empty();
        !written && self.prompt(answer).is_some_and(|note| note.required)
    }

    /// What was answered, if the question is asked and answered.
    pub fn given(&self, answers: &Answers) -> Option<Resolution> {
        self.resolve(answers.answer(&self.id)).filter(|_| self.asked(answers))
    }

    /// Whether an answer is one of its answers, but for the reason that "does not apply" needs.
    pub fn offers(&self, choice: Choice) -> bool {
        match choice {
            Choice::Partly => self.partly,
            Choice::NotApplicable => !self.reasons.is_empty(),
            Choice::Yes | Choice::No | Choice::Unknown => true,
        }
    }

    /// What counts of an answer to it; `None` while the question is open. "Does not apply" without a reason
    /// that the question allows is still open, so that it cannot take a question out of the count; so is an answer
    /// without the note that it needs.
    pub fn resolve(&self, answer: &Answer) -> Option<Resolution> {
        if self.lacks_note(answer) {
            return None;
        }
        Some(match answer.choice? {
            Choice::Yes => Resolution::Yes,
            Choice::Partly if !self.partly => return None,
            Choice::Partly => Resolution::Partly,
            Choice::No => Resolution::No,
            Choice::Unknown => Resolution::Unknown,
            Choice::NotApplicable => {
                Resolution::NotApplicable(answer.reason.filter(|reason| self.reasons.contains(reason))?)
            }
        })
    }
}

/// A rule that stands above the levels: whoever it is about takes advice before going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopRule {
    /// Its id.
    pub id: String,
    /// It is set off when all of these hold; at least one is about an answer.
    pub when: Vec<Condition>,
    /// Where it comes from; at least one of them checked in a built-in questionnaire.
    pub citations: Vec<Citation>,
}

impl StopRule {
    /// Whether these answers set it off.
    pub fn set_off(&self, answers: &Answers) -> bool {
        self.when.iter().all(|condition| condition.holds(answers))
    }

    /// Whether it depends on the answer to that question.
    pub fn rests_on(&self, id: &str) -> bool {
        self.when.iter().any(|condition| condition.answered() == Some(id))
    }
}

/// How answers become one of four outcomes, in place of levels.
// INVARIANT: each point is a section of the questionnaire with a question of that section; no rule is set off by "yes".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRules {
    /// What the decision is about; at least two.
    pub points: Vec<DecisionPoint>,
    /// The question that has to be answered yes before anybody goes on with conditions.
    pub approval: Option<Question>,
    /// Rules that stand above the points.
    pub rules: Vec<DecisionRule>,
}

/// A section whose problems have to be solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionPoint {
    /// Id of the section.
    pub section: String,
    /// The question of that section that says whether its problems are solved. It is always asked.
    pub settled: Question,
}

/// A rule of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionRule {
    /// Its id.
    pub id: String,
    /// What it leads to: [`DecisionOutcome::Stop`] or [`DecisionOutcome::Escalate`].
    pub outcome: DecisionOutcome,
    /// Whether it is stricter than the sources: a rule of the authors.
    pub ours: bool,
    /// It is set off when all of these hold; at least one is about an answer.
    pub when: Vec<Condition>,
    /// Where it comes from; at least one of them checked, unless it is a rule of the authors.
    pub citations: Vec<Citation>,
}

/// A list of facts that are weighed, or compared with what should be; never counted or scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactList {
    /// Its id.
    pub id: String,
    /// The answers to each item, in the order offered; "does not apply" is none of them.
    pub answers: Vec<Choice>,
    /// The answers after which is asked what is done about it.
    pub follow_up: Vec<Choice>,
    /// Id of the question whether the list was weighed: its action comes first until then.
    pub weighed_in: Option<String>,
    /// Its groups in order; at least one.
    pub groups: Vec<FactGroup>,
}

impl FactList {
    /// Its items in order.
    pub fn items(&self) -> impl Iterator<Item = &Fact> {
        self.groups.iter().flat_map(|group| &group.items)
    }

    /// What counts of an answer to one of its items; `None` if it is open, or none of the list's answers.
    pub fn resolve(&self, answer: &Answer) -> Option<Choice> {
        answer.choice.filter(|choice| self.answers.contains(choice))
    }

    /// Whether anything in it was answered.
    pub fn is_begun(&self, answers: &Answers) -> bool {
        self.items().any(|item| self.resolve(answers.answer(&item.id)).is_some())
    }

    /// Whether an answer asks for what is done about it.
    pub fn asks_further(&self, answer: &Answer) -> bool {
        self.resolve(answer).is_some_and(|choice| self.follow_up.contains(&choice))
    }
}

/// A group of items of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactGroup {
    /// Its id.
    pub id: String,
    /// Its items in order; at least one.
    pub items: Vec<Fact>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// Its number in the research notes, for authors; empty if it has none.
    pub candidate: String,
    /// Where it comes from; at least one.
    pub citations: Vec<Citation>,
}

/// An empty table to print and to fill in by hand; what is written there is in no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheet {
    /// Its id.
    pub id: String,
    /// Ids of its columns, in order; at least one.
    pub columns: Vec<String>,
    /// How many empty rows it has.
    pub rows: usize,
}

/// The outcomes of a decision, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DecisionOutcome {
    /// Nothing stands against it.
    Proceed,
    /// With the measures that are in place.
    Conditions,
    /// Whoever leads the business decides.
    Escalate,
    /// Do not proceed.
    Stop,
}

impl DecisionOutcome {
    /// All, best first.
    pub const ALL: [Self; 4] = [Self::Proceed, Self::Conditions, Self::Escalate, Self::Stop];
    /// Those that a rule can lead to.
    pub const OF_RULES: [Self; 2] = [Self::Escalate, Self::Stop];

    /// The name in files: `proceed`, `conditions`, `escalate` or `stop`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::Conditions => "conditions",
            Self::Escalate => "escalate",
            Self::Stop => "stop",
        }
    }
}

impl_from_str!(DecisionOutcome);

/// How much hangs on a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to have.
    Low,
    /// Matters.
    Medium,
    /// Matters much.
    High,
    /// Failing it alone makes the practice unlawful at its core, or can hurt a person beyond repair.
    Critical,
}

impl Severity {
    /// From the gravest down.
    pub const ALL: [Self; 4] = [Self::Critical, Self::High, Self::Medium, Self::Low];

    /// Weight in the share of a section: 1 to 3. Critical questions work through gates, not through
    /// more weight.
    pub fn weight(self) -> u32 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High | Self::Critical => 3,
        }
    }

    /// The name in files: `critical`, `high`, `medium` or `low`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// Something that must be true for a question to be asked or to be critical, or for a stop rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One of these options of a profile question was chosen, or none at all yet.
    Profile {
        /// The profile question.
        question: String,
        /// It holds with each of these options.
        any: Vec<String>,
        /// It does not hold with any of these: the other options.
        unless: Vec<String>,
    },
    /// That earlier question was not answered "does not apply". It is kept here whole, so that a
    /// condition can be judged alone.
    Applies(Box<Question>),
    /// That earlier question is open or was given one of these answers.
    Earlier {
        /// The question, kept whole.
        question: Box<Question>,
        /// It holds with each of these answers.
        any: Vec<Choice>,
        /// It does not hold with any of these: its other answers.
        unless: Vec<Choice>,
    },
    /// That question is asked and was given one of these answers.
    Answered {
        /// The question, kept whole.
        question: Box<Question>,
        /// It holds with each of these answers.
        any: Vec<Choice>,
    },
}

impl Condition {
    /// Whether it holds. One on the profile does unless one of the other options was chosen, so
    /// neither leaving a profile question out nor a file with an option that does not exist takes a
    /// question away.
    pub fn holds(&self, answers: &Answers) -> bool {
        match self {
            Self::Profile { question, unless, .. } => {
                answers.profile.get(question).is_none_or(|option| !unless.contains(option))
            }
            Self::Applies(question) => {
                question.has_subject(answers)
                    && !matches!(question.given(answers), Some(Resolution::NotApplicable(_)))
            }
            Self::Earlier { question, unless, .. } => {
                question.has_subject(answers)
                    && question.given(answers).is_none_or(|given| !unless.contains(&given.choice()))
            }
            Self::Answered { question, any } => {
                question.given(answers).is_some_and(|given| any.contains(&given.choice()))
            }
        }
    }

    /// How many questions are kept in it, and in those in turn.
    fn kept_whole(&self) -> usize {
        match self {
            Self::Profile { .. } => 0,
            Self::Applies(question) | Self::Earlier { question, .. } | Self::Answered { question, .. } => {
                1 + question.ask_when.iter().map(Self::kept_whole).sum::<usize>()
            }
        }
    }

    /// Id of the question whose answer it is about.
    pub fn answered(&self) -> Option<&str> {
        match self {
            Self::Answered { question, .. } => Some(&question.id),
            Self::Profile { .. } | Self::Applies(_) | Self::Earlier { .. } => None,
        }
    }

    /// The profile question it is about, with the options that satisfy it.
    pub fn profile(&self) -> Option<(&str, &[String])> {
        match self {
            Self::Profile { question, any, .. } => Some((question, any)),
            Self::Applies(_) | Self::Earlier { .. } | Self::Answered { .. } => None,
        }
    }
}

/// A text that questions come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where the official text is found.
    pub url: Option<String>,
    /// Whether it has been checked; only then it is shown.
    pub verified: bool,
}

/// A place in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Id of the source.
    pub source: String,
    /// Articles as written in the source: `5(1)(e)`.
    pub articles: Vec<String>,
    /// Numbers of recitals.
    pub recitals: Vec<String>,
    /// Numbers of principles, where the source counts such.
    pub principles: Vec<String>,
    /// Whether both this citation and its source have been checked; only then it is shown.
    pub verified: bool,
}

impl Questionnaire {
    /// The id, which is also the name of its folder.
    pub fn id(&self) -> &str {
        &self.id
    }
    /// The version: three numbers with dots.
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The day of this version, `2026-11-22`.
    pub fn date(&self) -> &str {
        &self.date
    }
    /// How files with answers to it are named.
    pub fn file_names(&self) -> FileNames {
        self.file_names
    }
    /// What it is about, if it says so.
    pub fn subject(&self) -> Option<Subject> {
        self.subject
    }
    /// The month up to which its authors followed the law, if it says so.
    pub fn law(&self) -> Option<Month> {
        self.law
    }
    /// The profile questions whose answer limits what the answers cover, each with its option.
    pub fn limits<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.profile.iter().filter_map(|asked| {
            let chosen = answers.profile.get(&asked.id)?;
            asked.limits.contains(chosen).then_some((asked.id.as_str(), chosen.as_str()))
        })
    }
    /// SHA-256 of [`Questionnaire::canonical`] in lower-case hexadecimal.
    pub fn digest(&self) -> &str {
        &self.digest
    }
    /// The whole file in RFC 8785 form, `$schema` included.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }
    /// The questions about the business, asked first.
    pub fn profile(&self) -> &[ProfileQuestion] {
        &self.profile
    }
    /// The sections in order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }
    /// The sources, checked or not.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
    /// The rules that stand above the levels.
    pub fn stops(&self) -> &[StopRule] {
        &self.stops
    }
    /// How answers become an outcome; `None` if they become levels.
    pub fn decision(&self) -> Option<&DecisionRules> {
        self.decision.as_ref()
    }
    /// The lists of facts, in order.
    pub fn lists(&self) -> &[FactList] {
        &self.lists
    }
    /// The worksheets, in order.
    pub fn worksheets(&self) -> &[Worksheet] {
        &self.worksheets
    }
    /// The list of that id.
    pub fn list(&self, id: &str) -> Option<&FactList> {
        self.lists.iter().find(|list| list.id == id)
    }
    /// The list that has an item of that id.
    pub fn list_of(&self, item: &str) -> Option<&FactList> {
        self.lists.iter().find(|list| list.items().any(|own| own.id == item))
    }
    /// Ids of the questions that ask today what an older version asked under this id.
    pub fn became(&self, retired: &str) -> &[String] {
        self.retired.get(retired).map_or(&[], Vec::as_slice)
    }
    /// The number of a question, by its place in the questionnaire; the same for everyone, whatever is asked.
    pub fn number(&self, id: &str) -> Option<QuestionNumber> {
        let (section, place) = self.places.get(id)?;
        let from_one = |place: usize| u32::try_from(place).ok()?.checked_add(1);
        Some(QuestionNumber { section: from_one(*section)?, question: from_one(*place)? })
    }
    /// The section of that id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }
    /// The question of that id with its section.
    pub fn question(&self, id: &str) -> Option<(&Section, &Question)> {
        let (section, place) = self.places.get(id)?;
        let section = self.sections.get(*section)?;
        Some((section, section.questions.get(*place)?))
    }
    /// All questions in order, hidden ones included.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }
    /// The questions that are asked and not answered, each with its section, in order.
    pub fn open<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = (&'a Section, &'a Question)> {
        let all =
            self.sections.iter().flat_map(|section| section.questions.iter().map(move |own| (section, own)));
        all.filter(|(_, question)| {
            question.asked(answers) && question.resolve(answers.answer(&question.id)).is_none()
        })
    }
    /// The open question to go on with: the first after that one, then from the beginning; `None` if none is open.
    pub fn next_open<'a>(
        &'a self,
        answers: &'a Answers,
        after: Option<&str>,
    ) -> Option<(&'a Section, &'a Question)> {
        let from = after.and_then(|id| self.number(id));
        let later = |(_, question): &(&Section, &Question)| self.number(&question.id) > from;
        self.open(answers)
            .find(later)
            .or_else(|| self.open(answers).find(|(_, question)| Some(question.id.as_str()) != after))
    }
    /// The source of that id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }
    /// How many questions there are, hidden ones included.
    pub fn question_count(&self) -> usize {
        self.questions().count()
    }
}
