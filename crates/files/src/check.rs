//! Checking a file: what it is, whether it changed since it was signed, by which key, whether its
//! questionnaire is a genuine one, and whether its result agrees with its answers.
//!
//! The steps are those of FORMAT.md, "How a file is verified". Each finding stands alone: there is no
//! single tick for everything.

use candour_age::OpenError;
use candour_proof::{
    date::{Day, Timestamp},
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Limits, Unreadable},
    key::PublicKey,
    parts::{self, Comparison, ManifestVerdict, Withheld},
    proof::{self, DateWarning, ProofProblem, Verified},
};
use candour_questionnaire::{
    catalog::{Catalog, Entry},
    questionnaire::Section,
    scoring::assess,
};

use crate::{
    draft,
    embed::{self, Element},
    import::Placed,
    questionnaires, records,
    request::{Request, RequestProblem},
    result::{self, Echo},
    text::{LONGEST_NAME, clean_line},
};

mod confusables;
mod consistency;
pub mod fields;
mod pointers;
#[cfg(test)]
mod tests;

pub use consistency::{Finding, Inconsistency};
use pointers::{NOTE, answer_of, named};

/// What the one who checks knows already.
pub struct Known<'a> {
    /// The questionnaires, to compare with.
    pub catalog: &'a Catalog,
    /// The own key, to recognise own files.
    pub own: Option<PublicKey>,
    /// Now.
    pub now: Timestamp,
}

/// A file, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// SHA-256 of its bytes in hexadecimal, to note down with the day it came; empty if not read.
    pub sha256: String,
    /// What it is and whether it holds.
    pub verdict: Verdict,
    /// What a result says, and what was found about it.
    pub report: Option<Report>,
    /// The answers in the file by questionnaire, to go on with.
    pub drafts: Vec<(String, Placed)>,
    /// Ids of questionnaires in the file that this page does not have.
    pub not_placed: Vec<String>,
    /// What a passphrase may open: the file, or what a page carries; empty if there is nothing.
    pub locked: Vec<u8>,
    /// Why it was not opened, if that was tried.
    pub problem: Option<OpenError>,
    /// The request in it, or why it cannot be used.
    pub request: Option<Result<Request, RequestProblem>>,
}

/// What a file is and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A signed result, unchanged.
    Intact,
    /// A copy with parts withheld; the rest is as signed.
    Partial,
    /// Changed since it was signed.
    Altered,
    /// A result without signature.
    Unsigned,
    /// A signature that breaks a rule, so nothing can be said.
    Invalid(ProofProblem),
    /// Signed by a kind of key that cannot be checked without a network.
    Uncheckable,
    /// A format of a later version than this page knows.
    Newer(String),
    /// A draft.
    Draft,
    /// A request for answers.
    Request,
    /// A list of requests made and keys known.
    Records,
    /// A questionnaire.
    Questionnaire,
    /// A signing key without a passphrase: a secret that should not lie about.
    SecretKey,
    /// An age file: a key file, or something encrypted to somebody.
    Encrypted,
    /// A web page, perhaps this one.
    Page,
    /// Signed, but not a result of this page; whether the signature holds.
    OtherSigned(bool),
    /// JSON of something else.
    Other,
    /// Not readable as the JSON that signed files are made of.
    Unreadable(Unreadable),
}

impl Verdict {
    /// The word of the hook `data-verdict`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Intact => "intact",
            Self::Partial => "partial",
            Self::Altered => "altered",
            Self::Unsigned => "unsigned",
            Self::Invalid(_) => "invalid",
            Self::Uncheckable => "uncheckable",
            Self::Newer(_) => "newer",
            Self::Draft => "draft",
            Self::Request => "request",
            Self::Records => "records",
            Self::Questionnaire => "questionnaire",
            Self::SecretKey => "secret-key",
            Self::Encrypted => "encrypted",
            Self::Page => "page",
            Self::OtherSigned(_) => "other-signed",
            Self::Other => "other",
            Self::Unreadable(_) => "unreadable",
        }
    }
}

/// What a result says, and what was found about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file's own number, `urn:uuid:…`.
    pub id: String,
    /// The organisation's name as typed; may be empty.
    pub organisation: String,
    /// The key that signed the file, or at least its list of parts.
    pub key: Option<PublicKey>,
    /// Fingerprint of the key that signed, in groups of digits.
    pub fingerprint: Option<String>,
    /// Whether that is the key in memory here.
    pub own_key: bool,
    /// The day it was finished, as the signer's device stated it.
    pub finished: String,
    /// Something odd about the date of the signature.
    pub date_warning: Option<DateWarning>,
    /// The questionnaire's title and version as the file states them.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Its id, as the file states it.
    pub questionnaire_id: String,
    /// Its digest, as the file states it.
    pub questionnaire_sha256: String,
    /// Whether it is one of ours.
    pub questionnaire: Genuine,
    /// Digest of what the outer proof signs, if that holds: the same for the same document, however
    /// its white space.
    pub signed: Option<[u8; 32]>,
    /// Digest of the list of parts, if that can be relied on: the same for all copies of a file.
    pub list: Option<[u8; 32]>,
    /// The request it says it answers.
    pub request: Option<Echo>,
    /// Parts that are not as they were signed.
    pub changes: Vec<Change>,
    /// The parts withheld: a question's id for an answer with its note, `<question id>/note` for a
    /// note alone, else the name of the part.
    pub withheld: Vec<String>,
    /// Answers that the signed list names and the file shows as they were signed.
    pub answers_shown: u32,
    /// Answers that the signed list names and the file withholds.
    pub answers_withheld: u32,
    /// How many parts the signed list names as unchanged.
    pub unchanged: usize,
    /// Signed, but contradicting itself or the questionnaire.
    pub findings: Vec<Finding>,
    /// Whether the result in the file is what its answers give.
    pub agreement: Agreement,
}

impl Report {
    /// Whether nothing in it contradicts itself or the questionnaire. A name may well mix alphabets.
    pub fn is_consistent(&self) -> bool {
        self.findings.iter().all(|finding| finding.what == Inconsistency::MixedScripts)
    }

    /// Whether a part was withheld, named as in [`Report::withheld`].
    pub fn withholds(&self, part: &str) -> bool {
        self.withheld.iter().any(|own| own == part)
    }

    /// Whether the note on a question was withheld, alone or with its answer.
    pub fn withholds_note(&self, question: &str) -> bool {
        let note = |own: &String| own.strip_suffix(NOTE) == Some(question);
        self.withholds(question) || self.withheld.iter().any(note)
    }

    /// Whether something was withheld that the level of a section depends on.
    pub fn withholds_of(&self, section: &Section) -> bool {
        self.withholds("profile") || section.questions.iter().any(|question| self.withholds(&question.id))
    }
}

/// Whether the questionnaire of a file is one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genuine {
    /// The same, by its digest.
    Yes,
    /// Ours by its name, in another version or with other content.
    OtherVersion,
    /// Not known here.
    Unknown,
}

/// A part that is not as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question's id where the part is an answer, with `/note` where it is its note, else the name
    /// of the part.
    pub part: String,
    /// How it differs.
    pub how: How,
}

/// How a part differs from what was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Its content changed.
    Altered,
    /// It was taken out.
    Missing,
    /// It was put in.
    Added,
    /// It stands elsewhere.
    Moved,
}

/// Whether the result in a file is what its answers give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// It is.
    Agrees,
    /// It is not, in these sections (none named: in its totals).
    Differs(Vec<String>),
    /// It cannot be computed again: another questionnaire, or the first answers, answers or the
    /// result itself withheld.
    NotRecomputable,
}

impl Checked {
    /// A file beyond the limit, which was not read.
    pub fn too_large(name: &str, size: usize) -> Self {
        let verdict = Verdict::Unreadable(Unreadable::TooLong(Limits::FILE.bytes));
        Self {
            name: name.to_owned(),
            size,
            sha256: String::new(),
            verdict,
            report: None,
            drafts: Vec::new(),
            not_placed: Vec::new(),
            locked: Vec::new(),
            problem: None,
            request: None,
        }
    }

    /// Unchanged, genuine, consistent and in agreement: what a file just written must be.
    pub fn is_intact(&self) -> bool {
        let sound = |report: &Report| {
            report.questionnaire == Genuine::Yes
                && report.is_consistent()
                && report.agreement == Agreement::Agrees
        };
        self.verdict == Verdict::Intact && self.report.as_ref().is_some_and(sound)
    }
}

/// Checks a file of that name.
pub fn check(bytes: &[u8], name: &str, known: &Known<'_>) -> Checked {
    let mut checked = Checked {
        name: name.to_owned(),
        size: bytes.len(),
        sha256: hex(&sha256(bytes)),
        verdict: Verdict::Other,
        report: None,
        drafts: Vec::new(),
        not_placed: Vec::new(),
        locked: Vec::new(),
        problem: None,
        request: None,
    };
    if let Some(verdict) = by_its_beginning(bytes) {
        let page = std::str::from_utf8(bytes).unwrap_or_default();
        checked.locked = match verdict {
            Verdict::Encrypted => bytes.to_vec(),
            _ => embed::carried(page, Element::Draft).unwrap_or_default().into(),
        };
        if let Some(content) = embed::carried(page, Element::Request) {
            let request = questionnaires::unpack(content).and_then(|(request, _)| request);
            checked.request = Some(
                request.map_or(Err(RequestProblem::Broken), |request| Request::read(&request, known.now)),
            );
        }
        checked.verdict = verdict;
        return checked;
    }
    match Json::read(bytes, Limits::FILE) {
        Err(problem) => checked.verdict = Verdict::Unreadable(problem),
        Ok(document) => document_of(&document, known, &mut checked),
    }
    checked
}

/// What is no JSON, by its first bytes.
fn by_its_beginning(bytes: &[u8]) -> Option<Verdict> {
    let start = bytes.trim_ascii_start();
    let begins =
        |mark: &str| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark.as_bytes()));
    if begins("age-encryption.org/") || begins("-----BEGIN AGE ENCRYPTED FILE-----") {
        return Some(Verdict::Encrypted);
    }
    (begins("<!doctype html") || begins("<html")).then_some(Verdict::Page)
}

fn document_of(document: &Json, known: &Known<'_>, checked: &mut Checked) {
    let format = document.get("format").and_then(Json::as_text).unwrap_or_default();
    if format == result::FORMAT {
        if answers_in(document) > MOST_ANSWERS {
            checked.verdict = Verdict::Unreadable(Unreadable::TooLong(Limits::FILE.bytes));
            return;
        }
        return result_of(document, known, checked);
    }
    checked.verdict = match format {
        draft::FORMAT => {
            drafts(std::slice::from_ref(document), known.catalog, checked);
            Verdict::Draft
        }
        draft::SEVERAL => {
            let files = document.get("drafts").and_then(Json::as_list).unwrap_or_default();
            drafts(files, known.catalog, checked);
            Verdict::Draft
        }
        _ if format.starts_with("candour-request/") => {
            checked.request = Some(Request::read(document, known.now));
            Verdict::Request
        }
        records::FORMAT => Verdict::Records,
        questionnaires::FORMAT | questionnaires::STRUCTURE | questionnaires::WORDING => {
            Verdict::Questionnaire
        }
        _ if format.starts_with("candour-") => Verdict::Newer(format.to_owned()),
        _ if document.get("secretKeyMultibase").is_some() => Verdict::SecretKey,
        _ if document.get("proof").is_some() => {
            Verdict::OtherSigned(proof::verify(document, known.now).is_ok())
        }
        _ => Verdict::Other,
    };
}

/// Most answers of a result that is looked at. Each is looked for among the others, so a file made of
/// nothing but empty answers could hold the page up for seconds.
const MOST_ANSWERS: usize = 5_000;

fn answers_in(document: &Json) -> usize {
    let sections = document.get("sections").and_then(Json::as_list).unwrap_or_default();
    let answers = |section: &Json| section.get("answers").and_then(Json::as_list).map_or(1, <[Json]>::len);
    sections.iter().map(answers).sum()
}

fn drafts(files: &[Json], catalog: &Catalog, checked: &mut Checked) {
    for file in files {
        if let Some((entry, _)) = entry_of(file, catalog) {
            let placed = draft::read(file, &entry.questionnaire);
            checked.drafts.push((entry.questionnaire.id().to_owned(), placed));
        } else {
            let id = draft::questionnaire_of(file);
            checked.not_placed.push(clean_line(id.unwrap_or("?"), LONGEST_NAME));
        }
    }
}

/// The questionnaire a file names, and whether it is the same.
fn entry_of<'a>(document: &Json, catalog: &'a Catalog) -> Option<(&'a Entry, bool)> {
    let named = document.get("questionnaire")?;
    let entry = catalog.entry(named.get("id")?.as_text()?)?;
    let same = named.get("sha256").and_then(Json::as_text) == Some(entry.questionnaire.digest());
    Some((entry, same))
}

fn result_of(document: &Json, known: &Known<'_>, checked: &mut Checked) {
    let text = |path: [&str; 2]| {
        let part = path.into_iter().filter(|name| !name.is_empty()).try_fold(document, Json::get);
        // Shown to people: nothing in it may hide or turn around what stands beside it.
        clean_line(part.and_then(Json::as_text).unwrap_or_default(), LONGEST_NAME)
    };
    let signature = Signature::of(document, known.now);
    let entry = entry_of(document, known.catalog);
    let genuine = match entry {
        Some((_, true)) => Genuine::Yes,
        Some((_, false)) => Genuine::OtherVersion,
        None => Genuine::Unknown,
    };
    let mut report = Report {
        id: text(["id", ""]),
        organisation: text(["signer", "name"]),
        key: signature.key().copied(),
        fingerprint: signature.key().map(PublicKey::fingerprint),
        own_key: known.own.is_some() && known.own.as_ref() == signature.key(),
        finished: text(["finished", ""]),
        date_warning: signature.verified.as_ref().and_then(|proof| proof.proofs().first()?.warning),
        title: text(["questionnaire", "title"]),
        version: text(["questionnaire", "version"]),
        questionnaire_id: text(["questionnaire", "id"]),
        questionnaire_sha256: text(["questionnaire", "sha256"]),
        questionnaire: genuine,
        signed: match (&signature.verdict, &signature.verified) {
            (Verdict::Intact, Some(proof)) => Some(proof.digest()),
            _ => None,
        },
        list: signature.comparison.as_ref().map(|list| list.signature.digest()),
        request: Echo::read(document),
        changes: Vec::new(),
        withheld: Vec::new(),
        answers_shown: 0,
        answers_withheld: 0,
        unchanged: 0,
        findings: Vec::new(),
        agreement: Agreement::NotRecomputable,
    };
    if let Some(comparison) = &signature.comparison {
        report.unchanged = comparison.unchanged.len();
        report.withheld = comparison.withheld.iter().map(|part| named(document, &part.part)).collect();
        report.answers_shown = answers(comparison.unchanged.iter());
        report.answers_withheld = answers(comparison.withheld.iter().map(|part| &part.part));
    }
    if let Some((entry, _)) = entry {
        let placed = consistency::placed(document, entry);
        if genuine == Genuine::Yes {
            report.findings = consistency::findings(document, entry, known.catalog, &placed.draft.answers);
            if signature.verdict == Verdict::Intact && !signature.list_fits() {
                report.findings.push(Finding { what: Inconsistency::Manifest, part: "manifest".to_owned() });
            }
            if signature.signed_before(&report.finished) {
                let part = "finished".to_owned();
                report.findings.push(Finding { what: Inconsistency::DateOrder, part });
            }
            let withheld = signature.comparison.as_ref().map(|list| list.withheld.as_slice());
            if !withheld.unwrap_or_default().iter().any(decides) {
                report.agreement = agreement(document, entry, &placed);
            }
        }
        checked.drafts.push((entry.questionnaire.id().to_owned(), placed));
    }
    if let Some(comparison) = signature.comparison.as_ref().filter(|_| signature.verdict != Verdict::Intact) {
        report.changes = changes(document, comparison, &report.findings);
    }
    checked.verdict = signature.verdict;
    checked.report = Some(report);
}

/// What the proofs say together.
struct Signature {
    verdict: Verdict,
    verified: Option<Verified>,
    comparison: Option<Comparison>,
}

impl Signature {
    fn of(document: &Json, now: Timestamp) -> Self {
        let comparison = match parts::check(document, now) {
            ManifestVerdict::Compared(comparison) => Some(comparison),
            ManifestVerdict::Missing | ManifestVerdict::Untrusted(_) => None,
        };
        let (verdict, verified) = match proof::verify(document, now) {
            Ok(verified) if signed_by_signer(document, &verified) => (Verdict::Intact, Some(verified)),
            // Parts were withheld and the outer proof was left in: the list still holds.
            Err(ProofProblem::Mismatch) if comparison.as_ref().is_some_and(withheld_only) => {
                (Verdict::Partial, comparison.as_ref().map(|list| list.signature.clone()))
            }
            // A proof swapped for another key's: the content may be anything.
            Ok(_) | Err(ProofProblem::Mismatch) => (Verdict::Altered, None),
            Err(ProofProblem::NotSigned) => match &comparison {
                Some(list) if list.same_but_withheld() => (Verdict::Partial, Some(list.signature.clone())),
                Some(_) => (Verdict::Altered, None),
                None => (Verdict::Unsigned, None),
            },
            Err(ProofProblem::CannotCheckOffline(_)) => (Verdict::Uncheckable, None),
            Err(problem) => (Verdict::Invalid(problem), None),
        };
        Self { verdict, verified, comparison }
    }

    /// Whether the list of parts is there, genuine, and fits every part.
    fn list_fits(&self) -> bool {
        self.comparison.as_ref().is_some_and(Comparison::same)
    }

    /// Whether a proof says that it was made on an earlier day than this one.
    fn signed_before(&self, finished: &str) -> bool {
        let proofs = self.verified.as_ref().map(Verified::proofs).unwrap_or_default();
        let signed = proofs.iter().filter_map(|proof| proof.created.map(Timestamp::day)).min();
        signed.zip(Day::parse(finished)).is_some_and(|(signed, finished)| signed < finished)
    }

    /// The key that signed the file, or at least its list of parts.
    fn key(&self) -> Option<&PublicKey> {
        let proofs = self.verified.as_ref().or(self.comparison.as_ref().map(|list| &list.signature))?;
        proofs.proofs().first().map(|proof| &proof.key)
    }
}

/// Parts were withheld, and all others are as signed.
fn withheld_only(list: &Comparison) -> bool {
    !list.withheld.is_empty() && list.same_but_withheld()
}

fn signed_by_signer(document: &Json, verified: &Verified) -> bool {
    let signer = document.get("signer").and_then(|signer| signer.get("id")).and_then(Json::as_text);
    signer.and_then(|did| PublicKey::from_did_key(did).ok()).is_some_and(|key| verified.signed_by(&key))
}

/// How many of these parts are answers.
fn answers<'a>(parts: impl Iterator<Item = &'a String>) -> u32 {
    let answers = parts.filter(|part| part.contains("/answers/") && answer_of(part).is_none());
    u32::try_from(answers.count()).unwrap_or(u32::MAX)
}

/// Whether levels depend on a part, or it is where the file states them.
fn decides(part: &Withheld) -> bool {
    let part = part.part.as_str();
    part.starts_with("/sections/") && answer_of(part).is_none()
        || matches!(part, "/profile" | "/questionnaire" | "/result")
}

fn changes(document: &Json, comparison: &Comparison, findings: &[Finding]) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut add = |part: String, how: How| changes.push(Change { part, how });
    for pointer in alone(&comparison.altered) {
        add(named(document, pointer), How::Altered);
    }
    for part in missing(document, comparison, findings) {
        add(part, How::Missing);
    }
    for pointer in alone(&comparison.added) {
        add(named(document, pointer), How::Added);
    }
    let moved: Vec<String> = comparison.moved.iter().map(|part| part.to.clone()).collect();
    for pointer in alone(&moved) {
        add(named(document, pointer), How::Moved);
    }
    changes
}

/// These parts without the notes of answers that are among them: what holds of the answer is said once.
fn alone(parts: &[String]) -> impl Iterator<Item = &String> {
    parts.iter().filter(|part| !answer_of(part).is_some_and(|answer| parts.iter().any(|own| own == answer)))
}

/// The list names a part taken out by its place only. If as many questions are missing as answers
/// were taken out, they are the same.
fn missing(document: &Json, comparison: &Comparison, findings: &[Finding]) -> Vec<String> {
    let (mut answers, mut others) = (Vec::new(), Vec::new());
    for pointer in alone(&comparison.missing) {
        if let Some(answer) = answer_of(pointer) {
            // Its answer is still there, perhaps elsewhere.
            let moved = comparison.moved.iter().find(|part| part.from == answer);
            others.push(named(document, &[moved.map_or(answer, |part| &part.to), NOTE].concat()));
        } else if pointer.contains("/answers/") {
            answers.push(pointer.clone());
        } else {
            others.push(pointer.trim_start_matches('/').to_owned());
        }
    }
    let questions: Vec<String> = findings
        .iter()
        .filter(|finding| finding.what == Inconsistency::QuestionMissing)
        .map(|finding| finding.part.clone())
        .collect();
    let named = if questions.len() == answers.len() {
        questions
    } else {
        answers.iter().map(|pointer| pointer.trim_start_matches('/').to_owned()).collect()
    };
    named.into_iter().chain(others).collect()
}

fn agreement(document: &Json, entry: &Entry, placed: &Placed) -> Agreement {
    let own = Json::from(result::write_assessment(&assess(&entry.questionnaire, &placed.draft.answers)));
    let Some(mut stated) = document.get("result").cloned() else {
        return Agreement::NotRecomputable;
    };
    if let Json::Object(stated) = &mut stated {
        stated.remove("salt");
    }
    // Compared in canonical form: the order of members means nothing.
    if canonical(&stated) == canonical(&own) {
        return Agreement::Agrees;
    }
    let sections = |value: &Json| -> Vec<(String, String)> {
        let list = value.get("sections").and_then(Json::as_list).unwrap_or_default();
        let id = |section: &Json| section.get("id").and_then(Json::as_text).unwrap_or("?").to_owned();
        list.iter().map(|section| (id(section), canonical(section))).collect()
    };
    let (stated, own) = (sections(&stated), sections(&own));
    let different = own.iter().filter(|section| !stated.contains(section));
    let different = different.chain(stated.iter().filter(|section| !own.contains(section)));
    let mut named = Vec::new();
    for (id, _) in different {
        if !named.contains(id) {
            named.push(id.clone());
        }
    }
    Agreement::Differs(named)
}
