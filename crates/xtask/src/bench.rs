//! What the page costs: bytes, where they are, and time in Chromium; and the time of the command line.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use candour_returned::{Company, Requester};
use serde_json::json;

use crate::{
    build::{Built, build},
    page,
    process::{Outcome, heading, output, run},
    questionnaires::{canonical_files, read_all},
    sizes, system,
    tools::Tools,
    webdriver::Browser,
    workspace,
};

/// How often each time is taken; the middle one counts.
const RUNS: usize = 7;

/// Builds the page and prints its tables.
pub(crate) fn bench() -> Outcome<()> {
    let tools = Tools::for_testing()?;
    let built = build(&tools)?;
    heading("Size");
    print!("{}", size_table(&built)?);
    heading("Where the program's bytes are (before wasm-opt and packing)");
    print!("{}", crate::program::table(&crate::build::program()?)?);
    heading("Time in Chromium, milliseconds, the middle of 7");
    print!("{}", time_table(&built.page())?);
    heading("Files opened to be compared, in Chromium");
    let many = Many::write()?;
    print!("{}", comparing_table(&built.page(), &many)?);
    told_of_command(&many)
}

/// Prints only how fast the command line is.
pub(crate) fn command() -> Outcome<()> {
    told_of_command(&Many::write()?)
}

fn told_of_command(many: &Many) -> Outcome<()> {
    heading("As many files checked on the command line, the middle of 7");
    print!("{}", command_table(many)?);
    Ok(())
}

/// How many files are opened at once.
const MANY: [u64; 2] = [1_000, 10_000];

/// Many files that companies would send back.
struct Many {
    folder: PathBuf,
    files: Vec<String>,
    bytes: usize,
}

impl Drop for Many {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("the files in {} were not removed: {error}", self.folder.display());
        }
    }
}

impl Many {
    fn write() -> Outcome<Self> {
        let folder = std::env::temp_dir().join(format!("candour-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("no folder for files: {error}"))?;
        let requester = Requester::new(1);
        let mut many = Self { folder, files: Vec::new(), bytes: 0 };
        for number in 0..MANY.into_iter().max().unwrap_or_default() {
            let path = many.folder.join(format!("company-{number}.json"));
            let content = requester.file(&Company::new(number));
            many.bytes += content.len();
            std::fs::write(&path, content).map_err(|error| format!("a file was not written: {error}"))?;
            many.files.push(path.display().to_string());
        }
        Ok(many)
    }
}

/// Checks the files with `candour`, built for speed. As it is built for size it takes eleven times as long.
fn command_table(many: &Many) -> Outcome<String> {
    const PROFILE: &str = "fast";
    let mut cargo = Command::new("cargo");
    run(cargo.args(["build", "--locked", "--package", "candour-cli", "--profile", PROFILE]))?;
    let program = workspace::target_folder()?.join(PROFILE).join("candour");
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let start = Instant::now();
        let said = output(Command::new(&program).args(["check", "--quiet"]).arg(&many.folder))?;
        times.push(start.elapsed().as_secs_f64());
        let intact = said.lines().filter(|line| line.starts_with("intact\t")).count();
        if intact != many.files.len() {
            return Err(format!("of {} files {intact} were found intact", many.files.len()));
        }
    }
    times.sort_by(f64::total_cmp);
    let middle = times.get(RUNS / 2).copied().unwrap_or_default();
    let count = u32::try_from(many.files.len()).unwrap_or_default();
    let size = std::fs::metadata(&program).map_err(|error| error.to_string())?.len() / 1_000;
    Ok(format!(
        "{:<10}{:>12}{:>16}{:>16}\n{count:<10}{middle:>12.1}{:>16.0}{size:>16}\n",
        "files",
        "seconds",
        "files a second",
        "program, kB",
        f64::from(count) / middle
    ))
}

/// Opens many files that companies would send back, while a button is pressed again and again.
fn comparing_table(page: &Path, many: &Many) -> Outcome<String> {
    let files = &many.files;
    let mut out = format!("a file has {} bytes on average\n", many.bytes / files.len().max(1));
    out.push_str(&format!(
        "{:<10}{:>12}{:>16}{:>12}{:>18}{:>16}\n",
        "files", "seconds", "files a second", "first row", "slowest click", "memory, MB"
    ));
    for count in MANY {
        let browser = Browser::start(&system::chromedriver()?, &system::chromium()?, &arguments())?;
        browser.open(&format!("file://{}#/compare", page.display()))?;
        browser.run(&format!("{UNTIL}\n{WATCH}"))?;
        let chosen = files.get(..usize::try_from(count).unwrap_or_default()).unwrap_or_default();
        browser.choose_files("[data-action=open-files]", chosen)?;
        let figures = browser.run(&format!("{UNTIL}\n{OPENED}"))?;
        let figure = |name: &str| figures[name].as_f64().ok_or_else(|| format!("no `{name}` in {figures}"));
        let seconds = figure("all")? / 1_000.0;
        let rows = figure("rows")?;
        if (rows - f64::from(u32::try_from(count).unwrap_or_default())).abs() > 0.5 {
            return Err(format!("of {count} files {rows} were taken in"));
        }
        out.push_str(&format!(
            "{count:<10}{seconds:>12.1}{:>16.0}{:>9.0} ms{:>15.0} ms{:>16.0}\n",
            rows / seconds,
            figure("first")?,
            figure("click")?,
            memory(browser.driver())?
        ));
    }
    Ok(out)
}

/// Most memory that a page's process had, in megabytes; the largest of the browser's.
fn memory(driver: u32) -> Outcome<f64> {
    let driver = driver.to_string();
    let mut most = 0.0_f64;
    let processes = std::fs::read_dir("/proc").map_err(|error| format!("no list of processes: {error}"))?;
    for process in processes.flatten() {
        let read = |name: &str| std::fs::read_to_string(process.path().join(name)).unwrap_or_default();
        if !read("cmdline").contains("--type=renderer") || !descends(&read("status"), &driver) {
            continue;
        }
        let peak = read("status").lines().find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned));
        let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
        most = most.max(kilobytes.unwrap_or_default() / 1_024.0);
    }
    if most > 0.0 { Ok(most) } else { Err("no process of a page was found".into()) }
}

/// Whether a process, by its status, comes from another one.
fn descends(status: &str, from: &str) -> bool {
    let parent = |status: &str| {
        status.lines().find_map(|line| line.strip_prefix("PPid:").map(|id| id.trim().to_owned()))
    };
    let mut next = parent(status);
    while let Some(id) = next.filter(|id| id != "0") {
        if id == from {
            return true;
        }
        next = std::fs::read_to_string(format!("/proc/{id}/status")).ok().as_deref().and_then(parent);
    }
    false
}

fn size_table(built: &Built) -> Outcome<String> {
    let page = workspace::read(&built.page())?;
    let parts = page::parts(&page)?;
    let content: String =
        canonical_files(&read_all(&workspace::root()?)?).into_iter().map(|(_, text)| text).collect();
    let mut rows: Vec<(&str, &[u8])> = vec![("the whole page", page.as_bytes())];
    for (name, bytes) in &parts {
        rows.push((name, bytes));
        if *name == "program unpacked" {
            rows.push(("  content within it", content.as_bytes()));
        }
    }
    sizes::table(&rows)
}

fn time_table(page: &Path) -> Outcome<String> {
    let browser = Browser::start(&system::chromedriver()?, &system::chromium()?, &arguments())?;
    let address = format!("file://{}", page.display());
    let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for slowdown in [1, 6] {
        browser.open("about:blank")?;
        browser.chromium("Emulation.setCPUThrottlingRate", &json!({ "rate": slowdown }))?;
        for (name, time) in [
            ("1 first words seen", FIRST_PAINT),
            ("2 ready", READY),
            ("3 an answer, shown", ANSWER),
            ("4 a passphrase's work", LOCK),
        ] {
            let mut times = Vec::new();
            for _ in 0..RUNS {
                browser.open(&address)?;
                times.push(milliseconds(&browser, time)?);
            }
            times.sort_by(f64::total_cmp);
            let middle = times.get(RUNS / 2).copied().unwrap_or_default();
            rows.entry(name).or_default().push(middle);
        }
    }
    let mut out = format!("{:<28}{:>14}{:>14}\n", "", "this machine", "6 times slower");
    for (name, times) in rows {
        out.push_str(&format!("{name:<28}"));
        for time in times {
            out.push_str(&format!("{time:>14.1}"));
        }
        out.push('\n');
    }
    Ok(out)
}

/// How Chromium is started.
fn arguments() -> Vec<&'static str> {
    let mut arguments = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    if system::is_root() {
        arguments.push("--no-sandbox");
    }
    arguments
}

fn milliseconds(browser: &Browser, script: &str) -> Outcome<f64> {
    let value = browser.run(&format!("{UNTIL}\n{script}"))?;
    value.as_f64().ok_or_else(|| format!("the page gave no time but {value}"))
}

/// Waits for a condition; every look is a turn of the event loop, and after 30 seconds it gives up.
const UNTIL: &str = r#"
const turn = () => new Promise(done => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });
const until = async (what, condition) => {
  const end = performance.now() + 30000;
  for (;;) {
    const found = condition();
    if (found) { return found; }
    if (performance.now() > end) { throw new Error("waited in vain for " + what); }
    await turn();
  }
};
const app = state => document.documentElement.getAttribute("data-app") === state;
const one = selector => document.querySelector(selector);
"#;

const FIRST_PAINT: &str = r#"return (await until("paint", () => performance.getEntriesByName("first-contentful-paint")[0])).startTime;"#;

const READY: &str = r#"await until("start", () => app("ready")); return performance.getEntriesByName("candour-ready")[0].startTime;"#;

/// Notes when files are chosen and when the first one is shown, and presses a button ten times a second
/// meanwhile: a press is due at a time, and answered when the page shows what it did.
const WATCH: &str = r#"
await until("start", () => app("ready"));
await until("the screen", () => one("[data-action=open-files]"));
const times = window.benchTimes = { start: 0, first: 0, click: 0 };
one("[data-action=open-files]").addEventListener("change", () => { times.start = performance.now(); }, true);
new MutationObserver(() => {
  if (times.start && !times.first && one("[data-file]")) { times.first = performance.now() - times.start; }
}).observe(document.body, { childList: true, subtree: true });
const press = () => {
  const due = performance.now() + 100;
  setTimeout(() => {
    const button = one("[data-action=only-odd]");
    if (button && one("[data-progress]")) {
      button.click();
      setTimeout(() => { times.click = Math.max(times.click, performance.now() - due); press(); }, 0);
    } else { press(); }
  }, 100);
};
press();
"#;

/// Waits until all files are taken in.
const OPENED: &str = r#"
const times = window.benchTimes;
const end = performance.now() + 280000;
let rows = 0;
while (!(times.first && !one("[data-progress]"))) {
  if (performance.now() > end) { throw new Error("waited in vain for all files"); }
  await new Promise(done => setTimeout(done, 20));
}
const all = performance.now() - times.start;
rows = Number(one("[data-files]").getAttribute("data-files"));
return { all, first: times.first, click: times.click, rows };
"#;

/// Locks what is kept on the device: the time scrypt takes, for which every guess has to pay too.
const LOCK: &str = r##"
await until("start", () => app("ready"));
localStorage.clear();
location.hash = "#/settings";
for (const field of ["lock-passphrase", "lock-passphrase-again"]) {
  (await until("the form", () => one(`[data-field=${field}]`))).value = "seven wet umbrellas under one hat";
}
const start = performance.now();
one("[data-action=keep-locked]").click();
await until("the lock", () => one("[data-keeping=locked]"));
const time = performance.now() - start;
await until("the copy", () => one("[data-kept=kept]"));
one("[data-action=keep-in-tab]").click();
return time;
"##;

/// Goes to the first section and answers every question on it: the mean time from the click until
/// the page is laid out again.
const ANSWER: &str = r#"
await until("start", () => app("ready"));
if (!one("[data-section]")) {
  (await until("a questionnaire", () => one("[data-start]"))).click();
  await until("the profile", () => one("[data-view=profile], [data-section]"));
  for (let screens = 0; !one("[data-section]") && screens < 20; screens += 1) {
    one("[data-action=next]").click();
    await turn();
  }
}
const questions = [...(await until("a section", () => one("[data-section]"))).querySelectorAll("fieldset[data-question]")];
let total = 0;
for (const question of questions) {
  const id = question.getAttribute("data-question");
  const radio = () => one(`fieldset[data-question="${id}"] input[type=radio][value=partly]`);
  const start = performance.now();
  radio().click();
  await turn();
  document.body.getBoundingClientRect();
  total += performance.now() - start;
  if (!radio().checked) { throw new Error("the answer was not taken"); }
}
return total / questions.length;
"#;
