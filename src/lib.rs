//! The page: a thin shell around [`candour_assessment`].
//!
//! [`app`] owns the model and runs its effects, [`views`] turn plain values into HTML,
//! [`effects`] do one browser thing each and report how it went.

pub mod app;
pub mod effects;
pub mod views;

pub use app::start;
pub use candour_content::{catalog, told, words};
