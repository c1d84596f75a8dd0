//! What makes a file verifiable: strict JSON, its canonical form, keys, signatures, the list of parts.
//!
//! It knows no questionnaire and no format of a file; those are `candour-files`. Nothing here touches a
//! browser, a clock, randomness, a file or a global: time and random bytes are arguments.
//!
//! ```
//! use candour_proof::{date::Timestamp, json::Object, key::SigningKey, proof};
//!
//! let key = SigningKey::from_seed([7; 32]);
//! let now = Timestamp::parse("2026-11-30T12:00:00Z").expect("a time");
//! let document = Object::new().with("title", "Opening hours");
//! let signed = proof::sign(&document, &key, now);
//! assert!(proof::verify(&signed.clone().into(), now).is_ok());
//!
//! let changed = signed.with("title", "Closing hours");
//! assert!(proof::verify(&changed.into(), now).is_err());
//! ```

pub mod date;
pub mod digest;
pub mod jcs;
pub mod json;
pub mod key;
pub mod map;
mod name;
pub mod parts;
pub mod proof;
pub mod script;
pub mod sort;
pub mod text;
pub mod word;
