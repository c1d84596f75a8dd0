//! Tasks for people who work on Candour; `cargo xtask help` lists them.

#![cfg_attr(test, allow(clippy::expect_used, reason = "a test may stop where it stands"))]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "texts of a few lines: `write!` to a `String` would need an answer to an error that cannot happen"
)]

mod arguments;
mod assemble;
mod audit;
mod bench;
mod build;
mod circles;
mod content;
mod crates;
mod dependencies;
mod fuzz;
mod html;
mod licences;
mod lock;
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
mod release;
mod reproduce;
mod sbom;
mod schema;
mod serve;
mod sizes;
mod style;
mod system;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser as _;
use process::Outcome;
use tools::Tools;

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Outcome<()> {
    match command {
        Command::Assemble => assemble::assemble(),
        Command::Audit { offline } => audit::audit(offline),
        Command::Bench { command: false } => bench::bench(),
        Command::Bench { command: true } => bench::command(),
        Command::Build { quick: false } => build::build(&Tools::for_building()?)?.describe(),
        Command::Build { quick: true } => build::build_quickly(&Tools::for_building()?)?.describe(),
        Command::Content { check } => content::content(check),
        Command::Dependencies { check: false } => dependencies::dependencies(false),
        Command::Dependencies { check: true } => audit::check(),
        Command::Fuzz { target, seconds } => fuzz::long(target.as_deref(), seconds),
        Command::Mutations { resume, tests } => mutations::mutations(&tests, resume),
        Command::Names { check } => names::names(check),
        Command::Npm => npm::npm(),
        Command::Release => release::release(),
        Command::Reproduce { against: None } => reproduce::twice(),
        Command::Reproduce { against: Some(sums) } => reproduce::against(&sums),
        Command::Schema => schema::schema(),
        Command::Serve { port } => serve::serve(&build::build(&Tools::for_building()?)?, port),
        Command::Test { quick } => test::test(quick),
        Command::Tools => {
            Tools::for_testing().map(|tools| println!("the tools are in {}", tools.folder().display()))
        }
        Command::Watch => watch(),
    }
}

/// Trunk's own server, with the tools of this repository on its path.
fn watch() -> Outcome<()> {
    let mut trunk = Tools::for_building()?.trunk()?;
    process::run(trunk.args(["serve", "--offline", "--skip-version-check"]).current_dir(workspace::root()?))
}
