//! Names of the formats, and how many questionnaires there may be.

/// The format's name and version.
pub const FORMAT: &str = "candour-questionnaires/1";

/// What a page carries.
pub const BUILT_IN: &str = "candour-built-in/1";

/// Most questionnaires beside those the page was built with.
pub const MOST: usize = 20;

/// The format of a structure alone.
pub const STRUCTURE: &str = candour_questionnaire::questionnaire::names::FORMAT;

/// The format of a wording alone.
pub const WORDING: &str = candour_questionnaire::wording::FORMAT;
