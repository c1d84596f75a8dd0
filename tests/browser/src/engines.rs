//! Starts Chromium, Firefox and WebKitGTK, each with a fresh profile, a folder for downloads and the recorder as proxy.

use crate::recorder::{BROWSERS_OWN, EMPTY, INTRANET, Recorder};
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value as Json, json};
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long anything may take before a claim fails. Long, because two cores may run three browsers at once.
pub const LIMIT: Duration = Duration::from_secs(20);

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("threads for talking to the drivers"));

/// A browser engine that the page must work in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox by geckodriver.
    Firefox,
    /// WebKitGTK's `MiniBrowser` by `WebKitWebDriver`, on a virtual display.
    WebKit,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name used in test names: `chromium`, `firefox` or `webkit`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    fn driver(self, port: u16) -> Command {
        let mut driver = Command::new(setting(match self {
            Self::Chromium => "CANDOUR_CHROMEDRIVER",
            Self::Firefox => "CANDOUR_GECKODRIVER",
            Self::WebKit => "CANDOUR_WEBKIT_DRIVER",
        }));
        driver.arg(format!("--port={port}"));
        if self == Self::Firefox {
            // Lets `services.settings.server` below keep its own requests out of the record.
            driver.env("MOZ_REMOTE_SETTINGS_DEVTOOLS", "1");
            // Its settings are changed while it runs (`Browser::resize`, `Browser::dark`), which needs this leave.
            driver.args(["--allow-system-access", "--websocket-port=0", "--log=error"]);
        }
        driver
    }

    fn capabilities(self, folder: &Path, proxy: &str, windows: Windows) -> Json {
        let downloads = folder.join(DOWNLOADS);
        let private = windows == Windows::Private;
        let proxy_setting = json!({ "proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy });
        match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": setting("CANDOUR_CHROMIUM"),
                    "args": chromium_arguments(folder, proxy, private),
                    "prefs": {
                        "download.default_directory": downloads,
                        "download.prompt_for_download": false,
                        "profile.default_content_setting_values.automatic_downloads": 1,
                    },
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "proxy": proxy_setting,
                "moz:firefoxOptions": {
                    "binary": setting("CANDOUR_FIREFOX"),
                    "args": ["-headless", "-profile", folder.join(PROFILE)],
                    "prefs": firefox_settings(&downloads, private),
                },
            }),
            Self::WebKit => json!({
                "browserName": "MiniBrowser",
                "proxy": proxy_setting,
                "webkitgtk:browserOptions": { "binary": setting("CANDOUR_MINIBROWSER"), "args": ["--automation"] },
            }),
        }
    }
}

/// Width and height of the virtual display in pixels.
const SCREEN: (u32, u32) = (1600, 1200);

const DOWNLOADS: &str = "downloads";

/// Empties all storage of the site that the document on show belongs to.
const FORGET: &str = "
    const [done] = arguments;
    sessionStorage.clear();
    localStorage.clear();
    const gone = name => new Promise(then => { const asked = indexedDB.deleteDatabase(name); asked.onsuccess = asked.onerror = then });
    (async () => {
        for (const {name} of await indexedDB.databases()) await gone(name);
        for (const name of await globalThis.caches?.keys() ?? []) await caches.delete(name);
        done();
    })()";

const FORGET_IN_FIREFOX: &str = "
    const [done] = arguments;
    Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_DOM_STORAGES, {onDataDeleted: () => done()})";

/// Where a browser keeps what outlives it.
const PROFILE: &str = "profile";

fn chromium_arguments(folder: &Path, proxy: &str, private: bool) -> Vec<String> {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox", // It refuses to run as root otherwise, as in a container.
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        // What follows keeps the browser's own requests out of the record.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-client-side-phishing-detection",
        "--no-pings",
        "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
        "--proxy-bypass-list=<-loopback>", // Not even this machine is asked past the recorder.
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--proxy-server={proxy}"));
    // At its start it asks who is signed in. Nothing switches that off, so it is sent where the recorder knows it.
    arguments.push(format!("--gaia-url=http://{BROWSERS_OWN}"));
    // So is its question for updates, which comes at the start and once more after a minute.
    arguments.push(format!("--component-updater=disable-pings,url-source=http://{BROWSERS_OWN}/"));
    arguments.push(format!("--user-data-dir={}", folder.join(PROFILE).display()));
    if private {
        arguments.push("--incognito".to_owned());
    }
    arguments
}

fn firefox_settings(downloads: &Path, private: bool) -> Json {
    json!({
        "browser.privatebrowsing.autostart": private,
        "browser.download.folderList": 2,
        "browser.download.dir": downloads,
        "browser.download.always_ask_before_handling_new_types": false,
        "browser.download.alwaysOpenPanel": false,
        "browser.helperApps.neverAsk.saveToDisk": "application/json,text/html,text/plain,application/octet-stream",
        "network.proxy.allow_hijacking_localhost": true, // Not even this machine is asked past the recorder.
        "network.proxy.no_proxies_on": "",
        "dom.security.https_first": false,
        // What follows keeps the browser's own requests out of the record.
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
        "services.settings.server": "data:,#remote-settings-dummy/v1",
        "app.normandy.enabled": false,
        "dom.push.connection.enabled": false,
        "extensions.getAddons.cache.enabled": false,
        "toolkit.telemetry.server": "data:,",
    })
}

/// A setting that the caller (`cargo xtask test`) gives by environment.
pub fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("`{name}` is not set; run `cargo xtask test`, which finds or installs what the page tests need and sets it")
    })
}

/// What kind of windows a browser opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Windows {
    /// Those of every day.
    Ordinary,
    /// Those that are to leave nothing behind. WebKitGTK opens no others while a driver holds it.
    Private,
}

/// One running browser with all that belongs to it. Dropping it ends them.
#[derive(Debug)]
pub struct Browser {
    /// Which engine this is.
    pub engine: Engine,
    /// What it asked for.
    pub recorder: Recorder,
    client: Client,
    driver: Process,
    display: Option<Process>,
    folder: Arc<TempDir>,
}

impl Browser {
    /// Starts one. `page` is the built file; the files beside it are served too.
    pub fn start(engine: Engine, page: &Path) -> Self {
        Self::start_as(engine, page, Windows::Ordinary)
    }

    /// Starts one with windows of a kind.
    pub fn start_as(engine: Engine, page: &Path, windows: Windows) -> Self {
        assert!(page.is_file(), "`{}` is missing; run `cargo xtask build`", page.display());
        let folder = tempfile::Builder::new().prefix("candour page ").tempdir().expect("a temporary folder");
        for name in [DOWNLOADS, PROFILE] {
            std::fs::create_dir(folder.path().join(name))
                .expect("a folder for downloads, and one for the profile");
        }
        std::fs::copy(page, folder.path().join("candour.html")).expect("a copy of the page");
        std::fs::write(folder.path().join(EMPTY.0), EMPTY.1).expect("an empty page");
        Self::start_in(engine, page, Arc::new(folder), windows)
    }

    /// Starts one with the folder of a browser that was ended, and so with all that it kept.
    pub fn start_in(engine: Engine, page: &Path, folder: Arc<TempDir>, windows: Windows) -> Self {
        let recorder = Recorder::start(page.parent().expect("the page lies in a folder"));
        let port = free_port();
        let mut command = engine.driver(port);
        let display = (engine == Engine::WebKit).then(|| at_home(&mut command, folder.path()));
        let driver = Process::start(&mut command);
        driver.wait_for_port(port);
        let capabilities = capabilities(engine.capabilities(folder.path(), &recorder.address(), windows));
        let client = RUNTIME.block_on(async {
            ClientBuilder::new(HttpConnector::new())
                .capabilities(capabilities)
                .connect(&format!("http://127.0.0.1:{port}"))
                .await
        });
        let client =
            client.unwrap_or_else(|problem| panic!("{} did not start: {problem:?}", engine.as_str()));
        Self { engine, recorder, client, driver, display, folder }
    }

    /// The page's address there.
    pub fn address(&self, site: Site) -> String {
        match site {
            Site::File => self.file_address("candour.html"),
            Site::Http => format!("http://{}/", self.recorder.address()),
            Site::Intranet => format!("http://{INTRANET}/"),
        }
    }

    /// The address of an empty page there.
    pub fn empty(&self, site: Site) -> String {
        match site {
            Site::File => self.file_address(EMPTY.0),
            Site::Http | Site::Intranet => self.address(site) + EMPTY.0,
        }
    }

    /// Leaves the page, and makes the browser forget all that a page of the site may have kept.
    ///
    /// The tab stays, because a new one costs a new process: seconds in WebKitGTK and Firefox, each time.
    #[track_caller]
    pub fn forget(&self, site: Site) {
        self.run(async |client| client.goto(&self.empty(site)).await);
        self.run(async |client| client.execute_async(FORGET, Vec::new()).await);
        if self.engine == Engine::Firefox {
            // Here each file is a site of its own, so the empty page cannot reach what the page kept.
            self.extension("moz/context", json!({ "context": "chrome" }));
            self.run(async |client| client.execute_async(FORGET_IN_FIREFOX, Vec::new()).await);
            self.extension("moz/context", json!({ "context": "content" }));
        }
    }

    /// Ends the browser, and gives its folder for the next one.
    pub fn end(self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    /// The process id of the driver, whose children the browser's processes are.
    pub fn driver_id(&self) -> u32 {
        self.driver.0.id()
    }

    /// Where files of this browser lie; `downloads` in it is where it saves.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder it saves downloads in.
    pub fn downloads(&self) -> PathBuf {
        self.folder().join(DOWNLOADS)
    }

    /// Writes a file into the browser's folder and gives its `file:` address.
    pub fn write(&self, name: &str, content: &[u8]) -> String {
        std::fs::write(self.folder().join(name), content).expect("a file in a temporary folder");
        self.file_address(name)
    }

    fn file_address(&self, name: &str) -> String {
        url::Url::from_file_path(self.folder().join(name)).expect("an absolute path").to_string()
    }

    /// Runs one exchange with the driver.
    #[track_caller]
    pub fn run<T, P: std::fmt::Debug>(&self, exchange: impl AsyncFnOnce(&Client) -> Result<T, P>) -> T {
        self.run_within(LIMIT * 2, exchange)
    }

    /// Runs one exchange with the driver that may take longer than usual.
    #[track_caller]
    pub fn run_within<T, P: std::fmt::Debug>(
        &self,
        limit: Duration,
        exchange: impl AsyncFnOnce(&Client) -> Result<T, P>,
    ) -> T {
        RUNTIME
            .block_on(async { tokio::time::timeout(limit, exchange(&self.client)).await })
            .unwrap_or_else(|_| panic!("{} does not answer", self.engine.as_str()))
            .unwrap_or_else(|problem| panic!("{}: {problem:?}", self.engine.as_str()))
    }

    /// Runs a script in the page and gives what it returns.
    #[track_caller]
    pub fn script(&self, script: &str, arguments: Vec<Json>) -> Json {
        self.run(async |client| client.execute(script, arguments).await)
    }

    /// Makes the window's inner size so many CSS pixels.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
                self.chromium("Emulation.setDeviceMetricsOverride", &metrics);
            }
            // Its window has a least width, which its own style sheet sets.
            Engine::Firefox => self.firefox(&format!(
                "document.documentElement.style.minWidth = '0'; document.documentElement.style.minHeight = '0';
                 const box = gBrowser.selectedBrowser; box.style.minWidth = '0';
                 window.resizeTo(window.outerWidth + {width} - box.clientWidth, window.outerHeight + {height} - box.clientHeight);"
            )),
            Engine::WebKit => self.resize_window(width, height),
        }
    }

    /// The window takes a new size a little later, and its bars, which take some of the height, with it.
    #[track_caller]
    fn resize_window(&self, width: u32, height: u32) {
        // Without a window manager the focus belongs to the window below the pointer, which rests amid the screen.
        let (left, top) = (SCREEN.0.saturating_sub(width) / 2, SCREEN.1.saturating_sub(height) / 2);
        let (start, mut bars) = (Instant::now(), 0);
        loop {
            self.run(async |client| client.set_window_rect(left, top, width, height + bars).await);
            let size = self.script("return [innerWidth, innerHeight, outerHeight]", Vec::new());
            let [inner_width, inner_height, outer_height] =
                serde_json::from_value::<[u32; 3]>(size).expect("three sizes in pixels");
            if (inner_width, inner_height) == (width, height) {
                return;
            }
            assert!(start.elapsed() < LIMIT, "the window stays {inner_width} by {inner_height}");
            bars = outer_height.saturating_sub(inner_height);
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Chooses the dark or the light theme for pages. WebKitGTK takes it from the desktop and has no such switch.
    #[track_caller]
    pub fn dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        match self.engine {
            Engine::Chromium => {
                let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
                self.chromium("Emulation.setEmulatedMedia", &features);
            }
            Engine::Firefox => self.firefox(&format!(
                "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', {});",
                u8::from(!dark)
            )),
            Engine::WebKit => panic!("webkit has no switch for the theme"),
        }
    }

    /// Sends a `DevTools` command to Chromium, and gives its answer.
    #[track_caller]
    pub fn chromium(&self, command: &str, parameters: &Json) -> Json {
        self.extension("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// Runs a script in Firefox's own window, outside the page.
    #[track_caller]
    fn firefox(&self, script: &str) {
        self.extension("moz/context", json!({ "context": "chrome" }));
        self.script(script, Vec::new());
        self.extension("moz/context", json!({ "context": "content" }));
    }

    #[track_caller]
    fn extension(&self, path: &'static str, body: Json) -> Json {
        self.run(async |client| client.issue_cmd(Extension { path, body }).await)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends the browser itself; a crashed one may not answer. The processes end with their fields.
        let close = self.client.clone().close();
        RUNTIME.block_on(async { tokio::time::timeout(Duration::from_secs(10), close).await }).ok();
        self.driver.end();
        if let Some(display) = &mut self.display {
            display.end();
        }
        if Arc::strong_count(&self.folder) > 1 {
            return;
        }
        // The browser's last processes may still write while they end.
        let start = Instant::now();
        while std::fs::remove_dir_all(self.folder.path()).is_err() && start.elapsed() < LIMIT {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Where the page is opened from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    /// A `file:` address in a folder whose name has a space.
    File,
    /// A web server on this machine, which browsers trust like https.
    Http,
    /// A plain-http host, where browsers withhold what needs a secure context.
    Intranet,
}

impl Site {
    /// The name used in test names: `file`, `http` or `intranet`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Http => "http",
            Self::Intranet => "intranet",
        }
    }
}

/// A command that only one driver knows.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Json,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// A process that is ended, by its id, at the latest when it is dropped.
#[derive(Debug)]
struct Process(Child);

impl Process {
    fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_owned();
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|problem| panic!("`{}` did not start: {problem}", name.display())))
    }

    fn wait_for_port(&self, port: u16) {
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(start.elapsed() < LIMIT, "the driver with process id {} opened no port", self.0.id());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&mut self) {
        // Either may fail only when the process has ended already.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// Gives WebKitGTK a display and a home of its own, so that it saves into our folder and leaves nothing elsewhere.
fn at_home(driver: &mut Command, folder: &Path) -> Process {
    let mut server = Command::new(setting("CANDOUR_XVFB"))
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            &format!("{}x{}x24", SCREEN.0, SCREEN.1),
            "-nolisten",
            "tcp",
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|problem| panic!("the display server did not start: {problem}"));
    let mut number = String::new();
    let output = server.stdout.take().expect("the output that was asked for");
    BufReader::new(output).read_line(&mut number).expect("the number of a free display");

    let config = folder.join("config");
    std::fs::create_dir(&config).expect("a folder for settings");
    // Its tool bar is wider than a phone, unless everything on it is made small. Pages do not use this style.
    let small = "* { font-size: 1px; padding: 0; margin: 0; min-width: 0; }";
    std::fs::create_dir(config.join("gtk-3.0")).expect("a folder for settings");
    std::fs::write(config.join("gtk-3.0/gtk.css"), small).expect("a style for the tool bar");
    let downloads = folder.join(DOWNLOADS);
    std::fs::write(config.join("user-dirs.dirs"), format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display()))
        .expect("the setting that names the folder for downloads");
    driver
        .env("DISPLAY", format!(":{}", number.trim()))
        .env("XDG_CONFIG_HOME", &config)
        .env("XDG_DATA_HOME", folder.join("data"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("GTK_A11Y", "none")
        .env_remove("WAYLAND_DISPLAY")
        // Without a graphics card, drawing through OpenGL takes half of all the processor's time.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
        // Its sandbox cannot be set up inside a container.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    Process(server)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on 127.0.0.1");
    listener.local_addr().expect("the port that was bound").port()
}

fn capabilities(value: Json) -> Capabilities {
    match value {
        Json::Object(members) => members,
        _ => Capabilities::new(),
    }
}
