//! What was found beside drafts.

use candour_files::{
    records::Records,
    request::Request,
    withhold::{self, Withholding},
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Object},
    map::Table,
};

use crate::storage::Source;

/// What came along with drafts and is not in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Where it was found.
    pub from: Source,
    /// The request that answers were given to.
    pub request: Option<Request>,
    /// Requests made and keys known.
    pub records: Records,
    /// Whether the records are said to have changes that no file holds.
    pub records_unsaved: bool,
    /// What copies were to keep back, by questionnaire.
    pub withheld: Table<Withholding>,
    /// Questionnaires that none of the drafts needs.
    pub questionnaires: Vec<Json>,
}

impl Unconfirmed {
    /// Reads it from drafts, beside which it stands in a file.
    pub(crate) fn read(kept: &Json, from: Source) -> Self {
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
        let from = Source::from_name(value.get("from")?.as_text()?)?;
        let list = value.get("questionnaires").and_then(Json::as_list).unwrap_or_default();
        Some(Self { questionnaires: list.to_vec(), ..Self::read(value, from) })
    }

    /// As it is kept with the drafts until it is decided on.
    pub(crate) fn write(&self) -> Object {
        let mut object = Object::new().with("from", self.from.name());
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
