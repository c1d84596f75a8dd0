//! Serves the built page on this machine, with the headers a good host would send.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

use tiny_http::{Header, Method, Request, Response, Server};

use crate::{
    build::Build,
    process::{Outcome, heading},
    workspace,
};

/// Serves until it is interrupted. Port 0 takes any free one.
pub(crate) fn serve(built: &Build, port: u16) -> Outcome<()> {
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| format!("cannot use port {port}: {error}; choose another with --port"))?;
    heading("Serving the page; stop with Ctrl-C");
    println!("address  http://{}/", server.server_addr());
    built.describe()?;
    let headers = headers(&workspace::read(&built.folder.join("_headers"))?)?;
    for request in server.incoming_requests() {
        if let Err(error) = answer(request, &built.folder, &headers) {
            eprintln!("cannot answer a request: {error}");
        }
    }
    Ok(())
}

fn answer(request: Request, folder: &Path, headers: &[Header]) -> std::io::Result<()> {
    let plain = || header("Content-Type", "text/plain; charset=utf-8");
    let found = file(request.url()).and_then(|name| Some((fs::read(folder.join(&name)).ok()?, kind(&name))));
    let (status, kind, body) = match found {
        _ if !matches!(request.method(), Method::Get | Method::Head) => (405, plain(), Vec::new()),
        Some((bytes, kind)) => (200, header("Content-Type", kind), bytes),
        None => (404, plain(), b"There is no such file.\n".to_vec()),
    };
    let mut response = Response::from_data(body).with_status_code(status);
    let own = [kind, header("Cache-Control", "no-cache")].into_iter().flatten();
    for header in own.chain(headers.iter().cloned()) {
        response.add_header(header);
    }
    request.respond(response)
}

/// A header line; none if it could not be one.
fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
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

/// The header lines of a `_headers` file with one block for all addresses.
fn headers(file: &str) -> Outcome<Vec<Header>> {
    let lines = file.lines().filter_map(|line| line.strip_prefix("  "));
    lines.map(|line| line.parse().map_err(|()| format!("`{line}` is not a header line"))).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{file, headers};

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
    fn the_headers_of_the_file_are_read() {
        let sent = headers("/*\n  A: b\n  C: d\n").expect("header lines");
        assert_eq!(sent.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A: b", "C: d"]);
        assert!(headers("/*\n  no header\n").is_err());
    }
}
