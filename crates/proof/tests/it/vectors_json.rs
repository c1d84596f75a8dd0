//! Promise: JSON is read strictly and written canonically, as the public test suites say.

use candour_proof::{
    jcs::canonical,
    json::{OutsideProfile, Unreadable},
};

use crate::support::{self, bytes, names, read, read_general, text};

#[test]
fn the_examples_of_rfc_8785_have_their_canonical_form() {
    for name in names("jcs-rfc8785/input") {
        let read = read_general(&bytes(&format!("jcs-rfc8785/input/{name}")));
        // These hold fractions, such as 56.0, which no file of ours may.
        if ["structures.json", "values.json"].contains(&name.as_str()) {
            assert_eq!(read, Err(Unreadable::Profile(OutsideProfile::Number)));
            continue;
        }
        let form = canonical(&read.unwrap());
        assert_eq!(form, text(&format!("jcs-rfc8785/output/{name}")), "{name}");
        let digits = text(&format!("jcs-rfc8785/outhex/{}", name.replace("json", "txt")));
        assert_eq!(
            form.into_bytes(),
            support::unhex(&digits.split_whitespace().collect::<String>()),
            "{name}"
        );
    }
}

#[test]
fn only_integers_that_every_program_keeps_are_read() {
    let (mut kept, mut refused) = (0, 0);
    for name in names("jcs-rfc8785").iter().filter(|name| name.starts_with("es6-numbers-")) {
        for line in text(&format!("jcs-rfc8785/{name}")).lines() {
            let (bits, number) = line.split_once(',').unwrap();
            let value = f64::from_bits(u64::from_str_radix(bits, 16).unwrap());
            assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), number, "{bits}");
            let digits = number.strip_prefix('-').unwrap_or(number);
            let whole = digits.bytes().all(|digit| digit.is_ascii_digit());
            let outcome = read(number.as_bytes());
            if whole && value.abs() <= 9_007_199_254_740_991.0 {
                assert_eq!(canonical(&outcome.unwrap()), number, "{bits}");
                kept += 1;
            } else {
                assert_eq!(outcome, Err(Unreadable::Profile(OutsideProfile::Number)), "{number}");
                refused += 1;
            }
        }
    }
    assert_eq!((kept, refused), (10, 5_840));
}

#[test]
fn edge_cases_are_canonical_or_outside_the_profile() {
    let folder = "jcs-edge/accept";
    for name in names(folder).iter().filter_map(|name| name.strip_suffix(".input.json")) {
        let outcome = read_general(&bytes(&format!("{folder}/{name}.input.json")));
        if ["large-numbers", "small-numbers", "minus-zero"].contains(&name) {
            assert_eq!(outcome, Err(Unreadable::Profile(OutsideProfile::Number)), "{name}");
        } else {
            let expected = text(&format!("{folder}/{name}.canonical.json"));
            assert_eq!(canonical(&outcome.unwrap()), expected, "{name}");
        }
    }
}

#[test]
fn edge_cases_to_refuse_are_refused_with_their_reason() {
    let folder = "jcs-edge/refuse";
    let reason = |name: &str| match name {
        "depth-20000.json" => "Profile(Depth)",
        "duplicate.json" | "duplicate-nested.json" => "Profile(DuplicateMember",
        "overflow.json" => "Profile(Number)",
        "overlong-utf8.json" | "surrogate-in-utf8.json" | "utf16.json" => "Encoding",
        _ => "Syntax",
    };
    let files = names(folder);
    assert_eq!(files.len(), 15);
    for name in files {
        let problem = format!("{:?}", read_general(&bytes(&format!("{folder}/{name}"))).unwrap_err());
        assert!(problem.starts_with(reason(&name)), "{name}: {problem}");
    }
}

#[test]
fn the_json_test_suite_gets_its_verdicts() {
    let folder = "JSONTestSuite/test_parsing";
    let mut outside = 0;
    for name in names(folder) {
        let outcome = read_general(&bytes(&format!("{folder}/{name}")));
        match (name.split_at(2).0, &outcome) {
            ("y_", Ok(_)) | ("n_", Err(_)) | ("i_", _) => {}
            // Legal JSON that readers take differently: members twice, fractions, large numbers.
            ("y_", Err(Unreadable::Profile(_))) => outside += 1,
            _ => panic!("{name}: {outcome:?}"),
        }
    }
    assert_eq!(outside, 12);
}

#[test]
fn json_whose_meaning_is_disputed_is_refused_or_kept_apart() {
    let folder = "JSONTestSuite/test_transform";
    for name in names(folder) {
        let outcome = read_general(&bytes(&format!("{folder}/{name}")));
        let kept = match name.as_str() {
            // Two names that look alike stay two names: nothing is normalised.
            "object_key_nfd_nfc.json" => Some("{\"e\u{301}\":\"NFD\",\"\u{e9}\":\"NFC\"}"),
            "string_with_escaped_NULL.json" => Some("[\"A\\u0000B\"]"),
            _ => None,
        };
        match (kept, outcome) {
            (Some(form), Ok(value)) => assert_eq!(canonical(&value), form, "{name}"),
            (None, Err(_)) => {}
            (_, outcome) => panic!("{name}: {outcome:?}"),
        }
    }
}

/// Every file of these folders is read by a test that lists the folder, or, where it is a result for a listed
/// input, by the name of that.
const LISTED: [&str; 9] = [
    "JSONTestSuite/test_parsing",
    "JSONTestSuite/test_transform",
    "age/cctv",
    "eddsa-jcs-2022/did-logs",
    "jcs-edge/accept",
    "jcs-edge/refuse",
    "jcs-rfc8785/input",
    "jcs-rfc8785/outhex",
    "jcs-rfc8785/output",
];

#[test]
fn every_vector_is_tested_and_has_source_and_licence() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let code = |folder: &str| -> String {
        let files = files_below(&root.join(folder)).into_iter();
        files
            .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
            .map(|path| std::fs::read_to_string(path).unwrap())
            .collect()
    };
    let code = ["proof", "age", "files"].map(|name| code(&format!("crates/{name}"))).concat();
    let readme = text("README.md");
    for folder in LISTED {
        // Once in the list, and once where it is read.
        let named = ["\"", "/{"].map(|end| code.matches(&[folder, end].concat()).count());
        assert!(named.iter().sum::<usize>() > 1, "no test lists {folder}");
    }
    for path in files_below(&support::path("")) {
        let name = path.strip_prefix(support::path("")).unwrap().to_str().unwrap();
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        if folder.is_empty() || file.starts_with("LICENSE") {
            continue;
        }
        let documented = |part: &str| readme.contains(&format!("| `{part}"));
        assert!(
            documented(folder) || documented(folder.split('/').next().unwrap()),
            "README.md is silent on {name}"
        );
        let in_cases = || {
            let cases = format!("{folder}/cases.json");
            support::path(&cases).exists() && text(&cases).contains(&format!("\"{file}\""))
        };
        let numbers = file.starts_with("es6-numbers-");
        assert!(
            LISTED.contains(&folder) || numbers || code.contains(file) || in_cases(),
            "no test reads {name}"
        );
    }
}

fn files_below(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn no_file_among_the_vectors_crashes_the_reader() {
    let files = files_below(&support::path(""));
    for path in &files {
        let bytes = std::fs::read(path).unwrap();
        // Whatever is read survives being written for people and read again.
        if let Ok(value) = read(&bytes) {
            assert_eq!(read_general(value.pretty().as_bytes()), Ok(value));
        }
    }
    assert!(files.len() > 700, "{}", files.len());
}
