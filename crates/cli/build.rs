//! Generates the keys of the texts that only the command line needs.

#[path = "../words/generate.rs"]
mod generate;

fn main() -> Result<(), String> {
    generate::keys("words/en.json", generate::Of::Program)
}
