//! What another page wrote into a storage, or somebody else into a page: nothing of it has an effect unasked.

use std::cell::RefCell;

use candour_files::{
    embed::{self, Element},
    records::{KeyTrust, Verification},
    stored_copy::{Device, StoredCopy},
};
use candour_proof::key::{PublicKey, SigningKey};

use super::*;
use crate::{
    DraftSource, OpenedBy, PartToWithhold, StorageMode,
    tests::storage::{SECRET, Tab, device},
};

/// The passphrase of whoever planted something.
const THEIRS: &str = "colleague pass phrase ok";

fn strange_key() -> PublicKey {
    SigningKey::from_seed([9; 32]).public()
}

/// A tab in which somebody made a request, took it up, wants notes withheld, and knows a key.
fn attacker(device: &Rc<RefCell<Device>>) -> Tab {
    let mut tab = Tab::open(device, "x", BootFacts::default());
    let wishes = [RequestField::From("Mallory".to_owned()), RequestField::Asks("shop".to_owned(), true)];
    for part in wishes {
        tab.send(RequestEvent::FieldEdited(part));
    }
    tab.send(RequestEvent::MakeRequested);
    let request = tab.model.requests.records.requests.first().cloned().unwrap();
    tab.model.requests.opened = Some(Ok(request));
    tab.send(RequestEvent::Accepted);
    tab.send(RequestEvent::KeyNoted(
        strange_key(),
        "Bank".to_owned(),
        Verification::Meeting,
        "2026-11-21".to_owned(),
    ));
    tab.chose("limits", Choice::Yes);
    tab.send(SigningEvent::WithholdingChanged("shop".to_owned(), PartToWithhold::Notes, true));
    tab
}

/// What a planted tab entry holds.
fn planted() -> String {
    let device = device();
    attacker(&device).session.clone().unwrap()
}

/// A copy locked by somebody else, with a revision of their choice.
fn locked_by_another(revision: u32) -> String {
    let theirs = device();
    let mut tab = attacker(&theirs);
    tab.send(StorageEvent::LockRequested(passphrase(THEIRS), passphrase(THEIRS)));
    let (copy, _) = theirs.borrow().whole().unwrap().swap_remove(0);
    StoredCopy { revision, ..copy }.write()
}

#[track_caller]
fn nothing_is_in_effect(model: &Model) {
    assert_eq!(model.workspace.request(), None, "a request is answered that nobody opened");
    assert!(model.requests.records.is_empty(), "a key is trusted that nobody checked");
    assert!(model.workspace.withheld().is_empty(), "something is withheld that nobody chose");
    let standing = model.requests.records.standing(&strange_key(), "Bank", None);
    assert_eq!(standing, KeyTrust::New);
}

#[test]
fn nothing_in_the_storage_of_a_file_is_opened_unasked() {
    let text = planted();
    let device = device();
    let copy = StoredCopy { locked: false, revision: 1, content: text.clone() }.write();
    device.borrow_mut().copies[1] = Some(copy.clone());
    let start = BootFacts { kept: Ok(Some(text)), from_file: true, ..BootFacts::default() };
    let mut tab = Tab::open(&device, "a", start);
    assert!(tab.model.workspace.is_empty() && tab.model.storage.unconfirmed.is_empty());
    nothing_is_in_effect(&tab.model);
    let waits: Vec<_> = tab.model.storage.pending.iter().map(|one| (one.from, one.opens)).collect();
    assert_eq!(waits, [(DraftSource::Tab, OpenedBy::Request), (DraftSource::Device, OpenedBy::Request)]);
    assert_eq!(tab.stored(), copy, "nothing is removed unasked");
    for left in [1, 0] {
        tab.send(StorageEvent::OpenRequested(0));
        assert_eq!((tab.choice("limits"), tab.model.storage.pending.len()), (Some(Choice::Yes), left));
        nothing_is_in_effect(&tab.model);
    }
    assert!(device.borrow().is_empty());
}

#[test]
fn found_answers_outlast_reloads_and_answers_given_beside_them() {
    let device = device();
    let start = |kept: Option<String>| BootFacts { kept: Ok(kept), from_file: true, ..BootFacts::default() };
    let mut tab = Tab::open(&device, "a", start(None));
    tab.chose("limits", Choice::Partly);
    for _ in 0..3 {
        tab = Tab::open(&device, "a", start(tab.session.clone()));
        tab.chose("copies", Choice::No);
    }
    tab = Tab::open(&device, "a", start(tab.session.clone()));
    // The same answers were given again and again, so they wait once.
    assert_eq!((tab.model.storage.pending.len(), tab.model.workspace.is_empty()), (2, true));
    while !tab.model.storage.pending.is_empty() {
        tab.send(StorageEvent::OpenRequested(0));
    }
    assert_eq!(
        (tab.choice("limits"), tab.model.workspace.drafts().others().len()),
        (Some(Choice::Partly), 1)
    );
    assert!(!tab.session.as_ref().unwrap().contains("waiting"));
}

#[test]
fn locked_answers_in_the_tab_outlast_answers_given_beside_them() {
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.chose("limits", Choice::Yes);
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    let mut page = Tab::open(&device, "b", BootFacts { carried, ..BootFacts::default() });
    page.unlock(DraftSource::Page, SECRET);
    for _ in 0..2 {
        page = Tab::open(&device, "b", BootFacts { kept: Ok(page.session.clone()), ..BootFacts::default() });
        page.chose("copies", Choice::No);
    }
    page.unlock(DraftSource::Tab, SECRET);
    assert_eq!((page.choice("limits"), page.model.workspace.drafts().others().len()), (Some(Choice::Yes), 1));
}

#[test]
fn what_a_web_address_keeps_brings_drafts_only() {
    let text = planted();
    let device = device();
    device.borrow_mut().copies[0] =
        Some(StoredCopy { locked: false, revision: 1, content: text.clone() }.write());
    let from_device = Tab::open(&device, "a", BootFacts::default());
    let empty = self::device();
    let from_tab = Tab::open(&empty, "b", BootFacts { kept: Ok(Some(text)), ..BootFacts::default() });
    for (tab, from) in [(from_device, DraftSource::Device), (from_tab, DraftSource::Tab)] {
        assert_eq!(tab.choice("limits"), Some(Choice::Yes));
        nothing_is_in_effect(&tab.model);
        assert_eq!(tab.model.storage.unconfirmed.len(), 1);
        let found = &tab.model.storage.unconfirmed[0];
        assert!(found.request.is_some() && found.withheld.contains_key("shop"));
        assert_eq!((found.from, found.records.keys.len(), found.records.requests.len()), (from, 1, 1));
    }
}

#[test]
fn a_passphrase_that_somebody_gave_away_brings_drafts_only() {
    let device = device();
    device.borrow_mut().copies[0] = Some(locked_by_another(1));
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.unlock(DraftSource::Device, THEIRS);
    assert_eq!(tab.choice("limits"), Some(Choice::Yes));
    nothing_is_in_effect(&tab.model);
    // Nor later, when the answers are opened again.
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, THEIRS);
    nothing_is_in_effect(&again.model);
    assert_eq!(again.model.storage.unconfirmed.len(), 1, "it is listed until it is decided on");
    again.send(StorageEvent::Dismissed(0));
    let mut third = again.closed("c");
    third.unlock(DraftSource::Device, THEIRS);
    assert_eq!((third.model.storage.unconfirmed.len(), third.choice("limits")), (0, Some(Choice::Yes)));
}

#[test]
fn keys_from_somebody_elses_page_are_never_checked_keys() {
    let theirs = device();
    let mut made = attacker(&theirs);
    made.send(StorageEvent::PageRequested(passphrase(THEIRS), passphrase(THEIRS)));
    let carried = embed::carried(&made.files[0], Element::Draft).map(str::to_owned);
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts { carried, from_file: true, ..BootFacts::default() });
    tab.unlock(DraftSource::Page, THEIRS);
    assert_eq!(tab.choice("limits"), Some(Choice::Yes));
    nothing_is_in_effect(&tab.model);
    assert_eq!(tab.model.storage.unconfirmed[0].from, DraftSource::Page);
    tab.send(StorageEvent::Confirmed(0));
    let standing = tab.model.requests.records.standing(&strange_key(), "Bank", None);
    assert_eq!(standing.as_str(), "seen", "whoever made the page could write that it was checked");
    assert_eq!(tab.model.workspace.request(), None, "a request is taken up on its own screen only");
    tab.send(StorageEvent::FoundRequestOpened(0));
    assert_eq!(tab.model.route, Route::Requested);
    tab.send(RequestEvent::Declined);
    assert!(tab.model.workspace.request().is_none() && tab.model.storage.unconfirmed.is_empty());
}

#[test]
fn a_page_with_answers_does_not_change_how_the_device_is_locked() {
    let theirs = device();
    let mut made = attacker(&theirs);
    made.send(StorageEvent::PageRequested(passphrase(THEIRS), passphrase(THEIRS)));
    let carried = embed::carried(&made.files[0], Element::Draft).map(str::to_owned);
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts { carried, ..BootFacts::default() });
    tab.chose("copies", Choice::No);
    tab.lock();
    tab.unlock(DraftSource::Page, THEIRS);
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, THEIRS);
    assert!(again.model.workspace.is_empty(), "whoever made the page opens what the device keeps");
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.choice("limits"), Some(Choice::Yes));
}

#[test]
fn planted_drafts_do_not_replace_those_in_the_page() {
    let (own, theirs) = (device(), device());
    let mut tab = Tab::open(&own, "a", BootFacts::default());
    tab.chose("limits", Choice::Partly);
    tab.send(StorageEvent::PageRequested(passphrase(SECRET), passphrase(SECRET)));
    let carried = embed::carried(&tab.files[0], Element::Draft).map(str::to_owned);
    let mut made = attacker(&theirs);
    made.send(StorageEvent::PageRequested(passphrase(THEIRS), passphrase(THEIRS)));
    let other = embed::carried(&made.files[0], Element::Draft).map(str::to_owned).unwrap();
    let planted = StoredCopy { locked: true, revision: 1, content: other }.write();
    let start = BootFacts { kept: Ok(Some(planted)), carried, from_file: true, ..BootFacts::default() };
    let mut page = Tab::open(&own, "b", start);
    page.unlock(DraftSource::Tab, THEIRS);
    page.unlock(DraftSource::Page, SECRET);
    assert_eq!((page.choice("limits"), page.model.storage.pending.len()), (Some(Choice::Partly), 0));
}

/// A device on which somebody else wrote a copy over the newer of two own ones.
fn with_a_planted_copy(device: &Rc<RefCell<Device>>, planted: &str) -> usize {
    let mut tab = Tab::open(device, "a", BootFacts::default());
    tab.chose("limits", Choice::Partly);
    tab.lock();
    tab.chose("copies", Choice::Yes);
    device.borrow_mut().tab = None;
    let (_, newest) = device.borrow().whole().unwrap().swap_remove(0);
    device.borrow_mut().copies[newest] = Some(planted.to_owned());
    newest
}

#[test]
fn a_planted_copy_of_higher_revision_hides_nothing() {
    for revision in [2, 999, u32::MAX - 1, u32::MAX] {
        let planted = locked_by_another(revision);
        let device = device();
        let place = with_a_planted_copy(&device, &planted);
        let mut tab = Tab::open(&device, "b", BootFacts::default());
        assert_eq!(tab.model.storage.pending.len(), 1, "one form for both");
        tab.unlock(DraftSource::Device, SECRET);
        assert_eq!(tab.choice("limits"), Some(Choice::Partly), "{revision}");
        let left: Vec<_> = tab.model.storage.pending.iter().map(|one| (one.from, one.opens)).collect();
        assert_eq!(left, [(DraftSource::Device, OpenedBy::OtherPassphrase)], "the other copy is named");
        for choice in [Choice::No, Choice::Yes, Choice::Unknown] {
            tab.chose("limits", choice);
            assert_eq!(tab.model.storage.state, SaveState::Saved, "{revision}");
        }
        assert_eq!(device.borrow().copies[place].as_ref(), Some(&planted), "it stays until it is decided on");
        let mut again = tab.closed("c");
        again.unlock(DraftSource::Device, SECRET);
        assert_eq!(again.choice("limits"), Some(Choice::Unknown), "{revision}");
        again.send(StorageEvent::DiscardRequested(0));
        assert_eq!(device.borrow().copies[place], None);
        for choice in [Choice::No, Choice::Yes] {
            again.chose("limits", choice);
            assert_eq!(again.model.storage.state, SaveState::Saved, "{revision}");
        }
        let mut third = again.closed("d");
        third.unlock(DraftSource::Device, SECRET);
        assert_eq!(
            (third.choice("limits"), third.model.storage.pending.len()),
            (Some(Choice::Yes), 0),
            "{revision}"
        );
    }
}

#[test]
fn opening_a_planted_copy_leaves_the_own_one() {
    let planted = locked_by_another(999);
    let device = device();
    let place = with_a_planted_copy(&device, &planted);
    let own = device.borrow().copies[1 - place].clone();
    let mut tab = Tab::open(&device, "b", BootFacts::default());
    tab.unlock(DraftSource::Device, THEIRS);
    nothing_is_in_effect(&tab.model);
    tab.chose("limits", Choice::No);
    assert_eq!(device.borrow().copies[1 - place], own, "the own answers were overwritten");
    assert_eq!(tab.model.storage.pending[0].opens, OpenedBy::OtherPassphrase);
    tab.send(StorageEvent::ModeChosen(StorageMode::Tab));
    assert_eq!(device.borrow().copies[1 - place], own, "the own answers were removed");
    tab.unlock(DraftSource::Device, SECRET);
    assert_eq!((tab.choice("limits"), tab.model.storage.mode), (Some(Choice::Partly), StorageMode::Locked));
}

#[test]
fn a_planted_copy_that_is_not_locked_is_not_opened_unasked() {
    for from_file in [true, false] {
        let planted = StoredCopy { locked: false, revision: 999, content: planted() }.write();
        let device = device();
        let place = with_a_planted_copy(&device, &planted);
        let mut tab = Tab::open(&device, "b", BootFacts { from_file, ..BootFacts::default() });
        assert!(tab.model.workspace.is_empty());
        tab.unlock(DraftSource::Device, SECRET);
        assert_eq!(
            (tab.choice("limits"), tab.model.storage.mode),
            (Some(Choice::Partly), StorageMode::Locked)
        );
        tab.chose("copies", Choice::No);
        assert_eq!(tab.model.storage.state, SaveState::Saved);
        assert_eq!(device.borrow().copies[place].as_ref(), Some(&planted));
        tab.send(StorageEvent::DiscardRequested(0));
        tab.chose("copies", Choice::Yes);
        assert_eq!((tab.model.storage.state, tab.model.storage.pending.len()), (SaveState::Saved, 0));
    }
}

#[test]
fn a_planted_copy_found_while_keeping_is_named_and_stays() {
    let planted = locked_by_another(999);
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts::default());
    tab.chose("limits", Choice::Partly);
    tab.lock();
    tab.chose("copies", Choice::Yes);
    let (_, newest) = device.borrow().whole().unwrap().swap_remove(0);
    device.borrow_mut().copies[newest] = Some(planted.clone());
    tab.send(StorageEvent::DeviceChanged(device.borrow().clone()));
    assert_eq!(tab.model.storage.state, SaveState::Refused(StorageError::Elsewhere));
    tab.send(StorageEvent::TakeOverRequested);
    assert_eq!((tab.model.storage.mode, tab.model.storage.state), (StorageMode::Locked, SaveState::Saved));
    assert_eq!(tab.model.storage.pending[0].opens, OpenedBy::OtherPassphrase);
    assert_eq!(device.borrow().copies[newest], Some(planted));
    let mut again = tab.closed("b");
    again.unlock(DraftSource::Device, SECRET);
    assert_eq!(again.choice("copies"), Some(Choice::Yes));
}

#[test]
fn keeping_here_takes_nothing_in_that_is_not_locked_from_a_file() {
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts { from_file: true, ..BootFacts::default() });
    tab.chose("copies", Choice::Yes);
    tab.lock();
    device.borrow_mut().copies =
        [Some(StoredCopy { locked: false, revision: 999, content: planted() }.write()), None];
    tab.send(StorageEvent::TakeOverRequested);
    assert_eq!((tab.choice("limits"), tab.model.storage.pending[0].opens), (None, OpenedBy::Request));
    nothing_is_in_effect(&tab.model);
}

#[test]
fn what_is_undecided_keeps_the_place_where_it_was_found() {
    let text = planted();
    let device = device();
    let mut tab = Tab::open(&device, "a", BootFacts { kept: Ok(Some(text)), ..BootFacts::default() });
    let own = SigningKey::from_seed([3; 32]).public();
    tab.send(RequestEvent::KeyNoted(own, "Own".to_owned(), Verification::Telephone, "2026-11-21".to_owned()));
    let again = Tab::open(&device, "a", BootFacts { kept: Ok(tab.session.clone()), ..BootFacts::default() });
    // What was planted and what was noted here are two finds, so that one can be used without the other.
    let names: Vec<_> =
        again.model.storage.unconfirmed.iter().map(|found| found.records.keys[0].name.as_str()).collect();
    assert_eq!(names, ["Bank", "Own"]);
    for beyond in [
        StorageEvent::Confirmed(2),
        StorageEvent::Dismissed(2),
        StorageEvent::FoundRequestOpened(2),
        StorageEvent::OpenRequested(0),
    ] {
        let mut model = again.model.storage.pending.is_empty().then(super::model).unwrap();
        assert_eq!(model.update(beyond).effects, []);
    }
}
