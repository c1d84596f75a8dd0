//! The screens that compare what came back, as HTML.

use candour_app::{ComparisonEvent, Effect, Event, InboxEvent, IncomingFile, Model, Route, SelectedView};
use candour_compare::workbench::{Column, Filter};
use candour_files::withhold::WithheldParts;
use candour_fixtures::{Company, NOW, QUESTIONNAIRE, Requester, TURNED};

use crate::rendered::{model, rendered};

/// Opens files as the browser brings them.
fn open(model: &mut Model, files: &[(String, String)]) {
    let count = u32::try_from(files.len()).expect("few files");
    let mut left = files.iter().map(|(name, content)| IncomingFile {
        name: name.clone(),
        size: content.len(),
        content: Ok(content.clone().into_bytes()),
    });
    let mut effects = model.update(ComparisonEvent::FilesChosen(count)).effects;
    while let Some(Effect::ReadFiles(wanted)) = effects.first() {
        let files = left.by_ref().take(*wanted as usize).collect();
        effects = model.update(ComparisonEvent::FilesRead { files, took: 0, now: NOW }).effects;
    }
    assert!(model.comparison.reader.is_none(), "everything was read");
}

fn companies(count: u64) -> Vec<(String, String)> {
    let requester = Requester::new(1);
    (0..count).map(|number| (format!("{number}.json"), requester.file(&Company::new(number)))).collect()
}

fn at(model: &mut Model, route: &Route) -> String {
    model.update(Event::AddressChanged(route.fragment()));
    rendered(model)
}

fn table() -> Route {
    Route::Organisations(QUESTIONNAIRE.to_owned())
}

fn question(model: &Model) -> Route {
    let entry = model.catalog().entry(QUESTIONNAIRE).expect("it is in the page");
    let first = entry.questionnaire.questions().next().expect("a question");
    Route::Question(QUESTIONNAIRE.to_owned(), first.id.clone())
}

#[test]
fn without_files_every_screen_says_what_to_do() {
    let mut model = model();
    assert!(at(&mut model, &Route::Compare).contains("No files are open yet."));
    for route in [table(), question(&model), Route::FollowUp(QUESTIONNAIRE.to_owned())] {
        let html = at(&mut model, &route);
        assert!(html.contains("There is nothing to compare here"), "{route:?}\n{html}");
    }
}

#[test]
fn each_file_is_named_for_what_it_is() {
    let requester = Requester::new(1);
    let company = Company::new(1);
    let file = requester.file(&company);
    let what = WithheldParts { name: true, ..WithheldParts::default() };
    let mut model = model();
    model.requests.records.edit(|records| records.add_request(requester.request.clone()));
    open(
        &mut model,
        &[
            ("good.json".to_owned(), file.clone()),
            ("again.json".to_owned(), file),
            ("altered.json".to_owned(), requester.altered(&Company::new(2), "handbook", "drawer")),
            ("partial.json".to_owned(), requester.partial(&Company::new(3), &what)),
            ("locked.json.age".to_owned(), requester.encrypted(&Company::new(4))),
            ("page.html".to_owned(), "<!doctype html><script>alert(1)</script>".to_owned()),
            ("empty.json".to_owned(), String::new()),
            ("request.json".to_owned(), requester.request.file()),
        ],
    );
    let html = at(&mut model, &Route::Compare);
    for (name, verdict, relation) in [
        ("good.json", "intact", "only"),
        ("again.json", "intact", "duplicate"),
        ("altered.json", "altered", "only"),
        ("partial.json", "partial", "only"),
        ("locked.json.age", "encrypted", "only"),
        ("page.html", "page", "only"),
        ("empty.json", "unreadable", "only"),
        ("request.json", "request", "only"),
    ] {
        let hooks = format!("data-file=\"{name}\" data-verdict=\"{verdict}\" data-relation=\"{relation}\"");
        assert!(html.contains(&hooks), "{hooks}\n{html}");
    }
    assert!(html.contains("data-request=\"yours\""), "the request is on the list");
    assert!(html.contains("Encrypted for a key that is not open here"));
}

#[test]
fn a_key_is_noted_only_after_somebody_chose_how_it_was_checked() {
    let mut model = model();
    open(&mut model, &companies(1));
    let html = at(&mut model, &Route::Compare);
    let select = html.split("data-field=\"how\"").nth(1).expect("a choice");
    let select = select.split("</select>").next().unwrap_or_default();
    let first = select.split("<option ").nth(1).expect("an option");
    assert!(select.contains("required") && first.starts_with("value=\"\""), "{select}");
}

#[test]
fn the_table_shows_levels_and_no_overall_number() {
    let mut model = model();
    open(&mut model, &companies(3));
    let html = at(&mut model, &table());
    let sections = model.catalog().entry(QUESTIONNAIRE).expect("it is there").questionnaire.sections().len();
    assert_eq!(html.matches("data-organisation=").count(), 3);
    assert_eq!(html.matches("data-level=").count(), 3 * sections);
    for word in ["rank", "score", "total", "average", "%"] {
        let said = html.replace("never ranks", "").to_lowercase();
        assert!(!said.contains(word), "{word}\n{html}");
    }
}

#[test]
fn the_table_marks_answers_that_cover_a_part_or_may_do_so() {
    let mut files = companies(12);
    let chose = |file: &str, option: &str| file.contains(&format!("\"choice\": \"{option}\""));
    let part = files.iter().filter(|(_, file)| chose(file, "planning") || chose(file, "customer")).count();
    assert!(part > 0 && part < files.len(), "some cover a part, others the whole");
    let what = WithheldParts { profile: true, ..WithheldParts::default() };
    files.push(("copy.json".to_owned(), Requester::new(1).partial(&Company::new(12), &what)));
    let mut model = model();
    open(&mut model, &files);
    let html = at(&mut model, &table());
    assert_eq!(html.matches("data-coverage=\"part\"").count(), part);
    assert_eq!(html.matches("data-coverage=\"withheld\"").count(), 1);
}

#[test]
fn a_long_table_is_drawn_page_by_page_and_sorted_as_a_whole() {
    let mut model = model();
    open(&mut model, &companies(60));
    let html = at(&mut model, &table());
    assert_eq!(html.matches("data-organisation=").count(), 50);
    model.update(ComparisonEvent::ViewSelected(QUESTIONNAIRE.to_owned(), SelectedView::Page(1)));
    assert_eq!(rendered(&model).matches("data-organisation=").count(), 10);
    model.update(ComparisonEvent::ViewSelected(QUESTIONNAIRE.to_owned(), SelectedView::Sort(Column::Name)));
    let html = rendered(&model);
    assert!(html.contains("aria-sort=\"descending\""), "pressed once more, the order turns around");
    let first = html.split("data-organisation=\"").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(first, Some("Company 59"));
    let filter = Filter { name: "company 59".to_owned(), ..Filter::default() };
    model.update(ComparisonEvent::ViewSelected(QUESTIONNAIRE.to_owned(), SelectedView::Filter(filter)));
    assert!(rendered(&model).contains("data-shown=\"1\""));
}

#[test]
fn notes_stand_side_by_side_and_follow_up_names_what_to_ask() {
    let mut model = model();
    open(&mut model, &companies(6));
    let route = question(&model);
    let html = at(&mut model, &route);
    assert_eq!(html.matches("data-organisation=").count(), 6);
    assert!(html.contains("Written down in our handbook."), "{html}");
    let html = at(&mut model, &Route::FollowUp(QUESTIONNAIRE.to_owned()));
    assert_eq!(html.matches("data-follow-up=").count(), 6);
    assert!(
        html.contains("data-reason=\"unknown\"") || html.contains("data-reason=\"no-unexplained\""),
        "{html}"
    );
}

#[test]
fn hostile_names_and_notes_are_plain_text_on_every_screen() {
    let hostile = "<img src=x onerror=alert(1)>\u{202e}\u{200b}=HYPERLINK(\"http://example.org\")";
    let requester = Requester::new(1);
    let long = Company { name: "x".repeat(5_000), note: hostile.to_owned(), ..Company::new(1) };
    let named = Company { name: hostile.to_owned(), note: hostile.to_owned(), ..Company::new(2) };
    let mut model = model();
    open(
        &mut model,
        &[
            ("<script>alert(1)</script>.json".to_owned(), requester.file(&long)),
            ("b.json".to_owned(), requester.file(&named)),
        ],
    );
    for route in [Route::Compare, table(), question(&model), Route::FollowUp(QUESTIONNAIRE.to_owned())] {
        let html = at(&mut model, &route);
        assert!(
            !html.contains("<img") && !html.contains("<script") && !html.contains('\u{202e}'),
            "{route:?}"
        );
        assert!(!html.contains(&"x".repeat(300)), "{route:?}: a name has at most 200 characters");
    }
}

#[test]
fn another_edition_says_that_its_levels_are_only_stated() {
    let own = model().catalog().entry(QUESTIONNAIRE).expect("it is there").questionnaire.version().to_owned();
    for (requester, marked) in [
        (Requester::new(1), false),
        (Requester::new(1).in_version("0.9.0"), true),
        (Requester::new(1).in_version(&own).with_other_content(), true),
    ] {
        let mut model = model();
        model.requests.records.edit(|records| records.add_request(requester.request.clone()));
        open(&mut model, &[("a.json".to_owned(), requester.file(&Company::new(1)))]);
        assert_eq!(at(&mut model, &table()).contains("data-edition="), marked);
        assert_eq!(at(&mut model, &Route::Compare).contains("data-attention=\"1\""), marked);
    }
}

#[test]
fn answers_to_other_words_are_marked_wherever_they_are_shown() {
    let turned = Requester::new(1).with_a_question_turned_round();
    let mut files = companies(2);
    files.push(("turned.json".to_owned(), turned.file(&Company::new(7))));
    let mut model = model();
    open(&mut model, &files);
    let html = at(&mut model, &Route::Compare);
    assert!(html.contains("data-wording=\"other\"") && html.contains(TURNED), "{html}");
    let html = at(&mut model, &table());
    assert_eq!(html.matches("Answered with another wording than shown here.").count(), 1, "{html}");
    assert!(html.contains("is not counted"), "{html}");
    let first = question(&model);
    let html = at(&mut model, &first);
    assert!(html.contains("data-other-wording-count=\"1\""), "{html}");
    assert_eq!(html.matches(TURNED).count(), 1, "{html}");
    let check = InboxEvent::FileOpened {
        name: "turned.json".to_owned(),
        size: files[2].1.len(),
        content: Some(files[2].1.clone().into_bytes()),
    };
    for effect in model.update(check).effects {
        if let Effect::RunAfterPaint { task, .. } = effect {
            model.update(Event::Resumed { task, random: Some(Vec::new()), now: NOW });
        }
    }
    let html = at(&mut model, &Route::Check);
    assert!(html.contains("data-wording=\"other\"") && html.contains("data-other-wording"), "{html}");
    assert!(html.contains(TURNED) && !html.contains("This is the genuine questionnaire"), "{html}");
}
