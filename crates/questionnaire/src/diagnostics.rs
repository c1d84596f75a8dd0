//! Reading authors' files: walks the JSON and collects every problem with its place and its fix. Not serde, which stops
//! at the first problem.

use std::{cell::RefCell, fmt};

use candour_proof::json::{Json, Limits, OutsideProfile, Unreadable};

use crate::{
    limits::{RepeatLimit, first_beyond},
    listed::Listed,
};

/// The names of the members that an object may have, in the order in which they are described.
#[derive(Clone, Copy, Debug)]
pub struct MemberNames {
    /// Those that must be there.
    pub required: &'static [&'static str],
    /// Those that must be there in a built-in file, and that authors of their own questionnaires may leave out.
    pub built_in: &'static [&'static str],
    /// Those that may be left out.
    pub optional: &'static [&'static str],
}

impl MemberNames {
    /// Required and optional ones, in the order in which they are described.
    pub const fn new(required: &'static [&'static str], optional: &'static [&'static str]) -> Self {
        Self { required, built_in: &[], optional }
    }

    /// With those that only a built-in file must have.
    #[must_use]
    pub const fn with_built_in(self, built_in: &'static [&'static str]) -> Self {
        Self { built_in, ..self }
    }

    /// All of them, in the order in which they are described.
    pub fn all(self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.built_in).chain(self.optional).copied()
    }
}

/// Who wrote a file, which decides how much may be left out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// This project: every text is there, every question has a source, and what matters most has a verified one.
    BuiltIn,
    /// Somebody who asks with a questionnaire of their own.
    Other,
}

/// Most characters of an id.
pub const LONGEST_WORD: usize = 80;

/// Something an author has to fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where: `sections[2].questions[0].severity`, `line 3, column 9`, or `file` for the whole.
    pub place: String,
    /// What is wrong and how to fix it: lower case, no full stop, the offending word in backticks.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for Problem {}

/// Most characters of a message: it may repeat what stands in the file.
const LONGEST_MESSAGE: usize = 1_000;

/// Reads a file that keeps to the limits of these places with `read`, which reports to the spots it is given.
///
/// # Errors
/// Everything that was reported, or why the file cannot be read at all.
pub fn read_file<T>(
    json: &str,
    places: &[RepeatLimit],
    author: Author,
    read: impl FnOnce(&Node, &Json) -> T,
) -> Result<T, Vec<Problem>> {
    read_file_within(json, Limits::FILE, places, author, read)
}

/// The same for a file that may be larger or smaller than others.
///
/// # Errors
/// Everything that was reported, or why the file cannot be read at all.
pub fn read_file_within<T>(
    json: &str,
    limits: Limits,
    places: &[RepeatLimit],
    author: Author,
    read: impl FnOnce(&Node, &Json) -> T,
) -> Result<T, Vec<Problem>> {
    let refused = |reason: &Unreadable| vec![unreadable(reason)];
    let value = Json::read(json.as_bytes(), limits).map_err(|reason| refused(&reason))?;
    if let Some(RepeatLimit { path, most }) = first_beyond(&value, places) {
        return Err(refused(&Unreadable::TooMany { path, most }));
    }
    let problems = RefCell::new(Listed::new());
    let file = Node { value: &value, place: String::new(), author, problems: &problems };
    let outcome = read(&file, &value);
    let problems = problems.take();
    if problems.is_empty() {
        return Ok(outcome);
    }
    let mut all = problems.to_vec();
    if problems.more() > 0 {
        let message = "there are more problems; fix these first".to_owned();
        all.push(Problem { place: "file".to_owned(), message });
    }
    Err(all)
}

fn unreadable(reason: &Unreadable) -> Problem {
    let mut place = "file".to_owned();
    let message = match reason {
        Unreadable::Empty => "empty; write the JSON document into it".to_owned(),
        Unreadable::TooLong(bytes) => format!("longer than {bytes} bytes; shorten it"),
        Unreadable::Encoding | Unreadable::NotText => {
            "not plain UTF-8; save it as UTF-8 without a byte order mark".to_owned()
        }
        Unreadable::Syntax { line, column } => {
            place = format!("line {line}, column {column}");
            "invalid JSON; look for a missing or extra comma, quote or bracket".to_owned()
        }
        Unreadable::Truncated => "incomplete JSON; add the closing quotes and brackets".to_owned(),
        Unreadable::Profile(OutsideProfile::DuplicateMember(name)) => {
            format!("`{name}` occurs twice in one object; keep one of them")
        }
        Unreadable::Profile(OutsideProfile::Number) => {
            "a number with a fraction or exponent, or a number that is too large; use whole numbers"
                .to_owned()
        }
        Unreadable::Profile(OutsideProfile::Name(name)) => {
            format!("the member name `{name}` is not ASCII; use ASCII letters")
        }
        Unreadable::TooMany { path, most } => format!("more than {most} entries at `/{path}`; use fewer"),
        Unreadable::Profile(OutsideProfile::Depth) => "nested too deeply; use fewer levels".to_owned(),
    };
    Problem { place, message }
}

/// One value of the file, with its place and the list that problems are added to.
#[derive(Clone)]
pub struct Node<'a> {
    value: &'a Json,
    place: String,
    author: Author,
    problems: &'a RefCell<Listed<Problem>>,
}

impl<'a> Node<'a> {
    /// Reports a problem here.
    pub fn problem(&self, message: impl Into<String>) {
        let place = if self.place.is_empty() { "file".to_owned() } else { self.place.clone() };
        let mut message = message.into();
        if message.chars().count() > LONGEST_MESSAGE {
            message = message.chars().take(LONGEST_MESSAGE).chain(['…']).collect();
        }
        let problem = Problem { place, message };
        let mut problems = self.problems.borrow_mut();
        // Some values are looked at twice, first alone and then beside others.
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// Whether this is in a file of a built-in questionnaire.
    pub fn is_built_in(&self) -> bool {
        self.author == Author::BuiltIn
    }

    /// Checks the names of an object's members: all that are required, nothing beside the optional ones.
    pub fn members(&self, members: MemberNames) {
        let known: Vec<&str> = members.all().collect();
        let Some(object) = self.value.as_object() else {
            self.problem("not an object; write it between { and }");
            return;
        };
        for (name, _) in object.iter().filter(|(name, _)| !known.contains(name)) {
            self.problem(format!("unknown member `{name}`; use {}", one_of(&known)));
        }
        let built_in = members.built_in.iter().filter(|_| self.is_built_in());
        for name in members.required.iter().chain(built_in).filter(|name| object.get(name).is_none()) {
            self.problem(format!("no `{name}`; add it"));
        }
    }

    /// The member `name`, if it is there. [`Node::members`] reports missing ones.
    pub fn member(&self, name: &str) -> Option<Node<'a>> {
        let value = self.value.get(name)?;
        let place = if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) };
        Some(Node { value, place, ..*self })
    }

    /// The items of the list `name`; none if it is absent.
    pub fn list(&self, name: &str) -> Vec<Node<'a>> {
        self.member(name).map(|spot| spot.own_list()).unwrap_or_default()
    }

    /// The items of the list that stands here; none of anything else, which is reported.
    pub fn own_list(&self) -> Vec<Node<'a>> {
        let Some(items) = self.value.as_list() else {
            self.problem("not a list; write it between [ and ]");
            return Vec::new();
        };
        let item = |(count, value)| Node { value, place: format!("{}[{count}]", self.place), ..*self };
        items.iter().enumerate().map(item).collect()
    }

    /// The members of the object `name` with their names; none if it is absent.
    pub fn entries(&self, name: &str) -> Vec<(&'a str, Node<'a>)> {
        self.member(name).map(|spot| spot.own_entries()).unwrap_or_default()
    }

    /// The members of the object that stands here; none of anything else, which is reported.
    pub fn own_entries(&self) -> Vec<(&'a str, Node<'a>)> {
        let Some(object) = self.value.as_object() else {
            self.problem("not an object; write it between { and }");
            return Vec::new();
        };
        let entry = |(name, value)| (name, Node { value, place: format!("{}.{name}", self.place), ..*self });
        object.iter().map(entry).collect()
    }

    /// Whether an object stands here.
    pub fn is_object(&self) -> bool {
        self.value.as_object().is_some()
    }

    /// The text of the member `name`; empty if it is absent or was reported.
    pub fn text(&self, name: &str) -> String {
        self.optional_text(name).unwrap_or_default()
    }

    /// The text of the member `name`; `None` if it is absent or was reported.
    pub fn optional_text(&self, name: &str) -> Option<String> {
        self.member(name)?.own_text()
    }

    /// The text that stands here, which must hold something and no space at its ends.
    pub fn own_text(&self) -> Option<String> {
        match self.value.as_text() {
            None => self.problem("not a string; write it between quotes"),
            Some(text) if text.trim().is_empty() => self.problem("empty; write the text"),
            Some(text) if text != text.trim() => self.problem("begins or ends with a space; remove it"),
            Some(text) => return Some(text.to_owned()),
        }
        None
    }

    /// The text that stands here, of whatever kind; reports nothing.
    pub fn raw_text(&self) -> Option<&'a str> {
        self.value.as_text()
    }

    /// The whole number that stands here; `None` of any other kind, which is not reported.
    pub fn own_integer(&self) -> Option<i64> {
        self.value.as_integer()
    }

    /// Whether the member `name` is `true`; `None` if it is absent or was reported.
    pub fn truth(&self, name: &str) -> Option<bool> {
        let spot = self.member(name)?;
        let truth = spot.value.as_bool();
        if truth.is_none() {
            spot.problem("neither true nor false; write one of them without quotes");
        }
        truth
    }

    /// The id in the member `name`; empty if it is absent or was reported.
    pub fn id(&self, name: &str) -> String {
        self.member(name).and_then(|spot| spot.own_id()).unwrap_or_default()
    }

    /// The id that stands here; `None` of anything else, which is reported.
    pub fn own_id(&self) -> Option<String> {
        let id = self.own_text()?;
        // The place of a problem repeats the ids on the way to it.
        if id.len() > LONGEST_WORD {
            self.problem(format!("`{id}` is longer than {LONGEST_WORD} characters; shorten the id"));
            return None;
        }
        if is_id(&id) {
            return Some(id);
        }
        self.problem(format!(
            "`{id}` is not a valid id; use lowercase letters, digits and hyphens, starting with a letter"
        ));
        None
    }

    /// The member `name` as one of `all`; `None` if it is absent or was reported.
    pub fn choice<T: Copy>(&self, name: &str, all: &[T], called: fn(T) -> &'static str) -> Option<T> {
        self.member(name)?.own_choice(name, all, called)
    }

    /// The value that stands here as one of `all`; `what` names the kind of thing.
    pub fn own_choice<T: Copy>(&self, what: &str, all: &[T], called: fn(T) -> &'static str) -> Option<T> {
        let text = self.own_text()?;
        let found = all.iter().copied().find(|known| called(*known) == text);
        if found.is_none() {
            let names: Vec<&str> = all.iter().map(|known| called(*known)).collect();
            self.problem(format!("unknown {what} `{text}`; use {}", one_of(&names)));
        }
        found
    }

    /// Reports a format name other than `expected`.
    pub fn format(&self, expected: &str) {
        if let Some(format) = self.optional_text("format")
            && format != expected
            && let Some(spot) = self.member("format")
        {
            spot.problem(format!("unknown format `{format}`; use {expected}"));
        }
    }

    /// Reports a file that belongs to another questionnaire than the one of this id.
    pub fn questionnaire(&self, id: &str) {
        if let Some(named) = self.optional_text("questionnaire")
            && named != id
            && let Some(spot) = self.member("questionnaire")
        {
            spot.problem(format!("`{named}` is another questionnaire; use {id}"));
        }
    }
}

/// Most names that a message lists, or one more where that is the last.
const MOST_NAMED: usize = 20;

/// `critical, high, medium or low`
pub fn one_of<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    // So many can be read; a list of thousands would stand in each of thousands of messages.
    if let (Some(first @ [_, ..]), rest @ 2..) =
        (names.get(..MOST_NAMED), names.len().saturating_sub(MOST_NAMED))
    {
        return format!("{} or one of {rest} others", first.join(", "));
    }
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing".to_owned(),
    }
}

/// `[a-z][a-z0-9-]*`
fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}
