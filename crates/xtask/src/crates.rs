//! The crates that the page is made of, as cargo lists them.
//!
//! Who needs whom is read from `cargo tree`: it resolves the features of one package alone, as a build of the page does.
//! The graph of `cargo metadata` unifies them over the workspace, tests included.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
};

use cargo_metadata::{MetadataCommand, Package, Target};

pub(crate) use crate::lockfile::Id;
use crate::{
    lockfile::Lockfile,
    process::{Outcome, output},
    workspace,
};

/// What the page is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

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
    of_package(package, TARGET)
}

/// The crates of what is compiled for a target from one of ours, sorted. Nothing is downloaded: see [`fetch`].
pub(crate) fn of_package(package: &str, target: &str) -> Outcome<BTreeMap<Id, Crate>> {
    let root = workspace::root()?;
    let tree = |edges: &str| tree(&root, package, target, edges);
    let needs = edges(&tree("normal,build")?)?;
    let inside: BTreeSet<Id> = edges(&tree("normal,no-proc-macro")?)?.into_keys().collect();
    let checksums = Lockfile::read(&root.join("Cargo.lock"))?.checksums();
    // Of every platform: what a build script needs is compiled for this machine.
    let mut described = packages(&root)?;
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
    packages(manifest.parent().ok_or("a manifest is in a folder")?)
}

/// Downloads the sources of all crates that are not on this machine yet.
pub(crate) fn fetch(folder: &Path) -> Outcome<()> {
    crate::process::run(Command::new("cargo").args(["fetch", "--locked"]).current_dir(folder))
        .map_err(|problem| format!("{problem}\ncannot fetch the crates: check the network and try again"))
}

/// Cargo's tree of a package, a line for each crate with its depth.
fn tree(root: &Path, package: &str, target: &str, edges: &str) -> Outcome<String> {
    output(
        Command::new("cargo")
            .args(["tree", "--package", package, "--target", target, "--locked", "--offline"])
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
            return Err(format!("unexpected line from cargo tree: `{line}`"));
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
fn packages(folder: &Path) -> Outcome<BTreeMap<Id, Crate>> {
    let options = ["--locked", "--offline"].map(str::to_owned);
    let metadata = MetadataCommand::new().current_dir(folder).other_options(options).exec();
    Ok(metadata.map_err(|error| error.to_string())?.packages.into_iter().map(described).collect())
}

fn described(package: Package) -> (Id, Crate) {
    let build_script = package.targets.into_iter().find(Target::is_custom_build);
    let names = package.authors.iter().map(|author| author.split('<').next().unwrap_or_default().trim());
    let found = Crate {
        inside: false,
        needs: BTreeSet::new(),
        authors: names.map(str::to_owned).collect(),
        licence: canonical_licence(&package.license.unwrap_or_default()),
        repository: package.repository,
        folder: package.manifest_path.parent().map(Into::into).unwrap_or_default(),
        build_script: build_script.map(|target| target.src_path.into()),
        checksum: None,
    };
    ((package.name.to_string(), package.version.to_string()), found)
}

/// The expression as SPDX wants it, where a crate's author wrote `MIT/Apache-2.0`; others stay as they are.
fn canonical_licence(expression: &str) -> String {
    spdx::Expression::canonicalize(expression).ok().flatten().unwrap_or_else(|| expression.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Id, canonical_licence, edges};

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
    fn an_older_way_to_write_a_choice_is_corrected() {
        for (written, wanted) in [
            ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
            ("MIT / Apache-2.0", "MIT OR Apache-2.0"),
            ("MIT AND Zlib", "MIT AND Zlib"),
            ("", ""),
            ("non-standard text", "non-standard text"),
        ] {
            assert_eq!(canonical_licence(written), wanted);
        }
    }
}
