//! How and where answers are stored.

use candour_age::{LockSession, OpenError, passphrase::Strength};
use candour_files::{
    request::Request,
    stored_copy::{Damaged, Device},
};
use candour_proof::date::Day;
use zeroize::Zeroizing;

use super::{
    event::{Repetition, StorageNotice},
    place::{DraftSource, StorageError, StorageMode},
    unconfirmed::Unconfirmed,
};
use crate::drafts::early::EarlyAnswer;

/// How saving the answers goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SaveState {
    /// Nothing to save yet.
    #[default]
    Nothing,
    /// Changed, and about to be saved.
    Pending,
    /// Saved.
    Saved,
    /// Not saved.
    Refused(StorageError),
}

/// What there is when the page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct BootFacts {
    /// Text kept in the tab, or why none could be read.
    pub kept: Result<Option<String>, StorageError>,
    /// What the device holds, or why nothing could be read.
    pub device: Result<Device, StorageError>,
    /// The locked drafts that the page carries.
    pub carried: Option<String>,
    /// The request and the questionnaires that the page carries, packed.
    pub built_in: Option<String>,
    /// The ids of the questionnaires to show at the start, as the page carries them.
    pub selection: Option<String>,
    /// The address of the page without fragment; empty from a file.
    pub address: String,
    /// Whether the page was opened from a file, where all local pages share the device's storage.
    pub from_file: bool,
    /// Whether the tab was reloaded: what is stored on the device need not have outlived a tab.
    pub reloaded: bool,
    /// Whether the file holds a screen, as a browser's own "Save page as" writes it.
    pub saved_by_browser: bool,
    /// Whether pressing Escape five times erases everything.
    pub erases_by_escape: bool,
    /// Whether folded content can wait until the screen is shown.
    pub draws_folds_later: bool,
    /// The fragment of the address.
    pub fragment: String,
    /// Answers given in the document before the program ran.
    pub early: Vec<EarlyAnswer>,
    /// The day, if there are any.
    pub today: Option<Day>,
}

impl Default for BootFacts {
    fn default() -> Self {
        Self {
            kept: Ok(None),
            device: Ok(Device::default()),
            carried: None,
            built_in: None,
            selection: None,
            address: String::new(),
            from_file: false,
            reloaded: false,
            saved_by_browser: false,
            erases_by_escape: true,
            draws_folds_later: false,
            fragment: String::new(),
            early: Vec::new(),
            today: None,
        }
    }
}

/// How and where answers are stored, and what waits to be opened.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Storage {
    /// Where answers are stored.
    pub mode: StorageMode,
    /// How storing them goes.
    pub state: SaveState,
    /// Whether the page was opened from a file.
    pub from_file: bool,
    /// Whether this browser refuses to let the page store anything on the device.
    pub refused: bool,
    /// Whether the screen after a crash would find the drafts.
    pub mirrored: bool,
    /// Drafts that wait for their passphrase, or for the person to want them.
    pub pending: Vec<PendingDrafts>,
    /// What was found beside drafts and is not in use until the person says so.
    pub unconfirmed: Vec<Unconfirmed>,
    /// What the passphrase being typed is worth: in which form, how many words, and how strong that is.
    pub strength: Option<(&'static str, usize, Strength)>,
    /// How the repetition being typed fits its passphrase, and in which form.
    pub repetition: Option<(&'static str, Repetition)>,
    /// A random passphrase, and the form that may take it.
    pub suggestion: Option<(&'static str, Zeroizing<String>)>,
    /// What locks the drafts. In the tab too, when they came out of a locked page.
    pub(crate) lock: Option<LockSession>,
    /// The copy this tab last read or wrote on the device: its revision and index.
    pub(crate) known: Option<(u32, usize)>,
    /// How the next copy is to be written.
    pub(crate) next: WriteMode,
    /// Something changed that is not on the device.
    pub(crate) changed: bool,
    /// The tab may still hold answers, until they are safe on the device.
    pub(crate) in_tab: bool,
    /// What the device holds was there before this tab: it is not that of a private window, which has only just opened.
    pub(crate) outlives_the_tab: bool,
    /// What is to be said once the device holds the first copy.
    pub(crate) announced: Option<StorageNotice>,
    /// What is to be said once the device has removed something.
    pub(crate) removing: Option<StorageNotice>,
}

/// How a copy is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct WriteMode {
    /// Whatever is there, also from another tab.
    pub take_over: bool,
    /// As the only one: those before it are not to be found beside it.
    pub only: bool,
}

/// Answers that wait until they are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingDrafts {
    /// Where they are.
    pub from: DraftSource,
    /// What opens them.
    pub opens: OpenedBy,
    /// Why they were not opened.
    pub problem: Option<OpenError>,
    /// The copies there, the newest first; on the device there may be two.
    pub(crate) copies: Vec<PendingCopy>,
}

/// One copy of answers that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PendingCopy {
    /// An age file in armour, drafts as they are, or what is there instead.
    pub(crate) content: String,
    /// Its revision and place on the device.
    pub(crate) known: Option<(u32, usize)>,
}

/// What opens answers that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenedBy {
    /// Their passphrase.
    Passphrase,
    /// Another passphrase than that of the copy that was opened beside them.
    OtherPassphrase,
    /// That the person wants it: they are not locked, and may have been put there by another page.
    Request,
}

/// A copy to be written on the device, and what must be true there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingWrite {
    /// What is written.
    pub text: String,
    /// Where: the first or the second place.
    pub place: usize,
    /// Its revision.
    pub revision: u32,
    /// The revision that must be there; `None`: there must be none.
    pub(crate) follows: Option<u32>,
    /// How it is written.
    pub mode: WriteMode,
}

impl PendingWrite {
    /// Random bytes of one copy.
    pub const RANDOM: usize = 16;

    /// Whether it may be written, given what is there and the number of this tab.
    ///
    /// # Errors
    /// [`StorageError::Elsewhere`] if another tab keeps answers there or has changed them,
    /// [`StorageError::Gone`] if they were removed.
    pub fn can_overwrite(&self, device: &Device, tab: &str) -> Result<(), StorageError> {
        if self.mode.take_over {
            return Ok(());
        }
        if device.tab.as_deref().is_some_and(|other| other != tab) {
            return Err(StorageError::Elsewhere);
        }
        match (device.revision(), self.follows) {
            // Nothing there can be lost that is not in this tab too.
            (Err(Damaged), _) | (Ok(None), None) => Ok(()),
            (Ok(None), Some(_)) => Err(StorageError::Gone),
            (Ok(there), follows) if there == follows => Ok(()),
            (Ok(Some(_)), _) => Err(StorageError::Elsewhere),
        }
    }
}

impl Storage {
    /// Whether answers are stored in the tab as they are: at once, without waiting for a pause.
    pub(crate) fn is_plain_tab(&self) -> bool {
        self.mode == StorageMode::Tab && self.lock.is_none()
    }

    /// Whether locked drafts wait on the device, which another way to store would overwrite.
    pub fn has_locked_copy(&self) -> bool {
        self.pending.iter().any(|pending| pending.from == DraftSource::Device)
    }

    /// Whether something undecided says who gets the answers to a questionnaire, or what is withheld from them.
    pub(crate) fn is_undecided(&self, questionnaire: &str, has_request: bool) -> bool {
        self.unconfirmed.iter().any(|found| {
            let asks = |request: &Request| request.asks_for(questionnaire).is_some();
            found.withheld.contains_key(questionnaire)
                || !has_request && found.request.as_ref().is_some_and(asks)
        })
    }

    /// A request was decided on, so it is not listed any more.
    pub(crate) fn decided_on(&mut self, nonce: &str) {
        for found in &mut self.unconfirmed {
            if found.request.as_ref().is_some_and(|request| request.nonce == nonce) {
                found.request = None;
            }
        }
        self.unconfirmed.retain(|found| !found.is_empty());
    }
}

impl PendingDrafts {
    pub(crate) fn new(from: DraftSource, opens: OpenedBy, content: String) -> Self {
        Self { from, opens, problem: None, copies: vec![PendingCopy { content, known: None }] }
    }

    /// What is on the device and cannot be read.
    pub(crate) fn damaged(content: String) -> Self {
        Self {
            problem: Some(OpenError::Damaged),
            ..Self::new(DraftSource::Device, OpenedBy::Passphrase, content)
        }
    }

    /// Where its copies are on the device.
    pub(crate) fn places(&self) -> Vec<usize> {
        self.copies.iter().filter_map(|copy| copy.known).map(|(_, place)| place).collect()
    }
}
