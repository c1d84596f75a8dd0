//! `candour decrypt`: opening what was encrypted for a key or with a passphrase.

use std::path::Path;

use candour_age::{self as age, AgeProblem, Locked};
use candour_batch::{
    files::{self, Job},
    worker_pool,
};
use candour_files::embed::{self, Element};
use zeroize::Zeroizing;

use crate::messages::{Message, Words};
use crate::{
    arguments::Decrypt,
    error::{CliError, ErrorMessage, ExitStatus, Outcome},
    key_file::{self, Key},
    lines::Lines,
    new_file::{self, Permissions},
    open,
    passphrase::PassphraseSource,
    terminal::{Terminal, print_warning},
    waiting::waits,
};

/// Ends the name of what was encrypted, here and with age tools.
const ENDING: &str = ".age";

/// Decrypts files.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(decrypt: &Decrypt) -> Outcome<ExitStatus> {
    let texts = Words::english();
    let passphrase = PassphraseSource::new(&decrypt.passphrase);
    let key = decrypt.identity.as_deref().map(|path| key_file::open(path, &passphrase)).transpose()?;
    let found = files::find(&decrypt.files);
    if found.is_empty() {
        return Err(ErrorMessage::new(Message::NoFiles).into());
    }
    if decrypt.output.is_none() && (found.len() > 1 || decrypt.files.iter().any(|path| path.is_dir())) {
        return Err(ErrorMessage::new(Message::DecryptNeedsFolder).into());
    }
    if let Some(folder) = &decrypt.output {
        new_file::folder(folder)?;
    }
    let mut terminal = Terminal::new(texts, false);
    let (mut exit, mut printed) = (ExitStatus::Fine, false);
    // One after the other, because each may ask for a passphrase.
    worker_pool::map_ordered(
        1,
        |jobs| files::read_all(found, waits, jobs),
        || |job| job,
        |job: Job| {
            let name = job.name.clone();
            match opened(job, key.as_ref(), &passphrase).and_then(|plain| match &decrypt.output {
                Some(folder) => put(folder, &name, &plain),
                None if printed => Err(ErrorMessage::new(Message::DecryptNeedsFolder).into()),
                None => {
                    printed = true;
                    show(&mut terminal, &plain)
                }
            }) {
                Ok(()) => {}
                Err(CliError::Pipe) => return Err(CliError::Pipe),
                Err(CliError::Message(problem)) => {
                    print_warning(&problem.sentences(texts));
                    exit = exit.max(if problem.is(Message::Locked) {
                        ExitStatus::Not
                    } else {
                        ExitStatus::Wrong
                    });
                }
            }
            Ok(())
        },
    )?;
    terminal.end()?;
    Ok(exit)
}

/// What is in a locked file.
fn opened(job: Job, key: Option<&Key>, passphrase: &PassphraseSource) -> Outcome<Zeroizing<Vec<u8>>> {
    let name = job.name.clone();
    let stays = |why: &str| {
        let why = Words::english().text(crate::messages::trouble(why).0).to_string();
        ErrorMessage::new(Message::Locked).with("file", &name).with("why", why)
    };
    let bytes = job.bytes().map_err(|trouble| match trouble {
        files::Trouble::NotRead(error) => ErrorMessage::new(Message::NotRead).with("file", &name).why(&error),
        trouble => stays(trouble.name().unwrap_or("too-large")),
    })?;
    let carried = std::str::from_utf8(&bytes).ok().and_then(|text| embed::carried(text, Element::Draft));
    let locked = carried.map_or(&*bytes, str::as_bytes);
    if !age::is_age(locked) {
        return Err(stays("not-encrypted").into());
    }
    let plain = match (age::locked_by(locked), key) {
        (Locked::Passphrase, _) => age::decrypt_with_passphrase(locked, &passphrase.ask(&name)?),
        (_, Some(key)) => age::decrypt_with(locked, &key.identity()),
        (Locked::Key, None) => return Err(stays("needs-key").into()),
        (Locked::Unknown, None) => Err(AgeProblem::UnsupportedRecipient),
    };
    plain.map_err(|problem| stays(open::locked(problem)).into())
}

/// Writes a file into a folder, under its own name.
fn put(folder: &Path, name: &str, plain: &[u8]) -> Outcome<()> {
    // Of a file in an archive, too, only the name without its folders.
    let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
    let name = if name == "-" { "stdin" } else { name.strip_suffix(ENDING).unwrap_or(&name) };
    new_file::new_file(&folder.join(name), plain, Permissions::Owner)
}

/// Prints bytes; for a terminal as text that cannot steer it.
fn show(terminal: &mut Terminal, plain: &[u8]) -> Outcome<()> {
    if !terminal.is_terminal() {
        return terminal.bytes(plain);
    }
    let mut text = Lines::default();
    for line in String::from_utf8_lossy(plain).lines() {
        text.plain(0, line);
    }
    let options = terminal.render_options();
    terminal.print(&text.render(options))
}
