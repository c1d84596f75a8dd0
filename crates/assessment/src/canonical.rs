//! The canonical form of JSON: RFC 8785 (JSON Canonicalization Scheme), for values of the profile.

use crate::json::{Json, Object};

/// The bytes that are hashed and signed: no white space, members sorted by their UTF-16 code
/// units (RFC 8785 section 3.2.3), strings escaped as section 3.2.2.2 says.
pub fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// The same of an object, without one of its members.
pub(crate) fn canonical_without(object: &Object, name: Option<&str>) -> String {
    let mut out = String::new();
    write_object(object, name, &mut out);
    out
}

pub(crate) fn write(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Integer(number) => out.push_str(&number.to_string()),
        Json::Text(text) => write_text(text, out),
        Json::List(items) => {
            out.push('[');
            for (count, item) in items.iter().enumerate() {
                if count > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(object) => write_object(object, None, out),
    }
}

fn write_object(object: &Object, without: Option<&str>, out: &mut String) {
    out.push('{');
    let shown = object.sorted().into_iter().filter(|(name, _)| Some(name.as_str()) != without);
    for (count, (name, item)) in shown.enumerate() {
        if count > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        write(item, out);
    }
    out.push('}');
}

pub(crate) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    // What needs no escape goes over in one piece: nearly every text is one such piece.
    while let Some(place) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        let (plain, from) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = from.chars();
        escape(letters.next().unwrap_or_default(), out);
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(letter: char, out: &mut String) {
    match letter {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        control => {
            out.push_str("\\u00");
            let hex = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
            out.push(hex(u32::from(control) >> 4));
            out.push(hex(u32::from(control) & 15));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Limits;

    #[test]
    fn names_are_sorted_by_utf16_units_and_not_by_code_points() {
        // U+1F600 is two units from U+D83D on, so it comes before U+FB33.
        let limits = Limits { ascii_names: false, ..Limits::FILE };
        let value = Json::read("{\"\u{fb33}\": 1, \"\u{1f600}\": 2, \"b\": 3}".as_bytes(), limits).unwrap();
        assert_eq!(canonical(&value), "{\"b\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn a_member_left_out_is_left_out_there_only() {
        let value = Json::read(br#"{"b": {"proof": 1}, "proof": 2, "a": 3}"#, Limits::FILE).unwrap();
        let object = value.as_object().unwrap();
        assert_eq!(canonical_without(object, Some("proof")), r#"{"a":3,"b":{"proof":1}}"#);
        assert_eq!(canonical_without(object, Some("a")), r#"{"b":{"proof":1},"proof":2}"#);
        assert_eq!(canonical_without(object, Some("c")), canonical(&value));
        assert_eq!(canonical_without(object, None), canonical(&value));
    }

    #[test]
    fn only_what_must_be_escaped_is_escaped() {
        let text = Json::from("\u{0}\u{8}\t\n\u{c}\r\u{1f}\u{7f}\u{2028}/\"\\é");
        let expected = "\"\\u0000\\b\\t\\n\\f\\r\\u001f\u{7f}\u{2028}/\\\"\\\\é\"";
        assert_eq!(canonical(&text), expected);
    }
}
