//! After everything was erased.

/// What is known after everything was erased in this tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// What became of the other open tabs.
    pub tabs: OtherTabs,
    /// The browser refused to empty its storage.
    pub refused: bool,
}

/// Other open tabs of this page, after everything was erased in this one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OtherTabs {
    /// How many erased everything, too.
    pub reached: u32,
    /// How many did not answer.
    pub silent: u32,
}

/// What other open tabs of this page are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabMessage {
    /// To erase everything.
    Erase,
    /// That this tab has.
    Erased,
}
