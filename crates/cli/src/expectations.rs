//! What a checked file must fulfil: certain keys, or answers to a request.

use std::{fs, path::Path};

use candour_compare::workbench::RequestCoverage;
use candour_files::{check::Report, request::Request};
use candour_proof::{key::PublicKey, script::with_ascii_digits};

use crate::messages::Message;
use crate::{
    arguments::Check,
    clock,
    error::{CliOutcome, ErrorMessage},
    waiting::announced,
};

/// What is expected.
#[derive(Debug, Default)]
pub(crate) struct Expectations {
    keys: Vec<ExpectedKey>,
    request: Option<Request>,
}

#[derive(Debug, PartialEq, Eq)]
enum ExpectedKey {
    Key(PublicKey),
    /// The digits of a fingerprint without spaces.
    Digits(String),
}

impl Expectations {
    /// # Errors
    /// If a key is none, or the request cannot be used.
    pub(crate) fn new(check: &Check) -> CliOutcome<Self> {
        let keys = check.trusted_key.iter().map(|key| expected_key(key));
        Ok(Self {
            keys: keys.collect::<CliOutcome<_>>()?,
            request: check.request.as_deref().map(request).transpose()?,
        })
    }

    /// The words for what is otherwise, as the workbench of the page has it.
    pub(crate) fn unmet(&self, report: &Report) -> Vec<Message> {
        let mut missed = Vec::new();
        if !self.keys.is_empty() && !self.keys.iter().any(|key| key.matches(report)) {
            missed.push(Message::KeyNotExpected);
        }
        if let Some(request) = &self.request {
            // The number alone could be in an answer to another request.
            let answers = self.request_named(report).is_some();
            missed.extend(match RequestCoverage::of_report(request, report) {
                _ if !answers => Some(Message::RequestNotExpected),
                RequestCoverage::Same => None,
                RequestCoverage::OtherWords => Some(Message::WordsNotAsked),
                RequestCoverage::OtherVersion => Some(Message::VersionNotAsked),
                RequestCoverage::Not => Some(Message::QuestionnaireNotAsked),
            });
        }
        missed
    }
}

impl Expectations {
    /// The request, if a result names it.
    pub(crate) fn request_named(&self, report: &Report) -> Option<&Request> {
        let echo = report.request.as_ref()?;
        self.request.as_ref().filter(|request| echo.nonce == request.nonce && echo.id == request.key.did())
    }
}

impl ExpectedKey {
    fn matches(&self, report: &Report) -> bool {
        match self {
            Self::Key(key) => report.key == Some(*key),
            Self::Digits(digits) => {
                report.fingerprint.as_ref().is_some_and(|own| digits_of(own).as_ref() == Some(digits))
            }
        }
    }
}

/// Forty digits of any script, however they are grouped.
fn digits_of(text: &str) -> Option<String> {
    let parts = |letter: char| letter.is_whitespace() || letter == '-' || letter == '.';
    let digits: String = with_ascii_digits(text).chars().filter(|letter| !parts(*letter)).collect();
    (digits.len() == 40 && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

fn expected_key(text: &str) -> CliOutcome<ExpectedKey> {
    let key = digits_of(text)
        .map(ExpectedKey::Digits)
        .or_else(|| PublicKey::from_did_key(text.trim()).ok().map(ExpectedKey::Key));
    key.ok_or_else(|| ErrorMessage::new(Message::KeyNotUnderstood).with("key", text).into())
}

/// The request in a file.
///
/// # Errors
/// If it cannot be read, or is not to be relied on.
pub(crate) fn request(path: &Path) -> CliOutcome<Request> {
    let bytes = announced(path, || fs::read(path))
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let request = Request::of_file(&bytes, clock::now());
    request.map_err(|_| ErrorMessage::new(Message::RequestRefused).file(path).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_may_be_grouped_in_any_way_and_must_be_whole() {
        let digits = "7750101448822789258103185861579204816572";
        for text in [
            "77501 01448 82278 92581 03185 86157 92048 16572",
            "77501-01448-82278-92581-03185-86157-92048-16572",
            "၇၇၅၀၁ ၀၁၄၄၈ ၈၂၂၇၈ ၉၂၅၈၁ ၀၃၁၈၅ ၈၆၁၅၇ ၉၂၀၄၈ ၁၆၅၇၂",
            "٧٧٥٠١ ٠١٤٤٨ ٨٢٢٧٨ ٩٢٥٨١ ٠٣١٨٥ ٨٦١٥٧ ٩٢٠٤٨ ١٦٥٧٢",
        ] {
            assert_eq!(digits_of(text).as_deref(), Some(digits));
        }
        for text in ["77501 01448", "", "did:key:z6Mk", "7750101448822789258103185861579204816572 1"] {
            assert_eq!(digits_of(text), None);
        }
    }
}
