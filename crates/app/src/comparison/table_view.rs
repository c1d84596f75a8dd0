//! How a table of answers is shown: sorted, filtered, page by page.

use candour_compare::workbench::{Column, Filter, RowIndex, Sort};

/// Organisations, files or answers on one page.
pub const PAGE: usize = 50;

/// How the answers to a questionnaire are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
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
    /// The organisations whose details are open, where a row has no room for them.
    pub opened: Vec<RowIndex>,
}

/// One thing changed about that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectedView {
    /// Sort by this column; the same once more turns the order around.
    Sort(Column),
    /// Show only some.
    Filter(Filter),
    /// Show all again.
    NoFilter,
    /// Another page of organisations.
    Page(usize),
    /// Another page of files.
    Files(usize),
    /// Only files that need a look, or all.
    OnlyOdd(bool),
    /// The details of an organisation are to be opened, or closed.
    Details(RowIndex),
}

/// One page of a list; beyond the end it is the last one. With the number of pages.
pub fn page_of(places: &[RowIndex], page: usize) -> (&[RowIndex], usize, usize) {
    let pages = places.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let start = page * PAGE;
    let end = places.len().min(start + PAGE);
    (places.get(start..end).unwrap_or_default(), page, pages)
}

impl TableView {
    /// How the answers to a questionnaire are shown, given how those to any were shown last.
    pub(crate) fn of(&self, questionnaire: &str) -> Self {
        if self.questionnaire == questionnaire {
            return self.clone();
        }
        // Sections and versions of another questionnaire mean nothing here.
        Self {
            questionnaire: questionnaire.to_owned(),
            files: self.files,
            only_odd: self.only_odd,
            ..Self::default()
        }
    }

    pub(crate) fn select(&mut self, questionnaire: &str, view: SelectedView) {
        let mut table = self.of(questionnaire);
        match view {
            SelectedView::Sort(by) => {
                let same = table.sort.by == by;
                table.sort = Sort { by, descending: same && !table.sort.descending };
                table.page = 0;
            }
            SelectedView::Filter(filter) => {
                table.filter = filter;
                table.page = 0;
            }
            SelectedView::NoFilter => {
                table.filter = Filter::default();
                table.page = 0;
            }
            SelectedView::Page(page) => table.page = page,
            SelectedView::Files(page) => table.files = page,
            SelectedView::Details(place) => {
                let open = table.opened.len();
                table.opened.retain(|other| *other != place);
                if table.opened.len() == open {
                    table.opened.push(place);
                }
            }
            SelectedView::OnlyOdd(only) => {
                table.only_odd = only;
                table.files = 0;
            }
        }
        *self = table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_end_is_the_last_one() {
        let places: Vec<RowIndex> = (0..120).collect();
        assert_eq!(page_of(&places, 0), (&places[..50], 0, 3));
        assert_eq!(page_of(&places, 2), (&places[100..], 2, 3));
        assert_eq!(page_of(&places, 9), (&places[100..], 2, 3));
        assert_eq!(page_of(&[], 9), (&[][..], 0, 1));
        assert_eq!(page_of(&places[..50], 1), (&places[..50], 0, 1));
    }

    #[test]
    fn the_same_column_once_more_turns_the_order_around() {
        let mut table = TableView::default();
        for (by, descending) in [
            (Column::Gaps, false),
            (Column::Gaps, true),
            (Column::Gaps, false),
            (Column::Finished, false),
            (Column::Finished, true),
            (Column::Gaps, false),
        ] {
            table.select("one", SelectedView::Page(2));
            table.select("one", SelectedView::Sort(by));
            let shown = table.of("one");
            assert_eq!((shown.sort, shown.page), (Sort { by, descending }, 0));
        }
    }

    #[test]
    fn another_questionnaire_is_shown_from_its_first_page() {
        let mut table = TableView::default();
        let filter = Filter { name: "Acme".to_owned(), ..Filter::default() };
        table.select("one", SelectedView::Filter(filter.clone()));
        table.select("one", SelectedView::Page(2));
        table.select("one", SelectedView::Files(4));
        table.select("one", SelectedView::OnlyOdd(true));
        assert_eq!(table.of("one").files, 0, "it is another list of files");
        table.select("one", SelectedView::Files(3));
        let shown = table.of("one");
        assert_eq!((shown.filter, shown.page, shown.files, shown.only_odd), (filter, 2, 3, true));
        let other = table.of("other");
        assert_eq!((other.filter, other.page, other.files, other.only_odd), (Filter::default(), 0, 3, true));
    }
}
