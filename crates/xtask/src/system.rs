//! Browsers, drivers and small programs that come from the system's package manager.

use std::{
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use crate::process::{Outcome, run_filtered, succeeds};

/// How long to wait before asking again whether `apt-get` is free, and how often to ask.
const PAUSE: Duration = Duration::from_secs(10);
const ATTEMPTS: u32 = 60;

/// Something the tests start, under any of its names, and the Debian package that brings it.
struct SystemTool {
    what: &'static str,
    programs: &'static [&'static str],
    package: &'static str,
}

const CHROMIUM: SystemTool = SystemTool {
    what: "Chromium",
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium",
};
const CHROMEDRIVER: SystemTool =
    SystemTool { what: "the driver of Chromium", programs: &["chromedriver"], package: "chromium-driver" };
const FIREFOX: SystemTool =
    SystemTool { what: "Firefox", programs: &["firefox-esr", "firefox"], package: "firefox-esr" };
const WEBKIT_DRIVER: SystemTool = SystemTool {
    what: "WebKitGTK and its driver",
    programs: &["WebKitWebDriver"],
    package: "webkit2gtk-driver",
};
const XVFB: SystemTool =
    SystemTool { what: "a virtual display server", programs: &["Xvfb"], package: "xvfb" };

const COMPILER: SystemTool =
    SystemTool { what: "a C++ compiler, for the fuzzer", programs: &["c++"], package: "g++" };

const SIGNER: SystemTool = SystemTool {
    what: "the tool that signs releases and checks their signatures",
    programs: &["minisign"],
    package: "minisign",
};

const JAVA: SystemTool = SystemTool {
    what: "Java 17 or later, for Spark",
    programs: &["java"],
    package: "openjdk-17-jre-headless",
};

/// What the tests need.
const NEEDED: [SystemTool; 14] = [
    CHROMIUM,
    CHROMEDRIVER,
    FIREFOX,
    WEBKIT_DRIVER,
    XVFB,
    COMPILER,
    SIGNER,
    SystemTool { what: "the display server's key tool", programs: &["xauth"], package: "xauth" },
    SystemTool { what: "the JSON tool of the command-line check", programs: &["jq"], package: "jq" },
    SystemTool {
        what: "the signature tool of the command-line check",
        programs: &["openssl"],
        package: "openssl",
    },
    SystemTool { what: "the calculator of the command-line check", programs: &["bc"], package: "bc" },
    SystemTool { what: "the hex tool of the command-line check", programs: &["xxd"], package: "xxd" },
    SystemTool { what: "the reader of printed pages", programs: &["pdftotext"], package: "poppler-utils" },
    SystemTool { what: "Python", programs: &["python3"], package: "python3" },
];

/// Installs what is missing for the tests.
pub(crate) fn install_missing() -> Outcome<()> {
    let mut further = Vec::new();
    if mini_browser().is_none() {
        further.push(WEBKIT_DRIVER.package);
    }
    // Debian's Python leaves out the part that makes an environment of its own.
    if !succeeds(Command::new("python3").args(["-c", "import ensurepip, venv"])) {
        further.push("python3-venv");
    }
    install(&NEEDED, &further)
}

/// Installs the tool that signs releases, if it is missing.
pub(crate) fn install_signer() -> Outcome<()> {
    install(&[SIGNER], &[])
}

/// Installs what Spark runs in, if it is missing.
pub(crate) fn install_java() -> Outcome<()> {
    install(&[JAVA], &[])
}

/// Installs the compiler of the fuzzer, if it is missing.
pub(crate) fn install_compiler() -> Outcome<()> {
    install(&[COMPILER], &[])
}

/// Installs what is missing, and further packages, through `apt-get` where that is allowed, or names
/// each missing piece and the command that brings it.
fn install(needed: &[SystemTool], further: &[&'static str]) -> Outcome<()> {
    let mut packages: Vec<&str> = missing(needed).iter().map(|needed| needed.package).collect();
    for package in further {
        if !packages.contains(package) {
            packages.push(package);
        }
    }
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = || named_for_hand(needed, &packages);
    let Some(mut refresh) = apt_get() else { return Err(by_hand()) };
    println!("\n-- Installing {} with apt-get: up to 5 minutes, once", packages.join(", "));
    run_unlocked(refresh.args(["update", "--quiet"]), PAUSE)
        .map_err(|problem| format!("{problem}\n{}", by_hand()))?;
    let mut install = apt_get().ok_or_else(by_hand)?;
    install.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(&packages);
    run_unlocked(&mut install, PAUSE).map_err(|problem| format!("{problem}\n{}", by_hand()))?;
    let still = missing(needed);
    if still.is_empty() { Ok(()) } else { Err(describe(&still)) }
}

/// Runs `apt-get`, and waits while another process has its lock, as the first updates of a new machine do.
///
/// Its own option `DPkg::Lock::Timeout` waits for the lock of dpkg only: the lists and the downloads have others, at
/// which it fails at once.
fn run_unlocked(apt_get: &mut Command, pause: Duration) -> Outcome<()> {
    let mut attempts = 1..=ATTEMPTS;
    loop {
        let mut locked = false;
        let done = run_filtered(apt_get, |line| {
            let about_lock =
                ["Could not get lock", "Unable to lock", "Unable to acquire the dpkg", "removing the lock"];
            let found = about_lock.iter().any(|words| line.contains(words));
            locked |= found;
            !found
        });
        attempts.next();
        if done.is_ok() || !locked {
            return done;
        }
        if attempts.is_empty() {
            return Err(
                "another process, such as an automatic update, has not released the lock of apt for 10 \
                        minutes; wait until it has ended, and run this again"
                    .to_owned(),
            );
        }
        println!("another process, such as an automatic update, uses apt; waiting, for up to 10 minutes");
        thread::sleep(pause);
    }
}

/// The browser and drivers, for the tests' environment.
pub(crate) fn chromium() -> Outcome<PathBuf> {
    find(&CHROMIUM)
}
/// The driver of Chromium.
pub(crate) fn chromedriver() -> Outcome<PathBuf> {
    find(&CHROMEDRIVER)
}
/// Firefox.
pub(crate) fn firefox() -> Outcome<PathBuf> {
    find(&FIREFOX)
}
/// The driver of the engine `WebKit`.
pub(crate) fn webkit_driver() -> Outcome<PathBuf> {
    find(&WEBKIT_DRIVER)
}
/// A display server that needs no screen.
pub(crate) fn xvfb() -> Outcome<PathBuf> {
    find(&XVFB)
}

/// `WebKit`'s small browser, which lies outside the search path in a folder named by machine and version.
pub(crate) fn mini_browser() -> Option<PathBuf> {
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/local/lib"];
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<_> =
            folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.sort();
        found
    };
    let folders = libraries.iter().flat_map(|library| {
        let first = inside(Path::new(library));
        let second: Vec<_> = first
            .iter()
            .filter(|path| path.to_string_lossy().contains("-linux-"))
            .flat_map(|path| inside(path))
            .collect();
        first.into_iter().chain(second)
    });
    folders
        .filter(|folder| folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")))
        .map(|folder| folder.join("MiniBrowser"))
        .find(|program| program.exists())
}

/// Whether this process may do everything; browsers then refuse to start without a flag.
pub(crate) fn is_root() -> bool {
    crate::process::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn missing(needed: &[SystemTool]) -> Vec<&SystemTool> {
    needed.iter().filter(|needed| find(needed).is_err()).collect()
}

fn find(needed: &SystemTool) -> Outcome<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    needed
        .programs
        .iter()
        .flat_map(|program| std::env::split_paths(&path).map(move |folder| folder.join(program)))
        .find(|program| program.is_file())
        .ok_or_else(|| format!("{} is missing (`{}`)", needed.what, needed.programs.join("` or `")))
}

/// `apt-get`, if there is one and we may use it without being asked for a password.
fn apt_get() -> Option<Command> {
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return None;
    }
    if is_root() {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C.UTF-8");
        return Some(command);
    }
    if succeeds(Command::new("sudo").args(["--non-interactive", "true"])) {
        let mut command = Command::new("sudo");
        command.args(["--non-interactive", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "apt-get"]);
        return Some(command);
    }
    None
}

fn describe(needed: &[&SystemTool]) -> String {
    let lines = needed.iter().map(|needed| {
        format!(
            "- {}: program `{}`, Debian package {}",
            needed.what,
            needed.programs.join("` or `"),
            needed.package
        )
    });
    format!("missing for the tests:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn named_for_hand(needed: &[SystemTool], packages: &[&str]) -> String {
    format!(
        "{}\nInstall what is missing and run this again. On Debian and its relatives, as root:\n  \
         apt-get update && apt-get install {}",
        describe(&missing(needed)),
        packages.join(" ")
    )
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::{ATTEMPTS, Command, Duration, run_unlocked};

    /// Fails as `apt-get` does when the lock is taken, and counts its runs in a file.
    fn locked_until(run: u32, file: &std::path::Path) -> Command {
        let mut command = Command::new("sh");
        let script = "echo >> \"$1\"; [ $(wc -l < \"$1\") -ge $0 ] && exit 0
                      echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 1' >&2; exit 100";
        command.args(["-c", script]).arg(run.to_string()).arg(file);
        command
    }

    fn runs(until: u32) -> (bool, u32) {
        let file = std::env::temp_dir().join(format!("candour-lock-{}-{until}", std::process::id()));
        let done = run_unlocked(&mut locked_until(until, &file), Duration::ZERO);
        let lines = std::fs::read_to_string(&file).expect("it ran").lines().count();
        std::fs::remove_file(file).expect("a temporary file");
        (done.is_ok(), u32::try_from(lines).expect("a small number"))
    }

    #[test]
    fn a_locked_apt_is_run_again_until_it_is_free() {
        assert_eq!(runs(3), (true, 3));
        assert_eq!(runs(ATTEMPTS + 1), (false, ATTEMPTS));
    }

    #[test]
    fn another_failure_of_apt_is_not_repeated() {
        let mut fails = Command::new("sh");
        fails.args(["-c", "echo 'E: Unable to locate package' >&2; exit 100"]);
        assert!(run_unlocked(&mut fails, Duration::from_secs(600)).is_err());
    }
}
