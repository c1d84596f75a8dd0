//! As much of the protocol of browser drivers (W3C `WebDriver`) as measuring in Chromium takes.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::process::Outcome;

/// A Chromium without a window, driven through its driver; both end when this is dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// Starts driver and browser with an empty profile.
    pub(crate) fn start(driver: &Path, chromium: &Path, arguments: &[&str]) -> Outcome<Self> {
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("the driver of Chromium could not be started: {error}"))?;
        let port = driver.stdout.take().and_then(|output| {
            let mut lines = BufReader::new(output).lines();
            lines.find_map(|line| {
                line.ok()?.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
            })
        });
        let mut browser = Self {
            driver,
            port: port.ok_or("the driver of Chromium did not say its port")?,
            session: String::new(),
        };
        let options = json!({ "binary": chromium, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "browserName": "chrome", "goog:chromeOptions": options } } });
        let started = browser.send("POST", "/session", &wanted)?;
        let session = started["sessionId"].as_str().ok_or("Chromium gave no session")?;
        session.clone_into(&mut browser.session);
        // Ten thousand files take longer than the usual half minute.
        browser.command("timeouts", &json!({ "script": 300_000 }))?;
        Ok(browser)
    }

    /// Opens an address and waits until it is loaded.
    pub(crate) fn open(&self, address: &str) -> Outcome<()> {
        self.command("url", &json!({ "url": address })).map(|_| ())
    }

    /// Runs an asynchronous function's body in the page and gives what it returns.
    pub(crate) fn run(&self, body: &str) -> Outcome<Value> {
        // WebDriver waits for a promise that a script returns.
        let script = format!("return (async () => {{ {body} }})()");
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Chooses files in the field that a selector finds.
    pub(crate) fn choose_files(&self, selector: &str, files: &[String]) -> Outcome<()> {
        let found = self.command("element", &json!({ "using": "css selector", "value": selector }))?;
        let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
        let element = element.ok_or_else(|| format!("the page has no `{selector}`"))?;
        self.command(&format!("element/{element}/value"), &json!({ "text": files.join("\n") })).map(|_| ())
    }

    /// The number of the driver's process, whose children the browser's processes are.
    pub(crate) fn driver(&self) -> u32 {
        self.driver.id()
    }

    /// A command of Chromium's own protocol.
    pub(crate) fn chromium(&self, name: &str, parameters: &Value) -> Outcome<()> {
        self.command("goog/cdp/execute", &json!({ "cmd": name, "params": parameters })).map(|_| ())
    }

    fn command(&self, name: &str, body: &Value) -> Outcome<Value> {
        self.send("POST", &format!("/session/{}/{name}", self.session), body)
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Outcome<Value> {
        let lost = |error: std::io::Error| format!("the driver of Chromium does not answer: {error}");
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(lost)?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .map_err(lost)?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).map_err(lost)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().map_err(|_| "the driver sent no length")?;
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).map_err(lost)?;
        let mut answer: Value =
            serde_json::from_slice(&answer).map_err(|error| format!("the driver sent no JSON: {error}"))?;
        match answer["value"]["error"].as_str() {
            Some(error) => {
                Err(format!("Chromium: {error}: {}", answer["value"]["message"].as_str().unwrap_or_default()))
            }
            None => Ok(answer["value"].take()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let ended = self.send("DELETE", &format!("/session/{}", self.session), &json!({}));
        let killed = self.driver.kill().and_then(|()| self.driver.wait());
        if let (Err(problem), _) | (_, Err(problem)) = (ended, killed.map_err(|error| error.to_string())) {
            eprintln!("note: Chromium did not end as it should: {problem}");
        }
    }
}
