//! Answering, planning, and several drafts side by side.

pub(crate) mod early;
pub(crate) mod event;
mod merge;
pub(crate) mod set;

use std::rc::Rc;

use candour_compare::then_and_now::Earlier;
use candour_files::{
    check::Checked,
    draft::write,
    text::{LONGEST_NAME, LONGEST_NOTE, answers_name, clean, clean_line},
};
use candour_proof::{
    date::{Day, Timestamp},
    json::Json,
};
use candour_questionnaire::{
    answers::{Answer, Answers, Choice, Reason, Resolution},
    catalog::Offer,
    draft::Draft,
    listed::Listed,
    plan::{LONGEST_ROLE, Step},
    questionnaire::{Question, Similar},
};

use crate::{
    cached::Cached,
    command::{Command, Commands, JSON_FILE, download, run, show},
    effect::{Effect, FocusTarget},
    inbox::state::Inbox,
    message::Failure,
    passed::content::{PassedContent, PassedKind},
    read_back::{Verifier, describe},
    route::Route,
    signing::state::Written,
    workspace::Workspace,
};
use early::{EarlyAnswer, Fitting};
use event::{Decision, DraftEvent, DraftNotice, DraftTask, ImportMode};
use merge::merged;
use set::{DraftSet, OtherDraft};

/// Most drafts that the page makes.
const MOST: usize = 200;

/// What goes with drafts and is in no file.
#[derive(Debug, Default)]
pub struct Drafts {
    /// The last draft file, while its draft is unchanged.
    pub saved: Option<Written>,
    /// Answers from a file, shown beside the present ones.
    pub earlier: Option<Earlier>,
    /// The drafts before the last step, to undo it.
    pub undo: Option<DraftSet>,
    /// How often a note was not taken as it was typed, so that its field does not show what is stored.
    pub notes_cleaned: u32,
}

impl Drafts {
    pub(crate) fn update(
        &mut self,
        event: DraftEvent,
        workspace: &mut Workspace,
        inbox: &Inbox,
        today: Option<Day>,
    ) -> Commands {
        let mut editor = Editor { drafts: self, workspace, today };
        match event {
            DraftEvent::ProfileAnswered(questionnaire, question, option) => {
                editor.choose_option(&questionnaire, question, option)
            }
            DraftEvent::Answered(questionnaire, question, choice) => {
                editor.choose(&questionnaire, question, choice)
            }
            DraftEvent::OfferAccepted(questionnaire, question) => {
                editor.accept_offer(&questionnaire, question)
            }
            DraftEvent::ReasonChosen(questionnaire, question, reason) => {
                editor.answer(&questionnaire, question, |answer| answer.reason = reason)
            }
            DraftEvent::EvidenceTicked(questionnaire, question, ticked) => {
                editor.answer(&questionnaire, question, |answer| answer.evidence = ticked)
            }
            DraftEvent::NoteEdited(questionnaire, question, note) => {
                editor.note(&questionnaire, question, &note)
            }
            DraftEvent::AnswerCleared(questionnaire, question) => editor.clear(&questionnaire, question),
            DraftEvent::StartOverRequested(questionnaire) => editor.start_over(questionnaire),
            DraftEvent::OrganisationEdited(questionnaire, name) => editor.change(&questionnaire, |draft| {
                draft.organisation = clean_line(&name, LONGEST_NAME);
            }),
            DraftEvent::ActionPlanned(questionnaire, question, Decision::Cleared) => {
                let mut commands = editor.plan(&questionnaire, question.clone(), Decision::Cleared);
                commands.push(Effect::Focus(FocusTarget::ActionState(question)).into());
                commands
            }
            DraftEvent::ActionPlanned(questionnaire, question, decision) => {
                editor.plan(&questionnaire, question, decision)
            }
            DraftEvent::SettledActionCleared(questionnaire, question) => {
                let mut commands = editor.plan(&questionnaire, question, Decision::Cleared);
                // The button went, so the focus goes to the heading.
                commands.push(Effect::ScrollToTop.into());
                commands
            }
            DraftEvent::PlanSharingChanged(questionnaire, share) => {
                editor.change(&questionnaire, |draft| draft.share_plan = share)
            }
            DraftEvent::UndoRequested => self.take_back(workspace),
            DraftEvent::NewRequested(questionnaire) => self.start(questionnaire, workspace),
            DraftEvent::OpenRequested(index) => self.switch_to(index, workspace),
            DraftEvent::Renamed(which, name) => {
                let name = clean_line(name.trim(), LONGEST_NAME);
                workspace.change_drafts(|drafts| drafts.rename(&which, name));
                vec![Command::Save]
            }
            DraftEvent::CopyRequested(which) => {
                let Some(copy) = workspace.drafts().copy_of(which) else {
                    return Commands::new();
                };
                if is_full(workspace, 1) {
                    return show(Failure::TooManyDrafts);
                }
                workspace.change_drafts(|drafts| drafts.add_other(copy));
                vec![Command::Save, Command::Show(DraftNotice::Copied.into())]
            }
            DraftEvent::DeleteRequested(which) => {
                let before = workspace.drafts().clone();
                if !workspace.change_drafts(|drafts| drafts.delete(&which)) {
                    return Commands::new();
                }
                self.rearranged(Some((before, DraftNotice::Deleted)))
            }
            DraftEvent::FileRequested(questionnaire) => run(DraftTask::WriteFile(questionnaire), 0),
            DraftEvent::FileSaved(written) => {
                let content = PassedContent::draft(workspace, &written.questionnaire);
                self.saved = Some(written);
                let mut commands = vec![Command::Show(DraftNotice::FileSaved.into())];
                commands.extend(content.map(|content| Command::Passed(PassedKind::Draft, content)));
                commands
            }
            DraftEvent::ImportRequested(index, mode) => {
                inbox.checked.get(index).map_or_else(Commands::new, |file| self.import(file, mode, workspace))
            }
            DraftEvent::EarlierChosen(questionnaire, index) => {
                let earlier = inbox.checked.get(index).and_then(|file| Earlier::of(file, &questionnaire));
                if earlier.is_none() {
                    return Commands::new();
                }
                self.earlier = earlier;
                vec![Command::Go(Route::Progress(questionnaire))]
            }
            DraftEvent::EarlierClosed => {
                self.earlier = None;
                Commands::new()
            }
        }
    }

    /// Adds answers given before the program ran to the open drafts. Each is newer than what was stored for its question,
    /// and takes its place; what the questionnaires do not ask or offer is left out. Those to a questionnaire that is not
    /// known here are kept with the drafts that wait for theirs.
    pub(crate) fn adopt(
        &mut self,
        early: &[EarlyAnswer],
        workspace: &mut Workspace,
        today: Option<Day>,
    ) -> Commands {
        let mut editor = Editor { drafts: self, workspace, today };
        let mut adopted = false;
        for (place, answer) in early.iter().enumerate() {
            let of = &answer.questionnaire;
            let known = editor.workspace.catalog().entry(of).is_some();
            let first = !early.iter().take(place).any(|before| before.questionnaire == *of);
            if !known && first && !is_full(editor.workspace, 1) {
                editor.workspace.add_unplaced(&early::file(of, early));
                adopted = true;
            }
            adopted |= !editor.adopt(answer).is_empty();
        }
        // Nothing is dismissed: what was found in storage is still to be said.
        if adopted { vec![Command::Save] } else { Commands::new() }
    }

    /// Answers were opened, or changed elsewhere: what was saved last may hold others.
    pub(crate) fn replaced(&mut self) {
        self.saved = None;
    }

    /// Another draft may be open now. What was done can be undone if there is something `before`.
    fn rearranged(&mut self, before: Option<(DraftSet, DraftNotice)>) -> Commands {
        self.saved = None;
        let (undo, notice) = before.unzip();
        self.undo = undo;
        let message = notice.map_or(Command::Dismiss, |notice| Command::Show(notice.into()));
        vec![Command::Save, message]
    }

    fn start(&mut self, questionnaire: String, workspace: &mut Workspace) -> Commands {
        if workspace.catalog().entry(&questionnaire).is_none() {
            return Commands::new();
        }
        if is_full(workspace, 1) {
            return show(Failure::TooManyDrafts);
        }
        workspace.change_drafts(|drafts| drafts.store_other(&questionnaire));
        let mut commands = self.rearranged(None);
        commands.push(Command::Go(Route::Profile(questionnaire)));
        commands
    }

    fn switch_to(&mut self, index: usize, workspace: &mut Workspace) -> Commands {
        let Some(questionnaire) = workspace.change_drafts(|drafts| drafts.switch_to(index)) else {
            return Commands::new();
        };
        let mut commands = self.rearranged(None);
        commands.push(Command::Go(continue_at(workspace, &questionnaire)));
        commands
    }

    fn take_back(&mut self, workspace: &mut Workspace) -> Commands {
        let Some(before) = self.undo.take() else {
            return Commands::new();
        };
        workspace.change_drafts(|drafts| *drafts = before.restored_over(drafts));
        let mut commands = self.rearranged(None);
        commands.push(Command::Show(DraftNotice::Undone.into()));
        commands
    }

    fn import(&mut self, file: &Checked, mode: ImportMode, workspace: &mut Workspace) -> Commands {
        let drafts = file.drafts.clone();
        let Some((first, _)) = drafts.first() else {
            return Commands::new();
        };
        let route = Route::Review(first.clone());
        if is_full(workspace, drafts.len()) {
            return show(Failure::TooManyDrafts);
        }
        let before = workspace.drafts().clone();
        let (mut count, mut kept, mut not_placed, mut other_version) = (0, Vec::new(), Listed::new(), None);
        let mut seen: Vec<String> = Vec::new();
        for (questionnaire, mut placed) in drafts {
            placed.draft.answers.forget_withheld_notes();
            if mode == ImportMode::Beside && workspace.drafts().has_calendar(&placed.draft.calendar) {
                // The draft beside it goes on with the entries in calendars.
                placed.draft.calendar.clear();
            }
            not_placed.append(placed.not_placed);
            other_version = other_version.or(placed.other_version);
            let again = seen.contains(&questionnaire);
            seen.push(questionnaire.clone());
            if again {
                // A file with several drafts of a questionnaire: the first is the one to go on with.
                count += placed.draft.answers.questions.len();
                let draft = Cached::new(placed.draft);
                let other = OtherDraft { questionnaire, draft, unsaved: true };
                workspace.change_drafts(|drafts| drafts.join(other, false, &before));
                continue;
            }
            let draft = if mode == ImportMode::Merge {
                let (draft, taken, both) = merged(workspace.draft(&questionnaire), &placed.draft);
                count += taken;
                kept.extend(both);
                draft
            } else {
                count += placed.draft.answers.questions.len();
                placed.draft
            };
            if mode == ImportMode::Beside {
                workspace.change_drafts(|drafts| drafts.store_other(&questionnaire));
            }
            workspace.set_draft(&questionnaire, draft);
        }
        let answers = u32::try_from(count).unwrap_or(u32::MAX);
        let notice = match mode {
            ImportMode::Merge => DraftNotice::Merged { taken: answers, kept, not_placed, other_version },
            ImportMode::Replace | ImportMode::Beside => {
                DraftNotice::Imported { answers, not_placed, other_version }
            }
        };
        let mut commands = self.rearranged(Some((before, notice)));
        commands.push(Command::Go(route));
        commands
    }
}

/// Does the work of a task.
pub(crate) fn resume(task: &DraftTask, workspace: &Workspace, now: Timestamp) -> Commands {
    match task {
        DraftTask::WriteFile(questionnaire) => write_file(questionnaire, workspace, now),
    }
}

/// Changes the open draft of a questionnaire.
struct Editor<'a> {
    drafts: &'a mut Drafts,
    workspace: &'a mut Workspace,
    today: Option<Day>,
}

impl Editor<'_> {
    fn change(&mut self, questionnaire: &str, step: impl FnOnce(&mut Draft)) -> Commands {
        if self.workspace.catalog().entry(questionnaire).is_none() {
            return Commands::new();
        }
        self.edit(questionnaire, Box::new(step))
    }

    fn answer(&mut self, questionnaire: &str, question: String, step: impl FnOnce(&mut Answer)) -> Commands {
        let Some(section) = section_of(self.workspace, questionnaire, &question) else {
            return Commands::new();
        };
        let mut answer = self.workspace.draft(questionnaire).answers.answer(&question).clone();
        step(&mut answer);
        let change = |draft: &mut Draft| {
            draft.place = section;
            draft.answers.questions.remove(&question);
            if !answer.is_empty() {
                draft.answers.questions.insert(question, answer);
            }
        };
        self.edit(questionnaire, Box::new(change))
    }

    fn note(&mut self, questionnaire: &str, question: String, typed: &str) -> Commands {
        let note = clean(typed, LONGEST_NOTE);
        if note != typed {
            self.drafts.notes_cleaned = self.drafts.notes_cleaned.wrapping_add(1);
        }
        self.answer(questionnaire, question, |answer| answer.note = note)
    }

    fn choose_option(&mut self, questionnaire: &str, question: String, option: String) -> Commands {
        self.change(questionnaire, |draft| {
            draft.answers.profile.insert(question, option);
        })
    }

    fn choose(&mut self, questionnaire: &str, question: String, choice: Choice) -> Commands {
        let only = self.only_reason(questionnaire, &question);
        self.answer(questionnaire, question, |answer| {
            answer.choice = Some(choice);
            answer.reason = match choice {
                Choice::NotApplicable => answer.reason.or(only),
                _ => None,
            };
        })
    }

    fn adopt(&mut self, early: &EarlyAnswer) -> Commands {
        let entry = self.workspace.catalog().entry(&early.questionnaire);
        let EarlyAnswer { questionnaire, question, answer, .. } = early;
        match entry.and_then(|entry| early.fitting(&entry.questionnaire)) {
            Some(Fitting::Option) => self.choose_option(questionnaire, question.clone(), answer.clone()),
            Some(Fitting::Choice(choice)) => self.choose(questionnaire, question.clone(), choice),
            None => Commands::new(),
        }
    }

    /// The reason for which a question may not apply, if there is no other.
    fn only_reason(&self, questionnaire: &str, question: &str) -> Option<Reason> {
        let entry = self.workspace.catalog().entry(questionnaire)?;
        entry.questionnaire.question(question)?.1.only_reason()
    }

    /// Changes a draft where it is; apart from [`Editor::change`], which the page has once for each kind of change.
    fn edit(&mut self, questionnaire: &str, step: Box<dyn FnOnce(&mut Draft) + '_>) -> Commands {
        let today = self.today;
        // What was kept to undo the last step would be copied first.
        self.drafts.undo = None;
        self.workspace.change_drafts(|drafts| {
            drafts.edit(questionnaire, |draft| {
                step(draft);
                draft.changed = today;
            });
        });
        self.drafts.rearranged(None)
    }

    /// Does a step that can be undone.
    fn undoable(&mut self, notice: DraftNotice, step: impl FnOnce(&mut Self) -> Commands) -> Commands {
        let before = self.workspace.drafts().clone();
        let mut commands = step(self);
        self.drafts.undo = Some(before);
        commands.push(Command::Show(notice.into()));
        commands
    }

    /// Clears an answer and leaves its note.
    fn clear(&mut self, questionnaire: &str, question: String) -> Commands {
        let before = self.workspace.draft(questionnaire).answers.answer(&question).choice;
        let focus = before.map(|choice| Effect::Focus(FocusTarget::Answer(question.clone(), choice)));
        let mut commands = self.undoable(DraftNotice::Cleared(question.clone()), |editor| {
            editor.answer(questionnaire, question, |answer| {
                *answer = Answer { note: std::mem::take(&mut answer.note), ..Answer::default() };
            })
        });
        commands.extend(focus.map(Command::Effect));
        commands
    }

    fn start_over(&mut self, questionnaire: String) -> Commands {
        let mut commands = self.undoable(DraftNotice::StartedOver, |editor| {
            editor.change(&questionnaire, |draft| {
                *draft = Draft { name: std::mem::take(&mut draft.name), ..Draft::default() };
            })
        });
        commands.push(Command::Go(Route::Profile(questionnaire)));
        commands
    }

    /// Answers as the offer says; its note and evidence belong to the other question and stay there.
    fn accept_offer(&mut self, questionnaire: &str, question: String) -> Commands {
        let entry = self.workspace.catalog().entry(questionnaire);
        let own = entry.and_then(|entry| entry.questionnaire.question(&question));
        let given =
            own.and_then(|(_, own)| offer(self.workspace, questionnaire, own)).map(|offer| offer.given);
        let Some(given) = given else {
            return Commands::new();
        };
        let focus = Effect::Focus(FocusTarget::Answer(question.clone(), given.choice()));
        let mut commands = self.answer(questionnaire, question, |answer| {
            answer.choice = Some(given.choice());
            answer.reason = match given {
                Resolution::NotApplicable(reason) => Some(reason),
                _ => None,
            };
        });
        commands.push(focus.into());
        commands
    }

    /// Changes what was decided about the action of a question.
    fn plan(&mut self, questionnaire: &str, question: String, decision: Decision) -> Commands {
        if section_of(self.workspace, questionnaire, &question).is_none() {
            return Commands::new();
        }
        let mut step = self.workspace.draft(questionnaire).step(&question).clone();
        match decision {
            Decision::State(state) => step.state = state,
            Decision::Role(role) => step.role = clean_line(&role, LONGEST_ROLE),
            Decision::Due(text) => match (Day::parse_typed(&text), text.is_empty()) {
                (None, false) => return show(Failure::NotADay),
                (due, _) => step.due = due,
            },
            Decision::Cleared => {
                return self.undoable(DraftNotice::ActionCleared, |editor| {
                    editor.decided(questionnaire, question, Step::NONE)
                });
            }
        }
        self.decided(questionnaire, question, step)
    }

    fn decided(&mut self, questionnaire: &str, question: String, step: Step) -> Commands {
        let change = |draft: &mut Draft| {
            draft.plan.remove(&question);
            if !step.is_empty() {
                draft.plan.insert(question, step);
            }
        };
        self.edit(questionnaire, Box::new(change))
    }
}

/// Whether there is no room for so many drafts more.
fn is_full(workspace: &Workspace, more: usize) -> bool {
    workspace.draft_count() + more > MOST
}

/// Whether somebody answered anything in a draft, or planned something.
pub(crate) fn holds_answers(draft: &Draft) -> bool {
    draft.answers != Answers::default() || !draft.plan.is_empty()
}

/// The id of the section that a question is in.
fn section_of(workspace: &Workspace, questionnaire: &str, question: &str) -> Option<String> {
    let own = &workspace.catalog().entry(questionnaire)?.questionnaire;
    let section = own.question(question).map(|(section, _)| &section.id);
    section.or_else(|| own.list_of(question).map(|list| &list.id)).cloned()
}

/// Where to go on with a questionnaire: all its parts, or its beginning.
pub(crate) fn continue_at(workspace: &Workspace, questionnaire: &str) -> Route {
    if holds_answers(workspace.draft(questionnaire)) {
        Route::Tasks(questionnaire.to_owned())
    } else {
        Route::Profile(questionnaire.to_owned())
    }
}

/// What was answered to a similar question of another questionnaire, while this one is open.
pub(crate) fn offer<'a>(
    workspace: &'a Workspace,
    questionnaire: &str,
    question: &Question,
) -> Option<Offer<'a>> {
    let own = workspace.draft(questionnaire).answers.answer(&question.id);
    if own.choice.is_some() {
        return None;
    }
    let others = workspace.catalog().entries.iter();
    others.filter(|entry| entry.card.id != questionnaire).find_map(|entry| {
        let other = &*entry.card.id;
        let answers = &workspace.draft(other).answers;
        if answers.questions.is_empty() {
            // Nothing to offer; it need not be parsed.
            return None;
        }
        let same = |one: &Similar, questionnaire: &str, question: &str| {
            one.questionnaire == questionnaire && one.question == question
        };
        entry.questionnaire.questions().find_map(|asked| {
            // Declared on one side, it holds for both.
            let similar = question.similar.iter().any(|one| same(one, other, &asked.id))
                || asked.similar.iter().any(|one| same(one, questionnaire, &question.id));
            let given = similar.then(|| asked.given(answers)).flatten()?;
            let fits = match given {
                Resolution::NotApplicable(reason) => question.reasons.contains(&reason),
                _ => true,
            };
            fits.then_some(Offer { entry, question: asked, given })
        })
    })
}

fn write_file(questionnaire: &str, workspace: &Workspace, now: Timestamp) -> Commands {
    let catalog = Rc::clone(workspace.catalog());
    let Some(entry) = catalog.entry(questionnaire) else {
        return Commands::new();
    };
    let draft = workspace.draft(questionnaire);
    let text = Json::from(write(draft, &entry.questionnaire)).pretty();
    let name = answers_name(&entry.questionnaire, "-draft", &draft.organisation, &now.date(), ".json");
    let checked = Verifier::of(workspace, now).check(text.as_bytes(), "");
    if !checked.drafts.first().is_some_and(|(_, placed)| placed.draft == *draft) {
        return show(Failure::NotReadBack);
    }
    let written = describe(&name, &entry.questionnaire, &text, &checked);
    download(name, JSON_FILE, text, DraftEvent::FileSaved(written))
}
