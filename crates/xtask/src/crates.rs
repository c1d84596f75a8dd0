//! The crates that the page is made of, told by cargo.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    process::{Outcome, output},
    workspace,
};

/// What the page is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// Name and version.
pub(crate) type Id = (String, String);

/// A crate that the page is made of or with.
#[derive(Debug)]
pub(crate) struct Crate {
    /// Compiled into the page. The others only run while it is built.
    pub(crate) inside: bool,
    /// What it names as its dependencies, as far as they are used here.
    pub(crate) needs: BTreeSet<Id>,
    /// An SPDX expression.
    pub(crate) licence: String,
    /// As the crate names them, without addresses.
    pub(crate) authors: Vec<String>,
    /// Where its source can be read.
    pub(crate) repository: Option<String>,
    /// Where its source is on this machine.
    pub(crate) folder: PathBuf,
    /// A program that runs before it is compiled.
    pub(crate) build_script: Option<PathBuf>,
    /// SHA-256 of its package; none for crates of this repository.
    pub(crate) checksum: Option<String>,
}

/// A made-up crate of version 1.0.0, for tests.
#[cfg(test)]
pub(crate) fn made(name: &str, inside: bool, needs: &[&str], checksum: Option<&str>) -> (Id, Crate) {
    let id = |name: &str| (name.to_owned(), "1.0.0".to_owned());
    let about = Crate {
        inside,
        needs: needs.iter().map(|name| id(name)).collect(),
        licence: "MIT".to_owned(),
        authors: Vec::new(),
        repository: None,
        folder: PathBuf::new(),
        build_script: None,
        checksum: checksum.map(str::to_owned),
    };
    (id(name), about)
}

/// The crates of the page, sorted. Nothing is downloaded: see [`fetch`].
pub(crate) fn of_the_page() -> Outcome<BTreeMap<Id, Crate>> {
    of_program("candour")
}

/// The crates of what is compiled for WebAssembly from one of ours, sorted. Nothing is downloaded: see [`fetch`].
pub(crate) fn of_program(package: &str) -> Outcome<BTreeMap<Id, Crate>> {
    let root = workspace::root()?;
    let needs = edges(&tree(&root, package, "normal,build")?)?;
    let inside: BTreeSet<Id> = edges(&tree(&root, package, "normal,no-proc-macro")?)?.into_keys().collect();
    let lock = workspace::read(&root.join("Cargo.lock"))?;
    let checksums = checksums(&lock);
    let mut described = packages(&root, &["--filter-platform", TARGET])?;
    let mut crates = BTreeMap::new();
    for (id, needs) in needs {
        let package =
            described.remove(&id).ok_or_else(|| format!("cargo does not describe `{} {}`", id.0, id.1))?;
        let inside = inside.contains(&id);
        let checksum = checksums.get(&id).cloned();
        crates.insert(id, Crate { inside, needs, checksum, ..package });
    }
    Ok(crates)
}

/// Every crate that a workspace could compile, for whatever target, described.
pub(crate) fn of_workspace(manifest: &Path) -> Outcome<BTreeMap<Id, Crate>> {
    packages(manifest.parent().ok_or("a manifest is in a folder")?, &[])
}

/// Downloads the sources of all crates that are not on this machine yet.
pub(crate) fn fetch(folder: &Path) -> Outcome<()> {
    crate::process::run(Command::new("cargo").args(["fetch", "--locked"]).current_dir(folder)).map_err(
        |problem| format!("{problem}\nthe crates could not be fetched: check the network and try again"),
    )
}

/// Cargo's tree of a package, a line for each crate with its depth.
fn tree(root: &Path, package: &str, edges: &str) -> Outcome<String> {
    output(
        Command::new("cargo")
            .args(["tree", "--package", package, "--target", TARGET, "--locked", "--offline"])
            .args(["--charset", "ascii", "--prefix", "depth", "--format", " {p}", "--edges", edges])
            .current_dir(root),
    )
}

/// Who needs whom, from lines like `2 yew v0.23.0 (*)`.
fn edges(tree: &str) -> Outcome<BTreeMap<Id, BTreeSet<Id>>> {
    let mut needs: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    let mut above: Vec<Id> = Vec::new();
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(Ok(depth)), Some(name), Some(version)) = (
            words.next().map(str::parse::<usize>),
            words.next(),
            words.next().and_then(|word| word.strip_prefix('v')),
        ) else {
            return Err(format!("cargo tree writes a line that is not understood: `{line}`"));
        };
        let id = (name.to_owned(), version.to_owned());
        above.truncate(depth);
        if let Some(who) = above.last() {
            needs.entry(who.clone()).or_default().insert(id.clone());
        }
        needs.entry(id.clone()).or_default();
        above.push(id);
    }
    Ok(needs)
}

/// What cargo knows about each package of a workspace.
fn packages(folder: &Path, options: &[&str]) -> Outcome<BTreeMap<Id, Crate>> {
    let answer = output(
        Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(options)
            .current_dir(folder),
    )?;
    let metadata: serde_json::Value = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().ok_or("cargo lists no packages")?;
    packages.iter().map(package).collect()
}

fn package(package: &serde_json::Value) -> Outcome<(Id, Crate)> {
    let text = |name: &str| package[name].as_str().map(str::to_owned);
    let name = text("name").ok_or("a package without a name")?;
    let version = text("version").ok_or("a package without a version")?;
    let manifest = PathBuf::from(text("manifest_path").ok_or("a package without a manifest")?);
    let authors = package["authors"].as_array().into_iter().flatten();
    let targets = package["targets"].as_array().into_iter().flatten();
    let build_script = targets
        .filter(|target| {
            target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "custom-build"))
        })
        .find_map(|target| target["src_path"].as_str());
    let found = Crate {
        inside: false,
        needs: BTreeSet::new(),
        // Cargo's older way to write `OR`.
        licence: text("license").unwrap_or_default().replace(" / ", "/").replace('/', " OR "),
        authors: authors
            .filter_map(|author| Some(author.as_str()?.split('<').next()?.trim().to_owned()))
            .collect(),
        repository: text("repository"),
        folder: manifest.parent().map(Path::to_owned).unwrap_or_default(),
        build_script: build_script.map(PathBuf::from),
        checksum: None,
    };
    Ok(((name, version), found))
}

/// The digests in a `Cargo.lock`.
fn checksums(lock: &str) -> BTreeMap<Id, String> {
    let entries = lock.split("[[package]]").skip(1);
    entries
        .filter_map(|entry| {
            let value = |name: &str| {
                let line = entry.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = \""))?;
                Some(line.trim_end_matches('"').to_owned())
            };
            Some(((value("name")?, value("version")?), value("checksum")?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Id, checksums, edges};

    fn id(name: &str, version: &str) -> Id {
        (name.to_owned(), version.to_owned())
    }

    #[test]
    fn each_crate_hangs_below_the_one_that_needs_it() {
        let tree = "0 page v1.0.0 (/a/folder)\n1 yew v2.0.0\n2 macros v3.0.0 (proc-macro)\n1 hash v1.1.0\n\
                    2 yew v2.0.0 (*)\n";
        let needs = edges(tree).expect("a tree");
        let of = |name: &str, version: &str| {
            needs[&id(name, version)].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of("page", "1.0.0"), ["hash", "yew"]);
        assert_eq!(of("yew", "2.0.0"), ["macros"], "what stands below it once is kept");
        assert_eq!(of("hash", "1.1.0"), ["yew"]);
        assert_eq!(of("macros", "3.0.0"), [""; 0]);
    }

    #[test]
    fn a_line_that_is_no_crate_is_an_error() {
        assert!(edges("0 page v1.0.0\n[build-dependencies]\n").is_err());
    }

    #[test]
    fn crates_of_this_repository_have_no_digest() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"b\"\n\
                    version = \"2.0.0\"\nsource = \"somewhere\"\nchecksum = \"0f\"\n";
        assert_eq!(checksums(lock).into_iter().collect::<Vec<_>>(), [(id("b", "2.0.0"), "0f".to_owned())]);
    }
}
