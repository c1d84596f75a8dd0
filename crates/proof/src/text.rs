//! Text of others, made fit to be kept and shown.

/// Most characters of an organisation's name.
pub const LONGEST_NAME: usize = 200;

/// Text as a file may hold it: line feeds kept, every other control character and the invisible
/// signs that override the direction of writing taken out, at most `longest` characters.
pub fn clean(text: &str, longest: usize) -> String {
    if is_clean(text, longest) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n")
        .chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .filter(|letter| *letter == '\n' || !(letter.is_control() || turns_writing(*letter)))
        .take(longest)
        .collect()
}

/// The same on one line, without signs that take no room: a name must not differ from another unseen. In
/// notes some of them tell where a line may break.
pub fn clean_line(text: &str, longest: usize) -> String {
    if is_clean(text, longest) {
        return text.to_owned();
    }
    clean(&text.replace('\n', " ").replace(takes_no_room, ""), longest)
}

/// Whether a text is of letters, digits and signs of ASCII alone, as nearly all are: then nothing is taken out.
fn is_clean(text: &str, longest: usize) -> bool {
    text.len() <= longest && text.bytes().fold(true, |clean, byte| clean & matches!(byte, b' '..=b'~'))
}

// Soft hyphen, zero width space, marks of direction, word joiner and invisible operators, tags. Names stand in an
// element or a cell of their own, so that they need no such marks (Unicode TR 36, section 2.4). The joiners U+200C and U+200D
// belong to the spelling of several scripts and to emoji.
fn takes_no_room(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{e0000}'..='\u{e007f}'
    )
}

// The "bidi" controls can make a name read as another one (Unicode TR 36, section 3.1).
fn turns_writing(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_what_a_signed_file_must_not_hold() {
        assert_eq!(clean("a\tb\r\nc\u{0}d\u{202e}e", 99), "a b\ncde");
        assert_eq!(clean("စာရင်း العربية é", 99), "စာရင်း العربية é");
        assert_eq!(clean("abcdef", 3), "abc");
        assert_eq!(clean_line("one\ntwo", 99), "one two");
        assert_eq!(clean_line("B\u{e4}\u{200b}cke\u{2060}rei\u{ad}\u{e0041}", 99), "Bäckerei");
        assert_eq!(clean_line("\u{200f}م\u{200e}ی\u{61c}", 99), "می");
        assert_eq!(clean_line("می\u{200c}خواهم 👩\u{200d}🔧", 99), "می\u{200c}خواهم 👩\u{200d}🔧");
        assert_eq!(clean("စာ\u{200b}ရင်း", 99), "စာ\u{200b}ရင်း");
    }
}
