//! The pages, one file for each route: plain functions of a [`Screen`], which give HTML and send events.
//!
//! They are not Yew components, and use `html!` only where an element has callbacks or attributes that the
//! builders of [`elements`](crate::components::elements) do not know. `html!` generates code for each element:
//! [`home`] and [`erased`], 144 lines, written with it made the page 409 bytes larger (`gzip -9`, 484,274 to
//! 484,683 bytes). A component owns state and decides by its properties when it is drawn; here all state is that of
//! the [`Model`], which says itself whether anything shown changed, so that 22 components would only pass it on.
//! Every page is therefore drawn natively in the tests (`tests/it/views.rs`), without a browser.
//!
//! What a page repeats many times, such as questions, are [parts](crate::components::part): drawn anew only when a value
//! that they show changed.
//!
//! What reads the controls of a form or chooses files is in [`components`](crate::components); moving the focus and
//! copying are effects. No page does so itself.

pub(crate) mod about;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod decision;
pub(crate) mod drafts;
pub(crate) mod erased;
pub(crate) mod hand_over;
pub(crate) mod home;
pub(crate) mod keep;
pub(crate) mod later;
pub(crate) mod list;
pub(crate) mod lost;
pub(crate) mod paper_form;
pub(crate) mod plan;
pub(crate) mod profile;
pub(crate) mod report;
pub(crate) mod request;
pub(crate) mod requested;
pub(crate) mod result;
pub(crate) mod review;
pub(crate) mod section;
pub(crate) mod settings;
pub(crate) mod tasks;
pub(crate) mod then_and_now;
pub(crate) mod write;

use std::rc::Rc;

use candour_app::{Model, Route};
use candour_questionnaire::catalog::CatalogEntry;
use candour_words::{Key, Words};
use yew::{AttrValue, Html};

use crate::{components::Screen, layout};

/// The whole page: frame and screen.
pub fn page(screen: &Screen<'_>) -> Html {
    if screen.model.erased.is_some() {
        return erased::view(screen);
    }
    layout::view(screen, inner(screen))
}

/// The screen without the frame around it.
pub fn inner(screen: &Screen<'_>) -> Html {
    match (&screen.model.route, entry(screen)) {
        (Route::Profile(_), Some(entry)) => profile::view(screen, entry, None),
        (Route::ProfileQuestion(_, question), Some(entry)) => {
            profile::view(screen, entry, Some(question.as_str()))
        }
        (Route::Tasks(_), Some(entry)) => tasks::view(screen, entry),
        (Route::Later(_), Some(entry)) => later::view(screen, entry),
        (Route::Section { section, question, .. }, Some(entry)) => match entry.questionnaire.list(section) {
            Some(own) => list::view(screen, entry, own),
            None => section::view(screen, entry, section, question.as_deref()),
        },
        (Route::Review(_), Some(entry)) => review::view(screen, entry),
        (Route::Result(_), Some(entry)) => result::view(screen, entry),
        (Route::Plan(_), Some(entry)) => plan::view(screen, entry),
        (Route::Keep(_), Some(entry)) => match screen.model.request_for(entry.questionnaire.id()) {
            Some(request) => hand_over::view(screen, entry, request),
            None => keep::view(screen, entry),
        },
        (Route::KeepOwn(_), Some(entry)) => keep::view(screen, entry),
        (Route::Report(_), Some(entry)) => report::view(screen, entry),
        (Route::Progress(_), Some(entry)) => then_and_now::view(screen, entry),
        (Route::Blank(_), Some(entry)) => paper_form::view(screen, entry),
        (Route::Drafts, _) => drafts::view(screen),
        (Route::Check, _) => check::view(screen),
        (Route::Organisations(_), Some(entry)) => compare::organisations(screen, entry),
        (Route::Question(_, question), Some(entry)) => compare::question(screen, entry, question),
        (Route::FollowUp(_), Some(entry)) => compare::follow_up(screen, entry),
        (Route::Compare, _) => compare::view(screen),
        (Route::Request, _) => request::view(screen),
        (Route::Requested, _) => requested::view(screen),
        (Route::Write, _) => write::view(screen),
        (Route::About, _) => about::view(screen),
        (Route::Accessibility, _) => about::accessibility(screen),
        (Route::Glossary, _) => about::glossary(screen),
        (Route::Settings, _) => settings::view(screen),
        (Route::Home, _) => home::view(screen),
        _ => lost::view(screen),
    }
}

fn entry<'a>(screen: &Screen<'a>) -> Option<&'a Rc<CatalogEntry>> {
    screen.model.catalog().shared(screen.model.route.questionnaire()?)
}

/// The title of the screen, for the browser's tab and history.
pub fn title(words: Words, model: &Model) -> AttrValue {
    if model.erased.is_some() {
        return words.text(Key::ErasedHeading);
    }
    let entry = model.route.questionnaire().and_then(|id| model.catalog().entry(id));
    let (key, place) = match (&model.route, entry) {
        (Route::Home, _) => return words.text(Key::TitleHome),
        (Route::Profile(_) | Route::ProfileQuestion(..), Some(entry)) => {
            (Key::TitleProfile, entry.wording.title.as_str())
        }
        (Route::Tasks(_), Some(entry)) => (Key::TitleTasks, entry.wording.title.as_str()),
        (Route::Later(_), Some(entry)) => (Key::TitleLater, entry.wording.title.as_str()),
        (Route::Section { section, .. }, Some(entry)) => {
            let title = match entry.questionnaire.list(section) {
                Some(list) => &entry.wording.list(&list.id).title,
                None => &entry.wording.section(section).title,
            };
            (Key::TitleSection, title.as_str())
        }
        (Route::Review(_), Some(entry)) => (Key::TitleReview, entry.wording.title.as_str()),
        (Route::Result(_), Some(entry)) => (Key::TitleResult, entry.wording.title.as_str()),
        (Route::Plan(_), Some(entry)) => (Key::TitlePlan, entry.wording.title.as_str()),
        (Route::Keep(_) | Route::KeepOwn(_), Some(entry)) => (Key::TitleKeep, entry.wording.title.as_str()),
        (Route::Report(_), Some(entry)) => (Key::TitleReport, entry.wording.title.as_str()),
        (Route::Progress(_), Some(entry)) => (Key::TitleProgress, entry.wording.title.as_str()),
        (Route::Blank(_), Some(entry)) => (Key::TitleBlank, entry.wording.title.as_str()),
        (Route::Drafts, _) => return words.text(Key::TitleDrafts),
        (Route::Check, _) => return words.text(Key::TitleCheck),
        (Route::Organisations(_), Some(entry)) => (Key::TitleOrganisations, entry.wording.title.as_str()),
        (Route::Question(_, question), Some(entry)) => {
            (Key::TitleQuestion, entry.wording.question(question).question.as_str())
        }
        (Route::FollowUp(_), Some(entry)) => (Key::TitleFollowUp, entry.wording.title.as_str()),
        (Route::Compare, _) => return words.text(Key::TitleCompare),
        (Route::Request, _) => return words.text(Key::TitleRequest),
        (Route::Requested, _) => return words.text(Key::TitleRequested),
        (Route::Write, _) => return words.text(Key::TitleWrite),
        (Route::About, _) => return words.text(Key::TitleAbout),
        (Route::Accessibility, _) => return words.text(Key::TitleAccessibility),
        (Route::Glossary, _) => return words.text(Key::TitleGlossary),
        (Route::Settings, _) => return words.text(Key::TitleSettings),
        _ => return words.text(Key::TitleUnknown),
    };
    words.with(key, &[("name", place)])
}
