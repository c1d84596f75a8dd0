//! Breaks the code behind each promise of SECURITY.md, once, and sees that the test named there fails.
//!
//! The changes are in `tests/mutations.toml`. `cargo xtask mutations` makes them one after the other in a copy of
//! what is committed; `cargo xtask test` only checks that the list is complete and that each change still applies.

mod copy;
mod list;
mod results;

use std::collections::BTreeSet;

use self::{
    copy::Copy,
    list::{LIST, List, SOURCES, TESTS, files, home, place, read},
    results::{MutationVerdict, ResultRow, Results},
};
use crate::{
    process::{Outcome, heading},
    workspace,
};

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
fn summary(rows: &[ResultRow]) -> Outcome<()> {
    println!("{}", results::table(rows));
    let count = |wanted: fn(&MutationVerdict) -> bool| rows.iter().filter(|row| wanted(&row.verdict)).count();
    let (noticed, survived) =
        (count(MutationVerdict::is_noticed), count(|verdict| *verdict == MutationVerdict::Passed));
    let undecided = rows.len() - noticed - survived;
    println!("{} tried, {noticed} noticed, {survived} survived, {undecided} undecided", rows.len());
    match (rows.len(), survived + undecided) {
        (0, _) => Err(format!("no change in {LIST} names such a test")),
        (_, 0) => Ok(()),
        (_, open) => Err(format!("{open} tests did not notice their change")),
    }
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

#[cfg(test)]
mod tests {
    use super::{list::Mutation, *};

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
    fn a_run_ends_well_only_if_every_change_was_noticed() {
        let row = |verdict| ResultRow {
            commit: String::new(),
            verdict,
            seconds: 1,
            test: "a_test".to_owned(),
            breaks: "A promise".to_owned(),
        };
        assert!(summary(&[row(MutationVerdict::Failed), row(MutationVerdict::TimeLimit)]).is_ok());
        for open in [MutationVerdict::Passed, MutationVerdict::Undecided("it does not compile".to_owned())] {
            assert!(summary(&[row(MutationVerdict::Failed), row(open)]).is_err());
        }
        assert!(summary(&[]).is_err());
    }

    #[test]
    fn a_promise_without_a_change_is_named() {
        let list = List {
            mutation: vec![Mutation {
                breaks: "A promise".to_owned(),
                tests: vec!["a".to_owned()],
                find: String::new(),
                replace: String::new(),
            }],
        };
        let promises = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        assert_eq!(uncovered(&promises, &list), [format!("{LIST}: no change makes `b` fail; add one")]);
    }
}
