//! Many files: those named, what is in folders, and what is in archives, checked by all cores.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use candour_batch::{
    files::{self, Job},
    worker_pool,
};
use candour_content::extended::extended;
use candour_files::{check::CheckerContext, intake::Context};
use candour_questionnaire::catalog::Catalog;
use pyo3::{exceptions::PyRuntimeError, prelude::*};

use crate::{
    error::{Message, error},
    one::{CheckOptions, FileReport, refused},
};

/// Results that may wait for the program that asks for them.
const WAITING: usize = 64;

/// What is sent to whoever iterates.
enum StreamItem {
    /// With how many files before it were left out.
    Found(Box<FileReport>, usize),
    End,
}

/// What was found about each file, in the order of the files.
#[pyclass(frozen, module = "candour_verify")]
pub(crate) struct CheckedFiles {
    /// `None` when it has ended.
    steps: Mutex<Option<Receiver<StreamItem>>>,
    left_out: AtomicUsize,
}

impl CheckedFiles {
    /// Starts to check.
    ///
    /// # Errors
    /// If there is no file, or a questionnaire has a mistake.
    pub(crate) fn new(paths: &[PathBuf], options: CheckOptions, workers: Option<usize>) -> PyResult<Self> {
        // Otherwise each thread would find out.
        extended(&options.questionnaires).map_err(|problems| refused(&problems))?;
        let found = files::find(&paths.iter().map(named).collect::<Vec<_>>());
        if files::count(&found) == 0 {
            return Err(error(Message::NoFiles, &[], &[]));
        }
        let left_out = AtomicUsize::new(files::left_out(&found));
        let workers = workers.unwrap_or_else(|| worker_pool::worker_count(usize::MAX)).max(1);
        let (to_python, steps) = sync_channel(WAITING);
        thread::spawn(move || work(found, &options, workers, &to_python));
        Ok(Self { steps: Mutex::new(Some(steps)), left_out })
    }
}

#[pymethods]
impl CheckedFiles {
    /// See `_native.pyi`.
    #[getter]
    fn left_out(&self) -> usize {
        self.left_out.load(Ordering::Relaxed)
    }

    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // The threads that check need no Python.
        let step = py.detach(|| {
            let mut steps = self.steps.lock().ok()?;
            let step = steps.as_ref()?.recv();
            if !matches!(step, Ok(StreamItem::Found(..))) {
                *steps = None;
            }
            Some(step)
        });
        match step {
            Some(Ok(StreamItem::Found(found, left_out))) => {
                self.left_out.fetch_add(left_out, Ordering::Relaxed);
                found.to_python(py).map(Some)
            }
            Some(Ok(StreamItem::End)) | None => Ok(None),
            // Never an end that looks like one: whoever counts would miss files.
            Some(Err(_)) => {
                Err(PyRuntimeError::new_err("a thread that checks files has ended before its work was done"))
            }
        }
    }
}

/// A path that `candour_batch` takes for a path: `-` is a file here, and no standard input.
fn named(path: &PathBuf) -> PathBuf {
    if path.as_os_str() == "-" { Path::new(".").join(path) } else { path.clone() }
}

fn work(
    found: Vec<files::FoundFile>,
    options: &CheckOptions,
    workers: usize,
    to_python: &SyncSender<StreamItem>,
) {
    let start_worker = || {
        // An error was told before anything began.
        let catalog = extended(&options.questionnaires).unwrap_or_default();
        move |job: Job| {
            let left_out = job.left_out;
            (look_at(job, options, &catalog), left_out)
        }
    };
    let ended = worker_pool::map_ordered(
        workers,
        |jobs| files::read_all(found, |_| (), jobs),
        start_worker,
        |(found, left_out)| to_python.send(StreamItem::Found(Box::new(found), left_out)),
    );
    if ended.is_ok() {
        // Nobody may be there any more.
        let _ = to_python.send(StreamItem::End);
    }
}

/// Checks a file as the command line does.
fn look_at(job: Job, options: &CheckOptions, catalog: &Catalog) -> FileReport {
    let known = CheckerContext { catalog, own: None, now: options.now };
    FileReport::new(job.piece.open(&Context { known, identity: None }), options, catalog)
}
