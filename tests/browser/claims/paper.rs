//! What is printed: read back from the PDF that Chromium makes.

use candour_page_tests::{
    engines::{Engine, Site},
    journey::{Person, QUESTIONNAIRE},
    paper::{PAPERS, printed},
};

use crate::{Claim, claim};
use serde_json::json;

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(the_report_as_a_pdf_holds_every_section_level_and_action)
            .on(&[Site::File])
            .with(&[Engine::Chromium]),
        claim!(notes_and_the_plan_are_printed_only_when_switched_on)
            .on(&[Site::File])
            .with(&[Engine::Chromium]),
        claim!(the_report_of_a_bakery_has_at_most_6_pages).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(no_page_of_a_printed_result_is_half_empty).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(step_numbers_of_a_printed_plan_are_whole).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(the_blank_form_as_a_pdf_holds_every_question).on(&[Site::File]).with(&[Engine::Chromium]),
        claim!(an_earlier_file_is_held_beside_the_present_answers).on(&[Site::File]).in_one_engine(),
    ]
}

/// Without breaks, spaces and hyphens: where a line ends, and which form of a letter was drawn, says nothing.
pub(crate) fn bare(text: &str) -> String {
    let plain = text.replace('\u{fb01}', "fi").replace('\u{fb02}', "fl");
    plain.replace(['-', '\u{ad}', '\u{2010}'], "").split_whitespace().collect()
}

fn answer_all(person: &Person) {
    person.open("");
    person.start();
    person.answer_all(&[]);
    person.go("result");
}

fn texts(person: &Person, selector: &str) -> Vec<String> {
    let script =
        format!("return [...document.querySelectorAll(\"{selector}\")].map(part => part.textContent)");
    let texts = person.list_of(&script);
    assert!(!texts.is_empty(), "nothing is `{selector}`");
    texts
}

fn the_report_as_a_pdf_holds_every_section_level_and_action(person: &Person) {
    answer_all(person);
    let levels = texts(person, "[data-result] .level-name");
    person.leave_for(&format!("#/{QUESTIONNAIRE}/report"));
    person.click("#report-appendix");
    for paper in PAPERS {
        let pages = printed(person, paper);
        let whole = bare(&pages.concat());
        for level in &levels {
            assert!(whole.contains(&bare(level)), "{level} is missing on {}", paper.0);
        }
        let parts = [
            "[data-report] h3",
            "[data-report] dt",
            "tr[data-todo] .do",
            ".paper h2",
            ".sources li",
            "[data-term] dt",
        ];
        for part in parts.iter().flat_map(|part| texts(person, part)) {
            assert!(whole.contains(&bare(&part)), "{part} is missing on {}", paper.0);
        }
        let first = bare(&pages[0]);
        assert!(
            !first.contains(&bare("Every area, with its level")),
            "the first page is not a page by itself"
        );
        for (number, page) in pages.iter().enumerate() {
            let number = format!("{}/{}", number + 1, pages.len());
            assert!(bare(page).contains(&number), "{number} does not stand on its page");
        }
    }
}

/// A long word, a note of full length, and scripts with marks above, below and from right to left.
const BURMESE: &str = "မြန်မာနိုင်ငံ";
const ARABIC: &str = "مرحبا بالعالم";
const ACCENTS: &str = "Größe naïve Ærø façade Łódź";

fn notes_and_the_plan_are_printed_only_when_switched_on(person: &Person) {
    person.open("");
    person.start();
    person.go("next");
    let questions = person.questions();
    // The plan holds what a question answered "no" asks for.
    person.choose(&questions[0], "no");
    let word = "Donaudampfschiff".repeat(12);
    let full: String =
        "Every line counts. ".repeat(200).chars().take(1990).chain("the end".chars()).collect();
    let many = format!("{BURMESE} – {ARABIC} – {ACCENTS}");
    for (question, note) in questions.iter().zip([&word, &full, &many]) {
        // A driver cannot type every script, so the note is put in as if pasted.
        person.unfold(&Person::note_of(question));
        person.browser.script(
            "const field = document.querySelector(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event('input', {bubbles: true}))",
            vec![json!(Person::note_of(question)), json!(note)],
        );
    }
    person.next_until("review");
    person.leave_for(&format!("#/{QUESTIONNAIRE}/report"));
    for paper in PAPERS {
        let pages = printed(person, paper);
        let count = pages.len();
        // A long note runs on over the number of its page.
        let pages =
            pages.iter().zip(1..).map(|(page, number)| page.replace(&format!("{number}/{count}"), ""));
        let whole = bare(&pages.collect::<String>());
        assert!(whole.contains(&bare(&word)), "the long word is cut on {}", paper.0);
        assert!(whole.contains(&bare(&full)), "the long note is cut on {}", paper.0);
        assert!(whole.contains(&bare(ACCENTS)), "accents are lost on {}", paper.0);
        for script in [BURMESE, ARABIC] {
            // Readers of PDF give marks and shaped letters in an order of their own; the letters must all be there.
            let lost: Vec<char> = letters(script).filter(|letter| !whole.contains(*letter)).collect();
            assert!(lost.len() * 4 < letters(script).count(), "{lost:?} of {script} are lost on {}", paper.0);
        }
    }
    let plan = bare("Every action, most urgent first");
    assert!(bare(&printed(person, PAPERS[0]).concat()).contains(&plan));
    person.click("#report-notes");
    person.click("#report-plan");
    let without = bare(&printed(person, PAPERS[0]).concat());
    assert!(!without.contains("Donaudampfschiff") && !without.contains(&bare("Every line counts")));
    assert!(!without.contains(&plan));
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| !letter.is_whitespace())
}

fn the_blank_form_as_a_pdf_holds_every_question(person: &Person) {
    for questionnaire in candour_page_tests::journey::QUESTIONNAIRES {
        person.open(&format!("#/{questionnaire}/blank"));
        person.expect_view("blank");
        let parts = texts(
            person,
            "[data-blank] h3, [data-blank] [data-skip], [data-blank] .ticks li, [data-blank] .when li",
        );
        for paper in PAPERS {
            let whole = bare(&printed(person, paper).concat());
            for part in &parts {
                assert!(whole.contains(&bare(part)), "{questionnaire}: {part} is missing on {}", paper.0);
            }
        }
    }
}

/// What a bakery tells of itself; whatever is not named stays open.
const BAKERY: [(&str, &str); 7] = [
    ("scope", "controller"),
    ("sensitive-data", "no"),
    ("children", "no"),
    ("staff", "yes"),
    ("high-risk", "no"),
    ("data-abroad", "covered"),
    ("authorities", "no"),
];

fn the_report_of_a_bakery_has_at_most_6_pages(person: &Person) {
    person.open("");
    person.start();
    for (question, option) in BAKERY {
        person.choose(question, option);
    }
    person.go("next");
    person.answer_all(&[]);
    person.leave_for(&format!("#/{QUESTIONNAIRE}/report"));
    let pages = printed(person, PAPERS[0]).len();
    assert!(pages <= 6, "the report has {pages} pages");
}

fn no_page_of_a_printed_result_is_half_empty(person: &Person) {
    for questionnaire in ["authorities", "four-ps", QUESTIONNAIRE] {
        person.start_anew();
        person.open("");
        person.start_with(questionnaire);
        person.answer_all(&["yes", "partly", "no", "unknown"]);
        person.go("result");
        let pages = printed(person, PAPERS[0]);
        let (_, full) = pages.split_last().expect("a page");
        let letters: Vec<usize> = full.iter().map(|page| letters(page).count()).collect();
        // A full page has 1,200 to 1,800; where an action had to stay with the next one, pages had 300 to 600.
        assert!(letters.iter().all(|count| *count > 800), "{questionnaire}: {letters:?}");
    }
}

fn step_numbers_of_a_printed_plan_are_whole(person: &Person) {
    answer_all(person);
    person.go("plan");
    let steps = texts(person, "[data-plan]").len();
    assert!(steps > 10, "{steps} steps have one digit each");
    let lines: Vec<String> = printed(person, PAPERS[0])
        .iter()
        .flat_map(|page| page.lines())
        .map(|line| line.trim().to_owned())
        .collect();
    for number in 1..=steps {
        assert!(
            lines.iter().any(|line| line.starts_with(&format!("{number}."))),
            "{number}. is cut: {lines:?}"
        );
    }
}

fn an_earlier_file_is_held_beside_the_present_answers(person: &Person) {
    answer_all(person);
    person.go("keep");
    let file = person.download(|| person.press("export-draft"));
    person.leave_for(&format!("#/{QUESTIONNAIRE}/lawfulness-fairness-transparency"));
    for question in person.questions() {
        person.choose(&question, "no");
    }
    person.leave_for("#/check");
    person.open_file(&file.path);
    person.until_sees("[data-file] [data-action='progress']");
    person.go("progress");
    person.expect_view("progress");
    person.until_sees("[data-changed='opened'] a");
    assert!(person.words().contains("lower"), "{}", person.words());
    person.press("forget-earlier");
    person.until("the empty state", || (!person.sees("[data-compared]")).then_some(()));
}
