//! Documents for word processors (Office Open XML, `.docx`).

use std::io::{self, Cursor};

use candour_compare::export::document::Block;
use docx_rs::{
    AbstractNumbering, BreakType, Docx, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering,
    NumberingId, Paragraph, Run, SpecialIndentType, Start, Style, StyleType, Table, TableCell, TableRow,
    WidthType,
};

use crate::lines::visible;

/// The only list of a document: its items have a bullet.
const BULLETS: usize = 2;

/// The styles of headings by level: id, the name that word processors know, and the size in half points.
const HEADINGS: [(&str, &str, usize); 3] =
    [("heading1", "heading 1", 36), ("heading2", "heading 2", 28), ("heading3", "heading 3", 24)];

/// The whole width of the page in fiftieths of a per cent (ECMA-376, part 1, section 17.18.90).
const WHOLE_WIDTH: usize = 5_000;

/// The document with these blocks.
///
/// # Errors
/// If the archive that a `.docx` is cannot be written.
pub(crate) fn docx(blocks: &[Block]) -> io::Result<Vec<u8>> {
    let mut document = empty();
    for block in blocks {
        document = match block {
            Block::Heading(level, text) => {
                let style = HEADINGS.get(level.saturating_sub(1)).map_or("heading3", |(id, ..)| id);
                document.add_paragraph(paragraph(text, false).style(style))
            }
            Block::Paragraph(text) => document.add_paragraph(paragraph(text, false)),
            Block::Item(text) => {
                let item = paragraph(text, false);
                document.add_paragraph(item.numbering(NumberingId::new(BULLETS), IndentLevel::new(0)))
            }
            Block::Table(heads, rows) => {
                let head = [row(heads, true)].into_iter();
                let rows = head.chain(rows.iter().map(|cells| row(cells, false))).collect();
                // Without a paragraph behind it, the next table would continue this one.
                let table = Table::new(rows).width(WHOLE_WIDTH, WidthType::Pct);
                document.add_table(table).add_paragraph(Paragraph::new())
            }
        };
    }
    let mut out = Cursor::new(Vec::new());
    document.build().pack(&mut out).map_err(io::Error::other)?;
    Ok(out.into_inner())
}

/// A document with the styles of its headings and its list. Sizes are in half points, distances in twentieths of a point.
fn empty() -> Docx {
    let bullet =
        Level::new(0, Start::new(1), NumberFormat::new("bullet"), LevelText::new("•"), LevelJc::new("left"));
    let bullet = bullet.indent(Some(360), Some(SpecialIndentType::Hanging(360)), None, None);
    let mut document = Docx::new()
        .add_abstract_numbering(AbstractNumbering::new(BULLETS).add_level(bullet))
        .add_numbering(Numbering::new(BULLETS, BULLETS));
    for ((id, name, size), level) in HEADINGS.into_iter().zip(0..) {
        let style = Style::new(id, StyleType::Paragraph).name(name).size(size).bold();
        document = document.add_style(style.outline_lvl(level));
    }
    document
}

fn row(cells: &[String], bold: bool) -> TableRow {
    TableRow::new(cells.iter().map(|text| TableCell::new().add_paragraph(paragraph(text, bold))).collect())
}

/// Text with its line breaks. XML cannot hold control characters, so they are written out.
fn paragraph(text: &str, bold: bool) -> Paragraph {
    let mut run = Run::new();
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(visible(line));
    }
    Paragraph::new().add_run(if bold { run.bold() } else { run })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of a document, read back: paragraphs and cells in order.
    fn texts(bytes: &[u8]) -> Vec<String> {
        let document = docx_rs::read_docx(bytes).unwrap();
        let json: serde_json::Value = serde_json::from_str(&document.json()).unwrap();
        let mut found = Vec::new();
        collect(&json["document"], &mut found);
        found
    }

    fn collect(part: &serde_json::Value, found: &mut Vec<String>) {
        match part {
            serde_json::Value::Object(members) => {
                if members.get("type").is_some_and(|kind| kind == "text") {
                    found.extend(members["data"]["text"].as_str().map(str::to_owned));
                }
                members.values().for_each(|member| collect(member, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
            _ => {}
        }
    }

    #[test]
    fn a_document_holds_every_block_in_order() {
        let text = |text: &str| text.to_owned();
        let blocks = [
            Block::Heading(1, text("title")),
            Block::Paragraph(text("one\ntwo")),
            Block::Item(text("an <item> & more")),
            Block::Table(vec![text("a"), text("b")], vec![vec![text("1"), text("2")]]),
        ];
        let bytes = docx(&blocks).unwrap();
        assert_eq!(texts(&bytes), ["title", "one", "two", "an <item> & more", "a", "b", "1", "2"]);
    }

    #[test]
    fn control_characters_are_written_out() {
        let bytes = docx(&[Block::Paragraph("a\u{1b}b\u{0}".to_owned())]).unwrap();
        assert_eq!(texts(&bytes), ["a\\u{1b}b\\u{0}"]);
    }
}
