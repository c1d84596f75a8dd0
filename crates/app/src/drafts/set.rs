//! All drafts: the open one of each questionnaire, and the others.

use candour_proof::map::Table;
use candour_questionnaire::{answers::Answers, draft::Draft};

use crate::cached::Cached;

/// All drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSet {
    /// The open draft of each questionnaire; none of them is empty.
    open: Table<Cached<Draft>>,
    others: Vec<OtherDraft>,
    /// Questionnaires whose open draft changed since it was last saved whole as a file.
    unsaved: Vec<String>,
}

/// A draft that is not the open one of its questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDraft {
    /// The questionnaire's id.
    pub questionnaire: String,
    /// The draft.
    pub draft: Cached<Draft>,
    /// Whether it changed since it was last saved whole as a file.
    pub unsaved: bool,
}

/// One of all drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftRef {
    /// The open one of a questionnaire.
    Open(String),
    /// One of the others, by its index.
    Other(usize),
}

impl DraftSet {
    pub(crate) const fn new() -> Self {
        Self { open: Table::new(), others: Vec::new(), unsaved: Vec::new() }
    }

    /// The open draft of each questionnaire.
    pub fn open(&self) -> &Table<Cached<Draft>> {
        &self.open
    }

    /// The drafts that are not open.
    pub fn others(&self) -> &[OtherDraft] {
        &self.others
    }

    /// Questionnaires whose open draft changed since it was last saved whole as a file.
    pub fn unsaved(&self) -> &[String] {
        &self.unsaved
    }

    /// Every draft, the open ones first.
    pub fn iter(&self) -> impl Iterator<Item = &Draft> {
        self.open.values().chain(self.others.iter().map(|other| &other.draft)).map(|draft| &**draft)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.others.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.open.len() + self.others.len()
    }

    /// The open draft of a questionnaire; none yet is an empty one.
    pub(crate) fn get(&self, questionnaire: &str) -> &Draft {
        static NONE: Draft = Draft {
            answers: Answers { profile: Table::new(), questions: Table::new() },
            organisation: String::new(),
            name: String::new(),
            changed: None,
            place: String::new(),
            plan: Table::new(),
            share_plan: false,
            calendar: String::new(),
        };
        self.open.get(questionnaire).map_or(&NONE, |draft| draft)
    }

    /// Whether something is in no file.
    pub(crate) fn is_unsaved(&self) -> bool {
        !self.unsaved.is_empty() || self.others.iter().any(|other| other.unsaved)
    }

    /// Every draft with its questionnaire and whether it is unsaved, to be written. Of each questionnaire the
    /// open draft comes first.
    pub(crate) fn each(&mut self, mut write: impl FnMut(&str, &mut Cached<Draft>, bool)) {
        let ids: Vec<String> = self.open.keys().cloned().collect();
        for id in ids {
            let unsaved = self.unsaved.contains(&id);
            if let Some(draft) = self.open.get_mut(&id) {
                write(&id, draft, unsaved);
            }
        }
        for other in &mut self.others {
            write(&other.questionnaire, &mut other.draft, other.unsaved);
        }
    }

    /// Replaces the open draft; an empty one leaves nothing behind.
    pub(crate) fn put(&mut self, questionnaire: &str, draft: Draft) {
        self.remove_open(questionnaire);
        if !draft.is_empty() {
            self.open.insert(questionnaire.to_owned(), Cached::new(draft));
            self.unsaved.push(questionnaire.to_owned());
        }
    }

    /// Changes the open draft where it is; an empty one leaves nothing behind.
    pub(crate) fn edit(&mut self, questionnaire: &str, step: impl FnOnce(&mut Draft)) {
        let Some(draft) = self.open.get_mut(questionnaire) else {
            let mut draft = Draft::default();
            step(&mut draft);
            return self.put(questionnaire, draft);
        };
        draft.edit(step);
        if draft.is_empty() {
            self.remove_open(questionnaire);
        } else if !self.unsaved.iter().any(|id| id == questionnaire) {
            self.unsaved.push(questionnaire.to_owned());
        }
    }

    fn remove_open(&mut self, questionnaire: &str) {
        self.open.remove(questionnaire);
        self.unsaved.retain(|id| id != questionnaire);
    }

    /// Moves the open draft of a questionnaire to the others, unless it is empty.
    pub(crate) fn store_other(&mut self, questionnaire: &str) {
        let unsaved = self.unsaved.iter().any(|id| id == questionnaire);
        self.unsaved.retain(|id| id != questionnaire);
        if let Some(draft) = self.open.remove(questionnaire) {
            self.others.push(OtherDraft { questionnaire: questionnaire.to_owned(), draft, unsaved });
        }
    }

    /// Makes a draft the open one of its questionnaire; the one before it goes to the others.
    fn make_open(&mut self, other: OtherDraft) {
        let OtherDraft { questionnaire, draft, unsaved } = other;
        self.store_other(&questionnaire);
        if unsaved {
            self.unsaved.push(questionnaire.clone());
        }
        self.open.insert(questionnaire, draft);
    }

    /// Opens one of the others; gives its questionnaire.
    pub(crate) fn switch_to(&mut self, index: usize) -> Option<String> {
        if index >= self.others.len() {
            return None;
        }
        let other = self.others.remove(index);
        let questionnaire = other.questionnaire.clone();
        self.make_open(other);
        Some(questionnaire)
    }

    /// Adds a draft to those that are here, unless it was there `before`.
    pub(crate) fn join(&mut self, other: OtherDraft, open: bool, before: &Self) {
        let own = before.open.get(&other.questionnaire).into_iter();
        let others = before.others.iter().filter(|known| known.questionnaire == other.questionnaire);
        let mut known = own.chain(others.map(|known| &known.draft));
        if other.draft.is_empty() || known.any(|own| own.holds_the_same(&other.draft)) {
            return;
        }
        if self.open.contains_key(&other.questionnaire) && !open {
            self.others.push(other);
        } else {
            self.make_open(other);
        }
    }

    pub(crate) fn rename(&mut self, which: &DraftRef, name: String) {
        match which {
            DraftRef::Open(questionnaire) => {
                let mut draft = self.get(questionnaire).clone();
                draft.name = name;
                self.open.remove(questionnaire);
                if !draft.is_empty() {
                    self.open.insert(questionnaire.clone(), Cached::new(draft));
                }
            }
            DraftRef::Other(index) => {
                if let Some(other) = self.others.get_mut(*index) {
                    other.draft.edit(|draft| draft.name = name);
                }
            }
        }
    }

    /// Whether a draft has this identifier in calendars.
    pub(crate) fn has_calendar(&self, calendar: &str) -> bool {
        self.iter().any(|draft| draft.calendar == calendar)
    }

    /// Gives the open draft of a questionnaire its identifier in calendars.
    pub(crate) fn set_calendar(&mut self, questionnaire: &str, calendar: String) {
        if let Some(draft) = self.open.get_mut(questionnaire) {
            draft.edit(|draft| draft.calendar = calendar);
        }
    }

    /// A copy of one draft, unless that is empty. Calendars tell the two apart.
    pub(crate) fn copy_of(&self, which: DraftRef) -> Option<OtherDraft> {
        let mut copy = match which {
            DraftRef::Open(questionnaire) => {
                let draft = self.open.get(&questionnaire)?.clone();
                let unsaved = self.unsaved.contains(&questionnaire);
                OtherDraft { questionnaire, draft, unsaved }
            }
            DraftRef::Other(index) => self.others.get(index)?.clone(),
        };
        copy.draft.edit(|draft| draft.calendar.clear());
        (!copy.draft.is_empty()).then_some(copy)
    }

    pub(crate) fn add_other(&mut self, other: OtherDraft) {
        self.others.push(other);
    }

    /// Deletes a draft; whether there was one.
    pub(crate) fn delete(&mut self, which: &DraftRef) -> bool {
        match which {
            DraftRef::Open(questionnaire) => self.remove_open(questionnaire),
            DraftRef::Other(index) if *index < self.others.len() => {
                self.others.remove(*index);
            }
            DraftRef::Other(_) => return false,
        }
        true
    }

    /// Changes every draft of a questionnaire, which stay saved or unsaved.
    pub(crate) fn edit_all(&mut self, questionnaire: &str, mut step: impl FnMut(&mut Draft)) {
        if let Some(draft) = self.open.get_mut(questionnaire) {
            draft.edit(&mut step);
        }
        for other in self.others.iter_mut().filter(|other| other.questionnaire == questionnaire) {
            other.draft.edit(&mut step);
        }
    }

    /// Remembers the section in which a person is; it is in no file that is signed.
    pub(crate) fn set_section(&mut self, questionnaire: &str, section: &str) -> bool {
        let Some(draft) = self.open.get_mut(questionnaire) else {
            return false;
        };
        if draft.place != section {
            draft.edit(|draft| section.clone_into(&mut draft.place));
        }
        true
    }

    /// The open draft of a questionnaire is in a file, unless it changed since it was `saved` there.
    pub(crate) fn mark_saved(&mut self, questionnaire: &str, saved: &Draft) {
        let open = &self.open;
        let changed = |id: &String| open.get(id).is_none_or(|draft| !draft.holds_the_same(saved));
        self.unsaved.retain(|id| id != questionnaire || changed(id));
    }

    /// All drafts are in a file, apart from those that changed since they were `saved` there.
    pub(crate) fn mark_all_saved(&mut self, saved: &Self) {
        let is_saved = |draft: &Draft| saved.iter().any(|saved| saved.holds_the_same(draft));
        let open = &self.open;
        self.unsaved.retain(|id| open.get(id).is_none_or(|draft| !is_saved(draft)));
        for other in &mut self.others {
            other.unsaved &= !is_saved(&other.draft);
        }
    }

    /// These drafts, in the place of those that are here `now`: what differs is in no file written in between.
    pub(crate) fn restored_over(mut self, now: &Self) -> Self {
        let changed = |id: &&String| now.open.get(id) != self.open.get(id) && !self.unsaved.contains(id);
        let changed: Vec<String> = self.open.keys().filter(changed).cloned().collect();
        self.unsaved.extend(changed);
        self
    }
}
