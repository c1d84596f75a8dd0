//! Files that may have to be waited for, as a named pipe that nobody has written to yet.

use std::{
    path::Path,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use crate::files::is_special;

/// What is read sooner needs no explanation.
const PATIENCE: Duration = Duration::from_secs(2);

/// Reads a file that somebody named. If it is a pipe or a device and takes long, calls `waits` once: such a file is
/// read, because shells pass output on in this way, and it may never end.
pub fn announced<T>(path: &Path, waits: fn(&Path), read: impl FnOnce() -> T) -> T {
    if !is_special(path) {
        return read();
    }
    let awaited = path.to_owned();
    let (done, reading) = mpsc::channel::<()>();
    let announce = move || {
        if reading.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            waits(&awaited);
        }
    };
    // Where no thread can be started, the file is read without a word.
    drop(thread::Builder::new().spawn(announce));
    let outcome = read();
    drop(done);
    outcome
}
