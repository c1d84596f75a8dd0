//! Requests: the one being written, the one that was opened, and those made.

use candour_files::{
    records::{Records, RecordsFile},
    request::{NewRequest, Request, RequestError, addressees},
};

use candour_proof::key::SigningKey;

use crate::{cached::Cached, signing::state::OwnKey};

/// Requests, and whose keys are whose.
#[derive(Debug)]
pub struct Requests {
    /// The request that was opened and not yet accepted, or why it cannot be.
    pub opened: Option<Result<Request, RequestError>>,
    /// The request being written.
    pub form: RequestForm,
    /// The requests made and the keys known.
    pub records: Cached<Records>,
    /// They changed since they were last saved as a file.
    pub records_unsaved: bool,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            opened: None,
            form: RequestForm::default(),
            records: Cached::new(Records::default()),
            records_unsaved: false,
        }
    }
}

impl Requests {
    /// Whether losing the key in memory would lose answers: it is in no file, and a request asks for
    /// answers that only it opens.
    pub(crate) fn need_key(&self, key: Option<&OwnKey>) -> bool {
        let unsaved = key.filter(|key| !key.saved).map(|key| key.signing.public());
        let waited_for = |request: &Request| request.recipient.is_some() && Some(request.key) == unsaved;
        self.records.requests.iter().any(waited_for)
    }

    /// Whether the key in a file would take the place of one that would be lost.
    pub(crate) fn need_other_key(&self, key: Option<&OwnKey>, file: &RecordsFile) -> bool {
        let other = |own: &&OwnKey| file.key.as_ref().map(SigningKey::public) != Some(own.signing.public());
        file.key.is_some() && self.need_key(key.filter(other))
    }
}

/// A request being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestForm {
    /// What was typed so far; what is asked for stands in `chosen`.
    pub wish: NewRequest,
    /// Ids of the questionnaires asked for.
    pub chosen: Vec<String>,
    /// Where the page is found, for the link: an address without fragment. Empty: no link is made.
    pub address: String,
    /// The organisations asked, one a line, as typed: each gets a request of its own. Empty: one request for all.
    pub organisations: String,
    /// What is still missing, after it was asked for.
    pub missing: Option<MissingField>,
    /// The nonces of the requests made last, until something is changed.
    pub made: Vec<String>,
    /// The nonces of the requests that this form made before.
    pub earlier: Vec<String>,
    /// It is asked whether new requests take the place of the earlier ones.
    pub asks_to_replace: bool,
}

/// What a request lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingField {
    /// Who asks.
    Name,
    /// What is asked for.
    Questionnaire,
    /// The address of the page is none on the web.
    Address,
    /// The link would be longer than [`LONGEST_LINK`]: by so many characters.
    Shorter(usize),
    /// There are more organisations than the list of requests has room for: by so many.
    Fewer(usize),
}

impl RequestForm {
    /// The organisations asked, each once.
    pub fn addressees(&self) -> Vec<String> {
        addressees(&self.organisations)
    }
}

impl MissingField {
    /// The id of the field in which it is missing.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name => "requester",
            Self::Questionnaire => "questionnaire",
            Self::Address => "page-address",
            Self::Shorter(_) => "message",
            Self::Fewer(_) => "organisations",
        }
    }
}

impl Default for RequestForm {
    fn default() -> Self {
        Self {
            wish: NewRequest { encrypted: true, ..NewRequest::default() },
            chosen: Vec::new(),
            address: String::new(),
            organisations: String::new(),
            missing: None,
            made: Vec::new(),
            earlier: Vec::new(),
            asks_to_replace: false,
        }
    }
}

/// One thing typed or ticked in a request being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestField {
    /// Who asks.
    From(String),
    /// How to reach them.
    Contact(String),
    /// The message.
    Message(String),
    /// What will be done with the answers.
    Purpose(String),
    /// The organisations asked, one a line.
    Organisations(String),
    /// The day wished for, as `2026-11-22`, or nothing.
    By(String),
    /// Whether a questionnaire is asked for.
    Asks(String, bool),
    /// Whether answers are to be encrypted.
    Encrypted(bool),
    /// Where the page is found.
    Address(String),
}

/// Where a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestSource {
    /// The packed text of an address.
    Address(String),
    /// What the page carries.
    Page(String),
}
