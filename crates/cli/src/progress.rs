//! The bar that shows how far a command is, on standard error.

use std::{
    io,
    time::{Duration, Instant},
};

use crate::messages::{Page, Words};
use crate::stderr::write_all;

/// Nothing shows that is over sooner.
const PATIENCE: Duration = Duration::from_millis(400);
/// A line is not drawn more often.
const PAUSE: Duration = Duration::from_millis(100);
/// Columns of the bar.
const COLUMNS: usize = 24;
/// Back to the start of the line, which is emptied.
const EMPTY: &str = "\r\u{1b}[2K";

/// A bar, or none.
pub(crate) struct ProgressBar {
    on: bool,
    /// The sentence beside it, with `{done}` and `{total}`.
    beside: String,
    since: Instant,
    drawn: Option<Instant>,
    line: String,
    is_shown: bool,
}

impl ProgressBar {
    pub(crate) fn new(texts: Words, on: bool) -> Self {
        let beside = texts.text(Page::CompareProgress).to_string();
        Self { on, beside, since: Instant::now(), drawn: None, line: String::new(), is_shown: false }
    }

    /// So many are done, of so many known.
    pub(crate) fn set_progress(&mut self, done: usize, total: usize) {
        let early = self.since.elapsed() < PATIENCE;
        if !self.on || early || self.drawn.is_some_and(|drawn| drawn.elapsed() < PAUSE) {
            return;
        }
        let filled = done.saturating_mul(COLUMNS).checked_div(total).unwrap_or_default().min(COLUMNS);
        let beside = self.beside.replace("{done}", &done.to_string()).replace("{total}", &total.to_string());
        self.line = ["[", &"#".repeat(filled), &".".repeat(COLUMNS - filled), "] ", &beside].concat();
        self.drawn = Some(Instant::now());
        self.is_shown = false;
        self.show();
    }

    /// Shows the line again after something else was printed.
    pub(crate) fn show(&mut self) {
        if self.on && !self.is_shown && !self.line.is_empty() {
            write_all(&mut io::stderr().lock(), &[EMPTY, &self.line].concat());
            self.is_shown = true;
        }
    }

    /// Takes the line away to make room.
    pub(crate) fn hide(&mut self) {
        if self.is_shown {
            write_all(&mut io::stderr().lock(), EMPTY);
            self.is_shown = false;
        }
    }

    /// Takes the line away for good.
    pub(crate) fn end(&mut self) {
        self.hide();
        self.on = false;
    }
}
