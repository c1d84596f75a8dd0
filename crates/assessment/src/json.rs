//! JSON values as a signed file may hold them, and the strict reader that lets nothing else in.
//!
//! The profile (FORMAT.md, "What the JSON may hold"): whole numbers within ±(2^53 - 1), no
//! fraction, exponent or minus zero; no member twice; UTF-8 without byte order mark; depth at
//! most 32. Within it every JSON library agrees on the meaning of a file.

use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};

/// Largest whole number that every JSON reader keeps exactly: 2^53 - 1 (RFC 8259 section 6).
pub const LARGEST_INTEGER: i64 = 9_007_199_254_740_991;

/// A JSON value within the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number within ±[`LARGEST_INTEGER`].
    Integer(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(Object),
}

/// The members of an object, in the order they were written.
// INVARIANT: no name occurs twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object(Vec<(String, Json)>);

/// Why bytes were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing, or white space only.
    Empty,
    /// More bytes than the limit (given here).
    TooLong(usize),
    /// Starts with a byte order mark, is UTF-16, or is not UTF-8.
    Encoding,
    /// Not JSON: line and column, both from 1, of the place where reading stopped.
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// The text stops in the middle of a value.
    Truncated,
    /// JSON, but outside the profile.
    Profile(OutsideProfile),
}

/// JSON that different readers take differently, so a signed file must not hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutsideProfile {
    /// The same member name twice in one object.
    DuplicateMember(String),
    /// A fraction, an exponent, minus zero, or a number beyond ±(2^53 - 1).
    Number,
    /// Deeper than the limit.
    Depth,
}

/// How large and deep a document may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most levels of arrays and objects.
    pub depth: usize,
}

impl Limits {
    /// For every file this project writes or reads: 2 MB, 32 levels.
    pub const FILE: Self = Self { bytes: 2_000_000, depth: 32 };
}

impl Json {
    /// Reads one JSON document, refusing whatever lies outside the profile.
    ///
    /// # Errors
    /// The first reason found, see [`Unreadable`].
    pub fn read(bytes: &[u8], limits: Limits) -> Result<Self, Unreadable> {
        if bytes.len() > limits.bytes {
            return Err(Unreadable::TooLong(limits.bytes));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::Encoding)?;
        if text.starts_with('\u{feff}') {
            return Err(Unreadable::Encoding);
        }
        // ASCII text in UTF-16 is valid UTF-8 with NULs in it; its first bytes tell.
        if matches!(bytes, [0, _, ..] | [_, 0, ..]) {
            return Err(Unreadable::Encoding);
        }
        if text.trim_matches([' ', '\t', '\n', '\r']).is_empty() {
            return Err(Unreadable::Empty);
        }
        let outside = std::cell::RefCell::new(None);
        let mut reader = serde_json::Deserializer::from_str(text);
        let value = Value { depth: limits.depth, outside: &outside }
            .deserialize(&mut reader)
            .and_then(|value| reader.end().map(|()| value));
        value.map_err(|error| match outside.take() {
            Some(reason) => Unreadable::Profile(reason),
            None if error.is_eof() => Unreadable::Truncated,
            // serde_json reports its own recursion limit and 1e400 as syntax; both are outside
            // the profile, but which one cannot be told apart without its wording.
            None => Unreadable::Syntax { line: error.line(), column: error.column() },
        })
    }

    /// The member `name` of an object; `None` for everything else.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.as_object()?.get(name)
    }

    /// The members, if this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub fn as_list(&self) -> Option<&[Json]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is a string.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            _ => None,
        }
    }

    /// The truth value, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Written for people: two spaces, one member a line, a line feed at the end.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        write_pretty(self, 0, &mut out);
        out.push('\n');
        out
    }
}

impl Object {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member at the end, or replaces the one of that name where it stands.
    pub fn set(&mut self, name: &str, value: impl Into<Json>) {
        let value = value.into();
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The same with one member more; for building documents in reading order.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.set(name, value);
        self
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1)
    }

    /// Names and values in the order written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}
impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Integer(i64::from(number))
    }
}
impl From<Vec<Json>> for Json {
    fn from(items: Vec<Json>) -> Self {
        Self::List(items)
    }
}

fn write_pretty(value: &Json, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Json::List(items) if !items.is_empty() => {
            out.push('[');
            for (count, item) in items.iter().enumerate() {
                if count > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                write_pretty(item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        Json::Object(object) if !object.is_empty() => {
            out.push('{');
            for (count, (name, item)) in object.iter().enumerate() {
                if count > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                crate::canonical::write_text(name, out);
                out.push_str(": ");
                write_pretty(item, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        simple => crate::canonical::write(simple, out),
    }
}

/// Reads one value at most `depth` levels deep and notes why it refused.
struct Value<'a> {
    depth: usize,
    outside: &'a std::cell::RefCell<Option<OutsideProfile>>,
}

impl Value<'_> {
    fn refuse<E: de::Error>(&self, reason: OutsideProfile) -> E {
        self.outside.replace(Some(reason));
        E::custom("outside the profile")
    }

    fn deeper<E: de::Error>(&self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, outside: self.outside }),
            None => Err(self.refuse(OutsideProfile::Depth)),
        }
    }

    fn again(&self) -> Self {
        Self { depth: self.depth, outside: self.outside }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Json;
    fn deserialize<D: de::Deserializer<'de>>(self, reader: D) -> Result<Json, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Json;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON within the profile")
    }
    fn visit_unit<E: de::Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }
    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Json, E> {
        if number.checked_abs().is_some_and(|size| size <= LARGEST_INTEGER) {
            Ok(Json::Integer(number))
        } else {
            Err(self.refuse(OutsideProfile::Number))
        }
    }
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Json, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Err(self.refuse(OutsideProfile::Number)),
        }
    }
    // Reached for 1.0, 1e0, -0 and everything beyond 64 bits.
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Json, E> {
        Err(self.refuse(OutsideProfile::Number))
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }
    fn visit_string<E: de::Error>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(inner.again())? {
            items.push(item);
        }
        Ok(Json::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let inner = self.deeper()?;
        let mut names = std::collections::BTreeSet::new();
        let mut members = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(self.refuse(OutsideProfile::DuplicateMember(name)));
            }
            members.push((name, map.next_value_seed(inner.again())?));
        }
        Ok(Json::Object(Object(members)))
    }
}
