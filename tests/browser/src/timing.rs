//! What the programs that measure share: a Chromium with long time limits, scripts that wait, and many files opened at once.

use crate::engines::{Browser, Engine, Site, setting};
use fantoccini::{Locator, wd::TimeoutConfiguration};
use serde_json::{Value as Json, json};
use std::path::Path;
use std::time::Duration;

/// How often each time is measured; the median counts.
pub const RUNS: usize = 7;

/// Ten thousand files take longer than the usual half minute.
const LONGEST: Duration = Duration::from_secs(5 * 60);

/// Starts Chromium for a page, which it also serves with the files beside it.
pub fn chromium(page: &Path) -> Browser {
    let browser = Browser::start(Engine::Chromium, page);
    browser.run(async |client| {
        client.update_timeouts(TimeoutConfiguration::new(Some(LONGEST), Some(LONGEST), None)).await
    });
    browser
}

/// The built page.
pub fn built_page() -> String {
    setting("CANDOUR_PAGE")
}

/// Makes the processor so many times slower.
pub fn slow_down(browser: &Browser, times: u32) {
    browser.chromium("Emulation.setCPUThrottlingRate", &json!({ "rate": times }));
}

/// Loads a page anew, also when the last one differs in the fragment only.
pub fn load(browser: &Browser, address: &str) {
    browser.run_within(LONGEST, async |client| client.goto("about:blank").await);
    browser.run_within(LONGEST, async |client| client.goto(address).await);
}

/// Runs an asynchronous function's body in the page and gives what it returns. It can use `until`, `app` and `one`.
pub fn in_page(browser: &Browser, body: &str) -> Json {
    // The driver waits for a promise that a script returns.
    let script = format!("return (async () => {{ {UNTIL}\n{body} }})()");
    browser.run_within(LONGEST, async |client| client.execute(&script, Vec::new()).await)
}

/// The one in the middle; 0 if there is none.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The files of a folder, sorted.
pub fn files_of(folder: &str) -> Vec<String> {
    let list = std::fs::read_dir(folder).expect("a folder of files");
    let mut files: Vec<String> = list.flatten().map(|entry| entry.path().display().to_string()).collect();
    files.sort();
    files
}

/// How it went to open many files.
#[derive(Debug)]
pub struct Opened {
    /// Seconds until all were shown.
    pub seconds: f64,
    /// Milliseconds until the first was shown.
    pub first: f64,
    /// Milliseconds that the slowest of the clicks waited that were made meanwhile, ten a second.
    pub click: f64,
    /// Most memory of a page's process, in megabytes.
    pub memory: f64,
}

/// Opens files that companies would send back, while a button is pressed again and again.
pub fn opened(files: &[String]) -> Opened {
    let browser = chromium(Path::new(&built_page()));
    load(&browser, &(browser.address(Site::File) + "#/compare"));
    in_page(&browser, WATCH);
    let chosen = files.join("\n");
    browser.run(async |client| {
        client.find(Locator::Css("[data-action=open-files]")).await?.send_keys(&chosen).await
    });
    let figures = in_page(&browser, OPENED);
    let figure = |name: &str| figures[name].as_f64().unwrap_or_else(|| panic!("no `{name}` in {figures}"));
    assert_eq!(figures["rows"], json!(files.len()), "a row for each file");
    Opened {
        seconds: figure("all") / 1_000.0,
        first: figure("first"),
        click: figure("click"),
        memory: memory(browser.driver_id()),
    }
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
