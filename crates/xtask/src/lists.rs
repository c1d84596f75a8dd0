//! Lists in documents that are written by a program, between two marks.

use crate::process::Outcome;

const END: &str = "<!-- end -->";

fn opening(marker: &str) -> String {
    format!("<!-- list: {marker} -->\n")
}

/// What is between the marks of a list.
pub(crate) fn list<'a>(document: &'a str, marker: &str) -> Outcome<&'a str> {
    let found = document.split_once(&opening(marker)).and_then(|(_, rest)| Some(rest.split_once(END)?.0));
    found.ok_or_else(|| format!("has no `<!-- list: {marker} -->` with an `{END}`"))
}

/// The document with another list between these marks.
pub(crate) fn with_list(document: &str, marker: &str, wanted: &str) -> Outcome<String> {
    let present = [&opening(marker), list(document, marker)?, END].concat();
    Ok(document.replacen(&present, &[&opening(marker), wanted, END].concat(), 1))
}

#[cfg(test)]
mod tests {
    use super::with_list;

    #[test]
    fn only_the_named_list_is_replaced() {
        let document = "a\n<!-- list: one -->\n1\n<!-- end -->\nb\n<!-- list: two -->\n<!-- end -->\n";
        let wanted = "a\n<!-- list: one -->\n1\n<!-- end -->\nb\n<!-- list: two -->\n2\n<!-- end -->\n";
        assert_eq!(with_list(document, "two", "2\n").as_deref(), Ok(wanted));
        assert!(with_list(document, "three", "").is_err());
    }
}
