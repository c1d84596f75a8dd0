//! A report being written: as text for a terminal, as Markdown, or for word processors.

use std::io;

use candour_compare::export::document::Block;

use crate::lines::{Lines, RenderOptions, Style, visible};
use crate::{arguments::ShowFormat, word_processor::docx};

/// A report.
pub(crate) enum Document {
    /// As text.
    Plain(Lines),
    /// As Markdown, in which nothing that people typed marks anything.
    Marked(String),
    /// For word processors.
    Blocks(Vec<Block>),
}

impl Document {
    pub(crate) fn new(format: ShowFormat) -> Self {
        match format {
            ShowFormat::Lines => Self::Plain(Lines::default()),
            ShowFormat::Markdown => Self::Marked(String::new()),
            ShowFormat::Docx => Self::Blocks(Vec::new()),
        }
    }

    /// A heading; 1 is the highest.
    pub(crate) fn heading(&mut self, level: usize, text: &str) {
        self.space();
        match self {
            Self::Plain(out) => out.add(0, Style::Strong, text),
            Self::Marked(out) => {
                out.extend([&"#".repeat(level), " ", &escaped(text), "\n"]);
                out.push('\n');
            }
            Self::Blocks(out) => out.push(Block::Heading(level, text.to_owned())),
        }
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, text: &str) {
        match self {
            Self::Plain(out) => out.plain(0, text),
            Self::Marked(out) => {
                out.push_str(&lines(text, ""));
                out.push_str("\n\n");
            }
            Self::Blocks(out) => out.push(Block::Paragraph(text.to_owned())),
        }
    }

    /// An item of a list.
    pub(crate) fn item(&mut self, text: &str) {
        match self {
            Self::Plain(out) => out.item(0, text),
            Self::Marked(out) => out.extend(["- ", &lines(text, "  "), "\n"]),
            Self::Blocks(out) => out.push(Block::Item(text.to_owned())),
        }
    }

    /// What belongs to the item above.
    pub(crate) fn below(&mut self, text: &str) {
        match self {
            Self::Plain(out) => out.plain(1, text),
            Self::Marked(out) => out.extend(["  - ", &lines(text, "    "), "\n"]),
            Self::Blocks(out) => match out.last_mut() {
                Some(Block::Item(item)) => {
                    item.push('\n');
                    item.push_str(text);
                }
                _ => out.push(Block::Paragraph(text.to_owned())),
            },
        }
    }

    /// What was found about the file: its name as the heading, the rest as a list.
    pub(crate) fn found(&mut self, found: Lines) {
        match self {
            Self::Plain(out) => out.join(found),
            Self::Marked(out) => {
                for (depth, tone, text) in found.lines() {
                    match (depth, tone) {
                        (0, _) => out.extend(["# ", &escaped(text), "\n\n"]),
                        (_, Style::Good | Style::Care | Style::Bad) => {
                            out.extend([&*"  ".repeat(depth - 1), "- **", &escaped(text), "**\n"]);
                        }
                        _ => {
                            // What is an item there is one level further in.
                            let (deeper, text) =
                                text.strip_prefix("- ").map_or(("", text), |text| ("  ", text));
                            out.extend([&*"  ".repeat(depth - 1), deeper, "- ", &escaped(text), "\n"]);
                        }
                    }
                }
            }
            Self::Blocks(out) => {
                for (depth, _, text) in found.lines() {
                    out.push(match depth {
                        0 => Block::Heading(1, text.to_owned()),
                        _ => Block::Item(text.strip_prefix("- ").unwrap_or(text).to_owned()),
                    });
                }
            }
        }
    }

    /// Blocks that another part of the program wrote; nothing in the other forms.
    pub(crate) fn blocks(&mut self, blocks: Vec<Block>) {
        if let Self::Blocks(out) = self {
            out.extend(blocks);
        }
    }

    /// Text that another part of the program wrote, marked already if this is Markdown.
    pub(crate) fn written(&mut self, text: &str) {
        self.space();
        match self {
            Self::Plain(out) => text.lines().for_each(|line| out.plain(0, line)),
            Self::Marked(out) => {
                for line in text.lines() {
                    out.push_str(&visible(line));
                    out.push('\n');
                }
            }
            Self::Blocks(out) => out.push(Block::Paragraph(text.to_owned())),
        }
    }

    /// An empty line, unless there is one.
    pub(crate) fn space(&mut self) {
        match self {
            Self::Plain(out) => out.space(),
            Self::Marked(out) => {
                if !out.is_empty() && !out.ends_with("\n\n") {
                    out.push('\n');
                }
            }
            Self::Blocks(_) => {}
        }
    }

    /// The report as it is printed.
    ///
    /// # Errors
    /// If a document for word processors cannot be made.
    pub(crate) fn bytes(self, options: RenderOptions) -> io::Result<Vec<u8>> {
        Ok(match self {
            Self::Plain(out) => out.render(options).into_bytes(),
            Self::Marked(out) => [out.trim_end(), "\n"].concat().into_bytes(),
            Self::Blocks(out) => docx(&out)?,
        })
    }
}

/// Lines of a paragraph in Markdown: each ends with a break.
fn lines(text: &str, margin: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    lines.join(&["\\\n", margin].concat())
}

/// Text in which no sign marks anything.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for (place, letter) in visible(text).char_indices() {
        // What begins a line could also be a heading, a list or a quotation.
        let begins = place == 0 && matches!(letter, '#' | '-' | '+' | '=' | '.' | ')');
        if begins || matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_marks_nothing() {
        let mut out = Document::new(ShowFormat::Markdown);
        out.heading(2, "*a* <b>");
        out.item("# one\n- [two](x)");
        out.below("`three`\u{1b}[2J");
        let text = out.bytes(RenderOptions::default()).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "## \\*a\\* \\<b\\>\n\n- \\# one\\\n  \\- \\[two\\](x)\n  - \\`three\\`\\\\u{1b}\\[2J\n"
        );
    }
}
