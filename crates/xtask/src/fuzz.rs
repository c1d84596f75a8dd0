//! Fuzzing: every reader is fed with what a fuzzer comes up with, watched for what each input reaches.
//!
//! The targets are in `fuzz/`, laid out as cargo-fuzz wants it.

use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    process::{Outcome, heading, output, run, shown},
    tools::Tools,
    workspace,
};

/// Inputs for each target in a short run: all targets together take half a minute on a small machine.
const SHORT: u64 = 20_000;
/// Longest input in bytes: twice the longest seed.
const LONGEST_INPUT: u64 = 8_192;
/// Seconds after which one input counts as a crash. None takes a tenth of one.
const SLOWEST_INPUT: u64 = 20;

/// When a target has had enough.
#[derive(Clone, Copy)]
enum Enough {
    Runs(u64),
    Seconds(u64),
}

/// What came of fuzzing one target.
struct Fuzzed {
    target: String,
    outcome: Outcome<Figures>,
    time: Duration,
}

/// What a fuzzer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Figures {
    /// Inputs tried.
    runs: u64,
    /// Places in the code that were reached.
    coverage: u64,
    /// Places, told apart by how often and after what they were reached.
    features: u64,
}

/// A small, fixed number of inputs for every target, always the same ones; gives the number of targets.
pub(crate) fn short(tools: &Tools) -> Outcome<usize> {
    let fuzzers = Fuzzers::build(tools)?;
    let new = fuzzers.folder.join("short");
    // Whatever was found before would change what is tried now.
    if new.exists() {
        std::fs::remove_dir_all(&new)
            .map_err(|error| format!("cannot clear `{}`: {error}", new.display()))?;
    }
    let fuzzed = fuzzers.fuzz_all(targets()?, &new, Enough::Runs(SHORT));
    conclusion(&fuzzed).map(|()| fuzzed.len())
}

/// Fuzzes one target or all for some time each, as many at once as there are processors, going on from what
/// earlier runs found.
pub(crate) fn long(target: Option<&str>, seconds: u64) -> Outcome<()> {
    let targets = chosen(target, targets()?)?;
    let fuzzers = Fuzzers::build(&Tools::for_fuzzing()?)?;
    let found = fuzzers.folder.join("found");
    heading(&format!("{seconds} seconds for each target"));
    let fuzzed = fuzzers.fuzz_all(targets, &found, Enough::Seconds(seconds));
    heading("Summary");
    print!("{}", table(&fuzzed));
    println!("\nfindings are in {}", found.display());
    conclusion(&fuzzed)
}

/// The names of all targets, sorted.
fn targets() -> Outcome<Vec<String>> {
    let sources = workspace::entries(&workspace::root()?.join("fuzz/fuzz_targets"))?;
    Ok(sources.iter().filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned())).collect())
}

/// The target with this name, or all of them.
fn chosen(target: Option<&str>, all: Vec<String>) -> Outcome<Vec<String>> {
    match target {
        None => Ok(all),
        Some(name) if all.iter().any(|target| target == name) => Ok(vec![name.to_owned()]),
        Some(name) => Err(format!("no target `{name}`; there are {}", all.join(", "))),
    }
}

/// The targets, built and ready to be fed.
struct Fuzzers {
    root: PathBuf,
    /// Holds what is built and found.
    folder: PathBuf,
    programs: PathBuf,
}

impl Fuzzers {
    fn build(tools: &Tools) -> Outcome<Self> {
        let root = workspace::root()?;
        let folder = workspace::target_folder()?.join("fuzz");
        let host = host()?;
        let mut cargo = tools.cargo_fuzz();
        // No sanitizer: they look for what unsafe code does wrong, and want the nightly compiler.
        cargo.args(["build", "--sanitizer", "none", "--target", &host, "--target-dir"]).arg(&folder);
        // These would come on top, or take the place of the flags that make a target watched.
        cargo.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").current_dir(&root);
        run(&mut cargo)?;
        let programs = folder.join(host).join("release");
        Ok(Self { root, folder, programs })
    }

    /// Fuzzes targets, as many at once as there are processors; gives them in their order.
    fn fuzz_all(&self, targets: Vec<String>, found: &Path, enough: Enough) -> Vec<Fuzzed> {
        let (left, done) = (Mutex::new(targets.into_iter()), Mutex::new(Vec::new()));
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    loop {
                        // Not held while the target is fuzzed.
                        let next = locked(&left).next();
                        let Some(target) = next else { return };
                        let fuzzed = self.fuzz(target, found, enough);
                        locked(&done).push(fuzzed);
                    }
                });
            }
        });
        let mut fuzzed = std::mem::take(&mut *locked(&done));
        fuzzed.sort_by(|one, other| one.target.cmp(&other.target));
        fuzzed
    }

    /// Fuzzes one target from its seeds and from what lies in its folder within `found`, and adds to that.
    fn fuzz(&self, target: String, found: &Path, enough: Enough) -> Fuzzed {
        let start = Instant::now();
        let outcome = self.try_fuzz(&target, &found.join(&target), enough);
        Fuzzed { target, outcome, time: start.elapsed() }
    }

    fn try_fuzz(&self, target: &str, found: &Path, enough: Enough) -> Outcome<Figures> {
        let seeds = self.root.join("fuzz/corpus").join(target);
        if workspace::entries(&seeds)?.is_empty() {
            return Err(format!("no seeds in `{}`; add one or two small inputs", seeds.display()));
        }
        let artifacts = self.root.join("fuzz/artifacts").join(target);
        workspace::make_folder(&artifacts)?;
        workspace::make_folder(found)?;
        let mut prefix = OsString::from("-artifact_prefix=");
        prefix.push(artifacts.join(""));
        let mut fuzzer = Command::new(self.programs.join(target));
        fuzzer.arg(found).arg(seeds).arg(prefix);
        fuzzer.arg(format!("-max_len={LONGEST_INPUT}")).arg(format!("-timeout={SLOWEST_INPUT}"));
        match enough {
            Enough::Runs(runs) => fuzzer.args([format!("-runs={runs}"), "-seed=1".to_owned()]),
            Enough::Seconds(seconds) => fuzzer.arg(format!("-max_total_time={seconds}")),
        };
        let figures = fuzz(target, &mut fuzzer)?;
        match enough {
            _ if figures.coverage == 0 => Err("the fuzzer got no coverage".to_owned()),
            Enough::Runs(runs) if figures.runs < runs => {
                Err(format!("the fuzzer stopped after {} inputs", figures.runs))
            }
            _ => Ok(figures),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a fuzzer told, without each of its many steps.
#[derive(Default)]
struct FuzzerOutput {
    /// The last line with figures.
    figures: String,
    /// All lines without.
    rest: Vec<String>,
}

impl FuzzerOutput {
    fn add(&mut self, line: &str) {
        if line.starts_with('#') && line.contains(" cov: ") {
            line.clone_into(&mut self.figures);
        } else {
            self.rest.push(line.to_owned());
        }
    }

    /// Reads a line like `#5000  DONE   cov: 120 ft: 196 corp: 43/631b lim: 30 exec/s: 0 rss: 28Mb`.
    fn figures(&self) -> Option<Figures> {
        let words: Vec<&str> = self.figures.split_whitespace().collect();
        let behind = |name: &str| {
            let place = words.iter().position(|word| *word == name)?;
            words.get(place + 1)?.parse().ok()
        };
        Some(Figures {
            runs: words.first()?.strip_prefix('#')?.parse().ok()?,
            coverage: behind("cov:")?,
            features: behind("ft:")?,
        })
    }

    /// The file with the input that broke the target.
    fn culprit(&self) -> Option<&str> {
        self.rest.iter().find_map(|line| Some(line.split_once("Test unit written to ")?.1))
    }
}

/// Runs a fuzzer to its end, showing signs of life and, if it breaks, all it says about that.
fn fuzz(target: &str, fuzzer: &mut Command) -> Outcome<Figures> {
    println!("{target}: $ {}", shown(fuzzer));
    let program = fuzzer.get_program().to_string_lossy().into_owned();
    let child = fuzzer.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("`{program}` could not be started: {error}"))?;
    let mut told = FuzzerOutput::default();
    if let Some(output) = child.stderr.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|error| format!("cannot read the fuzzer's output: {error}"))?;
            let line = String::from_utf8_lossy(&line);
            if line.contains("\tpulse ") || line.contains("\tDONE ") {
                println!("{target}: {line}");
            }
            told.add(&line);
        }
    }
    let status = child.wait().map_err(|error| format!("cannot wait for the fuzzer: {error}"))?;
    if status.success() {
        return told.figures().ok_or_else(|| "the fuzzer printed no figures".to_owned());
    }
    eprintln!("{target}:\n{}", told.rest.join("\n"));
    Err(match told.culprit() {
        Some(input) => format!("it failed; to reproduce: {program} {input}"),
        None => format!("the fuzzer ended with {status}"),
    })
}

fn table(fuzzed: &[Fuzzed]) -> String {
    let mut out = format!(
        "{:<16}{:<9}{:>12}{:>9}{:>10}{:>10}\n",
        "target", "outcome", "runs", "seconds", "coverage", "features"
    );
    for Fuzzed { target, outcome, time } in fuzzed {
        let seconds = time.as_secs();
        out.push_str(&match outcome {
            Ok(Figures { runs, coverage, features }) => {
                format!("{target:<16}{:<9}{runs:>12}{seconds:>9}{coverage:>10}{features:>10}\n", "ok")
            }
            Err(_) => format!("{target:<16}{:<9}{:>12}{seconds:>9}\n", "BROKE", ""),
        });
    }
    out
}

/// Fails with what each broken target says.
fn conclusion(fuzzed: &[Fuzzed]) -> Outcome<()> {
    let broken: Vec<String> = fuzzed
        .iter()
        .filter_map(|fuzzed| {
            fuzzed.outcome.as_ref().err().map(|problem| format!("{}: {problem}", fuzzed.target))
        })
        .collect();
    match fuzzed {
        [] => Err("there are no targets in fuzz/fuzz_targets".to_owned()),
        _ if broken.is_empty() => Ok(()),
        _ => Err(broken.join("\n")),
    }
}

/// The name of this machine's kind, such as `x86_64-unknown-linux-gnu`.
fn host() -> Outcome<String> {
    let about = output(Command::new("rustc").arg("--version").arg("--verbose"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not report its host".to_owned())
}

#[cfg(test)]
mod tests {
    use std::{process::Command, time::Duration};

    use super::{Figures, Fuzzed, FuzzerOutput, chosen, conclusion, fuzz, table};
    use crate::lockfile::Lockfile;

    fn says(text: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", text]);
        command
    }

    #[test]
    fn the_last_figures_of_a_fuzzer_count() {
        let told = "printf '#2\\tINITED cov: 9 ft: 9 corp: 1/1b\\n#20\\tDONE   cov: 120 ft: 196 corp: 43/631b\\n' >&2";
        assert_eq!(fuzz("made-up", &mut says(told)), Ok(Figures { runs: 20, coverage: 120, features: 196 }));
        assert!(
            fuzz("made-up", &mut says("echo nothing >&2")).is_err(),
            "a fuzzer that gives no figures did nothing"
        );
    }

    #[test]
    fn a_target_that_breaks_names_the_input() {
        let told = "echo \"artifact_prefix='a/'; Test unit written to a/crash-1\" >&2; exit 77";
        assert!(fuzz("made-up", &mut says(told)).is_err_and(|problem| problem.ends_with(" a/crash-1")));
        assert!(fuzz("made-up", &mut says("kill -9 $$")).is_err());
    }

    #[test]
    fn one_broken_target_is_enough_to_fail() {
        let good = |target: &str| Fuzzed {
            target: target.to_owned(),
            outcome: Ok(Figures { runs: 5, coverage: 3, features: 4 }),
            time: Duration::from_secs(7),
        };
        let bad = Fuzzed { outcome: Err("it broke".to_owned()), ..good("bad") };
        assert_eq!(conclusion(&[good("one"), good("two")]), Ok(()));
        assert_eq!(conclusion(&[]), Err("there are no targets in fuzz/fuzz_targets".to_owned()));
        let both = [good("good"), bad];
        assert_eq!(conclusion(&both), Err("bad: it broke".to_owned()));
        let table = table(&both);
        let words =
            |line: usize| table.lines().nth(line).expect("a line").split_whitespace().collect::<Vec<_>>();
        assert_eq!(words(1), ["good", "ok", "5", "7", "3", "4"]);
        assert_eq!(words(2), ["bad", "BROKE", "7"]);
    }

    #[test]
    fn an_unknown_target_is_refused() {
        let all = || vec!["age".to_owned(), "json".to_owned()];
        for (target, expected) in
            [(None, Some(all())), (Some("json"), Some(vec!["json".to_owned()])), (Some("jason"), None)]
        {
            assert_eq!(chosen(target, all()).ok(), expected, "{target:?}");
        }
    }

    #[test]
    fn steps_that_found_something_are_not_kept() {
        let mut told = FuzzerOutput::default();
        told.add("#12\tNEW    cov: 9 ft: 9 corp: 1/1b lim: 4 exec/s: 0 rss: 28Mb L: 4/4 MS: 1 ChangeBit-");
        told.add("thread panicked at src/json.rs");
        assert_eq!(told.rest, ["thread panicked at src/json.rs"]);
    }

    #[test]
    fn what_is_fuzzed_is_what_is_shipped() {
        let packages = |lock: &str| Lockfile::parse(lock).expect("a lock file").packages();
        let shipped = packages(include_str!("../../../Cargo.lock"));
        let other: Vec<_> = packages(include_str!("../../../fuzz/Cargo.lock"))
            .into_iter()
            .filter(|package| {
                !shipped.contains(package) && shipped.iter().any(|(name, _)| *name == package.0)
            })
            .collect();
        assert!(other.is_empty(), "bring fuzz/Cargo.lock to the versions of Cargo.lock: {other:?}");
    }
}
