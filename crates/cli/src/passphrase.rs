//! Where a passphrase comes from: a file, or the terminal, which does not show it.

use std::{fs, path::PathBuf};

use candour_age::{
    decoded,
    passphrase::{self, Strength},
};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::messages::{Message, Page, PageCounted, Words};
use crate::{
    arguments::Passphrase,
    error::{CliOutcome, ErrorMessage},
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
    pub(crate) fn ask(&self, locked: &str) -> CliOutcome<Zeroizing<String>> {
        match &self.0 {
            Some(path) => {
                let file = announced(path, || fs::read(path)).map(Zeroizing::new);
                let file =
                    file.map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
                let text =
                    decoded(&file).ok_or_else(|| ErrorMessage::new(Message::PassphraseNotText).file(path))?;
                Ok(first_line(&text))
            }
            None => typed(Message::AskPassphrase, locked),
        }
    }
}

/// The passphrase in a text: its first line that is not empty, as editors on all systems save it.
fn first_line(text: &str) -> Zeroizing<String> {
    let lines = text.trim_start_matches('\u{feff}').split(['\n', '\r']);
    in_one_form(lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default())
}

/// A passphrase in one form (NFC), whichever way a keyboard writes accents.
fn in_one_form(passphrase: &str) -> Zeroizing<String> {
    Zeroizing::new(passphrase.nfc().collect())
}

impl PassphraseSource {
    /// A passphrase for a new file: typed twice, or generated if nothing is typed.
    ///
    /// # Errors
    /// If it is too short or too easy to guess, typed differently the second time, or nobody can be asked.
    pub(crate) fn choose(&self, file: &str, texts: Words) -> CliOutcome<Zeroizing<String>> {
        let mut passphrase = match &self.0 {
            Some(path) => {
                let passphrase = self.ask(file)?;
                if passphrase.trim().len() != passphrase.len() {
                    // Seen by nobody, and lost with the next editor.
                    return Err(ErrorMessage::new(Message::PassphraseSpace).file(path).into());
                }
                passphrase
            }
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
fn weigh(passphrase: &str, texts: Words) -> CliOutcome<()> {
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
fn typed(key: Message, file: &str) -> CliOutcome<Zeroizing<String>> {
    let prompt = Words::english().with(key, &[("file", &visible(file))]);
    let typed = rpassword::prompt_password(&*prompt).map(|typed| in_one_form(&Zeroizing::new(typed)));
    typed.map_err(|error| ErrorMessage::new(Message::NoTerminal).why(&error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_file_gives_its_line_whatever_editor_saved_it() {
        for text in [
            "Caf\u{e9} au lait",
            "\u{feff}Caf\u{e9} au lait\r\n",
            "\nCafe\u{301} au lait\nanother line\n",
            "Caf\u{e9} au lait\r",
        ] {
            assert_eq!(**first_line(text), *"Caf\u{e9} au lait", "{text:?}");
        }
        assert_eq!(**first_line(" \"quoted\" "), *" \"quoted\" ", "signs and spaces are part of it");
    }
}
