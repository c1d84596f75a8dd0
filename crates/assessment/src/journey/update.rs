//! One step of the journey.

use super::{
    Effect, Event, KeepProblem, Keeping, Model, Notice, PassphraseProblem, Route, SHORTEST_PASSPHRASE, Task,
};
use zeroize::Zeroizing;

use crate::{
    answers::{Answer, Choice, Given},
    format::{
        LONGEST_NAME, LONGEST_NOTE, clean, clean_line,
        draft::{self, Draft},
    },
    json::{Json, Limits, Object},
};

impl Model {
    /// Takes one step. Nothing here touches a browser.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started { kept, fragment } => self.started(kept, &fragment),
            Event::Arrived(fragment) => self.arrived(Route::parse(&fragment, &self.catalog)),
            Event::ChoseProfile(questionnaire, question, option) => self.change(&questionnaire, |draft| {
                draft.answers.profile.insert(question, option);
            }),
            Event::Chose(questionnaire, question, choice) => {
                self.answer(&questionnaire, question, |answer| {
                    answer.choice = Some(choice);
                    if choice != Choice::NotApplicable {
                        answer.reason = None;
                    }
                })
            }
            Event::TookOver(questionnaire, question) => self.take_over(&questionnaire, question),
            Event::ChoseReason(questionnaire, question, reason) => {
                self.answer(&questionnaire, question, |answer| answer.reason = reason)
            }
            Event::Evidence(questionnaire, question, ticked) => {
                self.answer(&questionnaire, question, |answer| answer.evidence = ticked)
            }
            Event::Noted(questionnaire, question, note) => {
                self.answer(&questionnaire, question, |answer| answer.note = clean(&note, LONGEST_NOTE))
            }
            Event::TookBack(questionnaire, question) => self.clear(&questionnaire, question),
            Event::StartedOver(questionnaire) => {
                self.remember(&questionnaire);
                let mut effects = self.change(&questionnaire, |draft| *draft = Draft::default());
                self.notice = Some(Notice::StartedOver);
                effects.extend(self.go(Route::Profile(questionnaire)));
                effects
            }
            Event::AskedUndo => self.take_back(),
            Event::Named(questionnaire, name) => self.change(&questionnaire, |draft| {
                draft.organisation = clean_line(&name, LONGEST_NAME);
            }),
            Event::Planned(questionnaire, question, decision) => {
                self.plan(&questionnaire, question, decision)
            }
            Event::SharedPlan(questionnaire, share) => {
                self.change(&questionnaire, |draft| draft.share_plan = share)
            }
            Event::Kept(outcome) => {
                self.keeping = match outcome {
                    Err(problem) => Keeping::Refused(problem),
                    Ok(()) if self.drafts.is_empty() => Keeping::Nothing,
                    Ok(()) => Keeping::Kept,
                };
                Vec::new()
            }
            Event::AskedSigned(questionnaire) => self.ask_to_sign(questionnaire),
            Event::AskedDraft(questionnaire) => self.put_off(Task::Draft(questionnaire), 0),
            Event::AskedExport(questionnaire, export) => self.put_off(Task::Export(questionnaire, export), 0),
            Event::AskedKeyFile(passphrase, again) => self.ask_for_key_file(passphrase, &again),
            Event::GaveKeyFile(file, passphrase) => self.put_off(Task::OpenKey(file, passphrase), 0),
            Event::ForgotKey => {
                self.key = None;
                self.signed = None;
                Vec::new()
            }
            Event::AskedCopy => vec![Effect::SaveCopy],
            Event::CopyDone(done) => {
                self.notice = Some(if done { Notice::CopyWritten } else { Notice::NoCopy });
                Vec::new()
            }
            Event::AskedPrint => vec![Effect::Print],
            Event::Opened { name, size, content } => {
                let name = clean_line(&name, LONGEST_NAME);
                self.put_off(Task::Check { name, size, content }, 0)
            }
            Event::NotOpened(name) => {
                self.notice = Some(Notice::FileNotRead(clean_line(&name, LONGEST_NAME)));
                Vec::new()
            }
            Event::ClearedChecked => {
                self.checked.clear();
                Vec::new()
            }
            Event::AskedImport(place) => self.import(place),
            Event::ComparedWith(questionnaire, place) => self.compare_with(questionnaire, place),
            Event::ForgotEarlier => {
                self.earlier = None;
                Vec::new()
            }
            Event::AskedErase => self.erase(),
            Event::Resumed { task, random, now } => self.resume(task, random, now),
            Event::PutAwayNotice => {
                self.notice = None;
                Vec::new()
            }
        }
    }

    fn started(&mut self, kept: Result<Option<String>, KeepProblem>, fragment: &str) -> Vec<Effect> {
        match kept {
            Err(problem) => self.keeping = Keeping::Refused(problem),
            Ok(None) => {}
            Ok(Some(text)) => self.restore(&text),
        }
        self.route = Route::parse(fragment, &self.catalog);
        let mut effects = vec![self.closing()];
        effects.extend(self.ask_the_day());
        effects
    }

    /// Takes back what the tab kept. What cannot be read is said, and stays in the tab until the
    /// next answer is given.
    fn restore(&mut self, text: &str) {
        let limits = Limits { bytes: 8 * Limits::FILE.bytes, ..Limits::FILE };
        let kept = Json::read(text.as_bytes(), limits).ok();
        let Some(kept) =
            kept.filter(|kept| kept.get("format").and_then(Json::as_text) == Some(draft::SEVERAL))
        else {
            self.notice = Some(Notice::NotRestored);
            return;
        };
        let mut not_placed = Vec::new();
        for file in kept.get("drafts").and_then(Json::as_list).unwrap_or_default() {
            let id = file
                .get("questionnaire")
                .and_then(|part| part.get("id"))
                .and_then(Json::as_text)
                .unwrap_or("?");
            match self.catalog.entry(id) {
                Some(entry) => {
                    let placed = Draft::read(file, &entry.questionnaire);
                    not_placed.extend(placed.not_placed);
                    self.drafts.insert(id.to_owned(), placed.draft);
                }
                None => not_placed.push(id.to_owned()),
            }
        }
        let unsaved = kept.get("unsaved").and_then(Json::as_list).unwrap_or_default();
        for id in unsaved.iter().filter_map(Json::as_text).filter(|id| self.drafts.contains_key(id)) {
            self.unsaved.push(id.to_owned());
        }
        if !self.drafts.is_empty() {
            self.keeping = Keeping::Kept;
            self.notice = Some(Notice::Restored { not_placed });
        }
    }

    /// The text that brings the answers back after a reload; nothing if there are none.
    pub(super) fn kept_text(&self) -> Option<String> {
        if self.drafts.is_empty() {
            return None;
        }
        let drafts = self
            .drafts
            .iter()
            .filter_map(|(id, draft)| Some(draft.write(&self.catalog.entry(id)?.questionnaire).into()));
        let unsaved = Json::List(self.unsaved.iter().map(|id| id.as_str().into()).collect());
        let object = Object::new()
            .with("format", draft::SEVERAL)
            .with("unsaved", unsaved)
            .with("drafts", drafts.collect::<Vec<Json>>());
        Some(crate::canonical::canonical(&object.into()))
    }

    /// Whether closing the tab would lose answers.
    pub(super) fn closing(&self) -> Effect {
        Effect::AskBeforeClosing(!self.unsaved.is_empty())
    }

    fn arrived(&mut self, route: Route) -> Vec<Effect> {
        if route == self.route {
            return Vec::new();
        }
        self.notice = None;
        self.route = route;
        let mut effects = vec![Effect::ShowFromStart];
        effects.extend(self.ask_the_day());
        if let Route::Section { questionnaire, section, .. } = &self.route
            && let Some(draft) = self.drafts.get_mut(questionnaire)
        {
            draft.place.clone_from(section);
            effects.push(Effect::KeepInTab(self.kept_text()));
        }
        effects
    }

    pub(super) fn go(&mut self, route: Route) -> Vec<Effect> {
        self.route = route.clone();
        let mut effects = vec![Effect::Go(route), Effect::ShowFromStart];
        effects.extend(self.ask_the_day());
        effects
    }

    /// Asks for the day on screens that print it.
    fn ask_the_day(&self) -> Option<Effect> {
        let dated =
            matches!(self.route, Route::Result(_) | Route::Plan(_) | Route::Report(_) | Route::Progress(_));
        dated.then_some(Effect::AfterPaint { task: Task::Today, random: 0 })
    }

    fn answer(
        &mut self,
        questionnaire: &str,
        question: String,
        step: impl FnOnce(&mut Answer),
    ) -> Vec<Effect> {
        let Some(section) = self.section_of(questionnaire, &question) else {
            return Vec::new();
        };
        let mut draft = self.draft(questionnaire).clone();
        let mut answer = draft.answers.answer(&question).clone();
        step(&mut answer);
        draft.place = section;
        draft.answers.questions.remove(&question);
        if !answer.is_empty() {
            draft.answers.questions.insert(question, answer);
        }
        self.changed(questionnaire, draft)
    }

    /// Takes an answer back and keeps its note.
    fn clear(&mut self, questionnaire: &str, question: String) -> Vec<Effect> {
        self.remember(questionnaire);
        let effects = self.answer(questionnaire, question, |answer| {
            *answer = Answer { note: std::mem::take(&mut answer.note), ..Answer::default() };
        });
        self.notice = Some(Notice::Cleared);
        effects
    }

    /// Answers as the offer says; its note and evidence belong to the other question and stay there.
    fn take_over(&mut self, questionnaire: &str, question: String) -> Vec<Effect> {
        let entry = self.catalog.entry(questionnaire);
        let own = entry.and_then(|entry| entry.questionnaire.question(&question));
        let Some(given) = own.and_then(|(_, own)| self.offer(questionnaire, own)).map(|offer| offer.given)
        else {
            return Vec::new();
        };
        self.answer(questionnaire, question, |answer| {
            answer.choice = Some(given.choice());
            answer.reason = match given {
                Given::NotApplicable(reason) => Some(reason),
                _ => None,
            };
        })
    }

    fn change(&mut self, questionnaire: &str, step: impl FnOnce(&mut Draft)) -> Vec<Effect> {
        if self.catalog.entry(questionnaire).is_none() {
            return Vec::new();
        }
        let mut draft = self.draft(questionnaire).clone();
        step(&mut draft);
        self.changed(questionnaire, draft)
    }

    /// The id of the section that a question stands in.
    pub(super) fn section_of(&self, questionnaire: &str, question: &str) -> Option<String> {
        let (section, _) = self.catalog.entry(questionnaire)?.questionnaire.question(question)?;
        Some(section.id.clone())
    }

    /// Puts a changed draft in the place of the old one; apart from [`Model::change`], which the
    /// page has once for each kind of change.
    pub(super) fn changed(&mut self, questionnaire: &str, draft: Draft) -> Vec<Effect> {
        self.drafts.remove(questionnaire);
        if !draft.is_empty() {
            self.drafts.insert(questionnaire.to_owned(), draft);
        }
        // An old signature must never stand beside new answers.
        self.signed = None;
        self.written = None;
        self.notice = None;
        self.unsaved.retain(|id| id != questionnaire);
        if self.drafts.contains_key(questionnaire) {
            self.unsaved.push(questionnaire.to_owned());
        }
        vec![Effect::KeepInTab(self.kept_text()), self.closing()]
    }

    /// Notes the draft as it is, so that the next step can be taken back.
    pub(super) fn remember(&mut self, questionnaire: &str) {
        let draft = self.draft(questionnaire).clone();
        self.undo = vec![(questionnaire.to_owned(), draft)];
    }

    fn take_back(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (questionnaire, draft) in std::mem::take(&mut self.undo) {
            effects = self.change(&questionnaire, |own| *own = draft);
            self.notice = Some(Notice::Undone);
        }
        effects
    }

    pub(super) fn put_off(&mut self, task: Task, random: usize) -> Vec<Effect> {
        self.notice = None;
        self.busy = Some(task.clone());
        vec![Effect::AfterPaint { task, random }]
    }

    fn ask_for_key_file(&mut self, passphrase: Zeroizing<String>, again: &str) -> Vec<Effect> {
        let problem = if passphrase.chars().count() < SHORTEST_PASSPHRASE {
            PassphraseProblem::TooShort
        } else if *passphrase != again {
            PassphraseProblem::Differs
        } else {
            return self.ask_to_save_key(passphrase);
        };
        self.notice = Some(Notice::Passphrase(problem));
        Vec::new()
    }

    fn import(&mut self, place: usize) -> Vec<Effect> {
        let drafts = self.checked.get(place).map(|file| file.drafts.clone()).unwrap_or_default();
        let Some((first, _)) = drafts.first() else {
            return Vec::new();
        };
        let route = Route::Review(first.clone());
        let before = drafts.iter().map(|(id, _)| (id.clone(), self.draft(id).clone())).collect();
        let (mut answers, mut not_placed, mut other_version) = (0, Vec::new(), None);
        let mut effects = Vec::new();
        for (questionnaire, placed) in drafts {
            answers += placed.draft.answers.questions.len();
            not_placed.extend(placed.not_placed);
            other_version = other_version.or(placed.other_version);
            effects = self.change(&questionnaire, |draft| *draft = placed.draft);
        }
        self.undo = before;
        self.notice = Some(Notice::Imported {
            answers: u32::try_from(answers).unwrap_or(u32::MAX),
            not_placed,
            other_version,
        });
        effects.extend(self.go(route));
        effects
    }

    fn erase(&mut self) -> Vec<Effect> {
        let texts = std::mem::take(&mut self.texts);
        *self = Self::new(std::rc::Rc::clone(&self.catalog), std::mem::take(&mut self.app));
        self.texts = texts;
        self.notice = Some(Notice::Erased);
        let mut effects = vec![Effect::EraseStorage, Effect::AskBeforeClosing(false)];
        effects.extend(self.go(Route::Home));
        effects
    }
}
