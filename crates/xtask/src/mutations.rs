//! Breaks the code behind each promise of SECURITY.md, once, and sees that the test named there fails.
//!
//! The changes are in `tests/mutations.toml`. `cargo xtask mutations` makes them one after the other in a copy of
//! what is committed; `cargo xtask test` only checks that the list is complete and that each change still applies.

mod copy;
mod results;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use self::{
    copy::Copy,
    results::{Results, Row, Verdict},
};
use crate::{
    process::{Outcome, heading},
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

impl Mutation {
    /// Its tests, of these: each chosen by a part of its name. All of them if none is chosen.
    fn tests_among<'a>(&'a self, chosen: &[String]) -> Vec<&'a str> {
        let is_chosen =
            |name: &&str| chosen.is_empty() || chosen.iter().any(|part| name.contains(part.as_str()));
        self.tests.iter().map(String::as_str).filter(is_chosen).collect()
    }
}

/// Where a test is, and so how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// Makes each change in a copy of the repository and runs its tests, or those of them that are chosen by a part of
/// their names. With `resume`, pairs of change and test that a run before has shown to be in order are not tried again.
pub(crate) fn mutations(chosen: &[String], resume: bool) -> Outcome<()> {
    check()?;
    let root = workspace::root()?;
    let list = read(&root)?;
    let mut copy = Copy::make(&root)?;
    let mut results = Results::open(&workspace::target_folder()?.join("mutations.tsv"), resume)?;
    let pairs = list.mutation.iter().map(|mutation| (mutation, mutation.tests_among(chosen)));
    let (mut rows, mut open) = (Vec::new(), Vec::new());
    for (mutation, tests) in pairs {
        let (done, tests): (Vec<&str>, Vec<&str>) =
            tests.into_iter().partition(|name| results.noticed(&mutation.breaks, name).is_some());
        rows.extend(done.iter().filter_map(|name| results.noticed(&mutation.breaks, name).cloned()));
        open.push((mutation, tests));
    }
    heading("Without any change");
    for name in open.iter().flat_map(|(_, tests)| tests).collect::<BTreeSet<_>>() {
        let usual = results.usual(copy.commit(), name);
        if let Some(time) = copy.passes(name, usual) {
            results.add_usual(copy.commit(), name, time)?;
        }
    }
    for (mutation, tests) in open.iter().filter(|(_, tests)| !tests.is_empty()) {
        heading(&mutation.breaks);
        for row in copy.with(mutation, tests)? {
            println!("{row}");
            results.add(&row)?;
            rows.push(row);
        }
    }
    heading("Summary");
    summary(&rows)
}

/// Prints a table and the numbers; an error if a change was not noticed, or if that is not known.
fn summary(rows: &[Row]) -> Outcome<()> {
    println!("{}", results::table(rows));
    let count = |wanted: fn(&Verdict) -> bool| rows.iter().filter(|row| wanted(&row.verdict)).count();
    let (noticed, survived) = (count(Verdict::is_noticed), count(|verdict| *verdict == Verdict::Passed));
    let undecided = rows.len() - noticed - survived;
    println!("{} tried, {noticed} noticed, {survived} survived, {undecided} undecided", rows.len());
    match (rows.len(), survived + undecided) {
        (0, _) => Err(format!("no change in {LIST} names such a test")),
        (_, 0) => Ok(()),
        (_, open) => Err(format!("{open} tests did not notice their change")),
    }
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
        [] => Err(format!("{LIST}: the code of \"{}\" no longer exists; update it", mutation.breaks)),
        _ => {
            Err(format!("{LIST}: the code of \"{}\" occurs several times; quote more of it", mutation.breaks))
        }
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
        for (find, said) in [("two", "several times"), ("four", "no longer exists")] {
            assert!(place(&mutation(find), &sources).is_err_and(|problem| problem.contains(said)), "{find}");
        }
    }

    #[test]
    fn tests_are_chosen_by_a_part_of_their_names() {
        let tests = ["a_test", "b_test"].map(str::to_owned).to_vec();
        let mutation = Mutation { tests, ..mutation("x") };
        assert_eq!(mutation.tests_among(&[]), ["a_test", "b_test"]);
        assert_eq!(mutation.tests_among(&["b_", "c_"].map(str::to_owned)), ["b_test"]);
        assert!(mutation.tests_among(&["c_".to_owned()]).is_empty());
    }

    #[test]
    fn a_run_ends_well_only_if_every_change_was_noticed() {
        let row = |verdict| Row {
            commit: String::new(),
            verdict,
            seconds: 1,
            test: "a_test".to_owned(),
            breaks: "A promise".to_owned(),
        };
        assert!(summary(&[row(Verdict::Failed), row(Verdict::TimeLimit)]).is_ok());
        for open in [Verdict::Passed, Verdict::Undecided("it does not compile".to_owned())] {
            assert!(summary(&[row(Verdict::Failed), row(open)]).is_err());
        }
        assert!(summary(&[]).is_err());
    }

    #[test]
    fn a_promise_without_a_change_is_named() {
        let list = List { mutation: vec![Mutation { tests: vec!["a".to_owned()], ..mutation("x") }] };
        let promises = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        assert_eq!(uncovered(&promises, &list), [format!("{LIST}: no change makes `b` fail; add one")]);
    }
}
