//! `candour decrypt`: opening what was encrypted for a key or with a passphrase.

use std::path::Path;

use candour_age::{self as age, Locked};
use candour_batch::{
    files::{self, Job},
    worker_pool,
};
use candour_content::messages;
use candour_files::intake::{IntakeError, decrypt, locked_in};
use zeroize::Zeroizing;

use crate::messages::{Message, Words};
use crate::{
    arguments::Decrypt,
    check::aside_left_out,
    error::{CliError, CliOutcome, ErrorMessage, ExitStatus},
    key_file::{self, DecryptionKey},
    lines::Lines,
    new_file::{self, Permissions},
    open::not_read,
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
pub(crate) fn run(arguments: &Decrypt) -> CliOutcome<ExitStatus> {
    let texts = Words::english();
    let passphrase = PassphraseSource::new(&arguments.passphrase);
    let key = arguments.identity.as_deref().map(|path| key_file::open(path, &passphrase)).transpose()?;
    let found = files::find(&arguments.files);
    let (count, mut left_out) = (files::count(&found), files::left_out(&found));
    if count == 0 {
        return Err(ErrorMessage::new(Message::NoFiles).into());
    }
    if arguments.output.is_none() && (count > 1 || arguments.files.iter().any(|path| path.is_dir())) {
        return Err(ErrorMessage::new(Message::DecryptNeedsFolder).into());
    }
    if let Some(folder) = &arguments.output {
        new_file::folder(folder)?;
    }
    let mut terminal = Terminal::new(texts, false);
    let (mut exit, mut printed) = (ExitStatus::Fine, false);
    let mut taken = Vec::new();
    // One after the other, because each may ask for a passphrase.
    worker_pool::map_ordered(
        1,
        |jobs| files::read_all(found, waits, jobs),
        || |job| job,
        |job: Job| {
            let name = job.piece.name.clone();
            left_out += job.left_out;
            match opened(job, key.as_ref(), &passphrase).and_then(|plain| match &arguments.output {
                Some(folder) => put(folder, &name, &mut taken, &plain),
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
    aside_left_out(left_out, texts);
    Ok(exit)
}

/// What is in a locked file.
fn opened(
    job: Job,
    key: Option<&DecryptionKey>,
    passphrase: &PassphraseSource,
) -> CliOutcome<Zeroizing<Vec<u8>>> {
    let texts = Words::english();
    let name = job.piece.name.clone();
    let stays = |why: &str| ErrorMessage::new(Message::Locked).with("file", &name).with("why", why);
    let unopened = |error: IntakeError| stays(&texts.text(messages::unopened(error).0));
    let refused = not_read(&name, job.refused.as_ref());
    let bytes = job.piece.read().map_err(|error| refused.unwrap_or_else(|| unopened(error)))?;
    let locked = locked_in(&bytes);
    if !age::is_age(&locked) {
        return Err(stays(&texts.text(Message::NotEncrypted)).into());
    }
    let plain = match (age::locked_by(&locked), key) {
        (Ok(Locked::Passphrase), _) => decrypt(&locked, &passphrase.ask(&name)?),
        (_, Some(key)) => age::decrypt_with(&locked, &key.identity()),
        (Ok(Locked::Key), None) => return Err(stays(&texts.text(Message::NeedsKey)).into()),
        (Err(error), None) => Err(error),
    };
    plain.map_err(|error| unopened(IntakeError::Locked(error)).into())
}

/// Writes a file into a folder, under its own name. Files of one name in several folders get a number each; what was
/// there before stays, and is no reason to number.
fn put(folder: &Path, name: &str, taken: &mut Vec<String>, plain: &[u8]) -> CliOutcome<()> {
    // Of a file in an archive, too, only the name without its folders.
    let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
    let name = if name == "-" { "stdin" } else { without_ending(&name) };
    let name = free_name(name, taken);
    let written = new_file::new_file(&folder.join(&name), plain, Permissions::Owner);
    // File systems of many machines take `A` and `a` for one.
    taken.push(name.to_lowercase());
    written
}

/// A name without what ends that of an encrypted file.
fn without_ending(name: &str) -> &str {
    let split = name.len().checked_sub(ENDING.len()).filter(|split| name.is_char_boundary(*split));
    match split.map(|split| name.split_at(split)) {
        Some((name, end)) if end.eq_ignore_ascii_case(ENDING) && !name.is_empty() => name,
        _ => name,
    }
}

/// A name that no file of this run has: with a number before its last ending, if need be.
fn free_name(name: &str, taken: &[String]) -> String {
    let (stem, end) = match name.rfind('.').filter(|dot| *dot > 0) {
        Some(dot) => name.split_at(dot),
        None => (name, ""),
    };
    // Windows has devices of these names, whatever their ending.
    let device = ["con", "prn", "aux", "nul"].iter().any(|device| stem.eq_ignore_ascii_case(device));
    let stem = if device { format!("{stem}_") } else { stem.to_owned() };
    let numbered = (2..).map(|number| format!("{stem}-{number}{end}"));
    let names = std::iter::once(format!("{stem}{end}")).chain(numbered);
    let free = |name: &String| !taken.contains(&name.to_lowercase());
    names.into_iter().find(free).unwrap_or_default()
}

/// Prints bytes; for a terminal as text that cannot steer it.
fn show(terminal: &mut Terminal, plain: &[u8]) -> CliOutcome<()> {
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
