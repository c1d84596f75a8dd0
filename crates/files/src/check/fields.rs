//! What a result is made of: names and kinds of members, for those who check it and for its schema.

use candour_proof::json::Json;

/// A member: its name, its kind, and whether it must be there.
pub type Member = (&'static str, FieldKind, bool);

/// Members of a result and whether each must be there.
pub const MEMBERS: &[Member] = &[
    ("format", FieldKind::Text, true),
    ("id", FieldKind::Text, true),
    ("notice", FieldKind::Text, true),
    ("signer", FieldKind::Object, true),
    ("questionnaire", FieldKind::Object, true),
    ("request", FieldKind::Object, false),
    ("app", FieldKind::Object, true),
    ("finished", FieldKind::Text, true),
    ("profile", FieldKind::Object, true),
    ("sections", FieldKind::List, true),
    ("result", FieldKind::Object, true),
    ("manifest", FieldKind::Object, true),
    ("proof", FieldKind::Object, false),
];

/// The same of a result with a decision or lists.
pub const MEMBERS_2: &[Member] = &[
    ("format", FieldKind::Text, true),
    ("id", FieldKind::Text, true),
    ("notice", FieldKind::Text, true),
    ("signer", FieldKind::Object, true),
    ("questionnaire", FieldKind::Object, true),
    ("request", FieldKind::Object, false),
    ("app", FieldKind::Object, true),
    ("finished", FieldKind::Text, true),
    ("profile", FieldKind::Object, true),
    ("sections", FieldKind::List, true),
    ("result", FieldKind::Object, true),
    ("decision", FieldKind::Object, false),
    ("lists", FieldKind::List, false),
    ("manifest", FieldKind::Object, true),
    ("proof", FieldKind::Object, false),
];

/// Members of a decision.
pub const DECISION: &[Member] = &[
    ("outcome", FieldKind::Text, true),
    ("label", FieldKind::Text, true),
    ("points", FieldKind::List, true),
    ("rules", FieldKind::List, false),
    ("salt", FieldKind::Text, true),
];

/// Members of a list.
pub const LIST: &[Member] = &[
    ("id", FieldKind::Text, true),
    ("title", FieldKind::Text, true),
    ("items", FieldKind::List, true),
    ("salt", FieldKind::Text, true),
];

/// Members of an item of a list.
pub const ITEM: &[Member] = &[
    ("id", FieldKind::Text, true),
    ("question", FieldKind::Text, true),
    ("choice", FieldKind::Text, false),
    ("label", FieldKind::Text, false),
    ("note", FieldKind::Text, false),
];

/// Members of an answer.
pub const ANSWER: &[Member] = &[
    ("id", FieldKind::Text, true),
    ("question", FieldKind::Text, true),
    ("choice", FieldKind::Text, false),
    ("label", FieldKind::Text, false),
    ("reason", FieldKind::Text, false),
    ("reasonLabel", FieldKind::Text, false),
    ("evidence", FieldKind::Bool, false),
    ("note", FieldKind::Object, false),
    ("todo", FieldKind::Text, false),
    ("role", FieldKind::Text, false),
    ("due", FieldKind::Text, false),
    ("salt", FieldKind::Text, true),
];

/// Members of a note.
pub const NOTE: &[Member] = &[("text", FieldKind::Text, true), ("salt", FieldKind::Text, true)];

/// Members of what names the request.
pub const REQUEST: &[Member] =
    &[("id", FieldKind::Text, true), ("from", FieldKind::Text, true), ("nonce", FieldKind::Text, true)];

/// Members of a section.
pub const SECTION: &[Member] =
    &[("id", FieldKind::Text, true), ("title", FieldKind::Text, true), ("answers", FieldKind::List, true)];

/// Members of the signer.
pub const SIGNER: &[Member] =
    &[("id", FieldKind::Text, true), ("name", FieldKind::Text, false), ("salt", FieldKind::Text, true)];

/// Members of what names the questionnaire.
pub const QUESTIONNAIRE: &[Member] = &[
    ("id", FieldKind::Text, true),
    ("version", FieldKind::Text, true),
    ("language", FieldKind::Text, true),
    ("title", FieldKind::Text, true),
    ("sha256", FieldKind::Text, true),
    ("wordingSha256", FieldKind::Text, true),
    ("labelsSha256", FieldKind::Text, true),
];

/// Members of what names the page.
pub const APP: &[Member] = &[
    ("name", FieldKind::Text, true),
    ("version", FieldKind::Text, true),
    ("sha256", FieldKind::Text, false),
];

/// Members of the profile.
pub const PROFILE: &[Member] = &[("answers", FieldKind::List, true), ("salt", FieldKind::Text, true)];

/// Members of the list of parts.
pub const MANIFEST: &[Member] = &[
    ("format", FieldKind::Text, true),
    ("of", FieldKind::Text, true),
    ("parts", FieldKind::Object, true),
    ("proof", FieldKind::Object, true),
];

/// Members of a profile answer.
pub const PROFILE_ANSWER: &[Member] = &[
    ("id", FieldKind::Text, true),
    ("question", FieldKind::Text, true),
    ("choice", FieldKind::Text, true),
    ("label", FieldKind::Text, true),
];

/// Of which kind a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A text.
    Text,
    /// True or false.
    Bool,
    /// A list.
    List,
    /// An object.
    Object,
}

impl FieldKind {
    pub(super) fn fits(self, value: &Json) -> bool {
        match self {
            Self::Text => value.as_text().is_some(),
            Self::Bool => value.as_bool().is_some(),
            Self::List => value.as_list().is_some(),
            Self::Object => value.as_object().is_some(),
        }
    }
}
