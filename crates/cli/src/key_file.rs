//! Key files: opening them.

use std::{fs::File, io::Read as _, path::Path};

use candour_age::{self as age, AgeError, Identity};
use candour_files::{
    intake::decrypt,
    records::{Records, RecordsFile},
};
use candour_proof::key::{PublicKey, SigningKey};
use zeroize::Zeroizing;

use crate::messages::Message;
use crate::{
    clock::now,
    error::{CliOutcome, ErrorMessage},
    passphrase::PassphraseSource,
    waiting::announced,
};

/// Most bytes of a requester file, locked; a key file has a few hundred.
const LONGEST: u64 = 30_000_000;
/// What an identity for age tools begins with.
const IDENTITY: &str = "AGE-SECRET-KEY-1";

/// A key that opens what was encrypted for it, and perhaps signs.
#[derive(Clone)]
pub(crate) enum DecryptionKey {
    /// A signing key, from which the other one derives.
    Signing(SigningKey),
    /// An identity of age tools.
    Identity(Identity),
}

impl DecryptionKey {
    /// What opens files.
    pub(crate) fn identity(&self) -> Identity {
        match self {
            Self::Signing(signing) => candour_files::keys::identity(signing),
            Self::Identity(identity) => identity.clone(),
        }
    }

    /// The public half of a signing key.
    pub(crate) fn public(&self) -> Option<PublicKey> {
        match self {
            Self::Signing(signing) => Some(signing.public()),
            Self::Identity(_) => None,
        }
    }
}

/// A key file that was opened, and what else is in it.
pub(crate) struct OpenedKey {
    /// The key.
    pub(crate) key: DecryptionKey,
    /// The requests made with it and the keys known, if it is a requester file.
    pub(crate) records: Records,
    /// What opened the file; empty if it was not locked.
    pub(crate) passphrase: Zeroizing<String>,
}

/// Opens a key file: the page's, a requester file, or an identity for age tools; locked with a passphrase or not.
///
/// # Errors
/// If it cannot be read, the passphrase does not open it, or it is something else.
pub(crate) fn open(path: &Path, passphrase: &PassphraseSource) -> CliOutcome<DecryptionKey> {
    open_all(path, passphrase).map(|opened| opened.key)
}

/// The same, with what else is in a requester file.
///
/// # Errors
/// As [`open`] has it.
pub(crate) fn open_all(path: &Path, passphrase: &PassphraseSource) -> CliOutcome<OpenedKey> {
    let mut used = Zeroizing::new(String::new());
    let mut content = Zeroizing::new(Vec::new());
    announced(path, || File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut content)))
        .map_err(|error| ErrorMessage::new(Message::NotOpened).file(path).why(&error))?;
    let locked = age::restored(&content).into_owned();
    let content = if age::is_age(&locked) {
        used = passphrase.ask(&path.display().to_string())?;
        decrypt(&locked, &used).map_err(|problem| {
            ErrorMessage::new(match problem {
                AgeError::WrongPassphrase => Message::KeyWrongPassphrase,
                AgeError::TooExpensive => Message::KeyTooExpensive,
                AgeError::UnsupportedRecipient
                | AgeError::UnsupportedVersion
                | AgeError::TooManyRecipients
                | AgeError::OtherKey => Message::KeyUnsupported,
                AgeError::NotAge | AgeError::ChangedAsText | AgeError::Damaged | AgeError::Truncated => {
                    Message::KeyDamaged
                }
            })
            .file(path)
        })?
    } else {
        content
    };
    let opened = |key, records| OpenedKey { key, records, passphrase: used };
    if let Ok(signing) = SigningKey::from_key_file(&content) {
        return Ok(opened(DecryptionKey::Signing(signing), Records::default()));
    }
    if let Ok(RecordsFile { key: Some(signing), records, .. }) = Records::of_text(&content, now()) {
        return Ok(opened(DecryptionKey::Signing(signing), records));
    }
    let text = std::str::from_utf8(&content).unwrap_or_default();
    let identity = text.lines().map(str::trim).find(|line| line.starts_with(IDENTITY));
    match identity.map(Identity::parse) {
        Some(Ok(identity)) => Ok(opened(DecryptionKey::Identity(identity), Records::default())),
        _ => Err(ErrorMessage::new(Message::KeyNotAKey).file(path).into()),
    }
}
