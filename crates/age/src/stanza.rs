//! A stanza of an age file's header.

use base64ct::{Base64Unpadded, Encoding as _};

use super::error::AgeError;

/// One way to the file key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stanza {
    /// The kind of recipient, such as `scrypt`.
    pub(super) kind: String,
    /// What else stands on the first line.
    pub(super) arguments: Vec<String>,
    /// The wrapped file key.
    pub(super) body: Vec<u8>,
}

/// Unpadded base64 in its one canonical spelling.
pub(super) fn base64(text: &str) -> Result<Vec<u8>, AgeError> {
    Base64Unpadded::decode_vec(text).map_err(|_| AgeError::Damaged)
}
