//! The list of parts: a second signature that tells which parts of a file changed, or were withheld.
//!
//! `parts` maps the JSON pointer of each part to the SHA-256 of its RFC 8785 form. Parts are the
//! top-level members (except `sections`, `lists`, `manifest` and `proof`), each list, each section without its
//! answers, each answer without its note, and each note. See FORMAT.md, "The list of parts".

use std::{error::Error, fmt};

use crate::{
    date::Timestamp,
    digest::{from_hex, hex, of_pieces},
    jcs::CanonicalForm,
    json::{Json, Object, pointer},
    key::{SigningKey, Verifier},
    proof::{self, ProofError, VerifiedProof, signer, verify_one},
    sort::{sort, sort_by},
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
    let form = CanonicalForm::new(document);
    let entry = |part: DocumentPart<'_>| (part.place.pointer(), hex(&part.digest(&form)).into());
    let list: Object = parts(document, &form).into_iter().map(entry).collect();
    let unsigned = Object::new().with("format", FORMAT).with("of", id).with("parts", list);
    proof::sign(&unsigned, key, created)
}

/// What the two signatures of a file say: that of its list of parts, and its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileProofs {
    /// How the file compares with its list of parts.
    pub manifest: ManifestVerdict,
    /// Its own proof, which must be its signer's.
    pub proof: Result<VerifiedProof, ProofError>,
}

/// Verifies both signatures of a file. Its canonical form is written once for them and for all parts.
pub fn verify(document: &Json, now: Timestamp) -> FileProofs {
    let Some(document) = document.as_object() else {
        return FileProofs { manifest: ManifestVerdict::Missing, proof: Err(ProofError::NotAnObject) };
    };
    let (form, signer) = (CanonicalForm::new(document), signer(document));
    let manifest = compared(document, &form, signer.as_ref(), now);
    let digest = || digest_without_proof(document, CanonicalForm::ROOT, &form);
    FileProofs { manifest, proof: verify_one(document, signer.as_ref(), now, digest) }
}

/// Compares a document with its own list of parts, once that list is found to be good.
pub fn check(document: &Json, now: Timestamp) -> ManifestVerdict {
    let Some(document) = document.as_object() else { return ManifestVerdict::Missing };
    compared(document, &CanonicalForm::new(document), signer(document).as_ref(), now)
}

fn compared(
    document: &Object,
    form: &CanonicalForm,
    signer: Option<&Verifier>,
    now: Timestamp,
) -> ManifestVerdict {
    let Some(place) = document.place("manifest") else { return ManifestVerdict::Missing };
    let node = form.child(CanonicalForm::ROOT, place);
    match trusted(document, node, form, signer, now) {
        Ok((proof, listed)) => ManifestVerdict::Compared(compare(document, form, proof, listed)),
        Err(problem) => ManifestVerdict::Untrusted(problem),
    }
}

/// What a proof of this object signs, by the node at which the object is written.
fn digest_without_proof(object: &Object, node: usize, form: &CanonicalForm) -> [u8; 32] {
    let proof = object.place("proof").map(|place| form.child(node, place));
    of_pieces(form.pieces(node, proof))
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
struct SignedParts<'a>(Vec<SignedPart<'a>>);

/// A signed part.
struct SignedPart<'a> {
    pointer: &'a str,
    /// What was signed; `None` of a text that is no digest, which no part has.
    digest: Option<[u8; 32]>,
    /// Whether it was found in the file.
    found: bool,
}

impl<'a> SignedParts<'a> {
    fn entry(&mut self, pointer: &str) -> Option<&mut SignedPart<'a>> {
        let place = self.0.binary_search_by(|entry| entry.pointer.cmp(pointer)).ok()?;
        self.0.get_mut(place).filter(|entry| !entry.found)
    }

    /// Notes that a part was found; whether it was there, and not found before.
    fn take(&mut self, pointer: &str) -> bool {
        let entry = self.entry(pointer);
        entry.map(|entry| entry.found = true).is_some()
    }
}

fn trusted<'a>(
    document: &'a Object,
    node: usize,
    form: &CanonicalForm,
    signer: Option<&Verifier>,
    now: Timestamp,
) -> Result<(VerifiedProof, SignedParts<'a>), ManifestError> {
    // Without members, an object has none of those that are needed.
    let list = document.get("manifest").and_then(Json::as_object).ok_or(ManifestError::Malformed)?;
    if text(list.get("format"))? != FORMAT {
        return Err(ManifestError::OtherFormat);
    }
    let of = text(list.get("of"))?;
    let entries = list.get("parts").and_then(Json::as_object).ok_or(ManifestError::Malformed)?;
    let mut listed = Vec::with_capacity(entries.len());
    for (pointer, digest) in entries.iter() {
        let digest = Some(text(Some(digest))?).filter(|digest| digest.len() == 64);
        let digest = from_hex(digest.ok_or(ManifestError::Malformed)?);
        listed.push(SignedPart { pointer, digest, found: false });
    }
    sort_by(&mut listed, |one, other| one.pointer.cmp(other.pointer));
    // Otherwise anybody could put a list of their own beside another's answers.
    let digest = || digest_without_proof(list, node, form);
    let signature = verify_one(list, signer, now, digest).map_err(|problem| match problem {
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

fn compare(
    document: &Object,
    form: &CanonicalForm,
    signature: VerifiedProof,
    mut signed: SignedParts<'_>,
) -> PartsComparison {
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
    for part in parts(document, form) {
        let (pointer, found) = (part.place.pointer(), part.digest(form));
        match signed.entry(&pointer) {
            Some(entry) if entry.digest == Some(found) => {
                entry.found = true;
                result.unchanged.push(pointer);
            }
            Some(entry) if part.is_withheld() => {
                entry.found = true;
                let id = part.value.get("id").and_then(Json::as_text).map(str::to_owned);
                result.withheld.push(Withheld { part: pointer, id });
            }
            _ => others.push((pointer, found)),
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
    let mut missing: Vec<_> = missing.map(|entry| (natural(entry.pointer), entry.pointer)).collect();
    sort(&mut missing);
    result.missing = missing.into_iter().map(|(_, pointer)| pointer.to_owned()).collect();
    result
}

/// For each of these parts of the file, where it stood when it was signed, if it is a section, answer or
/// note that stands elsewhere now. Of several that are alike the first one goes with the first.
fn origins(others: &[(String, [u8; 32])], signed: &mut SignedParts<'_>) -> Vec<Option<String>> {
    // Sections, answers and notes are told by the number of steps to them.
    let kind = |pointer: &str| pointer.starts_with("/sections/").then(|| pointer.matches('/').count());
    let mut now: Vec<(usize, [u8; 32], usize)> = Vec::new();
    for (place, (pointer, digest)) in others.iter().enumerate() {
        now.extend(kind(pointer).map(|kind| (kind, *digest, place)));
    }
    sort(&mut now);
    let mut then: Vec<(usize, [u8; 32], usize)> = Vec::new();
    for (place, entry) in signed.0.iter().enumerate().filter(|(_, entry)| !entry.found) {
        then.extend(kind(entry.pointer).zip(entry.digest).map(|(kind, digest)| (kind, digest, place)));
    }
    sort(&mut then);
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
            *slot = Some(entry.pointer.to_owned());
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
    place: PartPlace<'a>,
    /// What stands there.
    value: &'a Json,
    /// Where it is written.
    node: usize,
    /// A member of it that is made up of parts of its own, and so does not belong to this one; and where it is written.
    without: Option<(&'static str, usize)>,
}

/// Where a part stands: a member of the file by its name, all else by numbers from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartPlace<'a> {
    /// A member of the file.
    Member(&'a str),
    /// A list.
    List(usize),
    /// A section.
    Section(usize),
    /// An answer of a section.
    Answer(usize, usize),
    /// The note of an answer of a section.
    Note(usize, usize),
}

impl PartPlace<'_> {
    /// The JSON pointer to the part.
    pub fn pointer(self) -> String {
        let step = |parent: String, name: &str, place: usize| [&parent, name, &place.to_string()].concat();
        match self {
            Self::Member(name) => pointer("", name),
            Self::List(list) => step(String::new(), "/lists/", list),
            Self::Section(section) => step(String::new(), "/sections/", section),
            Self::Answer(section, answer) => step(Self::Section(section).pointer(), "/answers/", answer),
            Self::Note(section, answer) => note_of(&Self::Answer(section, answer).pointer()),
        }
    }
}

impl DocumentPart<'_> {
    fn digest(&self, form: &CanonicalForm) -> [u8; 32] {
        of_pieces(form.pieces(self.node, self.without.map(|(_, node)| node)))
    }

    fn is_withheld(&self) -> bool {
        let Some(object) = self.value.as_object() else { return false };
        let without = self.without.map(|(name, _)| name);
        object.get("withheld") == Some(&Json::Bool(true))
            && object.iter().all(|(name, _)| name == "id" || name == "withheld" || Some(name) == without)
            && object.get("id").is_none_or(|id| id.as_text().is_some())
    }
}

/// Every part with its place: the members, then the sections, each followed by its answers.
fn parts<'a>(document: &'a Object, form: &CanonicalForm) -> Vec<DocumentPart<'a>> {
    let mut found = Vec::new();
    let (mut sections, mut lists) = (None, None);
    for (index, (name, value)) in document.iter().enumerate() {
        let node = form.child(CanonicalForm::ROOT, index);
        match value {
            _ if matches!(name, "manifest" | "proof") => {}
            Json::List(items) if name == "sections" => sections = Some((node, items)),
            // One that is empty has no part that would show it, so it is a part itself.
            Json::List(items) if name == "lists" && !items.is_empty() => lists = Some((node, items)),
            _ => found.push(DocumentPart { place: PartPlace::Member(name), value, node, without: None }),
        }
    }
    if let Some((node, items)) = lists {
        let part = |(index, value)| DocumentPart {
            place: PartPlace::List(index),
            value,
            node: form.child(node, index),
            without: None,
        };
        found.extend(items.iter().enumerate().map(part));
    }
    if let Some((node, items)) = sections {
        for (index, section) in items.iter().enumerate() {
            push_section(index, section, form.child(node, index), form, &mut found);
        }
    }
    found
}

fn push_section<'a>(
    section: usize,
    value: &'a Json,
    node: usize,
    form: &CanonicalForm,
    found: &mut Vec<DocumentPart<'a>>,
) {
    // Something else of that name stays in the section, where its digest shows it.
    let answers = member(value, "answers").and_then(|(place, answers)| Some((place, answers.as_list()?)));
    let answers = answers.map(|(place, answers)| (form.child(node, place), answers));
    let without = answers.map(|(node, _)| ("answers", node));
    found.push(DocumentPart { place: PartPlace::Section(section), value, node, without });
    if let Some((node, answers)) = answers {
        for (index, answer) in answers.iter().enumerate() {
            push_answer((section, index), answer, form.child(node, index), form, found);
        }
    }
}

/// A note that is an object is a part of its own. Anything else of that name stays in its answer, where its
/// digest shows it. An answer that is withheld must hold nothing else, so there it stays too.
fn push_answer<'a>(
    (section, answer): (usize, usize),
    value: &'a Json,
    node: usize,
    form: &CanonicalForm,
    found: &mut Vec<DocumentPart<'a>>,
) {
    let own = member(value, "note").filter(|(_, note)| note.as_object().is_some());
    let own = own.filter(|_| value.get("withheld").is_none());
    let own = own.map(|(place, note)| (form.child(node, place), note));
    let without = own.map(|(node, _)| ("note", node));
    found.push(DocumentPart { place: PartPlace::Answer(section, answer), value, node, without });
    let place = PartPlace::Note(section, answer);
    found.extend(own.map(|(node, value)| DocumentPart { place, value, node, without: None }));
}

/// A member of an object with its place.
fn member<'a>(value: &'a Json, name: &str) -> Option<(usize, &'a Json)> {
    let object = value.as_object()?;
    let place = object.place(name)?;
    Some((place, object.at(place)?.1))
}
