//! Tables as text: RFC 4180. Not the crate `csv`, of whose settings and types nothing here would use more than this.

/// A quote that is opened and never closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenQuote {
    /// The row in which it is opened, from 1.
    pub row: usize,
}

/// Reads rows of cells. A byte order mark is left out.
///
/// # Errors
/// If a quote is not closed.
pub fn read(text: &str, separator: char) -> Result<Vec<Vec<String>>, OpenQuote> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut opened) = (false, 0);
    let mut letters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    let mut begun = false;
    while let Some(letter) = letters.next() {
        begun = true;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => (quoted, opened) = (true, rows.len()),
            letter if quoted => cell.push(letter),
            '\r' if letters.peek() == Some(&'\n') => {}
            letter if letter == separator => row.push(std::mem::take(&mut cell)),
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                begun = false;
            }
            letter => cell.push(letter),
        }
    }
    if quoted {
        return Err(OpenQuote { row: opened + 1 });
    }
    if begun {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// Adds a row. Every cell stands in quotes, and none is taken for a formula or a date: an apostrophe stands before it.
pub fn row(out: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push('"');
        if is_formula(cell) || is_taken_for_a_date(cell) {
            out.push('\'');
        }
        push_cell(out, cell);
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Whether spreadsheets of some country take a cell for a date: numbers with dots, slashes or hyphens between them, such
/// as the version `1.1.0`. A day as ISO 8601 has it is meant to be one.
fn is_taken_for_a_date(cell: &str) -> bool {
    let mut parts = cell.split(['.', '/', '-']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_day = cell.len() == 10 && parts.clone().map(str::len).eq([4, 2, 2]) && !cell.contains(['.', '/']);
    parts.clone().count() > 1 && parts.all(is_number) && !is_day
}

/// The text of a cell. In many countries spreadsheets part cells at a semicolon, whatever the quotes: what
/// follows one, or begins a line, is no formula either.
fn push_cell(out: &mut String, cell: &str) {
    let mut after = false;
    for letter in cell.chars() {
        if after && is_sign(letter) {
            out.push('\'');
        }
        after = goes_on(after, letter);
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
}

/// Whether a cell may begin after this letter, given whether one could before it.
fn goes_on(after: bool, letter: char) -> bool {
    matches!(letter, ';' | '\t' | '\r' | '\n')
        || after && (letter.is_whitespace() || is_zero_width(letter) || letter == '"')
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')
}

/// Whether a spreadsheet could take a cell for a formula (OWASP, "CSV Injection"): by its first sign,
/// also in full width, and also behind white space or signs that cannot be seen.
fn is_formula(cell: &str) -> bool {
    let unseen = |letter: char| letter.is_whitespace() || letter.is_control() || is_zero_width(letter);
    cell.starts_with(['\t', '\r', '\n']) || cell.trim_start_matches(unseen).starts_with(is_sign)
}

fn is_zero_width(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A cell as it was before [`row`] put apostrophes before what a spreadsheet takes for a formula or a date. One that
/// stood there before is lost with them.
pub fn unguarded(cell: &str) -> String {
    let guarded = cell.strip_prefix('\'').map(without_inner_guards);
    let guarded = guarded.filter(|text| is_formula(text) || is_taken_for_a_date(text));
    guarded.unwrap_or_else(|| without_inner_guards(cell))
}

/// The text of a cell before [`push_cell`] put apostrophes into it.
fn without_inner_guards(cell: &str) -> String {
    let mut out = String::new();
    let mut after = false;
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        if after && letter == '\'' && letters.peek().copied().is_some_and(is_sign) {
            out.extend(letters.next());
            after = false;
        } else {
            after = goes_on(after, letter);
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tables_of_all_spreadsheets_are_read() {
        for (text, separator, rows) in [
            ("", ',', vec![]),
            ("a,b", ',', vec![vec!["a", "b"]]),
            ("\u{feff}a;b\r\n\r\nc", ';', vec![vec!["a", "b"], vec![""], vec!["c"]]),
            ("\"a \"\"b\"\"\",\"c,\r\nd\"\r", ',', vec![vec!["a \"b\"", "c,\r\nd"]]),
            ("5\" nails\t\n", '\t', vec![vec!["5\" nails", ""]]),
            ("\n", ',', vec![vec![""]]),
        ] {
            assert_eq!(
                read(text, separator),
                Ok(rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_quote_that_is_left_open_is_told_with_its_row() {
        assert_eq!(read("a,b\n\"c,d\ne,f\n", ','), Err(OpenQuote { row: 2 }));
        assert_eq!(read("a\n\"b\"\"", ','), Err(OpenQuote { row: 2 }));
    }

    #[test]
    fn numbers_that_could_be_taken_for_dates_stay_text() {
        for (cell, text) in [
            ("1.1.0", true),
            ("12/11", true),
            ("1-2", true),
            ("2026-12-24", false),
            ("1", false),
            ("1.", false),
            ("v1.1.0", false),
            ("", false),
        ] {
            assert_eq!(is_taken_for_a_date(cell), text, "{cell}");
        }
        let mut out = String::new();
        row(&mut out, &["1.1.0"]);
        assert_eq!(out, "\"'1.1.0\"\r\n");
    }

    #[test]
    fn cells_that_begin_like_a_formula_are_made_harmless() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "＝1",
            "＋1",
            "－1",
            "＠a",
            " =1",
            "\u{200b}=1",
            // A name from right to left that begins a letter stands within these.
            "\u{2068}=1",
            "-",
        ] {
            let mut out = String::new();
            row(&mut out, &[cell]);
            assert!(out.starts_with("\"'"), "{cell:?}");
        }
        for cell in ["", "a=1", "2026-12-24", "Head of shop", "'quoted'", "စာရင်း", "1"] {
            let mut out = String::new();
            row(&mut out, &[cell]);
            assert_eq!(out, ["\"", cell, "\"\r\n"].concat());
        }
    }

    #[test]
    fn semicolons_make_no_formula_in_a_spreadsheet() {
        let mut out = String::new();
        let hostile = "see;=HYPERLINK(\"x\";\"y\");\n  =cmd|x\n\"@SUM(1)\t+1; -2; fine = 3";
        row(&mut out, &["a", hostile]);
        let cells = out.split([';', '\t', '\n', ',']).map(|cell| cell.trim_start_matches([' ', '"', '\r']));
        for cell in cells {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}\n{out}");
        }
        assert!(out.contains("fine = 3"), "{out}");
    }

    proptest! {
        #[test]
        fn any_cell_comes_back_as_it_was_but_for_apostrophes(cells in prop::collection::vec("\\PC*|[=+@\"\r\n,\t -]*", 1..5)) {
            let mut out = String::new();
            let given: Vec<&str> = cells.iter().map(String::as_str).collect();
            row(&mut out, &given);
            let back = read(&out, ',').unwrap().remove(0);
            prop_assert_eq!(back.len(), cells.len());
            for (back, given) in back.iter().zip(&cells) {
                prop_assert_eq!(back.replace('\'', ""), given.replace('\'', ""));
                prop_assert!(!back.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }

        #[test]
        fn apostrophes_put_before_formulas_are_taken_off_again(cell in "[^']*|[=+@; \r\n\"0-9./-]*") {
            let mut out = String::new();
            row(&mut out, &[&cell]);
            let back = read(&out, ',').unwrap().remove(0).remove(0);
            prop_assert_eq!(unguarded(&back), cell);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[a,;\"\r\n\t']*") {
            if let Ok(rows) = read(&text, ';') {
                prop_assert!(rows.iter().all(|row| !row.is_empty()));
            }
        }
    }
}
