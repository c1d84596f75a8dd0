//! `candour`: checks, shows and compares the files of Candour on the command line.
//!
//! The judging is that of the page (`candour-files`), and so are the sentences (`candour-content`).
//! Here is what a page has from its browser: files, a terminal, randomness and a clock.

mod answers;
mod arguments;
mod check;
mod clock;
mod compare;
mod context;
mod convert;
mod decrypt;
mod document;
mod error;
mod expectations;
mod key;
mod key_file;
mod language;
mod lines;
mod manual;
mod messages;
mod new_file;
mod open;
mod page;
mod passphrase;
mod progress;
mod questionnaire;
mod random;
mod report;
mod request;
mod schema;
mod show;
mod signature;
mod spreadsheet;
mod stderr;
mod table;
mod terminal;
mod waiting;
mod word_processor;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, CliCommand, QuestionnaireCommand};
use error::{CliError, ExitStatus};
use messages::Words;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let ended = match &arguments.command {
        CliCommand::Check(check) if check.signature_only => signature::run(check),
        CliCommand::Check(check) => check::run(check),
        CliCommand::Show(show) => show::run(show),
        CliCommand::Compare(compare) => compare::run(compare),
        CliCommand::Request(request) => request::run(request),
        CliCommand::Key(key) => key::run(key),
        CliCommand::Decrypt(decrypt) => decrypt::run(decrypt),
        CliCommand::Page(page) => page::run(page),
        CliCommand::Questionnaire(QuestionnaireCommand::Check(check)) => questionnaire::run(check),
        CliCommand::Questionnaire(QuestionnaireCommand::Convert(convert)) => convert::run(convert),
        CliCommand::Language(language) => language::run(language),
        CliCommand::Schema(schema) => schema::run(schema),
        CliCommand::Man(man) => manual::man(man),
        CliCommand::Completions(completions) => manual::completions(completions),
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
