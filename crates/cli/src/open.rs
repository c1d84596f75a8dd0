//! A file opened and checked, with what the system said if it refused to read it.

use candour_batch::files::Job;
use candour_files::check::Checked;

use crate::{context::CheckContext, error::ErrorMessage, messages::Message};

/// A file that was opened.
pub(crate) struct OpenedInputs {
    pub(crate) checked: Checked,
    /// What the system said, if it refused to read the file.
    pub(crate) refused: Option<String>,
}

/// Opens a file and checks it.
pub(crate) fn open(job: Job, context: &CheckContext) -> OpenedInputs {
    OpenedInputs { checked: job.piece.open(&context.intake()), refused: job.refused }
}

impl From<Checked> for OpenedInputs {
    fn from(checked: Checked) -> Self {
        Self { checked, refused: None }
    }
}

/// That the system refused to read a file, if it did.
pub(crate) fn not_read(name: &str, refused: Option<&String>) -> Option<ErrorMessage> {
    refused.map(|why| ErrorMessage::new(Message::NotRead).with("file", name).with("why", why))
}
