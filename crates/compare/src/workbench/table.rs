//! The answers of several organisations to one questionnaire, side by side.

use std::{cmp::Ordering, ops::Range};

use candour_files::names;
use candour_questionnaire::{questionnaire::Questionnaire, scoring::Level};

use super::{FileRow, Relation, Response, ResponseCounts, ResultSummary, RowIndex, Workbench};
use candour_proof::sort::sort_places;

/// How the table is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// By this column, and where that is equal by name.
    pub by: Column,
    /// The other way round.
    pub descending: bool,
}

/// What the table can be sorted by. There is no number for an organisation as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The organisation's name.
    #[default]
    Name,
    /// The day it was finished.
    Finished,
    /// The outcome of the decision.
    Outcome,
    /// The level of a section.
    Level(RowIndex),
    /// How many serious gaps.
    Gaps,
    /// How many questions were answered "I do not know".
    Unknown,
    /// How many parts are withheld.
    Withheld,
}

/// Which organisations the table shows: those for which all of this holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// They have a serious gap there.
    pub gap: Option<Scope>,
    /// They are at most at this level in a section.
    pub level: Option<(RowIndex, Level)>,
    /// They answered "I do not know" at least once.
    pub unknown: bool,
    /// They withhold something.
    pub withheld: bool,
    /// They answered this version.
    pub version: Option<String>,
    /// Their name holds this.
    pub name: String,
}

/// Where something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the whole questionnaire.
    Anywhere,
    /// In this section.
    Section(RowIndex),
}

/// Files about a questionnaire that are not compared, by why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Neither intact nor openly withheld in part.
    pub not_sound: u32,
    /// The same as another one.
    pub duplicate: u32,
    /// With the number of another one.
    pub same_id: u32,
    /// Older than another one.
    pub older: u32,
    /// Checked against another edition of the questionnaire than the one opened now; they have to be
    /// opened again.
    pub other_edition: u32,
}

/// What was answered to one question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionSummary {
    /// How often each answer was given.
    pub tally: ResponseCounts,
    /// Who: those of the rows asked about, in the order of [`Response::ALL`] and then as given.
    pub who: Vec<RowIndex>,
    /// How many of them answered other words than those known here; they are not in the tally.
    pub other_words: u32,
}

/// What stands out about the answers to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outlier {
    /// One or two say no where many say yes: at least five, and two thirds of those asked.
    FewSayNo,
    /// Three or more do not know, and these are a third or more of those asked.
    ManyUnknown,
    /// All that were asked, three or more, say this.
    AllSay(Response),
}

impl ResponseCounts {
    /// What stands out, if anything: all of three or more say the same, at most two say no where two thirds and at least
    /// five say yes, or a third and at least three do not know.
    pub fn stands_out(&self) -> Option<Outlier> {
        let asked = self.asked();
        let all = Response::ALL.into_iter().filter(|said| *said != Response::NotAsked);
        let all = all.filter(|said| asked >= 3 && self.of(*said) == asked).map(Outlier::AllSay).next();
        let (no, yes, unknown) = (self.of(Response::No), self.of(Response::Yes), self.of(Response::Unknown));
        match all {
            Some(all) => Some(all),
            None if (1..=2).contains(&no) && yes >= 5 && yes * 3 >= asked * 2 => Some(Outlier::FewSayNo),
            None if unknown >= 3 && unknown * 3 >= asked => Some(Outlier::ManyUnknown),
            None => None,
        }
    }
}

impl Workbench {
    /// The rows that are compared: sound, neither duplicates nor superseded, and with answers in the
    /// places of this questionnaire.
    pub fn counted(&self, own: &Questionnaire) -> Vec<RowIndex> {
        let rows = (0..).zip(&self.rows);
        let counted = rows.filter(|(_, row)| row.counts().is_some_and(|sheet| self.is_placed(sheet, own)));
        counted.map(|(place, _)| place).collect()
    }

    fn is_placed(&self, sheet: &ResultSummary, own: &Questionnaire) -> bool {
        self.subject(sheet).is_some_and(|subject| subject.placed_in == own.digest())
    }

    /// Files about this questionnaire that are not compared.
    pub fn left_out(&self, own: &Questionnaire) -> LeftOut {
        let mut left_out = LeftOut::default();
        for row in &self.rows {
            let Some(sheet) = &row.sheet else { continue };
            if self.subject(sheet).is_none_or(|subject| subject.id != own.id()) {
                continue;
            }
            *match row.relation {
                _ if row.sound().is_none() => &mut left_out.not_sound,
                Relation::Duplicate { .. } => &mut left_out.duplicate,
                Relation::SameId { .. } => &mut left_out.same_id,
                Relation::Older { .. } => &mut left_out.older,
                _ if !self.is_placed(sheet, own) => &mut left_out.other_edition,
                _ => continue,
            } += 1;
        }
        left_out
    }

    /// The versions of the questionnaire among these rows, in the order of the rows.
    pub fn versions(&self, rows: &[RowIndex]) -> Vec<&str> {
        let mut versions = Vec::new();
        for sheet in rows.iter().filter_map(|place| self.row(*place)?.sheet.as_ref()) {
            let version = self.subject(sheet).map_or("", |subject| &subject.version);
            if !versions.contains(&version) {
                versions.push(version);
            }
        }
        versions
    }

    /// The rows of the table in their order.
    pub fn table(&self, own: &Questionnaire, filter: &Filter, order: Sort) -> Vec<RowIndex> {
        let name = names::plain(&filter.name);
        let mut places = self.counted(own);
        places.retain(|place| {
            let sheet = self.row(*place).and_then(|row| row.sheet.as_ref());
            sheet.is_some_and(|sheet| self.fits(sheet, own, filter, &name))
        });
        let compare = |one: &FileRow, other: &FileRow| {
            let (Some(one), Some(other)) = (&one.sheet, &other.sheet) else { return Ordering::Equal };
            let by = by(order.by, one, other);
            let by = if order.descending { by.reverse() } else { by };
            // What is not there comes last, whichever way the table is sorted.
            let missing = is_missing(order.by, one).cmp(&is_missing(order.by, other));
            let nameless = one.plain_name.is_empty().cmp(&other.plain_name.is_empty());
            missing
                .then(by)
                .then(nameless)
                .then_with(|| names::natural_order(&one.plain_name, &other.plain_name))
        };
        sort_places(&mut places, &|one, other| match (self.row(one), self.row(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        });
        places
    }

    fn fits(&self, sheet: &ResultSummary, own: &Questionnaire, filter: &Filter, name: &str) -> bool {
        let gap = filter.gap.is_none_or(|within| match within {
            Scope::Anywhere => !sheet.gaps.is_empty(),
            Scope::Section(section) => {
                let questions = questions_of(own, section);
                sheet.gaps.iter().any(|gap| questions.contains(gap))
            }
        });
        let level = filter
            .level
            .is_none_or(|(section, most)| sheet.level(section).level().is_some_and(|level| level <= most));
        let version =
            |version: &String| self.subject(sheet).is_some_and(|subject| subject.version == *version);
        gap && level
            && (!filter.unknown || sheet.counts.of(Response::Unknown) > 0)
            && (!filter.withheld || !sheet.withheld.is_empty())
            && filter.version.as_ref().is_none_or(version)
            && sheet.plain_name.contains(name)
    }

    /// How often each answer was given to a question in the words known here. Answers to other words may be answers
    /// to something else: [`Workbench::other_words`] are not counted.
    pub fn tally(&self, rows: &[RowIndex], question: RowIndex) -> ResponseCounts {
        let mut tally = ResponseCounts::default();
        for place in rows.iter().filter(|place| !self.answers_other_words(**place, question)) {
            tally.add(self.said(*place, question));
        }
        tally
    }

    /// How many of these rows answered a question in other words than those known here.
    pub fn other_words(&self, rows: &[RowIndex], question: RowIndex) -> u32 {
        super::place::count(rows.iter().filter(|place| self.answers_other_words(**place, question)).count())
    }

    fn answers_other_words(&self, place: RowIndex, question: RowIndex) -> bool {
        let sheet = self.row(place).and_then(|row| row.sheet.as_ref());
        sheet.is_some_and(|sheet| sheet.worded(question).is_some())
    }

    /// What was answered to a question, and by whom.
    pub fn look(&self, rows: &[RowIndex], question: RowIndex) -> QuestionSummary {
        let mut who = rows.to_vec();
        let rank = |place: RowIndex| self.said(place, question) as usize;
        sort_places(&mut who, &|one, other| rank(one).cmp(&rank(other)));
        QuestionSummary {
            tally: self.tally(rows, question),
            who,
            other_words: self.other_words(rows, question),
        }
    }

    fn said(&self, place: RowIndex, question: RowIndex) -> Response {
        let sheet = self.row(place).and_then(|row| row.sheet.as_ref());
        sheet.map_or(Response::NotAsked, |sheet| sheet.answer(question).said)
    }
}

/// The places of a section's questions.
pub(crate) fn questions_of(own: &Questionnaire, section: RowIndex) -> Range<RowIndex> {
    let mut start = 0;
    for (place, known) in (0..).zip(own.sections()) {
        let end = start + super::place::count(known.questions.len());
        if place == section {
            return start..end;
        }
        start = end;
    }
    start..start
}

fn by(column: Column, one: &ResultSummary, other: &ResultSummary) -> Ordering {
    match column {
        Column::Name => names::natural_order(&one.plain_name, &other.plain_name),
        Column::Finished => one.finished.cmp(&other.finished),
        Column::Outcome => one.outcome.cmp(&other.outcome),
        Column::Level(section) => one.level(section).level().cmp(&other.level(section).level()),
        Column::Gaps => one.gaps.len().cmp(&other.gaps.len()),
        Column::Unknown => one.counts.of(Response::Unknown).cmp(&other.counts.of(Response::Unknown)),
        Column::Withheld => one.withheld.len().cmp(&other.withheld.len()),
    }
}

fn is_missing(column: Column, sheet: &ResultSummary) -> bool {
    match column {
        Column::Name => sheet.plain_name.is_empty(),
        Column::Finished => sheet.finished.is_none(),
        Column::Outcome => sheet.outcome.is_none(),
        Column::Level(section) => sheet.level(section).level().is_none(),
        Column::Gaps | Column::Unknown | Column::Withheld => false,
    }
}
