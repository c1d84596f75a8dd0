//! What authors of questionnaires need: named cases, readability in English, JSON Schemas, a folder's check.
//!
//! The page carries none of it.
//!
//! ```
//! use candour_authoring::readability::Reading;
//!
//! let reading = Reading::of(["Do you keep old customer cards?"]);
//! assert!(reading.words > 0);
//! ```

pub mod cases;
pub mod folder;
pub mod readability;
pub mod schema;
