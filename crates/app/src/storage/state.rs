//! How and where answers are kept.

use candour_age::{Lock, OpenError};
use candour_files::stored_copy::{Damaged, Device};
use candour_questionnaire::listed::Listed;

/// Where answers are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// In the open tab only.
    #[default]
    Tab,
    /// On this device, locked with a passphrase.
    Locked,
    /// On this device, for everybody who can use it.
    Unlocked,
}

/// How keeping the answers goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Keeping {
    /// Nothing to keep yet.
    #[default]
    Nothing,
    /// Changed, and about to be kept.
    Pending,
    /// Kept.
    Kept,
    /// Not kept.
    Refused(KeepProblem),
}

/// Why answers are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepProblem {
    /// Storage is switched off or forbidden here.
    Forbidden,
    /// Storage is full.
    Full,
    /// Another tab keeps answers in the same place.
    Elsewhere,
    /// What was kept is gone: the browser or another tab removed it.
    Gone,
}

/// What there is when the page starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// Text kept in the tab, or why none could be read.
    pub kept: Result<Option<String>, KeepProblem>,
    /// What the device holds, or why nothing could be read.
    pub device: Result<Device, KeepProblem>,
    /// The locked drafts that the page carries.
    pub carried: Option<String>,
    /// The request and the questionnaires that the page carries, packed.
    pub built_in: Option<String>,
    /// The address of the page without fragment; empty from a file.
    pub address: String,
    /// Whether the page was opened from a file, where all local pages share the device's storage.
    pub from_file: bool,
    /// Whether the file holds a screen, as a browser's own "Save page as" writes it.
    pub saved_by_browser: bool,
    /// The fragment of the address.
    pub fragment: String,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            kept: Ok(None),
            device: Ok(Device::default()),
            carried: None,
            built_in: None,
            address: String::new(),
            from_file: false,
            saved_by_browser: false,
            fragment: String::new(),
        }
    }
}

/// How answers are kept on the device.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not hang together")]
pub struct Keeper {
    /// Where answers are kept.
    pub mode: Mode,
    /// Whether the page was opened from a file.
    pub from_file: bool,
    /// Whether this browser lets the page keep anything on the device.
    pub refused: bool,
    /// What locks the drafts. In the tab too, when they came out of a locked page.
    pub(crate) lock: Option<Lock>,
    /// The copy this tab last read or wrote on the device: its revision and place.
    pub(crate) known: Option<(u32, usize)>,
    /// How the next copy is to be written.
    pub(crate) next: Manner,
    /// Something changed that is not on the device.
    pub(crate) changed: bool,
    /// The tab may still hold answers, until they are safe on the device.
    pub(crate) in_tab: bool,
}

/// How a copy is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Manner {
    /// Whatever is there, also from another tab.
    pub take_over: bool,
    /// As the only one: those before it are not to be found beside it.
    pub only: bool,
}

/// Answers that wait until they are opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Where they are.
    pub from: Source,
    /// What opens them.
    pub opens: Opens,
    /// Why they were not opened.
    pub problem: Option<OpenError>,
    /// The copies there, the newest first; on the device there may be two.
    pub(crate) copies: Vec<WaitingCopy>,
}

/// One copy of answers that wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaitingCopy {
    /// An age file in armour, drafts as they are, or what is there instead.
    pub(crate) content: String,
    /// Its revision and place on the device.
    pub(crate) known: Option<(u32, usize)>,
}

/// A copy that was opened and taken in.
pub(crate) struct Opened {
    pub(crate) lock: Lock,
    /// Ids that could not be placed.
    pub(crate) not_placed: Listed<String>,
    /// Its revision and place on the device.
    pub(crate) known: Option<(u32, usize)>,
}

/// What opens answers that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// Their passphrase.
    Passphrase,
    /// Another passphrase than that of the copy that was opened beside them.
    OtherPassphrase,
    /// That the person wants it: they are not locked, and may have been put there by another page.
    Request,
}

/// Where answers were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In this tab.
    Tab,
    /// In the page.
    Page,
    /// On this device.
    Device,
}

impl Source {
    /// The name in files and hooks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Page => "page",
            Self::Device => "device",
        }
    }

    /// The source of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Tab, Self::Page, Self::Device].into_iter().find(|source| source.name() == name)
    }
}

/// A copy to be written on the device, and what must be true there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writing {
    /// What is written.
    pub text: String,
    /// Where: the first or the second place.
    pub place: usize,
    /// Its revision.
    pub revision: u32,
    /// The revision that must be there; `None`: there must be none.
    pub(crate) follows: Option<u32>,
    /// How it is written.
    pub manner: Manner,
}

impl Writing {
    /// Random bytes of one copy.
    pub const RANDOM: usize = 16;

    /// Whether it may be written, given what is there and the number of this tab.
    ///
    /// # Errors
    /// [`KeepProblem::Elsewhere`] if another tab keeps answers there or has changed them,
    /// [`KeepProblem::Gone`] if they were removed.
    pub fn may(&self, device: &Device, tab: &str) -> Result<(), KeepProblem> {
        if self.manner.take_over {
            return Ok(());
        }
        if device.tab.as_deref().is_some_and(|other| other != tab) {
            return Err(KeepProblem::Elsewhere);
        }
        match (device.revision(), self.follows) {
            // Nothing there can be lost that is not in this tab too.
            (Err(Damaged), _) | (Ok(None), None) => Ok(()),
            (Ok(None), Some(_)) => Err(KeepProblem::Gone),
            (Ok(there), follows) if there == follows => Ok(()),
            (Ok(Some(_)), _) => Err(KeepProblem::Elsewhere),
        }
    }
}

impl Keeper {
    /// Whether answers are kept in the tab as they are: at once, without waiting for a pause.
    pub(crate) fn is_plain_tab(&self) -> bool {
        self.mode == Mode::Tab && self.lock.is_none()
    }
}

impl Waiting {
    pub(crate) fn new(from: Source, opens: Opens, content: String) -> Self {
        Self { from, opens, problem: None, copies: vec![WaitingCopy { content, known: None }] }
    }

    /// What is on the device and cannot be read.
    pub(crate) fn damaged(content: String) -> Self {
        Self { problem: Some(OpenError::Damaged), ..Self::new(Source::Device, Opens::Passphrase, content) }
    }

    /// Where its copies are on the device.
    pub(crate) fn places(&self) -> Vec<usize> {
        self.copies.iter().filter_map(|copy| copy.known).map(|(_, place)| place).collect()
    }
}
