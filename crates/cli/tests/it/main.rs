//! The command line as a person or a program runs it, in one test program.
#![cfg(test)]

mod attacks;
mod check;
mod commands;
mod inputs;
mod languages;
mod run;
mod tables;
