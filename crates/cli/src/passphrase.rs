//! Where a passphrase comes from: a file, or the terminal, which does not show it.

use std::{fs, path::PathBuf};

use candour_age::passphrase::{self, Strength};
use zeroize::Zeroizing;

use crate::messages::{Message, Page, PageCounted, Words};
use crate::{
    arguments::Passphrase,
    error::{ErrorMessage, Outcome},
    lines::{Lines, Style, visible},
    random::random,
    terminal::print_note,
    waiting::announced,
};

/// Where a passphrase comes from.
pub(crate) struct PassphraseSource(Option<PathBuf>);

impl PassphraseSource {
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
                let text = announced(path, || fs::read_to_string(path))
                    .map(Zeroizing::new)
                    .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
                Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
            }
            None => typed(Message::AskPassphrase, locked),
        }
    }
}

impl PassphraseSource {
    /// A passphrase for a new file: typed twice, or generated if nothing is typed.
    ///
    /// # Errors
    /// If it is too short or too easy to guess, typed differently the second time, or nobody can be asked.
    pub(crate) fn choose(&self, file: &str, texts: Words) -> Outcome<Zeroizing<String>> {
        let mut passphrase = match &self.0 {
            Some(_) => self.ask(file)?,
            None => typed(Message::AskNewPassphrase, file)?,
        };
        if passphrase.is_empty() && self.0.is_none() {
            passphrase = Zeroizing::new(passphrase::suggest(&*random::<{ passphrase::RANDOM }>()?));
            let mut text = Lines::default();
            text.plain(0, &texts.text(Message::Suggested));
            text.add(1, Style::Strong, &passphrase);
            print_note(&text);
        } else {
            weigh(&passphrase, texts)?;
        }
        if self.0.is_none() && *typed(Message::AskAgain, file)? != *passphrase {
            return Err(ErrorMessage::new(Message::PassphrasesDiffer).into());
        }
        Ok(passphrase)
    }
}

/// Says what a passphrase is worth, in the words of the page.
fn weigh(passphrase: &str, texts: Words) -> Outcome<()> {
    let (words, strength) = passphrase::weigh(passphrase);
    let (key, tone) = match strength {
        Strength::Short => return Err(ErrorMessage::new(Message::PassphraseShort).into()),
        Strength::Guessable => return Err(ErrorMessage::new(Message::PassphraseGuessable).into()),
        Strength::Weak => (Page::StrengthWeak, Style::Bad),
        Strength::Fair => (Page::StrengthFair, Style::Care),
        Strength::Good => (Page::StrengthGood, Style::Good),
    };
    let count = texts.count(PageCounted::StrengthWords, u32::try_from(words).unwrap_or(u32::MAX));
    let mut text = Lines::default();
    text.add(0, tone, &[&*count, " ", &*texts.text(key)].concat());
    print_note(&text);
    Ok(())
}

/// Asks at the terminal.
fn typed(key: Message, file: &str) -> Outcome<Zeroizing<String>> {
    let prompt = Words::english().with(key, &[("file", &visible(file))]);
    let typed = rpassword::prompt_password(&*prompt).map(Zeroizing::new);
    typed.map_err(|error| ErrorMessage::new(Message::NoTerminal).why(&error).into())
}
