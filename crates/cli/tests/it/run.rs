//! Running the built command.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

use candour_proof::json::{Json, Limits};

/// The passphrase of the key files in the repository.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";
/// That of key files made here.
pub(crate) const NEW_PASSPHRASE: &str = "correct horse battery garden";

/// How a command ended and what it said.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// What it printed, as JSON.
    pub(crate) fn json(&self) -> Json {
        let limits = Limits { bytes: 100_000_000, ..Limits::FILE };
        Json::read(self.out.as_bytes(), limits)
            .unwrap_or_else(|problem| panic!("{problem:?} in {}\n{}", self.out, self.err))
    }

    /// The objects that it printed as a list.
    pub(crate) fn list(&self) -> Vec<Json> {
        self.json().as_list().expect("a list").to_vec()
    }
}

/// Runs the command with nothing on its standard input.
pub(crate) fn candour(arguments: &[&str]) -> Ended {
    candour_with(arguments, b"")
}

/// Runs the command with something on its standard input.
pub(crate) fn candour_with(arguments: &[&str], input: &[u8]) -> Ended {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    // It may end without reading all.
    let writing = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let ended = child.wait_with_output().expect("the command ends");
    writing.join().expect("the input is written");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text in UTF-8");
    Ended { code: ended.status.code().expect("a status"), out: text(ended.stdout), err: text(ended.stderr) }
}

/// The command, in the root of the repository.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candour"));
    command.args(arguments).current_dir(root()).env_remove("NO_COLOR").env("TERM", "xterm");
    command
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository")
}

/// A file of the repository.
pub(crate) fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A folder that is gone when the test ends.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("run-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// Puts a file in; its path.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        self.path(name)
    }

    /// The path of a file in it, there or not.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    /// Its own path.
    pub(crate) fn own(&self) -> String {
        self.0.to_str().expect("a path in UTF-8").to_owned()
    }

    /// What is in a file of it.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The file with the passphrase.
    pub(crate) fn passphrase(&self) -> String {
        self.put("passphrase", format!("{PASSPHRASE}\n"))
    }

    /// The file with the passphrase of new key files.
    pub(crate) fn new_passphrase(&self) -> String {
        self.put("new-passphrase", format!("{NEW_PASSPHRASE}\n"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The text at a place of a JSON value.
pub(crate) fn text<'a>(json: &'a Json, path: &[&str]) -> Option<&'a str> {
    path.iter().try_fold(json, |value, name| value.get(name))?.as_text()
}

/// The texts of a list.
pub(crate) fn texts<'a>(json: &'a Json, name: &str) -> Vec<&'a str> {
    json.get(name).and_then(Json::as_list).expect("a list").iter().filter_map(Json::as_text).collect()
}

/// The words of the warnings in what was found about a file.
pub(crate) fn warnings(json: &Json) -> Vec<&str> {
    let warnings = json.get("warnings").and_then(Json::as_list).expect("a list");
    warnings.iter().map(|warning| text(warning, &["warning"]).expect("a word")).collect()
}
