//! The exception, in the words of the command line.

use candour_words::Words;
use pyo3::{create_exception, exceptions::PyException, prelude::*};

/// The texts of the command line, few of which are used here.
mod keys {
    #![allow(dead_code, reason = "the command line uses the others")]
    #![expect(clippy::indexing_slicing, reason = "each table has an entry for each variant")]
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

pub(crate) use keys::Key as Message;

create_exception!(
    candour_verify,
    CandourError,
    PyException,
    "What was asked for could not be done. What is wrong with a file is no exception: see its verdict."
);

/// A sentence of the command line, and what it says below.
pub(crate) fn error(key: Message, values: &[(&str, &str)], below: &[String]) -> PyErr {
    let mut lines = vec![Words::english().with(key, values).to_string()];
    lines.extend_from_slice(below);
    CandourError::new_err(lines.join("\n"))
}
