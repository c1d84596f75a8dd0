//! Days and times: what is read is written as it was, or at least as the same moment.
#![no_main]

use candour_proof::date::{Day, Timestamp};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(day) = Day::parse(text) {
        assert_eq!(day.text(), text);
    }
    if let Some(time) = Timestamp::parse(text) {
        assert_eq!(Timestamp::parse(&time.rfc3339()), Some(time));
        assert_eq!(Day::parse(&time.date()), Some(time.day()));
    }
});
