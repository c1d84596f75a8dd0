//! Promise: whoever checks a signature with the tools of others comes to our verdict. And where these take
//! what we refuse, it is known, and said here why we do not.
//!
//! `cargo xtask test` says in `CANDOUR_PYTHON` and `CANDOUR_NODE_TOOLS` where the libraries are.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use affinidi_data_integrity::{DataIntegrityProof, VerifyOptions, did_vm::resolve_did_key};
use candour_attacks::{Case, NOW, cases};
use candour_files::check::{CheckerContext, check};
use candour_proof::{
    json::{Json, Object},
    key::SigningKey,
    proof::sign,
};
use candour_questionnaire::catalog::Catalog;

/// A file and whether it is intact by our own verdict.
type File = (PathBuf, bool);

fn setting(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("`{name}` is not set; run this by `cargo xtask test`"))
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn golden() -> Vec<File> {
    let entries = fs::read_dir(folder("../golden/files")).expect("the golden files");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let catalog = Catalog::default();
    let intact = |path: &Path| {
        let known = CheckerContext { catalog: &catalog, own: None, now: NOW };
        check(&fs::read(path).expect("a file"), "", &known).verdict.as_str() == "intact"
    };
    files.into_iter().map(|path| (path.clone(), intact(&path))).collect()
}

/// All but the one that is only large.
fn attacks() -> Vec<File> {
    let cases = cases();
    let there = cases.iter().filter(|case| !case.is_padded());
    there.map(|case| (folder("../attacks/files").join(case.file()), case.verdict() == "intact")).collect()
}

fn name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned()
}

/// The three ways to check that FORMAT.md describes.
const WAYS: [&str; 3] = ["python", "node", "shell"];

/// What a way says of files, one after the other.
fn said(way: &str, files: &[&PathBuf]) -> Vec<bool> {
    let mut command = match way {
        "python" => Command::new(setting("CANDOUR_PYTHON")),
        "node" => Command::new("node"),
        _ => Command::new("bash"),
    };
    let program = match way {
        "python" => "verify.py",
        "node" => "verify.mjs",
        _ => "verify.sh",
    };
    command.arg(folder("../verify").join(program)).args(files);
    command.env("NODE_PATH", Path::new(&setting("CANDOUR_NODE_TOOLS")).join("node_modules"));
    let output = command.output().expect("the program starts");
    let words = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let said = words.lines().map(|line| match line {
        "VALID" => true,
        line if line.starts_with("INVALID: ") => false,
        _ => panic!("{way} neither verified nor refused {files:?}: {words}"),
    });
    let said: Vec<bool> = said.collect();
    assert_eq!(said.len(), files.len(), "{way} did not speak of each file once: {words}");
    assert_eq!(output.status.success(), said.iter().all(|valid| *valid), "{way}: {words}");
    said
}

/// The files that each way calls valid.
fn verdicts(files: &[File]) -> Vec<(&'static str, BTreeSet<String>)> {
    let paths: Vec<&PathBuf> = files.iter().map(|(path, _)| path).collect();
    let of = |way| {
        let said = if way == "shell" { said_one_by_one(way, &paths) } else { said(way, &paths) };
        let valid = paths.iter().zip(said).filter(|(_, valid)| *valid);
        (way, valid.map(|(path, _)| name(path)).collect())
    };
    WAYS.map(of).into()
}

/// What a way says of files that takes one at a time, some of them side by side.
fn said_one_by_one(way: &str, files: &[&PathBuf]) -> Vec<bool> {
    let share = files.len().div_ceil(thread::available_parallelism().map_or(2, usize::from));
    thread::scope(|scope| {
        let of = |files: &'_ [&PathBuf]| files.iter().flat_map(|file| said(way, &[file])).collect::<Vec<_>>();
        let shares: Vec<_> = files.chunks(share).map(|files| scope.spawn(move || of(files))).collect();
        shares.into_iter().flat_map(|share| share.join().expect("verdicts")).collect()
    })
}

/// Why some of the three ways take what we do not, which, and which files. They check what an honest sender
/// hands over; a program that takes files from anybody should follow FORMAT.md.
const BEYOND: &[Beyond] = &[
    Beyond {
        why: "JavaScript keeps the last of two members, and nobody is told",
        takers: &["node"],
        files: &["015-member-twice-first", "017-twice-in-proof", "017-two-proof-members"],
    },
    Beyond {
        why: "JavaScript reads 1.0 and 1e0 as 1, and gives it the signature of 1",
        takers: &["node"],
        files: &["020-exponent", "020-fraction", "020-rounds-to-one", "022-two-53-plus-one", "022-two-53"],
    },
    Beyond { why: "-0 is read as 0", takers: &["node", "python"], files: &["021-minus-zero"] },
    Beyond {
        why: "names beyond ASCII are legal, and other libraries sort them in another order",
        takers: &WAYS,
        files: &["029-member-beyond-ascii"],
    },
    Beyond {
        why: "the date of the proof is not looked at",
        takers: &["python", "shell"],
        files: &["041-created-a-number", "041-created-in-month-13", "041-created-not-a-date"],
    },
    Beyond {
        why: "JavaScript turns 30 February into 2 March, and takes a date without zone for its own",
        takers: &WAYS,
        files: &["041-created-on-30-february", "041-created-without-zone"],
    },
    Beyond {
        why: "Digital Bazaar's library reads the signature in several spellings, Python's base58 trims it",
        takers: &["node"],
        files: &["051-value-base64url", "052-value-with-line-break"],
    },
    Beyond { why: "the same", takers: &["node", "python"], files: &["052-value-with-space"] },
    Beyond {
        why: "OpenSSL takes keys of small order, with which one signature fits every document",
        takers: &WAYS,
        files: &["056-small-order-key", "056-small-order-key-not-canonical"],
    },
    Beyond {
        why: "the signature is good, and they know nothing of formats",
        takers: &WAYS,
        files: &["084-newer-format-3"],
    },
];

/// What tools of others take though we refuse it.
struct Beyond {
    why: &'static str,
    takers: &'static [&'static str],
    files: &'static [&'static str],
}

/// What a tool may take: what is intact, and what is beyond that by a list.
fn expected(of: &str, files: &[File], list: &[Beyond]) -> BTreeSet<String> {
    let beyond = list.iter().filter(|beyond| beyond.takers.contains(&of)).flat_map(|beyond| beyond.files);
    intact(files).into_iter().chain(beyond.map(|file| [file, ".json"].concat())).collect()
}

fn intact(files: &[File]) -> BTreeSet<String> {
    files.iter().filter(|file| file.1).map(|(path, _)| name(path)).collect()
}

#[test]
fn the_three_public_ways_accept_exactly_the_intact_files() {
    let files = golden();
    assert!(intact(&files).len() >= 7 && files.len() >= 27, "{files:?}");
    for (way, valid) in verdicts(&files) {
        assert_eq!(valid, intact(&files), "{way}");
    }
}

#[test]
fn the_three_public_ways_detect_every_attack_but_those_named() {
    let files = attacks();
    for (way, valid) in verdicts(&files) {
        let missed: Vec<_> = intact(&files).difference(&valid).cloned().collect();
        assert_eq!(missed, [""; 0], "{way} refuses what is intact");
        // It may well be stricter: jq, Node and OpenSSL are those of the machine, and newer ones know better.
        let taken: Vec<_> = valid.difference(&expected(way, &files, BEYOND)).cloned().collect();
        assert_eq!(taken, [""; 0], "{way} takes what is not known here");
    }
}

/// A signed document with everything that some version of jq reads or writes in its own way.
fn signed_document() -> String {
    let key = SigningKey::from_seed([7; 32]);
    let document = Object::new()
        .with("number", 1)
        .with("text", "\u{7f} \\u007f \u{fffd} \u{1f600}")
        .with("signer", Object::new().with("id", key.public().did()));
    Json::Object(sign(&document, &key, NOW)).pretty()
}

/// What the shell says of a file with this content.
fn shell_accepts(name: &str, content: &[u8]) -> bool {
    let file = env::temp_dir().join(format!("candour-{}-{name}", std::process::id()));
    fs::write(&file, content).expect("a temporary file");
    let accepted = said("shell", &[&file]);
    fs::remove_file(file).expect("a temporary file");
    accepted == [true]
}

#[test]
fn the_shell_accepts_every_spelling_of_json() {
    let signed = signed_document();
    let compact = serde_json::from_str::<serde_json::Value>(&signed).expect("JSON").to_string();
    for (what, content) in [
        ("as it was signed", signed.clone()),
        ("in one line", compact),
        ("with line ends of Windows", signed.replace('\n', "\r\n\t")),
        ("with escapes", signed.replace('\u{fffd}', "\\uFFFD").replace('\u{1f600}', "\\ud83d\\uDE00")),
    ] {
        assert!(shell_accepts("accepted.json", content.as_bytes()), "{what}: {content}");
    }
}

#[test]
fn the_shell_refuses_what_only_jq_reads_as_signed() {
    let signed = signed_document();
    let changed = |from: &str, to: &[u8]| {
        let (before, after) = signed.split_once(from).expect("something to change");
        [before.as_bytes(), to, after.as_bytes()].concat()
    };
    let number = |number: &str| changed("\"number\": 1", format!("\"number\": {number}").as_bytes());
    let cases = [
        ("NUL at the end", [signed.as_bytes(), b"\0\0"].concat()),
        ("more after a NUL", [signed.as_bytes(), b"\0{}"].concat()),
        ("NUL at the start", [b"\0", signed.as_bytes()].concat()),
        ("a second document", [signed.as_bytes(), b"{}"].concat()),
        ("the same document twice", signed.repeat(2).into_bytes()),
        ("a word after the end", [signed.as_bytes(), b"x"].concat()),
        ("a comment", [signed.as_bytes(), b"# valid"].concat()),
        ("an unfinished string after the end", [signed.as_bytes(), b"\""].concat()),
        ("a byte order mark", ["\u{feff}".as_bytes(), signed.as_bytes()].concat()),
        ("a record separator", [b"\x1e", signed.as_bytes()].concat()),
        ("a list of the document", format!("[{signed}]").into_bytes()),
        ("a fraction", number("1.0")),
        ("an exponent", number("1e0")),
        ("a leading zero", number("01")),
        ("a plus sign", number("+1")),
        ("a member twice", number("2, \"number\": 1")),
        ("an object before the member", number("{\"a\": 1}, \"number\": 1")),
        ("half a surrogate pair", changed("\u{fffd}", b"\\ud800")),
        ("the other half", changed("\u{fffd}", b"\\udc00")),
        ("a byte that is not UTF-8", changed("\u{fffd}", b"\xff")),
        ("a line break in a text", changed("\u{fffd}", b"\n")),
        ("an unknown escape", changed("\u{fffd}", b"\\x7f")),
    ];
    for (what, content) in cases {
        assert!(!shell_accepts("refused.json", &content), "{what}");
    }
}

/// Libraries as their first examples use them, in `accepts.py`, `accepts.mjs` and here.
const LIBRARIES: [&str; 4] = ["python", "digitalbazaar", "kilt", "affinidi"];

/// The files that a library takes.
fn taken(library: &str, files: &[File]) -> BTreeSet<String> {
    let paths: Vec<&PathBuf> = files.iter().map(|(path, _)| path).collect();
    let mut command = match library {
        "affinidi" => {
            return paths.into_iter().filter(|path| affinidi(path).is_ok()).map(|path| name(path)).collect();
        }
        "python" => {
            let mut python = Command::new(setting("CANDOUR_PYTHON"));
            python.arg(folder("accepts.py"));
            python
        }
        other => {
            let mut node = Command::new("node");
            node.arg(folder("accepts.mjs")).arg(other).arg(setting("CANDOUR_NODE_TOOLS"));
            node
        }
    };
    let output = command.args(&paths).output().expect("the program starts");
    assert!(output.status.success(), "{library}: {}", String::from_utf8_lossy(&output.stderr));
    let words = String::from_utf8(output.stdout).expect("text");
    assert_eq!(words.lines().count(), files.len(), "{library} did not speak of each file");
    let valid = words.lines().filter_map(|line| line.strip_prefix("VALID "));
    valid.map(|path| name(Path::new(path.trim()))).collect()
}

fn affinidi(path: &Path) -> Result<(), String> {
    let text = |problem: &dyn std::fmt::Display| problem.to_string();
    let bytes = fs::read(path).map_err(|problem| text(&problem))?;
    let mut document: serde_json::Value = serde_json::from_slice(&bytes).map_err(|problem| text(&problem))?;
    let proof = document.as_object_mut().and_then(|document| document.remove("proof")).ok_or("no proof")?;
    let proof: DataIntegrityProof = serde_json::from_value(proof).map_err(|problem| text(&problem))?;
    let key = resolve_did_key(&proof.verification_method).map_err(|problem| text(&problem))?;
    // Any date will do: what a clock says is not what is asked here.
    let options = VerifyOptions::new().with_clock_skew(chrono::TimeDelta::days(200_000));
    proof.verify_with_public_key(&document, &key.public_key_bytes, options).map_err(|problem| text(&problem))
}

#[test]
fn every_library_accepts_exactly_the_intact_golden_files() {
    let files = golden();
    // Its outer proof is good, by another key than the one that the file names: only who knows of `signer.id`
    // can see that.
    let mut expected = intact(&files);
    expected.insert("proof-of-another-key.json".to_owned());
    for library in LIBRARIES {
        assert_eq!(taken(library, &files), expected, "{library}");
    }
}

/// What libraries take though we refuse it, and why we do.
const TAKEN: &[Beyond] = &[
    Beyond {
        why: "the last of two members counts, and people may be shown the first",
        takers: &LIBRARIES,
        files: &["015-member-twice-first", "017-twice-in-proof", "017-two-proof-members"],
    },
    Beyond {
        why: "another spelling of a number has the same signature, so the file is not what was signed",
        takers: &LIBRARIES,
        files: &["020-exponent", "020-fraction", "020-rounds-to-one", "021-minus-zero"],
    },
    Beyond {
        why: "2^53 and 2^53 + 1 have one signature",
        takers: &["digitalbazaar", "kilt", "affinidi"],
        files: &["022-two-53", "022-two-53-plus-one"],
    },
    Beyond {
        why: "libraries do not agree on the order of names beyond ASCII",
        takers: &LIBRARIES,
        files: &["029-member-beyond-ascii"],
    },
    Beyond {
        why: "these two leave type, suite and purpose to whoever calls them",
        takers: &["python", "kilt"],
        files: &[
            "032-no-type",
            "032-no-cryptosuite",
            "032-no-proof-purpose",
            "033-other-type",
            "034-unknown-suite",
            "034-sibling-suite",
            "034-suite-in-capitals",
        ],
    },
    Beyond {
        why: "a signature for another purpose must not pass for this one",
        takers: &["python", "kilt", "affinidi"],
        files: &["035-other-purpose"],
    },
    Beyond {
        why: "members that some know and others do not change what was said; chains of proofs are not followed",
        takers: &["python", "kilt", "digitalbazaar"],
        files: &["036-member-signed-in-proof", "037-previous-proof"],
    },
    Beyond {
        why: "it drops members that it does not know before it checks, so anybody can add some",
        takers: &["affinidi"],
        files: &["036-member-added-to-proof"],
    },
    Beyond {
        why: "one good proof is enough for it, whatever the others are",
        takers: &["digitalbazaar"],
        files: &[
            "038-two-proofs-first-bad",
            "038-two-proofs-second-bad",
            "039-same-proof-twice",
            "039-201-proofs",
            "115-co-signed-first",
            "115-co-signed-last",
            "115-proof-in-a-list",
        ],
    },
    Beyond {
        why: "what is appended to the context is not signed (w3c/vc-data-integrity issue 225)",
        takers: &["digitalbazaar"],
        files: &["040-context-appended"],
    },
    Beyond {
        why: "a date that is none can be read in several ways",
        takers: &["python", "kilt"],
        files: &["041-created-a-number", "041-created-in-month-13", "041-created-not-a-date"],
    },
    Beyond {
        why: "JavaScript takes these for other days and hours; whoever sets an end date wants it kept",
        takers: &["python", "kilt", "digitalbazaar"],
        files: &["041-created-on-30-february", "041-created-without-zone", "042-expired"],
    },
    Beyond {
        why: "a result has the six members that it was signed with, and nothing that ends or changes what they say",
        takers: &["python", "kilt", "digitalbazaar"],
        files: &["117-expires-later"],
    },
    Beyond {
        why: "the same",
        takers: &["python", "digitalbazaar", "affinidi"],
        files: &["117-context-signed"],
    },
    Beyond {
        why: "the proof of the whole is good; they know nothing of the list of parts",
        takers: &LIBRARIES,
        files: &["116-list-co-signed-and-signed", "117-list-expires"],
    },
    Beyond {
        why: "two names of one key, or one name of two keys, end the comparing of names",
        takers: &["affinidi"],
        files: &["046-fragment-key-1", "046-fragment-of-another-key"],
    },
    Beyond { why: "the same", takers: &["affinidi", "kilt"], files: &["046-fragment-missing"] },
    Beyond {
        why: "the same",
        takers: &["python", "kilt"],
        files: &["047-did-percent", "047-did-with-query"],
    },
    Beyond { why: "the same", takers: &["python"], files: &["047-did-in-capitals", "051-key-capital-z"] },
    Beyond { why: "the same", takers: &["affinidi"], files: &["051-key-base64url", "051-key-hexadecimal"] },
    Beyond {
        why: "the key says of itself that it is not one for signatures",
        takers: &["python", "digitalbazaar"],
        files: &["048-x25519-key"],
    },
    Beyond {
        why: "one signature has one spelling, base58btc, so that a file changed on its way shows",
        takers: &["digitalbazaar", "affinidi"],
        files: &["051-value-base64url"],
    },
    Beyond { why: "the same", takers: &["affinidi"], files: &["051-value-hexadecimal"] },
    Beyond { why: "the same", takers: &["python", "kilt"], files: &["051-value-capital-z"] },
    Beyond { why: "the same", takers: &["python", "digitalbazaar"], files: &["052-value-with-space"] },
    Beyond { why: "the same", takers: &["digitalbazaar"], files: &["052-value-with-line-break"] },
    Beyond {
        why: "with a key of small order one signature fits every document",
        takers: &["python", "digitalbazaar", "kilt"],
        files: &["056-small-order-key", "056-small-order-key-not-canonical"],
    },
    Beyond {
        why: "the signature is good; only who knows the format sees that it is not the signer's, or not a result",
        takers: &LIBRARIES,
        files: &[
            "084-newer-format-3",
            "089-proof-by-another-key",
            "089-proof-by-another-key-over-a-change",
            "092-list-alone",
            "106-copy-closed-by-another-key",
        ],
    },
];

#[test]
fn what_libraries_take_that_we_refuse_is_known() {
    let files = attacks();
    let mut differ = Vec::new();
    for library in LIBRARIES {
        let (found, expected) = (taken(library, &files), expected(library, &files, TAKEN));
        differ.extend(found.difference(&expected).map(|name| format!("{library} takes {name}")));
        // Digital Bazaar's uses the cryptography of Node, which is that of the machine: a newer one may refuse more.
        let known = expected.difference(&found).filter(|_| library != "digitalbazaar");
        differ.extend(known.map(|name| format!("{library} refuses {name}")));
        differ.extend(
            intact(&files).difference(&found).map(|name| format!("{library} refuses the intact {name}")),
        );
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

#[test]
fn every_file_named_here_is_an_attack_that_we_refuse() {
    let cases = cases();
    let verdict = |name: &str| cases.iter().find(|case| case.file() == name).map(Case::verdict);
    for beyond in BEYOND.iter().chain(TAKEN) {
        for file in beyond.files {
            let taken = verdict(&[file, ".json"].concat()).is_none_or(|verdict| verdict == "intact");
            assert!(!taken, "{}: {file}", beyond.why);
        }
    }
}
