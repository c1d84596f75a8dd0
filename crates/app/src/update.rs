//! One step of the journey.

use super::{Effect, Event, Keeping, Mode, Model, Notice, RequestSource, Route, Task, Telling};
use crate::storage::LOCKED;

use candour_age::{Lock, passphrase};
use candour_files::{
    embed::Element,
    request::Request,
    text::{LONGEST_NAME, LONGEST_NOTE, clean, clean_line},
};
use candour_questionnaire::{
    answers::{Answer, Choice, Given},
    draft::Draft,
};

/// What may happen on the screen that follows erasing: what begins anew, and which other tabs erased too.
/// Everything else was begun before: a file that was being read, work that waited for the screen to be drawn.
/// It must not bring back what was erased.
fn begins_anew(event: &Event) -> bool {
    matches!(
        event,
        Event::Started(_)
            | Event::Arrived(_)
            | Event::AskedErase
            | Event::ToldToErase
            | Event::TabsTold(_)
            | Event::Resumed { task: Task::Today, .. }
    )
}

impl Model {
    /// Takes one step. Nothing here touches a browser.
    #[expect(clippy::too_many_lines, reason = "a line or two for each event")]
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if self.erased && !begins_anew(&event) {
            return Vec::new();
        }
        match event {
            Event::Started(start) => self.started(start),
            Event::Arrived(fragment) => match Request::packed_in(&fragment) {
                Some(packed) => Self::look_at(RequestSource::Address(packed.to_owned())),
                None => self.arrived(Route::parse(&fragment, &self.catalog)),
            },
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
                let before = self.before();
                let mut effects = self.change(&questionnaire, |draft| {
                    *draft = Draft { name: std::mem::take(&mut draft.name), ..Draft::default() };
                });
                self.undo = Some(before);
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
            // Removing what the tab held, once it is on the device, says nothing of the device.
            Event::Kept(_) if self.keeper.mode != Mode::Tab => Vec::new(),
            Event::Kept(outcome) => {
                self.keeping = match outcome {
                    Err(problem) => Keeping::Refused(problem),
                    Ok(()) if self.keeps_nothing() => Keeping::Nothing,
                    Ok(()) => Keeping::Kept,
                };
                Vec::new()
            }
            Event::Stored(outcome) => self.stored(outcome),
            Event::DeviceRead(device) => self.keep_here(device),
            Event::DeviceChanged(device) => self.device_changed(&device),
            Event::ChoseMode(mode) => self.choose_mode(mode),
            Event::AskedLock(passphrase, again) => match self.new_passphrase(passphrase, &again) {
                Some(passphrase) => self.put_off(Task::Lock(passphrase), Lock::RANDOM),
                None => Vec::new(),
            },
            Event::KeepHere => vec![Effect::ReadDevice],
            Event::GavePassphrase(place, passphrase) => self.put_off(Task::Unlock(place, passphrase), 0),
            Event::OpenedFound(place) => self.open_found(place),
            Event::Discarded(place) => self.discard(place),
            Event::Weighed(form, words, strength) => {
                self.strength = Some((form, words, strength));
                Vec::new()
            }
            Event::AskedSuggestion(form) => {
                vec![Effect::AfterPaint { task: Task::Suggest(form), random: passphrase::RANDOM }]
            }
            Event::AskedPage(passphrase, again) => match self.new_passphrase(passphrase, &again) {
                Some(passphrase) => self.put_off(Task::SavePage(passphrase), LOCKED),
                None => Vec::new(),
            },
            Event::PageSaved(Element::Draft, done) => self.page_saved(done),
            Event::PageSaved(Element::Request, done) => {
                self.notice = Some(if done { Notice::RequestPageWritten } else { Notice::NoCopy });
                Vec::new()
            }
            Event::Wished(part) => self.wish(part),
            Event::AskedRequest => self.ask_for_request(),
            Event::AskedRequestFile(nonce) => self.request_file(&nonce),
            Event::AskedRequestPage(nonce) => self.request_page(&nonce),
            Event::ForgotRequest(nonce) => self.forget_request(&nonce),
            Event::OpenedRequest(place) => self.open_request_file(place),
            Event::AcceptedRequest => self.accept_request(),
            Event::DeclinedRequest => self.decline_request(),
            Event::PutAwayRequest => self.put_away_request(),
            Event::LookedAtUnconfirmed(place) => self.look_at_unconfirmed(place),
            Event::Confirmed(place) => self.confirm(place),
            Event::LeftOut(place) => self.leave_out(place),
            Event::BroughtFiles(files) => self.bring(&files),
            Event::AskedQuestionnaires => self.questionnaire_file(),
            Event::NotedKey(key, name, how, day) => self.note_key(key, &name, how, &day),
            Event::ForgotKnownKey(key) => self.forget_key(key),
            Event::AskedRecords(passphrase, again) => match self.new_passphrase(passphrase, &again) {
                Some(passphrase) => self.put_off(Task::SaveRecords(passphrase), LOCKED),
                None => Vec::new(),
            },
            Event::GaveRecords(file, passphrase) => self.put_off(Task::OpenRecords(file, passphrase), 0),
            Event::AskedIdentity(passphrase, again) => match self.new_passphrase(passphrase, &again) {
                Some(passphrase) => self.put_off(Task::SaveIdentity(passphrase), LOCKED),
                None => Vec::new(),
            },
            Event::NewDraft(questionnaire) => self.new_draft(questionnaire),
            Event::OpenedDraft(place) => self.open_draft(place),
            Event::RenamedDraft(which, name) => self.rename_draft(&which, &name),
            Event::DuplicatedDraft(which) => self.duplicate_draft(which),
            Event::DeletedDraft(which) => self.delete_draft(which),
            Event::AskedSigned(questionnaire) => self.ask_to_sign(questionnaire),
            Event::Withheld(questionnaire, part, keep_back) => self.withhold(questionnaire, part, keep_back),
            Event::AskedPreview(questionnaire) => self.ask_for_preview(questionnaire),
            Event::AskedHandOver(questionnaire) => self.ask_to_hand_over(questionnaire),
            Event::AskedDraft(questionnaire) => self.put_off(Task::Draft(questionnaire), 0),
            Event::AskedExport(questionnaire, export) => self.put_off(Task::Export(questionnaire, export), 0),
            Event::AskedKeyFile(passphrase, again) => match self.new_passphrase(passphrase, &again) {
                Some(passphrase) => self.ask_to_save_key(passphrase),
                None => Vec::new(),
            },
            Event::GaveKeyFile(file, passphrase) => self.put_off(Task::OpenKey(file, passphrase), 0),
            Event::UsedFound(place) => self.use_found(place),
            Event::ForgotKey if self.must_save_key() => self.refuse(Notice::SaveKeyFirst),
            Event::ForgotKey => {
                self.key = None;
                self.signed = None;
                self.relate_files();
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
            Event::ChoseFiles(count) => self.chose_files(count),
            Event::FilesRead { files, took, now } => self.files_read(files, took, now),
            Event::StoppedReading => self.stop_reading(),
            Event::ClearedFiles => self.clear_files(),
            Event::OpenedRow(place, passphrase) => self.put_off(Task::OpenRow(place, passphrase), 0),
            Event::AskedCollected(questionnaire, what) => self.put_off(Task::Collect(questionnaire, what), 0),
            Event::Preferred(place) => self.prefer_file(place),
            Event::ClearedChecked => {
                self.checked.clear();
                Vec::new()
            }
            Event::AskedImport(place, how) => self.import(place, how),
            Event::OpenedLocked(place, passphrase) => self.put_off(Task::OpenLocked(place, passphrase), 0),
            Event::ComparedWith(questionnaire, place) => self.compare_with(questionnaire, place),
            Event::Looked(questionnaire, view) => self.look(&questionnaire, view),
            Event::ForgotEarlier => {
                self.earlier = None;
                Vec::new()
            }
            Event::AskedErase => self.erase(Telling::Erase),
            Event::ToldToErase => self.erase(Telling::Erased),
            Event::TabsTold(tabs) => {
                self.other_tabs = tabs;
                Vec::new()
            }
            Event::Resumed { task, random, now } => self.resume(task, random, now),
            Event::PutAwayNotice => {
                self.notice = None;
                Vec::new()
            }
        }
    }

    fn arrived(&mut self, route: Route) -> Vec<Effect> {
        let erased = std::mem::take(&mut self.erased);
        if route == self.route && !erased {
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
            effects.extend(self.keep());
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
        let before = self.before();
        let effects = self.answer(questionnaire, question, |answer| {
            *answer = Answer { note: std::mem::take(&mut answer.note), ..Answer::default() };
        });
        self.undo = Some(before);
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
    pub(super) fn changed(&mut self, questionnaire: &str, mut draft: Draft) -> Vec<Effect> {
        draft.changed = self.today;
        self.put_in(questionnaire, draft);
        // An old signature must never stand beside new answers.
        self.signed = None;
        self.written = None;
        self.notice = None;
        self.undo = None;
        self.keep()
    }

    /// Puts a draft in the place of the open one; an empty one leaves nothing behind.
    pub(super) fn put_in(&mut self, questionnaire: &str, draft: Draft) {
        self.drafts.remove(questionnaire);
        self.unsaved.retain(|id| id != questionnaire);
        if !draft.is_empty() {
            self.drafts.insert(questionnaire.to_owned(), draft);
            self.unsaved.push(questionnaire.to_owned());
        }
    }

    pub(super) fn put_off(&mut self, task: Task, random: usize) -> Vec<Effect> {
        self.notice = None;
        self.busy = Some(task.clone());
        vec![Effect::AfterPaint { task, random }]
    }
}
