//! Words that no id may be, because addresses use them.

/// Words of addresses that lead to a screen, so no questionnaire has one of them for its id.
pub const SCREENS: [&str; 11] = [
    "drafts",
    "check",
    "request",
    "requested",
    "write",
    "compare",
    "follow-up",
    "about",
    "accessibility",
    "glossary",
    "settings",
];

/// Words of addresses that lead to a screen of a questionnaire, so no section has one of them for its id.
pub const PLACES: [&str; 10] =
    ["profile", "tasks", "later", "review", "result", "keep", "plan", "blank", "report", "progress"];
