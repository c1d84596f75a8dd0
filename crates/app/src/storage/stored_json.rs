//! The text in which drafts are stored, in the canonical form of JSON.

use std::rc::Rc;

use candour_files::{draft, withhold};
use candour_proof::{
    jcs::canonical,
    json::{Json, Object},
};

use super::{
    place::DraftSource,
    state::{OpenedBy, PendingDrafts, Storage},
};
use crate::{requests::state::Requests, workspace::Workspace};

/// What is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Tab,
    /// Without what concerns this tab alone: which drafts are in no file yet, and what is to be decided.
    Page,
}

impl Storage {
    /// Whether there is nothing at all to store.
    pub(crate) fn stores_nothing(&self, workspace: &Workspace, requests: &Requests) -> bool {
        workspace.is_empty()
            && workspace.request().is_none()
            && workspace.imported().is_empty()
            && requests.records.is_empty()
            && self.unconfirmed.is_empty()
            && self.pending.iter().all(|pending| pending.from != DraftSource::Tab)
    }

    /// The text that brings the drafts back; nothing if there are none. Only what changed since it was
    /// stored last is written anew.
    pub(super) fn stored_json(
        &self,
        workspace: &mut Workspace,
        requests: &mut Requests,
        extent: Extent,
    ) -> Option<String> {
        if self.stores_nothing(workspace, requests) {
            return None;
        }
        let in_tab = extent == Extent::Tab;
        let (drafts, unsaved) = workspace.stored_drafts();
        // Members in their canonical order (RFC 8785 section 3.2.3).
        let mut text = StoredMembers::default();
        text.list("drafts", &drafts);
        text.add("format", &canonical(&draft::SEVERAL.into()));
        let questionnaires = workspace.stored_questionnaires();
        if !questionnaires.is_empty() {
            text.list("questionnaires", &questionnaires);
        }
        if !requests.records.is_empty() {
            text.add("records", &requests.records.json(|records| records.write().into()));
            text.add("recordsUnsaved", &canonical(&requests.records_unsaved.into()));
        }
        if let Some(request) = workspace.stored_request() {
            text.add("request", &request);
        }
        if in_tab && !self.unconfirmed.is_empty() {
            let all: Vec<Json> = self.unconfirmed.iter().map(|found| found.write().into()).collect();
            text.add("unconfirmed", &canonical(&all.into()));
        }
        let numbers = unsaved.into_iter().filter(|_| in_tab).filter_map(|index| u32::try_from(index).ok());
        text.add("unsaved", &canonical(&Json::List(numbers.map(Json::from).collect())));
        // What still waits in the tab would otherwise be overwritten.
        let pending = self.pending.iter().filter(|pending| in_tab && pending.from == DraftSource::Tab);
        let pending: Vec<Json> = pending.filter_map(write_pending).collect();
        if !pending.is_empty() {
            text.add("waiting", &canonical(&pending.into()));
        }
        let withheld = withhold::write_all(workspace.withheld());
        if !withheld.is_empty() {
            text.add("withheld", &canonical(&withheld.into()));
        }
        Some(text.end())
    }
}

fn write_pending(pending: &PendingDrafts) -> Option<Json> {
    let locked = pending.opens != OpenedBy::Request;
    let copy = pending.copies.first()?;
    Some(Object::new().with("locked", locked).with("content", copy.content.as_str()).into())
}

/// An object whose members are canonical already, and are added in canonical order.
#[derive(Default)]
struct StoredMembers {
    text: String,
}

impl StoredMembers {
    fn name(&mut self, name: &str) {
        self.text.push_str(if self.text.is_empty() { "{\"" } else { ",\"" });
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    fn add(&mut self, name: &str, value: &str) {
        self.name(name);
        self.text.push_str(value);
    }

    fn list(&mut self, name: &str, values: &[Rc<str>]) {
        self.add(name, "[");
        for (count, value) in values.iter().enumerate() {
            if count > 0 {
                self.text.push(',');
            }
            self.text.push_str(value);
        }
        self.text.push(']');
    }

    fn end(mut self) -> String {
        self.text.push('}');
        self.text
    }
}

/// What is stored when there are no drafts.
pub(super) fn none_stored() -> String {
    ["{\"drafts\":[],\"format\":\"", draft::SEVERAL, "\",\"unsaved\":[]}"].concat()
}
