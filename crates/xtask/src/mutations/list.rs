//! The changes, where each applies, and where its tests are.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::{process::Outcome, workspace};

/// The list of changes.
pub(super) const LIST: &str = "tests/mutations.toml";
/// Where the code is that a change may break. A change names no file, so that code can move.
pub(super) const SOURCES: [&str; 6] =
    ["crates", "src", "index.html", "tests/verify", "tests/independent", "tests/browser/src"];
/// Where tests are.
pub(super) const TESTS: [&str; 3] = ["crates", "src", "tests"];

/// `tests/mutations.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) mutation: Vec<Mutation>,
}

/// A change of the code that breaks a promise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mutation {
    /// What is broken, as a sentence.
    pub(super) breaks: String,
    /// The tests that must fail, each by its name.
    pub(super) tests: Vec<String>,
    /// The code that is replaced. It stands exactly once in the sources.
    pub(super) find: String,
    /// What replaces it.
    pub(super) replace: String,
}

impl Mutation {
    /// Its tests, of these: each chosen by a part of its name. All of them if none is chosen.
    pub(super) fn tests_among<'a>(&'a self, chosen: &[String]) -> Vec<&'a str> {
        let is_chosen =
            |name: &&str| chosen.is_empty() || chosen.iter().any(|part| name.contains(part.as_str()));
        self.tests.iter().map(String::as_str).filter(is_chosen).collect()
    }
}

/// Where a test is, and so how it is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// A test of a package: its manifest, and the arguments that name the test binary.
    Native { manifest: PathBuf, target: Vec<String> },
    /// A claim about the built page.
    Page,
}

/// Reads it.
pub(super) fn read(root: &Path) -> Outcome<List> {
    toml::from_str(&workspace::read(&root.join(LIST))?).map_err(|error| format!("{LIST}: {error}"))
}

/// All text files below these folders, without what is built.
pub(super) fn files(root: &Path, places: &[&str]) -> Outcome<Vec<(PathBuf, String)>> {
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
        let code = ["rs", "js", "mjs", "html", "css", "py", "sh"];
        if path.extension().is_some_and(|ending| code.iter().any(|code| ending == *code)) {
            let text = workspace::read(&path)?;
            found.push((path, text));
        }
    }
    Ok(found)
}

/// The one file that a change applies to. The list of changes is not among the sources.
pub(super) fn place<'a>(
    mutation: &Mutation,
    sources: &'a [(PathBuf, String)],
) -> Outcome<&'a (PathBuf, String)> {
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
pub(super) fn home(name: &str, root: &Path, tests: &[(PathBuf, String)]) -> Outcome<Home> {
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
}
