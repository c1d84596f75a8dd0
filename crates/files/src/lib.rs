//! The files that people keep and hand over, as `FORMAT.md` promises them: writing, reading, checking.
//!
//! This is the one checking code; page, command line and npm package call [`check::check`]. It cannot see
//! the application, and it knows no browser, clock, randomness, file or global.
//!
//! From answers to a signed file, and what is found in it when it is checked, before and after a change:
//!
//! ```
//! use std::rc::Rc;
//!
//! use candour_files::{check::{CheckerContext, Verdict, check}, result::{AppInfo, ResultInput, random_bytes, write}};
//! use candour_proof::{date::Timestamp, json::Json, key::SigningKey};
//! use candour_questionnaire::{
//!     answers::{Answer, Choice}, catalog::{Catalog, CatalogEntry}, draft::Draft,
//!     questionnaire::sample::questionnaire, wording::sample::wording,
//! };
//!
//! let entry = Rc::new(CatalogEntry::new(questionnaire(), wording(), false));
//! let catalog = Catalog { entries: vec![Rc::clone(&entry)], ..Catalog::default() };
//!
//! let mut draft = Draft { organisation: "Acme".to_owned(), ..Draft::default() };
//! let answer = Answer { choice: Some(Choice::Yes), ..Answer::default() };
//! draft.answers.questions.insert("backup".to_owned(), answer);
//!
//! // Here the same bytes each time; in the page they are random.
//! let random = vec![7; random_bytes(&entry.questionnaire, &draft)];
//! let key = SigningKey::from_seed([7; 32]);
//! let now = Timestamp::parse("2026-11-30T12:00:00Z").expect("a time");
//! let signed = write(&ResultInput {
//!     questionnaire: &entry.questionnaire,
//!     wording: &entry.wording,
//!     labels: &catalog.labels,
//!     draft: &draft,
//!     request: None,
//!     app: &AppInfo::default(),
//!     now,
//!     random: &random,
//! }, &key).expect("enough random bytes");
//! let file = Json::from(signed).pretty();
//!
//! let known = CheckerContext { catalog: &catalog, own: None, now };
//! let checked = check(file.as_bytes(), "result.json", &known);
//! assert_eq!(checked.verdict, Verdict::Intact);
//! let report = checked.report.expect("a report on a result");
//! assert_eq!((report.organisation.as_str(), report.key), ("Acme", Some(key.public())));
//!
//! let changed = check(file.replace("Acme", "Ajax").as_bytes(), "result.json", &known);
//! assert_eq!(changed.verdict, Verdict::Altered);
//! ```

pub mod answer;
pub mod check;
pub mod checked;
pub mod csv;
pub mod deflate;
pub mod draft;
pub mod embed;
pub mod import;
pub mod intake;
pub mod keys;
pub mod limits;
pub mod names;
pub mod not_opened;
pub mod published;
pub mod questionnaires;
pub mod records;
pub mod request;
pub mod result;
pub mod salts;
mod same_words;
#[cfg(any(test, feature = "samples"))]
pub mod sample;
pub mod stated;
pub mod stored_copy;
pub mod table;
pub mod text;
pub mod withhold;
pub mod zip;
