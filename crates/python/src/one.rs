//! One file: its bytes, what is found about it, and its answers.

use std::{
    fs::File,
    io::{self, Read as _},
    path::PathBuf,
};

use candour_compare::{
    export::answers::{ComparedOrganisation, lines},
    workbench::Workbench,
};
use candour_content::extended;
use candour_files::{
    check::{Checked, CheckerContext},
    checked,
    intake::{Context, HEAD, IntakeError, most_bytes, open_one},
    records::Records,
};
use candour_proof::date::Timestamp;
use candour_questionnaire::catalog::Catalog;
use pyo3::{prelude::*, types::PyList};
use serde_json::Value;

use crate::{
    error::{Message, error},
    values,
};

/// What a caller may say beside the file.
#[derive(Clone)]
pub(crate) struct CheckOptions {
    /// The time to compare dates with.
    pub(crate) now: Timestamp,
    /// Files with questionnaires of the caller's own, each with what it is called in problems.
    pub(crate) questionnaires: Vec<(String, Vec<u8>)>,
    /// Whether the answers are wanted too.
    pub(crate) answers: bool,
}

impl CheckOptions {
    pub(crate) fn new(
        function: &str,
        now: Option<&Bound<'_, PyAny>>,
        questionnaires: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let wanted = || values::wrong(function, "questionnaires", "an iterable of bytes or paths");
        let mut read = Vec::new();
        if let Some(list) = questionnaires {
            for (number, item) in list.try_iter().map_err(|_| wanted())?.enumerate() {
                read.push(match Input::of(&item?)?.ok_or_else(wanted)? {
                    Input::Bytes(bytes) => (format!("questionnaires[{number}]"), bytes),
                    path @ Input::Path(_) => (path.name(), path.bytes(most_bytes(&[]).saturating_add(1))?),
                });
            }
        }
        Ok(Self { now: values::now(function, now)?, questionnaires: read, answers: false })
    }
}

/// What is to be checked.
pub(crate) enum Input {
    Bytes(Vec<u8>),
    Path(PathBuf),
}

impl Input {
    pub(crate) fn new(function: &str, value: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::of(value)?.ok_or_else(|| {
            // A text is a path; what was decoded has lost what the file's own bytes tell.
            let wanted =
                "the bytes of a file (bytes, bytearray or memoryview), or its path (str or os.PathLike)";
            values::wrong(function, "source", wanted)
        })
    }

    fn of(value: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        Ok(match values::bytes(value)? {
            Some(bytes) => Some(Self::Bytes(bytes)),
            None => values::path(value).map(Self::Path),
        })
    }

    fn name(&self) -> String {
        match self {
            Self::Bytes(_) => String::new(),
            Self::Path(path) => path.display().to_string(),
        }
    }

    /// The bytes, or the first of them where there are more than `most`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn bytes(self, most: usize) -> PyResult<Vec<u8>> {
        let name = self.name();
        match self {
            Self::Bytes(mut bytes) => {
                bytes.truncate(most);
                Ok(bytes)
            }
            Self::Path(path) => {
                let mut bytes = Vec::new();
                let read = File::open(path).and_then(|file| file.take(most as u64).read_to_end(&mut bytes));
                read.map(|_| bytes).map_err(|why| not_read(&name, why))
            }
        }
    }

    /// The first bytes.
    fn head(&self) -> PyResult<Vec<u8>> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.iter().copied().take(HEAD).collect()),
            Self::Path(path) => Self::Path(path.clone()).bytes(HEAD),
        }
    }

    /// How many bytes there are.
    fn size(&self) -> PyResult<usize> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.len()),
            Self::Path(path) => {
                let about = path.metadata().map_err(|why| not_read(&self.name(), why))?;
                Ok(usize::try_from(about.len()).unwrap_or(usize::MAX))
            }
        }
    }
}

/// That a file cannot be read, because of an `OSError`.
fn not_read(name: &str, why: io::Error) -> PyErr {
    let problem = error(Message::NotRead, &[("file", name), ("why", &why.to_string())], &[]);
    Python::attach(|py| problem.set_cause(py, Some(why.into())));
    problem
}

/// What is wrong with questionnaires.
pub(crate) fn refused(problems: &[String]) -> PyErr {
    error(Message::QuestionnairesRefused, &[], problems)
}

/// What was found.
pub(crate) struct FileReport {
    checked: checked::CheckedFile,
    answers: Option<Vec<Value>>,
}

/// Checks one file.
///
/// # Errors
/// If it cannot be read, or a questionnaire has a mistake.
pub(crate) fn check(source: Input, name: Option<String>, options: &CheckOptions) -> PyResult<FileReport> {
    let name = name.unwrap_or_else(|| source.name());
    let size = source.size()?;
    let most = most_bytes(&source.head()?);
    let bytes = source.bytes(most.saturating_add(1))?;
    extended::with(&options.questionnaires, |catalog| {
        let file = if bytes.len() > most {
            Checked::unread(&name, size.max(bytes.len()), IntakeError::TooLarge)
        } else {
            let known = CheckerContext { catalog, own: None, now: options.now };
            open_one(&name, bytes, &Context { known, identity: None })
        };
        FileReport::new(file, options, catalog)
    })
    .map_err(|problems| refused(&problems))
}

impl FileReport {
    /// What programs are told of a file, and its answers if they are wanted.
    pub(crate) fn new(file: Checked, options: &CheckOptions, catalog: &Catalog) -> Self {
        let checked = checked::checked(&file, catalog);
        let answers = options.answers.then(|| answers(file, catalog));
        Self { checked, answers }
    }

    /// As Python has it.
    ///
    /// # Errors
    /// If Python has no room for it.
    pub(crate) fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let checked = values::told(py, &self.checked)?;
        if let Some(answers) = &self.answers {
            let list = PyList::empty(py);
            for answer in answers {
                list.append(values::python(py, answer)?)?;
            }
            checked.set_item("answers", list)?;
        }
        Ok(checked)
    }
}

/// The answers of a file that is unchanged or openly withheld in part, as `candour compare` writes them.
fn answers(file: Checked, catalog: &Catalog) -> Vec<Value> {
    let mut workbench = Workbench::default();
    workbench.add(file, catalog);
    workbench.relate(&Records::default(), None);
    let mut answers = Vec::new();
    for entry in &catalog.entries {
        let rows = workbench.counted(&entry.questionnaire);
        let compared =
            ComparedOrganisation { workbench: &workbench, entry, labels: &catalog.labels, rows: &rows };
        let lines = lines(compared);
        answers.extend(lines.lines().filter_map(|line| serde_json::from_str(line).ok()));
    }
    answers
}
