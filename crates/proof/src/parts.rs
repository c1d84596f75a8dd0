//! The list of parts: a second signature that tells which parts of a file changed, or were withheld.
//!
//! `parts` maps the JSON pointer of each part to the SHA-256 of its RFC 8785 form. Parts are the
//! top-level members (except `sections`, `lists`, `manifest` and `proof`), each list, each section without its
//! answers, each answer without its note, and each note. See FORMAT.md, "The list of parts".

use std::{error::Error, fmt};

use crate::{
    date::Timestamp,
    digest::{digest, digest_without},
    json::{Json, Object, pointer},
    key::SigningKey,
    proof::{self, ProofError, VerifiedProof, signer_of, verify_by},
};

/// The only format of lists there is so far.
pub const FORMAT: &str = "parts-sha256-jcs/1";

/// What a file's list of parts says about the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestVerdict {
    /// There is no list, so nothing can be said about single parts.
    Missing,
    /// There is a list, but it cannot be relied on.
    Untrusted(ManifestError),
    /// The list is signed by the file's own key; this is how the file compares with it.
    Compared(PartsComparison),
}

/// Why a list of parts cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// Not an object with `format`, `of` and `parts`, the digests having 64 digits.
    Malformed,
    /// A format this version does not know.
    OtherFormat,
    /// Its own proof does not hold, or it has not exactly one.
    Proof(ProofError),
    /// Signed by another key than the file's `signer.id`, or the file names none.
    OtherKey,
    /// Made for a file with another `id`.
    OtherDocument,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => out.write_str("not a list of parts"),
            Self::OtherFormat => out.write_str("an unknown format of the list of parts"),
            Self::Proof(error) => error.fmt(out),
            Self::OtherKey => out.write_str("the list of parts is signed with another key"),
            Self::OtherDocument => out.write_str("the list of parts is of another document"),
        }
    }
}

impl Error for ManifestError {}

/// How a file compares with its signed list. Each pointer is in one list only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartsComparison {
    /// The proof of the list, by the file's signer.
    pub signature: VerifiedProof,
    /// Parts as they were signed, in their place.
    pub unchanged: Vec<String>,
    /// Parts whose content changed.
    pub altered: Vec<String>,
    /// Parts that were signed and are gone.
    pub missing: Vec<String>,
    /// Parts that were not signed.
    pub added: Vec<String>,
    /// Sections, answers and notes as they were signed, in another place.
    pub moved: Vec<Moved>,
    /// Parts left out on purpose by whoever passed the file on.
    pub withheld: Vec<Withheld>,
}

/// A part that stands in another place than when it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Pointer in the signed file.
    pub from: String,
    /// Pointer in the file at hand.
    pub to: String,
}

/// A part replaced by `{"id": …, "withheld": true}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Its pointer.
    pub part: String,
    /// Its `id`, as the file at hand states it. The signature does not cover this.
    pub id: Option<String>,
}

/// Makes the list of parts of `document`, signed, for its member `manifest`.
#[must_use]
pub fn manifest(document: &Object, id: &str, key: &SigningKey, created: Timestamp) -> Object {
    let entry = |part: DocumentPart<'_>| {
        let digest = part.digest();
        (part.pointer, digest.into())
    };
    let list: Object = parts(document).into_iter().map(entry).collect();
    let unsigned = Object::new().with("format", FORMAT).with("of", id).with("parts", list);
    proof::sign(&unsigned, key, created)
}

/// Compares a document with its own list of parts, once that list is found to be good.
pub fn check(document: &Json, now: Timestamp) -> ManifestVerdict {
    let Some(document) = document.as_object() else { return ManifestVerdict::Missing };
    let Some(list) = document.get("manifest") else { return ManifestVerdict::Missing };
    match trusted(document, list, now) {
        Ok((signature, signed)) => ManifestVerdict::Compared(compare(document, signature, signed)),
        Err(problem) => ManifestVerdict::Untrusted(problem),
    }
}

impl PartsComparison {
    /// Whether every part is as signed, in its place, and none is missing, added or withheld.
    pub fn same(&self) -> bool {
        self.same_but_withheld() && self.withheld.is_empty()
    }

    /// Whether every part that is shown is as signed and the others are withheld openly.
    pub fn same_but_withheld(&self) -> bool {
        self.altered.is_empty() && self.missing.is_empty() && self.added.is_empty() && self.moved.is_empty()
    }
}

/// The signed parts in the order of their pointers, to be found by them in few steps.
struct SignedParts(Vec<SignedPart>);

/// A signed part.
struct SignedPart {
    pointer: String,
    digest: String,
    /// Whether it was found in the file.
    found: bool,
}

impl SignedParts {
    fn entry(&mut self, pointer: &str) -> Option<&mut SignedPart> {
        let place = self.0.binary_search_by(|entry| entry.pointer.as_str().cmp(pointer)).ok()?;
        self.0.get_mut(place).filter(|entry| !entry.found)
    }

    /// Notes that a part was found; whether it was there, and not found before.
    fn take(&mut self, pointer: &str) -> bool {
        let entry = self.entry(pointer);
        entry.map(|entry| entry.found = true).is_some()
    }
}

fn trusted(
    document: &Object,
    list: &Json,
    now: Timestamp,
) -> Result<(VerifiedProof, SignedParts), ManifestError> {
    if text(list.get("format"))? != FORMAT {
        return Err(ManifestError::OtherFormat);
    }
    let of = text(list.get("of"))?;
    let entries = list.get("parts").and_then(Json::as_object).ok_or(ManifestError::Malformed)?;
    let mut listed = Vec::new();
    for (part, digest) in entries.iter() {
        let digest = Some(text(Some(digest))?).filter(|digest| digest.len() == 64);
        let digest = digest.ok_or(ManifestError::Malformed)?.to_owned();
        listed.push(SignedPart { pointer: part.to_owned(), digest, found: false });
    }
    listed.sort_unstable_by(|one, other| one.pointer.cmp(&other.pointer));
    // Otherwise anybody could put a list of their own beside another's answers.
    let signature = verify_by(list, signer_of(document), now).map_err(|problem| match problem {
        ProofError::OtherSigner => ManifestError::OtherKey,
        other => ManifestError::Proof(other),
    })?;
    if document.get("id").and_then(Json::as_text) != Some(of) {
        return Err(ManifestError::OtherDocument);
    }
    Ok((signature, SignedParts(listed)))
}

fn text(value: Option<&Json>) -> Result<&str, ManifestError> {
    value.and_then(Json::as_text).ok_or(ManifestError::Malformed)
}

fn compare(document: &Object, signature: VerifiedProof, mut signed: SignedParts) -> PartsComparison {
    let mut result = PartsComparison {
        signature,
        unchanged: Vec::new(),
        altered: Vec::new(),
        missing: Vec::new(),
        added: Vec::new(),
        moved: Vec::new(),
        withheld: Vec::new(),
    };
    let mut others = Vec::new();
    for part in parts(document) {
        let found = part.digest();
        match signed.entry(&part.pointer) {
            Some(entry) if entry.digest == found => {
                entry.found = true;
                result.unchanged.push(part.pointer);
            }
            Some(entry) if part.is_withheld() => {
                entry.found = true;
                let id = part.value.get("id").and_then(Json::as_text).map(str::to_owned);
                result.withheld.push(Withheld { part: part.pointer, id });
            }
            _ => others.push((part.pointer, found)),
        }
    }
    // A withheld answer takes its note along.
    for answer in &result.withheld {
        signed.take(&note_of(&answer.part));
    }
    // Taking one answer out moves all that follow it; only the one taken out is missing.
    let origins = origins(&others, &mut signed);
    let mut left = Vec::new();
    for ((part, _), from) in others.into_iter().zip(origins) {
        match from {
            Some(from) => result.moved.push(Moved { from, to: part }),
            None => left.push(part),
        }
    }
    for part in left {
        if signed.take(&part) { result.altered.push(part) } else { result.added.push(part) }
    }
    // In the order of the document, where a text order would put answer 10 before answer 2.
    let missing = signed.0.iter().filter(|entry| !entry.found);
    let mut missing: Vec<_> = missing.map(|entry| (natural(&entry.pointer), &entry.pointer)).collect();
    missing.sort_unstable();
    result.missing = missing.into_iter().map(|(_, pointer)| pointer.clone()).collect();
    result
}

/// For each of these parts of the file, where it stood when it was signed, if it is a section, answer or
/// note that stands elsewhere now. Of several that are alike the first one goes with the first.
fn origins(others: &[(String, String)], signed: &mut SignedParts) -> Vec<Option<String>> {
    // Sections, answers and notes are told by the number of steps to them.
    let kind = |pointer: &str| pointer.starts_with("/sections/").then(|| pointer.matches('/').count());
    let mut now: Vec<(usize, &str, usize)> = Vec::new();
    for (place, (pointer, digest)) in others.iter().enumerate() {
        now.extend(kind(pointer).map(|kind| (kind, digest.as_str(), place)));
    }
    now.sort_unstable();
    let mut then: Vec<(usize, &str, usize)> = Vec::new();
    for (place, entry) in signed.0.iter().enumerate().filter(|(_, entry)| !entry.found) {
        then.extend(kind(&entry.pointer).map(|kind| (kind, entry.digest.as_str(), place)));
    }
    then.sort_unstable();
    let (mut then, mut pairs) = (then.iter().peekable(), Vec::new());
    for (kind, digest, place) in now {
        while then.next_if(|(other, signed, _)| (*other, *signed) < (kind, digest)).is_some() {}
        let same = then.next_if(|(other, signed, _)| (*other, *signed) == (kind, digest));
        pairs.extend(same.map(|(_, _, origin)| (place, *origin)));
    }
    let mut origins = vec![None; others.len()];
    for (place, origin) in pairs {
        if let (Some(slot), Some(entry)) = (origins.get_mut(place), signed.0.get_mut(origin)) {
            entry.found = true;
            *slot = Some(entry.pointer.clone());
        }
    }
    origins
}

/// What puts the numbers in pointers in the order of numbers.
fn natural(pointer: &str) -> Vec<(usize, &str)> {
    pointer.split('/').map(|step| (step.parse().unwrap_or(usize::MAX), step)).collect()
}

/// The pointer of an answer's note.
fn note_of(answer: &str) -> String {
    pointer(answer, "note")
}

/// A part of a document.
struct DocumentPart<'a> {
    /// Where it stands.
    pointer: String,
    /// What stands there.
    value: &'a Json,
    /// A member of it that is made up of parts of its own, and so does not belong to this one.
    without: Option<&'static str>,
}

impl DocumentPart<'_> {
    fn digest(&self) -> String {
        match self.value {
            Json::Object(object) => digest_without(object, self.without),
            other => digest(other),
        }
    }

    fn is_withheld(&self) -> bool {
        let Some(object) = self.value.as_object() else { return false };
        object.get("withheld") == Some(&Json::Bool(true))
            && object.iter().all(|(name, _)| name == "id" || name == "withheld" || Some(name) == self.without)
            && object.get("id").is_none_or(|id| id.as_text().is_some())
    }
}

/// Every part with its pointer: the members, then the sections, each followed by its answers.
fn parts(document: &Object) -> Vec<DocumentPart<'_>> {
    let mut found = Vec::new();
    let (mut sections, mut lists) = (Vec::new(), Vec::new());
    for (name, value) in document.iter().filter(|(name, _)| !matches!(*name, "manifest" | "proof")) {
        match value {
            Json::List(items) if name == "sections" => sections.extend(items),
            // One that is empty has no part that would show it, so it is a part itself.
            Json::List(items) if name == "lists" && !items.is_empty() => lists.extend(items),
            _ => found.push(DocumentPart { pointer: pointer("", name), value, without: None }),
        }
    }
    for (index, value) in lists.into_iter().enumerate() {
        found.push(DocumentPart { pointer: format!("/lists/{index}"), value, without: None });
    }
    for (index, section) in sections.into_iter().enumerate() {
        push_section(format!("/sections/{index}"), section, &mut found);
    }
    found
}

fn push_section<'a>(place: String, section: &'a Json, found: &mut Vec<DocumentPart<'a>>) {
    // Something else of that name stays in the section, where its digest shows it.
    let answers = section.get("answers").and_then(Json::as_list);
    let without = answers.map(|_| "answers");
    let places = answers.into_iter().flatten().enumerate();
    let places: Vec<_> = places.map(|(index, answer)| (format!("{place}/answers/{index}"), answer)).collect();
    found.push(DocumentPart { pointer: place, value: section, without });
    for (place, answer) in places {
        push_answer(place, answer, found);
    }
}

/// A note that is an object is a part of its own. Anything else of that name stays in its answer, where its
/// digest shows it. An answer that is withheld must hold nothing else, so there it stays too.
fn push_answer<'a>(place: String, answer: &'a Json, found: &mut Vec<DocumentPart<'a>>) {
    let note = answer.get("note").filter(|note| note.as_object().is_some());
    let note = note.filter(|_| answer.get("withheld").is_none());
    let of_note = note.map(|value| DocumentPart { pointer: note_of(&place), value, without: None });
    found.push(DocumentPart { pointer: place, value: answer, without: note.map(|_| "note") });
    found.extend(of_note);
}
