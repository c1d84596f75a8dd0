//! Whether two sides have the same wording of a questionnaire.

use candour_questionnaire::catalog::CatalogEntry;

/// Whether the words that a result answers are those known here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SameWords {
    /// They are, by their digest.
    Yes,
    /// They are other ones, to the same questions.
    Other,
    /// They are in another language, so they cannot be compared.
    OtherLanguage,
    /// The questionnaire is not one of ours, or another edition of it.
    #[default]
    Unknown,
}

impl SameWords {
    /// Whether a wording in that language with that digest is the one that a questionnaire has here.
    pub fn of(entry: &CatalogEntry, language: &str, sha256: &str) -> Self {
        if language != entry.wording.language {
            Self::OtherLanguage
        } else if sha256 == entry.wording.digest() {
            Self::Yes
        } else {
            Self::Other
        }
    }

    /// The word in hooks, in tables and for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "same",
            Self::Other => "other",
            Self::OtherLanguage => "other-language",
            Self::Unknown => "unknown",
        }
    }

    /// Whether the same questions were answered in words that are not those known here.
    pub fn differ(self) -> bool {
        matches!(self, Self::Other | Self::OtherLanguage)
    }
}
