//! What a result says, with its answers in the order of the questionnaire.

use candour_files::{
    check::{Finding, Inconsistency, PartChange, QuestionnaireMatch, Report, SameWords, ScoreAgreement},
    import::PlacedDraft,
    names,
    records::KeyTrust,
    request::Request,
    result::RequestRef,
};
use candour_proof::{date::Day, key::PublicKey, proof::DateWarning};
use candour_questionnaire::{
    answers::{Choice, Reason, Resolution},
    catalog::{Catalog, CatalogEntry},
    listed::{Listed, ListedNames},
    questionnaire::{DecisionOutcome, Fact, FactList, ProfileQuestion, Question, Questionnaire, Severity},
    scoring::{Level, PointState, assess},
};

use super::{NotePresence, ReportedAnswer, Response, ResponseCounts, RowIndex, place::count};
use crate::then_and_now::LevelsFrom;

/// What a result says, and what was found about it.
#[derive(Debug)]
pub struct ResultSummary {
    /// The organisation's name as typed; empty if it was not given or is withheld.
    pub organisation: Box<str>,
    /// The same as names are sorted and searched ([`names::plain`]).
    pub plain_name: Box<str>,
    /// The first file whose name could pass for this one, perhaps itself; `None` if there is no name. Up to date after
    /// [`super::Workbench::relate`].
    pub alike: Option<RowIndex>,
    /// The key that signed.
    pub key: Option<PublicKey>,
    /// What is known of that key. Up to date after [`super::Workbench::relate`].
    pub standing: KeyTrust<RowIndex>,
    /// The number of the result, as it states it.
    pub id: Box<str>,
    /// Digest of what the outer proof signs; `None` if there is none that holds.
    pub signed: Option<[u8; 32]>,
    /// Digest of the list of parts, if that can be relied on.
    pub list: Option<[u8; 32]>,
    /// Whether it answers the words known here.
    pub words: SameWords,
    /// Questions asked in other words than those known here: their places, in order, and the words in the file.
    pub worded: Box<[(RowIndex, Box<str>)]>,
    /// The same of profile questions, with the words of the answer.
    pub worded_profile: Box<[WordedProfile]>,
    /// Its questionnaire, a place in [`super::Workbench::subjects`].
    pub subject: RowIndex,
    /// The day it was finished, as the signer's device stated it; `None` if that is no day.
    pub finished: Option<Day>,
    /// Something odd about the date of the signature.
    pub date_warning: Option<DateWarning>,
    /// Whom and which request it answers, as it states it.
    pub echo: Option<Box<RequestRef>>,
    /// Whether that is a request of ours. Up to date after [`super::Workbench::relate`].
    pub request: RequestMatch,
    /// What was chosen for each profile question, in their order: the place of the option.
    pub profile: Box<[Option<u8>]>,
    /// What was answered, one for each question of the questionnaire, in its order. Empty if the file
    /// is neither intact nor partial, or its questionnaire is not known.
    pub answers: Box<[ReportedAnswer]>,
    /// What was answered to each item of all lists, in their order, with the note on it.
    pub facts: Box<[(Option<Choice>, Box<str>)]>,
    /// Notes by place of their question, in order.
    pub notes: Box<[(RowIndex, Box<str>)]>,
    /// The outcome of the decision, if there is one and what it depends on is shown.
    pub outcome: Option<DecisionOutcome>,
    /// How each section stands, in the order of the questionnaire.
    pub levels: Box<[SectionLevel]>,
    /// Where levels, gaps and stops come from.
    pub levels_from: LevelsFrom,
    /// Serious gaps: places of questions, in order.
    pub gaps: Box<[RowIndex]>,
    /// Critical questions that do not apply: places of questions, in order. Empty if the levels are those
    /// that the file states.
    pub critical_not_applicable: Box<[RowIndex]>,
    /// Stop rules set off: places, in order.
    pub stops: Box<[RowIndex]>,
    /// What of the gaps and stops that the file states has no place in the questionnaire here.
    pub stated_elsewhere: u32,
    /// Counts over all questions.
    pub counts: ResponseCounts,
    /// Names of the parts withheld: a question's id, the same and `/note`, `signer` or `profile`.
    pub withheld: ListedNames,
    /// How many parts are as they were signed.
    pub unchanged: u32,
    /// Whether the result in the file is what its answers give.
    pub agreement: ScoreAgreement,
    /// Parts that are not as they were signed.
    pub changes: Listed<PartChange>,
    /// Signed, but contradicting itself or the questionnaire.
    pub findings: Listed<Finding>,
    /// Ids in the file that have no place in the questionnaire here.
    pub not_placed: Listed<String>,
}

/// A profile question asked in other words than those known here: its place, and in the words of the file the question
/// and the answer.
pub type WordedProfile = (RowIndex, Box<str>, Box<str>);

/// What the answers of a result cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// All that the questionnaire asks about.
    Whole,
    /// A part of it: an option was chosen that leaves something out.
    Part,
    /// The first answers are withheld, and with them what is left out.
    Withheld,
}

impl Coverage {
    /// The word of the hook `data-coverage`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Part => "part",
            Self::Withheld => "withheld",
        }
    }
}

/// How a section stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionLevel {
    /// At this level.
    Level(Level),
    /// A point of a decision in this state.
    Point(PointState),
    /// Without level, because no question counts.
    NoneCounts,
    /// Answers that the level depends on are withheld, and so is the level.
    Withheld,
    /// The questionnaire of the file has no such section.
    Absent,
}

impl SectionLevel {
    fn of(level: Option<Level>) -> Self {
        level.map_or(Self::NoneCounts, Self::Level)
    }

    /// The state of the point, if it is one.
    pub fn state(self) -> Option<PointState> {
        match self {
            Self::Point(state) => Some(state),
            Self::Level(_) | Self::NoneCounts | Self::Withheld | Self::Absent => None,
        }
    }

    /// The level, if there is one.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Level(level) => Some(level),
            Self::Point(_) | Self::NoneCounts | Self::Withheld | Self::Absent => None,
        }
    }
}

/// Whether a result answers a request of ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestMatch {
    /// Yes: the request's place in the records, and whether it asked for this.
    Yours(RowIndex, RequestCoverage),
    /// It names a request made with our key, which is not in the records.
    YourKey,
    /// It answers a request that is none of ours.
    Other,
    /// It answers no request.
    #[default]
    None,
}

/// Whether a request asked for the questionnaire of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestCoverage {
    /// In this very version and these words.
    Same,
    /// In this very version, and in other words or another language.
    OtherWords,
    /// In another version, or with other content.
    OtherVersion,
    /// Not at all.
    Not,
}

impl RequestCoverage {
    /// Whether a request asks for what a result answers.
    pub fn of_report(request: &Request, report: &Report) -> Self {
        let (id, sha256) = (&report.questionnaire_id, &report.questionnaire_sha256);
        Self::of(request, id, sha256, &report.wording_sha256)
    }

    /// Whether a request asks for the questionnaire with that id and these digests of structure and wording.
    pub fn of(request: &Request, id: &str, sha256: &str, wording_sha256: &str) -> Self {
        let asked = request.asked.iter().filter(|asked| asked.id == id);
        let fits = asked.map(|asked| match asked.sha256 == sha256 {
            true if asked.wording_sha256 == wording_sha256 => Self::Same,
            true => Self::OtherWords,
            false => Self::OtherVersion,
        });
        // What is asked for twice under one id is answered by either.
        fits.min_by_key(|fit| *fit as u8).unwrap_or(Self::Not)
    }
}

impl RequestMatch {
    /// The word of the hook `data-request`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yours(..) => "yours",
            Self::YourKey => "your-key",
            Self::Other => "other",
            Self::None => "none",
        }
    }
}

/// A questionnaire that results are about, as they name it; shared by all that name the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Its digest.
    pub sha256: String,
    /// Digest of the wording that was answered.
    pub wording_sha256: String,
    /// The language of that wording.
    pub language: String,
    /// Whether it is one of ours.
    pub genuine: QuestionnaireMatch,
    /// Digest of the questionnaire in whose places the answers were put; empty if in none.
    pub placed_in: String,
}

impl ResultSummary {
    /// Whether it contradicts itself or its questionnaire. A name may well mix alphabets.
    pub fn is_contradictory(&self) -> bool {
        self.findings.iter().any(|finding| finding.what != Inconsistency::MixedScripts)
    }

    /// The note to a question.
    pub fn note(&self, question: RowIndex) -> &str {
        let place = self.notes.binary_search_by_key(&question, |(place, _)| *place);
        place.ok().and_then(|place| self.notes.get(place)).map_or("", |(_, note)| note)
    }

    /// What was answered to an item, by its place among those of all lists, and the note on it.
    pub fn fact(&self, place: usize) -> (Option<Choice>, &str) {
        self.facts.get(place).map_or((None, ""), |(choice, note)| (*choice, note))
    }

    /// The words in which a question was asked, if they are other ones than those known here.
    pub fn worded(&self, question: RowIndex) -> Option<&str> {
        let place = self.worded.binary_search_by_key(&question, |(place, _)| *place).ok()?;
        self.worded.get(place).map(|(_, words)| &**words)
    }

    /// The same of a profile question, with the words of the answer.
    pub fn worded_profile(&self, profile: RowIndex) -> Option<(&str, &str)> {
        let found = self.worded_profile.iter().find(|(place, ..)| *place == profile);
        found.map(|(_, question, label)| (&**question, &**label))
    }

    /// What was answered to a question.
    pub fn answer(&self, question: RowIndex) -> ReportedAnswer {
        self.answers.get(question as usize).copied().unwrap_or(NOT_ASKED)
    }

    /// Whether a part is withheld, named as in [`ResultSummary::withheld`]; the name is part of `signer`.
    pub fn withholds(&self, part: &str) -> bool {
        self.withheld.contains(part)
    }

    /// What the answers cover, told by the first answers to its questionnaire.
    pub fn coverage(&self, questionnaire: &Questionnaire) -> Coverage {
        let asked = questionnaire.profile();
        if asked.iter().all(|asked| asked.limits.is_empty()) {
            return Coverage::Whole;
        }
        if self.withholds("profile") {
            return Coverage::Withheld;
        }
        let limited = |(asked, chosen): (&ProfileQuestion, &Option<u8>)| {
            let option = chosen.and_then(|place| asked.options.get(usize::from(place)));
            option.is_some_and(|option| asked.limits.contains(option))
        };
        if asked.iter().zip(&self.profile).any(limited) { Coverage::Part } else { Coverage::Whole }
    }

    /// How a section stands.
    pub fn level(&self, section: RowIndex) -> SectionLevel {
        self.levels.get(section as usize).copied().unwrap_or(SectionLevel::Absent)
    }

    pub(super) fn of(
        report: Report,
        placed: Option<(String, PlacedDraft)>,
        sound: bool,
        catalog: &Catalog,
        subjects: &mut Vec<Subject>,
    ) -> Self {
        let entry = placed.as_ref().and_then(|(id, _)| catalog.entry(id)).filter(|_| sound);
        let subject = Subject {
            id: report.questionnaire_id,
            title: report.title,
            version: report.version,
            sha256: report.questionnaire_sha256,
            wording_sha256: report.wording_sha256,
            language: report.language,
            genuine: report.questionnaire,
            placed_in: entry.map(|entry| entry.questionnaire.digest().to_owned()).unwrap_or_default(),
        };
        let mut sheet = Self {
            plain_name: names::plain(&report.organisation).into(),
            alike: None,
            organisation: report.organisation.into(),
            key: report.key,
            standing: KeyTrust::New,
            id: report.id.into(),
            signed: report.signed,
            list: report.list,
            words: report.words,
            worded: Box::default(),
            worded_profile: Box::default(),
            subject: place_of(subject, subjects),
            finished: Day::parse(&report.finished),
            date_warning: report.date_warning,
            echo: report.request.map(Box::new),
            request: RequestMatch::None,
            profile: Box::default(),
            answers: Box::default(),
            notes: Box::default(),
            facts: Box::default(),
            outcome: None,
            levels: Box::default(),
            levels_from: LevelsFrom::File,
            gaps: Box::default(),
            critical_not_applicable: Box::default(),
            stops: Box::default(),
            stated_elsewhere: 0,
            counts: ResponseCounts::default(),
            withheld: report.withheld,
            unchanged: count(report.unchanged),
            agreement: report.agreement,
            changes: report.changes,
            findings: report.findings,
            not_placed: Listed::new(),
        };
        if let (Some((_, placed)), Some(entry)) = (placed, entry) {
            sheet.fill(placed, entry, report.questionnaire);
        }
        sheet
    }

    /// Puts in what was answered, in the order of the questionnaire.
    fn fill(&mut self, placed: PlacedDraft, entry: &CatalogEntry, genuine: QuestionnaireMatch) {
        let own = &entry.questionnaire;
        let given = &placed.draft.answers;
        let (mut answers, mut notes, mut counts) = (Vec::new(), Vec::new(), ResponseCounts::default());
        for (place, question) in (0..).zip(own.questions()) {
            let entered = given.answer(&question.id);
            let (said, reason) = self.said(question, &placed, genuine);
            let withheld = self.withholds(&[&question.id, "/note"].concat());
            let note = match entered.note.as_str() {
                _ if withheld => NotePresence::Withheld,
                "" => NotePresence::No,
                note => {
                    notes.push((place, note.into()));
                    NotePresence::Yes
                }
            };
            counts.add(said);
            answers.push(ReportedAnswer { said, reason, evidence: entered.evidence, note });
        }
        let fact = |list: &FactList, item: &Fact| {
            let answer = given.answer(&item.id);
            let note = if list.asks_further(answer) { answer.note.as_str() } else { "" };
            (list.resolve(answer), note.into())
        };
        let facts = own.lists().iter().flat_map(|list| list.items().map(move |item| (list, item)));
        self.facts = facts.map(|(list, item)| fact(list, item)).collect();
        self.answers = answers.into();
        self.notes = notes.into();
        self.counts = counts;
        let option = |id: &str, options: &[String]| {
            let chosen = given.profile.get(id)?;
            u8::try_from(options.iter().position(|option| option == chosen)?).ok()
        };
        self.profile = own.profile().iter().map(|asked| option(&asked.id, &asked.options)).collect();
        let words = |id: &str| placed.worded(id).map(|words| words.question.as_str().into());
        let questions = (0..).zip(own.questions());
        self.worded = questions.filter_map(|(place, question)| Some((place, words(&question.id)?))).collect();
        let profile = |(place, asked): (RowIndex, &ProfileQuestion)| {
            let words = placed.worded(&asked.id)?;
            Some((place, words.question.as_str().into(), words.label.as_str().into()))
        };
        self.worded_profile = (0..).zip(own.profile()).filter_map(profile).collect();
        self.judge(&placed, own, genuine);
        self.not_placed = placed.not_placed;
    }

    fn said(
        &self,
        question: &Question,
        placed: &PlacedDraft,
        genuine: QuestionnaireMatch,
    ) -> (Response, Option<Reason>) {
        let given = &placed.draft.answers;
        let id = &question.id;
        let split = || placed.carried.iter().any(|carried| !carried.whole && carried.to.contains(id));
        let said = match question.resolve(given.answer(id)) {
            _ if self.withholds(id) => Response::Withheld,
            _ if !placed.present.contains_key(id) => Response::NotAsked,
            _ if genuine == QuestionnaireMatch::Yes && !question.asked(given) => Response::NotAsked,
            Some(Resolution::NotApplicable(reason)) => return (Response::NotApplicable, Some(reason)),
            Some(given) => given.choice().into(),
            None if placed.unclear.contains_key(id) || split() => Response::Unclear,
            None => Response::Open,
        };
        (said, None)
    }

    /// Levels, gaps and stops: computed again where that can be done, else as the file states them. If
    /// it withholds answers and with them its own result, what does not depend on them is computed.
    fn judge(&mut self, placed: &PlacedDraft, own: &Questionnaire, genuine: QuestionnaireMatch) {
        let whole = self.agreement != ScoreAgreement::NotRecomputable;
        let stated = placed.stated.as_ref().filter(|stated| !stated.levels.is_empty());
        if let Some(stated) = stated.filter(|_| !whole) {
            let level = |id: &String| stated.levels.iter().find(|(known, _)| known == id);
            let point = |id: &String| stated.points.iter().find(|(known, _)| known == id);
            let stand = |id: &String| match (point(id), level(id)) {
                (Some((_, state)), _) => SectionLevel::Point(*state),
                (None, Some((_, level))) => SectionLevel::of(*level),
                (None, None) => SectionLevel::Absent,
            };
            self.outcome = stated.outcome;
            self.levels = own.sections().iter().map(|section| stand(&section.id)).collect();
            self.gaps = self.question_places(&stated.serious_gaps, own);
            self.stops = self.stop_places(&stated.stops, own);
            return;
        }
        if genuine != QuestionnaireMatch::Yes {
            self.levels = own.sections().iter().map(|_| SectionLevel::Withheld).collect();
            return;
        }
        self.levels_from = LevelsFrom::Answers;
        let found = assess(own, &placed.draft.answers);
        let told = self.told(placed, own, whole);
        let mut rest = told.as_slice();
        let mut levels = Vec::new();
        for (section, result) in own.sections().iter().zip(&found.sections) {
            let (of_it, others) = rest.split_at_checked(section.questions.len()).unwrap_or((rest, &[]));
            rest = others;
            let shown = whole || !of_it.contains(&false);
            let points = found.decision.iter().flat_map(|decision| &decision.points);
            let point = points.filter(|point| point.section == section.id).map(|point| point.state).next();
            let own = point.map_or_else(|| SectionLevel::of(result.level), SectionLevel::Point);
            levels.push(if shown { own } else { SectionLevel::Withheld });
        }
        self.levels = levels.into();
        self.outcome = found.decision.as_ref().map(|decision| decision.outcome).filter(|_| whole);
        let only_told = |places: Box<[RowIndex]>| -> Box<[RowIndex]> {
            places.iter().copied().filter(|place| told.get(*place as usize) == Some(&true)).collect()
        };
        self.gaps = only_told(self.question_places(&found.serious_gaps, own));
        self.critical_not_applicable = only_told(self.question_places(&found.critical_not_applicable, own));
        if whole || !self.withholds("profile") {
            self.stops = self.stop_places(&found.stops, own);
        }
    }

    /// For each question, whether the file tells what it is judged by: its answer, whether it is asked,
    /// and how much hangs on it.
    fn told(&self, placed: &PlacedDraft, own: &Questionnaire, whole: bool) -> Vec<bool> {
        let given = &placed.draft.answers;
        let profile = whole || !self.withholds("profile");
        let told = |(question, answer): (&Question, &ReportedAnswer)| {
            let asked = question.asked(given) == (answer.said != Response::NotAsked);
            let severity =
                profile || question.critical_when.is_empty() || question.severity == Severity::Critical;
            whole || answer.said != Response::Withheld && asked && severity
        };
        own.questions().zip(&self.answers).map(told).collect()
    }

    /// The places of questions by the ids they have, or once had.
    fn question_places(&mut self, ids: &[String], own: &Questionnaire) -> Box<[RowIndex]> {
        let mut places = Vec::new();
        for id in ids {
            let became = match own.became(id) {
                [] => std::slice::from_ref(id),
                parts => parts,
            };
            let mut found = false;
            for (place, _) in (0..).zip(own.questions()).filter(|(_, question)| became.contains(&question.id))
            {
                found = true;
                if let Err(before) = places.binary_search(&place) {
                    places.insert(before, place);
                }
            }
            self.stated_elsewhere += u32::from(!found);
        }
        places.into()
    }

    fn stop_places(&mut self, ids: &[String], own: &Questionnaire) -> Box<[RowIndex]> {
        let known = |id: &String| (0..).zip(own.stops()).find(|(_, stop)| stop.id == *id);
        let places: Box<[RowIndex]> = ids.iter().filter_map(known).map(|(place, _)| place).collect();
        self.stated_elsewhere += count(ids.len().saturating_sub(places.len()));
        places
    }
}

const NOT_ASKED: ReportedAnswer =
    ReportedAnswer { said: Response::NotAsked, reason: None, evidence: false, note: NotePresence::No };

/// The place of a subject among those known, where it is put if it is a new one.
fn place_of(subject: Subject, subjects: &mut Vec<Subject>) -> RowIndex {
    // Results that come together are mostly about the same.
    let known = subjects.iter().position(|known| *known == subject);
    count(known.unwrap_or_else(|| {
        subjects.push(subject);
        subjects.len() - 1
    }))
}
