//! Reading the test vectors.

use std::{fs, path::PathBuf};

use candour_proof::{
    date::Timestamp,
    json::{Json, Limits, Unreadable},
};

/// 22 November 2026: the time for which the made vectors state their verdicts.
pub(crate) const NOW: Timestamp = Timestamp(1_795_305_600);

/// A file or folder of the vectors.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(name)
}

pub(crate) fn bytes(name: &str) -> Vec<u8> {
    fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).unwrap()
}

/// The names of the files in a folder, sorted.
pub(crate) fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(path(folder)).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A list of cases, read without our own reader.
pub(crate) fn cases(name: &str) -> Vec<serde_json::Value> {
    serde_json::from_slice(&bytes(name)).unwrap()
}

/// Reads a file as the product does.
pub(crate) fn read(bytes: &[u8]) -> Result<Json, Unreadable> {
    Json::read(bytes, Limits::FILE)
}

/// Reads a file that may be longer and have any names.
pub(crate) fn read_general(bytes: &[u8]) -> Result<Json, Unreadable> {
    Json::read(bytes, Limits { bytes: usize::MAX, ascii_names: false, ..Limits::FILE })
}

pub(crate) fn unhex(digits: &str) -> Vec<u8> {
    let pair = |place| u8::from_str_radix(digits.get(place..place + 2).unwrap(), 16).unwrap();
    (0..digits.len()).step_by(2).map(pair).collect()
}
