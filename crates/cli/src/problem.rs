//! How a command ends, and why it stops early.

use crate::messages::{Message, Words};
use std::{fmt::Display, io, path::Path, process::ExitCode};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All as it should be.
    Fine,
    /// Something is not.
    Not,
    /// Something could not be read, or was asked for in a wrong way.
    Wrong,
    /// Whoever read the output went away: what shells say of a program ended by `SIGPIPE`.
    Pipe,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Fine => 0,
            Exit::Not => 1,
            Exit::Wrong => 2,
            Exit::Pipe => 141,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Whoever read the output went away.
    Pipe,
    /// Anything else.
    Problem(Problem),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What a step gives unless the command has to stop.
pub(crate) type Outcome<T> = Result<T, Stop>;

/// What went wrong: the key of a sentence, what stands in its gaps, and a list below it.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    key: Message,
    values: Vec<(&'static str, String)>,
    list: Vec<String>,
}

impl Problem {
    pub(crate) fn new(key: Message) -> Self {
        Self { key, values: Vec::new(), list: Vec::new() }
    }

    /// Whether it is the one of this key.
    pub(crate) fn is(&self, key: Message) -> bool {
        self.key == key
    }

    /// The same with a gap filled.
    pub(crate) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The same about this file.
    pub(crate) fn file(self, file: &Path) -> Self {
        self.with("file", file.display())
    }

    /// The same with what the system said.
    pub(crate) fn why(self, error: &io::Error) -> Self {
        self.with("why", error)
    }

    /// The same with lines below.
    pub(crate) fn list(mut self, list: Vec<String>) -> Self {
        self.list = list;
        self
    }

    /// The sentence, and each line of the list.
    pub(crate) fn said(&self, texts: Words) -> Vec<String> {
        let values: Vec<(&str, &str)> =
            self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut lines = vec![texts.with(self.key, &values).to_string()];
        lines.extend(self.list.iter().cloned());
        lines
    }
}
