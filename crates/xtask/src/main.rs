//! Tasks for people who work on Candour; `cargo xtask help` lists them.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a task may stop at what it did not expect"
)]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "texts of a few lines: `write!` to a `String` would need an answer to an error that cannot happen"
)]

mod analysis;
mod archive;
mod arguments;
mod assemble;
mod audit;
mod bench;
mod build;
mod circles;
mod command;
mod content;
mod crates;
mod dependencies;
mod document;
mod fuzz;
mod html;
mod languages;
mod licences;
mod lists;
mod lockfile;
mod mutations;
mod names;
mod npm;
mod origin;
mod pack;
mod page;
mod policy;
mod process;
mod program;
mod questionnaires;
mod received;
mod release;
mod reproduce;
mod sbom;
mod schema;
mod serve;
mod signature;
mod sizes;
mod steps;
mod streams;
mod style;
mod system;
mod targets;
mod test;
mod tools;
mod wheel;
mod workspace;
mod yardstick;

use std::process::ExitCode;

use arguments::{XtaskArguments, XtaskCommand};
use clap::Parser as _;
use process::Outcome;
use tools::Tools;

fn main() -> ExitCode {
    match run(XtaskArguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: XtaskCommand) -> Outcome<()> {
    match command {
        XtaskCommand::Assemble => assemble::assemble(),
        XtaskCommand::Audit { offline } => audit::audit(offline),
        XtaskCommand::Bench { command: true, .. } => bench::command(),
        XtaskCommand::Bench { beside: true, .. } => bench::beside(),
        XtaskCommand::Bench { .. } => bench::bench(),
        XtaskCommand::Build { quick: false } => build::build(&Tools::for_building()?)?.describe(),
        XtaskCommand::Build { quick: true } => build::build_quickly(&Tools::for_building()?)?.describe(),
        XtaskCommand::Content { check } => content::content(check),
        XtaskCommand::Dependencies { check: false } => dependencies::dependencies(false),
        XtaskCommand::Dependencies { check: true } => audit::check(),
        XtaskCommand::Fuzz { target, seconds } => fuzz::long(target.as_deref(), seconds),
        XtaskCommand::Languages => languages::pseudo(),
        XtaskCommand::Mutations { resume, tests } => mutations::mutations(&tests, resume),
        XtaskCommand::Names { check } => names::names(check),
        XtaskCommand::Npm => npm::npm(),
        XtaskCommand::Release { key } => release::release(key.as_deref()),
        XtaskCommand::Reproduce { against: None } => reproduce::twice(),
        XtaskCommand::Reproduce { against: Some(sums) } => reproduce::against(&sums),
        XtaskCommand::Schema => schema::schema(),
        XtaskCommand::Serve { port } => serve::serve(&build::build(&Tools::for_building()?)?, port),
        XtaskCommand::Test { quick } => test::test(quick),
        XtaskCommand::Tools => {
            Tools::for_testing().map(|tools| println!("the tools are in {}", tools.folder().display()))
        }
        XtaskCommand::Watch => watch(),
        XtaskCommand::Wheel => wheel::wheel(),
        XtaskCommand::Analysis { files } => analysis::analysis(files),
    }
}

/// Trunk's own server, with the tools of this repository on its path.
fn watch() -> Outcome<()> {
    let mut trunk = Tools::for_building()?.trunk()?;
    process::run(trunk.args(["serve", "--offline", "--skip-version-check"]).current_dir(workspace::root()?))
}
