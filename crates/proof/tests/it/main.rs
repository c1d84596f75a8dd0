//! Published test vectors, other implementations and random input, in one test program.
#![cfg(test)]

mod json_second_opinion;
mod signed_files;
mod support;
mod vectors_json;
mod vectors_keys;
mod vectors_proofs;
mod vectors_results;
