//! ASCII armour: PEM as RFC 7468 section 3 has it in its strict form, with age's label.

use std::borrow::Cow;

use base64ct::{Base64, Encoding as _};

use super::error::AgeError;

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
pub(super) fn unarmor(file: &[u8]) -> Result<Vec<u8>, AgeError> {
    let text = std::str::from_utf8(file.trim_ascii()).map_err(|_| AgeError::Damaged)?;
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(BEGIN) {
        return Err(AgeError::Damaged);
    }
    let mut digits = String::with_capacity(text.len());
    let mut columns = COLUMNS;
    loop {
        let line = lines.next().ok_or(AgeError::Truncated)?;
        if line == END {
            break;
        }
        // The mail program or the hand that cut the file may have left part of a line.
        if lines.clone().next().is_none() {
            return Err(AgeError::Truncated);
        }
        if columns != COLUMNS || line.is_empty() || line.len() > COLUMNS {
            return Err(AgeError::Damaged);
        }
        columns = line.len();
        digits.push_str(line);
    }
    if lines.next().is_some() {
        return Err(AgeError::Damaged);
    }
    Base64::decode_vec(&digits).map_err(|_| AgeError::Damaged)
}

/// What may stand before armour that a mail program quoted, an editor indented or a viewer wrapped.
const BEFORE: [char; 8] = ['\u{feff}', '>', '|', '"', '\'', '`', '*', '\0'];

/// A file in armour as it was before an editor, a shell or a mail program wrote it anew: in another encoding, with
/// other line ends, quoted, indented, wrapped or with text behind it. The armour is only the cover, and what is in
/// it is authenticated, so nothing is lost by reading it leniently. A file that is something else comes back as it is.
pub fn restored(file: &[u8]) -> Cow<'_, [u8]> {
    let whole = Cow::Borrowed(file);
    if file.starts_with(BEGIN.as_bytes()) && unarmor(file).is_ok() {
        return whole;
    }
    match content(file) {
        Some(content) => Cow::Owned(armor(&content).into_bytes()),
        None => whole,
    }
}

/// The bytes in armour that is no longer as it was written.
fn content(file: &[u8]) -> Option<Vec<u8>> {
    let text = decoded(file)?;
    let start = text.trim_start_matches(|letter: char| letter.is_whitespace() || BEFORE.contains(&letter));
    let start = start.strip_prefix("<pre>").unwrap_or(start);
    let (digits, _) = start.strip_prefix(BEGIN)?.split_once(END)?;
    let unescaped =
        digits.replace("&#43;", "+").replace("&#47;", "/").replace("&#x2F;", "/").replace("&#61;", "=");
    let put_in = |letter: &char| letter.is_whitespace() || BEFORE.contains(letter);
    let digits: String = unescaped.chars().filter(|letter| !put_in(letter)).collect();
    Base64::decode_vec(&digits).ok().filter(|content| content.starts_with(b"age-encryption.org/"))
}

/// The text of a file: in UTF-8, or in UTF-16 with its mark. `None` if it is neither.
pub fn decoded(file: &[u8]) -> Option<Cow<'_, str>> {
    let of = |pair: fn([u8; 2]) -> u16, rest: &[u8]| {
        let (pairs, _) = rest.as_chunks();
        char::decode_utf16(pairs.iter().map(|bytes| pair(*bytes))).collect::<Result<String, _>>().ok()
    };
    match file {
        [0xff, 0xfe, rest @ ..] => of(u16::from_le_bytes, rest).map(Cow::Owned),
        [0xfe, 0xff, rest @ ..] => of(u16::from_be_bytes, rest).map(Cow::Owned),
        _ => std::str::from_utf8(file).ok().map(Cow::Borrowed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Saving = fn(&str) -> Vec<u8>;

    const SAVED_AGAIN: [(&str, Saving); 16] = [
        ("as it was", |file| file.into()),
        ("with a byte order mark", |file| format!("\u{feff}{file}").into()),
        ("in UTF-16", |file| {
            [vec![0xff, 0xfe], file.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
        }),
        ("in UTF-16, the other way", |file| {
            [vec![0xfe, 0xff], file.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat()
        }),
        ("with CRLF", |file| file.replace('\n', "\r\n").into()),
        ("with CR", |file| file.replace('\n', "\r").into()),
        ("with a Ctrl-Z", |file| format!("{file}\u{1a}").into()),
        ("with NULs behind", |file| format!("{file}{}", "\0".repeat(40)).into()),
        ("with blank lines", |file| file.replace('\n', "\n\n").into()),
        ("indented", |file| format!("    {}", file.replace('\n', "\n    ")).into()),
        ("quoted by a mail program", |file| format!("> {}", file.replace('\n', "\n> ")).into()),
        ("with spaces at line ends", |file| file.replace('\n', "  \n").into()),
        ("in one line", |file| file.replace('\n', " ").into()),
        ("wrapped at 76", |file| {
            let digits: Vec<char> =
                file.lines().filter(|line| !line.starts_with('-')).flat_map(str::chars).collect();
            let lines: Vec<String> = digits.chunks(76).map(|line| line.iter().collect()).collect();
            format!("{BEGIN}\n{}\n{END}\n", lines.join("\n")).into()
        }),
        ("with a signature behind", |file| format!("{file}\n-- \nSent from a telephone\n").into()),
        ("in a viewer", |file| format!("<pre>{}</pre>", file.replace('+', "&#43;")).into()),
    ];

    #[test]
    fn armour_saved_again_by_another_program_is_restored() {
        let content: Vec<u8> = b"age-encryption.org/v1\n".iter().copied().chain(0..=255).collect();
        let file = armor(&content);
        for (how, save) in SAVED_AGAIN {
            let saved = save(&file);
            assert_eq!(unarmor(&restored(&saved)), Ok(content.clone()), "{how}");
        }
    }

    #[test]
    fn what_is_no_armour_comes_back_as_it_is() {
        let file = armor(b"age-encryption.org/v1\n");
        for other in [
            String::new(),
            "{}".to_owned(),
            format!("Somebody wrote: {file}"),
            file.replace("YWdl", "YWd?"),
            file.replace(END, ""),
            armor(b"something else"),
        ] {
            assert_eq!(restored(other.as_bytes()), other.as_bytes());
        }
    }
}
