//! What authors of questionnaires need: named cases, readability in English, JSON Schemas, a folder's check.
//!
//! The page carries none of it. Files of authors are read member by member (`candour_questionnaire::diagnostics`), not
//! by serde: a derived type stops at the first problem and names its line, while an author is told all problems at once,
//! each with its place in the questionnaire and how to fix it.
//!
//! ```
//! use candour_authoring::readability::Readability;
//!
//! let reading = Readability::of(["Do you keep old customer cards?"]);
//! assert!(reading.words > 0);
//! ```

pub mod cases;
pub mod folder;
pub mod readability;
pub mod schema;
