//! Finds the questionnaires, so that a new one is its folder and nothing else.

mod generate;

use std::{env, fs, path::Path};

const FOLDER: &str = "../../questionnaires";

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let folder = fs::canonicalize(FOLDER).map_err(|error| format!("{FOLDER}: {error}"))?;
    let code = generate::code(&folder, &generate::ids(&folder)?)?;
    let out = env::var("OUT_DIR").map_err(|error| format!("OUT_DIR: {error}"))?;
    fs::write(Path::new(&out).join("questionnaires.rs"), code)
        .map_err(|error| format!("questionnaires.rs: {error}"))
}
