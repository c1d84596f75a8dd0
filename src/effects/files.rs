//! Reading files a person chose or dropped.

use candour_assessment::{journey::Event, json::Limits};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, File, FileList, HtmlInputElement};
use yew::Callback;

/// The files chosen in an input; it is emptied, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = list(input.files());
    input.set_value("");
    files
}

/// The files dropped.
pub fn dropped(data: Option<DataTransfer>) -> Vec<File> {
    list(data.and_then(|data| data.files()))
}

fn list(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|place| files.get(place)).collect()).unwrap_or_default()
}

/// Reads files one by one; each arrives as an event. Files beyond the limit are not read at all.
pub fn open(files: Vec<File>, send: Callback<Event>) {
    spawn_local(async move {
        for file in files {
            send.emit(one(&file).await);
        }
    });
}

/// Reads files that belong together; they arrive as one event.
pub fn together(files: Vec<File>, send: Callback<Event>) {
    spawn_local(async move {
        let mut read = Vec::new();
        for file in files {
            match one(&file).await {
                Event::Opened { name, content: Some(content), .. } => read.push((name, content)),
                // Too large for a questionnaire, or not readable at all.
                _ => return send.emit(Event::NotOpened(file.name())),
            }
        }
        if !read.is_empty() {
            send.emit(Event::BroughtFiles(read));
        }
    });
}

/// Reads one file and hands its bytes on.
pub fn read(file: File, then: impl FnOnce(Vec<u8>) + 'static, failed: impl FnOnce(String) + 'static) {
    spawn_local(async move {
        match one(&file).await {
            Event::Opened { content: Some(content), .. } => then(content),
            _ => failed(file.name()),
        }
    });
}

async fn one(file: &File) -> Event {
    let name = file.name();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size is a whole number")]
    let size = file.size() as usize;
    if size > Limits::FILE.bytes {
        return Event::Opened { name, size, content: None };
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => {
            let content = js_sys::Uint8Array::new(buffer.unchecked_ref()).to_vec();
            Event::Opened { name, size, content: Some(content) }
        }
        Err(_) => Event::NotOpened(name),
    }
}
