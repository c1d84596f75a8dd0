//! Promises of the whole core, in one test program.
#![cfg(test)]

mod linear_time;
mod older_versions;
