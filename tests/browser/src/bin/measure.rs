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

use candour_page_tests::{
    engines::Site,
    timing::{self, RUNS, built_page, in_page, load, median, opened, slow_down},
};
use std::collections::BTreeMap;
use std::path::Path;

/// How many files are opened at once.
const MANY: [u32; 2] = [1_000, 10_000];

fn main() {
    let folder = std::env::args().nth(1).expect("the folder with files to open as the only argument");
    println!("\n== Time in Chromium, milliseconds, the median of {RUNS}");
    print!("{}", times());
    println!("\n== Files opened to be compared, in Chromium");
    print!("{}", comparing(&timing::files_of(&folder)));
}

fn times() -> String {
    let browser = timing::chromium(Path::new(&built_page()));
    let mut rows: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for slowdown in [1, 6] {
        slow_down(&browser, slowdown);
        for (name, script) in [
            ("1 first words seen", FIRST_PAINT),
            ("2 ready", READY),
            ("3 an answer, shown", ANSWER),
            ("4 a passphrase's work", LOCK),
        ] {
            let times = (0..RUNS).map(|_| {
                load(&browser, &browser.address(Site::File));
                in_page(&browser, script).as_f64().expect("a time")
            });
            let middle = median(times.collect());
            rows.entry(name).or_default().push(middle);
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
        let found = opened(files.get(..count as usize).expect("enough files"));
        format!(
            "{count:<10}{:>12.1}{:>16.0}{:>9.0} ms{:>15.0} ms{:>16.0}\n",
            found.seconds,
            f64::from(count) / found.seconds,
            found.first,
            found.click,
            found.memory
        )
    });
    head + &rows.concat()
}

const FIRST_PAINT: &str = r#"return (await until("paint", () => performance.getEntriesByName("first-contentful-paint")[0])).startTime;"#;

const READY: &str = r#"await until("start", () => app("ready")); return performance.getEntriesByName("candour-ready")[0].startTime;"#;

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
