//! What should happen outside, and work that needs time or randomness.

use candour_compare::{
    export::{Collected, Export},
    workbench::Place,
};
use candour_files::embed::Element;
use zeroize::Zeroizing;

use crate::{requests::RequestSource, route::Route, storage::Writing};

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
    Unlock(usize, Zeroizing<String>),
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
    /// Remove the copies at these places from the device.
    EraseCopies(Vec<usize>),
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
    /// Tell the other open tabs of this page; answered by [`Event::TabsTold`] whenever one of them answers.
    TellTabs(Telling),
}

/// What other open tabs of this page are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Telling {
    /// To erase everything.
    Erase,
    /// That this tab has.
    Erased,
}

/// Other open tabs of this page, after everything was erased in this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OtherTabs {
    /// How many erased everything, too.
    pub reached: u32,
    /// How many did not answer.
    pub silent: u32,
}
