//! `candour check --signature-only`: the proof of any document that is signed with `eddsa-jcs-2022`, ours or
//! not, by the strict rules of FORMAT.md, steps 5 to 7.

use candour_batch::files::{Job, Trouble};
use candour_content::messages;
use candour_files::{check::Verdict, checked};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    json::{Json, Limits, Object, Unreadable},
    proof::{self, GoodProof, ProofProblem},
};

use crate::messages::{Message, Page, Words};
use crate::{
    arguments::Check,
    check::{CheckOutcome, each, object},
    context,
    error::{ErrorMessage, ExitStatus, Outcome},
    lines::{Lines, RenderOptions, Style, visible},
    terminal::Terminal,
};

/// Verifies the proofs of documents.
///
/// # Errors
/// If the command cannot begin, or nobody reads what it prints.
pub(crate) fn run(check: &Check) -> Outcome<ExitStatus> {
    let now = context::now();
    let options = Terminal::new(Words::english(), false).render_options();
    each(check, || {
        let texts = Words::english();
        move |job: Job| {
            let more = job.more;
            Verified::of(job, now).rendered(check, texts, options, more)
        }
    })
}

/// A document whose proofs were looked at.
struct Verified {
    name: String,
    size: usize,
    sha256: String,
    /// The proofs, all of them good, or why they are not.
    proofs: Result<Vec<GoodProof>, Refusal>,
}

/// Why a document is not verified.
enum Refusal {
    Trouble(Trouble),
    Unreadable(Unreadable),
    Proof(ProofProblem),
}

impl Refusal {
    /// The word for programs.
    fn word(&self) -> &'static str {
        match self {
            Self::Trouble(trouble) => trouble.name().unwrap_or(TOO_LONG),
            Self::Unreadable(problem) => checked::unreadable(problem),
            Self::Proof(problem) => checked::proof_problem(problem),
        }
    }

    /// The sentence for people.
    fn sentences(&self, texts: Words) -> String {
        match self {
            Self::Trouble(trouble) => match trouble.name() {
                Some(name) => texts.text(crate::messages::trouble(name).0).to_string(),
                None => unreadable(texts, &Unreadable::TooLong(Limits::FILE.bytes)),
            },
            Self::Unreadable(problem) => unreadable(texts, problem),
            Self::Proof(problem) => texts.text(crate::messages::proof_key(problem)).to_string(),
        }
    }
}

/// The word for a file that is too large.
const TOO_LONG: &str = "too-long";

fn unreadable(texts: Words, problem: &Unreadable) -> String {
    let (headline, meaning) = messages::verdict(texts, &Verdict::Unreadable(problem.clone()));
    [&*headline, ". ", &*meaning].concat()
}

impl Verified {
    fn of(job: Job, now: Timestamp) -> Self {
        let name = job.name.clone();
        let bytes = match job.bytes() {
            Ok(bytes) => bytes,
            Err(trouble) => {
                return Self { name, size: 0, sha256: String::new(), proofs: Err(Refusal::Trouble(trouble)) };
            }
        };
        let proofs = Json::read(&bytes, Limits::FILE).map_err(Refusal::Unreadable).and_then(|document| {
            proof::verify(&document, now).map(|verified| verified.proofs().to_vec()).map_err(Refusal::Proof)
        });
        Self { name, size: bytes.len(), sha256: hex(&sha256(&bytes)), proofs }
    }

    fn rendered(&self, check: &Check, texts: Words, options: RenderOptions, more: usize) -> CheckOutcome {
        let warned = self.proofs.iter().flatten().any(|proof| proof.warning.is_some());
        let holds = self.proofs.is_ok();
        let printed = if check.json {
            object(&self.json())
        } else if check.quiet {
            [if holds { "holds" } else { "fails" }, "\t", &visible(&self.name), "\n"].concat()
        } else {
            self.text(texts).render(options)
        };
        CheckOutcome {
            printed,
            headline: headline(texts, holds),
            fine: holds && !(check.strict && warned),
            unread: match &self.proofs {
                Err(Refusal::Trouble(Trouble::NotRead(error))) => {
                    Some(ErrorMessage::new(Message::NotRead).with("file", &self.name).why(error))
                }
                _ => None,
            },
            more,
        }
    }

    fn text(&self, texts: Words) -> Lines {
        let mut text = Lines::default();
        text.add(0, Style::Strong, &self.name);
        let tone = if self.proofs.is_ok() { Style::Good } else { Style::Bad };
        text.add(1, tone, &headline(texts, self.proofs.is_ok()));
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

    fn json(&self) -> Json {
        let sha256 = if self.sha256.is_empty() { Json::Null } else { self.sha256.as_str().into() };
        let mut object = Object::new()
            .with("file", self.name.as_str())
            .with("size", u32::try_from(self.size).unwrap_or(u32::MAX))
            .with("sha256", sha256)
            .with("holds", self.proofs.is_ok());
        if let Err(refusal) = &self.proofs {
            object.set("problem", refusal.word());
        }
        let proofs: Vec<Json> = self.proofs.iter().flatten().map(checked::good_proof).collect();
        object.with("proofs", proofs).into()
    }
}

fn headline(texts: Words, holds: bool) -> String {
    texts.text(if holds { Message::SignatureHolds } else { Message::SignatureFails }).to_string()
}

fn proof_text(texts: Words, proof: &GoodProof, text: &mut Lines) {
    text.plain(1, &[&*texts.text(Page::FactKey), ": ", &proof.key.fingerprint()].concat());
    text.plain(2, &proof.key.did());
    let created = proof.created.map_or_else(String::new, Timestamp::rfc3339);
    text.plain(1, &[&*texts.text(Page::FactDate), ": ", &created].concat());
    if let Some(warning) = proof.warning {
        text.add(2, Style::Care, &texts.text(messages::date(warning)));
    }
}
