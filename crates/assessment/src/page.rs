//! The page that carries drafts: the published file with one element more.
//!
//! The element holds an age file. Taken out again, what is left is the published file, byte for
//! byte, so its SHA-256 can still be compared.

use std::ops::Range;

/// The element's beginning and end; the text of an age file has no letter that HTML would change.
const BEGIN: &str = "<script type=\"text/plain\" id=\"draft\">";
const END: &str = "</script>";
/// What the element stands before: the last place the page's own start script leaves alone.
const BEFORE: &str = "<div id=\"screen\">";

/// The published page with drafts locked in it; `None` if the page has no place for them, or has
/// some already.
pub fn carrying(published: &str, locked: &str) -> Option<String> {
    let harmless = |letter: char| matches!(letter, '\n' | ' '..='~') && !matches!(letter, '<' | '&');
    let place = published.find(BEFORE)?;
    if draft_place(published).is_some() || !locked.chars().all(harmless) {
        return None;
    }
    let (before, after) = published.split_at_checked(place)?;
    Some([before, BEGIN, locked, END, after].concat())
}

/// The locked drafts that a page carries.
pub fn draft_of(page: &str) -> Option<&str> {
    page.get(draft_place(page)?)?.strip_prefix(BEGIN)?.strip_suffix(END)
}

/// The page without the drafts it carries.
pub fn without_draft(page: &str) -> String {
    match draft_place(page).and_then(|place| Some((page.get(..place.start)?, page.get(place.end..)?))) {
        Some((before, after)) => [before, after].concat(),
        None => page.to_owned(),
    }
}

/// Where the element stands.
fn draft_place(page: &str) -> Option<Range<usize>> {
    // Scripts of the page may hold these letters too, but stand behind the place of the element.
    let start = page.get(..page.find(BEFORE)?)?.rfind(BEGIN)?;
    let length = page.get(start..)?.find(END)? + END.len();
    let place = start..start + length;
    page.get(place.end..)?.starts_with(BEFORE).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html><html><body><div id=\"first\">a</div><div id=\"screen\"></div><script>\"<script type=\\\"text/plain\\\" id=\\\"draft\\\">\"</script></body></html>";
    const LOCKED: &str = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl+/=\n-----END AGE ENCRYPTED FILE-----\n";

    #[test]
    fn a_page_with_drafts_gives_back_the_drafts_and_the_published_bytes() {
        let page = carrying(PAGE, LOCKED).unwrap();
        assert_eq!(draft_of(&page), Some(LOCKED));
        assert_eq!(without_draft(&page), PAGE);
        assert_eq!(page.matches(BEGIN).count(), 1);
    }

    #[test]
    fn a_page_saved_again_carries_the_newer_drafts_only() {
        let page = carrying(PAGE, LOCKED).unwrap();
        assert_eq!(carrying(&page, LOCKED), None, "never two");
        let again = carrying(&without_draft(&page), "newer\n").unwrap();
        assert_eq!(draft_of(&again), Some("newer\n"));
    }

    #[test]
    fn what_could_end_the_element_early_is_not_put_in() {
        for locked in ["</script>", "a<b", "a&b", "a\rb", "é"] {
            let taken = carrying(PAGE, locked);
            assert_eq!(taken, None, "{locked:?}");
        }
        assert_eq!(carrying("<html></html>", LOCKED), None);
    }

    #[test]
    fn a_page_without_drafts_has_none_and_stays_as_it_is() {
        for page in
            ["", PAGE, "<div id=\"screen\">", &[BEGIN, "a", END].concat(), &[BEGIN, "a", BEFORE].concat()]
        {
            assert_eq!(draft_of(page), None, "{page}");
            assert_eq!(without_draft(page), page);
        }
    }
}
