//! Installs the tools that building and testing need, each once, in one folder that is reused.
//!
//! The folder is `$CANDOUR_TOOLS`, or `candour/tools` in the user's cache. Every tool has its
//! version in its folder's name, so a new version never meets leftovers of an old one, and a folder
//! appears only when its installation has ended well.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use candour_proof::digest::{hex, sha256};
use serde::Deserialize;

use crate::{
    lockfile::Lockfile,
    process::{Outcome, output, run, run_filtered, succeeds},
    system,
    targets::{MACHINES, WASM},
    workspace,
};

const PACKAGE_JSON: &str = include_str!("../tools/package.json");
const PACKAGE_LOCK: &str = include_str!("../tools/package-lock.json");
const REQUIREMENTS: &str = include_str!("../tools/requirements.txt");
const WHEEL_REQUIREMENTS: &str = include_str!("../tools/wheel/requirements.txt");
const ZIG_REQUIREMENTS: &str = include_str!("../tools/wheel/zig.txt");
const ANALYSIS_REQUIREMENTS: &str = include_str!("../tools/analysis/requirements.txt");
const WASM_BINDGEN_LOCK: &str = include_str!("../tools/wasm-bindgen/Cargo.lock");

/// What the npm packages need.
const OLDEST_NODE: (u32, u32) = (18, 17);

/// The tools, installed.
pub(crate) struct Tools {
    folder: PathBuf,
}

/// What is used of the `package.json` of an npm package.
#[derive(Deserialize)]
struct Package {
    version: String,
}

/// A tool that comes as source and is compiled here.
struct SourceTool {
    name: &'static str,
    version: String,
    /// The program that shows it is there.
    program: &'static str,
    /// On two busy cores.
    minutes: u32,
}

impl Tools {
    /// Everything `build` and `serve` need.
    pub(crate) fn for_building() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        rust_target(WASM)?;
        tools.install_crate(&trunk())?;
        tools.install_wasm_bindgen()?;
        tools.install_node_packages()?;
        Ok(tools)
    }

    /// What checks and native tests need.
    pub(crate) fn for_linting() -> Outcome<Self> {
        rust_target(WASM)?;
        component("rustfmt", "fmt")?;
        component("clippy", "clippy")?;
        Self::listed()
    }

    /// Everything `test` needs besides: runners, drivers, browsers and the public verifiers.
    pub(crate) fn for_testing() -> Outcome<Self> {
        let tools = Self::for_building()?;
        component("rustfmt", "fmt")?;
        component("clippy", "clippy")?;
        tools.install_crate(&wasm_pack())?;
        tools.install_crate(&geckodriver())?;
        tools.install_crate(&cargo_fuzz())?;
        system::install_missing()?;
        tools.install_python_packages()?;
        tools.install_for_wheels()?;
        Ok(tools)
    }

    /// What the Python package needs.
    pub(crate) fn for_wheels() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        rust_target("x86_64-unknown-linux-gnu")?;
        rust_target("aarch64-unknown-linux-gnu")?;
        tools.install_for_wheels()?;
        tools.install_python("zig", ZIG_REQUIREMENTS, "Zig, which links wheels for older systems", (3, 9))?;
        Ok(tools)
    }

    /// Everything that a release needs.
    pub(crate) fn for_releasing() -> Outcome<Self> {
        let tools = Self::for_building()?;
        tools.install_crate(&wasm_pack())?;
        for machine in MACHINES {
            rust_target(machine.target)?;
        }
        tools.install_python_packages()?;
        system::install_signer()?;
        Self::for_wheels()
    }

    /// What the steps of docs/ANALYSIS.md need.
    pub(crate) fn for_analysis() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        tools.install_for_wheels()?;
        system::install_java()?;
        tools.install_python("analysis", ANALYSIS_REQUIREMENTS, "DuckDB, Polars and Spark", (3, 11))?;
        Ok(tools)
    }

    /// Everything that the npm package needs.
    pub(crate) fn for_packaging() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        rust_target(WASM)?;
        tools.install_crate(&wasm_pack())?;
        tools.install_wasm_bindgen()?;
        tools.install_node_packages()?;
        Ok(tools)
    }

    /// What holding crates against deny.toml needs.
    pub(crate) fn for_auditing() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        tools.install_crate(&cargo_deny())?;
        Ok(tools)
    }

    /// What fuzzing needs.
    pub(crate) fn for_fuzzing() -> Outcome<Self> {
        let tools = Self::listed()?;
        workspace::make_folder(&tools.folder)?;
        tools.install_crate(&cargo_fuzz())?;
        system::install_compiler()?;
        Ok(tools)
    }

    fn listed() -> Outcome<Self> {
        Ok(Self { folder: folder()? })
    }

    /// The search path with these tools first.
    pub(crate) fn path(&self) -> Outcome<OsString> {
        let own = [trunk().folder(), wasm_bindgen_folder(), wasm_pack().folder(), geckodriver().folder()];
        search_path(own.map(|name| self.folder.join(name).join("bin")))
    }

    /// Trunk, ready for its arguments.
    pub(crate) fn trunk(&self) -> Outcome<Command> {
        let mut command = Command::new(self.folder.join(trunk().folder()).join("bin/trunk"));
        command.env("PATH", self.path()?);
        Ok(command)
    }

    /// cargo-fuzz, ready for its arguments.
    pub(crate) fn cargo_fuzz(&self) -> Command {
        Command::new(self.folder.join(cargo_fuzz().folder()).join("bin/cargo-fuzz"))
    }

    /// cargo-deny's program.
    pub(crate) fn cargo_deny(&self) -> PathBuf {
        self.folder.join(cargo_deny().folder()).join("bin/cargo-deny")
    }

    /// A program of one of the npm packages, ready for its arguments.
    pub(crate) fn node_program(&self, script: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.node_folder().join("node_modules").join(script));
        command
    }

    /// The folder that holds `node_modules`.
    pub(crate) fn node_folder(&self) -> PathBuf {
        self.folder.join(format!("node-{}", short_digest(PACKAGE_LOCK)))
    }

    /// A Python that knows the packages of `requirements.txt`.
    pub(crate) fn python(&self) -> PathBuf {
        self.python_folder().join("bin/python")
    }

    /// A Python that has maturin and mypy.
    pub(crate) fn python_of_wheels(&self) -> PathBuf {
        self.python_environment("wheel", WHEEL_REQUIREMENTS).join("bin/python")
    }

    /// A Python that has Zig.
    pub(crate) fn python_of_zig(&self) -> PathBuf {
        self.python_environment("zig", ZIG_REQUIREMENTS).join("bin/python")
    }

    /// The environment with `DuckDB`, Polars and Spark.
    pub(crate) fn analysis(&self) -> PathBuf {
        self.python_environment("analysis", ANALYSIS_REQUIREMENTS)
    }

    /// The driver of Firefox.
    pub(crate) fn geckodriver(&self) -> PathBuf {
        self.folder.join(geckodriver().folder()).join("bin/geckodriver")
    }

    /// The versions of the tools that make the files of a release, as far as they are installed: only the wheels of a
    /// release need Zig.
    pub(crate) fn versions(&self) -> Outcome<Vec<(&'static str, String)>> {
        let printed = |program: &Path, arguments: &[&str]| {
            let text = output(Command::new(program).args(arguments))?;
            Ok::<_, String>(text.rsplit(' ').next().unwrap_or_default().trim_start_matches('v').to_owned())
        };
        let own = |folder: String, program: &str| {
            printed(&self.folder.join(folder).join("bin").join(program), &["--version"])
        };
        let mut versions = vec![
            ("trunk", own(trunk().folder(), "trunk")?),
            ("wasm-bindgen", own(wasm_bindgen_folder(), "wasm-bindgen")?),
            ("wasm-pack", own(wasm_pack().folder(), "wasm-pack")?),
            ("binaryen", self.node_version("binaryen")?),
            ("terser", self.node_version("terser")?),
            ("node", printed(Path::new("node"), &["--version"])?),
            ("maturin", printed(&self.python_of_wheels(), &["-m", "maturin", "--version"])?),
            ("python", printed(&self.python_of_wheels(), &["--version"])?),
            ("minisign", printed(Path::new("minisign"), &["-v"])?),
        ];
        let zig = self.python_of_zig();
        if zig.exists() {
            versions.push(("zig", printed(&zig, &["-m", "ziglang", "version"])?));
        }
        Ok(versions)
    }

    /// The version of one of the npm packages.
    fn node_version(&self, package: &str) -> Outcome<String> {
        let about = self.node_folder().join("node_modules").join(package).join("package.json");
        let about: Package = serde_json::from_str(&workspace::read(&about)?)
            .map_err(|error| format!("`{}`: {error}", about.display()))?;
        Ok(about.version)
    }

    /// A folder for things that tests need and that may be made again at any time.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn python_folder(&self) -> PathBuf {
        self.python_environment("python", REQUIREMENTS)
    }

    /// The folder of a Python environment with these packages.
    fn python_environment(&self, name: &str, requirements: &str) -> PathBuf {
        self.folder.join(format!("{name}-{}", short_digest(requirements)))
    }

    fn install_crate(&self, tool: &SourceTool) -> Outcome<()> {
        let folder = self.folder.join(tool.folder());
        if folder.join("bin").join(tool.program).exists() {
            return Ok(());
        }
        announce(&format!("{} {}, compiled from source", tool.name, tool.version), tool.minutes);
        // With the versions of dependencies that its authors tested.
        self.compile(&[tool.name, "--version", &format!("={}", tool.version)], &folder, tool.name)
    }

    /// wasm-bindgen's programs, which write a part of the page: with our own lock file, because the authors' one can
    /// name versions that a registry's mirror does not have yet, and none at all gives each machine other bytes.
    fn install_wasm_bindgen(&self) -> Outcome<()> {
        let root = workspace::root()?;
        let lock = Lockfile::read(&root.join("Cargo.lock"))?;
        let version = lock.version("wasm-bindgen")?;
        if Lockfile::parse(WASM_BINDGEN_LOCK)?.version("wasm-bindgen-cli")? != version {
            // They must be exactly of one version, or the module is refused.
            return Err(format!(
                "the page has wasm-bindgen {version}: set the same version in crates/xtask/tools/wasm-bindgen/Cargo.toml, \
                 and run `cargo update` there"
            ));
        }
        let folder = self.folder.join(wasm_bindgen_folder());
        if folder.join("bin/wasm-bindgen").exists() && folder.join("bin/wasm-bindgen-test-runner").exists() {
            return Ok(());
        }
        announce(&format!("wasm-bindgen {version}, compiled from source"), 4);
        let source = root.join("crates/xtask/tools/wasm-bindgen").display().to_string();
        self.compile(&["--path", &source], &folder, "wasm-bindgen")
    }

    fn compile(&self, what: &[&str], folder: &Path, name: &str) -> Outcome<()> {
        let mut cargo = Command::new("cargo");
        // Without optimisation: these only start other programs or copy text, and it takes a quarter of the time.
        cargo.args(["install", "--debug", "--locked"]).args(what).arg("--root").arg(folder);
        cargo.arg("--target-dir").arg(self.folder.join("building"));
        // A workspace's own flags are not for the tools.
        cargo.env_remove("RUSTFLAGS").env("CARGO_PROFILE_DEV_DEBUG", "0").current_dir(&self.folder);
        // Without this, it advises to change PATH, and reports what their dependencies must change one day.
        cargo.env("PATH", search_path([folder.join("bin")])?);
        cargo.env("CARGO_FUTURE_INCOMPAT_REPORT_FREQUENCY", "never");
        // A yanked version in the lock file of a tool is for its authors to replace.
        run_filtered(&mut cargo, |line| !line.contains(" is yanked in registry ")).map_err(|problem| {
            format!(
                "{problem}\ncannot install {name}. If the message above mentions the network, try again; \
                 if a linker or a C compiler is missing, install it (on Debian: apt-get install build-essential)."
            )
        })
    }

    fn install_node_packages(&self) -> Outcome<()> {
        let folder = self.node_folder();
        if folder.exists() {
            return Ok(());
        }
        announce("wasm-opt, terser, TypeScript and the page checkers from npm", 1);
        let node = output(Command::new("node").arg("--version")).unwrap_or_default();
        if version(&node) < Some(OLDEST_NODE) || !succeeds(Command::new("npm").arg("--version")) {
            let (major, minor) = OLDEST_NODE;
            return Err(format!(
                "this needs Node.js {major}.{minor} or later with npm, and found {}: install it \
                 (on Debian 12 or later: apt-get install nodejs npm) and run this again",
                if node.is_empty() { "none" } else { &node }
            ));
        }
        install_into(&folder, |part| {
            workspace::write(&part.join("package.json"), PACKAGE_JSON)?;
            workspace::write(&part.join("package-lock.json"), PACKAGE_LOCK)?;
            run(Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(part))
        })
        .map_err(|problem| {
            format!("{problem}\ncannot install the npm packages: check the network and try again")
        })
    }

    fn install_python_packages(&self) -> Outcome<()> {
        let what = "Python libraries that check signed files and releases";
        self.install_python("python", REQUIREMENTS, what, (3, 10))
    }

    fn install_for_wheels(&self) -> Outcome<()> {
        self.install_python("wheel", WHEEL_REQUIREMENTS, "maturin and mypy, for the Python package", (3, 9))
    }

    /// Makes a Python environment with these packages, each with a digest of the list, by at least the Python that
    /// they need.
    fn install_python(&self, name: &str, requirements: &str, what: &str, oldest: (u32, u32)) -> Outcome<()> {
        let folder = self.python_environment(name, requirements);
        if folder.exists() {
            return Ok(());
        }
        announce(what, 1);
        let python = output(Command::new("python3").arg("--version")).unwrap_or_default();
        if version(&python) < Some(oldest) {
            let found = if python.is_empty() { "none" } else { &python };
            return Err(format!(
                "{what}: this needs Python {}.{} or later, and found {found}",
                oldest.0, oldest.1
            ));
        }
        install_into(&folder, |part| {
            run(Command::new("python3").args(["-m", "venv"]).arg(part))?;
            let list = part.join("requirements.txt");
            workspace::write(&list, requirements)?;
            let mut pip = Command::new(part.join("bin/python"));
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]);
            run(pip.arg("--requirement").arg(list))
        })
        .map_err(|problem| {
            format!(
                "{problem}\ncannot install the Python libraries: this needs Python's `venv` \
                 (on Debian: apt-get install python3-venv) and the network"
            )
        })
    }
}

impl SourceTool {
    fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// Builds the page; 0.22 needs a newer compiler than this workspace does.
fn trunk() -> SourceTool {
    SourceTool { name: "trunk", version: "0.21.14".to_owned(), program: "trunk", minutes: 5 }
}

/// Its name changes with every crate that is compiled into it.
fn wasm_bindgen_folder() -> String {
    format!("wasm-bindgen-{}", short_digest(WASM_BINDGEN_LOCK))
}

/// Runs the unit tests that need a browser, and makes the npm package.
fn wasm_pack() -> SourceTool {
    SourceTool { name: "wasm-pack", version: "0.15.1".to_owned(), program: "wasm-pack", minutes: 3 }
}

/// Drives Firefox.
fn geckodriver() -> SourceTool {
    SourceTool { name: "geckodriver", version: "0.37.1".to_owned(), program: "geckodriver", minutes: 3 }
}

/// Builds the fuzz targets.
fn cargo_fuzz() -> SourceTool {
    SourceTool { name: "cargo-fuzz", version: "0.13.2".to_owned(), program: "cargo-fuzz", minutes: 2 }
}

/// Holds crates against deny.toml.
fn cargo_deny() -> SourceTool {
    SourceTool { name: "cargo-deny", version: "0.20.2".to_owned(), program: "cargo-deny", minutes: 3 }
}

/// The search path of this process with folders before it.
fn search_path(folders: impl IntoIterator<Item = PathBuf>) -> Outcome<OsString> {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(folders.into_iter().chain(std::env::split_paths(&rest)))
        .map_err(|error| format!("a folder on PATH cannot be used: {error}"))
}

fn folder() -> Outcome<PathBuf> {
    if let Some(folder) = std::env::var_os("CANDOUR_TOOLS") {
        return Ok(folder.into());
    }
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cache")));
    cache
        .map(|cache| cache.join("candour/tools"))
        .ok_or_else(|| "set CANDOUR_TOOLS to a folder for the tools".to_owned())
}

/// Rust's standard library for a target.
fn rust_target(target: &str) -> Outcome<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(&sysroot).join("lib/rustlib").join(target).join("lib").exists() {
        return Ok(());
    }
    announce(&format!("Rust's standard library for {target}"), 1);
    run(Command::new("rustup").args(["target", "add", target])).map_err(|problem| {
        format!(
            "{problem}\nthe target {target} is missing: install Rust with rustup, or add the target manually"
        )
    })
}

fn component(name: &str, subcommand: &str) -> Outcome<()> {
    if succeeds(Command::new("cargo").args([subcommand, "--version"])) {
        return Ok(());
    }
    announce(name, 1);
    run(Command::new("rustup").args(["component", "add", name])).map_err(|problem| {
        format!("{problem}\n`{name}` is missing: install Rust with rustup, or add the component manually")
    })
}

fn announce(what: &str, minutes: u32) {
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    println!("\n-- Installing {what}: up to {minutes} {unit} on a small machine, once");
}

/// Fills a folder beside the wanted one and renames it when everything went well.
fn install_into(folder: &Path, fill: impl FnOnce(&Path) -> Outcome<()>) -> Outcome<()> {
    let part = folder.with_extension("part");
    if part.exists() {
        std::fs::remove_dir_all(&part)
            .map_err(|error| format!("cannot clear `{}`: {error}", part.display()))?;
    }
    workspace::make_folder(&part)?;
    fill(&part)?;
    std::fs::rename(&part, folder).map_err(|error| format!("cannot rename `{}`: {error}", part.display()))
}

/// Major and minor version, of a text such as `v20.20.2` or `Python 3.11.7`.
pub(crate) fn version(text: &str) -> Option<(u32, u32)> {
    let mut numbers =
        text.trim_start_matches(|letter: char| !letter.is_ascii_digit()).split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Twelve digits that change with the list of packages.
fn short_digest(text: &str) -> String {
    let mut digits = hex(&sha256(text.as_bytes()));
    digits.truncate(12);
    digits
}

#[cfg(test)]
mod tests {
    use super::{PACKAGE_LOCK, install_into, version};

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(version("v20.20.2"), Some((20, 20)));
        assert_eq!(version("Python 3.9.2"), Some((3, 9)));
        assert!(version("Python 3.9.2") < version("Python 3.10.0"));
        assert!(version("") < Some((0, 0)), "a program that is missing is older than any");
    }

    #[test]
    fn an_installation_that_fails_half_way_does_not_count() {
        let folder = std::env::temp_dir().join(format!("candour-install-{}", std::process::id()));
        let failed = install_into(&folder, |part| {
            crate::workspace::write(&part.join("half"), "")?;
            Err("the network went away".to_owned())
        });
        assert!(failed.is_err());
        assert!(!folder.exists());

        install_into(&folder, |part| crate::workspace::write(&part.join("whole"), ""))
            .expect("a temporary folder");
        assert!(folder.join("whole").exists());
        assert!(!folder.join("half").exists(), "leftovers of a failed installation are cleared");
        std::fs::remove_dir_all(folder).expect("a temporary folder");
    }

    #[test]
    fn the_lock_file_names_no_registry() {
        assert!(
            !PACKAGE_LOCK.contains("\"resolved\""),
            "npm's option omit-lockfile-registry-resolved leaves it out"
        );
    }
}
