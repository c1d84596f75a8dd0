//! What may be compiled, held against the lists of this repository.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use serde::{Deserialize, de::IgnoredAny};

use crate::{
    crates::{self, Crate, Id},
    dependencies, licences,
    lockfile::Lockfile,
    process::{Outcome, heading, run},
    tools::Tools,
    workspace,
};

/// Each with a lock file of its own.
const WORKSPACES: [&str; 3] = ["Cargo.toml", "fuzz/Cargo.toml", "crates/xtask/tools/wasm-bindgen/Cargo.toml"];
/// Runs cargo-deny, with the list of known faults unless there is no network.
pub(crate) fn audit(offline: bool) -> Outcome<()> {
    let tools = Tools::for_auditing()?;
    let root = workspace::root()?;
    for manifest in WORKSPACES {
        heading(manifest);
        let manifest = root.join(manifest);
        crates::fetch(manifest.parent().unwrap_or(&root))?;
        let mut deny = Command::new(tools.cargo_deny());
        deny.arg("--manifest-path").arg(&manifest).args(["--workspace", "--locked", "--config"]);
        deny.arg(root.join("deny.toml"));
        if offline {
            deny.arg("--offline");
        }
        deny.args(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
        if !offline {
            deny.arg("advisories");
        }
        deny.args(["--allow", "license-exception-not-encountered"]);
        if manifest != root.join("Cargo.toml") {
            // The list of crates in two versions is that of the first workspace. The tool's crates are its authors' choice.
            for lint in ["unmatched-skip", "unmatched-skip-root", "unnecessary-skip", "duplicate"] {
                deny.args(["--allow", lint]);
            }
        }
        run(deny.current_dir(&root)).map_err(|problem| {
            format!(
                "{problem}\nthe messages above say what deny.toml forbids; `cargo xtask audit --offline` skips the \
                 list of known vulnerabilities, which comes from the network"
            )
        })?;
    }
    heading("Our own checks");
    check()
}

/// The checks that need no tool, and no network once the crates are there: where crates come from, under which licences
/// they are, that the page holds each once, what their build scripts do, and that the lists of all this are current.
pub(crate) fn check() -> Outcome<()> {
    let root = workspace::root()?;
    let policy = Policy::parse(&workspace::read(&root.join("deny.toml"))?)?;
    let mut problems = Vec::new();
    for manifest in WORKSPACES {
        let manifest = root.join(manifest);
        let lock = Lockfile::read(&manifest.with_file_name("Cargo.lock"))?;
        let foreign = lock.foreign();
        problems
            .extend(foreign.map(|(name, source)| format!("{}: `{name}` from {source}", manifest.display())));
    }
    // The third is a tool, which is not shipped and whose crates need not all be here.
    for manifest in &WORKSPACES[..2] {
        let manifest = root.join(manifest);
        crates::fetch(manifest.parent().unwrap_or(&root))?;
        for (id, about) in crates::of_workspace(&manifest)? {
            problems.extend(policy.objection(&id, &about.licence)?);
        }
    }
    let crates = crates::of_the_page()?;
    problems.extend(doubled(&crates));
    let known = dependencies::known_scripts()?;
    for (id, about) in &crates {
        if let Some(script) = &about.build_script {
            problems.extend(objection_to_script(id, about, script, &known)?);
        }
    }
    if let Err(problem) = dependencies::dependencies(true) {
        problems.push(problem);
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

/// `deny.toml`. All of it is for cargo-deny; the licences are checked here too.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    licenses: Licences,
    #[serde(rename = "graph")]
    _graph: Option<IgnoredAny>,
    #[serde(rename = "bans")]
    _bans: Option<IgnoredAny>,
    #[serde(rename = "sources")]
    _sources: Option<IgnoredAny>,
    #[serde(rename = "advisories")]
    _advisories: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Licences {
    allow: BTreeSet<String>,
    /// Licences that one crate alone may have.
    #[serde(default)]
    exceptions: Vec<Exception>,
    #[serde(rename = "unused-allowed-license")]
    _unused: Option<IgnoredAny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: BTreeSet<String>,
}

impl Policy {
    fn parse(text: &str) -> Outcome<Self> {
        toml::from_str(text).map_err(|error| format!("deny.toml: {error}"))
    }

    fn objection(&self, (name, version): &Id, licence: &str) -> Outcome<Option<String>> {
        let exceptions = self.licenses.exceptions.iter().filter(|exception| exception.name == *name);
        let licences = self.licenses.allow.iter().chain(exceptions.flat_map(|exception| &exception.allow));
        let licences = licences.cloned().collect();
        let fine = licences::allowed(licence, &licences).map_err(|problem| format!("`{name}`: {problem}"))?;
        Ok((!fine)
            .then(|| format!("`{name} {version}` is under `{licence}`, which deny.toml does not allow")))
    }
}

/// Crates that are in the page in more than one version. Each of those here is a few lines and comes with gloo.
fn doubled(crates: &BTreeMap<Id, Crate>) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for ((name, version), _) in crates.iter().filter(|(_, about)| about.inside) {
        versions.entry(name).or_default().push(version);
    }
    let doubled = versions.iter().filter(|(name, versions)| versions.len() > 1 && **name != "thiserror");
    doubled
        .map(|(name, versions)| format!("the page holds `{name}` more than once: {}", versions.join(", ")))
        .collect()
}

/// What no build script of the page's crates may name in its code.
const FETCHES: [&str; 12] = [
    "std::net",
    "TcpStream",
    "UdpSocket",
    "ToSocketAddrs",
    "curl",
    "wget",
    "reqwest",
    "ureq",
    "hyper",
    "http",
    "git2",
    "fetch",
];

/// What is wrong with a build script: nobody says what it does, it could fetch something, or it starts what it should not.
fn objection_to_script(
    (name, version): &Id,
    about: &Crate,
    script: &Path,
    known: &BTreeMap<String, String>,
) -> Outcome<Vec<String>> {
    let mut problems = Vec::new();
    // Ours are read like the rest of the repository.
    if about.checksum.is_some() && !known.contains_key(name) {
        problems.push(format!("nobody says what the build script of `{name} {version}` does"));
    }
    let mut files = vec![script.to_owned()];
    // A script in a folder of its own has its other parts beside it.
    if let Some(folder) = script.parent().filter(|folder| **folder != about.folder) {
        files.extend(workspace::entries(folder)?.into_iter().filter(|path| path.is_file()));
    }
    for file in files {
        let words =
            suspicious(&workspace::read(&file)?, known.get(name).is_some_and(|said| said.contains("git")));
        problems.extend(
            words.into_iter().map(|word| format!("the build script of `{name} {version}` names `{word}`")),
        );
    }
    Ok(problems)
}

/// What stands in a build script's code and should not; rustc may be started, and git where the list says so.
fn suspicious(source: &str, may_ask_git: bool) -> Vec<String> {
    let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut found: Vec<String> = FETCHES
        .iter()
        .filter(|word| code.iter().any(|line| line.contains(**word) && !is_link(line, word)))
        .map(|word| (*word).to_owned())
        .collect();
    for line in &code {
        let Some((_, started)) = line.split_once("Command::new(") else { continue };
        let asks_rustc = ["rustc", "&rustc", "wrapped_rustc"].iter().any(|word| started.starts_with(word));
        let asks_git = may_ask_git && started.starts_with("\"git\")");
        if !(asks_rustc || asks_git) {
            found.push(format!("Command::new({started}"));
        }
    }
    found
}

/// A link in a message asks nobody.
fn is_link(line: &str, word: &str) -> bool {
    word == "http" && line.matches("http").count() == line.matches("https://").count()
}

#[cfg(test)]
mod tests {
    use super::{Policy, suspicious};

    const DENY: &str = "# About.\n[licenses]\n# Few.\nallow = [\n    \"MIT\", # short\n    \"Zlib\",\n]\nexceptions = [\n    \
        { crate = \"driver\", allow = [\"MPL-2.0\"] },\n]\n\n[bans]\nallow = [\n    \"GPL-3.0-only\",\n]\n";

    fn id(name: &str) -> (String, String) {
        (name.to_owned(), "1.0.0".to_owned())
    }

    #[test]
    fn a_licence_that_is_not_allowed_is_named_with_its_crate() {
        let policy = Policy::parse(DENY).expect("a policy");
        let objects = |name: &str, licence: &str| {
            policy.objection(&id(name), licence).expect("an expression").is_some()
        };
        assert!(!objects("a", "MIT OR GPL-3.0-only"));
        assert!(objects("a", "GPL-3.0-only"), "what another part of the file allows is something else");
        assert!(objects("a", "MPL-2.0"));
        assert!(!objects("driver", "MPL-2.0"), "an exception is for one crate");
        assert!(policy.objection(&id("a"), "").is_err(), "a crate without a licence");
    }

    #[test]
    fn a_policy_without_a_list_or_with_an_unknown_one_is_refused() {
        for text in [
            "[bans]\n",
            "[licenses]\n",
            "[licenses]\nallow = []\nalow = [\"MIT\"]\n",
            "[licences]\nallow = []\n",
        ] {
            assert!(Policy::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_build_script_that_could_fetch_is_seen() {
        for source in [
            "let stream = std::net::TcpStream::connect(\"example.org:80\");",
            "Command::new(\"curl\").arg(\"-O\");",
            "Command::new(\"git\").arg(\"clone\");",
            "    let child = Command::new(tool)",
            "get(\"http://example.org\")",
        ] {
            assert!(!suspicious(source, false).is_empty(), "{source}");
        }
        for source in [
            "// see https://example.org, fetched by curl",
            "let output = Command::new(rustc).arg(\"--version\");",
            "\"file a bug: https://example.org\"",
        ] {
            assert_eq!(suspicious(source, false), [""; 0], "{source}");
        }
        assert!(suspicious("Command::new(\"git\")", true).is_empty(), "where the list says so");
        assert!(!suspicious("Command::new(\"gitk\")", true).is_empty());
    }
}
