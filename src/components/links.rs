//! Links to where something is changed.

use candour_app::Route;
use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::{Question, Section},
};
use candour_words::Counted;
use yew::Html;

use crate::components::{elements::link, screen::Screen};

/// The way to this screen.
pub(crate) fn way(screen: &Screen<'_>) -> Html {
    let drafts =
        screen.model.workspace.drafts().open().len() + screen.model.workspace.drafts().others().len();
    let count = u32::try_from(drafts).unwrap_or(u32::MAX);
    link("", "drafts", Route::Drafts.fragment(), screen.words.count(Counted::DraftsLink, count))
}

/// A link to a question that says the question.
pub(crate) fn change(entry: &CatalogEntry, section: &Section, question: &Question) -> Html {
    let route = Route::question(entry.questionnaire.id(), &section.id, &question.id);
    link("", "", route.fragment(), entry.wording.question(&question.id).question.clone().into())
}
