//! Questionnaires of others: what their authors may leave out, and what the page then says.

use std::{fs, path::Path};

use candour_app::{DraftEvent, Event, InboxEvent, Model, Route};
use candour_authoring::folder::Folder;
use candour_compare::export::{calendar, csv, document, plain};
use candour_files::questionnaires;
use candour_proof::date::{Day, Timestamp};
use candour_questionnaire::{
    answers::Choice,
    catalog::{Catalog, CatalogEntry},
    diagnostics::Author,
    draft::Draft,
};
use candour_words::{Key, Words};

use crate::rendered::{model, rendered};

const COMPLAINTS: &str = "complaints";

/// The two files of a questionnaire in `tests/own/`, with changes to their texts.
fn files(id: &str, changes: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own").join(id);
    let mut done = 0;
    let files = ["questionnaire.json", "en.json"].map(|name| {
        let mut text = fs::read_to_string(folder.join(name)).expect("a file of the questionnaire");
        for (from, to) in changes {
            done += usize::from(text.contains(from));
            text = text.replacen(from, to, 1);
        }
        (name.to_owned(), text.into_bytes())
    });
    assert!(done >= changes.len(), "something is changed in neither file");
    files.into()
}

/// The page after such a questionnaire was opened.
fn opened(id: &str, changes: &[(&str, &str)]) -> Model {
    let mut model = model();
    model.update(InboxEvent::QuestionnairesOpened(files(id, changes)));
    assert!(model.inbox.problems.is_empty(), "{:?}", model.inbox.problems);
    model
}

fn entry<'a>(model: &'a Model, id: &str) -> &'a CatalogEntry {
    model.catalog().entry(id).expect("it was opened")
}

fn at(model: &mut Model, route: &Route) -> String {
    model.update(Event::AddressChanged(route.fragment()));
    rendered(model)
}

fn answer(model: &mut Model, questionnaire: &str, question: &str, choice: Choice) {
    model.update(DraftEvent::Answered(questionnaire.to_owned(), question.to_owned(), choice));
}

/// Every screen of a questionnaire.
fn screens(model: &mut Model, id: &str) -> Vec<(Route, String)> {
    let own = || id.to_owned();
    let mut routes = vec![
        Route::Home,
        Route::Profile(own()),
        Route::Tasks(own()),
        Route::Review(own()),
        Route::Result(own()),
        Route::Plan(own()),
        Route::Report(own()),
        Route::Keep(own()),
        Route::Blank(own()),
    ];
    let sections = entry(model, id).questionnaire.sections();
    routes.extend(sections.iter().map(|section| Route::section(id, &section.id)));
    routes.into_iter().map(|route| (route.clone(), at(model, &route))).collect()
}

fn text(key: Key) -> String {
    Words::english().text(key).to_string()
}

#[test]
fn the_fewest_texts_are_enough() {
    let read = questionnaires::of_files(&files(COMPLAINTS, &[]), &Catalog::default()).expect("no problem");
    assert_eq!(read[0].entry.wording.author.as_deref(), Some("Workers' Rights Network"));
}

#[test]
fn what_an_author_left_out_leaves_no_empty_place() {
    for choice in [Choice::No, Choice::Yes, Choice::Unknown] {
        let mut model = opened(COMPLAINTS, &[]);
        for question in ["nameless", "answered"] {
            answer(&mut model, COMPLAINTS, question, choice);
        }
        for (route, html) in screens(&mut model, COMPLAINTS) {
            assert!(html.contains("<h1"), "{route:?}");
            for element in ["p", "h1", "h2", "h3", "ul", "ol", "dl", "summary", "label", "caption", "li"] {
                for empty in [format!("<{element}></{element}>"), format!("\"></{element}>")] {
                    assert!(!html.contains(&empty), "{empty} at {route:?}: {html}");
                }
            }
            assert!(!html.contains("class=\"meaning\" id=\"meaning-question-nameless-partly\""), "{html}");
            assert!(!html.contains(&text(Key::FirstStep)), "{route:?}");
        }
    }
}

#[test]
fn a_question_without_a_source_is_asked_by_its_author() {
    let said = "Asked by Workers' Rights Network.";
    let of = |changes: &[(&str, &str)]| {
        at(&mut opened(COMPLAINTS, changes), &Route::section(COMPLAINTS, "hearing"))
            .replace("&#x27;", "'")
            .replace("&#39;", "'")
    };
    let html = of(&[]);
    assert_eq!(html.matches(said).count(), 2, "{html}");
    assert!(!html.contains(&text(Key::SourcesLabel)));
    let html = of(&[("  \"author\": \"Workers' Rights Network\",\n", "")]);
    assert!(!html.contains("Asked by") && !html.contains(&text(Key::WhySummary)), "nobody is named: {html}");
}

#[test]
fn no_mark_of_an_author_makes_a_source_look_checked() {
    for mark in [", \"mark\": \"verified\"", ", \"mark\": \"to-check\"", ""] {
        let source = format!("\"sources\": [{{ \"id\": \"code\"{mark} }}],\n  \"sections\": [");
        let mut model = opened(
            COMPLAINTS,
            &[
                ("\"sections\": [", &source),
                (
                    "\"severity\": \"critical\" }",
                    "\"severity\": \"critical\", \"citations\": [{ \"source\": \"code\" }] }",
                ),
                ("\"sections\": {", "\"sources\": { \"code\": \"Our code of conduct\" }, \"sections\": {"),
            ],
        );
        let section = at(&mut model, &Route::section(COMPLAINTS, "hearing"));
        let report = at(&mut model, &Route::Report(COMPLAINTS.to_owned()));
        for html in [section, report] {
            assert!(html.contains("Our code of conduct"), "{mark}: {html}");
            assert!(html.contains(&text(Key::SourcesLabelOwn)), "{mark}: {html}");
            assert!(!html.contains(&text(Key::SourcesLabel)), "{mark}: {html}");
        }
    }
}

#[test]
fn the_law_on_personal_data_is_named_where_a_questionnaire_says_so() {
    let of = |changes: &[(&str, &str)]| {
        let mut model = opened(COMPLAINTS, changes);
        answer(&mut model, COMPLAINTS, "nameless", Choice::No);
        let routes = [Route::Result(COMPLAINTS.to_owned()), Route::Report(COMPLAINTS.to_owned())];
        routes.map(|route| at(&mut model, &route)).concat()
    };
    let words = ["data protection authority", "use of data may be unlawful", "the EU, the UN"];
    let neutral = of(&[]);
    let about_data = of(&[("\"sections\": [", "\"subject\": \"personal-data\", \"sections\": [")]);
    for words in words {
        assert!(!neutral.contains(words), "{words}: {neutral}");
        assert!(about_data.contains(words), "{words}: {about_data}");
    }
}

#[test]
fn no_plan_is_made_where_no_action_is_suggested() {
    let mut model = opened(COMPLAINTS, &[]);
    answer(&mut model, COMPLAINTS, "nameless", Choice::No);
    answer(&mut model, COMPLAINTS, "answered", Choice::No);
    let own = || COMPLAINTS.to_owned();
    let (none, not_stated) = (text(Key::ActionsNone), text(Key::ActionsNotStated));
    let result = at(&mut model, &Route::Result(own()));
    assert!(!result.contains(&text(Key::ActionsHeading)) && !result.contains("data-action=\"plan\""));
    let plan = at(&mut model, &Route::Plan(own()));
    assert!(plan.contains(&not_stated) && !plan.contains(&none), "{plan}");
    let report = at(&mut model, &Route::Report(own()));
    assert!(!report.contains(&none) && !report.contains(&text(Key::ReportPlanHeading)), "{report}");
    let (entry, draft) = (entry(&model, COMPLAINTS), model.draft(COMPLAINTS));
    let words = Words::english();
    let exports = [
        plain(entry, draft, words, None),
        document::html("", &document::report(entry, draft, words, None)),
        csv(entry, draft, words),
    ];
    for export in exports {
        assert!(!export.contains(&none) && !export.contains(&text(Key::ActionsHeading)), "{export}");
    }
}

#[test]
fn an_action_without_a_first_step_stands_alone() {
    let action = "\"no\": \"Nobody can.\", \"action\": \"Put up a box.\"";
    let mut model = opened(COMPLAINTS, &[("\"no\": \"Nobody can.\"", action)]);
    answer(&mut model, COMPLAINTS, "nameless", Choice::No);
    answer(&mut model, COMPLAINTS, "answered", Choice::No);
    for (route, html) in screens(&mut model, COMPLAINTS) {
        assert!(!html.contains(&text(Key::FirstStep)), "{route:?}");
    }
    let result = at(&mut model, &Route::Result(COMPLAINTS.to_owned()));
    assert!(result.contains("Put up a box.") && result.contains("data-todo=\"nameless\""), "{result}");
    assert!(!result.contains("data-todo=\"answered\""), "{result}");
    let mut draft: Draft = model.draft(COMPLAINTS).clone();
    let step = candour_questionnaire::plan::Step {
        due: Day::parse("2027-01-31"),
        ..candour_questionnaire::plan::Step::NONE
    };
    draft.plan.insert("nameless".to_owned(), step);
    let (entry, words) = (entry(&model, COMPLAINTS), Words::english());
    let calendar = calendar(entry, &draft, words, Timestamp(1_795_305_600)).expect("a day");
    assert!(calendar.contains("SUMMARY:Put up a box.") && !calendar.contains("DESCRIPTION"), "{calendar}");
    let summary = plain(entry, &draft, words, None);
    assert!(summary.contains("Put up a box.\n") && !summary.contains("First step"), "{summary}");
}

/// The complaints, with a note that "no" and "partly" need, and a middle answer of another name.
const NOTED: [(&str, &str); 3] = [
    ("\"sections\": [", "\"noteWhen\": [\"no\", \"partly\"], \"noteRequired\": true, \"sections\": ["),
    ("\"title\": \"Complaints", "\"note\": \"What stands in the way?\", \"title\": \"Complaints"),
    ("\"title\": \"Complaints", "\"partlyLabel\": \"In some places\", \"title\": \"Complaints"),
];

#[test]
fn a_note_that_an_answer_asks_for_is_open_until_it_is_written() {
    let mut model = opened(COMPLAINTS, &NOTED);
    let (section, own) = (Route::section(COMPLAINTS, "hearing"), || COMPLAINTS.to_owned());
    answer(&mut model, COMPLAINTS, "answered", Choice::Yes);
    assert!(!at(&mut model, &section).contains("data-note-asked"), "yes asks for none");
    answer(&mut model, COMPLAINTS, "nameless", Choice::No);
    let html = at(&mut model, &section);
    assert_eq!(html.matches("data-note-asked").count(), 1, "{html}");
    assert_eq!(html.matches("What stands in the way?").count(), 1, "{html}");
    let missing = text(Key::NoteMissing);
    assert!(html.contains("<details open=\"\"") && html.contains(&missing), "{html}");
    let review = at(&mut model, &Route::Review(own()));
    assert!(review.contains("1 open question") || review.contains(&missing), "{review}");
    let (complaints, draft) = (entry(&model, COMPLAINTS), model.draft(COMPLAINTS));
    assert_eq!(complaints.questionnaire.open(&draft.answers).count(), 1);
    let document = document::html("", &document::report(complaints, draft, Words::english(), None));
    assert!(document.contains(&missing), "{document}");
    model.update(DraftEvent::NoteEdited(
        own(),
        "nameless".to_owned(),
        "The works council decides.".to_owned(),
    ));
    assert!(!at(&mut model, &section).contains(&missing));
    let review = at(&mut model, &Route::Review(own()));
    assert!(review.contains("The works council decides.") && !review.contains(&missing), "{review}");
    // Nothing is lost when another answer is chosen and taken back.
    answer(&mut model, COMPLAINTS, "nameless", Choice::Yes);
    answer(&mut model, COMPLAINTS, "nameless", Choice::No);
    assert!(at(&mut model, &Route::Review(own())).contains("The works council decides."));
}

#[test]
fn the_paper_form_says_which_answers_ask_for_a_note() {
    let html = at(&mut opened(COMPLAINTS, &NOTED), &Route::Blank(COMPLAINTS.to_owned()));
    let said = "If you answer “In some places” or “No”, this is required: What stands in the way?";
    let other = "If you answer “No” or “In some places”, this is required: What stands in the way?";
    assert_eq!(html.matches(said).count() + html.matches(other).count(), 2, "{html}");
}

#[test]
fn the_own_name_of_the_middle_answer_is_shown_everywhere() {
    let mut model = opened(COMPLAINTS, &NOTED);
    for question in ["nameless", "answered"] {
        answer(&mut model, COMPLAINTS, question, Choice::Partly);
    }
    let own = || COMPLAINTS.to_owned();
    let routes = [
        Route::section(COMPLAINTS, "hearing"),
        Route::Review(own()),
        Route::Report(own()),
        Route::Blank(own()),
        Route::Keep(own()),
    ];
    for route in routes {
        let html = at(&mut model, &route);
        assert!(html.contains("In some places") && !html.contains(">Partly<"), "{route:?}: {html}");
    }
    let exported =
        document::report(entry(&model, COMPLAINTS), model.draft(COMPLAINTS), Words::english(), None);
    assert!(document::html("", &exported).contains("In some places"));
}

#[test]
fn no_answer_may_be_called_like_another_one() {
    for (label, fits) in [("Yes", false), ("no", false), ("Does not apply", false), ("Partly", true)] {
        let label = format!("\"partlyLabel\": \"{label}\", \"title\": \"Complaints");
        let mut model = model();
        model.update(InboxEvent::QuestionnairesOpened(files(
            COMPLAINTS,
            &[("\"title\": \"Complaints", &label)],
        )));
        assert_eq!(model.inbox.problems.is_empty(), fits, "{label}: {:?}", model.inbox.problems);
    }
}

#[test]
fn a_question_without_partly_offers_it_nowhere() {
    let mut model = opened(
        COMPLAINTS,
        &[("\"severity\": \"critical\" }", "\"severity\": \"critical\", \"partly\": false }")],
    );
    for route in [Route::section(COMPLAINTS, "hearing"), Route::Blank(COMPLAINTS.to_owned())] {
        let html = at(&mut model, &route);
        assert_eq!(html.matches(">Partly<").count(), 1, "{route:?}: {html}");
    }
}

#[test]
fn whoever_answers_sees_what_should_never_be_asked() {
    let risky = "\"evidence\": \"Send us a photo of one passport. Fine.\", \"yes\": \"Everybody can.\"";
    let mut model = opened(COMPLAINTS, &[("\"yes\": \"Everybody can.\"", risky)]);
    for (route, html) in screens(&mut model, COMPLAINTS) {
        if route != Route::Home {
            assert_eq!(
                html.matches("data-invitation=\"questions.nameless.evidence\"").count(),
                1,
                "{route:?}: {html}"
            );
        }
    }
    let html = at(&mut model, &Route::section(COMPLAINTS, "hearing"));
    assert!(
        html.contains(
            "<li data-invitation=\"questions.nameless.evidence\">Send us a photo of one passport.</li>"
        ),
        "{html}"
    );
    let where_opened = at(&mut model, &Route::Request);
    assert!(where_opened.contains("data-never-asked"), "{where_opened}");
    assert!(
        !at(&mut opened(COMPLAINTS, &[]), &Route::section(COMPLAINTS, "hearing"))
            .contains("data-never-asked")
    );
}

#[test]
fn questions_in_another_language_are_called_unchecked() {
    let mut model = opened(COMPLAINTS, &[("\"language\": \"en\"", "\"language\": \"fr\"")]);
    for route in [Route::section(COMPLAINTS, "hearing"), Route::Request, Route::Write] {
        let html = at(&mut model, &route);
        assert!(
            html.contains("data-danger-unchecked") && !html.contains("data-never-asked"),
            "{route:?}: {html}"
        );
    }
    assert!(!at(&mut opened(COMPLAINTS, &[]), &Route::Request).contains("data-danger-unchecked"));
}

#[test]
fn words_that_a_questionnaire_explains_are_explained_where_they_stand() {
    let term = "\"terms\": [{ \"id\": \"gdpr\", \"term\": \"complaint\", \"explanation\": \"Saying that something is wrong.\" }], \"title\": \"Complaints";
    let mut model = opened(COMPLAINTS, &[("\"title\": \"Complaints", term)]);
    let html = at(&mut model, &Route::section(COMPLAINTS, "hearing"));
    assert_eq!(html.matches("popovertarget=\"term-own-gdpr\"").count(), 2, "opened and closed: {html}");
    assert!(html.contains("Saying that something is wrong."), "{html}");
    for route in [Route::Glossary, Route::Report(COMPLAINTS.to_owned())] {
        assert!(at(&mut model, &route).contains("data-term=\"own-gdpr\""), "{route:?}");
    }
}

/// The questionnaires in `tests/own/`.
fn examples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/own");
    let entries = fs::read_dir(folder).expect("the questionnaires of others");
    let mut ids: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    ids.sort();
    ids
}

#[test]
fn public_questionnaires_can_be_made_again_in_plain_language() {
    assert_eq!(examples(), ["compact-self-check", "complaints", "project-badge", "vendor-security"]);
    for id in examples() {
        let files: Vec<(String, String)> = files(&id, &[])
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text")))
            .collect();
        let folder = match Folder::read(&id, &files, Author::Other) {
            Ok(folder) => folder,
            Err(problems) => panic!("{problems:?}"),
        };
        assert_eq!(folder.hard(&id), [""; 0]);
        let mut model = opened(&id, &[]);
        for (route, html) in screens(&mut model, &id) {
            assert!(html.contains("<h1") && !html.contains("data-never-asked"), "{id} {route:?}");
        }
    }
}

#[test]
fn a_question_after_vsaq_is_asked_only_after_the_answer_it_depends_on() {
    let id = "vendor-security";
    let mut model = opened(id, &[]);
    let section = Route::section(id, "web");
    let asked = |html: &str| html.contains("data-question=\"second-factor\"");
    assert!(asked(&at(&mut model, &section)), "while the other is open");
    answer(&mut model, id, "own-login", Choice::No);
    assert!(asked(&at(&mut model, &section)), "the note that this answer needs is not written yet");
    model.update(DraftEvent::NoteEdited(id.to_owned(), "own-login".to_owned(), "By invitation.".to_owned()));
    assert!(!asked(&at(&mut model, &section)));
    answer(&mut model, id, "own-login", Choice::Yes);
    assert!(asked(&at(&mut model, &section)));
}
