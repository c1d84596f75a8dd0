//! Builds the published page, with the same bytes on every machine.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use candour_assessment::digest::{hex, sha256};

use crate::{
    assemble::PATHS_REMAPPED,
    process::{Outcome, output, run},
    tools::Tools,
    workspace,
};

/// The built page.
pub(crate) struct Built {
    /// The folder that holds `index.html` and what is published beside it.
    pub(crate) folder: PathBuf,
}

impl Built {
    /// The one file.
    pub(crate) fn page(&self) -> PathBuf {
        self.folder.join("index.html")
    }

    /// Prints path, size and digest.
    pub(crate) fn describe(&self) -> Outcome<()> {
        let bytes = workspace::read(&self.page())?.into_bytes();
        println!("file     {}", self.page().display());
        println!("size     {} bytes, {} gzipped", bytes.len(), crate::sizes::gzip(&bytes)?);
        println!("sha256   {}", hex(&sha256(&bytes)));
        Ok(())
    }
}

/// Installs what is missing and builds the release page into `dist/`.
pub(crate) fn build(tools: &Tools) -> Outcome<Built> {
    println!("\n-- Building the page: about 3 minutes the first time, then less than one");
    let root = workspace::root()?;
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--release", "--locked", "--offline", "--skip-version-check", "--color", "never"]);
    trunk.current_dir(&root);
    // Only for the page's target: the chores that Trunk calls in between need not be built again.
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", remapped(&root)?);
    trunk.env(PATHS_REMAPPED, "1").env("SOURCE_DATE_EPOCH", "0").env("RUST_BACKTRACE", "0");
    // These would take the place of the flags above; `NO_COLOR=1` is a value that Trunk refuses.
    trunk.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS").env_remove("NO_COLOR");
    fetch(&root)?;
    run(&mut trunk).map_err(|problem| {
        format!("{problem}\nthe page was not built; the first message above that says `error` tells why")
    })?;
    Ok(Built { folder: root.join("dist") })
}

/// The built program as the compiler left it, names included.
pub(crate) fn program() -> Outcome<Vec<u8>> {
    let path = workspace::target_folder()?.join("wasm32-unknown-unknown/release/page.wasm");
    std::fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// Downloads the sources of all crates, so that their folder exists and Trunk can work offline.
fn fetch(root: &Path) -> Outcome<()> {
    run(Command::new("cargo").args(["fetch", "--locked"]).current_dir(root)).map_err(|problem| {
        format!("{problem}\nthe crates could not be fetched: check the network and try again")
    })
}

/// Compiler flags that replace the folders of this machine by fixed names in the program.
fn remapped(root: &Path) -> Outcome<OsString> {
    let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let home = home.ok_or("neither CARGO_HOME nor HOME is set")?;
    let mut folders = vec![
        (root.to_owned(), "/candour"),
        (sysroot.join("lib/rustlib/src/rust"), "/rust"),
        (home.clone(), "/cargo"),
    ];
    // Later flags win: each registry's folder, whose name tells where the crates came from, becomes `/crates`.
    let registries = home.join("registry/src");
    if registries.exists() {
        folders.extend(workspace::entries(&registries)?.into_iter().map(|folder| (folder, "/crates")));
    }
    let mut flags: Vec<OsString> = folders
        .into_iter()
        .map(|(folder, name)| {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(folder);
            flag.push(format!("={name}"));
            flag
        })
        .collect();
    if flags.iter().any(|flag| flag.to_string_lossy().contains(' ')) {
        return Err("the path of this folder, of CARGO_HOME or of Rust holds a space; move it".to_owned());
    }
    // Loops instead of unrolled rounds: 14 kB less program, and a file is hashed in milliseconds all the same.
    for choice in ["sha2_backend=\"soft\"", "sha2_backend_soft=\"compact\""] {
        flags.extend(["--cfg".into(), choice.into()]);
    }
    Ok(flags.join(&OsString::from(" ")))
}
