//! The rules of the architecture that Cargo does not keep, held against the source tree.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use candour_proof::json::{Json, Limits, Object};

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

/// A string literal and the place where it begins in its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Literal {
    start: usize,
    text: String,
}

/// The string literals of Rust code without comments; escapes stay as they are written.
fn literals(code: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let mut rest = code;
    while let Some(place) = rest.find(['"', '\'']) {
        let start = code.len() - rest.len() + place;
        let (before, at) = rest.split_at(place);
        if let Some(length) = ["'\"'", "'\\\"'", "'\\''", "'\\\\'"]
            .iter()
            .find(|sign| at.starts_with(**sign))
            .map(|sign| sign.len())
        {
            rest = at.split_at(length).1;
            continue;
        }
        let Some(after) = at.strip_prefix('"') else {
            // A lifetime, or a letter that is no quote.
            rest = at.split_at(1).1;
            continue;
        };
        let hashes = "#".repeat(before.len() - before.trim_end_matches('#').len());
        let end = if hashes.is_empty() { end_of(after) } else { after.find(&format!("\"{hashes}")) };
        let end = end.expect("a literal ends");
        let (text, behind) = after.split_at(end);
        found.push(Literal { start, text: text.to_owned() });
        rest = behind.strip_prefix('"').unwrap_or_default();
    }
    found
}

fn end_of(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(place, letter)| {
        let end = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        end.then_some(place)
    })
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
const CORE: [&str; 7] = ["proof", "age", "questionnaire", "files", "compare", "app", "authoring"];

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
        let mut forbidden = forbidden.iter().filter(|word| !(has_tables && **word == "include_bytes!"));
        let used = forbidden.find(|word| code.contains(**word));
        assert_eq!(used, None, "{file}: time, chance and files are arguments here");
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
    let allowed: [(&str, &[&str]); 7] = [
        ("proof", &["sha2", "ed25519-dalek", "bs58", "zeroize"]),
        ("age", &["sha2", "curve25519-dalek", "chacha20poly1305", "hkdf", "scrypt", "base64ct", "zeroize"]),
        ("questionnaire", &["candour-proof"]),
        (
            "files",
            &["candour-proof", "candour-age", "candour-questionnaire", "base64ct", "miniz_oxide", "rawzip"],
        ),
        ("compare", &["candour-proof", "candour-age", "candour-questionnaire", "candour-files"]),
        (
            "app",
            &[
                "candour-proof",
                "candour-age",
                "candour-questionnaire",
                "candour-files",
                "candour-compare",
                "zeroize",
            ],
        ),
        ("authoring", &["candour-proof", "candour-questionnaire", "candour-files"]),
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
    let for_english = ["crates/authoring/src/readability.rs", "crates/authoring/src/folder.rs"];
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
fn each_power_of_the_browser_has_one_door() {
    for (powers, door) in [
        (&["session_storage", "local_storage", "indexed_db", "set_cookie"][..], "src/effects/storage.rs"),
        (&["create_object_url", "set_download"], "src/effects/download.rs"),
        (&["get_random_values", "Date::now", "Date::new"], "src/effects/chance.rs"),
        (&["array_buffer"], "src/effects/files.rs"),
        (&["set_hash", "hashchange"], "src/effects/document.rs"),
        (&["beforeunload"], "src/start.js"),
    ] {
        for (file, code) in code("src") {
            for power in powers.iter().filter(|power| code.contains(**power)) {
                assert_eq!(file, door, "`{power}` is used outside its door");
            }
        }
    }
    // After a crash the start script can still empty the storage, and nothing else.
    for file in ["src/start.js", "src/unpack.js", "index.html"] {
        let text = read(file);
        for power in ["setItem", "getItem", "indexedDB", "cookie"] {
            assert!(!text.contains(power), "{file} uses {power}");
        }
        let storage = text.contains("localStorage") || text.contains("sessionStorage");
        assert_eq!(storage, file == "src/start.js", "{file}");
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

/// The uses that ask nobody: the address of the page as it is, files handed out of memory, the program in the page.
const ASKS_NOBODY: [(&str, &str); 4] = [
    ("src/start.js", "function(){location.reload();}"),
    ("src/start.js", "link.href=url.createobjecturl("),
    ("src/start.js", "wasmbindgen({moduleorpath:unpack(packed)})"),
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
    let others = ["src/start.js", "src/unpack.js", "src/start.css", "src/style.css", "index.html"];
    texts.extend(others.map(|name| (name.to_owned(), without_comments(&read(name)))));
    for (file, text) in &texts {
        assert_eq!(asks_the_network(file, text), None, "{file}");
    }
    let scripts: String = files("src").into_iter().filter(|file| ends_in(file, "js")).collect();
    assert_eq!(scripts, "src/start.jssrc/unpack.js", "another script is read by this test too");
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
    let catalog = read("crates/content/src/catalog.rs");
    let ids = questionnaires();
    for id in &ids {
        for file in ["questionnaire.json", "en.json"] {
            assert!(
                catalog.contains(&format!("/questionnaires/{id}/{file}")),
                "crates/content/src/catalog.rs lacks {id}/{file}"
            );
        }
    }
    let words = candour::words::Words::parse(candour::words::ENGLISH);
    let shown: BTreeSet<String> = candour::catalog::catalog(&words)
        .entries
        .iter()
        .map(|entry| entry.questionnaire.id().to_owned())
        .collect();
    assert_eq!(shown, ids.into_iter().collect(), "a questionnaire with a mistake is left out of the page");
}

fn english() -> BTreeSet<String> {
    let json = Json::read(read("words/en.json").as_bytes(), Limits::FILE).expect("JSON within the profile");
    let texts = json.as_object().expect("one object");
    for (key, text) in texts.iter() {
        assert!(text.as_text().is_some_and(|text| !text.trim().is_empty()), "`{key}` has no text");
    }
    texts.iter().map(|(key, _)| key.to_owned()).collect()
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

/// Whether a key can come out of a `format!` text when each of its gaps is one of these words.
fn comes_of(key: &str, pattern: &str, words: &BTreeSet<&str>) -> bool {
    let Some((before, rest)) = pattern.split_once('{') else { return key == pattern };
    let Some((after_gap, key)) = rest.split_once('}').map(|(_, after)| after).zip(key.strip_prefix(before))
    else {
        return false;
    };
    words.iter().any(|word| key.strip_prefix(word).is_some_and(|rest| comes_of(rest, after_gap, words)))
}

#[test]
fn every_text_of_the_page_is_used() {
    let template = keys_of_the_template();
    let speakers: Vec<Vec<Literal>> = speakers().values().map(|code| literals(code)).collect();
    let words: Vec<BTreeSet<&str>> =
        speakers.iter().map(|file| file.iter().map(|literal| literal.text.as_str()).collect()).collect();
    for key in english() {
        let counted = key.strip_suffix("-one").or_else(|| key.strip_suffix("-other")).unwrap_or(&key);
        let built = |words: &BTreeSet<&str>| {
            words.iter().any(|pattern| pattern.contains('{') && comes_of(&key, pattern, words))
        };
        let used =
            words.iter().any(|words| words.contains(key.as_str()) || words.contains(counted) || built(words));
        assert!(used || template.contains(&key), "`{key}` in words/en.json is not used");
    }
}

/// What stands between the bracket at the start of `rest` and the one that closes it.
fn bracketed(rest: &str) -> &str {
    let mut depth = 0_i32;
    let end = rest.char_indices().find_map(|(place, letter)| {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        (depth == 0).then_some(place)
    });
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

#[test]
fn every_text_the_page_asks_for_exists() {
    let keys = english();
    let has = |file: &str, key: &str| {
        assert!(keys.contains(key), "{file} asks for `{key}`, which words/en.json lacks");
    };
    for key in keys_of_the_template() {
        has("index.html", &key);
    }
    for (file, code) in speakers() {
        for (place, call) in code.match_indices("screen.text(") {
            let argument = bracketed(code.get(place + call.len() - 1..).unwrap_or_default());
            for literal in literals(argument).iter().filter(|literal| !literal.text.contains('{')) {
                has(&file, &literal.text);
            }
        }
        for (call, endings) in [("words.with(", &[""][..]), ("words.count(", &["-one", "-other"])] {
            for (place, _) in code.match_indices(call) {
                let first = code.get(place + call.len()..).unwrap_or_default().trim_start();
                let key = first.strip_prefix('"').and_then(|rest| rest.split('"').next());
                for (key, ending) in key.into_iter().flat_map(|key| endings.iter().map(move |end| (key, end)))
                {
                    has(&file, &format!("{key}{ending}"));
                }
            }
        }
    }
}

#[test]
fn every_text_in_a_table_exists() {
    // `Notice::Erased => "notice-erased"`, or a word that completes the text of a `format!`.
    let keys = english();
    for (file, code) in speakers() {
        let literals = literals(&code);
        let beginning = |pattern: &str| pattern.split('{').next().unwrap_or_default().to_owned();
        let patterns: BTreeSet<&str> = literals.iter().map(|literal| literal.text.as_str()).collect();
        let patterns: Vec<&str> =
            patterns.into_iter().filter(|text| beginning(text).ends_with('-')).collect();
        for literal in &literals {
            let before = code.get(..literal.start).unwrap_or_default().trim_end();
            if !before.ends_with("=>") || keys.contains(&literal.text) {
                continue;
            }
            let completed = |pattern: &str| {
                let (start, rest) = pattern.split_once('{').unwrap_or((pattern, "}"));
                format!("{start}{}{}", literal.text, rest.split_once('}').map_or("", |(_, end)| end))
            };
            let fitting = patterns.iter().filter(|pattern| keys.contains(&completed(pattern)));
            let beginnings: BTreeSet<String> = fitting.map(|pattern| beginning(pattern)).collect();
            assert!(!beginnings.is_empty(), "{file}: `{}` leads to no text", literal.text);
            for pattern in patterns.iter().filter(|pattern| beginnings.contains(&beginning(pattern))) {
                let key = completed(pattern);
                assert!(keys.contains(&key), "{file} asks for `{key}`, which words/en.json lacks");
            }
        }
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
            let before = code.get(..literal.start).unwrap_or_default().trim_end();
            // Reasons given to the lint checker, and what a link asks of the browser.
            let unseen = before.ends_with("reason =") || literal.text == "noreferrer noopener";
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

/// The keys of the words that only the command line needs.
fn words_of_commands() -> BTreeSet<String> {
    let json = Json::read(read("crates/cli/words/en.json").as_bytes(), Limits::FILE).expect("JSON");
    let texts = json.as_object().expect("one object");
    texts.iter().map(|(key, _)| key.to_owned()).collect()
}

#[test]
fn every_text_of_the_command_line_is_used() {
    let commands = commands();
    let mut literals: Vec<Literal> = commands.values().flat_map(|code| literals(code)).collect();
    // Some keys end with the words that programs are told.
    let told = code("crates/files/src").remove("crates/files/src/checked.rs");
    literals.extend(self::literals(&told.expect("the file")));
    let words: BTreeSet<&str> = literals.iter().map(|literal| literal.text.as_str()).collect();
    for key in words_of_commands() {
        let counted = key.strip_suffix("-one").or_else(|| key.strip_suffix("-other")).unwrap_or(&key);
        let built = || words.iter().any(|pattern| pattern.contains('{') && comes_of(&key, pattern, &words));
        let used = words.contains(key.as_str()) || words.contains(counted) || built();
        assert!(used, "`{key}` in crates/cli/words/en.json is not used");
    }
}

#[test]
fn every_text_that_the_command_line_asks_for_exists() {
    let (page, own) = (english(), words_of_commands());
    let mut seen = 0;
    for (file, code) in commands() {
        for (call, keys, endings) in [
            ("page.text(", &page, &[""][..]),
            ("page.with(", &page, &[""]),
            ("page.count(", &page, &["-one", "-other"]),
            ("own.text(", &own, &[""]),
            ("own.with(", &own, &[""]),
            ("own.count(", &own, &["-one", "-other"]),
            ("Problem::new(", &own, &[""]),
        ] {
            for (place, _) in code.match_indices(call) {
                let argument = bracketed(code.get(place + call.len() - 1..).unwrap_or_default());
                // Of `with` and `count` the key is the first argument; the values that follow are in brackets.
                let first = argument.split("&[").next().unwrap_or_default();
                for literal in literals(first).iter().filter(|literal| !literal.text.contains('{')) {
                    for ending in endings {
                        let key = [&literal.text, *ending].concat();
                        assert!(keys.contains(&key), "{file} asks for `{key}`, which is not there");
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 100, "{seen}");
}

#[test]
fn every_sentence_of_the_command_line_is_in_its_language_file() {
    for (file, code) in commands() {
        for literal in literals(&code) {
            let before = code.get(..literal.start).unwrap_or_default().trim_end();
            let text = literal.text.as_str();
            let word = |part: &&str| part.len() > 1 && part.chars().all(char::is_alphabetic);
            let parts: Vec<&str> = text.split_whitespace().collect();
            // Names of the system's are in capitals.
            let name = !text.chars().any(|letter| letter.is_ascii_lowercase());
            let sentence = parts.windows(2).any(|pair| pair.iter().all(word))
                || text.starts_with(|letter: char| letter.is_ascii_uppercase());
            assert!(
                !sentence || name || before.ends_with("reason ="),
                "{file}: \"{text}\" belongs into crates/cli/words/en.json"
            );
        }
    }
}

#[test]
fn each_power_of_the_system_has_one_door_on_the_command_line() {
    let doors = [
        (&["getrandom::"][..], &["chance.rs"][..]),
        (&["SystemTime"], &["desk.rs"]),
        (&["rpassword::"], &["passphrase.rs"]),
        (&["io::stdout", "io::stderr"], &["screen.rs", "progress.rs", "stderr.rs"]),
        (&["OpenOptions", "fs::write", "File::create", "create_dir"], &["write.rs"]),
        (&["remove_dir", "remove_file", "fs::rename", "fs::copy"], &["write.rs"]),
        (&["println!", "print!", "dbg!", "std::net", "Command::new", "unsafe"], &[]),
    ];
    let mut commands = code("crates/cli/src");
    commands.extend(code("crates/batch/src"));
    for (file, code) in commands {
        for (powers, doors) in doors {
            let allowed = doors.iter().any(|door| file.ends_with(&format!("/{door}")));
            let used = powers.iter().find(|power| code.contains(**power));
            assert!(allowed || used.is_none(), "{file} uses {used:?} outside its door");
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
    texts.extend([read("index.html"), read("src/start.js"), read("src/unpack.js")]);
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
fn these_tests_can_tell() {
    assert_eq!(
        literals("a(\"b\", '\"', \"c\\\"d\", r#\"e\"f\"#, 'g', x: &'h str)")
            .into_iter()
            .map(|one| one.text)
            .collect::<Vec<_>>(),
        ["b", "c\\\"d", "e\"f"]
    );
    let words = BTreeSet::from(["articles", "one"]);
    assert!(comes_of("citation-articles-one", "citation-{kind}-{form}", &words));
    assert!(!comes_of("citation-articles-two", "citation-{kind}-{form}", &words));
    assert_eq!(bracketed("(a(b)c)d"), "(a(b)c");
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
