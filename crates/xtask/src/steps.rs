//! Commands and programs in documents, so that tests run them as they stand.

use crate::process::Outcome;

/// The code blocks of a language below a heading, one after the other.
pub(crate) fn of(document: &str, heading: &str, language: &str) -> Outcome<String> {
    let blocks = blocks(document, heading, language)?;
    if blocks.is_empty() {
        return Err(format!("no code block `{language}` stands below the heading `{heading}`"));
    }
    Ok(blocks.concat())
}

/// The code blocks of a language below a heading, up to the next heading of its kind or above.
pub(crate) fn blocks(document: &str, heading: &str, language: &str) -> Outcome<Vec<String>> {
    let mut lines = document.lines();
    let level = lines
        .by_ref()
        .find_map(|line| level(line).filter(|level| line[*level..].trim() == heading))
        .ok_or_else(|| format!("the document has no heading `{heading}`"))?;
    let fence = format!("```{language}");
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if self::level(line).is_some_and(|other| other <= level) {
            break;
        }
        if line.starts_with("```") {
            let block: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            if line == fence {
                blocks.push(block);
            }
        }
    }
    Ok(blocks)
}

/// How many signs a heading begins with.
fn level(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (level > 0 && line.as_bytes().get(level) == Some(&b' ')).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::{blocks, of};

    const DOCUMENT: &str = "# A\n```sh\nno\n```\n## B\ntext\n```sh\none\n# not a heading\n```\n```text\nno\n```\n### C\n```sh\ntwo\n```\n## D\n```sh\nno\n```\n";

    #[test]
    fn the_blocks_below_a_heading_are_found() {
        assert_eq!(of(DOCUMENT, "B", "sh").expect("blocks"), "one\n# not a heading\ntwo\n");
        assert_eq!(blocks(DOCUMENT, "B", "text").expect("blocks"), ["no\n"]);
    }

    #[test]
    fn a_heading_or_block_that_is_missing_is_an_error() {
        assert!(of(DOCUMENT, "E", "sh").is_err());
        assert!(of(DOCUMENT, "C", "python").is_err());
    }
}
