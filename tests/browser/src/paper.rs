//! What is printed, read back from the PDF that Chromium makes.

use fantoccini::wd::{PrintConfiguration, PrintSize};
use std::process::Command;

use crate::journey::Person;

/// The two papers in use: name, width and height in centimetres.
pub const PAPERS: [(&str, f64, f64); 2] = [("A4", 21.0, 29.7), ("Letter", 21.59, 27.94)];

/// The pages of the screen as it prints, each as text.
///
/// # Panics
/// If Chromium does not print, or `pdftotext` of the package `poppler-utils` is missing.
#[track_caller]
pub fn printed(person: &Person, (name, width, height): (&str, f64, f64)) -> Vec<String> {
    let settings = PrintConfiguration::builder().size(PrintSize { width, height }).background(false);
    let settings = settings.build().expect("a size of paper");
    let pdf = person.browser.run(async |client| client.print(settings).await);
    let path = person.browser.folder().join(format!("{name}.pdf"));
    std::fs::write(&path, pdf).expect("a PDF written");
    let text = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&path).arg("-").output();
    let text = text.expect("pdftotext, of the package poppler-utils");
    assert!(text.status.success(), "{text:?}");
    let text = String::from_utf8(text.stdout).expect("text in UTF-8");
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    // A form feed ends each page, the last one too.
    pages.pop();
    pages
}
