//! `candour man` and `candour completions`: made from the arguments, so that they cannot lag behind.

use clap::CommandFactory as _;

use crate::messages::{Message, Words};
use crate::{
    arguments::{Arguments, Completions, Man},
    error::{CliOutcome, ErrorMessage, ExitStatus},
    new_file::{self, Permissions},
    terminal::Terminal,
};

/// Writes the manual.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn man(man: &Man) -> CliOutcome<ExitStatus> {
    let mut command = Arguments::command();
    command.build();
    let Some(folder) = &man.output else {
        let mut terminal = Terminal::new(Words::english(), false);
        terminal.bytes(&page(&command)?)?;
        terminal.end()?;
        return Ok(ExitStatus::Fine);
    };
    new_file::folder(folder)?;
    let mut pages = Vec::new();
    pages_of(&command, &mut pages);
    for command in pages {
        let name = [command.get_display_name().unwrap_or(command.get_name()), ".1"].concat();
        new_file::new_file(&folder.join(name), &page(command)?, Permissions::Usual)?;
    }
    Ok(ExitStatus::Fine)
}

/// A command and those below it; `help` has no page of its own.
fn pages_of<'a>(command: &'a clap::Command, pages: &mut Vec<&'a clap::Command>) {
    pages.push(command);
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        pages_of(below, pages);
    }
}

fn page(command: &clap::Command) -> CliOutcome<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(|error| ErrorMessage::new(Message::NotPrinted).why(&error))?;
    Ok(page)
}

/// Prints completions.
///
/// # Errors
/// If nobody reads them.
pub(crate) fn completions(completions: &Completions) -> CliOutcome<ExitStatus> {
    let mut script = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(completions.shell, &mut command, name, &mut script);
    let mut terminal = Terminal::new(Words::english(), false);
    terminal.bytes(&script)?;
    terminal.end()?;
    Ok(ExitStatus::Fine)
}
