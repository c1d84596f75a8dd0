//! What the page and the commands carry: questionnaires, explained words, and all wording.

pub mod catalog;
pub mod told;
pub mod words;
