//! Keeping drafts: a browser made of plain values, with a tab, a device and a page.

use base64ct::Encoding as _;
use candour_age::{OpenError, passphrase::Strength};
use candour_files::{
    embed::{self, Element},
    stored_copy::{Device, Kept},
};
use candour_proof::json::Json;
use candour_questionnaire::listed::Listed;

use super::*;
use crate::{Mode, Opens, OtherTabs, Source, Telling, Waiting, Which, Writing};

pub(super) const SECRET: &str = "correct horse battery garden";
const PAGE: &str = "<!DOCTYPE html><html><body><div id=\"screen\"></div></body></html>";

/// A tab with its model, and what the device holds for it.
pub(super) struct Tab<'a> {
    pub(super) model: Model,
    device: &'a std::cell::RefCell<Device>,
    number: &'static str,
    pub(super) session: Option<String>,
    held: Option<String>,
    pub(super) files: Vec<String>,
    refuses: Option<KeepProblem>,
    writes: usize,
}

impl<'a> Tab<'a> {
    pub(super) fn open(device: &'a std::cell::RefCell<Device>, number: &'static str, start: Start) -> Self {
        let mut tab = Self {
            model: Model::new(Rc::new(catalog()), App::default()),
            device,
            number,
            session: start.kept.clone().ok().flatten(),
            held: None,
            files: Vec::new(),
            refuses: None,
            writes: 0,
        };
        let start = Start { device: Ok(device.borrow().clone()), ..start };
        tab.send(Event::Started(start));
        tab
    }

    /// The tab closed properly, and one opened after it.
    pub(super) fn closed(self, number: &'static str) -> Self {
        let device = self.device;
        device.borrow_mut().tab = None;
        Self::open(device, number, Start::default())
    }

    /// Sends an event and does what comes of it, as the browser would.
    pub(super) fn send(&mut self, event: Event) {
        let mut effects = self.model.update(event);
        while !effects.is_empty() {
            let effect = effects.remove(0);
            effects.extend(self.run(effect));
        }
    }

    fn run(&mut self, effect: Effect) -> Vec<Effect> {
        let random =
            |count: usize| Some((0..count).map(|place| u8::try_from(place % 251).unwrap()).collect());
        let event = match effect {
            Effect::AfterPaint { task, random: count } => {
                Event::Resumed { task, random: random(count), now: NOW }
            }
            Effect::KeepSoon => {
                Event::Resumed { task: Task::Keep, random: random(Writing::RANDOM), now: NOW }
            }
            Effect::Hold(text) => {
                self.held = text;
                return Vec::new();
            }
            Effect::KeepInTab(text) => {
                self.session = text;
                Event::Kept(Ok(()))
            }
            Effect::Store(writing) => Event::Stored(self.store(&writing)),
            Effect::ReadDevice => Event::DeviceRead(Ok(self.device.borrow().clone())),
            Effect::EraseDevice => {
                *self.device.borrow_mut() = Device::default();
                return Vec::new();
            }
            Effect::EraseCopies(places) => {
                for place in places {
                    self.device.borrow_mut().copies[place] = None;
                }
                return Vec::new();
            }
            Effect::EraseStorage => {
                *self.device.borrow_mut() = Device::default();
                (self.session, self.held) = (None, None);
                return Vec::new();
            }
            Effect::SavePage { content: locked, .. } => {
                let page = embed::carrying(PAGE, Element::Draft, &locked).unwrap();
                self.files.push(page);
                Event::PageSaved(Element::Draft, true)
            }
            Effect::Download { content, .. } => {
                self.files.push(content);
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        self.model.update(event)
    }

    fn store(&mut self, writing: &Writing) -> Result<(u32, usize), KeepProblem> {
        if let Some(problem) = self.refuses {
            return Err(problem);
        }
        writing.may(&self.device.borrow(), self.number)?;
        let mut device = self.device.borrow_mut();
        device.tab = Some(self.number.to_owned());
        device.copies[writing.place] = Some(writing.text.clone());
        if writing.manner.only {
            device.copies[1 - writing.place] = None;
        }
        self.writes += 1;
        Ok((writing.revision, writing.place))
    }

    pub(super) fn chose(&mut self, question: &str, choice: Choice) {
        self.send(Event::Chose("shop".to_owned(), question.to_owned(), choice));
    }

    pub(super) fn choice(&self, question: &str) -> Option<Choice> {
        self.model.draft("shop").answers.answer(question).choice
    }

    pub(super) fn lock(&mut self) {
        self.send(Event::AskedLock(passphrase(SECRET), passphrase(SECRET)));
        assert_eq!(self.model.keeper.mode, Mode::Locked);
    }

    pub(super) fn unlock(&mut self, from: Source, secret: &str) {
        if let Some(place) = self.waits(from) {
            self.send(Event::GavePassphrase(place, passphrase(secret)));
        }
    }

    /// The place of what waits there.
    pub(super) fn waits(&self, from: Source) -> Option<usize> {
        self.model.waiting.iter().position(|waiting| waiting.from == from)
    }

    pub(super) fn problem(&self) -> Option<OpenError> {
        self.model.waiting.first().and_then(|waiting: &Waiting| waiting.problem)
    }

    pub(super) fn stored(&self) -> String {
        self.device.borrow().copies.iter().flatten().cloned().collect()
    }
}

pub(super) fn device() -> std::cell::RefCell<Device> {
    std::cell::RefCell::default()
}

#[test]
fn locked_answers_are_readable_nowhere() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Partly);
    assert!(tab.session.as_ref().unwrap().contains("limits"), "a tab keeps them as they are");
    tab.lock();
    tab.send(Event::Noted("shop".to_owned(), "limits".to_owned(), "a note".to_owned()));
    assert_eq!((tab.session.clone(), tab.model.keeping), (None, Keeping::Kept));
    for word in ["limits", "a note", "shop", "partly"] {
        assert!(!tab.stored().contains(word), "{word}");
    }
    let mut again = tab.closed("b");
    assert!(again.model.is_empty() && again.model.waiting.len() == 1);
    again.unlock(Source::Device, "another passphrase");
    assert_eq!(again.problem(), Some(OpenError::WrongPassphrase));
    assert!(again.model.is_empty());
    again.unlock(Source::Device, SECRET);
    assert_eq!(again.choice("limits"), Some(Choice::Partly));
    assert_eq!(again.model.draft("shop").answers.answer("limits").note, "a note");
    assert_eq!((again.model.keeper.mode, again.model.keeping), (Mode::Locked, Keeping::Kept));
    again.chose("copies", Choice::Yes);
    let mut third = again.closed("c");
    third.unlock(Source::Device, SECRET);
    assert_eq!(third.choice("copies"), Some(Choice::Yes));
}

#[test]
fn a_copy_cut_off_while_written_leaves_the_one_before() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Partly);
    tab.lock();
    tab.chose("copies", Choice::Yes);
    tab.chose("copies", Choice::No);
    let (_, newest) = device.borrow().whole().unwrap().swap_remove(0);
    let text = device.borrow().copies[newest].clone().unwrap();
    let whole = device.borrow().copies.clone();
    for end in [0, 1, text.len() / 2, text.len() - 1] {
        device.borrow_mut().copies.clone_from(&whole);
        device.borrow_mut().copies[newest] = Some(text[..end].to_owned());
        let mut again = Tab::open(&device, "a", Start::default());
        assert_eq!(again.model.notice, Some(Notice::OlderCopy), "{end}");
        again.unlock(Source::Device, SECRET);
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
    let mut tab = Tab::open(&device, "a", Start::default());
    assert_eq!(tab.problem(), Some(OpenError::Damaged));
    tab.chose("limits", Choice::Yes);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    tab.send(Event::AskedLock(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!((tab.model.keeper.mode, tab.stored().as_str()), (Mode::Tab, "{\"half"));
    tab.send(Event::Discarded(0));
    assert!(device.borrow().is_empty());
    tab.lock();
    assert_eq!(tab.model.keeping, Keeping::Kept);
}

#[test]
fn an_unlocked_copy_that_holds_no_drafts_is_said_to_be_damaged() {
    let device = device();
    let copy = Kept { locked: false, revision: 1, content: "{}".to_owned() }.write();
    device.borrow_mut().copies[0] = Some(copy.clone());
    let tab = Tab::open(&device, "a", Start::default());
    assert_eq!(tab.problem(), Some(OpenError::Damaged));
    assert_eq!(tab.stored(), copy, "nothing is overwritten");
}

#[test]
fn stored_answers_that_no_longer_fit_are_listed() {
    let text = kept(&chose(&mut model(), "limits", Choice::Yes)).unwrap();
    let gone = Notice::Restored { not_placed: vec!["gone".to_owned()].into() };
    for (content, notice) in [(text.replace("\"limits\"", "\"gone\""), Some(gone)), (text, None)] {
        let device = device();
        device.borrow_mut().copies[0] = Some(Kept { locked: false, revision: 1, content }.write());
        assert_eq!(Tab::open(&device, "a", Start::default()).model.notice, notice);
    }
}

#[test]
fn answers_are_said_to_be_found_again_only_if_there_are_any() {
    let mut first = model();
    let key = candour_proof::key::SigningKey::from_seed([1; 32]).public();
    let how = candour_files::records::How::Seen;
    let effects = first.update(Event::NotedKey(key, "Café".to_owned(), how, "2026-11-21".to_owned()));
    let mut second = model();
    second.update(Event::Started(Start { kept: Ok(kept(&effects)), ..Start::default() }));
    assert_eq!((second.unconfirmed.len(), &second.notice), (1, &None));
    assert_eq!(second.keeping, Keeping::Kept, "what else there is lies in the tab all the same");
    let mut nothing = model();
    let text = "{\"drafts\":[],\"format\":\"candour-drafts/1\",\"unsaved\":[]}".to_owned();
    nothing.update(Event::Started(Start { kept: Ok(Some(text)), ..Start::default() }));
    assert_eq!((nothing.keeping, nothing.notice), (Keeping::Nothing, None));
}

#[test]
fn unsaved_changes_are_known_again_after_a_reload() {
    let text = kept(&chose(&mut model(), "limits", Choice::Yes)).unwrap();
    for (listed, unsaved) in
        [("[0]", &["shop"][..]), ("[1]", &[]), ("[\"shop\"]", &["shop"]), ("[\"other\"]", &[])]
    {
        let text = text.replacen("\"unsaved\":[0]", &["\"unsaved\":", listed].concat(), 1);
        let mut again = model();
        again.update(Event::Started(Start { kept: Ok(Some(text)), ..Start::default() }));
        assert_eq!(again.unsaved, unsaved, "{listed}");
    }
}

#[test]
fn unlocked_answers_come_back_without_asking() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    assert_eq!((tab.session.clone(), tab.stored().contains("limits")), (None, true));
    let mut again = tab.closed("b");
    assert_eq!((again.choice("limits"), again.model.keeper.mode), (Some(Choice::Yes), Mode::Unlocked));
    again.send(Event::ChoseMode(Mode::Tab));
    assert!(device.borrow().is_empty() && again.session.is_some());
}

#[test]
fn a_more_careful_way_to_keep_leaves_nothing_of_the_old_one() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    tab.chose("copies", Choice::Yes);
    assert!(device.borrow().copies.iter().all(Option::is_some));
    tab.lock();
    assert!(!tab.stored().contains("limits"), "the unlocked copy is still there");
    tab.send(Event::AskedLock(
        passphrase("another passphrase, longer"),
        passphrase("another passphrase, longer"),
    ));
    let mut again = tab.closed("b");
    again.unlock(Source::Device, SECRET);
    assert_eq!(again.problem(), Some(OpenError::WrongPassphrase), "the old passphrase still opens something");
}

#[test]
fn opened_from_a_file_nothing_is_kept_unlocked_on_the_device() {
    let device = device();
    let start = Start { from_file: true, ..Start::default() };
    let mut tab = Tab::open(&device, "a", start.clone());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    assert_eq!(tab.model.keeper.mode, Mode::Tab);
    assert!(device.borrow().is_empty());
    // What is there all the same goes on in the tab, if the person wants it.
    let text = tab.held.clone().unwrap();
    device.borrow_mut().copies[0] = Some(Kept { locked: false, revision: 3, content: text }.write());
    let mut again = Tab::open(&device, "b", start);
    assert_eq!((again.choice("limits"), again.model.waiting[0].opens), (None, Opens::Request));
    again.send(Event::OpenedFound(0));
    assert_eq!((again.choice("limits"), again.model.keeper.mode), (Some(Choice::Yes), Mode::Tab));
    assert!(device.borrow().is_empty() && again.session.is_some());
}

#[test]
fn a_second_tab_says_so_overwrites_nothing_and_can_take_over() {
    for locked in [false, true] {
        let device = device();
        let mut first = Tab::open(&device, "a", Start::default());
        first.chose("limits", Choice::Yes);
        if locked {
            first.lock();
        } else {
            first.send(Event::ChoseMode(Mode::Unlocked));
        }
        let mut second = Tab::open(&device, "b", Start::default());
        second.unlock(Source::Device, SECRET);
        assert_eq!(second.choice("limits"), Some(Choice::Yes));
        assert_eq!(second.model.keeping, Keeping::Refused(KeepProblem::Elsewhere));
        let before = first.stored();
        second.chose("copies", Choice::No);
        assert_eq!((first.stored(), second.writes), (before, 0));
        first.chose("limits", Choice::Partly);
        second.send(Event::KeepHere);
        assert_eq!(second.model.keeping, Keeping::Kept);
        assert_eq!((second.choice("limits"), second.choice("copies")), (Some(Choice::Yes), Some(Choice::No)));
        assert_eq!(second.model.shelf.len(), 1, "the other tab's version stands beside it");
        assert_eq!(second.model.shelf[0].draft.answers.answer("limits").choice, Some(Choice::Partly));
        assert_eq!(second.model.notice, Some(Notice::SideBySide(1)));
        first.send(Event::DeviceChanged(device.borrow().clone()));
        assert_eq!(first.model.keeping, Keeping::Refused(KeepProblem::Elsewhere));
        let before = first.stored();
        first.chose("limits", Choice::No);
        assert_eq!(first.stored(), before);
    }
}

#[test]
fn a_tab_refuses_to_overwrite_a_change_it_missed() {
    let device = device();
    let mut first = Tab::open(&device, "a", Start::default());
    first.chose("limits", Choice::Yes);
    first.send(Event::ChoseMode(Mode::Unlocked));
    // A copy of the tab, with the same number, as a browser makes when a tab is duplicated.
    let mut second = Tab::open(&device, "a", Start::default());
    second.chose("copies", Choice::Yes);
    first.chose("copies", Choice::No);
    assert_eq!(first.model.keeping, Keeping::Refused(KeepProblem::Elsewhere));
    first.send(Event::KeepHere);
    assert_eq!((first.choice("copies"), first.model.shelf.len()), (Some(Choice::No), 1));
}

#[test]
fn answers_removed_from_the_device_are_not_written_again() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    *device.borrow_mut() = Device::default();
    tab.chose("copies", Choice::Yes);
    assert_eq!(tab.model.keeping, Keeping::Refused(KeepProblem::Gone));
    assert!(device.borrow().is_empty(), "another tab may have erased everything");
    tab.send(Event::KeepHere);
    assert_eq!(tab.model.keeping, Keeping::Kept);
    let mut again = tab.closed("b");
    again.unlock(Source::Device, SECRET);
    assert_eq!(again.choice("copies"), Some(Choice::Yes));
}

#[test]
fn a_full_or_forbidden_device_is_tried_again_later() {
    for problem in [KeepProblem::Full, KeepProblem::Forbidden] {
        let device = device();
        let mut tab = Tab::open(&device, "a", Start::default());
        tab.chose("limits", Choice::Yes);
        tab.lock();
        tab.refuses = Some(problem);
        tab.chose("copies", Choice::Yes);
        assert_eq!(tab.model.keeping, Keeping::Refused(problem));
        assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(true));
        assert_eq!(tab.session, None, "locked answers never go into the tab unlocked");
        tab.refuses = None;
        tab.chose("copies", Choice::No);
        assert_eq!(tab.model.keeping, Keeping::Kept);
        assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(false));
    }
}

#[test]
fn answers_leave_the_tab_only_when_they_are_safe_on_the_device() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.refuses = Some(KeepProblem::Full);
    tab.lock();
    assert_eq!(tab.model.keeping, Keeping::Refused(KeepProblem::Full));
    assert!(tab.session.is_some(), "a reload would have lost the answers");
    tab.refuses = None;
    tab.chose("copies", Choice::Yes);
    assert_eq!((tab.model.keeping, tab.session.clone()), (Keeping::Kept, None));
}

#[test]
fn closing_a_second_tab_asks_only_after_a_change() {
    let device = device();
    let mut first = Tab::open(&device, "a", Start::default());
    first.chose("limits", Choice::Yes);
    first.lock();
    let mut second = Tab::open(&device, "b", Start::default());
    second.unlock(Source::Device, SECRET);
    assert_eq!(second.model.keeping, Keeping::Refused(KeepProblem::Elsewhere));
    assert_eq!(second.model.closing(), Effect::AskBeforeClosing(false));
    second.chose("copies", Choice::Yes);
    assert_eq!(second.model.closing(), Effect::AskBeforeClosing(true));
    let mut third = Tab::open(&device, "c", Start::default());
    third.chose("copies", Choice::Yes);
    third.unlock(Source::Device, SECRET);
    assert_eq!(third.model.keeping, Keeping::Refused(KeepProblem::Elsewhere));
    assert_eq!(
        third.model.closing(),
        Effect::AskBeforeClosing(true),
        "what was answered before is kept nowhere"
    );
}

#[test]
fn a_tab_that_may_not_keep_writes_nothing_unasked() {
    let device = device();
    let mut first = Tab::open(&device, "a", Start::default());
    first.chose("limits", Choice::Yes);
    first.send(Event::ChoseMode(Mode::Unlocked));
    let mut second = Tab::open(&device, "b", Start::default());
    let elsewhere = Keeping::Refused(KeepProblem::Elsewhere);
    assert_eq!(second.model.keeping, elsewhere);
    device.borrow_mut().tab = None;
    chose(&mut second.model, "copies", Choice::Yes);
    assert_eq!(second.model.keeping, elsewhere);
    let due = Event::Resumed { task: Task::Keep, random: Some(vec![0; Writing::RANDOM]), now: NOW };
    assert_eq!(second.model.update(due), []);
}

#[test]
fn a_late_copy_does_not_restore_an_older_way_to_keep() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    let due = Event::Resumed { task: Task::Keep, random: Some(vec![0; Writing::RANDOM]), now: NOW };
    assert_eq!(model.update(due), []);
}

#[test]
fn what_the_tab_says_does_not_count_for_answers_on_the_device() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    tab.send(Event::Kept(Err(KeepProblem::Forbidden)));
    assert_eq!(tab.model.keeping, Keeping::Kept);
}

#[test]
fn only_a_change_by_another_tab_stops_the_keeping() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    let changed = |tab: &mut Tab, device: Device| {
        tab.send(Event::DeviceChanged(device));
        tab.model.keeping
    };
    assert_eq!(changed(&mut tab, Device::default()), Keeping::Kept, "the tab keeps them itself");
    tab.send(Event::ChoseMode(Mode::Unlocked));
    let own = device.borrow().clone();
    assert_eq!(changed(&mut tab, own.clone()), Keeping::Kept, "it is the copy of this tab");
    // The person decided for this tab, and the copy is not written yet.
    tab.model.update(Event::DeviceRead(Ok(own)));
    assert_eq!(changed(&mut tab, Device::default()), Keeping::Pending);
}

#[test]
fn keeping_here_doubles_nothing_that_is_here_already() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::NewDraft("shop".to_owned()));
    tab.chose("limits", Choice::No);
    tab.send(Event::ChoseMode(Mode::Unlocked));
    tab.send(Event::PutAwayNotice);
    tab.send(Event::KeepHere);
    assert_eq!((tab.model.shelf.len(), tab.model.notice.clone()), (1, None));
}

#[test]
fn answers_locked_anew_elsewhere_open_with_the_new_passphrase() {
    const NEW: &str = "another passphrase, longer";
    let device = device();
    let mut first = Tab::open(&device, "a", Start::default());
    first.chose("limits", Choice::Yes);
    first.lock();
    let mut second = Tab::open(&device, "b", Start::default());
    second.unlock(Source::Device, SECRET);
    second.send(Event::KeepHere);
    second.send(Event::AskedLock(passphrase(NEW), passphrase(NEW)));
    device.borrow_mut().tab = None;
    first.send(Event::KeepHere);
    assert_eq!((first.model.keeper.mode, first.model.waiting.len()), (Mode::Tab, 1));
    first.unlock(Source::Device, NEW);
    assert_eq!((first.model.keeper.mode, first.model.keeping), (Mode::Locked, Keeping::Kept));
}

#[test]
fn when_all_drafts_are_deleted_nothing_comes_back() {
    let device = device();
    let delete = || Event::DeletedDraft(Which::Open("shop".to_owned()));
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    tab.lock();
    tab.send(delete());
    let mut again = tab.closed("b");
    again.unlock(Source::Device, SECRET);
    assert_eq!((again.model.waiting.len(), again.model.is_empty()), (0, true));
    let device = self::device();
    let mut page = Tab::open(&device, "c", Start { carried, ..Start::default() });
    page.unlock(Source::Page, SECRET);
    assert!(page.session.is_some());
    page.send(delete());
    assert_eq!(page.session, None);
}

#[test]
fn opening_locked_answers_leaves_the_others_locked() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    let mut page = Tab::open(&device, "b", Start { carried: carried.clone(), ..Start::default() });
    page.unlock(Source::Page, SECRET);
    tab.lock();
    let start = || Start { kept: Ok(page.session.clone()), carried: carried.clone(), ..Start::default() };
    for (from, left) in [
        // What the tab kept of a page came out of that page.
        (Source::Tab, vec![Source::Device]),
        (Source::Page, vec![Source::Tab, Source::Device]),
        (Source::Device, vec![Source::Tab, Source::Page]),
    ] {
        let mut again = Tab::open(&device, "c", start());
        again.unlock(from, SECRET);
        let waiting: Vec<_> = again.model.waiting.iter().map(|waiting| waiting.from).collect();
        assert_eq!(waiting, left, "{from:?}");
    }
}

#[test]
fn a_page_that_could_not_be_read_again_is_not_handed_out() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    let deep = (0..candour_proof::json::Limits::DEEPEST).fold(Json::Null, |inner, _| Json::List(vec![inner]));
    tab.model.strangers.push(deep);
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!((tab.files.len(), tab.model.notice.clone()), (0, Some(Notice::NotReadBack)));
}

#[test]
fn a_page_gives_all_drafts_back_with_the_passphrase() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(tab.model.notice, Some(Notice::NothingToKeep));
    tab.chose("limits", Choice::Yes);
    tab.send(Event::NewDraft("shop".to_owned()));
    tab.chose("limits", Choice::No);
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(tab.model.notice, Some(Notice::PageWritten { drafts: 2, answers: 2, notes: 0 }));
    assert_eq!(tab.model.closing(), Effect::AskBeforeClosing(false), "the answers are in a file");
    let file = tab.files.pop().unwrap();
    assert!(!file.contains("limits") && embed::without(&file) == PAGE);
    let carried = embed::carried(&file, Element::Draft).map(str::to_owned);
    let mut again = Tab::open(&device, "b", Start { carried: carried.clone(), ..Start::default() });
    again.unlock(Source::Page, SECRET);
    assert_eq!((again.choice("limits"), again.model.shelf.len()), (Some(Choice::No), 1));
    assert_eq!(again.model.closing(), Effect::AskBeforeClosing(false));
    again.chose("copies", Choice::Yes);
    assert!(!again.session.as_ref().unwrap().contains("copies"), "the tab keeps them locked too");
    assert_eq!(again.model.closing(), Effect::AskBeforeClosing(true));
    // A reload asks again, and what the tab kept is newer than what the page carries.
    let start = Start { kept: Ok(again.session.clone()), carried, ..Start::default() };
    let mut reloaded = Tab::open(&device, "c", start);
    assert_eq!(reloaded.model.waiting[0].from, Source::Tab);
    reloaded.unlock(Source::Tab, SECRET);
    assert_eq!(reloaded.choice("copies"), Some(Choice::Yes));
    assert!(reloaded.model.waiting.is_empty());
}

#[test]
fn a_saved_page_can_be_taken_in_on_the_check_screen() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    let file = tab.files.pop().unwrap();
    let mut other = Tab::open(&device, "b", Start::default());
    let content = Some(file.clone().into_bytes());
    other.send(Event::Opened { name: "page.html".to_owned(), size: file.len(), content });
    assert_eq!(other.model.checked[0].verdict, Verdict::Page);
    other.send(Event::OpenedLocked(0, passphrase("wrong passphrase")));
    assert_eq!(other.model.checked[0].problem, Some(OpenError::WrongPassphrase));
    other.send(Event::OpenedLocked(0, passphrase(SECRET)));
    assert_eq!(other.model.checked[0].verdict, Verdict::Draft);
    other.send(Event::AskedImport(0, Import::Replace));
    assert_eq!(other.choice("limits"), Some(Choice::Yes));
}

#[test]
fn opened_answers_are_kept_beside_earlier_ones() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    let mut again = tab.closed("b");
    again.chose("limits", Choice::No);
    again.unlock(Source::Device, SECRET);
    assert_eq!(again.choice("limits"), Some(Choice::Yes), "what was asked for is open");
    assert_eq!(again.model.shelf[0].draft.answers.answer("limits").choice, Some(Choice::No));
    assert_eq!(again.session, None);
    let mut third = again.closed("c");
    third.unlock(Source::Device, SECRET);
    assert_eq!((third.choice("limits"), third.model.shelf.len()), (Some(Choice::Yes), 1));
}

#[test]
fn drafts_are_begun_named_copied_deleted_and_brought_back() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    let shop = || Which::Open("shop".to_owned());
    tab.chose("limits", Choice::Yes);
    tab.send(Event::RenamedDraft(shop(), "  2026\u{202e}\nBerlin ".to_owned()));
    assert_eq!(tab.model.draft("shop").name, "2026 Berlin");
    assert_eq!(tab.model.draft("shop").changed, Day::parse("2026-11-22"));
    tab.send(Event::DuplicatedDraft(shop()));
    tab.send(Event::NewDraft("shop".to_owned()));
    assert!(tab.model.draft("shop").is_empty());
    assert_eq!(tab.model.shelf.len(), 2);
    tab.chose("limits", Choice::No);
    tab.send(Event::OpenedDraft(1));
    assert_eq!((tab.choice("limits"), tab.model.shelf.len()), (Some(Choice::Yes), 2));
    let before = (tab.model.drafts.clone(), tab.model.shelf.clone());
    for which in [shop(), Which::Shelf(0), Which::Shelf(1)] {
        tab.send(Event::DeletedDraft(which));
        assert_eq!(tab.model.notice, Some(Notice::Deleted));
        assert_eq!(tab.model.drafts.len() + tab.model.shelf.len(), 2);
        tab.send(Event::AskedUndo);
        assert_eq!((tab.model.drafts.clone(), tab.model.shelf.clone()), before);
    }
    let after = Tab::open(&device, "b", Start { kept: Ok(tab.session.clone()), ..Start::default() });
    assert_eq!((after.model.drafts.clone(), after.model.shelf.clone()), before);
    let beyond = tab.model.shelf.len();
    for wrong in [
        Event::OpenedDraft(beyond),
        Event::DeletedDraft(Which::Shelf(beyond)),
        Event::DuplicatedDraft(Which::Shelf(beyond)),
        Event::NewDraft("other".to_owned()),
    ] {
        assert_eq!(tab.model.update(wrong), []);
    }
}

#[test]
fn a_draft_is_unsaved_until_it_is_written_or_deleted() {
    let mut model = model();
    let delete = |model: &mut Model| model.update(Event::DeletedDraft(Which::Open("shop".to_owned())));
    chose(&mut model, "limits", Choice::Yes);
    model.update(Event::NewDraft("shop".to_owned()));
    assert!(model.shelf[0].unsaved && model.unsaved.is_empty());
    chose(&mut model, "limits", Choice::No);
    let effects = model.update(Event::AskedDraft("shop".to_owned()));
    resume(&mut model, effects, 0);
    model.update(Event::NewDraft("shop".to_owned()));
    assert!(!model.shelf[1].unsaved, "it is in a file");
    model.update(Event::OpenedDraft(0));
    assert_eq!(model.unsaved, ["shop"]);
    assert!(delete(&mut model).contains(&Effect::AskBeforeClosing(false)));
}

#[test]
fn undoing_a_save_leaves_that_questionnaire_unsaved() {
    let mut model = two_questionnaires();
    let write = |model: &mut Model, questionnaire: &str| {
        let effects = model.update(Event::AskedDraft(questionnaire.to_owned()));
        resume(model, effects, 0);
    };
    chose(&mut model, "limits", Choice::Yes);
    chose(&mut model, "copies", Choice::Yes);
    model.update(Event::Chose("office".to_owned(), "limits".to_owned(), Choice::No));
    write(&mut model, "office");
    for written in [true, false] {
        if written {
            write(&mut model, "shop");
        }
        model.update(Event::TookBack("shop".to_owned(), "limits".to_owned()));
        write(&mut model, "shop");
        assert!(model.unsaved.is_empty());
        model.update(Event::AskedUndo);
        assert_eq!(model.unsaved, ["shop"]);
    }
}

#[test]
fn a_signature_never_stands_beside_another_draft() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    sign(&mut model);
    model.update(Event::NewDraft("shop".to_owned()));
    assert!(model.signed.is_none());
}

#[test]
fn drafts_of_unknown_questionnaires_are_kept() {
    let mut first = model();
    let text = kept(&chose(&mut first, "limits", Choice::Yes)).unwrap();
    let other = text.replace("\"id\":\"shop\"", "\"id\":\"elsewhere\"");
    let mut second = model();
    second.update(Event::Started(Start { kept: Ok(Some(other.clone())), ..Start::default() }));
    assert_eq!(second.notice, Some(Notice::Restored { not_placed: vec!["elsewhere".to_owned()].into() }));
    second.update(Event::PageSaved(Element::Draft, true));
    assert_eq!(second.notice, Some(Notice::PageWritten { drafts: 1, answers: 0, notes: 0 }));
    let text = kept(&chose(&mut second, "limits", Choice::No)).unwrap();
    assert!(text.contains("\"id\":\"elsewhere\"") && text.contains("\"id\":\"shop\""));
}

#[test]
fn joining_a_file_fills_gaps_and_names_differences() {
    let mut first = model();
    chose(&mut first, "limits", Choice::Yes);
    chose(&mut first, "copies", Choice::Yes);
    first.update(Event::Noted("shop".to_owned(), "training".to_owned(), "theirs".to_owned()));
    first.update(Event::ChoseProfile("shop".to_owned(), "staff".to_owned(), "yes".to_owned()));
    let effects = first.update(Event::AskedDraft("shop".to_owned()));
    let (name, content) = download(&resume(&mut first, effects, 0));
    let begun = || {
        let mut second = model();
        chose(&mut second, "limits", Choice::No);
        second.update(Event::Noted("shop".to_owned(), "training".to_owned(), "mine".to_owned()));
        open(&mut second, &name, content.as_bytes());
        second
    };
    let mut second = begun();
    let before = second.drafts.clone();
    second.update(Event::AskedImport(0, Import::Merge));
    let draft = second.draft("shop").clone();
    assert_eq!(draft.answers.answer("limits").choice, Some(Choice::No));
    assert_eq!(draft.answers.answer("copies").choice, Some(Choice::Yes));
    assert_eq!(draft.answers.answer("training").note, "mine");
    assert_eq!(draft.answers.profile.get("staff").map(String::as_str), Some("yes"));
    let Some(Notice::Merged { taken, kept, .. }) = second.notice.clone() else {
        panic!("{:?}", second.notice)
    };
    assert_eq!((taken, kept), (2, vec!["limits".to_owned(), "training".to_owned()]));
    second.update(Event::AskedUndo);
    assert_eq!(second.drafts, before);
    let mut second = begun();
    second.update(Event::AskedImport(0, Import::Beside));
    assert_eq!(second.draft("shop").answers, first.draft("shop").answers);
    assert_eq!(second.shelf[0].draft, before.get("shop").cloned().unwrap());
}

#[test]
fn joining_names_each_differing_question_once() {
    fn decide(model: &mut Model, question: &str, state: State) {
        let decision = Decision::State(state);
        model.update(Event::Planned("shop".to_owned(), question.to_owned(), decision));
    }
    fn noted(model: &mut Model, question: &str, note: &str) {
        model.update(Event::Noted("shop".to_owned(), question.to_owned(), note.to_owned()));
    }
    fn staff(model: &mut Model, option: &str) {
        model.update(Event::ChoseProfile("shop".to_owned(), "staff".to_owned(), option.to_owned()));
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
        let effects = first.update(Event::AskedDraft("shop".to_owned()));
        let (file, content) = download(&resume(&mut first, effects, 0));
        open(&mut second, &file, content.as_bytes());
        second.update(Event::AskedImport(0, Import::Merge));
        let Some(Notice::Merged { kept, .. }) = &second.notice else { panic!("{:?}", second.notice) };
        assert_eq!(kept, differ, "{name}");
    }
}

#[test]
fn answers_of_all_drafts_in_a_file_are_counted() {
    let mut first = model();
    chose(&mut first, "limits", Choice::Yes);
    first.update(Event::NewDraft("shop".to_owned()));
    chose(&mut first, "limits", Choice::No);
    let text = kept(&chose(&mut first, "copies", Choice::Yes)).unwrap();
    let mut second = model();
    open(&mut second, "saved.json", text.as_bytes());
    second.update(Event::AskedImport(0, Import::Replace));
    let imported = Notice::Imported { answers: 3, not_placed: Listed::new(), other_version: None };
    assert_eq!((second.notice.clone(), second.shelf.len()), (Some(imported), 1));
}

#[test]
fn a_guessable_or_mistyped_passphrase_locks_nothing() {
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    for (first, again, problem) in [
        ("short", "short", PassphraseProblem::TooShort),
        ("qwertyuiop12", "qwertyuiop12", PassphraseProblem::Guessable),
        ("fjord fjord fjord", "fjord fjord fjord", PassphraseProblem::Guessable),
        ("Password2024!", "Password2024!", PassphraseProblem::Guessable),
        ("long enough, yes", "long enough, no", PassphraseProblem::Differs),
    ] {
        for event in [
            Event::AskedLock(passphrase(first), passphrase(again)),
            Event::AskedPage(passphrase(first), passphrase(again)),
            Event::AskedKeyFile(passphrase(first), passphrase(again)),
            Event::AskedRecords(passphrase(first), passphrase(again)),
            Event::AskedIdentity(passphrase(first), passphrase(again)),
        ] {
            tab.send(event);
            assert_eq!(tab.model.notice, Some(Notice::Passphrase(problem)));
        }
    }
    let letters = |count| passphrase(&"éüöäàèùâêîôû".chars().take(count).collect::<String>());
    for (count, long_enough) in
        [(candour_age::passphrase::SHORTEST - 1, false), (candour_age::passphrase::SHORTEST, true)]
    {
        let effects = tab.model.update(Event::AskedPage(letters(count), letters(count)));
        assert_eq!(!effects.is_empty(), long_enough, "{count}");
    }
    tab.model.busy = None;
    assert!(device.borrow().is_empty() && tab.files.is_empty());
    tab.send(Event::Weighed("form", 5, Strength::Good));
    tab.send(Event::AskedSuggestion("form"));
    let (form, suggested) = tab.model.suggestion.clone().unwrap();
    assert_eq!((form, suggested.split('-').count()), ("form", 5));
    tab.lock();
    assert!(tab.model.suggestion.is_none() && tab.model.strength.is_none());
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
    let device = device();
    let mut tab = Tab::open(&device, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    let kept = Kept::read(device.borrow().copies.iter().flatten().next().unwrap()).unwrap();
    assert_eq!(work(&kept.content), "15");
    tab.send(Event::AskedPage(passphrase(SECRET), passphrase(SECRET)));
    let page = tab.files.pop().unwrap();
    assert_eq!(work(embed::carried(&page, Element::Draft).unwrap()), "17");
    tab.send(Event::AskedKeyFile(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(work(&tab.files.pop().unwrap()), "17");
    tab.send(Event::AskedIdentity(passphrase(SECRET), passphrase(SECRET)));
    assert_eq!(work(&tab.files.pop().unwrap()), "17");
}

#[test]
fn a_second_tab_writes_nothing_back_after_erasing() {
    let device = device();
    let mut first = Tab::open(&device, "a", Start::default());
    first.chose("limits", Choice::Yes);
    first.send(Event::ChoseMode(Mode::Unlocked));
    let mut second = Tab::open(&device, "b", Start::default());
    second.send(Event::KeepHere);
    first.send(Event::AskedErase);
    assert!(device.borrow().is_empty() && first.session.is_none() && first.held.is_none());
    assert!(first.model.is_empty() && first.model.waiting.is_empty() && first.model.keeper.mode == Mode::Tab);
    second.send(Event::DeviceChanged(Device::default()));
    second.chose("limits", Choice::No);
    assert_eq!(second.model.keeping, Keeping::Refused(KeepProblem::Gone));
    assert!(device.borrow().is_empty());
}

#[test]
fn a_tab_that_is_told_erases_everything_and_answers_once() {
    let told = device();
    let mut tab = Tab::open(&told, "a", Start::default());
    tab.chose("limits", Choice::Yes);
    tab.lock();
    let erasing = tab.model.update(Event::AskedErase);
    let empty = |effects: &[Effect]| effects.iter().position(|effect| *effect == Effect::EraseStorage);
    let tell = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::TellTabs(telling) => Some(*telling),
            _ => None,
        })
    };
    assert_eq!(tell(&erasing), Some(Telling::Erase));
    tab.send(Event::TabsTold(OtherTabs { reached: 1, silent: 2 }));
    assert!(tab.model.erased && tab.model.other_tabs.silent == 2);
    let mut other = Tab::open(&told, "b", Start::default());
    other.chose("copies", Choice::Yes);
    let effects = other.model.update(Event::ToldToErase);
    assert_eq!(tell(&effects), Some(Telling::Erased), "it would go round between the tabs for ever");
    assert!(empty(&effects) < effects.iter().position(|effect| matches!(effect, Effect::TellTabs(_))));
    assert!(other.model.erased && other.model.is_empty());
    other.send(Event::Arrived("#/".to_owned()));
    assert!(!other.model.erased);
}

#[test]
fn no_chance_means_nothing_is_locked_and_nothing_is_said_to_be() {
    let mut model = model();
    chose(&mut model, "limits", Choice::Yes);
    for task in [Task::Lock(passphrase(SECRET)), Task::SavePage(passphrase(SECRET))] {
        for random in [None, Some(vec![1; 20])] {
            let effects = model.update(Event::Resumed { task: task.clone(), random, now: NOW });
            assert_eq!((effects, model.notice.clone()), (Vec::new(), Some(Notice::NoChance)));
        }
    }
    assert_eq!(model.keeper.mode, Mode::Tab);
}

mod properties {
    use candour_questionnaire::{answers::Answer, draft::Draft, plan::Step};
    use proptest::prelude::*;

    use super::*;
    use crate::Shelved;

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
            reason: None,
            evidence,
            note,
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
            model.drafts.insert("shop".to_owned(), open.clone());
        }
        for draft in others.iter().filter(|draft| !draft.is_empty()) {
            let shelved = Shelved { questionnaire: "shop".to_owned(), draft: draft.clone(), unsaved: false };
            if !model.shelf.iter().any(|other| other.draft == *draft) && draft != open {
                model.shelf.push(shelved);
            }
        }
        model
    }

    proptest! {
        #[test]
        fn any_draft_exported_and_imported_gives_the_same_answers(draft in draft()) {
            prop_assume!(!draft.is_empty());
            let mut first = with(&draft, &[]);
            let effects = first.update(Event::AskedDraft("shop".to_owned()));
            let (name, content) = download(&resume(&mut first, effects, 0));
            let mut second = model();
            open(&mut second, &name, content.as_bytes());
            second.update(Event::AskedImport(0, Import::Replace));
            prop_assert_eq!(second.draft("shop"), &draft);
        }

        #[test]
        fn any_drafts_kept_come_back_as_they_were(open in draft(), others in prop::collection::vec(draft(), 0..3)) {
            let before = with(&open, &others);
            let mut after = model();
            after.update(Event::Started(Start { kept: Ok(before.kept_text()), ..Start::default() }));
            let all = |model: &Model| -> Vec<Draft> {
                model.drafts.values().chain(model.shelf.iter().map(|other| &other.draft)).cloned().collect()
            };
            prop_assert_eq!(all(&after), all(&before));
        }

        #[test]
        fn joining_never_changes_what_is_answered_here(own in draft(), file in draft()) {
            prop_assume!(!file.is_empty());
            let mut first = with(&file, &[]);
            let effects = first.update(Event::AskedDraft("shop".to_owned()));
            let (name, content) = download(&resume(&mut first, effects, 0));
            let mut second = with(&own, &[]);
            open(&mut second, &name, content.as_bytes());
            second.update(Event::AskedImport(0, Import::Merge));
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
