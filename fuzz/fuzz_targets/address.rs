//! The address behind `#`: what it leads to has an address that leads there too.
#![no_main]

use candour_app::Route;
use candour_fuzz::shared;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|address: &str| {
    let route = Route::parse(address, shared());
    let again = Route::parse(&route.fragment(), shared());
    match route {
        Route::Unknown => assert_eq!(again, Route::Home),
        known => assert_eq!(again, known),
    }
});
