//! The workbench: many opened files, what each of them is, how they relate to each other, and the
//! answers of several organisations to one questionnaire side by side.
//!
//! Nothing here ranks or scores an organisation: a table can be sorted by one of its columns, and there
//! is no number that stands for an organisation as a whole.
//!
//! [`Workbench::add`] takes files in one by one; [`Workbench::relate`] brings up to date what depends on
//! other files, on known keys and on requests. [`Workbench::counted`], [`Workbench::table`],
//! [`Workbench::look`] and [`Workbench::follow_up`] are what screens and exports draw from. All lists name
//! rows, questions and sections by their place, so that a page of fifty rows is drawn at once however
//! many there are.

mod asked;
mod follow_up;
mod place;
mod relate;
mod responses;
mod row;
mod summary;
mod table;
#[cfg(test)]
mod tests;

pub use asked::{Addressee, Round};
use candour_files::check::Checked;
use candour_questionnaire::catalog::Catalog;
pub use follow_up::{FollowUp, FollowUpReason};
pub use place::RowIndex;
pub use responses::{NotePresence, ReportedAnswer, Response, ResponseCounts};
pub use row::{AppliedAs, Conflict, FileRow, Relation};
pub use summary::{
    Coverage, RequestCoverage, RequestMatch, ResultSummary, SectionLevel, Subject, WordedProfile,
};
pub use table::{Column, Filter, LeftOut, Outlier, QuestionSummary, Scope, Sort};

/// The files opened.
#[derive(Debug, Default)]
pub struct Workbench {
    // INVARIANT: places of rows stay as long as the workbench is not cleared.
    rows: Vec<FileRow>,
    subjects: Vec<Subject>,
}

impl Workbench {
    /// Takes a file in; its place.
    pub fn add(&mut self, checked: Checked, catalog: &Catalog) -> RowIndex {
        let row = FileRow::of(checked, catalog, &mut self.subjects);
        self.rows.push(row);
        place::count(self.rows.len() - 1)
    }

    /// Puts a file in the place of what was there, because it was opened or checked anew.
    pub fn replace(&mut self, place: RowIndex, checked: Checked, catalog: &Catalog) {
        let new = FileRow::of(checked, catalog, &mut self.subjects);
        if let Some(row) = self.row_mut(place) {
            *row = FileRow { preferred: row.preferred, ..new };
        }
    }

    /// The files in the order in which they were opened.
    pub fn rows(&self) -> &[FileRow] {
        &self.rows
    }

    /// The file at a place.
    pub fn row(&self, place: RowIndex) -> Option<&FileRow> {
        self.rows.get(place as usize)
    }

    /// The row of a file, to be changed.
    pub fn row_mut(&mut self, place: RowIndex) -> Option<&mut FileRow> {
        self.rows.get_mut(place as usize)
    }

    /// How many files there are of each verdict, in the order in which they were met.
    pub fn verdicts(&self) -> Vec<(&'static str, u32)> {
        let mut found: Vec<(&'static str, u32)> = Vec::new();
        for row in &self.rows {
            let name = row.verdict.as_str();
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => found.push((name, 1)),
            }
        }
        found
    }

    /// What the results are about.
    pub fn subjects(&self) -> &[Subject] {
        &self.subjects
    }

    /// What a result is about.
    pub fn subject(&self, sheet: &ResultSummary) -> Option<&Subject> {
        self.subjects.get(sheet.subject as usize)
    }

    /// Whether no file was opened.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes all files off.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}
