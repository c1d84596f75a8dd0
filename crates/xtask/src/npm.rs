//! Makes the npm package `candour-verify`: the checking code for other people's programs. Nothing is published.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    archive::{ArchiveMember, tar_gz},
    assemble::optimised,
    build::same_everywhere,
    crates, licences,
    origin::BuildOrigin,
    process::{Outcome, run},
    sizes,
    targets::WASM,
    tools::Tools,
    workspace,
};

/// The name of the package, and of its folder.
pub(crate) const PACKAGE: &str = "candour-verify";
/// What is kept in the repository of it.
const SOURCE: &str = "crates/verify/npm";
const PROGRAM: &str = "candour_verify_bg.wasm";

/// Makes the package and says what it weighs.
pub(crate) fn npm() -> Outcome<()> {
    let folder = package(&Tools::for_packaging()?)?;
    for path in workspace::entries(&folder)? {
        let bytes = read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name:<24}{:>9} bytes{:>9} gzipped", bytes.len(), sizes::gzip(&bytes)?);
    }
    println!("\n{}", folder.display());
    Ok(())
}

/// The tests of the package, on every file of ours and on every known attack.
pub(crate) fn tests(root: &Path, tools: &Tools) -> Outcome<Command> {
    let mut command = Command::new("node");
    command.args(["--test", "--test-reporter=tap", "tests/verify/package.test.mjs"]);
    command.env("CANDOUR_NPM", package(tools)?).env("CANDOUR_NODE_TOOLS", tools.node_folder());
    command.current_dir(root);
    Ok(command)
}

/// Writes the package and gives its folder.
pub(crate) fn package(tools: &Tools) -> Outcome<PathBuf> {
    let root = workspace::root()?;
    crates::fetch(&root)?;
    let place = workspace::target_folder()?.join("npm");
    let (web, node) = (place.join("web"), place.join("node"));
    compile(&root, "web", &web, tools)?;
    compile(&root, "nodejs", &node, tools)?;
    // One program for both: only what stands around it differs.
    if read(&web.join(PROGRAM))? != read(&node.join(PROGRAM))? {
        return Err("the programs for browsers and for Node.js differ".to_owned());
    }
    let folder = place.join(PACKAGE);
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .map_err(|error| format!("cannot remove `{}`: {error}", folder.display()))?;
    }
    workspace::make_folder(&folder)?;
    let program = optimised(&web.join(PROGRAM), tools)?;
    let kilobytes = (sizes::gzip(&program)? + 500) / 1_000;
    workspace::write(&folder.join(PROGRAM), program)?;
    copy(&web.join("candour_verify.js"), &folder.join("program.mjs"))?;
    copy(&node.join("candour_verify.js"), &folder.join("program.cjs"))?;
    let source = root.join(SOURCE);
    for name in ["node.cjs", "node.mjs", "web.mjs"] {
        copy(&source.join(name), &folder.join(name))?;
    }
    // The same types for both kinds of modules, each of which wants a file of its own kind.
    for name in ["index.d.mts", "index.d.cts"] {
        copy(&source.join("index.d.ts"), &folder.join(name))?;
    }
    copy(&root.join("LICENSE"), &folder.join("LICENSE"))?;
    copy(&root.join("questionnaires/LICENSE"), &folder.join("LICENSE-questionnaires"))?;
    workspace::write(&folder.join("THIRD-PARTY.txt"), licences::notice(&crates::of_program(PACKAGE)?)?)?;
    let about = workspace::read(&source.join("package.json"))?;
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    workspace::write(&folder.join("package.json"), about.replacen("\"version\": \"0.0.0\"", &version, 1))?;
    let readme = workspace::read(&source.join("README.md"))?;
    let stated = stated_size(&readme).ok_or("the package's README states no size")?;
    if stated.abs_diff(kilobytes) > 5 {
        return Err(format!("{SOURCE}/README.md states {stated} kB gzipped; now it is {kilobytes} kB"));
    }
    workspace::write(&folder.join("README.md"), readme)?;
    Ok(folder)
}

/// The package as npm keeps packages: an archive, with its name.
pub(crate) fn packed(folder: &Path, origin: &BuildOrigin) -> Outcome<(String, Vec<u8>)> {
    let members = workspace::entries(folder)?.into_iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(ArchiveMember::file(format!("package/{name}"), read(&path)?))
    });
    let members = members.collect::<Outcome<Vec<_>>>()?;
    Ok((format!("{PACKAGE}-{}.tgz", origin.version), tar_gz(&members, origin.seconds)?))
}

fn compile(root: &Path, target: &str, folder: &Path, tools: &Tools) -> Outcome<()> {
    let mut command = Command::new("wasm-pack");
    command.arg("build").arg(root.join("crates/verify")).args(["--release", "--target", target]);
    // wasm-pack would look for tools elsewhere, and write a package and types of its own.
    command.args(["--mode", "no-install", "--no-pack", "--no-typescript", "--out-dir"]).arg(folder);
    command.args(["--", "--locked", "--offline"]).env("PATH", tools.path()?).current_dir(root);
    same_everywhere(&mut command, root, WASM)?;
    run(&mut command)
}

/// The kilobytes that a text says something has when gzipped.
fn stated_size(text: &str) -> Option<usize> {
    let (before, _) = text.split_once(" kB gzipped")?;
    before.rsplit(' ').next()?.parse().ok()
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    workspace::write(to, read(from)?)
}

#[cfg(test)]
mod tests {
    use super::stated_size;

    #[test]
    fn the_size_is_read_where_the_text_states_it() {
        assert_eq!(stated_size("It weighs 190 kB gzipped, and 12 more."), Some(190));
        assert_eq!(stated_size("It weighs little."), None);
    }
}
