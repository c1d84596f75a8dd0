//! The page that carries something: the published file with one element more.
//!
//! The element holds locked drafts, a request with the questionnaires it asks for, or a selection of the page's own
//! questionnaires. Taken out again, what is left is the published file, byte for byte, so its SHA-256 can still be compared.

use std::ops::Range;

use candour_proof::digest::{hex, sha256};

/// What a page may carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Drafts: an age file in armour.
    Draft,
    /// A request: packed text.
    Request,
    /// The questionnaires to show at the start: their ids, separated by spaces.
    Selection,
}

/// The end of each element.
const END: &str = "</script>";
/// What the element stands before: the last place the page's own start script leaves alone.
const BEFORE: &str = "<div id=\"screen\">";

impl Element {
    /// All of them.
    const ALL: [Self; 3] = [Self::Draft, Self::Request, Self::Selection];

    /// Its beginning; the texts it holds have no letter that HTML would change.
    fn begin(self) -> &'static str {
        match self {
            Self::Draft => "<script type=\"text/plain\" id=\"draft\">",
            Self::Request => "<script type=\"text/plain\" id=\"request\">",
            Self::Selection => "<script type=\"text/plain\" id=\"selection\">",
        }
    }
}

/// A web page that was opened as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedPage {
    /// SHA-256 in hexadecimal of the page without what it carries: that of the published page, if it is it.
    pub sha256: String,
    /// What it carries.
    pub carries: Option<Element>,
}

/// What a page is, held against the published one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageMatch {
    /// The published page, perhaps with something in it.
    Same,
    /// Another page.
    Other,
    /// The published page is not known here.
    Not,
}

impl PageMatch {
    /// The word of the hook `data-page`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Other => "other",
            Self::Not => "not-compared",
        }
    }
}

impl OpenedPage {
    /// Holds it against the published page, given as SHA-256 in hexadecimal; empty if that is not known.
    pub fn compared_with(&self, published: &str) -> PageMatch {
        match published {
            "" => PageMatch::Not,
            published if published == self.sha256 => PageMatch::Same,
            _ => PageMatch::Other,
        }
    }
}

/// The page in a file: what it carries, and the SHA-256 in hexadecimal of the page without that. A file that is not UTF-8
/// carries nothing, and the digest is its own.
pub fn opened(file: &[u8]) -> OpenedPage {
    let page = std::str::from_utf8(file).unwrap_or_default();
    let found = place(page).and_then(|(element, _)| Some((element, carried(page, element)?)));
    let digest = |bytes: &[u8]| hex(&sha256(bytes));
    // Only letters that cannot end the element, or begin another one, may be left out of the comparison.
    let sha256 = match found {
        Some((_, content)) if is_harmless(content) => digest(without(page).as_bytes()),
        _ => digest(file),
    };
    OpenedPage { sha256, carries: found.map(|(element, _)| element) }
}

/// Whether HTML changes no letter of it, and sees nothing in it but text.
fn is_harmless(content: &str) -> bool {
    content.chars().all(|letter| matches!(letter, '\n' | ' '..='~') && !matches!(letter, '<' | '&'))
}

/// The published page with `content` in it; `None` if the page has no place for it, or carries
/// something already.
pub fn carrying(published: &str, element: Element, content: &str) -> Option<String> {
    let place = published.find(BEFORE)?;
    if without(published) != published || !is_harmless(content) {
        return None;
    }
    let (before, after) = published.split_at_checked(place)?;
    Some([before, element.begin(), content, END, after].concat())
}

/// The content of the element of that kind, as it stands in the page (packed or armoured text, [`Element`]); `None` if the
/// page has none, or has another element first.
pub fn carried(page: &str, element: Element) -> Option<&str> {
    let (found, place) = place(page)?;
    (found == element).then(|| page.get(place)?.strip_prefix(element.begin())?.strip_suffix(END))?
}

/// The page without what it carries.
pub fn without(page: &str) -> String {
    match place(page).and_then(|(_, place)| Some((page.get(..place.start)?, page.get(place.end..)?))) {
        Some((before, after)) => [before, after].concat(),
        None => page.to_owned(),
    }
}

/// What the page carries, and where it stands.
fn place(page: &str) -> Option<(Element, Range<usize>)> {
    // Scripts of the page may hold these letters too, but stand behind the place of the element.
    let before = page.get(..page.find(BEFORE)?)?;
    let begins = Element::ALL.map(|element| (before.rfind(element.begin()), element));
    let (start, element) = begins
        .into_iter()
        .filter_map(|(start, element)| Some((start?, element)))
        .max_by_key(|(start, _)| *start)?;
    let length = page.get(start..)?.find(END)? + END.len();
    let place = start..start + length;
    page.get(place.end..)?.starts_with(BEFORE).then_some((element, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html><html><body><div id=\"first\">a</div><div id=\"screen\"></div><script>\"<script type=\\\"text/plain\\\" id=\\\"draft\\\">\"</script></body></html>";
    const LOCKED: &str = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl+/=\n-----END AGE ENCRYPTED FILE-----\n";

    #[test]
    fn a_page_gives_back_drafts_and_the_published_bytes() {
        let page = carrying(PAGE, Element::Draft, LOCKED).unwrap();
        assert_eq!(carried(&page, Element::Draft), Some(LOCKED));
        assert_eq!(without(&page), PAGE);
        assert_eq!(page.matches(Element::Draft.begin()).count(), 1);
    }

    #[test]
    fn a_page_saved_again_carries_the_newer_drafts_only() {
        let page = carrying(PAGE, Element::Draft, LOCKED).unwrap();
        assert_eq!(carrying(&page, Element::Draft, LOCKED), None, "never two");
        let again = carrying(&without(&page), Element::Draft, "newer\n").unwrap();
        assert_eq!(carried(&again, Element::Draft), Some("newer\n"));
    }

    #[test]
    fn a_page_with_a_request_gives_back_nothing_else() {
        let page = carrying(PAGE, Element::Request, "cGFja2Vk").unwrap();
        assert_eq!(carried(&page, Element::Request), Some("cGFja2Vk"));
        assert_eq!(carried(&page, Element::Draft), None);
        assert_eq!(without(&page), PAGE);
        assert_eq!(carrying(&page, Element::Draft, LOCKED), None);
    }

    #[test]
    fn only_the_published_page_has_its_digest() {
        let published = opened(PAGE.as_bytes());
        assert_eq!(published, OpenedPage { sha256: hex(&sha256(PAGE.as_bytes())), carries: None });
        for (element, content) in
            [(Element::Draft, LOCKED), (Element::Request, "cGFja2Vk"), (Element::Selection, "cGFja2Vk")]
        {
            let page = carrying(PAGE, element, content).unwrap();
            let expected = OpenedPage { carries: Some(element), ..published.clone() };
            assert_eq!(opened(page.as_bytes()), expected);
            let begin = element.begin();
            for other in [
                // Changed, around the element or in how it is written.
                page.replace("\"first\"", "\"other\""),
                page.replace("<html>", "<html><script>alert(1)</script>"),
                page.replace(begin, &begin.replace("text/plain", "text/javascript")),
                page.replace(begin, &begin.replace("<script", "<SCRIPT")),
                page.replace(begin, &["<!-- -->", begin].concat()),
                page.replace('\n', "\r\n").replace("cGFja2Vk", "cGFja2Vk\r"),
                ["\u{feff}", &page].concat(),
                [&page, " "].concat(),
                // With what a browser may take for the end of the element, or not for it.
                page.replace(content, &["<!--<script>", content].concat()),
                page.replace(content, &["&lt;", content].concat()),
                page.replace(content, &[content, "\0"].concat()),
                // With two elements, or at another place.
                page.replace(begin, &[begin, "a", END, begin].concat()),
                PAGE.replace("<div id=\"first\">", &[begin, content, END, "<div id=\"first\">"].concat()),
                [begin, content, END, PAGE].concat(),
            ] {
                assert_ne!(opened(other.as_bytes()).sha256, published.sha256, "{other}");
            }
            let mut broken = page.into_bytes();
            broken.push(0xff);
            assert_ne!(opened(&broken).sha256, published.sha256);
        }
    }

    #[test]
    fn an_unclosed_element_leaves_the_next_one_alone() {
        for open in Element::ALL {
            let broken = PAGE.replace(BEFORE, &[open.begin(), "a", BEFORE].concat());
            for element in Element::ALL {
                let page = carrying(&broken, element, LOCKED).unwrap();
                assert_eq!(carried(&page, element), Some(LOCKED));
                assert_eq!(without(&page), broken);
            }
        }
    }

    #[test]
    fn what_could_end_the_element_early_is_not_put_in() {
        for locked in ["</script>", "a<b", "a&b", "a\rb", "é"] {
            let taken = carrying(PAGE, Element::Draft, locked);
            assert_eq!(taken, None, "{locked:?}");
        }
        assert_eq!(carrying("<html></html>", Element::Draft, LOCKED), None);
    }

    #[test]
    fn a_page_without_drafts_has_none_and_stays_as_it_is() {
        for page in [
            "",
            PAGE,
            "<div id=\"screen\">",
            &[Element::Draft.begin(), "a", END].concat(),
            &[Element::Draft.begin(), "a", BEFORE].concat(),
        ] {
            assert_eq!(carried(page, Element::Draft), None, "{page}");
            assert_eq!(without(page), page);
        }
    }
}
