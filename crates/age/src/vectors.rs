//! The community's test files for age (C2SP/CCTV), each of which states what must come of it.

use std::{collections::BTreeMap, fs, path::Path};

use candour_proof::digest::{hex, sha256};
use zeroize::Zeroizing;

use super::*;

struct Vector {
    name: String,
    head: BTreeMap<String, String>,
    /// Secret keys of all kinds.
    identities: Vec<String>,
    file: Vec<u8>,
}

fn cases() -> Vec<Vector> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/age/cctv");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Vector {
    let bytes = fs::read(path).unwrap();
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap();
    let head = std::str::from_utf8(&bytes[..end]).unwrap().lines();
    let head = head.filter_map(|line| line.split_once(": ")).map(owned);
    let (identities, head): (Vec<_>, Vec<_>) = head.partition(|(name, _)| name == "identity");
    let identities = identities.into_iter().map(|(_, identity)| identity).collect();
    let head: BTreeMap<_, _> = head.into_iter().collect();
    let mut file = bytes[end + 2..].to_vec();
    if head.get("compressed").is_some_and(|method| method == "zlib") {
        file = miniz_oxide::inflate::decompress_to_vec_zlib(&file).unwrap();
    }
    Vector { name: path.file_name().unwrap().to_str().unwrap().to_owned(), head, identities, file }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

impl Vector {
    /// The one secret key of the kind we know.
    fn identity(&self) -> Option<Identity> {
        self.identities.iter().find_map(|text| Identity::parse(text).ok())
    }

    fn check(&self, outcome: &Result<Zeroizing<Vec<u8>>, AgeError>) {
        use AgeError::{
            ChangedAsText, Damaged, NotAge, OtherKey, TooExpensive, TooManyRecipients, Truncated,
            UnsupportedRecipient, UnsupportedVersion, WrongPassphrase,
        };
        let as_stated = match (self.head["expect"].as_str(), outcome) {
            ("success", Ok(plain)) => hex(&sha256(plain)) == self.head["payload"],
            ("no match", Err(WrongPassphrase | OtherKey | UnsupportedRecipient))
            | ("HMAC failure", Err(Damaged))
            | ("payload failure", Err(Damaged | Truncated))
            | (
                "header failure",
                Err(
                    NotAge | UnsupportedVersion | TooExpensive | TooManyRecipients | ChangedAsText | Damaged
                    | Truncated,
                ),
            )
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
fn files_for_a_key_give_the_stated_verdict() {
    let cases: Vec<_> = cases().into_iter().filter(|case| case.identity().is_some()).collect();
    assert_eq!(cases.len(), 66);
    for case in cases {
        case.check(&decrypt_with(&case.file, &case.identity().unwrap()));
    }
}

#[test]
fn files_for_another_kind_of_key_are_refused_with_a_reason() {
    let cases: Vec<_> = cases().into_iter().filter(|case| case.name.contains("hybrid")).collect();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let key = case.identities.last().unwrap();
        assert_eq!(Identity::parse(key).err(), Some(RecipientError::OtherKind), "{}", case.name);
        let problem = match case.name.as_str() {
            // A body in base64 that is not canonical is wrong in any kind of stanza.
            "hybrid_not_canonical_body" => AgeError::Damaged,
            _ => AgeError::UnsupportedRecipient,
        };
        assert_eq!(decrypt_with_passphrase(&case.file, "password"), Err(problem), "{}", case.name);
        let problem = match case.name.as_str() {
            "hybrid_and_x25519" => AgeError::OtherKey,
            "hybrid_x25519_arg" => AgeError::Damaged,
            _ => problem,
        };
        assert_eq!(decrypt_with(&case.file, &made("one")), Err(problem), "{}", case.name);
    }
}

#[test]
fn what_a_file_asks_for_is_in_its_header() {
    for case in cases().into_iter().filter(|case| case.head["expect"] == "success") {
        let asked = match case.name.as_str() {
            "hybrid_and_x25519" => Ok(Locked::Key),
            name if name.contains("hybrid") => Err(AgeError::UnsupportedRecipient),
            name if name.contains("scrypt") => Ok(Locked::Passphrase),
            _ => Ok(Locked::Key),
        };
        assert_eq!(locked_by(&case.file), asked, "{}", case.name);
    }
    assert_eq!(locked_by(b""), Err(AgeError::NotAge));
    assert_eq!(locked_by(b"age-encryption.org/v2\n"), Err(AgeError::UnsupportedVersion));
}

fn made(name: &str) -> Identity {
    Identity::parse(read(&format!("identity-{name}.txt")).trim()).unwrap()
}

fn read(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/age/made");
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn files_of_three_programs_open_with_their_key_alone() {
    assert_eq!(made("one").recipient().text(), read("recipient-one.txt").trim());
    let other = Identity::from_bytes(Zeroizing::new([7; 32]));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/age/made");
    for name in ["one-by-age-armor.age", "one-by-age-binary.age", "one-by-npm.age", "one-by-pyrage.age"] {
        let file = fs::read(folder.join(name)).unwrap();
        let plain = decrypt_with(&file, &made("one"));
        assert_eq!(plain.as_deref().map(Vec::as_slice), Ok(read("plain-one.json").as_bytes()), "{name}");
        assert_eq!(decrypt_with(&file, &other), Err(AgeError::OtherKey), "{name}");
        assert_eq!(decrypt_with_passphrase(&file, ""), Err(AgeError::UnsupportedRecipient), "{name}");
    }
}
