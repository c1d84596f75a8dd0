//! ASCII armour: PEM as RFC 7468 section 3 has it in its strict form, with age's label.

use base64ct::{Base64, Encoding as _};

use super::error::AgeProblem;

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
const COLUMNS: usize = 64;

/// Whether the file starts, after white space, with the first line of the armour.
pub(super) fn is_armored(file: &[u8]) -> bool {
    file.trim_ascii_start().starts_with(BEGIN.as_bytes())
}

/// The file in armour.
pub(super) fn armor(file: &[u8]) -> String {
    let mut out = format!("{BEGIN}\n");
    for (index, letter) in Base64::encode_string(file).chars().enumerate() {
        if index > 0 && index % COLUMNS == 0 {
            out.push('\n');
        }
        out.push(letter);
    }
    out.push('\n');
    out.push_str(END);
    out.push('\n');
    out
}

/// The file in the armour: lines of 64 letters, the last one shorter or full, LF or CRLF.
pub(super) fn unarmor(file: &[u8]) -> Result<Vec<u8>, AgeProblem> {
    let text = std::str::from_utf8(file.trim_ascii()).map_err(|_| AgeProblem::Damaged)?;
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(BEGIN) {
        return Err(AgeProblem::Damaged);
    }
    let mut digits = String::with_capacity(text.len());
    let mut columns = COLUMNS;
    loop {
        let line = lines.next().ok_or(AgeProblem::Truncated)?;
        if line == END {
            break;
        }
        // The mail program or the hand that cut the file may have left part of a line.
        if lines.clone().next().is_none() {
            return Err(AgeProblem::Truncated);
        }
        if columns != COLUMNS || line.is_empty() || line.len() > COLUMNS {
            return Err(AgeProblem::Damaged);
        }
        columns = line.len();
        digits.push_str(line);
    }
    if lines.next().is_some() {
        return Err(AgeProblem::Damaged);
    }
    Base64::decode_vec(&digits).map_err(|_| AgeProblem::Damaged)
}
