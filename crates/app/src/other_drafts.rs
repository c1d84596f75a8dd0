//! Several drafts side by side, and answers that come from files.

mod state;

pub use state::{Import, Shelved, Which};

use candour_files::text::{LONGEST_NAME, clean_line};
use candour_questionnaire::{answers::Answer, draft::Draft, listed::Listed};

use super::{Before, Effect, Model, Notice, Route};
use crate::storage::holds_answers;

/// Most drafts that the page makes: all of them are written with each change.
const MOST: usize = 200;

impl Model {
    /// Puts the open draft of a questionnaire on the shelf, unless it is empty.
    pub(super) fn put_aside(&mut self, questionnaire: &str) {
        let unsaved = self.unsaved.iter().any(|id| id == questionnaire);
        self.unsaved.retain(|id| id != questionnaire);
        if let Some(draft) = self.drafts.remove(questionnaire) {
            self.shelf.push(Shelved { questionnaire: questionnaire.to_owned(), draft, unsaved });
        }
    }

    /// Makes a draft the open one of its questionnaire; the one before it goes on the shelf.
    pub(super) fn open(&mut self, questionnaire: &str, draft: Draft, unsaved: bool) {
        self.put_aside(questionnaire);
        self.drafts.insert(questionnaire.to_owned(), draft);
        if unsaved {
            self.unsaved.push(questionnaire.to_owned());
        }
    }

    /// How many drafts there are.
    pub(super) fn draft_count(&self) -> usize {
        self.drafts.len() + self.shelf.len() + self.strangers.len()
    }

    /// Whether there is no room for so many drafts more.
    fn is_full(&self, more: usize) -> bool {
        self.draft_count() + more > MOST
    }

    /// Whether a draft is open that an import would touch.
    pub fn has_answers(&self, questionnaire: &str) -> bool {
        holds_answers(self.draft(questionnaire))
    }

    pub(super) fn new_draft(&mut self, questionnaire: String) -> Vec<Effect> {
        if self.catalog.entry(&questionnaire).is_none() {
            return Vec::new();
        }
        if self.is_full(1) {
            return self.refuse(Notice::TooManyDrafts);
        }
        self.put_aside(&questionnaire);
        let mut effects = self.rearranged();
        effects.extend(self.go(Route::Profile(questionnaire)));
        effects
    }

    pub(super) fn open_draft(&mut self, place: usize) -> Vec<Effect> {
        if place >= self.shelf.len() {
            return Vec::new();
        }
        let Shelved { questionnaire, draft, unsaved } = self.shelf.remove(place);
        self.open(&questionnaire, draft, unsaved);
        let mut effects = self.rearranged();
        let route = self.place(&questionnaire);
        effects.extend(self.go(route));
        effects
    }

    pub(super) fn rename_draft(&mut self, which: &Which, name: &str) -> Vec<Effect> {
        let name = clean_line(name.trim(), LONGEST_NAME);
        match which {
            Which::Open(questionnaire) => {
                let mut draft = self.draft(questionnaire).clone();
                draft.name = name;
                self.drafts.remove(questionnaire);
                if !draft.is_empty() {
                    self.drafts.insert(questionnaire.clone(), draft);
                }
            }
            Which::Shelf(place) => {
                if let Some(other) = self.shelf.get_mut(*place) {
                    other.draft.name = name;
                }
            }
        }
        self.keep()
    }

    pub(super) fn duplicate_draft(&mut self, which: Which) -> Vec<Effect> {
        let copy = match which {
            Which::Open(questionnaire) => {
                let unsaved = self.unsaved.contains(&questionnaire);
                let draft = self.draft(&questionnaire).clone();
                Some(Shelved { questionnaire, draft, unsaved })
            }
            Which::Shelf(place) => self.shelf.get(place).cloned(),
        };
        let Some(copy) = copy.filter(|copy| !copy.draft.is_empty()) else {
            return Vec::new();
        };
        if self.is_full(1) {
            return self.refuse(Notice::TooManyDrafts);
        }
        self.shelf.push(copy);
        let effects = self.keep();
        self.notice = Some(Notice::Duplicated);
        effects
    }

    pub(super) fn delete_draft(&mut self, which: Which) -> Vec<Effect> {
        let before = self.before();
        match which {
            Which::Open(questionnaire) => {
                self.drafts.remove(&questionnaire);
                self.unsaved.retain(|id| *id != questionnaire);
            }
            Which::Shelf(place) if place < self.shelf.len() => {
                self.shelf.remove(place);
            }
            Which::Shelf(_) => return Vec::new(),
        }
        let effects = self.rearranged();
        self.undo = Some(before);
        self.notice = Some(Notice::Deleted);
        effects
    }

    /// Another draft may be open now: no signature of the one before may stand beside it.
    fn rearranged(&mut self) -> Vec<Effect> {
        self.signed = None;
        self.written = None;
        self.undo = None;
        self.notice = None;
        self.keep()
    }

    pub(super) fn take_back(&mut self) -> Vec<Effect> {
        let Some(Before { drafts, shelf, unsaved }) = self.undo.take() else {
            return Vec::new();
        };
        // What is taken back changed, too: a file written in between does not hold it.
        let changed: Vec<String> = drafts
            .keys()
            .filter(|id| self.drafts.get(id) != drafts.get(id) && !unsaved.contains(id))
            .cloned()
            .collect();
        (self.drafts, self.shelf, self.unsaved) = (drafts, shelf, unsaved);
        self.unsaved.extend(changed);
        let effects = self.rearranged();
        self.notice = Some(Notice::Undone);
        effects
    }

    pub(super) fn import(&mut self, place: usize, how: Import) -> Vec<Effect> {
        let drafts = self.checked.get(place).map(|file| file.drafts.clone()).unwrap_or_default();
        let Some((first, _)) = drafts.first() else {
            return Vec::new();
        };
        let route = Route::Review(first.clone());
        if self.is_full(drafts.len()) {
            return self.refuse(Notice::TooManyDrafts);
        }
        let before = self.before();
        let (mut count, mut kept, mut not_placed, mut other_version) = (0, Vec::new(), Listed::new(), None);
        let mut seen: Vec<String> = Vec::new();
        for (questionnaire, placed) in drafts {
            not_placed.append(placed.not_placed);
            other_version = other_version.or(placed.other_version);
            let again = seen.contains(&questionnaire);
            seen.push(questionnaire.clone());
            if again {
                // A file with several drafts of a questionnaire: the first is the one to go on with.
                count += placed.draft.answers.questions.len();
                self.join(&questionnaire, placed.draft, true, false, &before);
                continue;
            }
            let draft = if how == Import::Merge {
                let (draft, taken, both) = merged(self.draft(&questionnaire), &placed.draft);
                count += taken;
                kept.extend(both);
                draft
            } else {
                count += placed.draft.answers.questions.len();
                placed.draft
            };
            if how == Import::Beside {
                self.put_aside(&questionnaire);
            }
            self.put_in(&questionnaire, draft);
        }
        let mut effects = self.rearranged();
        self.undo = Some(before);
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        self.notice = Some(match how {
            Import::Merge => Notice::Merged { taken: count, kept, not_placed, other_version },
            Import::Replace | Import::Beside => {
                Notice::Imported { answers: count, not_placed, other_version }
            }
        });
        effects.extend(self.go(route));
        effects
    }
}

/// Two drafts as one: the answers here, and where there are none those of the file. Also how many
/// came from the file, and the ids of what both have differently.
fn merged(own: &Draft, file: &Draft) -> (Draft, usize, Vec<String>) {
    let mut draft = own.clone();
    let (mut taken, mut both) = (0, Vec::new());
    for (id, option) in file.answers.profile.iter() {
        match own.answers.profile.get(id) {
            None => {
                draft.answers.profile.insert(id.clone(), option.clone());
                taken += 1;
            }
            Some(here) if here != option => both.push(id.clone()),
            Some(_) => {}
        }
    }
    for (id, there) in file.answers.questions.iter() {
        let here = own.answers.answer(id);
        let (mut answer, mut differs) = (here.clone(), false);
        if here.choice.is_none() {
            answer = Answer { note: here.note.clone(), ..there.clone() };
        } else if there.choice.is_some() {
            differs =
                (here.choice, here.reason, here.evidence) != (there.choice, there.reason, there.evidence);
        }
        if here.note.is_empty() {
            answer.note.clone_from(&there.note);
        } else if !there.note.is_empty() && here.note != there.note {
            differs = true;
        }
        if differs {
            both.push(id.clone());
        }
        if answer != *here {
            draft.answers.questions.insert(id.clone(), answer);
            taken += 1;
        }
    }
    for (id, there) in file.plan.iter() {
        match own.plan.get(id) {
            None => {
                draft.plan.insert(id.clone(), there.clone());
            }
            Some(here) if here != there && !both.contains(id) => both.push(id.clone()),
            Some(_) => {}
        }
    }
    if own.organisation.is_empty() {
        draft.organisation.clone_from(&file.organisation);
    }
    if own.name.is_empty() {
        draft.name.clone_from(&file.name);
    }
    (draft, taken, both)
}
