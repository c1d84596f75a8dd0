//! What a result is made of: names and kinds of members, for those who check it and for its schema.

use candour_proof::json::Json;

/// A member: its name, its kind, and whether it must be there.
pub type Member = (&'static str, Kind, bool);

/// Members of a result and whether each must be there.
pub const MEMBERS: &[Member] = &[
    ("format", Kind::Text, true),
    ("id", Kind::Text, true),
    ("notice", Kind::Text, true),
    ("signer", Kind::Object, true),
    ("questionnaire", Kind::Object, true),
    ("request", Kind::Object, false),
    ("app", Kind::Object, true),
    ("finished", Kind::Text, true),
    ("profile", Kind::Object, true),
    ("sections", Kind::List, true),
    ("result", Kind::Object, true),
    ("manifest", Kind::Object, true),
    ("proof", Kind::Object, false),
];

/// Members of an answer.
pub const ANSWER: &[Member] = &[
    ("id", Kind::Text, true),
    ("question", Kind::Text, true),
    ("choice", Kind::Text, false),
    ("label", Kind::Text, false),
    ("reason", Kind::Text, false),
    ("reasonLabel", Kind::Text, false),
    ("evidence", Kind::Bool, false),
    ("note", Kind::Object, false),
    ("todo", Kind::Text, false),
    ("role", Kind::Text, false),
    ("due", Kind::Text, false),
    ("salt", Kind::Text, true),
];

/// Members of a note.
pub const NOTE: &[Member] = &[("text", Kind::Text, true), ("salt", Kind::Text, true)];

/// Members of what names the request.
pub const REQUEST: &[Member] =
    &[("id", Kind::Text, true), ("from", Kind::Text, true), ("nonce", Kind::Text, true)];

/// Members of a section.
pub const SECTION: &[Member] =
    &[("id", Kind::Text, true), ("title", Kind::Text, true), ("answers", Kind::List, true)];

/// Members of the signer.
pub const SIGNER: &[Member] =
    &[("id", Kind::Text, true), ("name", Kind::Text, false), ("salt", Kind::Text, true)];

/// Members of what names the questionnaire.
pub const QUESTIONNAIRE: &[Member] = &[
    ("id", Kind::Text, true),
    ("version", Kind::Text, true),
    ("language", Kind::Text, true),
    ("title", Kind::Text, true),
    ("sha256", Kind::Text, true),
    ("wordingSha256", Kind::Text, true),
    ("labelsSha256", Kind::Text, true),
];

/// Members of what names the page.
pub const APP: &[Member] =
    &[("name", Kind::Text, true), ("version", Kind::Text, true), ("sha256", Kind::Text, false)];

/// Members of the profile.
pub const PROFILE: &[Member] = &[("answers", Kind::List, true), ("salt", Kind::Text, true)];

/// Members of the list of parts.
pub const MANIFEST: &[Member] = &[
    ("format", Kind::Text, true),
    ("of", Kind::Text, true),
    ("parts", Kind::Object, true),
    ("proof", Kind::Object, true),
];

/// Members of a profile answer.
pub const PROFILE_ANSWER: &[Member] = &[
    ("id", Kind::Text, true),
    ("question", Kind::Text, true),
    ("choice", Kind::Text, true),
    ("label", Kind::Text, true),
];

/// Of which kind a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// True or false.
    Bool,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    pub(super) fn fits(self, value: &Json) -> bool {
        match self {
            Self::Text => value.as_text().is_some(),
            Self::Bool => value.as_bool().is_some(),
            Self::List => value.as_list().is_some(),
            Self::Object => value.as_object().is_some(),
        }
    }
}
