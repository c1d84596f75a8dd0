//! Checks signed files of Candour for programs in Python. What the functions take and give is described in
//! `python/candour_verify/`; what they do is the work of `candour_files`, `candour_compare` and `candour_batch`. It opens
//! no encrypted files, and compares nothing: it gives the answers as lines.
//!
//! The example is in `README.md`, and `tests/verify/wheel_test.py` runs it. Here is none, because a test program of Cargo
//! would have to be linked with Python.

mod error;
mod many;
mod one;
mod values;

use candour_files::checked;
use candour_proof::{json::Limits, key::PublicKey};
use pyo3::prelude::*;

use error::CandourError;
use one::{CheckOptions, Input};

/// See `__init__.py`.
#[pyfunction]
#[pyo3(signature = (source, name=None, *, now=None, questionnaires=None, answers=false))]
fn check<'py>(
    source: &Bound<'py, PyAny>,
    name: Option<String>,
    now: Option<&Bound<'py, PyAny>>,
    questionnaires: Option<&Bound<'py, PyAny>>,
    answers: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let py = source.py();
    let options = CheckOptions { answers, ..CheckOptions::new("check", now, questionnaires)? };
    let source = Input::new("check", source)?;
    let found = py.detach(|| one::check(source, name, &options))?;
    found.to_python(py)
}

/// See `__init__.py`.
#[pyfunction]
#[pyo3(signature = (paths, *, now=None, questionnaires=None, workers=None, answers=false))]
fn check_files<'py>(
    paths: &Bound<'py, PyAny>,
    now: Option<&Bound<'py, PyAny>>,
    questionnaires: Option<&Bound<'py, PyAny>>,
    workers: Option<usize>,
    answers: bool,
) -> PyResult<many::CheckedFiles> {
    let options = CheckOptions { answers, ..CheckOptions::new("check_files", now, questionnaires)? };
    let paths = values::paths("check_files", paths)?;
    many::CheckedFiles::new(&paths, options, workers)
}

/// See `__init__.py`.
#[pyfunction]
#[pyo3(signature = (source, *, now=None))]
fn verify_signature<'py>(
    source: &Bound<'py, PyAny>,
    now: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = source.py();
    let now = values::now("verify_signature", now)?;
    let source = Input::new("verify_signature", source)?;
    let found = py.detach(|| {
        // One byte beyond the limit tells as much as all.
        let bytes = source.bytes(Limits::FILE.bytes.saturating_add(1))?;
        Ok::<_, PyErr>(checked::signature(&bytes, now))
    })?;
    values::told(py, &found)
}

/// See `__init__.py`.
#[pyfunction]
fn fingerprint(did: &str) -> Option<String> {
    PublicKey::from_did_key(did).ok().map(|key| key.fingerprint())
}

/// The part of the package that is written in Rust.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("CandourError", module.py().get_type::<CandourError>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<many::CheckedFiles>()?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(check_files, module)?)?;
    module.add_function(wrap_pyfunction!(verify_signature, module)?)?;
    module.add_function(wrap_pyfunction!(fingerprint, module)?)
}
