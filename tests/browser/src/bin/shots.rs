//! Takes pictures of every screen, for people to look at.
//!
//! `cargo run -p candour-page-tests --bin shots -- FOLDER` writes PNG files of all screens in Chromium: on a phone, on a wide
//! screen, dark, with text at twice the size, and what is meant for paper as it prints (PDF). With a second argument `workbench`
//! it takes those of the workbench with 28 organisations instead. The settings are those of the page tests.
#![allow(clippy::expect_used, reason = "a tool for people at work on the page; it ends with a sentence")]

use candour_fixtures::{Company, QUESTIONNAIRE, Requester};
use candour_page_tests::{
    engines::{Browser, Engine, Site, setting},
    journey::{PHONE, Person},
};
use fantoccini::wd::PrintConfiguration;
use std::path::{Path, PathBuf};

/// A way to look at the page.
struct Look {
    name: &'static str,
    width: u32,
    height: u32,
    dark: bool,
    /// Size of the text in per cent, as a person sets it in the browser.
    text: u32,
}

const LOOKS: [Look; 5] = [
    Look { name: "phone", width: PHONE.0, height: PHONE.1, dark: false, text: 100 },
    Look { name: "phone-dark", width: PHONE.0, height: PHONE.1, dark: true, text: 100 },
    Look { name: "wide", width: 1280, height: 800, dark: false, text: 100 },
    Look { name: "wide-dark", width: 1280, height: 800, dark: true, text: 100 },
    Look { name: "phone-large-text", width: PHONE.0, height: PHONE.1, dark: false, text: 200 },
];

fn main() {
    let folder =
        PathBuf::from(std::env::args().nth(1).expect("the folder for the pictures as the only argument"));
    let browser = Browser::start(Engine::Chromium, Path::new(&setting("CANDOUR_PAGE")));
    if std::env::args().nth(2).as_deref() == Some("workbench") {
        return workbench(&Person::new(&browser, Site::File), &folder);
    }
    let mut number = 0;
    Person::new(&browser, Site::File).walk(|person, screen| {
        number += 1;
        let screen = screen.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
        for look in &LOOKS {
            let path = folder.join(look.name).join(format!("{number:02}-{screen}.png"));
            save(&path, &picture(person, look));
        }
        if screen.ends_with("-result") || ["plan", "report", "blank"].contains(&screen.as_str()) {
            let print = browser.run(async |client| client.print(PrintConfiguration::default()).await);
            save(&folder.join(format!("{screen}.pdf")), &print);
        }
    });
    println!("{} screens, each in {} looks, are in {}", number, LOOKS.len(), folder.display());
}

/// The workbench with the answers of 28 organisations, of which some were altered or are encrypted.
fn workbench(person: &Person, folder: &Path) {
    let requester = Requester::new(1);
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut write = |name: String, content: String| {
        person.browser.write(&name, content.as_bytes());
        paths.push(person.browser.folder().join(name));
    };
    for number in 1..=28 {
        write(format!("answer {number}.json"), requester.file(&Company::new(number)));
    }
    write("altered.json".to_owned(), requester.altered(&Company::new(29), "handbook", "drawer"));
    write("encrypted.json.age".to_owned(), requester.encrypted(&Company::new(30)));
    person.open("#/compare");
    let files: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    person.open_files_in("input[data-action='open-files']", &files);
    person.until_sees("[data-kind='summary-unusable']");
    let question = requester.entry().questionnaire.questions().next().expect("a question").id.clone();
    for (name, address) in [
        ("table", format!("#/compare/{QUESTIONNAIRE}")),
        ("question", format!("#/compare/{QUESTIONNAIRE}/{question}")),
        ("follow-up", format!("#/follow-up/{QUESTIONNAIRE}")),
        ("request", "#/request".to_owned()),
        // This is where the files were opened, so it comes when another screen is on show.
        ("files", "#/compare".to_owned()),
    ] {
        person.leave_for(&address);
        for look in &LOOKS {
            save(&folder.join(look.name).join(format!("{name}.png")), &picture(person, look));
        }
    }
}

/// The whole screen, as high as it is.
fn picture(person: &Person, look: &Look) -> Vec<u8> {
    person.browser.dark(look.dark);
    person.text_of(&format!("document.documentElement.style.fontSize = '{}%'; return ''", look.text));
    person.browser.resize(look.width, look.height);
    let height = person.browser.script("return document.documentElement.scrollHeight", Vec::new());
    let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).expect("a height in pixels");
    person.browser.resize(look.width, height.clamp(look.height, 16_000));
    let picture = person.picture();
    person.text_of("document.documentElement.style.fontSize = ''; return ''");
    picture
}

fn save(path: &Path, content: &[u8]) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the pictures");
    std::fs::write(path, content).expect("a picture written");
}
