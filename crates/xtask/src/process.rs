//! Running other programs, and saying so.

use std::process::{Command, Stdio};

/// What a chore gives, or a sentence on what went wrong and what to do.
pub(crate) type Outcome<T> = Result<T, String>;

/// Prints a heading that can be found in a long log.
pub(crate) fn heading(text: &str) {
    println!("\n== {text}");
}

/// Shows the command, runs it with its output visible, and fails if it fails.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    println!("$ {}", shown(command));
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", shown(command))) }
}

/// Runs a command quietly and gives what it printed.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let result = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if result.status.success() {
        Ok(String::from_utf8_lossy(&result.stdout).trim().to_owned())
    } else {
        Err(format!(
            "`{}` ended with {}:\n{}",
            shown(command),
            result.status,
            String::from_utf8_lossy(&result.stderr).trim()
        ))
    }
}

/// Whether a command can be run and reports success; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// A command as it would be typed.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", command.get_program().to_string_lossy())
}
