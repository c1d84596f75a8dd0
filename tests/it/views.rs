//! Screens rendered to HTML without a browser: what they say and which hooks they carry.

use std::rc::Rc;

use candour::{catalog, pages};
use candour_app::{
    BootFacts, Decision, Deferred, DraftEvent, DraftRef, DraftTask, Effect, Event, Failure, InboxTask, Model,
    PartToWithhold, RequestEvent, Route, SigningEvent, StorageError, StorageEvent, StorageTask,
};
use candour_files::{
    embed::{self, Element},
    request::{NewRequest, Request, RequestedQuestionnaire},
    result::AppInfo,
    withhold::{WithheldParts, withhold},
};
use candour_proof::{
    date::Timestamp,
    digest::{hex, sha256},
    json::{Json, Limits},
    key::SigningKey,
};
use candour_questionnaire::{
    answers::{Choice, Reason},
    catalog::{Catalog, CatalogEntry},
    plan::State,
    questionnaire::{FileNames, Question},
    scoring::{Assessment, Level, assess, lift},
};
use candour_words::{Key, Words};

use crate::rendered::{model, rendered};

const QUESTIONNAIRE: &str = "gdpr-article-5";

fn own(catalog: &Catalog) -> &CatalogEntry {
    catalog.entry(QUESTIONNAIRE).expect("the questionnaire is in the page")
}

fn at(model: &mut Model, route: &Route) -> String {
    let fragment = if *route == Route::Unknown { "#/nowhere".to_owned() } else { route.fragment() };
    model.update(Event::AddressChanged(fragment));
    rendered(model)
}

fn chose(model: &mut Model, question: &str, choice: Choice) {
    model.update(DraftEvent::Answered(QUESTIONNAIRE.to_owned(), question.to_owned(), choice));
}

fn sections(model: &Model) -> Vec<String> {
    let entry = model.catalog().entry(QUESTIONNAIRE).expect("the questionnaire is in the page");
    entry.questionnaire.sections().iter().map(|section| section.id.clone()).collect()
}

/// Every screen there is.
fn routes(model: &Model) -> Vec<Route> {
    let id = || QUESTIONNAIRE.to_owned();
    let mut routes = vec![
        Route::Home,
        Route::Drafts,
        Route::Check,
        Route::About,
        Route::Glossary,
        Route::Settings,
        Route::Accessibility,
        Route::Write,
    ];
    routes.push(Route::Unknown);
    routes.extend([Route::Profile(id()), Route::Review(id()), Route::Result(id()), Route::Keep(id())]);
    routes.extend([Route::Plan(id()), Route::Tasks(id()), Route::Later(id())]);
    routes.extend(sections(model).iter().map(|section| Route::section(QUESTIONNAIRE, section)));
    routes
}

/// Answers everything with one choice.
fn answered(choice: Choice) -> Model {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    for question in own(&catalog).questionnaire.questions() {
        chose(&mut model, &question.id, choice);
    }
    model
}

fn occurrences(html: &str, mark: &str) -> usize {
    html.matches(mark).count()
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_screen_has_one_heading_and_its_own_title() {
    let words = Words::english();
    let mut model = model();
    let mut titles = std::collections::BTreeSet::new();
    for route in routes(&model) {
        let html = at(&mut model, &route);
        assert_eq!(occurrences(&html, "<h1"), 1, "{route:?}");
        assert_eq!(occurrences(&html, " data-view="), 1, "{route:?}");
        assert!(titles.insert(pages::title(words, &model).to_string()), "{route:?}");
        for key in Key::ALL.iter().map(|key| key.as_str()).filter(|key| key.contains('-')) {
            assert!(!html.contains(&format!(">{key}<")), "{route:?} shows the key {key}");
        }
        assert!(!html.contains("{count}") && !html.contains("{name}"), "{route:?}");
    }
}

#[test]
fn ids_are_unique_and_every_field_has_a_label() {
    let mut model = answered(Choice::NotApplicable);
    for route in routes(&model) {
        let html = at(&mut model, &route);
        let ids = values(&html, "id");
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{route:?}: {ids:?}");
        let labels = values(&html, "for");
        let no_field = |id: &str| {
            let starts = ["hint-", "term-", "name-", "meaning-", "help-", "safety-", "critical-"];
            id == "unsaved"
                || starts.iter().any(|start| id.starts_with(start))
                || ["-help", "-error"].iter().any(|end| id.ends_with(end))
        };
        for id in ids.iter().filter(|id| !no_field(id)) {
            assert!(labels.contains(id), "{route:?}: no label for {id}");
        }
    }
}

#[test]
fn situations_lead_to_questionnaires_of_the_page_alone() {
    let mut known = catalog::catalog(Words::english());
    let told: Vec<String> = known
        .entries
        .iter()
        .filter(|entry| entry.wording.situation.is_some())
        .map(|entry| entry.questionnaire.id().to_owned())
        .collect();
    let (imported, own) = told.split_first().expect("a questionnaire with a situation");
    for entry in &mut known.entries {
        let is_imported = entry.questionnaire.id() == imported;
        Rc::get_mut(entry).expect("nobody else holds it").own = is_imported;
    }
    let mut model = Model::new(Rc::new(known), AppInfo::default());
    model.update(Event::Started(BootFacts::default()));
    let html = at(&mut model, &Route::Home);
    assert_eq!(values(&html, "data-situation"), own);
    for id in own {
        let way = inside(&html, &format!("data-situation=\"{id}\""), "</a>");
        assert!(way.contains(&Route::Profile(id.clone()).fragment()), "{id}: {way}");
    }
    // They stand before the list.
    assert!(html.rfind(" data-situation=") < html.find(" data-start="), "{html}");
}

#[test]
fn folded_content_waits_until_the_result_is_shown() {
    let ready = |event: Option<Event>| {
        let mut model = model();
        model.update(Event::Started(BootFacts { draws_folds_later: true, ..BootFacts::default() }));
        for question in own(&Rc::clone(model.catalog())).questionnaire.questions() {
            chose(&mut model, &question.id, Choice::No);
        }
        at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
        if let Some(event) = event {
            model.update(event);
        }
        rendered(&model)
    };
    let all = rendered(&{
        let mut model = answered(Choice::No);
        at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
        model
    });
    let todo = |html: &str| occurrences(html, " data-todo=");
    assert_eq!(todo(&ready(None)), 3);
    assert!(todo(&all) > 3);
    let shown = Event::Resumed { task: Deferred::ReadClock, random: None, now: Timestamp(1_795_305_600) };
    for event in [Event::PrintBegins, Event::PrintRequested, shown] {
        let html = ready(Some(event));
        assert_eq!(values(&html, "data-todo"), values(&all, "data-todo"));
        assert_eq!(values(&html, "data-change"), values(&all, "data-change"));
    }
    let opened = ready(Some(Event::FoldOpened("actions".to_owned())));
    assert_eq!(values(&opened, "data-todo"), values(&all, "data-todo"));
    assert_eq!(values(&opened, "data-change"), [""; 0]);
}

/// A page that carries this selection.
fn selecting(selection: &str) -> Model {
    let mut model = Model::new(Rc::new(catalog::catalog(Words::english())), AppInfo::default());
    model.update(Event::Started(BootFacts { selection: Some(selection.to_owned()), ..BootFacts::default() }));
    model
}

#[test]
fn a_selection_of_nothing_known_hides_no_questionnaire() {
    for selection in ["", " ", "nowhere", "GDPR-ARTICLE-5", "gdpr-article-5,authorities", "<script>"] {
        let html = rendered(&selecting(selection));
        assert_eq!(values(&html, "data-start"), catalog::IDS, "{selection:?}");
        assert!(!html.contains("\"show-all\""), "{selection:?}");
    }
}

#[test]
fn a_page_with_a_selection_shows_it_first_and_all_on_request() {
    let mut model = selecting("watching-products nowhere authorities");
    let html = rendered(&model);
    assert_eq!(values(&html, "data-start"), ["authorities", "watching-products"]);
    assert_eq!(values(&html, "data-situation"), ["authorities", "watching-products"]);
    // A link still leads to the others, and what has answers is never hidden.
    assert!(at(&mut model, &Route::Profile(QUESTIONNAIRE.to_owned())).contains("data-view=\"profile\""));
    chose(&mut model, "legal-basis", Choice::No);
    let html = at(&mut model, &Route::Home);
    assert_eq!(values(&html, "data-start"), ["authorities", QUESTIONNAIRE, "watching-products"]);
    model.update(Event::AllQuestionnairesRequested);
    assert_eq!(values(&rendered(&model), "data-start"), catalog::IDS);
}

#[test]
fn a_copy_of_the_page_carries_the_ticked_questionnaires() {
    let mut model = model();
    assert_eq!(model.update(Event::PageCopyRequested).effects, [Effect::DownloadPage]);
    let html = at(&mut model, &Route::About);
    assert_eq!(values(&html, "data-select"), catalog::IDS);
    for (id, selected) in [("authorities", true), ("first-steps", true), ("authorities", false)] {
        model.update(Event::SelectionChanged(id.to_owned(), selected));
    }
    let effects = model.update(Event::PageCopyRequested).effects;
    let [Effect::DownloadPageWith { element: Element::Selection, content, .. }] = effects.as_slice() else {
        panic!("a page with a selection is handed out: {effects:?}");
    };
    assert_eq!(rendered(&selecting(content)).matches(" data-start=").count(), 1, "{content}");
    model.update(Event::SelectionChanged("first-steps".to_owned(), false));
    assert_eq!(model.update(Event::PageCopyRequested).effects, [Effect::DownloadPage]);
}

#[test]
fn every_header_says_where_answers_are_and_how_to_erase_them() {
    let mut model = answered(Choice::Yes);
    for route in routes(&model) {
        let html = at(&mut model, &route);
        assert!(html.contains(" data-storage=\"tab\" data-saved=\"nothing\""), "{route:?}");
        assert_eq!(occurrences(&html, " data-action=\"erase\""), 1, "{route:?}");
    }
    for (problem, state) in [
        (StorageError::Forbidden, "forbidden"),
        (StorageError::Full, "full"),
        (StorageError::Elsewhere, "elsewhere"),
        (StorageError::Gone, "gone"),
    ] {
        model.update(StorageEvent::SavedToTab(Err(problem)));
        let html = at(&mut model, &Route::Home);
        assert!(
            html.contains(&format!(" data-saved=\"{state}\"")) && html.contains(" role=\"alert\""),
            "{state}"
        );
        assert_eq!(html.contains("save-here"), matches!(state, "elsewhere" | "gone"), "{state}");
    }
}

#[test]
fn no_field_is_saved_by_the_browser_with_its_list_of_open_tabs() {
    let mut model = answered(Choice::NotApplicable);
    let mut fields = 0;
    for route in routes(&model) {
        let html = at(&mut model, &route);
        assert!(html.contains("<form id=\"unsaved\" autocomplete=\"off\" autocorrect=\"off\">"), "{route:?}");
        let elements =
            ["<input ", "<textarea ", "<select "].into_iter().flat_map(|tag| html.split(tag).skip(1));
        for element in elements.filter_map(|rest| rest.split('>').next()) {
            // Browsers never save what these two hold.
            let other = ["type=\"password\"", "type=\"file\""].iter().any(|kind| element.contains(kind));
            let says = ["form=\"unsaved\"", "autocomplete=\"off\""].iter().all(|word| element.contains(word));
            assert!(other || says, "{route:?}: {element}");
            fields += usize::from(!other);
        }
    }
    assert!(fields > 100, "{fields} fields");
}

#[test]
fn opened_from_a_file_the_page_keeps_nothing_unlocked() {
    let words = Words::english();
    for from_file in [true, false] {
        let mut model = model();
        model.update(Event::Started(BootFacts { from_file, ..BootFacts::default() }));
        let html = at(&mut model, &Route::Settings);
        assert_eq!(html.contains("data-action=\"store-unlocked\""), !from_file);
        assert_eq!(html.contains(words.text(Key::ModeUnlockedFile).as_str()), from_file);
        assert!(html.contains("data-action=\"store-locked\""));
    }
}

#[test]
fn locked_answers_ask_for_their_passphrase() {
    let mut model = model();
    model.update(Event::Started(BootFacts {
        carried: Some("not an age file".to_owned()),
        ..BootFacts::default()
    }));
    for route in [Route::Home, Route::Drafts, Route::Settings] {
        let html = at(&mut model, &route);
        assert_eq!(occurrences(&html, "data-locked=\"page\""), 1, "{route:?}");
        assert!(html.contains("data-field=\"unlock-passphrase\"") && !html.contains("data-problem"));
    }
    assert!(at(&mut model, &Route::Home).contains(&format!("data-start=\"{QUESTIONNAIRE}\"")));
    let task = Deferred::Storage(StorageTask::Unlock(0, String::new().into()));
    model.update(Event::Resumed { task, random: None, now: Timestamp(0) });
    assert!(at(&mut model, &Route::Home).contains("data-problem=\"damaged\""));
}

#[test]
fn the_screen_after_erasing_tells_nothing_of_what_was_here() {
    let words = Words::english();
    let mut model = answered(Choice::No);
    model.update(Event::EraseRequested);
    let html = rendered(&model);
    assert!(html.contains("data-view=\"erased\"") && html.contains(words.text(Key::ErasedWhat).as_str()));
    let title = pages::title(words, &model).to_string();
    for told in [&html, &title] {
        for word in ["Candour", "GDPR", "privacy", "exit", "questionnaire"] {
            assert!(!told.to_lowercase().contains(&word.to_lowercase()), "{word} in {told}");
        }
    }
    assert!(at(&mut model, &Route::Home).contains("data-view=\"home\""));
}

#[test]
fn drafts_stand_side_by_side_each_with_its_progress() {
    let mut model = answered(Choice::Yes);
    model.update(DraftEvent::Renamed(DraftRef::Open(QUESTIONNAIRE.to_owned()), "<b>2026".to_owned()));
    model.update(DraftEvent::NewRequested(QUESTIONNAIRE.to_owned()));
    let html = at(&mut model, &Route::Drafts);
    assert_eq!((occurrences(&html, " data-draft="), occurrences(&html, " data-open")), (1, 0));
    let first = own(model.catalog()).questionnaire.questions().next().map(|question| question.id.clone());
    chose(&mut model, &first.expect("a question"), Choice::Yes);
    let html = rendered(&model);
    assert_eq!((occurrences(&html, " data-draft="), occurrences(&html, " data-open")), (2, 1));
    assert_eq!(occurrences(&html, "<progress"), 2);
    assert!(html.contains("&lt;b&gt;2026") && !html.contains("<b>2026"));
    assert_eq!(values(&html, "data-new").len(), model.catalog().entries.len());
}

#[test]
fn an_import_asks_what_to_do_only_when_there_are_answers_here() {
    let mut first = answered(Choice::Yes);
    let now = Timestamp(1_795_305_600);
    let task = Deferred::Drafts(DraftTask::WriteFile(QUESTIONNAIRE.to_owned()));
    let effects = first.update(Event::Resumed { task, random: None, now }).effects;
    let file = effects.into_iter().find_map(|effect| match effect {
        Effect::Download { content, .. } => Some(content.into_bytes()),
        _ => None,
    });
    for (mut model, asks) in [(model(), false), (answered(Choice::No), true)] {
        let content = file.clone();
        let task = Deferred::Inbox(InboxTask::Check { name: "draft.json".to_owned(), size: 1, content });
        model.update(Event::Resumed { task, random: None, now });
        let html = at(&mut model, &Route::Check);
        for (action, there) in
            [("import", !asks), ("import-beside", asks), ("import-merge", asks), ("import-replace", asks)]
        {
            assert_eq!(html.contains(&format!(" data-action=\"{action}\"")), there, "{action}");
        }
    }
}

#[test]
fn a_question_shows_what_each_answer_means() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    let entry = own(&catalog);
    for section in entry.questionnaire.sections() {
        let html = at(&mut model, &Route::section(QUESTIONNAIRE, &section.id));
        for question in &section.questions {
            let start =
                html.find(&format!("data-question=\"{}\"", question.id)).expect("the question is shown");
            let own = html.split_at(start).1.split("</fieldset>").next().expect("a fieldset ends");
            let offered = if question.reasons.is_empty() { 4 } else { 5 };
            assert_eq!(occurrences(own, "type=\"radio\""), offered, "{}", question.id);
            // What the others mean is the same at every question, and said when one of them is chosen.
            assert_eq!(occurrences(own, "class=\"meaning\""), 3, "{}", question.id);
        }
    }
}

#[test]
fn the_result_says_the_level_in_words_marks_and_hooks() {
    let mut model = answered(Choice::No);
    let html = at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
    assert_eq!(values(&html, "data-result"), sections(&model));
    assert!(values(&html, "data-level").iter().all(|level| *level == "0"));
    assert!(html.contains("○○○○") && html.contains("Not started"));
    assert_eq!(occurrences(inside(&html, "class=\"actions\"", "<details"), "data-todo="), 1);
}

#[test]
fn does_not_apply_without_a_reason_asks_for_one_and_stays_open() {
    let mut model = model();
    chose(&mut model, "sensitive-data-condition", Choice::NotApplicable);
    let question = own(model.catalog()).questionnaire.questions().find(|question| question.reasons.len() > 1);
    let id = question.expect("some question allows several").id.clone();
    chose(&mut model, &id, Choice::NotApplicable);
    let section = own(model.catalog()).questionnaire.question(&id).expect("it is there").0.id.clone();
    let html = at(&mut model, &Route::section(QUESTIONNAIRE, &section));
    assert!(html.contains("data-field=\"reason\""));
    assert!(html.contains("Without a reason, this question stays open."));
    assert!(html.contains("0 of "));
}

#[test]
fn the_only_reason_is_taken_without_asking() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    let questions = own(&catalog).questionnaire.questions();
    let question = questions.filter(|question| question.only_reason().is_some()).last().expect("one of them");
    let section = own(&catalog).questionnaire.question(&question.id).expect("it is there").0.id.clone();
    chose(&mut model, &question.id, Choice::NotApplicable);
    assert_eq!(model.draft(QUESTIONNAIRE).answers.answer(&question.id).reason, question.only_reason());
    let html = at(&mut model, &Route::section(QUESTIONNAIRE, &section));
    let fieldset = inside(&html, &format!("data-question=\"{}\"", question.id), "</fieldset>");
    assert!(
        !fieldset.contains("data-field=\"reason\"") && !fieldset.contains("Does not apply"),
        "{fieldset}"
    );
}

#[test]
fn markup_and_long_words_in_a_name_stay_text() {
    let mut model = model();
    let name = "<img src=x onerror=alert(1)> & \"quoted\"";
    model.update(DraftEvent::OrganisationEdited(QUESTIONNAIRE.to_owned(), name.to_owned()));
    let html = at(&mut model, &Route::Result(QUESTIONNAIRE.to_owned()));
    assert!(!html.contains("<img") && html.contains("&lt;img"));
}

/// The signed file of a model, and the time.
fn signed(model: &mut Model) -> (String, Timestamp) {
    let effects = model.update(SigningEvent::SignRequested(QUESTIONNAIRE.to_owned())).effects;
    let task = effects.into_iter().find_map(|effect| match effect {
        Effect::RunAfterPaint { task, random } => Some((task, random)),
        _ => None,
    });
    let (task, random) = task.expect("signing is put off until the screen shows it");
    let now = Timestamp(1_795_305_600);
    let effects = model
        .update(Event::Resumed { task, random: Some((0..=250).cycle().take(random).collect()), now })
        .effects;
    let file = effects.into_iter().find_map(|effect| match effect {
        Effect::Download { content, .. } => Some(content),
        _ => None,
    });
    (file.expect("a file"), now)
}

/// The screen on which a file of that content was opened.
fn opened(model: &mut Model, text: String, now: Timestamp) -> String {
    let content = Some(text.into_bytes());
    let task = Deferred::Inbox(InboxTask::Check { name: "a<b>.json".to_owned(), size: 9, content });
    model.update(Event::Resumed { task, random: None, now });
    at(model, &Route::Check)
}

#[test]
fn lists_end_at_200_entries_and_say_how_many_more_there_are() {
    let mut model = model();
    let (file, now) = signed(&mut model);
    let unknown: Vec<String> = (0..250).map(|number| format!("{{\"id\": \"x{number}\"}}")).collect();
    let more = format!("\"answers\": [{},", unknown.join(", "));
    let section = file.find("\"sections\"").expect("sections");
    let (head, rest) = file.split_at(section);
    let html = opened(&mut model, [head, &rest.replacen("\"answers\": [", &more, 1)].concat(), now);
    assert_eq!(occurrences(&html, "data-finding="), 200);
    assert_eq!(values(&html, "data-more"), ["63", "50", "50"], "13 moved answers beside");
    assert!(html.contains("and 50 more"));
    let many = vec![r#"{"format": "candour-draft/1", "questionnaire": {"id": "gone"}}"#; 300].join(", ");
    let drafts = format!(r#"{{"format": "candour-drafts/1", "drafts": [{many}]}}"#);
    let html = opened(&mut model, drafts, now);
    assert!(html.contains("and 100 more"));
    let many = vec!["{}"; 1_001].join(", ");
    let html = opened(&mut model, format!(r#"{{"format": "candour-drafts/1", "drafts": [{many}]}}"#), now);
    assert!(html.contains("more than 1000 entries at /drafts"), "the place and the limit are told");
}

#[test]
fn only_the_published_page_may_be_opened() {
    const PAGE: &str = "<!DOCTYPE html><html><body><div id=\"screen\"></div></body></html>";
    let mut model = model();
    model.page.app.sha256 = hex(&sha256(PAGE.as_bytes()));
    let draft = "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";
    let carrying = |element, content| embed::carrying(PAGE, element, content).expect("a place");
    let pages = [PAGE.to_owned(), carrying(Element::Draft, draft), carrying(Element::Request, "cGFja2Vk")];
    for (place, page) in pages.into_iter().enumerate() {
        let changed = page.replace("<body>", "<body><p>a</p>");
        for (text, hook) in [(page, "same"), (changed, "other")] {
            let html = opened(&mut model, text, Timestamp(1_795_305_600));
            let card = inside(&html, "<article", "</article>");
            assert_eq!(values(card, "data-page"), [hook]);
            assert_eq!(card.contains("byte for byte"), hook == "same", "{card}");
            assert_eq!(card.contains("Do not open it"), hook == "other", "{card}");
            // What it carries can be taken out all the same.
            assert_eq!(card.contains("data-field=\"file-passphrase\""), place == 1, "{card}");
            assert_eq!(card.contains("data-action=\"open-request\""), place == 2, "{card}");
        }
    }
    model.page.app.sha256.clear();
    let html = opened(&mut model, PAGE.to_owned(), Timestamp(1_795_305_600));
    let card = inside(&html, "<article", "</article>");
    assert_eq!(values(card, "data-page"), ["not-compared"], "while developing");
    assert!(card.contains("Do not open it"), "{card}");
}

/// A page in whose document words of this questionnaire were changed.
fn with_changed_words(id: &str) -> Model {
    let mut known = catalog::catalog(Words::english());
    let (changed, entries) = known.entries.into_iter().partition(|entry| entry.card.id == id);
    known.entries = entries;
    known.changed = changed.into_iter().map(|entry: Rc<CatalogEntry>| entry.card.clone()).collect();
    let mut model = Model::new(Rc::new(known), AppInfo::default());
    model.update(Event::Started(BootFacts::default()));
    model
}

#[test]
fn a_questionnaire_of_changed_words_is_named_and_not_used() {
    let mut model = with_changed_words(QUESTIONNAIRE);
    let others = model.catalog().entries.len();
    let html = rendered(&model);
    let said = inside(&html, "data-changed-words", "</div>");
    assert_eq!(occurrences(said, "<li"), 1, "{said}");
    assert!(said.contains("GDPR"), "{said}");
    assert_eq!(values(&html, "data-start").len(), others);
    assert!(!values(&html, "data-start").contains(&QUESTIONNAIRE));
    for route in [Route::Profile(QUESTIONNAIRE.to_owned()), Route::Check, Route::Drafts] {
        assert!(at(&mut model, &route).contains("data-changed-words"), "{route:?}");
    }
    assert!(at(&mut model, &Route::Profile(QUESTIONNAIRE.to_owned())).contains("data-view=\"unknown\""));
    assert!(!rendered(&crate::rendered::model()).contains("data-changed-words"));
}

#[test]
fn a_page_saved_by_the_browser_says_so_on_every_screen() {
    let mut model = model();
    let marked = |model: &Model| rendered(model).contains("data-saved-by-browser");
    assert!(!marked(&model));
    model.update(Event::Started(BootFacts { saved_by_browser: true, ..BootFacts::default() }));
    for route in routes(&model) {
        assert!(at(&mut model, &route).contains("data-saved-by-browser"), "{route:?}");
    }
    assert!(at(&mut model, &Route::About).contains("The file you opened is not this copy"));
    model.update(Event::EraseRequested);
    assert!(!marked(&model), "the screen after erasing tells nothing");
    model.update(Event::AddressChanged("#/about".to_owned()));
    assert!(marked(&model), "the file is as it was");
    for route in [Route::Settings, Route::Keep(QUESTIONNAIRE.to_owned())] {
        assert!(at(&mut model, &route).contains("Do not use the browser’s own “Save page as”"), "{route:?}");
    }
}

#[test]
fn a_checked_file_shows_the_altered_question() {
    let mut model = answered(Choice::No);
    let (file, now) = signed(&mut model);
    let html = opened(&mut model, file.replacen("\"choice\": \"no\"", "\"choice\": \"yes\"", 1), now);
    assert_eq!(values(&html, "data-verdict"), ["altered"]);
    let first = own(model.catalog()).questionnaire.questions().next().expect("a question").id.clone();
    assert_eq!(values(&html, "data-altered"), [first]);
    assert!(html.contains("a&lt;b&gt;.json") && html.contains("Changed after it was signed"));
}

#[test]
fn a_file_without_findings_shows_no_empty_list() {
    let mut model = answered(Choice::No);
    let (file, now) = signed(&mut model);
    let html = opened(&mut model, file, now);
    assert_eq!(values(&html, "data-verdict"), ["intact"]);
    assert!(!html.contains(Words::english().text(Key::FindingsLead).as_str()), "a heading without findings");
    assert!(!html.contains("<ul></ul>"), "an empty list");
}

#[test]
fn a_checked_copy_names_its_withheld_parts() {
    let mut model = answered(Choice::No);
    let ids: Vec<String> =
        own(model.catalog()).questionnaire.questions().map(|question| question.id.clone()).collect();
    let noted =
        |id: &String| DraftEvent::NoteEdited(QUESTIONNAIRE.to_owned(), id.clone(), format!("About {id}"));
    model.update(noted(&ids[0]));
    model.update(noted(&ids[1]));
    model.update(DraftEvent::OrganisationEdited(QUESTIONNAIRE.to_owned(), "A name".to_owned()));
    let (file, now) = signed(&mut model);
    let document = Json::read(file.as_bytes(), Limits::FILE).expect("JSON");
    let asked = file.matches("\"choice\":").count();
    let what = WithheldParts {
        name: true,
        answers: vec![ids[0].clone()],
        notes: vec![ids[1].clone()],
        ..WithheldParts::default()
    };
    let copy = withhold(document.as_object().expect("an object"), &what).expect("good salts");
    let html = opened(&mut model, Json::from(copy).pretty(), now);
    assert_eq!(values(&html, "data-verdict"), ["partial"]);
    let note = format!("{}/note", ids[1]);
    assert_eq!(values(&html, "data-withheld"), ["signer", "result", ids[0].as_str(), note.as_str()]);
    let line =
        format!("Answers in the signed list: {asked}. Shown, all as signed: {}. Withheld: 1.", asked - 1);
    assert!(html.contains(&line), "{line}");
    assert!(html.contains("The levels cannot be calculated again: they depend on parts that are withheld."));
    assert!(html.contains("<dd>Withheld</dd>"), "in the place of the name");
    assert!(html.contains("<strong>Withheld</strong>"), "in the place of the answer");
    assert_eq!(occurrences(&html, "The note is withheld."), 1);
    assert!(!html.contains("A name") && !html.contains("About "));
}

#[test]
fn the_tab_that_cannot_keep_answers_says_so_on_every_screen() {
    let mut model = model();
    model.update(StorageEvent::SavedToTab(Err(candour_app::StorageError::Forbidden)));
    for route in routes(&model) {
        assert!(at(&mut model, &route).contains("save a draft file"), "{route:?}");
    }
}

#[test]
fn what_the_browser_did_not_do_is_shown_in_words() {
    let words = Words::english();
    for (failure, key) in [
        (Failure::NotSaved, Key::NoticeNotSaved),
        (Failure::NotRemoved, Key::NoticeNotRemoved),
        (Failure::NotPrinted, Key::NoticeNotPrinted),
    ] {
        let mut model = model();
        model.update(Event::Failed(failure));
        assert!(rendered(&model).contains(words.text(key).as_str()), "{key:?}");
    }
}

#[test]
fn erasing_that_the_browser_refused_is_not_called_done() {
    for (outcome, refused) in [(Ok(()), false), (Err(candour_app::StorageError::Forbidden), true)] {
        let mut model = model();
        model.update(Event::EraseRequested);
        model.update(Event::StorageErased(outcome));
        assert_eq!(rendered(&model).contains("data-not-erased"), refused);
    }
}

/// What stands inside the element that a mark is the beginning of.
fn inside<'a>(html: &'a str, mark: &str, end: &str) -> &'a str {
    let start = html.find(mark).unwrap_or_else(|| panic!("{mark} is not on the screen"));
    html.get(start..).and_then(|rest| rest.split(end).next()).expect("an element ends")
}

#[test]
fn each_hard_word_is_explained_once_on_a_screen() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    for entry in &catalog.entries {
        let id = entry.questionnaire.id();
        let mut routes = vec![Route::Profile(id.to_owned())];
        routes.extend(entry.questionnaire.sections().iter().map(|section| Route::section(id, &section.id)));
        let mut explained = 0;
        for route in routes {
            let html = at(&mut model, &route);
            let shown = values(&html, "data-explanation");
            let unique: std::collections::BTreeSet<_> = shown.iter().collect();
            assert_eq!(shown.len(), unique.len(), "{route:?}: {shown:?}");
            // Its own control and the one that closes it.
            let targets = values(&html, "popovertarget");
            for term in &shown {
                let place = format!("term-{term}");
                assert_eq!(targets.iter().filter(|target| **target == place).count(), 2, "{route:?}: {term}");
                assert!(values(&html, "id").contains(&place.as_str()), "{route:?}: {term}");
            }
            assert_eq!(targets.len(), 2 * shown.len(), "{route:?}");
            for part in ["label", "summary", "h1", "a "] {
                for own in html.split(&format!("<{part}")).skip(1) {
                    let own = own.split(&format!("</{}>", part.trim())).next().unwrap_or_default();
                    assert!(!own.contains("<button"), "{route:?}: a button within <{part}>: {own}");
                }
            }
            explained += shown.len();
        }
        assert!(explained > 0, "{id} explains no word");
    }
}

#[test]
fn an_explanation_names_term_meaning_and_source() {
    let mut model = model();
    let html = at(&mut model, &Route::Profile(QUESTIONNAIRE.to_owned()));
    let term = catalog::glossary().term("gdpr").cloned().expect("the term is in the glossary");
    let control = inside(&html, "popovertarget=\"term-gdpr\"", "</button>");
    assert!(control.ends_with(">GDPR") && control.contains("aria-haspopup=\"dialog\""), "{control}");
    let own = inside(&html, "id=\"term-gdpr\"", "</div>");
    for said in [&term.term, &term.explanation, &term.source] {
        assert!(own.contains(said.as_str()), "{said} is missing: {own}");
    }
    for hook in [" popover=\"auto\"", "popovertargetaction=\"hide\"", "href=\"#/glossary\""] {
        assert!(own.contains(hook), "{hook} is missing: {own}");
    }
}

#[test]
fn a_mark_behind_a_hard_word_stays_on_its_line() {
    let mut model = model();
    let html = at(&mut model, &Route::Profile(QUESTIONNAIRE.to_owned()));
    assert!(html.contains(">representative in the EU</a>.</span>"), "{html}");
}

#[test]
fn words_of_the_answers_are_listed_with_the_help() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    let (entry, html) = (own(&catalog), |model: &mut Model, section: &str| {
        at(model, &Route::section(QUESTIONNAIRE, section))
    });
    let listed = entry.questionnaire.sections().iter().filter_map(|section| {
        let html = html(&mut model, &section.id);
        let (before, rest) = html.split_once("words-used")?;
        Some((before.to_owned(), ["words-used", rest].concat()))
    });
    let listed: Vec<(String, String)> = listed.collect();
    assert!(!listed.is_empty(), "no answer holds a hard word");
    for (before, rest) in listed {
        assert!(before.rfind("<details") > before.rfind("</details>"), "the list is not folded away");
        assert!(inside(&rest, "words-used", "</ul>").contains("data-action=\"explain\""));
    }
}

fn noted(model: &mut Model, question: &str, note: &str) {
    model.update(DraftEvent::NoteEdited(QUESTIONNAIRE.to_owned(), question.to_owned(), note.to_owned()));
}

#[test]
fn a_note_that_may_identify_a_person_is_named_twice() {
    let mut model = model();
    let section = Route::section(QUESTIONNAIRE, &sections(&model)[0]);
    let question = own(model.catalog()).questionnaire.sections()[0].questions[0].id.clone();
    let keep = Route::Keep(QUESTIONNAIRE.to_owned());
    noted(&mut model, &question, "We deleted 1,200 records on 22 November 2026.");
    for route in [&section, &keep] {
        let html = at(&mut model, route);
        assert!(values(&html, "data-hint").is_empty() && values(&html, "data-review-note").is_empty());
        assert!(!html.contains("Notes to check"), "{route:?}");
    }
    noted(&mut model, &question, "ျမန္မာေမး");
    assert_eq!(values(&at(&mut model, &section), "data-hint"), ["zawgyi"]);
    noted(&mut model, &question, "မြန်မာလိုမေး");
    assert!(values(&at(&mut model, &section), "data-hint").is_empty());
    noted(&mut model, &question, "Ask someone@example.org or 09971234567");
    let html = at(&mut model, &section);
    assert_eq!(values(&html, "data-hint"), ["email", "telephone"]);
    let mut regions =
        html.split("aria-live=\"polite\"").skip(1).filter_map(|rest| rest.split("</div>").next());
    let live = regions.find(|region| region.contains("data-hint")).expect("the hints are announced");
    assert!(live.contains("seems to contain an e-mail address"), "{live}");
    assert!(!live.contains("role=\"alert\""));
    let html = at(&mut model, &keep);
    assert_eq!(values(&html, "data-review-note"), [question.as_str()]);
    assert_eq!(values(&html, "data-hint"), ["email", "telephone"]);
    let own = inside(&html, "data-review-note", "</li>");
    assert!(own.contains(&format!("/{question}\"")), "no link to the question: {own}");
    assert!(html.find("data-review-note") < html.find("data-action=\"export-signed\""));
    assert!(html.contains("data-action=\"export-signed\""), "a hint must not be in the way");
}

#[test]
fn every_screen_with_questions_says_what_never_to_write() {
    let mut model = model();
    let mut routes = vec![Route::About, Route::Profile(QUESTIONNAIRE.to_owned())];
    routes.extend(sections(&model).iter().map(|section| Route::section(QUESTIONNAIRE, section)));
    for route in routes {
        let html = at(&mut model, &route);
        assert!(html.contains("Never write any of this"), "{route:?}");
        assert!(html.contains("do not save") && html.contains("Ask someone out of reach"), "{route:?}");
    }
}

#[test]
fn about_folds_the_licences_away() {
    let html = at(&mut model(), &Route::About);
    let folded = inside(&html, "<details><summary>Work of others in this page</summary>", "</details>");
    for name in ["Apache License 2.0", "MIT License", "BSD 3-Clause License", "Unicode License v3"] {
        assert!(folded.contains(&format!("<h3>{name}</h3>")), "{name}");
    }
    for said in
        ["The Rust Project Developers", "Project Nayuki", "ed25519-dalek", "WITHOUT WARRANTY OF ANY KIND"]
    {
        assert!(folded.contains(said), "{said}");
    }
    assert!(!folded.contains("<a "), "the texts are shown as they are");
}

#[test]
fn a_similar_answer_is_offered_until_it_is_used() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    let pairs = catalog.entries.iter().flat_map(|entry| {
        entry.questionnaire.sections().iter().flat_map(move |section| {
            let similar = section.questions.iter().filter(|question| question.ask_when.is_empty());
            similar.filter_map(move |question| Some((entry, section, question, question.similar.first()?)))
        })
    });
    let (entry, section, question, similar) = pairs.into_iter().next().expect("two similar questions");
    let own = entry.questionnaire.id();
    let route = Route::section(own, &section.id);
    assert!(values(&at(&mut model, &route), "data-offer").is_empty());

    let other = catalog.entry(&similar.questionnaire).expect("the other questionnaire");
    model.update(DraftEvent::Answered(
        similar.questionnaire.clone(),
        similar.question.clone(),
        Choice::Partly,
    ));
    let html = at(&mut model, &route);
    assert_eq!(values(&html, "data-offer"), [similar.question.as_str()]);
    let offer = inside(&html, "data-offer", "</div>");
    let asked = &other.wording.question(&similar.question).question;
    for said in [other.wording.title.as_str(), "Partly", asked.as_str(), "not quite the same"] {
        assert!(offer.contains(&said.replace('\'', "&#39;")), "{said} is missing: {offer}");
    }
    assert!(offer.contains("data-action=\"accept-offer\""));

    model.update(DraftEvent::OfferAccepted(own.to_owned(), question.id.clone()));
    let html = at(&mut model, &route);
    assert!(values(&html, "data-offer").is_empty());
    let rows = inside(&html, &format!("data-question=\"{}\"", question.id), "</fieldset>");
    assert_eq!(occurrences(rows, "checked"), 1);
}

#[test]
fn principles_are_cited_by_number() {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    let by_two = |question: &&Question| {
        question.citations.iter().any(|citation| citation.verified && citation.principles.len() > 1)
    };
    let found = catalog.entries.iter().find_map(|entry| {
        let question = entry.questionnaire.questions().filter(|question| question.ask_when.is_empty());
        Some((entry, question.into_iter().find(by_two)?))
    });
    let (entry, question) = found.expect("a question that cites two principles");
    let section = &entry.questionnaire.question(&question.id).expect("its section").0.id;
    let html = at(&mut model, &Route::section(entry.questionnaire.id(), section));
    let own = inside(&html, &format!("data-question=\"{}\"", question.id), "</fieldset>");
    let cited =
        question.citations.iter().find(|citation| citation.principles.len() > 1).expect("the citation");
    assert!(own.contains(&format!("Principles {}", cited.principles.join(", "))), "{own}");
}

fn result(model: &mut Model) -> String {
    at(model, &Route::Result(QUESTIONNAIRE.to_owned()))
}

/// Answers in a mixture, so that levels differ and some are held lower.
fn mixed() -> Model {
    let mut model = model();
    let catalog = Rc::clone(model.catalog());
    for (place, question) in own(&catalog).questionnaire.questions().enumerate() {
        chose(&mut model, &question.id, Choice::ALL[place % 4]);
    }
    model
}

/// Answers for the work for business clients only, so that few questions apply in some areas.
fn for_business_clients() -> Model {
    let mut model = answered(Choice::Yes);
    let [id, question, option] = [QUESTIONNAIRE, "scope", "clients-only"].map(str::to_owned);
    model.update(DraftEvent::ProfileAnswered(id, question, option));
    model
}

fn assessed(model: &Model) -> Assessment {
    assess(&own(model.catalog()).questionnaire, &model.draft(QUESTIONNAIRE).answers)
}

fn level_in_words(level: Option<Level>) -> String {
    level.map_or("No result".to_owned(), |level| {
        let text = Words::english().text(candour_compare::export::level_key(level));
        format!("{text}, level {} of 4", level.number())
    })
}

#[test]
fn bars_and_table_of_the_profile_say_the_same() {
    let models: [fn() -> Model; 5] =
        [mixed, || answered(Choice::No), || answered(Choice::Yes), model, for_business_clients];
    for make in models {
        let mut model = make();
        let html = result(&mut model);
        let bars: Vec<_> =
            html.split("data-result=").skip(1).map(|own| inside(own, "", "</summary>")).collect();
        let lines: Vec<_> = inside(&html, "<table", "</table>").split("<tr").skip(2).collect();
        let catalog = Rc::clone(model.catalog());
        let assessment = assessed(&model);
        assert_eq!((bars.len(), lines.len()), (assessment.sections.len(), assessment.sections.len()));
        for ((section, bar), line) in assessment.sections.iter().zip(bars).zip(lines) {
            let title = &own(&catalog).wording.section(&section.id).title;
            let name = inside(bar, "<title", "</title>");
            assert!(bar.contains(" role=\"img\""), "{bar}");
            let level = level_in_words(section.level);
            assert!(bar.contains(title.as_str()) && line.contains(title.as_str()), "{title}: {bar} {line}");
            assert!(name.contains(&level) && line.contains(&level), "{level}: {name} {line}");
            let filled = section.level.map_or(0, |level| usize::from(level.number()));
            assert_eq!(occurrences(bar, "class=\"on\""), filled, "{title}");
            let held = section.would_be.filter(|_| section.would_be != section.level);
            let would = held.map_or(0, |level| usize::from(level.number())) - held.map_or(0, |_| filled);
            assert_eq!(occurrences(bar, "class=\"could\""), would, "{title}");
            assert_eq!(name.contains("Without a limit: level"), held.is_some(), "{name}");
            assert!(line.contains(&level_in_words(section.would_be)), "{line}");
            let own = own(&catalog).questionnaire.section(&section.id).expect("a section");
            let gaps = assessment.answered_gaps();
            let gap = own.questions.iter().any(|question| gaps.contains(&question.id));
            let open = own.questions.iter().any(|question| assessment.critical_open.contains(&question.id));
            assert_eq!(name.contains("serious gap"), gap, "{name}");
            assert_eq!(name.contains("still open"), open, "{name}");
            assert_eq!(bar.contains("class=\"gap\""), gap, "{bar}");
            let few = section.few_apply && section.level.is_some();
            assert_eq!(name.contains("Few questions apply"), few, "{name}");
        }
    }
}

#[test]
fn an_area_without_a_level_does_not_say_that_its_level_says_little() {
    let mut model = for_business_clients();
    chose(&mut model, "client-instructions", Choice::NotApplicable);
    let [id, question] = [QUESTIONNAIRE, "client-instructions"].map(str::to_owned);
    model.update(DraftEvent::ReasonChosen(id, question, Some(Reason::NoSuchActivity)));
    let html = result(&mut model);
    let own = inside(&html, "data-level=\"none\"", "data-result");
    assert!(own.contains("No result") && !own.contains("Few questions apply here"), "{own}");
}

#[test]
fn all_weakest_areas_are_named_unless_that_is_every_area() {
    let mut model = answered(Choice::No);
    let catalog = Rc::clone(model.catalog());
    let better = own(&catalog).questionnaire.sections().last().expect("a section");
    for question in &better.questions {
        chose(&mut model, &question.id, Choice::Yes);
    }
    let html = result(&mut model);
    let named = inside(&html, "class=\"first-look\"", "</section>");
    let assessment = assessed(&model);
    assert!(assessment.weakest().len() > 1);
    for section in &assessment.sections {
        let title = &own(&catalog).wording.section(&section.id).title;
        assert_eq!(named.contains(title.as_str()), section.id != better.id, "{title}: {named}");
    }
}

#[test]
fn areas_that_are_all_equal_are_not_called_the_weakest() {
    let html = result(&mut answered(Choice::No));
    assert!(html.contains("All areas are at the same level") && !html.contains("Your weakest"), "{html}");
}

#[test]
fn open_questions_are_no_gaps_and_come_first() {
    let mut model = model();
    chose(&mut model, "deletion-happens", Choice::Yes);
    let open = assessed(&model).completeness.open;
    let html = result(&mut model);
    for said in
        ["There are no serious gaps in the answers so far.", &format!("Answer the {open} open questions")]
    {
        assert!(html.contains(said), "{said}");
    }
    for wrong in ["call for no action", " serious gaps</h2>", "with no, not known, or left open"] {
        assert!(!html.contains(wrong), "{wrong}");
    }
    let first = inside(&html, "class=\"actions\"", "</li>");
    assert!(first.contains("data-action=\"answer-rest\""), "{first}");
}

#[test]
fn a_gap_that_was_answered_is_apart_from_critical_questions_left_open() {
    let mut model = model();
    let gap = assessed(&model).critical_open[0].clone();
    chose(&mut model, &gap, Choice::No);
    let open = assessed(&model).critical_open.len();
    let html = result(&mut model);
    let [(gaps, _), (_, rest)] = [(), ()]
        .map(|()| inside(&html, "class=\"gaps\"", "</section>").split_once("</ul>").expect("two lists"));
    assert_eq!((occurrences(gaps, "<li"), occurrences(rest, "<li")), (1, open));
    assert!(
        html.contains("1 serious gap</h2>")
            && html.contains(&format!("{open} critical questions still open"))
    );
}

#[test]
fn answers_without_proof_say_what_level_4_needs() {
    let mut model = answered(Choice::Yes);
    let missing = assessed(&model).evidence_missing;
    let html = result(&mut model);
    let own = inside(&html, "data-proof", "</ul>");
    assert_eq!(occurrences(own, "<li"), missing.len());
    assert!(own.contains("Level 4 needs proof") && !html.contains("call for no action"));
    assert!(!html.contains("data-action=\"plan\""), "there is nothing to plan");
    for question in missing {
        model.update(DraftEvent::EvidenceTicked(QUESTIONNAIRE.to_owned(), question, true));
    }
    assert!(result(&mut model).contains("Your answers call for no action."));
}

#[test]
fn each_area_says_what_would_change_its_level() {
    let mut model = mixed();
    let html = result(&mut model);
    let catalog = Rc::clone(model.catalog());
    let questionnaire = &own(&catalog).questionnaire;
    let mut lifted = 0;
    for section in &assessed(&model).sections {
        let own = inside(&html, &format!("data-result=\"{}\"", section.id), "</article>");
        let lift = lift(questionnaire, &model.draft(QUESTIONNAIRE).answers, &section.id);
        let changes = lift.as_ref().map(|lift| lift.changes.as_slice()).unwrap_or_default();
        let ids: Vec<&str> = changes.iter().map(|change| change.question.as_str()).collect();
        assert_eq!(values(own, "data-change"), ids, "{}", section.id);
        assert!(changes.is_empty() || own.contains("needed") || own.contains("is enough"), "{own}");
        lifted += usize::from(lift.is_some());
    }
    assert!(lifted > 3);
    assert!(values(&result(&mut answered(Choice::No)), "data-change").len() >= sections(&model).len());
}

#[test]
fn the_points_of_the_answers_make_the_share_of_their_area() {
    let mut model = mixed();
    let html = result(&mut model);
    for section in &assessed(&model).sections {
        let own = inside(&html, &format!("data-result=\"{}\"", section.id), "</article>");
        let said: Vec<u32> = own
            .split(", weight ")
            .skip(1)
            .map(|rest| inside(rest, ": ", " of").trim_start_matches(": ").parse().expect("points"))
            .collect();
        assert_eq!(said.iter().sum::<u32>(), section.share.points, "{}", section.id);
        assert!(own.contains(&format!("{} of {} points", section.share.points, section.share.of)));
    }
}

fn planned(model: &mut Model, question: &str, decision: Decision) {
    model.update(DraftEvent::ActionPlanned(QUESTIONNAIRE.to_owned(), question.to_owned(), decision));
}

#[test]
fn the_plan_unfolds_its_first_three_actions() {
    let mut model = mixed();
    let html = at(&mut model, &Route::Plan(QUESTIONNAIRE.to_owned()));
    let opened: Vec<bool> = html
        .split(" data-plan=\"")
        .skip(1)
        .map(|item| item.split("<summary>").next().expect("a summary").contains("<details open"))
        .collect();
    assert!(opened.len() > 5);
    let expected: Vec<bool> = (0..opened.len()).map(|place| place < 3).collect();
    assert_eq!(opened, expected);
}

#[test]
fn the_result_begins_with_one_sentence_and_three_actions() {
    let mut model = mixed();
    let html = result(&mut model);
    let gaps = assessed(&model).answered_gaps().len();
    assert!(inside(&html, "class=\"lead headline\"", "</p>").contains(&format!("{gaps} serious gap")));
    let place = |mark: &str| html.find(mark).unwrap_or_else(|| panic!("{mark} is not on the screen"));
    let order = [
        "headline",
        "data-action=\"keep\"",
        "data-action=\"print\"",
        "class=\"actions\"",
        "class=\"first-look\"",
        "data-result=",
        "class=\"gaps\"",
    ];
    assert!(order.map(place).is_sorted(), "{:?}", order.map(place));
    assert_eq!(occurrences(inside(&html, "class=\"actions\"", "</ol>"), "data-todo="), 3);
}

#[test]
fn what_endangers_people_is_in_sight_and_the_rest_at_the_note() {
    let mut model = model();
    for entry in &Rc::clone(model.catalog()).entries {
        let neutral = entry.questionnaire.file_names() == FileNames::Neutral;
        for section in entry.questionnaire.sections() {
            let html = at(&mut model, &Route::section(entry.questionnaire.id(), &section.id));
            for own in html.split("<fieldset").skip(1).filter(|own| own.contains("class=\"safety\"")) {
                let note = own.find("data-field=\"note\"").expect("a note");
                let safety = own.find("class=\"safety\"").expect("a warning");
                let folded = own.get(safety..note).is_some_and(|between| !between.contains("<summary"));
                assert_eq!(folded, !neutral, "{own}");
            }
        }
    }
}

#[test]
fn the_plan_keeps_what_is_no_longer_needed() {
    let mut model = mixed();
    let route = Route::Plan(QUESTIONNAIRE.to_owned());
    let actions: Vec<String> = assessed(&model).actions.into_iter().map(|action| action.question).collect();
    let html = at(&mut model, &route);
    assert_eq!(values(&html, "data-plan"), actions);
    assert!(html.contains("Give a due date to an action") && !html.contains("export-calendar\""));
    assert!(!html.contains("forget-step"));

    let (first, second) = (&actions[0], &actions[1]);
    planned(&mut model, first, Decision::State(State::Doing));
    planned(&mut model, first, Decision::Role("Office manager".to_owned()));
    planned(&mut model, first, Decision::Due("2027-01-31".to_owned()));
    planned(&mut model, second, Decision::State(State::Done));
    let html = rendered(&model);
    let step = inside(&html, "role=\"group\"", "</li>");
    assert!(step.contains("value=\"Office manager\"") && step.contains("value=\"2027-01-31\""), "{step}");
    let far = format!("{} open, 1 in progress, 1 done", actions.len() - 2);
    assert!(html.contains(&far), "{far} is missing");
    assert!(html.contains("data-action=\"export-calendar\"") && html.contains("data-action=\"forget-step\""));
    assert!(result(&mut model).contains(&far));

    chose(&mut model, first, Choice::Yes);
    let html = at(&mut model, &route);
    assert_eq!(values(&html, "data-plan").last(), Some(&first.as_str()));
    assert!(html.contains("No longer needed") && html.contains("Office manager"));
    planned(&mut model, first, Decision::Cleared);
    let html = rendered(&model);
    assert!(html.contains("data-action=\"undo\""));
    assert!(!values(&html, "data-plan").contains(&first.as_str()));
}

#[test]
fn a_role_that_may_identify_a_person_is_named() {
    let mut model = answered(Choice::No);
    let question = assessed(&model).actions[0].question.clone();
    let route = Route::Plan(QUESTIONNAIRE.to_owned());
    planned(&mut model, &question, Decision::Due("2027-01-31".to_owned()));
    planned(&mut model, &question, Decision::Role("someone@example.org".to_owned()));
    let html = at(&mut model, &route);
    assert_eq!(values(&html, "data-hint"), ["email"]);
    planned(&mut model, &question, Decision::Due("2027-02-31".to_owned()));
    let html = rendered(&model);
    assert!(html.contains("This date does not exist") && html.contains("value=\"2027-01-31\""));
}

#[test]
fn an_empty_plan_says_what_to_do() {
    for (mut model, complete) in [(model(), false), (answered(Choice::Yes), true)] {
        let html = at(&mut model, &Route::Plan(QUESTIONNAIRE.to_owned()));
        assert_eq!(html.contains("Your answers call for no action."), complete);
        assert!(!html.contains("export-plan"));
    }
    let html = at(&mut model(), &Route::Plan(QUESTIONNAIRE.to_owned()));
    assert!(html.contains("may add actions") && html.contains("href=\"#/gdpr-article-5/review\""));
}

#[test]
fn what_the_signed_file_will_hold_of_the_plan_is_shown_before() {
    let mut model = answered(Choice::No);
    let question = assessed(&model).actions[0].question.clone();
    let keep = Route::Keep(QUESTIONNAIRE.to_owned());
    assert!(!at(&mut model, &keep).contains("share-plan"));
    planned(&mut model, &question, Decision::Role("Office manager".to_owned()));
    let html = at(&mut model, &keep);
    assert!(html.contains("data-field=\"share-plan\"") && !html.contains("Office manager"));
    model.update(DraftEvent::PlanSharingChanged(QUESTIONNAIRE.to_owned(), true));
    assert!(rendered(&model).contains("Plan: Open · Office manager"));
}

#[test]
fn the_summary_is_shown_as_text_and_no_word_of_it_is_missing() {
    let mut model = mixed();

    let html = result(&mut model);
    for field in ["plain", "markdown"] {
        let start = html.find(&format!("data-field=\"{field}\"")).expect("the field");
        let text = html.split_at(start).1.split("</textarea>").next().expect("a field ends");
        for section in &assessed(&model).sections {
            let title = &own(model.catalog()).wording.section(&section.id).title;
            assert!(text.contains(title.as_str()) && text.contains(&level_in_words(section.level)), "{text}");
        }
        assert!(!text.contains('{'), "{text}");
    }
}

fn keep(model: &mut Model) -> String {
    at(model, &Route::Keep(QUESTIONNAIRE.to_owned()))
}

/// A request for the first questionnaire is taken up.
fn asked_by(model: &mut Model, name: &str, contact: &str, encrypted: bool) {
    let asked = RequestedQuestionnaire::of(model.catalog().entry(QUESTIONNAIRE).expect("it is in the page"));
    let wish = NewRequest {
        from: name.to_owned(),
        contact: contact.to_owned(),
        language: "en".to_owned(),
        asked: vec![asked],
        encrypted,
        ..NewRequest::default()
    };
    let request = Request::write(&wish, &SigningKey::from_seed([9; 32]), &[5; 16], Timestamp(1_795_305_600));
    model.requests.opened = Some(Ok(request.expect("a sound request")));
    model.update(RequestEvent::Accepted);
}

/// Lets the work that an event asks for be done.
fn done(model: &mut Model, event: impl Into<Event>) {
    for effect in model.update(event).effects {
        let event = match effect {
            Effect::RunAfterPaint { task, random } => {
                let random = Some((0..=250).cycle().take(random).collect());
                Event::Resumed { task, random, now: Timestamp(1_795_305_600) }
            }
            Effect::Download { saved, .. } => *saved,
            _ => continue,
        };
        done(model, event);
    }
}

fn withheld(model: &mut Model, part: PartToWithhold) {
    model.update(SigningEvent::WithholdingChanged(QUESTIONNAIRE.to_owned(), part, true));
}

/// Two questions with notes, and a name.
fn with_notes() -> (Model, [String; 2]) {
    let mut model = answered(Choice::No);
    let catalog = Rc::clone(model.catalog());
    let mut questions = own(&catalog).questionnaire.questions().map(|question| question.id.clone());
    let ids = [questions.next().expect("a question"), questions.next().expect("another")];
    for id in &ids {
        model.update(DraftEvent::NoteEdited(QUESTIONNAIRE.to_owned(), id.clone(), format!("About {id}")));
    }
    model.update(DraftEvent::OrganisationEdited(QUESTIONNAIRE.to_owned(), "A name".to_owned()));
    (model, ids)
}

/// The tick boxes that withhold, and whether each is ticked.
fn ticks(html: &str) -> Vec<(&str, bool)> {
    let boxes = html.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let withholding = boxes.filter(|tag| tag.contains("data-withhold"));
    withholding.map(|tag| (values(tag, "data-withhold")[0], tag.contains(" checked"))).collect()
}

#[test]
fn markup_in_a_request_does_no_harm_to_the_keep_screen() {
    let (mut model, _) = with_notes();
    asked_by(&mut model, "<b>CSO</b> {name}", "<a href=//x>mail</a>", true);
    done(&mut model, SigningEvent::PreviewRequested(QUESTIONNAIRE.to_owned()));
    done(&mut model, SigningEvent::HandOverRequested(QUESTIONNAIRE.to_owned()));
    let html = keep(&mut model);
    assert!(!html.contains("<b>") && !html.contains("//x>mail</a>"));
    assert!(html.contains("Send to &lt;b&gt;CSO&lt;/b&gt; {name}"));
    assert!(html.contains("&lt;a href=//x&gt;mail&lt;/a&gt;"), "the contact is plain text");
}

#[test]
fn without_a_request_nothing_is_encrypted() {
    let (mut model, _) = with_notes();
    let html = keep(&mut model);
    for (action, count) in [("export-signed", 1), ("preview", 1), ("export-copy", 1), ("export-encrypted", 0)]
    {
        assert_eq!(occurrences(&html, &format!("data-action=\"{action}\"")), count, "{action}");
    }
    let (_, fold) = html.split_once("<details class=\"withhold\"").expect("a fold");
    assert!(fold.contains("data-withhold") && fold.contains("data-action=\"export-copy\""));
    assert!(!html.contains("data-key-trust"));
}

#[test]
fn the_keep_screen_begins_with_the_request() {
    let (mut model, _) = with_notes();
    asked_by(&mut model, "CSO Example", "post@example.org", true);
    let html = keep(&mut model);
    let place = |mark: &str| html.find(mark).unwrap_or_else(|| panic!("{mark} is not on the screen"));
    assert_eq!(occurrences(&html, "data-field=\"organisation\""), 1);
    let order = [
        "Send to CSO Example",
        "data-key-trust=\"new\"",
        "data-field=\"organisation\"",
        "data-withhold",
        "Show what CSO Example will see",
        "Save the file, encrypted for CSO Example",
        "Nothing is sent by itself",
        "post@example.org",
        "data-action=\"keep-own\"",
    ]
    .map(place);
    assert!(order.is_sorted(), "{order:?}");
    for other in ["export-copy", "export-signed", "export-draft", "export-key", "save-page"] {
        assert!(!html.contains(other), "{other} is on the second screen, if at all");
    }
    let own = at(&mut model, &Route::KeepOwn(QUESTIONNAIRE.to_owned()));
    assert!(own.contains("The complete signed file, for yourself") && !own.contains("export-encrypted"));
    // Without a key to encrypt for, it is a plain file, and that is said.
    asked_by(&mut model, "CSO Example", "", false);
    let html = keep(&mut model);
    assert!(!html.contains("export-encrypted") && html.contains("Whoever gets the file can read it."));
    assert!(html.contains("data-action=\"export-copy\"") && html.contains("does not say how to reach them"));
}

#[test]
fn whoever_answers_without_a_name_is_told_what_that_means() {
    let (mut model, _) = with_notes();
    model.update(DraftEvent::OrganisationEdited(QUESTIONNAIRE.to_owned(), String::new()));
    asked_by(&mut model, "CSO Example", "", true);
    assert!(keep(&mut model).contains("data-whose=\"nobody\""));
    model.update(DraftEvent::OrganisationEdited(QUESTIONNAIRE.to_owned(), "Bakery".to_owned()));
    assert!(!keep(&mut model).contains("data-whose"));
}

#[test]
fn after_saving_the_file_to_attach_is_named() {
    let (mut model, _) = with_notes();
    asked_by(&mut model, "CSO Example", "", true);
    assert!(!keep(&mut model).contains("data-attach"));
    done(&mut model, SigningEvent::HandOverRequested(QUESTIONNAIRE.to_owned()));
    let html = keep(&mut model);
    let attach = values(&html, "data-attach");
    assert!(attach.len() == 1 && attach.iter().all(|name| name.ends_with(".json.age")), "{attach:?}");
    assert_eq!(values(&html, "data-written").len(), 1, "no other file could be meant");
}

#[test]
fn the_warning_about_notes_goes_once_they_are_withheld() {
    let (mut model, [first, _]) = with_notes();
    noted(&mut model, &first, "Call Example Person at 0301 234 567 89.");
    asked_by(&mut model, "CSO Example", "", true);
    assert!(keep(&mut model).contains("data-review-note"));
    withheld(&mut model, PartToWithhold::Notes);
    assert!(!keep(&mut model).contains("data-review-note"));
}

#[test]
fn a_request_for_another_questionnaire_is_not_on_this_screen() {
    let (mut model, _) = with_notes();
    asked_by(&mut model, "CSO Example", "", true);
    let html = at(&mut model, &Route::Keep("privacy-by-design".to_owned()));
    assert!(!html.contains("Send to") && !html.contains("export-encrypted"));
}

#[test]
fn only_what_there_is_can_be_withheld() {
    let mut model = model();
    assert_eq!(ticks(&keep(&mut model)), []);
    let (mut model, [first, second]) = with_notes();
    let html = keep(&mut model);
    let notes = [[first.as_str(), "/note"].concat(), [second.as_str(), "/note"].concat()];
    let hooks: Vec<&str> = ticks(&html).into_iter().map(|(hook, _)| hook).collect();
    assert_eq!(hooks[..6], ["all-notes", "name", &first, &notes[0], &second, &notes[1]]);
    assert_eq!(hooks.iter().filter(|hook| hook.ends_with("/note")).count(), 2);
    assert!(ticks(&html).iter().all(|(_, ticked)| !ticked) && html.contains("Nothing is withheld."));
    model.update(DraftEvent::ProfileAnswered(
        QUESTIONNAIRE.to_owned(),
        "scope".to_owned(),
        "controller".to_owned(),
    ));
    assert!(ticks(&keep(&mut model)).contains(&("profile", false)));
}

#[test]
fn a_result_for_a_part_of_the_work_says_what_is_left_out() {
    let said = "only the work for business clients";
    let chose_scope = |model: &mut Model, option: &str| {
        model.update(DraftEvent::ProfileAnswered(
            QUESTIONNAIRE.to_owned(),
            "scope".to_owned(),
            option.to_owned(),
        ));
    };
    let screens = [Route::Result(QUESTIONNAIRE.to_owned()), Route::Report(QUESTIONNAIRE.to_owned())];
    let mut model = answered(Choice::Yes);
    for option in ["controller", "both", "not-sure"] {
        chose_scope(&mut model, option);
        for route in &screens {
            let html = at(&mut model, route);
            assert!(!html.contains("data-limits") && !html.contains(said), "{option}: {route:?}");
        }
    }
    chose_scope(&mut model, "clients-only");
    for route in &screens {
        let html = at(&mut model, route);
        assert!(inside(&html, "data-limits", "</div>").contains(said), "{route:?}");
        assert!(
            html.contains("Few questions apply here"),
            "{route:?} says so of areas with one or two questions"
        );
    }
}

#[test]
fn a_copy_without_the_first_answers_says_that_they_may_limit_it() {
    let (known, unknown) =
        ("only the work for business clients", "They may limit the file to a part of the work.");
    for profile in [false, true] {
        let mut model = for_business_clients();
        let (file, now) = signed(&mut model);
        let document = Json::read(file.as_bytes(), Limits::FILE).expect("JSON");
        let what = WithheldParts { profile, ..WithheldParts::default() };
        let copy = withhold(document.as_object().expect("an object"), &what).expect("good salts");
        let html = opened(&mut model, Json::from(copy).pretty(), now);
        assert_eq!((html.contains(known), html.contains(unknown)), (!profile, profile));
    }
}

#[test]
fn the_keep_screen_says_whether_the_file_is_named_after_the_organisation() {
    let mut model = model();
    for (id, said) in
        [(QUESTIONNAIRE, "and in the file’s name"), ("responsible-exit", "but not in the file’s name")]
    {
        let html = at(&mut model, &Route::Keep(id.to_owned()));
        assert!(inside(&html, "id=\"organisation-help\"", "</p>").contains(said), "{id}");
    }
}

#[test]
fn a_questionnaire_says_up_to_when_it_follows_the_law() {
    let mut model = answered(Choice::Yes);
    let id = || QUESTIONNAIRE.to_owned();
    for route in [Route::Profile(id()), Route::Blank(id()), Route::Result(id()), Route::Report(id())] {
        let html = at(&mut model, &route);
        assert!(inside(&html, "data-law", "</p>").contains("Law as of November 2026."), "{route:?}");
    }
}

#[test]
fn what_is_ticked_is_counted_and_notes_go_with_their_answers() {
    let (mut model, [first, second]) = with_notes();
    withheld(&mut model, PartToWithhold::Name);
    withheld(&mut model, PartToWithhold::Answer(first.clone()));
    let html = keep(&mut model);
    let note = [first.as_str(), "/note"].concat();
    for ticked in ["name", &first, &note] {
        assert!(ticks(&html).contains(&(ticked, true)), "{ticked}");
    }
    assert!(
        html.contains("3 parts will be withheld."),
        "the name, the answer, and the levels it would show in"
    );
    done(&mut model, SigningEvent::HandOverRequested(QUESTIONNAIRE.to_owned()));
    let html = keep(&mut model);
    assert!(html.contains("3 parts withheld") && html.contains("readable by whoever gets it"));
    withheld(&mut model, PartToWithhold::Notes);
    let html = keep(&mut model);
    assert!(ticks(&html).contains(&([second.as_str(), "/note"].concat().as_str(), true)));
    assert!(html.contains("4 parts will be withheld."));
    assert!(!html.contains("3 parts withheld"), "that was another copy");
}

#[test]
fn the_preview_is_the_card_that_a_reader_of_the_file_gets() {
    let (mut model, [first, _]) = with_notes();
    asked_by(&mut model, "CSO Example", "", true);
    withheld(&mut model, PartToWithhold::Note(first.clone()));
    withheld(&mut model, PartToWithhold::Name);
    assert!(!keep(&mut model).contains("data-preview"));
    done(&mut model, SigningEvent::PreviewRequested(QUESTIONNAIRE.to_owned()));
    assert!(rendered(&model).contains("What others will see is now on this screen"));
    let html = keep(&mut model);
    let card = inside(&html, "data-preview", "</article>");
    assert!(card.contains("A copy with parts withheld; the rest is as signed"));
    assert_eq!(values(card, "data-withheld"), ["signer", &[first.as_str(), "/note"].concat()]);
    assert!(card.contains("Answers a request by") && card.contains("CSO Example"));
    assert!(!card.contains("A name") && !card.contains(&format!("About {first}")));
    assert!(!card.contains("data-action") && !card.contains("This is your own key."));
    // The card on the screen where such a file is checked says the same.
    let signed = model.signed_result(QUESTIONNAIRE).expect("a signed result");
    let copy = withhold(&signed.document, model.withholding(QUESTIONNAIRE)).expect("good salts");
    let copy = Json::from(copy).pretty();
    chose(&mut model, &first, Choice::Yes);
    assert!(!keep(&mut model).contains("data-preview"), "it would show an answer of before");
    model.update(SigningEvent::ForgetKeyRequested);
    let opened = opened(&mut model, copy, Timestamp(1_795_305_600));
    let theirs = inside(&opened, "<dl class=\"facts-list\"", "</dl>");
    assert!(card.contains(theirs), "{theirs}");
}

#[test]
fn an_encrypted_file_is_described_with_its_reader() {
    let (mut model, _) = with_notes();
    asked_by(&mut model, "CSO Example", "", true);
    done(&mut model, SigningEvent::HandOverRequested(QUESTIONNAIRE.to_owned()));
    assert!(rendered(&model).contains("encrypted for CSO Example, opened again and compared"));
    let html = keep(&mut model);
    let written = values(&html, "data-written");
    let named = |name: &str| name.starts_with("gdpr-article-5-") && name.ends_with("-2026-11-22.json.age");
    assert!(written.len() == 1 && written.iter().all(|name| named(name)), "{written:?}");
    assert!(
        html.contains("Only the holder of the key named in the request can open it.")
            && html.contains("0 parts withheld")
    );
}
