//! What a file that was passed to the browser is, and what it contains.

use candour_files::records::Records;
use candour_proof::key::PublicKey;
use candour_questionnaire::draft::Draft;

use crate::{cached::Cached, drafts::set::DraftSet, workspace::Workspace};

/// What kind of file was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassedKind {
    /// A draft.
    Draft,
    /// A signed result with all that its draft contains.
    Signed,
    /// The page with all drafts.
    Page,
    /// Requests made and known keys.
    Records,
    /// The signing key.
    Key,
}

impl PassedKind {
    /// The name in the page: `draft`, `signed`, `page`, `records` or `key`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Page => "page",
            Self::Records => "records",
            Self::Key => "key",
        }
    }
}

/// What a file contains, as it was then.
#[derive(Clone, Debug)]
pub(crate) enum PassedContent {
    /// The open draft of a questionnaire.
    Draft(String, Cached<Draft>),
    /// All drafts.
    Drafts(DraftSet),
    /// Requests made and known keys, and the signing key with this public half.
    Records(Cached<Records>, Option<PublicKey>),
    /// The signing key with this public half.
    Key(PublicKey),
}

impl PassedContent {
    /// Whether it is what another file of the same kind contains, as it was before.
    pub(super) fn is_older(&self, newer: &Self) -> bool {
        match (self, newer) {
            (Self::Draft(questionnaire, _), Self::Draft(other, _)) => questionnaire == other,
            (Self::Key(key), Self::Key(other)) => key == other,
            _ => true,
        }
    }

    /// The open draft of a questionnaire, as it is.
    pub(crate) fn draft(workspace: &Workspace, questionnaire: &str) -> Option<Self> {
        let draft = workspace.drafts().open().get(questionnaire)?;
        Some(Self::Draft(questionnaire.to_owned(), draft.clone()))
    }
}
