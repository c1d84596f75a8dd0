//! Reads files that were just written, and others' files, with the same checking code.

use candour_files::check::{self, Checked, CheckerContext};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
};
use candour_questionnaire::{draft::Draft, questionnaire::Questionnaire, scoring::assess};

use crate::{signing::state::Written, workspace::Workspace};

/// Checks files with what this page knows.
pub(crate) struct Verifier<'a> {
    known: CheckerContext<'a>,
}

impl<'a> Verifier<'a> {
    /// Somebody who holds the key of this page.
    pub(crate) fn of(workspace: &'a Workspace, now: Timestamp) -> Self {
        let own = workspace.key().map(|key| key.signing.public());
        Self { known: CheckerContext { catalog: workspace.catalog(), own, now } }
    }

    /// Somebody else, who does not.
    pub(crate) fn stranger(workspace: &'a Workspace, now: Timestamp) -> Self {
        Self { known: CheckerContext { catalog: workspace.catalog(), own: None, now } }
    }

    pub(crate) fn check(&self, content: &[u8], name: &str) -> Checked {
        check::check(content, name, &self.known)
    }
}

/// The day a result was finished, for the name of its file.
pub(crate) fn day_of(checked: &Checked) -> &str {
    checked.report.as_ref().map_or("", |report| &report.finished)
}

/// What is said of a file that was written and read back.
pub(crate) fn describe(name: &str, questionnaire: &Questionnaire, text: &str, checked: &Checked) -> Written {
    let empty = Draft::default();
    let draft = checked.drafts.first().map_or(&empty, |(_, placed)| &placed.draft);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let answers = draft.answers.questions.values();
    Written {
        name: name.to_owned(),
        questionnaire: questionnaire.id().to_owned(),
        answers: assess(questionnaire, &draft.answers).completeness.answered,
        notes: count(answers.filter(|answer| !answer.note.is_empty()).count()),
        size: text.len(),
        sha256: hex(&sha256(text.as_bytes())),
    }
}
