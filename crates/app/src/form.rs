//! A form that was submitted, and the field at which it was refused.

use candour_age::OpenError;

use crate::message::{Failure, KeyRefusal, PassphraseError};

/// The fields of a form by their ids: those at which an error can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFields {
    /// The field that most errors are about, such as a passphrase.
    pub main: String,
    /// The other field: the repetition of a new passphrase, or the file. The same as `main` if there is none.
    pub other: String,
}

impl FormFields {
    /// A form of one field.
    pub fn of_one(field: String) -> Self {
        Self { other: field.clone(), main: field }
    }

    /// The field that a failure is about.
    pub(crate) fn at_fault(&self, failure: &Failure) -> &str {
        let wrong_passphrase = matches!(
            failure,
            Failure::KeyRefused(KeyRefusal::NotOpened(OpenError::WrongPassphrase))
                | Failure::RecordsRefused(Some(OpenError::WrongPassphrase))
        );
        let about_other = matches!(
            failure,
            Failure::Passphrase(PassphraseError::Differs)
                | Failure::KeyRefused(_)
                | Failure::RecordsRefused(_)
                | Failure::FileNotRead(_)
        );
        if about_other && !wrong_passphrase { &self.other } else { &self.main }
    }
}
