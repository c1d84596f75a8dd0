//! Random bytes of the system, for keys, requests and salts.

use zeroize::Zeroizing;

use crate::messages::Message;
use crate::problem::{Outcome, Problem};

/// Random bytes.
///
/// # Errors
/// If the system gives none.
pub(crate) fn random<const COUNT: usize>() -> Outcome<Zeroizing<[u8; COUNT]>> {
    let mut bytes = Zeroizing::new([0; COUNT]);
    getrandom::fill(&mut *bytes).map_err(|error| Problem::new(Message::NoChance).with("why", error))?;
    Ok(bytes)
}
