//! Text for a terminal: lines with a depth and a tone, broken where the terminal ends.
//!
//! Everything that is shown goes through [`Lines`], and nothing of a file reaches a terminal without
//! [`visible`]: an escape sequence in a name could rewrite the terminal.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How a line is emphasised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Style {
    /// Not at all.
    #[default]
    Plain,
    /// A name or a heading.
    Strong,
    /// As it should be.
    Good,
    /// To be looked at.
    Care,
    /// Not to be relied on.
    Bad,
}

impl Style {
    /// Select Graphic Rendition (ECMA-48) for it; nothing for plain text.
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Good => "1;32",
            Self::Care => "1;33",
            Self::Bad => "1;31",
        }
    }
}

/// How text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RenderOptions {
    /// With colours.
    pub(crate) colour: bool,
    /// Broken into lines of so many columns.
    pub(crate) width: Option<usize>,
}

/// Lines of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines(Vec<StyledLine>);

#[derive(Clone, Debug)]
struct StyledLine {
    depth: usize,
    tone: Style,
    text: String,
    /// Whether it is never wrap, as the rows of a table are not.
    whole: bool,
}

impl Lines {
    /// Adds a paragraph, indented by `depth` levels. A line feed in it begins a new line.
    pub(crate) fn add(&mut self, depth: usize, tone: Style, text: &str) {
        for line in text.split('\n') {
            self.0.push(StyledLine { depth, tone, text: visible(line), whole: false });
        }
    }

    /// Adds a plain paragraph.
    pub(crate) fn plain(&mut self, depth: usize, text: &str) {
        self.add(depth, Style::Plain, text);
    }

    /// Adds a line that is never broken.
    pub(crate) fn whole(&mut self, tone: Style, text: &str) {
        self.0.push(StyledLine { depth: 0, tone, text: visible(text), whole: true });
    }

    /// Adds an item of a list.
    pub(crate) fn item(&mut self, depth: usize, text: &str) {
        self.plain(depth, &["- ", text].concat());
    }

    /// Adds an empty line, unless there is one above or nothing at all.
    pub(crate) fn space(&mut self) {
        if self.0.last().is_some_and(|line| !line.text.is_empty()) {
            self.plain(0, "");
        }
    }

    /// Adds all lines of another text.
    pub(crate) fn join(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Depth, tone and text of each line.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, Style, &str)> {
        self.0.iter().map(|line| (line.depth, line.tone, line.text.as_str()))
    }

    /// The text as it is printed.
    pub(crate) fn render(&self, options: RenderOptions) -> String {
        let mut out = String::new();
        for line in &self.0 {
            let margin = "  ".repeat(line.depth);
            // Further lines of a list item are aligned with its text.
            let hang = if line.text.starts_with("- ") { "  " } else { "" };
            let room = options
                .width
                .filter(|_| !line.whole)
                .map(|width| width.saturating_sub(margin.len() + hang.len()).max(20));
            let code = if options.colour { line.tone.code() } else { "" };
            for (number, part) in wrap(&line.text, room).into_iter().enumerate() {
                if !part.is_empty() {
                    out.push_str(&margin);
                    out.push_str(if number > 0 { hang } else { "" });
                }
                if code.is_empty() {
                    out.push_str(part);
                } else {
                    out.extend(["\u{1b}[", code, "m", part, "\u{1b}[0m"]);
                }
                out.push('\n');
            }
        }
        out
    }
}

/// A line with nothing in it that steers a terminal or turns the direction of writing: such signs are
/// written out as `\u{1b}`. Isolates that are ended stay, since they keep names from turning what is around them.
pub(crate) fn visible(text: &str) -> String {
    let isolates = isolates(text);
    let mut out = String::with_capacity(text.len());
    for (place, letter) in text.char_indices() {
        match letter {
            '\t' => out.push(' '),
            _ if isolates.contains(&place) => out.push(letter),
            letter if steers(letter) => out.extend(letter.escape_unicode()),
            letter => out.push(letter),
        }
    }
    out
}

/// Where an isolate of a value begins (U+2068) that has an end (U+2069), and where it ends.
fn isolates(text: &str) -> Vec<usize> {
    let (mut open, mut ended) = (Vec::new(), Vec::new());
    for (place, letter) in text.char_indices() {
        match letter {
            '\u{2066}'..='\u{2068}' => open.push((place, letter)),
            '\u{2069}' => {
                if let Some((start, '\u{2068}')) = open.pop() {
                    ended.extend([start, place]);
                }
            }
            _ => {}
        }
    }
    ended
}

/// Control characters of ASCII and of ISO 6429 (a terminal may take U+009B for an escape sequence),
/// line and paragraph separators, and the "bidi" controls (Unicode TR 36, section 3.1).
pub(crate) fn steers(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// A line broken at spaces into parts of so many columns, and within a word only where that is longer.
pub(crate) fn wrap(line: &str, room: Option<usize>) -> Vec<&str> {
    let Some(room) = room.filter(|room| width(line) > *room) else { return vec![line] };
    let mut parts = Vec::new();
    let mut rest = line;
    while width(rest) > room {
        let (mut columns, mut end, mut space) = (0, 0, None);
        for (place, letter) in rest.char_indices() {
            columns += letter.width().unwrap_or_default();
            if columns > room && end > 0 {
                // A space that has no room left may still end the line.
                space = if letter == ' ' { Some(place) } else { space };
                break;
            }
            if letter == ' ' && place > 0 {
                space = Some(place);
            }
            end = place + letter.len_utf8();
        }
        let (part, after) = rest.split_at(space.unwrap_or(end));
        parts.push(part);
        rest = after.trim_start_matches(' ');
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_file_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}2Jc\u{7}\r\n"), "a\\u{1b}[31mb\\u{9b}2Jc\\u{7}\\u{d}\\u{a}");
        assert_eq!(visible("exe\u{202e}nosj"), "exe\\u{202e}nosj");
        // Only what is ended, and leaves the direction to the text in it, stays.
        assert_eq!(visible("\u{2068}a\u{2069}b\u{2069}"), "\u{2068}a\u{2069}b\\u{2069}");
        assert_eq!(visible("\u{2068}a\u{2067}b\u{2069}"), "\\u{2068}a\\u{2067}b\\u{2069}");
        assert_eq!(visible("Société\tစာရင်း العربية"), "Société စာရင်း العربية");
        for letter in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert!(!visible(&letter.to_string()).chars().any(char::is_control), "{letter:?}");
        }
    }

    #[test]
    fn a_text_of_several_lines_keeps_them_and_cleans_each() {
        let mut text = Lines::default();
        text.add(1, Style::Bad, "one\ntw\u{1b}o");
        assert_eq!(text.render(RenderOptions::default()), "  one\n  tw\\u{1b}o\n");
        let coloured = text.render(RenderOptions { colour: true, width: None });
        assert_eq!(coloured, "  \u{1b}[1;31mone\u{1b}[0m\n  \u{1b}[1;31mtw\\u{1b}o\u{1b}[0m\n");
    }

    #[test]
    fn long_lines_are_wrapped_at_spaces() {
        assert_eq!(wrap("one two three", Some(7)), ["one two", "three"]);
        assert_eq!(wrap("one two three", Some(8)), ["one two", "three"]);
        assert_eq!(wrap("onetwothree four", Some(4)), ["onet", "woth", "ree", "four"]);
        assert_eq!(wrap("漢字漢字", Some(4)), ["漢字", "漢字"]);
        assert_eq!(wrap("", Some(4)), [""]);
        assert_eq!(wrap("as it is", None), ["as it is"]);
    }

    #[test]
    fn items_hang_below_their_text() {
        let mut text = Lines::default();
        text.item(1, "an item that is longer than the room");
        let written = text.render(RenderOptions { colour: false, width: Some(24) });
        assert_eq!(written, "  - an item that is\n    longer than the room\n");
    }
}
