//! The screens: functions of plain values that give HTML and send events.

pub(crate) mod about;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod drafts;
pub(crate) mod erased;
pub(crate) mod hand_over;
pub(crate) mod home;
pub(crate) mod keep;
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
pub(crate) mod then_and_now;

use candour_app::{Model, Route};
use candour_questionnaire::catalog::Entry;
use yew::{AttrValue, Html};

use crate::{components::Screen, layout, words::Words};

/// The whole page: frame and screen.
pub fn page(screen: &Screen<'_>) -> Html {
    if screen.model.erased {
        return erased::view(screen);
    }
    let inner = match (&screen.model.route, entry(screen)) {
        (Route::Profile(_), Some(entry)) => profile::view(screen, entry),
        (Route::Section { section, question, .. }, Some(entry)) => {
            section::view(screen, entry, section, question.as_deref())
        }
        (Route::Review(_), Some(entry)) => review::view(screen, entry),
        (Route::Result(_), Some(entry)) => result::view(screen, entry),
        (Route::Plan(_), Some(entry)) => plan::view(screen, entry),
        (Route::Keep(_), Some(entry)) => keep::view(screen, entry),
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
        (Route::About, _) => about::view(screen),
        (Route::Glossary, _) => about::glossary(screen),
        (Route::Settings, _) => settings::view(screen),
        (Route::Home, _) => home::view(screen),
        _ => home::lost(screen),
    };
    layout::view(screen, inner)
}

fn entry<'a>(screen: &Screen<'a>) -> Option<&'a Entry> {
    screen.model.catalog.entry(screen.model.route.questionnaire()?)
}

/// The title of the screen, for the browser's tab and history.
pub fn title(words: &Words, model: &Model) -> AttrValue {
    if model.erased {
        return words.text("erased-heading");
    }
    let entry = model.route.questionnaire().and_then(|id| model.catalog.entry(id));
    let (key, place) = match (&model.route, entry) {
        (Route::Home, _) => return words.text("title-home"),
        (Route::Profile(_), Some(entry)) => ("title-profile", entry.wording.title.as_str()),
        (Route::Section { section, .. }, Some(entry)) => {
            ("title-section", entry.wording.section(section).title.as_str())
        }
        (Route::Review(_), Some(entry)) => ("title-review", entry.wording.title.as_str()),
        (Route::Result(_), Some(entry)) => ("title-result", entry.wording.title.as_str()),
        (Route::Plan(_), Some(entry)) => ("title-plan", entry.wording.title.as_str()),
        (Route::Keep(_), Some(entry)) => ("title-keep", entry.wording.title.as_str()),
        (Route::Report(_), Some(entry)) => ("title-report", entry.wording.title.as_str()),
        (Route::Progress(_), Some(entry)) => ("title-progress", entry.wording.title.as_str()),
        (Route::Blank(_), Some(entry)) => ("title-blank", entry.wording.title.as_str()),
        (Route::Drafts, _) => return words.text("title-drafts"),
        (Route::Check, _) => return words.text("title-check"),
        (Route::Organisations(_), Some(entry)) => ("title-organisations", entry.wording.title.as_str()),
        (Route::Question(_, question), Some(entry)) => {
            ("title-question", entry.wording.question(question).question.as_str())
        }
        (Route::FollowUp(_), Some(entry)) => ("title-follow-up", entry.wording.title.as_str()),
        (Route::Compare, _) => return words.text("title-compare"),
        (Route::Request, _) => return words.text("title-request"),
        (Route::Requested, _) => return words.text("title-requested"),
        (Route::About, _) => return words.text("title-about"),
        (Route::Glossary, _) => return words.text("title-glossary"),
        (Route::Settings, _) => return words.text("title-settings"),
        _ => return words.text("title-unknown"),
    };
    words.with(key, &[("name", place)])
}
