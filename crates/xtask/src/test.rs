//! Every check and test, one step after the other, with a table at the end.

use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    audit,
    build::{Build, build},
    circles, content, fuzz, npm,
    process::{Outcome, heading, output, run, shown},
    release, system,
    tools::{Tools, version},
    wheel, workspace,
};

/// The newest Rust whose lints were all heeded. Those that a newer one adds are shown, and fail nothing: the tests pass
/// with whatever Rust a new machine has.
const LINTED: (u32, u32) = (1, 95);

const PAGE_TESTS: &str = "candour-page-tests";
/// A workspace of its own, which `--workspace` and `--all` leave out.
const FUZZ: &str = "fuzz/Cargo.toml";
/// Another: what libraries of others say of our files.
const INDEPENDENT: &str = "tests/independent/Cargo.toml";

/// How many tests a step ran.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Tests {
    passed: usize,
    failed: usize,
    ignored: usize,
}

/// What has been done so far. A failed step does not stop the next ones: one run shows everything
/// there is to fix.
#[derive(Default)]
struct TestRun {
    rows: Vec<(&'static str, Outcome<Tests>, Duration)>,
}

impl TestRun {
    fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome<Tests>) {
        heading(name);
        let start = Instant::now();
        let outcome = work();
        if let Err(problem) = &outcome {
            eprintln!("\nerror: {problem}");
        }
        self.rows.push((name, outcome, start.elapsed()));
    }

    /// The table, and last the line that gives the number of tests.
    fn show(&self) -> String {
        let mut out = format!("{:<44}{:<10}{:>8}{:>9}\n", "step", "outcome", "tests", "seconds");
        for (name, outcome, time) in &self.rows {
            let (word, tests) = match outcome {
                Ok(tests) => ("ok", tests.passed),
                Err(_) => ("FAILED", 0),
            };
            let tests = if tests == 0 { String::new() } else { tests.to_string() };
            out.push_str(&format!("{name:<44}{word:<10}{tests:>8}{:>9}\n", time.as_secs()));
        }
        let passed: usize =
            self.rows.iter().flat_map(|(_, outcome, _)| outcome).map(|tests| tests.passed).sum();
        out.push_str(&format!("\n{passed} passed, {} failed\n", self.failed()));
        out
    }

    /// Steps that failed; a step with failed tests counts once.
    fn failed(&self) -> usize {
        self.rows.iter().filter(|(_, outcome, _)| outcome.is_err()).count()
    }
}

/// Runs everything, or without browsers and fuzzing what is quick.
pub(crate) fn test(quick: bool) -> Outcome<()> {
    let mut report = TestRun::default();
    let mut tools = None;
    report.step("Installing what is missing", || {
        tools = Some(if quick { Tools::for_linting()? } else { Tools::for_testing()? });
        Ok(Tests::default())
    });
    check_code(&mut report)?;
    if !quick {
        report.step("Fuzzing, a short run", || match &tools {
            Some(tools) => fuzz::short(tools).map(|passed| Tests { passed, ..Tests::default() }),
            None => Err("not run, because tools are missing (see above)".to_owned()),
        });
        report.step("Tests, verifiers of others", || match &tools {
            Some(tools) => counted(&mut independent_tests(&workspace::root()?, tools)?),
            None => Err("not run, because tools are missing (see above)".to_owned()),
        });
        match &tools {
            Some(tools) => try_in_browsers(&mut report, tools)?,
            None => {
                report.step("Browsers", || Err("not run, because tools are missing (see above)".to_owned()));
            }
        }
    }
    heading("Summary");
    print!("{}", report.show());
    match report.failed() {
        0 => Ok(()),
        failed => Err(format!("{failed} of {} steps failed; see their messages above", report.rows.len())),
    }
}

fn check_code(report: &mut TestRun) -> Outcome<()> {
    let root = workspace::root()?;
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(arguments).current_dir(&root);
        command
    };
    report.step("Format", || {
        quiet(&mut cargo(&["fmt", "--all", "--check"]))?;
        quiet(&mut cargo(&["fmt", "--manifest-path", FUZZ, "--check"]))?;
        quiet(&mut cargo(&["fmt", "--manifest-path", INDEPENDENT, "--check"]))
    });
    let rust = output(Command::new("rustc").arg("--version"))?;
    let level = lint_level(&rust);
    if level.is_empty() {
        println!("note: lints that {rust} adds are shown as warnings, and fail nothing");
    }
    report.step("Lints, native", || {
        quiet(cargo(&["clippy", "--workspace", "--all-targets", "--locked"]).args(level))
    });
    report.step("Lints, WebAssembly", || {
        let mut clippy = cargo(&[
            "clippy",
            "--package",
            "candour",
            "--package",
            "candour-verify",
            "--target",
            "wasm32-unknown-unknown",
            "--locked",
            "--lib",
            "--bins",
        ]);
        if root.join("tests/wasm.rs").exists() {
            clippy.args(["--test", "wasm"]);
        }
        quiet(clippy.args(level))
    });
    report.step("Lints, fuzz targets", || {
        // The fuzzer's C++ is left out; the crates beneath are those of the other steps.
        let mut clippy = cargo(&["clippy", "--manifest-path", FUZZ, "--no-default-features", "--locked"]);
        clippy.arg("--target-dir").arg(workspace::target_folder()?);
        quiet(clippy.args(level))
    });
    report.step("Import circles", || circles::check().map(|_| Tests::default()));
    report.step("Supply chain", || audit::check().map(|()| Tests::default()));
    report.step("Questionnaires", || content::content(true).map(|()| Tests::default()));
    report.step("Tests, native", || {
        counted(&mut cargo(&["test", "--workspace", "--exclude", PAGE_TESTS, "--locked", "--no-fail-fast"]))
    });
    Ok(())
}

/// Whether lints are errors, by what rustc says of its version.
fn lint_level(rust: &str) -> &'static [&'static str] {
    if version(rust) > Some(LINTED) { &[] } else { &["--", "-D", "warnings"] }
}

fn try_in_browsers(report: &mut TestRun, tools: &Tools) -> Outcome<()> {
    let root = workspace::root()?;
    if root.join("tests/wasm.rs").exists() {
        report.step("Tests, WebAssembly in Chromium", || counted(&mut wasm_tests(&root, tools)?));
    }
    report.step("Tests, npm package", || counted(&mut npm::tests(&root, tools)?));
    report.step("Tests, Python package", || {
        let wheel = wheel::make(&root, tools, wheel::WheelKind::Trial)?;
        counted(&mut wheel::tests(&root, tools, &wheel)?)
    });
    let mut built = None;
    report.step("Building the page", || {
        built = Some(build(tools)?);
        Ok(Tests::default())
    });
    report.step("A release", || match &built {
        Some(built) => release::check(built, tools).map(|passed| Tests { passed, ..Tests::default() }),
        None => Err("not run, because there is no page".to_owned()),
    });
    report.step("Tests, page in three browsers", || match &built {
        Some(built) => counted(&mut page_tests(&root, tools, built)?),
        None => Err("not run, because there is no page".to_owned()),
    });
    Ok(())
}

/// The unit tests that need a browser, by wasm-pack.
fn wasm_tests(root: &Path, tools: &Tools) -> Outcome<Command> {
    let chromium = system::chromium()?;
    let mut arguments =
        vec!["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
    if system::is_root() {
        // Chromium's own sandbox refuses to work for root, as in a container.
        arguments.push("--no-sandbox");
    }
    let capabilities = serde_json::json!({ "goog:chromeOptions": { "binary": chromium, "args": arguments } });
    let settings = tools.folder().join("webdriver.json");
    workspace::write(&settings, capabilities.to_string())?;
    let mut command = Command::new("wasm-pack");
    command.args(["test", "--headless", "--chrome", "--mode", "no-install", "--chromedriver"]);
    command.arg(system::chromedriver()?).arg(root).args(["--locked", "--test", "wasm"]);
    command.env("PATH", tools.path()?).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings).current_dir(root);
    Ok(command)
}

/// What Python, npm and Rust libraries of others, and jq with openssl, say of our files.
fn independent_tests(root: &Path, tools: &Tools) -> Outcome<Command> {
    let mut command = Command::new("cargo");
    command.args(["test", "--manifest-path", INDEPENDENT, "--locked", "--target-dir"]);
    command.arg(workspace::target_folder()?).current_dir(root).envs(verifiers(tools));
    Ok(command)
}

/// Where the libraries are that verify independently.
pub(crate) fn verifiers(tools: &Tools) -> [(&'static str, OsString); 2] {
    [("CANDOUR_PYTHON", tools.python().into()), ("CANDOUR_NODE_TOOLS", tools.node_folder().into())]
}

/// The claims about the built page, each tried in Chromium, Firefox and `WebKit`.
pub(crate) fn page_tests(root: &Path, tools: &Tools, built: &Build) -> Outcome<Command> {
    page_command("test", root, tools, built)
}

/// `cargo test` or `cargo run` for the package that drives browsers, with the settings it needs.
pub(crate) fn page_command(subcommand: &str, root: &Path, tools: &Tools, built: &Build) -> Outcome<Command> {
    let mini_browser = system::mini_browser().ok_or("WebKitGTK's MiniBrowser is missing")?;
    let environment: [(&str, OsString); 9] = [
        ("CANDOUR_PAGE", built.page().into()),
        ("CANDOUR_CHROMIUM", system::chromium()?.into()),
        ("CANDOUR_CHROMEDRIVER", system::chromedriver()?.into()),
        ("CANDOUR_FIREFOX", system::firefox()?.into()),
        ("CANDOUR_GECKODRIVER", tools.geckodriver().into()),
        ("CANDOUR_WEBKIT_DRIVER", system::webkit_driver()?.into()),
        ("CANDOUR_MINIBROWSER", mini_browser.into()),
        ("CANDOUR_XVFB", system::xvfb()?.into()),
        ("CANDOUR_AXE", tools.node_folder().join("node_modules/axe-core/axe.min.js").into()),
    ];
    let mut command = Command::new("cargo");
    command.args([subcommand, "--package", PAGE_TESTS, "--locked"]).current_dir(root);
    command.envs(environment).envs(verifiers(tools));
    Ok(command)
}

fn quiet(command: &mut Command) -> Outcome<Tests> {
    run(command).map(|()| Tests::default())
}

/// Runs a command that runs tests, shows what it prints and adds up its closing lines.
fn counted(command: &mut Command) -> Outcome<Tests> {
    println!("$ {}", shown(command));
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(|error| {
        format!("`{}` could not be started: {error}", command.get_program().to_string_lossy())
    })?;
    let mut tests = Tests::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line.map_err(|error| format!("cannot read what the tests print: {error}"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            tests.add(&line);
        }
    }
    let status = child.wait().map_err(|error| format!("cannot wait for the tests: {error}"))?;
    match tests {
        _ if !status.success() => Err(format!("the tests ended with {status}")),
        Tests { failed: 1.., .. } => Err(format!("{} tests failed", tests.failed)),
        Tests { ignored: 1.., .. } => Err(format!("{} tests are ignored; fix or remove them", tests.ignored)),
        Tests { passed: 0, .. } => Err("no test ran".to_owned()),
        tests => Ok(tests),
    }
}

impl Tests {
    /// Reads a line like `test result: ok. 3 passed; 0 failed; 0 ignored; ...`, or one of those that Node.js
    /// ends with: `# pass 3`, or those of Python: `Ran 3 tests in 1.0s` and `FAILED (failures=1, skipped=1)`.
    fn add(&mut self, line: &str) {
        if let Some(count) = line.strip_prefix("Ran ").and_then(|rest| rest.split_once(" test")) {
            return self.count("passed", count.0.parse().unwrap_or_default());
        }
        let ended = line.strip_prefix("FAILED (").or_else(|| line.strip_prefix("OK ("));
        if let Some(counts) = ended.and_then(|counts| counts.strip_suffix(')')) {
            for (kind, number) in counts.split(", ").filter_map(|part| part.split_once('=')) {
                let number = number.parse().unwrap_or_default();
                self.passed = self.passed.saturating_sub(number);
                self.count(kind, number);
            }
            return;
        }
        if let Some((kind, number)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(' ')) {
            self.count(kind, number.parse().unwrap_or_default());
            return;
        }
        let Some((_, counts)) = line.split_once("test result: ") else { return };
        let counts = counts.split_once(". ").map_or(counts, |(_, counts)| counts);
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(Ok(number)), Some(kind)) = (words.next().map(str::parse::<usize>), words.next()) else {
                continue;
            };
            self.count(kind, number);
        }
    }

    fn count(&mut self, kind: &str, number: usize) {
        match kind {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" | "failures" | "errors" | "unexpected successes" => {
                self.failed += number;
            }
            "ignored" | "skipped" | "todo" | "expected failures" => self.ignored += number,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{process::Command, time::Duration};

    use super::{TestRun, Tests, counted, lint_level};

    #[test]
    fn lints_of_a_newer_rust_are_no_errors() {
        assert_eq!(lint_level("rustc 1.95.0 (59807616e 2026-04-14)"), ["--", "-D", "warnings"]);
        assert!(lint_level("rustc 1.99.1 (58cf8f9c3 2026-10-13)").is_empty());
    }

    #[test]
    fn the_closing_lines_of_cargo_test_are_added_up() {
        let mut tests = Tests::default();
        tests.add("running 3 tests");
        tests.add(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        tests.add("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out");
        assert_eq!(tests, Tests { passed: 7, failed: 2, ignored: 1 });
    }

    #[test]
    fn the_closing_lines_of_node_are_added_up() {
        let mut tests = Tests::default();
        for line in
            ["# tests 9", "# pass 4", "# fail 1", "# cancelled 1", "# skipped 2", "# todo 1", "# pass a test"]
        {
            tests.add(line);
        }
        assert_eq!(tests, Tests { passed: 4, failed: 2, ignored: 3 });
    }

    #[test]
    fn the_closing_lines_of_python_are_added_up() {
        let mut tests = Tests::default();
        for line in
            ["Ran 9 tests in 0.321s", "FAILED (failures=1, errors=2, skipped=1)", "Ran 1 test in 0.0s", "OK"]
        {
            tests.add(line);
        }
        assert_eq!(tests, Tests { passed: 6, failed: 3, ignored: 1 });
    }

    fn says(text: &str) -> Command {
        let mut command = Command::new("echo");
        command.arg(text);
        command
    }

    #[test]
    fn a_run_without_tests_or_with_ignored_ones_has_failed() {
        assert!(counted(&mut says("test result: ok. 1 passed; 0 failed; 0 ignored")).is_ok());
        assert!(counted(&mut says("test result: ok. 0 passed; 0 failed; 0 ignored")).is_err());
        assert!(counted(&mut says("test result: ok. 1 passed; 0 failed; 1 ignored")).is_err());
        assert!(counted(&mut Command::new("false")).is_err());
    }

    #[test]
    fn a_report_with_a_failed_step_says_so_in_its_last_line() {
        let mut report = TestRun::default();
        report.rows.push(("good", Ok(Tests { passed: 5, failed: 0, ignored: 0 }), Duration::ZERO));
        report.rows.push(("bad", Err("broken".to_owned()), Duration::ZERO));
        assert!(report.show().ends_with("\n5 passed, 1 failed\n"));
        assert_eq!(report.failed(), 1);
    }
}
