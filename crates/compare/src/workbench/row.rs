//! One opened file, kept small: ten thousand of them must fit into a browser's memory.

use candour_files::{
    check::{Checked, Verdict},
    intake::{IntakeError, Needs},
};
use candour_proof::{
    digest::{from_hex, hex},
    key::PublicKey,
};
use candour_questionnaire::catalog::Catalog;

use super::{
    place::RowIndex,
    summary::{ResultSummary, Subject},
};

/// One opened file.
#[derive(Debug)]
pub struct FileRow {
    /// The file's name; of a file in an archive, that of the archive, a slash and its own.
    pub name: Box<str>,
    /// Its size in bytes.
    pub size: u32,
    /// SHA-256 of its bytes; `None` if it was not read. Of a file that came encrypted, of what was in it.
    pub sha256: Option<[u8; 32]>,
    /// Whether it came encrypted and was opened here.
    pub was_encrypted: bool,
    /// What it is and whether it holds.
    pub verdict: Verdict,
    /// What a result says, and what was found about it.
    pub sheet: Option<Box<ResultSummary>>,
    /// What opens a file that is still locked.
    pub lock: Option<Needs>,
    /// Why it was not read or not opened. If there is something here it is what is to be said of the file,
    /// and not the verdict.
    pub problem: Option<IntakeError>,
    /// What was found in it and put to use.
    pub used: Option<AppliedAs>,
    /// How it relates to the other files. Up to date after [`super::Workbench::relate`].
    pub relation: Relation,
    /// Whether the one who compares chose it among several that exclude each other.
    pub preferred: bool,
}

/// What was found in a locked file and put to use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppliedAs {
    /// A signing key, which is the one in use now.
    Key,
    /// Records, which were joined with those here.
    Records,
    /// A signing key that is not in use.
    FoundKey(PublicKey),
    /// Records that were not joined with those here.
    FoundRecords {
        /// Requests in them.
        requests: u32,
        /// Keys in them.
        keys: u32,
        /// The signing key in the same file.
        key: Option<PublicKey>,
    },
}

/// How a file relates to the other files opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// Nothing to say.
    #[default]
    Only,
    /// The same as that file.
    Duplicate {
        /// The file that counts.
        of: RowIndex,
        /// Whether byte for byte; otherwise the same document in other white space.
        exact: bool,
    },
    /// It has the number (`id`) of that file, and is not the same.
    SameId {
        /// The other file.
        of: RowIndex,
        /// How they differ.
        how: Conflict,
    },
    /// By the same key, in the same name and about the same questionnaire as that file.
    Older {
        /// The file that counts.
        than: RowIndex,
        /// Both were finished on one day, so nothing tells which is the older one.
        same_day: bool,
    },
    /// The same name as that file, and another key. Both count.
    OtherKey(RowIndex),
    /// The same key and questionnaire as that file, and another name. Both count.
    OtherName(RowIndex),
}

/// How two files with one number differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// More is withheld in this one.
    MoreWithheld,
    /// Something else is in it.
    OtherContent,
    /// Another key signed it. If neither key is known, none of the two counts.
    OtherKey,
}

impl Relation {
    /// The word of the hook `data-relation`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Only => "only",
            Self::Duplicate { .. } => "duplicate",
            Self::SameId { .. } => "same-id",
            Self::Older { .. } => "older",
            Self::OtherKey(_) => "other-key",
            Self::OtherName(_) => "other-name",
        }
    }

    /// The other file; `None` of the only one.
    pub fn other(self) -> Option<RowIndex> {
        match self {
            Self::Only => None,
            Self::Duplicate { of: place, .. }
            | Self::SameId { of: place, .. }
            | Self::Older { than: place, .. }
            | Self::OtherKey(place)
            | Self::OtherName(place) => Some(place),
        }
    }

    /// Whether a file so related counts.
    pub fn counts(self) -> bool {
        matches!(self, Self::Only | Self::OtherKey(_) | Self::OtherName(_))
    }
}

impl FileRow {
    /// The result's sheet, if the file is one that may be compared: intact, or partly withheld.
    pub fn sound(&self) -> Option<&ResultSummary> {
        self.sheet.as_deref().filter(|_| is_sound(&self.verdict))
    }

    /// The result's sheet, if it is sound and neither a duplicate nor superseded.
    pub fn counts(&self) -> Option<&ResultSummary> {
        self.sound().filter(|_| self.relation.counts())
    }

    /// SHA-256 in hexadecimal; empty if the file was not read.
    pub fn sha256_text(&self) -> String {
        self.sha256.map(|digest| hex(&digest)).unwrap_or_default()
    }

    pub(super) fn of(checked: Checked, catalog: &Catalog, subjects: &mut Vec<Subject>) -> Self {
        let sound = is_sound(&checked.verdict);
        let placed = checked.drafts.into_iter().next();
        let sheet = checked.report.map(|report| ResultSummary::of(report, placed, sound, catalog, subjects));
        Self {
            name: checked.name.into(),
            size: u32::try_from(checked.size).unwrap_or(u32::MAX),
            sha256: from_hex(&checked.sha256),
            was_encrypted: checked.was_encrypted,
            verdict: checked.verdict,
            sheet: sheet.map(Box::new),
            lock: checked.lock,
            problem: checked.problem,
            used: None,
            relation: Relation::Only,
            preferred: false,
        }
    }
}

fn is_sound(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Intact | Verdict::Partial)
}
