//! Where the files of this workspace are.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::process::{Outcome, output};

/// The folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> Outcome<PathBuf> {
    // Cargo sets this for `cargo run`, so for every `cargo xtask`; it is right even when two
    // checkouts share one target folder, which a path compiled in would not be.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").ok_or("start this through cargo: `cargo xtask help`")?;
    let folder = Path::new(&manifest).ancestors().nth(2).ok_or("this crate is not in `crates/xtask`")?;
    Ok(folder.to_owned())
}

/// The folder that cargo builds into.
pub(crate) fn target_folder() -> Outcome<PathBuf> {
    let answer =
        output(Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: serde_json::Value = serde_json::from_str(&answer).map_err(|error| error.to_string())?;
    Ok(metadata["target_directory"].as_str().ok_or("cargo names no target folder")?.into())
}

/// Where cargo keeps the sources of crates.
pub(crate) fn cargo_home() -> Outcome<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    home.ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}

/// Reads a text file, naming it if that fails.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// Writes a file, naming it if that fails.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Outcome<()> {
    std::fs::write(path, bytes).map_err(|error| format!("cannot write `{}`: {error}", path.display()))
}

/// Makes a folder and those above it, naming it if that fails.
pub(crate) fn make_folder(path: &Path) -> Outcome<()> {
    std::fs::create_dir_all(path).map_err(|error| format!("cannot make `{}`: {error}", path.display()))
}

/// The entries of a folder, sorted by name, so that everything made from them comes out the same.
pub(crate) fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let list =
        std::fs::read_dir(folder).map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in list {
        paths.push(entry.map_err(|error| format!("cannot list `{}`: {error}", folder.display()))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked_version(lock: &str, package: &str) -> Outcome<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| format!("no package `{package}` in Cargo.lock"))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_locked_version_is_that_of_the_package_with_exactly_this_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Ok("0.2.130".to_owned()));
    }

    #[test]
    fn a_package_that_is_not_locked_is_named() {
        assert!(locked_version(LOCK, "yew").is_err_and(|message| message.contains("`yew`")));
    }
}
