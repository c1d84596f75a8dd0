//! Shows that the same sources give the same bytes: builds a release twice in surroundings that differ in everything
//! that should not matter, or once to compare it with published sums.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use candour_proof::digest::{hex, sha256};

use crate::{
    origin, page,
    process::{Outcome, heading, output, run, succeeds},
    received::SUMS,
    release::{self, BUILT_WITH},
    tools::Tools,
    workspace,
};

/// The files of a release by their names.
type ReleaseFiles = BTreeMap<String, Vec<u8>>;

/// Builds what is committed twice and compares each byte.
pub(crate) fn twice() -> Outcome<()> {
    let attempt = Attempt::prepare()?;
    let first = attempt.build(&attempt.usual())?;
    let second = attempt.build(&attempt.unusual()?)?;
    heading("Two builds");
    let mut differences = Vec::new();
    for (name, one, two) in side_by_side(&first, &second) {
        let (Some(one), Some(two)) = (one, two) else {
            differences.push(format!("`{name}` was made only once"));
            continue;
        };
        match difference(one, two) {
            None => println!("{:>9} {}  {name}", one.len(), hex(&sha256(one))),
            Some(where_) => differences.push(format!("`{name}` differs: {where_}")),
        }
    }
    if differences.is_empty() {
        println!("\nboth builds gave the same {} files, byte for byte", first.len());
        return attempt.clear();
    }
    Err(format!("{}\nboth builds are kept in {}", differences.join("\n"), attempt.folder.display()))
}

/// Builds what is committed once and compares it with the `SHA256SUMS` of somebody else.
pub(crate) fn against(sums: &Path) -> Outcome<()> {
    let published = read_sums(&workspace::read(sums)?)?;
    let attempt = Attempt::prepare()?;
    let own = attempt.build(&attempt.usual())?;
    heading("This build and the published one");
    let own: BTreeMap<String, String> = own
        .into_iter()
        .filter(|(name, _)| name != SUMS)
        .map(|(name, bytes)| (name, hex(&sha256(&bytes))))
        .collect();
    let mut different = 0;
    for (name, one, two) in side_by_side(&own, &published) {
        let (word, counts) = judged(name, one, two);
        different += usize::from(counts);
        println!("{word:<22}{name}");
    }
    if different == 0 {
        println!("\nthe published files are those of commit {}", attempt.commit);
        return attempt.clear();
    }
    Err(format!(
        "{different} files differ from those that commit {} gives here. Is it the commit of the release, and do the \
         tools match its {BUILT_WITH}? This build is kept in {}",
        attempt.commit,
        attempt.folder.display()
    ))
}

/// In a word how a file of ours compares with the published one, and whether that counts against them.
fn judged(name: &str, own: Option<&String>, published: Option<&String>) -> (&'static str, bool) {
    match (own, published) {
        (Some(own), Some(published)) if own == published => ("the same", false),
        // Another version of Node, say, which need not change anything else.
        (Some(_), Some(_)) if name == BUILT_WITH => ("made with other tools", false),
        (Some(_), Some(_)) => ("DIFFERENT", true),
        (Some(_), None) => ("NOT PUBLISHED", true),
        (None, _) => ("NOT MADE HERE", true),
    }
}

/// Everything about a build that should not matter.
struct BuildEnv {
    name: &'static str,
    /// Where the sources are.
    sources: PathBuf,
    /// Where cargo builds.
    target: PathBuf,
    umask: &'static str,
    /// Cut off from all networks.
    alone: bool,
    environment: Vec<(&'static str, OsString)>,
}

/// The commit that is built, and the folder for it.
struct Attempt {
    root: PathBuf,
    folder: PathBuf,
    commit: String,
    tools: PathBuf,
}

impl Attempt {
    fn prepare() -> Outcome<Self> {
        let root = workspace::root()?;
        let git = |arguments: &[&str]| output(Command::new("git").args(arguments).current_dir(&root));
        let commit = git(&["rev-parse", "HEAD"]).map_err(|problem| {
            format!("{problem}\nthis folder is not a git repository; clone it, so that the sources are known")
        })?;
        if !git(&["status", "--porcelain"])?.is_empty() {
            println!("note: uncommitted changes are ignored");
        }
        let folder = workspace::target_folder()?.join("reproduce");
        let attempt = Self { folder, commit, tools: Tools::for_releasing()?.folder().to_owned(), root };
        attempt.clear()?;
        Ok(attempt)
    }

    fn clear(&self) -> Outcome<()> {
        if !self.folder.exists() {
            return Ok(());
        }
        std::fs::remove_dir_all(&self.folder)
            .map_err(|error| format!("cannot clear `{}`: {error}", self.folder.display()))
    }

    fn usual(&self) -> BuildEnv {
        let sources = self.folder.join("a");
        BuildEnv {
            name: "a short path, the usual settings",
            target: sources.join("target"),
            sources,
            umask: "022",
            alone: false,
            environment: vec![("TZ", "UTC".into()), ("LC_ALL", "C".into())],
        }
    }

    fn unusual(&self) -> Outcome<BuildEnv> {
        let beside = self.folder.join("b");
        let home = beside.join("home");
        let cargo = beside.join("another-cargo-home");
        workspace::make_folder(&home)?;
        workspace::make_folder(&cargo)?;
        for entry in workspace::entries(&workspace::cargo_home()?)? {
            linked(&entry, &cargo.join(entry.file_name().unwrap_or_default()))?;
        }
        let rustup = match std::env::var_os("RUSTUP_HOME") {
            Some(folder) => folder,
            None => Path::new(&std::env::var_os("HOME").ok_or("HOME is not set")?).join(".rustup").into(),
        };
        let alone = succeeds(Command::new("unshare").args(["--net", "--map-root-user", "true"]));
        if !alone {
            println!(
                "note: this machine has no `unshare` that blocks the network; the second build keeps network access"
            );
        }
        Ok(BuildEnv {
            name: "a long path, other folders, another time zone and language, one job at a time, no network",
            sources: beside.join("a-much-longer-path/to-the-same-files/candour"),
            target: beside.join("built-somewhere-else"),
            umask: "077",
            alone,
            environment: vec![
                ("CARGO_BUILD_JOBS", "1".into()),
                ("CARGO_HOME", cargo.into()),
                ("HOME", home.into()),
                ("LC_ALL", "tr_TR.UTF-8".into()),
                ("RUSTUP_HOME", rustup),
                // Nothing may depend on it: the one date in a release is that of the commit.
                ("SOURCE_DATE_EPOCH", "1000000000".into()),
                ("TZ", "Pacific/Kiritimati".into()),
            ],
        })
    }

    fn build(&self, surroundings: &BuildEnv) -> Outcome<ReleaseFiles> {
        heading(&format!("Building commit {} with {}", self.commit, surroundings.name));
        let start = Instant::now();
        let BuildEnv { sources, target, .. } = surroundings;
        let above = sources.parent().ok_or("the sources have no folder around them")?;
        workspace::make_folder(above)?;
        let git = |folder: &Path| {
            let mut command = Command::new("git");
            command.current_dir(folder);
            command
        };
        run(git(above).args(["clone", "--quiet", "--shared", "--no-checkout"]).arg(&self.root).arg(sources))?;
        run(git(sources).args(["checkout", "--quiet", "--detach", &self.commit]))?;
        let mut words: Vec<OsString> = Vec::new();
        if surroundings.alone {
            words.extend(["unshare", "--net", "--map-root-user"].map(OsString::from));
        }
        let script = format!("umask {} && exec cargo xtask release", surroundings.umask);
        words.extend(["sh", "-c", &script].map(OsString::from));
        let (program, arguments) = words.split_first().ok_or("no command")?;
        let mut command = Command::new(program);
        command.args(arguments).current_dir(sources);
        // What cargo told this task about itself is not true there.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_"))
        {
            command.env_remove(name);
        }
        command.env("CARGO_HOME", workspace::cargo_home()?).env("CANDOUR_TOOLS", &self.tools);
        command.env("CARGO_TARGET_DIR", target);
        command.envs(surroundings.environment.iter().map(|(name, value)| (name, value)));
        run(&mut command)?;
        println!("it took {} seconds", start.elapsed().as_secs());
        let version = origin::origin(sources)?.version;
        read_files(&release::folder(target, &version))
    }
}

/// Makes a folder or file appear under a second path.
#[cfg(unix)]
fn linked(what: &Path, at: &Path) -> Outcome<()> {
    std::os::unix::fs::symlink(what, at).map_err(|error| format!("cannot link `{}`: {error}", at.display()))
}

#[cfg(not(unix))]
fn linked(_: &Path, _: &Path) -> Outcome<()> {
    Err("two builds in different environments need Linux or macOS; `reproduce --against` works here"
        .to_owned())
}

/// Every file below a folder.
fn read_files(folder: &Path) -> Outcome<ReleaseFiles> {
    let mut files = ReleaseFiles::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in workspace::entries(&next)? {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let bytes =
                std::fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
            files.insert(name, bytes);
        }
    }
    Ok(files)
}

/// Each name that one of them has, with what both have of it.
fn side_by_side<'a, Value>(
    one: &'a BTreeMap<String, Value>,
    two: &'a BTreeMap<String, Value>,
) -> Vec<(&'a str, Option<&'a Value>, Option<&'a Value>)> {
    let mut names: Vec<&str> = one.keys().chain(two.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(|name| (name, one.get(name), two.get(name))).collect()
}

/// Names and digests of a file that `sha256sum` wrote.
fn read_sums(text: &str) -> Outcome<BTreeMap<String, String>> {
    let digest = |text: &str| text.len() == 64 && text.bytes().all(|letter| letter.is_ascii_hexdigit());
    let sums: Option<BTreeMap<String, String>> = text
        .lines()
        .map(|line| {
            let (sum, name) = line.split_once(' ')?;
            // A star stands before names of files that were read as bytes.
            let name = name.strip_prefix([' ', '*'])?.trim_start_matches("./");
            digest(sum).then(|| (name.to_owned(), sum.to_ascii_lowercase()))
        })
        .collect();
    match sums {
        Some(sums) if !sums.is_empty() => Ok(sums),
        _ => Err("each line of the checksum file must be a SHA-256, two spaces and a name".to_owned()),
    }
}

/// Where two files begin to differ; in a page, in which of its parts.
fn difference(one: &[u8], two: &[u8]) -> Option<String> {
    if one == two {
        return None;
    }
    let parts = |bytes: &[u8]| page::parts(std::str::from_utf8(bytes).ok()?).ok();
    if let (Some(one), Some(two)) = (parts(one), parts(two)) {
        let different = one.into_iter().zip(two).filter(|((_, one), (_, two))| one != two);
        let told: Vec<String> =
            different.map(|((part, one), (_, two))| format!("{part}: {}", place(&one, &two))).collect();
        if !told.is_empty() {
            return Some(told.join("; "));
        }
    }
    Some(place(one, two))
}

fn place(one: &[u8], two: &[u8]) -> String {
    let first = one.iter().zip(two).take_while(|(one, two)| one == two).count();
    let around = |bytes: &[u8]| {
        let seen: Vec<u8> = bytes.iter().skip(first.saturating_sub(40)).take(120).copied().collect();
        String::from_utf8_lossy(&seen).escape_debug().to_string()
    };
    format!(
        "{} and {} bytes, from byte {first} on: `{}` and `{}`",
        one.len(),
        two.len(),
        around(one),
        around(two)
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{BUILT_WITH, difference, judged, read_sums, side_by_side};

    #[test]
    fn the_first_byte_that_differs_is_shown() {
        assert_eq!(difference(b"same", b"same"), None);
        let told = difference(b"the same, then one", b"the same, then two").expect("a difference");
        assert!(told.contains("from byte 15 on"), "{told}");
        let longer = difference(b"same", b"same and more").expect("a difference");
        assert!(longer.starts_with("4 and 13 bytes"), "{longer}");
    }

    #[test]
    fn files_that_only_one_side_has_are_seen() {
        let one = BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]);
        let two = BTreeMap::from([("b".to_owned(), 2), ("c".to_owned(), 3)]);
        assert_eq!(
            side_by_side(&one, &two),
            [("a", Some(&1), None), ("b", Some(&2), Some(&2)), ("c", None, Some(&3))]
        );
    }

    #[test]
    fn only_the_list_of_tools_may_differ_from_what_was_published() {
        let (one, two) = ("1".to_owned(), "2".to_owned());
        assert!(!judged("page.html", Some(&one), Some(&one)).1);
        assert!(judged("page.html", Some(&one), Some(&two)).1);
        assert!(!judged(BUILT_WITH, Some(&one), Some(&two)).1);
        assert!(judged(BUILT_WITH, None, Some(&two)).1, "but it has to be there");
        assert!(judged("page.html", Some(&one), None).1);
        assert!(judged("more.html", None, Some(&two)).1);
    }

    #[test]
    fn sums_are_read_as_sha256sum_writes_them_and_nothing_else_is() {
        let sum = "0f".repeat(32);
        let read = read_sums(&format!("{sum}  a.html\n{sum} *./b/c.json\n")).expect("sums");
        assert_eq!(read.keys().collect::<Vec<_>>(), ["a.html", "b/c.json"]);
        for text in ["", "a.html", &format!("{sum}a.html"), &format!("{sum} a.html"), "0f  a.html", "<html>"]
        {
            assert!(read_sums(text).is_err(), "{text}");
        }
    }
}
