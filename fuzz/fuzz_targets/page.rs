//! The page that carries drafts: they are found again, and without them it is what it was.
#![no_main]

use candour_assessment::page::{carrying, draft_of, without_draft};
use libfuzzer_sys::fuzz_target;

const LOCKED: &str = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl+/=\n-----END AGE ENCRYPTED FILE-----\n";

fuzz_target!(|page: &str| {
    let bare = without_draft(page);
    if let Some(locked) = draft_of(page)
        && let Some(again) = carrying(&bare, locked)
    {
        assert_eq!(again, page);
    }
    for locked in [LOCKED, page] {
        if let Some(page) = carrying(&bare, locked) {
            assert_eq!(draft_of(&page), Some(locked));
            assert_eq!(without_draft(&page), bare);
        }
    }
});
