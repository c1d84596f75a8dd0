//! Values of Python, taken apart with a clear word where one is of the wrong type, and made from JSON.

use std::{
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

use candour_proof::date::Timestamp;
use pyo3::{
    IntoPyObjectExt as _,
    exceptions::{PyRuntimeError, PyTypeError},
    prelude::*,
    types::{PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString},
};
use serde::Serialize;
use serde_json::Value;

/// The bytes of a value that holds bytes.
pub(crate) fn bytes(value: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    if let Ok(bytes) = value.cast::<PyBytes>() {
        Ok(Some(bytes.as_bytes().to_vec()))
    } else if let Ok(bytes) = value.cast::<PyByteArray>() {
        Ok(Some(bytes.to_vec()))
    } else if let Ok(view) = value.cast::<PyMemoryView>() {
        let copied = view.call_method0("tobytes")?;
        Ok(Some(copied.cast::<PyBytes>()?.as_bytes().to_vec()))
    } else {
        Ok(None)
    }
}

/// A path: a text, or what has `__fspath__`.
pub(crate) fn path(value: &Bound<'_, PyAny>) -> Option<PathBuf> {
    let path: PathBuf = value.extract().ok()?;
    Some(path)
}

/// One path, or several.
pub(crate) fn paths(function: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<PathBuf>> {
    let wanted = || wrong(function, "paths", "a path (str or os.PathLike), or an iterable of paths");
    if let Some(path) = path(value) {
        return Ok(vec![path]);
    }
    let items = value.try_iter().map_err(|_| wanted())?;
    items.map(|item| path(&item?).ok_or_else(wanted)).collect()
}

/// The time that dates are compared with.
pub(crate) fn now(function: &str, value: Option<&Bound<'_, PyAny>>) -> PyResult<Timestamp> {
    let Some(value) = value else {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        return Ok(Timestamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX)));
    };
    let wanted = || wrong(function, "now", "a datetime, or a number of seconds since 1970");
    let seconds = match value.call_method0("timestamp") {
        Ok(seconds) => seconds.extract::<f64>(),
        Err(_) => value.extract::<f64>(),
    };
    let seconds = seconds.map_err(|_| wanted())?;
    if !seconds.is_finite() {
        return Err(wanted());
    }
    #[expect(clippy::cast_possible_truncation, reason = "a time too far off becomes the furthest there is")]
    Ok(Timestamp(seconds.floor() as i64))
}

/// An error for an argument of the wrong type.
pub(crate) fn wrong(function: &str, name: &str, wanted: &str) -> PyErr {
    PyTypeError::new_err(format!("{function}: `{name}` must be {wanted}"))
}

/// What is told, as Python has it.
pub(crate) fn told<'py>(py: Python<'py>, told: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let json = serde_json::to_value(told).map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    python(py, &json)
}

/// JSON as Python has it.
pub(crate) fn python<'py>(py: Python<'py>, json: &Value) -> PyResult<Bound<'py, PyAny>> {
    match json {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(value) => value.into_bound_py_any(py),
        // Nothing that is told has fractions.
        Value::Number(number) => number.as_i64().into_bound_py_any(py),
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(python(py, item)?)?;
            }
            Ok(list.into_any())
        }
        Value::Object(object) => {
            let dict = PyDict::new(py);
            for (name, value) in object {
                // The same few names in every file.
                dict.set_item(PyString::intern(py, name), python(py, value)?)?;
            }
            Ok(dict.into_any())
        }
    }
}
