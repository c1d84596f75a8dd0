//! Files passed to the browser. Browsers do not say whether they saved one: a download may be refused, cancelled or
//! lost. So answers, a key or a list count as saved only when the person has seen the file.

pub(crate) mod content;

use crate::{
    command::{Command, Commands},
    message::Notice,
    requests::state::Requests,
    workspace::Workspace,
};
use content::{PassedContent, PassedKind};

/// Most bytes of a file whose content is offered in another way if it was not saved.
const LONGEST_TEXT: usize = 200_000;

/// Files that were passed to the browser and that nobody has seen since.
#[derive(Debug, Default)]
pub struct PassedFiles {
    /// They themselves, the latest last.
    pub files: Vec<PassedFile>,
    /// The one that the person did not find.
    pub missing: Option<PassedFile>,
    /// The content passed last.
    last: Option<String>,
}

/// A file that was passed to the browser.
#[derive(Clone, Debug)]
pub struct PassedFile {
    /// What it is.
    pub kind: PassedKind,
    /// Its content, if it is text that can be copied.
    pub text: Option<String>,
    /// What it contains.
    content: PassedContent,
}

impl PassedFiles {
    /// A text is passed to the browser, or something else.
    pub(crate) fn note_text(&mut self, text: Option<&str>) {
        self.last = text.filter(|text| text.len() <= LONGEST_TEXT).map(str::to_owned);
    }

    /// The browser took a file; an older one of the same matters no longer.
    pub(crate) fn add(&mut self, kind: PassedKind, content: PassedContent) {
        self.files.retain(|file| file.kind != kind || !file.content.is_older(&content));
        self.files.push(PassedFile { kind, text: self.last.take(), content });
        self.missing = None;
    }

    /// The person has seen the file: what it contains is saved, unless it changed since.
    pub(crate) fn seen(
        &mut self,
        index: usize,
        workspace: &mut Workspace,
        requests: &mut Requests,
    ) -> Commands {
        if index >= self.files.len() {
            return Commands::new();
        }
        match self.files.remove(index).content {
            PassedContent::Draft(questionnaire, draft) => {
                workspace.change_drafts(|drafts| drafts.mark_saved(&questionnaire, &draft));
            }
            PassedContent::Drafts(saved) => workspace.change_drafts(|drafts| drafts.mark_all_saved(&saved)),
            PassedContent::Records(records, key) => {
                requests.records_unsaved &= requests.records != records;
                if let Some(key) = key {
                    workspace.mark_key_saved(key);
                }
            }
            PassedContent::Key(key) => workspace.mark_key_saved(key),
        }
        vec![Command::Save, Command::Show(Notice::FileSeen.into())]
    }

    /// The person did not find the file: nothing is saved, and its content is offered in another way.
    pub(crate) fn not_found(&mut self, index: usize) -> Commands {
        if index < self.files.len() {
            self.missing = Some(self.files.remove(index));
        }
        vec![Command::Dismiss]
    }
}
