//! `candour key`: making a key file, and showing what is public of one.

use std::path::Path;

use candour_age as age;
use candour_proof::key::{PublicKey, SigningKey};
use zeroize::Zeroizing;

use crate::messages::{Message, Words};
use crate::{
    arguments::{KeyCommand as Arguments, KeyNew, KeyShow},
    error::{CliOutcome, ErrorMessage, ExitStatus},
    key_file::{self, DecryptionKey},
    lines::{Lines, Style},
    new_file::{self, Permissions},
    passphrase::PassphraseSource,
    random::random,
    terminal::{Terminal, print_note},
};

/// Makes or shows a key.
///
/// # Errors
/// If a file cannot be read or written, or a passphrase does not fit or is too short.
pub(crate) fn run(arguments: &Arguments) -> CliOutcome<ExitStatus> {
    match arguments {
        Arguments::New(new) => make(new),
        Arguments::Show(show) => tell(show),
    }
}

fn make(new: &KeyNew) -> CliOutcome<ExitStatus> {
    if new.output.exists() {
        // Before anybody thinks of a passphrase for nothing.
        return Err(ErrorMessage::new(Message::FileExists).file(&new.output).into());
    }
    let texts = Words::english();
    let passphrase =
        PassphraseSource::new(&new.passphrase).choose(&new.output.display().to_string(), texts)?;
    let signing = SigningKey::from_seed(*random::<32>()?);
    let plain = signing.to_key_file();
    let locked = age::encrypt_with_passphrase(plain.as_bytes(), &passphrase, age::WORK, &*random::<48>()?);
    // Read back like any other before it counts as written.
    let locked = locked.ok().filter(|locked| {
        age::decrypt_with_passphrase(locked.as_bytes(), &passphrase)
            .is_ok_and(|opened| opened.as_slice() == plain.as_bytes())
    });
    let locked = locked.ok_or_else(|| ErrorMessage::new(Message::NotReadBack).file(&new.output))?;
    new_file::new_file(&new.output, locked.as_bytes(), Permissions::Owner)?;
    let mut note = Lines::default();
    note.plain(0, &texts.with(Message::KeyWritten, &[("file", &new.output.display().to_string())]));
    print_note(&note);
    print(texts, &DecryptionKey::Signing(signing), None)
}

fn tell(show: &KeyShow) -> CliOutcome<ExitStatus> {
    let key = key_file::open(&show.file, &PassphraseSource::new(&show.passphrase))?;
    if let Some(path) = &show.export_identity {
        let identity = key.identity();
        let text =
            Zeroizing::new(["# ", &identity.recipient().text(), "\n", &identity.text(), "\n"].concat());
        new_file::new_file(path, text.as_bytes(), Permissions::Owner)?;
    }
    print(Words::english(), &key, show.export_identity.as_deref())
}

/// What is public of a key.
fn print(texts: Words, key: &DecryptionKey, identity: Option<&Path>) -> CliOutcome<ExitStatus> {
    let mut text = Lines::default();
    let mut line = |label: Message, value: &str| text.plain(0, &[&*texts.text(label), ": ", value].concat());
    if let Some(public) = key.public() {
        line(Message::LabelFingerprint, &public.fingerprint());
        line(Message::LabelDid, &PublicKey::did(&public));
    }
    line(Message::LabelRecipient, &key.identity().recipient().text());
    if let Some(path) = identity {
        text.add(
            0,
            Style::Care,
            &texts.with(Message::IdentityWritten, &[("file", &path.display().to_string())]),
        );
    }
    let mut terminal = Terminal::new(texts, false);
    let options = terminal.render_options();
    terminal.print(&text.render(options))?;
    terminal.end()?;
    Ok(ExitStatus::Fine)
}
