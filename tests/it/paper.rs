//! What is made for paper: the report, the blank form, then and now.

use std::rc::Rc;

use candour::labels::choice_key;
use candour_app::{Decision, Deferred, DraftEvent, Effect, Event, InboxTask, Model, Route, SigningEvent};
use candour_proof::date::Timestamp;
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Resolution},
    catalog::CatalogEntry,
    plan::State,
    questionnaire::{FactList, Severity},
    scoring::assess,
};
use candour_words::Words;

use crate::rendered::{model, rendered};

const QUESTIONNAIRE: &str = "gdpr-article-5";
const NOW: Timestamp = Timestamp(1_795_305_600);

/// The screen as HTML, with its marks read back into letters.
fn at(model: &mut Model, route: &Route) -> String {
    let effects = model.update(Event::AddressChanged(route.fragment())).effects;
    resume(model, effects);
    let html = rendered(model);
    html.replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Does what was put off until after painting, and gives the files that were handed out.
fn resume(model: &mut Model, effects: Vec<Effect>) -> Vec<Vec<u8>> {
    let mut files = Vec::new();
    for effect in effects {
        match effect {
            Effect::RunAfterPaint { task, random } => {
                let event =
                    Event::Resumed { task, random: Some((0..=250).cycle().take(random).collect()), now: NOW };
                let effects = model.update(event).effects;
                files.extend(resume(model, effects));
            }
            Effect::Download { content, saved, .. } => {
                files.push(content.into());
                model.update(*saved);
            }
            _ => {}
        }
    }
    files
}

fn chose(model: &mut Model, questionnaire: &str, question: &str, choice: Choice) {
    model.update(DraftEvent::Answered(questionnaire.to_owned(), question.to_owned(), choice));
}

/// Answers every question of a questionnaire with one choice.
fn answered(model: &mut Model, questionnaire: &str, choice: Choice) {
    let catalog = Rc::clone(model.catalog());
    for question in catalog.entry(questionnaire).expect("the questionnaire").questionnaire.questions() {
        chose(model, questionnaire, &question.id, choice);
    }
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What stands between a mark and an end.
fn inside<'a>(html: &'a str, mark: &str, end: &str) -> &'a str {
    let start = html.find(mark).unwrap_or_else(|| panic!("{mark} is not on the screen"));
    html.get(start..).and_then(|rest| rest.split(end).next()).expect("an element ends")
}

fn entries(
    model: &Model,
) -> impl Iterator<Item = (Rc<candour_questionnaire::catalog::Catalog>, usize)> + use<> {
    let catalog = Rc::clone(model.catalog());
    (0..catalog.entries.len()).map(move |place| (Rc::clone(&catalog), place))
}

#[test]
fn the_report_holds_every_section_level_question_and_action() {
    let mut model = model();
    for (catalog, place) in entries(&model) {
        let entry = &catalog.entries[place];
        let id = entry.questionnaire.id();
        answered(&mut model, id, Choice::Partly);
        let html = at(&mut model, &Route::Report(id.to_owned()));
        let assessment = assess(&entry.questionnaire, &model.draft(id).answers);
        let sections: Vec<&str> = assessment.sections.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(values(&html, "data-report"), sections, "{id}");
        for section in &assessment.sections {
            let own = inside(&html, &format!("data-report=\"{}\"", section.id), "</article>");
            assert!(own.contains(entry.wording.section(&section.id).title.as_str()), "{own}");
            if assessment.decision.is_some() {
                continue;
            }
            let level = section
                .level
                .map_or_else(|| "No result".to_owned(), |level| format!("level {} of 4", level.number()));
            assert!(own.contains(&level), "{level}: {own}");
        }
        let actions: Vec<&str> = assessment.actions.iter().map(|action| action.question.as_str()).collect();
        assert!(!actions.is_empty());
        assert_eq!(values(&html, "data-todo"), actions, "{id}");
        for action in actions {
            assert!(html.contains(entry.wording.question(action).action.as_str()), "{action}");
        }
        let answers = &model.draft(id).answers;
        for question in entry.questionnaire.questions().filter(|question| question.asked(answers)) {
            assert!(html.contains(entry.wording.question(&question.id).question.as_str()), "{}", question.id);
        }
        for stop in &assessment.stops {
            assert!(values(&html, "data-stop").contains(&stop.as_str()), "{stop}");
        }
    }
}

#[test]
fn the_report_names_sources_by_address() {
    let mut model = model();
    answered(&mut model, QUESTIONNAIRE, Choice::No);
    let catalog = Rc::clone(model.catalog());
    let entry = catalog.entry(QUESTIONNAIRE).expect("the questionnaire");
    let first = entry.questionnaire.sections()[0].questions[0].id.clone();
    let own = || QUESTIONNAIRE.to_owned();
    model.update(DraftEvent::OrganisationEdited(own(), "Bakery & Sons".to_owned()));
    for decision in [
        Decision::State(State::Doing),
        Decision::Role("whoever keeps the books".to_owned()),
        Decision::Due("2027-02-01".to_owned()),
    ] {
        model.update(DraftEvent::ActionPlanned(own(), first.clone(), decision));
    }
    let html = at(&mut model, &Route::Report(own()));
    let step = inside(&html, &format!("data-todo=\"{first}\""), "</tr>");
    assert!(step.contains("whoever keeps the books") && step.contains("2027-02-01"), "{step}");
    assert!(html.contains("Bakery & Sons") && html.contains("As of 2026-11-22"));
    let law = entry.questionnaire.source("gdpr").and_then(|source| source.url.clone()).expect("an address");
    assert!(html.contains(&format!(">{law}<")), "{law} does not stand there as text");
    assert!(!values(&html, "data-term").is_empty(), "no hard word is explained");
    for said in ["Nobody has checked the answers", "How a level is calculated", "not legal advice"] {
        assert!(html.contains(said), "{said}");
    }
}

/// What a phone reads from the picture in the report.
fn scanned(html: &str) -> String {
    let own = inside(html, "<svg class=\"qr\"", "</svg>");
    let side: usize =
        values(own, "viewBox")[0].split(' ').next_back().expect("a size").parse().expect("a size");
    let mut dark = vec![false; side * side];
    for module in values(own, "d")[0].split('M').skip(1) {
        let (x, rest) = module.split_once(' ').expect("a place");
        let y = rest.split('h').next().expect("a place");
        let (x, y): (usize, usize) = (x.parse().expect("a number"), y.parse().expect("a number"));
        dark[y * side + x] = true;
    }
    let scale = 4;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
        if dark[(y / scale) * side + x / scale] { 0 } else { 255 }
    });
    let grids = picture.detect_grids();
    grids.first().expect("a code in the picture").decode().expect("a code that can be read").1
}

#[test]
fn the_report_names_its_signed_file_or_says_there_is_none() {
    let mut model = model();
    answered(&mut model, QUESTIONNAIRE, Choice::Yes);
    let report = Route::Report(QUESTIONNAIRE.to_owned());
    let html = at(&mut model, &report);
    assert!(html.contains("No signed file of these answers was made") && !html.contains("class=\"qr\""));

    let effects = model.update(SigningEvent::SignRequested(QUESTIONNAIRE.to_owned())).effects;
    assert_eq!(resume(&mut model, effects).len(), 1);
    let html = at(&mut model, &report);
    let signed = model.signed_file(QUESTIONNAIRE).expect("a signed file");
    let (digest, fingerprint) = (signed.written.sha256.clone(), signed.fingerprint);
    assert!(html.contains(&format!(">{digest}<")) && html.contains(&format!(">{fingerprint}<")));
    let said = scanned(&html);
    assert!(said.contains(&digest) && said.contains(&fingerprint), "{said}");

    chose(&mut model, QUESTIONNAIRE, "legal-basis", Choice::No);
    assert!(at(&mut model, &report).contains("No signed file of these answers was made"));
}

/// The questions that somebody reaches who follows the form from the first one on.
fn followed(html: &str, entry: &CatalogEntry, answers: &Answers) -> Vec<String> {
    let number = |id: &str| entry.questionnaire.number(id).expect("a number").to_string();
    let mut reached = Vec::new();
    let mut waiting = String::new();
    for question in entry.questionnaire.questions() {
        if !waiting.is_empty() && waiting != number(&question.id) {
            continue;
        }
        waiting.clear();
        let own = inside(html, &format!("data-blank=\"{}\"", question.id), "</article>");
        for skip in own.split("data-skip=\"").skip(1) {
            let (next, rest) = skip.split_once("\">").expect("a sentence");
            let said = rest.split('<').next().expect("a sentence");
            if leaves(said, entry, answers) {
                next.clone_into(&mut waiting);
                break;
            }
        }
        if waiting.is_empty() {
            reached.push(question.id.clone());
        }
    }
    reached
}

/// Whether a sentence of the form leads on, by what it says.
fn leaves(said: &str, entry: &CatalogEntry, answers: &Answers) -> bool {
    let (condition, _) = said.split_once(", go to ").expect("where to go");
    let numbered = |number: &str| {
        let mut all = entry.questionnaire.questions();
        let own =
            all.find(|own| entry.questionnaire.number(&own.id).is_some_and(|own| own.to_string() == number));
        own.unwrap_or_else(|| panic!("{number} is no question: {said}"))
    };
    if let Some(options) = condition.strip_prefix("If you ticked ") {
        return options.split(" or ").any(|option| {
            let (letter, place) = option.split_at(1);
            let letters = entry.questionnaire.profile().iter().zip('A'..);
            let mut own = letters.filter(|(_, own)| own.to_string() == letter);
            let (question, _) = own.next().unwrap_or_else(|| panic!("{option} is no option: {said}"));
            let option = &question.options[place.parse::<usize>().expect("a place") - 1];
            answers.profile.get(&question.id) == Some(option)
        });
    }
    if let Some(number) =
        condition.strip_prefix("If ").and_then(|rest| rest.strip_suffix(" does not apply to you"))
    {
        return matches!(numbered(number).given(answers), Some(Resolution::NotApplicable(_)));
    }
    let rest = condition.strip_prefix("If you did not answer ").unwrap_or_else(|| panic!("{said}"));
    let (named, number) = rest.rsplit_once(" to ").expect("a question");
    let words = Words::english();
    let given =
        numbered(number).given(answers).map(|given| words.text(choice_key(given.choice())).to_string());
    given.is_none_or(|given| !named.contains(&format!("“{given}”")))
}

#[test]
fn who_follows_the_blank_form_reaches_what_is_asked() {
    let mut model = model();
    for (catalog, place) in entries(&model) {
        let entry = &catalog.entries[place];
        let questionnaire = &entry.questionnaire;
        let html = at(&mut model, &Route::Blank(questionnaire.id().to_owned()));
        let mut skipped = 0;
        let profiles = questionnaire
            .profile()
            .iter()
            .flat_map(|question| question.options.iter().map(|option| (question.id.clone(), option.clone())));
        let profiles: Vec<_> = profiles.map(Some).chain([None]).collect();
        for (profile, choice) in profiles.iter().flat_map(|profile| {
            [None, Some(Choice::Yes), Some(Choice::No), Some(Choice::NotApplicable)]
                .map(|choice| (profile, choice))
        }) {
            let mut answers = Answers::default();
            if let Some((question, option)) = profile {
                answers.profile.insert(question.clone(), option.clone());
            }
            for question in questionnaire.questions() {
                let reason = question.reasons.first().copied();
                let answer = Answer { choice, reason, ..Answer::default() };
                answers.questions.insert(question.id.clone(), answer);
            }
            let asked: Vec<String> = questionnaire
                .questions()
                .filter(|question| question.asked(&answers))
                .map(|question| question.id.clone())
                .collect();
            skipped += questionnaire.question_count() - asked.len();
            assert_eq!(followed(&html, entry, &answers), asked, "{profile:?} {choice:?}");
        }
        assert!(skipped > 0, "{}: nothing is ever skipped", questionnaire.id());
    }
}

#[test]
fn the_blank_form_holds_every_question_with_its_number() {
    let mut model = model();
    for (catalog, place) in entries(&model) {
        let entry = &catalog.entries[place];
        let html = at(&mut model, &Route::Blank(entry.questionnaire.id().to_owned()));
        let profile = entry.questionnaire.profile().iter().map(|question| question.id.as_str());
        let questions = entry.questionnaire.questions().map(|question| question.id.as_str());
        let items = entry.questionnaire.lists().iter().flat_map(FactList::items);
        let all: Vec<&str> = profile.chain(questions).chain(items.map(|item| item.id.as_str())).collect();
        assert_eq!(values(&html, "data-blank"), all);
        for section in entry.questionnaire.sections() {
            for question in &section.questions {
                let own = inside(&html, &format!("data-blank=\"{}\"", question.id), "</article>");
                let words = entry.wording.question(&question.id);
                for said in [&words.question, &words.yes, &words.partly, &words.no, &words.evidence] {
                    assert!(own.contains(said.as_str()), "{said} is missing: {own}");
                }
                let number = entry.questionnaire.number(&question.id).expect("a number");
                assert!(own.contains(&format!(">{number} {}", words.question)), "{own}");
                assert_eq!(
                    own.matches("class=\"box\"").count(),
                    5 + question.reasons.len(),
                    "{}",
                    question.id
                );
                let conditions =
                    if question.severity == Severity::Critical { 0 } else { question.critical_when.len() };
                let when =
                    if own.contains("class=\"when\"") { inside(own, "class=\"when\"", "</div>") } else { "" };
                assert_eq!(when.matches("<li>").count(), conditions, "{}", question.id);
            }
        }
        for stop in entry.questionnaire.stops() {
            let own = inside(&html, &format!("data-stop=\"{}\"", stop.id), "</div>");
            assert_eq!(own.matches("<li>").count(), stop.when.len(), "{}", stop.id);
        }
        assert!(html.contains("Never write here") || html.contains("Never write any of this"));
    }
}

/// Opens a file on the check screen and compares it.
fn compared(model: &mut Model, content: Vec<u8>) -> String {
    let task = Deferred::Inbox(InboxTask::Check {
        name: "earlier.json".to_owned(),
        size: content.len(),
        content: Some(content),
    });
    model.update(Event::Resumed { task, random: None, now: NOW });
    let html = at(model, &Route::Check);
    assert!(html.contains("data-action=\"progress\""), "no way to compare: {html}");
    model.update(DraftEvent::EarlierChosen(QUESTIONNAIRE.to_owned(), 0));
    assert_eq!(model.route, Route::Progress(QUESTIONNAIRE.to_owned()));
    at(model, &Route::Progress(QUESTIONNAIRE.to_owned()))
}

#[test]
fn then_and_now_shows_levels_and_gaps_closed_and_opened() {
    let mut model = model();
    let progress = Route::Progress(QUESTIONNAIRE.to_owned());
    assert!(at(&mut model, &progress).contains("No earlier file is open"));
    answered(&mut model, QUESTIONNAIRE, Choice::Yes);
    let critical: Vec<String> = {
        let questionnaire = &model.catalog().entry(QUESTIONNAIRE).expect("the questionnaire").questionnaire;
        let critical = questionnaire
            .questions()
            .filter(|question| question.severity == candour_questionnaire::questionnaire::Severity::Critical);
        critical.map(|question| question.id.clone()).collect()
    };
    let [first, .., second] = critical.as_slice() else { panic!("two critical questions") };
    chose(&mut model, QUESTIONNAIRE, first, Choice::No);
    let effects = model.update(SigningEvent::SignRequested(QUESTIONNAIRE.to_owned())).effects;
    let file = resume(&mut model, effects).remove(0);
    chose(&mut model, QUESTIONNAIRE, first, Choice::Yes);
    chose(&mut model, QUESTIONNAIRE, second, Choice::Unknown);
    let html = compared(&mut model, file);

    let sections = model.catalog().entry(QUESTIONNAIRE).expect("it is there").questionnaire.sections().len();
    assert_eq!(values(&html, "data-compared").len(), sections);
    let titled = |what: &str| inside(&html, &format!("data-changed=\"{what}\""), "</section>").to_owned();
    assert!(titled("closed").contains(&format!("/{first}\"")), "{}", titled("closed"));
    assert!(titled("done").contains(&format!("/{first}\"")), "{}", titled("done"));
    assert!(titled("opened").contains(&format!("/{second}\"")), "{}", titled("opened"));
    assert!(titled("still").contains("None."));
    let different = titled("different");
    assert!(different.contains("then: No · now: Yes"), "{different}");
    assert!(different.contains("then: Yes · now: I do not know"), "{different}");
    assert!(html.contains("higher") && html.contains("lower") && html.contains("earlier.json"));
    assert!(html.contains("by the same rules"), "where the levels come from is not said");

    model.update(DraftEvent::EarlierClosed);
    assert!(at(&mut model, &progress).contains("No earlier file is open"));
}
