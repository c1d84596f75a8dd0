//! Finds the questionnaires, so that a new one is its folder and nothing else.

mod generate;

use std::{env, fs, path::Path};

const FOLDER: &str = "../../questionnaires";

/// A folder of others, which `cargo xtask bench` sets to measure a page with many questions.
const OTHERS: &str = "CANDOUR_QUESTIONNAIRES";

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed={OTHERS}");
    let folder = env::var(OTHERS).unwrap_or_else(|_| FOLDER.to_owned());
    println!("cargo::rerun-if-changed={folder}");
    let folder = fs::canonicalize(&folder).map_err(|error| format!("{folder}: {error}"))?;
    let code = generate::code(&folder, &generate::ids(&folder)?)?;
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    fs::write(Path::new(&out).join("questionnaires.rs"), code)
        .map_err(|error| format!("questionnaires.rs: {error}"))
}
