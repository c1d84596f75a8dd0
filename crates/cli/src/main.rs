//! `candour`: checks, shows and compares the files of Candour on the command line.
//!
//! The judging is that of the page (`candour-files`), and so are the sentences (`candour-content`).
//! Here is what a page has from its browser: files, a terminal, randomness and a clock.

mod answers;
mod arguments;
mod check;
mod compare;
mod context;
mod decrypt;
mod document;
mod error;
mod expectations;
mod key;
mod key_file;
mod lines;
mod manual;
mod messages;
mod new_file;
mod open;
mod passphrase;
mod progress;
mod questionnaire;
mod random;
mod report;
mod request;
mod schema;
mod show;
mod signature;
mod stderr;
mod table;
mod terminal;
mod waiting;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command, Questionnaire};
use error::{CliError, ExitStatus};
use messages::Words;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match &arguments.command {
        Command::Check(check) if check.signature_only => signature::run(check),
        Command::Check(check) => check::run(check),
        Command::Show(show) => show::run(show),
        Command::Compare(compare) => compare::run(compare),
        Command::Request(request) => request::run(request),
        Command::Key(key) => key::run(key),
        Command::Decrypt(decrypt) => decrypt::run(decrypt),
        Command::Questionnaire(Questionnaire::Check(check)) => questionnaire::run(check),
        Command::Schema(schema) => schema::run(schema),
        Command::Man(man) => manual::man(man),
        Command::Completions(completions) => manual::completions(completions),
    };
    let exit = ended.unwrap_or_else(|stop| match stop {
        CliError::Pipe => ExitStatus::Pipe,
        CliError::Message(problem) => {
            terminal::print_warning(&problem.sentences(Words::english()));
            ExitStatus::Wrong
        }
    });
    exit.into()
}
