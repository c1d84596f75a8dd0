//! What can happen to requests, and to the list of requests and known keys.

use candour_files::records::Verification;
use candour_proof::key::PublicKey;
use zeroize::Zeroizing;

use super::state::{RequestField, RequestSource};

/// What happened to a request or to the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestEvent {
    /// Something was typed or ticked in a request being written.
    FieldEdited(RequestField),
    /// The request is to be made; for each organisation named one of its own.
    MakeRequested,
    /// It was decided whether the new requests take the place of the earlier ones.
    MakeConfirmed {
        /// The earlier ones are forgotten.
        replace: bool,
    },
    /// A request made (by its nonce) is to be saved as a file.
    FileRequested(String),
    /// The browser took the file.
    FileSaved,
    /// The page with a request made (by its nonce) built in is to be saved.
    PageRequested(String),
    /// The browser took the page.
    PageSaved,
    /// A request made (by its nonce) is to be forgotten.
    ForgetRequested(String),
    /// The request in a checked file (by its index in the list) is to be opened.
    OpenRequested(usize),
    /// The request shown was accepted: it is to be answered.
    Accepted,
    /// The request shown was declined.
    Declined,
    /// The request that answers are given to was closed.
    Closed,
    /// It was noted whose a key is: key, name, how it was checked, the day as `2026-11-22`.
    KeyNoted(PublicKey, String, Verification, String),
    /// A known key is to be forgotten.
    ForgetKeyRequested(PublicKey),
    /// The list of requests and known keys is to be saved: passphrase and its repetition.
    RecordsRequested(Zeroizing<String>, Zeroizing<String>),
    /// The browser took that list; what is in it.
    RecordsSaved {
        /// Requests in it.
        requests: u32,
        /// Known keys in it.
        keys: u32,
        /// The public half of the signing key in it.
        key: Option<PublicKey>,
    },
    /// The links and mail texts of requests made (by their nonces) are to be saved as a table.
    LettersRequested(Vec<String>),
    /// The browser took that table.
    LettersSaved,
    /// Such a list was given with a passphrase.
    RecordsGiven(Vec<u8>, Zeroizing<String>),
    /// The identity for age tools is to be saved: passphrase and its repetition.
    IdentityRequested(Zeroizing<String>, Zeroizing<String>),
    /// The browser took the identity.
    IdentitySaved,
}

/// Work on requests and records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestTask {
    /// Make a request, or one for each organisation named; the earlier ones may be forgotten.
    Make {
        /// Forget the earlier ones.
        replace: bool,
    },
    /// Open a request.
    Open(RequestSource),
    /// Lock the list of requests and known keys with a passphrase.
    WriteRecords(Zeroizing<String>),
    /// Open such a list with a passphrase.
    OpenRecords(Vec<u8>, Zeroizing<String>),
    /// Lock the identity for age tools with a passphrase.
    WriteIdentity(Zeroizing<String>),
}

/// What just happened to requests and records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestNotice {
    /// A request file was saved.
    FileSaved,
    /// The page with a request in it was saved.
    PageSaved,
    /// The table of links and mail texts was saved.
    LettersSaved,
    /// The request was closed; answers no longer name it.
    Closed,
    /// The list of requests and known keys was saved.
    RecordsSaved {
        /// Requests in it.
        requests: u32,
        /// Keys in it.
        keys: u32,
    },
    /// Such a list was opened; so many entries of it could not be read.
    RecordsOpened {
        /// Entries left out.
        left_out: u32,
    },
    /// The identity for age tools was saved.
    IdentitySaved,
}
