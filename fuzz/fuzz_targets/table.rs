//! Questionnaires as tables.
#![no_main]

use candour_files::{questionnaires::of_files, table};
use candour_proof::jcs::canonical;
use candour_questionnaire::catalog::Catalog;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let open = |bytes: &[u8]| of_files(&[("q.csv".to_owned(), bytes.to_vec())], &Catalog::default());
    match open(bytes) {
        Err(problems) => assert!(!problems.is_empty()),
        Ok(read) => {
            for own in read {
                let table = table::to_csv(&own.file).expect("what a table held goes into one");
                let again = open(table.as_bytes()).expect("a table that was written is one");
                assert_eq!(again.len(), 1);
                // An apostrophe before a sign is what makes a formula harmless, so it is not kept there.
                let plain = |file| canonical(file).replace('\'', "");
                assert_eq!(plain(&again[0].file), plain(&own.file));
            }
        }
    }
});
