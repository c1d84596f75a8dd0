//! How a command ends, and why it stops early.

use crate::messages::{Message, Words};
use std::{fmt::Display, io, path::Path, process::ExitCode};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ExitStatus {
    /// All as it should be.
    Fine,
    /// Something is not.
    Not,
    /// Something could not be read, or was asked for in a wrong way.
    Wrong,
    /// Whoever read the output went away: what shells say of a program ended by `SIGPIPE`.
    Pipe,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> Self {
        Self::from(match exit {
            ExitStatus::Fine => 0,
            ExitStatus::Not => 1,
            ExitStatus::Wrong => 2,
            ExitStatus::Pipe => 141,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum CliError {
    /// Whoever read the output went away.
    Pipe,
    /// Anything else.
    Message(ErrorMessage),
}

impl From<ErrorMessage> for CliError {
    fn from(problem: ErrorMessage) -> Self {
        Self::Message(problem)
    }
}

/// What a step gives unless the command has to stop.
pub(crate) type CliOutcome<T> = Result<T, CliError>;

/// What went wrong: the key of a sentence, the values of its placeholders, and a list below it.
#[derive(Clone, Debug)]
pub(crate) struct ErrorMessage {
    key: Message,
    values: Vec<(&'static str, String)>,
    list: Vec<String>,
}

impl ErrorMessage {
    pub(crate) fn new(key: Message) -> Self {
        Self { key, values: Vec::new(), list: Vec::new() }
    }

    /// Whether it is the one of this key.
    pub(crate) fn is(&self, key: Message) -> bool {
        self.key == key
    }

    /// The same with a placeholder filled.
    pub(crate) fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    /// The same about this file.
    pub(crate) fn file(self, file: &Path) -> Self {
        self.with("file", file.display())
    }

    /// The same with the error of the system.
    pub(crate) fn why(self, error: &io::Error) -> Self {
        self.with("why", error)
    }

    /// The same with lines below.
    pub(crate) fn list(mut self, list: Vec<String>) -> Self {
        self.list = list;
        self
    }

    /// The sentence, and each line of the list.
    pub(crate) fn sentences(&self, texts: Words) -> Vec<String> {
        let values: Vec<(&str, &str)> =
            self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let mut lines = vec![texts.with(self.key, &values).to_string()];
        lines.extend(self.list.iter().cloned());
        lines
    }
}
