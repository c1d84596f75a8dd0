//! The only access to the terminal: what is printed, the progress bar, notes and warnings.

use std::{
    ffi::OsStr,
    io::{self, BufWriter, IsTerminal as _, StdoutLock, Write as _},
};

use crate::messages::{Message, Words};
use crate::{
    error::{CliError, CliOutcome, ErrorMessage},
    lines::{Lines, RenderOptions, Style, steers},
    progress::ProgressBar,
    stderr::write_all,
};

/// Columns beyond which lines are hard to read.
const WIDEST: usize = 110;

/// Where a command prints to.
pub(crate) struct Terminal {
    out: BufWriter<StdoutLock<'static>>,
    interactive: bool,
    bar: ProgressBar,
}

impl Terminal {
    /// Standard output; with `bar` progress is shown on standard error, if that is a terminal.
    pub(crate) fn new(texts: Words, bar: bool) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        let bar = ProgressBar::new(texts, bar && io::stderr().is_terminal() && !is_dumb());
        Self { out: BufWriter::with_capacity(64 * 1024, stdout.lock()), interactive: is_terminal, bar }
    }

    /// How text is written there.
    pub(crate) fn render_options(&self) -> RenderOptions {
        render_options(self.interactive)
    }

    /// Prints text that is written already.
    ///
    /// # Errors
    /// If nobody reads it any more, or it cannot be written.
    pub(crate) fn print(&mut self, text: &str) -> CliOutcome<()> {
        if self.interactive {
            self.bar.hide();
        }
        self.out.write_all(text.as_bytes()).map_err(|error| stop(&error))?;
        if self.interactive {
            self.out.flush().map_err(|error| stop(&error))?;
            self.bar.show();
        }
        Ok(())
    }

    /// Whether a person reads what is printed.
    pub(crate) fn is_terminal(&self) -> bool {
        self.interactive
    }

    /// Prints bytes as they are.
    ///
    /// # Errors
    /// As [`Terminal::print`].
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> CliOutcome<()> {
        self.out.write_all(bytes).map_err(|error| stop(&error))
    }

    /// Hides the bar before something else is written to standard error.
    pub(crate) fn hide(&mut self) {
        self.bar.hide();
    }

    /// So many are done, of so many known.
    pub(crate) fn set_progress(&mut self, done: usize, total: usize) {
        self.bar.set_progress(done, total);
    }

    /// Ends what is printed.
    ///
    /// # Errors
    /// As [`Terminal::print`].
    pub(crate) fn end(&mut self) -> CliOutcome<()> {
        self.bar.end();
        self.out.flush().map_err(|error| stop(&error))
    }
}

/// How text is written to a terminal, or to a file.
fn render_options(is_terminal: bool) -> RenderOptions {
    if !is_terminal {
        return RenderOptions::default();
    }
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = columns.filter(|columns| *columns > 0).map(|columns| columns.min(WIDEST));
    let unwanted = std::env::var_os("NO_COLOR");
    RenderOptions { colour: has_colour(unwanted.as_deref()) && !is_dumb(), width }
}

/// Whether the variable `NO_COLOR` leaves colours on: any value but an empty one takes them away
/// (no-color.org).
fn has_colour(unwanted: Option<&OsStr>) -> bool {
    unwanted.is_none_or(OsStr::is_empty)
}

/// A terminal that knows nothing but text.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn stop(error: &io::Error) -> CliError {
    match error.kind() {
        io::ErrorKind::BrokenPipe => CliError::Pipe,
        _ => ErrorMessage::new(Message::NotPrinted).why(error).into(),
    }
}

/// Says something on standard error.
pub(crate) fn print_note(text: &Lines) {
    let stderr = io::stderr();
    let written = text.render(render_options(stderr.is_terminal()));
    write_all(&mut stderr.lock(), &written);
}

/// Says what went wrong: the first line, and what belongs to it.
pub(crate) fn print_warning(lines: &[String]) {
    let mut text = Lines::default();
    for (number, line) in lines.iter().enumerate() {
        match number {
            0 => text.add(0, Style::Bad, &["candour: ", line].concat()),
            _ => text.item(1, line),
        }
    }
    print_note(&text);
}

/// JSON in which every sign that could steer a terminal is escaped; the values stay what they are.
pub(crate) fn escape_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        // Line feeds and spaces are between members; within texts they are escaped already.
        if letter != '\n' && steers(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                let digits = format!("{unit:04x}");
                out.extend(["\\u", &digits]);
            }
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use candour_proof::json::{Json, Limits};

    use super::*;

    #[test]
    fn any_wish_for_no_colour_is_followed() {
        assert!(has_colour(None) && has_colour(Some(OsStr::new(""))));
        assert!(!has_colour(Some(OsStr::new("1"))) && !has_colour(Some(OsStr::new("0"))));
        assert_eq!(
            render_options(false),
            RenderOptions::default(),
            "in a file there are no colours and no breaks"
        );
    }

    #[test]
    fn json_for_a_terminal_has_no_control_characters() {
        let value = Json::from("a\u{9b}2J\u{202e}\u{1b}\n\u{feff}é");
        let printed = escape_json(&value.pretty());
        assert!(!printed.trim_end().contains(steers), "{printed}");
        assert_eq!(Json::read(printed.as_bytes(), Limits::FILE), Ok(value));
    }
}
