//! What a page is drawn from.

use std::{ops::Deref, rc::Rc};

use candour_app::{DraftNotice, Event, Model, Notice};
use candour_questionnaire::catalog::CatalogEntry;
use yew::{Html, html};

use crate::components::{
    elements::{self, Nodes},
    hard_words::HardWords,
    ui::Ui,
};

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

impl Screen<'_> {
    /// A fold of a long screen: what is in it is drawn once it is opened, or once there is time.
    pub(crate) fn fold(
        &self,
        id: String,
        class: &'static str,
        open: bool,
        summary: Nodes,
        content: &dyn Fn() -> Nodes,
    ) -> Html {
        let drawn = open || self.model.page.folds.draws(&id);
        // It has its place beside the summary, which stays the same.
        let content = elements::together(if drawn { content() } else { Nodes::new() });
        let opened = self.on(move |_: yew::Event| Event::FoldOpened(id.clone()));
        let class = (!class.is_empty()).then_some(class);
        let summary = elements::tag("summary", "", summary);
        html! { <details class={class} open={open} ontoggle={opened}>{ summary }{ content }</details> }
    }
}

impl Deref for Screen<'_> {
    type Target = Ui;

    fn deref(&self) -> &Ui {
        self.ui
    }
}
