//! What can happen to stored drafts.

use candour_age::passphrase::Strength;
use candour_files::stored_copy::Device;
use candour_questionnaire::listed::Listed;
use zeroize::Zeroizing;

use super::place::{StorageError, StorageMode};

/// What happened to stored drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageEvent {
    /// Drafts were mirrored for the crash screen, or the page has none.
    Mirrored(bool),
    /// The outcome of saving in the tab.
    SavedToTab(Result<(), StorageError>),
    /// The outcome of saving on the device: the revision now there, and the index of its copy.
    SavedToDevice(Result<(u32, usize), StorageError>),
    /// What the device holds, because it was asked for.
    DeviceRead(Result<Device, StorageError>),
    /// What the device holds, because another tab changed it.
    DeviceChanged(Device),
    /// The outcome of removing copies from the device.
    RemovedFromDevice(Result<(), StorageError>),
    /// Answers are to be stored in this tab only, or unlocked on this device.
    ModeChosen(StorageMode),
    /// Answers are to be stored on this device, locked: passphrase and its repetition.
    LockRequested(Zeroizing<String>, Zeroizing<String>),
    /// This tab is to store the answers, even if another one does.
    TakeOverRequested,
    /// A passphrase for locked drafts (by their index among the pending ones) was given.
    PassphraseGiven(usize, Zeroizing<String>),
    /// Drafts that were found (by their index among the pending ones) and are not locked are to be opened.
    OpenRequested(usize),
    /// Pending drafts (by their index) are to be discarded, and removed where this page can do that.
    DiscardRequested(usize),
    /// A passphrase is being typed in a form: how many words it has, and how strong it is.
    PassphraseTyped {
        /// The form.
        form: &'static str,
        /// Its words.
        words: usize,
        /// How strong it is.
        strength: Strength,
    },
    /// The repetition of a new passphrase is being typed in a form.
    RepetitionTyped {
        /// The form.
        form: &'static str,
        /// How it fits so far.
        fits: Repetition,
    },
    /// A random passphrase is wanted for a form.
    SuggestionRequested(&'static str),
    /// The page with the drafts in it is to be saved: passphrase and its repetition.
    PageRequested(Zeroizing<String>, Zeroizing<String>),
    /// The browser took that page.
    PageSaved,
    /// The request found beside answers (by the index of the find) is to be shown.
    FoundRequestOpened(usize),
    /// The rest of what was found beside answers (by its index) is to be used.
    Confirmed(usize),
    /// What was found beside answers (by its index) is to be dropped.
    Dismissed(usize),
}

/// How the repetition of a new passphrase fits the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// The same.
    Same,
    /// Its beginning.
    Beginning,
    /// Something else.
    Different,
}

impl Repetition {
    /// Compares a repetition, as far as it is typed, with the passphrase.
    pub fn of(passphrase: &str, again: &str) -> Self {
        match passphrase.strip_prefix(again) {
            Some("") => Self::Same,
            Some(_) => Self::Beginning,
            None => Self::Different,
        }
    }
}

/// Work on stored drafts that takes noticeable time or needs randomness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageTask {
    /// Save the drafts; too short to be shown as work.
    Save,
    /// Make a passphrase; too short to be shown as work.
    Suggest(&'static str),
    /// Lock what is stored on this device with a passphrase.
    Lock(Zeroizing<String>),
    /// Open locked drafts with a passphrase.
    Unlock(usize, Zeroizing<String>),
    /// Write the page with the drafts in it, locked with a passphrase.
    WritePage(Zeroizing<String>),
}

/// What just happened to stored drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageNotice {
    /// Locked drafts were opened, with ids that could not be placed.
    Unlocked {
        /// Ids that could not be placed.
        not_placed: Listed<String>,
    },
    /// Answers are stored in this way from now on.
    StoredAs(StorageMode),
    /// Another tab had changed drafts: so many were added to those here.
    DraftsAdded(u32),
    /// The page was saved with the drafts in it, and they were read back.
    PageSaved {
        /// Drafts in it.
        drafts: u32,
        /// Answers in them.
        answers: u32,
        /// Notes in them.
        notes: u32,
    },
    /// Pending drafts were discarded or removed unopened.
    Discarded,
    /// What was found beside answers is in use from now on.
    Confirmed,
    /// What was found beside answers was dropped.
    Dismissed,
    /// Answers from before a reload were restored, with ids that could not be placed.
    Restored {
        /// Ids that could not be placed.
        not_placed: Listed<String>,
    },
}
