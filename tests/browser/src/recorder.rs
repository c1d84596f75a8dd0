//! Serves the page, and writes down every request that a browser makes to any host.
//!
//! A browser gets the recorder as its proxy with no exceptions, so a request that is not for the page shows here too.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A plain-HTTP host name that the recorder answers for: to a browser it is no secure context, as in an office network.
pub const INTRANET: &str = "candour.test";

/// Where browsers are told to take questions of their own, which are no doing of the page and are not written down.
pub const BROWSERS_OWN: &str = "browsers-own.test";

/// A page with nothing on it and nothing to ask for, served beside the page that is tried.
pub const EMPTY: (&str, &[u8]) = (
    "empty.html",
    b"<!DOCTYPE html><html lang=\"en\"><title>empty</title><link rel=\"icon\" href=\"data:,\"></html>",
);

/// A small web server and catch-all proxy on a free port of 127.0.0.1.
#[derive(Debug)]
pub struct Recorder {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    slow: Arc<Mutex<Option<Vec<u8>>>>,
}

/// The name of the file that is served slowly.
const SLOW: &str = "slow.html";

/// How many pieces it comes in, and the time between two of them.
const PIECES: (usize, Duration) = (40, Duration::from_millis(50));

impl Recorder {
    /// Starts serving the files of `folder`, with the headers that its `_headers` file asks hosts to send.
    pub fn start(folder: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port on 127.0.0.1");
        let address = listener.local_addr().expect("the port that was bound");
        let requests = Arc::new(Mutex::new(Vec::new()));
        let slow = Arc::new(Mutex::new(None));
        let served = Arc::clone(&slow);
        let host =
            Arc::new(Host { folder: folder.to_owned(), headers: headers(folder), address, slow: served });
        let record = Arc::clone(&requests);
        // The thread serves until the test process ends.
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (host, record) = (Arc::clone(&host), Arc::clone(&record));
                std::thread::spawn(move || host.answer(stream, &record));
            }
        });
        Self { address, requests, slow }
    }

    /// Serves this file from now on in pieces, as a slow network does; gives its address. Its headers name no policy.
    pub fn serve_slowly(&self, content: Vec<u8>) -> String {
        *self.slow.lock().expect("no thread panics while it reads the file") = Some(content);
        format!("http://{}/{SLOW}", self.address)
    }

    /// Host and port, such as `127.0.0.1:40123`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Everything asked for since the last [`Recorder::forget`], such as `GET http://127.0.0.1:40123/`.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no thread panics while it writes down a request").clone()
    }

    /// Starts a new list.
    pub fn forget(&self) {
        self.requests.lock().expect("no thread panics while it writes down a request").clear();
    }
}

#[derive(Debug)]
struct Host {
    folder: PathBuf,
    headers: BTreeMap<String, String>,
    address: SocketAddr,
    slow: Arc<Mutex<Option<Vec<u8>>>>,
}

impl Host {
    fn answer(&self, mut stream: TcpStream, record: &Mutex<Vec<String>>) {
        let Some(request) = Request::read(&stream) else { return };
        if !request.target.starts_with(&format!("http://{BROWSERS_OWN}/")) {
            record.lock().expect("no thread panics while it writes down a request").push(request.to_string());
        }
        if request.target == format!("http://{}/{SLOW}", self.address) {
            let content = self.slow.lock().expect("no thread panics while it reads the file").clone();
            let content = content.unwrap_or_default();
            let answer = ok(&BTreeMap::new(), &content);
            let (pieces, pause) = PIECES;
            for piece in answer.chunks(answer.len() / pieces + 1) {
                if stream.write_all(piece).is_err() {
                    return;
                }
                std::thread::sleep(pause);
            }
            return;
        }
        let answer = match self.file(&request) {
            // As a server sends it; only `timing` keeps such files.
            Some((_, Some(gzipped))) => ok(&encoded(&self.headers), &gzipped),
            Some((content, None)) => ok(&self.headers, &content),
            None => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
        };
        // A browser may have gone away by now; its request is written down already.
        stream.write_all(&answer).ok();
    }

    /// The content of a file, and the same gzipped if that is there.
    fn file(&self, request: &Request) -> Option<(Vec<u8>, Option<Vec<u8>>)> {
        let host = request.target.strip_prefix("http://")?;
        let (host, path) = host.split_once('/')?;
        let ours = host == INTRANET || host == self.address.to_string();
        let name = if path.is_empty() { "index.html" } else { path };
        let plain = !name.contains(['/', '\\', '?']);
        if request.method != "GET" || !ours || !plain {
            return None;
        }
        if name == EMPTY.0 {
            return Some((EMPTY.1.to_vec(), None));
        }
        let gzipped = std::fs::read(self.folder.join(format!("{name}.gz"))).ok();
        Some((std::fs::read(self.folder.join(name)).ok()?, gzipped))
    }
}

/// The headers of a gzipped file.
fn encoded(headers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut headers = headers.clone();
    headers.insert("Content-Encoding".to_owned(), "gzip".to_owned());
    headers
}

/// The answer with a page in it.
fn ok(headers: &BTreeMap<String, String>, content: &[u8]) -> Vec<u8> {
    let mut lines = String::new();
    for (name, value) in headers {
        lines.extend([name, ": ", value, "\r\n"]);
    }
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n{lines}\r\n",
        content.len()
    )
    .into_bytes();
    answer.extend_from_slice(content);
    answer
}

struct Request {
    method: String,
    /// The whole address, host included.
    target: String,
}

impl Request {
    /// Reads a request; nothing if the connection was opened ahead and never used.
    fn read(stream: &TcpStream) -> Option<Self> {
        let mut start = [0];
        if stream.peek(&mut start).ok()? == 0 {
            return None;
        }
        if !start[0].is_ascii_uppercase() {
            // WebKitGTK speaks TLS to its proxy when it wants an https page. Who it wanted is not known then.
            return Some(Self { method: "TLS".to_owned(), target: "to a host unknown".to_owned() });
        }
        let mut lines = BufReader::new(stream).split(b'\n').map_while(Result::ok);
        let first = String::from_utf8_lossy(&lines.next()?).trim_end().to_owned();
        let mut words = first.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        // All headers are read even when none is needed: closing earlier would reset the connection.
        let headers: Vec<String> = lines
            .map(|line| String::from_utf8_lossy(&line).trim_end().to_ascii_lowercase())
            .take_while(|line| !line.is_empty())
            .collect();
        let host = headers.iter().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default();
        let target =
            if target.starts_with('/') { format!("http://{host}{target}") } else { target.to_owned() };
        Some(Self { method: method.to_owned(), target })
    }
}

impl std::fmt::Display for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {}", self.method, self.target)
    }
}

/// Reads the part of a `_headers` file that holds for every path: indented `Name: value` lines below `/*`.
fn headers(folder: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(folder.join("_headers")).unwrap_or_default();
    let lines = text.lines().skip_while(|line| line.trim() != "/*").skip(1);
    lines
        .take_while(|line| line.starts_with([' ', '\t']))
        .filter_map(|line| line.trim().split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
