//! `Cargo.lock`: the exact version, source and digest of each crate.
//!
//! Read with serde and not with `cargo-lock`, which brings `url` and with it the 24 crates of ICU that xtask needs for
//! nothing else.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;

use crate::{process::Outcome, workspace};

/// The one place that crates come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Name and version.
pub(crate) type Id = (String, String);

/// What is used of a lock file.
#[derive(Debug, Deserialize)]
pub(crate) struct Lockfile {
    package: Vec<LockedPackage>,
}

#[derive(Debug, Deserialize)]
struct LockedPackage {
    name: String,
    version: String,
    source: Option<String>,
    checksum: Option<String>,
}

impl Lockfile {
    pub(crate) fn read(path: &Path) -> Outcome<Self> {
        Self::parse(&workspace::read(path)?).map_err(|problem| format!("`{}`: {problem}", path.display()))
    }

    pub(crate) fn parse(text: &str) -> Outcome<Self> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    /// The version of the package with exactly this name.
    pub(crate) fn version(&self, name: &str) -> Outcome<&str> {
        let found = self.package.iter().find(|package| package.name == name);
        let found = found.ok_or_else(|| format!("no package `{name}` in Cargo.lock"))?;
        Ok(&found.version)
    }

    /// Every package.
    #[cfg(test)]
    pub(crate) fn packages(self) -> std::collections::BTreeSet<Id> {
        self.package.into_iter().map(|package| (package.name, package.version)).collect()
    }

    /// The digests of packages. Crates of this repository have none.
    pub(crate) fn checksums(self) -> BTreeMap<Id, String> {
        let checksum = |package: LockedPackage| Some(((package.name, package.version), package.checksum?));
        self.package.into_iter().filter_map(checksum).collect()
    }

    /// Sources that are not the registry, each with its package.
    pub(crate) fn foreign(&self) -> impl Iterator<Item = (&str, &str)> {
        let sources = self
            .package
            .iter()
            .filter_map(|package| Some((package.name.as_str(), package.source.as_deref()?)));
        sources.filter(|(_, source)| *source != REGISTRY)
    }
}

#[cfg(test)]
mod tests {
    use super::Lockfile;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"1.0.0\"\n\n\
                        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\
                        source = \"registry+https://github.com/rust-lang/crates.io-index\"\nchecksum = \"0f\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\
                        source = \"git+https://example.org/a#0\"\n\n\
                        [[package]]\nname = \"mirrored\"\nversion = \"1.0.0\"\n\
                        source = \"registry+https://example.org/index\"\n";

    fn lock() -> Lockfile {
        Lockfile::parse(LOCK).expect("a lock file")
    }

    #[test]
    fn a_version_is_that_of_exactly_this_package() {
        assert_eq!(lock().version("wasm-bindgen"), Ok("0.2.130"));
        assert!(lock().version("yew").is_err_and(|message| message.contains("`yew`")));
    }

    #[test]
    fn crates_of_this_repository_have_no_digest() {
        let digests: Vec<_> = lock().checksums().into_iter().collect();
        assert_eq!(digests, [(("wasm-bindgen-macro".to_owned(), "9.9.9".to_owned()), "0f".to_owned())]);
    }

    #[test]
    fn crates_come_from_the_registry_alone() {
        let lock = lock();
        let names: Vec<_> = lock.foreign().map(|(name, _)| name).collect();
        assert_eq!(names, ["wasm-bindgen", "mirrored"]);
    }
}
