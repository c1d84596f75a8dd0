//! Breaks the code behind each promise of SECURITY.md, once, and sees that the test named there fails.
//!
//! The changes are in `tests/mutations.toml`. `cargo xtask mutations` makes them one after the other in a copy of
//! what is committed; `cargo xtask test` only checks that the list is complete and that each change still applies.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use serde::Deserialize;

use crate::{
    build::Built,
    process::{Outcome, heading, run, shown},
    test,
    tools::Tools,
    workspace,
};

/// The list of changes.
const LIST: &str = "tests/mutations.toml";
/// Where the code is that a change may break. A change names no file, so that code can move.
const SOURCES: [&str; 6] =
    ["crates", "src", "index.html", "tests/verify", "tests/independent", "tests/browser/src"];
/// Where tests are.
const TESTS: [&str; 3] = ["crates", "src", "tests"];

/// `tests/mutations.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    mutation: Vec<Mutation>,
}

/// A change of the code that breaks a promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutation {
    /// What is broken, as a sentence.
    breaks: String,
    /// The tests that must fail, each by its name.
    tests: Vec<String>,
    /// The code that is replaced. It stands exactly once in the sources.
    find: String,
    /// What replaces it.
    replace: String,
}

/// Where a test is, and so how it is run.
#[derive(Debug, PartialEq, Eq)]
enum Home {
    /// A test of a package: its manifest, and the arguments that name the test binary.
    Native { manifest: PathBuf, target: Vec<String> },
    /// A claim about the built page.
    Page,
}

/// Whether the list covers SECURITY.md, and every change still applies and names tests that exist.
pub(crate) fn check() -> Outcome<usize> {
    let root = workspace::root()?;
    let list = read(&root)?;
    let promises = promised(&workspace::read(&root.join("SECURITY.md"))?);
    let mut problems = uncovered(&promises, &list);
    let sources = files(&root, &SOURCES)?;
    let tests = files(&root, &TESTS)?;
    for mutation in &list.mutation {
        if let Err(problem) = place(mutation, &sources) {
            problems.push(problem);
        }
        let unknown = mutation.tests.iter().filter(|name| home(name, &root, &tests).is_err());
        problems.extend(unknown.map(|name| format!("{LIST}: there is no test `{name}`")));
    }
    if problems.is_empty() { Ok(list.mutation.len()) } else { Err(problems.join("\n")) }
}

/// Makes each change in a copy of the repository and runs its tests; `only` names a test or a part of its name.
pub(crate) fn mutations(only: Option<&str>) -> Outcome<()> {
    check()?;
    let root = workspace::root()?;
    let list = read(&root)?;
    let copy = Copy::make(&root)?;
    let chosen =
        |mutation: &&Mutation| only.is_none_or(|part| mutation.tests.iter().any(|name| name.contains(part)));
    let names: BTreeSet<&String> =
        list.mutation.iter().filter(chosen).flat_map(|mutation| &mutation.tests).collect();
    copy.passes(&names)?;
    let mut rows = Vec::new();
    for mutation in list.mutation.iter().filter(chosen) {
        heading(&mutation.breaks);
        let start = Instant::now();
        for (name, noticed) in copy.attempt(mutation)? {
            rows.push((mutation.breaks.clone(), name, noticed, start.elapsed().as_secs()));
        }
    }
    heading("Summary");
    for (breaks, name, noticed, seconds) in &rows {
        let word = if *noticed { "noticed" } else { "MISSED" };
        println!("{word:<9}{seconds:>5} s  {name}: {breaks}");
    }
    let missed = rows.iter().filter(|(_, _, noticed, _)| !noticed).count();
    println!("\n{} made, {} noticed, {missed} missed", rows.len(), rows.len() - missed);
    if rows.is_empty() {
        return Err(format!("no change in {LIST} names such a test"));
    }
    if missed == 0 { Ok(()) } else { Err(format!("{missed} tests do not notice what they promise")) }
}

fn read(root: &Path) -> Outcome<List> {
    toml::from_str(&workspace::read(&root.join(LIST))?).map_err(|error| format!("{LIST}: {error}"))
}

/// The names of tests in the tables of SECURITY.md.
fn promised(document: &str) -> BTreeSet<String> {
    let rows = document.lines().filter(|line| line.starts_with("| "));
    let code = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let is_test = |text: &&str| {
        text.contains('_') && text.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'))
    };
    code.filter(is_test).map(str::to_owned).collect()
}

fn uncovered(promises: &BTreeSet<String>, list: &List) -> Vec<String> {
    let covered: BTreeSet<&String> = list.mutation.iter().flat_map(|mutation| &mutation.tests).collect();
    let missing = promises.iter().filter(|name| !covered.contains(name));
    missing.map(|name| format!("{LIST}: no change makes `{name}` fail; add one")).collect()
}

/// All text files below these folders, without what is built.
fn files(root: &Path, places: &[&str]) -> Outcome<Vec<(PathBuf, String)>> {
    let mut found = Vec::new();
    let mut waiting: Vec<PathBuf> = places.iter().map(|place| root.join(place)).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let skipped = ["target", "node_modules", "vectors"];
            if !path.file_name().is_some_and(|name| skipped.iter().any(|skipped| name == *skipped)) {
                waiting.extend(workspace::entries(&path)?);
            }
            continue;
        }
        let code = ["rs", "js", "mjs", "html", "py", "sh"];
        if path.extension().is_some_and(|ending| code.iter().any(|code| ending == *code)) {
            let text = workspace::read(&path)?;
            found.push((path, text));
        }
    }
    Ok(found)
}

/// The one file that a change applies to. The list of changes is not among the sources.
fn place<'a>(mutation: &Mutation, sources: &'a [(PathBuf, String)]) -> Outcome<&'a (PathBuf, String)> {
    let found: Vec<_> = sources.iter().filter(|(_, text)| text.contains(&mutation.find)).collect();
    match found.as_slice() {
        [one] if one.1.matches(&mutation.find).count() == 1 => Ok(one),
        [] => Err(format!("{LIST}: the code of \"{}\" is no longer there; adapt it", mutation.breaks)),
        _ => Err(format!(
            "{LIST}: the code of \"{}\" is there several times; name more of it",
            mutation.breaks
        )),
    }
}

/// Where the test of that name is.
fn home(name: &str, root: &Path, tests: &[(PathBuf, String)]) -> Outcome<Home> {
    let declared = format!("fn {name}(");
    let (file, _) = tests
        .iter()
        .find(|(_, text)| text.contains(&declared))
        .ok_or_else(|| format!("there is no test `{name}`"))?;
    if file.starts_with(root.join("tests/browser/claims")) {
        return Ok(Home::Page);
    }
    let package = file
        .ancestors()
        .skip(1)
        .find(|folder| folder.join("Cargo.toml").exists())
        .ok_or_else(|| format!("`{}` is in no package", file.display()))?;
    let inside = file.strip_prefix(package).map_err(|error| error.to_string())?;
    let mut steps = inside.iter().map(|step| step.to_string_lossy().into_owned());
    let target = match (steps.next().as_deref(), steps.next()) {
        (Some("tests"), Some(step)) => vec!["--test".to_owned(), step.trim_end_matches(".rs").to_owned()],
        (Some("src"), _) if package.join("src/lib.rs").exists() => vec!["--lib".to_owned()],
        _ => vec!["--bins".to_owned()],
    };
    Ok(Home::Native { manifest: package.join("Cargo.toml"), target })
}

/// A copy of what is committed, in which changes are made.
struct Copy {
    tree: PathBuf,
}

impl Copy {
    fn make(root: &Path) -> Outcome<Self> {
        let tree = workspace::target_folder()?.join("mutations");
        if !tree.join(".git").exists() {
            run(Command::new("git").args(["clone", "--quiet", "--local"]).arg(root).arg(&tree))?;
        }
        let head = crate::process::output(Command::new("git").args(["rev-parse", "HEAD"]).current_dir(root))?;
        run(Command::new("git").args(["fetch", "--quiet", "origin"]).current_dir(&tree))?;
        run(Command::new("git").args(["checkout", "--quiet", "--force", &head]).current_dir(&tree))?;
        Ok(Self { tree })
    }

    /// Sees that these tests pass without any change: otherwise their failing would tell nothing.
    fn passes(&self, names: &BTreeSet<&String>) -> Outcome<()> {
        heading("Without any change");
        let tests = files(&self.tree, &TESTS)?;
        for name in names {
            if self.fails(name, &home(name, &self.tree, &tests)?)? {
                return Err(format!("`{name}` fails without any change"));
            }
        }
        Ok(())
    }

    /// Makes the change, and says of each test whether it failed. Whoever compares the copy afterwards finds it unchanged.
    fn attempt(&self, mutation: &Mutation) -> Outcome<Vec<(String, bool)>> {
        let sources = files(&self.tree, &SOURCES)?;
        let tests = files(&self.tree, &TESTS)?;
        let (file, text) = place(mutation, &sources)?;
        workspace::write(file, text.replace(&mutation.find, &mutation.replace))?;
        let noticed = mutation.tests.iter().map(|name| {
            let noticed = self.fails(name, &home(name, &self.tree, &tests)?)?;
            Ok((name.clone(), noticed))
        });
        let noticed: Outcome<Vec<_>> = noticed.collect();
        workspace::write(file, text)?;
        noticed
    }

    /// Whether the test runs and fails. A change that does not compile tells nothing, and is an error.
    fn fails(&self, name: &str, home: &Home) -> Outcome<bool> {
        let mut command = match home {
            Home::Native { manifest, target } => {
                let mut command = Command::new("cargo");
                command.args(["test", "--quiet", "--manifest-path"]).arg(manifest).args(target).arg(name);
                command
            }
            Home::Page => self.claim(name)?,
        };
        command.env("CARGO_TARGET_DIR", self.tree.join("target")).current_dir(&self.tree);
        println!("$ {}", shown(&command));
        let result = command
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("`{}` could not be started: {error}", shown(&command)))?;
        let printed = String::from_utf8_lossy(&result.stdout).into_owned();
        if result.status.success() {
            let ran =
                printed.lines().any(|line| line.contains("test result: ok.") && !line.contains(" 0 passed"));
            return if ran { Ok(false) } else { Err(format!("no test `{name}` ran:\n{printed}")) };
        }
        if printed.contains("test result: FAILED.") {
            return Ok(true);
        }
        Err(format!("the change does not compile:\n{}", String::from_utf8_lossy(&result.stderr)))
    }

    /// Builds the changed page, and tries the claim in Chromium.
    fn claim(&self, name: &str) -> Outcome<Command> {
        let tools = Tools::for_testing()?;
        let mut xtask = Command::new("cargo");
        xtask.args(["xtask", "build"]).current_dir(&self.tree);
        xtask.env("CARGO_TARGET_DIR", self.tree.join("target")).env_remove("CARGO_MANIFEST_DIR");
        run(&mut xtask)?;
        let mut command = test::page_tests(&self.tree, &tools, &Built { folder: self.tree.join("dist") })?;
        command.args(["--test", "page", "--", name, "--skip", "firefox", "--skip", "webkit"]);
        Ok(command)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutation(find: &str) -> Mutation {
        Mutation {
            breaks: "A promise".to_owned(),
            tests: Vec::new(),
            find: find.to_owned(),
            replace: String::new(),
        }
    }

    #[test]
    fn every_promise_has_a_change_that_applies() {
        assert_eq!(check().map(|count| count > 40), Ok(true));
    }

    #[test]
    fn tests_are_found_in_the_tables_only() {
        let document = "Text `not_a_test`.\n| Promise | `a_test`, `another_test` and `FORMAT.md` |\n";
        assert_eq!(promised(document), BTreeSet::from(["a_test".to_owned(), "another_test".to_owned()]));
    }

    #[test]
    fn a_change_must_apply_exactly_once() {
        let sources = [("a.rs".into(), "one two two".to_owned()), ("b.rs".into(), "three".to_owned())];
        assert!(place(&mutation("one"), &sources).is_ok());
        for (find, said) in [("two", "several times"), ("four", "no longer there")] {
            assert!(place(&mutation(find), &sources).is_err_and(|problem| problem.contains(said)), "{find}");
        }
    }

    #[test]
    fn a_promise_without_a_change_is_named() {
        let list = List { mutation: vec![Mutation { tests: vec!["a".to_owned()], ..mutation("x") }] };
        let promises = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        assert_eq!(uncovered(&promises, &list), [format!("{LIST}: no change makes `b` fail; add one")]);
    }
}
