//! All the page can do, as one pure function: an [`Event`] goes in, the [`Model`] takes one step,
//! and what should happen outside comes back as [`Effect`]s.

mod planning;
pub mod route;
mod signing;
#[cfg(test)]
mod tests;
mod update;

use std::rc::Rc;

pub use route::Route;
use zeroize::Zeroizing;

use crate::{
    answers::{Answers, Choice, Given},
    check::Checked,
    compare::Earlier,
    date::{Day, Timestamp},
    export::{Export, Texts},
    format::{
        draft::Draft,
        result::{App, Labels},
    },
    key::SigningKey,
    plan::State,
    questionnaire::{Question, Questionnaire, Reason, Similar},
    table::Table,
    wording::Wording,
};

/// A questionnaire with its texts in the language in use.
#[derive(Debug)]
pub struct Entry {
    /// Structure.
    pub questionnaire: Questionnaire,
    /// Texts.
    pub wording: Wording,
}

/// An answer given elsewhere, to confirm or to change here.
#[derive(Debug)]
pub struct Offer<'a> {
    /// The other questionnaire.
    pub entry: &'a Entry,
    /// Its question.
    pub question: &'a Question,
    /// What was answered there.
    pub given: Given,
}

/// The questionnaires the page carries, in the order they are offered, and the words that go
/// into files.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The questionnaires.
    pub entries: Vec<Entry>,
    /// The files' own words.
    pub labels: Labels,
}

impl Catalog {
    /// The questionnaire of that id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.questionnaire.id() == id)
    }
}

/// Everything the page knows.
#[derive(Debug)]
pub struct Model {
    /// The questionnaires.
    pub catalog: Rc<Catalog>,
    /// What the page knows about itself.
    pub app: App,
    /// The words of what is handed out beside signed files.
    pub texts: Rc<Texts>,
    /// The day, on screens that print it.
    pub today: Option<Day>,
    /// The screen.
    pub route: Route,
    /// Answers per questionnaire.
    pub drafts: Table<Draft>,
    /// Questionnaires whose answers changed since they were last handed out whole as a file.
    pub unsaved: Vec<String>,
    /// How keeping the answers in this tab went.
    pub keeping: Keeping,
    /// The key that signs, once there is one.
    pub key: Option<OwnKey>,
    /// The last signed file.
    // INVARIANT: dropped with the first change of an answer, and of a plan that it carries, so that an
    // old signature never stands beside new answers.
    pub signed: Option<Written>,
    /// The last draft file.
    pub written: Option<Written>,
    /// Files opened on the check screen, newest first.
    pub checked: Vec<Checked>,
    /// Answers from a file, held beside the present ones.
    pub earlier: Option<Earlier>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// What the last step replaced, by questionnaire, to take it back.
    pub undo: Vec<(String, Draft)>,
    /// Work under way that takes noticeable time.
    pub busy: Option<Task>,
}

/// The key in memory.
#[derive(Debug)]
pub struct OwnKey {
    /// The key; wiped from memory when dropped.
    pub signing: SigningKey,
    /// Whether a key file was written or opened, so that the key is not lost with the tab.
    pub saved: bool,
}

/// How keeping the answers in this tab goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Keeping {
    /// Nothing to keep yet.
    #[default]
    Nothing,
    /// Kept; a reload brings them back.
    Kept,
    /// The browser refused.
    Refused(KeepProblem),
}

/// Why the browser did not keep the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepProblem {
    /// Storage is switched off or forbidden here.
    Forbidden,
    /// Storage is full.
    Full,
}

/// A file written, read back and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file's name.
    pub name: String,
    /// The questionnaire.
    pub questionnaire: String,
    /// Answers in it.
    pub answers: u32,
    /// Notes in it.
    pub notes: u32,
    /// Bytes.
    pub size: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// The signed file that the answers as they stand belong to.
#[derive(Debug)]
pub struct SignedFile<'a> {
    /// The file.
    pub written: &'a Written,
    /// Fingerprint of the key that signed it, in groups of digits.
    pub fingerprint: String,
}

/// What just happened, for the live region and the bar; the words are the view's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An answer was taken back.
    Cleared,
    /// All answers of a questionnaire were cleared; can be taken back.
    StartedOver,
    /// The last step was taken back.
    Undone,
    /// A signed file was written.
    SignedWritten,
    /// A draft file was written.
    DraftWritten,
    /// What was decided about an action was taken back; can be undone.
    StepForgotten,
    /// What was entered is no day of the calendar; the day before it stays.
    NotADay,
    /// A file beside the signed one was written.
    ExportWritten(Export),
    /// A key file was written.
    KeyWritten,
    /// The page's copy was handed out.
    CopyWritten,
    /// The page cannot hand out itself (while developing).
    NoCopy,
    /// A key file was opened.
    KeyOpened,
    /// A key file could not be opened.
    KeyRefused(KeyRefusal),
    /// A passphrase is too short or its repetition differs.
    Passphrase(PassphraseProblem),
    /// Answers were taken from a file; can be taken back.
    Imported {
        /// Answers placed.
        answers: u32,
        /// Ids that could not be placed.
        not_placed: Vec<String>,
        /// The other version the file was made with.
        other_version: Option<String>,
    },
    /// Answers from before a reload were found again, with ids that could not be placed.
    Restored {
        /// Ids that could not be placed.
        not_placed: Vec<String>,
    },
    /// What was kept in this tab could not be read; nothing was overwritten with guesses.
    NotRestored,
    /// Everything was erased.
    Erased,
    /// Signing could not be done: the browser gave no random numbers.
    NoChance,
    /// The file written did not read back as written; it was not handed out.
    NotReadBack,
    /// The browser refused to read a file.
    FileNotRead(String),
}

/// Why a key file did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyRefusal {
    /// Not a key file.
    NotAKey,
    /// The passphrase is another one.
    WrongPassphrase,
    /// Damaged or cut short.
    Damaged,
    /// Made by other software in a way this page does not open.
    Unsupported,
}

/// What is wrong with a new passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseProblem {
    /// Fewer than [`SHORTEST_PASSPHRASE`] characters.
    TooShort,
    /// Typed differently the second time.
    Differs,
}

/// Fewest characters of a passphrase.
pub const SHORTEST_PASSPHRASE: usize = 12;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page started: what this tab kept, if anything, and where the address points.
    Started {
        /// Text kept in the tab.
        kept: Result<Option<String>, KeepProblem>,
        /// The fragment.
        fragment: String,
    },
    /// The address changed.
    Arrived(String),
    /// A profile question was answered: questionnaire, question, option.
    ChoseProfile(String, String, String),
    /// A question was answered: questionnaire, question, choice.
    Chose(String, String, Choice),
    /// The answer offered from another questionnaire was taken over: questionnaire, question.
    TookOver(String, String),
    /// A reason for "does not apply" was chosen, or taken away.
    ChoseReason(String, String, Option<Reason>),
    /// Evidence was ticked or unticked.
    Evidence(String, String, bool),
    /// A note was written.
    Noted(String, String, String),
    /// An answer was taken back: choice, reason and evidence go, the note stays.
    TookBack(String, String),
    /// All answers of a questionnaire are to go.
    StartedOver(String),
    /// The last step is to be taken back.
    AskedUndo,
    /// The organisation's name was written.
    Named(String, String),
    /// Something was decided about an action: questionnaire, question, decision.
    Planned(String, String, Decision),
    /// Whether the signed file carries the plan: questionnaire, and whether it does.
    SharedPlan(String, bool),
    /// The keeping in the tab went so.
    Kept(Result<(), KeepProblem>),
    /// A signed file is wanted.
    AskedSigned(String),
    /// A draft file is wanted.
    AskedDraft(String),
    /// A file beside the signed one is wanted.
    AskedExport(String, Export),
    /// A key file is wanted: passphrase and its repetition.
    AskedKeyFile(Zeroizing<String>, Zeroizing<String>),
    /// A key file was given with a passphrase.
    GaveKeyFile(Vec<u8>, Zeroizing<String>),
    /// The key is to be forgotten, so that the next file is signed by a fresh one.
    ForgotKey,
    /// A copy of the page is wanted.
    AskedCopy,
    /// The copy was handed out, or there is none.
    CopyDone(bool),
    /// Printing is wanted.
    AskedPrint,
    /// A file was chosen to be checked.
    Opened {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: usize,
        /// Its content; `None` if it is larger than [`crate::json::Limits::FILE`] allows.
        content: Option<Vec<u8>>,
    },
    /// A file could not be read by the browser.
    NotOpened(String),
    /// The checked files are to be taken off the screen.
    ClearedChecked,
    /// The answers of a checked file (by its place in the list) are to be taken over.
    AskedImport(usize),
    /// The answers to a questionnaire in a checked file (by its place in the list) are to be held
    /// beside the present ones.
    ComparedWith(String, usize),
    /// The earlier answers are to be put away.
    ForgotEarlier,
    /// Everything is to go.
    AskedErase,
    /// Work put off until the screen showed that it is under way.
    Resumed {
        /// The work.
        task: Task,
        /// Random bytes, as many as asked for; `None` if the browser has none.
        random: Option<Vec<u8>>,
        /// Now.
        now: Timestamp,
    },
    /// The notice was read and put away.
    PutAwayNotice,
}

/// What was decided about an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// How far it is.
    State(State),
    /// Who does it, by role.
    Role(String),
    /// By when: a day as `2026-11-22`, or nothing to take it away.
    Due(String),
    /// Nothing any more: the whole step goes.
    TakenBack,
}

/// Work that takes noticeable time or needs chance or a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Sign the result of a questionnaire.
    Sign(String),
    /// Write the draft of a questionnaire.
    Draft(String),
    /// Write a file beside the signed one.
    Export(String, Export),
    /// Learn what day it is; too short to be shown as work.
    Today,
    /// Encrypt the key with a passphrase.
    SaveKey(Zeroizing<String>),
    /// Open a key file with a passphrase.
    OpenKey(Vec<u8>, Zeroizing<String>),
    /// Check a file.
    Check {
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: usize,
        /// Its content, unless too large.
        content: Option<Vec<u8>>,
    },
}

/// What should happen outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Keep this text in the tab, or nothing; answered by [`Event::Kept`].
    KeepInTab(Option<String>),
    /// Hand out a file.
    Download {
        /// Its name.
        name: String,
        /// Its media type.
        media: &'static str,
        /// Its content.
        content: String,
    },
    /// Hand out the page itself; answered by [`Event::CopyDone`].
    SaveCopy,
    /// Let the screen show, then go on; answered by [`Event::Resumed`].
    AfterPaint {
        /// The work.
        task: Task,
        /// How many random bytes it needs.
        random: usize,
    },
    /// Ask before the tab closes, or no longer.
    AskBeforeClosing(bool),
    /// Go to a place.
    Go(Route),
    /// A new screen: move the focus to its heading, or to a question named by the address.
    ShowFromStart,
    /// Print.
    Print,
    /// Empty every storage and the history state the page made.
    EraseStorage,
}

impl Model {
    /// A page just opened.
    pub fn new(catalog: Rc<Catalog>, app: App) -> Self {
        Self {
            catalog,
            app,
            texts: Rc::default(),
            today: None,
            route: Route::Home,
            drafts: Table::new(),
            unsaved: Vec::new(),
            keeping: Keeping::Nothing,
            key: None,
            signed: None,
            written: None,
            checked: Vec::new(),
            earlier: None,
            notice: None,
            undo: Vec::new(),
            busy: None,
        }
    }

    /// The answers to a questionnaire; none yet is an empty draft.
    pub fn draft(&self, questionnaire: &str) -> &Draft {
        static NONE: Draft = Draft {
            answers: Answers { profile: Table::new(), questions: Table::new() },
            organisation: String::new(),
            place: String::new(),
            plan: Table::new(),
            share_plan: false,
        };
        self.drafts.get(questionnaire).unwrap_or(&NONE)
    }

    /// The signed file of a questionnaire; `None` if there is none, or if an answer changed since.
    pub fn signed_file(&self, questionnaire: &str) -> Option<SignedFile<'_>> {
        let written = self.signed.as_ref().filter(|written| written.questionnaire == questionnaire)?;
        // The file goes with its key: both are dropped together.
        let fingerprint = self.key.as_ref()?.signing.public().fingerprint();
        Some(SignedFile { written, fingerprint })
    }

    /// What was answered to a similar question of another questionnaire, while this one is open.
    pub fn offer(&self, questionnaire: &str, question: &Question) -> Option<Offer<'_>> {
        let own = self.draft(questionnaire).answers.answer(&question.id);
        if own.choice.is_some() {
            return None;
        }
        self.catalog.entries.iter().filter(|entry| entry.questionnaire.id() != questionnaire).find_map(
            |entry| {
                let other = entry.questionnaire.id();
                let answers = &self.draft(other).answers;
                let same = |one: &Similar, questionnaire: &str, question: &str| {
                    one.questionnaire == questionnaire && one.question == question
                };
                entry.questionnaire.questions().find_map(|asked| {
                    // Declared on one side, it holds for both.
                    let similar = question.similar.iter().any(|one| same(one, other, &asked.id))
                        || asked.similar.iter().any(|one| same(one, questionnaire, &question.id));
                    let given = similar.then(|| asked.given(answers)).flatten()?;
                    let fits = match given {
                        Given::NotApplicable(reason) => question.reasons.contains(&reason),
                        _ => true,
                    };
                    fits.then_some(Offer { entry, question: asked, given })
                })
            },
        )
    }

    /// Where to go on with a questionnaire: the section left last, or its beginning.
    pub fn place(&self, questionnaire: &str) -> Route {
        let place = &self.draft(questionnaire).place;
        let known = self
            .catalog
            .entry(questionnaire)
            .is_some_and(|entry| entry.questionnaire.section(place).is_some());
        if known { Route::section(questionnaire, place) } else { Route::Profile(questionnaire.to_owned()) }
    }
}
