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
