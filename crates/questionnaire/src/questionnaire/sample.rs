//! A small made-up questionnaire for the tests of this crate.

use super::Questionnaire;

/// The file of the questionnaire.
pub const JSON: &str = r#"{
    "$schema": "../questionnaire.schema.json",
    "format": "candour-questionnaire/1",
    "id": "made-up",
    "version": "1.0.0",
    "date": "2026-11-22",
    "retired": [{"id": "old-question"}, {"id": "erasure", "became": ["deletion"]},
        {"id": "order", "became": ["contract", "limits"]}],
    "sources": [
        {"id": "law", "mark": "verified", "url": "https://example.org/law"},
        {"id": "draft", "mark": "to-check"}
    ],
    "profile": [
        {"id": "role", "options": ["controller", "processor", "not-sure"]},
        {"id": "children", "options": ["yes", "no", "not-sure"]}
    ],
    "sections": [
        {"id": "storage", "citations": [{"source": "law", "articles": ["5(1)(e)"], "recitals": ["39"]}], "questions": [
            {"id": "deletion", "candidate": "G-E2", "severity": "critical", "partlyCountsAs": "high",
                "notApplicable": ["no-such-activity", "other"], "citations": [{"source": "law"}]},
            {"id": "limits", "severity": "high", "notApplicable": ["other"], "citations": [{"source": "law"}],
                "criticalWhen": [{"profile": "children", "any": ["yes", "not-sure"]}]},
            {"id": "contract", "severity": "medium", "citations": [{"source": "draft"}],
                "askWhen": [{"profile": "role", "any": ["processor", "not-sure"]}]},
            {"id": "tidiness", "severity": "low", "citations": [{"source": "law", "mark": "to-check"}]}
        ]},
        {"id": "security", "questions": [
            {"id": "backup", "severity": "critical", "notApplicable": ["other"], "citations": [{"source": "law"}]}
        ]}
    ],
    "stops": [{"id": "lost-data", "citations": [{"source": "law", "principles": ["13"]}], "when": [
        {"profile": "children", "any": ["yes", "not-sure"]}, {"question": "backup", "any": ["no", "unknown"]}]}]
}"#;

/// It, parsed.
#[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
pub fn questionnaire() -> Questionnaire {
    Questionnaire::parse(JSON).unwrap()
}

/// The file of a questionnaire that gives a decision.
pub const DECISION: &str = r#"{
    "format": "candour-questionnaire/1",
    "id": "deal",
    "version": "1.0.0",
    "date": "2026-11-22",
    "sources": [{"id": "law", "mark": "verified"}],
    "profile": [{"id": "abroad", "options": ["yes", "no"]}],
    "sections": [
        {"id": "purpose", "questions": [
            {"id": "purpose-facts", "severity": "high", "citations": [{"source": "law"}]},
            {"id": "purpose-settled", "severity": "critical", "citations": [{"source": "law"}]}]},
        {"id": "place", "questions": [
            {"id": "place-facts", "severity": "critical", "citations": [{"source": "law"}]},
            {"id": "place-settled", "severity": "critical", "citations": [{"source": "law"}]}]},
        {"id": "product", "questions": [
            {"id": "product-facts", "severity": "high", "notApplicable": ["no-such-activity"],
                "citations": [{"source": "law"}]},
            {"id": "law-checked", "severity": "critical", "citations": [{"source": "law"}]},
            {"id": "product-settled", "severity": "critical", "citations": [{"source": "law"}]}]},
        {"id": "purchaser", "questions": [
            {"id": "abuse-excluded", "severity": "high", "citations": [{"source": "law"}]},
            {"id": "purchaser-settled", "severity": "critical", "citations": [{"source": "law"}]}]},
        {"id": "top", "questions": [
            {"id": "top-decides", "severity": "high", "citations": [{"source": "law"}]}]}
    ],
    "decision": {
        "points": [
            {"section": "purpose", "settled": "purpose-settled"},
            {"section": "place", "settled": "place-settled"},
            {"section": "product", "settled": "product-settled"},
            {"section": "purchaser", "settled": "purchaser-settled"}],
        "approval": "top-decides",
        "rules": [
            {"id": "law-bar", "outcome": "stop", "when": [{"question": "law-checked", "any": ["no", "unknown"]}],
                "citations": [{"source": "law"}]},
            {"id": "abuse", "outcome": "stop", "ours": true,
                "when": [{"question": "abuse-excluded", "any": ["no"]}]},
            {"id": "abuse-unknown", "outcome": "escalate", "ours": true,
                "when": [{"question": "abuse-excluded", "any": ["unknown"]}]}]
    }
}"#;

/// It, parsed.
#[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
pub fn decision() -> Questionnaire {
    Questionnaire::parse(DECISION).unwrap()
}

/// The file of the first questionnaire with two lists: of signs, and of points of a law.
pub fn listed_json() -> String {
    let lists = r#""lists": [
        {"id": "signs", "answers": ["yes", "no", "unknown"], "followUp": ["yes", "unknown"], "weighedIn": "tidiness",
            "groups": [
                {"id": "signs-product", "items": [
                    {"id": "misused", "candidate": "1.1", "citations": [{"source": "law"}]},
                    {"id": "passed-on", "citations": [{"source": "draft"}]}]},
                {"id": "signs-user", "items": [{"id": "bad-record", "citations": [{"source": "law"}]}]}]},
        {"id": "law-points", "answers": ["yes", "partly", "no", "unknown"],
            "groups": [{"id": "points-first", "items": [{"id": "law-written", "citations": [{"source": "law"}]}]}]}],
        "sections":"#;
    JSON.replacen("\"sections\":", lists, 1)
}

/// It, parsed.
#[allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "for tests only")]
pub fn listed() -> Questionnaire {
    Questionnaire::parse(&listed_json()).unwrap()
}
