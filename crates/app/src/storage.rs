//! Where drafts are kept, and how they come back: in the tab, on the device with a passphrase or
//! without, and in the page itself.

mod state;

use candour_age::{
    self as age, Lock, OpenError,
    passphrase::{self, Strength},
};
use candour_files::{
    draft,
    embed::Element,
    limits, questionnaires,
    request::Request,
    stored_copy::{self, Device, Kept},
    text::{LONGEST_NAME, clean_line},
    withhold,
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Object},
};
use candour_questionnaire::{answers::Answers, draft::Draft, listed::Listed};
use zeroize::Zeroizing;

use super::{
    Before, Effect, Model, Notice, PassphraseProblem, RequestSource, Route, Shelved, Task, Telling,
    Unconfirmed,
};
pub use state::{KeepProblem, Keeper, Keeping, Manner, Mode, Opens, Source, Start, Waiting, Writing};
use state::{Opened, WaitingCopy};

/// Random bytes of a file locked with a passphrase: file key, salt and nonce.
pub(super) const LOCKED: usize = Lock::RANDOM + 16;

impl Model {
    pub(super) fn started(&mut self, start: Start) -> Vec<Effect> {
        self.keeper.from_file = start.from_file;
        self.saved_by_browser = start.saved_by_browser;
        match start.kept {
            Err(problem) => self.keeping = Keeping::Refused(problem),
            Ok(None) => {}
            Ok(Some(text)) => self.restore(&text),
        }
        // What the tab kept of a page's drafts is newer than what the page carries.
        self.waiting
            .extend(start.carried.map(|content| Waiting::new(Source::Page, Opens::Passphrase, content)));
        let effects = match start.device {
            Err(_) => {
                self.keeper.refused = true;
                Vec::new()
            }
            Ok(device) => self.find(&device),
        };
        self.route = Route::parse(&start.fragment, &self.catalog);
        let mut all = vec![self.closing()];
        all.extend(effects);
        self.asking.address.clone_from(&start.address);
        self.address = start.address;
        if let Some(packed) = Request::packed_in(&start.fragment) {
            self.route = Route::Requested;
            all.extend(Self::look_at(RequestSource::Address(packed.to_owned())));
        } else if let Some(content) = start.built_in {
            all.extend(Self::look_at(RequestSource::Page(content)));
        }
        all.push(Effect::AfterPaint { task: Task::Today, random: 0 });
        all
    }

    /// Takes back what the tab kept. What cannot be read is said, and stays in the tab until the
    /// next answer is given.
    fn restore(&mut self, text: &str) {
        if let Ok(Kept { locked: true, content, .. }) = Kept::read(text) {
            self.wait(Waiting::new(Source::Tab, Opens::Passphrase, content));
            return;
        }
        if self.keeper.from_file {
            self.find_in_tab(text);
            return;
        }
        let Some(not_placed) = self.take_in(text, false, Source::Tab) else {
            self.notice = Some(Notice::NotRestored);
            return;
        };
        if !self.keeps_nothing() || !not_placed.is_empty() {
            self.keeping = Keeping::Kept;
        }
        if !self.is_empty() || !not_placed.is_empty() {
            self.notice = Some(Notice::Restored { not_placed });
        }
    }

    /// Any local page that was open in this tab could have written what it holds, so that nothing of it
    /// is opened unasked.
    fn find_in_tab(&mut self, text: &str) {
        let Some(kept) = drafts_of(text) else {
            self.notice = Some(Notice::NotRestored);
            return;
        };
        let mut rest = kept.as_object().cloned().unwrap_or_default();
        rest.remove("waiting");
        let drafts = rest.get("drafts").and_then(Json::as_list).unwrap_or_default();
        let others = ["request", "questionnaires", "withheld", "records", "unconfirmed"];
        if !drafts.is_empty() || others.iter().any(|name| rest.get(name).is_some()) {
            let content = candour_proof::jcs::canonical(&rest.into());
            self.wait(Waiting::new(Source::Tab, Opens::Request, content));
        }
        self.wait_again(&kept);
        if !self.keeps_nothing() {
            self.keeping = Keeping::Kept;
        }
    }

    /// Lets answers wait, unless they do already.
    fn wait(&mut self, waiting: Waiting) {
        let same = |other: &Waiting| other.from == waiting.from && other.copies == waiting.copies;
        if !self.waiting.iter().any(same) {
            self.waiting.push(waiting);
        }
    }

    /// Lets wait what waited in the tab before.
    fn wait_again(&mut self, kept: &Json) {
        for item in kept.get("waiting").and_then(Json::as_list).unwrap_or_default() {
            let content = item.get("content").and_then(Json::as_text);
            let locked = item.get("locked").and_then(Json::as_bool);
            if let (Some(content), Some(locked)) = (content, locked) {
                let opens = if locked { Opens::Passphrase } else { Opens::Request };
                self.wait(Waiting::new(Source::Tab, opens, content.to_owned()));
            }
        }
    }

    /// Looks at what the device holds when the page starts.
    fn find(&mut self, device: &Device) -> Vec<Effect> {
        let Ok(copies) = device.whole() else {
            let content = device.copies.iter().flatten().next().cloned().unwrap_or_default();
            self.wait(Waiting::damaged(content));
            return Vec::new();
        };
        if device.is_damaged() {
            self.notice = Some(Notice::OlderCopy);
        }
        let (locked, open): (Vec<_>, Vec<_>) = copies.into_iter().partition(|(kept, _)| kept.locked);
        // The page itself removes what is there in another way before it keeps answers in one.
        let strange = self.keeper.from_file || !locked.is_empty();
        self.wait_on_device(Opens::Passphrase, locked);
        if strange {
            self.wait_on_device(Opens::Request, open);
            return Vec::new();
        }
        let Some((kept, place)) = open.into_iter().next() else {
            return Vec::new();
        };
        let Some(not_placed) = self.take_in(&kept.content, false, Source::Device) else {
            self.wait(Waiting::damaged(kept.content));
            return Vec::new();
        };
        if !not_placed.is_empty() {
            self.notice = Some(Notice::Restored { not_placed });
        }
        self.keeper.mode = Mode::Unlocked;
        self.keeper.known = Some((kept.revision, place));
        self.keeper.in_tab = true;
        self.hold()
    }

    /// Lets copies on the device wait.
    fn wait_on_device(&mut self, opens: Opens, copies: Vec<(Kept, usize)>) {
        if copies.is_empty() {
            return;
        }
        let copy = |(kept, place): (Kept, usize)| WaitingCopy {
            content: kept.content,
            known: Some((kept.revision, place)),
        };
        let copies = copies.into_iter().map(copy).collect();
        self.wait(Waiting { from: Source::Device, opens, problem: None, copies });
    }

    /// Whether locked answers wait on the device, which another way to keep would overwrite.
    pub fn waits_on_device(&self) -> bool {
        self.waiting.iter().any(|waiting| waiting.from == Source::Device)
    }

    /// Whether there are no answers here at all.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.shelf.is_empty() && self.strangers.is_empty()
    }

    /// Whether there is nothing at all to keep.
    pub(super) fn keeps_nothing(&self) -> bool {
        self.is_empty()
            && self.request.is_none()
            && self.brought.is_empty()
            && self.records.is_empty()
            && self.unconfirmed.is_empty()
            && self.waiting.iter().all(|waiting| waiting.from != Source::Tab)
    }

    /// Takes drafts in from text that [`Model::kept_text`] wrote, beside those that are here; `first`
    /// says that they are to be opened. What else stands there is listed, and not in use. Gives the ids
    /// that could not be placed, or nothing if it is no such text.
    fn take_in(&mut self, text: &str, first: bool, from: Source) -> Option<Listed<String>> {
        let kept = drafts_of(text)?;
        let mut found = Unconfirmed::read(&kept, from);
        found.questionnaires = self.take_in_questionnaires(&kept, from);
        self.list_unconfirmed(&kept, found);
        if from != Source::Page {
            self.wait_again(&kept);
        }
        let unsaved = kept.get("unsaved").and_then(Json::as_list).unwrap_or_default();
        let (mut not_placed, mut opened) = (Listed::new(), Vec::new());
        let (catalog, before) = (std::rc::Rc::clone(&self.catalog), self.before());
        for (place, file) in kept.get("drafts").and_then(Json::as_list).unwrap_or_default().iter().enumerate()
        {
            let id = draft::questionnaire_of(file);
            if self.draft_count() >= limits::DRAFTS {
                not_placed.push_with(|| clean_line(id.unwrap_or("?"), LONGEST_NAME));
                continue;
            }
            let Some(entry) = catalog.entry(id.unwrap_or("?")) else {
                not_placed.push_with(|| clean_line(id.unwrap_or("?"), LONGEST_NAME));
                if !self.strangers.contains(file) {
                    self.strangers.push(file.clone());
                }
                continue;
            };
            let id = entry.questionnaire.id();
            let placed = draft::read(file, &entry.questionnaire);
            not_placed.append(placed.not_placed);
            // Pages of version 0.1 named them by questionnaire.
            let listed = |item: &Json| match item {
                Json::Integer(number) => usize::try_from(*number) == Ok(place),
                item => item.as_text() == Some(id),
            };
            let open = first && !opened.iter().any(|one| one == id);
            if !opened.iter().any(|one| one == id) {
                opened.push(id.to_owned());
            }
            self.join(id, placed.draft, unsaved.iter().any(listed), open, &before);
        }
        Some(not_placed)
    }

    /// Puts a draft beside those that are here, unless it was there already.
    pub(super) fn join(
        &mut self,
        questionnaire: &str,
        draft: Draft,
        unsaved: bool,
        open: bool,
        before: &Before,
    ) {
        let own = before.drafts.get(questionnaire).into_iter();
        let others = before.shelf.iter().filter(|other| other.questionnaire == questionnaire);
        let mut known = own.chain(others.map(|other| &other.draft));
        if draft.is_empty() || known.any(|own| own.holds_the_same(&draft)) {
            return;
        }
        if self.drafts.contains_key(questionnaire) && !open {
            self.shelf.push(Shelved { questionnaire: questionnaire.to_owned(), draft, unsaved });
            return;
        }
        self.open(questionnaire, draft, unsaved);
    }

    /// The text that brings the drafts back; nothing if there are none. Of each questionnaire the
    /// open draft comes first.
    pub(super) fn kept_text(&self) -> Option<String> {
        self.text_of_all(true)
    }

    /// The same, with or without what concerns this tab alone: which drafts are in no file yet, and what
    /// is to be decided.
    fn text_of_all(&self, with_unsaved: bool) -> Option<String> {
        if self.keeps_nothing() {
            return None;
        }
        let (mut drafts, mut unsaved) = (Vec::new(), Vec::new());
        let open = self.drafts.iter().map(|(id, draft)| (id, draft, self.unsaved.contains(id)));
        let others = self.shelf.iter().map(|other| (&other.questionnaire, &other.draft, other.unsaved));
        for (id, draft, changed) in open.chain(others) {
            if let Some(entry) = self.catalog.entry(id) {
                if changed && with_unsaved {
                    unsaved.extend(u32::try_from(drafts.len()).ok().map(Json::from));
                }
                drafts.push(draft::write(draft, &entry.questionnaire).into());
            }
        }
        drafts.extend(self.strangers.iter().cloned());
        let object = Object::new()
            .with("format", draft::SEVERAL)
            .with("unsaved", Json::List(unsaved))
            .with("drafts", Json::List(drafts));
        let mut object = self.with_request(object);
        if with_unsaved {
            object = self.with_waiting(self.with_unconfirmed(object));
        }
        Some(candour_proof::jcs::canonical(&object.into()))
    }

    /// Adds the request that is open, the questionnaires brought, and the records.
    fn with_request(&self, mut object: Object) -> Object {
        if let Some(request) = &self.request {
            object.set("request", request.document().clone());
        }
        if !self.brought.is_empty() {
            object.set("questionnaires", self.brought.iter().map(|own| own.file.clone()).collect::<Vec<_>>());
        }
        let withheld = withhold::write_all(&self.withheld);
        if !withheld.is_empty() {
            object.set("withheld", withheld);
        }
        if !self.records.is_empty() {
            object.set("records", self.records.write());
            object.set("recordsUnsaved", self.records_unsaved);
        }
        object
    }

    /// Adds what still waits in the tab, which the next copy would otherwise overwrite.
    fn with_waiting(&self, mut object: Object) -> Object {
        let in_tab = self.waiting.iter().filter(|waiting| waiting.from == Source::Tab);
        let write = |waiting: &Waiting| {
            let locked = waiting.opens != Opens::Request;
            let copy = waiting.copies.first()?;
            Some(Json::from(Object::new().with("locked", locked).with("content", copy.content.as_str())))
        };
        let all: Vec<Json> = in_tab.filter_map(write).collect();
        if !all.is_empty() {
            object.set("waiting", all);
        }
        object
    }

    /// Takes questionnaires in, which the drafts may need; they are marked wherever they appear. Gives
    /// those that a page carries and none of its drafts needs.
    fn take_in_questionnaires(&mut self, kept: &Json, from: Source) -> Vec<Json> {
        let drafts = kept.get("drafts").and_then(Json::as_list).unwrap_or_default();
        let mut others = Vec::new();
        for file in kept.get("questionnaires").and_then(Json::as_list).unwrap_or_default() {
            let Ok(own) = questionnaires::read(file, &self.catalog) else { continue };
            if self.has_own(&own) {
                continue;
            }
            let id = Some(own.entry.questionnaire.id());
            if from == Source::Page && !drafts.iter().any(|draft| draft::questionnaire_of(draft) == id) {
                others.push(file.clone());
            } else {
                self.add_questionnaire(own);
            }
        }
        others
    }

    /// Keeps the drafts as they are now, in the way that was chosen.
    pub(super) fn keep(&mut self) -> Vec<Effect> {
        if self.keeper.is_plain_tab() {
            let text = self.kept_text();
            return vec![Effect::Hold(text.clone()), Effect::KeepInTab(text), self.closing()];
        }
        self.keeper.changed = true;
        self.hold()
    }

    /// Sees to it that a copy is written soon, and until then held in memory.
    fn hold(&mut self) -> Vec<Effect> {
        if self.may_keep() {
            self.keeping = Keeping::Pending;
        }
        vec![Effect::Hold(self.kept_text()), Effect::KeepSoon, self.closing()]
    }

    /// Whether this tab may go on writing without being told to.
    fn may_keep(&self) -> bool {
        let stopped = matches!(self.keeping, Keeping::Refused(KeepProblem::Elsewhere | KeepProblem::Gone));
        !stopped || self.keeper.next.take_over
    }

    /// Whether closing the tab would lose answers.
    pub(super) fn closing(&self) -> Effect {
        Effect::AskBeforeClosing(match self.keeper.mode {
            Mode::Tab => {
                self.records_unsaved
                    || self.unconfirmed.iter().any(|found| found.records_unsaved)
                    || !self.unsaved.is_empty()
                    || self.shelf.iter().any(|other| other.unsaved)
            }
            // What is about to be kept is written before the tab goes.
            Mode::Locked | Mode::Unlocked => {
                self.keeper.changed && matches!(self.keeping, Keeping::Refused(_))
            }
        })
    }

    /// Writes the copy that is due.
    pub(super) fn keep_now(&mut self, random: &[u8]) -> Vec<Effect> {
        let keeper = &self.keeper;
        if !self.may_keep() || keeper.is_plain_tab() {
            return Vec::new();
        }
        let text = match self.kept_text() {
            None if keeper.mode == Mode::Tab => return vec![Effect::KeepInTab(None)],
            text => Zeroizing::new(text.unwrap_or_else(none_kept)),
        };
        let sealed = keeper.lock.as_ref().map(|lock| {
            let nonce = random.first_chunk::<{ Writing::RANDOM }>()?;
            lock.seal(text.as_bytes(), *nonce).ok()
        });
        let content = match sealed {
            None => text.to_string(),
            Some(Some(sealed)) => sealed,
            // Without random numbers nothing can be locked.
            Some(None) => {
                self.keeping = Keeping::Refused(KeepProblem::Forbidden);
                return vec![self.closing()];
            }
        };
        let (last, place) = keeper.known.unwrap_or((0, 1));
        // What waits beside the own copy stays until it is decided on, so the own copy is replaced.
        let beside = keeper.known.is_some() && self.waits_on_device();
        let mut manner = keeper.next;
        let revision = last.checked_add(1).unwrap_or_else(|| {
            // The count begins again, which two copies would not survive.
            manner.only |= !beside;
            if beside { last } else { 1 }
        });
        let kept = Kept { locked: keeper.lock.is_some(), revision, content };
        if keeper.mode == Mode::Tab {
            return vec![Effect::KeepInTab(Some(kept.write()))];
        }
        manner.only &= !beside;
        vec![Effect::Store(Writing {
            text: kept.write(),
            place: if beside { place.min(1) } else { 1 - place.min(1) },
            revision,
            follows: keeper.known.map(|(revision, _)| revision),
            manner,
        })]
    }

    pub(super) fn stored(&mut self, outcome: Result<(u32, usize), KeepProblem>) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.keeping = match outcome {
            Ok(known) => {
                self.keeper.known = Some(known);
                self.keeper.next = Manner::default();
                self.keeper.changed = false;
                if std::mem::take(&mut self.keeper.in_tab) {
                    effects.push(Effect::KeepInTab(None));
                }
                Keeping::Kept
            }
            Err(problem) => Keeping::Refused(problem),
        };
        effects.push(self.closing());
        effects
    }

    pub(super) fn choose_mode(&mut self, mode: Mode) -> Vec<Effect> {
        if mode == Mode::Locked || mode == Mode::Unlocked && (self.keeper.from_file || self.waits_on_device())
        {
            return Vec::new();
        }
        self.keep_as(mode, None)
    }

    fn keep_as(&mut self, mode: Mode, lock: Option<Lock>) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.keeper.mode, mode);
        self.keeper.lock = lock;
        self.keeping = Keeping::Nothing;
        self.notice = Some(Notice::KeptAs(mode));
        let mut effects = Vec::new();
        if mode == Mode::Tab {
            let own = self.keeper.known.take().map(|(_, place)| place);
            if before != Mode::Tab {
                effects.push(match own {
                    Some(place) if self.waits_on_device() => Effect::EraseCopies(vec![place]),
                    _ => Effect::EraseDevice,
                });
            }
        } else {
            // What was there with another lock, or with none, must not stay beside it.
            self.keeper.next.only = true;
            self.keeper.in_tab = true;
        }
        effects.extend(self.keep());
        effects
    }

    /// A new passphrase that is long enough, not among the first that are tried, and typed the same twice; or
    /// else what to say.
    pub(super) fn new_passphrase(
        &mut self,
        passphrase: Zeroizing<String>,
        again: &str,
    ) -> Option<Zeroizing<String>> {
        self.strength = None;
        let problem = match passphrase::weigh(&passphrase).1 {
            Strength::Short => PassphraseProblem::TooShort,
            Strength::Guessable => PassphraseProblem::Guessable,
            Strength::Weak | Strength::Fair | Strength::Good if *passphrase != again => {
                PassphraseProblem::Differs
            }
            Strength::Weak | Strength::Fair | Strength::Good => {
                self.suggestion = None;
                return Some(passphrase);
            }
        };
        self.notice = Some(Notice::Passphrase(problem));
        None
    }

    /// Locks what is kept on this device from now on.
    pub(super) fn lock(&mut self, passphrase: &str, random: &[u8]) -> Vec<Effect> {
        if self.waits_on_device() {
            return Vec::new();
        }
        let random = random.first_chunk::<{ Lock::RANDOM }>();
        match random.and_then(|random| Lock::new(passphrase, age::WORK_ON_DEVICE, random).ok()) {
            Some(lock) => self.keep_as(Mode::Locked, Some(lock)),
            None => self.refuse(Notice::NoChance),
        }
    }

    pub(super) fn suggest(&mut self, form: &'static str, random: &[u8]) {
        let random = random.first_chunk::<{ passphrase::RANDOM }>();
        self.suggestion = random.map(|random| (form, Zeroizing::new(passphrase::suggest(random))));
    }

    /// Opens locked answers. What was answered here before goes on beside them.
    pub(super) fn unlock(&mut self, place: usize, passphrase: &str) -> Vec<Effect> {
        let Some(Waiting { from, copies, .. }) = self.waiting.get(place).cloned() else {
            return Vec::new();
        };
        // Nothing was changed by opening what was kept, unless something stands beside it.
        let alone = self.is_empty() && from == Source::Device;
        let last = self.last_revision();
        let mut opened: Option<Opened> = None;
        let (mut left, mut problems) = (Vec::new(), Vec::new());
        for copy in copies {
            match self.open_copy(&copy, passphrase, from, opened.as_ref().map(|opened| &opened.lock)) {
                Ok(Some(copy)) => opened = Some(copy),
                // With the same passphrase it is the copy before the one opened.
                Ok(None) => {}
                Err(problem) => {
                    left.push(copy);
                    problems.push(problem);
                }
            }
        }
        let Some(Opened { lock, not_placed, known }) = opened else {
            // One of two copies may be somebody else's: what can be tried again is said first.
            let wrong = problems.iter().find(|problem| **problem == OpenError::WrongPassphrase);
            if let Some(waiting) = self.waiting.get_mut(place) {
                waiting.problem = wrong.or(problems.first()).copied();
            }
            return Vec::new();
        };
        self.waiting.remove(place);
        if from == Source::Tab {
            // Locked together, what this tab kept came out of what the page carries, and is newer.
            let opens = |copy: &WaitingCopy| lock.open(copy.content.as_bytes()).is_ok();
            self.waiting.retain(|other| other.from != Source::Page || !other.copies.iter().all(opens));
        }
        if !left.is_empty() {
            let opens = Opens::OtherPassphrase;
            self.wait(Waiting { from, opens, problem: None, copies: left });
        }
        self.signed = None;
        self.written = None;
        match (from, self.keeper.mode) {
            (Source::Device, Mode::Tab | Mode::Unlocked) => {
                self.keeper.lock = Some(lock);
                // An own copy that is not locked must not stay beside it.
                self.keeper.next.only = self.keeper.mode == Mode::Unlocked;
                self.keeper.mode = Mode::Locked;
                self.keeper.known = known.map(|(_, place)| (last, place));
                self.keeper.in_tab = true;
            }
            // What is kept on the device stays locked as it was; somebody else may know this passphrase.
            (_, Mode::Tab) if self.keeper.lock.is_none() => self.keeper.lock = Some(lock),
            _ => {}
        }
        let effects = if alone { self.hold() } else { self.keep() };
        self.notice = Some(Notice::Unlocked { not_placed });
        effects
    }

    /// The highest revision on the device, as far as this tab knows, whoever wrote it.
    fn last_revision(&self) -> u32 {
        let waiting = self.waiting.iter().flat_map(|waiting| &waiting.copies).filter_map(|copy| copy.known);
        waiting.chain(self.keeper.known).map(|(revision, _)| revision).max().unwrap_or_default()
    }

    /// Opens one copy and takes its drafts in, unless a newer one was opened.
    fn open_copy(
        &mut self,
        copy: &WaitingCopy,
        passphrase: &str,
        from: Source,
        newer: Option<&Lock>,
    ) -> Result<Option<Opened>, OpenError> {
        if let Some(newer) = newer {
            // Locked together, it opens at once; otherwise only the passphrase can tell.
            if newer.open(copy.content.as_bytes()).is_err() {
                Lock::of(copy.content.as_bytes(), passphrase)?;
            }
            return Ok(None);
        }
        let (lock, plain) = Lock::of(copy.content.as_bytes(), passphrase)?;
        let text = std::str::from_utf8(&plain).ok();
        let not_placed = text.and_then(|text| self.take_in(text, true, from)).ok_or(OpenError::Damaged)?;
        Ok(Some(Opened { lock, not_placed, known: copy.known }))
    }

    /// Opens answers that were found and are not locked.
    pub(super) fn open_found(&mut self, place: usize) -> Vec<Effect> {
        let Some(waiting) = self.waiting.get(place).filter(|waiting| waiting.opens == Opens::Request) else {
            return Vec::new();
        };
        let (from, places) = (waiting.from, waiting.places());
        let text = waiting.copies.first().map(|copy| copy.content.clone()).unwrap_or_default();
        let Some(not_placed) = self.take_in(&text, true, from) else {
            if let Some(waiting) = self.waiting.get_mut(place) {
                waiting.problem = Some(OpenError::Damaged);
            }
            return Vec::new();
        };
        self.waiting.remove(place);
        self.signed = None;
        self.written = None;
        // On the device every local page could read them, so they go on in the way that is chosen here.
        let mut effects = self.remove_copies(from, places);
        effects.extend(self.keep());
        self.notice = Some(Notice::Unlocked { not_placed });
        effects
    }

    pub(super) fn discard(&mut self, place: usize) -> Vec<Effect> {
        if place >= self.waiting.len() {
            return Vec::new();
        }
        let waiting = self.waiting.remove(place);
        self.notice = Some(Notice::Discarded);
        match waiting.from {
            Source::Device => self.remove_copies(Source::Device, waiting.places()),
            Source::Tab => self.keep(),
            // The page carries them on; they are only not opened now.
            Source::Page => Vec::new(),
        }
    }

    /// Removes copies from the device, and nothing that stands beside them.
    fn remove_copies(&self, from: Source, places: Vec<usize>) -> Vec<Effect> {
        if from != Source::Device {
            return Vec::new();
        }
        if self.keeper.mode == Mode::Tab && !self.waits_on_device() {
            return vec![Effect::EraseDevice];
        }
        vec![Effect::EraseCopies(places)]
    }

    /// Takes over the keeping, with what another tab may have written meanwhile.
    pub(super) fn keep_here(&mut self, device: Result<Device, KeepProblem>) -> Vec<Effect> {
        let device = match device {
            Ok(device) => device,
            Err(problem) => {
                self.keeping = Keeping::Refused(problem);
                return Vec::new();
            }
        };
        let before = self.shelf.len();
        self.keeper.known = None;
        self.waiting.retain(|waiting| waiting.from != Source::Device);
        let copies = device.whole().unwrap_or_default();
        let last = copies.first().map(|(kept, _)| kept.revision);
        let (mut locked, mut open) = (Vec::new(), Vec::new());
        for (kept, place) in copies {
            if self.is_own(&kept) {
                // The older one is what came before the newer.
                if self.keeper.known.is_none() {
                    self.keeper.known = last.map(|last| (last, place));
                }
            } else if kept.locked {
                locked.push((kept, place));
            } else {
                open.push((kept, place));
            }
        }
        let strange = !locked.is_empty() || !open.is_empty();
        let opens = if self.keeper.known.is_some() { Opens::OtherPassphrase } else { Opens::Passphrase };
        self.wait_on_device(opens, locked);
        self.wait_on_device(Opens::Request, open);
        if strange && self.keeper.known.is_none() {
            // Locked with another passphrase since: it is asked for, and nothing is overwritten.
            self.keeper.mode = Mode::Tab;
            return self.keep();
        }
        self.keeper.next.take_over = true;
        let effects = self.keep();
        let more = self.shelf.len().saturating_sub(before);
        if more > 0 {
            self.notice = Some(Notice::SideBySide(u32::try_from(more).unwrap_or(u32::MAX)));
        }
        effects
    }

    /// Whether a copy is one of those that this tab keeps; the drafts of the newest are taken in.
    fn is_own(&mut self, kept: &Kept) -> bool {
        let plain = match (&self.keeper.lock, kept.locked) {
            (Some(lock), true) => lock.open(kept.content.as_bytes()).ok(),
            (None, false) if !self.keeper.from_file => {
                Some(Zeroizing::new(kept.content.clone().into_bytes()))
            }
            _ => None,
        };
        let text = plain.as_ref().and_then(|plain| std::str::from_utf8(plain).ok());
        if self.keeper.known.is_some() {
            return text.and_then(drafts_of).is_some();
        }
        text.and_then(|text| self.take_in(text, false, Source::Device)).is_some()
    }

    /// Another tab changed what the device holds.
    pub(super) fn device_changed(&mut self, device: &Device) -> Vec<Effect> {
        if self.keeper.mode == Mode::Tab || self.keeper.next.take_over {
            return Vec::new();
        }
        let revision = device.revision().ok().flatten();
        let problem = if device.is_empty() {
            KeepProblem::Gone
        } else if revision > self.keeper.known.map(|(revision, _)| revision) {
            KeepProblem::Elsewhere
        } else {
            return Vec::new();
        };
        self.keeping = Keeping::Refused(problem);
        vec![self.closing()]
    }

    /// The page with the drafts in it, read back before it is handed out.
    pub(super) fn save_page(&mut self, passphrase: &str, random: &[u8], now: Timestamp) -> Vec<Effect> {
        let Some(text) = self.text_of_all(false).map(Zeroizing::new) else {
            return self.refuse(Notice::NothingToKeep);
        };
        let mut again = Self::new(std::rc::Rc::clone(&self.catalog), self.app.clone());
        match locked(text.as_bytes(), passphrase, random) {
            Err(problem) => self.refuse(problem),
            Ok(_) if again.take_in(&text, false, Source::Tab).is_none() => self.refuse(Notice::NotReadBack),
            Ok(content) => {
                let name = candour_files::text::file_name("candour-with-answers", "", &now.date(), ".html");
                vec![Effect::SavePage { name, element: Element::Draft, content }]
            }
        }
    }

    pub(super) fn page_saved(&mut self, done: bool) -> Vec<Effect> {
        if !done {
            return self.refuse(Notice::NoCopy);
        }
        self.unsaved.clear();
        for other in &mut self.shelf {
            other.unsaved = false;
        }
        let drafts = || self.drafts.values().chain(self.shelf.iter().map(|other| &other.draft));
        let all = || drafts().flat_map(|draft| draft.answers.questions.values());
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let notice = Notice::PageWritten {
            drafts: count(drafts().count() + self.strangers.len()),
            answers: count(all().filter(|answer| answer.choice.is_some()).count()),
            notes: count(all().filter(|answer| !answer.note.is_empty()).count()),
        };
        let effects = self.keep();
        self.notice = Some(notice);
        effects
    }

    /// The drafts as they are, so that the next step can be taken back.
    pub(super) fn before(&self) -> Before {
        Before { drafts: self.drafts.clone(), shelf: self.shelf.clone(), unsaved: self.unsaved.clone() }
    }

    /// Empties memory and storage, and shows a screen that tells nothing; then tells the other tabs.
    pub(super) fn erase(&mut self, telling: Telling) -> Vec<Effect> {
        let words = self.words;
        let (from_file, today) = (self.keeper.from_file, self.today);
        let saved_by_browser = self.saved_by_browser;
        // The questionnaires that somebody brought go, too.
        let mut catalog = std::rc::Rc::clone(&self.catalog);
        std::rc::Rc::make_mut(&mut catalog).entries.retain(|entry| !entry.own);
        let address = std::mem::take(&mut self.address);
        *self = Self::new(catalog, std::mem::take(&mut self.app));
        self.asking.address.clone_from(&address);
        self.address = address;
        self.words = words;
        self.keeper.from_file = from_file;
        // The file is as it was.
        self.saved_by_browser = saved_by_browser;
        self.today = today;
        self.erased = true;
        vec![
            Effect::ForgetFiles,
            Effect::EraseStorage,
            Effect::TellTabs(telling),
            Effect::AskBeforeClosing(false),
            Effect::ShowFromStart,
        ]
    }
}

/// The drafts that a text holds, with what stands beside them; nothing if it is no such text.
fn drafts_of(text: &str) -> Option<Json> {
    let kept = Json::read(text.as_bytes(), stored_copy::LIMITS).ok()?;
    let several = kept.get("format").and_then(Json::as_text) == Some(draft::SEVERAL);
    (several && limits::beyond(&kept, draft::SEVERAL).is_none()).then_some(kept)
}

/// An age file for a passphrase, opened again before it is handed out.
pub(super) fn locked(text: &[u8], passphrase: &str, random: &[u8]) -> Result<String, Notice> {
    let (secrets, nonce) = random.split_at(random.len().min(Lock::RANDOM));
    let (Some(secrets), Some(nonce)) = (secrets.first_chunk(), nonce.first_chunk()) else {
        return Err(Notice::NoChance);
    };
    let sealed = Lock::new(passphrase, age::WORK, secrets).and_then(|lock| {
        let sealed = lock.seal(text, *nonce)?;
        Ok((lock.open(sealed.as_bytes())?, sealed))
    });
    match sealed {
        Ok((opened, sealed)) if opened.as_slice() == text => Ok(sealed),
        _ => Err(Notice::NotReadBack),
    }
}

/// The text that stands for no drafts at all.
fn none_kept() -> String {
    ["{\"drafts\":[],\"format\":\"", draft::SEVERAL, "\",\"unsaved\":[]}"].concat()
}

/// Whether somebody answered anything in a draft, or planned something.
pub(super) fn holds_answers(draft: &Draft) -> bool {
    draft.answers != Answers::default() || !draft.plan.is_empty()
}
