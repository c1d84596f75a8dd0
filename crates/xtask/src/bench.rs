//! What the page costs: bytes, where they are, time in Chromium, and what people read and print; and the time of the command line.

use std::{path::PathBuf, process::Command, time::Instant};

use candour_fixtures::{Company, Requester};

use crate::{
    build::{Build, build},
    page,
    process::{Outcome, heading, output, run},
    questionnaires::{canonical_files, read_all},
    sizes,
    test::page_command,
    tools::Tools,
    workspace,
};

/// How often each time is taken; the middle one counts.
const RUNS: usize = 7;

/// Builds the page and prints its tables.
pub(crate) fn bench() -> Outcome<()> {
    let tools = Tools::for_testing()?;
    let built = build(&tools)?;
    heading("Size");
    print!("{}", size_table(&built)?);
    heading("Where the program's bytes are (before wasm-opt and packing)");
    print!("{}", crate::program::table(&crate::build::program()?)?);
    let many = Many::write()?;
    println!("\n{} bytes per file on average", many.bytes / many.files);
    let mut measure = page_command("run", &workspace::root()?, &tools, &built)?;
    run(measure.args(["--quiet", "--bin", "measure", "--"]).arg(&many.folder))?;
    run(page_command("run", &workspace::root()?, &tools, &built)?.args(["--quiet", "--bin", "reading"]))?;
    measure_command(&many)
}

/// Prints only how fast the command line is.
pub(crate) fn command() -> Outcome<()> {
    measure_command(&Many::write()?)
}

fn measure_command(many: &Many) -> Outcome<()> {
    heading("The same files checked on the command line, median of 7");
    print!("{}", command_table(many)?);
    Ok(())
}

/// How many files are checked: as many as the page opens at most when it is measured.
const MANY: u32 = 10_000;

/// Many files that companies would send back.
struct Many {
    folder: PathBuf,
    files: usize,
    bytes: usize,
}

impl Drop for Many {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("cannot remove the files in {}: {error}", self.folder.display());
        }
    }
}

impl Many {
    fn write() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("candour-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make a folder for files: {error}"))?;
        let requester = Requester::new(1);
        let mut many = Self { folder, files: 0, bytes: 0 };
        for number in 0..MANY {
            let content = requester.file(&Company::new(number.into()));
            many.files += 1;
            many.bytes += content.len();
            workspace::write(&many.folder.join(format!("company-{number}.json")), content)?;
        }
        Ok(many)
    }
}

/// Checks the files with `candour`, built for speed. As it is built for size it takes eleven times as long.
fn command_table(many: &Many) -> Outcome<String> {
    const PROFILE: &str = "fast";
    let mut cargo = Command::new("cargo");
    run(cargo.args(["build", "--locked", "--package", "candour-cli", "--profile", PROFILE]))?;
    let program = workspace::target_folder()?.join(PROFILE).join("candour");
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let said = output(Command::new(&program).args(["check", "--quiet"]).arg(&many.folder))?;
        times.push(start.elapsed().as_secs_f64());
        let intact = said.lines().filter(|line| line.starts_with("intact\t")).count();
        if intact != many.files {
            return Err(format!("{intact} of {} files were intact", many.files));
        }
    }
    times.sort_by(f64::total_cmp);
    let middle = times.get(RUNS / 2).copied().unwrap_or_default();
    let size = std::fs::metadata(&program).map_err(|error| error.to_string())?.len() / 1_000;
    Ok(format!(
        "{:<10}{:>12}{:>16}{:>16}\n{MANY:<10}{middle:>12.1}{:>16.0}{size:>16}\n",
        "files",
        "seconds",
        "files per second",
        "program, kB",
        f64::from(MANY) / middle
    ))
}

fn size_table(built: &Build) -> Outcome<String> {
    let page = workspace::read(&built.page())?;
    let parts = page::parts(&page)?;
    let content: String =
        canonical_files(&read_all(&workspace::root()?)?).into_iter().map(|(_, text)| text).collect();
    let mut rows: Vec<(&str, &[u8])> = vec![("the whole page", page.as_bytes())];
    for (name, bytes) in &parts {
        rows.push((name, bytes));
        if *name == "program unpacked" {
            rows.push(("  content within it", content.as_bytes()));
        }
    }
    sizes::table(&rows)
}
