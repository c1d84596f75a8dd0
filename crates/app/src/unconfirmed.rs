//! What came along with drafts out of a storage or a page, and is not in use until the person says so.
//!
//! Every local page can write into the storage that a page opened from a file reads, every page of a web
//! address into that of the address, and a page with answers can come from anybody. So only drafts are
//! taken in. What would answer somebody, trust a key, or decide what a copy keeps back is shown with where
//! it was found:
//!
//! | Found in | Drafts | Questionnaires | Request, records, what is withheld |
//! | --- | --- | --- | --- |
//! | the tab, from a web address | taken in | taken in, marked | listed, used on request |
//! | the tab, from a file | opened on request | with the drafts | listed, used on request |
//! | the device, unlocked, from a web address | taken in | taken in, marked | listed, used on request |
//! | the device, unlocked, from a file | opened on request | with the drafts | listed, used on request |
//! | the tab or the device, locked | opened with the passphrase | with the drafts | listed, used on request |
//! | a page with answers | opened with the passphrase | those of its drafts; others listed | listed, used on request; keys as seen only |
//! | a page or an address with a request | none | of a page taken in, marked | the request is offered |

mod state;

pub use state::Unconfirmed;

use candour_files::{questionnaires, records::How, request::Request, withhold::Withholding};
use candour_proof::json::{Json, Object};

use super::{Effect, Model, Notice, Route};
use crate::storage::Source;

impl Model {
    /// Lists what came along with drafts, as far as it is not in use or listed already.
    pub(super) fn list_unconfirmed(&mut self, kept: &Json, mut found: Unconfirmed) {
        // A page has never been told what is undecided; whatever it says of that is somebody else's.
        if found.from != Source::Page {
            let list = kept.get("unconfirmed").and_then(Json::as_list).unwrap_or_default();
            for again in list.iter().filter_map(Unconfirmed::read_again) {
                self.add_unconfirmed(again);
            }
        }
        let ids: Vec<String> = found.withheld.keys().cloned().collect();
        for id in ids {
            let what = found.withheld.get(&id);
            if what.is_none_or(Withholding::is_empty) || what == self.withheld.get(&id) {
                found.withheld.remove(&id);
            }
        }
        let nonce = self.request.as_ref().map(|request| request.nonce.as_str());
        found.request = found.request.filter(|request| Some(request.nonce.as_str()) != nonce);
        found.records = found.records.beyond(&self.records);
        self.add_unconfirmed(found);
    }

    fn add_unconfirmed(&mut self, found: Unconfirmed) {
        if !found.is_empty() && !self.unconfirmed.contains(&found) {
            self.unconfirmed.push(found);
        }
    }

    /// Writes what is undecided into what is kept with the drafts.
    pub(super) fn with_unconfirmed(&self, mut object: Object) -> Object {
        if !self.unconfirmed.is_empty() {
            let all: Vec<Json> = self.unconfirmed.iter().map(|found| found.write().into()).collect();
            object.set("unconfirmed", all);
        }
        object
    }

    /// Whether something undecided says who gets the answers to a questionnaire, or what is kept back from them.
    pub(super) fn undecided(&self, questionnaire: &str) -> bool {
        self.unconfirmed.iter().any(|found| {
            let asks = |request: &Request| request.asks_for(questionnaire).is_some();
            found.withheld.contains_key(questionnaire)
                || self.request.is_none() && found.request.as_ref().is_some_and(asks)
        })
    }

    /// Shows the request found, on the screen on which any request is taken up or declined.
    pub(super) fn look_at_unconfirmed(&mut self, place: usize) -> Vec<Effect> {
        let Some(request) = self.unconfirmed.get(place).and_then(|found| found.request.clone()) else {
            return Vec::new();
        };
        self.opened = Some(Ok(request));
        self.go(Route::Requested)
    }

    /// Puts what was found to use, except for a request, which is taken up on its own screen.
    pub(super) fn confirm(&mut self, place: usize) -> Vec<Effect> {
        if place >= self.unconfirmed.len() {
            return Vec::new();
        }
        let mut found = self.unconfirmed.remove(place);
        for file in std::mem::take(&mut found.questionnaires) {
            if let Ok(own) = questionnaires::read(&file, &self.catalog)
                && !self.has_own(&own)
            {
                self.add_questionnaire(own);
            }
        }
        self.place_strangers();
        let withheld = std::mem::take(&mut found.withheld);
        for (id, what) in withheld.iter() {
            self.withheld.insert(id.clone(), what.clone());
        }
        let mut records = std::mem::take(&mut found.records);
        if found.from == Source::Page {
            // Whoever made the page could write that a key was checked.
            records.keys.iter_mut().for_each(|known| known.how = How::Seen);
        }
        self.records_unsaved |= found.records_unsaved && !records.is_empty();
        self.records.join(records);
        self.relate_files();
        self.signed = None;
        if found.request.is_some() {
            self.unconfirmed.insert(place, found);
        }
        let effects = self.keep();
        self.notice = Some(Notice::Confirmed);
        effects
    }

    /// Forgets what was found.
    pub(super) fn leave_out(&mut self, place: usize) -> Vec<Effect> {
        if place >= self.unconfirmed.len() {
            return Vec::new();
        }
        self.unconfirmed.remove(place);
        let effects = self.keep();
        self.notice = Some(Notice::LeftOut);
        effects
    }

    /// A request was decided on, so it is not listed any more.
    pub(super) fn decided_on(&mut self, nonce: &str) {
        for found in &mut self.unconfirmed {
            if found.request.as_ref().is_some_and(|request| request.nonce == nonce) {
                found.request = None;
            }
        }
        self.unconfirmed.retain(|found| !found.is_empty());
    }
}
