//! Where answers are kept: in the tab, on the device with a passphrase or without; and what the page says when that goes wrong.

use candour_age as age;
use candour_files::stored_copy::StoredCopy;
use candour_page_tests::{
    engines::{Browser, Engine, Site, Windows, setting},
    journey::Person,
};

use crate::{Claim, claim};
use fantoccini::key::Key;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Private windows are tried in Chromium and Firefox: WebKitGTK opens no others while a driver holds it, so that there every
/// claim of this file is one about private windows.
pub(crate) fn claims() -> Vec<Claim> {
    const LASTING: &[Engine] = &[Engine::Chromium, Engine::Firefox];
    vec![
        claim!(the_header_says_which_of_three_ways_answers_are_kept),
        claim!(locked_answers_come_back_with_the_passphrase_only),
        claim!(nothing_can_be_read_in_any_storage_while_answers_are_locked),
        claim!(unlocked_answers_come_back_in_a_new_tab).on(&[Site::Http]),
        claim!(a_damaged_copy_is_said_and_the_one_before_it_opens).on(&[Site::File]),
        claim!(a_save_cut_off_at_any_place_leaves_the_copy_before_it).on(&[Site::Http]),
        claim!(two_damaged_copies_are_said_and_the_page_goes_on).on(&[Site::File]),
        claim!(drafts_are_made_named_copied_deleted_and_opened).on(&[Site::File]).in_one_engine(),
        claim!(a_full_tab_is_said_and_the_page_goes_on).on(&[Site::File]),
        claim!(a_full_device_is_said_and_the_page_goes_on).on(&[Site::File]),
        claim!(answers_removed_from_outside_are_said_and_kept_again).on(&[Site::File]),
        claim!(a_slow_storage_is_written_seldom_and_keeps_everything).on(&[Site::File]),
        claim!(a_second_tab_overwrites_nothing_and_both_versions_stay).on(&[Site::Http]),
        claim!(a_second_tab_overwrites_nothing_that_is_locked).on(&[Site::Http]),
        claim!(a_clock_set_back_by_ten_years_changes_nothing).on(&[Site::Http]),
        claim!(what_a_local_page_planted_has_no_effect_unasked).on(&[Site::File]),
        claim!(a_planted_copy_of_higher_revision_leaves_the_own_one).on(&[Site::File]),
        claim!(what_the_device_keeps_outlives_the_browser).on(&[Site::File]).with(LASTING),
        claim!(a_private_window_keeps_locked_answers_until_it_is_closed).on(&[Site::File]).with(LASTING),
    ]
}

/// More than enough letters for the page to take it.
pub(crate) const PASSPHRASE: &str = "seven wet umbrellas under one hat";

/// What nobody else may read.
pub(crate) const NOTE: &str = "The cellar key hangs behind the door";

/// A question of the questionnaire that most claims are tried with, and where it stands.
pub(crate) const QUESTION: &str = "deletion-happens";
pub(crate) const PLACE: &str = "#/gdpr-article-5/storage-limitation";

const COPIES: &str = "['candour-1', 'candour-2'].map(name => localStorage.getItem(name))";

/// A sentence of the page.
pub(crate) fn sentence(key: &str) -> String {
    let words: Json = serde_json::from_str(include_str!("../../../words/en.json")).expect("the page's words");
    words[key].as_str().unwrap_or_else(|| panic!("no words `{key}`")).to_owned()
}

/// Goes to an address within the page, unless it is there already.
pub(crate) fn to(person: &Person, fragment: &str) {
    if person.text_of("return location.hash") != fragment {
        person.leave_for(fragment);
    }
}

/// Answers the question with a note, from wherever the page is.
pub(crate) fn answer(person: &Person, choice: &str) {
    to(person, PLACE);
    person.choose(QUESTION, choice);
}

pub(crate) fn answer_with_note(person: &Person) {
    answer(person, "partly");
    person.write(&Person::note_of(QUESTION), NOTE);
}

pub(crate) fn until_kept(person: &Person, mode: &str, state: &str) {
    person.until_sees(&format!("[data-storage='{mode}'][data-saved='{state}']"));
}

pub(crate) fn lock(person: &Person) {
    to(person, "#/settings");
    person.write("[data-field='lock-passphrase']", PASSPHRASE);
    person.write("[data-field='lock-passphrase-again']", PASSPHRASE);
    person.press("store-locked");
    until_on_device(person, "locked");
}

/// Closes the tab and opens the page in a new one. The page is left first: what it does last in Firefox is sometimes lost
/// when a driver closes the tab.
pub(crate) fn close_and_come_back(person: &Person) {
    person.leave();
    person.new_tab();
    person.open("");
}

/// Loads the page anew, and opens the answers that the tab kept.
pub(crate) fn reload(person: &Person) {
    person.reload();
    open_found(person);
}

/// Opens the answers that the tab kept, which a page opened from a file does not do unasked.
pub(crate) fn open_found(person: &Person) {
    if person.site == Site::File {
        let here = person.text_of("return location.hash");
        to(person, "#/");
        person.click("[data-found='tab'] [data-action='open-found']");
        person.until("the answers found to be open", || (!person.sees("[data-found]")).then_some(()));
        to(person, &here);
    }
}

/// Until the device holds a copy, and the header says so.
fn until_on_device(person: &Person, mode: &str) {
    until_kept(person, mode, "saved");
    person.until("a copy on the device", || copies(person).iter().any(|copy| !copy.is_empty()).then_some(()));
    until_kept(person, mode, "saved");
}

fn keep_unlocked(person: &Person) {
    to(person, "#/settings");
    person.press("store-unlocked");
    until_on_device(person, "unlocked");
}

/// Opens locked answers that wait on the screen, and leaves the form when it is gone.
pub(crate) fn unlock(person: &Person) {
    try_passphrase(person, PASSPHRASE);
    person.until("the locked answers to be open", || (!person.sees("[data-locked]")).then_some(()));
}

fn try_passphrase(person: &Person, passphrase: &str) {
    person.write("[data-locked] [data-field='unlock-passphrase']", passphrase);
    person.press("unlock");
}

/// The answer and the note as the screen shows them.
pub(crate) fn expect_answer(person: &Person, choice: &str, note: &str) {
    to(person, PLACE);
    person.until(&format!("the answer `{choice}`"), || person.chosen(QUESTION, choice).then_some(()));
    assert_eq!(note_on_screen(person), note);
}

fn note_on_screen(person: &Person) -> String {
    person.text_of(&format!("return document.querySelector(\"{}\")?.value ?? ''", Person::note_of(QUESTION)))
}

fn session(person: &Person) -> String {
    person.text_of("return JSON.stringify({...sessionStorage})")
}

fn device(person: &Person) -> String {
    person.text_of("return JSON.stringify({...localStorage})")
}

fn copies(person: &Person) -> Vec<String> {
    person.list_of(&format!("return {COPIES}.map(text => text ?? '')"))
}

/// The place of the newest copy, 1 or 2.
fn newest(person: &Person) -> usize {
    let revision = |text: &String| {
        let copy: Json = serde_json::from_str(text).unwrap_or_default();
        copy["revision"].as_u64().unwrap_or_default()
    };
    let [first, second] = copies(person).iter().map(revision).collect::<Vec<_>>()[..] else {
        panic!("two copies, always");
    };
    if first > second { 1 } else { 2 }
}

fn put_copy(person: &Person, place: usize, text: &str) {
    let script = "localStorage.setItem('candour-' + arguments[0], arguments[1])";
    person.browser.script(script, vec![json!(place), json!(text)]);
}

/// Two copies on the device: the older has the answer "partly" with a note, the newer the answer "no".
fn two_copies(person: &Person, keep: fn(&Person)) {
    person.open(PLACE);
    answer_with_note(person);
    keep(person);
    answer(person, "no");
    person.until("two copies", || copies(person).iter().all(|copy| !copy.is_empty()).then_some(()));
    until_none_pending(person);
}

fn until_none_pending(person: &Person) {
    person.until("everything to be kept", || person.sees("[data-saved='saved']").then_some(()));
}

// -- three ways -----------------------------------------------------------------------------------------------

fn the_header_says_which_of_three_ways_answers_are_kept(person: &Person) {
    person.open(PLACE);
    until_kept(person, "tab", "nothing");
    answer_with_note(person);
    until_kept(person, "tab", "saved");
    assert!(person.words().contains(&sentence("keeping-tab-short")));
    person.leave_for("#/settings");
    let why_not = sentence("mode-unlocked-file");
    if person.site == Site::File {
        assert!(!person.sees("[data-action='store-unlocked']"), "every local page could read the answers");
        assert!(person.words().contains(&why_not), "{}", person.words());
    } else {
        assert!(!person.words().contains(&why_not));
        keep_unlocked(person);
        assert!(person.words().contains(&sentence("keeping-unlocked-short")));
        assert!(device(person).contains(NOTE) && session(person) == "{}", "{}", session(person));
    }
    lock(person);
    assert!(person.words().contains(&sentence("keeping-locked-short")));
    person.press("store-in-tab");
    until_kept(person, "tab", "saved");
    assert_eq!(device(person), "{}", "the device keeps what is to be in the tab only");
    assert!(session(person).contains(NOTE));
}

fn locked_answers_come_back_with_the_passphrase_only(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    lock(person);
    close_and_come_back(person);
    person.until_sees("[data-locked='device']");
    let before = copies(person);
    to(person, PLACE);
    assert!(
        !person.sees("input:checked") && note_on_screen(person).is_empty(),
        "open without the passphrase"
    );
    person.leave_for("#/");
    try_passphrase(person, "seven wet umbrellas under no hat");
    person.until_sees("[data-locked='device'] [data-problem='passphrase']");
    assert!(person.words().contains(&sentence("locked-wrong")));
    assert_eq!(copies(person), before, "a wrong passphrase changed what is kept");
    unlock(person);
    expect_answer(person, "partly", NOTE);
    until_kept(person, "locked", "saved");
}

fn nothing_can_be_read_in_any_storage_while_answers_are_locked(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    person.leave_for("#/gdpr-article-5/keep");
    person.write("[data-field='organisation']", "Shop at the bridge");
    to(person, "#/drafts");
    name_draft(person, 0, "The year of the flood");
    person.until("the answers in the tab", || {
        let tab = session(person);
        let secrets = [NOTE, "Shop at the bridge", "The year of the flood", QUESTION];
        secrets.iter().all(|secret| tab.contains(secret)).then_some(())
    });
    lock(person);
    answer(person, "no");
    until_none_pending(person);
    assert_eq!(session(person), "{}");
    let device = device(person);
    for secret in
        [NOTE, "cellar", "bridge", "flood", QUESTION, "gdpr", "deletion", "answers", "partly", PASSPHRASE]
    {
        assert!(!device.contains(secret), "`{secret}` can be read in {device}");
    }
    let others = person.browser.run(async |client| client.execute_async(OTHER_STORAGE, Vec::new()).await);
    assert_eq!(others, json!([]), "kept elsewhere too");
}

/// Names of databases and caches.
const OTHER_STORAGE: &str = "
    const [done] = arguments;
    (async () => {
        const databases = (await indexedDB.databases()).map(one => one.name);
        const caches = await globalThis.caches?.keys().catch(() => []) ?? [];
        done([...databases, ...caches]);
    })()";

fn unlocked_answers_come_back_in_a_new_tab(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    keep_unlocked(person);
    close_and_come_back(person);
    assert!(!person.sees("[data-locked]"));
    until_kept(person, "unlocked", "saved");
    expect_answer(person, "partly", NOTE);
}

// -- damage ---------------------------------------------------------------------------------------------------

fn a_damaged_copy_is_said_and_the_one_before_it_opens(person: &Person) {
    two_copies(person, lock);
    let (place, all) = (newest(person), copies(person));
    let whole = &all[place - 1];
    put_copy(person, place, whole.split_at(whole.len() / 2).0);
    person.reload();
    person.until("the sentence on the older copy", || {
        person.words().contains(&sentence("notice-older-copy")).then_some(())
    });
    person.leave_for("#/");
    unlock(person);
    expect_answer(person, "partly", NOTE);
    until_kept(person, "locked", "saved");
}

fn a_save_cut_off_at_any_place_leaves_the_copy_before_it(person: &Person) {
    two_copies(person, keep_unlocked);
    let (place, all) = (newest(person), copies(person));
    let whole = &all[place - 1];
    for cut in [0, 1, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        person.leave();
        put_copy(person, 3 - place, &all[2 - place]);
        put_copy(person, place, whole.split_at(cut).0);
        person.open(PLACE);
        person.until(&format!("the older copy for the one cut at {cut}"), || {
            person.words().contains(&sentence("notice-older-copy")).then_some(())
        });
        expect_answer(person, "partly", NOTE);
    }
}

fn two_damaged_copies_are_said_and_the_page_goes_on(person: &Person) {
    two_copies(person, lock);
    let all = copies(person);
    for (place, copy) in [1, 2].into_iter().zip(&all) {
        put_copy(person, place, copy.split_at(copy.len() / 2).0);
    }
    let damaged = copies(person);
    person.reload();
    to(person, "#/");
    person.until_sees("[data-locked='device'] [data-problem='damaged']");
    assert!(person.words().contains(&sentence("locked-damaged")));
    answer_with_note(person);
    until_kept(person, "tab", "saved");
    assert_eq!(copies(person), damaged, "what may still be mended was overwritten");
    // Only somebody who says so removes it.
    person.leave_for("#/");
    person.unfold("[data-locked] [data-action='discard-locked']");
    person.press("discard-locked");
    person.until("the device to be empty", || (device(person) == "{}").then_some(()));
    lock(person);
    expect_answer(person, "partly", NOTE);
}

// -- several drafts -------------------------------------------------------------------------------------------

fn card(number: usize) -> String {
    format!("[data-draft='{number}']")
}

fn name_draft(person: &Person, number: usize, name: &str) {
    person.write(&format!("{} [data-field='draft-name']", card(number)), name);
    person.keys(&[Key::Tab]);
    person.until(&format!("a draft named `{name}`"), || {
        drafts(person).iter().any(|one| one.contains(name)).then_some(())
    });
}

/// Each draft: its name, how many questions are answered, and whether it is open.
fn drafts(person: &Person) -> Vec<String> {
    person.list_of(
        "return [...document.querySelectorAll('[data-draft]')].map(one => [
            one.querySelector('[data-field=draft-name]').value,
            one.querySelector('progress').value,
            'open' in one.dataset ? 'open' : 'aside'].join(', '))",
    )
}

fn until_drafts(person: &Person, expected: &[&str]) {
    person.until(&format!("the drafts {expected:?}"), || (drafts(person) == expected).then_some(()));
}

fn drafts_are_made_named_copied_deleted_and_opened(person: &Person) {
    person.open("#/drafts");
    until_drafts(person, &[]);
    answer_with_note(person);
    person.leave_for("#/drafts");
    until_drafts(person, &[", 1, open"]);
    name_draft(person, 0, "Last year");
    let act = |number: usize, action: &str| {
        person.click(&format!("{} [data-action='{action}']", card(number)));
    };
    act(0, "duplicate-draft");
    person.until("a copy", || (drafts(person).len() == 2).then_some(()));
    let copy = drafts(person).iter().position(|one| one.ends_with("aside")).expect("the copy");
    name_draft(person, copy, "This year");
    act(copy, "open-draft");
    person.until("the copy to be open", || (person.view() != "drafts").then_some(()));
    answer(person, "no");
    person.leave_for("#/drafts");
    until_drafts(person, &["This year, 1, open", "Last year, 1, aside"]);
    act(1, "delete-draft");
    until_drafts(person, &["This year, 1, open"]);
    person.press("undo");
    until_drafts(person, &["This year, 1, open", "Last year, 1, aside"]);
    person.click("[data-new='privacy-by-design']");
    person.until("the new draft", || (person.view() != "drafts").then_some(()));
    person.next_until_doing("section", || person.choose_some());
    person.choose_some();
    person.leave_for("#/drafts");
    person.until("three drafts", || (drafts(person).len() == 3).then_some(()));
    let before = drafts(person);
    assert!(!before[2].contains(", 0, "), "{before:?}");
    reload(person);
    assert_eq!(drafts(person), before);
    expect_answer(person, "no", NOTE);
    person.leave_for("#/drafts");
    act(1, "open-draft");
    person.until("the other draft to be open", || (person.view() != "drafts").then_some(()));
    expect_answer(person, "partly", NOTE);
}

// -- storage that refuses -------------------------------------------------------------------------------------

/// Fills a storage to the last letter.
fn fill(person: &Person, storage: &str) {
    let filled = person.browser.script(
        "const storage = window[arguments[0]];
         let part = 'x'.repeat(1 << 20), number = 0;
         while (part && number < 200) {
            try { storage.setItem('filler-' + number, part); number += 1 } catch { part = part.slice(0, part.length >> 1) }
         }
         return part === ''",
        vec![json!(storage)],
    );
    assert_eq!(filled, json!(true), "{storage} has no end");
}

fn empty(person: &Person, storage: &str) {
    person.browser.script(
        "const storage = window[arguments[0]];
         for (const name of Object.keys(storage)) if (name.startsWith('filler')) storage.removeItem(name)",
        vec![json!(storage)],
    );
}

fn full_and_on(person: &Person, mode: &str, storage: &str) {
    until_kept(person, mode, "saved");
    fill(person, storage);
    to(person, PLACE);
    person.write(&Person::note_of(QUESTION), NOTE);
    until_kept(person, mode, "full");
    assert!(person.words().contains(&sentence("keeping-full")));
    person.leave_for("#/gdpr-article-5/keep");
    let draft = person.download(|| person.press("export-draft")).text();
    assert!(draft.contains(NOTE), "the draft lacks what storage did not take");
    empty(person, storage);
    answer(person, "no");
    until_kept(person, mode, "saved");
    person.reload();
}

fn a_full_tab_is_said_and_the_page_goes_on(person: &Person) {
    person.open(PLACE);
    answer(person, "partly");
    full_and_on(person, "tab", "sessionStorage");
    open_found(person);
    expect_answer(person, "no", NOTE);
}

fn a_full_device_is_said_and_the_page_goes_on(person: &Person) {
    person.open(PLACE);
    answer(person, "partly");
    lock(person);
    full_and_on(person, "locked", "localStorage");
    to(person, "#/");
    unlock(person);
    expect_answer(person, "no", NOTE);
}

fn answers_removed_from_outside_are_said_and_kept_again(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    lock(person);
    person.browser.script("localStorage.clear()", Vec::new());
    to(person, PLACE);
    until_kept(person, "locked", "gone");
    answer(person, "no");
    longer_than_the_pause(person);
    until_kept(person, "locked", "gone");
    assert!(person.words().contains(&sentence("keeping-gone")));
    assert_eq!(device(person), "{}", "written again without being told to");
    person.press("save-here");
    until_kept(person, "locked", "saved");
    person.reload();
    to(person, "#/");
    unlock(person);
    expect_answer(person, "no", NOTE);
}

fn a_slow_storage_is_written_seldom_and_keeps_everything(person: &Person) {
    person.open(PLACE);
    answer(person, "partly");
    lock(person);
    to(person, PLACE);
    person.browser.script(
        "const put = Storage.prototype.setItem;
         window.name = '0';
         Storage.prototype.setItem = function (name, text) {
            const start = performance.now();
            while (performance.now() - start < 300);
            if (name !== 'candour-open') window.name = String(Number(window.name) + 1);
            return put.call(this, name, text);
         }",
        Vec::new(),
    );
    let note = "Forty letters, one after the other: yes.";
    person.write(&Person::note_of(QUESTION), note);
    until_none_pending(person);
    let writes: u32 = person.text_of("return window.name").parse().expect("a number of writes");
    assert!((1..=8).contains(&writes), "{writes} writes for {} letters", note.len());
    person.reload();
    to(person, "#/");
    unlock(person);
    expect_answer(person, "partly", note);
}

// -- several tabs ---------------------------------------------------------------------------------------------

/// What the open page holds: the choices given to the question in all drafts.
fn choices_held(person: &Person) -> BTreeSet<String> {
    let held: Json = serde_json::from_str(&held(person)).expect("drafts in JSON");
    let answers = |draft: &Json| draft["answers"].as_array().cloned().unwrap_or_default();
    let drafts = held["drafts"].as_array().cloned().unwrap_or_default();
    let all = drafts.iter().flat_map(answers).filter(|answer| answer["id"] == QUESTION);
    all.filter_map(|answer| answer["choice"].as_str().map(str::to_owned)).collect()
}

/// What the crash screen would hand out.
pub(crate) fn held(person: &Person) -> String {
    person.text_of("return window.candour.draft")
}

/// Lets the time pass after which the page would have written.
pub(crate) fn longer_than_the_pause(person: &Person) {
    person
        .browser
        .run(async |client| client.execute_async("setTimeout(arguments[0], 1000)", Vec::new()).await);
}

fn two_tabs(person: &Person, mode: &str, keep: fn(&Person), enter: fn(&Person)) {
    person.open(PLACE);
    answer(person, "partly");
    keep(person);
    let first = person.tab();
    let second = person.another_tab();
    person.open("");
    enter(person);
    expect_answer(person, "partly", "");
    until_kept(person, mode, "elsewhere");
    assert!(person.words().contains(&sentence("keeping-elsewhere")));
    answer_and_overwrite_nothing(person, mode, "no");

    person.press("save-here");
    until_kept(person, mode, "saved");
    person.to_tab(&first);
    until_kept(person, mode, "elsewhere");
    answer_and_overwrite_nothing(person, mode, "unknown");
    person.press("save-here");
    until_kept(person, mode, "saved");
    let all: BTreeSet<String> = ["partly", "no", "unknown"].map(str::to_owned).into();
    assert_eq!(choices_held(person), all);
    person.to_tab(&second);
    person.browser.run(async |client| client.close_window().await);
    person.to_tab(&first);
    person.reload();
    to(person, "#/");
    enter(person);
    assert_eq!(choices_held(person), all);
}

/// Answers in the tab that does not keep.
#[track_caller]
fn answer_and_overwrite_nothing(person: &Person, mode: &str, choice: &str) {
    let before = copies(person);
    answer(person, choice);
    longer_than_the_pause(person);
    until_kept(person, mode, "elsewhere");
    assert_eq!(copies(person), before, "a tab overwrote what the other one keeps");
}

fn a_second_tab_overwrites_nothing_and_both_versions_stay(person: &Person) {
    two_tabs(person, "unlocked", keep_unlocked, |_| ());
}

fn a_second_tab_overwrites_nothing_that_is_locked(person: &Person) {
    two_tabs(person, "locked", lock, unlock);
}

// -- what others wrote there ----------------------------------------------------------------------------------

/// Drafts with a request that was taken up, a known key, and what is to be withheld, as a page keeps them.
fn kept_by_somebody_else(person: &Person) -> String {
    person.open("#/request");
    person.write("[data-field='requester']", "Mallory");
    person.click("[data-ask='gdpr-article-5']");
    person.press("make-request");
    person.until_sees("[data-request]");
    answer_with_note(person);
    person.leave_for("#/gdpr-article-5/keep");
    person.unfold("[data-withhold='all-notes']");
    person.click("[data-withhold='all-notes']");
    person.until("all of it in the tab", || {
        let tab = session(person);
        ["Mallory", "allNotes", NOTE].iter().all(|part| tab.contains(part)).then_some(())
    });
    let text = person.text_of("return sessionStorage.getItem('candour')");
    let mut kept: Json = serde_json::from_str(&text).expect("drafts in JSON");
    kept["request"] = kept["records"]["requests"][0]["request"].clone();
    let known = json!({
        "key": kept["request"]["signer"]["id"], "name": "Bank", "how": "meeting", "day": "2026-11-21"
    });
    kept["records"]["keys"] = json!([known]);
    kept.to_string()
}

/// The claim writes what any page opened from a file could write.
fn what_a_local_page_planted_has_no_effect_unasked(person: &Person) {
    let planted = kept_by_somebody_else(person);
    let copy = StoredCopy { locked: false, revision: 7, content: planted.clone() }.write();
    for place in ["sessionStorage", "localStorage"] {
        person.start_anew();
        // In Firefox each file is a site of its own, so the page itself is where it is written.
        person.open("");
        let (name, text) =
            if place == "sessionStorage" { ("candour", &planted) } else { ("candour-1", &copy) };
        let script = "window[arguments[0]].setItem(arguments[1], arguments[2])";
        person.browser.script(script, vec![json!(place), json!(name), json!(text)]);
        person.reload();
        let from = if place == "sessionStorage" { "tab" } else { "device" };
        person.until_sees(&format!("[data-found='{from}']"));
        assert!(!person.sees("[data-requested-by]") && !person.sees("[data-unconfirmed]"), "{from}");
        to(person, PLACE);
        assert!(!person.sees("input:checked") && note_on_screen(person).is_empty(), "opened unasked");
        to(person, "#/");
        person.click("[data-found] [data-action='open-found']");
        person.until_sees(&format!("[data-unconfirmed='{from}']"));
        expect_answer(person, "partly", NOTE);
        assert!(!person.sees("[data-requested-by]"), "a request is answered that nobody opened");
        person.leave_for("#/gdpr-article-5/keep");
        assert!(!person.sees("[data-action='export-encrypted']") && !person.sees("[data-withhold]:checked"));
        person.leave_for("#/request");
        assert!(!person.sees("[data-known-key]") && !person.sees("[data-request]"), "a key is known unasked");
        person.leave_for("#/");
        person.go("look-at-found");
        person.until_sees(&format!("[data-view='requested'] [data-found-in='{from}']"));
        person.go("decline-request");
        person.click("[data-unconfirmed] [data-action='leave-found']");
        person.until("nothing found any more", || (!person.sees("[data-unconfirmed]")).then_some(()));
    }
}

fn a_planted_copy_of_higher_revision_leaves_the_own_one(person: &Person) {
    two_copies(person, lock);
    let (place, all) = (newest(person), copies(person));
    let strange = age::encrypt_with_passphrase(b"{}", "colleague pass phrase ok", 2, &[5; 48]);
    let strange = StoredCopy { locked: true, revision: 999, content: strange.expect("an age file") }.write();
    put_copy(person, 3 - place, &strange);
    person.reload();
    to(person, "#/");
    try_passphrase(person, PASSPHRASE);
    person.until("the other copy to be named", || {
        person.words().contains(&sentence("locked-other-what")).then_some(())
    });
    expect_answer(person, "no", NOTE);
    answer(person, "yes");
    until_none_pending(person);
    assert_eq!(copies(person)[2 - place], strange, "it stays until somebody decides");
    assert_ne!(copies(person)[place - 1], all[place - 1], "the own answers are kept beside it");
    person.reload();
    to(person, "#/");
    try_passphrase(person, PASSPHRASE);
    expect_answer(person, "yes", NOTE);
    person.leave_for("#/");
    person.unfold("[data-locked] [data-action='discard-locked']");
    person.press("discard-locked");
    // The page may have kept the own answers in the place that became free.
    person.until("the other copy to be gone", || (copies(person)[2 - place] != strange).then_some(()));
    answer(person, "no");
    until_none_pending(person);
}

// -- time and private windows ---------------------------------------------------------------------------------

fn a_clock_set_back_by_ten_years_changes_nothing(person: &Person) {
    person.open(PLACE);
    answer_with_note(person);
    keep_unlocked(person);
    person.browser.script(
        "const Real = Date, years = 10 * 365 * 86400000;
         window.Date = class extends Real {
            constructor(...parts) { if (parts.length) super(...parts); else super(Real.now() - years) }
            static now() { return Real.now() - years }
         }",
        Vec::new(),
    );
    answer(person, "no");
    until_none_pending(person);
    close_and_come_back(person);
    expect_answer(person, "no", NOTE);
}

/// Keeps locked answers in one browser, ends it, and gives another one with the same profile.
fn lock_and_come_back(person: &Person, windows: Windows, look: impl FnOnce(&Person)) -> Browser {
    let (engine, page) = (person.browser.engine, setting("CANDOUR_PAGE"));
    let first = Browser::start_as(engine, Path::new(&page), windows);
    let folder = {
        let person = Person::new(&first, Site::File);
        person.open(PLACE);
        answer_with_note(&person);
        lock(&person);
        look(&person);
        // The browser is given time to write as it has when a person closes it.
        person.browser.run(async |client| client.goto("about:blank").await);
        first.end()
    };
    Browser::start_in(engine, Path::new(&page), folder, windows)
}

fn what_the_device_keeps_outlives_the_browser(person: &Person) {
    let second = lock_and_come_back(person, Windows::Ordinary, |_| ());
    let person = Person::sit_down(&second, Site::File);
    person.open("");
    unlock(&person);
    expect_answer(&person, "partly", NOTE);
}

fn a_private_window_keeps_locked_answers_until_it_is_closed(person: &Person) {
    let second = lock_and_come_back(person, Windows::Private, |person| {
        person.reload();
        person.leave_for("#/");
        unlock(person);
        expect_answer(person, "partly", NOTE);
    });
    let person = Person::sit_down(&second, Site::File);
    person.open("");
    assert!(!person.sees("[data-locked]"), "a private window left something behind");
    assert_eq!(device(&person), "{}");
}
