//! Random bytes of the system, for keys, requests and salts.

use zeroize::Zeroizing;

use crate::error::{CliOutcome, ErrorMessage};
use crate::messages::Message;

/// Random bytes.
///
/// # Errors
/// If the system gives none.
pub(crate) fn random<const COUNT: usize>() -> CliOutcome<Zeroizing<[u8; COUNT]>> {
    let mut bytes = Zeroizing::new([0; COUNT]);
    getrandom::fill(&mut *bytes).map_err(|error| ErrorMessage::new(Message::NoChance).with("why", error))?;
    Ok(bytes)
}
