//! All the page can do, as one pure function: an [`Event`] goes in, the [`Model`] takes one step,
//! and what should happen outside comes back as [`Effect`]s.

#![cfg_attr(
    not(test),
    forbid(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::todo,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod hand_over;
mod inbox;
mod other_drafts;
mod planning;
mod requests;
pub mod route;
mod signing;
mod storage;
mod table_view;
#[cfg(test)]
mod tests;
mod update;

use std::rc::Rc;

pub use hand_over::{Handed, Part};
pub use inbox::{BroughtFile, Opening, Reading};
pub use other_drafts::{Import, Shelved, Which};
pub use requests::{Asking, Missing, RequestSource, WishPart};
pub use route::Route;
pub use storage::{KeepProblem, Keeper, Keeping, Manner, Mode, Source, Start, Waiting, Writing};
pub use table_view::{Comparing, PAGE, View, page_of};
use zeroize::Zeroizing;

use candour_age::{OpenError, passphrase::Strength};
use candour_compare::{
    export::{Collected, Export, Texts},
    then_and_now::Earlier,
    workbench::{Place, Workbench},
};
use candour_files::{
    check::Checked,
    embed::Element,
    questionnaires::{Brought, Problems},
    records::{How, Records},
    request::{Request, RequestProblem},
    result::App,
    stored_copy::Device,
    withhold::Withholding,
};
use candour_proof::{
    date::{Day, Timestamp},
    json::{Json, Object},
    key::{PublicKey, SigningKey},
    map::Table,
};
use candour_questionnaire::{
    answers::{Answers, Choice, Given, Reason},
    catalog::{Catalog, Offer},
    draft::Draft,
    plan::State,
    questionnaire::{Question, Similar},
};

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
    /// Where the page was opened, without fragment; empty from a file.
    pub address: String,
    /// The screen.
    pub route: Route,
    /// The request that was opened and not yet taken up, or why it cannot be.
    pub opened: Option<Result<Request, RequestProblem>>,
    /// The request that answers are given to.
    pub request: Option<Request>,
    /// The request being written.
    pub asking: Asking,
    /// The requests made and the keys known.
    pub records: Records,
    /// They changed since they were last handed out as a file.
    pub records_unsaved: bool,
    /// The questionnaires that somebody brought; they are in the catalogue, too.
    pub brought: Vec<Brought>,
    /// What is wrong with the questionnaire opened last, by its file.
    pub refused_files: Problems,
    /// The draft that is open, per questionnaire.
    pub drafts: Table<Draft>,
    /// The other drafts.
    pub shelf: Vec<Shelved>,
    /// Drafts of questionnaires that this page does not have, kept as they are.
    pub strangers: Vec<Json>,
    /// Questionnaires whose open draft changed since it was last handed out whole as a file.
    pub unsaved: Vec<String>,
    /// How keeping the answers goes.
    pub keeping: Keeping,
    /// Where they are kept.
    pub keeper: Keeper,
    /// Locked answers that wait for their passphrase.
    pub waiting: Vec<Waiting>,
    /// What the passphrase being typed is worth: in which form, how many words, and how strong that is.
    pub strength: Option<(&'static str, usize, Strength)>,
    /// A passphrase made by chance, and the form that may take it.
    pub suggestion: Option<(&'static str, Zeroizing<String>)>,
    /// Everything was erased, and nothing was asked for since.
    pub erased: bool,
    /// The key that signs, once there is one.
    pub key: Option<OwnKey>,
    /// The result signed last, with what was made of it.
    // INVARIANT: dropped with the first change of an answer, of a plan that it carries, of the key and
    // of the request, so that an old signature never stands beside new answers.
    pub signed: Option<Signed>,
    /// What copies to hand over keep back, by questionnaire.
    pub withheld: Table<Withholding>,
    /// The last draft file.
    pub written: Option<Written>,
    /// Files opened on the check screen, newest first.
    pub checked: Vec<Checked>,
    /// Many files, opened to be compared.
    pub workbench: Workbench,
    /// How opening them goes.
    pub opening: Opening,
    /// What of them is looked at, and how.
    comparing: Comparing,
    /// Answers from a file, held beside the present ones.
    pub earlier: Option<Earlier>,
    /// What just happened.
    pub notice: Option<Notice>,
    /// The drafts before the last step, to take it back.
    pub undo: Option<Before>,
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

/// All drafts at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    drafts: Table<Draft>,
    shelf: Vec<Shelved>,
    unsaved: Vec<String>,
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

/// A result, signed once: the complete file and every copy are the same result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// The questionnaire.
    pub questionnaire: String,
    /// The document, complete.
    pub document: Object,
    /// The complete file, once it was handed out.
    pub written: Option<Written>,
    /// What others will see of the copy, as the checking code sees it.
    // INVARIANT: dropped when what is withheld changes, like `handed`.
    pub preview: Option<Checked>,
    /// The copy, once it was handed out.
    pub handed: Option<Handed>,
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
    /// What others will see of a copy is shown.
    PreviewMade,
    /// A copy to hand over was written; encrypted for somebody of that name.
    HandedOver(Option<String>),
    /// A draft file was written.
    DraftWritten,
    /// What was decided about an action was taken back; can be undone.
    StepForgotten,
    /// What was entered is no day of the calendar; the day before it stays.
    NotADay,
    /// A file beside the signed one was written.
    ExportWritten(Export),
    /// What several organisations answered was written.
    CollectedWritten(Collected),
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
    /// A draft was copied.
    Duplicated,
    /// A draft was deleted; can be taken back.
    Deleted,
    /// Answers were joined with those of a file; can be taken back.
    Merged {
        /// Questions and first answers taken from the file.
        taken: u32,
        /// Ids of those where both had something else: the present answer stayed.
        kept: Vec<String>,
        /// Ids that could not be placed.
        not_placed: Vec<String>,
        /// The other version the file was made with.
        other_version: Option<String>,
    },
    /// Locked answers were opened, with ids that could not be placed.
    Unlocked {
        /// Ids that could not be placed.
        not_placed: Vec<String>,
    },
    /// The newest copy on this device was not whole, so an older one was taken.
    OlderCopy,
    /// From now on answers are kept so.
    KeptAs(Mode),
    /// Another tab had changed drafts: so many stand beside those here.
    SideBySide(u32),
    /// The page was written with the drafts in it, and they were read back.
    PageWritten {
        /// Drafts in it.
        drafts: u32,
        /// Answers in them.
        answers: u32,
        /// Notes in them.
        notes: u32,
    },
    /// There are no answers yet that could be put into the page.
    NothingToKeep,
    /// Locked answers were put away or removed unopened.
    Discarded,
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
    /// The key in use must be saved first: answers asked for open only with it.
    SaveKeyFirst,
    /// A request's key must be open and saved before the request is handed out.
    KeyOfRequest,
    /// A request file was written.
    RequestWritten,
    /// The page with a request in it was written.
    RequestPageWritten,
    /// The request was put away; answers no longer name it.
    RequestPutAway,
    /// Questionnaires were taken in.
    Brought {
        /// How many.
        count: u32,
        /// Ids of answers to older editions that have no place in them.
        not_placed: Vec<String>,
    },
    /// The list of requests and known keys was written.
    RecordsWritten {
        /// Requests in it.
        requests: u32,
        /// Keys in it.
        keys: u32,
    },
    /// Such a list was opened; so many entries of it could not be read.
    RecordsOpened {
        /// Entries left out.
        left_out: u32,
    },
    /// Such a list was not opened: why the file stayed locked, or that it holds something else.
    RecordsRefused(Option<OpenError>),
    /// The identity for age tools was written.
    IdentityWritten,
    /// What was kept in this tab could not be read; nothing was overwritten with guesses.
    NotRestored,
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
    /// It could not be decrypted.
    NotOpened(OpenError),
}

/// What is wrong with a new passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseProblem {
    /// Fewer than [`candour_age::passphrase::SHORTEST`] characters.
    TooShort,
    /// Typed differently the second time.
    Differs,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The page started.
    Started(Start),
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
    /// The writing on the device went so; the revision now there, and its place.
    Stored(Result<(u32, usize), KeepProblem>),
    /// What the device holds, because it was asked for.
    DeviceRead(Result<Device, KeepProblem>),
    /// What the device holds, because another tab changed it.
    DeviceChanged(Device),
    /// Answers are to be kept in this tab only, or unlocked on this device.
    ChoseMode(Mode),
    /// Answers are to be kept on this device, locked: passphrase and its repetition.
    AskedLock(Zeroizing<String>, Zeroizing<String>),
    /// This tab is to keep the answers, whatever another one does.
    KeepHere,
    /// A passphrase for locked answers was given.
    GavePassphrase(Source, Zeroizing<String>),
    /// Locked answers are to be put away, and removed where this page can do that.
    Discarded(Source),
    /// A passphrase is being typed in a form and is worth so much.
    Weighed(&'static str, usize, Strength),
    /// A passphrase made by chance is wanted for a form.
    AskedSuggestion(&'static str),
    /// The page with the drafts in it is wanted: passphrase and its repetition.
    AskedPage(Zeroizing<String>, Zeroizing<String>),
    /// That page, or one with a request, was handed out, or there is none.
    PageSaved(Element, bool),
    /// Something was typed or ticked in a request being written.
    Wished(WishPart),
    /// The request is to be made.
    AskedRequest,
    /// A request made (by its nonce) is wanted as a file.
    AskedRequestFile(String),
    /// The page with a request made (by its nonce) built in is wanted.
    AskedRequestPage(String),
    /// A request made (by its nonce) is to be forgotten.
    ForgotRequest(String),
    /// The request in a checked file (by its place in the list) is to be opened.
    OpenedRequest(usize),
    /// The request shown is to be answered.
    AcceptedRequest,
    /// The request shown is not to be answered.
    DeclinedRequest,
    /// The request that answers are given to is to be put away.
    PutAwayRequest,
    /// Files with questionnaires were opened together: name and content of each.
    BroughtFiles(Vec<(String, Vec<u8>)>),
    /// The questionnaires that were brought are wanted as one file.
    AskedQuestionnaires,
    /// It was noted whose a key is: key, name, how it was checked, the day as `2026-11-22`.
    NotedKey(PublicKey, String, How, String),
    /// A known key is to be forgotten.
    ForgotKnownKey(PublicKey),
    /// The list of requests and known keys is wanted: passphrase and its repetition.
    AskedRecords(Zeroizing<String>, Zeroizing<String>),
    /// Such a list was given with a passphrase.
    GaveRecords(Vec<u8>, Zeroizing<String>),
    /// The identity for age tools is wanted: passphrase and its repetition.
    AskedIdentity(Zeroizing<String>, Zeroizing<String>),
    /// A new draft of a questionnaire is to be begun.
    NewDraft(String),
    /// A draft of the shelf is to be opened.
    OpenedDraft(usize),
    /// A draft got a name.
    RenamedDraft(Which, String),
    /// A draft is to be copied.
    DuplicatedDraft(Which),
    /// A draft is to go.
    DeletedDraft(Which),
    /// A signed file is wanted.
    AskedSigned(String),
    /// A part is to be kept back from copies of a questionnaire's result, or no longer.
    Withheld(String, Part, bool),
    /// Wanted to see what others will see of the copy.
    AskedPreview(String),
    /// The copy is wanted, encrypted if the request says to whom.
    AskedHandOver(String),
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
        /// Its content; `None` if it is larger than [`candour_proof::json::Limits::FILE`] allows.
        content: Option<Vec<u8>>,
    },
    /// A file could not be read by the browser.
    NotOpened(String),
    /// Files were chosen to be compared; the shell holds so many more than before.
    ChoseFiles(u32),
    /// The shell brought files, after [`Effect::ReadFiles`].
    FilesRead {
        /// The files; at most as many as asked for, and none if none were asked for.
        files: Vec<BroughtFile>,
        /// How long the batch before took, in milliseconds, from bringing its files until the screen
        /// was drawn; means nothing with the first one.
        took: u32,
        /// Now.
        now: Timestamp,
    },
    /// Reading files is to stop.
    StoppedReading,
    /// The files opened to be compared are to be taken off.
    ClearedFiles,
    /// A file on the workbench (by its place) is to be opened with a passphrase.
    OpenedRow(Place, Zeroizing<String>),
    /// What several organisations answered to a questionnaire is wanted as a file.
    AskedCollected(String, Collected),
    /// The key or the records found in a file on the workbench (by its place) are to be put to use.
    UsedFound(Place),
    /// Of files that exclude each other this one (by its place) is to count.
    Preferred(Place),
    /// The checked files are to be taken off the screen.
    ClearedChecked,
    /// The answers of a checked file (by its place in the list) are to be taken over.
    AskedImport(usize, Import),
    /// A checked file (by its place in the list) that is locked is to be opened.
    OpenedLocked(usize, Zeroizing<String>),
    /// The answers to a questionnaire in a checked file (by its place in the list) are to be held
    /// beside the present ones.
    ComparedWith(String, usize),
    /// The answers of several organisations are to be looked at otherwise: questionnaire, and how.
    Looked(String, View),
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
    /// Make the copy of a questionnaire's result and look at it.
    Preview(String),
    /// Make the copy of a questionnaire's result and hand it out.
    HandOver(String),
    /// Write the draft of a questionnaire.
    Draft(String),
    /// Write a file beside the signed one.
    Export(String, Export),
    /// Make a request.
    MakeRequest,
    /// Look at a request.
    OpenRequest(RequestSource),
    /// Lock the list of requests and known keys with a passphrase.
    SaveRecords(Zeroizing<String>),
    /// Open such a list with a passphrase.
    OpenRecords(Vec<u8>, Zeroizing<String>),
    /// Lock the identity for age tools with a passphrase.
    SaveIdentity(Zeroizing<String>),
    /// Learn what day it is; too short to be shown as work.
    Today,
    /// Keep the drafts; too short to be shown as work.
    Keep,
    /// Make a passphrase; too short to be shown as work.
    Suggest(&'static str),
    /// Lock what is kept on this device with a passphrase.
    Lock(Zeroizing<String>),
    /// Open locked answers with a passphrase.
    Unlock(Source, Zeroizing<String>),
    /// Write the page with the drafts in it, locked with a passphrase.
    SavePage(Zeroizing<String>),
    /// Open a checked file with a passphrase.
    OpenLocked(usize, Zeroizing<String>),
    /// Write what several organisations answered to a questionnaire.
    Collect(String, Collected),
    /// Open a file on the workbench with a passphrase.
    OpenRow(Place, Zeroizing<String>),
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
    /// Hold this text in memory, so that a crash can hand it out.
    Hold(Option<String>),
    /// Keep this text in the tab, or nothing; answered by [`Event::Kept`].
    KeepInTab(Option<String>),
    /// Keep the drafts once the typing pauses: [`Event::Resumed`] with [`Task::Keep`] and
    /// [`Writing::RANDOM`] random bytes.
    KeepSoon,
    /// Keep this on the device; answered by [`Event::Stored`].
    Store(Writing),
    /// Look at what the device holds; answered by [`Event::DeviceRead`].
    ReadDevice,
    /// Remove what the device holds.
    EraseDevice,
    /// Hand out the page itself with something in it; answered by [`Event::PageSaved`].
    SavePage {
        /// Its name.
        name: String,
        /// What it holds.
        element: Element,
        /// That itself: an age file in armour, or packed text.
        content: String,
    },
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
    /// Bring the next files of those chosen, at most so many, or only let the browser draw; answered by
    /// [`Event::FilesRead`].
    ReadFiles(u32),
    /// Let go of the files chosen that were not brought yet.
    ForgetFiles,
    /// Ask before the tab closes, or no longer.
    AskBeforeClosing(bool),
    /// Go to a place.
    Go(Route),
    /// Put the address of a place in the place of the present one, so that it leaves no trace in this tab.
    Replace(Route),
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
            opened: None,
            request: None,
            asking: Asking::default(),
            records: Records::default(),
            records_unsaved: false,
            brought: Vec::new(),
            refused_files: Problems::new(),
            address: String::new(),
            route: Route::Home,
            drafts: Table::new(),
            shelf: Vec::new(),
            strangers: Vec::new(),
            unsaved: Vec::new(),
            keeping: Keeping::Nothing,
            keeper: Keeper::default(),
            waiting: Vec::new(),
            strength: None,
            suggestion: None,
            erased: false,
            key: None,
            signed: None,
            withheld: Table::new(),
            written: None,
            checked: Vec::new(),
            workbench: Workbench::default(),
            opening: Opening::default(),
            comparing: Comparing::default(),
            earlier: None,
            notice: None,
            undo: None,
            busy: None,
        }
    }

    /// The answers to a questionnaire; none yet is an empty draft.
    pub fn draft(&self, questionnaire: &str) -> &Draft {
        static NONE: Draft = Draft {
            answers: Answers { profile: Table::new(), questions: Table::new() },
            organisation: String::new(),
            name: String::new(),
            changed: None,
            place: String::new(),
            plan: Table::new(),
            share_plan: false,
        };
        self.drafts.get(questionnaire).unwrap_or(&NONE)
    }

    /// The signed file of a questionnaire; `None` if there is none, or if an answer changed since.
    pub fn signed_file(&self, questionnaire: &str) -> Option<SignedFile<'_>> {
        let written = self.signed_result(questionnaire)?.written.as_ref()?;
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
