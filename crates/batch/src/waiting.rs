//! Files that may have to be waited for, as a named pipe that nobody has written to yet.

use std::{
    fs,
    path::Path,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

/// What is read sooner needs no explanation.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether this is a named pipe, a socket or a device, or a link to one. Those that somebody names are read,
/// as shells hand over output by pipes; those that stand in a folder are not.
pub fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

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
