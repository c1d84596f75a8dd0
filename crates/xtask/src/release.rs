//! The files of a release: the page, and what a stranger needs to trust it.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use candour_proof::digest::{hex, sha256};

use crate::{
    archive::{ArchiveMember, tar_gz},
    assemble::sums,
    build::{Build, build},
    command, dependencies, npm,
    origin::{BuildOrigin, origin},
    process::{Outcome, heading, output},
    received::{self, SUMS},
    sbom::{Product, ProductKind, sbom},
    signature::ReleaseKey,
    targets::{MACHINES, WASM},
    tools::Tools,
    wheel, workspace,
};

/// What made them. Other tools may well make the same page, so this file alone may differ.
pub(crate) const BUILT_WITH: &str = "BUILT-WITH.txt";

/// A file of the release by its name there.
type ReleaseFile = (String, Vec<u8>);

/// What a release is made of besides the page: the command line for each kind of machine, the package for JavaScript,
/// and those for Python.
pub(crate) struct Packages(Vec<Product>);

/// Builds everything, writes the files of a release, from what is committed only, and checks them as whoever downloads
/// them would. Signs the checksums, if there is a key.
pub(crate) fn release(key: Option<&Path>) -> Outcome<()> {
    let root = workspace::root()?;
    let changes = output(Command::new("git").args(["status", "--porcelain"]).current_dir(&root));
    if changes.is_ok_and(|changes| !changes.is_empty()) {
        return Err("there are uncommitted changes, so nobody could reproduce this release; commit them, \
                    or try them with `cargo xtask build`"
            .to_owned());
    }
    let key = key.map(|key| ReleaseKey::of_releases(&root, key)).transpose()?;
    let origin = origin(&root)?;
    let tools = Tools::for_releasing()?;
    let packages = Packages::whole(&root, &tools, &origin)?;
    let files = files(&build(&tools)?, packages, &tools, &origin)?;
    let folder = folder(&workspace::target_folder()?, &origin.version);
    write(&folder, &files)?;
    if let Some(key) = &key {
        key.sign(&folder.join(SUMS), &origin.described())?;
    }
    heading("Checking the release");
    let checks = received::check(&root, &folder, &origin, &tools, key.as_ref())?;
    println!("\n{checks} checks passed; the release is in {}\n", folder.display());
    for (name, bytes) in &files {
        println!("{:>9} {}  {name}", bytes.len(), hex(&sha256(bytes)));
    }
    match key {
        Some(key) => println!("\n{SUMS} is signed\n{}", key.described()?),
        None => println!("\n{SUMS} is not signed; `--key FILE` signs it"),
    }
    Ok(())
}

/// Makes a release out of a built page and what the tests before have built, signs it with a key of its own, and checks
/// it as whoever downloads it would; gives the number of checks.
pub(crate) fn check(built: &Build, tools: &Tools) -> Outcome<usize> {
    let root = workspace::root()?;
    let origin = origin(&root)?;
    let packages = Packages::at_hand(&root, &origin)?;
    let folder = folder(&workspace::target_folder()?, "to-check");
    write(&folder, &files(built, packages, tools, &origin)?)?;
    let keys = folder.with_extension("keys");
    workspace::make_folder(&keys)?;
    let key = ReleaseKey::for_a_test(&keys)?;
    key.sign(&folder.join(SUMS), &origin.described())?;
    let checks = received::check(&root, &folder, &origin, tools, Some(&key))?;
    Ok(checks + received::refuse(&root, &folder, &origin, tools, &key)?)
}

impl Packages {
    /// All of them, as they are published.
    fn whole(root: &Path, tools: &Tools, origin: &BuildOrigin) -> Outcome<Self> {
        let version = &origin.version;
        let mut products = Vec::new();
        for machine in MACHINES {
            let members = command::members(root, version, machine)?;
            let folder = command::folder(version, machine.name);
            products.push(command_of(&folder, machine.target, &members, origin)?);
        }
        products.push(npm_of(&npm::package(tools)?, origin)?);
        for target in wheel::PORTABLE {
            products.push(wheel_of(target, &wheel::make(root, tools, wheel::WheelKind::Portable(target))?)?);
        }
        Ok(Self(products))
    }

    /// What the native tests, those of the npm package and those of the wheel have built, for this machine alone.
    fn at_hand(root: &Path, origin: &BuildOrigin) -> Outcome<Self> {
        let build = workspace::target_folder()?;
        let program = build.join("debug/candour");
        let program = std::fs::read(&program)
            .map_err(|error| format!("cannot read `{}`: {error}", program.display()))?;
        let (folder, target) = (command::folder(&origin.version, "trial"), MACHINES[0].target);
        let members = command::around(root, &folder, program, target)?;
        let mut products = vec![
            command_of(&folder, target, &members, origin)?,
            npm_of(&build.join("npm").join(npm::PACKAGE), origin)?,
        ];
        for wheel in workspace::entries(&build.join("wheel/trial"))? {
            products.push(wheel_of(wheel::TRIAL, &wheel)?);
        }
        Ok(Self(products))
    }
}

fn command_of(
    folder: &str,
    target: &'static str,
    members: &[ArchiveMember],
    origin: &BuildOrigin,
) -> Outcome<Product> {
    let bytes = tar_gz(members, origin.seconds)?;
    Ok(Product { kind: ProductKind::Command, target, name: format!("{folder}.tar.gz"), bytes })
}

fn npm_of(folder: &Path, origin: &BuildOrigin) -> Outcome<Product> {
    let (name, bytes) = npm::packed(folder, origin)?;
    Ok(Product { kind: ProductKind::NpmPackage, target: WASM, name, bytes })
}

fn wheel_of(target: &'static str, wheel: &Path) -> Outcome<Product> {
    let name = wheel.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes =
        std::fs::read(wheel).map_err(|error| format!("cannot read `{}`: {error}", wheel.display()))?;
    Ok(Product { kind: ProductKind::Wheel, target, name, bytes })
}

/// Where the files of a release go.
pub(crate) fn folder(target: &Path, version: &str) -> PathBuf {
    target.join(format!("candour-{version}"))
}

/// All files, the sums last.
pub(crate) fn files(
    built: &Build,
    packages: Packages,
    tools: &Tools,
    origin: &BuildOrigin,
) -> Outcome<Vec<ReleaseFile>> {
    let root = workspace::root()?;
    let page = Product {
        kind: ProductKind::Page,
        target: WASM,
        name: format!("candour-{}.html", origin.version),
        bytes: workspace::read(&built.page())?.into_bytes(),
    };
    let mut files: Vec<ReleaseFile> = vec![(BUILT_WITH.to_owned(), built_with(tools, origin)?.into_bytes())];
    for product in std::iter::once(page).chain(packages.0) {
        files.push((received::bill_name(&product.name), sbom(origin, &product, tools)?.into_bytes()));
        files.push((product.name, product.bytes));
    }
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
        "Candour {}\ncommit {}\nof {}\n\nThese files were made by `cargo xtask release` with\n",
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
