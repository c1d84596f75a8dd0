//! A copy of what is committed, in which changes are made and tests run.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use super::{
    list::{Home, Mutation, SOURCES, TESTS, files, home, place},
    results::{MutationVerdict, ResultRow},
};
use crate::{
    build::Build,
    process::{Ended, Outcome, output, run, shown, within},
    test,
    tools::Tools,
    workspace,
};

/// A workspace of its own, which needs the libraries of others.
const INDEPENDENT: &str = "tests/independent";
/// A change breaks the same code in every engine, so Chromium alone is enough.
const OTHER_ENGINES: [&str; 4] = ["--skip", "firefox", "--skip", "webkit"];

/// The copy, and what is known about it without any change.
pub(super) struct Copy {
    tree: PathBuf,
    commit: String,
    tools: Option<Tools>,
    /// Whether the page in `dist` is that of the files as they are.
    is_built: bool,
    /// How long each test takes without any change, or why it cannot be used.
    passed: BTreeMap<String, Outcome<Duration>>,
}

impl Copy {
    pub(super) fn make(root: &Path) -> Outcome<Self> {
        let tree = workspace::target_folder()?.join("mutations");
        if !tree.join(".git").exists() {
            run(Command::new("git").args(["clone", "--quiet", "--local"]).arg(root).arg(&tree))?;
        }
        let head = output(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root))?;
        run(Command::new("git").args(["fetch", "--quiet", "origin", &head]).current_dir(&tree))?;
        run(Command::new("git").args(["checkout", "--quiet", "--force", &head]).current_dir(&tree))?;
        let commit = head.chars().take(9).collect();
        Ok(Self { tree, commit, tools: None, is_built: false, passed: BTreeMap::new() })
    }

    /// The commit that is copied, in short.
    pub(super) fn commit(&self) -> &str {
        &self.commit
    }

    /// Sees that a test passes without any change, unless it is known how long that takes: otherwise its failing would
    /// tell nothing. Gives the time if it was measured now.
    pub(super) fn passes(&mut self, name: &str, usual: Option<Duration>) -> Option<Duration> {
        let timed = usual.map_or_else(|| self.timed(name), Ok);
        self.passed.insert(name.to_owned(), timed.clone());
        timed.ok().filter(|_| usual.is_none())
    }

    fn timed(&mut self, name: &str) -> Outcome<Duration> {
        let (verdict, time) = self.try_test(name, FIRST_LIMIT)?;
        match verdict {
            MutationVerdict::Passed => Ok(time),
            MutationVerdict::Failed => Err(format!("`{name}` fails even without a change")),
            MutationVerdict::TimeLimit => Err(format!("`{name}` does not end even without a change")),
            MutationVerdict::Undecided(problem) => Err(problem),
        }
    }

    /// Makes the change, and gives what became of each test. Whoever compares the copy afterwards finds it unchanged.
    pub(super) fn with(&mut self, mutation: &Mutation, tests: &[&str]) -> Outcome<Vec<ResultRow>> {
        let sources = files(&self.tree, &SOURCES)?;
        let (file, text) = place(mutation, &sources)?;
        self.is_built = false;
        workspace::write(file, text.replace(&mutation.find, &mutation.replace))?;
        let rows = tests.iter().map(|name| {
            let start = Instant::now();
            let verdict = self.try_changed(name).unwrap_or_else(MutationVerdict::Undecided);
            ResultRow {
                commit: self.commit.clone(),
                verdict,
                seconds: start.elapsed().as_secs(),
                test: (*name).to_owned(),
                breaks: mutation.breaks.clone(),
            }
        });
        let rows = rows.collect();
        self.is_built = false;
        workspace::write(file, text)?;
        Ok(rows)
    }

    /// What a test does with a change, if it passed without.
    fn try_changed(&mut self, name: &str) -> Outcome<MutationVerdict> {
        let usual =
            self.passed.get(name).cloned().unwrap_or_else(|| Err(format!("`{name}` was not timed")))?;
        self.try_test(name, limit(usual)).map(|(verdict, _)| verdict)
    }

    /// Compiles and runs a test: what it did, and how long it ran. Only running it has a limit.
    fn try_test(&mut self, name: &str, limit: Duration) -> Outcome<(MutationVerdict, Duration)> {
        let home = home(name, &self.tree, &files(&self.tree, &TESTS)?)?;
        if home == Home::Page {
            self.build()?;
        }
        let mut compile = self.cargo(&home)?;
        let compiled = within(LONGEST_BUILD, compile.arg("--no-run"))?;
        match compiled {
            Some(ended) if ended.status.success() => {}
            Some(ended) => return Err(format!("the change does not compile:\n{}", ended.stderr)),
            None => return Err(format!("`{}` does not end", shown(&compile))),
        }
        let mut command = self.cargo(&home)?;
        command.args(["--", name]);
        if home == Home::Page {
            command.args(OTHER_ENGINES);
        }
        println!("$ {}", shown(&command));
        let start = Instant::now();
        let ended = within(limit, &mut command)?;
        Ok((ended.map_or(Ok(MutationVerdict::TimeLimit), |ended| verdict(name, &ended))?, start.elapsed()))
    }

    /// `cargo test` for the tests there.
    fn cargo(&mut self, home: &Home) -> Outcome<Command> {
        let mut command = match home {
            Home::Page => {
                let built = Build { folder: self.tree.join("dist") };
                let tree = self.tree.clone();
                let mut command = test::page_tests(&tree, self.tools()?, &built)?;
                command.args(["--test", "page"]);
                command
            }
            Home::Native { manifest, target } => {
                let mut command = Command::new("cargo");
                command.args(["test", "--quiet", "--manifest-path"]).arg(manifest).args(target);
                if manifest.starts_with(self.tree.join(INDEPENDENT)) {
                    command.envs(test::verifiers(self.tools()?));
                }
                command
            }
        };
        command.env("CARGO_TARGET_DIR", self.tree.join("target")).current_dir(&self.tree);
        Ok(command)
    }

    /// Builds the page of the files as they are, unless it is there.
    fn build(&mut self) -> Outcome<()> {
        if self.is_built {
            return Ok(());
        }
        // The tools are those of this checkout, installed before.
        self.tools()?;
        let mut xtask = Command::new("cargo");
        xtask.args(["xtask", "build", "--quick"]).current_dir(&self.tree);
        xtask.env("CARGO_TARGET_DIR", self.tree.join("target")).env_remove("CARGO_MANIFEST_DIR");
        match within(LONGEST_BUILD, &mut xtask)? {
            Some(ended) if ended.status.success() => {
                self.is_built = true;
                Ok(())
            }
            Some(ended) => Err(format!("the page was not built:\n{}\n{}", ended.stdout, ended.stderr)),
            None => Err("building the page does not end".to_owned()),
        }
    }

    /// Installed when the first test needs them.
    fn tools(&mut self) -> Outcome<&Tools> {
        if self.tools.is_none() {
            self.tools = Some(Tools::for_testing()?);
        }
        self.tools.as_ref().ok_or_else(|| "the tools are missing".to_owned())
    }
}

/// Compiling everything on a small machine.
const LONGEST_BUILD: Duration = Duration::from_secs(3600);
/// For a test that has not been timed.
const FIRST_LIMIT: Duration = Duration::from_secs(600);

/// How long a test may run that usually takes so long: ten times that, so that only one that hangs is ended, and a
/// minute more for a machine that is busy.
fn limit(usual: Duration) -> Duration {
    usual * 10 + Duration::from_secs(60)
}

/// What the test of that name did, as the harness printed it.
fn verdict(name: &str, ended: &Ended) -> Outcome<MutationVerdict> {
    let lines = || ended.stdout.lines().map(str::trim);
    if ended.status.success() {
        let ran = lines().any(|line| line.contains("test result: ok.") && !line.contains(" 0 passed"));
        return if ran {
            Ok(MutationVerdict::Passed)
        } else {
            Err(format!("no test `{name}` ran:\n{}", ended.stdout))
        };
    }
    // In the list of failures; another test may have this one's name as a part of its own.
    let is_it = |line: &str| line.rsplit("::").next() == Some(name);
    if lines().any(|line| line.contains("test result: FAILED.")) && lines().any(is_it) {
        return Ok(MutationVerdict::Failed);
    }
    Err(format!("`{name}` neither passed nor failed:\n{}\n{}", ended.stdout, ended.stderr))
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// What a harness prints that ends with this status.
    fn said(name: &str, status: i32, printed: &str) -> Outcome<MutationVerdict> {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("printf '%s' \"$0\"; exit {status}"), printed]);
        let ended = within(Duration::from_secs(60), &mut command).expect("it starts").expect("it ends");
        verdict(name, &ended)
    }

    #[test]
    fn a_test_has_failed_only_if_the_list_of_failures_names_it() {
        let failed = "failures:\n    module::a_test\n\ntest result: FAILED. 1 passed; 1 failed\n";
        assert_eq!(said("a_test", 101, failed), Ok(MutationVerdict::Failed));
        assert!(said("test", 101, failed).is_err());
        assert!(said("a_test", 101, "error: could not compile\n").is_err());
    }

    #[test]
    fn a_test_has_passed_only_if_one_ran() {
        assert_eq!(said("a_test", 0, "test result: ok. 1 passed; 0 failed\n"), Ok(MutationVerdict::Passed));
        assert!(said("a_test", 0, "test result: ok. 0 passed; 0 failed\n").is_err());
        assert!(said("a_test", 0, "").is_err());
    }

    #[test]
    fn a_test_is_ended_only_long_after_its_usual_time() {
        assert_eq!(limit(Duration::ZERO), Duration::from_secs(60));
        assert_eq!(limit(Duration::from_secs(30)), Duration::from_secs(360));
    }
}
