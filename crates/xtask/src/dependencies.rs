//! The lists of what the page is made of: docs/DEPENDENCIES.md and src/licences.txt, held against what cargo says.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    crates::{self, Crate, Id},
    licences,
    lists::{self, with_list},
    process::Outcome,
    workspace,
};

const DOCUMENT: &str = "docs/DEPENDENCIES.md";
/// Shown on the about screen, and part of each release.
pub(crate) const NOTICE: &str = "src/licences.txt";
/// Stands where somebody has to write why.
const TO_WRITE: &str = "TO WRITE";

/// Writes both files, or only checks that they are current.
pub(crate) fn dependencies(only_check: bool) -> Outcome<()> {
    let root = workspace::root()?;
    crates::fetch(&root)?;
    let crates = crates::of_the_page()?;
    let document = workspace::read(&root.join(DOCUMENT))?;
    let wanted = [
        (DOCUMENT, filled(&document, &crates)?, document),
        (NOTICE, licences::notice(&crates)?, workspace::read(&root.join(NOTICE)).unwrap_or_default()),
    ];
    for (name, wanted, present) in &wanted {
        if wanted == present {
            continue;
        }
        if only_check {
            return Err(format!(
                "{name} is out of date: run `cargo xtask dependencies` and check what changed"
            ));
        }
        workspace::write(&root.join(name), wanted)?;
        println!("{name} was written");
    }
    let [(_, document, _), _] = &wanted;
    if document.contains(TO_WRITE) {
        return Err(format!("write in {DOCUMENT} what each crate is for, instead of `{TO_WRITE}`"));
    }
    println!(
        "{} crates in the page, {} only at build time",
        inside(&crates).count(),
        crates.len() - inside(&crates).count()
    );
    Ok(())
}

fn inside(crates: &BTreeMap<Id, Crate>) -> impl Iterator<Item = (&Id, &Crate)> {
    crates.iter().filter(|(_, about)| about.inside)
}

/// Whether a crate is one of this repository.
fn ours(crates: &BTreeMap<Id, Crate>, id: &Id) -> bool {
    crates.get(id).is_some_and(|about| about.checksum.is_none())
}

/// The document with its lists as they should be; what was said in words is kept.
fn filled(document: &str, crates: &BTreeMap<Id, Crate>) -> Outcome<String> {
    let theirs = || crates.iter().filter(|(id, _)| !ours(crates, id));
    let direct: BTreeSet<&str> = inside(crates)
        .filter(|(id, _)| ours(crates, id))
        .flat_map(|(_, about)| &about.needs)
        .filter(|id| !ours(crates, id) && crates.get(*id).is_some_and(|about| about.inside))
        .map(|(name, _)| name.as_str())
        .collect();
    let scripts =
        theirs().filter(|(_, about)| about.build_script.is_some()).map(|((name, _), _)| name.as_str());
    let with_words = |marker: &str, head: &str, names: BTreeSet<&str>| {
        let said = rows(list(document, marker)?);
        let words = |name: &str| said.get(name).map_or(TO_WRITE, |words| words.as_str());
        Ok::<_, String>(table(head, names.iter().map(|name| (*name, words(name).to_owned()))))
    };
    let brought = |wanted: bool| {
        let mut who: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (id, about) in theirs() {
            let name = id.0.as_str();
            if about.inside == wanted && !(wanted && direct.contains(name)) {
                let needs =
                    crates.iter().filter(|(_, other)| other.needs.contains(id) && (!wanted || other.inside));
                who.entry(name).or_default().extend(needs.map(|((name, _), _)| format!("`{name}`")));
            }
        }
        let rows = who.into_iter().map(|(name, who)| (name, who.into_iter().collect::<Vec<_>>().join(", ")));
        table("Required by", rows)
    };
    let lists = [
        ("direct", with_words("direct", "What for", direct.clone())?),
        ("brought", brought(true)),
        ("building", brought(false)),
        ("scripts", with_words("scripts", "What its build script does", scripts.collect())?),
    ];
    let replace = |document: String, (marker, wanted): (&str, String)| with_list(&document, marker, &wanted);
    lists
        .into_iter()
        .try_fold(document.to_owned(), replace)
        .map_err(|problem| format!("{DOCUMENT} {problem}"))
}

fn list<'a>(document: &'a str, marker: &str) -> Outcome<&'a str> {
    lists::list(document, marker).map_err(|problem| format!("{DOCUMENT} {problem}"))
}

/// What is said of each name in a table.
fn rows(table: &str) -> BTreeMap<String, String> {
    let row = |line: &str| {
        let (name, words) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some((name.to_owned(), words.strip_suffix(" |")?.to_owned()))
    };
    table.lines().filter_map(row).collect()
}

fn table<'a>(head: &str, rows: impl Iterator<Item = (&'a str, String)>) -> String {
    let rows: String = rows.map(|(name, words)| format!("| `{name}` | {words} |\n")).collect();
    format!("| Crate | {head} |\n| --- | --- |\n{rows}")
}

/// What each crate's build script is known to do, by the document.
pub(crate) fn known_scripts() -> Outcome<BTreeMap<String, String>> {
    Ok(rows(list(&workspace::read(&workspace::root()?.join(DOCUMENT))?, "scripts")?))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf};

    use super::{TO_WRITE, filled};
    use crate::crates::{Crate, Id, made};

    const DOCUMENT: &str = "Words before.\n<!-- list: direct -->\n| Crate | What for |\n| --- | --- |\n| `yew` | screens |\n\
        | `gone` | nothing any more |\n<!-- end -->\n<!-- list: brought -->\n<!-- end -->\n<!-- list: building -->\n<!-- end -->\n\
        <!-- list: scripts -->\n<!-- end -->\nWords behind.\n";

    fn crates() -> BTreeMap<Id, Crate> {
        let (name, mut with_script) = made("macro", false, &[], Some("00"));
        with_script.build_script = Some(PathBuf::new());
        BTreeMap::from([
            made("candour", true, &["sha2", "yew", "macro"], None),
            made("yew", true, &["slab", "macro"], Some("00")),
            made("sha2", true, &["slab"], Some("00")),
            made("slab", true, &[], Some("00")),
            (name, with_script),
        ])
    }

    #[test]
    fn what_was_said_is_kept_and_what_is_not_said_yet_is_asked_for() {
        let filled = filled(DOCUMENT, &crates()).expect("lists");
        assert!(filled.contains("| `yew` | screens |\n"), "{filled}");
        assert!(filled.contains(&format!("| `sha2` | {TO_WRITE} |\n")), "{filled}");
        assert!(!filled.contains("gone"), "{filled}");
        assert!(filled.contains(&format!("| `macro` | {TO_WRITE} |\n")), "its build script");
        assert!(filled.starts_with("Words before.\n") && filled.ends_with("Words behind.\n"));
    }

    #[test]
    fn each_other_crate_is_named_with_those_that_bring_it() {
        let filled = filled(DOCUMENT, &crates()).expect("lists");
        assert!(filled.contains("| `slab` | `sha2`, `yew` |\n"), "{filled}");
        assert!(filled.contains("| `macro` | `candour`, `yew` |\n"), "{filled}");
    }

    #[test]
    fn a_list_that_is_current_stays_as_it_is() {
        let once = filled(DOCUMENT, &crates()).expect("lists");
        assert_eq!(filled(&once, &crates()).as_deref(), Ok(once.as_str()));
        assert!(filled("Words without lists.\n", &crates()).is_err());
    }
}
