//! What can happen to the page.

use candour_age::passphrase::Strength;
use candour_compare::{
    export::{Collected, Export},
    workbench::Place,
};
use candour_files::{embed::Element, records::How, stored_copy::Device};
use candour_proof::{date::Timestamp, key::PublicKey};
use candour_questionnaire::{
    answers::{Choice, Reason},
    plan::State,
};
use zeroize::Zeroizing;

use crate::{
    effect::{OtherTabs, Task},
    inbox::BroughtFile,
    model::Part,
    other_drafts::{Import, Which},
    requests::WishPart,
    storage::{KeepProblem, Mode, Start},
    table_view::View,
};

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
    /// A passphrase for locked answers (by their place among those that wait) was given.
    GavePassphrase(usize, Zeroizing<String>),
    /// Answers that were found (by their place among those that wait) and are not locked are to be opened.
    OpenedFound(usize),
    /// Answers that wait (by their place) are to be put away, and removed where this page can do that.
    Discarded(usize),
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
    /// The request found beside answers (by the place of the find) is to be shown.
    LookedAtUnconfirmed(usize),
    /// The rest of what was found beside answers (by its place) is to be put to use.
    Confirmed(usize),
    /// What was found beside answers (by its place) is to be forgotten.
    LeftOut(usize),
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
    /// Everything was erased in another tab of this page.
    ToldToErase,
    /// What became of the other tabs, after [`Effect::TellTabs`].
    TabsTold(OtherTabs),
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
