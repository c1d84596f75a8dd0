//! `candour`: checks, shows and compares the files of Candour on the command line.
//!
//! The judging is that of the page (`candour-assessment`), and so are the sentences (`candour-content`).
//! Here is what a page has from its browser: files, a terminal, chance and a clock.

mod arguments;
mod check;
mod desk;
mod expected;
mod files;
mod hands;
mod keys;
mod open;
mod passphrase;
mod problem;
mod progress;
mod screen;
mod signature;
mod text;
mod told;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use problem::{Exit, Stop};
use words::Say;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match &arguments.command {
        Command::Check(check) if check.signature_only => signature::run(check),
        Command::Check(check) => check::run(check),
    };
    let exit = ended.unwrap_or_else(|stop| match stop {
        Stop::Pipe => Exit::Pipe,
        Stop::Problem(problem) => {
            screen::complain(&problem.said(&Say::default()));
            Exit::Wrong
        }
    });
    exit.into()
}
