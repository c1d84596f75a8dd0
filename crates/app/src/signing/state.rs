//! The key, the signed result and what was made of it.

use candour_files::check::Checked;
use candour_proof::{json::Object, key::SigningKey};

/// The key in memory.
#[derive(Debug)]
pub struct OwnKey {
    /// The key; wiped from memory when dropped.
    pub signing: SigningKey,
    /// Whether a key file was saved or opened, so that the key is not lost with the tab.
    pub saved: bool,
}

/// A file that was written, read back and found whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The file's name.
    pub name: String,
    /// The questionnaire.
    pub questionnaire: String,
    /// Answers in it.
    pub answers: u32,
    /// Notes in it.
    pub notes: u32,
    /// Bytes.
    pub size: usize,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// A result, signed once: the complete file and every copy are the same result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedResult {
    /// The questionnaire.
    pub questionnaire: String,
    /// The document, complete.
    pub document: Object,
    /// The bytes of the complete file.
    pub text: String,
    /// What the checking code found when it read these bytes back.
    pub checked: Checked,
    /// The complete file, once the browser took it.
    pub written: Option<Written>,
    /// The copy as it was shown, to be saved as it is.
    // INVARIANT: dropped when what is withheld changes, like `handed_over`.
    pub preview: Option<CopyToShare>,
    /// The copy, once the browser took it.
    pub handed_over: Option<HandedOver>,
}

/// A copy of a result, made and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopyToShare {
    /// The bytes of its file.
    pub(crate) text: String,
    /// What others will see of it, as the checking code sees it.
    pub checked: Checked,
}

/// The signed file that the answers as they are belong to.
#[derive(Debug)]
pub struct SignedFile<'a> {
    /// The file.
    pub written: &'a Written,
    /// Fingerprint of the key that signed it, in groups of digits.
    pub fingerprint: String,
}

/// A part of a result that can be withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartToWithhold {
    /// The organisation's name.
    Name,
    /// The first answers.
    Profile,
    /// All notes, those written later too.
    Notes,
    /// The answer to the question of that id, with its note.
    Answer(String),
    /// The note on the question of that id.
    Note(String),
    /// The list of that id.
    List(String),
}

/// A copy that was saved, read back and found to be what was to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The file.
    pub written: Written,
    /// How many parts it withholds.
    pub withheld: u32,
    /// Whom it is encrypted for.
    pub encrypted_for: Option<String>,
}
