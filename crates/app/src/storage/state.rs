//! How and where answers are kept.

use candour_age::{Lock, OpenError};
use candour_files::stored_copy::{Damaged, Device};

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

/// Locked answers that wait for their passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Where they are.
    pub from: Source,
    /// An age file in armour, or what is there instead.
    pub content: String,
    /// Why they were not opened.
    pub problem: Option<OpenError>,
    pub(crate) known: Option<(u32, usize)>,
}

/// Where locked answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In this tab.
    Tab,
    /// In the page.
    Page,
    /// On this device.
    Device,
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
        match (device.newest(), self.follows) {
            // Nothing there can be lost that is not in this tab too.
            (Err(Damaged), _) | (Ok(None), None) => Ok(()),
            (Ok(None), Some(_)) => Err(KeepProblem::Gone),
            (Ok(Some(newest)), follows) if follows == Some(newest.kept.revision) => Ok(()),
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
    pub(crate) fn new(from: Source, content: String) -> Self {
        Self { from, content, problem: None, known: None }
    }
}
