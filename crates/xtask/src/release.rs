//! The files of a release: the page, and what a stranger needs to trust it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use candour_proof::digest::{hex, sha256};

use crate::{
    assemble::sums,
    build::{Build, build},
    dependencies,
    origin::{BuildOrigin, origin},
    process::{Outcome, output, run, succeeds},
    sbom,
    tools::Tools,
    workspace,
};

/// Digests of the other files, in the form that `sha256sum --check` reads.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// What made them. Other tools may well make the same page, so this file alone may differ.
pub(crate) const BUILT_WITH: &str = "BUILT-WITH.txt";

/// A file of the release by its name there.
type ReleaseFile = (String, Vec<u8>);

/// Builds the page and writes the files of a release, from what is committed only.
pub(crate) fn release() -> Outcome<()> {
    let root = workspace::root()?;
    let changes = output(Command::new("git").args(["status", "--porcelain"]).current_dir(&root));
    if changes.is_ok_and(|changes| !changes.is_empty()) {
        return Err("there are uncommitted changes, so nobody could reproduce this release; commit them, \
                    or try them with `cargo xtask build`"
            .to_owned());
    }
    let origin = origin(&root)?;
    let tools = Tools::for_building()?;
    let built = build(&tools)?;
    let files = files(&built, &tools, &origin)?;
    let folder = folder(&workspace::target_folder()?, &origin.version);
    write(&folder, &files)?;
    println!("\nthe release is in {}\n", folder.display());
    for (name, bytes) in &files {
        println!("{:>9} {}  {name}", bytes.len(), hex(&sha256(bytes)));
    }
    Ok(())
}

/// Makes a release out of a built page and checks it as whoever gets it could; gives the number of checks.
pub(crate) fn check(built: &Build, tools: &Tools) -> Outcome<usize> {
    let root = workspace::root()?;
    let origin = origin(&root)?;
    let folder = folder(&workspace::target_folder()?, "to-check");
    write(&folder, &files(built, tools, &origin)?)?;
    run(Command::new("sha256sum").args(["--check", "--strict", "--quiet", SUMS]).current_dir(&folder))?;
    let bill = folder.join(format!("candour-{}.cdx.json", origin.version));
    let script = root.join("crates/xtask/tools/check_sbom.py");
    run(Command::new(tools.python()).arg(&script).arg(&bill))?;
    // A check that lets everything pass would be none.
    let broken = folder.join("broken.json");
    workspace::write(&broken, workspace::read(&bill)?.replace("\"excluded\"", "\"not in it\""))?;
    if succeeds(Command::new(tools.python()).arg(&script).arg(&broken)) {
        return Err("a list with a broken entry passes as one of `CycloneDX`".to_owned());
    }
    Ok(3)
}

/// Where the files of a release go.
pub(crate) fn folder(target: &Path, version: &str) -> PathBuf {
    target.join(format!("candour-{version}"))
}

/// All files, the sums last.
pub(crate) fn files(built: &Build, tools: &Tools, origin: &BuildOrigin) -> Outcome<Vec<ReleaseFile>> {
    let root = workspace::root()?;
    let version = &origin.version;
    let page = workspace::read(&built.page())?;
    let bom = sbom::sbom(origin, &hex(&sha256(page.as_bytes())), tools)?;
    let mut files: Vec<ReleaseFile> = vec![
        (BUILT_WITH.to_owned(), built_with(tools, origin)?.into_bytes()),
        (format!("candour-{version}.cdx.json"), bom.into_bytes()),
        (format!("candour-{version}.html"), page.into_bytes()),
    ];
    let whole = [
        (root.join("LICENSE"), "LICENSE"),
        (root.join(dependencies::NOTICE), "licences.txt"),
        (built.folder.join("_headers"), "_headers"),
        (root.join("questionnaires/LICENSE"), "questionnaires/LICENSE"),
    ];
    for (path, name) in whole {
        files.push((name.to_owned(), workspace::read(&path)?.into_bytes()));
    }
    for (folder, name) in
        [(built.folder.join("questionnaires"), "questionnaires"), (root.join("schema"), "schema")]
    {
        if folder.exists() {
            files.extend(listed(&folder, name)?);
        }
    }
    files.sort();
    files.push((SUMS.to_owned(), sums(&files).into_bytes()));
    Ok(files)
}

/// The files of a folder.
fn listed(folder: &Path, name: &str) -> Outcome<Vec<ReleaseFile>> {
    let paths = workspace::entries(folder)?.into_iter().filter(|path| path.is_file());
    paths
        .map(|path| {
            let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok((format!("{name}/{own}"), workspace::read(&path)?.into_bytes()))
        })
        .collect()
}

/// Versions of everything that had a hand in the bytes.
fn built_with(tools: &Tools, origin: &BuildOrigin) -> Outcome<String> {
    let mut text = format!(
        "Candour {}\ncommit {}\nof {}\n\nThe page was made by `cargo xtask release` with\n",
        origin.version, origin.commit, origin.date
    );
    for (name, version) in tools.versions()? {
        text.push_str(&format!("{name}: {version}\n"));
    }
    text.push_str("\nVersion of Rust\n");
    text.push_str(&output(Command::new("rustc").args(["--version", "--verbose"]))?);
    text.push_str("\n\nRELEASING.md explains how to reproduce it.\n");
    Ok(text)
}

fn write(folder: &Path, files: &[ReleaseFile]) -> Outcome<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .map_err(|error| format!("cannot clear `{}`: {error}", folder.display()))?;
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        workspace::make_folder(path.parent().unwrap_or(folder))?;
        workspace::write(&path, bytes)?;
    }
    Ok(())
}
