//! Builds the published page, with the same bytes on every machine.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use candour_proof::digest::{hex, sha256};

use crate::{
    assemble::{NOT_OPTIMISED, PATHS_REMAPPED},
    crates,
    process::{Outcome, output, run},
    questionnaires::OTHERS,
    targets::{WASM, target_variable},
    tools::Tools,
    workspace,
};

/// The built page.
pub(crate) struct Build {
    /// The folder that holds `index.html` and what is published beside it.
    pub(crate) folder: PathBuf,
}

impl Build {
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

/// Builds the release page into `dist/`.
pub(crate) fn build(tools: &Tools) -> Outcome<Build> {
    println!("\n-- Building the page: about 3 minutes the first time, then less than one");
    with_trunk(tools, |_| ())
}

/// Builds a page that does the same into `dist/`, larger and slower but sooner, for trying one change after another.
pub(crate) fn build_quickly(tools: &Tools) -> Outcome<Build> {
    println!("\n-- Building a page that is not optimised and must not be published");
    with_trunk(tools, |trunk| {
        trunk.args(["--cargo-profile", "quick"]).env(NOT_OPTIMISED, "1");
    })
}

/// Builds the release page with the questionnaires of another folder into a folder of its own, to be measured.
pub(crate) fn build_with(tools: &Tools, questionnaires: &Path, folder: &Path) -> Outcome<Build> {
    println!("\n-- Building a page with the questionnaires of `{}`", questionnaires.display());
    with_trunk(tools, |trunk| {
        trunk.arg("--dist").arg(folder).env(OTHERS, questionnaires);
    })?;
    Ok(Build { folder: folder.to_owned() })
}

fn with_trunk(tools: &Tools, adapt: impl FnOnce(&mut Command)) -> Outcome<Build> {
    let root = workspace::root()?;
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--release", "--locked", "--offline", "--skip-version-check", "--color", "never"]);
    trunk.current_dir(&root);
    same_everywhere(&mut trunk, &root, WASM)?;
    trunk.env(PATHS_REMAPPED, "1");
    // `NO_COLOR=1` is a value that Trunk refuses.
    trunk.env_remove("NO_COLOR");
    trunk.env_remove(NOT_OPTIMISED);
    adapt(&mut trunk);
    crates::fetch(&root)?;
    run(&mut trunk).map_err(|problem| {
        format!("{problem}\nthe page was not built; see the first message above that says `error`")
    })?;
    Ok(Build { folder: root.join("dist") })
}

/// Makes a command that compiles for a target give the same bytes on every machine.
pub(crate) fn same_everywhere(command: &mut Command, root: &Path, target: &str) -> Outcome<()> {
    // Only for the target of the program: the tasks that Trunk calls in between need not be built again.
    let mut flags = remapped(root)?;
    if target == WASM {
        // Loops instead of unrolled rounds: 14 kB less program, and a file is hashed in milliseconds all the same.
        for choice in ["sha2_backend=\"soft\"", "sha2_backend_soft=\"compact\""] {
            flags.push(format!(" --cfg {choice}"));
        }
    }
    command.env(target_variable(target, "RUSTFLAGS"), flags);
    command.env("SOURCE_DATE_EPOCH", "0").env("RUST_BACKTRACE", "0");
    // These would take the place of the flags above.
    command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    // And this of the questionnaires.
    command.env_remove(OTHERS);
    // And these of Cargo.toml's profiles.
    for (name, _) in
        std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PROFILE_"))
    {
        command.env_remove(name);
    }
    // One build script asks git for the commit of its sources; a repository around cargo's home is not theirs.
    command.env("GIT_CEILING_DIRECTORIES", workspace::cargo_home()?.join("registry/src"));
    Ok(())
}

/// The built program as the compiler left it, names included.
pub(crate) fn program() -> Outcome<Vec<u8>> {
    let path = workspace::target_folder()?.join("wasm32-unknown-unknown/release/page.wasm");
    std::fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// Compiler flags that replace the folders of this machine by fixed names in the program.
fn remapped(root: &Path) -> Outcome<OsString> {
    let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
    let home = workspace::cargo_home()?;
    let mut folders = vec![
        (root.to_owned(), "/candour".to_owned()),
        // Where rustup's `rust-src` lies, the compiler writes that folder; elsewhere it writes this name.
        (sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{}", compiler_commit()?)),
        (home.clone(), "/cargo".to_owned()),
    ];
    // Later flags win: each registry's folder, whose name tells where the crates came from, becomes `/crates`.
    let registries = home.join("registry/src");
    if registries.exists() {
        folders.extend(
            workspace::entries(&registries)?.into_iter().map(|folder| (folder, "/crates".to_owned())),
        );
    }
    let flags: Vec<OsString> = folders
        .into_iter()
        .map(|(folder, name)| {
            let mut flag = OsString::from("--remap-path-prefix=");
            flag.push(folder);
            flag.push(format!("={name}"));
            flag
        })
        .collect();
    if flags.iter().any(|flag| flag.to_string_lossy().contains(' ')) {
        return Err("the path of this folder, of CARGO_HOME or of Rust contains a space; move it".to_owned());
    }
    Ok(flags.join(&OsString::from(" ")))
}

/// The commit that the compiler was built from.
fn compiler_commit() -> Outcome<String> {
    let about = output(Command::new("rustc").args(["--version", "--verbose"]))?;
    let commit = about.lines().find_map(|line| line.strip_prefix("commit-hash: "));
    commit
        .map(str::to_owned)
        .ok_or_else(|| "rustc does not report its commit; install Rust with rustup".to_owned())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{os::unix::fs::symlink, path::Path, process::Command};

    use super::{compiler_commit, output};

    /// Code of the standard library that is compiled into every program, and names its own source when it panics.
    const PROGRAM: &str = "pub fn first(n: u32) -> u32 { (0..n).collect::<std::collections::BTreeSet<_>>().pop_first().unwrap() }";

    /// A compiler's folder that has the sources of the standard library, or has not, made of links to this machine's.
    fn sysroot(folder: &Path, sources: bool) -> std::io::Result<()> {
        let own = output(Command::new("rustc").args(["--print", "sysroot"])).expect("a compiler");
        let libraries = folder.join("lib/rustlib");
        std::fs::create_dir_all(&libraries)?;
        for entry in std::fs::read_dir(Path::new(&own).join("lib/rustlib"))? {
            let entry = entry?;
            if entry.file_name() != "src" {
                symlink(entry.path(), libraries.join(entry.file_name()))?;
            }
        }
        if sources {
            for name in ["core", "std"] {
                let source = libraries.join("src/rust/library").join(name).join("src");
                std::fs::create_dir_all(&source)?;
                std::fs::write(source.join("lib.rs"), "")?;
            }
        }
        Ok(())
    }

    fn compiled(folder: &Path, sources: bool, remapped: bool) -> String {
        let root = folder.join(if sources { "with" } else { "without" });
        if !root.exists() {
            sysroot(&root, sources).expect("a folder of links");
        }
        std::fs::write(folder.join("program.rs"), PROGRAM).expect("a file");
        let mut rustc = Command::new("rustc");
        rustc.args(["--edition", "2024", "--crate-type", "lib", "--emit", "llvm-ir", "-O", "program.rs"]);
        rustc.arg("-o").arg(folder.join("program.ll")).arg("--sysroot").arg(&root).current_dir(folder);
        if remapped {
            let name = format!("/rustc/{}", compiler_commit().expect("its commit"));
            rustc.arg(format!("--remap-path-prefix={}={name}", root.join("lib/rustlib/src/rust").display()));
        }
        output(&mut rustc).expect("a program");
        std::fs::read_to_string(folder.join("program.ll")).expect("what was compiled")
    }

    #[test]
    fn sources_of_the_standard_library_change_no_byte() {
        let folder = std::env::temp_dir().join(format!("candour-sources-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let [plain, without, with] = [(true, false), (false, true), (true, true)]
            .map(|(sources, remapped)| compiled(&folder, sources, remapped));
        std::fs::remove_dir_all(&folder).expect("a temporary folder");
        assert!(with == without, "the program tells whether the compiler's sources were there");
        assert!(plain != without, "this test no longer sees what it is about: the compiler names no folder");
    }
}
