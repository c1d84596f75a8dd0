//! How the answers of several organisations are looked at: sorted, filtered, page by page.

mod state;

pub use state::{Comparing, PAGE, View, page_of};

use candour_compare::workbench::Sort;

use super::{Effect, Model};

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

#[cfg(test)]
mod tests {
    use candour_compare::workbench::{Column, Filter, Place};
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
    fn another_questionnaire_is_shown_from_its_first_page() {
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
