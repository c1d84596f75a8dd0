//! Chores for people who work on Candour; `cargo xtask help` lists them.

#![cfg_attr(test, allow(clippy::expect_used, reason = "a test may stop where it stands"))]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "texts of a few lines: `write!` to a `String` would need an answer to an error that cannot happen"
)]

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
mod webdriver;
mod workspace;

use std::process::ExitCode;

use process::Outcome;
use tools::Tools;

const HELP: &str = "\
cargo xtask serve [--port N]   builds the page and serves it on this machine (port 8080)
cargo xtask build              writes the page to dist/
cargo xtask test [--quick]     runs every check and test; --quick leaves browsers and fuzzing out
cargo xtask content [--check]  checks the questionnaires and writes questionnaires/TO-CHECK.md
cargo xtask npm                writes the npm package candour-verify to target/npm/candour-verify
cargo xtask names [--check]    writes the tables that names are compared with, of the data of Unicode
cargo xtask schema             writes the JSON Schemas of the files to schema/
cargo xtask fuzz [TARGET] [SECONDS]
                               feeds every reader, or one, with what a fuzzer comes up with (180 seconds each)
cargo xtask dependencies [--check]
                               writes down what the page is made of and under which licences: docs/DEPENDENCIES.md, src/licences.txt
cargo xtask audit [--offline]  holds every crate against deny.toml and the list of known faults
cargo xtask release            writes the files of a release, from what is committed
cargo xtask reproduce [--against SHA256SUMS]
                               builds a release twice, differently, and compares each byte; or once, with published sums
cargo xtask bench [--command]  prints sizes and times of the page, and the speed of the command line, or only that
cargo xtask watch              `trunk serve` with the tools below: rebuilds and reloads while you work
cargo xtask tools              installs everything that building and testing need

Tools are kept in $CANDOUR_TOOLS, by default candour/tools in your cache folder.
`assemble` is what Trunk calls after each build.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match chore(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("\nerror: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn chore(arguments: &[&str]) -> Outcome<()> {
    match arguments {
        ["assemble"] => assemble::assemble(),
        ["build"] => build::build(&Tools::for_building()?)?.describe(),
        ["serve"] => serve(8080),
        ["serve", "--port", port] => serve(port.parse().map_err(|_| format!("`{port}` is no port"))?),
        ["test"] => test::test(false),
        ["test", "--quick"] => test::test(true),
        ["bench"] => bench::bench(),
        ["bench", "--command"] => bench::command(),
        ["fuzz", arguments @ ..] => fuzz::long(arguments),
        ["content"] => content::content(false),
        ["content", "--check"] => content::content(true),
        ["dependencies"] => dependencies::dependencies(false),
        ["dependencies", "--check"] => audit::check(),
        ["audit"] => audit::audit(false),
        ["audit", "--offline"] => audit::audit(true),
        ["release"] => release::release(),
        ["reproduce"] => reproduce::twice(),
        ["reproduce", "--against", sums] => reproduce::against(sums),
        ["npm"] => npm::npm(),
        ["names"] => names::names(false),
        ["names", "--check"] => names::names(true),
        ["schema"] => schema::schema(),
        ["tools"] => {
            Tools::for_testing().map(|tools| println!("the tools are in {}", tools.folder().display()))
        }
        ["watch"] => watch(),
        ["help" | "--help"] | [] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("no such chore: `{}`\n\n{HELP}", arguments.join(" "))),
    }
}

fn serve(port: u16) -> Outcome<()> {
    serve::serve(&build::build(&Tools::for_building()?)?, port)
}

/// Trunk's own server, with the tools of this repository on its path.
fn watch() -> Outcome<()> {
    let mut trunk = Tools::for_building()?.trunk()?;
    process::run(trunk.args(["serve", "--offline", "--skip-version-check"]).current_dir(workspace::root()?))
}
