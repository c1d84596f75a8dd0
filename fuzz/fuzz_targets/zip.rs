//! Zip archives: files with clean names, within bounds, and the same whatever the bounds are.
#![no_main]

use candour_files::zip::{Archive, ZipError, is_zip};
use libfuzzer_sys::fuzz_target;

const MOST: usize = 4_096;

fuzz_target!(|bytes: &[u8]| {
    let archive = match Archive::parse(bytes.to_vec()) {
        Ok(archive) => archive,
        Err(problem) => {
            assert_eq!(problem == ZipError::NotZip, !is_zip(bytes));
            return;
        }
    };
    for file in 0..archive.len() {
        let name = archive.name(file);
        assert!(!name.contains(['\n', '\\']) && name.split('/').all(|part| part != ".."));
        if let Ok(content) = archive.read(file, MOST) {
            assert!(content.len() <= MOST);
            assert_eq!(archive.read(file, content.len()).as_ref(), Ok(&content));
            if let Some(less) = content.len().checked_sub(1) {
                assert_eq!(archive.read(file, less), Err(ZipError::TooLong));
            }
        }
    }
    assert_eq!(archive.read(archive.len(), MOST), Err(ZipError::Damaged));
});
