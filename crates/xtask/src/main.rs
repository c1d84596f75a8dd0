//! Chores for people who work on Candour; `cargo xtask help` lists them.

mod assemble;
mod build;
mod html;
mod page;
mod policy;
mod process;
mod questionnaires;
mod serve;
mod sizes;
mod style;
mod system;
mod tools;
mod workspace;

use std::process::ExitCode;

use process::Outcome;
use tools::Tools;

const HELP: &str = "\
cargo xtask serve [--port N]   builds the page and serves it on this machine (port 8080)
cargo xtask build              writes the page to dist/
cargo xtask test [--quick]     runs every check and test; --quick leaves the browsers out
cargo xtask content [--check]  checks the questionnaires and writes questionnaires/TO-CHECK.md
cargo xtask bench              prints sizes and times of the page
cargo xtask tools              installs what building needs and prints where it is

Tools are kept in $CANDOUR_TOOLS, by default candour/tools in your cache folder.
For live reload while you work: PATH=\"$(cargo xtask tools):$PATH\" trunk serve
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
