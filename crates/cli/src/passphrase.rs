//! Where a passphrase comes from: a file, or somebody at a terminal, who does not see it.

use std::{fs, path::PathBuf};

use zeroize::Zeroizing;

use crate::{
    arguments::Passphrase,
    problem::{Outcome, Problem},
    words::Say,
};

/// Where a passphrase comes from.
pub(crate) struct Source(Option<PathBuf>);

impl Source {
    pub(crate) fn new(arguments: &Passphrase) -> Self {
        Self(arguments.passphrase_file.clone())
    }

    /// The passphrase of a file that is locked already.
    ///
    /// # Errors
    /// If it cannot be read, or nobody can be asked.
    pub(crate) fn ask(&self, locked: &str) -> Outcome<Zeroizing<String>> {
        match &self.0 {
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map(Zeroizing::new)
                    .map_err(|error| Problem::new("not-opened").file(path).why(&error))?;
                Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
            }
            None => typed("ask-passphrase", locked),
        }
    }
}

/// Asks at the terminal.
fn typed(key: &str, file: &str) -> Outcome<Zeroizing<String>> {
    let prompt = Say::default().own.with(key, &[("file", &crate::text::visible(file))]);
    let typed = rpassword::prompt_password(&*prompt).map(Zeroizing::new);
    typed.map_err(|error| Problem::new("no-terminal").why(&error).into())
}
