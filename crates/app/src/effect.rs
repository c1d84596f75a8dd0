//! What should happen outside, and how it is answered.
//!
//! An effect that stores, removes, saves or prints something is answered by how that went, and only then does
//! a message say so. The others move the address or the focus, or ask before closing: they claim nothing.

use candour_files::embed::Element;
use candour_questionnaire::answers::Choice;

use crate::{
    deferred::Deferred, erased::TabMessage, event::Event, route::Route, storage::state::PendingWrite,
};

/// What should happen outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Mirror this text in memory, where the crash screen finds it; answered by
    /// [`StorageEvent::Mirrored`](crate::StorageEvent::Mirrored).
    MirrorForCrashScreen(Option<String>),
    /// Save this text in the tab, or remove what is there; answered by
    /// [`StorageEvent::SavedToTab`](crate::StorageEvent::SavedToTab).
    SaveToTab(Option<String>),
    /// Save the drafts once the typing pauses: [`Event::Resumed`] with
    /// [`StorageTask::Save`](crate::StorageTask::Save) and [`PendingWrite::RANDOM`] random bytes.
    ScheduleSave,
    /// Save this on the device; answered by [`StorageEvent::SavedToDevice`](crate::StorageEvent::SavedToDevice).
    SaveToDevice(PendingWrite),
    /// Look at what the device holds; answered by [`StorageEvent::DeviceRead`](crate::StorageEvent::DeviceRead).
    ReadDevice,
    /// Remove what the device holds; answered by
    /// [`StorageEvent::RemovedFromDevice`](crate::StorageEvent::RemovedFromDevice).
    EraseDevice,
    /// Remove the copies at these indexes from the device; answered in the same way.
    EraseCopies(Vec<usize>),
    /// Save a file; answered by `saved`, or by [`Event::Failed`].
    Download {
        /// Its name.
        name: String,
        /// Its media type.
        media: &'static str,
        /// Its content.
        content: String,
        /// What happened once the browser took it.
        saved: Box<Event>,
    },
    /// Save the page itself with something in it; answered by `saved`, or by [`Event::Failed`].
    DownloadPageWith {
        /// Its name.
        name: String,
        /// Which element of it holds that.
        element: Element,
        /// That itself: an age file in armour, or packed text.
        content: String,
        /// What happened once the browser took it.
        saved: Box<Event>,
    },
    /// Save the page itself; answered by [`Event::PageCopySaved`], or by [`Event::Failed`].
    DownloadPage,
    /// Select the text of the field with this `id` and copy it to the clipboard; answered by [`Event::TextCopied`], or
    /// by [`Event::Failed`] with the text still selected.
    CopyText(String),
    /// Draw the screen, unless the work [is quick](Deferred::is_quick), then go on; answered by [`Event::Resumed`].
    RunAfterPaint {
        /// The work.
        task: Deferred,
        /// How many random bytes it needs.
        random: usize,
    },
    /// Open the files that were dropped on the page, as these are opened.
    OpenDropped(OpenAs),
    /// Read the next files of those chosen, at most so many, or only let the browser draw; answered by
    /// [`ComparisonEvent::FilesRead`](crate::ComparisonEvent::FilesRead).
    ReadFiles(u32),
    /// Drop the files chosen that were not read yet.
    DropPendingFiles,
    /// Ask before the tab closes, or no longer.
    AskBeforeClosing(bool),
    /// Go to an address; answered by [`Event::AddressChanged`].
    PushRoute(Route),
    /// Replace the present address, so that it leaves no trace in this tab.
    ReplaceRoute(Route),
    /// A new screen: move the focus to its heading, or to a question named by the address.
    ScrollToTop,
    /// Move the focus from a button that disappears to a control near it.
    Focus(FocusTarget),
    /// Move the focus to the field of this id, once it is drawn.
    FocusField(String),
    /// Empty the fields for passphrases and files in the form of the field of this id.
    EmptyForm(String),
    /// Print; answered by [`Event::Printed`], or by [`Event::Failed`].
    Print,
    /// Empty every storage and the history state the page made; answered by [`Event::StorageErased`].
    EraseStorage,
    /// Erase everything when Escape is pressed five times, or not; for this tab, also after a reload.
    EraseByEscape(bool),
    /// Notify the other open tabs of this page; answered by [`Event::TabsAnswered`] whenever one of them answers.
    NotifyTabs(TabMessage),
}

/// What is done with files that are chosen or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenAs {
    /// Each is checked.
    Checked,
    /// They are compared.
    Compared,
    /// They hold questionnaires.
    Questionnaires,
}

/// A control on the screen that the focus can be moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// This answer of the question with this id.
    Answer(String, Choice),
    /// The state of the action for the question with this id.
    ActionState(String),
}
