//! Generates the keys of the texts of the command line, which says what is wrong in the same words.

#[path = "../words/generate.rs"]
mod generate;

fn main() -> Result<(), String> {
    generate::keys("../cli/words/en.json", generate::Of::Program)
}
