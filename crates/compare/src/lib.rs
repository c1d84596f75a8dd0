//! Answers beside other answers: of several organisations on the workbench, of two times, and their export.
//!
//! It ranks nobody: answers are shown side by side, never as one number. Files are checked by
//! `candour-files`; this only arranges what was found.
//!
//! ```
//! use candour_compare::workbench::{Response, Workbench};
//! use candour_files::{records::Records, sample::{SampleResult, catalog, checked}};
//! use candour_questionnaire::answers::Choice;
//!
//! let catalog = catalog();
//! let mut workbench = Workbench::default();
//! for (key, name, choice) in [(1, "Acme", Choice::Yes), (2, "Ajax", Choice::No)] {
//!     let answers = &[("backup", choice)];
//!     let file = SampleResult { key, name, chance: key, answers, ..SampleResult::default() }.text();
//!     workbench.add(checked(&file, &format!("{name}.json")), &catalog);
//! }
//! workbench.relate(&Records::default(), None);
//!
//! let questionnaire = &catalog.entry("made-up").expect("the questionnaire of the samples").questionnaire;
//! let compared = workbench.counted(questionnaire);
//! let backup = questionnaire.questions().position(|question| question.id == "backup").expect("a question");
//! let tally = workbench.tally(&compared, u32::try_from(backup).expect("a small number"));
//! assert_eq!((compared.len(), tally.of(Response::Yes), tally.of(Response::No)), (2, 1, 1));
//! ```

pub mod export;
pub mod then_and_now;
pub mod workbench;
