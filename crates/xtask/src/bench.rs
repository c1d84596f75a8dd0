//! What the page costs: bytes, where they are, and time in Chromium.

use std::{collections::BTreeMap, path::Path};

use serde_json::json;

use crate::{
    build::{Built, build},
    html,
    pack::unpack,
    process::{Outcome, heading},
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
    Ok(())
}

fn size_table(built: &Built) -> Outcome<String> {
    let page = workspace::read(&built.page())?;
    let (packed, rest) = page
        .split_once("id=\"wasm\">")
        .and_then(|(_, rest)| rest.split_once("</script><script>"))
        .ok_or("the page holds no program")?;
    let (glue, rest) = rest.split_once("</script><script>").ok_or("the page holds no glue")?;
    let (start, _) = rest.split_once("</script>").ok_or("the page holds no start script")?;
    let style =
        page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).ok_or("no style")?.0;
    let first = html::without_raw_text(&page);
    let program = unpack(packed)?;
    let content: String =
        canonical_files(&read_all(&workspace::root()?)?).into_iter().map(|(_, text)| text).collect();
    sizes::table(&[
        ("the whole page", page.as_bytes()),
        ("first screen and policy", first.as_bytes()),
        ("style", style.as_bytes()),
        ("program as it stands there", packed.as_bytes()),
        ("program unpacked", &program),
        ("  content within it", content.as_bytes()),
        ("glue", glue.as_bytes()),
        ("start script", start.as_bytes()),
    ])
}

fn time_table(page: &Path) -> Outcome<String> {
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
    let browser = Browser::start(&system::chromedriver()?, &system::chromium()?, &arguments)?;
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

/// Locks what is kept on the device: the time scrypt takes, for which every guess has to pay too.
const LOCK: &str = r##"
await until("start", () => app("ready"));
localStorage.clear();
location.hash = "#/settings";
for (const field of ["lock-passphrase", "lock-passphrase-again"]) {
  (await until("the form", () => one(`[data-field=${field}]`))).value = "correct horse battery staple";
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
