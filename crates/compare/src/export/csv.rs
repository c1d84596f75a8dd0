//! The plan as a table: RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8.

use candour_questionnaire::{
    catalog::CatalogEntry,
    draft::Draft,
    plan::{State, Step},
    questionnaire::Citation,
    scoring::assess,
};

use candour_words::{Counted, Key, Words};

use super::cells::day_text;

/// The plan: a row for each action in the order of urgency, then one for each step that is done or no
/// longer needed. Every cell stands in quotes, and none is taken for a formula.
pub fn csv(entry: &CatalogEntry, draft: &Draft, words: Words) -> String {
    let words = words.for_programs();
    let assessment = assess(&entry.questionnaire, &draft.answers);
    let plan = entry.plan(&assessment, &draft.plan);
    let mut out = String::from('\u{feff}');
    let heads = [
        Key::TablePlace,
        Key::ChartArea,
        Key::TableAction,
        Key::TableFirstStep,
        Key::TableWhy,
        Key::TableSources,
        Key::PlanRole,
        Key::PlanDue,
        Key::PlanState,
    ]
    .map(|key| words.text(key));
    row(&mut out, &heads.each_ref().map(|head| &**head));
    let mut place = 0_u32;
    let mut add = |question: &str, step: &Step, state: &str| {
        place += 1;
        let Some((section, own)) = entry.questionnaire.question(question) else { return };
        let text = entry.wording.question(question);
        row(
            &mut out,
            &[
                &place.to_string(),
                &entry.wording.section(&section.id).title,
                entry.wording.step(question),
                &text.first_step,
                &text.severity,
                &sources(entry, &own.citations, words),
                &step.role,
                &day_text(step.due),
                state,
            ],
        );
    };
    for planned in &plan.actions {
        add(&planned.action.question, planned.step, &words.text(state_key(planned.step.state)));
    }
    for settled in &plan.settled {
        let done = settled.step.state == State::Done;
        let state = if done { Key::StateDone } else { Key::PlanNotNeeded };
        add(settled.question, settled.step, &words.text(state));
    }
    out
}

pub(super) fn state_key(state: State) -> Key {
    match state {
        State::Open => Key::StateOpen,
        State::Doing => Key::StateDoing,
        State::Done => Key::StateDone,
    }
}

/// The checked sources with their places, one a line.
fn sources(entry: &CatalogEntry, citations: &[Citation], words: Words) -> String {
    let mut out = String::new();
    for citation in entry.shown(citations) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(entry.wording.source(&citation.source));
        for (list, key) in [
            (&citation.articles, Counted::CitationArticles),
            (&citation.recitals, Counted::CitationRecitals),
            (&citation.principles, Counted::CitationPrinciples),
        ] {
            if !list.is_empty() {
                let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
                out.push_str(" · ");
                out.push_str(&words.count_with(key, count, &[("list", &list.join(", "))]));
            }
        }
    }
    out
}

pub(super) fn row(out: &mut String, cells: &[&str]) {
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
        after = matches!(letter, ';' | '\t' | '\r' | '\n')
            || after && (letter.is_whitespace() || is_zero_width(letter) || letter == '"');
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
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
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Reads RFC 4180 back: rows of cells.
#[cfg(test)]
pub(super) fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut cell, mut quoted) = (vec![vec![]], String::new(), false);
    let mut letters = text.strip_prefix('\u{feff}').unwrap_or(text).chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => rows.last_mut().unwrap().push(std::mem::take(&mut cell)),
            '\r' if !quoted => assert_eq!(letters.peek(), Some(&'\n')),
            '\n' if !quoted => {
                rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                rows.push(vec![]);
            }
            _ => cell.push(letter),
        }
    }
    assert_eq!(rows.pop(), Some(vec![]), "the last row ends with a line feed");
    rows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::sample::{draft, entry},
        *,
    };

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
    fn the_table_holds_every_action_and_what_is_settled() {
        let text = csv(&entry(), &draft(), Words::english());
        assert!(text.starts_with("\u{feff}\"No.\",\"Area\",\"Action\""));
        let rows = read(&text);
        let column = |place: usize| rows.iter().map(|row| row[place].as_str()).collect::<Vec<_>>();
        assert_eq!(column(0), ["No.", "1", "2", "3"]);
        assert_eq!(column(2), ["Action", "Look after deletion.", "Look after limits.", "Look after backup."]);
        assert_eq!(column(5), ["Sources", "The law", "The law", "The law"]);
        assert_eq!(column(6), ["Who (job role)", "Head of shop", "", ""]);
        assert_eq!(column(7), ["Due date", "2026-12-24", "", "2026-12-24"]);
        assert_eq!(column(8), ["Status", "In progress", "Open", "Done"]);
    }

    #[test]
    fn a_step_no_longer_needed_says_so() {
        let mut draft = draft();
        draft.plan.insert("backup".to_owned(), Step { role: "Somebody".to_owned(), ..Step::NONE });
        assert!(
            csv(&entry(), &draft, Words::english()).ends_with("\"Somebody\",\"\",\"No longer needed\"\r\n")
        );
    }

    #[test]
    fn a_source_stands_with_its_places() {
        let entry = entry();
        let citations = &entry.questionnaire.sections()[0].citations;
        assert_eq!(sources(&entry, citations, Words::english()), "The law · Article 5(1)(e) · Recital 39");
    }

    proptest! {
        #[test]
        fn any_cell_comes_back_as_it_was_but_for_apostrophes(cells in prop::collection::vec("\\PC*|[=+@\"\r\n,\t -]*", 1..5)) {
            let mut out = String::new();
            let given: Vec<&str> = cells.iter().map(String::as_str).collect();
            row(&mut out, &given);
            let back = read(&out).remove(0);
            prop_assert_eq!(back.len(), cells.len());
            for (back, given) in back.iter().zip(&cells) {
                prop_assert_eq!(back.replace('\'', ""), given.replace('\'', ""));
                prop_assert!(!back.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
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
}
