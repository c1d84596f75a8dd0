//! The one file: everything the page needs, put into its template.

use std::collections::BTreeMap;

use crate::{
    html,
    pack::{pack, unpack},
    policy,
    process::Outcome,
    style,
};

/// What the page is made of.
pub(crate) struct Parts {
    /// `index.html` with its first screen filled in.
    pub(crate) template: String,
    /// The style sheets, in order.
    pub(crate) style: String,
    /// The program, as WebAssembly.
    pub(crate) program: Vec<u8>,
    /// The script between the program and the browser, written by wasm-bindgen.
    pub(crate) glue: String,
    /// The script that unpacks the program and starts it.
    pub(crate) start: String,
}

/// The page and what belongs to it.
pub(crate) struct BuiltPage {
    /// The whole file.
    pub(crate) html: String,
    /// The file `_headers`.
    pub(crate) headers: String,
}

/// Puts the page together.
pub(crate) fn assemble(parts: &Parts) -> Outcome<BuiltPage> {
    let style = style::shorten(&parts.style);
    let packed = pack(&parts.program)?;
    let policy = policy::content(&[&parts.glue, &parts.start], &style);
    let program = [
        // Not a script to any browser: an element that shows nothing and keeps its text.
        format!("<script type=\"application/octet-stream\" id=\"wasm\">{packed}</script>"),
        html::raw_element("<script>", "script", &parts.glue)?,
        html::raw_element("<script>", "script", &parts.start)?,
    ]
    .concat();
    let template =
        parts.template.lines().filter(|line| !line.contains("data-trunk")).collect::<Vec<_>>().join("\n");
    let template = template
        .replace(
            "<!-- release: policy -->",
            &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        )
        .replace("<!-- release: style -->", "{{style}}")
        .replace("<!-- release: program -->", "{{program}}");
    let shell = html::tighten(&template)?;
    let inline_style = html::raw_element("<style>", "style", &style)?;
    // Filled in last: what these hold is not a template.
    let html = html::fill(&shell, |name, _| match name {
        "style" => Ok(inline_style.clone()),
        "program" => Ok(program.clone()),
        other => Err(format!("no value for `{{{{{other}}}}}`")),
    })?;
    // Scripts speak of the policy, too.
    let markup = html::without_raw_text(&html);
    for (wanted, there) in [
        ("Content-Security-Policy", markup.contains("Content-Security-Policy")),
        ("<style>", html.contains("<style>")),
        ("id=\"wasm\"", html.contains("id=\"wasm\"")),
    ] {
        if !there {
            return Err(format!("index.html has no `{wanted}` (`<!-- release: ... -->`)"));
        }
    }
    if let Some(problem) = html::unstable(&html) {
        return Err(problem);
    }
    Ok(BuiltPage { html, headers: policy::headers(&policy) })
}

/// Fills `{{word:key}}` and `{{questionnaires}}`; words are escaped, the list is HTML already.
pub(crate) fn fill_words(
    template: &str,
    words: &BTreeMap<String, String>,
    questionnaires: &str,
) -> Outcome<String> {
    html::fill(template, |name, inside_tag| match name.strip_prefix("word:") {
        Some(key) => html::escape(word(words, key)?, inside_tag),
        None if name == "questionnaires" => Ok(questionnaires.to_owned()),
        None => Err(format!("no value for `{{{{{name}}}}}` in index.html")),
    })
}

/// The words of that key.
pub(crate) fn word<'a>(words: &'a BTreeMap<String, String>, key: &str) -> Outcome<&'a str> {
    words.get(key).map(String::as_str).ok_or_else(|| format!("no text for `{key}` in words/en.json"))
}

/// The parts of an assembled page, the program unpacked.
pub(crate) fn parts(html: &str) -> Outcome<Vec<(&'static str, Vec<u8>)>> {
    let (packed, rest) = html
        .split_once("id=\"wasm\">")
        .and_then(|(_, rest)| rest.split_once("</script><script>"))
        .ok_or("the page has no program")?;
    let (glue, rest) = rest.split_once("</script><script>").ok_or("the page has no glue code")?;
    let (start, _) = rest.split_once("</script>").ok_or("the page has no start script")?;
    let (_, style) = html.split_once("<style>").ok_or("the page has no style")?;
    let (style, _) = style.split_once("</style>").ok_or("the page's style is not closed")?;
    Ok(vec![
        ("first screen and policy", html::without_raw_text(html).into_bytes()),
        ("style", style.into()),
        ("packed program", packed.into()),
        ("program unpacked", unpack(packed)?),
        ("glue", glue.into()),
        ("start script", start.into()),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{BuiltPage, Parts, assemble, fill_words, parts};

    const TEMPLATE: &str = include_str!("../../../index.html");

    fn page() -> BuiltPage {
        let words = TEMPLATE.split("{{word:").skip(1).map(|rest| {
            (
                rest.split("}}").next().unwrap_or_default().to_owned(),
                "Words & \u{201c}quotes\u{201d}".to_owned(),
            )
        });
        let parts = Parts {
            template: fill_words(TEMPLATE, &words.collect(), "<li>A questionnaire</li>")
                .expect("every word is there"),
            style: "a { b: c }".to_owned(),
            program: b"\0asm program program program".to_vec(),
            glue: "let wasm_bindgen = '{{not a placeholder}}';".to_owned(),
            start: "start();".to_owned(),
        };
        assemble(&parts).expect("a page")
    }

    #[test]
    fn browsers_write_back_the_page_of_the_template_unchanged() {
        assert_eq!(crate::html::unstable(&page().html), None);
    }

    #[test]
    fn nothing_in_the_page_is_loaded_from_elsewhere() {
        let html = crate::html::without_raw_text(&page().html);
        for sign in [" src=", "@import", "data-trunk", "rel=\"stylesheet\"", "rel=\"preload\""] {
            assert!(!html.contains(sign), "{sign}");
        }
        assert_eq!(html.matches("<link").count(), 1, "only the icon");
        assert!(html.contains("<link rel=\"icon\" href=\"data:"));
    }

    #[test]
    fn the_page_can_be_taken_apart_again() {
        let parts: BTreeMap<_, _> = parts(&page().html).expect("all parts").into_iter().collect();
        assert_eq!(parts["program unpacked"], b"\0asm program program program");
        assert_eq!(parts["glue"], b"let wasm_bindgen = '{{not a placeholder}}';");
        assert_eq!(parts["start script"], b"start();");
        assert_eq!(parts["style"], b"a{b:c}");
        assert!(String::from_utf8_lossy(&parts["first screen and policy"]).contains("A questionnaire"));
    }

    #[test]
    fn the_first_screen_stands_before_the_program() {
        let html = page().html;
        assert!(html.find("A questionnaire") < html.find("id=\"wasm\""));
        assert!(
            html.find("Content-Security-Policy") < html.find("<style>"),
            "the policy holds for all that follows"
        );
    }

    #[test]
    fn the_start_script_is_the_last_thing_in_the_file() {
        assert!(page().html.ends_with("<script>start();</script></body></html>"));
    }

    #[test]
    fn words_are_escaped_and_missing_ones_are_named() {
        let words = BTreeMap::from([("a".to_owned(), "x < y".to_owned())]);
        assert_eq!(fill_words("<p>{{word:a}}</p>", &words, "").as_deref(), Ok("<p>x &lt; y</p>"));
        let missing = fill_words("<p>{{word:b}}</p>", &words, "");
        assert!(missing.is_err_and(|message| message.contains("`b`")));
    }
}
