//! The header of an age file: stanzas that hold the file key, and a check over them.

use base64ct::{Base64Unpadded, Encoding as _};
use hkdf::hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{
    error::AgeError,
    kdf::{FileKey, derive},
    stanza::{Stanza, base64},
};
use crate::scrypt;

const VERSION: &str = "age-encryption.org/v1";
const COLUMNS: usize = 64;

/// How a binary age file begins after a shell wrote it as text in UTF-16: its bytes are lost.
pub(super) const AS_UTF_16: [u8; 10] = *b"\xff\xfea\0g\0e\0-\0";

/// A header that is well formed, but not yet checked.
pub(super) struct Header<'a> {
    pub(super) stanzas: Vec<Stanza>,
    /// The bytes the check covers: up to and including `---`.
    covered: &'a [u8],
    check: [u8; 32],
}

impl<'a> Header<'a> {
    /// Splits a file into its header and what follows.
    pub(super) fn parse(file: &'a [u8]) -> Result<(Self, &'a [u8]), AgeError> {
        let mut rest = file;
        check_version(&mut rest)?;
        let mut stanzas = Vec::new();
        loop {
            let start = rest;
            let line = take_line(&mut rest)?;
            if let Some(check) = line.strip_prefix("---") {
                let check = check.strip_prefix(' ').ok_or(AgeError::Damaged)?;
                let covered = file.get(..file.len() - start.len() + 3).ok_or(AgeError::Damaged)?;
                let check = <[u8; 32]>::try_from(base64(check)?).map_err(|_| AgeError::Damaged)?;
                // Beside a passphrase nobody else may read the file, so that knowing the passphrase
                // means who wrote it.
                if stanzas.len() > 1 && stanzas.iter().any(|stanza: &Stanza| stanza.kind == scrypt::KIND) {
                    return Err(AgeError::Damaged);
                }
                return Ok((Self { stanzas, covered, check }, rest));
            }
            stanzas.push(parse_stanza(line, &mut rest)?);
        }
    }

    /// Whether whoever knew the file key wrote this header.
    pub(super) fn check(&self, file_key: &FileKey) -> Result<(), AgeError> {
        hmac(file_key, self.covered)?.verify(&self.check.into()).map_err(|_| AgeError::Damaged)
    }
}

/// A header with one stanza.
pub(super) fn write(stanza: &Stanza, file_key: &FileKey) -> Result<String, AgeError> {
    let mut out = format!("{VERSION}\n-> {}", stanza.kind);
    for argument in &stanza.arguments {
        out.push(' ');
        out.push_str(argument);
    }
    let body = Base64Unpadded::encode_string(&stanza.body);
    for (index, letter) in body.chars().enumerate() {
        if index % COLUMNS == 0 {
            out.push('\n');
        }
        out.push(letter);
    }
    // The last line is always a short one, if need be an empty one.
    if body.len().is_multiple_of(COLUMNS) {
        out.push('\n');
    }
    out.push_str("\n---");
    let check = hmac(file_key, out.as_bytes())?.finalize().into_bytes();
    out.push(' ');
    out.push_str(&Base64Unpadded::encode_string(&check));
    out.push('\n');
    Ok(out)
}

fn hmac(file_key: &FileKey, covered: &[u8]) -> Result<Hmac<Sha256>, AgeError> {
    let key = derive(&**file_key, b"", b"header");
    // HMAC takes keys of any length, so this cannot fail.
    let hmac = Hmac::<Sha256>::new_from_slice(&*key).map_err(|_| AgeError::Damaged)?;
    Ok(hmac.chain_update(covered))
}

fn check_version(rest: &mut &[u8]) -> Result<(), AgeError> {
    if rest.starts_with(&AS_UTF_16) {
        return Err(AgeError::ChangedAsText);
    }
    if !rest.starts_with(b"age-encryption.org/") {
        return Err(AgeError::NotAge);
    }
    // An age file has line feeds alone, and no carriage return before the first of them.
    if rest.iter().find(|byte| matches!(byte, b'\r' | b'\n')) == Some(&b'\r') {
        return Err(AgeError::ChangedAsText);
    }
    match take_line(rest)? {
        VERSION => Ok(()),
        _ => Err(AgeError::UnsupportedVersion),
    }
}

fn parse_stanza(line: &str, rest: &mut &[u8]) -> Result<Stanza, AgeError> {
    let words = line.strip_prefix("-> ").ok_or(AgeError::Damaged)?;
    let mut words = words.split(' ').map(str::to_owned).collect::<Vec<_>>().into_iter();
    let visible = |word: &String| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic());
    if !words.as_slice().iter().all(visible) {
        return Err(AgeError::Damaged);
    }
    let kind = words.next().ok_or(AgeError::Damaged)?;
    let mut body = Vec::new();
    loop {
        let line = take_line(rest)?;
        if line.len() > COLUMNS {
            return Err(AgeError::Damaged);
        }
        body.extend(base64(line)?);
        if line.len() < COLUMNS {
            return Ok(Stanza { kind, arguments: words.collect(), body });
        }
    }
}

fn take_line<'a>(rest: &mut &'a [u8]) -> Result<&'a str, AgeError> {
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or(AgeError::Truncated)?;
    let (line, tail) = rest.split_at_checked(end).ok_or(AgeError::Truncated)?;
    *rest = tail.get(1..).unwrap_or_default();
    std::str::from_utf8(line).map_err(|_| AgeError::Damaged)
}
