//! JSON values as a signed file may hold them, and the strict reader that lets nothing else in.
//!
//! The profile (FORMAT.md, "JSON profile"): whole numbers within ±(2^53 - 1), no
//! fraction, exponent or minus zero; no member twice; member names in ASCII; UTF-8 without byte
//! order mark; depth at most 32. Within it every JSON library agrees on the meaning of a file.
//!
//! Formats are read from these values member by member, not by serde. A `serde::Deserializer` over [`Json`] with
//! derived types for requests, known keys, stored copies, answers and steps made the page 3,203 bytes larger
//! (`gzip -9`, 484,274 to 487,477 bytes, 0.7 %), and a request was then refused without the name of the wrong member.
//! Drafts and results are not refused as a whole: what does not fit is listed, which a derived type cannot do.

use std::{borrow::Cow, error::Error, fmt};

use crate::{
    name::{Name, SameName},
    text::{LONGEST_NAME, clean_line},
};

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
pub struct Object(Vec<(Name, Json)>);

/// Why bytes were refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nothing, or white space only.
    Empty,
    /// More bytes than the limit (given here).
    TooLong(usize),
    /// Text in another encoding: a byte order mark, UTF-16, or not UTF-8 after a beginning like JSON's.
    Encoding,
    /// No text at all: a picture, an archive, a spreadsheet.
    NotText,
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
    /// More entries at a place of a known format than it allows ([`candour_files::limits`]).
    TooMany {
        /// The way to the place.
        path: &'static str,
        /// Most entries there.
        most: usize,
    },
}

impl Unreadable {
    /// The word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong(_) => "too-long",
            Self::Encoding => "encoding",
            Self::NotText => "not-text",
            Self::Syntax { .. } => "syntax",
            Self::Truncated => "truncated",
            Self::TooMany { .. } => "too-many",
            Self::Profile(error) => error.as_str(),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out.write_str("empty"),
            Self::TooLong(most) => write!(out, "longer than {most} bytes"),
            Self::Encoding => out.write_str("not in UTF-8, or with a byte order mark"),
            Self::NotText => out.write_str("not a text"),
            Self::Syntax { line, column } => write!(out, "not JSON at line {line}, column {column}"),
            Self::Truncated => out.write_str("cut short"),
            Self::TooMany { path, most } => write!(out, "more than {most} entries at `/{path}`"),
            Self::Profile(error) => error.fmt(out),
        }
    }
}

impl Error for Unreadable {}

/// JSON that different readers take differently, so a signed file must not hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutsideProfile {
    /// The same member name twice in one object.
    DuplicateMember(String),
    /// A fraction, an exponent, minus zero, or a number beyond ±(2^53 - 1).
    Number,
    /// Deeper than the limit.
    Depth,
    /// A member name with a letter outside ASCII: libraries sort such names differently.
    Name(String),
}

impl OutsideProfile {
    /// The word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::DuplicateMember(_) => "duplicate-member",
            Self::Number => "number",
            Self::Depth => "depth",
            Self::Name(_) => "member-name",
        }
    }
}

impl fmt::Display for OutsideProfile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateMember(name) => write!(out, "the member `{name}` twice in one object"),
            Self::Number => out.write_str("a number that is not whole or too large"),
            Self::Depth => out.write_str("nested too deeply"),
            Self::Name(name) => write!(out, "the name `{name}` has letters outside ASCII"),
        }
    }
}

impl Error for OutsideProfile {}

/// How large, deep and plain a document must be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most bytes.
    pub bytes: usize,
    /// Most levels of arrays and objects; more than [`Limits::DEEPEST`] count as that many.
    pub depth: usize,
    /// Whether member names must be ASCII.
    pub ascii_names: bool,
}

impl Limits {
    /// For every file this project writes or reads: 2 MB, 32 levels, plain names.
    pub const FILE: Self = Self { bytes: 2_000_000, depth: 32, ascii_names: true };
    /// Reading is recursive; beyond this the stack of a browser might not hold it.
    pub const DEEPEST: usize = 100;
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
        let text = decode(bytes)?;
        if text.trim_matches(WHITE_SPACE).is_empty() {
            return Err(Unreadable::Empty);
        }
        let reader = Parser { text, place: 0, ascii_names: limits.ascii_names };
        reader.document(limits.depth.min(Limits::DEEPEST))
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

    /// Whether a text or a member's name in it holds a control character other than a line feed. Such
    /// characters are legal JSON, but a person cannot see them.
    pub fn has_invisible_text(&self) -> bool {
        match self {
            Self::Text(text) => is_invisible(text),
            Self::List(items) => items.iter().any(Self::has_invisible_text),
            Self::Object(object) => {
                object.iter().any(|(name, value)| is_invisible(name) || value.has_invisible_text())
            }
            _ => false,
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

/// Members for which room is made at once: few answers of a result have more.
const USUAL_MEMBERS: usize = 8;

const WHITE_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// The text of a file, if it is UTF-8 without byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, Unreadable> {
    // Marks of UTF-8 and of UTF-16 in both byte orders.
    let mark = [&[0xef, 0xbb, 0xbf][..], &[0xff, 0xfe], &[0xfe, 0xff]];
    if mark.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(Unreadable::Encoding);
    }
    // JSON starts with an ASCII character: beside it, UTF-16 without a mark has a NUL.
    if matches!(bytes, [0, other, ..] | [other, 0, ..] if *other != 0) {
        return Err(Unreadable::Encoding);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        match (start, error.error_len()) {
            (Some(b'{' | b'['), None) => Unreadable::Truncated,
            (Some(b'{' | b'[' | b'"'), _) => Unreadable::Encoding,
            _ => Unreadable::NotText,
        }
    })
}

impl Object {
    /// No members.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member at the end, or replaces the one of that name where it stands.
    pub fn set(&mut self, name: &str, value: impl Into<Json>) {
        let (value, same) = (value.into(), SameName::new(name));
        match self.0.iter_mut().find(|(known, _)| same.is(known)) {
            Some((_, old)) => *old = value,
            None => self.0.push((Name::new(name), value)),
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
        let same = SameName::new(name);
        self.0.iter().find(|(known, _)| same.is(known)).map(|(_, value)| value)
    }

    /// The member of that name, added at the end if there is none, and whether it was.
    pub fn get_or_set(&mut self, name: &str, value: impl FnOnce() -> Json) -> Option<(&mut Json, bool)> {
        let known = self.place(name);
        let place = known.unwrap_or(self.0.len());
        if known.is_none() {
            self.0.push((Name::new(name), value()));
        }
        self.0.get_mut(place).map(|(_, member)| (member, known.is_none()))
    }

    /// Takes a member out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let place = self.place(name)?;
        Some(self.0.remove(place).1)
    }

    /// Names and values in the order written.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The places of the members, in the order of RFC 8785 section 3.2.3, are put behind what is in `order`.
    pub(crate) fn push_sorted(&self, order: &mut Vec<usize>) {
        let start = order.len();
        order.extend(0..self.0.len());
        let name = |place: &usize| self.0.get(*place).map(|(name, _)| name);
        if let Some(own) = order.get_mut(start..) {
            own.sort_unstable_by(|one, other| match (name(one), name(other)) {
                (Some(one), Some(other)) => one.cmp_utf16(other),
                _ => one.cmp(other),
            });
        }
    }

    /// The member at a place in the order written.
    pub(crate) fn at(&self, place: usize) -> Option<(&str, &Json)> {
        self.0.get(place).map(|(name, value)| (name.as_str(), value))
    }

    /// The place of the member of that name, in the order written.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        let same = SameName::new(name);
        self.0.iter().position(|(known, _)| same.is(known))
    }

    /// A name that occurs twice, which only a file just being read can have.
    fn twice(&self) -> Option<&str> {
        // Few are compared faster than sorted, and nearly all objects have few.
        if self.0.len() <= 12 {
            let mut members = self.0.iter().enumerate();
            let before = |place: usize, name: &Name| self.0.iter().take(place).any(|(own, _)| own == name);
            let twice = members.find(|(place, (name, _))| before(*place, name));
            return twice.map(|(_, (name, _))| name.as_str());
        }
        let mut order = Vec::new();
        self.push_sorted(&mut order);
        let mut pairs = order.iter().zip(order.iter().skip(1));
        let name = |place: &usize| self.0.get(*place).map(|(name, _)| name);
        pairs.find(|(one, other)| name(one) == name(other)).and_then(|(one, _)| name(one)).map(Name::as_str)
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

impl FromIterator<(String, Json)> for Object {
    /// In their order; of several members of one name the last stays, in the place of the first. Many
    /// members are put together faster than by [`Object::set`], which looks through all of them.
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(members: I) -> Self {
        let object = Self(members.into_iter().map(|(name, value)| (Name::new(&name), value)).collect());
        if object.twice().is_none() {
            return object;
        }
        object.0.into_iter().fold(Self::new(), |object, (name, value)| object.with(name.as_str(), value))
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

/// `pointer` extended by one member name or index (RFC 6901 section 3).
pub fn pointer(parent: &str, step: &str) -> String {
    format!("{parent}/{}", step.replace('~', "~0").replace('/', "~1"))
}

/// Whether a text holds a control character other than a line feed.
pub fn is_invisible(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().fold(false, |found, byte| found | (byte.is_ascii_control() && byte != b'\n'));
    }
    text.contains(|letter: char| letter.is_control() && letter != '\n')
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
                write_text(name, out);
                out.push_str(": ");
                write_pretty(item, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        simple => write_simple(simple, out),
    }
}

/// A value that is no list and no object, or an empty one: one spelling for both written forms.
pub(crate) fn write_simple(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Integer(number) => out.push_str(&number.to_string()),
        Json::Text(text) => write_text(text, out),
        Json::List(_) => out.push_str("[]"),
        Json::Object(_) => out.push_str("{}"),
    }
}

/// Appends a text as a JSON string, escaped as RFC 8785 section 3.2.2.2 says.
pub fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    // What needs no escape goes over in one piece: nearly every text is one such piece.
    while let Some((plain, from)) =
        rest.split_at_checked(plain_length(rest.as_bytes())).filter(|(_, from)| !from.is_empty())
    {
        out.push_str(plain);
        let mut letters = from.chars();
        escape(letters.next().unwrap_or_default(), out);
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// How many bytes stand before the first one that is in no JSON string as it is: eight are looked at in one step.
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        let found = escaped_bytes(u64::from_le_bytes(*word));
        if found != 0 {
            return place * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let plain = rest.iter().position(|byte| *byte < b' ' || matches!(byte, b'"' | b'\\'));
    bytes.len() - rest.len() + plain.unwrap_or(rest.len())
}

/// Marks bytes below a space, quotation marks and backslashes by their highest bit. Only the lowest mark is exact: a
/// subtraction may carry on into the bytes above it.
fn escaped_bytes(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let below = |word: u64, bound: u8| word.wrapping_sub(EACH * u64::from(bound)) & !word;
    let is = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & (EACH * 0x80)
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

/// Reads JSON text (RFC 8259) from its beginning on.
struct Parser<'a> {
    text: &'a str,
    /// Bytes read so far.
    place: usize,
    ascii_names: bool,
}

impl<'a> Parser<'a> {
    fn document(mut self, depth: usize) -> Result<Json, Unreadable> {
        let value = self.value(depth)?;
        self.skip_space();
        if self.peek().is_none() { Ok(value) } else { Err(self.stop()) }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.place).copied()
    }

    /// Goes past `byte` if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let next = self.peek() == Some(byte);
        self.place += usize::from(next);
        next
    }

    fn expect(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.take(byte) { Ok(()) } else { Err(self.stop()) }
    }

    /// Reading cannot go on at this place.
    fn stop(&self) -> Unreadable {
        let read = self.text.as_bytes().get(..self.place).unwrap_or_default();
        if read.len() == self.text.len() {
            return Unreadable::Truncated;
        }
        let line = read.split(|byte| *byte == b'\n').count();
        let column = 1 + read.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len);
        Unreadable::Syntax { line, column }
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.place += 1;
        }
    }

    /// One value at most `depth` levels deep.
    fn value(&mut self, depth: usize) -> Result<Json, Unreadable> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.string().map(|text| Json::Text(text.into_owned())),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            _ => self.word("null", Json::Null),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json, Unreadable> {
        word.bytes().try_for_each(|letter| self.expect(letter)).map(|()| value)
    }

    fn list(&mut self, depth: usize) -> Result<Json, Unreadable> {
        let depth = deeper(depth)?;
        self.place += 1;
        let mut items = Vec::new();
        self.skip_space();
        if self.take(b']') {
            return Ok(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.ends(b']')? {
                return Ok(Json::List(items));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json, Unreadable> {
        let depth = deeper(depth)?;
        self.place += 1;
        self.skip_space();
        if self.take(b'}') {
            return Ok(Json::Object(Object::new()));
        }
        let mut object = Object(Vec::with_capacity(USUAL_MEMBERS));
        loop {
            self.skip_space();
            let name = self.string()?;
            if self.ascii_names && !name.is_ascii() {
                return Err(Unreadable::Profile(OutsideProfile::Name(for_people(&name))));
            }
            self.skip_space();
            self.expect(b':')?;
            object.0.push((Name::new(&name), self.value(depth)?));
            if self.ends(b'}')? {
                break;
            }
        }
        match object.twice() {
            Some(name) => Err(Unreadable::Profile(OutsideProfile::DuplicateMember(for_people(name)))),
            None => Ok(Json::Object(object)),
        }
    }

    /// Whether `end` comes next; if not, a comma must.
    fn ends(&mut self, end: u8) -> Result<bool, Unreadable> {
        self.skip_space();
        if self.take(end) { Ok(true) } else { self.expect(b',').map(|()| false) }
    }

    /// A number in JSON's spelling; beyond whole ones it lies outside the profile.
    fn number(&mut self) -> Result<Json, Unreadable> {
        let start = self.place;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = self.text.get(start..self.place).unwrap_or_default();
        match text.parse::<i64>() {
            Ok(number) if number.unsigned_abs() <= LARGEST_INTEGER.unsigned_abs() && text != "-0" => {
                Ok(Json::Integer(number))
            }
            _ => Err(Unreadable::Profile(OutsideProfile::Number)),
        }
    }

    /// At least one digit.
    fn digits(&mut self) -> Result<(), Unreadable> {
        let start = self.place;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.place += 1;
        }
        if self.place > start { Ok(()) } else { Err(self.stop()) }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Unreadable> {
        self.expect(b'"')?;
        let plain = self.plain();
        // Nearly every string is as it is written.
        if self.take(b'"') {
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        loop {
            self.expect(b'\\')?;
            text.push(self.escaped()?);
            text.push_str(self.plain());
            if self.take(b'"') {
                return Ok(Cow::Owned(text));
            }
        }
    }

    /// What comes next of a string as it is written, up to its end or an escape.
    fn plain(&mut self) -> &'a str {
        let rest = self.text.get(self.place..).unwrap_or_default();
        let plain = rest.get(..plain_length(rest.as_bytes())).unwrap_or_default();
        self.place += plain.len();
        plain
    }

    /// What stands behind a backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        let letter = match self.peek() {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'u') => return self.code_point(),
            _ => return Err(self.stop()),
        };
        self.place += 1;
        Ok(letter)
    }

    /// `u0041`, or two of them for a letter beyond 16 bits; half of such a pair is no letter.
    fn code_point(&mut self) -> Result<char, Unreadable> {
        let mut code = self.unit()?;
        if (0xd800..0xdc00).contains(&code) {
            self.expect(b'\\')?;
            let low = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
            code = 0x1_0000 + ((code - 0xd800) << 10) + low.ok_or_else(|| self.stop())?;
        }
        char::from_u32(code).ok_or_else(|| self.stop())
    }

    /// `u` and four hexadecimal digits.
    fn unit(&mut self) -> Result<u32, Unreadable> {
        self.expect(b'u')?;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            unit = unit << 4 | digit.ok_or_else(|| self.stop())?;
            self.place += 1;
        }
        Ok(unit)
    }
}

/// A name in a file that anybody could have made, as it may be shown.
fn for_people(name: &str) -> String {
    clean_line(name, LONGEST_NAME)
}

fn deeper(depth: usize) -> Result<usize, Unreadable> {
    depth.checked_sub(1).ok_or(Unreadable::Profile(OutsideProfile::Depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: impl AsRef<[u8]>) -> Result<Json, Unreadable> {
        Json::read(text.as_ref(), Limits::FILE)
    }

    fn outside(reason: OutsideProfile) -> Result<Json, Unreadable> {
        Err(Unreadable::Profile(reason))
    }

    #[test]
    fn the_first_byte_to_escape_is_found_wherever_it_stands() {
        let plain = |bytes: &[u8]| {
            bytes.iter().take_while(|byte| **byte >= b' ' && **byte != b'"' && **byte != b'\\').count()
        };
        for byte in 0..=255 {
            for place in 0..19 {
                let mut bytes = [b'a'; 20];
                bytes[place] = byte;
                // One byte above, which a carry could mark.
                for next in [b'a', b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                    bytes[place + 1] = next;
                    assert_eq!(plain_length(&bytes), plain(&bytes), "{byte} at {place} before {next}");
                }
            }
        }
    }

    #[test]
    fn nothing_and_white_space_are_empty_files() {
        for text in ["", " ", "\r\n\t"] {
            assert_eq!(read(text), Err(Unreadable::Empty), "{text:?}");
        }
    }

    #[test]
    fn other_encodings_are_named_as_such() {
        let wide: Vec<u16> = "{\"a\": 1}".encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [
            [&[0xff, 0xfe], &little[..]].concat(),
            [&[0xfe, 0xff], &big[..]].concat(),
            little,
            big,
            b"\xef\xbb\xbf{}".to_vec(),
            b"{\"name\": \"Caf\xe9\"}".to_vec(),
            b"[\"\xc0\xaf\"]".to_vec(),
        ] {
            assert_eq!(read(&bytes), Err(Unreadable::Encoding), "{bytes:02x?}");
        }
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Unreadable::NotText));
        assert_eq!(read(b"\xff\xd8\xff\xe0\0\x10JFIF"), Err(Unreadable::NotText));
        assert_eq!(read(b"PK\x03\x04\x14\0\x06\0\x08\0\0\0\x21\0\xb5"), Err(Unreadable::NotText));
    }

    #[test]
    fn a_file_cut_anywhere_is_truncated() {
        let whole = "{\"name\": \"Café \\u00e9\", \"list\": [1, true, null, {}]}";
        for end in 1..whole.len() {
            assert_eq!(read(&whole.as_bytes()[..end]), Err(Unreadable::Truncated), "{end}");
        }
    }

    #[test]
    fn a_mistake_in_the_text_has_its_line_and_column() {
        assert_eq!(read("{\n  \"a\": 1,\n}"), Err(Unreadable::Syntax { line: 3, column: 1 }));
        assert_eq!(read("{}{}"), Err(Unreadable::Syntax { line: 1, column: 3 }));
        assert_eq!(read("{}\0\0"), Err(Unreadable::Syntax { line: 1, column: 3 }));
    }

    #[test]
    fn ambiguous_numbers_are_outside_the_profile() {
        for number in [
            "1.0",
            "1e0",
            "-0",
            "-0.0",
            "1e400",
            "-1e400",
            "1e-400",
            "9007199254740992",
            "-9007199254740992",
            "18446744073709551616",
            "1e21",
            "0.1",
        ] {
            assert_eq!(read(format!("[{number}]")), outside(OutsideProfile::Number), "{number}");
        }
        for number in ["0", "-1", "9007199254740991", "-9007199254740991"] {
            assert_eq!(read(number), Ok(Json::Integer(number.parse().unwrap())));
        }
    }

    #[test]
    fn a_member_twice_is_refused_however_it_is_spelled() {
        for text in [r#"{"a":1,"a":1}"#, r#"{"a":1,"\u0061":2}"#, r#"[{"b":{"a":1,"a":null}}]"#] {
            assert_eq!(read(text), outside(OutsideProfile::DuplicateMember("a".into())), "{text}");
        }
    }

    #[test]
    fn a_member_twice_is_refused_in_objects_of_every_size() {
        for others in [0, 1, 10, 11, 12, 13, 40] {
            let members: Vec<String> = (0..others).map(|place| format!("\"m{place}\":0")).collect();
            let sound = format!("{{{}}}", [&members[..], &["\"a\":1".to_owned()]].concat().join(","));
            assert_eq!(read(&sound).map(|read| read.as_object().map(Object::len)), Ok(Some(others + 1)));
            for place in [0, others / 2, others] {
                let mut twice = members.clone();
                twice.insert(place, "\"a\":1".to_owned());
                twice.push("\"a\":2".to_owned());
                let reason = OutsideProfile::DuplicateMember("a".to_owned());
                assert_eq!(
                    read(format!("{{{}}}", twice.join(","))),
                    outside(reason),
                    "{others} others, {place}"
                );
            }
        }
    }

    #[test]
    fn escapes_mean_one_letter_or_none() {
        for (escape, letter) in [
            ("\\u0041", "A"),
            ("\\u00fF", "\u{ff}"),
            ("\\ud83d\\ude00", "\u{1f600}"),
            ("\\ud800\\udc00", "\u{10000}"),
            ("\\udbff\\udfff", "\u{10ffff}"),
        ] {
            assert_eq!(read(format!("\"{escape}\"")), Ok(Json::from(letter)), "{escape}");
        }
        for escape in ["\\ud800\\ue000", "\\ud800\\udbff", "\\ud800", "\\udc00", "\\ud800A", "\\u12g4"] {
            assert!(read(format!("\"{escape}\"")).is_err(), "{escape}");
        }
    }

    #[test]
    fn a_member_name_outside_ascii_is_refused_in_our_files_only() {
        let text = "{\"é\": 1}";
        assert_eq!(read(text), outside(OutsideProfile::Name("é".into())));
        let any_name = Limits { ascii_names: false, ..Limits::FILE };
        assert!(Json::read(text.as_bytes(), any_name).is_ok());
    }

    #[test]
    fn depth_is_counted_and_great_depth_does_not_crash() {
        let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(read(nested(32)).is_ok());
        for levels in [33, 100, 127, 128, 129, 10_000, 100_000] {
            assert_eq!(read(nested(levels)), outside(OutsideProfile::Depth), "{levels}");
            assert_eq!(read("[".repeat(levels)), outside(OutsideProfile::Depth), "{levels}");
            assert_eq!(read("{\"a\":".repeat(levels)), outside(OutsideProfile::Depth), "{levels}");
        }
        let boundless = Limits { depth: usize::MAX, ..Limits::FILE };
        assert!(Json::read(nested(Limits::DEEPEST).as_bytes(), boundless).is_ok());
        assert_eq!(
            Json::read(nested(Limits::DEEPEST + 1).as_bytes(), boundless),
            outside(OutsideProfile::Depth)
        );
    }

    #[test]
    fn more_than_two_megabytes_are_not_even_looked_at() {
        assert_eq!(read(vec![0xff; 2_000_001]), Err(Unreadable::TooLong(2_000_000)));
        assert_eq!(read(["1", &" ".repeat(1_999_999)].concat()), Ok(Json::Integer(1)), "two megabytes are");
    }

    #[test]
    fn texts_with_invisible_characters_are_found() {
        for text in [r#"{"a":["x\ny","x\u0000y"]}"#, r#"["\u0085"]"#, r#"{"a":{"d\t":1}}"#] {
            assert!(read(text).unwrap().has_invisible_text(), "{text}");
        }
        assert!(!read(r#"{"a":["x\ny", 1, null]}"#).unwrap().has_invisible_text());
    }

    #[test]
    fn a_repeated_member_keeps_its_last_value_and_first_position() {
        let member = |name: &str, value: u32| (name.to_owned(), Json::from(value));
        let object: Object = [member("b", 1), member("a", 2), member("b", 3)].into_iter().collect();
        assert_eq!(object, Object::new().with("b", 3_u32).with("a", 2_u32));
    }

    #[test]
    fn members_keep_their_order_and_place() {
        let mut object = Object::new().with("b", 1_u32).with("a", "x").with("c", true);
        object.set("a", "y");
        assert_eq!(object.remove("b"), Some(Json::Integer(1)));
        assert_eq!(object.remove("b"), None);
        assert_eq!(object.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["a", "c"]);
        assert_eq!(object.get("a").and_then(Json::as_text), Some("y"));
    }

    #[test]
    fn a_written_file_is_for_people() {
        let document = Object::new()
            .with("text", "a\nb")
            .with("none", Vec::new())
            .with("list", vec![Json::Null, Object::new().into()]);
        let expected =
            "{\n  \"text\": \"a\\nb\",\n  \"none\": [],\n  \"list\": [\n    null,\n    {}\n  ]\n}\n";
        assert_eq!(Json::Object(document).pretty(), expected);
    }
}
