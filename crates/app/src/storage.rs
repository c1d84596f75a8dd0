//! Where drafts are kept, and how they come back: in the tab, on the device with a passphrase or
//! without, and in the page itself.

mod state;

pub use state::{KeepProblem, Keeper, Keeping, Manner, Mode, Source, Start, Waiting, Writing};

use candour_age::{self as age, Lock, OpenError, passphrase};
use candour_files::{
    draft,
    embed::Element,
    questionnaires,
    records::Records,
    request::Request,
    stored_copy::{self, Damaged, Device, Kept, Newest},
    withhold,
};
use candour_proof::{
    date::Timestamp,
    json::{Json, Object},
};
use candour_questionnaire::{answers::Answers, draft::Draft};
use zeroize::Zeroizing;

use super::{Before, Effect, Model, Notice, PassphraseProblem, RequestSource, Route, Shelved, Task};

/// Random bytes of a file locked with a passphrase: file key, salt and nonce.
pub(super) const LOCKED: usize = Lock::RANDOM + 16;

impl Model {
    pub(super) fn started(&mut self, start: Start) -> Vec<Effect> {
        self.keeper.from_file = start.from_file;
        match start.kept {
            Err(problem) => self.keeping = Keeping::Refused(problem),
            Ok(None) => {}
            Ok(Some(text)) => self.restore(&text),
        }
        // What the tab kept of a page's drafts is newer than what the page carries.
        self.waiting.extend(start.carried.map(|content| Waiting::new(Source::Page, content)));
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
            self.waiting.push(Waiting::new(Source::Tab, content));
            return;
        }
        let Some(not_placed) = self.take_in(text, false) else {
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

    /// Looks at what the device holds when the page starts.
    fn find(&mut self, device: &Device) -> Vec<Effect> {
        let Newest { kept, place, beside_damage } = match device.newest() {
            Ok(None) => return Vec::new(),
            Err(Damaged) => {
                let content = device.copies.iter().flatten().next().cloned().unwrap_or_default();
                let problem = Some(OpenError::Damaged);
                self.waiting.push(Waiting { problem, ..Waiting::new(Source::Device, content) });
                return Vec::new();
            }
            Ok(Some(newest)) => newest,
        };
        let known = Some((kept.revision, place));
        if beside_damage {
            self.notice = Some(Notice::OlderCopy);
        }
        if kept.locked {
            self.waiting.push(Waiting { known, ..Waiting::new(Source::Device, kept.content) });
            return Vec::new();
        }
        let Some(not_placed) = self.take_in(&kept.content, false) else {
            let problem = Some(OpenError::Damaged);
            self.waiting.push(Waiting { problem, ..Waiting::new(Source::Device, kept.content) });
            return Vec::new();
        };
        if !not_placed.is_empty() {
            self.notice = Some(Notice::Restored { not_placed });
        }
        if self.keeper.from_file {
            // Every local page could read it there, so it goes on in the tab.
            let mut effects = vec![Effect::EraseDevice];
            effects.extend(self.keep());
            return effects;
        }
        self.keeper.mode = Mode::Unlocked;
        self.keeper.known = known;
        self.keeper.in_tab = true;
        self.hold()
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
        self.is_empty() && self.request.is_none() && self.brought.is_empty() && self.records.is_empty()
    }

    /// Takes drafts in from text that [`Model::kept_text`] wrote, beside those that are here; `first`
    /// says that they are to be opened. Gives the ids that could not be placed, or nothing if it is
    /// no such text.
    fn take_in(&mut self, text: &str, first: bool) -> Option<Vec<String>> {
        let kept = Json::read(text.as_bytes(), stored_copy::LIMITS).ok()?;
        let is = |name: &str, value: &str| kept.get(name).and_then(Json::as_text) == Some(value);
        if !is("format", draft::SEVERAL) {
            return None;
        }
        self.take_in_request(&kept);
        let unsaved = kept.get("unsaved").and_then(Json::as_list).unwrap_or_default();
        let (mut not_placed, mut opened) = (Vec::new(), Vec::new());
        let (catalog, before) = (std::rc::Rc::clone(&self.catalog), self.before());
        for (place, file) in kept.get("drafts").and_then(Json::as_list).unwrap_or_default().iter().enumerate()
        {
            let id = draft::questionnaire_of(file);
            let Some(entry) = catalog.entry(id.unwrap_or("?")) else {
                not_placed.push(id.unwrap_or("?").to_owned());
                if !self.strangers.contains(file) {
                    self.strangers.push(file.clone());
                }
                continue;
            };
            let id = entry.questionnaire.id();
            let placed = draft::read(file, &entry.questionnaire);
            not_placed.extend(placed.not_placed);
            // Pages of version 0.1 named them by questionnaire.
            let listed = |item: &Json| match item {
                Json::Integer(number) => usize::try_from(*number) == Ok(place),
                item => item.as_text() == Some(id),
            };
            let open = first && !opened.iter().any(|one| one == id);
            opened.push(id.to_owned());
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
        let content = |draft: &Draft| Draft { changed: None, ..draft.clone() };
        let own = before.drafts.get(questionnaire).into_iter();
        let others = before.shelf.iter().filter(|other| other.questionnaire == questionnaire);
        let mut known = own.chain(others.map(|other| &other.draft));
        if draft.is_empty() || known.any(|own| content(own) == content(&draft)) {
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

    /// The same, with or without noting which drafts are in no file yet.
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
        let object = self.with_request(object);
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

    /// Takes back what [`Model::with_request`] added; the drafts may need the questionnaires.
    fn take_in_request(&mut self, kept: &Json) {
        // No clock here; nothing of one's own expires.
        let now = Timestamp(0);
        for file in kept.get("questionnaires").and_then(Json::as_list).unwrap_or_default() {
            if let Ok(own) = questionnaires::read(file, &self.catalog)
                && !self.has_own(&own)
            {
                self.add_questionnaire(own);
            }
        }
        if let Some(request) = kept.get("request").and_then(|request| Request::read(request, now).ok()) {
            self.request.get_or_insert(request);
        }
        for (id, withheld) in withhold::read_all(kept.get("withheld")) {
            if !self.withheld.contains_key(&id) {
                self.withheld.insert(id, withheld);
            }
        }
        if let Some(Ok((records, _))) = kept.get("records").map(|records| Records::read(records, now)) {
            self.records.join(records);
            self.records_unsaved |= kept.get("recordsUnsaved").and_then(Json::as_bool) == Some(true);
        }
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
        let (revision, place) = keeper.known.unwrap_or((0, 1));
        let kept = Kept { locked: keeper.lock.is_some(), revision: revision.saturating_add(1), content };
        if keeper.mode == Mode::Tab {
            return vec![Effect::KeepInTab(Some(kept.write()))];
        }
        vec![Effect::Store(Writing {
            text: kept.write(),
            place: 1 - place.min(1),
            revision: kept.revision,
            follows: keeper.known.map(|(revision, _)| revision),
            manner: keeper.next,
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
            self.keeper.known = None;
            if before != Mode::Tab {
                effects.push(Effect::EraseDevice);
            }
        } else {
            // What was there with another lock, or with none, must not stay beside it.
            self.keeper.next.only = true;
            self.keeper.in_tab = true;
        }
        effects.extend(self.keep());
        effects
    }

    /// A new passphrase that is long enough and was typed the same twice, or else what to say.
    pub(super) fn new_passphrase(
        &mut self,
        passphrase: Zeroizing<String>,
        again: &str,
    ) -> Option<Zeroizing<String>> {
        self.strength = None;
        let problem = if passphrase.chars().count() < passphrase::SHORTEST {
            PassphraseProblem::TooShort
        } else if *passphrase != again {
            PassphraseProblem::Differs
        } else {
            self.suggestion = None;
            return Some(passphrase);
        };
        self.notice = Some(Notice::Passphrase(problem));
        None
    }

    /// Locks what is kept on this device from now on.
    pub(super) fn lock(&mut self, passphrase: &str, random: &[u8]) -> Vec<Effect> {
        let random = random.first_chunk::<{ Lock::RANDOM }>().filter(|_| !self.waits_on_device());
        match random.and_then(|random| Lock::new(passphrase, age::WORK, random).ok()) {
            Some(lock) => self.keep_as(Mode::Locked, Some(lock)),
            None => self.refuse(Notice::NoChance),
        }
    }

    pub(super) fn suggest(&mut self, form: &'static str, random: &[u8]) {
        let random = random.first_chunk::<{ passphrase::RANDOM }>();
        self.suggestion = random.map(|random| (form, Zeroizing::new(passphrase::suggest(random))));
    }

    /// Opens locked answers. What was answered here before goes on beside them.
    pub(super) fn unlock(&mut self, from: Source, passphrase: &str) -> Vec<Effect> {
        let Some(place) = self.waiting.iter().position(|waiting| waiting.from == from) else {
            return Vec::new();
        };
        let Some(waiting) = self.waiting.get(place).cloned() else {
            return Vec::new();
        };
        // Nothing was changed by opening what was kept, unless something stands beside it.
        let alone = self.is_empty() && from == Source::Device;
        let opened = Lock::of(waiting.content.as_bytes(), passphrase).map_err(OpenError::from);
        let taken = opened.and_then(|(lock, plain)| {
            let text = std::str::from_utf8(&plain).ok();
            let not_placed = text.and_then(|text| self.take_in(text, true)).ok_or(OpenError::Damaged)?;
            Ok((lock, not_placed))
        });
        let (lock, not_placed) = match taken {
            Ok(taken) => taken,
            Err(problem) => {
                if let Some(waiting) = self.waiting.get_mut(place) {
                    waiting.problem = Some(problem);
                }
                return Vec::new();
            }
        };
        // What this tab kept of a page's drafts came out of that page.
        self.waiting
            .retain(|other| other.from != from && !(from == Source::Tab && other.from == Source::Page));
        self.signed = None;
        self.written = None;
        self.keeper.lock = Some(lock);
        if from == Source::Device {
            self.keeper.mode = Mode::Locked;
            self.keeper.known = waiting.known;
            self.keeper.in_tab = true;
        }
        let effects = if alone { self.hold() } else { self.keep() };
        self.notice = Some(Notice::Unlocked { not_placed });
        effects
    }

    pub(super) fn discard(&mut self, from: Source) -> Vec<Effect> {
        self.waiting.retain(|waiting| waiting.from != from);
        self.notice = Some(Notice::Discarded);
        match from {
            Source::Device => vec![Effect::EraseDevice],
            Source::Tab => self.keep(),
            // The page carries them on; they are only not opened now.
            Source::Page => Vec::new(),
        }
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
        if let Ok(Some(newest)) = device.newest() {
            let Newest { kept, place, .. } = newest;
            let known = Some((kept.revision, place));
            let own = match (&self.keeper.lock, kept.locked) {
                (Some(lock), true) => lock.open(kept.content.as_bytes()).ok(),
                (_, false) => Some(Zeroizing::new(kept.content.clone().into_bytes())),
                (None, true) => None,
            };
            let text = own.as_ref().and_then(|plain| std::str::from_utf8(plain).ok());
            if text.and_then(|text| self.take_in(text, false)).is_none() {
                // Locked with another passphrase since: it is asked for, and nothing is overwritten.
                self.keeper.mode = Mode::Tab;
                self.waiting.push(Waiting { known, ..Waiting::new(Source::Device, kept.content) });
                return self.keep();
            }
            self.keeper.known = known;
        }
        self.keeper.next.take_over = true;
        let effects = self.keep();
        let more = self.shelf.len().saturating_sub(before);
        if more > 0 {
            self.notice = Some(Notice::SideBySide(u32::try_from(more).unwrap_or(u32::MAX)));
        }
        effects
    }

    /// Another tab changed what the device holds.
    pub(super) fn device_changed(&mut self, device: &Device) -> Vec<Effect> {
        if self.keeper.mode == Mode::Tab || self.keeper.next.take_over {
            return Vec::new();
        }
        let revision = device.newest().ok().flatten().map(|newest| newest.kept.revision);
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
            Ok(_) if again.take_in(&text, false).is_none() => self.refuse(Notice::NotReadBack),
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

    /// Empties memory and storage, and shows a screen that tells nothing.
    pub(super) fn erase(&mut self) -> Vec<Effect> {
        let texts = std::mem::take(&mut self.texts);
        let (from_file, today) = (self.keeper.from_file, self.today);
        // The questionnaires that somebody brought go, too.
        let mut catalog = std::rc::Rc::clone(&self.catalog);
        std::rc::Rc::make_mut(&mut catalog).entries.retain(|entry| !entry.own);
        let address = std::mem::take(&mut self.address);
        *self = Self::new(catalog, std::mem::take(&mut self.app));
        self.asking.address.clone_from(&address);
        self.address = address;
        self.texts = texts;
        self.keeper.from_file = from_file;
        self.today = today;
        self.erased = true;
        vec![
            Effect::ForgetFiles,
            Effect::EraseStorage,
            Effect::AskBeforeClosing(false),
            Effect::ShowFromStart,
        ]
    }
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
