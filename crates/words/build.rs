//! Generates the keys of the page's texts.

mod generate;

fn main() -> Result<(), String> {
    generate::keys("../../words/en.json", generate::Of::Library)
}
