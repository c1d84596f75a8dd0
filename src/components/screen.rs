//! What a page is drawn from.

use std::{ops::Deref, rc::Rc};

use candour_app::{DraftNotice, Model, Notice};
use candour_questionnaire::catalog::CatalogEntry;

use crate::components::{hard_words::HardWords, ui::Ui};

/// All that a screen is drawn from.
pub struct Screen<'a> {
    /// The texts, and where events go.
    pub ui: &'a Ui,
    /// What the page knows.
    pub model: &'a Model,
    /// Hard words, explained.
    pub hard_words: &'a Rc<HardWords>,
}

impl Screen<'_> {
    /// Who asks for a questionnaire as it is here.
    pub(crate) fn asker(&self, entry: &CatalogEntry) -> Option<&str> {
        self.model.asker(entry).map(|request| request.from.as_str())
    }

    /// Whether the answer to a question was just cleared, and can be restored.
    pub(crate) fn was_cleared(&self, question: &str) -> bool {
        let notice = self.model.notice();
        let cleared =
            matches!(notice, Some(Notice::Drafts(DraftNotice::Cleared(cleared))) if cleared == question);
        cleared && self.model.drafts.undo.is_some()
    }
}

impl Deref for Screen<'_> {
    type Target = Ui;

    fn deref(&self) -> &Ui {
        self.ui
    }
}
