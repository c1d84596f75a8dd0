//! The one file: everything the page needs, put into its template.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use candour_files::published;
use candour_proof::digest::{hex, sha256};
use wasm_encoder::{CustomSection, Section as _};

use crate::{
    document, html,
    pack::{pack, unpack},
    policy,
    process::Outcome,
    streams::{join, split},
    style,
};

/// What the page is made of.
pub(crate) struct Parts {
    /// `index.html` with its words filled in.
    pub(crate) template: String,
    /// What can be read before the program runs: the element `#document`.
    pub(crate) document: String,
    /// The script that runs before anything is shown.
    pub(crate) early: String,
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

/// In the start script, the place of the packed program's SHA-256 in hexadecimal.
const PACKED_SHA256: &str = "PACKED-SHA256";

/// In the start script, the place of the names of elements and attributes in `#document`, separated by spaces.
const DOCUMENT_NAMES: &str = "DOCUMENT-NAMES";

/// In the template, the place of `#document`, which is filled in last.
pub(crate) const DOCUMENT: &str = "{{document}}";

/// The places of the texts in the file, in order.
const PLACES: [&str; 6] = ["{{start-hash}}", "{{style}}", DOCUMENT, "{{packed}}", "{{glue}}", "{{start}}"];

/// Puts the page together.
pub(crate) fn assemble(parts: &Parts) -> Outcome<BuiltPage> {
    let style = style::shorten(&parts.style);
    let style = html::raw("style", &style)?;
    let glue = html::raw("script", &parts.glue)?;
    let early = html::raw("script", &parts.early)?;
    let document = &*parts.document;
    let scripts = [policy::source(early), policy::source(glue)];
    let policy = |start: &str| policy::content(&[&scripts[0], &scripts[1], start], &policy::source(style));
    let shell = shell(&parts.template, &policy("'sha256-{{start-hash}}'"), early)?;
    let pieces = pieces(&shell)?;
    let packed =
        pack(&split(&with_section(&parts.program, &published::frame(pieces, style, document, glue)))?)?;
    let mut start = html::raw("script", &parts.start)?.to_owned();
    for (place, text) in [
        (PACKED_SHA256, hex(&sha256(packed.as_bytes()))),
        (DOCUMENT_NAMES, document::names(document)?.join(" ")),
    ] {
        if start.matches(place).count() != 1 {
            return Err(format!("the start script must contain `{place}` once"));
        }
        start = start.replace(place, &text);
    }
    // Filled in last: what these contain is not a template.
    let hash = STANDARD.encode(sha256(start.as_bytes()));
    let texts = [&hash, style, document, &packed, glue, &start];
    let filled = pieces.iter().zip(texts).map(|(piece, text)| [piece, text].concat());
    let html = filled.collect::<String>() + pieces.last().unwrap_or(&"");
    Ok(BuiltPage { html, headers: policy::headers(&policy(&policy::source(&start))) })
}

/// The template with the policy, without comments and indentation, and with the [`PLACES`] of the texts.
fn shell(template: &str, policy: &str, early: &str) -> Outcome<String> {
    let template =
        template.lines().filter(|line| !line.contains("data-trunk")).collect::<Vec<_>>().join("\n");
    let program = "<script type=\"application/octet-stream\" id=\"wasm\">{{packed}}</script>\
        <script>{{glue}}</script><script>{{start}}</script>";
    let template = template
        .replace(
            "<!-- release: policy -->",
            &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"),
        )
        .replace("<!-- release: style -->", "<style>{{style}}</style>")
        // Not a script to any browser: an element that shows nothing and keeps its text.
        .replace("<!-- release: program -->", program);
    // Only now: a script's own lines are not the template's.
    Ok(html::tighten(&template.replace("<!-- release: early -->", EARLY))?
        .replace(EARLY, &format!("<script>{early}</script>")))
}

/// The place of the first script, while the template is tightened.
const EARLY: &str = "{{early}}";

/// The file around the texts.
fn pieces(shell: &str) -> Outcome<[&str; 7]> {
    let mut pieces = Vec::new();
    let mut rest = shell;
    for place in PLACES {
        let (before, after) = rest
            .split_once(place)
            .ok_or_else(|| format!("index.html has no place for `{place}` (`<!-- release: ... -->`)"))?;
        pieces.push(before);
        rest = after;
    }
    pieces.push(rest);
    pieces.try_into().map_err(|_| "the page has another number of places".to_owned())
}

/// What wasm-bindgen writes to find the program beside the script.
const LOOK_UP: &str = "script_src = new URL(document.currentScript.src, location.href).toString();";

/// The glue without the look-up of its own address, which throws where that is opaque (`blob:`, `about:srcdoc`). The
/// program is never loaded from an address.
pub(crate) fn without_look_up(glue: &str) -> Outcome<String> {
    match glue.split_once(LOOK_UP) {
        Some((before, after)) => Ok([before, after].concat()),
        None => Err(format!("the glue code has no `{LOOK_UP}`; was wasm-bindgen changed?")),
    }
}

/// A WebAssembly program with a custom section at its end.
fn with_section(program: &[u8], content: &str) -> Vec<u8> {
    let section = CustomSection { name: published::SECTION.into(), data: content.as_bytes().into() };
    let mut program = program.to_vec();
    section.append_to(&mut program);
    program
}

/// Fills `{{word:key}}` with the words, escaped, and `{{document}}` with HTML, or with itself for [`assemble`].
pub(crate) fn fill_words(
    template: &str,
    words: &BTreeMap<String, String>,
    document: &str,
) -> Outcome<String> {
    html::fill(template, |name, inside_tag| match name.strip_prefix("word:") {
        Some(key) => html::escape(word(words, key)?, inside_tag),
        None if name == "document" => Ok(document.to_owned()),
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
    let document = html.find("<main id=\"document\"").and_then(|start| {
        let end = html.get(start..)?.find(document::END)? + document::END.len();
        html.get(start..start + end)
    });
    let document = document.ok_or("the page has no `#document`")?;
    Ok(vec![
        ("frame and policy", html::without_raw_text(html).replace(document, "").into_bytes()),
        ("document", document.into()),
        ("style", style.into()),
        ("packed program", packed.into()),
        ("program unpacked", join(&unpack(packed)?)?),
        ("glue", glue.into()),
        ("start script", start.into()),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use candour_files::published::{self, Found};
    use wasmparser::{Parser, Payload};

    use super::{BuiltPage, Parts, assemble, fill_words, parts, without_look_up};
    use crate::{document, policy};

    const TEMPLATE: &str = include_str!("../../../index.html");
    const PROGRAM: &[u8] = b"\0asm\x01\0\0\0";

    fn page() -> BuiltPage {
        let words = TEMPLATE.split("{{word:").skip(1).map(|rest| {
            (
                rest.split("}}").next().unwrap_or_default().to_owned(),
                "Words & \u{201c}quotes\u{201d}".to_owned(),
            )
        });
        let parts = Parts {
            template: fill_words(TEMPLATE, &words.collect(), super::DOCUMENT).expect("every word is there"),
            document: document::element("<section id=\"/\">A questionnaire</section>", "").expect("HTML"),
            early: "early('a  b')".to_owned(),
            style: "a { b: c }".to_owned(),
            program: PROGRAM.to_vec(),
            glue: "let wasm_bindgen = '{{not a placeholder}}';".to_owned(),
            start: "start('PACKED-SHA256', 'DOCUMENT-NAMES');".to_owned(),
        };
        assemble(&parts).expect("a page")
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
        assert!(parts["program unpacked"].starts_with(PROGRAM));
        assert_eq!(parts["glue"], b"let wasm_bindgen = '{{not a placeholder}}';");
        assert!(parts["start script"].starts_with(b"start('"));
        assert_eq!(parts["style"], b"a{b:c}");
        assert!(String::from_utf8_lossy(&parts["document"]).contains("A questionnaire"));
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
    fn the_early_script_stands_before_all_that_is_shown() {
        let html = page().html;
        let script = html.find("<script>early('a  b')</script>").expect("the script as it was given");
        assert!(html.find("Content-Security-Policy") < Some(script));
        assert!(Some(script) < html.find("<style>") && Some(script) < html.find("<body>"));
        assert!(html.contains(&policy::source("early('a  b')")), "the policy does not allow it");
    }

    #[test]
    fn the_start_script_is_the_last_thing_in_the_file() {
        assert!(page().html.ends_with("');</script></body></html>"));
    }

    /// The frame of a page, as the program finds it in itself.
    fn frame_in(program: &[u8]) -> String {
        let sections = Parser::new(0).parse_all(program).map(|payload| payload.expect("a program"));
        let mut found = sections.filter_map(|payload| match payload {
            Payload::CustomSection(section) if section.name() == published::SECTION => Some(section.data()),
            _ => None,
        });
        String::from_utf8(found.next().expect("the section").to_vec()).expect("text")
    }

    #[test]
    fn the_program_restores_the_file_from_its_texts() {
        let html = page().html;
        let mut parts: BTreeMap<_, _> = parts(&html).expect("all parts").into_iter().collect();
        let frame = frame_in(&parts["program unpacked"]);
        let mut text = |name| String::from_utf8(parts.remove(name).expect("a part")).expect("text");
        let (start, packed) = (text("start script"), text("packed program"));
        let named = start.split('\'').nth(1).expect("a digest").to_owned();
        let texts = vec!["of an extension".to_owned(), text("glue"), text("style")];
        let document = text("document");
        let found = Found { start, document, packed, packed_sha256: named, texts };
        assert_eq!(published::restored(&frame, &found), Some(html));
    }

    #[test]
    fn the_policy_in_the_headers_is_that_of_the_file() {
        let BuiltPage { html, headers } = page();
        let (_, policy) = html.split_once("Content-Security-Policy\" content=\"").expect("a policy");
        let (policy, _) = policy.split_once('"').expect("its end");
        assert!(headers.contains(&format!("Content-Security-Policy: {policy};")), "{headers}");
    }

    #[test]
    fn the_glue_looks_for_no_address() {
        let glue = "let script_src; if (a) { script_src = new URL(document.currentScript.src, location.href).toString(); } b()";
        assert_eq!(without_look_up(glue).as_deref(), Ok("let script_src; if (a) {  } b()"));
        assert!(without_look_up("let wasm_bindgen").is_err(), "another version of wasm-bindgen");
    }

    #[test]
    fn words_are_escaped_and_missing_ones_are_named() {
        let words = BTreeMap::from([("a".to_owned(), "x < y".to_owned())]);
        assert_eq!(fill_words("<p>{{word:a}}</p>", &words, "").as_deref(), Ok("<p>x &lt; y</p>"));
        let missing = fill_words("<p>{{word:b}}</p>", &words, "");
        assert!(missing.is_err_and(|message| message.contains("`b`")));
    }
}
