//! Questionnaires with their texts, answers, and what answers amount to: levels, gates, gaps, a plan.
//!
//! It names no questionnaire and no language, and it reads and writes no files of people: those are
//! `candour-files`. Scoring uses whole numbers only, so every device comes to the same result.
//!
//! ```
//! use candour_questionnaire::{answers::{Answer, Answers, Choice}, questionnaire::Questionnaire, scoring::{Level, assess}};
//!
//! let questionnaire = Questionnaire::parse(r#"{
//!     "format": "candour-questionnaire/1", "id": "shop", "version": "1.0.0", "date": "2026-11-01",
//!     "sources": [{ "id": "rule", "mark": "verified" }],
//!     "sections": [{ "id": "storage", "questions": [
//!         { "id": "backup", "severity": "high", "citations": [{ "source": "rule", "mark": "verified" }] }
//!     ] }]
//! }"#).expect("a questionnaire without mistakes");
//!
//! let mut answers = Answers::default();
//! answers.questions.insert("backup".to_owned(), Answer { choice: Some(Choice::No), ..Answer::default() });
//! let assessment = assess(&questionnaire, &answers);
//! let storage = assessment.section("storage").expect("a section");
//! assert_eq!(storage.level, Some(Level::NotStarted));
//! assert_eq!(assessment.actions.first().map(|action| action.question.as_str()), Some("backup"));
//! ```

pub mod answers;
pub mod catalog;
pub mod diagnostics;
pub mod draft;
pub mod glossary;
pub mod labels;
pub mod limits;
pub mod listed;
pub mod never_asked;
pub mod personal_data;
pub mod plan;
pub mod questionnaire;
pub mod reserved;
pub mod scoring;
pub mod texts;
pub mod wording;
