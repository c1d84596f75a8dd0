//! Proofs: signing and verifying a JSON document with the W3C suite `eddsa-jcs-2022`.
//!
//! The rules are those of Data Integrity `EdDSA` Cryptosuites v1.0 section 3.3, narrowed so that
//! every library agrees on the verdict (FORMAT.md, "How a file is verified").
//!
//! Results, their lists of parts and requests have one signer and exactly one proof: [`verify_by`].
//! [`verify`] reads documents of others, which may have several.

use std::{error::Error, fmt};

use crate::{
    date::Timestamp,
    digest::{digest_without, sha256},
    jcs::canonical,
    json::{Json, Object},
    key::{Base58Problem, KeyError, PublicKey, SigningKey, Verifier, base58},
};

/// Most proofs in one document. Each costs a signature check, so the number is bounded.
pub const MOST_PROOFS: usize = 8;

/// The `type` of a proof.
pub const TYPE: &str = "DataIntegrityProof";
/// Its `cryptosuite`.
pub const SUITE: &str = "eddsa-jcs-2022";

/// A clock may be ahead by this many seconds before a date counts as lying in the future.
const CLOCK_DIFFERENCE: i64 = 300;

/// 2020-01-01T00:00:00Z: no such proof existed before.
const BEFORE_ALL_PROOFS: Timestamp = Timestamp(1_577_836_800);

/// A document every proof of which is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedDocument {
    // INVARIANT: at least one.
    proofs: Vec<VerifiedProof>,
}

/// One proof that fits its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedProof {
    /// The key that signed.
    pub key: PublicKey,
    /// When, as the signer's device said; nothing proves it.
    pub created: Option<Timestamp>,
    /// What a reader should be told about the date.
    pub warning: Option<DateWarning>,
    /// SHA-256 of the RFC 8785 form of what is signed: the same for the same document, whatever its
    /// white space and the order of its members.
    pub digest: [u8; 32],
}

/// A date that cannot be right, or is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateWarning {
    /// The proof has no date.
    Missing,
    /// More than five minutes after now.
    InTheFuture,
    /// Before 2020.
    TooOld,
}

impl DateWarning {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Missing, Self::InTheFuture, Self::TooOld];

    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "date-missing",
            Self::InTheFuture => "date-future",
            Self::TooOld => "date-old",
        }
    }
}

/// Why a document is not verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The document is no JSON object, so it cannot carry a proof.
    NotAnObject,
    /// There is no member `proof`.
    NotSigned,
    /// `proof` is neither an object nor an array of objects.
    NotAProof,
    /// An array (of so many proofs) where exactly one is allowed, or of none or more than [`MOST_PROOFS`].
    Count(usize),
    /// The same proof twice.
    SameProofTwice,
    /// A member every proof must have is missing.
    Missing(&'static str),
    /// A member of the proof is not a text.
    NotText(&'static str),
    /// A member the profile does not know.
    UnknownMember(String),
    /// `previousProof`: chains of proofs are not supported.
    PreviousProof,
    /// `type` is not `DataIntegrityProof`.
    OtherType,
    /// `cryptosuite` is not `eddsa-jcs-2022`.
    OtherSuite,
    /// `proofPurpose` is not `assertionMethod`.
    OtherPurpose,
    /// The proof's `@context` is not the document's.
    OtherContext,
    /// `created` or `expires` (named here) is no date and time with zone, or no such day exists.
    Date(&'static str),
    /// `expires` lies in the past.
    Expired,
    /// The key is named by a DID of this method, which cannot be resolved offline.
    CannotCheckOffline(String),
    /// `verificationMethod` has no fragment, or one that is not the DID's own key.
    Fragment,
    /// The key in `verificationMethod` is not one.
    Key(KeyError),
    /// `proofValue` is not base58btc with the multibase letter `z`.
    SignatureEncoding,
    /// `proofValue` is not 64 bytes.
    SignatureLength,
    /// Made with another key than that of the signer whom the document names.
    OtherSigner,
    /// The signature does not fit: the document or the proof changed after signing.
    Mismatch,
}

impl ProofError {
    /// Whether a signature was compared and does not hold. All else says only that it cannot be checked.
    pub fn is_of_signature(&self) -> bool {
        matches!(self, Self::Mismatch | Self::OtherSigner)
    }

    /// The word for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotAnObject => "not-an-object",
            Self::NotSigned => "not-signed",
            Self::NotAProof => "proof-kind",
            Self::Count(_) => "proof-count",
            Self::SameProofTwice => "same-proof-twice",
            Self::Missing(_) => "proof-member-missing",
            Self::NotText(_) => "proof-member-kind",
            Self::UnknownMember(_) => "proof-member-unknown",
            Self::PreviousProof => "previous-proof",
            Self::OtherType => "proof-type",
            Self::OtherSuite => "cryptosuite",
            Self::OtherPurpose => "proof-purpose",
            Self::OtherContext => "context",
            Self::Date(_) => "proof-date",
            Self::Expired => "expired",
            Self::CannotCheckOffline(_) => "key-not-in-file",
            Self::Fragment => "key-fragment",
            Self::Key(error) => error.as_str(),
            Self::SignatureEncoding => "signature-encoding",
            Self::SignatureLength => "signature-length",
            Self::OtherSigner => "other-signer",
            Self::Mismatch => "signature-mismatch",
        }
    }
}

impl fmt::Display for ProofError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject => out.write_str("not a JSON object"),
            Self::NotSigned => out.write_str("not signed"),
            Self::NotAProof => out.write_str("`proof` is neither an object nor a list of objects"),
            Self::Count(count) => write!(out, "{count} proofs where another number is allowed"),
            Self::SameProofTwice => out.write_str("the same proof twice"),
            Self::Missing(name) => write!(out, "the proof has no member `{name}`"),
            Self::NotText(name) => write!(out, "the member `{name}` of the proof is not a text"),
            Self::UnknownMember(name) => write!(out, "the proof has an unknown member `{name}`"),
            Self::PreviousProof => out.write_str("chains of proofs are not supported"),
            Self::OtherType => out.write_str("another type of proof"),
            Self::OtherSuite => out.write_str("another cryptosuite"),
            Self::OtherPurpose => out.write_str("another purpose of the proof"),
            Self::OtherContext => out.write_str("the `@context` of the proof is not that of the document"),
            Self::Date(name) => write!(out, "the member `{name}` of the proof is not a date and time"),
            Self::Expired => out.write_str("the proof has expired"),
            Self::CannotCheckOffline(method) => {
                write!(out, "keys of the DID method `{method}` cannot be checked offline")
            }
            Self::Fragment => out.write_str("the fragment of `verificationMethod` is not the key"),
            Self::Key(error) => error.fmt(out),
            Self::SignatureEncoding => out.write_str("the signature is not in base58btc"),
            Self::SignatureLength => out.write_str("the signature is not 64 bytes long"),
            Self::OtherSigner => out.write_str("signed with another key than the signer's"),
            Self::Mismatch => out.write_str("the signature does not fit"),
        }
    }
}

impl Error for ProofError {}

/// What a proof must say.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The `proofPurpose` demanded.
    pub purpose: &'a str,
    /// Members allowed beside [`MEMBERS`]. They are signed like all others.
    pub further_members: &'a [&'a str],
}

impl Rules<'static> {
    /// Those of the files that this project writes.
    pub const FILE: Self = Self { purpose: "assertionMethod", further_members: &[] };
    /// Those of documents of others.
    pub const DOCUMENT: Self = Self { further_members: &["@context", "expires"], ..Self::FILE };
}

/// The members of a proof of ours, in the order in which they are written.
pub const MEMBERS: [&str; 6] =
    ["type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"];

/// The document with a proof as its last member, replacing any it had.
#[must_use]
pub fn sign(document: &Object, key: &SigningKey, created: Timestamp) -> Object {
    let mut document = document.clone();
    document.remove("proof");
    let mut proof = Object::new();
    // "Create proof", step 2, of the Recommendation. Our own files have no context.
    if let Some(context) = document.get("@context") {
        proof.set("@context", context.clone());
    }
    proof.set("type", TYPE);
    proof.set("cryptosuite", SUITE);
    proof.set("created", created.rfc3339());
    proof.set("verificationMethod", key.public().verification_method());
    proof.set("proofPurpose", Rules::FILE.purpose);
    let signature = key.sign(&signed_bytes(&proof, &digest_without(&document, "proof")));
    proof.set("proofValue", format!("z{}", bs58::encode(signature).into_string()));
    document.with("proof", proof)
}

/// The key that a document names as its signer's, in `signer.id`; `None` if that is absent or no `did:key` of an Ed25519
/// key. Whether it signed is not looked at.
pub fn signer_of(document: &Object) -> Option<PublicKey> {
    signer(document).map(|signer| signer.public())
}

/// The same key as it compares signatures.
pub(crate) fn signer(document: &Object) -> Option<Verifier> {
    let did = document.get("signer").and_then(|signer| signer.get("id")).and_then(Json::as_text);
    did.and_then(|did| Verifier::from_did_key(did, None).ok())
}

/// Verifies the proof of a result, a list of parts or a request: exactly one, an object with [`MEMBERS`] and
/// no others, made with the signer's key. Whoever has such a document could add a proof of their own to a
/// list of proofs, and pass for the one who signed it.
///
/// # Errors
/// The first [`ProofError`] found; [`ProofError::OtherSigner`] also if there is no signer.
pub fn verify_by(
    document: &Json,
    signer: Option<PublicKey>,
    now: Timestamp,
) -> Result<VerifiedProof, ProofError> {
    let document = document.as_object().ok_or(ProofError::NotAnObject)?;
    let signer = signer.and_then(|signer| Verifier::new(signer).ok());
    verify_one(document, signer.as_ref(), now, || digest_without(document, "proof"))
}

/// The same with the signer's key as it compares signatures, and with the digest of the document without its proof.
pub(crate) fn verify_one(
    document: &Object,
    signer: Option<&Verifier>,
    now: Timestamp,
    digest: impl FnOnce() -> [u8; 32],
) -> Result<VerifiedProof, ProofError> {
    let proof = match document.get("proof").ok_or(ProofError::NotSigned)? {
        Json::Object(proof) => proof,
        Json::List(proofs) => return Err(ProofError::Count(proofs.len())),
        _ => return Err(ProofError::NotAProof),
    };
    let stated = ParsedProof::read(document, proof, Rules::FILE, now, signer)?;
    if signer.map(Verifier::public) != Some(stated.key.public()) {
        return Err(ProofError::OtherSigner);
    }
    stated.verified(digest())
}

/// Verifies every proof of a document that is none of ours; one bad proof spoils all.
///
/// # Errors
/// The first [`ProofError`] found.
pub fn verify(document: &Json, now: Timestamp) -> Result<VerifiedDocument, ProofError> {
    let document = document.as_object().ok_or(ProofError::NotAnObject)?;
    let proof = document.get("proof").ok_or(ProofError::NotSigned)?;
    let proofs = different_objects(proof)?;
    let mut digest = None;
    let good = |proof: &Object| {
        let stated = ParsedProof::read(document, proof, Rules::DOCUMENT, now, None)?;
        stated.verified(*digest.get_or_insert_with(|| digest_without(document, "proof")))
    };
    let proofs = proofs.into_iter().map(good).collect::<Result<_, _>>()?;
    Ok(VerifiedDocument { proofs })
}

/// Verifies one proof kept apart from its document, which holds no `proof` member.
///
/// # Errors
/// The first [`ProofError`] found.
pub fn verify_apart(
    document: &Object,
    proof: &Object,
    rules: Rules,
    now: Timestamp,
) -> Result<VerifiedProof, ProofError> {
    let digest = sha256(canonical(&document.clone().into()).as_bytes());
    ParsedProof::read(document, proof, rules, now, None)?.verified(digest)
}

/// What a proof says whose form is good, before its signature is compared.
struct ParsedProof<'a> {
    proof: &'a Object,
    key: Verifier,
    created: Option<Timestamp>,
    warning: Option<DateWarning>,
}

impl<'a> ParsedProof<'a> {
    /// `known` is a key that need not be worked out again.
    fn read(
        document: &Object,
        proof: &'a Object,
        rules: Rules,
        now: Timestamp,
        known: Option<&Verifier>,
    ) -> Result<Self, ProofError> {
        check_members(document, proof, rules)?;
        let (created, warning) = check_dates(proof, now)?;
        let key = named_key(text(proof, "verificationMethod")?, known)?;
        Ok(Self { proof, key, created, warning })
    }

    /// Compares the signature with the digest of the document.
    fn verified(self, digest: [u8; 32]) -> Result<VerifiedProof, ProofError> {
        let Self { proof, key, created, warning } = self;
        let signature = base58::<64>(text(proof, "proofValue")?).map_err(|problem| match problem {
            Base58Problem::Encoding => ProofError::SignatureEncoding,
            Base58Problem::Length => ProofError::SignatureLength,
        })?;
        if key.verifies(&signed_bytes(proof, &digest), &signature) {
            Ok(VerifiedProof { key: key.public(), created, warning, digest })
        } else {
            Err(ProofError::Mismatch)
        }
    }
}

impl VerifiedDocument {
    /// The proofs, at least one.
    pub fn proofs(&self) -> &[VerifiedProof] {
        &self.proofs
    }

    /// Whether this key is among the signers.
    pub fn signed_by(&self, key: &PublicKey) -> bool {
        self.proofs.iter().any(|proof| proof.key == *key)
    }
}

/// The digest of the proof without its value, followed by the document's: 64 bytes ("hashing",
/// section 3.3.4).
fn signed_bytes(proof: &Object, document: &[u8; 32]) -> [u8; 64] {
    let mut bytes = [0; 64];
    let (first, second) = bytes.split_at_mut(32);
    first.copy_from_slice(&digest_without(proof, "proofValue"));
    second.copy_from_slice(document);
    bytes
}

fn different_objects(proof: &Json) -> Result<Vec<&Object>, ProofError> {
    let items = match proof {
        Json::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    if items.is_empty() || items.len() > MOST_PROOFS {
        return Err(ProofError::Count(items.len()));
    }
    let forms: Vec<String> = items.iter().map(canonical).collect();
    if forms.iter().enumerate().any(|(place, form)| forms.iter().skip(place + 1).any(|other| other == form)) {
        return Err(ProofError::SameProofTwice);
    }
    items.iter().map(|item| item.as_object().ok_or(ProofError::NotAProof)).collect()
}

fn check_members(document: &Object, proof: &Object, rules: Rules) -> Result<(), ProofError> {
    if proof.get("previousProof").is_some() {
        return Err(ProofError::PreviousProof);
    }
    // The Recommendation takes a document whose context merely starts with the proof's; then
    // what was appended would be unsigned (w3c/vc-data-integrity issue 225).
    if proof.get("@context").is_some_and(|context| document.get("@context") != Some(context)) {
        return Err(ProofError::OtherContext);
    }
    for (name, _) in proof.iter() {
        if !MEMBERS.contains(&name) && !rules.further_members.contains(&name) {
            return Err(ProofError::UnknownMember(name.to_owned()));
        }
    }
    if text(proof, "type")? != TYPE {
        return Err(ProofError::OtherType);
    }
    if text(proof, "cryptosuite")? != SUITE {
        return Err(ProofError::OtherSuite);
    }
    if text(proof, "proofPurpose")? != rules.purpose {
        return Err(ProofError::OtherPurpose);
    }
    Ok(())
}

fn check_dates(
    proof: &Object,
    now: Timestamp,
) -> Result<(Option<Timestamp>, Option<DateWarning>), ProofError> {
    if date(proof, "expires")?.is_some_and(|expires| expires < now) {
        return Err(ProofError::Expired);
    }
    let created = date(proof, "created")?;
    let warning = match created {
        None => Some(DateWarning::Missing),
        Some(created) if created < BEFORE_ALL_PROOFS => Some(DateWarning::TooOld),
        Some(created) if created.0 > now.0.saturating_add(CLOCK_DIFFERENCE) => Some(DateWarning::InTheFuture),
        Some(_) => None,
    };
    Ok((created, warning))
}

fn date(proof: &Object, name: &'static str) -> Result<Option<Timestamp>, ProofError> {
    if proof.get(name).is_none() {
        return Ok(None);
    }
    Timestamp::parse(text(proof, name)?).map(Some).ok_or(ProofError::Date(name))
}

/// The key of `did:key:K#K`.
fn named_key(method: &str, known: Option<&Verifier>) -> Result<Verifier, ProofError> {
    let (did, fragment) = match method.split_once('#') {
        Some((did, fragment)) => (did, Some(fragment)),
        None => (method, None),
    };
    let key = Verifier::from_did_key(did, known).map_err(|problem| match problem {
        KeyError::OtherMethod(name) => ProofError::CannotCheckOffline(name),
        other => ProofError::Key(other),
    })?;
    if fragment == did.strip_prefix("did:key:") { Ok(key) } else { Err(ProofError::Fragment) }
}

fn text<'a>(proof: &'a Object, name: &'static str) -> Result<&'a str, ProofError> {
    proof.get(name).ok_or(ProofError::Missing(name))?.as_text().ok_or(ProofError::NotText(name))
}
