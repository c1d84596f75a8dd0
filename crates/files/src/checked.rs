//! What is told of one checked file to other programs: an entry of `candour check --json`, and what the
//! npm package gives (FORMAT.md, "Machine-readable reports").

use candour_proof::{
    date::Timestamp,
    json::{Json, LARGEST_INTEGER, Limits, Object},
    key::PublicKey,
    proof::{self, VerifiedProof},
};
use candour_questionnaire::{
    catalog::Catalog,
    listed::shown,
    scoring::{Level, assess},
};

use crate::{
    check::{Checked, Inconsistency, QuestionnaireMatch, Report, SameWords, ScoreAgreement, Verdict},
    names::mixes_alphabets,
    stated::StatedResult,
};

/// The check of one file as JSON. Levels are computed again with the questionnaires of `catalog`.
///
/// All members but `problem` are always there; what a file does not have is `null` or an empty list.
pub fn checked(checked: &Checked, catalog: &Catalog) -> Json {
    let report = checked.report.as_ref();
    let mut told = Object::new()
        .with("file", checked.name.as_str())
        .with("size", whole(checked.size))
        .with("sha256", some(&checked.sha256))
        .with("verdict", checked.verdict.as_str());
    if let Some(problem) = problem(checked) {
        told.set("problem", problem);
    }
    let changes = report.map_or(&[][..], |report| &report.changes);
    told.set("altered", list(changes, |change| change.part.as_str().into()));
    told.set(
        "changes",
        list(changes, |change| {
            Object::new().with("part", change.part.as_str()).with("how", change.how.as_str()).into()
        }),
    );
    told.set("withheld", texts(report.map_or(&[][..], |report| report.withheld.shown().0)));
    told.set("warnings", report.map_or_else(|| of_request(checked), warnings));
    told.set("more", more(checked));
    let (signer, fingerprint) = signer(checked);
    told.set("signer", signer);
    told.set("fingerprint", fingerprint);
    told.set("questionnaire", report.map_or(Json::Null, |report| questionnaire(report, catalog)));
    told.set("id", report.map_or(Json::Null, |report| some(&report.id)));
    told.set("finished", report.map_or(Json::Null, |report| some(&report.finished)));
    told.set(
        "request",
        report.and_then(|report| report.request.as_ref()).map_or(Json::Null, |request| {
            Object::new()
                .with("id", request.id.as_str())
                .with("from", request.from.as_str())
                .with("nonce", request.nonce.as_str())
                .into()
        }),
    );
    told.set("result", report.map_or(Json::Null, |report| result(checked, report, catalog)));
    told.set("pageSha256", checked.page.as_ref().map_or(Json::Null, |page| some(&page.sha256)));
    told.into()
}

/// Whether the proofs of a document hold, ours or not, by the strict rules of FORMAT.md, steps 5 to 7.
pub fn signature(bytes: &[u8], now: Timestamp) -> Json {
    let proofs = Json::read(bytes, Limits::FILE).map_err(|problem| problem.as_str()).and_then(|document| {
        proof::verify(&document, now)
            .map(|verified| list(verified.proofs(), good_proof))
            .map_err(|problem| problem.as_str())
    });
    let told = Object::new().with("holds", proofs.is_ok());
    match proofs {
        Ok(proofs) => told.with("proofs", proofs),
        Err(problem) => told.with("problem", problem).with("proofs", Vec::new()),
    }
    .into()
}

/// A proof that holds: whose it is, and the date it states.
pub fn good_proof(proof: &VerifiedProof) -> Json {
    let mut told = Object::new()
        .with("id", proof.key.did())
        .with("fingerprint", proof.key.fingerprint())
        .with("created", proof.created.map_or(Json::Null, |created| created.rfc3339().into()));
    if let Some(warning) = proof.warning {
        told.set("warning", warning.as_str());
    }
    told.into()
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

/// How many entries each list leaves out, because nobody reads so many.
fn more(checked: &Checked) -> Object {
    let report = checked.report.as_ref();
    let differs = |report: &Report| match &report.agreement {
        ScoreAgreement::Differs(sections) => sections.more(),
        ScoreAgreement::Agrees | ScoreAgreement::NotRecomputable => 0,
    };
    let warnings = |report: &Report| report.findings.more().saturating_add(differs(report));
    let gaps = stated(checked).map_or(0, |stated| shown(&stated.serious_gaps).1);
    Object::new()
        .with("changes", report.map_or(0, |report| report.changes.more()))
        .with("withheld", report.map_or(0, |report| report.withheld.shown().1))
        .with("warnings", report.map_or(0, warnings))
        .with("seriousGaps", gaps)
}

/// What a result says of itself.
fn stated(checked: &Checked) -> Option<&StatedResult> {
    checked.drafts.first()?.1.stated.as_ref()
}

fn signer(checked: &Checked) -> (Json, Json) {
    let (key, name) = match (&checked.report, &checked.request) {
        (Some(report), _) => (report.key, report.organisation.as_str()),
        (None, Some(Ok(request))) => (Some(request.key), request.from.as_str()),
        _ => return (Json::Null, Json::Null),
    };
    let id = key.as_ref().map(PublicKey::did);
    let fingerprint = key.as_ref().map(PublicKey::fingerprint);
    let signer = Object::new().with("id", id.map_or(Json::Null, Json::from)).with("name", some(name));
    (signer.into(), fingerprint.map_or(Json::Null, Json::from))
}

fn questionnaire(report: &Report, catalog: &Catalog) -> Json {
    let own = catalog.entry(&report.questionnaire_id).is_some_and(|entry| entry.own);
    Object::new()
        .with("id", some(&report.questionnaire_id))
        .with("version", some(&report.version))
        .with("title", some(&report.title))
        .with("sha256", some(&report.questionnaire_sha256))
        .with("language", some(&report.language))
        .with("wordingSha256", some(&report.wording_sha256))
        .with("known", if own { known_own(report.questionnaire) } else { report.questionnaire.as_str() })
        .with("words", report.words.as_str())
        .into()
}

/// What a reader of a request should be told though its signature may be good.
fn of_request(checked: &Checked) -> Json {
    let name =
        checked.request.as_ref().and_then(|request| request.as_ref().ok()).map(|request| &request.from);
    let mixed = name.filter(|name| mixes_alphabets(name)).map(|_| {
        let code = Inconsistency::MixedScripts.as_str();
        Json::from(Object::new().with("warning", code).with("part", "signer"))
    });
    Json::List(mixed.into_iter().collect())
}

/// Whatever a reader should be told though the signature may be good.
fn warnings(report: &Report) -> Json {
    let mut told = Vec::new();
    let mut warn = |code: &str, part: Option<&str>| {
        let warning = Object::new().with("warning", code);
        told.push(Json::from(match part {
            Some(part) => warning.with("part", part),
            None => warning,
        }));
    };
    match report.questionnaire {
        QuestionnaireMatch::Yes => {}
        QuestionnaireMatch::OtherVersion => warn("questionnaire-other-version", None),
        QuestionnaireMatch::Unknown => warn("questionnaire-unknown", None),
    }
    match report.words {
        SameWords::Yes | SameWords::Unknown => {}
        SameWords::Other => warn("words-other", None),
        SameWords::OtherLanguage => warn("words-other-language", None),
    }
    if let Some(warning) = report.date_warning {
        warn(warning.as_str(), None);
    }
    for finding in &report.findings {
        warn(finding.what.as_str(), Some(&finding.part));
    }
    match &report.agreement {
        ScoreAgreement::Differs(sections) if sections.is_empty() => warn("result-differs", None),
        ScoreAgreement::Differs(sections) => {
            for section in &**sections {
                warn("result-differs", Some(section));
            }
        }
        ScoreAgreement::Agrees | ScoreAgreement::NotRecomputable => {}
    }
    Json::List(told)
}

/// Levels as the file states them and, where that can be done, as its answers give them.
fn result(checked: &Checked, report: &Report, catalog: &Catalog) -> Json {
    let placed = checked.drafts.first();
    let stated = stated(checked);
    let computed = placed
        .filter(|_| report.agreement != ScoreAgreement::NotRecomputable)
        .and_then(|(id, placed)| Some(assess(&catalog.entry(id)?.questionnaire, &placed.draft.answers)));
    let mut sections: Vec<Object> = Vec::new();
    let mut put = |id: &str, name: &str, level: Option<Level>| {
        let Some(level) = level else { return };
        let known = sections.iter_mut().find(|section| section.get("id").and_then(Json::as_text) == Some(id));
        match known {
            Some(section) => section.set(name, u32::from(level.number())),
            None => sections.push(Object::new().with("id", id).with(name, u32::from(level.number()))),
        }
    };
    for (id, level) in stated.map_or(&[][..], |stated| &stated.levels) {
        put(id, "stated", *level);
    }
    for section in computed.iter().flat_map(|computed| &computed.sections) {
        put(&section.id, "computed", section.level);
    }
    Object::new()
        .with(
            "agreement",
            match report.agreement {
                ScoreAgreement::Agrees => "agrees",
                ScoreAgreement::Differs(_) => "differs",
                ScoreAgreement::NotRecomputable => "not-recomputable",
            },
        )
        .with("sections", list(&sections, |section| section.clone().into()))
        .with("seriousGaps", texts(stated.map_or(&[][..], |stated| shown(&stated.serious_gaps).0)))
        .with("stops", texts(stated.map_or(&[][..], |stated| &stated.stops)))
        .with("answersShown", report.answers_shown)
        .with("answersWithheld", report.answers_withheld)
        .into()
}

fn some(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { text.into() }
}

fn whole(size: usize) -> Json {
    Json::Integer(i64::try_from(size).unwrap_or(LARGEST_INTEGER).min(LARGEST_INTEGER))
}

fn list<T>(items: &[T], json: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(json).collect())
}

fn texts(texts: &[String]) -> Json {
    list(texts, |text| text.as_str().into())
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
    use super::*;
    use crate::{
        embed::{self, Element},
        questionnaires,
        request::{NewRequest, Request, RequestedQuestionnaire},
        sample::{self, NOW, SampleResult, catalog, key, public},
        withhold::WithheldParts,
    };

    fn told(text: &str) -> Json {
        checked(&sample::checked(text, "file.json"), &catalog())
    }

    fn text<'a>(told: &'a Json, path: &[&str]) -> Option<&'a str> {
        path.iter().try_fold(told, |value, name| value.get(name)).and_then(Json::as_text)
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
            let sections = sections.and_then(Json::as_list).expect("sections");
            let level = |section: &Json, name: &str| section.get(name).and_then(Json::as_integer);
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
}
