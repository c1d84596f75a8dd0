//! Where drafts are stored, and how they come back: in the tab, on the device with a passphrase or
//! without, and in the page itself.

pub(crate) mod event;
pub(crate) mod place;
mod restore;
pub(crate) mod state;
mod stored_json;
pub(crate) mod unconfirmed;

use candour_age::{
    self as age, LockSession, OpenError,
    passphrase::{self, Strength},
};
use candour_files::{
    embed::Element,
    questionnaires,
    records::Verification,
    stored_copy::{Device, StoredCopy},
};
use candour_proof::{date::Timestamp, map::Table};
use zeroize::Zeroizing;

use crate::{
    command::{Command, Commands, run, show},
    drafts::Drafts,
    effect::Effect,
    locked_file::{LOCKED, locked},
    message::{Failure, PassphraseError},
    passed::content::{PassedContent, PassedKind},
    requests::state::Requests,
    route::Route,
    workspace::Workspace,
};
use event::{StorageEvent, StorageNotice, StorageTask};
use place::{DraftSource, StorageError, StorageMode};
use restore::{OpenedCopy, drafts_of};
use state::{BootFacts, OpenedBy, PendingCopy, PendingDrafts, PendingWrite, SaveState, Storage, WriteMode};
use stored_json::{Extent, none_stored};

/// What is stored, and what goes with it.
pub(crate) struct StoredContent<'a> {
    pub(crate) workspace: &'a mut Workspace,
    pub(crate) requests: &'a mut Requests,
    pub(crate) drafts: &'a mut Drafts,
}

impl Storage {
    pub(crate) fn update(&mut self, event: StorageEvent, content: &mut StoredContent<'_>) -> Commands {
        match event {
            StorageEvent::Mirrored(mirrored) => {
                self.mirrored = mirrored;
                Commands::new()
            }
            // Removing what the tab held, once it is on the device, says nothing of the device.
            StorageEvent::SavedToTab(_) if self.mode != StorageMode::Tab => Commands::new(),
            StorageEvent::SavedToTab(outcome) => {
                self.state = match outcome {
                    Err(problem) => SaveState::Refused(problem),
                    Ok(()) if self.stores_nothing(content.workspace, content.requests) => SaveState::Nothing,
                    Ok(()) => SaveState::Saved,
                };
                Commands::new()
            }
            StorageEvent::SavedToDevice(outcome) => self.saved_to_device(outcome),
            StorageEvent::DeviceRead(device) => self.take_over(device, content),
            StorageEvent::DeviceChanged(device) => self.device_changed(&device),
            StorageEvent::RemovedFromDevice(outcome) => match (outcome, self.removing.take()) {
                (Err(_), _) => show(Failure::NotRemoved),
                (Ok(()), Some(notice)) => show(notice),
                (Ok(()), None) => Commands::new(),
            },
            StorageEvent::ModeChosen(mode) => self.choose_mode(mode),
            StorageEvent::LockRequested(passphrase, again) => {
                self.with_passphrase(passphrase, &again, StorageTask::Lock, LockSession::RANDOM)
            }
            StorageEvent::TakeOverRequested => vec![Effect::ReadDevice.into()],
            StorageEvent::PassphraseGiven(index, passphrase) => {
                run(StorageTask::Unlock(index, passphrase), 0)
            }
            StorageEvent::OpenRequested(index) => self.open_found(index, content),
            StorageEvent::DiscardRequested(index) => self.discard(index),
            StorageEvent::PassphraseTyped { form, words, strength } => {
                self.strength = Some((form, words, strength));
                Commands::new()
            }
            StorageEvent::RepetitionTyped { form, fits } => {
                self.repetition = Some((form, fits));
                Commands::new()
            }
            StorageEvent::SuggestionRequested(form) => {
                let task = StorageTask::Suggest(form).into();
                vec![Effect::RunAfterPaint { task, random: passphrase::RANDOM }.into()]
            }
            StorageEvent::PageRequested(passphrase, again) => {
                self.with_passphrase(passphrase, &again, StorageTask::WritePage, LOCKED)
            }
            StorageEvent::PageSaved => page_saved(content.workspace),
            StorageEvent::FoundRequestOpened(index) => {
                let found = self.unconfirmed.get(index).and_then(|found| found.request.clone());
                let Some(request) = found else {
                    return Commands::new();
                };
                content.requests.opened = Some(Ok(request));
                vec![Command::Go(Route::Requested)]
            }
            StorageEvent::Confirmed(index) => self.confirm(index, content),
            StorageEvent::Dismissed(index) => {
                if index >= self.unconfirmed.len() {
                    return Commands::new();
                }
                self.unconfirmed.remove(index);
                vec![Command::Save, Command::Show(StorageNotice::Dismissed.into())]
            }
        }
    }

    pub(crate) fn resume(
        &mut self,
        task: StorageTask,
        random: &[u8],
        now: Timestamp,
        content: &mut StoredContent<'_>,
    ) -> Commands {
        match task {
            StorageTask::Save => self.flush(random, content),
            StorageTask::Suggest(form) => {
                let random = random.first_chunk::<{ passphrase::RANDOM }>();
                self.suggestion = random.map(|random| (form, Zeroizing::new(passphrase::suggest(random))));
                Commands::new()
            }
            StorageTask::Lock(passphrase) => self.lock(&passphrase, random),
            StorageTask::Unlock(index, passphrase) => self.unlock(index, &passphrase, content),
            StorageTask::WritePage(passphrase) => self.write_page(&passphrase, random, now, content),
        }
    }

    /// What is there when the page starts.
    pub(crate) fn boot(
        &mut self,
        start: &mut BootFacts,
        workspace: &mut Workspace,
        requests: &Requests,
    ) -> Commands {
        self.from_file = start.from_file;
        let found = start.device.as_ref().is_ok_and(|device| !device.is_empty());
        self.outlives_the_tab = found && !start.reloaded;
        let mut commands = match std::mem::replace(&mut start.kept, Ok(None)) {
            Err(problem) => {
                self.state = SaveState::Refused(problem);
                Commands::new()
            }
            Ok(None) => Commands::new(),
            Ok(Some(text)) => self.restore_tab(&text, workspace, requests),
        };
        // What the tab stored of a page's drafts is newer than what the page carries.
        let page = |content| PendingDrafts::new(DraftSource::Page, OpenedBy::Passphrase, content);
        self.pending.extend(start.carried.take().map(page));
        let found = match std::mem::replace(&mut start.device, Ok(Device::default())) {
            Err(_) => {
                self.refused = true;
                Commands::new()
            }
            Ok(device) => self.find_on_device(&device, workspace, requests),
        };
        commands.push(Command::UpdateClosing);
        commands.extend(found);
        commands
    }

    /// Stores the drafts as they are now, in the way that was chosen. Whether closing is to be asked about
    /// is for the root to add.
    pub(crate) fn save(&mut self, workspace: &mut Workspace, requests: &mut Requests) -> Vec<Effect> {
        if self.is_plain_tab() {
            let text = self.stored_json(workspace, requests, Extent::Tab);
            return vec![Effect::MirrorForCrashScreen(text.clone()), Effect::SaveToTab(text)];
        }
        self.changed = true;
        self.schedule_save(workspace, requests)
    }

    /// Sees to it that a copy is written soon, and until then held in memory.
    pub(crate) fn schedule_save(
        &mut self,
        workspace: &mut Workspace,
        requests: &mut Requests,
    ) -> Vec<Effect> {
        if self.can_save() {
            self.state = SaveState::Pending;
        }
        let text = self.stored_json(workspace, requests, Extent::Tab);
        vec![Effect::MirrorForCrashScreen(text), Effect::ScheduleSave]
    }

    /// Whether this tab may go on writing without being told to.
    fn can_save(&self) -> bool {
        let stopped = matches!(self.state, SaveState::Refused(StorageError::Elsewhere | StorageError::Gone));
        !stopped || self.next.take_over
    }

    /// Whether closing the tab would lose answers, given whether something is in no file.
    pub(crate) fn loses_on_closing(&self, is_unsaved: bool) -> bool {
        match self.mode {
            StorageMode::Tab => is_unsaved || self.unconfirmed.iter().any(|found| found.records_unsaved),
            // What is about to be saved is written before the tab goes. A private window removes it when it closes, and
            // the page cannot know whether it is in one.
            StorageMode::Locked | StorageMode::Unlocked => {
                self.changed && matches!(self.state, SaveState::Refused(_))
                    || is_unsaved && !self.outlives_the_tab
            }
        }
    }

    /// Writes the copy that is due.
    fn flush(&mut self, random: &[u8], content: &mut StoredContent<'_>) -> Commands {
        if !self.can_save() || self.is_plain_tab() {
            return Commands::new();
        }
        let text = match self.stored_json(content.workspace, content.requests, Extent::Tab) {
            None if self.mode == StorageMode::Tab => return vec![Effect::SaveToTab(None).into()],
            text => Zeroizing::new(text.unwrap_or_else(none_stored)),
        };
        let sealed = self.lock.as_ref().map(|lock| {
            let nonce = random.first_chunk::<{ PendingWrite::RANDOM }>()?;
            lock.seal(text.as_bytes(), *nonce).ok()
        });
        let content = match sealed {
            None => text.to_string(),
            Some(Some(sealed)) => sealed,
            // Without random numbers nothing can be locked.
            Some(None) => {
                self.state = SaveState::Refused(StorageError::Forbidden);
                return vec![Command::UpdateClosing];
            }
        };
        let (last, index) = self.known.unwrap_or((0, 1));
        // What waits beside the own copy stays until it is decided on, so the own copy is replaced.
        let beside = self.known.is_some() && self.has_locked_copy();
        let mut mode = self.next;
        let revision = last.checked_add(1).unwrap_or_else(|| {
            // The count begins again, which two copies would not survive.
            mode.only |= !beside;
            if beside { last } else { 1 }
        });
        let kept = StoredCopy { locked: self.lock.is_some(), revision, content };
        if self.mode == StorageMode::Tab {
            return vec![Effect::SaveToTab(Some(kept.write())).into()];
        }
        mode.only &= !beside;
        let writing = PendingWrite {
            text: kept.write(),
            place: if beside { index.min(1) } else { 1 - index.min(1) },
            revision,
            follows: self.known.map(|(revision, _)| revision),
            mode,
        };
        vec![Effect::SaveToDevice(writing).into()]
    }

    fn saved_to_device(&mut self, outcome: Result<(u32, usize), StorageError>) -> Commands {
        let mut commands = Commands::new();
        self.state = match outcome {
            Ok(known) => {
                self.known = Some(known);
                self.next = WriteMode::default();
                self.changed = false;
                commands.extend(self.announced.take().map(|notice| Command::Show(notice.into())));
                if std::mem::take(&mut self.in_tab) {
                    commands.push(Effect::SaveToTab(None).into());
                }
                SaveState::Saved
            }
            Err(problem) => SaveState::Refused(problem),
        };
        commands.push(Command::UpdateClosing);
        commands
    }

    fn choose_mode(&mut self, mode: StorageMode) -> Commands {
        let refused = match mode {
            StorageMode::Locked => true,
            StorageMode::Unlocked => self.from_file || self.has_locked_copy(),
            StorageMode::Tab => false,
        };
        if refused { Commands::new() } else { self.store_as(mode, None) }
    }

    fn store_as(&mut self, mode: StorageMode, lock: Option<LockSession>) -> Commands {
        let before = std::mem::replace(&mut self.mode, mode);
        self.lock = lock;
        self.state = SaveState::Nothing;
        let notice = StorageNotice::StoredAs(mode);
        self.announced = None;
        if mode != StorageMode::Tab {
            // Said once the first copy is there.
            self.announced = Some(notice);
            // What was there with another lock, or with none, must not stay beside it.
            self.next.only = true;
            self.in_tab = true;
            return vec![Command::Dismiss, Command::Save];
        }
        let own = self.known.take().map(|(_, index)| index);
        if before == StorageMode::Tab {
            return vec![Command::Save, Command::Show(notice.into())];
        }
        let effect = match own {
            Some(index) if self.has_locked_copy() => Effect::EraseCopies(vec![index]),
            _ => Effect::EraseDevice,
        };
        vec![self.remove(effect, notice), Command::Save]
    }

    /// Removes something from the device; only then it is said.
    fn remove(&mut self, effect: Effect, notice: StorageNotice) -> Command {
        self.removing = Some(notice);
        Command::Effect(effect)
    }

    /// Runs a task with a new passphrase that is long enough, not among the first that are tried, and typed
    /// the same twice.
    pub(crate) fn with_passphrase<T: Into<crate::deferred::Deferred>>(
        &mut self,
        passphrase: Zeroizing<String>,
        again: &str,
        task: fn(Zeroizing<String>) -> T,
        random: usize,
    ) -> Commands {
        match self.new_passphrase(&passphrase, again) {
            Ok(()) => run(task(passphrase), random),
            Err(problem) => show(Failure::Passphrase(problem)),
        }
    }

    fn new_passphrase(&mut self, passphrase: &str, again: &str) -> Result<(), PassphraseError> {
        self.strength = None;
        self.repetition = None;
        match passphrase::weigh(passphrase).1 {
            Strength::Short => Err(PassphraseError::TooShort),
            Strength::Guessable => Err(PassphraseError::Guessable),
            Strength::Weak | Strength::Fair | Strength::Good if passphrase != again => {
                Err(PassphraseError::Differs)
            }
            Strength::Weak | Strength::Fair | Strength::Good => {
                self.suggestion = None;
                Ok(())
            }
        }
    }

    /// Locks what is stored on this device from now on.
    fn lock(&mut self, passphrase: &str, random: &[u8]) -> Commands {
        if self.has_locked_copy() {
            return Commands::new();
        }
        let random = random.first_chunk::<{ LockSession::RANDOM }>();
        match random.and_then(|random| LockSession::new(passphrase, age::WORK_ON_DEVICE, random).ok()) {
            Some(lock) => self.store_as(StorageMode::Locked, Some(lock)),
            None => show(Failure::NoRandom),
        }
    }

    /// Opens locked drafts. What was answered here before goes on beside them.
    fn unlock(&mut self, index: usize, passphrase: &str, content: &mut StoredContent<'_>) -> Commands {
        let Some(PendingDrafts { from, copies, .. }) = self.pending.get(index).cloned() else {
            return Commands::new();
        };
        // Nothing was changed by opening what was stored, unless something stands beside it.
        let alone = content.workspace.is_empty() && from == DraftSource::Device;
        let last = self.last_revision();
        let mut opened: Option<OpenedCopy> = None;
        let (mut left, mut problems) = (Vec::new(), Vec::new());
        for copy in copies {
            let newer = opened.as_ref().map(|opened| &opened.lock);
            match self.open_copy(&copy, passphrase, from, newer, content.workspace, content.requests) {
                Ok(Some(copy)) => opened = Some(copy),
                // With the same passphrase it is the copy before the one opened.
                Ok(None) => {}
                Err(problem) => {
                    left.push(copy);
                    problems.push(problem);
                }
            }
        }
        let Some(OpenedCopy { lock, not_placed, known }) = opened else {
            // One of two copies may be somebody else's: what can be tried again comes first.
            let wrong = problems.iter().find(|problem| **problem == OpenError::WrongPassphrase);
            if let Some(pending) = self.pending.get_mut(index) {
                pending.problem = wrong.or(problems.first()).copied();
            }
            return vec![Command::Refuse];
        };
        self.pending.remove(index);
        if from == DraftSource::Tab {
            // Locked together, what this tab stored came out of what the page carries, and is newer.
            let opens = |copy: &PendingCopy| lock.open(copy.content.as_bytes()).is_ok();
            self.pending.retain(|other| other.from != DraftSource::Page || !other.copies.iter().all(opens));
        }
        if !left.is_empty() {
            let opens = OpenedBy::OtherPassphrase;
            self.add_pending(PendingDrafts { from, opens, problem: None, copies: left });
        }
        content.drafts.replaced();
        match (from, self.mode) {
            (DraftSource::Device, StorageMode::Tab | StorageMode::Unlocked) => {
                self.lock = Some(lock);
                // An own copy that is not locked must not stay beside it.
                self.next.only = self.mode == StorageMode::Unlocked;
                self.mode = StorageMode::Locked;
                self.known = known.map(|(_, index)| (last, index));
                self.in_tab = true;
            }
            // What is stored on the device stays locked as it was; somebody else may know this passphrase.
            (_, StorageMode::Tab) if self.lock.is_none() => self.lock = Some(lock),
            _ => {}
        }
        let save = if alone { Command::ScheduleSave } else { Command::Save };
        vec![save, Command::Show(StorageNotice::Unlocked { not_placed }.into())]
    }

    /// The highest revision on the device, as far as this tab knows, whoever wrote it.
    fn last_revision(&self) -> u32 {
        let pending = self.pending.iter().flat_map(|pending| &pending.copies).filter_map(|copy| copy.known);
        pending.chain(self.known).map(|(revision, _)| revision).max().unwrap_or_default()
    }

    /// Opens drafts that were found and are not locked.
    fn open_found(&mut self, index: usize, content: &mut StoredContent<'_>) -> Commands {
        let found = self.pending.get(index).filter(|pending| pending.opens == OpenedBy::Request);
        let Some(pending) = found else {
            return Commands::new();
        };
        let (from, places) = (pending.from, pending.places());
        let text = pending.copies.first().map(|copy| copy.content.clone()).unwrap_or_default();
        let restored = self.restore(&text, true, from, content.workspace, content.requests);
        let Some(not_placed) = restored else {
            if let Some(pending) = self.pending.get_mut(index) {
                pending.problem = Some(OpenError::Damaged);
            }
            return Commands::new();
        };
        self.pending.remove(index);
        content.drafts.replaced();
        // On the device every local page could read them, so they go on in the way that is chosen here.
        let notice = StorageNotice::Unlocked { not_placed };
        let first = match from {
            DraftSource::Device => {
                let effect = self.remove_copies(places);
                self.remove(effect, notice)
            }
            DraftSource::Tab | DraftSource::Page => Command::Show(notice.into()),
        };
        vec![first, Command::Save]
    }

    fn discard(&mut self, index: usize) -> Commands {
        if index >= self.pending.len() {
            return Commands::new();
        }
        let pending = self.pending.remove(index);
        let notice = StorageNotice::Discarded;
        match pending.from {
            DraftSource::Device => {
                let effect = self.remove_copies(pending.places());
                vec![self.remove(effect, notice)]
            }
            DraftSource::Tab => vec![Command::Save, Command::Show(notice.into())],
            // The page carries them on; they are only not opened now.
            DraftSource::Page => show(notice),
        }
    }

    /// Removes copies from the device, and nothing that stands beside them.
    fn remove_copies(&self, places: Vec<usize>) -> Effect {
        if self.mode == StorageMode::Tab && !self.has_locked_copy() {
            return Effect::EraseDevice;
        }
        Effect::EraseCopies(places)
    }

    /// Stores in this tab from now on, with what another one may have written meanwhile.
    fn take_over(
        &mut self,
        device: Result<Device, StorageError>,
        content: &mut StoredContent<'_>,
    ) -> Commands {
        let device = match device {
            Ok(device) => device,
            Err(problem) => {
                self.state = SaveState::Refused(problem);
                return Commands::new();
            }
        };
        let before = content.workspace.drafts().others().len();
        self.known = None;
        self.pending.retain(|pending| pending.from != DraftSource::Device);
        let copies = device.whole().unwrap_or_default();
        let last = copies.first().map(|(kept, _)| kept.revision);
        let (mut locked, mut open) = (Vec::new(), Vec::new());
        for (kept, index) in copies {
            if self.is_own(&kept, content) {
                // The older one is what came before the newer.
                if self.known.is_none() {
                    self.known = last.map(|last| (last, index));
                }
            } else if kept.locked {
                locked.push((kept, index));
            } else {
                open.push((kept, index));
            }
        }
        let strange = !locked.is_empty() || !open.is_empty();
        let opens = if self.known.is_some() { OpenedBy::OtherPassphrase } else { OpenedBy::Passphrase };
        self.add_pending_on_device(opens, locked);
        self.add_pending_on_device(OpenedBy::Request, open);
        if strange && self.known.is_none() {
            // Locked with another passphrase since: it is asked for, and nothing is overwritten.
            self.mode = StorageMode::Tab;
            return vec![Command::Save];
        }
        self.next.take_over = true;
        let mut commands = vec![Command::Save];
        let more = content.workspace.drafts().others().len().saturating_sub(before);
        if more > 0 {
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            commands.push(Command::Show(StorageNotice::DraftsAdded(more).into()));
        }
        commands
    }

    /// Whether a copy is one of those that this tab stores; the drafts of the newest are added.
    fn is_own(&mut self, kept: &StoredCopy, content: &mut StoredContent<'_>) -> bool {
        let plain = match (&self.lock, kept.locked) {
            (Some(lock), true) => lock.open(kept.content.as_bytes()).ok(),
            (None, false) if !self.from_file => Some(Zeroizing::new(kept.content.clone().into_bytes())),
            _ => None,
        };
        let Some(text) = plain.as_ref().and_then(|plain| std::str::from_utf8(plain).ok()) else {
            return false;
        };
        if self.known.is_some() {
            return drafts_of(text).is_some();
        }
        self.restore(text, false, DraftSource::Device, content.workspace, content.requests).is_some()
    }

    /// Another tab changed what the device holds.
    fn device_changed(&mut self, device: &Device) -> Commands {
        if self.mode == StorageMode::Tab || self.next.take_over {
            return Commands::new();
        }
        let revision = device.revision().ok().flatten();
        let problem = if device.is_empty() {
            StorageError::Gone
        } else if revision > self.known.map(|(revision, _)| revision) {
            StorageError::Elsewhere
        } else {
            return Commands::new();
        };
        self.state = SaveState::Refused(problem);
        vec![Command::UpdateClosing]
    }

    /// The page with the drafts in it, read back before it is saved.
    fn write_page(
        &mut self,
        passphrase: &str,
        random: &[u8],
        now: Timestamp,
        content: &mut StoredContent<'_>,
    ) -> Commands {
        let text = self.stored_json(content.workspace, content.requests, Extent::Page).map(Zeroizing::new);
        let Some(text) = text else {
            return show(Failure::NothingToSave);
        };
        match locked(text.as_bytes(), passphrase, random) {
            Err(failure) => show(failure),
            Ok(_) if drafts_of(&text).is_none() => show(Failure::NotReadBack),
            Ok(content) => {
                let name = candour_files::text::file_name("candour-with-answers", "", &now.date(), ".html");
                let saved = Box::new(StorageEvent::PageSaved.into());
                vec![Effect::DownloadPageWith { name, element: Element::Draft, content, saved }.into()]
            }
        }
    }

    /// Uses what was found, except for a request, which is accepted on its own screen.
    fn confirm(&mut self, index: usize, content: &mut StoredContent<'_>) -> Commands {
        if index >= self.unconfirmed.len() {
            return Commands::new();
        }
        let mut found = self.unconfirmed.remove(index);
        let workspace = &mut *content.workspace;
        for file in std::mem::take(&mut found.questionnaires) {
            if let Ok(own) = questionnaires::read(&file, workspace.catalog())
                && !workspace.has_imported(&own)
            {
                workspace.import(own);
            }
        }
        workspace.place_unplaced();
        let withheld = std::mem::replace(&mut found.withheld, Table::new());
        for (id, what) in withheld.iter() {
            workspace.set_withheld(id.clone(), what.clone());
        }
        let mut records = std::mem::take(&mut found.records);
        if found.from == DraftSource::Page {
            // Whoever made the page could write that a key was checked.
            records.keys.iter_mut().for_each(|known| known.how = Verification::Seen);
        }
        content.requests.records_unsaved |= found.records_unsaved && !records.is_empty();
        content.requests.records.edit(|own| own.join(records));
        if found.request.is_some() {
            self.unconfirmed.insert(index, found);
        }
        vec![Command::RecordsChanged, Command::Save, Command::Show(StorageNotice::Confirmed.into())]
    }
}

fn page_saved(workspace: &Workspace) -> Commands {
    let drafts = workspace.drafts();
    let all = || drafts.iter().flat_map(|draft| draft.answers.questions.values());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let notice = StorageNotice::PageSaved {
        drafts: count(workspace.draft_count()),
        answers: count(all().filter(|answer| answer.choice.is_some()).count()),
        notes: count(all().filter(|answer| !answer.note.is_empty()).count()),
    };
    let content = PassedContent::Drafts(drafts.clone());
    vec![Command::Show(notice.into()), Command::Passed(PassedKind::Page, content)]
}
