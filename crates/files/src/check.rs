//! Checking a file: what it is, whether it changed since it was signed, by which key, whether its
//! questionnaire is a genuine one, and whether its result agrees with its answers.
//!
//! The steps are those of FORMAT.md, "How a file is verified". Each finding stands alone: there is no
//! single tick for everything.

use std::borrow::Cow;

use candour_age::{self as age, decoded};
use candour_proof::{
    date::{Day, Timestamp},
    digest::{hex, sha256},
    jcs::canonical,
    json::{Json, Limits, Object, Unreadable},
    key::PublicKey,
    parts::{self, FileProofs, ManifestError, ManifestVerdict, PartsComparison, Withheld},
    proof::{self, DateWarning, ProofError, VerifiedProof},
    sort::sort,
};
use candour_questionnaire::{
    catalog::{Catalog, CatalogEntry},
    listed::{Listed, ListedNames, once},
    questionnaire::Section,
    scoring::assess,
};

use crate::{
    draft,
    embed::{self, Element},
    import::PlacedDraft,
    limits::{self, RepeatLimit},
    not_opened::{IntakeError, Needs},
    questionnaires, records,
    request::{Request, RequestError},
    result::{self, RequestRef},
    text::{LONGEST_NAME, clean_line, text_of},
};

mod consistency;
pub mod fields;
mod form;
mod pointers;
#[cfg(test)]
mod tests;

pub use consistency::{Finding, Inconsistency};

pub use crate::same_words::SameWords;
use pointers::{NOTE, answer_of, named};

/// What the one who checks knows already.
pub struct CheckerContext<'a> {
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
    pub drafts: Vec<(String, PlacedDraft)>,
    /// Ids of questionnaires in the file that this page does not have.
    pub not_placed: Listed<String>,
    /// What a passphrase may open: the file, or what a page carries; empty if there is nothing.
    pub locked: Vec<u8>,
    /// What opens a file that is still locked.
    pub lock: Option<Needs>,
    /// Whether it came encrypted and was opened here; then all else is said of what was in it.
    pub was_encrypted: bool,
    /// Why it was not read or not opened. If there is such a reason it is to be said, and not the verdict.
    pub problem: Option<IntakeError>,
    /// The request in it, or why it cannot be used.
    pub request: Option<Result<Request, RequestError>>,
    /// Of a web page: what it is without what it carries.
    pub page: Option<embed::OpenedPage>,
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
    Invalid(ProofError),
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
    /// Signed, but not a result of this page; whether the signature holds, if it can be compared here.
    OtherSigned(Option<bool>),
    /// JSON of something else.
    Other,
    /// Not readable as the JSON that signed files are made of.
    Unreadable(Unreadable),
}

impl Verdict {
    /// The word of the hook `data-verdict`.
    pub fn as_str(&self) -> &'static str {
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
    /// Digest of the wording that was answered, as the file states it.
    pub wording_sha256: String,
    /// The language of that wording, as the file states it.
    pub language: String,
    /// Whether those words are the ones known here.
    pub words: SameWords,
    /// Whether it is one of ours.
    pub questionnaire: QuestionnaireMatch,
    /// Digest of what the outer proof signs, if that holds: the same for the same document, however
    /// its white space.
    pub signed: Option<[u8; 32]>,
    /// Digest of the list of parts, if that can be relied on: the same for all copies of a file.
    pub list: Option<[u8; 32]>,
    /// The request it says it answers.
    pub request: Option<RequestRef>,
    /// Parts that are not as they were signed.
    pub changes: Listed<PartChange>,
    /// The parts withheld: a question's id for an answer with its note, `<question id>/note` for a
    /// note alone, else the name of the part.
    pub withheld: ListedNames,
    /// Answers that the signed list names and the file shows as they were signed.
    pub answers_shown: u32,
    /// Answers that the signed list names and the file withholds.
    pub answers_withheld: u32,
    /// How many parts the signed list names as unchanged.
    pub unchanged: usize,
    /// Signed, but contradicting itself, the form of such files or the questionnaire, or not to be compared.
    pub findings: Listed<Finding>,
    /// Whether the result in the file is what its answers give.
    pub agreement: ScoreAgreement,
}

impl Report {
    /// Whether nothing in it contradicts itself, its form or the questionnaire, and all was compared. A name may
    /// well mix alphabets.
    pub fn is_consistent(&self) -> bool {
        let odd = |finding: &Finding| finding.what == Inconsistency::MixedScripts;
        self.findings.more() == 0 && self.findings.iter().all(odd)
    }

    /// Whether a part was withheld, named as in [`Report::withheld`].
    pub fn withholds(&self, part: &str) -> bool {
        self.withheld.contains(part)
    }

    /// Whether the note on a question was withheld, alone or with its answer.
    pub fn withholds_note(&self, question: &str) -> bool {
        self.withholds(question) || self.withholds(&[question, NOTE].concat())
    }

    /// Whether something was withheld that the level of a section depends on.
    pub fn withholds_of(&self, section: &Section) -> bool {
        self.withholds("profile") || section.questions.iter().any(|question| self.withholds(&question.id))
    }
}

/// Whether the questionnaire of a file is one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionnaireMatch {
    /// The same, by its digest.
    Yes,
    /// Ours by its name, in another version or with other content.
    OtherVersion,
    /// Not known here.
    Unknown,
}

impl QuestionnaireMatch {
    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "genuine",
            Self::OtherVersion => "other-version",
            Self::Unknown => "unknown",
        }
    }
}

/// A part that is not as it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartChange {
    /// The question's id where the part is an answer, with `/note` where it is its note, else the name
    /// of the part.
    pub part: String,
    /// How it differs.
    pub how: ChangeKind,
}

/// How a part differs from what was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Its content changed.
    Altered,
    /// It was taken out.
    Missing,
    /// It was put in.
    Added,
    /// It stands elsewhere.
    Moved,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Altered, Self::Missing, Self::Added, Self::Moved];

    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Added => "added",
            Self::Moved => "moved",
        }
    }
}

/// Whether the result in a file is what its answers give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScoreAgreement {
    /// It is.
    Agrees,
    /// It is not, in these sections (none named: in its totals).
    Differs(Listed<String>),
    /// It cannot be computed again: another questionnaire, or the first answers, answers or the
    /// result itself withheld.
    NotRecomputable,
}

impl Checked {
    /// The same to somebody who does not hold the key that signed the file.
    #[must_use]
    pub fn without_own_key(mut self) -> Self {
        if let Some(report) = &mut self.report {
            report.own_key = false;
        }
        self
    }

    /// A file of which nothing is known yet.
    fn blank(name: &str, size: usize) -> Self {
        Self {
            name: name.to_owned(),
            size,
            sha256: String::new(),
            verdict: Verdict::Other,
            report: None,
            drafts: Vec::new(),
            not_placed: Listed::new(),
            locked: Vec::new(),
            lock: None,
            was_encrypted: false,
            problem: None,
            request: None,
            page: None,
        }
    }

    /// A file that was not read, and why.
    pub fn unread(name: &str, size: usize, error: IntakeError) -> Self {
        let (verdict, problem) = match error {
            // The verdict says it.
            IntakeError::TooLarge => (Unreadable::TooLong(Limits::FILE.bytes), None),
            error => (Unreadable::NotText, Some(error)),
        };
        Self { verdict: Verdict::Unreadable(verdict), problem, ..Self::blank(name, size) }
    }

    /// Unchanged, genuine, consistent and in agreement: what a file just written must be.
    pub fn is_intact(&self) -> bool {
        let sound = |report: &Report| {
            report.questionnaire == QuestionnaireMatch::Yes
                && report.words == SameWords::Yes
                && report.is_consistent()
                && report.agreement == ScoreAgreement::Agrees
        };
        self.verdict == Verdict::Intact && self.report.as_ref().is_some_and(sound)
    }
}

/// Checks a file of that name.
pub fn check(bytes: &[u8], name: &str, known: &CheckerContext<'_>) -> Checked {
    let mut checked = Checked { sha256: hex(&sha256(bytes)), ..Checked::blank(name, bytes.len()) };
    let restored = age::restored(bytes);
    if age::is_age(&restored) {
        checked.verdict = Verdict::Encrypted;
        checked.locked = restored.into_owned();
        return checked;
    }
    if is_page(bytes) {
        page_of(bytes, known, &mut checked);
        if let Some(document) =
            saved_again(bytes).filter(|_| checked.locked.is_empty() && checked.request.is_none())
        {
            checked.page = None;
            document_of(&document, known, &mut checked);
        }
        return checked;
    }
    match Json::read(bytes, Limits::FILE) {
        Ok(document) => document_of(&document, known, &mut checked),
        Err(problem) => match saved_again(bytes) {
            Some(document) => document_of(&document, known, &mut checked),
            None => checked.verdict = Verdict::Unreadable(problem),
        },
    }
    checked
}

/// What a page carries.
fn page_of(bytes: &[u8], known: &CheckerContext<'_>, checked: &mut Checked) {
    let page = std::str::from_utf8(bytes).unwrap_or_default();
    checked.locked = embed::carried(page, Element::Draft).unwrap_or_default().into();
    if !checked.locked.is_empty() {
        checked.lock = Some(Needs::Passphrase);
    }
    if let Some(content) = embed::carried(page, Element::Request) {
        let request = questionnaires::unpack(content).and_then(|(request, _)| request);
        checked.request =
            Some(request.map_or(Err(RequestError::Broken), |request| Request::read(&request, known.now)));
    }
    checked.page = Some(embed::opened(bytes));
    checked.verdict = Verdict::Page;
}

/// A draft or a questionnaire that an editor, a viewer or a mail program saved in its own way: in UTF-16 or with a byte
/// order mark, within a web page, or with text behind it. They have no signature, so their bytes need not be the same.
fn saved_again(bytes: &[u8]) -> Option<Json> {
    const UNSIGNED: [&str; 5] = [
        draft::FORMAT,
        draft::SEVERAL,
        questionnaires::FORMAT,
        questionnaires::STRUCTURE,
        questionnaires::WORDING,
    ];
    let text = decoded(bytes)?;
    let text = shown_by_a_viewer(&text).map_or(text, Cow::Owned);
    let (start, end) = (text.find('{')?, text.rfind('}')?);
    let document = Json::read(text.get(start..=end)?.as_bytes(), Limits::FILE).ok()?;
    let format = document.get("format").and_then(Json::as_text)?;
    UNSIGNED.contains(&format).then_some(document)
}

/// The text that a web page shows in the element in which viewers of text put all of it.
fn shown_by_a_viewer(page: &str) -> Option<String> {
    let (_, element) = page.split_once("<pre")?;
    let (_, content) = element.split_once('>')?;
    let (content, _) = content.split_once("</pre>")?;
    let plain = content.trim_start().starts_with('{');
    let signs =
        [("&quot;", "\""), ("&#34;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    plain.then(|| signs.iter().fold(content.to_owned(), |text, (written, sign)| text.replace(written, sign)))
}

/// Whether a file begins as web pages do, and no JSON does.
fn is_page(bytes: &[u8]) -> bool {
    const MARKS: [&str; 10] = [
        "<!doctype html",
        "<html",
        "<!--",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<style",
        "<title",
        "<meta",
    ];
    // Browsers leave out a byte order mark.
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |mark: &str| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark.as_bytes()));
    MARKS.into_iter().any(begins)
}

fn document_of(document: &Json, known: &CheckerContext<'_>, checked: &mut Checked) {
    let format = document.get("format").and_then(Json::as_text).unwrap_or_default();
    if let Some(RepeatLimit { path, most }) = limits::beyond(document, format) {
        checked.verdict = Verdict::Unreadable(Unreadable::TooMany { path, most });
        return;
    }
    if result::is_format(format) {
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
        records::FORMAT if document.get("key").is_some() => Verdict::SecretKey,
        records::FORMAT_1 | records::FORMAT => Verdict::Records,
        questionnaires::FORMAT | questionnaires::STRUCTURE | questionnaires::WORDING => {
            Verdict::Questionnaire
        }
        _ if format.starts_with("candour-") => Verdict::Newer(format.to_owned()),
        _ if document.get("secretKeyMultibase").is_some() => Verdict::SecretKey,
        _ if document.get("proof").is_some() => {
            Verdict::OtherSigned(match proof::verify(document, known.now) {
                Ok(_) => Some(true),
                Err(error) if error.is_of_signature() => Some(false),
                Err(_) => None,
            })
        }
        _ => Verdict::Other,
    };
}

fn drafts(files: &[Json], catalog: &Catalog, checked: &mut Checked) {
    for file in files {
        if let Some((entry, _)) = entry_of(file, catalog) {
            let placed = draft::read(file, &entry.questionnaire);
            checked.drafts.push((entry.questionnaire.id().to_owned(), placed));
        } else {
            let id = draft::questionnaire_of(file);
            checked.not_placed.push_with(|| clean_line(id.unwrap_or("?"), LONGEST_NAME));
        }
    }
}

/// The questionnaire a file names, and whether it is the same.
fn entry_of<'a>(document: &Json, catalog: &'a Catalog) -> Option<(&'a CatalogEntry, bool)> {
    let named = document.get("questionnaire")?;
    let entry = catalog.entry(named.get("id")?.as_text()?)?;
    let same = named.get("sha256").and_then(Json::as_text) == Some(entry.questionnaire.digest());
    Some((entry, same))
}

fn result_of(document: &Json, known: &CheckerContext<'_>, checked: &mut Checked) {
    let text = |path: [&str; 2]| {
        let part = path.into_iter().filter(|name| !name.is_empty()).try_fold(document, Json::get);
        // Shown to people: nothing in it may hide or turn around what stands beside it.
        clean_line(part.and_then(Json::as_text).unwrap_or_default(), LONGEST_NAME)
    };
    let signature = Signature::of(document, known.now);
    let entry = entry_of(document, known.catalog);
    let genuine = match entry {
        Some((_, true)) => QuestionnaireMatch::Yes,
        Some((_, false)) => QuestionnaireMatch::OtherVersion,
        None => QuestionnaireMatch::Unknown,
    };
    let mut report = Report {
        id: text(["id", ""]),
        organisation: text(["signer", "name"]),
        key: signature.key().copied(),
        fingerprint: signature.key().map(PublicKey::fingerprint),
        own_key: known.own.is_some() && known.own.as_ref() == signature.key(),
        finished: text(["finished", ""]),
        date_warning: signature.proof.as_ref().and_then(|proof| proof.warning),
        title: text(["questionnaire", "title"]),
        version: text(["questionnaire", "version"]),
        questionnaire_id: text(["questionnaire", "id"]),
        questionnaire_sha256: text(["questionnaire", "sha256"]),
        wording_sha256: text(["questionnaire", "wordingSha256"]),
        language: text(["questionnaire", "language"]),
        words: SameWords::Unknown,
        questionnaire: genuine,
        signed: match (&signature.verdict, &signature.proof) {
            (Verdict::Intact, Some(proof)) => Some(proof.digest),
            _ => None,
        },
        list: signature.comparison.as_ref().map(|list| list.signature.digest),
        request: RequestRef::read(document),
        changes: Listed::new(),
        withheld: ListedNames::default(),
        answers_shown: 0,
        answers_withheld: 0,
        unchanged: 0,
        findings: Listed::new(),
        agreement: ScoreAgreement::NotRecomputable,
    };
    if let Some(comparison) = &signature.comparison {
        report.unchanged = comparison.unchanged.len();
        report.withheld = comparison.withheld.iter().map(|part| named(document, &part.part)).collect();
        report.answers_shown = answers(comparison.unchanged.iter());
        report.answers_withheld = answers(comparison.withheld.iter().map(|part| &part.part));
    }
    let mut findings = Vec::new();
    if let Some((entry, _)) = entry {
        let placed = consistency::placed(document, entry);
        if genuine == QuestionnaireMatch::Yes {
            let named = |member| document.get("questionnaire").and_then(|named| text_of(named, member));
            let said = |member| named(member).unwrap_or_default();
            report.words = SameWords::of(entry, said("language"), said("wordingSha256"));
            let answers = &placed.draft.answers;
            findings = consistency::findings(document, entry, known.catalog, answers, report.words);
            let withheld = signature.comparison.as_ref().map(|list| list.withheld.as_slice());
            if !withheld.unwrap_or_default().iter().any(decides) {
                report.agreement = agreement(document, entry, &placed);
            }
        }
        checked.drafts.push((entry.questionnaire.id().to_owned(), placed));
    }
    if genuine != QuestionnaireMatch::Yes {
        findings = consistency::mixed_names(document).collect();
    }
    findings.extend(form::findings(document, genuine == QuestionnaireMatch::Yes));
    if signature.verdict == Verdict::Intact && !signature.list_fits() {
        findings.push(Finding { what: Inconsistency::Manifest, part: "manifest".to_owned() });
    }
    if signature.signed_before(&report.finished) {
        findings.push(Finding { what: Inconsistency::DateOrder, part: "finished".to_owned() });
    }
    if let Some(comparison) = signature.comparison.as_ref().filter(|_| signature.verdict != Verdict::Intact) {
        report.changes = changes(document, comparison, &findings);
    }
    report.findings = findings.into();
    checked.verdict = signature.verdict;
    checked.report = Some(report);
}

/// What the proof of the file and that of its list of parts say together.
struct Signature {
    verdict: Verdict,
    /// What the verdict rests on: the proof of the file, or that of the list where parts are withheld.
    proof: Option<VerifiedProof>,
    comparison: Option<PartsComparison>,
}

impl Signature {
    fn of(document: &Json, now: Timestamp) -> Self {
        let FileProofs { manifest, proof } = parts::verify(document, now);
        let (comparison, broken) = match manifest {
            ManifestVerdict::Compared(comparison) => (Some(comparison), None),
            ManifestVerdict::Untrusted(ManifestError::Proof(problem)) => (None, refused(problem)),
            ManifestVerdict::Missing | ManifestVerdict::Untrusted(_) => (None, None),
        };
        let of_list = |list: &PartsComparison| Some(list.signature.clone());
        let (verdict, proof) = match (proof, &comparison, broken) {
            // A list of parts with a proof too many, or one that says more than ours do.
            (Ok(_) | Err(ProofError::NotSigned), None, Some(broken)) => (broken, None),
            (Ok(proof), ..) => (Verdict::Intact, Some(proof)),
            // Parts were withheld and the outer proof was left in: the list still holds.
            (Err(ProofError::Mismatch), Some(list), _) if withheld_only(list) => {
                (Verdict::Partial, of_list(list))
            }
            (Err(ProofError::NotSigned), Some(list), _) if list.same_but_withheld() => {
                (Verdict::Partial, of_list(list))
            }
            (Err(ProofError::NotSigned), None, _) => (Verdict::Unsigned, None),
            (Err(problem), ..) => (refused(problem).unwrap_or(Verdict::Altered), None),
        };
        Self { verdict, proof, comparison }
    }

    /// Whether the list of parts is there, genuine, and fits every part.
    fn list_fits(&self) -> bool {
        self.comparison.as_ref().is_some_and(PartsComparison::same)
    }

    /// Whether the proof says that it was made on an earlier day than this one.
    fn signed_before(&self, finished: &str) -> bool {
        let signed = self.proof.as_ref().and_then(|proof| proof.created).map(Timestamp::day);
        signed.zip(Day::parse(finished)).is_some_and(|(signed, finished)| signed < finished)
    }

    /// The key that signed the file, or at least its list of parts.
    fn key(&self) -> Option<&PublicKey> {
        let proof = self.proof.as_ref().or(self.comparison.as_ref().map(|list| &list.signature))?;
        Some(&proof.key)
    }
}

/// The verdict on a proof that breaks a rule before its signature is compared; `None` if it breaks none, and
/// what it signs was changed, is by another key or has no proof at all.
fn refused(problem: ProofError) -> Option<Verdict> {
    match problem {
        // A proof swapped for another key's: the content may be anything.
        ProofError::Mismatch | ProofError::OtherSigner | ProofError::NotSigned => None,
        ProofError::CannotCheckOffline(_) => Some(Verdict::Uncheckable),
        problem => Some(Verdict::Invalid(problem)),
    }
}

/// Parts were withheld, and all others are as signed.
fn withheld_only(list: &PartsComparison) -> bool {
    !list.withheld.is_empty() && list.same_but_withheld()
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
        || matches!(part, "/profile" | "/questionnaire" | "/result" | "/decision")
}

fn changes(document: &Json, comparison: &PartsComparison, findings: &[Finding]) -> Listed<PartChange> {
    let mut changes = Listed::new();
    for pointer in alone(&comparison.altered) {
        changes.push_with(|| PartChange { part: named(document, pointer), how: ChangeKind::Altered });
    }
    missing(document, comparison, findings, &mut changes);
    for pointer in alone(&comparison.added) {
        changes.push_with(|| PartChange { part: named(document, pointer), how: ChangeKind::Added });
    }
    let moved: Vec<String> = comparison.moved.iter().map(|part| part.to.clone()).collect();
    for pointer in alone(&moved) {
        changes.push_with(|| PartChange { part: named(document, pointer), how: ChangeKind::Moved });
    }
    changes
}

/// These parts without the notes of answers that are among them: what holds of the answer is said once.
fn alone(parts: &[String]) -> impl Iterator<Item = &String> {
    let mut sorted: Vec<&str> = parts.iter().map(String::as_str).collect();
    sort(&mut sorted);
    let among = move |answer: &str| sorted.binary_search(&answer).is_ok();
    parts.iter().filter(move |part| !answer_of(part).is_some_and(&among))
}

/// The list names a part taken out by its place only. If as many questions are missing as answers
/// were taken out, they are the same.
fn missing(
    document: &Json,
    comparison: &PartsComparison,
    findings: &[Finding],
    changes: &mut Listed<PartChange>,
) {
    let is_answer = |pointer: &&String| pointer.contains("/answers/") && answer_of(pointer).is_none();
    let (answers, others): (Vec<&String>, Vec<_>) = alone(&comparison.missing).partition(is_answer);
    let questions = findings.iter().filter(|finding| finding.what == Inconsistency::QuestionMissing);
    let questions: Vec<&String> = questions.map(|finding| &finding.part).collect();
    // Which questions are asked hangs on the first answers and on others. If any of these is not as it was
    // signed, a question missing may be another than the one whose answer was taken out.
    let decides = |part: &String| {
        matches!(part.as_str(), "/profile" | "/questionnaire")
            || part.contains("/answers/") && answer_of(part).is_none()
    };
    let withheld = comparison.withheld.iter().map(|part| &part.part);
    let mut uncertain = comparison.altered.iter().chain(&comparison.added).chain(withheld);
    let by_question = questions.len() == answers.len() && !uncertain.any(decides);
    for part in if by_question { questions } else { answers } {
        let part = || clean_line(part.trim_start_matches('/'), LONGEST_NAME);
        changes.push_with(|| PartChange { part: part(), how: ChangeKind::Missing });
    }
    let mut moved: Vec<_> =
        comparison.moved.iter().map(|part| (part.from.as_str(), part.to.as_str())).collect();
    sort(&mut moved);
    // An answer whose note is missing is still there, perhaps elsewhere.
    let to = |answer| {
        moved.binary_search_by_key(&answer, |(from, _)| *from).ok().and_then(|place| moved.get(place))
    };
    for pointer in others {
        changes.push_with(|| PartChange {
            part: match answer_of(pointer) {
                Some(answer) => named(document, &[to(answer).map_or(answer, |(_, to)| to), NOTE].concat()),
                None => clean_line(pointer.trim_start_matches('/'), LONGEST_NAME),
            },
            how: ChangeKind::Missing,
        });
    }
}

/// Whether the decision stated is the own one. Its label is a text, compared with the others.
fn same_decision(stated: Option<&Json>, own: Option<Object>) -> bool {
    let alone = |mut decision: Object| {
        decision.remove("salt");
        decision.remove("label");
        canonical(&decision.into())
    };
    stated.and_then(Json::as_object).cloned().map(alone) == own.map(alone)
}

fn agreement(document: &Json, entry: &CatalogEntry, placed: &PlacedDraft) -> ScoreAgreement {
    let assessment = assess(&entry.questionnaire, &placed.draft.answers);
    let decision = assessment.decision.as_ref().map(|own| result::write_decision(own, &entry.wording));
    let mut own = result::write_assessment(&assessment);
    let Some(mut stated) = document.get("result").cloned() else {
        return ScoreAgreement::NotRecomputable;
    };
    if let Some(Json::Text(_)) = stated.get("weakest") {
        result::name_first_weakest(&mut own);
    }
    let own = Json::from(own);
    if let Json::Object(stated) = &mut stated {
        stated.remove("salt");
    }
    // Compared in canonical form: the order of members means nothing.
    let same_result = canonical(&stated) == canonical(&own);
    if same_result && same_decision(document.get("decision"), decision) {
        return ScoreAgreement::Agrees;
    }
    let sections = |value: &Json| -> Vec<(String, String)> {
        let list = value.get("sections").and_then(Json::as_list).unwrap_or_default();
        let id = |section: &Json| section.get("id").and_then(Json::as_text).unwrap_or("?").to_owned();
        list.iter().map(|section| (id(section), canonical(section))).collect()
    };
    let (stated, own) = (sections(&stated), sections(&own));
    let in_order = |sections: &[(String, String)]| {
        let mut sorted = sections.to_vec();
        sort(&mut sorted);
        sorted
    };
    let (among_stated, among_own) = (in_order(&stated), in_order(&own));
    let different = own.iter().filter(|section| among_stated.binary_search(section).is_err());
    let different =
        different.chain(stated.iter().filter(|section| among_own.binary_search(section).is_err()));
    let named = once(different.map(|(id, _)| clean_line(id, LONGEST_NAME)).collect());
    ScoreAgreement::Differs(named.into())
}
