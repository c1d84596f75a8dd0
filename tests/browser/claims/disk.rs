//! What a browser writes to its disk by itself: no page reads it, but whoever searches the device does.

use candour_page_tests::{
    engines::{Browser, Engine, Site, Windows, setting},
    journey::Person,
};

use crate::{
    Claim, claim,
    keeping::{PLACE, QUESTION, answer, lock},
};
use memchr::memmem;
use std::path::Path;
use std::time::Duration;

/// `WebKitGTK` writes nothing to the disk while a driver holds it.
const WITH_A_DISK: &[Engine] = &[Engine::Chromium, Engine::Firefox];

/// What is typed, and sought afterwards.
const NOTE: &str = "The cellar key is under the third stone";

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(locked_and_private_answers_are_nowhere_on_the_disk)
            .on(&[Site::Http])
            .with(WITH_A_DISK)
            .apart(),
    ]
}

/// The control comes first: what is kept in an ordinary tab is found, so the search can find something.
fn locked_and_private_answers_are_nowhere_on_the_disk(person: &Person) {
    let engine = person.browser.engine;
    assert!(is_on_disk_after_typing(engine, Windows::Ordinary, false), "the search finds nothing");
    assert!(!is_on_disk_after_typing(engine, Windows::Ordinary, true), "locked, and yet on the disk");
    assert!(!is_on_disk_after_typing(engine, Windows::Private, false), "a private window left something");
}

/// Types a note in a browser of its own, gives that time to write, ends it, and searches all its files.
fn is_on_disk_after_typing(engine: Engine, windows: Windows, locked: bool) -> bool {
    let browser = Browser::start_as(engine, Path::new(&setting("CANDOUR_PAGE")), windows);
    let person = Person::new(&browser, Site::Http);
    person.open(PLACE);
    if locked {
        lock(&person);
    }
    answer(&person, "partly");
    person.write(&Person::note_of(QUESTION), NOTE);
    person.until_sees("[data-saved='saved']");
    let start = std::time::Instant::now();
    // Firefox writes its list of open tabs every 15 seconds, Chromium sooner.
    while start.elapsed() < Duration::from_secs(18) && !holds(browser.folder(), NOTE) {
        std::thread::sleep(Duration::from_secs(3));
    }
    let folder = browser.end();
    holds(folder.path(), NOTE)
}

/// Whether a file in a folder holds a text, in one of the two encodings that browsers write.
fn holds(folder: &Path, text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    // Files come and go while a browser runs.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(&path).unwrap_or_default();
        [text.as_bytes(), &wide].iter().any(|sought| memmem::find(&bytes, sought).is_some())
    })
}
