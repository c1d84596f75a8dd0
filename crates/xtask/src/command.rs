//! Builds `candour`, the command line, as one static program for each kind of Linux machine.

use std::{path::Path, process::Command};

use crate::{
    archive::ArchiveMember,
    build::same_everywhere,
    crates, licences,
    process::{Outcome, output, run},
    targets::{Machine, target_variable},
    workspace,
};

const PACKAGE: &str = "candour-cli";

/// Stands before the notice of the licences, which has the text of this one.
const MUSL: &str = "The C library musl is linked into this program. Copyright \u{a9} 2005-2020 Rich Felker, et al. \
                    It is under the MIT License.\n\n";

/// The program and what belongs beside it.
pub(crate) fn members(root: &Path, version: &str, machine: Machine) -> Outcome<Vec<ArchiveMember>> {
    let program = compile(root, machine)?;
    around(root, &folder(version, machine.name), program, machine.target)
}

/// The folder in the archive.
pub(crate) fn folder(version: &str, name: &str) -> String {
    format!("candour-{version}-{name}")
}

/// A program with the licences of what is in it.
pub(crate) fn around(
    root: &Path,
    folder: &str,
    program: Vec<u8>,
    target: &str,
) -> Outcome<Vec<ArchiveMember>> {
    let at = |name: &str| format!("{folder}/{name}");
    let notice = [MUSL, &licences::notice(&crates::of_package(PACKAGE, target)?)?].concat();
    Ok(vec![
        ArchiveMember::program(at("candour"), program),
        ArchiveMember::file(at("LICENSE"), workspace::read(&root.join("LICENSE"))?),
        ArchiveMember::file(
            at("LICENSE-questionnaires"),
            workspace::read(&root.join("questionnaires/LICENSE"))?,
        ),
        ArchiveMember::file(at("THIRD-PARTY.txt"), notice),
    ])
}

/// Compiles and links with what comes with Rust alone: musl and rust-lld. A linker of the machine would give each
/// machine other bytes, and few machines have one for another processor.
fn compile(root: &Path, machine: Machine) -> Outcome<Vec<u8>> {
    let Machine { target, .. } = machine;
    println!("\n-- Building candour for {}: about a minute", machine.name);
    crates::fetch(root)?;
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--package", PACKAGE, "--profile", "fast", "--target", target]);
    cargo.args(["--locked", "--offline"]).current_dir(root);
    same_everywhere(&mut cargo, root, target)?;
    cargo.env(target_variable(target, "LINKER"), "rust-lld");
    run(&mut cargo)?;
    let path = workspace::target_folder()?.join(target).join("fast/candour");
    let program =
        std::fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    if wants_interpreter(&path)? {
        return Err(format!("`{}` needs libraries of the system: it is not static", path.display()));
    }
    Ok(program)
}

/// Whether a program names a dynamic linker.
fn wants_interpreter(program: &Path) -> Outcome<bool> {
    let headers = output(Command::new("readelf").args(["--program-headers", "--wide"]).arg(program))?;
    Ok(headers.lines().any(|line| line.trim_start().starts_with("INTERP")))
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use std::path::Path;

    use super::{PACKAGE, wants_interpreter};
    use crate::{crates, licences};

    #[test]
    fn every_crate_of_the_command_has_a_licence_text() {
        let crates = crates::of_package(PACKAGE, "x86_64-unknown-linux-gnu").expect("the crates");
        let notice = licences::notice(&crates).expect("the notice");
        assert!(notice.contains("# zlib License") && notice.contains("zlib-rs"), "{notice}");
    }

    #[test]
    fn a_program_with_libraries_of_the_system_is_not_static() {
        assert_eq!(wants_interpreter(Path::new("/proc/self/exe")), Ok(true));
    }
}
