//! Promises to others, in one test program: content, file format, schemas, screens and architecture.
#![cfg(test)]
#![cfg(not(target_arch = "wasm32"))]

mod architecture;
mod asking;
mod comparing;
mod deciding;
mod exit;
mod format;
mod listing;
mod older;
mod own;
mod paper;
mod questionnaires;
mod rendered;
mod schemas;
mod views;
