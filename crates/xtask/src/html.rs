//! Text as browsers write it when they turn a document back into HTML.
//!
//! The page hands out a copy of itself by asking the browser for its own HTML, so the published
//! file has to be written the way browsers write (HTML standard, "serializing HTML fragments").

use crate::process::Outcome;

/// Text between tags or within a quoted attribute.
///
/// Quotes are escaped too where they stand in an attribute only: between tags browsers leave them.
pub(crate) fn escape(text: &str, inside_tag: bool) -> Outcome<String> {
    if inside_tag && text.contains(['<', '>']) {
        // Engines differ in whether they escape these two in attributes.
        return Err(format!("an attribute must not contain `<` or `>`: `{text}`"));
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if inside_tag => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(letter),
        }
    }
    Ok(out)
}

/// Replaces each `{{name}}` by what `value` gives for the name and whether it stands in a tag.
pub(crate) fn fill(template: &str, value: impl Fn(&str, bool) -> Outcome<String>) -> Outcome<String> {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) =
            after.split_once("}}").ok_or_else(|| format!("no `}}}}` after `{{{{{}`", first_line(after)))?;
        out.push_str(before);
        let inside_tag = out.rfind('<') > out.rfind('>');
        out.push_str(&value(name, inside_tag)?);
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

/// Takes out comments, indentation and line breaks between tags.
pub(crate) fn tighten(html: &str) -> Outcome<String> {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = after.split_once("-->").ok_or("a comment is not closed")?.1;
    }
    text.push_str(rest);
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // Between two elements a line break says nothing; within a sentence it is a space.
        let between = out.ends_with(['>', '}']) && line.starts_with(['<', '{']);
        if !(out.is_empty() || between) {
            out.push('\n');
        }
        out.push_str(line);
    }
    Ok(out)
}

/// A script or style element. Its text is written raw by browsers, so it must not seem to end early.
pub(crate) fn raw_element(open: &str, name: &str, text: &str) -> Outcome<String> {
    let lower = text.to_ascii_lowercase();
    for forbidden in ["</script", "</style", "<!--", "<script", "\r", "\0"] {
        if lower.contains(forbidden) {
            return Err(format!("`{}` cannot stand in an inline {name}", forbidden.escape_debug()));
        }
    }
    Ok(format!("{open}{text}</{name}>"))
}

/// What would make a browser write this document differently from how it stands in the file.
pub(crate) fn unstable(html: &str) -> Option<String> {
    if !html.starts_with("<!DOCTYPE html><html ") {
        return Some("the file must start with `<!DOCTYPE html><html `".to_owned());
    }
    if !html.ends_with("</body></html>") {
        return Some("the file must end with `</body></html>`".to_owned());
    }
    let signs = [
        ("\r", "browsers turn carriage returns into line feeds"),
        ("\u{feff}", "browsers drop a byte order mark"),
        ("/>", "browsers write no slash in a tag"),
        ("</head>\n", "browsers move white space after the head"),
        ("<pre", "browsers drop a line break at its start"),
        ("<textarea", "browsers drop a line break at its start"),
        ("<table", "browsers add a `tbody`"),
        (" hidden>", "browsers write `hidden=\"\"`"),
    ];
    let outside_scripts = without_raw_text(html);
    signs
        .into_iter()
        .find(|(sign, _)| outside_scripts.contains(sign))
        .map(|(sign, why)| format!("`{}` in the page: {why}", sign.escape_debug()))
}

/// The document without what stands in script and style elements.
pub(crate) fn without_raw_text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    loop {
        let next =
            ["script", "style"].iter().filter_map(|name| Some((rest.find(&format!("<{name}"))?, name))).min();
        let Some((start, name)) = next else { break };
        let (before, element) = rest.split_at(start);
        out.push_str(before);
        let Some((_, after)) = element.split_once(&format!("</{name}>")) else { break };
        rest = after;
    }
    out.push_str(rest);
    out
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{escape, fill, raw_element, tighten, unstable, without_raw_text};

    #[test]
    fn text_is_escaped_as_browsers_write_it() {
        assert_eq!(
            escape("a & b < c > \"d\" 'e'\u{a0}", false).as_deref(),
            Ok("a &amp; b &lt; c &gt; \"d\" 'e'&nbsp;")
        );
    }

    #[test]
    fn quotes_are_escaped_in_attributes_and_angle_brackets_refused() {
        assert_eq!(escape("say \"yes\"", true).as_deref(), Ok("say &quot;yes&quot;"));
        assert!(escape("a < b", true).is_err());
    }

    #[test]
    fn each_placeholder_knows_whether_it_stands_in_a_tag() {
        let filled = fill("<p title=\"{{a}}\">{{b}}</p>", |name, inside| Ok(format!("{name}:{inside}")));
        assert_eq!(filled.as_deref(), Ok("<p title=\"a:true\">b:false</p>"));
    }

    #[test]
    fn a_placeholder_that_is_not_closed_is_an_error() {
        assert!(fill("<p>{{word:a</p>", |_, _| Ok(String::new())).is_err());
    }

    #[test]
    fn line_breaks_go_between_tags_and_stay_in_sentences() {
        let html = "<div>\n  <!-- why\n  so --><p>\n    one\n    two\n  </p>\n</div>\n";
        assert_eq!(tighten(html).as_deref(), Ok("<div><p>\none\ntwo\n</p></div>"));
    }

    #[test]
    fn a_script_that_would_end_early_is_refused() {
        for text in ["'</SCRIPT>'", "'<!--'", "a\rb"] {
            assert!(raw_element("<script>", "script", text).is_err(), "{text}");
        }
        assert_eq!(raw_element("<script>", "script", "1<2&&3").as_deref(), Ok("<script>1<2&&3</script>"));
    }

    #[test]
    fn what_browsers_would_write_differently_is_named() {
        let page =
            |body: &str| format!("<!DOCTYPE html><html lang=\"en\"><head></head><body>{body}</body></html>");
        assert_eq!(unstable(&page("<p hidden=\"\">a</p><script>1/>2</script>")), None);
        for body in ["<br/>", "<p hidden>", "a\r\nb", "<table></table>"] {
            assert!(unstable(&page(body)).is_some(), "{body}");
        }
        assert!(unstable(&format!("{}\n", page(""))).is_some(), "a line feed at the end");
    }

    #[test]
    fn scripts_and_styles_are_left_out_of_the_look_at_the_markup() {
        let html = "a<style>b</style>c<script type=\"x\">d</script>e";
        assert_eq!(without_raw_text(html), "ace");
    }
}
