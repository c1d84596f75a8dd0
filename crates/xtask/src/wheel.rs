//! Makes the Python package `candour-verify` and tries it in an empty environment. Nothing is published.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    build::same_everywhere,
    crates, licences,
    origin::origin,
    process::{Outcome, output, run},
    tools::Tools,
    workspace,
};

const PACKAGE: &str = "candour-python";
/// The folder of the package, below the root.
const SOURCE: &str = "crates/python";

/// How a wheel is made.
#[derive(Clone, Copy)]
pub(crate) enum WheelKind {
    /// Quickly, for this machine alone, to be tried.
    Trial,
    /// For every Linux with glibc 2.17 (2012) or later on this kind of processor. Zig links it, because it brings the
    /// old libraries along.
    Portable(&'static str),
}

/// The kinds of processor that a release has wheels for.
pub(crate) const PORTABLE: [&str; 2] = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

/// What a wheel to be tried is made for.
pub(crate) const TRIAL: &str = PORTABLE[0];

/// Makes the wheels, tries the one for this machine and says what they weigh.
pub(crate) fn wheel() -> Outcome<()> {
    let tools = Tools::for_wheels()?;
    let root = workspace::root()?;
    for target in PORTABLE {
        let wheel = make(&root, &tools, WheelKind::Portable(target))?;
        if runs_here(&wheel) {
            run(&mut tests(&root, &tools, &wheel)?)?;
        } else {
            println!("not tried, because it is for another processor: {}", wheel.display());
        }
        let size = fs::metadata(&wheel).map_err(|error| error.to_string())?.len();
        println!("\n{size:>9} bytes  {}", wheel.display());
    }
    Ok(())
}

/// Whether a wheel is for the processor of this machine, by its name.
pub(crate) fn runs_here(wheel: &Path) -> bool {
    let name = wheel.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(&format!("_{}.whl", std::env::consts::ARCH))
}

/// Makes a wheel and gives its path.
pub(crate) fn make(root: &Path, tools: &Tools, kind: WheelKind) -> Outcome<PathBuf> {
    crates::fetch(root)?;
    let (name, target) = match kind {
        WheelKind::Trial => ("trial", "x86_64-unknown-linux-gnu"),
        WheelKind::Portable(target) => (target, target),
    };
    write_licences(root, target)?;
    let folder = workspace::target_folder()?.join("wheel").join(name);
    clear(&folder)?;
    let mut maturin = Command::new(tools.python_of_wheels());
    maturin.args(["-m", "maturin", "build", "--locked", "--offline", "--out"]).arg(&folder);
    maturin.arg("--target-dir").arg(workspace::target_folder()?).current_dir(root.join(SOURCE));
    match kind {
        // What the native tests have compiled is used again.
        WheelKind::Trial => {
            maturin.args(["--profile", "dev"]);
        }
        WheelKind::Portable(target) => {
            println!("\n-- Building the wheel for {target}: about a minute");
            maturin.args(["--zig", "--compatibility", "manylinux2014", "--target", target]);
            same_everywhere(&mut maturin, root, target)?;
            maturin.env("CARGO_ZIGBUILD_PYTHON_PATH", tools.python_of_zig());
            maturin.env("SOURCE_DATE_EPOCH", origin(root)?.seconds.to_string());
        }
    }
    run(&mut maturin)?;
    let [wheel] = <[PathBuf; 1]>::try_from(workspace::entries(&folder)?)
        .map_err(|all| format!("maturin made {} files in `{}`, and not one", all.len(), folder.display()))?;
    Ok(wheel)
}

/// The licences that go into the wheel, where its `pyproject.toml` looks for them.
fn write_licences(root: &Path, target: &str) -> Outcome<()> {
    let folder = root.join(SOURCE).join("licences");
    clear(&folder)?;
    workspace::make_folder(&folder)?;
    workspace::write(&folder.join("LICENSE"), workspace::read(&root.join("LICENSE"))?)?;
    let texts = workspace::read(&root.join("questionnaires/LICENSE"))?;
    workspace::write(&folder.join("LICENSE-questionnaires"), texts)?;
    let notice = licences::notice(&crates::of_package(PACKAGE, target)?)?;
    workspace::write(&folder.join("THIRD-PARTY.txt"), notice)
}

fn clear(folder: &Path) -> Outcome<()> {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).map_err(|error| format!("cannot remove `{}`: {error}", folder.display()))
}

/// An environment in which nothing but this wheel is installed; its Python.
pub(crate) fn installed(tools: &Tools, wheel: &Path, name: &str) -> Outcome<PathBuf> {
    let folder = workspace::target_folder()?.join("wheel").join(name);
    clear(&folder)?;
    // By the Python that the tools have, so that its libraries fit mypy's.
    output(Command::new(tools.python_of_wheels()).args(["-m", "venv"]).arg(&folder))?;
    let python = folder.join("bin/python");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]);
    run(pip.arg(wheel))?;
    Ok(python)
}

/// The tests of a wheel, on every file of ours and on every known way to cheat. Its types are checked first.
pub(crate) fn tests(root: &Path, tools: &Tools, wheel: &Path) -> Outcome<Command> {
    let python = installed(tools, wheel, "tried")?;
    let packages = output(
        Command::new(&python).args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'), end='')"]),
    )?;
    let mypy = |module: &str| {
        let mut command = Command::new(tools.python_of_wheels());
        command.args(["-m", module]).current_dir(root).env("MYPY_CACHE_DIR", tools.folder().join("mypy"));
        command
    };
    // What the stubs declare is what the package has. This program keeps its cache where it runs, whatever is set.
    run(mypy("mypy.stubtest")
        .args(["candour_verify._native", "--concise"])
        .current_dir(workspace::target_folder()?.join("wheel"))
        .env("MYPYPATH", &packages)
        .env("PYTHONPATH", &packages))?;
    run(mypy("mypy")
        .args(["--strict", "--python-executable"])
        .arg(&python)
        .arg("tests/verify/wheel_types.py"))?;
    let mut command = Command::new(python);
    command.args(["-I", "tests/verify/wheel_test.py"]).current_dir(root);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::runs_here;

    #[test]
    fn the_processor_of_a_wheel_is_read_off_its_name() {
        let here = std::env::consts::ARCH;
        assert!(runs_here(Path::new(&format!(
            "a/b-1-cp39-abi3-manylinux_2_17_{here}.manylinux2014_{here}.whl"
        ))));
        assert!(!runs_here(Path::new("a/b-1-cp39-abi3-manylinux_2_17_m68k.manylinux2014_m68k.whl")));
    }
}
