//! The files people keep and hand over: a public promise with a version each (FORMAT.md).

use base64ct::{Base64UrlUnpadded, Encoding as _};

pub use candour_proof::text::{LONGEST_NAME, clean, clean_line};
use candour_proof::{
    digest::{hex, sha256},
    json::{Json, Object},
};
use candour_questionnaire::questionnaire::{FileNames, Questionnaire};

use crate::names::is_mark;

/// Most characters of a note.
pub const LONGEST_NOTE: usize = 2_000;

/// Most characters of an organisation's name in a file name. File systems take 255 bytes, and a letter has up to four.
const LONGEST_IN_FILE_NAME: usize = 40;
/// Digits of a digest in the name of a file without an organisation: thirty such files have different ones.
const DIGITS_IN_FILE_NAME: usize = 5;

/// A file name of a topic, a name reduced to letters, digits and hyphens, and a day. Letters of every script stay:
/// otherwise the files of all organisations whose names have no Latin letters would have one name, and overwrite each
/// other in a folder.
pub fn file_name(topic: &str, organisation: &str, day: &str, ending: &str) -> String {
    let mut plain = String::new();
    for letter in organisation.chars() {
        if letter.is_alphanumeric() || is_mark(letter) && !plain.is_empty() {
            plain.extend(letter.to_lowercase());
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain: String = plain.chars().take(LONGEST_IN_FILE_NAME).collect();
    let plain = plain.trim_end_matches('-');
    [topic, plain, day].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-") + ending
}

/// The name of a file with answers to a questionnaire, as it wants such files to be named. `kind` follows the
/// subject: `-draft`, or nothing for a result.
pub fn answers_name(
    questionnaire: &Questionnaire,
    kind: &str,
    organisation: &str,
    day: &str,
    ending: &str,
) -> String {
    let (subject, organisation) = match questionnaire.file_names() {
        FileNames::Speaking => (questionnaire.id(), organisation),
        FileNames::Neutral => ("answers", ""),
    };
    file_name(&[subject, kind].concat(), organisation, day, ending)
}

/// The name of a file with a result. Where it names no organisation, the first digits of the file's digest keep the files
/// of several organisations apart in one folder.
pub fn result_name(
    questionnaire: &Questionnaire,
    organisation: &str,
    day: &str,
    content: &str,
    ending: &str,
) -> String {
    let name = answers_name(questionnaire, "", organisation, day, ending);
    if name != answers_name(questionnaire, "", "", day, ending) {
        return name;
    }
    let digest = hex(&sha256(content.as_bytes()));
    let digits = digest.get(..DIGITS_IN_FILE_NAME).unwrap_or_default();
    let subject = match questionnaire.file_names() {
        FileNames::Speaking => questionnaire.id(),
        FileNames::Neutral => "answers",
    };
    file_name(subject, digits, day, ending)
}

pub(crate) fn text_of<'a>(object: &'a Json, name: &str) -> Option<&'a str> {
    object.get(name)?.as_text()
}

/// The note of an answer in a file: an object in results, a text in drafts.
pub(crate) fn note_of(answer: &Json) -> &str {
    let note = answer.get("note");
    note.and_then(|note| note.as_text().or_else(|| text_of(note, "text"))).unwrap_or_default()
}

pub(crate) fn with_text(object: Object, name: &str, text: &str) -> Object {
    if text.is_empty() { object } else { object.with(name, text) }
}

/// Whether a text is what [`base64url`] gives of 16 bytes, as salts and nonces are.
pub(crate) fn is_random(text: &str) -> bool {
    let letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    // Each has one spelling: of the last letter, which has four bits to spare, two bits count.
    text.len() == 22 && text.as_bytes().iter().all(letter) && text.ends_with(['A', 'Q', 'g', 'w'])
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
    fn sixteen_bytes_have_one_spelling() {
        for bytes in [[0; 16], [0xff; 16], [0xfb; 16], *b"nonce of a test!"] {
            assert!(is_random(&base64url(&bytes)));
        }
        for text in [
            "",
            "short",
            "AAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAAA",
            "AAAAAAAAAAAAAAAAAAAAAB",
            "AAAAAAAAAAAAAAAAAAAAA=",
            "AAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAA+A",
            "éAAAAAAAAAAAAAAAAAAAAA",
            &base64url(&[7; 15]),
            &base64url(&[7; 17]),
        ] {
            assert!(!is_random(text), "{text}");
        }
    }

    #[test]
    fn a_file_name_holds_letters_digits_and_hyphens_only() {
        for (organisation, named) in [
            ("Example <b>& Sons</b>", "example-b-sons-b"),
            ("Caf\u{e9} S\u{f6}hne", "caf\u{e9}-s\u{f6}hne"),
            ("ရွှေမြန်မာ ဆိုင်", "ရွှေမြန်မာ-ဆိုင်"),
            ("شركة الأمل", "شركة-الأمل"),
            ("../C:\\CON|?*.\u{202e}\u{200f}", "c-con"),
        ] {
            assert_eq!(
                file_name("gdpr", organisation, "2026-11-22", ".json"),
                format!("gdpr-{named}-2026-11-22.json")
            );
        }
        assert_eq!(file_name("gdpr", "", "2026-11-22", ".json"), "gdpr-2026-11-22.json");
        assert!(file_name("gdpr", &"ရ".repeat(300), "2026-11-22", ".json").len() < 255);
    }
}
