//! The page: a thin shell around [`candour_app`].
//!
//! [`app`] owns the model and runs its effects, [`pages`] turn plain values into HTML by the
//! [`components`] they share, [`effects`] do one browser thing each and report how it went.

pub mod app;
pub mod components;
pub mod effects;
mod layout;
pub mod pages;

pub use app::start;
pub use candour_content::{catalog, labels, messages};
