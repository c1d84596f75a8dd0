//! What the page costs: bytes, where they are, time in Chromium, and what people read and print; and the time of the command line.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Instant,
};

use candour_authoring::folder::Folder;
use candour_fixtures::{Company, Requester};

use crate::{
    build::{Build, build, build_with},
    page,
    process::{Outcome, heading, output, run},
    questionnaires::{FOLDER, canonical_files, read_all, read_in},
    sizes,
    test::page_command,
    tools::Tools,
    workspace,
    yardstick::{self, SYNTHETIC},
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
    let many = Many::write(MANY)?;
    println!("\n{} bytes per file on average", many.bytes / many.files);
    let mut measure = page_command("run", &workspace::root()?, &tools, &built)?;
    run(measure.args(["--quiet", "--bin", "measure", "--"]).arg(&many.folder))?;
    run(page_command("run", &workspace::root()?, &tools, &built)?.args(["--quiet", "--bin", "reading"]))?;
    measure_command(&many)?;
    measure_beside(&tools, &built, &many)
}

/// Prints only how fast the command line is.
pub(crate) fn command() -> Outcome<()> {
    measure_command(&Many::write(MANY)?)
}

/// Prints only what is measured beside a page written by hand and beside other programs.
pub(crate) fn beside() -> Outcome<()> {
    let tools = Tools::for_testing()?;
    measure_beside(&tools, &build(&tools)?, &Many::write(MANY)?)
}

fn measure_command(many: &Many) -> Outcome<()> {
    heading("The same files checked on the command line, median of 7");
    print!("{}", command_table(many)?);
    Ok(())
}

/// A ratio that is to be kept: the name of its figures, what it is about, and the most it should be.
type Row = (&'static str, &'static str, f64);

/// The page beside the [`yardstick`].
const BESIDE_YARDSTICK: [Row; 11] = [
    ("profile", "first profile answer, slow network", 1.5),
    ("question", "any question answerable, slow network", 2.5),
    ("ready", "whole program ready, slow network", 14.0),
    ("answer-36", "an answer, 36 questions", 1.8),
    ("answer-360", "an answer, 360 questions", 2.0),
    ("answer-2000", "an answer, 2,000 questions", 2.5),
    ("key-36", "a key in a note, 36 questions", 1.3),
    ("key-2000", "a key in a note, 2,000 questions", 1.5),
    ("next-36", "next section, 36 questions", 2.0),
    ("result-36", "result shown, 36 questions", 3.0),
    ("draft-36", "draft exported, 36 questions", 3.0),
];

/// The page beside `candour check` of the same files on one core.
const FILES_ON_PAGE: Row = ("files", "1,000 files, `candour check` on one core", 2.5);

/// `candour check` beside `sha256sum` of the same files on as many cores.
const FILES_ON_COMMAND_LINE: Row = ("", "10,000 files by `candour check`, sha256sum", 3.0);

/// How many files the page opens beside the command line.
const FEW: u32 = 1_000;

/// Measures the page beside the [`yardstick`], also with questionnaires of many questions, and files beside other programs.
fn measure_beside(tools: &Tools, built: &Build, many: &Many) -> Outcome<()> {
    let few = Many::write(FEW)?;
    let figures = beside_yardstick(tools, built, &few)?;
    let figures = |name: &str| {
        let line = figures.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        let numbers =
            line.map(|line| line.split('\t').filter_map(|number| number.parse().ok()).collect::<Vec<f64>>());
        numbers
            .filter(|numbers| !numbers.is_empty())
            .ok_or_else(|| format!("nothing was measured for `{name}`"))
    };
    heading(
        "Beside a page written by hand with the same content, and beside other programs: milliseconds, medians",
    );
    println!("slow network: 400 kbit/s, 400 ms; the processor is made 4 times slower, but not for files");
    println!("{:<46}{:>10}{:>10}{:>8}{:>8}", "", "candour", "other", "ratio", "target");
    for (name, what, target) in BESIDE_YARDSTICK {
        let numbers = figures(name)?;
        print_row(what, numbers[0], numbers[1], target);
    }
    let program = fast_program()?;
    let (name, what, target) = FILES_ON_PAGE;
    let one_core = ["taskset", "--cpu-list", "0"].map(OsStr::new);
    let one_core = median(|| few.check(&[&one_core[..], &[program.as_os_str()]].concat()))?;
    print_row(what, figures(name)?[0], one_core, target);
    let (_, what, target) = FILES_ON_COMMAND_LINE;
    print_row(what, median(|| many.check(&[program.as_os_str()]))?, median(|| many.sum())?, target);
    Ok(())
}

fn print_row(what: &str, candour: f64, other: f64, target: f64) {
    println!("{what:<46}{candour:>10.1}{other:>10.1}{:>7.1}x{target:>7.1}x", candour / other);
}

/// Builds what is measured, and gives the lines of the program `yardstick`.
fn beside_yardstick(tools: &Tools, built: &Build, few: &Many) -> Outcome<String> {
    let root = workspace::root()?;
    let folders = read_all(&root)?;
    let target = workspace::target_folder()?.join("yardstick");
    let glossary = workspace::read(&root.join(FOLDER).join("glossary/en.json"))?;
    let mut pages = vec![
        ("page.html".to_owned(), workspace::read(&built.page())?),
        ("yardstick.html".to_owned(), yardstick::page(&folders)?),
    ];
    for synthetic in SYNTHETIC {
        let id = synthetic.id();
        let questionnaires = target.join(&id).join(FOLDER);
        write_folder(&questionnaires.join(&id), &synthetic.files(&folders))?;
        write_folder(&questionnaires.join("glossary"), &[("en.json", glossary.clone())])?;
        let page = build_with(tools, &questionnaires, &target.join(&id).join("dist"))?;
        pages.push((format!("page-{id}.html"), workspace::read(&page.page())?));
        pages.push((format!("yardstick-{id}.html"), yardstick::page(&read_in(&questionnaires)?)?));
    }
    let folder = target.join("pages");
    write_folder(&folder, &pages)?;
    // As servers send them.
    for (name, page) in pages {
        workspace::write(&folder.join(format!("{name}.gz")), sizes::gzipped(page.as_bytes())?)?;
    }
    let (profile, question) = first_and_last(&folders).ok_or("no question is always asked")?;
    let mut measure = page_command("run", &root, tools, built)?;
    measure.args(["--quiet", "--bin", "yardstick", "--"]).arg(folder).args([profile, question]);
    output(measure.arg(&few.folder))
}

fn write_folder<Name: AsRef<Path>>(folder: &Path, files: &[(Name, String)]) -> Outcome<()> {
    workspace::make_folder(folder)?;
    files.iter().try_for_each(|(name, text)| workspace::write(&folder.join(name), text))
}

/// The addresses of the first profile question and of the last question that is always asked.
fn first_and_last(folders: &[Folder]) -> Option<(String, String)> {
    let first = &folders.first()?.questionnaire;
    let last = &folders.last()?.questionnaire;
    let mut questions =
        last.sections().iter().flat_map(|section| section.questions.iter().map(move |own| (section, own)));
    let (section, question) = questions.rfind(|(_, question)| question.ask_when.is_empty())?;
    Some((
        format!("/{}/profile/{}", first.id(), first.profile().first()?.id),
        format!("/{}/{}/{}", last.id(), section.id, question.id),
    ))
}

/// Milliseconds that something takes, the median of [`RUNS`].
fn median(mut work: impl FnMut() -> Outcome<()>) -> Outcome<f64> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[RUNS / 2])
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
    fn write(count: u32) -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("candour-bench-{}-{count}", std::process::id()));
        std::fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make a folder for files: {error}"))?;
        let requester = Requester::new(1);
        let mut many = Self { folder, files: 0, bytes: 0 };
        for number in 0..count {
            let content = requester.file(&Company::new(number.into()));
            many.files += 1;
            many.bytes += content.len();
            workspace::write(&many.folder.join(format!("company-{number}.json")), content)?;
        }
        Ok(many)
    }

    /// Checks all with a command that begins with these words, and sees to it that they are intact.
    fn check(&self, program: &[&OsStr]) -> Outcome<()> {
        let (first, rest) = program.split_first().ok_or("no program")?;
        let said = output(Command::new(first).args(rest).args(["check", "--quiet"]).arg(&self.folder))?;
        let intact = said.lines().filter(|line| line.starts_with("intact\t")).count();
        if intact == self.files {
            Ok(())
        } else {
            Err(format!("{intact} of {} files were intact", self.files))
        }
    }

    /// Makes the SHA-256 of all with a program that does nothing else, one process on each core.
    fn sum(&self) -> Outcome<()> {
        let files = workspace::entries(&self.folder)?;
        let cores = thread::available_parallelism().map_err(|error| error.to_string())?.get();
        let started: Vec<std::io::Result<Child>> = files
            .chunks(files.len().div_ceil(cores))
            .map(|files| Command::new("sha256sum").args(files).stdout(Stdio::null()).spawn())
            .collect();
        for process in started {
            let status = process
                .and_then(|mut process| process.wait())
                .map_err(|error| format!("sha256sum: {error}"))?;
            if !status.success() {
                return Err(format!("sha256sum ended with {status}"));
            }
        }
        Ok(())
    }
}

/// `candour`, built for speed. As it is built for size it takes eleven times as long to check files.
fn fast_program() -> Outcome<PathBuf> {
    const PROFILE: &str = "fast";
    let mut cargo = Command::new("cargo");
    run(cargo.args(["build", "--locked", "--package", "candour-cli", "--profile", PROFILE]))?;
    Ok(workspace::target_folder()?.join(PROFILE).join("candour"))
}

fn command_table(many: &Many) -> Outcome<String> {
    let program = fast_program()?;
    let middle = median(|| many.check(&[program.as_os_str()]))? / 1_000.0;
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
