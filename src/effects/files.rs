//! Reading files a person chose or dropped.

use std::{cell::RefCell, collections::VecDeque};

use candour_app::{ComparisonEvent, Event, InboxEvent, IncomingFile, OpenAs};
use candour_files::intake::{HEAD, IntakeError, most_bytes};
use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DragEvent, Element, File, FileList, HtmlInputElement, window};
use yew::Callback;

use super::{clock, debounce::Begun};

/// While files are dragged over the page: only what prevents this can be dropped.
const DRAG_OVER: &str = "dragover";
/// When they are dropped.
const DROP: &str = "drop";

/// Bytes after which no further file is read in one go: what is read is checked before the page answers again.
const LARGE: f64 = 2e6;

/// The files chosen in an input; it is emptied, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = list(input.files());
    input.set_value("");
    files
}

thread_local! {
    /// Files that were dropped and are not opened yet.
    static DROPPED: RefCell<Vec<File>> = RefCell::default();
}

/// Tells of files that are dropped anywhere but on a field for files, which takes them itself.
pub fn listen(send: &Callback<Event>) -> Vec<EventListener> {
    let Some(document) = window().and_then(|window| window.document()) else {
        return Vec::new();
    };
    let on = |name: &'static str| {
        let send = send.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else {
                return;
            };
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let field = target.and_then(|target| target.closest("input[type=file]").ok().flatten());
            if field.is_some() || !data.types().includes(&"Files".into(), 0) {
                return;
            }
            event.prevent_default();
            if name == DROP {
                DROPPED.set(list(data.files()));
                send.emit(Event::FilesDropped);
            }
        })
    };
    [DRAG_OVER, DROP].map(on).into()
}

/// Opens the files that were dropped.
pub fn open_dropped(open_as: OpenAs, send: &Callback<Event>) {
    open(DROPPED.take(), open_as, send);
}

/// Opens files.
pub fn open(files: Vec<File>, open_as: OpenAs, send: &Callback<Event>) {
    match open_as {
        OpenAs::Checked => read_each(files, send.clone()),
        OpenAs::Compared => select(files, send),
        OpenAs::Questionnaires => read_together(files, send.clone()),
    }
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|place| files.get(place)).collect()).unwrap_or_default()
}

/// Reads files one by one; each arrives as an event. Files beyond the limit are not read at all.
fn read_each(files: Vec<File>, send: Callback<Event>) {
    let begun = Begun::now();
    spawn_local(async move {
        for file in files {
            let event = one(&file).await;
            if !begun.goes_on() {
                return;
            }
            send.emit(event.into());
        }
    });
}

/// Reads files that belong together; they arrive as one event.
fn read_together(files: Vec<File>, send: Callback<Event>) {
    let begun = Begun::now();
    spawn_local(async move {
        let mut read = Vec::new();
        for file in files {
            let event = one(&file).await;
            if !begun.goes_on() {
                return;
            }
            match event {
                InboxEvent::FileOpened { name, content: Some(content), .. } => read.push((name, content)),
                // Too large for a questionnaire, or not readable at all.
                _ => return send.emit(InboxEvent::FileNotRead(file.name()).into()),
            }
        }
        if !read.is_empty() {
            send.emit(InboxEvent::QuestionnairesOpened(read).into());
        }
    });
}

/// Reads one file and passes its bytes on.
pub fn read(file: File, then: impl FnOnce(Vec<u8>) + 'static, failed: impl FnOnce(String) + 'static) {
    let begun = Begun::now();
    spawn_local(async move {
        let event = one(&file).await;
        match event {
            _ if !begun.goes_on() => {}
            InboxEvent::FileOpened { content: Some(content), .. } => then(content),
            _ => failed(file.name()),
        }
    });
}

async fn one(file: &File) -> InboxEvent {
    let (name, size) = (file.name(), size(file));
    match content(file).await {
        Ok(content) => InboxEvent::FileOpened { name, size, content: Some(content) },
        Err(IntakeError::TooLarge) => InboxEvent::FileOpened { name, size, content: None },
        Err(_) => InboxEvent::FileNotRead(name),
    }
}

/// Files chosen to be compared, which are not read yet.
#[derive(Default)]
struct PendingFiles {
    files: VecDeque<File>,
    /// Grows when files are dropped, so that what is being read meanwhile is dropped.
    turn: u32,
    /// When the last batch was read, in milliseconds since 1970.
    last_batch: f64,
}

thread_local! {
    static PENDING: RefCell<PendingFiles> = RefCell::default();
}

/// Keeps the files to be compared; they are read on request.
fn select(files: Vec<File>, send: &Callback<Event>) {
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    PENDING.with_borrow_mut(|pending| pending.files.extend(files));
    send.emit(ComparisonEvent::FilesChosen(count).into());
}

/// Drops the files that were not read yet.
pub fn clear_pending() {
    PENDING.with_borrow_mut(|pending| {
        *pending = PendingFiles { turn: pending.turn + 1, ..PendingFiles::default() }
    });
}

/// Reads the next files, at most so many, once the browser had time to draw and to answer.
pub fn read_next(count: u32, send: Callback<Event>) {
    Timeout::new(0, move || {
        let now = clock::milliseconds();
        let (turn, took, files) = PENDING.with_borrow_mut(|pending| {
            let took = if pending.last_batch > 0.0 { now - pending.last_batch } else { 0.0 };
            (pending.turn, took, next(&mut pending.files, count))
        });
        spawn_local(async move {
            let mut read = Vec::new();
            for file in files {
                read.push(incoming(&file).await);
            }
            // Nobody waits for the files of a batch that was stopped.
            let wanted = PENDING.with_borrow_mut(|pending| {
                pending.last_batch = clock::milliseconds();
                pending.turn == turn
            });
            if wanted {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "milliseconds of one batch"
                )]
                let took = took as u32;
                send.emit(ComparisonEvent::FilesRead { files: read, took, now: clock::now() }.into());
            }
        });
    })
    .forget();
}

/// The next files, as many as asked for or until they are large together; at least one.
fn next(files: &mut VecDeque<File>, count: u32) -> Vec<File> {
    let (mut next, mut bytes) = (Vec::new(), 0.0);
    while next.len() < count as usize && (next.is_empty() || bytes < LARGE) {
        let Some(file) = files.pop_front() else { break };
        bytes += file.size();
        next.push(file);
    }
    next
}

async fn incoming(file: &File) -> IncomingFile {
    IncomingFile { name: file.name(), size: size(file), content: content(file).await }
}

/// What a file holds, unless it is larger than any file of its kind, as its first bytes tell it, or the browser refuses
/// to read it.
async fn content(file: &File) -> Result<Vec<u8>, IntakeError> {
    if size(file) > most_bytes(&[]) {
        let head = f64::from(u32::try_from(HEAD).unwrap_or_default());
        let head = file.slice_with_f64_and_f64(0.0, head).map_err(|_| IntakeError::NotRead)?;
        let head = bytes(&head).await.ok_or(IntakeError::NotRead)?;
        if size(file) > most_bytes(&head) {
            return Err(IntakeError::TooLarge);
        }
    }
    bytes(file).await.ok_or(IntakeError::NotRead)
}

fn size(file: &File) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
    let size = file.size() as usize;
    size
}

/// What a file holds; `None` if the browser refuses to read it.
async fn bytes(file: &Blob) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec())
}
