//! The page that carries something: it is found again, and without it the page is what it was.
#![no_main]

use candour_files::embed::{Element, carried, carrying, without};
use libfuzzer_sys::fuzz_target;

const LOCKED: &str = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl+/=\n-----END AGE ENCRYPTED FILE-----\n";

fuzz_target!(|page: &str| {
    let bare = without(page);
    for element in [Element::Draft, Element::Request] {
        if let Some(content) = carried(page, element)
            && let Some(again) = carrying(&bare, element, content)
        {
            assert_eq!(again, page);
        }
        for content in [LOCKED, page] {
            if let Some(page) = carrying(&bare, element, content) {
                assert_eq!(carried(&page, element), Some(content));
                assert_eq!(without(&page), bare);
            }
        }
    }
});
