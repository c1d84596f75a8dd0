//! Tables of spreadsheet programs: their first sheet as CSV, and a new file with one sheet.

use std::path::Path;

use calamine::{Data, Reader as _, open_workbook_auto};
use candour_files::csv;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use crate::{
    error::{CliOutcome, ErrorMessage},
    messages::Message,
};

/// Most rows and columns that are looked at; a table may have fewer.
const MOST: (usize, usize) = (10_000, 200);

/// Whether a file is one of a spreadsheet program, by its name.
pub(crate) fn is_spreadsheet(path: &Path) -> bool {
    ["xlsx", "ods", "xls"].into_iter().any(|ending| has_ending(path, ending))
}

/// Whether a file is a table of any kind, by its name.
pub(crate) fn is_table(path: &Path) -> bool {
    is_spreadsheet(path) || ["csv", "tsv"].into_iter().any(|ending| has_ending(path, ending))
}

/// Whether the name of a file ends like that.
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// The first sheet as CSV.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn to_csv(path: &Path) -> CliOutcome<Vec<u8>> {
    let refused =
        |why: &dyn std::fmt::Display| ErrorMessage::new(Message::NotOpened).file(path).with("why", why);
    let mut workbook = open_workbook_auto(path).map_err(|error| refused(&error))?;
    let Some(sheet) = workbook.worksheet_range_at(0) else {
        return Err(ErrorMessage::new(Message::NoSheet).file(path).into());
    };
    let sheet = sheet.map_err(|error| refused(&error))?;
    // Rows and columns are numbered as the program numbers them: those before the first that is used count too.
    let (first_row, first_column) = sheet.start().unwrap_or_default();
    let mut out = "\r\n".repeat(usize::try_from(first_row).unwrap_or_default().min(MOST.0));
    let empty = usize::try_from(first_column).unwrap_or_default().min(MOST.1);
    for row in sheet.rows().take(MOST.0) {
        let mut cells = vec![String::new(); empty];
        cells.extend(row.iter().take(MOST.1).map(text));
        csv::row(&mut out, &cells.iter().map(String::as_str).collect::<Vec<_>>());
    }
    Ok(out.into_bytes())
}

/// What a cell shows.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(day) => day.split('T').next().unwrap_or_default().to_owned(),
        other => other.to_string(),
    }
}

/// A file with one sheet: every cell is text, so that nothing is taken for a formula, a number or a day.
///
/// # Errors
/// If a cell is longer than such a file allows.
pub(crate) fn of_rows(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let cell = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_num_format("@").set_bold();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        for (column, text) in (0..).zip(row) {
            let wide = text.len() > 20;
            if wide {
                sheet.set_column_width(column, 40)?;
            }
            if !text.is_empty() {
                sheet.write_string_with_format(
                    number,
                    column,
                    text,
                    if number == 0 { &head } else { &cell },
                )?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    workbook.save_to_buffer()
}
