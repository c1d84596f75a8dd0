//! `candour check --signature-only`: the proof of any document that is signed with `eddsa-jcs-2022`, ours or
//! not, by the strict rules of FORMAT.md, steps 5 to 7.

use candour_batch::files::Job;
use candour_content::messages;
use candour_files::{check::Verdict, checked::CheckedSignature, intake::IntakeError};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    json::{Json, Limits, Unreadable},
    proof::{self, ProofError, VerifiedProof},
};

use serde::Serialize;

use crate::messages::{Message, Page, Words};
use crate::{
    arguments::Check,
    check::{CheckOutcome, each, object},
    clock,
    error::{CliOutcome, ExitStatus},
    lines::{Lines, RenderOptions, Style, visible},
    open::not_read,
    terminal::Terminal,
};

/// Verifies the proofs of documents.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(check: &Check) -> CliOutcome<ExitStatus> {
    let now = clock::now();
    let options = Terminal::new(Words::english(), false).render_options();
    each(check, || {
        let texts = Words::english();
        move |job: Job| {
            let (more, left_out) = (job.more, job.left_out);
            CheckOutcome { more, left_out, ..SignatureReport::of(job, now).rendered(check, texts, options) }
        }
    })
}

/// A document whose proofs were looked at.
struct SignatureReport {
    name: String,
    size: usize,
    sha256: String,
    /// What the system said, if it refused to read the file.
    refused: Option<String>,
    /// The proofs, all of them good, or why they are not.
    proofs: Result<Vec<VerifiedProof>, Refusal>,
}

/// An entry of `candour check --signature-only --json`.
#[derive(Serialize)]
struct FileSignature<'a> {
    file: &'a str,
    size: usize,
    sha256: Option<&'a str>,
    #[serde(flatten)]
    signature: CheckedSignature,
}

/// Why a document is not verified.
enum Refusal {
    Unopened(IntakeError),
    Unreadable(Unreadable),
    Proof(ProofError),
}

impl Refusal {
    /// The word for programs.
    fn word(&self) -> &'static str {
        match self {
            Self::Unopened(error) => error.as_str(),
            Self::Unreadable(error) => error.as_str(),
            Self::Proof(error) => error.as_str(),
        }
    }

    /// The sentence for people.
    fn sentences(&self, texts: Words) -> String {
        match self {
            Self::Unopened(error) => texts.text(messages::unopened(*error).0).to_string(),
            Self::Unreadable(error) => unreadable(texts, error),
            Self::Proof(error) => texts.text(crate::messages::proof_key(error)).to_string(),
        }
    }
}

fn unreadable(texts: Words, problem: &Unreadable) -> String {
    let (headline, meaning) = messages::verdict(texts, &Verdict::Unreadable(problem.clone()));
    [&*headline, ". ", &*meaning].concat()
}

impl SignatureReport {
    fn of(job: Job, now: Timestamp) -> Self {
        let (name, refused) = (job.piece.name.clone(), job.refused);
        let bytes = match job.piece.read() {
            Ok(bytes) => bytes,
            Err(error) => {
                let proofs = Err(Refusal::Unopened(error));
                return Self { name, size: 0, sha256: String::new(), refused, proofs };
            }
        };
        let proofs = Json::read(&bytes, Limits::FILE).map_err(Refusal::Unreadable).and_then(|document| {
            proof::verify(&document, now).map(|verified| verified.proofs().to_vec()).map_err(Refusal::Proof)
        });
        Self { name, size: bytes.len(), sha256: hex(&sha256(&bytes)), refused, proofs }
    }

    /// Whether the signature holds; `None` if it was not compared.
    fn holds(&self) -> Option<bool> {
        match &self.proofs {
            Ok(_) => Some(true),
            Err(Refusal::Proof(error)) if error.is_of_signature() => Some(false),
            Err(_) => None,
        }
    }

    fn rendered(&self, check: &Check, texts: Words, options: RenderOptions) -> CheckOutcome {
        let warned = self.proofs.iter().flatten().any(|proof| proof.warning.is_some());
        let printed = if check.json {
            object(&self.told())
        } else if check.quiet {
            let word = match self.holds() {
                Some(true) => "holds",
                Some(false) => "fails",
                None => "unchecked",
            };
            [word, "\t", &visible(&self.name), "\n"].concat()
        } else {
            self.text(texts).render(options)
        };
        CheckOutcome {
            printed,
            headline: headline(texts, self.holds()),
            fine: self.proofs.is_ok() && !(check.strict && warned),
            unread: not_read(&self.name, self.refused.as_ref()),
            more: 0,
            left_out: 0,
        }
    }

    fn text(&self, texts: Words) -> Lines {
        let mut text = Lines::default();
        text.add(0, Style::Strong, &self.name);
        let tone = match self.holds() {
            Some(true) => Style::Good,
            Some(false) => Style::Bad,
            None => Style::Care,
        };
        text.add(1, tone, &headline(texts, self.holds()));
        match &self.proofs {
            Ok(proofs) => {
                text.plain(1, &texts.text(Message::SignatureHoldsMeaning));
                for proof in proofs {
                    proof_text(texts, proof, &mut text);
                }
            }
            Err(refusal) => text.plain(1, &refusal.sentences(texts)),
        }
        if !self.sha256.is_empty() {
            text.plain(1, &texts.with(Message::Sha256, &[("digest", &self.sha256)]));
        }
        text
    }

    fn told(&self) -> FileSignature<'_> {
        FileSignature {
            file: &self.name,
            size: self.size,
            sha256: Some(self.sha256.as_str()).filter(|digest| !digest.is_empty()),
            signature: match &self.proofs {
                Ok(proofs) => CheckedSignature::holds(proofs),
                Err(refusal) => CheckedSignature::refused(refusal.word()),
            },
        }
    }
}

fn headline(texts: Words, holds: Option<bool>) -> String {
    let key = match holds {
        Some(true) => Message::SignatureHolds,
        Some(false) => Message::SignatureFails,
        None => Message::SignatureUnchecked,
    };
    texts.text(key).to_string()
}

fn proof_text(texts: Words, proof: &VerifiedProof, text: &mut Lines) {
    text.plain(1, &[&*texts.text(Page::FactKey), ": ", &proof.key.fingerprint()].concat());
    text.plain(2, &proof.key.did());
    let created = proof.created.map_or_else(String::new, Timestamp::rfc3339);
    text.plain(1, &[&*texts.text(Page::FactDate), ": ", &created].concat());
    if let Some(warning) = proof.warning {
        text.add(2, Style::Care, &texts.text(messages::date(warning)));
    }
}
