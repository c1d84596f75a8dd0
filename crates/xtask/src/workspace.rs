//! Where the files of this workspace are.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;

use crate::process::Outcome;

/// The folder that holds the root `Cargo.toml`.
pub(crate) fn root() -> Outcome<PathBuf> {
    // Cargo sets this for `cargo run`, so for every `cargo xtask`; it is right even when two
    // checkouts share one target folder, which a path compiled in would not be.
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").ok_or("run this through cargo: `cargo xtask help`")?;
    let folder = Path::new(&manifest).ancestors().nth(2).ok_or("this crate is not in `crates/xtask`")?;
    Ok(folder.to_owned())
}

/// The folder that cargo builds into.
pub(crate) fn target_folder() -> Outcome<PathBuf> {
    let options = ["--locked".to_owned()];
    let metadata = MetadataCommand::new().no_deps().other_options(options).exec();
    Ok(metadata.map_err(|error| error.to_string())?.target_directory.into())
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
