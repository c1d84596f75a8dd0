//! The canonical form of JSON: RFC 8785 (JSON Canonicalization Scheme), for values of the profile.

use crate::json::{Json, Object, write_simple, write_text};

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

fn write(value: &Json, out: &mut String) {
    match value {
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
        simple => write_simple(simple, out),
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
