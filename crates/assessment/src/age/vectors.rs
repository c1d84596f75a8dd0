//! The community's test files for age (C2SP/CCTV), each of which states what must come of it.

use std::{collections::BTreeMap, fs, path::Path};

use zeroize::Zeroizing;

use super::*;
use crate::digest::{hex, sha256};

struct Case {
    name: String,
    head: BTreeMap<String, String>,
    file: Vec<u8>,
}

/// Kinds of recipient that are not built in; their files are opened by the file key they state,
/// unless the kind of recipient is what they are about.
const OTHER_KINDS: [&str; 3] = ["x25519", "hybrid", "armor_hybrid"];

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/age/cctv");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap().lines();
    let head: BTreeMap<_, _> = head.filter_map(|line| line.split_once(": ")).map(owned).collect();
    let mut file = bytes[end + 2..].to_vec();
    if head.get("compressed").is_some_and(|method| method == "zlib") {
        file = miniz_oxide::inflate::decompress_to_vec_zlib(&file).unwrap();
    }
    Case { name: path.file_name().unwrap().to_str().unwrap().to_owned(), head, file }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

impl Case {
    fn about_another_kind(&self) -> bool {
        OTHER_KINDS.iter().any(|kind| self.name.starts_with(kind))
    }

    fn open_with_file_key(&self) -> Result<Zeroizing<Vec<u8>>, AgeProblem> {
        let digits = &self.head["file key"];
        let byte = |place: usize| u8::from_str_radix(&digits[2 * place..2 * place + 2], 16).unwrap();
        open(&self.file, |_| Ok(Zeroizing::new(std::array::from_fn(byte)))).map(|(_, plain)| plain)
    }

    fn check(&self, outcome: &Result<Zeroizing<Vec<u8>>, AgeProblem>) {
        use AgeProblem::{Damaged, NotAge, TooExpensive, Truncated, UnsupportedVersion, WrongPassphrase};
        let as_stated = match (self.head["expect"].as_str(), outcome) {
            ("success", Ok(plain)) => hex(&sha256(plain)) == self.head["payload"],
            ("no match", Err(WrongPassphrase))
            | ("HMAC failure", Err(Damaged))
            | ("payload failure", Err(Damaged | Truncated))
            | ("header failure", Err(NotAge | UnsupportedVersion | TooExpensive | Damaged | Truncated))
            | ("armor failure", Err(NotAge | Damaged | Truncated)) => true,
            _ => false,
        };
        assert!(as_stated, "{}: {} but {:?}", self.name, self.head["expect"], outcome.as_ref().err());
    }
}

#[test]
fn files_with_a_passphrase_give_the_stated_verdict() {
    let cases: Vec<_> = cases().into_iter().filter(|case| case.head.contains_key("passphrase")).collect();
    assert_eq!(cases.len(), 17);
    for case in cases {
        case.check(&decrypt_with_passphrase(&case.file, &case.head["passphrase"]));
    }
}

#[test]
fn files_about_armour_header_and_payload_give_the_stated_verdict() {
    let cases: Vec<_> = cases()
        .into_iter()
        .filter(|case| !case.head.contains_key("passphrase") && !case.about_another_kind())
        .collect();
    assert_eq!(cases.len(), 56);
    for case in cases {
        case.check(&case.open_with_file_key());
    }
}

#[test]
fn files_for_other_kinds_of_recipient_are_refused_with_a_reason() {
    let cases: Vec<_> = cases().into_iter().filter(Case::about_another_kind).collect();
    assert_eq!(cases.len(), 22);
    for case in cases {
        let problem = match case.name.as_str() {
            // A body in base64 that is not canonical is wrong in any kind of stanza.
            "hybrid_not_canonical_body" | "x25519_not_canonical_body" => AgeProblem::Damaged,
            _ => AgeProblem::UnsupportedRecipient,
        };
        assert_eq!(decrypt_with_passphrase(&case.file, "password"), Err(problem), "{}", case.name);
    }
}

#[test]
fn the_files_of_three_programs_for_a_key_ask_for_that_key() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/age/made");
    for name in ["one-by-age-armor.age", "one-by-age-binary.age", "one-by-npm.age", "one-by-pyrage.age"] {
        let file = fs::read(folder.join(name)).unwrap();
        assert!(is_age(&file));
        assert_eq!(decrypt_with_passphrase(&file, ""), Err(AgeProblem::UnsupportedRecipient), "{name}");
    }
}
