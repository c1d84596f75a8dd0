//! `candour-kept/1`: what a browser's storage holds of the drafts, locked or not.
//!
//! There are two places, written in turn, so that a copy cut off in the middle leaves the one
//! before it whole. The higher revision is the newer copy; no clock is asked.

use candour_proof::{
    digest::{hex, sha256},
    json::{Json, Limits, Object},
    sort::sort_by_key,
};

use crate::text::text_of;

/// The format's name and version.
pub const FORMAT: &str = "candour-kept/1";

/// Longest copy read, in bytes: browsers give a page 5 MB or 10 MB in all.
pub const LIMITS: Limits = Limits { bytes: 8 * Limits::FILE.bytes, ..Limits::FILE };

/// One copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCopy {
    /// Whether the content is an age file; otherwise it is the text of `candour-drafts/1`.
    pub locked: bool,
    /// Counts the copies, from 1.
    pub revision: u32,
    /// The drafts.
    pub content: String,
}

/// A copy that cannot be used: cut short, changed, or not ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// What a browser's storage gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// The two copies.
    pub copies: [Option<String>; 2],
    /// The tab that keeps them, by a number of its own.
    pub tab: Option<String>,
}

impl StoredCopy {
    /// The text to be stored.
    pub fn write(&self) -> String {
        let object = Object::new()
            .with("format", FORMAT)
            .with("locked", self.locked)
            .with("revision", self.revision)
            .with("sha256", hex(&sha256(self.content.as_bytes())))
            .with("content", self.content.as_str());
        candour_proof::jcs::canonical(&object.into())
    }

    /// Reads what [`StoredCopy::write`] wrote.
    ///
    /// # Errors
    /// [`Damaged`]: not whole, or not such a text.
    pub fn read(text: &str) -> Result<Self, Damaged> {
        let object = Json::read(text.as_bytes(), LIMITS).map_err(|_| Damaged)?;
        let content = text_of(&object, "content").ok_or(Damaged)?;
        let whole = text_of(&object, "format") == Some(FORMAT)
            && text_of(&object, "sha256") == Some(hex(&sha256(content.as_bytes())).as_str());
        let Some(Json::Integer(revision)) = object.get("revision").filter(|_| whole) else {
            return Err(Damaged);
        };
        let revision = u32::try_from(*revision).map_err(|_| Damaged)?;
        let locked = object.get("locked").and_then(Json::as_bool).ok_or(Damaged)?;
        Ok(Self { locked, revision, content: content.to_owned() })
    }
}

impl Device {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.copies.iter().all(Option::is_none)
    }

    /// The copies that are whole and where each stands, the newest first; of two with the same revision
    /// the one in the second place.
    ///
    /// # Errors
    /// [`Damaged`] if there is something, and none of it is whole.
    pub fn whole(&self) -> Result<Vec<(StoredCopy, usize)>, Damaged> {
        let read =
            |(place, text): (usize, &Option<String>)| Some((StoredCopy::read(text.as_deref()?).ok()?, place));
        let mut whole: Vec<_> = self.copies.iter().enumerate().filter_map(read).collect();
        sort_by_key(&mut whole, |(kept, place)| std::cmp::Reverse((kept.revision, *place)));
        if whole.is_empty() && !self.is_empty() {
            return Err(Damaged);
        }
        Ok(whole)
    }

    /// The revision of the newest copy that is whole, if there is anything.
    ///
    /// # Errors
    /// [`Damaged`] if there is something, and none of it is whole.
    pub fn revision(&self) -> Result<Option<u32>, Damaged> {
        Ok(self.whole()?.first().map(|(kept, _)| kept.revision))
    }

    /// Whether something is there that is not whole, so that the newest copy may be an older one.
    pub fn is_damaged(&self) -> bool {
        self.copies.iter().flatten().any(|text| StoredCopy::read(text).is_err())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(revision: u32) -> StoredCopy {
        StoredCopy { locked: true, revision, content: format!("စာ \"{revision}\"\n") }
    }

    fn device(first: Option<String>, second: Option<String>) -> Device {
        Device { copies: [first, second], tab: None }
    }

    #[test]
    fn a_copy_reads_as_it_was_written() {
        assert_eq!(StoredCopy::read(&kept(7).write()), Ok(kept(7)));
    }

    #[test]
    fn as_much_is_read_again_as_a_device_holds() {
        let kept = StoredCopy { content: "ab".repeat(5_000_000), ..kept(7) };
        assert_eq!(StoredCopy::read(&kept.write()), Ok(kept));
    }

    #[test]
    fn a_copy_cut_anywhere_or_changed_anywhere_is_damaged() {
        let text = kept(7).write();
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(StoredCopy::read(text.split_at(end).0), Err(Damaged), "{end}");
        }
        let changed = text.replacen("စာ", "XX", 1);
        assert_eq!(StoredCopy::read(&changed), Err(Damaged));
        for other in ["", "{}", "[]", "null", &text.replace("kept/1", "kept/2"), &text.replace(":7", ":-7")] {
            assert_eq!(StoredCopy::read(other), Err(Damaged), "{other}");
        }
    }

    #[test]
    fn the_higher_revision_is_the_newer_copy_wherever_it_stands() {
        for (first, second, place) in [(1, 2, 1), (3, 2, 0), (9, 10, 1), (7, 7, 1)] {
            let device = device(Some(kept(first).write()), Some(kept(second).write()));
            let whole = device.whole().unwrap();
            let found: Vec<_> = whole.iter().map(|(kept, place)| (kept.revision, *place)).collect();
            assert_eq!(found, [(first.max(second), place), (first.min(second), 1 - place)]);
            assert!(!device.is_damaged());
        }
    }

    #[test]
    fn a_save_cut_off_leaves_the_copy_before_it() {
        let (old, new) = (kept(1).write(), kept(2).write());
        for end in (0..new.len()).filter(|end| new.is_char_boundary(*end)) {
            let device = device(Some(old.clone()), Some(new.split_at(end).0.to_owned()));
            assert_eq!((device.whole(), device.is_damaged()), (Ok(vec![(kept(1), 0)]), true), "{end}");
        }
    }

    #[test]
    fn nothing_is_told_from_damage() {
        assert_eq!(device(None, None).whole(), Ok(Vec::new()));
        assert_eq!(device(None, Some("{".to_owned())).whole(), Err(Damaged));
        assert_eq!(device(None, Some("{".to_owned())).revision(), Err(Damaged));
        assert!(device(None, None).is_empty() && !device(Some(String::new()), None).is_empty());
    }
}
