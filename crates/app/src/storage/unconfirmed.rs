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

use candour_files::{
    records::Records,
    request::Request,
    withhold::{self, WithheldParts},
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Object},
    map::Table,
};

use super::place::DraftSource;
use crate::workspace::Workspace;

/// What came along with drafts and is not in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Where it was found.
    pub from: DraftSource,
    /// The request that answers were given to.
    pub request: Option<Request>,
    /// Requests made and keys known.
    pub records: Records,
    /// Whether the records are said to have changes that no file holds.
    pub records_unsaved: bool,
    /// What copies were to keep back, by questionnaire.
    pub withheld: Table<WithheldParts>,
    /// Questionnaires that none of the drafts needs.
    pub questionnaires: Vec<Json>,
}

impl Unconfirmed {
    /// Reads it from drafts, beside which it stands in a file.
    pub(crate) fn read(kept: &Json, from: DraftSource) -> Self {
        // No clock here; nothing of one's own expires.
        let now = Timestamp(0);
        let records = kept.get("records").and_then(|records| Records::read(records, now).ok());
        let mut withheld = Table::new();
        for (id, what) in withhold::read_all(kept.get("withheld")) {
            withheld.insert(id, what);
        }
        Self {
            from,
            request: kept.get("request").and_then(|request| Request::read(request, now).ok()),
            records: records.map(|(records, _)| records).unwrap_or_default(),
            records_unsaved: kept.get("recordsUnsaved").and_then(Json::as_bool) == Some(true),
            withheld,
            questionnaires: Vec::new(),
        }
    }

    /// Reads what [`Unconfirmed::write`] gave.
    pub(crate) fn read_again(value: &Json) -> Option<Self> {
        let from = value.get("from")?.as_text()?.parse().ok()?;
        let list = value.get("questionnaires").and_then(Json::as_list).unwrap_or_default();
        Some(Self { questionnaires: list.to_vec(), ..Self::read(value, from) })
    }

    /// As it is kept with the drafts until it is decided on.
    pub(crate) fn write(&self) -> Object {
        let mut object = Object::new().with("from", self.from.as_str());
        if let Some(request) = &self.request {
            object.set("request", request.document().clone());
        }
        if !self.questionnaires.is_empty() {
            object.set("questionnaires", self.questionnaires.clone());
        }
        let withheld = withhold::write_all(&self.withheld);
        if !withheld.is_empty() {
            object.set("withheld", withheld);
        }
        if !self.records.is_empty() {
            object.set("records", self.records.write());
            object.set("recordsUnsaved", self.records_unsaved);
        }
        object
    }

    /// What is neither in use nor listed already is left.
    pub(crate) fn beyond(mut self, workspace: &Workspace, records: &Records) -> Self {
        let ids: Vec<String> = self.withheld.keys().cloned().collect();
        for id in ids {
            let what = self.withheld.get(&id);
            if what.is_none_or(WithheldParts::is_empty) || what == workspace.withheld().get(&id) {
                self.withheld.remove(&id);
            }
        }
        let nonce = workspace.request().map(|request| request.nonce.as_str());
        self.request = self.request.filter(|request| Some(request.nonce.as_str()) != nonce);
        self.records = self.records.beyond(records);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.request.is_none()
            && self.records.is_empty()
            && self.withheld.is_empty()
            && self.questionnaires.is_empty()
    }

    /// Whether there is more than a request.
    pub fn has_list(&self) -> bool {
        !(self.records.is_empty() && self.withheld.is_empty() && self.questionnaires.is_empty())
    }
}
