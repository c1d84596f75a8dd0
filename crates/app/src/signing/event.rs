//! What can happen to the key and to signed results.

use candour_compare::export::Export;
use zeroize::Zeroizing;

use super::state::{HandedOver, PartToWithhold, Written};

/// What happened to the key or to a questionnaire's signed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningEvent {
    /// A signed file is to be saved.
    SignRequested(String),
    /// The browser took the signed file; whether it holds the whole draft.
    SignedSaved(Written, bool),
    /// A part is to be withheld from copies of a questionnaire's result, or no longer.
    WithholdingChanged(String, PartToWithhold, bool),
    /// What others will see of the copy is to be shown.
    PreviewRequested(String),
    /// The copy is to be saved, encrypted if the request says to whom.
    HandOverRequested(String),
    /// The browser took the copy.
    CopySaved(HandedOver),
    /// A file beside the signed one is to be saved.
    ExportRequested(String, Export),
    /// The browser took that file.
    ExportSaved(Export),
    /// A key file is to be saved: passphrase and its repetition.
    KeyFileRequested(Zeroizing<String>, Zeroizing<String>),
    /// The browser took the key file.
    KeyFileSaved,
    /// A key file was given with a passphrase.
    KeyFileGiven(Vec<u8>, Zeroizing<String>),
    /// The key is to be forgotten, so that the next file is signed by a fresh one.
    ForgetKeyRequested,
}

/// Work on the key or a signed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningTask {
    /// Sign the result of a questionnaire.
    Sign(String),
    /// Make the copy of a questionnaire's result and show it.
    Preview(String),
    /// Make the copy of a questionnaire's result and save it.
    HandOver(String),
    /// Write a file beside the signed one.
    Export(String, Export),
    /// Encrypt the key with a passphrase.
    WriteKeyFile(Zeroizing<String>),
    /// Open a key file with a passphrase.
    OpenKeyFile(Vec<u8>, Zeroizing<String>),
}

/// What just happened to the key or to a signed result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SigningNotice {
    /// A signed file was saved.
    SignedSaved,
    /// What others will see of a copy is shown.
    PreviewMade,
    /// A copy to hand over was saved; encrypted for somebody of that name.
    CopySaved(Option<String>),
    /// A file beside the signed one was saved.
    ExportSaved(Export),
    /// A key file was saved.
    KeyFileSaved,
    /// A key file was opened.
    KeyOpened,
    /// The key was deleted.
    KeyDeleted,
}
