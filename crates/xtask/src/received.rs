//! Checks the files of a release as whoever downloads them would, by the steps of docs/VERIFYING-A-RELEASE.md and with
//! nothing but the programs that these name.

use std::{
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    origin::BuildOrigin,
    process::{Outcome, output, run, succeeds},
    signature::ReleaseKey,
    steps,
    tools::Tools,
    wheel, workspace,
};

/// Digests of the other files, in the form that `sha256sum --check` reads.
pub(crate) const SUMS: &str = "SHA256SUMS";
/// What the name of a bill of materials ends with, behind the name of its file.
const BILL: &str = ".cdx.json";
const DOCUMENT: &str = "docs/VERIFYING-A-RELEASE.md";
/// What the steps for Linux need: the shell itself, and the programs that they name.
const PROGRAMS: [&str; 3] = ["sh", "minisign", "sha256sum"];
/// A signed file that is intact.
const GENUINE: &str = "tests/golden/files/complete.json";

/// Checks all of it, the signature if there is one; gives the number of checks.
pub(crate) fn check(
    root: &Path,
    folder: &Path,
    origin: &BuildOrigin,
    tools: &Tools,
    key: Option<&ReleaseKey>,
) -> Outcome<usize> {
    let received = copied(folder, key)?;
    let mut sums = match key {
        Some(_) => by_the_document(root, &received)?,
        None => Command::new("sha256sum"),
    };
    if key.is_none() {
        sums.args(["--check", "--strict", "--quiet", SUMS]).current_dir(&received);
    }
    run(&mut sums)?;
    run(&mut bills_of_materials(root, &received, tools)?)?;
    let found = workspace::entries(&received)?;
    let ending =
        |ending: &'static str| found.iter().filter(move |path| path.to_string_lossy().ends_with(ending));
    let mut checks = 2;
    for archive in ending(".tar.gz") {
        checks += usize::from(command_works(root, &received, archive, origin)?);
    }
    for package in ending(".tgz") {
        npm_package_works(root, &received, package)?;
        checks += 1;
    }
    for wheel in ending(".whl").filter(|wheel| wheel::runs_here(wheel)) {
        wheel_works(root, tools, wheel)?;
        checks += 1;
    }
    if checks < 5 {
        return Err(format!("only {checks} checks were made: a package for this machine is missing"));
    }
    Ok(checks)
}

/// Breaks the release in four places; a check that lets everything pass would be none. Gives the number of checks.
pub(crate) fn refuse(
    root: &Path,
    folder: &Path,
    origin: &BuildOrigin,
    tools: &Tools,
    key: &ReleaseKey,
) -> Outcome<usize> {
    for file in ["LICENSE", SUMS] {
        let received = copied(folder, Some(key))?;
        let path = received.join(file);
        workspace::write(&path, workspace::read(&path)? + "\n")?;
        if succeeds(&mut by_the_document(root, &received)?) {
            return Err(format!("the steps of {DOCUMENT} do not notice that `{file}` was changed"));
        }
    }
    let page = format!("candour-{}.html", origin.version);
    for (file, from, to) in
        [(bill_name(&page), "\"excluded\"", "\"not in it\""), (page, "<html", "<html data-changed")]
    {
        let received = copied(folder, Some(key))?;
        let path = received.join(&file);
        workspace::write(&path, workspace::read(&path)?.replace(from, to))?;
        if succeeds(&mut bills_of_materials(root, &received, tools)?) {
            return Err(format!(
                "the check of the bills of materials does not notice that `{file}` was changed"
            ));
        }
    }
    Ok(4)
}

/// The files where they were downloaded to, with the public key beside them.
fn copied(folder: &Path, key: Option<&ReleaseKey>) -> Outcome<PathBuf> {
    let received = folder.with_extension("received");
    if received.exists() {
        std::fs::remove_dir_all(&received)
            .map_err(|error| format!("cannot clear `{}`: {error}", received.display()))?;
    }
    run(Command::new("cp").arg("-R").arg(folder).arg(&received))?;
    if let Some(key) = key {
        workspace::write(&received.join("release.pub"), workspace::read(key.public())?)?;
    }
    Ok(received)
}

/// The steps of the document for Linux, with its programs and no others.
fn by_the_document(root: &Path, received: &Path) -> Outcome<Command> {
    let script = steps::of(&workspace::read(&root.join(DOCUMENT))?, "Linux", "sh")?;
    let programs = received.join("programs");
    if !programs.exists() {
        workspace::make_folder(&programs)?;
        for name in PROGRAMS {
            let path = output(Command::new("sh").args(["-c", &format!("command -v {name}")]))?;
            symlink(path, programs.join(name)).map_err(|error| format!("cannot link `{name}`: {error}"))?;
        }
    }
    let mut shell = Command::new(programs.join("sh"));
    shell.args(["-e", "-c", &script]).env_clear().env("PATH", &programs).current_dir(received);
    Ok(shell)
}

/// The name of the bill of materials of a file.
pub(crate) fn bill_name(file: &str) -> String {
    format!("{file}{BILL}")
}

/// Checks the bill of materials of each file that has one.
fn bills_of_materials(root: &Path, received: &Path, tools: &Tools) -> Outcome<Command> {
    let mut check = Command::new(tools.python());
    check.arg(root.join("crates/xtask/tools/check_sbom.py"));
    let found = workspace::entries(received)?;
    check.args(found.iter().filter(|path| path.to_string_lossy().ends_with(BILL)));
    Ok(check)
}

/// Unpacks the command line and runs it, if it is for this machine.
fn command_works(root: &Path, received: &Path, archive: &Path, origin: &BuildOrigin) -> Outcome<bool> {
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let folder = name.trim_end_matches(".tar.gz");
    if !folder.ends_with(std::env::consts::ARCH) && !folder.ends_with("trial") {
        println!("not run, because it is for another processor: {name}");
        return Ok(false);
    }
    run(Command::new("tar").arg("-xzf").arg(archive).current_dir(received))?;
    let program = received.join(folder).join("candour");
    let version = output(Command::new(&program).arg("--version"))?;
    if version != format!("candour {}", origin.version) {
        return Err(format!("`{name}` holds `{version}`"));
    }
    run(Command::new(&program).args(["check", "--quiet"]).arg(root.join(GENUINE)))?;
    Ok(true)
}

/// Installs the npm package into an empty project and uses it.
fn npm_package_works(root: &Path, received: &Path, package: &Path) -> Outcome<()> {
    let project = received.join("project");
    workspace::make_folder(&project)?;
    workspace::write(&project.join("package.json"), "{\"private\": true}\n")?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"]).arg(package);
    run(npm.current_dir(&project))?;
    let program = format!(
        "const {{ check }} = require(\"candour-verify\");\
         console.log(check(require(\"node:fs\").readFileSync({:?})).verdict);",
        root.join(GENUINE).display().to_string()
    );
    intact("the npm package", &output(Command::new("node").args(["-e", &program]).current_dir(&project))?)
}

/// Installs the wheel into an empty environment and uses it.
fn wheel_works(root: &Path, tools: &Tools, wheel: &Path) -> Outcome<()> {
    let python = wheel::installed(tools, wheel, "received")?;
    let program = format!(
        "import candour_verify; print(candour_verify.check({:?})['verdict'])",
        root.join(GENUINE).display().to_string()
    );
    intact("the wheel", &output(Command::new(python).args(["-I", "-c", &program]))?)
}

fn intact(what: &str, found: &str) -> Outcome<()> {
    if found == "intact" { Ok(()) } else { Err(format!("{what} calls a genuine file `{found}`")) }
}
