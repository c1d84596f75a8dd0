//! Translations: language packs, their tables and PO.
#![no_main]

use candour_language::{checks::check, english::English, pack::Pack, po, table};
use candour_questionnaire::{catalog::Catalog, glossary::Glossary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let english = English::new(&Catalog::default(), &Glossary::default());
    let packs = [
        Pack::read(text),
        table::read(text).and_then(|rows| table::of_rows(&rows)),
        po::read(text).and_then(|rows| table::of_rows(&rows)),
    ];
    for pack in packs {
        match pack {
            Err(problems) => assert!(!problems.is_empty()),
            Ok(pack) => {
                let files = check(&pack, &english).files;
                assert!(files.iter().all(|file| file.translated <= file.of));
                // What was read of a table may be no pack yet, but what is written of a pack is the same pack.
                if let Ok(read) = Pack::read(&pack.write(&english)) {
                    assert_eq!(Pack::read(&read.write(&english)), Ok(read));
                }
            }
        }
    }
});
