//! Measures how much a person reads and scrolls on a phone from the home screen to the result, and how many sheets are printed.
//!
//! `cargo run -p candour-page-tests --bin reading` answers every question of each questionnaire in Chromium and prints a table;
//! `cargo xtask bench` calls it. The settings are those of the page tests.
#![allow(clippy::expect_used, reason = "a tool for people at work on the page; it ends with a sentence")]

use candour_page_tests::{
    engines::{Browser, Engine, Site, setting},
    journey::{PHONE, Person, QUESTIONNAIRES},
    paper::{PAPERS, printed},
};
use std::{collections::BTreeMap, path::Path};

/// What the screens of one questionnaire measure.
#[derive(Default)]
struct Reading {
    questions: usize,
    pixels: usize,
    words: usize,
    screens: usize,
    longest: usize,
    /// Pixels by kind of screen.
    kinds: BTreeMap<String, usize>,
}

fn main() {
    let browser = Browser::start(Engine::Chromium, Path::new(&setting("CANDOUR_PAGE")));
    println!(
        "\n== Reading on a phone of {} x {} pixels, home to result, all questions answered",
        PHONE.0, PHONE.1
    );
    println!(
        "{:<20}{:>10}{:>9}{:>9}{:>16}{:>14}{:>9}{:>14}",
        "", "questions", "screens", "pixels", "phone screens", "a question", "words", "longest screen"
    );
    let (mut lengths, mut parts) = (Vec::new(), Vec::new());
    for questionnaire in QUESTIONNAIRES {
        let person = Person::new(&browser, Site::File);
        let read = answered(&person, questionnaire);
        println!(
            "{questionnaire:<20}{:>10}{:>9}{:>9}{:>16.1}{:>14.2}{:>9}{:>14}",
            read.questions,
            read.screens,
            read.pixels,
            phone_screens(read.pixels),
            phone_screens(read.pixels) / count(read.questions),
            read.words,
            read.longest
        );
        parts.push((questionnaire, read.kinds));
        lengths.push((questionnaire, after(&person, questionnaire)));
    }
    println!("\n== Where these pixels are");
    for (questionnaire, kinds) in parts {
        let kinds: Vec<String> = kinds.iter().map(|(kind, pixels)| format!("{kind} {pixels}")).collect();
        println!("{questionnaire:<20}{}", kinds.join(", "));
    }
    println!("\n== Pixels of the screens that follow, and A4 pages as they print");
    for (questionnaire, screens) in lengths {
        for (name, pixels, pages) in screens {
            println!("{questionnaire:<20}{name:<10}{pixels:>9}{pages:>9}");
        }
    }
}

/// Answers everything and adds up what each screen measures once it is answered.
fn answered(person: &Person, questionnaire: &str) -> Reading {
    let mut read = Reading::default();
    let mut add = || {
        let pixels = height(person);
        read.screens += 1;
        read.pixels += pixels;
        read.longest = read.longest.max(pixels);
        *read.kinds.entry(person.view()).or_default() += pixels;
        read.words += person.words().split_whitespace().count();
        if !person.section().is_empty() {
            read.questions += person.questions().len();
        }
    };
    person.open("");
    add();
    person.start_with(questionnaire);
    person.answer_all_doing(&[], &mut add);
    add();
    person.go("result");
    add();
    read
}

/// The screens after the answers: their name, their height in pixels and their A4 pages.
fn after(person: &Person, questionnaire: &str) -> Vec<(&'static str, usize, usize)> {
    ["result", "plan", "report", "keep", "review", "blank"]
        .map(|screen| {
            if person.view() != screen {
                person.leave_for(&format!("#/{questionnaire}/{screen}"));
            }
            (screen, height(person), printed(person, PAPERS[0]).len())
        })
        .into()
}

/// The height of the screen in CSS pixels.
fn height(person: &Person) -> usize {
    let height = person.browser.script("return document.documentElement.scrollHeight", Vec::new());
    height.as_u64().and_then(|height| usize::try_from(height).ok()).expect("a height in pixels")
}

fn phone_screens(pixels: usize) -> f64 {
    count(pixels) / f64::from(PHONE.1)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).expect("a number of this size"))
}
