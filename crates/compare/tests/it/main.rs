//! Promises about results that are compared or withheld in part, in one test program.
#![cfg(test)]

mod scoring_properties;
mod second_proofs;
mod withheld_copies;
