//! Runs the steps of docs/ANALYSIS.md as they stand, on made-up files, and compares what the engines find with what
//! `candour` finds.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use crate::{
    process::{Outcome, heading, run},
    steps,
    tools::Tools,
    wheel::{self, WheelKind},
    workspace,
};

const DOCUMENT: &str = "docs/ANALYSIS.md";
/// From this many files on, the checking code is compiled for speed.
const MANY: u64 = 2_000;
/// Files that are there twice, so that something has to be counted once.
const TWICE: u64 = 5;
/// The engines whose steps write down what they find.
const ENGINES: [&str; 3] = ["DuckDB", "Polars", "Spark"];

/// Makes files, runs each step and compares.
pub(crate) fn analysis(files: u64) -> Outcome<()> {
    let root = workspace::root()?;
    let tools = Tools::for_analysis()?;
    let quick = files < MANY;
    let wheel = if quick {
        wheel::make(&root, &tools, WheelKind::Trial)?
    } else {
        wheel::make(&root, &Tools::for_wheels()?, WheelKind::Portable(wheel::PORTABLE[0]))?
    };
    let steps = Steps::prepare(&root, &tools, &wheel, files, quick)?;
    let document = workspace::read(&root.join(DOCUMENT))?;
    let mut times = Vec::new();
    for (section, arguments) in [
        ("Answers in DuckDB", &[][..]),
        ("Answers in Polars", &[]),
        ("Answers in Spark", &[]),
        ("Checking them", &[]),
        ("DuckDB", &[]),
        ("Polars", &[]),
        ("Spark", &["1"]),
        ("Spark", &["2"]),
    ] {
        let program = steps::of(&document, section, "python")?;
        times.push((section, arguments, steps.run(section, &program, arguments)?));
        if let Some(engine) = ENGINES.iter().find(|engine| **engine == section) {
            steps.compare(&engine.to_lowercase())?;
        }
    }
    println!("\n{files} files, of which {TWICE} are there twice: all engines find what `candour` finds\n");
    for (section, arguments, seconds) in times {
        println!("{:<24}{:>8.1} s", [section, arguments.concat().as_str()].join(" "), seconds);
    }
    Ok(())
}

/// The folder in which the steps run.
struct Steps {
    folder: PathBuf,
    python: PathBuf,
    /// Where the wheel is installed: the environment of the engines stays as it is.
    packages: OsString,
    /// How often each answer was given to each question, by `candour compare`.
    answers: String,
    /// How many files have which verdict, by `candour check`.
    verdicts: String,
}

impl Steps {
    fn prepare(root: &Path, tools: &Tools, wheel: &Path, files: u64, quick: bool) -> Outcome<Self> {
        let target = workspace::target_folder()?;
        let folder = target.join("analysis");
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .map_err(|error| format!("cannot clear `{}`: {error}", folder.display()))?;
        }
        let (packages, answers) = (folder.join("packages"), folder.join("answers"));
        workspace::make_folder(&answers)?;
        let python = tools.analysis().join("bin/python");
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-index",
            "--no-deps",
        ]);
        run(pip.arg("--target").arg(&packages).arg(wheel))?;
        let profile = if quick { "dev" } else { "fast" };
        let cargo = |arguments: &[&str]| {
            let mut cargo = Command::new("cargo");
            cargo.args(arguments).args(["--profile", profile, "--locked"]).current_dir(root);
            cargo
        };
        let mut make = cargo(&["run", "--package", "candour-fixtures", "--example", "returned_files"]);
        run(make.arg("--").arg(&answers).arg(files.to_string()))?;
        for number in 0..TWICE {
            let from = answers.join(format!("company-{number}.json"));
            let to = answers.join(format!("again-{number}.json"));
            std::fs::copy(&from, to).map_err(|error| format!("cannot copy `{}`: {error}", from.display()))?;
        }
        run(&mut cargo(&["build", "--package", "candour-cli"]))?;
        let candour = target.join(if quick { "debug" } else { "fast" }).join("candour");
        let printed = |arguments: &[&str]| {
            let mut command = Command::new(&candour);
            // Ends with 1, because not every file is intact.
            let done = command.args(arguments).current_dir(&folder).output();
            let done = done.map_err(|error| format!("cannot run `{}`: {error}", candour.display()))?;
            String::from_utf8(done.stdout).map_err(|error| error.to_string())
        };
        let start = Instant::now();
        let lines = printed(&["compare", "answers", "--format", "ndjson"])?;
        println!("candour compare: {:.1} s", start.elapsed().as_secs_f64());
        workspace::write(&folder.join("answers.ndjson"), &lines)?;
        let checked = printed(&["check", "--quiet", "answers"])?;
        let packages = packages.into_os_string();
        Ok(Self {
            folder,
            python,
            packages,
            answers: counted_answers(&lines)?,
            verdicts: counted_verdicts(&checked),
        })
    }

    /// Runs a program of the document; gives the seconds it took.
    fn run(&self, section: &str, program: &str, arguments: &[&str]) -> Outcome<f64> {
        heading(&[section, arguments.concat().as_str()].join(" "));
        let mut python = Command::new(&self.python);
        python.args(["-c", program]).args(arguments).current_dir(&self.folder);
        python.env("PYTHONPATH", &self.packages).env("PYSPARK_PYTHON", &self.python);
        // What an earlier run wrote must not pass for what this one writes.
        for what in ["verdicts", "answers"] {
            let _ = std::fs::remove_file(self.folder.join(format!("{}-{what}.csv", section.to_lowercase())));
        }
        let start = Instant::now();
        let status = python.status().map_err(|error| format!("cannot run Python: {error}"))?;
        if !status.success() {
            return Err(format!("the steps below `{section}` in {DOCUMENT} end with {status}"));
        }
        Ok(start.elapsed().as_secs_f64())
    }

    /// Compares what the steps for an engine wrote with what `candour` finds.
    fn compare(&self, engine: &str) -> Outcome<()> {
        for (what, expected) in [("verdicts", &self.verdicts), ("answers", &self.answers)] {
            let file = self.folder.join(format!("{engine}-{what}.csv"));
            let found = workspace::read(&file)?.replace("\r\n", "\n");
            if found != *expected {
                let first = found.lines().zip(expected.lines()).find(|(one, two)| one != two);
                return Err(format!(
                    "`{}` is not what `candour` finds ({} lines, {} expected); first difference: {first:?}",
                    file.display(),
                    found.lines().count(),
                    expected.lines().count()
                ));
            }
        }
        Ok(())
    }
}

/// From lines like `intact<tab>answers/company-1.json`.
fn counted_verdicts(checked: &str) -> String {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for verdict in checked.lines().filter_map(|line| line.split_once('\t')).map(|(verdict, _)| verdict) {
        *counts.entry(verdict).or_default() += 1;
    }
    let lines = counts.iter().map(|(verdict, count)| format!("{verdict},{count}\n"));
    ["verdict,files\n".to_owned()].into_iter().chain(lines).collect()
}

/// From the lines of `candour compare --format ndjson`.
fn counted_answers(lines: &str) -> Outcome<String> {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let text = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
        if text("section") != "profile" {
            *counts.entry((text("question"), text("answer"))).or_default() += 1;
        }
    }
    if counts.is_empty() {
        return Err("`candour compare` finds no answers".to_owned());
    }
    let lines = counts.iter().map(|((question, answer), count)| format!("{question},{answer},{count}\n"));
    Ok(["question,answer,organisations\n".to_owned()].into_iter().chain(lines).collect())
}

#[cfg(test)]
mod tests {
    use super::{counted_answers, counted_verdicts};

    #[test]
    fn verdicts_are_counted_by_name() {
        let checked = "partial\ta.json\nintact\tb.json\nintact\tc.json\n";
        assert_eq!(counted_verdicts(checked), "verdict,files\nintact,2\npartial,1\n");
    }

    #[test]
    fn answers_are_counted_without_the_first_ones() {
        let line = |section: &str, answer: &str| {
            format!("{{\"section\":\"{section}\",\"question\":\"q\",\"answer\":\"{answer}\"}}\n")
        };
        let lines = [line("profile", "x"), line("s", "yes"), line("s", "no"), line("s", "yes")].concat();
        let expected = "question,answer,organisations\nq,no,1\nq,yes,2\n";
        assert_eq!(counted_answers(&lines), Ok(expected.to_owned()));
        assert!(counted_answers("").is_err());
    }
}
