//! Finds the questionnaires, so that a new one is its folder and nothing else.

mod generate;

use std::{env, fs, path::Path};

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={}", generate::OTHERS);
    let folder = generate::folder()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let code = generate::code(&folder, &generate::ids(&folder)?)?;
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    fs::write(Path::new(&out).join("questionnaires.rs"), code)
        .map_err(|error| format!("questionnaires.rs: {error}"))
}
