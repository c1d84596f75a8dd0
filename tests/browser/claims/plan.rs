//! The plan: decided step by step, kept with the answers, taken along as files, signed only when asked.

use candour_page_tests::{
    engines::Site,
    journey::{Person, QUESTIONNAIRE},
};

use crate::{Claim, claim, flow::tab_to, keeping::reload};
use fantoccini::key::Key;
use serde_json::{Value as Json, json};

pub(crate) fn claims() -> Vec<Claim> {
    vec![
        claim!(a_plan_is_kept_over_a_reload_and_carried_by_the_draft).on(&[Site::File]),
        claim!(the_plan_is_signed_only_when_asked_and_then_holds).on(&[Site::File]).in_one_engine(),
        claim!(the_plan_opens_in_spreadsheet_and_calendar_without_formula).on(&[Site::File]).in_one_engine(),
        claim!(a_step_is_planned_by_keyboard_alone_and_its_clearing_undone).on(&[Site::File]),
        claim!(the_summary_is_selected_whole_and_saved).on(&[Site::File]),
    ]
}

/// Answers everything in a mixture, goes to the plan and gives the steps in order.
fn to_plan(person: &Person) -> Vec<String> {
    person.open("");
    person.start();
    person.answer_all(&[]);
    person.go("result");
    let order = "return [...document.querySelectorAll('[data-todo]')].map(e => e.dataset.todo)";
    let actions = person.list_of(order);
    person.go("plan");
    person.expect_view("plan");
    let steps = steps(person);
    assert_eq!(steps, actions, "the plan has another order than the result");
    steps
}

fn steps(person: &Person) -> Vec<String> {
    person.list_of("return [...document.querySelectorAll('[data-plan]')].map(e => e.dataset.plan)")
}

fn field(step: &str, name: &str) -> String {
    format!("[data-plan='{step}'] [data-field='{name}']")
}

fn value(person: &Person, step: &str, name: &str) -> String {
    person.text_of(&format!("return document.querySelector(\"{}\").value", field(step, name)))
}

/// As a person does it with whatever the engine offers to choose from or to type a day in.
fn put(person: &Person, step: &str, name: &str, new: &str) {
    person.browser.script(
        "const field = document.querySelector(arguments[0]);
         field.value = arguments[1];
         field.dispatchEvent(new Event('change', {bubbles: true}))",
        vec![json!(field(step, name)), json!(new)],
    );
    person.until(&format!("`{new}` in {name}"), || (value(person, step, name) == new).then_some(()));
}

fn decide(person: &Person, step: &str, role: &str) {
    put(person, step, "state", "doing");
    person.write(&field(step, "role"), role);
    put(person, step, "due", "2027-01-31");
}

fn decided(person: &Person, step: &str) -> [String; 3] {
    ["state", "role", "due"].map(|name| value(person, step, name))
}

fn share(person: &Person) {
    person.click("[data-field='share-plan']");
    person.until_sees("[data-field='share-plan']:checked");
}

fn a_plan_is_kept_over_a_reload_and_carried_by_the_draft(person: &Person) {
    let step = to_plan(person).swap_remove(0);
    decide(person, &step, "Office manager");
    reload(person);
    person.expect_view("plan");
    assert_eq!(decided(person, &step), ["doing", "Office manager", "2027-01-31"]);
    person.go("keep");
    let draft = person.download(|| person.press("export-draft"));
    person.start_anew();
    person.open("#/check");
    assert_eq!(person.check("draft.json", &draft.bytes), "draft");
    person.press("import");
    person.until("the answers to be there", || (person.view() != "check").then_some(()));
    person.leave_for(&format!("#/{QUESTIONNAIRE}/plan"));
    assert_eq!(decided(person, &step), ["doing", "Office manager", "2027-01-31"]);
}

/// What a signed file holds of a question.
fn answer(file: &Json, question: &str) -> Json {
    let sections = file["sections"].as_array().expect("sections").iter();
    let mut answers = sections.filter_map(|section| section["answers"].as_array()).flatten();
    answers.find(|answer| answer["id"] == question).expect("the answer").clone()
}

fn the_plan_is_signed_only_when_asked_and_then_holds(person: &Person) {
    let step = to_plan(person).swap_remove(0);
    decide(person, &step, "Office manager");
    person.go("keep");
    let without = person.download(|| person.press("export-signed"));
    assert!(!without.text().contains("Office manager") && answer(&without.json(), &step)["todo"].is_null());
    share(person);
    person.until("the file of before to be gone", || (!person.sees("[data-written]")).then_some(()));
    let with = person.download(|| person.press("export-signed"));
    let said = answer(&with.json(), &step);
    assert_eq!(
        (&said["todo"], &said["role"], &said["due"]),
        (&json!("doing"), &json!("Office manager"), &json!("2027-01-31"))
    );
    person.go("check");
    for (name, file) in [("without.json", &without), ("with.json", &with)] {
        assert_eq!(person.check(name, &file.bytes), "intact");
        let own = format!("[data-file='{name}']");
        let text = person.text_of(&format!("return document.querySelector(\"{own}\").textContent"));
        assert_eq!(text.contains("Office manager"), name == "with.json", "{name}");
    }
    let altered = with.text().replacen("Office manager", "Somebody else!", 1);
    assert_eq!(person.check("altered.json", altered.as_bytes()), "altered");
}

fn the_plan_opens_in_spreadsheet_and_calendar_without_formula(person: &Person) {
    let steps = to_plan(person);
    decide(person, &steps[0], "=HYPERLINK(1;\"x\"),a");
    let table = person.download(|| person.press("export-plan")).text();
    let rows = rows(&table);
    assert_eq!(rows.len(), steps.len() + 1);
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{table}");
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell}");
    }
    assert!(rows[1].iter().any(|cell| cell.contains("=HYPERLINK(1;\"x\"),a")), "{:?}", rows[1]);
    assert!(rows[1].contains(&"2027-01-31".to_owned()) && rows[1].contains(&"In progress".to_owned()));
    let calendar = person.download(|| person.press("export-calendar")).text();
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270131\r\n"), "{calendar}");
    put(person, &steps[0], "state", "done");
    person.until("no calendar without an open day", || {
        (!person.sees("[data-action='export-calendar']")).then_some(())
    });
}

/// The cells of a table as RFC 4180 has it.
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = table.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, quoted) {
            ('"', true) if letters.peek() == Some(&'"') => cell.extend(letters.next()),
            ('"', _) => quoted = !quoted,
            (',', false) => row.push(std::mem::take(&mut cell)),
            ('\r', false) => {}
            ('\n', false) => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the table does not end with a line");
    rows
}

fn a_step_is_planned_by_keyboard_alone_and_its_clearing_undone(person: &Person) {
    let step = to_plan(person).swap_remove(0);
    let forget = format!("[data-plan='{step}'] [data-action='forget-step']");
    assert!(!person.sees(&forget));
    tab_to(person, &field(&step, "state"));
    tab_to(person, &field(&step, "role"));
    let role = person.find(&field(&step, "role"));
    person.browser.run(async |_| role.send_keys("Boss").await);
    person.until("the role", || (value(person, &step, "role") == "Boss").then_some(()));
    tab_to(person, &field(&step, "due"));
    put(person, &step, "due", "2027-01-31");
    tab_to(person, &forget);
    person.keys(&[Key::Enter]);
    person.until("the step to be cleared", || (!person.sees(&forget)).then_some(()));
    assert_eq!(decided(person, &step), ["open", "", ""]);
    assert!(person.sees(&format!("{}:focus", field(&step, "state"))), "the focus is lost");
    person.press("undo");
    person.until("the step again", || (value(person, &step, "role") == "Boss").then_some(()));
    assert_eq!(value(person, &step, "due"), "2027-01-31");
}

fn the_summary_is_selected_whole_and_saved(person: &Person) {
    to_plan(person);
    person.leave_for(&format!("#/{QUESTIONNAIRE}/result"));
    for (name, action) in [("plain", "export-plain"), ("markdown", "export-markdown")] {
        let field = format!("[data-field='{name}']");
        person.unfold(&field);
        let text = person.text_of(&format!("return document.querySelector(\"{field}\").value"));
        assert!(text.lines().count() > 12 && text.contains("level"), "{text}");
        person.click(&format!("div:has(> {field}) [data-action='copy-text']"));
        person.until("all of it selected", || {
            let whole = format!(
                "const f = document.querySelector(\"{field}\");
                 return String(f === document.activeElement && f.selectionStart === 0 && f.selectionEnd === f.value.length)"
            );
            (person.text_of(&whole) == "true").then_some(())
        });
        let saved = person.download(|| person.press(action)).text();
        assert_eq!(saved.replace("\r\n", "\n").trim(), text.trim());
    }
}
