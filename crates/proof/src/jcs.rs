//! The canonical form of JSON: RFC 8785 (JSON Canonicalization Scheme), for values of the profile.

use crate::json::{Json, Object, write_simple, write_text};

/// The bytes that are hashed and signed: no white space, members sorted by their UTF-16 code
/// units (RFC 8785 section 3.2.3), strings escaped as section 3.2.2.2 says.
pub fn canonical(value: &Json) -> String {
    let mut out = Writer::default();
    out.write(value);
    out.text
}

/// The same of an object, without one of its members.
pub(crate) fn canonical_without(object: &Object, name: &str) -> String {
    let mut rest = object.clone();
    rest.remove(name);
    canonical(&rest.into())
}

/// Writes canonical forms.
#[derive(Default)]
struct Writer {
    text: String,
    /// The places of members in the order of their names, of each object that is being written.
    order: Vec<usize>,
}

impl Writer {
    fn write(&mut self, value: &Json) {
        self.children(value, |writer, _, _, child| writer.write(child));
    }

    /// Writes a value, and each of its members or items by `write`: with its place in the order of the document, and where
    /// it begins in the text, of a member with its name.
    fn children(&mut self, value: &Json, mut write: impl FnMut(&mut Self, usize, usize, &Json)) {
        match value {
            Json::List(items) => {
                self.text.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        self.text.push(',');
                    }
                    write(self, place, self.text.len(), item);
                }
                self.text.push(']');
            }
            Json::Object(object) => self.members(object, write),
            simple => write_simple(simple, &mut self.text),
        }
    }

    fn members(&mut self, object: &Object, mut write: impl FnMut(&mut Self, usize, usize, &Json)) {
        let start = self.order.len();
        object.push_sorted(&mut self.order);
        self.text.push('{');
        for next in start..self.order.len() {
            let place = self.order.get(next).copied().unwrap_or_default();
            let Some((name, member)) = object.at(place) else { continue };
            if next > start {
                self.text.push(',');
            }
            let begin = self.text.len();
            write_text(name, &mut self.text);
            self.text.push(':');
            write(self, place, begin, member);
        }
        self.text.push('}');
        self.order.truncate(start);
    }
}

/// The canonical form of a document, in which that of each of its parts is found: it is written once, and hashed in
/// pieces.
pub(crate) struct CanonicalForm {
    text: String,
    nodes: Vec<Node>,
}

/// Room for a result of usual size, so that it is not moved again and again while it is written.
const USUAL_NODES: usize = 1_024;
const USUAL_BYTES: usize = 16_384;

/// Where a value is written, in bytes.
#[derive(Clone, Copy, Default)]
struct Node {
    /// Where it begins; of a member with its name.
    start: usize,
    /// Where its value begins.
    value: usize,
    end: usize,
    /// The node of its first member or item; the others follow in the order of the document.
    children: usize,
}

impl CanonicalForm {
    /// The node of the document.
    pub(crate) const ROOT: usize = 0;

    pub(crate) fn new(document: &Object) -> Self {
        let mut nodes = Vec::with_capacity(USUAL_NODES);
        nodes.push(Node::default());
        let mut writer = Writer { text: String::with_capacity(USUAL_BYTES), ..Writer::default() };
        reserve(&mut nodes, Self::ROOT, document.len());
        writer.members(document, |writer, place, start, value| {
            note(writer, &mut nodes, Self::ROOT, place, start, value);
        });
        if let Some(root) = nodes.first_mut() {
            root.end = writer.text.len();
        }
        Self { text: writer.text, nodes }
    }

    /// The node of the member or item at a place, in the order of the document, of the value of a node.
    pub(crate) fn child(&self, node: usize, place: usize) -> usize {
        self.node(node).children.saturating_add(place)
    }

    /// What is written of a node, without one of its members if that is named by its node.
    pub(crate) fn pieces(&self, node: usize, without: Option<usize>) -> [&str; 2] {
        let text = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        let whole = self.node(node);
        let Some(without) = without.map(|member| self.node(member)) else {
            return [text(whole.value, whole.end), ""];
        };
        let (before, after) = (text(whole.value, without.start), text(without.end, whole.end));
        // One of the commas beside it goes too.
        match before.strip_suffix(',') {
            Some(before) => [before, after],
            None => [before, after.strip_prefix(',').unwrap_or(after)],
        }
    }

    fn node(&self, node: usize) -> Node {
        self.nodes.get(node).copied().unwrap_or_default()
    }
}

/// Makes nodes for so many members or items of a node.
fn reserve(nodes: &mut Vec<Node>, of: usize, count: usize) {
    let children = nodes.len();
    nodes.resize(children + count, Node::default());
    if let Some(node) = nodes.get_mut(of) {
        node.children = children;
    }
}

/// Writes the member or item at a place of a node, and notes where it and all within it are written.
fn note(writer: &mut Writer, nodes: &mut Vec<Node>, of: usize, place: usize, start: usize, value: &Json) {
    let own = nodes.get(of).map_or(0, |node| node.children) + place;
    let begin = writer.text.len();
    let count = match value {
        Json::List(items) => items.len(),
        Json::Object(object) => object.len(),
        _ => 0,
    };
    reserve(nodes, own, count);
    writer.children(value, |writer, place, start, value| note(writer, nodes, own, place, start, value));
    if let Some(node) = nodes.get_mut(own) {
        *node = Node { start, value: begin, end: writer.text.len(), ..*node };
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
        let form = CanonicalForm::new(object);
        for (name, expected) in [
            ("proof", r#"{"a":3,"b":{"proof":1}}"#),
            ("a", r#"{"b":{"proof":1},"proof":2}"#),
            ("c", &*canonical(&value)),
        ] {
            assert_eq!(canonical_without(object, name), expected);
            let member = object.place(name).map(|place| form.child(CanonicalForm::ROOT, place));
            assert_eq!(form.pieces(CanonicalForm::ROOT, member).concat(), expected);
        }
        let one = Object::new().with("a", 1_u32);
        let form = CanonicalForm::new(&one);
        let member = form.child(CanonicalForm::ROOT, 0);
        assert_eq!(form.pieces(CanonicalForm::ROOT, Some(member)).concat(), "{}");
    }

    #[test]
    fn each_part_is_found_in_the_form_of_the_whole() {
        let value =
            Json::read(br#"{"b": [{"d": [true], "c": "x"}, 7, {}], "a": {"f": [], "e": "y"}}"#, Limits::FILE);
        let value = value.unwrap();
        let form = CanonicalForm::new(value.as_object().unwrap());
        let root = CanonicalForm::ROOT;
        let (b, a) = (form.child(root, 0), form.child(root, 1));
        let text = |node: usize| form.pieces(node, None).concat();
        assert_eq!(text(root), canonical(&value));
        assert_eq!(text(b), r#"[{"c":"x","d":[true]},7,{}]"#);
        assert_eq!([0, 1, 2].map(|place| text(form.child(b, place))), [r#"{"c":"x","d":[true]}"#, "7", "{}"]);
        let first = form.child(b, 0);
        assert_eq!(text(form.child(first, 1)), "\"x\"");
        assert_eq!(form.pieces(first, Some(form.child(first, 0))).concat(), r#"{"c":"x"}"#);
        assert_eq!(form.pieces(a, Some(form.child(a, 1))).concat(), r#"{"f":[]}"#);
        assert_eq!(form.pieces(root, Some(a)).concat(), r#"{"b":[{"c":"x","d":[true]},7,{}]}"#);
    }

    #[test]
    fn only_what_must_be_escaped_is_escaped() {
        let text = Json::from("\u{0}\u{8}\t\n\u{c}\r\u{1f}\u{7f}\u{2028}/\"\\é");
        let expected = "\"\\u0000\\b\\t\\n\\f\\r\\u001f\u{7f}\u{2028}/\\\"\\\\é\"";
        assert_eq!(canonical(&text), expected);
    }
}
