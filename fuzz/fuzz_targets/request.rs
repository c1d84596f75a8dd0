//! Requests, lists of requests and keys, and questionnaires that somebody brings: what is read can be
//! written and read again.
#![no_main]

use candour_files::{questionnaires, records::Records, request::Request};
use candour_fuzz::catalog;
use candour_proof::{date::Timestamp, json::Json};
use libfuzzer_sys::fuzz_target;

const NOW: Timestamp = Timestamp(1_795_305_600);

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::of_file(bytes, NOW) {
        assert_eq!(Request::of_file(request.file().as_bytes(), NOW).as_ref(), Ok(&request));
        assert_eq!(Request::of_packed(&request.packed(), NOW), Ok(request));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(Request::of_packed(text, NOW));
        drop(questionnaires::unpack(text));
    }
    if let Ok(file) = Records::of_text(bytes, NOW) {
        let text = file.records.to_file(file.key.as_ref());
        let again = Records::of_text(text.as_bytes(), NOW).expect("what was written is read");
        assert_eq!((again.records, again.left_out), (file.records, 0));
        assert_eq!(again.key.map(|key| key.public()), file.key.map(|key| key.public()));
    }
    if let Ok(brought) = questionnaires::of_files(&[("file".to_owned(), bytes.to_vec())], &catalog()) {
        let files: Vec<Json> = brought.iter().map(|one| one.file.clone()).collect();
        let again = questionnaires::of_files(
            &[("file".to_owned(), questionnaires::write(&files).into())],
            &catalog(),
        );
        assert!(again.is_ok_and(|again| again.len() == brought.len()));
    }
});
