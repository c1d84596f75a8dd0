//! The text of the page: its template filled in and tightened.

use candour_content::document::escaped;

use crate::process::Outcome;

/// Text between tags or within a quoted attribute.
///
/// Quotes are escaped too where they stand in an attribute only: between tags browsers leave them.
pub(crate) fn escape(text: &str, inside_tag: bool) -> Outcome<String> {
    if inside_tag && text.contains(['<', '>']) {
        // Nothing in the page needs them there.
        return Err(format!("an attribute must not contain `<` or `>`: `{text}`"));
    }
    let out = escaped(text);
    Ok(if inside_tag { out.replace('"', "&quot;") } else { out })
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

/// The text of a script or style element, which browsers read raw: it must not seem to end early.
pub(crate) fn raw<'a>(name: &str, text: &'a str) -> Outcome<&'a str> {
    let lower = text.to_ascii_lowercase();
    for forbidden in ["</script", "</style", "<!--", "<script", "\r", "\0"] {
        if lower.contains(forbidden) {
            return Err(format!("`{}` cannot stand in an inline {name}", forbidden.escape_debug()));
        }
    }
    Ok(text)
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
    use super::{escape, fill, raw, tighten, without_raw_text};

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
            assert!(raw("script", text).is_err(), "{text}");
        }
        assert_eq!(raw("script", "1<2&&3"), Ok("1<2&&3"));
    }

    #[test]
    fn scripts_and_styles_are_left_out_of_the_look_at_the_markup() {
        let html = "a<style>b</style>c<script type=\"x\">d</script>e";
        assert_eq!(without_raw_text(html), "ace");
    }
}
