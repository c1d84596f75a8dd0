//! How the answers of several organisations are looked at: sorted, filtered, page by page.

use candour_compare::workbench::{Column, Filter, Place, Sort};

use super::{Effect, Model};

/// Organisations, files or answers on one page.
pub const PAGE: usize = 50;

/// What is looked at, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparing {
    /// The questionnaire that sections and versions below belong to.
    questionnaire: String,
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

impl Model {
    /// How the answers to a questionnaire are looked at.
    pub fn comparing(&self, questionnaire: &str) -> Comparing {
        if self.comparing.questionnaire == questionnaire {
            return self.comparing.clone();
        }
        // Sections and versions of another questionnaire mean nothing here.
        Comparing {
            questionnaire: questionnaire.to_owned(),
            files: self.comparing.files,
            only_odd: self.comparing.only_odd,
            ..Comparing::default()
        }
    }

    pub(super) fn look(&mut self, questionnaire: &str, view: View) -> Vec<Effect> {
        let mut comparing = self.comparing(questionnaire);
        match view {
            View::Sort(by) => {
                let same = comparing.sort.by == by;
                comparing.sort = Sort { by, descending: same && !comparing.sort.descending };
                comparing.page = 0;
            }
            View::Filter(filter) => {
                comparing.filter = filter;
                comparing.page = 0;
            }
            View::Page(page) => comparing.page = page,
            View::Files(page) => comparing.files = page,
            View::OnlyOdd(only) => {
                comparing.only_odd = only;
                comparing.files = 0;
            }
        }
        self.comparing = comparing;
        Vec::new()
    }
}

/// One page of a list; beyond the end it is the last one. With the number of pages.
pub fn page_of(places: &[Place], page: usize) -> (&[Place], usize, usize) {
    let pages = places.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let start = page * PAGE;
    let end = places.len().min(start + PAGE);
    (places.get(start..end).unwrap_or_default(), page, pages)
}

#[cfg(test)]
mod tests {
    use candour_files::result::App;

    use super::*;
    use crate::Event;

    #[test]
    fn a_page_beyond_the_end_is_the_last_one() {
        let places: Vec<Place> = (0..120).collect();
        assert_eq!(page_of(&places, 0), (&places[..50], 0, 3));
        assert_eq!(page_of(&places, 2), (&places[100..], 2, 3));
        assert_eq!(page_of(&places, 9), (&places[100..], 2, 3));
        assert_eq!(page_of(&[], 9), (&[][..], 0, 1));
        assert_eq!(page_of(&places[..50], 1), (&places[..50], 0, 1));
    }

    fn model() -> Model {
        Model::new(std::rc::Rc::default(), App::default())
    }

    fn look(model: &mut Model, view: View) {
        model.update(Event::Looked("one".to_owned(), view));
    }

    #[test]
    fn the_same_column_once_more_turns_the_order_around() {
        let mut model = model();
        for (by, descending) in [
            (Column::Gaps, false),
            (Column::Gaps, true),
            (Column::Gaps, false),
            (Column::Finished, false),
            (Column::Finished, true),
            (Column::Gaps, false),
        ] {
            look(&mut model, View::Page(2));
            look(&mut model, View::Sort(by));
            let shown = model.comparing("one");
            assert_eq!((shown.sort, shown.page), (Sort { by, descending }, 0));
        }
    }

    #[test]
    fn another_questionnaire_is_shown_from_its_start_and_the_files_stay_where_they_were() {
        let mut model = model();
        let filter = Filter { name: "Acme".to_owned(), ..Filter::default() };
        look(&mut model, View::Filter(filter.clone()));
        look(&mut model, View::Page(2));
        look(&mut model, View::Files(4));
        look(&mut model, View::OnlyOdd(true));
        assert_eq!(model.comparing("one").files, 0, "it is another list of files");
        look(&mut model, View::Files(3));
        let shown = model.comparing("one");
        assert_eq!((shown.filter, shown.page, shown.files, shown.only_odd), (filter, 2, 3, true));
        let other = model.comparing("other");
        assert_eq!((other.filter, other.page, other.files, other.only_odd), (Filter::default(), 0, 3, true));
    }
}
