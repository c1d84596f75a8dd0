//! What is looked at of a table.

use candour_compare::workbench::{Column, Filter, Place, Sort};

/// Organisations, files or answers on one page.
pub const PAGE: usize = 50;

/// What is looked at, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparing {
    /// The questionnaire that sections and versions below belong to.
    pub(crate) questionnaire: String,
    /// Which organisations are shown.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// Which page of them, from 0.
    pub page: usize,
    /// Which page of the files, from 0.
    pub files: usize,
    /// Only files that need a look are listed.
    pub only_odd: bool,
}

/// One thing changed about what is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum View {
    /// Sort by this column; the same once more turns the order around.
    Sort(Column),
    /// Show only some.
    Filter(Filter),
    /// Another page of organisations.
    Page(usize),
    /// Another page of files.
    Files(usize),
    /// Only files that need a look, or all.
    OnlyOdd(bool),
}

/// One page of a list; beyond the end it is the last one. With the number of pages.
pub fn page_of(places: &[Place], page: usize) -> (&[Place], usize, usize) {
    let pages = places.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let start = page * PAGE;
    let end = places.len().min(start + PAGE);
    (places.get(start..end).unwrap_or_default(), page, pages)
}
