//! The style sheet without comments and idle white space.
//!
//! Not by `lightningcss`, which does more: it is an alpha release of 52 crates, for one style sheet of ours.

/// Shortens a style sheet without changing what it says: comments go, runs of white space become
/// one space or none. Text in quotes stays as it is.
pub(crate) fn shorten(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut letters = style.chars().peekable();
    let mut space = false;
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                skip_comment(&mut letters);
                space = true;
            }
            _ if letter.is_whitespace() => space = true,
            _ => {
                // Around these a space says nothing. Not around `+`, `-`, `(` or `:`, where it can.
                let idle = |sign: char| matches!(sign, '{' | '}' | ';' | ',' | '>');
                if space
                    && !out.is_empty()
                    && !idle(letter)
                    && !out.ends_with([':', '('])
                    && !out.ends_with(idle)
                {
                    out.push(' ');
                }
                space = false;
                if letter == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(letter);
                if letter == '"' || letter == '\'' {
                    copy_quoted(letter, &mut letters, &mut out);
                }
            }
        }
    }
    out
}

fn skip_comment(letters: &mut impl Iterator<Item = char>) {
    let mut last = ' ';
    for letter in letters {
        if last == '*' && letter == '/' {
            return;
        }
        last = letter;
    }
}

fn copy_quoted(quote: char, letters: &mut impl Iterator<Item = char>, out: &mut String) {
    let mut escaped = false;
    for letter in letters {
        out.push(letter);
        if letter == quote && !escaped {
            return;
        }
        escaped = letter == '\\' && !escaped;
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn comments_and_idle_space_go() {
        assert_eq!(
            shorten("/* why */\na > b ,\n c {\n  color : red; /* so */\n  margin: 0 1px;\n}\n"),
            "a>b,c{color :red;margin:0 1px}"
        );
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        for style in
            ["a :hover{width:calc(1px + 2px)}", "@media (a) and (b){c d{e:f g}}", "a[b] .c:not(.d){e:f}"]
        {
            assert_eq!(shorten(style), style);
        }
    }

    #[test]
    fn quoted_text_is_left_alone() {
        let style = r#"a::before{content:"  /* \" ;  } "}"#;
        assert_eq!(shorten(style), style);
    }
}
