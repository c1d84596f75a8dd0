//! What a person does at the page, told in the page's hooks.

use crate::engines::{Browser, Engine, LIMIT, Site};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::wd::{TimeoutConfiguration, WindowHandle};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The questionnaire that most claims are tried with.
pub const QUESTIONNAIRE: &str = "gdpr-article-5";

/// All questionnaires of the page, in the order of the home screen.
pub use candour_content::catalog::IDS as QUESTIONNAIRES;

/// Those that [`Person::walk`] goes through: one of each kind, because the others are drawn by the same views and differ
/// in words only. The walk goes on from the result of the last.
const WALKED: [&str; 3] = ["privacy-by-design", "responsible-exit", QUESTIONNAIRE];

/// The size of a small phone in CSS pixels.
pub const PHONE: (u32, u32) = (360, 740);

/// Between two looks at something that is waited for, at first.
const PAUSE: Duration = Duration::from_millis(10);

/// The same after a while.
const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Milliseconds that a script in the page waits for something: less than [`LIMIT`], so that it can say what it waited for.
const IN_PAGE: u32 = 15_000;

/// The member by which WebDriver marks an element in what a script returns.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// JavaScript for what is on show: screen, section and heading. Hidden headings do not count.
const PLACE: &str = "[
    document.querySelector('[data-view]')?.dataset.view ?? '',
    document.querySelector('[data-section]')?.dataset.section ?? '',
    [...document.querySelectorAll('h1')].filter(one => one.getClientRects().length).map(one => one.textContent).join(' / ')]";

/// JavaScript that does something once the browser has drawn what is on the page now. The app moves focus and scroll position
/// just after that, and a driver that scrolls to a button at the same moment misses it. A tab behind another draws nothing.
const DRAWN: &str = "then => {
    const frame = then => document.hidden ? setTimeout(then, 50) : requestAnimationFrame(() => setTimeout(then));
    frame(() => frame(then));
}";

/// One person with one tab of a browser.
#[derive(Debug)]
pub struct Person<'a> {
    /// The browser in use.
    pub browser: &'a Browser,
    /// Where the page is opened from.
    pub site: Site,
}

/// A file that the page handed out.
#[derive(Debug)]
pub struct Download {
    /// Where the browser saved it.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Download {
    /// The content as text.
    #[track_caller]
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("a file in UTF-8")
    }

    /// The content as JSON.
    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.bytes).expect("a file in JSON")
    }
}

impl<'a> Person<'a> {
    /// Sits down at the only tab, of the size of a phone, with nothing stored from anyone before. The page is not open yet.
    #[track_caller]
    pub fn new(browser: &'a Browser, site: Site) -> Self {
        let person = Self::sit_down(browser, site);
        person.start_anew();
        person
    }

    /// Sits down at the only tab, of the size of a phone, with whatever is stored there.
    #[track_caller]
    pub fn sit_down(browser: &'a Browser, site: Site) -> Self {
        let person = Self { browser, site };
        browser.run(async |client| {
            let mut windows = client.windows().await?.into_iter();
            let first = windows.next();
            for window in windows {
                client.switch_to_window(window).await?;
                client.close_window().await?;
            }
            if let Some(first) = first {
                client.switch_to_window(first).await?;
            }
            client
                .update_timeouts(TimeoutConfiguration::new(Some(LIMIT), Some(LIMIT), Some(Duration::ZERO)))
                .await
        });
        browser.resize(PHONE.0, PHONE.1);
        person
    }

    /// Leaves the page for an empty one of the same site, which sees the same storage except in Firefox from a file.
    #[track_caller]
    pub fn leave(&self) {
        self.browser.run(async |client| client.goto(&self.browser.empty(self.site)).await);
    }

    /// Leaves the page and forgets everything, as if it had never been open.
    #[track_caller]
    pub fn start_anew(&self) {
        self.browser.forget(self.site);
    }

    /// Opens a tab that knows nothing of the others, and closes the others.
    #[track_caller]
    pub fn new_tab(&self) {
        let old = self.browser.run(async |client| client.windows().await);
        let new = self.another_tab();
        for tab in old {
            self.to_tab(&tab);
            self.browser.run(async |client| client.close_window().await);
        }
        self.to_tab(&new);
    }

    /// Opens one more tab and goes there; gives its handle.
    #[track_caller]
    pub fn another_tab(&self) -> WindowHandle {
        let new = self.browser.run(async |client| client.new_window(false).await).handle;
        self.to_tab(&new);
        self.browser.resize(PHONE.0, PHONE.1);
        new
    }

    /// The tab in use.
    #[track_caller]
    pub fn tab(&self) -> WindowHandle {
        self.browser.run(async |client| client.window().await)
    }

    /// Goes to a tab.
    #[track_caller]
    pub fn to_tab(&self, tab: &WindowHandle) {
        self.browser.run(async |client| client.switch_to_window(tab.clone()).await);
    }

    // -- going about ------------------------------------------------------------------------------------------

    /// Opens the page at a fragment, such as `#/about`, and waits until it is ready.
    #[track_caller]
    pub fn open(&self, fragment: &str) {
        self.open_address(&format!("{}{fragment}", self.browser.address(self.site)));
    }

    /// Opens a page at any address and waits until it is ready.
    #[track_caller]
    pub fn open_address(&self, address: &str) {
        self.browser.run(async |client| client.goto(address).await);
        self.ready();
    }

    /// Waits until the app has started.
    #[track_caller]
    pub fn ready(&self) {
        let script = format!(
            "const [limit, done] = arguments, start = performance.now(), drawn = {DRAWN};
             const ready = () => document.documentElement.dataset.app === 'ready' && document.querySelector('[data-view]');
             const look = () => ready() ? drawn(() => done(true))
                : performance.now() - start > limit ? done(false) : setTimeout(look, 5);
             look()"
        );
        let ready = self.script_in_time(&script, vec![json!(IN_PAGE)]);
        assert_eq!(ready, json!(true), "the page is not ready; it says:\n{}", self.beginning());
    }

    /// `booting`, `ready` or `crashed`.
    #[track_caller]
    pub fn state(&self) -> String {
        self.text_of("return document.documentElement.dataset.app || ''")
    }

    /// Loads the page anew, as a person does with the reload button.
    #[track_caller]
    pub fn reload(&self) {
        self.browser.run(async |client| client.refresh().await);
        self.ready();
    }

    /// The screen on show.
    #[track_caller]
    pub fn view(&self) -> String {
        self.text_of("return document.querySelector('[data-view]')?.dataset.view || ''")
    }

    /// The section on show, or nothing.
    #[track_caller]
    pub fn section(&self) -> String {
        self.text_of("return document.querySelector('[data-section]')?.dataset.section || ''")
    }

    /// The heading on show.
    #[track_caller]
    pub fn heading(&self) -> String {
        self.headings().join(" / ")
    }

    /// The main headings on show; hidden ones do not count.
    #[track_caller]
    pub fn headings(&self) -> Vec<String> {
        self.list_of(
            "return [...document.querySelectorAll('h1')].filter(h => h.getClientRects().length).map(h => h.textContent)",
        )
    }

    /// The title in the browser's tab.
    #[track_caller]
    pub fn title(&self) -> String {
        self.browser.run(async |client| client.title().await)
    }

    /// Waits for a screen.
    #[track_caller]
    pub fn expect_view(&self, view: &str) {
        self.until(&format!("the screen `{view}`"), || (self.view() == view).then_some(()));
    }

    /// Starts the questionnaire from the home screen.
    #[track_caller]
    pub fn start(&self) {
        self.start_with(QUESTIONNAIRE);
    }

    /// Starts a questionnaire from the home screen.
    #[track_caller]
    pub fn start_with(&self, questionnaire: &str) {
        self.leave_by(&format!("[data-start='{questionnaire}']"));
    }

    /// Presses a button or link and waits for another screen or section.
    #[track_caller]
    pub fn go(&self, action: &str) {
        self.leave_by(&format!("[data-action='{action}']"));
        // The list of all parts lies between the profile and the first section.
        if action == "next" && self.view() == "tasks" {
            self.leave_by("[data-action='next']");
        }
    }

    /// Presses what a selector finds and waits for the screen that it leads to.
    #[track_caller]
    pub fn leave_by(&self, selector: &str) {
        let before = self.place();
        self.click(selector);
        self.until_elsewhere(&before, selector);
    }

    /// Waits in the page, without asking the driver again and again, until another place is on show and drawn.
    #[track_caller]
    fn until_elsewhere(&self, before: &[String; 3], because: &str) {
        let script = format!(
            "const [before, limit, done] = arguments, start = performance.now(), drawn = {DRAWN};
             const look = () => String({PLACE}) !== before ? drawn(() => done(true))
                : performance.now() - start > limit ? done(false) : setTimeout(look, 5);
             look()"
        );
        let left = self.script_in_time(&script, vec![json!(before.join(",")), json!(IN_PAGE)]);
        assert_eq!(left, json!(true), "{because} leads nowhere from {before:?}:\n{}", self.beginning());
    }

    /// Runs a script that calls its last argument when it is done.
    #[track_caller]
    fn script_in_time(&self, script: &str, arguments: Vec<Json>) -> Json {
        self.browser.run(async |client| client.execute_async(script, arguments).await)
    }

    /// What is on show: screen, section and heading.
    #[track_caller]
    pub fn place(&self) -> [String; 3] {
        let place = self.list_of(&format!("return {PLACE}"));
        place.try_into().expect("the three texts that the script gives")
    }

    /// Goes on by `next` until a screen is reached.
    #[track_caller]
    pub fn next_until(&self, view: &str) {
        self.next_until_doing(view, || ());
    }

    /// Goes on by `next` until a screen is reached, and does something at each place before.
    #[track_caller]
    pub fn next_until_doing(&self, view: &str, mut act: impl FnMut()) {
        for _ in 0..20 {
            if self.view() == view {
                return;
            }
            act();
            self.go("next");
        }
        panic!("`next` never led to the screen `{view}`");
    }

    /// Presses a button or link.
    #[track_caller]
    pub fn press(&self, action: &str) {
        self.click(&format!("[data-action='{action}']"));
    }

    /// Clicks what a selector made of hooks finds, once it is there and can be hit.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.click_found(selector, "found");
    }

    /// Scrolls to what a selector finds and clicks it or what belongs to it, such as its label. A driver refuses while the
    /// element is covered or being drawn anew; a refused click did nothing, so it is tried again.
    #[track_caller]
    fn click_found(&self, selector: &str, target: &str) {
        let script = format!(
            "const [selector, done] = arguments, drawn = {DRAWN};
             const find = () => {{
                const all = [...document.querySelectorAll(selector)];
                const found = all.find(one => one.getClientRects().length && !one.disabled);
                return (found && ({target})) ?? null;
             }};
             const target = find();
             target?.scrollIntoView({{block: 'center', behavior: 'instant'}});
             if (target) drawn(() => done(find())); else done(null)"
        );
        let mut refused = String::new();
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            let found = self.script_in_time(&script, vec![json!(selector)]);
            let Some(id) = found[ELEMENT].as_str() else {
                "it is not on the page".clone_into(&mut refused);
                std::thread::sleep(PAUSE);
                continue;
            };
            let clicked = self.browser.run(async |client| {
                let element = Element::from_element_id(client.clone(), ElementRef::from(id.to_owned()));
                Ok::<_, CmdError>(element.click().await)
            });
            match clicked {
                Ok(()) => return,
                Err(problem) => refused = format!("{problem:?}"),
            }
        }
        panic!("`{selector}` could not be clicked: {refused}; the page says:\n{}", self.beginning());
    }

    /// Waits for an element that can be used.
    #[track_caller]
    pub fn find(&self, selector: &str) -> Element {
        self.until(&format!("`{selector}`"), || {
            self.browser.run(async |client| {
                for element in client.find_all(fantoccini::Locator::Css(selector)).await? {
                    // A screen drawn anew between the questions may have replaced the element.
                    let usable = [element.is_displayed().await, element.is_enabled().await];
                    if usable.iter().all(|usable| matches!(usable, Ok(true))) {
                        return Ok(Some(element));
                    }
                }
                Ok::<_, CmdError>(None)
            })
        })
    }

    /// Whether something is on the page.
    #[track_caller]
    pub fn sees(&self, selector: &str) -> bool {
        self.browser.script("return document.querySelector(arguments[0]) !== null", vec![json!(selector)])
            == json!(true)
    }

    /// Waits until something is on the page: in the page, without asking the driver again and again, unless the page is
    /// left meanwhile.
    #[track_caller]
    pub fn until_sees(&self, selector: &str) {
        const LOOK: &str = "const [selector, limit, done] = arguments, start = performance.now();
            const look = () => document.querySelector(selector) ? done(true)
                : performance.now() - start > limit ? done(false) : setTimeout(look, 5);
            look()";
        let arguments = vec![json!(selector), json!(IN_PAGE)];
        let seen =
            self.browser.run(async |client| Ok::<_, CmdError>(client.execute_async(LOOK, arguments).await));
        if !seen.is_ok_and(|seen| seen == json!(true)) {
            self.until(&format!("`{selector}`"), || self.sees(selector).then_some(()));
        }
    }

    /// Waits for a condition, and fails with its name and the screen's words after [`LIMIT`].
    #[track_caller]
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.in_time(look)
            .unwrap_or_else(|| panic!("waited in vain for {what}; the page says:\n{}", self.beginning()))
    }

    /// What a condition gives within [`LIMIT`].
    #[track_caller]
    pub fn in_time<T>(&self, mut look: impl FnMut() -> Option<T>) -> Option<T> {
        let start = Instant::now();
        // Each look costs the browser and its driver some work, which is missing where others wait for a processor.
        let mut pause = PAUSE;
        loop {
            let found = look();
            if found.is_some() || start.elapsed() > LIMIT {
                return found;
            }
            std::thread::sleep(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    // -- reading ----------------------------------------------------------------------------------------------

    /// All words on show.
    #[track_caller]
    pub fn words(&self) -> String {
        self.text_of("return document.body?.innerText || ''")
    }

    /// The first words on show, for messages.
    #[track_caller]
    fn beginning(&self) -> String {
        self.words().chars().take(600).collect()
    }

    /// What a script returns as text.
    #[track_caller]
    pub fn text_of(&self, script: &str) -> String {
        match self.browser.script(script, Vec::new()) {
            Json::String(text) => text,
            other => panic!("`{script}` gave {other}"),
        }
    }

    /// What a script returns as a list of texts.
    #[track_caller]
    pub fn list_of(&self, script: &str) -> Vec<String> {
        let list = self.browser.script(script, Vec::new());
        serde_json::from_value(list.clone()).unwrap_or_else(|_| panic!("`{script}` gave {list}"))
    }

    /// The questions on show, by id.
    #[track_caller]
    pub fn questions(&self) -> Vec<String> {
        self.list_of(
            "return [...document.querySelectorAll('fieldset[data-question]')].map(f => f.dataset.question)",
        )
    }

    /// Each section's level on the result screen, as `section level would-be`.
    #[track_caller]
    pub fn levels(&self) -> BTreeSet<String> {
        self.until_sees("[data-result]");
        let levels = self.list_of(
            "return [...document.querySelectorAll('[data-result]')].map(e => [e.dataset.result, e.dataset.level, e.dataset.wouldBe].join(' '))",
        );
        levels.into_iter().collect()
    }

    // -- all of it --------------------------------------------------------------------------------------------

    /// Goes to every screen, answering on the way, and looks at each. `look` is given a name for the screen.
    #[track_caller]
    pub fn walk(&self, mut look: impl FnMut(&Self, &str)) {
        let mut look = |screen: &str| look(self, screen);
        self.open("");
        look("home");
        for questionnaire in WALKED {
            if self.view() != "home" {
                self.leave_for("#/");
            }
            self.start_with(questionnaire);
            self.answer_all_doing(&[], || {
                let here = if self.section().is_empty() { self.view() } else { self.section() };
                look(&format!("{questionnaire}, {here}"));
            });
            look(&format!("{questionnaire}, review"));
            self.go("result");
            look(&format!("{questionnaire}, result"));
        }
        self.go("plan");
        look("plan");
        self.go("keep");
        look("keep");
        let file = self.download(|| self.press("export-signed"));
        look("keep, with a file written");
        for screen in ["tasks", "later", "report", "blank", "progress"] {
            self.leave_for(&format!("#/{QUESTIONNAIRE}/{screen}"));
            look(screen);
        }
        self.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
        self.go("check");
        look("check");
        self.open_file(&file.path);
        self.until_sees("[data-file][data-verdict]");
        look("check, with a file opened");
        self.go("progress");
        look("progress, with an earlier file");
        self.walk_requests(&mut look);
        self.walk_compared(&file.path, &mut look);
        for screen in ["about", "accessibility", "glossary", "write", "drafts", "nowhere/%zz", "settings"] {
            self.leave_for(&format!("#/{screen}"));
            look(screen);
        }
        self.walk_locked(look);
    }

    /// Opens a result, and something that is none, to be compared.
    #[track_caller]
    fn walk_compared(&self, file: &Path, look: &mut impl FnMut(&str)) {
        self.leave_for("#/compare");
        look("compare");
        self.browser.write("none.json", b"{}");
        self.open_files_in(
            "input[type=file][data-action='open-files']",
            &[file, &self.browser.folder().join("none.json")],
        );
        self.until_sees("[data-file='none.json']");
        self.until_sees("[data-file][data-verdict='intact']");
        look("compare, with files opened");
        self.leave_for(&format!("#/compare/{QUESTIONNAIRE}"));
        self.until_sees("tr[data-organisation]");
        look("compare, side by side");
        self.leave_by("[data-tally] a");
        look("compare, one question");
        self.leave_for(&format!("#/follow-up/{QUESTIONNAIRE}"));
        look("follow-up");
    }

    /// Makes a request, opens it and one that is broken, takes it up and puts it away.
    #[track_caller]
    fn walk_requests(&self, look: &mut impl FnMut(&str)) {
        self.leave_for("#/request");
        look("request");
        self.write("[data-field='requester']", "Example Rights Network");
        self.write("[data-field='page-address']", "https://example.org/candour.html");
        self.click(&format!("[data-ask='{QUESTIONNAIRE}']"));
        self.press("make-request");
        self.until_sees("[data-field='request-passphrase']");
        look("request, with a key to be saved");
        self.click("[data-field='encrypted']");
        self.press("make-request");
        self.click("[data-action='replace-request']");
        self.until_sees("[data-field='request-link']");
        look("request, made");
        let link = self.text_of("return document.querySelector('[data-field=request-link]').value");
        let (_, packed) = link.split_once('#').expect("a link with a fragment");
        self.leave_for(&format!("#{}", packed.split_at(packed.len() / 2).0));
        self.until_sees("[data-problem]");
        look("requested, broken");
        self.go("decline-request");
        self.leave_for(&format!("#{packed}"));
        self.until_sees("[data-requester]");
        look("requested");
        self.go("accept-request");
        self.leave_for("#/requested");
        look("requested, taken up");
        self.press("put-away-request");
    }

    /// Goes on from the settings: locks the answers, comes back to them, carries them in the page, and erases them.
    #[track_caller]
    fn walk_locked(&self, mut look: impl FnMut(&str)) {
        const PASSPHRASE: &str = "seven wet umbrellas under one hat";
        self.press("suggest-passphrase");
        self.until_sees("[data-suggested]");
        for field in ["lock-passphrase", "lock-passphrase-again"] {
            self.write(&format!("[data-field='{field}']"), PASSPHRASE);
        }
        self.until_sees("[data-strength]");
        look("settings, with a passphrase typed");
        self.press("store-locked");
        self.until_sees("[data-storage='locked'][data-saved='saved']");
        look("settings, with locked answers");
        self.leave_for(&format!("#/{QUESTIONNAIRE}/keep"));
        for field in ["page-passphrase", "page-passphrase-again"] {
            self.write(&format!("[data-field='{field}']"), PASSPHRASE);
        }
        let page = self.download(|| self.press("save-page"));
        self.leave_for("#/check");
        self.open_file(&page.path);
        self.until_sees("[data-file] [data-field='file-passphrase']");
        look("check, with a page that carries answers");
        self.reload();
        for screen in ["settings", "drafts", ""] {
            self.leave_for(&format!("#/{screen}"));
            self.until_sees("[data-locked]");
            look(&format!("{screen}, with locked answers that wait"));
        }
        self.write("[data-field='unlock-passphrase']", "seven wet umbrellas under no hat");
        self.press("unlock");
        self.until_sees("[data-problem]");
        look("home, after a wrong passphrase");
        self.write("[data-field='unlock-passphrase']", PASSPHRASE);
        self.press("unlock");
        self.until_sees("[data-unconfirmed='device']");
        look("home, with a list found beside answers");
        self.unfold("[data-erase] [data-action='erase']");
        self.press("erase");
        self.expect_view("erased");
        look("erased");
    }

    /// Goes to a place by its address, without loading the page anew.
    #[track_caller]
    pub fn leave_for(&self, fragment: &str) {
        let before = self.place();
        self.browser.script("location.hash = arguments[0]", vec![json!(fragment)]);
        self.until_elsewhere(&before, fragment);
    }

    // -- answering --------------------------------------------------------------------------------------------

    /// Answers the questions on screen in a fixed mixture; those of the profile with the last option, which hides nothing.
    #[track_caller]
    pub fn choose_some(&self) {
        self.choose_all(&[]);
    }

    /// Answers the questions on screen with some answers by turns, or with each question's own by turns, also where the
    /// wanted one is not offered; those of the profile with the last option, which hides nothing.
    ///
    /// For claims that need answers and say nothing of how they are given: the page itself is made to press its
    /// controls, which takes one question to the driver and not five for each answer. [`Person::choose`] is for the others.
    #[track_caller]
    pub fn choose_all(&self, wanted: &[&str]) {
        let script = format!(
            "const [wanted, done] = arguments, drawn = {DRAWN};
             const radios = id => [...document.querySelectorAll(`fieldset[data-question='${{id}}'] input[type=radio]`)];
             const ids = [...document.querySelectorAll('fieldset[data-question]')].map(one => one.dataset.question);
             const profile = document.querySelector('[data-view]').dataset.view === 'profile';
             const choose = number => {{
                if (number === ids.length) return drawn(() => done(ids.filter(id => !radios(id).some(one => one.checked))));
                const offered = radios(ids[number]);
                const value = wanted[number % wanted.length] ?? offered[number % offered.length].value;
                const own = offered.find(one => one.value === value) ?? offered[number % offered.length];
                (profile ? offered.at(-1) : own).click();
                setTimeout(choose, 0, number + 1);
             }};
             choose(0)"
        );
        let open = self.script_in_time(&script, vec![json!(wanted)]);
        assert_eq!(open, json!([]), "these questions stayed open on {:?}", self.place());
    }

    /// Goes from the first screen of a questionnaire to its review and answers everything on the way, as [`Person::choose_all`]
    /// does and for the same claims.
    #[track_caller]
    pub fn answer_all(&self, wanted: &[&str]) {
        self.answer_all_doing(wanted, || ());
    }

    /// The same, and does something at each place once it is answered.
    #[track_caller]
    pub fn answer_all_doing(&self, wanted: &[&str], mut act: impl FnMut()) {
        for _ in 0..20 {
            self.choose_all(wanted);
            act();
            self.press_next();
            if self.view() == "review" {
                return;
            }
        }
        panic!("`next` never led to the review");
    }

    /// Lets the page press its own `next`. WebKitGTK once dropped such a press, which no hand made, on a page just opened; so
    /// it is made again after a while.
    #[track_caller]
    fn press_next(&self) {
        let before = self.place();
        let script = format!(
            "const [before, limit, done] = arguments, start = performance.now();
             const press = () => document.querySelector('[data-action=next]')?.click();
             const look = pressed => String({PLACE}) !== before || performance.now() - start > limit ? done(null)
                : performance.now() - pressed > 3000 ? (press(), setTimeout(look, 5, performance.now())) : setTimeout(look, 5, pressed);
             press(); look(start)"
        );
        self.script_in_time(&script, vec![json!(before.join(",")), json!(IN_PAGE)]);
        self.until_elsewhere(&before, "next");
    }

    /// Chooses an answer by its row, as a thumb does.
    #[track_caller]
    pub fn choose(&self, question: &str, value: &str) {
        let radio = format!("fieldset[data-question='{question}'] input[type=radio][value='{value}']");
        let start = Instant::now();
        while start.elapsed() < LIMIT {
            self.click_found(&radio, "found.labels[0] || found");
            // What comes up at the top of the page may move the row away under the pointer; a hand would press again.
            let pressed = Instant::now();
            while pressed.elapsed() < Duration::from_secs(3) {
                if self.chosen(question, value) {
                    return;
                }
                std::thread::sleep(PAUSE);
            }
        }
        panic!("`{question}` is not answered `{value}`; the page says:\n{}", self.beginning());
    }

    /// The answers that a question offers.
    #[track_caller]
    pub fn offered(&self, question: &str) -> Vec<String> {
        self.list_of(&format!(
            "return [...document.querySelectorAll(\"fieldset[data-question='{question}'] input[type=radio]\")].map(r => r.value)"
        ))
    }

    /// Whether an answer is chosen on screen.
    #[track_caller]
    pub fn chosen(&self, question: &str, value: &str) -> bool {
        self.sees(&format!("fieldset[data-question='{question}'] input[type=radio][value='{value}']:checked"))
    }

    /// Writes into a field, replacing what was there.
    #[track_caller]
    pub fn write(&self, selector: &str, text: &str) {
        let start = Instant::now();
        loop {
            self.unfold(selector);
            let field = self.find(selector);
            let typed = self.browser.run(async |_| {
                Ok::<_, CmdError>(match field.clear().await {
                    Ok(()) => field.send_keys(text).await,
                    refused => refused,
                })
            });
            // A field drawn anew just now, or not yet in focus, refuses.
            let Err(refused) = typed else { return };
            assert!(
                start.elapsed() < LIMIT,
                "`{selector}` takes nothing that is typed: {refused:?}; the page says:\n{}",
                self.beginning()
            );
            std::thread::sleep(PAUSE);
        }
    }

    /// The note of a question: a selector for its field.
    pub fn note_of(question: &str) -> String {
        format!("fieldset[data-question='{question}'] [data-field='note']")
    }

    /// Unfolds whatever an element is folded away in, and scrolls to it.
    #[track_caller]
    pub fn unfold(&self, selector: &str) {
        self.until_sees(selector);
        self.browser.script(
            "const found = document.querySelector(arguments[0]);
             for (let e = found; e; e = e.parentElement) { if (e.tagName === 'DETAILS') e.open = true }
             // Drivers scroll too, but WebKitGTK's then aims at where the element was before.
             found?.scrollIntoView({block: 'center', behavior: 'instant'})",
            vec![json!(selector)],
        );
    }

    // -- keys -------------------------------------------------------------------------------------------------

    /// Presses and releases keys one after another, wherever the focus is.
    #[track_caller]
    pub fn keys(&self, keys: &[fantoccini::key::Key]) {
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys {
            let value = char::from(*key);
            actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        self.browser.run(async |client| client.perform_actions(actions).await);
    }

    // -- files ------------------------------------------------------------------------------------------------

    /// Writes a file and opens it on the check screen; gives the verdict.
    #[track_caller]
    pub fn check(&self, name: &str, content: &[u8]) -> String {
        self.browser.write(name, content);
        self.open_file(&self.browser.folder().join(name));
        self.verdict(name)
    }

    /// The verdict on a file that was opened, once there is one.
    #[track_caller]
    pub fn verdict(&self, name: &str) -> String {
        let file = format!("[data-file='{name}'][data-verdict]");
        self.until_sees(&file);
        self.text_of(&format!("return document.querySelector(\"{file}\").dataset.verdict"))
    }

    /// Opens a file in the field for files that is on show.
    #[track_caller]
    pub fn open_file(&self, path: &Path) {
        self.open_file_in("input[type=file][data-action='open-files']", path);
    }

    /// Opens a file in a field for files.
    #[track_caller]
    pub fn open_file_in(&self, selector: &str, path: &Path) {
        self.open_files_in(selector, &[path]);
    }

    /// Opens several files at once in a field for files.
    #[track_caller]
    pub fn open_files_in(&self, selector: &str, paths: &[&Path]) {
        let paths: Vec<&str> = paths.iter().map(|path| path.to_str().expect("a path in UTF-8")).collect();
        let paths = paths.join("\n");
        self.unfold(selector);
        self.browser.run(async |client| {
            client.find(fantoccini::Locator::Css(selector)).await?.send_keys(&paths).await
        });
    }

    /// Does something and waits for the file that the browser saves because of it.
    #[track_caller]
    pub fn download(&self, act: impl FnOnce()) -> Download {
        let before = self.saved();
        act();
        let path = self.until(&format!("a file beside {before:?}"), || {
            let (done, unfinished): (Vec<_>, Vec<_>) = self.saved().into_iter().partition(|path| {
                // Chromium starts under a hidden name; each engine has an ending for what is not whole yet.
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let ends =
                    [".part", ".crdownload", ".wkdownload"].iter().any(|ending| name.ends_with(ending));
                !name.starts_with('.') && !ends
            });
            let new = done.into_iter().find(|path| !before.contains(path))?;
            (unfinished.is_empty() && std::fs::metadata(&new).is_ok_and(|file| file.len() > 0)).then_some(new)
        });
        // Moved away, because an engine may not save a file of the same name beside it.
        let kept = tempfile::TempDir::with_prefix_in("kept", self.browser.folder()).expect("a folder").keep();
        let kept = kept.join(path.file_name().expect("a name"));
        std::fs::rename(&path, &kept).expect("the file that was saved");
        Download { bytes: std::fs::read(&kept).expect("the file that was saved"), path: kept }
    }

    fn saved(&self) -> BTreeSet<PathBuf> {
        let files = std::fs::read_dir(self.browser.downloads()).expect("the folder for downloads");
        files.map(|file| file.expect("a file in the folder for downloads").path()).collect()
    }

    // -- window -----------------------------------------------------------------------------------------------

    /// A picture of what is on show, as PNG.
    #[track_caller]
    pub fn picture(&self) -> Vec<u8> {
        self.browser.run(async |client| client.screenshot().await)
    }

    /// Whether the engine is one of these.
    pub fn uses(&self, engines: &[Engine]) -> bool {
        engines.contains(&self.browser.engine)
    }
}
