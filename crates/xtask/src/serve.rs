//! Serves the built page on this machine, with the headers a good host would send.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    path::{Component, Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use crate::{
    build::Built,
    process::{Outcome, heading},
    workspace,
};

/// What the server gives out.
struct Site {
    folder: PathBuf,
    /// Header lines of `_headers`, each with its line end.
    headers: String,
}

/// Serves until it is interrupted. Port 0 takes any free one.
pub(crate) fn serve(built: &Built, port: u16) -> Outcome<()> {
    let listener = TcpListener::bind(("127.0.0.1", port))
        .map_err(|error| format!("port {port} cannot be used: {error}; choose another with --port"))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    heading("Serving the page; stop with Ctrl-C");
    println!("address  http://{address}/");
    built.describe()?;
    let headers = header_lines(&workspace::read(&built.folder.join("_headers"))?);
    let site = Arc::new(Site { folder: built.folder.clone(), headers });
    for stream in listener.incoming() {
        match stream {
            Ok(stream) => {
                let site = Arc::clone(&site);
                std::thread::spawn(move || {
                    if let Err(error) = answer(&stream, &site) {
                        eprintln!("a request was not answered: {error}");
                    }
                });
            }
            Err(error) => eprintln!("a connection was not accepted: {error}"),
        }
    }
    Ok(())
}

fn answer(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream).lines();
    let Some(request) = lines.next() else { return Ok(()) };
    let request = request?;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let found =
        file(target).and_then(|name| Some((std::fs::read(site.folder.join(&name)).ok()?, kind(&name))));
    let (status, kind, body) = match found {
        _ if method != "GET" && method != "HEAD" => {
            ("405 Method Not Allowed", "text/plain; charset=utf-8", Vec::new())
        }
        Some((bytes, kind)) => ("200 OK", kind, bytes),
        None => ("404 Not Found", "text/plain; charset=utf-8", b"There is no such file.\n".to_vec()),
    };
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-cache\r\nConnection: close\r\n{}\r\n",
        body.len(),
        site.headers
    )?;
    if method == "HEAD" { Ok(()) } else { stream.write_all(&body) }
}

/// The file that an address names, inside the folder; `None` if it leads out of it.
fn file(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_owned())
}

fn kind(name: &Path) -> &'static str {
    match name.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        _ => "text/plain; charset=utf-8",
    }
}

/// The header lines out of a `_headers` file with one block for all addresses.
fn header_lines(file: &str) -> String {
    file.lines().filter_map(|line| line.strip_prefix("  ")).map(|line| format!("{line}\r\n")).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{file, header_lines};

    #[test]
    fn the_bare_address_gives_the_page() {
        assert_eq!(file("/").as_deref(), Some(Path::new("index.html")));
        assert_eq!(file("/index.html?a=b").as_deref(), Some(Path::new("index.html")));
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        for target in ["/../Cargo.toml", "//etc/passwd", "/questionnaires/../../x", "index.html", ""] {
            assert_eq!(file(target), None, "{target}");
        }
    }

    #[test]
    fn the_headers_of_the_file_are_sent() {
        assert_eq!(header_lines("/*\n  A: b\n  C: d\n"), "A: b\r\nC: d\r\n");
    }
}
