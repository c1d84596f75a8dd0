//! What is told of one checked file to other programs: an entry of `candour check --json`, and what the
//! npm package and the Python package give (FORMAT.md, "Machine-readable reports").
//!
//! The types here are written by serde: their fields are the members, in this order.

use candour_proof::{
    date::Timestamp,
    json::{Json, LARGEST_INTEGER, Limits},
    key::PublicKey,
    proof::{self, DateWarning, VerifiedProof},
};
use candour_questionnaire::{
    catalog::Catalog, listed::shown, questionnaire::DecisionOutcome, scoring::assess,
};
use serde::Serialize;

use crate::{
    check::{
        Checked, Finding, Inconsistency, QuestionnaireMatch, Report, SameWords, ScoreAgreement, Verdict,
    },
    names::mixes_alphabets,
    stated::StatedResult,
};

/// The check of one file. All members but `problem` are always there; what a file does not have is `null` or an empty
/// list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedFile {
    file: String,
    size: i64,
    sha256: Option<String>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'static str>,
    altered: Vec<String>,
    changes: Vec<FileChange>,
    withheld: Vec<String>,
    /// Whatever a reader should be told though the signature may be good.
    pub warnings: Vec<FileWarning>,
    more: NotListed,
    signer: Option<FileSigner>,
    fingerprint: Option<String>,
    questionnaire: Option<FileQuestionnaire>,
    id: Option<String>,
    finished: Option<String>,
    request: Option<FileRequest>,
    result: Option<FileResult>,
    page_sha256: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct FileChange {
    part: String,
    how: &'static str,
}

/// A warning, by its word.
#[derive(Clone, Debug, Serialize)]
pub struct FileWarning {
    warning: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<String>,
}

impl FileWarning {
    /// One about the file as a whole.
    pub fn of_file(warning: &'static str) -> Self {
        Self { warning, part: None }
    }

    fn of_part(warning: &'static str, part: &str) -> Self {
        Self { warning, part: Some(part.to_owned()) }
    }
}

/// How many entries each list leaves out, because nobody reads so many.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NotListed {
    changes: u32,
    withheld: u32,
    warnings: u32,
    serious_gaps: u32,
}

#[derive(Clone, Debug, Serialize)]
struct FileSigner {
    id: Option<String>,
    name: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FileQuestionnaire {
    id: Option<String>,
    version: Option<String>,
    title: Option<String>,
    sha256: Option<String>,
    language: Option<String>,
    wording_sha256: Option<String>,
    known: &'static str,
    words: &'static str,
}

#[derive(Clone, Debug, Serialize)]
struct FileRequest {
    id: String,
    from: String,
    nonce: String,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FileResult {
    agreement: &'static str,
    sections: Vec<FileSection>,
    serious_gaps: Vec<String>,
    stops: Vec<String>,
    decision: Option<FileDecision>,
    answers_shown: u32,
    answers_withheld: u32,
}

/// Levels as the file states them and, where that can be done, as its answers give them.
/// The outcomes of a decision.
#[derive(Clone, Debug, Serialize)]
struct FileDecision {
    stated: Option<&'static str>,
    computed: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
struct FileSection {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<u8>,
}

/// Whether the proofs of a document hold, with what is known of each.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedSignature {
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<&'static str>,
    proofs: Vec<CheckedProof>,
}

/// A proof that holds: whose it is, and the date it states.
#[derive(Clone, Debug, Serialize)]
struct CheckedProof {
    id: String,
    fingerprint: String,
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warning: Option<&'static str>,
}

/// What is told of a checked file. Levels are computed again with the questionnaires of `catalog`.
pub fn checked(checked: &Checked, catalog: &Catalog) -> CheckedFile {
    let report = checked.report.as_ref();
    let changes = report.map_or(&[][..], |report| &report.changes);
    let (signer, fingerprint) = signer(checked);
    CheckedFile {
        file: checked.name.clone(),
        size: i64::try_from(checked.size).unwrap_or(LARGEST_INTEGER).min(LARGEST_INTEGER),
        sha256: some(&checked.sha256),
        verdict: checked.verdict.as_str(),
        problem: problem(checked),
        altered: changes.iter().map(|change| change.part.clone()).collect(),
        changes: changes
            .iter()
            .map(|change| FileChange { part: change.part.clone(), how: change.how.as_str() })
            .collect(),
        withheld: report.map_or_else(Vec::new, |report| report.withheld.shown().0.to_vec()),
        warnings: report.map_or_else(|| of_request(checked), warnings),
        more: more(checked),
        signer,
        fingerprint,
        questionnaire: report.map(|report| questionnaire(report, catalog)),
        id: report.and_then(|report| some(&report.id)),
        finished: report.and_then(|report| some(&report.finished)),
        request: report.and_then(|report| report.request.as_ref()).map(|request| FileRequest {
            id: request.id.clone(),
            from: request.from.clone(),
            nonce: request.nonce.clone(),
        }),
        result: report.map(|report| result(checked, report, catalog)),
        page_sha256: checked.page.as_ref().and_then(|page| some(&page.sha256)),
    }
}

/// Whether the proofs of a document hold, ours or not, by the strict rules of FORMAT.md, steps 5 to 7.
pub fn signature(bytes: &[u8], now: Timestamp) -> CheckedSignature {
    match Json::read(bytes, Limits::FILE) {
        Err(problem) => CheckedSignature::refused(problem.as_str()),
        Ok(document) => match proof::verify(&document, now) {
            Err(problem) => CheckedSignature::refused(problem.as_str()),
            Ok(verified) => CheckedSignature::holds(verified.proofs()),
        },
    }
}

impl CheckedSignature {
    /// That all of these proofs hold.
    pub fn holds(proofs: &[VerifiedProof]) -> Self {
        Self { holds: true, problem: None, proofs: proofs.iter().map(CheckedProof::new).collect() }
    }

    /// That a proof does not hold or cannot be checked, for one reason in a word.
    pub fn refused(problem: &'static str) -> Self {
        Self { holds: false, problem: Some(problem), proofs: Vec::new() }
    }
}

impl CheckedProof {
    fn new(proof: &VerifiedProof) -> Self {
        Self {
            id: proof.key.did(),
            fingerprint: proof.key.fingerprint(),
            created: proof.created.map(Timestamp::rfc3339),
            warning: proof.warning.map(DateWarning::as_str),
        }
    }
}

/// Why a file is not to be relied on, if its verdict alone does not say it: one word.
fn problem(checked: &Checked) -> Option<&'static str> {
    if let Some(error) = checked.problem {
        return Some(error.as_str());
    }
    match (&checked.verdict, &checked.request) {
        (Verdict::Invalid(problem), _) => Some(problem.as_str()),
        (Verdict::Unreadable(problem), _) => Some(problem.as_str()),
        (Verdict::OtherSigned(Some(false)), _) => Some("proof-fails"),
        (Verdict::OtherSigned(None), _) => Some("proof-not-checked"),
        (_, Some(Err(problem))) => Some(problem.as_str()),
        _ => None,
    }
}

fn more(checked: &Checked) -> NotListed {
    let report = checked.report.as_ref();
    let differs = |report: &Report| match &report.agreement {
        ScoreAgreement::Differs(sections) => sections.more(),
        ScoreAgreement::Agrees | ScoreAgreement::NotRecomputable => 0,
    };
    NotListed {
        changes: report.map_or(0, |report| report.changes.more()),
        withheld: report.map_or(0, |report| report.withheld.shown().1),
        warnings: report.map_or(0, |report| report.findings.more().saturating_add(differs(report))),
        serious_gaps: stated(checked).map_or(0, |stated| shown(&stated.serious_gaps).1),
    }
}

/// What a result says of itself.
fn stated(checked: &Checked) -> Option<&StatedResult> {
    checked.drafts.first()?.1.stated.as_ref()
}

fn signer(checked: &Checked) -> (Option<FileSigner>, Option<String>) {
    let (key, name) = match (&checked.report, &checked.request) {
        (Some(report), _) => (report.key, report.organisation.as_str()),
        (None, Some(Ok(request))) => (Some(request.key), request.from.as_str()),
        _ => return (None, None),
    };
    let signer = FileSigner { id: key.as_ref().map(PublicKey::did), name: some(name) };
    (Some(signer), key.as_ref().map(PublicKey::fingerprint))
}

fn questionnaire(report: &Report, catalog: &Catalog) -> FileQuestionnaire {
    let own = catalog.entry(&report.questionnaire_id).is_some_and(|entry| entry.own);
    FileQuestionnaire {
        id: some(&report.questionnaire_id),
        version: some(&report.version),
        title: some(&report.title),
        sha256: some(&report.questionnaire_sha256),
        language: some(&report.language),
        wording_sha256: some(&report.wording_sha256),
        known: if own { known_own(report.questionnaire) } else { report.questionnaire.as_str() },
        words: report.words.as_str(),
    }
}

/// What a reader of a request should be told though its signature may be good.
fn of_request(checked: &Checked) -> Vec<FileWarning> {
    let request = checked.request.as_ref().and_then(|request| request.as_ref().ok());
    let mixed = request.filter(|request| mixes_alphabets(&request.from));
    mixed.map(|_| FileWarning::of_part(Inconsistency::MixedScripts.as_str(), "signer")).into_iter().collect()
}

fn warnings(report: &Report) -> Vec<FileWarning> {
    let mut told = Vec::new();
    match report.questionnaire {
        QuestionnaireMatch::Yes => {}
        QuestionnaireMatch::OtherVersion => told.push(FileWarning::of_file("questionnaire-other-version")),
        QuestionnaireMatch::Unknown => told.push(FileWarning::of_file("questionnaire-unknown")),
    }
    match report.words {
        SameWords::Yes | SameWords::Unknown => {}
        SameWords::Other => told.push(FileWarning::of_file("words-other")),
        SameWords::OtherLanguage => told.push(FileWarning::of_file("words-other-language")),
    }
    told.extend(report.date_warning.map(|warning| FileWarning::of_file(warning.as_str())));
    let of_finding = |finding: &Finding| FileWarning::of_part(finding.what.as_str(), &finding.part);
    told.extend(report.findings.iter().map(of_finding));
    match &report.agreement {
        ScoreAgreement::Differs(sections) if sections.is_empty() => {
            told.push(FileWarning::of_file("result-differs"));
        }
        ScoreAgreement::Differs(sections) => {
            told.extend(sections.iter().map(|section| FileWarning::of_part("result-differs", section)));
        }
        ScoreAgreement::Agrees | ScoreAgreement::NotRecomputable => {}
    }
    told
}

fn result(checked: &Checked, report: &Report, catalog: &Catalog) -> FileResult {
    let placed = checked.drafts.first();
    let stated = stated(checked);
    let computed = placed
        .filter(|_| report.agreement != ScoreAgreement::NotRecomputable)
        .and_then(|(id, placed)| Some(assess(&catalog.entry(id)?.questionnaire, &placed.draft.answers)));
    let mut sections: Vec<FileSection> = Vec::new();
    for (id, level) in stated.map_or(&[][..], |stated| &stated.levels) {
        if let Some(level) = level {
            set(&mut sections, id, |section| section.stated = Some(level.number()));
        }
    }
    for section in computed.iter().flat_map(|computed| &computed.sections) {
        if let Some(level) = section.level {
            set(&mut sections, &section.id, |section| section.computed = Some(level.number()));
        }
    }
    let found = computed.and_then(|computed| computed.decision).map(|decision| decision.outcome);
    let said = stated.and_then(|stated| stated.outcome);
    FileResult {
        agreement: match report.agreement {
            ScoreAgreement::Agrees => "agrees",
            ScoreAgreement::Differs(_) => "differs",
            ScoreAgreement::NotRecomputable => "not-recomputable",
        },
        sections,
        serious_gaps: stated.map_or_else(Vec::new, |stated| shown(&stated.serious_gaps).0.to_vec()),
        stops: stated.map_or_else(Vec::new, |stated| stated.stops.clone()),
        decision: said.or(found).map(|_| FileDecision {
            stated: said.map(DecisionOutcome::as_str),
            computed: found.map(DecisionOutcome::as_str),
        }),
        answers_shown: report.answers_shown,
        answers_withheld: report.answers_withheld,
    }
}

/// Changes the section of this id, added if it is not there yet.
fn set(sections: &mut Vec<FileSection>, id: &str, change: impl FnOnce(&mut FileSection)) {
    if let Some(section) = sections.iter_mut().find(|section| section.id == id) {
        return change(section);
    }
    let mut section = FileSection { id: id.to_owned(), stated: None, computed: None };
    change(&mut section);
    sections.push(section);
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The same of a questionnaire that somebody brought: what is in a file of theirs is not for us to call genuine.
fn known_own(known: QuestionnaireMatch) -> &'static str {
    match known {
        QuestionnaireMatch::Yes => "own",
        _ => known.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use candour_proof::json::Object;
    use serde_json::Value;

    use super::*;
    use crate::{
        embed::{self, Element},
        questionnaires,
        request::{NewRequest, Request, RequestedQuestionnaire},
        sample::{self, NOW, SampleResult, catalog, key, public},
        withhold::WithheldParts,
    };

    fn told(text: &str) -> Value {
        serde_json::to_value(checked(&sample::checked(text, "file.json"), &catalog())).expect("JSON")
    }

    fn text<'a>(told: &'a Value, path: &[&str]) -> Option<&'a str> {
        path.iter().try_fold(told, |value, name| value.get(name)).and_then(Value::as_str)
    }

    #[test]
    fn one_word_names_what_the_verdict_does_not() {
        let asked = RequestedQuestionnaire {
            id: "shop".to_owned(),
            version: "1.0.0".to_owned(),
            sha256: "ab".repeat(32),
            wording_sha256: "cd".repeat(32),
        };
        let wish = NewRequest { from: "Asker".to_owned(), asked: vec![asked], ..NewRequest::default() };
        let request = Request::write(&wish, &key(9), &[0; 16], NOW).expect("a request");
        let other = |from: &str, to: &str| request.file().replacen(from, to, 1);
        let page = |request: Option<&Object>| {
            let published = "<!doctype html><div id=\"screen\"></div>";
            embed::carrying(published, Element::Request, &questionnaires::pack(request, &[]))
                .expect("a place")
        };
        let signed = Json::from(proof::sign(&Object::new().with("a", "b"), &key(1), NOW)).pretty();
        for (file, verdict, problem) in [
            (SampleResult::default().text(), "intact", None),
            ("{\"a\": ".to_owned(), "unreadable", Some("truncated")),
            (signed.clone(), "other-signed", None),
            (signed.replace("\"b\"", "\"c\""), "other-signed", Some("proof-fails")),
            (
                SampleResult::default().text().replace("DataIntegrityProof", "Proof"),
                "invalid",
                Some("proof-type"),
            ),
            (request.file(), "request", None),
            (other("Asker", "Other"), "request", Some("altered")),
            (other("\"proof\"", "\"seal\""), "request", Some("unsigned")),
            (other("request/1", "request/3"), "request", Some("newer")),
            (page(Some(request.document())), "page", None),
            (page(None), "page", Some("broken")),
        ] {
            let told = told(&file);
            assert_eq!(
                (text(&told, &["verdict"]), text(&told, &["problem"])),
                (Some(verdict), problem),
                "{file:.60}"
            );
        }
        let told = told(&request.file());
        assert_eq!(text(&told, &["signer", "name"]), Some("Asker"));
        assert_eq!(text(&told, &["signer", "id"]), Some(&*public(9).did()));
        assert_eq!(text(&told, &["fingerprint"]), Some(&*public(9).fingerprint()));
    }

    #[test]
    fn levels_are_computed_again_only_where_all_answers_are_there() {
        let signed = SampleResult::default();
        let what = WithheldParts { answers: vec!["backup".to_owned()], ..WithheldParts::default() };
        let levels = |text: &str| {
            let told = told(text);
            let sections = told.get("result").and_then(|result| result.get("sections"));
            let sections = sections.and_then(Value::as_array).expect("sections");
            let level = |section: &Value, name: &str| section.get(name).and_then(Value::as_i64);
            let levels =
                sections.iter().map(|section| (level(section, "stated"), level(section, "computed")));
            levels.collect::<Vec<_>>()
        };
        assert_eq!(levels(&signed.text()), [(Some(2), Some(2)), (Some(0), Some(0))]);
        assert_eq!(
            levels(&signed.with(&[("\"level\": 2", "\"level\": 4")])),
            [(Some(4), Some(2)), (Some(0), Some(0))]
        );
        assert_eq!(levels(&signed.without(&what)), []);
        let digest = sample::entry().questionnaire.digest().to_owned();
        let older = signed.with(&[("\"1.0.0\"", "\"0.9.0\""), (&digest, &"0".repeat(64))]);
        assert_eq!(levels(&older), [(Some(2), None), (Some(0), None)]);
    }

    #[test]
    fn the_outcome_is_told_as_stated_and_as_computed() {
        let catalog = sample::deal_catalog();
        let outcomes = |file: &str| {
            let known = crate::check::CheckerContext { catalog: &catalog, own: None, now: NOW };
            let found = crate::check::check(file.as_bytes(), "file.json", &known);
            let told = serde_json::to_value(checked(&found, &catalog)).expect("JSON");
            let word = |name: &str| text(&told, &["result", "decision", name]).map(str::to_owned);
            (word("stated"), word("computed"))
        };
        let proceed = Some("proceed".to_owned());
        let changed = ("\"outcome\": \"proceed\"", "\"outcome\": \"stop\"");
        assert_eq!(outcomes(&sample::deal().with_in(&catalog, &[])), (proceed.clone(), proceed.clone()));
        assert_eq!(
            outcomes(&sample::deal().with_in(&catalog, &[changed])),
            (Some("stop".to_owned()), proceed)
        );
        let told = told(&SampleResult::default().text());
        assert_eq!(told.get("result").and_then(|result| result.get("decision")), Some(&Value::Null));
    }
}
