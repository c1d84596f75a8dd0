//! Drafts that come back: from the tab, from the device, and out of the page itself.

use candour_age::{LockSession, OpenError};
use candour_files::{
    draft, limits, questionnaires,
    stored_copy::{self, Device, StoredCopy},
    text::{LONGEST_NAME, clean_line},
};
use candour_proof::json::Json;
use candour_questionnaire::listed::Listed;

use super::{
    event::StorageNotice,
    place::{DraftSource, StorageMode},
    state::{OpenedBy, PendingCopy, PendingDrafts, SaveState, Storage},
    unconfirmed::Unconfirmed,
};
use crate::{
    cached::Cached,
    command::{Command, Commands, show},
    drafts::set::OtherDraft,
    message::Failure,
    requests::state::Requests,
    workspace::Workspace,
};

/// A copy that was opened and restored.
pub(super) struct OpenedCopy {
    pub(super) lock: LockSession,
    /// Ids that could not be placed.
    pub(super) not_placed: Listed<String>,
    /// Its revision and index on the device.
    pub(super) known: Option<(u32, usize)>,
}

impl Storage {
    /// Restores what the tab stored. What cannot be read stays in the tab until the next answer is given.
    pub(super) fn restore_tab(
        &mut self,
        text: &str,
        workspace: &mut Workspace,
        requests: &Requests,
    ) -> Commands {
        if let Ok(StoredCopy { locked: true, content, .. }) = StoredCopy::read(text) {
            self.add_pending(PendingDrafts::new(DraftSource::Tab, OpenedBy::Passphrase, content));
            return Commands::new();
        }
        if self.from_file {
            return self.find_in_tab(text, workspace, requests);
        }
        let Some(not_placed) = self.restore(text, false, DraftSource::Tab, workspace, requests) else {
            return show(Failure::NotRestored);
        };
        if !self.stores_nothing(workspace, requests) || !not_placed.is_empty() {
            self.state = SaveState::Saved;
        }
        if workspace.is_empty() && not_placed.is_empty() {
            return Commands::new();
        }
        show(StorageNotice::Restored { not_placed })
    }

    /// Any local page that was open in this tab could have written what it holds, so that nothing of it
    /// is opened unasked.
    fn find_in_tab(&mut self, text: &str, workspace: &Workspace, requests: &Requests) -> Commands {
        let Some(kept) = drafts_of(text) else {
            return show(Failure::NotRestored);
        };
        let mut rest = kept.as_object().cloned().unwrap_or_default();
        rest.remove("waiting");
        let drafts = rest.get("drafts").and_then(Json::as_list).unwrap_or_default();
        let others = ["request", "questionnaires", "withheld", "records", "unconfirmed"];
        if !drafts.is_empty() || others.iter().any(|name| rest.get(name).is_some()) {
            let content = candour_proof::jcs::canonical(&rest.into());
            self.add_pending(PendingDrafts::new(DraftSource::Tab, OpenedBy::Request, content));
        }
        self.restore_pending(&kept);
        if !self.stores_nothing(workspace, requests) {
            self.state = SaveState::Saved;
        }
        Commands::new()
    }

    /// Looks at what the device holds when the page starts.
    pub(super) fn find_on_device(
        &mut self,
        device: &Device,
        workspace: &mut Workspace,
        requests: &Requests,
    ) -> Commands {
        let Ok(copies) = device.whole() else {
            let content = device.copies.iter().flatten().next().cloned().unwrap_or_default();
            self.add_pending(PendingDrafts::damaged(content));
            return Commands::new();
        };
        let mut commands = Commands::new();
        if device.is_damaged() {
            commands.push(Command::Show(Failure::OlderCopy.into()));
        }
        let (locked, open): (Vec<_>, Vec<_>) = copies.into_iter().partition(|(kept, _)| kept.locked);
        // The page itself removes what is there in another way before it stores answers in one.
        let strange = self.from_file || !locked.is_empty();
        self.add_pending_on_device(OpenedBy::Passphrase, locked);
        if strange {
            self.add_pending_on_device(OpenedBy::Request, open);
            return commands;
        }
        let Some((kept, index)) = open.into_iter().next() else {
            return commands;
        };
        let restored = self.restore(&kept.content, false, DraftSource::Device, workspace, requests);
        let Some(not_placed) = restored else {
            self.add_pending(PendingDrafts::damaged(kept.content));
            return commands;
        };
        if !not_placed.is_empty() {
            commands.push(Command::Show(StorageNotice::Restored { not_placed }.into()));
        }
        self.mode = StorageMode::Unlocked;
        self.known = Some((kept.revision, index));
        self.in_tab = true;
        commands.push(Command::ScheduleSave);
        commands
    }

    /// Adds drafts that wait, unless they do already.
    pub(super) fn add_pending(&mut self, pending: PendingDrafts) {
        let same = |other: &PendingDrafts| other.from == pending.from && other.copies == pending.copies;
        if !self.pending.iter().any(same) {
            self.pending.push(pending);
        }
    }

    pub(super) fn add_pending_on_device(&mut self, opens: OpenedBy, copies: Vec<(StoredCopy, usize)>) {
        if copies.is_empty() {
            return;
        }
        let copy = |(kept, index): (StoredCopy, usize)| PendingCopy {
            content: kept.content,
            known: Some((kept.revision, index)),
        };
        let copies = copies.into_iter().map(copy).collect();
        self.add_pending(PendingDrafts { from: DraftSource::Device, opens, problem: None, copies });
    }

    /// Adds what waited in the tab before.
    fn restore_pending(&mut self, kept: &Json) {
        for item in kept.get("waiting").and_then(Json::as_list).unwrap_or_default() {
            let content = item.get("content").and_then(Json::as_text);
            let locked = item.get("locked").and_then(Json::as_bool);
            if let (Some(content), Some(locked)) = (content, locked) {
                let opens = if locked { OpenedBy::Passphrase } else { OpenedBy::Request };
                self.add_pending(PendingDrafts::new(DraftSource::Tab, opens, content.to_owned()));
            }
        }
    }

    /// Adds the drafts of a stored text to those that are here; `first` says that they are to be opened. What
    /// else it holds is listed, and not in use. Gives the ids that could not be placed, or nothing if it is no
    /// such text.
    pub(super) fn restore(
        &mut self,
        text: &str,
        first: bool,
        from: DraftSource,
        workspace: &mut Workspace,
        requests: &Requests,
    ) -> Option<Listed<String>> {
        let kept = drafts_of(text)?;
        let mut found = Unconfirmed::read(&kept, from);
        found.questionnaires = import_questionnaires(&kept, from, workspace);
        self.list_unconfirmed(&kept, found, workspace, requests);
        if from != DraftSource::Page {
            self.restore_pending(&kept);
        }
        Some(add_drafts(&kept, first, workspace))
    }

    /// Lists what came along with drafts, as far as it is not in use or listed already.
    fn list_unconfirmed(
        &mut self,
        kept: &Json,
        found: Unconfirmed,
        workspace: &Workspace,
        requests: &Requests,
    ) {
        // A page has never been told what is undecided; whatever it says of that is somebody else's.
        if found.from != DraftSource::Page {
            let list = kept.get("unconfirmed").and_then(Json::as_list).unwrap_or_default();
            for again in list.iter().filter_map(Unconfirmed::read_again) {
                self.add_unconfirmed(again);
            }
        }
        self.add_unconfirmed(found.beyond(workspace, &requests.records));
    }

    fn add_unconfirmed(&mut self, found: Unconfirmed) {
        if !found.is_empty() && !self.unconfirmed.contains(&found) {
            self.unconfirmed.push(found);
        }
    }

    /// Opens one copy and restores its drafts, unless a newer one was opened.
    pub(super) fn open_copy(
        &mut self,
        copy: &PendingCopy,
        passphrase: &str,
        from: DraftSource,
        newer: Option<&LockSession>,
        workspace: &mut Workspace,
        requests: &Requests,
    ) -> Result<Option<OpenedCopy>, OpenError> {
        if let Some(newer) = newer {
            // Locked together, it opens at once; otherwise only the passphrase can tell.
            if newer.open(copy.content.as_bytes()).is_err() {
                LockSession::of(copy.content.as_bytes(), passphrase)?;
            }
            return Ok(None);
        }
        let (lock, plain) = LockSession::of(copy.content.as_bytes(), passphrase)?;
        let text = std::str::from_utf8(&plain).ok();
        let restored = text.and_then(|text| self.restore(text, true, from, workspace, requests));
        let not_placed = restored.ok_or(OpenError::Damaged)?;
        Ok(Some(OpenedCopy { lock, not_placed, known: copy.known }))
    }
}

/// Imports questionnaires, which the drafts may need; they are marked wherever they appear. Gives
/// those that a page carries and none of its drafts needs.
fn import_questionnaires(kept: &Json, from: DraftSource, workspace: &mut Workspace) -> Vec<Json> {
    let drafts = kept.get("drafts").and_then(Json::as_list).unwrap_or_default();
    let mut others = Vec::new();
    for file in kept.get("questionnaires").and_then(Json::as_list).unwrap_or_default() {
        let Ok(own) = questionnaires::read(file, workspace.catalog()) else { continue };
        if workspace.has_imported(&own) {
            continue;
        }
        let id = Some(own.entry.questionnaire.id());
        if from == DraftSource::Page && !drafts.iter().any(|draft| draft::questionnaire_of(draft) == id) {
            others.push(file.clone());
        } else {
            workspace.import(own);
        }
    }
    others
}

/// Adds the drafts of a stored text; gives the ids that could not be placed.
fn add_drafts(kept: &Json, first: bool, workspace: &mut Workspace) -> Listed<String> {
    let unsaved = kept.get("unsaved").and_then(Json::as_list).unwrap_or_default();
    let (mut not_placed, mut opened) = (Listed::new(), Vec::new());
    let (catalog, before) = (std::rc::Rc::clone(workspace.catalog()), workspace.drafts().clone());
    for (index, file) in kept.get("drafts").and_then(Json::as_list).unwrap_or_default().iter().enumerate() {
        let id = draft::questionnaire_of(file);
        if workspace.draft_count() >= limits::DRAFTS {
            not_placed.push_with(|| clean_line(id.unwrap_or("?"), LONGEST_NAME));
            continue;
        }
        let Some(entry) = catalog.entry(id.unwrap_or("?")) else {
            not_placed.push_with(|| clean_line(id.unwrap_or("?"), LONGEST_NAME));
            workspace.add_unplaced(file);
            continue;
        };
        let id = entry.questionnaire.id();
        let placed = draft::read(file, &entry.questionnaire);
        not_placed.append(placed.not_placed);
        // Pages of version 0.1 named them by questionnaire.
        let listed = |item: &Json| match item {
            Json::Integer(number) => usize::try_from(*number) == Ok(index),
            item => item.as_text() == Some(id),
        };
        let open = first && !opened.iter().any(|one| one == id);
        if !opened.iter().any(|one| one == id) {
            opened.push(id.to_owned());
        }
        let other = OtherDraft {
            questionnaire: id.to_owned(),
            draft: Cached::new(placed.draft),
            unsaved: unsaved.iter().any(listed),
        };
        workspace.change_drafts(|drafts| drafts.join(other, open, &before));
    }
    not_placed
}

/// The drafts that a text holds, with what stands beside them; nothing if it is no such text.
pub(super) fn drafts_of(text: &str) -> Option<Json> {
    let kept = Json::read(text.as_bytes(), stored_copy::LIMITS).ok()?;
    let several = kept.get("format").and_then(Json::as_text) == Some(draft::SEVERAL);
    (several && limits::beyond(&kept, draft::SEVERAL).is_none()).then_some(kept)
}
