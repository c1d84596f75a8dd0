//! Files opened to be compared, and how opening them goes.

use candour_compare::workbench::{AppliedAs, RowIndex, Workbench};
use candour_files::{
    intake::{IntakeError, Pieces},
    records::RecordsFile,
};
use candour_proof::key::SigningKey;

use super::table_view::TableView;

/// Bytes of locked files, and of results about unknown questionnaires, that are held to be opened later.
const MOST_HELD: usize = 256_000_000;

/// Files opened to be compared.
#[derive(Debug, Default)]
pub struct ComparedFiles {
    /// The files.
    pub workbench: Workbench,
    /// How reading them goes, while it does.
    pub reader: Option<BatchReader>,
    /// Files chosen that were not read, because reading was stopped.
    pub unread: u32,
    /// Files that systems put beside others and no person did; they are not listed.
    pub left_out: u32,
    /// Files with questions among them, with their names, to be used if the person wants to.
    pub offered: Vec<(String, Vec<u8>)>,
    pub(crate) held: Vec<(RowIndex, Vec<u8>)>,
    pub(crate) found: Vec<(RowIndex, UnlockedContent)>,
    /// How the answers are shown.
    pub(crate) view: TableView,
}

/// What was found in a file locked with a passphrase, and is not in use yet.
#[derive(Debug)]
pub(crate) enum UnlockedContent {
    Key(SigningKey),
    Records(RecordsFile),
}

/// How reading goes.
#[derive(Debug, Default)]
pub struct BatchReader {
    /// Files done.
    pub done: u32,
    /// Files known so far; an archive shows only when it is opened how many are in it.
    pub total: u32,
    /// How many were chosen and not read by the shell yet.
    pub(crate) left: u32,
    /// How many to do in one batch, how many the last one did, and how many were asked for.
    pub(crate) batch: u32,
    pub(crate) last: u32,
    pub(crate) asked: u32,
    pub(crate) archives: Vec<Pieces>,
    /// Files held that are to be tried again.
    pub(crate) again: Vec<RowIndex>,
    /// How many files there were when they were related last.
    pub(crate) related: usize,
    /// Files opened with the key now in use.
    pub(crate) opened: u32,
    /// How many requests were on the list before.
    pub(crate) requests: usize,
}

/// A file as the shell hands it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: usize,
    /// Its content, or why it was not read.
    pub content: Result<Vec<u8>, IntakeError>,
}

impl ComparedFiles {
    /// Holds the content of a file that may be opened later; whether there is room.
    pub(crate) fn hold(&mut self, place: RowIndex, content: Vec<u8>) -> bool {
        let held: usize = self.held.iter().map(|(_, content)| content.len()).sum();
        let room = held + content.len() <= MOST_HELD;
        if room {
            self.held.push((place, content));
        }
        room
    }

    pub(crate) fn take_held(&mut self, place: RowIndex) -> Option<Vec<u8>> {
        let at = self.held.iter().position(|(held, _)| *held == place)?;
        Some(self.held.swap_remove(at).1)
    }

    pub(crate) fn mark_used(&mut self, place: RowIndex, used: AppliedAs) {
        if let Some(row) = self.workbench.row_mut(place) {
            (row.lock, row.problem, row.used) = (None, None, Some(used));
        }
    }
}

impl BatchReader {
    pub(crate) fn is_over(&self) -> bool {
        self.left == 0 && self.archives.is_empty() && self.again.is_empty()
    }

    /// Files known that are not done.
    pub(crate) fn rest(&self) -> u32 {
        self.total.saturating_sub(self.done)
    }

    /// How many files to ask the shell for: no new ones while there is something to unpack.
    pub(crate) fn ask(&mut self) -> u32 {
        let busy = !self.archives.is_empty() || !self.again.is_empty();
        self.asked = if busy { 0 } else { self.batch.min(self.left) };
        self.asked
    }
}
