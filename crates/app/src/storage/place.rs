//! Where answers are stored, and why they are not.

use candour_proof::impl_from_str;

/// Where answers are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum StorageMode {
    /// In the open tab only.
    #[default]
    Tab,
    /// On this device, locked with a passphrase.
    Locked,
    /// On this device, for everybody who can use it.
    Unlocked,
}

/// Why answers are not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// Storage is switched off or forbidden here.
    Forbidden,
    /// Storage is full.
    Full,
    /// Another tab stores answers in the same place.
    Elsewhere,
    /// What was stored is gone: the browser or another tab removed it.
    Gone,
}

/// Where answers were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftSource {
    /// In this tab.
    Tab,
    /// In the page.
    Page,
    /// On this device.
    Device,
}

impl DraftSource {
    /// All.
    pub const ALL: [Self; 3] = [Self::Tab, Self::Page, Self::Device];

    /// The name in files and hooks.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tab => "tab",
            Self::Page => "page",
            Self::Device => "device",
        }
    }
}

impl_from_str!(DraftSource);
