//! The files people keep and hand over: a public promise with a version each (FORMAT.md).

use base64ct::{Base64UrlUnpadded, Encoding as _};

use candour_proof::json::{Json, Object};

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 2_000;
/// Most characters of an organisation's name.
pub const LONGEST_NAME: usize = 200;

/// Text as a file may hold it: line feeds kept, every other control character and the invisible
/// signs that override the direction of writing taken out, at most `longest` characters.
pub fn clean(text: &str, longest: usize) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .filter(|letter| *letter == '\n' || !(letter.is_control() || turns_writing(*letter)))
        .take(longest)
        .collect()
}

/// The same on one line, without signs that take no room: a name must not differ from another unseen. In
/// notes some of them tell where a line may break.
pub fn clean_line(text: &str, longest: usize) -> String {
    clean(&text.replace('\n', " ").replace(takes_no_room, ""), longest)
}

// Soft hyphen, zero width space, word joiner and invisible operators, tags. The joiners U+200C and U+200D
// belong to the spelling of several scripts and to emoji.
fn takes_no_room(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..='\u{e007f}')
}

// The "bidi" controls can make a name read as another one (Unicode TR 36, section 3.1).
fn turns_writing(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A file name of a topic, a name reduced to letters, digits and hyphens, and a day.
pub fn file_name(topic: &str, organisation: &str, day: &str, ending: &str) -> String {
    let mut plain = String::new();
    for letter in organisation.chars() {
        if letter.is_ascii_alphanumeric() {
            plain.push(letter.to_ascii_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain: String = plain.trim_end_matches('-').chars().take(40).collect();
    [topic, &plain, day].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-")
        + ending
}

pub(crate) fn text_of<'a>(object: &'a Json, name: &str) -> Option<&'a str> {
    object.get(name)?.as_text()
}

/// The note of an answer in a file: an object in results, a text in drafts and in results of the
/// first layout.
pub(crate) fn note_of(answer: &Json) -> &str {
    let note = answer.get("note");
    note.and_then(|note| note.as_text().or_else(|| text_of(note, "text"))).unwrap_or_default()
}

pub(crate) fn with_text(object: Object, name: &str, text: &str) -> Object {
    if text.is_empty() { object } else { object.with(name, text) }
}

/// Bytes in base64url without padding (RFC 4648 section 5), as salts and nonces are written.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64url_is_that_of_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg")] {
            assert_eq!(base64url(bytes.as_bytes()), text);
        }
        assert_eq!(base64url(&[0xfb, 0xff]), "-_8");
    }

    #[test]
    fn text_loses_what_a_signed_file_must_not_hold() {
        assert_eq!(clean("a\tb\r\nc\u{0}d\u{202e}e", 99), "a b\ncde");
        assert_eq!(clean("စာရင်း العربية é", 99), "စာရင်း العربية é");
        assert_eq!(clean("abcdef", 3), "abc");
        assert_eq!(clean_line("one\ntwo", 99), "one two");
        assert_eq!(clean_line("B\u{e4}\u{200b}cke\u{2060}rei\u{ad}\u{e0041}", 99), "Bäckerei");
        assert_eq!(clean_line("می\u{200c}خواهم 👩\u{200d}🔧", 99), "می\u{200c}خواهم 👩\u{200d}🔧");
        assert_eq!(clean("စာ\u{200b}ရင်း", 99), "စာ\u{200b}ရင်း");
    }

    #[test]
    fn a_file_name_holds_letters_digits_and_hyphens_only() {
        assert_eq!(
            file_name("gdpr", "Café <b>& Söhne</b>", "2026-11-22", ".json"),
            "gdpr-caf-b-s-hne-b-2026-11-22.json"
        );
        assert_eq!(file_name("gdpr", "", "2026-11-22", ".json"), "gdpr-2026-11-22.json");
    }
}
