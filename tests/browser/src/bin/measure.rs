//! Measures the built page in Chromium: how soon it answers, and how fast it opens many files.
//!
//! `cargo run -p candour-page-tests --bin measure -- FOLDER` opens the files of the folder; `cargo xtask bench` calls it. The
//! settings are those of the page tests.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool for people at work on the page; it ends with a sentence"
)]

use candour_page_tests::engines::{Browser, Engine, Site, setting};
use fantoccini::{Locator, wd::TimeoutConfiguration};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

/// How often each time is measured; the median counts.
const RUNS: usize = 7;

/// How many files are opened at once.
const MANY: [u32; 2] = [1_000, 10_000];

/// Ten thousand files take longer than the usual half minute.
const LONGEST: Duration = Duration::from_secs(5 * 60);

fn main() {
    let folder = std::env::args().nth(1).expect("the folder with files to open as the only argument");
    let list = std::fs::read_dir(folder).expect("a folder of files");
    let mut files: Vec<String> = list.flatten().map(|entry| entry.path().display().to_string()).collect();
    files.sort();
    println!("\n== Time in Chromium, milliseconds, the median of {RUNS}");
    print!("{}", times());
    println!("\n== Files opened to be compared, in Chromium");
    print!("{}", comparing(&files));
}

fn chromium() -> Browser {
    let browser = Browser::start(Engine::Chromium, Path::new(&setting("CANDOUR_PAGE")));
    browser.run(async |client| {
        client.update_timeouts(TimeoutConfiguration::new(Some(LONGEST), Some(LONGEST), None)).await
    });
    browser
}

fn open(browser: &Browser, fragment: &str) {
    let address = browser.address(Site::File) + fragment;
    browser.run(async |client| client.goto(&address).await);
}

/// Runs an asynchronous function's body in the page and gives what it returns.
fn in_page(browser: &Browser, body: &str) -> Json {
    // The driver waits for a promise that a script returns.
    let script = format!("return (async () => {{ {UNTIL}\n{body} }})()");
    browser.run_within(LONGEST, async |client| client.execute(&script, Vec::new()).await)
}

fn times() -> String {
    let browser = chromium();
    let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for slowdown in [1, 6] {
        browser.run(async |client| client.goto("about:blank").await);
        browser.chromium("Emulation.setCPUThrottlingRate", &json!({ "rate": slowdown }));
        for (name, script) in [
            ("1 first words seen", FIRST_PAINT),
            ("2 ready", READY),
            ("3 an answer, shown", ANSWER),
            ("4 a passphrase's work", LOCK),
        ] {
            let mut times: Vec<f64> = (0..RUNS)
                .map(|_| {
                    open(&browser, "");
                    in_page(&browser, script).as_f64().expect("a time")
                })
                .collect();
            times.sort_by(f64::total_cmp);
            rows.entry(name).or_default().push(times[RUNS / 2]);
        }
    }
    let head = format!("{:<28}{:>14}{:>14}\n", "", "this machine", "6 times slower");
    let rows = rows.iter().map(|(name, times)| {
        let times: Vec<String> = times.iter().map(|time| format!("{time:>14.1}")).collect();
        let times = times.concat();
        format!("{name:<28}{times}\n")
    });
    head + &rows.collect::<String>()
}

/// Opens many files that companies would send back, while a button is pressed again and again.
fn comparing(files: &[String]) -> String {
    let head = format!(
        "{:<10}{:>12}{:>16}{:>12}{:>18}{:>16}\n",
        "files", "seconds", "files a second", "first row", "slowest click", "memory, MB"
    );
    let rows = MANY.map(|count| {
        let browser = chromium();
        open(&browser, "#/compare");
        in_page(&browser, WATCH);
        let chosen = files.get(..count as usize).expect("enough files").join("\n");
        browser.run(async |client| {
            client.find(Locator::Css("[data-action=open-files]")).await?.send_keys(&chosen).await
        });
        let figures = in_page(&browser, OPENED);
        let figure =
            |name: &str| figures[name].as_f64().unwrap_or_else(|| panic!("no `{name}` in {figures}"));
        let seconds = figure("all") / 1_000.0;
        assert_eq!(figures["rows"], json!(count), "rows for {count} files");
        format!(
            "{count:<10}{seconds:>12.1}{:>16.0}{:>9.0} ms{:>15.0} ms{:>16.0}\n",
            f64::from(count) / seconds,
            figure("first"),
            figure("click"),
            memory(browser.driver_id())
        )
    });
    head + &rows.concat()
}

/// Most memory that a page's process had, in megabytes; the largest of the browser's.
fn memory(driver: u32) -> f64 {
    let driver = driver.to_string();
    let mut most = 0.0_f64;
    let processes = std::fs::read_dir("/proc").expect("a list of processes");
    for process in processes.flatten() {
        let read = |name: &str| std::fs::read_to_string(process.path().join(name)).unwrap_or_default();
        if !read("cmdline").contains("--type=renderer") || !descends(&read("status"), &driver) {
            continue;
        }
        let peak = read("status").lines().find_map(|line| line.strip_prefix("VmHWM:").map(str::to_owned));
        let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
        most = most.max(kilobytes.unwrap_or_default() / 1_024.0);
    }
    assert!(most > 0.0, "no process of a page was found");
    most
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
    const button = one("[data-action=only-attention]");
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
one("[data-action=store-locked]").click();
await until("the lock", () => one("[data-storage=locked]"));
const time = performance.now() - start;
await until("the copy", () => one("[data-saved=saved]"));
one("[data-action=store-in-tab]").click();
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
