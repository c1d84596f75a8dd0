//! Measures the published page and the yardstick beside each other in Chromium.
//!
//! `cargo xtask bench` calls it with the folder of pages that `crates/xtask/src/bench.rs` writes, the two addresses
//! that are looked for on a slow network, and a folder of files. It prints a line for each row, separated by tabs: name, the
//! page's figure, the yardstick's. The settings are those of the page tests.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a tool for people at work on the page; it ends with a sentence"
)]

use candour_page_tests::{
    engines::Browser,
    timing::{self, in_page, load, median, opened, slow_down},
};
use serde_json::{Value as Json, json};
use std::path::Path;

/// The page and the yardstick.
const KINDS: [&str; 2] = ["page", "yardstick"];

/// 400 kbit/s in bytes a second, and milliseconds on the way.
const SLOW: (u32, u32) = (50_000, 400);

/// A page is loaded so often over the slow network, which takes longer than all else.
const LOADS: usize = 3;

/// How many times slower the processor is made.
const SLOWDOWN: u32 = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, profile, question, files] = arguments.as_slice() else {
        panic!("the folder of pages, a profile question, a question and a folder of files as arguments");
    };
    let folder = Path::new(folder);
    let browser = timing::chromium(&folder.join("page.html"));
    browser.chromium("Network.enable", &json!({}));
    browser.chromium("Network.setCacheDisabled", &json!({ "cacheDisabled": true }));
    slow_down(&browser, SLOWDOWN);
    network(&browser, SLOW);
    let [page, yardstick] = KINDS.map(|kind| arriving(&browser, kind, profile, question));
    for (name, (page, yardstick)) in
        ["profile", "question", "ready"].iter().zip(page.into_iter().zip(yardstick))
    {
        row(name, page, yardstick);
    }
    // -1 is no limit.
    browser.chromium(
        "Network.emulateNetworkConditions",
        &json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 }),
    );
    for questions in [36, 360, 2_000] {
        let rows: &[&str] =
            if questions == 36 { &["answer", "key", "next", "result", "draft"] } else { &["answer", "key"] };
        let script = if questions == 36 { [ANSWERING, GOING].concat() } else { ANSWERING.to_owned() };
        let [page, yardstick] = KINDS.map(|kind| {
            let id = format!("synthetic-{questions}");
            open(&browser, &format!("{kind}-{id}"), &format!("#/{id}/section-0"));
            in_page(&browser, &format!("const id = '{id}', times = {{}};\n{HELPERS}{script}return times;"))
        });
        for name in rows {
            row(&format!("{name}-{questions}"), middle(&page, name), middle(&yardstick, name));
        }
    }
    drop(browser);
    println!("files\t{}", opened(&timing::files_of(files)).seconds * 1_000.0);
}

fn row(name: &str, page: f64, yardstick: f64) {
    println!("{name}\t{page}\t{yardstick}");
}

/// The median of one of the lists that a script returned.
fn middle(times: &Json, name: &str) -> f64 {
    let times = times.get(name).and_then(Json::as_array).unwrap_or_else(|| panic!("no `{name}` in {times}"));
    median(times.iter().filter_map(Json::as_f64).collect())
}

fn network(browser: &Browser, (bytes, latency): (u32, u32)) {
    let conditions = json!({ "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes });
    browser.chromium("Network.emulateNetworkConditions", &conditions);
}

fn open(browser: &Browser, page: &str, fragment: &str) {
    load(browser, &format!("http://{}/{page}.html{fragment}", browser.recorder.address()));
}

/// Milliseconds until the profile question can be answered, until the question can, and until the program is ready.
///
/// `profile` and `question` are addresses whose last part is the question's id. A question can be answered as soon as a frame
/// shows one of its controls: what is chosen before the program is ready counts.
fn arriving(browser: &Browser, kind: &str, profile: &str, question: &str) -> [f64; 3] {
    let times = [profile, question].map(|address| {
        let (place, id) = address.rsplit_once('/').expect("an address with a question");
        let script = json!({ "source": SEEN.replace("QUESTION", id).replace("PLACE", place) });
        let added = browser.chromium("Page.addScriptToEvaluateOnNewDocument", &script);
        let runs: Vec<[f64; 2]> = (0..LOADS)
            .map(|_| {
                open(browser, kind, "");
                let times = in_page(browser, ARRIVED);
                [0, 1].map(|place| {
                    times.get(place).and_then(Json::as_f64).unwrap_or_else(|| panic!("no time in {times}"))
                })
            })
            .collect();
        browser.chromium("Page.removeScriptToEvaluateOnNewDocument", &added);
        [0, 1].map(|place| median(runs.iter().filter_map(|run| run.get(place).copied()).collect()))
    });
    let [[profile, _], [question, ready]] = times;
    [profile, question, ready]
}

/// Looks at every frame whether a control of the question is on show, and whether the program is ready. As soon as the control
/// is there, or the program, it goes to the question's screen, as by a link.
const SEEN: &str = r##"
window.benchSeen = [0, 0];
const look = () => {
  const seen = window.benchSeen, controls = [...document.querySelectorAll('input[type=radio][name$="QUESTION"]')];
  if (!seen[1] && document.documentElement?.getAttribute("data-app") === "ready") { seen[1] = performance.now(); }
  if ((controls.length || seen[1]) && !location.hash) { location.hash = "#PLACE"; }
  if (!seen[0] && controls.some(one => one.checkVisibility())) { seen[0] = performance.now(); }
  if (!(seen[0] && seen[1])) { requestAnimationFrame(look); }
};
requestAnimationFrame(look);
"##;

const ARRIVED: &str = r#"
await until("controls and program", () => window.benchSeen[0] && window.benchSeen[1]);
return window.benchSeen;
"#;

/// `shown` gives the element on show, `frame` waits until the next frame is drawn, and `timed` gives the milliseconds from an act
/// until the frame is drawn that shows it. Acts are spread over the time between frames, as those of people are.
const HELPERS: &str = r#"
await until("start", () => app("ready"));
const shown = selector => [...document.querySelectorAll(selector)].find(one => one.checkVisibility());
const part = number => shown(`[data-section="section-${number}"]`);
const frame = () => new Promise(requestAnimationFrame).then(turn);
const timed = async (act, condition) => {
  await new Promise(done => setTimeout(done, 40 + 40 * Math.random()));
  const start = performance.now();
  act();
  for (;;) {
    await new Promise(requestAnimationFrame);
    if (!condition || condition()) { break; }
    if (performance.now() - start > 30000) { throw new Error("waited in vain for " + condition); }
  }
  await turn();
  return performance.now() - start;
};
const radio = (question, value) => part(0).querySelector(`fieldset[data-question="${question}"] input[value=${value}]`);
"#;

/// Answers the questions of the first section in turn, then writes a note.
const ANSWERING: &str = r#"
await until("the section", () => part(0));
const questions = [...part(0).querySelectorAll("fieldset[data-question]")].map(one => one.dataset.question);
const answer = times.answer = [], key = times.key = [];
for (let number = 0; number < 24; number += 1) {
  const value = Math.floor(number / questions.length) % 2 ? "no" : "partly";
  const chosen = radio(questions[number % questions.length], value);
  answer.push(await timed(() => chosen.click()));
  if (!radio(questions[number % questions.length], value).checked) { throw new Error("the answer was not taken"); }
}
const note = () => part(0).querySelector(`fieldset[data-question="${questions[0]}"] textarea[data-field=note]`);
note().closest("details").open = true;
note().focus();
await frame();
for (let number = 0; number < 24; number += 1) {
  const field = note();
  key.push(await timed(() => {
    field.value += "a";
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: "a", inputType: "insertText" }));
  }));
}
if (note().value !== "a".repeat(24)) { throw new Error("the note was not taken"); }
"#;

/// Answers all questions, then goes to the next section, to the result, and to the draft's file.
const GOING: &str = r#"
for (let number = 0; number < 6; number += 1) {
  location.hash = `#/${id}/section-${number}`;
  const own = await until("the section", () => part(number));
  for (const question of [...own.querySelectorAll("fieldset[data-question]")].map(one => one.dataset.question)) {
    part(number).querySelector(`fieldset[data-question="${question}"] input[value=partly]`).click();
    await turn();
  }
}
const next = times.next = [], result = times.result = [], draft = times.draft = [];
for (let number = 0; number < 7; number += 1) {
  location.hash = `#/${id}/section-0`;
  await until("the first section", () => part(0));
  await frame();
  const link = shown("[data-action=next]");
  next.push(await timed(() => link.click(), () => part(1)));
  result.push(await timed(() => { location.hash = `#/${id}/result`; }, () => shown("[data-view=result]")));
}
location.hash = `#/${id}/later`;
await until("the button", () => shown("[data-action=export-draft]"));
let handedOut = 0;
HTMLAnchorElement.prototype.click = () => { handedOut = performance.now(); };
for (let number = 0; number < 7; number += 1) {
  await new Promise(done => setTimeout(done, 50));
  handedOut = 0;
  const start = performance.now();
  shown("[data-action=export-draft]").click();
  await until("the file", () => handedOut);
  draft.push(handedOut - start);
}
"#;
