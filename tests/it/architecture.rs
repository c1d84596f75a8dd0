//! The rules of the architecture that Cargo does not keep, held against the source tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use candour_proof::json::{Json, Limits, Object};
use candour_words::{Counted, Key};
use proc_macro2::{TokenStream, TokenTree};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below a folder by its path from the root; what was built or installed is left out.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root()).expect("a path inside").to_string_lossy().replace('\\', "/");
            let made = ["target", "dist", ".git", ".trunk", "node_modules", "__pycache__"];
            // In a second work tree `.git` is a file, and names the first.
            if made.iter().any(|made| name.split('/').any(|part| part == *made)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                found.push(name);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no files in {folder}");
    found
}

fn ends_in(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|end| end == ending)
}

/// Rust files of a folder without their tests and comments.
fn code(folder: &str) -> BTreeMap<String, String> {
    let rust = files(folder).into_iter().filter(|name| ends_in(name, "rs"));
    let code = rust.filter(|name| !name.ends_with("/tests.rs") && !name.ends_with("/vectors.rs"));
    code.map(|name| {
        let text = read(&name);
        let shipped = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        (name, without_comments(shipped))
    })
    .collect()
}

fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |code, line| {
        let line = line.split(" // ").next().unwrap_or_default();
        code + line + "\n"
    })
}

/// A string literal of Rust code, and the word before the `=` that it follows, if it does.
#[derive(Debug)]
struct Literal {
    text: String,
    given_to: Option<String>,
}

/// The string literals of Rust code.
fn literals(code: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    collect(code.parse().expect("Rust code"), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<Literal>) {
    let (mut word, mut given_to) = (None, None);
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Ident(ident) => word = Some(ident.to_string()),
            TokenTree::Punct(sign) if sign.as_char() == '=' => given_to = word.take(),
            TokenTree::Punct(_) => (word, given_to) = (None, None),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.trim_start_matches('r').trim_matches('#');
                if let Some(text) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                    found.push(Literal { text: text.to_owned(), given_to: given_to.take() });
                }
            }
        }
    }
}

/// Folders that hold a questionnaire.
fn questionnaires() -> Vec<String> {
    let structures = files("questionnaires").into_iter();
    structures
        .filter_map(|name| {
            Some(name.strip_prefix("questionnaires/")?.strip_suffix("/questionnaire.json")?.to_owned())
        })
        .collect()
}

/// The crates that decide, each above those it may use.
const CORE: [&str; 8] = ["proof", "age", "questionnaire", "files", "compare", "app", "language", "authoring"];

/// The code of these.
fn core() -> BTreeMap<String, String> {
    CORE.iter().flat_map(|name| code(&format!("crates/{name}/src"))).collect()
}

#[test]
fn the_core_knows_no_browser_clock_randomness_or_file() {
    let forbidden = [
        "std::time",
        "SystemTime",
        "Instant",
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::io",
        "web_sys",
        "js_sys",
        "wasm_bindgen",
        "gloo",
        "yew",
        "getrandom",
        "rand::",
        "OsRng",
        "thread_local",
        "static mut",
        "OnceLock",
        "OnceCell",
        "LazyLock",
        "LazyCell",
        "Mutex",
        "RwLock",
        "Atomic",
        "println!",
        "print!",
        "dbg!",
        "include_str!",
        "include_bytes!",
        "env!",
        "unsafe",
    ];
    for (file, code) in core() {
        // Tables of letters, which `cargo xtask names` makes, are part of the program.
        let has_tables = file == "crates/files/src/names.rs";
        // A questionnaire is parsed when it is first used: always to the same, and no other code can see the difference.
        let is_lazy = file == "crates/questionnaire/src/catalog.rs";
        let mut forbidden = forbidden
            .iter()
            .filter(|word| !(has_tables && **word == "include_bytes!" || is_lazy && **word == "LazyCell"));
        let used = forbidden.find(|word| code.contains(**word));
        assert_eq!(used, None, "{file}: time, chance and files are arguments here");
    }
}

#[test]
fn the_core_excuses_no_code_that_may_panic() {
    let lints = read("Cargo.toml");
    let denied: Vec<String> = lints
        .lines()
        .filter_map(|line| Some(format!("clippy::{}", line.strip_suffix(" = \"deny\"")?)))
        .collect();
    assert_eq!(denied.len(), 7, "{denied:?}");
    let files = core().into_iter().chain(code("crates/batch/src"));
    for (file, code) in files.filter(|(file, _)| !file.ends_with("/sample.rs")) {
        let shipped = code.split("#[cfg(any(test, feature = \"samples\"))]\npub mod sample {").next();
        let excused = denied.iter().find(|lint| shipped.is_some_and(|code| code.contains(lint.as_str())));
        assert_eq!(excused, None, "{file}");
    }
    for name in CORE {
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        assert!(manifest.ends_with("\n[lints]\nworkspace = true\n"), "{name} has lints of its own");
    }
}

/// What a package depends on, without its tests.
fn dependencies(package: &str) -> Vec<String> {
    let manifest = read(&format!("{package}/Cargo.toml"));
    let section = manifest.split("\n[dependencies]\n").nth(1).expect("dependencies");
    let section = section.split("\n[").next().unwrap_or_default();
    let lines = section.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some(line.split_once(" = ")?.0.trim().to_owned())).collect()
}

#[test]
fn the_core_depends_on_little_and_never_upwards() {
    let allowed: [(&str, &[&str]); 8] = [
        ("proof", &["sha2", "ed25519-dalek", "bs58", "zeroize"]),
        (
            "age",
            &[
                "candour-proof",
                "sha2",
                "curve25519-dalek",
                "chacha20poly1305",
                "hkdf",
                "scrypt",
                "base64ct",
                "zeroize",
            ],
        ),
        ("questionnaire", &["candour-proof"]),
        (
            "files",
            &[
                "candour-proof",
                "candour-age",
                "candour-questionnaire",
                "base64ct",
                "miniz_oxide",
                "rawzip",
                "zeroize",
                "serde",
            ],
        ),
        (
            "compare",
            &["candour-proof", "candour-questionnaire", "candour-files", "candour-words", "implicit-clone"],
        ),
        (
            "app",
            &[
                "candour-proof",
                "candour-age",
                "candour-questionnaire",
                "candour-files",
                "candour-words",
                "candour-compare",
                "zeroize",
            ],
        ),
        (
            "language",
            &[
                "candour-proof",
                "candour-questionnaire",
                "candour-files",
                "candour-words",
                "unicode-normalization",
                "unicode-script",
            ],
        ),
        (
            "authoring",
            &["candour-proof", "candour-questionnaire", "candour-files", "candour-language", "candour-words"],
        ),
    ];
    assert_eq!(allowed.map(|(name, _)| name), CORE);
    for (name, allowed) in allowed {
        let named = dependencies(&format!("crates/{name}"));
        assert_eq!(named, allowed, "a new dependency of {name} needs its reason and its bytes written down");
    }
}

#[test]
fn who_only_checks_files_cannot_see_the_application() {
    for package in ["crates/batch", "crates/cli", "crates/python", "crates/verify", "crates/content"] {
        assert!(!dependencies(package).contains(&"candour-app".to_owned()), "{package}");
    }
}

#[test]
fn the_page_does_not_carry_what_only_authors_need() {
    for package in [".", "crates/content", "crates/python", "crates/verify"] {
        assert!(!dependencies(package).contains(&"candour-authoring".to_owned()), "{package}");
    }
}

#[test]
fn the_core_names_no_questionnaire_and_no_language() {
    // Its own readability rules are about English and say so; authors' checks use them, the page does not.
    // English is also the language of a table that states none, and of the phrases of dangerous questions.
    // Punctuation has rules in some languages.
    let for_english = [
        "crates/language/src/checks.rs",
        "crates/authoring/src/readability.rs",
        "crates/authoring/src/folder.rs",
        "crates/files/src/table/read.rs",
        "crates/questionnaire/src/never_asked.rs",
    ];
    for (file, code) in core() {
        for id in questionnaires() {
            assert!(!code.contains(&id), "{file} names the questionnaire `{id}`");
        }
        let languages = ["en", "fr", "de", "es", "my", "ar"];
        let named = literals(&code).into_iter().find(|literal| languages.contains(&literal.text.as_str()));
        assert!(
            named.is_none() || for_english.contains(&file.as_str()),
            "{file} names a language: {named:?}"
        );
    }
}

#[test]
fn typed_text_is_shown_in_its_own_direction() {
    for (file, code) in code("src") {
        for field in code.split('<').skip(1) {
            let tag = field.split_once('>').map_or(field, |(tag, _)| tag);
            let is_typed =
                tag.starts_with("textarea ") || tag.starts_with("input ") && tag.contains("type=\"text\"");
            assert!(!is_typed || tag.contains("dir=\""), "{file}: <{tag}>");
        }
    }
}

#[test]
fn codes_run_from_left_to_right_on_every_screen() {
    for (file, code) in code("src") {
        let codes = code.match_indices("(\"code\", ").count();
        let directed = code.match_indices("LEFT_TO_RIGHT").count();
        assert!(
            codes <= directed,
            "{file}: an element `code` without a direction; use `code`, `digest` or `fingerprint`"
        );
    }
}

#[test]
fn the_style_names_no_side_of_the_screen() {
    for file in ["src/style.css", "src/start.css"] {
        let style = read(file);
        let declarations =
            style.split(['{', '}', ';']).map(str::trim).filter_map(|part| part.split_once(": "));
        for (name, value) in declarations {
            // `inset` of a sheet that spans the window, and the corners of equal radius, have no side.
            let values: Vec<&str> = value.split_whitespace().collect();
            let is_sided = match values[..] {
                [_, right, _, left] => {
                    (name == "padding" || name == "margin" || name == "inset") && right != left
                }
                _ => value == "left" || value == "right",
            };
            let is_physical =
                name.ends_with("-left") || name.ends_with("-right") || name == "left" || name == "right";
            assert!(!is_sided && !is_physical, "{file}: {name}: {value}");
        }
    }
}

#[test]
fn each_power_of_the_browser_has_one_door() {
    for (powers, door) in [
        (&["session_storage", "local_storage", "indexed_db", "set_cookie"][..], "src/effects/storage.rs"),
        (&["create_object_url", "set_download"], "src/effects/download.rs"),
        (&["get_random_values"], "src/effects/random.rs"),
        (&["Date::now", "Date::new"], "src/effects/clock.rs"),
        (&["array_buffer"], "src/effects/files.rs"),
        (&["set_hash", "hashchange", "exec_command", ".focus()", ".select()"], "src/effects/dom.rs"),
        (&["beforeunload"], "src/early.js"),
    ] {
        for (file, code) in code("src") {
            for power in powers.iter().filter(|power| code.contains(**power)) {
                assert_eq!(file, door, "`{power}` is used outside its door");
            }
        }
    }
    // Before the program runs and after a crash the first script can empty the storage, and nothing else.
    for file in ["src/early.js", "src/start.js", "src/join.js", "src/unpack.js", "index.html"] {
        let text = read(file);
        for power in ["setItem", "getItem", "indexedDB", "cookie"] {
            assert!(!text.contains(power), "{file} uses {power}");
        }
        let storage = text.contains("localStorage") || text.contains("sessionStorage");
        assert_eq!(storage, file == "src/early.js", "{file}");
    }
}

/// What asks the network, sends the page elsewhere or runs code that is not there yet, in any language: small
/// letters, without spaces and underscores.
const NETWORK: [&str; 42] = [
    "fetch",
    "xmlhttprequest",
    "websocket",
    "webtransport",
    "eventsource",
    "sendbeacon",
    "rtcpeerconnection",
    "serviceworker",
    "sharedworker",
    "newworker",
    "worklet",
    "importscripts",
    "gloo::net",
    "location.assign",
    "location.replace",
    "location.reload",
    "location().assign",
    "location().replace",
    "location().reload",
    "location().sethref",
    "setlocation",
    ".navigate(",
    ".href=",
    "sethref",
    ".src=",
    ".srcset=",
    ".srcdoc=",
    "setsrc",
    "window.open",
    "openwithurl",
    "newimage",
    "newaudio",
    ".submit(",
    "requestsubmit",
    "eval(",
    "newfunction(",
    "newnoargs",
    "inlinejs",
    "innerhtml",
    "insertadjacenthtml",
    "document.write",
    "wasmbindgen(",
];

/// The same where it would mean something else in Rust.
const NETWORK_BESIDE_RUST: [&str; 18] = [
    "import(",
    "location=",
    "open(",
    "function(\"",
    "importfrom",
    "import\"",
    "setattribute(\"href",
    "setattribute(\"src",
    "createelement(\"s",
    "createelement(\"i",
    "createelement(\"f",
    "createelement(\"l",
    "<iframe",
    "<img",
    "<form",
    "src=",
    "url(",
    "@import",
];

/// The uses that ask nobody: the address of the page as it is, files handed out of memory, links within the document, the program in the page.
const ASKS_NOBODY: [(&str, &str); 5] = [
    ("src/start.js", "function(){location.reload();}"),
    ("src/start.js", "link.href=url.createobjecturl("),
    ("src/start.js", "link.setattribute(\"href\",address.slice(address.indexof(\"#/\")))"),
    ("src/start.js", "wasmbindgen({moduleorpath:join(unpack(packed))})"),
    ("src/effects/download.rs", "link.sethref(&address)"),
];

/// A text as [`NETWORK`] is written, without the uses that ask nobody.
fn without_harmless_uses(file: &str, text: &str) -> String {
    let mut text: String =
        text.to_lowercase().chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect();
    for (_, allowed) in ASKS_NOBODY.iter().filter(|(own, _)| *own == file) {
        assert_eq!(text.matches(allowed).count(), 1, "{file}: `{allowed}`");
        text = text.replace(allowed, "");
    }
    // The control that turns the look-up of names off, and addresses of what is in memory.
    text.replace("dns-prefetch-control", "").replace("objecturl(", "(")
}

/// The first word of a text that asks the network.
fn asks_the_network(file: &str, text: &str) -> Option<&'static str> {
    let text = without_harmless_uses(file, text);
    let beside = NETWORK_BESIDE_RUST.iter().filter(|_| !ends_in(file, "rs"));
    NETWORK.iter().chain(beside).find(|word| text.contains(**word)).copied()
}

#[test]
fn nothing_in_the_page_can_ask_the_network() {
    let mut texts: BTreeMap<String, String> = code("src").into_iter().chain(core()).collect();
    texts.extend(code("crates/content/src"));
    let others = [
        "src/early.js",
        "src/start.js",
        "src/join.js",
        "src/unpack.js",
        "src/start.css",
        "src/style.css",
        "index.html",
    ];
    texts.extend(others.map(|name| (name.to_owned(), without_comments(&read(name)))));
    for (file, text) in &texts {
        assert_eq!(asks_the_network(file, text), None, "{file}");
    }
    let scripts: String = files("src").into_iter().filter(|file| ends_in(file, "js")).collect();
    assert_eq!(
        scripts, "src/early.jssrc/join.jssrc/start.jssrc/unpack.js",
        "another script is read by this test too"
    );
}

#[test]
fn the_test_of_the_network_can_tell() {
    for (file, code) in [
        ("src/unpack.js", "new RTCPeerConnection({})"),
        ("src/unpack.js", "location.assign(where)"),
        ("src/unpack.js", "window.location = where"),
        ("src/unpack.js", "self.location.href = where"),
        ("src/unpack.js", "new Image().src = where"),
        ("src/unpack.js", "window.fetch (where)"),
        ("src/unpack.js", "navigator.sendBeacon(where)"),
        ("src/unpack.js", "import (where)"),
        ("src/unpack.js", "open(where)"),
        ("src/unpack.js", "form.submit()"),
        ("src/unpack.js", "document.createElement(\"iframe\")"),
        ("src/unpack.js", "wasm_bindgen(where)"),
        ("src/style.css", "background: url(where)"),
        ("src/pages.rs", "window.fetch_with_str(where)"),
        ("src/pages.rs", "RtcPeerConnection::new()"),
        ("src/pages.rs", "window.location().set_href(where)"),
        ("src/pages.rs", "js_sys::eval(code)"),
        ("crates/app/src/effect.rs", "gloo::net::http::Request::get(where)"),
    ] {
        assert!(asks_the_network(file, code).is_some(), "{code}");
    }
}

#[test]
fn no_address_of_another_host_stands_in_the_program() {
    // Licences name addresses; the page shows them as text.
    let files = files("src").into_iter().filter(|file| file != "src/licences.txt");
    for file in files.chain(["index.html".to_owned()]) {
        // The name of a vocabulary, inside the icon's data; nothing is loaded from it.
        let text = read(&file).replace("http://www.w3.org/2000/svg", "");
        for scheme in ["http:", "https:"] {
            assert!(!text.contains(&format!("{scheme}//")), "{file} holds an address");
        }
    }
}

#[test]
fn the_catalog_holds_every_questionnaire_that_has_a_folder() {
    let ids = questionnaires();
    let words = candour_words::Words::english();
    let shown: BTreeSet<String> = candour::catalog::catalog(words)
        .entries
        .iter()
        .map(|entry| entry.questionnaire.id().to_owned())
        .collect();
    assert_eq!(shown, ids.into_iter().collect(), "a questionnaire with a mistake is left out of the page");
}

/// The keys between `{{word:` and `}}`.
fn keys_of_the_template() -> BTreeSet<String> {
    let template = read("index.html");
    let keys = template.split("{{word:").skip(1).filter_map(|rest| rest.split("}}").next());
    keys.map(str::to_owned).collect()
}

/// The files that look words up.
fn speakers() -> BTreeMap<String, String> {
    let drawn = ["src/pages", "src/components", "src/layout"];
    let pages = code("src").into_iter().filter(|(file, _)| drawn.iter().any(|start| file.starts_with(start)));
    pages.chain(code("crates/content/src")).collect()
}

#[test]
fn every_text_of_the_page_is_used() {
    let template = keys_of_the_template();
    // The command line has keys of its own, of which the compiler says when one is unused.
    let folders = ["src", "crates/content/src", "crates/compare/src", "crates/app/src", "crates/cli/src"];
    let users: Vec<String> = folders.into_iter().flat_map(|folder| code(folder).into_values()).collect();
    let used: BTreeSet<&str> = users
        .iter()
        .flat_map(|code| code.split("::").skip(1))
        .filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_alphanumeric()).next())
        .collect();
    let texts = Key::ALL.iter().map(|key| (key.as_str(), format!("{key:?}")));
    let counted = Counted::ALL.iter().map(|key| (key.as_str(), format!("{key:?}")));
    for (name, key) in texts.chain(counted) {
        assert!(
            used.contains(key.as_str()) || template.contains(name),
            "`{name}` in words/en.json is not used"
        );
    }
}

#[test]
fn every_text_that_the_template_asks_for_exists() {
    let texts: BTreeSet<&str> = Key::ALL.iter().map(|key| key.as_str()).collect();
    for key in keys_of_the_template() {
        assert!(texts.contains(&*key), "index.html asks for `{key}`, which words/en.json lacks");
    }
}

#[test]
fn no_sentence_stands_outside_the_language_files() {
    let style = read("src/style.css");
    let word = |part: &&str| part.len() > 1 && part.chars().all(char::is_alphabetic);
    let sentence = |text: &str| {
        let parts: Vec<&str> = text.split_whitespace().collect();
        // Class names follow each other like words.
        let classes = parts.iter().all(|part| style.contains(&format!(".{part}")));
        let words = parts.windows(2).any(|pair| pair.iter().all(word));
        text.starts_with(|letter: char| letter.is_ascii_uppercase()) || words && !classes
    };
    for (file, code) in speakers() {
        for literal in literals(&code) {
            // Reasons given to the lint checker, what the browser is asked for, and where the build writes.
            let unseen = literal.given_to.as_deref() == Some("reason")
                || ["noreferrer noopener", "OUT_DIR", "NFC"].contains(&literal.text.as_str());
            assert!(
                unseen || !sentence(&literal.text),
                "{file}: \"{}\" belongs into words/en.json",
                literal.text
            );
        }
    }
}

/// The code of the command line, but for its arguments: their help is written where they are.
fn commands() -> BTreeMap<String, String> {
    let mut commands = code("crates/cli/src");
    commands.extend(code("crates/batch/src"));
    assert!(commands.remove("crates/cli/src/arguments.rs").is_some());
    commands
}

#[test]
fn every_sentence_of_the_command_line_is_in_its_language_file() {
    for (file, code) in commands() {
        for literal in literals(&code) {
            let text = literal.text.as_str();
            let word = |part: &&str| part.len() > 1 && part.chars().all(char::is_alphabetic);
            let parts: Vec<&str> = text.split_whitespace().collect();
            // Names of the system's are in capitals.
            let name = !text.chars().any(|letter| letter.is_ascii_lowercase());
            let sentence = parts.windows(2).any(|pair| pair.iter().all(word))
                || text.starts_with(|letter: char| letter.is_ascii_uppercase());
            assert!(
                !sentence || name || literal.given_to.as_deref() == Some("reason"),
                "{file}: \"{text}\" belongs into crates/cli/words/en.json"
            );
        }
    }
}

#[test]
fn each_system_capability_has_one_file_in_the_command_line() {
    let files = [
        (&["getrandom::"][..], &["random.rs"][..]),
        (&["SystemTime"], &["clock.rs"]),
        (&["rpassword::"], &["passphrase.rs"]),
        (&["io::stdout", "io::stderr"], &["terminal.rs", "progress.rs", "stderr.rs"]),
        (&["OpenOptions", "fs::write", "File::create", "create_dir"], &["new_file.rs"]),
        (&["remove_dir", "remove_file", "fs::rename", "fs::copy"], &["new_file.rs"]),
        (&["println!", "print!", "dbg!", "std::net", "Command::new", "unsafe"], &[]),
    ];
    let mut commands = code("crates/cli/src");
    commands.extend(code("crates/batch/src"));
    for (file, code) in commands {
        for (capabilities, files) in files {
            let allowed = files.iter().any(|allowed| file.ends_with(&format!("/{allowed}")));
            let used = capabilities.iter().find(|capability| code.contains(**capability));
            assert!(allowed || used.is_none(), "{file} uses {used:?} outside its file");
        }
    }
}

#[test]
fn every_test_that_holds_a_promise_exists() {
    let promises = read("SECURITY.md");
    let tests = ["crates", "src", "tests"].into_iter().flat_map(files).filter(|file| ends_in(file, "rs"));
    let tests: String = tests.map(|file| read(&file)).collect();
    let in_code = promises.split('`').skip(1).step_by(2);
    let name = |text: &&str| {
        text.contains('_') && text.chars().all(|letter| matches!(letter, 'a'..='z' | '0'..='9' | '_'))
    };
    let named: BTreeSet<&str> = in_code.filter(name).collect();
    assert!(named.len() > 40, "the names of tests are no longer found in SECURITY.md");
    for name in named {
        assert!(
            tests.contains(&format!("fn {name}(")),
            "SECURITY.md names the test `{name}`, which does not exist"
        );
    }
}

/// What the headings of a Markdown file are reached by: small letters, digits and hyphens.
fn anchors(markdown: &str) -> BTreeSet<String> {
    let headings = markdown.lines().filter_map(|line| line.strip_prefix('#'));
    let anchor = |heading: &str| -> String {
        let letters = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        letters
            .chars()
            .filter(|letter| letter.is_alphanumeric() || *letter == '-' || *letter == '_')
            .collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn every_link_between_the_documents_leads_somewhere() {
    let documents: Vec<String> = files(".")
        .into_iter()
        .map(|file| file.trim_start_matches("./").to_owned())
        .filter(|file| ends_in(file, "md") && !file.contains("/vectors/"))
        .collect();
    assert!(documents.contains(&"README.md".to_owned()), "{documents:?}");
    for file in documents {
        let text = read(&file);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let folder = Path::new(&file).parent().expect("a file stands in a folder");
            let path = if path.is_empty() { Path::new(&file).to_owned() } else { folder.join(path) };
            assert!(root().join(&path).exists(), "{file} links to {target}, which is not there");
            if !anchor.is_empty() {
                let found = anchors(&read(&path.to_string_lossy()));
                assert!(found.contains(anchor), "{file} links to {target}; there are {found:?}");
            }
        }
    }
}

#[test]
fn the_version_is_in_the_changelog() {
    let version = env!("CARGO_PKG_VERSION");
    assert!(read("CHANGELOG.md").contains(&format!("\n## [{version}]")), "CHANGELOG.md lacks {version}");
}

#[test]
fn the_version_of_each_questionnaire_is_in_the_changelog() {
    let changelog = read("CHANGELOG.md");
    for id in questionnaires() {
        let json =
            Json::read(read(&format!("questionnaires/{id}/questionnaire.json")).as_bytes(), Limits::FILE);
        let json = json.expect("JSON within the profile");
        let version =
            json.as_object().and_then(|object: &Object| object.get("version")?.as_text()).expect("a version");
        assert!(changelog.contains(&format!("`{id}` {version}")), "CHANGELOG.md lacks `{id}` {version}");
    }
}

#[test]
fn every_hook_of_the_page_is_documented() {
    let hooks = read("docs/HOOKS.md");
    let mut texts: Vec<String> = speakers().into_values().collect();
    texts.extend(["index.html", "src/early.js", "src/start.js", "src/join.js", "src/unpack.js"].map(read));
    for text in texts {
        for (place, _) in text.match_indices("data-") {
            let name: String = text
                .get(place..)
                .unwrap_or_default()
                .chars()
                .take_while(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || *letter == '-')
                .collect();
            // `data-trunk` and `data-bin` and their like speak to the builder and are not in the page.
            let building =
                ["data-trunk", "data-bin", "data-bindgen-target", "data-wasm-opt"].contains(&name.as_str());
            assert!(building || hooks.contains(&name), "docs/HOOKS.md lacks `{name}`");
        }
    }
}

#[test]
fn each_folder_keeps_to_itself_where_it_was_written() {
    let homes = ["home", "Users", "root", "tmp", "work"].map(|name| format!("/{name}/"));
    for file in files("") {
        // Published test material is kept as it came.
        if file.contains("tests/vectors/") {
            continue;
        }
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        for home in &homes {
            let path = text.match_indices(home.as_str()).find(|(place, _)| {
                // A path of a machine begins where a word begins.
                let before = text.get(..*place).and_then(|before| before.chars().next_back());
                before.is_none_or(|letter| {
                    letter.is_whitespace() || ['"', '\'', '`', '=', '(', ':'].contains(&letter)
                })
            });
            assert!(path.is_none(), "{file} names a folder of somebody's machine: `{home}`");
        }
    }
}

#[test]
fn string_literals_are_found_with_what_they_are_given_to() {
    let found = literals("a(\"b\", '\"', \"c\\\"d\", r#\"e\"f\"#, 'g', x: &'h str) #[i(reason = \"j\")]");
    let found: Vec<(&str, Option<&str>)> =
        found.iter().map(|one| (one.text.as_str(), one.given_to.as_deref())).collect();
    assert_eq!(found, [("b", None), ("c\\\"d", None), ("e\"f", None), ("j", Some("reason"))]);
}

/// The names of tests and of claims about the page in a Rust file.
fn test_names(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in text.lines().map(str::trim) {
        let claim = line.strip_prefix("claim!(").and_then(|rest| rest.split(')').next());
        names.extend(claim.map(str::to_owned));
        is_test |= line.starts_with("#[") && line.ends_with("test]");
        if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
            names.extend(rest.split('(').next().map(str::to_owned));
            is_test = false;
        }
    }
    names
}

#[test]
fn test_names_have_at_most_70_characters() {
    let rust = ["crates", "src", "tests"].into_iter().flat_map(files).filter(|file| ends_in(file, "rs"));
    let names: Vec<(String, String)> = rust
        .flat_map(|file| test_names(&read(&file)).into_iter().map(move |name| (file.clone(), name)))
        .collect();
    for name in ["test_names_have_at_most_70_characters", "answers_survive_a_reload"] {
        assert!(names.iter().any(|(_, found)| found == name), "{name} is not found");
    }
    let long: Vec<_> = names.iter().filter(|(_, name)| name.len() > 70).collect();
    assert!(long.is_empty(), "a name of a test is read at once with about 60 characters: {long:?}");
}
