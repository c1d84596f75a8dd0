//! What the page knows of itself.

use candour_files::result::AppInfo;
use candour_proof::date::Day;
use candour_words::Words;

/// What the page knows of itself.
#[derive(Clone, Debug)]
pub struct PageInfo {
    /// Its version and digest.
    pub app: AppInfo,
    /// The texts of the language in use.
    pub words: Words,
    /// The day, on screens that print it.
    pub today: Option<Day>,
    /// Where it was opened, without fragment; empty from a file.
    pub address: String,
    /// Whether the file that was opened holds a screen, perhaps with answers, beside the published page.
    pub saved_by_browser: bool,
}

impl PageInfo {
    pub(crate) fn new(app: AppInfo) -> Self {
        Self { app, words: Words::english(), today: None, address: String::new(), saved_by_browser: false }
    }
}
