//! The page as published, put together again from what a browser holds of it.
//!
//! A page cannot read its own file, and the document around it is not the file: browsers, extensions and translators
//! add, remove and change elements. The program therefore carries the [`frame`] of the file, and takes from the
//! document only the texts of its scripts and style, and the HTML of the element that holds what can be read before the
//! program runs. Each is used if its SHA-256 is the published one, wherever in the document it is and whatever is around it.
//!
//! The frame names the digests of style, content and glue. The start script names the digest of the packed program, which
//! contains the frame. The start script itself is checked by the browser, against the page's content policy.

use base64ct::{Base64, Encoding as _};
use candour_proof::digest::{hex, sha256};

/// The custom section of the program that holds the frame.
pub const SECTION: &str = "page";

/// Between the pieces of a frame; no page contains it.
const HOLE: &str = "\0";

/// What the document still holds of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The script that starts the program, as it runs.
    pub start: String,
    /// The HTML of the element `#document`, as the start script normalised it.
    pub document: String,
    /// The packed program, as it was unpacked.
    pub packed: String,
    /// The SHA-256 in hexadecimal of the packed program, as the start script names it.
    pub packed_sha256: String,
    /// The texts of all styles and scripts in the document, whoever put them there.
    pub texts: Vec<String>,
}

/// The frame of a page: the file without the five texts, without the start script's hash in the policy, and with the
/// digests of style, `#document` and glue before it.
///
/// `page` is the file up to each hole: before the start script's hash, the style, `#document`, the packed program, the
/// glue and the start script, and what follows.
pub fn frame(page: [&str; 7], style: &str, document: &str, glue: &str) -> String {
    let [style, document, glue] = [style, document, glue].map(digest);
    [&[&*style, &document, &glue][..], &page].concat().join(HOLE)
}

/// The published file; `None` if one of its texts is not in what was found as it was published.
pub fn restored(frame: &str, found: &Found) -> Option<String> {
    let pieces: Vec<&str> = frame.split(HOLE).collect();
    let [style_sha256, document_sha256, glue_sha256, before @ .., end] = pieces.as_slice() else {
        return None;
    };
    let [policy, before_style, before_document, before_packed, before_glue, before_start] = *before else {
        return None;
    };
    if digest(&found.packed) != found.packed_sha256 || digest(&found.document) != *document_sha256 {
        return None;
    }
    let text = |sha256: &str| found.texts.iter().find(|text| digest(text) == sha256).map(String::as_str);
    let (style, glue) = (text(style_sha256)?, text(glue_sha256)?);
    let hash = Base64::encode_string(&sha256(found.start.as_bytes()));
    let head = [policy, &*hash, before_style, style, before_document, &*found.document];
    let scripts = [before_packed, &*found.packed, before_glue, glue, before_start, &*found.start, *end];
    Some(head.concat() + &scripts.concat())
}

fn digest(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: [&str; 7] = [
        "<html><meta content=\"script-src 'sha256-",
        "'\"><style>",
        "</style><p>Words</p>",
        "<script id=\"wasm\">",
        "</script><script>",
        "</script><script>",
        "</script></html>",
    ];
    // printf 'alert(1)' | openssl dgst -sha256 -binary | openssl base64
    const PUBLISHED: &str = "<html><meta content=\"script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='\">\
        <style>a{}</style><p>Words</p><main>Questions</main><script id=\"wasm\">AAAA</script><script>glue</script>\
        <script>alert(1)</script></html>";

    const DOCUMENT: &str = "<main>Questions</main>";

    fn found() -> Found {
        Found {
            start: "alert(1)".to_owned(),
            document: DOCUMENT.to_owned(),
            packed: "AAAA".to_owned(),
            packed_sha256: digest("AAAA"),
            texts: ["theirs", "glue", "", "a{}", "alert(1)"].map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn the_published_file_comes_back_among_texts_of_others() {
        let frame = frame(PAGE, "a{}", DOCUMENT, "glue");
        assert_eq!(restored(&frame, &found()).as_deref(), Some(PUBLISHED));
        let mut other_order = found();
        other_order.texts.reverse();
        assert_eq!(restored(&frame, &other_order).as_deref(), Some(PUBLISHED));
    }

    #[test]
    fn a_text_that_is_changed_or_gone_gives_no_file() {
        let frame = frame(PAGE, "a{}", DOCUMENT, "glue");
        for (text, instead) in [("a{}", "a{} "), ("glue", ""), ("a{}", "glue")] {
            let mut changed = found();
            changed.texts.iter_mut().filter(|own| *own == text).for_each(|own| instead.clone_into(own));
            assert_eq!(restored(&frame, &changed), None, "{text}");
        }
        for packed in ["", "AAAB", "AAAA\n"] {
            let changed = Found { packed: packed.to_owned(), ..found() };
            assert_eq!(restored(&frame, &changed), None, "{packed:?}");
        }
        for document in ["", "<main>Question</main>", "<main data-x=\"\">Questions</main>"] {
            let changed = Found { document: document.to_owned(), ..found() };
            assert_eq!(restored(&frame, &changed), None, "{document:?}");
        }
    }

    #[test]
    fn what_is_no_frame_gives_no_file() {
        let whole = frame(PAGE, "a{}", DOCUMENT, "glue");
        let cut = whole.rsplit_once(HOLE).unwrap().0;
        for frame in ["", "a", "a\0b", cut, &[&*whole, "\0"].concat()] {
            assert_eq!(restored(frame, &found()), None, "{frame:?}");
        }
    }
}
