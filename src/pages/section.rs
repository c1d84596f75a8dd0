//! One section of a questionnaire: its questions, each with five answers.

use std::rc::Rc;

use candour_app::Route;
use candour_questionnaire::{
    catalog::CatalogEntry,
    questionnaire::{Question, Section, Severity},
    scoring::completeness,
};
use candour_words::Key;
use yew::Html;

use crate::components::{
    elements::{self, Nodes, h1, link, p, row, tag, text},
    explain::{self, Explainer},
    links,
    part::{Shared, part},
    progress_bar::progress,
    question::{Critical, Offered, QuestionPart, folded_texts, shown_texts},
    screen::Screen,
};

/// The sections in which something is asked of this business.
pub(crate) fn asked<'a>(screen: &Screen<'_>, entry: &'a CatalogEntry) -> Vec<&'a Section> {
    let answers = &screen.model.draft(entry.questionnaire.id()).answers;
    let any = |section: &&Section| section.questions.iter().any(|question| question.asked(answers));
    entry.questionnaire.sections().iter().filter(any).collect()
}

/// Where "next" leads from a section.
fn next(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).map_or(0, |place| place + 1);
    match asked.get(place) {
        Some(next) => Route::section(entry.questionnaire.id(), &next.id),
        None => links::after_list(entry, None),
    }
}

fn previous(screen: &Screen<'_>, entry: &CatalogEntry, section: &str) -> Route {
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == section).unwrap_or(0);
    match place.checked_sub(1).and_then(|place| asked.get(place)) {
        Some(before) => Route::section(entry.questionnaire.id(), &before.id),
        None => Route::Tasks(entry.questionnaire.id().to_owned()),
    }
}

pub(crate) fn view(screen: &Screen<'_>, entry: &Rc<CatalogEntry>, id: &str, here: Option<&str>) -> Html {
    let Some(section) = entry.questionnaire.section(id) else {
        return super::lost::view(screen);
    };
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let words = entry.wording.section(id);
    let asked = asked(screen, entry);
    let place = asked.iter().position(|own| own.id == id).map_or(1, |place| place + 1);
    let counts = completeness(&entry.questionnaire, answers);
    let values: [(&str, &str); 2] = [("place", &place.to_string()), ("of", &asked.len().to_string())];
    let mut children: Nodes = vec![
        tag(
            "div",
            "along",
            vec![
                text("p", "where", screen.words.with(Key::SectionPlace, &values)),
                progress(screen, counts.answered, counts.asked),
            ],
        ),
        h1(words.title.clone().into()),
    ];
    let mut explainer = Explainer::new(screen, entry);
    explainer.say(&mut children, "p", "", &words.lead);
    let tasks = Route::Tasks(questionnaire.to_owned()).fragment();
    let tasks = link("", "tasks", tasks, screen.text(Key::SectionAll));
    children.push(tag("div", "further", vec![tasks, explain::before_writing(screen)]));
    let mut fieldsets: Nodes = questions(screen, &mut explainer, entry, section, here)
        .into_iter()
        .map(|own| part(&own.question.clone(), own))
        .collect();
    if fieldsets.is_empty() {
        fieldsets.push(p(screen.text(Key::SectionEmpty)));
    }
    // All keyed, in a list of their own: an answer can add or remove questions while the focus is in one.
    children.push(elements::together(fieldsets));
    let next = next(screen, entry, id);
    let forward = if matches!(next, Route::Review(_)) { Key::NextReview } else { Key::Next };
    children.push(row(vec![
        link("button", "next", next.fragment(), screen.text(forward)),
        link("quiet", "later", Route::Later(questionnaire.to_owned()).fragment(), screen.text(Key::ToLater)),
        link("back", "back", previous(screen, entry, id).fragment(), screen.text(Key::Back)),
        link(
            "back",
            "review",
            Route::Review(questionnaire.to_owned()).fragment(),
            screen.text(Key::ToReview),
        ),
    ]));
    elements::root(&[("data-view", "section".into()), ("data-section", id.to_owned().into())], id, children)
}

/// The questions of a section that are asked, each with what it shows.
fn questions<'a>(
    screen: &Screen<'a>,
    explainer: &mut Explainer<'a>,
    entry: &'a Rc<CatalogEntry>,
    section: &Section,
    here: Option<&str>,
) -> Vec<QuestionPart> {
    let questionnaire = entry.questionnaire.id();
    let answers = &screen.model.draft(questionnaire).answers;
    let questions = section.questions.iter().filter(|question| question.asked(answers));
    // What is in sight comes first, so that no hard word is explained in a fold alone.
    let shown: Vec<_> = questions
        .map(|question| {
            let words = entry.wording.question(&question.id);
            (question, words, explainer.leave(shown_texts(words)))
        })
        .collect();
    let mut critical = Critical::First;
    let part = |(question, words, shown): (&Question, _, _)| QuestionPart {
        ui: screen.ui.clone(),
        hard_words: Shared(Rc::clone(screen.hard_words)),
        entry: Shared(Rc::clone(entry)),
        question: question.id.clone(),
        answer: answers.answer(&question.id).clone(),
        critical: match question.severity_for(answers) {
            Severity::Critical => std::mem::replace(&mut critical, Critical::Yes),
            _ => Critical::No,
        },
        shown,
        folded: explainer.leave(folded_texts(words)),
        offer: offered(screen, questionnaire, question),
        asker: screen.asker(entry).map(str::to_owned),
        was_cleared: screen.was_cleared(&question.id),
        onward: (here == Some(question.id.as_str())).then(|| onward(screen, entry, question)),
        notes_cleaned: screen.model.drafts.notes_cleaned,
    };
    shown.into_iter().map(part).collect()
}

/// From a question that was reached by a link: on to the next open one, and back to all answers.
fn onward(screen: &Screen<'_>, entry: &CatalogEntry, question: &Question) -> Html {
    let review = Route::Review(entry.questionnaire.id().to_owned()).fragment();
    let next = links::next_open(screen, entry, Some(&question.id), "quiet small", "next-open");
    row(vec![next.unwrap_or_default(), link("back", "to-review", review, screen.text(Key::BackToReview))])
}

/// The answer to a similar question of another questionnaire; `None` if there is none.
fn offered(screen: &Screen<'_>, questionnaire: &str, question: &Question) -> Option<Offered> {
    let offer = screen.model.offer(questionnaire, question)?;
    let wording = &offer.entry.wording;
    let values = [
        ("name", wording.title.as_str()),
        ("answer", &screen.choice(offer.entry, &offer.question.id, offer.given.choice())),
        ("question", &wording.question(&offer.question.id).question),
    ];
    Some(Offered { question: offer.question.id.clone(), said: screen.words.with(Key::Offer, &values) })
}

#[cfg(test)]
mod tests {
    use candour_app::{BootFacts, DraftEvent, Event, Model, StorageEvent};
    use candour_files::result::AppInfo;
    use candour_questionnaire::answers::Choice;
    use candour_words::Words;
    use yew::Callback;

    use super::*;
    use crate::{
        catalog,
        components::{HardWords, Ui},
    };

    struct Page {
        ui: Ui,
        hard_words: Rc<HardWords>,
        model: Model,
        /// A questionnaire and its section on the screen.
        section: (&'static str, &'static str),
    }

    impl Page {
        fn at(questionnaire: &'static str, section: &'static str) -> Self {
            let words = Words::english();
            let mut model = Model::new(Rc::new(catalog::catalog(words)), AppInfo::default());
            model.update(Event::Started(BootFacts::default()));
            model.update(Event::AddressChanged(Route::section(questionnaire, section).fragment()));
            let hard_words = Rc::new(HardWords::new(catalog::glossary()));
            Self {
                ui: Ui { words, send: Callback::noop() },
                hard_words,
                model,
                section: (questionnaire, section),
            }
        }

        fn gdpr() -> Self {
            Self::at("gdpr-article-5", "storage-limitation")
        }

        fn questions(&self) -> Vec<QuestionPart> {
            let screen = Screen { ui: &self.ui, model: &self.model, hard_words: &self.hard_words };
            let (questionnaire, section) = self.section;
            let entry = self.model.catalog().shared(questionnaire).unwrap();
            let section = entry.questionnaire.section(section).unwrap();
            questions(&screen, &mut Explainer::new(&screen, entry), entry, section, None)
        }

        fn ids(&self) -> Vec<String> {
            self.questions().into_iter().map(|own| own.question).collect()
        }

        /// The questions that are drawn anew after an event, or put on the screen.
        fn drawn_after(&mut self, event: impl Into<Event>) -> Vec<String> {
            let before = self.questions();
            self.model.update(event);
            let is_new = |own: &QuestionPart| !before.contains(own);
            self.questions().into_iter().filter(is_new).map(|own| own.question).collect()
        }

        fn answered(&self, question: &str, choice: Choice) -> DraftEvent {
            DraftEvent::Answered(self.section.0.to_owned(), question.to_owned(), choice)
        }

        fn noted(&self, question: &str, note: &str) -> DraftEvent {
            DraftEvent::NoteEdited(self.section.0.to_owned(), question.to_owned(), note.to_owned())
        }
    }

    #[test]
    fn an_answer_draws_its_question_alone() {
        let mut page = Page::gdpr();
        let ids = page.ids();
        assert!(ids.len() > 2, "{ids:?}");
        for id in ids {
            for choice in [Choice::Yes, Choice::No, Choice::Unknown] {
                let event = page.answered(&id, choice);
                assert_eq!(page.drawn_after(event.clone()), [id.as_str()], "{choice:?}");
                assert_eq!(page.drawn_after(event), [""; 0], "{choice:?} again");
            }
        }
    }

    #[test]
    fn a_letter_in_a_note_draws_its_question_alone() {
        let mut page = Page::gdpr();
        let ids = page.ids();
        for written in ["L", "Li", "Lis", "Lis ", "Lis\nt"] {
            let event = page.noted(&ids[1], written);
            assert_eq!(page.drawn_after(event), [ids[1].as_str()], "{written:?}");
        }
    }

    #[test]
    fn a_note_that_is_not_taken_as_typed_is_drawn() {
        let mut page = Page::gdpr();
        let ids = page.ids();
        page.drawn_after(page.noted(&ids[0], "List"));
        // The answer is the same as before, and the field is not.
        let event = page.noted(&ids[0], "List\u{202e}");
        assert!(page.drawn_after(event).contains(&ids[0]));
        assert_eq!(page.questions()[0].answer.note, "List");
    }

    #[test]
    fn a_cleared_answer_and_what_undoes_that_are_drawn() {
        let mut page = Page::gdpr();
        let ids = page.ids();
        let questionnaire = page.section.0.to_owned();
        page.model.update(page.answered(&ids[0], Choice::No));
        let cleared = DraftEvent::AnswerCleared(questionnaire, ids[0].clone());
        assert_eq!(page.drawn_after(cleared), [ids[0].as_str()]);
        assert!(page.questions()[0].was_cleared);
        assert_eq!(page.drawn_after(DraftEvent::UndoRequested), [ids[0].as_str()]);
        assert!(!page.questions()[0].was_cleared);
    }

    #[test]
    fn an_answer_elsewhere_draws_the_questions_it_is_offered_to() {
        let catalog = catalog::catalog(Words::english());
        let similar = catalog.entries.iter().find_map(|entry| {
            let questionnaire = &entry.questionnaire;
            let all = questionnaire
                .sections()
                .iter()
                .flat_map(|section| section.questions.iter().map(move |question| (section, question)));
            all.filter(|(_, question)| question.ask_when.is_empty()).find_map(|(section, question)| {
                let other = question.similar.first()?.clone();
                Some((questionnaire.id().to_owned(), section.id.clone(), question.id.clone(), other))
            })
        });
        let (questionnaire, section, question, other) = similar.expect("a question with a similar one");
        let mut page = Page::at(questionnaire.leak(), section.leak());
        let event = DraftEvent::Answered(other.questionnaire, other.question, Choice::Yes);
        assert_eq!(page.drawn_after(event), [question]);
    }

    #[test]
    fn a_severity_that_depends_on_the_profile_is_drawn() {
        let catalog = catalog::catalog(Words::english());
        let mut drawn = 0;
        for entry in &catalog.entries {
            for section in entry.questionnaire.sections() {
                let ids = (entry.questionnaire.id().to_owned(), section.id.clone());
                let mut page = Page::at(ids.0.leak(), ids.1.leak());
                for question in entry.questionnaire.profile() {
                    for option in &question.options {
                        let severities = |page: &Page| -> Vec<(String, Severity)> {
                            let answers = &page.model.draft(page.section.0).answers;
                            let asked = section.questions.iter().filter(|own| own.asked(answers));
                            asked.map(|own| (own.id.clone(), own.severity_for(answers))).collect()
                        };
                        let before = severities(&page);
                        let (own, option) = (page.section.0.to_owned(), option.clone());
                        let event = DraftEvent::ProfileAnswered(own, question.id.clone(), option);
                        let redrawn = page.drawn_after(event);
                        for (id, severity) in severities(&page) {
                            let was = before.iter().find(|(other, _)| *other == id).map(|(_, was)| *was);
                            let critical = |own| own == Severity::Critical;
                            if was.map(critical) != Some(critical(severity)) {
                                assert!(redrawn.contains(&id), "{id}");
                                drawn += 1;
                            }
                        }
                    }
                }
            }
        }
        assert!(drawn > 10, "{drawn}");
    }

    #[test]
    fn what_storing_answers_reports_draws_no_question() {
        let mut page = Page::gdpr();
        let ids = page.ids();
        page.model.update(page.answered(&ids[0], Choice::No));
        for event in [StorageEvent::Mirrored(true), StorageEvent::SavedToTab(Ok(()))] {
            assert_eq!(page.drawn_after(event), [""; 0]);
        }
    }
}
