//! Keeping drafts: a browser made of plain values, with a tab, a device and a page.

use std::cell::RefCell;

use base64ct::Encoding as _;
use candour_age::{AgeError, OpenError, passphrase::Strength};
use candour_files::{
    embed::{self, Element},
    intake::IntakeError,
    stored_copy::{Device, StoredCopy},
};
use candour_proof::json::Json;
use candour_questionnaire::listed::Listed;

use super::*;
use crate::{
    DraftRef, DraftSource, OpenedBy, OtherTabs, PassedKind, PendingDrafts, PendingWrite, StorageMode,
    TabMessage,
};

pub(super) const SECRET: &str = "correct horse battery garden";
const PAGE: &str = "<!DOCTYPE html><html><body><div id=\"screen\"></div></body></html>";

/// A tab with its model, and what the device holds for it.
pub(super) struct Tab {
    pub(super) model: Model,
    device: Rc<RefCell<Device>>,
    number: &'static str,
    pub(super) session: Option<String>,
    held: Option<String>,
    pub(super) files: Vec<String>,
    refuses: Option<StorageError>,
    writes: usize,
}

impl Tab {
    pub(super) fn open(device: &Rc<RefCell<Device>>, number: &'static str, start: BootFacts) -> Self {
        let mut tab = Self {
            model: Model::new(Rc::new(catalog()), AppInfo::default()),
            device: Rc::clone(device),
            number,
            session: start.kept.clone().ok().flatten(),
            held: None,
            files: Vec::new(),
            refuses: None,
            writes: 0,
        };
        let start = BootFacts { device: Ok(device.borrow().clone()), ..start };
        tab.send(Event::Started(start));
        tab
    }

    /// The tab closed properly, and one opened after it.
    pub(super) fn closed(self, number: &'static str) -> Self {
        self.device.borrow_mut().tab = None;
        Self::open(&self.device, number, BootFacts::default())
    }

    /// Sends an event and does what comes of it, as the browser would.
    pub(super) fn send(&mut self, event: impl Into<Event>) {
        let mut effects = self.model.update(event).effects;
        while !effects.is_empty() {
            let effect = effects.remove(0);
            effects.extend(self.run(effect));
        }
    }

    fn run(&mut self, effect: Effect) -> Vec<Effect> {
        let random =
            |count: usize| Some((0..count).map(|place| u8::try_from(place % 251).unwrap()).collect());
        let event = match effect {
            Effect::RunAfterPaint { task, random: count } => {
                Event::Resumed { task, random: random(count), now: NOW }
            }
            Effect::ScheduleSave => Event::Resumed {
                task: Deferred::Storage(StorageTask::Save),
                random: random(PendingWrite::RANDOM),
                now: NOW,
            },
            Effect::MirrorForCrashScreen(text) => {
                self.held = text;
                StorageEvent::Mirrored(true).into()
            }
            Effect::SaveToTab(text) => {
                self.session = text;
                StorageEvent::SavedToTab(Ok(())).into()
            }
            Effect::SaveToDevice(writing) => StorageEvent::SavedToDevice(self.store(&writing)).into(),
            Effect::ReadDevice => StorageEvent::DeviceRead(Ok(self.device.borrow().clone())).into(),
            Effect::EraseDevice => {
                *self.device.borrow_mut() = Device::default();
                StorageEvent::RemovedFromDevice(Ok(())).into()
            }
            Effect::EraseCopies(places) => {
                for place in places {
                    self.device.borrow_mut().copies[place] = None;
                }
                StorageEvent::RemovedFromDevice(Ok(())).into()
            }
            Effect::EraseStorage => {
                *self.device.borrow_mut() = Device::default();
                (self.session, self.held) = (None, None);
                Event::StorageErased(Ok(()))
            }
            Effect::DownloadPageWith { content: locked, saved, .. } => {
                let page = embed::carrying(PAGE, Element::Draft, &locked).unwrap();
                self.files.push(page);
                *saved
            }
            Effect::Download { content, saved, .. } => {
                self.files.push(content);
                *saved
            }
            _ => return Vec::new(),
        };
        self.model.update(event).effects
    }

    fn store(&mut self, writing: &PendingWrite) -> Result<(u32, usize), StorageError> {
        if let Some(problem) = self.refuses {
            return Err(problem);
        }
        writing.can_overwrite(&self.device.borrow(), self.number)?;
        let mut device = self.device.borrow_mut();
        device.tab = Some(self.number.to_owned());
        device.copies[writing.place] = Some(writing.text.clone());
        if writing.mode.only {
            device.copies[1 - writing.place] = None;
        }
        self.writes += 1;
        Ok((writing.revision, writing.place))
    }

    pub(super) fn chose(&mut self, question: &str, choice: Choice) {
        self.send(DraftEvent::Answered("shop".to_owned(), question.to_owned(), choice));
    }

    pub(super) fn choice(&self, question: &str) -> Option<Choice> {
        self.model.draft("shop").answers.answer(question).choice
    }

    pub(super) fn lock(&mut self) {
        self.send(StorageEvent::LockRequested(passphrase(SECRET), passphrase(SECRET)));
        assert_eq!(self.model.storage.mode, StorageMode::Locked);
    }

    pub(super) fn unlock(&mut self, from: DraftSource, secret: &str) {
        if let Some(place) = self.waits(from) {
            self.send(StorageEvent::PassphraseGiven(place, passphrase(secret)));
        }
    }

    /// The place of what waits there.
    pub(super) fn waits(&self, from: DraftSource) -> Option<usize> {
        self.model.storage.pending.iter().position(|waiting| waiting.from == from)
    }

    pub(super) fn problem(&self) -> Option<OpenError> {
        self.model.storage.pending.first().and_then(|waiting: &PendingDrafts| waiting.problem)
    }

    pub(super) fn stored(&self) -> String {
        self.device.borrow().copies.iter().flatten().cloned().collect()
    }
}

pub(super) fn device() -> Rc<RefCell<Device>> {
    Rc::default()
}

/// An empty device, and a tab on it.
fn opened() -> (Rc<RefCell<Device>>, Tab) {
    let device = device();
    let tab = Tab::open(&device, "a", BootFacts::default());
    (device, tab)
}

/// The same with one question answered.
pub(super) fn answered() -> (Rc<RefCell<Device>>, Tab) {
    let (device, mut tab) = opened();
    tab.chose("limits", Choice::Yes);
    (device, tab)
}

#[test]
fn locked_answers_are_readable_nowhere() {
    let (_, mut tab) = opened();
    tab.chose("limits", Choice::Partly);
    assert!(tab.session.as_ref().unwrap().contains("limits"), "a tab keeps them as they are");
    tab.lock();
    tab.send(DraftEvent::NoteEdited("shop".to_owned(), "limits".to_owned(), "a note".to_owned()));
    assert_eq!((tab.session.clone(), tab.model.storage.state), (None, SaveState::Saved));
    for word in ["limits", "a note", "shop", "partly"] {
        assert!(!tab.stored().contains(word), "{word}");
    }
    let mut again = tab.closed("b");
    assert!(again.model.workspace.is_empty() && again.model.storage.pending.len() == 1);
    again.unlock(DraftSource::Device, "another passphrase");
    assert_eq!(again.problem(), Some(OpenError::WrongPassphrase));
    assert!(again.model.workspace.is_empty());
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.choice("limits"), Some(Choice::Partly));
    assert_eq!(again.model.draft("shop").answers.answer("limits").note, "a note");
    assert_eq!(
        (again.model.storage.mode, again.model.storage.state),
        (StorageMode::Locked, SaveState::Saved)
    );
    again.chose("copies", Choice::Yes);
    let mut third = again.closed("c");
    third.unlock(DraftSource::Device, SECRET);
    assert_eq!(third.choice("copies"), Some(Choice::Yes));
}

#[test]
fn a_copy_cut_off_while_written_leaves_the_one_before() {
    let (device, mut tab) = opened();
    tab.chose("limits", Choice::Partly);
    tab.lock();
    tab.chose("copies", Choice::Yes);
    tab.chose("copies", Choice::No);
    let (_, newest) = device.borrow().whole().unwrap().swap_remove(0);
    let text = device.borrow().copies[newest].clone().unwrap();
    let whole = device.borrow().copies.clone();
    for end in [0, 1, text.len() / 2, text.len() - 1] {
        device.borrow_mut().copies.clone_from(&whole);
        device.borrow_mut().copies[newest] = Some(text.split_at(end).0.to_owned());
        let mut again = Tab::open(&device, "a", BootFacts::default());
        assert_eq!(again.model.message, Some(Failure::OlderCopy.into()), "{end}");
        again.unlock(DraftSource::Device, SECRET);
        assert_eq!(
            (again.choice("limits"), again.choice("copies")),
            (Some(Choice::Partly), Some(Choice::Yes))
        );
    }
}

#[test]
fn two_damaged_copies_are_not_overwritten() {
    let device = device();
    device.borrow_mut().copies = [Some("{\"half".to_owned()), Some(String::new())];
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    assert_eq!(tab.problem(), Some(OpenError::Damaged));
    tab.chose("limits", Choice::Yes);
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    tab.send(StorageEvent::LockRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!((tab.model.storage.mode, tab.stored().as_str()), (StorageMode::Tab, "{\"half"));
    tab.send(StorageEvent::DiscardRequested(0));
    assert!(device.borrow().is_empty());
    tab.lock();
    assert_eq!(tab.model.storage.state, SaveState::Saved);
}

#[test]
fn an_unlocked_copy_that_holds_no_drafts_is_said_to_be_damaged() {
    let device = device();
    let copy = StoredCopy { locked: false, revision: 1, content: "{}".to_owned() }.write();
    device.borrow_mut().copies[0] = Some(copy.clone());
    let tab = Tab::open(&device, "a", BootFacts::default());
    assert_eq!(tab.problem(), Some(OpenError::Damaged));
    assert_eq!(tab.stored(), copy, "nothing is overwritten");
}

#[test]
fn stored_answers_that_no_longer_fit_are_listed() {
    let text = kept(&chose(&mut model(), "limits", Choice::Yes)).unwrap();
    let gone = StorageNotice::Restored { not_placed: vec!["gone".to_owned()].into() }.into();
    for (content, notice) in [(text.replace("\"limits\"", "\"gone\""), Some(gone)), (text, None)] {
        let device = device();
        device.borrow_mut().copies[0] = Some(StoredCopy { locked: false, revision: 1, content }.write());
        assert_eq!(Tab::open(&device, "a", BootFacts::default()).model.message, notice);
    }
}

#[test]
fn answers_are_said_to_be_found_again_only_if_there_are_any() {
    let mut first = model();
    let key = candour_proof::key::SigningKey::from_seed([1; 32]).public();
    let how = candour_files::records::Verification::Seen;
    let effects =
        first.update(RequestEvent::KeyNoted(key, "Café".to_owned(), how, "2026-11-21".to_owned())).effects;
    let mut second = model();
    second.update(Event::Started(BootFacts { kept: Ok(kept(&effects)), ..BootFacts::default() }));
    assert_eq!((second.storage.unconfirmed.len(), &second.message), (1, &None));
    assert_eq!(second.storage.state, SaveState::Saved, "what else there is lies in the tab all the same");
    let mut nothing = model();
    let text = "{\"drafts\":[],\"format\":\"candour-drafts/1\",\"unsaved\":[]}".to_owned();
    nothing.update(Event::Started(BootFacts { kept: Ok(Some(text)), ..BootFacts::default() }));
    assert_eq!((nothing.storage.state, nothing.message), (SaveState::Nothing, None));
}

#[test]
fn unsaved_changes_are_known_again_after_a_reload() {
    let text = kept(&chose(&mut model(), "limits", Choice::Yes)).unwrap();
    for (listed, unsaved) in
        [("[0]", &["shop"][..]), ("[1]", &[]), ("[\"shop\"]", &["shop"]), ("[\"other\"]", &[])]
    {
        let text = text.replacen("\"unsaved\":[0]", &["\"unsaved\":", listed].concat(), 1);
        let mut again = model();
        again.update(Event::Started(BootFacts { kept: Ok(Some(text)), ..BootFacts::default() }));
        assert_eq!(again.workspace.drafts().unsaved(), unsaved, "{listed}");
    }
}

#[test]
fn unlocked_answers_come_back_without_asking() {
    let (device, mut tab) = answered();
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    assert_eq!((tab.session.clone(), tab.stored().contains("limits")), (None, true));
    let mut again = tab.closed("b");
    assert_eq!(
        (again.choice("limits"), again.model.storage.mode),
        (Some(Choice::Yes), StorageMode::Unlocked)
    );
    again.send(StorageEvent::ModeChosen(StorageMode::Tab));
    assert!(device.borrow().is_empty() && again.session.is_some());
}

#[test]
fn a_more_careful_way_to_keep_leaves_nothing_of_the_old_one() {
    let (device, mut tab) = answered();
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    tab.chose("copies", Choice::Yes);
    assert!(device.borrow().copies.iter().all(Option::is_some));
    tab.lock();
    assert!(!tab.stored().contains("limits"), "the unlocked copy is still there");
    tab.send(StorageEvent::LockRequested(
        passphrase("another passphrase, longer"),
        passphrase("another passphrase, longer"),
    ));
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.problem(), Some(OpenError::WrongPassphrase), "the old passphrase still opens something");
}

#[test]
fn opened_from_a_file_nothing_is_kept_unlocked_on_the_device() {
    let device = device();
    let start = BootFacts { from_file: true, ..BootFacts::default() };
    let mut tab = Tab::open(&device, "a", start.clone());
    tab.chose("limits", Choice::Yes);
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    assert_eq!(tab.model.storage.mode, StorageMode::Tab);
    assert!(device.borrow().is_empty());
    // What is there all the same goes on in the tab, if the person wants it.
    let text = tab.held.clone().unwrap();
    device.borrow_mut().copies[0] = Some(StoredCopy { locked: false, revision: 3, content: text }.write());
    let mut again = Tab::open(&device, "b", start);
    assert_eq!((again.choice("limits"), again.model.storage.pending[0].opens), (None, OpenedBy::Request));
    again.send(StorageEvent::OpenRequested(0));
    assert_eq!((again.choice("limits"), again.model.storage.mode), (Some(Choice::Yes), StorageMode::Tab));
    assert!(device.borrow().is_empty() && again.session.is_some());
}

#[test]
fn a_second_tab_says_so_overwrites_nothing_and_can_take_over() {
    for locked in [false, true] {
        let (device, mut first) = answered();
        if locked {
            first.lock();
        } else {
            first.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
        }
        let mut second = Tab::open(&device, "b", BootFacts::default());
        second.unlock(DraftSource::Device, SECRET);
        assert_eq!(second.choice("limits"), Some(Choice::Yes));
        assert_eq!(second.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
        let before = first.stored();
        second.chose("copies", Choice::No);
        assert_eq!((first.stored(), second.writes), (before, 0));
        first.chose("limits", Choice::Partly);
        second.send(StorageEvent::TakeOverRequested);
        assert_eq!(second.model.storage.state, SaveState::Saved);
        assert_eq!((second.choice("limits"), second.choice("copies")), (Some(Choice::Yes), Some(Choice::No)));
        assert_eq!(
            second.model.workspace.drafts().others().len(),
            1,
            "the other tab's version stands beside it"
        );
        assert_eq!(
            second.model.workspace.drafts().others()[0].draft.answers.answer("limits").choice,
            Some(Choice::Partly)
        );
        assert_eq!(second.model.message, Some(StorageNotice::DraftsAdded(1).into()));
        first.send(StorageEvent::DeviceChanged(device.borrow().clone()));
        assert_eq!(first.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
        let before = first.stored();
        first.chose("limits", Choice::No);
        assert_eq!(first.stored(), before);
    }
}

#[test]
fn a_tab_refuses_to_overwrite_a_change_it_missed() {
    let (device, mut first) = answered();
    first.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    // A copy of the tab, with the same number, as a browser makes when a tab is duplicated.
    let mut second = Tab::open(&device, "a", BootFacts::default());
    second.chose("copies", Choice::Yes);
    first.chose("copies", Choice::No);
    assert_eq!(first.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
    first.send(StorageEvent::TakeOverRequested);
    assert_eq!(
        (first.choice("copies"), first.model.workspace.drafts().others().len()),
        (Some(Choice::No), 1)
    );
}

#[test]
fn answers_removed_from_the_device_are_not_written_again() {
    let (device, mut tab) = answered();
    tab.lock();
    *device.borrow_mut() = Device::default();
    tab.chose("copies", Choice::Yes);
    assert_eq!(tab.model.storage.state, SaveState::Refused(StorageError::Gone));
    assert!(device.borrow().is_empty(), "another tab may have erased everything");
    tab.send(StorageEvent::TakeOverRequested);
    assert_eq!(tab.model.storage.state, SaveState::Saved);
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.choice("copies"), Some(Choice::Yes));
}

#[test]
fn a_full_or_forbidden_device_is_tried_again_later() {
    for problem in [StorageError::Full, StorageError::Forbidden] {
        let (_, mut tab) = answered();
        tab.lock();
        let mut tab = tab.closed("b");
        tab.unlock(DraftSource::Device, SECRET);
        tab.refuses = Some(problem);
        tab.chose("copies", Choice::Yes);
        assert_eq!(tab.model.storage.state, SaveState::Refused(problem));
        assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true));
        assert_eq!(tab.session, None, "locked answers never go into the tab unlocked");
        tab.refuses = None;
        tab.chose("copies", Choice::No);
        assert_eq!(tab.model.storage.state, SaveState::Saved);
        assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(false));
    }
}

#[test]
fn answers_leave_the_tab_only_when_they_are_safe_on_the_device() {
    let (_, mut tab) = answered();
    tab.refuses = Some(StorageError::Full);
    tab.lock();
    assert_eq!(tab.model.storage.state, SaveState::Refused(StorageError::Full));
    assert!(tab.session.is_some(), "a reload would have lost the answers");
    assert_eq!(tab.model.message, None, "nothing is there yet");
    tab.refuses = None;
    tab.chose("copies", Choice::Yes);
    assert_eq!(tab.model.message, Some(StorageNotice::StoredAs(StorageMode::Locked).into()));
    assert_eq!((tab.model.storage.state, tab.session.clone()), (SaveState::Saved, None));
}

#[test]
fn closing_asks_until_the_device_has_outlived_a_tab() {
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true), "the window may be a private one");
    device.borrow_mut().tab = None;
    for (reloaded, asks) in [(true, true), (false, false)] {
        let mut again = Tab::open(&device, "b", BootFacts { reloaded, ..BootFacts::default() });
        again.unlock(DraftSource::Device, SECRET);
        assert_eq!(again.model.closing(), Effect::AskBeforeClosing(asks), "reloaded: {reloaded}");
        device.borrow_mut().tab = None;
    }
}

#[test]
fn a_file_seen_saves_what_it_contains_and_nothing_newer() {
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.chose("limits", Choice::Yes);
    let export = |tab: &mut Tab| tab.send(DraftEvent::FileRequested("shop".to_owned()));
    export(&mut tab);
    tab.chose("copies", Choice::Yes);
    tab.send(Event::FileSeen(0));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true), "an answer is newer than the file");
    export(&mut tab);
    assert_eq!((tab.model.passed.files.len(), tab.model.passed.files[0].kind), (1, PassedKind::Draft));
    tab.send(Event::FileNotFound(0));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true));
    let missing = tab.model.passed.missing.as_ref().unwrap();
    assert_eq!(missing.text.as_ref(), tab.files.last(), "its content can be copied");
    export(&mut tab);
    assert!(tab.model.passed.missing.is_none(), "it was written again");
    tab.send(Event::FileSeen(0));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(false));
    tab.send(Event::FileSeen(0));
    tab.send(Event::FileNotFound(7));
    assert!(tab.model.passed.files.is_empty());
}

#[test]
fn closing_a_second_tab_asks_only_after_a_change() {
    let (device, mut first) = answered();
    first.lock();
    let mut second = Tab::open(&device, "b", BootFacts::default());
    second.unlock(DraftSource::Device, SECRET);
    assert_eq!(second.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
    assert_eq!(second.model.closing(), Effect::AskBeforeClosing(false));
    second.chose("copies", Choice::Yes);
    assert_eq!(second.model.closing(), Effect::AskBeforeClosing(true));
    let mut third = Tab::open(&device, "c", BootFacts::default());
    third.chose("copies", Choice::Yes);
    third.unlock(DraftSource::Device, SECRET);
    assert_eq!(third.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
    assert_eq!(
        third.model.closing(),
        Effect::AskBeforeClosing(true),
        "what was answered before is kept nowhere"
    );
}

#[test]
fn a_tab_that_may_not_keep_writes_nothing_unasked() {
    let (device, mut first) = answered();
    first.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    let mut second = Tab::open(&device, "b", BootFacts::default());
    let elsewhere = SaveState::Refused(StorageError::Elsewhere);
    assert_eq!(second.model.storage.state, elsewhere);
    device.borrow_mut().tab = None;
    chose(&mut second.model, "copies", Choice::Yes);
    assert_eq!(second.model.storage.state, elsewhere);
    let due = Event::Resumed {
        task: Deferred::Storage(StorageTask::Save),
        random: Some(vec![0; PendingWrite::RANDOM]),
        now: NOW,
    };
    assert_eq!(second.model.update(due).effects, []);
}

#[test]
fn a_late_copy_does_not_restore_an_older_way_to_keep() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let due = Event::Resumed {
        task: Deferred::Storage(StorageTask::Save),
        random: Some(vec![0; PendingWrite::RANDOM]),
        now: NOW,
    };
    assert_eq!(model.update(due).effects, []);
}

#[test]
fn what_the_tab_says_does_not_count_for_answers_on_the_device() {
    let (_, mut tab) = answered();
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    tab.send(StorageEvent::SavedToTab(Err(StorageError::Forbidden)));
    assert_eq!(tab.model.storage.state, SaveState::Saved);
}

#[test]
fn only_a_change_by_another_tab_stops_the_keeping() {
    let (device, mut tab) = answered();
    let changed = |tab: &mut Tab, device: Device| {
        tab.send(StorageEvent::DeviceChanged(device));
        tab.model.storage.state
    };
    assert_eq!(changed(&mut tab, Device::default()), SaveState::Saved, "the tab keeps them itself");
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    let own = device.borrow().clone();
    assert_eq!(changed(&mut tab, own.clone()), SaveState::Saved, "it is the copy of this tab");
    // The person decided for this tab, and the copy is not written yet.
    tab.model.update(StorageEvent::DeviceRead(Ok(own)));
    assert_eq!(changed(&mut tab, Device::default()), SaveState::Pending);
}

#[test]
fn keeping_here_doubles_nothing_that_is_here_already() {
    let (_, mut tab) = answered();
    tab.send(DraftEvent::NewRequested("shop".to_owned()));
    tab.chose("limits", Choice::No);
    tab.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    tab.send(Event::MessageDismissed);
    tab.send(StorageEvent::TakeOverRequested);
    assert_eq!((tab.model.workspace.drafts().others().len(), tab.model.message.clone()), (1, None));
}

#[test]
fn answers_locked_anew_elsewhere_open_with_the_new_passphrase() {
    const NEW: &str = "another passphrase, longer";
    let (device, mut first) = answered();
    first.lock();
    let mut second = Tab::open(&device, "b", BootFacts::default());
    second.unlock(DraftSource::Device, SECRET);
    second.send(StorageEvent::TakeOverRequested);
    second.send(StorageEvent::LockRequested(passphrase(NEW), passphrase(NEW)));
    device.borrow_mut().tab = None;
    first.send(StorageEvent::TakeOverRequested);
    assert_eq!((first.model.storage.mode, first.model.storage.pending.len()), (StorageMode::Tab, 1));
    first.unlock(DraftSource::Device, NEW);
    assert_eq!(
        (first.model.storage.mode, first.model.storage.state),
        (StorageMode::Locked, SaveState::Saved)
    );
}

#[test]
fn when_all_drafts_are_deleted_nothing_comes_back() {
    let device = device();
    let delete = || DraftEvent::DeleteRequested(DraftRef::Open("shop".to_owned()));
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.chose("limits", Choice::Yes);
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    tab.lock();
    tab.send(delete());
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!((again.model.storage.pending.len(), again.model.workspace.is_empty()), (0, true));
    let device = self::device();
    let mut page = Tab::open(&device, "c", BootFacts { carried, ..BootFacts::default() });
    page.unlock(DraftSource::Page, SECRET);
    assert!(page.session.is_some());
    page.send(delete());
    assert_eq!(page.session, None);
}

#[test]
fn opening_locked_answers_leaves_the_others_locked() {
    let (device, mut tab) = answered();
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    let mut page = Tab::open(&device, "b", BootFacts { carried: carried.clone(), ..BootFacts::default() });
    page.unlock(DraftSource::Page, SECRET);
    tab.lock();
    let start =
        || BootFacts { kept: Ok(page.session.clone()), carried: carried.clone(), ..BootFacts::default() };
    for (from, left) in [
        // What the tab kept of a page came out of that page.
        (DraftSource::Tab, vec![DraftSource::Device]),
        (DraftSource::Page, vec![DraftSource::Tab, DraftSource::Device]),
        (DraftSource::Device, vec![DraftSource::Tab, DraftSource::Page]),
    ] {
        let mut again = Tab::open(&device, "c", start());
        again.unlock(from, SECRET);
        let waiting: Vec<_> = again.model.storage.pending.iter().map(|waiting| waiting.from).collect();
        assert_eq!(waiting, left, "{from:?}");
    }
}

#[test]
fn a_page_that_could_not_be_read_again_is_not_handed_out() {
    let (_, mut tab) = answered();
    let deep = (0..candour_proof::json::Limits::DEEPEST).fold(Json::Null, |inner, _| Json::List(vec![inner]));
    tab.model.workspace.add_unplaced(&deep);
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!((tab.files.len(), tab.model.message.clone()), (0, Some(Failure::NotReadBack.into())));
}

#[test]
fn a_page_gives_all_drafts_back_with_the_passphrase() {
    let (device, mut tab) = opened();
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(tab.model.message, Some(Failure::NothingToSave.into()));
    tab.chose("limits", Choice::Yes);
    tab.send(DraftEvent::NewRequested("shop".to_owned()));
    tab.chose("limits", Choice::No);
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(tab.model.message, Some(StorageNotice::PageSaved { drafts: 2, answers: 2, notes: 0 }.into()));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true), "nobody has seen the file");
    tab.send(Event::FileSeen(0));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(false), "the answers are in a file");
    let file = tab.files.pop().unwrap();
    assert!(!file.contains("limits") && embed::without(&file) == PAGE);
    let carried = embed::carried(&file, Element::Draft).map(str::to_owned);
    let mut again = Tab::open(&device, "b", BootFacts { carried: carried.clone(), ..BootFacts::default() });
    again.unlock(DraftSource::Page, SECRET);
    assert_eq!(
        (again.choice("limits"), again.model.workspace.drafts().others().len()),
        (Some(Choice::No), 1)
    );
    assert_eq!(again.model.closing(), Effect::AskBeforeClosing(false));
    again.chose("copies", Choice::Yes);
    assert!(!again.session.as_ref().unwrap().contains("copies"), "the tab keeps them locked too");
    assert_eq!(again.model.closing(), Effect::AskBeforeClosing(true));
    // A reload asks again, and what the tab kept is newer than what the page carries.
    let start = BootFacts { kept: Ok(again.session.clone()), carried, ..BootFacts::default() };
    let mut reloaded = Tab::open(&device, "c", start);
    assert_eq!(reloaded.model.storage.pending[0].from, DraftSource::Tab);
    reloaded.unlock(DraftSource::Tab, SECRET);
    assert_eq!(reloaded.choice("copies"), Some(Choice::Yes));
    assert!(reloaded.model.storage.pending.is_empty());
}

#[test]
fn a_saved_page_can_be_taken_in_on_the_check_screen() {
    let (device, mut tab) = answered();
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let file = tab.files.pop().unwrap();
    let mut other = Tab::open(&device, "b", BootFacts::default());
    let content = Some(file.clone().into_bytes());
    other.send(InboxEvent::FileOpened { name: "page.html".to_owned(), size: file.len(), content });
    assert_eq!(other.model.inbox.checked[0].verdict, Verdict::Page);
    other.send(InboxEvent::PassphraseGiven(0, passphrase("wrong passphrase")));
    assert_eq!(other.model.inbox.checked[0].problem, Some(IntakeError::Locked(AgeError::WrongPassphrase)));
    other.send(InboxEvent::PassphraseGiven(0, passphrase(SECRET)));
    assert_eq!(other.model.inbox.checked[0].verdict, Verdict::Draft);
    other.send(DraftEvent::ImportRequested(0, ImportMode::Replace));
    assert_eq!(other.choice("limits"), Some(Choice::Yes));
}

#[test]
fn opened_answers_are_kept_beside_earlier_ones() {
    let (_, mut tab) = answered();
    tab.lock();
    let mut again = tab.closed("b");
    again.chose("limits", Choice::No);
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.choice("limits"), Some(Choice::Yes), "what was asked for is open");
    assert_eq!(
        again.model.workspace.drafts().others()[0].draft.answers.answer("limits").choice,
        Some(Choice::No)
    );
    assert_eq!(again.session, None);
    let mut third = again.closed("c");
    third.unlock(DraftSource::Device, SECRET);
    assert_eq!(
        (third.choice("limits"), third.model.workspace.drafts().others().len()),
        (Some(Choice::Yes), 1)
    );
}

#[test]
fn drafts_are_begun_named_copied_deleted_and_brought_back() {
    let (device, mut tab) = opened();
    let shop = || DraftRef::Open("shop".to_owned());
    tab.chose("limits", Choice::Yes);
    tab.send(DraftEvent::Renamed(shop(), "  2026\u{202e}\nBerlin ".to_owned()));
    assert_eq!(tab.model.draft("shop").name, "2026 Berlin");
    assert_eq!(tab.model.draft("shop").changed, Day::parse("2026-11-22"));
    tab.send(DraftEvent::CopyRequested(shop()));
    tab.send(DraftEvent::NewRequested("shop".to_owned()));
    assert!(tab.model.draft("shop").is_empty());
    assert_eq!(tab.model.workspace.drafts().others().len(), 2);
    tab.chose("limits", Choice::No);
    tab.send(DraftEvent::OpenRequested(1));
    assert_eq!((tab.choice("limits"), tab.model.workspace.drafts().others().len()), (Some(Choice::Yes), 2));
    let before =
        (tab.model.workspace.drafts().open().clone(), tab.model.workspace.drafts().others().to_vec());
    for which in [shop(), DraftRef::Other(0), DraftRef::Other(1)] {
        tab.send(DraftEvent::DeleteRequested(which));
        assert_eq!(tab.model.message, Some(DraftNotice::Deleted.into()));
        assert_eq!(
            tab.model.workspace.drafts().open().len() + tab.model.workspace.drafts().others().len(),
            2
        );
        tab.send(DraftEvent::UndoRequested);
        assert_eq!(
            (tab.model.workspace.drafts().open().clone(), tab.model.workspace.drafts().others().to_vec()),
            before
        );
    }
    let after = Tab::open(&device, "b", BootFacts { kept: Ok(tab.session.clone()), ..BootFacts::default() });
    assert_eq!(
        (after.model.workspace.drafts().open().clone(), after.model.workspace.drafts().others().to_vec()),
        before
    );
    let beyond = tab.model.workspace.drafts().others().len();
    for wrong in [
        DraftEvent::OpenRequested(beyond),
        DraftEvent::DeleteRequested(DraftRef::Other(beyond)),
        DraftEvent::CopyRequested(DraftRef::Other(beyond)),
        DraftEvent::NewRequested("other".to_owned()),
    ] {
        assert_eq!(tab.model.update(wrong).effects, []);
    }
}

#[test]
fn a_draft_is_unsaved_until_it_is_written_or_deleted() {
    let mut model = model();
    let delete = |model: &mut Model| {
        model.update(DraftEvent::DeleteRequested(DraftRef::Open("shop".to_owned()))).effects
    };
    chose(&mut model, "limits", Choice::Yes);
    model.update(DraftEvent::NewRequested("shop".to_owned()));
    assert!(model.workspace.drafts().others()[0].unsaved && model.workspace.drafts().unsaved().is_empty());
    chose(&mut model, "limits", Choice::No);
    let effects = model.update(DraftEvent::FileRequested("shop".to_owned())).effects;
    resume(&mut model, effects, 0);
    see_files(&mut model);
    model.update(DraftEvent::NewRequested("shop".to_owned()));
    assert!(!model.workspace.drafts().others()[1].unsaved, "it is in a file");
    model.update(DraftEvent::OpenRequested(0));
    assert_eq!(model.workspace.drafts().unsaved(), ["shop"]);
    assert!(delete(&mut model).contains(&Effect::AskBeforeClosing(false)));
}

#[test]
fn undoing_a_save_leaves_that_questionnaire_unsaved() {
    let mut model = two_questionnaires();
    let write = |model: &mut Model, questionnaire: &str| {
        let effects = model.update(DraftEvent::FileRequested(questionnaire.to_owned())).effects;
        resume(model, effects, 0);
        see_files(model);
    };
    chose(&mut model, "limits", Choice::Yes);
    chose(&mut model, "copies", Choice::Yes);
    model.update(DraftEvent::Answered("office".to_owned(), "limits".to_owned(), Choice::No));
    write(&mut model, "office");
    for written in [true, false] {
        if written {
            write(&mut model, "shop");
        }
        model.update(DraftEvent::AnswerCleared("shop".to_owned(), "limits".to_owned()));
        write(&mut model, "shop");
        assert!(model.workspace.drafts().unsaved().is_empty());
        model.update(DraftEvent::UndoRequested);
        assert_eq!(model.workspace.drafts().unsaved(), ["shop"]);
    }
}

#[test]
fn a_signature_never_stands_beside_another_draft() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    model.update(DraftEvent::NewRequested("shop".to_owned()));
    assert!(model.signed_result("shop").is_none());
}

#[test]
fn drafts_of_unknown_questionnaires_are_kept() {
    let mut first = model();
    let text = kept(&chose(&mut first, "limits", Choice::Yes)).unwrap();
    let other = text.replace("\"id\":\"shop\"", "\"id\":\"elsewhere\"");
    let mut second = model();
    second.update(Event::Started(BootFacts { kept: Ok(Some(other.clone())), ..BootFacts::default() }));
    assert_eq!(
        second.message,
        Some(StorageNotice::Restored { not_placed: vec!["elsewhere".to_owned()].into() }.into())
    );
    second.update(StorageEvent::PageSaved);
    assert_eq!(second.message, Some(StorageNotice::PageSaved { drafts: 1, answers: 0, notes: 0 }.into()));
    let text = kept(&chose(&mut second, "limits", Choice::No)).unwrap();
    assert!(text.contains("\"id\":\"elsewhere\"") && text.contains("\"id\":\"shop\""));
}

#[test]
fn joining_a_file_fills_gaps_and_names_differences() {
    let mut first = model();
    chose(&mut first, "limits", Choice::Yes);
    chose(&mut first, "copies", Choice::Yes);
    first.update(DraftEvent::NoteEdited("shop".to_owned(), "training".to_owned(), "theirs".to_owned()));
    first.update(DraftEvent::ProfileAnswered("shop".to_owned(), "staff".to_owned(), "yes".to_owned()));
    let effects = first.update(DraftEvent::FileRequested("shop".to_owned())).effects;
    let (name, content) = download(&resume(&mut first, effects, 0));
    let begun = || {
        let mut second = model();
        chose(&mut second, "limits", Choice::No);
        second.update(DraftEvent::NoteEdited("shop".to_owned(), "training".to_owned(), "mine".to_owned()));
        open(&mut second, &name, content.as_bytes());
        second
    };
    let mut second = begun();
    let before = second.workspace.drafts().open().clone();
    second.update(DraftEvent::ImportRequested(0, ImportMode::Merge));
    let draft = second.draft("shop").clone();
    assert_eq!(draft.answers.answer("limits").choice, Some(Choice::No));
    assert_eq!(draft.answers.answer("copies").choice, Some(Choice::Yes));
    assert_eq!(draft.answers.answer("training").note, "mine");
    assert_eq!(draft.answers.profile.get("staff").map(String::as_str), Some("yes"));
    let Some(Notice::Drafts(DraftNotice::Merged { taken, kept, .. })) = second.notice().cloned() else {
        panic!("{:?}", second.message)
    };
    assert_eq!((taken, kept), (2, vec!["limits".to_owned(), "training".to_owned()]));
    second.update(DraftEvent::UndoRequested);
    assert_eq!(*second.workspace.drafts().open(), before);
    let mut second = begun();
    second.update(DraftEvent::ImportRequested(0, ImportMode::Beside));
    assert_eq!(second.draft("shop").answers, first.draft("shop").answers);
    assert_eq!(second.workspace.drafts().others()[0].draft, before.get("shop").cloned().unwrap());
}

#[test]
fn joining_names_each_differing_question_once() {
    fn decide(model: &mut Model, question: &str, state: State) {
        let decision = Decision::State(state);
        model.update(DraftEvent::ActionPlanned("shop".to_owned(), question.to_owned(), decision));
    }
    fn noted(model: &mut Model, question: &str, note: &str) {
        model.update(DraftEvent::NoteEdited("shop".to_owned(), question.to_owned(), note.to_owned()));
    }
    fn staff(model: &mut Model, option: &str) {
        model.update(DraftEvent::ProfileAnswered("shop".to_owned(), "staff".to_owned(), option.to_owned()));
    }
    type Step = fn(&mut Model);
    let cases: [(&str, Step, Step, &[&str]); 9] = [
        ("the same first answer", |model| staff(model, "yes"), |model| staff(model, "yes"), &[]),
        ("another first answer", |model| staff(model, "yes"), |model| staff(model, "no"), &["staff"]),
        ("a note here", |_| {}, |model| noted(model, "limits", "mine"), &[]),
        ("a note there", |model| noted(model, "limits", "theirs"), |_| {}, &[]),
        (
            "the same note",
            |model| noted(model, "limits", "same"),
            |model| noted(model, "limits", "same"),
            &[],
        ),
        (
            "another note",
            |model| noted(model, "limits", "theirs"),
            |model| noted(model, "limits", "mine"),
            &["limits"],
        ),
        (
            "the same step",
            |model| decide(model, "limits", State::Done),
            |model| decide(model, "limits", State::Done),
            &[],
        ),
        (
            "another step",
            |model| decide(model, "limits", State::Done),
            |model| decide(model, "limits", State::Doing),
            &["limits"],
        ),
        (
            "another note and another step",
            |model| {
                noted(model, "limits", "theirs");
                decide(model, "limits", State::Done);
            },
            |model| {
                noted(model, "limits", "mine");
                decide(model, "limits", State::Doing);
            },
            &["limits"],
        ),
    ];
    for (name, there, here, differ) in cases {
        let (mut first, mut second) = (model(), model());
        for model in [&mut first, &mut second] {
            chose(model, "limits", Choice::No);
        }
        there(&mut first);
        here(&mut second);
        let effects = first.update(DraftEvent::FileRequested("shop".to_owned())).effects;
        let (file, content) = download(&resume(&mut first, effects, 0));
        open(&mut second, &file, content.as_bytes());
        second.update(DraftEvent::ImportRequested(0, ImportMode::Merge));
        let Some(Notice::Drafts(DraftNotice::Merged { kept, .. })) = second.notice() else {
            panic!("{:?}", second.message)
        };
        assert_eq!(kept, differ, "{name}");
    }
}

#[test]
fn answers_of_all_drafts_in_a_file_are_counted() {
    let mut first = model();
    chose(&mut first, "limits", Choice::Yes);
    first.update(DraftEvent::NewRequested("shop".to_owned()));
    chose(&mut first, "limits", Choice::No);
    let text = kept(&chose(&mut first, "copies", Choice::Yes)).unwrap();
    let mut second = model();
    open(&mut second, "saved.json", text.as_bytes());
    second.update(DraftEvent::ImportRequested(0, ImportMode::Replace));
    let imported =
        DraftNotice::Imported { answers: 3, not_placed: Listed::new(), other_version: None }.into();
    assert_eq!((second.message.clone(), second.workspace.drafts().others().len()), (Some(imported), 1));
}

#[test]
fn a_guessable_or_mistyped_passphrase_locks_nothing() {
    let (device, mut tab) = answered();
    for (first, again, problem) in [
        ("short", "short", PassphraseError::TooShort),
        ("qwertyuiop12", "qwertyuiop12", PassphraseError::Guessable),
        ("fjord fjord fjord", "fjord fjord fjord", PassphraseError::Guessable),
        ("Password2024!", "Password2024!", PassphraseError::Guessable),
        ("long enough, yes", "long enough, no", PassphraseError::Differs),
    ] {
        for event in [
            Event::from(StorageEvent::LockRequested(passphrase(first), passphrase(again))),
            StorageEvent::PageRequested(passphrase(first), passphrase(again)).into(),
            SigningEvent::KeyFileRequested(passphrase(first), passphrase(again)).into(),
            RequestEvent::RecordsRequested(passphrase(first), passphrase(again)).into(),
            RequestEvent::IdentityRequested(passphrase(first), passphrase(again)).into(),
        ] {
            tab.send(event);
            assert_eq!(tab.model.message, Some(Failure::Passphrase(problem).into()));
        }
    }
    let letters = |count| passphrase(&"éüöäàèùâêîôû".chars().take(count).collect::<String>());
    for (count, long_enough) in
        [(candour_age::passphrase::SHORTEST - 1, false), (candour_age::passphrase::SHORTEST, true)]
    {
        let effects = tab.model.update(StorageEvent::PageRequested(letters(count), letters(count))).effects;
        assert_eq!(!effects.is_empty(), long_enough, "{count}");
    }
    tab.model.busy = None;
    assert!(device.borrow().is_empty() && tab.files.is_empty());
    tab.send(StorageEvent::PassphraseTyped { form: "form", words: 5, strength: Strength::Good });
    tab.send(StorageEvent::SuggestionRequested("form"));
    let (form, suggested) = tab.model.storage.suggestion.clone().unwrap();
    assert_eq!((form, suggested.split('-').count()), ("form", 5));
    tab.lock();
    assert!(tab.model.storage.suggestion.is_none() && tab.model.storage.strength.is_none());
}

#[test]
fn each_guess_costs_the_stated_work() {
    let work = |file: &str| {
        let armour: String = file.lines().filter(|line| !line.starts_with("-----")).collect();
        let header = base64ct::Base64::decode_vec(armour.get(..160).unwrap()).unwrap();
        let header = String::from_utf8_lossy(&header).into_owned();
        let stanza = header.lines().find(|line| line.starts_with("-> scrypt ")).unwrap();
        stanza.rsplit(' ').next().unwrap().to_owned()
    };
    let (device, mut tab) = answered();
    tab.lock();
    let kept = StoredCopy::read(device.borrow().copies.iter().flatten().next().unwrap()).unwrap();
    assert_eq!(work(&kept.content), "15");
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let page = tab.files.pop().unwrap();
    assert_eq!(work(embed::carried(&page, Element::Draft).unwrap()), "17");
    tab.send(SigningEvent::KeyFileRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(work(&tab.files.pop().unwrap()), "17");
    tab.send(RequestEvent::IdentityRequested(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(work(&tab.files.pop().unwrap()), "17");
}

#[test]
fn a_second_tab_writes_nothing_back_after_erasing() {
    let (device, mut first) = answered();
    first.send(StorageEvent::ModeChosen(StorageMode::Unlocked));
    let mut second = Tab::open(&device, "b", BootFacts::default());
    second.send(StorageEvent::TakeOverRequested);
    first.send(Event::EraseRequested);
    assert!(device.borrow().is_empty() && first.session.is_none() && first.held.is_none());
    assert!(
        first.model.workspace.is_empty()
            && first.model.storage.pending.is_empty()
            && first.model.storage.mode == StorageMode::Tab
    );
    second.send(StorageEvent::DeviceChanged(Device::default()));
    second.chose("limits", Choice::No);
    assert_eq!(second.model.storage.state, SaveState::Refused(StorageError::Gone));
    assert!(device.borrow().is_empty());
}

#[test]
fn a_tab_that_is_told_erases_everything_and_answers_once() {
    let told = device();
    let mut tab = Tab::open(&told, "a", BootFacts::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    let erasing = tab.model.update(Event::EraseRequested).effects;
    let empty = |effects: &[Effect]| effects.iter().position(|effect| *effect == Effect::EraseStorage);
    let tell = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::NotifyTabs(telling) => Some(*telling),
            _ => None,
        })
    };
    assert_eq!(tell(&erasing), Some(TabMessage::Erase));
    tab.send(Event::TabsAnswered(OtherTabs { reached: 1, silent: 2 }));
    assert_eq!(tab.model.erased.map(|erased| erased.tabs.silent), Some(2));
    let mut other = Tab::open(&told, "b", BootFacts::default());
    other.chose("copies", Choice::Yes);
    let effects = other.model.update(Event::ErasedElsewhere).effects;
    assert_eq!(tell(&effects), Some(TabMessage::Erased), "it would go round between the tabs for ever");
    assert!(empty(&effects) < effects.iter().position(|effect| matches!(effect, Effect::NotifyTabs(_))));
    assert!(other.model.erased.is_some() && other.model.workspace.is_empty());
    other.send(Event::AddressChanged("#/".to_owned()));
    assert!(other.model.erased.is_none());
}

#[test]
fn no_chance_means_nothing_is_locked_and_nothing_is_said_to_be() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    for task in [
        Deferred::Storage(StorageTask::Lock(passphrase(SECRET))),
        Deferred::Storage(StorageTask::WritePage(passphrase(SECRET))),
    ] {
        for random in [None, Some(vec![1; 20])] {
            let effects = model.update(Event::Resumed { task: task.clone(), random, now: NOW }).effects;
            assert_eq!((effects, model.message.clone()), (Vec::new(), Some(Failure::NoRandom.into())));
        }
    }
    assert_eq!(model.storage.mode, StorageMode::Tab);
}

mod properties {
    use candour_questionnaire::{answers::Answer, draft::Draft, plan::Step};
    use proptest::prelude::*;

    use super::*;
    use crate::OtherDraft;

    fn answer() -> impl Strategy<Value = Answer> {
        let choices = prop::sample::select(vec![
            None,
            Some(Choice::Yes),
            Some(Choice::Partly),
            Some(Choice::No),
            Some(Choice::Unknown),
        ]);
        (choices, any::<bool>(), "[a-z éစ\n\"\\\\]{0,40}").prop_map(|(choice, evidence, note)| Answer {
            choice,
            evidence,
            note,
            ..Answer::default()
        })
    }

    fn draft() -> impl Strategy<Value = Draft> {
        let ids = ["limits", "copies", "training"];
        let answers = prop::collection::vec(prop::option::of(answer()), 3);
        let staff = prop::option::of(prop::sample::select(vec!["yes", "no"]));
        let due = prop::option::of(0_i64..60_000);
        (answers, staff, "[A-Za-z é]{0,12}", "[A-Za-z é]{0,12}", due).prop_map(
            move |(answers, staff, name, organisation, due)| {
                let mut draft = Draft { organisation, name, ..Draft::default() };
                for (id, answer) in ids.into_iter().zip(answers) {
                    if let Some(answer) = answer.filter(|answer| !answer.is_empty()) {
                        draft.answers.questions.insert(id.to_owned(), answer);
                    }
                }
                if let Some(staff) = staff {
                    draft.answers.profile.insert("staff".to_owned(), staff.to_owned());
                }
                if let Some(day) = due {
                    let step = Step { due: Some(Timestamp(day * 86_400).day()), ..Step::NONE };
                    draft.plan.insert("limits".to_owned(), step);
                }
                draft
            },
        )
    }

    /// A model with an open draft and others on the shelf.
    fn with(open: &Draft, others: &[Draft]) -> Model {
        let mut model = model();
        if !open.is_empty() {
            model.workspace.set_draft("shop", open.clone());
        }
        for draft in others.iter().filter(|draft| !draft.is_empty()) {
            let shelved = OtherDraft {
                questionnaire: "shop".to_owned(),
                draft: Cached::new(draft.clone()),
                unsaved: false,
            };
            if !model.workspace.drafts().others().iter().any(|other| *other.draft == *draft) && draft != open
            {
                model.workspace.change_drafts(|drafts| drafts.add_other(shelved));
            }
        }
        model
    }

    proptest! {
        #[test]
        fn any_draft_exported_and_imported_gives_the_same_answers(draft in draft()) {
            prop_assume!(!draft.is_empty());
            let mut first = with(&draft, &[]);
            let effects = first.update(DraftEvent::FileRequested("shop".to_owned())).effects;
            let (name, content) = download(&resume(&mut first, effects, 0));
            let mut second = model();
            open(&mut second, &name, content.as_bytes());
            second.update(DraftEvent::ImportRequested(0, ImportMode::Replace));
            prop_assert_eq!(second.draft("shop"), &draft);
        }

        #[test]
        fn any_drafts_kept_come_back_as_they_were(open in draft(), others in prop::collection::vec(draft(), 0..3)) {
            let mut before = with(&open, &others);
            let mut after = model();
            after.update(Event::Started(BootFacts { kept: Ok(stored(&mut before)), ..BootFacts::default() }));
            let all = |model: &Model| -> Vec<Draft> {
                model.workspace.drafts().iter().cloned().collect()
            };
            prop_assert_eq!(all(&after), all(&before));
        }

        #[test]
        fn joining_never_changes_what_is_answered_here(own in draft(), file in draft()) {
            prop_assume!(!file.is_empty());
            let mut first = with(&file, &[]);
            let effects = first.update(DraftEvent::FileRequested("shop".to_owned())).effects;
            let (name, content) = download(&resume(&mut first, effects, 0));
            let mut second = with(&own, &[]);
            open(&mut second, &name, content.as_bytes());
            second.update(DraftEvent::ImportRequested(0, ImportMode::Merge));
            let joined = second.draft("shop").answers.clone();
            for (id, answer) in own.answers.questions.iter() {
                let after = joined.answer(id);
                prop_assert!(answer.choice.is_none() || after.choice == answer.choice);
                prop_assert!(answer.note.is_empty() || after.note == answer.note);
            }
            for id in file.answers.questions.keys() {
                prop_assert!(joined.questions.contains_key(id), "{} is neither here nor there", id);
            }
        }
    }
}
